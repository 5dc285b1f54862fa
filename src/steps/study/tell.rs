//! How points and values are said.

use crate::expr::Expr;
use crate::kernel::{Bound, Extended, Point, Span};
use crate::steps::{Answer, Datum, Entry, Findings, Fragment, Standing, Token};
use crate::strategy::study::{Study, ValueInterval};

/// The digits of a value that has no closed form.
const DIGITS: u32 = 12;

/// An interval on which a function is studied, with whether its ends belong to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ends {
    /// The open interval.
    pub span: Span,
    /// Does the lower end belong to it, and the upper one?
    pub closed: [bool; 2],
}

/// Names of what is said.
pub(super) fn words(text: &str) -> Fragment {
    Fragment::words(text)
}

pub(super) fn math(tokens: Vec<Token>) -> Fragment {
    Fragment::Math(tokens)
}

pub(super) fn expr(e: Expr) -> Fragment {
    math(vec![Token::Expr(e)])
}

/// A study of other values of the variable than those that are meant: nothing is claimed.
pub fn unstudied(e: Expr, reason: &str) -> Answer {
    open("study", vec![words("values of "), expr(e)], vec![format!("interval: {reason}")])
}

/// A question that stayed open.
pub(super) fn open(kind: &'static str, mut about: Vec<Fragment>, tried: Vec<String>) -> Answer {
    about.insert(0, words("undecided: "));
    let mut entries = vec![Entry::Headline(about)];
    let mut said: Vec<String> = Vec::new();
    for text in tried {
        if !said.contains(&text) {
            entries.push(Entry::Sentence(vec![Fragment::Words(format!("tried: {text}"))]));
            said.push(text);
        }
    }
    let tried = said.into_iter().map(Datum::Text).collect();
    let data = vec![("tried", Datum::List(tried))];
    Answer::Findings(Findings { kind, standing: Standing::Undecided, entries, data })
}

/// The exact value or guaranteed digits.
#[derive(Clone, Debug)]
pub(super) enum Told {
    Infinity(bool),
    Exact(Expr),
    Digits(String),
}

impl Told {
    pub(super) fn token(&self) -> Token {
        match self {
            Self::Infinity(negative) => Token::Infinity(*negative),
            Self::Exact(e) => Token::Expr(*e),
            Self::Digits(text) => Token::Decimal(text.clone()),
        }
    }

    /// `=` or `≈`
    pub(super) fn sign(&self) -> Token {
        match self {
            Self::Infinity(_) | Self::Exact(_) => Token::Equal,
            Self::Digits(_) => Token::Near,
        }
    }

    pub(super) fn datum(&self) -> Datum {
        match self {
            Self::Infinity(negative) => Datum::Text(if *negative { "-oo" } else { "oo" }.into()),
            Self::Exact(e) => Datum::Expr(*e),
            Self::Digits(text) => Datum::Text(text.clone()),
        }
    }

    pub(super) fn is_exact(&self) -> bool {
        !matches!(self, Self::Digits(_))
    }
}

/// The limit as it is said.
pub(super) fn extended(value: Extended) -> Told {
    match value {
        Extended::MinusInfinity => Told::Infinity(true),
        Extended::PlusInfinity => Told::Infinity(false),
        Extended::Finite(e) => Told::Exact(e),
    }
}

pub(super) fn bound(study: &mut Study<'_>, bound: Bound) -> Option<Told> {
    Some(match bound {
        Bound::MinusInfinity => Told::Infinity(true),
        Bound::PlusInfinity => Told::Infinity(false),
        Bound::Exact(e) => Told::Exact(study.simplest(e)),
        Bound::At(..) => Told::Digits(digits(|bits| study.enclose_bound(bound, bits))?),
    })
}

pub(super) fn point(study: &mut Study<'_>, point: Point) -> Option<Told> {
    Some(match point {
        Point::MinusInfinity => Told::Infinity(true),
        Point::PlusInfinity => Told::Infinity(false),
        Point::Exact(e) => Told::Exact(study.simplest(e)),
        Point::Root(_) => Told::Digits(digits(|bits| study.enclose_point(point, bits))?),
    })
}

fn digits(mut enclose: impl FnMut(usize) -> Option<crate::num::Interval>) -> Option<String> {
    let mut bits = 64;
    while bits <= 1024 {
        if let Some(digits) = enclose(bits).and_then(|interval| interval.significant(DIGITS).ok()) {
            return Some(digits.text());
        }
        bits *= 2;
    }
    None
}

/// `(0, 1]`
pub(super) fn interval(lo: &Told, closed: [bool; 2], hi: &Told) -> Vec<Token> {
    let [low, high] = closed;
    vec![Token::Open(low), lo.token(), Token::Comma, hi.token(), Token::Close(high)]
}

/// The values as a union of intervals and points.
pub(super) fn set(study: &mut Study<'_>, intervals: &[ValueInterval]) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    for (i, one) in intervals.iter().enumerate() {
        if i > 0 {
            tokens.push(Token::Union);
        }
        let (lo, hi) = (bound(study, one.lo)?, bound(study, one.hi)?);
        tokens.extend(interval(&lo, [one.lo_closed, one.hi_closed], &hi));
    }
    Some(tokens)
}

/// ` on [0, ∞)`, or nothing for the whole line.
pub(super) fn on(study: &mut Study<'_>, ends: &Ends) -> Vec<Fragment> {
    if ends.span == Span::ALL {
        return Vec::new();
    }
    let (Some(lo), Some(hi)) = (point(study, ends.span.lo), point(study, ends.span.hi)) else {
        return Vec::new();
    };
    vec![words(" on "), math(interval(&lo, ends.closed, &hi))]
}
