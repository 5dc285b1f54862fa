//! `symderiv verify`: derivations in, marked derivations out.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;

use symderiv::latex::document::Language;
use symderiv::report::{Report, render};
use symderiv::verify::{Source, Verdict, verify};

use super::args::{Style, Verify};
use super::input::{self, Input};
use super::output::Output;
use super::status::Status;

/// Checks all documents and writes one report.
pub fn run(what: &Verify, style: &Style, output: &Output) -> Status {
    let Some(format) = style.format.of_report() else {
        return output
            .complain("'verify' writes terminal, html, latex, markdown, json or sarif (--format)");
    };
    let given = match what.given.as_deref().map(given).transpose() {
        Ok(given) => given.unwrap_or_default(),
        Err(problem) => return output.complain(&problem),
    };
    let files = match documents(&what.files) {
        Ok(files) if files.is_empty() => return output.complain("no document was found"),
        Ok(files) => files,
        Err(problem) => return output.complain(&problem),
    };
    let mut reports = Vec::new();
    let mut worst = Status::Well;
    for checked in all(&files, &given, what.jobs) {
        match checked {
            Ok(report) => {
                worst = worst.max(status(&report));
                reports.push(report);
            }
            Err(problem) => worst = worst.max(output.complain(&problem)),
        }
    }
    if reports.is_empty() {
        return worst;
    }
    worst.max(output.print(&render(&reports, format, output.is_colored())))
}

/// What is given, a line each; comments begin with '#'.
fn given(path: &Path) -> Result<Vec<String>, String> {
    let input = input::read(&[], Some(path))?;
    let lines = input.source.lines().map(|line| line.split('#').next().unwrap_or("").trim());
    Ok(lines.filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

/// The documents that are named, and those in the folders that are named.
fn documents(named: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = named.iter().rev().cloned().collect();
    while let Some(path) = open.pop() {
        if !path.is_dir() {
            found.push(path);
            continue;
        }
        let entries =
            fs::read_dir(&path).map_err(|e| format!("cannot open {}: {e}", path.display()))?;
        let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        inside.retain(|path| path.is_dir() || language(path).is_some());
        inside.sort();
        open.extend(inside.into_iter().rev());
    }
    Ok(found)
}

/// The language of a document, by the ending of its name.
fn language(path: &Path) -> Option<Language> {
    match path.extension()?.to_str()? {
        "tex" | "ltx" => Some(Language::Latex),
        "md" | "markdown" | "txt" => Some(Language::Markdown),
        "sd" => Some(Language::Symderiv),
        _ => None,
    }
}

/// Checks the documents with so many threads; the reports come in the order of the documents.
fn all(files: &[PathBuf], given: &[String], jobs: usize) -> Vec<Result<Report, String>> {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = channel();
    let mut done: Vec<(usize, Result<Report, String>)> = Vec::with_capacity(files.len());
    std::thread::scope(|scope| {
        for _ in 0..jobs.min(files.len()) {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                loop {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    let Some(path) = files.get(i) else { return };
                    if sender.send((i, check(path, given))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        done.extend(receiver);
    });
    done.sort_by_key(|(i, _)| *i);
    done.into_iter().map(|(_, report)| report).collect()
}

fn check(path: &Path, given: &[String]) -> Result<Report, String> {
    let Input { source: text, origin: name } = input::read(&[], Some(path))?;
    let language = language(path).unwrap_or_default();
    let source = Source::Document { text: text.clone(), language };
    let checked = verify(&source, given).map_err(|(i, diagnostic)| {
        let line = given.get(i).map_or("", String::as_str);
        diagnostic.render(line, "<given>")
    })?;
    Ok(Report { name, text, checked })
}

fn status(report: &Report) -> Status {
    let lines = || report.checked.lines.iter().map(|line| line.verdict);
    if lines().any(|verdict| verdict.is_wrong() || verdict == Verdict::WrongUpstream) {
        Status::Refuted
    } else if lines().any(Verdict::is_open) {
        Status::Undecided
    } else {
        Status::Well
    }
}
