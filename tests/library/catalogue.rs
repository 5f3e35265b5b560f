//! The catalogue of bad input: every file under `tests/bad/` with the faults it must show, and no others.
//!
//! `tests/bad/expected.tsv` says which, judged from the files and not from the output; the snapshots pin every
//! message whole, in both languages.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::support::{self, files, root, run, shipped};
use avtalsform::load::{self, Diagnostic, Fault, SourceText};
use avtalsform::model::Lang;
use avtalsform::texts::Texts;
use avtalsform::write::faults::faults;

/// A fault that a file must show: line, column (`None`: any), code, and what must or must not be suggested.
type Expected = (usize, Option<usize>, String, String);

fn expected() -> BTreeMap<String, Vec<Expected>> {
    let text = std::fs::read_to_string(root().join("tests/bad/expected.tsv")).unwrap();
    let mut files: BTreeMap<String, Vec<Expected>> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let (line, column) = fields[1].split_once(':').unwrap();
        let row = (line.parse().unwrap(), column.parse().ok(), fields[2].to_owned(), fields[3].to_owned());
        files.entry(format!("tests/bad/{}", fields[0])).or_default().push(row);
    }
    files
}

fn code(fault: Fault) -> String {
    let mut code = String::new();
    for letter in format!("{fault:?}").chars() {
        if letter.is_uppercase() && !code.is_empty() {
            code.push('-');
        }
        code.extend(letter.to_lowercase());
    }
    code
}

/// The text and the faults of a file of the catalogue.
fn load(path: &str) -> (SourceText, Vec<Diagnostic>, bool) {
    let bytes = std::fs::read(root().join(path)).unwrap();
    if path.contains("/rules/") {
        // The files that it extends are looked for from its folder.
        let loaded = load::rules(path, bytes, &|path| load::Disk::default().read_plain(&root().join(path)));
        (loaded.source, loaded.faults, loaded.rules.is_some())
    } else if path.starts_with("tests/bad/tests/") {
        // The files that a test names are looked for from its folder, and the tests run in the project's.
        let mut shelf = load::Shelf::new(shipped("linkoping-vard-omsorg"), load::Disk::default());
        let loaded = load::rule_tests(path, bytes, &mut shelf);
        (loaded.source, loaded.faults, !loaded.tests.is_empty())
    } else if path.starts_with("tests/bad/shared/") {
        let loaded = load::shared_file(path, bytes, &shipped("linkoping-vard-omsorg"));
        let read = loaded.faults.is_empty();
        (loaded.source, loaded.faults, read)
    } else if path.contains("/plan/") {
        let loaded = load::plan_file(path, bytes, &shipped("linkoping-vard-omsorg"));
        (loaded.source, loaded.faults, loaded.plan.is_some())
    } else {
        let rules = shipped("linkoping-vard-omsorg");
        let line = path.contains("/lines/");
        let loaded = if line { load::line(path, 1, bytes, &rules) } else { load::areas(path, bytes, &rules) };
        (loaded.source, loaded.faults, !loaded.areas.is_empty())
    }
}

fn fits(found: &Diagnostic, expected: &Expected) -> bool {
    let (line, column, name, _) = expected;
    found.place.line == *line
        && column.is_none_or(|column| column == found.place.column)
        && code(found.fault) == *name
}

#[test]
fn every_bad_file_shows_its_faults_and_no_others() {
    let mut wrong = String::new();
    for (path, expected) in expected() {
        let (_, found, _) = load(&path);
        for one in &expected {
            let Some(found) = found.iter().find(|found| fits(found, one)) else {
                writeln!(wrong, "{path}: not found: {one:?}").unwrap();
                continue;
            };
            let suggestion = found.suggestion.as_deref().unwrap_or("");
            let right = match one.3.strip_prefix('!') {
                Some(never) => suggestion != never,
                None => one.3.is_empty() || suggestion == one.3,
            };
            if !right {
                writeln!(wrong, "{path}: {one:?}: suggested `{suggestion}`").unwrap();
            }
        }
        for found in found.iter().filter(|found| !expected.iter().any(|one| fits(found, one))) {
            let place = found.place;
            writeln!(wrong, "{path}: unexpected: {}:{} {}", place.line, place.column, code(found.fault))
                .unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_bad_file_is_in_the_list() {
    let listed: BTreeSet<String> = expected().into_keys().collect();
    let mut there: BTreeSet<String> =
        ["tests/bad/area", "tests/bad/plan", "tests/bad/rules", "tests/bad/shared", "tests/bad/tests"]
            .iter()
            .flat_map(|folder| files(folder, "yaml"))
            .collect();
    there.extend(files("tests/bad/lines", "ndjson"));
    assert_eq!(listed, there);
}

#[test]
fn a_rule_set_or_plan_with_a_fault_does_not_load() {
    for path in ["tests/bad/rules", "tests/bad/plan"].iter().flat_map(|folder| files(folder, "yaml")) {
        assert!(!load(&path).2, "{path}");
    }
}

#[test]
fn what_only_looks_odd_is_accepted() {
    for path in ["tests/bad/ok", "tests/bad/ok/plan", "tests/bad/ok/rules"]
        .iter()
        .flat_map(|folder| files(folder, "yaml"))
    {
        let (_, found, read) = load(&path);
        assert!(found.is_empty() && read, "{path}: {found:#?}");
    }
}

/// Words and numbers that YAML of 2005 takes for something else are read as they stand.
#[test]
fn no_word_is_taken_for_another() {
    let bytes = std::fs::read(root().join("tests/bad/ok/old-yaml.yaml")).unwrap();
    let area = load::areas("x.yaml", bytes, &shipped("linkoping-vard-omsorg")).areas.remove(0);
    let texts = [&area.board, &area.group, &area.period, &area.notes, &area.current.geography];
    let texts = texts.map(|text| text.as_deref().unwrap());
    assert_eq!((area.name.as_str(), texts), ("no", ["NO", "off", "on", "y", "12:30"]));
    assert_eq!(area.current.users, Some(10));
    assert_eq!(area.current.description.as_deref(), Some("Två rader,\ntre 😀"));
}

/// Every message, whole, in the order of the files.
fn messages(folder: &str, lang: Lang) -> String {
    let texts = Texts::load(lang).unwrap();
    let mut all = String::new();
    let extension = if folder.ends_with("lines") { "ndjson" } else { "yaml" };
    for path in files(folder, extension) {
        let (source, found, _) = load(&path);
        let text = faults(&texts, &source, &found, 100);
        writeln!(all, "{}\n{}", "=".repeat(100), anstream::adapter::strip_str(&text)).unwrap();
    }
    all
}

#[test]
fn messages_of_area_files() {
    insta::assert_snapshot!("area-sv", messages("tests/bad/area", Lang::Sv));
    insta::assert_snapshot!("area-en", messages("tests/bad/area", Lang::En));
}

#[test]
fn messages_of_lines() {
    insta::assert_snapshot!("lines-sv", messages("tests/bad/lines", Lang::Sv));
    insta::assert_snapshot!("lines-en", messages("tests/bad/lines", Lang::En));
}

#[test]
fn messages_of_rule_sets() {
    insta::assert_snapshot!("rules-sv", messages("tests/bad/rules", Lang::Sv));
    insta::assert_snapshot!("rules-en", messages("tests/bad/rules", Lang::En));
}

#[test]
fn messages_of_plan_files() {
    insta::assert_snapshot!("plan-sv", messages("tests/bad/plan", Lang::Sv));
    insta::assert_snapshot!("plan-en", messages("tests/bad/plan", Lang::En));
}

#[test]
fn messages_of_rule_tests() {
    insta::assert_snapshot!("tests-sv", messages("tests/bad/tests", Lang::Sv));
    insta::assert_snapshot!("tests-en", messages("tests/bad/tests", Lang::En));
}

#[test]
fn messages_of_shared_answers() {
    insta::assert_snapshot!("shared-sv", messages("tests/bad/shared", Lang::Sv));
    insta::assert_snapshot!("shared-en", messages("tests/bad/shared", Lang::En));
}

/// The command itself: status 2, nothing on standard output, every fault on standard error, quickly.
#[test]
fn the_command_refuses_bad_files() {
    for path in [
        "tests/bad/area/alias-bomb.yaml",
        "tests/bad/area/nesting-flow.yaml",
        "tests/bad/area/many-faults.yaml",
    ] {
        let run = run(&["recommend", path]);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{path}");
        assert!(run.stderr.contains(path), "{}", run.stderr);
    }
    let run = run(&[
        "recommend",
        "--rules",
        "tests/bad/rules/criterion-unknown-gate.yaml",
        "tests/bad/ok/crlf.yaml",
    ]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("okänt kriterium"), "{}", run.stderr);
}

/// A good document beside a faulty one is still evaluated; a document in which something was refused is not.
#[test]
fn a_refused_document_is_not_evaluated() {
    let (_, faults, read) = load("tests/bad/area/tag-str.yaml");
    assert!(!faults.is_empty() && !read);
    let run = support::run_with(
        &["recommend", "--format", "ndjson", "-"],
        "area: A\n---\narea: [B]\n---\narea: C\nnotes: \"x\n---\narea: D\n".as_bytes(),
        &[],
    );
    assert_eq!(run.status, 2);
    let names: Vec<String> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["area"]["name"].to_string())
        .collect();
    assert_eq!(names, ["\"A\"", "\"D\""]);
    assert!(run.stderr.contains("-:3:7") && run.stderr.contains("-:6:8"), "{}", run.stderr);
}
