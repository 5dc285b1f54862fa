//! The search for the products of images of factors that come from true factors.

use super::super::limits::TooLarge;
use super::super::structure::Poly;
use super::Split;

/// Splits `p`, whose image has the given factors. `test` gets what is left of `p` and some of the
/// images, and returns a factor and its cofactor if the product of the images comes from one. It
/// is asked at most `budget` times, for small sets first.
pub(super) fn recombine<T>(
    p: &Poly,
    mut images: Vec<T>,
    budget: usize,
    test: impl Fn(&Poly, &[&T]) -> Result<Option<(Poly, Poly)>, TooLarge>,
) -> Result<Split, TooLarge> {
    let (mut rest, mut factors) = (p.clone(), Vec::new());
    let (mut size, mut left) = (1, budget);
    // A factor from more than half of the images has a cofactor from less than half.
    while 2 * size <= images.len() {
        let mut chosen: Vec<usize> = (0..size).collect();
        let found = loop {
            let Some(next) = left.checked_sub(1) else {
                factors.push(rest);
                return Ok(Split { factors, complete: false });
            };
            left = next;
            let picked: Vec<&T> = chosen.iter().filter_map(|&i| images.get(i)).collect();
            let found = test(&rest, &picked)?;
            if found.is_some() || !next_subset(&mut chosen, images.len()) {
                break found;
            }
        };
        if let Some((factor, cofactor)) = found {
            factors.push(factor);
            rest = cofactor;
            for &i in chosen.iter().rev() {
                images.remove(i);
            }
        } else {
            size += 1;
        }
    }
    if !rest.is_constant() {
        factors.push(rest);
    }
    Ok(Split { factors, complete: true })
}

/// The next set of indices below `len` of the same size, in lexicographic order.
fn next_subset(chosen: &mut [usize], len: usize) -> bool {
    let size = chosen.len();
    let Some(i) = (0..size).rev().find(|&i| chosen.get(i).is_some_and(|&c| c + size - i < len))
    else {
        return false;
    };
    let next = chosen.get(i).map_or(0, |&c| c + 1);
    for (slot, next) in chosen.iter_mut().skip(i).zip(next..) {
        *slot = next;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::next_subset;

    #[test]
    fn subsets_are_all_enumerated() {
        let mut chosen = vec![0, 1, 2];
        let mut seen = vec![chosen.clone()];
        while next_subset(&mut chosen, 6) {
            seen.push(chosen.clone());
        }
        assert_eq!(seen.len(), 20);
        assert!(seen.is_sorted() && seen.windows(2).all(|w| w[0] != w[1]));
        assert_eq!(seen.last(), Some(&vec![3, 4, 5]));
    }
}
