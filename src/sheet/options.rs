//! The words that a block's options are made of.

use super::model::Show;
use super::problem::Kind;
use crate::steps::Detail;

/// What the options of a block, of an exercise or of an inline question say.
#[derive(Clone, Default, Debug)]
pub(super) struct Options {
    pub show: Option<Show>,
    pub declares_parameters: bool,
    pub detail: Option<Detail>,
    pub is_shown: bool,
    pub marks: Option<String>,
    pub title: Option<String>,
}

impl Options {
    /// Reads words such as `derivation`, `detail=full`, `marks=4`; what they do not say.
    pub fn read<'a>(words: impl Iterator<Item = (&'a str, Option<&'a str>)>) -> (Self, Vec<Kind>) {
        let mut options = Self::default();
        let mut problems = Vec::new();
        for (name, value) in words {
            if let Err(problem) = options.take(name, value) {
                problems.push(problem);
            }
        }
        (options, problems)
    }

    fn take(&mut self, name: &str, value: Option<&str>) -> Result<(), Kind> {
        match (name, value) {
            ("derivation", None) => self.show = Some(Show::Derivation),
            ("problem", None) => self.show = Some(Show::Problem),
            ("result", None) => self.show = Some(Show::Result),
            ("statement", None) => self.show = Some(Show::Statement),
            ("verified", None) => self.show = Some(Show::Verified),
            ("setup", None) => self.show = Some(Show::Setup),
            ("parameters", None) => self.declares_parameters = true,
            ("shown", None) => self.is_shown = true,
            ("detail", Some(value)) => {
                self.detail = Some(match value {
                    "brief" => Detail::Brief,
                    "normal" => Detail::Normal,
                    "full" => Detail::Full,
                    _ => return Err(Kind::OptionValue(name.to_owned(), value.to_owned())),
                });
            }
            ("marks", Some(value)) => self.marks = Some(value.to_owned()),
            ("title", Some(value)) => self.title = Some(value.to_owned()),
            (name, _) => return Err(Kind::UnknownOption(name.to_owned())),
        }
        Ok(())
    }
}

/// Words with values, separated by blanks or commas: `name`, `name=value`, `name={a value}`.
pub(super) fn words(text: &str) -> Vec<(&str, Option<&str>)> {
    let is_separator = |c: char| c.is_whitespace() || c == ',';
    let mut found = Vec::new();
    let mut rest = text.trim_start_matches(is_separator);
    while !rest.is_empty() {
        let end = rest.find(|c| is_separator(c) || c == '=').unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let (value, behind) = match after.strip_prefix('=') {
            Some(after) => {
                let (value, behind) = value(after);
                (Some(value), behind)
            }
            None => (None, after),
        };
        found.push((name, value));
        // An empty word, as in `=x`, is still progress.
        rest = behind.trim_start_matches(is_separator);
    }
    found
}

/// A value, in braces or quotation marks or up to the next separator, and what is behind it.
fn value(text: &str) -> (&str, &str) {
    let quoted = text.strip_prefix('"').and_then(|inner| inner.split_once('"'));
    if let Some(found) = quoted {
        return found;
    }
    if let Some(inner) = text.strip_prefix('{') {
        let mut depth = 1_usize;
        for (i, c) in inner.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return (inner.get(..i).unwrap_or(""), inner.get(i + 1..).unwrap_or(""));
            }
        }
        return (inner, "");
    }
    let end = text.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::{Options, words};
    use crate::sheet::model::Show;

    #[test]
    fn words_may_have_values() {
        let found = words(" result, marks=4 title={Chain {rule}, twice} x=\"a b\"");
        let expected = [
            ("result", None),
            ("marks", Some("4")),
            ("title", Some("Chain {rule}, twice")),
            ("x", Some("a b")),
        ];
        assert_eq!(found, expected);
        assert_eq!(words("=x ="), [("", Some("x")), ("", Some(""))]);
        assert_eq!(words("a={b"), [("a", Some("b"))]);
    }

    #[test]
    fn what_is_not_known_is_told() {
        let (options, problems) = Options::read(words("verified shwon detail=much").into_iter());
        assert_eq!(options.show, Some(Show::Verified));
        let codes: Vec<_> = problems.iter().map(super::Kind::code).collect();
        assert_eq!(codes, ["unknown-option", "option-value"]);
    }
}
