//! What people write beside the areas for their plan: a text for each chapter, the order of its groups, welfare technology.
//!
//! In: nothing but plain values. Out: the same, empty where nobody has written anything. Never looks at a rule set.

use super::case::folded;
use super::decimal::Exact;
use super::words;

/// What people have written for a plan.
#[derive(Debug, Clone, Default)]
pub struct PlanFile {
    /// The title of the document.
    pub title: Option<String>,
    /// The board whose plan it is.
    pub board: Option<String>,
    /// The period that it is for.
    pub period: Option<String>,
    /// The reference of the matter.
    pub reference: Option<String>,
    /// The day of the document.
    pub date: Option<String>,
    /// Who is in charge of the matter.
    pub officer: Option<String>,
    /// The groups of the table of measures, in order.
    pub groups: Vec<String>,
    /// Texts of chapters, in the order of the file.
    pub chapters: Vec<OwnChapter>,
    /// Welfare technology, in the order of the file.
    pub technology: Vec<Technology>,
}

/// A text for a chapter, or a chapter of one's own.
#[derive(Debug, Clone)]
pub struct OwnChapter {
    /// Its heading.
    pub heading: String,
    /// The heading of the chapter that it stands beside, and whether behind it.
    pub beside: Option<(String, bool)>,
    /// What it says, in Markdown.
    pub text: String,
}

impl OwnChapter {
    /// Whether it has this heading, however that is written.
    #[must_use]
    pub fn is_named(&self, heading: &str) -> bool {
        folded(&self.heading) == folded(heading)
    }
}

/// A solution of welfare technology.
#[derive(Debug, Clone)]
pub struct Technology {
    /// What it is called.
    pub name: String,
    /// How far it has come.
    pub phase: Phase,
    /// The day on which its contract ends.
    pub contract_end: Option<String>,
    /// What it costs in each year, in kronor, the first year first.
    pub cost: Vec<(u16, Exact)>,
    /// What there is to say of it.
    pub note: Option<String>,
}

words! {
    /// How far a solution has come; each phase weighs on the budget in its own way.
    pub enum Phase {
        /// It is to be procured.
        ToProcure = "to_procure",
        /// It has been procured, and is being introduced.
        Rollout = "rollout",
        /// It is in operation, and its contract is to be exposed to competition again.
        InOperation = "in_operation",
    }
}
