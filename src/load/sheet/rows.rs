//! From rows to the trees that area files give.
//!
//! In: the filled cells of the sheets. Out: one tree an area, in which every value knows its cell. The checks are those
//! of area files, in the same reader; only what a file cannot have is checked here: columns, ids, what stands on a
//! sheet of its own.

use std::collections::BTreeMap;

use super::super::fault::{Fault, Faults, Place};
use super::super::names::is_key;
use super::super::tree::{Node, Tree, Value};
use super::book::Book;
use super::cell::{Cell, CellKind, row_place};
use super::columns::{Column, SheetKind, bare};
use super::districts::districts;
use super::evidence::{OfArea, evidence};
use super::fields::Field;
use super::grid::Grid;
use super::header::{Header, Names, below, has_names};
use super::known::{Known, default_id, scalar};
use super::passed;
use super::results::{AreaTable, ResultColumn};
use crate::model::{Lang, RuleSet, folded};

/// One row of the areas.
#[derive(Debug)]
pub struct Row {
    /// The id that its area has if it gives none: the file's name and the number of the row.
    pub id: String,
    /// Its values.
    pub tree: Tree,
}

/// Whether a sheet names its columns as the areas do.
pub fn lists_areas(grid: &Grid, rules: &RuleSet) -> bool {
    let named = |name: &str| Column::named(name, rules);
    has_names(grid, &Names { named: &named, known: &[], beside: &|_| false, required: REQUIRED })
}

const REQUIRED: (Column, &str) = (Column::Field(Field::Area), Field::Area.key());

/// The areas of a workbook, a file with this stem, and where they stand.
pub fn rows(book: &Book, stem: &str, rules: &RuleSet, faults: &mut Faults) -> (Vec<Row>, Option<AreaTable>) {
    let Some(grid) = whole(book.areas.as_ref()) else { return (Vec::new(), None) };
    let known: Vec<&str> = Column::names(rules).collect();
    let named = |name: &str| Column::named(name, rules);
    let beside = |name: &str| ResultColumn::named(name, rules).is_some();
    let columns = Names { named: &named, known: &known, beside: &beside, required: REQUIRED };
    let Some((names, rows)) = below(grid, &columns) else {
        faults.add(grid.place(), Fault::EmptyFile, &[]);
        return (Vec::new(), None);
    };
    let header = Header::read(names, &columns, faults);
    let Some(name) = header.position(&Column::Field(Field::Area)) else {
        faults.add(row_place(names), Fault::MissingColumn, &[("key", Field::Area.key())]);
        return (Vec::new(), None);
    };
    let is_named = |row: &Vec<Cell>| {
        row.iter().any(|cell| cell.place.column == name && is_heading(SheetKind::Areas, cell))
    };
    let second = rows.first().filter(|row| is_named(row));
    let asked = asked(second.map_or(names, Vec::as_slice), &header, rules);
    let rows = rows.get(usize::from(second.is_some())..).unwrap_or_default();
    let rows = passed::areas(rows, &header, faults);
    if rows.is_empty() {
        faults.add(grid.place(), Fault::EmptyFile, &[]);
    }
    let table = AreaTable::new(grid, names, second, &rows, rules);
    let table = AreaTable { made: book.made.clone(), ..table };
    header.nameless(rows.iter().copied(), faults);
    let known = Known::new(&header, &rows, stem, faults);
    let mut evidence = whole(book.evidence.as_ref())
        .map_or_else(Default::default, |grid| evidence(grid, &known, rules, faults));
    let mut districts =
        whole(book.districts.as_ref()).map_or_else(Default::default, |grid| districts(grid, &known, faults));
    let lost = evidence.lost || districts.lost;
    let tree = |(number, row): (usize, &&Vec<Cell>)| {
        let before = faults.len();
        let beside = (evidence.areas.remove(&number), districts.areas.remove(&number));
        let root = root(row, (name, &asked), &header, rules, beside, faults);
        let faulty = [&known.repeated, &evidence.faulty, &districts.faulty];
        let faulty = faulty.iter().any(|areas| areas.contains(&number));
        let sound = header.sound && !lost && !faulty && faults.len() == before;
        Row { id: default_id(stem, row), tree: Tree { root, whole: header.sound, sound } }
    };
    (rows.iter().enumerate().map(tree).collect(), Some(table))
}

/// A sheet that does not break off: of one that does, nothing can be said to be missing.
fn whole(grid: Option<&Grid>) -> Option<&Grid> {
    grid.filter(|grid| grid.whole)
}

fn is_heading(kind: SheetKind, cell: &Cell) -> bool {
    kind.is_heading(&cell.shown())
}

/// What each column's question is called where its answer is told as wrong: in the language of its heading.
fn asked<'r>(headings: &[Cell], header: &Header<Column>, rules: &'r RuleSet) -> BTreeMap<usize, &'r str> {
    let asked = headings.iter().filter_map(|heading| {
        let Some(Column::Criterion(criterion)) = header.of(heading) else { return None };
        let (shown, of) = (folded(bare(&heading.shown())), rules.criteria.at(criterion));
        let is_swedish = [of.name.get(Lang::Sv), &of.alias].iter().any(|name| folded(name) == shown);
        Some((heading.place.column, if is_swedish { of.alias.as_str() } else { of.id.as_str() }))
    });
    asked.collect()
}

/// The tree of a row.
fn root(
    row: &[Cell],
    (name, asked): (usize, &BTreeMap<usize, &str>),
    header: &Header<Column>,
    rules: &RuleSet,
    (evidence, districts): (Option<OfArea>, Option<Node>),
    faults: &mut Faults,
) -> Node {
    // What the row lacks is missing where its name should stand.
    let place = Place { column: name, ..row_place(row) };
    let (mut entries, mut evidence) = (Vec::new(), evidence.unwrap_or_default());
    for cell in row {
        match header.of(cell) {
            None => {}
            Some(Column::Field(field)) => {
                let node = cell.node(field.kind(), faults);
                insert(&mut entries, &keys(field.key()), node);
            }
            Some(Column::Criterion(criterion)) => {
                let answer = cell.node(CellKind::Word, faults);
                let node = match evidence.remove(&criterion) {
                    None => answer,
                    Some(evidence) => {
                        let mut parts = vec![(scalar(cell.place, "answer"), answer)];
                        parts.extend(evidence.given);
                        Node { place: cell.place, value: Value::Mapping(parts) }
                    }
                };
                let id = rules.criteria.at(criterion).id.as_str();
                let key = asked.get(&cell.place.column).copied().unwrap_or(id);
                insert(&mut entries, &["answers", key], node);
            }
            Some(Column::Consideration(name)) => {
                insert(&mut entries, &["considerations", &name, "note"], cell.node(CellKind::Text, faults));
            }
            Some(Column::ConsiderationSource(name)) => {
                insert(&mut entries, &["considerations", &name, "source"], cell.node(CellKind::Text, faults));
            }
            Some(Column::Matter(heading)) => {
                let kind = if is_key(&heading, "date") { CellKind::Date } else { CellKind::Text };
                insert(&mut entries, &["matter", &heading], cell.node(kind, faults));
            }
        }
    }
    for evidence in evidence.into_values() {
        let words = [("name", evidence.name.as_str())];
        faults.add(evidence.place, Fault::EvidenceWithoutAnswer, &words);
    }
    entries.extend(districts.map(|districts| (scalar(districts.place, "districts"), districts)));
    Node { place, value: Value::Mapping(entries) }
}

/// The keys of a column, which stand with a dot between them.
pub fn keys(path: &str) -> Vec<&str> {
    path.split('.').collect()
}

/// Puts a value where its keys lead, each level beginning where its first value stands.
pub fn insert(entries: &mut Vec<(Node, Node)>, keys: &[&str], node: Node) {
    let Some((key, rest)) = keys.split_first() else { return };
    if rest.is_empty() {
        entries.push((scalar(node.place, key), node));
        return;
    }
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
