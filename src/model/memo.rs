//! What a rule set says of the decision document of an area: its sections in order, and the sentences of its proposal.
//!
//! In: nothing but plain values. Out: headings, phrases and conditions, as data. Never looks at a recommendation.

use super::bilingual::Bilingual;
use super::head::Validity;
use super::keys::FormSet;
use super::section::Section;
use super::words;

/// How a decision document is built; empty where the rule set says nothing of it.
#[derive(Debug, Clone, Default)]
pub struct MemoRules {
    /// The sections in the order in which they stand.
    pub sections: Vec<Section>,
    /// The sentences of the proposal in their order.
    pub sentences: Vec<MemoSentence>,
}

impl MemoRules {
    /// Whether the rule set says nothing of decision documents.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sections.is_empty()
    }
}

words! {
    /// The sections that are written from the area and its recommendation.
    pub enum MemoPart {
        /// Numbered sentences, ready for the minutes.
        Proposal = "memo-proposal",
        /// The matter in short.
        Matter = "memo-matter",
        /// What the decision rests on.
        Basis = "memo-basis",
        /// The current state.
        Background = "memo-background",
        /// Prerequisites, what speaks for the proposal and what does not.
        Assessment = "memo-assessment",
        /// The other forms.
        Alternatives = "memo-alternatives",
        /// What is left to do and to heed.
        Risks = "memo-risks",
        /// Money.
        Economy = "memo-economy",
        /// Whom the decision is sent to; headings of the area's own stand before it.
        Recipients = "memo-recipients",
        /// How the result came about.
        Annex = "memo-annex",
        /// What is left to fill in.
        Gaps = "memo-gaps",
    }
}

/// A numbered sentence of the proposal.
#[derive(Debug, Clone)]
pub struct MemoSentence {
    /// Id, such as `propose-form`.
    pub id: String,
    /// What it says; words in braces are filled in.
    pub text: Bilingual,
    /// In which situation it is said.
    pub of: Situation,
    /// The forms one of which is proposed; empty: any.
    pub forms: FormSet,
    /// Whether a share is kept in-house beside a competitive form; `None`: either.
    pub mixed: Option<bool>,
    /// Whether today's form is kept; `None`: either. A form of today that is not known is not kept.
    pub kept: Option<bool>,
    /// The considerations one of which the area states; empty: none is needed.
    pub considerations: Vec<String>,
    /// The days on which it is said.
    pub validity: Validity,
}

words! {
    /// What is proposed.
    pub enum Situation {
        /// A form.
        Form = "form",
        /// To find out what is missing.
        Unknown = "unknown",
        /// A legal check, since law is contested for the service.
        Contested = "contested",
        /// Any of these.
        Any = "any",
    }
}

impl MemoSentence {
    /// The words that can be filled in.
    pub const WORDS: [&'static str; 5] = ["area", "form", "period", "missing", "contested"];
}
