//! The reports on `examples/verify/` in every format, compared with `tests/golden/verify/`.
//! `BLESS=1 cargo test --test verify_golden` writes them anew.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

mod command;

use std::path::PathBuf;
use std::{env, fs};

use command::{root, run};

const FORMATS: [(&str, &str); 6] = [
    ("txt", "terminal"),
    ("html", "html"),
    ("tex", "latex"),
    ("md", "markdown"),
    ("json", "json"),
    ("sarif", "sarif"),
];

fn documents() -> Vec<PathBuf> {
    let folder = fs::read_dir(root().join("examples/verify")).unwrap();
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 10);
    files
}

#[test]
fn reports_are_written_as_before() {
    let is_blessing = env::var_os("BLESS").is_some_and(|value| value == "1");
    let mut failures = Vec::new();
    for file in documents() {
        let name = file.file_name().unwrap().to_str().unwrap();
        for (ending, format) in FORMATS {
            let mut run = run(&["verify", "--format", format, file.to_str().unwrap()]);
            // Golden files show only the file's name.
            run.out = run.out.replace(&format!("{}/", file.parent().unwrap().display()), "");
            if ending == "txt" {
                run.out.push_str(&format!("--- exit code {}\n{}", run.code, run.err));
            }
            let golden = root().join("tests/golden/verify").join(format!("{name}.{ending}"));
            if is_blessing {
                fs::create_dir_all(golden.parent().unwrap()).unwrap();
                fs::write(&golden, &run.out).unwrap();
            } else if fs::read_to_string(&golden).ok().as_ref() != Some(&run.out) {
                failures.push(golden.display().to_string());
            }
        }
    }
    assert!(failures.is_empty(), "BLESS=1 writes them anew:\n{}", failures.join("\n"));
}

/// What the assignment's marks must say, whatever the words around them.
#[test]
fn the_assignment_is_marked_as_a_marker_would() {
    let out = run(&["verify", "examples/verify/assignment-ocr.md"]).out;
    for said in [
        // The logistic function of -1.368 was taken.
        "a wrong sign of the exponent",
        // The product line is ten times too large; the box contradicts it; the truth.
        "the decimal point is in a wrong place",
        "it contradicts 0.00143 above",
        "0.00062158",
        // Question 6: the quotient over two rows, and the two slips.
        "read as a quotient over two rows this line is right",
        "$4$ should be $2$",
        "a lost term",
    ] {
        assert!(out.contains(said), "missing: {said}\n{out}");
    }
}
