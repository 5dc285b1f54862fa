//! LaTeX formulas in captions and titles: read into the small dialect that `latex2mathml` gets
//! right, or refused.
//!
//! Every command is on a list; an unknown one is refused, so nothing foreign reaches the page.

use std::iter::Peekable;
use std::str::Chars;

use super::spelling::LATEX_FUNCTIONS;
use crate::notation::is_greek;

/// Why a LaTeX formula was not converted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refused {
    /// A command that is not on the list.
    Command(String),
    /// A character that means nothing in a formula.
    Character(char),
    /// A brace, a `\right` or an argument is missing, or there is one too many.
    Structure,
    /// Groups inside groups, deeper than the limit.
    Depth,
    /// The converter did not understand it.
    Converter,
}

/// Groups may be nested this deeply.
const MAX_DEPTH: usize = 100;

/// The first of the private characters that stand for operators on their way through the
/// converter, which would write some of them unescaped and others as identifiers.
const PRIVATE: u32 = 0xE000;

/// Commands and characters for operators.
const OPERATORS: [(&str, char); 24] = [
    ("lt", '<'),
    ("gt", '>'),
    ("le", '≤'),
    ("leq", '≤'),
    ("ge", '≥'),
    ("geq", '≥'),
    ("ne", '≠'),
    ("neq", '≠'),
    ("approx", '≈'),
    ("equiv", '≡'),
    ("in", '∈'),
    ("notin", '∉'),
    ("to", '→'),
    ("mapsto", '↦'),
    ("implies", '⟹'),
    ("cdot", '⋅'),
    ("times", '×'),
    ("pm", '±'),
    ("mp", '∓'),
    ("circ", '∘'),
    ("dots", '…'),
    ("ldots", '…'),
    ("cdots", '⋯'),
    ("prime", '′'),
];

/// Letters besides the Greek ones that are names.
const LETTERS: [&str; 6] = ["pi", "varphi", "Pi", "infty", "ell", "partial"];

const SPACES: [&str; 7] = [",", ";", ":", "!", " ", "quad", "qquad"];

/// Operators that carry their limits above and below; the converter handles both scripts here.
const LARGE: [&str; 6] = ["sum", "prod", "int", "lim", "min", "max"];

const ACCENTS: [&str; 5] = ["bar", "hat", "vec", "dot", "tilde"];

/// Rewrites a formula into the converter's dialect.
pub(super) fn rewrite(latex: &str) -> Result<String, Refused> {
    let mut reader = Reader { rest: latex.chars().peekable(), depth: 0 };
    let out = reader.sequence(End::Input)?;
    Ok(out)
}

/// The operator that a private character stands for.
pub(super) fn operator(private: char) -> Option<char> {
    let index = u32::from(private).checked_sub(PRIVATE)?;
    OPERATORS.get(index as usize).map(|&(_, operator)| operator)
}

fn private(operator: char) -> Option<char> {
    let index = OPERATORS.iter().position(|&(_, c)| c == operator)?;
    char::from_u32(PRIVATE + u32::try_from(index).ok()?)
}

/// What ends a sequence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Input,
    Brace,
    Bracket,
    Right,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Function,
    Large,
    Space,
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    depth: usize,
}

impl Reader<'_> {
    fn sequence(&mut self, end: End) -> Result<String, Refused> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Refused::Depth);
        }
        let mut out = String::new();
        loop {
            self.skip_blanks();
            match (self.rest.peek().copied(), end) {
                (None, End::Input) => break,
                (None, End::Brace | End::Bracket | End::Right) => return Err(Refused::Structure),
                (Some('}'), End::Brace) | (Some(']'), End::Bracket) => {
                    self.rest.next();
                    break;
                }
                (Some('\\'), End::Right) if self.takes_right() => break,
                (Some(_), _) => {
                    let (atom, kind) = self.atom()?;
                    self.scripted(&mut out, &atom, kind)?;
                }
            }
        }
        self.depth -= 1;
        Ok(out)
    }

    fn skip_blanks(&mut self) {
        while self.rest.next_if(|c| c.is_ascii_whitespace() || *c == '~').is_some() {}
    }

    /// Takes `\right` if it comes next.
    fn takes_right(&mut self) -> bool {
        let mut ahead = self.rest.clone();
        let found = "\\right".chars().all(|c| ahead.next() == Some(c))
            && ahead.peek().is_none_or(|c| !c.is_ascii_alphabetic());
        if found {
            self.rest = ahead;
        }
        found
    }

    fn atom(&mut self) -> Result<(String, Kind), Refused> {
        let Some(c) = self.rest.next() else { return Err(Refused::Structure) };
        let text = match c {
            '\\' => return self.command(),
            '{' => format!("{{{}}}", self.sequence(End::Brace)?),
            '0'..='9' => {
                let mut digits = String::from(c);
                while let Some(d) = self.rest.next_if(|d| d.is_ascii_digit() || *d == '.') {
                    digits.push(d);
                }
                digits
            }
            'a'..='z' | 'A'..='Z' => c.to_string(),
            '+' | '-' | '=' | '(' | ')' | '[' | ']' | ',' | '.' | ';' | ':' | '!' | '/' | '*'
            | '|' => c.to_string(),
            '−' => "-".to_owned(),
            '·' => private('⋅').ok_or(Refused::Character(c))?.to_string(),
            c if private(c).is_some() => private(c).map_or_else(String::new, String::from),
            c if c.is_alphabetic() => c.to_string(),
            c => return Err(Refused::Character(c)),
        };
        Ok((text, Kind::Plain))
    }

    fn command(&mut self) -> Result<(String, Kind), Refused> {
        let mut name = String::new();
        while let Some(c) = self.rest.next_if(char::is_ascii_alphabetic) {
            name.push(c);
        }
        if name.is_empty() {
            name.extend(self.rest.next());
        }
        let name = name.as_str();
        if let Some(&(_, operator)) = OPERATORS.iter().find(|(command, _)| *command == name) {
            return Ok((private(operator).map_or_else(String::new, String::from), Kind::Plain));
        }
        let plain = |text: String| Ok((text, Kind::Plain));
        match name {
            _ if is_greek(name) || LETTERS.contains(&name) => plain(format!("{{\\{name}}}")),
            _ if SPACES.contains(&name) => Ok((format!("\\{name} "), Kind::Space)),
            _ if LARGE.contains(&name) => Ok((format!("\\{name}"), Kind::Large)),
            _ if LATEX_FUNCTIONS.contains(&name) => Ok((format!("{{\\{name}}}"), Kind::Function)),
            _ if ACCENTS.contains(&name) => plain(format!("\\{name}{}", self.argument()?)),
            "frac" | "dfrac" | "tfrac" => {
                let (numerator, denominator) = (self.argument()?, self.argument()?);
                plain(format!("\\frac{numerator}{denominator}"))
            }
            "sqrt" => {
                self.skip_blanks();
                let index = match self.rest.next_if_eq(&'[') {
                    Some(_) => format!("[{}]", self.sequence(End::Bracket)?),
                    None => String::new(),
                };
                plain(format!("\\sqrt{index}{}", self.argument()?))
            }
            "operatorname" | "mathrm" => {
                let word = self.word()?;
                let is_word = word.chars().all(char::is_alphabetic);
                if !is_word || word.is_empty() {
                    return Err(Refused::Command(name.to_owned()));
                }
                Ok((format!("{{\\operatorname{{{word}}}}}"), Kind::Function))
            }
            "text" => {
                let words = self.word()?;
                if !words.chars().all(|c| c.is_alphabetic() || c == ' ') {
                    return Err(Refused::Command(name.to_owned()));
                }
                // The converter drops ordinary blanks.
                plain(format!("\\text{{{}}}", words.replace(' ', "\u{a0}")))
            }
            "mathbb" => {
                let letter = match self.word()?.as_str() {
                    "N" => 'ℕ',
                    "Z" => 'ℤ',
                    "Q" => 'ℚ',
                    "R" => 'ℝ',
                    "C" => 'ℂ',
                    _ => return Err(Refused::Command(name.to_owned())),
                };
                plain(letter.to_string())
            }
            "left" => {
                let open = self.delimiter()?;
                let content = self.sequence(End::Right)?;
                let close = self.delimiter()?;
                plain(format!("{{\\left{open} {content}\\right{close} }}"))
            }
            "lvert" | "rvert" | "vert" => plain("|".to_owned()),
            "lfloor" | "rfloor" | "lceil" | "rceil" | "{" | "}" => plain(format!("\\{name} ")),
            _ => Err(Refused::Command(name.to_owned())),
        }
    }

    fn delimiter(&mut self) -> Result<&'static str, Refused> {
        self.skip_blanks();
        match self.rest.next() {
            Some('(') => Ok("("),
            Some(')') => Ok(")"),
            Some('[') => Ok("["),
            Some(']') => Ok("]"),
            Some('|') => Ok("|"),
            Some('.') => Ok("."),
            _ => Err(Refused::Structure),
        }
    }

    /// An argument, in braces.
    fn argument(&mut self) -> Result<String, Refused> {
        self.skip_blanks();
        match self.rest.peek() {
            Some(&digit @ '0'..='9') => {
                self.rest.next();
                Ok(format!("{{{digit}}}"))
            }
            Some('}' | ']' | '^' | '_' | '\'') | None => Err(Refused::Structure),
            Some('{') => self.atom().map(|(group, _)| group),
            Some(_) => {
                let (atom, kind) = self.atom()?;
                if kind == Kind::Space {
                    Err(Refused::Structure)
                } else {
                    Ok(format!("{{{atom}}}"))
                }
            }
        }
    }

    /// The raw text of a braced argument.
    fn word(&mut self) -> Result<String, Refused> {
        self.skip_blanks();
        if self.rest.next() != Some('{') {
            return Err(Refused::Structure);
        }
        let mut word = String::new();
        loop {
            match self.rest.next() {
                Some('}') => return Ok(word),
                Some(c @ ('{' | '\\')) => return Err(Refused::Character(c)),
                Some(c) => word.push(c),
                None => return Err(Refused::Structure),
            }
        }
    }

    /// Writes an atom with the primes, index and exponent that follow it.
    fn scripted(&mut self, out: &mut String, atom: &str, kind: Kind) -> Result<(), Refused> {
        let (mut sub, mut sup, mut primes) = (None, None, String::new());
        loop {
            self.skip_blanks();
            if sup.is_none() && self.rest.next_if_eq(&'\'').is_some() {
                primes.extend(private('′'));
            } else if sub.is_none() && self.rest.next_if_eq(&'_').is_some() {
                sub = Some(self.argument()?);
            } else if sup.is_none() && self.rest.next_if_eq(&'^').is_some() {
                sup = Some(self.argument()?);
            } else {
                break;
            }
        }
        if matches!(self.rest.peek(), Some('_' | '^' | '\'')) {
            return Err(Refused::Structure);
        }
        let sup = match (primes.is_empty(), sup) {
            (true, sup) => sup,
            (false, None) => Some(format!("{{{primes}}}")),
            (false, Some(sup)) => Some(format!("{{{primes}{sup}}}")),
        };
        match (kind, sub, sup) {
            (Kind::Space, Some(_), _) | (Kind::Space, _, Some(_)) => {
                return Err(Refused::Structure);
            }
            (Kind::Plain | Kind::Function | Kind::Space | Kind::Large, None, None) => {
                out.push_str(atom);
                out.push(' ');
            }
            (Kind::Large, sub, sup) => {
                out.push_str(atom);
                out.extend(sub.map(|sub| format!("_{sub}")));
                out.extend(sup.map(|sup| format!("^{sup}")));
            }
            (Kind::Plain | Kind::Function, Some(sub), None) => {
                out.push_str(&format!("{{{atom}}}_{sub}"));
            }
            (Kind::Plain | Kind::Function, None, Some(sup)) => {
                out.push_str(&format!("{{{atom}}}^{sup}"));
            }
            // The converter would hang the exponent on the index.
            (Kind::Plain | Kind::Function, Some(sub), Some(sup)) => {
                out.push_str(&format!("{{{{{atom}}}_{sub}}}^{sup}"));
            }
        }
        if kind == Kind::Function && !matches!(self.rest.peek(), Some('(' | '\\' | '}') | None) {
            out.push_str("\\, ");
        }
        Ok(())
    }
}
