//! Rule sets.
//!
//! In: the bytes of a rule set. Out: a rule set in which every reference resolves, or all its faults at once.

mod allow;
mod condition;
mod context;
mod criteria;
mod layer;
mod lists;
mod plan;
mod services;
mod whole;

pub use criteria::MAX_CRITERIA;

use std::io;
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::decode::{Fields, key_name};
use super::disk::beside;
use super::embedded::{EMBEDDED, embedded};
use super::fault::{Diagnostic, Fault, Faults, Place};
use super::source::{SourceText, decode, reason};
use super::suggest::nearest;
use super::tree::{Documents, Node, Value};
use crate::model::{
    Bilingual, CitedDocument, CriterionKey, Form, FormKey, FormSet, Fraction, Identity, Indicator, Layer,
    Places, Profile, RuleSet, Spot, Table, parse_ratio,
};
use context::Context;

const KEYS: &[&str] = &[
    "ruleset",
    "version",
    "extends",
    "remove",
    "lang",
    "read_on",
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
    "allow",
];
const FORM_KEYS: &[&str] =
    &["id", "name", "short", "title", "mix_title", "competitive", "always_lawful", "why", "source"];

/// The most layers of a rule set: it, what it extends, and so on.
pub const MAX_LAYERS: usize = 16;

/// What gives the bytes of a file that a rule set extends.
pub type Files<'f> = &'f dyn Fn(&Path) -> io::Result<Vec<u8>>;

/// A rule set as it was read, with the text its faults stand in.
#[derive(Debug)]
pub struct LoadedRules {
    /// The rule set, if it has no fault.
    pub rules: Option<RuleSet>,
    /// The text.
    pub source: SourceText,
    /// Every fault, in the order of their places.
    pub faults: Vec<Diagnostic>,
    /// The faults of the files that it extends.
    pub beneath: Vec<(SourceText, Vec<Diagnostic>)>,
    /// All of it, what is inherited included.
    pub whole: Option<Node>,
}

/// A rule set that is built in.
#[must_use]
pub fn built_in(id: &str) -> Option<RuleSet> {
    rules(id, embedded(id)?.as_bytes().to_vec(), &no_files).rules
}

/// No files: what is built in extends only what is built in.
///
/// # Errors
/// Always that there is none.
pub fn no_files(_: &Path) -> io::Result<Vec<u8>> {
    Err(io::ErrorKind::NotFound.into())
}

/// Reads a rule set from bytes; `path` is its file, `-`, or the id of one that is built in.
#[must_use]
pub fn rules(path: &str, bytes: Vec<u8>, files: Files<'_>) -> LoadedRules {
    read(path, bytes, files, &mut vec![path.to_owned()])
}

/// Reads a rule set; `above` names those that are being read, which it may not extend.
fn read(path: &str, bytes: Vec<u8>, files: Files<'_>, above: &mut Vec<String>) -> LoadedRules {
    let mut faults = Faults::default();
    let source = decode(path, bytes, &mut faults);
    let undamaged = faults.is_empty();
    let mut trees = Documents::new(&source.text);
    let (first, second) = (trees.next(&mut faults), trees.next(&mut faults));
    // Those after the second are looked at for what is no YAML.
    while trees.next(&mut faults).is_some() {}
    if let Some(second) = second {
        faults.add(second.root.head(), Fault::TwoDocuments, &[]);
    }
    if first.is_none() && undamaged && faults.is_empty() {
        faults.add(Place::TOP, Fault::EmptyRules, &[]);
    }
    let (mut rules, mut whole, mut beneath) = (None, None, Vec::new());
    if let Some(tree) = first {
        let removals = layer::removals(&tree.root, &mut faults);
        let extends = tree.root.value_of("extends").filter(|node| !node.is_null()).cloned();
        let base =
            extends.as_ref().and_then(|node| base(node, path, files, above, &mut beneath, &mut faults));
        let mut taken = Vec::new();
        let root = match (&extends, &base) {
            (Some(node), Some((_, base))) => {
                let over = layer::over(&tree.root, base, node.place, &removals, &mut faults);
                taken = over.taken;
                over.root
            }
            (None, _) => {
                for (id, place) in &removals {
                    faults.add(*place, Fault::RemovesNothing, &[("found", id)]);
                }
                tree.root
            }
            _ => tree.root,
        };
        // Where what it extends could not be read, what seems to be missing may be there.
        let lost = extends.is_some() && base.is_none();
        let extends = extends.map(|node| node.place);
        let sha256 = fingerprint(&root);
        let mut context = Context::new(&mut faults, tree.whole && !lost);
        (context.extends, context.removals, context.lost) = (extends, removals, lost);
        rules = rule_set(&mut context, &root, sha256);
        if let Some(rules) = &mut rules {
            let own = Layer {
                id: rules.identity.id.clone(),
                version: rules.identity.version.clone(),
                path: embedded(path).is_none().then(|| path.to_owned()),
            };
            rules.layers = vec![own];
            rules.taken = taken;
            if let (Some((base, _)), Some(extends)) = (&base, extends) {
                rules.layers.extend(base.layers.iter().cloned());
                inherit(rules, base, Context::spot(extends));
            }
        }
        whole = Some(root);
    }
    let rules = rules.filter(|_| faults.is_empty());
    LoadedRules { rules, source, faults: faults.into_sorted(), beneath, whole }
}

/// The rule set that another extends, with its tree.
fn base(
    node: &Node,
    path: &str,
    files: Files<'_>,
    above: &mut Vec<String>,
    beneath: &mut Vec<(SourceText, Vec<Diagnostic>)>,
    faults: &mut Faults,
) -> Option<(RuleSet, Node)> {
    let name = node.text(faults)?;
    let ids = EMBEDDED.iter().map(|(id, _)| *id);
    let (shown, bytes) = match embedded(&name) {
        Some(text) => (name.clone(), Ok(text.as_bytes().to_vec())),
        None => {
            let folder = if embedded(path).is_some() { Path::new("") } else { Path::new(path).parent()? };
            let file = beside(folder, &name);
            let shown = crate::load::shown_path(&file);
            let bytes = if above.contains(&shown) { Ok(Vec::new()) } else { files(&file) };
            (shown, bytes)
        }
    };
    if above.contains(&shown) {
        faults.add(node.place, Fault::CircularRules, &[("name", &name)]);
        return None;
    }
    if above.len() >= MAX_LAYERS {
        let words = [("what-kind", "layers"), ("limit", &MAX_LAYERS.to_string())];
        faults.add(node.place, Fault::TooMany, &words);
        return None;
    }
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let known = ids.clone().collect::<Vec<_>>().join(", ");
            let words = [("name", name.as_str()), ("known", &known)];
            faults.suggest(node.place, Fault::NoBase, &words, nearest(&name, ids));
            return None;
        }
        Err(error) => {
            let words = [("path", name.as_str()), ("reason-kind", &reason(&error))];
            faults.add(node.place, Fault::UnreadableFile, &words);
            return None;
        }
    };
    above.push(shown.clone());
    let loaded = read(&shown, bytes, files, above);
    above.pop();
    beneath.extend(loaded.beneath);
    if loaded.rules.is_none() {
        beneath.push((loaded.source, loaded.faults));
        faults.add(node.place, Fault::FaultyFile, &[("path", &name)]);
    }
    loaded.rules.zip(loaded.whole)
}

/// Gives what is inherited the spots that it has in the layers below.
fn inherit(rules: &mut RuleSet, base: &RuleSet, extends: Spot) {
    let below = |spot: Spot| Spot { layer: spot.layer + 1, ..spot };
    let Places { rules: ids, criteria, forms, documents, facts, services, margin } = &mut rules.places;
    let lists = [
        (ids, &base.places.rules),
        (criteria, &base.places.criteria),
        (forms, &base.places.forms),
        (documents, &base.places.documents),
        (facts, &base.places.facts),
        (services, &base.places.services),
    ];
    for (spots, others) in lists {
        for (id, spot) in spots.iter_mut().filter(|(_, spot)| **spot == extends) {
            *spot = others.get(id).copied().map_or(*spot, below);
        }
    }
    if *margin == extends {
        *margin = below(base.places.margin);
    }
}

/// The SHA-256 of a rule set's values: their order in lists, not that of keys; not how they are written.
fn fingerprint(root: &Node) -> String {
    fn put(node: &Node, hash: &mut Sha256) {
        match &node.value {
            Value::Scalar { text, .. } => {
                let text = text.trim();
                hash.update(format!("\"{}:", text.len()));
                hash.update(text);
            }
            Value::List(items) => {
                hash.update("[");
                items.iter().for_each(|item| put(item, hash));
                hash.update("]");
            }
            Value::Mapping(entries) => {
                let mut entries: Vec<_> = entries.iter().filter(|(_, value)| !value.is_null()).collect();
                entries.sort_by_key(|(key, _)| key.word_of());
                hash.update("{");
                for (key, value) in entries {
                    put(key, hash);
                    put(value, hash);
                }
                hash.update("}");
            }
            Value::Broken => {}
        }
    }
    let mut hash = Sha256::new();
    put(root, &mut hash);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn rule_set(context: &mut Context<'_>, root: &Node, sha256: String) -> Option<RuleSet> {
    let fields = context.open(root, KEYS)?;
    let id = context.id(&fields, "ruleset").map(|(id, _)| id);
    if let Some(lang) = fields.given("lang") {
        lang.one_of(&[("sv", ()), ("en", ())], false, context.faults);
    }
    let version = fields.text("version", context.faults);
    let law_read_on = context.day(&fields, "read_on");
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
    let allowed = allow::read(context, &fields, &outcomes(&forms));
    let rules = RuleSet {
        identity: Identity { id: id?, version: version?, sha256, law_read_on },
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
        allowed,
        places: std::mem::take(&mut context.places),
        layers: Vec::new(),
        taken: Vec::new(),
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
