//! What a rule set says, without where: keys and texts.
//!
//! In: the tree of a rule set with all its layers. Out: what two rule sets are compared by, word by word.

use crate::load::tree::{Node, Value};
use crate::model::{Said, parse_ratio};

/// What names a rule set and says how its file is read, and changes nothing that it says.
const UNSAID: [&str; 6] = ["ruleset", "version", "extends", "remove", "lang", "formerly"];

/// The keys of numbers, which can be written in several ways.
const NUMBERS: [&str; 3] = ["weight", "weights", "margin"];

/// Everything that a tree says.
pub fn said(node: &Node) -> Said {
    of(node, false)
}

fn of(node: &Node, is_number: bool) -> Said {
    match &node.value {
        Value::Scalar { text, .. } => Said::Text(written(text, is_number)),
        Value::List(items) => {
            let items: Vec<Said> = items.iter().map(|item| of(item, is_number)).collect();
            match items.as_slice() {
                // One thing may be written as a list of one.
                [one] if one.id().is_none() => one.clone(),
                _ => Said::List(items),
            }
        }
        Value::Mapping(entries) => {
            let entries = entries.iter().filter_map(|(key, value)| match &key.value {
                Value::Scalar { text, .. } if !UNSAID.contains(&&**text) => {
                    Some((text.to_string(), of(value, is_number || NUMBERS.contains(&&**text))))
                }
                _ => None,
            });
            Said::Map(entries.collect())
        }
        Value::Broken => Said::Text(String::new()),
    }
}

/// A word, number or text in one of the ways in which it can be written.
fn written(text: &str, is_number: bool) -> String {
    let number = parse_ratio(text.trim()).filter(|_| is_number);
    number.map_or_else(|| text.split_whitespace().collect::<Vec<_>>().join(" "), |number| number.to_string())
}
