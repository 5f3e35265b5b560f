//! A rule set in figures, over every set of answers: outcomes, ties, criteria, rules.
//!
//! In: one rule set with its weights. Out: exact counts of the sets of answers with nothing left open, and for each thing
//! that happens an area in which it does.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use smallvec::SmallVec;

use super::compare::{self, Extent, WORK};
use super::witness::{SHRINK, Trail, Witness, named, shrunk};
use crate::evaluate::{
    Alike, Ending, Layers, Scoring, Space, Standing, State, TooLarge, Turn, Weighted, conclude, leave_one_out,
};
use crate::model::{Answers, CriterionKey, FormKey, Outcome, Profile, Rule, RuleSet};

/// What happens in some sets of answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Happens {
    /// In so many of those with nothing left open; where they were drawn, of those drawn.
    pub ways: u128,
    /// An area in which it does; `None` where it never does, whatever is left open.
    pub example: Option<Witness>,
}

/// One outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeFigure {
    /// The outcome.
    pub outcome: Outcome,
    /// How often it is recommended.
    pub happens: Happens,
    /// How many of these ways have a competitive form left.
    pub contested: u128,
}

/// What one criterion does to the outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionFigure {
    /// The criterion.
    pub criterion: CriterionKey,
    /// How often another answer to it alone changes the outcome.
    pub happens: Happens,
}

/// What one rule does to the outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFigure<'r> {
    /// Which rule.
    pub rule: Rule<'r>,
    /// How often the outcome would be another without it.
    pub happens: Happens,
}

/// An answer that speaks for a form and makes it lose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backfire {
    /// The indicator by its place.
    pub indicator: usize,
    /// In how many ways with nothing left open an answer that speaks more for the form leaves it out.
    pub ways: u128,
    /// An area that has the form in its outcome before.
    pub before: Witness,
    /// The answer that leaves it out.
    pub answer: String,
}

/// Everything that is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures<'r> {
    /// How the figures were come by.
    pub extent: Extent,
    /// How many sets of answers there are with nothing left open; where they were drawn, how many were.
    pub ways: u128,
    /// How many of them have a competitive form left.
    pub contested: u128,
    /// Every outcome, in order of precedence.
    pub outcomes: Vec<OutcomeFigure>,
    /// Exact ties between the best forms, or between the best of the competitive ones or of the others.
    pub ties: Happens,
    /// Those of them in which another order of precedence would give another outcome.
    pub decided: Happens,
    /// Every criterion of the rule set, in order.
    pub criteria: Vec<CriterionFigure>,
    /// Every rule that takes part in the outcome, in order.
    pub rules: Vec<RuleFigure<'r>>,
    /// Every indicator whose better answers can make its form lose.
    pub backfires: Vec<Backfire>,
}

/// How much work one rule may take, of which as many are looked at together as there are cores: so little that the states of
/// sixteen fit into a gibibyte.
const WORK_BESIDE: u64 = 1 << 25;

/// How much work it is to see what a state ends in after one more step.
const ENDING: u64 = 32;

/// Counts everything.
///
/// # Errors
/// When that would take more states than are kept, or more work than a rule set may take.
pub fn exactly<'r>(side: Weighted<'r>, profile: Option<&Profile>) -> Result<Figures<'r>, TooLarge> {
    let Weighted { rules, .. } = side;
    let space = Space::new([side], &Answers::unknown(rules.criteria.len()), false);
    let space = space.ok_or(TooLarge)?.with_ties();
    let mut work = WORK;
    let trail = Trail::new(&space, None, &mut work)?;
    let mut contested = 0;
    let mut found: BTreeMap<Event, Seen> = BTreeMap::new();
    let mut by_outcome: BTreeMap<Outcome, u128> = BTreeMap::new();
    for (plane, position, ways) in trail.ends() {
        let [end] = space.endings(&plane, position);
        let left = if end.standing.top.is_some() { ways } else { 0 };
        contested += left;
        *by_outcome.entry(end.outcome).or_default() += left;
        for event in events(rules, &end) {
            found.entry(event).or_default().add(ways, (plane, position));
        }
    }
    let areas = trail.back(found.values().filter_map(|seen| seen.state));
    let each = SHRINK / found.len().max(1) as u64;
    let happens = |event: Event| match found.get(&event) {
        None => Happens::default(),
        Some(seen) => Happens {
            ways: seen.ways,
            example: seen.state.and_then(|state| areas.get(&state)).cloned().map(|given| {
                // A tie shows only where everything is answered.
                let whole = !matches!(event, Event::Outcome(_));
                named(rules, &if whole { given } else { shrunk([side], given, trail.criteria(), each) })
            }),
        },
    };
    let outcomes = rules.outcomes().map(|outcome| OutcomeFigure {
        outcome,
        happens: happens(Event::Outcome(outcome)),
        contested: by_outcome.get(&outcome).copied().unwrap_or_default(),
    });
    let (outcomes, ties, decided) = (outcomes.collect(), happens(Event::Tie), happens(Event::Decided));
    drop(trail);
    let (criteria, backfires) = criteria(&space, &mut work)?;
    let deciding: Vec<Rule<'r>> = rules.rules().filter(|rule| rule.kind().decides()).collect();
    let each = (WORK / deciding.len().max(1) as u64).min(WORK_BESIDE);
    let rules_of: Result<Vec<RuleFigure<'r>>, TooLarge> = deciding
        .into_par_iter()
        .map(|rule| Ok(RuleFigure { rule, happens: without(side, profile, rule, each)? }))
        .collect();
    Ok(Figures {
        extent: Extent::Exact,
        ways: space.ways,
        contested,
        outcomes,
        ties,
        decided,
        criteria,
        rules: rules_of?,
        backfires,
    })
}

/// What is looked for at the end of a set of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// It has this outcome.
    Outcome(Outcome),
    /// The best forms are level, or the best of the competitive ones or of the others.
    Tie,
    /// Another order of precedence would give another outcome.
    Decided,
}

/// What happens where a set of answers ends.
pub fn events(rules: &RuleSet, end: &Ending) -> impl Iterator<Item = Event> {
    let tie = is_tie(end.standing).then_some(Event::Tie);
    let decided = decided(rules, end).then_some(Event::Decided);
    std::iter::once(Event::Outcome(end.outcome)).chain(tie).chain(decided)
}

/// So many ways, and the first state in which it happens.
#[derive(Default)]
struct Seen {
    ways: u128,
    state: Option<State<1>>,
}

impl Seen {
    fn add(&mut self, ways: u128, state: State<1>) {
        self.ways += ways;
        self.state.get_or_insert(state);
    }
}

/// Whether scores are exactly equal between the best forms, or between the best of the competitive ones or of the others.
fn is_tie(standing: Standing) -> bool {
    standing.tie || standing.top_tie || standing.base_tie
}

/// Whether another order of precedence would give another outcome.
fn decided(rules: &RuleSet, end: &Ending) -> bool {
    let standing = end.standing;
    if !is_tie(standing) {
        return false;
    }
    let of = |form: FormKey| end.points.get(form.position()).copied().unwrap_or(0);
    let level = |one: FormKey, other: FormKey| !end.facts.out().contains(other) && of(one) == of(other);
    let mut outcomes = BTreeSet::new();
    for base in rules.bases().filter(|form| level(standing.base, *form)) {
        let Some(leading) = standing.top else {
            outcomes.insert(Outcome::single(base));
            continue;
        };
        let (own, most) = (of(base), of(leading));
        for top in rules.competitive().filter(|form| level(leading, *form)) {
            let bests = [(own >= most, base), (most >= own, top)];
            for (_, best) in bests.into_iter().filter(|(is_best, _)| *is_best) {
                // Those of equal scores are as near as the ones that precedence named.
                let standing = Standing { best, base, top: Some(top), ..standing };
                outcomes.insert(conclude(standing, end.facts.mixed));
            }
        }
    }
    outcomes.len() > 1
}

/// How often the outcome would be another without a rule.
fn without(
    side: Weighted<'_>,
    profile: Option<&Profile>,
    rule: Rule<'_>,
    mut work: u64,
) -> Result<Happens, TooLarge> {
    let rest = side.rules.without(rule.id());
    let lighter = Scoring::new(&rest, profile).map_err(|_| TooLarge)?;
    let rest = Weighted { rules: &rest, scoring: &lighter };
    let comparison = compare::exactly(side, rest, 0, &mut work)?;
    let ways = comparison.differences.iter().filter_map(|difference| difference.share.ways()).sum();
    let example = comparison.differences.into_iter().map(|difference| difference.witness).next();
    Ok(Happens { ways, example })
}

/// What each criterion does, and which answers backfire.
fn criteria(space: &Space<'_, 1>, work: &mut u64) -> Result<(Vec<CriterionFigure>, Vec<Backfire>), TooLarge> {
    let [side] = space.weighted();
    let mut visits: Vec<Visit> = Vec::new();
    leave_one_out(space, &space.kinds, Layers::start(space, 1), work, &mut |kind, layers, work| {
        let looks = (layers.room() * kind.steps.len() * kind.criteria.len()) as u64;
        *work = work.checked_sub(looks * ENDING).ok_or(TooLarge)?;
        let criteria = kind.criteria.iter().zip(&kind.taken);
        visits.extend(criteria.map(|(criterion, taken)| visit(space, *criterion, kind, taken, layers)));
        Ok(())
    })?;
    let keys = side.rules.criteria.keys();
    let mut figures: Vec<CriterionFigure> =
        keys.map(|criterion| CriterionFigure { criterion, happens: Happens::default() }).collect();
    let mut backfires = Vec::new();
    for visit in visits {
        if visit.changes.state.is_none() && visit.backfires.is_empty() {
            continue;
        }
        let trail = Trail::new(space, Some(visit.criterion), work)?;
        let seen = std::iter::once(&visit.changes).chain(visit.backfires.values().map(|(seen, _)| seen));
        let areas = trail.back(seen.filter_map(|seen| seen.state));
        let area = |seen: &Seen, answer: u8| {
            let area = areas.get(&seen.state?)?;
            Some(named(side.rules, &area.with(visit.criterion, answer)))
        };
        if let Some(figure) = figures.get_mut(visit.criterion.position()) {
            let example = visit.changed.and_then(|answer| area(&visit.changes, answer));
            figure.happens = Happens { ways: visit.changes.ways, example };
        }
        for (indicator, (seen, (from, to))) in &visit.backfires {
            let Some(before) = area(seen, *from) else { continue };
            let answer = side.rules.criteria.at(visit.criterion).answer_id(*to).to_owned();
            backfires.push(Backfire { indicator: *indicator, ways: seen.ways, before, answer });
        }
    }
    backfires.sort_by_key(|backfire| backfire.indicator);
    Ok((figures, backfires))
}

/// What was seen of one criterion.
struct Visit {
    criterion: CriterionKey,
    /// Where different answers give different outcomes; ways count the criterion's own answers, too.
    changes: Seen,
    /// An answer that gives another outcome than the first one in that state.
    changed: Option<u8>,
    /// Indicators that backfire, by place, with the answers before and after.
    backfires: BTreeMap<usize, (Seen, (u8, u8))>,
}

fn visit(
    space: &Space<'_, 1>,
    criterion: CriterionKey,
    kind: &Alike<1>,
    taken: &[u8],
    layers: &Layers<1, u128>,
) -> Visit {
    let [side] = space.weighted();
    let mut visit = Visit { criterion, changes: Seen::default(), changed: None, backfires: BTreeMap::new() };
    let ended = layers.ended(kind);
    for (plane, cells) in layers.planes() {
        let turns: SmallVec<[Turn<1>; 4]> =
            kind.steps.iter().map(|step| Turn::new(space, plane, step, &ended)).collect();
        for (position, ways) in cells.positions() {
            let lead = |turn: &Turn<1>| {
                let (plane, position) = turn.lead(space, position);
                let [end] = space.endings(&plane, position);
                end.outcome
            };
            let outcomes: SmallVec<[Outcome; 4]> = turns.iter().map(lead).collect();
            let of = |step: &u8| outcomes.get(usize::from(*step)).copied();
            let given: SmallVec<[Outcome; 4]> = taken.iter().filter_map(of).collect();
            let Some(changed) = changed(&given) else { continue };
            if visit.changes.state.is_none() {
                visit.changed = Some(changed);
            }
            visit.changes.add(ways * given.len() as u128, (plane, position));
            for (indicator, lost) in backfires(side, criterion, &given) {
                if let Some(first) = lost.first() {
                    let seen = visit.backfires.entry(indicator).or_insert_with(|| (Seen::default(), *first));
                    seen.0.add(ways * lost.len() as u128, (plane, position));
                }
            }
        }
    }
    visit
}

/// The first answer that gives another outcome than the first one.
pub fn changed(outcomes: &[Outcome]) -> Option<u8> {
    let place = outcomes.iter().position(|outcome| Some(outcome) != outcomes.first())?;
    u8::try_from(place).ok()
}

/// For each indicator of a criterion, by its place, the answers that have its form in the outcome, each with the first one that
/// speaks more for the form and leaves it out; `outcomes` are those of the answers in their order.
pub fn backfires(
    side: Weighted<'_>,
    criterion: CriterionKey,
    outcomes: &[Outcome],
) -> impl Iterator<Item = (usize, Vec<(u8, u8)>)> {
    let indicators = side.rules.indicators.iter().enumerate();
    indicators.filter(move |(_, indicator)| indicator.criterion == criterion).map(
        move |(place, indicator)| {
            let value =
                |answer| side.scoring.effect(criterion, Some(answer)).get(indicator.form.position()).copied();
            let has = |outcome: Outcome| side.rules.forms_of(outcome).any(|form| form == indicator.form);
            let answers = || (0u8..).zip(outcomes);
            let lost = answers().filter(|(_, outcome)| has(**outcome)).filter_map(|(from, _)| {
                let mut better = answers().filter(|(to, _)| value(*to) > value(from));
                better.find(|(_, outcome)| !has(**outcome)).map(|(to, _)| (from, to))
            });
            (place, lost.collect())
        },
    )
}
