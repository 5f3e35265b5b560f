//! Every way to answer what is still open, under one or more rule sets at once, taken apart into what each answer does.
//!
//! In: rule sets over the same criteria with their scoring, answers. Out: for each open criterion the steps its answers
//! take. Never counts.
//!
//! An answer does two things: it adds to the forms' sums, and it settles conditions. Sums add up, so all ways with equal
//! sums are one *cell*; what is settled is kept apart in a *plane*. Criteria whose answers take the same steps are folded
//! into one *kind*.

use smallvec::{SmallVec, smallvec};

use super::decide::{Standing, conclude, stand};
use super::pending::{Facts, JointTerm, Pending};
use super::scoring::{LANES, Points, Sum};
use super::step::{Axes, Plane, Position, Step, Weighted, laid_out, steps};
use super::waiting::Waiting;
use crate::model::{Answers, CriterionKey, FormKey, FormSet, Outcome};

/// The most ways to answer all criteria that matter: one followed by thirty zeros. Numbers of ways are multiplied.
pub const MAX_WAYS: u128 = 1_000_000_000_000_000_000_000_000_000_000;

/// Spaces with at most this many cells can be counted in arrays.
const DENSE_CELLS: u128 = 1 << 20;
/// Arrays with more cells than this for each way would be mostly empty: a sorted list is smaller.
const CELLS_A_WAY: u128 = 8;

/// Open criteria whose answers take the same steps.
#[derive(Debug, Clone)]
pub struct Alike<const N: usize> {
    /// The criteria, in the order of the rule set.
    pub criteria: SmallVec<[CriterionKey; 2]>,
    /// The different steps of one of them.
    pub steps: Vec<Step<N>>,
    /// Of each criterion, which step each of its answers takes.
    pub taken: Vec<SmallVec<[u8; 4]>>,
    /// The joint terms that name each of them, one bit each.
    pub joint: [u128; N],
    /// The forms that each of them still decides something about.
    pub concerns: [FormSet; N],
}

/// How a side ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// The outcome.
    pub outcome: Outcome,
    /// How the forms stand that are left.
    pub standing: Standing,
    /// Each form's points.
    pub points: Points,
    /// What was settled.
    pub facts: Facts,
}

/// What is one side's own.
#[derive(Debug, Clone)]
pub(super) struct Side<'r> {
    pub at: Weighted<'r>,
    /// Each form's sum from the answers that are given.
    pub base: SmallVec<[Sum; LANES]>,
    pub axes: Axes,
    pub joint: Vec<JointTerm>,
    pub all: FormSet,
    pub competitive: FormSet,
}

/// All ways to answer what is open and named by a gate, an indicator or a mix rule.
#[derive(Debug, Clone)]
pub struct Space<'r, const N: usize> {
    pub(super) sides: [Side<'r>; N],
    /// What the answers that are given have settled.
    pub start: Plane<N>,
    /// The open criteria by what their answers do: first those that leave all ways on one plane, the shortest steps
    /// first; then those that part them.
    pub kinds: Vec<Alike<N>>,
    /// How many of the kinds leave all ways on one plane.
    pub plain: usize,
    /// How many ways there are; the largest number there is where there are more.
    pub ways: u128,
    pub(super) dense: bool,
    /// Whether forms that are level at the top of their kind are told apart.
    pub(super) ties: bool,
}

impl<'r, const N: usize> Space<'r, N> {
    /// Takes the open criteria apart; `None` when the cells cannot even be numbered. With `apart`, ways in which a gate fires
    /// that was open and is presumed passed are told from the others.
    #[must_use]
    pub fn new(sides: [Weighted<'r>; N], answers: &Answers, apart: bool) -> Option<Self> {
        let mut pending: SmallVec<[Pending; 2]> = SmallVec::new();
        let mut sums: SmallVec<[Points; 2]> = SmallVec::new();
        let mut given: SmallVec<[SmallVec<[Sum; LANES]>; 2]> = SmallVec::new();
        for side in sides {
            let of = side.scoring.sums(answers);
            // All for a form, open answers add twice one half.
            sums.push(of.open.iter().map(|half| u128::from(*half) * 2 + 1).collect());
            given.push(of.given);
            pending.push(Pending::new(side.rules, answers, apart)?);
        }
        let open = |key: &CriterionKey| answers.get(*key).is_none();
        let mut criteria: SmallVec<[CriterionKey; 32]> = SmallVec::new();
        for side in sides {
            criteria.extend(side.scoring.relevant.iter().copied().filter(open));
        }
        if N > 1 {
            criteria.sort_unstable();
            criteria.dedup();
        }
        let choices =
            |key: CriterionKey| sides.first().map_or(0, |side| side.rules.criteria.at(key).choices.len());
        let ways = criteria.iter().fold(1u128, |ways, key| ways.saturating_mul(choices(*key) as u128));
        let cells = sums.iter().flatten().try_fold(1u128, |cells, radix| cells.checked_mul(*radix));
        let cells = cells.unwrap_or(u128::MAX);
        let single = |side: &Weighted<'_>| side.rules.bases().nth(1).is_none();
        // There is a table for every set of forms that is excluded in an array, and of those that are in the end.
        let tables = sums.iter().flatten().fold(1u128, |tables, radix| tables.saturating_mul(radix + 2));
        let full = cells <= DENSE_CELLS.min(ways.saturating_mul(CELLS_A_WAY));
        let dense = N == 1 && sides.iter().all(single) && full && tables <= DENSE_CELLS * 4;
        let mut axes: SmallVec<[Axes; 2]> = SmallVec::new();
        for (side, radices) in sides.iter().zip(&sums) {
            axes.push(laid_out(side.rules, radices, dense)?);
        }
        let mut kinds: Vec<Alike<N>> = Vec::with_capacity(criteria.len());
        for criterion in criteria {
            let (steps, taken) = steps(&sides, &pending, &axes, criterion);
            let mut joint = [0; N];
            let mut concerns = [FormSet::default(); N];
            for ((joint, concerns), (pending, side)) in
                joint.iter_mut().zip(&mut concerns).zip(pending.iter().zip(&sides))
            {
                (*joint, *concerns) = pending.named_by(criterion);
                let effects = side.rules.forms.keys().zip(side.scoring.effect(criterion, None));
                *concerns =
                    concerns.with(FormSet::of(effects.filter(|(_, half)| **half > 0).map(|(form, _)| form)));
            }
            match kinds.iter_mut().find(|kind| kind.steps == steps && kind.joint == joint) {
                Some(kind) => {
                    kind.criteria.push(criterion);
                    kind.taken.push(taken);
                }
                None => {
                    let (criteria, taken) = (smallvec![criterion], vec![taken]);
                    kinds.push(Alike { criteria, steps, taken, joint, concerns });
                }
            }
        }
        let (mut given, mut axes, mut pending) = (given.into_iter(), axes.into_iter(), pending.into_iter());
        let mut start = [Facts::default(); N];
        let mut starts = start.iter_mut();
        let sides = sides.map(|at| {
            // There is one of each for every side.
            let pending = pending.next().unwrap_or_default();
            if let Some(start) = starts.next() {
                *start = pending.start;
            }
            let (base, axes) = (given.next().unwrap_or_default(), axes.next().unwrap_or_default());
            let (all, competitive) =
                (FormSet::of(at.rules.forms.keys()), FormSet::of(at.rules.competitive()));
            Side { at, base, axes, joint: pending.joint, all, competitive }
        });
        let mut space = Self { sides, start, kinds, plain: 0, ways, dense, ties: false };
        space.start = space.closed(space.start);
        space.arrange();
        Some(space)
    }

    /// Puts criteria first that leave all ways on one plane, and those of one joint term beside each other, so that few terms
    /// are undecided at a time.
    fn arrange(&mut self) {
        let kinds = std::mem::take(&mut self.kinds);
        let parts = |kind: &Alike<N>| {
            let parts = |step: &Step<N>| {
                let stays = step.settles == [Facts::default(); N] && step.kills == [0; N];
                !stays && !(0..N).all(|side| self.is_decided(side, &step.settles))
            };
            kind.steps.iter().any(parts)
        };
        let (mut kinds, mut parting): (Vec<_>, Vec<_>) = kinds.into_iter().partition(|kind| !parts(kind));
        for kinds in [&mut kinds, &mut parting] {
            kinds.sort_by_key(|kind| {
                let shift = kind.steps.last().map(|step| step.shift);
                // In an array short steps come first. In lists the bases wait until the competitive forms have fallen out.
                let late = if self.dense { shift } else { shift.map(|shift| shift.map(|part| !part)) };
                (kind.joint.map(u128::trailing_zeros), late)
            });
        }
        self.plain = kinds.len();
        kinds.append(&mut parting);
        self.kinds = kinds;
    }

    /// The same space, in which forms that are level with the best of their kind are kept.
    #[must_use]
    pub fn with_ties(self) -> Self {
        Self { ties: true, ..self }
    }

    /// The rule sets.
    #[must_use]
    pub fn weighted(&self) -> [Weighted<'r>; N] {
        self.sides.each_ref().map(|side| side.at)
    }

    /// Whether the cells are few, and full, enough for an array.
    #[must_use]
    pub const fn is_dense(&self) -> bool {
        self.dense
    }

    /// How many criteria are open that each joint term and each form waits for, side by side.
    #[must_use]
    pub fn waiting(&self) -> Waiting<N> {
        let terms = self.sides.each_ref().map(|side| {
            side.joint.iter().map(|term| u8::try_from(term.atoms.len()).unwrap_or(u8::MAX)).collect()
        });
        let mut waiting =
            Waiting { terms, forms: self.sides.each_ref().map(|side| smallvec![0; side.axes.len()]) };
        if !self.dense {
            for kind in &self.kinds {
                for (forms, concerns) in waiting.forms.iter_mut().zip(kind.concerns) {
                    let concerned = forms.iter_mut().enumerate();
                    let concerned = concerned.filter(|(form, _)| concerns.contains(FormKey::new(*form)));
                    concerned.for_each(|(_, left)| *left += kind.criteria.len() as u16);
                }
            }
        }
        waiting
    }

    /// How every side ends at a position of a finished plane.
    #[must_use]
    pub fn endings(&self, plane: &Plane<N>, position: Position<N>) -> [Ending; N] {
        let flat = self.flat(&[Facts::default(); N], plane);
        let mut all = plane.iter().zip(position);
        self.sides.each_ref().map(|side| {
            // There is one of each for every side.
            let (facts, position) = all.next().map_or_else(Default::default, |(facts, at)| (*facts, at));
            let position = flat.iter().rev().fold(position, |at, axis| axis.put_in(at));
            let (rules, forms) = (side.at.rules, side.at.rules.forms.keys());
            let points: Points = forms.map(|form| side.points(form, position)).collect();
            let standing = stand(rules, &points, side.at.scoring.reach, facts.out());
            Ending { outcome: conclude(standing, facts.mixed), standing, points, facts }
        })
    }
}

impl Side<'_> {
    /// Whether one form alone is left.
    pub(super) fn is_decided(&self, facts: &Facts) -> bool {
        self.all.without(facts.out()).len() == 1
    }

    /// A form's points at a position.
    pub(super) fn points(&self, form: FormKey, position: u128) -> u128 {
        let place = form.position();
        let (Some(base), Some(axis)) = (self.base.get(place), self.axes.get(place)) else { return 0 };
        let sum = if axis.stride.is_power_of_two() && axis.radix.is_power_of_two() {
            position >> axis.stride.trailing_zeros() & (axis.radix - 1)
        } else {
            position / axis.stride % axis.radix
        };
        (u128::from(*base) + sum) * self.at.scoring.unit(form)
    }
}
