//! A comparison as one JSON object: `avtalsform/diff/1`.
//!
//! In: a comparison. Out: an object whose keys, order and bytes depend on the input alone, by ids throughout.

use serde::Serialize;

use crate::compare::{
    AreaDiff, Causes, Change, FormSide, Lacking, PartChange, ReasonChange, ReasonSide, RulesId, Side, Status,
    Unknown, Unread,
};
use crate::page::diff::{Against, Shown};
use crate::wire::result::{BigFraction, SmallFraction, SourceObject, tool};

/// The name of the shape.
pub const SCHEMA: &str = "avtalsform/diff/1";

/// The most sets of changes that are written.
const SETS: usize = 10;

/// The whole object.
#[must_use]
pub fn json<'a>(shown: &'a Shown<'a>) -> impl Serialize + 'a {
    let comparison = shown.comparison;
    let count = comparison.count();
    let (kind, name, commit) = match shown.against {
        Against::Rules(name) => ("rules", name.clone(), None),
        Against::Baseline(path) => ("baseline", crate::load::shown_path(path), None),
        Against::Revision { name, commit } => ("revision", name.clone(), Some(commit.as_str())),
    };
    Diff {
        schema: SCHEMA,
        tool: tool(),
        before: Before { kind, name, commit, ruleset: (&comparison.before).into() },
        after: After { name: shown.to, ruleset: (&comparison.after).into() },
        totals: Totals {
            areas: comparison.areas.len() + count.unchanged,
            outcome: count.outcome,
            firmness: count.firmness,
            reasons: count.reasons,
            scores: count.scores,
            added: count.added,
            removed: count.removed,
            not_compared: count.not_compared,
            unchanged: count.unchanged,
        },
        rules: comparison.changes.as_ref().map(|changes| changes.iter().map(ChangeObject::from).collect()),
        areas: comparison.areas.iter().map(|area| AreaObject::new(shown, area)).collect(),
    }
}

#[derive(Serialize)]
struct Diff<'a, T> {
    schema: &'static str,
    tool: T,
    before: Before<'a>,
    after: After<'a>,
    totals: Totals,
    rules: Option<Vec<ChangeObject<'a>>>,
    areas: Vec<AreaObject<'a>>,
}

#[derive(Serialize)]
struct Before<'a> {
    kind: &'static str,
    name: String,
    commit: Option<&'a str>,
    ruleset: RulesObject<'a>,
}

#[derive(Serialize)]
struct After<'a> {
    name: &'a str,
    ruleset: RulesObject<'a>,
}

#[derive(Serialize)]
struct RulesObject<'a> {
    id: &'a str,
    version: &'a str,
    sha256: &'a str,
    profile: Option<&'a str>,
}

impl<'a> From<&'a RulesId> for RulesObject<'a> {
    fn from(rules: &'a RulesId) -> Self {
        let RulesId { id, version, sha256, profile } = rules;
        Self { id, version, sha256, profile: profile.as_deref() }
    }
}

#[derive(Serialize)]
struct Totals {
    areas: usize,
    outcome: usize,
    firmness: usize,
    reasons: usize,
    scores: usize,
    added: usize,
    removed: usize,
    not_compared: usize,
    unchanged: usize,
}

#[derive(Serialize)]
struct AreaObject<'a> {
    area: PlaceObject<'a>,
    code: &'static str,
    fails: bool,
    lacking: Option<&'static str>,
    unread: Vec<UnreadObject<'a>>,
    before: Option<SideObject<'a>>,
    after: Option<SideObject<'a>>,
    reasons: Vec<ReasonObject<'a>>,
    cause: Option<CauseObject<'a>>,
}

#[derive(Serialize)]
struct PlaceObject<'a> {
    id: Option<&'a str>,
    name: &'a str,
    path: &'a str,
    line: Option<usize>,
}

impl<'a> AreaObject<'a> {
    fn new(shown: &Shown<'_>, area: &'a AreaDiff) -> Self {
        let lacking = match area.status {
            Status::NotCompared(Lacking::Before) => Some("before"),
            Status::NotCompared(Lacking::After) => Some("after"),
            Status::NotCompared(Lacking::Both) => Some("both"),
            _ => None,
        };
        let place = &area.place;
        Self {
            area: PlaceObject {
                id: place.id.as_deref(),
                name: &place.name,
                path: &place.path,
                // Where it was is no place in the file that is there now.
                line: place.line.filter(|_| area.after.is_some()),
            },
            code: area.status.code(),
            fails: area.status.trips(shown.fail_on),
            lacking,
            unread: area.unread.iter().map(UnreadObject::from).collect(),
            before: area.before.as_ref().map(SideObject::from),
            after: area.after.as_ref().map(SideObject::from),
            reasons: area.reasons.iter().map(ReasonObject::from).collect(),
            cause: CauseObject::of(&area.causes),
        }
    }
}

/// What could not be evaluated.
#[derive(Serialize)]
struct UnreadObject<'a> {
    path: &'a str,
    line: Option<usize>,
    message: &'a str,
}

impl<'a> From<&'a Unread> for UnreadObject<'a> {
    fn from(unread: &'a Unread) -> Self {
        Self { path: &unread.path, line: unread.line, message: &unread.message }
    }
}

/// What the rules make of an area.
#[derive(Serialize)]
pub struct SideObject<'a> {
    outcome: &'a str,
    variant: Option<&'a str>,
    complements: &'a [String],
    tie: bool,
    mix_rules: &'a [String],
    firmness: &'static str,
    support: Option<BigFraction>,
    conditions: &'a [String],
    forms: Vec<FormObject<'a>>,
}

#[derive(Serialize)]
struct FormObject<'a> {
    id: &'a str,
    status: crate::evaluate::FormStatus,
    score: SmallFraction,
    low: SmallFraction,
    high: SmallFraction,
    excluded_by: &'a [String],
    conditional_on: &'a [String],
}

impl<'a> From<&'a Side> for SideObject<'a> {
    fn from(side: &'a Side) -> Self {
        let form = |form: &'a FormSide| FormObject {
            id: &form.id,
            status: form.status,
            score: form.score.into(),
            low: form.low.into(),
            high: form.high.into(),
            excluded_by: &form.excluded_by,
            conditional_on: &form.conditional_on,
        };
        Self {
            outcome: &side.outcome,
            variant: side.variant.as_deref(),
            complements: &side.complements,
            tie: side.tie,
            mix_rules: &side.mix_rules,
            firmness: side.firmness.id(),
            support: side.support.map(BigFraction::from),
            conditions: &side.conditions,
            forms: side.forms.iter().map(form).collect(),
        }
    }
}

/// A reason that differs.
#[derive(Serialize)]
pub struct ReasonObject<'a> {
    rule: &'a str,
    stage: Option<crate::model::Stage>,
    form: Option<&'a str>,
    criterion: &'a str,
    before: Option<SaidObject<'a>>,
    after: Option<SaidObject<'a>>,
}

#[derive(Serialize)]
struct SaidObject<'a> {
    effect: crate::explain::Effect,
    answer: &'a str,
}

impl<'a> From<&'a ReasonChange> for ReasonObject<'a> {
    fn from(change: &'a ReasonChange) -> Self {
        let said = |side: &'a ReasonSide| SaidObject { effect: side.effect, answer: &side.answer };
        Self {
            rule: &change.key.rule,
            stage: change.key.stage,
            form: change.key.form.as_deref(),
            criterion: &change.key.criterion,
            before: change.before.as_ref().map(said),
            after: change.after.as_ref().map(said),
        }
    }
}

#[derive(Serialize)]
struct CauseObject<'a> {
    status: &'static str,
    sets: Vec<Vec<ChangeObject<'a>>>,
    more: usize,
}

impl<'a> CauseObject<'a> {
    fn of(causes: &'a Causes) -> Option<Self> {
        let unknown = |status| Some(Self { status, sets: Vec::new(), more: 0 });
        match causes {
            Causes::None => None,
            Causes::Unknown(Unknown::RulesDiffer) => unknown("unknown-rules-differ"),
            Causes::Unknown(Unknown::AnswersHidden) => unknown("unknown-answers"),
            Causes::Unknown(Unknown::Unexplained) => unknown("unexplained"),
            Causes::Found { sets, exact } => Some(Self {
                status: if *exact { "smallest" } else { "minimal" },
                sets: sets
                    .iter()
                    .take(SETS)
                    .map(|set| set.iter().map(ChangeObject::from).collect())
                    .collect(),
                more: sets.len().saturating_sub(SETS),
            }),
        }
    }
}

#[derive(Serialize)]
struct ChangeObject<'a> {
    kind: &'static str,
    id: Option<&'a str>,
    change: crate::compare::Way,
    parts: Vec<PartObject<'a>>,
    source: Option<SourceObject<'a>>,
}

#[derive(Serialize)]
struct PartObject<'a> {
    part: crate::compare::Part,
    before: Option<&'a crate::compare::Value>,
    after: Option<&'a crate::compare::Value>,
}

impl<'a> From<&'a Change> for ChangeObject<'a> {
    fn from(change: &'a Change) -> Self {
        let part = |part: &'a PartChange| PartObject {
            part: part.part,
            before: part.before.as_ref(),
            after: part.after.as_ref(),
        };
        Self {
            kind: change.kind.id(),
            id: change.id.as_deref(),
            change: change.change,
            parts: change.parts.iter().map(part).collect(),
            source: SourceObject::first(&change.sources),
        }
    }
}
