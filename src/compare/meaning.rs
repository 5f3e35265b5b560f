//! What two rule sets say otherwise, word by word, and what is only called otherwise.
//!
//! In: all that each says. Out: every text that came, went or is another, with where it stands; and new names for what is
//! otherwise the same; where only the order is another, that.

use std::collections::BTreeMap;

use super::changes::{Change, ChangeKind, Way};
use crate::model::{RuleKind, RuleSet, Said};

/// A text that came, went or became another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rewording {
    /// Where it stands: keys and ids from the top.
    pub place: Vec<String>,
    /// What it said.
    pub before: Option<String>,
    /// What it says.
    pub after: Option<String>,
}

/// Everything that is said otherwise.
#[must_use]
pub fn rewordings(old: &Said, new: &Said) -> Vec<Rewording> {
    let mut found = Vec::new();
    compare(old, new, &mut Vec::new(), &mut found);
    found
}

fn compare(old: &Said, new: &Said, place: &mut Vec<String>, found: &mut Vec<Rewording>) {
    match (old, new) {
        _ if old == new => {}
        (Said::Map(was), Said::Map(is)) => {
            let keys =
                was.iter().chain(is.iter().filter(|(key, _)| old.get(key).is_none())).map(|(key, _)| key);
            for key in keys {
                step(key, (old.get(key), new.get(key)), place, found);
            }
        }
        (Said::List(was), Said::List(is)) => list(was, is, place, found),
        _ => tell(place, Some(old), Some(new), found),
    }
}

/// Compares what stands at one place below; a thing that is there on one side only is told as a whole.
fn step(
    name: &str,
    (old, new): (Option<&Said>, Option<&Said>),
    place: &mut Vec<String>,
    found: &mut Vec<Rewording>,
) {
    place.push(name.to_owned());
    match (old, new) {
        (Some(old), Some(new)) => compare(old, new, place, found),
        _ => tell(place, old, new, found),
    }
    place.pop();
}

fn tell(place: &[String], old: Option<&Said>, new: Option<&Said>, found: &mut Vec<Rewording>) {
    found.push(Rewording { place: place.to_vec(), before: old.map(Said::text), after: new.map(Said::text) });
}

/// Things with ids belong together by them; of others those that are equal, and what is left in its order.
fn list(was: &[Said], is: &[Said], place: &mut Vec<String>, found: &mut Vec<Rewording>) {
    if was.iter().chain(is).all(|item| item.id().is_some()) {
        let of = |items: &'_ [Said], id: &str| items.iter().position(|item| item.id() == Some(id));
        for (old, id) in was.iter().filter_map(|item| Some((item, item.id()?))) {
            step(id, (Some(old), of(is, id).and_then(|at| is.get(at))), place, found);
        }
        for (new, id) in is.iter().filter_map(|item| Some((item, item.id()?))) {
            if of(was, id).is_none() {
                step(id, (None, Some(new)), place, found);
            }
        }
        let ids = |items: &'_ [Said], others: &[Said]| {
            let ids = items.iter().filter_map(Said::id).filter(|id| of(others, id).is_some());
            ids.map(str::to_owned).collect::<Vec<_>>()
        };
        return order(&ids(was, is), &ids(is, was), place, found);
    }
    let mut left: Vec<(usize, &Said)> = is.iter().enumerate().collect();
    let gone = was.iter().filter(|old| match left.iter().position(|(_, new)| new == old) {
        Some(at) => {
            left.remove(at);
            false
        }
        None => true,
    });
    let gone: Vec<&Said> = gone.collect();
    if gone.is_empty() && left.is_empty() {
        let texts = |items: &[Said]| items.iter().map(Said::text).collect::<Vec<_>>();
        order(&texts(was), &texts(is), place, found);
    }
    for at in 0..gone.len().max(left.len()) {
        let number = left.get(at).map_or(at, |(number, _)| *number) + 1;
        step(&number.to_string(), (gone.get(at).copied(), left.get(at).map(|(_, new)| *new)), place, found);
    }
}

/// Tells another order of the same things.
fn order(was: &[String], is: &[String], place: &[String], found: &mut Vec<Rewording>) {
    if was != is {
        let place = place.iter().cloned().chain(["order".to_owned()]).collect();
        let (before, after) = (Some(was.join(", ")), Some(is.join(", ")));
        found.push(Rewording { place, before, after });
    }
}

/// The lists whose things are told apart by ids that files and results refer to.
const NAMED: [&str; 9] = [
    "criteria",
    "gates",
    "indicators",
    "mix_rules",
    "complements",
    "variants",
    "advice",
    "considerations",
    "documents",
];

/// The old ids that are gone, each with the new one: of a thing that names it as its former one, or that says and does the same.
#[must_use]
pub fn renames(old: &RuleSet, new: &RuleSet) -> BTreeMap<String, String> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let has = |set: &RuleSet, id: &str| NAMED.iter().any(|list| !of_id(&set.said, list, id).is_empty());
    // An id that is also another thing's means both.
    let is_free = |was: &str, is: &str| !has(new, was) && !has(old, is);
    let criteria = new.criteria.entries().iter().map(|criterion| (&criterion.id, &criterion.formerly));
    let heads = new.rules().map(|rule| (&rule.head().id, &rule.head().formerly));
    for (id, formerly) in criteria.chain(heads) {
        for was in formerly.iter().filter(|was| has(old, was) && is_free(was, id)) {
            names.insert(was.clone(), id.clone());
        }
    }
    // What refers to a thing is the same only when that thing's new name is known: until no more are found.
    loop {
        let (known, before) = (old.said.renamed(&names), names.len());
        for list in NAMED {
            let (was, is) = (items(&known, list), items(&new.said, list));
            let lacks = |items: &[&Said], id: &str| items.iter().all(|item| item.id() != Some(id));
            let gone: Vec<&Said> =
                was.iter().copied().filter(|item| item.id().is_some_and(|id| lacks(&is, id))).collect();
            for item in is.iter().filter(|item| item.id().is_some_and(|id| lacks(&was, id))) {
                let same: Vec<&&Said> =
                    gone.iter().filter(|gone| without_id(gone) == without_id(item)).collect();
                // Of two that say the same it cannot be told which it was.
                if let ([one], Some(id)) = (same.as_slice(), item.id())
                    && let Some(was) = one.id()
                    && is_free(was, id)
                    && !names.values().any(|taken| taken == id)
                {
                    names.insert(was.to_owned(), id.to_owned());
                }
            }
        }
        if names.len() == before {
            return names;
        }
    }
}

/// The things of a list; of one that holds one thing, that.
fn items<'s>(said: &'s Said, list: &str) -> Vec<&'s Said> {
    match said.get(list) {
        Some(Said::List(items)) => items.iter().collect(),
        Some(one @ Said::Map(_)) => vec![one],
        _ => Vec::new(),
    }
}

fn of_id<'s>(said: &'s Said, list: &str, id: &str) -> Vec<&'s Said> {
    items(said, list).into_iter().filter(|item| item.id() == Some(id)).collect()
}

fn without_id(item: &Said) -> Vec<(&String, &Said)> {
    let Said::Map(entries) = item else { return Vec::new() };
    let mut entries: Vec<(&String, &Said)> =
        entries.iter().filter(|(key, _)| key != "id").map(|(key, said)| (key, said)).collect();
    entries.sort_by_key(|(key, _)| *key);
    entries
}

/// What of a thing is told as a change of what it does.
const LOGIC: [&str; 15] = [
    "when",
    "excludes",
    "kind",
    "presumed",
    "from",
    "to",
    "form",
    "criterion",
    "speaks_for",
    "weight",
    "core",
    "competitive",
    "always_lawful",
    "margin",
    "id",
];

/// Whether a rewording is told by a change of what the rules do.
#[must_use]
pub fn is_told(rewording: &Rewording, changes: &[Change]) -> bool {
    let mut place = rewording.place.iter().map(String::as_str);
    let (list, of) = (place.next(), place.next());
    let is_margin = (list, of) == (Some("scoring"), Some("margin"));
    // Below a thing's condition everything is the condition's.
    let is_logic = is_margin || of == Some("order") || place.any(|key| LOGIC.contains(&key));
    is_logic
        && changes.iter().any(|change| match change.kind {
            ChangeKind::Margin => is_margin,
            ChangeKind::Forms => list == Some("forms"),
            ChangeKind::Criterion | ChangeKind::Weight => {
                list == Some("criteria") && change.id.as_deref() == of
            }
            ChangeKind::Answer => false,
            ChangeKind::Rule(kind) => {
                list == list_of(kind) && change.id.as_deref() == of && change.change == Way::Changed
            }
        })
}

/// The list of a rule file in which rules of a kind stand.
const fn list_of(kind: RuleKind) -> Option<&'static str> {
    match kind {
        RuleKind::Gate => Some("gates"),
        RuleKind::Indicator => Some("indicators"),
        RuleKind::MixRule => Some("mix_rules"),
        RuleKind::Complement => Some("complements"),
        RuleKind::Variant => Some("variants"),
        _ => None,
    }
}
