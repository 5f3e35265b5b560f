//! No format names an outcome that another leaves out: every row and page says of an area what its JSON says.

use std::io::Read;
use std::path::Path;

use crate::support::{files, run, shipped};
use avtalsform::model::Lang;
use avtalsform::texts::Texts;
use calamine::{Reader, Xlsx, open_workbook};
use serde_json::Value;

/// What is named of an area: its outcome, or the form that it leans to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Named {
    Outcome(String),
    Leaning(String),
    Nothing,
}

impl Named {
    fn in_json(result: &Value) -> Self {
        match (result["outcome"]["id"].as_str(), result["leaning"]["form"].as_str()) {
            (Some(outcome), None) => Self::Outcome(outcome.to_owned()),
            (None, Some(form)) => Self::Leaning(form.to_owned()),
            (None, None) => Self::Nothing,
            both => panic!("{both:?}"),
        }
    }

    /// As pages and workbooks say it: an outcome by a name, a leaning by its sentence.
    fn said(&self, texts: &Texts, name: impl Fn(&str) -> String, nothing: &str) -> String {
        match self {
            Self::Outcome(outcome) => name(outcome),
            Self::Leaning(form) => texts.overview_leans(name(form)),
            Self::Nothing => nothing.to_owned(),
        }
    }
}

/// Areas of every firmness, with and without a leaning.
fn areas() -> Vec<String> {
    let folder = tempfile::tempdir().unwrap().keep();
    // Two of these are illustrated, too, under the same id.
    let twice = |path: &String| {
        path.ends_with("08-familjeradgivning.yaml") || path.ends_with("15-daglig-verksamhet.yaml")
    };
    let half = "area: Halvt\nanswers: { marknad_finns: ja, avgransbart_uppdrag: ja, prissattning: ja, uppfoljning: ja, \
                brukarval: ja, flexibilitet: ja, stabilitet: ja, foranderliga_behov: ja, myndighetsutovning: nej }\n";
    let leaning =
        "area: Lutar\nanswers: { brukarval: ja, flexibilitet: ja, stabilitet: ja, prissattning: ja }\n";
    let mut all: Vec<String> = ["illustrations", "linkoping-2023"]
        .iter()
        .flat_map(|name| files(&format!("examples/{name}"), "yaml"))
        .filter(|path| !twice(path))
        .collect();
    for (name, text) in [("halvt", half), ("lutar", leaning), ("tomt", "area: Tomt\n")] {
        let path = folder.join(format!("{name}.yaml"));
        std::fs::write(&path, text).unwrap();
        all.push(path.to_str().unwrap().to_owned());
    }
    // As they are read.
    all.sort_by(|one, other| Path::new(one).cmp(Path::new(other)));
    all
}

fn batch<'a>(areas: &'a [String], more: &[&'a str]) -> crate::support::Run {
    let args: Vec<&str> =
        ["batch"].into_iter().chain(areas.iter().map(String::as_str)).chain(more.iter().copied()).collect();
    let ran = run(&args);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    ran
}

#[test]
fn every_row_agrees() {
    let areas = areas();
    let lines = batch(&areas, &["--format", "ndjson"]).stdout;
    let results: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let named: Vec<Named> = results.iter().map(Named::in_json).collect();
    for firmness in ["firm", "preliminary", "undetermined"] {
        assert!(results.iter().any(|result| result["firmness"] == firmness), "no area is {firmness}");
    }
    assert!(named.iter().any(|named| matches!(named, Named::Leaning(_))));
    assert!(named.contains(&Named::Nothing));
    // One by one, and in one object.
    for (path, result) in areas.iter().zip(&results) {
        let alone: Value =
            serde_json::from_str(&run(&["recommend", "--format", "json", path]).stdout).unwrap();
        assert_eq!(alone, *result);
    }
    let whole: Value = serde_json::from_str(&batch(&areas, &["--format", "json"]).stdout).unwrap();
    assert_eq!(whole["areas"].as_array().unwrap(), &results);
    // CSV.
    let table = batch(&areas, &["--format", "csv"]).stdout;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let columns = reader.headers().unwrap().clone();
    let column = |name: &str| columns.iter().position(|column| column == name).unwrap();
    for ((row, named), result) in reader.records().zip(&named).zip(&results) {
        let row = row.unwrap();
        let found = match (&row[column("outcome")], &row[column("leaning")]) {
            ("", "") => Named::Nothing,
            ("", form) => Named::Leaning(form.to_owned()),
            (outcome, "") => Named::Outcome(outcome.to_owned()),
            both => panic!("{both:?}"),
        };
        assert_eq!(found, *named);
        assert_eq!(row[column("support")].is_empty(), result["support"].is_null());
        assert_eq!(row[column("tie")] == *"true", result["outcome"]["tie"] == true);
        for form in result["forms"].as_array().unwrap() {
            let score = &row[column(&format!("score {}", form["id"].as_str().unwrap()))];
            assert_eq!(score.is_empty(), form["low"] != form["high"], "no figure in the middle of a span");
        }
    }
    // The workbook.
    let rules = shipped("linkoping-vard-omsorg");
    let texts = Texts::load(Lang::Sv).unwrap();
    let name = |id: &str| {
        let of = |id: &str| {
            rules.forms.entries().iter().find(|form| form.id == id).unwrap().name.get(Lang::Sv).to_owned()
        };
        id.split('+').map(of).collect::<Vec<_>>().join(" + ")
    };
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("omraden.xlsx");
    batch(&areas, &["--output", book.to_str().unwrap()]);
    let mut book: Xlsx<_> = open_workbook(book).unwrap();
    let sheet = book.worksheet_range(texts.sheet_overview()).unwrap();
    let headings: Vec<String> = sheet.rows().next().unwrap().iter().map(ToString::to_string).collect();
    let at = headings.iter().position(|heading| heading == texts.column_recommended()).unwrap();
    for ((row, named), result) in sheet.rows().skip(1).zip(&named).zip(&results) {
        let said = named.said(&texts, name, "");
        let said = if result["outcome"]["tie"] == true { texts.overview_tie(said) } else { said };
        assert_eq!(row[at].to_string(), said);
    }
}

/// The one line of a page that names an outcome is there exactly where there is one.
#[test]
fn every_page_agrees() {
    let texts = Texts::load(Lang::Sv).unwrap();
    let recommends = format!("{}: ", texts.overview_recommended());
    for path in areas() {
        let result: Value =
            serde_json::from_str(&run(&["recommend", "--format", "json", &path]).stdout).unwrap();
        let outcome = result["outcome"]["name"].as_str();
        for format in ["text", "plain", "markdown", "html", "docx"] {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("sida");
            let ran = run(&[
                "recommend",
                &path,
                "--format",
                format,
                "--width",
                "200",
                "--output",
                file.to_str().unwrap(),
            ]);
            assert_eq!(ran.status, 0, "{}", ran.stderr);
            let page = match format {
                "docx" => {
                    let mut package = zip::ZipArchive::new(std::fs::File::open(&file).unwrap()).unwrap();
                    let mut text = String::new();
                    package.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
                    let document = roxmltree::Document::parse(&text).unwrap();
                    document.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect()
                }
                "html" => {
                    let page = scraper::Html::parse_document(&std::fs::read_to_string(&file).unwrap());
                    page.root_element().text().collect::<String>()
                }
                _ => std::fs::read_to_string(&file).unwrap(),
            };
            let page = page.replace(['*', '\u{a0}'], " ");
            let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(page.contains(&recommends), outcome.is_some(), "{path} {format}: {page}");
            match outcome {
                Some(outcome) => {
                    assert!(page.contains(&format!("{recommends}{outcome}")), "{path} {format}: {page}")
                }
                None => assert!(page.contains(texts.undetermined()), "{path} {format}"),
            }
        }
    }
}

/// What the board said of each row of the plan of 2023, and whether it has been tested, in every format of the overview and in
/// the plan.
#[test]
fn every_row_says_how_what_is_stated_stands() {
    const REAL: &str = "examples/linkoping-2023";
    let folder = tempfile::tempdir().unwrap();
    let written = |command: &str, name: &str| -> Vec<u8> {
        let path = folder.path().join(name);
        let ran = run(&[command, REAL, "--output", path.to_str().unwrap()]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        std::fs::read(path).unwrap()
    };
    let options = serde_yaml::options! { strict_booleans: true };
    let areas = files(REAL, "yaml").into_iter().map(|path| {
        let text = std::fs::read_to_string(crate::support::root().join(path)).unwrap();
        serde_yaml::from_str_with_options(&text, options.clone()).unwrap()
    });
    let areas: Vec<Value> = areas.collect();
    // Of each row its name, its direction, and how that stands.
    let rows: Vec<(&str, &str, &str, &str)> = areas
        .iter()
        .map(|area| {
            let (id, said) = if area["decision"]["form"].is_null() {
                ("no-form", "Inte prövat, eftersom ingen form är angiven.")
            } else {
                ("untested", "Ännu inte prövat. Det som saknas: ")
            };
            (area["area"].as_str().unwrap(), area["decision"]["direction"].as_str().unwrap(), id, said)
        })
        .collect();
    assert_eq!(rows.len(), 21);
    let table = String::from_utf8(written("batch", "a.csv")).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let columns = reader.headers().unwrap().clone();
    let column = |name: &str| columns.iter().position(|column| column == name).unwrap();
    let found = reader.records().map(Result::unwrap);
    let found: Vec<[String; 3]> =
        found.map(|row| ["area", "direction", "tested"].map(|name| row[column(name)].to_owned())).collect();
    assert_eq!(
        found,
        rows.iter()
            .map(|(name, said, id, _)| [name, said, id].map(|of| (*of).to_owned()))
            .collect::<Vec<_>>()
    );
    written("batch", "a.xlsx");
    let mut book: Xlsx<_> = open_workbook(folder.path().join("a.xlsx")).unwrap();
    let sheet = book.worksheet_range("Översikt").unwrap();
    for (row, (name, direction, _, said)) in sheet.rows().skip(1).zip(&rows) {
        let cells: Vec<String> = row.iter().map(ToString::to_string).collect();
        let at = cells.iter().position(|cell| cell == direction).unwrap();
        assert!(cells[0] == *name && cells[at + 1].starts_with(said), "{cells:?}");
    }
    // Pages, with the blanks of their lines folded.
    let signs = regex::Regex::new("<[^>]*>|[*|│]").unwrap();
    for (command, name) in
        ["txt", "md", "html", "docx"].iter().flat_map(|ending| [("batch", ending), ("plan", ending)])
    {
        let bytes = written(command, &format!("{command}.{name}"));
        let text = match *name {
            "docx" => {
                let parts = crate::support::parts(&bytes);
                parts.into_iter().find(|(part, _)| part == "word/document.xml").unwrap().1
            }
            _ => String::from_utf8(bytes).unwrap(),
        };
        let bare = signs.replace_all(&text, " ").into_owned();
        let bare = bare.replace("&amp;", "&").replace("\\-", "-").replace("\\(", "(").replace("\\)", ")");
        let bare = bare.split_whitespace().collect::<Vec<_>>().join(" ");
        let (_, listed) = bare
            .rsplit_once(if command == "batch" {
                "Beslut och förslag mot riktlinjen"
            } else {
                "Åtgärdsplan"
            })
            .unwrap_or_else(|| panic!("{command} {name}: {bare}"));
        for (area, direction, _, said) in &rows {
            let follows = listed.match_indices(area).any(|(at, _)| {
                let rest = &listed[at + area.len()..];
                let near: String = rest.chars().take(400).collect();
                near.find(direction).is_some_and(|at| near[at..].contains(said.trim_end()))
            });
            assert!(follows, "{command} {name}: {area}: {direction} {said}");
        }
    }
}
