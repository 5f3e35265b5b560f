//! The rules of a rule set: gates, indicators, mix rules, complements, variants, advice, checks.

use super::condition::{self, required};
use super::context::Context;
use super::criteria;
use crate::load::fault::Fault;
use crate::load::tree::Node;
use crate::model::{
    Advice, AdviceKind, Check, Complement, Consideration, CurrentFact, FormKey, FormSet, Gate, GateKind,
    Indicator, MixRule, Relevance, Unless, Variant,
};

const GATE_KEYS: &[&str] = &[
    "id",
    "kind",
    "when",
    "excludes",
    "presumed",
    "why",
    "met",
    "reservation",
    "interpretation",
    "source",
    "from",
    "to",
    "formerly",
];
const INDICATOR_KEYS: &[&str] =
    &["id", "form", "criterion", "speaks_for", "weight", "why", "interpretation", "source", "formerly"];
const MIX_KEYS: &[&str] = &["id", "when", "why", "interpretation", "source", "formerly"];
const COMPLEMENT_KEYS: &[&str] = &["id", "name", "when", "why", "source", "unless", "formerly"];
const UNLESS_KEYS: &[&str] = &["id", "when", "why", "source", "formerly"];
const VARIANT_KEYS: &[&str] = &["id", "form", "name", "when", "why", "source", "formerly"];
const ADVICE_KEYS: &[&str] =
    &["id", "kind", "relevance", "forms", "when", "text", "source", "from", "to", "read_on", "formerly"];
const CHECK_KEYS: &[&str] = &["id", "when", "current", "text", "source", "from", "to", "formerly"];
const CONSIDERATION_KEYS: &[&str] = &["id", "alias", "name", "question", "help"];

/// A gate, with the node that names what it excludes.
pub fn gate<'n>(context: &mut Context<'_>, node: &'n Node) -> Option<(Gate, &'n Node)> {
    let fields = context.open(node, GATE_KEYS)?;
    let head = context.head(&fields, "why");
    let kind = fields
        .require("kind", context.faults)
        .and_then(|node| node.one_of(&GateKind::NAMES, false, context.faults));
    let when = required(context, &fields, "when");
    let excludes = fields.require("excludes", context.faults);
    let forms = excludes.and_then(|node| forms(context, node));
    let presumed = fields.given("presumed").is_none() || context.flag(&fields, "presumed") != Some(false);
    let prerequisite = kind == Some(GateKind::Prerequisite);
    let mut said = |key| {
        if prerequisite { context.bilingual(&fields, key) } else { context.optional_bilingual(&fields, key) }
    };
    let (met, reservation) = (said("met"), said("reservation"));
    let gate = Gate { head: head?, kind: kind?, when: when?, excludes: forms?, presumed, met, reservation };
    Some((gate, excludes?))
}

/// Forms that the set has, at least one.
pub fn forms(context: &mut Context<'_>, node: &Node) -> Option<FormSet> {
    let keys: Option<Vec<FormKey>> = node.one_or_more().iter().map(|node| context.form(node)).collect();
    let keys = keys?;
    if keys.is_empty() {
        context.faults.add(node.head(), Fault::EmptyText, &[]);
        return None;
    }
    Some(FormSet::of(keys))
}

/// An indicator; `earlier` are those before it.
pub fn indicator(context: &mut Context<'_>, node: &Node, earlier: &[Indicator]) -> Option<Indicator> {
    let fields = context.open(node, INDICATOR_KEYS)?;
    let head = context.head(&fields, "why");
    let form = fields.require("form", context.faults).and_then(|node| context.form(node));
    let place = fields.require("criterion", context.faults);
    let criterion = place.and_then(|node| {
        let name = node.text(context.faults)?;
        context.criterion(node, &name)
    });
    let speaks = fields.require("speaks_for", context.faults);
    let reversed =
        speaks.and_then(|node| node.one_of(&[("yes", false), ("no", true)], false, context.faults));
    let weight = fields.given("weight").map(|node| criteria::weight(context, node));
    let (form, criterion, place) = (form?, criterion?, place?);
    if context.criteria.get(criterion.position()).is_some_and(|criterion| !criterion.graded) {
        let name = place.word(context.faults)?;
        context.faults.add(place.place, Fault::OptionsIndicator, &[("name", name)]);
        return None;
    }
    if let Some(other) = earlier.iter().find(|other| (other.form, other.criterion) == (form, criterion)) {
        context.faults.add(place.place, Fault::DuplicateIndicator, &[("other", &other.head.id)]);
        return None;
    }
    let weight = match weight {
        Some(weight) => Some(weight?),
        None => None,
    };
    Some(Indicator { head: head?, form, criterion, reversed: reversed?, weight })
}

/// A mix rule.
pub fn mix_rule(context: &mut Context<'_>, node: &Node) -> Option<MixRule> {
    let fields = context.open(node, MIX_KEYS)?;
    let head = context.head(&fields, "why");
    let when = required(context, &fields, "when");
    Some(MixRule { head: head?, when: when? })
}

/// A complement, with the node of its condition.
pub fn complement<'n>(context: &mut Context<'_>, node: &'n Node) -> Option<(Complement, &'n Node)> {
    let fields = context.open(node, COMPLEMENT_KEYS)?;
    let head = context.head(&fields, "why");
    let name = context.bilingual(&fields, "name");
    let place = fields.require("when", context.faults);
    let when = place.and_then(|node| condition::read(context, node));
    let entries = context.entries(&fields, "unless");
    let unless: Vec<Option<Unless>> = entries.iter().map(|node| self::unless(context, node)).collect();
    let unless = unless.into_iter().collect::<Option<_>>();
    let complement = Complement { head: head?, name: name?, when: when?, unless: unless? };
    Some((complement, place?))
}

fn unless(context: &mut Context<'_>, node: &Node) -> Option<Unless> {
    let fields = context.open(node, UNLESS_KEYS)?;
    let head = context.head(&fields, "why");
    let when = required(context, &fields, "when");
    Some(Unless { head: head?, when: when? })
}

/// A variant.
pub fn variant(context: &mut Context<'_>, node: &Node) -> Option<Variant> {
    let fields = context.open(node, VARIANT_KEYS)?;
    let head = context.head(&fields, "why");
    let form = fields.require("form", context.faults).and_then(|node| context.form(node));
    let name = context.bilingual(&fields, "name");
    let when = required(context, &fields, "when");
    Some(Variant { head: head?, form: form?, name: name?, when: when? })
}

/// An advice.
pub fn advice(context: &mut Context<'_>, node: &Node) -> Option<Advice> {
    let fields = context.open(node, ADVICE_KEYS)?;
    let head = context.head(&fields, "text");
    let kind = fields
        .require("kind", context.faults)
        .and_then(|node| node.one_of(&AdviceKind::NAMES, false, context.faults));
    let relevance =
        fields.given("relevance").map(|node| node.one_of(&Relevance::NAMES, false, context.faults));
    context.day(&fields, "read_on");
    let forms = fields.given("forms").map(|node| forms(context, node));
    let when = fields.given("when").map(|node| condition::read(context, node));
    let forms = forms.unwrap_or(Some(FormSet::default()))?;
    let when = match when {
        Some(condition) => Some(condition?),
        None => None,
    };
    // What fits every area alike is background.
    let alike = forms.is_empty() && when.is_none();
    let usual = if alike { Relevance::Background } else { Relevance::Useful };
    let relevance = relevance.unwrap_or(Some(usual));
    Some(Advice { head: head?, kind: kind?, relevance: relevance?, forms, when })
}

/// A consideration; `earlier` are the names of those before it.
pub fn consideration(
    context: &mut Context<'_>,
    node: &Node,
    earlier: &mut Vec<String>,
) -> Option<Consideration> {
    let fields = context.open(node, CONSIDERATION_KEYS)?;
    let mut name = |key: &'static str| {
        fields.given(key)?;
        let (name, place) = context.id(&fields, key)?;
        if key == "id" {
            context.places.considerations.insert(name.clone(), Context::spot(place));
        }
        if earlier.contains(&name) {
            context.faults.add(place, Fault::DuplicateName, &[("found", &name)]);
        }
        earlier.push(name.clone());
        Some(name)
    };
    let (id, alias) = (name("id"), name("alias"));
    fields.require("id", context.faults);
    let name = context.bilingual(&fields, "name");
    let question = context.bilingual(&fields, "question");
    let help = context.bilingual(&fields, "help");
    Some(Consideration { id: id?, alias, name: name?, question: question?, help: help? })
}

/// A consistency check.
pub fn check(context: &mut Context<'_>, node: &Node) -> Option<Check> {
    let fields = context.open(node, CHECK_KEYS)?;
    let head = context.head_of_check(&fields);
    let when = fields.given("when").map(|node| condition::read(context, node));
    let current = fields.given("current").map(|node| node.one_of(&CurrentFact::NAMES, false, context.faults));
    if when.is_none() && current.is_none() {
        context.faults.add(node.head(), Fault::EmptyCheck, &[]);
        return None;
    }
    let current = match current {
        Some(fact) => Some(fact?),
        None => None,
    };
    let when = match when {
        Some(condition) => Some(condition?),
        None => None,
    };
    Some(Check { head: head?, when, current })
}
