//! What conditions have settled, and what open answers still decide.
//!
//! In: a rule set, answers. Out: the facts that the answers settle, and the terms that wait for others. Knows no scores.

use smallvec::SmallVec;

use super::condition::{Truth, holds, term_holds};
use crate::model::{AnswerSet, Answers, Condition, CriterionKey, FormSet, RuleSet};

/// The most terms over several open criteria that gates and mix rules can have together.
pub const MAX_JOINT_TERMS: usize = 128;

/// What the conditions settled so far have led to on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Facts {
    /// Forms that gates exclude.
    pub excluded: FormSet,
    /// Forms that can no longer be the best of their kind, whatever is answered.
    pub beaten: FormSet,
    /// Whether a gate fires that was open to begin with and is presumed passed.
    pub fired: bool,
    /// Whether a mix rule fires.
    pub mixed: bool,
    /// The joint terms that no answer has contradicted yet, one bit each.
    pub alive: u128,
}

impl Facts {
    /// The forms that are out, for whichever reason.
    #[must_use]
    pub fn out(&self) -> FormSet {
        self.excluded.with(self.beaten)
    }
}

/// A term over several open criteria.
#[derive(Debug, Clone)]
pub struct JointTerm {
    /// The open criteria with the answers that fit.
    pub atoms: SmallVec<[(CriterionKey, AnswerSet); 2]>,
    /// What it settles when it holds.
    pub settles: Facts,
    rule: usize,
}

/// The conditions that open answers still decide on one side.
#[derive(Debug, Default)]
pub struct Pending {
    /// What is settled already.
    pub start: Facts,
    single: Vec<SingleTerm>,
    /// The terms over several open criteria.
    pub joint: Vec<JointTerm>,
}

/// A term over one open criterion.
#[derive(Debug)]
struct SingleTerm {
    criterion: CriterionKey,
    named: AnswerSet,
    settles: Facts,
    rule: usize,
}

impl Pending {
    /// Sorts the conditions by what the answers make of them; `None` where more than [`MAX_JOINT_TERMS`] wait.
    pub fn new(rules: &RuleSet, answers: &Answers, apart: bool) -> Option<Self> {
        let mut pending = Self::default();
        let gates = rules.gates.iter().map(|gate| {
            let fired = apart && gate.presumed;
            (&gate.when, Facts { excluded: gate.excludes, fired, ..Facts::default() })
        });
        let mixed = Facts { mixed: true, ..Facts::default() };
        let conditions = gates.chain(rules.mix_rules.iter().map(|rule| (&rule.when, mixed)));
        for (rule, (when, settles)) in conditions.enumerate() {
            match holds(when, answers) {
                Truth::True => pending.start = merge(pending.start, Facts { fired: false, ..settles }),
                Truth::False => {}
                Truth::Open => pending.wait(rule, when, answers, settles),
            }
        }
        if pending.joint.len() > MAX_JOINT_TERMS {
            return None;
        }
        pending.start.alive = (0..pending.joint.len()).fold(0, |bits, bit| bits | 1 << bit);
        Some(pending)
    }

    /// Keeps the open terms of a condition, each without what is already answered.
    fn wait(&mut self, rule: usize, condition: &Condition, answers: &Answers, settles: Facts) {
        for term in condition.terms.iter().filter(|term| term_holds(term, answers) == Truth::Open) {
            let open = term.iter().filter(|(criterion, _)| answers.get(*criterion).is_none());
            let atoms: SmallVec<[(CriterionKey, AnswerSet); 2]> = open.copied().collect();
            match atoms.as_slice() {
                [(criterion, named)] => {
                    self.single.push(SingleTerm { criterion: *criterion, named: *named, settles, rule });
                }
                _ => self.joint.push(JointTerm { atoms, settles, rule }),
            }
        }
    }

    /// What an answer settles, and which joint terms it contradicts.
    pub fn answered(&self, criterion: CriterionKey, answer: u8) -> (Facts, u128) {
        let settles =
            self.held(criterion, answer).fold(Facts::default(), |facts, term| merge(facts, term.settles));
        let contradicts = |term: &JointTerm| {
            term.atoms.iter().any(|(key, named)| *key == criterion && !named.contains(answer))
        };
        let dead = self.joint.iter().enumerate().filter(|(_, term)| contradicts(term));
        (settles, dead.fold(0, |bits, (bit, _)| bits | 1 << bit))
    }

    /// The joint terms that name a criterion, and the forms that terms with it exclude.
    pub fn named_by(&self, criterion: CriterionKey) -> (u128, FormSet) {
        let single = self.single.iter().filter(|term| term.criterion == criterion);
        let excluded = single.fold(FormSet::default(), |forms, term| forms.with(term.settles.excluded));
        let names = |term: &JointTerm| term.atoms.iter().any(|(key, _)| *key == criterion);
        let joint = self.joint.iter().enumerate().filter(|(_, term)| names(term));
        joint.fold((0, excluded), |(bits, forms), (bit, term)| {
            (bits | 1 << bit, forms.with(term.settles.excluded))
        })
    }

    /// The terms that an answer makes true by itself.
    fn held(&self, criterion: CriterionKey, answer: u8) -> impl Iterator<Item = &SingleTerm> {
        self.single.iter().filter(move |term| term.criterion == criterion && term.named.contains(answer))
    }

    /// Whether an answer makes a gate that is presumed passed fire of which another term is still open.
    pub fn lifts(&self, criterion: CriterionKey, answer: u8) -> bool {
        self.held(criterion, answer).filter(|term| term.settles.fired).any(|fires| {
            let single = |term: &SingleTerm| term.rule == fires.rule && term.criterion != criterion;
            self.single.iter().any(single) || self.joint.iter().any(|term| term.rule == fires.rule)
        })
    }
}

/// Those of a list whose bits are set.
pub fn bits<T>(list: &[T], bits: u128) -> impl Iterator<Item = &T> {
    list.iter().enumerate().filter(move |(bit, _)| bits >> bit & 1 == 1).map(|(_, item)| item)
}

/// Both together.
pub fn merge(facts: Facts, settles: Facts) -> Facts {
    Facts {
        excluded: facts.excluded.with(settles.excluded),
        fired: facts.fired || settles.fired,
        mixed: facts.mixed || settles.mixed,
        ..facts
    }
}
