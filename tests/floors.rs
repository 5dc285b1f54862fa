//! The house rules: a file imports only from lower floors and from its own folder, and some
//! packages stay in their room.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The floors from the ground up. Modules on one floor do not see each other.
const FLOORS: &[&[&str]] = &[
    &["num", "budget", "diag"],
    &["expr", "notation"],
    &["pattern", "normal", "eval"],
    &["kernel"],
    &["syntax"],
    &["library", "latex"],
    &["strategy"],
    &["steps"],
    &["layout"],
    &["print"],
    &["graph", "count"],
    &["session"],
    &["verify"],
    &["report"],
    &["door"],
    &["sheet"],
    &["cli"],
];

/// What is fenced, and where it is allowed: files or folders under `src`.
const FENCES: &[(&str, &[&str])] = &[
    ("clap", &["cli", "main.rs"]),
    ("clap_complete", &["cli", "main.rs"]),
    ("clap_mangen", &["cli", "main.rs"]),
    ("rustyline", &["cli"]),
    ("serde_json", &["cli"]),
    ("pulldown_cmark", &["sheet"]),
    ("minijinja", &["sheet"]),
    ("latex2mathml", &["print/mathml_via_latex.rs"]),
    ("std::fs", &["cli", "main.rs"]),
    ("std::env", &["cli", "main.rs"]),
    ("std::process", &["cli", "main.rs"]),
    ("std::time", &["budget.rs", "cli", "main.rs"]),
    ("println!", &["cli", "main.rs"]),
    ("print!", &["cli", "main.rs"]),
    ("eprintln!", &["cli", "main.rs"]),
    ("eprint!", &["cli", "main.rs"]),
    ("num_rational", &["num"]),
];

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|modules| modules.contains(&module))
}

/// The source files, with paths relative to `src`.
fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                files.push((path.strip_prefix(&root).unwrap().to_owned(), text));
            }
        }
    }
    files.sort();
    assert!(files.len() > 50);
    files
}

/// The module of a file: its folder, or its name.
fn module(path: &Path) -> String {
    let first = path.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

fn is_test_file(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem == "tests")
        || path.components().any(|part| part.as_os_str() == "tests")
}

/// The text without comments and without what is compiled for tests only.
fn code(text: &str) -> String {
    let mut kept = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            skip_item(&mut lines);
            continue;
        }
        kept.push_str(line.split("//").next().unwrap_or(""));
        kept.push('\n');
    }
    kept
}

/// Skips the item after an attribute: to its semicolon, or to the closing brace in its column.
fn skip_item<'a>(lines: &mut impl Iterator<Item = &'a str>) {
    let Some(mut first) = lines.next() else { return };
    while first.trim_start().starts_with("#[") {
        let Some(next) = lines.next() else { return };
        first = next;
    }
    let indent = first.len() - first.trim_start().len();
    if first.trim_end().ends_with(['}', ';']) {
        return;
    }
    for line in lines {
        let column = line.len() - line.trim_start().len();
        if column == indent && line.trim_start().starts_with(['}', ')']) {
            return;
        }
    }
}

/// The modules that are named after `crate::`, also within braces.
fn imports(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            found.extend(heads(list));
        } else {
            found.insert(word(rest));
        }
    }
    found.remove("");
    found
}

/// The first words of a list in braces, up to its end.
fn heads(list: &str) -> Vec<String> {
    let (mut depth, mut start, mut heads) = (0, 0, Vec::new());
    for (i, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                heads.push(word(list[start..i].trim_start()));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                heads.push(word(list[start..i].trim_start()));
                start = i + 1;
            }
            _ => {}
        }
    }
    heads
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// Macros live at the root of the package; this one belongs to the patterns.
const ROOT_MACROS: &[(&str, &str)] = &[("pat", "pattern")];

fn owner(name: &str) -> &str {
    ROOT_MACROS.iter().find(|(known, _)| *known == name).map_or(name, |(_, module)| module)
}

/// Imports that a file must not have.
fn upward(module: &str, code: &str) -> Vec<String> {
    let Some(own) = floor(module) else { return vec![format!("{module} has no floor")] };
    let allowed = |name: &str| name == module || floor(name).is_some_and(|other| other < own);
    imports(code).into_iter().filter(|name| !allowed(owner(name))).collect()
}

/// Does the word occur, not as a part of another?
fn mentions(code: &str, wanted: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(wanted).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + wanted.len()..].chars().next();
        !before.is_some_and(part) && !after.is_some_and(|c| part(c) && !wanted.ends_with('!'))
    })
}

#[test]
fn imports_go_down() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let module = module(&path);
        if is_test_file(&path) || module == "lib" || module == "main" {
            continue;
        }
        let names = upward(&module, &code(&text));
        wrong.extend(names.into_iter().map(|name| format!("{}: {name}", path.display())));
    }
    assert!(wrong.is_empty(), "imports from the same floor or above:\n{}", wrong.join("\n"));
}

#[test]
fn fenced_packages_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        if is_test_file(&path) {
            continue;
        }
        let code = code(&text);
        for (what, rooms) in FENCES {
            let inside = rooms.iter().any(|room| path.starts_with(room));
            if !inside && mentions(&code, what) {
                wrong.push(format!("{}: {what}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "outside their rooms:\n{}", wrong.join("\n"));
}

#[test]
fn every_module_has_one_floor_and_every_fence_its_room() {
    let modules: BTreeSet<String> = sources()
        .iter()
        .map(|(path, _)| module(path))
        .filter(|name| name != "lib" && name != "main")
        .collect();
    for module in &modules {
        let count = FLOORS.iter().flat_map(|f| f.iter()).filter(|m| *m == module).count();
        assert_eq!(count, 1, "{module}");
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (what, rooms) in FENCES {
        assert!(rooms.iter().any(|room| root.join(room).exists()), "{what}: its room has moved");
    }
}

#[test]
fn the_scanner_sees_what_it_should() {
    let text = "use crate::expr::Expr;\nuse crate::{num::Rational, print::{self, leaf}};\n\
                // use crate::cli;\nfn f() { crate::session::run(); }\n\
                #[cfg(test)]\nmod tests {\n    use crate::cli::Args;\n}\n";
    let found: Vec<String> = imports(&code(text)).into_iter().collect();
    assert_eq!(found, ["expr", "num", "print", "session"]);
    assert_eq!(upward("kernel", &code(text)), ["print", "session"]);
    assert_eq!(upward("normal", "use crate::eval::Value;"), ["eval"], "siblings");
    assert_eq!(upward("attic", ""), ["attic has no floor"]);
    assert!(mentions("fn f() { println!(\"\"); }", "println!"));
    assert!(!mentions("eprintln!(\"\")", "println!"));
    assert!(!mentions("use my_clap::x;", "clap"));
}
