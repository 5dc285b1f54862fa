//! Reads the parts of a request.

use super::{Door, Mistake};
use crate::diag::{Diagnostic, Span};
use crate::expr::{Expr, Name, Store};
use crate::session::Problem;
use crate::syntax::{Parsed, Scope, Statement, Vocabulary, parse_given, parse_value_in};

/// An expression that was read, and where its parts stand.
pub(super) struct Read {
    /// The expression.
    pub(super) e: Expr,
    field: String,
    whole: Span,
    parsed: Parsed,
}

impl Read {
    /// The problem, at its place in this part of the request.
    pub(super) fn mistake(&self, problem: Problem) -> Mistake {
        let diagnostic = problem.at(&self.parsed, self.whole);
        Mistake { field: self.field.clone(), diagnostic }
    }
}

type Done<T> = std::result::Result<T, Mistake>;

/// Reads a text that is one part of the language and nothing else.
type Parser<T> = fn(&str, &mut Store, &mut dyn Vocabulary, &mut Scope) -> (Option<T>, Parsed);

impl Door {
    /// Keeps everything that is given.
    pub(super) fn given(&mut self, given: &[String]) -> Done<()> {
        for (i, text) in given.iter().enumerate() {
            let engine = &mut self.session.engine;
            let (store, library) = (engine.kernel.store_mut(), &mut engine.library);
            let parsed = parse_given(text, store, library, &mut self.session.scope);
            let field = || format!("given[{i}]");
            if let Some(diagnostic) = parsed.diagnostics.into_iter().next() {
                return Err(Mistake { field: field(), diagnostic });
            }
            self.notes.extend(parsed.notes);
            for spanned in parsed.statements {
                match spanned.statement {
                    Statement::Command(_) => {
                        let message = "a question cannot be given";
                        return Err(Mistake::new(&field(), spanned.span, "command-given", message));
                    }
                    Statement::Assume(e) if self.is_equation(e) => {
                        self.session.engine.given_equations.push(e);
                        self.session.learn(&Statement::Assume(e));
                    }
                    other => self.session.learn(&other),
                }
            }
        }
        Ok(())
    }

    /// Reads a value.
    pub(super) fn value(&mut self, field: &str, text: &str) -> Done<Read> {
        let (e, parsed) = self.part(field, text, parse_value_in)?;
        Ok(Read { e, field: field.to_owned(), whole: Span::new(0, text.len()), parsed })
    }

    /// Reads a field that is this and nothing else.
    pub(super) fn part<T>(
        &mut self,
        field: &str,
        text: &str,
        parse: Parser<T>,
    ) -> Done<(T, Parsed)> {
        let engine = &mut self.session.engine;
        let (store, library) = (engine.kernel.store_mut(), &mut engine.library);
        let (part, mut parsed) = parse(text, store, library, &mut self.session.scope);
        self.notes.append(&mut parsed.notes);
        match (part, parsed.diagnostics.first()) {
            (Some(part), _) => Ok((part, parsed)),
            (None, Some(diagnostic)) => {
                Err(Mistake { field: field.to_owned(), diagnostic: diagnostic.clone() })
            }
            (None, None) => {
                let whole = Span::new(0, text.len());
                Err(Mistake::new(field, whole, "unexpected", "this cannot be read"))
            }
        }
    }

    /// Reads a variable.
    pub(super) fn variable(&mut self, field: &str, text: &str) -> Done<(Expr, Name)> {
        let x = self.value(field, text)?;
        let store = self.session.store();
        match store.as_variable(x.e).filter(|&name| store.definition(name).is_none()) {
            Some(name) => Ok((x.e, name)),
            None => {
                let message = format!("{} is no variable", shortened(text));
                let help = Some("a variable is a name without a value, such as x".into());
                let diagnostic =
                    Diagnostic { code: "not-a-variable", span: x.whole, also: None, message, help };
                Err(Mistake { field: field.to_owned(), diagnostic })
            }
        }
    }
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("'{short}'")
}
