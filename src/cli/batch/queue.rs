//! Lines on their way: read in order, answered in any order, written in order.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A line with its place in the input.
pub struct Job {
    /// Its number among the lines with a reply.
    pub number: u64,
    /// The line, without its end.
    pub line: Vec<u8>,
}

/// How many lines, and bytes of them, may be on their way.
const MOST_LINES: usize = 1024;
const MOST_BYTES: usize = 32 << 20;

/// While replies of more bytes wait for an earlier one, nothing but that one is worked on.
const MOST_HELD: usize = 32 << 20;

/// How many lines, and bytes of them, a worker takes at once. They have to fit into a pipe.
const SHARE_LINES: usize = 32;
const SHARE_BYTES: usize = 4096;

/// What the reader, the workers and the writer share.
pub struct Queue {
    state: Mutex<State>,
    changed: Condvar,
    workers: usize,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Job>,
    /// Replies, with the length of the lines they answer.
    finished: BTreeMap<u64, (String, usize)>,
    /// How many lines were read.
    read: u64,
    /// How many replies were written.
    written: u64,
    /// The bytes of the lines on their way.
    bytes: usize,
    /// The bytes of the replies that wait.
    held: usize,
    /// No line will follow.
    ended: bool,
    /// Nothing will be read any more.
    stopped: bool,
}

impl Queue {
    /// An empty queue.
    pub fn new(workers: usize) -> Self {
        Self { state: Mutex::default(), changed: Condvar::new(), workers: workers.max(1) }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a line, as soon as there is room for it; `false` if nothing more is wanted.
    pub fn push(&self, line: Vec<u8>) -> bool {
        self.add(line.len(), |state, number| state.waiting.push_back(Job { number, line }))
    }

    /// Adds the reply to a line that needs no worker.
    pub fn push_reply(&self, reply: String) -> bool {
        self.add(0, |state, number| {
            state.held += reply.len();
            state.finished.insert(number, (reply, 0));
        })
    }

    fn add(&self, bytes: usize, add: impl FnOnce(&mut State, u64)) -> bool {
        let mut state = self.lock();
        loop {
            let lines = state.read - state.written;
            let full = lines >= MOST_LINES as u64 || state.bytes + bytes > MOST_BYTES;
            if state.stopped || lines == 0 || !full {
                break;
            }
            state = self.wait(state);
        }
        if state.stopped {
            return false;
        }
        let number = state.read;
        state.read += 1;
        state.bytes += bytes;
        add(&mut state, number);
        self.changed.notify_all();
        true
    }

    /// Says that no line will follow.
    pub fn end(&self) {
        self.lock().ended = true;
        self.changed.notify_all();
    }

    /// Gives up everything that is not written yet.
    pub fn stop(&self) {
        let mut state = self.lock();
        state.stopped = true;
        state.waiting.clear();
        self.changed.notify_all();
    }

    /// The next lines for a worker; none at the end.
    pub fn take(&self) -> VecDeque<Job> {
        let mut state = self.lock();
        loop {
            let is_ready = match state.waiting.front() {
                Some(next) => state.held <= MOST_HELD || next.number == state.written,
                None => state.ended,
            };
            if is_ready || state.stopped {
                break;
            }
            state = self.wait(state);
        }
        let share = state.waiting.len().div_ceil(2 * self.workers).min(SHARE_LINES);
        let mut jobs = VecDeque::new();
        let mut bytes = 0;
        while let Some(job) = state.waiting.front() {
            bytes += job.line.len() + 1;
            if !jobs.is_empty() && (jobs.len() >= share || bytes > SHARE_BYTES) {
                break;
            }
            jobs.extend(state.waiting.pop_front());
        }
        jobs
    }

    /// Hands in the reply to a line.
    pub fn finish(&self, job: &Job, reply: String) {
        let mut state = self.lock();
        state.held += reply.len();
        state.finished.insert(job.number, (reply, job.line.len()));
        if job.number == state.written {
            self.changed.notify_all();
        }
    }

    /// The next replies in order, as many as are there; none at the end.
    pub fn replies(&self) -> Vec<String> {
        let mut state = self.lock();
        loop {
            let mut replies = Vec::new();
            while let Some((reply, bytes)) = {
                let next = state.written;
                state.finished.remove(&next)
            } {
                state.written += 1;
                state.bytes -= bytes;
                state.held -= reply.len();
                replies.push(reply);
            }
            let is_over = state.stopped || (state.ended && state.read == state.written);
            if !replies.is_empty() || is_over {
                self.changed.notify_all();
                return replies;
            }
            state = self.wait(state);
        }
    }
}
