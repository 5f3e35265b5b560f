//! Workbooks: what is written reads back the same, what is wrong is named cell by cell, and nothing becomes a formula.
//!
//! Workbooks with faults are built here, so that each fault stands beside what causes it.

use crate::support::{self, files, root, shipped};
use Value::{Blank, Bool, Date, Long, Moment, Number, Shown, Text};
use avtalsform::explain::{Advisor, Recommendation};
use avtalsform::load::{self, Fault, LoadedAreas, sheet_areas};
use avtalsform::model::{
    Area, Capacity, Compensation, Decimal, Decision, District, Districts, Evidence, Exact, Lang, RuleSet,
};
use avtalsform::texts::Texts;
use avtalsform::write::faults::faults;
use avtalsform::write::xlsx::{self, Sheet};
use calamine::Reader;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::sync::LazyLock;

use proptest::prelude::*;

pub mod bad;
mod looked_odd;
mod real;
mod returned;
mod updated;
mod written;

fn rules() -> &'static RuleSet {
    static RULES: LazyLock<RuleSet> = LazyLock::new(|| shipped("linkoping-vard-omsorg"));
    &RULES
}

fn texts(lang: Lang) -> Texts {
    Texts::load(lang).unwrap()
}

/// The areas of a folder of the project.
fn examples(folder: &str, rules: &RuleSet) -> Vec<Area> {
    let paths = files(folder, "yaml");
    paths
        .iter()
        .flat_map(|path| load::areas(path, std::fs::read(root().join(path)).unwrap(), rules).areas)
        .collect()
}

fn recommended<'r>(areas: Vec<Area>, rules: &'r RuleSet) -> Vec<Recommendation<'r>> {
    let advisor = Advisor::new(rules, None).unwrap();
    areas.into_iter().map(|area| advisor.recommend(area)).collect()
}

/// A part of a workbook as text.
fn part(bytes: &[u8], name: &str) -> String {
    support::parts(bytes).into_iter().find(|(found, _)| found == name).unwrap().1
}

/// An area without what a workbook does not keep: where it and its answers stand, and zeros after the last decimal.
fn kept(area: &Area) -> String {
    let mut area = area.clone();
    (area.path, area.sheet, area.line) = (String::new(), None, 0);
    for criterion in area.evidence.keys() {
        if let Some(evidence) = area.evidence.at_mut(criterion) {
            (evidence.line, evidence.column) = (0, 0);
        }
    }
    // In a workbook they stand in one order for all areas.
    area.considerations.sort_by(|one, other| one.id.cmp(&other.id));
    area.matter.sort();
    for number in numbers(&mut area) {
        *number = number.normalized();
    }
    format!("{area:#?}")
}

/// Every exact number of an area.
fn numbers(area: &mut Area) -> Vec<&mut Exact> {
    let mut numbers = Vec::new();
    if let Some(given) = &mut area.compensation {
        let Compensation { cost, volume_change, efficiency, quality, index, variable, .. } = given;
        numbers.extend([cost, volume_change, efficiency, quality, index, variable].into_iter().flatten());
    }
    for district in area.districts.iter_mut().flat_map(|districts| &mut districts.list) {
        let District { volume, in_house, capacity, .. } = district;
        numbers.push(volume);
        numbers.extend(in_house);
        match capacity {
            None => {}
            Some(Capacity::District(whole)) => numbers.push(whole),
            Some(Capacity::Providers { municipal, private }) => {
                numbers.extend([municipal, private].into_iter().flatten());
            }
        }
    }
    numbers
}

fn all_kept(areas: &[Area]) -> Vec<String> {
    areas.iter().map(kept).collect()
}

// Workbooks made by hand.

/// What stands in a cell of a test's sheet.
#[derive(Clone)]
enum Value {
    Text(&'static str),
    Long(String),
    Number(f64),
    Shown(f64, &'static str),
    Date(u16, u8, u8),
    Moment,
    Bool(bool),
    Formula(&'static str, &'static str),
    Blank,
}

type Rows = Vec<Vec<Value>>;

fn texts_of(row: &[&'static str]) -> Vec<Value> {
    row.iter().map(|text| if text.is_empty() { Blank } else { Text(text) }).collect()
}

fn sheet(name: &str, rows: &[Vec<Value>]) -> Worksheet {
    let mut sheet = Worksheet::new();
    sheet.set_name(name).unwrap();
    for (row, values) in (0u32..).zip(rows) {
        for (column, value) in (0u16..).zip(values) {
            match value {
                Text(text) => sheet.write_string(row, column, *text).unwrap(),
                Long(text) => sheet.write_string(row, column, text.as_str()).unwrap(),
                Number(number) => sheet.write_number(row, column, *number).unwrap(),
                Shown(number, format) => sheet
                    .write_number_with_format(row, column, *number, &Format::new().set_num_format(*format))
                    .unwrap(),
                Date(year, month, day) => {
                    let date = ExcelDateTime::from_ymd(*year, *month, *day).unwrap();
                    let format = Format::new().set_num_format("d mmm yyyy");
                    sheet.write_datetime_with_format(row, column, &date, &format).unwrap()
                }
                Moment => {
                    let moment = ExcelDateTime::from_ymd(2023, 5, 31).unwrap().and_hms(9, 30, 0).unwrap();
                    let format = Format::new().set_num_format("yyyy-mm-dd hh:mm");
                    sheet.write_datetime_with_format(row, column, &moment, &format).unwrap()
                }
                Bool(truth) => sheet.write_boolean(row, column, *truth).unwrap(),
                Value::Formula(formula, result) => {
                    sheet.write_formula(row, column, Formula::new(*formula).set_result(*result)).unwrap()
                }
                Blank => &mut sheet,
            };
        }
    }
    sheet
}

fn book(sheets: Vec<Worksheet>) -> Vec<u8> {
    let mut book = Workbook::new();
    for sheet in sheets {
        book.push_worksheet(sheet);
    }
    book.save_to_buffer().unwrap()
}

/// A workbook of areas alone.
fn areas_book(rows: Rows) -> Vec<u8> {
    book(vec![sheet("Områden", &rows)])
}

/// A workbook with one area that all evidence is for.
fn evidence_book(rows: Rows) -> Vec<u8> {
    let areas = [
        texts_of(&["id", "area", "marknad_finns"]),
        texts_of(&["a", "Ett", "ja"]),
        texts_of(&["b", "Två", "nej"]),
    ];
    book(vec![sheet("Areas", &areas), sheet("belägg ", &rows)])
}

/// A workbook with two areas that all districts are for.
fn districts_book(rows: Rows) -> Vec<u8> {
    let areas = [texts_of(&["id", "area"]), texts_of(&["a", "Ett"]), texts_of(&["b", "Två"])];
    book(vec![sheet("distrikt ", &rows), sheet("Areas", &areas)])
}

/// A workbook with one of its parts replaced or added.
fn with_part(bytes: &[u8], name: &str, content: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (found, text) in support::parts(bytes).into_iter().filter(|(found, _)| found != name) {
        writer.start_file(found, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.start_file(name, options).unwrap();
    writer.write_all(content).unwrap();
    writer.finish().unwrap().into_inner()
}

/// A workbook in which a part is listed and not there.
fn without_part(bytes: &[u8], ending: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (found, text) in support::parts(bytes).into_iter().filter(|(found, _)| !found.ends_with(ending)) {
        writer.start_file(found, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn read(bytes: Vec<u8>) -> LoadedAreas {
    sheet_areas("plan.xlsx", &bytes, rules())
}
