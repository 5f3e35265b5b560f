//! What a workbook holds: cells of their kinds, lists of what they take.

use calamine::{Data, Xlsx};

use super::*;

#[test]
fn the_same_input_gives_the_same_bytes() {
    let rules = rules();
    let recommendations = recommended(examples("examples/linkoping-2023", rules), rules);
    let texts = texts(Lang::Sv);
    let bytes = xlsx::workbook(&recommendations, rules, &texts, &Sheet::ALL).unwrap().bytes;
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert_eq!(bytes, xlsx::workbook(&recommendations, rules, &texts, &Sheet::ALL).unwrap().bytes);
    let made = part(&bytes, "docProps/core.xml");
    assert!(made.contains(">2000-01-01T00:00:00Z</dcterms:created>"), "{made}");
}

/// Another reader sees typed cells, and no formula anywhere.
#[test]
fn cells_are_typed() {
    let rules = rules();
    let recommendations = recommended(examples("examples/illustrations", rules), rules);
    let bytes = xlsx::workbook(&recommendations, rules, &texts(Lang::Sv), &Sheet::ALL).unwrap().bytes;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
    assert_eq!(
        book.sheet_names(),
        ["Översikt", "Områden", "Belägg", "Distrikt", "Skäl", "Summor", "Anvisningar", "Listor"]
    );
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
        for score in 12..12 + rules.forms.len() {
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
    let bytes = xlsx::blank(rules, &texts(Lang::Sv), 30).unwrap().bytes;
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    let criteria = rules.criteria.len();
    assert_eq!(sheet.matches("<dataValidation ").count(), criteria + 4);
    // The services are too many for a cell.
    assert!(sheet.contains("<formula1>'Listor'!$A$1:$A$57</formula1>"));
    assert!(sheet.contains("<formula1>\"ja,delvis,nej,okänt\"</formula1>"), "{sheet}");
    assert!(sheet.contains("<formula1>\"sol,lss,hsl,annan,okänt\"</formula1>"));
    assert!(sheet.contains("lov+verksamhetsuppdrag"));
    // Stop is the style that goes without saying.
    assert!(
        !sheet.contains("errorStyle=") && sheet.matches("showErrorMessage=\"1\"").count() == criteria + 4
    );
    assert_eq!(sheet.matches("<conditionalFormatting ").count(), criteria);
    assert!(sheet.contains("<pane xSplit=\"2\" ySplit=\"2\" topLeftCell=\"C3\""));
    assert!(sheet.contains("<autoFilter ref=\"A2:"));
    // The rows to fill in: from the third to the thirty-second.
    assert!(sheet.contains(":C32\"") || sheet.contains("3:H32\""), "{sheet}");
    let read = sheet_areas("ny.xlsx", &bytes, rules);
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
    let bytes = xlsx::blank(&rules, &texts(Lang::En), 3).unwrap().bytes;
    assert!(part(&bytes, "xl/worksheets/sheet1.xml").contains("<formula1>'Lists'!$B$1:$B$41</formula1>"));
    assert!(part(&bytes, "xl/workbook.xml").contains("name=\"Lists\" sheetId=\"5\" state=\"hidden\""));
}

/// One value that a cell cannot hold is shortened where that shows, and told with its area; the rest is written.
#[test]
fn what_a_cell_cannot_hold_is_shortened_and_told() {
    let (rules, texts) = (rules(), texts(Lang::Sv));
    let mut areas = examples("examples/illustrations", rules);
    areas.truncate(2);
    areas[0].notes = Some("å".repeat(32_767));
    assert_eq!(xlsx::areas(&areas, rules, &texts, 0).unwrap().shortened, []);
    let back = |areas: &[Area]| {
        let book = xlsx::areas(areas, rules, &texts, 0).unwrap();
        let said: Vec<String> = book.shortened.iter().map(|one| one.message(&texts)).collect();
        (sheet_areas("x.xlsx", &book.bytes, rules).areas, said)
    };
    // A character beyond the first 65,536 counts as two.
    areas[0].notes = Some("😀".repeat(16_384));
    let (read, said) = back(&areas);
    let notes = read[0].notes.clone().unwrap();
    assert!(notes.ends_with("😀 (texten är kortad)") && notes.encode_utf16().count() <= 32_767);
    assert_eq!(kept(&read[1]), kept(&areas[1]));
    insta::assert_snapshot!(said.join("\n"), @"texten i cell AH3 i bladet Områden är kortad: den är längre än 32767 tecken, som är det mesta en cell rymmer (Biståndshandläggning inom äldreomsorgen, examples/illustrations/bistandshandlaggning.yaml)");
    areas[0].notes = Some("a\u{ffff}b".to_owned());
    let (read, said) = back(&areas);
    assert_eq!(read[0].notes.as_deref(), Some("a\u{fffd}b"));
    insta::assert_snapshot!(said.join("\n"), @"tecknet U+FFFF i cell AH3 i bladet Områden är ersatt: ingen arbetsbok kan innehålla det (Biståndshandläggning inom äldreomsorgen, examples/illustrations/bistandshandlaggning.yaml)");
    let error = xlsx::blank(rules, &texts, 1_048_577).unwrap_err();
    insta::assert_snapshot!(error.message(&texts), @"bladet Områden skulle få mer än 1048576 rader, som är det mesta ett blad rymmer");
}

/// What counts as each answer stands on the headings, the evidence has lists, and every sheet is printed across an A4.
#[test]
fn sheets_help_whoever_fills_them_in() {
    let rules = rules();
    let bytes = xlsx::blank(rules, &texts(Lang::Sv), 3).unwrap().bytes;
    let notes = part(&bytes, "xl/comments1.xml");
    assert_eq!(notes.matches("<comment ").count(), rules.criteria.len());
    let help = rules.criteria.entries()[0].choices[0].help.get(Lang::Sv);
    assert!(notes.contains(help), "{help}");
    let evidence = part(&bytes, "xl/worksheets/sheet2.xml");
    assert!(evidence.contains("<formula1>'Områden'!$B$3:$B$503</formula1>"), "{evidence}");
    assert!(evidence.contains("'Listor'!"), "the questions");
    let sheets = support::parts(&bytes);
    let sheets: Vec<_> = sheets.iter().filter(|(name, _)| name.contains("worksheets/sheet")).collect();
    assert_eq!(sheets.len(), 5);
    for (name, sheet) in sheets {
        assert!(
            sheet.contains("<pageSetup paperSize=\"9\"") && sheet.contains("orientation=\"landscape\""),
            "{name}"
        );
    }
}

/// More areas than memory is for are written by way of the disk, row after row: nothing of them differs, and they read back.
#[test]
fn many_areas_are_written_as_few() {
    let (rules, texts) = (rules(), texts(Lang::Sv));
    let some = examples("examples/illustrations", rules);
    let mut areas: Vec<Area> = (0..2_001).map(|number| some[number % some.len()].clone()).collect();
    for (number, area) in areas.iter_mut().enumerate() {
        area.id = format!("{}-{number}", area.id);
    }
    let bytes = xlsx::areas(&areas, rules, &texts, 0).unwrap().bytes;
    let read = sheet_areas("x.xlsx", &bytes, rules);
    assert!(read.faults.is_empty(), "{:#?}", read.faults);
    assert_eq!(all_kept(&areas), all_kept(&read.areas));
    let few = xlsx::areas(&areas[..some.len()], rules, &texts, 0).unwrap().bytes;
    for name in ["Områden", "Belägg", "Distrikt"] {
        let mut many: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
        let mut few: Xlsx<_> = Xlsx::new(Cursor::new(few.clone())).unwrap();
        let (many, few) = (many.worksheet_range(name).unwrap(), few.worksheet_range(name).unwrap());
        let same = many.rows().zip(few.rows()).all(|(one, other)| one == other);
        assert!(same && few.height() > 2 && many.width() == few.width(), "{name}");
    }
    let sheets = [Sheet::Totals, Sheet::Overview];
    let bytes = xlsx::workbook(&recommended(some, rules), rules, &texts, &sheets).unwrap().bytes;
    let book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["Översikt", "Summor"]);
}
