//! How the names of an input are used, which decides what an undeclared letter before a
//! parenthesis is.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::names::canonical;
use super::token::{Tok, Token};

/// How one name is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Usage {
    /// The place of the first occurrence.
    pub(super) first: u32,
    /// Does it occur as a number?
    pub(super) plain: bool,
    /// Does it occur before a parenthesis?
    pub(super) called: bool,
    /// Is every parenthesis after it a list of bare symbols?
    pub(super) on_symbols: bool,
}

/// The uses of all names.
pub(super) struct Usages(HashMap<String, Usage, FxBuildHasher>);

impl Usages {
    pub(super) fn count(source: &str, tokens: &[Token]) -> Self {
        let mut all: HashMap<String, Usage, FxBuildHasher> = HashMap::default();
        for (i, token) in tokens.iter().enumerate().filter(|(_, t)| t.tok == Tok::Name) {
            let text = canonical(token.span().text(source));
            let usage = match all.get_mut(text.as_ref()) {
                Some(usage) => usage,
                None => all.entry(text.into_owned()).or_insert(Usage {
                    first: token.start,
                    plain: false,
                    called: false,
                    on_symbols: true,
                }),
            };
            match role(tokens, i) {
                Role::Call(open) => {
                    usage.called = true;
                    usage.on_symbols &= is_symbols(tokens, open);
                }
                Role::Plain => usage.plain = true,
                Role::Other => {}
            }
        }
        Self(all)
    }

    pub(super) fn get(&self, name: &str) -> Option<Usage> {
        self.0.get(name).copied()
    }
}

enum Role {
    /// Before the parenthesis at this index.
    Call(usize),
    Plain,
    /// A numerator, as in `∂f/∂x`, a primed name, or a declaration.
    Other,
}

fn role(tokens: &[Token], i: usize) -> Role {
    let tok = |k: usize| tokens.get(k).map_or(Tok::End, |t| t.tok);
    match (tok(i + 1), tok(i + 2), tok(i + 3)) {
        (Tok::Open, _, _) => Role::Call(i + 1),
        (Tok::Prime | Tok::Superscript, Tok::Open, _) => Role::Call(i + 2),
        (Tok::Caret, Tok::Number, Tok::Open) => Role::Call(i + 3),
        (Tok::Prime | Tok::Colon, _, _) => Role::Other,
        // An entry of a family, which is not the variable of that name.
        (Tok::OpenSquare, _, _) => Role::Other,
        (Tok::Slash, Tok::Name | Tok::Partial, _) if i > 0 && is_above(tok(i - 1)) => Role::Other,
        _ => Role::Plain,
    }
}

/// Can a token of this kind stand between the `d` and the function of `d^2 f/dx^2`?
fn is_above(tok: Tok) -> bool {
    matches!(tok, Tok::Partial | Tok::Superscript | Tok::Number)
}

fn is_symbols(tokens: &[Token], open: usize) -> bool {
    let inside = tokens.iter().skip(open + 1).take_while(|t| t.tok != Tok::Close);
    let mut wants_name = true;
    for token in inside {
        if (token.tok == Tok::Name) != wants_name || (!wants_name && token.tok != Tok::Comma) {
            return false;
        }
        wants_name = !wants_name;
    }
    !wants_name
}
