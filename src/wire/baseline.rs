//! A saved result as one side of a comparison.
//!
//! In: the bytes of `avtalsform/baseline/1`, or of an overview, `avtalsform/batch/2`. Out: its areas and what they rest on, or the one thing that is wrong. Keys that
//! are not known are let be; another shape is refused.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::batch::{Batch, SCHEMA, Totals};
use super::parts::{Shape, Text, UNKNOWN, sorted};
use super::recommendation::Recommendation;
use super::saved::{self, Saved};
use crate::compare::{AreaPlace, Entry, FormSide, ReasonKey, ReasonSide, RulesId, Side, Unread};
use crate::evaluate;
use crate::load::MAX_FILE_BYTES;

/// A saved result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline {
    /// The rules it rests on.
    pub rules: RulesId,
    /// What tells their meaning from every other; none of an overview, which does not hold all its answers either.
    pub meaning: Option<String>,
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

/// Reads a saved result.
///
/// # Errors
/// When it is none, not of this version, or does not hold every area.
pub fn baseline(bytes: &[u8]) -> Result<Baseline, BaselineFault> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(BaselineFault::TooLarge);
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let keys: BTreeMap<String, &RawValue> = serde_json::from_slice(bytes)?;
    let schema = keys.get("schema").and_then(|name| serde_json::from_str::<String>(name.get()).ok());
    let found = match schema.as_deref() {
        Some(saved::SCHEMA) => of_saved(shaped(bytes)?),
        Some(SCHEMA) => of_overview(shaped(bytes)?)?,
        _ => return Err(BaselineFault::Schema(schema)),
    };
    let mut seen = BTreeSet::new();
    for AreaPlace { municipality, id, .. } in found.entries.iter().map(|entry| &entry.place) {
        if !seen.insert((municipality, id)) {
            return Err(BaselineFault::SameId(id.clone().unwrap_or_default()));
        }
    }
    Ok(found)
}

/// What has just been read as JSON, in the shape that its name says.
fn shaped<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, BaselineFault> {
    serde_json::from_slice(bytes).map_err(|error| match error.into() {
        BaselineFault::Shape { line, column, wrong: Wrong::NotJson } => {
            BaselineFault::Shape { line, column, wrong: Wrong::Value }
        }
        fault => fault,
    })
}

fn of_saved(found: Saved<'_>) -> Baseline {
    let unread = found.unread.into_iter().map(|one| Unread {
        path: one.path.into_owned(),
        line: one.line,
        message: one.message.into_owned(),
    });
    Baseline {
        rules: found.ruleset.into(),
        meaning: Some(found.meaning.into_owned()),
        unread: unread.collect(),
        entries: found.areas.into_iter().map(Entry::from).collect(),
        more_unread: false,
    }
}

fn of_overview(overview: Batch<'_>) -> Result<Baseline, BaselineFault> {
    let Totals { areas, shown, left_out, .. } = overview.totals;
    let held = shown.min(overview.areas.len() as u64);
    if held != areas {
        return Err(BaselineFault::Partial { shown: held, areas });
    }
    let faulty: BTreeSet<&Text<'_>> = overview.faults.iter().map(|fault| &fault.path).collect();
    let more_unread = left_out > faulty.len();
    let unread = overview.faults.into_iter().map(|fault| Unread {
        path: fault.path.into_owned(),
        line: Some(fault.line),
        message: fault.message.into_owned(),
    });
    let unread: Vec<Unread> = unread.collect();
    Ok(Baseline {
        rules: overview.ruleset.into(),
        meaning: None,
        more_unread,
        entries: overview.areas.into_iter().map(entry).collect(),
        unread,
    })
}

fn entry(found: Recommendation<'_>) -> Entry {
    let answers = found.reasons.iter().map(|reason| {
        let given = (reason.answer != UNKNOWN).then(|| reason.answer.clone().into_owned());
        (reason.criterion.clone().into_owned(), given)
    });
    let answers: BTreeMap<String, Option<String>> = answers.collect();
    let reasons = found.reasons.into_iter().map(|reason| {
        let [rule, criterion, answer] = [reason.rule, reason.criterion, reason.answer].map(Text::into_owned);
        let form = reason.form.map(Text::into_owned);
        let key = ReasonKey { rule, stage: reason.stage, form, criterion };
        (key, ReasonSide { effect: reason.effect, answer })
    });
    let (outcome, shape) = match found.outcome {
        Some(outcome) => (Some(outcome.id), outcome.shape),
        None => (None, Shape::default()),
    };
    let side = Side {
        outcome: outcome.map(Text::into_owned),
        leaning: found.leaning.map(|leaning| leaning.form.into_owned()),
        variant: shape.variant.map(Text::into_owned),
        complements: sorted(found.complements),
        tie: shape.tie,
        mix_rules: sorted(shape.mix_rules),
        firmness: found.firmness,
        support: found.support.map(evaluate::Share::from),
        conditions: sorted(found.conditions),
        forms: found.forms.into_iter().map(FormSide::from).collect(),
        reasons: reasons.collect(),
        advice: Some(sorted(found.advice.into_iter().map(|advice| advice.id).collect())),
    };
    let [id, name, path] = [found.area.id, found.area.name, found.area.path].map(Text::into_owned);
    let municipality = found.area.municipality.map(Text::into_owned);
    let place = AreaPlace { id: Some(id), municipality, name, path, line: None };
    Entry { place, side, answers, day: None, said: None }
}
