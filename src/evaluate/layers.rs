//! The states that answers lead to, criterion by criterion, with what is known of each.
//!
//! In: a space and the steps to take. Out: every plane and cell that some answers lead to, with what it carries: in how many
//! ways it is reached, or with how few changes. Never samples, never rounds.
//!
//! States that are alike for all that can still follow are one state: terms are decided as soon as their last criterion is
//! answered, a form that is out has no sum, and one that nothing can help any more stands against the best of its kind alone.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Carried, Cells, flat, index, merged, moved, room, without};
use super::space::{Alike, Space};
use super::step::{Axes, Plane, Position, State, Step};
use super::waiting::{Ended, Waiting};

/// The most states that are kept at a time; a cell of an array takes less room and counts as a quarter.
pub const MAX_STATES: usize = 1 << 19;

/// How much work it is to find where a step leads from a plane, in cells of an array.
const PLANE: u64 = 128;

/// The most states of all layers together that are kept where the way to each is asked for.
pub const MAX_LAYERED: usize = 1 << 22;

/// More states than may be kept, or more work than may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;

/// The states after some criteria.
#[derive(Debug, Clone)]
pub struct Layers<const N: usize, C> {
    planes: BTreeMap<Plane<N>, Cells<N, C>>,
    waiting: Waiting<N>,
}

impl<const N: usize, C: Carried> Layers<N, C> {
    /// One state: nothing open answered yet.
    #[must_use]
    pub fn start(space: &Space<'_, N>, carried: C) -> Self {
        let cells = if space.is_dense() {
            Cells::Dense(vec![carried])
        } else {
            Cells::Sparse(vec![([0; N], carried)])
        };
        Self { planes: BTreeMap::from([(space.start, cells)]), waiting: space.waiting() }
    }

    /// Answers one more criterion by one of these steps.
    ///
    /// # Errors
    /// When that makes more than [`MAX_STATES`] states, or takes more work than is left.
    pub fn answer(
        &self,
        space: &Space<'_, N>,
        kind: &Alike<N>,
        steps: &[Step<N>],
        work: &mut u64,
    ) -> Result<Self, TooLarge> {
        self.charge(steps.len(), work)?;
        let mut waiting = self.waiting.clone();
        let ended = waiting.answer(kind.joint, kind.concerns);
        let mut next: BTreeMap<Plane<N>, Cells<N, C>> = BTreeMap::new();
        let (mut states, mut places) = (0, 0);
        for (plane, cells) in &self.planes {
            // The longest step first, as most are in order: then the others find room.
            for step in steps.iter().rev() {
                let turn = Turn::new(space, *plane, step, &ended);
                match cells {
                    Cells::Dense(from) => {
                        let to = next.entry(turn.plane).or_insert_with(|| Cells::Dense(Vec::new()));
                        let Cells::Dense(to) = to else { continue };
                        let before = to.len();
                        turn.put(from, to);
                        places += to.len() - before;
                    }
                    Cells::Sparse(from) if turn.is_even() && !turn.dies => {
                        let moved =
                            from.iter().map(|(at, one)| (moved(*at, turn.shift), one.stepped(turn.times)));
                        states += put(&mut next, turn.plane, moved);
                    }
                    Cells::Sparse(from) => {
                        for (plane, list) in turn.scattered(space, from) {
                            states += put(&mut next, plane, list.into_iter());
                        }
                    }
                }
                // See MAX_STATES.
                if states + places.div_ceil(4) > MAX_STATES {
                    return Err(TooLarge);
                }
            }
        }
        Ok(Self { planes: next, waiting })
    }

    /// Answers every criterion of some kinds.
    ///
    /// # Errors
    /// As [`Layers::answer`].
    pub fn answer_all(
        &self,
        space: &Space<'_, N>,
        kinds: &[Alike<N>],
        work: &mut u64,
    ) -> Result<Self, TooLarge> {
        let mut layers = self.clone();
        for kind in kinds {
            for _ in &kind.criteria {
                layers = layers.answer(space, kind, &kind.steps, work)?;
            }
        }
        Ok(layers)
    }

    /// Takes off what it costs to go through all states once for each of so many steps.
    ///
    /// # Errors
    /// When it is more work than is left.
    pub fn charge(&self, steps: usize, work: &mut u64) -> Result<(), TooLarge> {
        let once: u64 = self.planes.values().map(|cells| cells.work() + PLANE).sum();
        *work = work.checked_sub(once.saturating_mul(steps as u64)).ok_or(TooLarge)?;
        Ok(())
    }

    /// Every plane with its cells.
    pub fn planes(&self) -> impl Iterator<Item = (Plane<N>, &Cells<N, C>)> {
        self.planes.iter().map(|(plane, cells)| (*plane, cells))
    }

    /// Every state, in order, with what it carries.
    pub fn states(&self) -> impl Iterator<Item = (Plane<N>, Position<N>, C)> {
        self.planes()
            .flat_map(|(plane, cells)| cells.positions().map(move |(at, carried)| (plane, at, carried)))
    }

    /// How many states there are room for.
    #[must_use]
    pub fn room(&self) -> usize {
        self.planes.values().map(Cells::len).sum()
    }

    /// The same states, carrying something else.
    #[must_use]
    pub fn map<D: Carried>(&self, of: impl Fn(Plane<N>, Position<N>, C) -> D) -> Layers<N, D> {
        let planes = self.planes.iter().map(|(plane, cells)| {
            let one = |at: Position<N>, carried: C| {
                if carried == C::NONE { D::NONE } else { of(*plane, at, carried) }
            };
            let cells = match cells {
                Cells::Dense(array) => {
                    Cells::Dense((0..).zip(array).map(|(at, it)| one([at; N], *it)).collect())
                }
                Cells::Sparse(list) => {
                    Cells::Sparse(list.iter().map(|(at, it)| (*at, one(*at, *it))).collect())
                }
            };
            (*plane, cells)
        });
        Layers { planes: planes.collect(), waiting: self.waiting.clone() }
    }

    /// What a state carries.
    #[must_use]
    pub fn carried(&self, plane: &Plane<N>, position: Position<N>) -> C {
        self.planes.get(plane).map_or(C::NONE, |cells| cells.carried(position))
    }

    /// Forgets the states that carry what is not wanted.
    pub fn retain(&mut self, wanted: impl Fn(&C) -> bool) {
        for cells in self.planes.values_mut() {
            match cells {
                Cells::Dense(array) => {
                    array.iter_mut().filter(|one| !wanted(one)).for_each(|one| *one = C::NONE)
                }
                Cells::Sparse(list) => list.retain(|(_, one)| wanted(one)),
            }
        }
    }

    /// For each of some states the first answer that leads to it, by the step that each takes, and the first state from which
    /// it does.
    #[must_use]
    pub fn before(
        &self,
        space: &Space<'_, N>,
        kind: &Alike<N>,
        taken: &[u8],
        states: &BTreeSet<State<N>>,
    ) -> BTreeMap<State<N>, (u8, State<N>)> {
        let ended = self.ended(kind);
        let mut found = BTreeMap::new();
        for (answer, step) in (0u8..).zip(taken) {
            let Some(step) = kind.steps.get(usize::from(*step)) else { continue };
            for (from, cells) in &self.planes {
                let turn = Turn::new(space, *from, step, &ended);
                let mut wanted = states.range((turn.plane, [0; N])..=(turn.plane, [u128::MAX; N])).peekable();
                if turn.is_even() && wanted.peek().is_none() {
                    continue;
                }
                let mut meet = |at, state| {
                    found.entry(state).or_insert((answer, (*from, at)));
                };
                if turn.is_even() && !turn.dies && !turn.closed {
                    let before = wanted.filter_map(|state| Some((turn.back(state.1)?, *state)));
                    let before = before.filter(|(at, _)| cells.carried(*at) != C::NONE);
                    before.for_each(|(at, state)| meet(at, state));
                } else {
                    // All cells of an array lead to the one of a closed plane.
                    let some = if space.is_dense() && turn.closed { 1 } else { usize::MAX };
                    let after = cells.positions().take(some).map(|(at, _)| (at, turn.lead(space, at)));
                    after.filter(|(_, state)| states.contains(state)).for_each(|(at, state)| meet(at, state));
                }
                if found.len() == states.len() {
                    return found;
                }
            }
        }
        found
    }

    /// What ends with the answer to a criterion.
    #[must_use]
    pub fn ended(&self, kind: &Alike<N>) -> Ended<N> {
        self.waiting.clone().answer(kind.joint, kind.concerns)
    }
}

/// Where a step leads from a plane.
pub struct Turn<const N: usize> {
    /// The plane it leads to, but for forms that fall behind.
    pub plane: Plane<N>,
    shift: Position<N>,
    times: u16,
    /// The part of positions that matters no longer.
    dead: Position<N>,
    /// Whether more forms are out than on the plane before.
    dies: bool,
    /// The axes of an array on the plane before that have none after it, the outermost first.
    flat: Axes,
    /// Whether all that is left is one cell.
    closed: bool,
    ended: Ended<N>,
}

impl<const N: usize> Turn<N> {
    /// Where a step leads that brings something to an end.
    #[must_use]
    pub fn new(space: &Space<'_, N>, from: Plane<N>, step: &Step<N>, ended: &Ended<N>) -> Self {
        let plane = space.decided(space.after(from, step), &ended.terms);
        let dead = space.dead(&plane);
        let flat = space.flat(&from, &plane);
        let dies = space.out(&plane) != space.out(&from);
        let closed = space.is_closed(&plane);
        let shift = without(space.shift(&plane, step.shift), dead);
        Self { plane, shift, times: step.times, dead, dies, flat, closed, ended: *ended }
    }

    /// Where it leads from a position.
    #[must_use]
    pub fn lead(&self, space: &Space<'_, N>, position: Position<N>) -> (Plane<N>, Position<N>) {
        if space.is_dense() && self.closed {
            return (self.plane, [0; N]);
        }
        let position = position.map(|at| self.flat.iter().fold(at, |at, axis| axis.left_out(at)));
        let position = moved(without(position, self.dead), self.shift);
        if self.is_even() {
            (self.plane, position)
        } else {
            space.settled(self.plane, position, &self.ended.forms)
        }
    }

    /// The one position from which an even step leads to another, on which as much matters.
    fn back(&self, mut position: Position<N>) -> Option<Position<N>> {
        for (at, shift) in position.iter_mut().zip(self.shift) {
            *at = at.checked_sub(shift)?;
        }
        Some(position)
    }

    /// Whether no form is settled by it, so that all positions lead to one plane.
    fn is_even(&self) -> bool {
        self.ended.forms.iter().all(|forms| forms.is_empty())
    }

    fn put<C: Carried>(&self, from: &[C], to: &mut Vec<C>) {
        if self.closed {
            let all = from.iter().fold(C::NONE, |all, one| all.or(*one));
            C::put(room(to, 0, 1), &[all], self.times);
            return;
        }
        let less = self.flat.iter().fold(Cow::Borrowed(from), |array, axis| Cow::Owned(flat(&array, *axis)));
        C::put(room(to, index(self.shift), less.len()), &less, self.times);
    }

    /// The states that it leads to, by plane and in order, where their order changes.
    fn scattered<C: Carried>(
        &self,
        space: &Space<'_, N>,
        from: &[(Position<N>, C)],
    ) -> BTreeMap<Plane<N>, Vec<(Position<N>, C)>> {
        let mut planes: BTreeMap<Plane<N>, Vec<(Position<N>, C)>> = BTreeMap::new();
        for (at, one) in from {
            let (plane, at) = self.lead(space, *at);
            planes.entry(plane).or_default().push((at, one.stepped(self.times)));
        }
        for list in planes.values_mut() {
            list.sort_unstable_by_key(|(at, _)| *at);
            list.dedup_by(|later, first| {
                let same = later.0 == first.0;
                if same {
                    first.1 = first.1.or(later.1);
                }
                same
            });
        }
        planes
    }
}

/// Puts states in order of position among those of a plane; how many more there are then.
fn put<const N: usize, C: Carried>(
    next: &mut BTreeMap<Plane<N>, Cells<N, C>>,
    plane: Plane<N>,
    more: impl ExactSizeIterator<Item = (Position<N>, C)>,
) -> usize {
    let Cells::Sparse(to) = next.entry(plane).or_insert_with(|| Cells::Sparse(Vec::new())) else { return 0 };
    let before = to.len();
    *to = if to.is_empty() { more.collect() } else { merged(to, more) };
    to.len() - before
}

/// Visits each kind with the states after all others, halving so that common parts are counted once.
///
/// # Errors
/// As [`Layers::answer`].
pub fn leave_one_out<const N: usize, C: Carried>(
    space: &Space<'_, N>,
    kinds: &[Alike<N>],
    layers: Layers<N, C>,
    work: &mut u64,
    visit: &mut impl FnMut(&Alike<N>, &Layers<N, C>, &mut u64) -> Result<(), TooLarge>,
) -> Result<(), TooLarge> {
    match kinds {
        [] => {}
        [kind] => {
            let mut layers = layers;
            for _ in kind.criteria.iter().skip(1) {
                layers = layers.answer(space, kind, &kind.steps, work)?;
            }
            visit(kind, &layers, work)?;
        }
        _ => {
            let (left, right) = kinds.split_at(kinds.len() / 2);
            leave_one_out(space, left, layers.answer_all(space, right, work)?, work, visit)?;
            leave_one_out(space, right, layers.answer_all(space, left, work)?, work, visit)?;
        }
    }
    Ok(())
}
