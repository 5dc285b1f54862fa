//! Completion of names.

use rustyline::completion::Completer;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::validate::Validator;
use rustyline::{Context, Helper};
use symderiv::library::Library;
use symderiv::notation::GREEK;
use symderiv::syntax::Vocabulary;

/// The functions that the language itself knows.
const PRIMITIVES: [&str; 29] = [
    "D",
    "abs",
    "acos",
    "arccos",
    "arcsin",
    "arctan",
    "asin",
    "atan",
    "cbrt",
    "ceil",
    "cos",
    "diff",
    "erf",
    "exp",
    "floor",
    "ln",
    "log",
    "max",
    "min",
    "piecewise",
    "root",
    "sign",
    "sin",
    "sqrt",
    "pi",
    "d/dx",
    "arcsinh",
    "arccosh",
    "arctanh",
];

/// The words of commands.
const WORDS: [&str; 20] = [
    "show",
    "simplify",
    "expand",
    "factor",
    "together",
    "collect",
    "rewrite",
    "evaluate",
    "let",
    "in terms of",
    "at",
    "to",
    "digits",
    "places",
    "integer",
    "function",
    ":detail",
    ":format",
    ":help",
    ":quit",
];

/// All names that can be completed.
pub struct Names(Vec<String>);

impl Names {
    /// The names of the language and the library, Greek letters, and the words of commands.
    pub fn new() -> Self {
        let library = Library::new();
        let greek = GREEK.iter().map(|(_, name)| *name);
        let fixed = PRIMITIVES.into_iter().chain(WORDS).chain(greek);
        let mut names: Vec<String> = fixed.chain(library.names()).map(str::to_owned).collect();
        names.sort_unstable();
        names.dedup();
        Self(names)
    }

    /// Remembers the names in a line that was typed.
    pub fn learn(&mut self, line: &str) {
        for word in line.split(|c: char| !is_name(c)) {
            let is_long = word.chars().count() > 2 && word.starts_with(char::is_alphabetic);
            if let (true, Err(place)) = (is_long, self.0.binary_search_by(|n| n.as_str().cmp(word)))
            {
                self.0.insert(place, word.to_owned());
            }
        }
    }

    /// The place where the word at the end of `before` begins, and how it can go on.
    fn candidates(&self, before: &str) -> (usize, Vec<String>) {
        let word = before.trim_end_matches(is_name);
        let start = if word.ends_with(':') { word.len() - 1 } else { word.len() };
        let typed = before.get(start..).unwrap_or("");
        if typed.is_empty() {
            return (start, Vec::new());
        }
        let known = self.0.iter().filter(|name| name.starts_with(typed));
        (start, known.cloned().collect())
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '\'')
}

impl Completer for Names {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        position: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        Ok(self.candidates(line.get(..position).unwrap_or("")))
    }
}

impl Helper for Names {}

impl Highlighter for Names {}

impl Hinter for Names {
    type Hint = String;
}

impl Validator for Names {}

#[cfg(test)]
mod tests {
    use super::{Names, PRIMITIVES};
    use symderiv::expr::Store;
    use symderiv::library::Library;
    use symderiv::syntax::parse_expression;

    #[test]
    fn names_are_completed() {
        let names = Names::new();
        assert_eq!(names.candidates("d/dx tan"), (5, vec!["tan".into(), "tanh".into()]));
        assert_eq!(names.candidates("2*softpl"), (2, vec!["softplus".into()]));
        assert_eq!(names.candidates(":de"), (0, vec![":detail".into()]));
        assert_eq!(names.candidates("x + "), (4, vec![]));
        assert!(names.candidates("eps").1.contains(&"epsilon".into()));
    }

    #[test]
    fn what_was_typed_is_completed_too() {
        let mut names = Names::new();
        names.learn("loss(y) := y^2");
        assert_eq!(names.candidates("lo").1.last(), Some(&"loss".into()));
    }

    #[test]
    fn the_listed_functions_are_those_of_the_language() {
        for name in PRIMITIVES.iter().filter(|name| !matches!(**name, "pi" | "d/dx" | "D" | "diff"))
        {
            let calls =
                [format!("{name}(x)"), format!("{name}(x, 3)"), format!("{name}(x > 0, 3)")];
            let (mut store, mut library) = (Store::new(), Library::new());
            let reads = |call: &String| parse_expression(call, &mut store, &mut library).is_ok();
            assert!(calls.iter().any(reads), "{name}");
        }
    }
}
