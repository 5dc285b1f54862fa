//! Checks a derivation that somebody else wrote, line by line.
//!
//! Lines become claims (`read`), claims are proved or refuted one by one (`judge`), and what is
//! false is followed through the rest (`chain`): what comes after a mistake is judged from what it
//! starts from. `diagnose` looks for the likely slip and the smallest repair; whatever it offers
//! was proved to be right.
//!
//! ```
//! use symderiv::verify::{Source, Verdict, verify};
//! let lines = [r"\frac{d}{dx} x^2 e^x", r"= 2x e^x + x^2 e^x", r"= (2x + x) e^x"];
//! let source = Source::Lines(lines.map(str::to_owned).to_vec());
//! let checked = verify(&source, &[]).unwrap();
//! assert_eq!(checked.first_wrong(), Some(2));
//! assert_eq!(checked.lines[1].verdict, Verdict::Proved);
//! ```

mod chain;
mod decide;
mod decimal;
mod define;
mod diagnose;
mod digits;
mod edit;
mod env;
mod equation;
mod explain;
mod judge;
mod ocr;
mod outcome;
mod read;
pub mod slips;

pub use outcome::{Chain, Checked, Diagnosis, Difference, Line, Step, Truth, Verdict};
pub use read::Source;

use crate::diag::Diagnostic;
use crate::latex::document::Language;
use crate::session::Session;

/// Checks a derivation; what is given is in the expression language.
///
/// # Errors
/// The index of what is given that cannot be read, and why.
pub fn verify(source: &Source, given: &[String]) -> Result<Checked, (usize, Diagnostic)> {
    let mut session = Session::new();
    let mut known = Vec::new();
    for (i, text) in given.iter().enumerate() {
        known.extend(read::given(&mut session, text).map_err(|diagnostic| (i, diagnostic))?);
    }
    let mut reading = read::Reading::new();
    let rows = match source {
        Source::Lines(lines) => reading.lines(&mut session, lines),
        Source::Document { text, language: Language::Symderiv } => {
            read::own_language(&mut session, text)
        }
        Source::Document { text, language } => reading.document(&mut session, text, *language),
    };
    let bare = matches!(source, Source::Lines(_));
    let mut checker = chain::Checker::new(session, reading, bare);
    for (key, value) in known {
        checker.give(key, value);
    }
    Ok(checker.run(&rows))
}
