//! What other answers would make of an area.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Share, Text, pairs};

/// Answers that change together, and what they lead to.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Flip<'a> {
    /// The answer by criterion, both by id, in the order of the rule set.
    #[serde(with = "pairs")]
    #[schemars(with = "std::collections::BTreeMap<String, String>", length(min = 1, max = 3))]
    pub set: Vec<(Text<'a>, Text<'a>)>,
    /// Id of the outcome that then leads.
    pub leads: Text<'a>,
}

/// A criterion that is open and can change the outcome.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Question<'a> {
    /// Id of the criterion.
    pub criterion: Text<'a>,
    /// How much its answer tells of the outcome, in bits.
    #[schemars(range(min = 0.0))]
    pub information: f64,
    /// What each answer would make of it, in their order.
    pub answers: Vec<Led<'a>>,
}

/// What leads after one more answer.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Led<'a> {
    /// Id of the answer.
    pub answer: Text<'a>,
    /// Id of the outcome that then leads.
    pub leads: Text<'a>,
    /// Its share of the ways that are then left.
    #[serde(flatten)]
    pub share: Share,
}
