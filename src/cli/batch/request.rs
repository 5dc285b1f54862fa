//! A line of JSON as a request.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::Value;
use serde_json::value::RawValue;
use symderiv::door::{Question, Request};
use symderiv::latex::document::Language;
use symderiv::syntax::{Counted, Half, Precision, Rounding, Topic};
use symderiv::verify::Source;

/// A line that was understood, as far as it was.
pub struct Line {
    /// The text of `id`, just as it was written; `None` if there is none.
    pub id: Option<String>,
    /// The request, or what is wrong with it.
    pub request: Result<Request, Problem>,
    /// The time that it asks for.
    pub timeout: Option<Duration>,
}

/// What is wrong with a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// A stable identifier.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// The bytes of the line that it is about.
    pub span: (usize, usize),
}

type Fields = HashMap<String, Box<RawValue>>;

/// Reads a line.
pub fn read(line: &[u8]) -> Line {
    let whole = (0, line.len());
    let text = match std::str::from_utf8(line) {
        Ok(text) => text,
        Err(error) => {
            let start = error.valid_up_to();
            let message = format!("the line is not UTF-8: byte {} is wrong", start + 1);
            let end = start + error.error_len().unwrap_or(line.len() - start);
            return nothing("invalid-utf8", message, (start, end));
        }
    };
    let fields: Fields = match serde_json::from_str(text) {
        Ok(fields) => fields,
        Err(error) if error.is_data() => {
            return nothing("not-an-object", "the line is not a JSON object".into(), whole);
        }
        Err(error) => {
            let at = error.column().saturating_sub(1).min(line.len());
            let message = format!("the line is not JSON: {error}");
            return nothing("invalid-json", message, (at, line.len().min(at + 1)));
        }
    };
    let id = fields.get("id").map(|id| id.get().to_owned());
    let (request, timeout) = match (request(&fields), timeout(&fields)) {
        (Ok(request), Ok(timeout)) => (Ok(request), timeout),
        (Err(wrong), _) | (_, Err(wrong)) => (Err(wrong), None),
    };
    let request = request.map_err(|(code, message)| Problem { code, message, span: whole });
    Line { id, request, timeout }
}

fn nothing(code: &'static str, message: String, span: (usize, usize)) -> Line {
    let request = Err(Problem { code, message, span });
    Line { id: Some("null".to_owned()), request, timeout: None }
}

type Wrong = (&'static str, String);

/// The fields that a request may have, by its `op`.
const FIELDS: [(&str, &[&str]); 21] = [
    ("gradient", &["expr", "wrt"]),
    ("jacobian", &["expr", "wrt"]),
    ("hessian", &["expr", "wrt"]),
    ("derivative", &["expr", "vars"]),
    ("equal", &["lhs", "rhs"]),
    ("simplify", &["expr"]),
    ("expand", &["expr"]),
    ("factor", &["expr"]),
    ("together", &["expr"]),
    ("evaluate", &["expr", "at", "digits", "places"]),
    ("derive", &["query"]),
    ("verify", &["source", "format", "lines", "shapes"]),
    ("range", &["expr", "var", "on"]),
    ("maximum", &["expr", "var", "on"]),
    ("minimum", &["expr", "var", "on"]),
    ("monotone", &["expr", "var", "on"]),
    ("convex", &["expr", "var", "on"]),
    ("asymptotes", &["expr", "var", "on"]),
    ("limit", &["expr", "var", "to"]),
    ("backprop", &["statements", "of", "wrt", "at", "places", "half", "digits"]),
    ("count", &["network", "what", "conventions", "at"]),
];

fn request(fields: &Fields) -> Result<Request, Wrong> {
    let op = text(fields, "op")?;
    let Some((_, known)) = FIELDS.iter().find(|(name, _)| *name == op) else {
        let names: Vec<&str> = FIELDS.iter().map(|(name, _)| *name).collect();
        let message = format!("unknown op {}; it can be {}", shortened(&op), names.join(", "));
        return Err(("unknown-op", message));
    };
    let mut unknown: Vec<&String> = fields
        .keys()
        .filter(|key| {
            !matches!(key.as_str(), "id" | "op" | "given" | "timeout" | "shapes")
                && !known.contains(&key.as_str())
        })
        .collect();
    unknown.sort();
    if let Some(field) = unknown.first() {
        let fields = known.join(", ");
        let message =
            format!("'{op}' has no field {}; it has {fields}, given, timeout", shortened(field));
        return Err(("unknown-field", message));
    }
    let expr = || text(fields, "expr");
    let question = match op.as_str() {
        "derivative" => Question::Derivative { expr: expr()?, vars: texts(fields, "vars")? },
        "gradient" => Question::Gradient { expr: expr()?, wrt: text(fields, "wrt")? },
        "jacobian" => Question::Jacobian { expr: expr()?, wrt: text(fields, "wrt")? },
        "hessian" => Question::Hessian { expr: expr()?, wrt: text(fields, "wrt")? },
        "equal" => Question::Equal { lhs: text(fields, "lhs")?, rhs: text(fields, "rhs")? },
        "simplify" => Question::Simplify { expr: expr()? },
        "expand" => Question::Expand { expr: expr()? },
        "factor" => Question::Factor { expr: expr()? },
        "together" => Question::Together { expr: expr()? },
        "evaluate" => Question::Evaluate {
            expr: expr()?,
            at: named(fields, "at")?,
            precision: precision(fields)?,
        },
        "backprop" => backprop(fields)?,
        "count" => Question::Count {
            network: text(fields, "network")?,
            what: counted(fields)?,
            conventions: named(fields, "conventions")?,
            at: named(fields, "at")?,
        },
        "verify" => Question::Verify { source: derivation(fields)? },
        "limit" => {
            Question::Limit { expr: expr()?, var: text(fields, "var")?, to: text(fields, "to")? }
        }
        "range" => study(fields, Topic::Range)?,
        "maximum" => study(fields, Topic::Maximum)?,
        "minimum" => study(fields, Topic::Minimum)?,
        "monotone" => study(fields, Topic::Monotone)?,
        "convex" => study(fields, Topic::Convex)?,
        "asymptotes" => study(fields, Topic::Asymptotes)?,
        _ => Question::Derive { query: text(fields, "query")? },
    };
    let given = if fields.contains_key("given") { texts(fields, "given")? } else { Vec::new() };
    let given = [shapes(fields)?, given].concat();
    Ok(Request { given, question })
}

/// A question about a function on an interval.
fn study(fields: &Fields, topic: Topic) -> Result<Question, Wrong> {
    let optional = |name: &str| match fields.contains_key(name) {
        true => text(fields, name).map(Some),
        false => Ok(None),
    };
    let (var, on) = (optional("var")?, optional("on")?);
    Ok(Question::Study { expr: text(fields, "expr")?, topic, var, on })
}

/// The longest that the request may take, if it says so.
fn timeout(fields: &Fields) -> Result<Option<Duration>, Wrong> {
    if !fields.contains_key("timeout") {
        return Ok(None);
    }
    let seconds = value(fields, "timeout")?.as_f64().filter(|&seconds| seconds > 0.0);
    let time = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    time.map(Some).ok_or_else(|| wrong("timeout", "a number of seconds above 0"))
}

/// A document, or lines of LaTeX.
fn derivation(fields: &Fields) -> Result<Source, Wrong> {
    match (fields.contains_key("lines"), fields.contains_key("source")) {
        (true, false) => Ok(Source::Lines(texts(fields, "lines")?)),
        (false, true) => {
            let language = match fields.get("format") {
                None => Language::default(),
                Some(_) => match text(fields, "format")?.as_str() {
                    "latex" => Language::Latex,
                    "markdown" => Language::Markdown,
                    "symderiv" => Language::Symderiv,
                    _ => return Err(wrong("format", "latex, markdown or symderiv")),
                },
            };
            Ok(Source::Document { text: text(fields, "source")?, language })
        }
        (false, false) => Err(missing("source")),
        (true, true) => Err(("two-sources", "either 'source' or 'lines', not both".into())),
    }
}

fn value(fields: &Fields, name: &str) -> Result<Value, Wrong> {
    let raw = fields.get(name).ok_or_else(|| missing(name))?;
    // Nesting beyond what is read has no use in a request.
    serde_json::from_str(raw.get()).map_err(|_| wrong(name, "no such nested value"))
}

fn missing(name: &str) -> Wrong {
    ("missing-field", format!("the field '{name}' is missing"))
}

fn wrong(name: &str, expected: &str) -> Wrong {
    ("wrong-type", format!("the field '{name}' must be {expected}"))
}

fn text(fields: &Fields, name: &str) -> Result<String, Wrong> {
    match value(fields, name)? {
        Value::String(text) => Ok(text),
        _ => Err(wrong(name, "a string")),
    }
}

fn texts(fields: &Fields, name: &str) -> Result<Vec<String>, Wrong> {
    const EXPECTED: &str = "an array of strings";
    let Value::Array(items) = value(fields, name)? else { return Err(wrong(name, EXPECTED)) };
    let text = |item| match item {
        Value::String(text) => Ok(text),
        _ => Err(wrong(name, EXPECTED)),
    };
    items.into_iter().map(text).collect()
}

/// The shapes of matrices and vectors, as declarations: `"m*n"`, `"n*n symmetric"`, `"n"`.
fn shapes(fields: &Fields) -> Result<Vec<String>, Wrong> {
    const EXPECTED: &str = "an object with a shape such as \"m*n\" for each name";
    let Some(raw) = fields.get("shapes") else { return Ok(Vec::new()) };
    let parts: Fields = serde_json::from_str(raw.get()).map_err(|_| wrong("shapes", EXPECTED))?;
    let mut declarations = Vec::with_capacity(parts.len());
    for (name, raw) in &parts {
        let Ok(Value::String(shape)) = serde_json::from_str(raw.get()) else {
            return Err(wrong("shapes", EXPECTED));
        };
        let sort = if shape.contains(['*', '×']) { "matrix" } else { "vector" };
        declarations.push(format!("{name} : {sort} {shape}"));
    }
    declarations.sort();
    Ok(declarations)
}

fn backprop(fields: &Fields) -> Result<Question, Wrong> {
    let list = |name: &str| {
        if fields.contains_key(name) { texts(fields, name) } else { Ok(Vec::new()) }
    };
    let half = match fields.contains_key("half").then(|| text(fields, "half")).transpose()? {
        None => Half::Up,
        Some(word) if word == "up" => Half::Up,
        Some(word) if word == "even" => Half::Even,
        Some(_) => return Err(wrong("half", "'up' or 'even'")),
    };
    let (mut rounding, mut precision) = (None, Precision::Default);
    if fields.contains_key("places") {
        rounding = Some(Rounding { places: count(fields, "places", 0)?, half });
    }
    if fields.contains_key("digits") {
        precision = Precision::Digits(count(fields, "digits", 1)?);
    }
    Ok(Question::Backprop {
        statements: texts(fields, "statements")?,
        of: text(fields, "of")?,
        wrt: list("wrt")?,
        at: named(fields, "at")?,
        rounding,
        precision,
    })
}

fn counted(fields: &Fields) -> Result<Counted, Wrong> {
    match text(fields, "what")?.as_str() {
        "parameters" => Ok(Counted::Parameters),
        "flops" => Ok(Counted::Flops),
        "shapes" => Ok(Counted::Shapes),
        "receptive field" => Ok(Counted::ReceptiveField),
        _ => Err(wrong("what", "'parameters', 'flops', 'shapes' or 'receptive field'")),
    }
}

/// The values of variables: expressions, or numbers of JSON.
fn named(fields: &Fields, field: &str) -> Result<Vec<(String, String)>, Wrong> {
    const EXPECTED: &str = "an object with an expression or a number for each variable";
    let Some(raw) = fields.get(field) else { return Ok(Vec::new()) };
    let parts: Fields = serde_json::from_str(raw.get()).map_err(|_| wrong(field, EXPECTED))?;
    let mut point = Vec::with_capacity(parts.len());
    for (name, raw) in &parts {
        let value = match serde_json::from_str(raw.get()) {
            Ok(Value::String(text)) => text,
            // As it is written: 0.1 is 1/10.
            Ok(Value::Number(_)) => number_text(raw.get()),
            _ => return Err(wrong(field, EXPECTED)),
        };
        point.push((name.clone(), value));
    }
    point.sort();
    Ok(point)
}

/// A number of JSON in the expression language, where `1e-3` would be a difference.
fn number_text(number: &str) -> String {
    match number.split_once(['e', 'E']) {
        Some((mantissa, power)) => format!("{mantissa}*10^({})", power.trim_start_matches('+')),
        None => number.to_owned(),
    }
}

fn precision(fields: &Fields) -> Result<Precision, Wrong> {
    match (fields.contains_key("digits"), fields.contains_key("places")) {
        (false, false) => Ok(Precision::Default),
        (true, false) => Ok(Precision::Digits(count(fields, "digits", 1)?)),
        (false, true) => Ok(Precision::Places(count(fields, "places", 0)?)),
        (true, true) => Err(("two-precisions", "either 'digits' or 'places', not both".into())),
    }
}

/// A whole number that is not less than this.
fn count(fields: &Fields, name: &str, least: u32) -> Result<u32, Wrong> {
    let count = value(fields, name)?.as_u64().and_then(|n| u32::try_from(n).ok());
    count
        .filter(|&n| n >= least)
        .ok_or_else(|| wrong(name, &format!("a whole number, {least} or more")))
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    let short: String = text.chars().take(LONGEST).collect();
    let dots = if short.len() < text.len() { "…" } else { "" };
    format!("'{short}{dots}'")
}
