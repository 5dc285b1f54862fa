//! Functions without parentheses around their argument, as in books: `sin x`, `ln 2x`, `sin^2 x`;
//! and the exponent between a function and its parentheses, `sin^2(x)`.

use super::error::ErrorKind;
use super::frame::{Call, Callee, Kind, Operand};
use super::number;
use super::reader::{Meaning, Reader};
use super::token::{Tok, Token, shortened};
use crate::expr::Expr;
use crate::notation::{Binding, is_greek};

/// A mistake that was reported.
struct Reported;

impl Reader<'_> {
    /// Reads what follows the name of a function that no parenthesis follows. `callee` is `None`
    /// where the function needs parentheses in any case. Returns whether an operand is complete.
    pub(super) fn without_parentheses(
        &mut self,
        token: Token,
        text: &str,
        callee: Option<Callee>,
    ) -> bool {
        let Ok(power) = self.function_power(token, text) else {
            self.push_hole(token);
            return true;
        };
        match callee {
            Some(callee) if self.tok() == Tok::Open && power.is_some() => {
                if matches!(callee, Callee::Unknown(_)) {
                    let written = self.slice(self.span_from(token));
                    self.note(format!("{written}(…) is read as a power of {text}(…)"));
                }
                self.open_call(token, callee, 0, power);
                false
            }
            Some(callee) if self.starts_argument(self.pos) => {
                let name = self.span_from(token);
                let base = self.operands.len();
                self.calls.push(Call { callee, primes: 0, orders: None, power, name, base });
                self.push_frame(Kind::Bare, Binding::BARE_CALL.right, token);
                false
            }
            Some(_) | None => {
                self.error(ErrorKind::MissingArgument { name: text.to_owned() }, token.span());
                self.push_hole(token);
                true
            }
        }
    }

    /// The exponent between a function and its argument.
    fn function_power(&mut self, token: Token, text: &str) -> Result<Option<Expr>, Reported> {
        let (next, after) = (self.ahead(0), self.ahead(1));
        match (next.tok, after.tok) {
            (Tok::Superscript, _) if self.begins_argument(self.pos + 1) => {
                self.pos += 1;
                if self.text(next).starts_with('⁻') {
                    return self.inverse_power(token, text);
                }
                Ok(number::superscript(self.store, self.text(next)))
            }
            (Tok::Caret, Tok::Number) if self.begins_argument(self.pos + 2) => {
                self.pos += 2;
                match number::read(self.store, self.text(after)) {
                    Ok(exponent) => Ok(Some(exponent)),
                    Err(_) => self.wrong_power(token, text),
                }
            }
            (Tok::Caret, Tok::Minus) if self.begins_argument(self.pos + 3) => {
                self.pos += 3;
                self.inverse_power(token, text)
            }
            (Tok::Caret, Tok::Open | Tok::Name) => self.wrong_power(token, text),
            _ => Ok(None),
        }
    }

    fn wrong_power(&mut self, token: Token, text: &str) -> Result<Option<Expr>, Reported> {
        self.error(ErrorKind::PowerOfFunction { name: text.to_owned() }, token.span());
        Err(Reported)
    }

    /// Reports `sin^-1`, and goes on with the function that was meant in some way.
    fn inverse_power(&mut self, token: Token, text: &str) -> Result<Option<Expr>, Reported> {
        const INVERTIBLE: [&str; 12] = [
            "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech",
            "csch",
        ];
        let inverse = INVERTIBLE.contains(&text).then(|| format!("a{text}"));
        let kind = ErrorKind::InversePower { name: text.to_owned(), inverse };
        self.error(kind, self.span_from(token));
        Ok(Some(self.hole()))
    }

    /// Is the Greek letter that was just read a function with an exponent, as in `σ²(x)`?
    pub(super) fn is_power_of_call(&self) -> bool {
        let tok = |k| self.ahead(k).tok;
        match tok(0) {
            Tok::Superscript => tok(1) == Tok::Open,
            Tok::Caret => tok(1) == Tok::Number && tok(2) == Tok::Open,
            _ => false,
        }
    }

    fn begins_argument(&self, index: usize) -> bool {
        self.token_at(index).tok == Tok::Open || self.starts_argument(index)
    }

    fn starts_argument(&self, index: usize) -> bool {
        let token = self.token_at(index);
        match token.tok {
            Tok::Number | Tok::Radical(_) => true,
            Tok::Name => !is_operator_word(self.text(token)),
            Tok::Bar => self.open.last() != Some(&true),
            _ => false,
        }
    }

    /// Does the argument of a function without parentheses end before this token?
    pub(super) fn is_function_name(&mut self, token: Token) -> bool {
        match token.tok {
            Tok::Partial => true,
            Tok::Name => {
                let text = self.canonical(token);
                match self.meaning(&text) {
                    Meaning::Primitive(p) => p.is_unary(),
                    Meaning::Function(_) => !is_greek(&text),
                    Meaning::Unknown => true,
                    Meaning::Constant(_) | Meaning::Number | Meaning::Free => false,
                }
            }
            _ => false,
        }
    }

    /// Makes the call of a function whose argument had no parentheses.
    pub(super) fn close_bare(&mut self, argument: Operand) {
        let Some(call) = self.calls.pop() else {
            self.operands.push(argument);
            return;
        };
        if !self.store.op(argument.e).is_leaf() {
            let (name, inner) = (self.slice(call.name), self.slice(argument.span()));
            let (name, inner) = (shortened(name), shortened(inner));
            self.note(format!("{name} {inner} is read as {name}({inner})"));
        }
        self.finish_call(call, &[argument], argument.end);
    }
}

/// Words that stand between operands.
pub(super) fn is_operator_word(text: &str) -> bool {
    matches!(
        text,
        "and"
            | "or"
            | "at"
            | "in"
            | "to"
            | "with"
            | "wrt"
            | "by"
            | "if"
            | "when"
            | "where"
            | "for"
            | "using"
            | "rounding"
            | "without"
            | "else"
            | "otherwise"
    )
}
