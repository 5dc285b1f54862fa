//! A reader of the expression language's source text, written apart from the engine's.
//!
//! It reads what the engine prints (every `*` explicit) and what the corpora contain.

use std::fmt;

/// An expression or a condition.
#[derive(Clone, PartialEq, Debug)]
pub enum Node {
    /// A number as it was written.
    Number(f64),
    /// A variable or a named constant (`pi`, `e`).
    Name(String),
    /// `-u`
    Neg(Box<Node>),
    /// `u op v` with one of `+ - * / ^`
    Binary(char, Box<Node>, Box<Node>),
    /// A function, so many times primed, of its arguments.
    Call(String, u32, Vec<Node>),
    /// `a rel b`
    Rel(String, Box<Node>, Box<Node>),
    /// Both conditions.
    And(Box<Node>, Box<Node>),
}

/// Why a text could not be read.
#[derive(Clone, PartialEq, Debug)]
pub struct Unread(pub String);

impl fmt::Display for Unread {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "cannot read {}", self.0)
    }
}

#[derive(Clone, PartialEq, Debug)]
enum Token {
    Number(f64),
    Name(String, u32),
    Op(&'static str),
}

const OPS: [(&str, &str); 24] = [
    ("<=", "<="),
    (">=", ">="),
    ("!=", "!="),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    ("<", "<"),
    (">", ">"),
    ("=", "="),
    ("+", "+"),
    ("-", "-"),
    ("−", "-"),
    ("*", "*"),
    ("·", "*"),
    ("/", "/"),
    ("^", "^"),
    ("(", "("),
    (")", ")"),
    (",", ","),
    ("|", "|"),
    ("&&", "and"),
    ("∧", "and"),
    ("[", "("),
    ("]", ")"),
];

fn tokens(text: &str) -> Result<Vec<Token>, Unread> {
    let mut out = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = |keep: fn(char) -> bool| rest.find(|c| !keep(c)).unwrap_or(rest.len());
        if first.is_ascii_digit() {
            let end = length(|c| c.is_ascii_digit() || c == '.');
            let value = rest[..end].parse().map_err(|_| Unread(rest[..end].to_owned()))?;
            out.push(Token::Number(value));
            rest = &rest[end..];
        } else if first.is_alphabetic() {
            let end = length(|c| c.is_alphanumeric() || c == '_');
            let name = rest[..end].replace('σ', "sigma").replace('π', "pi");
            rest = &rest[end..];
            let primes = rest.len() - rest.trim_start_matches('\'').len();
            rest = &rest[primes..];
            out.push(if name == "and" {
                Token::Op("and")
            } else {
                Token::Name(name, u32::try_from(primes).unwrap_or(u32::MAX))
            });
        } else if let Some((spelling, op)) = OPS.iter().find(|(s, _)| rest.starts_with(s)) {
            out.push(Token::Op(op));
            rest = &rest[spelling.len()..];
        } else {
            return Err(Unread(format!("{text:?} at {rest:?}")));
        }
        rest = rest.trim_start();
    }
    Ok(out)
}

/// Reads an expression or a condition.
pub fn read(text: &str) -> Result<Node, Unread> {
    let mut reader = Reader { tokens: tokens(text)?, at: 0 };
    reader
        .condition()
        .filter(|_| reader.at == reader.tokens.len())
        .ok_or_else(|| Unread(format!("{text:?}, token {}", reader.at)))
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
}

impl Reader {
    fn op(&mut self, ops: &[&'static str]) -> Option<&'static str> {
        match self.tokens.get(self.at) {
            Some(Token::Op(op)) if ops.contains(op) => {
                self.at += 1;
                Some(op)
            }
            _ => None,
        }
    }

    fn condition(&mut self) -> Option<Node> {
        let mut left = self.comparison()?;
        while self.op(&["and"]).is_some() {
            left = Node::And(Box::new(left), Box::new(self.comparison()?));
        }
        Some(left)
    }

    /// `a`, `a < b` or the chain `a < b < c`.
    fn comparison(&mut self) -> Option<Node> {
        const RELS: [&str; 6] = ["<", "<=", ">", ">=", "=", "!="];
        let mut last = self.sum()?;
        let mut whole = None;
        while let Some(op) = self.op(&RELS) {
            let next = self.sum()?;
            let link = Node::Rel(op.to_owned(), Box::new(last), Box::new(next.clone()));
            whole = Some(match whole {
                None => link,
                Some(before) => Node::And(Box::new(before), Box::new(link)),
            });
            last = next;
        }
        Some(whole.unwrap_or(last))
    }

    fn sum(&mut self) -> Option<Node> {
        let mut left = self.product()?;
        while let Some(op) = self.op(&["+", "-"]) {
            left = binary(op, left, self.product()?);
        }
        Some(left)
    }

    fn product(&mut self) -> Option<Node> {
        if self.op(&["-"]).is_some() {
            return Some(Node::Neg(Box::new(self.product()?)));
        }
        let mut left = self.power()?;
        while let Some(op) = self.op(&["*", "/"]) {
            left = binary(op, left, self.signed()?);
        }
        Some(left)
    }

    fn signed(&mut self) -> Option<Node> {
        if self.op(&["-"]).is_some() {
            return Some(Node::Neg(Box::new(self.signed()?)));
        }
        self.power()
    }

    fn power(&mut self) -> Option<Node> {
        let base = self.atom()?;
        match self.op(&["^"]) {
            Some(op) => Some(binary(op, base, self.signed()?)),
            None => Some(base),
        }
    }

    fn atom(&mut self) -> Option<Node> {
        let token = self.tokens.get(self.at)?.clone();
        self.at += 1;
        match token {
            Token::Number(value) => Some(Node::Number(value)),
            Token::Op("(") => {
                let inner = self.condition()?;
                self.op(&[")"])?;
                Some(inner)
            }
            Token::Op("|") => {
                let inner = self.sum()?;
                self.op(&["|"])?;
                Some(Node::Call("abs".to_owned(), 0, vec![inner]))
            }
            Token::Op(_) => None,
            Token::Name(name, primes) => {
                if self.op(&["("]).is_none() {
                    return (primes == 0).then_some(Node::Name(name));
                }
                let mut args = vec![self.condition()?];
                while self.op(&[","]).is_some() {
                    args.push(self.condition()?);
                }
                self.op(&[")"])?;
                Some(Node::Call(name, primes, args))
            }
        }
    }
}

fn binary(op: &'static str, left: Node, right: Node) -> Node {
    let sign = op.chars().next().unwrap_or('?');
    Node::Binary(sign, Box::new(left), Box::new(right))
}

/// The free names of variables, sorted, constants excepted.
pub fn variables(node: &Node) -> Vec<String> {
    let mut names = Vec::new();
    let mut stack = vec![node];
    while let Some(node) = stack.pop() {
        match node {
            Node::Number(_) => {}
            Node::Name(name) => names.push(name.clone()),
            Node::Neg(a) => stack.push(a),
            Node::Binary(_, a, b) | Node::Rel(_, a, b) | Node::And(a, b) => stack.extend([&**a, b]),
            Node::Call(_, _, args) => stack.extend(args),
        }
    }
    names.retain(|name| name != "pi" && name != "e");
    names.sort();
    names.dedup();
    names
}

/// The number of nodes.
pub fn size(node: &Node) -> usize {
    let mut count = 0;
    let mut stack = vec![node];
    while let Some(node) = stack.pop() {
        count += 1;
        match node {
            Node::Number(_) | Node::Name(_) => {}
            Node::Neg(a) => stack.push(a),
            Node::Binary(_, a, b) | Node::Rel(_, a, b) | Node::And(a, b) => stack.extend([&**a, b]),
            Node::Call(_, _, args) => stack.extend(args),
        }
    }
    count
}
