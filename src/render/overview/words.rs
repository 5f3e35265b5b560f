//! What the cells of an overview say.
//!
//! In: rows. Out: short texts in the language of the reader.

use super::Overview;
use crate::evaluate::Firmness;
use crate::model::{Outcome, RuleSet};
use crate::portfolio::{Agreement, Change, Row};
use crate::render::document::Mark;
use crate::render::words::share;
use crate::texts::{Text, Texts};

impl Firmness {
    /// The text that names it in a few letters.
    #[must_use]
    pub const fn short(self) -> Text {
        match self {
            Self::Undetermined => Text::ShortUndetermined,
            Self::Preliminary => Text::ShortPreliminary,
            Self::Firm => Text::ShortFirm,
        }
    }

    /// The text that says it in a sentence.
    #[must_use]
    pub const fn said(self) -> Text {
        match self {
            Self::Undetermined => Text::Undetermined,
            Self::Preliminary => Text::Preliminary,
            Self::Firm => Text::Firm,
        }
    }

    /// The text that leads from it to the outcome.
    #[must_use]
    pub const fn lead(self) -> Text {
        match self {
            Self::Undetermined => Text::LeadLeaning,
            Self::Preliminary | Self::Firm => Text::LeadOutcome,
        }
    }

    /// The colour that goes with it.
    #[must_use]
    pub const fn mark(self) -> Mark {
        match self {
            Self::Undetermined => Mark::Unknown,
            Self::Preliminary => Mark::Middling,
            Self::Firm => Mark::Good,
        }
    }
}

impl Change {
    /// The text that names it.
    #[must_use]
    pub const fn text(self) -> Text {
        match self {
            Self::Changed => Text::ChangeChanged,
            Self::Unchanged => Text::ChangeUnchanged,
            Self::NotComparable => Text::ChangeNotComparable,
        }
    }
}

impl Agreement {
    /// The text that names it.
    #[must_use]
    pub const fn text(self) -> Text {
        match self {
            Self::Same => Text::AgreementSame,
            Self::Differs => Text::AgreementDiffers,
            Self::NotComparable => Text::AgreementNotComparable,
        }
    }
}

/// An outcome in a few letters: its forms' names, the competitive one first.
#[must_use]
pub fn outcome(rules: &RuleSet, texts: &Texts, outcome: Outcome) -> String {
    let names: Vec<&str> =
        rules.forms_of(outcome).map(|form| rules.forms.at(form).short.get(texts.lang)).collect();
    names.join(" + ")
}

/// How the area is provided today, as far as what is recorded tells.
#[must_use]
pub fn today(rules: &RuleSet, texts: &Texts, possible: &[Outcome]) -> String {
    match possible {
        [] => texts.get(Text::NotRecorded).to_owned(),
        [one] => outcome(rules, texts, *one),
        [first, ..] if first.mixed => texts.get(Text::TodayMix).to_owned(),
        _ => texts.get(Text::TodayCompetitive).to_owned(),
    }
}

impl Overview<'_> {
    pub(super) fn today(&self, row: &Row) -> String {
        today(self.rules, self.texts, &row.today)
    }

    /// The outcome; in brackets where it is only a leaning.
    pub(super) fn recommended(&self, row: &Row) -> String {
        let outcome = outcome(self.rules, self.texts, row.outcome);
        if row.firmness == Firmness::Undetermined { format!("({outcome})") } else { outcome }
    }

    pub(super) fn support(&self, row: &Row) -> String {
        row.support.map_or_else(|| "–".to_owned(), |support| share(self.texts, support))
    }

    /// The criterion to find out first.
    pub(super) fn question(&self, row: &Row) -> &str {
        let first = row.questions.first();
        first.map_or("–", |criterion| self.rules.criteria.at(*criterion).name.get(self.texts.lang))
    }
}
