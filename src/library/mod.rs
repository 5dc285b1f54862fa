//! The functions that are defined in the expression language itself: `*.sd` in this folder.
//!
//! A definition is read when its name is first used, so a query pays only for what it mentions.

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::FxBuildHasher;

use crate::expr::{Definition, Name, Store};
use crate::syntax::{Signature, Vocabulary, parse_definition};

/// The texts of the library: one definition or alias a line, comments with `#`.
pub const SOURCES: [(&str, &str); 4] = [
    ("activations", include_str!("activations.sd")),
    ("hyperbolic", include_str!("hyperbolic.sd")),
    ("logarithms", include_str!("logarithms.sd")),
    ("trigonometric", include_str!("trigonometric.sd")),
];

/// The layers of networks: blocks and conventions.
pub const LAYERS: &str = include_str!("layers.sd");

/// Name or alias to the line of the definition.
static INDEX: LazyLock<HashMap<&str, &str, FxBuildHasher>> = LazyLock::new(|| {
    let mut index: HashMap<_, _, _> = definitions().map(|line| (head(line), line)).collect();
    for (alias, target) in aliases() {
        if let Some(&line) = index.get(target) {
            index.insert(alias, line);
        }
    }
    index
});

/// The library as a vocabulary of the reader.
///
/// ```
/// use symderiv::expr::Store;
/// use symderiv::library::Library;
/// use symderiv::syntax::parse_expression;
/// let (mut store, mut library) = (Store::new(), Library::new());
/// let a = parse_expression("sigmoid(x)", &mut store, &mut library);
/// assert_eq!(a, parse_expression("σ(x)", &mut store, &mut library));
/// ```
#[derive(Default)]
pub struct Library {
    read: HashMap<&'static str, Signature, FxBuildHasher>,
}

impl Library {
    /// The library, with nothing read yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The functions of one argument that are defined on the same page as this one: where a result
    /// about it may be looked for. Their definitions are put into the store.
    pub fn page_of(&mut self, store: &mut Store, name: &str) -> Vec<Name> {
        let is_page = |text: &'static str| page(text).any(|line| head(line) == name);
        let Some((_, text)) = SOURCES.iter().find(|(_, text)| is_page(text)) else {
            return Vec::new();
        };
        let names = page(text).filter(|line| !line.starts_with("alias ")).map(head);
        let mut functions = Vec::new();
        for other in names {
            if let Some(signature) = self.function(store, other)
                && signature.arity() == 1
            {
                functions.push(signature.name);
            }
        }
        functions
    }
}

impl Vocabulary for Library {
    fn function(&mut self, store: &mut Store, name: &str) -> Option<Signature> {
        let line = *INDEX.get(name)?;
        let canonical = head(line);
        if let Some(known) = self.read.get(canonical) {
            return Some(known.clone());
        }
        let definition = parse_definition(line, store, self).ok()?;
        let required = definition.params.len().saturating_sub(definition.defaults.len());
        let signature =
            Signature { name: definition.name, required, defaults: definition.defaults };
        let meaning = Definition { params: definition.params, body: definition.body };
        store.define(definition.name, meaning).ok()?;
        self.read.insert(canonical, signature.clone());
        Some(signature)
    }

    fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = definitions().map(head).collect();
        names.extend(aliases().map(|(alias, _)| alias));
        names.sort_unstable();
        names
    }
}

fn lines() -> impl Iterator<Item = &'static str> {
    SOURCES.iter().flat_map(|(_, text)| page(text))
}

/// The lines of a text that say something.
fn page(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn definitions() -> impl Iterator<Item = &'static str> {
    lines().filter(|line| !line.starts_with("alias "))
}

/// The aliases and what they stand for.
fn aliases() -> impl Iterator<Item = (&'static str, &'static str)> {
    lines().filter_map(|line| line.strip_prefix("alias ")?.split_once(" = "))
}

/// The name that a definition's line defines.
fn head(line: &'static str) -> &'static str {
    line.split('(').next().unwrap_or(line).trim()
}

#[cfg(test)]
mod tests {
    use super::{Library, definitions, head};
    use crate::expr::Store;
    use crate::syntax::{Vocabulary, parse_definition};

    #[test]
    fn every_line_is_a_definition_that_reads_without_a_mistake() {
        for line in definitions() {
            let (mut store, mut library) = (Store::new(), Library::new());
            let read = parse_definition(line, &mut store, &mut library);
            assert!(read.is_ok(), "{line}: {read:?}");
            assert!(library.function(&mut store, head(line)).is_some(), "{line}");
        }
    }

    #[test]
    fn every_name_and_alias_is_known() {
        let (mut store, mut library) = (Store::new(), Library::new());
        let names: Vec<String> = library.names().into_iter().map(str::to_owned).collect();
        assert!(names.len() > 50);
        for name in names {
            assert!(library.function(&mut store, &name).is_some(), "{name}");
        }
        assert!(library.function(&mut store, "tahn").is_none());
    }
}
