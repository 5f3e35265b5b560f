//! A section of a document that a rule set lays out: of a decision document, or a chapter of a plan.
//!
//! In: nothing but plain values. Out: its heading, what always stands in it, what people are to write in it.

use super::bilingual::Bilingual;
use super::case::folded;
use super::head::{Condition, Validity};
use super::keys::CriterionKey;

/// A section of a document.
#[derive(Debug, Clone)]
pub struct Section {
    /// Id, such as `memo-proposal`.
    pub id: String,
    /// Its heading.
    pub heading: Bilingual,
    /// Other headings under which people give a text for it.
    pub also: Vec<String>,
    /// What always stands in it, first.
    pub text: Option<Bilingual>,
    /// What belongs in it, said where nothing is written.
    pub gap: Option<Bilingual>,
    /// The criteria whose evidence stands in it.
    pub criteria: Vec<CriterionKey>,
    /// When it stands in the document; `None`: always. While that is open it stands there and says so.
    pub when: Option<Condition>,
    /// The days on which the rule set has it.
    pub validity: Validity,
}

impl Section {
    /// Whether a text under this heading belongs in it, however the heading is written.
    #[must_use]
    pub fn is_named(&self, heading: &str) -> bool {
        let wanted = folded(heading);
        let names = [&self.id, &self.heading.sv, &self.heading.en].into_iter().chain(&self.also);
        names.into_iter().any(|name| folded(name) == wanted)
    }
}
