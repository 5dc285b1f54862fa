//! What was found about a derivation, shown in the writer's own lines.
//!
//! ```
//! use symderiv::report::{Report, ReportFormat, render};
//! use symderiv::verify::{Source, verify};
//! use symderiv::latex::document::Language;
//! let text = "$$ (x+1)^2 = x^2 + 1 $$".to_owned();
//! let source = Source::Document { text: text.clone(), language: Language::Markdown };
//! let checked = verify(&source, &[]).unwrap();
//! let report = Report { name: "sheet.md".into(), text, checked };
//! let shown = render(&[report], ReportFormat::Markdown, false);
//! assert!(shown.contains("the square of a sum has a mixed term"));
//! ```

mod html;
mod json;
mod latex;
mod markdown;
mod sarif;
mod terminal;

pub use json::checked_fields;

use crate::verify::{Checked, Line, Step, Verdict};

/// A derivation and what was found about it.
#[derive(Clone, Debug)]
pub struct Report {
    /// What it is called.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What was found.
    pub checked: Checked,
}

/// A language that reports are written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReportFormat {
    /// The writer's lines with carets.
    Terminal,
    /// A web page.
    Html,
    /// A LaTeX document.
    Latex,
    /// Markdown.
    Markdown,
    /// JSON.
    Json,
    /// SARIF 2.1.0, which editors and code hosts show.
    Sarif,
}

/// The reports of some derivations; `color` is for the terminal.
#[must_use]
pub fn render(reports: &[Report], format: ReportFormat, color: bool) -> String {
    match format {
        ReportFormat::Terminal => terminal::render(reports, color),
        ReportFormat::Html => html::render(reports),
        ReportFormat::Latex => latex::render(reports),
        ReportFormat::Markdown => markdown::render(reports),
        ReportFormat::Json => json::render(reports),
        ReportFormat::Sarif => sarif::render(reports),
    }
}

/// The mark beside a line.
fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Start => "·",
        Verdict::Proved | Verdict::Rounded | Verdict::Unexplained => "✓",
        Verdict::DomainWider | Verdict::DomainNarrower | Verdict::ProvedIf => "✓*",
        Verdict::Implies => "⇒",
        Verdict::ImpliedBy => "⇐",
        Verdict::Undecided => "?",
        Verdict::Unreadable => "¿",
        Verdict::WrongUpstream => "↳",
        Verdict::Slip | Verdict::Refuted => "✗",
    }
}

/// The kind of a verdict, for colours.
fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Start => "start",
        Verdict::Proved | Verdict::Rounded | Verdict::Unexplained => "good",
        Verdict::DomainWider | Verdict::DomainNarrower | Verdict::ProvedIf => "conditional",
        Verdict::Implies | Verdict::ImpliedBy => "conditional",
        Verdict::Undecided | Verdict::Unreadable => "open",
        Verdict::WrongUpstream => "upstream",
        Verdict::Slip | Verdict::Refuted => "wrong",
    }
}

/// What is said about a step, in short lines; mathematics stands between dollar signs.
fn remarks(step: &Step) -> Vec<String> {
    let mut out = Vec::new();
    let reason = if step.reason.is_empty() { "" } else { ": " };
    out.push(format!("{}{reason}{}", step.verdict.text(), step.reason));
    if let Some(slip) = &step.slip {
        if let Some((from, to)) = &slip.change {
            out.push(format!("${from}$ should be ${to}$"));
        }
        out.push(format!("right would be: ${}$", slip.repair));
    }
    out.extend(step.candidates.iter().cloned());
    out
}

/// The steps of a line that deserve a remark.
fn worth_saying(line: &Line) -> impl Iterator<Item = &Step> {
    line.steps.iter().filter(|step| step.verdict != Verdict::Start || !step.reason.is_empty())
}

/// The line as it was written, on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is found about the whole, in sentences.
fn summary(checked: &Checked) -> Vec<String> {
    const ORDER: [Verdict; 13] = [
        Verdict::Proved,
        Verdict::Rounded,
        Verdict::ProvedIf,
        Verdict::DomainWider,
        Verdict::DomainNarrower,
        Verdict::Unexplained,
        Verdict::Implies,
        Verdict::ImpliedBy,
        Verdict::Slip,
        Verdict::Refuted,
        Verdict::WrongUpstream,
        Verdict::Undecided,
        Verdict::Unreadable,
    ];
    let counts = ORDER.iter().filter_map(|&verdict| match checked.count(verdict) {
        0 => None,
        n => Some(format!("{n} {}", verdict.text())),
    });
    let counts: Vec<String> = counts.collect();
    let mut out =
        vec![if counts.is_empty() { "no claim was found".to_owned() } else { counts.join(", ") }];
    if let Some(line) = checked.first_wrong().and_then(|i| checked.lines.get(i)) {
        out.push(format!("the first wrong line is line {}", line.number));
    }
    if let Some(chain) = checked.last_chain() {
        out.push(format!(
            "the ends of the last chain: {}; its conclusion: {}",
            json::endpoints(chain.endpoints),
            json::conclusion(chain.conclusion)
        ));
    }
    out.extend(checked.notes.iter().cloned());
    out
}

/// Are the braces and `\left`, `\right` of a formula in pairs?
fn balanced(latex: &str) -> bool {
    let (mut depth, mut escaped) = (0_i32, false);
    for c in latex.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    let count = |command: &str| {
        let after = latex.match_indices(command).map(|(at, _)| latex.get(at + command.len()..));
        after.flatten().filter(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic())).count()
    };
    depth == 0 && !escaped && count("\\left") == count("\\right")
}

/// Are all commands of a formula known to LaTeX with amsmath?
fn usual_commands(latex: &str) -> bool {
    const COMMANDS: [&str; 92] = [
        "frac",
        "dfrac",
        "tfrac",
        "sqrt",
        "left",
        "right",
        "cdot",
        "times",
        "div",
        "pm",
        "text",
        "textrm",
        "mathrm",
        "mathbf",
        "boldsymbol",
        "operatorname",
        "sum",
        "prod",
        "int",
        "lim",
        "infty",
        "partial",
        "nabla",
        "hat",
        "bar",
        "tilde",
        "vec",
        "dot",
        "overline",
        "underline",
        "underbrace",
        "overbrace",
        "boxed",
        "therefore",
        "because",
        "Rightarrow",
        "implies",
        "iff",
        "Leftrightarrow",
        "leftarrow",
        "rightarrow",
        "to",
        "gets",
        "le",
        "leq",
        "ge",
        "geq",
        "ne",
        "neq",
        "approx",
        "equiv",
        "in",
        "quad",
        "qquad",
        "displaystyle",
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "arcsin",
        "arccos",
        "arctan",
        "sinh",
        "cosh",
        "tanh",
        "coth",
        "ln",
        "log",
        "exp",
        "min",
        "max",
        "lvert",
        "rvert",
        "lVert",
        "rVert",
        "lfloor",
        "rfloor",
        "lceil",
        "rceil",
        "top",
        "dots",
        "ldots",
        "cdots",
        "binom",
        "big",
        "Big",
        "bigl",
        "bigr",
        "pi",
        "prime",
    ];
    latex.split('\\').skip(1).all(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or("");
        name.is_empty() || COMMANDS.contains(&name) || crate::notation::is_greek(name)
    })
}
