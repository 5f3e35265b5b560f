//! What is said of whole rule sets: counted, or drawn where that would take too much.

use super::compare::{self, Comparison, Extent, WORK, same, ways};
use super::figures::{self, Figures};
use super::sample;
use super::together::{onto, together};
use super::witness::SHRINK;
use crate::evaluate::{Scoring, TooLarge, Weighted};
use crate::model::{Profile, RuleSet};

/// Compares two rule sets, exactly where that can be done.
#[must_use]
pub fn compare(old: Weighted<'_>, new: Weighted<'_>) -> Comparison {
    let criteria = together(old.rules, new.rules);
    let (was, is) = (onto(old, &criteria), onto(new, &criteria));
    let old = Weighted { rules: &was.0, scoring: &was.1 };
    let new = Weighted { rules: &is.0, scoring: &is.1 };
    if same(old, new) {
        return Comparison { ways: ways(&[old, new]), extent: Extent::Exact, differences: Vec::new() };
    }
    compare::exactly(old, new, SHRINK, &mut WORK.clone()).unwrap_or_else(|TooLarge| sample::compare(old, new))
}

/// Counts everything, or draws where that would take too much.
#[must_use]
pub fn figures<'r>(rules: &'r RuleSet, profile: Option<&Profile>, scoring: &'r Scoring) -> Figures<'r> {
    let side = Weighted { rules, scoring };
    figures::exactly(side, profile).unwrap_or_else(|TooLarge| sample::figures(side, profile))
}
