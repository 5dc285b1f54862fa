//! Layers and networks: blocks of lines that end with `end`.

use super::error::{ErrorKind, limit};
use super::expression::Stop;
use super::layers::{
    Count, Dim, Fractions, LayerArg, LayerDecl, LayerParam, NetworkDecl, NetworkLine, Says,
};
use super::names::canonical;
use super::reader::Reader;
use super::statement::Statement;
use super::token::{Tok, Token, describe};
use crate::expr::{Expr, Name};

impl Reader<'_> {
    /// `layer name(parameters)`, lines, `end`.
    pub(super) fn layer(&mut self, first: Token) {
        let Some(name) = self.block_name() else { return };
        let Some(params) = self.layer_params() else { return };
        let mut layer = LayerDecl { name, params, ..LayerDecl::default() };
        while self.next_line(first) {
            if self.take_word("end") {
                self.forget_params();
                self.say(Statement::Layer(Box::new(layer)), self.span_from(first));
                return;
            }
            if self.layer_line(&mut layer).is_none() {
                break;
            }
        }
        self.forget_params();
        self.skip_block();
    }

    /// `network name(parameters)`, lines, `end`.
    pub(super) fn network(&mut self, first: Token) {
        let Some(name) = self.block_name() else { return };
        let params = self.layer_params();
        let Some(params) = params else { return };
        self.take(Tok::Colon);
        let mut network = NetworkDecl { name, params, lines: Vec::new() };
        let mut depth = 1_usize;
        while depth > 0 {
            if !self.next_line(first) {
                self.forget_params();
                return;
            }
            let mistakes = self.report.count();
            let token = self.ahead(0);
            let Some(says) = self.network_line() else {
                self.skip_line();
                continue;
            };
            match says {
                Says::Repeat(_) | Says::Sum | Says::Concat => depth += 1,
                Says::End => depth -= 1,
                Says::Input(_) | Says::Layer { .. } | Says::Branch | Says::Fractions(_) => {}
            }
            if depth > limit::BLOCKS {
                self.error_at(token, ErrorKind::BlockLimit);
                self.forget_params();
                self.skip_block();
                return;
            }
            if !self.at_end_of_statement() && self.report.count() == mistakes {
                self.unexpected("a size, a word for one, or the end of the line");
                self.skip_line();
            }
            network.lines.push(NetworkLine { says, span: self.span_from(token) });
        }
        self.forget_params();
        self.say(Statement::Network(Box::new(network)), self.span_from(first));
    }

    fn block_name(&mut self) -> Option<String> {
        let token = self.ahead(0);
        if token.tok != Tok::Name {
            self.unexpected("a name");
            self.skip_block();
            return None;
        }
        self.pos += 1;
        Some(self.canonical(token).into_owned())
    }

    /// Goes to the next line that says something; reports a block that is never closed.
    fn next_line(&mut self, first: Token) -> bool {
        while matches!(self.tok(), Tok::Newline | Tok::Semicolon) {
            self.pos += 1;
        }
        if self.tok() == Tok::End {
            self.error_at(first, ErrorKind::UnclosedBlock);
            return false;
        }
        true
    }

    fn skip_line(&mut self) {
        while !self.at_end_of_statement() {
            self.pos += 1;
        }
    }

    /// After a mistake: goes behind the `end` of the block, or to the end of the input.
    fn skip_block(&mut self) {
        while self.tok() != Tok::End && !self.take_word("end") {
            self.pos += 1;
        }
    }

    /// `(channels c, kernel k[2], stride s[2] = 1)`
    fn layer_params(&mut self) -> Option<Vec<LayerParam>> {
        let mut params: Vec<LayerParam> = Vec::new();
        self.hides_params = true;
        if !self.take(Tok::Open) {
            return Some(params);
        }
        while !self.take(Tok::Close) {
            let Some(param) = self.layer_param() else {
                self.forget_params();
                self.skip_block();
                return None;
            };
            params.push(param);
            if !self.take(Tok::Comma) && self.tok() != Tok::Close {
                self.unexpected("',' or ')'");
                self.forget_params();
                self.skip_block();
                return None;
            }
        }
        Some(params)
    }

    fn layer_param(&mut self) -> Option<LayerParam> {
        let token = self.ahead(0);
        if token.tok != Tok::Name {
            let found = describe(token.tok, self.text(token));
            self.error_at(token, ErrorKind::Parameter { found });
            return None;
        }
        self.pos += 1;
        let keyword = self.canonical(token).into_owned();
        let mut letter = keyword.clone();
        let next = self.ahead(0);
        if next.tok == Tok::Name {
            self.pos += 1;
            letter = self.canonical(next).into_owned();
        }
        let mut axes = 1_usize;
        if self.take(Tok::OpenSquare) {
            axes = self.text(self.ahead(0)).parse().unwrap_or(0);
            self.pos += 1;
            if !(1..=3).contains(&axes) || !self.take(Tok::CloseSquare) {
                self.unexpected("a number of axes from 1 to 3 and ']'");
                return None;
            }
        }
        let default = if self.take(Tok::Eq) {
            Some(vec![self.value_expression(Stop::Close).e])
        } else {
            None
        };
        let names: Vec<Name> = match axes {
            1 => vec![self.parameter_name(&letter)],
            _ => (1..=axes).map(|i| self.parameter_name(&format!("{letter}_{i}"))).collect(),
        };
        Some(LayerParam { keyword, names, default })
    }

    /// A variable of the block; its hidden name.
    fn parameter_name(&mut self, text: &str) -> Name {
        let name = self.store.name(text);
        self.params.push(name);
        self.hidden(name)
    }

    /// A block is over.
    fn forget_params(&mut self) {
        self.params.clear();
        self.hides_params = false;
    }

    fn layer_line(&mut self, layer: &mut LayerDecl) -> Option<()> {
        const EXPECTED: &str =
            "'input', 'output', 'parameters', 'flops', 'window', 'stride', 'whole' or 'end'";
        let mistakes = self.report.count();
        if self.take_word("input") {
            layer.input = self.dims()?;
        } else if self.take_word("output") {
            layer.output = self.dims()?;
        } else if self.take_word("parameters") {
            let e = self.value_expression(Stop::Usual).e;
            layer.counts.push((Count::Parameters, vec![e]));
        } else if self.take_word("flops") {
            let e = self.value_expression(Stop::Usual).e;
            layer.counts.push((Count::Flops, vec![e]));
        } else if self.take_word("window") {
            let sizes = self.sizes()?;
            layer.counts.push((Count::Window, sizes));
        } else if self.take_word("stride") {
            let sizes = self.sizes()?;
            layer.counts.push((Count::Stride, sizes));
        } else if self.take_word("whole") {
            let mut sizes = self.sizes()?;
            layer.whole.append(&mut sizes);
        } else {
            self.unexpected(EXPECTED);
            return None;
        }
        if !self.at_end_of_statement() && self.report.count() == mistakes {
            self.unexpected("an operator or the end of the line");
        }
        (self.report.count() == mistakes).then_some(())
    }

    /// `(c, h, w)`, `(t = 1, n)`, `(c, any r)`, `(c, u = (h - k)/s + 1)`
    fn dims(&mut self) -> Option<Vec<Dim>> {
        if !self.take(Tok::Open) {
            self.unexpected("'(' and the sizes of a shape");
            return None;
        }
        let mut dims = Vec::new();
        loop {
            let (token, next) = (self.ahead(0), self.ahead(1));
            if self.take_word("any") {
                let name = self.ahead(0);
                let name = (name.tok == Tok::Name).then(|| {
                    self.pos += 1;
                    let text = self.canonical(name);
                    self.parameter_name(&text)
                });
                dims.push(Dim::Any(name));
            } else if token.tok == Tok::Name && matches!(next.tok, Tok::Comma | Tok::Close) {
                self.pos += 1;
                let text = self.canonical(token);
                let name = self.parameter_name(&text);
                dims.push(Dim::Size(name, None));
            } else if token.tok == Tok::Name && next.tok == Tok::Eq {
                self.pos += 2;
                let text = self.canonical(token);
                let e = self.value_expression(Stop::Close).e;
                let name = self.parameter_name(&text);
                dims.push(Dim::Given(Some(name), e));
            } else {
                dims.push(Dim::Given(None, self.value_expression(Stop::Close).e));
            }
            if self.take(Tok::Close) {
                return Some(dims);
            }
            if !self.take(Tok::Comma) {
                self.unexpected("',' or ')'");
                return None;
            }
        }
    }

    fn network_line(&mut self) -> Option<Says> {
        let token = self.ahead(0);
        if token.tok != Tok::Name {
            self.unexpected("a layer");
            return None;
        }
        if self.take_word("input") {
            return Some(Says::Input(self.sizes()?));
        }
        if self.take_word("repeat") {
            let sizes = self.sizes()?;
            return sizes.first().map(|&count| Says::Repeat(count));
        }
        let words = [
            ("sum", Says::Sum),
            ("residual", Says::Sum),
            ("concat", Says::Concat),
            ("end", Says::End),
        ];
        for (word, says) in words {
            if self.take_word(word) {
                return Some(says);
            }
        }
        if self.take_word("branch") || self.take_word("shortcut") {
            return Some(Says::Branch);
        }
        if self.take_word("fractions") {
            let choices =
                [("down", Fractions::Down), ("up", Fractions::Up), ("error", Fractions::Error)];
            for (word, fractions) in choices {
                if self.take_word(word) {
                    return Some(Says::Fractions(fractions));
                }
            }
            self.unexpected("'down', 'up' or 'error'");
            return None;
        }
        self.pos += 1;
        let mut label = None;
        let mut kind = token;
        if self.take(Tok::Colon) {
            label = Some(self.text(token).to_owned());
            kind = self.ahead(0);
            if kind.tok != Tok::Name {
                self.unexpected("a layer");
                return None;
            }
            self.pos += 1;
        }
        let kind = self.canonical(kind).to_ascii_lowercase();
        let mut args = Vec::new();
        while !self.at_end_of_statement() {
            args.push(self.layer_arg()?);
        }
        Some(Says::Layer { label, kind, args })
    }

    fn layer_arg(&mut self) -> Option<LayerArg> {
        let (token, next) = (self.ahead(0), self.ahead(1));
        let is_word =
            token.tok == Tok::Name && next.tok != Tok::Star && !is_word_value(self.text(token));
        let word = is_word.then(|| self.canonical(token).into_owned());
        Some(LayerArg { word, values: self.sizes()? })
    }

    /// `6`, `n`, `5x5`, `3×n×n`, `(n/2, n/2)`, `yes`, `no`
    fn sizes(&mut self) -> Option<Vec<Expr>> {
        let mut sizes = Vec::new();
        loop {
            let token = self.ahead(0);
            match token.tok {
                Tok::Number => {
                    self.pos += 1;
                    let number = super::number::read(self.store, self.text(token)).ok();
                    sizes.push(number.unwrap_or_else(|| self.store.integer(0)));
                    let next = self.ahead(0);
                    if next.tok == Tok::Name && next.start == token.end {
                        self.glued_sizes(next, &mut sizes)?;
                    }
                }
                Tok::Name if self.text(token).eq_ignore_ascii_case("yes") => {
                    self.pos += 1;
                    sizes.push(self.store.integer(1));
                }
                Tok::Name if self.text(token).eq_ignore_ascii_case("no") => {
                    self.pos += 1;
                    sizes.push(self.store.integer(0));
                }
                Tok::Name => {
                    self.pos += 1;
                    let text = self.canonical(token);
                    sizes.push(self.symbol(&text));
                }
                Tok::Open => {
                    self.pos += 1;
                    loop {
                        sizes.push(self.value_expression(Stop::Close).e);
                        if self.take(Tok::Close) {
                            break;
                        }
                        if !self.take(Tok::Comma) {
                            self.unexpected("',' or ')'");
                            return None;
                        }
                    }
                }
                _ => {
                    self.error_at(token, ErrorKind::LayerSize);
                    return None;
                }
            }
            if !self.take(Tok::Star) {
                return Some(sizes);
            }
        }
    }

    /// The `x5` of `5x5`, or the `x32x32` of `1x32x32`.
    fn glued_sizes(&mut self, token: Token, sizes: &mut Vec<Expr>) -> Option<()> {
        let text = canonical(self.text(token));
        for part in text.strip_prefix('x').unwrap_or("?").split('x') {
            match super::number::read(self.store, part) {
                Ok(size) if part.bytes().all(|b| b.is_ascii_digit()) && !part.is_empty() => {
                    sizes.push(size);
                }
                Ok(_) | Err(_) => {
                    self.error_at(token, ErrorKind::LayerSize);
                    return None;
                }
            }
        }
        self.pos += 1;
        Some(())
    }
}

fn is_word_value(text: &str) -> bool {
    text.eq_ignore_ascii_case("yes") || text.eq_ignore_ascii_case("no")
}
