//! The rulebook as LaTeX.

use symderiv::expr::Store;
use symderiv::kernel::Rocq;
use symderiv::print::{Format, LATEX_PREAMBLE, Options, Scope, escape_latex as escape, expression};

use super::entry::{Chapter, Entry, Part};

/// A section for each family, a paragraph for each rule.
pub fn document(store: &Store, chapters: &[Chapter], options: &Options) -> String {
    let mut out = String::new();
    let is_whole = options.scope == Scope::Standalone;
    if is_whole {
        out.push_str(LATEX_PREAMBLE);
        let title = options.title.as_deref().unwrap_or("The rulebook");
        out.push_str(&format!("\\begin{{center}}\\Large {}\\end{{center}}\n", escape(title)));
    }
    for chapter in chapters {
        out.push_str(&format!("\\section*{{{}}}\n", escape(chapter.title)));
        for entry in &chapter.entries {
            rule(&mut out, store, entry);
        }
    }
    if is_whole {
        out.push_str("\\end{document}\n");
    }
    out
}

fn rule(out: &mut String, store: &Store, entry: &Entry) {
    let rule = entry.rule;
    let (id, title) = (escape(rule.id), escape(rule.title));
    out.push_str(&format!("\\paragraph{{{title}}} \\texttt{{{id}}}\n"));
    out.push_str(&format!("\\[ {} \\]\n", expression(store, entry.equation, Format::Latex)));
    if !entry.conditions.is_empty() {
        let all: Vec<String> = entry.conditions.iter().map(|parts| words(store, parts)).collect();
        out.push_str(&format!("where {}.\n", all.join("; ")));
    }
    let example = escape(&format!("{} = {}", rule.example.before, rule.example.after));
    let (label, text) = entry.rocq();
    let text = match rule.rocq {
        Rocq::Lemma(_) => format!("\\texttt{{{}}}", escape(text)),
        Rocq::Lacks(_) => escape(text),
    };
    let source = escape(rule.cite);
    // Names in typewriter letters cannot be hyphenated.
    out.push_str("\\par{\\raggedright\\noindent ");
    out.push_str(&format!("Example: \\texttt{{{example}}}\\\\\n"));
    out.push_str(&format!("Source: {source}. {label}: {text}\\par}}\n\n"));
}

fn words(store: &Store, parts: &[Part]) -> String {
    let text = |part: &Part| match part {
        Part::Words(words) => escape(words),
        Part::Count(n) => format!("${n}$"),
        Part::Math(e) => format!("${}$", expression(store, *e, Format::Latex)),
    };
    parts.iter().map(text).collect()
}
