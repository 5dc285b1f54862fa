//! The corpora of `tests/corpus/` against the command, judged by an oracle that shares no code
//! with the engine. Each test reports all failing rows at once; `CORPUS_ONLY=text` runs only the
//! rows whose id contains the text.

mod support;

use serde_json::Value;
use support::compare::{decimal, shape};
use support::engine::{self, Question, Reply, ask};
use support::oracle::{Lack, Point, holds, value};
use support::report::Report;
use support::sampling::Proved;
use support::source::{Node, read, size};
use support::stand_in::{put_in, stand_ins};
use support::table::{conditions, fields, number, parts, point, rows};

#[test]
fn derivatives_have_their_values() {
    let rows = rows::<4>("derivatives.tsv");
    let questions: Vec<_> = rows.iter().map(|[_, text, ..]| Question::new(text, "")).collect();
    let mut report = Report::new("derivatives", rows.len());
    for ([id, text, points, values], reply) in rows.iter().zip(ask(&questions)) {
        if let Err(why) = check_values(&reply, points, values) {
            report.fail(id, text, why);
        }
    }
    report.finish();
}

#[test]
fn equalities_are_proved_or_refuted() {
    check_equalities("identities");
}

#[test]
fn equalities_that_are_hard_to_decide_are_proved_or_refuted() {
    check_equalities("deciding");
}

fn check_equalities(name: &'static str) {
    let rows = rows::<6>(&format!("{name}.tsv"));
    let questions: Vec<_> = rows
        .iter()
        .map(|[_, _, lhs, rhs, assumptions, _]| {
            Question::new(format!("show {lhs} = {rhs}"), assumptions)
        })
        .collect();
    let mut report = Report::new(name, rows.len());
    for ((row, question), reply) in rows.iter().zip(&questions).zip(ask(&questions)) {
        let [id, verdict, cells @ ..] = row;
        match check_verdict(&reply, verdict == "true", cells) {
            Ok(true) => {}
            Ok(false) => report.undecided(id, &question.command),
            Err(why) => report.fail(id, &question.command, why),
        }
    }
    report.finish();
}

#[test]
fn results_are_what_a_lecturer_writes() {
    let rows = rows::<5>("simplify.tsv");
    let questions: Vec<_> =
        rows.iter().map(|[_, text, assumptions, ..]| Question::new(text, assumptions)).collect();
    let mut report = Report::new("simplify", rows.len());
    for ([id, text, assumptions, accepted, demanded], reply) in rows.iter().zip(ask(&questions)) {
        if let Err(why) = check_result(&reply, text, accepted, assumptions, demanded) {
            report.fail(id, text, why);
        }
    }
    report.finish();
}

#[test]
fn values_are_right_to_the_last_digit() {
    let rows = rows::<5>("evaluate.tsv");
    let questions: Vec<_> =
        rows.iter().map(|[_, text, at, request, _]| evaluation(text, at, request)).collect();
    let mut report = Report::new("evaluate", rows.len());
    for (([id, _, _, request, want], question), reply) in
        rows.iter().zip(&questions).zip(ask(&questions))
    {
        let outcome = if want == "undefined" {
            check_undefined(&reply)
        } else {
            check_decimal(&reply, request, want)
        };
        if let Err(why) = outcome {
            report.fail(id, &question.command, why);
        }
    }
    report.finish();
}

#[test]
fn wrong_answers_of_others_are_not_ours() {
    let rows = rows::<6>("peers.tsv");
    let questions: Vec<_> = rows
        .iter()
        .map(|[_, kind, a, b, c, _]| match kind.as_str() {
            "proved" | "conditional" | "refuted" | "unproved" => {
                Question::new(format!("show {a} = {b}"), c)
            }
            "undefined" | "decimal" => {
                let (at, request) =
                    if kind == "decimal" { ("", c.as_str()) } else { (c.as_str(), "") };
                evaluation(a, at, request)
            }
            "result" => Question::new(a, c),
            _ => Question::new(a, ""),
        })
        .collect();
    let mut report = Report::new("peers", rows.len());
    for (([id, kind, a, b, c, d], question), reply) in
        rows.iter().zip(&questions).zip(ask(&questions))
    {
        let cells = [a.clone(), b.clone(), c.clone(), d.clone()];
        let outcome = match kind.as_str() {
            "proved" | "conditional" => check_verdict(&reply, true, &cells),
            "refuted" => check_verdict(&reply, false, &cells),
            "unproved" => check_verdict(&reply, false, &cells).map(|_| true),
            "result" => check_result(&reply, a, b, c, d).map(|()| true),
            "value" => check_values(&reply, c, b).map(|()| true),
            "result-or-rejected" => check_rejected(&reply)
                .or_else(|_| check_shape(&reply, b).map(|_| ()))
                .map(|()| true),
            "exists-or-error" => {
                check_undefined(&reply).or_else(|_| check_values(&reply, "", b)).map(|()| true)
            }
            "decimal" => check_decimal(&reply, c, b).map(|()| true),
            "undefined" => check_undefined(&reply).map(|()| true),
            "rejected" => check_rejected(&reply).map(|()| true),
            other => Err(format!("unknown kind {other}")),
        };
        match outcome {
            Ok(true) => {}
            Ok(false) => report.undecided(id, &question.command),
            Err(why) => report.fail(id, &question.command, why),
        }
    }
    report.finish();
}

fn evaluation(text: &str, at: &str, request: &str) -> Question {
    let mut command = format!("evaluate {text}");
    if !at.is_empty() {
        command.push_str(" at ");
        command.push_str(at);
    }
    if !request.is_empty() {
        command.push(' ');
        command.push_str(request);
    }
    Question::new(command, "")
}

/// The answer of that kind, or what there is instead.
fn expect<'a>(reply: &'a Reply, kind: &str) -> Result<&'a Value, String> {
    match reply {
        Reply::Answer(answer) if engine::kind(answer) == kind => Ok(answer),
        Reply::Answer(answer) => Err(format!("answered {answer}")),
        Reply::Error(message) => Err(message.trim().to_owned()),
    }
}

fn result_of(answer: &Value) -> Result<(&str, Node), String> {
    let text = engine::result(answer).ok_or("no result")?;
    Ok((text, read(text).map_err(|problem| problem.to_string())?))
}

/// A derivation's result has these values at these points, and its conditions hold there.
fn check_values(reply: &Reply, points: &str, values: &str) -> Result<(), String> {
    let answer = expect(reply, "derivation")?;
    let (text, node) = result_of(answer)?;
    let stated = engine::conditions(answer)?;
    let (points, values) = (fields(points), fields(values));
    if points.len() != values.len() {
        return Err("the row's points and values do not match".to_owned());
    }
    for (at, want) in points.iter().zip(values) {
        let (at, want) = (point(at), number(want));
        let got = value(&node, &at).map_err(|lack| format!("{text} at {at:?}: {lack:?}"))?;
        if (got - want).abs() > 1e-9 * want.abs().max(1e-3) {
            return Err(format!("{text} is {got} at {at:?}, not {want}"));
        }
        excluded(&stated, &at)?;
    }
    Ok(())
}

fn excluded(stated: &[(String, Node)], at: &Point) -> Result<(), String> {
    for (text, condition) in stated {
        match holds(condition, at) {
            Ok(true) | Err(Lack::Doubtful) => {}
            Ok(false) | Err(Lack::Undefined) => {
                return Err(format!("the condition {text} excludes {at:?}"));
            }
            Err(Lack::Unreadable(what)) => return Err(format!("condition {text}: {what}")),
        }
    }
    Ok(())
}

/// Is the verdict right? `Ok(false)` is an honest "undecided". Cells: lhs, rhs, assumptions,
/// demanded conditions.
fn check_verdict(reply: &Reply, truth: bool, cells: &[String; 4]) -> Result<bool, String> {
    let [lhs, rhs, assumptions, demanded] = cells;
    if let Ok(answer) = expect(reply, "undecided") {
        return if answer.is_object() { Ok(false) } else { Err("not an object".to_owned()) };
    }
    if !truth {
        let answer = expect(reply, "refuted")?;
        return check_witness(answer).map(|()| true);
    }
    let answer = expect(reply, "derivation")?;
    let stated = engine::conditions(answer)?;
    let [left, right] = [lhs, rhs].map(|side| read(&as_calls(side)));
    let (left, right) = (left.map_err(|p| p.to_string())?, right.map_err(|p| p.to_string())?);
    check_equation(&left, &right, assumptions, demanded, &stated).map(|()| true)
}

/// At the refutation's point both sides are defined and have the values that it states.
fn check_witness(answer: &Value) -> Result<(), String> {
    let at = engine::witness(answer).ok_or_else(|| format!("no point in {answer}"))?;
    let functions = stand_ins(answer)?;
    for side in ["lhs", "rhs"] {
        let text = answer.get(side).and_then(engine::source_text).ok_or("a side without source")?;
        let stated = answer.get(format!("{side}_value")).and_then(Value::as_str);
        let stated = stated.ok_or_else(|| format!("no value of the {side}"))?;
        // Digits may be followed by dots; only a readable number is compared.
        let number = read(stated.trim_end_matches(['.', '…'])).ok();
        let number = number.and_then(|node| value(&node, &Point::new()).ok());
        match (read(text).map(|node| value(&put_in(&node, &functions), &at)), number) {
            (Ok(Err(Lack::Undefined)), _) => return Err(format!("{text} is undefined at {at:?}")),
            (Ok(Ok(u)), Some(v)) if (u - v).abs() > 1e-4 * u.abs().max(1.0) => {
                return Err(format!("{text} is {u} at {at:?}, not {stated}"));
            }
            (_, _) => {}
        }
    }
    Ok(())
}

fn check_equation(
    left: &Node,
    right: &Node,
    assumptions: &str,
    demanded: &str,
    stated: &[(String, Node)],
) -> Result<(), String> {
    let integers: Vec<String> = parts(assumptions)
        .filter_map(|part| part.split_once(':'))
        .map(|(name, _)| name.trim().to_owned())
        .collect();
    let proved = Proved {
        lhs: left,
        rhs: right,
        assumptions: &conditions(assumptions),
        demanded: &conditions(demanded),
        stated,
        integers: &integers,
    };
    proved.problem().map_or(Ok(()), Err)
}

/// The mathematical content of a command, with derivatives written `D(x, …)`.
fn as_calls(text: &str) -> String {
    for word in ["simplify ", "expand ", "factor ", "together "] {
        if let Some(rest) = text.strip_prefix(word) {
            return rest.to_owned();
        }
    }
    if let Some(rest) = text.strip_prefix("collect ") {
        return rest.split(" in ").next().unwrap_or(rest).to_owned();
    }
    if let Some(rest) = text.strip_prefix("rewrite ") {
        return rest.split(" in terms of ").next().unwrap_or(rest).to_owned();
    }
    if let Some((variable, body)) = text
        .strip_prefix("d/d")
        .or_else(|| text.strip_prefix("∂/∂"))
        .and_then(|t| t.split_once(' '))
    {
        return format!("D({variable}, {})", body.replace("2x", "2*x"));
    }
    text.to_owned()
}

/// The result has one of the accepted shapes, equals the input, and is stated under the right
/// conditions.
fn check_result(
    reply: &Reply,
    statement: &str,
    accepted: &str,
    assumptions: &str,
    demanded: &str,
) -> Result<(), String> {
    let node = check_shape(reply, accepted)?;
    let stated = engine::conditions(expect(reply, "derivation")?)?;
    // A higher or mixed derivative as the input is beyond the oracle; its shape was compared.
    match read(&as_calls(statement).replace("2x", "2*x")) {
        Ok(input) => check_equation(&input, &node, assumptions, demanded, &stated),
        Err(_) => Ok(()),
    }
}

/// The result, if it has one of the accepted shapes.
fn check_shape(reply: &Reply, accepted: &str) -> Result<Node, String> {
    let (text, node) = result_of(expect(reply, "derivation")?)?;
    let wanted: Vec<Node> = accepted
        .split("||")
        .map(|option| read(option).map_err(|problem| problem.to_string()))
        .collect::<Result<_, _>>()?;
    let same = |option: &Node| shape(option) == shape(&node) && size(&node) <= size(option) + 2;
    if wanted.iter().any(same) { Ok(node) } else { Err(format!("{text} instead of {accepted}")) }
}

fn check_decimal(reply: &Reply, request: &str, want: &str) -> Result<(), String> {
    let answer = expect(reply, "value")?;
    let exact = request.is_empty();
    let got = engine::value_text(answer, exact).ok_or_else(|| format!("no value in {answer}"))?;
    let same = if exact || request.ends_with("places") {
        got == want
    } else {
        decimal(&got).is_some() && decimal(&got) == decimal(want)
    };
    if same { Ok(()) } else { Err(format!("{got} instead of {want}")) }
}

fn check_undefined(reply: &Reply) -> Result<(), String> {
    match reply {
        // Exit code 2: the input could not be used. A crash or a silent success is no answer.
        Reply::Error(message) if unusable(message) => Ok(()),
        Reply::Error(message) => Err(message.clone()),
        Reply::Answer(answer) if ["error", "undefined"].contains(&engine::kind(answer)) => Ok(()),
        Reply::Answer(answer) => Err(format!("answered {answer}")),
    }
}

/// Did the command refuse the input, and say why?
fn unusable(message: &str) -> bool {
    message.strip_prefix("exit status: 2: ").is_some_and(|why| !why.trim().is_empty())
}

fn check_rejected(reply: &Reply) -> Result<(), String> {
    match reply {
        Reply::Error(message) if unusable(message) && message.contains('^') => Ok(()),
        Reply::Error(message) => Err(format!("no message with a caret: {message}")),
        // As an answer the message has its place in the input.
        Reply::Answer(answer) if is_error(answer) && answer.get("span").is_some() => Ok(()),
        Reply::Answer(answer) => Err(format!("answered {answer}")),
    }
}

fn is_error(answer: &Value) -> bool {
    answer.get("kind").and_then(Value::as_str) == Some("error")
}

#[test]
fn the_oracle_reads_and_evaluates() {
    let at = Point::from([("x".to_owned(), 0.5), ("y".to_owned(), -2.0)]);
    let of = |text: &str| value(&read(text).expect("readable"), &at);
    let close = |text: &str, want: f64| {
        let got = of(text).expect("defined");
        assert!((got - want).abs() < 1e-12, "{text}: {got}");
    };
    close("-x^2", -0.25);
    close("2^-x*2^x", 1.0);
    close("2^3^2", 512.0);
    close("1 - -2*x", 2.0);
    close("x - (y - 1) - 1", 2.5);
    close("piecewise(x < 0, 1, 0 <= x and x < 1, 7, 3)", 7.0);
    close("erf(1/2)", 0.520_499_877_813_046_5);
    close("erf(3)", 0.999_977_909_503_001_4);
    close("f'(3*x)*3", 0.5_f64.exp());
    assert!((of("D(x, x^3)").expect("defined") - 0.75).abs() < 1e-7);
    assert_eq!(of("ln(y)"), Err(Lack::Undefined));
    assert_eq!(of("y^x"), Err(Lack::Undefined));
    assert_eq!(of("1/(x - 1/2)"), Err(Lack::Undefined));
    assert_eq!(of("piecewise(x < 0, 1)"), Err(Lack::Undefined));
    assert_eq!(of("D(x, abs(x - 1/2))"), Err(Lack::Undefined));
    assert_eq!(of("D(x, cbrt(x - 1/2))"), Err(Lack::Undefined));
    assert!(read("2 x").is_err() && read("sin x").is_err() && read("(x").is_err());
}

#[test]
fn shapes_ignore_order_but_nothing_else() {
    let same =
        |a: &str, b: &str| shape(&read(a).expect("readable")) == shape(&read(b).expect("readable"));
    assert!(same("x + 1", "1 + x"));
    assert!(same("1 - tanh(x)^2", "-tanh(x)^2 + 1"));
    assert!(same("x/2", "1/2*x") && same("-x/y", "-(x/y)"));
    assert!(same("e^(-x)", "exp(-x)"));
    assert!(!same("x + x", "2*x") && !same("x*x", "x^2"));
    assert!(!same("x - y", "y - x") && !same("x/y", "y/x"));
    assert!(!same("(x + 1)*y", "x*y + y"));
    assert_eq!(decimal("12.50"), decimal("1.25e1"));
    assert_ne!(decimal("12.5"), decimal("125"));
    assert_ne!(decimal("0.0125"), decimal("-0.0125"));
}
