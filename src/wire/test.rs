//! What became of rule tests, as one JSON object: `avtalsform/tests/2`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::batch::Fault;
use super::parts::{Reason, RuleSetId, Text, Tool};
use crate::evaluate::Firmness;
use crate::explain::{self, Recommendation};
use crate::model::{Lang, RuleKind, RuleSet, Spot};
use crate::testing::{self, Aspect, End, Expected, GoalKind, Ran, State};

/// The name of the shape.
pub const SCHEMA: &str = "avtalsform/tests/2";

/// What became of rule tests, and what no test has tried.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Tests<'a> {
    /// The name of this shape.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: Text<'a>,
    /// The tool that made it.
    pub tool: Tool<'a>,
    /// How many tests ended how.
    pub totals: TestCounts,
    /// Every test that ran, in the order of the files.
    pub tests: Vec<Test<'a>>,
    /// What the tests of each rule set have tried.
    pub coverage: Vec<Coverage<'a>>,
    /// Every fault of what could not be read.
    pub faults: Vec<Fault<'a>>,
}

/// How many tests ended how.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct TestCounts {
    /// Those that ran.
    pub tests: usize,
    /// Those that ended as expected.
    pub passed: usize,
    /// Those that did not.
    pub failed: usize,
    /// Those that could not be run.
    pub errors: usize,
    /// Those that were not asked for.
    pub left_out: usize,
}

/// A test that ran.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Test<'a> {
    /// What it is called.
    pub name: Text<'a>,
    /// The file of the test.
    pub path: Text<'a>,
    /// The line of its name.
    pub line: usize,
    /// The column of its name.
    pub column: usize,
    /// Id of the rule set it tests.
    pub ruleset: Text<'a>,
    /// Id of the profile whose weights were used.
    pub profile: Option<Text<'a>>,
    /// How it ended.
    pub end: End,
    /// Id of the outcome that the rules give; null where the test could not be run.
    pub outcome: Option<Text<'a>>,
    /// How firm that outcome is.
    pub firmness: Option<Firmness>,
    /// What is not as expected.
    pub failures: Vec<Failure<'a>>,
    /// Every reason that the rules give, where the test failed.
    pub reasons: Vec<Reason<'a>>,
}

/// Something that is not as expected.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Failure<'a> {
    /// The key of the test file under which it is expected.
    pub key: Text<'a>,
    /// The line of what is expected.
    pub line: usize,
    /// The column of what is expected.
    pub column: usize,
    /// What is expected, in words.
    pub expected: Text<'a>,
    /// What the rules say instead.
    pub actual: Text<'a>,
}

/// What the tests of a rule set have tried.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Coverage<'a> {
    /// The rule set.
    pub ruleset: RuleSetId<'a>,
    /// Its file; null where it is built in.
    pub path: Option<Text<'a>>,
    /// Of everything.
    #[serde(flatten)]
    pub all: Count,
    /// Whether each rule has fired and has not.
    pub rules: Count,
    /// The branches of conditions.
    pub branches: Count,
    /// Whether it is as much as was asked for.
    pub enough: bool,
    /// What no test has tried.
    pub missing: Vec<Goal<'a>>,
    /// What no area can show.
    pub unreachable: Vec<Goal<'a>>,
}

/// How much has been tried.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Count {
    /// What has been tried.
    pub reached: usize,
    /// What there is to try.
    pub goals: usize,
}

impl From<(usize, usize)> for Count {
    fn from((reached, goals): (usize, usize)) -> Self {
        Self { reached, goals }
    }
}

/// Something that tests should show.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Goal<'a> {
    /// Id of the rule to be shown.
    pub rule: Text<'a>,
    /// Which kind of rule it is.
    pub kind: RuleKind,
    /// What of the rule.
    pub goal: GoalKind,
    /// The term of its condition, from 1.
    #[schemars(range(min = 1))]
    pub term: Option<usize>,
    /// Id of the criterion, where it is about one.
    pub criterion: Option<Text<'a>>,
    /// Id of the answer, where it is about one.
    pub answer: Option<Text<'a>>,
    /// The same in words.
    pub text: Text<'a>,
}

impl<'a> Tests<'a> {
    /// The whole object.
    #[must_use]
    pub fn new(
        tests: Vec<Test<'a>>,
        left_out: usize,
        coverage: Vec<Coverage<'a>>,
        faults: Vec<Fault<'a>>,
    ) -> Self {
        let count = |end| tests.iter().filter(|test| test.end == end).count();
        let totals = TestCounts {
            tests: tests.len(),
            passed: count(End::Passed),
            failed: count(End::Failed),
            errors: count(End::Error),
            left_out,
        };
        Self { schema: SCHEMA.into(), tool: Tool::THIS, totals, tests, coverage, faults }
    }
}

impl<'a> Test<'a> {
    /// A test that ran, with the words for what was expected, what came instead, and the key it stands under.
    #[must_use]
    pub fn new(
        ran: &'a Ran<'a>,
        ruleset: &'a str,
        lang: Lang,
        say: impl Fn(&Recommendation<'_>, &Expected) -> Failed,
    ) -> Self {
        let test = ran.test;
        let found = ran.found.as_ref();
        // Reasons of tests that ended as expected are nobody's concern.
        let told = found.filter(|_| ran.end() == End::Failed).into_iter();
        let reason = |found: &'a Recommendation<'a>| {
            let note = |reason: &explain::Reason<'_>| found.note(reason.criterion);
            let reasons = found.reasons.iter();
            reasons.map(move |reason| Reason::new(found, lang, reason, note(reason)))
        };
        let failures = ran.failures().into_iter().zip(std::iter::repeat(found));
        let failures = failures.filter_map(|(failure, found)| {
            let Failed { key, expected, actual } = say(found?, failure);
            let (line, column) = failure.place;
            let [key, expected, actual] = [key, expected, actual].map(Text::from);
            Some(Failure { key, line, column, expected, actual })
        });
        Self {
            name: Text::from(&test.name),
            path: Text::from(&test.path),
            line: test.place.0,
            column: test.place.1,
            ruleset: ruleset.into(),
            profile: found.and_then(|found| found.profile).map(|profile| Text::from(&profile.id)),
            end: ran.end(),
            outcome: found.and_then(|found| Some(found.rules.outcome_id(found.outcome()?).into())),
            firmness: found.map(|found| found.evaluation.firmness),
            failures: failures.collect(),
            reasons: told.flat_map(reason).collect(),
        }
    }
}

/// What is said of something that is not as expected.
#[derive(Debug)]
pub struct Failed {
    /// The key under which it is expected.
    pub key: String,
    /// What is expected.
    pub expected: String,
    /// What the rules say instead.
    pub actual: String,
}

impl<'a> Coverage<'a> {
    /// What the tests of a rule set have tried, with the words for each goal.
    #[must_use]
    pub fn new(
        coverage: &testing::Coverage<'a>,
        enough: bool,
        say: impl Fn(&RuleSet, &testing::Goal<'_>) -> String,
    ) -> Self {
        let rules = coverage.rules();
        let goals_that_are = |state| {
            let goals = coverage.which(state);
            goals.map(|goal| Goal::new(rules, goal, say(rules, goal))).collect()
        };
        Self {
            ruleset: RuleSetId::new(rules, None),
            path: rules.path_of(Spot::default()).map(Text::from),
            all: coverage.count().into(),
            rules: coverage.sides().into(),
            branches: coverage.branches().into(),
            enough,
            missing: goals_that_are(State::Missing),
            unreachable: goals_that_are(State::Unreachable),
        }
    }
}

impl<'a> Goal<'a> {
    fn new(rules: &'a RuleSet, one: &testing::Goal<'a>, text: String) -> Self {
        let (criterion, answer) = match one.aspect {
            Aspect::Named { criterion, answer, .. } => (Some(criterion), Some(answer)),
            Aspect::Failed { criterion, .. } => (Some(criterion), None),
            Aspect::Given(answer) => (one.rule.criteria().first().copied(), Some(answer)),
            Aspect::Fired | Aspect::Held | Aspect::Alone(_) | Aspect::Elsewhere => (None, None),
        };
        let criterion = criterion.map(|key| rules.criteria.at(key));
        let answer = criterion.zip(answer).map(|(criterion, answer)| criterion.answer_id(answer).into());
        Self {
            rule: one.rule.id().into(),
            kind: one.rule.kind(),
            goal: one.aspect.kind(),
            term: one.aspect.term().map(|term| term + 1),
            criterion: criterion.map(|criterion| Text::from(&criterion.id)),
            answer,
            text: text.into(),
        }
    }
}
