//! Two rule sets taken apart into changes that can be applied one by one.
//!
//! In: two rule sets, each with the weights in use. Out: every change that can change what is compared, in the order of
//! a rule set, and which rules of one stand for which of the other.

use super::changes::{Change, ChangeKind, change};
use super::parts::{self, Part, Parts, Value};
use crate::model::{Citation, CriterionKey, Fraction, Profile, RuleSet};

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
    pub(super) gates: Vec<Slot>,
    pub(super) indicators: Vec<Slot>,
    pub(super) mix_rules: Vec<Slot>,
    pub(super) complements: Vec<Slot>,
    pub(super) variants: Vec<Slot>,
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
        let own = self.rules.criteria.at(key).weight;
        let given = self.profile.and_then(|profile| profile.weights.iter().rfind(|(other, _)| *other == key));
        given.map_or(own, |(_, weight)| *weight)
    }
}

/// A rule that is on one side or both, as positions, and the change that made one into the other.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Slot {
    pub old: Option<usize>,
    pub new: Option<usize>,
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
            gates: Vec::new(),
            indicators: Vec::new(),
            mix_rules: Vec::new(),
            complements: Vec::new(),
            variants: Vec::new(),
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
        let (old, new) = (self.old.rules, self.new.rules);
        let equal = |one: &Parts, other: &Parts| one == other;
        // Two indicators of one form and criterion are one, whatever they are called.
        let twin = |one: &Parts, other: &Parts| one.get(..2) == other.get(..2);
        self.gates = self.pair(
            ChangeKind::Gate,
            items(&old.gates, |gate| (&gate.head.id, parts::gate(old, gate), &gate.head.sources)),
            items(&new.gates, |gate| (&gate.head.id, parts::gate(new, gate), &gate.head.sources)),
            equal,
        );
        self.indicators = self.pair(
            ChangeKind::Indicator,
            items(&old.indicators, |rule| (&rule.head.id, parts::indicator(old, rule), &rule.head.sources)),
            items(&new.indicators, |rule| (&rule.head.id, parts::indicator(new, rule), &rule.head.sources)),
            twin,
        );
        self.mix_rules = self.pair(
            ChangeKind::MixRule,
            items(&old.mix_rules, |rule| (&rule.head.id, parts::mix_rule(old, rule), &rule.head.sources)),
            items(&new.mix_rules, |rule| (&rule.head.id, parts::mix_rule(new, rule), &rule.head.sources)),
            equal,
        );
        self.complements = self.pair(
            ChangeKind::Complement,
            items(&old.complements, |rule| (&rule.head.id, parts::complement(old, rule), &rule.head.sources)),
            items(&new.complements, |rule| (&rule.head.id, parts::complement(new, rule), &rule.head.sources)),
            equal,
        );
        self.variants = self.pair(
            ChangeKind::Variant,
            items(&old.variants, |rule| (&rule.head.id, parts::variant(old, rule), &rule.head.sources)),
            items(&new.variants, |rule| (&rule.head.id, parts::variant(new, rule), &rule.head.sources)),
            equal,
        );
    }

    /// Pairs rules by id; what is left then by what they do, as far as `twin` says that it is one rule renamed.
    fn pair(
        &mut self,
        kind: ChangeKind,
        old: Vec<Item<'r>>,
        new: Vec<Item<'r>>,
        twin: impl Fn(&Parts, &Parts) -> bool,
    ) -> Vec<Slot> {
        let same = |item: &Item<'_>| old.iter().position(|other| other.id == item.id);
        let mut pairs: Vec<Slot> = (0..)
            .zip(&new)
            .map(|(position, item)| Slot { old: same(item), new: Some(position), change: None })
            .collect();
        let kept: Vec<usize> = pairs.iter().filter_map(|slot| slot.old).collect();
        for (position, item) in (0..).zip(&old).filter(|(position, _)| !kept.contains(position)) {
            let renamed = pairs.iter_mut().find(|slot| {
                let other = slot.new.and_then(|position| new.get(position));
                slot.old.is_none() && other.is_some_and(|other| twin(&item.parts, &other.parts))
            });
            match renamed {
                Some(slot) => slot.old = Some(position),
                None => pairs.push(Slot { old: Some(position), ..Slot::default() }),
            }
        }
        for slot in &mut pairs {
            let of = |items: &'_ [Item<'r>],
                      position: Option<usize>|
             -> Option<(Parts, &'r str, &'r [Citation])> {
                let item = items.get(position?)?;
                let mut parts = item.parts.clone();
                parts.push((Part::Id, Value::Word(item.id.to_owned())));
                Some((parts, item.id, item.sources))
            };
            let (before, after) = (of(&old, slot.old), of(&new, slot.new));
            let Some((_, id, sources)) = after.as_ref().or(before.as_ref()) else { continue };
            let parts = (before.as_ref().map(|(parts, ..)| parts), after.as_ref().map(|(parts, ..)| parts));
            slot.change = self.note(change(kind, Some(id), parts.0, parts.1, sources));
        }
        pairs
    }
}

/// A rule as its id, its parts and its sources.
struct Item<'r> {
    id: &'r str,
    parts: Parts,
    sources: &'r [Citation],
}

fn items<'r, T>(
    rules: &'r [T],
    read: impl Fn(&'r T) -> (&'r String, Parts, &'r Vec<Citation>),
) -> Vec<Item<'r>> {
    let item = |rule| {
        let (id, parts, sources) = read(rule);
        Item { id, parts, sources }
    };
    rules.iter().map(item).collect()
}
