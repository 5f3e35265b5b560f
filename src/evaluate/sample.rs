//! Ways to answer what is open, drawn at random: where they are too many and too different to be counted.
//!
//! In: a rule set, answers. Out: shares with their intervals, and what each answer would tell. The draw is the same every
//! time, on every platform. Where there are no more ways than would be drawn, each is looked at once.

use super::condition::{Truth, holds};
use super::decide::{conclude, settle, stand};
use super::questions::{Question, gain, in_order};
use super::scoring::Scoring;
use super::tally::{Lead, Tallies, Tally};
use crate::model::{Answers, CriterionKey, Gate, Outcome, RuleSet};
use rand_pcg::Pcg64;
use rand_pcg::rand_core::{Rng, SeedableRng};

/// Where the sequence begins.
const SEED: u64 = 2026;
/// How many ways are drawn at most, and at least.
const DRAWS: [u64; 2] = [10_000, 1_000];
/// How much all draws for one area may take together: criteria times forms.
const WORK: u64 = 1 << 30;
/// So many times as many are tried at most for those in which no gate fires that is presumed passed.
const MORE: u64 = 8;

/// A number below a bound, each as likely as the others to within one in 2⁵⁸.
#[must_use]
fn below(random: &mut Pcg64, bound: usize) -> usize {
    usize::try_from((u128::from(random.next_u64()) * bound as u128) >> 64).unwrap_or(0)
}

/// Draws answers to what is open.
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

    /// Whether no gate fires that was presumed passed.
    #[must_use]
    pub fn is_quiet(&self, way: &Answers) -> bool {
        self.presumed.iter().all(|gate| holds(&gate.when, way) == Truth::False)
    }

    /// The answers to each open criterion that by themselves make no gate fire that is presumed passed.
    fn quiet(&self, answers: &Answers) -> Vec<Vec<u8>> {
        let quiet = |key: &CriterionKey| {
            let fires = |answer: &u8| {
                let given = answers.with(*key, *answer);
                self.presumed.iter().any(|gate| holds(&gate.when, &given) == Truth::True)
            };
            self.rules.criteria.at(*key).answers().filter(|answer| !fires(answer)).collect()
        };
        self.open.iter().map(quiet).collect()
    }
}

/// Ways that were looked at for one area, each with its outcome.
#[derive(Debug)]
pub struct Sample<'r> {
    dice: Dice<'r>,
    /// Those in which no gate fires that is presumed passed.
    quiet: Vec<(Answers, Outcome)>,
    all: Vec<(Answers, Outcome)>,
    /// The answers to each open criterion that by themselves make no gate fire that is presumed passed.
    allowed: Vec<Vec<u8>>,
    /// How often an evaluation of the area asks for ways.
    counts: u64,
    /// Whether they were drawn; else they are all that there are, the first open criterion changing fastest.
    drawn: bool,
}

impl<'r> Sample<'r> {
    /// Looks at every way, or draws some; `counts` is how often an evaluation of the area asks for it.
    #[must_use]
    pub fn new(rules: &'r RuleSet, scoring: &Scoring, answers: &Answers, counts: u64) -> Self {
        let dice = Dice::new(rules, &scoring.relevant, answers);
        let allowed = dice.quiet(answers);
        let [most, least] = DRAWS;
        let one = (rules.criteria.len() * rules.forms.len() + rules.gates.len() * 8) as u64;
        let draws = (WORK / (counts.max(1) * one.max(1))).clamp(least, most);
        let end = |way: &Answers| {
            let settled = settle(rules, way);
            let points = scoring.points(scoring.sums(way).given);
            let standing = stand(rules, &points, scoring.reach, settled.excluded);
            (way.clone(), conclude(standing, settled.mixed))
        };
        let choices = |key: &CriterionKey| rules.criteria.at(*key).answers().count() as u64;
        let ways = dice.open.iter().map(choices).fold(1u64, u64::saturating_mul);
        let (mut all, mut quiet) = (Vec::new(), Vec::new());
        let mut way = answers.clone();
        if ways <= draws {
            for number in 0..ways {
                let mut rest = number;
                for key in &dice.open {
                    way.set(*key, u8::try_from(rest % choices(key)).ok());
                    rest /= choices(key);
                }
                all.push(end(&way));
            }
            quiet.extend(all.iter().filter(|(way, _)| dice.is_quiet(way)).cloned());
            return Self { dice, quiet, all, allowed, counts, drawn: false };
        }
        let mut random = Pcg64::seed_from_u64(SEED);
        for _ in 0..draws {
            dice.roll(&mut way, &mut random);
            all.push(end(&way));
        }
        // Answers that make a presumed gate fire by themselves are not drawn here; of the rest few make one fire together.
        if allowed.iter().all(|answers| !answers.is_empty()) {
            for _ in 0..draws * MORE {
                for (key, answers) in dice.open.iter().zip(&allowed) {
                    way.set(*key, answers.get(below(&mut random, answers.len())).copied());
                }
                if dice.is_quiet(&way) {
                    quiet.push(end(&way));
                }
                if quiet.len() as u64 == draws {
                    break;
                }
            }
        }
        Self { dice, quiet, all, allowed, counts, drawn: true }
    }

    /// The shares.
    #[must_use]
    pub fn tallies(&self) -> Tallies {
        self.of(|_| true)
    }

    /// Those of some ways.
    fn of(&self, fits: impl Fn(&Answers) -> bool) -> Tallies {
        let counted = |ways: &[(Answers, Outcome)]| {
            let mut tally = Tally::default();
            ways.iter().filter(|(way, _)| fits(way)).for_each(|(_, outcome)| tally.add(*outcome, 1));
            tally
        };
        Tallies { quiet: counted(&self.quiet), all: counted(&self.all), drawn: self.drawn }
    }

    /// What leads once an answer is given. One that makes a gate fire that was presumed passed leaves the gate open no longer:
    /// then nothing is presumed of it any more, and other ways count.
    #[must_use]
    pub fn lead(&self, scoring: &Scoring, answers: &Answers, criterion: CriterionKey, answer: u8) -> Lead {
        let rules = self.dice.rules;
        let mut open = self.dice.open.iter().zip(&self.allowed);
        let quiet = open.any(|(key, allowed)| *key == criterion && allowed.contains(&answer));
        if quiet {
            return self.of(|way| way.get(criterion) == Some(answer)).lead(rules);
        }
        Self::new(rules, scoring, &answers.with(criterion, answer), self.counts).tallies().lead(rules)
    }

    /// The open criteria that can change the outcome, in the order to ask them. Of ways that were drawn it is proven of none
    /// that it cannot.
    #[must_use]
    pub fn questions(
        &self,
        scoring: &Scoring,
        answers: &Answers,
        conditions: &[CriterionKey],
    ) -> Vec<Question> {
        let rules = self.dice.rules;
        let mut apart = 1;
        let mut questions = Vec::new();
        for criterion in &self.dice.open {
            let choices = || rules.criteria.at(*criterion).answers();
            let matters = self.drawn || self.matters(apart, choices().count());
            apart *= choices().count();
            if !matters {
                continue;
            }
            let condition = conditions.contains(criterion);
            let ways = if condition || self.quiet.is_empty() { &self.all } else { &self.quiet };
            let mut total = Tally::default();
            let mut parts = vec![Tally::default(); choices().count()];
            for (way, outcome) in ways {
                total.add(*outcome, 1);
                let part = way.get(*criterion).and_then(|answer| parts.get_mut(usize::from(answer)));
                part.into_iter().for_each(|part| part.add(*outcome, 1));
            }
            let information = gain(&total, &parts.iter().map(|part| (part, 1)).collect::<Vec<_>>());
            let leads = choices().map(|answer| self.lead(scoring, answers, *criterion, answer)).collect();
            questions.push(Question { criterion: *criterion, condition, information, leads });
        }
        in_order(questions)
    }

    /// Whether of all ways some differ in outcome that differ in the answer to one criterion alone; they stand so far apart.
    fn matters(&self, apart: usize, choices: usize) -> bool {
        let outcome = |place: usize| self.all.get(place).map(|(_, outcome)| *outcome);
        (0..self.all.len()).any(|place| {
            let first = (place / apart).is_multiple_of(choices);
            first && (1..choices).any(|other| outcome(place + other * apart) != outcome(place))
        })
    }
}
