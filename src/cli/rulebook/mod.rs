//! The rulebook as a document, in every format.

mod entry;
mod html;
mod latex;
mod mathml;
mod text;

use symderiv::expr::Store;
use symderiv::kernel::Rule;
use symderiv::kernel::rules::{all, families};
use symderiv::print::{Format, Options};

use super::args::Style;
use super::output::Output;
use super::status::Status;
use entry::{Chapter, Entry, title};

/// Prints all rules, those of the family, or the rule with this id.
pub fn print(id: Option<&str>, style: &Style, output: &Output) -> Status {
    let mut store = Store::new();
    let chapters = select(&mut store, id.unwrap_or(""));
    if chapters.is_empty() {
        let id = id.unwrap_or("");
        let mut problem = format!("there is no rule '{id}'");
        if let Some(near) = nearest(id) {
            problem.push_str(&format!("; did you mean '{near}'?"));
        }
        return output.complain(&problem);
    }
    output.print(&written(&store, &chapters, &output.options(style)))
}

fn written(store: &Store, chapters: &[Chapter], options: &Options) -> String {
    match options.format {
        Format::Terminal => text::terminal(store, chapters, options.color),
        Format::Source | Format::Svg => text::source(store, chapters),
        Format::Latex => latex::document(store, chapters, options),
        Format::Mathml => mathml::formulas(store, chapters),
        Format::Html => html::page(store, chapters, options.title.as_deref()),
        Format::Json => text::json(store, chapters),
    }
}

/// The rules whose id is `id`, or begins with `id` and a dot; all rules for the empty id.
fn select(store: &mut Store, id: &str) -> Vec<Chapter> {
    let wanted = |rule: &Rule| {
        let rest = rule.id.strip_prefix(id);
        id.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let chapters = families().into_iter().map(|(family, table)| {
        let rules = table.iter().filter(|rule| wanted(rule));
        Chapter {
            title: title(family),
            entries: rules.map(|rule| Entry::new(store, rule)).collect(),
        }
    });
    chapters.filter(|chapter| !chapter.entries.is_empty()).collect()
}

/// The id that shares most with what was typed: the longest common beginning, then the length.
fn nearest(id: &str) -> Option<&'static str> {
    let common = |known: &str| known.bytes().zip(id.bytes()).take_while(|(a, b)| a == b).count();
    let ids = all().map(|rule| rule.id);
    let tail = id.rsplit('.').next().unwrap_or(id);
    let mut candidates: Vec<&str> = ids.collect();
    if let Some(&same) = candidates.iter().find(|known| known.rsplit('.').next() == Some(tail)) {
        return Some(same);
    }
    candidates.retain(|known| common(known) > 2);
    candidates.into_iter().max_by_key(|known| (common(known), usize::MAX - known.len()))
}
