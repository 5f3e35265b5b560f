//! What two rule sets say otherwise, word by word, and what is only called otherwise.
//!
//! In: all that each says. Out: every text that came, went or is another, with where it stands; and new names for what is
//! otherwise the same. The order of things that have ids says nothing.

use std::collections::BTreeMap;

use super::changes::{Change, ChangeKind, Way};
use crate::model::Said;

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
        return;
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
    for at in 0..gone.len().max(left.len()) {
        let number = left.get(at).map_or(at, |(number, _)| *number) + 1;
        step(&number.to_string(), (gone.get(at).copied(), left.get(at).map(|(_, new)| *new)), place, found);
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

/// The old ids that are gone, each with the new one of a thing that says and does the same.
#[must_use]
pub fn renames(old: &Said, new: &Said) -> BTreeMap<String, String> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    // What refers to a thing is the same only when that thing's new name is known: until no more are found.
    loop {
        let known = old.renamed(&names);
        let before = names.len();
        for list in NAMED {
            let items = |side: &'_ Said| match side.get(list) {
                Some(Said::List(items)) => items.clone(),
                _ => Vec::new(),
            };
            let (was, is) = (items(&known), items(new));
            let has = |items: &[Said], id: &str| items.iter().any(|item| item.id() == Some(id));
            let gone: Vec<&Said> =
                was.iter().filter(|item| item.id().is_some_and(|id| !has(&is, id))).collect();
            for item in is.iter().filter(|item| item.id().is_some_and(|id| !has(&was, id))) {
                let same: Vec<&&Said> =
                    gone.iter().filter(|gone| without_id(gone) == without_id(item)).collect();
                // Of two that say the same it cannot be told which it was.
                if let ([one], Some(id)) = (same.as_slice(), item.id())
                    && let Some(was) = one.id()
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

fn without_id(item: &Said) -> Vec<(&String, &Said)> {
    let Said::Map(entries) = item else { return Vec::new() };
    let mut entries: Vec<(&String, &Said)> =
        entries.iter().filter(|(key, _)| key != "id").map(|(key, said)| (key, said)).collect();
    entries.sort_by(|(one, _), (other, _)| one.cmp(other));
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
    // Below a thing's condition everything is the condition's.
    let is_logic = place.any(|key| LOGIC.contains(&key)) || (list, of) == (Some("scoring"), Some("margin"));
    is_logic
        && changes.iter().any(|change| match change.kind {
            ChangeKind::Margin => list == Some("scoring"),
            ChangeKind::Forms => list == Some("forms"),
            _ => change.id.as_deref() == of && change.change == Way::Changed,
        })
}
