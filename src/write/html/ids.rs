//! The ids of a page: each unique, each safe in an address.
//!
//! In: the ids of a document's headings and figures, whatever they hold. Out: ids of a–z, digits and hyphens, and
//! links only to those that exist. The page's own ids have an underscore, and so are never the document's.

use std::collections::{BTreeMap, BTreeSet};

/// The ids given out so far, and what each was in the document.
#[derive(Debug, Default)]
pub(super) struct Ids {
    used: BTreeSet<String>,
    headings: BTreeMap<String, String>,
}

impl Ids {
    /// The id of a heading, which links can go to; the first of several with the same id gets the links.
    pub(super) fn heading(&mut self, wanted: &str) -> String {
        let id = self.unique(wanted);
        self.headings.entry(wanted.to_owned()).or_insert_with(|| id.clone());
        id
    }

    /// An id that nothing links to.
    pub(super) fn unique(&mut self, wanted: &str) -> String {
        let plain = plain(wanted);
        let mut id = plain.clone();
        let mut number = 1_u64;
        while !self.used.insert(id.clone()) {
            number += 1;
            id = format!("{plain}-{number}");
        }
        id
    }

    /// Where a link goes; nowhere if there is no such heading.
    pub(super) fn target(&self, wanted: &str) -> Option<&str> {
        self.headings.get(wanted).map(String::as_str)
    }
}

fn plain(wanted: &str) -> String {
    let plain: String = wanted
        .chars()
        .map(|letter| match letter {
            'a'..='z' | '0'..='9' | '-' => letter,
            _ => '-',
        })
        .collect();
    if plain.is_empty() { "part".to_owned() } else { plain }
}
