//! Tests a proved equation at sample points: is it true, and are its conditions the right ones?

use super::oracle::{Lack, Point, holds, value};
use super::source::{Node, variables};

/// A proved equation with what it was proved under.
pub struct Proved<'a> {
    /// Left side.
    pub lhs: &'a Node,
    /// Right side.
    pub rhs: &'a Node,
    /// What was assumed.
    pub assumptions: &'a [Node],
    /// Where a proof is demanded (with the assumptions): an answer may ask for no more.
    pub demanded: &'a [Node],
    /// The conditions that the answer states.
    pub stated: &'a [(String, Node)],
    /// Names that stand for integers.
    pub integers: &'a [String],
}

impl Proved<'_> {
    /// What is wrong, or `None`: where the stated conditions hold, both sides are defined together
    /// and equal; where the demanded ones hold and both sides are defined, the stated ones hold.
    pub fn problem(&self) -> Option<String> {
        let mut names = variables(self.lhs);
        names.extend(variables(self.rhs));
        names.extend(self.stated.iter().flat_map(|(_, node)| variables(node)));
        names.sort();
        names.dedup();
        grid(&names, self.integers).iter().find_map(|at| self.problem_at(at))
    }

    fn problem_at(&self, at: &Point) -> Option<String> {
        if !self.assumptions.iter().all(|c| holds(c, at) == Ok(true)) {
            return None;
        }
        let (left, right) = (value(self.lhs, at), value(self.rhs, at));
        for (text, condition) in self.stated {
            match holds(condition, at) {
                Ok(true) => {}
                Ok(false) => {
                    let wanted = self.demanded.iter().all(|c| holds(c, at) == Ok(true));
                    let defined = left.is_ok() && right.is_ok();
                    let why = format!("the condition {text} is not needed at {at:?}");
                    return (wanted && defined).then_some(why);
                }
                Err(Lack::Unreadable(what)) => return Some(format!("{text}: unreadable: {what}")),
                Err(Lack::Undefined | Lack::Doubtful) => return None,
            }
        }
        match (left, right) {
            (Ok(u), Ok(v)) => {
                // Slopes are known to six digits only.
                let far = (u - v).abs() > 1e-5 * u.abs().max(v.abs()).max(1.0);
                far.then(|| format!("the sides are {u} and {v} at {at:?}"))
            }
            (Ok(u), Err(Lack::Undefined)) => {
                Some(format!("{u} against no value at {at:?}, without a condition"))
            }
            (Err(Lack::Undefined), Ok(v)) => {
                Some(format!("no value against {v} at {at:?}, without a condition"))
            }
            (_, Err(Lack::Unreadable(what))) => Some(format!("unreadable: {what}")),
            // The left side is the corpus's own; what the oracle cannot evaluate there (a higher
            // derivative) is covered by the stored values of the other corpora.
            (Err(_), _) | (Ok(_), Err(Lack::Doubtful)) => None,
        }
    }
}

/// Special and ordinary points for these variables.
fn grid(names: &[String], integers: &[String]) -> Vec<Point> {
    const ONE: [f64; 22] = [
        0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0, 0.5, -0.5, 1.5, -1.5, 0.25, -0.25, 4.0, -4.0, 0.7,
        -0.3, 1.3, -1.7, 2.6, 5.0, -5.0,
    ];
    let keep = match names.len() {
        0 | 1 => ONE.len(),
        2 => 15,
        3 => 9,
        4 => 5,
        _ => 3,
    };
    let mut points = vec![Point::new()];
    for name in names {
        let values = ONE.iter().filter(|v| !integers.contains(name) || v.fract() == 0.0);
        let values: Vec<f64> = values.copied().take(keep).collect();
        points = points
            .iter()
            .flat_map(|point| {
                values.iter().map(|&v| {
                    let mut point = point.clone();
                    point.insert(name.clone(), v);
                    point
                })
            })
            .collect();
    }
    points
}
