//! Graphs as TikZ pictures, which every LaTeX engine draws.

use super::svg::{COLORS, DASHES, ticks};
use crate::steps::plot::Plot;

/// The size of the frame, in centimetres.
const WIDTH: f64 = 12.0;
const HEIGHT: f64 = 7.0;
/// A point that is nearer to the line between its neighbours is left out.
const NEAR: f64 = 0.004;

/// A picture with the formulas of its curves.
pub(super) fn picture(plot: &Plot, formulas: &[String]) -> String {
    let x_of = |x: f64| (x - plot.from) / (plot.to - plot.from) * WIDTH;
    let y_of = |y: f64| (y - plot.bottom) / (plot.top - plot.bottom) * HEIGHT;
    let mut out = String::from("\\begin{center}\\begin{tikzpicture}[font=\\footnotesize]\n");
    for i in 0..formulas.len() {
        let color = COLORS[i % COLORS.len()].trim_start_matches('#').to_uppercase();
        out.push_str(&format!("  \\definecolor{{curve{i}}}{{HTML}}{{{color}}}\n"));
    }
    for (x, text) in ticks(plot.from, plot.to) {
        let x = x_of(x);
        out.push_str(&format!(
            "  \\draw[gray!25] ({x:.3},0) -- ({x:.3},{HEIGHT}); \
             \\node[below] at ({x:.3},0) {{${}$}};\n",
            text.replace('−', "-")
        ));
    }
    for (y, text) in ticks(plot.bottom, plot.top) {
        let y = y_of(y);
        out.push_str(&format!(
            "  \\draw[gray!25] (0,{y:.3}) -- ({WIDTH},{y:.3}); \
             \\node[left] at (0,{y:.3}) {{${}$}};\n",
            text.replace('−', "-")
        ));
    }
    if plot.from < 0.0 && plot.to > 0.0 {
        let x = x_of(0.0);
        out.push_str(&format!("  \\draw[gray] ({x:.3},0) -- ({x:.3},{HEIGHT});\n"));
    }
    if plot.bottom < 0.0 && plot.top > 0.0 {
        let y = y_of(0.0);
        out.push_str(&format!("  \\draw[gray] (0,{y:.3}) -- ({WIDTH},{y:.3});\n"));
    }
    out.push_str(&format!("  \\draw[gray] (0,0) rectangle ({WIDTH},{HEIGHT});\n"));
    out.push_str(&format!("  \\begin{{scope}}\n  \\clip (0,0) rectangle ({WIDTH},{HEIGHT});\n"));
    for (i, curve) in plot.curves.iter().enumerate() {
        for run in &curve.runs {
            // Far outside the frame a coordinate says nothing, and TeX has no large numbers.
            let points = run.iter().map(|&(x, y)| (x_of(x), y_of(y).clamp(-HEIGHT, 2.0 * HEIGHT)));
            let points: Vec<(f64, f64)> = points.collect();
            let points = thinned(&points);
            let points: Vec<String> =
                points.iter().map(|(x, y)| format!("({x:.3},{y:.3})")).collect();
            out.push_str(&format!("  \\draw[{}] {};\n", stroke(i), wrapped(&points)));
        }
    }
    out.push_str("  \\end{scope}\n");
    for (i, formula) in formulas.iter().enumerate() {
        let y = HEIGHT - 0.45 - 0.5 * i as f64;
        out.push_str(&format!(
            "  \\draw[{}] (0.25,{y:.2}) -- (1.05,{y:.2}) \
             node[right,curve{i}] {{${formula}$}};\n",
            stroke(i)
        ));
    }
    out.push_str("\\end{tikzpicture}\\end{center}\n");
    out
}

/// The dashes of the picture in SVG, in points.
fn stroke(curve: usize) -> String {
    let dashes: Vec<&str> = DASHES[curve % DASHES.len()].split_whitespace().collect();
    let pattern: Vec<String> = dashes
        .chunks(2)
        .filter_map(|pair| match pair {
            [on, off] => Some(format!("on {on}pt off {off}pt")),
            _ => None,
        })
        .collect();
    match pattern.is_empty() {
        true => format!("curve{curve}, thick"),
        false => format!("curve{curve}, thick, dash pattern={}", pattern.join(" ")),
    }
}

/// Lines that are not too long for an editor.
fn wrapped(points: &[String]) -> String {
    const ON_A_LINE: usize = 6;
    let lines: Vec<String> = points.chunks(ON_A_LINE).map(|line| line.join(" -- ")).collect();
    lines.join("\n    -- ")
}

/// The points that the curve needs: between two of them, none is far from their line.
fn thinned(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let Some(&first) = points.first() else { return Vec::new() };
    let mut kept = vec![first];
    let mut start = 0;
    for end in 2..points.len() {
        let is_near = |k: usize| distance(points[k], points[start], points[end]) <= NEAR;
        if !(start + 1..end).all(is_near) {
            start = end - 1;
            kept.push(points[start]);
        }
    }
    if let [_, .., last] = points {
        kept.push(*last);
    }
    kept
}

/// How far a point is from the line through two others.
fn distance((x, y): (f64, f64), (x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> f64 {
    let (dx, dy) = (x1 - x0, y1 - y0);
    let length = dx.hypot(dy);
    if length == 0.0 {
        (x - x0).hypot(y - y0)
    } else {
        (dx * (y - y0) - dy * (x - x0)).abs() / length
    }
}

#[cfg(test)]
mod tests {
    use super::{distance, thinned};

    #[test]
    fn a_thinned_curve_is_near_the_whole_one() {
        let points: Vec<(f64, f64)> =
            (0..=480).map(|i| f64::from(i) / 40.0).map(|x| (x, x.sin())).collect();
        let kept = thinned(&points);
        assert!(kept.len() < points.len() / 4, "{}", kept.len());
        assert_eq!((kept.first(), kept.last()), (points.first(), points.last()));
        for &p in &points {
            let near = kept.windows(2).any(|pair| {
                pair[0].0 <= p.0 && p.0 <= pair[1].0 && distance(p, pair[0], pair[1]) <= 0.0041
            });
            assert!(near, "{p:?}");
        }
        assert_eq!(thinned(&[(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)]), [(0.0, 0.0), (2.0, 2.0)]);
        assert_eq!(thinned(&[(0.0, 0.0)]).len(), 1);
    }
}
