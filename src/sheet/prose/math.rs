//! LaTeX formulas in prose as Typst formulas: the commands that sheets use; any other is refused.

use std::iter::Peekable;
use std::str::Chars;

use crate::notation::{greek_letter, is_greek};

/// Groups may be nested this deeply.
const DEPTH: usize = 50;

/// A formula, if it can be converted.
pub(super) fn typst_math(latex: &str) -> Option<String> {
    let mut reader = Reader { rest: latex.chars().peekable(), depth: 0 };
    let text = reader.sequence(None)?;
    reader.rest.next().is_none().then(|| text.trim().to_owned())
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    depth: usize,
}

impl Reader<'_> {
    /// Everything up to a closing character.
    fn sequence(&mut self, end: Option<char>) -> Option<String> {
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let mut out = String::new();
        loop {
            match (self.rest.peek().copied(), end) {
                (None, None) => break,
                (None, Some(_)) => return None,
                (Some(c), Some(end)) if c == end => {
                    self.rest.next();
                    break;
                }
                (Some('}'), _) => return None,
                (Some(_), _) => {
                    let part = self.part()?;
                    // A script belongs to what is directly before it.
                    if !part.starts_with(['^', '_', '\'']) && !out.ends_with(' ') && !out.is_empty()
                    {
                        out.push(' ');
                    }
                    out.push_str(&part);
                }
            }
        }
        self.depth -= 1;
        Some(out)
    }

    fn part(&mut self) -> Option<String> {
        let c = self.rest.next()?;
        Some(match c {
            '\\' => return self.command(),
            '{' => self.sequence(Some('}'))?,
            '^' | '_' => format!("{c}({})", self.argument()?),
            '0'..='9' => {
                let mut digits = String::from(c);
                while let Some(d) = self.rest.next_if(|d| d.is_ascii_digit() || *d == '.') {
                    digits.push(d);
                }
                digits
            }
            '/' | ',' | ';' | ':' | '#' | '"' | '`' | '@' | '$' => format!("\\{c}"),
            '(' | ')' | '[' | ']' | '|' => format!("\\{c}"),
            '&' | '~' | '%' => return None,
            c if c.is_whitespace() => String::new(),
            c => c.to_string(),
        })
    }

    fn argument(&mut self) -> Option<String> {
        while self.rest.next_if(|c| c.is_whitespace()).is_some() {}
        match self.rest.peek()? {
            '0'..='9' => Some(self.rest.next()?.to_string()),
            _ => self.part(),
        }
    }

    fn words(&mut self) -> Option<String> {
        self.rest.next_if_eq(&'{')?;
        let mut words = String::new();
        loop {
            match self.rest.next()? {
                '}' => break,
                '\\' | '{' | '$' | '"' => return None,
                c => words.push(c),
            }
        }
        Some(words)
    }

    fn command(&mut self) -> Option<String> {
        let mut name = String::new();
        while let Some(c) = self.rest.next_if(char::is_ascii_alphabetic) {
            name.push(c);
        }
        if name.is_empty() {
            return match self.rest.next()? {
                ',' | ':' | ';' | ' ' => Some("thin".to_owned()),
                '!' => Some(String::new()),
                c @ ('{' | '}' | '%' | '$' | '#' | '&' | '_') => Some(format!("\\{c}")),
                '|' => Some("‖".to_owned()),
                _ => None,
            };
        }
        if is_greek(&name) {
            return greek_letter(&name).map(String::from);
        }
        if let Some((_, sign)) = SIGNS.iter().find(|(known, _)| *known == name) {
            return Some((*sign).to_owned());
        }
        match name.as_str() {
            "frac" | "dfrac" | "tfrac" => {
                Some(format!("frac({}, {})", self.argument()?, self.argument()?))
            }
            "sqrt" => match self.rest.next_if_eq(&'[') {
                Some(_) => {
                    let index = self.sequence(Some(']'))?;
                    Some(format!("root({index}, {})", self.argument()?))
                }
                None => Some(format!("sqrt({})", self.argument()?)),
            },
            "text" | "mathrm" | "textrm" => Some(format!("\"{}\"", self.words()?)),
            "operatorname" => Some(format!("op(\"{}\")", self.words()?)),
            "mathbb" => Some(match self.words()?.as_str() {
                "R" => "RR".to_owned(),
                "N" => "NN".to_owned(),
                "Z" => "ZZ".to_owned(),
                "Q" => "QQ".to_owned(),
                _ => return None,
            }),
            "mathbf" | "boldsymbol" => Some(format!("bold({})", self.argument()?)),
            "hat" | "tilde" | "bar" | "vec" | "dot" => {
                let accent = match name.as_str() {
                    "bar" => "macron",
                    "vec" => "arrow",
                    name => name,
                };
                Some(format!("accent({}, {accent})", self.argument()?))
            }
            "left" | "right" | "big" | "Big" | "bigl" | "bigr" | "Bigl" | "Bigr" => {
                match self.rest.next()? {
                    '.' => Some(String::new()),
                    '\\' => Some(format!("\\{}", self.rest.next()?)),
                    c => Some(format!("\\{c}")),
                }
            }
            "sin" | "cos" | "tan" | "cot" | "sec" | "csc" | "arcsin" | "arccos" | "arctan" => {
                Some(name)
            }
            "sinh" | "cosh" | "tanh" | "coth" | "ln" | "log" | "exp" | "min" | "max" | "lim"
            | "sup" | "inf" | "det" => Some(name),
            _ => None,
        }
    }
}

const SIGNS: [(&str, &str); 41] = [
    ("cdot", "dot.op"),
    ("times", "times"),
    ("pm", "plus.minus"),
    ("mp", "minus.plus"),
    ("leq", "<="),
    ("le", "<="),
    ("geq", ">="),
    ("ge", ">="),
    ("lt", "<"),
    ("gt", ">"),
    ("neq", "!="),
    ("ne", "!="),
    ("approx", "approx"),
    ("equiv", "equiv"),
    ("in", "in"),
    ("notin", "in.not"),
    ("to", "->"),
    ("mapsto", "|->"),
    ("implies", "==>"),
    ("iff", "<==>"),
    ("infty", "oo"),
    ("partial", "∂"),
    ("nabla", "∇"),
    ("pi", "π"),
    ("Pi", "Π"),
    ("varphi", "φ"),
    ("varepsilon", "ε"),
    ("ell", "ℓ"),
    ("dots", "dots"),
    ("ldots", "dots"),
    ("cdots", "dots.c"),
    ("prime", "'"),
    ("circ", "compose"),
    ("sum", "sum"),
    ("prod", "product"),
    ("int", "integral"),
    ("quad", "quad"),
    ("qquad", "wide"),
    ("lvert", "\\|"),
    ("rvert", "\\|"),
    ("colon", "\\:"),
];

#[cfg(test)]
mod tests {
    use super::typst_math;

    #[test]
    fn formulas_are_converted_or_refused() {
        let cases = [
            (
                "\\sigma'(x) = \\sigma(x)(1-\\sigma(x))",
                "σ' \\( x \\) = σ \\( x \\) \\( 1 - σ \\( x \\) \\)",
            ),
            ("\\frac{d}{dx}x^{10}", "frac(d, d x) x^(10)"),
            ("\\sqrt[3]{a_1}", "root(3, a_(1))"),
            ("x \\to \\infty", "x -> oo"),
        ];
        for (latex, typst) in cases {
            let found = typst_math(latex).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(found, typst);
        }
        for wrong in ["\\frac{a}{b", "\\begin{matrix}", "a & b", "}"] {
            assert_eq!(typst_math(wrong), None, "{wrong}");
        }
    }
}
