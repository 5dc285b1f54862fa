//! Monotony, convexity and asymptotes in sentences.

use super::tell::{self, Ends, expr, math, words};
use crate::expr::{Expr, Name};
use crate::kernel::{Approach, Bound, Point, Span, Stretch};
use crate::steps::{Answer, Datum, Entry, Findings, Fragment, Standing, Token};
use crate::strategy::Engine;
use crate::strategy::study::{Found, Study};

/// A run of the line with what the function does there: 1, 0 or -1.
type Run = (Span, i32);

/// Where `e` rises and falls.
pub fn monotone(engine: &mut Engine, e: Expr, x: Name, ends: Ends) -> Answer {
    let mut study = Study::new(engine, x);
    let found = study.range_with_period(e, ends.span, ends.closed);
    let Some(found) = found else {
        let tried = std::mem::take(&mut study.tried);
        return tell::open("monotone", vec![words("monotony of "), expr(e)], tried);
    };
    let mut runs: Vec<Run> = Vec::new();
    let mut last: Option<Bound> = None;
    for stretch in found.range.stretches() {
        let Stretch::Over(image) = stretch else {
            last = None;
            continue;
        };
        if image.direction() == 2 {
            let tried = std::mem::take(&mut study.tried);
            return tell::open("monotone", vec![words("monotony of "), expr(e)], tried);
        }
        let (start, end) = image.ends();
        let continuous = last
            .is_some_and(|before| continues(&mut study, &found, before, image.span().lo, start));
        match runs.last_mut() {
            // One direction on both sides of a point where the function is continuous.
            Some((span, direction)) if continuous && *direction == image.direction() => {
                span.hi = image.span().hi;
            }
            _ => runs.push((image.span(), image.direction())),
        }
        last = Some(end);
    }
    let what = ["decreasing", "constant", "increasing"];
    told(&mut study, "monotone", e, &runs, what, found.period)
}

/// Is the function defined and continuous on the whole interval?
pub(super) fn is_continuous(study: &mut Study<'_>, found: &Found) -> bool {
    let mut last: Option<Bound> = None;
    for stretch in found.range.stretches() {
        let Stretch::Over(image) = stretch else { return false };
        let (start, end) = image.ends();
        if let Some(before) = last
            && !continues(study, found, before, image.span().lo, start)
        {
            return false;
        }
        last = Some(end);
    }
    true
}

fn continues(study: &mut Study<'_>, found: &Found, before: Bound, at: Point, after: Bound) -> bool {
    let value = found.range.points().iter().find(|part| part.point == at);
    value.and_then(|part| part.value).is_some_and(|value| {
        study.is_same_value(before, value) && study.is_same_value(value, after)
    })
}

/// `increasing on (-∞, 0), decreasing on (0, ∞)`
fn told(
    study: &mut Study<'_>,
    kind: &'static str,
    e: Expr,
    runs: &[Run],
    what: [&'static str; 3],
    period: Option<Expr>,
) -> Answer {
    let name = |direction: i32| what[usize::try_from(direction + 1).unwrap_or(1).min(2)];
    let mut headline = vec![expr(e), words(" is ")];
    let mut data = Vec::new();
    for (i, (span, direction)) in runs.iter().enumerate() {
        let (Some(lo), Some(hi)) = (tell::point(study, span.lo), tell::point(study, span.hi))
        else {
            continue;
        };
        let separator = if i == 0 { "" } else { ", " };
        headline.push(Fragment::Words(format!("{separator}{} on ", name(*direction))));
        headline.push(math(tell::interval(&lo, [false, false], &hi)));
        data.push(Datum::Record(vec![
            ("from", lo.datum()),
            ("to", hi.datum()),
            ("is", Datum::Text(name(*direction).into())),
        ]));
    }
    if let Some(period) = period {
        headline.push(words(", with period "));
        headline.push(expr(period));
    }
    let entries = vec![Entry::Headline(headline)];
    let data = vec![("intervals", Datum::List(data))];
    Answer::Findings(Findings { kind, standing: Standing::Proved, entries, data })
}

/// Where `e` curves up and down.
pub fn convex(engine: &mut Engine, e: Expr, x: Name, ends: Ends) -> Answer {
    let mut study = Study::new(engine, x);
    match study.curvature(e, ends.span) {
        Some(runs) => {
            let what = ["concave", "affine", "convex"];
            told(&mut study, "convex", e, &runs, what, None)
        }
        None => {
            let tried = std::mem::take(&mut study.tried);
            tell::open("convex", vec![words("convexity of "), expr(e)], tried)
        }
    }
}

/// The lines that the graph of `e` approaches.
pub fn asymptotes(engine: &mut Engine, e: Expr, x: Name, ends: Ends) -> Answer {
    let mut study = Study::new(engine, x);
    let mut entries = vec![Entry::Headline(vec![words("asymptotes of "), expr(e)])];
    let mut data = Vec::new();
    let name = study.variable_expr(x);
    let sides = [
        (ends.span.lo == Point::MinusInfinity, Approach::MinusInfinity, true),
        (ends.span.hi == Point::PlusInfinity, Approach::PlusInfinity, false),
    ];
    for (goes, approach, negative) in sides {
        if !goes {
            continue;
        }
        if let Some(line) = study.asymptote(e, approach) {
            entries.push(Entry::Sentence(vec![
                math(vec![Token::Expr(line)]),
                words(" as "),
                math(vec![Token::Expr(name), Token::To, Token::Infinity(negative)]),
            ]));
            data.push(Datum::Record(vec![
                ("line", Datum::Expr(line)),
                ("at", Datum::Text(if negative { "-oo" } else { "oo" }.into())),
            ]));
        }
    }
    let Some(found) = study.range_with_period(e, ends.span, ends.closed) else {
        let tried = std::mem::take(&mut study.tried);
        return tell::open("asymptotes", vec![words("asymptotes of "), expr(e)], tried);
    };
    for at in poles(&found) {
        if let Some(told) = tell::point(&mut study, at) {
            let equation = math(vec![Token::Expr(name), told.sign(), told.token()]);
            entries.push(Entry::Sentence(vec![equation, words(", vertical")]));
            data.push(Datum::Record(vec![("vertical", told.datum())]));
        }
    }
    if entries.len() == 1 {
        entries.push(Entry::Sentence(vec![words("none")]));
    }
    let data = vec![("lines", Datum::List(data))];
    Answer::Findings(Findings { kind: "asymptotes", standing: Standing::Proved, entries, data })
}

/// The finite points near which the function is not bounded.
fn poles(found: &Found) -> Vec<Point> {
    let mut points = Vec::new();
    for stretch in found.range.stretches() {
        let Stretch::Over(image) = stretch else { continue };
        let (start, end) = image.ends();
        for (point, value) in [(image.span().lo, start), (image.span().hi, end)] {
            let infinite = matches!(value, Bound::MinusInfinity | Bound::PlusInfinity);
            let finite = matches!(point, Point::Exact(_) | Point::Root(_));
            if infinite && finite && image.direction() != 2 && !points.contains(&point) {
                points.push(point);
            }
        }
    }
    points
}
