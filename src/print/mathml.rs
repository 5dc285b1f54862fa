//! Boxes to MathML Core.

use super::spelling::{unicode_fence, unicode_name, unicode_sign};
use crate::layout::{BoxId, Boxes, Fence, Form, Gap, Item, Side, Sign};

/// A box as a complete inline `<math>` element.
pub(super) fn formula(boxes: &Boxes, root: BoxId) -> String {
    format!("<math xmlns=\"http://www.w3.org/1998/Math/MathML\">{}</math>", content(boxes, root))
}

/// A box as the content of a `<math>` or `<mtd>` element.
pub(super) fn content(boxes: &Boxes, root: BoxId) -> String {
    let mut out = String::new();
    let mut stack = vec![Task::Show(root)];
    while let Some(task) = stack.pop() {
        let first = stack.len();
        match task {
            Task::Text(text) => out.push_str(text),
            Task::Delimiter(fence, side, tall) => delimiter(&mut out, fence, side, tall),
            Task::Show(id) => item(boxes, id, &mut out, &mut stack),
            Task::Slot(id) if matches!(boxes.item(id), Item::Row(_) | Item::Fenced(..)) => {
                stack.extend([Task::Text("<mrow>"), Task::Show(id), Task::Text("</mrow>")]);
            }
            Task::Slot(id) => stack.push(Task::Show(id)),
        }
        // Tasks are pushed in reading order.
        if let Some(new) = stack.get_mut(first..) {
            new.reverse();
        }
    }
    out
}

enum Task {
    /// Any number of elements.
    Show(BoxId),
    /// Exactly one element.
    Slot(BoxId),
    Text(&'static str),
    /// A delimiter, and whether it stretches.
    Delimiter(Fence, Side, bool),
}

fn item(boxes: &Boxes, id: BoxId, out: &mut String, stack: &mut Vec<Task>) {
    use Task::{Show, Slot, Text};
    match boxes.item(id) {
        Item::Number(text) => element(out, "mn", "", text),
        Item::Name(_, text) => element(out, "mi", "", &unicode_name(text)),
        Item::Words(_, text) => words(out, text),
        Item::Primes(n) => element(out, "mo", TIGHT, &"′".repeat(*n as usize)),
        Item::Sign(sign, form) => sign_element(out, *sign, *form),
        Item::Differential { partial: false } => element(out, "mi", "", "d"),
        Item::Differential { partial: true } => element(out, "mi", "", "∂"),
        Item::Juxtaposed(Gap::Tight | Gap::Letters) => out.push_str("<mo>\u{2062}</mo>"),
        Item::Juxtaposed(Gap::Function) => {
            out.push_str("<mo>\u{2062}</mo><mspace width=\"0.1667em\"/>");
        }
        Item::Thin => out.push_str("<mspace width=\"0.1667em\"/>"),
        Item::Break => {}
        Item::Row(parts) => stack.extend(parts.iter().map(|&part| Show(part))),
        Item::Fraction(num, den) => {
            // A fraction in a fraction is small; one that has others inside stays legible.
            let is_deep = boxes.metrics(id).fractions > 1;
            let open = if is_deep { "<mfrac displaystyle=\"true\">" } else { "<mfrac>" };
            stack.extend([Text(open), Slot(*num), Slot(*den), Text("</mfrac>")]);
        }
        Item::Scripts { base, sub, sup } => match (sub, sup) {
            (Some(sub), Some(sup)) => {
                let parts = [Slot(*base), Slot(*sub), Slot(*sup)];
                stack.push(Text("<msubsup>"));
                stack.extend(parts);
                stack.push(Text("</msubsup>"));
            }
            (Some(sub), None) => {
                stack.extend([Text("<msub>"), Slot(*base), Slot(*sub), Text("</msub>")]);
            }
            (None, Some(sup)) => {
                stack.extend([Text("<msup>"), Slot(*base), Slot(*sup), Text("</msup>")]);
            }
            (None, None) => stack.push(Show(*base)),
        },
        Item::Radical { radicand, index: None } => {
            stack.extend([Text("<msqrt>"), Show(*radicand), Text("</msqrt>")]);
        }
        Item::Radical { radicand, index: Some(index) } => {
            stack.extend([Text("<mroot>"), Slot(*radicand), Slot(*index), Text("</mroot>")]);
        }
        Item::Fenced(fence, content) => {
            // A stretching delimiter grows with everything in its row.
            let tall = boxes.metrics(*content).is_tall();
            out.push_str(if tall { "<mrow>" } else { "" });
            delimiter(out, *fence, Side::Open, tall);
            let end = Text(if tall { "</mrow>" } else { "" });
            stack.extend([Show(*content), Task::Delimiter(*fence, Side::Close, tall), end]);
        }
        Item::Half(fence, side, content) => {
            // Its partner is on another line: it cannot stretch, but it can be large.
            if boxes.metrics(*content).is_tall() {
                let attributes = format!("{} minsize=\"2.2em\"", form_of(*side));
                out.push_str("<mrow>");
                element(out, "mo", &attributes, unicode_fence(*fence, *side));
                out.push_str("</mrow>");
            } else {
                delimiter(out, *fence, *side, false);
            }
        }
        Item::Cases(rows) => {
            out.push_str("<mrow><mo form=\"prefix\" fence=\"true\">{</mo><mtable>");
            for (value, condition) in rows {
                stack.extend([Text("<mtr>"), Text(LEFT), Show(*value), Text("</mtd>"), Text(LEFT)]);
                match condition {
                    Some(condition) => {
                        stack.extend([Text("<mtext>if\u{a0}</mtext>"), Show(*condition)]);
                    }
                    None => stack.push(Text("<mtext>otherwise</mtext>")),
                }
                stack.push(Text("</mtd></mtr>"));
            }
            stack.push(Text("</mtable></mrow>"));
        }
        Item::Table(rows) => {
            out.push_str("<mtable>");
            for row in rows {
                stack.push(Text("<mtr>"));
                for &entry in row {
                    stack.extend([Text("<mtd>"), Show(entry), Text("</mtd>")]);
                }
                stack.push(Text("</mtr>"));
            }
            stack.push(Text("</mtable>"));
        }
        Item::Big { product, lower, upper } => {
            let sign = if *product { "∏" } else { "∑" };
            out.push_str("<munderover>");
            element(out, "mo", " largeop=\"true\" movablelimits=\"false\"", sign);
            stack.extend([Slot(*lower), Slot(*upper), Text("</munderover>")]);
        }
        Item::Evaluated(content, foot) => {
            out.push_str("<msub><mrow>");
            let bar = "<mo form=\"postfix\" fence=\"true\" stretchy=\"true\">|</mo></mrow>";
            stack.extend([Show(*content), Text(bar), Slot(*foot), Text("</msub>")]);
        }
    }
}

/// The attributes of a sign without space around it.
pub(super) const TIGHT: &str = " lspace=\"0\" rspace=\"0\"";

/// A table cell whose content begins at its left edge.
pub(super) const LEFT: &str = "<mtd style=\"text-align: left\">";

/// An element with escaped text.
pub(super) fn element(out: &mut String, tag: &str, attributes: &str, text: &str) {
    out.push('<');
    out.push_str(tag);
    out.push_str(attributes);
    out.push('>');
    escape(out, text);
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

/// Words; blanks at the ends of `<mtext>` would be dropped.
pub(super) fn words(out: &mut String, text: &str) {
    let inner = text.trim_matches(' ');
    let (start, end) = (text.starts_with(' '), text.ends_with(' '));
    let (before, after) = (if start { "\u{a0}" } else { "" }, if end { "\u{a0}" } else { "" });
    element(out, "mtext", "", &format!("{before}{inner}{after}"));
}

/// Text as XML character data.
pub fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Control characters are not allowed in XML, however they are written.
            c if c.is_control() && !matches!(c, '\n' | '\t') => out.push('\u{fffd}'),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

/// A sign as an `<mo>` element.
pub(super) fn sign_element(out: &mut String, sign: Sign, form: Form) {
    let attributes = match (sign, form) {
        (Sign::Plus | Sign::Minus, Form::Infix) => " form=\"infix\"",
        (Sign::Comma, Form::Prefix) => TIGHT,
        (_, Form::Prefix) => " form=\"prefix\"",
        (Sign::Slash, Form::Infix) => TIGHT,
        (Sign::Comma, Form::Infix) => " separator=\"true\"",
        (Sign::Dot | Sign::Star | Sign::Caret, Form::Infix) => "",
        (Sign::Equal | Sign::NotEqual | Sign::Less | Sign::LessEqual, Form::Infix) => "",
        (Sign::Greater | Sign::GreaterEqual | Sign::Approximately, Form::Infix) => "",
        (Sign::Claimed | Sign::To | Sign::In | Sign::Union, Form::Infix) => "",
        (Sign::Rising | Sign::Falling, Form::Infix) => "",
        (Sign::Transpose | Sign::Hadamard | Sign::HadamardQuotient, Form::Infix) => "",
        (Sign::Times | Sign::Nabla, Form::Infix) => "",
    };
    element(out, "mo", attributes, unicode_sign(sign));
}

fn form_of(side: Side) -> &'static str {
    match side {
        Side::Open => " form=\"prefix\" fence=\"true\"",
        Side::Close => " form=\"postfix\" fence=\"true\"",
    }
}

fn delimiter(out: &mut String, fence: Fence, side: Side, tall: bool) {
    let stretchy = if tall { "" } else { " stretchy=\"false\"" };
    let attributes = format!("{}{stretchy}", form_of(side));
    element(out, "mo", &attributes, unicode_fence(fence, side));
}
