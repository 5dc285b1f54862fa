//! The document as a web page: prose as it was, lines coloured, remarks behind a click.

use std::fmt::Write;

use super::{Report, class, one_line, remarks, sign, summary, worth_saying};
use crate::print::{escape_xml, latex_leaf};
use crate::verify::{Line, Verdict};

const STYLE: &str = "\
:root { color-scheme: light dark; --ink: #1b1b1f; --paper: #fffefb; --soft: #6a6a75; --line: #dcdae0;
  --good: #1a7f37; --conditional: #0b6e8f; --open: #9a6700; --upstream: #8250df; --wrong: #cf222e; --start: #57606a }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e4ea; --paper: #17171b; --soft: #9d9ba8; --line: #34333b;
    --good: #3fb950; --conditional: #39c5cf; --open: #d29922; --upstream: #a371f7; --wrong: #f85149; --start: #8b949e }
}
body { margin: 2.5rem auto; max-width: 60rem; padding: 0 1.25rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif }
h1 { font-size: 1.4rem; font-weight: 600; margin: 0 0 1rem }
pre { white-space: pre-wrap; color: var(--soft); font: inherit; margin: .6rem 0 }
ul.summary { border: 1px solid var(--line); border-radius: .5rem; padding: .7rem 2rem; margin: 0 0 1.5rem }
details { border-left: .3rem solid var(--mark); margin: .35rem 0; padding: .3rem .8rem; overflow-x: auto }
summary { cursor: pointer; list-style: none; display: flex; gap: .8rem; align-items: baseline }
summary::-webkit-details-marker { display: none }
summary .n { color: var(--soft); font-size: .85rem; min-width: 2.2rem; text-align: right }
summary .s { color: var(--mark); font-weight: 700; min-width: 1.4rem }
summary .v { margin-left: auto; color: var(--mark); font-size: .9rem; white-space: nowrap; padding-left: 1.5rem }
.remarks { margin: .3rem 0 .2rem 4.4rem; padding-left: 1rem; font-size: .95rem }
math { font-size: 1.1rem; font-family: \"Latin Modern Math\", \"STIX Two Math\", \"Cambria Math\", math }
code { font-size: .9rem }
.start { --mark: var(--start) } .good { --mark: var(--good) } .conditional { --mark: var(--conditional) }
.open { --mark: var(--open) } .upstream { --mark: var(--upstream) } .wrong { --mark: var(--wrong) }
@media print { body { margin: 0; max-width: none } details { break-inside: avoid } }
";

pub(super) fn render(reports: &[Report]) -> String {
    let mut out =
        String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str(
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
    );
    let names: Vec<&str> = reports.iter().map(|report| report.name.as_str()).collect();
    escape_xml(&mut out, &names.join(", "));
    let _ = write!(out, "</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n");
    for report in reports {
        out.push_str("<h1>");
        escape_xml(&mut out, &report.name);
        out.push_str("</h1>\n<ul class=\"summary\">\n");
        for sentence in summary(&report.checked) {
            out.push_str("<li>");
            mixed(&mut out, &sentence);
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
        document(&mut out, report);
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// The lines, with the text between them.
fn document(out: &mut String, report: &Report) {
    let mut at = 0;
    for one in &report.checked.lines {
        let between = report.text.get(at..one.span.start).unwrap_or("");
        prose(out, between);
        line(out, one);
        at = one.span.end.max(at);
    }
    prose(out, report.text.get(at..).unwrap_or(""));
}

/// Text between formulas, without what only delimits them.
fn prose(out: &mut String, text: &str) {
    let mut kept = String::new();
    for part in text.lines() {
        let mut plain = part.replace("$$", "").replace("\\[", "").replace("\\]", "");
        for environment in
            ["aligned", "align*", "align", "gather*", "gather", "equation*", "equation", "split"]
        {
            plain = plain.replace(&format!("\\begin{{{environment}}}"), "");
            plain = plain.replace(&format!("\\end{{{environment}}}"), "");
        }
        let plain = plain.trim().trim_matches(['&', '\\', '$', '}', '{']).trim().to_owned();
        if plain.chars().any(char::is_alphanumeric) {
            kept.push_str(&plain);
            kept.push('\n');
        }
    }
    if !kept.is_empty() {
        out.push_str("<pre>");
        escape_xml(out, kept.trim_end());
        out.push_str("</pre>\n");
    }
}

fn line(out: &mut String, line: &Line) {
    let class = class(line.verdict);
    let open = if line.verdict.holds() { "" } else { " open" };
    let _ = write!(
        out,
        "<details class=\"{class}\"{open} id=\"line-{}-{}\">\n<summary><span class=\"n\">{}</span>\
         <span class=\"s\">{}</span>",
        line.number,
        line.column,
        line.number,
        sign(line.verdict)
    );
    formula(out, &one_line(&line.text));
    let word = if line.verdict == Verdict::Start { "" } else { line.verdict.text() };
    let _ = write!(out, "<span class=\"v\">{word}</span></summary>\n<ul class=\"remarks\">\n");
    for step in worth_saying(line) {
        for remark in remarks(step) {
            out.push_str("<li>");
            mixed(out, &remark);
            out.push_str("</li>\n");
        }
    }
    out.push_str("</ul>\n</details>\n");
}

/// A formula as MathML, or as it was written if that is not known to be right.
fn formula(out: &mut String, latex: &str) {
    let plain = latex.replace('&', "");
    match latex_leaf(plain.trim()) {
        Ok(mathml) => out.push_str(&mathml),
        Err(_) => {
            out.push_str("<code>");
            escape_xml(out, latex);
            out.push_str("</code>");
        }
    }
}

fn mixed(out: &mut String, text: &str) {
    for (i, part) in text.split('$').enumerate() {
        if i % 2 == 1 {
            formula(out, part);
        } else {
            escape_xml(out, part);
        }
    }
}
