//! A saved overview as one side of a comparison.
//!
//! In: the bytes of `avtalsform/batch/1`. Out: its areas and what they rest on, or the one thing that is wrong. Keys that
//! are not known are let be; another shape is refused.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::place::{AreaPlace, RulesId, Unread};
use super::side::{Entry, FormSide, ReasonKey, ReasonSide, Side, sorted};
use crate::evaluate::{Firmness, FormStatus};
use crate::explain::Effect;
use crate::load::MAX_FILE_BYTES;
use crate::model::Fraction;
use crate::model::Stage;

/// The name of the shape of a saved overview.
pub const BATCH: &str = "avtalsform/batch/1";

/// A saved overview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline {
    /// The rules it rests on.
    pub rules: RulesId,
    /// Its areas.
    pub entries: Vec<Entry>,
    /// The files with faults, in which there may have been other areas.
    pub unread: Vec<Unread>,
    /// Whether more was left out than those files tell.
    pub more_unread: bool,
}

/// Why a file cannot be compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BaselineFault {
    /// It is no JSON, or not of the shape its name says.
    Shape {
        /// Line from 1.
        line: usize,
        /// Column from 1.
        column: usize,
        /// What is wrong there.
        wrong: Wrong,
    },
    /// It has another name for its shape, or none.
    Schema(Option<String>),
    /// It does not hold every area.
    Partial {
        /// How many it holds.
        shown: u64,
        /// How many there were.
        areas: u64,
    },
    /// Two areas have this id.
    SameId(String),
    /// It is larger than a file may be.
    TooLarge,
}

/// What is wrong at a place of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// It is no JSON.
    NotJson,
    /// It ends before it is complete.
    Ends,
    /// Something follows the one value, as in JSON lines.
    More,
    /// A key is not there.
    Missing(String),
    /// A value is of another type, or not one of those there are.
    Value,
}

impl From<serde_json::Error> for BaselineFault {
    fn from(error: serde_json::Error) -> Self {
        let said = error.to_string();
        let key =
            said.strip_prefix("missing field `").and_then(|rest| Some(rest.split_once('`')?.0.to_owned()));
        let wrong = match error.classify() {
            Category::Eof => Wrong::Ends,
            _ if said.starts_with("trailing characters") => Wrong::More,
            Category::Data => key.map_or(Wrong::Value, Wrong::Missing),
            Category::Syntax | Category::Io => Wrong::NotJson,
        };
        // The beginning of an empty file is a place, too.
        Self::Shape { line: error.line().max(1), column: error.column().max(1), wrong }
    }
}

#[derive(Deserialize)]
struct Overview {
    ruleset: RulesId,
    totals: Totals,
    areas: Vec<Area>,
    faults: Vec<Fault>,
}

#[derive(Deserialize)]
struct Totals {
    areas: u64,
    shown: u64,
    left_out: usize,
}

#[derive(Deserialize)]
struct Fault {
    path: String,
    line: usize,
    message: String,
}

#[derive(Deserialize)]
struct Area {
    area: AreaId,
    outcome: Outcome,
    firmness: Firmness,
    support: Option<Big>,
    conditions: Vec<String>,
    forms: Vec<Form>,
    reasons: Vec<Reason>,
}

#[derive(Deserialize)]
struct AreaId {
    id: String,
    name: String,
    path: String,
}

#[derive(Deserialize)]
struct Outcome {
    id: String,
    variant: Option<String>,
    complements: Vec<String>,
    tie: bool,
    mix_rules: Vec<String>,
}

#[derive(Deserialize)]
struct Form {
    id: String,
    status: FormStatus,
    score: Small,
    low: Small,
    high: Small,
    excluded_by: Vec<String>,
    conditional_on: Vec<String>,
}

#[derive(Deserialize)]
struct Reason {
    rule: String,
    stage: Stage,
    effect: Effect,
    form: Option<String>,
    criterion: String,
    answer: String,
}

/// A fraction in numbers.
#[derive(Deserialize)]
#[serde(try_from = "Pair<u64>")]
struct Small(Fraction);

/// A fraction in texts.
#[derive(Deserialize)]
#[serde(try_from = "Pair<String>")]
struct Big(Fraction);

#[derive(Deserialize)]
struct Pair<T> {
    numerator: T,
    denominator: T,
}

impl TryFrom<Pair<u64>> for Small {
    type Error = String;

    fn try_from(pair: Pair<u64>) -> Result<Self, String> {
        fraction(pair.numerator.into(), pair.denominator.into()).map(Self)
    }
}

impl TryFrom<Pair<String>> for Big {
    type Error = String;

    fn try_from(pair: Pair<String>) -> Result<Self, String> {
        let number = |text: &str| text.parse::<u128>().map_err(|error| format!("`{text}`: {error}"));
        fraction(number(&pair.numerator)?, number(&pair.denominator)?).map(Self)
    }
}

fn fraction(above: u128, below: u128) -> Result<Fraction, String> {
    if below == 0 { Err("denominator 0".to_owned()) } else { Ok(Fraction::new(above, below)) }
}

/// Reads a saved overview.
///
/// # Errors
/// When it is no overview, not of this version, or does not hold every area.
pub fn baseline(bytes: &[u8]) -> Result<Baseline, BaselineFault> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(BaselineFault::TooLarge);
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let keys: BTreeMap<String, &RawValue> = serde_json::from_slice(bytes)?;
    let schema = keys.get("schema").and_then(|name| serde_json::from_str::<String>(name.get()).ok());
    if schema.as_deref() != Some(BATCH) {
        return Err(BaselineFault::Schema(schema));
    }
    let overview: Overview = serde_json::from_slice(bytes).map_err(|error| match error.into() {
        // It has just been read as JSON.
        BaselineFault::Shape { line, column, wrong: Wrong::NotJson } => {
            BaselineFault::Shape { line, column, wrong: Wrong::Value }
        }
        fault => fault,
    })?;
    let Totals { areas, shown, left_out } = overview.totals;
    let held = shown.min(overview.areas.len() as u64);
    if held != areas {
        return Err(BaselineFault::Partial { shown: held, areas });
    }
    let mut seen = BTreeSet::new();
    for area in &overview.areas {
        if !seen.insert(area.area.id.as_str()) {
            return Err(BaselineFault::SameId(area.area.id.clone()));
        }
    }
    let faulty: BTreeSet<&String> = overview.faults.iter().map(|fault| &fault.path).collect();
    let more_unread = left_out > faulty.len();
    let unread = overview.faults.into_iter().map(|fault| Unread {
        path: fault.path,
        line: Some(fault.line),
        message: fault.message,
    });
    let unread: Vec<Unread> = unread.collect();
    Ok(Baseline {
        rules: overview.ruleset,
        more_unread,
        entries: overview.areas.into_iter().map(entry).collect(),
        unread,
    })
}

fn entry(area: Area) -> Entry {
    let answers: BTreeMap<String, Option<String>> = area
        .reasons
        .iter()
        .map(|reason| {
            let given = (reason.answer != "unknown").then(|| reason.answer.clone());
            (reason.criterion.clone(), given)
        })
        .collect();
    let reasons = area.reasons.into_iter().map(|reason| {
        let Reason { rule, stage, effect, form, criterion, answer } = reason;
        (ReasonKey { rule, stage: Some(stage), form, criterion }, ReasonSide { effect, answer })
    });
    let forms = area.forms.into_iter().map(|form| FormSide {
        id: form.id,
        status: form.status,
        score: form.score.0,
        low: form.low.0,
        high: form.high.0,
        excluded_by: sorted(form.excluded_by.into_iter()),
        conditional_on: sorted(form.conditional_on.into_iter()),
    });
    let side = Side {
        outcome: area.outcome.id,
        variant: area.outcome.variant,
        complements: sorted(area.outcome.complements.into_iter()),
        tie: area.outcome.tie,
        mix_rules: sorted(area.outcome.mix_rules.into_iter()),
        firmness: area.firmness,
        support: area.support.map(|share| share.0),
        conditions: sorted(area.conditions.into_iter()),
        forms: forms.collect(),
        reasons: reasons.collect(),
    };
    let AreaId { id, name, path } = area.area;
    Entry { place: AreaPlace { id: Some(id), name, path, line: None }, side, answers }
}
