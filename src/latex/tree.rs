//! The formula tree: what was written, before names have a meaning.
//!
//! Nodes live in an arena and are made children first, so every pass over a tree is a loop.

use crate::diag::Span;
use crate::expr::Rel;

/// A handle to a node of a [`Tree`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NodeId(u32);

impl NodeId {
    /// The position in the arena; children have smaller positions than their parents.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Digits with at most one point.
    Number(String),
    /// A name in its canonical spelling.
    Name(String),
    /// Words in the place of a name.
    Words(String),
    /// π
    Pi,
    /// e
    E,
    /// `-u`
    Neg,
    /// `u + v`
    Add,
    /// `u - v`
    Sub,
    /// `u v`
    Mul,
    /// `u/v` and `\frac{u}{v}`
    Div,
    /// `u^v`
    Pow,
    /// `n!`
    Factorial,
    /// `\binom{n}{k}`
    Binomial,
    /// A function of its children, differentiated so often with respect to each.
    Call(String, Vec<u32>),
    /// `|u|`
    Abs,
    /// `‖u‖`, perhaps with an index such as 2
    Norm(String),
    /// `⌊u⌋`
    Floor,
    /// `⌈u⌉`
    Ceil,
    /// `\sqrt[k]{u}`: the radicand, and the index unless it is 2.
    Root,
    /// `\frac{d^2}{dx dy} u`: the variables, then the body.
    Deriv,
    /// `\frac{\partial L}{\partial w}` of a name: the variables, then the name.
    Quotient,
    /// `(u)'`
    Prime(u32),
    /// `u|_{x = a}`: body, variable, point.
    At,
    /// Condition, value, condition, value, …, otherwise.
    Cases,
    /// A comparison.
    Rel(Rel),
    /// All of them hold.
    And,
    /// `is an integer` or `is not an integer`, of its child.
    Integer(bool),
    /// `f(u)` differentiable
    Differentiable,
    /// `\sum_{i=a}^{b} u`: variable, from, to, body.
    Sum,
    /// `\prod_{i=a}^{b} u`
    Product,
    /// `(a, b, …)`
    Tuple,
    /// `u^T`
    Transpose,
    /// What has a meaning that is not computed with here, in words.
    Foreign(&'static str),
}

/// A node.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Its parts.
    pub children: Vec<NodeId>,
    /// Where it was written.
    pub span: Span,
}

/// A formula.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// Adds a node whose children are there already.
    pub fn push(&mut self, kind: Kind, children: Vec<NodeId>, span: Span) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node { kind, children, span });
        id
    }

    /// The node itself.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// Gives a node another place: that of the brackets around it.
    pub fn widen(&mut self, id: NodeId, span: Span) {
        if let Some(node) = self.nodes.get_mut(id.index()) {
            node.span = span;
        }
    }

    /// The nodes of the formula at `root`, children before parents.
    #[must_use]
    pub fn below(&self, root: NodeId) -> Vec<NodeId> {
        let mut wanted = vec![false; root.index() + 1];
        let mut stack = vec![root];
        while let Some(id) = stack.pop() {
            if !std::mem::replace(&mut wanted[id.index()], true) {
                stack.extend(&self.node(id).children);
            }
        }
        (0..).map(NodeId).zip(wanted).filter(|&(_, is)| is).map(|(id, _)| id).collect()
    }
}
