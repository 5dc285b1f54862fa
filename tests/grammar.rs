//! The samples of the grammar are read as it says.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod support;

use support::Small;
use symderiv::expr::Store;
use symderiv::syntax::parse;

const GRAMMAR: &str = include_str!("../grammar/expression.ebnf");

#[test]
fn samples_are_read_as_they_are_marked() {
    let (mut good, mut bad) = (0, 0);
    let mut wrong = Vec::new();
    for line in GRAMMAR.lines() {
        let (sample, is_good) = match (line.strip_prefix("# ok: "), line.strip_prefix("# bad: ")) {
            (Some(sample), _) => (sample, true),
            (None, Some(sample)) => (sample, false),
            (None, None) => {
                assert!(!line.starts_with('#'), "neither ok nor bad: {line}");
                continue;
            }
        };
        *if is_good { &mut good } else { &mut bad } += 1;
        let source = sample.replace('⏎', "\n");
        let parsed = parse(&source, &mut Store::new(), &mut Small::new());
        if parsed.diagnostics.is_empty() != is_good {
            let codes: Vec<&str> = parsed.diagnostics.iter().map(|d| d.code).collect();
            wrong.push(format!("{line} {codes:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(good > 50 && bad > 50, "{good} good and {bad} bad samples");
}

/// The name of the production on this line, if one begins here.
fn head(line: &str) -> Option<&str> {
    let (head, _) = line.split_once(" = ")?;
    let is_name = !head.is_empty() && head.chars().all(|c| c.is_ascii_alphabetic() || c == ' ');
    (is_name && !line.starts_with(' ')).then_some(head)
}

#[test]
fn every_production_that_is_mentioned_is_there() {
    let heads: Vec<&str> = GRAMMAR.lines().filter_map(head).collect();
    let known_in_words =
        ["letter", "digit", "Greek letter", "integer", "function", "variable", "end of line"];
    let mut text = String::new();
    for line in GRAMMAR.lines().filter(|line| !line.starts_with('#')) {
        text += line;
        text.push('\n');
    }
    // Comments, special sequences and terminals go; what is left are names and punctuation.
    for (open, close) in [("(*", "*)"), ("?", "?"), ("\"", "\"")] {
        while let Some(start) = text.find(open) {
            let from = start + open.len();
            let end = text[from..].find(close).expect("closed") + from + close.len();
            text.replace_range(start..end, " ");
        }
    }
    for name in text.split(|c: char| !c.is_ascii_alphabetic() && c != ' ') {
        let name = name.trim();
        let known = name.is_empty() || heads.contains(&name) || known_in_words.contains(&name);
        assert!(known, "no production for {name:?}");
    }
}
