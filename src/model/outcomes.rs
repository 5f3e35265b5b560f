//! The outcomes of a rule set: which there are, in which order, and what they are called.

use super::bilingual::Bilingual;
use super::case::folded;
use super::keys::FormKey;
use super::outcome::{Outcome, Stated};
use super::rules::{Form, RuleSet};

/// What files call a mix of which it is not said which.
const MIX: &str = "marknadsmix";

impl Form {
    /// Its id and its names in both languages.
    fn names(&self) -> impl Iterator<Item = &str> {
        let names = [&self.name, &self.short, &self.title].into_iter().flat_map(|name| [&name.sv, &name.en]);
        std::iter::once(&self.id).chain(names).map(String::as_str)
    }
}

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

    /// The id of a form as an area file names it.
    #[must_use]
    pub fn stated_id(&self, stated: Stated) -> String {
        stated.outcome().map_or_else(|| MIX.to_owned(), |outcome| self.outcome_id(outcome))
    }

    /// Every form that an area file can name.
    pub fn statable(&self) -> impl Iterator<Item = Stated> {
        let mix = self.outcomes().find(|outcome| outcome.is_mix()).map(|_| Stated::Mix);
        self.outcomes().map(Stated::Outcome).chain(mix)
    }

    /// The form that a word names, as an area file may: an outcome, or a mix without saying which.
    #[must_use]
    pub fn stated(&self, word: &str) -> Option<Stated> {
        let mix = || self.statable().filter(|_| [MIX, "marketmix"].contains(&folded(word).as_str())).last();
        self.outcome_named(word).map(Stated::Outcome).or_else(mix)
    }

    /// The outcome with this id or name, in either language and however it is written; of a mix its forms may stand in either
    /// order. `None` where none has it, or several have.
    #[must_use]
    pub fn outcome_named(&self, word: &str) -> Option<Outcome> {
        let wanted = folded(word);
        if let Some(found) = self.outcomes().find(|outcome| folded(&self.outcome_id(*outcome)) == wanted) {
            return Some(found);
        }
        let is_title = |outcome: &Outcome| {
            let title = self.outcome_title(*outcome);
            [&title.sv, &title.en].into_iter().any(|title| folded(title) == wanted)
        };
        let parts: Option<Vec<FormKey>> = word.split('+').map(|part| self.form_named(part)).collect();
        let is_parts = |outcome: &Outcome| {
            let mut forms: Vec<FormKey> = self.forms_of(*outcome).collect();
            let same = parts.as_ref() == Some(&forms);
            forms.reverse();
            same || parts.as_ref() == Some(&forms)
        };
        let mut found = self.outcomes().filter(|outcome| is_title(outcome) || is_parts(outcome));
        found.next().filter(|_| found.next().is_none())
    }

    /// The form with this id or name.
    fn form_named(&self, word: &str) -> Option<FormKey> {
        let wanted = folded(word);
        let named = |form: &Form| form.names().any(|name| folded(name) == wanted);
        let mut found = self.forms.iter().filter(|(_, form)| named(form)).map(|(key, _)| key);
        found.next().filter(|_| found.next().is_none())
    }

    /// The names that mean this form and no other.
    pub fn names_of(&self, form: FormKey) -> impl Iterator<Item = &str> {
        self.forms.at(form).names().filter(move |name| self.form_named(name) == Some(form))
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
