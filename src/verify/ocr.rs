//! Readings that a scanner may have garbled: one small change of the text that makes a line right.
//! It is offered, never applied.

use super::env::Env;
use super::judge::judge;
use super::outcome::Verdict;
use super::read::{ReadMember, Reading, Row};
use crate::expr::Expr;
use crate::latex::rows::Link;
use crate::latex::token::{Macros, Tok, Token, tokens};
use crate::session::Session;

/// What is looked at when a member fails.
pub(super) struct Failed<'f> {
    pub(super) reading: &'f Reading,
    pub(super) env: &'f Env,
    /// What the member is claimed to equal.
    pub(super) before: Expr,
    pub(super) member: &'f ReadMember,
    pub(super) row: &'f Row,
    /// A repair that was found already: the same one is offered, if it is one of the scan.
    pub(super) known: Option<Expr>,
}

/// Longer members are not tried.
const MOST_TOKENS: usize = 150;

/// The most changes that are tried.
const MOST_CHANGES: usize = 600;

/// The most that are judged.
const MOST_PROOFS: usize = 250;

/// How many are offered.
const OFFERED: usize = 1;

/// Changes that make the member right, in words.
pub(super) fn repairs(session: &mut Session, failed: &Failed<'_>) -> Vec<String> {
    let Some(text) = text(failed) else { return Vec::new() };
    let all = tokens(text, 0, &Macros::default());
    if all.len() > MOST_TOKENS {
        return Vec::new();
    }
    let mut changes = if failed.row.stray.is_empty() {
        changes(text, &all)
    } else {
        split_quotient(text, &all, &failed.row.stray)
    };
    changes.truncate(MOST_CHANGES);
    let mut offered = Vec::new();
    let mut proofs = 0;
    for change in changes {
        let Ok(read) = failed.reading.value(session, &tokens(&change, 0, &Macros::default()))
        else {
            continue;
        };
        let &[e] = read.values.as_slice() else { continue };
        if failed.known != Some(e) {
            if failed.known.is_some() || proofs > MOST_PROOFS || e == failed.before {
                continue;
            }
            if brings_names(session, failed, e) {
                continue;
            }
            proofs += 1;
            if !is_right(session, failed, e) {
                continue;
            }
        }
        let what = if failed.row.stray.is_empty() {
            "one repair of the scan makes this line right"
        } else {
            "read as a quotient over two rows this line is right"
        };
        offered.push(format!("{what}: ${change}$"));
        if offered.len() == OFFERED {
            break;
        }
    }
    offered
}

/// The member as it was written.
fn text<'a>(failed: &Failed<'a>) -> Option<&'a str> {
    let (row, span) = (failed.row, failed.member.span);
    let from = span.start.checked_sub(row.span.start)?;
    let to = from + (span.end - span.start);
    // A size in front of a bracket is no token of its own.
    let sized = row.text.get(..from).is_some_and(|before| before.ends_with("\\left"));
    row.text.get(if sized { from - "\\left".len() } else { from }..to)
}

/// Does it mention a variable of which nothing was said, nor stands before the sign?
fn brings_names(session: &mut Session, failed: &Failed<'_>, e: Expr) -> bool {
    let store = session.engine.kernel.store_mut();
    let known = store.free_symbols(failed.before);
    let new = store.free_symbols(e).into_iter().filter(|name| !known.contains(name));
    let new: Vec<Expr> = new.map(|name| store.symbol_of(name)).collect();
    new.into_iter().any(|symbol| failed.env.find(symbol).is_none())
}

fn is_right(session: &mut Session, failed: &Failed<'_>, e: Expr) -> bool {
    let link = match failed.member.link {
        Some(Link::Approx) => Link::Approx,
        _ => Link::Rel(crate::expr::Rel::Eq),
    };
    let judged = judge(session, failed.env, failed.before, link, e, failed.member.span);
    let holds = matches!(
        judged.step.verdict,
        Verdict::Proved | Verdict::Rounded | Verdict::DomainWider | Verdict::DomainNarrower
    );
    holds && e != failed.before
}

/// Characters that scanners mistake for one another.
const CONFUSED: [(&str, &str); 16] = [
    ("8", "B"),
    ("1", "l"),
    ("0", "O"),
    ("5", "S"),
    ("2", "z"),
    ("6", "b"),
    ("9", "g"),
    ("9", "q"),
    ("8", "3"),
    ("4", "9"),
    ("1", "7"),
    ("5", "6"),
    ("4", "2"),
    ("0", "6"),
    ("3", "5"),
    ("2", "7"),
];

/// The changed texts, likely ones first.
fn changes(text: &str, all: &[Token<'_>]) -> Vec<String> {
    let mut out = Vec::new();
    let with = |from: usize, to: usize, new: &str| -> Option<String> {
        Some(format!("{}{new}{}", text.get(..from)?, text.get(to..)?))
    };
    out.extend(spaced_letters(text, all));
    for (i, token) in all.iter().enumerate() {
        let (start, end) = (token.span.start, token.span.end);
        match token.kind {
            Tok::Number(digits) => {
                for (j, digit) in digits.char_indices() {
                    for other in confused(&digit.to_string()) {
                        out.extend(with(start + j, start + j + digit.len_utf8(), other));
                    }
                }
                if matches!(
                    i.checked_sub(1).and_then(|i| all.get(i)).map(|t| t.kind),
                    Some(Tok::Letter(_))
                ) {
                    out.extend(with(start, start, "^"));
                }
            }
            Tok::Letter(c) => {
                for other in confused(&c.to_string()) {
                    out.extend(with(start, end, other));
                }
                if c == 'x' {
                    out.extend(with(start, end, "\\times "));
                }
            }
            Tok::Char('+') => out.extend(with(start, end, "-")),
            Tok::Char('-') => {
                out.extend(with(start, end, "+"));
                let before = i.checked_sub(1).and_then(|i| all.get(i)).map(|t| t.kind);
                if !matches!(before, Some(Tok::Number(_) | Tok::Letter(_) | Tok::Close(_))) {
                    out.extend(with(start, end, ""));
                }
            }
            Tok::Char('^') => out.extend(with(start, end, "_")),
            Tok::Char('_') => out.extend(with(start, end, "^")),
            _ => {}
        }
        let operand_starts =
            matches!(token.kind, Tok::Letter(_) | Tok::Number(_) | Tok::Command(_) | Tok::Open(_));
        if operand_starts {
            out.extend(with(start, start, "-"));
            if i > 0 {
                out.extend(with(start, start, "+"));
            }
        }
        if matches!(token.kind, Tok::Letter(_) | Tok::Command(_))
            && all.get(i + 1).map(|t| t.kind) == Some(Tok::Open('('))
        {
            out.extend(with(end, end, "'"));
        }
    }
    out.extend(brackets(text, all));
    out
}

fn confused(text: &str) -> impl Iterator<Item = &'static str> {
    let both = |&(a, b): &(&'static str, &'static str)| [(a, b), (b, a)];
    let text = text.to_owned();
    CONFUSED.iter().flat_map(both).filter(move |(a, _)| *a == text).map(|(_, b)| b)
}

/// A bracket or brace that is missing or too much.
fn brackets(text: &str, all: &[Token<'_>]) -> Vec<String> {
    let count = |open: fn(Tok<'_>) -> bool| all.iter().filter(|t| open(t.kind)).count();
    let round = (count(|t| t == Tok::Open('(')), count(|t| t == Tok::Close('(')));
    let braces = (count(|t| t == Tok::Char('{')), count(|t| t == Tok::Char('}')));
    let mut out = Vec::new();
    let mut insert = |missing: &str| {
        for token in all {
            for at in [token.span.end, token.span.start] {
                if let (Some(a), Some(b)) = (text.get(..at), text.get(at..)) {
                    out.push(format!("{a}{missing}{b}"));
                }
            }
        }
    };
    match (round.0.cmp(&round.1), braces.0.cmp(&braces.1)) {
        (std::cmp::Ordering::Greater, _) => insert(")"),
        (std::cmp::Ordering::Less, _) => insert("("),
        (_, std::cmp::Ordering::Greater) => insert("}"),
        (_, std::cmp::Ordering::Less) => insert("{"),
        _ => {}
    }
    out
}

/// `s i n` is `\sin`.
fn spaced_letters(text: &str, all: &[Token<'_>]) -> Option<String> {
    const WORDS: [&str; 8] = ["tanh", "sinh", "cosh", "sin", "cos", "tan", "exp", "ln"];
    let letter = |i: usize| match all.get(i).map(|t| t.kind) {
        Some(Tok::Letter(c)) => Some(c),
        _ => None,
    };
    for i in 0..all.len() {
        for word in WORDS {
            let spells = word.chars().enumerate().all(|(j, c)| letter(i + j) == Some(c));
            if spells {
                let (first, last) = (all.get(i)?, all.get(i + word.len() - 1)?);
                let before = text.get(..first.span.start)?;
                return Some(format!("{before}\\{word} {}", text.get(last.span.end..)?));
            }
        }
    }
    None
}

/// The fraction whose denominator stands on the next row; a pair of parentheses may be too much.
fn split_quotient(text: &str, all: &[Token<'_>], stray: &[String]) -> Vec<String> {
    let Some(below) = stray.first() else { return Vec::new() };
    let mut tops = vec![text.to_owned()];
    let mut open = Vec::new();
    for token in all {
        match token.kind {
            Tok::Open('(') => open.push(token.span),
            Tok::Close('(') => {
                let Some(first) = open.pop() else { continue };
                let parts = (
                    text.get(..first.start),
                    text.get(first.end..token.span.start),
                    text.get(token.span.end..),
                );
                if let (Some(before), Some(inside), Some(after)) = parts {
                    let before = before.trim_end().trim_end_matches("\\left");
                    let inside = inside.trim_end().trim_end_matches("\\right");
                    tops.push(format!("{before} {inside} {after}"));
                }
            }
            _ => {}
        }
    }
    tops.iter().map(|top| format!("\\frac{{{}}}{{{below}}}", top.trim())).collect()
}
