//! `show A = B`: a readable path from one side to the other, or a witness against it.

use super::witness::Witness;
use super::{Engine, Failure, Proved};
use crate::expr::Expr;
use crate::kernel::{Refusal, Theorem};

/// What became of a claim.
#[derive(Clone, Debug)]
pub enum Claim {
    /// It holds under the theorem's conditions.
    Proved(Theorem),
    /// It is false.
    Refuted(Witness),
    /// Neither was found; what was tried, in words.
    Undecided(Vec<String>),
}

/// Why a theorem proves nothing of the claim.
const EXCLUDED: &str = "equal, but only under conditions that exclude one another";

impl Engine {
    /// Proves or refutes `lhs = rhs`, by a path that can be read.
    pub fn show(&mut self, lhs: Expr, rhs: Expr) -> Claim {
        self.claim(lhs, rhs, Self::path)
    }

    /// Proves or refutes `lhs = rhs`, by the shortest proof.
    pub fn decide(&mut self, lhs: Expr, rhs: Expr) -> Claim {
        self.claim(lhs, rhs, Self::short)
    }

    fn claim(
        &mut self,
        lhs: Expr,
        rhs: Expr,
        join: impl Fn(&mut Self, Theorem, Theorem, Theorem) -> Proved,
    ) -> Claim {
        let mut tried = Vec::new();
        let sides = [self.opened(lhs), self.opened(rhs)];
        let [Ok(left), Ok(right)] = sides else {
            let failures = sides.iter().filter_map(|side| side.err());
            tried.extend(failures.map(|failure| failure.to_string()));
            return Claim::Undecided(tried);
        };
        let (a, b) = (self.kernel.rhs(left), self.kernel.rhs(right));
        if [a, b].into_iter().any(|side| self.kernel.store().has_matrices(side)) {
            return self.matrix_claim(left, right);
        }
        // Numbers that differ are told apart at once; their normal form may be long.
        let are_numbers = self.variables(&[a, b]).is_empty();
        let mut values = are_numbers.then(|| self.refute(left, right));
        if !matches!(values, Some(Ok(_)))
            && let Some(t) = self.proof(left, right, join, &mut tried)
        {
            return Claim::Proved(t);
        }
        match values.take().unwrap_or_else(|| self.refute(left, right)) {
            Ok(witness) => Claim::Refuted(witness),
            Err(points) => {
                tried.push(match points {
                    0 if self.given.is_none() => {
                        "values: no rational point was found at which both sides are defined".into()
                    }
                    0 => "values: no rational point was found at which both sides are defined and \
                          what is given holds"
                        .into(),
                    1 => "values: no difference at the point that was tried".into(),
                    _ => format!("values at {points} rational points: no difference"),
                });
                Claim::Undecided(tried)
            }
        }
    }

    /// `lhs = rhs`, for `left: lhs = a` and `right: rhs = b`; or in words what did not prove it.
    fn proof(
        &mut self,
        left: Theorem,
        right: Theorem,
        join: impl Fn(&mut Self, Theorem, Theorem, Theorem) -> Proved,
        tried: &mut Vec<String>,
    ) -> Option<Theorem> {
        let (a, b) = (self.kernel.rhs(left), self.kernel.rhs(right));
        let known = self.known_after(left);
        let known = self.both(known, self.kernel.hyps_of(right));
        match self.kernel.by_algebra_under(known, a, b) {
            Ok(direct) => {
                let joined = join(self, left, right, direct);
                if let Some(t) = self.accepted(joined, tried) {
                    return Some(t);
                }
            }
            Err(Refusal::NotEqual) => tried.push("normal forms: different".into()),
            Err(refusal) => tried.push(format!("normal forms: {refusal}")),
        }
        if let Some(t) = self.joined_by_induction(left, right) {
            return Some(self.kernel.settle(t));
        }
        if let Some(t) = self.joined_in_closed_form(left, right) {
            return Some(self.kernel.settle(t));
        }
        if let Some(direct) = self.case_by_case(known, a, b) {
            let joined = join(self, left, right, direct);
            if let Some(t) = self.accepted(joined, tried) {
                return Some(t);
            }
        }
        match self.by_simplifying(left, right).transpose() {
            Some(simplified) => self.accepted(simplified, tried),
            None => {
                tried.push("rules of the book: none leads from one side to the other".into());
                None
            }
        }
    }

    /// A proof that says something; or why it does not count.
    fn accepted(&mut self, proved: Proved, tried: &mut Vec<String>) -> Option<Theorem> {
        match proved {
            Ok(t) => {
                let t = self.about_something(t);
                if t.is_none() {
                    tried.push(EXCLUDED.into());
                }
                t
            }
            Err(failure) => {
                tried.push(failure.to_string());
                None
            }
        }
    }

    /// The theorem with fewer conditions, unless they exclude one another though what is given does
    /// not.
    fn about_something(&mut self, t: Theorem) -> Option<Theorem> {
        let t = self.kernel.settle(t);
        let hyps = self.kernel.hyps_of(t);
        let empty = self.kernel.is_impossible(hyps) && !self.kernel.is_impossible(self.given);
        (!empty).then_some(t)
    }

    /// `lhs = … = rhs` where named rules bring both sides to one form that algebra could not see.
    fn by_simplifying(
        &mut self,
        left: Theorem,
        right: Theorem,
    ) -> Result<Option<Theorem>, Failure> {
        let mut sides = [left, right];
        for side in &mut sides {
            let e = self.kernel.rhs(*side);
            if let Some(step) = self.by_named_rules(self.given, e)? {
                *side = self.then(*side, step)?;
            }
        }
        let [left_done, right_done] = sides;
        if (left_done, right_done) == (left, right) {
            return Ok(None);
        }
        let (a, b) = (self.kernel.rhs(left_done), self.kernel.rhs(right_done));
        let Ok(across) = self.kernel.by_algebra_under(self.given, a, b) else { return Ok(None) };
        let back = self.kernel.sym(right_done);
        let t = self.then(left_done, across)?;
        self.then(t, back).map(Some)
    }

    /// `lhs = a = b = rhs`, for `left: lhs = a` and `right: rhs = b`.
    pub(super) fn short(&mut self, left: Theorem, right: Theorem, direct: Theorem) -> Proved {
        let back = self.kernel.sym(right);
        let t = self.then(left, direct)?;
        self.then(t, back)
    }
}
