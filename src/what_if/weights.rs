//! Whether the outcome hangs on the weights (SMAA, decision-model "Robustness").
//!
//! In: a rule set, answers with their evaluation, a seed. Out: the share of weightings for each outcome with its sampling
//! error, the mean weights under which each wins, and which weights decide. The same on every platform and with any number
//! of threads: weights are whole numbers, and every draw begins at its own place of one sequence.

use rand_pcg::Pcg64;
use rand_pcg::rand_core::{Rng, SeedableRng};
use rayon::prelude::*;

use super::order::order;
use crate::evaluate::{Dice, Interval, Settled, conclude, relevant, settle, stand};
use crate::model::{Answers, CriterionKey, FormKey, FormSet, Indicator, Outcome, RuleSet};

/// How many weightings are drawn unless asked otherwise.
pub const DRAWS: u32 = 100_000;
/// Where the sequence begins unless asked otherwise.
pub const SEED: u64 = 2026;

/// What all weights of a weighting add up to: 2³².
const WHOLE: u64 = 1 << 32;
/// How many weightings are drawn together.
const CHUNK: u32 = 1000;
/// How many ways to answer what is open are drawn before one is taken in which a gate fires that is presumed passed.
const TRIES: usize = 64;

/// The outcome under weights drawn uniformly from all there can be.
#[derive(Debug, Clone, PartialEq)]
pub struct Weightings {
    /// How many were drawn.
    pub draws: u32,
    /// Where the sequence began.
    pub seed: u64,
    /// The criteria that have a weight: those with an indicator, in the order of the rule set.
    pub criteria: Vec<CriterionKey>,
    /// The outcome under the weights in use, where one is named, and in how many draws it stands.
    pub stands: Option<(Outcome, Drawn)>,
    /// Every outcome that was drawn and that of today, the most frequent first.
    pub outcomes: Vec<OutcomeShare>,
    /// Each criterion with the correlation between its weight and whether the outcome stands, in thousandths, the
    /// strongest first; empty where it always or never stands, or there is none.
    pub decisive: Vec<(CriterionKey, i32)>,
}

/// How often something was drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawn {
    /// In so many draws.
    pub found: u32,
    /// Where its share of all weightings is.
    pub interval: Interval,
}

/// How often an outcome wins, and under which weights.
#[derive(Debug, Clone, PartialEq)]
pub struct OutcomeShare {
    /// The outcome.
    pub outcome: Outcome,
    /// How often it was drawn.
    pub drawn: Drawn,
    /// Its central weights: the mean weight of each criterion where it wins, in millionths of the whole, in the order of
    /// the criteria; empty where it never wins.
    pub central: Vec<u32>,
}

/// Draws weightings, each with a way to answer what is open in which no gate fires that is presumed passed, and decides
/// under each. Gates and mix rules know no weights: what they say stands.
#[must_use]
pub fn weightings(
    rules: &RuleSet,
    answers: &Answers,
    today: Option<Outcome>,
    draws: u32,
    seed: u64,
) -> Weightings {
    let judge = Judge::new(rules, answers);
    let chunks: Vec<u32> = (0..draws.div_ceil(CHUNK)).collect();
    let sums = chunks
        .into_par_iter()
        .map(|chunk| judge.draw(seed, chunk * CHUNK, CHUNK.min(draws - chunk * CHUNK)))
        .reduce(|| judge.nothing(), Sums::and);
    let code = |outcome: Outcome| outcome.code(rules.forms.len());
    let count = |outcome: Outcome| sums.outcomes.get(code(outcome)).map_or(0, |sum| sum.found);
    let drawn = |found: u32| Drawn { found, interval: Interval::wilson(found, draws) };
    let mut outcomes: Vec<OutcomeShare> = rules
        .outcomes()
        .filter(|outcome| Some(*outcome) == today || count(*outcome) > 0)
        .map(|outcome| {
            let sum = sums.outcomes.get(code(outcome)).filter(|sum| sum.found > 0);
            let mean = |sum: &OutcomeSum, weight: &u64| {
                let all = u128::from(sum.found) * u128::from(WHOLE);
                u32::try_from((u128::from(*weight) * 2_000_000 + all) / (all * 2)).unwrap_or(u32::MAX)
            };
            let central = sum.map(|sum| sum.weights.iter().map(|weight| mean(sum, weight)).collect());
            OutcomeShare { outcome, drawn: drawn(count(outcome)), central: central.unwrap_or_default() }
        })
        .collect();
    outcomes.sort_by_key(|share| std::cmp::Reverse(share.drawn.found));
    Weightings {
        draws,
        seed,
        stands: today.map(|today| (today, drawn(count(today)))),
        outcomes,
        decisive: today.map(|today| sums.decisive(draws, code(today), &judge.criteria)).unwrap_or_default(),
        criteria: judge.criteria,
    }
}

/// Decides under any weights.
struct Judge<'r> {
    rules: &'r RuleSet,
    answers: &'r Answers,
    dice: Dice<'r>,
    criteria: Vec<CriterionKey>,
    /// By form: what speaks for it, with the place of its criterion.
    forms: Vec<Vec<(usize, &'r Indicator)>>,
}

impl<'r> Judge<'r> {
    fn new(rules: &'r RuleSet, answers: &'r Answers) -> Self {
        let mut criteria: Vec<CriterionKey> = rules.indicators.iter().map(|rule| rule.criterion).collect();
        criteria.sort_unstable();
        criteria.dedup();
        let mut forms = vec![Vec::new(); rules.forms.len()];
        for indicator in &rules.indicators {
            let place = criteria.binary_search(&indicator.criterion);
            if let (Ok(place), Some(form)) = (place, forms.get_mut(indicator.form.position())) {
                form.push((place, indicator));
            }
        }
        Self { rules, answers, dice: Dice::new(rules, &relevant(rules), answers), criteria, forms }
    }

    /// Draws so many weightings, the first at this place of the sequence.
    fn draw(&self, seed: u64, first: u32, draws: u32) -> Sums {
        let cuts = self.criteria.len().saturating_sub(1);
        let stride = (cuts + self.dice.open.len() * TRIES) as u128;
        let mut begin = Pcg64::seed_from_u64(seed);
        begin.advance(u128::from(first) * stride);
        let mut sums = self.nothing();
        let (mut places, mut sorted) = (vec![0; cuts], vec![0; cuts]);
        let mut weights = vec![0; self.criteria.len()];
        let mut points = vec![0; self.forms.len()];
        let mut way = self.answers.clone();
        let mut settled = settle(self.rules, &way);
        for _ in 0..draws {
            let mut random = begin.clone();
            begin.advance(stride);
            // Random places cut the whole into spacings, which are uniform over all weights that add up to it.
            places.fill_with(|| u32::try_from(random.next_u64() >> 32).unwrap_or(u32::MAX));
            order(&places, &mut sorted);
            let mut from = 0;
            for (weight, to) in weights.iter_mut().zip(sorted.iter().copied().map(u64::from).chain([WHOLE])) {
                *weight = to - from;
                from = to;
            }
            if !self.dice.open.is_empty() {
                self.answer(&mut way, &mut random);
                settled = settle(self.rules, &way);
            }
            let outcome = self.outcome(&weights, &way, settled, &mut points);
            sums.add(outcome.code(self.forms.len()), &weights);
        }
        sums
    }

    /// Draws an answer to everything that is open; as the shares do, it takes a way in which a gate fires that is presumed
    /// passed only where others are not to be had.
    fn answer(&self, way: &mut Answers, random: &mut Pcg64) {
        for _ in 0..TRIES {
            self.dice.roll(way, random);
            if self.dice.is_quiet(way) {
                return;
            }
        }
    }

    /// The outcome under some weights. Scores have different denominators: the best of the competitive forms and the best of the
    /// others are found first, and then brought to one scale.
    fn outcome(&self, weights: &[u64], way: &Answers, settled: Settled, points: &mut [u128]) -> Outcome {
        let score = |form: FormKey| {
            let mut score = Score { sum: 0, full: 0 };
            for (place, indicator) in self.forms.get(form.position()).into_iter().flatten() {
                let weight = weights.get(*place).copied().unwrap_or_default();
                score.sum += weight * halves(indicator, way);
                score.full += weight * 2;
            }
            // Without any weight there is nothing that speaks for the form.
            Score { full: score.full.max(1), ..score }
        };
        let rules = self.rules;
        let lead = |forms: &mut dyn Iterator<Item = FormKey>| {
            let mut lead: Option<(FormKey, Score)> = None;
            for form in forms.filter(|form| !settled.excluded.contains(*form)) {
                let score = score(form);
                // Of equals the first in precedence leads.
                if lead.is_none_or(|(_, best)| score.times(best) > best.times(score)) {
                    lead = Some((form, score));
                }
            }
            lead
        };
        let base = lead(&mut rules.bases());
        let Some((form, best)) = lead(&mut rules.competitive()) else {
            return Outcome::single(base.map_or(rules.fallback(), |(form, _)| form));
        };
        points.fill(0);
        let (in_house, own) = base.unwrap_or((rules.fallback(), best));
        for (form, scaled) in [(form, best.times(own)), (in_house, own.times(best))] {
            if let Some(points) = points.get_mut(form.position()) {
                *points = scaled;
            }
        }
        let whole = u128::from(best.full) * u128::from(own.full);
        let reach = whole * rules.margin.numer() / rules.margin.denom();
        let excluded = FormSet::of(rules.forms.keys()).without(FormSet::of([form, in_house]));
        conclude(stand(rules, points, reach, excluded), settled.mixed)
    }

    fn nothing(&self) -> Sums {
        let outcome = OutcomeSum { found: 0, weights: vec![0; self.criteria.len()] };
        Sums {
            outcomes: vec![outcome; Outcome::codes(self.forms.len())],
            squares: vec![0; self.criteria.len()],
        }
    }
}

/// How much of its weight an answer gives to what it speaks for, in halves.
fn halves(indicator: &Indicator, way: &Answers) -> u64 {
    match (way.get(indicator.criterion), indicator.reversed) {
        (Some(0), false) | (Some(2), true) => 2,
        (Some(0), true) | (Some(2), false) => 0,
        _ => 1,
    }
}

/// A score: what speaks for a form, of what could. All weights together are [`WHOLE`].
#[derive(Clone, Copy)]
struct Score {
    sum: u64,
    full: u64,
}

impl Score {
    /// Its numerator once both have the same denominator.
    fn times(self, other: Self) -> u128 {
        u128::from(self.sum) * u128::from(other.full)
    }
}

/// What is added up over draws; the order of adding does not matter.
struct Sums {
    /// By the code of the outcome.
    outcomes: Vec<OutcomeSum>,
    /// Of each criterion, the squares of its weights.
    squares: Vec<u128>,
}

#[derive(Clone)]
struct OutcomeSum {
    found: u32,
    /// Each weight is at most [`WHOLE`], and there are fewer draws than that.
    weights: Vec<u64>,
}

impl Sums {
    fn add(&mut self, code: usize, weights: &[u64]) {
        if let Some(sum) = self.outcomes.get_mut(code) {
            sum.found += 1;
            sum.weights.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
        }
        let squares = self.squares.iter_mut().zip(weights);
        squares.for_each(|(sum, weight)| *sum += u128::from(*weight) * u128::from(*weight));
    }

    fn and(mut self, other: Self) -> Self {
        for (sum, more) in self.outcomes.iter_mut().zip(&other.outcomes) {
            sum.found += more.found;
            sum.weights.iter_mut().zip(&more.weights).for_each(|(sum, more)| *sum += more);
        }
        self.squares.iter_mut().zip(&other.squares).for_each(|(sum, more)| *sum += more);
        self
    }

    /// The correlation between each weight and whether an outcome wins.
    fn decisive(&self, draws: u32, code: usize, criteria: &[CriterionKey]) -> Vec<(CriterionKey, i32)> {
        let Some(wins) = self.outcomes.get(code) else { return Vec::new() };
        if wins.found == 0 || wins.found == draws {
            return Vec::new();
        }
        let all = i128::from(draws);
        let won = i128::from(wins.found);
        let whole = |sum: u128| i128::try_from(sum).unwrap_or(i128::MAX);
        let mut decisive: Vec<(CriterionKey, i32)> = Vec::new();
        for (place, criterion) in criteria.iter().enumerate() {
            let of = |sum: &OutcomeSum| u128::from(sum.weights.get(place).copied().unwrap_or_default());
            let sum = whole(self.outcomes.iter().map(of).sum());
            let square = whole(self.squares.get(place).copied().unwrap_or_default());
            // Each times the square of the number of draws: whole numbers until the very end.
            let together = all * whole(of(wins)) - sum * won;
            let spread = all * square - sum * sum;
            decisive.push((*criterion, correlation(together, spread, won * (all - won))));
        }
        decisive.sort_by_key(|(criterion, correlation)| (-correlation.abs(), *criterion));
        decisive
    }
}

/// A correlation in thousandths; no function but the square root, which is the same on every platform.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "rounded to thousandths")]
fn correlation(together: i128, one: i128, other: i128) -> i32 {
    if one <= 0 || other <= 0 {
        return 0;
    }
    let correlation = together as f64 / ((one as f64).sqrt() * (other as f64).sqrt());
    (correlation * 1000.0).round() as i32
}
