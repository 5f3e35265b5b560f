//! The areas of a workbook as its other sheets name them.
//!
//! In: the rows of the areas. Out: which of them a word means, and what the sheets beside them say of each. Reports
//! ids given twice.

use std::collections::{BTreeMap, BTreeSet};

use super::super::fault::{Fault, Faults, Place};
use super::super::suggest::nearest;
use super::super::tree::{Node, Value};
use super::cell::{Cell, CellKind, row_place};
use super::columns::Column;
use super::fields::Field;
use super::header::Header;
use crate::model::matched;

/// The id of an area that gives none: the file's name and the number of the row.
pub fn default_id(stem: &str, row: &[Cell]) -> String {
    format!("{stem}-{}", row_place(row).line)
}

/// A key or value that does not come from a cell of its own.
pub fn scalar(place: Place, text: &str) -> Node {
    Node { place, value: Value::Scalar { text: text.into(), plain: false } }
}

/// The areas by id and by name.
pub struct Known {
    ids: BTreeMap<String, Vec<usize>>,
    /// By id and municipality.
    within: BTreeMap<(String, Option<String>), Vec<usize>>,
    names: BTreeMap<String, Vec<usize>>,
    /// The areas that share their id.
    pub repeated: BTreeSet<usize>,
}

/// Which area a word on another sheet means.
pub enum Meant {
    One(usize),
    /// One of several that share an id, which has been reported.
    Several,
    /// None; perhaps this one.
    None(Option<usize>),
    /// One that has no row any more, which has been told.
    Gone,
}

/// What another sheet says of each area, by its number.
pub struct Beside<T> {
    pub areas: BTreeMap<usize, T>,
    /// Areas with a fault in what is said of them.
    pub faulty: BTreeSet<usize>,
    /// Whether the columns could not be told from each other, so that any area may lack something.
    pub lost: bool,
}

impl<T> Default for Beside<T> {
    fn default() -> Self {
        Self { areas: BTreeMap::new(), faulty: BTreeSet::new(), lost: false }
    }
}

impl<T> Beside<T> {
    /// Notes whom a row was meant for, and whether anything in it was at fault.
    pub fn note(&mut self, meant: &Meant, faulty: bool) {
        if let Meant::One(area) | Meant::None(Some(area)) = meant
            && faulty
        {
            self.faulty.insert(*area);
        }
    }
}

impl Known {
    pub fn new(header: &Header<Column>, rows: &[&Vec<Cell>], stem: &str, faults: &mut Faults) -> Self {
        let (ids, within, names) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut known = Self { ids, within, names, repeated: BTreeSet::new() };
        for (number, row) in rows.iter().enumerate() {
            let cell = header.cell(row, &Column::Field(Field::Id));
            let id = cell.map_or_else(|| default_id(stem, row), Cell::shown);
            let municipality = header.cell(row, &Column::Field(Field::Municipality)).map(Cell::shown);
            known.ids.entry(id.clone()).or_default().push(number);
            if let Some(municipality) = &municipality {
                known.names.entry(matched(&id_within(&id, municipality))).or_default().push(number);
            }
            let same = known.within.entry((id.clone(), municipality.as_deref().map(matched))).or_default();
            same.push(number);
            if same.len() > 1 {
                let place = cell.map_or_else(|| row_place(row), |cell| cell.place);
                faults.add(place, Fault::DuplicateId, &[("found", &id)]);
                known.repeated.extend(same.iter());
            }
            if let Some(cell) = header.cell(row, &Column::Field(Field::Area)) {
                known.names.entry(matched(&cell.shown())).or_default().push(number);
            }
        }
        known
    }

    /// The area that a row means by this column; what is wrong with it is reported.
    pub fn meant<C: Clone + PartialEq>(
        &self,
        row: &[Cell],
        header: &Header<C>,
        (column, key): (C, &'static str),
        faults: &mut Faults,
    ) -> Meant {
        let Some((place, word)) = word(row, header, (column, key), faults) else { return Meant::None(None) };
        let meant = self.area(&word);
        let words = [("found", word.as_str())];
        if let Meant::Several = meant {
            let same = self.ids.get(&word).into_iter().flatten();
            // That an id stands twice within one municipality has been reported.
            if same.clone().all(|area| !self.repeated.contains(area)) && same.count() > 1 {
                faults.add(place, Fault::AmbiguousArea, &words);
            }
        }
        if !matches!(meant, Meant::Gone) {
            return meant;
        }
        match nearest(&word, self.ids.keys().map(String::as_str)) {
            // Of ids that differ in their numbers alone, one can be gone and the other not.
            Some(near) if !differ_in_digits(&near, &word) => {
                let perhaps = self.ids.get(&near).and_then(|areas| areas.first()).copied();
                faults.suggest(place, Fault::UnknownArea, &words, Some(near));
                Meant::None(perhaps)
            }
            _ => {
                faults.add(place, Fault::GoneArea, &words);
                Meant::Gone
            }
        }
    }

    /// The area with this id, or the only one with this name. Where several municipalities have the id, it is that of the area
    /// that has none.
    fn area(&self, word: &str) -> Meant {
        if let Some([one]) = self.within.get(&(word.to_owned(), None)).map(Vec::as_slice) {
            return Meant::One(*one);
        }
        match (self.ids.get(word).map(Vec::as_slice), self.names.get(&matched(word)).map(Vec::as_slice)) {
            (Some([one]), _) | (None, Some([one])) => Meant::One(*one),
            (Some(_), _) => Meant::Several,
            (None, Some([_, ..])) => Meant::Several,
            (None, _) => Meant::Gone,
        }
    }
}

/// How an area is meant on another sheet where its id alone is that of areas of several municipalities.
pub fn id_within(id: &str, municipality: &str) -> String {
    format!("{id} ({municipality})")
}

/// Whether two words are the same but for their digits.
fn differ_in_digits(one: &str, other: &str) -> bool {
    let letters = |word: &str| word.chars().filter(|letter| !letter.is_ascii_digit()).collect::<String>();
    one != other && letters(one) == letters(other)
}

/// The word that a row must have in this column.
pub fn word<C: Clone + PartialEq>(
    row: &[Cell],
    header: &Header<C>,
    (column, key): (C, &'static str),
    faults: &mut Faults,
) -> Option<(Place, String)> {
    let Some(cell) = header.cell(row, &column) else {
        missing(row, header, (column.clone(), key), faults);
        return None;
    };
    match cell.node(CellKind::Text, faults).value {
        Value::Scalar { text, .. } => Some((cell.place, text.into())),
        _ => None,
    }
}

/// Notes that a row lacks what it must have, and gives back the cell where it should stand.
pub fn missing<C: Clone + PartialEq>(
    row: &[Cell],
    header: &Header<C>,
    (column, key): (C, &'static str),
    faults: &mut Faults,
) -> Place {
    let place = Place { column: header.position(&column).unwrap_or(1), ..row_place(row) };
    faults.add(place, Fault::MissingKey, &[("key", key)]);
    place
}
