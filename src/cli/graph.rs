//! Pictures of computation graphs on standard output.

use symderiv::session::{Draw, Outcome, Session};

use super::args::{FormatName, Style};
use super::input::Input;
use super::output::Output;
use super::status::Status;

/// Draws every back-propagation in the input.
pub fn draw(input: &Input, style: &Style, output: &Output) -> Status {
    let draw = if style.format == FormatName::Dot { Draw::Dot } else { Draw::Svg };
    let mut session = Session::new();
    let (pictures, outcomes) = session.pictures(&input.source, draw);
    let mut worst = Status::Well;
    for outcome in &outcomes {
        match outcome {
            Outcome::Answer(_) => {}
            Outcome::Error(mistake) => {
                worst = Status::Unusable;
                output.mistake(mistake, input);
            }
            Outcome::Note(text) => output.note(text),
        }
    }
    if pictures.is_empty() && worst == Status::Well {
        return output
            .complain("there is nothing to draw: a graph belongs to a command 'backprop L'");
    }
    worst.max(output.print(&pictures.concat()))
}
