//! Ways to answer what is open, drawn at random: where they are too many and too different to be counted.
//!
//! In: a rule set, answers. Out: shares with their intervals, and what each answer would tell. The draw is the same every
//! time, on every platform.

use rand_pcg::Pcg64;
use rand_pcg::rand_core::{Rng, SeedableRng};
use smallvec::SmallVec;

use super::condition::{Truth, holds};
use super::decide::{conclude, settle, stand};
use super::questions::{Question, gain, in_order, opened};
use super::scoring::Scoring;
use super::tally::{Tallies, Tally};
use crate::model::{Answers, CriterionKey, Gate, Outcome, RuleSet};

/// Where the sequence begins.
const SEED: u64 = 2026;
/// How many ways are drawn at most, and at least.
const DRAWS: [u64; 2] = [10_000, 1_000];
/// How much all draws for one area may take together: criteria times forms.
const WORK: u64 = 1 << 30;
/// Until half as many are drawn in which no gate fires that is presumed passed, so many times as many are drawn at most.
const MORE: usize = 8;

/// A number below a bound, each as likely as the others to within one in 2⁵⁸.
#[must_use]
fn below(random: &mut Pcg64, bound: usize) -> usize {
    usize::try_from((u128::from(random.next_u64()) * bound as u128) >> 64).unwrap_or(0)
}

/// Draws answers to what is open and counts.
#[derive(Debug, Clone)]
pub struct Dice<'r> {
    rules: &'r RuleSet,
    /// The criteria that are open and count.
    pub open: Vec<CriterionKey>,
    /// The open gates that are presumed passed.
    presumed: Vec<&'r Gate>,
}

impl<'r> Dice<'r> {
    /// Dice for what some answers leave open.
    #[must_use]
    pub fn new(rules: &'r RuleSet, relevant: &[CriterionKey], answers: &Answers) -> Self {
        let open = relevant.iter().copied().filter(|key| answers.get(*key).is_none()).collect();
        let presumed = rules.gates.iter().filter(|gate| gate.presumed);
        let presumed = presumed.filter(|gate| holds(&gate.when, answers) == Truth::Open).collect();
        Self { rules, open, presumed }
    }

    /// Draws an answer to everything that is open.
    pub fn roll(&self, way: &mut Answers, random: &mut Pcg64) {
        for key in &self.open {
            let answers = self.rules.criteria.at(*key).answers().count();
            way.set(*key, u8::try_from(below(random, answers)).ok());
        }
    }

    /// The gates that fire and were presumed passed, by their places among those.
    pub fn fired(&self, way: &Answers) -> impl Iterator<Item = usize> {
        let fires = |gate: &Gate| holds(&gate.when, way) != Truth::False;
        self.presumed.iter().enumerate().filter(move |(_, gate)| fires(gate)).map(|(place, _)| place)
    }
}

/// One way to answer what is open.
#[derive(Debug)]
struct Way {
    answers: Answers,
    outcome: Outcome,
    /// As [`Dice::fired`].
    fired: SmallVec<[u16; 4]>,
}

/// Ways that were drawn for one area.
#[derive(Debug)]
pub struct Sample<'r> {
    dice: Dice<'r>,
    ways: Vec<Way>,
}

impl<'r> Sample<'r> {
    /// Draws ways; `counts` is how often an evaluation of the area asks for it.
    #[must_use]
    pub fn new(rules: &'r RuleSet, scoring: &Scoring, answers: &Answers, counts: u64) -> Self {
        let dice = Dice::new(rules, &scoring.relevant, answers);
        let [most, least] = DRAWS;
        let one = (rules.criteria.len() * rules.forms.len()) as u64;
        let draws = (WORK / (counts.max(1) * one.max(1))).clamp(least, most);
        let draws = usize::try_from(draws).unwrap_or(usize::MAX);
        let mut random = Pcg64::seed_from_u64(SEED);
        let mut way = answers.clone();
        let (mut ways, mut quiet) = (Vec::with_capacity(draws), 0);
        while ways.len() < draws || (quiet * 2 < draws && ways.len() < draws * MORE) {
            dice.roll(&mut way, &mut random);
            let settled = settle(rules, &way);
            let points = scoring.points(scoring.sums(&way).given);
            let standing = stand(rules, &points, scoring.reach, settled.excluded);
            let fired: SmallVec<[u16; 4]> =
                dice.fired(&way).filter_map(|gate| u16::try_from(gate).ok()).collect();
            quiet += usize::from(fired.is_empty());
            ways.push(Way { answers: way.clone(), outcome: conclude(standing, settled.mixed), fired });
        }
        Self { dice, ways }
    }

    /// The shares.
    #[must_use]
    pub fn tallies(&self) -> Tallies {
        self.counted(|_| true, |_| true)
    }

    /// Those of some ways; a gate that is not presumed passed any longer leaves none out.
    fn counted(&self, counts: impl Fn(&Way) -> bool, presumed: impl Fn(usize) -> bool) -> Tallies {
        let mut tallies = Tallies { drawn: true, ..Tallies::default() };
        for way in self.ways.iter().filter(|way| counts(way)) {
            tallies.all.add(way.outcome, 1);
            if !way.fired.iter().any(|gate| presumed(usize::from(*gate))) {
                tallies.quiet.add(way.outcome, 1);
            }
        }
        tallies
    }

    /// What leads once an answer is given.
    fn after(&self, answers: &Answers, criterion: CriterionKey, answer: u8) -> Tallies {
        let given = answers.with(criterion, answer);
        let open = self.dice.presumed.iter().map(|gate| holds(&gate.when, &given) == Truth::Open);
        let open: Vec<bool> = open.collect();
        let fits = |way: &Way| way.answers.get(criterion) == Some(answer);
        self.counted(fits, |gate| open.get(gate).copied().unwrap_or(false))
    }

    /// As [`super::questions::conditions`].
    #[must_use]
    pub fn conditions(&self, answers: &Answers, leading: Outcome) -> Vec<CriterionKey> {
        let rules = self.dice.rules;
        opened(rules, answers, |criterion, answer| {
            self.after(answers, criterion, answer).lead(rules).outcome != leading
        })
    }

    /// Every open criterion that counts, in the order to ask them: of none is it proven that it changes nothing.
    #[must_use]
    pub fn questions(&self, answers: &Answers, conditions: &[CriterionKey]) -> Vec<Question> {
        let rules = self.dice.rules;
        let ask = |criterion: &CriterionKey| {
            let condition = conditions.contains(criterion);
            let choices = || rules.criteria.at(*criterion).answers();
            let parts: Vec<Tallies> = choices()
                .map(|answer| self.counted(|way| way.answers.get(*criterion) == Some(answer), |_| true))
                .collect();
            let of = |side: fn(&Tallies) -> &Tally| {
                let mut total = Tally::default();
                parts.iter().for_each(|part| total.add_all(side(part), 1));
                gain(&total, &parts.iter().map(|part| (side(part), 1)).collect::<Vec<_>>())
            };
            let quiet = parts.iter().any(|part| part.quiet.total() > 0);
            let information = if condition || !quiet { of(|part| &part.all) } else { of(|part| &part.quiet) };
            let leads = choices().map(|answer| self.after(answers, *criterion, answer).lead(rules)).collect();
            Question { criterion: *criterion, condition, information, leads }
        };
        in_order(self.dice.open.iter().map(ask).collect())
    }
}
