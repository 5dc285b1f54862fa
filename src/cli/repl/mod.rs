//! Question after question in one session.

mod complete;
mod history;

use std::io::{self, IsTerminal};

use clap::ValueEnum;
use complete::Names;
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{CompletionType, Config, Editor};
use symderiv::budget::Budget;
use symderiv::print::Options;
use symderiv::session::Session;

use super::args::{DetailName, FormatName, Style};
use super::input::Input;
use super::output::Output;
use super::query;
use super::status::Status;

const HELP: &str = "\
Type a query, such as d/dx tanh(x), f(x) := x^2, x > 0, show A = B, evaluate pi to 50 digits.
Definitions and assumptions are kept. Commands begin with a colon:
  :detail brief|normal|full
  :format terminal|latex|mathml|html|json|source
  :reset                      forget definitions and assumptions
  :help, :quit
";

/// Reads, answers, and goes on until the end of the input.
pub fn run(style: &Style, budget: Budget, output: &Output) -> Status {
    match Repl::new(style, budget, output) {
        Ok(repl) => repl.run(),
        Err(error) => output.complain(&format!("cannot read from here: {error}")),
    }
}

struct Repl<'a> {
    editor: Editor<Names, FileHistory>,
    session: Session,
    options: Options,
    detail: DetailName,
    budget: Budget,
    output: &'a Output,
}

/// Whether there is another line to read.
#[derive(PartialEq, Eq)]
enum Next {
    Line,
    End,
}

impl<'a> Repl<'a> {
    fn new(style: &Style, budget: Budget, output: &'a Output) -> rustyline::Result<Self> {
        let config = Config::builder()
            .completion_type(CompletionType::List)
            .auto_add_history(true)
            .history_ignore_space(true)
            .build();
        let mut editor = Editor::with_config(config)?;
        editor.set_helper(Some(Names::new()));
        let repl = Self {
            editor,
            session: Session::new(),
            options: output.options(style),
            detail: style.detail,
            budget,
            output,
        };
        Ok(repl)
    }

    fn run(mut self) -> Status {
        let history = history::file();
        if let Some(path) = &history {
            // The first time there is none.
            let _ = self.editor.load_history(path);
        }
        let is_interactive = io::stdin().is_terminal();
        if is_interactive {
            self.output.print("symderiv: :help for help, :quit to leave\n");
        }
        self.session.set_detail(self.detail.into());
        self.session.set_budget(self.budget);
        let mut worst = Status::Well;
        loop {
            match self.editor.readline(if is_interactive { "> " } else { "" }) {
                Ok(line) => match line.trim().strip_prefix(':') {
                    Some(command) if self.command(command) == Next::End => break,
                    Some(_) => {}
                    None => worst = worst.max(self.answer(line)),
                },
                // Ctrl-C clears the line, as in a shell.
                Err(ReadlineError::Interrupted) => {}
                Err(ReadlineError::Eof) => break,
                Err(error) => {
                    self.output.complain(&format!("cannot read on: {error}"));
                    break;
                }
            }
        }
        if let Some(path) = &history {
            // A history that cannot be kept is no reason to fail.
            let _ = self.editor.save_history(path);
        }
        // A conversation has no verdict; a script that is fed in has one.
        if is_interactive { Status::Well } else { worst }
    }

    fn answer(&mut self, line: String) -> Status {
        if let Some(names) = self.editor.helper_mut() {
            names.learn(&line);
        }
        let input = Input { source: line, origin: "<input>".into() };
        query::answer_in(&mut self.session, &input, &self.options, self.output)
    }

    fn command(&mut self, command: &str) -> Next {
        let (word, argument) = command.split_once(' ').unwrap_or((command, ""));
        match (word, argument.trim()) {
            ("q" | "quit" | "exit", _) => return Next::End,
            ("h" | "help", _) => {
                self.output.print(HELP);
            }
            ("reset", _) => {
                self.session = Session::new();
                self.session.set_detail(self.detail.into());
                self.session.set_budget(self.budget);
            }
            ("detail", name) => match DetailName::from_str(name, true) {
                Ok(detail) => {
                    self.detail = detail;
                    self.session.set_detail(detail.into());
                }
                Err(_) => self.refuse("say ':detail brief', ':detail normal' or ':detail full'"),
            },
            ("format", name) => match FormatName::from_str(name, true) {
                Ok(format) => self.options.format = format.into(),
                Err(_) => self.refuse(
                    "say ':format terminal', 'latex', 'mathml', 'html', 'json' or 'source'",
                ),
            },
            (_, _) => self.refuse(&format!("there is no command ':{word}'; see :help")),
        }
        Next::Line
    }

    fn refuse(&self, problem: &str) {
        self.output.complain(problem);
    }
}
