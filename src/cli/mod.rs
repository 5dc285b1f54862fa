//! The command line: the only place with arguments, files, the environment and exit codes.

mod args;
mod batch;
mod graph;
mod input;
mod output;
mod query;
#[cfg(feature = "repl")]
mod repl;
mod rulebook;
mod sheet;
mod shell;
mod status;
mod verify;

use std::process::ExitCode;

use args::{Args, Command, FormatName};
use clap::Parser;
use output::Output;
use status::Status;

/// Reads the arguments, does what they say, and tells how it went.
pub fn main() -> ExitCode {
    let args = match Args::try_parse_from(args::with_negative_queries(std::env::args_os())) {
        Ok(args) => args,
        Err(error) => {
            // Help and version are no mistakes; a closed pipe is no reason to complain.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    run(args).into()
}

fn run(args: Args) -> Status {
    let output = Output::new(&args.style);
    if args.style.format == FormatName::Dot && !matches!(args.command, Some(Command::Graph { .. }))
    {
        return output.complain("'dot' is a format of 'symderiv graph'");
    }
    let is_report = matches!(args.command, Some(Command::Verify(_)));
    if !is_report && !args.style.format.is_of_answers() {
        return output.complain("only 'verify' writes Markdown and SARIF");
    }
    match args.command {
        None => match input::read(&args.query, args.file.as_deref()) {
            Ok(input) => query::answer(&input, &args.style, args.limits.into(), &output),
            Err(problem) => output.complain(&problem),
        },
        Some(_) if !args.query.is_empty() || args.file.is_some() => output.complain(
            "a query and a command together; to use a command's name in a query, put '--' before \
             the query",
        ),
        #[cfg(feature = "repl")]
        Some(Command::Repl) => repl::run(&args.style, args.limits.into(), &output),
        Some(Command::Graph { query }) => match input::read_file_or_words(&query) {
            Ok(input) => graph::draw(&input, &args.style, &output),
            Err(problem) => output.complain(&problem),
        },
        Some(Command::Rules { id }) => rulebook::print(id.as_deref(), &args.style, &output),
        Some(Command::Verify(what)) => verify::run(&what, &args.style, &output),
        Some(Command::Plot { functions, from, to }) => {
            let functions = functions.join(" ");
            // A picture that is asked for in words has its ends in them.
            let ends = if functions.contains(" from ") {
                String::new()
            } else {
                format!(" from {} to {}", from.trim(), to.trim())
            };
            let query = vec![format!("plot {functions}{ends}")];
            match input::read(&query, None) {
                Ok(input) => query::answer(&input, &args.style, args.limits.into(), &output),
                Err(problem) => output.complain(&problem),
            }
        }
        Some(Command::Batch(batch)) => batch::run(&batch, args.limits, &output),
        Some(Command::Sheet(sheet)) => sheet::run(&sheet, &args.style, &output),
        Some(Command::Completions { shell }) => output.print(&shell::completions(shell)),
        Some(Command::Man) => output.print(&shell::manual()),
    }
}
