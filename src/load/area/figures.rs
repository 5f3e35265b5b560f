//! The figures of an area file: compensation and districts.
//!
//! In: nodes. Out: exact numbers within their ranges, and a fault for each that is not. Never computes with them.

use super::commas;
use crate::load::decode::Fields;
use crate::load::fault::{Fault, Faults, Place};
use crate::load::names::is_key;
use crate::load::tree::{Node, Value};
use crate::model::{Capacity, Compensation, District, Districts, Exact, matched, parse_exact, parse_signed};

const COMPENSATION_KEYS: &[&str] =
    &["year", "cost", "volume_change", "efficiency", "quality", "index", "variable", "source"];
const DISTRICTS_KEYS: &[&str] = &["unit", "source", "list"];
const DISTRICT_KEYS: &[&str] = &["name", "volume", "in_house", "capacity"];
const CAPACITY_KEYS: &[&str] = &["municipal", "private"];

/// The keys under this key, or of each item of its list.
pub fn keys_of(key: &str) -> Option<&'static [&'static str]> {
    let known = [
        ("compensation", COMPENSATION_KEYS),
        ("districts", DISTRICTS_KEYS),
        ("list", DISTRICT_KEYS),
        ("capacity", CAPACITY_KEYS),
    ];
    known.into_iter().find(|(name, _)| is_key(key, name)).map(|(_, keys)| keys)
}

/// Two decimals are the most that cannot be thousands; four are enough for every percentage that is set.
const PLACES: usize = 2;
const PERCENT_PLACES: usize = 4;

/// What kind of number a key holds.
#[derive(Debug, Clone, Copy)]
pub enum NumberKind {
    /// How many of something.
    Count,
    /// A part of the volume in the current state.
    Share,
    /// A year.
    Year,
    /// A decimal number that is kept as it is written.
    Exact(Figure),
}

/// What kind of decimal number.
#[derive(Debug, Clone, Copy)]
pub enum Figure {
    /// Kronor.
    Amount,
    /// A volume or a ceiling.
    Volume,
    /// A percentage from 0 to 100.
    Percent,
    /// A percentage that can lower or raise an amount.
    Change,
}

impl NumberKind {
    /// Notes that this is no such number.
    pub fn refuse(self, found: &str, place: Place, faults: &mut Faults) {
        let fault = match self {
            Self::Count => Fault::WrongCount,
            Self::Share => Fault::WrongShare,
            Self::Year => Fault::WrongYear,
            Self::Exact(Figure::Amount) => Fault::WrongAmount,
            Self::Exact(Figure::Volume) => Fault::WrongVolume,
            Self::Exact(Figure::Percent) => Fault::WrongPercent,
            Self::Exact(Figure::Change) => Fault::WrongChange,
        };
        faults.add(place, fault, &[("found", found)]);
    }
}

impl Figure {
    /// The number here; nothing at all is a fault, too.
    fn read(self, node: &Node, faults: &mut Faults) -> Option<Exact> {
        if node.is_null() {
            faults.add(node.place, Fault::EmptyText, &[]);
            return None;
        }
        let word = node.word(faults)?.trim();
        let number = self.parse(word);
        if number.is_none() {
            NumberKind::Exact(self).refuse(word, node.place, faults);
        }
        number
    }

    fn parse(self, word: &str) -> Option<Exact> {
        let percent = word.strip_suffix('%').unwrap_or(word).trim_end();
        let within = |lowest: i32, highest: i32| {
            move |number: &Exact| (Exact::from(lowest)..=Exact::from(highest)).contains(number)
        };
        match self {
            Self::Amount | Self::Volume => parse_exact(word, PLACES),
            Self::Percent => parse_exact(percent, PERCENT_PLACES).filter(within(0, 100)),
            Self::Change => parse_signed(percent, PERCENT_PLACES).filter(within(-100, 1000)),
        }
    }
}

/// What the expected compensation of an in-house mission is computed from.
pub fn compensation(node: &Node, whole: bool, faults: &mut Faults) -> Option<Compensation> {
    let kind = |key: &str| match key {
        "year" => Some(NumberKind::Year),
        _ => compensation_figure(key).map(NumberKind::Exact),
    };
    let joined = commas::joined(node, kind, faults);
    let fields = Fields::open_as(joined.as_ref().unwrap_or(node), COMPENSATION_KEYS, is_key, whole, faults)?;
    let mut number = |key| fields.given(key).and_then(|node| compensation_figure(key)?.read(node, faults));
    Some(Compensation {
        cost: number("cost"),
        volume_change: number("volume_change"),
        efficiency: number("efficiency"),
        quality: number("quality"),
        index: number("index"),
        variable: number("variable"),
        year: fields.given("year").and_then(|node| year(node, faults)),
        source: fields.optional_text("source", faults),
    })
}

fn compensation_figure(key: &str) -> Option<Figure> {
    match key {
        "cost" => Some(Figure::Amount),
        "volume_change" | "index" => Some(Figure::Change),
        "efficiency" | "quality" | "variable" => Some(Figure::Percent),
        _ => None,
    }
}

fn year(node: &Node, faults: &mut Faults) -> Option<u16> {
    let word = node.word(faults)?.trim();
    let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let year = word.parse().ok().filter(|year| is_year && (1900..=2999).contains(year));
    if year.is_none() {
        NumberKind::Year.refuse(word, node.place, faults);
    }
    year
}

/// The geographic districts.
pub fn districts(node: &Node, whole: bool, faults: &mut Faults) -> Option<Districts> {
    let fields = Fields::open_as(node, DISTRICTS_KEYS, is_key, whole, faults)?;
    let unit = fields.optional_text("unit", faults);
    let source = fields.optional_text("source", faults);
    let mut list = Vec::new();
    let mut names: Vec<(String, usize)> = Vec::new();
    for node in fields.given("list").map(|node| node.list(faults)).unwrap_or_default() {
        list.extend(district(node, whole, &mut names, faults));
    }
    Some(Districts { unit, source, list })
}

/// One district, `names` being those before it with their lines.
fn district(
    node: &Node,
    whole: bool,
    names: &mut Vec<(String, usize)>,
    faults: &mut Faults,
) -> Option<District> {
    let joined = commas::joined(node, district_kind, faults);
    let fields = Fields::open_as(joined.as_ref().unwrap_or(node), DISTRICT_KEYS, is_key, whole, faults)?;
    let name = fields.text("name", faults);
    if let (Some(name), Some(node)) = (&name, fields.get("name")) {
        // Names that differ in capitals or blanks alone are one name to a reader.
        let same = matched(name);
        match names.iter().find(|(earlier, _)| *earlier == same) {
            Some((_, line)) => {
                let words = [("name", name.as_str()), ("line", &line.to_string())];
                faults.add(node.place, Fault::DuplicateDistrict, &words);
            }
            None => names.push((same, node.place.line)),
        }
    }
    let volume = fields.require("volume", faults).and_then(|node| Figure::Volume.read(node, faults));
    let in_house = fields.given("in_house").and_then(|node| Figure::Percent.read(node, faults));
    let capacity = fields.given("capacity").and_then(|node| capacity(node, whole, faults));
    Some(District { name: name?, volume: volume?, in_house, capacity })
}

fn district_kind(key: &str) -> Option<NumberKind> {
    match key {
        "volume" | "capacity" => Some(NumberKind::Exact(Figure::Volume)),
        "in_house" => Some(NumberKind::Exact(Figure::Percent)),
        _ => None,
    }
}

/// One ceiling for the district, or one for each kind of provider.
fn capacity(node: &Node, whole: bool, faults: &mut Faults) -> Option<Capacity> {
    if !matches!(node.value, Value::Mapping(_)) {
        return Figure::Volume.read(node, faults).map(Capacity::District);
    }
    let joined = commas::joined(node, |_| Some(NumberKind::Exact(Figure::Volume)), faults);
    let fields = Fields::open_as(joined.as_ref().unwrap_or(node), CAPACITY_KEYS, is_key, whole, faults)?;
    let mut ceiling = |key| fields.given(key).and_then(|node| Figure::Volume.read(node, faults));
    Some(Capacity::Providers { municipal: ceiling("municipal"), private: ceiling("private") })
}
