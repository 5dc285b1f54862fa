//! Drawing boxes into a grid of characters.

use super::sizes::{
    CaseColumns, Placement, Root, Size, Sizes, case_row, gap, is_bare, lowered, raised, root, table,
};
use super::spelling::{primes, unicode_fence, unicode_name, unicode_sign};
use crate::layout::{BoxId, Boxes, Fence, Form, Gap, Item, Role, Side, Sign};

/// A grid of characters with their roles.
pub(super) struct Grid {
    width: usize,
    /// Rows, from the top; a row ends at its last character.
    rows: Vec<Vec<(char, Role)>>,
}

/// A place in the grid: column and row.
type Place = (usize, usize);

impl Grid {
    /// An empty grid.
    pub(super) fn new(width: usize, height: usize) -> Self {
        Self { width, rows: vec![Vec::new(); height] }
    }

    /// The rows, without trailing blanks.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[(char, Role)]> {
        self.rows.iter().map(|row| {
            let end = row.iter().rposition(|&(c, _)| c != ' ').map_or(0, |last| last + 1);
            row.get(..end).unwrap_or(row)
        })
    }

    /// Writes words at a place.
    pub(super) fn text(&mut self, (x, y): Place, text: &str, role: Role) {
        let Some(row) = self.rows.get_mut(y) else { return };
        for (i, c) in text.chars().enumerate() {
            let column = x + i;
            if column >= self.width {
                break;
            }
            if row.len() <= column {
                row.resize(column + 1, (' ', Role::Blank));
            }
            if let Some(cell) = row.get_mut(column) {
                *cell = (c, role);
            }
        }
    }

    /// Draws a box with the left end of its baseline at this place.
    pub(super) fn draw(&mut self, boxes: &Boxes, sizes: &Sizes, root: BoxId, place: Place) {
        let mut stack = vec![(root, place)];
        while let Some((id, place)) = stack.pop() {
            self.item(boxes, sizes, (id, place), &mut stack);
        }
    }

    fn item(
        &mut self,
        boxes: &Boxes,
        sizes: &Sizes,
        (id, (x, y)): (BoxId, Place),
        stack: &mut Vec<(BoxId, Place)>,
    ) {
        let size = sizes.get(id);
        match boxes.item(id) {
            Item::Number(text) => self.text((x, y), text, Role::Number),
            Item::Name(role, text) => self.text((x, y), &unicode_name(text), *role),
            Item::Words(role, text) => self.text((x, y), text, *role),
            Item::Primes(n) => self.text((x, y), &primes(*n), Role::Operator),
            Item::Sign(sign, form) => self.sign((x, y), *sign, *form),
            Item::Differential { partial } => {
                self.text((x, y), if *partial { "∂" } else { "d" }, Role::Differential);
            }
            Item::Juxtaposed(Gap::Tight | Gap::Letters | Gap::Function) => {}
            Item::Thin | Item::Break => {}
            Item::Row(parts) => {
                let (mut x, mut last) = (x, None);
                for &part in parts {
                    let size = sizes.get(part);
                    if size.width == 0 {
                        continue;
                    }
                    x += last.map_or(0, |before| gap(before, size));
                    stack.push((part, (x, y)));
                    x += size.width;
                    last = Some(size);
                }
            }
            Item::Fraction(num, den) => {
                self.text((x, y), &"─".repeat(size.width), Role::Operator);
                let (n, d) = (sizes.get(*num), sizes.get(*den));
                stack.push((*num, (x + (size.width - n.width) / 2, y - n.down - 1)));
                stack.push((*den, (x + (size.width - d.width) / 2, y + d.up + 1)));
            }
            Item::Scripts { base, sub, sup } => {
                stack.push((*base, (x, y)));
                let base = sizes.get(*base);
                let place = Placement::of(sizes, base, *sub, *sup);
                let x = x + base.width;
                if let Some(sup) = *sup {
                    let at = (x + place.sup_column, y - place.sup_row);
                    match small(boxes, sup, place.sup_small, raised) {
                        Some((text, role)) => self.text(at, &text, role),
                        None => stack.push((sup, at)),
                    }
                }
                if let Some(sub) = *sub {
                    let at = (x, y + place.sub_row);
                    match small(boxes, sub, place.sub_small, lowered) {
                        Some((text, role)) => self.text(at, &text, role),
                        None => stack.push((sub, at)),
                    }
                }
            }
            Item::Radical { radicand, index } => {
                let (mut x, inner) = (x, sizes.get(*radicand));
                if let Some(index) = *index {
                    let raised_width = sizes.get(index).raised;
                    match small(boxes, index, raised_width.is_some(), raised) {
                        Some((text, role)) => self.text((x, y + inner.down), &text, role),
                        None => stack.push((index, (x, y + inner.down))),
                    }
                    x += raised_width.unwrap_or(sizes.get(index).width);
                }
                let shape = root(inner, is_bare(boxes, *radicand));
                stack.push((*radicand, self.root((x, y), inner, shape)));
            }
            Item::Fenced(fence, content) => {
                let inner = sizes.get(*content);
                self.fence((x, y), *fence, Side::Open, inner);
                self.fence((x + 1 + inner.width, y), *fence, Side::Close, inner);
                stack.push((*content, (x + 1, y)));
            }
            Item::Half(fence, side, _) => self.fence((x, y), *fence, *side, size),
            Item::Cases(rows) => self.cases((x, y), sizes, size, rows, stack),
            Item::Table(rows) => {
                let (widths, heights) = table(sizes, rows);
                let mut top = y - size.up;
                for (row, (up, down)) in rows.iter().zip(heights) {
                    let mut left = x;
                    for (&entry, &width) in row.iter().zip(&widths) {
                        let indent = width - sizes.get(entry).width;
                        stack.push((entry, (left + indent, top + up)));
                        left += width + 2;
                    }
                    top += up + 1 + down;
                }
            }
            Item::Big { product, lower, upper } => {
                let sign = if *product { "∏" } else { "∑" };
                self.text((x + (size.width - 1) / 2, y), sign, Role::Operator);
                let (l, u) = (sizes.get(*lower), sizes.get(*upper));
                stack.push((*lower, (x + (size.width - l.width) / 2, y + l.up + 1)));
                stack.push((*upper, (x + (size.width - u.width) / 2, y - u.down - 1)));
            }
            Item::Evaluated(content, foot) => {
                let (inner, foot_size) = (sizes.get(*content), sizes.get(*foot));
                stack.push((*content, (x, y)));
                let x = x + inner.width;
                for row in y - size.up..=y + size.down {
                    self.text((x, row), "│", Role::Delimiter);
                }
                stack.push((*foot, (x + 1, y + size.down - foot_size.down)));
            }
        }
    }

    fn sign(&mut self, (x, y): Place, sign: Sign, form: Form) {
        let role = match sign {
            Sign::Comma => Role::Delimiter,
            Sign::Plus | Sign::Minus | Sign::Dot | Sign::Star => Role::Operator,
            Sign::Slash | Sign::Caret => Role::Operator,
            Sign::Transpose | Sign::Hadamard | Sign::HadamardQuotient => Role::Operator,
            Sign::Times | Sign::Nabla => Role::Operator,
            Sign::Equal | Sign::NotEqual | Sign::Less | Sign::LessEqual => Role::Relation,
            Sign::Greater | Sign::GreaterEqual => Role::Relation,
            Sign::Approximately | Sign::Claimed => Role::Relation,
            Sign::To | Sign::In | Sign::Union => Role::Relation,
            Sign::Rising | Sign::Falling => Role::Operator,
        };
        let indent = match (sign, form) {
            (Sign::Slash | Sign::Caret | Sign::Comma, Form::Infix) | (_, Form::Prefix) => 0,
            (_, Form::Infix) => 1,
        };
        self.text((x + indent, y), unicode_sign(sign), role);
    }

    /// Draws a root sign; tells where the radicand goes.
    fn root(&mut self, (x, y): Place, inner: Size, shape: Root) -> Place {
        self.text((x, y + inner.down), "√", Role::Operator);
        match shape {
            Root::Bare => (x + 1, y),
            Root::Parenthesised => {
                self.text((x + 1, y), "(", Role::Delimiter);
                self.text((x + 2 + inner.width, y), ")", Role::Delimiter);
                (x + 2, y)
            }
            Root::Roofed => {
                let top = y - inner.up - 1;
                for row in top + 1..=y + inner.down {
                    self.text((x + 1, row), "│", Role::Operator);
                }
                let roof = format!("┌{}", "─".repeat(inner.width));
                self.text((x + 1, top), &roof, Role::Operator);
                (x + 2, y)
            }
        }
    }

    fn fence(&mut self, (x, y): Place, fence: Fence, side: Side, inner: Size) {
        if inner.height() == 1 {
            return self.text((x, y), unicode_fence(fence, side), Role::Delimiter);
        }
        let [top, middle, bottom] = tall_fence(fence, side);
        let (first, last) = (y - inner.up, y + inner.down);
        for row in first..=last {
            let piece = if row == first {
                top
            } else if row == last {
                bottom
            } else {
                middle
            };
            self.text((x, row), piece, Role::Delimiter);
        }
    }

    fn cases(
        &mut self,
        (x, y): Place,
        sizes: &Sizes,
        size: Size,
        rows: &[(BoxId, Option<BoxId>)],
        stack: &mut Vec<(BoxId, Place)>,
    ) {
        let (first, last) = (y - size.up, y + size.down);
        for row in first..=last {
            let piece = if first == last {
                "{"
            } else if row == y {
                "⎨"
            } else if row == first {
                "⎧"
            } else if row == last {
                "⎩"
            } else {
                "⎪"
            };
            self.text((x, row), piece, Role::Delimiter);
        }
        let columns = CaseColumns::of(sizes, rows);
        let spread = rows.len() == 2 && size.height() == 3 && columns.height == 3;
        let mut top =
            if rows.len() == 1 { (first + size.height() - columns.height).min(y) } else { first };
        for row in rows {
            let (_, _, up, down) = case_row(sizes, row);
            let baseline = top + up;
            stack.push((row.0, (x + 2, baseline)));
            let right = x + 2 + columns.value + 2;
            match row.1 {
                Some(condition) => {
                    self.text((right, baseline), "if ", Role::Keyword);
                    stack.push((condition, (right + 3, baseline)));
                }
                None => self.text((right, baseline), "otherwise", Role::Keyword),
            }
            let flat = up + down == 0;
            top = baseline + down + 1 + usize::from(spread && flat && top == first);
        }
    }
}

/// The pieces of a delimiter that is higher than a row: top, middle, bottom.
fn tall_fence(fence: Fence, side: Side) -> [&'static str; 3] {
    match (fence, side) {
        (Fence::Paren, Side::Open) => ["⎛", "⎜", "⎝"],
        (Fence::Paren, Side::Close) => ["⎞", "⎟", "⎠"],
        (Fence::Bracket, Side::Open) => ["⎡", "⎢", "⎣"],
        (Fence::Bracket, Side::Close) => ["⎤", "⎥", "⎦"],
        (Fence::Bars, _) => ["│", "│", "│"],
        (Fence::Floor, Side::Open) => ["⎢", "⎢", "⎣"],
        (Fence::Floor, Side::Close) => ["⎥", "⎥", "⎦"],
        (Fence::Ceil, Side::Open) => ["⎡", "⎢", "⎢"],
        (Fence::Ceil, Side::Close) => ["⎤", "⎥", "⎥"],
        (Fence::Norm, _) => ["║", "║", "║"],
        (Fence::Angle, Side::Open) => ["╱", "⟨", "╲"],
        (Fence::Angle, Side::Close) => ["╲", "⟩", "╱"],
    }
}

/// A short box in raised or lowered characters.
fn small(
    boxes: &Boxes,
    root: BoxId,
    wanted: bool,
    convert: impl Fn(&str) -> Option<String>,
) -> Option<(String, Role)> {
    if !wanted {
        return None;
    }
    let (mut text, mut role) = (String::new(), Role::Operator);
    let mut stack = vec![Ok(root)];
    while let Some(next) = stack.pop() {
        let id = match next {
            Ok(id) => id,
            Err(close) => {
                text.push(close);
                continue;
            }
        };
        match boxes.item(id) {
            Item::Number(digits) => {
                text.push_str(digits);
                role = Role::Number;
            }
            Item::Name(of, name) => {
                text.push_str(&unicode_name(name));
                role = *of;
            }
            Item::Words(of, words) => {
                text.push_str(words);
                role = *of;
            }
            Item::Primes(n) => text.push_str(&primes(*n)),
            Item::Sign(sign, _) => text.push_str(unicode_sign(*sign)),
            Item::Row(parts) => stack.extend(parts.iter().rev().map(|&part| Ok(part))),
            Item::Fenced(_, content) => {
                text.push('(');
                stack.extend([Err(')'), Ok(*content)]);
            }
            Item::Juxtaposed(_) | Item::Thin | Item::Break => {}
            Item::Differential { .. } | Item::Fraction(..) | Item::Scripts { .. } => return None,
            Item::Radical { .. } | Item::Half(..) | Item::Cases(_) => return None,
            Item::Evaluated(..) | Item::Big { .. } | Item::Table(_) => return None,
        }
    }
    Some((convert(&text)?, role))
}
