//! Names as they are seen: `w_1` has a subscript, `x'` a prime, `leaky_relu` is one word.

use super::boxes::{BoxId, Boxes, Item, Role};
use crate::notation::{hatted, is_greek};

/// A canonical name taken apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Parts<'a> {
    pub base: &'a str,
    pub subscript: Option<&'a str>,
    pub primes: u32,
}

pub(super) fn parts(text: &str) -> Parts<'_> {
    let stem = text.trim_end_matches('\'');
    let outer = text.len() - stem.len();
    let (front, subscript) = match stem.split_once('_') {
        Some((front, sub)) if is_letter(front.trim_end_matches('\'')) && !sub.is_empty() => {
            (front, Some(sub))
        }
        _ => (stem, None),
    };
    let base = front.trim_end_matches('\'');
    let inner = front.len() - base.len();
    if base.is_empty() {
        return Parts { base: text, subscript: None, primes: 0 };
    }
    Parts { base, subscript, primes: u32::try_from(outer + inner).unwrap_or(0) }
}

/// Is this the name of one letter, Latin or Greek?
pub(super) fn is_letter(text: &str) -> bool {
    text.chars().count() == 1 || is_greek(text) || hatted(text).is_some()
}

/// The box of a name.
pub(super) fn lay(boxes: &mut Boxes, role: Role, text: &str) -> BoxId {
    let parts = parts(text);
    let base = boxes.push(Item::Name(role, parts.base.into()));
    let sub = parts.subscript.map(|sub| subscript(boxes, sub));
    let sup = (parts.primes > 0).then(|| boxes.push(Item::Primes(parts.primes)));
    if sub.is_none() && sup.is_none() { base } else { boxes.push(Item::Scripts { base, sub, sup }) }
}

fn subscript(boxes: &mut Boxes, text: &str) -> BoxId {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        boxes.push(Item::Number(text.into()))
    } else if is_letter(text) {
        boxes.push(Item::Name(Role::Variable, text.into()))
    } else {
        boxes.words(Role::Variable, text)
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn names_fall_into_base_subscript_and_primes() {
        let cases = [
            ("x", "x", None, 0),
            ("w_1", "w", Some("1"), 0),
            ("x'", "x", None, 1),
            ("x_1''", "x", Some("1"), 2),
            ("x'_1", "x", Some("1"), 1),
            ("sigma_max", "sigma", Some("max"), 0),
            ("leaky_relu", "leaky_relu", None, 0),
            ("x_", "x_", None, 0),
            ("_", "_", None, 0),
        ];
        for (text, base, subscript, primes) in cases {
            let found = parts(text);
            assert_eq!((found.base, found.subscript, found.primes), (base, subscript, primes));
        }
    }
}
