//! The arguments of `symderiv sheet`, and what they ask for.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use symderiv::sheet::{Language, Target, View};

/// What is made of which sheet.
#[derive(Args, Debug)]
pub struct Arguments {
    /// The sheet: Markdown (.md) or LaTeX (.tex)
    #[arg(required_unless_present = "sty", value_name = "SHEET")]
    pub sheet: Option<PathBuf>,

    /// The page; its ending says what it is: .tex, .html, .typ, .md, .pdf; '-' is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// What the page is, if its name does not say it
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub to: Option<Kind>,

    /// The exercises without solutions
    #[arg(long, group = "view")]
    pub exercises: bool,

    /// The exercises with solutions, which is usual
    #[arg(long, group = "view")]
    pub solutions: bool,

    /// The results alone
    #[arg(long, group = "view")]
    pub key: bool,

    /// So many variants, each with its own parameters
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub variants: Option<u16>,

    /// Which variants; the same seed gives the same ones
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,

    /// Templates in the places of ours
    #[arg(long, value_name = "FOLDER")]
    pub template: Option<PathBuf>,

    /// The program that makes a PDF: latexmk, tectonic, pdflatex, xelatex, lualatex, typst, chromium
    #[arg(long, value_name = "PROGRAM")]
    pub engine: Option<PathBuf>,

    /// Make the page again whenever the sheet changes
    #[arg(long)]
    pub watch: bool,

    /// Print symderiv.sty, the package for sheets in LaTeX
    #[arg(long)]
    pub sty: bool,
}

/// What a page can be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Kind {
    /// LaTeX
    Tex,
    /// A web page
    Html,
    /// Typst
    Typ,
    /// Markdown
    Md,
    /// A PDF
    Pdf,
}

impl Kind {
    fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "tex" => Some(Self::Tex),
            "html" | "htm" => Some(Self::Html),
            "typ" => Some(Self::Typ),
            "md" | "markdown" => Some(Self::Md),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Tex => "tex",
            Self::Html => "html",
            Self::Typ => "typ",
            Self::Md => "md",
            Self::Pdf => "pdf",
        }
    }

    /// The language that is written; a PDF's is its engine's.
    pub fn target(self) -> Option<Target> {
        match self {
            Self::Tex => Some(Target::Latex),
            Self::Html => Some(Target::Html),
            Self::Typ => Some(Target::Typst),
            Self::Md => Some(Target::Markdown),
            Self::Pdf => None,
        }
    }
}

/// What is to be done.
pub struct Plan {
    pub sheet: PathBuf,
    pub language: Language,
    pub kind: Kind,
    /// Standard output, if there is none.
    pub output: Option<PathBuf>,
    pub view: View,
}

impl Arguments {
    /// What is to be done, or why it cannot be.
    pub fn plan(&self) -> Result<Plan, String> {
        let sheet = self.sheet.clone().ok_or("a sheet is needed")?;
        let shown = sheet.display();
        let language = match Kind::of(&sheet) {
            Some(Kind::Tex) => Language::Latex,
            Some(Kind::Md) => Language::Markdown,
            Some(Kind::Html | Kind::Typ | Kind::Pdf) | None => {
                return Err(format!("{shown} is no sheet: it should end with .md or .tex"));
            }
        };
        let view = match (self.exercises, self.key) {
            (true, _) => View::Exercises,
            (_, true) => View::Key,
            (false, false) => View::Solutions,
        };
        let is_stdout = self.output.as_deref() == Some(Path::new("-"));
        let named = self.output.as_deref().filter(|_| !is_stdout);
        let usual = if language == Language::Latex { Kind::Tex } else { Kind::Html };
        let kind = match (self.to, named) {
            (Some(kind), _) => kind,
            (None, Some(path)) => Kind::of(path).ok_or_else(|| {
                let path = path.display();
                format!("{path} should end with .tex, .html, .typ, .md or .pdf; or say --to FORMAT")
            })?,
            (None, None) => usual,
        };
        if language == Language::Latex && !matches!(kind, Kind::Tex | Kind::Pdf) {
            return Err(
                "a sheet in LaTeX becomes LaTeX or PDF; only Markdown becomes all formats".into()
            );
        }
        if is_stdout && kind == Kind::Pdf {
            return Err("a PDF needs a file: -o FILE".into());
        }
        let output = match (is_stdout, named) {
            (true, _) => None,
            (false, Some(path)) => Some(path.to_owned()),
            (false, None) => Some(beside(&sheet, view, kind)),
        };
        if output.as_ref().is_some_and(|output| is_same(output, &sheet)) {
            return Err(format!("the page would replace the sheet {shown} itself"));
        }
        Ok(Plan { sheet, language, kind, output, view })
    }
}

/// `hw-solutions.html` beside `hw.md`.
fn beside(sheet: &Path, view: View, kind: Kind) -> PathBuf {
    let stem = sheet.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
    let view = match view {
        View::Exercises => "exercises",
        View::Solutions => "solutions",
        View::Key => "key",
    };
    sheet.with_file_name(format!("{stem}-{view}.{}", kind.ending()))
}

fn is_same(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}
