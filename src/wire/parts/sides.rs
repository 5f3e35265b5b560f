//! Parts as they are compared, of what has been read.

use super::{Form, Text};
use crate::compare::FormSide;

impl From<Form<'_>> for FormSide {
    fn from(form: Form<'_>) -> Self {
        Self {
            id: form.id.into_owned(),
            status: form.status,
            score: form.score.into(),
            low: form.low.into(),
            high: form.high.into(),
            excluded_by: sorted(form.excluded_by),
            conditional_on: sorted(form.conditional_on),
        }
    }
}

/// Ids as they are compared.
pub fn sorted(ids: Vec<Text<'_>>) -> Vec<String> {
    let mut ids: Vec<String> = ids.into_iter().map(Text::into_owned).collect();
    ids.sort_unstable();
    ids
}
