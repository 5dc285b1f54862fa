//! How much one question may cost: a limit of time and a limit of size.
//!
//! The budget is kept in the store of expressions, and copied into the limits of the polynomials,
//! so that every long loop can ask whether its time is over. Where it is not, time has no influence
//! on any result.

use std::time::{Duration, Instant};

/// How much one question may cost.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Budget {
    timeout: Option<Duration>,
    deadline: Option<Instant>,
    max_terms: Option<usize>,
}

impl Budget {
    /// A budget of so much time for each question, and of so many terms for a polynomial; `None`
    /// is no limit of time, and the usual limits of terms.
    #[must_use]
    pub fn new(timeout: Option<Duration>, max_terms: Option<usize>) -> Self {
        Self { timeout, deadline: None, max_terms }
    }

    /// The budget for a question that begins now.
    #[must_use]
    pub fn started(self) -> Self {
        Self { deadline: self.timeout.and_then(|time| Instant::now().checked_add(time)), ..self }
    }

    /// The same budget with at most so much time.
    #[must_use]
    pub fn within(self, timeout: Duration) -> Self {
        let timeout = self.timeout.map_or(timeout, |known| known.min(timeout));
        Self { timeout: Some(timeout), ..self }
    }

    /// The time that each question has.
    #[must_use]
    pub fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// Is the time over?
    #[must_use]
    pub fn is_spent(&self) -> bool {
        self.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }

    /// The most terms of a polynomial, where usually there would be so many.
    #[must_use]
    pub const fn terms(&self, usual: usize) -> usize {
        match self.max_terms {
            Some(most) => most,
            None => usual,
        }
    }

    /// The message for a question whose time is over.
    #[must_use]
    pub fn message(&self) -> String {
        let seconds = self.timeout.unwrap_or_default().as_secs_f64();
        format!("no answer within {seconds} s (--timeout)")
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;
    use std::time::Duration;

    #[test]
    fn time_runs_from_the_start_of_a_question() {
        let none = Budget::default().started();
        assert!(!none.is_spent());
        let short = Budget::new(Some(Duration::ZERO), None);
        assert!(!short.is_spent() && short.started().is_spent());
        let both = Budget::new(Some(Duration::from_secs(9)), None).within(Duration::from_secs(60));
        assert_eq!(both.timeout(), Some(Duration::from_secs(9)));
    }
}
