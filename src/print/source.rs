//! Answers and expressions in the expression language.

use super::Options;
use super::caption::{phrase, plain};
use super::source_report::report;
use super::spelling::{source_sign, unicode_fence};
use crate::expr::{Expr, Store};
use crate::layout::{
    Block, BoxId, Boxes, Claim, Fence, Form, Formula, Item, Layout, Notation, Page, Panel, Piece,
    Side, Sign, Step, break_lines, page,
};
use crate::steps::Answer;

/// An expression on one line.
pub(super) fn expression(store: &Store, e: Expr) -> String {
    let mut layout = Layout::new(store);
    let root = layout.expression(e, Notation::Source);
    text(layout.boxes(), root)
}

/// A box in source notation as text.
pub(super) fn text(boxes: &Boxes, root: BoxId) -> String {
    enum Task {
        Show(BoxId),
        Text(&'static str),
    }
    let mut out = String::new();
    let mut stack = vec![Task::Show(root)];
    while let Some(task) = stack.pop() {
        let id = match task {
            Task::Text(text) => {
                out.push_str(text);
                continue;
            }
            Task::Show(id) => id,
        };
        match boxes.item(id) {
            Item::Number(text) | Item::Name(_, text) | Item::Words(_, text) => out.push_str(text),
            Item::Primes(n) => out.extend(std::iter::repeat_n('\'', *n as usize)),
            Item::Sign(sign, form) => out.push_str(&spaced(*sign, *form)),
            Item::Differential { .. } => out.push('d'),
            Item::Juxtaposed(_) => out.push('*'),
            Item::Thin | Item::Break => {}
            Item::Row(parts) => stack.extend(parts.iter().rev().map(|&part| Task::Show(part))),
            Item::Fenced(fence, content) => {
                out.push_str(unicode_fence(*fence, Side::Open));
                let close = unicode_fence(*fence, Side::Close);
                stack.extend([Task::Text(close), Task::Show(*content)]);
            }
            Item::Half(fence, side, _) => out.push_str(unicode_fence(*fence, *side)),
            Item::Fraction(a, b) => {
                let is_number = |id| matches!(boxes.item(id), Item::Number(_));
                let [open, close] = if is_number(*b) { ["/", ""] } else { ["/(", ")"] };
                stack.extend([Task::Text(close), Task::Show(*b), Task::Text(open)]);
                let [open, close] = if is_number(*a) { ["", ""] } else { ["(", ")"] };
                stack.extend([Task::Text(close), Task::Show(*a), Task::Text(open)]);
            }
            Item::Scripts { base, sub, sup } => {
                if let Some(sup) = sup {
                    stack.extend([Task::Text(")"), Task::Show(*sup), Task::Text("^(")]);
                }
                if let Some(sub) = sub {
                    stack.extend([Task::Show(*sub), Task::Text("_")]);
                }
                stack.push(Task::Show(*base));
            }
            Item::Radical { radicand, index } => {
                out.push_str("root(");
                stack.push(Task::Text(")"));
                match index {
                    Some(index) => stack.push(Task::Show(*index)),
                    None => stack.push(Task::Text("2")),
                }
                stack.extend([Task::Text(", "), Task::Show(*radicand)]);
            }
            Item::Cases(rows) => {
                out.push_str("piecewise(");
                stack.push(Task::Text(")"));
                for (i, (value, condition)) in rows.iter().enumerate().rev() {
                    stack.push(Task::Show(*value));
                    if let Some(condition) = condition {
                        stack.extend([Task::Text(", "), Task::Show(*condition)]);
                    }
                    if i > 0 {
                        stack.push(Task::Text(", "));
                    }
                }
            }
            Item::Table(rows) => {
                for (i, row) in rows.iter().enumerate().rev() {
                    stack.push(Task::Text("]"));
                    for (j, &entry) in row.iter().enumerate().rev() {
                        stack.push(Task::Show(entry));
                        stack.push(Task::Text(if j > 0 { ", " } else { "[" }));
                    }
                    if i > 0 {
                        stack.push(Task::Text(", "));
                    }
                }
            }
            Item::Big { product, lower, upper } => {
                out.push_str(if *product { "prod[" } else { "sum[" });
                stack.extend([Task::Text("] "), Task::Show(*upper), Task::Text("..")]);
                stack.push(Task::Show(*lower));
            }
            Item::Evaluated(content, foot) => {
                stack.extend([Task::Show(*foot), Task::Text(" at "), Task::Show(*content)]);
            }
        }
    }
    out
}

fn spaced(sign: Sign, form: Form) -> String {
    let text = source_sign(sign);
    match (sign, form) {
        (_, Form::Prefix) => text.to_owned(),
        (Sign::Comma, Form::Infix) => ", ".to_owned(),
        (Sign::Dot | Sign::Star | Sign::Slash | Sign::Caret, Form::Infix) => text.to_owned(),
        (Sign::Plus | Sign::Minus, Form::Infix) => format!(" {text} "),
        (Sign::Hadamard | Sign::HadamardQuotient, Form::Infix) => format!(" {text} "),
        (sign, Form::Infix) => {
            debug_assert!(sign.is_relation());
            format!(" {text} ")
        }
    }
}

/// Answers as statements of the language; what is no statement is a comment.
pub(super) fn render(store: &Store, answers: &[Answer], options: &Options) -> String {
    let Page { boxes, blocks } = page(store, answers, Notation::Source);
    let mut writer = Writer { boxes, width: options.width.max(20), out: String::new() };
    for (i, block) in blocks.iter().enumerate() {
        if i > 0 {
            writer.out.push('\n');
        }
        writer.block(block);
    }
    writer.out
}

struct Writer {
    boxes: Boxes,
    width: usize,
    out: String,
}

impl Writer {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Names(names) => {
                for (name, part) in names {
                    let before = format!("let {} = ", text(&self.boxes, name.source));
                    self.formula(&before, *part, "");
                }
            }
            Block::Derivation { start, steps, conditions } => {
                self.derivation(*start, steps, conditions);
            }
            Block::Value { expr, at, values, rounding } => {
                self.formula("", *expr, &self.place(at));
                for (i, (sign, value)) in values.iter().enumerate() {
                    let rounded = rounding.as_ref().filter(|_| i + 1 == values.len());
                    let words = rounded.map_or_else(String::new, |words| format!(", {words}"));
                    let (sign, value) = (source_sign(*sign), text(&self.boxes, *value));
                    self.out.push_str(&format!("# {sign} {value}{words}\n"));
                }
            }
            Block::Refuted { claim, at, values } => {
                let (a, b) = (text(&self.boxes, values.0), text(&self.boxes, values.1));
                let place = self.place(at);
                self.claim(claim);
                self.out.push_str(&format!("# refuted{place}: {a} != {b}\n"));
            }
            Block::Findings(panels) => self.findings(panels),
            Block::Report(parts) => self.out.push_str(&report(&self.boxes, parts)),
            Block::Undecided { claim, tried } => {
                self.claim(claim);
                self.out.push_str(&format!("# undecided; tried {}\n", tried.join(", ")));
            }
        }
    }

    fn derivation(&mut self, start: Formula, steps: &[Step], conditions: &[BoxId]) {
        let open = if steps.is_empty() { "" } else { "show " };
        self.formula(open, start, "");
        for step in steps {
            let mut reason = plain(&phrase(&step.reasons));
            let conditions = self.conditions(&step.conditions);
            if !conditions.is_empty() {
                reason.push_str(if reason.is_empty() { "" } else { ", " });
                reason.push_str(&conditions);
            }
            let comment = if reason.is_empty() { reason } else { format!("   # {reason}") };
            self.formula("  = ", step.expr, &comment);
        }
        let all = self.conditions(conditions);
        if !all.is_empty() {
            self.out.push_str(&format!("# {all}\n"));
        }
    }

    /// Findings have no statements: all of it is in comments.
    fn findings(&mut self, panels: &[Panel]) {
        for panel in panels {
            match panel {
                Panel::Headline(pieces) | Panel::Sentence(pieces) => {
                    let line = self.pieces(pieces);
                    self.out.push_str(&format!("# {line}\n"));
                }
                Panel::Table(rows) => {
                    for row in rows {
                        let cells: Vec<String> = row.iter().map(|cell| self.pieces(cell)).collect();
                        self.out.push_str(&format!("# {}\n", cells.join(" | ")));
                    }
                }
                Panel::Picture(_, curves) => {
                    let names = curves.iter().map(|curve| text(&self.boxes, curve.source));
                    let names: Vec<String> = names.collect();
                    self.out.push_str(&format!("# graph of {}\n", names.join(", ")));
                }
            }
        }
    }

    fn pieces(&self, pieces: &[Piece]) -> String {
        let parts = pieces.iter().map(|piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Math(math) => text(&self.boxes, math.source),
        });
        parts.collect()
    }

    fn claim(&mut self, claim: &Claim) {
        self.formula("show ", claim.lhs, "");
        self.formula("  = ", claim.rhs, "");
    }

    fn conditions(&self, conditions: &[BoxId]) -> String {
        let each: Vec<String> = conditions.iter().map(|&c| text(&self.boxes, c)).collect();
        if each.is_empty() { String::new() } else { format!("for {}", each.join(", ")) }
    }

    fn place(&self, at: &[BoxId]) -> String {
        let each: Vec<String> = at.iter().map(|&equation| text(&self.boxes, equation)).collect();
        if each.is_empty() { String::new() } else { format!(" at {}", each.join(", ")) }
    }

    fn formula(&mut self, before: &str, formula: Formula, after: &str) {
        let room = self.width.saturating_sub(before.len());
        let measure = |boxes: &Boxes, id: BoxId| piece_width(boxes, id);
        let lines = break_lines(&mut self.boxes, formula.source, room, 2, measure);
        for (i, line) in lines.iter().enumerate() {
            let indent = " ".repeat(before.len() + 2 * line.indent);
            let margin = if i == 0 { before } else { &indent };
            let content = text(&self.boxes, line.content);
            self.out.push_str(margin);
            self.out.push_str(content.trim());
            self.out.push_str(if i + 1 == lines.len() { after } else { "" });
            self.out.push('\n');
        }
    }
}

/// The characters of a box in source notation.
fn piece_width(boxes: &Boxes, id: BoxId) -> usize {
    match boxes.item(id) {
        Item::Number(text) | Item::Name(_, text) | Item::Words(_, text) => text.chars().count(),
        Item::Sign(sign, form) => spaced(*sign, *form).len(),
        Item::Half(fence, side, _) => unicode_fence(*fence, *side).chars().count(),
        Item::Fenced(Fence::Paren, content) => 2 + piece_width_of_all(boxes, *content),
        Item::Row(_) | Item::Fenced(..) | Item::Fraction(..) => piece_width_of_all(boxes, id),
        Item::Scripts { .. } | Item::Radical { .. } => piece_width_of_all(boxes, id),
        Item::Evaluated(..) | Item::Primes(_) | Item::Big { .. } => piece_width_of_all(boxes, id),
        Item::Cases(_) | Item::Table(_) => piece_width_of_all(boxes, id),
        Item::Differential { .. } | Item::Juxtaposed(_) => 1,
        Item::Thin | Item::Break => 0,
    }
}

fn piece_width_of_all(boxes: &Boxes, id: BoxId) -> usize {
    text(boxes, id).chars().count()
}
