//! Making the page again whenever a file changes.

use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use super::build::Build;
use crate::cli::output::Output;
use crate::cli::status::Status;

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_millis(100);

/// Runs until it is interrupted.
pub fn run(build: &mut Build, output: &Output) -> Status {
    loop {
        let before = build.sources();
        let seen: Vec<Seen> = before.iter().map(|path| Seen::now(path)).collect();
        build.run(output);
        // A file that is included now for the first time was as it is when it was read.
        let sources = build.sources();
        let mut known: Vec<Seen> = sources.iter().map(|path| Seen::now(path)).collect();
        for (path, old) in before.iter().zip(seen) {
            let place = sources.iter().position(|source| source == path);
            if let Some(known) = place.and_then(|i| known.get_mut(i)) {
                *known = old;
            }
        }
        while sources.iter().map(|path| Seen::now(path)).eq(known.iter().cloned()) {
            sleep(PAUSE);
        }
    }
}

/// What tells that a file has changed.
#[derive(Clone, PartialEq, Eq)]
struct Seen(Option<(SystemTime, u64)>);

impl Seen {
    fn now(path: &Path) -> Self {
        Self(fs::metadata(path).ok().and_then(|data| Some((data.modified().ok()?, data.len()))))
    }
}
