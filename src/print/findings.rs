//! Findings in LaTeX, Typst, MathML and HTML.

use super::latex::{escape as escape_latex, formula};
use super::mathml::{content, escape, words};
use super::{svg, tikz, typst};
use crate::layout::{BoxId, Boxes, Formula, Panel, Piece};

/// Findings as paragraphs, tables and remarks of LaTeX.
pub(super) fn latex(out: &mut String, boxes: &Boxes, panels: &[Panel]) {
    for panel in panels {
        match panel {
            Panel::Headline(pieces) if pieces.iter().all(|p| matches!(p, Piece::Math(_))) => {
                out.push_str("\\[ ");
                out.push_str(&latex_math(boxes, pieces));
                out.push_str(" \\]\n");
            }
            Panel::Headline(pieces) | Panel::Sentence(pieces) => {
                out.push_str("\\par\\noindent ");
                out.push_str(&running(boxes, pieces, escape_latex, formula));
                out.push('\n');
            }
            Panel::Table(rows) => latex_table(out, boxes, rows),
            Panel::Picture(plot, curves) => {
                let formulas = curves.iter().map(|curve| formula(boxes, curve.inline));
                out.push_str(&tikz::picture(plot, &formulas.collect::<Vec<_>>()));
            }
        }
    }
}

fn latex_math(boxes: &Boxes, pieces: &[Piece]) -> String {
    let parts = pieces.iter().map(|piece| match piece {
        Piece::Words(text) => format!("\\text{{{}}}", escape_latex(text)),
        Piece::Math(math) => formula(boxes, math.stacked),
    });
    parts.collect()
}

/// Words, and formulas between dollar signs.
fn running(
    boxes: &Boxes,
    pieces: &[Piece],
    escape: fn(&str) -> String,
    formula: fn(&Boxes, BoxId) -> String,
) -> String {
    let parts = pieces.iter().map(|piece| match piece {
        Piece::Words(text) => escape(text),
        Piece::Math(math) => format!("${}$", formula(boxes, math.stacked)),
    });
    parts.collect()
}

/// The names of the curves of a picture.
fn names(boxes: &Boxes, curves: &[Formula]) -> Vec<String> {
    curves.iter().map(|curve| super::source::text(boxes, curve.source)).collect()
}

fn latex_table(out: &mut String, boxes: &Boxes, rows: &[Vec<Vec<Piece>>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    out.push_str(&format!(
        "\\[\n\\begin{{array}}{{l|{}}}\n",
        "c".repeat(columns.saturating_sub(1))
    ));
    for (i, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row.iter().map(|cell| latex_math(boxes, cell)).collect();
        out.push_str(&format!("  {} \\\\\n", cells.join(" & ")));
        if i == 0 {
            out.push_str("  \\hline\n");
        }
    }
    out.push_str("\\end{array}\n\\]\n");
}

/// Findings as displays, paragraphs and tables of Typst.
pub(super) fn typst(out: &mut String, boxes: &Boxes, panels: &[Panel]) {
    let text = |pieces: &[Piece]| running(boxes, pieces, typst::escape, typst::formula);
    for panel in panels {
        match panel {
            Panel::Headline(pieces) if pieces.iter().all(|p| matches!(p, Piece::Math(_))) => {
                let parts: Vec<String> = pieces
                    .iter()
                    .filter_map(|piece| match piece {
                        Piece::Math(math) => Some(typst::formula(boxes, math.stacked)),
                        Piece::Words(_) => None,
                    })
                    .collect();
                out.push_str(&format!("$ {} $\n\n", parts.join(" ")));
            }
            Panel::Headline(pieces) | Panel::Sentence(pieces) => {
                out.push_str(&format!("{}\n\n", text(pieces)));
            }
            Panel::Table(rows) => {
                let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
                out.push_str(&format!("#table(columns: {columns},\n"));
                for row in rows {
                    let cells: String =
                        row.iter().map(|cell| format!("[{}], ", text(cell))).collect();
                    out.push_str(&format!("  {}\n", cells.trim_end()));
                }
                out.push_str(")\n\n");
            }
            Panel::Picture(plot, curves) => {
                let names = names(boxes, curves);
                let (picture, alt) = (svg::picture(plot, &names), svg::title(plot, &names));
                out.push_str(&typst::image(&picture, &alt));
            }
        }
    }
}

/// Findings as displayed `<math>` elements.
pub(super) fn mathml(out: &mut String, boxes: &Boxes, panels: &[Panel]) {
    for panel in panels {
        out.push_str("<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\">\n");
        match panel {
            Panel::Headline(pieces) | Panel::Sentence(pieces) => {
                out.push_str(&mathml_pieces(boxes, pieces));
            }
            Panel::Table(rows) => {
                out.push_str("<mtable rowlines=\"solid none\">\n");
                for row in rows {
                    out.push_str("<mtr>");
                    for cell in row {
                        out.push_str(&format!("<mtd>{}</mtd>", mathml_pieces(boxes, cell)));
                    }
                    out.push_str("</mtr>\n");
                }
                out.push_str("</mtable>");
            }
            Panel::Picture(_, curves) => {
                words(out, "graph of ");
                for curve in curves {
                    out.push_str(&content(boxes, curve.inline));
                    words(out, " ");
                }
            }
        }
        out.push_str("\n</math>\n");
    }
}

fn mathml_pieces(boxes: &Boxes, pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Words(text) => words(&mut out, text),
            Piece::Math(math) => {
                out.push_str(&format!("<mrow>{}</mrow>", content(boxes, math.stacked)));
            }
        }
    }
    out
}

/// Findings as a part of a web page.
pub(super) fn html(out: &mut String, boxes: &Boxes, panels: &[Panel]) {
    for panel in panels {
        match panel {
            Panel::Headline(pieces) => {
                out.push_str("<p class=\"verdict\">");
                html_pieces(out, boxes, pieces);
                out.push_str("</p>\n");
            }
            Panel::Sentence(pieces) => {
                out.push_str("<p>");
                html_pieces(out, boxes, pieces);
                out.push_str("</p>\n");
            }
            Panel::Table(rows) => {
                out.push_str("<table class=\"signs\">\n");
                for row in rows {
                    out.push_str("<tr>");
                    for (i, cell) in row.iter().enumerate() {
                        let tag = if i == 0 { "th" } else { "td" };
                        out.push_str(&format!("<{tag}>"));
                        html_pieces(out, boxes, cell);
                        out.push_str(&format!("</{tag}>"));
                    }
                    out.push_str("</tr>\n");
                }
                out.push_str("</table>\n");
            }
            Panel::Picture(plot, curves) => {
                out.push_str(&svg::picture(plot, &names(boxes, curves)));
            }
        }
    }
}

fn html_pieces(out: &mut String, boxes: &Boxes, pieces: &[Piece]) {
    for piece in pieces {
        match piece {
            Piece::Words(text) => escape(out, text),
            Piece::Math(math) => {
                out.push_str("<math displaystyle=\"true\">");
                out.push_str(&content(boxes, math.stacked));
                out.push_str("</math>");
            }
        }
    }
}

/// Findings as paragraphs and tables of Markdown, with formulas in LaTeX and pictures as SVG.
pub(super) fn markdown(out: &mut String, boxes: &Boxes, panels: &[Panel]) {
    let text = |pieces: &[Piece]| running(boxes, pieces, super::markdown::words, formula);
    for panel in panels {
        match panel {
            Panel::Headline(pieces) | Panel::Sentence(pieces) => {
                out.push_str(&format!("{}\n\n", text(pieces)));
            }
            Panel::Table(rows) => {
                let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
                for (i, row) in rows.iter().enumerate() {
                    let cells: String =
                        row.iter().map(|cell| format!(" {} |", text(cell))).collect();
                    out.push_str(&format!("|{cells}\n"));
                    if i == 0 {
                        out.push_str(&format!("|{}\n", ":-:|".repeat(columns)));
                    }
                }
                out.push('\n');
            }
            Panel::Picture(plot, curves) => {
                let picture = svg::picture(plot, &names(boxes, curves));
                out.push_str(&format!("<figure>\n{picture}</figure>\n\n"));
            }
        }
    }
}
