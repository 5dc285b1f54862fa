//! Graphs as SVG, from plain templates.

use super::mathml::escape;
use crate::expr::Store;
use crate::steps::plot::Plot;
use crate::steps::{Answer, Entry};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 400.0;
const LEFT: f64 = 52.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 32.0;

/// Colours that are told apart by most eyes, also on a dark page.
pub(super) const COLORS: [&str; 6] =
    ["#2f6fb2", "#d1662a", "#2f8f5b", "#a04fb0", "#b03a48", "#7a7a2a"];
pub(super) const DASHES: [&str; 6] = ["", "7 4", "2 3", "10 3 2 3", "4 2", "1 2"];

/// The pictures in all answers.
pub(super) fn render(store: &Store, answers: &[Answer]) -> String {
    let mut out = String::new();
    for answer in answers {
        let Answer::Findings(findings) = answer else { continue };
        for entry in &findings.entries {
            if let Entry::Plot(plot) = entry {
                let names = plot.curves.iter().map(|c| super::source::expression(store, c.expr));
                out.push_str(&picture(plot, &names.collect::<Vec<_>>()));
            }
        }
    }
    out
}

/// A picture with the names of its curves.
pub(super) fn picture(plot: &Plot, names: &[String]) -> String {
    let (w, h) = (WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM);
    let x_of = |x: f64| LEFT + (x - plot.from) / (plot.to - plot.from) * w;
    let y_of = |y: f64| TOP + (plot.top - y) / (plot.top - plot.bottom) * h;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         width=\"{WIDTH}\" height=\"{HEIGHT}\" role=\"img\" font-family=\"sans-serif\" \
         font-size=\"12\">\n<title>"
    );
    escape(&mut out, &title(plot, names));
    out.push_str("</title>\n");
    out.push_str("<g stroke=\"#888\" stroke-opacity=\"0.25\" fill=\"none\">\n");
    let (xs, ys) = (ticks(plot.from, plot.to), ticks(plot.bottom, plot.top));
    for &(x, _) in &xs {
        let x = x_of(x);
        out.push_str(&format!("<path d=\"M{x:.2} {TOP}V{:.2}\"/>\n", TOP + h));
    }
    for &(y, _) in &ys {
        let y = y_of(y);
        out.push_str(&format!("<path d=\"M{LEFT} {y:.2}H{:.2}\"/>\n", LEFT + w));
    }
    out.push_str("</g>\n<g stroke=\"#888\" fill=\"none\">\n");
    if plot.from < 0.0 && plot.to > 0.0 {
        out.push_str(&format!("<path d=\"M{:.2} {TOP}V{:.2}\"/>\n", x_of(0.0), TOP + h));
    }
    if plot.bottom < 0.0 && plot.top > 0.0 {
        out.push_str(&format!("<path d=\"M{LEFT} {:.2}H{:.2}\"/>\n", y_of(0.0), LEFT + w));
    }
    out.push_str(&format!("<rect x=\"{LEFT}\" y=\"{TOP}\" width=\"{w}\" height=\"{h}\"/>\n</g>\n"));
    out.push_str("<g fill=\"#777\">\n");
    for (x, text) in &xs {
        let (x, y) = (x_of(*x), TOP + h + 18.0);
        out.push_str(&format!(
            "<text x=\"{x:.2}\" y=\"{y}\" text-anchor=\"middle\">{text}</text>\n"
        ));
    }
    for (y, text) in &ys {
        let (x, y) = (LEFT - 6.0, y_of(*y) + 4.0);
        out.push_str(&format!("<text x=\"{x}\" y=\"{y:.2}\" text-anchor=\"end\">{text}</text>\n"));
    }
    // A picture in the picture shows nothing outside of its frame.
    out.push_str(&format!(
        "</g>\n<svg x=\"{LEFT}\" y=\"{TOP}\" width=\"{w}\" height=\"{h}\" \
         viewBox=\"{LEFT} {TOP} {w} {h}\"><g fill=\"none\" stroke-width=\"2\">\n"
    ));
    for (i, curve) in plot.curves.iter().enumerate() {
        let stroke = stroke(i);
        for run in &curve.runs {
            let points = run.iter().map(|&(x, y)| {
                // Far outside the frame a coordinate says nothing, and some viewers stumble.
                format!("{:.2},{:.2}", x_of(x), y_of(y).clamp(-HEIGHT, 2.0 * HEIGHT))
            });
            let points: Vec<String> = points.collect();
            out.push_str(&format!("<polyline {stroke} points=\"{}\"/>\n", points.join(" ")));
        }
    }
    out.push_str("</g></svg>\n<g>\n");
    for (i, name) in names.iter().enumerate() {
        let color = COLORS[i % COLORS.len()];
        let (x, y) = (LEFT + 10.0, TOP + 18.0 + 18.0 * i as f64);
        out.push_str(&format!(
            "<path {} stroke-width=\"2\" fill=\"none\" d=\"M{x} {}h28\"/>\n\
             <text x=\"{}\" y=\"{y}\" fill=\"{color}\">",
            stroke(i),
            y - 4.0,
            x + 34.0
        ));
        escape(&mut out, name);
        out.push_str("</text>\n");
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// What a picture shows, for those who do not see it.
pub(super) fn title(plot: &Plot, names: &[String]) -> String {
    format!("Graph of {} from {} to {}", names.join(", "), plot.from, plot.to)
}

/// Each curve has its colour and its dashes, so that it is known without colours too.
fn stroke(curve: usize) -> String {
    let (color, dash) = (COLORS[curve % COLORS.len()], DASHES[curve % DASHES.len()]);
    match dash {
        "" => format!("stroke=\"{color}\""),
        dash => format!("stroke=\"{color}\" stroke-dasharray=\"{dash}\""),
    }
}

/// Round numbers between two ends, with their texts.
pub(super) fn ticks(lo: f64, hi: f64) -> Vec<(f64, String)> {
    const ABOUT: f64 = 8.0;
    let raw = (hi - lo) / ABOUT;
    let power = 10_f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|k| k * power).into_iter().find(|s| *s >= raw);
    let step = step.unwrap_or(10.0 * power);
    let places = (-step.log10().floor()).clamp(0.0, 12.0) as usize;
    let first = (lo / step).ceil() as i64;
    let last = (hi / step).floor() as i64;
    (first..=last)
        .map(|k| {
            let value = k as f64 * step;
            (value, format!("{value:.places$}").replace('-', "−"))
        })
        .collect()
}
