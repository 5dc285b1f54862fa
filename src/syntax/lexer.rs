//! Text to tokens. Every character lands in a token, in white space, in a comment or in a message.

use nom::branch::alt;
use nom::bytes::complete::{tag, take, take_while, take_while1};
use nom::character::complete::{char, digit1, one_of, satisfy};
use nom::combinator::{opt, peek, recognize, value};
use nom::multi::many0_count;
use nom::sequence::{delimited, pair, preceded, terminated};
use nom::{IResult, Parser};

use super::error::ErrorKind;
use super::report::Report;
use super::token::{Tok, Token};
use crate::diag::Span;
use crate::expr::Rel;
use crate::notation::{greek_name, without_hat};

/// The errors of these small parsers only choose the next alternative, so they carry nothing.
type Read<'a, T> = IResult<&'a str, T, ()>;

#[derive(Clone)]
enum Lexeme {
    Token(Tok),
    Space,
    Wrong(ErrorKind),
}

/// All tokens of the source, which is at most 4 GiB long; the last one is [`Tok::End`].
pub(super) fn tokens(source: &str, report: &mut Report) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(source.len() / 2 + 4);
    let mut rest = source;
    while !rest.is_empty() {
        let start = source.len() - rest.len();
        let (after, lexeme) = match lexeme(rest) {
            Ok(read) => read,
            Err(_) => unknown(rest),
        };
        let end = source.len() - after.len();
        rest = after;
        match lexeme {
            Lexeme::Space => {}
            Lexeme::Token(tok) => tokens.push(token(tok, start, end)),
            Lexeme::Wrong(kind) => {
                let last = tokens.last_mut();
                if let Some(bad) = last.filter(|t: &&mut Token| {
                    t.tok == Tok::Bad && t.end as usize == start && is_character(&kind)
                }) {
                    bad.end = end as u32;
                } else {
                    report.add(kind, Span::new(start, end));
                    tokens.push(token(Tok::Bad, start, end));
                }
            }
        }
    }
    tokens.push(token(Tok::End, source.len(), source.len()));
    tokens
}

fn token(tok: Tok, start: usize, end: usize) -> Token {
    Token { tok, start: start as u32, end: end as u32 }
}

fn is_character(kind: &ErrorKind) -> bool {
    matches!(kind, ErrorKind::UnknownCharacter(_))
}

fn unknown(rest: &str) -> (&str, Lexeme) {
    let mut chars = rest.chars();
    let lexeme = match chars.next() {
        Some(c @ ('{' | '}')) => Lexeme::Wrong(ErrorKind::WrongBracket(c)),
        Some(c) => Lexeme::Wrong(ErrorKind::UnknownCharacter(c)),
        None => Lexeme::Space,
    };
    (chars.as_str(), lexeme)
}

/// The next lexeme. The first byte decides which parser is asked.
fn lexeme(rest: &str) -> Read<'_, Lexeme> {
    match rest.bytes().next() {
        Some(b'a'..=b'z' | b'A'..=b'Z') => name(rest),
        Some(b'.') if rest.starts_with("..") => dots(rest),
        Some(b'.') => alt((entrywise.map(Lexeme::Token), number)).parse(rest),
        Some(b'0'..=b'9') => number(rest),
        Some(b'\n') => newline(rest),
        Some(b' ' | b'\t' | b'\r') => space(rest),
        Some(b'#') => comment(rest),
        Some(b'(') => single(Tok::Open, rest),
        Some(b')') => single(Tok::Close, rest),
        Some(b'+') => single(Tok::Plus, rest),
        Some(b'-') => single(Tok::Minus, rest),
        Some(b'^') => single(Tok::Caret, rest),
        Some(b',') => single(Tok::Comma, rest),
        Some(b'[') => single(Tok::OpenSquare, rest),
        Some(b']') => single(Tok::CloseSquare, rest),
        Some(b'|') => single(Tok::Bar, rest),
        Some(b';') => single(Tok::Semicolon, rest),
        Some(byte) if byte.is_ascii() => {
            alt((preceded(peek(tag("//")), comment), ascii_symbol.map(Lexeme::Token))).parse(rest)
        }
        _ => alt((
            name,
            value(Lexeme::Token(Tok::Superscript), take_while1(is_superscript)),
            symbol.map(Lexeme::Token),
            space,
        ))
        .parse(rest),
    }
}

fn space(rest: &str) -> Read<'_, Lexeme> {
    value(Lexeme::Space, take_while1(|c: char| c.is_whitespace() && c != '\n')).parse(rest)
}

fn newline(rest: &str) -> Read<'_, Lexeme> {
    value(Lexeme::Token(Tok::Newline), take_while1(char::is_whitespace)).parse(rest)
}

fn comment(rest: &str) -> Read<'_, Lexeme> {
    value(Lexeme::Space, take_while(|c| c != '\n')).parse(rest)
}

/// Two or three points between the bounds of a range.
fn dots(rest: &str) -> Read<'_, Lexeme> {
    value(Lexeme::Token(Tok::Dots), alt((tag("..."), tag("..")))).parse(rest)
}

/// A character that is a token whatever follows.
fn single(tok: Tok, rest: &str) -> Read<'_, Lexeme> {
    value(Lexeme::Token(tok), take(1_usize)).parse(rest)
}

/// An operator on the entries of matrices.
fn entrywise(rest: &str) -> Read<'_, Tok> {
    alt((
        value(Tok::Hadamard, tag(".*")),
        value(Tok::HadamardQuotient, tag("./")),
        value(Tok::HadamardPower, tag(".^")),
    ))
    .parse(rest)
}

/// Symbols of several characters, and those that can begin one.
fn ascii_symbol(rest: &str) -> Read<'_, Tok> {
    alt((
        alt((
            value(Tok::Caret, tag("**")),
            value(Tok::Star, char('*')),
            value(Tok::Slash, char('/')),
            value(Tok::Define, tag(":=")),
            value(Tok::Rel(Rel::Le), tag("<=")),
            value(Tok::Rel(Rel::Ge), tag(">=")),
            value(Tok::Rel(Rel::Ne), tag("!=")),
            value(Tok::Eq, alt((tag("=="), tag("=")))),
        )),
        alt((
            value(Tok::Colon, char(':')),
            value(Tok::Rel(Rel::Lt), char('<')),
            value(Tok::Rel(Rel::Gt), char('>')),
            value(Tok::Prime, take_while1(is_prime)),
        )),
    ))
    .parse(rest)
}

fn symbol(rest: &str) -> Read<'_, Tok> {
    alt((
        value(Tok::Name, one_of("∑∏")),
        value(Tok::Dots, char('…')),
        value(Tok::Star, one_of("×·⋅∙")),
        value(Tok::Hadamard, one_of("⊙∘")),
        value(Tok::HadamardQuotient, char('⊘')),
        value(Tok::Name, char('•')),
        value(Tok::Slash, one_of("÷∕")),
        value(Tok::Minus, one_of("−–")),
        value(Tok::Rel(Rel::Le), one_of("≤⩽")),
        value(Tok::Rel(Rel::Ge), one_of("≥⩾")),
        value(Tok::Rel(Rel::Ne), char('≠')),
        value(Tok::Radical(2), char('√')),
        value(Tok::Radical(3), char('∛')),
        value(Tok::Radical(4), char('∜')),
        value(Tok::Partial, char('∂')),
        value(Tok::Define, char('≔')),
        value(Tok::Arrow, one_of("→⟶")),
        value(Tok::Prime, take_while1(is_prime)),
    ))
    .parse(rest)
}

fn is_prime(c: char) -> bool {
    matches!(c, '\'' | '’' | '′' | '″' | '‴')
}

/// Is this a character of a superscript exponent?
pub(super) fn is_superscript(c: char) -> bool {
    matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '⁻' | 'ⁿ' | 'ᵀ')
}

/// A number: `12`, `0.75`, `.5`, `1e5`, `1E-5`.
fn number(rest: &str) -> Read<'_, Lexeme> {
    let (after, ()) = decimal(rest)?;
    let malformed = preceded(char('.'), peek(not_digit)).parse(after);
    if let Ok((end, _)) = malformed
        && !after.starts_with("..")
    {
        return Ok((end, Lexeme::Wrong(ErrorKind::MalformedNumber)));
    }
    if let Ok((end, exponent)) = ambiguous_exponent(after) {
        let mantissa = &rest[..rest.len() - after.len()];
        let kind = ErrorKind::AmbiguousExponent {
            scientific: format!("{mantissa}E{exponent}"),
            difference: format!("{mantissa}*e {} {}", &exponent[..1], &exponent[1..]),
        };
        return Ok((end, Lexeme::Wrong(kind)));
    }
    let small = recognize(pair(char('e'), digit1));
    let capital = recognize((char('E'), opt(one_of("+-")), digit1));
    let (end, _) = opt(alt((small, capital))).parse(after)?;
    Ok((end, Lexeme::Token(Tok::Number)))
}

fn decimal(rest: &str) -> Read<'_, ()> {
    let fraction = || pair(char('.'), digit1);
    alt((value((), pair(digit1, opt(fraction()))), value((), fraction()))).parse(rest)
}

fn not_digit(rest: &str) -> Read<'_, ()> {
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        Err(nom::Err::Error(()))
    } else {
        Ok((rest, ()))
    }
}

/// `e-3` directly after a number: a power of ten to some, `e - 3` to others.
fn ambiguous_exponent(rest: &str) -> Read<'_, &str> {
    preceded(char('e'), recognize(pair(one_of("+-"), digit1))).parse(rest)
}

/// A letter sequence or one Greek letter, with subscripts in any of their spellings.
fn name(rest: &str) -> Read<'_, Lexeme> {
    let greek = satisfy(|c| c == 'π' || greek_name(c).is_some() || without_hat(c).is_some());
    let (after, _) = alt((
        take_while1(|c: char| c.is_ascii_alphanumeric()),
        recognize(greek),
        recognize(char('∞')),
    ))
    .parse(rest)?;
    let (after, _) = take_while(is_subscript).parse(after)?;
    let (after, _) = many0_count(subscript).parse(after)?;
    match char::<_, ()>('_').parse(after) {
        Ok((end, _)) => Ok((end, Lexeme::Wrong(ErrorKind::MalformedSubscript))),
        Err(_) => Ok((after, Lexeme::Token(Tok::Name))),
    }
}

fn subscript(rest: &str) -> Read<'_, &str> {
    let text = |c: char| c.is_ascii_alphanumeric() || greek_name(c).is_some();
    let group = delimited(char('{'), take_while1(text), char('}'));
    terminated(preceded(char('_'), alt((group, take_while1(text)))), take_while(is_subscript))
        .parse(rest)
}

fn is_subscript(c: char) -> bool {
    subscript_letter(c).is_some()
}

/// The ASCII character of a Unicode subscript.
pub(super) fn subscript_letter(c: char) -> Option<char> {
    const LETTERS: [(char, char); 17] = [
        ('ₐ', 'a'),
        ('ₑ', 'e'),
        ('ₕ', 'h'),
        ('ᵢ', 'i'),
        ('ⱼ', 'j'),
        ('ₖ', 'k'),
        ('ₗ', 'l'),
        ('ₘ', 'm'),
        ('ₙ', 'n'),
        ('ₒ', 'o'),
        ('ₚ', 'p'),
        ('ᵣ', 'r'),
        ('ₛ', 's'),
        ('ₜ', 't'),
        ('ᵤ', 'u'),
        ('ᵥ', 'v'),
        ('ₓ', 'x'),
    ];
    if c.is_ascii() {
        return None;
    }
    if ('₀'..='₉').contains(&c) {
        return char::from_digit(u32::from(c) - u32::from('₀'), 10);
    }
    LETTERS.iter().find(|(sub, _)| *sub == c).map(|&(_, letter)| letter)
}
