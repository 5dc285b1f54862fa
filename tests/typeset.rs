//! What is printed, seen by the programs that show it: pdflatex and a browser. A program that is
//! not installed is named, and its checks are skipped.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

mod command;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, thread};

use command::{Scratch, derivations, is_installed, run, stem};

/// The most that a line may stick out, in points.
const OVERFULL: f64 = 5.0;

/// Prints the file in a format, into the folder.
fn print(file: &Path, format: &str, ending: &str, folder: &Path) -> PathBuf {
    let args = ["--standalone", "--format", format, "--file", file.to_str().unwrap()];
    let path = folder.join(format!("{}.{ending}", stem(file)));
    fs::write(&path, run(&args).out).unwrap();
    path
}

/// Compiles in the folder; what the log complains about.
fn complaints(tex: &Path) -> Vec<String> {
    let mut command = Command::new("pdflatex");
    command.args(["-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape"]);
    // Long lines of the log are not to be wrapped.
    command.env("max_print_line", "10000");
    command.arg(tex.file_name().unwrap()).current_dir(tex.parent().unwrap());
    let output = command.stdin(Stdio::null()).output().unwrap();
    let log = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut found: Vec<String> =
        log.lines().filter(|line| is_complaint(line)).map(String::from).collect();
    if !output.status.success() {
        found.push(format!("pdflatex: {}", output.status));
    }
    found
}

fn is_complaint(line: &str) -> bool {
    if let Some((_, rest)) = line.split_once("Overfull \\hbox (") {
        let points = rest.split("pt").next().and_then(|text| text.parse::<f64>().ok());
        return points.is_none_or(|points| points > OVERFULL);
    }
    line.starts_with('!') || line.contains("Warning") || line.contains("Overfull")
}

/// The text of a PDF, without blanks.
fn text_of(pdf: &Path) -> String {
    let output = Command::new("pdftotext").arg(pdf).arg("-").output().unwrap();
    String::from_utf8_lossy(&output.stdout).split_whitespace().collect()
}

#[test]
fn latex_documents_compile_without_complaints() {
    if !is_installed("pdflatex") {
        return;
    }
    let has_reader = is_installed("pdftotext");
    let scratch = Scratch::new("latex");
    let check = |file: &PathBuf| -> Vec<String> {
        let tex = print(file, "latex", "tex", &scratch.0);
        let mut found = complaints(&tex);
        if has_reader && !text_of(&tex.with_extension("pdf")).contains(expected_word(file)) {
            found.push(format!("the text lacks '{}'", expected_word(file)));
        }
        found.into_iter().map(|what| format!("{}: {what}", stem(file))).collect()
    };
    let files = derivations();
    let found = in_parallel(&files, check);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn complaints_are_noticed() {
    if !is_installed("pdflatex") {
        return;
    }
    let scratch = Scratch::new("complaints");
    let wrong = [
        "\\hbox to 1pt{\\hss too wide}\\vskip0pt\\hbox to 5pt{far too wide}",
        "\\nonsense",
        "\\ref{x}",
    ];
    for (i, text) in wrong.iter().enumerate() {
        let tex = scratch.0.join(format!("{i}.tex"));
        let document =
            format!("\\documentclass{{article}}\\begin{{document}}{text}\\end{{document}}");
        fs::write(&tex, document).unwrap();
        assert!(!complaints(&tex).is_empty(), "{text}");
    }
}

#[test]
fn the_rulebook_compiles() {
    if !is_installed("pdflatex") {
        return;
    }
    let scratch = Scratch::new("rulebook");
    let tex = scratch.0.join("rules.tex");
    fs::write(&tex, run(&["rules", "--format", "latex", "--standalone"]).out).unwrap();
    let found = complaints(&tex);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A remark that the derivations of the file contain, as letters without blanks.
fn expected_word(file: &Path) -> &'static str {
    match stem(file) {
        "refuted" => "refutedat",
        "undecided" => "undecided",
        "values" => "rounded",
        "tanh" | "quotient" => "quotientrule",
        "unknown" => "differentiable",
        _ => "",
    }
}

#[test]
fn web_pages_are_shown() {
    if !is_installed("chromium") {
        return;
    }
    let scratch = Scratch::new("html");
    let check = |file: &PathBuf| -> Vec<String> {
        let page = print(file, "html", "html", &scratch.0);
        let mut command = Command::new("chromium");
        command.args(["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]);
        command.arg("--enable-logging=stderr");
        command.arg(format!("--user-data-dir={}", scratch.0.join(stem(file)).display()));
        command.arg(format!("file://{}", page.display()));
        let output = command.stdin(Stdio::null()).output().unwrap();
        let dom = String::from_utf8_lossy(&output.stdout).into_owned();
        let log = String::from_utf8_lossy(&output.stderr).into_owned();
        let mut found = Vec::new();
        if !dom.contains("<math") || !dom.contains("</html>") {
            found.push(format!("{}: the page has no formulas", stem(file)));
        }
        let errors = log.lines().filter(|line| line.contains("CONSOLE"));
        found.extend(errors.map(|line| format!("{}: {line}", stem(file))));
        found
    };
    let files = derivations();
    let found = in_parallel(&files, check);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Checks the files in a few threads; the findings in the order of the files.
fn in_parallel(files: &[PathBuf], check: impl Fn(&PathBuf) -> Vec<String> + Sync) -> Vec<String> {
    let parts = files.chunks(files.len().div_ceil(2));
    thread::scope(|scope| {
        let threads: Vec<_> = parts
            .map(|part| scope.spawn(|| part.iter().flat_map(&check).collect::<Vec<_>>()))
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}
