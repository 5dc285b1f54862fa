//! Markdown's events as Typst.

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::math::typst_math;
use super::{Cited, Setting, citations, merged};
use crate::print::escape_typst as escape;
use crate::sheet::model::Node;

/// Writes events.
pub(super) fn write(nodes: &[Node], setting: &Setting) -> String {
    let nodes = merged(nodes);
    let mut writer =
        Writer { setting, out: String::new(), verbatim: false, alt: 0, lists: Vec::new() };
    for node in &nodes {
        match node {
            Node::Event(event) => writer.event(event),
            Node::Block(number, _) => {
                let text = (setting.block)(*number);
                if (setting.is_inline)(*number) {
                    writer.out.push_str(&text);
                } else {
                    writer.block(&text);
                }
            }
            Node::Complaint(number) => writer.block(&(setting.complaint)(*number)),
            Node::Text(text) => writer.out.push_str(&escape(text)),
            Node::Packages => {}
        }
    }
    writer.out
}

struct Writer<'a> {
    setting: &'a Setting<'a>,
    out: String,
    verbatim: bool,
    alt: usize,
    /// The numbers of the next items of open lists; none where there are no numbers.
    lists: Vec<Option<u64>>,
}

impl Writer<'_> {
    fn line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with(['\n', '[']) {
            self.out.push('\n');
        }
    }

    fn block(&mut self, text: &str) {
        let text = text.trim_end();
        if !text.is_empty() {
            self.line();
            self.out.push_str(text);
            self.out.push_str("\n\n");
        }
    }

    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.text(text),
            Event::Code(code) => {
                let text = string(&self.setting.filled(code));
                self.out.push_str(&format!("#raw({text})"));
            }
            Event::InlineMath(math) => {
                let math = self.setting.filled(math);
                match typst_math(&math) {
                    Some(math) => self.out.push_str(&format!("${math}$")),
                    None => self.out.push_str(&format!("#raw({})", string(&math))),
                }
            }
            Event::DisplayMath(math) => {
                let math = self.setting.filled(math);
                match typst_math(&math) {
                    Some(math) => self.out.push_str(&format!("$ {math} $")),
                    None => self.out.push_str(&format!("#raw(block: true, {})", string(&math))),
                }
            }
            Event::Html(_) | Event::InlineHtml(_) => {}
            Event::FootnoteReference(name) => {
                if let Some((_, prose)) = self.setting.note(name) {
                    let text = write(&prose.events, &self.setting.within_note());
                    self.out.push_str(&format!("#footnote[{}]", text.trim()));
                }
            }
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str(" \\\n"),
            Event::Rule => self.block("#line(length: 100%, stroke: 0.5pt)"),
            Event::TaskListMarker(done) => self.out.push_str(if *done { "☒ " } else { "☐ " }),
        }
    }

    fn text(&mut self, text: &str) {
        let text = self.setting.filled(text);
        if self.verbatim {
            self.out.push_str(&string(&text));
        } else if self.alt == 0 {
            for part in citations(&text) {
                match part {
                    Cited::Text(text) => self.out.push_str(&escape(text)),
                    Cited::Keys(keys) if self.setting.cites => {
                        for key in keys {
                            self.out.push_str(&format!("#cite(label({}))", string(key)));
                        }
                    }
                    Cited::Keys(keys) => {
                        self.out.push_str(&escape(&format!("[{}]", keys.join("; "))))
                    }
                }
            }
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock | Tag::MetadataBlock(_) => {}
            Tag::Heading { level, .. } => {
                self.line();
                let level = match level {
                    HeadingLevel::H1 | HeadingLevel::H2 => 1,
                    HeadingLevel::H3 => 2,
                    HeadingLevel::H4 => 3,
                    HeadingLevel::H5 | HeadingLevel::H6 => 4,
                };
                self.out.push_str(&format!("#heading(level: {level})["));
            }
            Tag::BlockQuote(_) => {
                self.line();
                self.out.push_str("#quote(block: true)[");
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.line();
                self.verbatim = true;
                self.out.push_str("#raw(block: true, ");
            }
            Tag::List(first) => {
                self.line();
                self.lists.push(*first);
                match first {
                    Some(first) => self.out.push_str(&format!("#enum(start: {first}, ")),
                    None => self.out.push_str("#list("),
                }
            }
            Tag::Item => self.out.push('['),
            Tag::FootnoteDefinition(_) => {}
            Tag::DefinitionList => {
                self.line();
                self.out.push_str("#terms(");
            }
            Tag::DefinitionListTitle => self.out.push_str("terms.item["),
            Tag::DefinitionListDefinition => self.out.push('['),
            Tag::Table(columns) => {
                self.line();
                let align: Vec<&str> = columns.iter().map(alignment).collect();
                self.out.push_str(&format!(
                    "#align(center, table(columns: {}, stroke: none, align: ({},), table.hline(),\n",
                    columns.len(),
                    align.join(", "),
                ));
            }
            Tag::TableHead => self.out.push_str("table.header("),
            Tag::TableRow => {}
            Tag::TableCell => self.out.push('['),
            Tag::Emphasis => self.out.push_str("#emph["),
            Tag::Strong => self.out.push_str("#strong["),
            Tag::Strikethrough => self.out.push_str("#strike["),
            Tag::Superscript => self.out.push_str("#super["),
            Tag::Subscript => self.out.push_str("#sub["),
            Tag::Link { dest_url, .. } => {
                self.out.push_str(&format!("#link({})[", string(dest_url)));
            }
            Tag::Image { dest_url, .. } => {
                self.out.push_str(&format!("#image({})", string(dest_url)));
                self.alt += 1;
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("\n\n"),
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) | TagEnd::FootnoteDefinition => {}
            TagEnd::Heading(_) => self.out.push_str("]\n\n"),
            TagEnd::BlockQuote(_) => self.out.push_str("]\n\n"),
            TagEnd::CodeBlock => {
                self.verbatim = false;
                self.out.push_str(")\n\n");
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.out.push_str(")\n\n");
            }
            TagEnd::Item | TagEnd::TableCell => self.out.push_str("], "),
            TagEnd::DefinitionList => self.out.push_str(")\n\n"),
            TagEnd::DefinitionListTitle => self.out.push(']'),
            TagEnd::DefinitionListDefinition => self.out.push_str("], "),
            TagEnd::Table => self.out.push_str("table.hline()))\n\n"),
            TagEnd::TableHead => self.out.push_str("), table.hline(),\n"),
            TagEnd::TableRow => self.out.push('\n'),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.out.push(']'),
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::Link => self.out.push(']'),
            TagEnd::Image => self.alt = self.alt.saturating_sub(1),
        }
    }
}

fn alignment(alignment: &Alignment) -> &'static str {
    match alignment {
        Alignment::None | Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
    }
}

/// A string of Typst.
fn string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}
