//! What the cells of an overview say.
//!
//! In: rows. Out: short texts in the language of the reader.

use super::Overview;
use crate::document::Mark;
use crate::evaluate::Firmness;
use crate::explain::Recommendation;
use crate::model::{Outcome, RuleSet};
use crate::portfolio::{Agreement, Change, Row};
use crate::say::words::share;
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
    names.join(texts.forms_together())
}

/// What stands behind the firmness: the outcome with its support, or the outcomes still possible with their shares.
#[must_use]
pub fn lead(recommendation: &Recommendation<'_>, texts: &Texts) -> String {
    let rules = recommendation.rules;
    let title = |of| rules.outcome_title(of).get(texts.lang);
    let support = recommendation.evaluation.support();
    if recommendation.evaluation.firmness != Firmness::Undetermined {
        let support = support.map_or_else(|| texts.no_value().to_owned(), |support| share(texts, support));
        return texts.lead_outcome(title(recommendation.outcome()), support.as_str());
    }
    let mut possible = recommendation.alternatives();
    possible.extend(support.map(|support| (recommendation.outcome(), support)));
    possible.sort_by(|(_, one), (_, other)| other.cmp(one));
    let listed = possible.iter().filter(|(_, part)| *part.numer() > 0);
    let listed: Vec<String> =
        listed.map(|(of, part)| format!("{} {}", title(*of), share(texts, *part))).collect();
    if listed.is_empty() {
        return texts.support_none().to_owned();
    }
    texts.still_possible(listed.join("; "))
}

/// How the area is provided today, as far as what is recorded tells.
#[must_use]
pub fn today(rules: &RuleSet, texts: &Texts, possible: &[Outcome]) -> String {
    match possible {
        [] => texts.not_recorded().to_owned(),
        [one] => outcome(rules, texts, *one),
        [first, ..] if first.mixed => texts.today_mix().to_owned(),
        _ => texts.today_competitive().to_owned(),
    }
}

impl Overview<'_> {
    pub(super) fn today(&self, row: &Row) -> String {
        today(self.rules, self.texts, &row.today)
    }

    /// The outcome; in brackets where it is only a leaning, and none where not even that.
    pub(super) fn recommended(&self, row: &Row) -> String {
        let outcome = outcome(self.rules, self.texts, row.outcome);
        match (row.firmness, row.leads) {
            (Firmness::Undetermined, true) => self.texts.overview_leans(&outcome),
            (Firmness::Undetermined, false) => self.texts.overview_none().to_owned(),
            _ => outcome,
        }
    }

    pub(super) fn support(&self, row: &Row) -> String {
        let shown = row.support.filter(|_| row.firmness != Firmness::Undetermined || row.leads);
        shown.map_or_else(|| self.texts.no_value().to_owned(), |support| share(self.texts, support))
    }

    /// The criterion to find out first.
    pub(super) fn question(&self, row: &Row) -> &str {
        let first = row.questions.first();
        let none = self.texts.overview_none();
        first.map_or(none, |criterion| self.rules.criteria.at(*criterion).name.get(self.texts.lang))
    }
}
