//! The geographic districts, one a row.
//!
//! In: the filled cells of their sheet. Out: what an area file has under `districts`, by area, or what is wrong with
//! it. Never reads a number: that is done where those of area files are read.
//!
//! Unit and source belong to the area. They can stand in any of its rows, in a row of their own, or in all of them
//! as long as they say the same.

use std::collections::BTreeMap;

use super::super::area;
use super::super::fault::{Fault, Faults, Place};
use super::super::tree::{Node, Value};
use super::cell::{Cell, row_place};
use super::columns::{DistrictPart, SheetKind};
use super::grid::Grid;
use super::header::{Header, Names, below};
use super::known::{Beside, Known, Meant, missing, scalar};
use super::rows::{insert, keys};

/// What the rows of one area say.
struct Given {
    place: Place,
    /// Unit and source, each where it was first given.
    shared: Vec<(DistrictPart, Node)>,
    list: Vec<Node>,
}

/// Reads the sheet; each area's districts are a tree.
pub fn districts(grid: &Grid, known: &Known, faults: &mut Faults) -> Beside<Node> {
    let mut beside = Beside::default();
    let known_names = DistrictPart::ALL.map(DistrictPart::key);
    let columns = Names {
        named: &DistrictPart::named,
        known: &known_names,
        beside: &|_| false,
        required: (DistrictPart::Name, DistrictPart::Name.key()),
    };
    let Some((names, rows)) = below(grid, &columns) else { return beside };
    let header = Header::read(names, &columns, faults);
    header.nameless(rows, faults);
    beside.lost = !header.sound;
    let required = [DistrictPart::Area, DistrictPart::Name, DistrictPart::Volume];
    if let Some(part) = required.into_iter().find(|part| header.position(part).is_none()) {
        faults.add(row_place(names), Fault::MissingColumn, &[("key", part.key())]);
        beside.lost = true;
        return beside;
    }
    let heading = rows.first().is_some_and(|row| is_headings(row, &header));
    let mut areas: BTreeMap<usize, Given> = BTreeMap::new();
    for row in rows.iter().skip(usize::from(heading)) {
        let before = faults.len();
        let meant = known.meant(row, &header, (DistrictPart::Area, DistrictPart::Area.key()), faults);
        let (shared, district) = parts(row, &header, faults);
        let Meant::One(number) = meant else {
            // Read for its faults alone.
            area::districts(
                &tree(Given { place: row_place(row), shared, list: Vec::from_iter(district) }),
                faults,
            );
            beside.note(&meant, true);
            continue;
        };
        let place = row_place(row);
        let of_area = areas.entry(number).or_insert(Given { place, shared: Vec::new(), list: Vec::new() });
        of_area.list.extend(district);
        for (part, node) in shared {
            share(of_area, part, node, faults);
        }
        beside.note(&meant, faults.len() > before);
    }
    beside.areas = areas.into_iter().map(|(number, given)| (number, tree(given))).collect();
    beside
}

/// Whether a row names the columns for people. A district may be called as its heading, but then it has a volume.
fn is_headings(row: &[Cell], header: &Header<DistrictPart>) -> bool {
    let shown = |part| header.cell(row, &part).map(Cell::shown).unwrap_or_default();
    SheetKind::Districts.is_heading(&shown(DistrictPart::Name))
        && !shown(DistrictPart::Volume).contains(|letter: char| letter.is_ascii_digit())
}

/// What a row says: what belongs to its area, and a district unless there is nothing but that.
fn parts(
    row: &[Cell],
    header: &Header<DistrictPart>,
    faults: &mut Faults,
) -> (Vec<(DistrictPart, Node)>, Option<Node>) {
    let (mut shared, mut figures) = (Vec::new(), Vec::new());
    let is_given = |part| header.cell(row, &part).is_some();
    let by_provider = is_given(DistrictPart::CapacityMunicipal) || is_given(DistrictPart::CapacityPrivate);
    for cell in row {
        match header.of(cell) {
            None | Some(DistrictPart::Area) => {}
            Some(part @ (DistrictPart::Unit | DistrictPart::Source)) => {
                shared.push((part, cell.node(part.kind(), faults)));
            }
            Some(DistrictPart::Capacity) if by_provider => {
                faults.add(cell.place, Fault::TwoCeilings, &[]);
            }
            Some(part) => insert(&mut figures, &keys(part.key()), cell.node(part.kind(), faults)),
        }
    }
    if figures.is_empty() && !shared.is_empty() {
        return (shared, None);
    }
    for part in [DistrictPart::Name, DistrictPart::Volume] {
        if !is_given(part) {
            let place = missing(row, header, (part, part.key()), faults);
            // It has been reported in its own cell.
            insert(&mut figures, &keys(part.key()), Node { place, value: Value::Broken });
        }
    }
    (shared, Some(Node { place: row_place(row), value: Value::Mapping(figures) }))
}

/// Takes a unit or source over, unless another row has given another.
fn share(given: &mut Given, part: DistrictPart, node: Node, faults: &mut Faults) {
    let earlier = given.shared.iter().find(|(found, _)| *found == part).map(|(_, earlier)| earlier);
    match (earlier.map(|earlier| (&earlier.value, earlier.place.line)), &node.value) {
        (None, _) => given.shared.push((part, node)),
        (Some((Value::Scalar { text: first, .. }, line)), Value::Scalar { text, .. }) if first != text => {
            let words = [("key", part.key()), ("line", &line.to_string())];
            faults.add(node.place, Fault::DifferingRows, &words);
        }
        _ => {}
    }
}

fn tree(given: Given) -> Node {
    let Given { place, shared, list } = given;
    let mut entries: Vec<(Node, Node)> =
        shared.into_iter().map(|(part, node)| (scalar(node.place, part.key()), node)).collect();
    entries.push((scalar(place, "list"), Node { place, value: Value::List(list) }));
    Node { place, value: Value::Mapping(entries) }
}
