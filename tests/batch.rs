//! `symderiv batch`: a reply for each request, in order, whatever the requests are.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod command;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::time::{Duration, Instant};

use command::{run_with_input, symderiv};
use serde_json::{Value, json};

/// The replies to these lines.
fn replies_with(args: &[&str], input: &[u8]) -> Vec<Value> {
    let args = [&["batch"], args].concat();
    let run = run_with_input(&args, input);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    run.out.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

fn replies(requests: &[Value]) -> Vec<Value> {
    let lines: String = requests.iter().map(|request| format!("{request}\n")).collect();
    let replies = replies_with(&[], lines.as_bytes());
    assert_eq!(replies.len(), requests.len());
    replies
}

fn reply(request: Value) -> Value {
    replies(&[request]).remove(0)
}

/// The reply to an equality.
fn equal(lhs: &str, rhs: &str, given: &[&str]) -> Value {
    reply(json!({"op": "equal", "lhs": lhs, "rhs": rhs, "given": given}))
}

/// The error of a request that fails.
fn error(request: Value) -> Value {
    let reply = reply(request);
    assert_eq!(reply["ok"], false, "{reply}");
    assert!(reply["error"]["message"].as_str().is_some_and(|text| !text.is_empty()));
    assert!(reply["error"]["span"].as_array().is_some_and(|span| span.len() == 2));
    reply["error"].clone()
}

fn code_of_line(line: &[u8]) -> String {
    let reply = replies_with(&[], line).remove(0);
    assert_eq!(reply["ok"], false, "{reply}");
    reply["error"]["code"].as_str().unwrap().to_owned()
}

// What can be asked.

#[test]
fn derivatives_are_taken_in_the_order_of_the_variables() {
    assert_eq!(
        reply(json!({
            "id": 1, "op": "derivative", "expr": "x^2*y", "vars": ["x", "x"], "given": ["x > 0"]
        })),
        json!({"id": 1, "ok": true, "result": "2*y", "latex": "2y", "conditions": []})
    );
    let mixed = json!({"op": "derivative", "expr": "x^3*y^2", "vars": ["x", "y"]});
    assert_eq!(reply(mixed)["result"], "6*x^2*y");
    let none = json!({"op": "derivative", "expr": "x + x", "vars": []});
    assert_eq!(reply(none)["result"], "2*x");
    let bar = json!({"op": "derivative", "expr": "|x|", "vars": ["x"]});
    assert_eq!(reply(bar)["conditions"], json!(["x != 0"]));
    let positive = json!({"op": "derivative", "expr": "|x|", "vars": ["x"], "given": ["x > 0"]});
    let positive = reply(positive);
    assert_eq!((&positive["result"], &positive["conditions"]), (&json!("1"), &json!([])));
}

#[test]
fn equalities_are_proved_with_their_conditions() {
    let proved = |conditions: &[&str], isolated: &[&str]| {
        json!({
            "ok": true, "verdict": "proved", "conditions": conditions, "isolated": isolated,
            "witness": null, "tried": []
        })
    };
    for (lhs, rhs, conditions, isolated) in [
        ("(x + 1)^2", "x^2 + 2x + 1", &[][..], &[][..]),
        ("D(x, tanh(x))", "1 - tanh(x)^2", &[], &[]),
        ("(x^2 - 1)/(x - 1)", "x + 1", &[], &["x = 1"]),
        // Of several variables, no point is isolated.
        ("x*y/y", "x", &["y != 0"], &[]),
        ("x/x", "1", &[], &["x = 0"]),
        ("sin(x)/tan(x)", "cos(x)", &[], &["sin(x) = 0", "cos(x) = 0"]),
        ("tan(x)*cos(x)", "sin(x)", &[], &["cos(x) = 0"]),
        ("log(x^2)", "2*log(x)", &["x > 0"], &[]),
        ("sqrt(x)^2", "x", &["x >= 0"], &[]),
        ("(x^2 - y^2)/(x - y)", "x + y", &["x - y != 0"], &[]),
    ] {
        assert_eq!(equal(lhs, rhs, &[]), proved(conditions, isolated), "{lhs} = {rhs}");
    }
    assert_eq!(equal("sqrt(x^2)", "x", &["x >= 0"]), proved(&[], &[]));
    assert_eq!(equal("log(x^2)", "2*log(x)", &["x > 0"]), proved(&[], &[]));
    // For integers, no point is left out.
    assert_eq!(equal("n/n", "1", &["n : integer"]), proved(&["n != 0"], &[]));
}

#[test]
fn equalities_are_refuted_with_a_witness() {
    let refuted = equal("sqrt(x^2)", "x", &[]);
    assert_eq!(refuted["verdict"], "refuted");
    assert_eq!(refuted["witness"]["at"], json!({"x": "-2/3"}));
    assert_eq!(refuted["witness"]["lhs"], "0.6666666667");
    assert_eq!(refuted["witness"]["rhs"], "-0.6666666667");
    let unknown = equal("f(x + 1)", "f(x)", &["f : function"]);
    assert_eq!(unknown["verdict"], "refuted");
    assert!(unknown["witness"]["functions"]["f(t)"].is_string(), "{unknown}");
    // The witness satisfies what is given, also about other variables.
    let bounded = equal("|x|", "-x", &["x > 2", "y < -1"]);
    let at = &bounded["witness"]["at"];
    assert_eq!(bounded["verdict"], "refuted");
    assert!(!at["x"].as_str().unwrap().starts_with('-'), "{bounded}");
    assert!(at["y"].as_str().unwrap().starts_with('-'), "{bounded}");
}

#[test]
fn equations_that_are_given_are_never_ignored() {
    assert_eq!(equal("x^2", "1 - y^2", &["x^2 + y^2 = 1"])["verdict"], "proved");
    assert_eq!(equal("a^3 + b^3 + c^3", "3*a*b*c", &["a + b + c = 0"])["verdict"], "proved");
    assert_eq!(equal("e^x*e^y", "1", &["x + y = 0"])["verdict"], "proved");
    let refuted = equal("x^2", "1 + y^2", &["x^2 + y^2 = 1"]);
    assert_eq!(refuted["witness"]["at"], json!({"x": "3/5", "y": "4/5"}));
    assert_eq!(equal("x + x", "2x", &["x^2 + y^2 = 1"])["verdict"], "proved");
    // Only points of the line count, and 2*y = 1 holds there.
    assert_ne!(equal("2*y", "1", &["y = 1/2"])["verdict"], "refuted");
    assert_eq!(equal("2*y", "3", &["y = 1/2"])["verdict"], "refuted");
    let other = json!({"op": "simplify", "expr": "x^2 + y^2", "given": ["x > 0", "x^2 + y^2 = 1"]});
    let other = error(other);
    assert_eq!(
        (&other["code"], &other["field"]),
        (&json!("unsupported-given"), &json!("given[1]"))
    );
}

#[test]
fn given_statements_declare_define_and_assume() {
    let simplified = |expr: &str, given: &[&str]| {
        let request = json!({"op": "simplify", "expr": expr, "given": given});
        reply(request)["result"].as_str().unwrap().to_owned()
    };
    assert_eq!(simplified("sqrt(x^2)", &["x > 0"]), "x");
    assert_eq!(simplified("f(3) + c", &["f(x) := x^2; let c = 1"]), "10");
    let command = error(json!({"op": "simplify", "expr": "x", "given": ["x > 0", "simplify x"]}));
    assert_eq!(command["code"], "command-given");
    assert_eq!(command["field"], "given[1]");
    let mistake = error(json!({"op": "simplify", "expr": "x", "given": ["x > > 0"]}));
    assert_eq!(mistake["field"], "given[0]");
}

#[test]
fn forms_are_given_in_the_language_and_read_back() {
    for (op, expr, result) in [
        ("simplify", "sin(x)^2 + cos(x)^2", "1"),
        ("expand", "(a + b)^2", "a^2 + 2*a*b + b^2"),
        ("factor", "x^4 - 1", "(x - 1)*(x + 1)*(x^2 + 1)"),
        ("together", "1/x + 1/y", "(x + y)/(x*y)"),
    ] {
        let answer = reply(json!({"op": op, "expr": expr}));
        assert_eq!(answer["result"], result);
        assert!(answer["latex"].is_string() && answer["conditions"].is_array());
        assert_eq!(equal(expr, result, &[])["verdict"], "proved");
    }
}

#[test]
fn values_are_exact_or_have_a_radius() {
    let value = |request: Value| {
        let mut reply = reply(request);
        assert_eq!(reply["ok"], true, "{reply}");
        reply.as_object_mut().unwrap().remove("ok");
        reply
    };
    let exact = json!({"op": "evaluate", "expr": "x + 1/4", "at": {"x": "1/2"}, "digits": 50});
    assert_eq!(value(exact), json!({"exact": "3/4"}));
    let number = json!({"op": "evaluate", "expr": "x*y", "at": {"x": 0.1, "y": 2e-1}});
    assert_eq!(value(number), json!({"exact": "1/50"}));
    let places = json!({"op": "evaluate", "expr": "sigmoid(1.368)", "places": 4});
    assert_eq!(value(places), json!({"decimal": "0.7971", "radius": "5e-5"}));
    let small = json!({"op": "evaluate", "expr": "exp(-100)", "digits": 5});
    assert_eq!(value(small), json!({"decimal": "3.7201e-44", "radius": "5e-49"}));
    let prime = json!({"op": "evaluate", "expr": "D(t, t^2)", "at": {"t": "sqrt(2)"}, "digits": 6});
    assert_eq!(value(prime), json!({"decimal": "2.82843", "radius": "5e-6"}));
    for (request, code) in [
        (json!({"op": "evaluate", "expr": "1/x", "at": {"x": 0}}), "undefined"),
        (json!({"op": "evaluate", "expr": "ln(-1)"}), "undefined"),
        (json!({"op": "evaluate", "expr": "x"}), "no-value"),
        (json!({"op": "evaluate", "expr": "1", "at": {"2": "1"}}), "not-a-variable"),
        (json!({"op": "evaluate", "expr": "1", "at": {"alpha": 1, "α": 2}}), "value-twice"),
        (json!({"op": "evaluate", "expr": "1", "at": [1]}), "wrong-type"),
        (json!({"op": "evaluate", "expr": "1", "at": {"x": []}}), "wrong-type"),
        (json!({"op": "evaluate", "expr": "1", "digits": 0}), "wrong-type"),
        (json!({"op": "evaluate", "expr": "1", "digits": 2.5}), "wrong-type"),
        (json!({"op": "evaluate", "expr": "1", "digits": 2, "places": 3}), "two-precisions"),
        (json!({"op": "evaluate", "expr": "pi", "digits": 1_000_000}), "limit"),
        (
            json!({"op": "evaluate", "expr": "x", "at": {"x": -1}, "given": ["x > 0"]}),
            "given-fails",
        ),
    ] {
        assert_eq!(error(request.clone())["code"], code, "{request}");
    }
}

#[test]
fn derivations_come_with_their_lines() {
    let shown = reply(json!({"op": "derive", "query": "d/dx (x*sin(x))"}));
    assert_eq!(shown["start"], "D(x, x*sin(x))");
    assert_eq!(shown["result"], "sin(x) + x*cos(x)");
    let lines = shown["lines"].as_array().unwrap();
    assert_eq!(lines.last().unwrap()["result"], shown["result"]);
    assert_eq!(lines[0]["rules"], json!([{"id": "diff.product", "caption": "product rule"}]));
    assert!(lines.iter().all(|line| line["latex"].is_string() && line["conditions"].is_array()));
    let refuted = reply(json!({"op": "derive", "query": "show x = 1"}));
    assert_eq!((&refuted["ok"], &refuted["verdict"]), (&json!(true), &json!("refuted")));
    let several = reply(json!({"op": "derive", "query": "f(x) := x^2; f'(x); evaluate f(3)"}));
    assert_eq!(several["answers"][0]["result"], "2*x");
    assert_eq!(several["answers"][1]["exact"], "9");
    let mistake = error(json!({"op": "derive", "query": "d/dx tahn(x)"}));
    assert_eq!(mistake["code"], "unknown-function");
    assert_eq!(mistake["span"], json!([5, 9]));
    assert!(mistake["help"].as_str().unwrap().contains("tanh"));
}

#[test]
fn functions_are_studied_on_intervals() {
    let range = reply(json!({"op": "range", "expr": "x^2", "var": "x", "on": "[-1, 2)"}));
    assert_eq!((&range["ok"], &range["verdict"]), (&json!(true), &json!("proved")), "{range}");
    assert_eq!((&range["lower"]["value"], &range["upper"]["value"]), (&json!("0"), &json!("4")));
    assert_eq!(range["upper"]["closed"], false);
    let most = reply(json!({"op": "maximum", "expr": "a*t - t^2", "given": ["a := 4"]}));
    assert_eq!((&most["value"], &most["attained_at"]), (&json!("4"), &json!(["2"])), "{most}");
    for (to, value) in [("oo", "1"), ("-oo", "-1"), ("0", "0"), ("0+", "0")] {
        let limit = reply(json!({"op": "limit", "expr": "tanh(x)", "var": "x", "to": to}));
        assert_eq!(limit["value"], value, "{limit}");
    }
}

/// A field holds one expression, name, interval or point, not more of the language.
#[test]
fn the_fields_of_a_study_are_only_what_they_say() {
    for (op, field, text, code) in [
        ("range", "expr", "x; y", "unexpected"),
        ("range", "expr", "x\nevaluate 3", "unexpected"),
        ("range", "expr", "x on [0, 1]", "study-variable"),
        ("range", "expr", "x*y", "study-variable"),
        ("range", "expr", "1 + tahn(x)", "unknown-function"),
        ("range", "var", "x on [0, 1]", "wrong-bracket"),
        ("range", "var", "x; y", "unexpected"),
        ("maximum", "var", "2", "not-a-variable"),
        ("minimum", "on", "[0, 1]; evaluate 3", "unexpected"),
        ("monotone", "on", "[0, 1]\nrange x", "unexpected"),
        ("convex", "on", "0, 1", "interval"),
        ("asymptotes", "on", "[0, tahn(1)]", "unknown-function"),
        ("range", "on", "", "interval"),
        ("limit", "expr", "x as x -> 0", "condition-as-value"),
        ("limit", "var", "x -> 0", "condition-as-value"),
        ("limit", "to", "0; x", "unexpected"),
        ("limit", "to", "0+; evaluate 3", "unexpected"),
        ("limit", "to", "oo\nx", "unexpected"),
        ("limit", "to", "0 from nowhere", "unexpected"),
        ("limit", "to", "", "missing-operand"),
    ] {
        let mut request = json!({"op": op, "expr": "x"});
        if op == "limit" {
            request = json!({"op": op, "expr": "x", "var": "x", "to": "0"});
        }
        request[field] = json!(text);
        let error = error(request.clone());
        assert_eq!((&error["field"], &error["code"]), (&json!(field), &json!(code)), "{request}");
    }
    // A comment is no statement, and ends nothing.
    let range = reply(json!({"op": "range", "expr": "x # squared", "on": "[0, 1] # all"}));
    assert_eq!(range["upper"]["value"], "1", "{range}");
}

// What can be wrong.

#[test]
fn mistakes_in_a_request_have_codes() {
    for (request, code) in [
        (json!({"op": "frob"}), "unknown-op"),
        (json!({}), "missing-field"),
        (json!({"op": 3}), "wrong-type"),
        (json!({"op": "simplify"}), "missing-field"),
        (json!({"op": "simplify", "expr": null}), "wrong-type"),
        (json!({"op": "simplify", "expr": "x", "given": "x > 0"}), "wrong-type"),
        (json!({"op": "simplify", "expr": "x", "given": [1]}), "wrong-type"),
        (json!({"op": "simplify", "expr": "x", "exrp": "y"}), "unknown-field"),
        (json!({"op": "equal", "lhs": "x"}), "missing-field"),
        (json!({"op": "derivative", "expr": "x"}), "missing-field"),
        (json!({"op": "derivative", "expr": "x", "vars": "x"}), "wrong-type"),
        (json!({"op": "derivative", "expr": "x", "vars": ["2"]}), "not-a-variable"),
        (json!({"op": "derivative", "expr": "x", "vars": ["pi"]}), "not-a-variable"),
        (json!({"op": "simplify", "expr": ""}), "missing-operand"),
        (json!({"op": "simplify", "expr": "x; y"}), "unexpected"),
        (json!({"op": "simplify", "expr": "x > 0"}), "condition-as-value"),
        (json!({"op": "simplify", "expr": "x = 0"}), "unexpected"),
        (json!({"op": "simplify", "expr": "1/0"}), "undefined"),
        (json!({"op": "simplify", "expr": "a\u{0}b"}), "unknown-character"),
        (json!({"op": "expand", "expr": "(1 + x)^1000000"}), "no-normal-form"),
    ] {
        assert_eq!(error(request.clone())["code"], code, "{request}");
    }
    let place = error(json!({"op": "equal", "lhs": "x", "rhs": "1 + tahn(x)"}));
    assert_eq!((&place["field"], &place["span"]), (&json!("rhs"), &json!([4, 8])));
}

#[test]
fn mistakes_in_a_line_have_codes() {
    for (line, code) in [
        (&b"nope"[..], "invalid-json"),
        (b"{\"op\":\"simplify\",\"expr\":\"x\"", "invalid-json"),
        (b"{\"op\":\"simplify\",\"expr\":\"x\"}}", "invalid-json"),
        (b"\0", "invalid-json"),
        (b"[1,2]", "not-an-object"),
        (b"3", "not-an-object"),
        (b"\"x\"", "not-an-object"),
        (b"null", "not-an-object"),
        (b"{\"op\":\"simplify\",\"expr\":\"\xff\"}", "invalid-utf8"),
    ] {
        assert_eq!(code_of_line(line), code, "{}", String::from_utf8_lossy(line));
    }
    let nested = [b"[".repeat(200_000), b"]".repeat(200_000)].concat();
    let deep = [br#"{"op":"simplify","expr":"#.to_vec(), nested.clone(), b"}".to_vec()].concat();
    assert!(["wrong-type", "invalid-json"].contains(&code_of_line(&deep).as_str()));
    assert!(["not-an-object", "invalid-json"].contains(&code_of_line(&nested).as_str()));
}

#[test]
fn a_line_that_is_too_long_does_not_stop_the_rest() {
    let mut input = br#"{"id":1,"op":"simplify","expr":""#.to_vec();
    input.resize(9 << 20, b' ');
    input.extend_from_slice(b"x\"}\n{\"id\":2,\"op\":\"simplify\",\"expr\":\"x + x\"}\n");
    let replies = replies_with(&[], &input);
    assert_eq!(replies.len(), 2);
    assert_eq!(replies[0]["error"]["code"], "line-too-long");
    assert!(replies[0]["error"]["message"].as_str().unwrap().contains("4194304"));
    assert_eq!(replies[1]["result"], "2*x");
}

#[test]
fn one_bad_line_never_stops_the_rest() {
    let good = br#"{"op":"expand","expr":"x*(x + 1)"}"#;
    let bad: [&[u8]; 6] = [b"\xff\xfe", b"{", b"[]", b"{\"op\":\"equal\"}", b"\0\0", b"\x1b[2J"];
    let mut input = Vec::new();
    for line in bad {
        input.extend_from_slice(line);
        input.push(b'\n');
        input.extend_from_slice(good);
        // Ends of lines of both kinds.
        input.extend_from_slice(b"\r\n");
    }
    let replies = replies_with(&[], &input);
    let oks: Vec<bool> = replies.iter().map(|reply| reply["ok"] == true).collect();
    assert_eq!(oks, [false, true].repeat(bad.len()));
}

#[test]
fn empty_lines_have_no_reply() {
    assert!(replies_with(&[], b"").is_empty());
    assert!(replies_with(&[], b"\n  \n\t\r\n").is_empty());
    let replies = replies_with(&[], b"\n{\"id\":7,\"op\":\"simplify\",\"expr\":\"1+1\"}");
    assert_eq!(
        replies,
        [json!({"id": 7, "ok": true, "result": "2", "latex": "2", "conditions": []})]
    );
}

#[test]
fn ids_are_echoed_as_they_were_written() {
    for id in [
        "1",
        "-0.50e+3",
        "123456789012345678901234567890",
        "\"a\\u0041\\n\"",
        "null",
        "true",
        "[1, {\"a\":[ ]}]",
        "{\"k\": 1.0}",
        "\"\"",
    ] {
        let line = format!("{{\"op\":\"simplify\",\"id\":{id},\"expr\":\"x\"}}");
        let run = run_with_input(&["batch"], line.as_bytes());
        assert!(run.out.starts_with(&format!("{{\"id\":{id},\"ok\":true,")), "{}", run.out);
    }
    assert!(reply(json!({"op": "simplify", "expr": "x"})).get("id").is_none());
    let bad = reply(json!({"id": [1], "op": "simplify", "expr": "x +"}));
    assert_eq!((&bad["id"], &bad["ok"]), (&json!([1]), &json!(false)));
}

// How it goes.

#[test]
fn many_requests_are_answered_in_order_in_bounded_memory() {
    let pairs = [("(x+1)^2", "x^2+2*x+1"), ("sin(x)", "cos(x)"), ("x", "|x|"), ("f(x)", "f(y)")];
    let verdicts = ["proved", "refuted", "refuted", "refuted"];
    let mut input = String::new();
    for i in 0..20_000 {
        let (lhs, rhs) = pairs[i % pairs.len()];
        input.push_str(&format!(
            "{{\"id\":{i},\"op\":\"equal\",\"lhs\":\"{lhs}\",\"rhs\":\"{rhs}\"}}\n"
        ));
    }
    for jobs in ["1", "3"] {
        let mut child = symderiv(&["batch", "--jobs", jobs])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (mut stdin, id) = (child.stdin.take().unwrap(), child.id());
        let input = input.clone();
        let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()).unwrap());
        let mut most = 0;
        let out = BufReader::new(child.stdout.take().unwrap());
        let mut count = 0;
        for (i, line) in out.lines().enumerate() {
            let reply: Value = serde_json::from_str(&line.unwrap()).unwrap();
            assert_eq!((&reply["id"], &reply["verdict"]), (&json!(i), &json!(verdicts[i % 4])));
            if i % 1000 == 999 {
                most = most.max(resident_of_all(id));
            }
            count += 1;
        }
        writer.join().unwrap();
        assert!(child.wait().unwrap().success());
        assert_eq!(count, 20_000);
        assert!(most < 200 << 20, "{most} bytes of memory");
    }
}

/// The memory of a process and its children, 0 where the system does not tell.
fn resident_of_all(id: u32) -> u64 {
    let statm = |id: u32| {
        let text = std::fs::read_to_string(format!("/proc/{id}/statm")).ok()?;
        Some(text.split(' ').nth(1)?.parse::<u64>().ok()? * 4096)
    };
    let children = std::fs::read_dir(format!("/proc/{id}/task")).into_iter().flatten().flatten();
    let children: BTreeSet<u32> = children
        .filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok())
        .flat_map(|text| {
            text.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<_>>()
        })
        .collect();
    children.into_iter().chain([id]).filter_map(statm).sum()
}

#[test]
fn slow_requests_are_given_up_and_the_rest_is_answered_in_order() {
    // As many digits of as many values as can be asked for, again and again.
    let slow = "+".repeat(400).replace('+', "sin(exp(x)) + sin(exp(1/x)) + ");
    let slow = format!("evaluate D(x, {slow}x) at x = 1/7 to 100000 digits");
    let mut lines = String::new();
    for i in 0..6 {
        let request = match i {
            1 | 4 => json!({"id": i, "op": "derive", "query": slow}),
            _ => json!({"id": i, "op": "simplify", "expr": "x + x"}),
        };
        lines.push_str(&format!("{request}\n"));
    }
    for jobs in ["1", "2"] {
        let start = Instant::now();
        let replies = replies_with(&["--timeout", "0.5", "--jobs", jobs], lines.as_bytes());
        assert!(start.elapsed() < Duration::from_secs(30));
        let ids: Vec<&Value> = replies.iter().map(|reply| &reply["id"]).collect();
        assert_eq!(ids, [0, 1, 2, 3, 4, 5]);
        for (i, reply) in replies.iter().enumerate() {
            let is_slow = matches!(i, 1 | 4);
            assert_eq!(reply["ok"] == false, is_slow, "{reply}");
            if is_slow {
                assert_eq!(reply["error"]["code"], "timeout");
                let message = reply["error"]["message"].as_str().unwrap();
                assert!(message.contains("0.5 s") && message.contains("--timeout"), "{message}");
            }
        }
    }
}

#[test]
fn a_request_may_ask_for_less_time_and_fewer_terms() {
    let slow = r#"{"op":"expand","expr":"(1+x+y+z)^40","timeout":0.001}"#;
    let slow = replies_with(&[], slow.as_bytes());
    let lines = concat!(
        r#"{"id":0,"op":"expand","expr":"x"}"#,
        "\n",
        r#"{"id":1,"op":"expand","expr":"(1+x+y)^20"}"#,
        "\n",
        r#"{"id":2,"op":"expand","expr":"(1+x)^5","timeout":9}"#,
        "\n",
        r#"{"id":3,"op":"expand","expr":"x","timeout":-1}"#,
        "\n",
    );
    let replies = replies_with(&["--max-terms", "100"], lines.as_bytes());
    let error = |i: usize| {
        let error = &replies[i]["error"];
        (error["code"].as_str().unwrap(), error["message"].as_str().unwrap().to_owned())
    };
    assert_eq!(slow[0]["error"]["code"], "timeout");
    assert_eq!(slow[0]["error"]["message"], "no answer within 0.001 s (--timeout)");
    let (code, message) = error(1);
    assert!(code == "no-normal-form" && message.contains("--max-terms"), "{message}");
    assert_eq!(replies[2]["ok"], true);
    assert_eq!(error(3).0, "wrong-type");
}

#[test]
fn a_reply_comes_before_the_next_request() {
    let mut child =
        symderiv(&["batch", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    for i in 0..3 {
        writeln!(stdin, "{{\"id\":{i},\"op\":\"simplify\",\"expr\":\"x + x\"}}").unwrap();
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        assert!(line.starts_with(&format!("{{\"id\":{i},\"ok\":true")), "{line}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_closed_pipe_ends_the_batch() {
    let mut child = symderiv(&["batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let line = b"{\"op\":\"simplify\",\"expr\":\"x\"}\n";
    // The batch stops reading at some time.
    while stdin.write_all(line).is_ok() {}
    assert!(child.wait().unwrap().success());
}

#[test]
fn what_cannot_be_called_is_refused() {
    for args in [
        &["batch", "/nowhere/at/all.jsonl"][..],
        &["batch", "--jobs", "0"],
        &["batch", "--jobs", "x"],
        &["batch", "--timeout", "0"],
        &["batch", "--timeout", "-1"],
        &["batch", "--timeout", "nan"],
        &["batch", "a", "b"],
    ] {
        let run = run_with_input(args, b"");
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.out.is_empty() && !run.err.is_empty(), "{args:?}");
    }
}

#[test]
fn requests_are_read_from_a_file() {
    let path = std::env::temp_dir().join(format!("symderiv-batch-{}.jsonl", std::process::id()));
    std::fs::write(&path, "{\"op\":\"factor\",\"expr\":\"x^2 - 1\"}\n").unwrap();
    let run = run_with_input(&["batch", path.to_str().unwrap()], b"");
    std::fs::remove_file(&path).unwrap();
    assert!(run.out.contains("\"result\":\"(x - 1)*(x + 1)\""), "{}", run.out);
}

#[test]
fn graphs_and_networks_are_asked_about() {
    let found = reply(json!({
        "op": "backprop", "statements": ["z = w*x", "a = sigma(z)", "L = (y - a)^2"],
        "of": "L", "wrt": ["w"], "at": {"w": "0.75", "x": 0.9, "y": "0.5"}, "places": 4
    }));
    assert_eq!(found["ok"], true, "{found}");
    assert_eq!(found["values"]["z"]["text"], "0.6750");
    assert_eq!(found["gradients"]["w"]["exact"], "327/5000");
    let count = reply(json!({
        "op": "count", "network": "input 1x28x28\nconv2d 6 5x5", "what": "flops",
        "conventions": {"bias": 0, "multiply_add": "1"}
    }));
    assert_eq!(count["total"], (24 * 24 * 6 * 25).to_string(), "{count}");
    assert_eq!(count["layers"][1]["output"], json!(["6", "24", "24"]));
    let wrong = error(json!({"op": "count", "network": "input 4\ndens 3", "what": "shapes"}));
    assert_eq!((&wrong["code"], &wrong["span"]), (&json!("unknown-layer"), &json!([8, 14])));
    let wrong = error(json!({"op": "count", "network": "input 4", "what": "names"}));
    assert_eq!(wrong["code"], "wrong-type");
}
