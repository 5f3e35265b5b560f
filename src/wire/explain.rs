//! What a name stands for, as JSON: `avtalsform/explain/1`.

use serde::Serialize;
use serde_json::{Value, json};

use crate::lookup::Thing;
use crate::page::explain::Lookup;
use crate::wire::result::{ruleset, tool};

/// The name of the shape.
pub const SCHEMA: &str = "avtalsform/explain/1";

impl Lookup<'_> {
    /// For machines. Weights can be fractions and are texts.
    pub fn json(&self) -> impl Serialize + use<> {
        json!({
            "schema": SCHEMA,
            "tool": tool(),
            "ruleset": ruleset(self.rules, None),
            "name": self.name,
            "things": self.things.iter().map(|thing| self.object(*thing)).collect::<Vec<_>>(),
        })
    }

    fn object(&self, thing: Thing<'_>) -> Value {
        let lang = self.texts.lang;
        let criterion = match thing {
            Thing::Criterion(key) => Some(key),
            _ => None,
        };
        let finding = match thing {
            Thing::Finding(code) => self.texts.finding(code),
            _ => None,
        };
        let does = match thing {
            Thing::Rule(rule) => Some(self.does(rule)),
            _ => None,
        };
        let asked = criterion.map(|key| self.rules.criteria.at(key));
        let choices = asked.into_iter().flat_map(|criterion| &criterion.choices);
        let answers = choices.map(|choice| {
            let (name, help) = (choice.name.get(lang), choice.help.get(lang));
            json!({"id": choice.id, "alias": choice.alias, "name": name, "help": help})
        });
        let weights = criterion.into_iter().flat_map(|key| self.weights(key)).map(|(profile, weight)| {
            json!({"profile": profile.map(|profile| &profile.id), "weight": weight.to_string()})
        });
        let related = thing
            .related(self.rules)
            .into_iter()
            .map(|other| json!({"kind": other.kind(), "id": other.id(self.rules), "text": self.line(other)}));
        let sources = thing.sources(self.rules).iter().map(
            |source| json!({"document": source.document, "section": source.section, "item": source.item}),
        );
        let name = thing.name(self.rules, lang).or(finding.map(|said| said.name.as_str()));
        let text = thing.said(self.rules).map(|said| said.get(lang));
        json!({
            "kind": thing.kind(),
            "id": thing.id(self.rules),
            "alias": thing.alias(self.rules),
            "name": name,
            "text": text.or(finding.map(|said| said.meaning.as_str())),
            "does": does,
            "action": finding.map(|said| &said.action),
            "core": asked.map(|criterion| criterion.core),
            "answers": answers.collect::<Vec<_>>(),
            "weights": weights.collect::<Vec<_>>(),
            "interpretation": thing.is_interpretation(),
            "related": related.collect::<Vec<_>>(),
            "sources": sources.collect::<Vec<_>>(),
        })
    }
}
