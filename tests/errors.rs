//! Every message has an example in `examples/errors/`, and looks as it did when somebody last
//! looked at it. `BLESS=1 cargo test --test errors` writes the outputs anew.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use support::Small;
use symderiv::expr::Store;
use symderiv::syntax::{ErrorKind, parse};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/errors")
}

/// The input of an example. A file that begins with `# repeat COUNT TEXT` stands for an input that
/// is too long to be kept.
fn input(file: &str) -> String {
    let repeated = file.strip_prefix("# repeat ").and_then(|rest| rest.trim_end().split_once(' '));
    match repeated {
        Some((count, text)) => text.repeat(count.parse().unwrap()),
        None => file.to_owned(),
    }
}

#[test]
fn every_message_has_an_example_that_looks_right() {
    let mut wrong = Vec::new();
    for code in ErrorKind::CODES {
        let path = folder().join(format!("{code}.sd"));
        let Ok(file) = fs::read_to_string(&path) else {
            wrong.push(format!("{code}: no example"));
            continue;
        };
        let source = input(&file);
        let parsed = parse(&source, &mut Store::new(), &mut Small::new());
        if !parsed.diagnostics.iter().any(|d| d.code == *code) {
            wrong.push(format!("{code}: the example does not cause it"));
        }
        // Of a long list only what the example is about is kept.
        let is_short = parsed.diagnostics.len() <= 5;
        let shown = parsed.diagnostics.iter().filter(|d| is_short || d.code == *code);
        let shown: Vec<String> = shown.map(|d| d.render(&source, &format!("{code}.sd"))).collect();
        let shown = shown.join("\n");
        let golden = path.with_extension("txt");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&golden, &shown).unwrap();
        } else if fs::read_to_string(&golden).unwrap_or_default() != shown {
            wrong.push(format!("{code}: the output has changed to\n{shown}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_example_is_of_a_message() {
    let codes: BTreeSet<&str> = ErrorKind::CODES.iter().copied().collect();
    assert_eq!(codes.len(), ErrorKind::CODES.len(), "codes are distinct");
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        assert!(codes.contains(stem), "{}", path.display());
    }
}
