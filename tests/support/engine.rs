//! Asks the command `symderiv` and reads its JSON answers.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::oracle::Point;
use super::source::{Node, read};

/// How many statements one process gets, and how long it may take.
const BATCH: usize = 40;
const PATIENCE: Duration = Duration::from_secs(20);

/// Statements that belong together: what is given, then one command.
#[derive(Clone, Debug)]
pub struct Question {
    /// Assumptions and declarations, as statements.
    pub given: Vec<String>,
    /// The command.
    pub command: String,
}

impl Question {
    /// A command with assumptions between semicolons.
    pub fn new(command: impl Into<String>, assumptions: &str) -> Self {
        let given = super::table::parts(assumptions).map(str::to_owned).collect();
        Self { given, command: command.into() }
    }

    fn program(&self) -> String {
        let mut text = self.given.join("\n");
        text.push('\n');
        text.push_str(&self.command);
        text.push('\n');
        text
    }
}

/// What the command said to one question.
#[derive(Clone, Debug)]
pub enum Reply {
    /// One answer, as JSON.
    Answer(Value),
    /// No answer: what was written to standard error, or why the process was given up.
    Error(String),
}

/// Asks all questions, many to a process; those with assumptions, and all of a batch that did not
/// answer every question, alone.
pub fn ask(questions: &[Question]) -> Vec<Reply> {
    let mut replies: Vec<Option<Reply>> = vec![None; questions.len()];
    let free: Vec<usize> =
        (0..questions.len()).filter(|&i| questions[i].given.is_empty()).collect();
    for batch in free.chunks(BATCH) {
        let program: String = batch.iter().map(|&i| questions[i].program()).collect();
        if let Ok(answers) = run(&program)
            && answers.len() == batch.len()
        {
            for (&i, answer) in batch.iter().zip(answers) {
                replies[i] = Some(Reply::Answer(answer));
            }
        }
    }
    let alone = |question: &Question| match run(&question.program()) {
        Ok(mut answers) if answers.len() == 1 => Reply::Answer(answers.remove(0)),
        Ok(answers) => Reply::Error(format!("{} answers to one command", answers.len())),
        Err(message) => Reply::Error(message),
    };
    replies
        .into_iter()
        .zip(questions)
        .map(|(reply, question)| reply.unwrap_or_else(|| alone(question)))
        .collect()
}

/// The answers to a program, or the messages if there is no readable answer.
fn run(program: &str) -> Result<Vec<Value>, String> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_symderiv"))
        .args(["-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|problem| problem.to_string())?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let readers = [reader(stdout), reader(stderr)];
    if let Some(mut stdin) = stdin {
        // A process that stops reading early says why on standard error.
        let _ = stdin.write_all(program.as_bytes());
    }
    let start = Instant::now();
    let status = loop {
        match child.try_wait().map_err(|problem| problem.to_string())? {
            Some(status) => break status,
            None if start.elapsed() > PATIENCE => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("no answer within {} s", PATIENCE.as_secs()));
            }
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    };
    let [out, err] = readers.map(|reader| reader.join().unwrap_or_default());
    match serde_json::from_str(&out) {
        Ok(Value::Array(answers)) => Ok(answers),
        Ok(single @ Value::Object(_)) => Ok(vec![single]),
        _ => Err(format!("{status}: {}", if err.trim().is_empty() { out } else { err })),
    }
}

fn reader(pipe: Option<impl Read + Send + 'static>) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            let _ = pipe.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// The answer's kind: derivation, value, refuted, undecided.
pub fn kind(answer: &Value) -> &str {
    answer.get("kind").and_then(Value::as_str).unwrap_or("?")
}

/// The text of a field that is a string or an object with a `source`.
pub fn source_text(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.get("source").and_then(Value::as_str))
}

/// The source text of a derivation's result.
pub fn result(answer: &Value) -> Option<&str> {
    answer.get("result").and_then(source_text)
}

/// The conditions of a derivation, read.
pub fn conditions(answer: &Value) -> Result<Vec<(String, Node)>, String> {
    let Some(Value::Array(list)) = answer.get("conditions") else {
        return Err("no list of conditions".to_owned());
    };
    list.iter()
        .map(|item| {
            let text = source_text(item).ok_or("a condition without source")?;
            // A condition on a whole function, in words, or a declared type: always granted here.
            let node = if text.contains("differentiable") || text.contains(':') {
                read("0 = 0")
            } else {
                read(text)
            };
            node.map(|node| (text.to_owned(), node)).map_err(|problem| problem.to_string())
        })
        .collect()
}

/// The point of a refutation: `[{"name": …, "value": …}, …]`.
pub fn witness(answer: &Value) -> Option<Point> {
    let at = answer.get("at")?.as_array()?;
    at.iter()
        .map(|entry| {
            let text = |field| entry.get(field).and_then(Value::as_str);
            Some((text("name")?.to_owned(), super::table::number(text("value")?)))
        })
        .collect()
}

/// The exact or decimal text of a value.
pub fn value_text(answer: &Value, exact: bool) -> Option<String> {
    let field = |name: &str| {
        let value = answer.get(name)?;
        source_text(value).or_else(|| value.get("text").and_then(Value::as_str)).map(str::to_owned)
    };
    let order = if exact { ["exact", "decimal"] } else { ["decimal", "exact"] };
    order.into_iter().chain(["value", "result"]).find_map(field)
}
