//! Whole rule sets over sets of answers drawn at random: where counting them all would take too much.
//!
//! In: rule sets. Out: the same figures, of the sets drawn. The draw is the same every time. What never happened in it is not
//! thereby impossible.

use std::collections::BTreeMap;

use rand_pcg::Pcg64;
use rand_pcg::rand_core::SeedableRng;
use smallvec::SmallVec;

use super::compare::{Comparison, Difference, Extent, Share, ways};
use super::figures::{
    Backfire, CriterionFigure, Event, Figures, Happens, OutcomeFigure, RuleFigure, backfires, changed, events,
};
use super::witness::{SHRINK, named, shrunk};
use crate::evaluate::{Dice, Ending, Facts, Interval, Points, Scoring, Weighted, conclude, settle, stand};
use crate::model::{Answers, CriterionKey, Outcome, Profile, RuleSet};

/// How many sets are drawn to compare two rule sets.
pub const SAMPLES: u32 = 200_000;
/// Where the sequence begins.
const SEED: u64 = 0x5eed;
/// How many sets are drawn for the figures of one rule set at most, and at least.
const DRAWS: [u64; 2] = [20_000, 500];
/// How much all of them may take together: sets times criteria times forms.
const WORK: u64 = 1 << 29;

/// Draws complete sets of answers.
struct Draw<'r> {
    dice: Dice<'r>,
    random: Pcg64,
    answers: Answers,
}

impl<'r> Draw<'r> {
    fn new(rules: &'r RuleSet, relevant: &[CriterionKey]) -> Self {
        let answers = Answers::unknown(rules.criteria.len());
        let dice = Dice::new(rules, relevant, &answers);
        Self { dice, random: Pcg64::seed_from_u64(SEED), answers }
    }

    fn next(&mut self) -> &Answers {
        self.dice.roll(&mut self.answers, &mut self.random);
        &self.answers
    }
}

/// How complete answers end on a side.
fn end(side: Weighted<'_>, answers: &Answers) -> Ending {
    let settled = settle(side.rules, answers);
    let points: Points = side.scoring.points(side.scoring.sums(answers).middle());
    let standing = stand(side.rules, &points, side.scoring.reach, settled.excluded);
    let facts = Facts { excluded: settled.excluded, mixed: settled.mixed, ..Facts::default() };
    Ending { outcome: conclude(standing, settled.mixed), standing, points, facts }
}

/// Compares two rule sets over the same criteria on sets drawn at random.
pub fn compare(old: Weighted<'_>, new: Weighted<'_>) -> Comparison {
    let mut relevant = [old.scoring.relevant.as_slice(), &new.scoring.relevant].concat();
    relevant.sort_unstable();
    relevant.dedup();
    let mut draw = Draw::new(old.rules, &relevant);
    let mut found: BTreeMap<(String, String), (u32, Answers)> = BTreeMap::new();
    let mut ids: BTreeMap<(Outcome, Outcome), (String, String)> = BTreeMap::new();
    for _ in 0..SAMPLES {
        let answers = draw.next();
        let pair = (end(old, answers).outcome, end(new, answers).outcome);
        let ids =
            ids.entry(pair).or_insert_with(|| (old.rules.outcome_id(pair.0), new.rules.outcome_id(pair.1)));
        if ids.0 != ids.1 {
            match found.get_mut(ids) {
                Some((count, _)) => *count += 1,
                None => drop(found.insert(ids.clone(), (1, answers.clone()))),
            }
        }
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    let each = SHRINK / found.len().max(1) as u64;
    let differences = found.into_iter().map(|((was, is), (count, answers))| {
        let answers = shrunk([old, new], answers, relevant.iter().rev().copied(), each);
        let share = Share::Sampled { drawn: count, interval: Interval::wilson(count, SAMPLES) };
        Difference { old: was, new: is, share, witness: named(old.rules, &answers) }
    });
    let differences = differences.collect();
    Comparison { ways: ways(&[old, new]), extent: Extent::Sampled { drawn: SAMPLES }, differences }
}

/// One thing that happened in sets that were drawn.
#[derive(Default)]
struct Seen {
    ways: u128,
    first: Option<Answers>,
}

impl Seen {
    fn add(&mut self, ways: usize, answers: &Answers) {
        self.ways += ways as u128;
        if self.first.is_none() {
            self.first = Some(answers.clone());
        }
    }

    fn happens(&self, rules: &RuleSet) -> Happens {
        Happens { ways: self.ways, example: self.first.as_ref().map(|answers| named(rules, answers)) }
    }
}

/// The figures of sets drawn at random.
pub fn figures<'r>(side: Weighted<'r>, profile: Option<&Profile>) -> Figures<'r> {
    let Weighted { rules, scoring } = side;
    let deciding: Vec<_> = rules.rules().filter(|rule| rule.kind().decides()).collect();
    let choices = scoring.relevant.iter().map(|key| rules.criteria.at(*key).choices.len());
    let one = (choices.sum::<usize>() + deciding.len()) * rules.criteria.len() * rules.forms.len();
    let [most, least] = DRAWS;
    let draws = u32::try_from((WORK / one.max(1) as u64).clamp(least, most)).unwrap_or(u32::MAX);
    let mut draw = Draw::new(rules, &scoring.relevant);
    let mut contested: BTreeMap<Outcome, u128> = BTreeMap::new();
    let mut seen: BTreeMap<Event, Seen> = BTreeMap::new();
    let mut by_criterion: BTreeMap<CriterionKey, Seen> = BTreeMap::new();
    let mut all: Vec<(Answers, Outcome)> = Vec::new();
    let mut backfire: BTreeMap<usize, (Seen, u8)> = BTreeMap::new();
    for _ in 0..draws {
        let answers = draw.next();
        let now = end(side, answers);
        *contested.entry(now.outcome).or_default() += u128::from(now.standing.top.is_some());
        for event in events(rules, &now) {
            seen.entry(event).or_default().add(1, answers);
        }
        for key in &scoring.relevant {
            let all = rules
                .criteria
                .at(*key)
                .answers()
                .map(|answer| end(side, &answers.with(*key, answer)).outcome);
            let all: SmallVec<[Outcome; 4]> = all.collect();
            if changed(&all).is_none() {
                continue;
            }
            by_criterion.entry(*key).or_default().add(1, answers);
            for (indicator, lost) in backfires(side, *key, &all) {
                if let Some((_, to)) = lost.iter().find(|(from, _)| Some(*from) == answers.get(*key)) {
                    backfire.entry(indicator).or_insert_with(|| (Seen::default(), *to)).0.add(1, answers);
                }
            }
        }
        all.push((answers.clone(), now.outcome));
    }
    let happens = |event: Event| seen.get(&event).map(|seen| seen.happens(rules)).unwrap_or_default();
    let outcomes = rules.outcomes().map(|outcome| OutcomeFigure {
        outcome,
        happens: happens(Event::Outcome(outcome)),
        contested: contested.get(&outcome).copied().unwrap_or_default(),
    });
    let criteria = rules.criteria.keys().map(|criterion| CriterionFigure {
        criterion,
        happens: by_criterion.get(&criterion).map(|seen| seen.happens(rules)).unwrap_or_default(),
    });
    // One rule set without a rule at a time: together they would be large. What is left can have weights too fine.
    let rules_of = deciding.iter().filter_map(|rule| {
        let rest = rules.without(rule.id());
        let scoring = Scoring::new(&rest, profile).ok()?;
        let mut seen = Seen::default();
        for (answers, outcome) in &all {
            if end(Weighted { rules: &rest, scoring: &scoring }, answers).outcome != *outcome {
                seen.add(1, answers);
            }
        }
        Some(RuleFigure { rule: *rule, happens: seen.happens(rules) })
    });
    let backfires = backfire.iter().filter_map(|(indicator, (seen, to))| {
        let criterion = rules.indicators.get(*indicator)?.criterion;
        let before = seen.happens(rules).example?;
        let answer = rules.criteria.at(criterion).answer_id(*to).to_owned();
        Some(Backfire { indicator: *indicator, ways: seen.ways, before, answer })
    });
    Figures {
        extent: Extent::Sampled { drawn: draws },
        ways: draws.into(),
        contested: contested.values().sum(),
        outcomes: outcomes.collect(),
        ties: happens(Event::Tie),
        decided: happens(Event::Decided),
        criteria: criteria.collect(),
        rules: rules_of.collect(),
        backfires: backfires.collect(),
    }
}
