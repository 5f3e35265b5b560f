//! An overview as one JSON object: `avtalsform/batch/2`; it is also what later results can be compared with.
//!
//! In: recommendations that are JSON already, totals, faults. Out: one object in which they stand together.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::{RuleSetId, Text, Tool};
use super::recommendation::Recommendation;
use crate::evaluate::Firmness;
use crate::load::{Diagnostic, SourceText};
use crate::model::{Outcome, RuleSet};
use crate::portfolio::{self, Agreement, Change};

/// The name of the shape.
pub const SCHEMA: &str = "avtalsform/batch/2";

/// Every area under some paths: totals over all of them, their recommendations, and the faults of what could not be read.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Overview")]
pub struct Batch<'a, A = Recommendation<'a>> {
    /// The name of this shape.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: Text<'a>,
    /// The tool that made it.
    pub tool: Tool<'a>,
    /// The rules it rests on.
    pub ruleset: RuleSetId<'a>,
    /// How many areas there are of each kind.
    pub totals: Totals,
    /// The recommendations of the areas shown.
    pub areas: Vec<A>,
    /// Every fault of what could not be read.
    pub faults: Vec<Fault<'a>>,
}

impl<'a, A> Batch<'a, A> {
    /// The whole object; `areas` in the order of the overview.
    #[must_use]
    pub fn new(ruleset: RuleSetId<'a>, totals: Totals, areas: Vec<A>, faults: Vec<Fault<'a>>) -> Self {
        Self { schema: SCHEMA.into(), tool: Tool::THIS, ruleset, totals, areas, faults }
    }
}

/// How many areas there are of each kind.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Totals {
    /// All areas that were evaluated.
    pub areas: u64,
    /// How many of them are in `areas` of this object: those that `--only` asked for.
    pub shown: u64,
    /// Files, lines and areas left out because of faults.
    pub left_out: usize,
    /// By firmness.
    pub firmness: ByFirmness,
    /// By id of the outcome; that of an undetermined area is only what its answers so far point to.
    pub outcome: BTreeMap<String, ByFirmness>,
    /// By what becomes of today's form.
    pub change: ByChange,
    /// By agreement with the decision, of the areas with a recorded one.
    pub agreement: ByAgreement,
}

/// Areas by firmness.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ByFirmness {
    /// No answer still open can change the outcome.
    pub firm: u64,
    /// More than half of the core criteria are answered, and more than half of the ways agree.
    pub preliminary: u64,
    /// The basis is too thin.
    pub undetermined: u64,
}

/// Areas by what becomes of today's form.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ByChange {
    /// Today's form is another than the outcome.
    pub changed: u64,
    /// Today's form is the same.
    pub unchanged: u64,
    /// What is recorded of today does not tell, or the basis is too thin.
    #[serde(rename = "not-comparable")]
    pub not_comparable: u64,
}

/// Areas by agreement with the decision.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ByAgreement {
    /// The outcome is what was decided.
    pub same: u64,
    /// Another outcome was decided.
    pub differs: u64,
    /// The decision names no form, or the basis is too thin.
    #[serde(rename = "not-comparable")]
    pub not_comparable: u64,
}

impl Totals {
    /// The totals of an overview that shows some of its areas.
    #[must_use]
    pub fn new(rules: &RuleSet, totals: &portfolio::Totals, shown: usize, left_out: usize) -> Self {
        let by = |count: &dyn Fn(Firmness) -> u64| ByFirmness {
            firm: count(Firmness::Firm),
            preliminary: count(Firmness::Preliminary),
            undetermined: count(Firmness::Undetermined),
        };
        let count = |outcome: Outcome, firmness| totals.outcomes.get(&(Some(outcome), firmness)).copied();
        let of = |outcome| by(&|firmness| count(outcome, firmness).unwrap_or_default());
        Self {
            areas: totals.areas,
            shown: shown as u64,
            left_out,
            firmness: by(&|firmness| totals.firmness(firmness)),
            outcome: rules.outcomes().map(|outcome| (rules.outcome_id(outcome), of(outcome))).collect(),
            change: ByChange {
                changed: totals.change(Change::Changed),
                unchanged: totals.change(Change::Unchanged),
                not_comparable: totals.change(Change::NotComparable),
            },
            agreement: ByAgreement {
                same: totals.agreement(Agreement::Same),
                differs: totals.agreement(Agreement::Differs),
                not_comparable: totals.agreement(Agreement::NotComparable),
            },
        }
    }
}

/// A fault of a file.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Fault<'a> {
    /// The file.
    pub path: Text<'a>,
    /// Of a workbook the sheet, whose row and column `line` and `column` then are.
    pub sheet: Option<Text<'a>>,
    /// The line; 0 where it is in no line.
    pub line: usize,
    /// The column; 0 where it is in none.
    pub column: usize,
    /// What kind of fault.
    pub code: crate::load::Fault,
    /// What is wrong.
    pub message: Text<'a>,
    /// What to do.
    pub help: Option<Text<'a>>,
}

impl<'a> Fault<'a> {
    /// A fault with what is said of it.
    #[must_use]
    pub fn new(source: &'a SourceText, diagnostic: &Diagnostic, said: (String, Option<String>)) -> Self {
        let place = diagnostic.place;
        Self {
            path: Text::from(&source.path),
            sheet: source.sheet(place).map(|sheet| Text::from(&sheet.name)),
            line: place.line,
            column: place.column,
            code: diagnostic.fault,
            message: said.0.into(),
            help: said.1.map(Text::from),
        }
    }
}
