//! From rows to the trees that area files give.
//!
//! In: the filled cells of the sheets. Out: one tree an area, in which every value knows its cell. The checks are those
//! of area files, in the same reader; only what a file cannot have is checked here: columns, ids, evidence that
//! stands on a sheet of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::super::fault::{Fault, Faults, Place};
use super::super::suggest::nearest;
use super::super::tree::{Node, Tree, Value};
use super::cell::{Cell, Kind};
use super::columns::{Column, Field, Header, Part, SheetKind};
use super::grid::{Book, Grid};
use crate::model::{CriterionKey, RuleSet};

/// One row of the areas.
#[derive(Debug)]
pub struct Row {
    /// The id that its area has if it gives none: the file's name and the number of the row.
    pub id: String,
    /// Its values.
    pub tree: Tree,
}

/// The areas of a workbook; a file with this stem.
pub fn rows(book: &Book, stem: &str, rules: &RuleSet, faults: &mut Faults) -> Vec<Row> {
    // Of a sheet that breaks off nothing is said to be missing.
    let whole = |grid: &&Grid| grid.whole;
    let Some(grid) = book.areas.as_ref().filter(whole) else { return Vec::new() };
    let Some((names, rows)) = grid.rows.split_first() else {
        faults.add(grid.place(), Fault::EmptyFile, &[]);
        return Vec::new();
    };
    let header = Header::read(
        names,
        |name| Column::named(name, rules),
        &Column::names(rules).collect::<Vec<_>>(),
        (Column::Field(Field::Area), Field::Area.key()),
        faults,
    );
    let Some(name) = header.position(Column::Field(Field::Area)) else {
        faults.add(row_place(names), Fault::MissingColumn, &[("key", Field::Area.key())]);
        return Vec::new();
    };
    let is_named = |row: &Vec<Cell>| {
        row.iter().any(|cell| cell.place.column == name && is_heading(SheetKind::Areas, cell))
    };
    let rows = if rows.first().is_some_and(is_named) { rows.get(1..).unwrap_or_default() } else { rows };
    if rows.is_empty() {
        faults.add(grid.place(), Fault::EmptyFile, &[]);
    }
    let known = Known::new(&header, rows, stem, faults);
    let mut beside = book
        .evidence
        .as_ref()
        .filter(whole)
        .map(|grid| evidence(grid, &known, rules, faults))
        .unwrap_or_default();
    let tree = |(number, row): (usize, &Vec<Cell>)| {
        let before = faults.len();
        let evidence = beside.areas.remove(&number).unwrap_or_default();
        let root = root(row, name, &header, rules, evidence, faults);
        let faulty = known.repeated.contains(&number) || beside.faulty.contains(&number);
        let sound = header.sound && !beside.lost && !faulty && faults.len() == before;
        Row { id: default_id(stem, row), tree: Tree { root, whole: header.sound, sound } }
    };
    rows.iter().enumerate().map(tree).collect()
}

fn is_heading(kind: SheetKind, cell: &Cell) -> bool {
    kind.is_heading(&cell.shown())
}

/// The first cell of a row.
fn row_place(row: &[Cell]) -> Place {
    row.first().map_or(Place::TOP, |cell| Place { column: 1, ..cell.place })
}

fn default_id(stem: &str, row: &[Cell]) -> String {
    format!("{stem}-{}", row_place(row).line)
}

/// The areas by id and by name.
struct Known {
    ids: BTreeMap<String, Vec<usize>>,
    names: BTreeMap<String, Vec<usize>>,
    /// The areas that share their id.
    repeated: BTreeSet<usize>,
}

/// Which area a word on the sheet of evidence means.
enum Meant {
    One(usize),
    /// One of several that share an id, which has been reported.
    Several,
    None,
}

impl Known {
    fn new(header: &Header<Column>, rows: &[Vec<Cell>], stem: &str, faults: &mut Faults) -> Self {
        let mut known = Self { ids: BTreeMap::new(), names: BTreeMap::new(), repeated: BTreeSet::new() };
        for (number, row) in rows.iter().enumerate() {
            let cell = header.cell(row, Column::Field(Field::Id));
            let id = cell.map_or_else(|| default_id(stem, row), Cell::shown);
            let same = known.ids.entry(id.clone()).or_default();
            same.push(number);
            if same.len() > 1 {
                let place = cell.map_or_else(|| row_place(row), |cell| cell.place);
                faults.add(place, Fault::DuplicateId, &[("found", &id)]);
                known.repeated.extend(same.iter());
            }
            if let Some(cell) = header.cell(row, Column::Field(Field::Area)) {
                known.names.entry(cell.shown()).or_default().push(number);
            }
        }
        known
    }

    /// The area with this id, or the only one with this name.
    fn area(&self, word: &str) -> Meant {
        match (self.ids.get(word).map(Vec::as_slice), self.names.get(word).map(Vec::as_slice)) {
            (Some([one]), _) | (None, Some([one])) => Meant::One(*one),
            (Some(_), _) => Meant::Several,
            (None, _) => Meant::None,
        }
    }
}

/// What stands beside one answer.
struct Evidence {
    place: Place,
    given: Vec<(Node, Node)>,
}

/// What stands beside the answers of each area, by its number.
#[derive(Default)]
struct Beside {
    areas: BTreeMap<usize, BTreeMap<CriterionKey, Evidence>>,
    /// Areas with a fault in what stands beside them.
    faulty: BTreeSet<usize>,
    /// Whether something could not be placed, which may then belong to any of the areas.
    lost: bool,
}

fn evidence(grid: &Grid, known: &Known, rules: &RuleSet, faults: &mut Faults) -> Beside {
    let mut beside = Beside::default();
    let Some((names, rows)) = grid.rows.split_first() else { return beside };
    let named = |name: &str| Part::ALL.into_iter().find(|part| part.key() == name.to_lowercase());
    let header = Header::read(
        names,
        named,
        &Part::ALL.map(Part::key),
        (Part::Criterion, Part::Criterion.key()),
        faults,
    );
    beside.lost = !header.sound;
    let missing = [Part::Area, Part::Criterion].into_iter().find(|part| header.position(*part).is_none());
    if let Some(part) = missing {
        faults.add(row_place(names), Fault::MissingColumn, &[("key", part.key())]);
        beside.lost = true;
        return beside;
    }
    let first = rows.first().and_then(|row| header.cell(row, Part::Criterion));
    let heading = first.is_some_and(|cell| is_heading(SheetKind::Evidence, cell));
    for row in rows.iter().skip(usize::from(heading)) {
        let before = faults.len();
        let (area, evidence) = evidence_row(row, &header, known, rules, faults);
        if let (&Meant::One(area), Some((criterion, evidence))) = (&area, evidence) {
            let of_area = beside.areas.entry(area).or_default();
            if let Some(earlier) = of_area.get(&criterion) {
                let name = rules.criteria.at(criterion).id.as_str();
                let words = [("name", name), ("line", &earlier.place.line.to_string())];
                faults.add(evidence.place, Fault::DuplicateEvidence, &words);
            } else {
                of_area.insert(criterion, evidence);
            }
        }
        match area {
            Meant::None => beside.lost = true,
            Meant::One(area) if faults.len() > before => {
                beside.faulty.insert(area);
            }
            _ => {}
        }
    }
    beside
}

/// One row of evidence: its area and what it says, as far as they can be known.
fn evidence_row(
    row: &[Cell],
    header: &Header<Part>,
    known: &Known,
    rules: &RuleSet,
    faults: &mut Faults,
) -> (Meant, Option<(CriterionKey, Evidence)>) {
    let mut given = Vec::new();
    for cell in row {
        match header.of(cell) {
            None if header.sound => faults.add(cell.place, Fault::NamelessColumn, &[]),
            Some(part @ (Part::Note | Part::Source)) => {
                given.push((scalar(cell.place, part.key()), cell.node(Kind::Text, faults)));
            }
            _ => {}
        }
    }
    let word = |part: Part, faults: &mut Faults| {
        let Some(cell) = header.cell(row, part) else {
            let place = Place { column: header.position(part).unwrap_or(1), ..row_place(row) };
            faults.add(place, Fault::MissingKey, &[("key", part.key())]);
            return None;
        };
        match cell.node(Kind::Text, faults).value {
            Value::Scalar { text, .. } => Some((cell.place, text)),
            _ => None,
        }
    };
    let area = word(Part::Area, faults).map(|(place, word)| {
        let meant = known.area(&word);
        if let Meant::None = meant {
            let suggestion = nearest(&word, known.ids.keys().map(String::as_str));
            faults.suggest(place, Fault::UnknownArea, &[("found", &word)], suggestion);
        }
        meant
    });
    let criterion = word(Part::Criterion, faults).and_then(|(place, word)| {
        let key = rules.criterion_named(&word);
        if key.is_none() {
            let criteria = rules.criteria.entries().iter();
            let names = criteria.flat_map(|criterion| [criterion.id.as_str(), criterion.alias.as_str()]);
            let words = [("name", word.as_str()), ("rules", &rules.identity.id)];
            faults.suggest(place, Fault::UnknownCriterion, &words, nearest(&word, names));
        }
        Some((key?, Evidence { place, given }))
    });
    (area.unwrap_or(Meant::None), criterion)
}

/// The tree of a row.
fn root(
    row: &[Cell],
    name: usize,
    header: &Header<Column>,
    rules: &RuleSet,
    mut evidence: BTreeMap<CriterionKey, Evidence>,
    faults: &mut Faults,
) -> Node {
    // What the row lacks is missing where its name should stand.
    let place = Place { column: name, ..row_place(row) };
    let mut entries = Vec::new();
    for cell in row {
        match header.of(cell) {
            None if !header.sound => {}
            None => faults.add(cell.place, Fault::NamelessColumn, &[]),
            Some(Column::Field(field)) => {
                let node = cell.node(field.kind(), faults);
                insert(&mut entries, field.key(), node);
            }
            Some(Column::Criterion(criterion)) => {
                let answer = cell.node(Kind::Word, faults);
                let node = match evidence.remove(&criterion) {
                    None => answer,
                    Some(evidence) => {
                        let mut parts = vec![(scalar(cell.place, "answer"), answer)];
                        parts.extend(evidence.given);
                        Node { place: cell.place, value: Value::Mapping(parts) }
                    }
                };
                insert(&mut entries, &format!("answers.{}", rules.criteria.at(criterion).id), node);
            }
        }
    }
    for (criterion, evidence) in evidence {
        let words = [("name", rules.criteria.at(criterion).id.as_str())];
        faults.add(evidence.place, Fault::EvidenceWithoutAnswer, &words);
    }
    Node { place, value: Value::Mapping(entries) }
}

/// Puts a value where its keys lead, each level beginning where its first value stands.
fn insert(entries: &mut Vec<(Node, Node)>, keys: &str, node: Node) {
    let Some((key, rest)) = keys.split_once('.') else {
        entries.push((scalar(node.place, keys), node));
        return;
    };
    let is_key = |found: &Node| matches!(&found.value, Value::Scalar { text, .. } if text == key);
    let position = entries.iter().position(|(found, _)| is_key(found)).unwrap_or(entries.len());
    if position == entries.len() {
        entries
            .push((scalar(node.place, key), Node { place: node.place, value: Value::Mapping(Vec::new()) }));
    }
    if let Some((_, Node { value: Value::Mapping(inner), .. })) = entries.get_mut(position) {
        insert(inner, rest, node);
    }
}

fn scalar(place: Place, text: &str) -> Node {
    Node { place, value: Value::Scalar { text: text.to_owned(), plain: false } }
}
