//! What is wrong or open, as SARIF 2.1.0 (OASIS), which editors and code hosts show.

use super::{Report, remarks};
use crate::print::json::string;
use crate::verify::{Line, Step};

pub(super) fn render(reports: &[Report]) -> String {
    let mut results = Vec::new();
    for report in reports {
        for line in &report.checked.lines {
            let bad = line.steps.iter().filter(|step| !step.verdict.holds());
            results.extend(bad.map(|step| result(report, line, step)));
        }
    }
    format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\
         \"runs\":[{{\"tool\":{{\"driver\":{{\"name\":\"symderiv\",\"version\":{},\"rules\":[]}}}},\
         \"columnKind\":\"unicodeCodePoints\",\"results\":[{}]}}]}}\n",
        string(env!("CARGO_PKG_VERSION")),
        results.join(",\n")
    )
}

fn result(report: &Report, line: &Line, step: &Step) -> String {
    let rule = step
        .slip
        .as_ref()
        .map_or_else(|| step.verdict.text().replace(' ', "-"), |slip| slip.id.to_owned());
    let level = if step.verdict.is_wrong() {
        "error"
    } else if step.verdict.is_open() {
        "warning"
    } else {
        "note"
    };
    let span = step.mark.unwrap_or(step.span);
    let (first, column) = position(&report.text, span.start);
    let (last, end) = position(&report.text, span.end);
    let mut text = remarks(step).join(". ");
    text.push_str(&format!(" (line {})", line.number));
    format!(
        "{{\"ruleId\":{},\"level\":\"{level}\",\"message\":{{\"text\":{}}},\"locations\":\
         [{{\"physicalLocation\":{{\"artifactLocation\":{{\"uri\":{}}},\"region\":{{\"startLine\":\
         {first},\"startColumn\":{column},\"endLine\":{last},\"endColumn\":{end}}}}}}}]}}",
        string(&rule),
        string(&text),
        string(&report.name.replace(' ', "%20")),
    )
}

/// Line and column, from 1.
fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (line, before.get(start..).unwrap_or("").chars().count() + 1)
}
