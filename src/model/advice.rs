//! What follows from an outcome without changing it: advice and considerations.

use std::sync::Arc;

use super::bilingual::Bilingual;
use super::case::folded;
use super::head::{Condition, Head};
use super::keys::FormSet;
use super::words;

words! {
    /// How much an advice bears on the decision.
    pub enum Relevance {
        /// On whether this outcome can be decided at all.
        Decisive = "decisive",
        /// On how it is carried out.
        Useful = "useful",
        /// It fits every area alike.
        Background = "background",
    }
}

/// Something that decisions can rest on and the guideline does not ask; it scores nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consideration {
    /// Id, such as `contract_end`.
    pub id: String,
    /// Another name for it in files.
    pub alias: Option<String>,
    /// What it is called, fit for a heading.
    pub name: Bilingual,
    /// What it asks.
    pub question: Bilingual,
    /// What to note.
    pub help: Bilingual,
}

impl Consideration {
    /// Whether this is its id or its other name, however it is written.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        let wanted = folded(name);
        std::iter::once(&self.id).chain(&self.alias).any(|own| folded(own) == wanted)
    }
}

words! {
    /// What an advice is about.
    pub enum AdviceKind {
        /// The law outside the guideline.
        Law = "law",
        /// How to go about it.
        Process = "process",
        /// How a mission is paid for.
        Compensation = "compensation",
        /// How it is followed up.
        FollowUp = "follow_up",
    }
}

/// A text that applies to forms or under a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// What it says.
    pub head: Arc<Head>,
    /// What it is about.
    pub kind: AdviceKind,
    /// How much it bears on the decision.
    pub relevance: Relevance,
    /// The forms it concerns; empty: every outcome.
    pub forms: FormSet,
    /// Under which condition; `None`: always.
    pub when: Option<Condition>,
}
