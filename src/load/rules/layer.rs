//! A rule set that extends another: the layer is put over its base.
//!
//! In: the trees of both. Out: one tree, as if all of it stood in the layer's file. What is inherited has its place where
//! the layer says `extends`, so that whatever the layer breaks in it is told there.

use std::collections::BTreeSet;

use crate::load::area::is_date;
use crate::load::fault::{Fault, Faults, Place};
use crate::load::suggest::nearest;
use crate::load::tree::{Node, Value};
use crate::model::Taken;

/// What an item may give alone: the rest of the item with its id then stands as the base has it.
const ALONE: [&str; 31] = [
    "id",
    "address",
    "after",
    "also",
    "before",
    "chapter",
    "core",
    "criteria",
    "formerly",
    "from",
    "gap",
    "heading",
    "help",
    "interpretation",
    "licence",
    "met",
    "mix_title",
    "name",
    "note",
    "question",
    "read_on",
    "relevance",
    "reservation",
    "short",
    "source",
    "text",
    "title",
    "to",
    "weight",
    "weights",
    "why",
];
/// What each rule set says of itself: what is found in one and meant need not be found, or meant, in another.
const OWN: [&str; 10] =
    ["ruleset", "version", "name", "description", "lang", "from", "to", "extends", "remove", "allow"];
/// What rule sets say of documents, in lists and items of their own.
const DOCUMENTS: [&str; 2] = ["plan", "memo"];

/// A layer put over its base.
pub struct Layered {
    /// The whole.
    pub root: Node,
    /// What the layer takes away.
    pub taken: Vec<Taken>,
}

/// What a layer takes away, with the place at which it says so.
pub type Removals = Vec<(String, Place)>;

/// What a layer wants to take away.
pub fn removals(root: &Node, faults: &mut Faults) -> Removals {
    let Some(node) = root.value_of("remove").filter(|node| !node.is_null()) else { return Vec::new() };
    let named = |node: &Node| Some((node.text(faults)?, node.place));
    node.one_or_more().iter().filter_map(named).collect()
}

/// Gives the days on which a layer holds to its gates, advice, checks and what it says in plans and decision documents, where
/// those have none of their own.
pub fn dated(layer: &mut Node, base: Option<&Node>) {
    let is_bound = |(key, _): &&(Node, Node)| key.is_word("from") || key.is_word("to");
    let days: Vec<(Node, Node)> = layer.entries().iter().filter(is_bound).cloned().collect();
    // Days that are none are told once.
    if days.is_empty() || !days.iter().all(|(_, day)| day.word_of().is_some_and(is_date)) {
        return;
    }
    let known = base.map(ids).unwrap_or_default();
    let date = |item: &mut Node| {
        // What changes a text of the base alone leaves it its days.
        let changed = item.is_text_alone() && item.id().is_some_and(|id| known.iter().any(|own| own == id));
        let own = item.value_of("from").or_else(|| item.value_of("to")).is_some();
        if let (false, false, Value::Mapping(entries)) = (changed, own, &mut item.value) {
            entries.extend(days.iter().cloned());
        }
    };
    for list in ["gates", "advice", "checks"] {
        if let Some(Value::List(items)) = layer.value_mut(list) {
            items.iter_mut().for_each(date);
        }
    }
    for document in DOCUMENTS {
        let Some(Value::Mapping(parts)) = layer.value_mut(document) else { continue };
        for (_, part) in parts.iter_mut().filter(|(key, _)| !key.is_word("current_state")) {
            match &mut part.value {
                Value::List(items) => items.iter_mut().for_each(date),
                _ => date(part),
            }
        }
    }
}

/// Puts a layer over its base.
pub fn over(layer: &Node, base: &Node, extends: Place, removals: &Removals, faults: &mut Faults) -> Layered {
    let mut base = inherited(base, extends);
    let ids = ids(&base);
    let mut taken = Vec::new();
    for (id, place) in removals {
        match remove(&mut base, id) {
            Some(with) => taken.push(Taken { id: id.clone(), with }),
            // It may have gone with another.
            None if ids.contains(id) => {}
            None => {
                let suggestion = nearest(id, ids.iter().map(String::as_str));
                faults.suggest(*place, Fault::RemovesNothing, &[("found", id)], suggestion);
            }
        }
    }
    let mut entries = Vec::new();
    for (key, value) in layer.entries().iter().filter(|(key, _)| !key.is_word("remove")) {
        let below = key.word_of().and_then(|key| base.value_of(key));
        let value = match (key.word_of(), below) {
            (Some("scoring"), Some(below)) => joined(below, value),
            (Some(key), Some(below)) if DOCUMENTS.contains(&key) => document(below, value),
            (Some(key), Some(below)) if !OWN.contains(&key) => part(below, value),
            _ => value.clone(),
        };
        entries.push((key.clone(), value));
    }
    let given = |key: &Node| key.word_of().is_some_and(|key| layer.value_of(key).is_some());
    let rest = base.entries().iter().filter(|(key, _)| !given(key));
    entries.extend(rest.filter(|(key, _)| !OWN.iter().any(|own| key.is_word(own))).cloned());
    entries.retain(|(key, _)| !key.is_word("extends"));
    Layered { root: Node { place: layer.place, value: Value::Mapping(entries) }, taken }
}

impl Node {
    /// The entries of a mapping; none of anything else.
    pub fn entries(&self) -> &[(Self, Self)] {
        if let Value::Mapping(entries) = &self.value { entries } else { &[] }
    }

    /// The first value of a key.
    pub fn value_of(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(name, _)| name.is_word(key)).map(|(_, value)| value)
    }

    fn items(&self) -> &[Self] {
        if let Value::List(items) = &self.value { items } else { &[] }
    }

    /// The word that a key or value is.
    pub fn word_of(&self) -> Option<&str> {
        if let Value::Scalar { text, .. } = &self.value { Some(text.trim()) } else { None }
    }

    fn is_word(&self, word: &str) -> bool {
        self.word_of() == Some(word)
    }

    fn id(&self) -> Option<&str> {
        self.value_of("id").and_then(Self::word_of)
    }

    /// Whether it gives nothing but what an item may give alone.
    fn is_text_alone(&self) -> bool {
        self.entries().iter().all(|(key, _)| ALONE.iter().any(|alone| key.is_word(alone)))
    }
}

/// A base's tree with the place of what extends it.
fn inherited(node: &Node, place: Place) -> Node {
    let value = match &node.value {
        Value::List(items) => Value::List(items.iter().map(|item| inherited(item, place)).collect()),
        Value::Mapping(entries) => {
            let entry = |(key, value): &(Node, Node)| (inherited(key, place), inherited(value, place));
            Value::Mapping(entries.iter().map(entry).collect())
        }
        other => other.clone(),
    };
    Node { place, value }
}

/// A part of a base with the layer's over it: a list by the ids of its items, an item by its own, anything else whole.
fn part(below: &Node, above: &Node) -> Node {
    match (&below.value, &above.value) {
        (Value::List(base), Value::List(own)) => Node { place: above.place, value: list(base, own) },
        (Value::Mapping(_), Value::Mapping(_)) if below.id() == above.id() => replaced(below, above),
        _ => above.clone(),
    }
}

/// A base's list with the layer's items in it: one with the id of another takes its place, a new one stands last.
fn list(base: &[Node], own: &[Node]) -> Value {
    let mut items = base.to_vec();
    let mut taken = BTreeSet::new();
    for item in own {
        let same = base.iter().position(|other| other.id().is_some() && other.id() == item.id());
        match same.filter(|at| taken.insert(*at)).and_then(|at| items.get_mut(at)) {
            Some(other) => *other = replaced(other, item),
            None => items.push(item.clone()),
        }
    }
    Value::List(items)
}

/// An item in place of another: what it gives, where these are texts, weights and sources alone, else the whole of it.
fn replaced(below: &Node, above: &Node) -> Node {
    if above.is_text_alone() { joined(below, above) } else { above.clone() }
}

/// A mapping with the entries of another put over its own.
fn joined(below: &Node, above: &Node) -> Node {
    let (Value::Mapping(base), Value::Mapping(own)) = (&below.value, &above.value) else {
        return above.clone();
    };
    let given = |key: &Node| own.iter().any(|(name, _)| name.word_of() == key.word_of());
    let mut entries = own.clone();
    for (key, value) in entries.iter_mut().filter(|(key, _)| key.is_word("help")) {
        // What counts as one answer can be said alone, too.
        let answers = value.value_of("sv").or_else(|| value.value_of("en")).is_none();
        if let Some(below) = below.value_of("help").filter(|_| answers && key.is_word("help")) {
            *value = joined(below, value);
        }
    }
    entries.extend(base.iter().filter(|(key, _)| !given(key)).cloned());
    Node { place: above.place, value: Value::Mapping(entries) }
}

/// What a rule set says of a document, part by part.
fn document(below: &Node, above: &Node) -> Node {
    let over = |(key, value): &(Node, Node)| {
        let below = key.word_of().and_then(|key| below.value_of(key));
        (key.clone(), below.map_or_else(|| value.clone(), |below| part(below, value)))
    };
    let Value::Mapping(own) = &above.value else { return above.clone() };
    let own = Node { place: above.place, value: Value::Mapping(own.iter().map(over).collect()) };
    joined(below, &own)
}

/// The ids of everything in a rule set.
fn ids(root: &Node) -> Vec<String> {
    let mut ids = Vec::new();
    let mut note = |node: &Node| ids.extend(node.id().map(str::to_owned));
    let documents = DOCUMENTS.iter().filter_map(|key| root.value_of(key));
    let parts = std::iter::once(root).chain(documents).flat_map(Node::entries);
    for (_, part) in parts {
        note(part);
        for item in part.items() {
            note(item);
            item.value_of("unless").iter().flat_map(|unless| unless.items()).for_each(&mut note);
        }
    }
    ids
}

/// Takes away what has this id, with what cannot be without it; what that is. `None` where nothing has the id.
fn remove(root: &mut Node, id: &str) -> Option<Vec<String>> {
    let form =
        root.value_of("forms").is_some_and(|forms| forms.items().iter().any(|form| form.id() == Some(id)));
    let mut found = take(root, id);
    for key in DOCUMENTS {
        found |= root.mut_of(key).is_some_and(|document| take(document, id));
    }
    let gone = if form { without_form(root, id) } else { Vec::new() };
    for (list, key) in [("profiles", "weights"), ("services", "settles"), ("services", "open")] {
        let Some(Value::List(items)) = root.value_mut(list) else { continue };
        for item in items {
            if let Some(Value::Mapping(entries)) = item.value_mut(key) {
                entries.retain(|(criterion, _)| !criterion.is_word(id));
            }
        }
    }
    for (document, list) in [("memo", "sections"), ("plan", "chapters")] {
        let list = root.mut_of(document).and_then(|document| document.value_mut(list));
        let Some(Value::List(sections)) = list else { continue };
        for section in sections {
            if let Some(Value::List(criteria)) = section.value_mut("criteria") {
                criteria.retain(|criterion| !criterion.is_word(id));
            }
        }
    }
    found.then_some(gone)
}

/// Takes what has this id out of a rule set or one of its documents; whether anything had it.
fn take(parts: &mut Node, id: &str) -> bool {
    let Value::Mapping(entries) = &mut parts.value else { return false };
    let before = entries.len();
    entries.retain(|(_, part)| part.id() != Some(id));
    let mut found = entries.len() < before;
    let mut out_of = |items: &mut Vec<Node>| {
        let before = items.len();
        items.retain(|item| item.id() != Some(id));
        found |= items.len() < before;
    };
    for (_, part) in entries {
        let Value::List(items) = &mut part.value else { continue };
        out_of(items);
        for item in items {
            if let Some(Value::List(unless)) = item.value_mut("unless") {
                out_of(unless);
            }
        }
    }
    found
}

/// Takes a form out of the rules that name it; those that are left with none go, too.
fn without_form(root: &mut Node, form: &str) -> Vec<String> {
    let mut gone = Vec::new();
    let mut drop = |key: &str, list: &str, root: &mut Node| {
        let Some(Value::List(items)) = root.value_mut(list) else { return };
        items.retain_mut(|item| {
            let Some(value) = item.value_mut(key) else { return true };
            let left = match value {
                Value::List(named) => {
                    named.retain(|named| !named.is_word(form));
                    !named.is_empty()
                }
                Value::Scalar { text, .. } => text.trim() != form,
                _ => true,
            };
            if !left {
                gone.extend(item.id().map(str::to_owned));
            }
            left
        });
    };
    drop("excludes", "gates", root);
    drop("form", "indicators", root);
    drop("form", "variants", root);
    drop("forms", "advice", root);
    if let Some(memo) = root.mut_of("memo") {
        drop("forms", "sentences", memo);
    }
    gone
}

impl Node {
    fn mut_of(&mut self, key: &str) -> Option<&mut Self> {
        let Value::Mapping(entries) = &mut self.value else { return None };
        entries.iter_mut().find(|(name, _)| name.is_word(key)).map(|(_, value)| value)
    }

    fn value_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.mut_of(key).map(|node| &mut node.value)
    }
}
