//! The commands shown in the documents print what the documents say: in every block marked
//! `console`, a line `$ symderiv …` is followed by its output. `BLESS=1` writes the outputs anew.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

mod command;

use std::{env, fs};

use command::{root, run};

const DOCUMENTS: [&str; 2] = ["README.md", "CHANGELOG.md"];

/// The document with the outputs that the commands have now, and the number of commands.
fn brought_up_to_date(text: &str) -> (String, usize) {
    let (mut out, mut count) = (String::new(), 0);
    let mut in_console = false;
    for line in text.lines() {
        if line.starts_with("```") {
            in_console = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ symderiv ").filter(|_| in_console) {
            if !out.ends_with("```console\n") {
                out.push('\n');
            }
            let words = words(command);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let run = run(&words);
            out.push_str(&format!("{line}\n{}{}", run.err, run.out));
            count += 1;
            continue;
        } else if in_console {
            continue;
        }
        out.push_str(line);
        out.push('\n');
    }
    (out, count)
}

/// The words of a command line; quotation marks of both kinds group.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (None, ' ') => words.push(String::new()),
            (Some(_) | None, c) => words.last_mut().unwrap().push(c),
        }
    }
    words
}

#[test]
fn documents_show_what_is_printed() {
    let mut total = 0;
    for name in DOCUMENTS {
        let path = root().join(name);
        let text = fs::read_to_string(&path).unwrap();
        let (current, count) = brought_up_to_date(&text);
        total += count;
        if env::var_os("BLESS").is_some_and(|value| value == "1") {
            fs::write(&path, current).unwrap();
        } else {
            assert!(text == current, "{name} shows old output; BLESS=1 writes it anew");
        }
    }
    assert!(total > 5, "the documents show no commands");
}

#[test]
fn words_are_split_as_a_shell_does() {
    assert_eq!(words("-x \"f'(x) + 1\" 'a b'"), ["-x", "f'(x) + 1", "a b"]);
}
