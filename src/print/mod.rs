//! Boxes to text: LaTeX, MathML, Typst, the terminal, HTML, the expression language, JSON.
//!
//! No printer asks about precedence: parentheses, dots and breaks are in the boxes already (see
//! [`crate::layout`]). Every printer is an exhaustive match over [`crate::layout::Item`], driven by
//! an explicit stack.

mod aligned;
mod braille;
mod caption;
mod color;
mod findings;
mod grid;
mod html;
mod html_report;
mod inline;
pub mod json;
mod json_report;
mod latex;
mod latex_page;
mod latex_report;
mod leaf;
mod markdown;
mod mathml;
mod mathml_page;
mod mathml_report;
mod mathml_via_latex;
mod rows;
mod sizes;
mod source;
mod source_report;
mod spelling;
mod svg;
mod terminal;
mod terminal_report;
mod tikz;
mod typst;
mod typst_page;
mod typst_report;

pub use inline::{Part, inline};
pub use latex::escape as escape_latex;
pub use latex_page::PREAMBLE as LATEX_PREAMBLE;
pub use markdown::markdown;
pub use mathml::escape as escape_xml;
pub use mathml_via_latex::{Refused, latex_leaf};
pub use typst::escape as escape_typst;
pub use typst_page::PREAMBLE as TYPST_PREAMBLE;

use crate::expr::{Expr, Store};
use crate::layout::{Layout, Notation};
use crate::steps::Answer;

/// A language that answers are written in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Format {
    /// Two-dimensional Unicode for a fixed-width font.
    #[default]
    Terminal,
    /// LaTeX with amsmath.
    Latex,
    /// MathML Core.
    Mathml,
    /// A web page with MathML.
    Html,
    /// Typst.
    Typst,
    /// JSON, with every expression in source and LaTeX.
    Json,
    /// The expression language.
    Source,
    /// The pictures of an answer as SVG, and nothing else.
    Svg,
}

/// A part to be put into a document, or the whole document.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Scope {
    /// Only the answers.
    #[default]
    Fragment,
    /// A complete document (LaTeX; HTML pages are always complete).
    Standalone,
}

/// Whether the terminal's output is coloured.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Color {
    /// Plain text.
    #[default]
    Plain,
    /// ANSI escape codes, chosen by the meaning of each token.
    Ansi,
}

/// How answers are to be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// In which language.
    pub format: Format,
    /// A fragment or a whole document.
    pub scope: Scope,
    /// The columns of a line: characters in the terminal and in source text, widths of a digit in
    /// typeset formats. [`Format::columns`] has a default.
    pub width: usize,
    /// Coloured or not.
    pub color: Color,
    /// The title of a whole document; `$…$` in it is LaTeX mathematics.
    pub title: Option<String>,
}

impl Format {
    /// A usual line width: 80 characters, or a page's width for what is typeset.
    #[must_use]
    pub fn columns(self) -> usize {
        match self {
            Self::Terminal | Self::Source | Self::Json | Self::Svg => 80,
            Self::Latex | Self::Typst => 92,
            Self::Mathml | Self::Html => 100,
        }
    }

    /// Options with this format and defaults for the rest.
    #[must_use]
    pub fn options(self) -> Options {
        Options {
            format: self,
            scope: Scope::Fragment,
            width: self.columns(),
            color: Color::Plain,
            title: None,
        }
    }
}

/// Writes answers, with a final newline.
#[must_use]
pub fn render(store: &Store, answers: &[Answer], options: &Options) -> String {
    match options.format {
        Format::Terminal => terminal::render(store, answers, options),
        Format::Latex => latex_page::render(store, answers, options),
        Format::Mathml => mathml_page::render(store, answers, options),
        Format::Html => html::render(store, answers, options),
        Format::Typst => typst_page::render(store, answers, options),
        Format::Json => json::render(store, answers),
        Format::Source => source::render(store, answers, options),
        Format::Svg => svg::render(store, answers),
    }
}

/// Writes one answer to be put into a page: as [`render`] does, but in HTML without the page
/// around it.
#[must_use]
pub fn display(store: &Store, answer: &Answer, options: &Options) -> String {
    if options.format == Format::Html {
        return html::table(store, answer, options.width);
    }
    render(store, std::slice::from_ref(answer), options)
}

/// Writes one expression: a terminal picture, a LaTeX or MathML formula, source text; a JSON object.
///
/// ```
/// use symderiv::expr::Store;
/// use symderiv::print::{self, Format};
/// let mut store = Store::new();
/// let (x, two) = (store.symbol("x"), store.integer(2));
/// let square = store.pow(x, two);
/// assert_eq!(print::expression(&store, square, Format::Latex), "x^{2}");
/// assert_eq!(print::expression(&store, square, Format::Terminal), "x²");
/// assert_eq!(print::expression(&store, square, Format::Source), "x^2");
/// ```
#[must_use]
pub fn expression(store: &Store, e: Expr, format: Format) -> String {
    match format {
        Format::Terminal => terminal::expression(store, e),
        Format::Latex => {
            let mut layout = Layout::new(store);
            let root = layout.expression(e, Notation::Mathematical);
            latex::formula(layout.boxes(), root)
        }
        Format::Mathml | Format::Html => {
            let mut layout = Layout::new(store);
            let root = layout.expression(e, Notation::Mathematical);
            mathml::formula(layout.boxes(), root)
        }
        Format::Typst => {
            let mut layout = Layout::new(store);
            let root = layout.expression(e, Notation::Mathematical);
            typst::formula(layout.boxes(), root)
        }
        Format::Json => json::expression(store, e),
        Format::Source | Format::Svg => source::expression(store, e),
    }
}
