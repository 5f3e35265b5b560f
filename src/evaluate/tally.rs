//! How many ways lead to each outcome.
//!
//! In: a space and counted layers. Out: exact counts by outcome. Never weighs one way more than another.

use std::cmp::Reverse;
use std::iter::Sum;

use smallvec::SmallVec;

use super::cells::{Carried, Cells};
use super::layers::{Layers, TooLarge};
use super::ledger::{Ledger, PlaneOutcomes};
use super::space::Space;
use super::step::{Plane, Step};
use crate::model::words;
use crate::model::{Fraction, Outcome, RuleSet};

/// A number of ways.
pub trait Count: Carried + From<u8> + Into<u128> + Sum<Self> {}

impl Count for u64 {}
impl Count for u128 {}

/// So many outcomes, those of three forms, are counted in place.
const OUTCOMES: usize = 5;

/// Numbers of ways by outcome, in the order of outcomes, none of them zero.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally(SmallVec<[(Outcome, u128); OUTCOMES]>);

impl Tally {
    /// The ways that give this outcome.
    #[must_use]
    pub fn ways(&self, outcome: Outcome) -> u128 {
        self.iter().find(|(other, _)| *other == outcome).map_or(0, |(_, ways)| ways)
    }

    /// All ways.
    #[must_use]
    pub fn total(&self) -> u128 {
        self.0.iter().map(|(_, ways)| ways).sum()
    }

    /// Every outcome that some way gives with its ways: most first; of equal ones the bases go first, then each competitive
    /// form alone and mixed.
    #[must_use]
    pub fn ranked(&self, rules: &RuleSet) -> Vec<(Outcome, u128)> {
        let mut ranked: Vec<(Outcome, u128)> = self.iter().collect();
        ranked.sort_by_key(|(outcome, ways)| (Reverse(*ways), rules.order_of(*outcome)));
        ranked
    }

    /// Every outcome that some way gives, with its ways.
    pub fn iter(&self) -> impl Iterator<Item = (Outcome, u128)> {
        self.0.iter().copied()
    }

    /// Counts more ways to an outcome.
    pub fn add(&mut self, outcome: Outcome, ways: u128) {
        if ways == 0 {
            return;
        }
        let place = self.0.iter().position(|(other, _)| *other >= outcome).unwrap_or(self.0.len());
        match self.0.get_mut(place) {
            Some((other, count)) if *other == outcome => *count += ways,
            _ => self.0.insert(place, (outcome, ways)),
        }
    }

    /// Counts each way of another tally so many times.
    pub fn add_all(&mut self, other: &Self, times: u128) {
        for (outcome, ways) in other.iter() {
            self.add(outcome, ways * times);
        }
    }

    /// How undecided the outcome is, in bits: the entropy of its shares.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "information is shown, never compared with a bound")]
    pub fn entropy(&self) -> f64 {
        let total = self.total() as f64;
        let shares = self.iter().map(|(_, ways)| ways as f64 / total);
        shares.map(|share| -share * share.log2()).sum()
    }
}

words! {
    /// How shares were found.
    pub enum Counted {
        /// Every way was counted.
        Exact = "exact",
        /// Ways were drawn at random, since there are too many different ones to count; each share has the ends of its interval.
        Sampled = "sampled",
    }
}

/// The ways of a space by outcome.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tallies {
    /// Those in which no gate fires that was open and is presumed passed.
    pub quiet: Tally,
    /// All of them.
    pub all: Tally,
    /// Whether they were drawn at random and not counted.
    pub drawn: bool,
}

/// Where a share is with a confidence of 95 per cent (Wilson's score interval), in millionths of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Interval {
    /// Its lower end.
    pub low: u32,
    /// Its upper end.
    pub high: u32,
}

/// A millionth of the whole, as a number of the whole.
#[must_use]
pub fn of_whole(millionths: u32) -> f64 {
    f64::from(millionths) / 1e6
}

impl Interval {
    /// The interval when so many of those drawn have what is asked for.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 to 1")]
    pub fn wilson(found: u32, drawn: u32) -> Self {
        const Z: f64 = 1.959_963_984_540_054;
        let n = f64::from(drawn.max(1));
        let share = f64::from(found) / n;
        let middle = share + Z * Z / (2.0 * n);
        let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + Z * Z / n;
        // Rounded so far, it is the same on every platform.
        let round = |value: f64| (value.clamp(0.0, 1.0) * 1e6).round() as u32;
        Self { low: round((middle - half) / scale), high: round((middle + half) / scale) }
    }
}

/// A share of the ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share {
    /// The share; of ways that were drawn, the share of those.
    pub part: Fraction,
    /// Where the true share is, if the ways were drawn.
    pub interval: Option<Interval>,
}

impl Share {
    /// Whether it is more than half, for certain or as good as.
    #[must_use]
    pub fn is_most(self) -> bool {
        let Self { part, interval } = self;
        part * 2 > Fraction::from_integer(1) && interval.is_none_or(|interval| interval.low > 500_000)
    }
}

impl From<Fraction> for Share {
    fn from(part: Fraction) -> Self {
        Self { part, interval: None }
    }
}

/// The outcome that leads, and its share (decision-model, "What open answers do").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lead {
    /// The outcome.
    pub outcome: Outcome,
    /// Its share of the ways.
    pub share: Share,
}

impl Tallies {
    /// The ways that the shares are of: those in which no gate that is presumed passed fires, or all where there is none.
    #[must_use]
    pub fn shares(&self) -> &Tally {
        if self.quiet.total() > 0 { &self.quiet } else { &self.all }
    }

    /// How they were found.
    #[must_use]
    pub const fn counted(&self) -> Counted {
        if self.drawn { Counted::Sampled } else { Counted::Exact }
    }

    /// What leads.
    #[must_use]
    pub fn lead(&self, rules: &RuleSet) -> Lead {
        let shares = self.shares();
        let first = shares.ranked(rules).first().copied();
        // There is always a way.
        let (outcome, ways) = first.unwrap_or((Outcome::single(rules.fallback()), 0));
        Lead { outcome, share: self.share(ways) }
    }

    /// The share of so many of the ways.
    #[must_use]
    pub fn share(&self, ways: u128) -> Share {
        let total = self.shares().total();
        // Far fewer are drawn than fit.
        let number = |ways: u128| u32::try_from(ways).unwrap_or(u32::MAX);
        let interval = self.drawn.then(|| Interval::wilson(number(ways), number(total)));
        Share { part: Fraction::new(ways, total.max(1)), interval }
    }

    /// Whether a part of the ways is more than half of them, for certain or as good as.
    #[must_use]
    pub fn is_most(&self, ways: u128) -> bool {
        self.share(ways).is_most()
    }

    /// Counts each way of others so many times.
    pub fn add_all(&mut self, other: &Self, times: u128) {
        self.quiet.add_all(&other.quiet, times);
        self.all.add_all(&other.all, times);
    }
}

/// Counts every way to answer what is open.
///
/// # Errors
/// As [`Layers::answer`].
pub fn count<C: Count>(
    space: &Space<'_, 1>,
    ledger: &mut Ledger<'_, '_>,
    work: &mut u64,
) -> Result<Tallies, TooLarge> {
    let layers = Layers::start(space, C::from(1)).answer_all(space, &space.kinds, work)?;
    Ok(tally(space, ledger, &layers, None))
}

/// Adds up layers by outcome, after one more step if there is one.
pub fn tally<C: Count>(
    space: &Space<'_, 1>,
    ledger: &mut Ledger<'_, '_>,
    layers: &Layers<1, C>,
    step: Option<&Step<1>>,
) -> Tallies {
    let end = |plane: Plane<1>| space.finish(step.map_or(plane, |step| space.after(plane, step)));
    ledger.prepare(layers.planes().map(|(plane, _)| (plane, end(plane))));
    let mut tallies = Tallies::default();
    for (plane, cells) in layers.planes() {
        let [shift] = step.map_or([0], |step| space.shift(&plane, step.shift));
        let [facts] = end(plane);
        let counted = counted(cells, ledger.lookup(plane, [facts]), shift);
        if !facts.fired {
            tallies.quiet.add_all(&counted, 1);
        }
        tallies.all.add_all(&counted, 1);
    }
    tallies
}

/// The ways of some cells, moved by a step, by outcome.
fn counted<C: Count>(cells: &Cells<1, C>, outcomes: PlaneOutcomes<'_>, shift: u128) -> Tally {
    let mut tally = Tally::default();
    match (cells, outcomes) {
        (Cells::Dense(array), PlaneOutcomes::Table(table)) => {
            table.count(array, shift, |outcome, ways| tally.add(outcome, ways));
        }
        (_, PlaneOutcomes::Fixed(outcome)) => {
            tally.add(outcome, cells.positions().map(|(_, ways)| ways).sum::<C>().into());
        }
        _ => cells
            .positions()
            .for_each(|([position], ways)| tally.add(outcomes.at(position + shift), ways.into())),
    }
    tally
}

/// Whether some way to answer the rest gives different outcomes with different answers.
pub fn matters<C: Count>(
    space: &Space<'_, 1>,
    ledger: &mut Ledger<'_, '_>,
    layers: &Layers<1, C>,
    steps: &[Step<1>],
) -> bool {
    let end = |plane: Plane<1>, step: &Step<1>| space.finish(space.after(plane, step));
    let planes =
        layers.planes().flat_map(|(plane, _)| steps.iter().map(move |step| (plane, end(plane, step))));
    ledger.prepare(planes);
    layers.planes().any(|(plane, cells)| {
        let lookup = |step| (ledger.lookup(plane, end(plane, step)), space.shift(&plane, step.shift));
        let lookups: Vec<_> = steps.iter().map(lookup).collect();
        cells.positions().any(|([position], _)| {
            let mut outcomes = lookups.iter().map(|(lookup, [shift])| lookup.at(position + shift));
            let first = outcomes.next();
            outcomes.any(|outcome| Some(outcome) != first)
        })
    })
}
