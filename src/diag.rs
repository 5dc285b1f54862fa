//! Messages to the user, with their place in the input.

use std::fmt::{self, Write};
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

/// A range of bytes of the input text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range `start..end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The smallest range that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The text of the range, empty if it is not a range of `source`.
    #[must_use]
    pub fn text(self, source: &str) -> &str {
        source.get(Range::from(self)).unwrap_or("")
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

/// A message: a stable code, the place, what is wrong, and what to do about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// A stable kebab-case identifier, e.g. `unknown-function`.
    pub code: &'static str,
    /// The place in the source.
    pub span: Span,
    /// A second place, behind the first, that the message speaks of.
    pub also: Option<Box<Span>>,
    /// What is wrong, in one sentence without a final stop.
    pub message: String,
    /// What the user can do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Shows the message with the source line and a caret under the place.
    ///
    /// ```
    /// use symderiv::diag::{Diagnostic, Span};
    /// let d = Diagnostic {
    ///     code: "unknown-function",
    ///     span: Span::new(0, 4),
    ///     also: None,
    ///     message: "unknown function 'tahn'".into(),
    ///     help: Some("did you mean 'tanh'?".into()),
    /// };
    /// let text = d.render("tahn(x)", "<query>");
    /// assert!(text.contains("1 | tahn(x)\n  | ^^^^"));
    /// ```
    #[must_use]
    pub fn render(&self, source: &str, origin: &str) -> String {
        let whole = self.also.as_deref().map_or(self.span, |also| self.span.to(*also));
        let mut place = Place::find(source, whole);
        if self.also.is_some() {
            place.carets = self.two_places(source, whole, place.carets.len());
        }
        let mut out = String::new();
        let _ = self.write(&mut out, &place, origin);
        out
    }

    /// Carets under both places, with a gap between them.
    fn two_places(&self, source: &str, whole: Span, shown: usize) -> String {
        let mut carets = String::new();
        for (at, c) in whole.text(source).char_indices() {
            let inside = |span: Span| (span.start..span.end).contains(&(whole.start + at));
            let mark = if inside(self.span) || self.also.as_deref().copied().is_some_and(inside) {
                "^"
            } else {
                " "
            };
            carets.push_str(&mark.repeat(visible(&c.to_string()).width()));
            if carets.len() >= shown {
                break;
            }
        }
        carets.trim_end().to_owned()
    }

    fn write(&self, out: &mut String, place: &Place, origin: &str) -> fmt::Result {
        let gutter = place.line_number.to_string();
        let blank = " ".repeat(gutter.len());
        writeln!(out, "error[{}]: {}", self.code, self.message)?;
        writeln!(out, "{blank}--> {origin}:{}:{}", place.line_number, place.column)?;
        writeln!(out, "{blank} |")?;
        writeln!(out, "{gutter} | {}", place.line)?;
        let (pad, carets) = (" ".repeat(place.indent), &place.carets);
        writeln!(out, "{blank} | {pad}{carets}")?;
        if let Some(help) = &self.help {
            writeln!(out, "{blank} = help: {help}")?;
        }
        Ok(())
    }
}

/// Where a span lies: its line, cut to a readable part, and the caret's display columns.
struct Place {
    line_number: usize,
    column: usize,
    line: String,
    indent: usize,
    carets: String,
}

/// The widest part of a source line that is shown on either side of the place.
const CONTEXT: usize = 60;

impl Place {
    fn find(source: &str, span: Span) -> Self {
        let start = floor_boundary(source, span.start);
        let end = floor_boundary(source, span.end).max(start);
        let before = source.get(..start).unwrap_or("");
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        let after = source.get(start..).unwrap_or("");
        let line_end = after.find('\n').map_or(source.len(), |i| start + i);
        let from = floor_boundary(source, start.saturating_sub(CONTEXT).max(line_start));
        let to = floor_boundary(source, end.saturating_add(CONTEXT).min(line_end)).max(start);
        let to = to.min(floor_boundary(source, start.saturating_add(3 * CONTEXT)));
        let shown_end = end.clamp(start, to);
        Self {
            line_number: before.matches('\n').count() + 1,
            column: source.get(line_start..start).unwrap_or("").chars().count() + 1,
            line: visible(source.get(from..to).unwrap_or("").trim_end_matches('\r')),
            indent: visible(source.get(from..start).unwrap_or("")).width(),
            carets: "^".repeat(visible(source.get(start..shown_end).unwrap_or("")).width().max(1)),
        }
    }
}

/// The text with a visible sign for each character that would move the cursor or reorder the
/// line; such characters could make a terminal show something else than what was read.
fn visible(text: &str) -> String {
    let moves = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    text.chars()
        .map(|c| {
            if c == '\t' {
                ' '
            } else if moves(c) {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

fn floor_boundary(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_shown_and_not_sent() {
        let d = Diagnostic {
            code: "c",
            span: Span::new(8, 9),
            also: None,
            message: "m".into(),
            help: None,
        };
        let text = d.render("\tx\u{1b}[2J\0y", "q");
        assert!(!text.contains('\u{1b}') && !text.contains('\0') && !text.contains('\t'));
        assert!(text.contains("1 |  x\u{fffd}[2J\u{fffd}y\n  |         ^"), "{text}");
    }
}
