//! The operands of a formula: numbers, names, brackets, and commands with arguments.

use super::formula::{Formula, Read};
use super::names;
use super::token::{Tok, opener};
use super::tree::{Kind, NodeId};
use super::trouble::TroubleKind;
use crate::diag::Span;

impl<'a> Formula<'_, 'a> {
    /// A number, a name, a bracket or a command with its arguments.
    pub(super) fn atom(&mut self) -> Read<NodeId> {
        let span = self.here();
        match self.peek() {
            Some(Tok::Number(digits)) => {
                self.next();
                let digits = digits.replace("{,}", "").replace("\\,", "");
                Ok(self.tree.push(Kind::Number(digits), Vec::new(), span))
            }
            Some(Tok::Letter('e')) if self.is_plain_e() => {
                self.next();
                Ok(self.tree.push(Kind::E, Vec::new(), span))
            }
            Some(Tok::Letter(_)) => self.name(),
            Some(Tok::Char('{')) => self.group(),
            Some(Tok::Open('.')) => self.evaluated(),
            Some(Tok::Open(c)) => self.bracket(c),
            Some(Tok::Char(c @ ('|' | '‖'))) => self.bracket(c),
            Some(Tok::Words(command, words)) => self.words(command, words),
            Some(Tok::Begin(environment)) => self.environment(environment),
            Some(Tok::Command(name)) => self.command(name),
            _ => Err(self.unexpected()),
        }
    }

    /// Is this the number e, and not a letter with an index?
    fn is_plain_e(&self) -> bool {
        self.ahead(1) != Some(Tok::Char('_'))
    }

    /// `( … )`, `| … |` and so on, opened by the token here.
    fn bracket(&mut self, c: char) -> Read<NodeId> {
        let open = self.here();
        let by_side = matches!(self.peek(), Some(Tok::Open(_)));
        self.next();
        let outer = std::mem::take(&mut self.bars);
        if !by_side {
            self.bars.push(c);
        }
        let first = self.sum()?;
        let mut all = vec![first];
        let takes_lists = matches!(c, '(' | '[' | '{');
        while takes_lists && self.take(Tok::Char(',')) {
            all.push(self.sum()?);
        }
        self.bars = outer;
        let closed = match self.peek() {
            Some(Tok::Close(close)) => close == c,
            Some(Tok::Char(close)) => !by_side && close == c,
            _ => false,
        };
        if !closed {
            return Err(self.wrong_end(c, open));
        }
        self.next();
        let span = self.since(open.start);
        Ok(match c {
            '|' => self.unary(Kind::Abs, first, span),
            '⌊' => self.unary(Kind::Floor, first, span),
            '⌈' => self.unary(Kind::Ceil, first, span),
            '‖' => {
                let mut index = String::new();
                if self.take(Tok::Char('_')) {
                    let end = names::script_end(self.tokens, self.pos);
                    let inner = self.tokens.get(self.pos..end).unwrap_or_default();
                    index = names::script_text(inner).unwrap_or_default();
                    self.pos = end;
                }
                self.unary(Kind::Norm(index), first, self.since(open.start))
            }
            _ if all.len() > 1 => self.tree.push(Kind::Tuple, all, span),
            _ => {
                self.tree.widen(first, span);
                first
            }
        })
    }

    /// `\left. u \right|_{x = a}`
    fn evaluated(&mut self) -> Read<NodeId> {
        let open = self.here();
        self.next();
        let outer = std::mem::take(&mut self.bars);
        let body = self.sum()?;
        self.bars = outer;
        if !self.take(Tok::Close('|')) || !self.take(Tok::Char('_')) {
            return Err(self.wrong_end('.', open));
        }
        let braced = self.take(Tok::Char('{'));
        let x = self.inside(Self::atom)?;
        let point =
            if self.take(Tok::Char('=')) { self.sum()? } else { return Err(self.unexpected()) };
        if braced && !self.take(Tok::Char('}')) {
            return Err(self.unexpected());
        }
        let span = self.since(open.start);
        Ok(self.tree.push(Kind::At, vec![body, x, point], span))
    }

    /// A letter with everything that belongs to it, perhaps applied to arguments.
    fn name(&mut self) -> Read<NodeId> {
        let start = self.here().start;
        let Some(Tok::Letter(first)) = self.peek() else { return Err(self.unexpected()) };
        let long = self.names.long.iter().find(|word| self.spells(word));
        let base = match long {
            Some(word) => {
                self.pos += word.chars().count();
                word.clone()
            }
            None => {
                self.next();
                names::letter(first)
            }
        };
        self.named(base, start)
    }

    /// Do the next tokens spell the word, letter by letter?
    fn spells(&self, word: &str) -> bool {
        word.chars().enumerate().all(|(i, c)| {
            let token = self.tokens.get(self.pos + i);
            token.is_some_and(|t| t.kind == Tok::Letter(c) && (i == 0 || !t.spaced))
        })
    }

    /// Index, primes and sample index of a name, and its arguments if it is a function.
    pub(super) fn named(&mut self, base: String, start: usize) -> Read<NodeId> {
        let mut name = base;
        let mut primes = self.primes();
        let mut superscript = self.sample_index();
        if self.peek() == Some(Tok::Char('_')) {
            self.next();
            let end = names::script_end(self.tokens, self.pos);
            let inner = self.tokens.get(self.pos..end).unwrap_or_default();
            let Some(text) = names::script_text(inner) else {
                let span = inner.first().map_or(self.here(), |t| t.span);
                return Err(TroubleKind::Foreign("this index").at(span));
            };
            name.push('_');
            name.push_str(&text);
            self.pos = end;
        }
        primes += self.primes();
        if superscript.is_none() {
            superscript = self.sample_index();
        }
        let orders = superscript.as_deref().and_then(orders_of).filter(|_| self.calls(&name));
        if let Some(index) = superscript.filter(|_| orders.is_none()) {
            name.push_str(if name.contains('_') { "" } else { "_" });
            name.push_str(&index);
        }
        if self.calls(&name) {
            let power = if orders.is_none() { self.power_of_function()? } else { None };
            if self.peek() == Some(Tok::Open('(')) {
                return self.call(name, primes, orders, power, start);
            }
            if power.is_some() {
                return Err(self.unexpected());
            }
        }
        name.extend(std::iter::repeat_n('\'', primes as usize));
        let span = self.since(start);
        if self.names.matrices.contains(&name) {
            return Err(TroubleKind::Foreign("a matrix").at(span));
        }
        Ok(self.tree.push(Kind::Name(name), Vec::new(), span))
    }

    fn primes(&mut self) -> u32 {
        let mut count = 0;
        loop {
            if self.take(Tok::Char('\'')) {
                count += 1;
            } else if self.peek() == Some(Tok::Char('^'))
                && self.ahead(1) == Some(Tok::Command("prime"))
            {
                self.pos += 2;
                count += 1;
            } else if self.peek() == Some(Tok::Char('^'))
                && self.ahead(1) == Some(Tok::Char('{'))
                && self.ahead(2) == Some(Tok::Command("prime"))
                && self.ahead(3) == Some(Tok::Char('}'))
            {
                self.pos += 4;
                count += 1;
            } else {
                return count;
            }
        }
    }

    /// `^{(n)}`: the number of a sample, or of derivatives.
    fn sample_index(&mut self) -> Option<String> {
        if self.peek() != Some(Tok::Char('^')) || self.ahead(1) != Some(Tok::Char('{')) {
            return None;
        }
        let end = names::script_end(self.tokens, self.pos + 1);
        let inner = self.tokens.get(self.pos + 2..end.checked_sub(1)?)?;
        let [open, middle @ .., close] = inner else { return None };
        if open.kind != Tok::Open('(') || close.kind != Tok::Close('(') || middle.is_empty() {
            return None;
        }
        let mut text = String::new();
        for token in middle {
            match token.kind {
                Tok::Char(',') => text.push(','),
                _ => text.push_str(&names::script_text(std::slice::from_ref(token))?),
            }
        }
        self.pos = end;
        Some(text)
    }

    /// `^2` between a function's name and its parentheses.
    pub(super) fn power_of_function(&mut self) -> Read<Option<NodeId>> {
        if self.peek() != Some(Tok::Char('^')) {
            return Ok(None);
        }
        let end = names::script_end(self.tokens, self.pos + 1);
        let follows = self.tokens.get(end).map(|t| t.kind);
        if follows != Some(Tok::Open('(')) {
            return Ok(None);
        }
        self.next();
        self.script().map(Some)
    }

    /// A call with arguments in parentheses.
    pub(super) fn call(
        &mut self,
        name: String,
        primes: u32,
        orders: Option<Vec<u32>>,
        power: Option<NodeId>,
        start: usize,
    ) -> Read<NodeId> {
        let args = self.arguments()?;
        let orders = if primes > 0 { vec![primes] } else { orders.unwrap_or_default() };
        Ok(self.push_call(name, orders, args, power, start))
    }

    /// The call of a function, raised to the power that stands at its name.
    fn push_call(
        &mut self,
        name: String,
        orders: Vec<u32>,
        args: Vec<NodeId>,
        power: Option<NodeId>,
        start: usize,
    ) -> NodeId {
        let span = self.since(start);
        let value = self.tree.push(Kind::Call(name, orders), args, span);
        match power {
            Some(power) => self.tree.push(Kind::Pow, vec![value, power], span),
            None => value,
        }
    }

    /// `(a, b)`
    pub(super) fn arguments(&mut self) -> Read<Vec<NodeId>> {
        let open = self.here();
        let Some(Tok::Open(c)) = self.peek() else { return Err(self.unexpected()) };
        self.next();
        let outer = std::mem::take(&mut self.bars);
        let mut args = vec![self.sum()?];
        while self.take(Tok::Char(',')) {
            args.push(self.sum()?);
        }
        self.bars = outer;
        if !self.take(Tok::Close(opener(c))) {
            return Err(self.wrong_end(c, open));
        }
        Ok(args)
    }

    /// Words: a function, a name, or only words.
    fn words(&mut self, command: &'a str, words: &'a str) -> Read<NodeId> {
        let span = self.here();
        self.next();
        if let Some(function) = self.known_function(words)
            && (words.trim().len() > 1)
        {
            return self.applied(function, span.start);
        }
        let text = words.trim().replace("\\_", "_");
        let is_name = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_');
        match (command, text.as_str()) {
            ("mathrm" | "text" | "operatorname", "e") => {
                Ok(self.tree.push(Kind::E, Vec::new(), span))
            }
            ("mathrm" | "operatorname" | "mathit" | "textit", _) if is_name => {
                self.named(text, span.start)
            }
            _ => Ok(self.tree.push(Kind::Words(text), Vec::new(), span)),
        }
    }

    /// A function of the engine or the library, after its name.
    pub(super) fn applied(&mut self, function: String, start: usize) -> Read<NodeId> {
        let mut name = function;
        let mut primes = self.primes();
        let mut base = None;
        if name == "log" && self.take(Tok::Char('_')) {
            base = Some(self.script()?);
        }
        let orders = self.sample_index().as_deref().and_then(orders_of);
        primes += self.primes();
        let mut power = None;
        if orders.is_none() && self.take(Tok::Char('^')) {
            let exponent = self.script()?;
            match names::inverse(&name).filter(|_| self.is_minus_one(exponent)) {
                Some(inverse) => name = inverse.to_owned(),
                None => power = Some(exponent),
            }
        }
        let mut args = match self.peek() {
            Some(Tok::Open(_)) if self.peek() != Some(Tok::Open('|')) => self.arguments()?,
            Some(Tok::Char('{')) => vec![self.group()?],
            _ => vec![self.bare_argument()?],
        };
        args.extend(base);
        let orders = if primes > 0 { vec![primes] } else { orders.unwrap_or_default() };
        Ok(self.push_call(name, orders, args, power, start))
    }

    fn is_minus_one(&self, id: NodeId) -> bool {
        let node = self.tree.node(id);
        node.kind == Kind::Neg
            && node.children.iter().all(|&c| self.tree.node(c).kind == Kind::Number("1".into()))
    }

    /// The argument of a function without parentheses: factors without signs, up to the next
    /// function or bracket.
    fn bare_argument(&mut self) -> Read<NodeId> {
        let mut total = self.inside(Self::factor)?;
        loop {
            let goes_on = match self.peek() {
                Some(Tok::Number(_) | Tok::Letter(_)) => true,
                Some(Tok::Command(name)) => {
                    names::greek(name).is_some()
                        || matches!(name, "pi" | "frac" | "dfrac" | "tfrac" | "sqrt")
                        || names::accent(name).is_some()
                }
                _ => false,
            };
            if !goes_on {
                return Ok(total);
            }
            let factor = self.inside(Self::factor)?;
            total = self.binary(Kind::Mul, total, factor);
        }
    }

    pub(super) fn fixed(&mut self, kind: Kind, span: Span) -> Read<NodeId> {
        self.next();
        Ok(self.tree.push(kind, Vec::new(), span))
    }
}

/// `(4)` and `(1,0)` as orders of derivatives.
fn orders_of(text: &str) -> Option<Vec<u32>> {
    text.split(',').map(|part| part.parse().ok()).collect()
}
