//! The one table of operators and letters: how tightly an operator binds, and how it is spelled.
//!
//! The reader builds its trees with these powers and the printers decide parentheses with them, so
//! that what is printed is read back to the same expression.

/// How tightly an operator holds its operands: of two operators that compete for an operand, the
/// one with the larger power on that side wins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Binding {
    /// The power towards the operand on the left; for a prefix operator the least power.
    pub left: u8,
    /// The power towards the operand on the right.
    pub right: u8,
}

impl Binding {
    const fn new(left: u8, right: u8) -> Self {
        Self { left, right }
    }

    /// `a and b`
    pub const AND: Self = Self::new(2, 3);
    /// `a < b`; chains are read as conjunctions.
    pub const REL: Self = Self::new(4, 5);
    /// `u at x = a`
    pub const AT: Self = Self::new(6, 7);
    /// `a + b` and `a - b`, grouped to the left.
    pub const ADD: Self = Self::new(10, 11);
    /// `-a`: below multiplication, so that `-a*b` is `-(a*b)`.
    pub const NEG: Self = Self::new(12, 12);
    /// `a * b`, `a / b` and products without a sign, grouped to the left.
    pub const MUL: Self = Self::new(20, 21);
    /// `d/dx u` where it does not begin an expression: takes the product that follows.
    pub const DERIV: Self = Self::new(20, 20);
    /// `sin u` without parentheses: takes numbers and names that follow without a sign.
    pub const BARE_CALL: Self = Self::new(25, 25);
    /// A product without a sign in the argument of a function without parentheses.
    pub const BARE_MUL: Self = Self::new(26, 27);
    /// `a ^ b`, grouped to the right.
    pub const POW: Self = Self::new(31, 30);
    /// `√a`: takes the one thing that follows.
    pub const RADICAL: Self = Self::new(35, 35);
    /// Names, numbers, calls and everything in parentheses.
    pub const ATOM: Self = Self::new(40, 40);
}

/// The Greek letters that are names, with their canonical spelling (`π` is a constant, and not in
/// this list).
pub const GREEK: [(char, &str); 33] = [
    ('α', "alpha"),
    ('β', "beta"),
    ('γ', "gamma"),
    ('δ', "delta"),
    ('ε', "epsilon"),
    ('ζ', "zeta"),
    ('η', "eta"),
    ('θ', "theta"),
    ('ι', "iota"),
    ('κ', "kappa"),
    ('λ', "lambda"),
    ('μ', "mu"),
    ('ν', "nu"),
    ('ξ', "xi"),
    ('ρ', "rho"),
    ('σ', "sigma"),
    ('τ', "tau"),
    ('υ', "upsilon"),
    ('φ', "phi"),
    ('χ', "chi"),
    ('ψ', "psi"),
    ('ω', "omega"),
    ('Γ', "Gamma"),
    ('Δ', "Delta"),
    ('Θ', "Theta"),
    ('Λ', "Lambda"),
    ('Ξ', "Xi"),
    ('Σ', "Sigma"),
    ('Υ', "Upsilon"),
    ('Φ', "Phi"),
    ('Ψ', "Psi"),
    ('Ω', "Omega"),
    ('ϵ', "varepsilon"),
];

/// Letters that are read as one of the letters of [`GREEK`], but never written.
const VARIANTS: [(char, &str); 6] = [
    ('ϕ', "phi"),
    ('ϑ', "theta"),
    ('ϱ', "rho"),
    ('µ', "mu"),    // the micro sign
    ('Ω', "Omega"), // the ohm sign
    ('∆', "Delta"), // the increment sign
];

/// The canonical name of a Greek letter.
///
/// ```
/// assert_eq!(symderiv::notation::greek_name('σ'), Some("sigma"));
/// ```
#[must_use]
pub fn greek_name(letter: char) -> Option<&'static str> {
    GREEK.iter().chain(&VARIANTS).find(|(c, _)| *c == letter).map(|&(_, name)| name)
}

/// Is it the canonical name of a Greek letter?
#[must_use]
pub fn is_greek(name: &str) -> bool {
    greek_letter(name).is_some()
}

/// The letter with this canonical name.
#[must_use]
pub fn greek_letter(name: &str) -> Option<char> {
    GREEK.iter().find(|(_, n)| *n == name).map(|&(c, _)| c)
}

/// The letters with a hat that have a character of their own; `yhat` is the name of `ŷ`.
const HATS: [(char, char); 13] = [
    ('â', 'a'),
    ('ĉ', 'c'),
    ('ê', 'e'),
    ('ĝ', 'g'),
    ('ĥ', 'h'),
    ('î', 'i'),
    ('ĵ', 'j'),
    ('ô', 'o'),
    ('ŝ', 's'),
    ('û', 'u'),
    ('ŵ', 'w'),
    ('ŷ', 'y'),
    ('ẑ', 'z'),
];

/// The letter under the hat.
#[must_use]
pub fn without_hat(letter: char) -> Option<char> {
    HATS.iter().find(|(hat, _)| *hat == letter).map(|&(_, plain)| plain)
}

/// What stands under the hat in the name of a letter with one: the `y` of `yhat`.
///
/// ```
/// assert_eq!(symderiv::notation::hatted("yhat"), Some("y"));
/// assert_eq!(symderiv::notation::hatted("what"), Some("w"));
/// assert_eq!(symderiv::notation::hatted("hat"), None);
/// ```
#[must_use]
pub fn hatted(name: &str) -> Option<&str> {
    let stem = name.strip_suffix("hat")?;
    let is_letter = stem.len() == 1 && stem.bytes().all(|b| b.is_ascii_alphabetic());
    (is_letter || is_greek(stem)).then_some(stem)
}

/// The character of a letter with a hat, if there is one.
#[must_use]
pub fn hat_letter(name: &str) -> Option<char> {
    let stem = hatted(name)?;
    HATS.iter().find(|(_, plain)| stem.chars().eq([*plain])).map(|&(hat, _)| hat)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_letters_are_inverse() {
        for (letter, name) in GREEK {
            assert!(is_greek(name), "{name}");
            assert_eq!(greek_letter(name), Some(letter));
            assert_eq!(greek_name(letter), Some(name));
        }
        assert_eq!(greek_name('π'), None);
        assert!(!is_greek("pi"));
    }
}
