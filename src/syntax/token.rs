//! The tokens of the language.

use crate::diag::Span;
use crate::expr::Rel;

/// What a token is; its text is in the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tok {
    /// Digits, a decimal, or a decimal with a power of ten.
    Number,
    /// A letter sequence or one Greek letter, with its subscripts.
    Name,
    /// One or more primes.
    Prime,
    /// Superscript digits, sign or letter.
    Superscript,
    Plus,
    Minus,
    Star,
    Slash,
    Caret,
    /// `.*` or `⊙`
    Hadamard,
    /// `./` or `⊘`
    HadamardQuotient,
    /// `.^`
    HadamardPower,
    Open,
    Close,
    /// `[`: indices, the range of a sum, or the orders in `D[1,0]f(u, v)`.
    OpenSquare,
    CloseSquare,
    Bar,
    Comma,
    Colon,
    /// `..`, between the bounds of a sum.
    Dots,
    /// `:=`
    Define,
    /// `=`
    Eq,
    /// A comparison other than `=`.
    Rel(Rel),
    /// `√`, `∛` or `∜`, with its degree.
    Radical(u8),
    /// `∂`
    Partial,
    /// `→`
    Arrow,
    Semicolon,
    Newline,
    /// Something that was reported already; who skips it spoils what it reads.
    Bad,
    End,
}

/// A token with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) tok: Tok,
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Token {
    pub(super) fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// How a message names the token.
pub(super) fn describe(tok: Tok, text: &str) -> String {
    match tok {
        Tok::End => "the end of the input".into(),
        Tok::Newline => "the end of the line".into(),
        Tok::Number => format!("the number {}", shortened(text)),
        Tok::Name
        | Tok::Prime
        | Tok::Superscript
        | Tok::Plus
        | Tok::Minus
        | Tok::Star
        | Tok::Slash
        | Tok::Caret
        | Tok::Hadamard
        | Tok::HadamardQuotient
        | Tok::HadamardPower
        | Tok::Open
        | Tok::Close
        | Tok::OpenSquare
        | Tok::CloseSquare
        | Tok::Bar
        | Tok::Comma
        | Tok::Colon
        | Tok::Dots
        | Tok::Define
        | Tok::Eq
        | Tok::Rel(_)
        | Tok::Radical(_)
        | Tok::Partial
        | Tok::Arrow
        | Tok::Semicolon
        | Tok::Bad => format!("'{}'", shortened(text)),
    }
}

/// A text that is short enough for a message.
pub(super) fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    // The text can be the whole input: only its beginning may be looked at.
    if text.char_indices().nth(LONGEST).is_none() {
        return text.into();
    }
    let head: String = text.chars().take(LONGEST - 1).collect();
    head + "…"
}
