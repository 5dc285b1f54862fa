//! The outputs for `examples/derivations/*.sd` in every format, and those of `examples/*.rs`,
//! compared byte by byte with the files in `tests/golden/`. `BLESS=1 cargo test --test golden`
//! writes those files anew; look at the difference before it is committed.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

mod command;

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use command::{Run, derivations, root, run, stem};

/// The ending of the golden file and the arguments that make it.
const FORMATS: [(&str, &[&str]); 7] = [
    ("txt", &["--format", "terminal"]),
    ("tex", &["--format", "latex", "--standalone"]),
    ("mml", &["--format", "mathml"]),
    ("html", &["--format", "html"]),
    ("typ", &["--format", "typst"]),
    ("json", &["--format", "json"]),
    ("src", &["--format", "source"]),
];

/// The programs in `examples/`.
const EXAMPLES: [&str; 4] = ["differentiate", "claims", "conditions", "formats"];

fn is_blessing() -> bool {
    env::var_os("BLESS").is_some_and(|value| value == "1")
}

/// Compares with the golden file, or writes it; tells what is wrong.
fn compare(name: &str, actual: &str) -> Option<String> {
    let path = root().join("tests/golden").join(name);
    if is_blessing() {
        fs::write(&path, actual).unwrap();
        return None;
    }
    match fs::read_to_string(&path) {
        Ok(golden) if golden == actual => None,
        Ok(golden) => {
            let pairs = golden.lines().zip(actual.lines());
            let (i, (old, new)) = pairs
                .enumerate()
                .find(|(_, (old, new))| old != new)
                .unwrap_or((0, ("one is longer", "than the other")));
            Some(format!("{name}:{}:\n  golden: {old}\n  now:    {new}", i + 1))
        }
        Err(error) => Some(format!("{name}: {error}")),
    }
}

/// Messages show the file's path; golden files show only its name.
fn run_on(file: &Path, format: &[&str]) -> Run {
    let path = file.to_str().unwrap();
    run(&[&["--width", "90", "--file", path], format].concat())
}

#[test]
fn derivations_are_printed_as_before() {
    let mut failures = Vec::new();
    for file in derivations() {
        for (ending, format) in FORMATS {
            let mut run = run_on(&file, format);
            if ending == "txt" {
                // Messages and the exit code belong to what the user sees.
                let folder = format!("{}/", file.parent().unwrap().display());
                let messages = run.err.replace(&folder, "");
                run.out.push_str(&format!("--- messages, exit code {}\n{messages}", run.code));
            }
            failures.extend(compare(&format!("derivations/{}.{ending}", stem(&file)), &run.out));
        }
    }
    assert!(failures.is_empty(), "BLESS=1 writes them anew:\n{}", failures.join("\n"));
}

/// Further files that are printed in every format: their folders and names.
const REPORTS: [(&str, &str); 2] = [("networks", "lenet5"), ("networks", "symbolic")];

#[test]
fn reports_are_printed_as_before() {
    let mut failures = Vec::new();
    for (folder, name) in REPORTS {
        let file = root().join("examples").join(folder).join(format!("{name}.sd"));
        for (ending, format) in FORMATS {
            let run = run_on(&file, format);
            assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", file.display());
            failures.extend(compare(&format!("{folder}/{name}.{ending}"), &run.out));
        }
    }
    let file = root().join("examples/assignment/q2.sd");
    for ending in ["svg", "dot"] {
        let run = run(&["graph", file.to_str().unwrap(), "--format", ending]);
        failures.extend(compare(&format!("derivations/q2.{ending}"), &run.out));
    }
    assert!(failures.is_empty(), "BLESS=1 writes them anew:\n{}", failures.join("\n"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for file in derivations() {
        for (ending, format) in FORMATS {
            let (first, second) = (run_on(&file, format), run_on(&file, format));
            assert_eq!(first.out, second.out, "{} {ending}", file.display());
            assert_eq!(first.err, second.err, "{} {ending}", file.display());
        }
    }
}

#[test]
fn no_golden_file_is_left_over() {
    let known: Vec<String> = derivations().iter().map(|file| stem(file).to_owned()).collect();
    let is_known = |name: &str| known.iter().any(|known| known == name) || EXAMPLES.contains(&name);
    for folder in ["derivations", "examples"] {
        for entry in fs::read_dir(root().join("tests/golden").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            assert!(is_known(stem(&path)), "{} has no source", path.display());
        }
    }
}

#[test]
fn the_examples_of_the_library_run() {
    let mut failures = Vec::new();
    for name in EXAMPLES {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.args(["run", "--quiet", "--offline", "--example", name]).current_dir(root());
        let run: Run = command.output().unwrap().into();
        assert_eq!(run.code, 0, "{name}: {}", run.err);
        failures.extend(compare(&format!("examples/{name}.out"), &run.out));
    }
    assert!(failures.is_empty(), "BLESS=1 writes them anew:\n{}", failures.join("\n"));
}
