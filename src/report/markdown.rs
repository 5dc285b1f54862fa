//! The writer's lines with remarks, in Markdown.

use std::fmt::Write;

use super::{Report, one_line, remarks, sign, summary, worth_saying};

pub(super) fn render(reports: &[Report]) -> String {
    let mut out = String::new();
    for report in reports {
        let _ = writeln!(out, "# {}\n", report.name);
        for sentence in summary(&report.checked) {
            let _ = writeln!(out, "- {sentence}");
        }
        out.push('\n');
        for line in &report.checked.lines {
            let text = one_line(&line.text);
            let (mark, number) = (sign(line.verdict), line.number);
            let _ = writeln!(out, "{mark} **line {number}** `{}`\n", text.replace('`', "'"));
            for step in worth_saying(line) {
                for remark in remarks(step) {
                    let _ = writeln!(out, "- {remark}");
                }
            }
            out.push('\n');
        }
    }
    out
}
