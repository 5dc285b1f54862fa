//! Bad and huge input: an answer or a clear message, soon; never a crash.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod command;

use std::time::{Duration, Instant};

use command::run_with_input;
use serde_json::{Value, json};

/// In a release build all of these take less than a second on a quiet machine.
const LONGEST: Duration = Duration::from_secs(15);

fn inputs() -> Vec<(&'static str, String)> {
    let nested = |open: &str, close: &str, n| format!("{}x{}", open.repeat(n), close.repeat(n));
    let sum = |n: u32, term: &dyn Fn(u32) -> String| {
        (0..n).map(term).collect::<Vec<String>>().join(" + ")
    };
    let doubled = |last: &str| {
        let steps = (1..60).map(|i| format!("f_{i}(x) := f_{0}(f_{0}(x))", i - 1));
        format!("f_0(x) := x + 1; {}; {last}", steps.collect::<Vec<_>>().join("; "))
    };
    vec![
        ("parentheses", nested("(", ")", 100_000)),
        ("open parentheses", "(".repeat(100_000)),
        ("closed parentheses", ")".repeat(100_000)),
        ("bars", nested("|", "|", 20_000)),
        ("signs", nested("-(", ")", 50_000)),
        ("sums in sums", nested("x + (", ")", 50_000)),
        ("powers in powers", nested("x^(", ")", 50_000)),
        ("quotients in quotients", nested("1/(1 + ", ")", 1_000)),
        ("roots in roots", nested("sqrt(", ")", 20_000)),
        ("sines in sines", nested("sin(", ")", 50_000)),
        ("derivative of sines in sines", format!("d/dx {}", nested("sin(", ")", 5_000))),
        ("derivative of exponentials", format!("d/dx {}", nested("exp(", ")", 1_000))),
        ("derivative of activations", format!("d/dx {}", nested("sigma(w*", " + b)", 5_000))),
        ("derivative of maxima", format!("d/dx {}1{}", "max(x, ".repeat(100), ")".repeat(100))),
        ("a megabyte", sum(110_000, &|i| format!("x^{}*y", i % 1000))),
        ("a long name", "a".repeat(1_000_000)),
        ("a long number", "1".repeat(1_000_000)),
        ("blanks", format!("{}x", " ".repeat(1_000_000))),
        ("semicolons", ";".repeat(1_000_000)),
        ("unknown characters", "@".repeat(100_000)),
        ("terms", sum(100_000, &|_| "x".into())),
        ("names", sum(10_000, &|i| format!("n_{i}"))),
        ("a power", "x^(10^30)".into()),
        ("a power, differentiated", "d/dx x^(10^30)".into()),
        ("a power, evaluated", "evaluate 2^(10^30)".into()),
        ("a power, multiplied out", "expand (1 + x)^1000000".into()),
        ("a power of a sum", "expand (a + b + c + d + g)^100".into()),
        ("a power of five thousand", "expand (1 + x)^5000".into()),
        ("division by zero", "1/0".into()),
        ("zero to zero", "evaluate 0^0".into()),
        ("zero to minus one", "0^(-1)".into()),
        ("NUL", "x\0+ 1".into()),
        ("a tower", "exp(exp(exp(100)))".into()),
        ("a tower, evaluated", "evaluate exp(exp(exp(100)))".into()),
        ("a small tower, evaluated", "evaluate exp(-exp(exp(100)))".into()),
        ("towers, compared", "show exp(exp(exp(100))) = exp(exp(exp(101)))".into()),
        ("powers, compared", "show 9^9^9 = 9^9^9 + 1".into()),
        ("a far sine", "evaluate sin(10^(10^6))".into()),
        ("a hidden zero", "evaluate sqrt(2) + sqrt(3) - sqrt(5 + 2*sqrt(6)) to 10 digits".into()),
        ("primes", format!("factor {}", "9".repeat(200) + "7")),
        ("many factors", "factor x^1000 - 1".into()),
        ("doubling, differentiated", doubled("d/dx f_59(x)")),
        ("doubling, evaluated", doubled("evaluate f_59(1)")),
        ("doubling, claimed", doubled("show f_59(x) = x")),
    ]
}

#[test]
fn queries_are_answered_or_refused_soon() {
    for (name, query) in inputs() {
        let start = Instant::now();
        let run = run_with_input(&["-"], query.as_bytes());
        assert!((0..=3).contains(&run.code), "{name}: exit code {}", run.code);
        assert!(start.elapsed() < LONGEST, "{name}: {:?}", start.elapsed());
        assert!(run.err.len() < 50_000, "{name}: {} bytes of messages", run.err.len());
        let is_silent = run.out.is_empty() && run.err.is_empty();
        assert_eq!(is_silent, name == "semicolons", "{name}");
    }
}

#[test]
fn requests_are_answered_or_refused_soon() {
    let mut lines = String::new();
    for (name, query) in inputs() {
        lines.push_str(&format!("{}\n", json!({"id": name, "op": "derive", "query": query})));
        let expr = query.trim_start_matches("expand ").trim_start_matches("d/dx ");
        let equal = json!({"id": name, "op": "equal", "lhs": expr, "rhs": "x + 1"});
        lines.push_str(&format!("{equal}\n"));
    }
    let start = Instant::now();
    let run = run_with_input(&["batch", "--timeout", "15"], lines.as_bytes());
    assert!(start.elapsed() < 4 * LONGEST, "{:?}", start.elapsed());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let replies: Vec<Value> =
        run.out.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    assert_eq!(replies.len(), 2 * inputs().len());
    for (i, reply) in replies.iter().enumerate() {
        let name = inputs()[i / 2].0;
        assert_eq!(reply["id"], name);
        let code = reply["error"]["code"].as_str().unwrap_or("");
        assert!(!["internal", "timeout", "memory"].contains(&code), "{name}: {}", reply["error"]);
        assert!(reply["ok"] == true || !code.is_empty(), "{name}");
    }
}

#[test]
fn broken_text_is_refused_with_its_place() {
    let run = run_with_input(&["-"], b"x + \xff\xfe + 1");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("byte 5"), "{}", run.err);
}
