//! Exercise sheets: a file of prose and questions in, the same file with proved answers out.
//!
//! A sheet is read from Markdown or from LaTeX with `symderiv.sty` ([`read()`]), its questions are
//! answered ([`derive()`], in parallel), and what came out is written in one of four languages
//! through templates ([`write()`]). Files, processes and the clock are the caller's business.
//!
//! ```
//! use symderiv::sheet::{self, Language, Source, Target, View};
//!
//! let source = Source { name: "hw.md".into(), text: "# Derivatives\n\nWe have \
//!     `{symderiv statement} d/dx sin(x)`.\n".into() };
//! let sheet = sheet::read(source, Language::Markdown, &|_| Err("no other files".into()));
//! let work = sheet::Work { target: Target::Latex, ..sheet::Work::default() };
//! let derived = sheet::derive(&sheet, &work, &mut sheet::Cache::default(), &|_, _| {});
//! let images = |address: &str| address.to_owned();
//! let look = sheet::Look { view: View::Solutions, templates: Vec::new(), images: &images };
//! let text = sheet::write(&sheet, &derived, &work, &look).unwrap();
//! assert!(text.contains(r"We have $\frac{d}{dx} \sin(x) = \cos(x)$."), "{text}");
//! ```
//!
//! | file | what it does |
//! |---|---|
//! | `model.rs`, `outline.rs` | the document: prose, exercises, blocks; how readers build it |
//! | `markdown.rs`, `latex.rs`, `options.rs` | the readers, and the words of a block's options |
//! | `parameters.rs`, `mapped.rs` | what varies; texts that know where they come from |
//! | `unit.rs`, `derive.rs` | what is derived on its own; variants, threads, what is kept |
//! | `prose/` | Markdown's events as LaTeX, HTML and Typst |
//! | `page.rs`, `templates.rs`, `templates/` | the whole page |
//!
//! A block outside exercises is heard by everything behind it; one in an exercise is heard by the
//! rest of that exercise. So exercises are independent of each other: they are derived in parallel,
//! and only those that have changed are derived again.

mod derive;
mod latex;
mod mapped;
mod markdown;
mod model;
mod options;
mod outline;
mod page;
mod parameters;
mod problem;
mod prose;
mod templates;
mod unit;

pub use derive::{Cache, Derived, Work, derive};
pub use model::{Language, Sheet, Source, Target, View};
pub use page::{Images, Look, write};
pub use problem::{Complaint, Kind};
pub use templates::{Broken, TEMPLATES};

/// The LaTeX package for sheets, which shows the questions where they have not been answered yet.
pub const STYLE: &str = include_str!("symderiv.sty");

/// Finds the text of a file that a sheet includes, by the name that the sheet gives it; the name in
/// messages, and the text.
pub type Loader<'a> = dyn Fn(&str) -> Result<Source, String> + 'a;

/// Reads a sheet. What is wrong with it is in the sheet, in its place.
#[must_use]
pub fn read(source: Source, language: Language, load: &Loader) -> Sheet {
    let mut outline = outline::Outline::new(language);
    let mut reader = outline::Files { load, open: Vec::new() };
    reader.read(&mut outline, source);
    outline.finish()
}
