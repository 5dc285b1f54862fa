//! Questions about functions on intervals.

use super::reply::{Field, Findings, Outcome, Reply};
use super::{Door, Mistake, Replied};
use crate::diag::Span;
use crate::session;
use crate::steps::{self, Answer, Datum, Standing};

impl Door {
    /// A question in the language that a study answers, such as `range (E) in x on [0, oo)`.
    pub(super) fn study(&mut self, expr: &str, words: &str, rest: &str) -> Replied {
        // The expression is read by itself first, so that a mistake in it has its place.
        self.value("expr", expr)?;
        let query = format!("{words} ({expr}) {rest}");
        for outcome in self.session.run(&query) {
            match outcome {
                session::Outcome::Answer(Answer::Findings(findings)) => {
                    return Ok(Reply::Findings(self.fields(findings)));
                }
                session::Outcome::Error(diagnostic) => {
                    let message = diagnostic.message;
                    let whole = Span::new(0, expr.len());
                    return Err(Mistake::new("expr", whole, diagnostic.code, message));
                }
                session::Outcome::Answer(_) | session::Outcome::Note(_) => {}
            }
        }
        let whole = Span::new(0, expr.len());
        Err(Mistake::new("expr", whole, "unexpected", "this is no question about a function"))
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
