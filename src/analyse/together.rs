//! Two rule sets over one list of criteria.
//!
//! In: rule sets whose criteria differ. Out: the same rules over all criteria of both. Criteria and answers of two rule sets
//! are the same where their ids are; an answer that a rule set does not offer is open to it.

use crate::evaluate::{Scoring, Weighted};
use crate::model::{AnswerSet, Condition, Criterion, CriterionKey, Gate, Indicator, MixRule, RuleSet, Table};

type Criteria = Table<CriterionKey, Criterion>;

/// The criteria of both, those of the old rule set first, each with every answer that either offers.
pub fn together(old: &RuleSet, new: &RuleSet) -> Criteria {
    let mut criteria = old.criteria.entries().to_vec();
    for criterion in new.criteria.entries() {
        match criteria.iter_mut().find(|known| known.id == criterion.id) {
            None => criteria.push(criterion.clone()),
            Some(known) => {
                let offered = |id: &str| known.choices.iter().any(|choice| choice.id == id);
                let more: Vec<_> =
                    criterion.choices.iter().filter(|choice| !offered(&choice.id)).cloned().collect();
                known.choices.extend(more);
            }
        }
    }
    Table::new(criteria)
}

/// What decides of a rule set, over a list of criteria that has all of its own.
pub fn onto(side: Weighted<'_>, criteria: &Criteria) -> (RuleSet, Scoring) {
    let own = &side.rules.criteria;
    // What stands in the list for each of its own criteria.
    let places: Vec<CriterionKey> = own
        .entries()
        .iter()
        .map(|criterion| {
            let found = criteria.iter().find(|(_, known)| known.id == criterion.id);
            found.map_or_else(CriterionKey::default, |(key, _)| key)
        })
        .collect();
    let moved = |key: CriterionKey| places.get(key.position()).copied().unwrap_or_default();
    let atom = |(key, named): &(CriterionKey, AnswerSet)| {
        let (before, key) = (own.at(*key), moved(*key));
        let here = criteria.at(key);
        let fits = |answer: &u8| {
            let id = here.answer_id(*answer);
            before.answers().any(|own| named.contains(own) && before.answer_id(own) == id)
        };
        (key, AnswerSet::of(here.answers().filter(fits)))
    };
    let condition = |when: &Condition| Condition {
        terms: when.terms.iter().map(|term| term.iter().map(atom).collect()).collect(),
    };
    let rules = side.rules;
    let gates = rules.gates.iter().map(|gate| Gate { when: condition(&gate.when), ..gate.clone() });
    let mixes = rules.mix_rules.iter().map(|rule| MixRule { when: condition(&rule.when), ..rule.clone() });
    let indicators = rules.indicators.iter();
    let indicators = indicators.map(|rule| Indicator { criterion: moved(rule.criterion), ..rule.clone() });
    let moved_rules = RuleSet {
        identity: rules.identity.clone(),
        forms: rules.forms.clone(),
        criteria: criteria.clone(),
        gates: gates.collect(),
        indicators: indicators.collect(),
        mix_rules: mixes.collect(),
        margin: rules.margin,
        ..RuleSet::default()
    };
    // An answer that is not offered here is open.
    let scoring = side.scoring.over(&moved_rules, |key, answer| {
        let before = CriterionKey::new(places.iter().position(|place| *place == key)?);
        let id = answer.map(|answer| criteria.at(key).answer_id(answer));
        let mut offered = own.at(before).answers();
        Some((before, offered.find(|own_answer| Some(own.at(before).answer_id(*own_answer)) == id)))
    });
    (moved_rules, scoring)
}
