//! The catalogue of services: what law settles for each of them.
//!
//! In: the list under `services`. Out: its services, a fault for each that does not fit.

use super::condition::answer;
use super::context::Context;
use crate::load::decode::{Fields, key_name};
use crate::load::fault::Fault;
use crate::load::tree::Node;
use crate::model::{Assessment, Bilingual, Confidence, CriterionKey, Service, folded};

const KEYS: &[&str] = &[
    "id",
    "name",
    "also",
    "read_on",
    "confidence",
    "settles",
    "open",
    "licence",
    "assessment",
    "note",
    "source",
];

/// The services of a rule set.
pub fn read(context: &mut Context<'_>, fields: &Fields<'_>) -> Vec<Service> {
    let (mut services, mut taken) = (Vec::new(), Vec::new());
    for node in context.entries(fields, "services") {
        services.extend(service(context, node, &mut taken));
    }
    services
}

/// A service; `taken` are the names of those before it, with their ids.
fn service(context: &mut Context<'_>, node: &Node, taken: &mut Vec<(String, String)>) -> Option<Service> {
    let fields = context.open(node, KEYS)?;
    let id = context.id(&fields, "id");
    let name = context.bilingual(&fields, "name");
    let also: Option<Vec<String>> =
        context.entries(&fields, "also").iter().map(|node| node.text(context.faults)).collect();
    fields.require("read_on", context.faults);
    let read_on = context.day(&fields, "read_on");
    let confidence = fields
        .require("confidence", context.faults)
        .and_then(|node| node.one_of(&Confidence::NAMES, false, context.faults));
    let settles = pairs(context, &fields, "settles", answer);
    let open: Vec<(CriterionKey, Bilingual)> =
        pairs(context, &fields, "open", |context, node, _| context.text_of(node));
    if let Some((_, _)) = open.iter().find(|(key, _)| settles.iter().any(|(settled, _)| settled == key)) {
        context.faults.add(node.head(), Fault::SettledAndOpen, &[]);
    }
    let licence = context.bilingual(&fields, "licence");
    let assessment =
        fields.given("assessment").map(|node| node.one_of(&Assessment::NAMES, false, context.faults));
    let note = context.optional_bilingual(&fields, "note");
    let sources = context.sources(&fields);
    let assessment = match assessment {
        Some(word) => Some(word?),
        None => None,
    };
    let ((id, place), name, also) = (id?, name?, also?);
    let service = Service {
        id: id.clone(),
        name,
        also,
        read_on: read_on?,
        confidence: confidence?,
        settles,
        open,
        licence: licence?,
        assessment,
        note,
        sources: sources?,
    };
    let mut own: Vec<String> = service.names().map(folded).collect();
    own.sort();
    own.dedup();
    for name in own {
        match taken.iter().find(|(other, _)| *other == name) {
            Some((_, other)) => {
                let words = [("found", name.as_str()), ("name", other.as_str())];
                context.faults.add(place, Fault::DuplicateName, &words);
            }
            None => taken.push((name, id.clone())),
        }
    }
    context.places.services.insert(id, Context::spot(place));
    Some(service)
}

/// A mapping of criteria to something.
fn pairs<T>(
    context: &mut Context<'_>,
    fields: &Fields<'_>,
    key: &str,
    read: impl Fn(&mut Context<'_>, &Node, CriterionKey) -> Option<T>,
) -> Vec<(CriterionKey, T)> {
    let entries = fields.given(key).and_then(|node| node.mapping(context.faults)).unwrap_or_default();
    let mut pairs = Vec::new();
    for (key, value) in entries {
        let Some(name) = key_name(key, context.faults) else { continue };
        let Some(criterion) = context.criterion(key, name) else { continue };
        if pairs.iter().any(|(earlier, _)| *earlier == criterion) {
            context.faults.add(key.place, Fault::DuplicateKey, &[("key", name)]);
            continue;
        }
        pairs.extend(read(context, value, criterion).map(|value| (criterion, value)));
    }
    pairs
}
