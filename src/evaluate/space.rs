//! The ways to answer what is still open, taken apart into what each answer does.
//!
//! In: a rule set, its scoring, answers. Out: for each open criterion the steps its answers take. Never counts.
//!
//! An answer does two things: it adds to the forms' sums, and it settles conditions. Sums add up, so all ways
//! with equal sums are one cell; what is settled is kept apart in a *plane*. Criteria whose answers take the
//! same steps are folded into one *kind*.

use smallvec::{SmallVec, smallvec};

use super::condition::{Truth, holds, term_holds};
use super::scoring::{LANES, Points, Scoring, Sum};
use crate::model::{AnswerSet, Answers, Condition, CriterionKey, FormKey, FormSet, RuleSet};

/// The most terms over several open criteria that gates and mix rules can have together.
pub const MAX_JOINT_TERMS: usize = 128;

/// Spaces with at most this many cells can be counted in arrays.
const DENSE_CELLS: u128 = 1 << 20;
/// Arrays with more cells than this for each way would be mostly empty: a sorted list is smaller.
const CELLS_A_WAY: u128 = 8;

/// What the conditions settled so far have led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Plane {
    /// Forms that gates exclude.
    pub excluded: FormSet,
    /// Whether a gate fires that was open to begin with and is presumed passed.
    pub fired: bool,
    /// Whether a mix rule fires.
    pub mixed: bool,
    /// The joint terms that no answer has contradicted yet, one bit each.
    pub alive: u128,
}

/// What an answer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// How far it moves within the cells: see [`Space::radices`].
    pub shift: u128,
    /// What it settles.
    pub settles: Plane,
    /// The joint terms it contradicts.
    pub kills: u128,
    /// Whether it makes a gate that is presumed passed fire of which another term is still open: given alone, it makes the
    /// presumption fall, and with it what the other term leaves out.
    pub lifts: bool,
    /// How many answers of the criterion do just this.
    pub times: u128,
}

impl Step {
    /// Whether it leads to another plane that stays open.
    fn parts(&self, others: FormSet) -> bool {
        let stays = self.settles == Plane::default() && self.kills == 0;
        !stays && !self.settles.excluded.covers(others)
    }
}

/// Open criteria whose answers take the same steps.
#[derive(Debug, Clone)]
pub struct Alike {
    /// The criteria, in the order of the rule set.
    pub criteria: Vec<CriterionKey>,
    /// The different steps of one of them.
    pub steps: Vec<Step>,
    /// Of each criterion, which step each of its answers takes.
    pub taken: Vec<Vec<usize>>,
    /// The joint terms that name each of them, one bit each.
    pub joint: u128,
}

/// A term over several open criteria.
#[derive(Debug, Clone)]
struct JointTerm {
    atoms: Vec<(CriterionKey, AnswerSet)>,
    settles: Plane,
    rule: usize,
}

/// All ways to answer what is open and named by a gate, an indicator or a mix rule.
#[derive(Debug, Clone)]
pub struct Space<'r> {
    /// The rule set.
    pub rules: &'r RuleSet,
    /// The scoring.
    pub scoring: &'r Scoring,
    /// Each form's sum from the answers that are given.
    pub base: SmallVec<[Sum; LANES]>,
    /// What the answers that are given have settled.
    pub start: Plane,
    /// The open criteria by what their answers do: first those that leave all ways on one plane, the shortest
    /// steps first; then those that part them.
    pub kinds: Vec<Alike>,
    /// How many of the kinds leave all ways on one plane.
    pub plain: usize,
    /// For each form, how many different sums it can have. A cell's position is its sums in this mixed radix,
    /// the bases the fastest, the others in order.
    pub radices: Points,
    joint: Vec<JointTerm>,
    /// The forms but the one that no gate excludes.
    others: FormSet,
    dense: bool,
    small: bool,
}

impl<'r> Space<'r> {
    /// Takes the open criteria apart; `None` when the cells cannot even be numbered.
    #[must_use]
    pub fn new(rules: &'r RuleSet, scoring: &'r Scoring, answers: &Answers) -> Option<Self> {
        let sums = scoring.sums(answers);
        // All for a form, open answers add twice one half.
        let radices: Points = sums.open.iter().map(|half| u128::from(*half) * 2 + 1).collect();
        let strides = strides(rules, &radices)?;
        let pending = Pending::new(rules, answers)?;
        let mut kinds: Vec<Alike> = Vec::new();
        for criterion in scoring.relevant.iter().copied().filter(|key| answers.get(*key).is_none()) {
            let (steps, taken) = steps(rules, scoring, &pending, &strides, criterion);
            match kinds.iter_mut().find(|kind| kind.steps == steps) {
                Some(kind) => {
                    kind.criteria.push(criterion);
                    kind.taken.push(taken);
                }
                None => {
                    let joint = pending.joint_of(criterion);
                    kinds.push(Alike { criteria: vec![criterion], steps, taken: vec![taken], joint });
                }
            }
        }
        let others = rules.beside_fallback();
        let parts = |kind: &Alike| kind.steps.iter().any(|step| step.parts(others));
        let (mut kinds, mut parting): (Vec<Alike>, Vec<Alike>) =
            kinds.into_iter().partition(|kind| !parts(kind));
        // Criteria of one joint term stand beside each other, so that few terms are undecided at a time.
        for kinds in [&mut kinds, &mut parting] {
            kinds.sort_by_key(|kind| (kind.joint.trailing_zeros(), kind.steps.last().map(|step| step.shift)));
        }
        let plain = kinds.len();
        kinds.append(&mut parting);
        let choices = |kind: &Alike| kind.steps.iter().map(|step| step.times).sum::<u128>();
        let ways = kinds.iter().flat_map(|kind| kind.criteria.iter().map(move |_| choices(kind)));
        let ways = ways.fold(1, u128::saturating_mul);
        let cells: u128 = radices.iter().product();
        // Tables of outcomes know one base only.
        let dense = rules.bases().count() == 1 && cells <= DENSE_CELLS.min(ways.saturating_mul(CELLS_A_WAY));
        let start = closed(others, &pending.joint, pending.start);
        Some(Self {
            rules,
            scoring,
            base: sums.given,
            start,
            kinds,
            plain,
            radices,
            joint: pending.joint,
            others,
            dense,
            small: ways <= u128::from(u64::MAX),
        })
    }

    /// How many cells there are.
    #[must_use]
    pub fn cells(&self) -> u128 {
        self.radices.iter().product()
    }

    /// Whether the cells are few, and full, enough for an array.
    #[must_use]
    pub fn is_dense(&self) -> bool {
        self.dense
    }

    /// Whether the ways are few enough for small counts.
    #[must_use]
    pub fn is_small(&self) -> bool {
        self.small
    }

    /// Where a step leads from a plane.
    #[must_use]
    pub fn after(&self, plane: Plane, step: &Step) -> Plane {
        let next = merge(Plane { alive: plane.alive & !step.kills, ..plane }, step.settles);
        closed(self.others, &self.joint, next)
    }

    /// How many criteria each joint term waits for.
    pub fn waiting(&self) -> impl Iterator<Item = usize> {
        self.joint.iter().map(|term| term.atoms.len())
    }

    /// A plane once every criterion of some joint terms is answered: those of them that are still alive hold.
    #[must_use]
    pub fn decided(&self, plane: Plane, terms: u128) -> Plane {
        if plane.alive & terms == 0 {
            return Plane { alive: plane.alive & !terms, ..plane };
        }
        let held = self.joint.iter().enumerate().filter(|(bit, _)| (plane.alive & terms) >> bit & 1 == 1);
        let next = held.fold(plane, |plane, (_, term)| merge(plane, term.settles));
        closed(self.others, &self.joint, Plane { alive: plane.alive & !terms, ..next })
    }

    /// Whether every form but one is excluded, so that sums no longer matter.
    #[must_use]
    pub fn is_closed(&self, plane: Plane) -> bool {
        plane.excluded.covers(self.others)
    }

    /// The plane once every open criterion is answered.
    #[must_use]
    pub fn finish(&self, plane: Plane) -> Plane {
        self.decided(plane, u128::MAX)
    }
}

/// A closed plane forgets what can no longer matter, so that equal futures are one plane.
fn closed(others: FormSet, joint: &[JointTerm], plane: Plane) -> Plane {
    if !plane.excluded.covers(others) {
        return plane;
    }
    let gates = joint.iter().enumerate().filter(|(_, term)| term.settles.fired);
    let undecided = gates.fold(0, |bits, (bit, _)| bits | 1 << bit);
    let alive = if plane.fired { 0 } else { plane.alive & undecided };
    Plane { excluded: others, mixed: false, alive, ..plane }
}

fn merge(plane: Plane, settles: Plane) -> Plane {
    Plane {
        excluded: plane.excluded.with(settles.excluded),
        fired: plane.fired || settles.fired,
        mixed: plane.mixed || settles.mixed,
        alive: plane.alive,
    }
}

/// The forms as the axes of a position: the bases the fastest, the others in order.
pub fn axes(rules: &RuleSet) -> impl Iterator<Item = FormKey> {
    rules.bases().chain(rules.competitive())
}

/// The distance between neighbouring sums of each form.
fn strides(rules: &RuleSet, radices: &[u128]) -> Option<Points> {
    let mut next = 1u128;
    let mut strides: Points = smallvec![0; radices.len()];
    for form in axes(rules) {
        *strides.get_mut(form.position())? = next;
        next = next.checked_mul(*radices.get(form.position())?)?;
    }
    Some(strides)
}

/// The different things that the answers to a criterion do, and which of them each answer does.
fn steps(
    rules: &RuleSet,
    scoring: &Scoring,
    pending: &Pending,
    strides: &[u128],
    criterion: CriterionKey,
) -> (Vec<Step>, Vec<usize>) {
    let step = |answer| {
        let effect = scoring.effect(criterion, Some(answer));
        let shift = effect.iter().zip(strides).map(|(sum, stride)| u128::from(*sum) * stride).sum();
        let (settles, kills) = pending.answered(criterion, answer);
        Step { shift, settles, kills, lifts: pending.lifts(criterion, answer), times: 1 }
    };
    let each: Vec<Step> = rules.criteria.at(criterion).answers().map(step).collect();
    let mut steps = each.clone();
    steps.sort_unstable();
    steps.dedup();
    let taken = each.iter().filter_map(|step| steps.iter().position(|other| other == step)).collect();
    for step in &mut steps {
        step.times = each.iter().filter(|other| *other == step).count() as u128;
    }
    (steps, taken)
}

/// The conditions that open answers still decide.
struct Pending {
    start: Plane,
    single: Vec<SingleTerm>,
    joint: Vec<JointTerm>,
}

/// A term over one open criterion.
struct SingleTerm {
    criterion: CriterionKey,
    named: AnswerSet,
    settles: Plane,
    rule: usize,
}

impl Pending {
    fn new(rules: &RuleSet, answers: &Answers) -> Option<Self> {
        let mut pending = Self { start: Plane::default(), single: Vec::new(), joint: Vec::new() };
        for (place, gate) in rules.gates.iter().enumerate() {
            match holds(&gate.when, answers) {
                Truth::True => pending.start.excluded = pending.start.excluded.with(gate.excludes),
                Truth::False => {}
                Truth::Open => {
                    let settles = Plane { excluded: gate.excludes, fired: gate.presumed, ..Plane::default() };
                    pending.wait(place, &gate.when, answers, settles);
                }
            }
        }
        for (place, rule) in (rules.gates.len()..).zip(&rules.mix_rules) {
            match holds(&rule.when, answers) {
                Truth::True => pending.start.mixed = true,
                Truth::False => {}
                Truth::Open => {
                    pending.wait(place, &rule.when, answers, Plane { mixed: true, ..Plane::default() });
                }
            }
        }
        if pending.joint.len() > MAX_JOINT_TERMS {
            return None;
        }
        pending.start.alive = (0..pending.joint.len()).fold(0, |bits, bit| bits | 1 << bit);
        Some(pending)
    }

    /// Keeps the open terms of a condition, each without what is already answered.
    fn wait(&mut self, rule: usize, condition: &Condition, answers: &Answers, settles: Plane) {
        for term in condition.terms.iter().filter(|term| term_holds(term, answers) == Truth::Open) {
            let open = term.iter().filter(|(criterion, _)| answers.get(*criterion).is_none());
            let atoms: Vec<(CriterionKey, AnswerSet)> = open.copied().collect();
            match atoms.as_slice() {
                [(criterion, named)] => {
                    self.single.push(SingleTerm { criterion: *criterion, named: *named, settles, rule });
                }
                _ => self.joint.push(JointTerm { atoms, settles, rule }),
            }
        }
    }

    /// What an answer settles, and which joint terms it contradicts.
    fn answered(&self, criterion: CriterionKey, answer: u8) -> (Plane, u128) {
        let settles =
            self.held(criterion, answer).fold(Plane::default(), |plane, term| merge(plane, term.settles));
        let contradicts = |term: &JointTerm| {
            term.atoms.iter().any(|(key, named)| *key == criterion && !named.contains(answer))
        };
        let dead = self.joint.iter().enumerate().filter(|(_, term)| contradicts(term));
        (settles, dead.fold(0, |bits, (bit, _)| bits | 1 << bit))
    }

    /// The joint terms that name a criterion.
    fn joint_of(&self, criterion: CriterionKey) -> u128 {
        let names = |term: &JointTerm| term.atoms.iter().any(|(key, _)| *key == criterion);
        let named = self.joint.iter().enumerate().filter(|(_, term)| names(term));
        named.fold(0, |bits, (bit, _)| bits | 1 << bit)
    }

    /// The terms that an answer makes true by itself.
    fn held(&self, criterion: CriterionKey, answer: u8) -> impl Iterator<Item = &SingleTerm> {
        self.single.iter().filter(move |term| term.criterion == criterion && term.named.contains(answer))
    }

    /// As [`Step::lifts`].
    fn lifts(&self, criterion: CriterionKey, answer: u8) -> bool {
        self.held(criterion, answer).filter(|term| term.settles.fired).any(|fires| {
            let single = |term: &SingleTerm| term.rule == fires.rule && term.criterion != criterion;
            self.single.iter().any(single) || self.joint.iter().any(|term| term.rule == fires.rule)
        })
    }
}
