//! Commands with arguments, derivatives, and environments.

use super::formula::{Formula, Read};
use super::names;
use super::token::{Tok, Token};
use super::tree::{Kind, NodeId};
use super::trouble::TroubleKind;
use crate::diag::Span;

impl<'a> Formula<'_, 'a> {
    pub(super) fn command(&mut self, name: &'a str) -> Read<NodeId> {
        let span = self.here();
        if let Some(greek) = names::greek(name) {
            self.next();
            return self.named(greek.to_owned(), span.start);
        }
        if let Some(accent) = names::accent(name) {
            self.next();
            return self.accented(accent, span.start);
        }
        match name {
            "pi" => self.fixed(Kind::Pi, span),
            "infty" => self.fixed(Kind::Foreign("infinity"), span),
            "frac" | "dfrac" | "tfrac" | "cfrac" => {
                self.next();
                self.fraction(span.start)
            }
            "binom" | "dbinom" => {
                self.next();
                let (n, k) = (self.script()?, self.script()?);
                let span = self.since(span.start);
                Ok(self.tree.push(Kind::Binomial, vec![n, k], span))
            }
            "sqrt" => {
                self.next();
                self.root(span.start)
            }
            "sum" | "prod" => {
                self.next();
                self.large(if name == "sum" { Kind::Sum } else { Kind::Product }, span.start)
            }
            "int" | "iint" | "oint" => Err(TroubleKind::Foreign("an integral").at(span)),
            "lim" | "limsup" | "liminf" => Err(TroubleKind::Foreign("a limit").at(span)),
            "nabla" => Err(TroubleKind::Foreign("a gradient").at(span)),
            "dots" | "ldots" | "cdots" | "vdots" => {
                Err(TroubleKind::Foreign("what the dots leave out").at(span))
            }
            "boxed" | "fbox" | "underline" | "overbrace" | "underbrace" | "mathstrut"
            | "cancel" | "displaylines" | "ensuremath" | "overset" => {
                self.next();
                let value = self.script()?;
                if matches!(name, "underbrace" | "overbrace") && self.peek_script() {
                    // Its name is read where the line is looked at.
                    self.pos = names::script_end(self.tokens, self.pos + 1);
                }
                Ok(value)
            }
            "hphantom" | "phantom" => Err(TroubleKind::UnknownCommand(name.to_owned()).at(span)),
            _ if names::is_typeface(name) => {
                self.next();
                self.accented("", span.start)
            }
            _ => match self.known_function(name) {
                Some(function) => {
                    self.next();
                    self.applied(function, span.start)
                }
                None => Err(self.unexpected()),
            },
        }
    }

    fn peek_script(&self) -> bool {
        matches!(self.peek(), Some(Tok::Char('_' | '^')))
    }

    /// `\hat{y}_k`: the accent is a part of the name.
    fn accented(&mut self, accent: &str, start: usize) -> Read<NodeId> {
        let end = names::script_end(self.tokens, self.pos);
        let inner = self.tokens.get(self.pos..end).unwrap_or_default();
        let base = inner.split(|t| matches!(t.kind, Tok::Char('_' | '^'))).next();
        let is_plain = base.is_some_and(|base| !base.iter().any(|t| t.kind == Tok::Char('-')));
        let Some(mut text) = base.and_then(names::script_text).filter(|_| is_plain) else {
            return Err(TroubleKind::Foreign("an accent over this").at(self.here()));
        };
        text.push_str(accent);
        if let Some(index) = inner.iter().position(|t| t.kind == Tok::Char('_')) {
            let rest = inner.get(index + 1..).unwrap_or_default();
            if let Some(sub) = names::script_text(rest) {
                text.push('_');
                text.push_str(&sub);
            }
        }
        self.pos = end;
        self.named(text, start)
    }

    fn root(&mut self, start: usize) -> Read<NodeId> {
        let index = match self.peek() {
            Some(Tok::Open('[')) => {
                self.next();
                let index = self.sum()?;
                if !self.take(Tok::Close('[')) {
                    return Err(self.unexpected());
                }
                Some(index)
            }
            _ => None,
        };
        let radicand = self.script()?;
        let children = std::iter::once(radicand).chain(index).collect();
        let span = self.since(start);
        Ok(self.tree.push(Kind::Root, children, span))
    }

    fn fraction(&mut self, start: usize) -> Read<NodeId> {
        if let Some(derivative) = self.derivative(start) {
            return derivative;
        }
        let (top, bottom) = (self.script()?, self.script()?);
        let span = self.since(start);
        Ok(self.tree.push(Kind::Div, vec![top, bottom], span))
    }

    /// `\frac{d}{dx} u`, `\frac{d u}{dx}` and `\frac{\partial^2 L}{\partial x \partial y}`.
    fn derivative(&mut self, start: usize) -> Option<Read<NodeId>> {
        let (top_end, top) = self.braces(self.pos)?;
        let (bottom_end, bottom) = self.braces(top_end)?;
        let is_d = |t: &Token<'_>| {
            matches!(t.kind, Tok::Letter('d') | Tok::Command("partial"))
                || matches!(t.kind, Tok::Words("mathrm" | "text" | "operatorname", "d"))
        };
        if !top.first().is_some_and(is_d) || !bottom.first().is_some_and(is_d) {
            return None;
        }
        let (order, after) = order(top, 1);
        let variables = self.variables(bottom, is_d)?;
        if variables.is_empty() || order != variables.len() {
            return None;
        }
        let body_start = self.pos + 1 + after;
        let body_end = top_end - 1;
        let mut nodes = Vec::new();
        for (name, span) in variables {
            nodes.push(self.tree.push(Kind::Name(name), Vec::new(), span));
        }
        if body_start >= body_end {
            self.pos = bottom_end;
            return Some(self.differentiated(nodes, start));
        }
        self.pos = body_start;
        let body = self.inside(Self::sum);
        let ended = self.pos == body_end;
        self.pos = bottom_end;
        let body = match body {
            Ok(body) if ended => body,
            Ok(_) => return None,
            Err(trouble) => return Some(Err(trouble)),
        };
        let is_name = matches!(self.tree.node(body).kind, Kind::Name(_));
        let span = self.since(start);
        nodes.push(body);
        Some(Ok(self.tree.push(if is_name { Kind::Quotient } else { Kind::Deriv }, nodes, span)))
    }

    /// The tokens between the braces at this index, and the index after them.
    fn braces(&self, from: usize) -> Option<(usize, &'_ [Token<'a>])> {
        if self.tokens.get(from)?.kind != Tok::Char('{') {
            return None;
        }
        let end = names::script_end(self.tokens, from);
        Some((end, self.tokens.get(from + 1..end.checked_sub(1)?)?))
    }

    /// `dx`, `dx^2`, `\partial x \partial y`: the variables, each as often as it counts.
    fn variables(
        &self,
        tokens: &[Token<'a>],
        is_d: impl Fn(&Token<'_>) -> bool,
    ) -> Option<Vec<(String, Span)>> {
        let mut found = Vec::new();
        let mut i = 0;
        while i < tokens.len() {
            if !is_d(tokens.get(i)?) {
                return None;
            }
            let first = i + 1;
            let mut end = first + 1;
            while let Some(token) = tokens.get(end) {
                if is_d(token) {
                    break;
                }
                end += 1;
            }
            let mut part = tokens.get(first..end)?;
            let mut count = 1;
            if let [rest @ .., caret, n] = part
                && caret.kind == Tok::Char('^')
                && let Tok::Number(n) = n.kind
            {
                (part, count) = (rest, n.parse().ok()?);
            } else if let [rest @ .., caret, open, n, close] = part
                && (caret.kind, open.kind, close.kind)
                    == (Tok::Char('^'), Tok::Char('{'), Tok::Char('}'))
                && let Tok::Number(n) = n.kind
            {
                (part, count) = (rest, n.parse().ok()?);
            }
            let span = part.first()?.span.to(part.last()?.span);
            let mut inner = Formula {
                tokens: part,
                pos: 0,
                names: self.names,
                tree: super::tree::Tree::default(),
                depth: self.depth,
                bars: Vec::new(),
                end: span.end,
            };
            let id = inner.inside(Self::atom_of).ok()?;
            if inner.pos != part.len() || count > 15 {
                return None;
            }
            let Kind::Name(name) = &inner.tree.node(id).kind else { return None };
            found.extend(std::iter::repeat_n((name.clone(), span), count));
            i = end;
        }
        Some(found)
    }

    fn atom_of(reader: &mut Formula<'_, 'a>) -> Read<NodeId> {
        reader.atom()
    }

    /// What follows `\frac{d}{dx}`: a bracket, or the product up to the next sign.
    fn differentiated(&mut self, mut nodes: Vec<NodeId>, start: usize) -> Read<NodeId> {
        let by_bracket = matches!(self.peek(), Some(Tok::Open(c)) if c != '|');
        let mut body = self.inside(Self::factor)?;
        while !by_bracket && self.starts_operand() {
            let factor = self.inside(Self::factor)?;
            body = self.binary(Kind::Mul, body, factor);
        }
        nodes.push(body);
        let span = self.since(start);
        Ok(self.tree.push(Kind::Deriv, nodes, span))
    }

    /// `\sum_{i=1}^{n} u`; the body is the product that follows.
    fn large(&mut self, kind: Kind, start: usize) -> Read<NodeId> {
        let whole = self.here();
        let (mut variable, mut from, mut to) = (None, None, None);
        for _ in 0..2 {
            if self.take(Tok::Char('_')) {
                let braced = self.take(Tok::Char('{'));
                variable = Some(self.inside(Self::atom)?);
                if self.take(Tok::Char('=')) {
                    from = Some(self.sum()?);
                }
                if braced && !self.take(Tok::Char('}')) {
                    return Err(TroubleKind::Foreign("this range of an index").at(self.here()));
                }
            } else if self.take(Tok::Char('^')) {
                to = Some(self.script()?);
            }
        }
        let mut body = self.inside(Self::factor)?;
        loop {
            if matches!(self.peek(), Some(Tok::Command("cdot" | "times"))) {
                self.next();
            } else if !self.starts_operand() {
                break;
            }
            let factor = self.inside(Self::factor)?;
            body = self.binary(Kind::Mul, body, factor);
        }
        let (Some(variable), Some(from), Some(to)) = (variable, from, to) else {
            return Err(TroubleKind::Foreign("a sum without bounds").at(whole));
        };
        let span = self.since(start);
        Ok(self.tree.push(kind, vec![variable, from, to, body], span))
    }

    pub(super) fn environment(&mut self, name: &'a str) -> Read<NodeId> {
        let open = self.here();
        if name != "cases" && name != "dcases" {
            return Err(if name.ends_with("matrix") || name == "array" {
                TroubleKind::Foreign("a matrix").at(open)
            } else {
                TroubleKind::Unexpected(format!("the environment {name}")).at(open)
            });
        }
        self.next();
        let mut parts = Vec::new();
        loop {
            let value = self.sum()?;
            self.take(Tok::Char(','));
            self.take(Tok::Char('&'));
            match self.peek() {
                Some(Tok::Words(_, words)) if is_otherwise(words) => {
                    self.next();
                    parts.push(value);
                }
                Some(Tok::Words(..)) => {
                    self.next();
                    parts.extend([self.condition()?, value]);
                }
                _ => parts.extend([self.condition()?, value]),
            }
            while matches!(self.peek(), Some(Tok::Char(',' | '.' | ';'))) {
                self.next();
            }
            if self.take(Tok::Command("\\")) && self.peek() != Some(Tok::End(name)) {
                continue;
            }
            if !self.take(Tok::End(name)) {
                return Err(self.wrong_end('{', open));
            }
            let span = self.since(open.start);
            return Ok(self.tree.push(Kind::Cases, parts, span));
        }
    }
}

fn is_otherwise(words: &str) -> bool {
    matches!(words.trim(), "otherwise" | "else" | "otherwise." | "sonst" | "otherwise,")
}

/// The order in `d^2` at this index, and the index after it.
fn order(tokens: &[Token<'_>], from: usize) -> (usize, usize) {
    let kinds: Vec<Tok<'_>> = tokens.iter().skip(from).take(4).map(|t| t.kind).collect();
    match kinds.as_slice() {
        [Tok::Char('^'), Tok::Number(n), ..] => (n.parse().unwrap_or(0), from + 2),
        [Tok::Char('^'), Tok::Char('{'), Tok::Number(n), Tok::Char('}')] => {
            (n.parse().unwrap_or(0), from + 4)
        }
        _ => (1, from),
    }
}
