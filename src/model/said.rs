//! Everything that a rule set says, in its file's keys and texts, without where in the file it stands.
//!
//! In: the tree of a rule set with all its layers. Out: a tree that two of can be compared.

use std::collections::BTreeMap;

/// What a rule set says, or a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A word, number or text.
    Text(String),
    /// Things one after the other.
    List(Vec<Self>),
    /// Things by name.
    Map(Vec<(String, Self)>),
}

impl Default for Said {
    fn default() -> Self {
        Self::Map(Vec::new())
    }
}

impl Said {
    /// What stands under a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Map(entries) = self else { return None };
        entries.iter().find(|(key, _)| key == name).map(|(_, said)| said)
    }

    /// The id that it has among others of its list.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self.get("id") {
            Some(Self::Text(id)) => Some(id),
            _ => None,
        }
    }

    /// All its texts, one behind the other.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::List(items) => items.iter().map(Self::text).collect::<Vec<_>>().join("; "),
            Self::Map(entries) => {
                let said = entries.iter().filter(|(key, _)| key != "id");
                said.map(|(_, said)| said.text()).collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// The same where things are called otherwise: names by what they become.
    #[must_use]
    pub fn renamed(&self, names: &BTreeMap<String, String>) -> Self {
        let name = |name: &String| names.get(name).unwrap_or(name).clone();
        match self {
            Self::Text(text) => Self::Text(name(text)),
            Self::List(items) => Self::List(items.iter().map(|item| item.renamed(names)).collect()),
            Self::Map(entries) => {
                let entries = entries.iter().map(|(key, said)| {
                    // A kind is a word of the format, whatever is called the same.
                    (name(key), if key == "kind" { said.clone() } else { said.renamed(names) })
                });
                Self::Map(entries.collect())
            }
        }
    }
}
