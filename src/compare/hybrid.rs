//! A rule set between two others: some of the changes made, the others not.
//!
//! In: two rule sets taken apart, and which changes to make. Out: a rule set without texts, to evaluate and nothing
//! else. With all changes it does what the new one does, and with none what the old one does.

use std::collections::BTreeMap;

use super::delta::{Delta, Slot, Version};
use crate::model::{
    AnswerSet, Answers, Bilingual, Choice, Complement, Condition, Criterion, CriterionKey, Form, FormKey,
    FormSet, Gate, Identity, Indicator, MixRule, Places, PlanRules, RuleSet, Table, Unless, Variant,
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
    picked: Picked<'d>,
    forms: Table<FormKey, Form>,
    in_house: FormKey,
    criteria: Table<CriterionKey, Criterion>,
}

impl<'r> Delta<'r> {
    /// The old rule set with some of the changes made, by their positions.
    #[must_use]
    pub fn hybrid(&self, picked: &[usize]) -> RuleSet {
        let picked = Picked(picked);
        let (forms, in_house) = self.forms(&picked);
        let criteria = Table::new(self.made_criteria(&picked));
        let margin = if picked.has(self.margin) { self.new.rules.margin } else { self.old.rules.margin };
        let mut rules = empty();
        let maker = Maker { delta: self, picked, forms, in_house, criteria };
        rules.gates = maker.each(&self.gates, |rules| &rules.gates, Maker::gate);
        rules.indicators = maker.some(&self.indicators, |rules| &rules.indicators, Maker::indicator);
        rules.mix_rules = maker.each(&self.mix_rules, |rules| &rules.mix_rules, Maker::mix_rule);
        rules.complements = maker.each(&self.complements, |rules| &rules.complements, Maker::complement);
        rules.variants = maker.some(&self.variants, |rules| &rules.variants, Maker::variant);
        rules.margin = margin;
        (rules.forms, rules.in_house, rules.criteria) = (maker.forms, maker.in_house, maker.criteria);
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

    fn forms(&self, picked: &Picked<'_>) -> (Table<FormKey, Form>, FormKey) {
        let version = if picked.has(self.forms) { &self.new } else { &self.old };
        let bare = |form: &Form| Form {
            id: form.id.clone(),
            name: Bilingual::default(),
            short: Bilingual::default(),
            title: Bilingual::default(),
            mix_title: None,
            why: Bilingual::default(),
            sources: Vec::new(),
        };
        (Table::new(version.rules.forms.entries().iter().map(bare).collect()), version.rules.in_house)
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
            let choice = |choice: &Choice| Choice {
                id: choice.id.clone(),
                alias: None,
                name: Bilingual::default(),
                help: Bilingual::default(),
            };
            Some(Criterion {
                id: criterion.id.clone(),
                alias: String::new(),
                core: criterion.core && (wanted.is_some() || slot.change.is_none()),
                weight,
                name: Bilingual::default(),
                question: Bilingual::default(),
                choices: criterion.choices.iter().map(choice).collect(),
                graded: criterion.graded,
                sources: Vec::new(),
            })
        });
        made.collect()
    }
}

impl<'r> Maker<'_, 'r> {
    /// The rules of one kind that the changes made leave.
    fn each<T: 'r>(
        &self,
        slots: &[Slot],
        of: impl Fn(&'r RuleSet) -> &'r Vec<T>,
        make: impl Fn(&Self, &Version<'r>, &'r T) -> T,
    ) -> Vec<T> {
        self.some(slots, of, |maker, version, rule| Some(make(maker, version, rule)))
    }

    /// The same for rules that are about a form, which there may not be.
    fn some<T: 'r>(
        &self,
        slots: &[Slot],
        of: impl Fn(&'r RuleSet) -> &'r Vec<T>,
        make: impl Fn(&Self, &Version<'r>, &'r T) -> Option<T>,
    ) -> Vec<T> {
        let made = slots.iter().filter_map(|slot| {
            let new = self.picked.has(slot.change);
            let (version, position) =
                if new { (&self.delta.new, slot.new) } else { (&self.delta.old, slot.old) };
            make(self, version, of(version.rules).get(position?)?)
        });
        made.collect()
    }

    fn form(&self, version: &Version<'_>, form: FormKey) -> Option<FormKey> {
        let id = &version.rules.forms.at(form).id;
        self.forms.iter().find(|(_, form)| form.id == *id).map(|(key, _)| key)
    }

    /// Forms to exclude: the one that is always lawful never is.
    fn excludes(&self, version: &Version<'_>, forms: FormSet) -> FormSet {
        let named = version.rules.forms.keys().filter(|form| forms.contains(*form));
        let here = named.filter_map(|form| self.form(version, form));
        FormSet::of(here.filter(|form| *form != self.in_house))
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

    fn gate(&self, version: &Version<'r>, gate: &'r Gate) -> Gate {
        let when = self.condition(version, &gate.when);
        Gate { when, excludes: self.excludes(version, gate.excludes), ..gate.clone() }
    }

    fn indicator(&self, version: &Version<'r>, indicator: &'r Indicator) -> Option<Indicator> {
        let form = self.form(version, indicator.form)?;
        let criterion = self.criterion(version, indicator.criterion);
        Some(Indicator { form, criterion, ..indicator.clone() })
    }

    fn mix_rule(&self, version: &Version<'r>, rule: &'r MixRule) -> MixRule {
        MixRule { when: self.condition(version, &rule.when), ..rule.clone() }
    }

    fn complement(&self, version: &Version<'r>, complement: &'r Complement) -> Complement {
        let unless = complement.unless.iter();
        let unless =
            unless.map(|rule| Unless { when: self.condition(version, &rule.when), ..rule.clone() }).collect();
        let when = self.condition(version, &complement.when);
        Complement { when, unless, ..complement.clone() }
    }

    fn variant(&self, version: &Version<'r>, variant: &'r Variant) -> Option<Variant> {
        let form = self.form(version, variant.form)?;
        Some(Variant { form, when: self.condition(version, &variant.when), ..variant.clone() })
    }
}

/// A rule set of nothing.
fn empty() -> RuleSet {
    RuleSet {
        identity: Identity { id: String::new(), version: String::new(), sha256: String::new() },
        name: Bilingual::default(),
        description: Bilingual::default(),
        documents: Vec::new(),
        forms: Table::new(Vec::new()),
        in_house: FormKey::new(0),
        criteria: Table::new(Vec::new()),
        gates: Vec::new(),
        indicators: Vec::new(),
        mix_rules: Vec::new(),
        complements: Vec::new(),
        variants: Vec::new(),
        advice: Vec::new(),
        checks: Vec::new(),
        margin: num_rational::Ratio::from_integer(0),
        margin_why: Bilingual::default(),
        margin_interpretation: false,
        profiles: Vec::new(),
        plan: PlanRules::default(),
        allowed: Vec::new(),
        places: Places::default(),
    }
}
