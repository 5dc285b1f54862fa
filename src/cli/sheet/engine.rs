//! The programs that make a PDF.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use symderiv::sheet::{Language, Target};

use super::files::Scratch;

/// A program that makes a PDF.
pub struct Engine {
    program: PathBuf,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Latexmk,
    Tectonic,
    /// pdflatex and its kin.
    Latex,
    Typst,
    Chromium,
}

/// The programs that are looked for, the best first.
const KNOWN: [(&str, Kind); 9] = [
    ("latexmk", Kind::Latexmk),
    ("tectonic", Kind::Tectonic),
    ("pdflatex", Kind::Latex),
    ("lualatex", Kind::Latex),
    ("xelatex", Kind::Latex),
    ("typst", Kind::Typst),
    ("chromium", Kind::Chromium),
    ("google-chrome", Kind::Chromium),
    ("chrome", Kind::Chromium),
];

impl Engine {
    /// The program that was named, or the first that is installed and can read what is made of a
    /// sheet in this language.
    pub fn find(named: Option<&Path>, language: Language) -> Result<Self, String> {
        let can = |kind: Kind| language == Language::Markdown || kind.target() == Target::Latex;
        if let Some(program) = named {
            let stem = program.file_stem().and_then(OsStr::to_str).unwrap_or("");
            let known = KNOWN.iter().find(|(name, _)| *name == stem);
            let Some(&(_, kind)) = known else {
                let names: Vec<&str> = KNOWN.iter().map(|(name, _)| *name).collect();
                return Err(format!("'{stem}' is none of {}", names.join(", ")));
            };
            if !can(kind) {
                return Err(format!("{stem} cannot read a sheet in LaTeX"));
            }
            if !is_installed(program) {
                return Err(format!("{} is not installed; {HOW}", program.display()));
            }
            return Ok(Self { program: program.to_owned(), kind });
        }
        let mut known =
            KNOWN.iter().filter(|(name, kind)| can(*kind) && is_installed(name.as_ref()));
        match known.next() {
            Some(&(name, kind)) => Ok(Self { program: name.into(), kind }),
            None => Err(format!("no program that makes a PDF is installed; {HOW}")),
        }
    }

    /// The language that it reads.
    pub fn target(&self) -> Target {
        self.kind.target()
    }

    /// Makes the PDF of a page that refers to files in this folder.
    pub fn make(&self, page: &str, folder: &Path) -> Result<Vec<u8>, String> {
        let scratch = Scratch::new()?;
        let pdf = scratch.path().join("page.pdf");
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let source = scratch.path().join(format!("page.{}", self.target().ending()));
        fs::write(&source, page).map_err(|e| format!("cannot write {}: {e}", source.display()))?;
        let mut command = Command::new(&self.program);
        command.current_dir(scratch.path()).stdin(Stdio::null());
        let mut runs = 1;
        match self.kind {
            Kind::Latexmk => {
                command.args(["-pdf", "-interaction=nonstopmode", "-halt-on-error", "page.tex"]);
            }
            Kind::Tectonic => {
                command.arg("page.tex");
                command.arg("-Z").arg(joined("search-path=", &folder));
            }
            Kind::Latex => {
                command.args(["-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape"]);
                command.arg("page.tex");
                runs = 2;
            }
            Kind::Typst => {
                // Typst finds images beside the page only.
                let beside = folder.join(format!(".symderiv-{}.typ", std::process::id()));
                fs::rename(&source, &beside)
                    .or_else(|_| fs::copy(&source, &beside).map(|_| ()))
                    .map_err(|e| format!("cannot write {}: {e}", beside.display()))?;
                command.arg("compile").arg(&beside).arg(&pdf);
                let made = self.run(&mut command, &pdf);
                let _ = fs::remove_file(&beside);
                return made;
            }
            Kind::Chromium => {
                let profile = scratch.path().join("profile");
                command.args(["--headless", "--disable-gpu", "--no-pdf-header-footer"]);
                command.arg("--no-sandbox");
                command.arg(joined("--user-data-dir=", &profile));
                command.arg(joined("--print-to-pdf=", &pdf)).arg(&source);
            }
        }
        // Where LaTeX looks for images, packages and bibliographies; the empty end stands for its
        // own folders.
        for name in ["TEXINPUTS", "BIBINPUTS", "BSTINPUTS"] {
            command.env(name, joined(".:", &folder).into_string().unwrap_or_default() + ":");
        }
        command.env("max_print_line", "1000");
        for _ in 1..runs {
            self.run(&mut command, &pdf)?;
        }
        self.run(&mut command, &pdf)
    }

    fn run(&self, command: &mut Command, pdf: &Path) -> Result<Vec<u8>, String> {
        let program = self.program.display();
        let output = command.output().map_err(|e| format!("cannot start {program}: {e}"))?;
        match fs::read(pdf) {
            Ok(content) if output.status.success() => Ok(content),
            _ => {
                let log = [output.stdout, output.stderr].concat();
                let log = String::from_utf8_lossy(&log);
                Err(format!("{program} made no PDF ({}):\n{}", output.status, essence(&log)))
            }
        }
    }
}

impl Kind {
    fn target(self) -> Target {
        match self {
            Self::Latexmk | Self::Tectonic | Self::Latex => Target::Latex,
            Self::Typst => Target::Typst,
            Self::Chromium => Target::Html,
        }
    }
}

const HOW: &str = "install one of: latexmk (Debian: apt install latexmk texlive-latex-recommended \
                   lmodern), tectonic (https://tectonic-typesetting.github.io), typst \
                   (https://typst.app), chromium";

fn joined(before: &str, path: &Path) -> OsString {
    let mut all = OsString::from(before);
    all.push(path);
    all
}

fn is_installed(program: &Path) -> bool {
    let mut probe = Command::new(program);
    probe.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    probe.status().is_ok()
}

/// The part of a log that says what went wrong: from the first line of an error on, or its end.
fn essence(log: &str) -> String {
    const LINES: usize = 8;
    let lines: Vec<&str> = log.lines().collect();
    let is_error = |line: &&str| line.starts_with('!') || line.starts_with("error");
    let start = lines.iter().position(is_error);
    let start = start.unwrap_or_else(|| lines.len().saturating_sub(LINES));
    lines.iter().skip(start).take(LINES).map(|line| format!("  {line}\n")).collect()
}
