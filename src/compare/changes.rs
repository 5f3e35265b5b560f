//! A change taken apart: one rule, one weight, one answer.
//!
//! In: the parts of what was and of what is. Out: changes that can be applied one by one.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::{Part, Parts, Value};
use crate::model::words;
use crate::model::{Citation, RuleKind, Stage};

/// What a change is a change of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// The forms: which there are, their precedence, which of them are always lawful and which competitive.
    Forms,
    /// The margin.
    Margin,
    /// A criterion: the answers it offers, whether it is of the core.
    Criterion,
    /// The weight of a criterion.
    Weight,
    /// An answer of the area itself.
    Answer,
    /// A rule that gives reasons.
    #[serde(untagged)]
    Rule(#[schemars(with = "Stage")] RuleKind),
}

words! {
    /// Whether something came, went or became another.
    pub enum Way {
        /// It is there now and was not before.
        Added = "added",
        /// It was there before and is not now.
        Removed = "removed",
        /// It does something else.
        Changed = "changed",
    }
}

/// One change that can be applied alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What of.
    pub kind: ChangeKind,
    /// Id of the rule or criterion; nothing for forms and margin, of which there is one.
    pub id: Option<String>,
    /// Whether it came, went or became another.
    pub change: Way,
    /// The parts that differ.
    pub parts: Vec<PartChange>,
    /// Where the guideline says it: of what is there now, or else of what was.
    pub sources: Vec<Citation>,
}

/// A part that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartChange {
    /// Which.
    pub part: Part,
    /// What it held.
    pub before: Option<Value>,
    /// What it holds.
    pub after: Option<Value>,
}

/// The change from one to the other; `None` where both do the same.
pub fn change(
    kind: ChangeKind,
    id: Option<&str>,
    before: Option<&Parts>,
    after: Option<&Parts>,
    sources: &[Citation],
) -> Option<Change> {
    let way = match (before, after) {
        (None, None) => return None,
        (None, Some(_)) => Way::Added,
        (Some(_), None) => Way::Removed,
        (Some(_), Some(_)) => Way::Changed,
    };
    let of = |parts: Option<&Parts>, part: Part| {
        parts?.iter().find(|(name, _)| *name == part).map(|(_, value)| value.clone())
    };
    // An id that comes or goes with its rule is no part that changes.
    let mut names: Vec<Part> = after.into_iter().chain(before).flatten().map(|(part, _)| *part).collect();
    let mut seen = BTreeSet::new();
    names.retain(|part| seen.insert(*part) && (*part != Part::Id || way == Way::Changed));
    let parts =
        names.into_iter().map(|part| PartChange { part, before: of(before, part), after: of(after, part) });
    let parts: Vec<PartChange> = parts.filter(|part| part.before != part.after).collect();
    if parts.is_empty() {
        return None;
    }
    Some(Change { kind, id: id.map(str::to_owned), change: way, parts, sources: sources.to_vec() })
}
