//! Verdicts as JSON, for the batch and for `--format json`.

use crate::print::json::string;
use crate::verify::{Chain, Checked, Difference, Line, Step, Truth};

/// The fields of an object that says what was found, with their values.
#[must_use]
pub fn checked_fields(checked: &Checked) -> Vec<(&'static str, String)> {
    let first = checked.first_wrong().and_then(|i| checked.lines.get(i));
    let last = checked.last_chain();
    vec![
        ("lines", array(checked.lines.iter().map(line))),
        ("first_wrong", first.map_or_else(|| "null".into(), |line| line.number.to_string())),
        ("endpoints", string(endpoints(last.map_or(Truth::Unknown, |chain| chain.endpoints)))),
        ("conclusion", string(conclusion(last.map_or(Truth::Unknown, |chain| chain.conclusion)))),
        ("chains", array(checked.chains.iter().map(|one| chain(checked, one)))),
    ]
}

/// The whole object.
pub(super) fn object(checked: &Checked, name: &str) -> String {
    let mut fields = vec![("file", string(name))];
    fields.extend(checked_fields(checked));
    fields.push(("notes", array(checked.notes.iter().map(|note| string(note)))));
    written(&fields)
}

pub(super) fn endpoints(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "equal",
        Truth::No => "different",
        Truth::Unknown => "undecided",
    }
}

pub(super) fn conclusion(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "proved",
        Truth::No => "refuted",
        Truth::Unknown => "undecided",
    }
}

fn chain(checked: &Checked, chain: &Chain) -> String {
    let first = chain.first_wrong.and_then(|i| checked.lines.get(i));
    written(&[
        ("first_wrong", first.map_or_else(|| "null".into(), |line| line.number.to_string())),
        ("endpoints", string(endpoints(chain.endpoints))),
        ("conclusion", string(conclusion(chain.conclusion))),
    ])
}

fn line(line: &Line) -> String {
    let mut fields = vec![
        ("line", line.number.to_string()),
        ("text", string(&line.text)),
        ("verdict", string(line.verdict.text())),
    ];
    if let Some(deciding) = line.deciding() {
        fields.extend(step_fields(deciding));
    }
    if line.steps.len() > 1 {
        let steps = line.steps.iter().map(|step| {
            let mut fields = vec![("verdict", string(step.verdict.text()))];
            fields.extend(step_fields(step));
            written(&fields)
        });
        fields.push(("steps", array(steps)));
    }
    written(&fields)
}

fn step_fields(step: &Step) -> Vec<(&'static str, String)> {
    let mut fields = vec![("reason", string(&step.reason))];
    if !step.rules.is_empty() {
        fields.push(("rules", array(step.rules.iter().map(|(id, _)| string(id)))));
    }
    if !step.conditions.is_empty() {
        fields.push(("conditions", texts(&step.conditions)));
    }
    if let Some(found) = &step.witness {
        fields.push(("witness", difference(found)));
    }
    if let Some(slip) = &step.slip {
        fields.push(("slip", string(slip.id)));
        fields.push(("slip_title", string(&slip.title)));
        fields.push(("repair", string(&slip.repair)));
        fields.push(("repair_source", string(&slip.repair_source)));
        if let Some((from, to)) = &slip.change {
            fields.push(("change", written(&[("from", string(from)), ("to", string(to))])));
        }
    }
    if let Some(mark) = step.mark {
        fields.push(("span", format!("[{},{}]", mark.start, mark.end)));
    }
    if !step.candidates.is_empty() {
        fields.push(("candidates", texts(&step.candidates)));
    }
    fields
}

fn difference(found: &Difference) -> String {
    let map = |pairs: &[(String, String)]| {
        let fields =
            pairs.iter().map(|(name, value)| format!("{}:{}", string(name), string(value)));
        format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
    };
    let mut fields = vec![("at", map(&found.at))];
    if !found.functions.is_empty() {
        fields.push(("functions", map(&found.functions)));
    }
    fields.push(("lhs", string(&found.lhs)));
    fields.push(("rhs", string(&found.rhs)));
    written(&fields)
}

fn texts(all: &[String]) -> String {
    array(all.iter().map(|text| string(text)))
}

fn array(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

fn written(fields: &[(&str, String)]) -> String {
    let all = fields.iter().map(|(name, value)| format!("{}:{value}", string(name)));
    format!("{{{}}}", all.collect::<Vec<_>>().join(","))
}

/// One object for each derivation.
pub(super) fn render(reports: &[super::Report]) -> String {
    let objects: Vec<String> =
        reports.iter().map(|report| object(&report.checked, &report.name)).collect();
    format!("[{}]\n", objects.join(",\n "))
}
