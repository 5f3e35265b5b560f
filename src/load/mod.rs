//! From files to the model, with every fault on the way.
//!
//! In: paths or bytes. Out: valid rule sets and areas, or diagnostics with their places. Never evaluates an area.

mod answer;
mod area;
mod code;
mod decode;
mod disguise;
mod disk;
mod embedded;
mod fault;
mod find;
mod ignored;
mod json;
mod kind;
mod letters;
mod names;
mod paths;
mod place;
mod plan_file;
mod rule_tests;
mod rules;
mod shared;
mod sheet;
mod slip;
mod source;
mod suggest;
mod syntax;
mod tree;
mod typed;

pub use answer::{Told, begins_otherwise, perhaps, told};
pub use area::{Areas, To, is_date, keys_of};
pub use disguise::is_hard_blank;
pub use disk::{Disk, MAX_FILE_BYTES, Outside, Tracked, is_gone, is_held, patiently};
pub use embedded::{EMBEDDED, embedded};
pub use fault::{Diagnostic, Fault, MAX_FAULTS};
pub use kind::{Kind, kind, old_format};
pub use names::{is_key, key_in, swedish};
pub use paths::{
    Files, Found, Input, Lost, PassedOver, SHARED_NAMES, Why, by_name, is_shared, plain, shown_path,
    with_slashes,
};
pub use place::{Place, column_name};
pub use plan_file::{LoadedPlan, plan_file};
pub use rule_tests::{LoadedTests, Shelf, rule_tests};
pub use rules::{LoadedRules, MAX_CRITERIA, MAX_LAYERS, built_in, no_files, rules};
pub use shared::{Shared, SharedFile, shared_file};
pub use sheet::{
    AreaTable, CellKind, Column, DistrictPart, Field, MAX_CELL_TEXT, MAX_CELLS, MAX_COLUMNS,
    MAX_WORKBOOK_BYTES, Part, ResultColumn, SheetKind, area_table, id_within, sheet_areas,
};
pub use source::{Sheet, SourceText, reason};
pub use suggest::nearest;
pub use tree::{MAX_DEPTH, MAX_DOCUMENTS, MAX_NODES, MAX_TEXT_BYTES, Node, Value};
pub use typed::{Typed, assignments, criteria, outcome};

use std::path::Path;

use crate::model::{Area, RuleSet};
use fault::Faults;

/// The areas of a file as they were read, with the text their faults stand in.
#[derive(Debug)]
pub struct LoadedAreas {
    /// The areas without a fault, in the order of the file.
    pub areas: Vec<Area>,
    /// How many documents the file has, faulty ones included.
    pub documents: usize,
    /// The text.
    pub source: SourceText,
    /// Every fault, in the order of their places.
    pub faults: Vec<Diagnostic>,
    /// Why the file holds something that is no area, and is passed over.
    pub passed_over: Option<Why>,
    /// What is only to be known, in the same order.
    pub notes: Vec<Diagnostic>,
}

/// Reads the areas of a file from its bytes.
#[must_use]
pub fn areas(path: &str, bytes: Vec<u8>, rules: &RuleSet) -> LoadedAreas {
    let mut faults = Faults::default();
    let source = source::decode(path, bytes, &mut faults);
    let Areas { areas, documents, plan } = area::areas(&source, rules, &mut faults);
    let passed_over = plan.then_some(Why::Plan);
    let notes = faults.take_notes();
    LoadedAreas { areas, documents, source, faults: faults.into_sorted(), notes, passed_over }
}

/// Reads the areas of a file that is no stream of lines, by what stands in it unless it is said what that is. Only where
/// a text is neither plainly a table nor plainly something else, its name says what it is.
#[must_use]
pub fn of_any_kind(path: &str, bytes: Vec<u8>, input: Option<Input>, rules: &RuleSet) -> LoadedAreas {
    let is_table = || sheet::is_table(&bytes) || Input::of(Path::new(path)) == Input::Csv;
    match (input, kind(&bytes)) {
        (Some(Input::Xlsx | Input::Csv), _) => sheet_areas(path, &bytes, rules),
        (Some(_), _) => areas(path, bytes, rules),
        (None, Kind::Other(name)) => {
            let mut faults = Faults::default();
            let help = format!("{name}-help");
            faults.add(Place::TOP, Fault::OtherFile, &[("found-kind", name), ("next-kind", &help)]);
            let source = SourceText { path: path.to_owned(), text: String::new(), sheets: Some(Vec::new()) };
            LoadedAreas {
                areas: Vec::new(),
                documents: 0,
                source,
                faults: faults.into_sorted(),
                notes: Vec::new(),
                passed_over: None,
            }
        }
        (None, Kind::Text) if !is_table() => areas(path, bytes, rules),
        (None, _) => sheet_areas(path, &bytes, rules),
    }
}

/// Reads the areas of a whole file from its bytes, however they are written; of JSON lines each line is a text of its
/// own.
#[must_use]
pub fn file(path: &str, bytes: Vec<u8>, input: Input, rules: &RuleSet) -> Vec<LoadedAreas> {
    match input {
        Input::Ndjson if bytes.len() as u64 <= MAX_FILE_BYTES => bytes
            .split(|byte| *byte == b'\n')
            .zip(1..)
            .map(|(text, number)| (text.trim_ascii_end(), number))
            .filter(|(text, _)| !text.is_empty())
            .map(|(text, number)| line(path, number, text.to_vec(), rules))
            .collect(),
        // What is too large is refused as any text is.
        _ => vec![of_any_kind(path, bytes, None, rules)],
    }
}

/// Reads the area on one line of a file of JSON lines; `number` is that line's, from 1.
#[must_use]
pub fn line(path: &str, number: usize, bytes: Vec<u8>, rules: &RuleSet) -> LoadedAreas {
    let mut faults = Faults::default();
    let too_long = bytes.len() > MAX_TEXT_BYTES;
    let source = source::decode(path, bytes, &mut faults);
    if too_long {
        faults.add(Place::TOP, Fault::TooMuchText, &[("limit", &MAX_TEXT_BYTES.to_string())]);
    }
    let undamaged = faults.is_empty();
    faults.shift(number.saturating_sub(1));
    let tree = if too_long { None } else { json::tree(&source.text, number, &mut faults) };
    let id = format!("{}-{number}", source.stem());
    let area = tree.and_then(|tree| area::area(&tree, id, path, rules, &mut faults)).filter(|_| undamaged);
    let notes = faults.take_notes();
    LoadedAreas {
        areas: area.into_iter().collect(),
        documents: 1,
        source,
        faults: faults.into_sorted(),
        notes,
        passed_over: None,
    }
}
