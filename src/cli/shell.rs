//! What a system wants to know about the command: completions and the manual page.

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Args;

/// The completion script for a shell.
pub fn completions(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "symderiv", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The manual page, in roff.
pub fn manual() -> String {
    let mut page = Vec::new();
    // Writing to memory does not fail.
    let _ = clap_mangen::Man::new(Args::command()).render(&mut page);
    String::from_utf8_lossy(&page).into_owned()
}
