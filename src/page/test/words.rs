//! Expectations, reasons and goals in a few words.
//!
//! In: what a test expects and what the rules say. Out: short texts. Ids stay as they are written in files.

use std::collections::BTreeSet;

use crate::evaluate::Firmness;
use crate::explain::{Effect, Reason, Recommendation};
use crate::model::{Criterion, CriterionKey, FormKey, Outcome, Rule, RuleSet};
use crate::say::words::key;
use crate::testing::{Aspect, Expectation, Expected, Goal, NONE, list_key, listed};
use crate::texts::Texts;

/// The key of a test file under which something is expected.
pub fn label(what: &Expectation) -> String {
    let side = |present: bool| if present { "with" } else { "without" };
    match what {
        Expectation::Outcome(_) => "outcome".to_owned(),
        Expectation::Leads(_) => "leads".to_owned(),
        Expectation::Leaning(_) => "leaning".to_owned(),
        Expectation::Firmness(_) => "firmness".to_owned(),
        Expectation::Tie(_) => "tie".to_owned(),
        Expectation::Reason { present, .. } => format!("reasons.{}", side(*present)),
        Expectation::Condition { present, .. } => format!("conditions.{}", side(*present)),
        Expectation::Listed { present, kind, .. } => format!("{}.{}", list_key(*kind), side(*present)),
    }
}

/// What is expected.
pub fn expected(texts: &Texts, rules: &RuleSet, expected: &Expected) -> String {
    let (present, said) = match &expected.what {
        Expectation::Outcome(outcome) => return outcome_id(rules, *outcome),
        Expectation::Leads(outcome) => return rules.outcome_id(*outcome),
        Expectation::Leaning(form) => return form_id(rules, *form),
        Expectation::Firmness(firmness) => return firmness.id().to_owned(),
        Expectation::Tie(tie) => return yes_or_no(texts, *tie),
        Expectation::Reason { present, rule, effect, form } => {
            let form = form.map(|form| rules.forms.at(form).id.as_str());
            (*present, reason(texts, rule, *effect, form))
        }
        Expectation::Condition { present, criterion } => {
            (*present, key(rules.criteria.at(*criterion), texts.lang).to_owned())
        }
        Expectation::Listed { present, id, .. } => (*present, id.clone()),
    };
    if present { said } else { texts.test_not(&said) }
}

/// What the rules say of the same thing.
pub fn actual(texts: &Texts, found: &Recommendation<'_>, expected: &Expected) -> String {
    let list = |ids: Vec<String>| {
        if ids.is_empty() { texts.test_nothing().to_owned() } else { ids.join(", ") }
    };
    match &expected.what {
        Expectation::Outcome(_) => outcome_id(found.rules, found.outcome()),
        Expectation::Leads(_) => found.rules.outcome_id(found.evaluation.leading.outcome),
        Expectation::Leaning(_) => form_id(found.rules, found.evaluation.leaning.map(|(form, _)| form)),
        Expectation::Firmness(_) => found.evaluation.firmness.id().to_owned(),
        Expectation::Tie(_) => yes_or_no(texts, found.evaluation.tie),
        Expectation::Reason { rule, .. } => {
            let mut said: Vec<String> = Vec::new();
            for reason in found.reasons.iter().filter(|reason| reason.rule == rule) {
                let one = of_reason(texts, found, reason);
                if !said.contains(&one) {
                    said.push(one);
                }
            }
            if said.is_empty() { texts.test_absent().to_owned() } else { said.join("; ") }
        }
        Expectation::Condition { .. } => {
            let name =
                |criterion: &CriterionKey| key(found.rules.criteria.at(*criterion), texts.lang).to_owned();
            list(found.evaluation.conditions.iter().map(name).collect())
        }
        Expectation::Listed { kind, .. } => {
            list(listed(*kind, found).into_iter().map(str::to_owned).collect())
        }
    }
}

fn yes_or_no(texts: &Texts, yes: bool) -> String {
    if yes { texts.yes() } else { texts.answer_no() }.to_owned()
}

fn of_reason(texts: &Texts, found: &Recommendation<'_>, one: &Reason<'_>) -> String {
    let form = one.form.map(|form| found.rules.forms.at(form).id.as_str());
    reason(texts, one.rule, Some(one.effect), form)
}

fn reason(texts: &Texts, rule: &str, effect: Option<Effect>, form: Option<&str>) -> String {
    let effect = effect.map(|effect| effect_in_words(texts, effect, form.is_some()));
    [Some(rule), effect, form].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What a rule does, in words that a form can follow.
fn effect_in_words(texts: &Texts, effect: Effect, to_a_form: bool) -> &'static str {
    match effect {
        Effect::For => texts.effect_for(),
        Effect::NotFor => texts.effect_against(),
        Effect::Excludes => texts.effect_excludes(),
        Effect::Reservation if to_a_form => texts.test_reservation_for(),
        Effect::Reservation => texts.effect_reservation(),
        Effect::Open if to_a_form => texts.test_open_for(),
        Effect::Open => texts.effect_open(),
    }
}

/// The reasons of a recommendation, a line for each effect and the forms it has it on.
pub fn reasons(texts: &Texts, found: &Recommendation<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for effect in Effect::ALL.into_iter().filter(|effect| *effect != Effect::Open) {
        // The forms of each rule, then the rules of the same forms.
        let mut rules: Vec<(&str, Vec<&str>)> = Vec::new();
        for reason in found.reasons.iter().filter(|reason| reason.effect == effect) {
            let form = reason.form.map(|form| found.rules.forms.at(form).id.as_str());
            match rules.iter_mut().find(|(rule, _)| *rule == reason.rule) {
                Some((_, forms)) => forms.extend(form.filter(|form| !forms.contains(form))),
                None => rules.push((reason.rule, form.into_iter().collect())),
            }
        }
        let mut grouped: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
        for (rule, forms) in rules {
            match grouped.iter_mut().find(|(same, _)| *same == forms) {
                Some((_, rules)) => rules.push(rule),
                None => grouped.push((forms, vec![rule])),
            }
        }
        for (forms, rules) in grouped {
            let lead = format!("{} {}", effect_in_words(texts, effect, !forms.is_empty()), forms.join(", "));
            lines.push(format!("{}: {}", lead.trim_end(), rules.join(", ")));
        }
    }
    // What is open bears on nothing yet: how many rules it is will do.
    let open = found.reasons.iter().filter(|reason| reason.effect == Effect::Open);
    let open: BTreeSet<&str> = open.map(|reason| reason.rule).collect();
    if !open.is_empty() {
        lines.push(texts.test_open_rules(open.len()));
    }
    lines
}

/// A recommendation in a few words: outcome and firmness.
pub fn outcome(found: &Recommendation<'_>) -> String {
    let firmness: Firmness = found.evaluation.firmness;
    match found.outcome() {
        Some(outcome) => format!("{} ({})", found.rules.outcome_id(outcome), firmness.id()),
        None => firmness.id().to_owned(),
    }
}

/// An outcome, or the word that says that there is none.
fn outcome_id(rules: &RuleSet, outcome: Option<Outcome>) -> String {
    outcome.map_or_else(|| NONE.to_owned(), |outcome| rules.outcome_id(outcome))
}

/// The same of a form.
fn form_id(rules: &RuleSet, form: Option<FormKey>) -> String {
    form.map_or(NONE, |form| rules.forms.at(form).id.as_str()).to_owned()
}

/// What a goal asks for.
#[must_use]
pub fn goal(texts: &Texts, rules: &RuleSet, goal: &Goal<'_>) -> String {
    same_kind(texts, rules, &[goal])
}

/// What goals of one rule ask for: what is alike is said together.
pub fn goals(texts: &Texts, rules: &RuleSet, goals: &[&Goal<'_>]) -> String {
    let mut goals = goals.to_vec();
    goals.sort_by_key(|goal| order(goal.aspect));
    let alike = goals.chunk_by(|one, other| match (one.aspect, other.aspect) {
        (Aspect::Given(_), Aspect::Given(_)) => true,
        (
            Aspect::Named { term, criterion, .. },
            Aspect::Named { term: other_term, criterion: other_criterion, .. },
        ) => (term, criterion) == (other_term, other_criterion),
        (Aspect::Failed { term, .. }, Aspect::Failed { term: other, .. }) => term == other,
        _ => false,
    });
    alike.map(|goals| same_kind(texts, rules, goals)).collect::<Vec<_>>().join("; ")
}

/// Sides, then one term after another, then what is beside the condition.
const fn order(aspect: Aspect) -> (usize, u8) {
    match aspect {
        Aspect::Fired | Aspect::Held | Aspect::Given(_) => (0, 0),
        Aspect::Alone(term) => (term + 1, 0),
        Aspect::Named { term, .. } => (term + 1, 1),
        Aspect::Failed { term, .. } => (term + 1, 2),
        Aspect::Elsewhere => (usize::MAX, 0),
    }
}

/// What goals of one rule and of one kind ask for.
fn same_kind(texts: &Texts, rules: &RuleSet, goals: &[&Goal<'_>]) -> String {
    let Some(first) = goals.first() else { return String::new() };
    let is_indicator = matches!(first.rule, Rule::Indicator(_));
    let of = |key: CriterionKey| key_of(texts, rules, key);
    let answers = |key: CriterionKey| {
        let given = goals.iter().filter_map(|goal| match goal.aspect {
            Aspect::Named { answer, .. } | Aspect::Given(answer) => Some(answer),
            _ => None,
        });
        given.map(|answer| answer_word(texts, rules.criteria.at(key), answer)).collect::<Vec<_>>().join(", ")
    };
    let said = match first.aspect {
        Aspect::Fired if is_indicator => texts.goal_for().to_owned(),
        Aspect::Held if is_indicator => texts.goal_against().to_owned(),
        Aspect::Fired => texts.goal_fired().to_owned(),
        Aspect::Held => texts.goal_held().to_owned(),
        Aspect::Given(_) => {
            let criterion = first.rule.criteria().first().copied();
            texts.goal_given(criterion.map(answers).unwrap_or_default())
        }
        Aspect::Alone(_) => texts.goal_alone().to_owned(),
        Aspect::Named { criterion, .. } => texts.goal_named(answers(criterion), of(criterion)),
        Aspect::Failed { .. } => {
            let criteria = goals.iter().filter_map(|goal| match goal.aspect {
                Aspect::Failed { criterion, .. } => Some(of(criterion)),
                _ => None,
            });
            texts.goal_failed(criteria.collect::<Vec<_>>().join(", "))
        }
        Aspect::Elsewhere if first.rule.fact().is_some() => texts.goal_elsewhere_fact().to_owned(),
        Aspect::Elsewhere => texts.goal_elsewhere_form().to_owned(),
    };
    let several = first.rule.when().is_some_and(|condition| condition.terms.len() > 1);
    match first.aspect.term() {
        Some(term) if several => texts.goal_term(term + 1, &said),
        _ => said,
    }
}

fn key_of<'a>(texts: &Texts, rules: &'a RuleSet, criterion: CriterionKey) -> &'a str {
    key(rules.criteria.at(criterion), texts.lang)
}

/// An answer as it is written in a file of this language.
pub fn answer_word(texts: &Texts, criterion: &Criterion, answer: u8) -> String {
    let choice = criterion.choice(answer);
    let alias = choice.and_then(|choice| choice.alias.as_ref());
    match (texts.lang, alias) {
        (crate::model::Lang::Sv, Some(alias)) => alias.clone(),
        _ => criterion.answer_id(answer).to_owned(),
    }
}
