//! Rule sets.
//!
//! In: the bytes of a rule set. Out: a rule set in which every reference resolves, or all its faults at once.

mod allow;
mod condition;
mod context;
mod criteria;
mod layer;
mod lists;
mod memo;
mod plan;
mod said;
mod sections;
mod services;
mod stack;
mod whole;

pub use criteria::MAX_CRITERIA;
pub use stack::{LoadedRules, MAX_LAYERS, built_in, no_files, rules};

use std::sync::Arc;

use super::decode::{Fields, key_name};
use super::fault::{Fault, Faults};
use super::tree::Node;
use crate::model::{
    Bilingual, CitedDocument, CriterionKey, Form, FormKey, FormSet, Fraction, Identity, Indicator, Layer,
    Profile, RuleSet, Table, parse_ratio,
};
use context::Context;

const KEYS: &[&str] = &[
    "ruleset",
    "version",
    "extends",
    "remove",
    "lang",
    "read_on",
    "from",
    "to",
    "name",
    "description",
    "documents",
    "scoring",
    "profiles",
    "forms",
    "criteria",
    "gates",
    "indicators",
    "mix_rules",
    "complements",
    "variants",
    "advice",
    "checks",
    "considerations",
    "services",
    "plan",
    "memo",
    "allow",
];
const FORM_KEYS: &[&str] =
    &["id", "name", "short", "title", "mix_title", "competitive", "always_lawful", "why", "source"];

/// The rule set of a tree; none where anything in it is at fault.
fn rule_set(context: &mut Context<'_>, root: &Node, sha256: String) -> Option<RuleSet> {
    let fields = context.open(root, KEYS)?;
    let id = context.id(&fields, "ruleset").map(|(id, _)| id);
    if let Some(lang) = fields.given("lang") {
        lang.one_of(&[("sv", ()), ("en", ())], false, context.faults);
    }
    let version = fields.text("version", context.faults);
    let law_read_on = context.day(&fields, "read_on");
    let validity = context.validity(&fields);
    let name = context.bilingual(&fields, "name");
    let description = context.bilingual(&fields, "description");
    let documents = documents_of(context, &fields);
    let forms_node = fields.require("forms", context.faults);
    let list = context.entries(&fields, "forms");
    let forms = forms(context, list);
    if let Some(node) = forms_node.filter(|_| !context.unclear_forms) {
        whole::both_kinds(context, node, &forms);
    }
    context.lost |= forms.is_empty();
    let node = fields.require("criteria", context.faults);
    let list = context.entries(&fields, "criteria");
    if let (Some(node), true) = (node, list.is_empty()) {
        context.faults.add(node.head(), Fault::EmptyText, &[]);
    }
    context.lost |= list.is_empty();
    criteria::read(context, list);
    let Margin { value: margin, why: margin_why, interpretation } = scoring(context, &fields);
    let mut gates = Vec::new();
    for node in context.entries(&fields, "gates") {
        let Some((gate, excludes)) = lists::gate(context, node) else { continue };
        let lawful = forms.iter().enumerate().filter(|(_, form)| form.always_lawful);
        for (_, Form { id, .. }) in lawful.filter(|(at, _)| gate.excludes.contains(FormKey::new(*at))) {
            let named =
                excludes.one_or_more().iter().find(|node| node.word(&mut Faults::default()) == Some(id));
            let place = named.unwrap_or(excludes).place;
            context.faults.add(place, Fault::ExcludesLawful, &[("name", &gate.head.id)]);
        }
        gates.push(gate);
    }
    let mut indicators: Vec<Indicator> = Vec::new();
    for node in context.entries(&fields, "indicators") {
        let indicator = lists::indicator(context, node, &indicators);
        indicators.extend(indicator);
    }
    let mix_rules = all(context, &fields, "mix_rules", lists::mix_rule);
    let mut complements = Vec::new();
    for node in context.entries(&fields, "complements") {
        let Some((complement, when)) = lists::complement(context, node) else { continue };
        whole::can_hold(context, &complement, when);
        complements.push(complement);
    }
    let variants = all(context, &fields, "variants", lists::variant);
    let advice = all(context, &fields, "advice", lists::advice);
    let checks = all(context, &fields, "checks", lists::check);
    let (mut considerations, mut names) = (Vec::new(), Vec::new());
    for node in context.entries(&fields, "considerations") {
        considerations.extend(lists::consideration(context, node, &mut names));
    }
    let services = services::read(context, &fields);
    let profiles = all(context, &fields, "profiles", profile);
    let plan = plan::read(context, &fields);
    let known: Vec<&str> = considerations.iter().map(|known| known.id.as_str()).collect();
    let memo = memo::read(context, &fields, &known);
    let allowed = allow::read(context, &fields, &outcomes(&forms));
    let (id, version) = (id?, version?);
    let own = Layer { id: id.clone(), version: version.clone(), path: None, validity };
    let rules = RuleSet {
        identity: Identity { id, version, sha256, law_read_on },
        name: name?,
        description: description?,
        documents,
        forms: Table::new(forms),
        criteria: Table::new(std::mem::take(&mut context.criteria)),
        gates,
        indicators,
        mix_rules,
        complements,
        variants,
        advice,
        checks,
        considerations,
        services,
        margin: margin?,
        margin_why: margin_why?,
        margin_interpretation: interpretation,
        profiles,
        plan,
        memo,
        allowed,
        said: Arc::new(said::said(root)),
        places: std::mem::take(&mut context.places),
        layers: vec![own],
        taken: Vec::new(),
        editions: Vec::new(),
    };
    whole::can_count(context, &fields, &rules);
    Some(rules)
}

/// The ids of all outcomes, as [`RuleSet::outcome_id`] gives them.
fn outcomes(forms: &[Form]) -> Vec<String> {
    let bases = || forms.iter().filter(|form| !form.competitive);
    let competitive = forms.iter().filter(|form| form.competitive);
    let mixes = competitive.flat_map(|form| bases().map(move |base| format!("{}+{}", form.id, base.id)));
    forms.iter().map(|form| form.id.clone()).chain(mixes).collect()
}

/// Every entry of a list that has no fault.
fn all<T>(
    context: &mut Context<'_>,
    fields: &Fields<'_>,
    key: &str,
    read: fn(&mut Context<'_>, &Node) -> Option<T>,
) -> Vec<T> {
    context.entries(fields, key).iter().filter_map(|node| read(context, node)).collect()
}

fn documents_of(context: &mut Context<'_>, fields: &Fields<'_>) -> Vec<Arc<CitedDocument>> {
    let Some(node) = fields.require("documents", context.faults) else { return Vec::new() };
    for node in node.list(context.faults) {
        let Some(fields) = context.open(node, &["id", "name", "title", "address", "note"]) else { continue };
        let id = context.id(&fields, "id");
        let name = context.optional_bilingual(&fields, "name");
        let title = context.bilingual(&fields, "title");
        let address = fields.optional_text("address", context.faults);
        if let (Some(node), Some(found)) = (fields.get("address"), &address)
            && !found.starts_with("https://")
        {
            context.faults.add(node.place, Fault::WrongAddress, &[("found", found)]);
        }
        let note = context.optional_bilingual(&fields, "note");
        let Some((id, place)) = id else { continue };
        if context.documents.iter().any(|document| document.id == id) {
            context.faults.add(place, Fault::DuplicateId, &[("found", &id)]);
        }
        context.places.documents.insert(id.clone(), Context::spot(place));
        // One with a faulty text keeps its place, so that sources that name it are not faulty too.
        let name = name.unwrap_or_else(|| Bilingual { sv: id.clone(), en: id.clone() });
        let title = title.unwrap_or_default();
        context.documents.push(Arc::new(CitedDocument { id, name, title, address, note }));
    }
    context.documents.clone()
}

/// The forms.
fn forms(context: &mut Context<'_>, nodes: &[Node]) -> Vec<Form> {
    let mut forms = Vec::new();
    let (mut without_mix_title, mut unclear) = (Vec::new(), false);
    if let Some(extra) = nodes.get(FormSet::CAPACITY) {
        let words = [("what-kind", "forms"), ("limit", &FormSet::CAPACITY.to_string())];
        context.faults.add(extra.head(), Fault::TooMany, &words);
        context.lost = true;
    }
    for node in nodes.iter().take(FormSet::CAPACITY) {
        let Some(fields) = context.open(node, FORM_KEYS) else { continue };
        let id = context.id(&fields, "id");
        let name = context.bilingual(&fields, "name");
        let short = context.optional_bilingual(&fields, "short");
        let title = context.bilingual(&fields, "title");
        let always_lawful = context.flag(&fields, "always_lawful");
        let competitive = match fields.given("competitive") {
            Some(_) => context.flag(&fields, "competitive"),
            None => always_lawful.map(|lawful| !lawful),
        };
        if competitive == Some(true) && fields.whole && fields.get("mix_title").is_none() {
            without_mix_title.push(node.head());
        }
        let mix_title = context.optional_bilingual(&fields, "mix_title");
        let why = context.bilingual(&fields, "why");
        let sources = context.sources(&fields);
        let Some((id, place)) = id else {
            context.lost = true;
            continue;
        };
        if context.forms.contains(&id) {
            context.faults.add(place, Fault::DuplicateId, &[("found", &id)]);
            continue;
        }
        unclear |= always_lawful.is_none() || competitive.is_none();
        context.places.forms.insert(id.clone(), Context::spot(place));
        context.forms.push(id.clone());
        // A form with a faulty text keeps its place, so that rules that name it are not faulty too.
        forms.push(Form {
            id,
            short: short.or_else(|| name.clone()).unwrap_or_default(),
            name: name.unwrap_or_default(),
            title: title.unwrap_or_default(),
            mix_title,
            mix_titles: Vec::new(),
            competitive: competitive.unwrap_or(false),
            always_lawful: always_lawful.unwrap_or(false),
            why: why.unwrap_or_default(),
            sources: sources.unwrap_or_default(),
        });
    }
    // Without a form that is always lawful, the one that lacks a title of a mix may be it.
    if forms.iter().any(|form| form.always_lawful) {
        for place in without_mix_title {
            context.faults.add(place, Fault::MissingKey, &[("key", "mix_title")]);
        }
    }
    context.unclear_forms = unclear || context.lost;
    name_bases(&mut forms);
    forms
}

/// Where there are several bases, a mix is called by the one that is in it, too.
fn name_bases(forms: &mut [Form]) {
    let bases = forms.iter().enumerate().filter(|(_, form)| !form.competitive);
    let bases: Vec<(FormKey, Bilingual)> =
        bases.map(|(at, form)| (FormKey::new(at), form.name.clone())).collect();
    if bases.len() < 2 {
        return;
    }
    for form in forms {
        let Some(title) = &form.mix_title else { continue };
        let beside = |name: &Bilingual| Bilingual {
            sv: format!("{} ({})", title.sv, name.sv),
            en: format!("{} ({})", title.en, name.en),
        };
        form.mix_titles = bases.iter().map(|(base, name)| (*base, beside(name))).collect();
    }
}

/// The margin of a rule set, as far as it could be read.
#[derive(Default)]
struct Margin {
    value: Option<Fraction>,
    why: Option<Bilingual>,
    interpretation: bool,
}

fn scoring(context: &mut Context<'_>, fields: &Fields<'_>) -> Margin {
    let node = fields.require("scoring", context.faults);
    let Some(fields) = node.and_then(|node| context.open(node, &["margin", "why", "interpretation"])) else {
        return Margin::default();
    };
    let why = context.bilingual(&fields, "why");
    let interpretation = context.flag(&fields, "interpretation").unwrap_or(false);
    let value = fields.require("margin", context.faults).and_then(|node| {
        context.places.margin = Context::spot(node.place);
        let word = node.word(context.faults)?;
        let margin = parse_ratio(word.trim()).filter(|margin| *margin <= Fraction::from_integer(1));
        if margin.is_none() {
            context.faults.add(node.place, Fault::WrongMargin, &[("found", word)]);
        }
        margin
    });
    Margin { value, why, interpretation }
}

fn profile(context: &mut Context<'_>, node: &Node) -> Option<Profile> {
    let fields = context.open(node, &["id", "name", "why", "weights"])?;
    let id = context.rule_id(&fields);
    let name = context.bilingual(&fields, "name");
    let why = context.bilingual(&fields, "why");
    let mut weights: Vec<(CriterionKey, Fraction)> = Vec::new();
    let entries = fields.require("weights", context.faults).and_then(|node| node.mapping(context.faults));
    for (key, value) in entries.unwrap_or_default() {
        let Some(name) = key_name(key, context.faults) else { continue };
        let Some(criterion) = context.criterion(key, name) else { continue };
        if weights.iter().any(|(earlier, _)| *earlier == criterion) {
            context.faults.add(key.place, Fault::DuplicateKey, &[("key", name)]);
            continue;
        }
        weights.extend(criteria::weight(context, value).map(|weight| (criterion, weight)));
    }
    Some(Profile { id: id?, name: name?, why: why?, weights })
}
