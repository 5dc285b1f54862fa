//! The master's side of a worker.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use super::queue::{Job, Queue};
use super::request::{self, Problem};
use super::{MEMORY_EXIT, MEMORY_LIMIT, reply};
use crate::cli::args::Limits;

/// How much longer than allowed a worker may take before it is ended.
const GRACE: Duration = Duration::from_millis(250);

/// A process that answers; it ends with this value.
struct Worker {
    process: Child,
    input: ChildStdin,
    replies: Receiver<String>,
}

impl Worker {
    fn start(limits: Limits) -> io::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["batch", "--worker"]);
        let numbers = [
            ("--timeout", limits.timeout.map(|seconds| seconds.to_string())),
            ("--max-terms", limits.max_terms.map(|terms| terms.to_string())),
        ];
        for (option, number) in numbers {
            command.args(number.iter().flat_map(|number| [option, number]));
        }
        let mut process =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let (Some(input), Some(output)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(io::Error::other("a worker without input and output"));
        };
        let (sender, replies) = channel();
        thread::Builder::new().spawn(move || {
            for line in BufReader::new(output).lines() {
                let Ok(line) = line else { return };
                if sender.send(line).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self { process, input, replies })
    }

    fn send(&mut self, jobs: &VecDeque<Job>) -> io::Result<()> {
        let mut all = Vec::new();
        for job in jobs {
            all.extend_from_slice(&job.line);
            all.push(b'\n');
        }
        self.input.write_all(&all)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Answers lines of the queue until it ends.
///
/// # Errors
/// If no worker can be started.
pub fn work(queue: &Queue, limits: Limits) -> io::Result<()> {
    // The worker itself gives up in time, unless it is caught in what cannot be interrupted.
    let timeout = Duration::from_secs_f64(limits.timeout.unwrap_or_default());
    let mut worker: Option<Worker> = None;
    loop {
        let mut jobs = queue.take();
        if jobs.is_empty() {
            return Ok(());
        }
        while !jobs.is_empty() {
            let mut current = match worker.take() {
                Some(worker) => worker,
                None => Worker::start(limits)?,
            };
            // If it has ended, there will be no reply either.
            let _ = current.send(&jobs);
            if answer(&mut current, &mut jobs, queue, timeout) {
                worker = Some(current);
            }
        }
    }
}

/// Waits for the replies; `false` if the worker is of no use any more.
fn answer(worker: &mut Worker, jobs: &mut VecDeque<Job>, queue: &Queue, timeout: Duration) -> bool {
    while let Some(job) = jobs.front() {
        let (reply, works) = match worker.replies.recv_timeout(timeout.saturating_add(GRACE)) {
            // It retires; this line was not looked at.
            Ok(reply) if reply.is_empty() => return false,
            Ok(reply) => (reply, true),
            Err(RecvTimeoutError::Timeout) => {
                let seconds = timeout.as_secs_f64();
                let message = format!("no answer within {seconds} s (--timeout)");
                (ended(&job.line, "timeout", message), false)
            }
            Err(RecvTimeoutError::Disconnected) => (broken(worker, &job.line), false),
        };
        queue.finish(job, reply);
        jobs.pop_front();
        if !works {
            return false;
        }
    }
    true
}

/// The reply where a worker has ended.
fn broken(worker: &mut Worker, line: &[u8]) -> String {
    match worker.process.wait().map(|status| status.code()) {
        Ok(Some(MEMORY_EXIT)) => {
            let message = format!("more than {} MB of memory", MEMORY_LIMIT >> 20);
            ended(line, "memory", message)
        }
        _ => ended(line, "internal", "an error of the program: a worker broke".into()),
    }
}

fn ended(line: &[u8], code: &'static str, message: String) -> String {
    let id = request::read(line).id;
    reply::refused(id.as_deref(), &Problem { code, message, span: (0, line.len()) })
}
