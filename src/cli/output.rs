//! Standard output and standard error: colours, widths, closed pipes.

use std::io::{self, ErrorKind, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use symderiv::diag::Diagnostic;
use symderiv::print::{Color, Format, Options, Scope};

use super::args::{self, ColorName};
use super::input::Input;
use super::status::Status;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const NOTE: Style = AnsiColor::Cyan.on_default().bold();

/// Where the program writes to.
pub struct Output {
    color: ColorChoice,
}

impl Output {
    /// Colours as they were asked for.
    pub fn new(style: &args::Style) -> Self {
        let color = match style.color {
            ColorName::Auto => ColorChoice::Auto,
            ColorName::Always => ColorChoice::Always,
            ColorName::Never => ColorChoice::Never,
        };
        Self { color }
    }

    /// Writes to standard output. A reader who has gone away has read enough.
    pub fn print(&self, text: &str) -> Status {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => Status::Well,
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Status::Well,
            Err(error) => self.complain(&format!("cannot write the answer: {error}")),
        }
    }

    /// Says what is wrong with the call, and that it cannot be used.
    pub fn complain(&self, problem: &str) -> Status {
        self.say(ERROR, "error", &format!(": {problem}\n"));
        Status::Unusable
    }

    /// Says how something was read.
    pub fn note(&self, text: &str) {
        self.say(NOTE, "note", &format!(": {text}\n"));
    }

    /// Shows a mistake in its line.
    pub fn mistake(&self, mistake: &Diagnostic, input: &Input) {
        self.mistake_in(mistake, &input.source, &input.origin);
    }

    /// Shows a mistake in its line of a text that is called so.
    pub fn mistake_in(&self, mistake: &Diagnostic, source: &str, origin: &str) {
        let text = mistake.render(source, origin);
        let (word, rest) = text.split_once(':').unwrap_or((&text, ""));
        self.say(ERROR, word, &format!(":{rest}"));
    }

    /// Standard error may be closed; then there is nobody to talk to.
    fn say(&self, style: Style, word: &str, rest: &str) {
        let mut stream = AutoStream::new(io::stderr(), self.color);
        let _ = write!(stream, "{style}{word}{style:#}{rest}");
    }

    /// The printer's options: what the style says, else what standard output is.
    pub fn options(&self, style: &args::Style) -> Options {
        let format = Format::from(style.format);
        Options {
            format,
            scope: if style.standalone { Scope::Standalone } else { Scope::Fragment },
            width: style.width.map_or_else(|| usual_width(format), usize::from),
            color: self.answer_color(),
            title: style.title.clone(),
        }
    }

    /// Are colours wanted on standard output?
    pub fn is_colored(&self) -> bool {
        self.answer_color() == Color::Ansi
    }

    fn answer_color(&self) -> Color {
        let choice = match self.color {
            ColorChoice::Auto => AutoStream::choice(&io::stdout()),
            chosen => chosen,
        };
        match choice {
            ColorChoice::Never => Color::Plain,
            ColorChoice::Auto | ColorChoice::AlwaysAnsi | ColorChoice::Always => Color::Ansi,
        }
    }
}

fn usual_width(format: Format) -> usize {
    let is_screen =
        matches!(format, Format::Terminal | Format::Source) && io::stdout().is_terminal();
    match terminal_size::terminal_size().filter(|_| is_screen) {
        Some((width, _)) => usize::from(width.0).max(20),
        None => format.columns(),
    }
}
