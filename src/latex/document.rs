//! Documents: which parts are formulas, which are remarks to the reader, and which are prose.

use super::token::{Macro, Macros, braced};
use crate::diag::Span;

/// A language that derivations are written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Language {
    /// LaTeX.
    Latex,
    /// Markdown with `$…$` and `$$…$$`.
    #[default]
    Markdown,
    /// The expression language, one line of a derivation a line.
    Symderiv,
}

/// A part of a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Mathematics; was it set apart from the text?
    Formula {
        /// What stands between the delimiters.
        span: Span,
        /// Is it a display?
        display: bool,
    },
    /// A remark to symderiv, in the expression language.
    Remark(Span),
}

/// Environments whose contents are formulas.
const DISPLAYS: [&str; 10] = [
    "equation",
    "align",
    "gather",
    "multline",
    "eqnarray",
    "displaymath",
    "flalign",
    "alignat",
    "math",
    "dmath",
];

/// Environments that are shown as they are.
const VERBATIM: [&str; 3] = ["verbatim", "lstlisting", "minted"];

/// The formulas and remarks of a document, in their order.
#[must_use]
pub fn parts(source: &str, language: Language) -> Vec<Part> {
    let mut scanner = Scanner { source, language, pos: 0, parts: Vec::new() };
    scanner.front_matter();
    while scanner.pos < source.len() {
        scanner.step();
    }
    scanner.parts
}

struct Scanner<'a> {
    source: &'a str,
    language: Language,
    pos: usize,
    parts: Vec<Part>,
}

impl Scanner<'_> {
    fn rest(&self) -> &str {
        self.source.get(self.pos..).unwrap_or("")
    }

    fn starts(&self, text: &str) -> bool {
        self.rest().starts_with(text)
    }

    /// The lines of `symderiv:` in a front matter between `---`.
    fn front_matter(&mut self) {
        if self.language != Language::Markdown || !self.starts("---\n") {
            return;
        }
        let Some(length) = self.rest().get(4..).and_then(|rest| rest.find("\n---")) else { return };
        let end = 4 + length;
        let (mut at, mut inside) = (4, false);
        for line in self.source.get(4..end).unwrap_or("").split_inclusive('\n') {
            let text = line.trim();
            if let Some(first) = text.strip_prefix("symderiv:") {
                inside = true;
                self.remark(at + line.find(first.trim()).unwrap_or(0), first.trim());
            } else if let Some(item) = text.strip_prefix("- ").filter(|_| inside) {
                self.remark(at + line.find(item).unwrap_or(0), item);
            } else {
                inside = false;
            }
            at += line.len();
        }
        self.pos = end + 4;
    }

    fn remark(&mut self, start: usize, text: &str) {
        if !text.is_empty() {
            self.parts.push(Part::Remark(Span::new(start, start + text.trim_end().len())));
        }
    }

    fn step(&mut self) {
        let rest = self.rest();
        let Some(c) = rest.chars().next() else { return };
        let skip = c.len_utf8();
        match c {
            '\\' => self.backslash(),
            '$' if rest.starts_with("$$") => self.between(2, "$$", true),
            '$' => self.between(1, "$", false),
            '%' if self.language == Language::Latex => self.comment("%", "\n"),
            '<' if rest.starts_with("<!--") => self.comment("<!--", "-->"),
            '`' if self.language == Language::Markdown => self.code(),
            _ => self.pos += skip,
        }
    }

    fn comment(&mut self, open: &str, close: &str) {
        let start = self.pos + open.len();
        let inner = self.source.get(start..).unwrap_or("");
        let length = inner.find(close).unwrap_or(inner.len());
        let text = inner.get(..length).unwrap_or("");
        if let Some(remark) = text.trim().strip_prefix("symderiv:") {
            let remark = remark.trim();
            let offset = text.find(remark).unwrap_or(0);
            let place = start + offset;
            self.parts.push(Part::Remark(Span::new(place, place + remark.len())));
        }
        self.pos = start + length + if close == "\n" { 0 } else { close.len() };
    }

    /// Code in Markdown is no mathematics.
    fn code(&mut self) {
        let ticks = self.rest().bytes().take_while(|&b| b == b'`').count();
        let fence = "`".repeat(ticks);
        let after = self.pos + ticks;
        let inner = self.source.get(after..).unwrap_or("");
        self.pos = match inner.find(&fence) {
            Some(length) => after + length + ticks,
            None => after,
        };
    }

    /// A formula between delimiters; without the second one, the first is only a character.
    fn between(&mut self, open: usize, close: &str, display: bool) {
        let start = self.pos + open;
        let inner = self.source.get(start..).unwrap_or("");
        let found = find_unescaped(inner, close).filter(|&length| {
            // A dollar sign by itself in a text is money.
            display || !inner.get(..length).unwrap_or("").contains("\n\n")
        });
        match found {
            Some(length) => {
                self.formula(Span::new(start, start + length), display);
                self.pos = start + length + close.len();
            }
            None => self.pos = start,
        }
    }

    fn formula(&mut self, span: Span, display: bool) {
        if !span.text(self.source).trim().is_empty() {
            self.parts.push(Part::Formula { span, display });
        }
    }

    fn backslash(&mut self) {
        let rest = self.rest();
        if rest.starts_with("\\[") {
            return self.between(2, "\\]", true);
        }
        if rest.starts_with("\\(") {
            return self.between(2, "\\)", false);
        }
        if let Some((name, _)) = rest.strip_prefix("\\begin").and_then(braced) {
            let plain = name.trim_end_matches('*');
            let close = format!("\\end{{{name}}}");
            let skip = "\\begin{}".len() + name.len();
            let inner = self.source.get(self.pos + skip..).unwrap_or("");
            let length = inner.find(&close);
            let start = self.pos + skip;
            match length {
                Some(length) if DISPLAYS.contains(&plain) => {
                    // The number of columns is no part of the formula.
                    let columns = if plain == "alignat" {
                        braced(inner).map_or(0, |(count, _)| count.len() + 2)
                    } else {
                        0
                    };
                    self.formula(Span::new(start + columns, start + length), true);
                    self.pos = start + length + close.len();
                    return;
                }
                Some(length) if VERBATIM.contains(&plain) => {
                    self.pos = start + length + close.len();
                    return;
                }
                _ => {}
            }
        }
        // Escaped characters and commands of the text.
        let skip = rest.chars().nth(1).map_or(1, |c| 1 + c.len_utf8());
        self.pos += skip;
    }
}

fn find_unescaped(text: &str, close: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find(close)?;
        let slashes = text.get(..at)?.bytes().rev().take_while(|&b| b == b'\\').count();
        if slashes % 2 == 0 || close.starts_with('\\') {
            return Some(at);
        }
        from = at + close.len();
    }
}

/// The macros that a document defines with `\newcommand`, `\renewcommand` and `\def`.
#[must_use]
pub fn macros(source: &str) -> Macros<'_> {
    let mut found = Macros::default();
    for command in ["\\newcommand", "\\renewcommand", "\\providecommand", "\\def"] {
        for (at, _) in source.match_indices(command) {
            let rest = source.get(at + command.len()..).unwrap_or("").trim_start_matches('*');
            if let Some((name, definition)) = definition(rest) {
                found.insert(name, definition);
            }
        }
    }
    found
}

fn definition(rest: &str) -> Option<(&str, Macro<'_>)> {
    let rest = rest.trim_start();
    let (name, after) = match braced(rest).filter(|_| rest.starts_with('{')) {
        Some((inner, after)) => (inner.trim().strip_prefix('\\')?, after),
        None => {
            let inner = rest.strip_prefix('\\')?;
            let end = inner.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(inner.len());
            (inner.get(..end)?, inner.get(end..)?)
        }
    };
    let after = after.trim_start();
    let (arity, after) = match after.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        Some((count, after)) => (count.trim().parse().ok()?, after),
        // \def\name#1#2{…}
        None => {
            let open = after.find('{')?;
            (after.get(..open)?.matches('#').count(), after.get(open..)?)
        }
    };
    let (body, _) = braced(after)?;
    (!name.is_empty() && arity <= 9).then_some((name, Macro { arity, body }))
}
