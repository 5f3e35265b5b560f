//! What the tests have tried of a rule set, in words.
//!
//! In: coverage. Out: sentences, and a line for rules of a kind of which the same can be said.

use super::Report;
use super::words::goals;
use crate::model::{Rule, RuleKind};
use crate::say::Speaker;
use crate::testing::{self, Coverage, Goal, State};
use crate::texts::Texts;

/// How much has been tried, in words.
pub(super) fn lines(texts: &Texts, coverage: &Coverage<'_>) -> [String; 3] {
    let speaker = Speaker { texts, rules: coverage.rules() };
    let [all, sides, branches] = [coverage.count(), coverage.sides(), coverage.branches()]
        .map(|(reached, all)| (all, reached, speaker.share(testing::share((reached, all)))));
    [
        texts.coverage_all(all.0, all.1, all.2),
        texts.coverage_sides(sides.0, sides.1, sides.2),
        texts.coverage_branches(branches.0, branches.1, branches.2),
    ]
}

/// That coverage is below what was asked for.
pub(super) fn below(report: &Report<'_>, coverage: &Coverage<'_>) -> String {
    let speaker = Speaker { texts: report.texts, rules: coverage.rules() };
    let (reached, all) = coverage.count();
    let least = report.least.map(|least| speaker.exact_percent(least)).unwrap_or_default();
    report.texts.coverage_below(all, least, reached)
}

/// Each rule with what of it stands so, in words.
pub(super) fn by_rule<'r>(texts: &Texts, coverage: &Coverage<'r>, state: State) -> Vec<(Rule<'r>, String)> {
    let all: Vec<(&Goal<'r>, State)> = coverage.iter().collect();
    let of_rule = all.chunk_by(|(one, _), (other, _)| one.rule.id() == other.rule.id());
    let said = |all: &[(&Goal<'r>, State)]| {
        let some: Vec<&Goal<'r>> =
            all.iter().filter(|(_, found)| *found == state).map(|(goal, _)| *goal).collect();
        let rule = some.first()?.rule;
        let whole = some.len() == all.len() && all.len() > 1 && state == State::Missing;
        let said = if whole { texts.goal_none().to_owned() } else { goals(texts, coverage.rules(), &some) };
        Some((rule, said))
    };
    of_rule.filter_map(said).collect()
}

/// The same, a line for rules of a kind of which the same can be said.
pub(super) fn goal_lines(texts: &Texts, coverage: &Coverage<'_>, state: State) -> Vec<String> {
    let mut grouped: Vec<(RuleKind, String, Vec<&str>)> = Vec::new();
    for (rule, said) in by_rule(texts, coverage, state) {
        match grouped.iter_mut().find(|(kind, same, _)| *kind == rule.kind() && *same == said) {
            Some((.., ids)) => ids.push(rule.id()),
            None => grouped.push((rule.kind(), said, vec![rule.id()])),
        }
    }
    let speaker = Speaker { texts, rules: coverage.rules() };
    grouped
        .iter()
        .map(|(of, said, ids)| format!("{} {}: {said}", speaker.kind(*of), ids.join(", ")))
        .collect()
}
