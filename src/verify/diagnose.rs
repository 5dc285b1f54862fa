//! What probably happened where a claim is false.

use super::env::Env;
use super::outcome::Diagnosis;
use crate::diag::Span;
use crate::expr::Expr;
use crate::session::Session;

/// A false claim.
pub(super) struct Case<'c> {
    pub(super) a: Expr,
    pub(super) b: Expr,
    pub(super) sides: (Expr, Expr),
    pub(super) env: &'c Env,
    pub(super) places: &'c [(Expr, Span)],
}

/// What was found.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) diagnosis: Option<Diagnosis>,
    pub(super) mark: Option<Span>,
    pub(super) meant: Option<(String, Expr)>,
}

pub(super) fn diagnose(_session: &mut Session, _case: &Case<'_>) -> Findings {
    Findings::default()
}
