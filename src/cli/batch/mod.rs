//! `symderiv batch`: a request in JSON a line, a reply in JSON a line, in the same order.

mod lines;
mod queue;
mod reply;
mod request;
mod serve;
mod worker;

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Write};
use std::path::Path;
use std::thread;

use super::args::{Batch, Limits};
use super::output::Output;
use super::status::Status;
use lines::Line;
use queue::Queue;
use request::Problem;

/// How long a request may take, in seconds, if nothing else is said.
const DEFAULT_TIMEOUT: f64 = 10.0;

/// The memory of a worker, in bytes.
const MEMORY_LIMIT: u64 = 1 << 30;

/// How a worker ends that needs more.
const MEMORY_EXIT: i32 = 86;

/// Answers every line of the input.
pub fn run(args: &Batch, limits: Limits, output: &Output) -> Status {
    let limits = Limits { timeout: Some(limits.timeout.unwrap_or(DEFAULT_TIMEOUT)), ..limits };
    if args.worker {
        return match serve::serve(limits) {
            Ok(()) => Status::Well,
            Err(_) => Status::Unusable,
        };
    }
    let done = match args.file.as_deref().filter(|path| *path != Path::new("-")) {
        None => answer(io::stdin().lock(), args.jobs, limits),
        Some(path) => match File::open(path) {
            Ok(file) => answer(BufReader::new(file), args.jobs, limits),
            Err(error) => {
                return output.complain(&format!("cannot open {}: {error}", path.display()));
            }
        },
    };
    match done {
        Ok(()) => Status::Well,
        Err(problem) => output.complain(&problem),
    }
}

fn answer(input: impl BufRead, jobs: usize, limits: Limits) -> Result<(), String> {
    let queue = Queue::new(jobs);
    thread::scope(|scope| {
        let queue = &queue;
        let working: Vec<_> = (0..jobs)
            .map(|_| {
                scope.spawn(move || {
                    let done = worker::work(queue, limits);
                    if done.is_err() {
                        queue.stop();
                    }
                    done.map_err(|error| format!("cannot start a worker: {error}"))
                })
            })
            .collect();
        let writing = scope.spawn(move || {
            let done = write(queue);
            queue.stop();
            done
        });
        let read = read(input, queue);
        queue.end();
        let worked: Vec<_> = working.into_iter().map(thread::ScopedJoinHandle::join).collect();
        let written = writing.join().unwrap_or_else(|_| Err("the writer broke".into()));
        for done in worked {
            done.unwrap_or_else(|_| Err("a worker's master broke".into()))?;
        }
        written.and(read)
    })
}

/// Puts the lines into the queue. Empty ones are passed over.
fn read(mut input: impl BufRead, queue: &Queue) -> Result<(), String> {
    loop {
        let line = lines::next(&mut input).map_err(|e| format!("cannot read requests: {e}"))?;
        let wanted = match line {
            None => return Ok(()),
            Some(Line::Whole(line)) if line.iter().all(u8::is_ascii_whitespace) => true,
            Some(Line::Whole(line)) => queue.push(line),
            Some(Line::TooLong) => queue.push_reply(too_long()),
        };
        if !wanted {
            return Ok(());
        }
    }
}

fn too_long() -> String {
    let message = format!("a line can have at most {} bytes", lines::LONGEST);
    let span = (lines::LONGEST, lines::LONGEST);
    reply::refused(Some("null"), &Problem { code: "line-too-long", message, span })
}

/// Writes the replies. A reader who has gone away has read enough.
fn write(queue: &Queue) -> Result<(), String> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    loop {
        let replies = queue.replies();
        if replies.is_empty() {
            return Ok(());
        }
        let mut written = Ok(());
        for reply in replies {
            written = written.and_then(|()| writeln!(out, "{reply}"));
        }
        match written.and_then(|()| out.flush()) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
            Err(error) => return Err(format!("cannot write the replies: {error}")),
        }
    }
}
