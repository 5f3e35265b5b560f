//! Everything that a rule set or an area says, in the keys and texts of their files, without where it stands.
//!
//! In: the tree of a rule set with all its layers, or an area. Out: a tree of which two can be compared.

use std::collections::BTreeMap;

use super::area::Area;
use super::outcome::Stated;
use super::rules::RuleSet;

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

    /// What an area says of itself, by the keys of area files; and what is warned of.
    #[must_use]
    pub fn of_area<'w>(area: &Area, rules: &RuleSet, warnings: impl Iterator<Item = &'w str>) -> Self {
        let mut said: Vec<(String, Self)> = Vec::new();
        let mut put = |key: &str, text: Option<String>| {
            said.extend(text.map(|text| (key.to_owned(), Self::Text(text))))
        };
        let stated = |form: Option<Stated>| form.map(|form| rules.stated_id(form));
        put("area", Some(area.name.clone()));
        for (key, text) in [
            ("municipality", &area.municipality),
            ("board", &area.board),
            ("period", &area.period),
            ("group", &area.group),
            ("service", &area.service),
            ("notes", &area.notes),
        ] {
            put(key, text.clone());
        }
        let current = &area.current;
        put("current.form", stated(current.form));
        let (share, providers) = (&current.share, &current.providers);
        for (key, number) in [
            ("current.share.municipal", share.municipal),
            ("current.share.private", share.private),
            ("current.share.nonprofit", share.nonprofit),
        ] {
            put(key, number.map(|number| number.value().to_string()));
        }
        for (key, count) in [
            ("current.providers.municipal", providers.municipal),
            ("current.providers.private", providers.private),
            ("current.providers.nonprofit", providers.nonprofit),
            ("current.users", current.users),
        ] {
            put(key, count.map(|count| count.to_string()));
        }
        put("current.description", current.description.clone());
        put("current.geography", current.geography.clone());
        if let Some(proposal) = &area.proposal {
            put("proposal.form", stated(proposal.form));
            put("proposal.direction", proposal.direction.clone());
            put("proposal.motivation", proposal.motivation.clone());
        }
        if let Some(decision) = &area.decision {
            put("decision.form", stated(decision.form));
            put("decision.direction", decision.direction.clone());
            put("decision.motivation", decision.motivation.clone());
            put("decision.source", decision.source.clone());
        }
        for weighed in &area.considerations {
            put(&format!("considerations.{}", weighed.id), Some(weighed.note.clone()));
        }
        for (heading, text) in &area.matter {
            put(&format!("matter.{heading}"), Some(text.clone()));
        }
        for (key, evidence) in area.evidence.iter() {
            let id = &rules.criteria.at(key).id;
            let Some(evidence) = evidence else { continue };
            let answer =
                area.answers.get(key).map(|answer| rules.criteria.at(key).answer_id(answer).to_owned());
            put(&format!("answers.{id}"), answer);
            put(&format!("answers.{id}.note"), evidence.note.clone());
            put(&format!("answers.{id}.source"), evidence.source.clone());
        }
        for warning in warnings {
            put(&format!("warnings.{warning}"), Some(warning.to_owned()));
        }
        Self::Map(said)
    }
}

/// The keys under which things are named by their ids.
const REFERENCES: [&str; 7] =
    ["id", "criterion", "document", "consideration", "considerations", "rule", "asks"];
