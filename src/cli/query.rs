//! A query: its answers on standard output, the rest on standard error.

use symderiv::diag::Diagnostic;
use symderiv::print::{Format, Options, Scope, json, render};
use symderiv::session::{Outcome, Session};
use symderiv::steps::{Answer, Standing};

use super::args::Style;
use super::input::Input;
use super::output::Output;
use super::status::Status;

/// Answers everything in the input.
pub fn answer(input: &Input, style: &Style, output: &Output) -> Status {
    let mut session = Session::new();
    session.set_detail(style.detail.into());
    answer_in(&mut session, input, &output.options(style), output)
}

/// Answers everything in the input, in a session that goes on.
pub fn answer_in(
    session: &mut Session,
    input: &Input,
    options: &Options,
    output: &Output,
) -> Status {
    let outcomes = session.run(&input.source);
    let mut worst = Status::Well;
    for outcome in &outcomes {
        worst = worst.max(status(outcome));
        match outcome {
            Outcome::Answer(_) => {}
            Outcome::Error(mistake) => output.mistake(mistake, input),
            Outcome::Note(text) => output.note(text),
        }
    }
    worst.max(output.print(&written(session, &outcomes, options)))
}

/// The text of all answers; in JSON also the mistakes, in their places.
fn written(session: &Session, outcomes: &[Outcome], options: &Options) -> String {
    if options.format == Format::Json {
        return json_array(session, outcomes);
    }
    let answers: Vec<Answer> = outcomes.iter().filter_map(as_answer).collect();
    let is_document = options.format == Format::Html || options.scope == Scope::Standalone;
    if answers.is_empty() && !is_document {
        return String::new();
    }
    render(session.store(), &answers, options)
}

fn as_answer(outcome: &Outcome) -> Option<Answer> {
    match outcome {
        Outcome::Answer(answer) => Some(answer.clone()),
        Outcome::Error(_) | Outcome::Note(_) => None,
    }
}

fn json_array(session: &Session, outcomes: &[Outcome]) -> String {
    let objects: Vec<String> = outcomes
        .iter()
        .filter_map(|outcome| match outcome {
            Outcome::Answer(answer) => Some(json::object(session.store(), answer)),
            Outcome::Error(mistake) => Some(json_mistake(mistake)),
            Outcome::Note(_) => None,
        })
        .collect();
    format!("[{}]\n", objects.join(",\n "))
}

fn json_mistake(mistake: &Diagnostic) -> String {
    format!(
        "{{\"kind\":\"error\",\"code\":{},\"message\":{},\"span\":[{},{}],\"help\":{}}}",
        json::string(mistake.code),
        json::string(&mistake.message),
        mistake.span.start,
        mistake.span.end,
        mistake.help.as_deref().map_or_else(|| "null".to_owned(), json::string),
    )
}

/// Questions that were understood, but found no answer: the engine's limits, not the user's fault.
const UNDECIDED: [&str; 6] =
    ["not-proved", "no-derivative", "no-normal-form", "cannot-rewrite", "undetermined", "limit"];

fn status(outcome: &Outcome) -> Status {
    match outcome {
        Outcome::Answer(Answer::Derivation(_) | Answer::Value(_)) | Outcome::Note(_) => {
            Status::Well
        }
        Outcome::Answer(Answer::Findings(findings)) => match findings.standing {
            Standing::Proved => Status::Well,
            Standing::Refuted => Status::Refuted,
            Standing::Undecided => Status::Undecided,
        },
        Outcome::Answer(Answer::Undecided(_)) => Status::Undecided,
        Outcome::Answer(Answer::Refuted(_)) => Status::Refuted,
        Outcome::Error(mistake) if UNDECIDED.contains(&mistake.code) => Status::Undecided,
        Outcome::Error(_) => Status::Unusable,
    }
}
