//! Networks are counted as others count them (`corpus/counting.tsv`), and what cannot be counted is
//! said with its line.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod command;

use std::fs;

use command::{root, run};
use symderiv::door::{Count, Question, Reply, Request, answer};
use symderiv::syntax::Counted;

const CORPUS: &str = include_str!("corpus/counting.tsv");

fn count(network: &str, what: Counted, conventions: &str) -> Result<Count, String> {
    let conventions = conventions
        .split_once(" = ")
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into_iter()
        .collect();
    let (network, at) = (network.to_owned(), Vec::new());
    let question = Question::Count { network, what, conventions, at };
    match answer(&Request { given: Vec::new(), question }).reply {
        Ok(Reply::Count(count)) => Ok(count),
        Ok(other) => Err(format!("{other:?}")),
        Err(mistake) => Err(mistake.diagnostic.code.to_owned()),
    }
}

/// The number that a row of the corpus asks for.
fn found(network: &str, what: &str, conventions: &str) -> Result<String, String> {
    let counted = match what {
        "parameters" => Counted::Parameters,
        "flops" => Counted::Flops,
        "shapes" => Counted::Shapes,
        _ => Counted::ReceptiveField,
    };
    let count = count(network, counted, conventions)?;
    let last = count.layers.last().ok_or("no layers")?;
    Ok(match counted {
        Counted::Shapes => last.output.join("x"),
        Counted::ReceptiveField => last.field.clone().unwrap_or_default().join("x"),
        Counted::Parameters | Counted::Flops => count.total.unwrap_or_default(),
    })
}

#[test]
fn networks_are_counted_as_others_count_them() {
    let mut wrong = Vec::new();
    let mut rows = 0;
    for line in CORPUS.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let &[network, what, conventions, expected] = fields.as_slice() else { panic!("{line}") };
        rows += 1;
        let found = found(network, what, conventions);
        if found.as_deref() != Ok(expected) {
            wrong.push(format!("{line}\n  found {found:?}"));
        }
    }
    assert!(rows >= 100, "{rows} rows");
    assert!(wrong.is_empty(), "{} of {rows}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn published_networks_have_their_published_parameters() {
    for (name, published) in [
        ("lenet5", "60000"),
        ("alexnet", "61100840"),
        ("vgg16", "138357544"),
        ("resnet18", "11689512"),
        ("resnet50", "25557032"),
        ("gpt2", "124439808"),
    ] {
        let path = root().join(format!("examples/networks/{name}.sd"));
        let text = fs::read_to_string(path).unwrap();
        // From the first declaration on, without the questions.
        let lines = text.lines().skip_while(|line| line.is_empty() || line.starts_with('#'));
        let text: Vec<&str> = lines.filter(|line| !line.starts_with(['p', 'f'])).collect();
        let total = count(&text.join("\n"), Counted::Parameters, "").unwrap().total;
        assert_eq!(total.as_deref(), Some(published), "{name}");
    }
}

#[test]
fn parameters_are_polynomials_in_symbolic_sizes() {
    let network = "input d; dense n; relu; dense k";
    let total = count(network, Counted::Parameters, "").unwrap().total;
    assert_eq!(total.as_deref(), Some("d*n + k*n + n + k"));
    let network = "input c×n×n; conv2d c kernel 3 padding 1; batchnorm";
    let total = count(network, Counted::Parameters, "").unwrap().total;
    assert_eq!(total.as_deref(), Some("9*c^2 + 3*c"));
}

#[test]
fn what_cannot_be_counted_is_said_with_its_code() {
    for (network, code) in [
        ("input 3x10x10; conv2d 1 kernel 3 stride 2", "fraction-of-a-size"),
        ("input 3x10x10; dense 5", "shape-clash"),
        ("input 3x10x10; conv2d", "missing-size"),
        ("input 3x10x10; conv2d 4", "missing-size"),
        ("input 3x10x10; conv4d 4 3", "unknown-layer"),
        ("input 3x10x10; conv2d 4 kernl 3", "unknown-layer-word"),
        ("input 3x10x10; conv2d 4 3x3x3", "wrong-axes"),
        ("input 3x10x10; maxpool2d 2 2 0 1 5", "too-many-sizes"),
        ("input 3x10x10; conv2d 4 kernel 20", "size-not-positive"),
        ("input 3x10x10; conv2d 4 3 groups 2", "not-whole"),
        ("dense 5", "no-input"),
        ("input 3; input 4", "second-input"),
        ("input 3; branch; dense 4", "stray-branch"),
        ("input 3; residual; dense 4; end", "branches-differ"),
        ("input 3; repeat (1/2); dense 4; end", "repeat-count"),
        ("input 3; sum; dense 4", "unclosed-block"),
        ("input 3; dense ?", "unknown-character"),
    ] {
        let found = count(network, Counted::Parameters, "").map(|count| count.total);
        assert_eq!(found, Err(code.to_owned()), "{network}");
    }
}

#[test]
fn a_mistake_is_shown_at_its_line() {
    let source = "network n\n  input 3x10x10\n  conv2d 1 kernel 3 stride 2\nend\nshapes n";
    let run = run(&[source]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("3 |   conv2d 1 kernel 3 stride 2"), "{}", run.err);
    assert!(run.err.contains("(10 + 2*0 - (3 - 1) - 1)/2 + 1 = 4.5"), "{}", run.err);
}

#[test]
fn users_declare_layers_of_their_own() {
    let declared = "layer twice(factor f)\n  input (c, h)\n  output (f*c, h)\n  parameters f*c\nend\n\
                    network n\n  input 4x5\n  twice 3\n  twice 2\nend";
    let count = count(declared, Counted::Parameters, "").unwrap();
    assert_eq!(count.total.as_deref(), Some("36"));
    assert_eq!(count.layers.last().unwrap().output, ["24", "5"]);
}
