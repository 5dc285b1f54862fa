//! Markdown's events as LaTeX.

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::{Cited, Setting, citations, merged};
use crate::print::escape_latex as escape;
use crate::sheet::model::Node;

/// Writes events.
pub(super) fn write(nodes: &[Node], setting: &Setting) -> String {
    let nodes = merged(nodes);
    let mut writer = Writer { setting, out: String::new(), verbatim: false, alt: 0 };
    for node in &nodes {
        match node {
            Node::Event(event) => writer.event(event),
            Node::Block(number, _) => {
                let text = (setting.block)(*number);
                if (setting.is_inline)(*number) {
                    writer.out.push_str(&text);
                } else {
                    writer.paragraph(text.trim_end());
                }
            }
            Node::Complaint(number) => writer.paragraph((setting.complaint)(*number).trim_end()),
            Node::Text(text) => writer.out.push_str(&escape(text)),
            Node::Packages => {}
        }
    }
    writer.out
}

struct Writer<'a> {
    setting: &'a Setting<'a>,
    out: String,
    /// Is a code block open?
    verbatim: bool,
    /// How many images are open; their texts are not seen.
    alt: usize,
}

impl Writer<'_> {
    fn line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn gap(&mut self) {
        self.line();
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn paragraph(&mut self, text: &str) {
        if !text.is_empty() {
            if text.starts_with("\\begin{align*}") && self.out.ends_with("\n\n") {
                // A display is a part of the paragraph before it.
                self.out.pop();
            }
            self.line();
            self.out.push_str(text);
            self.out.push('\n');
        }
    }

    fn text(&mut self, text: &str) {
        let text = self.setting.filled(text);
        if self.verbatim {
            self.out.push_str(&text);
        } else if self.alt == 0 {
            for part in citations(&text) {
                match part {
                    Cited::Text(text) => self.out.push_str(&escape(text)),
                    Cited::Keys(keys) if self.setting.cites => {
                        self.out.push_str(&format!("\\cite{{{}}}", keys.join(",")));
                    }
                    Cited::Keys(keys) => {
                        self.out.push_str(&escape(&format!("[{}]", keys.join("; "))))
                    }
                }
            }
        }
    }

    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.text(text),
            Event::Code(code) => {
                self.out.push_str(&format!("\\texttt{{{}}}", escape(&self.setting.filled(code))));
            }
            Event::InlineMath(math) => {
                self.out.push_str(&format!("${}$", self.setting.filled(math)))
            }
            Event::DisplayMath(math) => {
                self.line();
                self.out.push_str(&format!("\\[{}\\]\n", self.setting.filled(math)));
            }
            // HTML means nothing on paper.
            Event::Html(_) | Event::InlineHtml(_) => {}
            Event::FootnoteReference(name) => self.footnote(name),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("\\\\\n"),
            Event::Rule => {
                self.gap();
                self.out.push_str("\\par\\medskip\\noindent\\hrulefill\\par\\medskip\n\n");
            }
            Event::TaskListMarker(done) => {
                self.out.push_str(if *done { "[$\\boxtimes$] " } else { "[$\\square$] " });
            }
        }
    }

    fn footnote(&mut self, name: &str) {
        if let Some((_, prose)) = self.setting.note(name) {
            let text = write(&prose.events, &self.setting.within_note());
            self.out.push_str(&format!("\\footnote{{{}}}", text.trim()));
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock | Tag::MetadataBlock(_) => {}
            Tag::Heading { level, .. } => {
                self.gap();
                self.out.push_str(match level {
                    HeadingLevel::H1 | HeadingLevel::H2 => "\\section*{",
                    HeadingLevel::H3 => "\\subsection*{",
                    HeadingLevel::H4 => "\\subsubsection*{",
                    HeadingLevel::H5 | HeadingLevel::H6 => "\\paragraph*{",
                });
            }
            Tag::BlockQuote(_) => {
                self.gap();
                self.out.push_str("\\begin{quote}\n");
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.gap();
                self.verbatim = true;
                self.out.push_str("\\begin{verbatim}\n");
            }
            Tag::List(first) => {
                self.line();
                self.out.push_str(match first {
                    Some(_) => "\\begin{enumerate}\n",
                    None => "\\begin{itemize}\n",
                });
                if let Some(first) = first.filter(|&first| first != 1) {
                    let before = i64::try_from(first).unwrap_or(1) - 1;
                    self.out.push_str(&format!(
                        "\\setcounter{{\\csname @enumctr\\endcsname}}{{{before}}}\n"
                    ));
                }
            }
            Tag::Item => {
                self.line();
                self.out.push_str("\\item ");
            }
            Tag::FootnoteDefinition(_) => {}
            Tag::DefinitionList => {
                self.gap();
                self.out.push_str("\\begin{description}\n");
            }
            Tag::DefinitionListTitle => {
                self.line();
                self.out.push_str("\\item[{");
            }
            Tag::DefinitionListDefinition => {}
            Tag::Table(columns) => {
                self.gap();
                let columns: String = columns.iter().map(column).collect();
                let begin =
                    format!("\\begin{{center}}\n\\begin{{tabular}}{{{columns}}}\n\\hline\n");
                self.out.push_str(&begin);
            }
            Tag::TableHead | Tag::TableRow | Tag::TableCell => {}
            Tag::Emphasis => self.out.push_str("\\emph{"),
            Tag::Strong => self.out.push_str("\\textbf{"),
            Tag::Strikethrough => self.out.push_str("\\sout{"),
            Tag::Superscript => self.out.push_str("\\textsuperscript{"),
            Tag::Subscript => self.out.push_str("\\textsubscript{"),
            Tag::Link { dest_url, .. } => {
                self.out.push_str(&format!("\\href{{{}}}{{", url(dest_url)));
            }
            Tag::Image { dest_url, .. } => {
                // LaTeX knows no SVG: without an ending it finds the PDF beside it.
                let name = dest_url.strip_suffix(".svg").unwrap_or(dest_url);
                let options = "width=\\linewidth,height=.4\\textheight,keepaspectratio";
                self.out.push_str(&format!("\\includegraphics[{options}]{{{name}}}"));
                self.alt += 1;
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("\n\n"),
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) | TagEnd::FootnoteDefinition => {}
            TagEnd::Heading(_) => self.out.push_str("}\n\n"),
            TagEnd::BlockQuote(_) => {
                self.line();
                self.out.push_str("\\end{quote}\n\n");
            }
            TagEnd::CodeBlock => {
                self.line();
                self.verbatim = false;
                self.out.push_str("\\end{verbatim}\n\n");
            }
            TagEnd::List(is_ordered) => {
                self.line();
                let name = if is_ordered { "enumerate" } else { "itemize" };
                self.out.push_str(&format!("\\end{{{name}}}\n\n"));
            }
            TagEnd::Item | TagEnd::DefinitionListDefinition => self.line(),
            TagEnd::DefinitionList => self.out.push_str("\\end{description}\n\n"),
            TagEnd::DefinitionListTitle => self.out.push_str("}] "),
            TagEnd::Table => {
                self.out.push_str("\\hline\n\\end{tabular}\n\\end{center}\n\n");
            }
            TagEnd::TableHead => {
                self.cell_end();
                self.out.push_str(" \\\\\n\\hline\n");
            }
            TagEnd::TableRow => {
                self.cell_end();
                self.out.push_str(" \\\\\n");
            }
            TagEnd::TableCell => self.out.push_str(" & "),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.out.push('}'),
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::Link => self.out.push('}'),
            TagEnd::Image => self.alt = self.alt.saturating_sub(1),
        }
    }

    /// The last cell of a row has no separator behind it.
    fn cell_end(&mut self) {
        if self.out.ends_with(" & ") {
            self.out.truncate(self.out.len() - 3);
        }
    }
}

fn column(alignment: &Alignment) -> char {
    match alignment {
        Alignment::None | Alignment::Left => 'l',
        Alignment::Center => 'c',
        Alignment::Right => 'r',
    }
}

/// An address as the argument of `\href`.
fn url(address: &str) -> String {
    let mut out = String::new();
    for c in address.chars() {
        match c {
            '%' | '#' | '&' | '_' | '$' | '^' | '~' => out.extend(['\\', c]),
            '\\' | '{' | '}' => {}
            c => out.push(c),
        }
    }
    out
}
