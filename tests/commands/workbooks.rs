//! Workbooks as people meet them: a blank one is written, filled in and evaluated; what is wrong is shown by its cell.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use crate::support::{Run, run};
use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use tempfile::TempDir;

const REAL: &str = "examples/linkoping-2023";
const FULL: &str = "examples/illustrations";

/// A folder, and a path in it.
fn folder(name: &str) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name).to_str().unwrap().to_owned();
    (folder, path)
}

/// Runs the tool; the folder does not show in what comes out.
fn run_in(folder: &TempDir, args: &[&str]) -> Run {
    let mut ran = run(args);
    let path = folder.path().to_str().unwrap();
    ran.stdout = ran.stdout.replace(path, "DIR");
    ran.stderr = ran.stderr.replace(path, "DIR");
    ran
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn names(folder: &Path) -> BTreeSet<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into()).collect()
}

/// Writes texts into blank cells of the first sheet, as a spreadsheet program would.
fn fill(path: &str, cells: &[(&str, &str)]) {
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).unwrap();
        let (name, mut text) = (part.name().unwrap().into_owned(), String::new());
        part.read_to_string(&mut text).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            for (cell, value) in cells {
                let (before, rest) = text.split_once(&format!("<c r=\"{cell}\" ")).expect("a blank cell");
                let (style, after) = rest.split_once("/>").unwrap();
                let filled = format!("<c r=\"{cell}\" {style} t=\"inlineStr\"><is><t>{value}</t></is></c>");
                text = format!("{before}{filled}{after}");
            }
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    fs::write(path, writer.finish().unwrap().into_inner()).unwrap();
}

/// The letters of a column of the first sheet by its name.
fn letters(path: &str, sheet: &str, name: &str) -> String {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let column = (0..range.width()).find(|at| range[(0, *at)] == Data::String(name.to_owned())).unwrap();
    avtalsform::load::column_name(column + 1)
}

/// A workbook with rows of texts.
fn write(path: &str, sheets: &[(&str, &[&[&str]])]) {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, texts) in (0..).zip(*rows) {
            for (column, text) in (0..).zip(*texts).filter(|(_, text)| !text.is_empty()) {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
    }
    book.save(path).unwrap();
}

#[test]
fn a_blank_workbook_is_written_filled_in_and_evaluated() {
    for (lang, sheet, criterion, answer, message) in [
        (
            "sv",
            "Områden",
            "marknad_finns",
            "ja",
            "Skrev DIR/plan.xlsx. Fyll i ett område per rad, och kör sedan: avtalsform batch DIR/plan.xlsx\n",
        ),
        (
            "en",
            "Areas",
            "market_exists",
            "yes",
            "Wrote DIR/plan.xlsx. Fill in an area in each row, and then run: avtalsform batch DIR/plan.xlsx\n",
        ),
    ] {
        let (folder, name) = folder("plan");
        let made = run_in(&folder, &["new", &name, "--format", "xlsx", "--lang", lang]);
        assert_eq!((made.status, made.stdout.as_str()), (0, ""), "{}", made.stderr);
        assert_eq!(made.stderr, message);
        assert_eq!(
            names(folder.path()),
            BTreeSet::from([PathBuf::from("plan.xlsx")]),
            "and nothing beside it"
        );
        let path = format!("{name}.xlsx");
        let empty = run_in(&folder, &["batch", &path, "--lang", lang]);
        assert_eq!((empty.status, empty.stdout.as_str()), (2, ""));
        insta::assert_snapshot!(format!("blank-{lang}"), empty.stderr);
        fill(&path, &[("B3", "Hemtjänst"), (&format!("{}3", letters(&path, sheet, criterion)), answer)]);
        let filled = run(&["batch", &path, "--format", "ndjson"]);
        assert_eq!((filled.status, filled.stderr.as_str()), (0, ""));
        let [area] = lines(&filled.stdout).try_into().unwrap();
        assert_eq!((&area["area"]["id"], &area["area"]["name"]), (&"plan-3".into(), &"Hemtjänst".into()));
        assert_eq!((&area["outcome"], &area["firmness"]), (&Value::Null, &"undetermined".into()));
    }
}

#[test]
fn a_new_file_is_named_as_asked_for() {
    let (folder, name) = folder("Områden 2027.XLSX");
    let made = run_in(&folder, &["new", &name, "--format", "xlsx", "--rows", "1", "--quiet"]);
    assert_eq!((made.status, made.stdout.as_str(), made.stderr.as_str()), (0, "", ""));
    assert!(Path::new(&name).exists(), "an extension that is there is left as it is");
    let other = folder.path().join("plan.2027").to_str().unwrap().to_owned();
    let rules = "tests/rules/exempelkommun.yaml";
    let made = run_in(&folder, &["new", &other, "--format", "xlsx", "--rules", rules]);
    let next = format!("avtalsform batch DIR/plan.2027.xlsx --rules {rules}\n");
    assert!(made.stderr.ends_with(&next), "{}", made.stderr);
    letters(&format!("{other}.xlsx"), "Områden", "current.form");
    let spaced = folder.path().join("två ord").to_str().unwrap().to_owned();
    let made = run_in(&folder, &["new", &spaced, "--format", "xlsx"]);
    assert!(made.stderr.ends_with("avtalsform batch \"DIR/två ord.xlsx\"\n"), "{}", made.stderr);
}

#[test]
fn nothing_is_written_over() {
    let (folder, name) = folder("plan.xlsx");
    fs::write(&name, "mitt").unwrap();
    let refused = run_in(&folder, &["new", &name, "--format", "xlsx"]);
    assert_eq!((refused.status, refused.stdout.as_str()), (2, ""));
    assert_eq!(
        refused.stderr,
        "fel: `DIR/plan.xlsx` finns redan och skrivs inte över; välj ett annat namn, eller lägg till `--force`\n"
    );
    assert_eq!(fs::read(&name).unwrap(), b"mitt");
    assert_eq!(names(folder.path()).len(), 1);
    let english = run_in(&folder, &["new", &name, "--format", "xlsx", "--lang", "en"]);
    assert_eq!(
        english.stderr,
        "error: `DIR/plan.xlsx` exists and is not overwritten; choose another name, or add `--force`\n"
    );
}

/// A link that leads nowhere is in the way, too.
#[test]
#[cfg(unix)]
fn no_link_is_written_through() {
    let (folder, name) = folder("plan.xlsx");
    std::os::unix::fs::symlink(folder.path().join("annan.xlsx"), &name).unwrap();
    assert_eq!(run(&["new", &name, "--format", "xlsx"]).status, 2);
    assert_eq!(names(folder.path()), BTreeSet::from([PathBuf::from("plan.xlsx")]));
}

/// Of many that write the same file at once, one does, and the file is whole.
#[test]
fn only_one_of_many_writes_a_file() {
    let (folder, name) = folder("plan");
    let ended: Vec<i32> = std::thread::scope(|scope| {
        let runs: Vec<_> =
            (0..8).map(|_| scope.spawn(|| run(&["new", &name, "--format", "xlsx"]).status)).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    assert_eq!(ended.iter().filter(|status| **status == 0).count(), 1, "{ended:?}");
    assert_eq!(ended.iter().filter(|status| **status == 2).count(), 7, "{ended:?}");
    assert_eq!(names(folder.path()), BTreeSet::from([PathBuf::from("plan.xlsx")]));
    letters(&format!("{name}.xlsx"), "Områden", "area");
}

#[test]
fn what_cannot_be_new_is_refused() {
    let (folder, name) = folder("plan");
    let inside = format!("{name}/");
    let nowhere = folder.path().join("ingen/plan").to_str().unwrap().to_owned();
    for args in [
        &["new", "--format", "xlsx"][..],
        &["new", &name, "--format", "yml"],
        &["new", &name, "--format", "xlsx", "--rows", "0"],
        &["new", &name, "--format", "xlsx", "--rows", "2001"],
        &["new", &name, "--format", "xlsx", "--rules", "nej"],
        &["new", &inside, "--format", "xlsx"],
        &["new", "..", "--format", "xlsx"],
        &["new", "-", "--format", "xlsx"],
        &["new", "", "--format", "xlsx"],
        &["new", &nowhere, "--format", "xlsx"],
    ] {
        let refused = run(args);
        assert_eq!((refused.status, refused.stdout.as_str()), (2, ""), "{args:?}");
        assert!(!refused.stderr.is_empty(), "{args:?}");
    }
    assert!(names(folder.path()).is_empty());
    let unnamed = run(&["new", "-", "--format", "xlsx"]);
    assert_eq!(unnamed.stderr, "fel: `-` är inget filnamn; skriv till exempel `omraden`\n");
}

/// A result without what a workbook has otherwise: the file, and where in it.
fn placeless(text: &str) -> Vec<Value> {
    let mut all = lines(text);
    for one in &mut all {
        one["area"].as_object_mut().unwrap().remove("path");
        for warning in one["warnings"].as_array_mut().unwrap() {
            let warning = warning.as_object_mut().unwrap();
            warning.remove("path");
            warning.remove("line");
            warning.remove("column");
        }
    }
    all.sort_by_key(|one| one["area"]["id"].as_str().unwrap().to_owned());
    all
}

/// What is written to a workbook and read again gives the same results, and the same plan.
#[test]
fn a_workbook_gives_what_the_files_gave() {
    for (areas, lang) in [(REAL, "sv"), (REAL, "en"), (FULL, "sv"), (FULL, "en")] {
        let (place, path) = folder("plan.xlsx");
        // What stands beside the files of the areas is not in the workbook's folder.
        for file in crate::support::files(areas, "yaml") {
            let name = file.strip_prefix(areas).unwrap().trim_start_matches('/');
            let to = place.path().join("areas").join(name);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(crate::support::root().join(&file), to).unwrap();
        }
        let (real, areas) = (areas == REAL, place.path().join("areas"));
        let areas = areas.to_str().unwrap();
        let written =
            run(&["batch", areas, "--format", "xlsx", "--quiet", "--output", &path, "--lang", lang]);
        assert_eq!((written.status, written.stderr.as_str()), (0, ""));
        let ndjson = |path: &str| {
            let ran = run(&["batch", path, "--format", "ndjson", "--quiet", "--lang", lang]);
            assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
            ran.stdout
        };
        let (files, workbook) = (ndjson(areas), ndjson(&path));
        assert_eq!(placeless(&files), placeless(&workbook));
        let ids = |text: &str| -> Vec<Value> {
            lines(text).into_iter().map(|one| one["area"]["id"].clone()).collect()
        };
        assert_eq!(ids(&files), ids(&workbook), "in the order of the rows");
        // That a folder has other files in it belongs to the folder.
        let of_areas = fs::read_dir(areas).unwrap();
        let mut of_areas: Vec<String> = of_areas
            .map(|entry| format!("{areas}/{}", entry.unwrap().file_name().to_str().unwrap()))
            .collect();
        of_areas.sort();
        // Of one board and without what people have written beside the files of the areas.
        let plan = |paths: &[&str]| {
            let (file, annex) = (place.path().join("own.yaml"), place.path().join("annex.md"));
            let board = if real { "Social- och omsorgsnämnden" } else { "Socialnämnden" };
            fs::write(&file, "plan: {}\n").unwrap();
            let own = ["plan", "--lang", lang, "--board", board, "--file", file.to_str().unwrap()];
            let annexed = ["--annex", annex.to_str().unwrap()];
            let plan = run(&[&own[..], &annexed, paths].concat()).stdout;
            (plan, fs::read_to_string(annex).unwrap())
        };
        let of_areas: Vec<&str> = of_areas.iter().map(String::as_str).collect();
        assert!(plan(&of_areas) == plan(&[&path]), "{areas} {lang}: compensation and districts come along");
        assert_eq!(run(&["recommend", &path, "--format", "ndjson", "--lang", lang]).stdout, workbook);
    }
}

const FAULTY: &[(&str, &[&[&str]])] = &[
    ("Areas", &[&["id", "area", "market_exists"], &["a", "Ett", "ja"], &["b", "Två", "jaa"]]),
    ("Distrikt", &[&["id", "name", "volume"], &["b", "Norr", "mycket"]]),
];

#[test]
fn faults_show_sheet_and_cell() {
    let (folder, path) = folder("plan.xlsx");
    write(&path, FAULTY);
    let schema: Value = serde_json::from_str(&run(&["schema", "batch"]).stdout).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for lang in ["sv", "en"] {
        let ran = run_in(&folder, &["batch", &path, "--format", "json", "--lang", lang]);
        assert_eq!(ran.status, 2);
        for place in ["DIR/plan.xlsx:Areas!C3: ", "DIR/plan.xlsx:Distrikt!C2: "] {
            assert!(ran.stderr.contains(place), "{place}\n{}", ran.stderr);
        }
        let whole: Value = serde_json::from_str(&ran.stdout).unwrap();
        assert!(schema.is_valid(&whole));
        assert_eq!(whole["areas"].as_array().unwrap().len(), 1);
        let places: Vec<String> = whole["faults"]
            .as_array()
            .unwrap()
            .iter()
            .map(|fault| {
                let word = |key: &str| fault[key].as_str().unwrap();
                let (line, column) = (&fault["line"], &fault["column"]);
                format!("{} {} {line} {column} {}", word("path"), word("sheet"), word("code"))
            })
            .collect();
        assert_eq!(
            places,
            ["DIR/plan.xlsx Areas 3 3 wrong-answer", "DIR/plan.xlsx Distrikt 2 3 wrong-volume"]
        );
    }
}

/// `recommend` knows a file by its name, as `batch` does, and names the cell of a warning.
#[test]
fn recommend_reads_every_kind_of_file() {
    let (folder, path) = folder("plan.xlsx");
    let header = ["id", "area", "market_exists", "current.providers.private"];
    write(&path, &[(" Områden", &[&header[..], &["a", "Ett", "nej", "3"], &["b", "Två", "ja", ""]])]);
    let page = run_in(&folder, &["recommend", &path, "--width", "200"]);
    assert_eq!((page.status, page.stderr.as_str()), (0, ""));
    assert!(page.stdout.contains("(DIR/plan.xlsx:Områden!C2)"), "{}", page.stdout);
    let text = "{\"area\": \"Ett\"}\r\n\n{\"area\": \"Två\", \"answers\": {\"market_exists\": \"ja\"}}";
    let stream = folder.path().join("plan.ndjson").to_str().unwrap().to_owned();
    fs::write(&stream, text).unwrap();
    let read = run(&["recommend", &stream, "--format", "ndjson"]);
    assert_eq!((read.status, read.stderr.as_str()), (0, ""));
    assert_eq!(read.stdout, run(&["batch", &stream, "--format", "ndjson"]).stdout);
    assert_eq!(lines(&read.stdout)[1]["area"]["id"], "plan-3");
    fs::write(&stream, text.replace("ja", "jaa")).unwrap();
    let faulty = run_in(&folder, &["recommend", &stream, "--format", "ndjson"]);
    assert_eq!((faulty.status, lines(&faulty.stdout).len()), (2, 1));
    assert!(faulty.stderr.starts_with("DIR/plan.ndjson:3:46: fel: "), "{}", faulty.stderr);
    assert!(faulty.stderr.contains("Antal fel: 1. Antal filer med fel: 1."), "{}", faulty.stderr);
}

/// An id that two workbooks share is reported with both cells.
#[test]
fn an_id_of_two_workbooks_is_shown_with_its_rows() {
    let (folder, path) = folder("a.xlsx");
    let other = folder.path().join("b.xlsx").to_str().unwrap().to_owned();
    for path in [&path, &other] {
        write(path, &[("Områden", &[&["id", "area"], &["a", "Ett"]])]);
    }
    let ran = run_in(&folder, &["batch", &path, &other]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("DIR/a.xlsx:Områden!A2 och DIR/b.xlsx:Områden!A2"), "{}", ran.stderr);
}

/// What a workbook becomes as area files, one each, gives the same; nothing is written over, and the rest is written.
#[test]
fn a_workbook_becomes_area_files() {
    for (areas, lang) in [(REAL, "sv"), (FULL, "en")] {
        let (folder, path) = folder("plan.xlsx");
        let files = folder.path().join("filer").to_str().unwrap().to_owned();
        let book = run(&["batch", areas, "--quiet", "--output", &path, "--lang", lang]);
        assert_eq!((book.status, book.stderr.as_str()), (0, ""));
        let made = run_in(&folder, &["batch", &path, "--format", "yaml", "--output", &files, "--lang", lang]);
        assert_eq!((made.status, made.stdout.as_str()), (0, ""), "{}", made.stderr);
        let written = names(Path::new(&files));
        let said = if lang == "sv" { "Områdesfiler i mappen" } else { "Area files in the folder" };
        assert_eq!(made.stderr, format!("{said} DIR/filer: {}.\n", written.len()));
        let ndjson =
            |path: &str| run(&["batch", path, "--format", "ndjson", "--quiet", "--lang", lang]).stdout;
        assert_eq!(placeless(&ndjson(&path)), placeless(&ndjson(&files)));
        assert_eq!(run(&["fmt", "--check", &files]).status, 0, "in order");
        let first = Path::new(&files).join(written.first().unwrap());
        fs::write(&first, "mitt").unwrap();
        fs::remove_file(Path::new(&files).join(written.last().unwrap())).unwrap();
        let again =
            run_in(&folder, &["batch", &path, "--format", "yaml", "--output", &files, "--lang", lang]);
        assert_eq!(again.status, 2);
        assert_eq!(
            again.stderr.matches("--force").count(),
            0,
            "there is no such option here: {}",
            again.stderr
        );
        assert_eq!(fs::read(&first).unwrap(), b"mitt");
        assert_eq!(names(Path::new(&files)), written, "what was missing is there again");
        let stream = run(&["batch", &path, "--format", "yaml", "--lang", lang]);
        assert_eq!((stream.status, stream.stdout.matches("\n---\n").count() + 1), (0, written.len()));
    }
}

/// Every command that reads areas reads every kind of sheet, and names the cell of what is only to be known.
#[test]
fn every_kind_of_sheet_is_read_wherever_areas_are() {
    for path in [
        "tests/sheets/text/windows.csv",
        "tests/sheets/libreoffice/rubriker.ods",
        "tests/sheets/libreoffice/rubriker.xlsx",
    ] {
        // A plan is of one board.
        let plan = run(&["plan", path, "--board", "Äldrenämnden"]);
        assert_eq!(plan.status, 0, "{path}: {}", plan.stderr);
        for command in ["recommend", "batch"] {
            let ran = run(&[command, path]);
            assert_eq!(ran.status, 0, "{command} {path}: {}", ran.stderr);
            assert!(
                ran.stdout.contains("Hemtjänst") && ran.stdout.contains("Boendestöd"),
                "{command} {path}"
            );
            assert!(
                ran.stderr.contains("anmärkning: rader som inte läses som områden: "),
                "{command} {path}"
            );
            assert!(ran.stderr.contains("(Summa)"), "{command} {path}: {}", ran.stderr);
            assert_eq!(run(&[command, path, "--quiet"]).stderr, "");
        }
    }
    let heard = run(&["batch", "tests/sheets/text/windows.csv", "--format", "plain"]);
    assert!(
        heard.stderr.starts_with("Anmärkning om tests/sheets/text/windows.csv:A5: rader"),
        "{}",
        heard.stderr
    );
}

/// One board in several spellings is one group; a name that is nearly another, and a copy, are told.
#[test]
fn one_board_stands_once() {
    let (folder, path) = folder("plan.csv");
    let rows = "Id;Område;Nämnd\na;Boendestöd;Socialnämnden\nb;Ledsagning;SOCIAL\u{ad}NÄMNDEN\nc;Boendestöd - kopia;Socialna\u{308}mnden \nd;Hemvård;Socialnämden\n";
    fs::write(&path, rows).unwrap();
    let ran = run_in(&folder, &["batch", &path, "--group-by", "board"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let headings = ran.stdout.lines().filter(|line| line.to_lowercase().contains("socialnämnden"));
    assert_eq!(headings.count(), 2, "the heading and the caption: {}", ran.stdout);
    let copies = "anmärkning: området `Boendestöd` står flera gånger (DIR/plan.csv:A2, DIR/plan.csv:A4); ";
    assert!(ran.stderr.contains(copies), "{}", ran.stderr);
    let boards = "anmärkning: nämnderna `Socialnämden` och `Socialnämnden` heter nästan likadant; ";
    assert!(ran.stderr.contains(boards), "{}", ran.stderr);
}
