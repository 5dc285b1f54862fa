//! Markdown's events as HTML.

use pulldown_cmark::{Event, Tag, html};

use super::{Setting, merged};
use crate::print::{escape_xml, latex_leaf};
use crate::sheet::model::Node;

/// Writes events.
pub(super) fn write(nodes: &[Node], setting: &Setting) -> String {
    let events = merged(nodes).into_iter().filter_map(|node| match node {
        Node::Event(event) => Some(shown(event, setting)),
        Node::Block(number, _) if (setting.is_inline)(number) => {
            Some(Event::InlineHtml((setting.block)(number).into()))
        }
        Node::Block(number, _) => Some(Event::Html((setting.block)(number).into())),
        Node::Complaint(number) => Some(Event::Html((setting.complaint)(number).into())),
        Node::Text(text) => Some(Event::Text(text.into())),
        Node::Packages => None,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

fn shown(event: Event<'static>, setting: &Setting) -> Event<'static> {
    match event {
        Event::Text(text) => Event::Text(setting.filled(&text).into()),
        Event::Code(text) => Event::Code(setting.filled(&text).into()),
        Event::InlineMath(math) => Event::InlineHtml(formula(&setting.filled(&math)).into()),
        Event::DisplayMath(math) => {
            let math = formula(&setting.filled(&math));
            let block = math.replacen("<math ", "<math display=\"block\" ", 1);
            Event::InlineHtml(block.into())
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let dest_url = (setting.images)(&dest_url).into();
            Event::Start(Tag::Image { link_type, dest_url, title, id })
        }
        Event::FootnoteReference(name) => Event::InlineHtml(match setting.note(&name) {
            Some((n, _)) => {
                format!("<sup><a id=\"ref-{n}\" href=\"#note-{n}\">{n}</a></sup>").into()
            }
            None => "".into(),
        }),
        event => event,
    }
}

/// LaTeX as MathML; what cannot be converted is shown as it was written.
fn formula(latex: &str) -> String {
    latex_leaf(latex).unwrap_or_else(|_| {
        let mut out = String::from("<code>");
        escape_xml(&mut out, latex);
        out.push_str("</code>");
        out
    })
}
