//! What each answer to a criterion does on every side.
//!
//! In: rule sets with their scoring, what their conditions wait for. Out: steps: how far an answer moves the forms' sums, and
//! what it settles.

use smallvec::{SmallVec, smallvec};

use super::pending::{Facts, Pending};
use super::scoring::{LANES, Scoring};
use crate::model::{CriterionKey, RuleSet};

/// A rule set with its weights.
#[derive(Debug, Clone, Copy)]
pub struct Weighted<'r> {
    /// The rules.
    pub rules: &'r RuleSet,
    /// Their weights.
    pub scoring: &'r Scoring,
}

/// What is settled on every side.
pub type Plane<const N: usize> = [Facts; N];

/// The forms' sums so far on every side, each side's as one number: a place among the cells.
pub type Position<const N: usize> = [u128; N];

/// Where some answers lead.
pub type State<const N: usize> = (Plane<N>, Position<N>);

/// What an answer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step<const N: usize> {
    /// How far it moves within the cells.
    pub shift: Position<N>,
    /// What it settles.
    pub settles: Plane<N>,
    /// The joint terms it contradicts.
    pub kills: [u128; N],
    /// Whether it makes a gate that is presumed passed fire of which another term is still open: given alone, it makes the
    /// presumption fall, and with it what the other term leaves out.
    pub lifts: bool,
    /// What it adds to what a state carries: of ways, how many answers do just this.
    pub times: u16,
}

/// The part of a position that is one form's sum.
#[derive(Debug, Clone, Copy)]
pub struct Axis {
    /// How many different sums there are.
    pub radix: u128,
    /// How far apart neighbouring sums are.
    pub stride: u128,
}

/// The axes of a side's forms, or some of them.
pub type Axes = SmallVec<[Axis; LANES]>;

impl Axis {
    /// A position in an array without this axis.
    #[must_use]
    pub const fn left_out(self, position: u128) -> u128 {
        position / (self.stride * self.radix) * self.stride + position % self.stride
    }

    /// Where that position, with the sum zero, is in the array with this axis.
    #[must_use]
    pub const fn put_in(self, position: u128) -> u128 {
        position / self.stride * (self.stride * self.radix) + position % self.stride
    }
}

/// The axes of a side. Of a dense space neighbouring sums are as near as can be; otherwise each form has bits of its own.
pub fn laid_out(rules: &RuleSet, radices: &[u128], dense: bool) -> Option<Axes> {
    let mut next = 1u128;
    let mut laid: Axes = smallvec![Axis { radix: 1, stride: 1 }; radices.len()];
    // The bases first: along them lie the rows of a dense space.
    for form in rules.bases().chain(rules.competitive()) {
        let radix = *radices.get(form.position())?;
        let radix = if dense { radix } else { radix.checked_next_power_of_two()? };
        *laid.get_mut(form.position())? = Axis { radix, stride: next };
        next = next.checked_mul(radix)?;
    }
    Some(laid)
}

/// The different things that the answers to a criterion do, and which of them each answer does.
pub fn steps<const N: usize>(
    sides: &[Weighted<'_>; N],
    pending: &[Pending],
    axes: &[Axes],
    criterion: CriterionKey,
) -> (Vec<Step<N>>, SmallVec<[u8; 4]>) {
    let step = |answer| {
        let (settles, kills) = ([Facts::default(); N], [0; N]);
        let mut step = Step { shift: [0; N], settles, kills, lifts: false, times: 1 };
        let parts = sides.iter().zip(pending).zip(axes);
        let settled = step.shift.iter_mut().zip(step.settles.iter_mut().zip(&mut step.kills));
        for (((side, pending), axes), (shift, (settles, kills))) in parts.zip(settled) {
            let effect = side.scoring.effect(criterion, Some(answer)).iter().zip(axes);
            *shift = effect.map(|(sum, axis)| u128::from(*sum) * axis.stride).sum();
            (*settles, *kills) = pending.answered(criterion, answer);
            step.lifts |= pending.lifts(criterion, answer);
        }
        step
    };
    let answers = sides.first().map(|side| side.rules.criteria.at(criterion).answers());
    let each: SmallVec<[Step<N>; 3]> = answers.into_iter().flatten().map(step).collect();
    let mut steps = each.to_vec();
    steps.sort_unstable();
    steps.dedup();
    let place = |step| u8::try_from(steps.iter().position(|other| other == step)?).ok();
    let taken = each.iter().filter_map(place).collect();
    for step in &mut steps {
        step.times = each.iter().filter(|other| *other == step).fold(0, |times, _| times + 1);
    }
    (steps, taken)
}
