//! The fewest changed answers that give an outcome: how many it takes, in how many ways, and the first of them.
//!
//! In: a rule set with its weights, answers, criteria held fixed, outcomes. Out: for each outcome the smallest sets of
//! changes, or what forbids it. Exact for any number of changes. What is open must be given, and is a change; taking an answer
//! back is none, since nobody learns less.

use std::collections::{BTreeMap, BTreeSet};

use crate::evaluate::{
    Alike, Carried, Layers, MAX_LAYERED, Plane, Position, Space, Step, TooLarge, Truth, Turn, Weighted,
    decide, holds,
};
use crate::model::{Answers, CriterionKey, FormSet, Gate, Outcome, RuleSet};

/// How much work one search may take, in cells of an array.
const WORK: u64 = 1 << 32;

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
    /// More changes than this; an exact answer would take more states or work than there may be.
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
#[must_use]
pub fn fewest(
    side: Weighted<'_>,
    answers: &Answers,
    keep: &BTreeSet<CriterionKey>,
    outcomes: &[Outcome],
    listed: usize,
) -> Vec<(Outcome, Found)> {
    // What a gate forbids whatever is changed need not be looked for.
    let forbidden = |outcome: &Outcome| !surely_excluding(side.rules, answers, keep, *outcome).is_empty();
    let sought: Vec<Outcome> = outcomes.iter().copied().filter(|outcome| !forbidden(outcome)).collect();
    let unreached = |outcome, possible: &BTreeSet<FormSet>| {
        Found::Unreached(unreached(side.rules, answers, keep, outcome, possible))
    };
    if sought.is_empty() {
        return outcomes.iter().map(|outcome| (*outcome, unreached(*outcome, &BTreeSet::new()))).collect();
    }
    let space = Space::new([side], &kept(side.rules, answers, keep), false);
    let stops = space.as_ref().map_or_else(Vec::new, |space| stops(space, answers));
    let all = u16::try_from(stops.len()).unwrap_or(u16::MAX);
    // Few changes make few states: the bound grows only as far as it must.
    let (mut most, mut found, mut work) = (2.min(all), None, WORK);
    while let Some((space, Ok(layers))) =
        space.as_ref().map(|space| (space, layers(space, &stops, most, &mut work)))
    {
        let ends = Ends::new(space, layers.last());
        let done = most >= all || sought.iter().all(|outcome| ends.outcomes.contains_key(outcome));
        found = Some((most, Tree { space, stops: &stops, layers }, ends));
        if done {
            break;
        }
        most = most.saturating_mul(2).min(all);
    }
    let today = || decide(side.rules, side.scoring, answers).outcome;
    let of = |outcome: Outcome| match &found {
        Some((_, tree, ends)) if ends.outcomes.contains_key(&outcome) => {
            let reach = ends.outcomes.get(&outcome).copied().unwrap_or(Fewest::NONE);
            let first = tree.first(outcome, reach.fewest, listed);
            Found::Reached(Reached { size: reach.fewest, sets: reach.sets, first })
        }
        Some((most, _, ends)) if *most >= all || !sought.contains(&outcome) => {
            unreached(outcome, &ends.possible)
        }
        Some((most, ..)) => Found::Beyond(*most),
        None if outcome == today() => Found::Reached(Reached { size: 0, sets: 1, first: vec![Vec::new()] }),
        None => Found::Beyond(0),
    };
    outcomes.iter().map(|outcome| (*outcome, of(*outcome))).collect()
}

/// With how few changes a state is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Fewest {
    /// With so few.
    fewest: u16,
    /// By so many different sets of as few changes.
    sets: u128,
}

impl Carried for Fewest {
    const NONE: Self = Self { fewest: u16::MAX, sets: 0 };

    fn stepped(self, times: u16) -> Self {
        Self { fewest: self.fewest.saturating_add(times), ..self }
    }

    fn or(self, other: Self) -> Self {
        match self.fewest.cmp(&other.fewest) {
            std::cmp::Ordering::Less => self,
            std::cmp::Ordering::Greater => other,
            // Saturates only beyond the number of ways to answer a rule set that loads.
            std::cmp::Ordering::Equal => Self { sets: self.sets.saturating_add(other.sets), ..self },
        }
    }
}

/// A criterion with what can be done: its answer changed, in the order of its answers, and last left as it is.
struct Stop<'s> {
    criterion: CriterionKey,
    kind: &'s Alike<1>,
    /// What each does; times how many changes it is.
    steps: Vec<Step<1>>,
    /// The answer that each changes to; nothing where it is left as it is.
    given: Vec<Option<u8>>,
}

/// What can be done with every criterion that can change an outcome and is not held fixed, in the order of the rule set.
fn stops<'s>(space: &'s Space<'_, 1>, answers: &Answers) -> Vec<Stop<'s>> {
    let criteria = space.kinds.iter().flat_map(|kind| {
        kind.criteria.iter().zip(&kind.taken).map(move |(criterion, taken)| (*criterion, kind, taken))
    });
    let mut stops: Vec<Stop<'_>> = criteria
        .map(|(criterion, kind, taken)| {
            let now = answers.get(criterion);
            let others = (0u8..).zip(taken).map(|(answer, _)| answer).filter(|answer| Some(*answer) != now);
            let moves = others.map(|answer| (answer, 1)).chain(now.map(|answer| (answer, 0)));
            let step = |(answer, times): (u8, u16)| {
                let taken = taken.get(usize::from(answer))?;
                let step = kind.steps.get(usize::from(*taken))?;
                Some((Step { times, ..*step }, (times > 0).then_some(answer)))
            };
            let (steps, given) = moves.filter_map(step).unzip();
            Stop { criterion, kind, steps, given }
        })
        .collect();
    stops.sort_by_key(|stop| stop.criterion);
    stops
}

/// The states after each criterion, of those that take at most so many changes.
fn layers(
    space: &Space<'_, 1>,
    stops: &[Stop<'_>],
    most: u16,
    work: &mut u64,
) -> Result<Vec<Layers<1, Fewest>>, TooLarge> {
    let mut last = Layers::start(space, Fewest { fewest: 0, sets: 1 });
    let (mut layers, mut states) = (Vec::new(), 0);
    for stop in stops {
        let mut next = last.answer(space, stop.kind, &stop.steps, work)?;
        next.retain(|reach| reach.fewest <= most);
        states += next.room();
        if states > MAX_LAYERED {
            return Err(TooLarge);
        }
        layers.push(std::mem::replace(&mut last, next));
    }
    layers.push(last);
    Ok(layers)
}

/// What the last layer leads to.
struct Ends {
    outcomes: BTreeMap<Outcome, Fewest>,
    /// The forms that are possible together somewhere.
    possible: BTreeSet<FormSet>,
}

impl Ends {
    fn new(space: &Space<'_, 1>, last: Option<&Layers<1, Fewest>>) -> Self {
        let [side] = space.weighted();
        let all = FormSet::of(side.rules.forms.keys());
        let mut ends = Self { outcomes: BTreeMap::new(), possible: BTreeSet::new() };
        for (plane, at, reach) in last.into_iter().flat_map(Layers::states) {
            let [ending] = space.endings(&plane, at);
            ends.possible.insert(all.without(ending.facts.excluded));
            let best = ends.outcomes.entry(ending.outcome).or_insert(Fewest::NONE);
            *best = best.or(reach);
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
    let kept = kept(rules, answers, keep);
    let excludes = |gate: &Gate| rules.forms_of(outcome).any(|form| gate.excludes.contains(form));
    let gates = rules.gates.iter().enumerate().filter(|(_, gate)| excludes(gate));
    gates.filter(|(_, gate)| holds(&gate.when, &kept) >= least).map(|(place, _)| place).collect()
}

/// The answers that are held fixed.
fn kept(rules: &RuleSet, answers: &Answers, keep: &BTreeSet<CriterionKey>) -> Answers {
    let mut kept = Answers::unknown(rules.criteria.len());
    keep.iter().for_each(|criterion| kept.set(*criterion, answers.get(*criterion)));
    kept
}

/// All paths through the layers.
struct Tree<'a, 'r> {
    space: &'a Space<'r, 1>,
    stops: &'a [Stop<'a>],
    layers: Vec<Layers<1, Fewest>>,
}

impl Tree<'_, '_> {
    /// The first sets of so many changes that give the outcome.
    fn first(&self, outcome: Outcome, size: u16, listed: usize) -> Vec<ChangeSet> {
        let left = self.left(outcome, size);
        let mut walk = Walk { tree: self, left: &left, listed, begun: Vec::new(), sets: Vec::new() };
        walk.on(0, self.space.start, [0], size);
        walk.sets
    }

    /// How many changes are left from each state to an outcome, layer by layer; nothing where it is out of reach from there.
    fn left(&self, outcome: Outcome, size: u16) -> Vec<Layers<1, Fewest>> {
        let mut all: Vec<Layers<1, Fewest>> = Vec::new();
        for (place, layer) in self.layers.iter().enumerate().rev() {
            let left = layer.map(|plane, at, reach| match (self.stops.get(place), all.last()) {
                _ if reach.fewest > size => Fewest::NONE,
                (Some(stop), Some(next)) => {
                    let after = |step| {
                        let (plane, at) = self.lead(place, plane, at, step);
                        next.carried(&plane, at).stepped(step.times)
                    };
                    stop.steps.iter().map(after).reduce(Fewest::or).unwrap_or(Fewest::NONE)
                }
                _ => {
                    let [ending] = self.space.endings(&plane, at);
                    if ending.outcome == outcome { Fewest { fewest: 0, sets: 1 } } else { Fewest::NONE }
                }
            });
            all.push(left);
        }
        all.reverse();
        all
    }

    /// Where a step leads from a state of the layer at this place.
    fn lead(
        &self,
        place: usize,
        plane: Plane<1>,
        at: Position<1>,
        step: &Step<1>,
    ) -> (Plane<1>, Position<1>) {
        let (Some(layer), Some(stop)) = (self.layers.get(place), self.stops.get(place)) else {
            return (plane, at);
        };
        Turn::new(self.space, plane, step, &layer.ended(stop.kind)).lead(self.space, at)
    }
}

/// A walk that lists sets in the order of the rule set.
struct Walk<'a, 'r> {
    tree: &'a Tree<'a, 'r>,
    left: &'a [Layers<1, Fewest>],
    listed: usize,
    begun: ChangeSet,
    sets: Vec<ChangeSet>,
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
        for (step, given) in stop.steps.iter().zip(&stop.given) {
            let (after, moved) = self.tree.lead(place, plane, at, step);
            let left = next.carried(&after, moved);
            if left == Fewest::NONE || left.fewest + step.times != budget {
                continue;
            }
            self.begun.extend(given.map(|answer| (stop.criterion, answer)));
            self.on(place + 1, after, moved, budget - step.times);
            if given.is_some() {
                self.begun.pop();
            }
        }
    }
}
