//! Rules that begin and end, against rule sets from which those of other days are taken out.

use std::sync::Arc;

use crate::support::random::{self, Dice};
use avtalsform::explain::{Advisor, Recommendation};
use avtalsform::load;
use avtalsform::model::{Area, Head, RuleSet, Validity};

/// What of a recommendation rules decide.
fn told(found: &Recommendation<'_>) -> impl PartialEq + std::fmt::Debug {
    let rules = found.rules;
    let reasons = found.reasons.iter().map(|reason| (reason.rule.to_owned(), reason.effect, reason.form));
    let questions = found.evaluation.questions.iter().map(|question| question.criterion);
    (
        found.outcome().map(|outcome| rules.outcome_id(outcome)),
        found.evaluation.firmness,
        found.evaluation.verdict.excluded,
        found.evaluation.support(),
        found.evaluation.scores.clone(),
        found.evaluation.conditions.clone(),
        questions.collect::<Vec<_>>(),
        reasons.collect::<Vec<_>>(),
    )
}

fn area(rules: &RuleSet, dice: &mut Dice) -> Area {
    let mut area = Area::unanswered("area".to_owned(), "area.yaml".to_owned(), 1, rules.criteria.len());
    area.answers = random::answers(dice, rules);
    area
}

#[test]
fn rules_of_a_day_are_the_rules_without_those_of_other_days() {
    let days = ["2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01", "2027-01-01"];
    let (mut seen_begin, mut seen_edition) = (false, false);
    for seed in 0..300 {
        let mut dice = Dice::new(seed);
        let mut plain = random::rules(&mut dice);
        for gate in &mut plain.gates {
            let mut bound = || dice.chance(40).then(|| (*dice.pick(&days)).to_owned());
            let (from, to) = (bound(), bound());
            let to = to.filter(|to| from.as_ref().is_none_or(|from| from <= to));
            gate.head = Arc::new(Head { validity: Validity { from, to }, ..(*gate.head).clone() });
        }
        let rules = plain.clone().with_editions();
        let area = area(&rules, &mut dice);
        for day in [None, Some("2020-01-01"), Some("2030-01-01")].into_iter().chain(days.map(Some)) {
            let mut left = plain.clone();
            left.gates.retain(|gate| {
                let Validity { from, to } = &gate.head.validity;
                let begun = |day: &str| from.as_ref().is_none_or(|from| from.as_str() <= day);
                let ended = |day: &str| to.as_ref().is_some_and(|to| to.as_str() < day);
                day.is_none_or(|day| begun(day) && !ended(day))
            });
            seen_edition |= left.gates.len() < plain.gates.len();
            let (Some(ours), Some(theirs)) = (Advisor::new(&rules, None), Advisor::new(&left, None)) else {
                continue;
            };
            let ours = ours.on(day.map(str::to_owned)).recommend(area.clone());
            let theirs = theirs.recommend(area.clone());
            assert_eq!(told(&ours), told(&theirs), "seed {seed}, {day:?}");
            seen_begin |= ours.warnings.iter().any(|warning| warning.kind.code() == "gate-begins");
        }
    }
    assert!(seen_begin && seen_edition);
}

const BASE: &str = "ruleset: base
version: 1.0.0
lang: en
name: Base
description: A base.
documents: [{ id: act, title: An act }]
scoring: { margin: 1/20, why: So. }
forms:
  - { id: own, name: Own, title: Own, always_lawful: true, why: Own., source: { document: act } }
  - { id: buy, name: Buy, title: Buy, mix_title: Buy and own, why: Bought., source: { document: act } }
criteria:
  - { id: market, name: Market, question: A market?, help: { yes: y, partly: p, no: n }, source: { document: act } }
gates:
  - { id: no-market, kind: law, when: { market: no }, excludes: buy, why: No market., source: { document: act } }
indicators:
  - { id: buy-1, form: buy, criterion: market, speaks_for: yes, weight: 2, why: Market., source: { document: act } }
";

fn layered(layer: &str) -> load::LoadedRules {
    let files = |path: &std::path::Path| {
        assert_eq!(path, std::path::Path::new("base.yaml"));
        Ok(BASE.as_bytes().to_vec())
    };
    load::rules("layer.yaml", layer.as_bytes().to_vec(), &files)
}

/// What a layer holds for a time goes for its own rules and not for those that it inherits, nor for those of which it changes
/// a text alone.
#[test]
fn days_of_a_layer_are_those_of_its_own_rules() {
    let layer = "ruleset: layer
version: 1.0.0
lang: en
extends: base.yaml
from: 2027-01-01
to: 2027-12-31
name: Layer
description: A layer.
gates:
  - { id: no-market, why: There is none. }
  - { id: weak, kind: law, when: { market: partly }, excludes: buy, why: Weak., source: { document: act } }
  - { id: own-days, kind: law, when: { market: partly }, excludes: buy, why: Weak., from: 2030-01-01, source: { document: act } }
advice:
  - { id: note, kind: law, text: Note., source: { document: act } }
plan:
  grouping: { id: group, name: Group, text: Group., source: { document: act } }
memo:
  sections: [{ id: memo-law, heading: Law, text: The act of the year. }, { id: memo-later, heading: Later, text: Later., from: 2030-01-01 }]
  sentences: [{ id: propose-year, text: \"{area}\", of: any }]
";
    let rules = layered(layer).rules.expect("a layer without faults");
    let bounds = |validity: &Validity| (validity.from.clone(), validity.to.clone());
    let days = |from: &str, to: &str| {
        let day = |day: &str| (!day.is_empty()).then(|| day.to_owned());
        (day(from), day(to))
    };
    let gates: Vec<_> = rules.gates.iter().map(|gate| bounds(&gate.head.validity)).collect();
    assert_eq!(gates, [days("", ""), days("2027-01-01", "2027-12-31"), days("2030-01-01", "")]);
    assert_eq!(bounds(&rules.advice[0].head.validity), days("2027-01-01", "2027-12-31"));
    let grouping = rules.plan.grouping.as_ref().expect("a statement");
    assert_eq!(bounds(&grouping.validity), days("2027-01-01", "2027-12-31"));
    let sections: Vec<_> = rules.memo.sections.iter().map(|section| bounds(&section.validity)).collect();
    assert_eq!(sections, [days("2027-01-01", "2027-12-31"), days("2030-01-01", "")]);
    assert_eq!(bounds(&rules.memo.sentences[0].validity), days("2027-01-01", "2027-12-31"));
    let layers: Vec<_> = rules.layers.iter().map(|layer| bounds(&layer.validity)).collect();
    assert_eq!(layers, [days("2027-01-01", "2027-12-31"), days("", "")]);
    // What extends it does not take its days over.
    let text = layer.replace("from: 2027-01-01\nto: 2027-12-31\n", "from: 2027-02-30\n");
    let faults = layered(&text).faults;
    assert_eq!(faults.len(), 1, "{faults:?}");
}

/// The weight of an indicator stands in place of the criterion's.
#[test]
fn an_indicator_can_have_a_weight() {
    let rules =
        load::rules("base.yaml", BASE.as_bytes().to_vec(), &load::no_files).rules.expect("a rule set");
    assert_eq!(rules.indicators[0].weight, Some(2.into()));
}
