//! Rows as the lines of an aligned display, in the arrangement that takes the fewest lines; for the
//! formats that align equations themselves.

use super::rows::{Note, Row, note_width, reach, typeset_lines};
use crate::layout::{BoxId, Boxes, BrokenLine, Item, Sign};

/// The widest remark that is set on one line; a wider one becomes a narrow paragraph.
pub(super) const NOTE: u32 = 1300;
/// The space that `align*` needs between an equation and its remark.
const GUTTER: u32 = 300;

/// A line of a display.
pub(super) struct Line {
    pub content: Content,
    /// The remark beside it; empty if there is none.
    pub beside: Vec<Note>,
}

/// What stands on a line.
pub(super) enum Content {
    /// An equation, or its beginning.
    Equation { left: Option<BoxId>, sign: Sign, right: BrokenLine },
    /// A part of what was begun on the line before, or a left side that goes on below.
    Continued(BrokenLine),
    /// An expression without an equation.
    Alone(BoxId),
    /// A remark, no wider than `most`; under an equation, or on all of them.
    Remark { left: Option<BoxId>, note: Vec<Note>, most: u32, is_below: bool },
}

/// How the rows of a display are arranged.
#[derive(Clone, Copy)]
struct Arrangement {
    /// Does a long left side have lines of its own, so that the equations begin at the margin?
    left_above: bool,
    /// Do remarks have lines of their own, so that equations have the whole width?
    notes_below: bool,
    /// The width of an equation's right side.
    room: u32,
}

/// The lines of a display.
pub(super) fn lines(boxes: &mut Boxes, rows: &[Row], width: u32) -> Vec<Line> {
    let widest = rows.iter().map(|row| note_width(boxes, &row.note)).max().unwrap_or(0);
    let notes = if widest == 0 { 0 } else { widest.min(NOTE) + GUTTER };
    let left = rows.iter().filter_map(|row| row.left).map(|left| boxes.metrics(left.stacked).width);
    let left = left.max().unwrap_or(0);
    let is_long = left > width / 4;
    let choices = [(is_long, false), (true, false), (is_long, true), (true, true)];
    let equations = rows.iter().filter(|row| row.right.is_some()).count().max(1);
    let remarks = rows.iter().filter(|row| row.right.is_none()).count();
    let mut best: Option<(bool, Vec<Line>)> = None;
    for (left_above, notes_below) in choices {
        let margin = 150 + if left_above { 0 } else { left };
        let taken = margin + if notes_below { 0 } else { notes };
        let room = width.saturating_sub(taken).max(width / 3);
        let (lines, overflows) =
            arrange(boxes, rows, Arrangement { left_above, notes_below, room });
        let is_least = !overflows && lines.len() <= equations + remarks;
        let is_better = best
            .as_ref()
            .is_none_or(|(over, found)| (overflows, lines.len()) < (*over, found.len()));
        if is_better {
            best = Some((overflows, lines));
        }
        if is_least {
            break;
        }
    }
    best.map_or_else(Vec::new, |(_, lines)| lines)
}

/// The lines of a display, and whether one of them is wider than it should be.
fn arrange(boxes: &mut Boxes, rows: &[Row], how: Arrangement) -> (Vec<Line>, bool) {
    let mut lines: Vec<Line> = Vec::new();
    let mut overflows = false;
    let plain = |content| Line { content, beside: Vec::new() };
    for row in rows {
        if let Some(left) = row.left.filter(|_| how.left_above) {
            let broken = typeset_lines(boxes, left, how.room);
            lines.extend(broken.into_iter().map(|line| plain(Content::Continued(line))));
        }
        let left = row.left.filter(|_| !how.left_above).map(|left| left.stacked);
        let (Some(sign), Some(right)) = (row.sign, row.right) else {
            if !row.note.is_empty() {
                let (note, most) = (row.note.clone(), u32::MAX);
                lines.push(plain(Content::Remark { left, note, most, is_below: false }));
            } else if let Some(left) = left {
                lines.push(plain(Content::Alone(left)));
            }
            continue;
        };
        let broken = typeset_lines(boxes, right, how.room);
        overflows |= broken.iter().any(|line| reach(boxes, line) > how.room);
        let last = broken.len().saturating_sub(1);
        for (i, right) in broken.into_iter().enumerate() {
            let content = match i {
                0 => Content::Equation { left, sign, right },
                _ => Content::Continued(right),
            };
            let is_noted = i == last && !how.notes_below;
            let beside = if is_noted { row.note.clone() } else { Vec::new() };
            lines.push(Line { content, beside });
        }
        if how.notes_below && !row.note.is_empty() {
            let note = row.note.clone();
            lines.push(plain(Content::Remark { left: None, note, most: how.room, is_below: true }));
        }
    }
    (lines, overflows)
}

/// Does the line begin with a sign between operands?
pub(super) fn begins_with_sign(boxes: &Boxes, line: &BrokenLine) -> bool {
    let Item::Row(parts) = boxes.item(line.content) else { return false };
    let first = parts.first().map(|&first| boxes.item(first));
    matches!(first, Some(Item::Sign(sign, _)) if *sign != Sign::Comma)
}
