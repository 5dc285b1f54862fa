//! Captions and titles: words with LaTeX mathematics between dollar signs.

use super::sizes::{lowered, raised};
use crate::notation::{greek_letter, is_greek};

/// A part of a caption.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part<'a> {
    /// Words.
    Words(&'a str),
    /// LaTeX mathematics, without its dollar signs.
    Math(&'a str),
}

/// Takes a caption apart. A dollar sign without a partner is a word.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        let Some((math, behind)) = after.split_once('$') else { break };
        if !before.is_empty() {
            found.push(Part::Words(before));
        }
        found.push(Part::Math(math));
        rest = behind;
    }
    if !rest.is_empty() {
        found.push(Part::Words(rest));
    }
    found
}

/// Reasons as one phrase.
pub(super) fn phrase(reasons: &[String]) -> String {
    reasons.join(", ")
}

/// A caption for formats without mathematics: its formulas in Unicode, on one line.
pub(super) fn plain(text: &str) -> String {
    parts(text)
        .into_iter()
        .map(|part| match part {
            Part::Words(words) => words.to_owned(),
            Part::Math(latex) => plain_math(latex, 0),
        })
        .collect()
}

/// Fractions inside fractions are written out to this depth.
const MAX_DEPTH: usize = 20;

fn plain_math(latex: &str, depth: usize) -> String {
    let mut out = String::new();
    let mut rest = latex;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or("");
        rest = match c {
            '\\' => {
                let end = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
                let (name, behind) = after.split_at(end);
                if matches!(name, "frac" | "tfrac" | "dfrac") && depth < MAX_DEPTH {
                    let (numerator, behind) = argument(behind);
                    let (denominator, behind) = argument(behind);
                    let [a, b] = [numerator, denominator].map(|part| grouped(part, depth));
                    out.push_str(&format!("{a}/{b}"));
                    behind
                } else {
                    match greek_letter(name) {
                        Some(letter) => out.push(letter),
                        None => out.push_str(command(name)),
                    }
                    // A blank only ends the command's name.
                    behind.strip_prefix(' ').filter(|_| !is_word(name)).unwrap_or(behind)
                }
            }
            '^' | '_' => {
                let (script, behind) = argument(after);
                let script = plain_math(script, depth + 1);
                let small = if c == '^' { raised(&script) } else { lowered(&script) };
                match small {
                    Some(small) => out.push_str(&small),
                    None => out.push_str(&format!("{c}({script})")),
                }
                behind
            }
            '\'' => {
                out.push('′');
                after
            }
            '-' => {
                out.push('−');
                after
            }
            '{' | '}' => after,
            c => {
                out.push(c);
                after
            }
        };
    }
    out
}

/// A braced group or one character, and what is behind it.
fn argument(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    if !text.starts_with('{') {
        let end = text.chars().next().map_or(0, char::len_utf8);
        return text.split_at(end);
    }
    let mut depth = 0_usize;
    for (i, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (text.get(1..i).unwrap_or(""), text.get(i + 1..).unwrap_or(""));
        }
    }
    (text.get(1..).unwrap_or(""), "")
}

fn grouped(latex: &str, depth: usize) -> String {
    let text = plain_math(latex, depth + 1);
    let is_simple = !text.contains(['+', '−', ' ', '/', '·']);
    if is_simple { text } else { format!("({text})") }
}

fn is_word(name: &str) -> bool {
    command(name) == name && !is_greek(name)
}

/// What a command shows: a sign, a Greek letter, or its own name, as for `\sin`.
fn command(name: &str) -> &str {
    match name {
        "cdot" => "·",
        "times" => "×",
        "to" => "→",
        "neq" | "ne" => "≠",
        "leq" | "le" => "≤",
        "geq" | "ge" => "≥",
        "lt" => "<",
        "gt" => ">",
        "pm" => "±",
        "sqrt" => "√",
        "partial" => "∂",
        "infty" => "∞",
        "pi" => "π",
        "lvert" | "rvert" => "|",
        "left" | "right" | "," | ";" | "!" | "quad" | "operatorname" | "mathrm" | "text" => "",
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, parts, plain};

    #[test]
    fn mathematics_stands_between_dollars() {
        let rule = parts("product rule $(uv)' = u'v + uv'$");
        assert_eq!(rule, [Part::Words("product rule "), Part::Math("(uv)' = u'v + uv'")]);
        assert_eq!(parts("costs 3$"), [Part::Words("costs 3$")]);
        assert_eq!(parts("$x$"), [Part::Math("x")]);
        assert!(parts("").is_empty());
    }

    #[test]
    fn formulas_are_written_out_where_there_is_no_mathematics() {
        assert_eq!(plain("quotient rule $\\frac{u'v - uv'}{v^2}$"), "quotient rule (u′v − uv′)/v²");
        assert_eq!(plain("definition of $\\sigma$"), "definition of σ");
        assert_eq!(plain("$\\sin(2x) = 2 \\sin x \\cos x$"), "sin(2x) = 2 sin x cos x");
        assert_eq!(plain("$\\cosh^2 - \\sinh^2 = 1$"), "cosh² − sinh² = 1");
        assert_eq!(plain("$\\frac{\\frac{{"), "$\\frac{\\frac{{");
        assert_eq!(plain("$\\frac{$"), "/");
    }
}
