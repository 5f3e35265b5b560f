//! Every format of an overview and a plan, of one small portfolio, whole: what people and programs are given.

use std::io::{Cursor, Read};

use crate::support::run;
use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

/// Home care, with districts and compensation, and an area of which little is known.
const AREAS: [&str; 2] = [
    "examples/illustrations/hemtjanst-omradesbaserad.yaml",
    "examples/linkoping-2023/16-yttersta-ansvaret-personlig-assistans.yaml",
];

fn given(command: &str, format: &str, more: &[&str]) -> String {
    let mut args = vec![command, "--format", format];
    args.extend(AREAS);
    args.extend(more);
    let ran = run(&args);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{command} {format}");
    ran.stdout
}

fn written(command: &str, format: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out");
    given(command, format, &["--output", path.to_str().unwrap()]);
    std::fs::read(path).unwrap()
}

#[test]
fn overviews() {
    for format in ["text", "csv", "json", "ndjson", "markdown", "html"] {
        insta::assert_snapshot!(format!("batch-{format}"), given("batch", format, &[]));
    }
    insta::assert_snapshot!(
        "batch-html-english",
        given("batch", "html", &["--lang", "en", "--group-by", "board"])
    );
}

#[test]
fn plans() {
    for format in ["markdown", "html"] {
        insta::assert_snapshot!(format!("plan-{format}"), given("plan", format, &[]));
    }
    insta::assert_snapshot!("plan-markdown-english", given("plan", "markdown", &["--lang", "en"]));
}

/// The text of the Word file, a paragraph a line, with its style.
#[test]
fn word() {
    let mut archive = zip::ZipArchive::new(Cursor::new(written("plan", "docx"))).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let document = roxmltree::Document::parse(&xml).unwrap();
    let mut text = String::new();
    for paragraph in document.descendants().filter(|node| node.has_tag_name((WORD, "p"))) {
        let style = paragraph.descendants().find(|node| node.has_tag_name((WORD, "pStyle")));
        let style = style.and_then(|style| style.attribute((WORD, "val"))).unwrap_or("");
        let runs = paragraph.descendants().filter(|node| node.has_tag_name((WORD, "t")));
        let said: String = runs.filter_map(|run| run.text()).collect();
        text.push_str(&format!("{style:>12}  {said}\n"));
    }
    insta::assert_snapshot!("plan-docx", text);
}

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Every cell of the workbook with its type, as another library reads it.
#[test]
fn workbook() {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(written("batch", "xlsx"))).unwrap();
    let mut text = String::new();
    for name in workbook.sheet_names() {
        text.push_str(&format!("== {name}\n"));
        let range = workbook.worksheet_range(&name).unwrap();
        for (row, column, cell) in range.used_cells() {
            let shown = match cell {
                Data::String(text) => format!("{text:?}"),
                other => format!("{other:?}"),
            };
            text.push_str(&format!("{row:>3} {column:>2}  {shown}\n"));
        }
    }
    insta::assert_snapshot!("batch-xlsx", text);
}

/// An overview in JSON fits its schema, faults and all.
#[test]
fn json_fits_its_schema() {
    let schema: Value = serde_json::from_str(&run(&["schema", "batch"]).stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let bad = "tests/bad/area/unknown-criterion-near.yaml";
    for args in [
        &["batch", "--format", "json", "examples/linkoping-2023"][..],
        &["batch", "--format", "json", "examples/illustrations", bad, "--sort", "support"],
    ] {
        let ran = run(args);
        let value: Value = serde_json::from_str(&ran.stdout).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let faulty = value["faults"].as_array().unwrap().len();
        assert_eq!((ran.status, faulty), if args.contains(&bad) { (2, 3) } else { (0, 0) });
    }
    assert!(!validator.is_valid(&serde_json::json!({"schema": "avtalsform/batch/2"})));
}
