//! Two lists of terms side by side: what is known so far, and one more image.

/// All keys of both lists, which are descending, with the term of each; an image has 0 where it
/// has no term.
pub(super) fn merge<T>(
    known: Vec<(u128, T)>,
    image: &[(u128, u64)],
) -> impl Iterator<Item = (u128, Option<T>, u64)> {
    let mut known = known.into_iter().peekable();
    let mut image = image.iter().peekable();
    std::iter::from_fn(move || {
        let key = match (known.peek(), image.peek()) {
            (None, None) => return None,
            (Some((key, _)), None) | (None, Some((key, _))) => *key,
            (Some((left, _)), Some((right, _))) => *left.max(right),
        };
        let term = known.next_if(|(k, _)| *k == key).map(|(_, term)| term);
        let residue = image.next_if(|(k, _)| *k == key).map_or(0, |&(_, c)| c);
        Some((key, term, residue))
    })
}
