//! JSON Schema of files of rule tests.
//!
//! In: a rule set. Out: a schema that knows its criteria, outcomes and rules.

use serde_json::{Map, Value, json};

use super::area;
use crate::evaluate::Firmness;
use crate::explain::{Effect, WarningKind};
use crate::model::{Criterion, Rule, RuleKind, RuleSet};
use crate::testing::{LISTS, NONE};
use crate::texts::Texts;

/// The schema of rule tests of a rule set, with titles and descriptions in one language.
#[must_use]
pub fn test<'a>(rules: &'a RuleSet, texts: &Texts) -> Value {
    let lang = texts.lang;
    let area = area(rules, texts);
    let part = |name: &str| area.pointer(&format!("/properties/{name}")).cloned().unwrap_or_default();
    let all: Vec<Rule<'a>> = rules.rules().collect();
    // The names that rules had still find them.
    let names = |rule: &Rule<'a>| -> Vec<&'a str> {
        std::iter::once(rule.id()).chain(rule.head().formerly.iter().map(String::as_str)).collect()
    };
    let ids = |fits: &dyn Fn(RuleKind) -> bool| -> Vec<&str> {
        all.iter().filter(|rule| fits(rule.kind())).flat_map(names).collect()
    };
    let criteria: Vec<&str> = rules.criteria.entries().iter().flat_map(Criterion::names).collect();
    let outcomes: Vec<String> = rules.outcomes().map(|outcome| rules.outcome_id(outcome)).collect();
    let forms: Vec<&str> = rules.forms.entries().iter().map(|form| form.id.as_str()).collect();
    let reasons = ids(&RuleKind::gives_reasons);
    let reason = json!({
        "anyOf": [
            { "enum": reasons },
            {
                "type": "object",
                "additionalProperties": false,
                "required": ["rule"],
                "properties": {
                    "rule": { "enum": reasons },
                    "effect": { "enum": Effect::ALL },
                    "form": { "enum": forms },
                },
            },
        ],
    });
    let profiles: Vec<&str> = rules.profiles.iter().map(|profile| profile.id.as_str()).collect();
    let list = |(key, kind): (&'static str, RuleKind)| {
        let codes = WarningKind::CODES.into_iter().filter(|_| kind == RuleKind::Check);
        let listed: Vec<&str> = ids(&|found| found == kind).into_iter().chain(codes).collect();
        (key, sides(&json!({ "enum": listed })))
    };
    let keys = [
        ("outcome", json!({ "enum": with_none(&outcomes) })),
        ("leads", json!({ "enum": outcomes })),
        ("leaning", json!({ "enum": with_none(&forms) })),
        ("firmness", json!({ "enum": Firmness::ALL })),
        ("tie", json!({ "enum": [true, false, "yes", "no", "ja", "nej"] })),
        ("reasons", sides(&reason)),
        ("conditions", sides(&json!({ "enum": criteria }))),
    ];
    let keys = keys.into_iter().chain(LISTS.map(list)).map(|(key, value)| (key.to_owned(), value));
    let keys: Map<String, Value> = keys.collect();
    let test = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["name", "expect"],
        "anyOf": [{ "required": ["answers"] }, { "required": ["area"] }],
        "properties": {
            "name": { "type": ["string", "number"], "minLength": 1 },
            "area": { "type": ["string", "null"] },
            "answers": part("answers"),
            "current": part("current"),
            "profile": { "enum": with_null(&profiles) },
            "expect": {
                "type": "object",
                "additionalProperties": false,
                "minProperties": 1,
                "properties": keys,
            },
        },
    });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("avtalsform/test/{}/{}", rules.identity.id, rules.identity.version),
        "title": rules.name.get(lang),
        "type": "object",
        "additionalProperties": false,
        "required": ["tests"],
        "properties": {
            "rules": { "type": ["string", "null"] },
            "tests": { "type": "array", "minItems": 1, "items": test },
        },
        "$defs": area.get("$defs"),
    })
}

/// What must be there and what must not: one or a list of each.
fn sides(entry: &Value) -> Value {
    let list = json!({ "anyOf": [entry, { "type": "array", "minItems": 1, "items": entry }] });
    json!({
        "type": "object",
        "additionalProperties": false,
        "minProperties": 1,
        "properties": { "with": list, "without": list },
    })
}

fn with_none<T: AsRef<str>>(words: &[T]) -> Vec<Value> {
    words.iter().map(|word| json!(word.as_ref())).chain([json!(NONE)]).collect()
}

fn with_null(words: &[&str]) -> Vec<Value> {
    words.iter().map(|word| json!(word)).chain([Value::Null]).collect()
}
