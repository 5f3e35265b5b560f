//! Workbooks with faults, and what must be said of each.

use std::collections::BTreeSet;

use super::*;

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
        ("a broken one of before 2007", compound("Workbook"), vec![("", Fault::BrokenWorkbook)]),
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
            book(vec![sheet("Blad1", &[texts_of(&["namn"])]), sheet("Översikt", &[texts_of(&["area"])])]),
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
            areas_book(vec![texts_of(&["Id", "Verksamhetens namn", "Nämnd"]), texts_of(&["a", "Ett", "N"])]),
            vec![("A1", Fault::MissingColumn)],
        ),
        (
            "columns that are unknown, given twice, without a name",
            areas_book(vec![
                texts_of(&["area", "marknad_fins", "notes", "market_exists", "marknad_finns", "", "egen"]),
                texts_of(&["Ett", "ja", "", "ja", "nej", "", "x"]),
            ]),
            vec![("B1", Fault::UnknownColumn), ("E1", Fault::DuplicateColumn)],
        ),
        (
            "a heading over two columns",
            merged(),
            vec![("A1", Fault::MissingColumn), ("B1", Fault::MergedCell)],
        ),
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
                    Text("lov+lou"),
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
                ("G4", Fault::PerhapsPercent),
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
        ("a formula without a result", formula(), vec![("A2", Fault::FormulaCell)]),
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

/// A name that only a program which computes could give.
fn formula() -> Vec<u8> {
    let rows = vec![texts_of(&["area", "notes"]), vec![Value::Formula("=A1", "7"), Text("x")]];
    let good = areas_book(rows);
    let sheet = part(&good, "xl/worksheets/sheet1.xml").replace("<v>7</v>", "");
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
            "an id of two municipalities",
            book(vec![
                sheet(
                    "Areas",
                    &[
                        texts_of(&["id", "area", "kommun", "marknad_finns"]),
                        texts_of(&["a", "Ett", "Exempelby", "ja"]),
                        texts_of(&["a", "Ett", "Provstad", "nej"]),
                    ],
                ),
                sheet(
                    "belägg ",
                    &[
                        texts_of(&["id", "criterion", "note"]),
                        texts_of(&["a (Provstad)", "marknad_finns", "den andra"]),
                        texts_of(&["a", "marknad_finns", "vilken?"]),
                    ],
                ),
            ]),
            vec![("A3", Fault::AmbiguousArea)],
        ),
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
            ],
        ),
        (
            "evidence without criteria",
            evidence_book(vec![
                texts_of(&["id", "criterio", "note"]),
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
        ("E2", Fault::PerhapsPercent),
        ("F2", Fault::WrongPercent),
        ("G2", Fault::WrongChange),
        ("H2", Fault::WrongPercent),
        ("I2", Fault::NotTextCell),
        ("B3", Fault::WrongYear),
        ("C3", Fault::WrongAmount),
        ("D3", Fault::WrongChange),
        ("E3", Fault::PerhapsPercent),
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
        ("C9", Fault::WrongVolume),
        ("D9", Fault::WrongPercent),
        ("B10", Fault::NotTextCell),
        ("C10", Fault::ErrorCell),
        ("B11", Fault::MissingKey),
        ("C11", Fault::MissingKey),
    ];
    let misspelt = vec![texts_of(&["id", "name", "volumme"]), texts_of(&["a", "Norr", "x"])];
    let unknown = vec![texts_of(&["id", "name", "volume", "units"]), texts_of(&["a", "Norr", "1", "t"])];
    vec![
        ("districts with faults", districts_book(rows), expected),
        (
            "districts without volumes",
            districts_book(misspelt),
            vec![("A1", Fault::MissingColumn), ("C1", Fault::UnknownColumn)],
        ),
        ("an unknown column of districts", districts_book(unknown), vec![("D1", Fault::UnknownColumn)]),
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

/// Workbooks with what is only to be known of them.
fn noted() -> Vec<Bad> {
    let with = |row: &[&'static str]| {
        let header = texts_of(&["area", "board", "current.share.municipal", "current.share.private"]);
        areas_book(vec![header, texts_of(&["Ett", "N", "60", "40"]), texts_of(row)])
    };
    let evidence = evidence_book(vec![texts_of(&["id", "criterion"]), texts_of(&["borta", "marknad_finns"])]);
    let own = vec![
        texts_of(&["Budget 2027", "area", "Ansvarig för området"]),
        vec![Number(1.0), Text("Ett"), Text("x")],
    ];
    vec![
        ("a sum", with(&["Summa", "", "60", "40"]), vec![("A3", Fault::PassedRows)]),
        ("numbers alone", with(&["", "", "60", "40"]), vec![("A3", Fault::PassedRows)]),
        ("a sentence below", with(&["Uppgifterna avser hela året."]), vec![("A3", Fault::PassedRows)]),
        ("a name alone", with(&["Nytt område"]), vec![]),
        ("beside the table", with(&["Två", "N", "60", "40", "obs"]), vec![("E3", Fault::NamelessColumn)]),
        ("rounded", with(&["Två", "N", "51", "50"]), vec![("C3", Fault::RoundedShares)]),
        ("columns of one's own", areas_book(own), vec![("A1", Fault::PassedColumns)]),
        ("evidence of a row that is gone", evidence, vec![("A2", Fault::GoneArea)]),
    ]
}

#[test]
fn what_is_passed_over_is_told_and_stops_nothing() {
    for (name, bytes, expected) in noted() {
        let read = read(bytes);
        assert!(read.faults.is_empty() && !read.areas.is_empty(), "{name}: {:#?}", read.faults);
        let found: Vec<(String, Fault)> =
            read.notes.iter().map(|found| (place(&read, found.place), found.fault)).collect();
        let found: Vec<(&str, Fault)> = found.iter().map(|(place, fault)| (place.as_str(), *fault)).collect();
        assert_eq!(found, expected, "{name}");
    }
}

/// Every fault that some workbook shows here, and that of files which are none.
pub fn shown() -> BTreeSet<Fault> {
    let all = bad().into_iter().chain(noted());
    all.flat_map(|(.., said)| said).map(|(_, fault)| fault).chain([Fault::OtherFile]).collect()
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

#[test]
fn todays_form_is_read_as_the_overview_calls_it() {
    for heading in ["Form i dag", "Form today", "Nuvarande form"] {
        let read = read(areas_book(vec![texts_of(&["Område", heading]), texts_of(&["Ett", "lou"])]));
        assert!(read.faults.is_empty() && read.notes.is_empty(), "{heading}");
        assert!(read.areas.iter().all(|area| area.current.form.is_some()), "{heading}");
    }
}
