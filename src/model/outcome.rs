//! An outcome: one form, or a competitive form beside a share kept in-house.

use super::keys::FormKey;

/// What the model recommends (decision-model, "Forms and outcomes").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Outcome {
    /// The form; competitive whenever `mixed` is set.
    pub form: FormKey,
    /// Whether a share stays in-house beside the form (*marknadsmix*).
    pub mixed: bool,
}

impl Outcome {
    /// The form alone.
    #[must_use]
    pub const fn single(form: FormKey) -> Self {
        Self { mixed: false, form }
    }

    /// A small number of its own for every outcome, below twice the number of forms.
    #[must_use]
    pub fn code(self) -> usize {
        self.form.position() * 2 + usize::from(self.mixed)
    }

    /// The form beside a share kept in-house.
    #[must_use]
    pub const fn mix(form: FormKey) -> Self {
        Self { mixed: true, form }
    }
}
