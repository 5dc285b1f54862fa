//! Names: their canonical spelling, and what a misspelt one was meant to be.

use std::borrow::Cow;

use super::lexer::subscript_letter;
use crate::notation::{greek_name, without_hat};

/// The canonical ASCII text of a name token: `σ` is `sigma`, `x₁` and `x_{1}` are `x_1`.
pub(super) fn canonical(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| b.is_ascii() && b != b'{') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut in_subscript = false;
    for c in text.chars() {
        if let Some(letter) = subscript_letter(c) {
            if !in_subscript {
                out.push('_');
            }
            in_subscript = true;
            out.push(letter);
            continue;
        }
        in_subscript = false;
        match (c, greek_name(c)) {
            ('{' | '}', _) => {}
            ('π', _) => out.push_str("pi"),
            (_, Some(name)) => out.push_str(name),
            (c, None) if without_hat(c).is_some() => {
                out.extend(without_hat(c));
                out.push_str("hat");
            }
            (c, None) => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The number of primes in a token of them.
pub(super) fn count_primes(text: &str) -> u32 {
    text.chars()
        .map(|c| {
            if c == '″' {
                2
            } else if c == '‴' {
                3
            } else {
                1
            }
        })
        .sum()
}

/// Letters that are read as unknown functions before parentheses.
pub(super) fn is_function_letter(name: &str) -> bool {
    matches!(stem(name), "f" | "g" | "h" | "F" | "G" | "H" | "phi" | "psi" | "Phi" | "Psi")
}

/// Letters that are read as unknown functions where they are applied to symbols and to nothing
/// else, in the whole input.
pub(super) fn is_dependent_letter(name: &str) -> bool {
    matches!(stem(name), "u" | "v" | "w" | "y" | "p" | "q" | "r" | "s")
}

/// The name without its subscripts and primes.
fn stem(name: &str) -> &str {
    name.split(['_', '\'']).next().unwrap_or(name)
}

/// The one of the known names that `name` was probably meant to be.
pub(super) fn similar<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let allowed = match name.len() {
        0..=2 | 40.. => return None,
        3 => 1,
        4.. => 2,
    };
    let distances = known.iter().map(|&candidate| (distance(name, candidate, allowed), candidate));
    let near = distances.filter_map(|(d, candidate)| Some((d?, candidate)));
    // Among equally near names, one with as many letters: `tahn` was meant to be `tanh`, not `tan`.
    near.min_by_key(|&(d, candidate)| (d, candidate.len().abs_diff(name.len()), candidate))
        .map(|(_, candidate)| candidate)
}

/// How many letters have to be inserted, deleted, replaced or swapped with their neighbour, if at
/// most `allowed`.
fn distance(a: &str, b: &str, allowed: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > allowed {
        return None;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let replaced = last[j] + usize::from(x != y);
            let mut least = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before_last[j - 1] + 1);
            }
            row.push(least);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|&d| d <= allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_have_one_canonical_text() {
        for (text, name) in [
            ("x", "x"),
            ("x_1", "x_1"),
            ("x₁", "x_1"),
            ("x_{ki}", "x_ki"),
            ("w₁₂", "w_12"),
            ("σ", "sigma"),
            ("σ_β", "sigma_beta"),
            ("αᵢ", "alpha_i"),
            ("π", "pi"),
        ] {
            assert_eq!(canonical(text), name);
        }
    }

    #[test]
    fn misspelt_functions_are_recognised() {
        let known = ["tanh", "tan", "sin", "sinh", "sigmoid", "abs", "softplus"];
        for (name, meant) in [
            ("tahn", Some("tanh")),
            ("sni", Some("sin")),
            ("sigmod", Some("sigmoid")),
            ("softpluss", Some("softplus")),
            ("foo", None),
            ("ab", None),
            ("energy", None),
        ] {
            assert_eq!(similar(name, &known), meant, "{name}");
        }
    }
}
