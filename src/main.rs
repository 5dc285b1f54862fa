//! The `symderiv` command.
use std::io::Write;
use symderiv::print::{Format, render};
use symderiv::session::{Outcome, Session};
use symderiv::steps::Detail;
fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let mut format = Format::Terminal;
    let mut session = Session::new();
    while let Some(i) = args.iter().position(|a| a == "--format") {
        format = match args[i + 1].as_str() {
            "latex" => Format::Latex,
            "json" => Format::Json,
            "html" => Format::Html,
            "mathml" => Format::Mathml,
            "source" => Format::Source,
            _ => Format::Terminal,
        };
        args.drain(i..i + 2);
    }
    while let Some(i) = args.iter().position(|a| a == "--detail") {
        session.set_detail(match args[i + 1].as_str() {
            "brief" => Detail::Brief,
            "full" => Detail::Full,
            _ => Detail::Normal,
        });
        args.drain(i..i + 2);
    }
    let mut source = args.join(" ");
    if source == "-" {
        source = std::io::read_to_string(std::io::stdin()).unwrap();
    }
    let mut answers = Vec::new();
    for outcome in session.run(&source) {
        match outcome {
            Outcome::Answer(a) => answers.push(a),
            Outcome::Error(d) => eprint!("{}", d.render(&source, "<query>")),
            Outcome::Note(n) => eprintln!("note: {n}"),
        }
    }
    let text = render(session.store(), &answers, &format.options());
    let _ = std::io::stdout().write_all(text.as_bytes());
}
