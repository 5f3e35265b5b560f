//! How many ways lead to each outcome.
//!
//! In: a space and counted layers. Out: exact counts by outcome. Never weighs one way more than another.

use smallvec::SmallVec;

use super::layers::{Cells, Layers, TooManyStates};
use super::ledger::{Ledger, PlaneOutcomes};
use super::space::{Plane, Space, Step};
use crate::model::{Fraction, Outcome, RuleSet};

/// So many outcomes, those of three forms, are counted in place.
const OUTCOMES: usize = 5;

/// Exact counts of ways by outcome, in their order, none of them zero.
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

    /// The outcome that most ways give; of equal ones the bases go first, then each competitive form alone and mixed.
    #[must_use]
    pub fn leading(&self, rules: &RuleSet) -> Option<(Outcome, u128)> {
        self.iter().min_by_key(|(outcome, ways)| (std::cmp::Reverse(*ways), rules.order_of(*outcome)))
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

/// The ways of a space by outcome.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tallies {
    /// Those in which no gate fires that was open and is presumed passed.
    pub quiet: Tally,
    /// All of them.
    pub all: Tally,
}

/// The outcome that leads, and its share (decision-model, "What open answers do").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lead {
    /// The outcome.
    pub outcome: Outcome,
    /// Its share of the ways.
    pub share: Fraction,
}

impl Tallies {
    /// The ways that the shares are of: those in which no gate that is presumed passed fires, or all where there is none.
    #[must_use]
    pub fn shares(&self) -> &Tally {
        if self.quiet.total() > 0 { &self.quiet } else { &self.all }
    }

    /// What leads.
    #[must_use]
    pub fn lead(&self, rules: &RuleSet) -> Lead {
        let shares = self.shares();
        // There is always a way.
        let (outcome, ways) = shares.leading(rules).unwrap_or((Outcome::single(rules.fallback()), 0));
        Lead { outcome, share: Fraction::new(ways, shares.total().max(1)) }
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
/// When there are more different sums than can be kept.
pub fn count(space: &Space<'_>, ledger: &mut Ledger<'_, '_>) -> Result<Tallies, TooManyStates> {
    let mut layers = Layers::start(space);
    for kind in &space.kinds {
        for _ in &kind.criteria {
            layers = layers.answer(space, kind)?;
        }
    }
    Ok(tally(space, ledger, &layers, None))
}

/// Adds up layers by outcome, after one more step if there is one.
pub fn tally(
    space: &Space<'_>,
    ledger: &mut Ledger<'_, '_>,
    layers: &Layers,
    step: Option<&Step>,
) -> Tallies {
    let end = |plane: Plane| space.finish(step.map_or(plane, |step| space.after(plane, step)));
    ledger.prepare(layers.planes().map(|(plane, _)| end(plane)));
    let shift = step.map_or(0, |step| step.shift);
    let mut tallies = Tallies::default();
    for (plane, cells) in layers.planes() {
        let plane = end(plane);
        let counted = counted(cells, ledger.lookup(plane), shift);
        if !plane.fired {
            tallies.quiet.add_all(&counted, 1);
        }
        tallies.all.add_all(&counted, 1);
    }
    tallies
}

/// The ways of some cells, moved by a step, by outcome.
fn counted(cells: &Cells, outcomes: PlaneOutcomes<'_>, shift: u128) -> Tally {
    let mut tally = Tally::default();
    match (cells, outcomes) {
        (Cells::Dense(array), PlaneOutcomes::Table(table)) => {
            table.count(array, shift, |outcome, ways| tally.add(outcome, ways));
        }
        (Cells::Small(array), PlaneOutcomes::Table(table)) => {
            table.count(array, shift, |outcome, ways| tally.add(outcome, ways));
        }
        _ => cells.positions().for_each(|(position, ways)| tally.add(outcomes.at(position + shift), ways)),
    }
    tally
}

/// Whether some way to answer the rest gives different outcomes with different answers.
pub fn matters(space: &Space<'_>, ledger: &mut Ledger<'_, '_>, layers: &Layers, steps: &[Step]) -> bool {
    let end = |plane: Plane, step: &Step| space.finish(space.after(plane, step));
    let planes = layers.planes().flat_map(|(plane, _)| steps.iter().map(move |step| end(plane, step)));
    ledger.prepare(planes);
    layers.planes().any(|(plane, cells)| {
        let lookups: Vec<_> =
            steps.iter().map(|step| (ledger.lookup(end(plane, step)), step.shift)).collect();
        cells.positions().any(|(position, _)| {
            let mut outcomes = lookups.iter().map(|(lookup, shift)| lookup.at(position + shift));
            let first = outcomes.next();
            outcomes.any(|outcome| Some(outcome) != first)
        })
    })
}
