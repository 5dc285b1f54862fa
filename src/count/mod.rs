//! Networks as lists of layers: shapes, parameters, operations, receptive fields.
//!
//! What a layer does is said in the language (`src/library/layers.sd`, or by the user); here lines
//! are carried out one after the other, and every number is the exact value of a formula.

mod error;
mod field;
mod layer;
mod report;
mod run;

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

pub use error::{CountError, Wrong};
pub use field::Field;
pub use layer::Worked;
pub use report::report;
pub use run::{Row, Tally, run};

use crate::expr::{Expr, Name, Store};
use crate::library::LAYERS;
use crate::syntax::{LayerDecl, NetworkDecl, Scope, Statement, Vocabulary, parse_in};

/// What is known about layers, networks and conventions.
#[derive(Clone, Debug, Default)]
pub struct Networks {
    layers: HashMap<String, LayerDecl, FxBuildHasher>,
    networks: HashMap<String, NetworkDecl, FxBuildHasher>,
    /// In the order of their declarations.
    conventions: Vec<Convention>,
    is_library_read: bool,
}

/// A way of counting.
#[derive(Clone, Debug)]
pub struct Convention {
    /// Its name in formulas.
    pub name: Name,
    /// Its value.
    pub value: Expr,
    /// What it says.
    pub words: String,
}

impl Networks {
    /// Keeps a declaration; a later one of the same name takes its place.
    pub fn learn(&mut self, statement: &Statement) {
        match statement {
            Statement::Layer(layer) => {
                self.layers.insert(layer.name.clone(), (**layer).clone());
            }
            Statement::Network(network) => {
                self.networks.insert(network.name.clone(), (**network).clone());
            }
            Statement::Convention(name, value, words) => {
                let (name, value) = (*name, *value);
                match self.conventions.iter_mut().find(|known| known.name == name) {
                    Some(known) => known.value = value,
                    None => self.conventions.push(Convention { name, value, words: words.clone() }),
                }
            }
            Statement::Define(_)
            | Statement::Assume(_)
            | Statement::Declare(..)
            | Statement::Command(_) => {}
        }
    }

    /// Reads the library's layers, unless that was done; what the user says goes before them.
    pub fn read_library(&mut self, store: &mut Store, vocabulary: &mut dyn Vocabulary) {
        if std::mem::replace(&mut self.is_library_read, true) {
            return;
        }
        let parsed = parse_in(LAYERS, store, vocabulary, &mut Scope::new());
        let mut library = Self::default();
        for spanned in &parsed.statements {
            library.learn(&spanned.statement);
        }
        for (name, layer) in library.layers {
            self.layers.entry(name).or_insert(layer);
        }
        for convention in library.conventions {
            if !self.conventions.iter().any(|known| known.name == convention.name) {
                self.conventions.push(convention);
            }
        }
    }

    /// The network with this name.
    #[must_use]
    pub fn network(&self, name: &str) -> Option<&NetworkDecl> {
        self.networks.get(name)
    }

    /// The names of all networks, sorted.
    #[must_use]
    pub fn network_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.networks.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    /// The names of what a line can begin with, sorted.
    fn kinds(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.layers.keys().map(String::as_str).collect();
        names.extend(self.network_names());
        names.sort_unstable();
        names
    }
}

#[cfg(test)]
mod tests {
    use super::LAYERS;
    use crate::expr::Store;
    use crate::library::Library;
    use crate::syntax::{Scope, Statement, parse_in};

    #[test]
    fn the_library_of_layers_reads_without_a_mistake() {
        let (mut store, mut library) = (Store::new(), Library::new());
        let parsed = parse_in(LAYERS, &mut store, &mut library, &mut Scope::new());
        assert_eq!(parsed.diagnostics, []);
        let layers = parsed.statements.iter();
        let layers = layers.filter(|s| matches!(s.statement, Statement::Layer(_))).count();
        assert!(layers > 30, "{layers}");
    }
}
