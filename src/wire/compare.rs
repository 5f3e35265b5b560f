//! How two rule sets differ, as one JSON object: `avtalsform/compare/2`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::diff::{Rename, Rewording};
use super::parts::{RuleSetId, Share, Text, Tool, Witness, digits};
use super::sample::Sample;
use crate::analyse::{self, Comparison, Extent, SAMPLES};
use crate::compare;
use crate::model::{Fraction, RuleSet};

/// The name of the shape.
pub const SCHEMA: &str = "avtalsform/compare/2";

/// How two rule sets differ in what they recommend, over every set of answers.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Compare<'a> {
    /// The name of this shape.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: Text<'a>,
    /// The tool that made it.
    pub tool: Tool<'a>,
    /// The rules before.
    pub old: RuleSetId<'a>,
    /// The rules after.
    pub new: RuleSetId<'a>,
    /// Whether both recommend the same for every set of answers, open ones included; null where that was not proven.
    pub equal: Option<bool>,
    /// How many sets of answers there are with nothing left open.
    #[serde(with = "digits")]
    #[schemars(with = "String", regex(pattern = "^[0-9]+$"))]
    pub sets: u128,
    /// In how many of those drawn at random they differ; null where every set was counted.
    pub sampled: Option<Sample>,
    /// The exact share of the complete sets for which they differ; null where sampled.
    pub share: Option<Share>,
    /// Every pair of different outcomes, the largest share first.
    pub differences: Vec<Difference<'a>>,
    /// Everything that the rules say otherwise.
    pub rewordings: Vec<Rewording<'a>>,
    /// Ids of criteria and rules that are only called otherwise.
    pub renames: Vec<Rename<'a>>,
}

/// One pair of outcomes.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Difference<'a> {
    /// Id of the outcome under the old rules.
    pub old: Text<'a>,
    /// Id of the outcome under the new rules.
    pub new: Text<'a>,
    /// The exact share of the complete sets that lead to it; null where sampled.
    pub share: Option<Share>,
    /// In how many of those drawn it shows; null where every set was counted.
    pub sampled: Option<Sample>,
    /// An area that shows it: with these answers the outcomes are firm.
    pub witness: Witness<'a>,
}

impl<'a> Compare<'a> {
    /// The whole object; the profile, where one was asked for, is of both.
    #[must_use]
    pub fn new(
        [old, new]: [&'a RuleSet; 2],
        profile: Option<&'a str>,
        comparison: &'a Comparison,
        (rewordings, renames): (&'a [compare::Rewording], &'a BTreeMap<String, String>),
    ) -> Self {
        let sampled = match comparison.extent {
            Extent::Exact => None,
            Extent::Sampled { drawn } => comparison.sampled_share().map(|found| (found, drawn)),
        };
        let differences = comparison.differences.iter().map(|one| Difference {
            old: Text::from(&one.old),
            new: Text::from(&one.new),
            share: one.share.ways().map(|ways| Fraction::new(ways, comparison.ways.max(1)).into()),
            sampled: match one.share {
                analyse::Share::Exact(_) => None,
                analyse::Share::Sampled { drawn, interval } => Some(Sample::new(drawn, SAMPLES, interval)),
            },
            witness: Witness::from(&one.witness),
        });
        Self {
            schema: SCHEMA.into(),
            tool: Tool::THIS,
            old: RuleSetId::new(old, profile),
            new: RuleSetId::new(new, profile),
            equal: comparison.is_equal(),
            sets: comparison.ways,
            sampled: sampled.map(|((found, interval), drawn)| Sample::new(found, drawn, interval)),
            share: comparison.share().map(Share::from),
            differences: differences.collect(),
            rewordings: rewordings.iter().map(Rewording::from).collect(),
            renames: renames.iter().map(Rename::from).collect(),
        }
    }
}
