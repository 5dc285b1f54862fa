//! What is told beside an answer: the meaning of new names, and proofs by induction.

use super::Session;
use crate::expr::Op;
use crate::steps::{Answer, Detail, inductions};
use crate::syntax::Command;

impl Session {
    /// What the names stand for that collapsing layers has given.
    pub(super) fn names_given(&mut self, command: &Command, answer: &Answer) -> Vec<Answer> {
        let (Command::Collapse(e, _), Answer::Derivation(derivation)) = (command, answer) else {
            return Vec::new();
        };
        let known = self.store().subexpressions(&[*e]);
        let parts = self.store().subexpressions(&[derivation.result()]);
        let mut answers = Vec::new();
        for part in parts.into_iter().filter(|part| !known.contains(part)) {
            let mut meanings = vec![part];
            if let Op::Indexed(family) = self.store().op(part)
                && let Some(recursion) = self.store().recursion(family)
            {
                let store = self.engine.kernel.store_mut();
                let base = store.integer(recursion.base);
                meanings.insert(0, store.make(Op::Indexed(family), &[base]));
            } else if !self.store().children(part).is_empty() {
                continue;
            }
            for part in meanings {
                if let Ok(t) = self.engine.kernel.unfold(part) {
                    answers.push(Answer::Derivation(self.derivation(t)));
                }
            }
        }
        answers
    }

    /// What was proved by induction for the last answer, told as such unless all is to be brief.
    pub(super) fn inductions(&mut self) -> Vec<Answer> {
        let proved = std::mem::take(&mut self.proved);
        let (given, detail) = (self.engine.given, self.detail);
        if detail == Detail::Brief {
            return Vec::new();
        }
        let kernel = &mut self.engine.kernel;
        let told = proved.into_iter().flat_map(|t| inductions(kernel, t, given, detail));
        told.map(Answer::Derivation).collect()
    }
}
