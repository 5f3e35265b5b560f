//! Names and texts for random rule sets and areas: words of many lengths, so that pages have something to wrap.

use std::sync::Arc;

use avtalsform::explain::Advisor;
use avtalsform::load;
use avtalsform::model::{Bilingual, RuleSet};

use super::random::Dice;

/// A word of up to `most` letters, with some that take part in Swedish.
pub fn word(dice: &mut Dice, most: usize) -> String {
    const LETTERS: [char; 12] = ['a', 'e', 'i', 'o', 'å', 'ä', 'ö', 'n', 'r', 's', 't', 'k'];
    (0..1 + dice.below(most)).map(|_| *dice.pick(&LETTERS)).collect()
}

/// Words in a row.
pub fn text(dice: &mut Dice, words: usize, most: usize) -> String {
    (0..1 + dice.below(words)).map(|_| word(dice, most)).collect::<Vec<_>>().join(" ")
}

fn both(dice: &mut Dice, words: usize) -> Bilingual {
    Bilingual { sv: text(dice, words, 24), en: text(dice, words, 24) }
}

/// Gives everything in a rule set a name, of which no word is longer than 24 letters.
pub fn name(dice: &mut Dice, rules: &mut RuleSet) {
    for form in rules.forms.keys().collect::<Vec<_>>() {
        let form = rules.forms.at_mut(form);
        (form.name, form.short, form.title) = (both(dice, 3), both(dice, 2), both(dice, 5));
        form.mix_title = form.mix_title.as_ref().map(|_| both(dice, 5));
    }
    for criterion in rules.criteria.keys().collect::<Vec<_>>() {
        let criterion = rules.criteria.at_mut(criterion);
        (criterion.name, criterion.question) = (both(dice, 4), both(dice, 12));
        for choice in &mut criterion.choices {
            choice.name = both(dice, 2);
        }
    }
    rules.gates.iter_mut().for_each(|gate| Arc::make_mut(&mut gate.head).why = both(dice, 15));
    rules.indicators.iter_mut().for_each(|indicator| Arc::make_mut(&mut indicator.head).why = both(dice, 15));
    rules.mix_rules.iter_mut().for_each(|rule| Arc::make_mut(&mut rule.head).why = both(dice, 15));
}

/// Area files of the shipped rule set, a YAML document each, with evidence, decisions and current states.
pub fn areas(dice: &mut Dice, rules: &RuleSet, number: usize) -> String {
    let quoted = |text: String| serde_json::Value::from(text).to_string();
    let documents = (0..number).map(|number| {
        let mut area = format!("area: {}\nid: area-{number}\n", quoted(text(dice, 6, 24)));
        for key in ["board", "period", "notes"] {
            if dice.chance(50) {
                area.push_str(&format!("{key}: {}\n", quoted(text(dice, 9, 24))));
            }
        }
        if dice.chance(50) {
            area.push_str(
                "current:\n  form: lov\n  users: 1234\n  providers: { municipal: 2, private: 3 }\n",
            );
        }
        if dice.chance(50) {
            let motivation = quoted(text(dice, 20, 24));
            area.push_str(&format!(
                "decision:\n  form: lou\n  motivation: {motivation}\n  source: Protokoll\n"
            ));
        }
        area.push_str("answers:\n");
        let open = dice.below(100) as u64;
        for (_, criterion) in rules.criteria.iter() {
            let answer = &dice.pick(&criterion.choices).id;
            if dice.chance(open) {
                continue;
            }
            area.push_str(&format!("  {}: {{ answer: {answer}", criterion.id));
            if dice.chance(40) {
                area.push_str(&format!(", note: {}", quoted(text(dice, 25, 24))));
            }
            if dice.chance(30) {
                area.push_str(&format!(", source: {}", quoted(text(dice, 5, 24))));
            }
            area.push_str(" }\n");
        }
        area.push_str("  # end\n");
        if area.contains("answers:\n  # end") {
            area.replace("answers:\n  # end\n", "answers: {}\n")
        } else {
            area
        }
    });
    documents.collect::<Vec<_>>().join("---\n")
}

/// The same as recommendations.
pub fn recommended<'r>(
    rules: &'r RuleSet,
    advisor: &Advisor<'r>,
    areas: &str,
) -> Vec<avtalsform::explain::Recommendation<'r>> {
    let loaded = load::areas("areas.yaml", areas.as_bytes().to_vec(), rules);
    assert!(loaded.faults.is_empty(), "{:#?}\n{areas}", loaded.faults);
    loaded.areas.into_iter().map(|area| advisor.recommend(area)).collect()
}
