//! Two rule sets over sets of answers drawn at random: where counting them all would take too much.
//!
//! In: two rule sets. Out: shares with their confidence intervals, marked as sampled. The draw is the same every time.

use std::collections::BTreeMap;

use super::compare::{Comparison, Difference, Extent, Share};
use super::space::{On, Weighted};
use super::witness::{Witness, firm};
use crate::evaluate::decide;
use crate::model::Answers;

/// How many sets are drawn.
pub const SAMPLES: u32 = 200_000;

/// Where a share is with a confidence of 95 per cent (Wilson's score interval), 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

impl Interval {
    /// The interval when so many of those drawn have what is asked for.
    #[must_use]
    pub fn wilson(found: u32, drawn: u32) -> Self {
        const Z: f64 = 1.959_963_984_540_054;
        let n = f64::from(drawn.max(1));
        let share = f64::from(found) / n;
        let middle = share + Z * Z / (2.0 * n);
        let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + Z * Z / n;
        // Six decimals: the same on every platform.
        let round = |value: f64| (value.clamp(0.0, 1.0) * 1e6).round() / 1e6;
        Self { low: round((middle - half) / scale), high: round((middle + half) / scale) }
    }
}

/// One question.
struct Asked {
    id: String,
    answers: Vec<String>,
    old: On,
    new: On,
}

/// Compares two rule sets on sets drawn at random.
pub fn compare(old: Weighted<'_>, new: Weighted<'_>) -> Comparison {
    let asked = asked(old, new);
    let mut dice = Dice(0x5eed);
    let mut found: BTreeMap<(String, String), (u32, Vec<usize>)> = BTreeMap::new();
    for _ in 0..SAMPLES {
        let drawn: Vec<usize> = asked.iter().map(|question| dice.below(question.answers.len())).collect();
        let given: Vec<Option<usize>> = drawn.iter().copied().map(Some).collect();
        let pair = outcomes(old, new, &asked, &given);
        if pair.0 != pair.1 {
            found.entry(pair).or_insert((0, drawn)).0 += 1;
        }
    }
    let mut differences: Vec<(u32, Difference)> = found
        .into_iter()
        .map(|(pair, (count, drawn))| {
            let witness = shrunk(old, new, &asked, drawn, &pair);
            let share = Share::Sampled { drawn: count, interval: Interval::wilson(count, SAMPLES) };
            (count, Difference { old: pair.0, new: pair.1, share, witness })
        })
        .collect();
    differences.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let ways = asked.iter().fold(1u128, |ways, question| ways.saturating_mul(question.answers.len() as u128));
    let differences = differences.into_iter().map(|(_, difference)| difference).collect();
    Comparison { ways, extent: Extent::Sampled { drawn: SAMPLES }, differences }
}

/// Takes answers back, one after another, while the pair of outcomes stays firm.
fn shrunk(
    old: Weighted<'_>,
    new: Weighted<'_>,
    asked: &[Asked],
    drawn: Vec<usize>,
    pair: &(String, String),
) -> Witness {
    let mut given: Vec<Option<usize>> = drawn.into_iter().map(Some).collect();
    for place in 0..given.len() {
        let Some(answer) = given.get_mut(place).and_then(Option::take) else { continue };
        let still = firmly(old, new, asked, &given);
        if still.as_ref() != Some(pair)
            && let Some(slot) = given.get_mut(place)
        {
            *slot = Some(answer);
        }
    }
    let named = asked.iter().zip(&given).filter_map(|(question, answer)| {
        let answer = question.answers.get((*answer)?)?;
        Some((question.id.clone(), answer.clone()))
    });
    Witness { answers: named.collect(), smallest: false }
}

/// The outcomes of complete answers.
fn outcomes(
    old: Weighted<'_>,
    new: Weighted<'_>,
    asked: &[Asked],
    given: &[Option<usize>],
) -> (String, String) {
    let of = |side: Weighted<'_>, on: fn(&Asked) -> &On| {
        let answers = answers(side, asked, given, on);
        side.rules.outcome_id(decide(side.rules, side.scoring, &answers).outcome)
    };
    (of(old, |question| &question.old), of(new, |question| &question.new))
}

/// The same of answers that leave something open, where both are firm.
fn firmly(
    old: Weighted<'_>,
    new: Weighted<'_>,
    asked: &[Asked],
    given: &[Option<usize>],
) -> Option<(String, String)> {
    let of = |side: Weighted<'_>, on: fn(&Asked) -> &On| {
        Some(side.rules.outcome_id(firm(side, &answers(side, asked, given, on))?))
    };
    Some((of(old, |question| &question.old)?, of(new, |question| &question.new)?))
}

fn answers(side: Weighted<'_>, asked: &[Asked], given: &[Option<usize>], on: fn(&Asked) -> &On) -> Answers {
    let mut answers = Answers::unknown(side.rules.criteria.len());
    for (question, answer) in asked.iter().zip(given) {
        if let (Some((key, places)), Some(answer)) = (on(question), answer) {
            answers.set(*key, places.get(*answer).copied().flatten());
        }
    }
    answers
}

/// The criteria that can change an outcome on either side, in the order of the sides.
fn asked(old: Weighted<'_>, new: Weighted<'_>) -> Vec<Asked> {
    let ids = super::space::ids(&[old, new]).into_iter();
    ids.map(|(id, answers)| Asked {
        old: super::space::on(old, &id, &answers),
        new: super::space::on(new, &id, &answers),
        id,
        answers,
    })
    .collect()
}

/// SplitMix64: small, known, and the same everywhere.
struct Dice(u64);

impl Dice {
    /// A number below `sides`, each as likely as the others to within one in 2⁵⁰.
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from((u128::from(mixed) * sides as u128) >> 64).unwrap_or(0)
    }
}
