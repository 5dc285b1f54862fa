//! What varies from one variant of a sheet to the next.

use super::mapped::Mapped;
use super::problem::Kind;
use crate::diag::Span;
use crate::eval;
use crate::expr::Store;
use crate::library::Library;
use crate::syntax::{Scope, Statement, parse_in};

/// The values of some parameters, in the expression language.
pub(super) type Values = Vec<(String, String)>;

/// What is said about parameters.
#[derive(Clone, Debug)]
pub(super) enum Declaration {
    /// A name and its values.
    Domain { name: String, values: Vec<String>, file: usize, span: Span },
    /// A condition that the values have to satisfy.
    Condition(Mapped),
}

impl Declaration {
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Domain { name, .. } => Some(name),
            Self::Condition(_) => None,
        }
    }
}

/// The most values of one parameter.
const MOST: usize = 100_000;

/// Reads lines such as `a in 2..9`, `b in {1, 1/2}` and `a != b`; also what cannot be read.
pub(super) fn read(
    file: usize,
    query: &Mapped,
    mut known: Vec<String>,
) -> (Vec<Declaration>, Vec<(Span, Kind)>) {
    let (mut declared, mut problems) = (Vec::new(), Vec::new());
    let mut start = 0;
    for line in query.text.split_inclusive(['\n', ';']) {
        let at = start;
        start += line.len();
        let line = line.trim_end_matches(['\n', ';', '\r']);
        let line = line.split('#').next().unwrap_or("");
        let indent = line.len() - line.trim_start().len();
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let inner = Span::new(at + indent, at + indent + line.len());
        let span = query.source(inner);
        let declaration = match line.split_once(" in ") {
            Some((name, domain)) => domain_of(name.trim(), domain.trim(), &known)
                .map(|(name, values)| Declaration::Domain { name, values, file, span }),
            None if is_condition(line) => {
                Ok(Declaration::Condition(Mapped::copied(line, span.start)))
            }
            None => Err(Kind::Parameter(line.to_owned())),
        };
        match declaration {
            Ok(declaration) => {
                known.extend(declaration.name().map(str::to_owned));
                declared.push(declaration);
            }
            Err(problem) => problems.push((span, problem)),
        }
    }
    (declared, problems)
}

fn domain_of(name: &str, domain: &str, known: &[String]) -> Result<(String, Vec<String>), Kind> {
    let owned = name.to_owned();
    let is_name = name.starts_with(char::is_alphabetic) && name.chars().all(is_part);
    if !is_name || matches!(name, "e" | "pi" | "d" | "D") {
        return Err(Kind::ParameterName(owned));
    }
    if known.iter().any(|known| known == name) {
        return Err(Kind::ParameterTwice(owned));
    }
    let list = domain.strip_prefix('{').and_then(|list| list.strip_suffix('}'));
    let values: Vec<String> = if let Some(list) = list {
        list.split(',').map(|value| value.trim().to_owned()).filter(|v| !v.is_empty()).collect()
    } else {
        let ends = domain.split_once("..").map(|(from, to)| (from.trim(), to.trim()));
        let Some((Ok(from), Ok(to))) =
            ends.map(|(from, to)| (from.parse::<i32>(), to.parse::<i32>()))
        else {
            return Err(Kind::Parameter(format!("{name} in {domain}")));
        };
        (from..=to).take(MOST + 1).map(|value| value.to_string()).collect()
    };
    if values.is_empty() || values.len() > MOST {
        return Err(Kind::Domain(owned));
    }
    if let Some(wrong) = values.iter().find(|value| !is_number(value)) {
        return Err(Kind::Parameter(format!("{name} in {{{wrong}}}")));
    }
    Ok((owned, values))
}

/// Is it a number, perhaps negative or a fraction?
fn is_number(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let is_decimal = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_digit() || c == '.')
            && text.matches('.').count() < 2
    };
    match digits.split_once('/') {
        Some((numer, denom)) => is_decimal(numer) && is_decimal(denom),
        None => is_decimal(digits),
    }
}

fn is_condition(line: &str) -> bool {
    let mut store = Store::new();
    let parsed = parse_in(line, &mut store, &mut Library::new(), &mut Scope::new());
    let is_assumption = |s: &crate::syntax::Spanned| matches!(s.statement, Statement::Assume(_));
    parsed.diagnostics.is_empty() && parsed.statements.iter().all(is_assumption)
}

/// Do the values satisfy the conditions? A condition that cannot be evaluated does not hold.
pub(super) fn admits(declarations: &[Declaration], values: &Values) -> bool {
    const BITS: usize = 256;
    declarations.iter().all(|declaration| {
        let Declaration::Condition(condition) = declaration else { return true };
        let mut store = Store::new();
        let text = substituted(condition, values).text;
        let parsed = parse_in(&text, &mut store, &mut Library::new(), &mut Scope::new());
        parsed.statements.iter().all(|spanned| match spanned.statement {
            Statement::Assume(e) => matches!(eval::holds(&mut store, e, &[], BITS), Ok(Some(true))),
            Statement::Define(_)
            | Statement::Declare(..)
            | Statement::Layer(_)
            | Statement::Network(_)
            | Statement::Convention(..)
            | Statement::Command(_) => false,
        })
    })
}

/// Draws a value for each parameter.
pub(super) fn draw(declarations: &[Declaration], random: &mut Random) -> Values {
    let mut drawn = Vec::new();
    for declaration in declarations {
        if let Declaration::Domain { name, values, .. } = declaration {
            let value = values.get(random.below(values.len())).cloned().unwrap_or_default();
            drawn.push((name.clone(), value));
        }
    }
    drawn
}

/// The text with values for the parameters' names.
pub(super) fn substituted(query: &Mapped, values: &Values) -> Mapped {
    let mut replacements = Vec::new();
    let mut before = ' ';
    let mut rest = query.text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if c == '#' {
            // A comment ends with its line.
            while rest.next_if(|&(_, c)| c != '\n').is_some() {}
            continue;
        }
        if !c.is_alphabetic() {
            before = c;
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some((at, c)) = rest.next_if(|&(_, c)| is_part(c)) {
            end = at + c.len_utf8();
        }
        let span = Span::new(start, end);
        let value = values.iter().find(|(name, _)| name == span.text(&query.text));
        if let Some((_, value)) = value {
            let after = rest.peek().map_or(' ', |&(_, c)| c);
            replacements.push((span, written(value, before, after)));
        }
        before = 'x';
    }
    query.replaced(&replacements)
}

/// A value between its neighbours: in parentheses, where it could run into them.
fn written(value: &str, before: char, after: char) -> String {
    let touches = before.is_alphanumeric() || matches!(before, ')' | '.') || after == '(';
    if touches || value.contains(['-', '/']) { format!("({value})") } else { value.to_owned() }
}

/// A character that a name may have behind its first one.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '\'')
}

/// Prose with values for `{{name}}`, or whatever the delimiters are.
pub(super) fn filled(text: &str, values: &Values, open: &str, close: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        let found = after.split_once(close).and_then(|(name, behind)| {
            let value = values.iter().find(|(known, _)| known == name.trim());
            value.map(|(_, value)| (value, behind))
        });
        out.push_str(before);
        match found {
            Some((value, behind)) => {
                out.push_str(value);
                rest = behind;
            }
            None => {
                // Of three braces the last two may be ours.
                let (first, behind) = rest.split_at(before.len() + 1);
                out.push_str(first.get(before.len()..).unwrap_or(""));
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A reproducible source of numbers (SplitMix64): the same seed gives the same variants, anywhere.
pub(super) struct Random(u64);

impl Random {
    /// A source for a seed and a place in the sheet.
    pub fn new(seed: u64, variant: usize, scope: usize) -> Self {
        let mut random = Self(seed);
        for part in [variant, scope] {
            let mixed = random.next() ^ u64::try_from(part).unwrap_or(u64::MAX);
            random = Self(mixed);
        }
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`, or 0.
    fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % n).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Mapped, Random, admits, draw, filled, read, substituted};

    fn values(pairs: &[(&str, &str)]) -> super::Values {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn names_are_replaced_and_nothing_else() {
        let values = values(&[("a", "3"), ("b", "-1/2")]);
        let query = Mapped::copied("d/dx (a*x^b + 2a + ab + tan(a x)) # a", 0);
        let text = substituted(&query, &values).text;
        assert_eq!(text, "d/dx (3*x^(-1/2) + 2(3) + ab + tan(3 x)) # a");
        assert_eq!(filled("$x^{{{a}}}$, {{c}}", &values, "{{", "}}"), "$x^{3}$, {{c}}");
    }

    #[test]
    fn conditions_are_kept() {
        let lines = Mapped::copied("a in 2..4; b in {1, 3}\na != b, a - b > 0", 0);
        let (declared, problems) = read(0, &lines, Vec::new());
        assert!(problems.is_empty(), "{problems:?}");
        let mut found = std::collections::BTreeSet::new();
        for variant in 0..200 {
            let drawn = draw(&declared, &mut Random::new(7, variant, 0));
            if admits(&declared, &drawn) {
                found.insert(drawn.iter().map(|(_, value)| value.as_str()).collect::<String>());
            }
        }
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["21", "31", "41", "43"]);
    }

    #[test]
    fn wrong_lines_are_told() {
        let lines = Mapped::copied("a in 2..1\na b\nc in {x}\ne in 1..2\nf in 1..2\nf in 3..4", 0);
        let (declared, problems) = read(0, &lines, Vec::new());
        assert_eq!(declared.len(), 1);
        let codes: Vec<_> = problems.iter().map(|(_, kind)| kind.code()).collect();
        let [line, name] = ["parameter-line", "parameter-name"];
        assert_eq!(codes, ["parameter-domain", line, line, name, "parameter-twice"]);
    }
}
