//! The writer's lines with remarks, as a LaTeX document that compiles by itself.

use std::fmt::Write;

use super::{Report, class, one_line, remarks, summary, worth_saying};
use crate::print::escape_latex;
use crate::verify::{Line, Verdict};

const PREAMBLE: &str = "\
\\documentclass{article}
\\usepackage[a4paper,margin=25mm]{geometry}
\\usepackage{amsmath,amssymb,xcolor}
\\setlength{\\parindent}{0pt}
\\definecolor{good}{HTML}{1a7f37}
\\definecolor{conditional}{HTML}{0b6e8f}
\\definecolor{open}{HTML}{9a6700}
\\definecolor{upstream}{HTML}{8250df}
\\definecolor{wrong}{HTML}{cf222e}
\\definecolor{start}{HTML}{57606a}
\\begin{document}
";

pub(super) fn render(reports: &[Report]) -> String {
    let mut out = String::from(PREAMBLE);
    for report in reports {
        let _ = writeln!(out, "\\section*{{{}}}", escape_latex(&report.name));
        out.push_str("\\begin{itemize}\n");
        for sentence in summary(&report.checked) {
            let _ = writeln!(out, "\\item {}", mixed(&sentence));
        }
        out.push_str("\\end{itemize}\n");
        for one in &report.checked.lines {
            line(&mut out, one);
        }
    }
    out.push_str("\\end{document}\n");
    out
}

fn line(out: &mut String, line: &Line) {
    let color = class(line.verdict);
    let (number, word) = (line.number, line.verdict.text());
    let _ = writeln!(out, "\\medskip\\textcolor{{{color}}}{{\\textbf{{{number}: {word}}}}}\\\\");
    let text = one_line(&line.text);
    match formula(line, &text) {
        Some(formula) => {
            let _ = writeln!(out, "$\\displaystyle {formula}$");
        }
        None => {
            let _ = writeln!(out, "\\texttt{{{}}}", escape_latex(&text));
        }
    }
    for step in worth_saying(line) {
        let color = class(step.verdict);
        for remark in remarks(step) {
            let _ = writeln!(out, "\\\\\\textcolor{{{color}}}{{\\small {}}}", mixed(&remark));
        }
    }
    out.push('\n');
}

/// The line as a formula, if all of it was read.
fn formula(line: &Line, text: &str) -> Option<String> {
    let is_read = line.steps.iter().all(|step| step.verdict != Verdict::Unreadable);
    let is_plain = text.is_ascii() && !text.contains("\\begin") && !text.contains("\\tag");
    let knows = !text.contains('%') && !text.contains("\\textcircled") && !text.contains('#');
    (is_read && is_plain && knows && super::balanced(text) && super::usual_commands(text))
        .then(|| text.replace('&', ""))
}

/// A remark, in which formulas stand between dollar signs.
fn mixed(text: &str) -> String {
    let mut out = String::new();
    for (i, part) in text.split('$').enumerate() {
        if i % 2 == 1 && super::balanced(part) {
            let _ = write!(out, "${part}$");
        } else {
            out.push_str(&escape_latex(part));
        }
    }
    out
}
