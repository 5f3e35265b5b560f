//! What every rule has: what is said of it, where that is said, and when it holds.

use std::sync::Arc;

use smallvec::SmallVec;

use super::answers::AnswerSet;
use super::bilingual::Bilingual;
use super::keys::CriterionKey;

/// A document that sources name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CitedDocument {
    /// Short name in rule files.
    pub id: String,
    /// What a board would call it where it cites it.
    pub name: Bilingual,
    /// Full title.
    pub title: Bilingual,
    /// Where it can be read.
    pub address: Option<String>,
    /// Its standing, where that needs saying.
    pub note: Option<Bilingual>,
}

/// Where the guideline says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The document.
    pub document: Arc<CitedDocument>,
    /// Section, as the document heads it; empty where it is cited as a whole.
    pub section: String,
    /// Item of a list, from 1.
    pub item: Option<u32>,
}

/// Criteria whose answers must all be among those named.
pub type Term = SmallVec<[(CriterionKey, AnswerSet); 1]>;

/// Holds when any of its terms does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Condition {
    /// The alternatives.
    pub terms: SmallVec<[Term; 1]>,
}

impl Condition {
    /// The criteria it names, as often as it does.
    pub fn criteria(&self) -> impl Iterator<Item = CriterionKey> + '_ {
        self.terms.iter().flatten().map(|(criterion, _)| *criterion)
    }
}

/// When a rule or text holds, by days of the calendar, ISO: from the first to the last of them.
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

    /// Whether it holds on this day; of an unknown day nothing is known that speaks against it.
    #[must_use]
    pub fn holds_on(&self, day: Option<&str>) -> bool {
        !self.has_ended(day) && (day.is_none() || self.begins_after(day).is_none())
    }

    /// Whether it always holds.
    #[must_use]
    pub const fn is_unbounded(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// The first day, where that is not known to have come by this one.
    #[must_use]
    pub fn begins_after(&self, day: Option<&str>) -> Option<&str> {
        self.from.as_deref().filter(|first| day.is_none_or(|day| *first > day))
    }
}

/// What is said of a rule of any kind, apart from what the rule does; shared between rule sets, not copied.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// Id, such as `no-market`; of a check also the code of its warning.
    pub id: String,
    /// Ids that it had, by which it is still found.
    pub formerly: Vec<String>,
    /// Why the rule is; of advice and checks what they say.
    pub why: Bilingual,
    /// Where that is said; none where a check is of the area file alone.
    pub sources: Vec<Citation>,
    /// Whether the guideline itself is silent here.
    pub interpretation: bool,
    /// When it holds; only gates, advice and checks have bounds.
    pub validity: Validity,
}
