//! What a rule set says of decision documents: sections with their headings, and the sentences of the proposal.
//!
//! In: the mapping under `memo`. Out: both lists in the order in which they are said, a fault for each entry that does not
//! fit. Invents none that is left out.

use super::condition;
use super::context::Context;
use super::lists::forms;
use crate::load::decode::Fields;
use crate::load::fault::Fault;
use crate::load::suggest::nearest;
use crate::load::tree::Node;
use crate::model::{Bilingual, FormSet, MemoPart, MemoRules, MemoSection, MemoSentence, Situation};

const KEYS: &[&str] = &["sections", "sentences"];
const SECTION_KEYS: &[&str] =
    &["id", "heading", "also", "text", "gap", "criteria", "when", "before", "after", "from", "to"];
const SENTENCE_KEYS: &[&str] =
    &["id", "text", "of", "forms", "mixed", "kept", "considerations", "before", "after", "from", "to"];

/// What a rule set says of decision documents, nothing where it has no `memo`; `considerations` are the ids it knows.
pub fn read(context: &mut Context<'_>, fields: &Fields<'_>, considerations: &[&str]) -> MemoRules {
    let node = fields.given("memo");
    let Some(fields) = node.and_then(|node| context.open(node, KEYS)) else { return MemoRules::default() };
    let sections = context.entries(&fields, "sections");
    let sentences = context.entries(&fields, "sentences");
    MemoRules {
        sections: arranged(context, sections, |context, node| {
            section(context, node).map(|section| (section.id.clone(), section))
        }),
        sentences: arranged(context, sentences, |context, node| {
            sentence(context, node, considerations).map(|sentence| (sentence.id.clone(), sentence))
        }),
    }
}

/// The items of a list, those that say `before` or `after` which other they stand moved there.
fn arranged<T>(
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

fn section(context: &mut Context<'_>, node: &Node) -> Option<MemoSection> {
    let fields = context.open(node, SECTION_KEYS)?;
    let id = context.rule_id(&fields);
    let heading = context.bilingual(&fields, "heading");
    let names = fields.given("also").map_or(&[][..], Node::one_or_more);
    let also = names.iter().filter_map(|node| node.text(context.faults)).collect();
    let text = context.optional_bilingual(&fields, "text");
    let mut gap = context.optional_bilingual(&fields, "gap");
    // A section that nothing fills but the area file says what belongs there.
    if id.as_deref().is_some_and(|id| MemoPart::named(id).is_none()) && text.is_none() && gap.is_none() {
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
    Some(MemoSection { id: id?, heading: heading?, also, text, gap, criteria, when, validity })
}

fn sentence(context: &mut Context<'_>, node: &Node, known: &[&str]) -> Option<MemoSentence> {
    let fields = context.open(node, SENTENCE_KEYS)?;
    let id = context.rule_id(&fields);
    let text = context.bilingual(&fields, "text");
    if let (Some(node), Some(text)) = (fields.get("text"), &text) {
        words(context, node, text);
    }
    let of = fields.given("of").map(|node| node.one_of(&Situation::NAMES, false, context.faults));
    let forms = fields.given("forms").map(|node| forms(context, node));
    let flag = |context: &mut Context<'_>, key| fields.given(key).and_then(|_| context.flag(&fields, key));
    let (mixed, kept) = (flag(context, "mixed"), flag(context, "kept"));
    let mut considerations = Vec::new();
    for node in fields.given("considerations").map_or(&[][..], Node::one_or_more) {
        let Some(id) = node.text(context.faults) else { continue };
        if !known.contains(&id.as_str()) && !context.lost {
            let suggestion = nearest(&id, known.iter().copied());
            let words = [("found", id.as_str()), ("known", &known.join(", "))];
            context.faults.suggest(node.place, Fault::UnknownWord, &words, suggestion);
        }
        considerations.push(id);
    }
    let forms = forms.unwrap_or(Some(FormSet::default()));
    let of = of.unwrap_or(Some(Situation::Form));
    let validity = context.validity(&fields);
    Some(MemoSentence { id: id?, text: text?, of: of?, forms: forms?, mixed, kept, considerations, validity })
}

/// Notes words in braces that nothing fills in.
fn words(context: &mut Context<'_>, node: &Node, text: &Bilingual) {
    let known = MemoSentence::WORDS;
    let mut noted: Vec<&str> = Vec::new();
    for part in [&text.sv, &text.en].into_iter().flat_map(|text| text.split('{').skip(1)) {
        let Some((word, _)) = part.split_once('}') else { continue };
        if known.contains(&word) || noted.contains(&word) {
            continue;
        }
        noted.push(word);
        let suggestion = nearest(word, known);
        let words = [("found", word), ("known", &known.join(", "))];
        context.faults.suggest(node.head(), Fault::UnknownWord, &words, suggestion);
    }
}
