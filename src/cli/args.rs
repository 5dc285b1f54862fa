//! The arguments.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use symderiv::budget::Budget;
use symderiv::print::Format;
use symderiv::report::ReportFormat;
use symderiv::steps::Detail;

const EXAMPLES: &str = "\
Examples:
  symderiv 'd/dx tanh(x)'                      a derivative, proved line by line
  symderiv \"show sigma'(x) = sigma(x)*(1 - sigma(x))\"
  symderiv \"rewrite tanh'(x) in terms of sigma(2x)\"
  symderiv 'x > 0; simplify sqrt(x^2)'         several statements
  symderiv 'evaluate pi to 50 digits'
  symderiv --format latex --standalone 'd/dx x^x' > page.tex
  symderiv --format html --file sheet.sd > sheet.html
  echo 'd/dx sin(x)' | symderiv -              standard input
  symderiv -- rules                            a query that looks like a command
  symderiv graph network.sd > graph.svg         the graph of a back-propagation
  symderiv rules diff.product                  a rule of the book
  symderiv sheet hw.md -o hw.pdf               a solution sheet, see README
  symderiv verify homework.tex                 a derivation, checked line by line
  symderiv batch requests.jsonl --jobs 4       for programs, see README

Exit status:
  0  everything was answered and proved
  1  a claim was refuted
  2  the input could not be used
  3  something stayed undecided";

/// A symbolic-math engine that proves what it prints
#[derive(Parser, Debug)]
#[command(name = "symderiv", version, after_help = EXAMPLES, arg_required_else_help = true)]
pub struct Args {
    /// What to do, in the expression language; words are joined by spaces, '-' reads standard
    /// input
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,

    /// Read the query from a file
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    pub file: Option<PathBuf>,

    /// How answers look.
    #[command(flatten)]
    pub style: Style,

    /// How much an answer may cost.
    #[command(flatten)]
    pub limits: Limits,

    /// Something else than a query.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// How answers look.
#[derive(clap::Args, Debug)]
pub struct Style {
    /// How much of a derivation is shown
    #[arg(long, value_enum, default_value_t, global = true)]
    pub detail: DetailName,

    /// The language of the answers
    #[arg(long, value_enum, default_value_t, global = true)]
    pub format: FormatName,

    /// A whole LaTeX document, not a part of one (HTML pages are always whole)
    #[arg(long, global = true)]
    pub standalone: bool,

    /// The title of a whole document; $…$ in it is LaTeX mathematics
    #[arg(long, value_name = "TEXT", global = true)]
    pub title: Option<String>,

    /// The columns of a line [default: the terminal's, or a page's]
    #[arg(long, value_name = "N", global = true, value_parser = clap::value_parser!(u16).range(20..))]
    pub width: Option<u16>,

    /// When to use colours; 'auto' is on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t, global = true)]
    pub color: ColorName,
}

/// How much an answer may cost.
#[derive(clap::Args, Clone, Copy, Debug)]
pub struct Limits {
    /// The longest that a question may take [default: no limit, 10 for a request of a batch]
    #[arg(long, value_name = "SECONDS", global = true, value_parser = seconds)]
    pub timeout: Option<f64>,

    /// The most terms that a polynomial may have on the way [default: 5000 to decide, more to
    /// multiply out]
    #[arg(long, value_name = "N", global = true, value_parser = positive)]
    pub max_terms: Option<usize>,
}

impl From<Limits> for Budget {
    fn from(limits: Limits) -> Self {
        Self::new(limits.timeout.map(Duration::from_secs_f64), limits.max_terms)
    }
}

/// Something else than a query.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Ask one question after the other; definitions are kept
    #[cfg(feature = "repl")]
    Repl,
    /// Print the rulebook, a family of it, or one rule
    Rules {
        /// A rule's id such as 'diff.product', or the part before the dot
        id: Option<String>,
    },
    /// Check derivations that somebody else wrote, line by line
    Verify(Verify),
    /// Draw functions, also by 'plot E, F from a to b' in a query
    Plot {
        /// The functions, in the expression language, with commas between them
        #[arg(required = true, value_name = "FUNCTIONS")]
        functions: Vec<String>,
        /// Where the picture begins
        #[arg(long, value_name = "X", default_value = "-5", allow_hyphen_values = true)]
        from: String,
        /// Where it ends
        #[arg(long, value_name = "X", default_value = "5", allow_hyphen_values = true)]
        to: String,
    },
    /// Draw the computation graphs of all 'backprop' commands, as SVG or (--format dot) for Graphviz
    Graph {
        /// A file, or what to draw, in the expression language
        #[arg(value_name = "FILE|QUERY", required = true)]
        query: Vec<String>,
    },
    /// Answer requests, one JSON object a line, with one JSON object a line
    Batch(Batch),
    /// Turn a file of exercises into a page with proved solutions
    Sheet(super::sheet::Arguments),
    /// Print a completion script
    Completions {
        /// For this shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

/// What is checked.
#[derive(clap::Args, Debug)]
pub struct Verify {
    /// Documents (.tex, .md, .sd) or folders of them; '-' reads Markdown from standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Definitions, declarations and assumptions, one a line, in the expression language
    #[arg(long, value_name = "FILE")]
    pub given: Option<PathBuf>,

    /// How many documents are checked at the same time
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = at_least_one)]
    pub jobs: usize,
}

/// How requests are answered.
#[derive(clap::Args, Debug)]
pub struct Batch {
    /// Read the requests from a file [default: standard input]
    pub file: Option<PathBuf>,

    /// How many requests are worked on at the same time
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = at_least_one)]
    pub jobs: usize,

    /// Be a worker of another batch.
    #[arg(long, hide = true)]
    pub worker: bool,
}

fn at_least_one(text: &str) -> Result<usize, String> {
    const MOST: usize = 256;
    match text.parse() {
        Ok(n @ 1..=MOST) => Ok(n),
        _ => Err(format!("a number from 1 to {MOST} is needed")),
    }
}

fn positive(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|&n| n > 0).ok_or_else(|| "a number from 1 is needed".into())
}

fn seconds(text: &str) -> Result<f64, String> {
    const MOST: f64 = 1e6;
    match text.parse::<f64>() {
        Ok(seconds) if seconds > 0.0 && seconds <= MOST => Ok(seconds),
        _ => Err(format!("a number of seconds up to {MOST} is needed")),
    }
}

/// The names of the levels of detail.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum DetailName {
    /// Fits a blackboard
    Brief,
    /// What a lecturer would write
    #[default]
    Normal,
    /// One rule a line
    Full,
}

impl From<DetailName> for Detail {
    fn from(name: DetailName) -> Self {
        match name {
            DetailName::Brief => Self::Brief,
            DetailName::Normal => Self::Normal,
            DetailName::Full => Self::Full,
        }
    }
}

/// The names of the formats.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum FormatName {
    /// Two-dimensional text
    #[default]
    Terminal,
    /// LaTeX with amsmath
    Latex,
    /// MathML
    Mathml,
    /// A web page
    Html,
    /// Typst
    Typst,
    /// An array of answers and errors
    Json,
    /// The expression language
    Source,
    /// The pictures of a plot, a card or a graph
    Svg,
    /// Text for Graphviz, of graphs only
    Dot,
    /// Markdown; only for 'verify'
    Markdown,
    /// SARIF, for editors and code hosts; only for 'verify'
    Sarif,
}

impl FormatName {
    /// The format of a report, if there is one.
    pub fn of_report(self) -> Option<ReportFormat> {
        match self {
            Self::Terminal => Some(ReportFormat::Terminal),
            Self::Latex => Some(ReportFormat::Latex),
            Self::Html => Some(ReportFormat::Html),
            Self::Json => Some(ReportFormat::Json),
            Self::Markdown => Some(ReportFormat::Markdown),
            Self::Sarif => Some(ReportFormat::Sarif),
            Self::Mathml | Self::Typst | Self::Source | Self::Svg | Self::Dot => None,
        }
    }

    /// Is it a format of answers?
    pub fn is_of_answers(self) -> bool {
        !matches!(self, Self::Markdown | Self::Sarif)
    }
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            // These have no answers in text, but messages.
            FormatName::Terminal | FormatName::Dot | FormatName::Markdown | FormatName::Sarif => {
                Self::Terminal
            }
            FormatName::Latex => Self::Latex,
            FormatName::Mathml => Self::Mathml,
            FormatName::Html => Self::Html,
            FormatName::Typst => Self::Typst,
            FormatName::Json => Self::Json,
            FormatName::Source => Self::Source,
            FormatName::Svg => Self::Svg,
        }
    }
}

/// When colours are used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum ColorName {
    /// On a terminal
    #[default]
    Auto,
    /// In files and pipes too
    Always,
    /// Nowhere
    Never,
}

/// Makes queries out of words such as `-x^2`, which look like options.
///
/// All options are long, but for `-h` and `-V`; any other word with one dash is a part of the
/// query. A blank before it says so to clap, and means nothing in the expression language.
pub fn with_negative_queries(args: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut all_are_queries = false;
    let mut args = args.peekable();
    let program = args.next();
    // A sheet has short options, and no query.
    let is_sheet = args.peek().is_some_and(|word| word == "sheet");
    program
        .into_iter()
        .chain(args)
        .enumerate()
        .map(|(i, arg)| {
            all_are_queries |= arg == "--";
            match arg.to_str() {
                Some(text) if i > 0 && !is_sheet && !all_are_queries && is_negative_query(text) => {
                    format!(" {text}").into()
                }
                Some(_) | None => arg,
            }
        })
        .collect()
}

fn is_negative_query(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next() == Some('-') && !matches!(chars.next(), None | Some('-')) && !is_short(word)
}

fn is_short(word: &str) -> bool {
    matches!(word, "-h" | "-V")
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::{Args, Command, FormatName, with_negative_queries};

    fn parse(words: &[&str]) -> Result<Args, clap::Error> {
        let words = std::iter::once("symderiv").chain(words.iter().copied());
        Args::try_parse_from(with_negative_queries(words.map(Into::into)))
    }

    fn query(words: &[&str]) -> String {
        let args = parse(words).unwrap();
        assert!(args.command.is_none(), "{words:?}");
        args.query.join(" ").trim().to_owned()
    }

    #[test]
    fn the_declaration_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn words_are_a_query() {
        assert_eq!(query(&["d/dx", "tanh(x)"]), "d/dx tanh(x)");
        assert_eq!(query(&["x", "+", "rules"]), "x + rules");
        assert_eq!(query(&["--", "rules"]), "rules");
        assert_eq!(query(&["--", "--x"]), "--x");
        assert_eq!(query(&["-"]), "-");
    }

    #[test]
    fn a_query_may_begin_with_a_minus() {
        assert_eq!(query(&["-x^2"]), "-x^2");
        assert_eq!(query(&["-x"]), "-x");
        assert_eq!(query(&["-2x", "-", "-y"]), "-2x -  -y");
        assert_eq!(query(&["-sin(x)", "--format", "latex"]), "-sin(x)");
        assert_eq!(query(&["--format", "latex", "-h2"]), "-h2");
    }

    #[test]
    fn options_stand_anywhere_and_misspelt_ones_are_refused() {
        assert_eq!(parse(&["--format", "latex", "x"]).unwrap().style.format, FormatName::Latex);
        assert_eq!(parse(&["x", "--format=latex"]).unwrap().style.format, FormatName::Latex);
        let rules = parse(&["rules", "--format", "json"]).unwrap();
        assert!(matches!(rules.command, Some(Command::Rules { id: None })));
        assert_eq!(rules.style.format, FormatName::Json);
        let error = parse(&["x", "--fromat", "latex"]).unwrap_err().to_string();
        assert!(error.contains("--format"), "{error}");
        assert!(parse(&["x", "--format", "pdf"]).is_err());
        assert!(parse(&["x", "--width", "3"]).is_err());
        assert!(parse(&["x", "--width", "-80"]).is_err());
        assert!(parse(&[]).is_err());
    }
}
