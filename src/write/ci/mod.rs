//! What continuous integration reads: one list of findings in the shapes that its services take.
//!
//! In: findings with their places. Out: workflow commands, SARIF 2.1.0, JUnit. Knows nothing of what was looked for.

mod github;
mod junit;
mod sarif;

pub use github::github;
pub use junit::{Case, CaseEnd, Suite, junit};
pub use sarif::{RuleHelp, sarif};

pub use crate::model::Level;
use crate::model::{RuleSet, Spot};

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file as it was named.
    pub path: String,
    /// Line and column from 1, where they are known.
    pub place: Option<(usize, usize)>,
}

impl Location {
    /// A part of a rule set, or the rule set as a whole; none where that is built in or typed.
    #[must_use]
    pub fn in_rules(rules: &RuleSet, spot: Option<Spot>) -> Option<Self> {
        let path = rules.path_of(spot.unwrap_or_default())?.to_owned();
        Some(Self { path, place: spot.map(|spot| (spot.line, spot.column)) })
    }
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing: a code such as `outcome-changed`.
    pub code: &'static str,
    /// How grave it is.
    pub level: Level,
    /// A few words that name it.
    pub title: String,
    /// What was found, in plain text; may have several lines.
    pub message: String,
    /// Where, if it is in a file.
    pub location: Option<Location>,
    /// What makes it the same finding in another run, such as an area's id.
    pub key: String,
    /// Why it is let pass, where somebody has said so.
    pub allowed: Option<String>,
}
