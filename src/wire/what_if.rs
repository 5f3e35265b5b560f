//! What if, as one JSON object: `avtalsform/what-if/2`. What was not asked is null.

mod made;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::diff::{Proof, ReasonChange, Side};
use super::parts::{
    AreaId, Flip, Form, Question, RuleSetId, Source, Standing, Text, Tool, UNKNOWN, digits, pairs,
};
use super::recommendation::View;
use super::sample::Sample;
use crate::compare::Gravity;
use crate::explain::Recommendation;
use crate::model::{CriterionKey, GateKind, Lang, Outcome, RuleSet, words};
use crate::texts::Texts;
use crate::what_if::{Blocked, Changed, Drawn, Found, Profiled, Weightings, reason_of};

/// The name of the shape.
pub const SCHEMA: &str = "avtalsform/what-if/2";

/// An area if answers or weights were others, and what another outcome would take. What was not asked is null.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct WhatIf<'a> {
    /// The name of this shape.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: Text<'a>,
    /// The tool that made it.
    pub tool: Tool<'a>,
    /// The rules it rests on.
    pub ruleset: RuleSetId<'a>,
    /// Which area it is of.
    pub area: AreaId<'a>,
    /// The area as `answers`, `target`, `weights` and `profiles` speak of it: after the changes.
    #[serde(flatten)]
    pub standing: Standing<'a>,
    /// The area before and after some changes.
    pub changes: Option<Changes<'a>>,
    /// What other answers would give.
    pub answers: Option<Answers<'a>>,
    /// What one outcome takes.
    pub target: Option<Target<'a>>,
    /// The outcome under other weights.
    pub weights: Option<Weights<'a>>,
    /// The outcome under each profile.
    pub profiles: Option<Vec<ByProfile<'a>>>,
}

/// An area before and after.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Changes<'a> {
    /// The answers that change.
    pub set: Vec<AnswerChange<'a>>,
    /// What it was.
    pub before: Side<'a>,
    /// What it becomes.
    pub after: Side<'a>,
    /// The gravest difference; null where nothing differs.
    pub difference: Option<Gravity>,
    /// The reasons that differ, with what they say.
    pub reasons: Vec<SaidChange<'a>>,
    /// Which of the changed criteria are enough for the new outcome; null where the outcome stays.
    pub needed: Option<Needed<'a>>,
}

/// An answer that changes.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct AnswerChange<'a> {
    /// Id of the criterion.
    pub criterion: Text<'a>,
    /// Id of the answer it had, or `unknown`.
    pub before: Text<'a>,
    /// Id of the answer it gets, or `unknown`.
    pub after: Text<'a>,
}

/// A reason that differs, with what it says.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct SaidChange<'a> {
    /// How it differs.
    #[serde(flatten)]
    pub change: ReasonChange<'a>,
    /// What the reason says, or said where it is gone.
    pub text: Option<Text<'a>>,
    /// Where that is said, what carries the rule first.
    pub sources: Vec<Source<'a>>,
}

/// Which changes are enough.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Needed<'a> {
    /// Whether the sets are the smallest.
    pub status: Proof,
    /// Sets of criteria, by id, each of which is enough.
    pub sets: Vec<Vec<Text<'a>>>,
}

/// What other answers would give.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Answers<'a> {
    /// Every single change of a given answer that alters the outcome; where there is none, the smallest sets, up to three
    /// changes.
    pub flips: Vec<Flip<'a>>,
    /// Open criteria of which an answer alone alters the outcome.
    pub open: Vec<Question<'a>>,
    /// What each other outcome takes.
    pub fewest: Vec<Takes<'a>>,
}

words! {
    /// Whether an outcome can be had.
    pub enum TakesStatus {
        /// So many changes give it.
        Reached = "reached",
        /// Gates exclude it whatever is changed.
        Gates = "gates",
        /// One or another of some gates always excludes it.
        GatesTogether = "gates-together",
        /// Scores and mix rules never lead to it.
        Scores = "scores",
        /// It takes more changes than `size`.
        Beyond = "beyond",
    }
}

/// What an outcome takes.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Takes<'a> {
    /// Id of the other outcome.
    pub outcome: Text<'a>,
    /// Whether it can be had.
    pub status: TakesStatus,
    /// The fewest changed answers; 0 where it is the outcome already.
    pub size: Option<u16>,
    /// How many sets of as many changes there are, exactly.
    #[schemars(regex(pattern = "^[0-9]+$"))]
    pub sets: Option<Text<'a>>,
    /// The first of the sets, in the order of the rule set.
    pub first: Vec<Set<'a>>,
    /// What forbids it.
    pub gates: Vec<Gate<'a>>,
}

/// What one outcome takes while some answers stay.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Target<'a> {
    /// What it takes.
    #[serde(flatten)]
    pub takes: Takes<'a>,
    /// Ids of the criteria held fixed.
    pub keep: Vec<Text<'a>>,
}

/// Answers that change together.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Set<'a> {
    /// The new answer by criterion, both by id, in the order of the rule set.
    #[serde(with = "pairs")]
    #[schemars(with = "BTreeMap<String, String>")]
    pub set: Vec<(Text<'a>, Text<'a>)>,
    /// Ids of the criteria among them that a gate of law names: matters of law and fact, not of choice.
    pub law: Vec<Text<'a>>,
}

/// A gate that forbids an outcome.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Gate<'a> {
    /// Id of the gate.
    pub id: Text<'a>,
    /// Why it excludes.
    pub kind: GateKind,
    /// What it says.
    pub text: Text<'a>,
    /// Where that is said.
    pub sources: Vec<Source<'a>>,
}

/// The outcome under other weights, drawn at random.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Weights<'a> {
    /// How many weightings were drawn.
    #[schemars(range(min = 1))]
    pub draws: u32,
    /// Where the sequence of random numbers began.
    #[serde(with = "digits")]
    #[schemars(with = "String", regex(pattern = "^[0-9]+$"))]
    pub seed: u64,
    /// Ids of the criteria that have a weight.
    pub criteria: Vec<Text<'a>>,
    /// How often the outcome stands; null while undetermined.
    pub stands: Option<Sample>,
    /// Every outcome that was drawn, the most frequent first.
    pub outcomes: Vec<OutcomeShare<'a>>,
    /// How the weight of each criterion goes with whether the outcome stands, the strongest first; empty where it always
    /// or never stands.
    pub decisive: Vec<Decisive<'a>>,
}

/// How often an outcome wins, and under which weights.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct OutcomeShare<'a> {
    /// Id of the outcome.
    pub id: Text<'a>,
    /// How often it wins.
    pub share: Sample,
    /// The mean weight by criterion where the outcome wins; empty where it never does.
    #[serde(with = "pairs")]
    #[schemars(with = "BTreeMap<String, Weight>")]
    pub central: Vec<(Text<'a>, Weight)>,
}

/// A part of the whole weight.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct Weight(#[schemars(range(min = 0.0, max = 1.0))] f64);

/// What a weight has to do with whether the outcome stands.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Decisive<'a> {
    /// Id of the criterion.
    pub criterion: Text<'a>,
    /// The correlation of its weight with whether the outcome stands.
    #[schemars(range(min = -1.0, max = 1.0))]
    pub correlation: f64,
}

/// The outcome under one profile.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ByProfile<'a> {
    /// Id of the profile; null: the criteria's own weights.
    pub profile: Option<Text<'a>>,
    /// What the area comes to.
    #[serde(flatten)]
    pub standing: Standing<'a>,
    /// Every form, in order of precedence.
    pub forms: Vec<Form<'a>>,
}
