//! The card of a function: all that is asked of an activation, on one page.

use super::limit::sentence;
use super::range::{Wanted, range};
use super::shape::is_continuous;
use super::tell::{self, Ends, expr, math, words};
use crate::expr::{Expr, Name};
use crate::kernel::{Approach, Bound, Span};
use crate::num::Rational;
use crate::steps::plot::plot;
use crate::steps::{Answer, Datum, Entry, Findings, Fragment, Standing, Token};
use crate::strategy::Engine;
use crate::strategy::study::Study;

/// The card of `f(x)`.
pub fn card(engine: &mut Engine, e: Expr, x: Name) -> Answer {
    let mut card = Card { entries: Vec::new(), data: Vec::new(), open: false };
    let body = engine.kernel.unfold(e).ok().map(|t| engine.kernel.rhs(t));
    let mut headline = vec![words("card of "), expr(e)];
    if let Some(body) = body {
        headline = vec![math(vec![Token::Expr(e), Token::Equal, Token::Expr(body)])];
        card.data.push(("formula", Datum::Expr(body)));
    }
    card.entries.push(Entry::Headline(headline));
    let slope = card.derivative(engine, e, x);
    let all = Ends { span: Span::ALL, closed: [false, false] };
    card.include(range(engine, e, x, all, Wanted::Range), "range");
    for (wanted, name) in [(Wanted::Maximum, "maximum"), (Wanted::Minimum, "minimum")] {
        let answer = range(engine, e, x, all, wanted);
        card.first_line(answer, name);
    }
    card.limits(engine, e, x);
    if let Some(slope) = slope {
        card.lipschitz(engine, e, slope, x);
    }
    let ends = [Rational::integer(-5), Rational::integer(5)];
    let mut drawn = vec![e];
    drawn.extend(slope);
    if let Some(plot) = plot(engine.kernel.store_mut(), &drawn, x, [&ends[0], &ends[1]]) {
        card.entries.push(Entry::Plot(plot));
    }
    let standing = if card.open { Standing::Undecided } else { Standing::Proved };
    Answer::Findings(Findings { kind: "card", standing, entries: card.entries, data: card.data })
}

struct Card {
    entries: Vec<Entry>,
    data: Vec<(&'static str, Datum)>,
    open: bool,
}

impl Card {
    /// The derivative, also as a function of the output.
    fn derivative(&mut self, engine: &mut Engine, e: Expr, x: Name) -> Option<Expr> {
        let variable = engine.kernel.store_mut().symbol_of(x);
        let pending = engine.kernel.store_mut().deriv(variable, e);
        let t = engine.derive(pending).ok()?;
        let t = engine.kernel.settle(t);
        let slope = engine.kernel.rhs(t);
        let mut parts = vec![
            words("derivative: "),
            math(vec![Token::Expr(pending), Token::Equal, Token::Expr(slope)]),
        ];
        let hyps = engine.kernel.hyps_of(t);
        for (i, &condition) in engine.kernel.conditions(hyps).iter().enumerate() {
            parts.push(words(if i == 0 { " for " } else { ", " }));
            parts.push(expr(condition));
        }
        self.entries.push(Entry::Sentence(parts));
        self.data.push(("derivative", Datum::Expr(slope)));
        if let Ok(through) = engine.rewrite_in_terms_of(slope, &[e]) {
            let output = engine.kernel.rhs(through);
            let y = engine.kernel.store_mut().symbol("y");
            let in_output = engine.kernel.store_mut().map_bottom_up(output, |store, old, kids| {
                if old == e {
                    return y;
                }
                let op = store.op(old);
                store.make(op, kids)
            });
            if !engine.kernel.store().mentions(in_output, x) {
                self.entries.push(Entry::Sentence(vec![
                    words("as a function of the output "),
                    math(vec![Token::Expr(y), Token::Equal, Token::Expr(e)]),
                    words(": "),
                    expr(in_output),
                ]));
                self.data.push(("derivative_by_output", Datum::Expr(in_output)));
            }
        }
        Some(slope)
    }

    /// All that another answer says.
    fn include(&mut self, answer: Answer, name: &'static str) {
        let Answer::Findings(findings) = answer else { return };
        self.open |= findings.standing == Standing::Undecided;
        let sentences = findings.entries.into_iter().filter(|entry| match entry {
            // The derivative has been said.
            Entry::Sentence(parts) => !matches!(parts.first(), Some(Fragment::Words(w)) if w.starts_with("derivative") || w.starts_with("further")),
            _ => true,
        });
        self.entries.extend(sentences.map(|entry| match entry {
            Entry::Headline(parts) => Entry::Sentence(parts),
            other => other,
        }));
        self.data.push((name, Datum::Record(findings.data)));
    }

    /// Only the conclusion of another answer.
    fn first_line(&mut self, answer: Answer, name: &'static str) {
        let Answer::Findings(findings) = answer else { return };
        self.open |= findings.standing == Standing::Undecided;
        if let Some(Entry::Headline(parts)) = findings.entries.into_iter().next() {
            self.entries.push(Entry::Sentence(parts));
        }
        let kept = findings
            .data
            .into_iter()
            .filter(|(name, _)| matches!(*name, "value" | "attained" | "attained_at" | "tried"));
        self.data.push((name, Datum::Record(kept.collect())));
    }

    fn limits(&mut self, engine: &mut Engine, e: Expr, x: Name) {
        let mut study = Study::new(engine, x);
        let sides =
            [(Approach::MinusInfinity, "limit_left"), (Approach::PlusInfinity, "limit_right")];
        for (approach, name) in sides {
            if let Ok(limit) = study.limit(e, approach) {
                let parts = sentence(&mut study, limit, false);
                self.entries.push(Entry::Sentence(parts));
                self.data.push((name, tell::extended(limit.value()).datum()));
            }
        }
    }

    /// The least Lipschitz constant: the supremum of the slope's size.
    fn lipschitz(&mut self, engine: &mut Engine, e: Expr, slope: Expr, x: Name) {
        let size = engine.kernel.store_mut().func(crate::expr::Func::Abs, &[slope]);
        let mut study = Study::new(engine, x);
        // Between jumps the mean value theorem holds; a jump has no Lipschitz constant.
        let whole = study.range_with_period(e, Span::ALL, [false, false]);
        let whole = whole.filter(|found| is_continuous(&mut study, found));
        let found = study.range_with_period(size, Span::ALL, [false, false]);
        let supremum = whole.and(found).and_then(|found| study.supremum_over_spans(&found.range));
        let told = supremum.and_then(|supremum| {
            let is_bounded = !matches!(supremum, Bound::PlusInfinity);
            Some((tell::bound(&mut study, supremum)?, is_bounded))
        });
        match told {
            Some((told, true)) => {
                let sign = if told.is_exact() { Vec::new() } else { vec![Token::Near] };
                let tokens = sign.into_iter().chain([told.token()]).collect();
                self.entries
                    .push(Entry::Sentence(vec![words("Lipschitz constant: "), math(tokens)]));
                self.data.push(("lipschitz", told.datum()));
            }
            Some((_, false)) => {
                self.entries
                    .push(Entry::Sentence(vec![words("not Lipschitz: the slope is unbounded")]));
                self.data.push(("lipschitz", Datum::Null));
            }
            None => {
                self.open = true;
                self.entries.push(Entry::Sentence(vec![words("undecided: Lipschitz constant")]));
            }
        }
    }
}
