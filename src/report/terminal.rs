//! The writer's lines with marks and carets, for the terminal.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::{Report, class, one_line, remarks, sign, summary, worth_saying};
use crate::verify::{Line, Verdict};

pub(super) fn render(reports: &[Report], color: bool) -> String {
    let mut out = String::new();
    for (i, report) in reports.iter().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        let _ = writeln!(out, "{}", report.name);
        for one in &report.checked.lines {
            line(&mut out, report, one, color);
        }
        for sentence in summary(&report.checked) {
            let _ = writeln!(out, "  {sentence}");
        }
    }
    if reports.len() > 1 {
        out.push('\n');
        table(&mut out, reports);
    }
    out
}

fn line(out: &mut String, report: &Report, line: &Line, color: bool) {
    let (paint, plain) = if color { (code(line.verdict), "\x1b[0m") } else { ("", "") };
    let text = one_line(&line.text);
    let mark = sign(line.verdict);
    let pad = " ".repeat(2_usize.saturating_sub(mark.width()));
    let _ = writeln!(out, "{paint}{:>5} {mark}{pad}{plain} {text}", line.number);
    let indent = " ".repeat(9);
    for step in worth_saying(line) {
        if !step.verdict.holds()
            && let Some(place) = step.mark
            && let Some(before) = report.text.get(line.span.start..place.start)
            && line.span.end >= place.end
        {
            let marked = one_line(place.text(&report.text));
            let mut before = one_line(before);
            if text.get(before.len()..).is_some_and(|rest| rest.starts_with(' ')) {
                before.push(' ');
            }
            let (skip, width) = (" ".repeat(before.width()), "^".repeat(marked.width().max(1)));
            let _ = writeln!(out, "{indent}{skip}{paint}{width}{plain}");
        }
        for (i, remark) in remarks(step).iter().enumerate() {
            let lead = if i == 0 { "" } else { "  " };
            let _ = writeln!(out, "{indent}{lead}{remark}");
        }
    }
}

fn code(verdict: Verdict) -> &'static str {
    match class(verdict) {
        "good" => "\x1b[32m",
        "conditional" => "\x1b[36m",
        "open" => "\x1b[33m",
        "upstream" => "\x1b[35m",
        "wrong" => "\x1b[31m",
        _ => "",
    }
}

/// One row for each derivation.
fn table(out: &mut String, reports: &[Report]) {
    let width = reports.iter().map(|r| r.name.width()).max().unwrap_or(0);
    for report in reports {
        let wrong = report.checked.lines.iter().filter(|l| l.verdict.is_wrong()).count();
        let open = report.checked.lines.iter().filter(|l| l.verdict.is_open()).count();
        let first = report.checked.first_wrong().and_then(|i| report.checked.lines.get(i));
        let first = first.map_or_else(|| "-".to_owned(), |line| line.number.to_string());
        let pad = " ".repeat(width - report.name.width());
        let lines = report.checked.lines.len();
        let _ = writeln!(
            out,
            "{}{pad}  {lines:>4} lines  {wrong:>3} wrong  {open:>3} open  first wrong: {first}",
            report.name
        );
    }
}
