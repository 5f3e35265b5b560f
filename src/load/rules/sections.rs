//! The sections of a document that a rule set lays out.
//!
//! In: the nodes of a list. Out: its sections in the order in which they stand, a fault for each that does not fit.

use super::condition;
use super::context::Context;
use crate::load::fault::Fault;
use crate::load::suggest::nearest;
use crate::load::tree::Node;
use crate::model::Section;

/// The items of a list, those that say `before` or `after` which other they stand moved there.
pub fn arranged<T>(
    context: &mut Context<'_>,
    nodes: &[Node],
    mut read: impl FnMut(&mut Context<'_>, &Node) -> Option<(String, T)>,
) -> Vec<T> {
    let mut items: Vec<(String, T)> = Vec::new();
    let mut moves = Vec::new();
    for node in nodes {
        let Some(item) = read(context, node) else { continue };
        // A layer's own word stands before that of its base.
        let place = node.entries().iter().find_map(|(key, value)| {
            let key = key.word_of().filter(|key| ["before", "after"].contains(key))?;
            (!value.is_null()).then_some((key, value))
        });
        moves.extend(place.map(|(key, other)| (item.0.clone(), key == "after", other)));
        items.push(item);
    }
    for (id, after, node) in moves {
        let Some(other) = node.text(context.faults) else { continue };
        let at = items.iter().position(|(known, _)| *known == id && id != other);
        let moved = at.filter(|_| items.iter().any(|(known, _)| *known == other)).map(|at| items.remove(at));
        let Some(moved) = moved else {
            // What it would stand beside may have a fault of its own.
            if items.len() == nodes.len() && !context.lost {
                let known: Vec<&str> = items.iter().map(|(known, _)| known.as_str()).collect();
                let suggestion = nearest(&other, known.iter().copied());
                let words = [("found", other.as_str()), ("known", &known.join(", "))];
                context.faults.suggest(node.place, Fault::UnknownWord, &words, suggestion);
            }
            continue;
        };
        let to = items.iter().position(|(known, _)| *known == other).unwrap_or(items.len());
        items.insert((to + usize::from(after)).min(items.len()), moved);
    }
    items.into_iter().map(|(_, item)| item).collect()
}

/// A section with some keys; one in which the tool writes nothing (`is_written`) says what belongs there.
pub fn section(
    context: &mut Context<'_>,
    node: &Node,
    keys: &[&'static str],
    is_written: fn(&str) -> bool,
) -> Option<Section> {
    let fields = context.open(node, keys)?;
    let id = context.rule_id(&fields);
    let heading = context.bilingual(&fields, "heading");
    let names = fields.given("also").map_or(&[][..], Node::one_or_more);
    let also = names.iter().filter_map(|node| node.text(context.faults)).collect();
    let text = context.optional_bilingual(&fields, "text");
    let mut gap = context.optional_bilingual(&fields, "gap");
    // A section that nothing fills but the area file says what belongs there.
    if id.as_deref().is_some_and(|id| !is_written(id)) && text.is_none() && gap.is_none() {
        gap = context.bilingual(&fields, "gap");
    }
    let mut criteria = Vec::new();
    for node in fields.given("criteria").map_or(&[][..], Node::one_or_more) {
        let Some(name) = node.text(context.faults) else { continue };
        criteria.extend(context.criterion(node, &name));
    }
    let when = fields.given("when").map(|node| condition::read(context, node));
    let when = match when {
        Some(condition) => Some(condition?),
        None => None,
    };
    let validity = context.validity(&fields);
    Some(Section { id: id?, heading: heading?, also, text, gap, criteria, when, validity })
}
