//! An answer within a line of prose: its problem, its result, or both as one equation.

use super::rows::{Note, list};
use super::{Format, html, latex_page, typst_page};
use crate::expr::Store;
use crate::layout::{self, Block, BoxId, Boxes, Formula, Notation, Panel, Piece, Sign, unnamed};
use crate::steps::Answer;

/// Which part of an answer is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Part {
    /// What the question is about: where a derivation starts.
    Problem,
    /// What came out, with its conditions.
    Result,
    /// Both, with a sign between them.
    Statement,
}

/// Writes a part of an answer as running text of the format: words, and formulas between the
/// delimiters of the format.
///
/// ```
/// use symderiv::print::{Format, Part, inline};
/// use symderiv::session::{Outcome, Session};
/// let mut session = Session::new();
/// let outcomes = session.run("d/dx |x|");
/// let Some(Outcome::Answer(answer)) = outcomes.first() else { panic!() };
/// let text = inline(session.store(), answer, Format::Latex, Part::Result);
/// assert_eq!(text, r"$\operatorname{sign}(x)$ for $x \neq 0$");
/// ```
#[must_use]
pub fn inline(store: &Store, answer: &Answer, format: Format, part: Part) -> String {
    let (notation, look): (_, fn(&Formula) -> BoxId) = match format {
        Format::Terminal | Format::Source | Format::Json | Format::Svg => {
            (Notation::Source, |f| f.source)
        }
        Format::Latex | Format::Mathml | Format::Html | Format::Typst => {
            (Notation::Inline, |f| f.stacked)
        }
    };
    let (mut boxes, block) = unnamed(store, answer, notation);
    let note = said(&mut boxes, &block, part, look);
    match format {
        Format::Latex => latex_page::remark(&boxes, &note),
        Format::Typst => typst_page::remark(&boxes, &note),
        Format::Mathml | Format::Html => {
            let mut out = String::new();
            html::note(&mut out, &boxes, &note);
            out
        }
        Format::Terminal | Format::Source | Format::Json | Format::Svg => plain(&boxes, &note),
    }
}

/// The part of the block, as words and formulas.
fn said(boxes: &mut Boxes, block: &Block, part: Part, look: fn(&Formula) -> BoxId) -> Vec<Note> {
    let (left, sign, right, rest) = match block {
        Block::Names(_) => return Vec::new(),
        Block::Findings(panels) => return headline(panels, look),
        Block::Report(parts) => return title(parts, look),
        Block::Derivation { start, steps, conditions } => {
            let last = steps.last();
            let right = last.map_or(look(start), |step| look(&step.expr));
            // The only step states the conditions of the whole.
            let conditions = match steps.as_slice() {
                [only] if conditions.is_empty() => &only.conditions,
                _ => conditions,
            };
            (look(start), Sign::Equal, right, list(" for ", conditions))
        }
        Block::Value { expr, at, values, .. } => {
            let (sign, value) = values.last().copied().unwrap_or((Sign::Equal, look(expr)));
            let at = if part == Part::Result { Vec::new() } else { list(" at ", at) };
            (look(expr), sign, value, at)
        }
        Block::Refuted { claim, at, .. } => {
            (look(&claim.lhs), Sign::NotEqual, look(&claim.rhs), list(" at ", at))
        }
        Block::Undecided { claim, .. } => {
            (look(&claim.lhs), Sign::Claimed, look(&claim.rhs), Vec::new())
        }
    };
    let (math, rest) = match part {
        Part::Problem => (left, Vec::new()),
        Part::Result => (right, rest),
        Part::Statement => (equation(boxes, left, sign, right), rest),
    };
    std::iter::once(Note::Math(math)).chain(rest).collect()
}

/// What a study found, in its first words.
fn headline(panels: &[Panel], look: fn(&Formula) -> BoxId) -> Vec<Note> {
    let Some(Panel::Headline(pieces)) = panels.first() else { return Vec::new() };
    let notes = pieces.iter().map(|piece| match piece {
        Piece::Words(words) => Note::Caption(words.clone()),
        Piece::Math(math) => Note::Math(look(math)),
    });
    notes.collect()
}

/// The first words or equation of a report.
fn title(parts: &[layout::Part], look: fn(&Formula) -> BoxId) -> Vec<Note> {
    parts
        .iter()
        .find_map(|part| match part {
            layout::Part::Heading(words) => Some(vec![Note::Caption(words.clone())]),
            layout::Part::Equation(left, _) => Some(vec![Note::Math(look(left))]),
            layout::Part::Table(_) | layout::Part::Remark(_) => None,
        })
        .unwrap_or_default()
}

fn equation(boxes: &mut Boxes, left: BoxId, sign: Sign, right: BoxId) -> BoxId {
    let sign = boxes.infix(sign);
    boxes.row(vec![left, sign, right])
}

/// For formats that have no formulas in running text.
fn plain(boxes: &Boxes, note: &[Note]) -> String {
    let mut out = String::new();
    for part in note {
        match part {
            Note::Words(words) => out.push_str(words),
            Note::Caption(words) => out.push_str(&super::caption::plain(words)),
            Note::Math(id) => out.push_str(&super::source::text(boxes, *id)),
        }
    }
    out
}
