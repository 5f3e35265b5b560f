//! How two rule sets differ, as one JSON object: `avtalsform/compare/1`.
//!
//! In: a comparison. Out: an object whose keys, order and bytes depend on the input alone.

use serde::Serialize;
use serde_json::{Value, json};

use crate::analyse::{Difference, Extent, SAMPLES, Share};
use crate::model::Fraction;
use crate::page::analysis::compare::Compared;
use crate::page::analysis::witness;
use crate::wire::result::{BigFraction, ruleset, tool};

/// The name of the shape.
pub const SCHEMA: &str = "avtalsform/compare/1";

impl Compared<'_> {
    /// For machines.
    pub fn json(&self) -> impl Serialize + use<> {
        let comparison = self.comparison;
        let profile = self.profiles.map(|(profile, _)| profile.id.as_str());
        let sampled = match comparison.extent {
            Extent::Exact => Value::Null,
            Extent::Sampled { drawn } => comparison.sampled_share().map_or(Value::Null, |(found, interval)| {
                json!({ "found": found, "drawn": drawn, "confidence": 0.95, "low": interval.low, "high": interval.high })
            }),
        };
        let differences: Vec<Value> = comparison.differences.iter().map(|one| self.difference(one)).collect();
        json!({
            "schema": SCHEMA,
            "tool": tool(),
            "old": ruleset(self.old, profile),
            "new": ruleset(self.new, profile),
            "equal": comparison.is_equal(),
            "sets": comparison.ways.to_string(),
            "sampled": sampled,
            "share": comparison.share().map(BigFraction::from),
            "differences": differences,
        })
    }

    fn difference(&self, difference: &Difference) -> Value {
        let all = self.comparison.ways.max(1);
        let share = difference.share.ways().map(|ways| BigFraction::from(Fraction::new(ways, all)));
        let sampled = match difference.share {
            Share::Exact(_) => Value::Null,
            Share::Sampled { drawn, interval } => {
                json!({ "found": drawn, "drawn": SAMPLES, "confidence": 0.95, "low": interval.low, "high": interval.high })
            }
        };
        json!({
            "old": difference.old,
            "new": difference.new,
            "share": share,
            "sampled": sampled,
            "witness": witness::json(&difference.witness),
        })
    }
}
