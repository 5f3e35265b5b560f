//! Where planes lead: what is settled after a step, which forms are out then, and what of the sums still matters.
//!
//! In: a space, a plane, a step. Out: the plane after it, and where a position is on it.

use std::cmp::Reverse;

use smallvec::SmallVec;

use super::pending::{Facts, bits, merge};
use super::scoring::LANES;
use super::space::Space;
use super::step::{Axes, Axis, Plane, Position, Step};
use crate::model::{FormKey, FormSet};

impl<const N: usize> Space<'_, N> {
    /// Where a step leads from a plane.
    #[must_use]
    pub fn after(&self, plane: Plane<N>, step: &Step<N>) -> Plane<N> {
        let mut next = plane;
        for (facts, (settles, kills)) in next.iter_mut().zip(step.settles.iter().zip(step.kills)) {
            *facts = merge(Facts { alive: facts.alive & !kills, ..*facts }, *settles);
        }
        self.closed(next)
    }

    /// A plane once every criterion of some joint terms is answered: those of them that are still alive hold.
    #[must_use]
    pub fn decided(&self, plane: Plane<N>, terms: &[u128; N]) -> Plane<N> {
        let mut next = plane;
        let mut held = false;
        for ((facts, side), terms) in next.iter_mut().zip(&self.sides).zip(terms) {
            for term in bits(&side.joint, facts.alive & terms) {
                *facts = merge(*facts, term.settles);
                held = true;
            }
            facts.alive &= !terms;
        }
        if held { self.closed(next) } else { next }
    }

    /// The plane once every open criterion is answered.
    #[must_use]
    pub fn finish(&self, plane: Plane<N>) -> Plane<N> {
        self.decided(plane, &[u128::MAX; N])
    }

    /// Whether sums no longer matter on any side.
    #[must_use]
    pub fn is_closed(&self, plane: &Plane<N>) -> bool {
        (0..N).all(|side| self.is_decided(side, plane))
    }

    /// Whether one form alone is left on a side.
    pub(super) fn is_decided(&self, side: usize, plane: &Plane<N>) -> bool {
        let pair = self.sides.get(side).zip(plane.get(side));
        pair.is_none_or(|(side, facts)| side.is_decided(facts))
    }

    /// A side on which one form is left forgets what can no longer matter, so that equal futures are one plane.
    pub(super) fn closed(&self, mut plane: Plane<N>) -> Plane<N> {
        for (facts, side) in plane.iter_mut().zip(&self.sides) {
            if side.is_decided(facts) {
                let gates = side.joint.iter().enumerate().filter(|(_, term)| term.settles.fired);
                let undecided = gates.fold(0, |bits, (bit, _)| bits | 1 << bit);
                let alive = if facts.fired { 0 } else { facts.alive & undecided };
                *facts = Facts { mixed: false, alive, ..*facts };
            }
        }
        plane
    }

    /// The axes of an array on a plane that it has no longer on another, where their forms are out: the outermost first.
    #[must_use]
    pub fn flat(&self, from: &Plane<N>, to: &Plane<N>) -> Axes {
        let mut flat = Axes::new();
        for (side, (from, to)) in self.sides.iter().zip(from.iter().zip(to)) {
            if !self.dense || from.excluded == to.excluded {
                continue;
            }
            let mut stride = 1;
            for form in side.at.rules.bases().chain(side.at.rules.competitive()) {
                let axis = side.axes.get(form.position()).filter(|_| !from.excluded.contains(form));
                let Some(Axis { radix, .. }) = axis.copied() else { continue };
                if radix > 1 && to.excluded.contains(form) {
                    flat.push(Axis { radix, stride });
                }
                stride *= radix;
            }
        }
        flat.reverse();
        flat
    }

    /// How far a step moves the sums on the plane that it leads to.
    #[must_use]
    pub fn shift(&self, plane: &Plane<N>, shift: Position<N>) -> Position<N> {
        let flat = self.flat(&[Facts::default(); N], plane);
        shift.map(|at| flat.iter().fold(at, |at, axis| axis.left_out(at)))
    }

    /// The forms whose sums no longer matter on a plane.
    #[must_use]
    pub fn out(&self, plane: &Plane<N>) -> [FormSet; N] {
        let mut facts = plane.iter();
        // There is one of each for every side.
        self.sides.each_ref().map(|side| match facts.next() {
            Some(facts) if !side.is_decided(facts) => facts.out(),
            _ => side.all,
        })
    }

    /// The part of a position that no longer matters on a plane, one bit for each of its bits. Of a dense space there is none.
    #[must_use]
    pub fn dead(&self, plane: &Plane<N>) -> Position<N> {
        let mut dead = [0; N];
        if !self.dense {
            for ((dead, side), out) in dead.iter_mut().zip(&self.sides).zip(self.out(plane)) {
                let axes = out.iter().filter_map(|form| side.axes.get(form.position()));
                *dead = axes.fold(0, |mask, axis| mask | ((axis.radix - 1) * axis.stride));
            }
        }
        dead
    }

    /// A plane and position once some forms are settled: one that falls behind another of its kind is out. Of a dense space
    /// nothing falls out: its cells are few.
    #[must_use]
    pub fn settled(
        &self,
        mut plane: Plane<N>,
        mut position: Position<N>,
        forms: &[FormSet; N],
    ) -> (Plane<N>, Position<N>) {
        let before = plane;
        let sides = self.sides.iter().zip(position);
        for ((facts, (side, position)), settled) in plane.iter_mut().zip(sides).zip(forms) {
            let left = settled.without(facts.out());
            for alike in [left.both(side.competitive), left.without(side.competitive)] {
                if alike.len() < 2 {
                    continue;
                }
                let points: SmallVec<[(FormKey, u128); LANES]> =
                    alike.iter().map(|form| (form, side.points(form, position))).collect();
                // Of equals the first in precedence is the best.
                let best = points.iter().copied().max_by_key(|(form, points)| (*points, Reverse(*form)));
                let level = |points: u128| self.ties && best.is_some_and(|(_, most)| points == most);
                let behind = points.iter().filter(|(form, points)| {
                    best.is_some_and(|(first, _)| *form != first) && !level(*points)
                });
                facts.beaten = facts.beaten.with(FormSet::of(behind.map(|(form, _)| *form)));
            }
        }
        if plane == before {
            return (plane, position);
        }
        let plane = self.closed(plane);
        position.iter_mut().zip(self.dead(&plane)).for_each(|(at, dead)| *at &= !dead);
        (plane, position)
    }
}
