//! A computation graph as a picture: SVG, or text for Graphviz.

use super::report::Backprop;
use crate::expr::Store;
use crate::print::{Format, escape_xml, expression};

/// The size of a node and the distances between nodes, in pixels.
const WIDTH: usize = 150;
const HEIGHT: usize = 52;
const ACROSS: usize = 110;
const DOWN: usize = 24;
const MARGIN: usize = 20;

/// What is written on a node and on an edge.
struct Texts {
    /// For each node: its name, its formula, its value.
    nodes: Vec<(String, String, String)>,
    /// For each edge: from, to, and the local derivative with its value.
    edges: Vec<(usize, usize, String)>,
    /// For each node: the derivative of the result by it.
    gradients: Vec<String>,
}

fn texts(store: &Store, found: &Backprop) -> Texts {
    let source = |e| expression(store, e, Format::Source);
    let name = |i: usize| found.graph.nodes.get(i).map_or("", |node| store.text(node.name));
    let result = name(found.graph.result());
    let (mut nodes, mut edges, mut gradients) = (Vec::new(), Vec::new(), Vec::new());
    for (i, node) in found.graph.nodes.iter().enumerate() {
        let formula = node.body.filter(|_| !node.is_leaf()).map_or_else(String::new, source);
        let value = found.chain.as_ref().and_then(|chain| chain.values.get(i));
        let value = value.map_or_else(String::new, |number| signed(number.is_exact, &number.text));
        nodes.push((name(i).to_owned(), formula, value));
        let gradient = found.chain.as_ref().and_then(|chain| chain.gradients.get(i)?.as_ref());
        gradients.push(gradient.map_or_else(String::new, |number| {
            format!("∂{result}/∂{} {}", name(i), signed(number.is_exact, &number.text))
        }));
        for &input in &node.inputs {
            let local = found.locals.iter().position(|l| l.node == i && l.input == input);
            let value = found.chain.as_ref().zip(local).and_then(|(chain, k)| chain.locals.get(k));
            let text = match (value, local.and_then(|k| found.locals.get(k))) {
                (Some(number), _) => signed(number.is_exact, &number.text),
                (None, Some(local)) => source(local.formula),
                (None, None) => String::new(),
            };
            edges.push((input, i, text));
        }
    }
    Texts { nodes, edges, gradients }
}

fn signed(is_exact: bool, text: &str) -> String {
    format!("{} {text}", if is_exact { "=" } else { "≈" })
}

/// The graph in the language of Graphviz.
#[must_use]
pub fn dot(store: &Store, found: &Backprop) -> String {
    let texts = texts(store, found);
    let mut out = String::from("digraph {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n");
    for (i, (name, formula, value)) in texts.nodes.iter().enumerate() {
        let formula = if formula.is_empty() { String::new() } else { format!(" = {formula}") };
        let mut lines = vec![format!("{name}{formula}")];
        lines.extend([value.clone(), texts.gradients.get(i).cloned().unwrap_or_default()]);
        lines.retain(|line| !line.is_empty());
        let label: Vec<String> = lines.iter().map(|line| quoted(line)).collect();
        out.push_str(&format!("  n{i} [label=\"{}\"];\n", label.join("\\n")));
    }
    for (from, to, text) in &texts.edges {
        out.push_str(&format!("  n{from} -> n{to} [label=\"{}\"];\n", quoted(text)));
    }
    out.push_str("}\n");
    out
}

fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// The graph as a picture: inputs at the left, the result at the right.
#[must_use]
pub fn svg(store: &Store, found: &Backprop) -> String {
    let texts = texts(store, found);
    let places = places(found);
    let (mut columns, mut rows) = (0, 0);
    for &(column, row) in &places {
        (columns, rows) = (columns.max(column + 1), rows.max(row + 1));
    }
    let corner = |i: usize| {
        let (column, row) = places.get(i).copied().unwrap_or((0, 0));
        // Shorter columns stand in the middle.
        let here = places.iter().filter(|(other, _)| *other == column).count();
        let shift = (rows - here.min(rows)) * (HEIGHT + DOWN) / 2;
        (MARGIN + column * (WIDTH + ACROSS), MARGIN + row * (HEIGHT + DOWN) + shift)
    };
    let width = 2 * MARGIN + columns * (WIDTH + ACROSS) - ACROSS.min(columns * ACROSS);
    let height = 2 * MARGIN + rows * (HEIGHT + DOWN) - DOWN.min(rows * DOWN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fffefb\"/>\n\
         <defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" \
         markerHeight=\"7\" orient=\"auto\"><path d=\"M0,0 L8,4 L0,8 z\" fill=\"#6a6a75\"/></marker>\
         </defs>\n"
    );
    for (from, to, _) in &texts.edges {
        let ((x1, y1), (x2, y2)) = (corner(*from), corner(*to));
        let (x1, y1, y2) = (x1 + WIDTH, y1 + HEIGHT / 2, y2 + HEIGHT / 2);
        let bend = ACROSS / 2;
        out.push_str(&format!(
            "<path d=\"M{x1},{y1} C{},{y1} {},{y2} {x2},{y2}\" fill=\"none\" stroke=\"#b0aeb8\" \
             marker-end=\"url(#tip)\"/>\n",
            x1 + bend,
            x2.saturating_sub(bend),
        ));
    }
    for (i, (name, formula, value)) in texts.nodes.iter().enumerate() {
        let (x, y) = corner(i);
        out.push_str(&format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"8\" \
             fill=\"#ffffff\" stroke=\"#2f5d8a\"/>\n"
        ));
        let first = match formula.is_empty() {
            true => format!("{name} {value}"),
            false => format!("{name} = {formula}"),
        };
        let second = if formula.is_empty() { "" } else { value };
        let gradient = texts.gradients.get(i).map_or("", String::as_str);
        let lines = [(first.as_str(), "#1b1b1f"), (second, "#1b1b1f"), (gradient, "#a0402a")];
        let lines: Vec<_> = lines.into_iter().filter(|(text, _)| !text.is_empty()).collect();
        let top = y + (HEIGHT - 15 * lines.len()) / 2;
        for (k, (text, color)) in lines.into_iter().enumerate() {
            label(&mut out, (x + WIDTH / 2, top + 15 * k + 12), "middle", (text, color));
        }
    }
    // Texts of edges lie above everything, near their targets.
    for (k, (from, to, text)) in texts.edges.iter().enumerate() {
        let ((x1, y1), (x2, y2)) = (corner(*from), corner(*to));
        let x1 = x1 + WIDTH;
        // At a third of the way, where edges of one target are still apart.
        let along = if k % 2 == 0 { 3 } else { 4 };
        let x = x1 + (x2.saturating_sub(x1)) * 2 / 7;
        let (a, b) = (y1 * (16 - along), y2 * along);
        let y = (a + b) / 16 + HEIGHT / 2;
        label(&mut out, (x, y.saturating_sub(4)), "middle", (text, "#a0402a"));
    }
    out.push_str("</svg>\n");
    out
}

fn label(out: &mut String, (x, y): (usize, usize), anchor: &str, (text, color): (&str, &str)) {
    const LONGEST: usize = 24;
    if text.is_empty() {
        return;
    }
    out.push_str(&format!("<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"{color}\">"));
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    escape_xml(out, &short);
    out.push_str("</text>\n");
}

/// Column and row of each node: behind all its inputs; one that is given, just before its first use.
fn places(found: &Backprop) -> Vec<(usize, usize)> {
    let nodes = &found.graph.nodes;
    let mut column = vec![0_usize; nodes.len()];
    for (i, node) in nodes.iter().enumerate() {
        let before = node.inputs.iter().filter_map(|&input| column.get(input).copied()).max();
        if let Some(place) = column.get_mut(i) {
            *place = before.map_or(0, |before| before + 1);
        }
    }
    for i in 0..nodes.len() {
        if !nodes.get(i).is_some_and(super::Node::is_leaf) {
            continue;
        }
        let uses = nodes.iter().enumerate().filter(|(_, node)| node.inputs.contains(&i));
        let first = uses.filter_map(|(k, _)| column.get(k).copied()).min();
        if let (Some(first), Some(place)) = (first, column.get_mut(i)) {
            *place = first.saturating_sub(1);
        }
    }
    let mut filled = vec![0_usize; nodes.len() + 1];
    column
        .into_iter()
        .map(|column| {
            let row = filled.get(column).copied().unwrap_or(0);
            if let Some(count) = filled.get_mut(column) {
                *count += 1;
            }
            (column, row)
        })
        .collect()
}
