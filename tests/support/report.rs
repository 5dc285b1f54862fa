//! Collects all failing rows of a corpus before the test fails.

/// The outcome of a corpus.
pub struct Report {
    name: &'static str,
    rows: usize,
    failures: Vec<String>,
    undecided: Vec<String>,
}

impl Report {
    /// An empty report on `rows` rows.
    pub fn new(name: &'static str, rows: usize) -> Self {
        Self { name, rows, failures: Vec::new(), undecided: Vec::new() }
    }

    /// A row is wrong.
    pub fn fail(&mut self, id: &str, statement: &str, why: impl std::fmt::Display) {
        self.failures.push(format!("{id}: {statement}\n    {why}"));
    }

    /// A row was honestly left undecided.
    pub fn undecided(&mut self, id: &str, statement: &str) {
        self.undecided.push(format!("{id}: {statement}"));
    }

    /// Prints the account and fails the test if any row is wrong, or more than two in a hundred
    /// are undecided.
    pub fn finish(self) {
        let (wrong, open) = (self.failures.len(), self.undecided.len());
        println!("{}: {} rows, {wrong} wrong, {open} undecided", self.name, self.rows);
        for line in &self.undecided {
            println!("undecided {line}");
        }
        assert!(
            wrong == 0,
            "{}: {wrong} of {} rows are wrong\n{}",
            self.name,
            self.rows,
            self.failures.join("\n"),
        );
        assert!(
            open * 50 <= self.rows,
            "{}: {open} of {} rows are undecided\n{}",
            self.name,
            self.rows,
            self.undecided.join("\n"),
        );
    }
}
