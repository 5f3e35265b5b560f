//! Two rule sets taken apart into changes that can be applied one by one.
//!
//! In: two rule sets, each with the weights in use. Out: every change that can change what is compared, in the order of
//! a rule set, and which rules of one stand for which of the other.

use std::collections::BTreeSet;

use super::changes::{Change, ChangeKind, change};
use super::parts::{self, Part, Parts, Value};
use crate::model::{Citation, CriterionKey, Fraction, Head, Profile, Rule, RuleKind, RuleSet};

/// What became what between two rule sets.
#[derive(Debug, Clone)]
pub struct Delta<'r> {
    /// Every change, in order.
    pub changes: Vec<Change>,
    pub(super) old: Version<'r>,
    pub(super) new: Version<'r>,
    pub(super) criteria: Vec<CriterionSlot>,
    pub(super) forms: Option<usize>,
    pub(super) margin: Option<usize>,
    pub(super) rules: Vec<Slot<'r>>,
}

/// One of the two rule sets.
#[derive(Debug, Clone)]
pub(super) struct Version<'r> {
    pub rules: &'r RuleSet,
    pub profile: Option<&'r Profile>,
}

impl Version<'_> {
    /// The weight in use.
    pub fn weight(&self, key: CriterionKey) -> Fraction {
        self.rules.criteria.at(key).weight * self.factor(key)
    }

    /// What the profile multiplies it by.
    pub fn factor(&self, key: CriterionKey) -> Fraction {
        Profile::factor(self.profile, key)
    }
}

/// A rule that is on one side or both, and the change that made one into the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot<'r> {
    pub old: Option<Rule<'r>>,
    pub new: Option<Rule<'r>>,
    pub change: Option<usize>,
}

/// A criterion that is on one side or both, and its changes.
#[derive(Debug, Clone, Copy)]
pub(super) struct CriterionSlot {
    pub old: Option<CriterionKey>,
    pub new: Option<CriterionKey>,
    pub change: Option<usize>,
    pub weight: Option<usize>,
}

impl<'r> Delta<'r> {
    /// Takes two rule sets apart.
    #[must_use]
    pub fn new(
        (old, old_profile): (&'r RuleSet, Option<&'r Profile>),
        (new, new_profile): (&'r RuleSet, Option<&'r Profile>),
    ) -> Self {
        let mut delta = Self {
            changes: Vec::new(),
            old: Version { rules: old, profile: old_profile },
            new: Version { rules: new, profile: new_profile },
            criteria: Vec::new(),
            forms: None,
            margin: None,
            rules: Vec::new(),
        };
        delta.whole();
        delta.criteria();
        delta.rules();
        delta
    }

    fn note(&mut self, change: Option<Change>) -> Option<usize> {
        self.changes.push(change?);
        Some(self.changes.len() - 1)
    }

    /// What there is one of.
    fn whole(&mut self) {
        let (old, new) = (self.old.rules, self.new.rules);
        let (before, after) = (parts::order(old), parts::order(new));
        let sources: Vec<Citation> =
            new.forms.entries().iter().flat_map(|form| form.sources.iter().take(1).cloned()).collect();
        self.forms = self.note(change(ChangeKind::Forms, None, Some(&before), Some(&after), &sources));
        let margin = |rules: &RuleSet| vec![(Part::Margin, Value::Number(rules.margin))];
        let (before, after) = (margin(old), margin(new));
        self.margin = self.note(change(ChangeKind::Margin, None, Some(&before), Some(&after), &[]));
    }

    fn criteria(&mut self) {
        let (old, new) = (self.old.rules, self.new.rules);
        let named = |rules: &RuleSet, id: &str| {
            rules.criteria.iter().find(|(_, criterion)| criterion.id == id).map(|(key, _)| key)
        };
        let there = new.criteria.iter().map(|(key, criterion)| (named(old, &criterion.id), Some(key)));
        let gone = old.criteria.iter().filter(|(_, criterion)| named(new, &criterion.id).is_none());
        let pairs: Vec<_> = there.chain(gone.map(|(key, _)| (Some(key), None))).collect();
        for (before, after) in pairs {
            let (was, is) = (before.map(|key| old.criteria.at(key)), after.map(|key| new.criteria.at(key)));
            let Some(criterion) = is.or(was) else { continue };
            let (id, sources) = (Some(criterion.id.as_str()), criterion.sources.as_slice());
            // That a question comes or goes which no rule names and the core does not count changes nothing.
            let counts = (was.is_some() && is.is_some()) || criterion.core;
            let parts = (was.map(parts::criterion), is.map(parts::criterion));
            let made = change(ChangeKind::Criterion, id, parts.0.as_ref(), parts.1.as_ref(), sources);
            let made = self.note(made.filter(|_| counts));
            let weight =
                |version: &Version<'_>, key| vec![(Part::Weight, Value::Number(version.weight(key)))];
            let weighed = before.zip(after).and_then(|(before, after)| {
                let (before, after) = (weight(&self.old, before), weight(&self.new, after));
                change(ChangeKind::Weight, id, Some(&before), Some(&after), sources)
            });
            let weight = self.note(weighed);
            self.criteria.push(CriterionSlot { old: before, new: after, change: made, weight });
        }
    }

    fn rules(&mut self) {
        let kinds: BTreeSet<RuleKind> =
            self.old.rules.rules().chain(self.new.rules.rules()).map(Rule::kind).collect();
        for kind in kinds {
            self.pair(kind);
        }
    }

    /// Pairs the rules of a kind by id; what is left then by what they do, as far as they are one rule renamed.
    fn pair(&mut self, kind: RuleKind) {
        let (old, new) = (items(self.old.rules, kind), items(self.new.rules, kind));
        let same = |item: &Item<'_>| old.iter().find(|other| other.rule.id() == item.rule.id());
        let mut pairs: Vec<(Option<&Item<'r>>, Option<&Item<'r>>)> =
            new.iter().map(|item| (same(item), Some(item))).collect();
        for item in old.iter().filter(|item| !new.iter().any(|other| other.rule.id() == item.rule.id())) {
            let renamed = pairs
                .iter_mut()
                .find(|(before, after)| before.is_none() && after.is_some_and(|after| item.is_twin(after)));
            match renamed {
                Some(pair) => pair.0 = Some(item),
                None => pairs.push((Some(item), None)),
            }
        }
        for (before, after) in pairs {
            let Some(Head { id, sources, .. }) = after.or(before).map(|item| item.rule.head()) else {
                continue;
            };
            let parts = (before.map(Item::with_id), after.map(Item::with_id));
            let made = change(ChangeKind::Rule(kind), Some(id), parts.0.as_ref(), parts.1.as_ref(), sources);
            let change = self.note(made);
            let (old, new) = (before.map(|item| item.rule), after.map(|item| item.rule));
            self.rules.push(Slot { old, new, change });
        }
    }
}

/// A rule with its parts.
struct Item<'r> {
    rule: Rule<'r>,
    parts: Parts,
}

fn items(rules: &RuleSet, kind: RuleKind) -> Vec<Item<'_>> {
    let of_kind = rules.rules().filter(|rule| rule.kind() == kind);
    of_kind.filter_map(|rule| Some(Item { rule, parts: parts::rule(rules, rule)? })).collect()
}

impl Item<'_> {
    /// Whether it does the same; two indicators of one form and criterion are one, whatever they are called.
    fn is_twin(&self, other: &Self) -> bool {
        match self.rule {
            Rule::Indicator(_) => self.parts.get(..2) == other.parts.get(..2),
            _ => self.parts == other.parts,
        }
    }

    fn with_id(&self) -> Parts {
        let mut parts = self.parts.clone();
        parts.push((Part::Id, Value::Word(self.rule.id().to_owned())));
        parts
    }
}
