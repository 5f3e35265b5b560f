//! The results put anew in a workbook that somebody else has made.
//!
//! In: the bytes of the workbook, where its areas stand, and what was found of them. Out: the same workbook with other
//! values in the columns of results, or why not. All other parts are copied as they are, and of the sheet nothing is
//! touched but these cells.

mod cells;
mod fault;
mod package;
mod values;

use std::collections::BTreeMap;

use crate::explain::Recommendation;
use crate::load::{AreaTable, Diagnostic, MAX_COLUMNS, ResultColumn, SourceText, column_name};
use crate::model::Lang;
use crate::texts::Texts;
use cells::{Sheet, Value};
pub use fault::UpdateFault;
use package::Package;

/// What was found of the areas of a workbook.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The recommendations of the areas without a fault.
    pub recommendations: &'a [Recommendation<'a>],
    /// The workbook with its faults, if it has any.
    pub faults: Option<(&'a SourceText, &'a [Diagnostic])>,
}

/// A workbook with new results.
#[derive(Debug)]
pub struct Updated {
    /// The bytes of the file; those that were given where nothing is new.
    pub bytes: Vec<u8>,
    /// How many rows have results.
    pub areas: usize,
    /// How many rows are marked as faulty.
    pub faulty: usize,
    /// The letters of the first and the last column that were added, if any were.
    pub added: Option<(String, String)>,
    /// The cells in columns of results that hold formulas and were left as they are.
    pub formulas: Vec<String>,
}

/// Puts the results into the workbook.
///
/// # Errors
/// When the columns of results hold what the tool has not written, or cannot be written.
pub fn updated(
    bytes: &[u8],
    table: &AreaTable,
    found: Found<'_>,
    texts: &Texts,
) -> Result<Updated, UpdateFault> {
    let mut package = Package::open(bytes, &table.sheet)?;
    let text = package.sheet()?;
    let sheet = Sheet::read(&text)?;
    let new = missing(table);
    let first = table.last_column + 1;
    if table.last_column + new.len() > MAX_COLUMNS {
        return Err(UpdateFault::NoRoom(MAX_COLUMNS));
    }
    let new: Vec<(usize, ResultColumn)> = (first..).zip(new).collect();
    own(table, &sheet)?;

    let of_areas: BTreeMap<usize, &Recommendation<'_>> =
        found.recommendations.iter().map(|one| (one.area.line, one)).collect();
    let reasons = values::Reasons::new(table, found.faults, texts);
    let mut cells: BTreeMap<(usize, usize), Value> = BTreeMap::new();
    for &(position, column) in table.results.iter().chain(&new) {
        for &row in &table.rows {
            let value = match of_areas.get(&row) {
                Some(recommendation) => values::value(recommendation, column, texts),
                None => reasons.value(row, column, texts),
            };
            cells.insert((row, position), value);
        }
    }
    // Results of what is no area any more would be taken for somebody's.
    for &(position, _) in &table.results {
        cells.extend(table.left.iter().map(|row| ((*row, position), Value::Text(String::new()))));
    }
    for &(position, column) in &new {
        let heading = Value::Text(values::heading(column, texts).to_owned());
        cells.extend(table.headings.iter().map(|row| ((*row, position), heading.clone())));
    }
    let formulas: Vec<(usize, usize)> =
        cells.keys().copied().filter(|(row, column)| sheet.has_formula(*row, *column)).collect();
    cells.retain(|(row, column), _| !sheet.has_formula(*row, *column));
    if let Some((row, column)) = cells.keys().find(|(row, column)| sheet.is_merged(*row, *column)) {
        return Err(UpdateFault::Merged(name(*row, *column)));
    }
    let widths: Vec<(usize, f64)> =
        new.iter().map(|(position, column)| (*position, values::width(*column))).collect();
    let changed = sheet.with(&cells, &table.headings, &widths);
    let areas = table.rows.iter().filter(|row| of_areas.contains_key(row)).count();
    Ok(Updated {
        bytes: if changed == text { bytes.to_vec() } else { package.with_sheet(&changed)? },
        areas,
        faulty: table.rows.len() - areas,
        added: new
            .first()
            .zip(new.last())
            .map(|((first, _), (last, _))| (column_name(*first), column_name(*last))),
        formulas: formulas.into_iter().map(|(row, column)| name(row, column)).collect(),
    })
}

/// The columns that the sheet is to be given: all where it has neither what is recommended nor how firm that is; by these
/// two the tool knows its own rows again.
fn missing(table: &AreaTable) -> Vec<ResultColumn> {
    let has = |column: ResultColumn| table.results.iter().any(|(_, found)| *found == column);
    let must = [ResultColumn::Recommended, ResultColumn::Firmness];
    let all = !must.into_iter().any(has);
    ResultColumn::USUAL.into_iter().filter(|column| !has(*column) && (all || must.contains(column))).collect()
}

/// Refuses columns that are called as results are and hold something else: a row is the tool's where it says how firm its
/// recommendation is, in the tool's words.
fn own(table: &AreaTable, sheet: &Sheet<'_>) -> Result<(), UpdateFault> {
    let words: Vec<&str> = [Lang::Sv, Lang::En]
        .into_iter()
        .filter_map(|lang| Texts::load(lang).ok())
        .flat_map(|texts| {
            [texts.short_firm(), texts.short_preliminary(), texts.short_undetermined(), texts.error()]
        })
        .collect();
    let firmness = table.results.iter().find(|(_, column)| *column == ResultColumn::Firmness);
    let is_own = |row: usize| {
        firmness.is_some_and(|(column, _)| {
            let said = table.filled.get(&(row, *column));
            said.is_some_and(|said| words.contains(&said.as_str())) || sheet.has_formula(row, *column)
        })
    };
    let foreign =
        table.filled.iter().find(|((row, column), _)| !is_own(*row) && !sheet.has_formula(*row, *column));
    match foreign {
        None => Ok(()),
        Some(((row, column), found)) => {
            Err(UpdateFault::NotOwn { cell: name(*row, *column), found: found.clone() })
        }
    }
}

/// A cell as people name it.
fn name(row: usize, column: usize) -> String {
    format!("{}{row}", column_name(column))
}
