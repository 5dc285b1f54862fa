//! Answers as lines of JSON.

use symderiv::door::{
    self, Answered, CountedLayer, Field, Line, Mistake, Number, Outcome, Reply, Step, Verdict,
    Witness,
};
use symderiv::print::json::string;
use symderiv::report::checked_fields;

use super::request::Problem;

/// An object of JSON that is being written.
struct Object(String);

impl Object {
    fn new() -> Self {
        Self("{".to_owned())
    }

    fn raw(mut self, name: &str, value: &str) -> Self {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.0.push_str(&string(name));
        self.0.push(':');
        self.0.push_str(value);
        self
    }

    fn text(self, name: &str, value: &str) -> Self {
        self.raw(name, &string(value))
    }

    fn texts(self, name: &str, values: &[String]) -> Self {
        self.raw(name, &array(values.iter().map(|value| string(value))))
    }

    fn done(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

fn array(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

/// The line for an answer.
pub fn answered(id: Option<&str>, answered: &Answered) -> String {
    let object = match &answered.reply {
        Ok(reply) => fields(begun(id, true), reply),
        Err(mistake) => return failed(id, mistake),
    };
    let object = match answered.notes.as_slice() {
        [] => object,
        notes => object.texts("notes", notes),
    };
    object.done()
}

/// The line for a request that could not be used.
pub fn refused(id: Option<&str>, problem: &Problem) -> String {
    let (start, end) = problem.span;
    let error = Object::new()
        .text("code", problem.code)
        .text("message", &problem.message)
        .raw("span", &format!("[{start},{end}]"));
    begun(id, false).raw("error", &error.done()).done()
}

fn failed(id: Option<&str>, mistake: &Mistake) -> String {
    let diagnostic = &mistake.diagnostic;
    let (start, end) = (diagnostic.span.start, diagnostic.span.end);
    let error = Object::new()
        .text("code", diagnostic.code)
        .text("message", &diagnostic.message)
        .raw("span", &format!("[{start},{end}]"))
        .text("field", &mistake.field);
    let error = match &diagnostic.help {
        Some(help) => error.text("help", help),
        None => error,
    };
    begun(id, false).raw("error", &error.done()).done()
}

fn begun(id: Option<&str>, ok: bool) -> Object {
    let object = match id {
        Some(id) => Object::new().raw("id", id),
        None => Object::new(),
    };
    object.raw("ok", if ok { "true" } else { "false" })
}

fn fields(object: Object, reply: &Reply) -> Object {
    match reply {
        Reply::Result(result) => result_fields(object, result),
        Reply::Matrix { result, layout, shape } => {
            result_fields(object, result).text("layout", layout).text("shape", shape)
        }
        Reply::Verdict(verdict) => verdict_fields(object, verdict),
        Reply::Number(number) => number_fields(object, number),
        Reply::Checked(checked) => {
            checked_fields(checked).into_iter().fold(object, |o, (name, value)| o.raw(name, &value))
        }
        Reply::Findings(findings) => findings_fields(object, findings),
        Reply::Backprop(found) => object
            .raw("values", &steps(&found.values))
            .raw("gradients", &steps(&found.gradients))
            .raw("unrounded", &steps(&found.unrounded))
            .raw("formulas", &map(&found.formulas)),
        Reply::Count(count) => object
            .raw("total", &count.total.as_deref().map_or_else(|| "null".to_owned(), string))
            .raw("layers", &array(count.layers.iter().map(layer)))
            .raw("conventions", &map(&count.conventions))
            .text("fractions", count.fractions),
        Reply::Outcomes(outcomes) => match outcomes.as_slice() {
            [outcome] => outcome_fields(object, outcome),
            all => {
                let answers = all.iter().map(|one| outcome_fields(Object::new(), one).done());
                object.raw("answers", &array(answers))
            }
        },
    }
}

fn steps(steps: &[(String, Step)]) -> String {
    let each = steps.iter().fold(Object::new(), |object, (name, step)| {
        let value = number_fields(Object::new().text("text", &step.text), &step.number);
        object.raw(name, &value.done())
    });
    each.done()
}

fn layer(layer: &CountedLayer) -> String {
    let mut object = Object::new()
        .text("layer", &layer.layer)
        .text("kind", &layer.kind)
        .texts("output", &layer.output);
    let texts = [("formula", &layer.formula), ("numbers", &layer.numbers), ("value", &layer.value)];
    for (name, text) in texts {
        if let Some(text) = text {
            object = object.text(name, text);
        }
    }
    match &layer.field {
        Some(field) => object.texts("field", field).done(),
        None => object.done(),
    }
}

fn result_fields(object: Object, result: &door::Result) -> Object {
    object
        .text("result", &result.source)
        .text("latex", &result.latex)
        .texts("conditions", &result.conditions)
}

/// All fields are there for each verdict, so that a reader needs no cases.
fn verdict_fields(object: Object, verdict: &Verdict) -> Object {
    let none: &[String] = &[];
    let (word, conditions, isolated, found, tried) = match verdict {
        Verdict::Proved { conditions, isolated } => {
            ("proved", conditions.as_slice(), isolated.as_slice(), None, none)
        }
        Verdict::Refuted(found) => ("refuted", none, none, Some(found), none),
        Verdict::Undecided { tried } => ("undecided", none, none, None, tried.as_slice()),
    };
    object
        .text("verdict", word)
        .texts("conditions", conditions)
        .texts("isolated", isolated)
        .raw("witness", &found.map_or_else(|| "null".to_owned(), witness))
        .texts("tried", tried)
}

fn witness(witness: &Witness) -> String {
    let object = Object::new().raw("at", &map(&witness.at));
    let object = match witness.functions.as_slice() {
        [] => object,
        functions => object.raw("functions", &map(functions)),
    };
    object.text("lhs", &witness.lhs).text("rhs", &witness.rhs).done()
}

fn map(pairs: &[(String, String)]) -> String {
    pairs.iter().fold(Object::new(), |object, (name, value)| object.text(name, value)).done()
}

fn number_fields(object: Object, number: &Number) -> Object {
    match number {
        Number::Exact(exact) => object.text("exact", exact),
        Number::Near { decimal, radius } => object.text("decimal", decimal).text("radius", radius),
    }
}

fn outcome_fields(object: Object, outcome: &Outcome) -> Object {
    match outcome {
        Outcome::Derivation { start, lines, result } => {
            let lines = array(lines.iter().map(line));
            result_fields(object.text("start", start).raw("lines", &lines), result)
        }
        Outcome::Verdict(verdict) => verdict_fields(object, verdict),
        Outcome::Number(number) => number_fields(object, number),
        Outcome::Report(report) => object.raw("report", report),
        Outcome::Findings(findings) => findings_fields(object, findings),
    }
}

fn findings_fields(object: Object, findings: &door::Findings) -> Object {
    let object = object.text("verdict", findings.verdict);
    findings.fields.iter().fold(object, |object, (name, field)| object.raw(name, &value(field)))
}

/// Fields are nested three deep at most.
fn value(field: &Field) -> String {
    match field {
        Field::Text(text) => string(text),
        Field::Truth(truth) => truth.to_string(),
        Field::Null => "null".to_owned(),
        Field::List(all) => array(all.iter().map(value)),
        Field::Record(all) => {
            let object = Object::new();
            all.iter().fold(object, |object, (name, one)| object.raw(name, &value(one))).done()
        }
    }
}

fn line(line: &Line) -> String {
    let rules = line
        .rules
        .iter()
        .map(|(id, caption)| Object::new().text("id", id).text("caption", caption).done());
    result_fields(Object::new(), &line.result).raw("rules", &array(rules)).done()
}
