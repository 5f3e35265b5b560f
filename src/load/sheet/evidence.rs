//! The evidence: what stands beside each answer.
//!
//! In: the filled cells of its sheet. Out: notes and sources by area and criterion, or what is wrong with them.

use std::collections::BTreeMap;

use super::super::fault::{Fault, Faults, Place};
use super::super::suggest::nearest;
use super::super::tree::Node;
use super::cell::{Cell, CellKind, row_place};
use super::columns::{Part, SheetKind};
use super::grid::Grid;
use super::header::{Header, Names, below};
use super::known::{Beside, Known, Meant, scalar, word};
use crate::model::{Criterion, CriterionKey, RuleSet};

/// What stands beside one answer.
pub struct Evidence {
    pub place: Place,
    /// What the sheet calls the question.
    pub name: String,
    pub given: Vec<(Node, Node)>,
}

/// What stands beside the answers of one area.
pub type OfArea = BTreeMap<CriterionKey, Evidence>;

/// Reads the sheet.
pub fn evidence(grid: &Grid, known: &Known, rules: &RuleSet, faults: &mut Faults) -> Beside<OfArea> {
    let mut beside: Beside<OfArea> = Beside::default();
    let known_names = Part::ALL.map(Part::key);
    let columns = Names {
        named: &Part::named,
        known: &known_names,
        beside: &|_| false,
        required: (Part::Criterion, Part::Criterion.key()),
    };
    let Some((names, rows)) = below(grid, &columns) else { return beside };
    let header = Header::read(names, &columns, faults);
    header.nameless(rows, faults);
    beside.lost = !header.sound;
    let missing = [Part::Area, Part::Criterion].into_iter().find(|part| header.position(part).is_none());
    if let Some(part) = missing {
        faults.add(row_place(names), Fault::MissingColumn, &[("key", part.key())]);
        beside.lost = true;
        return beside;
    }
    let first = rows.first().and_then(|row| header.cell(row, &Part::Criterion));
    let heading = first.is_some_and(|cell| SheetKind::Evidence.is_heading(&cell.shown()));
    for row in rows.iter().skip(usize::from(heading)) {
        let before = faults.len();
        let given = given(row, &header, faults);
        let meant = known.meant(row, &header, (Part::Area, Part::Area.key()), faults);
        let about = criterion(row, &header, rules, faults);
        if let (&Meant::One(area), Some((place, name, criterion))) = (&meant, about) {
            let of_area = beside.areas.entry(area).or_default();
            if let Some(earlier) = of_area.get(&criterion) {
                let words = [("name", name.as_str()), ("line", &earlier.place.line.to_string())];
                faults.add(place, Fault::DuplicateEvidence, &words);
            } else {
                of_area.insert(criterion, Evidence { place, name, given });
            }
        }
        beside.note(&meant, faults.len() > before);
    }
    beside
}

/// What a row says, whomever it means.
fn given(row: &[Cell], header: &Header<Part>, faults: &mut Faults) -> Vec<(Node, Node)> {
    let mut given = Vec::new();
    for cell in row {
        if let Some(part @ (Part::Note | Part::Source)) = header.of(cell) {
            given.push((scalar(cell.place, part.key()), cell.node(CellKind::Text, faults)));
        }
    }
    given
}

/// The criterion that a row means, where it says so, and what it calls it.
fn criterion(
    row: &[Cell],
    header: &Header<Part>,
    rules: &RuleSet,
    faults: &mut Faults,
) -> Option<(Place, String, CriterionKey)> {
    let (place, word) = word(row, header, (Part::Criterion, Part::Criterion.key()), faults)?;
    let key = rules.criterion_named(&word);
    if key.is_none() {
        let criteria = rules.criteria.entries().iter();
        let names = criteria.flat_map(Criterion::names);
        let words = [("name", word.as_str()), ("rules", &rules.identity.id)];
        faults.suggest(place, Fault::UnknownCriterion, &words, nearest(&word, names));
    }
    Some((place, word, key?))
}
