//! The criteria of a rule set: names, questions, answers, weights.

use super::context::{Context, is_id};
use crate::load::decode::Fields;
use crate::load::fault::{Fault, Place};
use crate::load::tree::Node;
use crate::model::{AnswerSet, Bilingual, Choice, Criterion, Fraction, parse_ratio};

const KEYS: &[&str] =
    &["id", "alias", "core", "weight", "name", "question", "help", "options", "source", "formerly"];
const OPTION_KEYS: &[&str] = &["id", "alias", "name", "help"];

/// The most criteria of a rule set.
pub const MAX_CRITERIA: usize = 200;

/// The answers of a criterion without options: id, Swedish name, and name in both languages.
const GRADES: [(&str, &str, &str, &str); 3] =
    [("yes", "ja", "ja", "yes"), ("partly", "delvis", "delvis", "partly"), ("no", "nej", "nej", "no")];

/// Reads the criteria into the context.
pub fn read(context: &mut Context<'_>, nodes: &[Node]) {
    if let Some(extra) = nodes.get(MAX_CRITERIA) {
        let words = [("what-kind", "criteria"), ("limit", &MAX_CRITERIA.to_string())];
        context.faults.add(extra.head(), Fault::TooMany, &words);
        context.lost = true;
    }
    for node in nodes.iter().take(MAX_CRITERIA) {
        match criterion(context, node) {
            Some(criterion) => context.criteria.push(criterion),
            None => context.lost = true,
        }
    }
    // What every area should answer is asked first, whichever layer asks it.
    context.criteria.sort_by_key(|criterion| !criterion.core);
}

fn criterion(context: &mut Context<'_>, node: &Node) -> Option<Criterion> {
    let fields = context.open(node, KEYS)?;
    let id = name(context, &fields, "id");
    let alias = fields.given("alias").map(|_| name(context, &fields, "alias"));
    let core = context.flag(&fields, "core").unwrap_or(false);
    let weight = fields.given("weight").map(|node| weight(context, node));
    let label = context.bilingual(&fields, "name");
    let question = context.bilingual(&fields, "question");
    let graded = fields.get("options").is_none();
    let choices = if graded { grades(context, &fields) } else { options(context, &fields) };
    if let (false, Some(help)) = (graded, fields.get("help")) {
        context.faults.add(help.head(), Fault::HelpBesideOptions, &[]);
    }
    let sources = context.sources(&fields);
    let formerly = context.formerly(&fields);
    if let (Some((id, _)), Some(Some((alias, place)))) = (&id, &alias)
        && id == alias
    {
        context.faults.add(*place, Fault::DuplicateName, &[("found", alias)]);
    }
    let (id, place) = id?;
    context.places.criteria.insert(id.clone(), Context::spot(place));
    // A criterion with a fault keeps its place, so that the rules that name it are not at fault too.
    Some(Criterion {
        alias: alias.flatten().map_or_else(|| id.clone(), |(alias, _)| alias),
        formerly: formerly.unwrap_or_default(),
        id,
        core,
        weight: weight.flatten().unwrap_or(Fraction::from_integer(1)),
        name: label.unwrap_or_default(),
        question: question.unwrap_or_default(),
        choices: choices.unwrap_or_default(),
        graded,
        sources: sources.unwrap_or_default(),
    })
}

/// An id or alias that no criterion before has as either.
fn name(context: &mut Context<'_>, fields: &Fields<'_>, key: &'static str) -> Option<(String, Place)> {
    let (name, place) = context.id(fields, key)?;
    let taken = context.criteria.iter().find(|criterion| criterion.is_named(&name));
    if let Some(other) = taken {
        let words = [("found", name.as_str()), ("name", &other.id.clone())];
        let fault = if key == "id" { Fault::DuplicateId } else { Fault::DuplicateName };
        context.faults.add(place, fault, &words);
        return None;
    }
    Some((name, place))
}

/// A weight from 0, written as a whole number, a decimal or a fraction.
pub fn weight(context: &mut Context<'_>, node: &Node) -> Option<Fraction> {
    let word = node.word(context.faults)?;
    let weight = parse_ratio(word.trim());
    if weight.is_none() {
        context.faults.add(node.place, Fault::WrongWeight, &[("found", word)]);
    }
    weight
}

fn grades(context: &mut Context<'_>, fields: &Fields<'_>) -> Option<Vec<Choice>> {
    let help = fields.require("help", context.faults);
    let help = help.and_then(|help| context.open(help, &["yes", "partly", "no"]));
    let choice = |(id, alias, sv, en): &(&'static str, &str, &str, &str)| {
        let help = help.as_ref().and_then(|help| context.bilingual(help, id)).unwrap_or_default();
        let name = Bilingual { sv: (*sv).to_owned(), en: (*en).to_owned() };
        Choice { id: (*id).to_owned(), alias: Some((*alias).to_owned()), name, help }
    };
    Some(GRADES.iter().map(choice).collect())
}

fn options(context: &mut Context<'_>, fields: &Fields<'_>) -> Option<Vec<Choice>> {
    let node = fields.require("options", context.faults)?;
    let list = node.list(context.faults);
    if list.len() < 2 {
        context.faults.add(node.head(), Fault::FewOptions, &[]);
        return None;
    }
    if let Some(extra) = list.get(AnswerSet::CAPACITY) {
        let words = [("what-kind", "options"), ("limit", &AnswerSet::CAPACITY.to_string())];
        context.faults.add(extra.head(), Fault::TooMany, &words);
        return None;
    }
    let mut taken: Vec<String> = vec!["unknown".to_owned(), "okänt".to_owned()];
    let choices: Vec<Option<Choice>> = list.iter().map(|node| option(context, node, &mut taken)).collect();
    choices.into_iter().collect()
}

fn option(context: &mut Context<'_>, node: &Node, taken: &mut Vec<String>) -> Option<Choice> {
    let fields = context.open(node, OPTION_KEYS)?;
    let id = context.id(&fields, "id");
    let alias = fields.given("alias").map(|node| (node, node.text(context.faults)));
    let name = context.bilingual(&fields, "name");
    let help = context.bilingual(&fields, "help");
    let mut claim = |name: &str, place, faults: &mut crate::load::fault::Faults| {
        if taken.iter().any(|other| other == name) {
            faults.add(place, Fault::DuplicateName, &[("found", name)]);
        } else {
            taken.push(name.to_owned());
        }
    };
    let (id, place) = id?;
    claim(&id, place, context.faults);
    let alias = match alias {
        None => None,
        Some((node, alias)) => {
            let alias = alias?;
            if !is_id(&alias) {
                context.faults.add(node.place, Fault::WrongId, &[("found", &alias)]);
            }
            claim(&alias, node.place, context.faults);
            Some(alias)
        }
    };
    Some(Choice { id, alias, name: name?, help: help? })
}
