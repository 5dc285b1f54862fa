//! The collected messages of one input.

use super::error::{ErrorKind, limit};
use crate::diag::{Diagnostic, Span};

/// Messages so far, at most [`limit::MESSAGES`] and one that says that there are more.
#[derive(Default)]
pub(super) struct Report {
    list: Vec<Diagnostic>,
    count: usize,
}

impl Report {
    pub(super) fn add(&mut self, kind: ErrorKind, span: Span) {
        self.count += 1;
        if self.list.len() < limit::MESSAGES {
            self.list.push(kind.at(span));
        } else if self.list.len() == limit::MESSAGES {
            self.list.push(ErrorKind::TooManyErrors.at(span));
        }
    }

    /// A message that speaks of two places.
    pub(super) fn add_pair(&mut self, kind: ErrorKind, span: Span, also: Span) {
        let shown = self.list.len() < limit::MESSAGES;
        self.add(kind, span);
        if let Some(last) = self.list.last_mut().filter(|_| shown) {
            last.also = Some(Box::new(also));
        }
    }

    /// Something that was reported before has spoilt what is being read now.
    pub(super) fn spoil(&mut self) {
        self.count += 1;
    }

    /// How many mistakes were found, shown or not.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The messages in the order of their places.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        let shown = self.list.len().min(limit::MESSAGES);
        if let Some(list) = self.list.get_mut(..shown) {
            list.sort_by_key(|d| d.span);
        }
        self.list
    }
}
