//! The report as one JSON object: `avtalsform/tests/1`.
//!
//! In: a report. Out: an object whose keys, order and bytes depend on the input alone.

use serde::Serialize;

use super::batch::Fault;
use crate::page::test::words::{actual, expected, goal, label, term};
use crate::page::test::{Covered, Report};
use crate::testing::{Aspect, Coverage, End, Goal, Ran, State};
use crate::wire::result::tool;

/// The name of the shape.
pub const SCHEMA: &str = "avtalsform/tests/1";

#[derive(Serialize)]
struct ReportObject<'a, T: Serialize> {
    schema: &'static str,
    tool: T,
    totals: Totals,
    tests: Vec<TestObject<'a>>,
    coverage: Vec<CoverageObject<'a>>,
    faults: Vec<Fault>,
}

#[derive(Serialize)]
struct Totals {
    tests: usize,
    passed: usize,
    failed: usize,
    errors: usize,
    left_out: usize,
}

#[derive(Serialize)]
struct TestObject<'a> {
    name: &'a str,
    path: &'a str,
    line: usize,
    column: usize,
    ruleset: &'a str,
    profile: Option<&'a str>,
    end: &'static str,
    outcome: Option<String>,
    firmness: Option<&'static str>,
    failures: Vec<FailureObject>,
    reasons: Vec<ReasonObject<'a>>,
}

#[derive(Serialize)]
struct FailureObject {
    key: String,
    line: usize,
    column: usize,
    expected: String,
    actual: String,
}

#[derive(Serialize)]
struct ReasonObject<'a> {
    rule: &'a str,
    stage: Option<crate::model::Stage>,
    effect: &'static str,
    form: Option<&'a str>,
    criterion: &'a str,
    answer: Option<&'a str>,
}

#[derive(Serialize)]
struct CoverageObject<'a> {
    ruleset: RulesetObject<'a>,
    reached: usize,
    goals: usize,
    rules: CountObject,
    branches: CountObject,
    enough: bool,
    missing: Vec<GoalObject<'a>>,
    unreachable: Vec<GoalObject<'a>>,
}

#[derive(Serialize)]
struct RulesetObject<'a> {
    id: &'a str,
    version: &'a str,
    sha256: &'a str,
    path: Option<String>,
}

#[derive(Serialize)]
struct CountObject {
    reached: usize,
    goals: usize,
}

#[derive(Serialize)]
struct GoalObject<'a> {
    rule: &'a str,
    kind: &'static str,
    goal: &'static str,
    term: Option<usize>,
    criterion: Option<&'a str>,
    answer: Option<&'a str>,
    text: String,
}

/// The whole report.
#[must_use]
pub fn json<'a>(report: &'a Report<'a>) -> impl Serialize + 'a {
    ReportObject {
        schema: SCHEMA,
        tool: tool(),
        totals: Totals {
            tests: report.ran.len(),
            passed: report.count(End::Passed),
            failed: report.count(End::Failed),
            errors: report.count(End::Error),
            left_out: report.left_out,
        },
        tests: report.ran.iter().map(|ran| report.test(ran)).collect(),
        coverage: report.covered.iter().map(|covered| report.covered(covered)).collect(),
        faults: report
            .faults
            .iter()
            .flat_map(|(source, found)| found.iter().map(|one| Fault::of(report.texts, source, one)))
            .collect(),
    }
}

impl<'a> Report<'a> {
    fn test(&'a self, ran: &'a Ran<'a>) -> TestObject<'a> {
        let test = ran.test;
        let found = ran.found.as_ref();
        let failure = |failure: &crate::testing::Expected| {
            found.map(|found| FailureObject {
                key: label(&failure.what),
                line: failure.place.0,
                column: failure.place.1,
                expected: expected(self.texts, found.rules, failure),
                actual: actual(self.texts, found, failure),
            })
        };
        // Those of tests that ended as expected are nobody's concern.
        let told = found.filter(|_| ran.end() == End::Failed);
        let reasons = told.map_or(&[][..], |found| found.reasons.as_slice()).iter();
        TestObject {
            name: &test.name,
            path: &test.path,
            line: test.place.0,
            column: test.place.1,
            ruleset: self.ruleset_of(test.rules),
            profile: found.and_then(|found| found.profile).map(|profile| profile.id.as_str()),
            end: ran.end().id(),
            outcome: found.map(|found| found.rules.outcome_id(found.outcome())),
            firmness: found.map(|found| found.evaluation.firmness.id()),
            failures: ran.failures().into_iter().filter_map(failure).collect(),
            reasons: reasons
                .filter_map(|reason| {
                    let rules = found?.rules;
                    let criterion = rules.criteria.at(reason.criterion);
                    Some(ReasonObject {
                        rule: reason.rule,
                        stage: reason.kind.stage(),
                        effect: reason.effect.id(),
                        form: reason.form.map(|form| rules.forms.at(form).id.as_str()),
                        criterion: &criterion.id,
                        answer: reason.answer.map(|answer| criterion.answer_id(answer)),
                    })
                })
                .collect(),
        }
    }

    /// The id of the rule set at a position of the shelf.
    fn ruleset_of(&'a self, position: usize) -> &'a str {
        let covered = self.covered.iter().find(|covered| covered.position == position);
        covered.map_or("", |covered| covered.coverage.rules().identity.id.as_str())
    }

    fn covered(&'a self, covered: &'a Covered<'a>) -> CoverageObject<'a> {
        let coverage: &Coverage<'a> = &covered.coverage;
        let identity = &coverage.rules().identity;
        let count = |(reached, goals)| CountObject { reached, goals };
        let (reached, goals) = coverage.count();
        let goals_that_are = |state| coverage.which(state).map(|goal| self.goal(coverage, goal)).collect();
        CoverageObject {
            ruleset: RulesetObject {
                id: &identity.id,
                version: &identity.version,
                sha256: &identity.sha256,
                path: covered.path.map(crate::load::shown_path),
            },
            reached,
            goals,
            rules: count(coverage.sides()),
            branches: count(coverage.branches()),
            enough: !self.is_below(covered),
            missing: goals_that_are(State::Missing),
            unreachable: goals_that_are(State::Unreachable),
        }
    }

    fn goal(&self, coverage: &Coverage<'a>, one: &Goal<'a>) -> GoalObject<'a> {
        let rules = coverage.rules();
        let (criterion, answer) = match one.aspect {
            Aspect::Named { criterion, answer, .. } => (Some(criterion), Some(answer)),
            Aspect::Failed { criterion, .. } => (Some(criterion), None),
            Aspect::Given(answer) => (one.rule.criteria().first().copied(), Some(answer)),
            Aspect::Fired | Aspect::Held | Aspect::Alone(_) | Aspect::Elsewhere => (None, None),
        };
        let criterion = criterion.map(|key| rules.criteria.at(key));
        GoalObject {
            rule: one.rule.id(),
            kind: one.rule.kind().id(),
            goal: one.aspect.id(),
            term: term(one.aspect).map(|term| term + 1),
            criterion: criterion.map(|criterion| criterion.id.as_str()),
            answer: criterion.zip(answer).map(|(criterion, answer)| criterion.answer_id(answer)),
            text: goal(self.texts, rules, one),
        }
    }
}
