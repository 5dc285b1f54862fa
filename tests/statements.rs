//! How statements are read: definitions, assumptions, declarations, commands, lines and comments.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod support;

use support::{Small, check_readings, dump};
use symderiv::expr::Store;
use symderiv::syntax::{
    Command, End, NoVocabulary, Parsed, Precision, Scope, Sort, Statement, Toward, parse,
    parse_definition, parse_in,
};

fn show(store: &Store, statement: &Statement) -> String {
    let list = |all: &[_]| all.iter().map(|&e| dump(store, e)).collect::<Vec<_>>().join(" | ");
    match statement {
        Statement::Define(name) => {
            let definition = store.definition(*name).unwrap();
            let params: Vec<&str> = definition.params.iter().map(|&p| store.text(p)).collect();
            let params = params.join(", ");
            format!("define {}({params}) {}", store.text(*name), dump(store, definition.body))
        }
        Statement::Assume(e) => format!("assume {}", dump(store, *e)),
        Statement::Declare(name, sort) => format!("declare {} {sort:?}", store.text(*name)),
        Statement::Layer(layer) => format!("layer {}", layer.name),
        Statement::Network(network) => format!("network {}", network.name),
        Statement::Convention(name, e, _) => {
            format!("convention {}={}", store.text(*name), dump(store, *e))
        }
        Statement::Command(command) => match command {
            Command::Backprop { of, wrt, numbers } => {
                let wrt: Vec<&str> = wrt.iter().map(|&x| store.text(x)).collect();
                let at = numbers.at.len();
                let rounding = numbers.rounding;
                format!("backprop {} wrt {wrt:?} at {at} {rounding:?}", store.text(*of))
            }
            Command::Descend { of, steps, .. } => format!("descend {} {steps}", store.text(*of)),
            Command::Count { what, network, with, .. } => {
                format!("{what:?} of {network} with {}", with.len())
            }
            Command::Derive(e) => format!("derive {}", dump(store, *e)),
            Command::Simplify(e) => format!("simplify {}", dump(store, *e)),
            Command::Expand(e) => format!("expand {}", dump(store, *e)),
            Command::Factor(e) => format!("factor {}", dump(store, *e)),
            Command::Together(e) => format!("together {}", dump(store, *e)),
            Command::Collect(e, t) => format!("collect {} in {}", dump(store, *e), dump(store, *t)),
            Command::Collapse(e, x) => {
                format!("collapse {} in {}", dump(store, *e), dump(store, *x))
            }
            Command::Rewrite(e, units) => format!("rewrite {} in {}", dump(store, *e), list(units)),
            Command::Show(sides) => format!("show {}", list(sides)),
            Command::Study(topic, e, x, ends) => {
                let end = |end: &End| match end {
                    End::Infinite(true) => "-oo".to_owned(),
                    End::Infinite(false) => "oo".to_owned(),
                    End::Finite(e, closed) => format!("{} {closed}", dump(store, *e)),
                };
                let [low, high] = [end(&ends[0]), end(&ends[1])];
                let (e, x) = (dump(store, *e), store.text(*x));
                format!("{topic:?} {e} in {x} on {low} to {high}")
            }
            Command::Limit(e, x, toward) => {
                let toward = match toward {
                    Toward::MinusInfinity => "-oo".to_owned(),
                    Toward::PlusInfinity => "oo".to_owned(),
                    Toward::Point(a, side) => format!("{} {side:?}", dump(store, *a)),
                };
                format!("limit {} as {} -> {toward}", dump(store, *e), store.text(*x))
            }
            Command::Compare(e) => format!("compare {}", dump(store, *e)),
            Command::Card(e, x) => format!("card {} in {}", dump(store, *e), store.text(*x)),
            Command::Plot(all, x, ends) => {
                format!("plot {} in {} over {}", list(all), store.text(*x), list(ends))
            }
            Command::Evaluate(e, at, precision) => {
                let at: Vec<String> = at
                    .iter()
                    .map(|(x, v)| format!("{}={}", store.text(*x), dump(store, *v)))
                    .collect();
                let at = at.join(" ");
                let precision = match precision {
                    Precision::Default => "default".into(),
                    Precision::Digits(n) => format!("{n} digits"),
                    Precision::Places(n) => format!("{n} places"),
                };
                format!("evaluate {} at [{at}] {precision}", dump(store, *e))
            }
        },
    }
}

fn summary(store: &Store, parsed: &Parsed) -> String {
    let mut parts: Vec<String> =
        parsed.statements.iter().map(|s| show(store, &s.statement)).collect();
    parts.extend(parsed.diagnostics.iter().map(|d| format!("!{}", d.code)));
    parts.join("; ")
}

fn read(source: &str) -> String {
    let mut store = Store::new();
    let parsed = parse(source, &mut store, &mut Small::new());
    summary(&store, &parsed)
}

fn check(cases: &[(&str, &str)]) {
    check_readings(read, cases);
}

#[test]
fn commands() {
    check(&[
        ("d/dx tanh(x)", "derive D(x, tanh(x))"),
        ("simplify x + x", "simplify (x + x)"),
        ("Simplify(x + x)", "simplify (x + x)"),
        ("expand (x+1)^2", "expand ((x + 1)^2)"),
        ("factor x^2 - 1", "factor ((x^2) - 1)"),
        ("factorise x^2 - 1", "factor ((x^2) - 1)"),
        ("together 1/x + 1", "together ((1/x) + 1)"),
        ("collect x*y + x in x", "collect ((x*y) + x) in x"),
        ("collect x*y + x in sin(x)", "collect ((x*y) + x) in sin(x)"),
        ("rewrite tanh'(x) in terms of sigma(2x)", "rewrite tanh'(x) in sigma((2*x))"),
        ("rewrite tanh(x) in terms of e^x, x", "rewrite tanh(x) in (e^x) | x"),
        ("show x + x = 2x", "show (x + x) | (2*x)"),
        ("show A = B = C", "show A | B | C"),
        ("prove that 1 == 1", "show 1 | 1"),
        (
            "show tanh'(x) = 4*(sigma(2x) - sigma(2x)^2)",
            "show tanh'(x) | (4*(sigma((2*x)) - (sigma((2*x))^2)))",
        ),
        ("show d/dx x^2 + x = 2x + 1", "show D(x, ((x^2) + x)) | ((2*x) + 1)"),
        ("evaluate pi", "evaluate π at [] default"),
        ("evaluate x*y at x = 1/2, y = 3", "evaluate (x*y) at [x=(1/2) y=3] default"),
        ("eval pi to 50 digits", "evaluate π at [] 50 digits"),
        ("compute e to 4 places", "evaluate e at [] 4 places"),
        ("approximate e to 4 decimal places", "evaluate e at [] 4 places"),
        ("evaluate x at x = 2 to 3 significant digits", "evaluate x at [x=2] 3 digits"),
        ("evaluate x to 1 digit at x = 2", "evaluate x at [x=2] 1 digits"),
        ("differentiate x^2", "derive D(x, (x^2))"),
        ("derivative of x*y wrt y", "derive D(y, (x*y))"),
        ("differentiate x*y with respect to x", "derive D(x, (x*y))"),
        ("differentiate tanh'(x)", "derive tanh'(x)"),
        ("differentiate x*y", "!which-variable"),
        ("differentiate 3", "!which-variable"),
        ("show x", "!no-equation"),
        ("show x < 1", "compare x < 1"),
        ("show x < 1 = y", "!not-an-equation"),
        ("range x^2", "Range (x^2) in x on -oo to oo"),
        ("range x*y in y on [0, oo)", "Range (x*y) in y on 0 true to oo"),
        ("maximum of x on (-1, 1]", "Maximum x in x on (-1) false to 1 true"),
        ("minimum x on (-oo, ∞)", "Minimum x in x on -oo to oo"),
        ("monotone x", "Monotone x in x on -oo to oo"),
        ("convex x", "Convex x in x on -oo to oo"),
        ("asymptotes 1/x", "Asymptotes (1/x) in x on -oo to oo"),
        ("limit x as x -> oo", "limit x as x -> oo"),
        ("lim x as x → -inf", "limit x as x -> -oo"),
        ("limit of x as x -> 0+", "limit x as x -> 0 Some(Above)"),
        ("limit x as x -> 2^-", "limit x as x -> 2 Some(Below)"),
        ("limit x as x -> 1 + 1", "limit x as x -> (1 + 1) None"),
        ("limit x as x to 0 from the left", "limit x as x -> 0 Some(Below)"),
        ("card sin", "card sin(x) in x"),
        ("plot x, x^2 from 0 to 1", "plot x | (x^2) in x over 0 | 1"),
        ("plot x", "plot x in x over (-5) | 5"),
        ("range x*y", "!study-variable"),
        ("range x on 3", "!interval"),
        ("range x on (0, 1", "!interval"),
        ("limit x", "!unexpected"),
        ("limit x as 3", "!unexpected"),
        ("limit x as x -> oo + 1", "!unexpected"),
        ("card 3x y", "!study-variable"),
        ("show", "!missing-operand"),
        ("collect x", "!unexpected"),
        ("rewrite x in y", "!unexpected"),
        ("evaluate x at 3", "!point-without-name"),
        ("evaluate x to many digits", "!precision"),
        ("evaluate x to 0 digits", "!precision"),
        ("evaluate x to 3 apples", "!precision"),
        ("let", "!unexpected"),
    ]);
}

#[test]
fn definitions() {
    check(&[
        ("f(x) := x^2", "define f(x) (x^2)"),
        ("let f(x) = x^2", "define f(x) (x^2)"),
        ("let z = 3", "define z() 3"),
        ("z := 3", "define z() 3"),
        ("x' := 3", "define x'() 3"),
        ("g(x, a = 1) := a*x; g(2)", "define g(x, a) (a*x); derive g(2, 1)"),
        ("f(x) := x; f(x) := x", "define f(x) x; define f(x) x"),
        ("f(x) := x; f(x) := x^2", "define f(x) x; !already-defined"),
        ("tanh(x) := x", "!already-defined"),
        ("σ(x) := x", "!already-defined"),
        ("sin(x) := x", "!already-defined"),
        ("e := 3", "!reserved-name"),
        ("pi(x) := 3", "!reserved-name"),
        ("at := 3", "!reserved-name"),
        ("f(x) := f(x) + 1", "!circular-definition"),
        ("z := z + 1", "!circular-definition"),
        ("h := k; k := h", "define h() k; !defined-after-use"),
        ("z + 1; z := 3", "derive (z + 1); !defined-after-use"),
        ("f(x); f(x) := x", "derive f(x); !defined-after-use"),
        ("f(x, x) := x", "!duplicate-parameter"),
        ("f(2) := x", "!parameter"),
        ("f(e) := x", "!parameter"),
        ("f(sin) := x", "!parameter"),
        ("z := 3; f(z) := z", "define z() 3; !parameter"),
        ("f(a = 1, x) := x", "!default-order"),
        ("x + 1 := 3", "!definition-target"),
        ("let x", "!unexpected"),
        ("f(x) := x +", "!missing-operand"),
        ("f(x) := x > 0", "!condition-as-value"),
        ("g(u) := u(u+1)", "define g(u) (u*(u + 1))"),
    ]);
}

#[test]
fn declarations_and_assumptions() {
    check(&[
        ("n : integer", "declare n Integer"),
        ("a, b : real", "declare a Real; declare b Real"),
        ("w : function; w(x+1)", "declare w Function; derive w((x + 1))"),
        ("x > 0, y < 1", "assume x > 0; assume y < 1"),
        ("x > 0, y", "!value-as-condition"),
        ("x > 0; 0 < y < 1", "assume x > 0; assume (0 < y and y < 1)"),
        ("x : colour", "!unknown-sort"),
        ("x :", "!unknown-sort"),
        ("sin : real", "!conflicting-sort"),
        ("pi : real", "!conflicting-sort"),
        ("z := 3; z : real", "define z() 3; !conflicting-sort"),
        ("n : integer; n : real", "declare n Integer; !conflicting-sort"),
        ("n : integer; n := 3", "declare n Integer; !conflicting-sort"),
        ("x = 3", "define x() 3"),
        ("x = y = 3", "!bare-equation"),
        ("2*x = 3", "!bare-equation"),
        ("y = x^2 at x = 3", "define y() [(x^2) at x = 3]"),
        ("L = w^2; backprop L", "define L() (w^2); backprop L wrt [] at 0 None"),
        ("L = w^2; backprop dL/dw at w = 3", "define L() (w^2); backprop L wrt [\"w\"] at 1 None"),
        ("L = w^2; backprop ∂L/∂w", "define L() (w^2); backprop L wrt [\"w\"] at 0 None"),
        ("backprop L", "!not-a-named-value"),
        ("L = w^2; descend L in w rate 0.1 for 5 steps", "define L() (w^2); descend L 5"),
        ("L = w^2; descend L rate 0.1 for x steps", "define L() (w^2); !step-count"),
        ("convention a = 2: words - and more", "convention a=2"),
        ("network n; input 3; dense 4; end", "network n"),
        ("network n; input 3; sum; dense 4; end", "!unclosed-block"),
        ("layer l(units m); input (n); output (m); end", "layer l"),
        ("flops n with a = 1, b = 2 without c", "Flops of n with 3"),
        ("receptive field n", "ReceptiveField of n with 0"),
    ]);
}

#[test]
fn lines_and_comments() {
    check(&[
        ("x\ny", "derive x; derive y"),
        ("x;;\n\n;y", "derive x; derive y"),
        ("", ""),
        ("# nothing\n// at all", ""),
        ("x # and\n+ y // more", "derive (x + y)"),
        ("x +\ny", "derive (x + y)"),
        ("(x\ny)", "derive (x*y)"),
        ("sin(\n  x\n)", "derive sin(x)"),
        ("show x\n  = y\n  = z", "show x | y | z"),
        ("x\r\ny\r\n", "derive x; derive y"),
        ("rewrite x\nin terms of\ny", "rewrite x in y"),
        ("(x + 1\nshow x = x", "show x | x; !unclosed-parenthesis"),
        ("(x + 1\nz := 3", "define z() 3; !unclosed-parenthesis"),
        ("x y := 3\nx", "derive x; !definition-target"),
        ("x : y : z; x", "derive x; !unknown-sort"),
        ("x to y", "!unexpected"),
        ("x $; y", "derive y; !unknown-character"),
        (
            "f(x) := x $; f(2) := 1.; y",
            "derive y; !unknown-character; !parameter; !malformed-number",
        ),
        ("let 1. = x; y", "derive y; !malformed-number"),
        ("n : $; y", "derive y; !unknown-character"),
    ]);
}

#[test]
fn a_session_remembers_what_was_said() {
    let (mut store, mut library, mut scope) = (Store::new(), Small::new(), Scope::new());
    let mut next = |source: &str| {
        let parsed = parse_in(source, &mut store, &mut library, &mut scope);
        summary(&store, &parsed)
    };
    assert_eq!(next("k : function"), "declare k Function");
    assert_eq!(next("k(x + 1)"), "derive k((x + 1))");
    assert_eq!(next("k(x, 1)"), "!arity-changed");
    assert_eq!(next("a > 0"), "assume a > 0");
    assert_eq!(next("a(x + 1)"), "derive (a*(x + 1))");
    assert_eq!(next("a := 3"), "!conflicting-sort");
    assert_eq!(next("g(x, b = 2) := b*x"), "define g(x, b) (b*x)");
    assert_eq!(next("g(1)"), "derive g(1, 2)");
    assert_eq!(scope.sort(store.find_name("k").unwrap()), Some(Sort::Function));
}

#[test]
fn definitions_of_the_library_are_read_one_by_one() {
    let mut store = Store::new();
    let read = parse_definition("f(x, a = 0.01) :=\n a*x # slope\n", &mut store, &mut NoVocabulary);
    let read = read.unwrap();
    assert_eq!(store.text(read.name), "f");
    assert_eq!((read.params.len(), read.defaults.len()), (2, 1));
    // Parameters of the library cannot be mistaken for names of the user.
    assert_eq!(dump(&store, read.body), "(a|*x|)");
    assert!(store.definition(read.name).is_none());
    for wrong in ["x + 1", "f(x) := x; g(x) := x", "f(x) :=", ""] {
        assert!(parse_definition(wrong, &mut store, &mut NoVocabulary).is_err(), "{wrong}");
    }
}

#[test]
fn readings_that_were_decided_are_stated() {
    let cases = [
        ("f(x)", "f is read as an unknown function"),
        ("1/2x", "1/2x is read as (1/2)*x"),
        ("e^2x", "e^2x is read as (e^2)*x"),
        ("sin 2x", "sin 2x is read as sin(2x)"),
        ("1e5", "1e5 is read as a power of ten: 1E5"),
        ("αx", "αx is read as α*x"),
        ("+x", "+x is read as x"),
        ("a/b c", "a/b c is read as (a/b)*c"),
        ("√2x", "√2x is read as (√2)*x"),
        ("√x²", "√x² is read as (√x)²"),
        ("sinx", "sinx is read as one name, not as sin(x)"),
        ("cos2x", "cos2x is read as one name, not as cos(2x)"),
        ("d/dx x^2 + 1", "d/dx is read as applying to all that follows it"),
        ("d/dx (x^2) + 1", "the derivative d/dx (x^2) is read as ending before '+'"),
        ("σ + 1", "sigma without an argument is read as a variable"),
        ("x > 0; x(2)", "x(…) is read as the product x*(…), because x is known to be a number"),
    ];
    for (source, note) in cases {
        let parsed = parse(source, &mut Store::new(), &mut Small::new());
        assert_eq!(parsed.notes, [note], "{source}");
    }
    for source in [
        "2x",
        "x^2y",
        "energy",
        "sine_1",
        "√2 x",
        "sin x",
        "1/2 x",
        "sin^2(x)",
        "d/dx x^2",
        "d/dx (x^2)",
        "σ(x)",
    ] {
        let parsed = parse(source, &mut Store::new(), &mut Small::new());
        assert!(parsed.notes.is_empty(), "{source}: {:?}", parsed.notes);
    }
}

#[test]
fn places_of_subexpressions_are_known() {
    let source = "1 + σ(2x)*y";
    let mut store = Store::new();
    let parsed = parse(source, &mut store, &mut Small::new());
    let places: Vec<&str> = parsed.spans.iter().map(|(_, span)| span.text(source)).collect();
    assert_eq!(places, ["1", "2", "x", "2x", "σ(2x)", "y", "σ(2x)*y", "1 + σ(2x)*y"]);
    let y = store.symbol("y");
    assert_eq!(parsed.span_of(y).unwrap().text(source), "y");
    assert_eq!(parsed.statements[0].span.text(source), source);
}
