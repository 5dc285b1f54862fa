//! What the formats promise: well-formed MathML, valid JSON, lines of the width that was asked
//! for, no stack that grows with the expression.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

mod support;

use support::random::{Random, value};
use symderiv::expr::{Expr, Func, Op, Orders, Rel, Store};
use symderiv::num::Rational;
use symderiv::print::{self, Color, Format, Refused, Scope, latex_leaf};
use symderiv::steps::{Answer, Decimal, Derivation, Line, Reason, Refutation, Undecided, Value};

const FORMATS: [Format; 6] =
    [Format::Terminal, Format::Latex, Format::Mathml, Format::Html, Format::Json, Format::Source];

fn line(expr: Expr, caption: &str, conditions: &[Expr]) -> Line {
    let reason = Reason { id: "test.rule".into(), caption: caption.into() };
    Line { expr, reasons: vec![reason], conditions: conditions.to_vec() }
}

/// One answer of each kind, with awkward captions.
fn answers(s: &mut Store) -> Vec<Answer> {
    let (x, zero, two) = (s.symbol("x"), s.integer(0), s.integer(2));
    let name = s.name("x");
    let abs = s.func(Func::Abs, &[x]);
    let (start, q) = (s.deriv(x, abs), s.div(x, abs));
    let nonzero = s.rel(Rel::Ne, x, zero);
    let x2 = s.pow(x, two);
    let caption = "a < b & \"c\" $\\frac{u}{v}$ $x_i^{2}$ $\\bad$";
    let derivation = Derivation {
        start,
        lines: vec![line(q, caption, &[nonzero]), line(x2, "not true", &[])],
        conditions: vec![nonzero],
    };
    let value = Value {
        expr: x2,
        at: vec![(name, Rational::new(-1, 3))],
        exact: Some(Rational::new(1, 9)),
        decimal: Some(Decimal {
            text: "0.1111".into(),
            exact: false,
            rounding: "rounded half-up to 4 places".into(),
        }),
    };
    let refuted = Refutation {
        lhs: x2,
        rhs: x,
        functions: Vec::new(),
        matrices: Vec::new(),
        at: vec![(name, Rational::integer(2))],
        lhs_value: "4".into(),
        rhs_value: "-1.5e-7".into(),
    };
    let undecided = Undecided { lhs: x2, rhs: x, tried: vec!["normal forms <&>".into()] };
    vec![
        Answer::Derivation(derivation),
        Answer::Value(value),
        Answer::Refuted(refuted),
        Answer::Undecided(undecided),
    ]
}

/// The text of every token element, without invisible signs and spaces.
fn tokens(mathml: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(mathml).expect("well-formed");
    let texts = document.descendants().filter(|node| node.is_text());
    texts
        .flat_map(|node| node.text().unwrap_or("").chars())
        .filter(|c| !matches!(c, '\u{2061}'..='\u{2064}' | '\u{a0}') && !c.is_whitespace())
        .map(|c| match c {
            '⋅' => "·".to_owned(),
            'ϕ' => "φ".to_owned(),
            'ε' | 'ϵ' => "ε".to_owned(),
            c => c.to_string(),
        })
        .collect()
}

#[test]
fn mathml_is_well_formed() {
    let mut random = Random::new(7);
    for size in 0..400 {
        let mut s = Store::new();
        let e = value(&mut s, &mut random, 1 + size % 40);
        let mathml = print::expression(&s, e, Format::Mathml);
        assert!(roxmltree::Document::parse(&mathml).is_ok(), "{mathml}");
    }
    let mut s = Store::new();
    let all = answers(&mut s);
    let mathml = print::render(&s, &all, &Format::Mathml.options());
    let whole = format!("<body>{mathml}</body>");
    let document = roxmltree::Document::parse(&whole).expect("well-formed");
    let count = document
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/1998/Math/MathML", "math")))
        .count();
    assert_eq!(count, all.len());
}

#[test]
fn fractions_and_scripts_have_as_many_children_as_they_must() {
    let mut random = Random::new(11);
    for size in 0..400 {
        let mut s = Store::new();
        let e = value(&mut s, &mut random, 1 + size % 30);
        let mathml = print::expression(&s, e, Format::Mathml);
        let document = roxmltree::Document::parse(&mathml).expect("well-formed");
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            let count = node.children().filter(roxmltree::Node::is_element).count();
            match node.tag_name().name() {
                "mfrac" | "msub" | "msup" | "mroot" => assert_eq!(count, 2, "{mathml}"),
                "msubsup" => assert_eq!(count, 3, "{mathml}"),
                _ => {}
            }
        }
    }
}

#[test]
fn the_converter_agrees_on_our_latex() {
    let mut s = Store::new();
    let (x, one, two) = (s.symbol("x"), s.integer(1), s.integer(2));
    let (w, half) = (s.symbol("w_1"), s.div(one, two));
    let (x2, minus, sin) = (s.pow(x, two), s.neg(x), s.func(Func::Sin, &[x]));
    let (ex, sum, f) = (s.exp(minus), s.add(x2, one), s.name("f"));
    let fx = s.apply(f, Orders::prime(2).unwrap(), &[x]);
    let w2 = s.pow(w, two);
    let (third, theta) = (s.integer(3), s.symbol("theta"));
    let all = [
        s.div(one, sum),
        s.pow(half, two),
        s.mul(half, x),
        s.sub(ex, sum),
        s.pow(sin, two),
        s.mul(fx, w2),
        s.func(Func::Root, &[sum, third]),
        s.deriv(theta, theta),
        s.deriv(x, sum),
        s.func(Func::Max, &[x, theta]),
        s.func(Func::Floor, &[x]),
        s.mul(two, third),
    ];
    for e in all {
        let latex = print::expression(&s, e, Format::Latex);
        let theirs = latex_leaf(&latex).unwrap_or_else(|why| panic!("{latex}: {why:?}"));
        let ours = print::expression(&s, e, Format::Mathml);
        assert_eq!(tokens(&ours), tokens(&theirs), "{latex}");
    }
}

#[test]
fn captions_convert_what_is_on_the_list_and_nothing_else() {
    let good = [
        ("(uv)' = u'v + uv'", "(uv)′=u′v+uv′"),
        ("x_i^{(n)}", "xi(n)"),
        ("a < b", "a<b"),
        ("\\sin^2 x + \\cos^2 x = 1", "sin2x+cos2x=1"),
        ("\\left(\\frac{u}{v}\\right)' = \\dfrac{u'v - uv'}{v^2}", "(uv)′=u′v−uv′v2"),
        ("\\sqrt[3]{x}", "x3"),
        ("\\text{if } x \\in \\mathbb{R}", "ifx∈ℝ"),
        ("f''(x) \\le \\pi", "f′′(x)≤π"),
        ("\\sum_{k=1}^{n} k", "∑k=1nk"),
    ];
    for (latex, text) in good {
        let mathml = latex_leaf(latex).unwrap_or_else(|why| panic!("{latex}: {why:?}"));
        assert_eq!(tokens(&mathml).concat(), text);
    }
    let script = latex_leaf("x_i^{(n)}").unwrap();
    assert!(script.contains("<msubsup>"), "{script}");
    let bad = [
        "\\middle x",
        "\\begin{align} x \\end{align}",
        "{",
        "}",
        "x^",
        "x^2^3",
        "x_",
        "\\frac{a}",
        "a & b",
        "a % b",
        "#",
        "\\left( x",
        "\\right)",
        "\\left< x \\right)",
        "\\boxed{x}",
        "\\text{<b>}",
        "\\href{x}{y}",
        "$",
        "x^{2",
        "\\operatorname{a1}",
        "\\mathbb{X}",
        "\\",
        "_2",
        "\\,^2",
    ];
    for latex in bad {
        if let Ok(mathml) = latex_leaf(latex) {
            assert!(latex == "_2", "{latex} was converted to {mathml}");
        }
    }
    let deep = "{".repeat(100_000) + &"}".repeat(100_000);
    assert_eq!(latex_leaf(&deep), Err(Refused::Depth));
    assert_eq!(latex_leaf("\\foo"), Err(Refused::Command("foo".into())));
}

#[test]
fn random_latex_is_converted_to_well_formed_mathml_or_refused() {
    const PIECES: [&str; 28] = [
        "x",
        "2",
        "{",
        "}",
        "^",
        "_",
        "'",
        "\\frac",
        "\\sqrt",
        "[",
        "]",
        "(",
        ")",
        "\\left(",
        "\\right)",
        "\\sin",
        "\\sum",
        "\\alpha",
        "<",
        "&",
        "\\text{a b}",
        "\\,",
        " ",
        "|",
        "\\bar",
        "\\lfloor",
        "\\le",
        "-",
    ];
    let mut random = Random::new(3);
    let mut converted = 0;
    for _ in 0..20_000 {
        let count = 1 + random.below(9);
        let latex: String = (0..count).map(|_| PIECES[random.below(PIECES.len())]).collect();
        if let Ok(mathml) = latex_leaf(&latex) {
            converted += 1;
            assert!(roxmltree::Document::parse(&mathml).is_ok(), "{latex}: {mathml}");
            assert!(!mathml.contains("ERROR"), "{latex}: {mathml}");
        }
    }
    assert!(converted > 100);
}

#[test]
fn json_is_valid_and_has_the_promised_fields() {
    let mut s = Store::new();
    let all = answers(&mut s);
    let text = print::render(&s, &all, &Format::Json.options());
    let json: serde_json::Value = serde_json::from_str(&text).expect("valid");
    let kinds: Vec<&str> = (0..4).map(|i| json[i]["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["derivation", "value", "refuted", "undecided"]);
    assert_eq!(json[0]["start"]["source"], "D(x, abs(x))");
    assert_eq!(json[0]["lines"][0]["latex"], "\\frac{x}{\\lvert x\\rvert}");
    assert_eq!(json[0]["lines"][0]["reasons"][0]["id"], "test.rule");
    assert_eq!(json[0]["lines"][0]["conditions"][0]["source"], "x != 0");
    assert_eq!(json[0]["result"]["source"], "x^2");
    assert_eq!(json[1]["at"][0]["value"], "-1/3");
    assert_eq!(json[1]["decimal"]["exact"], false);
    assert_eq!(json[2]["rhs_value"], "-1.5e-7");
}

#[test]
fn answers_say_what_they_found() {
    let mut s = Store::new();
    let all = answers(&mut s);
    let text = print::render(&s, &all, &Format::Terminal.options());
    for part in ["(1)  = ", "for x ≠ 0", "≈ 0.1111   rounded half-up to 4 places", "at x = −1/3"]
    {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    for part in ["refuted: x²", "≠ x", "at x = 2", "−1.5 · 10⁻⁷", "undecided: x²", "tried: normal"]
    {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    assert!(!text.contains('\x1b'));
    let options = print::Options { color: Color::Ansi, ..Format::Terminal.options() };
    assert!(print::render(&s, &all, &options).contains("\x1b["));
    let html = print::render(&s, &all, &Format::Html.options());
    assert!(html.contains("a &lt; b &amp; &quot;c&quot;"));
    assert!(html.contains("<code>\\bad</code>"));
    let options = print::Options { scope: Scope::Standalone, ..Format::Latex.options() };
    let latex = print::render(&s, &all, &options);
    assert!(latex.starts_with("\\documentclass") && latex.ends_with("\\end{document}\n"));
    assert!(latex.contains("$<$ b \\& "));
}

#[test]
fn lines_are_as_wide_as_was_asked() {
    let mut s = Store::new();
    let x = s.symbol("x");
    let mut sum = x;
    for i in 2..60 {
        let (c, n) = (s.integer(7 * i), s.integer(i));
        let power = s.pow(x, n);
        let term = s.mul(c, power);
        sum = if i % 3 == 0 { s.sub(sum, term) } else { s.add(sum, term) };
    }
    let two = s.integer(2);
    let square = s.pow(x, two);
    let product = s.mul(square, sum);
    let lines = vec![line(product, "a rule", &[]), line(sum, "another rule", &[])];
    let start = s.deriv(x, product);
    let answers = [Answer::Derivation(Derivation { start, lines, conditions: Vec::new() })];
    for width in [40, 60, 80, 120] {
        for format in [Format::Terminal, Format::Source] {
            let options = print::Options { width, ..format.options() };
            let text = print::render(&s, &answers, &options);
            for line in text.lines() {
                let line = line.split("   #").next().unwrap_or("");
                assert!(line.chars().count() <= width, "{width}: {line}");
            }
        }
    }
    let latex = print::render(&s, &answers, &Format::Latex.options());
    assert!(latex.lines().count() > 10);
    assert!(latex.contains("\\qquad {} +"));
}

#[test]
fn deep_expressions_do_not_overflow_the_stack() {
    const DEPTH: usize = 100_000;
    let mut s = Store::new();
    let (x, one, two) = (s.symbol("x"), s.integer(1), s.integer(2));
    let f = s.name("f");
    let mut towers = vec![x; 8];
    for _ in 0..DEPTH {
        let [a, b, c, d, e, g, h, i] = towers[..] else { unreachable!() };
        towers = vec![
            s.neg(a),
            s.add(one, b),
            s.add(c, one),
            s.div(one, d),
            s.pow(two, e),
            s.func(Func::Sin, &[g]),
            s.apply(f, Orders::NONE, &[h]),
            {
                let negated = s.neg(i);
                s.deriv(x, negated)
            },
        ];
    }
    // JSON and HTML are made of these.
    let formats = [Format::Terminal, Format::Latex, Format::Mathml, Format::Source];
    for tower in towers {
        for format in formats {
            let text = print::expression(&s, tower, format);
            assert!(text.len() >= DEPTH, "{format:?}");
        }
    }
}

#[test]
fn what_is_too_large_to_be_written_says_so() {
    let mut s = Store::new();
    let mut e = s.symbol("x");
    for _ in 0..100 {
        e = s.add(e, e);
    }
    for format in FORMATS.into_iter().filter(|&format| format != Format::Json) {
        let text = print::expression(&s, e, format);
        assert!(text.contains("too large to be written out"), "{text}");
    }
    // With names for the parts, it is short.
    let text = print::expression(&s, e, Format::Json);
    assert!(text.starts_with(r#"{"source":"t_"#), "{text}");
    assert!(
        text.contains(r#"{"name":"t_1","source":"x + x + (x + x) + (x + x + (x + x))","#),
        "{text}"
    );
}

#[test]
fn conditions_of_several_steps_and_nested_cases_are_laid_out() {
    let mut s = Store::new();
    let (x, zero, one) = (s.symbol("x"), s.integer(0), s.integer(1));
    let (negative, q) = (s.rel(Rel::Lt, x, zero), s.div(one, x));
    let inner = s.make(Op::Piecewise, &[negative, q, x]);
    let e = s.make(Op::Piecewise, &[negative, inner, zero]);
    let picture = [
        "⎧ ⎧ 1",
        "⎪ ⎪ ─  if x < 0",
        "⎨ ⎨ x             if x < 0",
        "⎪ ⎩ x  otherwise",
        "⎩ 0               otherwise",
    ];
    assert_eq!(print::expression(&s, e, Format::Terminal), picture.join("\n"));
    let source = "piecewise(x < 0, piecewise(x < 0, 1/x, x), 0)";
    assert_eq!(print::expression(&s, e, Format::Source), source);
}
