//! How the formats spell names, signs and delimiters.

use std::borrow::Cow;

use crate::layout::{Fence, Role, Side, Sign};
use crate::notation::{greek_letter, hat_letter, hatted, is_greek};

/// A name in Unicode: Greek letters as letters.
pub(super) fn unicode_name(text: &str) -> Cow<'_, str> {
    match text {
        "pi" => return Cow::Borrowed("π"),
        "oo" => return Cow::Borrowed("∞"),
        "bold0" => return Cow::Borrowed("𝟎"),
        "bold1" => return Cow::Borrowed("𝟏"),
        _ => {}
    }
    let letter = greek_letter(text).or_else(|| hat_letter(text));
    letter.map_or(Cow::Borrowed(text), |letter| Cow::Owned(letter.to_string()))
}

/// So many primes in Unicode, which has single characters for up to four.
pub(super) fn primes(n: u32) -> Cow<'static, str> {
    match n {
        0 => Cow::Borrowed(""),
        1 => Cow::Borrowed("′"),
        2 => Cow::Borrowed("″"),
        3 => Cow::Borrowed("‴"),
        4 => Cow::Borrowed("⁗"),
        n => Cow::Owned("′".repeat(n as usize)),
    }
}

/// A name in LaTeX.
pub(super) fn latex_name(role: Role, text: &str) -> Cow<'_, str> {
    if role == Role::Constant && text == "oo" {
        Cow::Borrowed("\\infty")
    } else if text == "pi" || is_greek(text) {
        Cow::Owned(format!("\\{text}"))
    } else if let Some(stem) = hatted(text) {
        Cow::Owned(format!("\\hat{{{}}}", latex_name(role, stem)))
    } else if let Some(digit) = text.strip_prefix("bold") {
        Cow::Owned(format!("\\mathbf{{{digit}}}"))
    } else if text == "•" {
        Cow::Borrowed("\\bullet")
    } else if text.chars().count() == 1 && text != "_" {
        Cow::Borrowed(text)
    } else if role == Role::Function && LATEX_FUNCTIONS.contains(&text) {
        Cow::Owned(format!("\\{text}"))
    } else {
        let command = if role == Role::Function { "operatorname" } else { "mathrm" };
        Cow::Owned(format!("\\{command}{{{}}}", text.replace('_', "\\_")))
    }
}

/// The functions that LaTeX has commands for.
pub(super) const LATEX_FUNCTIONS: [&str; 18] = [
    "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh",
    "coth", "ln", "log", "exp", "min", "max",
];

/// A sign in Unicode.
pub(super) fn unicode_sign(sign: Sign) -> &'static str {
    match sign {
        Sign::Plus => "+",
        Sign::Minus => "−",
        Sign::Dot => "·",
        Sign::Star => "*",
        Sign::Slash => "/",
        Sign::Caret => "^",
        Sign::Comma => ",",
        Sign::Equal => "=",
        Sign::NotEqual => "≠",
        Sign::Less => "<",
        Sign::LessEqual => "≤",
        Sign::Greater => ">",
        Sign::GreaterEqual => "≥",
        Sign::Approximately => "≈",
        Sign::Claimed => "≟",
        Sign::To => "→",
        Sign::In => "∈",
        Sign::Union => "∪",
        Sign::Rising => "↗",
        Sign::Falling => "↘",
        Sign::Transpose => "T",
        Sign::Hadamard => "⊙",
        Sign::HadamardQuotient => "⊘",
        Sign::Times => "×",
        Sign::Nabla => "∇",
    }
}

/// A sign in LaTeX.
pub(super) fn latex_sign(sign: Sign) -> &'static str {
    match sign {
        Sign::Plus => "+",
        Sign::Minus => "-",
        Sign::Dot => "\\cdot",
        Sign::Star => "*",
        Sign::Slash => "/",
        Sign::Caret => "\\wedge",
        Sign::Comma => ",",
        Sign::Equal => "=",
        Sign::NotEqual => "\\neq",
        Sign::Less => "<",
        Sign::LessEqual => "\\leq",
        Sign::Greater => ">",
        Sign::GreaterEqual => "\\geq",
        Sign::Approximately => "\\approx",
        Sign::Claimed => "\\overset{?}{=}",
        Sign::To => "\\to",
        Sign::In => "\\in",
        Sign::Union => "\\cup",
        Sign::Rising => "\\nearrow",
        Sign::Falling => "\\searrow",
        Sign::Transpose => "\\top",
        Sign::Hadamard => "\\odot",
        Sign::HadamardQuotient => "\\oslash",
        Sign::Times => "\\times",
        Sign::Nabla => "\\nabla",
    }
}

/// A sign in the expression language.
pub(super) fn source_sign(sign: Sign) -> &'static str {
    match sign {
        Sign::Plus => "+",
        Sign::Minus => "-",
        Sign::Dot | Sign::Star => "*",
        Sign::Slash => "/",
        Sign::Caret => "^",
        Sign::Comma => ",",
        Sign::Equal => "=",
        Sign::NotEqual => "!=",
        Sign::Less => "<",
        Sign::LessEqual => "<=",
        Sign::Greater => ">",
        Sign::GreaterEqual => ">=",
        Sign::Approximately => "~",
        Sign::Claimed => "=",
        Sign::To => "->",
        Sign::In => "in",
        Sign::Union => "or",
        Sign::Rising => "rises",
        Sign::Falling => "falls",
        Sign::Transpose => "T",
        Sign::Hadamard => ".*",
        Sign::HadamardQuotient => "./",
        Sign::Times => "*",
        Sign::Nabla => "grad",
    }
}

/// A delimiter in Unicode.
pub(super) fn unicode_fence(fence: Fence, side: Side) -> &'static str {
    match (fence, side) {
        (Fence::Paren, Side::Open) => "(",
        (Fence::Paren, Side::Close) => ")",
        (Fence::Bracket, Side::Open) => "[",
        (Fence::Bracket, Side::Close) => "]",
        (Fence::Bars, _) => "|",
        (Fence::Floor, Side::Open) => "⌊",
        (Fence::Floor, Side::Close) => "⌋",
        (Fence::Ceil, Side::Open) => "⌈",
        (Fence::Ceil, Side::Close) => "⌉",
        (Fence::Norm, _) => "‖",
        (Fence::Angle, Side::Open) => "⟨",
        (Fence::Angle, Side::Close) => "⟩",
    }
}

/// A delimiter in LaTeX.
pub(super) fn latex_fence(fence: Fence, side: Side) -> &'static str {
    match (fence, side) {
        (Fence::Paren, Side::Open) => "(",
        (Fence::Paren, Side::Close) => ")",
        (Fence::Bracket, Side::Open) => "[",
        (Fence::Bracket, Side::Close) => "]",
        (Fence::Bars, Side::Open) => "\\lvert",
        (Fence::Bars, Side::Close) => "\\rvert",
        (Fence::Floor, Side::Open) => "\\lfloor",
        (Fence::Floor, Side::Close) => "\\rfloor",
        (Fence::Ceil, Side::Open) => "\\lceil",
        (Fence::Ceil, Side::Close) => "\\rceil",
        (Fence::Norm, Side::Open) => "\\lVert",
        (Fence::Norm, Side::Close) => "\\rVert",
        (Fence::Angle, Side::Open) => "\\langle",
        (Fence::Angle, Side::Close) => "\\rangle",
    }
}
