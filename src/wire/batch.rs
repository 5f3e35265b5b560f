//! An overview as one JSON object: `avtalsform/batch/1`.
//!
//! In: recommendations that are JSON already, totals, faults. Out: one object in which they stand together; it is also
//! what later results can be compared with.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::compare::BATCH;
use crate::evaluate::Firmness;
use crate::load::{Diagnostic, SourceText};
use crate::portfolio::{Agreement, Change, Overview, Totals};
use crate::texts::Texts;
use crate::wire::result::{ruleset, tool};
use crate::write::faults::said;

/// A fault of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    path: String,
    sheet: Option<String>,
    line: usize,
    column: usize,
    code: crate::load::Fault,
    message: String,
    help: Option<String>,
}

impl Fault {
    /// A fault in words.
    #[must_use]
    pub fn of(texts: &Texts, source: &SourceText, diagnostic: &Diagnostic) -> Self {
        let (message, help) = said(texts, source, diagnostic);
        let sheet = source.sheet(diagnostic.place).map(|sheet| sheet.name.clone());
        let place = diagnostic.place;
        let (line, column) = (place.line, place.column);
        Self { path: source.path.clone(), sheet, line, column, code: diagnostic.fault, message, help }
    }
}

/// The whole object; `areas` are recommendations as JSON, in the order of the overview's rows.
pub fn batch<'a>(
    overview: &'a Overview<'a>,
    areas: &'a [Box<RawValue>],
    faults: &'a [Fault],
) -> impl Serialize + 'a {
    #[derive(Serialize)]
    struct Batch<'a, T: Serialize, R: Serialize> {
        schema: &'static str,
        tool: T,
        ruleset: R,
        totals: TotalsObject,
        areas: &'a [Box<RawValue>],
        faults: &'a [Fault],
    }
    Batch {
        schema: BATCH,
        tool: tool(),
        ruleset: ruleset(overview.rules, overview.profile.map(|profile| profile.id.as_str())),
        totals: totals(overview, overview.totals),
        areas,
        faults,
    }
}

#[derive(Serialize)]
struct TotalsObject {
    areas: u64,
    shown: usize,
    left_out: usize,
    firmness: BTreeMap<&'static str, u64>,
    outcome: BTreeMap<String, BTreeMap<&'static str, u64>>,
    change: BTreeMap<&'static str, u64>,
    agreement: BTreeMap<&'static str, u64>,
}

fn totals(overview: &Overview<'_>, totals: &Totals) -> TotalsObject {
    const FIRMNESS: [Firmness; 3] = [Firmness::Firm, Firmness::Preliminary, Firmness::Undetermined];
    let by_firmness = |outcome| {
        let count = |firmness| totals.outcomes.get(&(outcome, firmness)).copied().unwrap_or_default();
        FIRMNESS.map(|firmness| (firmness.id(), count(firmness))).into()
    };
    TotalsObject {
        areas: totals.areas,
        shown: overview.rows.len(),
        left_out: overview.left_out,
        firmness: FIRMNESS.map(|firmness| (firmness.id(), totals.firmness(firmness))).into(),
        outcome: overview
            .rules
            .outcomes()
            .map(|outcome| (overview.rules.outcome_id(outcome), by_firmness(outcome)))
            .collect(),
        change: Change::ALL.map(|change| (change.id(), totals.change(change))).into(),
        agreement: Agreement::ALL.map(|agreement| (agreement.id(), totals.agreement(agreement))).into(),
    }
}
