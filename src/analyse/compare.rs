//! Two rule sets over every set of answers: proof that they recommend the same, or where and how often they do not.
//!
//! In: two rule sets with their weights. Out: shares by pair of outcomes, each pair with an area that shows it. Exact, or, where
//! that would take too much, sampled and marked so.

use std::collections::BTreeMap;

use super::witness::{Trail, Witness, named, shrunk};
use crate::evaluate::{Interval, MAX_WAYS, Space, State, TooLarge, Weighted};
use crate::model::{Answers, CriterionKey, Form, Fraction, Outcome};

/// How much work one comparison may take, in cells of an array.
pub const WORK: u64 = 1 << 30;

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
    /// An area that shows it.
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

/// How many ways there are to answer everything that counts on some side; the largest number there is where there are more.
pub fn ways(sides: &[Weighted<'_>]) -> u128 {
    let mut relevant: Vec<CriterionKey> =
        sides.iter().flat_map(|side| side.scoring.relevant.clone()).collect();
    relevant.sort_unstable();
    relevant.dedup();
    let choices =
        |key: CriterionKey| sides.first().map_or(1, |side| side.rules.criteria.at(key).choices.len());
    relevant.into_iter().fold(1u128, |ways, key| ways.saturating_mul(choices(key) as u128))
}

/// Whether everything an outcome rests on is written in the same way: then nothing need be counted.
pub fn same(old: Weighted<'_>, new: Weighted<'_>) -> bool {
    let of = |side: Weighted<'_>| {
        let rules = side.rules;
        let form = |form: &Form| (form.id.clone(), form.competitive, form.always_lawful);
        let forms: Vec<_> = rules.forms.entries().iter().map(form).collect();
        let gates: Vec<_> = rules.gates.iter().map(|gate| (gate.when.clone(), gate.excludes)).collect();
        let mixes: Vec<_> = rules.mix_rules.iter().map(|rule| rule.when.clone()).collect();
        let units: Vec<u128> = side.scoring.units().collect();
        (forms, gates, mixes, units, side.scoring.reach)
    };
    of(old) == of(new) && old.scoring.effects() == new.scoring.effects()
}

/// Compares two rule sets over the same criteria exactly; witnesses are shrunk with so much work.
///
/// # Errors
/// When that would take more states than are kept, or more work than is left.
pub fn exactly(
    old: Weighted<'_>,
    new: Weighted<'_>,
    shrink: u64,
    work: &mut u64,
) -> Result<Comparison, TooLarge> {
    let sides = [old, new];
    let space = Space::new(sides, &Answers::unknown(old.rules.criteria.len()), false).ok_or(TooLarge)?;
    // Each side has few enough ways; both together need not.
    if space.ways > MAX_WAYS {
        return Err(TooLarge);
    }
    let trail = Trail::new(&space, None, work)?;
    let mut pairs: BTreeMap<(Outcome, Outcome), (u128, State<2>)> = BTreeMap::new();
    for (plane, position, ways) in trail.ends() {
        let [was, is] = space.endings(&plane, position);
        let pair = pairs.entry((was.outcome, is.outcome)).or_insert((0, (plane, position)));
        pair.0 += ways;
    }
    let ids = |(was, is)| (old.rules.outcome_id(was), new.rules.outcome_id(is));
    let pairs = pairs.into_iter().map(|(pair, found)| (ids(pair), found));
    let mut pairs: Vec<_> = pairs.filter(|((was, is), _)| was != is).collect();
    pairs.sort_by(|(one, (ways, ..)), (other, (more, ..))| more.cmp(ways).then_with(|| one.cmp(other)));
    let mut areas = trail.back(pairs.iter().map(|(_, (_, state))| *state));
    let each = shrink / pairs.len().max(1) as u64;
    let differences = pairs.into_iter().filter_map(|((was, is), (ways, state))| {
        let answers = shrunk(sides, areas.remove(&state)?, trail.criteria(), each);
        let witness = named(old.rules, &answers);
        Some(Difference { old: was, new: is, share: Share::Exact(ways), witness })
    });
    let differences = differences.collect();
    Ok(Comparison { ways: space.ways, extent: Extent::Exact, differences })
}
