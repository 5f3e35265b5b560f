//! An area under every weight profile of its rule set.
//!
//! In: a rule set and an area. Out: the evaluation under the criteria's own weights and under each profile.

use crate::evaluate::{Depth, Evaluation, Scoring, TooFine, evaluate};
use crate::model::{Answers, Profile, RuleSet};

/// The area under one set of weights.
#[derive(Debug, Clone)]
pub struct Profiled<'r> {
    /// The profile; nothing for the criteria's own weights.
    pub profile: Option<&'r Profile>,
    /// What the model computes, without questions and flips.
    pub evaluation: Evaluation,
}

/// Evaluates answers under the criteria's own weights, then under each profile in the order of the rule set.
///
/// # Errors
/// When the weights of one cannot be computed with, which no rule set that loads causes.
pub fn profiles<'r>(rules: &'r RuleSet, answers: &Answers) -> Result<Vec<Profiled<'r>>, TooFine> {
    let all = std::iter::once(None).chain(rules.profiles.iter().map(Some));
    all.map(|profile| {
        let scoring = Scoring::new(rules, profile)?;
        Ok(Profiled { profile, evaluation: evaluate(rules, &scoring, answers, Depth::Outline) })
    })
    .collect()
}
