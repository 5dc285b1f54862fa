//! Findings as boxes.

use super::answer::Formula;
use super::boxes::{BoxId, Fence, Form, Item, Role, Sign};
use super::lower::{Layout, Notation};
use crate::steps::plot::Plot;
use crate::steps::{Entry, Fragment, Token};

/// A laid-out part of findings.
#[derive(Clone, Debug)]
pub enum Panel {
    /// The result, or what is asked about.
    Headline(Vec<Piece>),
    /// A remark on the way.
    Sentence(Vec<Piece>),
    /// Rows of cells; the first row and column are heads.
    Table(Vec<Vec<Vec<Piece>>>),
    /// A picture, with the formulas of its curves.
    Picture(Plot, Vec<Formula>),
}

/// Words or a formula.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Words.
    Words(String),
    /// A formula.
    Math(Formula),
}

impl Layout<'_> {
    /// A part of findings.
    pub(super) fn panel(&mut self, entry: &Entry) -> Panel {
        match entry {
            Entry::Headline(fragments) => Panel::Headline(self.pieces(fragments)),
            Entry::Sentence(fragments) => Panel::Sentence(self.pieces(fragments)),
            Entry::Table(rows) => {
                let row = |layout: &mut Self, row: &Vec<Vec<Fragment>>| {
                    row.iter().map(|cell| layout.pieces(cell)).collect()
                };
                Panel::Table(rows.iter().map(|cells| row(self, cells)).collect())
            }
            Entry::Plot(plot) => {
                let curves = plot.curves.iter().map(|curve| self.formula(curve.expr)).collect();
                Panel::Picture(plot.clone(), curves)
            }
        }
    }

    fn pieces(&mut self, fragments: &[Fragment]) -> Vec<Piece> {
        fragments
            .iter()
            .map(|fragment| match fragment {
                Fragment::Words(words) => Piece::Words(words.clone()),
                Fragment::Math(tokens) => Piece::Math(Formula {
                    stacked: self.tokens(tokens, Notation::Mathematical),
                    inline: self.tokens(tokens, Notation::Inline),
                    source: self.tokens(tokens, Notation::Source),
                }),
            })
            .collect()
    }

    fn tokens(&mut self, tokens: &[Token], notation: Notation) -> BoxId {
        let mut parts = Vec::with_capacity(tokens.len());
        for token in tokens {
            let id = match token {
                Token::Expr(e) => self.expression(*e, notation),
                Token::Decimal(text) => self.decimal(text),
                Token::Infinity(negative) => {
                    let name = self.boxes.push(Item::Name(Role::Constant, "oo".into()));
                    if *negative { self.negative(name) } else { name }
                }
                Token::Open(closed) => self.bracket(*closed, true),
                Token::Close(closed) => self.bracket(*closed, false),
                Token::Sign(positive) => {
                    let sign = if *positive { Sign::Plus } else { Sign::Minus };
                    self.boxes.push(Item::Sign(sign, Form::Prefix))
                }
                Token::Slope(rising) => {
                    let sign = if *rising { Sign::Rising } else { Sign::Falling };
                    self.boxes.push(Item::Sign(sign, Form::Prefix))
                }
                Token::Equal => self.boxes.infix(Sign::Equal),
                Token::Near => self.boxes.infix(Sign::Approximately),
                Token::Less => self.boxes.infix(Sign::Less),
                Token::AtMost => self.boxes.infix(Sign::LessEqual),
                Token::Greater => self.boxes.infix(Sign::Greater),
                Token::AtLeast => self.boxes.infix(Sign::GreaterEqual),
                Token::To => self.boxes.infix(Sign::To),
                Token::In => self.boxes.infix(Sign::In),
                Token::Union => self.boxes.infix(Sign::Union),
                Token::Comma => self.boxes.infix(Sign::Comma),
            };
            parts.push(id);
        }
        self.boxes.row(parts)
    }

    /// One bracket of an interval, of the height of a letter.
    fn bracket(&mut self, closed: bool, open: bool) -> BoxId {
        let fence = if closed { Fence::Bracket } else { Fence::Paren };
        let side = if open { super::boxes::Side::Open } else { super::boxes::Side::Close };
        let height = self.boxes.push(Item::Name(Role::Variable, "x".into()));
        self.boxes.push(Item::Half(fence, side, height))
    }
}
