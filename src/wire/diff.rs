//! What a change does to areas, as one JSON object: `avtalsform/diff/2`; by ids throughout.

mod content;
mod made;

pub use content::{area_content, rules_content};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::{Form, RuleSetId, Shape, Share, Source, Standing, Text, Tool, pairs};
use crate::compare::{
    self, Against, AreaDiff, Causes, ChangeKind, Comparison, FailOn, Lacking, Part, PartChange, ReasonSide,
    Status, StatusCode, Unknown, Unread, Way,
};
use crate::explain::Effect;
use crate::load::shown_path;
use crate::model::{Lang, Stage, words};

/// The name of the shape.
pub const SCHEMA: &str = "avtalsform/diff/2";

/// The most sets of changes that are written.
const SETS: usize = 10;

/// What a change of rules or areas does to every area: only what is not the same, the gravest first.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Diff<'a> {
    /// The name of this shape.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: Text<'a>,
    /// The tool that made it.
    pub tool: Tool<'a>,
    /// What was.
    pub before: Before<'a>,
    /// What is.
    pub after: After<'a>,
    /// How many areas came out how.
    pub totals: AreaCounts,
    /// Every change of the rules that can matter; null where the old rules are not known.
    pub rules: Option<Vec<Change<'a>>>,
    /// Every text of the rules that is another, beside what `rules` tells; null where the old rules are not known.
    pub rewordings: Option<Vec<Rewording<'a>>>,
    /// Ids of criteria and rules that are only called otherwise.
    pub renames: Vec<Rename<'a>>,
    /// Why `rules` and `rewordings` are right, where a reviewer has acknowledged them.
    pub acknowledged: Option<Text<'a>>,
    /// Every area that is not the same.
    pub areas: Vec<AreaChange<'a>>,
}

/// A text of the rules that is another.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Rewording<'a> {
    /// Where it stands: keys and ids from the top.
    pub place: Vec<Text<'a>>,
    /// What it said; null where it was not there.
    pub before: Option<Text<'a>>,
    /// What it says; null where it is gone.
    pub after: Option<Text<'a>>,
}

/// An id that became another.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Rename<'a> {
    /// The old one.
    pub before: Text<'a>,
    /// The new one.
    pub after: Text<'a>,
}

impl<'a> From<&'a compare::Rewording> for Rewording<'a> {
    fn from(one: &'a compare::Rewording) -> Self {
        let [before, after] = [&one.before, &one.after].map(|text| text.as_deref().map(Text::from));
        Self { place: one.place.iter().map(Text::from).collect(), before, after }
    }
}

impl<'a> From<(&'a String, &'a String)> for Rename<'a> {
    fn from((before, after): (&'a String, &'a String)) -> Self {
        Self { before: before.into(), after: after.into() }
    }
}

words! {
    /// What areas are compared with.
    pub enum BeforeKind {
        /// Other rules.
        Rules = "rules",
        /// A saved result.
        Baseline = "baseline",
        /// Rules and areas of a revision.
        Revision = "revision",
    }
    /// Whether sets are the smallest there are.
    pub enum Proof {
        /// The sets are all the smallest there are.
        Smallest = "smallest",
        /// Of the one set nothing can be left out, but a smaller one may exist.
        Minimal = "minimal",
    }
}

impl Proof {
    /// What was proven.
    #[must_use]
    pub const fn of(exact: bool) -> Self {
        if exact { Self::Smallest } else { Self::Minimal }
    }
}

/// What was.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Before<'a> {
    /// What areas are compared with.
    pub kind: BeforeKind,
    /// The rules, the file or the revision, as it was named.
    pub name: Text<'a>,
    /// The commit that the revision names; null where there is none.
    pub commit: Option<Text<'a>>,
    /// Whether the commit is where the branch left the revision.
    #[serde(default)]
    pub merge_base: bool,
    /// The old rules.
    pub ruleset: RuleSetId<'a>,
}

/// What is.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct After<'a> {
    /// The rules, as they were named.
    pub name: Text<'a>,
    /// The new rules.
    pub ruleset: RuleSetId<'a>,
}

/// How many areas came out how.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct AreaCounts {
    /// All of them.
    pub areas: usize,
    /// Those with another outcome.
    pub outcome: usize,
    /// Those more or less firm.
    pub firmness: usize,
    /// Those with other reasons.
    pub reasons: usize,
    /// Those with other scores.
    pub scores: usize,
    /// Those with other advice or evidence.
    pub meaning: usize,
    /// Those that are new.
    pub added: usize,
    /// Those that are gone.
    pub removed: usize,
    /// Those that could not be compared.
    pub not_compared: usize,
    /// Those that are the same.
    pub unchanged: usize,
}

/// An area that is not the same.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct AreaChange<'a> {
    /// Which, as it is now if it still is.
    pub area: Place<'a>,
    /// What became of it; the gravest difference.
    pub code: StatusCode,
    /// Whether it is at or above `--fail-on` and not acknowledged.
    pub fails: bool,
    /// Why it is right, where a reviewer has acknowledged it.
    pub acknowledged: Option<Text<'a>>,
    /// The side that could not be evaluated.
    pub lacking: Option<Lacking>,
    /// What could not be evaluated, as far as it is known: the first fault of each file.
    pub unread: Vec<Unreadable<'a>>,
    /// What the old rules make of it.
    pub before: Option<Side<'a>>,
    /// What the new rules make of it.
    pub after: Option<Side<'a>>,
    /// The reasons that differ.
    pub reasons: Vec<ReasonChange<'a>>,
    /// What the area says of itself otherwise, by the keys of area files.
    pub rewordings: Vec<Rewording<'a>>,
    /// What caused it; null where there is nothing that could have a cause.
    pub cause: Option<Cause<'a>>,
}

/// Which area, and where it begins.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Place<'a> {
    /// Its id; null where not even that is known.
    pub id: Option<Text<'a>>,
    /// What it is called; the path where not even the id is known.
    pub name: Text<'a>,
    /// The file it was read from.
    pub path: Text<'a>,
    /// The line it begins on; null where it is in no line, or gone.
    #[schemars(range(min = 1))]
    pub line: Option<usize>,
}

/// What rules make of an area.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Side<'a> {
    /// What it comes to.
    #[serde(flatten)]
    pub standing: Standing<'a>,
    /// How that came about.
    #[serde(flatten)]
    pub shape: Shape<'a>,
    /// Ids of what can stand beside the outcome.
    pub complements: Vec<Text<'a>>,
    /// Ids of the open criteria on which it depends, sorted.
    pub conditions: Vec<Text<'a>>,
    /// Ids of what is advised, sorted; null where that is not known.
    pub advice: Option<Vec<Text<'a>>>,
    /// Every form, in order of precedence.
    pub forms: Vec<Form<'a>>,
}

/// A reason that differs.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ReasonChange<'a> {
    /// Id of the rule that gives it.
    pub rule: Text<'a>,
    /// Where that rule belongs in the model.
    #[schemars(with = "Stage")]
    pub stage: Option<Stage>,
    /// Id of the form, if it concerns one.
    pub form: Option<Text<'a>>,
    /// Id of the criterion.
    pub criterion: Text<'a>,
    /// What it said; null where it was not given.
    pub before: Option<Said<'a>>,
    /// What it says; null where it is no longer given.
    pub after: Option<Said<'a>>,
}

/// What a reason says.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Said<'a> {
    /// What the rule does to the form.
    pub effect: Effect,
    /// Id of the answer it rests on, or `unknown`.
    pub answer: Text<'a>,
}

/// What caused a difference.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Cause<'a> {
    /// Whether `sets` are the smallest, or why it cannot be told.
    pub status: CauseStatus,
    /// Each set alone gives the new side, as far as `code` says: the outcome; outcome and firmness; those and the reasons;
    /// everything.
    pub sets: Vec<Vec<Change<'a>>>,
    /// Sets of the same size that are not in the list.
    pub more: usize,
}

/// Whether sets of changes are the smallest, or why none can be told.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum CauseStatus {
    /// Sets were found.
    Found(Proof),
    /// It cannot be told.
    Unknown(Unknown),
}

/// One change that can be made alone: of a rule, a weight or an answer.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Change<'a> {
    /// What it is a change of.
    pub kind: ChangeKind,
    /// Id of the rule or criterion; null for the forms and the margin, of which there is one.
    pub id: Option<Text<'a>>,
    /// Whether it came, went or became another.
    pub change: Way,
    /// The parts that differ.
    pub parts: Vec<PartOf<'a>>,
    /// Where it is said: of what is there now, or else of what was.
    pub sources: Vec<Source<'a>>,
}

/// A part that differs.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct PartOf<'a> {
    /// Which.
    pub part: Part,
    /// What it held; null where it was not there.
    pub before: Option<Value<'a>>,
    /// What it holds; null where it is not there.
    pub after: Option<Value<'a>>,
}

/// What a part holds.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Value<'a> {
    /// Yes or no.
    Flag(bool),
    /// An id, a word, or a number.
    Word(Text<'a>),
    /// Ids.
    Words(Vec<Text<'a>>),
    /// A condition: terms of which any must hold.
    When(Vec<Term<'a>>),
}

/// The answers that criteria must have, by id.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Term<'a>(
    #[serde(with = "pairs")]
    #[schemars(with = "std::collections::BTreeMap<String, Vec<String>>")]
    Vec<(Text<'a>, Vec<Text<'a>>)>,
);

/// What could not be read.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Unreadable<'a> {
    /// The file or folder.
    pub path: Text<'a>,
    /// The line of the first fault, where it is in a line.
    #[schemars(range(min = 1))]
    pub line: Option<usize>,
    /// What is wrong there.
    pub message: Text<'a>,
}

impl<'a> From<&'a Unread> for Unreadable<'a> {
    fn from(unread: &'a Unread) -> Self {
        Self { path: Text::from(&unread.path), line: unread.line, message: Text::from(&unread.message) }
    }
}
