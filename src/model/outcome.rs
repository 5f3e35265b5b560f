//! An outcome: one form, or a competitive form beside a share kept in-house.

use super::keys::FormKey;

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

/// A form as an area file names it: of today, proposed or decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stated {
    /// This outcome.
    Outcome(Outcome),
    /// A *marknadsmix* of which it is not said which.
    Mix,
}

impl Stated {
    /// The outcome, where it is said which.
    #[must_use]
    pub const fn outcome(self) -> Option<Outcome> {
        match self {
            Self::Outcome(outcome) => Some(outcome),
            Self::Mix => None,
        }
    }

    /// Whether an outcome is what is named; as a mix counts every mix.
    #[must_use]
    pub fn is(self, outcome: Outcome) -> bool {
        match self {
            Self::Outcome(named) => named == outcome,
            Self::Mix => outcome.is_mix(),
        }
    }
}
