//! What follows from an outcome without changing it: advice, considerations, and when a text holds.

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

/// When a text holds, by days of the calendar, ISO: from the first to the last of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Validity {
    /// The first day; none: it always has.
    pub from: Option<String>,
    /// The last day; none: it has no end.
    pub to: Option<String>,
}

impl Validity {
    /// Whether it has ended before this day.
    #[must_use]
    pub fn has_ended(&self, day: Option<&str>) -> bool {
        day.zip(self.to.as_deref()).is_some_and(|(day, last)| last < day)
    }

    /// The first day, where that is not known to have come by this one.
    #[must_use]
    pub fn begins_after(&self, day: Option<&str>) -> Option<&str> {
        self.from.as_deref().filter(|first| day.is_none_or(|day| *first > day))
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
    /// When it holds.
    pub validity: Validity,
    /// The forms it concerns; empty: every outcome.
    pub forms: FormSet,
    /// Under which condition; `None`: always.
    pub when: Option<Condition>,
}
