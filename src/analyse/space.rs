//! Every set of answers to one or two rule sets at once, taken apart into what each answer does on each side.
//!
//! In: rule sets with their scoring. Out: for each criterion the steps its answers take, an open answer among them.
//! Never counts. Criteria and answers of two rule sets are the same where their ids are.

use super::layers::TooLarge;
use crate::evaluate::{Points, Scoring, Standing, conclude, stand};
use crate::model::{AnswerSet, Condition, CriterionKey, FormSet, Outcome, RuleSet};

/// A rule set with its weights.
#[derive(Debug, Clone, Copy)]
pub struct Weighted<'r> {
    /// The rules.
    pub rules: &'r RuleSet,
    /// Their weights.
    pub scoring: &'r Scoring,
}

/// What the answers so far have settled on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Facts {
    /// Forms that gates exclude.
    pub excluded: FormSet,
    /// Whether a mix rule fires.
    pub mixed: bool,
    /// The terms over several criteria that every answer so far fits, one bit each.
    alive: u128,
}

/// What the answers so far have settled on every side.
pub type Plane<const N: usize> = [Facts; N];

/// The forms' sums so far on every side, each side's as one number: see [`Space::endings`].
pub type Position<const N: usize> = [u128; N];

/// What one answer does, or several that do the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<const N: usize> {
    /// How far it moves the position.
    pub shift: Position<N>,
    /// What it settles by itself.
    settles: Plane<N>,
    /// The terms it contradicts.
    kills: [u128; N],
    /// How many answers do just this; an open answer is none.
    pub times: u128,
    /// The first of them: a place among the joint answers, or none where an open answer does it.
    pub answer: Option<usize>,
}

impl<const N: usize> Step<N> {
    /// The position after it.
    pub fn moved(&self, mut position: Position<N>) -> Position<N> {
        position.iter_mut().zip(self.shift).for_each(|(at, shift)| *at += shift);
        position
    }

    /// The position before it, if it can lead here.
    pub fn moved_back(&self, mut position: Position<N>) -> Option<Position<N>> {
        for (at, shift) in position.iter_mut().zip(self.shift) {
            *at = at.checked_sub(shift)?;
        }
        Some(position)
    }
}

/// A criterion's key on a side that has it, and of each joint answer the place among that side's choices.
pub type On = Option<(CriterionKey, Vec<Option<u8>>)>;

/// One criterion, on whichever sides have it.
#[derive(Debug, Clone)]
pub struct Question<const N: usize> {
    /// Its id.
    pub id: String,
    /// Ids of its answers on any side.
    pub answers: Vec<String>,
    /// What it is on each side.
    pub on: [On; N],
    /// First what an open answer does, then what can be answered.
    pub steps: Vec<Step<N>>,
    /// Which of the steps each answer takes.
    taken: Vec<usize>,
    /// Whether an answer settles or contradicts anything.
    parts: bool,
}

impl<const N: usize> Question<N> {
    /// The step that an answer takes.
    pub fn step_of(&self, answer: usize) -> usize {
        self.taken.get(answer).copied().unwrap_or(0)
    }
}

/// A term over several criteria.
#[derive(Debug, Clone)]
struct Joint {
    atoms: Vec<(CriterionKey, AnswerSet)>,
    settles: Facts,
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
    /// The forms that gates exclude.
    pub excluded: FormSet,
    /// Whether a mix rule fires.
    pub mixed: bool,
}

/// All sets of answers.
#[derive(Debug, Clone)]
pub struct Space<'r, const N: usize> {
    /// The rule sets.
    pub sides: [Weighted<'r>; N],
    /// The criteria that can change an outcome on some side; those that settle nothing come first.
    pub questions: Vec<Question<N>>,
    /// Where all begins.
    pub start: Plane<N>,
    /// How many sets there are in which everything is answered.
    pub ways: u128,
    joint: [Vec<Joint>; N],
    radices: [Vec<u128>; N],
    /// Of each side, the forms but the one that no gate excludes.
    others: [FormSet; N],
}

impl<'r, const N: usize> Space<'r, N> {
    /// Takes the rule sets apart.
    ///
    /// # Errors
    /// When the positions cannot be numbered, or there are too many terms over several criteria.
    pub fn new(sides: [Weighted<'r>; N]) -> Result<Self, TooLarge> {
        let joint = sides.map(|side| joint(side.rules));
        if joint.iter().any(|terms| terms.len() > 128) {
            return Err(TooLarge);
        }
        let alive =
            |terms: &Vec<Joint>| terms.iter().enumerate().fold(0u128, |bits, (bit, _)| bits | 1 << bit);
        let start = joint.each_ref().map(|terms| Facts { alive: alive(terms), ..Facts::default() });
        let radices = sides.map(radices);
        let strides = strides(&radices).ok_or(TooLarge)?;
        let others = sides.map(|side| side.rules.beside_fallback());
        let mut space = Self { sides, questions: Vec::new(), start, ways: 1, joint, radices, others };
        let mut questions = Vec::new();
        for (id, answers) in ids(&sides) {
            questions.push(space.question(id, answers, &strides));
        }
        questions.sort_by_key(|question| question.parts);
        space.questions = questions;
        let counts = space.questions.iter().map(|question| question.answers.len() as u128);
        space.ways =
            counts.into_iter().try_fold(1u128, |ways, count| ways.checked_mul(count)).ok_or(TooLarge)?;
        Ok(space)
    }

    fn question(&self, id: String, answers: Vec<String>, strides: &[Vec<u128>; N]) -> Question<N> {
        let on = self.sides.map(|side| on(side, &id, &answers));
        let mut steps: Vec<Step<N>> = vec![self.step(&on, None, strides)];
        let mut taken = Vec::new();
        for answer in 0..answers.len() {
            let step = self.step(&on, Some(answer), strides);
            let same = |other: &Step<N>| {
                (other.shift, other.settles, other.kills) == (step.shift, step.settles, step.kills)
            };
            let place = steps.iter().skip(1).position(same).map(|place| place + 1);
            taken.push(place.unwrap_or(steps.len()));
            match place.and_then(|place| steps.get_mut(place)) {
                Some(same) => same.times += step.times,
                None => steps.push(step),
            }
        }
        let first = steps.first().map(|step| (step.settles, step.kills));
        let parts = steps.iter().any(|step| Some((step.settles, step.kills)) != first);
        Question { id, answers, on, steps, taken, parts }
    }

    fn step(&self, on: &[On; N], answer: Option<usize>, strides: &[Vec<u128>; N]) -> Step<N> {
        let mut step = Step {
            shift: [0; N],
            settles: [Facts::default(); N],
            kills: [0; N],
            times: u128::from(answer.is_some()),
            answer,
        };
        for side in 0..N {
            let (Some(Some((key, places))), Some(at), Some(strides), Some(joint)) =
                (on.get(side), self.sides.get(side), strides.get(side), self.joint.get(side))
            else {
                continue;
            };
            let given = answer.and_then(|answer| places.get(answer).copied().flatten());
            let effect = at.scoring.effect(*key, given);
            let (Some(shift), Some(settles), Some(kills)) =
                (step.shift.get_mut(side), step.settles.get_mut(side), step.kills.get_mut(side))
            else {
                continue;
            };
            *shift = effect.iter().zip(strides).map(|(sum, stride)| u128::from(*sum) * stride).sum();
            if let Some(given) = given {
                for (when, facts) in conditions(at.rules) {
                    let single = when.terms.iter().filter(|term| term.len() == 1).flatten();
                    if single.into_iter().any(|(other, named)| other == key && named.contains(given)) {
                        *settles = merge(*settles, facts);
                    }
                }
            }
            // An open answer fits no term: it fires nothing.
            let contradicts = |term: &Joint| {
                let mut atoms = term.atoms.iter().filter(|(other, _)| other == key);
                atoms.any(|(_, named)| given.is_none_or(|given| !named.contains(given)))
            };
            let dead = joint.iter().enumerate().filter(|(_, term)| contradicts(term));
            *kills = dead.fold(0, |bits, (bit, _)| bits | 1 << bit);
        }
        step
    }

    /// Where a step leads from a plane; what can no longer matter is forgotten, so that equal futures are one plane.
    pub fn after(&self, plane: &Plane<N>, step: &Step<N>) -> Plane<N> {
        let mut next = *plane;
        for (facts, (settles, kills)) in next.iter_mut().zip(step.settles.iter().zip(&step.kills)) {
            *facts = merge(Facts { alive: facts.alive & !kills, ..*facts }, *settles);
        }
        for (facts, others) in next.iter_mut().zip(&self.others) {
            if facts.excluded.covers(*others) {
                *facts = Facts { excluded: *others, mixed: false, alive: 0 };
            }
        }
        next
    }

    /// Whether positions no longer matter: every side has one form left.
    pub fn is_closed(&self, plane: &Plane<N>) -> bool {
        plane.iter().zip(&self.others).all(|(facts, others)| facts.excluded.covers(*others))
    }

    /// How every side ends at a plane and position, once all is answered or left open. A position is the forms' sums
    /// in a mixed radix, the first form the fastest.
    pub fn endings(&self, plane: &Plane<N>, position: Position<N>) -> [Ending; N] {
        let mut parts = self.radices.iter().zip(&self.joint).zip(plane.iter().zip(position));
        self.sides.map(|at| {
            let ((radices, joint), (facts, mut rest)) = match parts.next() {
                Some(((radices, joint), (facts, position))) => {
                    ((radices.as_slice(), joint.as_slice()), (*facts, position))
                }
                // There is one of each for every side.
                None => ((&[][..], &[][..]), (Facts::default(), 0)),
            };
            let mut sums = Vec::with_capacity(radices.len());
            for radix in radices {
                sums.push(u64::try_from(rest % radix).unwrap_or(u64::MAX));
                rest /= radix;
            }
            let held = joint.iter().enumerate().filter(|(bit, _)| facts.alive >> bit & 1 == 1);
            let facts = held.fold(facts, |facts, (_, term)| merge(facts, term.settles));
            let points = at.scoring.points(sums);
            let standing = stand(at.rules, &points, at.scoring.reach, facts.excluded);
            Ending {
                outcome: conclude(standing, facts.mixed),
                standing,
                points,
                excluded: facts.excluded,
                mixed: facts.mixed,
            }
        })
    }
}

/// Every condition that can change an outcome, with what it settles.
fn conditions(rules: &RuleSet) -> impl Iterator<Item = (&Condition, Facts)> {
    let gates =
        rules.gates.iter().map(|gate| (&gate.when, Facts { excluded: gate.excludes, ..Facts::default() }));
    let mixed = Facts { mixed: true, ..Facts::default() };
    gates.chain(rules.mix_rules.iter().map(move |rule| (&rule.when, mixed)))
}

fn joint(rules: &RuleSet) -> Vec<Joint> {
    let terms =
        conditions(rules).flat_map(|(when, settles)| when.terms.iter().map(move |term| (term, settles)));
    let joint = terms.filter(|(term, _)| term.len() > 1);
    joint.map(|(term, settles)| Joint { atoms: term.to_vec(), settles }).collect()
}

/// The criteria that can change an outcome on some side, with the ids of their answers, in the order of the sides.
pub fn ids<const N: usize>(sides: &[Weighted<'_>; N]) -> Vec<(String, Vec<String>)> {
    let mut ids: Vec<(String, Vec<String>)> = Vec::new();
    for side in sides {
        for key in &side.scoring.relevant {
            let id = &side.rules.criteria.at(*key).id;
            if !ids.iter().any(|(known, _)| known == id) {
                ids.push((id.clone(), Vec::new()));
            }
        }
    }
    for (id, answers) in &mut ids {
        // A side on which the criterion changes nothing still says what can be answered.
        let criteria = sides.iter().flat_map(|side| side.rules.criteria.entries());
        for choice in
            criteria.filter(|criterion| criterion.id == *id).flat_map(|criterion| &criterion.choices)
        {
            if !answers.contains(&choice.id) {
                answers.push(choice.id.clone());
            }
        }
    }
    ids
}

/// Looks a criterion up on one side.
pub fn on(side: Weighted<'_>, id: &str, answers: &[String]) -> On {
    let (key, criterion) = side.rules.criteria.iter().find(|(_, criterion)| criterion.id == id)?;
    let place = |answer: &String| {
        let place = criterion.choices.iter().position(|choice| choice.id == *answer)?;
        u8::try_from(place).ok()
    };
    Some((key, answers.iter().map(place).collect()))
}

/// For each form of a side, how many different sums it can have.
fn radices(side: Weighted<'_>) -> Vec<u128> {
    let mut radices = vec![1u128; side.rules.forms.len()];
    for key in side.rules.criteria.keys() {
        for (radix, most) in radices.iter_mut().zip(side.scoring.most(key)) {
            *radix += u128::from(most);
        }
    }
    radices
}

fn strides<const N: usize>(radices: &[Vec<u128>; N]) -> Option<[Vec<u128>; N]> {
    let mut strides = radices.clone();
    for side in &mut strides {
        let mut next = 1u128;
        for stride in side {
            let radix = std::mem::replace(stride, next);
            next = next.checked_mul(radix)?;
        }
    }
    Some(strides)
}

fn merge(facts: Facts, settles: Facts) -> Facts {
    Facts {
        excluded: facts.excluded.with(settles.excluded),
        mixed: facts.mixed || settles.mixed,
        alive: facts.alive,
    }
}
