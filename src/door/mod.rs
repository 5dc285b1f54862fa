//! The machine's door: one question with all it needs, one answer in plain texts.
//!
//! Each request stands for itself: it has its own store, and nothing is remembered. Expressions go
//! in and come out in the expression language.
//!
//! ```
//! use symderiv::door::{Question, Reply, Request, answer};
//! let question = Question::Derivative { expr: "x^2*y".into(), vars: vec!["x".into(), "x".into()] };
//! let answered = answer(&Request { given: vec!["x > 0".into()], question });
//! let Ok(Reply::Result(result)) = answered.reply else { panic!("no result") };
//! assert_eq!(result.source, "2*y");
//! ```

mod derive;
mod isolated;
mod matrix;
mod network;
mod number;
mod read;
mod reply;
mod study;
mod verdict;

pub use reply::{
    Backprop, Count, CountedLayer, Field, Findings, Line, Number, Outcome, Reply, Result, Step,
    Verdict, Witness,
};

use crate::budget::Budget;
use crate::diag::{Diagnostic, Span};
use crate::eval;
use crate::expr::{Expr, Name, Op, Rel};
use crate::kernel::Theorem;
use crate::layout::LIMIT;
use crate::print::{Format, expression};
use crate::session::Session;
use crate::steps;
use crate::syntax::{Command, Counted, Numbers, Precision, Rounding, Topic};
use crate::verify;
use matrix::Layout;
use read::Read;

/// A question with what is given for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// Assumptions, declarations, definitions and equations.
    pub given: Vec<String>,
    /// What is asked.
    pub question: Question,
}

/// What can be asked; every text is in the expression language.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the fields are the parts of the question")]
pub enum Question {
    /// The derivative of an expression with respect to one variable after the other.
    Derivative { expr: String, vars: Vec<String> },
    /// The derivatives of a number by the entries of a matrix or vector.
    Gradient { expr: String, wrt: String },
    /// The derivatives of a vector by a vector.
    Jacobian { expr: String, wrt: String },
    /// The second derivatives of a number by a vector.
    Hessian { expr: String, wrt: String },
    /// Are both sides equal?
    Equal { lhs: String, rhs: String },
    /// The expression, simplified.
    Simplify { expr: String },
    /// The expression, multiplied out.
    Expand { expr: String },
    /// The expression as a product.
    Factor { expr: String },
    /// The expression as one fraction.
    Together { expr: String },
    /// The value of an expression.
    Evaluate { expr: String, at: Vec<(String, String)>, precision: Precision },
    /// A question about a function of `var`, its only variable if none is named, on the interval
    /// `on`, such as `[0, oo)`.
    Study { expr: String, topic: Topic, var: Option<String>, on: Option<String> },
    /// The limit of an expression as `var` goes to `to`, such as `oo`, `0` or `0+`.
    Limit { expr: String, var: String, to: String },
    /// The derivatives of a named value through the named values that it is made of.
    Backprop {
        statements: Vec<String>,
        of: String,
        wrt: Vec<String>,
        at: Vec<(String, String)>,
        rounding: Option<Rounding>,
        precision: Precision,
    },
    /// What a network has: declarations, or the lines of one network.
    Count {
        network: String,
        what: Counted,
        conventions: Vec<(String, String)>,
        at: Vec<(String, String)>,
    },
    /// What a program in the language is answered, with its derivations.
    Derive { query: String },
    /// Which lines of a derivation are right?
    Verify { source: verify::Source },
}

/// The answer to a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answered {
    /// The answer, or why there is none.
    pub reply: std::result::Result<Reply, Mistake>,
    /// How something was read that could be read in two ways.
    pub notes: Vec<String>,
}

/// Why there is no answer, and in which part of the request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake {
    /// The part that the span is about, such as `expr` or `given[0]`.
    pub field: String,
    /// What is wrong there.
    pub diagnostic: Diagnostic,
}

impl Mistake {
    fn new(field: &str, span: Span, code: &'static str, message: impl Into<String>) -> Self {
        let diagnostic = Diagnostic { code, span, also: None, message: message.into(), help: None };
        Self { field: field.to_owned(), diagnostic }
    }
}

/// Answers a request.
#[must_use]
pub fn answer(request: &Request) -> Answered {
    answer_within(Budget::default(), request)
}

/// Answers a request within a budget.
#[must_use]
pub fn answer_within(budget: Budget, request: &Request) -> Answered {
    let mut door = Door { session: Session::new(), notes: Vec::new() };
    door.session.set_budget(budget);
    door.session.start();
    let mut reply = door.reply(request);
    if let Err(_) | Ok(Reply::Verdict(Verdict::Undecided { .. })) = reply
        && let Some(message) = door.session.spent()
    {
        reply = Err(Mistake::new("", Span::default(), "timeout", message));
    }
    let mut notes: Vec<String> = Vec::with_capacity(door.notes.len());
    for note in door.notes {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    Answered { reply, notes }
}

/// A session for one request.
struct Door {
    session: Session,
    notes: Vec<String>,
}

type Replied = std::result::Result<Reply, Mistake>;

impl Door {
    fn reply(&mut self, request: &Request) -> Replied {
        if let Question::Verify { source } = &request.question {
            return self.verify(source, &request.given);
        }
        self.given(&request.given)?;
        match &request.question {
            Question::Equal { lhs, rhs } => self.equal(lhs, rhs),
            other => {
                self.refuse_equations(&request.given)?;
                self.reply_without_equations(other)
            }
        }
    }

    fn reply_without_equations(&mut self, question: &Question) -> Replied {
        match question {
            Question::Derivative { expr, vars } => self.derivative(expr, vars),
            Question::Gradient { expr, wrt } => self.by_matrix(expr, wrt, Layout::Gradient),
            Question::Jacobian { expr, wrt } => self.by_matrix(expr, wrt, Layout::Jacobian),
            Question::Hessian { expr, wrt } => self.by_matrix(expr, wrt, Layout::Hessian),
            Question::Simplify { expr } => self.transformed(expr, Command::Simplify),
            Question::Expand { expr } => self.transformed(expr, Command::Expand),
            Question::Factor { expr } => self.transformed(expr, Command::Factor),
            Question::Together { expr } => self.transformed(expr, Command::Together),
            Question::Evaluate { expr, at, precision } => self.evaluate(expr, at, *precision),
            Question::Study { expr, topic, var, on } => {
                self.study(*topic, expr, var.as_deref(), on.as_deref())
            }
            Question::Limit { expr, var, to } => self.limit(expr, var, to),
            Question::Backprop { statements, of, wrt, at, rounding, precision } => {
                let (rounding, precision) = (*rounding, *precision);
                let numbers = Numbers { at: Vec::new(), rounding, precision };
                self.backprop(statements, (of, wrt), at, numbers)
            }
            Question::Count { network, what, conventions, at } => {
                self.count(network, *what, conventions, at)
            }
            Question::Derive { query } => self.derive(query),
            Question::Verify { source } => self.verify(source, &[]),
            Question::Equal { lhs, rhs } => self.equal(lhs, rhs),
        }
    }

    /// Results of these questions would hold, but not be what an equation that is given leads to.
    fn refuse_equations(&self, given: &[String]) -> std::result::Result<(), Mistake> {
        let Some(&equation) = self.session.engine.given_equations.first() else { return Ok(()) };
        let text = self.source(equation);
        let field = given.iter().position(|one| one.contains('=')).unwrap_or(0);
        let span = Span::new(0, given.get(field).map_or(0, String::len));
        let message = format!("only 'equal' can be asked under an equation, such as {text}");
        Err(Mistake::new(&format!("given[{field}]"), span, "unsupported-given", message))
    }

    fn verify(&mut self, source: &verify::Source, given: &[String]) -> Replied {
        let checked = verify::verify(source, given)
            .map_err(|(i, diagnostic)| Mistake { field: format!("given[{i}]"), diagnostic })?;
        self.notes.extend(checked.notes.iter().cloned());
        Ok(Reply::Checked(Box::new(checked)))
    }

    fn derivative(&mut self, expr: &str, vars: &[String]) -> Replied {
        let read = self.value("expr", expr)?;
        let mut pending = read.e;
        for (i, text) in vars.iter().enumerate() {
            let (x, _) = self.variable(&format!("vars[{i}]"), text)?;
            pending = self.session.engine.kernel.store_mut().deriv(x, pending);
        }
        self.result(&read, pending, &Command::Derive(pending))
    }

    fn transformed(&mut self, expr: &str, command: fn(Expr) -> Command) -> Replied {
        let read = self.value("expr", expr)?;
        self.result(&read, read.e, &command(read.e))
    }

    /// What the command makes of `e`.
    fn result(&mut self, read: &Read, e: Expr, command: &Command) -> Replied {
        self.transformed_to(read, e, command).map(|(_, result)| Reply::Result(result))
    }

    /// What the command makes of `e`, as an expression and in texts.
    fn transformed_to(
        &mut self,
        read: &Read,
        e: Expr,
        command: &Command,
    ) -> std::result::Result<(Expr, Result), Mistake> {
        let t = self.session.transform(e, command).map_err(|problem| read.mistake(problem))?;
        let result = self.session.kernel().rhs(t);
        let conditions = self.conditions(t);
        self.check_size("expr", &[&conditions[..], &[result]].concat())?;
        let (source, latex) = self.both(result);
        Ok((result, Result { source, latex, conditions: self.sources(&conditions) }))
    }

    fn evaluate(&mut self, expr: &str, at: &[(String, String)], precision: Precision) -> Replied {
        let read = self.value("expr", expr)?;
        let mut point: Vec<(Name, Expr)> = Vec::with_capacity(at.len());
        for (name, value) in at {
            let field = format!("at.{name}");
            let (_, x) = self.variable(&field, name)?;
            if point.iter().any(|&(known, _)| known == x) {
                let span = Span::new(0, name.len());
                return Err(Mistake::new(&field, span, "value-twice", "the name has two values"));
            }
            point.push((x, self.value(&field, value)?.e));
        }
        let value = self.session.evaluate(read.e, &point, precision);
        let value = value.map_err(|problem| read.mistake(problem))?;
        self.check_given(&value)?;
        Ok(Reply::Number(number::number(&value)))
    }

    /// A value says nothing at a point that the assumptions exclude.
    fn check_given(&mut self, value: &steps::Value) -> std::result::Result<(), Mistake> {
        const BITS: usize = 256;
        let engine = &mut self.session.engine;
        for condition in engine.kernel.conditions(engine.given).to_vec() {
            let holds = eval::holds(engine.kernel.store_mut(), condition, &value.at, BITS);
            if holds == Ok(Some(false)) {
                let text = expression(engine.kernel.store(), condition, Format::Source);
                let message = format!("the assumption {text} does not hold at this point");
                return Err(Mistake::new("at", Span::default(), "given-fails", message));
            }
        }
        Ok(())
    }

    /// The theorem's conditions beyond what is given.
    fn conditions(&mut self, t: Theorem) -> Vec<Expr> {
        let given = self.session.engine.given;
        steps::stated(&mut self.session.engine.kernel, t, given)
    }

    // Texts.

    /// What cannot be written out cannot be an answer.
    fn check_size(&self, field: &str, exprs: &[Expr]) -> std::result::Result<(), Mistake> {
        let sizes = exprs.iter().map(|&e| self.session.store().size(e));
        let nodes = sizes.fold(0, usize::saturating_add);
        if nodes <= LIMIT {
            return Ok(());
        }
        let message = format!("the answer has {nodes} nodes; at most {LIMIT} are written out");
        Err(Mistake::new(field, Span::default(), "too-large", message))
    }

    fn source(&self, e: Expr) -> String {
        expression(self.session.store(), e, Format::Source)
    }

    fn sources(&self, all: &[Expr]) -> Vec<String> {
        all.iter().map(|&e| self.source(e)).collect()
    }

    /// In the language and in LaTeX.
    fn both(&self, e: Expr) -> (String, String) {
        (self.source(e), expression(self.session.store(), e, Format::Latex))
    }

    fn is_equation(&self, e: Expr) -> bool {
        self.session.store().op(e) == Op::Rel(Rel::Eq)
    }
}
