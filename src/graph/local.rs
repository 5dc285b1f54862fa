//! The derivative of one node by one of its inputs, from the node's definition alone.

use super::{Graph, GraphError};
use crate::expr::{Expr, Name};
use crate::kernel::Theorem;
use crate::strategy::Engine;

/// `∂c/∂n` for a node `c` and its input `n`.
#[derive(Clone, Debug)]
pub struct Local {
    /// The node that is differentiated.
    pub node: usize,
    /// The input by which.
    pub input: usize,
    /// The derivative, in the names of the graph.
    pub formula: Expr,
    /// Conditions under which it is this.
    pub conditions: Vec<Expr>,
    /// The theorem `D(n, body) = …`, in variables that stand for the names of the graph.
    pub theorem: Theorem,
}

/// The derivatives along all edges between nodes that are marked.
///
/// # Errors
/// If no rule differentiates a definition.
pub fn locals(
    engine: &mut Engine,
    graph: &Graph,
    marked: &[bool],
) -> Result<Vec<Local>, GraphError> {
    let mut all = Vec::new();
    for (i, node) in graph.nodes.iter().enumerate() {
        let Some(body) = node.body.filter(|_| marked.get(i) == Some(&true)) else { continue };
        for &input in &node.inputs {
            if marked.get(input) == Some(&true) {
                all.push(local(engine, graph, (i, body), input)?);
            }
        }
    }
    Ok(all)
}

fn local(
    engine: &mut Engine,
    graph: &Graph,
    (node, body): (usize, Expr),
    input: usize,
) -> Result<Local, GraphError> {
    // The names have definitions; variables of the same names have none, so that the rules see the
    // inputs as what they are here. The reader takes no such name.
    let (mut there, mut back) = (Vec::new(), Vec::new());
    let mut by = body;
    for &i in graph.nodes.get(node).map_or(&[][..], |node| &node.inputs) {
        let Some(name) = graph.nodes.get(i).map(|node| node.name) else { continue };
        let store = engine.kernel.store_mut();
        let text = format!("{}|", store.text(name));
        let variable = store.symbol(&text);
        let fresh = store.name(&text);
        let symbol = store.symbol_of(name);
        there.push((name, variable));
        back.push((fresh, symbol));
        if i == input {
            by = variable;
        }
    }
    let store = engine.kernel.store_mut();
    let open = store.substitute(body, &there);
    let pending = store.deriv(by, open);
    let theorem = engine.derive(pending).map_err(GraphError::Failure)?;
    let conditions = engine.kernel.conditions(engine.kernel.hyps_of(theorem)).to_vec();
    let result = engine.kernel.rhs(theorem);
    let name = graph.nodes.get(node).map(|node| node.name);
    let store = engine.kernel.store_mut();
    let conditions = conditions.iter().map(|&c| store.substitute(c, &back)).collect();
    let formula = store.substitute(result, &back);
    let formula = match name {
        Some(name) => in_terms_of_output(engine, formula, body, name),
        None => formula,
    };
    Ok(Local { node, input, formula, conditions, theorem })
}

/// The derivative with the node's name wherever its definition stands: `a(1 - a)` for
/// `a = sigma(z)`.
fn in_terms_of_output(engine: &mut Engine, formula: Expr, body: Expr, name: Name) -> Expr {
    let store = engine.kernel.store_mut();
    if store.op(body).is_leaf() {
        return formula;
    }
    let symbol = store.symbol_of(name);
    store.map_bottom_up(
        formula,
        |store, old, kids| {
            if old == body { symbol } else { store.make(store.op(old), kids) }
        },
    )
}
