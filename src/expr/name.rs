//! Interned names. Greek letters have one canonical spelling, the ASCII one: `σ` is `sigma`.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

/// An interned name of a variable or a function.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Name(pub(super) u32);

/// The table of names.
#[derive(Default)]
pub(super) struct Names {
    texts: Vec<Box<str>>,
    index: HashMap<Box<str>, Name, FxBuildHasher>,
}

impl Names {
    pub(super) fn intern(&mut self, text: &str) -> Name {
        if let Some(&name) = self.index.get(text) {
            return name;
        }
        let name = Name(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        self.texts.push(text.into());
        self.index.insert(text.into(), name);
        name
    }

    pub(super) fn find(&self, text: &str) -> Option<Name> {
        self.index.get(text).copied()
    }

    pub(super) fn text(&self, name: Name) -> &str {
        self.texts.get(name.0 as usize).map_or("?", |text| text)
    }
}
