//! Any text is read, or refused with places inside it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use symderiv::expr::Store;
use symderiv::library::Library;
use symderiv::syntax::{Scope, parse_in};

fuzz_target!(|text: &str| {
    let (mut store, mut library, mut scope) = (Store::new(), Library::new(), Scope::new());
    let parsed = parse_in(text, &mut store, &mut library, &mut scope);
    for diagnostic in &parsed.diagnostics {
        let span = diagnostic.span;
        assert!(span.start <= span.end && span.end <= text.len(), "{diagnostic:?}");
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
        assert!(!diagnostic.message.is_empty());
    }
});
