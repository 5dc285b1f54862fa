//! A derivative with its proof: the main job in three calls.

use symderiv::print::{Format, render};
use symderiv::session::{Outcome, Session};

fn main() {
    let mut session = Session::new();
    let outcomes = session.run("d/dx sin(x^2)");
    for outcome in outcomes {
        if let Outcome::Answer(answer) = outcome {
            print!("{}", render(session.store(), &[answer], &Format::Terminal.options()));
        }
    }
}
