//! Prose in the language of the page.

mod html;
mod latex;
mod math;
mod typst;

use super::model::{Node, Prose, Target};
use super::page::Images;
use super::parameters::{Values, filled};

/// What prose needs to know about the page.
pub(super) struct Setting<'a> {
    pub target: Target,
    /// Is the sheet LaTeX, too?
    pub is_latex: bool,
    /// Are `[@key]`s citations?
    pub cites: bool,
    pub values: &'a Values,
    /// A block's answers, by its number.
    pub block: &'a dyn Fn(usize) -> String,
    pub complaint: &'a dyn Fn(usize) -> String,
    pub is_inline: &'a dyn Fn(usize) -> bool,
    pub images: &'a Images<'a>,
    /// Footnotes: the name and the text.
    pub notes: &'a [(String, Prose)],
}

impl Setting<'_> {
    /// A footnote's number from 1, and its text.
    fn note(&self, name: &str) -> Option<(usize, &Prose)> {
        let index = self.notes.iter().position(|(known, _)| known == name)?;
        self.notes.get(index).map(|(_, prose)| (index + 1, prose))
    }

    /// The setting of a footnote's text, in which no further footnotes are followed.
    fn within_note(&self) -> Setting<'_> {
        Setting { notes: &[], ..*self }
    }

    /// Text with values for `{{name}}`.
    fn filled(&self, text: &str) -> String {
        filled(text, self.values, "{{", "}}")
    }
}

/// Writes prose.
pub(super) fn write(prose: &Prose, setting: &Setting) -> String {
    match (setting.is_latex, setting.target) {
        (true, _) => copied(prose, setting, ("\\parameter{", "}")),
        (false, Target::Markdown) => copied(prose, setting, ("{{", "}}")),
        (false, Target::Latex) => latex::write(&prose.events, setting),
        (false, Target::Html) => html::write(&prose.events, setting),
        (false, Target::Typst) => typst::write(&prose.events, setting),
    }
}

/// Prose as it was written, with its answers.
fn copied(prose: &Prose, setting: &Setting, delimiters: (&str, &str)) -> String {
    let mut out = String::new();
    for node in &prose.text {
        match node {
            Node::Text(text) => {
                out.push_str(&filled(text, setting.values, delimiters.0, delimiters.1));
            }
            Node::Block(number, indent) => {
                let text = (setting.block)(*number);
                let line_end = format!("\n{indent}");
                out.push_str(&text.trim_end().replace('\n', &line_end));
            }
            Node::Complaint(number) => out.push_str(&(setting.complaint)(*number)),
            Node::Event(_) | Node::Packages => {}
        }
    }
    out
}

/// A part of a text with citations.
enum Cited<'a> {
    Text(&'a str),
    /// `[@first; @second]`, without signs.
    Keys(Vec<&'a str>),
}

/// Takes out citations such as `[@knuth1984]`.
fn citations(text: &str) -> Vec<Cited<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[@") {
        let Some((list, behind)) = after.split_once(']') else { break };
        let keys: Vec<&str> =
            list.split(';').map(|key| key.trim().trim_start_matches('@')).collect();
        let is_key = |key: &&str| {
            !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-:.".contains(c))
        };
        if !keys.iter().all(is_key) {
            break;
        }
        found.extend([Cited::Text(before), Cited::Keys(keys)]);
        rest = behind;
    }
    found.push(Cited::Text(rest));
    found
}

/// Markdown takes `[@key]` apart into several texts; here they are one again.
fn merged(nodes: &[Node]) -> Vec<Node> {
    use pulldown_cmark::Event;
    let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
    for node in nodes {
        if let (Some(Node::Event(Event::Text(before))), Node::Event(Event::Text(text))) =
            (out.last_mut(), node)
        {
            *before = format!("{before}{text}").into();
        } else {
            out.push(node.clone());
        }
    }
    out
}
