//! Decision documents of generated areas: no outcome while undetermined, every gap listed, every score that of `recommend`.

use std::collections::BTreeSet;

use crate::support::random::{self, Dice};
use crate::support::shipped;
use avtalsform::document::{Block, Document, Rich};
use avtalsform::explain::Advisor;
use avtalsform::model::{Area, Lang, Outcome, Proposal, RuleSet, Stated};
use avtalsform::page::memo::memo;
use avtalsform::page::recommend::{Detail, document};
use avtalsform::texts::Texts;
use proptest::prelude::*;

/// An area with random answers, and perhaps a proposal and today's form.
fn area(dice: &mut Dice, rules: &RuleSet) -> Area {
    let mut area = Area::unanswered("a".into(), "a.yaml".into(), 1, rules.criteria.len());
    area.name = "Område".into();
    area.answers = random::answers(dice, rules);
    let forms: Vec<Stated> = rules.statable().collect();
    if dice.chance(40) {
        area.proposal = Some(Proposal { form: Some(*dice.pick(&forms)), ..Proposal::default() });
    }
    if dice.chance(40) {
        area.current.form = Some(*dice.pick(&forms));
    }
    if dice.chance(30) {
        area.period = Some("2027-2030".into());
    }
    area
}

/// Every text of a document but its list of gaps, and that list.
fn told(document: &Document) -> (Vec<String>, Vec<String>) {
    let mut told: Vec<String> = document.facts.iter().map(|(_, value)| value.clone()).collect();
    let (mut gaps, mut at_end) = (Vec::new(), false);
    let text = |rich: &Rich| rich.text();
    for block in &document.blocks {
        let said: Vec<String> = match block {
            Block::Heading { text: heading, id, .. } => {
                at_end |= id == "memo-gaps";
                vec![text(heading)]
            }
            Block::Paragraph(said) | Block::Notice(said) => vec![text(said)],
            Block::List(points) | Block::Numbered(points) => points.iter().map(text).collect(),
            Block::Table(table) => {
                table.rows.iter().flatten().flat_map(|cell| cell.text.iter().map(text)).collect()
            }
            _ => Vec::new(),
        };
        if at_end { gaps.extend(said) } else { told.extend(said) }
    }
    (told, gaps)
}

fn marks(texts: &[String]) -> BTreeSet<String> {
    let marked = |text: &String| {
        let parts: Vec<String> = text
            .split('[')
            .skip(1)
            .filter_map(|part| part.split_once(']'))
            .map(|(gap, _)| gap.to_owned())
            .collect();
        parts
    };
    texts.iter().flat_map(marked).collect()
}

fn scores(document: &Document) -> Vec<Vec<String>> {
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let first = tables.into_iter().next().expect("a table of scores");
    first
        .rows
        .iter()
        .map(|row| row.iter().flat_map(|cell| cell.text.iter().map(Rich::text)).collect())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_holds_of_every_memo(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let id = *dice.pick(&["linkoping-vard-omsorg", "linkoping-ovriga-namnder"]);
        let rules = shipped(id);
        let advisor = Advisor::new(&rules, None).unwrap();
        let found = advisor.recommend(area(&mut dice, &rules));
        for lang in [Lang::Sv, Lang::En] {
            let texts = Texts::load(lang).unwrap();
            let page = memo(&found, &texts);
            let (told, list) = told(&page);
            prop_assert_eq!(marks(&told), marks(&list), "every gap is in the list");
            if found.outcome().is_none() {
                // What is proposed and what is today may be named; no other outcome is.
                let named = [found.area.current.form, found.area.proposal.as_ref().and_then(|one| one.form)];
                                let text = told.join("\n").to_lowercase();
                let named: Vec<Outcome> = rules.outcomes().filter(|one| named.iter().flatten().any(|of| of.is(*one))).collect();
                for outcome in rules.outcomes().filter(|outcome| !named.contains(outcome)) {
                    let title = rules.outcome_title(outcome).get(lang).to_lowercase();
                    // The sentences of a proposed mix name its parts.
                    let within = named.iter().any(|of| {
                        rules.forms_of(*of).any(|form| outcome == Outcome::single(form))
                            || rules.outcome_title(*of).get(lang).to_lowercase().contains(&title)
                    });
                    prop_assert!(within || !text.contains(&title), "{} is named", title);
                }
            }
            let recommended = document(std::slice::from_ref(&found), &texts, Detail::Full);
            let of_memo = scores(&page);
            let tables: Vec<_> = recommended.blocks.iter().filter_map(|block| match block {
                Block::Table(table) => Some(table.rows.iter().map(|row| row.iter().flat_map(|cell| cell.text.iter().map(Rich::text)).collect::<Vec<_>>()).collect::<Vec<_>>()),
                _ => None,
            }).collect();
            prop_assert!(tables.contains(&of_memo), "the table of forms is that of a recommendation");
        }
    }
}
