//! Long results are written with names for what stands in them many times.

use symderiv::print::{Format, render};
use symderiv::session::{Outcome, Session};
use symderiv::steps::Answer;

/// The question about so many layers, one in the other.
fn question(layers: usize) -> String {
    let mut e = String::from("x");
    for k in 1..=layers {
        e = format!("sigma(w_{k}*{e} + b_{k})");
    }
    format!("d/dx {e}")
}

/// The answers to questions that all have one.
fn answers(session: &mut Session, source: &str) -> Vec<Answer> {
    let outcomes = session.run(source);
    let answer = |outcome| match outcome {
        Outcome::Answer(answer) => Some(answer),
        Outcome::Note(_) => None,
        Outcome::Error(error) => panic!("{error:?}"),
    };
    outcomes.into_iter().filter_map(answer).collect()
}

fn written(source: &str, format: Format) -> String {
    let mut session = Session::new();
    let answers = answers(&mut session, source);
    render(session.store(), &answers, &format.options())
}

#[test]
fn every_format_gives_names_to_the_parts_of_a_long_result() {
    let first = [
        (Format::Terminal, "t₁ = σ(w₂ σ(w₁ x + b₁) + b₂)\n"),
        (Format::Source, "let t_1 = sigma(w_2*sigma(w_1*x + b_1) + b_2)\n"),
        (Format::Latex, r"t_{1} &= \sigma(w_{2}\, \sigma(w_{1} x + b_{1}) + b_{2}) \\"),
        (Format::Mathml, "<mtr>"),
        (Format::Html, "<section>"),
        (Format::Json, r#""where":[{"name":"t_1","source":"sigma(w_2*sigma(w_1*x + b_1) + b_2)""#),
    ];
    let (short, long) = (question(20), question(80));
    for (format, first) in first {
        let text = written(&short, format);
        assert!(text.contains(first), "{format:?}: {text}");
        // Without names it would be sixteen times as long, or more.
        let long = written(&long, format);
        assert!(long.len() < 6 * text.len(), "{format:?}");
        assert!(!long.contains("+ 0"), "{format:?}: nothing is added");
        assert!(!written("d/dx sigma(2*sigma(x))", format).contains("t_"), "{format:?}");
    }
}

#[test]
fn what_is_written_with_names_is_read_and_proved_again() {
    let source = written(&question(25), Format::Source);
    assert!(source.contains("\nlet t_2 = "), "{source}");
    let mut session = Session::new();
    let again = answers(&mut session, &source);
    assert!(matches!(again[..], [Answer::Derivation(_)]), "{again:?}");
}

#[test]
fn a_name_that_is_in_use_is_not_given_again() {
    let taken = question(20).replace("w_7", "t_1");
    let source = written(&taken, Format::Source);
    assert!(source.contains("t_1*") && source.contains("let t_2 = "), "{source}");
    assert!(!source.contains("let t_1 ="), "{source}");
    let mut session = Session::new();
    assert_eq!(answers(&mut session, &source).len(), 1);
}
