//! The outcomes of a rule set: which there are, in which order, and what they are called.

use super::bilingual::Bilingual;
use super::keys::FormKey;
use super::outcome::Outcome;
use super::rules::RuleSet;

impl RuleSet {
    /// Every outcome: the single forms, then each competitive form beside each base, in order of precedence.
    pub fn outcomes(&self) -> impl Iterator<Item = Outcome> {
        let mixes =
            self.competitive().flat_map(|form| self.bases().map(move |base| Outcome::mix(form, base)));
        self.forms.keys().map(Outcome::single).chain(mixes)
    }

    /// Where an outcome stands among those of equal shares: first the bases, then each competitive form, alone and mixed.
    #[must_use]
    pub fn order_of(&self, outcome: Outcome) -> (bool, Outcome) {
        (self.forms.at(outcome.form).competitive, outcome)
    }

    /// The forms of an outcome; of a mix, the competitive form first.
    pub fn forms_of(&self, outcome: Outcome) -> impl Iterator<Item = FormKey> {
        std::iter::once(outcome.form).chain(outcome.beside)
    }

    /// The id of an outcome, such as `lov+verksamhetsuppdrag`.
    #[must_use]
    pub fn outcome_id(&self, outcome: Outcome) -> String {
        let ids: Vec<&str> = self.forms_of(outcome).map(|form| self.forms.at(form).id.as_str()).collect();
        ids.join("+")
    }

    /// The outcome with this id, upper or lower case, if there is one.
    #[must_use]
    pub fn outcome_named(&self, id: &str) -> Option<Outcome> {
        let id = id.to_lowercase();
        self.outcomes().find(|outcome| self.outcome_id(*outcome) == id)
    }

    /// What an outcome is called as a recommendation.
    #[must_use]
    pub fn outcome_title(&self, outcome: Outcome) -> &Bilingual {
        let form = self.forms.at(outcome.form);
        let Some(base) = outcome.beside else { return &form.title };
        let named = form.mix_titles.iter().find(|(other, _)| *other == base).map(|(_, title)| title);
        named.or(form.mix_title.as_ref()).unwrap_or(&form.title)
    }
}
