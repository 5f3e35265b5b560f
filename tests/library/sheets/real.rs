//! Files of spreadsheet programs as people leave them, in `tests/sheets/`: what is read of each, row by row.
//!
//! Those in `openpyxl` hold no results of formulas; those in `libreoffice` were saved from them; those in `text` are tables
//! as programs save them.

use avtalsform::load::{Diagnostic, Input, SourceText, column_name, of_any_kind};
use avtalsform::portfolio::{Alike, Likeness};

use super::*;

/// What is read of a file: each area, then each note and fault by its cell.
fn read_of(path: &str) -> String {
    let rules = rules();
    let bytes = std::fs::read(root().join(path)).unwrap();
    let read = of_any_kind(path, bytes, None, rules);
    let mut said = format!("{path}\n");
    for area in &read.areas {
        let of = |text: &Option<String>| text.clone().unwrap_or_default();
        let share =
            |share: Option<Decimal>| share.map_or_else(String::new, |share| share.value().to_string());
        let shares = &area.current.share;
        let answers = area.answers.iter().filter(|(key, _)| area.evidence.at(*key).is_some());
        let answers = answers.map(|(key, answer)| {
            let criterion = rules.criteria.at(key);
            let note = area.evidence.at(key).as_ref().and_then(|evidence| evidence.note.as_deref());
            let answer = answer.map_or("unknown", |answer| criterion.answer_id(answer));
            format!("{}={answer}{}", criterion.id, note.map_or_else(String::new, |note| format!(" ({note})")))
        });
        let answers: Vec<String> = answers.collect();
        let index = area.compensation.as_ref().and_then(|given| given.index.as_ref());
        let row = [
            area.line.to_string(),
            area.name.clone(),
            of(&area.board),
            of(&area.period),
            of(&area.current.as_of),
            area.current.users.map_or_else(String::new, |users| users.to_string()),
            [share(shares.municipal), share(shares.private), share(shares.nonprofit)].join("/"),
            index.map_or_else(String::new, |index| format!("index {}", index.normalized())),
            answers.join(", "),
            of(&area.notes).replace('\n', "⏎"),
        ];
        writeln!(said, "  {}", row.join(" | ")).unwrap();
    }
    for (sign, found) in [("note", &read.notes), ("fault", &read.faults)] {
        for one in found {
            writeln!(said, "  {sign} {} {:?}{}", cell(&read.source, one), one.fault, words(one)).unwrap();
        }
    }
    said
}

fn cell(source: &SourceText, found: &Diagnostic) -> String {
    let sheet = source.sheet(found.place).map_or("", |sheet| sheet.name.as_str());
    format!("{sheet}!{}{}", column_name(found.place.column), found.place.line)
}

fn words(found: &Diagnostic) -> String {
    let said = found.words.iter().filter(|(name, _)| matches!(*name, "found" | "sum" | "meant"));
    said.map(|(_, word)| format!(" {word}")).collect()
}

#[test]
fn what_is_read_of_each_file_row_by_row() {
    let mut all = String::new();
    for folder in ["openpyxl", "libreoffice", "text"] {
        let mut paths: Vec<_> = std::fs::read_dir(root().join("tests/sheets").join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        paths.sort();
        paths.iter().for_each(|name| all.push_str(&read_of(&format!("tests/sheets/{folder}/{name}"))));
    }
    insta::assert_snapshot!("read", all);
}

/// The same file under any name: what stands in it says what it is.
#[test]
fn names_of_files_mean_nothing() {
    for file in
        ["openpyxl/rubriker.xlsx", "libreoffice/rubriker.ods", "libreoffice/belagg.xls", "text/windows.csv"]
    {
        let bytes = std::fs::read(root().join("tests/sheets").join(file)).unwrap();
        let names = |path: &str| -> Vec<String> {
            let read = of_any_kind(path, bytes.clone(), None, rules());
            read.areas.into_iter().map(|area| area.name).collect()
        };
        let expected = names(file);
        assert!(expected.len() > 1, "{file}");
        for path in ["omraden.xlsx", "omraden.xlsm", "omraden.yaml", "omraden", "-"] {
            assert_eq!(names(path), expected, "{file} as {path}");
        }
    }
    // And an area file is one, whatever its name.
    let read = of_any_kind("ett.csv", b"area: Ett\n".to_vec(), None, rules());
    assert_eq!((read.areas.len(), read.faults.len()), (0, 1), "a table without the column of areas");
    let read = of_any_kind("ett.xlsx", b"area: Ett; med, tecken\n".to_vec(), None, rules());
    assert_eq!((read.areas[0].name.as_str(), read.faults.len()), ("Ett; med, tecken", 0));
    let read = of_any_kind("ett.txt", b"area: Ett\nnotes: |\n  area;board\n".to_vec(), None, rules());
    assert_eq!(read.areas.len(), 1, "{:?}", read.faults);
}

/// What holds no areas is said in one sentence, with what to do.
#[test]
fn files_of_other_kinds_are_named() {
    let docx = std::fs::read(root().join("tests/templates/kommun.docx")).unwrap();
    let lfs = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n".to_vec();
    let zip = with_part(
        &zip::ZipWriter::new(Cursor::new(Vec::new())).finish().unwrap().into_inner(),
        "a.txt",
        b"a",
    );
    let files = [
        ("omraden.docx", docx),
        ("omraden.yaml", lfs),
        ("omraden.pdf", b"%PDF-1.7\n".to_vec()),
        ("omraden.zip", zip),
        ("omraden.png", b"\x89PNG\r\n\x1a\n".to_vec()),
        ("omraden.xlsx", b"<!doctype html><html></html>".to_vec()),
    ];
    let mut said = String::new();
    for (path, bytes) in files {
        let read = of_any_kind(path, bytes, None, rules());
        assert_eq!((read.areas.len(), read.faults.len()), (0, 1), "{path}");
        for lang in [Lang::Sv, Lang::En] {
            let text = faults(&texts(lang), &read.source, &read.faults, 100);
            said.push_str(&anstream::adapter::strip_str(&text).to_string());
        }
    }
    insta::assert_snapshot!("other-kinds", said);
}

/// Shares that only rounding keeps from a hundred are taken, and said; others are not.
#[test]
fn shares_that_were_rounded() {
    for (shares, taken) in [
        (&["33", "33", "33"][..], Some(true)),
        (&["34", "33", "34"], Some(true)),
        (&["33.3", "33.3", "33.3"], Some(true)),
        (&["50", "51"], Some(true)),
        (&["60", "40"], Some(false)),
        (&["60", "39"], None),
        (&["33", "33", "32"], None),
        (&["33.3", "33.3", "33"], None),
        (&["99"], None),
        (&["99.5"], None),
    ] {
        let keys = ["municipal", "private", "nonprofit"];
        let share: Vec<String> =
            keys.iter().zip(shares).map(|(key, share)| format!("{key}: {share}")).collect();
        let text = format!("area: A\ncurrent:\n  share: {{ {} }}\n", share.join(", "));
        let read = load::areas("a.yaml", text.into_bytes(), rules());
        let noted = read.notes.iter().any(|note| note.fault == Fault::RoundedShares);
        assert_eq!((!read.areas.is_empty()).then_some(noted), taken, "{shares:?} {:?}", read.faults);
    }
}

/// Copies of an area, and names that differ by a slip.
#[test]
fn what_may_stand_twice_is_told() {
    let mut alike = Alike::default();
    for (place, name, board, group) in [
        ("a", "Boendestöd", "Socialnämnden", "Boende"),
        ("b", "Boendestöd – kopia", "Social\u{ad}nämnden", "Boende"),
        ("c", "boendestöd - Kopia", "SOCIALNÄMNDEN ", "Boende"),
        ("d", "Boendestod (2)", "Socialnämden", "Boenden"),
        ("e", "Boendestöd (1)", "Socialna\u{308}mnden", "Boendestöd 1"),
        ("f", "Boendestöd", "Äldrenämnden", "Boendestöd 2"),
    ] {
        let mut area = Area::unanswered(place.into(), place.into(), 1, 0);
        area.name = name.into();
        (area.board, area.group) = (Some(board.into()), Some(group.into()));
        alike.add(&area, place);
    }
    let places = ["a", "b", "c", "e"].map(str::to_owned).to_vec();
    assert_eq!(
        alike.found(),
        [
            Likeness::Areas { name: "Boendestöd".into(), places },
            Likeness::Boards("Socialnämden".into(), "Socialnämnden".into()),
        ]
    );
}

/// A table named as one is a table, also where none of its columns is that of areas.
#[test]
fn a_table_may_say_what_it_is() {
    let text = "sep=,\r\nOmråde,Nämnd\r\nHemtjänst,\"Äldre, nämnden\"\r\n";
    let read = of_any_kind("x.csv", text.as_bytes().to_vec(), Some(Input::Csv), rules());
    assert_eq!(read.areas[0].board.as_deref(), Some("Äldre, nämnden"));
    assert_eq!((read.areas[0].line, read.areas[0].id.as_str()), (2, "x-2"));
}
