//! How a run went, as an exit code.

use std::process::ExitCode;

/// How a run went; the worst of its parts counts, in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Status {
    /// Everything was answered and proved.
    #[default]
    Well,
    /// Something stayed undecided.
    Undecided,
    /// A claim was refuted.
    Refuted,
    /// A part of the input could not be used.
    Unusable,
}

impl Status {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Well => 0,
            Self::Refuted => 1,
            Self::Unusable => 2,
            Self::Undecided => 3,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status.code())
    }
}

#[cfg(test)]
mod tests {
    use super::Status;

    #[test]
    fn the_worst_counts() {
        let order = [Status::Well, Status::Undecided, Status::Refuted, Status::Unusable];
        assert!(order.is_sorted());
        assert_eq!(order.map(Status::code), [0, 3, 1, 2]);
    }
}
