//! How grave a difference is, and which differences are failures.

/// How grave a difference is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// Other scores, spans or support.
    Scores,
    /// Other reasons, conditions, variant, complements or standing of a form.
    Reasons,
    /// More or less firm.
    Firmness,
    /// Another outcome.
    Outcome,
}

impl Gravity {
    /// Every gravity, the gravest first.
    pub const ALL: [Self; 4] = [Self::Outcome, Self::Firmness, Self::Reasons, Self::Scores];

    /// Its name in results.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Outcome => "outcome",
            Self::Firmness => "firmness",
            Self::Reasons => "reasons",
            Self::Scores => "scores",
        }
    }
}

/// From which gravity on differences count as a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// Differences at least as grave as this.
    AtLeast(Gravity),
    /// Any difference, areas added and removed included.
    Any,
    /// None.
    Never,
}
