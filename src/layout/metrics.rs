//! How large a box is when it is typeset, estimated from Computer Modern at 10 points.
//!
//! Formats that are typeset elsewhere (LaTeX, MathML) use this to decide where to break lines and
//! which delimiters must grow. The unit is a tenth of a point.

use super::boxes::{BoxId, Form, Gap, Item, Sign};
use crate::notation::is_greek;

/// Width, and height above and below the baseline, in tenths of a point.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Metrics {
    /// From left to right.
    pub width: u32,
    /// Above the baseline.
    pub ascent: u32,
    /// Below the baseline.
    pub descent: u32,
    /// How deeply stacked fractions are nested in it.
    pub fractions: u32,
}

/// The width of a digit; a column of text.
pub const COLUMN: u32 = 50;

const LETTER: Metrics = Metrics { width: 55, ascent: 70, descent: 20, fractions: 0 };

impl Metrics {
    /// Must delimiters around this grow?
    #[must_use]
    pub fn is_tall(self) -> bool {
        self.ascent > 125 || self.descent > 65
    }

    pub(super) fn of(item: &Item, child: impl Fn(BoxId) -> Self) -> Self {
        match item {
            Item::Number(text) => LETTER.wide(COLUMN * count(text)),
            Item::Name(_, text) if count(text) == 1 || is_greek(text) => LETTER,
            Item::Name(_, text) => LETTER.wide(name_width(text)),
            Item::Words(_, text) => LETTER.wide(48 * count(text)),
            Item::Primes(n) => Self { width: 28 * n, ascent: 80, ..Self::default() },
            Item::Sign(sign, form) => LETTER.wide(sign_width(*sign, *form)),
            Item::Differential { .. } => LETTER,
            Item::Juxtaposed(Gap::Function) | Item::Thin => Self { width: 17, ..Self::default() },
            Item::Juxtaposed(Gap::Tight | Gap::Letters) | Item::Break => Self::default(),
            Item::Row(parts) => parts.iter().map(|&part| child(part)).fold(Self::default(), beside),
            Item::Fraction(num, den) => fraction(child(*num), child(*den)),
            Item::Scripts { base, sub, sup } => {
                scripts(child(*base), sub.map(&child), sup.map(&child))
            }
            Item::Radical { radicand, index } => {
                let (inner, index) = (child(*radicand), index.map(&child).unwrap_or_default());
                let width = inner.width.saturating_add(85 + index.width / 2);
                Self { width, ascent: inner.ascent.saturating_add(20), ..inner }
            }
            Item::Fenced(_, content) => {
                let inner = child(*content);
                Self { width: inner.width.saturating_add(2 * side_width(inner)), ..inner }
            }
            Item::Half(_, _, content) => {
                Self { width: side_width(child(*content)), ..child(*content) }
            }
            Item::Cases(rows) => cases(rows, child),
            Item::Table(rows) => table(rows, child),
            Item::Big { lower, upper, .. } => {
                let (lower, upper) = (child(*lower).script(), child(*upper).script());
                let width = lower.width.max(upper.width).max(145).saturating_add(20);
                let ascent = upper.total().saturating_add(110);
                Self { width, ascent, descent: lower.total().saturating_add(70), fractions: 0 }
            }
            Item::Evaluated(content, point) => {
                let (inner, foot) = (child(*content), child(*point).script());
                let width = inner.width.saturating_add(40).saturating_add(foot.width);
                let descent = inner.descent.saturating_add(60);
                Self { width, ascent: inner.ascent.saturating_add(10), descent, ..inner }
            }
        }
    }

    fn wide(self, width: u32) -> Self {
        Self { width, ..self }
    }

    fn total(self) -> u32 {
        self.ascent.saturating_add(self.descent)
    }

    fn script(self) -> Self {
        let shrink = |n: u32| n / 10 * 7;
        Self {
            width: shrink(self.width),
            ascent: shrink(self.ascent),
            descent: shrink(self.descent),
            ..self
        }
    }
}

fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX / 100)
}

/// The width of an upright name; capitals are wide.
fn name_width(text: &str) -> u32 {
    const CAPITAL: u32 = 30;
    let capitals = text.chars().filter(|c| c.is_ascii_uppercase()).count();
    let capitals = u32::try_from(capitals).unwrap_or(u32::MAX / 100);
    (COLUMN * count(text) + 17).saturating_add(CAPITAL * capitals)
}

fn sign_width(sign: Sign, form: Form) -> u32 {
    match (sign, form) {
        (Sign::Plus | Sign::Minus | Sign::Star | Sign::Caret, Form::Prefix) => 78,
        (Sign::Plus | Sign::Minus | Sign::Star | Sign::Caret, Form::Infix) => 122,
        (Sign::Dot, _) => 72,
        (Sign::Slash, _) => 50,
        (Sign::Comma, _) => 45,
        (Sign::Transpose | Sign::Times | Sign::Nabla, _) => 70,
        (Sign::Hadamard | Sign::HadamardQuotient, _) => 122,
        (Sign::Equal | Sign::NotEqual | Sign::Less | Sign::LessEqual, _) => 133,
        (Sign::Greater | Sign::GreaterEqual | Sign::Approximately | Sign::Claimed, _) => 133,
        (Sign::To | Sign::In | Sign::Union, _) => 133,
        (Sign::Rising | Sign::Falling, _) => 100,
    }
}

fn beside(a: Metrics, b: Metrics) -> Metrics {
    Metrics {
        width: a.width.saturating_add(b.width),
        ascent: a.ascent.max(b.ascent),
        descent: a.descent.max(b.descent),
        fractions: a.fractions.max(b.fractions),
    }
}

fn fraction(num: Metrics, den: Metrics) -> Metrics {
    Metrics {
        width: num.width.max(den.width).saturating_add(24),
        ascent: num.total().saturating_add(55),
        descent: den.total(),
        fractions: num.fractions.max(den.fractions).saturating_add(1),
    }
}

fn scripts(base: Metrics, sub: Option<Metrics>, sup: Option<Metrics>) -> Metrics {
    let (sub, sup) = (sub.unwrap_or_default().script(), sup.unwrap_or_default().script());
    let raised =
        if sup.total() > 0 { (base.ascent.max(70) - 30).saturating_add(sup.total()) } else { 0 };
    let lowered = if sub.total() > 0 { base.descent.saturating_add(sub.total() / 2) } else { 0 };
    Metrics {
        width: base.width.saturating_add(sub.width.max(sup.width)),
        ascent: base.ascent.max(raised),
        descent: base.descent.max(lowered),
        fractions: base.fractions,
    }
}

/// The width of a delimiter around this.
fn side_width(inner: Metrics) -> u32 {
    if inner.is_tall() { 75 } else { 39 }
}

fn table(rows: &[Vec<BoxId>], child: impl Fn(BoxId) -> Metrics) -> Metrics {
    let (mut widths, mut height) = (Vec::new(), 0_u32);
    for row in rows {
        let mut tallest = 120;
        for (i, &entry) in row.iter().enumerate() {
            let metrics = child(entry);
            tallest = tallest.max(metrics.total());
            match widths.get_mut(i) {
                Some(width) => *width = metrics.width.max(*width),
                None => widths.push(metrics.width),
            }
        }
        height = height.saturating_add(tallest + 20);
    }
    let width = widths.into_iter().fold(0, |sum: u32, width| sum.saturating_add(width + 100));
    let descent = (height / 2).saturating_sub(25);
    Metrics { width, ascent: height / 2 + 25, descent, fractions: 0 }
}

fn cases(rows: &[(BoxId, Option<BoxId>)], child: impl Fn(BoxId) -> Metrics) -> Metrics {
    let (mut values, mut conditions, mut height) = (0_u32, 0_u32, 0_u32);
    for (value, condition) in rows {
        let words = |text: &str| Metrics::default().wide(48 * count(text));
        let (value, condition) = match condition {
            Some(condition) => (child(*value), beside(words("if "), child(*condition))),
            None => (child(*value), words("otherwise")),
        };
        values = values.max(value.width);
        conditions = conditions.max(condition.width);
        height = height.saturating_add(value.total().max(condition.total()).max(120) + 20);
    }
    let width = values.saturating_add(conditions).saturating_add(210);
    let descent = (height / 2).saturating_sub(25);
    Metrics { width, ascent: height / 2 + 25, descent, fractions: 0 }
}
