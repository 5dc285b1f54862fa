//! What `verify` says of chains of each kind.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

use symderiv::latex::document::Language;
use symderiv::verify::{Checked, Source, Truth, Verdict, verify};

fn chain(lines: &[&str]) -> Checked {
    let lines = lines.iter().map(|&line| line.to_owned()).collect();
    verify(&Source::Lines(lines), &[]).unwrap()
}

fn document(text: &str) -> Checked {
    let source = Source::Document { text: text.to_owned(), language: Language::Markdown };
    verify(&source, &[]).unwrap()
}

fn verdicts(checked: &Checked) -> Vec<&'static str> {
    checked.lines.iter().map(|line| line.verdict.text()).collect()
}

#[test]
fn a_mistake_is_counted_once() {
    let checked = chain(&["(x+1)^2", "= x^2 + 1", "= 1 + x^2", "= x^2 + 2"]);
    assert_eq!(verdicts(&checked), ["start", "refuted", "wrong upstream", "refuted"]);
    assert_eq!(checked.first_wrong(), Some(1));
    assert_eq!(checked.last_chain().unwrap().endpoints, Truth::No);
}

#[test]
fn a_slip_that_is_not_used_leaves_the_conclusion_true() {
    let checked = chain(&["(x+1)^2", "= x^2 + x + 1", "= x^2 + 2x + 1"]);
    assert_eq!(verdicts(&checked), ["start", "slip", "proved"]);
    let last = checked.last_chain().unwrap();
    assert_eq!((last.endpoints, last.conclusion), (Truth::Yes, Truth::Yes));
}

#[test]
fn slips_are_named_and_repaired() {
    for (lines, slip) in [
        ([r"\frac{d}{dx} \sin(3x)", r"= \cos(3x)"], "chain.inner"),
        ([r"\frac{d}{dx}(x^2 \sin x)", r"= 2x \cos x"], "product.derivatives"),
        ([r"(a+b)^2", r"= a^2 + b^2"], "square.sum"),
        ([r"\ln(x y)", r"= \ln x \cdot \ln y"], "log.product"),
        ([r"2(x - 3)", r"= 2x + 6"], "sign.term"),
        ([r"(x+2)(x+3)", r"= x^2 + 6x + 6"], "number.copied"),
    ] {
        let checked = chain(&lines);
        let step = checked.lines[1].deciding().unwrap();
        assert_eq!(step.verdict, Verdict::Refuted, "{lines:?}");
        let found = step.slip.as_ref().unwrap();
        assert_eq!(found.id, slip, "{lines:?}: {found:?}");
        // The repair makes the line right.
        let repaired = format!("= {}", found.repair);
        assert!(chain(&[lines[0], &repaired]).lines[1].verdict.holds(), "{found:?}");
    }
}

#[test]
fn decimals_are_right_if_they_are_rounded() {
    for (decimal, link, verdict) in [
        ("0.333", "=", "rounded correctly"),
        ("0.334", "=", "refuted"),
        ("0.334", r"\approx", "rounded correctly"),
        ("0.335", r"\approx", "refuted"),
        ("0.3333333333333333", "=", "rounded correctly"),
    ] {
        let line = format!("{link} {decimal}");
        let checked = chain(&[r"\frac{1}{3}", &line]);
        assert_eq!(checked.lines[1].verdict.text(), verdict, "{line}");
    }
    // A tie: half-up gives 0.13, half-even 0.12.
    for decimal in ["0.13", "0.12"] {
        let checked = chain(&[r"\frac{1}{8}", &format!("= {decimal}")]);
        assert_eq!(checked.lines[1].verdict, Verdict::Rounded, "{decimal}");
    }
    // The functions of the library have values, too.
    assert_eq!(verdicts(&chain(&[r"\sigma(1.368)", "= 0.7971"])), ["start", "rounded correctly"]);
}

#[test]
fn domains_and_conditions_are_told_apart() {
    assert_eq!(verdicts(&chain(&[r"\frac{x^2-1}{x-1}", "= x + 1"])), ["start", "domain wider"]);
    assert_eq!(verdicts(&chain(&[r"\ln(x^2)", r"= 2 \ln x"])), ["start", "domain narrower"]);
    assert_eq!(verdicts(&chain(&[r"\sqrt{x^2}", "= x"])), ["start", "refuted"]);
}

#[test]
fn solutions_are_kept_gained_or_lost() {
    assert_eq!(verdicts(&chain(&["2x+1=5", "2x=4", "x=2"])), ["start", "proved", "proved"]);
    assert_eq!(verdicts(&chain(&["2x+1=5", "2x=6", "x=3"])), ["start", "refuted", "proved"]);
    assert_eq!(verdicts(&chain(&["x^2 = 4", "x = 2"])), ["start", "implied by"]);
}

#[test]
fn names_stand_for_what_was_said_before() {
    let text = "$x_1 = 0.5$\n\n$$z : 2 x_1 + 1 = 2(0.5) + 1 = 2$$\n\n$$y : z^2 = 5$$\n";
    let checked = document(text);
    assert_eq!(verdicts(&checked), ["start", "proved", "refuted"]);
    let primes = chain(&["y = x^3", "y' = 2x^2"]);
    assert_eq!(verdicts(&primes), ["start", "refuted"]);
}

#[test]
fn what_cannot_be_read_does_not_stop_the_rest() {
    let checked = chain(&["x + x", r"= \foo{x} + )", "= 2x"]);
    assert_eq!(verdicts(&checked), ["start", "unreadable", "proved"]);
    let checked = chain(&["W^T A", "= A W^T"]);
    assert!(checked.lines[1].verdict.is_open(), "matrices do not commute");
    let checked = chain(&[r"\sum_{n=1}^N a_n", r"= \sum_{n=1}^N b_n"]);
    assert!(checked.lines[1].verdict.is_open());
}

#[test]
fn hostile_lines_only_give_verdicts() {
    let deep = format!("{}x{}", "(".repeat(5_000), ")".repeat(5_000));
    let long = format!("x{}", " + x".repeat(20_000));
    for line in [
        deep.as_str(),
        long.as_str(),
        "",
        "=",
        "==",
        "\\",
        "{",
        "}",
        "^",
        "_",
        "\\frac",
        "\\left(",
        "&&",
        "\\\\",
        "x_",
        "x^",
        "\\begin{cases}",
        "\\begin{cases} x",
        "'''",
        "|x",
        "\\sqrt[",
        "\\text{",
        "1.2.3",
        "∑",
        "a=b=c<",
    ] {
        let checked = chain(&["x", line, &format!("= {line}")]);
        assert!(checked.lines.len() <= 3);
    }
}
