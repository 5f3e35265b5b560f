//! Two rule sets over every set of answers: proof that they recommend the same, or where and how often they do not.
//!
//! In: two rule sets with their weights. Out: shares by pair of outcomes, each pair with the smallest area that shows
//! it. Exact, or, where that would take too much, sampled and marked so.

use std::collections::BTreeMap;

use super::layers::TooLarge;
use super::sample::{self, Interval};
use super::space::{Plane, Position, Space, Weighted};
use super::witness::{Trail, Witness, named, shrunk};
use crate::model::{Form, Fraction};

/// How two rule sets differ in what they recommend.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// How many sets of answers there are with nothing left open.
    pub ways: u128,
    /// How the figures were come by.
    pub extent: Extent,
    /// Every pair of different outcomes that some set of answers leads to, the largest share first.
    pub differences: Vec<Difference>,
}

/// How figures were come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Every set of answers was counted.
    Exact,
    /// So many sets were drawn.
    Sampled {
        /// How many.
        drawn: u32,
    },
}

/// One pair of outcomes.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Id of the outcome under the old rules.
    pub old: String,
    /// Id of the outcome under the new rules.
    pub new: String,
    /// The share of the sets with nothing left open.
    pub share: Share,
    /// The smallest area.
    pub witness: Witness,
}

/// A share of all sets of answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Share {
    /// This many of them; it may be none: then only areas that are not fully answered show the pair.
    Exact(u128),
    /// So many of those drawn.
    Sampled {
        /// How many.
        drawn: u32,
        /// Where the true share is with a confidence of 95 per cent.
        interval: Interval,
    },
}

impl Share {
    /// The exact number of sets, where they were counted.
    #[must_use]
    pub const fn ways(self) -> Option<u128> {
        match self {
            Self::Exact(ways) => Some(ways),
            Self::Sampled { .. } => None,
        }
    }
}

impl Comparison {
    /// Whether both recommend the same for every set of answers; `None` where that was not proven.
    #[must_use]
    pub fn is_equal(&self) -> Option<bool> {
        match (self.extent, self.differences.is_empty()) {
            (_, false) => Some(false),
            (Extent::Exact, true) => Some(true),
            (Extent::Sampled { .. }, true) => None,
        }
    }

    /// The share of the sets that were drawn for which they recommend different things; `None` where all were counted.
    #[must_use]
    pub fn sampled_share(&self) -> Option<(u32, Interval)> {
        let Extent::Sampled { drawn } = self.extent else { return None };
        let found = self.differences.iter().filter_map(|difference| match difference.share {
            Share::Sampled { drawn, .. } => Some(drawn),
            Share::Exact(_) => None,
        });
        let found = found.sum();
        Some((found, Interval::wilson(found, drawn)))
    }

    /// The exact share of the sets with nothing left open for which they recommend different things.
    #[must_use]
    pub fn share(&self) -> Option<Fraction> {
        let ways = self.differences.iter().map(|difference| difference.share.ways());
        let ways: u128 = ways.sum::<Option<u128>>()?;
        (self.extent == Extent::Exact).then(|| Fraction::new(ways, self.ways.max(1)))
    }
}

/// Compares two rule sets, exactly where that can be done.
#[must_use]
pub fn compare(old: Weighted<'_>, new: Weighted<'_>) -> Comparison {
    if same(old, new) {
        let ways = super::space::ids(&[old]).into_iter();
        let ways = ways.fold(1u128, |ways, (_, answers)| ways.saturating_mul(answers.len() as u128));
        return Comparison { ways, extent: Extent::Exact, differences: Vec::new() };
    }
    exactly(old, new, true).unwrap_or_else(|TooLarge| sample::compare(old, new))
}

/// Whether everything an outcome rests on is written in the same way: then nothing need be counted.
fn same(old: Weighted<'_>, new: Weighted<'_>) -> bool {
    let of = |side: Weighted<'_>| {
        let rules = side.rules;
        let criteria = rules.criteria.entries().iter().map(|criterion| {
            let choices: Vec<String> = criterion.choices.iter().map(|choice| choice.id.clone()).collect();
            (criterion.id.clone(), choices)
        });
        let effects = rules.criteria.iter().map(|(key, criterion)| {
            let answers = criterion.answers().map(Some).chain([None]);
            answers.map(|answer| side.scoring.effect(key, answer).to_vec()).collect::<Vec<_>>()
        });
        let form = |form: &Form| (form.id.clone(), form.competitive, form.always_lawful);
        let forms: Vec<_> = rules.forms.entries().iter().map(form).collect();
        let gates: Vec<_> = rules.gates.iter().map(|gate| (gate.when.clone(), gate.excludes)).collect();
        let mixes: Vec<_> = rules.mix_rules.iter().map(|rule| rule.when.clone()).collect();
        let units: Vec<u128> = side.scoring.units().collect();
        let scores = (effects.collect::<Vec<_>>(), units, side.scoring.reach);
        (criteria.collect::<Vec<_>>(), forms, gates, mixes, scores)
    };
    of(old) == of(new)
}

/// Compares two rule sets exactly; `brief` witnesses have no more answers than are needed.
///
/// # Errors
/// When that would take more states than are kept.
pub fn exactly(old: Weighted<'_>, new: Weighted<'_>, brief: bool) -> Result<Comparison, TooLarge> {
    let space = Space::new([old, new])?;
    let trail = Trail::new(&space, None)?;
    let mut pairs: BTreeMap<(String, String), Pair<'_>> = BTreeMap::new();
    for (plane, position, reach) in trail.ends() {
        let [was, is] = space.endings(plane, position);
        let ids = (old.rules.outcome_id(was.outcome), new.rules.outcome_id(is.outcome));
        if ids.0 == ids.1 {
            continue;
        }
        let pair = pairs.entry(ids).or_insert(Pair { ways: 0, fewest: (u16::MAX, plane, [0; 2]) });
        pair.ways += reach.ways;
        if reach.fewest < pair.fewest.0 {
            pair.fewest = (reach.fewest, plane, position);
        }
    }
    let mut differences: Vec<Difference> = pairs
        .into_iter()
        .map(|((old, new), pair)| {
            let (_, plane, position) = pair.fewest;
            let given = trail.back(plane, position);
            let witness = if brief { shrunk(&space, given) } else { named(&space, &given) };
            Difference { old, new, share: Share::Exact(pair.ways), witness }
        })
        .collect();
    differences.sort_by_key(|difference| std::cmp::Reverse(difference.share.ways()));
    Ok(Comparison { ways: space.ways, extent: Extent::Exact, differences })
}

/// What was found of one pair so far: its ways, and the state with the fewest answers.
struct Pair<'t> {
    ways: u128,
    fewest: (u16, &'t Plane<2>, Position<2>),
}
