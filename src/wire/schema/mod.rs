//! JSON Schema, for editors and CI.
//!
//! In: for area files, a rule set. Out: schemas. Those of results and rule sets are data in `schemas/`.

mod languages;
mod published;
mod shared;
mod test;

pub use published::{PUBLISHED, of};
pub use shared::shared;
pub use test::test;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use self::languages::in_both_languages;

use crate::model::{Criterion, Outcome, RuleSet, Service, Stated};
use crate::say::Speaker;
use crate::texts::Texts;

/// The schema of rule sets, as published.
pub const RULES: &str = include_str!("../../../schemas/rules.json");

/// The schema of area files for a rule set, with titles and descriptions in the language of the texts.
#[must_use]
pub fn area(rules: &RuleSet, texts: &Texts) -> Value {
    let lang = texts.lang;
    let form = |title: &str| form(rules, texts, title);
    let text = |title: &str| titled(title, any_text());
    let portions = |part: Value, titles: [&str; 3]| {
        let [municipal, private, nonprofit] = titles.map(|title| titled(title, part.clone()));
        json!({
            "type": ["object", "null"],
            "additionalProperties": false,
            "properties": {"municipal": municipal, "private": private, "nonprofit": nonprofit},
        })
    };
    let providers = [
        texts.column_providers_municipal(),
        texts.column_providers_private(),
        texts.column_providers_nonprofit(),
    ];
    let shares =
        [texts.column_share_municipal(), texts.column_share_private(), texts.column_share_nonprofit()];
    // One or two numbers alone are years; all else is words of one's own.
    let pattern = r"[^0-9\s–/-]|[–/-][\s\S]*[–/-]|^\s*[0-9]{4}\s*([–/-]\s*[0-9]{4}\s*)?$";
    let period = json!({"type": ["string", "number", "boolean", "null"], "minimum": 1000, "maximum": 9999, "pattern": pattern});
    let date = json!({"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"});
    let considered = rules.considerations.iter().map(|one| {
        let either = json!({"description": one.question.get(lang), "$ref": "#/$defs/Considered"});
        (one.id.clone(), titled(one.name.get(lang), either))
    });
    let considered: Map<String, Value> = considered.collect();
    let note = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["note"],
        "properties": {"note": text(texts.column_note()), "source": text(texts.source())},
    });
    let mut shared = criteria(rules, texts);
    // Ids have no capitals.
    shared.insert("Considered".to_owned(), json!({"anyOf": [any_text(), note]}));
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("avtalsform/area/{}/{}", rules.identity.id, rules.identity.version),
        "title": rules.name.get(lang),
        "description": rules.description.get(lang),
        "type": "object",
        "additionalProperties": false,
        "required": ["area"],
        "properties": {
            "area": titled(texts.column_area(), json!({"type": ["string", "number"], "pattern": r"\S"})),
            "id": text(texts.column_id()),
            "municipality": text(texts.column_municipality()),
            "board": text(texts.column_board()),
            "period": titled(texts.column_period(), period),
            "group": text(texts.column_group()),
            "service": service(rules, texts),
            "current": {
                "type": ["object", "null"],
                "additionalProperties": false,
                "properties": {
                    "form": form(texts.column_current_form()),
                    "as_of": titled(texts.column_as_of(), date.clone()),
                    "users": titled(texts.column_users(), count()),
                    "providers": portions(count(), providers),
                    "share": portions(share(), shares),
                    "geography": text(texts.column_geography()),
                    "description": text(texts.column_description()),
                },
            },
            "proposal": {
                "type": ["object", "null"],
                "additionalProperties": false,
                "properties": {
                    "form": form(texts.column_proposal_form()),
                    "direction": text(texts.column_direction()),
                    "motivation": text(texts.column_motivation()),
                },
            },
            "decision": {
                "type": ["object", "null"],
                "additionalProperties": false,
                "properties": {
                    "form": form(texts.column_decision_form()),
                    "direction": text(texts.column_direction()),
                    "motivation": text(texts.column_motivation()),
                    "source": text(texts.column_decision_source()),
                },
            },
            "compensation": compensation(texts),
            "districts": districts(texts),
            "answers": answers(rules),
            "considerations": {
                "type": ["object", "null"],
                "properties": considered,
                "additionalProperties": {"$ref": "#/$defs/Considered"},
            },
            "matter": {
                "type": ["object", "null"],
                "additionalProperties": any_text(),
                "properties": {
                    "reference": text(texts.column_reference()),
                    "date": titled(texts.column_date(), date),
                    "officer": text(texts.column_officer()),
                },
            },
            "notes": text(texts.column_notes()),
        },
        "$defs": shared,
    });
    in_both_languages(&mut schema, true);
    schema
}

/// What can be answered to each criterion, by its id.
fn criteria(rules: &RuleSet, texts: &Texts) -> Map<String, Value> {
    let all = rules.criteria.entries().iter();
    all.map(|criterion| (criterion.id.clone(), answer(criterion, texts))).collect()
}

/// A service of the catalogue, by any of its names.
fn service(rules: &RuleSet, texts: &Texts) -> Value {
    let mut names: Vec<&str> = rules.services.iter().flat_map(Service::names).collect();
    names.sort_unstable();
    names.dedup();
    let names: Vec<Value> = names.into_iter().map(Value::from).chain([Value::Null]).collect();
    titled(texts.column_service(), json!({ "enum": names }))
}

/// A schema with what it is called in front.
fn titled(title: &str, schema: Value) -> Value {
    let mut titled = Map::new();
    titled.insert("title".to_owned(), json!(title));
    if let Value::Object(schema) = schema {
        titled.extend(schema);
    }
    Value::Object(titled)
}

/// Any text, which may look like a number or a truth value.
fn any_text() -> Value {
    json!({"type": ["string", "number", "boolean", "null"], "pattern": r"\S"})
}

/// A whole number from 0, perhaps with blanks between thousands.
fn count() -> Value {
    let pattern = r"^\s*([0-9]+|[0-9]{1,3}(\s[0-9]{3})+)\s*$";
    json!({"type": ["integer", "string", "null"], "minimum": 0, "pattern": pattern})
}

/// A share in per cent, as a number or as text.
fn share() -> Value {
    let pattern = r"^\s*0*(100([.,]0{1,9})?|[0-9]{1,2}([.,][0-9]{1,9})?)\s*%?\s*$";
    json!({"type": ["number", "string", "null"], "minimum": 0, "maximum": 100, "pattern": pattern})
}

/// An outcome, with what each is called.
fn form(rules: &RuleSet, texts: &Texts, title: &str) -> Value {
    let speaker = Speaker { rules, texts };
    let ids: Vec<String> = rules.statable().map(|form| rules.stated_id(form)).collect();
    let named = rules.statable().zip(&ids);
    let named = named.map(|(form, id)| format!("{id}: {}", speaker.stated(form)));
    let description = named.collect::<Vec<_>>().join("\n");
    let names = |form| {
        let names: BTreeSet<String> = rules.names_of(form).map(any_case).collect();
        format!("({})", names.into_iter().collect::<Vec<_>>().join("|"))
    };
    let written = rules.statable().map(|form| match form {
        Stated::Outcome(Outcome { form, beside: None }) => names(form),
        Stated::Outcome(Outcome { form, beside: Some(base) }) => {
            let (form, base) = (names(form), names(base));
            format!(r"{form}\s*\+\s*{base}|{base}\s*\+\s*{form}")
        }
        Stated::Mix => any_case(&rules.stated_id(form)),
    });
    let pattern = format!("^({})$", written.collect::<Vec<_>>().join("|"));
    let any = json!([{"enum": with_null(&ids)}, {"type": "string", "pattern": pattern}]);
    titled(title, json!({"description": description, "anyOf": any}))
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
fn compensation(texts: &Texts) -> Value {
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
            "year": titled(texts.column_compensation_year(), year),
            "cost": titled(texts.column_cost(), amount()),
            "volume_change": titled(texts.column_volume_change(), change()),
            "efficiency": titled(texts.column_efficiency(), percent()),
            "quality": titled(texts.column_quality(), percent()),
            "index": titled(texts.column_indexation(), change()),
            "variable": titled(texts.column_variable(), percent()),
            "source": titled(texts.column_compensation_source(), any_text()),
        },
    })
}

/// The districts; that their names differ is beyond a schema.
fn districts(texts: &Texts) -> Value {
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
            "name": {"type": ["string", "number"], "pattern": r"\S"},
            "volume": titled(texts.column_volume(), volume),
            "in_house": titled(texts.column_in_house(), percent()),
            "capacity": {"anyOf": [amount(), by_provider]},
        },
    });
    json!({
        "type": ["object", "null"],
        "additionalProperties": false,
        "properties": {
            "unit": any_text(),
            "source": any_text(),
            "list": {"type": ["array", "null"], "items": district},
        },
    })
}

/// The schema of rule sets.
#[must_use]
pub fn rules() -> Value {
    serde_json::from_str(RULES).unwrap_or_default()
}

fn with_null(words: &[String]) -> Vec<Value> {
    words.iter().map(|word| json!(word)).chain([Value::Null]).collect()
}

/// Every criterion under each of its names, and never under two at once.
fn answers(rules: &RuleSet) -> Value {
    let mut properties = Map::new();
    let mut once = Vec::new();
    for criterion in rules.criteria.entries() {
        let schema = json!({"$ref": format!("#/$defs/{}", criterion.id)});
        let names: Vec<&str> = criterion.names().collect();
        for (at, name) in names.iter().enumerate() {
            properties.insert((*name).to_owned(), schema.clone());
            for other in names.iter().skip(at + 1) {
                // Without its type, this would hold of no answers at all.
                let both = json!({"type": "object", "required": [name, other]});
                once.push(json!({"not": both}));
            }
        }
    }
    json!({"type": ["object", "null"], "additionalProperties": false, "properties": properties, "allOf": once})
}

/// An answer as a word, or as a mapping with what supports it.
fn answer(criterion: &Criterion, texts: &Texts) -> Value {
    let lang = texts.lang;
    let question = criterion.question.get(lang);
    let mut words: Vec<String> = Vec::new();
    let mut help = vec![question.to_owned()];
    let mut marked = vec![format!("**{question}**\n")];
    for choice in &criterion.choices {
        words.push(choice.id.clone());
        words.extend(choice.alias.clone());
        let names: Vec<&str> = choice.alias.as_deref().into_iter().chain([choice.id.as_str()]).collect();
        let counts = format!("{}: {}", choice.name.get(lang), choice.help.get(lang));
        help.push(format!("{counts} ({})", names.join(", ")));
        marked.push(format!("- {counts} (`{}`)", names.join("`, `")));
    }
    if criterion.alias != criterion.id {
        help.push(format!("{} = {}", criterion.alias, criterion.id));
        marked.push(format!("\n`{}` = `{}`", criterion.alias, criterion.id));
    }
    words.extend(["unknown".to_owned(), "okänt".to_owned()]);
    let mut values: Vec<Value> = words.iter().map(|word| json!(word)).collect();
    // Spelt like this they are understood, but not offered.
    words.extend(["okänd", "okant"].map(str::to_owned));
    if criterion.graded {
        values.extend([json!(true), json!(false)]);
        words.extend(["true", "false"].map(str::to_owned));
    }
    values.push(Value::Null);
    // The words as completions, and the same words whatever their case.
    let pattern = words.iter().map(|word| any_case(word)).collect::<Vec<_>>().join("|");
    let pattern = format!(r"^\s*({pattern})\s*$");
    let word = json!({"anyOf": [{"enum": values}, {"type": "string", "pattern": pattern}]});
    json!({
        "title": criterion.name.get(lang),
        "description": help.join("\n"),
        "markdownDescription": marked.join("\n"),
        "anyOf": [
            word,
            {
                "type": "object",
                "additionalProperties": false,
                "required": ["answer"],
                "properties": {
                    "answer": {"$ref": format!("#/$defs/{}/anyOf/0", criterion.id)},
                    "note": titled(texts.column_note(), any_text()),
                    "source": titled(texts.source(), any_text()),
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
            match letter {
                _ if r"\^$.*+?()[]{}|/".contains(letter) => format!(r"\{letter}"),
                _ if upper == lower => lower,
                _ => format!("[{upper}{lower}]"),
            }
        })
        .collect()
}
