//! A rule set in figures, over every set of answers: outcomes, ties, criteria, rules.
//!
//! In: one rule set with its weights. Out: exact counts of the sets of answers with nothing left open, and for each thing
//! that happens the smallest area in which it does.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::compare::exactly;
use super::layers::{Layer, TooLarge};
use super::space::{Ending, Plane, Position, Question, Space, Weighted};
use super::witness::{Trail, Witness, named, shrunk};
use crate::evaluate::{Scoring, Standing, conclude};
use crate::model::{CriterionKey, FormKey, Outcome, Profile, Rule, RuleSet};

/// What happens in some sets of answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Happens {
    /// In so many of those with nothing left open.
    pub ways: u128,
    /// The smallest area in which it does; `None` where it never does, whatever is left open.
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
    /// The smallest area that has the form in its outcome before.
    pub before: Witness,
    /// The answer that leaves it out.
    pub answer: String,
}

/// Everything that is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures<'r> {
    /// How many sets of answers there are with nothing left open.
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

/// Counts everything.
///
/// # Errors
/// When that would take more states than are kept.
pub fn figures<'r>(
    rules: &'r RuleSet,
    profile: Option<&Profile>,
    scoring: &Scoring,
) -> Result<Figures<'r>, TooLarge> {
    let space = Space::new([Weighted { rules, scoring }])?;
    let trail = Trail::new(&space, None)?;
    let mut contested = 0;
    let mut found: BTreeMap<Event, Best<1>> = BTreeMap::new();
    let mut by_outcome: BTreeMap<Outcome, u128> = BTreeMap::new();
    for (plane, position, reach) in trail.ends() {
        let [end] = space.endings(plane, position);
        let left = end.standing.top.is_some();
        contested += if left { reach.ways } else { 0 };
        *by_outcome.entry(end.outcome).or_default() += if left { reach.ways } else { 0 };
        let mut events = vec![Event::Outcome(end.outcome)];
        events.extend(is_tie(end.standing).then_some(Event::Tie));
        events.extend(decided(rules, &end).then_some(Event::Decided));
        for event in events {
            found.entry(event).or_default().add(reach.ways, reach.fewest, (*plane, position));
        }
    }
    let happens = |event: Event| match found.get(&event) {
        None => Happens::default(),
        Some(best) => Happens {
            ways: best.ways,
            example: best.state.map(|(plane, position)| {
                let given = trail.back(&plane, position);
                // A tie shows only where everything is answered.
                if matches!(event, Event::Outcome(_)) { shrunk(&space, given) } else { named(&space, &given) }
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
    let (criteria, backfires) = criteria(&space)?;
    let rules_of: Result<Vec<RuleFigure<'r>>, TooLarge> = rules
        .rules()
        .filter(|rule| rule.kind().decides())
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|rule| Ok(RuleFigure { rule, happens: without(rules, profile, scoring, rule)? }))
        .collect();
    Ok(Figures {
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
enum Event {
    Outcome(Outcome),
    Tie,
    Decided,
}

/// So many ways, and the first state with the fewest answers.
struct Best<const N: usize> {
    ways: u128,
    fewest: u16,
    state: Option<(Plane<N>, Position<N>)>,
}

impl<const N: usize> Default for Best<N> {
    fn default() -> Self {
        Self { ways: 0, fewest: u16::MAX, state: None }
    }
}

impl<const N: usize> Best<N> {
    fn add(&mut self, ways: u128, fewest: u16, state: (Plane<N>, Position<N>)) {
        self.ways += ways;
        if fewest < self.fewest {
            (self.fewest, self.state) = (fewest, Some(state));
        }
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
    let level = |one: FormKey, other: FormKey| !end.excluded.contains(other) && of(one) == of(other);
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
                outcomes.insert(conclude(standing, end.mixed));
            }
        }
    }
    outcomes.len() > 1
}

/// How often the outcome would be another without a rule.
fn without(
    rules: &RuleSet,
    profile: Option<&Profile>,
    scoring: &Scoring,
    rule: Rule<'_>,
) -> Result<Happens, TooLarge> {
    let rest = rules.without(rule.id());
    let lighter = Scoring::new(&rest, profile).map_err(|_| TooLarge)?;
    let comparison =
        exactly(Weighted { rules, scoring }, Weighted { rules: &rest, scoring: &lighter }, false)?;
    let ways = comparison.differences.iter().filter_map(|difference| difference.share.ways()).sum();
    let examples = comparison.differences.into_iter().map(|difference| difference.witness);
    Ok(Happens { ways, example: examples.min_by_key(|witness| witness.answers.len()) })
}

/// What each criterion does, and which answers backfire.
fn criteria(space: &Space<'_, 1>) -> Result<(Vec<CriterionFigure>, Vec<Backfire>), TooLarge> {
    let [side] = space.sides;
    let mut visits: Vec<Visit> = Vec::new();
    let all: Vec<usize> = (0..space.questions.len()).collect();
    leave_one_out(space, &all, Layer::start(space), &mut |place, layer| {
        visits.push(visit(space, place, layer))
    })?;
    let mut figures: Vec<CriterionFigure> = side
        .rules
        .criteria
        .keys()
        .map(|criterion| CriterionFigure { criterion, happens: Happens::default() })
        .collect();
    let mut backfires = Vec::new();
    for visit in visits {
        let Some(question) = space.questions.get(visit.place) else { continue };
        let trail = Trail::new(space, Some(visit.place))?;
        let example = visit.changes.state.map(|(plane, position)| {
            let mut given = trail.back(&plane, position);
            given.extend(visit.changed.map(|answer| (visit.place, answer)));
            named(space, &given)
        });
        let [on] = &question.on;
        if let Some(figure) = on.as_ref().and_then(|(key, _)| figures.get_mut(key.position())) {
            figure.happens = Happens { ways: visit.changes.ways, example };
        }
        for (indicator, best, (from, to)) in visit.backfires {
            let Some((plane, position)) = best.state else { continue };
            let mut given = trail.back(&plane, position);
            given.push((visit.place, from));
            let answer = question.answers.get(to).cloned().unwrap_or_default();
            backfires.push(Backfire { indicator, ways: best.ways, before: named(space, &given), answer });
        }
    }
    backfires.sort_by_key(|backfire| backfire.indicator);
    Ok((figures, backfires))
}

/// What was seen of one criterion.
struct Visit {
    place: usize,
    /// Where different answers give different outcomes; ways count the criterion's own answers, too.
    changes: Best<1>,
    /// An answer that gives another outcome than the first one in that state.
    changed: Option<usize>,
    /// Indicators that backfire, with the answers before and after.
    backfires: Vec<(usize, Best<1>, (usize, usize))>,
}

fn visit(space: &Space<'_, 1>, place: usize, layer: &Layer<1>) -> Visit {
    let mut visit = Visit { place, changes: Best::default(), changed: None, backfires: Vec::new() };
    let Some(question) = space.questions.get(place) else { return visit };
    let [side] = space.sides;
    let [Some((key, _))] = &question.on else { return visit };
    let step_of = steps_of(question);
    let indicators: Vec<(usize, FormKey, u64)> = side
        .rules
        .indicators
        .iter()
        .enumerate()
        .filter(|(_, indicator)| indicator.criterion == *key)
        .map(|(at, indicator)| (at, indicator.form, 0))
        .collect();
    let value = |answer: usize, form: FormKey| {
        let answer = u8::try_from(answer).ok();
        side.scoring.effect(*key, answer).get(form.position()).copied().unwrap_or(0)
    };
    let mut backfires: BTreeMap<usize, (Best<1>, (usize, usize))> = BTreeMap::new();
    for (plane, position, reach) in layer.states() {
        let outcomes: Vec<Outcome> = question
            .steps
            .iter()
            .map(|step| {
                let after = space.after(plane, step);
                let at = if space.is_closed(&after) { [0] } else { step.moved(position) };
                let [end] = space.endings(&after, at);
                end.outcome
            })
            .collect();
        let of = |answer: usize| step_of.get(answer).and_then(|step| outcomes.get(*step)).copied();
        let given: Vec<Option<Outcome>> = (0..question.answers.len()).map(of).collect();
        if let Some(other) = given.iter().position(|outcome| Some(outcome) != given.first()) {
            let first = visit.changes.fewest;
            visit.changes.add(reach.ways * given.len() as u128, reach.fewest, (*plane, position));
            if reach.fewest < first {
                visit.changed = Some(other);
            }
        }
        for (indicator, form, _) in &indicators {
            let has = |outcome: &Option<Outcome>| {
                outcome.is_some_and(|outcome| side.rules.forms_of(outcome).any(|one| one == *form))
            };
            let mut loses = 0u128;
            let mut first = None;
            for (from, before) in given.iter().enumerate().filter(|(_, outcome)| has(outcome)) {
                let better = (0..given.len()).filter(|to| value(*to, *form) > value(from, *form));
                let lost = better.into_iter().find(|to| given.get(*to).is_some_and(|after| !has(after)));
                debug_assert!(before.is_some());
                if let Some(to) = lost {
                    loses += 1;
                    first.get_or_insert((from, to));
                }
            }
            if let Some(answers) = first {
                let entry = backfires.entry(*indicator).or_insert((Best::default(), answers));
                let fewest = entry.0.fewest;
                entry.0.add(reach.ways * loses, reach.fewest, (*plane, position));
                if reach.fewest < fewest {
                    entry.1 = answers;
                }
            }
        }
    }
    visit.backfires =
        backfires.into_iter().map(|(indicator, (best, answers))| (indicator, best, answers)).collect();
    visit
}

/// Which step each answer takes.
fn steps_of(question: &Question<1>) -> Vec<usize> {
    (0..question.answers.len()).map(|answer| question.step_of(answer)).collect()
}

/// Visits each question with the states after all others, halving so that common parts are counted once.
fn leave_one_out(
    space: &Space<'_, 1>,
    places: &[usize],
    layer: Layer<1>,
    visit: &mut impl FnMut(usize, &Layer<1>),
) -> Result<(), TooLarge> {
    match places {
        [] => {}
        [place] => visit(*place, &layer),
        _ => {
            let (left, right) = places.split_at(places.len() / 2);
            let after = |asked: &[usize]| {
                let mut questions = asked.iter().filter_map(|place| space.questions.get(*place));
                questions.try_fold(layer.clone(), |layer, question| layer.ask(space, question))
            };
            leave_one_out(space, left, after(right)?, visit)?;
            leave_one_out(space, right, after(left)?, visit)?;
        }
    }
    Ok(())
}
