//! Where the areas of a workbook stand, and the columns of results beside them.
//!
//! In: the filled cells of the sheet of areas. Out: its name, the rows of headings and of areas, and what stands in the
//! columns that the tool fills in. Their headings are those of the tool's own overview, in either language; what stands
//! under them is nothing that areas are read from.

use std::collections::BTreeMap;

use super::cell::Cell;
use super::columns::{is_heading, within};
use super::grid::Grid;
use crate::model::{FormKey, RuleSet, folded};

/// A column of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultColumn {
    /// What is recommended.
    Recommended,
    /// How firm that is.
    Firmness,
    /// The share of the combinations of answers that lead to it.
    Support,
    /// What becomes of today's form.
    Change,
    /// Whether it is what was decided.
    Agreement,
    /// The score of a form.
    Score(FormKey),
    /// How many open questions there are.
    Open,
    /// Which of them to answer first.
    Next,
}

impl ResultColumn {
    /// Those that a sheet without any is given, in their order.
    pub const USUAL: [Self; 7] = [
        Self::Recommended,
        Self::Firmness,
        Self::Support,
        Self::Change,
        Self::Agreement,
        Self::Open,
        Self::Next,
    ];

    /// The column under this heading.
    pub(super) fn named(heading: &str, rules: &RuleSet) -> Option<Self> {
        let text = |column: &Self| match column {
            Self::Recommended => "column-recommended",
            Self::Firmness => "column-firmness",
            Self::Support => "column-support",
            Self::Change => "column-change",
            Self::Agreement => "column-agreement",
            Self::Open => "column-open",
            Self::Next => "column-next",
            // Headed by a form, not by a text alone.
            Self::Score(_) => "",
        };
        let score = || {
            let form = folded(within(heading, "column-score", "form")?);
            let found = rules.forms.keys().find(|key| rules.forms.at(*key).name.is_called(&form));
            found.map(Self::Score)
        };
        Self::USUAL.into_iter().find(|column| is_heading(heading, text(column))).or_else(score)
    }
}

/// Where the areas of a workbook stand. Rows and columns are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaTable {
    /// The name of their sheet.
    pub sheet: String,
    /// The rows of headings, from the top.
    pub headings: Vec<usize>,
    /// The rows that are areas, those with faults included.
    pub rows: Vec<usize>,
    /// The rows that hold nothing but results: what they were of is gone.
    pub left: Vec<usize>,
    /// The columns of results that the sheet has.
    pub results: Vec<(usize, ResultColumn)>,
    /// What stands in them, by row and column, of the rows that are areas or were.
    pub filled: BTreeMap<(usize, usize), String>,
    /// The last column that any row holds something in, from the headings to the last area.
    pub last_column: usize,
    /// The sheets of the workbook that the tool makes of results.
    pub made: Vec<String>,
}

impl AreaTable {
    /// What is to be known of a sheet, given its names of columns, whether a second row of headings follows, and its areas.
    pub(super) fn new(
        grid: &Grid,
        names: &[Cell],
        second: Option<&Vec<Cell>>,
        areas: &[&Vec<Cell>],
        rules: &RuleSet,
    ) -> Self {
        let line = |row: &[Cell]| row.first().map(|cell| cell.place.line);
        let headings: Vec<usize> =
            std::iter::once(names).chain(second.map(Vec::as_slice)).filter_map(line).collect();
        let rows: Vec<usize> = areas.iter().filter_map(|row| line(row)).collect();
        let result = |cell: &Cell| Some((cell.place.column, ResultColumn::named(&cell.shown(), rules)?));
        let results: Vec<(usize, ResultColumn)> = names.iter().filter_map(result).collect();
        let within = headings.first()..=rows.last();
        let cells = grid.rows.iter().flatten();
        let columns = cells.filter(|cell| within.contains(&Some(&cell.place.line)));
        let last_column = columns.map(|cell| cell.place.column).max().unwrap_or(0);
        let is_result = |cell: &&Cell| results.iter().any(|(column, _)| *column == cell.place.column);
        let below = |row: &&Vec<Cell>| line(row).is_some_and(|line| Some(&line) > headings.last());
        let only_results = |row: &&Vec<Cell>| !row.is_empty() && row.iter().all(|cell| is_result(&cell));
        let left: Vec<&Vec<Cell>> = grid.rows.iter().filter(below).filter(only_results).collect();
        let filled = areas.iter().chain(&left).flat_map(|row| row.iter()).filter(is_result);
        let filled = filled.map(|cell| ((cell.place.line, cell.place.column), cell.shown())).collect();
        let left = left.into_iter().filter_map(|row| line(row)).filter(|line| !rows.contains(line)).collect();
        let (sheet, made) = (grid.name.clone(), Vec::new());
        Self { sheet, headings, rows, left, results, filled, last_column, made }
    }
}

/// Whether a sheet of this name is one that the tool makes of results.
pub(super) fn is_of_results(name: &str) -> bool {
    ["sheet-overview", "sheet-reasons", "sheet-totals"].iter().any(|text| is_heading(name, text))
}
