//! Where the parts of a rule set stand: which layer, which line.

use std::collections::BTreeMap;

use super::head::Validity;

/// One of the rule sets that a rule set is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its file, `-` for standard input; none where it is built in.
    pub path: Option<String>,
    /// When it holds.
    pub validity: Validity,
}

/// Something that a layer takes away of what it extends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its id.
    pub id: String,
    /// The ids of what cannot be without it, and went with it.
    pub with: Vec<String>,
}

/// A place in one of a rule set's layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Spot {
    /// The layer, by its position in [`RuleSet::layers`].
    pub layer: usize,
    /// Line from 1.
    pub line: usize,
    /// Column from 1.
    pub column: usize,
}

/// Where the parts of a rule set stand, by id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    /// Rules of every kind, advice, checks, profiles and statements on plans.
    pub rules: BTreeMap<String, Spot>,
    /// Criteria.
    pub criteria: BTreeMap<String, Spot>,
    /// Forms.
    pub forms: BTreeMap<String, Spot>,
    /// Documents.
    pub documents: BTreeMap<String, Spot>,
    /// The facts of the current state that a plan asks for.
    pub facts: BTreeMap<String, Spot>,
    /// Considerations.
    pub considerations: BTreeMap<String, Spot>,
    /// Services.
    pub services: BTreeMap<String, Spot>,
    /// The margin.
    pub margin: Spot,
}

impl Places {
    /// Where what has this id stands, whatever it is.
    #[must_use]
    pub fn of(&self, id: &str) -> Option<Spot> {
        let lists = [&self.criteria, &self.rules, &self.forms, &self.documents, &self.considerations];
        let mut lists = lists.into_iter().chain([&self.services, &self.facts]);
        lists.find_map(|list| list.get(id)).copied()
    }
}
