//! How large boxes are in a grid of characters.

use std::cell::RefCell;

use super::spelling::{primes, unicode_name};
use crate::layout::{BoxId, Boxes, Fence, Form, Gap, Item, Sign};

/// Columns, and rows above and below the baseline's row.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Size {
    pub width: usize,
    pub up: usize,
    pub down: usize,
    /// Does a fraction bar touch the left edge?
    pub bar_first: bool,
    /// Does a fraction bar touch the right edge?
    pub bar_last: bool,
    /// Does it bring its own space, as a sign between operands does?
    pub padded: bool,
    /// Is there a fraction inside?
    pub has_bar: bool,
    /// Its width in the raised characters of Unicode, if it can be written with them.
    pub raised: Option<usize>,
    /// Can it be written with the lowered characters of Unicode?
    pub lowered: bool,
}

impl Size {
    pub(super) fn height(self) -> usize {
        self.up + 1 + self.down
    }

    fn text(width: usize) -> Self {
        Self { width, ..Self::default() }
    }
}

/// The longest exponent that is written with raised characters.
const MAX_RAISED: usize = 5;

/// The sizes of all boxes of an arena, computed as far as they are asked for.
#[derive(Default)]
pub(super) struct Sizes {
    known: RefCell<Vec<Size>>,
}

impl Sizes {
    /// The size of a box.
    pub(super) fn of(&self, boxes: &Boxes, id: BoxId) -> Size {
        let first = self.known.borrow().len();
        for index in first..=id.index() {
            let size = boxes.id(index).map_or_else(Size::default, |id| self.measure(boxes, id));
            self.known.borrow_mut().push(size);
        }
        self.get(id)
    }

    /// The size of a box whose parent was measured.
    pub(super) fn get(&self, id: BoxId) -> Size {
        self.known.borrow().get(id.index()).copied().unwrap_or_default()
    }

    fn measure(&self, boxes: &Boxes, id: BoxId) -> Size {
        match boxes.item(id) {
            Item::Number(text) => Size {
                raised: raised(text).map(|text| text.chars().count()),
                lowered: text.chars().all(|c| c.is_ascii_digit()),
                ..Size::text(text.chars().count())
            },
            Item::Name(_, text) => {
                let shown = unicode_name(text);
                Size {
                    raised: raised(&shown).map(|text| text.chars().count()),
                    lowered: lowered(&shown).is_some(),
                    ..Size::text(shown.chars().count())
                }
            }
            Item::Words(_, text) => {
                Size { lowered: lowered(text).is_some(), ..Size::text(text.chars().count()) }
            }
            Item::Primes(n) => {
                let width = primes(*n).chars().count();
                Size { raised: Some(width), ..Size::text(width) }
            }
            Item::Sign(Sign::Minus, Form::Prefix) => Size { raised: Some(1), ..Size::text(1) },
            Item::Sign(Sign::Comma, Form::Prefix) => Size { lowered: true, ..Size::text(1) },
            Item::Sign(Sign::Transpose, Form::Prefix) => Size { raised: Some(1), ..Size::text(1) },
            Item::Sign(_, Form::Prefix) | Item::Differential { .. } => Size::text(1),
            Item::Sign(Sign::Slash | Sign::Caret, Form::Infix) => Size::text(1),
            Item::Sign(Sign::Comma, Form::Infix) => Size { padded: true, ..Size::text(2) },
            Item::Sign(Sign::Plus | Sign::Minus, Form::Infix) => {
                Size { padded: true, raised: Some(1), ..Size::text(3) }
            }
            Item::Sign(_, Form::Infix) => Size { padded: true, ..Size::text(3) },
            Item::Juxtaposed(Gap::Tight) => Size { raised: Some(0), ..Size::text(0) },
            Item::Juxtaposed(Gap::Letters | Gap::Function) => {
                Size { padded: true, ..Size::text(1) }
            }
            Item::Thin | Item::Break => Size { raised: Some(0), ..Size::text(0) },
            Item::Row(parts) => self.row(parts),
            Item::Fraction(num, den) => self.fraction(self.get(*num), self.get(*den)),
            Item::Scripts { base, sub, sup } => self.scripts(*base, *sub, *sup),
            Item::Radical { radicand, index } => {
                let (inner, index) = (self.get(*radicand), index.map(|index| self.get(index)));
                radical(inner, is_bare(boxes, *radicand), index)
            }
            Item::Fenced(fence, content) => {
                let inner = self.get(*content);
                let raised = inner.raised.filter(|_| *fence == Fence::Paren).map(|n| n + 2);
                let size = Size { width: inner.width + 2, raised, ..inner };
                Size { bar_first: false, bar_last: false, lowered: false, ..size }
            }
            Item::Half(_, _, content) => {
                let inner = self.get(*content);
                Size { up: inner.up, down: inner.down, ..Size::text(1) }
            }
            Item::Cases(rows) => self.cases(rows),
            Item::Table(rows) => {
                let (widths, heights) = table(self, rows);
                let width = widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1);
                let height = heights.iter().map(|(up, down)| up + 1 + down).sum::<usize>().max(1);
                let up = height / 2;
                Size { width, up, down: height - 1 - up, ..Size::default() }
            }
            Item::Big { lower, upper, .. } => {
                let (lower, upper) = (self.get(*lower), self.get(*upper));
                let width = lower.width.max(upper.width).max(1);
                let (up, down) = (upper.height(), lower.height());
                Size { width, up, down, bar_first: true, bar_last: true, ..Size::default() }
            }
            Item::Evaluated(content, foot) => {
                let (inner, foot) = (self.get(*content), self.get(*foot));
                let down = inner.down + foot.height();
                Size { width: inner.width + 1 + foot.width, up: inner.up, down, ..Size::default() }
            }
        }
    }

    fn row(&self, parts: &[BoxId]) -> Size {
        let mut size = Size { raised: Some(0), lowered: !parts.is_empty(), ..Size::default() };
        let mut last: Option<Size> = None;
        for part in parts.iter().map(|&part| self.get(part)) {
            size.raised = size.raised.zip(part.raised).map(|(a, b)| a + b);
            size.lowered &= part.lowered;
            if part.width == 0 {
                continue;
            }
            match last {
                None => size.bar_first = part.bar_first,
                Some(before) => size.width += gap(before, part),
            }
            size.width += part.width;
            (size.up, size.down) = (size.up.max(part.up), size.down.max(part.down));
            size.has_bar |= part.has_bar;
            size.bar_last = part.bar_last;
            last = Some(part);
        }
        size
    }

    fn fraction(&self, num: Size, den: Size) -> Size {
        // A bar that overhangs shows which of nested fractions is the outer one.
        let overhang = if num.has_bar || den.has_bar { 2 } else { 0 };
        Size {
            width: num.width.max(den.width) + overhang,
            up: num.height(),
            down: den.height(),
            bar_first: true,
            bar_last: true,
            has_bar: true,
            ..Size::default()
        }
    }

    fn scripts(&self, base: BoxId, sub: Option<BoxId>, sup: Option<BoxId>) -> Size {
        let base = self.get(base);
        let place = Placement::of(self, base, sub, sup);
        Size {
            width: base.width + place.width,
            up: place.up,
            down: place.down,
            bar_first: base.bar_first,
            has_bar: base.has_bar,
            ..Size::default()
        }
    }

    fn cases(&self, rows: &[(BoxId, Option<BoxId>)]) -> Size {
        let columns = CaseColumns::of(self, rows);
        let height = columns.height;
        let up = height / 2;
        let width = 2 + columns.value + 2 + columns.condition;
        Size { width, up, down: height - 1 - up, has_bar: true, ..Size::default() }
    }
}

/// The space between neighbours in a row: fraction bars must not touch other strokes.
pub(super) fn gap(left: Size, right: Size) -> usize {
    usize::from((left.bar_last && !right.padded) || (right.bar_first && !left.padded))
}

/// The widths of the columns of a case distinction, and its height.
pub(super) struct CaseColumns {
    pub value: usize,
    pub condition: usize,
    pub height: usize,
}

impl CaseColumns {
    pub(super) fn of(sizes: &Sizes, rows: &[(BoxId, Option<BoxId>)]) -> Self {
        let (mut value, mut condition, mut height) = (0, 0, 0);
        for row in rows {
            let (v, c, up, down) = case_row(sizes, row);
            value = value.max(v);
            condition = condition.max(c);
            height += up + 1 + down;
        }
        // A brace takes one row or at least three: a top, a middle and a bottom.
        if height == 2 {
            height = 3;
        }
        Self { value, condition, height }
    }
}

/// Width of the value, width of the condition, rows above and below.
pub(super) fn case_row(
    sizes: &Sizes,
    (value, condition): &(BoxId, Option<BoxId>),
) -> (usize, usize, usize, usize) {
    let value = sizes.get(*value);
    match condition.map(|condition| sizes.get(condition)) {
        Some(c) => (value.width, 3 + c.width, value.up.max(c.up), value.down.max(c.down)),
        None => (value.width, "otherwise".len(), value.up, value.down),
    }
}

/// The widths of the columns of a matrix, and the rows above and below each of its baselines.
pub(super) fn table(sizes: &Sizes, rows: &[Vec<BoxId>]) -> (Vec<usize>, Vec<(usize, usize)>) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |j: usize| {
        let column = rows.iter().filter_map(|row| row.get(j));
        column.map(|&entry| sizes.get(entry).width).max().unwrap_or(0)
    };
    let height = |row: &Vec<BoxId>| {
        let entries = row.iter().map(|&entry| sizes.get(entry));
        entries.fold((0, 0), |(up, down), entry| (entry.up.max(up), entry.down.max(down)))
    };
    ((0..columns).map(width).collect(), rows.iter().map(height).collect())
}

/// Where the scripts of a base go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Placement {
    pub width: usize,
    pub up: usize,
    pub down: usize,
    /// Is the exponent written with raised characters, and the index with lowered ones?
    pub sup_small: bool,
    pub sub_small: bool,
    /// The column of the exponent after the base: behind the index if both are on one row.
    pub sup_column: usize,
    /// The baseline of the exponent, counted up from the base's baseline.
    pub sup_row: usize,
    /// The baseline of the index, counted down.
    pub sub_row: usize,
}

impl Placement {
    pub(super) fn of(sizes: &Sizes, base: Size, sub: Option<BoxId>, sup: Option<BoxId>) -> Self {
        let (sub, sup) = (sub.map(|id| sizes.get(id)), sup.map(|id| sizes.get(id)));
        let sup_width = sup.and_then(|s| s.raised).filter(|width| *width <= MAX_RAISED);
        let sup_small = sup_width.is_some();
        let sub_small = sub.is_some_and(|s| s.lowered && s.width <= MAX_RAISED);
        let (sub_size, sup_size) = (sub.unwrap_or_default(), sup.unwrap_or_default());
        // Beside a tall base a script shares its outermost row; beside a flat one only small
        // characters can.
        let sup_row = match (sup_small, base.up) {
            (true, up) => up,
            (false, 0) => 1 + sup_size.down,
            (false, up) => up + sup_size.down,
        };
        let sub_row = match (sub_small, base.down) {
            (true, down) => down,
            (false, 0) => 1 + sub_size.up,
            (false, down) => down + sub_size.up,
        };
        let up = if sup.is_some() { base.up.max(sup_row + sup_size.up) } else { base.up };
        let down = if sub.is_some() { base.down.max(sub_row + sub_size.down) } else { base.down };
        let both_small = sub_small && sup_small && base.height() == 1;
        let sup_column = if both_small { sub_size.width } else { 0 };
        let width = sub_size.width.max(sup_column + sup_width.unwrap_or(sup_size.width));
        Self { width, up, down, sup_small, sub_small, sup_column, sup_row, sub_row }
    }
}

/// How a root is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Root {
    /// `√x`
    Bare,
    /// `√(x + 1)`
    Parenthesised,
    /// With a line over it.
    Roofed,
}

pub(super) fn root(inner: Size, bare: bool) -> Root {
    match (inner.height(), bare) {
        (1, true) => Root::Bare,
        (1, false) => Root::Parenthesised,
        (_, _) => Root::Roofed,
    }
}

fn radical(inner: Size, bare: bool, index: Option<Size>) -> Size {
    let index = index.map_or(0, |index| index.raised.unwrap_or(index.width));
    match root(inner, bare) {
        Root::Bare => Size::text(index + 1 + inner.width),
        Root::Parenthesised => Size::text(index + 3 + inner.width),
        Root::Roofed => Size {
            width: index + 2 + inner.width,
            up: inner.up + 1,
            down: inner.down,
            has_bar: inner.has_bar,
            ..Size::default()
        },
    }
}

/// Is the radicand one token?
pub(super) fn is_bare(boxes: &Boxes, id: BoxId) -> bool {
    matches!(boxes.item(id), Item::Number(_) | Item::Name(..))
}

/// The text in raised characters, if there are such.
pub(super) fn raised(text: &str) -> Option<String> {
    text.chars().map(raise).collect()
}

/// The text in lowered characters, if there are such.
pub(super) fn lowered(text: &str) -> Option<String> {
    text.chars().map(lower).collect()
}

fn raise(c: char) -> Option<char> {
    const FROM: &str = "0123456789−+()abcdefghijklmnoprstuvwxyz′″‴⁗T";
    const TO: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ′″‴⁗ᵀ";
    FROM.chars().zip(TO.chars()).find(|&(from, _)| from == c).map(|(_, to)| to)
}

fn lower(c: char) -> Option<char> {
    const FROM: &str = "0123456789aehijklmnoprstuvx−+=(),";
    const TO: &str = "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ₋₊₌₍₎,";
    FROM.chars().zip(TO.chars()).find(|&(from, _)| from == c).map(|(_, to)| to)
}
