//! True steps, and each of them made false in ten ways: nothing false is proved, nothing true is
//! refuted. `tests/corpus/make_steps.py` makes them with SymPy, which shares no code with the engine.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

use symderiv::verify::{Source, Verdict, verify};

const STEPS: &str = include_str!("corpus/steps.tsv");

fn rows() -> impl Iterator<Item = [&'static str; 3]> {
    STEPS.lines().map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        fields.try_into().unwrap()
    })
}

/// The verdict about the last line.
fn verdict(lines: &[String]) -> Verdict {
    let checked = verify(&Source::Lines(lines.to_vec()), &[]).unwrap();
    checked.lines.last().unwrap().verdict
}

/// Judges every `count`-th row from this one on; returns how many there were, and how many stay open.
fn judge(first: usize, count: usize) -> (usize, usize) {
    let (mut open, mut total) = (0, 0);
    for [kind, left, right] in rows().skip(first).step_by(count) {
        let found = verdict(&[left.to_owned(), format!("= {right}")]);
        total += 1;
        open += usize::from(found.is_open());
        if kind.is_empty() {
            assert!(found.holds() || found.is_open(), "{left} = {right}: {found:?}");
        } else {
            assert!(!found.holds(), "{kind}: {left} = {right}: {found:?}");
        }
    }
    (total, open)
}

#[test]
fn nothing_false_is_proved_and_nothing_true_refuted() {
    const THREADS: usize = 4;
    let (mut total, mut open) = (0, 0);
    std::thread::scope(|scope| {
        let parts: Vec<_> =
            (0..THREADS).map(|first| scope.spawn(move || judge(first, THREADS))).collect();
        for part in parts {
            let (some, still) = part.join().unwrap();
            (total, open) = (total + some, open + still);
        }
    });
    assert!(total > 5_000);
    assert!(50 * open < total, "{open} of {total} steps stay undecided");
}

#[test]
fn the_first_wrong_line_of_a_longer_chain_is_found() {
    let mut hits = 0;
    let mut total = 0;
    let all: Vec<[&str; 3]> = rows().collect();
    for (i, [kind, left, right]) in all.iter().enumerate().filter(|(_, row)| !row[0].is_empty()) {
        // Every tenth is enough.
        if i % 10 != 0 {
            continue;
        }
        let truth = all[..i].iter().rev().find(|row| row[0].is_empty()).unwrap()[2];
        // start, right, wrong, follows from the wrong one
        let lines = [
            (*left).to_owned(),
            format!("= {truth}"),
            format!("= {right}"),
            format!("= 0 + ({right})"),
        ];
        let checked = verify(&Source::Lines(lines.to_vec()), &[]).unwrap();
        total += 1;
        let last = checked.lines.last().unwrap().verdict;
        assert!(last != Verdict::Proved, "{kind}: {left} = {right}");
        hits += usize::from(checked.first_wrong() == Some(2) && last == Verdict::WrongUpstream);
    }
    assert!(100 * hits >= 98 * total, "found in {hits} of {total}");
}
