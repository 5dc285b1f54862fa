//! The command as a program: arguments, streams, exit codes.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

mod command;

use std::io::Read;
use std::process::Stdio;

use command::{Run, run, run_with_input, symderiv};

/// A claim that is true, but beyond the normal forms.
const UNDECIDED: &str = "show 2*atan(tanh(x/2)) = atan(sinh(x))";

fn json(run: &Run) -> serde_json::Value {
    serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}: {}", run.out))
}

#[test]
fn exit_codes_say_how_it_went() {
    let cases = [
        ("d/dx tanh(x)", 0),
        ("show x + x = 2x", 0),
        ("show x^2 = x", 1),
        ("tahn(x)", 2),
        ("evaluate 1/0", 2),
        (UNDECIDED, 3),
    ];
    for (query, code) in cases {
        assert_eq!(run(&[query]).code, code, "{query}");
    }
}

#[test]
fn the_worst_exit_code_counts() {
    let cases = [
        (format!("show x^2 = x; {UNDECIDED}"), 1),
        (format!("{UNDECIDED}; x + x"), 3),
        (format!("show x^2 = x; tahn(x); {UNDECIDED}"), 2),
    ];
    for (query, code) in cases {
        assert_eq!(run(&[&query]).code, code, "{query}");
    }
}

#[test]
fn words_are_joined() {
    let whole = run(&["d/dx tanh(x)"]);
    assert_eq!(run(&["d/dx", "tanh(x)"]).out, whole.out);
    assert_eq!(run(&["d/dx", "--detail", "normal", "tanh(x)"]).out, whole.out);
}

#[test]
fn a_query_may_begin_with_a_minus() {
    for query in ["-x^2", "-x", "-2x", "-(x + 1)"] {
        let run = run(&[query]);
        assert_eq!(run.code, 0, "{query}: {}", run.err);
        assert!(run.out.starts_with('−'), "{query}: {}", run.out);
    }
}

#[test]
fn a_query_may_be_the_name_of_a_command() {
    let run = run(&["--", "rules"]);
    assert_eq!((run.code, run.out.as_str()), (0, "rules\n"));
}

#[test]
fn misspelt_options_are_refused_with_a_suggestion() {
    let run = run(&["x", "--fromat", "latex"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("--format"), "{}", run.err);
    assert!(run.out.is_empty());
}

#[test]
fn impossible_arguments_are_refused() {
    let cases: [&[&str]; 6] = [
        &["x", "--format", "pdf"],
        &["x", "--width", "0"],
        &["x", "--detail"],
        &["x", "--file", "y.sd"],
        &["--file", "/nowhere/at/all.sd"],
        &["x", "--format", "latex", "rules"],
    ];
    for args in cases {
        let run = run(args);
        assert_eq!(run.code, 2, "{args:?}: {}", run.out);
        assert!(run.out.is_empty() && run.err.starts_with("error: "), "{args:?}: {}", run.err);
    }
    assert_eq!(run(&[]).code, 2);
}

#[test]
fn help_has_examples() {
    let run = run(&["--help"]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains("symderiv 'd/dx tanh(x)'") && run.out.contains("Exit status"));
}

#[test]
fn standard_input_is_read() {
    let query = "# a sheet\nd/dx sin(x)\n\nd/dx cos(x)\n";
    let run = run_with_input(&["-", "--format", "json"], query.as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(json(&run).as_array().unwrap().len(), 2);
    assert_eq!(run_with_input(&["--file", "-", "--format", "json"], query.as_bytes()).out, run.out);
}

#[test]
fn input_that_is_no_text_is_refused() {
    let run = run_with_input(&["-"], b"d/dx x\n\xff\xfe\n");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("UTF-8") && run.out.is_empty(), "{}", run.err);
    let run = run_with_input(&["-"], "\u{feff}d/dx x\r\n".as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn nothing_asked_is_nothing_answered() {
    for input in ["", "\n\n", "# a comment\n", "x > 0\n"] {
        let run = run_with_input(&["-"], input.as_bytes());
        assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""), "{input:?}");
        assert_eq!(run_with_input(&["-", "--format", "json"], input.as_bytes()).out, "[]\n");
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = symderiv(&["rules"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut messages = String::new();
    child.stderr.take().unwrap().read_to_string(&mut messages).unwrap();
    assert_eq!(messages, "");
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn colours_are_for_terminals() {
    let query = "d/dx tanh(x)";
    let plain = run(&[query]).out;
    assert!(!plain.contains('\x1b'));
    let colored = run(&[query, "--color", "always"]).out;
    assert!(colored.contains("\x1b["));
    assert_eq!(without_codes(&colored), plain);
    for (name, value) in [("NO_COLOR", "1"), ("CLICOLOR", "0")] {
        let run: Run = symderiv(&[query]).env(name, value).output().unwrap().into();
        assert_eq!(run.out, plain, "{name}");
    }
    let forced: Run = symderiv(&[query]).env("CLICOLOR_FORCE", "1").output().unwrap().into();
    assert_eq!(forced.out, colored);
    let never = [query, "--color", "never"];
    let run: Run = symderiv(&never).env("CLICOLOR_FORCE", "1").output().unwrap().into();
    assert_eq!(run.out, plain);
    assert!(!run_with_input(&["-"], b"tahn(x)").err.contains('\x1b'));
}

fn without_codes(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        out.push_str(part.split_once('m').unwrap().1);
    }
    out
}

#[test]
fn formats_are_well_formed() {
    let query = format!("d/dx x^x; evaluate pi to 20 digits; show x^2 = x; {UNDECIDED}");
    let answer = |format: &str| run(&[&query, "--format", format]).out;
    let latex = answer("latex");
    assert_eq!(latex.matches("\\begin{align*}").count(), latex.matches("\\end{align*}").count());
    assert!(!latex.contains("\\documentclass"));
    for element in answer("mathml").split_inclusive("</math>\n") {
        roxmltree::Document::parse(element).unwrap();
    }
    assert!(answer("html").starts_with("<!DOCTYPE html>"));
    assert!(answer("source").starts_with("show "));
    let kinds: Vec<String> = json(&run(&[&query, "--format", "json"]))
        .as_array()
        .unwrap()
        .iter()
        .map(|answer| answer["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(kinds, ["derivation", "value", "refuted", "undecided"]);
}

#[test]
fn whole_documents_have_titles() {
    let args = ["d/dx sin(x)", "--standalone", "--title", "On $\\sin$ & <co>"];
    let latex = run(&[&args[..], &["--format", "latex"]].concat()).out;
    assert!(latex.starts_with("\\documentclass") && latex.contains("On $\\sin$ \\& "), "{latex}");
    let html = run(&[&args[..], &["--format", "html"]].concat()).out;
    assert!(html.contains("<h1>On <math") && html.contains("&amp; &lt;co&gt;"), "{html}");
}

#[test]
fn a_title_that_is_no_latex_does_no_harm() {
    for title in ["$\\frac{a}{b$", "$", "$$", "$\\middle x$", "$\u{1}$", "-x"] {
        let run = run(&["d/dx x", "--format", "html", &format!("--title={title}")]);
        assert_eq!(run.code, 0, "{title:?}: {}", run.err);
        assert!(run.out.ends_with("</html>\n"), "{title:?}");
    }
}

#[test]
fn mistakes_have_a_place_and_a_hint() {
    let run = run(&["d/dx", "tahn(x)"]);
    let shown = "error[unknown-function]: unknown function 'tahn'\n --> <query>:1:6\n";
    assert!(run.err.starts_with(shown), "{}", run.err);
    assert!(run.err.contains("1 | d/dx tahn(x)\n  |      ^^^^\n"), "{}", run.err);
    assert!(run.err.contains("did you mean 'tan"), "{}", run.err);
    assert_eq!(run.code, 2);
}

#[test]
fn json_has_mistakes_in_their_places() {
    let run = run(&["d/dx x^2; d/dx tahn(x); d/dx x^3", "--format", "json"]);
    let answers = json(&run);
    let kinds: Vec<&str> =
        answers.as_array().unwrap().iter().map(|a| a["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["derivation", "error", "derivation"]);
    assert_eq!(answers[1]["code"], "unknown-function");
    assert_eq!(answers[1]["span"], serde_json::json!([15, 19]));
    assert!(answers[1]["help"].is_string());
    assert_eq!(run.code, 2);
}

#[test]
fn readings_are_stated() {
    let run = run(&["d/dx f(x)"]);
    assert_eq!((run.code, run.err.as_str()), (0, "note: f is read as an unknown function\n"));
}

#[test]
fn statements_share_a_session() {
    let run = run(&["f(x) := x^3; let z = 2; x > 0", "; evaluate f(z); simplify sqrt(x^2)"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("= 8\n") && run.out.contains("= x"), "{}", run.out);
}

#[test]
fn huge_inputs_are_refused_or_answered() {
    let cases: [(String, bool); 6] = [
        ("(".repeat(100_000), false),
        (format!("{}x{}", "(".repeat(50_000), ")".repeat(50_000)), true),
        ("x+".repeat(20_000) + "x", true),
        ("9".repeat(1_000_000), false),
        (" ".repeat(17 << 20), false),
        ("@".repeat(100_000), false),
    ];
    for (query, is_answered) in cases {
        let start: String = query.chars().take(20).collect();
        let run = run_with_input(&["-", "--format", "source"], query.as_bytes());
        assert_eq!(run.code == 0, is_answered, "{start}: {} {}", run.code, run.err);
        assert!(run.code == 0 || run.code == 2, "{start}: {}", run.code);
        assert!(run.err.len() < 100_000, "{start}");
    }
}

#[test]
fn the_rulebook_is_printed_in_every_format() {
    for format in ["terminal", "latex", "html", "mathml", "json", "source"] {
        let whole = run(&["rules", "--format", format]);
        assert_eq!((whole.code, whole.err.as_str()), (0, ""), "{format}");
        assert!(whole.out.contains("diff.product"), "{format}");
        let one = run(&["rules", "diff.product", "--format", format]);
        assert!(one.out.contains("diff.product") && !one.out.contains("diff.quotient"), "{format}");
    }
    let rules = json(&run(&["rules", "--format", "json"]));
    assert!(rules.as_array().unwrap().iter().all(|rule| rule["cite"].is_string()));
    for formula in run(&["rules", "--format", "mathml"]).out.split_inclusive("</math>\n") {
        roxmltree::Document::parse(formula).unwrap();
    }
}

#[test]
fn an_unknown_rule_is_refused() {
    let run = run(&["rules", "diff.produkt"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("did you mean 'diff.product'"), "{}", run.err);
}

#[test]
fn the_examples_of_rules_without_conditions_are_true() {
    let book = run(&["rules", "--format", "source"]).out;
    let run = run_with_input(&["-", "--format", "json"], book.as_bytes());
    let claims = book.lines().filter(|line| line.starts_with("show ")).count();
    let answers = json(&run);
    let count =
        |kind: &str| answers.as_array().unwrap().iter().filter(|a| a["kind"] == kind).count();
    // What a rule says need not follow from the normal forms.
    assert_eq!(count("derivation") + count("undecided"), claims, "{}", run.err);
    assert!(count("derivation") > 9 * count("undecided"), "{} proved", count("derivation"));
}

#[test]
fn shells_are_served() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = run(&["completions", shell]);
        assert_eq!(run.code, 0);
        assert!(run.out.contains("symderiv"), "{shell}");
    }
    assert!(run(&["man"]).out.contains(".TH symderiv"));
    assert_eq!(run(&["completions", "dosh"]).code, 2);
}

#[cfg(feature = "repl")]
#[test]
fn the_repl_keeps_its_session() {
    let lines = "f(x) := x^2\n:format source\nevaluate f(3)\ntahn(x)\n:nonsense\n:quit\nx\n";
    let home = std::env::temp_dir().join(format!("symderiv-test-{}", std::process::id()));
    let mut command = symderiv(&["repl"]);
    command.env("XDG_DATA_HOME", &home).env("HOME", &home);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), lines.as_bytes()).unwrap();
    let run: Run = child.wait_with_output().unwrap().into();
    let _ = std::fs::remove_dir_all(&home);
    assert!(run.out.contains('9'), "{}", run.out);
    assert!(run.err.contains("tahn") && run.err.contains(":nonsense"), "{}", run.err);
    assert_eq!(run.code, 2);
}

/// The captions of all lines of the first answer.
fn captions(query: &str) -> Vec<String> {
    let answers = json(&run(&["--format", "json", query]));
    let lines = answers[0]["lines"].as_array().expect("a derivation");
    let reasons = lines.iter().flat_map(|line| line["reasons"].as_array().expect("reasons"));
    reasons.map(|reason| reason["caption"].as_str().expect("a caption").to_owned()).collect()
}

#[test]
fn captions_fit_the_direction_and_the_shape_of_a_line() {
    let cases: [(&str, &[&str]); 12] = [
        ("show (a + b)^2 = a^2 + 2*a*b + b^2", &["multiply out"]),
        ("show a^2 + 2*a*b + b^2 = (a + b)^2", &["factor"]),
        ("simplify cosh(x) + sinh(x)", &["definition of cosh", "definition of sinh", "simplify"]),
        ("show cos(2x) = 1 - 2*sin(x)^2", &["sums and multiples of angles"]),
        ("show silu(x)/x = 1/(1 + e^(-x))", &["definition of silu", "definition of sigma"]),
        ("rewrite sin(x)^2 in terms of cos(x)", &["simplify"]),
        ("d/dx sin(x)", &["derivative of the sine"]),
        ("d/dx sin(x^2)", &["chain rule", "derivative of the sine", "power rule"]),
        ("d/dx x^n", &["power rule"]),
        ("d/dx sin(x)^2", &["power rule and chain rule", "derivative of the sine"]),
        ("d/dx a^x", &["exponential rule"]),
        ("d/dx sqrt(x)", &["derivative of the square root"]),
    ];
    for (query, expected) in cases {
        assert_eq!(captions(query), expected, "{query}");
    }
}

#[test]
fn a_value_that_does_not_exist_says_why() {
    let cases = [
        ("evaluate ln(0)", "logarithm of a number that is not positive"),
        ("evaluate sqrt(x) at x = -2", "even root of a negative number"),
        ("evaluate (-8)^(1/3)", "negative number to a power that is not an integer"),
        ("evaluate 1/0", "division by zero"),
    ];
    for (query, reason) in cases {
        let run = run(&[query]);
        assert_eq!(run.code, 2, "{query}");
        assert!(run.err.contains(reason), "{query}: {}", run.err);
    }
}
