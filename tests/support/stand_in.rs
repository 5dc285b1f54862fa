//! The functions that a counterexample puts in place of unknown ones.

use serde_json::Value;

use super::source::{Node, read};

/// A polynomial of one argument, as the counterexample states it.
pub struct StandIn {
    name: String,
    argument: String,
    body: Node,
}

/// The stand-ins that the answer states, as `{"call": "f(t)", "value": "t^3 + 5"}`.
pub fn stand_ins(answer: &Value) -> Result<Vec<StandIn>, String> {
    let Some(entries) = answer.get("functions").and_then(Value::as_array) else {
        return Ok(Vec::new());
    };
    let entry = |entry: &Value| {
        let field = |name| {
            let text = entry.get(name).and_then(Value::as_str).ok_or(format!("no {name}"))?;
            read(text).map_err(|problem| problem.to_string())
        };
        match (field("call")?, field("value")?) {
            (Node::Call(name, 0, args), body) => match args.as_slice() {
                [Node::Name(argument)] => Ok(StandIn { name, argument: argument.clone(), body }),
                _ => Err(format!("{name} of several arguments")),
            },
            (other, _) => Err(format!("{other:?} is no call")),
        }
    };
    entries.iter().map(entry).collect()
}

/// The expression with every call of a stand-in replaced by what it stands for.
pub fn put_in(node: &Node, stand_ins: &[StandIn]) -> Node {
    let again = |node: &Node| Box::new(put_in(node, stand_ins));
    match node {
        Node::Number(_) | Node::Name(_) => node.clone(),
        Node::Neg(a) => Node::Neg(again(a)),
        Node::Binary(op, a, b) => Node::Binary(*op, again(a), again(b)),
        Node::Rel(op, a, b) => Node::Rel(op.clone(), again(a), again(b)),
        Node::And(a, b) => Node::And(again(a), again(b)),
        Node::Call(name, primes, args) => {
            let args: Vec<Node> = args.iter().map(|arg| *again(arg)).collect();
            match (stand_ins.iter().find(|known| known.name == *name), args.as_slice()) {
                (Some(known), [arg]) => {
                    let body = (0..*primes).fold(known.body.clone(), |body, _| slope_of(&body));
                    with(&body, &known.argument, arg)
                }
                _ => Node::Call(name.clone(), *primes, args),
            }
        }
    }
}

/// The derivative of a polynomial with respect to its only variable.
fn slope_of(node: &Node) -> Node {
    let number = |v: f64| Box::new(Node::Number(v));
    match node {
        Node::Name(_) => Node::Number(1.0),
        Node::Neg(a) => Node::Neg(Box::new(slope_of(a))),
        Node::Binary(op @ ('+' | '-'), a, b) => {
            Node::Binary(*op, Box::new(slope_of(a)), Box::new(slope_of(b)))
        }
        Node::Binary('*', a, b) => {
            let left = Node::Binary('*', Box::new(slope_of(a)), b.clone());
            let right = Node::Binary('*', a.clone(), Box::new(slope_of(b)));
            Node::Binary('+', Box::new(left), Box::new(right))
        }
        Node::Binary('^', a, n) => match **n {
            Node::Number(k) => {
                let power = Node::Binary('^', a.clone(), number(k - 1.0));
                let outer = Node::Binary('*', number(k), Box::new(power));
                Node::Binary('*', Box::new(outer), Box::new(slope_of(a)))
            }
            _ => Node::Number(f64::NAN),
        },
        Node::Number(_) => Node::Number(0.0),
        Node::Binary(..) | Node::Call(..) | Node::Rel(..) | Node::And(..) => Node::Number(f64::NAN),
    }
}

fn with(node: &Node, name: &str, value: &Node) -> Node {
    let again = |node: &Node| Box::new(with(node, name, value));
    match node {
        Node::Name(text) if text == name => value.clone(),
        Node::Binary(op, a, b) => Node::Binary(*op, again(a), again(b)),
        Node::Neg(a) => Node::Neg(again(a)),
        other => other.clone(),
    }
}
