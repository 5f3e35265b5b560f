//! The fewest changed answers that give an outcome: how many it takes, in how many ways, and the first of them.
//!
//! In: a rule set with its weights, answers, criteria held fixed, outcomes. Out: for each outcome the smallest sets of
//! changes, or what forbids it. Exact for any number of changes. An answer still open can be given; taking an answer back
//! is no change, since nobody learns less.

use std::collections::{BTreeMap, BTreeSet};

use super::layers::{Fewest, Layer, Stop, layers, stops};
use crate::analyse::{Plane, Position, Space, TooLarge, Weighted};
use crate::evaluate::{Truth, holds};
use crate::model::{Answers, CriterionKey, FormSet, Gate, Outcome, RuleSet};

/// The most smallest sets that are listed for people.
pub const MOST_SETS: usize = 20;

/// Changes that together give the outcome, in the order of the rule set.
pub type ChangeSet = Vec<(CriterionKey, u8)>;

/// What it takes to get an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// So many changes.
    Reached(Reached),
    /// No changes give it.
    Unreached(Unreached),
    /// More changes than this, of which an exact answer would take more than [`crate::analyse::MAX_LAYERED`] states.
    Beyond(u16),
}

/// The smallest sets of changes that give an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// How many changes it takes; none where it is the outcome today.
    pub size: u16,
    /// How many sets of as many changes there are.
    pub sets: u128,
    /// The first of them in the order of the rule set: those that change an earlier criterion before those that do not,
    /// answers in their order.
    pub first: Vec<ChangeSet>,
}

/// Why no changes give an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreached {
    /// What forbids it.
    pub blocked: Blocked,
    /// The gates, by their places.
    pub gates: Vec<usize>,
}

/// What forbids an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blocked {
    /// Gates that fire whatever is changed: each of them alone is enough.
    Gates,
    /// Gates of which one or another always fires.
    GatesTogether,
    /// No gate: scores and mix rules never lead to it.
    Scores,
}

/// What it takes to get each of some outcomes, with the first so many sets of each.
///
/// # Errors
/// When the rule set is too large for it whatever the number of changes.
pub fn fewest(
    side: Weighted<'_>,
    answers: &Answers,
    keep: &BTreeSet<CriterionKey>,
    outcomes: &[Outcome],
    listed: usize,
) -> Result<Vec<(Outcome, Found)>, TooLarge> {
    // What a gate forbids whatever is changed need not be looked for.
    let forbidden = |outcome: &Outcome| !surely_excluding(side.rules, answers, keep, *outcome).is_empty();
    let sought: Vec<Outcome> = outcomes.iter().copied().filter(|outcome| !forbidden(outcome)).collect();
    if sought.is_empty() {
        let unreached = |outcome| unreached(side.rules, answers, keep, outcome, &BTreeSet::new());
        return Ok(outcomes
            .iter()
            .map(|outcome| (*outcome, Found::Unreached(unreached(*outcome))))
            .collect());
    }
    let space = Space::new([side])?;
    let stops = stops(&space, side, answers, keep);
    let free = stops.iter().filter(|stop| stop.moves.len() > 1).count();
    let all = u16::try_from(free).unwrap_or(u16::MAX);
    // Few changes make few states: the bound grows only as far as it must.
    let (mut most, mut found) = (2.min(all), None);
    while let Ok(layers) = layers(&space, &stops, most) {
        let ends = Ends::new(&space, layers.last());
        let done = most >= all || sought.iter().all(|outcome| ends.outcomes.contains_key(outcome));
        found = Some((most, layers, ends));
        if done {
            break;
        }
        most = most.saturating_mul(2).min(all);
    }
    let Some((most, layers, ends)) = found else { return Err(TooLarge) };
    let of = |outcome: Outcome| match ends.outcomes.get(&outcome) {
        Some(reach) => {
            let tree = Tree { space: &space, stops: &stops, layers: &layers };
            Found::Reached(Reached {
                size: reach.fewest,
                sets: reach.sets,
                first: tree.first(outcome, reach.fewest, listed),
            })
        }
        None if most < all && sought.contains(&outcome) => Found::Beyond(most),
        None => Found::Unreached(unreached(side.rules, answers, keep, outcome, &ends.possible)),
    };
    Ok(outcomes.iter().map(|outcome| (*outcome, of(*outcome))).collect())
}

/// What the last layer leads to.
struct Ends {
    outcomes: BTreeMap<Outcome, Fewest>,
    /// The forms that are possible together somewhere.
    possible: BTreeSet<FormSet>,
}

impl Ends {
    fn new(space: &Space<'_, 1>, last: Option<&Layer>) -> Self {
        let [side] = space.sides;
        let all = FormSet::of(side.rules.forms.keys());
        let mut ends = Self { outcomes: BTreeMap::new(), possible: BTreeSet::new() };
        for (plane, cells) in last.into_iter().flat_map(Layer::planes) {
            for (at, reach) in cells {
                let [ending] = space.endings(plane, *at);
                ends.possible.insert(all.without(ending.excluded));
                let best = ends.outcomes.entry(ending.outcome).or_insert(Fewest { sets: 0, ..*reach });
                *best = best.or(*reach);
            }
        }
        ends
    }
}

/// Why an outcome is never reached, all changes tried.
fn unreached(
    rules: &RuleSet,
    answers: &Answers,
    keep: &BTreeSet<CriterionKey>,
    outcome: Outcome,
    possible: &BTreeSet<FormSet>,
) -> Unreached {
    let forms = FormSet::of(rules.forms_of(outcome));
    if possible.iter().any(|possible| possible.covers(forms)) {
        return Unreached { blocked: Blocked::Scores, gates: Vec::new() };
    }
    let gates = surely_excluding(rules, answers, keep, outcome);
    if !gates.is_empty() {
        return Unreached { blocked: Blocked::Gates, gates };
    }
    Unreached {
        blocked: Blocked::GatesTogether,
        gates: excluding(rules, answers, keep, outcome, Truth::Open),
    }
}

/// The gates that fire whatever is changed and exclude a form of an outcome.
fn surely_excluding(
    rules: &RuleSet,
    answers: &Answers,
    keep: &BTreeSet<CriterionKey>,
    outcome: Outcome,
) -> Vec<usize> {
    excluding(rules, answers, keep, outcome, Truth::True)
}

/// The gates that exclude a form of an outcome and fire at least so surely while only what is held fixed is known.
fn excluding(
    rules: &RuleSet,
    answers: &Answers,
    keep: &BTreeSet<CriterionKey>,
    outcome: Outcome,
    least: Truth,
) -> Vec<usize> {
    let mut kept = Answers::unknown(rules.criteria.len());
    for criterion in keep {
        kept.set(*criterion, answers.get(*criterion));
    }
    let excludes = |gate: &Gate| rules.forms_of(outcome).any(|form| gate.excludes.contains(form));
    let gates = rules.gates.iter().enumerate().filter(|(_, gate)| excludes(gate));
    gates.filter(|(_, gate)| holds(&gate.when, &kept) >= least).map(|(place, _)| place).collect()
}

/// All paths through the layers.
struct Tree<'a, 'r> {
    space: &'a Space<'r, 1>,
    stops: &'a [Stop],
    layers: &'a [Layer],
}

/// How many changes are left from each state of a layer to an outcome; none where it is out of reach from there.
type Left = BTreeMap<Plane<1>, Vec<Option<u16>>>;

impl Tree<'_, '_> {
    /// The first sets of so many changes that give the outcome.
    fn first(&self, outcome: Outcome, size: u16, listed: usize) -> Vec<ChangeSet> {
        let left = self.left(outcome, size);
        let mut sets = Vec::new();
        let mut walk = Walk { tree: self, left: &left, listed, begun: Vec::new(), sets: &mut sets };
        walk.on(0, self.space.start, [0], size);
        sets
    }

    /// How many changes are left, layer by layer from the last.
    fn left(&self, outcome: Outcome, size: u16) -> Vec<Left> {
        let mut all: Vec<Left> = Vec::new();
        for (place, layer) in self.layers.iter().enumerate().rev() {
            let mut left = Left::new();
            for (plane, cells) in layer.planes() {
                let of = |(at, reach): &(Position<1>, Fewest)| {
                    if reach.fewest > size {
                        return None;
                    }
                    match (self.stops.get(place), all.last()) {
                        (Some(stop), Some(next)) => {
                            let ways = stop.moves.iter().filter_map(|one| {
                                let (plane, at) = self.step(plane, *at, one);
                                Some(one.cost() + self.at(place + 1, next, &plane, at)?)
                            });
                            ways.min()
                        }
                        _ => {
                            let [ending] = self.space.endings(plane, *at);
                            (ending.outcome == outcome).then_some(0)
                        }
                    }
                };
                left.insert(*plane, cells.iter().map(of).collect());
            }
            all.push(left);
        }
        all.reverse();
        all
    }

    fn step(&self, plane: &Plane<1>, at: Position<1>, one: &super::layers::Move) -> (Plane<1>, Position<1>) {
        let after = self.space.after(plane, &one.step);
        (after, if self.space.is_closed(&after) { [0] } else { one.step.moved(at) })
    }

    /// How many changes are left from a state of the layer at this place.
    fn at(&self, place: usize, left: &Left, plane: &Plane<1>, at: Position<1>) -> Option<u16> {
        let cells = self.layers.get(place)?.cells(plane);
        let found = cells.binary_search_by_key(&at, |(at, _)| *at).ok()?;
        *left.get(plane)?.get(found)?
    }
}

/// A walk that lists sets in the order of the rule set.
struct Walk<'a, 'r> {
    tree: &'a Tree<'a, 'r>,
    left: &'a [Left],
    listed: usize,
    begun: ChangeSet,
    sets: &'a mut Vec<ChangeSet>,
}

impl Walk<'_, '_> {
    fn on(&mut self, place: usize, plane: Plane<1>, at: Position<1>, budget: u16) {
        if self.sets.len() >= self.listed {
            return;
        }
        let (Some(stop), Some(next)) = (self.tree.stops.get(place), self.left.get(place + 1)) else {
            self.sets.push(self.begun.clone());
            return;
        };
        for one in &stop.moves {
            let (after, moved) = self.tree.step(&plane, at, one);
            let left = self.tree.at(place + 1, next, &after, moved);
            if left.is_none_or(|left| left + one.cost() != budget) {
                continue;
            }
            self.begun.extend(one.given.map(|answer| (stop.criterion, answer)));
            self.on(place + 1, after, moved, budget - one.cost());
            if one.given.is_some() {
                self.begun.pop();
            }
        }
    }
}
