//! How a recommendation stands to what is and to what has been decided.
//!
//! In: one recommendation. Out: whether it changes the current form and agrees with the recorded decision; where
//! what is recorded does not say, that it does not.

use crate::explain::Recommendation;
use crate::model::words;
use crate::model::{Area, Decimal, Outcome, RuleSet};

words! {
    /// Whether the recommendation would change how the area is provided today.
    pub enum Change {
        /// Today's form is another.
        Changed = "changed",
        /// Today's form is the same.
        Unchanged = "unchanged",
        /// What is recorded of today does not tell, or the basis is too thin to recommend anything.
        NotComparable = "not-comparable",
    }
}

words! {
    /// Whether the recommendation agrees with the decision on record.
    pub enum Agreement {
        /// The same outcome.
        Same = "same",
        /// Another outcome.
        Differs = "differs",
        /// The decision names no form, or the basis is too thin to recommend anything.
        NotComparable = "not-comparable",
    }
}

/// Every outcome that the area can have today, given what is recorded: the form if it is named; otherwise those that
/// fit the distribution between providers. Empty where nothing is recorded.
#[must_use]
pub fn possible_today(rules: &RuleSet, area: &Area) -> Vec<Outcome> {
    if let Some(form) = area.current.form {
        return rules.outcomes().filter(|outcome| form.is(*outcome)).collect();
    }
    let (share, providers) = (&area.current.share, &area.current.providers);
    // Shares add up to the whole, so that a kind without a share has none of the volume.
    let shared = [share.municipal, share.private, share.nonprofit].iter().any(Option::is_some);
    let some = |share: Option<Decimal>, count: Option<u64>| {
        if shared { Some(share.is_some_and(has_any)) } else { count.map(|count| count > 0) }
    };
    let municipal = some(share.municipal, providers.municipal);
    let others = [some(share.private, providers.private), some(share.nonprofit, providers.nonprofit)];
    let other = if others.contains(&Some(true)) {
        Some(true)
    } else if others == [Some(false), Some(false)] {
        Some(false)
    } else {
        None
    };
    match (municipal, other) {
        (Some(true), Some(false)) => rules.bases().map(Outcome::single).collect(),
        (Some(false), Some(true)) => rules.competitive().map(Outcome::single).collect(),
        // Both are at work; that the other part is bought and not, say, a complement is what a mix means here.
        (Some(true), Some(true)) => rules.outcomes().filter(|outcome| outcome.is_mix()).collect(),
        _ => Vec::new(),
    }
}

fn has_any(share: Decimal) -> bool {
    *share.value().numer() > 0
}

/// Whether the recommendation changes the current form.
#[must_use]
pub fn change(recommendation: &Recommendation<'_>) -> Change {
    let Some(outcome) = recommendation.outcome() else { return Change::NotComparable };
    let today = possible_today(recommendation.rules, &recommendation.area);
    match today.as_slice() {
        [] => Change::NotComparable,
        possible if !possible.contains(&outcome) => Change::Changed,
        // A mix of which it is not said which compares as a mix with a mix.
        _ if recommendation.area.current.form.is_some() => Change::Unchanged,
        [_] => Change::Unchanged,
        _ => Change::NotComparable,
    }
}

/// Whether the recommendation agrees with the recorded decision; `None` where none is recorded.
#[must_use]
pub fn agreement(recommendation: &Recommendation<'_>) -> Option<Agreement> {
    let decision = recommendation.area.decision.as_ref()?;
    Some(match (decision.form, recommendation.outcome()) {
        (None, _) | (_, None) => Agreement::NotComparable,
        (Some(form), Some(outcome)) if form.is(outcome) => Agreement::Same,
        (Some(_), Some(_)) => Agreement::Differs,
    })
}
