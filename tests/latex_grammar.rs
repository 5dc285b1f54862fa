//! The samples of the grammar of LaTeX are read as it says.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use symderiv::expr::Store;
use symderiv::latex::parse_latex;
use symderiv::library::Library;

const GRAMMAR: &str = include_str!("../grammar/latex.ebnf");

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
        let read = parse_latex(sample, &mut Store::new(), &mut Library::new());
        if read.is_ok() != is_good {
            wrong.push(format!("{line} {read:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(good > 40 && bad > 15, "{good} good and {bad} bad samples");
}
