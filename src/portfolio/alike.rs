//! What stands twice under names that are nearly one.
//!
//! In: areas with their places. Out: copies of an area, and boards and groups whose names differ by a slip of the hand. Takes
//! nothing for the same: that is for people to say.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Area, matched};

/// The most names of one kind that are compared with each other.
const MAX_NAMES: usize = 500;
/// Shorter names differ by a letter and are two.
const MIN_LENGTH: usize = 7;
/// What a system or a person puts behind the name of a copy.
const COPIES: [&str; 6] = ["- kopia", "- copy", " kopia", " copy", "(kopia)", "(copy)"];

/// The names of areas, boards and groups so far.
#[derive(Debug, Default)]
pub struct Alike {
    /// By municipality, board and name, the name and every place.
    areas: BTreeMap<[String; 3], (String, Vec<String>)>,
    /// Those of which several can be copies.
    copies: BTreeSet<[String; 3]>,
    boards: BTreeMap<String, String>,
    groups: BTreeMap<String, String>,
}

/// Two things that may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Likeness {
    /// Areas with one name in one board, or one named as a copy of the other.
    Areas {
        /// The name.
        name: String,
        /// Where they are.
        places: Vec<String>,
    },
    /// Names of boards.
    Boards(String, String),
    /// Names of groups.
    Groups(String, String),
}

impl Alike {
    /// Takes note of an area.
    pub fn add(&mut self, area: &Area, place: &str) {
        let name = |name: &Option<String>| name.as_deref().map(matched).unwrap_or_default();
        let named = matched(&area.name);
        let first = original(&named);
        let is_copy = first != named;
        let key = [name(&area.municipality), name(&area.board), first];
        // Of areas without a board it is not known that they have the same.
        self.copies.extend((area.board.is_some() || is_copy).then(|| key.clone()));
        let found = self.areas.entry(key).or_insert_with(|| (area.name.clone(), Vec::new()));
        found.1.push(place.to_owned());
        for (names, name) in [(&mut self.boards, &area.board), (&mut self.groups, &area.group)] {
            if let Some(name) = name {
                names.entry(matched(name)).or_insert_with(|| name.clone());
            }
        }
    }

    /// Takes over what another has noted.
    pub fn extend(&mut self, others: Self) {
        self.copies.extend(others.copies);
        for (key, (name, places)) in others.areas {
            self.areas.entry(key).or_insert_with(|| (name, Vec::new())).1.extend(places);
        }
        for (names, others) in [(&mut self.boards, others.boards), (&mut self.groups, others.groups)] {
            for (key, name) in others {
                names.entry(key).or_insert(name);
            }
        }
    }

    /// Everything that may stand twice.
    #[must_use]
    pub fn found(&self) -> Vec<Likeness> {
        let copies = self.copies.iter().filter_map(|key| self.areas.get(key));
        let copies = copies.filter(|(_, places)| places.len() > 1);
        let copies =
            copies.map(|(name, places)| Likeness::Areas { name: name.clone(), places: places.clone() });
        let boards = near(&self.boards).map(|(one, other)| Likeness::Boards(one, other));
        let groups = near(&self.groups).map(|(one, other)| Likeness::Groups(one, other));
        copies.chain(boards).chain(groups).collect()
    }
}

/// The name of what something is named as a copy of.
fn original(name: &str) -> String {
    let mut name = name.trim();
    loop {
        let numbered = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
        let numbered = numbered.filter(|(_, number)| number.parse::<u8>().is_ok()).map(|(name, _)| name);
        let Some(rest) = numbered.or_else(|| COPIES.iter().find_map(|copy| name.strip_suffix(copy))) else {
            return name.to_owned();
        };
        name = rest.trim_end_matches([' ', '-', '–']);
    }
}

/// Names that differ in a letter or two.
fn near(names: &BTreeMap<String, String>) -> impl Iterator<Item = (String, String)> {
    let names: Vec<(&String, &String)> = names.iter().take(MAX_NAMES).collect();
    let mut found = Vec::new();
    for (number, (key, name)) in names.iter().enumerate() {
        for (other_key, other) in names.iter().skip(number + 1) {
            if is_near(key, other_key) {
                found.push(((*name).clone(), (*other).clone()));
            }
        }
    }
    found.into_iter()
}

/// Whether two names are one but for a slip; numbers are never slips.
fn is_near(one: &str, other: &str) -> bool {
    let length = one.chars().count().min(other.chars().count());
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let most = if length < 12 { 1 } else { 2 };
    length >= MIN_LENGTH && digits(one) == digits(other) && strsim::damerau_levenshtein(one, other) <= most
}
