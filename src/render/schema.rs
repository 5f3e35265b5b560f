//! JSON Schema, for editors and CI.
//!
//! In: for area files, a rule set. Out: schemas. Those of results and rule sets are data in `schemas/`.

use serde_json::{Map, Value, json};

use crate::model::{Criterion, Lang, RuleSet};

/// The schema of results, as published.
pub const RESULT: &str = include_str!("../../schemas/result.json");
/// The schema of overviews, as published but for the recommendation, which is that of results.
pub const BATCH: &str = include_str!("../../schemas/batch.json");
/// The schema of what `rules check` finds, as published.
pub const CHECK: &str = include_str!("../../schemas/check.json");
/// The schema of comparisons, as published.
pub const COMPARE: &str = include_str!("../../schemas/compare.json");
/// The schema of comparisons, as published.
pub const DIFF: &str = include_str!("../../schemas/diff.json");
/// The schema of explanations, as published.
pub const EXPLAIN: &str = include_str!("../../schemas/explain.json");
/// The schema of what-if, as published.
pub const WHAT_IF: &str = include_str!("../../schemas/what-if.json");
/// The schema of rule sets, as published.
pub const RULES: &str = include_str!("../../schemas/rules.json");

/// The schema of area files for a rule set, with titles and descriptions in one language.
#[must_use]
pub fn area(rules: &RuleSet, lang: Lang) -> Value {
    let outcomes: Vec<String> = rules.outcomes().map(|outcome| rules.outcome_id(outcome)).collect();
    let text = json!({"type": ["string", "null"]});
    let count = json!({"type": ["integer", "null"], "minimum": 0});
    let share = json!({"type": ["number", "string", "null"], "minimum": 0, "maximum": 100});
    let portions = |part: &Value| {
        json!({
            "type": ["object", "null"],
            "additionalProperties": false,
            "properties": {"municipal": part, "private": part, "nonprofit": part},
        })
    };
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("avtalsform/area/{}/{}", rules.identity.id, rules.identity.version),
        "title": rules.name.get(lang),
        "description": rules.description.get(lang),
        "type": "object",
        "additionalProperties": false,
        "required": ["area"],
        "properties": {
            "area": {"type": ["string", "number"], "minLength": 1},
            "id": text,
            "board": text,
            "period": text,
            "group": text,
            "current": {
                "type": ["object", "null"],
                "additionalProperties": false,
                "properties": {
                    "form": {"enum": with_null(&outcomes)},
                    "as_of": {"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
                    "users": count,
                    "providers": portions(&count),
                    "share": portions(&share),
                    "geography": text,
                    "description": text,
                },
            },
            "decision": {
                "type": ["object", "null"],
                "additionalProperties": false,
                "properties": {"form": {"enum": with_null(&outcomes)}, "motivation": text, "source": text},
            },
            "compensation": compensation(&text),
            "districts": districts(&text),
            "answers": answers(rules, lang),
            "notes": text,
        },
    })
}

/// Twelve digits, perhaps with blanks between thousands.
const WHOLE: &str = r"([0-9]{1,12}|[0-9]{1,3}([ \u00a0\u202f][0-9]{3}){1,3})";

/// A number from 0 with at most two decimals, as a number or as text.
fn amount() -> Value {
    let pattern = format!(r"^\s*{WHOLE}([.,][0-9]{{1,2}})?\s*$");
    json!({
        "type": ["number", "string", "null"],
        "minimum": 0,
        "exclusiveMaximum": 1_000_000_000_000_u64,
        "pattern": pattern,
    })
}

/// A percentage from 0 to 100, as a number or as text.
fn percent() -> Value {
    let pattern = r"^\s*(100([.,]0{1,4})?|[0-9]{1,2}([.,][0-9]{1,4})?)\s*%?\s*$";
    json!({"type": ["number", "string", "null"], "minimum": 0, "maximum": 100, "pattern": pattern})
}

/// A percentage from -100 to 1000, as a number or as text.
fn change() -> Value {
    let below = r"[-\u2212](100([.,]0{1,4})?|[0-9]{1,2}([.,][0-9]{1,4})?)";
    let above = r"[+]?(1[ \u00a0\u202f]?000([.,]0{1,4})?|[0-9]{1,3}([.,][0-9]{1,4})?)";
    let pattern = format!(r"^\s*({below}|{above})\s*%?\s*$");
    json!({"type": ["number", "string", "null"], "minimum": -100, "maximum": 1000, "pattern": pattern})
}

/// The figures of the expected compensation.
fn compensation(text: &Value) -> Value {
    let year = json!({
        "type": ["integer", "string", "null"],
        "minimum": 1900,
        "maximum": 2999,
        "pattern": r"^\s*(19|2[0-9])[0-9]{2}\s*$",
    });
    json!({
        "type": ["object", "null"],
        "additionalProperties": false,
        "properties": {
            "year": year,
            "cost": amount(),
            "volume_change": change(),
            "efficiency": percent(),
            "quality": percent(),
            "index": change(),
            "variable": percent(),
            "source": text,
        },
    })
}

/// The districts; that their names differ is beyond a schema.
fn districts(text: &Value) -> Value {
    let mut volume = amount();
    if let Some(types) = volume.get_mut("type") {
        *types = json!(["number", "string"]);
    }
    let by_provider = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {"municipal": amount(), "private": amount()},
    });
    let district = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["name", "volume"],
        "properties": {
            "name": {"type": ["string", "number"], "minLength": 1},
            "volume": volume,
            "in_house": percent(),
            "capacity": {"anyOf": [amount(), by_provider]},
        },
    });
    json!({
        "type": ["object", "null"],
        "additionalProperties": false,
        "properties": {
            "unit": text,
            "source": text,
            "list": {"type": ["array", "null"], "items": district},
        },
    })
}

/// The schema of rule sets.
#[must_use]
pub fn rules() -> Value {
    serde_json::from_str(RULES).unwrap_or_default()
}

/// The schema of what `rules check` finds.
#[must_use]
pub fn check() -> Value {
    serde_json::from_str(CHECK).unwrap_or_default()
}

/// The schema of comparisons.
#[must_use]
pub fn compare() -> Value {
    serde_json::from_str(COMPARE).unwrap_or_default()
}

/// The schema of overviews, with the recommendation it refers to.
#[must_use]
pub fn batch() -> Value {
    let mut schema: Value = serde_json::from_str(BATCH).unwrap_or_default();
    let recommendation = result().pointer("/$defs").cloned();
    if let (Some(schema), Some(definitions)) = (schema.as_object_mut(), recommendation) {
        schema.insert("$defs".to_owned(), definitions);
    }
    schema
}

/// The schema of comparisons.
#[must_use]
pub fn diff() -> Value {
    serde_json::from_str(DIFF).unwrap_or_default()
}

/// The schema of explanations.
#[must_use]
pub fn explain() -> Value {
    serde_json::from_str(EXPLAIN).unwrap_or_default()
}

/// The schema of what-if.
#[must_use]
pub fn what_if() -> Value {
    serde_json::from_str(WHAT_IF).unwrap_or_default()
}

/// The schema of results.
#[must_use]
pub fn result() -> Value {
    serde_json::from_str(RESULT).unwrap_or_default()
}

fn with_null(words: &[String]) -> Vec<Value> {
    words.iter().map(|word| json!(word)).chain([Value::Null]).collect()
}

/// Every criterion under both its names, and never under both at once.
fn answers(rules: &RuleSet, lang: Lang) -> Value {
    let mut properties = Map::new();
    let mut once = Vec::new();
    for criterion in rules.criteria.entries() {
        let schema = answer(criterion, lang);
        properties.insert(criterion.id.clone(), schema.clone());
        properties.insert(criterion.alias.clone(), schema);
        once.push(json!({"not": {"required": [criterion.id, criterion.alias]}}));
    }
    json!({"type": ["object", "null"], "additionalProperties": false, "properties": properties, "allOf": once})
}

/// An answer as a word, or as a mapping with what supports it.
fn answer(criterion: &Criterion, lang: Lang) -> Value {
    let mut words: Vec<String> = Vec::new();
    let mut help = vec![criterion.question.get(lang).to_owned()];
    for choice in &criterion.choices {
        words.push(choice.id.clone());
        words.extend(choice.alias.clone());
        help.push(format!("{}: {}", choice.name.get(lang), choice.help.get(lang)));
    }
    words.extend(["unknown".to_owned(), "okänt".to_owned()]);
    let mut values: Vec<Value> = words.iter().map(|word| json!(word)).collect();
    if criterion.graded {
        values.extend([json!(true), json!(false)]);
    }
    values.push(Value::Null);
    // The words as completions, and the same words whatever their case.
    let pattern = format!("^({})$", words.iter().map(|word| any_case(word)).collect::<Vec<_>>().join("|"));
    let word = json!({"anyOf": [{"enum": values}, {"type": "string", "pattern": pattern}]});
    json!({
        "title": criterion.name.get(lang),
        "description": help.join("\n"),
        "anyOf": [
            word,
            {
                "type": "object",
                "additionalProperties": false,
                "required": ["answer"],
                "properties": {
                    "answer": word,
                    "note": {"type": ["string", "null"]},
                    "source": {"type": ["string", "null"]},
                },
            },
        ],
    })
}

/// A pattern for a word in upper or lower case.
fn any_case(word: &str) -> String {
    word.chars()
        .map(|letter| {
            let upper: String = letter.to_uppercase().collect();
            let lower: String = letter.to_lowercase().collect();
            if upper == lower { lower } else { format!("[{upper}{lower}]") }
        })
        .collect()
}
