//! What a rule set says, without where: keys and texts.
//!
//! In: the tree of a rule set with all its layers. Out: what two rule sets are compared by, word by word.

use crate::load::tree::{Node, Value};
use crate::model::{Said, parse_ratio};

/// What names a rule set and says how its file is read, and changes nothing that it says.
const UNSAID: [&str; 6] = ["ruleset", "version", "extends", "remove", "lang", "formerly"];

/// Everything that a tree says.
pub fn said(node: &Node) -> Said {
    match &node.value {
        Value::Scalar { text, .. } => Said::Text(written(text)),
        Value::List(items) => {
            let items: Vec<Said> = items.iter().map(said).collect();
            match items.as_slice() {
                // One thing may be written as a list of one.
                [one] if one.id().is_none() => one.clone(),
                _ => Said::List(items),
            }
        }
        Value::Mapping(entries) => {
            let entries = entries.iter().filter_map(|(key, value)| match &key.value {
                Value::Scalar { text, .. } if !UNSAID.contains(&&**text) => {
                    Some((text.to_string(), said(value)))
                }
                _ => None,
            });
            Said::Map(entries.collect())
        }
        Value::Broken => Said::Text(String::new()),
    }
}

/// A word, number or text in one of the ways in which it can be written.
fn written(text: &str) -> String {
    let is_number = text.starts_with(|letter: char| letter.is_ascii_digit());
    let number = parse_ratio(text.trim()).filter(|_| is_number);
    number.map_or_else(|| text.split_whitespace().collect::<Vec<_>>().join(" "), |number| number.to_string())
}
