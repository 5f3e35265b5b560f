//! Which change caused a difference.
//!
//! In: an area on both sides, and what became what in the rules. Out: the smallest sets of changes, of rules and of the
//! area's own answers, that alone give what the new side gives; or why that cannot be told.

use std::collections::BTreeMap;

use super::changes::{Change, ChangeKind, change};
use super::delta::Delta;
use super::gravity::Gravity;
use super::parts::{Part, Value};
use super::side::{Entry, Side};
use super::smallest::{Smallest, smallest};
use crate::evaluate::Depth;
use crate::explain::Advisor;
use crate::model::{Answers, Area, RuleSet, words};

/// What caused a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Causes {
    /// There is nothing that could have a cause.
    None,
    /// These changes.
    Found {
        /// Sets of changes, each of which alone gives the new side as far as the difference goes.
        sets: Vec<Vec<Change>>,
        /// Whether no smaller set does, and no other of this size; otherwise there is one set of which nothing can be
        /// left out, and there may be smaller ones.
        exact: bool,
    },
    /// It cannot be told.
    Unknown(Unknown),
}

words! {
    /// Why a cause cannot be told.
    pub enum Unknown {
        /// The old rules are not known, and they were others.
        RulesDiffer = "unknown-rules-differ",
        /// The old answers are not known: what is known of them does not give the old side.
        AnswersHidden = "unknown-answers",
        /// No change of rules or answers gives it: the tool itself may have changed.
        Unexplained = "unexplained",
    }
}

/// Answers by criterion, both by id.
type Given = BTreeMap<String, Option<String>>;

/// What caused the difference of an area; `whole` says whether all its old answers are known.
pub fn causes(delta: &Delta<'_>, before: &Entry, after: &Entry, gravity: Gravity, whole: bool) -> Causes {
    let mut old = before.answers.clone();
    if !whole {
        for (criterion, answer) in &after.answers {
            old.entry(criterion.clone()).or_insert_with(|| answer.clone());
        }
    }
    let search = Search { delta, old, new: &after.answers, target: &after.side, gravity };
    if !whole && search.side(&[], &[]).is_none_or(|side| side.gravity(&before.side).is_some()) {
        return Causes::Unknown(Unknown::AnswersHidden);
    }
    let answers = search.answer_changes();
    let rules = delta.changes.len();
    let found = smallest(rules + answers.len(), |set| {
        let border = set.partition_point(|position| *position < rules);
        let (made, given) = set.split_at(border);
        let given: Vec<&Change> = given.iter().filter_map(|position| answers.get(position - rules)).collect();
        search.gives(made, &given)
    });
    let Some(Smallest { sets, exact }) = found else { return Causes::Unknown(Unknown::Unexplained) };
    let named = |position: &usize| delta.changes.iter().chain(&answers).nth(*position).cloned();
    let sets = sets.iter().map(|set| set.iter().filter_map(named).collect()).collect();
    Causes::Found { sets, exact }
}

struct Search<'a, 'r> {
    delta: &'a Delta<'r>,
    old: Given,
    new: &'a Given,
    target: &'a Side,
    gravity: Gravity,
}

impl Search<'_, '_> {
    /// Each answer that differs, in the order of the rule set.
    fn answer_changes(&self) -> Vec<Change> {
        let versions = (&self.delta.old, &self.delta.new);
        let changes = self.delta.criteria.iter().filter_map(|slot| {
            let old = slot.old.map(|key| versions.0.rules.criteria.at(key));
            let criterion = slot.new.map(|key| versions.1.rules.criteria.at(key)).or(old)?;
            let parts = |given: &Given| {
                let answer = given.get(&criterion.id)?.clone()?;
                Some(vec![(Part::Answer, Value::Word(answer))])
            };
            let (before, after) = (parts(&self.old), parts(self.new));
            let id = Some(criterion.id.as_str());
            change(ChangeKind::Answer, id, before.as_ref(), after.as_ref(), &criterion.sources)
        });
        changes.collect()
    }

    /// The answers with some of the changes made.
    fn answers(&self, rules: &RuleSet, changed: &[&Change]) -> Answers {
        let mut given = self.old.clone();
        for change in changed {
            if let Some(criterion) = &change.id {
                given.insert(criterion.clone(), self.new.get(criterion).cloned().flatten());
            }
        }
        self.delta.answers(rules, &given)
    }

    /// Whether these changes give the new side, as far as the difference goes.
    fn gives(&self, made: &[usize], changed: &[&Change]) -> bool {
        if self.gravity == Gravity::Outcome {
            let rules = self.delta.hybrid(made);
            let answers = self.answers(&rules, changed);
            let Some(advisor) = Advisor::new(&rules, None) else { return false };
            let outcome = advisor.look(bare(&rules, answers), Depth::Outline).outcome();
            return outcome.map(|outcome| rules.outcome_id(outcome)) == self.target.outcome;
        }
        let side = self.side(made, changed);
        side.is_some_and(|side| side.gravity(self.target).is_none_or(|left| left < self.gravity))
    }

    /// What these changes make of the area; `None` where the rules between cannot be computed with.
    fn side(&self, made: &[usize], changed: &[&Change]) -> Option<Side> {
        let rules = self.delta.hybrid(made);
        let answers = self.answers(&rules, changed);
        let area = bare(&rules, answers);
        let advisor = Advisor::new(&rules, None)?;
        let reasons = advisor.reasons(&area);
        let recommendation = advisor.look(area, Depth::Conditions);
        let reasons = reasons.of(&recommendation.area.answers, recommendation.outcome());
        Some(Side::of(&recommendation, reasons.into_iter()))
    }
}

/// An area of which nothing is known but its answers.
fn bare(rules: &RuleSet, answers: Answers) -> Area {
    let mut area = Area::unanswered(String::new(), String::new(), 1, rules.criteria.len());
    area.answers = answers;
    area
}
