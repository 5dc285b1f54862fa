//! A session: statements in, answers out. This is the library's front door.
//!
//! ```
//! use symderiv::session::{Outcome, Session};
//! let mut session = Session::new();
//! let outcomes = session.run("d/dx tanh(x)");
//! assert!(matches!(outcomes[..], [Outcome::Answer(_)]));
//! ```

mod evaluate;
mod proofs;
mod study;

use crate::budget::Budget;
use crate::count::{self, CountError, Networks, Tally};
use crate::diag::{Diagnostic, Span};
use crate::eval::{self, Request};
use crate::expr::{Expr, MatOp, Name, Op, Rel, Store};
use crate::graph::{self, Backprop, Descent, GraphError};
use crate::kernel::{Kernel, Theorem};
use crate::num::Rational;
use crate::print::{Format, expression};
use crate::steps;
use crate::steps::{
    Answer, Derivation, Detail, Refutation, Report, Undecided, chain, derivation, from_links,
};
use crate::strategy::{Claim, Engine, Failure, Form};
use crate::syntax::{Command, Counted, Parsed, Scope, Sort, Statement, parse_in};

/// What became of a part of the input.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// A command's answer.
    Answer(Answer),
    /// A mistake in the input, or a question without an answer.
    Error(Diagnostic),
    /// How something was read that could be read in two ways.
    Note(String),
}

/// How a computation graph is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Draw {
    /// As a picture.
    Svg,
    /// In the language of Graphviz.
    Dot,
}

/// Definitions, assumptions and everything proved so far.
pub struct Session {
    pub(crate) engine: Engine,
    pub(crate) scope: Scope,
    networks: Networks,
    /// The back-propagations so far, to be drawn.
    pub(crate) backprops: Vec<Backprop>,
    detail: Detail,
    budget: Budget,
    /// What was proved for the last answer.
    proved: Vec<Theorem>,
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}

impl Session {
    /// A session in which nothing was said yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            engine: Engine::new(Kernel::new(Store::new())),
            scope: Scope::new(),
            networks: Networks::default(),
            backprops: Vec::new(),
            detail: Detail::Normal,
            budget: Budget::default(),
            proved: Vec::new(),
        }
    }

    /// How much derivations show from here on.
    pub fn set_detail(&mut self, detail: Detail) {
        self.detail = detail;
    }

    /// How much each question may cost from here on.
    pub fn set_budget(&mut self, budget: Budget) {
        self.budget = budget;
    }

    /// A question begins.
    pub(crate) fn start(&mut self) {
        self.proved.clear();
        self.engine.kernel.store_mut().set_budget(self.budget.started());
    }

    /// The message, if the time of the question is over.
    pub(crate) fn spent(&self) -> Option<String> {
        let budget = self.store().budget();
        budget.is_spent().then(|| budget.message())
    }

    /// The expressions, to print answers with.
    #[must_use]
    pub fn store(&self) -> &Store {
        self.engine.kernel.store()
    }

    /// The kernel with all theorems so far.
    #[must_use]
    pub fn kernel(&self) -> &Kernel {
        &self.engine.kernel
    }

    /// Reads the statements and carries out the commands. Answers and mistakes come in the order
    /// of their places, after the notes. What comes after a mistake is carried out all the same.
    pub fn run(&mut self, source: &str) -> Vec<Outcome> {
        self.run_with_places(source).into_iter().map(|(_, outcome)| outcome).collect()
    }

    /// As [`Session::run`], with the place in the source that each outcome belongs to.
    pub fn run_with_places(&mut self, source: &str) -> Vec<(Span, Outcome)> {
        let store = self.engine.kernel.store_mut();
        let parsed = parse_in(source, store, &mut self.engine.library, &mut self.scope);
        let whole = Span::new(0, source.len());
        let mut outcomes: Vec<(Span, Outcome)> =
            parsed.notes.iter().map(|note| (whole, Outcome::Note(note.clone()))).collect();
        let mistake = |mistake: &Diagnostic| (mistake.span, Outcome::Error(mistake.clone()));
        let mut mistakes = parsed.diagnostics.iter().peekable();
        for spanned in &parsed.statements {
            while let Some(found) = mistakes.next_if(|m| m.span.start < spanned.span.end) {
                outcomes.push(mistake(found));
            }
            if let Statement::Command(command) = &spanned.statement {
                self.start();
                let span = spanned.span;
                outcomes.extend(self.layout_note(command).map(|note| (span, Outcome::Note(note))));
                match (self.answer(command), self.spent()) {
                    (Err(_) | Ok(Answer::Undecided(_)), Some(message)) => {
                        let code = "timeout";
                        let mistake = Diagnostic { code, span, message, help: None, also: None };
                        outcomes.push((span, Outcome::Error(mistake)));
                    }
                    (Ok(answer), _) => {
                        let names = self.names_given(command, &answer);
                        let proofs = self.inductions();
                        let all = std::iter::once(answer).chain(names).chain(proofs);
                        outcomes.extend(all.map(|answer| (span, Outcome::Answer(answer))));
                    }
                    (Err(problem), _) => {
                        outcomes.push((span, Outcome::Error(problem.at(&parsed, span))));
                    }
                }
            } else {
                self.learn(&spanned.statement);
            }
        }
        outcomes.extend(mistakes.map(mistake));
        outcomes
    }

    /// Reads the statements and keeps definitions, declarations and assumptions; commands are not
    /// carried out, and mistakes are not told.
    pub fn hear(&mut self, source: &str) {
        let store = self.engine.kernel.store_mut();
        let parsed = parse_in(source, store, &mut self.engine.library, &mut self.scope);
        for spanned in &parsed.statements {
            self.learn(&spanned.statement);
        }
    }

    /// Keeps what is said without being asked.
    pub(crate) fn learn(&mut self, statement: &Statement) {
        match statement {
            Statement::Assume(condition) => self.assume(*condition),
            Statement::Declare(name, Sort::Integer) => self.engine.kernel.declare_integer(*name),
            Statement::Declare(name, Sort::Natural) => {
                self.engine.kernel.store_mut().declare_integer(*name, Some(0));
            }
            // Definitions are in the store already.
            Statement::Layer(_) | Statement::Network(_) | Statement::Convention(..) => {
                self.networks.learn(statement);
            }
            Statement::Define(_)
            | Statement::Declare(_, Sort::Real | Sort::Function | Sort::Matrix)
            | Statement::Command(_) => {}
        }
    }

    fn assume(&mut self, condition: Expr) {
        let mut all = self.engine.kernel.conditions(self.engine.given).to_vec();
        match self.store().op(condition) {
            Op::And => all.extend_from_slice(self.store().children(condition)),
            _ => all.push(condition),
        }
        for &condition in &all {
            self.assume_least(condition);
        }
        self.engine.given = self.engine.kernel.hyps(all);
    }

    /// What an integer is at least, as in `n >= 1`, is known wherever the name stands.
    fn assume_least(&mut self, condition: Expr) {
        let store = self.engine.kernel.store_mut();
        let (Op::Rel(rel), Some((a, b))) = (store.op(condition), store.pair(condition)) else {
            return;
        };
        let (name, least) = match rel {
            Rel::Ge => (store.as_symbol(a), store.as_literal_i64(b)),
            Rel::Gt => (store.as_symbol(a), store.as_literal_i64(b).and_then(|b| b.checked_add(1))),
            Rel::Le => (store.as_symbol(b), store.as_literal_i64(a)),
            Rel::Lt => (store.as_symbol(b), store.as_literal_i64(a).and_then(|a| a.checked_add(1))),
            Rel::Eq | Rel::Ne => return,
        };
        if let (Some(name), Some(_)) = (name, least)
            && store.is_declared_integer(name)
        {
            store.declare_integer(name, least);
        }
    }

    fn answer(&mut self, command: &Command) -> Result<Answer, Problem> {
        match command {
            Command::Show(sides) => Ok(self.show(sides)),
            Command::Evaluate(e, at, precision) => {
                self.evaluate(*e, at, *precision).map(Answer::Value)
            }
            Command::Study(topic, e, x, on) => Ok(self.study(*topic, *e, *x, *on)),
            Command::Limit(e, x, toward) => Ok(self.limit(*e, *x, *toward)),
            Command::Compare(condition) => Ok(steps::study::compare(&mut self.engine, *condition)),
            Command::Card(e, x) => Ok(steps::study::card(&mut self.engine, *e, *x)),
            Command::Plot(all, x, ends) => Ok(self.plot(all, *x, *ends)),
            Command::Backprop { of, wrt, numbers } => {
                let found = graph::backprop(&mut self.engine, *of, wrt, numbers);
                let found = found.map_err(Problem::Graph)?;
                let report = found.report(self.engine.kernel.store_mut());
                self.backprops.push(found);
                Ok(Answer::Report(report))
            }
            Command::Count { what, network, with, at } => {
                self.count(*what, network, with, at).map(Answer::Report)
            }
            Command::Descend { of, wrt, rate, steps, numbers } => {
                let (of, rate, steps) = (*of, *rate, *steps);
                let descent = Descent { of, wrt, rate, steps, numbers };
                let report = graph::descend(&mut self.engine, &descent);
                report.map(Answer::Report).map_err(Problem::Graph)
            }
            Command::Derive(e)
            | Command::Simplify(e)
            | Command::Expand(e)
            | Command::Factor(e)
            | Command::Together(e)
            | Command::Collect(e, _)
            | Command::Rewrite(e, _)
            | Command::Collapse(e, _) => {
                let t = self.transform(*e, command)?;
                self.proved = vec![t];
                Ok(Answer::Derivation(self.derivation(t)))
            }
        }
    }

    /// How derivatives by a matrix or vector are laid out.
    fn layout_note(&self, command: &Command) -> Option<String> {
        let Command::Derive(e) = *command else { return None };
        let store = self.store();
        let &[x, ..] = store.children(e) else { return None };
        let symmetric = store.is_symmetric(x);
        let x = store.text(store.as_name(x)?);
        match store.mat_op(e)? {
            MatOp::Gradient if symmetric => Some(format!(
                "the gradient has the shape of {x}, and its entries are the derivatives by the free \
                 entries of {x}: an entry moves the one opposite to it"
            )),
            MatOp::Gradient => Some(format!("the gradient has the shape of {x}")),
            MatOp::Jacobian => Some(format!(
                "the rows are the entries that are differentiated, the columns those of {x}"
            )),
            _ => None,
        }
    }

    /// The theorem `e = …` that a command asks for; that of a claim says nothing.
    pub(crate) fn transform(&mut self, e: Expr, command: &Command) -> Result<Theorem, Problem> {
        let engine = &mut self.engine;
        let proved = match command {
            Command::Derive(_) => engine.derive(e),
            Command::Simplify(_) => engine.opened_then(e, Engine::simplify),
            Command::Expand(_) => engine.in_form(Form::Expanded, e),
            Command::Factor(_) => engine.in_form(Form::Factored, e),
            Command::Together(_) => engine.in_form(Form::Together, e),
            Command::Collect(_, unit) => {
                engine.opened_then(e, |engine, e| engine.collect(e, *unit))
            }
            Command::Collapse(_, x) => engine.collapse(e, *x),
            Command::Rewrite(_, units) => {
                engine.opened_then(e, |engine, e| engine.rewrite_in_terms_of(e, units))
            }
            Command::Show(_)
            | Command::Evaluate(..)
            | Command::Study(..)
            | Command::Limit(..)
            | Command::Compare(_)
            | Command::Card(..)
            | Command::Plot(..) => Ok(engine.kernel.refl(e)),
            Command::Backprop { .. } | Command::Descend { .. } | Command::Count { .. } => {
                Ok(engine.kernel.refl(e))
            }
        };
        let t = proved.map_err(Problem::Failure)?;
        self.check_conditions(t, &[])?;
        Ok(t)
    }

    /// The pictures of all back-propagations that the statements ask for, and what went wrong.
    pub fn pictures(&mut self, source: &str, draw: Draw) -> (Vec<String>, Vec<Outcome>) {
        self.backprops.clear();
        let outcomes = self.run(source);
        let found = std::mem::take(&mut self.backprops);
        let pictures = found.iter().map(|found| match draw {
            Draw::Svg => graph::svg(self.store(), found),
            Draw::Dot => graph::dot(self.store(), found),
        });
        (pictures.collect(), outcomes)
    }

    /// The table of a count.
    pub(crate) fn count(
        &mut self,
        what: Counted,
        network: &str,
        with: &[(Name, Expr)],
        at: &[(Name, Expr)],
    ) -> Result<Report, Problem> {
        let tally = self.tally(network, with, at)?;
        Ok(count::report(&mut self.engine, network, &tally, what).0)
    }

    /// The layers of a network, and the total of what is counted.
    pub(crate) fn count_rows(
        &mut self,
        what: Counted,
        network: &str,
        with: &[(Name, Expr)],
        at: &[(Name, Expr)],
    ) -> Result<(Tally, Option<Expr>), Problem> {
        let tally = self.tally(network, with, at)?;
        let (_, total) = count::report(&mut self.engine, network, &tally, what);
        Ok((tally, total))
    }

    fn tally(
        &mut self,
        network: &str,
        with: &[(Name, Expr)],
        at: &[(Name, Expr)],
    ) -> Result<Tally, Problem> {
        let engine = &mut self.engine;
        self.networks.read_library(engine.kernel.store_mut(), &mut engine.library);
        count::run(engine, &self.networks, network, with, at).map_err(Problem::Count)
    }

    /// A condition that fails, at the values given, leaves nothing to answer.
    fn check_conditions(&mut self, t: Theorem, at: &[(Name, Rational)]) -> Result<(), Problem> {
        const BITS: usize = 256;
        const MOST_CHECKED: usize = 256;
        let t = self.engine.kernel.settle(t);
        let hyps = self.engine.kernel.hyps_of(t);
        let result = self.engine.kernel.rhs(t);
        let mut conditions = self.engine.kernel.conditions(hyps).to_vec();
        if let Some(domain) = self.engine.kernel.defined(result) {
            conditions.extend_from_slice(self.engine.kernel.conditions(domain.necessary));
        }
        // Of so many conditions nobody reads all; they are stated anyway.
        conditions.truncate(MOST_CHECKED);
        for condition in conditions {
            let store = self.engine.kernel.store_mut();
            if let Ok(Some(false)) = eval::holds(store, condition, at, BITS) {
                // What is undefined in the result itself says more than a failed condition.
                let value = eval::value(store, result, at, Request::Digits(1));
                if let Err(error) = value
                    && matches!(error.kind, eval::ErrorKind::Undefined(_))
                {
                    return Err(Problem::Eval(error));
                }
                return Err(Problem::Fails(expression(store, condition, Format::Source)));
            }
        }
        Ok(())
    }

    pub(super) fn derivation(&mut self, t: Theorem) -> Derivation {
        derivation(&mut self.engine.kernel, t, self.engine.given, self.detail)
    }

    /// Each side of the chain against the next; the first that is not proved ends it.
    fn show(&mut self, sides: &[Expr]) -> Answer {
        let mut total: Option<Theorem> = None;
        let mut links: Vec<Theorem> = Vec::new();
        for pair in sides.windows(2) {
            let &[lhs, rhs] = pair else { continue };
            match self.engine.show(lhs, rhs) {
                Claim::Proved(t) => {
                    // Each side that was written is a line, whatever lies between.
                    links.extend(chain(&mut self.engine.kernel, t, self.detail));
                    self.proved.push(t);
                    total = match total {
                        Some(before) => self.engine.kernel.trans(before, t).ok(),
                        None => Some(t),
                    };
                }
                Claim::Refuted(witness) => {
                    return Answer::Refuted(Refutation {
                        lhs,
                        rhs,
                        functions: witness.functions,
                        matrices: witness.matrices,
                        at: witness.at,
                        lhs_value: witness.lhs,
                        rhs_value: witness.rhs,
                    });
                }
                Claim::Undecided(tried) => {
                    return Answer::Undecided(Undecided { lhs, rhs, tried });
                }
            }
        }
        let t = total.unwrap_or_else(|| {
            let zero = self.engine.kernel.store_mut().integer(0);
            let start = sides.first().copied().unwrap_or(zero);
            self.engine.kernel.refl(start)
        });
        let given = self.engine.given;
        Answer::Derivation(from_links(&mut self.engine.kernel, &links, t, given))
    }
}

/// Why a command has no answer.
pub(crate) enum Problem {
    Failure(Failure),
    Eval(eval::EvalError),
    /// The condition, in the language.
    Fails(String),
    /// Algebra shows that a divisor is zero.
    DivisionByZero,
    Graph(GraphError),
    Count(CountError),
}

impl Problem {
    /// The message, at the place in what was read.
    pub(crate) fn at(&self, parsed: &Parsed, statement: Span) -> Diagnostic {
        let (code, place, message, help) = match self {
            Self::Failure(failure) => {
                (failure.code(), failure.place(), failure.to_string(), failure.help())
            }
            Self::Fails(condition) => {
                let message = format!("undefined: the condition {condition} does not hold");
                ("undefined", None, message, None)
            }
            Self::Count(error) => {
                let span = error.span.unwrap_or(statement);
                let (code, help) = (error.code(), error.help());
                return Diagnostic { code, span, message: error.to_string(), help, also: None };
            }
            Self::Graph(error) => (error.code(), None, error.to_string(), error.help()),
            Self::DivisionByZero => ("undefined", None, "undefined: division by zero".into(), None),
            Self::Eval(error) => (error.code(), Some(error.expr), error.kind.to_string(), None),
        };
        let span = place.and_then(|e| parsed.span_of(e)).unwrap_or(statement);
        Diagnostic { code, span, also: None, message, help }
    }
}
