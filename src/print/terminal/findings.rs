//! Findings on a terminal.

use super::{Piece, Screen, text};
use crate::layout::{BoxId, Panel, Piece as Part, Role};
use crate::print::braille;

impl Screen {
    pub(super) fn findings(&mut self, panels: &[Panel]) {
        for panel in panels {
            match panel {
                Panel::Headline(parts) => self.sentence(parts, 0),
                Panel::Sentence(parts) => self.sentence(parts, 2),
                Panel::Table(rows) => self.table(rows),
                Panel::Picture(plot, curves) => {
                    let names =
                        curves.iter().map(|f| super::super::source::text(&self.boxes, f.source));
                    let names: Vec<String> = names.collect();
                    for line in braille::picture(plot, &names, self.width) {
                        self.line(&[Piece::Text(line, Role::Variable)]);
                    }
                }
            }
        }
    }

    /// Words and formulas, stacked if they fit on a line, else on one line each where they must.
    fn sentence(&mut self, parts: &[Part], indent: usize) {
        let stacked = self.placed(parts, |formula| formula.stacked);
        let pieces = if self.pieces_width(&stacked) + indent <= self.width {
            stacked
        } else {
            self.placed(parts, |formula| formula.inline)
        };
        let margin = || Piece::Text(" ".repeat(indent), Role::Blank);
        let mut line = vec![margin()];
        let mut end = indent;
        for piece in pieces {
            let width = self.pieces_width(std::slice::from_ref(&piece));
            if end > indent && end + width > self.width {
                self.line(&line);
                line = vec![margin(), Piece::Text("  ".into(), Role::Blank)];
                end = indent + 2;
            }
            end += width;
            line.push(piece);
        }
        self.line(&line);
    }

    fn placed(
        &self,
        parts: &[Part],
        choose: impl Fn(&crate::layout::Formula) -> BoxId,
    ) -> Vec<Piece> {
        let piece = |part: &Part| match part {
            Part::Words(words) => text(words, Role::Caption),
            Part::Math(formula) => Piece::Box(choose(formula)),
        };
        parts.iter().map(piece).collect()
    }

    /// Columns as wide as their widest cell, a line under the first row and right of the first
    /// column.
    fn table(&mut self, rows: &[Vec<Vec<Part>>]) {
        let mut widths: Vec<usize> = Vec::new();
        let mut cells: Vec<Vec<Vec<Piece>>> = Vec::new();
        for row in rows {
            let mut placed = Vec::new();
            for (i, cell) in row.iter().enumerate() {
                let pieces = self.placed(cell, |formula| formula.inline);
                let width = self.pieces_width(&pieces);
                match widths.get_mut(i) {
                    Some(widest) => *widest = width.max(*widest),
                    None => widths.push(width),
                }
                placed.push(pieces);
            }
            cells.push(placed);
        }
        for (r, row) in cells.into_iter().enumerate() {
            let mut line = vec![text("  ", Role::Blank)];
            for (i, pieces) in row.into_iter().enumerate() {
                let room =
                    widths.get(i).map_or(0, |w| w.saturating_sub(self.pieces_width(&pieces)));
                let before = if i == 0 { 0 } else { room / 2 };
                line.push(Piece::Text(" ".repeat(before), Role::Blank));
                line.extend(pieces);
                line.push(Piece::Text(" ".repeat(room - before), Role::Blank));
                line.push(text(if i == 0 { " │ " } else { "  " }, Role::Delimiter));
            }
            self.line(&line);
            if r == 0 {
                let first = widths.first().copied().unwrap_or(0);
                let rest: usize = widths.iter().skip(1).map(|w| w + 2).sum();
                let rule = format!("  {}┼{}", "─".repeat(first + 1), "─".repeat(rest));
                self.line(&[Piece::Text(rule, Role::Delimiter)]);
            }
        }
    }
}
