//! Answers as pages of boxes.

use super::boxes::{BoxId, Boxes, Fence, Form, Item, Role, Sign};
use super::findings::Panel;
use super::lower::{Layout, Notation};
use super::name;
use super::report::Part;
use crate::expr::{Expr, Name, Store};
use crate::num::Rational;
use crate::steps::{Answer, Decimal, Derivation, Refutation, Value};

/// Laid-out answers.
#[derive(Clone, Debug)]
pub struct Page {
    /// All boxes.
    pub boxes: Boxes,
    /// One block for each answer.
    pub blocks: Vec<Block>,
}

/// A laid-out answer.
#[derive(Clone, Debug)]
pub enum Block {
    /// Names for parts of the answer that follows, which would be long without them.
    Names(Vec<(Formula, Formula)>),
    /// A chain of equations.
    Derivation {
        /// Where it begins.
        start: Formula,
        /// The lines that follow.
        steps: Vec<Step>,
        /// The conditions of the whole, unless they are those of its only step.
        conditions: Vec<BoxId>,
    },
    /// The value of an expression.
    Value {
        /// What was evaluated.
        expr: Formula,
        /// Where: equations.
        at: Vec<BoxId>,
        /// `= …` or `≈ …`, in order.
        values: Vec<(Sign, BoxId)>,
        /// How the decimal was rounded.
        rounding: Option<String>,
    },
    /// A claim that is false.
    Refuted {
        /// The claim.
        claim: Claim,
        /// The witness: equations.
        at: Vec<BoxId>,
        /// The values of the two sides there.
        values: (BoxId, BoxId),
    },
    /// What a study found.
    Findings(Vec<Panel>),
    /// A claim that could not be decided.
    Undecided {
        /// The claim.
        claim: Claim,
        /// What was tried.
        tried: Vec<String>,
    },
    /// Tables, with equations and remarks.
    Report(Vec<Part>),
}

/// An expression in every notation, for formats that fall back when one does not fit.
#[derive(Clone, Copy, Debug)]
pub struct Formula {
    /// With stacked fractions.
    pub stacked: BoxId,
    /// On one line, with slashes.
    pub inline: BoxId,
    /// In the expression language.
    pub source: BoxId,
}

impl Formula {
    /// A box that looks the same in every notation.
    #[must_use]
    pub fn plain(id: BoxId) -> Self {
        Self { stacked: id, inline: id, source: id }
    }
}

/// One line of a derivation.
#[derive(Clone, Debug)]
pub struct Step {
    /// What stands after the equals sign.
    pub expr: Formula,
    /// The captions of its reasons.
    pub reasons: Vec<String>,
    /// Its conditions.
    pub conditions: Vec<BoxId>,
}

/// An equation that was claimed.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    /// Its left side.
    pub lhs: Formula,
    /// Its right side.
    pub rhs: Formula,
}

/// Lays out answers, with the conditions in running text in this notation.
#[must_use]
pub fn page(store: &Store, answers: &[Answer], running: Notation) -> Page {
    let mut layout = Layout::new(store);
    layout.running = running;
    let mut blocks = Vec::with_capacity(answers.len());
    for answer in answers {
        let names = layout.share(&expressions(answer));
        if !names.is_empty() {
            blocks.push(Block::Names(names));
        }
        blocks.push(layout.block(answer));
    }
    Page { boxes: layout.into_boxes(), blocks }
}

/// Lays out one answer for a line of prose, where there is no place for names of its parts.
#[must_use]
pub fn unnamed(store: &Store, answer: &Answer, running: Notation) -> (Boxes, Block) {
    let mut layout = Layout::new(store);
    layout.running = running;
    let block = layout.block(answer);
    (layout.into_boxes(), block)
}

/// All expressions that are to be written.
fn expressions(answer: &Answer) -> Vec<Expr> {
    match answer {
        Answer::Derivation(derivation) => {
            let mut all = vec![derivation.start];
            all.extend_from_slice(&derivation.conditions);
            for line in &derivation.lines {
                all.push(line.expr);
                all.extend_from_slice(&line.conditions);
            }
            all
        }
        Answer::Value(value) => vec![value.expr],
        Answer::Refuted(refuted) => vec![refuted.lhs, refuted.rhs],
        Answer::Undecided(undecided) => vec![undecided.lhs, undecided.rhs],
        // Their formulas are short, and each is written by itself.
        Answer::Findings(_) | Answer::Report(_) => Vec::new(),
    }
}

impl Layout<'_> {
    fn block(&mut self, answer: &Answer) -> Block {
        match answer {
            Answer::Derivation(derivation) => self.derivation(derivation),
            Answer::Value(value) => self.value(value),
            Answer::Refuted(refuted) => Block::Refuted {
                claim: self.claim(refuted.lhs, refuted.rhs),
                at: self.counterexample(refuted),
                values: (
                    self.value_of_side(&refuted.lhs_value),
                    self.value_of_side(&refuted.rhs_value),
                ),
            },
            Answer::Findings(findings) => {
                Block::Findings(findings.entries.iter().map(|entry| self.panel(entry)).collect())
            }
            Answer::Undecided(undecided) => Block::Undecided {
                claim: self.claim(undecided.lhs, undecided.rhs),
                tried: undecided.tried.clone(),
            },
            Answer::Report(report) => Block::Report(self.report(report)),
        }
    }

    /// An expression in every notation.
    pub fn formula(&mut self, e: Expr) -> Formula {
        Formula {
            stacked: self.expression(e, Notation::Mathematical),
            inline: self.expression(e, Notation::Inline),
            source: self.expression(e, Notation::Source),
        }
    }

    fn derivation(&mut self, derivation: &Derivation) -> Block {
        let start = self.formula(derivation.start);
        let steps = derivation.lines.iter().map(|line| Step {
            expr: self.formula(line.expr),
            reasons: line.reasons.iter().map(|reason| reason.caption.clone()).collect(),
            conditions: self.conditions(&line.conditions),
        });
        let steps = steps.collect();
        // The only step has said its conditions already.
        let said = matches!(derivation.lines.as_slice(),
            [line] if line.conditions == derivation.conditions);
        let all: &[Expr] = if said { &[] } else { &derivation.conditions };
        Block::Derivation { start, steps, conditions: self.conditions(all) }
    }

    fn claim(&mut self, lhs: Expr, rhs: Expr) -> Claim {
        Claim { lhs: self.formula(lhs), rhs: self.formula(rhs) }
    }

    fn value(&mut self, value: &Value) -> Block {
        let expr = self.formula(value.expr);
        let mut values = Vec::new();
        if let Some(exact) = &value.exact {
            values.push((Sign::Equal, self.rational(exact, Notation::Mathematical)));
        }
        let decimal = value.decimal.as_ref().filter(|decimal| !repeats(value, decimal));
        if let Some(decimal) = decimal {
            let sign = if decimal.exact { Sign::Equal } else { Sign::Approximately };
            values.push((sign, self.decimal(&decimal.text)));
        }
        let rounding = decimal
            .filter(|decimal| !decimal.exact && !decimal.rounding.is_empty())
            .map(|decimal| decimal.rounding.clone());
        Block::Value { expr, at: self.assignments(&value.at), values, rounding }
    }

    /// What the unknown functions and the variables are: `f(t) = t^3 + 2*t + 5`, `x = 1/2`.
    fn counterexample(&mut self, refuted: &Refutation) -> Vec<BoxId> {
        let mut equations = Vec::with_capacity(refuted.functions.len() + refuted.at.len());
        for &(call, value) in &refuted.functions {
            let call = self.expression(call, Notation::Inline);
            let equal = self.boxes.infix(Sign::Equal);
            let value = self.expression(value, Notation::Inline);
            equations.push(self.boxes.row(vec![call, equal, value]));
        }
        for (name, rows) in &refuted.matrices {
            let name = name::lay(&mut self.boxes, Role::Variable, self.store.text(*name));
            let equal = self.boxes.infix(Sign::Equal);
            let rows = self.value_of_side(rows);
            equations.push(self.boxes.row(vec![name, equal, rows]));
        }
        equations.extend(self.assignments(&refuted.at));
        equations
    }

    /// A decimal, or a matrix from its rows `[[1, 2], [3, 4]]`.
    fn value_of_side(&mut self, text: &str) -> BoxId {
        let rows = text.strip_prefix("[[").and_then(|text| text.strip_suffix("]]"));
        let Some(rows) = rows else { return self.decimal(text) };
        let mut table = Vec::new();
        for row in rows.split("], [") {
            let entries = row.split(", ").map(|entry| match entry.parse::<Rational>() {
                Ok(value) => self.rational(&value, Notation::Inline),
                Err(_) => self.boxes.words(Role::Condition, entry),
            });
            table.push(entries.collect());
        }
        let table = self.boxes.push(Item::Table(table));
        self.boxes.push(Item::Fenced(Fence::Bracket, table))
    }

    /// `x = 1/2`, one equation for each variable.
    fn assignments(&mut self, at: &[(Name, Rational)]) -> Vec<BoxId> {
        let mut equations = Vec::with_capacity(at.len());
        for (variable, value) in at {
            let x = name::lay(&mut self.boxes, Role::Variable, self.store.text(*variable));
            let equal = self.boxes.infix(Sign::Equal);
            let value = self.rational(value, Notation::Inline);
            equations.push(self.boxes.row(vec![x, equal, value]));
        }
        equations
    }

    /// A number that is no expression of the store.
    pub(super) fn rational(&mut self, value: &Rational, notation: Notation) -> BoxId {
        let magnitude = value.abs();
        let numer = self.boxes.push(Item::Number(magnitude.numer().to_string().into()));
        let mut id = numer;
        if !magnitude.is_integer() {
            let denom = self.boxes.push(Item::Number(magnitude.denom().to_string().into()));
            id = match notation {
                Notation::Mathematical => self.boxes.push(Item::Fraction(numer, denom)),
                Notation::Inline | Notation::Source => {
                    let slash = self.boxes.push(Item::Sign(Sign::Slash, Form::Infix));
                    self.boxes.row(vec![numer, slash, denom])
                }
            };
        }
        if value.is_negative() { self.negative(id) } else { id }
    }

    /// A decimal's text, such as `-0.25`.
    pub(super) fn decimal(&mut self, text: &str) -> BoxId {
        let digits = text.strip_prefix(['-', '−']);
        let plain = digits.unwrap_or(text);
        let id = match plain.split_once(['e', 'E']) {
            _ if !plain.starts_with(|c: char| c.is_ascii_digit()) => {
                self.boxes.words(Role::Condition, plain)
            }
            Some((mantissa, exponent)) => self.scientific(mantissa, exponent),
            None => self.boxes.push(Item::Number(plain.into())),
        };
        if digits.is_some() { self.negative(id) } else { id }
    }

    /// `1.5e-7` as 1.5 · 10⁻⁷.
    fn scientific(&mut self, mantissa: &str, exponent: &str) -> BoxId {
        let mantissa = self.boxes.push(Item::Number(mantissa.into()));
        let (dot, ten) = (self.boxes.infix(Sign::Dot), self.boxes.push(Item::Number("10".into())));
        let digits = exponent.trim_start_matches(['-', '+']);
        let magnitude = self.boxes.push(Item::Number(digits.into()));
        let sup = if exponent.starts_with('-') { self.negative(magnitude) } else { magnitude };
        let power = self.boxes.push(Item::Scripts { base: ten, sub: None, sup: Some(sup) });
        self.boxes.row(vec![mantissa, dot, power])
    }

    pub(super) fn negative(&mut self, id: BoxId) -> BoxId {
        let minus = self.boxes.push(Item::Sign(Sign::Minus, Form::Prefix));
        self.boxes.row(vec![minus, id])
    }
}

/// Does the decimal say the same again, as `2 = 2` would?
fn repeats(value: &Value, decimal: &Decimal) -> bool {
    decimal.exact && value.exact.as_ref().is_some_and(|exact| exact.to_string() == decimal.text)
}
