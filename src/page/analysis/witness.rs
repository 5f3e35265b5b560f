//! Areas that show something, in words, as area files, and as rule tests.
//!
//! In: answers by their ids. Out: texts that the tool itself reads again.

use std::fmt::Write as _;

use serde_json::Value;

use crate::analyse::Witness;
use crate::model::RuleSet;
use crate::say::words::answer;
use crate::texts::Texts;

/// A witness with what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// An id for its area.
    pub id: String,
    /// What it shows, in a sentence.
    pub title: String,
    /// The answers.
    pub witness: Witness,
    /// The outcome to expect under the rule set it is written for.
    pub outcome: String,
    /// What else there is to say of it.
    pub note: Option<String>,
}

/// The answers in words; what is not named is open.
pub fn words(texts: &Texts, rules: &[&RuleSet], witness: &Witness) -> String {
    if witness.answers.is_empty() {
        return texts.witness_nothing().to_owned();
    }
    let parts: Vec<String> = witness
        .answers
        .iter()
        .map(|(id, given)| {
            let found = rules.iter().find_map(|rules| {
                let criterion = rules.criteria.entries().iter().find(|criterion| criterion.id == *id)?;
                let place = criterion.choices.iter().position(|choice| choice.id == *given)?;
                Some((criterion, u8::try_from(place).ok()?))
            });
            match found {
                Some((criterion, place)) => format!(
                    "{}: {}",
                    criterion.name.get(texts.lang),
                    answer(texts, criterion, Some(place)).to_lowercase()
                ),
                None => format!("{id}: {given}"),
            }
        })
        .collect();
    texts.witness_answers(parts.join("; "))
}

/// Area files, a YAML document each.
#[must_use]
pub fn areas(rules: &RuleSet, shown: &[Shown]) -> String {
    let mut text = String::new();
    for (place, one) in shown.iter().enumerate() {
        if place > 0 {
            text.push_str("---\n");
        }
        // Writing to a string does not fail.
        let _ = writeln!(text, "area: {}\nid: {}", quoted(&one.title), one.id);
        answers(&mut text, rules, &one.witness, "");
        if let Some(note) = &one.note {
            let _ = writeln!(text, "notes: {}", quoted(note));
        }
    }
    text
}

/// A file of rule tests that expect the outcome of each; `named` is what it calls the rule set.
#[must_use]
pub fn tests(rules: &RuleSet, named: &str, shown: &[Shown]) -> String {
    let mut text = format!("rules: {}\n", quoted(named));
    text.push_str(if shown.is_empty() { "tests: []\n" } else { "tests:\n" });
    for one in shown {
        let _ = writeln!(text, "  - name: {}", quoted(&one.title));
        answers(&mut text, rules, &one.witness, "    ");
        let _ = writeln!(text, "    expect:\n      outcome: {}", one.outcome);
    }
    text
}

/// The answers as a mapping; a criterion that the rule set does not have stands as a comment.
fn answers(text: &mut String, rules: &RuleSet, witness: &Witness, indent: &str) {
    let criterion = |id: &str| rules.criteria.entries().iter().find(|criterion| criterion.id == id);
    if !witness.answers.iter().any(|(id, _)| criterion(id).is_some()) {
        let _ = writeln!(text, "{indent}answers: {{}}");
    } else {
        let _ = writeln!(text, "{indent}answers:");
    }
    for (id, answer) in &witness.answers {
        let _ = match criterion(id) {
            Some(criterion) if criterion.graded => writeln!(text, "{indent}  {id}: {answer}"),
            // An option may be called anything, such as null.
            Some(_) => writeln!(text, "{indent}  {id}: {}", quoted(answer)),
            None => writeln!(text, "{indent}  # {id}: {}", quoted(answer)),
        };
    }
}

/// A text in quotation marks: what is so in JSON is so in YAML.
fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}
