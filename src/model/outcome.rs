//! An outcome: one form, or a competitive form beside a share kept in-house.

use super::bilingual::Bilingual;
use super::keys::FormKey;
use super::rules::RuleSet;

/// What the model recommends (decision-model, "Forms and outcomes"). In order: each form alone before its mixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Outcome {
    /// The form; competitive whenever another stands beside it.
    pub form: FormKey,
    /// The form in which a share is kept beside it (*marknadsmix*).
    pub beside: Option<FormKey>,
}

impl Outcome {
    /// The form alone.
    #[must_use]
    pub const fn single(form: FormKey) -> Self {
        Self { form, beside: None }
    }

    /// A competitive form beside a share kept in a base.
    #[must_use]
    pub const fn mix(form: FormKey, base: FormKey) -> Self {
        Self { form, beside: Some(base) }
    }

    /// Whether a share is kept beside the form.
    #[must_use]
    pub const fn is_mix(self) -> bool {
        self.beside.is_some()
    }

    /// A small number of its own for every outcome of a rule set with so many forms, below [`Outcome::codes`].
    #[must_use]
    pub fn code(self, forms: usize) -> usize {
        let form = self.form.position();
        self.beside.map_or(form, |base| forms + form * forms + base.position())
    }

    /// How many codes there are with so many forms.
    #[must_use]
    pub const fn codes(forms: usize) -> usize {
        forms + forms * forms
    }
}

/// The outcomes of a rule set.
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
