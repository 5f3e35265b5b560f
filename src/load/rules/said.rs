//! What a rule set says, without where: keys and texts.
//!
//! In: the tree of a rule set with all its layers. Out: what two rule sets are compared by, word by word.

use crate::load::tree::{Node, Value};
use crate::model::Said;

/// What names a rule set and says how its file is read, and changes nothing that it says.
const UNSAID: [&str; 6] = ["ruleset", "version", "extends", "remove", "lang", "formerly"];

/// Everything that a tree says.
pub fn said(node: &Node) -> Said {
    match &node.value {
        Value::Scalar { text, .. } => Said::Text(text.to_string()),
        Value::List(items) => Said::List(items.iter().map(said).collect()),
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
