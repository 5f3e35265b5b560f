//! What law says of a kind of service: the catalogue.

use super::answers::Answers;
use super::bilingual::Bilingual;
use super::case::folded;
use super::head::Citation;
use super::keys::CriterionKey;
use super::words;

words! {
    /// How sure it is that law says so.
    pub enum Confidence {
        /// Read in the act.
        High = "high",
        /// From an authority, or practice.
        Medium = "medium",
        /// Inferred.
        Low = "low",
    }
}

words! {
    /// Whether the service can be given without a decision for the individual (SoL 11:5).
    pub enum Assessment {
        /// It cannot.
        Individual = "individual",
        /// It can.
        Without = "without",
    }
}

/// A kind of service, with what law settles and what it leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Id, such as `daglig-verksamhet-lss`.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// Other usual words for it.
    pub also: Vec<String>,
    /// The day as of which the law was read, ISO.
    pub read_on: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// The answers that are matters of law and not of judgement.
    pub settles: Vec<(CriterionKey, u8)>,
    /// Matters of law that stay open, and why.
    pub open: Vec<(CriterionKey, Bilingual)>,
    /// The licence that a private provider needs.
    pub licence: Bilingual,
    /// Whether it can be given without individual assessment; none where that is not said.
    pub assessment: Option<Assessment>,
    /// What is left to judge, and what is easily mistaken.
    pub note: Option<Bilingual>,
    /// Where that is said.
    pub sources: Vec<Citation>,
}

impl Service {
    /// The answer that law settles, if it does.
    #[must_use]
    pub fn settled(&self, criterion: CriterionKey) -> Option<u8> {
        self.settles.iter().find(|(key, _)| *key == criterion).map(|(_, answer)| *answer)
    }

    /// Every name it is found by.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let names = [&self.id, &self.name.sv, &self.name.en];
        names.into_iter().chain(&self.also).map(String::as_str)
    }

    /// Whether this is one of its names, however it is written.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        let wanted = folded(name);
        self.names().any(|name| folded(name) == wanted)
    }

    /// Fills in what law settles where nothing is answered.
    pub fn fill(&self, answers: &mut Answers) {
        for (criterion, answer) in &self.settles {
            if answers.get(*criterion).is_none() {
                answers.set(*criterion, Some(*answer));
            }
        }
    }
}
