//! The conditions under which a result holds are a part of the answer.

use symderiv::print::{Format, expression};
use symderiv::session::{Outcome, Session};
use symderiv::steps::Answer;

fn main() {
    let mut session = Session::new();
    for query in ["(x^2 - 1)/(x - 1)", "d/dx |x|", "d/dx f(g(x))"] {
        for outcome in session.run(query) {
            let Outcome::Answer(Answer::Derivation(derivation)) = outcome else { continue };
            let source = |e| expression(session.store(), e, Format::Source);
            let conditions: Vec<String> =
                derivation.conditions.iter().map(|&c| source(c)).collect();
            println!("{query}");
            println!("  = {}", source(derivation.result()));
            println!("  if {}", conditions.join(" and "));
        }
    }
}
