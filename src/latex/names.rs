//! Names as they are written in LaTeX, and what the text says about them.

use rustc_hash::FxHashSet;

use super::token::{Tok, Token, closing};
use crate::notation::{greek_name, is_greek};

/// What is known of the names of a text.
#[derive(Clone, Default, Debug)]
pub struct Names {
    /// The functions of the library, sorted.
    pub library: Vec<String>,
    /// Names that are applied to arguments.
    pub functions: FxHashSet<String>,
    /// Names that stand for numbers: before parentheses they are factors.
    pub values: FxHashSet<String>,
    /// Names that are transposed somewhere: they are no numbers.
    pub matrices: FxHashSet<String>,
    /// Names of several letters that were written without a command, such as `TP`.
    pub long: Vec<String>,
}

impl Names {
    /// Is the name before parentheses a function?
    #[must_use]
    pub fn is_function(&self, name: &str) -> bool {
        if self.functions.contains(name) {
            return true;
        }
        if self.values.contains(name) {
            return false;
        }
        is_usual_function(name) || self.is_library(name)
    }

    /// Is it a function of the library?
    #[must_use]
    pub fn is_library(&self, name: &str) -> bool {
        self.library.binary_search_by(|known| known.as_str().cmp(name)).is_ok()
    }
}

/// Letters that name functions unless something else is said.
fn is_usual_function(name: &str) -> bool {
    let stem = name.split(['_', '\'']).next().unwrap_or(name);
    matches!(stem, "f" | "g" | "h" | "F" | "G" | "H" | "phi" | "psi" | "Phi" | "Psi")
}

/// Functions that the engine has besides those of the library, with their names in LaTeX.
pub const FUNCTIONS: [(&str, &str); 26] = [
    ("sin", "sin"),
    ("cos", "cos"),
    ("ln", "ln"),
    ("log", "log"),
    ("exp", "exp"),
    ("arcsin", "asin"),
    ("asin", "asin"),
    ("arccos", "acos"),
    ("acos", "acos"),
    ("arctan", "atan"),
    ("atan", "atan"),
    ("erf", "erf"),
    ("abs", "abs"),
    ("sign", "sign"),
    ("sgn", "sign"),
    ("floor", "floor"),
    ("ceil", "ceil"),
    ("min", "min"),
    ("max", "max"),
    ("sqrt", "sqrt"),
    ("cbrt", "cbrt"),
    ("lg", "log10"),
    ("lb", "log2"),
    ("expit", "sigma"),
    ("Sigmoid", "sigma"),
    ("ReLU", "relu"),
];

/// The function with this name in LaTeX.
pub(super) fn function<'a>(names: &Names, text: &'a str) -> Option<std::borrow::Cow<'a, str>> {
    if let Some(&(_, name)) = FUNCTIONS.iter().find(|(known, _)| *known == text) {
        return Some(name.into());
    }
    if names.is_library(text) {
        return Some(text.into());
    }
    let lower = text.to_ascii_lowercase();
    (text.len() > 1 && names.is_library(&lower)).then(|| lower.into())
}

/// The inverse that `f^{-1}` means for these functions.
pub(super) fn inverse(name: &str) -> Option<&'static str> {
    const INVERSES: [(&str, &str); 12] = [
        ("sin", "asin"),
        ("cos", "acos"),
        ("tan", "atan"),
        ("cot", "acot"),
        ("sec", "asec"),
        ("csc", "acsc"),
        ("sinh", "asinh"),
        ("cosh", "acosh"),
        ("tanh", "atanh"),
        ("coth", "acoth"),
        ("sech", "asech"),
        ("csch", "acsch"),
    ];
    INVERSES.iter().find(|(known, _)| *known == name).map(|&(_, inverse)| inverse)
}

/// Greek letters that have a second form.
const VARIANTS: [(&str, &str); 5] = [
    ("varphi", "phi"),
    ("vartheta", "theta"),
    ("varrho", "rho"),
    ("varsigma", "sigma"),
    ("varkappa", "kappa"),
];

/// The canonical name of a Greek letter's command.
pub(super) fn greek(command: &str) -> Option<&str> {
    if is_greek(command) {
        return Some(command);
    }
    VARIANTS.iter().find(|(known, _)| *known == command).map(|&(_, name)| name)
}

/// Accents that are a part of a name, with the text that stands for them.
pub(super) fn accent(command: &str) -> Option<&'static str> {
    Some(match command {
        "hat" | "widehat" => "hat",
        "bar" | "overline" => "bar",
        "tilde" | "widetilde" => "tilde",
        "dot" => "dot",
        "ddot" => "ddot",
        "vec" => "vec",
        _ => return None,
    })
}

/// Typefaces, which do not change what a letter stands for.
pub(super) fn is_typeface(command: &str) -> bool {
    matches!(
        command,
        "mathbf" | "boldsymbol" | "bm" | "mathcal" | "mathsf" | "mathbb" | "mathfrak" | "mathscr"
    )
}

/// The canonical text of a letter.
pub(super) fn letter(c: char) -> String {
    match c {
        'ŷ' => "yhat".into(),
        c => greek_name(c).map_or_else(|| c.to_string(), str::to_owned),
    }
}

/// Notes what the formula says about names: `f(x) = …` names a function, `x` by itself a number.
pub fn notice(tokens: &[Token<'_>], starts_line: bool, names: &mut Names) {
    let mut i = 0;
    while i < tokens.len() {
        let Some((name, end)) = cluster(tokens, i) else {
            i += 1;
            continue;
        };
        if is_transposed(tokens, end) {
            names.matrices.insert(name.clone());
        }
        let before_paren = tokens.get(end).map(|t| t.kind) == Some(Tok::Open('('));
        if before_paren {
            if starts_line && i == 0 && defines(tokens, end) {
                names.functions.insert(name);
            }
        } else if starts_line && i == 0 && is_defined_by(tokens, end) {
            names.values.insert(name);
        }
        i = end.max(i + 1);
    }
    if starts_line {
        notice_long(tokens, names);
    }
}

fn is_transposed(tokens: &[Token<'_>], end: usize) -> bool {
    let kind = |i: usize| tokens.get(end + i).map(|t| t.kind);
    let is_sign = |kind| matches!(kind, Some(Tok::Letter('T') | Tok::Command("top" | "intercal")));
    kind(0) == Some(Tok::Char('^'))
        && (is_sign(kind(1)) || (kind(1) == Some(Tok::Char('{')) && is_sign(kind(2))))
}

/// `TP_1 = …`: capitals side by side with an index, alone on the left side.
fn notice_long(tokens: &[Token<'_>], names: &mut Names) {
    let mut text = String::new();
    let mut i = 0;
    while let Some(Token { kind: Tok::Letter(c), spaced, .. }) = tokens.get(i)
        && c.is_ascii_uppercase()
        && (i == 0 || !spaced)
    {
        text.push(*c);
        i += 1;
    }
    let is_indexed = tokens.get(i).map(|t| t.kind) == Some(Tok::Char('_'));
    let end = if is_indexed { script_end(tokens, i + 1) } else { i };
    let is_all = is_defined_by(tokens, end);
    if is_all && (text.len() >= 3 || (is_indexed && text.len() == 2)) && !names.long.contains(&text)
    {
        names.long.push(text);
    }
}

fn is_defined_by(tokens: &[Token<'_>], end: usize) -> bool {
    matches!(tokens.get(end).map(|t| t.kind), Some(Tok::Char('=' | ':')))
}

/// `(x, y) =`, with single letters between the parentheses.
fn defines(tokens: &[Token<'_>], open: usize) -> bool {
    let mut i = open + 1;
    loop {
        let Some((_, end)) = cluster(tokens, i) else { return false };
        match tokens.get(end).map(|t| t.kind) {
            Some(Tok::Char(',')) => i = end + 1,
            Some(Tok::Close('(')) => {
                return tokens.get(end + 1).map(|t| t.kind) == Some(Tok::Char('='));
            }
            _ => return false,
        }
    }
}

/// A letter with its index: the canonical name and the index after it.
fn cluster(tokens: &[Token<'_>], from: usize) -> Option<(String, usize)> {
    let (mut name, mut end) = match tokens.get(from)?.kind {
        Tok::Letter(c) => (letter(c), from + 1),
        Tok::Command(command) => match (greek(command), accent(command)) {
            (Some(name), _) => (name.to_owned(), from + 1),
            (None, Some(accent)) => {
                let end = script_end(tokens, from + 1);
                let inner = tokens.get(from + 1..end)?;
                (script_text(inner)? + accent, end)
            }
            (None, None) => return None,
        },
        _ => return None,
    };
    if tokens.get(end).map(|t| t.kind) == Some(Tok::Char('_')) {
        let after = script_end(tokens, end + 1);
        name.push('_');
        name.push_str(&script_text(tokens.get(end + 1..after)?)?);
        end = after;
    }
    Some((name, end))
}

/// The index after the script that starts here.
pub(super) fn script_end(tokens: &[Token<'_>], from: usize) -> usize {
    match tokens.get(from).map(|t| t.kind) {
        Some(Tok::Char('{')) => closing(tokens, from).map_or(tokens.len(), |end| end + 1),
        Some(_) => from + 1,
        None => from,
    }
}

/// The text of an index: letters, digits and signs without braces.
pub(super) fn script_text(tokens: &[Token<'_>]) -> Option<String> {
    let mut out = String::new();
    for token in tokens {
        match token.kind {
            Tok::Letter(c) => out.push_str(&letter(c)),
            Tok::Number(digits) => out.push_str(digits),
            Tok::Words(_, words) => out.extend(words.chars().filter(|c| c.is_alphanumeric())),
            Tok::Command(name) if greek(name).is_some() => out.push_str(greek(name)?),
            Tok::Command(name) if is_typeface(name) => {}
            Tok::Command("max" | "min" | "in" | "to") => {
                if let Tok::Command(name) = token.kind {
                    out.push_str(name);
                }
            }
            Tok::Char('{' | '}' | ',') => {}
            Tok::Char(c @ ('+' | '-')) => out.push(c),
            _ => return None,
        }
    }
    (!out.is_empty()).then_some(out)
}
