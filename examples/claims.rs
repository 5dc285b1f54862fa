//! Claims are proved, refuted with a witness, or left undecided.

use symderiv::session::{Outcome, Session};
use symderiv::steps::Answer;

fn main() {
    let mut session = Session::new();
    let claims = [
        "show sigma'(x) = sigma(x)*(1 - sigma(x))",
        "show (a + b)^2 = a^2 + b^2",
        "show 2*atan(tanh(x/2)) = atan(sinh(x))",
        "show x = ",
    ];
    for claim in claims {
        for outcome in session.run(claim) {
            match outcome {
                Outcome::Answer(Answer::Derivation(proof)) => {
                    println!("proved in {} lines: {claim}", proof.lines.len());
                }
                Outcome::Answer(Answer::Refuted(witness)) => {
                    let (lhs, rhs) = (witness.lhs_value, witness.rhs_value);
                    println!("refuted: {claim}, for {lhs} is not {rhs}");
                }
                Outcome::Answer(Answer::Undecided(_)) => println!("undecided: {claim}"),
                Outcome::Answer(Answer::Value(_) | Answer::Findings(_)) => {
                    println!("no claim: {claim}");
                }
                Outcome::Error(mistake) => print!("{}", mistake.render(claim, "claim")),
                Outcome::Note(note) => println!("note: {note}"),
            }
        }
    }
}
