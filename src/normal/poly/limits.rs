//! Bounds on the size of results, and the error that names the one that was hit.

use std::fmt;

use crate::budget::Budget;

/// How large a result may become before the algebra gives up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Terms of a polynomial.
    pub max_terms: usize,
    /// Bits of the numerator or denominator of a coefficient, checked where powers are taken.
    pub max_bits: u64,
    /// When to stop.
    budget: Option<Budget>,
}

/// Bits of all coefficients of a power together: 32 megabytes.
const MAX_TOTAL_BITS: u64 = 1 << 28;

impl Limits {
    /// Limits with this many terms and the default size of coefficients.
    #[must_use]
    pub const fn terms(max_terms: usize) -> Self {
        Self { max_terms, max_bits: 1 << 17, budget: None }
    }

    /// Limits within a budget, where usually so many terms are allowed.
    #[must_use]
    pub const fn within(budget: &Budget, usual: usize) -> Self {
        Self { budget: Some(*budget), ..Self::terms(budget.terms(usual)) }
    }

    /// Refuses to go on when the time is over.
    pub(crate) fn check_time(&self) -> Result<(), TooLarge> {
        let spent = self.budget.is_some_and(|budget| budget.is_spent());
        if spent { Err(TooLarge::Time) } else { Ok(()) }
    }

    /// Refuses a polynomial with more terms than allowed.
    pub(crate) fn check_terms(&self, terms: usize) -> Result<(), TooLarge> {
        self.check_time()?;
        if terms > self.max_terms { Err(TooLarge::Terms(self.max_terms)) } else { Ok(()) }
    }

    /// Refuses more coefficient products than a result within the limits can be worth.
    pub(crate) fn check_work(&self, products: usize) -> Result<(), TooLarge> {
        self.check_time()?;
        if products > self.max_terms.saturating_mul(50) { Err(TooLarge::Work) } else { Ok(()) }
    }

    /// Refuses a result whose coefficients take too much memory together.
    pub(crate) fn check_size(terms: usize, bits: u64) -> Result<(), TooLarge> {
        let terms = u64::try_from(terms).unwrap_or(u64::MAX);
        if terms.saturating_mul(bits) > MAX_TOTAL_BITS { Err(TooLarge::Digits) } else { Ok(()) }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::terms(50_000)
    }
}

/// A result is larger than the limits allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooLarge {
    /// More than this many terms.
    Terms(usize),
    /// An exponent beyond 32 bits.
    Exponent,
    /// A coefficient with too many digits.
    Digits,
    /// More steps than the result could be worth.
    Work,
    /// The time is over.
    Time,
}

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Terms(limit) => {
                write!(f, "the polynomial has more than {limit} terms (--max-terms)")
            }
            Self::Exponent => f.write_str("an exponent is too large"),
            Self::Digits => f.write_str("a coefficient has too many digits"),
            Self::Work => f.write_str("the polynomials are too large to combine (--max-terms)"),
            Self::Time => f.write_str("the time is over (--timeout)"),
        }
    }
}

impl std::error::Error for TooLarge {}
