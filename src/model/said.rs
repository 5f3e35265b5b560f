//! Everything that a rule set or an area says, in the keys and texts of their files, without where it stands.
//!
//! In: keys and texts. Out: a tree of which two can be compared.

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

    /// The whole of it in a line, with its names.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::List(items) => items.iter().map(Self::text).collect::<Vec<_>>().join("; "),
            Self::Map(entries) => {
                let said = entries.iter().map(|(key, said)| match said {
                    Self::Map(_) => format!("{key}: ({})", said.text()),
                    _ => format!("{key}: {}", said.text()),
                });
                said.collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// The same where things are called otherwise, wherever they are named by their ids: names by what they become.
    #[must_use]
    pub fn renamed(&self, names: &BTreeMap<String, String>) -> Self {
        let name = |name: &String| names.get(name).unwrap_or(name).clone();
        let referred = |said: &Self| match said {
            Self::Text(text) => Self::Text(name(text)),
            Self::List(items) => {
                let items = items.iter().map(|item| match item {
                    Self::Text(text) => Self::Text(name(text)),
                    other => other.renamed(names),
                });
                Self::List(items.collect())
            }
            other => other.renamed(names),
        };
        match self {
            Self::Text(text) => Self::Text(text.clone()),
            Self::List(items) => Self::List(items.iter().map(|item| item.renamed(names)).collect()),
            Self::Map(entries) => {
                let entries = entries.iter().map(|(key, said)| {
                    let is_reference = REFERENCES.contains(&&**key);
                    (name(key), if is_reference { referred(said) } else { said.renamed(names) })
                });
                Self::Map(entries.collect())
            }
        }
    }
}

/// The keys under which things are named by their ids.
const REFERENCES: [&str; 8] =
    ["id", "criterion", "criteria", "document", "consideration", "considerations", "rule", "asks"];
