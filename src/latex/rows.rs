//! Displays to rows, rows to statements: what is claimed to be equal to what.

use super::token::{Tok, Token};
use crate::diag::Span;
use crate::expr::Rel;

/// What stands between two members of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Link {
    /// A comparison.
    Rel(Rel),
    /// `≈`
    Approx,
    /// `:=`, `≡`
    Define,
    /// `⇒`
    Implies,
    /// `⇔`
    Equivalent,
    /// `←`: what follows becomes the new value.
    Update,
    /// `∈`, `∝` and the like: said, not judged.
    Other,
}

/// A member of a row: its tokens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member<'a> {
    /// What links it to the member before; `None` at the start.
    pub link: Option<Link>,
    /// Its tokens.
    pub tokens: Vec<Token<'a>>,
}

/// One statement of a row.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Statement<'a> {
    /// `\Sigma_1 :` in front, if it is there.
    pub label: Vec<Token<'a>>,
    /// The members, with what links them.
    pub members: Vec<Member<'a>>,
    /// The names that braces give to parts: `\underbrace{…}_{W}`, as tokens of part and name.
    pub named: Vec<(Vec<Token<'a>>, Vec<Token<'a>>)>,
}

impl Statement<'_> {
    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> Span {
        let all = self.members.iter().flat_map(|m| &m.tokens).chain(&self.label);
        all.map(|t| t.span).reduce(Span::to).unwrap_or_default()
    }
}

/// Environments that hold rows and mean nothing else.
const ROWS: [&str; 16] = [
    "aligned",
    "align",
    "align*",
    "gather",
    "gather*",
    "gathered",
    "split",
    "equation",
    "equation*",
    "multline",
    "multline*",
    "eqnarray",
    "eqnarray*",
    "alignat",
    "alignat*",
    "displaymath",
];

/// The rows of a display. Row environments disappear; what `\\` separates in other environments
/// stays together.
#[must_use]
pub fn rows<'a>(tokens: &[Token<'a>]) -> Vec<Vec<Token<'a>>> {
    let mut out = vec![Vec::new()];
    let (mut opaque, mut braces) = (0_usize, 0_usize);
    let mut i = 0;
    while let Some(&token) = tokens.get(i) {
        i += 1;
        match token.kind {
            Tok::Begin(name) if ROWS.contains(&name) => {
                if name.starts_with("alignat") {
                    i = super::names::script_end(tokens, i);
                }
                continue;
            }
            Tok::End(name) if ROWS.contains(&name) => continue,
            Tok::Begin(_) => opaque += 1,
            Tok::End(_) => opaque = opaque.saturating_sub(1),
            Tok::Char('{') => braces += 1,
            Tok::Char('}') => braces = braces.saturating_sub(1),
            Tok::Char('&') if opaque == 0 => continue,
            Tok::Command("\\") if opaque == 0 && braces == 0 => {
                i = after_skip(tokens, i);
                out.push(Vec::new());
                continue;
            }
            Tok::Words("label" | "tag", _) | Tok::Command("qedhere" | "square" | "blacksquare") => {
                continue;
            }
            _ => {}
        }
        if let Some(row) = out.last_mut() {
            row.push(token);
        }
    }
    out.retain(|row| !row.is_empty());
    out
}

/// `\\[2pt]`: the index after the length.
fn after_skip(tokens: &[Token<'_>], from: usize) -> usize {
    let is_length = tokens.get(from).is_some_and(|t| t.kind == Tok::Open('[') && !t.spaced)
        && matches!(tokens.get(from + 1).map(|t| t.kind), Some(Tok::Number(_)))
        && matches!(tokens.get(from + 2).map(|t| t.kind), Some(Tok::Letter(_)));
    if !is_length {
        return from;
    }
    let close = tokens.iter().skip(from).position(|t| t.kind == Tok::Close('['));
    close.map_or(from, |n| from + n + 1)
}

/// The statements of a row: commas, `⇒` at the front and words at the ends are taken apart.
#[must_use]
pub fn statements<'a>(row: &[Token<'a>]) -> Vec<Statement<'a>> {
    let mut out = Vec::new();
    for part in split_at_commas(&unwrapped(row)) {
        let statement = statement(&part);
        if !statement.members.is_empty() {
            out.push(statement);
        }
    }
    out
}

/// `\boxed{…}` around the whole row disappears.
fn unwrapped<'a>(row: &[Token<'a>]) -> Vec<Token<'a>> {
    let mut row = row.to_vec();
    loop {
        let front = row.iter().take_while(|t| t.kind == Tok::Command("therefore")).count();
        let is_box = matches!(
            row.get(front).map(|t| t.kind),
            Some(Tok::Command("boxed" | "fbox" | "underline"))
        );
        let open = front + 1;
        let whole = super::token::closing(&row, open)
            .filter(|&end| row.iter().skip(end + 1).all(|t| is_stop(t.kind)));
        match whole {
            Some(end) if is_box => {
                let boxed = Token { kind: Tok::Command("therefore"), ..row[front] };
                let inner = row.get(open + 1..end).unwrap_or_default();
                row = std::iter::once(boxed).chain(inner.iter().copied()).collect();
            }
            _ => return row,
        }
    }
}

fn is_stop(kind: Tok<'_>) -> bool {
    matches!(kind, Tok::Char(',' | '.' | ';'))
}

fn split_at_commas<'a>(row: &[Token<'a>]) -> Vec<Vec<Token<'a>>> {
    let mut out = vec![Vec::new()];
    let mut depth = Depth::default();
    for &token in row {
        let is_split = depth.is_top() && matches!(token.kind, Tok::Char(',' | ';'));
        depth.step(token.kind);
        if is_split {
            out.push(Vec::new());
        } else if let Some(part) = out.last_mut() {
            part.push(token);
        }
    }
    out
}

/// How deep a token stands.
#[derive(Default)]
struct Depth {
    level: usize,
}

impl Depth {
    fn is_top(&self) -> bool {
        self.level == 0
    }

    fn step(&mut self, kind: Tok<'_>) {
        match kind {
            Tok::Char('{') | Tok::Open(_) | Tok::Begin(_) => self.level += 1,
            Tok::Char('}') | Tok::Close(_) | Tok::End(_) => {
                self.level = self.level.saturating_sub(1);
            }
            _ => {}
        }
    }
}

/// `(b)` in front of a formula, which numbers it.
fn number_in_front(tokens: &[Token<'_>]) -> usize {
    let [open, letter, close, next, ..] = tokens else { return 0 };
    let is_number = open.kind == Tok::Open('(')
        && close.kind == Tok::Close('(')
        && matches!(letter.kind, Tok::Letter('a'..='h') | Tok::Letter('i' | 'v'))
        && next.spaced
        && !matches!(next.kind, Tok::Char(_) | Tok::Close(_));
    if is_number { 3 } else { 0 }
}

fn statement<'a>(tokens: &[Token<'a>]) -> Statement<'a> {
    let mut out = Statement::default();
    let tokens = tokens.get(number_in_front(tokens)..).unwrap_or_default();
    let mut current = Member { link: None, tokens: Vec::new() };
    let mut depth = Depth::default();
    let mut i = 0;
    while let Some(&token) = tokens.get(i) {
        i += 1;
        let top = depth.is_top();
        depth.step(token.kind);
        if top && token.kind == Tok::Command("therefore") {
            continue;
        }
        let colon = top && token.kind == Tok::Char(':') && out.members.is_empty();
        let defines = colon && tokens.get(i).map(|t| t.kind) == Some(Tok::Char('='));
        if colon && !defines && current.link.is_none() {
            out.label = std::mem::take(&mut current.tokens);
            continue;
        }
        let link = if defines {
            i += 1;
            Some(Link::Define)
        } else if top {
            link(token.kind)
        } else {
            None
        };
        match link {
            Some(link) => {
                let next = Member { link: Some(link), tokens: Vec::new() };
                push(&mut out, std::mem::replace(&mut current, next));
            }
            None => current.tokens.push(token),
        }
    }
    push(&mut out, current);
    out
}

/// Adds a member, without words at its ends; one without tokens is the missing left side.
fn push<'a>(out: &mut Statement<'a>, mut member: Member<'a>) {
    let is_prose = |t: &Token<'_>| match t.kind {
        Tok::Words(command, words) => {
            matches!(command, "text" | "textrm" | "mbox" | "textcircled" | "intertext" | "textbf")
                && (words.trim().contains(' ') || is_connective(words.trim()))
        }
        Tok::Command("because" | "checkmark") => true,
        kind => is_stop(kind),
    };
    let is_sign = |t: Option<&Token<'_>>| {
        matches!(t.map(|t| t.kind), Some(Tok::Command("times" | "cdot") | Tok::Char('^' | '+')))
    };
    // Words beside a sign of calculation take the place of a value.
    let back = member.tokens.iter().rev().take_while(|t| is_prose(t)).count();
    let end = member.tokens.len() - back;
    if !is_sign(end.checked_sub(1).and_then(|i| member.tokens.get(i))) {
        member.tokens.truncate(end);
    }
    let front = member.tokens.iter().take_while(|t| is_prose(t)).count();
    if !is_sign(member.tokens.get(front)) {
        member.tokens.drain(..front);
    }
    if !member.tokens.is_empty() {
        braces(out, &member);
        out.members.push(member);
    }
}

fn is_connective(words: &str) -> bool {
    let plain = words.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    plain.is_empty()
        || plain.chars().count() == 1
        || matches!(
            plain.as_str(),
            "so" | "thus"
                | "hence"
                | "therefore"
                | "where"
                | "with"
                | "and"
                | "since"
                | "for"
                | "let"
                | "then"
                | "if"
                | "because"
                | "now"
                | "as"
                | "by"
                | "where,"
        )
}

/// Remembers what `\underbrace{…}_{W}` names.
fn braces<'a>(out: &mut Statement<'a>, member: &Member<'a>) {
    for (i, token) in member.tokens.iter().enumerate() {
        if !matches!(token.kind, Tok::Command("underbrace" | "overbrace")) {
            continue;
        }
        let Some(end) = super::token::closing(&member.tokens, i + 1) else { continue };
        if !matches!(member.tokens.get(end + 1).map(|t| t.kind), Some(Tok::Char('_' | '^'))) {
            continue;
        }
        let last = super::names::script_end(&member.tokens, end + 2);
        let part = member.tokens.get(i + 2..end).unwrap_or_default().to_vec();
        let mut name = member.tokens.get(end + 2..last).unwrap_or_default().to_vec();
        name.retain(|t| !matches!(t.kind, Tok::Char('{' | '}')));
        out.named.push((part, name));
    }
}

fn link(kind: Tok<'_>) -> Option<Link> {
    if let Some(rel) = super::formula::comparison_sign(kind) {
        return Some(Link::Rel(rel));
    }
    let Tok::Command(name) = kind else { return None };
    Some(match name {
        "approx" | "simeq" | "sim" | "doteq" | "cong" => Link::Approx,
        "equiv" | "coloneqq" | "triangleq" => Link::Define,
        "Rightarrow" | "implies" | "Longrightarrow" => Link::Implies,
        "iff" | "Leftrightarrow" | "Longleftrightarrow" => Link::Equivalent,
        "leftarrow" | "gets" => Link::Update,
        "in" | "propto" | "to" | "rightarrow" | "mapsto" | "mid" => Link::Other,
        _ => return None,
    })
}
