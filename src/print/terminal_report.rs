//! Reports in the terminal: aligned tables, equations, remarks.

use super::caption::plain;
use super::spelling::unicode_sign;
use super::terminal::{Piece, Screen, text};
use crate::layout::{BrokenLine, Entry, Formula, Part, Role, Sign, Table};

/// The blanks between two columns.
const GUTTER: usize = 2;
/// No column is made narrower than this.
const NARROWEST: usize = 10;

impl Screen {
    pub(super) fn report(&mut self, parts: &[Part]) {
        for (i, part) in parts.iter().enumerate() {
            match part {
                Part::Heading(words) => {
                    if i > 0 {
                        self.gap();
                    }
                    self.paragraph(&plain(words), Role::Keyword);
                }
                Part::Remark(words) => self.paragraph(&plain(words), Role::Caption),
                Part::Equation(left, sides) => self.equation(*left, sides),
                Part::Table(table) => self.columns(table),
            }
        }
    }

    fn paragraph(&mut self, words: &str, role: Role) {
        for line in wrapped(words, self.width) {
            self.line(&[Piece::Text(line, role)]);
        }
    }

    /// `a = b = c`, on one line if it fits.
    fn equation(&mut self, left: Formula, sides: &[(Sign, Formula)]) {
        let sign = |sign: Sign| text(&format!(" {} ", unicode_sign(sign)), Role::Relation);
        let mut all = vec![Piece::Box(left.stacked)];
        for &(relation, side) in sides {
            all.extend([sign(relation), Piece::Box(side.stacked)]);
        }
        if self.pieces_width(&all) <= self.width {
            return self.line(&all);
        }
        self.formula(&[], left, &[]);
        for &(relation, side) in sides {
            self.formula(&[text(" ", Role::Blank), sign(relation)], side, &[]);
        }
    }

    fn columns(&mut self, table: &Table) {
        let widths = self.column_widths(table);
        let last = table.rows.len().saturating_sub(1);
        let titles = table.columns.iter().map(|column| Entry::Words(plain(&column.title)));
        self.row(table, &titles.collect::<Vec<_>>(), &widths, Role::Keyword);
        self.rule(&widths);
        for (i, row) in table.rows.iter().enumerate() {
            if table.has_total && i == last && i > 0 {
                self.rule(&widths);
            }
            self.row(table, row, &widths, Role::Caption);
        }
    }

    fn rule(&mut self, widths: &[usize]) {
        let width = widths.iter().sum::<usize>() + GUTTER * widths.len().saturating_sub(1);
        self.line(&[text(&"─".repeat(width), Role::Operator)]);
    }

    /// As wide as the entries are, or narrower where the whole would not fit.
    fn column_widths(&mut self, table: &Table) -> Vec<usize> {
        let mut widths: Vec<usize> =
            table.columns.iter().map(|column| plain(&column.title).chars().count()).collect();
        for row in &table.rows {
            for (width, entry) in widths.iter_mut().zip(row) {
                *width = (*width).max(self.entry_width(entry));
            }
        }
        let gutters = GUTTER * widths.len().saturating_sub(1);
        let room = self.width.saturating_sub(gutters);
        let least: Vec<usize> = (0..widths.len()).map(|i| least_width(table, i)).collect();
        while widths.iter().sum::<usize>() > room {
            let excess = widths.iter().sum::<usize>() - room;
            let columns = widths.iter_mut().zip(&least).filter(|(width, least)| **width > **least);
            let Some((widest, least)) = columns.max_by_key(|(width, _)| **width) else { break };
            *widest -= excess.min((*widest / 8).max(1)).min(*widest - least);
        }
        widths
    }

    fn entry_width(&mut self, entry: &Entry) -> usize {
        match entry {
            Entry::Empty => 0,
            Entry::Words(words) => plain(words).chars().count(),
            Entry::Math(formula) => self.pieces_width(&[Piece::Box(formula.inline)]),
        }
    }

    fn row(&mut self, table: &Table, row: &[Entry], widths: &[usize], role: Role) {
        let mut cells: Vec<Vec<Piece>> = Vec::with_capacity(row.len());
        for (entry, &width) in row.iter().zip(widths) {
            cells.push(self.cell(entry, width, role));
        }
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for i in 0..height {
            let mut line = Vec::new();
            let mut margin = 0;
            for ((cell, &width), column) in cells.iter().zip(widths).zip(&table.columns) {
                let piece = cell.get(i).map(Piece::copy);
                let used = piece.as_ref().map_or(0, |p| self.pieces_width(std::slice::from_ref(p)));
                let rest = width.saturating_sub(used);
                let before = if column.is_numeric { rest } else { 0 };
                line.push(text(&" ".repeat(margin + before), Role::Blank));
                line.extend(piece);
                margin = GUTTER + rest - before;
            }
            self.line(&line);
        }
    }

    /// The lines of an entry.
    fn cell(&mut self, entry: &Entry, width: usize, role: Role) -> Vec<Piece> {
        match entry {
            Entry::Empty => Vec::new(),
            Entry::Words(words) => wrapped(&plain(words), width)
                .into_iter()
                .map(|line| Piece::Text(line, role))
                .collect(),
            Entry::Math(formula) => {
                let low = Formula { stacked: formula.inline, ..*formula };
                let lines: Vec<BrokenLine> = self.broken(low, width);
                lines.into_iter().map(|line| Piece::Box(line.content)).collect()
            }
        }
    }
}

/// The width that the words of a column need; formulas can be broken.
fn least_width(table: &Table, column: usize) -> usize {
    let longest = |words: &str| pieces(&plain(words)).map(|p| p.chars().count()).max().unwrap_or(0);
    let title = table.columns.get(column).map_or(0, |column| longest(&column.title));
    let entries = table.rows.iter().filter_map(|row| row.get(column)).map(|entry| match entry {
        Entry::Empty => 0,
        Entry::Words(words) => longest(words),
        Entry::Math(_) => NARROWEST,
    });
    entries.max().unwrap_or(0).max(title)
}

/// What is kept on one line: words, and the parts of a path.
fn pieces(words: &str) -> impl Iterator<Item = &str> {
    words.split_inclusive([' ', '/']).map(|piece| piece.trim_end_matches(' '))
}

/// Words on lines of at most so many characters, where that is possible.
pub(super) fn wrapped(words: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in pieces(words) {
        match lines.last_mut() {
            Some(line) => {
                let space = usize::from(!line.ends_with('/'));
                if line.chars().count() + space + word.chars().count() > width {
                    lines.push(word.to_owned());
                    continue;
                }
                line.push_str(if space == 1 { " " } else { "" });
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}
