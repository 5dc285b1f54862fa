//! The corpora's files: tab-separated, comment lines first.

use std::path::Path;

use super::oracle::Point;
use super::source::read;
use super::{oracle, source};

/// The rows of `tests/corpus/<name>`, each with `N` cells. With `CORPUS_ONLY` set, only the rows
/// whose id contains it.
pub fn rows<const N: usize>(name: &str) -> Vec<[String; N]> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name);
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
    let only = std::env::var("CORPUS_ONLY").unwrap_or_default();
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
            cells.try_into().unwrap_or_else(|_| panic!("{name}: a row has not {N} cells: {line}"))
        })
        .filter(|cells: &[String; N]| cells.first().is_some_and(|id| id.contains(&only)))
        .collect()
}

/// The parts between semicolons.
pub fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|part| !part.is_empty())
}

/// The parts between semicolons, kept apart even where one is empty.
pub fn fields(cell: &str) -> Vec<&str> {
    cell.split(';').map(str::trim).collect()
}

/// A point such as `x=1/2, a=3`.
pub fn point(text: &str) -> Point {
    text.split(',')
        .filter_map(|part| part.split_once('='))
        .map(|(name, value)| (name.trim().to_owned(), number(value)))
        .collect()
}

/// A number written as an expression without variables.
pub fn number(text: &str) -> f64 {
    if let Ok(value) = text.trim().parse() {
        return value;
    }
    let node = read(text).unwrap_or_else(|problem| panic!("{problem}"));
    oracle::value(&node, &Point::new()).unwrap_or_else(|lack| panic!("{text}: {lack:?}"))
}

/// Conditions between semicolons; declarations such as `n : integer` are left out.
pub fn conditions(cell: &str) -> Vec<source::Node> {
    parts(cell)
        .filter(|part| !part.contains(':'))
        .map(|part| read(part).unwrap_or_else(|problem| panic!("{problem}")))
        .collect()
}
