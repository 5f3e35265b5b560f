//! A rule set written out as one file that extends nothing.
//!
//! In: what stands in it, the inherited included. Out: YAML that reads back the same.

use super::scalar;
use crate::load::{Node, Value};

/// The text of a whole rule set.
#[must_use]
pub fn whole(rules: &Node) -> String {
    let mut text = String::new();
    mapping(rules, 0, &mut text);
    text
}

/// The entries of a mapping, each on its own line; the first stands where the text ends.
fn mapping(node: &Node, indent: usize, text: &mut String) {
    let given = node.entries().iter().filter(|(_, value)| !value.is_null());
    for (at, (key, value)) in given.enumerate() {
        if at > 0 {
            // A blank line between what a rule set is made of.
            text.push_str(if indent == 0 { "\n\n" } else { "\n" });
            text.push_str(&" ".repeat(indent));
        }
        text.push_str(&scalar::line(key.word_of().unwrap_or_default()));
        text.push(':');
        put(value, indent + 2, text);
    }
    if indent == 0 {
        text.push('\n');
    }
}

fn put(node: &Node, indent: usize, text: &mut String) {
    match &node.value {
        Value::Mapping(entries) if entries.is_empty() => text.push_str(" {}"),
        Value::List(items) if items.is_empty() => text.push_str(" []"),
        Value::Mapping(_) => {
            text.push_str(&format!("\n{}", " ".repeat(indent)));
            mapping(node, indent, text);
        }
        Value::List(items) => {
            for item in items {
                text.push_str(&format!("\n{}-", " ".repeat(indent)));
                if let Value::Mapping(_) = item.value {
                    text.push(' ');
                    mapping(item, indent + 2, text);
                } else {
                    put(item, indent + 2, text);
                }
            }
        }
        Value::Scalar { text: word, plain } => {
            // A word that needed no quotation marks, such as `true`, needs none here.
            let short = *plain && word.len() + indent < 80;
            let word = if short { word.to_string() } else { scalar::block(word, indent, "\n") };
            text.push_str(&format!(" {word}"));
        }
        Value::Broken => {}
    }
}
