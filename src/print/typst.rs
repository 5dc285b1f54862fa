//! Boxes to Typst mathematics.
//!
//! Typst reads a word of several letters as the name of a function or of a sign, and parentheses as
//! groups: so letters are kept apart by blanks, names that Typst does not know are quoted, and
//! commas are escaped, for they would separate arguments.

use super::spelling::{unicode_fence, unicode_name, unicode_sign};
use crate::layout::{BoxId, Boxes, Fence, Form, Gap, Item, Role, Sign};

/// A box as a Typst formula, without dollar signs.
pub(super) fn formula(boxes: &Boxes, root: BoxId) -> String {
    let mut writer = Writer { out: String::new(), thin: false };
    let mut stack = vec![Task::Show(root)];
    while let Some(task) = stack.pop() {
        match task {
            Task::Show(id) => {
                let first = stack.len();
                writer.item(boxes, id, &mut stack);
                // Tasks are pushed in reading order.
                if let Some(new) = stack.get_mut(first..) {
                    new.reverse();
                }
            }
            Task::Text(text) => writer.out.push_str(text),
            Task::Token(text) => writer.token(text),
        }
    }
    writer.out.trim_end().to_owned()
}

enum Task {
    Show(BoxId),
    /// What touches what is before it.
    Text(&'static str),
    Token(&'static str),
}

struct Writer {
    out: String,
    /// Is a thin space due before the next token? Typst puts one before its operators itself.
    thin: bool,
}

impl Writer {
    /// Writes a token, apart from one that it would run into.
    fn token(&mut self, text: &str) {
        if std::mem::take(&mut self.thin) && !is_operator(text) {
            self.spaced("thin");
        }
        let joins = |c: char| c.is_alphanumeric() || matches!(c, '"' | '.' | '(' | '[' | '\'');
        let runs_in = self.out.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | ')'));
        if runs_in && text.starts_with(joins) {
            self.out.push(' ');
        }
        self.out.push_str(text);
    }

    fn spaced(&mut self, text: &str) {
        if !self.out.is_empty() && !self.out.ends_with([' ', '(']) {
            self.out.push(' ');
        }
        self.out.push_str(text);
        self.out.push(' ');
    }

    fn item(&mut self, boxes: &Boxes, id: BoxId, stack: &mut Vec<Task>) {
        use Task::{Show, Text, Token};
        match boxes.item(id) {
            Item::Number(text) => self.token(text),
            Item::Name(role, text) => self.token(&name(*role, text)),
            Item::Words(_, text) => self.token(&quoted(text)),
            Item::Primes(n) => self.out.extend(std::iter::repeat_n('\'', *n as usize)),
            Item::Sign(Sign::Comma, _) => self.out.push_str("\\, "),
            Item::Sign(Sign::Slash, Form::Infix) => self.out.push_str(" \\/ "),
            Item::Sign(sign, Form::Infix) => {
                self.thin = false;
                self.spaced(unicode_sign(*sign));
            }
            Item::Sign(sign, Form::Prefix) => self.token(unicode_sign(*sign)),
            Item::Differential { partial: false } => self.token("d"),
            Item::Differential { partial: true } => self.token("∂"),
            Item::Juxtaposed(Gap::Tight) | Item::Break => {}
            Item::Juxtaposed(Gap::Letters) => {
                if !self.out.ends_with(' ') {
                    self.out.push(' ');
                }
            }
            Item::Juxtaposed(Gap::Function) | Item::Thin => self.thin = true,
            Item::Row(parts) => stack.extend(parts.iter().map(|&part| Show(part))),
            Item::Fraction(num, den) => {
                // A fraction in a fraction is small; one that has others inside stays legible.
                let is_deep = boxes.metrics(id).fractions > 1;
                let (open, close) = if is_deep { ("display(frac(", "))") } else { ("frac(", ")") };
                stack.extend([Token(open), Show(*num), Text(", "), Show(*den), Text(close)]);
            }
            Item::Scripts { base, sub, sup } => {
                // A script belongs to the last thing before it.
                let is_row = matches!(boxes.item(*base), Item::Row(_));
                if is_row {
                    stack.extend([Token("attach("), Show(*base)]);
                    if let Some(sup) = sup {
                        stack.extend([Text(", t: "), Show(*sup)]);
                    }
                    if let Some(sub) = sub {
                        stack.extend([Text(", b: "), Show(*sub)]);
                    }
                    stack.push(Text(")"));
                    return;
                }
                stack.push(Show(*base));
                let primes = sup.filter(|&sup| matches!(boxes.item(sup), Item::Primes(_)));
                stack.extend(primes.map(Show));
                if let Some(sub) = sub {
                    stack.extend([Text("_("), Show(*sub), Text(")")]);
                }
                if let Some(sup) = sup.filter(|_| primes.is_none()) {
                    stack.extend([Text("^("), Show(sup), Text(")")]);
                }
            }
            Item::Radical { radicand, index: None } => {
                stack.extend([Token("sqrt("), Show(*radicand), Text(")")]);
            }
            Item::Radical { radicand, index: Some(index) } => {
                let parts = [Token("root("), Show(*index), Text(", "), Show(*radicand), Text(")")];
                stack.extend(parts);
            }
            Item::Fenced(fence, content) => {
                let (open, close) = fences(*fence);
                stack.extend([Token(open), Show(*content), Text(close)]);
            }
            Item::Half(fence, side, content) => {
                // Escaped, it needs no partner; but then it does not grow by itself.
                let mark = unicode_fence(*fence, *side);
                let is_tall = boxes.metrics(*content).is_tall();
                if is_tall {
                    self.token(&format!("lr(\\{mark}, size: #2.2em)"));
                } else {
                    self.token(&format!("\\{mark}"));
                }
            }
            Item::Cases(rows) => {
                self.token("cases(");
                for (i, (value, condition)) in rows.iter().enumerate() {
                    if i > 0 {
                        stack.push(Text(", "));
                    }
                    stack.push(Show(*value));
                    match condition {
                        Some(condition) => stack.extend([Text(" & \"if \" "), Show(*condition)]),
                        None => stack.push(Text(" & \"otherwise\"")),
                    }
                }
                stack.push(Text(")"));
            }
            Item::Table(rows) => {
                self.token("mat(delim: #none, ");
                for (i, row) in rows.iter().enumerate() {
                    for (j, &entry) in row.iter().enumerate() {
                        match (i, j) {
                            (0, 0) => {}
                            (_, 0) => stack.push(Text("; ")),
                            _ => stack.push(Text(", ")),
                        }
                        stack.push(Show(entry));
                    }
                }
                stack.push(Text(")"));
            }
            Item::Big { product, lower, upper } => {
                self.token(if *product { "product_(" } else { "sum_(" });
                stack.extend([Show(*lower), Text(")^("), Show(*upper), Text(")")]);
            }
            Item::Evaluated(content, foot) => {
                stack.extend([Token("attach(lr("), Show(*content), Text(" |), br: ")]);
                stack.extend([Show(*foot), Text(")")]);
            }
        }
    }
}

/// The functions that Typst has names for.
const FUNCTIONS: [&str; 18] = [
    "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh",
    "coth", "ln", "log", "exp", "min", "max",
];

fn name(role: Role, text: &str) -> String {
    let shown = unicode_name(text);
    let is_letter = shown.chars().count() == 1;
    match role {
        _ if is_letter && shown != "_" => shown.into_owned(),
        Role::Function if FUNCTIONS.contains(&text) => text.to_owned(),
        Role::Function => format!("op({})", quoted(text)),
        _ => format!("upright({})", quoted(text)),
    }
}

fn is_operator(text: &str) -> bool {
    text.starts_with("op(") || FUNCTIONS.contains(&text)
}

/// A string of Typst.
pub(super) fn quoted(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A picture in SVG as an image.
pub(super) fn image(svg: &str, alt: &str) -> String {
    // A raw text would have to be kept free of fences; a string has only two special characters.
    let svg = svg.replace('\\', "\\\\").replace('"', "\\\"");
    format!(
        "#align(center, image(bytes(\"{svg}\"), format: \"svg\", width: 90%, alt: {}))\n\n",
        quoted(alt)
    )
}

fn fences(fence: Fence) -> (&'static str, &'static str) {
    match fence {
        Fence::Paren => ("(", ")"),
        Fence::Bracket => ("[", "]"),
        Fence::Bars => ("abs(", ")"),
        Fence::Norm => ("norm(", ")"),
        Fence::Angle => ("lr(⟨", "⟩)"),
        Fence::Floor => ("floor(", ")"),
        Fence::Ceil => ("ceil(", ")"),
    }
}

/// Words with Typst's special characters escaped.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '#' | '*' | '_' | '`' | '$' | '<' | '>' | '@' | '=' | '-' | '+' | '/' | '['
            | ']' | '"' | '\'' | '~' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
