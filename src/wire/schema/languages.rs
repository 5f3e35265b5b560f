//! The keys of area files in both languages.
//!
//! In: a schema with English keys. Out: the same with the Swedish ones beside them.

use serde_json::{Value, json};

use crate::load::swedish;

/// Every key of area files under its Swedish name, too, and never under both at once.
pub fn in_both_languages(schema: &mut Value, whole: bool) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(|item| in_both_languages(item, false)),
        Value::Object(parts) => {
            parts.values_mut().for_each(|part| in_both_languages(part, false));
            let mut rules = Vec::new();
            if let Some(Value::Object(properties)) = parts.get_mut("properties") {
                let keys: Vec<String> = properties.keys().cloned().collect();
                for key in keys {
                    let Some(other) = swedish(&key).filter(|other| !properties.contains_key(*other)) else {
                        continue;
                    };
                    let same = match properties.get(&key) {
                        Some(_) if whole => json!({"$ref": format!("#/properties/{key}")}),
                        found => found.cloned().unwrap_or_default(),
                    };
                    properties.insert(other.to_owned(), same);
                    rules.push(json!({"not": {"type": "object", "required": [key, other]}}));
                }
            }
            if let Some(Value::Array(required)) = parts.get("required") {
                let named = required.iter().filter_map(Value::as_str);
                let both = named.filter_map(|key| Some((key.to_owned(), swedish(key)?)));
                let either: Vec<(String, &str)> = both.collect();
                for (key, other) in either {
                    rules.push(json!({"anyOf": [{"required": [key]}, {"required": [other]}]}));
                    if let Some(Value::Array(required)) = parts.get_mut("required") {
                        required.retain(|one| one.as_str() != Some(&key));
                    }
                }
            }
            if !rules.is_empty() {
                match parts.get_mut("allOf") {
                    Some(Value::Array(all)) => all.extend(rules),
                    _ => drop(parts.insert("allOf".to_owned(), Value::Array(rules))),
                }
            }
        }
        _ => {}
    }
}
