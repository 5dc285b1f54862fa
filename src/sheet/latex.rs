//! LaTeX to a sheet: a scanner that knows what may hold our commands, and copies all the rest.
//!
//! It knows comments, `\verb` and verbatim environments, in which nothing is a command. In a whole
//! document our commands are read between `\begin{document}` and `\end{document}`; before it, only
//! the package is looked for.

use super::mapped::Mapped;
use super::model::{Exercise, Node, Prose, Section, Show};
use super::options::{Options, words};
use super::outline::{Files, Found, Outline};
use super::problem::Kind;
use crate::diag::Span;

/// Environments in which nothing is a command.
const VERBATIM: [&str; 6] =
    ["verbatim", "verbatim*", "Verbatim", "lstlisting", "minted", "comment"];

/// Reads a file into the outline.
pub(super) fn read(files: &mut Files, outline: &mut Outline, file: usize, text: &str) {
    let is_main = outline.sheet.files.len() == 1;
    let mut scanner = Scanner { file, text, at: 0, copied: 0, in_preamble: false };
    scanner.in_preamble = is_main && scanner.has_preamble();
    let is_document = scanner.in_preamble;
    scanner.read(files, outline);
    scanner.copy_to(outline, text.len());
    let loads = |node: &Node| matches!(node, Node::Packages);
    if is_document && !outline.sheet.before.text.iter().any(loads) {
        outline.complain(file, Span::new(0, 0), &Kind::NoPackage);
    }
}

struct Scanner<'a> {
    file: usize,
    text: &'a str,
    /// The next character.
    at: usize,
    /// So much of the text has been copied.
    copied: usize,
    in_preamble: bool,
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Is there a document class before anything else is done?
    fn has_preamble(&self) -> bool {
        let lines = self.text.lines().map(|line| line.split('%').next().unwrap_or(""));
        let mut lines = lines.filter(|line| line.contains("\\documentclass"));
        lines.next().is_some()
    }

    fn copy_to(&mut self, outline: &mut Outline, end: usize) {
        outline.text(self.text.get(self.copied..end).unwrap_or(""));
        self.copied = end.max(self.copied);
    }

    /// Copies the text before a construct, and leaves the construct out.
    fn replace(&mut self, outline: &mut Outline, start: usize) {
        self.copy_to(outline, start);
        self.copied = self.at;
    }

    fn read(&mut self, files: &mut Files, outline: &mut Outline) {
        while let Some(next) = self.rest().find(['%', '\\']) {
            let start = self.at + next;
            self.at = start + 1;
            if self.text.get(start..).is_some_and(|rest| rest.starts_with('%')) {
                self.at += self.rest().find('\n').unwrap_or(self.rest().len());
                continue;
            }
            let name = self.word();
            if name.is_empty() {
                // A control symbol, such as `\%`.
                self.at += self.rest().chars().next().map_or(0, char::len_utf8);
                continue;
            }
            self.command(files, outline, start, name);
        }
        self.at = self.text.len();
    }

    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_alphabetic() && c != '@').unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or("")
    }

    fn command(&mut self, files: &mut Files, outline: &mut Outline, start: usize, name: &str) {
        match name {
            "verb" | "lstinline" => self.skip_verb(),
            "begin" => self.begin(outline, start),
            "end" => self.end(outline, start),
            "usepackage" | "RequirePackage" => self.package(outline, start),
            _ if self.in_preamble => {}
            "includesheet" => {
                if let Some((name, _)) = self.argument(outline, start, "\\includesheet") {
                    self.replace(outline, start);
                    let span = Span::new(start, self.at);
                    files.include(outline, name.trim(), self.file, span);
                }
            }
            "derivation" => self.question(outline, start, Show::Derivation, false),
            "problem" => self.question(outline, start, Show::Problem, true),
            "result" => self.question(outline, start, Show::Result, true),
            "statement" => self.question(outline, start, Show::Statement, true),
            "verified" => self.question(outline, start, Show::Verified, true),
            "setup" => self.question(outline, start, Show::Setup, true),
            "parameters" => {
                if let Some((lines, at)) = self.argument(outline, start, "\\parameters") {
                    self.replace(outline, start);
                    let options = Options { declares_parameters: true, ..Options::default() };
                    let found = self.found(lines, at, true);
                    outline.block(found, &options);
                }
            }
            _ => {}
        }
    }

    fn found(&self, query: &str, at: usize, is_inline: bool) -> Found {
        let query = Mapped::copied(query, at);
        Found { file: self.file, query, is_inline, indent: String::new() }
    }

    /// `\verb|…|`
    fn skip_verb(&mut self) {
        self.at += usize::from(self.rest().starts_with('*'));
        let rest = self.rest();
        let Some(mark) = rest.chars().next().filter(|c| !c.is_alphanumeric()) else { return };
        let inner = rest.get(mark.len_utf8()..).unwrap_or("");
        let line = inner.lines().next().unwrap_or("");
        let closing = if mark == '{' { '}' } else { mark };
        if let Some(end) = line.find(closing) {
            self.at += mark.len_utf8() + end + closing.len_utf8();
        }
    }

    /// `{…}`, with braces in pairs, and where its content stands; blanks may stand before it.
    fn braces(&mut self) -> Option<(&'a str, usize)> {
        self.delimited('{', '}')
    }

    fn delimited(&mut self, open: char, close: char) -> Option<(&'a str, usize)> {
        let rest = self.rest();
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let inner = rest.get(blanks..)?.strip_prefix(open)?;
        let mut depth = 1_usize;
        for (i, c) in inner.char_indices() {
            match c {
                c if c == close && depth == 1 => {
                    let at = self.at + blanks + 1;
                    self.at = at + i + 1;
                    return Some((inner.get(..i)?, at));
                }
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        None
    }

    /// A command's argument, or what is wrong.
    fn argument(
        &mut self,
        outline: &mut Outline,
        start: usize,
        name: &str,
    ) -> Option<(&'a str, usize)> {
        let found = self.braces();
        if found.is_none() {
            self.copy_to(outline, start);
            let kind = Kind::Unclosed(format!("the argument of {name}"));
            outline.complain(self.file, Span::new(start, self.at), &kind);
        }
        found
    }

    fn question(&mut self, outline: &mut Outline, start: usize, show: Show, is_inline: bool) {
        let options = self.options(outline, start);
        let name = self.text.get(start..self.at).unwrap_or("").split('[').next().unwrap_or("");
        if let Some((query, at)) = self.argument(outline, start, name) {
            self.replace(outline, start);
            let options = Options { show: Some(show), ..options };
            let found = self.found(query, at, is_inline);
            outline.block(found, &options);
        }
    }

    /// `[…]`, if it comes next.
    fn options(&mut self, outline: &mut Outline, start: usize) -> Options {
        let Some((text, at)) = self.delimited('[', ']') else { return Options::default() };
        let (options, problems) = Options::read(words(text).into_iter());
        for problem in problems {
            self.copy_to(outline, start);
            outline.complain(self.file, Span::new(at, at + text.len()), &problem);
        }
        options
    }

    fn begin(&mut self, outline: &mut Outline, start: usize) {
        let Some((name, _)) = self.braces() else { return };
        if VERBATIM.contains(&name) {
            let end = format!("\\end{{{name}}}");
            self.at += self.rest().find(&end).map_or(self.rest().len(), |at| at + end.len());
            return;
        }
        match name {
            "document" if self.in_preamble => {
                self.in_preamble = false;
                self.copy_to(outline, self.at);
                outline.begin_body();
            }
            _ if self.in_preamble => {}
            "symderiv" => self.environment(outline, start),
            "exercise" => {
                let options = self.options(outline, start);
                self.replace(outline, start);
                let span = Span::new(start, self.at);
                if outline.is_in_exercise() {
                    outline.complain(self.file, span, &Kind::Nested);
                }
                let title = options.title.unwrap_or_default();
                let text = vec![Node::Text(title.clone())];
                outline.open_exercise(Exercise {
                    title: Prose { events: Vec::new(), text },
                    name: title,
                    marks: options.marks,
                    detail: options.detail,
                    ..Exercise::default()
                });
            }
            "hint" | "solution" => {
                self.replace(outline, start);
                let section = if name == "hint" { Section::Hint } else { Section::Solution };
                self.section(outline, start, section);
            }
            _ => {}
        }
    }

    fn end(&mut self, outline: &mut Outline, start: usize) {
        let Some((name, _)) = self.braces() else { return };
        match name {
            _ if self.in_preamble => {}
            "document" => {
                self.copy_to(outline, start);
                outline.end_body();
            }
            "exercise" => {
                self.replace(outline, start);
                outline.close_exercise();
            }
            "hint" | "solution" => {
                self.replace(outline, start);
                self.section(outline, start, Section::Statement);
            }
            _ => {}
        }
    }

    fn section(&self, outline: &mut Outline, start: usize, section: Section) {
        if let Err(problem) = outline.open_section(section) {
            outline.complain(self.file, Span::new(start, self.at), &problem);
        }
    }

    /// `\begin{symderiv}[…] … \end{symderiv}`
    fn environment(&mut self, outline: &mut Outline, start: usize) {
        const END: &str = "\\end{symderiv}";
        let options = self.options(outline, start);
        let at = self.at;
        let Some(length) = self.rest().find(END) else {
            self.copy_to(outline, start);
            self.at = self.text.len();
            self.copied = self.at;
            let kind = Kind::Unclosed("the environment symderiv".to_owned());
            outline.complain(self.file, Span::new(start, at), &kind);
            return;
        };
        let query = self.rest().get(..length).unwrap_or("");
        self.at += length + END.len();
        self.replace(outline, start);
        let found = self.found(query, at, false);
        outline.block(found, &options);
    }

    /// `\usepackage{amsmath,symderiv}`: the other packages stay.
    fn package(&mut self, outline: &mut Outline, start: usize) {
        // Options of other packages may contain anything.
        let options = self.delimited('[', ']').map_or("", |(options, _)| options);
        let Some((list, _)) = self.braces() else { return };
        let names: Vec<&str> = list.split(',').map(str::trim).collect();
        if !names.contains(&"symderiv") {
            return;
        }
        self.replace(outline, start);
        let others: Vec<&str> = names.into_iter().filter(|name| *name != "symderiv").collect();
        if !others.is_empty() {
            let options = if options.is_empty() { "" } else { &format!("[{options}]") };
            outline.text(&format!("\\usepackage{options}{{{}}}\n", others.join(",")));
        }
        outline.prose().text.push(Node::Packages);
    }
}
