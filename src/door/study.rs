//! Questions about functions on intervals.

use super::reply::{Field, Findings, Outcome, Reply};
use super::{Door, Mistake, Replied};
use crate::diag::Span;
use crate::steps::{self, Answer, Datum, Standing};
use crate::syntax::{End, Topic, parse_function_in, parse_interval_in, parse_target_in};

impl Door {
    /// A question about a function on an interval.
    pub(super) fn study(
        &mut self,
        topic: Topic,
        expr: &str,
        var: Option<&str>,
        on: Option<&str>,
    ) -> Replied {
        let (e, x) = match var {
            Some(var) => {
                let e = self.value("expr", expr)?.e;
                (e, self.variable("var", var)?.1)
            }
            None => self.part("expr", expr, parse_function_in)?.0,
        };
        let on = match on {
            Some(on) => self.part("on", on, parse_interval_in)?.0,
            None => [End::MINUS, End::PLUS],
        };
        let answer = self.session.study(topic, e, x, on);
        self.found(expr, answer)
    }

    /// The limit of an expression.
    pub(super) fn limit(&mut self, expr: &str, var: &str, to: &str) -> Replied {
        let e = self.value("expr", expr)?.e;
        let (_, x) = self.variable("var", var)?;
        let (toward, _) = self.part("to", to, parse_target_in)?;
        let answer = self.session.limit(e, x, toward);
        self.found(expr, answer)
    }

    fn found(&self, expr: &str, answer: Answer) -> Replied {
        match answer {
            Answer::Findings(findings) => Ok(Reply::Findings(self.fields(findings))),
            _ => {
                let whole = Span::new(0, expr.len());
                let message = "this is no question about a function";
                Err(Mistake::new("expr", whole, "unexpected", message))
            }
        }
    }

    pub(super) fn findings(&self, findings: steps::Findings) -> Outcome {
        Outcome::Findings(self.fields(findings))
    }

    fn fields(&self, findings: steps::Findings) -> Findings {
        let verdict = match findings.standing {
            Standing::Proved => "proved",
            Standing::Refuted => "refuted",
            Standing::Undecided => "undecided",
        };
        let fields = findings.data.into_iter().map(|(name, datum)| (name, self.field(datum)));
        Findings { verdict, fields: fields.collect() }
    }

    /// Data are nested three deep at most.
    fn field(&self, datum: Datum) -> Field {
        match datum {
            Datum::Expr(e) => Field::Text(self.source(e)),
            Datum::Text(text) => Field::Text(text),
            Datum::Truth(truth) => Field::Truth(truth),
            Datum::Null => Field::Null,
            Datum::List(all) => Field::List(all.into_iter().map(|one| self.field(one)).collect()),
            Datum::Record(all) => {
                Field::Record(all.into_iter().map(|(name, one)| (name, self.field(one))).collect())
            }
        }
    }
}
