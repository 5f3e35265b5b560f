//! Parts of expressions, in the syntax that ZEN and CEL share with C.
//!
//! In: parts of the plan. Out: text. Each criterion is a variable that holds the id of its answer.

use crate::plan::{Plan, Points, Slot, Test};

/// A text as a literal; ids have no character that needs escaping.
pub fn quoted(text: &str) -> String {
    format!("'{text}'")
}

/// Whether a criterion has one of a test's answers.
pub fn holds(plan: &Plan, test: &Test, or: &str) -> String {
    let question = &plan.criteria[test.criterion];
    let equal = |answer: &usize| format!("{} == {}", question.id, quoted(&question.answers[*answer]));
    let equal: Vec<String> = test.answers.iter().map(equal).collect();
    format!("({})", equal.join(&format!(" {or} ")))
}

/// The value of a criterion's answer: what most answers share comes last and needs no test.
fn chosen(plan: &Plan, criterion: usize, values: &[String]) -> String {
    let times = |value: &String| values.iter().filter(|other| *other == value).count();
    // Of several, the last: open answers are rare, and so are tested last.
    let most = values.iter().rev().max_by_key(|value| times(value)).unwrap();
    let question = &plan.criteria[criterion];
    let tested = question.answers.iter().zip(values).filter(|(_, value)| *value != most);
    let tests = tested.map(|(answer, value)| format!("{} == {} ? {value} : ", question.id, quoted(answer)));
    format!("({}{most})", tests.collect::<String>())
}

/// What an indicator adds.
pub fn points(plan: &Plan, points: &Points) -> String {
    let values: Vec<String> = points.by_answer.iter().map(u64::to_string).collect();
    chosen(plan, points.criterion, &values)
}

/// A form's points.
pub fn sum(plan: &Plan, form: usize) -> String {
    let parts: Vec<String> = plan.points_of(form).map(|part| points(plan, part)).collect();
    parts.join(" + ")
}

/// The reason in a slot, or `none`.
pub fn said(plan: &Plan, slot: &Slot, none: &str) -> String {
    let values: Vec<String> = slot
        .reasons
        .iter()
        .map(|reason| reason.as_ref().map_or_else(|| none.to_owned(), |text| quoted(text)))
        .collect();
    chosen(plan, slot.criterion, &values)
}
