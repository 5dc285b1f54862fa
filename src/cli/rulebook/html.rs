//! The rulebook as a web page.

use symderiv::expr::Store;
use symderiv::kernel::Rocq;
use symderiv::print::{Format, expression};

use super::entry::{Chapter, Entry, Part};
use super::mathml::escape;

const STYLE: &str = "\
:root { color-scheme: light dark; --ink: #1b1b1f; --paper: #fffefb; --soft: #6a6a75; --line: #dcdae0 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e4ea; --paper: #17171b; --soft: #9d9ba8; --line: #34333b }
}
body { margin: 2.5rem auto; max-width: 50rem; padding: 0 1.25rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif }
article { border-top: 1px solid var(--line); padding: .8rem 0 }
h3 { font-size: 1rem; margin: 0 }
h3 code, footer { color: var(--soft); font-weight: 400; font-size: .9rem }
math { font-family: \"Latin Modern Math\", \"STIX Two Math\", \"Cambria Math\", math }
p { margin: .5rem 0 }
";

/// A section for each family, an article for each rule, which its id links to.
pub fn page(store: &Store, chapters: &[Chapter], title: Option<&str>) -> String {
    let title = escape(title.unwrap_or("The rulebook"));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    );
    for chapter in chapters {
        out.push_str(&format!("<section>\n<h2>{}</h2>\n", escape(chapter.title)));
        for entry in &chapter.entries {
            article(&mut out, store, entry);
        }
        out.push_str("</section>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn article(out: &mut String, store: &Store, entry: &Entry) {
    let rule = entry.rule;
    let (id, title) = (escape(rule.id), escape(rule.title));
    let equation = expression(store, entry.equation, Format::Html);
    let equation = equation.replacen("<math ", "<math display=\"block\" ", 1);
    out.push_str(&format!("<article id=\"{id}\">\n<h3>{title} <code>{id}</code></h3>\n"));
    out.push_str(&format!("<p>{equation}</p>\n"));
    if !entry.conditions.is_empty() {
        let all: Vec<String> = entry.conditions.iter().map(|parts| words(store, parts)).collect();
        out.push_str(&format!("<p>where {}</p>\n", all.join("; ")));
    }
    let example = escape(&format!("{} = {}", rule.example.before, rule.example.after));
    let (label, text) = entry.rocq();
    let source = escape(rule.cite);
    let text = match rule.rocq {
        Rocq::Lemma(_) => format!("<code>{}</code>", escape(text)),
        Rocq::Lacks(_) => escape(text),
    };
    out.push_str(&format!("<p>Example: <code>{example}</code></p>\n"));
    out.push_str(&format!("<footer>{source} · {label}: {text}</footer>\n"));
    out.push_str("</article>\n");
}

fn words(store: &Store, parts: &[Part]) -> String {
    let text = |part: &Part| match part {
        Part::Words(words) => escape(words),
        Part::Count(n) => n.to_string(),
        Part::Math(e) => expression(store, *e, Format::Html),
    };
    parts.iter().map(text).collect()
}
