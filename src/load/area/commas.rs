//! Decimal commas within braces.
//!
//! In: a mapping, and what its keys hold. Out: a fault for each number that YAML has cut in two, and the mapping
//! without the pieces. Never puts a number together: what was meant is for the author to say.

use super::figures::NumberKind;
use crate::load::fault::{Faults, Place};
use crate::load::tree::{Node, Value};

/// Within braces a comma ends a part, so that `33,5` reads as `33` and a key `5` without a value. Notes that for the
/// keys that hold a number, and gives back the mapping without such pieces if there were any.
pub fn joined(node: &Node, kind: impl Fn(&str) -> Option<NumberKind>, faults: &mut Faults) -> Option<Node> {
    let Value::Mapping(entries) = &node.value else { return None };
    if !entries.iter().any(|(key, value)| decimals(key, value).is_some()) {
        return None;
    }
    let mut kept: Vec<(Node, Node)> = Vec::new();
    for (key, value) in entries {
        match (decimals(key, value), kept.last_mut().and_then(|last| number(last, &kind))) {
            (Some(decimals), Some((kind, last))) => {
                if let Value::Scalar { text, .. } = &last.value {
                    let place = Place { end: key.place.end, ..last.place };
                    kind.refuse(&format!("{text},{decimals}"), place, faults);
                }
                last.value = Value::Broken;
            }
            _ => kept.push((key.clone(), value.clone())),
        }
    }
    (kept.len() < entries.len()).then_some(Node { place: node.place, value: Value::Mapping(kept) })
}

/// The piece after a comma: digits, perhaps with a per cent sign, where a key should be.
fn decimals<'n>(key: &'n Node, value: &Node) -> Option<&'n str> {
    let Value::Scalar { text, .. } = &key.value else { return None };
    let digits = text.trim_end_matches('%').trim_end();
    let is_piece = value.is_null()
        && digits.starts_with(|letter: char| letter.is_ascii_digit())
        && digits.chars().all(|letter| letter.is_ascii_digit() || letter.is_whitespace());
    is_piece.then_some(text)
}

/// The value of an entry that holds a number, or did until a piece of it was found.
fn number(
    (key, value): &mut (Node, Node),
    kind: impl Fn(&str) -> Option<NumberKind>,
) -> Option<(NumberKind, &mut Node)> {
    match (&key.value, &value.value) {
        (Value::Scalar { text, .. }, Value::Scalar { .. } | Value::Broken) => Some((kind(text)?, value)),
        _ => None,
    }
}
