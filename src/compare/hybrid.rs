//! A rule set between two others: some of the changes made, the others not.
//!
//! In: two rule sets taken apart, and which changes to make. Out: a rule set without texts, to evaluate and nothing
//! else. With all changes it does what the new one does, and with none what the old one does.

use std::collections::BTreeMap;

use super::delta::{Delta, Version};
use crate::model::{
    AnswerSet, Answers, Choice, Complement, Condition, Criterion, CriterionKey, Form, FormKey, FormSet, Gate,
    Indicator, MixRule, Rule, RuleSet, Table, Unless, Variant,
};

/// Which changes are made, by position.
pub(super) struct Picked<'a>(pub &'a [usize]);

impl Picked<'_> {
    fn has(&self, change: Option<usize>) -> bool {
        change.is_none_or(|change| self.0.contains(&change))
    }
}

/// A rule set in the making: keys of either version become its own.
struct Maker<'d, 'r> {
    delta: &'d Delta<'r>,
    forms: Table<FormKey, Form>,
    criteria: Table<CriterionKey, Criterion>,
}

impl<'r> Delta<'r> {
    /// The old rule set with some of the changes made, by their positions.
    #[must_use]
    pub fn hybrid(&self, picked: &[usize]) -> RuleSet {
        let picked = Picked(picked);
        let forms = self.forms(&picked);
        let criteria = Table::new(self.made_criteria(&picked));
        let margin = if picked.has(self.margin) { self.new.rules.margin } else { self.old.rules.margin };
        let maker = Maker { delta: self, forms, criteria };
        let mut rules = RuleSet { margin, ..RuleSet::default() };
        for slot in &self.rules {
            let new = picked.has(slot.change);
            let (version, rule) = if new { (&self.new, slot.new) } else { (&self.old, slot.old) };
            if let Some(rule) = rule {
                maker.put(&mut rules, version, rule);
            }
        }
        (rules.forms, rules.criteria) = (maker.forms, maker.criteria);
        rules
    }

    /// Answers by ids as answers to a hybrid; what it does not ask or offer is open.
    pub(super) fn answers(&self, rules: &RuleSet, given: &BTreeMap<String, Option<String>>) -> Answers {
        let mut answers = Answers::unknown(rules.criteria.len());
        for (key, criterion) in rules.criteria.iter() {
            let answer = given.get(&criterion.id).and_then(Option::as_ref);
            let place =
                answer.and_then(|answer| criterion.choices.iter().position(|choice| choice.id == *answer));
            answers.set(key, place.and_then(|place| u8::try_from(place).ok()));
        }
        answers
    }

    fn forms(&self, picked: &Picked<'_>) -> Table<FormKey, Form> {
        let version = if picked.has(self.forms) { &self.new } else { &self.old };
        let bare = |form: &Form| Form {
            id: form.id.clone(),
            competitive: form.competitive,
            always_lawful: form.always_lawful,
            ..Form::default()
        };
        Table::new(version.rules.forms.entries().iter().map(bare).collect())
    }

    fn made_criteria(&self, picked: &Picked<'_>) -> Vec<Criterion> {
        let made = self.criteria.iter().filter_map(|slot| {
            let old = slot.old.map(|key| (&self.old, key));
            let new = slot.new.map(|key| (&self.new, key));
            let (wanted, other) = if picked.has(slot.change) { (new, old) } else { (old, new) };
            // A criterion that a rule names before it is there is one that the core does not count.
            let (version, key) = wanted.or(other)?;
            let weigher = if picked.has(slot.weight) { new.or(old) } else { old.or(new) };
            let weight = weigher.map(|(version, key)| version.weight(key))?;
            let criterion = version.rules.criteria.at(key);
            let choice = |choice: &Choice| Choice { id: choice.id.clone(), ..Choice::default() };
            Some(Criterion {
                id: criterion.id.clone(),
                core: criterion.core && (wanted.is_some() || slot.change.is_none()),
                weight,
                choices: criterion.choices.iter().map(choice).collect(),
                graded: criterion.graded,
                ..Criterion::default()
            })
        });
        made.collect()
    }
}

impl<'r> Maker<'_, 'r> {
    /// Puts a rule of a version in, by the keys here; nothing where it is about a form that there is not.
    fn put(&self, rules: &mut RuleSet, version: &Version<'r>, rule: Rule<'r>) {
        let when = |condition: &Condition| self.condition(version, condition);
        match rule {
            Rule::Gate(gate) => {
                let excludes = self.excludes(version, gate.excludes);
                rules.gates.push(Gate { when: when(&gate.when), excludes, ..gate.clone() });
            }
            Rule::Indicator(indicator) => {
                let criterion = self.criterion(version, indicator.criterion);
                let form = self.form(version, indicator.form);
                let weight = indicator.weight.map(|own| own * version.factor(indicator.criterion));
                let made = |form| Indicator { form, criterion, weight, ..indicator.clone() };
                rules.indicators.extend(form.map(made));
            }
            Rule::MixRule(mix) => rules.mix_rules.push(MixRule { when: when(&mix.when), ..mix.clone() }),
            Rule::Complement(complement) => {
                let unless = |rule: &Unless| Unless { when: when(&rule.when), ..rule.clone() };
                let unless = complement.unless.iter().map(unless).collect();
                let when = when(&complement.when);
                rules.complements.push(Complement { when, unless, ..complement.clone() });
            }
            Rule::Variant(variant) => {
                let (when, form) = (when(&variant.when), self.form(version, variant.form));
                rules.variants.extend(form.map(|form| Variant { form, when, ..variant.clone() }));
            }
            // Others have no parts, and so no slot.
            _ => {}
        }
    }

    fn form(&self, version: &Version<'_>, form: FormKey) -> Option<FormKey> {
        let id = &version.rules.forms.at(form).id;
        self.forms.iter().find(|(_, form)| form.id == *id).map(|(key, _)| key)
    }

    /// Forms to exclude: one that is always lawful never is.
    fn excludes(&self, version: &Version<'_>, forms: FormSet) -> FormSet {
        let here = forms.iter().filter_map(|form| self.form(version, form));
        FormSet::of(here.filter(|form| !self.forms.at(*form).always_lawful))
    }

    fn criterion(&self, version: &Version<'_>, key: CriterionKey) -> CriterionKey {
        let new = std::ptr::eq(version, &self.delta.new);
        let at = |slot: &super::delta::CriterionSlot| if new { slot.new } else { slot.old };
        let position = self.delta.criteria.iter().position(|slot| at(slot) == Some(key));
        // Every criterion of either version has its slot.
        CriterionKey::new(position.unwrap_or_default())
    }

    fn condition(&self, version: &Version<'_>, condition: &Condition) -> Condition {
        let atom = |(key, named): &(CriterionKey, AnswerSet)| {
            let before = version.rules.criteria.at(*key);
            let key = self.criterion(version, *key);
            let named = before.answers().filter(|answer| named.contains(*answer));
            let here = &self.criteria.at(key).choices;
            let here = named.filter_map(|answer| {
                let id = before.answer_id(answer);
                u8::try_from(here.iter().position(|choice| choice.id == id)?).ok()
            });
            (key, AnswerSet::of(here))
        };
        Condition { terms: condition.terms.iter().map(|term| term.iter().map(atom).collect()).collect() }
    }
}
