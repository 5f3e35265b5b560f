//! Rows of the areas that are none: sums, headings of sections, notes.
//!
//! In: the rows below the names of the columns. Out: those that are areas, and what is passed over, told once. A row that
//! could be an area is one: what is wrong with it is then said.

use super::super::fault::{Fault, Faults};
use super::cell::{Cell, row_place};
use super::columns::Column;
use super::fields::Field;
use super::header::Header;
use crate::model::folded;

/// Words by which a row of sums is known, folded.
const SUMS: [&str; 10] =
    ["summa", "totalt", "total", "totals", "sum", "delsumma", "subtotal", "genomsnitt", "average", "antal"];
/// Words that a note begins with, folded.
const NOTES: [&str; 8] = ["kalla:", "kallor:", "obs", "anm", "not:", "note:", "source:", "sources:"];
/// The longest text that can be a name alone.
const MAX_NAME: usize = 100;

/// The rows that are areas; the others are told.
pub fn areas<'r>(rows: &'r [Vec<Cell>], header: &Header<Column>, faults: &mut Faults) -> Vec<&'r Vec<Cell>> {
    let rows: Vec<Row<'r>> =
        rows.iter().map(|row| Row::new(row, header)).filter(|row| !row.own.is_empty()).collect();
    let whole = rows.iter().filter(|row| row.is_whole()).count();
    let bare = rows.iter().filter(|row| row.is_bare()).count();
    let sections = whole > 1 && bare < whole;
    let (mut areas, mut passed) = (Vec::new(), Vec::new());
    for (number, row) in rows.iter().enumerate() {
        let rest = rows.get(number + 1..).unwrap_or_default();
        let before = number.checked_sub(1).and_then(|before| rows.get(before));
        let is_apart = before.is_some_and(|before| before.line() + 1 < row.line());
        let is_section = sections && row.is_bare() && rest.first().is_some_and(Row::is_whole);
        let is_below = row.is_bare() && is_apart && !rest.iter().any(Row::is_whole) && whole > 0;
        if row.is_no_area() || is_section || is_below {
            passed.push(row);
        } else {
            areas.push(row.cells);
        }
    }
    if let Some(first) = passed.first() {
        let said: Vec<String> = passed.iter().map(|row| format!("{} ({})", row.line(), row.said())).collect();
        faults.add(row_place(first.cells), Fault::PassedRows, &[("found", &said.join(", "))]);
    }
    areas
}

/// A row with what of it can belong to an area.
struct Row<'r> {
    cells: &'r Vec<Cell>,
    /// Its own cells, and not those that a merged one above fills.
    own: Vec<&'r Cell>,
    /// Those in columns that are known.
    known: Vec<&'r Cell>,
    name: Option<&'r Cell>,
}

impl<'r> Row<'r> {
    fn new(cells: &'r Vec<Cell>, header: &Header<Column>) -> Self {
        let own: Vec<&Cell> = cells.iter().filter(|cell| !cell.copied).collect();
        let known: Vec<&Cell> = own.iter().copied().filter(|cell| header.holds(cell)).collect();
        let name = header.cell(cells, &Column::Field(Field::Area));
        Self { cells, own, known, name }
    }

    fn line(&self) -> usize {
        row_place(self.cells).line
    }

    /// Whether it has a name and more than that.
    fn is_whole(&self) -> bool {
        self.name.is_some() && self.known.len() > 1 && !self.is_no_area()
    }

    /// Whether it has a name and nothing else.
    fn is_bare(&self) -> bool {
        self.name.is_some() && self.known.len() == 1 && !self.is_no_area()
    }

    /// Whether it can be no area, wherever it stands.
    fn is_no_area(&self) -> bool {
        let is_sum = |cell: &&Cell| {
            let word = folded(cell.shown().split_whitespace().next().unwrap_or_default());
            SUMS.contains(&word.trim_end_matches(':'))
        };
        match (self.name, self.known.as_slice()) {
            // It stands beside the table.
            (None, []) => true,
            (None, known) => {
                known.iter().all(|cell| cell.is_number()) || known.iter().any(is_sum) || known.len() == 1
            }
            (Some(name), [_]) => name.wide || is_said(&name.shown()) || is_sum(&name),
            // What is called as sums are is none where it has words beside its name.
            (Some(name), known) => {
                let others = known.iter().filter(|cell| cell.place != name.place);
                is_sum(&name) && others.clone().all(|cell| cell.is_number())
            }
        }
    }

    /// What stands in it first.
    fn said(&self) -> String {
        let first = self.own.iter().find(|cell| !cell.is_number()).or(self.own.first());
        let said = first.map_or_else(String::new, |cell| cell.shown());
        if said.chars().count() <= 40 { said } else { said.chars().take(39).chain(['…']).collect() }
    }
}

/// Whether a text says something, and names nothing.
fn is_said(text: &str) -> bool {
    let plain = folded(text);
    text.ends_with(['.', ':'])
        || text.starts_with('*')
        || text.chars().count() > MAX_NAME
        || NOTES.iter().any(|note| plain.starts_with(note))
}
