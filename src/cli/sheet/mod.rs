//! Sheets: files in, files out.

mod arguments;
mod build;
mod engine;
mod files;
mod images;
mod watch;

pub use arguments::Arguments;

use symderiv::sheet::STYLE;

use self::build::Build;
use super::args::Style;
use super::output::Output;
use super::status::Status;

/// Makes the page, once or whenever the sheet changes.
pub fn run(arguments: &Arguments, style: &Style, output: &Output) -> Status {
    if arguments.sty {
        return output.print(STYLE);
    }
    let plan = match arguments.plan() {
        Ok(plan) => plan,
        Err(problem) => return output.complain(&problem),
    };
    let mut build = Build::new(arguments, plan, style);
    if arguments.watch { watch::run(&mut build, output) } else { build.run(output) }
}
