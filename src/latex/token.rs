//! LaTeX mathematics to tokens with their places; the user's macros are expanded.

use std::collections::HashMap;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while1};
use nom::character::complete::{anychar, char, digit1, satisfy};
use nom::combinator::{opt, recognize};
use nom::sequence::{pair, preceded};
use nom::{IResult, Parser};
use rustc_hash::FxBuildHasher;

use crate::diag::Span;

/// A token with its place in the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token<'a> {
    /// What it is.
    pub kind: Tok<'a>,
    /// Where it stands; for what a macro stands for, where the macro was called.
    pub span: Span,
    /// Is there white space before it?
    pub spaced: bool,
}

/// The kinds of tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tok<'a> {
    /// A letter, Latin or Greek.
    Letter(char),
    /// Digits with at most one point.
    Number(&'a str),
    /// `\name`, without the backslash.
    Command(&'a str),
    /// `\text{words}` and its kin: the command and the words.
    Words(&'a str, &'a str),
    /// `\begin{name}`
    Begin(&'a str),
    /// `\end{name}`
    End(&'a str),
    /// `\left(`, `\lvert`, `\bigl[`: a delimiter that opens.
    Open(char),
    /// A delimiter that closes.
    Close(char),
    /// Any other character.
    Char(char),
}

/// A macro of the user: how many arguments it takes, and what it stands for.
#[derive(Clone, Copy, Debug)]
pub struct Macro<'a> {
    /// The number of arguments.
    pub arity: usize,
    /// The body, with `#1`, `#2`, … for the arguments.
    pub body: &'a str,
}

/// The user's macros by name.
pub type Macros<'a> = HashMap<&'a str, Macro<'a>, FxBuildHasher>;

/// Commands whose argument is words.
const WORDS: [&str; 15] = [
    "text",
    "textrm",
    "textbf",
    "textit",
    "textsf",
    "texttt",
    "mbox",
    "operatorname",
    "mathrm",
    "textnormal",
    "textcircled",
    "tag",
    "label",
    "intertext",
    "mathit",
];

/// Commands that only move things about, or change their size.
const INVISIBLE: [&str; 34] = [
    ",",
    ";",
    ":",
    "!",
    " ",
    ">",
    "quad",
    "qquad",
    "displaystyle",
    "textstyle",
    "scriptstyle",
    "limits",
    "nolimits",
    "nonumber",
    "notag",
    "allowbreak",
    "hfill",
    "strut",
    "thinspace",
    "negthinspace",
    "enspace",
    "hline",
    "medspace",
    "thickspace",
    "vphantom",
    "noindent",
    "par",
    "bf",
    "rm",
    "it",
    "centering",
    "smallskip",
    "medskip",
    "bigskip",
];

/// Commands that make the delimiter after them large.
const SIZES: [&str; 16] = [
    "big", "Big", "bigg", "Bigg", "bigl", "Bigl", "biggl", "Biggl", "bigr", "Bigr", "biggr",
    "Biggr", "bigm", "middle", "left", "right",
];

/// The deepest nesting of macros.
const MAX_EXPANSION: usize = 16;

/// The most tokens that one formula may be expanded to.
const MAX_TOKENS: usize = 200_000;

/// The tokens of `text`, which starts at byte `start` of the source.
pub fn tokens<'a>(text: &'a str, start: usize, macros: &Macros<'a>) -> Vec<Token<'a>> {
    let plain = lex(text, start);
    let expanded = if macros.is_empty() { plain } else { expand(plain, macros) };
    delimiters(expanded)
}

fn lex(text: &str, start: usize) -> Vec<Token<'_>> {
    let mut out: Vec<Token<'_>> = Vec::new();
    let (mut rest, mut spaced) = (text, false);
    // `\frac12` has the arguments 1 and 2, and x^23 is x² times 3.
    let mut single = 0;
    while !rest.is_empty() {
        if let Ok((after, _)) = blank(rest) {
            (rest, spaced) = (after, true);
            continue;
        }
        let Ok((mut after, mut kind)) = token(rest) else { break };
        if let Tok::Number(digits) = kind
            && single > 0
            && digits.len() > 1
            && !digits.starts_with('.')
            && let (Some(first), Some(others)) = (digits.get(..1), rest.get(1..))
        {
            (kind, after) = (Tok::Number(first), others);
        }
        single = match kind {
            Tok::Command("frac" | "dfrac" | "tfrac" | "cfrac" | "binom") => 2,
            Tok::Char('^' | '_') | Tok::Command("sqrt") => 1,
            Tok::Char('{') => 0,
            _ => usize::saturating_sub(single, 1),
        };
        let from = start + text.len() - rest.len();
        let span = Span::new(from, start + text.len() - after.len());
        out.push(Token { kind, span, spaced });
        (rest, spaced) = (after, false);
    }
    out
}

/// White space, or a comment to the end of its line.
fn blank(input: &str) -> IResult<&str, &str> {
    alt((
        take_while1(char::is_whitespace),
        recognize(pair(char('%'), take_while(|c| c != '\n'))),
        tag("~"),
    ))
    .parse(input)
}

fn token(input: &str) -> IResult<&str, Tok<'_>> {
    alt((command, number.map(Tok::Number), other)).parse(input)
}

fn other(input: &str) -> IResult<&str, Tok<'_>> {
    let is_letter = |c: char| c.is_alphabetic() && c != 'ª' && c != 'º';
    anychar
        .map(|c| match c {
            '−' | '–' => Tok::Char('-'),
            '×' => Tok::Command("times"),
            '·' | '⋅' => Tok::Command("cdot"),
            '÷' => Tok::Command("div"),
            '≤' => Tok::Command("le"),
            '≥' => Tok::Command("ge"),
            '≠' => Tok::Command("ne"),
            '≈' => Tok::Command("approx"),
            '∂' => Tok::Command("partial"),
            '√' => Tok::Command("sqrt"),
            '⇒' => Tok::Command("Rightarrow"),
            '⇔' => Tok::Command("Leftrightarrow"),
            '∴' => Tok::Command("therefore"),
            '←' => Tok::Command("leftarrow"),
            '‖' => Tok::Command("|"),
            '′' => Tok::Char('\''),
            'ŷ' => Tok::Letter('ŷ'),
            c if is_letter(c) => Tok::Letter(c),
            c => Tok::Char(c),
        })
        .parse(input)
}

/// `12`, `0.75`, `.5`, and `1{,}154{,}560` or `1\,154\,560`, grouped in threes.
fn number(input: &str) -> IResult<&str, &str> {
    let fraction = |i| recognize(pair(char('.'), digit1)).parse(i);
    let (rest, whole) = alt((recognize(pair(digit1, opt(fraction))), fraction)).parse(input)?;
    if whole.len() > 3 || whole.contains('.') {
        return Ok((rest, whole));
    }
    let mut end = rest;
    while let Ok((after, _)) = group_of_three(end) {
        end = after;
    }
    let length = input.len() - end.len();
    Ok((end, input.get(..length).unwrap_or(whole)))
}

fn group_of_three(input: &str) -> IResult<&str, &str> {
    let (rest, digits) = preceded(alt((tag("{,}"), tag("\\,"))), digit1).parse(input)?;
    if digits.len() == 3 {
        Ok((rest, digits))
    } else {
        Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Digit)))
    }
}

fn command(input: &str) -> IResult<&str, Tok<'_>> {
    let letters = take_while1(|c: char| c.is_ascii_alphabetic());
    let one = recognize(satisfy(|_| true));
    let (rest, name) = preceded(char('\\'), alt((letters, one))).parse(input)?;
    let rest = if name.len() > 1 { rest.strip_prefix('*').unwrap_or(rest) } else { rest };
    if WORDS.contains(&name)
        && let Some((words, after)) = braced(rest)
    {
        return Ok((after, Tok::Words(name, words)));
    }
    if matches!(name, "begin" | "end")
        && let Some((words, after)) = braced(rest)
    {
        let kind = if name == "begin" { Tok::Begin(words) } else { Tok::End(words) };
        return Ok((after, kind));
    }
    Ok((rest, Tok::Command(name)))
}

/// What stands between the braces at the front, and what follows them.
pub(super) fn braced(input: &str) -> Option<(&str, &str)> {
    let inner = input.trim_start().strip_prefix('{')?;
    let (mut depth, mut escaped) = (1_usize, false);
    for (i, c) in inner.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    return Some((inner.get(..i)?, inner.get(i + 1..)?));
                }
            }
            _ => {}
        }
    }
    None
}

/// Replaces macros by what they stand for; what they become has the place of the call.
fn expand<'a>(tokens: Vec<Token<'a>>, macros: &Macros<'a>) -> Vec<Token<'a>> {
    let mut current = tokens;
    for _ in 0..MAX_EXPANSION {
        let (mut out, mut changed, mut i) = (Vec::with_capacity(current.len()), false, 0);
        while let Some(&token) = current.get(i) {
            i += 1;
            let found = match token.kind {
                Tok::Command(name) => macros.get(name),
                _ => None,
            };
            let Some(found) = found else {
                out.push(token);
                continue;
            };
            changed = true;
            let mut args: Vec<&[Token<'a>]> = Vec::new();
            for _ in 0..found.arity {
                let (arg, next) = argument(&current, i);
                args.push(arg);
                i = next;
            }
            let mut body = lex(found.body, 0).into_iter().peekable();
            while let Some(part) = body.next() {
                match (part.kind, body.peek().map(|next| next.kind)) {
                    (Tok::Char('#'), Some(Tok::Number(n))) => {
                        body.next();
                        let index = n.parse::<usize>().unwrap_or(0).wrapping_sub(1);
                        out.extend_from_slice(args.get(index).copied().unwrap_or_default());
                    }
                    _ => out.push(Token { span: token.span, ..part }),
                }
            }
        }
        current = out;
        if !changed || current.len() > MAX_TOKENS {
            break;
        }
    }
    current
}

/// The tokens of the argument at this index, without braces, and the index after it.
fn argument<'t, 'a>(tokens: &'t [Token<'a>], from: usize) -> (&'t [Token<'a>], usize) {
    if tokens.get(from).map(|t| t.kind) != Some(Tok::Char('{')) {
        let end = tokens.len().min(from + 1);
        return (tokens.get(from..end).unwrap_or_default(), end);
    }
    let end = closing(tokens, from).unwrap_or(tokens.len());
    (tokens.get(from + 1..end).unwrap_or_default(), tokens.len().min(end + 1))
}

/// The index of the brace that closes the one at `from`.
pub(super) fn closing(tokens: &[Token<'_>], from: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (i, token) in tokens.iter().enumerate().skip(from) {
        match token.kind {
            Tok::Char('{') => depth += 1,
            Tok::Char('}') => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(i);
                }
            }
            _ => {}
        }
    }
    None
}

/// Drops what is only spacing, and joins sizes with the delimiters they are about.
fn delimiters(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let mut out: Vec<Token<'_>> = Vec::with_capacity(tokens.len());
    let (mut size, mut spaced) = (None::<&str>, false);
    for token in tokens {
        let kind = match token.kind {
            Tok::Command(name) if SIZES.contains(&name) => {
                size = Some(name);
                spaced |= token.spaced;
                continue;
            }
            Tok::Command(name) if INVISIBLE.contains(&name) => {
                spaced = true;
                continue;
            }
            kind => {
                let side = size.take().map(|name| {
                    if name.ends_with('r') || name == "right" {
                        Side::Close
                    } else if name.ends_with('l') || name == "left" {
                        Side::Open
                    } else {
                        Side::Either
                    }
                });
                delimiter(kind, side)
            }
        };
        let spaced = std::mem::take(&mut spaced) || token.spaced;
        out.push(Token { kind, spaced, ..token });
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    Either,
}

fn delimiter<'a>(kind: Tok<'a>, side: Option<Side>) -> Tok<'a> {
    let (c, own) = match kind {
        Tok::Char(c @ ('(' | '[')) => (c, Side::Open),
        Tok::Char(c @ (')' | ']')) => (c, Side::Close),
        Tok::Command("{" | "lbrace") => ('{', Side::Open),
        Tok::Command("}" | "rbrace") => ('}', Side::Close),
        Tok::Command("lvert") => ('|', Side::Open),
        Tok::Command("rvert") => ('|', Side::Close),
        Tok::Command("lVert") => ('‖', Side::Open),
        Tok::Command("rVert") => ('‖', Side::Close),
        Tok::Command("lfloor") => ('⌊', Side::Open),
        Tok::Command("rfloor") => ('⌊', Side::Close),
        Tok::Command("lceil") => ('⌈', Side::Open),
        Tok::Command("rceil") => ('⌈', Side::Close),
        Tok::Char('|') | Tok::Command("vert") => ('|', Side::Either),
        Tok::Command("|" | "Vert") => ('‖', Side::Either),
        Tok::Char('.') if side.is_some() => ('.', Side::Either),
        // "# of filters"
        Tok::Command("#") => return Tok::Words("text", "#"),
        other => return other,
    };
    match (side, own) {
        (Some(Side::Open), _) | (_, Side::Open) => Tok::Open(c),
        (Some(Side::Close), _) | (_, Side::Close) => Tok::Close(opener(c)),
        (_, Side::Either) => Tok::Char(c),
    }
}

/// The delimiter that opens what this one closes.
pub(super) fn opener(c: char) -> char {
    match c {
        ')' => '(',
        ']' => '[',
        '}' => '{',
        c => c,
    }
}
