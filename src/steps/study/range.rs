//! Ranges and extrema, as a lecturer shows them: derivative, table of signs, limits, conclusion.

use super::tell::{self, Ends, Told, expr, math, words};
use crate::expr::{Expr, Name};
use crate::kernel::{Bound, Point, Span, Stretch};
use crate::steps::{Answer, Datum, Entry, Findings, Fragment, Standing, Token};
use crate::strategy::Engine;
use crate::strategy::study::{Found, Study, Values};

/// What is asked of the values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// All of them.
    Range,
    /// The largest.
    Maximum,
    /// The least.
    Minimum,
}

impl Wanted {
    fn kind(self) -> &'static str {
        match self {
            Self::Range => "range",
            Self::Maximum => "maximum",
            Self::Minimum => "minimum",
        }
    }
}

/// The values of `e` on an interval.
pub fn range(engine: &mut Engine, e: Expr, x: Name, ends: Ends, wanted: Wanted) -> Answer {
    let mut study = Study::new(engine, x);
    let mut about = vec![words(&format!("the {} of ", wanted.kind())), expr(e)];
    about.extend(tell::on(&mut study, &ends));
    let found = study.range_with_period(e, ends.span, ends.closed);
    let mut found = found;
    let mut values = found.as_ref().and_then(|found| study.values(&found.range));
    let mut mirrored = false;
    if values.is_none() && found.is_some() && ends.span == Span::ALL {
        found = study.range_by_symmetry(e);
        values = found.as_ref().and_then(|found| study.values(&found.range));
        mirrored = values.is_some();
    }
    let (Some(found), Some(values)) = (found, values) else {
        let tried = std::mem::take(&mut study.tried);
        return tell::open(wanted.kind(), about, tried);
    };
    let mut told = tell_values(&mut study, e, &ends, &found, &values, wanted);
    if let (true, Some(Answer::Findings(findings))) = (mirrored, &mut told) {
        let words = "the function is symmetric: one half suffices";
        findings.entries.insert(1, Entry::Sentence(vec![Fragment::words(words)]));
    }
    told.unwrap_or_else(|| {
        let tried = vec!["digits: the precision that is tried did not suffice".into()];
        tell::open(wanted.kind(), about, tried)
    })
}

fn tell_values(
    study: &mut Study<'_>,
    e: Expr,
    ends: &Ends,
    found: &Found,
    values: &Values,
    wanted: Wanted,
) -> Option<Answer> {
    let (Some((lo, lo_closed)), Some((hi, hi_closed))) = (values.infimum(), values.supremum())
    else {
        let headline = vec![expr(e), words(" is nowhere defined there")];
        let entries = vec![Entry::Headline(headline)];
        let data = vec![("intervals", Datum::List(Vec::new()))];
        let kind = wanted.kind();
        return Some(Answer::Findings(Findings {
            kind,
            standing: Standing::Proved,
            entries,
            data,
        }));
    };
    let mut entries = Vec::new();
    let on = tell::on(study, ends);
    match wanted {
        Wanted::Range => {
            let mut headline = vec![words("range of "), expr(e)];
            headline.extend(on);
            headline.push(words(": "));
            headline.push(math(tell::set(study, &values.intervals)?));
            entries.push(Entry::Headline(headline));
        }
        Wanted::Maximum => {
            entries.push(Entry::Headline(extremum(study, e, on, found, hi, hi_closed, true)?));
        }
        Wanted::Minimum => {
            entries.push(Entry::Headline(extremum(study, e, on, found, lo, lo_closed, false)?));
        }
    }
    entries.extend(reasons(study, e, found)?);
    if wanted == Wanted::Range {
        for (value, closed, upper) in [(lo, lo_closed, false), (hi, hi_closed, true)] {
            entries.extend(end_sentence(study, found, value, closed, upper).map(Entry::Sentence));
        }
    }
    let mut data = Vec::new();
    for (name, value, closed) in [("lower", lo, lo_closed), ("upper", hi, hi_closed)] {
        data.push((name, end_datum(study, value, closed)?));
    }
    let mut intervals = Vec::new();
    for one in &values.intervals {
        intervals.push(Datum::Record(vec![
            ("lower", end_datum(study, one.lo, one.lo_closed)?),
            ("upper", end_datum(study, one.hi, one.hi_closed)?),
        ]));
    }
    data.push(("intervals", Datum::List(intervals)));
    let asked = match wanted {
        Wanted::Range => vec![("lower_at", lo, lo_closed), ("upper_at", hi, hi_closed)],
        Wanted::Maximum => vec![("attained_at", hi, hi_closed)],
        Wanted::Minimum => vec![("attained_at", lo, lo_closed)],
    };
    for (name, value, closed) in asked {
        let mut points = Vec::new();
        for at in if closed { study.attained_at(&found.range, value) } else { Vec::new() } {
            points.push(tell::point(study, at)?.datum());
        }
        data.push((name, Datum::List(points)));
    }
    if matches!(wanted, Wanted::Maximum | Wanted::Minimum) {
        let (value, closed) =
            if wanted == Wanted::Maximum { (hi, hi_closed) } else { (lo, lo_closed) };
        data.push(("value", tell::bound(study, value)?.datum()));
        data.push(("attained", Datum::Truth(closed)));
    }
    if let Some(period) = found.period {
        data.push(("period", Datum::Expr(period)));
    }
    let kind = wanted.kind();
    Some(Answer::Findings(Findings { kind, standing: Standing::Proved, entries, data }))
}

fn end_datum(study: &mut Study<'_>, value: Bound, closed: bool) -> Option<Datum> {
    let told = tell::bound(study, value)?;
    Some(Datum::Record(vec![
        ("value", told.datum()),
        ("exact", Datum::Truth(told.is_exact())),
        ("closed", Datum::Truth(closed)),
    ]))
}

/// `maximum of σ'(x): 1/4, attained at x = 0`
fn extremum(
    study: &mut Study<'_>,
    e: Expr,
    on: Vec<Fragment>,
    found: &Found,
    value: Bound,
    attained: bool,
    upper: bool,
) -> Option<Vec<Fragment>> {
    let told = tell::bound(study, value)?;
    let name = if upper { "maximum" } else { "minimum" };
    if attained {
        let mut headline = vec![words(&format!("{name} of ")), expr(e)];
        headline.extend(on);
        headline.push(words(if told.is_exact() { ": " } else { ":" }));
        headline.push(valued(&told));
        headline.extend(attained_words(study, found, value));
        return Some(headline);
    }
    let mut headline = vec![expr(e), words(&format!(" has no {name}"))];
    headline.extend(on);
    if matches!(told, Told::Infinity(_)) {
        let side = if upper { "above" } else { "below" };
        headline.push(words(&format!(": it is not bounded {side}")));
    } else {
        let bound = if upper { "supremum" } else { "infimum" };
        headline.push(words(&format!(": the {bound} ")));
        headline.push(valued(&told));
        headline.push(words(" is not attained"));
    }
    Some(headline)
}

fn valued(told: &Told) -> Fragment {
    match told {
        Told::Digits(_) => math(vec![Token::Near, told.token()]),
        Told::Exact(_) | Told::Infinity(_) => math(vec![told.token()]),
    }
}

/// `, attained at x = 0`
fn attained_words(study: &mut Study<'_>, found: &Found, value: Bound) -> Vec<Fragment> {
    let points = study.attained_at(&found.range, value);
    let x = study.variable_expr(found.range.variable());
    let mut parts = Vec::new();
    let shown = points.len().min(6);
    for (i, at) in points.into_iter().take(shown).enumerate() {
        let Some(told) = tell::point(study, at) else { continue };
        parts.push(words(if i == 0 { ", attained at " } else { ", " }));
        parts.push(math(vec![Token::Expr(x), told.sign(), told.token()]));
    }
    parts
}

/// `upper end: 1/4 is attained at x = 0` or `… is approached, not attained`
fn end_sentence(
    study: &mut Study<'_>,
    found: &Found,
    value: Bound,
    closed: bool,
    upper: bool,
) -> Option<Vec<Fragment>> {
    let told = tell::bound(study, value)?;
    if matches!(told, Told::Infinity(_)) {
        let side = if upper { "above" } else { "below" };
        return Some(vec![words(&format!("not bounded {side}"))]);
    }
    let name = if upper { "supremum " } else { "infimum " };
    let mut parts = vec![words(name), valued(&told)];
    if closed {
        parts.extend(attained_words(study, found, value));
    } else {
        parts.push(words(", not attained"));
    }
    Some(parts)
}

/// The derivative, and the table of its signs with the values.
fn reasons(study: &mut Study<'_>, e: Expr, found: &Found) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    if let Some(period) = found.period {
        entries.push(Entry::Sentence(vec![words("one period suffices: "), expr(period)]));
    }
    let mut seen = Vec::new();
    for (_, t) in &found.slopes {
        if !seen.contains(t) {
            seen.push(*t);
            let (lhs, rhs) = study.sides(*t);
            entries.push(Entry::Sentence(vec![
                words(if seen.len() == 1 { "derivative: " } else { "further on: " }),
                math(vec![Token::Expr(lhs), Token::Equal, Token::Expr(rhs)]),
            ]));
        }
        if seen.len() == 6 {
            break;
        }
    }
    entries.push(Entry::Table(table(study, e, found)?));
    Some(entries)
}

type Row = Vec<Vec<Fragment>>;

/// `x`, the sign of the derivative, the course of the function.
fn table(study: &mut Study<'_>, e: Expr, found: &Found) -> Option<Vec<Row>> {
    const MOST: usize = 40;
    let x = study.variable_expr(found.range.variable());
    let mut heads: Row = vec![vec![expr(x)]];
    let mut signs: Row = vec![vec![words("slope")]];
    let mut course: Row = vec![vec![expr(e)]];
    let stretches = found.range.stretches();
    if stretches.len() > MOST {
        return Some(Vec::new());
    }
    let mut last_end: Option<Bound> = None;
    for (i, stretch) in stretches.iter().enumerate() {
        let span = match stretch {
            Stretch::Over(image) => image.span(),
            Stretch::Undefined(span) => *span,
        };
        let (start, end) = match stretch {
            Stretch::Over(image) => {
                let (start, end) = image.ends();
                (Some(start), Some(end))
            }
            Stretch::Undefined(_) => (None, None),
        };
        heads.push(point_cell(study, span.lo)?);
        signs.push(Vec::new());
        course.push(value_cell(study, found, span.lo, last_end, start)?);
        heads.push(Vec::new());
        match stretch {
            Stretch::Over(image) if matches!(image.direction(), 1 | -1) => {
                let rising = image.direction() == 1;
                signs.push(vec![math(vec![Token::Sign(rising)])]);
                course.push(vec![math(vec![Token::Slope(rising)])]);
            }
            Stretch::Over(image) if image.direction() == 0 => {
                signs.push(vec![words("0")]);
                course.push(vec![words("constant")]);
            }
            Stretch::Over(_) => {
                signs.push(Vec::new());
                course.push(vec![words("continuous")]);
            }
            Stretch::Undefined(_) => {
                signs.push(Vec::new());
                course.push(vec![words("undefined")]);
            }
        }
        last_end = end;
        if i + 1 == stretches.len() {
            heads.push(point_cell(study, span.hi)?);
            signs.push(Vec::new());
            course.push(value_cell(study, found, span.hi, end, None)?);
        }
    }
    Some(vec![heads, signs, course])
}

fn point_cell(study: &mut Study<'_>, point: Point) -> Option<Vec<Fragment>> {
    Some(vec![math(vec![short(tell::point(study, point)?)])])
}

/// Tables have little room: a few digits of what has no closed form.
fn short(told: Told) -> Token {
    match told {
        Told::Digits(text) => {
            let cut: String = text.chars().take(7).collect();
            Token::Decimal(if text.contains('e') || text.contains('^') {
                text
            } else {
                cut + "…"
            })
        }
        other => other.token(),
    }
}

/// The value at a point, or the limits from its two sides.
fn value_cell(
    study: &mut Study<'_>,
    found: &Found,
    point: Point,
    before: Option<Bound>,
    after: Option<Bound>,
) -> Option<Vec<Fragment>> {
    let value = found.range.points().iter().find(|part| part.point == point).map(|part| part.value);
    if let Some(Some(value)) = value {
        return Some(vec![math(vec![short(tell::bound(study, value)?)])]);
    }
    let mut parts = Vec::new();
    for (i, side) in [before, after].into_iter().flatten().enumerate() {
        if i > 0 {
            parts.push(words(" | "));
        }
        parts.push(words("("));
        parts.push(math(vec![short(tell::bound(study, side)?)]));
        parts.push(words(")"));
    }
    Some(parts)
}
