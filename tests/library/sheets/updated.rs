//! Results put into workbooks that somebody else has made: these cells are new, and nothing else is.
//!
//! The workbooks in `tests/sheets/update` have titles, sums, a row at fault, colours, comments, a filter, conditional
//! formats, lists, names, a sheet of their own with formulas and a chart; one is as openpyxl wrote it, the other as
//! LibreOffice saved that.

use std::collections::BTreeMap;

use avtalsform::load::area_table;
use avtalsform::write::xlsx::{Found, UpdateFault, Updated, updated};
use calamine::{Data, Xlsx};

use super::returned::area;
use super::*;
use crate::support::random::Dice;

const REAL: [&str; 2] = ["tests/sheets/update/libreoffice.xlsx", "tests/sheets/update/openpyxl.xlsx"];

/// The workbook with its results, in a language.
fn update_in(bytes: &[u8], lang: Lang) -> Result<Updated, UpdateFault> {
    let read = sheet_areas("omraden.xlsx", bytes, rules());
    let table = area_table("omraden.xlsx", bytes, rules()).unwrap();
    let recommendations = recommended(read.areas, rules());
    let faults = Some((&read.source, read.faults.as_slice()));
    updated(bytes, &table, Found { recommendations: &recommendations, faults }, &texts(lang))
}

fn update(bytes: &[u8]) -> Result<Updated, UpdateFault> {
    update_in(bytes, Lang::Sv)
}

/// Every part with its name.
fn raw_parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let numbers = 0..archive.len();
    let part = |number| {
        let mut part = archive.by_index(number).unwrap();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut content).unwrap();
        (part.name().unwrap().into_owned(), content)
    };
    numbers.map(part).collect()
}

fn text_of(bytes: &[u8], name: &str) -> String {
    let found = raw_parts(bytes).into_iter().find(|(found, _)| found == name);
    String::from_utf8(found.unwrap().1).unwrap()
}

/// The cells of a sheet as they stand in its text, and the rest of it without them.
fn taken_apart(text: &str) -> (BTreeMap<String, String>, String) {
    let parsed = roxmltree::Document::parse(text).unwrap();
    let (mut cells, mut rest, mut at) = (BTreeMap::new(), String::new(), 0);
    for cell in parsed.descendants().filter(|node| node.tag_name().name() == "c") {
        cells.insert(cell.attribute("r").unwrap().to_owned(), text[cell.range()].to_owned());
        rest.push_str(&text[at..cell.range().start]);
        at = cell.range().end;
    }
    (cells, rest + &text[at..])
}

/// The values of a sheet by heading and row, the headings standing in this row.
fn under_headings(bytes: &[u8], sheet: &str, heading: u32) -> BTreeMap<(String, u32), Data> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let (_, last) = range.start().zip(range.end()).unwrap();
    let mut values = BTreeMap::new();
    for column in 0..=last.1 {
        let Some(Data::String(name)) = range.get_value((heading, column)) else { continue };
        for row in heading + 1..=last.0 {
            let value = range.get_value((row, column)).cloned().unwrap_or_default();
            // A blank text is blank.
            let value = if value == Data::String(String::new()) { Data::Empty } else { value };
            values.insert((name.clone(), row), value);
        }
    }
    values
}

/// That the rows of areas say what the overview says of the same areas; `rows` are theirs, counted from 0.
fn assert_as_overview(bytes: &[u8], sheet: (&str, u32), rows: &[u32], areas: Vec<Area>, lang: Lang) {
    let texts = texts(lang);
    let whole =
        xlsx::workbook(&recommended(areas, rules()), rules(), &texts, &xlsx::Sheet::ALL).unwrap().bytes;
    let overview = under_headings(&whole, texts.sheet_overview(), 0);
    let ours = under_headings(bytes, sheet.0, sheet.1);
    let headings = [
        texts.column_recommended(),
        texts.column_firmness(),
        texts.column_support(),
        texts.column_change(),
        texts.column_agreement(),
        texts.column_open(),
        texts.column_next(),
    ];
    for heading in headings {
        for (row, number) in rows.iter().zip(1..) {
            let (found, expected) =
                (&ours[&(heading.to_owned(), *row)], &overview[&(heading.to_owned(), number)]);
            match (found, expected) {
                (Data::Float(found), Data::Float(expected)) => {
                    assert!((found - expected).abs() < 0.000_1, "{heading} {row}: {found} {expected}");
                }
                // A share that was drawn is a text.
                (Data::String(_), Data::Float(_)) if heading == texts.column_support() => {}
                _ => assert_eq!(found, expected, "{heading} {row}"),
            }
        }
    }
}

#[test]
fn nothing_but_the_results_changes() {
    for path in REAL {
        let before = std::fs::read(root().join(path)).unwrap();
        let done = update(&before).unwrap();
        assert_eq!((done.areas, done.faulty), (3, 1), "{path}");
        assert_eq!(done.added, Some(("I".to_owned(), "O".to_owned())));
        let (old, new) = (raw_parts(&before), raw_parts(&done.bytes));
        for ((old_name, old), (name, new)) in old.iter().zip(&new) {
            assert_eq!(old_name, name, "the same order");
            match name.as_str() {
                "xl/worksheets/sheet1.xml" => {}
                "xl/workbook.xml" => {
                    let plain = |part: &[u8]| {
                        String::from_utf8(part.to_vec()).unwrap().replace(" fullCalcOnLoad=\"1\"", "")
                    };
                    assert_eq!(plain(old), plain(new), "{path}");
                    assert!(String::from_utf8_lossy(new).contains(" fullCalcOnLoad=\"1\""));
                }
                _ => assert!(old == new, "{path}: {name}"),
            }
        }
        assert_eq!(old.len(), new.len());

        let sheet = "xl/worksheets/sheet1.xml";
        let (old_cells, old_rest) = taken_apart(&text_of(&before, sheet));
        let (mut cells, rest) = taken_apart(&text_of(&done.bytes, sheet));
        cells.retain(|name, _| name.trim_end_matches(char::is_numeric) < "I");
        assert_eq!(cells, old_cells, "{path}");
        let widths = rest.find("<col min=\"9\"").unwrap()..rest.find("</cols>").unwrap();
        let mut rest = rest.replace("A1:O9", "A1:H9");
        rest.replace_range(widths, "");
        assert_eq!(rest, old_rest, "{path}");
    }
}

#[test]
fn rows_say_what_the_overview_says_and_those_at_fault_what_is_wrong() {
    for path in REAL {
        let before = std::fs::read(root().join(path)).unwrap();
        for lang in [Lang::Sv, Lang::En] {
            let bytes = update_in(&before, lang).unwrap().bytes;
            let (read, again) =
                (sheet_areas("x.xlsx", &before, rules()), sheet_areas("x.xlsx", &bytes, rules()));
            assert_eq!(all_kept(&read.areas), all_kept(&again.areas));
            assert_eq!((&read.faults, &read.notes), (&again.faults, &again.notes), "{path}");
            assert_as_overview(&bytes, ("Områden", 2), &[3, 4, 6], read.areas, lang);
            let cells = under_headings(&bytes, "Områden", 2);
            let of = |heading: &str, row: u32| cells[&(heading.to_owned(), row)].to_string();
            let texts = texts(lang);
            let marked = [of(texts.column_recommended(), 5), of(texts.column_firmness(), 5)];
            let expected = match lang {
                Lang::Sv => ["fel: `kanske` är inget svar på `marknad_finns` (D6)", "fel"],
                Lang::En => ["error: `kanske` is not an answer to `marknad_finns` (D6)", "error"],
            };
            assert_eq!(marked, expected);
            assert_eq!(of(texts.column_recommended(), 8), "", "the row of sums");
        }
    }
}

#[test]
fn twice_gives_the_same_bytes() {
    for path in REAL {
        let once = update(&std::fs::read(root().join(path)).unwrap()).unwrap().bytes;
        let twice = update(&once).unwrap();
        assert!(once == twice.bytes, "{path}");
        assert_eq!((twice.added, twice.areas, twice.faulty), (None, 3, 1));
        // In another language the same columns are put anew.
        let other = update_in(&once, Lang::En).unwrap();
        assert!(other.added.is_none() && other.bytes != once);
        assert!(update(&other.bytes).unwrap().bytes == once);
    }
}

/// Macros and whatever else is not known are copied as they are packed.
#[test]
fn what_is_not_known_stays() {
    let bytes = std::fs::read(root().join(REAL[1])).unwrap();
    let mut writer = zip::ZipWriter::new_append(Cursor::new(bytes)).unwrap();
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    writer.start_file("xl/vbaProject.bin", stored).unwrap();
    writer.write_all(&[0xD0, 0xCF, 0, 0xFF]).unwrap();
    writer.set_comment("eget").unwrap();
    let bytes = update(&writer.finish().unwrap().into_inner()).unwrap().bytes;
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    assert_eq!(archive.comment(), b"eget");
    assert_eq!(archive.by_name("xl/vbaProject.bin").unwrap().compression(), zip::CompressionMethod::Stored);
    assert_eq!(raw_parts(&bytes).pop().unwrap().1, [0xD0, 0xCF, 0, 0xFF]);
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A workbook with this text of its only sheet.
fn with_sheet(sheet: &str) -> Vec<u8> {
    let good = areas_book(vec![texts_of(&["area"]), texts_of(&["Ett"])]);
    with_part(&good, "xl/worksheets/sheet1.xml", sheet.as_bytes())
}

/// A workbook with these rows, in which a cell is `REF=text`, or `REF<` and what stands in it.
fn with_rows(rows: &[&str], behind: &str) -> Vec<u8> {
    let cell = |cell: &str| match cell.split_once('=') {
        Some((place, text)) if !place.contains('<') => {
            format!("<c r=\"{place}\" s=\"0\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        }
        _ => {
            let (place, inner) = cell.split_once('<').unwrap();
            format!("<c r=\"{place}\"><{inner}</c>")
        }
    };
    let row = |(row, number): (&&str, usize)| {
        let cells: String = row.split('|').map(|one| cell(one.trim())).collect();
        format!("<row r=\"{number}\">{cells}</row>")
    };
    let rows: String = rows.iter().zip(1..).map(row).collect();
    with_sheet(&format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData>{behind}</worksheet>"))
}

/// Sheets as few programs write them: prefixes, cells and rows that do not say where they stand, cells that are not
/// there, styles, formulas.
#[test]
fn odd_sheets() {
    let inline = |text: &str| format!("<x:c t=\"inlineStr\"><x:is><x:t>{text}</x:t></x:is></x:c>");
    let prefixed = format!(
        "<x:worksheet xmlns:x=\"{MAIN}\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">\
         <mc:AlternateContent><mc:Fallback><x:c r=\"A2\"/></mc:Fallback></mc:AlternateContent>\
         <x:dimension ref=\"A1:B2\"/><x:cols><x:col min=\"1\" max=\"1024\" width=\"9\"/></x:cols>\
         <x:sheetData><x:row spans=\"1:2\">{}{}</x:row><x:row spans=\"1:2\">{}<x:c/></x:row></x:sheetData>\
         <x:sheetProtection sheet=\"1\"/></x:worksheet>",
        inline("Område"),
        inline("Eget"),
        inline("Ett"),
    );
    let beside = with_rows(
        &[
            "A1=Säkerhet|B1=Område|C1=Poäng LOV|D1=Rekommendation|E1=Marknad finns|F1=Eget",
            "A2=fast|B2=Ett|D2=gammalt|F2=mitt",
            "B3=Två|C3=7 %|A3=fel|E3=kanske",
            "B4=Tre",
        ],
        "",
    );
    let formulas = with_rows(
        &[
            "A1=Område|B1=Säkerhet|C1=Rekommendation|D1=Öppna frågor",
            "A2=Ett|B2<f>A2</f><v>1</v>|C2=gammalt|D2<f t=\"shared\" ref=\"D2:D3\" si=\"0\">1+1</f><v>2</v>",
            "A3=Två|B3=fast|C3<f t=\"array\" ref=\"C3:C4\">A2:A3</f><v>1</v>|D3<f t=\"shared\" si=\"0\"/><v>2</v>",
            "A4=Tre|B4=firm|C4<v>2</v>|D4<v>7</v>",
        ],
        "",
    );
    let mut said = String::new();
    for (name, bytes) in [("prefixed", with_sheet(&prefixed)), ("beside", beside), ("formulas", formulas)] {
        let done = update(&bytes).unwrap();
        let sheet = text_of(&done.bytes, "xl/worksheets/sheet1.xml");
        writeln!(said, "{name}: {:?} {:?}\n{}\n", done.added, done.formulas, sheet.replace("<", "\n<"))
            .unwrap();
        assert!(update(&done.bytes).unwrap().bytes == done.bytes, "{name}");
        let book = text_of(&done.bytes, "xl/workbook.xml");
        assert!(book.contains("fullCalcOnLoad=\"1\""), "{book}");
    }
    insta::assert_snapshot!("odd-updated", said);
}

/// Nothing is written where something of the user's would be lost, or what is written would not show.
#[test]
fn what_cannot_be_updated() {
    let mut said = String::new();
    for (bytes, expected) in [
        (
            with_rows(&["A1=Område|B1=Rekommendation", "A2=Ett", "A3=Två|B3=LOV, säger vi"], ""),
            UpdateFault::NotOwn { cell: "B3".into(), found: "LOV, säger vi".into() },
        ),
        (
            with_rows(&["A1=Område|B1=Säkerhet", "A2=Ett|B2=fast", "A3=Två|B3=hög"], ""),
            UpdateFault::NotOwn { cell: "B3".into(), found: "hög".into() },
        ),
        (
            with_rows(
                &["A1=Område|B1=Rekommendation|C1=Säkerhet", "A2=Ett", "A3=Två"],
                "<mergeCells count=\"1\"><mergeCell ref=\"C2:C3\"/></mergeCells>",
            ),
            UpdateFault::Merged("C2".into()),
        ),
        (with_rows(&["A1=Område|ALH1=Eget", "A2=Ett"], ""), UpdateFault::NoRoom(1_000)),
    ] {
        assert_eq!(update(&bytes).unwrap_err(), expected);
        for lang in [Lang::Sv, Lang::En] {
            writeln!(said, "{}", expected.message("omraden.xlsx", &texts(lang))).unwrap();
        }
    }
    insta::assert_snapshot!("not-updated", said);
    // Columns that wait for results take them.
    let done = update(&with_rows(&["A1=Område|B1=Rekommendation", "A2=Ett"], "")).unwrap();
    assert_eq!(done.added, Some(("C".to_owned(), "C".to_owned())), "how firm it is");
}

/// What a row holds to the right of the headings is the user's, too.
#[test]
fn new_columns_stand_beside_all_that_is_there() {
    let done = update(&with_rows(&["A1=Område", "A2=Ett|D2=kom ihåg"], "")).unwrap();
    assert_eq!(done.added.unwrap().0, "E");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_areas_are_updated(seed in any::<u64>()) {
        let (rules, mut dice) = (rules(), Dice::new(seed));
        let areas: Vec<Area> = (0..1 + dice.below(3)).map(|number| area(&mut dice, number, rules)).collect();
        let lang = *dice.pick(&[Lang::Sv, Lang::En]);
        let before = xlsx::areas(&areas, rules, &texts(lang), dice.below(4)).unwrap().bytes;
        let done = update_in(&before, lang).unwrap();
        prop_assert_eq!((done.areas, done.faulty), (areas.len(), 0));
        let read = sheet_areas("x.xlsx", &done.bytes, rules);
        prop_assert!(read.faults.is_empty() && read.notes.is_empty(), "{:#?}", read.notes);
        prop_assert_eq!(all_kept(&areas), all_kept(&read.areas));
        let rows: Vec<u32> = (2..).take(areas.len()).collect();
        assert_as_overview(&done.bytes, (load::SheetKind::Areas.name(lang), 1), &rows, read.areas, lang);
        prop_assert!(update_in(&done.bytes, lang).unwrap().bytes == done.bytes);
    }
}
