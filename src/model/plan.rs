//! What a guideline says a competition plan must hold beside its recommendations.
//!
//! In: nothing but plain values. Out: statements with their sources, as data. Never looks at a recommendation.

use super::area::{Current, Portions};
use super::bilingual::Bilingual;
use super::head::{Citation, Validity};
use super::section::Section;
use super::words;

/// What a plan must hold, as far as the rule set says it; empty where it says nothing of plans.
#[derive(Debug, Clone, Default)]
pub struct PlanRules {
    /// The chapters of the document in the order in which they stand.
    pub chapters: Vec<Section>,
    /// What must be known of an area before a decision, in the order it is asked for.
    pub current_state: Vec<StateItem>,
    /// How in-house missions are put together.
    pub grouping: Option<Statement>,
    /// What an in-house mission must hold.
    pub mission: Vec<Statement>,
    /// How the expected compensation of a mission is computed.
    pub compensation: Option<Statement>,
    /// How an area is divided geographically between in-house and private providers.
    pub districts: Option<Statement>,
    /// How the plan itself is handled.
    pub procedure: Vec<Statement>,
}

impl PlanRules {
    /// Whether the rule set says nothing of plans.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chapters.is_empty() && self.current_state.is_empty() && self.statements().next().is_none()
    }

    /// Every statement, in the order of the fields.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        let missions = self.grouping.iter().chain(&self.mission).chain(&self.compensation);
        missions.chain(&self.districts).chain(&self.procedure)
    }
}

/// Something that a plan must hold or heed, with its source.
#[derive(Debug, Clone)]
pub struct Statement {
    /// Id, such as `mission-scope`.
    pub id: String,
    /// A short name, fit for a heading or a table.
    pub name: Bilingual,
    /// What it says.
    pub text: Bilingual,
    /// Whether something in it is not said by the guideline.
    pub interpretation: bool,
    /// Why it is so; of an interpretation always given: what the guideline leaves open.
    pub why: Option<Bilingual>,
    /// Where it is said.
    pub sources: Vec<Citation>,
    /// The chapter of the plan that says it, by its id, where it says which.
    pub chapter: Option<String>,
    /// When it holds.
    pub validity: Validity,
}

words! {
    /// The chapters in which the tool writes something of its own.
    pub enum PlanPart {
        /// How the plan is handled: what the rule set says of that under no chapter of its own.
        Introduction = "chapter-introduction",
        /// By what a form is chosen: the guideline's own criteria.
        Forms = "chapter-forms",
        /// The current state, in prose and as a table.
        State = "chapter-state",
        /// Welfare technology by phase, with its costs year by year.
        Technology = "chapter-technology",
        /// The table of measures, and what is to be found out.
        Measures = "chapter-measures",
        /// Money.
        Economy = "chapter-economy",
        /// What the plan rests on.
        Basis = "chapter-basis",
        /// What is left to fill in.
        Gaps = "chapter-gaps",
    }
}

/// A fact that the current-state analysis must hold.
#[derive(Debug, Clone)]
pub struct StateItem {
    /// Which fact of the area file.
    pub fact: StateFact,
    /// Whether it is always needed, or only where there is reason.
    pub required: bool,
    /// A short name, fit for a heading or a table.
    pub name: Bilingual,
    /// Why it is needed.
    pub why: Bilingual,
    /// Where that is said.
    pub sources: Vec<Citation>,
}

words! {
    /// A fact of the current state that an area file can give.
    pub enum StateFact {
        /// The state of the market, in words: `current.description`.
        Market = "market",
        /// How many users there are: `current.users`.
        Users = "users",
        /// How many providers there are: `current.providers`.
        Providers = "providers",
        /// How the volume is divided between them: `current.share`.
        Share = "share",
        /// Where users or providers are: `current.geography`.
        Geography = "geography",
    }
}

impl StateFact {
    /// The key under `current` that gives it, for those who are told to fill it in.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Market => "description",
            Self::Users => "users",
            Self::Providers => "providers",
            Self::Share => "share",
            Self::Geography => "geography",
        }
    }

    /// Whether the area file gives it. Zero is given: no users is a fact, too.
    #[must_use]
    pub fn is_given(self, current: &Current) -> bool {
        match self {
            Self::Market => current.description.is_some(),
            Self::Users => current.users.is_some(),
            Self::Providers => any(&current.providers),
            // One kind of provider alone has all of it.
            Self::Share => any(&current.share) || current.providers.sole().is_some(),
            Self::Geography => current.geography.is_some(),
        }
    }
}

/// Whether there is a figure for any kind of provider.
fn any<T>(portions: &Portions<T>) -> bool {
    portions.municipal.is_some() || portions.private.is_some() || portions.nonprofit.is_some()
}
