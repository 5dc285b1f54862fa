//! The box tree: what is to be seen, before any format is chosen.
//!
//! Boxes live in an arena and are made children first, so a child has a smaller id than its
//! parent: every later pass is a loop, and dropping a deep tree does not recurse. A box may be
//! shared by several parents.

use super::metrics::Metrics;

/// A handle to a box in a [`Boxes`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct BoxId(u32);

impl BoxId {
    /// The position in the arena; children have smaller positions than their parents.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a token means; formats choose colours and typefaces by it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Role {
    /// A numeral.
    Number,
    /// A variable.
    Variable,
    /// The name of a function.
    Function,
    /// π or e.
    Constant,
    /// `+`, `-`, a fraction bar.
    Operator,
    /// `=`, `<` and so on.
    Relation,
    /// Parentheses, bars, braces, commas.
    Delimiter,
    /// A word of the language, such as `if`.
    Keyword,
    /// The d of a derivative.
    Differential,
    /// The title of a rule.
    Caption,
    /// The words of a condition.
    Condition,
    /// The number of a line.
    Label,
    /// White space.
    Blank,
}

/// A sign, however a format spells it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Sign {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// The product dot.
    Dot,
    /// The asterisk of source text.
    Star,
    /// An inline division.
    Slash,
    /// The power sign of source text.
    Caret,
    /// `,`
    Comma,
    /// `=`
    Equal,
    /// `≠`
    NotEqual,
    /// `<`
    Less,
    /// `≤`
    LessEqual,
    /// `>`
    Greater,
    /// `≥`
    GreaterEqual,
    /// `≈`
    Approximately,
    /// `=` with a question mark: claimed, not known.
    Claimed,
    /// `→`
    To,
    /// `∈`
    In,
    /// `∪`
    Union,
    /// An arrow that rises.
    Rising,
    /// An arrow that falls.
    Falling,
    /// The raised T of a transpose.
    Transpose,
    /// `⊙`
    Hadamard,
    /// `⊘`
    HadamardQuotient,
    /// `×`, between dimensions.
    Times,
    /// `∇`
    Nabla,
}

impl Sign {
    /// Does the sign compare its two sides?
    #[must_use]
    pub fn is_relation(self) -> bool {
        match self {
            Self::Plus | Self::Minus | Self::Dot | Self::Star | Self::Slash | Self::Caret => false,
            Self::Comma | Self::Transpose | Self::Hadamard | Self::HadamardQuotient => false,
            Self::Times | Self::Nabla => false,
            Self::Equal | Self::NotEqual | Self::Less | Self::LessEqual => true,
            Self::Greater | Self::GreaterEqual | Self::Approximately | Self::Claimed => true,
            Self::To | Self::In | Self::Union => true,
            Self::Rising | Self::Falling => false,
        }
    }
}

/// Where a sign stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Form {
    /// Before its operand, without space.
    Prefix,
    /// Between its operands, with the space of its kind.
    Infix,
}

/// A pair of delimiters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Fence {
    /// `( )`
    Paren,
    /// `[ ]`
    Bracket,
    /// `| |`
    Bars,
    /// `⌊ ⌋`
    Floor,
    /// `⌈ ⌉`
    Ceil,
    /// `‖ ‖`
    Norm,
    /// `⟨ ⟩`
    Angle,
}

/// Which delimiter of a pair.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Side {
    /// The left one.
    Open,
    /// The right one.
    Close,
}

/// The space between two factors written side by side.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Gap {
    /// None is needed: `2x`, `2(x + 1)`.
    Tight,
    /// Two letters: `x y`.
    Letters,
    /// A function follows or went before: `x sin(x)`.
    Function,
}

/// One box.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Item {
    /// A numeral: digits and at most one point.
    Number(Box<str>),
    /// A name in its canonical ASCII spelling, without subscripts and primes.
    Name(Role, Box<str>),
    /// Words.
    Words(Role, Box<str>),
    /// So many primes, as a superscript.
    Primes(u32),
    /// A sign.
    Sign(Sign, Form),
    /// The d (or ∂) of a derivative.
    Differential {
        /// Is it the ∂ of a mixed derivative?
        partial: bool,
    },
    /// The invisible sign of a product.
    Juxtaposed(Gap),
    /// A thin space.
    Thin,
    /// A line may be broken here.
    Break,
    /// Boxes side by side.
    Row(Vec<BoxId>),
    /// A stacked fraction.
    Fraction(BoxId, BoxId),
    /// A base with an index, an exponent, or both.
    Scripts {
        /// What carries them.
        base: BoxId,
        /// The index.
        sub: Option<BoxId>,
        /// The exponent.
        sup: Option<BoxId>,
    },
    /// A root.
    Radical {
        /// What is under the root sign.
        radicand: BoxId,
        /// Which root; none for the square root.
        index: Option<BoxId>,
    },
    /// A box between delimiters.
    Fenced(Fence, BoxId),
    /// One delimiter of a pair whose content is broken over lines; the content sets its height.
    Half(Fence, Side, BoxId),
    /// Values with the conditions under which they are taken; the last may lack one.
    Cases(Vec<(BoxId, Option<BoxId>)>),
    /// The entries of a matrix, row by row, without a fence.
    Table(Vec<Vec<BoxId>>),
    /// The sign of a sum or product, with what stands under and over it.
    Big {
        /// Is it that of a product?
        product: bool,
        /// Where the index begins.
        lower: BoxId,
        /// Where it ends.
        upper: BoxId,
    },
    /// A bar after the first box, with the second box (an equation) at its foot.
    Evaluated(BoxId, BoxId),
}

/// The arena.
#[derive(Clone, Default, Debug)]
pub struct Boxes {
    items: Vec<Item>,
    metrics: Vec<Metrics>,
}

impl Boxes {
    /// An empty arena.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a box whose children are in the arena already.
    pub fn push(&mut self, item: Item) -> BoxId {
        let id =
            BoxId(u32::try_from(self.items.len()).unwrap_or_else(|_| panic!("too many boxes")));
        self.metrics.push(Metrics::of(&item, |child| self.metrics(child)));
        self.items.push(item);
        id
    }

    /// Boxes side by side.
    pub fn row(&mut self, parts: Vec<BoxId>) -> BoxId {
        match parts.as_slice() {
            [only] => *only,
            _ => self.push(Item::Row(parts)),
        }
    }

    /// Words with a role.
    pub fn words(&mut self, role: Role, text: &str) -> BoxId {
        self.push(Item::Words(role, text.into()))
    }

    /// A sign between operands.
    pub fn infix(&mut self, sign: Sign) -> BoxId {
        self.push(Item::Sign(sign, Form::Infix))
    }

    /// The box itself.
    #[must_use]
    pub fn item(&self, id: BoxId) -> &Item {
        &self.items[id.index()]
    }

    /// How large the box is, roughly, when it is typeset.
    #[must_use]
    pub fn metrics(&self, id: BoxId) -> Metrics {
        self.metrics[id.index()]
    }

    /// How many boxes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Is the arena empty?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The handle of the box at this position, if there is one.
    #[must_use]
    pub fn id(&self, index: usize) -> Option<BoxId> {
        (index < self.items.len()).then_some(BoxId(index as u32))
    }

    /// The children of a box, in reading order.
    #[must_use]
    pub fn children(&self, id: BoxId) -> Vec<BoxId> {
        match self.item(id) {
            Item::Number(_) | Item::Name(..) | Item::Words(..) | Item::Primes(_) => Vec::new(),
            Item::Sign(..) | Item::Differential { .. } | Item::Juxtaposed(_) => Vec::new(),
            Item::Thin | Item::Break | Item::Half(..) => Vec::new(),
            Item::Row(parts) => parts.clone(),
            Item::Fraction(a, b) | Item::Evaluated(a, b) => vec![*a, *b],
            Item::Big { lower, upper, .. } => vec![*lower, *upper],
            Item::Scripts { base, sub, sup } => {
                std::iter::once(*base).chain(*sub).chain(*sup).collect()
            }
            Item::Radical { radicand, index } => std::iter::once(*radicand).chain(*index).collect(),
            Item::Fenced(_, content) => vec![*content],
            Item::Table(rows) => rows.concat(),
            Item::Cases(rows) => rows
                .iter()
                .flat_map(|(value, condition)| std::iter::once(*value).chain(*condition))
                .collect(),
        }
    }

    /// All boxes of a tree, children before parents.
    #[must_use]
    pub fn descendants(&self, root: BoxId) -> Vec<BoxId> {
        let mut seen = vec![false; root.index() + 1];
        let mut stack = vec![root];
        while let Some(id) = stack.pop() {
            if !std::mem::replace(&mut seen[id.index()], true) {
                stack.extend(self.children(id));
            }
        }
        (0..seen.len()).filter(|&i| seen[i]).filter_map(|i| self.id(i)).collect()
    }
}
