//! What an area says of itself, in the keys of its file, so that two of it can be compared.

use std::collections::BTreeSet;

use crate::model::{Area, RuleSet, Said, Stated};

/// What an area says of itself, by the keys of area files; and what is warned of.
pub fn own<'w>(area: &Area, rules: &RuleSet, warnings: impl Iterator<Item = &'w str>) -> Said {
    let mut said: Vec<(String, Said)> = Vec::new();
    let mut put =
        |key: &str, text: Option<String>| said.extend(text.map(|text| (key.to_owned(), Said::Text(text))));
    let stated = |form: Option<Stated>| form.map(|form| rules.stated_id(form));
    put("area", Some(area.name.clone()));
    for (key, text) in [
        ("municipality", &area.municipality),
        ("board", &area.board),
        ("period", &area.period),
        ("group", &area.group),
        ("service", &area.service),
        ("notes", &area.notes),
    ] {
        put(key, text.clone());
    }
    let current = &area.current;
    put("current.form", stated(current.form));
    let (share, providers) = (&current.share, &current.providers);
    for (key, number) in [
        ("current.share.municipal", share.municipal),
        ("current.share.private", share.private),
        ("current.share.nonprofit", share.nonprofit),
    ] {
        put(key, number.map(|number| number.value().to_string()));
    }
    for (key, count) in [
        ("current.providers.municipal", providers.municipal),
        ("current.providers.private", providers.private),
        ("current.providers.nonprofit", providers.nonprofit),
        ("current.users", current.users),
    ] {
        put(key, count.map(|count| count.to_string()));
    }
    put("current.description", current.description.clone());
    put("current.geography", current.geography.clone());
    if let Some(proposal) = &area.proposal {
        put("proposal.form", stated(proposal.form));
        put("proposal.direction", proposal.direction.clone());
        put("proposal.motivation", proposal.motivation.clone());
    }
    if let Some(decision) = &area.decision {
        put("decision.form", stated(decision.form));
        put("decision.direction", decision.direction.clone());
        put("decision.motivation", decision.motivation.clone());
        put("decision.source", decision.source.clone());
    }
    for weighed in &area.considerations {
        put(&format!("considerations.{}", weighed.id), Some(weighed.note.clone()));
    }
    for (heading, text) in &area.matter {
        put(&format!("matter.{heading}"), Some(text.clone()));
    }
    for (key, evidence) in area.evidence.iter() {
        let id = &rules.criteria.at(key).id;
        let Some(evidence) = evidence else { continue };
        let answer = area.answers.get(key).map(|answer| rules.criteria.at(key).answer_id(answer).to_owned());
        put(&format!("answers.{id}"), answer);
        put(&format!("answers.{id}.note"), evidence.note.clone());
        put(&format!("answers.{id}.source"), evidence.source.clone());
    }
    // Twice the same is one contradiction less or more, and no other.
    for warning in warnings.collect::<BTreeSet<_>>() {
        put(&format!("warnings.{warning}"), Some(warning.to_owned()));
    }
    // Rules may have their criteria in another order.
    said.sort_by(|(one, _), (other, _)| one.cmp(other));
    Said::Map(said)
}
