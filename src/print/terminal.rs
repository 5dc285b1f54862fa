//! Answers as two-dimensional Unicode text.

use super::caption::plain;
use super::color;
use super::grid::Grid;
use super::sizes::Sizes;
use super::{Color, Options};
use crate::expr::{Expr, Store};
use crate::layout::{
    Block, BoxId, Boxes, BrokenLine, Claim, Formula, Layout, Notation, Page, Role, Sign, Step,
    break_formula, page,
};
use crate::steps::Answer;

/// A formula that is higher than this, in rows, is written on one line instead.
const MAX_HEIGHT: usize = 24;
/// The indentation of a continued line.
const STEP: usize = 2;

/// One expression, as wide as it is.
pub(super) fn expression(store: &Store, e: Expr) -> String {
    let mut layout = Layout::new(store);
    let formula = layout.formula(e);
    let mut screen = Screen::new(layout.into_boxes(), usize::MAX / 4, Color::Plain);
    screen.formula(&[], formula, &[]);
    screen.finish()
}

/// All answers, with an empty line between them.
pub(super) fn render(store: &Store, answers: &[Answer], options: &Options) -> String {
    let Page { boxes, blocks } = page(store, answers, Notation::Inline);
    let mut screen = Screen::new(boxes, options.width.max(20), options.color);
    for (i, block) in blocks.iter().enumerate() {
        if i > 0 {
            screen.out.push('\n');
        }
        screen.block(block);
    }
    let mut text = screen.finish();
    text.push('\n');
    text
}

/// A piece of a line of output.
enum Piece {
    Text(String, Role),
    Box(BoxId),
}

/// A reason or a condition.
type Remark = Vec<Piece>;

/// `for x ≠ 0`, `y > 0`
fn conditions_of(conditions: &[BoxId]) -> impl Iterator<Item = Remark> {
    conditions.iter().enumerate().map(|(i, &condition)| {
        let words = if i == 0 { "for " } else { "" };
        vec![text(words, Role::Keyword), Piece::Box(condition)]
    })
}

fn text(words: &str, role: Role) -> Piece {
    Piece::Text(words.to_owned(), role)
}

struct Screen {
    boxes: Boxes,
    sizes: Sizes,
    width: usize,
    color: Color,
    out: String,
}

impl Screen {
    fn new(boxes: Boxes, width: usize, color: Color) -> Self {
        Self { boxes, sizes: Sizes::default(), width, color, out: String::new() }
    }

    fn finish(mut self) -> String {
        self.out.truncate(self.out.trim_end_matches('\n').len());
        self.out
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Names(names) => {
                for (name, part) in names {
                    let equal = text(" = ", Role::Relation);
                    self.formula(&[Piece::Box(name.stacked), equal], *part, &[]);
                }
            }
            Block::Derivation { start, steps, conditions } => {
                self.derivation(*start, steps, conditions);
            }
            Block::Value { expr, at, values, rounding } => {
                self.formula(&[], *expr, &self.place(at));
                for (sign, value) in values {
                    let sign = format!("  {} ", super::spelling::unicode_sign(*sign));
                    let mut pieces = vec![Piece::Text(sign, Role::Relation), Piece::Box(*value)];
                    if let Some(rounding) = rounding.as_ref().filter(|_| sign_is_rounded(&pieces)) {
                        let words = format!("   {rounding}");
                        if self.pieces_width(&pieces) + words.chars().count() > self.width {
                            self.line(&pieces);
                            pieces = vec![text(" ", Role::Blank)];
                        }
                        pieces.push(Piece::Text(words, Role::Caption));
                    }
                    self.line(&pieces);
                }
            }
            Block::Refuted { claim, at, values } => {
                self.claim("refuted: ", claim, Sign::NotEqual, at);
                self.line(&[text("  left side:  ", Role::Caption), Piece::Box(values.0)]);
                self.line(&[text("  right side: ", Role::Caption), Piece::Box(values.1)]);
            }
            Block::Undecided { claim, tried } => {
                self.claim("undecided: ", claim, Sign::Claimed, &[]);
                for words in tried {
                    self.line(&[Piece::Text(format!("  tried: {words}"), Role::Caption)]);
                }
            }
        }
    }

    /// `refuted: x + 1 ≠ x  at x = 1`, on one baseline if it fits.
    fn claim(&mut self, verdict: &str, claim: &Claim, sign: Sign, at: &[BoxId]) {
        let verdict = text(verdict, Role::Keyword);
        let sign = super::spelling::unicode_sign(sign);
        let place = self.place(at);
        let infix = Piece::Text(format!(" {sign} "), Role::Relation);
        let (left, right) = (Piece::Box(claim.lhs.stacked), Piece::Box(claim.rhs.stacked));
        let mut all = vec![verdict.copy(), left, infix, right];
        let is_low = |piece: &Piece| match piece {
            Piece::Text(..) => true,
            Piece::Box(id) => self.sizes.of(&self.boxes, *id).height() <= MAX_HEIGHT,
        };
        let fits = all.iter().all(is_low);
        all.extend(place.iter().map(Piece::copy));
        if fits && self.pieces_width(&all) <= self.width {
            return self.line(&all);
        }
        self.formula(&[verdict], claim.lhs, &[]);
        self.formula(&[Piece::Text(format!("  {sign} "), Role::Relation)], claim.rhs, &[]);
        if !place.is_empty() {
            self.line(&place);
        }
    }

    /// ` at x = 1, y = 2`
    fn place(&self, at: &[BoxId]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for (i, &equation) in at.iter().enumerate() {
            let words = if i == 0 { "  at " } else { ", " };
            pieces.extend([text(words, Role::Keyword), Piece::Box(equation)]);
        }
        pieces
    }

    fn derivation(&mut self, start: Formula, steps: &[Step], conditions: &[BoxId]) {
        let before = std::mem::take(&mut self.out);
        self.formula(&[], start, &[]);
        let mut parts = vec![std::mem::take(&mut self.out)];
        let digits = steps.len().to_string().len();
        let reasons = self.reason_column(steps, digits);
        for (i, step) in steps.iter().enumerate() {
            let label = format!("{:>width$}", format!("({})", i + 1), width = digits + 2);
            let head = [Piece::Text(label, Role::Label), text("  = ", Role::Relation)];
            let captions = step.reasons.iter();
            let captions = captions.map(|reason| vec![Piece::Text(plain(reason), Role::Caption)]);
            let mut reason: Vec<Remark> = captions.collect();
            reason.extend(conditions_of(&step.conditions));
            let lines = self.broken(step.expr, self.width.saturating_sub(digits + 6));
            self.step(&head, &lines, reason, reasons);
            parts.push(std::mem::take(&mut self.out));
        }
        let remarks = conditions_of(conditions).collect();
        for line in self.wrapped(remarks, self.width) {
            self.line(&line);
        }
        if !conditions.is_empty() {
            parts.push(std::mem::take(&mut self.out));
        }
        self.out = before;
        self.stack(&parts);
    }

    /// Puts parts under each other. Between two that both take several rows, an empty row shows
    /// what belongs together.
    fn stack(&mut self, parts: &[String]) {
        let mut was_high = false;
        for part in parts {
            let is_high = part.matches('\n').count() > 1;
            if was_high && is_high {
                self.out.push('\n');
            }
            self.out.push_str(part);
            was_high = is_high;
        }
    }

    /// The column that reasons begin at: behind the widest line beside which they fit.
    fn reason_column(&mut self, steps: &[Step], digits: usize) -> usize {
        let limit = self.width * 3 / 5;
        let mut column = 0;
        for step in steps {
            let width = self.broken(step.expr, self.width.saturating_sub(digits + 6));
            let last = width.last().map_or(0, |line| self.reach(line)) + digits + 6;
            if last <= limit {
                column = column.max(last);
            }
        }
        column + 4
    }

    fn reach(&mut self, line: &BrokenLine) -> usize {
        line.indent * STEP + self.sizes.of(&self.boxes, line.content).width
    }

    fn step(&mut self, head: &[Piece], lines: &[BrokenLine], reason: Vec<Remark>, column: usize) {
        let margin = self.pieces_width(head);
        let mut reason = Some(reason).filter(|reason| !reason.is_empty());
        let last = lines.len().saturating_sub(1);
        for (i, line) in lines.iter().enumerate() {
            let indent = if i == 0 { 0 } else { margin + line.indent.max(1) * STEP };
            let width = self.sizes.of(&self.boxes, line.content).width;
            let end = if i == 0 { margin + width } else { indent + width };
            let mut all = vec![Piece::Text(" ".repeat(indent), Role::Blank)];
            if i == 0 {
                all.extend(head.iter().map(Piece::copy));
            }
            all.push(Piece::Box(line.content));
            let Some(remarks) = reason.take_if(|_| i == last) else {
                self.line(&all);
                continue;
            };
            let column = column.max(end + 4);
            let mut below = self.wrapped(remarks, self.width.saturating_sub(margin + 2));
            let fits = |screen: &mut Self, line: &[Piece]| {
                column + screen.pieces_width(line) <= screen.width
            };
            if let [only] = below.as_slice()
                && fits(self, only)
            {
                all.push(Piece::Text(" ".repeat(column - end), Role::Blank));
                all.append(&mut below.remove(0));
            }
            self.line(&all);
            for line in below {
                let mut all = vec![Piece::Text(" ".repeat(margin + 2), Role::Blank)];
                all.extend(line);
                self.line(&all);
            }
        }
    }

    /// Remarks with commas between them, over as many lines as they need.
    fn wrapped(&mut self, remarks: Vec<Remark>, width: usize) -> Vec<Vec<Piece>> {
        let mut lines: Vec<Vec<Piece>> = Vec::new();
        let mut end = 0;
        for remark in remarks {
            let more = self.pieces_width(&remark) + 2;
            match lines.last_mut() {
                None => {
                    end = more;
                    lines.push(remark);
                }
                // The last comma is not there.
                Some(line) if end + more <= width + 2 => {
                    end += more;
                    line.push(text(", ", Role::Delimiter));
                    line.extend(remark);
                }
                Some(line) => {
                    end = more;
                    line.push(text(",", Role::Delimiter));
                    lines.push(remark);
                }
            }
        }
        lines
    }

    /// A formula between pieces, over as many lines as it takes.
    fn formula(&mut self, before: &[Piece], formula: Formula, after: &[Piece]) {
        let margin = self.pieces_width(before);
        let lines = self.broken(formula, self.width.saturating_sub(margin));
        let last = lines.len().saturating_sub(1);
        for (i, line) in lines.iter().enumerate() {
            let mut all: Vec<Piece> = if i == 0 {
                before.iter().map(Piece::copy).collect()
            } else {
                let indent = margin + line.indent.max(1) * STEP;
                vec![Piece::Text(" ".repeat(indent), Role::Blank)]
            };
            all.push(Piece::Box(line.content));
            if i == last {
                all.extend(after.iter().map(Piece::copy));
            }
            self.line(&all);
        }
    }

    fn broken(&mut self, formula: Formula, width: usize) -> Vec<BrokenLine> {
        let height = |screen: &mut Self, id| screen.sizes.of(&screen.boxes, id).height();
        let mut choices = vec![formula.stacked, formula.inline];
        choices.retain(|&id| height(self, id) <= MAX_HEIGHT);
        if choices.is_empty() {
            choices.push(formula.source);
        }
        let sizes = &self.sizes;
        let measure = |boxes: &Boxes, id: BoxId| sizes.of(boxes, id).width;
        break_formula(&mut self.boxes, &choices, width, STEP, measure)
    }

    fn pieces_width(&mut self, pieces: &[Piece]) -> usize {
        let mut width = 0;
        for piece in pieces {
            width += match piece {
                Piece::Text(words, _) => words.chars().count(),
                Piece::Box(id) => self.sizes.of(&self.boxes, *id).width,
            };
        }
        width
    }

    /// Draws pieces side by side.
    fn line(&mut self, pieces: &[Piece]) {
        let (mut up, mut down) = (0, 0);
        for piece in pieces {
            if let Piece::Box(id) = piece {
                let size = self.sizes.of(&self.boxes, *id);
                (up, down) = (up.max(size.up), down.max(size.down));
            }
        }
        let mut grid = Grid::new(self.pieces_width(pieces), up + 1 + down);
        let mut x = 0;
        for piece in pieces {
            match piece {
                Piece::Text(words, role) => {
                    grid.text((x, up), words, *role);
                    x += words.chars().count();
                }
                Piece::Box(id) => {
                    grid.draw(&self.boxes, &self.sizes, *id, (x, up));
                    x += self.sizes.get(*id).width;
                }
            }
        }
        for row in grid.rows() {
            match self.color {
                Color::Plain => self.out.extend(row.iter().map(|&(c, _)| c)),
                Color::Ansi => color::write_line(&mut self.out, row),
            }
            self.out.push('\n');
        }
    }
}

impl Piece {
    fn copy(&self) -> Self {
        match self {
            Self::Text(words, role) => Self::Text(words.clone(), *role),
            Self::Box(id) => Self::Box(*id),
        }
    }
}

fn sign_is_rounded(pieces: &[Piece]) -> bool {
    matches!(pieces.first(), Some(Piece::Text(sign, _)) if sign.contains('≈'))
}
