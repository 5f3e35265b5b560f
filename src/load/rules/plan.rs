//! What a rule set says of competition plans: the current state, in-house missions, districts, procedure.
//!
//! In: the mapping under `plan`. Out: its statements, a fault for each that does not fit. Invents none that is left
//! out.

use super::context::Context;
use super::sections::{arranged, section};
use crate::load::decode::Fields;
use crate::load::fault::Fault;
use crate::load::suggest::nearest;
use crate::load::tree::Node;
use crate::model::{PlanPart, PlanRules, Section, StateFact, StateItem, Statement};

const KEYS: &[&str] =
    &["chapters", "current_state", "grouping", "mission", "compensation", "districts", "procedure"];
const CHAPTER_KEYS: &[&str] = &["id", "heading", "also", "text", "gap", "before", "after", "from", "to"];
const STATE_KEYS: &[&str] = &["id", "required", "name", "why", "source"];
const STATEMENT_KEYS: &[&str] =
    &["id", "name", "text", "interpretation", "why", "source", "chapter", "from", "to"];

/// Whether the tool writes something in a chapter of its own accord.
fn is_written(id: &str) -> bool {
    PlanPart::named(id).is_some()
}

/// What a rule set says of plans; nothing where it has no `plan`.
pub fn read(context: &mut Context<'_>, fields: &Fields<'_>) -> PlanRules {
    let node = fields.given("plan");
    let Some(fields) = node.and_then(|node| context.open(node, KEYS)) else { return PlanRules::default() };
    let chapters = context.entries(&fields, "chapters");
    let chapters = arranged(context, chapters, |context, node| {
        section(context, node, CHAPTER_KEYS, is_written).map(|section| (section.id.clone(), section))
    });
    chapters_named(context, &fields, &chapters);
    PlanRules {
        chapters,
        current_state: current_state(context, &fields),
        grouping: one(context, &fields, "grouping"),
        mission: several(context, &fields, "mission"),
        compensation: one(context, &fields, "compensation"),
        districts: one(context, &fields, "districts"),
        procedure: several(context, &fields, "procedure"),
    }
}

/// Notes chapters that statements name and the rule set does not have.
fn chapters_named(context: &mut Context<'_>, fields: &Fields<'_>, chapters: &[Section]) {
    let known: Vec<&str> = chapters.iter().map(|chapter| chapter.id.as_str()).collect();
    for key in ["grouping", "mission", "compensation", "districts", "procedure"] {
        for node in fields.given(key).map_or(&[][..], Node::one_or_more) {
            let Some(named) = node.value_of("chapter").filter(|named| !named.is_null()) else { continue };
            let Some(id) = named.word_of().filter(|id| !known.contains(id) && !context.lost) else {
                continue;
            };
            let suggestion = nearest(id, known.iter().copied());
            let words = [("found", id), ("known", &known.join(", "))];
            context.faults.suggest(named.place, Fault::UnknownWord, &words, suggestion);
        }
    }
}

fn current_state(context: &mut Context<'_>, fields: &Fields<'_>) -> Vec<StateItem> {
    let mut items: Vec<StateItem> = Vec::new();
    // Apart from the items, so that an item with a fault still claims its fact.
    let mut seen = Vec::new();
    for node in context.entries(fields, "current_state") {
        items.extend(state_item(context, node, &mut seen));
    }
    items
}

/// A fact that must be known. Its id names a fact of the area file, so no rule elsewhere competes for it.
fn state_item(context: &mut Context<'_>, node: &Node, seen: &mut Vec<StateFact>) -> Option<StateItem> {
    let fields = context.open(node, STATE_KEYS)?;
    let id = fields.require("id", context.faults);
    let fact = id.and_then(|node| node.one_of(&StateFact::NAMES, false, context.faults));
    if let (Some(node), Some(fact)) = (id, fact) {
        if seen.contains(&fact) {
            context.faults.add(node.place, Fault::DuplicateId, &[("found", fact.id())]);
        }
        seen.push(fact);
        context.places.facts.insert(fact.id().to_owned(), Context::spot(node.place));
    }
    // No default: a rule set that forgets it must not seem to say that the fact can be left out.
    let required = fields.require("required", context.faults);
    let required =
        required.and_then(|node| node.one_of(&[("true", true), ("false", false)], false, context.faults));
    let name = context.bilingual(&fields, "name");
    let why = context.bilingual(&fields, "why");
    let sources = context.sources(&fields);
    Some(StateItem { fact: fact?, required: required?, name: name?, why: why?, sources: sources? })
}

fn one(context: &mut Context<'_>, fields: &Fields<'_>, key: &str) -> Option<Statement> {
    statement(context, fields.given(key)?)
}

fn several(context: &mut Context<'_>, fields: &Fields<'_>, key: &str) -> Vec<Statement> {
    context.entries(fields, key).iter().filter_map(|node| statement(context, node)).collect()
}

fn statement(context: &mut Context<'_>, node: &Node) -> Option<Statement> {
    let fields = context.open(node, STATEMENT_KEYS)?;
    let id = context.rule_id(&fields);
    let name = context.bilingual(&fields, "name");
    let text = context.bilingual(&fields, "text");
    let interpretation = context.flag(&fields, "interpretation").unwrap_or(false);
    // Readers are told what the guideline leaves open, not only that it leaves something open.
    let why = if interpretation {
        context.bilingual(&fields, "why")
    } else {
        context.optional_bilingual(&fields, "why")
    };
    let sources = context.sources(&fields);
    let chapter = fields.optional_text("chapter", context.faults);
    let validity = context.validity(&fields);
    Some(Statement {
        id: id?,
        name: name?,
        text: text?,
        interpretation,
        why,
        sources: sources?,
        chapter,
        validity,
    })
}
