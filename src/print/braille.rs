//! Graphs as dots of Braille characters, two by four in each.

use super::svg::ticks;
use crate::steps::plot::Plot;

/// The dots of a character, by row and column.
const DOTS: [[u32; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
const BLANK: u32 = 0x2800;

/// The lines of a picture, at most so many columns wide.
pub(super) fn picture(plot: &Plot, names: &[String], width: usize) -> Vec<String> {
    let labels = ticks(plot.bottom, plot.top);
    let margin = labels.iter().map(|(_, text)| text.chars().count()).max().unwrap_or(0) + 1;
    let columns = width.saturating_sub(margin + 1).clamp(10, 100);
    let rows = (columns / 4).clamp(6, 20);
    let (dots_x, dots_y) = (2 * columns, 4 * rows);
    let column = |x: f64| (x - plot.from) / (plot.to - plot.from) * (dots_x - 1) as f64;
    let line = |y: f64| (plot.top - y) / (plot.top - plot.bottom) * (dots_y - 1) as f64;
    let mut cells = vec![vec![0_u32; columns]; rows];
    let mut dot = |x: f64, y: f64| {
        let (x, y) = (x.round(), y.round());
        if x >= 0.0 && y >= 0.0 && (x as usize) < dots_x && (y as usize) < dots_y {
            let (x, y) = (x as usize, y as usize);
            cells[y / 4][x / 2] |= DOTS[y % 4][x % 2];
        }
    };
    if plot.bottom < 0.0 && plot.top > 0.0 {
        for x in (0..dots_x).step_by(4) {
            dot(x as f64, line(0.0));
        }
    }
    if plot.from < 0.0 && plot.to > 0.0 {
        for y in (0..dots_y).step_by(4) {
            dot(column(0.0), y as f64);
        }
    }
    for curve in &plot.curves {
        for run in &curve.runs {
            for pair in run.windows(2) {
                let &[(x0, y0), (x1, y1)] = pair else { continue };
                let (a, b) = ((column(x0), line(y0)), (column(x1), line(y1)));
                let steps = (b.0 - a.0).abs().max((b.1 - a.1).abs()).ceil().clamp(1.0, 400.0);
                for k in 0..=steps as u32 {
                    let t = f64::from(k) / steps;
                    dot(a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
                }
            }
        }
    }
    let mut lines = vec![names.join(", ")];
    for (i, row) in cells.iter().enumerate() {
        let label = labels.iter().find(|(y, _)| (line(*y) / 4.0) as usize == i);
        let label = label.map_or("", |(_, text)| text.as_str());
        let dots: String =
            row.iter().map(|&cell| char::from_u32(BLANK + cell).unwrap_or(' ')).collect();
        lines.push(format!("{label:>margin$} {}", dots.trim_end_matches('\u{2800}')));
    }
    let mut axis = vec![' '; columns];
    for (x, text) in ticks(plot.from, plot.to) {
        let middle = (column(x) / 2.0) as usize;
        let start = middle.saturating_sub(text.chars().count() / 2);
        let free = axis.iter().skip(start.saturating_sub(1)).take(text.chars().count() + 2);
        if free.clone().all(|c| *c == ' ') && start + text.chars().count() <= columns {
            for (slot, c) in axis.iter_mut().skip(start).zip(text.chars()) {
                *slot = c;
            }
        }
    }
    let axis: String = axis.into_iter().collect();
    lines.push(format!("{:>margin$} {}", "", axis.trim_end()));
    lines
}
