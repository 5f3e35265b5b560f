//! The tests that are missing, as a file of rule tests to review.
//!
//! In: answers with what the rules say of them. Out: YAML that loads and, until a rule changes, passes.

use std::fmt::Write as _;

use super::words::answer_word;
use crate::explain::{Effect, Recommendation};
use crate::model::{CurrentFact, Outcome, Rule, RuleSet};
use crate::say::words::key;
use crate::testing::{Goal, LISTS, Suggestion, listed};
use crate::texts::Texts;

/// The file; `rules` is what it calls the rule set. Each suggestion stands with what the rules say of it.
#[must_use]
pub fn suggestions(
    texts: &Texts,
    rules: &str,
    profile: Option<&str>,
    suggested: &[(&Suggestion<'_>, &Recommendation<'_>)],
) -> String {
    let mut file = String::new();
    for line in texts.suggest_comment().lines() {
        line_of(&mut file, format!("# {line}").trim_end());
    }
    line_of(&mut file, "");
    line_of(&mut file, &format!("rules: {}", scalar(rules)));
    line_of(&mut file, "");
    line_of(&mut file, "tests:");
    for (number, (suggestion, found)) in suggested.iter().enumerate() {
        if number > 0 {
            line_of(&mut file, "");
        }
        test(&mut file, texts, number + 1, profile, suggestion, found);
    }
    file
}

fn line_of(file: &mut String, line: &str) {
    file.push_str(line);
    file.push('\n');
}

fn test(
    file: &mut String,
    texts: &Texts,
    number: usize,
    profile: Option<&str>,
    suggestion: &Suggestion<'_>,
    found: &Recommendation<'_>,
) {
    let rules = found.rules;
    let mut of: Vec<Rule<'_>> = Vec::new();
    for Goal { rule, .. } in &suggestion.goals {
        if !of.iter().any(|earlier| earlier.id() == rule.id()) {
            of.push(*rule);
        }
    }
    line_of(file, &format!("  - name: {}", quoted(&name(texts, number, &of))));
    if let Some(profile) = profile {
        line_of(file, &format!("    profile: {}", scalar(profile)));
    }
    line_of(file, "    answers:");
    for (criterion, answer) in suggestion.answers.iter() {
        let criterion = rules.criteria.at(criterion);
        if let Some(answer) = answer {
            let word = answer_word(texts, criterion, answer);
            line_of(file, &format!("      {}: {}", scalar(key(criterion, texts.lang)), scalar(&word)));
        }
    }
    current(file, rules, &suggestion.recorded);
    line_of(file, "    expect:");
    let leading = scalar(&rules.outcome_id(found.evaluation.leading.outcome));
    // While none is named, the one that leads can be expected.
    let key = if found.outcome().is_some() { "outcome" } else { "leads" };
    line_of(file, &format!("      {key}: {leading}"));
    line_of(file, &format!("      firmness: {}", found.evaluation.firmness.id()));
    let reasons: Vec<(String, bool)> = of.iter().flat_map(|rule| reason(found, *rule)).collect();
    sides(file, "reasons", &reasons);
    for (key, kind) in LISTS {
        let there = listed(kind, found);
        let here = of.iter().filter(|rule| rule.kind() == kind);
        let listed: Vec<(String, bool)> =
            here.map(|rule| (scalar(rule.id()), there.contains(&rule.id()))).collect();
        sides(file, key, &listed);
    }
}

/// A name that says which rules a test is about, the first few of them.
fn name(texts: &Texts, number: usize, of: &[Rule<'_>]) -> String {
    const SHOWN: usize = 4;
    let mut ids: Vec<String> = of.iter().take(SHOWN).map(|rule| rule.id().to_owned()).collect();
    if of.len() > SHOWN {
        let more = (of.len() - SHOWN).to_string();
        ids.push(texts.more_reasons(&more));
    }
    texts.suggest_name(number, ids.join(", "))
}

fn current(file: &mut String, rules: &RuleSet, recorded: &[CurrentFact]) {
    if recorded.is_empty() {
        return;
    }
    line_of(file, "    current:");
    if recorded.contains(&CurrentFact::CompetitiveForm)
        && let Some(form) = rules.competitive().next()
    {
        line_of(file, &format!("      form: {}", scalar(&rules.outcome_id(Outcome::single(form)))));
    }
    if recorded.contains(&CurrentFact::PrivateProviders) {
        line_of(file, "      providers: { private: 1 }");
    }
}

/// What the rule is expected to do, where it shows among the reasons and nowhere else.
fn reason(found: &Recommendation<'_>, rule: Rule<'_>) -> Option<(String, bool)> {
    let effect = match rule {
        Rule::Gate(_) | Rule::Unless(..) => Effect::Excludes,
        Rule::Indicator(_) => found.reasons.iter().find(|reason| reason.rule == rule.id())?.effect,
        _ => return None,
    };
    let there = found.reasons.iter().any(|reason| reason.rule == rule.id() && reason.effect == effect);
    Some((format!("{{ rule: {}, effect: {} }}", scalar(rule.id()), effect.id()), there))
}

fn sides(file: &mut String, key: &str, entries: &[(String, bool)]) {
    if entries.is_empty() {
        return;
    }
    // Writing to a string does not fail.
    let _ = writeln!(file, "      {key}:");
    for (side, present) in [("with", true), ("without", false)] {
        let mut first = true;
        for (entry, _) in entries.iter().filter(|(_, there)| *there == present) {
            if std::mem::take(&mut first) {
                let _ = writeln!(file, "        {side}:");
            }
            let _ = writeln!(file, "          - {entry}");
        }
    }
}

/// A word as YAML reads it back: bare where it is plain.
fn scalar(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "-_+./".contains(letter);
    let starts = word.chars().next().is_some_and(|letter| letter.is_alphabetic() || letter == '.');
    let is_bare = starts && word.chars().all(plain) && !word.eq_ignore_ascii_case("null");
    if is_bare { word.to_owned() } else { quoted(word) }
}

/// A text in quotation marks; what JSON writes, YAML reads.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
