//! Random areas that are the same on every machine.
//!
//! In: a rule set, a seed, how many, how often an answer is open. Out: their answers.

use avtalsform::model::{Answers, RuleSet};

/// Of a hundred areas, in so many a gate's criterion has an answer that fires the gate.
const FIRING: u64 = 10;

/// A kind of area.
#[derive(Debug, Clone, Copy)]
pub struct Mix {
    /// Its name in the table.
    pub name: &'static str,
    /// Of a hundred answers, how many are open.
    pub open: u64,
}

/// The kinds that are measured.
pub const MIXES: [Mix; 3] = [
    Mix { name: "all answered", open: 0 },
    Mix { name: "20 % open", open: 20 },
    Mix { name: "50 % open", open: 50 },
];

/// SplitMix64: small, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.roll() % 100 < percent
    }

    fn pick(&mut self, from: &[u8]) -> u8 {
        from[usize::try_from(self.roll() % from.len() as u64).unwrap()]
    }
}

/// So many areas of one kind.
///
/// Answers are drawn evenly, except that gates would then exclude competition in nine areas of ten, and hide stages 2
/// and 3 from whoever skips them: an answer that fires a gate is as rare as [`FIRING`] says.
pub fn areas(rules: &RuleSet, mix: Mix, count: usize) -> Vec<Answers> {
    let mut dice = Dice(mix.open + 1);
    (0..count).map(|_| area(rules, mix, &mut dice)).collect()
}

fn area(rules: &RuleSet, mix: Mix, dice: &mut Dice) -> Answers {
    let mut answers = Answers::unknown(rules.criteria.len());
    for (key, criterion) in rules.criteria.iter() {
        if dice.chance(mix.open) {
            continue;
        }
        let fires = |answer: &u8| {
            let mut atoms = rules.gates.iter().flat_map(|gate| gate.when.terms.iter().flatten());
            atoms.any(|(named, set)| *named == key && set.contains(*answer))
        };
        let (firing, quiet): (Vec<u8>, Vec<u8>) = criterion.answers().partition(fires);
        let from = if !firing.is_empty() && dice.chance(FIRING) { &firing } else { &quiet };
        answers.set(key, Some(dice.pick(from)));
    }
    answers
}
