//! The look of a page: templates of minijinja, each of which a user may replace.

use std::collections::BTreeMap;
use std::fmt;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};

use super::model::Target;

/// The names of all templates, and what they are unless they are replaced.
pub const TEMPLATES: [(&str, &str); 10] = [
    ("sheet.tex", include_str!("templates/sheet.tex")),
    ("preamble.tex", include_str!("templates/preamble.tex")),
    ("body.tex", include_str!("templates/body.tex")),
    ("block.tex", include_str!("templates/block.tex")),
    ("sheet.html", include_str!("templates/sheet.html")),
    ("block.html", include_str!("templates/block.html")),
    ("sheet.typ", include_str!("templates/sheet.typ")),
    ("block.typ", include_str!("templates/block.typ")),
    ("sheet.md", include_str!("templates/sheet.md")),
    ("block.md", include_str!("templates/block.md")),
];

/// A template that cannot be used, in words with the template's name and line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Broken(pub String);

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Broken {}

impl From<minijinja::Error> for Broken {
    fn from(error: minijinja::Error) -> Self {
        let place = match (error.name(), error.line()) {
            (Some(name), Some(line)) => format!("template {name}:{line}: "),
            (Some(name), None) => format!("template {name}: "),
            _ => String::new(),
        };
        let what = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
        Self(format!("{place}{what}"))
    }
}

/// Templates that were read.
pub(super) struct Templates {
    environment: Environment<'static>,
}

impl Templates {
    /// Reads the templates, those of the user in the places of ours.
    pub fn new(replaced: &[(String, String)]) -> Result<Self, Broken> {
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        // So that a line with a block alone leaves nothing behind.
        let mut syntax = SyntaxConfig::builder();
        syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
        environment.set_syntax(syntax.build()?);
        environment.add_filter("xml", |text: String| {
            let mut out = String::new();
            crate::print::escape_xml(&mut out, &text);
            out
        });
        environment.add_filter("tex", |text: String| crate::print::escape_latex(&text));
        environment.add_filter("typ", |text: String| crate::print::escape_typst(&text));
        for (name, text) in TEMPLATES {
            environment.add_template(name, text)?;
        }
        for (name, text) in replaced {
            environment.add_template_owned(name.clone(), text.clone())?;
        }
        Ok(Self { environment })
    }

    /// Fills a template.
    pub fn fill(&self, name: &str, values: BTreeMap<&str, Value>) -> Result<String, Broken> {
        Ok(self.environment.get_template(name)?.render(Value::from(values))?)
    }
}

impl Target {
    /// The ending of files and templates.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Latex => "tex",
            Self::Html => "html",
            Self::Typst => "typ",
            Self::Markdown => "md",
        }
    }
}
