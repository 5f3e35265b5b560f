//! Which area of the one side is which of the other.
//!
//! In: the areas of both sides. Out: pairs, and what one side alone has. Never looks at what they say.

use std::collections::BTreeMap;

use super::place::AreaPlace;
use super::side::Entry;

/// Areas of both sides, put together.
pub struct Paired {
    /// Those of both sides.
    pub both: Vec<(Entry, Entry)>,
    /// Those of the old side alone.
    pub old: Vec<Entry>,
    /// Those of the new side alone.
    pub new: Vec<Entry>,
}

impl Paired {
    /// An id may come from the file's name or the document's place in it, and then is another when the file is renamed
    /// or a document put before it: areas of one id and name belong together, then those of one name, then those of one
    /// id. First within a municipality, then wherever it has been left out.
    pub fn new(before: Vec<Entry>, after: Vec<Entry>) -> Self {
        let mut paired = Self { both: Vec::new(), old: before, new: after };
        for of in [|place: &AreaPlace| place.municipality.clone(), |_: &AreaPlace| None] {
            paired.pair(|place| (of(place), place.id.clone(), Some(place.name.clone())), may_be_one);
            paired.pair(|place| (of(place), Some(place.name.clone())), may_be_one);
            paired.pair(|place| (of(place), place.id.clone()), may_be_one);
        }
        // What a file alone held is what it alone holds, whatever it is called now.
        paired.pair(|place| place.path.clone(), |_, _| true);
        paired
    }

    /// Puts together what has one key, where no other area of its side has the same.
    fn pair<K: Ord>(&mut self, key: impl Fn(&AreaPlace) -> K, may_be: impl Fn(&Entry, &Entry) -> bool) {
        let mut old: BTreeMap<_, Vec<Entry>> = BTreeMap::new();
        for entry in std::mem::take(&mut self.old) {
            old.entry(key(&entry.place)).or_default().push(entry);
        }
        let mut new: BTreeMap<_, Vec<Entry>> = BTreeMap::new();
        for entry in std::mem::take(&mut self.new) {
            new.entry(key(&entry.place)).or_default().push(entry);
        }
        for (key, mut entries) in new {
            let mut same = old.remove(&key).unwrap_or_default();
            match (same.pop(), entries.pop()) {
                (Some(before), Some(after))
                    if same.is_empty() && entries.is_empty() && may_be(&before, &after) =>
                {
                    self.both.push((before, after));
                }
                (before, after) => {
                    self.old.extend(same.into_iter().chain(before));
                    self.new.extend(entries.into_iter().chain(after));
                }
            }
        }
        self.old.extend(old.into_values().flatten());
    }
}

/// Whether no two municipalities are stated.
fn may_be_one(one: &Entry, other: &Entry) -> bool {
    let (one, other) = (&one.place.municipality, &other.place.municipality);
    one == other || one.is_none() || other.is_none()
}
