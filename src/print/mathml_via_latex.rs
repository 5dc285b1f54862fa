//! A LaTeX formula given as text (in a caption or a title) to MathML, through `latex2mathml`: the
//! only file that names it.
//!
//! What symderiv makes itself never comes this way. The formula is first rewritten into the
//! dialect that the converter gets right (see [`super::leaf`]); its output is repaired where it is
//! known to be wrong, and refused when it reports an error inside the page.

use std::panic::catch_unwind;

use latex2mathml::{DisplayStyle, latex_to_mathml};

pub use super::leaf::Refused;
use super::leaf::{operator, rewrite};
use super::mathml::{TIGHT, element};

/// A LaTeX formula, without dollar signs, as an inline `<math>` element.
///
/// # Errors
/// If the formula uses anything that the converter is not known to get right.
///
/// ```
/// use symderiv::print::{Refused, latex_leaf};
/// assert!(latex_leaf("(uv)' = u'v + uv'").is_ok());
/// assert!(latex_leaf(r"\frac{a}{b").is_err());
/// assert_eq!(latex_leaf(r"\middle x"), Err(Refused::Command("middle".into())));
/// ```
pub fn latex_leaf(latex: &str) -> Result<String, Refused> {
    let content = latex_leaf_content(latex)?;
    Ok(format!("<math xmlns=\"http://www.w3.org/1998/Math/MathML\">{content}</math>"))
}

/// The same without the `<math>` element.
pub(super) fn latex_leaf_content(latex: &str) -> Result<String, Refused> {
    let dialect = rewrite(latex)?;
    // The converter panics on some inputs. None of them is in the dialect, as far as is known.
    let converted = catch_unwind(|| latex_to_mathml(&dialect, DisplayStyle::Inline));
    let Ok(Ok(mathml)) = converted else { return Err(Refused::Converter) };
    if mathml.contains("PARSE ERROR") {
        return Err(Refused::Converter);
    }
    let content = mathml
        .split_once('>')
        .and_then(|(_, rest)| rest.strip_suffix("</math>"))
        .ok_or(Refused::Converter)?;
    Ok(join_scripts(&repair(content)))
}

/// Writes operators as operators, a minus as a minus, and keeps plain delimiters from growing.
fn repair(mathml: &str) -> String {
    const OPEN: &str = "<mi mathvariant=\"normal\">";
    let mut out = String::with_capacity(mathml.len());
    let mut rest = mathml;
    while let Some((before, after)) = rest.split_once(OPEN) {
        out.push_str(before);
        let mut chars = after.chars();
        match chars.next().and_then(operator) {
            Some(operator) => {
                let attributes = if operator == '′' { TIGHT } else { "" };
                element(&mut out, "mo", attributes, operator.encode_utf8(&mut [0; 4]));
                rest = chars.as_str().strip_prefix("</mi>").unwrap_or(chars.as_str());
            }
            None => {
                out.push_str(OPEN);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    let mut out = out.replace("<mo>-</mo>", "<mo>−</mo>");
    out = out.replace("<mo>/</mo>", &format!("<mo{TIGHT}>/</mo>"));
    out = out.replace("<mo mathvariant=\"italic\">∂</mo>", "<mi>∂</mi>");
    for delimiter in ["(", ")", "[", "]", "|", "⌊", "⌋", "⌈", "⌉", "{", "}"] {
        let fixed = format!("<mo stretchy=\"false\">{delimiter}</mo>");
        out = out.replace(&format!("<mo>{delimiter}</mo>"), &fixed);
    }
    out
}

/// Sets the exponent of an indexed base above the index: `<msup><msub>` becomes `<msubsup>`.
fn join_scripts(mathml: &str) -> String {
    const NESTED: &str = "<msup><msub>";
    let mut out = mathml.to_owned();
    let mut from = 0;
    while let Some(at) = out.get(from..).and_then(|rest| rest.find(NESTED)) {
        let start = from + at;
        let inner = start + NESTED.len();
        let Some(sub_end) = matching(&out, inner, "msub") else { return out };
        let Some(sup_end) = matching(&out, sub_end + "</msub>".len(), "msup") else { return out };
        out.replace_range(sup_end..sup_end + "</msup>".len(), "</msubsup>");
        out.replace_range(sub_end..sub_end + "</msub>".len(), "");
        out.replace_range(start..inner, "<msubsup>");
        from = start + "<msubsup>".len();
    }
    out
}

/// Where the element that is open at `from` is closed.
fn matching(text: &str, from: usize, tag: &str) -> Option<usize> {
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    let (mut depth, mut at) = (0_usize, from);
    loop {
        let rest = text.get(at..)?;
        let closing = rest.find(&close)?;
        match rest.find(&open) {
            Some(opening) if opening < closing => {
                depth += 1;
                at += opening + open.len();
            }
            _ if depth == 0 => return Some(at + closing),
            _ => {
                depth -= 1;
                at += closing + close.len();
            }
        }
    }
}
