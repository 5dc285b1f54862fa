//! Answers as JSON, every expression in source and in LaTeX.

use super::{latex, source};
use crate::expr::{Expr, Name, Store};
use crate::layout::{Formula, Layout, Notation};
use crate::num::Rational;
use crate::steps::{
    Answer, Datum, Derivation, Findings, Line, Refutation, Standing, Undecided, Value,
};

/// An array with one object for each answer.
pub(super) fn render(store: &Store, answers: &[Answer]) -> String {
    let objects: Vec<String> = answers.iter().map(|answer| object(store, answer)).collect();
    format!("[{}]\n", objects.join(",\n "))
}

/// `{"source": …, "latex": …}`; of a long expression also `"where"`, the names for its shared parts.
pub(super) fn expression(store: &Store, e: Expr) -> String {
    format!("{{{}}}", fields(store, e))
}

fn fields(store: &Store, e: Expr) -> String {
    let mut layout = Layout::new(store);
    let names = layout.share(&[e]);
    let formula = layout.formula(e);
    let boxes = layout.boxes();
    let both = |formula: &Formula| {
        let source = string(&source::text(boxes, formula.source));
        let latex = string(&latex::formula(boxes, formula.stacked));
        format!("\"source\":{source},\"latex\":{latex}")
    };
    if names.is_empty() {
        return both(&formula);
    }
    let names = array(names.iter().map(|(name, part)| {
        let name = string(&source::text(boxes, name.source));
        format!("{{\"name\":{name},{}}}", both(part))
    }));
    format!("{},\"where\":{names}", both(&formula))
}

/// The LaTeX of [`fields`].
fn latex_of(store: &Store, e: Expr) -> String {
    let mut layout = Layout::new(store);
    layout.share(&[e]);
    let latex = layout.expression(e, Notation::Mathematical);
    string(&latex::formula(layout.boxes(), latex))
}

/// One answer as an object.
#[must_use]
pub fn object(store: &Store, answer: &Answer) -> String {
    match answer {
        Answer::Derivation(derivation) => self::derivation(store, derivation),
        Answer::Value(value) => self::value(store, value),
        Answer::Refuted(refuted) => self::refuted(store, refuted),
        Answer::Findings(findings) => self::findings(store, findings),
        Answer::Undecided(undecided) => self::undecided(store, undecided),
        Answer::Report(report) => super::json_report::report(store, report),
    }
}

fn derivation(store: &Store, derivation: &Derivation) -> String {
    let start = expression(store, derivation.start);
    let lines = array(derivation.lines.iter().map(|line| self::line(store, line)));
    let result = expression(store, derivation.result());
    let latex = latex_of(store, derivation.result());
    let conditions = expressions(store, &derivation.conditions);
    format!(
        "{{\"kind\":\"derivation\",\"start\":{start},\"lines\":{lines},\"result\":{result},\
         \"latex\":{latex},\"conditions\":{conditions}}}"
    )
}

/// The fields of an expression, then the reasons and conditions.
fn line(store: &Store, line: &Line) -> String {
    let fields = fields(store, line.expr);
    let reasons = array(line.reasons.iter().map(|reason| {
        format!("{{\"id\":{},\"caption\":{}}}", string(&reason.id), string(&reason.caption))
    }));
    let conditions = expressions(store, &line.conditions);
    format!("{{{fields},\"reasons\":{reasons},\"conditions\":{conditions}}}")
}

fn value(store: &Store, value: &Value) -> String {
    let expr = expression(store, value.expr);
    let at = assignments(store, &value.at);
    let exact = value.exact.as_ref().map_or("null".to_owned(), |exact| string(&exact.to_string()));
    let decimal = value.decimal.as_ref().map_or("null".to_owned(), |decimal| {
        format!(
            "{{\"text\":{},\"exact\":{},\"rounding\":{}}}",
            string(&decimal.text),
            decimal.exact,
            string(&decimal.rounding)
        )
    });
    format!(
        "{{\"kind\":\"value\",\"expr\":{expr},\"at\":{at},\"exact\":{exact},\"decimal\":{decimal}}}"
    )
}

fn refuted(store: &Store, refuted: &Refutation) -> String {
    let (lhs, rhs) = (expression(store, refuted.lhs), expression(store, refuted.rhs));
    let at = assignments(store, &refuted.at);
    let functions = array(refuted.functions.iter().map(|&(call, value)| {
        let source = |e| string(&super::expression(store, e, super::Format::Source));
        format!("{{\"call\":{},\"value\":{}}}", source(call), source(value))
    }));
    let matrices = array(refuted.matrices.iter().map(|(name, rows)| {
        format!("{{\"name\":{},\"rows\":{}}}", string(store.text(*name)), string(rows))
    }));
    let (left, right) = (string(&refuted.lhs_value), string(&refuted.rhs_value));
    format!(
        "{{\"kind\":\"refuted\",\"lhs\":{lhs},\"rhs\":{rhs},\"functions\":{functions},\
         \"matrices\":{matrices},\"at\":{at},\"lhs_value\":{left},\"rhs_value\":{right}}}"
    )
}

fn findings(store: &Store, findings: &Findings) -> String {
    let standing = match findings.standing {
        Standing::Proved => "proved",
        Standing::Refuted => "refuted",
        Standing::Undecided => "undecided",
    };
    let data = findings
        .data
        .iter()
        .map(|(name, datum)| format!(",{}:{}", string(name), self::datum(store, datum)));
    let data: String = data.collect();
    format!("{{\"kind\":{},\"standing\":\"{standing}\"{data}}}", string(findings.kind))
}

/// Data are nested three deep at most.
fn datum(store: &Store, datum: &Datum) -> String {
    match datum {
        Datum::Expr(e) => string(&super::expression(store, *e, super::Format::Source)),
        Datum::Text(text) => string(text),
        Datum::Truth(truth) => truth.to_string(),
        Datum::Null => "null".to_owned(),
        Datum::List(all) => array(all.iter().map(|one| self::datum(store, one))),
        Datum::Record(fields) => {
            let fields = fields
                .iter()
                .map(|(name, value)| format!("{}:{}", string(name), self::datum(store, value)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        }
    }
}

fn undecided(store: &Store, undecided: &Undecided) -> String {
    let (lhs, rhs) = (expression(store, undecided.lhs), expression(store, undecided.rhs));
    let tried = array(undecided.tried.iter().map(|words| string(words)));
    format!("{{\"kind\":\"undecided\",\"lhs\":{lhs},\"rhs\":{rhs},\"tried\":{tried}}}")
}

fn expressions(store: &Store, all: &[Expr]) -> String {
    array(all.iter().map(|&e| expression(store, e)))
}

fn assignments(store: &Store, at: &[(Name, Rational)]) -> String {
    array(at.iter().map(|(name, value)| {
        let (name, value) = (string(store.text(*name)), string(&value.to_string()));
        format!("{{\"name\":{name},\"value\":{value}}}")
    }))
}

pub(super) fn array(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

/// A JSON string.
#[must_use]
pub fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Also those that end a line in JavaScript.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
