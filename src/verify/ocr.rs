//! Readings that a scanner may have garbled: one small change of the tokens that makes a line right.

use super::env::Env;
use super::judge::judge;
use super::read::{ReadMember, Reading, Row};
use crate::expr::Expr;
use crate::session::Session;

/// Changes that make the member right, in words.
pub(super) fn repairs(
    _session: &mut Session,
    _reading: &Reading,
    _env: &Env,
    _before: Expr,
    _member: &ReadMember<'_>,
    _row: &Row<'_>,
) -> Vec<String> {
    let _ = judge;
    Vec::new()
}
