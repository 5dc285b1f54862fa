//! Boxes to LaTeX mathematics.

use super::spelling::{LATEX_FUNCTIONS, latex_fence, latex_name, latex_sign};
use crate::layout::{BoxId, Boxes, Fence, Form, Gap, Item, Side};
use crate::notation::greek_name;

/// A box as a LaTeX formula, without dollar signs.
pub(super) fn formula(boxes: &Boxes, root: BoxId) -> String {
    let mut writer = Writer { out: String::new(), thin: false, fractions: 0 };
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
            Task::Text(text) => writer.token(text),
            Task::Leave => writer.fractions -= 1,
        }
    }
    writer.out.trim_end().to_owned()
}

enum Task {
    Show(BoxId),
    Text(&'static str),
    /// The end of a fraction.
    Leave,
}

struct Writer {
    out: String,
    /// Is a thin space due before the next token? LaTeX puts one before its operators itself.
    thin: bool,
    /// How many fractions are open.
    fractions: usize,
}

impl Writer {
    /// Writes a token, apart from a command that it would run into.
    fn token(&mut self, text: &str) {
        if std::mem::take(&mut self.thin) {
            self.out.push_str(if is_operator(text) { " " } else { "\\, " });
        }
        if text.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let word = self.out.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            if word.len() < self.out.len() && word.ends_with('\\') {
                self.out.push(' ');
            }
        }
        self.out.push_str(text);
    }

    fn spaced(&mut self, text: &str) {
        if !self.out.is_empty() && !self.out.ends_with(' ') {
            self.out.push(' ');
        }
        self.out.push_str(text);
        self.out.push(' ');
    }

    fn item(&mut self, boxes: &Boxes, id: BoxId, stack: &mut Vec<Task>) {
        use Task::{Show, Text};
        match boxes.item(id) {
            Item::Number(text) => self.token(text),
            Item::Name(role, text) => self.token(&latex_name(*role, text)),
            Item::Words(_, text) => {
                self.out.push_str("\\text{");
                self.out.push_str(&escape(text));
                self.out.push('}');
            }
            Item::Primes(n) => self.out.extend(std::iter::repeat_n('\'', *n as usize)),
            Item::Sign(sign, Form::Infix) => match latex_sign(*sign) {
                "," => self.out.push_str(", "),
                "/" => self.out.push('/'),
                text => self.spaced(text),
            },
            Item::Sign(sign, Form::Prefix) => self.token(latex_sign(*sign)),
            Item::Differential { partial: false } => self.token("d"),
            Item::Differential { partial: true } => self.token("\\partial"),
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
                let is_deep = self.fractions > 0 && boxes.metrics(id).fractions > 1;
                self.token(if is_deep { "\\dfrac{" } else { "\\frac{" });
                self.fractions += 1;
                stack.extend([Show(*num), Text("}{"), Show(*den), Text("}"), Task::Leave]);
            }
            Item::Scripts { base, sub, sup } => {
                stack.push(Show(*base));
                if let Some(primes) = sup.filter(|&sup| is_primes(boxes, sup)) {
                    stack.push(Show(primes));
                }
                if let Some(sub) = sub {
                    stack.extend([Text("_{"), Show(*sub), Text("}")]);
                }
                if let Some(sup) = sup.filter(|&sup| !is_primes(boxes, sup)) {
                    stack.extend([Text("^{"), Show(sup), Text("}")]);
                }
            }
            Item::Radical { radicand, index } => {
                self.token("\\sqrt");
                if let Some(index) = index {
                    stack.extend([Text("["), Show(*index), Text("]")]);
                }
                stack.extend([Text("{"), Show(*radicand), Text("}")]);
            }
            Item::Fenced(fence, content) => {
                let (open, close) = fences(*fence, boxes.metrics(*content).is_tall());
                self.token(open);
                if open.ends_with(|c: char| c.is_ascii_alphabetic()) {
                    self.out.push(' ');
                }
                stack.extend([Show(*content), Text(close)]);
            }
            Item::Half(fence, side, content) => {
                let metrics = boxes.metrics(*content);
                let size = size(metrics.ascent, metrics.descent, *side);
                self.token(size);
                self.out.push_str(latex_fence(*fence, *side));
                if self.out.ends_with(|c: char| c.is_ascii_alphabetic()) {
                    self.out.push(' ');
                }
            }
            Item::Cases(rows) => {
                self.token("\\begin{cases} ");
                for (i, (value, condition)) in rows.iter().enumerate() {
                    if i > 0 {
                        stack.push(Text(" \\\\ "));
                    }
                    stack.push(Show(*value));
                    match condition {
                        Some(condition) => {
                            stack.extend([Text(" & \\text{if } "), Show(*condition)]);
                        }
                        None => stack.push(Text(" & \\text{otherwise}")),
                    }
                }
                stack.push(Text(" \\end{cases}"));
            }
            Item::Table(rows) => {
                self.token("\\begin{matrix} ");
                for (i, row) in rows.iter().enumerate() {
                    for (j, &entry) in row.iter().enumerate() {
                        match (i, j) {
                            (0, 0) => {}
                            (_, 0) => stack.push(Text(" \\\\ ")),
                            _ => stack.push(Text(" & ")),
                        }
                        stack.push(Show(entry));
                    }
                }
                stack.push(Text(" \\end{matrix}"));
            }
            Item::Big { product, lower, upper } => {
                self.token(if *product { "\\prod_{" } else { "\\sum_{" });
                stack.extend([Show(*lower), Text("}^{"), Show(*upper), Text("}")]);
            }
            Item::Evaluated(content, foot) => {
                self.token("\\left. ");
                stack.extend([Show(*content), Text(" \\right|_{"), Show(*foot), Text("}")]);
            }
        }
    }
}

/// Is this a command that is spaced like `\sin`?
fn is_operator(text: &str) -> bool {
    text.strip_prefix('\\')
        .is_some_and(|name| name.starts_with("operatorname") || LATEX_FUNCTIONS.contains(&name))
}

fn is_primes(boxes: &Boxes, id: BoxId) -> bool {
    matches!(boxes.item(id), Item::Primes(_))
}

/// Delimiters; those around something tall grow with it.
fn fences(fence: Fence, tall: bool) -> (&'static str, &'static str) {
    if !tall {
        return (latex_fence(fence, Side::Open), latex_fence(fence, Side::Close));
    }
    match fence {
        Fence::Paren => ("\\left(", "\\right)"),
        Fence::Bracket => ("\\left[", "\\right]"),
        Fence::Bars => ("\\left|", "\\right|"),
        Fence::Floor => ("\\left\\lfloor", "\\right\\rfloor"),
        Fence::Ceil => ("\\left\\lceil", "\\right\\rceil"),
        Fence::Norm => ("\\left\\lVert", "\\right\\rVert"),
        Fence::Angle => ("\\left\\langle", "\\right\\rangle"),
    }
}

/// The size command for a delimiter whose partner is on another line, where `\left` cannot reach.
fn size(ascent: u32, descent: u32, side: Side) -> &'static str {
    let height = 2 * (ascent.saturating_sub(25)).max(descent.saturating_add(25));
    match (height, side) {
        (..=200, _) => "",
        (..=240, Side::Open) => "\\Bigl",
        (..=240, Side::Close) => "\\Bigr",
        (..=300, Side::Open) => "\\biggl",
        (..=300, Side::Close) => "\\biggr",
        (_, Side::Open) => "\\Biggl",
        (_, Side::Close) => "\\Biggr",
    }
}

/// Words with LaTeX's special characters escaped.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', c]),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '<' => out.push_str("$<$"),
            '>' => out.push_str("$>$"),
            '|' => out.push_str("$|$"),
            '−' => out.push_str("$-$"),
            '·' => out.push_str("$\\cdot$"),
            '×' => out.push_str("$\\times$"),
            '≠' => out.push_str("$\\neq$"),
            '≤' => out.push_str("$\\leq$"),
            '≥' => out.push_str("$\\geq$"),
            '≈' => out.push_str("$\\approx$"),
            '√' => out.push_str("$\\surd$"),
            '∞' => out.push_str("$\\infty$"),
            '²' => out.push_str("$^2$"),
            '³' => out.push_str("$^3$"),
            '′' => out.push('\''),
            'π' => out.push_str("$\\pi$"),
            '’' => out.push('\''),
            '‘' => out.push('`'),
            '“' => out.push_str("``"),
            '”' => out.push_str("\'\'"),
            '„' => out.push_str("\\quotedblbase{}"),
            '\u{a0}' => out.push('~'),
            '→' => out.push_str("$\\to$"),
            '∈' => out.push_str("$\\in$"),
            '∂' => out.push_str("$\\partial$"),
            '✓' => out.push_str("$\\surd$"),
            '–' => out.push_str("--"),
            '—' => out.push_str("---"),
            '…' => out.push_str("\\dots{}"),
            c if c.is_control() => out.push(' '),
            c if c.is_ascii() || ('\u{a1}'..='\u{17f}').contains(&c) => out.push(c),
            c => match greek_name(c) {
                Some(name) => out.push_str(&format!("$\\{name}$")),
                // pdflatex knows no other letters; the code point is better than an error.
                None => out.push_str(&format!("[U+{:04X}]", u32::from(c))),
            },
        }
    }
    out
}
