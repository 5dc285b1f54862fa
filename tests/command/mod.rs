//! Runs the built command.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, fs};

/// The command, without what the environment says about colours.
pub fn symderiv(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_symderiv"));
    command.args(args);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command
}

/// What became of a run.
pub struct Run {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().expect("the command was not killed"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Runs the command with nothing on standard input.
pub fn run(args: &[&str]) -> Run {
    symderiv(args).stdin(Stdio::null()).output().unwrap().into()
}

/// Runs the command with this on standard input.
pub fn run_with_input(args: &[&str], input: &[u8]) -> Run {
    let mut command = symderiv(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // The command may stop reading before the end.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let run = child.wait_with_output().unwrap().into();
    writer.join().unwrap();
    run
}

/// The repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The derivations that are kept as examples, by name.
pub fn derivations() -> Vec<PathBuf> {
    let folders = ["examples/derivations", "examples/assignment"].map(|name| root().join(name));
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let files = files.map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|end| end == "sd")).collect();
    files.sort();
    assert!(files.len() >= 25, "the example derivations are missing");
    files
}

/// The name of a file without its folder and its extension.
pub fn stem(path: &Path) -> &str {
    path.file_stem().and_then(|stem| stem.to_str()).unwrap()
}
