//! Strategies: they choose what to prove; every theorem comes from the kernel.

mod cases;
mod clean;
mod closed;
mod collapse;
mod collapse_family;
mod cost;
mod derive;
mod differentiate;
mod entries;
mod folded;
mod form;
mod gradient;
mod induction;
mod known;
mod lemma;
mod matrices;
mod named;
mod offers;
mod on_equations;
mod opening;
mod partial;
mod path;
mod rewrite;
mod sample;
mod show;
mod simplify;
mod softmax;
pub mod study;
mod sums;
#[cfg(test)]
mod tests;
mod tidy;
mod unfold;
mod witness;

use std::collections::HashMap;
use std::fmt;

use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::expr::{Expr, Name, Orders};
use crate::kernel::{Hyps, Kernel, Refusal, Theorem};
use crate::library::Library;
use crate::normal::tower::NoForm;

pub use cost::cost;
pub use form::Form;
pub use show::Claim;
pub use witness::Witness;

/// The kernel together with what strategies remember between questions.
pub struct Engine {
    /// The kernel.
    pub kernel: Kernel,
    /// The functions of the library.
    pub library: Library,
    /// What the user assumes.
    pub given: Hyps,
    /// The equations among them, which no other question than that of equality heeds.
    pub given_equations: Vec<Expr>,
    derivatives: HashMap<(Expr, Expr), Theorem, FxBuildHasher>,
    lemmas: HashMap<(Name, Orders), Theorem, FxBuildHasher>,
    /// What an expression is tidied to, by itself or as a part of a product, if it is not tidy.
    tidy_steps: HashMap<(Expr, bool), Option<Theorem>, FxBuildHasher>,
    /// How many terms, factors and operators large expressions have at the top.
    surfaces: HashMap<Expr, usize, FxBuildHasher>,
    /// Results of cleaning up matrices.
    clean_forms: FxHashSet<Expr>,
    /// How many lemmas are being derived, one for the sake of the other.
    nesting: u32,
}

/// Why a strategy gave up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failure {
    /// The kernel refused a step about this expression.
    Refused(Refusal, Expr),
    /// No rule differentiates this expression.
    NoDerivative(Expr),
    /// The expression has no normal form of manageable size.
    NoForm(NoForm, Expr),
    /// What is to be collected is no variable, function value or power.
    NotAUnit(Expr),
    /// The expression could not be written through the given terms.
    NotThrough(Expr),
    /// The expression is not affine in the matrix.
    NotAffine(Expr),
    /// Definitions use one another too deeply.
    TooDeep,
    /// The time is over.
    OutOfTime,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal, _) => write!(f, "{refusal}"),
            Self::NoDerivative(_) => f.write_str("no rule of the book differentiates this"),
            Self::NoForm(error, _) => write!(f, "{error}"),
            Self::NotAUnit(_) => f.write_str("this is no variable, function value or power"),
            Self::NotThrough(_) => f.write_str("no expression in these terms was found"),
            Self::OutOfTime => f.write_str("the time is over (--timeout)"),
            Self::NotAffine(_) => {
                f.write_str("this is not a matrix times the input, plus a matrix")
            }
            Self::TooDeep => {
                write!(f, "definitions use one another more than {} deep", MAX_NESTING)
            }
        }
    }
}

impl std::error::Error for Failure {}

impl Failure {
    /// A stable identifier.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(..) => "not-proved",
            Self::NoDerivative(_) => "no-derivative",
            Self::NoForm(..) => "no-normal-form",
            Self::NotAUnit(_) => "cannot-collect",
            Self::NotThrough(_) => "cannot-rewrite",
            Self::NotAffine(_) => "not-affine",
            Self::TooDeep => "definitions-too-deep",
            Self::OutOfTime => "timeout",
        }
    }

    /// The expression at which the strategy gave up.
    #[must_use]
    pub fn place(&self) -> Option<Expr> {
        match *self {
            Self::Refused(_, e) | Self::NoDerivative(e) | Self::NoForm(_, e) => Some(e),
            Self::NotAUnit(e) | Self::NotThrough(e) => Some(e),
            Self::TooDeep | Self::OutOfTime => None,
            Self::NotAffine(e) => Some(e),
        }
    }

    /// What the user can do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::NotAUnit(_) => {
                Some("collect in a variable such as x, or a term such as e^x".into())
            }
            Self::NotThrough(_) => Some("add further terms: rewrite E in terms of U, V".into()),
            Self::Refused(..)
            | Self::NoDerivative(_)
            | Self::NoForm(..)
            | Self::TooDeep
            | Self::NotAffine(_)
            | Self::OutOfTime => None,
        }
    }
}

/// How deep definitions may use one another's derivatives.
const MAX_NESTING: u32 = 100;

type Proved = Result<Theorem, Failure>;

impl Engine {
    /// An engine over a kernel.
    #[must_use]
    pub fn new(kernel: Kernel) -> Self {
        Self {
            kernel,
            library: Library::new(),
            given: Hyps::NONE,
            given_equations: Vec::new(),
            derivatives: HashMap::default(),
            lemmas: HashMap::default(),
            tidy_steps: HashMap::default(),
            surfaces: HashMap::default(),
            clean_forms: FxHashSet::default(),
            nesting: 0,
        }
    }

    /// From `s = t` and `t = u`: `s = u`.
    fn then(&mut self, first: Theorem, second: Theorem) -> Proved {
        self.check_time()?;
        let place = self.kernel.lhs(second);
        self.kernel.trans(first, second).map_err(|refusal| Failure::Refused(refusal, place))
    }

    fn check_time(&self) -> Result<(), Failure> {
        if self.kernel.store().budget().is_spent() { Err(Failure::OutOfTime) } else { Ok(()) }
    }

    /// `from = to` by algebra, under what is assumed.
    fn by_algebra(&mut self, from: Expr, to: Expr) -> Proved {
        self.kernel
            .by_algebra_under(self.given, from, to)
            .map_err(|refusal| Failure::Refused(refusal, from))
    }
}
