//! Ranges, extrema, limits and inequalities from the literature, whose answers were found by hand
//! and by numbers; and false claims, which must be refuted.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::fs;

use symderiv::print::{Format, render};
use symderiv::session::{Outcome, Session};
use symderiv::steps::{Answer, Standing};

/// The answer's first line, as source text without the comment sign, and how it ended.
fn ask(query: &str) -> (String, Standing) {
    let mut session = Session::new();
    let outcomes = session.run(query);
    let answer = outcomes.into_iter().find_map(|outcome| match outcome {
        Outcome::Answer(answer) => Some(answer),
        Outcome::Error(mistake) => panic!("{query}: {}", mistake.message),
        Outcome::Note(_) => None,
    });
    let answer = answer.expect("an answer");
    let Answer::Findings(report) = &answer else { panic!("{query}: no findings") };
    let standing = report.standing;
    let mut options = Format::Source.options();
    options.width = 1000;
    let text = render(session.store(), &[answer], &options);
    let first = text.lines().next().unwrap_or("").trim_start_matches("# ").to_owned();
    (first, standing)
}

fn rows(name: &str) -> Vec<(String, String)> {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (query, expected) = line.split_once('\t').expect("two columns");
            (query.to_owned(), expected.to_owned())
        })
        .collect()
}

#[test]
fn ranges_and_extrema() {
    let rows = rows("ranges.tsv");
    assert!(rows.len() >= 60);
    let mut wrong = Vec::new();
    for (query, expected) in rows {
        let (said, standing) = ask(&query);
        let found = said.split_once(": ").map_or(said.as_str(), |(_, found)| found).trim();
        if found != expected || standing != Standing::Proved {
            wrong.push(format!("{query}: {said}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn limits() {
    let rows = rows("limits.tsv");
    assert!(rows.len() >= 60);
    let mut wrong = Vec::new();
    for (query, expected) in rows {
        let (said, standing) = ask(&format!("limit {query}"));
        let found = match standing {
            Standing::Undecided => "open",
            _ if said.starts_with("there is no limit") => "none",
            _ => {
                let value = said.split_once(" -> ").map_or("", |(_, rest)| rest);
                value.split_once(" as ").map_or(value, |(value, _)| value)
            }
        };
        if found != expected {
            wrong.push(format!("{query}: {said}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_only_approached_is_no_maximum() {
    for (query, expected) in [
        ("maximum tanh(x)", "tanh(x) has no maximum: the supremum 1 is not attained"),
        ("minimum sigma(x)", "sigma(x) has no minimum: the infimum 0 is not attained"),
        ("maximum x^2", "x^2 has no maximum: it is not bounded above"),
        ("maximum x on (0, 1)", "x has no maximum on (0, 1): the supremum 1 is not attained"),
    ] {
        assert_eq!(ask(query).0, expected);
    }
}

#[test]
fn inequalities_are_proved_or_refuted() {
    for claim in [
        "sigma'(x) <= 1/4",
        "0 < sigma'(x) <= 1/4",
        "sigma'(a)*sigma'(b) <= 1/16",
        "sigma'(a)*sigma'(b)*sigma'(c) <= 4^(-3)",
        "tanh(x) < 1",
        "-1 < tanh(x) < 1",
        "e^x >= 1 + x",
        "ln(x) <= x - 1",
        "x^2 + 1 > 0",
        "x*e^(-x) <= 1/e",
        "x + 1/x != 0",
        "softplus(x) > 0",
        "silu(x) > -0.2785",
    ] {
        let (said, standing) = ask(&format!("show {claim}"));
        assert_eq!(standing, Standing::Proved, "{claim}: {said}");
    }
    for claim in [
        "sigma'(x) < 1/4",
        "sigma'(a)*sigma'(b) < 1/16",
        "e^x > 1 + x",
        "x^2 > x",
        "tanh(x) >= 0",
        "sin(x) <= 1/2",
        "x*y <= 1",
        "silu(x) > -0.2",
        "x^2 >= 1/1000",
    ] {
        let (said, standing) = ask(&format!("show {claim}"));
        assert_eq!(standing, Standing::Refuted, "{claim}: {said}");
    }
}

#[test]
fn every_activation_has_its_card() {
    for name in [
        "sigma",
        "tanh",
        "softplus",
        "relu",
        "relu6",
        "leaky_relu",
        "elu",
        "selu",
        "gelu",
        "silu",
        "mish",
        "softsign",
        "hard_sigmoid",
        "hard_tanh",
        "hard_swish",
    ] {
        let (said, standing) = ask(&format!("card {name}"));
        assert_eq!(standing, Standing::Proved, "{name}: {said}");
    }
}

#[test]
fn shapes() {
    for (query, expected) in [
        ("monotone x^3", "x^3 is increasing on (-oo, oo)"),
        ("monotone x^2", "x^2 is decreasing on (-oo, 0), increasing on (0, oo)"),
        ("monotone 1/x", "1/x is decreasing on (-oo, 0), decreasing on (0, oo)"),
        ("monotone relu(x)", "relu(x) is constant on (-oo, 0), increasing on (0, oo)"),
        ("convex x^3", "x^3 is concave on (-oo, 0), convex on (0, oo)"),
        ("convex softplus(x)", "softplus(x) is convex on (-oo, oo)"),
        ("convex ln(x)", "ln(x) is concave on (0, oo)"),
    ] {
        assert_eq!(ask(query).0, expected);
    }
}

/// A pole or a jump is never crossed by a line.
#[test]
fn graphs_are_broken_at_poles_and_jumps() {
    for (query, breaks) in [
        ("plot 1/x from -2 to 2", 2),
        ("plot tan(x) from -4 to 4", 3),
        ("plot floor(x) from -3/2 to 3/2", 4),
        ("plot x^2 from -2 to 2", 1),
        ("plot tanh(50*x) from -2 to 2", 1),
    ] {
        let mut session = Session::new();
        let Some(Outcome::Answer(answer)) = session.run(query).into_iter().next_back() else {
            panic!("{query}: no answer")
        };
        let svg = render(session.store(), &[answer], &Format::Svg.options());
        assert_eq!(svg.matches("<polyline").count(), breaks, "{query}");
    }
}

#[test]
fn an_interval_without_points_has_no_values() {
    for query in [
        "range x^2 on [2, 1]",
        "range x^2 on (1, 1)",
        "range x^2 on [1, 1)",
        "maximum x on [2, 1]",
        "range x^2 on [0, -oo)",
        "x > 1; x <= 1; range x^2",
        "x > 2; x < 1; maximum x",
    ] {
        let (said, standing) = ask(query);
        assert!(said.ends_with("is nowhere defined there"), "{query}: {said}");
        assert_eq!(standing, Standing::Proved, "{query}");
    }
    for query in ["monotone x^2 on [1, -1]", "convex x^2 on [1, -1]"] {
        let (said, _) = ask(query);
        assert!(!said.contains("increasing") && !said.contains("convex on"), "{query}: {said}");
    }
    let (said, standing) = ask("range x^2 on [-2, -2]");
    assert!(said.contains('4') && standing == Standing::Proved, "{said}");
}

#[test]
fn what_is_given_of_the_variable_counts() {
    let (said, _) = ask("x >= 1; range x on (1, 2]");
    assert!(said.ends_with(": (1, 2]"), "{said}");
    let (said, _) = ask("x <= 2; range x on [1, 2)");
    assert!(said.ends_with(": [1, 2)"), "{said}");
    // These set no bounds to it, or leave only integers.
    for query in [
        "x != 0; range x^2",
        "x > a; range x^2 in x",
        "x^2 > 1; minimum x^2",
        "n : integer; range n^2",
        "n : integer; minimum n*(n - 1)",
        "n : natural; maximum sin(n)",
        "x > 0; limit 1/x as x -> 0",
    ] {
        let (said, standing) = ask(query);
        assert_eq!(standing, Standing::Undecided, "{query}: {said}");
    }
    for query in [
        "n : integer; show n^2 >= n",
        "n : integer; n > 0; show n >= 1",
        "n : integer; show 2*n != 1",
    ] {
        let (said, standing) = ask(query);
        assert_ne!(standing, Standing::Refuted, "{query}: {said}");
    }
    let (said, standing) = ask("n : integer; show n^2 > n");
    assert_eq!(standing, Standing::Refuted, "{said}");
    let (said, standing) = ask("n : natural; show n >= 1");
    assert_eq!(standing, Standing::Refuted, "{said}");
}
