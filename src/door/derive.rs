//! Programs of the language, with their derivations.

use super::reply::{Line, Outcome, Reply, Result, Verdict};
use super::{Door, Mistake, Replied, number};
use crate::expr::Expr;
use crate::print::json;
use crate::session;
use crate::steps::{Answer, Derivation};
use crate::strategy::Witness;

impl Door {
    pub(super) fn derive(&mut self, query: &str) -> Replied {
        let mut outcomes = Vec::new();
        for outcome in self.session.run(query) {
            match outcome {
                session::Outcome::Answer(answer) => {
                    if let Answer::Derivation(derivation) = &answer {
                        self.check_size("query", &written(derivation))?;
                    }
                    outcomes.push(self.outcome(answer));
                }
                session::Outcome::Note(note) => self.notes.push(note),
                session::Outcome::Error(diagnostic) => {
                    return Err(Mistake { field: "query".to_owned(), diagnostic });
                }
            }
        }
        Ok(Reply::Outcomes(outcomes))
    }

    fn outcome(&self, answer: Answer) -> Outcome {
        match answer {
            Answer::Derivation(derivation) => self.derivation(&derivation),
            Answer::Value(value) => Outcome::Number(number::number(&value)),
            Answer::Refuted(found) => {
                let witness = Witness {
                    functions: found.functions,
                    matrices: found.matrices,
                    at: found.at,
                    lhs: found.lhs_value,
                    rhs: found.rhs_value,
                };
                Outcome::Verdict(self.refuted(&witness))
            }
            Answer::Findings(findings) => self.findings(findings),
            Answer::Undecided(undecided) => {
                Outcome::Verdict(Verdict::Undecided { tried: undecided.tried })
            }
            Answer::Report(_) => Outcome::Report(json::object(self.session.store(), &answer)),
        }
    }

    fn derivation(&self, derivation: &Derivation) -> Outcome {
        let result = |e, conditions| {
            let (source, latex) = self.both(e);
            Result { source, latex, conditions: self.sources(conditions) }
        };
        let lines = derivation.lines.iter().map(|line| Line {
            result: result(line.expr, &line.conditions),
            rules: line.reasons.iter().map(|r| (r.id.clone(), r.caption.clone())).collect(),
        });
        Outcome::Derivation {
            start: self.source(derivation.start),
            lines: lines.collect(),
            result: result(derivation.result(), &derivation.conditions),
        }
    }
}

/// All expressions of a derivation.
fn written(derivation: &Derivation) -> Vec<Expr> {
    let lines = derivation.lines.iter();
    let lines = lines.flat_map(|line| line.conditions.iter().copied().chain([line.expr]));
    lines.chain(derivation.conditions.iter().copied()).chain([derivation.start]).collect()
}
