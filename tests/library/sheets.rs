//! Workbooks: what is written reads back the same, what is wrong is named cell by cell, and nothing becomes a formula.
//!
//! Workbooks with faults are built here, so that each fault stands beside what causes it.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::sync::LazyLock;

use crate::support::random::Dice;
use crate::support::{self, files, root, shipped};
use avtalsform::explain::{Advisor, Recommendation};
use avtalsform::load::{self, Fault, LoadedAreas, sheet_areas};
use avtalsform::model::{
    Answers, Area, Capacity, Compensation, Current, Decimal, Decision, District, Districts, Evidence, Exact,
    Lang, Outcome, Portions, RuleSet, Table,
};
use avtalsform::texts::Texts;
use avtalsform::write::faults::faults;
use avtalsform::write::xlsx::{self, WorkbookError};
use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

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
    areas.into_iter().map(|area| advisor.recommend(area).unwrap()).collect()
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

// Random areas, as the loader could have read them.

const PIECES: &[&str] = &[
    "Hemtjänst",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "=1+1",
    "+46",
    "-1",
    "@SUM(A1)",
    "{=A1}",
    "\"",
    "'",
    "''",
    "“",
    ",",
    ";",
    "\\",
    "&",
    "<",
    ">",
    "&amp;",
    "<![CDATA[",
    "]]>",
    "_x000D_",
    "_x005F_x000D_",
    "_x",
    "_x0041_",
    "_x1e51",
    "\r",
    "<r>",
    "</r>",
    "<t>x</t>",
    "😀",
    "👩‍👩‍👧",
    "é",
    "\u{301}",
    "\u{a0}",
    "\u{200b}",
    "\u{202e}",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "http://example.com",
    "mailto:a@b.se",
    "ftp://x",
    "internal:A1",
    "true",
    "TRUE",
    "sant",
    "null",
    "~",
    "1",
    "12,5",
    "1e5",
    "60 %",
    "2023-05-31",
    "#REF!",
    "#N/A",
    "okänt",
    "ja",
    "0x10",
    "Område",
    "Kriterium",
    "Distrikt",
    "volume",
    "id",
    "area",
    "å",
    "\u{10ffff}",
];

fn text(dice: &mut Dice) -> Option<String> {
    let length = if dice.chance(2) { 2_000 } else { 1 + dice.below(4) };
    let pieces: Vec<&str> = (0..length).map(|_| *dice.pick(PIECES)).collect();
    let text = pieces.concat();
    let text: String = text.trim().chars().take(30_000).collect();
    let text = text.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

fn maybe(dice: &mut Dice) -> Option<String> {
    if dice.chance(60) { text(dice) } else { None }
}

fn decimal(units: usize) -> Decimal {
    // Written with nine decimals, which is the most.
    Decimal::parse(&format!("{}.{:09}", units / 1_000_000_000, units % 1_000_000_000)).unwrap()
}

fn share(dice: &mut Dice) -> Portions<Decimal> {
    let scale = *dice.pick(&[1, 1_000_000_000, 500_000_000, 100_000_000, 250_000_000]);
    let all = 100_000_000_000 / scale;
    let municipal = dice.below(all + 1);
    let private = dice.below(all - municipal + 1);
    match dice.below(3) {
        0 => Portions::default(),
        1 => {
            let (municipal, nonprofit) =
                (Some(decimal(municipal * scale)), Some(decimal((all - municipal) * scale)));
            Portions { municipal, private: None, nonprofit }
        }
        _ => Portions {
            municipal: Some(decimal(municipal * scale)),
            private: Some(decimal(private * scale)),
            nonprofit: Some(decimal((all - municipal - private) * scale)),
        },
    }
}

fn count(dice: &mut Dice) -> Option<u64> {
    let counts = [0, 1, 27, 800, 1_048_577, 999_999_999_999_999, 1_000_000_000_000_000, u64::MAX];
    dice.chance(50).then(|| *dice.pick(&counts))
}

fn outcome(dice: &mut Dice, rules: &RuleSet) -> Option<Outcome> {
    let outcomes: Vec<Outcome> = rules.outcomes().collect();
    dice.chance(50).then(|| *dice.pick(&outcomes))
}

/// A number that area files can have: from the lowest to the highest, with this many decimals.
fn exact(dice: &mut Dice, lowest: i64, highest: i64, places: u32) -> Exact {
    let scale = 10i64.pow(places);
    let (lowest, highest) = (lowest * scale, highest * scale);
    let number = match dice.below(8) {
        0 => lowest,
        1 => highest,
        2 => 0,
        3 => highest - 1,
        4 => lowest + 1,
        // Whole numbers, and zeros at the end of the decimals.
        5 => highest / scale / 2 * scale,
        6 => highest / 30 * 10,
        _ => lowest + (dice.roll() % u64::try_from(highest - lowest).unwrap()) as i64,
    };
    Exact::new(number.into(), i64::from(places))
}

fn amount(dice: &mut Dice) -> Exact {
    let (highest, places) =
        *dice.pick(&[(999_999_999_999, 2), (999_999_999_999, 0), (100_000_000, 2), (20_000, 1)]);
    exact(dice, 0, highest, places)
}

fn percent(dice: &mut Dice) -> Exact {
    let places = *dice.pick(&[0, 1, 2, 4]);
    exact(dice, 0, 100, places)
}

fn change(dice: &mut Dice) -> Exact {
    let places = *dice.pick(&[0, 1, 2, 4]);
    exact(dice, -100, 1000, places)
}

fn compensation(dice: &mut Dice) -> Option<Compensation> {
    let mut figure = |number: fn(&mut Dice) -> Exact| dice.chance(50).then(|| number(dice));
    let given = Compensation {
        cost: figure(amount),
        volume_change: figure(change),
        efficiency: figure(percent),
        quality: figure(percent),
        index: figure(change),
        variable: figure(percent),
        year: dice.chance(50).then(|| *dice.pick(&[1900, 2027, 2999])),
        source: maybe(dice),
    };
    (given != Compensation::default()).then_some(given)
}

fn districts(dice: &mut Dice) -> Option<Districts> {
    let list = (0..dice.below(5))
        .map(|number| District {
            name: format!("{} d{number}", text(dice).unwrap_or_default()).trim().to_owned(),
            volume: amount(dice),
            in_house: dice.chance(50).then(|| percent(dice)),
            capacity: match dice.below(5) {
                0 => Some(Capacity::District(amount(dice))),
                1 => Some(Capacity::Providers { municipal: Some(amount(dice)), private: None }),
                2 => Some(Capacity::Providers { municipal: None, private: Some(amount(dice)) }),
                3 => Some(Capacity::Providers { municipal: Some(amount(dice)), private: Some(amount(dice)) }),
                _ => None,
            },
        })
        .collect();
    let given = Districts { unit: maybe(dice), source: maybe(dice), list };
    (given != Districts::default()).then_some(given)
}

fn area(dice: &mut Dice, number: usize, rules: &RuleSet) -> Area {
    let dates =
        ["0001-01-01", "1899-12-31", "1900-01-01", "1900-02-28", "1900-03-01", "2024-02-29", "9999-12-31"];
    let mut area = Area {
        id: format!("{}{number}", text(dice).map_or_else(String::new, |text| text.chars().take(9).collect())),
        name: text(dice).unwrap_or_else(|| "namn".to_owned()),
        path: "x.yaml".to_owned(),
        sheet: None,
        line: 1,
        board: maybe(dice),
        period: maybe(dice),
        group: maybe(dice),
        current: Current {
            form: outcome(dice, rules),
            as_of: dice.chance(50).then(|| (*dice.pick(&dates)).to_owned()),
            users: count(dice),
            providers: Portions { municipal: count(dice), private: count(dice), nonprofit: count(dice) },
            share: share(dice),
            geography: maybe(dice),
            description: maybe(dice),
        },
        decision: None,
        compensation: compensation(dice),
        districts: districts(dice),
        answers: Answers::unknown(rules.criteria.len()),
        evidence: Table::new(vec![None; rules.criteria.len()]),
        notes: maybe(dice),
    };
    let decision = Decision { form: outcome(dice, rules), motivation: maybe(dice), source: maybe(dice) };
    if decision.form.is_some() || decision.motivation.is_some() || decision.source.is_some() {
        area.decision = Some(decision);
    }
    for (key, criterion) in rules.criteria.iter() {
        if dice.chance(40) {
            continue;
        }
        let answer = dice.below(criterion.choices.len() + 1);
        area.answers.set(key, (answer < criterion.choices.len()).then(|| u8::try_from(answer).unwrap()));
        *area.evidence.at_mut(key) = Some(if dice.chance(50) {
            Evidence { note: maybe(dice), source: maybe(dice), line: 3, column: 4 }
        } else {
            Evidence::default()
        });
    }
    area.id = area.id.trim().to_owned();
    area
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back_the_same(seed in any::<u64>()) {
        let (rules, mut dice) = (rules(), Dice::new(seed));
        let areas: Vec<Area> = (0..1 + dice.below(3)).map(|number| area(&mut dice, number, rules)).collect();
        let lang = *dice.pick(&[Lang::Sv, Lang::En]);
        let bytes = xlsx::areas(&areas, rules, &texts(lang), dice.below(4)).unwrap();
        let read = sheet_areas("x.xlsx", bytes, rules);
        prop_assert!(read.faults.is_empty(), "{:#?}", read.faults);
        prop_assert_eq!(all_kept(&areas), all_kept(&read.areas));
    }

    /// Whatever happens to the bytes of a workbook, it is read or refused.
    #[test]
    fn damage_is_a_fault_and_nothing_worse(seed in any::<u64>()) {
        let (rules, mut dice) = (rules(), Dice::new(seed));
        let areas = [area(&mut dice, 1, rules)];
        let mut bytes = xlsx::areas(&areas, rules, &texts(Lang::Sv), 1).unwrap();
        for _ in 0..1 + dice.below(3) {
            let at = dice.below(bytes.len());
            match dice.below(3) {
                0 => bytes[at] ^= 1 << dice.below(8),
                1 => bytes.truncate(at.max(1)),
                _ => bytes[at] = 0xFF,
            }
        }
        let read = sheet_areas("x.xlsx", bytes, rules);
        // Some bytes, such as times of day, mean nothing.
        prop_assert!(!read.faults.is_empty() || all_kept(&areas) == all_kept(&read.areas));
    }
}

/// What a text may hold that a workbook has a meaning for, alone and as a whole.
#[test]
fn hostile_texts_stay_what_they_are() {
    let (rules, texts) = (rules(), texts(Lang::Sv));
    let hostile = [
        "<r><t>x</t></r>",
        "<r></si><si><t>&</r>",
        "<r>",
        "_x1e51\r_x",
        "_x0041\r_x0041_\r\n_x005F_",
        "_\rx",
        "=1+1",
        "=HYPERLINK(\"http://x\")",
        "+1",
        "-1",
        "@x",
        "'1",
        "1",
        "1.50",
        "2023-05-31",
        "TRUE",
        "ja",
        "#N/A",
        "http://x",
        "<r>_x0041\r</r>",
    ];
    let mut areas = examples("examples/illustrations", rules);
    areas.truncate(1);
    let key = rules.criteria.keys().next().unwrap();
    for text in hostile {
        areas[0].id = text.to_owned();
        areas[0].name = text.to_owned();
        areas[0].notes = Some(text.to_owned());
        areas[0].evidence.at_mut(key).as_mut().unwrap().note = Some(text.to_owned());
        let bytes = xlsx::workbook(&recommended(areas.clone(), rules), rules, &texts).unwrap();
        let read = sheet_areas("x.xlsx", bytes, rules);
        assert!(read.faults.is_empty(), "{text}: {:#?}", read.faults);
        assert_eq!(all_kept(&areas), all_kept(&read.areas), "{text}");
    }
}

#[test]
fn the_examples_read_back_the_same() {
    let rules = rules();
    for folder in ["examples/linkoping-2023", "examples/illustrations"] {
        for lang in [Lang::Sv, Lang::En] {
            let areas = examples(folder, rules);
            let bytes = xlsx::workbook(&recommended(areas.clone(), rules), rules, &texts(lang)).unwrap();
            let read = sheet_areas("plan.xlsx", bytes, rules);
            assert!(read.faults.is_empty(), "{:#?}", read.faults);
            assert_eq!(all_kept(&areas), all_kept(&read.areas));
            assert_eq!(read.documents, areas.len());
        }
    }
}

fn part(bytes: &[u8], name: &str) -> String {
    support::parts(bytes).into_iter().find(|(found, _)| found == name).unwrap().1
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let rules = rules();
    let recommendations = recommended(examples("examples/linkoping-2023", rules), rules);
    let texts = texts(Lang::Sv);
    let bytes = xlsx::workbook(&recommendations, rules, &texts).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert_eq!(bytes, xlsx::workbook(&recommendations, rules, &texts).unwrap());
    let made = part(&bytes, "docProps/core.xml");
    assert!(made.contains(">2000-01-01T00:00:00Z</dcterms:created>"), "{made}");
}

/// Another reader sees typed cells, and no formula anywhere.
#[test]
fn cells_are_typed() {
    let rules = rules();
    let recommendations = recommended(examples("examples/illustrations", rules), rules);
    let bytes = xlsx::workbook(&recommendations, rules, &texts(Lang::Sv)).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
    assert_eq!(book.sheet_names(), ["Översikt", "Områden", "Belägg", "Distrikt", "Skäl"]);
    for name in book.sheet_names() {
        assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name}");
    }
    let areas = book.worksheet_range("Områden").unwrap();
    let column =
        |key: &str| (0..areas.width()).find(|at| areas[(0, *at)] == Data::String(key.to_owned())).unwrap();
    let row =
        (0..areas.height()).find(|row| areas[(*row, 0)] == Data::String("daglig-verksamhet".into())).unwrap();
    assert_eq!(areas[(row, column("current.users"))], Data::Float(420.0));
    assert_eq!(areas[(row, column("current.share.municipal"))], Data::Float(65.0));
    assert_eq!(areas[(row, column("marknad_finns"))], Data::String("ja".into()));
    let Data::DateTime(date) = &areas[(row, column("current.as_of"))] else { panic!("a date") };
    assert_eq!(date.to_ymd_hms_milli(), (2026, 3, 31, 0, 0, 0, 0));
    let row = (0..areas.height())
        .find(|row| areas[(*row, 0)] == Data::String("hemtjanst-omradesbaserad".into()))
        .unwrap();
    assert_eq!(areas[(row, column("compensation.year"))], Data::Float(2027.0));
    assert_eq!(areas[(row, column("compensation.cost"))], Data::Float(341_250_000.0));
    assert_eq!(areas[(row, column("compensation.volume_change"))], Data::Float(-1.5));
    let districts = book.worksheet_range("Distrikt").unwrap();
    assert_eq!(districts.height(), 2 + 4);
    assert_eq!(districts[(5, 1)], Data::String("Väster".into()));
    assert_eq!([2, 3, 5].map(|at| &districts[(5, at)]), [4300.0, 62.5, 2800.0].map(Data::Float).each_ref());
    assert_eq!(
        (&districts[(2, 7)], &districts[(3, 7)]),
        (&Data::String("timmar per vecka".into()), &Data::Empty)
    );
    let overview = book.worksheet_range("Översikt").unwrap();
    assert_eq!(overview.height(), recommendations.len() + 1, "one row an area, and no totals");
    for row in 1..overview.height() {
        assert!(matches!(overview[(row, 7)], Data::Float(share) if (0.0..=1.0).contains(&share)), "{row}");
        for score in 10..10 + rules.forms.len() {
            assert!(matches!(overview[(row, score)], Data::Float(score) if (0.0..=1.0).contains(&score)));
        }
    }
    let reasons = book.worksheet_range("Skäl").unwrap();
    let all: usize = recommendations.iter().map(|recommendation| recommendation.reasons.len()).sum();
    assert_eq!(reasons.height(), all + 1);
    assert!(
        support::parts(&bytes).iter().all(|(_, text)| !text.contains("<f>") && !text.contains("<hyperlink"))
    );
}

#[test]
fn cells_offer_what_they_take() {
    let rules = rules();
    let bytes = xlsx::blank(rules, &texts(Lang::Sv), 30).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    let criteria = rules.criteria.len();
    assert_eq!(sheet.matches("<dataValidation ").count(), criteria + 2);
    assert!(sheet.contains("<formula1>\"ja,delvis,nej,okänt\"</formula1>"), "{sheet}");
    assert!(sheet.contains("<formula1>\"sol,lss,hsl,annan,okänt\"</formula1>"));
    assert!(sheet.contains("lov+verksamhetsuppdrag"));
    // Stop is the style that goes without saying.
    assert!(
        !sheet.contains("errorStyle=") && sheet.matches("showErrorMessage=\"1\"").count() == criteria + 2
    );
    assert_eq!(sheet.matches("<conditionalFormatting ").count(), criteria);
    assert!(sheet.contains("<pane xSplit=\"2\" ySplit=\"2\" topLeftCell=\"C3\""));
    assert!(sheet.contains("<autoFilter ref=\"A2:"));
    // The rows to fill in: from the third to the thirty-second.
    assert!(sheet.contains(":C32\"") || sheet.contains("3:F32\""), "{sheet}");
    let read = sheet_areas("ny.xlsx", bytes, rules);
    assert_eq!(read.faults.iter().map(|found| found.fault).collect::<Vec<_>>(), [Fault::EmptyFile]);
}

/// A list that is too long for a cell stands on a hidden sheet.
#[test]
fn long_lists_have_a_sheet_of_their_own() {
    let mut rules = rules().clone();
    let first = rules.criteria.keys().next().unwrap();
    let criterion = rules.criteria.at_mut(first);
    criterion.graded = false;
    let choice = criterion.choices[0].clone();
    criterion.choices = (0..40)
        .map(|number| {
            let mut choice = choice.clone();
            (choice.id, choice.alias) = (format!("option-{number}"), None);
            choice
        })
        .collect();
    let bytes = xlsx::blank(&rules, &texts(Lang::En), 3).unwrap();
    assert!(part(&bytes, "xl/worksheets/sheet1.xml").contains("<formula1>'Lists'!$A$1:$A$41</formula1>"));
    assert!(part(&bytes, "xl/workbook.xml").contains("name=\"Lists\" sheetId=\"2\" state=\"hidden\""));
}

#[test]
fn what_a_sheet_cannot_hold_is_an_error() {
    let (rules, texts) = (rules(), texts(Lang::Sv));
    let mut areas = examples("examples/illustrations", rules);
    areas.truncate(1);
    areas[0].notes = Some("å".repeat(32_767));
    assert!(xlsx::areas(&areas, rules, &texts, 0).is_ok());
    // A character beyond the first 65,536 counts as two.
    areas[0].notes = Some("😀".repeat(16_384));
    let error = xlsx::areas(&areas, rules, &texts, 0).unwrap_err();
    assert!(matches!(error, WorkbookError::TextTooLong { .. }));
    insta::assert_snapshot!(error.message(&texts), @"cell AB3 i bladet Områden skulle få mer än 32767 tecken, som är det mesta en cell rymmer");
    areas[0].notes = Some("a\u{ffff}b".to_owned());
    let error = xlsx::areas(&areas, rules, &texts, 0).unwrap_err();
    insta::assert_snapshot!(error.message(&texts), @"cell AB3 i bladet Områden skulle få tecknet U+FFFF, som ingen arbetsbok kan innehålla");
    let error = xlsx::blank(rules, &texts, 1_048_577).unwrap_err();
    insta::assert_snapshot!(error.message(&texts), @"bladet Områden skulle få mer än 1048576 rader, som är det mesta ett blad rymmer");
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
use Value::{Blank, Bool, Date, Long, Moment, Number, Shown, Text};

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
    sheet_areas("plan.xlsx", bytes, rules())
}

/// What a spreadsheet does to values that mean the same is read as the same.
#[test]
fn what_only_looks_odd_is_accepted() {
    let header = [
        "Notes",
        " area ",
        "current.share.municipal",
        "current.share.private",
        "market_exists",
        "prissattning",
    ];
    let header =
        [&header[..], &["current.as_of", "current.users", "myndighetsutovning", "period", "current.form"]]
            .concat();
    let rows = vec![
        vec![],
        texts_of(&header),
        vec![],
        vec![
            Text("  text  "),
            Text("Ett "),
            Shown(0.6, "0%"),
            Text(" 40 % "),
            Bool(true),
            Text(" DELVIS "),
            Date(2023, 5, 31),
            Number(800.0),
            Bool(false),
            Number(2026.0),
            Text("LOV+Verksamhetsuppdrag "),
        ],
        vec![Blank, Text("   "), Text(" "), Blank],
        vec![
            Value::Formula("=A1", "not"),
            Text("Två"),
            Shown(0.335, "0.0%"),
            Number(66.5),
            Text("Ja"),
            Text("unknown"),
            Text("2023-05-31"),
            Text("1 200"),
            Text("no"),
            Text("2026"),
            Blank,
        ],
        vec![
            Blank,
            Text("Tre"),
            Value::Formula("=200/3-37", "28.999999999999996"),
            Text("71"),
            Blank,
            Blank,
            Blank,
            Value::Formula("=1+1", "2"),
            Blank,
            Blank,
            Text("lou"),
        ],
    ];
    let read = read(areas_book(rows));
    assert!(read.faults.is_empty(), "{:#?}", read.faults);
    let rules = rules();
    let [one, two, three] = read.areas.as_slice() else { panic!("three areas") };
    assert_eq!((one.id.as_str(), two.id.as_str(), three.id.as_str()), ("plan-4", "plan-6", "plan-7"));
    assert_eq!(
        (one.name.as_str(), one.notes.as_deref(), two.notes.as_deref()),
        ("Ett", Some("text"), Some("not"))
    );
    let share = |area: &Area| [area.current.share.municipal, area.current.share.private].map(Option::unwrap);
    let decimals = |texts: [&str; 2]| texts.map(|text| Decimal::parse(text).unwrap());
    assert_eq!(share(one), decimals(["60", "40"]));
    assert_eq!(share(two), decimals(["33.5", "66.5"]));
    assert_eq!(share(three), decimals(["29", "71"]));
    assert_eq!((one.current.users, two.current.users, three.current.users), (Some(800), Some(1200), Some(2)));
    assert_eq!(one.current.as_of, two.current.as_of);
    assert_eq!(one.period, two.period);
    assert_eq!(
        one.current.form.map(|form| rules.outcome_id(form)).as_deref(),
        Some("lov+verksamhetsuppdrag")
    );
    let answer = |area: &Area, name: &str| area.answers.get(rules.criterion_named(name).unwrap());
    assert_eq!(
        ["market_exists", "pricing", "exercise_of_authority"].map(|name| answer(one, name)),
        [Some(0), Some(1), Some(2)]
    );
    assert_eq!(
        ["market_exists", "pricing", "exercise_of_authority"].map(|name| answer(two, name)),
        [Some(0), None, Some(2)]
    );
    let named = |area: &Area, name: &str| area.evidence.at(rules.criterion_named(name).unwrap()).is_some();
    assert!(named(two, "pricing") && !named(three, "pricing"), "unknown is named, blank is not");
    let evidence = one.evidence.at(rules.criterion_named("pricing").unwrap()).clone().unwrap();
    assert_eq!((evidence.line, evidence.column), (4, 6), "an answer stands in its cell");
}

/// A filter that somebody left on hides rows from the eye, and leaves no area out.
#[test]
fn what_is_hidden_is_read() {
    let rows = [texts_of(&["area", "notes"]), texts_of(&["Ett", "a"]), texts_of(&["Två", "b"])];
    let mut areas = sheet("Områden", &rows);
    areas.set_row_hidden(1).unwrap().set_column_hidden(1).unwrap().autofilter(0, 0, 2, 1).unwrap();
    let bytes = book(vec![sheet("Läs mig", &[]), areas]);
    let found = read(bytes.clone());
    let names: Vec<_> = found.areas.iter().map(|area| (area.name.as_str(), area.notes.as_deref())).collect();
    assert_eq!(names, [("Ett", Some("a")), ("Två", Some("b"))], "{:#?}", found.faults);
    // How large a sheet claims to be is no matter.
    let part_of = part(&bytes, "xl/worksheets/sheet2.xml");
    assert!(part_of.contains("<dimension ref=\"A1:B3\"/>"), "{part_of}");
    let claims = part_of.replace("<dimension ref=\"A1:B3\"/>", "<dimension ref=\"A1:XFD1048576\"/>");
    let found = read(with_part(&bytes, "xl/worksheets/sheet2.xml", claims.as_bytes()));
    assert!(found.faults.is_empty() && found.areas.len() == 2, "{:#?}", found.faults);
}

/// A part of blanks without end takes a thousandth of its size in the archive, and is given up at the limit.
#[test]
fn a_bomb_is_given_up() {
    let good = areas_book(vec![texts_of(&["area"]), texts_of(&["Ett"])]);
    let text = part(&good, "xl/worksheets/sheet1.xml");
    let (before, after) = text.split_once("<sheetData>").unwrap();
    let blanks = "<c/>".repeat(65 << 20);
    let bomb = with_part(
        &good,
        "xl/worksheets/sheet1.xml",
        format!("{before}<sheetData>{blanks}{after}").as_bytes(),
    );
    assert!(bomb.len() < 2 << 20, "{}", bomb.len());
    let found = read(bomb);
    let faults: Vec<_> = found.faults.iter().map(|found| (found.fault, found.words.clone())).collect();
    assert_eq!(faults, [(Fault::SwollenWorkbook, vec![("limit", "256 MiB".to_owned())])]);
}

/// Evidence finds its area by id, or by a name that only one area has.
#[test]
fn evidence_is_placed() {
    let rows = vec![
        texts_of(&["source", "criterion", "id", "note"]),
        texts_of(&["Källa", "Kriterium", "Områdets id", "Underlag"]),
        texts_of(&["avtal", "market_exists", "a", "många"]),
        texts_of(&["", "marknad_finns", "Två", "få"]),
    ];
    let read = read(evidence_book(rows));
    assert!(read.faults.is_empty(), "{:#?}", read.faults);
    let key = rules().criterion_named("market_exists").unwrap();
    let beside: Vec<_> = read
        .areas
        .iter()
        .map(|area| area.evidence.at(key).clone().map(|evidence| (evidence.note.unwrap(), evidence.source)))
        .collect();
    assert_eq!(beside, [Some(("många".into(), Some("avtal".into()))), Some(("få".into(), None))]);
}

fn number(text: &str) -> Exact {
    text.parse().unwrap()
}

/// Districts find their area as evidence does; what belongs to the area stands in whichever row it stands.
#[test]
fn districts_are_placed() {
    let rows = vec![
        texts_of(&["id", "unit", "name", "volume", "in_house", "capacity", "capacity.private", "source"]),
        vec![Text("a"), Blank, Text("Distrikt"), Text("12 000"), Shown(0.625, "0.0%"), Text("13 000,50")],
        vec![Text("Två"), Text("platser"), Text("Norr"), Number(0.1 + 0.2), Blank, Blank, Number(7.0)],
        vec![Text("a"), Text("timmar"), Text("Söder"), Number(0.0), Text("2,5 %"), Blank, Blank, Text("s")],
        vec![Text("a"), Text(" timmar "), Blank, Blank],
    ];
    let read = read(districts_book(rows));
    assert!(read.faults.is_empty(), "{:#?}", read.faults);
    let district = |name: &str, volume: &str, in_house: Option<&str>, capacity| District {
        name: name.to_owned(),
        volume: number(volume),
        in_house: in_house.map(number),
        capacity,
    };
    let given: Vec<Districts> = read.areas.into_iter().map(|area| area.districts.unwrap()).collect();
    let providers = Capacity::Providers { municipal: None, private: Some(number("7")) };
    let expected = [
        Districts {
            unit: Some("timmar".into()),
            source: Some("s".into()),
            list: vec![
                district("Distrikt", "12000", Some("62.5"), Some(Capacity::District(number("13000.5")))),
                district("Söder", "0", Some("2.5"), None),
            ],
        },
        Districts {
            unit: Some("platser".into()),
            source: None,
            list: vec![district("Norr", "0.3", None, Some(providers))],
        },
    ];
    assert_eq!(given, expected);
}

/// What is empty in an area is absent after a workbook; numbers beyond what a workbook keeps are text.
#[test]
fn emptiness_is_normalised() {
    let (rules, texts) = (rules(), texts(Lang::Sv));
    let mut areas = examples("examples/illustrations", rules);
    areas.truncate(1);
    areas[0].decision = Some(Decision::default());
    areas[0].compensation = Some(Compensation::default());
    areas[0].districts = Some(Districts::default());
    let back = |areas: &[Area]| {
        let read = sheet_areas("x.xlsx", xlsx::areas(areas, rules, &texts, 0).unwrap(), rules);
        assert!(read.faults.is_empty(), "{:#?}", read.faults);
        read.areas.into_iter().next().unwrap()
    };
    let read = back(&areas);
    assert!(read.decision.is_none() && read.compensation.is_none() && read.districts.is_none());
    // A unit alone has a row of its own.
    areas[0].districts = Some(Districts { unit: Some("timmar".into()), ..Districts::default() });
    assert_eq!(back(&areas).districts, areas[0].districts);
    let district = |capacity| District { name: "Norr".into(), volume: number("1"), in_house: None, capacity };
    let empty = Capacity::Providers { municipal: None, private: None };
    areas[0].districts = Some(Districts { list: vec![district(Some(empty))], ..Districts::default() });
    assert_eq!(back(&areas).districts.unwrap().list, [district(None)]);
    for beyond in ["1234567890123456.5", &"9".repeat(400), &format!("0.{}1", "0".repeat(400))] {
        areas[0].compensation = Some(Compensation { cost: Some(number(beyond)), ..Compensation::default() });
        let bytes = xlsx::areas(&areas, rules, &texts, 0).unwrap();
        assert!(part(&bytes, "xl/sharedStrings.xml").contains(&format!("<t>{beyond}</t>")), "{beyond}");
    }
}

/// A workbook with what it must be said of it: the cell, the fault.
type Bad = (&'static str, Vec<u8>, Vec<(&'static str, Fault)>);

fn bad_files() -> Vec<Bad> {
    let good = areas_book(vec![texts_of(&["area"]), texts_of(&["Ett"])]);
    let compound = |inner: &str| {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.extend(inner.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let styles =
        part(&good, "xl/styles.xml").replace("<fonts", &format!("{}<fonts", "<a/>".repeat(2_200_000)));
    let shared =
        part(&good, "xl/sharedStrings.xml").replace("uniqueCount=\"2\"", "uniqueCount='99999999999'");
    let font = part(&good, "xl/styles.xml").replace("Calibri", &"C".repeat(4_000));
    let cut = part(&good, "xl/worksheets/sheet1.xml").replace("</c></row></sheetData>", "");
    vec![
        ("no workbook", b"area: Ett\n".to_vec(), vec![("", Fault::NotWorkbook)]),
        ("nothing", Vec::new(), vec![("", Fault::NotWorkbook)]),
        ("a text file renamed", b"id;area\r\na;Ett\r\n".to_vec(), vec![("", Fault::NotWorkbook)]),
        (
            "a sheet that is listed and not there",
            without_part(&good, "sheet1.xml"),
            vec![("Områden", Fault::BrokenWorkbook)],
        ),
        (
            "an archive of something else",
            with_part(&empty_archive(), "content.xml", b"<a/>"),
            vec![("", Fault::NotWorkbook)],
        ),
        ("before 2007", compound("Workbook"), vec![("", Fault::OldWorkbook)]),
        ("under a password", compound("EncryptedPackage"), vec![("", Fault::LockedWorkbook)]),
        ("cut off", good[..good.len() / 2].to_vec(), vec![("", Fault::BrokenWorkbook)]),
        (
            "a sheet cut off",
            with_part(&good, "xl/worksheets/sheet1.xml", cut.as_bytes()),
            vec![("Områden", Fault::BrokenWorkbook)],
        ),
        (
            "styles without end",
            with_part(&good, "xl/styles.xml", styles.as_bytes()),
            vec![("", Fault::SwollenWorkbook)],
        ),
        (
            "a style without end",
            with_part(&good, "xl/styles.xml", font.as_bytes()),
            vec![("", Fault::BrokenWorkbook)],
        ),
        (
            "texts that are not there",
            with_part(&good, "xl/sharedStrings.xml", shared.as_bytes()),
            vec![("", Fault::BrokenWorkbook)],
        ),
        (
            "another sheet",
            book(vec![sheet("Blad1", &[texts_of(&["area"])]), sheet("Mer", &[])]),
            vec![("", Fault::MissingSheet)],
        ),
        (
            "one sheet twice",
            book(vec![sheet("Områden", &[texts_of(&["area"]), texts_of(&["Ett"])]), sheet("areas", &[])]),
            vec![("", Fault::TwoSheets)],
        ),
        ("an empty sheet", areas_book(vec![]), vec![("Områden", Fault::EmptyFile)]),
        (
            "headings alone",
            areas_book(vec![texts_of(&["area"]), texts_of(&["Område"])]),
            vec![("Områden", Fault::EmptyFile)],
        ),
    ]
}

/// An archive that only looks like a workbook from outside.
fn empty_archive() -> Vec<u8> {
    zip::ZipWriter::new(Cursor::new(Vec::new())).finish().unwrap().into_inner()
}

/// A heading that a spreadsheet program has merged with the cell beside it, with values under both.
fn merged() -> Vec<u8> {
    let mut sheet = sheet("Områden", &[vec![], texts_of(&["", "Ett", "x"])]);
    sheet.write_string(0, 0, "id").unwrap();
    sheet.merge_range(0, 1, 0, 2, "area", &Format::new()).unwrap();
    book(vec![sheet])
}

fn bad_columns() -> Vec<Bad> {
    let far = {
        let mut sheet = sheet("Områden", &[texts_of(&["area"]), texts_of(&["Ett"])]);
        sheet.write_string(1_048_575, 16_383, "långt bort").unwrap();
        sheet.write_string(1_048_575, 16_382, "också").unwrap();
        book(vec![sheet])
    };
    vec![
        (
            "human headings first",
            areas_book(vec![texts_of(&["Id", "Område", "Nämnd"]), texts_of(&["a", "Ett", "N"])]),
            vec![("A1", Fault::MissingColumn)],
        ),
        (
            "columns that are unknown, given twice, without a name",
            areas_book(vec![
                texts_of(&["area", "marknad_fins", "notes", "market_exists", "marknad_finns", "", "egen"]),
                texts_of(&["Ett", "ja", "", "ja", "nej", "", "x"]),
            ]),
            vec![("B1", Fault::UnknownColumn), ("E1", Fault::DuplicateColumn), ("G1", Fault::UnknownColumn)],
        ),
        (
            "a value without a column",
            areas_book(vec![texts_of(&["area"]), vec![Text("Ett"), Blank, Number(7.0)]]),
            vec![("C2", Fault::NamelessColumn)],
        ),
        ("a heading over two columns", merged(), vec![("C2", Fault::NamelessColumn)]),
        ("far to the right", far, vec![("XFC1048576", Fault::TooManyColumns)]),
    ]
}

fn bad_cells() -> Vec<Bad> {
    let header =
        ["id", "area", "board", "current.form", "current.as_of", "current.users", "current.share.municipal"];
    let header = [&header[..], &["current.share.private", "market_exists", "lagrum", "notes"]].concat();
    let row = |values: Vec<Value>| [vec![Text("a"), Text("Ett")], values].concat();
    let with = |values: Vec<Value>| areas_book(vec![texts_of(&header), row(values)]);
    vec![
        (
            "everything at once",
            areas_book(vec![
                texts_of(&header),
                texts_of(&["Id", "Område", "Nämnd", "Form"]),
                vec![
                    Text("a"),
                    Blank,
                    Date(2023, 5, 31),
                    Text("lov+verksamhet"),
                    Number(45_077.0),
                    Number(12.5),
                    Number(60.0),
                    Number(30.0),
                    Text("jaa"),
                    Text("skollagen"),
                    Value::Formula("=A1/0", "#DIV/0!"),
                ],
                vec![
                    Text("a"),
                    Text("Två"),
                    Bool(true),
                    Text("verksamhetsuppdrag+lov"),
                    Moment,
                    Number(-3.0),
                    Number(0.6),
                    Shown(0.4, "0%"),
                    Number(1.0),
                    Bool(true),
                    Long("x".repeat(32_767)),
                ],
            ]),
            vec![
                ("B3", Fault::MissingKey),
                ("C3", Fault::NotTextCell),
                ("D3", Fault::UnknownOutcome),
                ("E3", Fault::WrongDate),
                ("F3", Fault::WrongCount),
                ("G3", Fault::ShareSum),
                ("I3", Fault::WrongAnswer),
                ("J3", Fault::WrongOption),
                ("K3", Fault::ErrorCell),
                ("A4", Fault::DuplicateId),
                ("C4", Fault::NotTextCell),
                ("D4", Fault::UnknownOutcome),
                ("E4", Fault::WrongDate),
                ("F4", Fault::WrongCount),
                ("G4", Fault::ShareSum),
                ("I4", Fault::WrongAnswer),
                ("J4", Fault::WrongOption),
            ],
        ),
        (
            "shares that are none",
            with(vec![Blank, Blank, Blank, Blank, Shown(60.0, "0%"), Number(100.0 / 3.0)]),
            vec![("G2", Fault::WrongShare), ("H2", Fault::WrongShare)],
        ),
        ("a percentage in a text", with(vec![Shown(0.5, "0%")]), vec![("C2", Fault::NotTextCell)]),
        (
            "an invisible character",
            with(vec![Text("Nämnd\u{b}en"), Blank, Blank, Number(-1.0)]),
            vec![("C2", Fault::ControlCharacter), ("F2", Fault::WrongCount)],
        ),
        (
            "an error of a new kind",
            new_error(),
            vec![("Områden", Fault::ErrorCell), ("C2", Fault::WrongAnswer)],
        ),
        ("more than a cell holds", long_cell(), vec![("B2", Fault::TooLongCell)]),
    ]
}

/// A cell with an error that the format did not have when it was fixed.
fn new_error() -> Vec<u8> {
    let header = texts_of(&["area", "notes", "marknad_finns"]);
    let good = areas_book(vec![header, vec![Text("Ett"), Value::Formula("=A1", "#REF!"), Text("jo")]]);
    let sheet = part(&good, "xl/worksheets/sheet1.xml").replace(">#REF!<", ">#SPILL!<");
    with_part(&good, "xl/worksheets/sheet1.xml", sheet.as_bytes())
}

/// A cell longer than Excel itself would write.
fn long_cell() -> Vec<u8> {
    let good = areas_book(vec![texts_of(&["area", "notes"]), texts_of(&["Ett", "lång"])]);
    let shared = part(&good, "xl/sharedStrings.xml").replace("lång", &"lång ".repeat(7_000));
    with_part(&good, "xl/sharedStrings.xml", shared.as_bytes())
}

fn bad_evidence() -> Vec<Bad> {
    vec![
        (
            "evidence for nothing",
            evidence_book(vec![
                texts_of(&["id", "criterion", "note", "source"]),
                texts_of(&["a", "marknad_finns", "en gång", ""]),
                texts_of(&["a", "market_exists", "två gånger", ""]),
                texts_of(&["aa", "marknad_finns", "okänt område", ""]),
                texts_of(&["b", "marknad_fins", "okänt kriterium", ""]),
                texts_of(&["b", "prissattning", "inget svar", ""]),
                texts_of(&["", "marknad_finns", "inget område", "", "utanför"]),
            ]),
            vec![
                ("B3", Fault::DuplicateEvidence),
                ("A4", Fault::UnknownArea),
                ("B5", Fault::UnknownCriterion),
                ("B6", Fault::EvidenceWithoutAnswer),
                ("A7", Fault::MissingKey),
                ("E7", Fault::NamelessColumn),
            ],
        ),
        (
            "evidence without criteria",
            evidence_book(vec![
                texts_of(&["id", "kriterium", "note"]),
                texts_of(&["a", "marknad_finns", "x"]),
            ]),
            vec![("A1", Fault::MissingColumn), ("B1", Fault::UnknownColumn)],
        ),
    ]
}

fn bad_compensation() -> Vec<Bad> {
    let keys = ["year", "cost", "volume_change", "efficiency", "quality", "index", "variable", "source"];
    let keys: Vec<String> = keys.iter().map(|key| format!("compensation.{key}")).collect();
    let header = [vec![Text("area")], keys.into_iter().map(Long).collect()].concat();
    let rows = vec![
        header,
        vec![
            Text("Ett"),
            Number(27.0),
            Number(-1.0),
            Number(-100.5),
            Number(0.00001),
            Shown(1.5, "0%"),
            Moment,
            Bool(true),
            Date(2027, 1, 1),
        ],
        vec![
            Text("Två"),
            Date(2027, 1, 1),
            Number(1e12),
            Text("en del"),
            Number(-0.5),
            Text("100,1"),
            Number(100.0 / 3.0),
            Text("20 procent"),
        ],
        vec![Text("Tre"), Number(2027.5), Number(100.0 / 3.0), Shown(11.0, "0%")],
    ];
    let expected = vec![
        ("B2", Fault::WrongYear),
        ("C2", Fault::WrongAmount),
        ("D2", Fault::WrongChange),
        ("E2", Fault::WrongPercent),
        ("F2", Fault::WrongPercent),
        ("G2", Fault::WrongChange),
        ("H2", Fault::WrongPercent),
        ("I2", Fault::NotTextCell),
        ("B3", Fault::WrongYear),
        ("C3", Fault::WrongAmount),
        ("D3", Fault::WrongChange),
        ("E3", Fault::WrongPercent),
        ("F3", Fault::WrongPercent),
        ("G3", Fault::WrongChange),
        ("H3", Fault::WrongPercent),
        ("B4", Fault::WrongYear),
        ("C4", Fault::WrongAmount),
        ("D4", Fault::WrongChange),
    ];
    vec![("compensation", areas_book(rows), expected)]
}

const DISTRICT_COLUMNS: [&str; 9] = [
    "id",
    "name",
    "volume",
    "in_house",
    "capacity",
    "capacity.municipal",
    "capacity.private",
    "unit",
    "source",
];

fn bad_districts() -> Vec<Bad> {
    let rows = vec![
        texts_of(&DISTRICT_COLUMNS),
        texts_of(&["Områdets id", "Distrikt", "Volym"]),
        vec![Text("a"), Text("Norr"), Text("12 000"), Number(140.0), Blank, Blank, Blank, Text("timmar")],
        vec![
            Text("a"),
            Text("norr"),
            Number(12.345),
            Blank,
            Number(100.0),
            Number(50.0),
            Text("ca 60"),
            Text("dagar"),
        ],
        vec![Text("a"), Blank, Number(5.0)],
        vec![Text("a"), Text("Väst"), Blank, Number(5.0)],
        vec![Text("c"), Text("Öst"), Text("många")],
        [texts_of(&["", "Syd", "1"]), vec![Blank; 6], texts_of(&["utanför"])].concat(),
        vec![Text("b"), Text("Ett"), Shown(0.5, "0%"), Date(2023, 5, 31)],
        vec![Text("b"), Date(2023, 5, 31), Value::Formula("=1/0", "#DIV/0!")],
        texts_of(&["b"]),
    ];
    let expected = vec![
        ("D3", Fault::WrongPercent),
        ("B4", Fault::DuplicateDistrict),
        ("C4", Fault::WrongVolume),
        ("E4", Fault::TwoCeilings),
        ("G4", Fault::WrongVolume),
        ("H4", Fault::DifferingRows),
        ("B5", Fault::MissingKey),
        ("C6", Fault::MissingKey),
        ("A7", Fault::UnknownArea),
        ("C7", Fault::WrongVolume),
        ("A8", Fault::MissingKey),
        ("J8", Fault::NamelessColumn),
        ("C9", Fault::WrongVolume),
        ("D9", Fault::WrongPercent),
        ("B10", Fault::NotTextCell),
        ("C10", Fault::ErrorCell),
        ("B11", Fault::MissingKey),
        ("C11", Fault::MissingKey),
    ];
    let misspelt = vec![texts_of(&["id", "name", "volym"]), texts_of(&["a", "Norr", "x"])];
    let unknown = vec![texts_of(&["id", "name", "volume", "units"]), texts_of(&["a", "Norr", "1", "t"])];
    let human = vec![texts_of(&["Områdets id", "Distrikt", "Volym"]), texts_of(&["a", "Norr", "1"])];
    vec![
        ("districts with faults", districts_book(rows), expected),
        (
            "districts without volumes",
            districts_book(misspelt),
            vec![("A1", Fault::MissingColumn), ("C1", Fault::UnknownColumn)],
        ),
        ("an unknown column of districts", districts_book(unknown), vec![("D1", Fault::UnknownColumn)]),
        ("districts under human headings", districts_book(human), vec![("A1", Fault::MissingColumn)]),
    ]
}

/// Evidence for one of two areas with the same id says nothing more than that.
fn bad_ids() -> Vec<Bad> {
    let areas = [
        texts_of(&["id", "area", "marknad_finns"]),
        texts_of(&["a", "Ett", "ja"]),
        texts_of(&["a", "Två", ""]),
        texts_of(&["", "Tre", ""]),
    ];
    let evidence = [
        texts_of(&["id", "criterion", "note"]),
        texts_of(&["a", "marknad_finns", "x"]),
        texts_of(&["a", "marknad_finns", "y"]),
    ];
    let book = book(vec![sheet("Areas", &areas), sheet("Evidence", &evidence)]);
    vec![("one id twice", book, vec![("A3", Fault::DuplicateId)])]
}

fn bad() -> Vec<Bad> {
    let more = [bad_compensation(), bad_districts()].concat();
    [bad_files(), bad_columns(), bad_cells(), bad_evidence(), bad_ids(), more].concat()
}

/// The cell of a fault, or its sheet, or nothing for the workbook.
fn place(read: &LoadedAreas, place: load::Place) -> String {
    match read.source.sheet(place) {
        None => String::new(),
        Some(sheet) if place.line == 0 => sheet.name.clone(),
        Some(_) => format!("{}{}", load::column_name(place.column), place.line),
    }
}

#[test]
fn every_bad_workbook_shows_its_faults_and_no_others() {
    for (name, bytes, expected) in bad() {
        let read = read(bytes);
        let found: Vec<(String, Fault)> =
            read.faults.iter().map(|found| (place(&read, found.place), found.fault)).collect();
        let found: Vec<(&str, Fault)> = found.iter().map(|(place, fault)| (place.as_str(), *fault)).collect();
        assert_eq!(found, expected, "{name}");
    }
}

/// Areas are evaluated beside a faulty one, but not where a column or some evidence may have been meant for them.
#[test]
fn only_what_is_sound_is_evaluated() {
    let areas = |name: &str| {
        let (_, bytes, _) = bad().into_iter().find(|(found, ..)| *found == name).unwrap();
        read(bytes).areas.len()
    };
    assert_eq!(areas("a value without a column"), 0);
    assert_eq!(areas("columns that are unknown, given twice, without a name"), 0);
    assert_eq!(areas("evidence for nothing"), 0);
    assert_eq!(areas("one id twice"), 1);
    let two = vec![texts_of(&["area", "market_exists"]), texts_of(&["Ett", "jaa"]), texts_of(&["Två", "ja"])];
    assert_eq!(read(areas_book(two)).areas.len(), 1);
    let rows = vec![texts_of(&["id", "criterion"]), texts_of(&["b", "prissattning"])];
    assert_eq!(read(evidence_book(rows)).areas.len(), 1);
    assert_eq!(areas("districts with faults"), 0);
    assert_eq!(areas("an unknown column of districts"), 0);
    let row = |last: [&'static str; 8]| {
        vec![texts_of(&DISTRICT_COLUMNS), texts_of(&["a", "Norr", "1"]), texts_of(&last)]
    };
    // Found on the sheet itself, and by the reader of figures.
    assert_eq!(read(districts_book(row(["a", "Söder", "1", "", "1", "1", "", ""]))).areas.len(), 1);
    assert_eq!(read(districts_book(row(["b", "Söder", "x", "", "", "", "", ""]))).areas.len(), 1);
}

/// Every message, whole, in the order of the workbooks.
fn messages(lang: Lang) -> String {
    let texts = texts(lang);
    let mut all = String::new();
    for (name, bytes, _) in bad() {
        let read = read(bytes);
        let text = faults(&texts, &read.source, &read.faults, 100);
        writeln!(all, "{}\n{name}\n{}", "=".repeat(100), anstream::adapter::strip_str(&text)).unwrap();
    }
    all
}

#[test]
fn messages_of_workbooks() {
    insta::assert_snapshot!("sheets-sv", messages(Lang::Sv));
    insta::assert_snapshot!("sheets-en", messages(Lang::En));
}
