//! Breaking a long row over several lines, with Wadler's algorithm (`pretty`).
//!
//! Only rows, and the contents of fences in rows, can be broken; everything else is one piece
//! whose width the format tells. The document given to `pretty` holds the pieces' numbers as text
//! of these widths, and the rendered text says which pieces share a line.

use pretty::{Arena, DocAllocator, DocBuilder};
use rustc_hash::FxHashMap;

use super::boxes::{BoxId, Boxes, Item, Side, Sign};

/// One line of a broken row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BrokenLine {
    /// How many levels of indentation it begins with.
    pub indent: usize,
    /// What stands on it, as one box.
    pub content: BoxId,
}

/// Indentation is not deepened further than this, however deep the fences are.
const MAX_INDENT: usize = 3;

/// Breaks a box into lines of at most `width`, where it can be broken; each level of indentation
/// takes `step` of it. Widths are in the unit of `measure`.
pub fn break_lines(
    boxes: &mut Boxes,
    root: BoxId,
    width: usize,
    step: usize,
    measure: impl Fn(&Boxes, BoxId) -> usize,
) -> Vec<BrokenLine> {
    if measure(boxes, root) <= width {
        return vec![BrokenLine { indent: 0, content: root }];
    }
    let region = Region::find(boxes, root);
    let text = region.render(boxes, width, step, measure);
    let mut lines = Vec::new();
    for line in text.lines() {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        let pieces = line.trim_start_matches(' ').split(',');
        let mut parts: Vec<BoxId> = Vec::new();
        let mut opened: FxHashMap<BoxId, usize> = FxHashMap::default();
        for id in pieces.filter_map(|number| boxes.id(number.parse().ok()?)) {
            match region.fence_of(id, &mut opened) {
                // Both delimiters have come onto one line.
                Some((at, fence)) => {
                    parts.truncate(at);
                    parts.push(fence);
                }
                None => {
                    if matches!(boxes.item(id), Item::Half(_, Side::Open, _)) {
                        opened.insert(id, parts.len());
                    }
                    parts.push(id);
                }
            }
        }
        // A product that is broken shows its sign.
        if let Some(first) = parts.first_mut().filter(|_| !lines.is_empty())
            && matches!(boxes.item(*first), Item::Juxtaposed(_))
        {
            *first = boxes.infix(Sign::Dot);
        }
        if !parts.is_empty() {
            lines.push(BrokenLine { indent: spaces / step.max(1), content: boxes.row(parts) });
        }
    }
    lines
}

/// Breaks a formula in the first of its notations that then fits, else in the narrowest.
pub fn break_formula(
    boxes: &mut Boxes,
    notations: &[BoxId],
    width: usize,
    step: usize,
    measure: impl Fn(&Boxes, BoxId) -> usize + Copy,
) -> Vec<BrokenLine> {
    let mut best: Option<(usize, Vec<BrokenLine>)> = None;
    'notations: for &root in notations {
        // Side by side, pieces can be a little wider than alone.
        let mut room = width;
        for _ in 0..3 {
            let lines = break_lines(boxes, root, room, step, measure);
            let reach = |line: &BrokenLine| step * line.indent + measure(boxes, line.content);
            let widest = lines.iter().map(reach).max().unwrap_or(0);
            if best.as_ref().is_none_or(|(found, _)| widest < *found) {
                best = Some((widest, lines));
            }
            if widest <= width {
                break 'notations;
            }
            let excess = widest - width;
            if excess > width / 8 || excess >= room {
                break;
            }
            room -= excess;
        }
    }
    best.map_or_else(Vec::new, |(_, lines)| lines)
}

/// The part of a tree in which lines can be broken: from the root through rows and fences.
struct Region {
    /// The boxes of the region, children first.
    open: Vec<Opened>,
    root: BoxId,
    /// For each closing delimiter its partner and their fence.
    closing: FxHashMap<BoxId, (BoxId, BoxId)>,
}

/// A row or a fence of the region.
struct Opened {
    id: BoxId,
    /// How many fences are around it.
    level: usize,
    /// The delimiters of a fence.
    halves: Option<(BoxId, BoxId)>,
}

impl Region {
    fn find(boxes: &mut Boxes, root: BoxId) -> Self {
        let mut depth: FxHashMap<BoxId, usize> = FxHashMap::default();
        let mut stack = vec![(root, 0)];
        while let Some((id, level)) = stack.pop() {
            if depth.contains_key(&id) {
                continue;
            }
            match boxes.item(id) {
                Item::Row(parts) => stack.extend(parts.iter().map(|&part| (part, level))),
                Item::Fenced(_, content) => stack.push((*content, level + 1)),
                Item::Number(_) | Item::Name(..) | Item::Words(..) | Item::Primes(_) => continue,
                Item::Sign(..) | Item::Differential { .. } | Item::Juxtaposed(_) => continue,
                Item::Thin | Item::Break | Item::Half(..) | Item::Fraction(..) => continue,
                Item::Scripts { .. } | Item::Radical { .. } | Item::Cases(_) => continue,
                Item::Evaluated(..) | Item::Big { .. } | Item::Table(_) => continue,
            }
            depth.insert(id, level);
        }
        let mut ids: Vec<(BoxId, usize)> = depth.into_iter().collect();
        ids.sort_unstable();
        let mut open = Vec::with_capacity(ids.len());
        let mut closing = FxHashMap::default();
        for (id, level) in ids {
            let halves = match *boxes.item(id) {
                Item::Fenced(fence, content) => Some((
                    boxes.push(Item::Half(fence, Side::Open, content)),
                    boxes.push(Item::Half(fence, Side::Close, content)),
                )),
                _ => None,
            };
            if let Some((left, right)) = halves {
                closing.insert(right, (left, id));
            }
            open.push(Opened { id, level, halves });
        }
        Self { open, root, closing }
    }

    /// Where on this line the fence begins that this delimiter closes, and the whole fence.
    fn fence_of(&self, id: BoxId, opened: &mut FxHashMap<BoxId, usize>) -> Option<(usize, BoxId)> {
        let (open, fence) = self.closing.get(&id)?;
        Some((opened.remove(open)?, *fence))
    }

    fn render(
        &self,
        boxes: &Boxes,
        width: usize,
        step: usize,
        measure: impl Fn(&Boxes, BoxId) -> usize,
    ) -> String {
        let arena: Arena<'_, ()> = Arena::new();
        let mut docs: FxHashMap<BoxId, DocBuilder<'_, Arena<'_, ()>, ()>> = FxHashMap::default();
        let piece = |id: BoxId| {
            let text = pretty::Doc::OwnedText(format!("{},", id.index()).into());
            let len = measure(boxes, id);
            DocBuilder(&arena, pretty::Doc::RenderLen(len, arena.alloc(text)).into())
        };
        for &Opened { id, level, halves } in &self.open {
            let doc = match (boxes.item(id), halves) {
                (Item::Row(parts), _) => {
                    // What follows a break goes to the next line as a whole before it is broken.
                    let mut chunks = parts.split(|&part| *boxes.item(part) == Item::Break);
                    let mut chunk = |parts: &[BoxId]| {
                        parts.iter().fold(arena.nil(), |row, part| {
                            row.append(docs.get(part).cloned().unwrap_or_else(|| piece(*part)))
                        })
                    };
                    let first = chunks.next().map_or_else(|| arena.nil(), &mut chunk);
                    chunks.fold(first, |row, parts| {
                        row.append(arena.line_().append(chunk(parts)).group())
                    })
                }
                (Item::Fenced(_, content), Some((left, right))) => {
                    let inner = docs.get(content).cloned().unwrap_or_else(|| piece(*content));
                    let indent = if level < MAX_INDENT { step as isize } else { 0 };
                    piece(left).append(inner.nest(indent)).append(piece(right))
                }
                (Item::Fenced(_, content), None) => piece(*content),
                _ => piece(id),
            };
            docs.insert(id, doc);
        }
        let Some(doc) = docs.remove(&self.root) else { return format!("{},", self.root.index()) };
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = doc.nest(step as isize).render_fmt(width, &mut text);
        text
    }
}
