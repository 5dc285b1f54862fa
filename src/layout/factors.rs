//! How two factors stand side by side: without a sign, or with a dot between them.

use super::boxes::Gap;

/// What the left or right end of a laid-out expression looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Edge {
    /// A numeral.
    Digit,
    /// A one-letter name, with or without scripts.
    Letter,
    /// A letter that usually names a function: before a parenthesis it would be read as a call.
    Caller,
    /// A name of several letters.
    Word,
    /// The name of a function that is applied.
    Function,
    /// The closing parenthesis of a call.
    Call,
    /// A parenthesis that groups.
    Paren,
    /// A grouping parenthesis around a negative term.
    NegativeParen,
    /// A bar, which looks the same at both sides.
    Bar,
    /// A fraction bar.
    Fraction,
    /// A root sign.
    Radical,
    /// An exponent.
    Exponent,
    /// The d/dx of a derivative, or the bracket that ends it.
    Differential,
    /// The foot of an evaluation bar.
    Point,
    /// A minus, a brace, a word: never beside a factor.
    Other,
}

/// The gap between a factor that ends with `left` and one that begins with `right`; `None` asks
/// for a dot.
pub(super) fn juxtaposed(left: Edge, right: Edge) -> Option<Gap> {
    match (left, right) {
        (Edge::Word | Edge::Differential | Edge::Point | Edge::Other, _) => None,
        (_, Edge::Word | Edge::Differential | Edge::Point | Edge::Other) => None,
        // 2·3 and x·2; a number after a fraction or before one would be a mixed number.
        (_, Edge::Digit | Edge::Fraction | Edge::NegativeParen) => None,
        (_, Edge::Call | Edge::Exponent) => None,
        (Edge::Digit, Edge::Bar) => Some(Gap::Tight),
        (Edge::Bar, _) | (_, Edge::Bar) => None,
        (Edge::Caller | Edge::Function, Edge::Paren) => None,
        (_, Edge::Paren) => Some(Gap::Tight),
        (_, Edge::Function) | (Edge::Call | Edge::Function, _) => Some(Gap::Function),
        (Edge::Digit | Edge::Paren | Edge::NegativeParen, Edge::Letter | Edge::Caller) => {
            Some(Gap::Tight)
        }
        (_, Edge::Letter | Edge::Caller) => Some(Gap::Letters),
        (_, Edge::Radical) => Some(Gap::Tight),
    }
}
