//! JSON Schema of files of shared answers.
//!
//! In: a rule set. Out: a schema that knows its criteria and services.

use serde_json::{Value, json};

use super::in_both_languages;
use super::{answers, any_text, criteria, service};
use crate::model::RuleSet;
use crate::texts::Texts;

/// The schema of shared answers for a rule set, with titles and descriptions in one language.
#[must_use]
pub fn shared(rules: &RuleSet, texts: &Texts) -> Value {
    let to = json!({
        "type": "object",
        "additionalProperties": false,
        "minProperties": 1,
        "maxProperties": 1,
        "properties": {
            "areas": {"type": "array", "items": any_text()},
            "service": service(rules, texts),
            "group": any_text(),
            "board": any_text(),
            "all": {"enum": [true, "ja", "yes"]},
        },
    });
    let entry = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["for", "answers"],
        "properties": {"for": to, "answers": answers(rules)},
    });
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("avtalsform/shared/{}/{}", rules.identity.id, rules.identity.version),
        "title": rules.name.get(texts.lang),
        "type": "object",
        "additionalProperties": false,
        "required": ["shared"],
        "properties": {
            "root": {"enum": [true, false, "ja", "nej", "yes", "no"]},
            "shared": {"type": "array", "items": entry},
        },
        "$defs": criteria(rules, texts),
    });
    in_both_languages(&mut schema, true);
    schema
}
