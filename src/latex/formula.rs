//! One formula: tokens to a tree, by binding power.
//!
//! The reader descends into groups; how deep it goes is limited.

use super::names::{self, Names};
use super::token::{Tok, Token};
use super::tree::{Kind, NodeId, Tree};
use super::trouble::{Trouble, TroubleKind};
use crate::diag::Span;
use crate::expr::Rel;

/// Groups may be nested this deeply.
pub(super) const MAX_DEPTH: usize = 96;

pub(super) type Read<T> = Result<T, Trouble>;

/// Reads the tokens of one formula.
pub(super) struct Formula<'t, 'a> {
    pub(super) tokens: &'t [Token<'a>],
    pub(super) pos: usize,
    pub(super) names: &'t Names,
    pub(super) tree: Tree,
    pub(super) depth: usize,
    /// How many bars are open that close with the same sign as they open with.
    pub(super) bars: Vec<char>,
    /// Where the formula ends, for messages.
    pub(super) end: usize,
}

/// A formula that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parsed {
    /// The nodes.
    pub tree: Tree,
    /// The top of the tree.
    pub root: NodeId,
}

/// Reads tokens as one value, or as several in parentheses.
///
/// # Errors
/// What cannot be read, with its place.
pub fn formula(tokens: &[Token<'_>], names: &Names) -> Result<Parsed, Trouble> {
    let end = tokens.last().map_or(0, |t| t.span.end);
    let (tree, bars) = (Tree::default(), Vec::new());
    let mut reader = Formula { tokens, pos: 0, names, tree, depth: 0, bars, end };
    let root = reader.sum()?;
    match reader.peek() {
        None => Ok(Parsed { tree: reader.tree, root }),
        Some(_) => Err(reader.unexpected()),
    }
}

impl<'a> Formula<'_, 'a> {
    pub(super) fn peek(&self) -> Option<Tok<'a>> {
        self.tokens.get(self.pos).map(|t| t.kind)
    }

    pub(super) fn ahead(&self, n: usize) -> Option<Tok<'a>> {
        self.tokens.get(self.pos + n).map(|t| t.kind)
    }

    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        let token = self.tokens.get(self.pos).copied();
        self.pos += usize::from(token.is_some());
        token
    }

    pub(super) fn take(&mut self, kind: Tok<'_>) -> bool {
        let is = self.peek() == Some(kind);
        self.pos += usize::from(is);
        is
    }

    pub(super) fn here(&self) -> Span {
        self.tokens.get(self.pos).map_or(Span::new(self.end, self.end), |t| t.span)
    }

    /// From this byte to the end of the last token.
    pub(super) fn since(&self, start: usize) -> Span {
        let last = self.tokens.get(self.pos.wrapping_sub(1));
        Span::new(start, last.map_or(start, |t| t.span.end))
    }

    pub(super) fn span(&self, id: NodeId) -> Span {
        self.tree.node(id).span
    }

    pub(super) fn unexpected(&self) -> Trouble {
        let kind = match self.peek() {
            None => TroubleKind::MissingOperand,
            Some(Tok::Command(name)) if !is_known_sign(name) => {
                TroubleKind::UnknownCommand(name.to_owned())
            }
            Some(Tok::Command(name)) => TroubleKind::Unexpected(format!("\\{name}")),
            Some(Tok::Open(c) | Tok::Close(c)) => TroubleKind::Unclosed(c),
            Some(Tok::Letter(c) | Tok::Char(c)) => TroubleKind::Unexpected(format!("'{c}'")),
            Some(Tok::Number(n)) => TroubleKind::Unexpected(n.to_owned()),
            Some(Tok::Words(_, words)) => TroubleKind::Words(words.trim().to_owned()),
            Some(Tok::Begin(name) | Tok::End(name)) => TroubleKind::Unexpected(name.to_owned()),
        };
        kind.at(self.here())
    }

    pub(super) fn binary(&mut self, kind: Kind, a: NodeId, b: NodeId) -> NodeId {
        let span = self.span(a).to(self.span(b));
        self.tree.push(kind, vec![a, b], span)
    }

    pub(super) fn unary(&mut self, kind: Kind, a: NodeId, span: Span) -> NodeId {
        self.tree.push(kind, vec![a], span)
    }

    /// Goes one group deeper.
    pub(super) fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth >= MAX_DEPTH {
            return Err(TroubleKind::TooDeep.at(self.here()));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// `a + b - c`
    pub(super) fn sum(&mut self) -> Read<NodeId> {
        self.inside(|reader| {
            let mut total = reader.signed()?;
            loop {
                let kind = match reader.peek() {
                    Some(Tok::Char('+')) => Kind::Add,
                    Some(Tok::Char('-')) => Kind::Sub,
                    Some(Tok::Command("pm" | "mp")) => {
                        return Err(TroubleKind::Foreign("a choice of two signs").at(reader.here()));
                    }
                    _ => return Ok(total),
                };
                reader.next();
                let term = reader.signed()?;
                total = reader.binary(kind, total, term);
            }
        })
    }

    /// A product, perhaps after signs.
    fn signed(&mut self) -> Read<NodeId> {
        let mut minus = Vec::new();
        loop {
            match self.peek() {
                Some(Tok::Char('-')) => minus.push(self.here().start),
                Some(Tok::Char('+')) => {}
                Some(Tok::Command("pm" | "mp")) => {
                    return Err(TroubleKind::Foreign("a choice of two signs").at(self.here()));
                }
                _ => break,
            }
            self.next();
        }
        let mut value = self.product()?;
        while let Some(start) = minus.pop() {
            value = self.unary(Kind::Neg, value, Span::new(start, self.span(value).end));
        }
        Ok(value)
    }

    /// Factors with or without signs between them.
    fn product(&mut self) -> Read<NodeId> {
        let mut total = self.factor()?;
        loop {
            let kind = match self.peek() {
                Some(Tok::Command("cdot" | "times" | "ast") | Tok::Char('*')) => Some(Kind::Mul),
                Some(Tok::Command("div") | Tok::Char('/')) => Some(Kind::Div),
                Some(Tok::Command("odot" | "circ" | "otimes")) => {
                    return Err(TroubleKind::Foreign("this product").at(self.here()));
                }
                _ if self.starts_operand() => None,
                _ => return Ok(total),
            };
            let factor = match &kind {
                Some(_) => {
                    self.next();
                    self.signed_factor()?
                }
                None => self.factor()?,
            };
            total = self.binary(kind.unwrap_or(Kind::Mul), total, factor);
        }
    }

    /// A factor behind a sign of multiplication, where a minus may stand.
    fn signed_factor(&mut self) -> Read<NodeId> {
        if self.peek() != Some(Tok::Char('-')) {
            return self.factor();
        }
        let start = self.here().start;
        self.next();
        let value = self.factor()?;
        Ok(self.unary(Kind::Neg, value, self.since(start)))
    }

    /// Can a factor begin here?
    pub(super) fn starts_operand(&self) -> bool {
        match self.peek() {
            Some(Tok::Letter(_) | Tok::Number(_) | Tok::Open(_)) => true,
            Some(Tok::Char('{')) => true,
            Some(Tok::Words(command, words)) => command != "tag" && !is_connective(words),
            Some(Tok::Begin(_)) => true,
            Some(Tok::Char('|')) => !self.bars.contains(&'|'),
            Some(Tok::Command("|")) => false,
            Some(Tok::Char('‖')) => !self.bars.contains(&'‖'),
            Some(Tok::Command(name)) => !is_known_sign(name),
            Some(Tok::Close(_) | Tok::End(_) | Tok::Char(_)) | None => false,
        }
    }

    /// An operand with its exponents.
    pub(super) fn factor(&mut self) -> Read<NodeId> {
        let start = self.here().start;
        let mut value = self.atom()?;
        loop {
            match self.peek() {
                Some(Tok::Char('^')) => {
                    self.next();
                    value = self.exponent(value, start)?;
                }
                Some(Tok::Char('!')) => {
                    self.next();
                    value = self.unary(Kind::Factorial, value, self.since(start));
                }
                Some(Tok::Char('\'')) => {
                    let mut count = 0;
                    while self.take(Tok::Char('\'')) {
                        count += 1;
                    }
                    value = self.unary(Kind::Prime(count), value, self.since(start));
                }
                Some(Tok::Char('_')) => return Err(self.unexpected()),
                _ => return Ok(value),
            }
        }
    }

    /// What stands after `^`.
    fn exponent(&mut self, base: NodeId, start: usize) -> Read<NodeId> {
        if let Some(length) = self.transposes() {
            self.pos += length;
            return Ok(self.unary(Kind::Transpose, base, self.since(start)));
        }
        let exponent = self.script()?;
        let span = self.since(start);
        Ok(self.tree.push(Kind::Pow, vec![base, exponent], span))
    }

    /// How many tokens say "transposed" here.
    fn transposes(&self) -> Option<usize> {
        let is_sign = |tok: Option<Tok<'_>>| {
            matches!(
                tok,
                Some(Tok::Letter('T' | '⊤') | Tok::Command("top" | "intercal" | "mathsf"))
            ) || matches!(tok, Some(Tok::Words("mathrm" | "text", "T")))
        };
        match (self.peek(), self.ahead(1), self.ahead(2)) {
            (Some(Tok::Char('{')), inner, Some(Tok::Char('}'))) if is_sign(inner) => Some(3),
            (first, ..) if is_sign(first) => Some(1),
            _ => None,
        }
    }

    /// The argument of a script or of a command: a group, or one thing.
    pub(super) fn script(&mut self) -> Read<NodeId> {
        match self.peek() {
            Some(Tok::Char('{')) => self.group(),
            Some(Tok::Char('-')) => {
                let start = self.here().start;
                self.next();
                let value = self.inside(Self::atom)?;
                Ok(self.unary(Kind::Neg, value, self.since(start)))
            }
            _ => self.inside(Self::atom),
        }
    }

    /// `{…}`
    pub(super) fn group(&mut self) -> Read<NodeId> {
        let open = self.here();
        if !self.take(Tok::Char('{')) {
            return Err(self.unexpected());
        }
        let bars = std::mem::take(&mut self.bars);
        let value = self.sum()?;
        self.bars = bars;
        if !self.take(Tok::Char('}')) {
            return Err(self.wrong_end('{', open));
        }
        self.tree.widen(value, self.since(open.start));
        Ok(value)
    }

    /// At the end of the input the bracket is to blame, elsewhere what stands there.
    pub(super) fn wrong_end(&self, c: char, open: Span) -> Trouble {
        match self.peek() {
            None => TroubleKind::Unclosed(c).at(open),
            Some(_) => self.unexpected(),
        }
    }

    /// `a < b`, `a < b ≤ c`, `a < b and c > d`.
    pub(super) fn condition(&mut self) -> Read<NodeId> {
        let start = self.here().start;
        let mut parts = Vec::new();
        loop {
            self.comparison(&mut parts)?;
            match self.peek() {
                Some(Tok::Words(_, words)) if words.trim() == "and" => self.pos += 1,
                Some(Tok::Command("land" | "wedge")) => self.pos += 1,
                _ => break,
            }
        }
        match parts.as_slice() {
            &[one] => Ok(one),
            _ => Ok(self.tree.push(Kind::And, parts, self.since(start))),
        }
    }

    fn comparison(&mut self, parts: &mut Vec<NodeId>) -> Read<()> {
        let start = self.here().start;
        let mut left = self.sum()?;
        if let Some(Tok::Words(_, words)) = self.peek()
            && let Some(is) = integer_words(words)
        {
            self.next();
            let part = self.unary(Kind::Integer(is), left, self.since(start));
            parts.push(part);
            return Ok(());
        }
        if matches!(self.peek(), Some(Tok::Words(_, words)) if words.trim() == "differentiable") {
            self.next();
            let part = self.unary(Kind::Differentiable, left, self.since(start));
            parts.push(part);
            return Ok(());
        }
        let mut any = false;
        while let Some(rel) = self.peek().and_then(comparison_sign) {
            self.next();
            let right = self.sum()?;
            let part = self.binary(Kind::Rel(rel), left, right);
            parts.push(part);
            (left, any) = (right, true);
        }
        if any { Ok(()) } else { Err(self.unexpected()) }
    }

    /// Is the name before parentheses a function?
    pub(super) fn calls(&self, name: &str) -> bool {
        self.names.is_function(name)
    }

    /// The function that a command or words name.
    pub(super) fn known_function(&self, text: &str) -> Option<String> {
        let spaceless: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        names::function(self.names, &spaceless.replace("\\_", "_"))
            .map(std::borrow::Cow::into_owned)
    }
}

/// Words that stand between formulas and are no part of them.
fn is_connective(words: &str) -> bool {
    matches!(
        words.trim(),
        "" | "and" | "or" | "if" | "for" | "otherwise" | "where" | "when" | "differentiable"
    ) || integer_words(words).is_some()
}

fn integer_words(words: &str) -> Option<bool> {
    match words.trim() {
        "is an integer" => Some(true),
        "is not an integer" => Some(false),
        _ => None,
    }
}

pub(super) fn comparison_sign(tok: Tok<'_>) -> Option<Rel> {
    Some(match tok {
        Tok::Char('=') => Rel::Eq,
        Tok::Char('<') | Tok::Command("lt") => Rel::Lt,
        Tok::Char('>') | Tok::Command("gt") => Rel::Gt,
        Tok::Command("le" | "leq" | "leqslant") => Rel::Le,
        Tok::Command("ge" | "geq" | "geqslant") => Rel::Ge,
        Tok::Command("ne" | "neq") => Rel::Ne,
        _ => return None,
    })
}

/// Commands that stand between values or end them.
fn is_known_sign(name: &str) -> bool {
    matches!(
        name,
        "cdot"
            | "times"
            | "ast"
            | "div"
            | "pm"
            | "mp"
            | "odot"
            | "otimes"
            | "circ"
            | "le"
            | "leq"
            | "leqslant"
            | "ge"
            | "geq"
            | "geqslant"
            | "ne"
            | "neq"
            | "approx"
            | "simeq"
            | "sim"
            | "equiv"
            | "lt"
            | "gt"
            | "Rightarrow"
            | "implies"
            | "Longrightarrow"
            | "iff"
            | "Leftrightarrow"
            | "Longleftrightarrow"
            | "leftarrow"
            | "gets"
            | "to"
            | "rightarrow"
            | "therefore"
            | "because"
            | "in"
            | "land"
            | "wedge"
            | "lor"
            | "vee"
            | "\\"
            | "colon"
            | "|"
            | "propto"
            | "mid"
            | "doteq"
            | "cong"
            | "triangleq"
            | "coloneqq"
            | "Longleftarrow"
            | "Leftarrow"
            | "qedhere"
            | "square"
            | "blacksquare"
            | "checkmark"
            | "choose"
            | "over"
    )
}
