//! The colours of the terminal, by role: the only file with escape codes.

use crate::layout::Role;

/// The code that a role is shown with, if it is not plain.
fn code(role: Role) -> Option<&'static str> {
    match role {
        Role::Number => Some("36"),
        Role::Variable | Role::Constant | Role::Blank | Role::Delimiter | Role::Operator => None,
        Role::Function => Some("34"),
        Role::Relation => Some("1"),
        Role::Keyword | Role::Condition => Some("33"),
        Role::Differential => Some("35"),
        Role::Caption => Some("32"),
        Role::Label => Some("2"),
    }
}

/// Writes characters with their roles' colours; a run of one colour gets one code.
pub(super) fn write_line(out: &mut String, cells: &[(char, Role)]) {
    let mut current: Option<&'static str> = None;
    for &(c, role) in cells {
        let wanted = if c == ' ' { current } else { code(role) };
        if wanted != current {
            if current.is_some() {
                out.push_str("\x1b[0m");
            }
            if let Some(code) = wanted {
                out.push_str("\x1b[");
                out.push_str(code);
                out.push('m');
            }
            current = wanted;
        }
        out.push(c);
    }
    if current.is_some() {
        out.push_str("\x1b[0m");
    }
}
