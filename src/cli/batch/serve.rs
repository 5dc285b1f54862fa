//! The worker's side: requests on standard input, a reply to each on standard output.
//!
//! A worker is a process of its own, so that a request that takes too long, or too much memory,
//! can be ended with everything it holds.

use std::any::Any;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use symderiv::budget::Budget;
use symderiv::door;

use super::request::{self, Problem};
use super::{MEMORY_EXIT, MEMORY_LIMIT, reply};
use crate::cli::args::Limits;

/// The stack of the thread that answers. Nothing recurses over what the user wrote, but the code
/// of others might.
const STACK: usize = 256 << 20;

/// How much longer than allowed a request may take before the worker ends itself: its master,
/// which would have ended it, is gone then.
const GRACE: Duration = Duration::from_secs(5);

/// A worker that holds more memory than this between two requests retires: it says so by an empty
/// line, and its master starts another one. Memory that was freed is not always given back.
const RETIREMENT: u64 = 96 << 20;

/// Only a request that takes longer than this can take much memory.
const LONG: Duration = Duration::from_millis(10);

/// Answers until standard input ends.
pub fn serve(limits: Limits) -> io::Result<()> {
    let budget = Budget::from(limits);
    let timeout = budget.timeout().unwrap_or_default();
    // What went wrong is in the reply.
    panic::set_hook(Box::new(|_| {}));
    let count = Arc::new(AtomicU64::new(0));
    let watched = Arc::clone(&count);
    thread::Builder::new().spawn(move || watch(&watched, timeout.saturating_add(GRACE)))?;
    let answering =
        thread::Builder::new().stack_size(STACK).spawn(move || answer_all(budget, &count))?;
    answering.join().unwrap_or_else(|_| Err(io::Error::other("the worker broke")))
}

fn answer_all(budget: Budget, count: &AtomicU64) -> io::Result<()> {
    let mut input = BufReader::new(io::stdin().lock());
    let mut output = BufWriter::new(io::stdout().lock());
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        // Odd while a request is being worked on.
        count.fetch_add(1, Ordering::Relaxed);
        let start = Instant::now();
        let reply = answer(budget, &line);
        count.fetch_add(1, Ordering::Relaxed);
        output.write_all(reply.as_bytes())?;
        output.write_all(b"\n")?;
        // The reply must not wait for the next request, which may take long.
        output.flush()?;
        if start.elapsed() > LONG && resident().is_some_and(|bytes| bytes > RETIREMENT) {
            output.write_all(b"\n")?;
            return output.flush();
        }
    }
}

/// The reply to a line, whatever it is.
pub fn answer(budget: Budget, line: &[u8]) -> String {
    let read = panic::catch_unwind(|| request::read(line));
    let Ok(read) = read else { return broken(None, line, "the line could not be read") };
    let id = read.id.as_deref();
    let request = match read.request {
        Ok(request) => request,
        Err(problem) => return reply::refused(id, &problem),
    };
    let budget = read.timeout.map_or(budget, |time| budget.within(time));
    let work = AssertUnwindSafe(|| reply::answered(id, &door::answer_within(budget, &request)));
    match panic::catch_unwind(work) {
        Ok(reply) => reply,
        Err(cause) => broken(id, line, words(cause.as_ref())),
    }
}

fn broken(id: Option<&str>, line: &[u8], why: &str) -> String {
    let message = format!("an error of the program: {why}");
    reply::refused(id, &Problem { code: "internal", message, span: (0, line.len()) })
}

fn words(cause: &(dyn Any + Send)) -> &str {
    match (cause.downcast_ref::<&str>(), cause.downcast_ref::<String>()) {
        (Some(text), _) => text,
        (None, Some(text)) => text,
        (None, None) => "unknown",
    }
}

/// Ends the process when a request takes too much memory, or far too long.
fn watch(count: &AtomicU64, most: Duration) {
    const PAUSE: Duration = Duration::from_millis(20);
    let mut seen = (count.load(Ordering::Relaxed), Instant::now());
    loop {
        thread::sleep(PAUSE);
        if resident().is_some_and(|bytes| bytes > MEMORY_LIMIT) {
            std::process::exit(MEMORY_EXIT);
        }
        let now = count.load(Ordering::Relaxed);
        if now != seen.0 {
            seen = (now, Instant::now());
        } else if now % 2 == 1 && seen.1.elapsed() > most {
            std::process::exit(1);
        }
    }
}

/// The memory of this process, where the system tells.
fn resident() -> Option<u64> {
    const PAGE: u64 = 4096;
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    text.split(' ').nth(1)?.parse::<u64>().ok().map(|pages| pages * PAGE)
}
