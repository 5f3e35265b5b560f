//! What is found in a rule set and meant.
//!
//! In: the list under `allow`. Out: each entry with its reason. What it is allowed for must exist; whether it is found is
//! for `rules check` to say.

use super::context::Context;
use crate::load::decode::Fields;
use crate::load::fault::Fault;
use crate::load::suggest::nearest;
use crate::model::{Allowed, FindingCode};

/// What the entries allow; `outcomes` are the ids of all outcomes.
pub fn read(context: &mut Context<'_>, fields: &Fields<'_>, outcomes: &[String]) -> Vec<Allowed> {
    let mut allowed = Vec::new();
    for node in context.entries(fields, "allow") {
        let Some(fields) = context.open(node, &["finding", "about", "why"]) else { continue };
        let finding = fields.require("finding", context.faults);
        let code = finding.and_then(|node| node.one_of(&FindingCode::NAMES, false, context.faults));
        let about = match fields.given("about") {
            None => Some(None),
            Some(node) => node.text(context.faults).and_then(|about| {
                let rules = context.places.rules.keys().chain(context.places.criteria.keys());
                let known: Vec<&str> = rules.chain(outcomes).map(String::as_str).collect();
                if known.contains(&about.as_str()) || context.lost {
                    return Some(Some(about));
                }
                let suggestion = nearest(&about, known.iter().copied());
                context.faults.suggest(node.place, Fault::UnknownSubject, &[("found", &about)], suggestion);
                None
            }),
        };
        let why = context.bilingual(&fields, "why");
        if let (Some(code), Some(about), Some(why)) = (code, about, why) {
            allowed.push(Allowed { code, about, why, place: Context::spot(node.head()) });
        }
    }
    allowed
}
