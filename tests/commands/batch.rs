//! `batch` as people and scripts meet it: what is found, what is shown, what is said of what cannot be read.

use std::fs;
use std::path::Path;

use crate::support::{self, Run, run, run_with};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

const REAL: &str = "examples/linkoping-2023";
const FULL: &str = "examples/illustrations";

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Runs `batch` on a folder; its own path does not show in what comes out.
fn batch(folder: &Path, args: &[&str]) -> Run {
    let path = folder.to_str().unwrap();
    let mut all = vec!["batch", path];
    all.extend(args);
    let mut ran = run(&all);
    ran.stdout = ran.stdout.replace(path, "DIR");
    ran.stderr = ran.stderr.replace(path, "DIR");
    ran
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn names(text: &str) -> Vec<String> {
    lines(text).iter().map(|one| one["area"]["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn overviews_in_text() {
    for (folder, name) in [(REAL, "real"), (FULL, "full")] {
        for width in ["60", "80", "120"] {
            let shown = run(&["batch", folder, "--width", width]);
            assert_eq!((shown.status, shown.stderr.as_str()), (0, ""));
            let widest = shown.stdout.lines().map(UnicodeWidthStr::width).max().unwrap();
            assert!(widest <= width.parse().unwrap(), "{folder} at {width}: {widest}");
            assert!(shown.stdout.lines().all(|line| line.trim_end() == line), "blanks at the end of a line");
            assert!(!shown.stdout.contains('\u{1b}'));
            insta::assert_snapshot!(format!("text-{name}-{width}"), shown.stdout);
        }
    }
    let english = ["batch", FULL, "--lang", "en", "--group-by", "group", "--sort", "firmness"];
    insta::assert_snapshot!("text-english-grouped", run(&english).stdout);
    let changed = ["batch", FULL, "--only", "changed", "--profile", "users-first"];
    insta::assert_snapshot!("text-changed", run(&changed).stdout);
}

/// Whatever is asked for, the results are those of `recommend`, byte for byte and in the order of the paths.
#[test]
fn lines_are_those_of_recommend() {
    for folder in [REAL, FULL] {
        let mut args = vec!["recommend", "--format", "ndjson"];
        let paths = support::files(folder, "yaml");
        args.extend(paths.iter().map(String::as_str));
        let single = run(&args).stdout;
        for threads in ["1", "2", "7"] {
            let env = [("RAYON_NUM_THREADS", threads)];
            let all = run_with(&["batch", "--format", "ndjson", folder], b"", &env);
            assert_eq!(all.stdout, single, "{threads} threads");
        }
        let whole: Value = serde_json::from_str(&run(&["batch", "--format", "json", folder]).stdout).unwrap();
        assert_eq!(whole["areas"].as_array().unwrap(), &lines(&single));
        let sorted = run(&["batch", "--format", "ndjson", "--sort", "name", folder]).stdout;
        let mut given = lines(&single);
        let mut other = lines(&sorted);
        let key = |one: &Value| one["area"]["id"].as_str().unwrap().to_owned();
        given.sort_by_key(key);
        other.sort_by_key(key);
        assert_eq!(given, other);
    }
}

#[test]
fn fields_are_those_of_the_whole_result() {
    let whole = lines(&run(&["batch", "--format", "ndjson", FULL]).stdout);
    let keys = "support,outcome,area,leaning,firmness,conditions,shares,counted,forms,ruleset";
    let lean = lines(&run(&["batch", "--format", "ndjson", "--fields", keys, FULL]).stdout);
    assert_eq!(whole.len(), lean.len());
    for (whole, lean) in whole.iter().zip(&lean) {
        let found: Vec<&str> = lean.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(found, keys.split(',').collect::<Vec<_>>(), "in the order asked for");
        for (key, value) in lean.as_object().unwrap() {
            assert_eq!(value, &whole[key], "{key}");
        }
    }
    let deep = lines(&run(&["batch", "--format", "ndjson", "--fields", "flips,next_questions", REAL]).stdout);
    let whole = lines(&run(&["batch", "--format", "ndjson", REAL]).stdout);
    for (whole, deep) in whole.iter().zip(&deep) {
        assert_eq!(deep["flips"], whole["flips"]);
        assert_eq!(deep["next_questions"], whole["next_questions"]);
    }
    let placed = ["batch", "--format", "ndjson", "--fields", "current,change,decision,agreement,board", FULL];
    insta::assert_snapshot!("fields-of-the-portfolio", run(&placed).stdout);
    let wrong = run(&["batch", "--format", "ndjson", "--fields", "outcom", FULL]);
    assert_eq!((wrong.status, wrong.stdout.as_str()), (2, ""));
    insta::assert_snapshot!("no-such-field", wrong.stderr);
    let elsewhere = run(&["batch", "--fields", "outcome", FULL]);
    assert_eq!(elsewhere.status, 2);
    assert!(elsewhere.stderr.contains("--fields"), "{}", elsewhere.stderr);
}

#[test]
fn totals_add_up() {
    for args in
        [&["batch", "--format", "json", FULL][..], &["batch", "--format", "json", REAL, "--sort", "name"]]
    {
        let whole: Value = serde_json::from_str(&run(args).stdout).unwrap();
        let areas = whole["areas"].as_array().unwrap();
        let totals = &whole["totals"];
        assert_eq!(totals["areas"], areas.len());
        for firmness in ["firm", "preliminary", "undetermined"] {
            let count = areas.iter().filter(|area| area["firmness"] == firmness).count();
            assert_eq!(totals["firmness"][firmness], count, "{firmness}");
            for (outcome, counts) in totals["outcome"].as_object().unwrap() {
                let both = |area: &&Value| area["firmness"] == firmness && area["outcome"]["id"] == *outcome;
                assert_eq!(counts[firmness], areas.iter().filter(both).count(), "{outcome} {firmness}");
            }
        }
        let sum =
            |key: &str| totals[key].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum::<u64>();
        assert_eq!(sum("change"), areas.len() as u64);
    }
}

#[test]
fn csv_opens_in_a_spreadsheet_and_holds_no_formula() {
    let folder = tempfile::tempdir().unwrap();
    let names =
        ["=1+1", "+46 13", "-2", "@SUM(A1)", "\t=1", " =cmd|' /C calc'!A0", "a;b\"c\nd", "Ärende å ö", "'=1"];
    for (number, name) in names.iter().enumerate() {
        let area = json!({"area": name, "board": name, "group": name, "answers": {"market_exists": "yes"}});
        write(folder.path(), &format!("{number}.yaml"), &area.to_string());
    }
    let ran = batch(folder.path(), &["--format", "csv"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.starts_with("\u{feff}id;area;"), "a byte-order mark, semicolons");
    assert_eq!(ran.stdout.matches("\r\n").count(), names.len() + 1);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(ran.stdout.trim_start_matches('\u{feff}').as_bytes());
    let headers = reader.headers().unwrap().clone();
    for (record, name) in reader.records().zip(names) {
        let record = record.unwrap();
        assert_eq!(record.len(), headers.len());
        let shown = record.get(1).unwrap().trim_start_matches('\'').trim();
        assert_eq!(shown, name.trim_start_matches('\'').trim());
        for cell in &record {
            let first = cell.trim_start().chars().next();
            assert!(!matches!(first, Some('=' | '+' | '-' | '@')), "{cell:?} is a formula");
        }
    }
    insta::assert_snapshot!("csv", run(&["batch", FULL, "--format", "csv"]).stdout);
    let some =
        ["batch", FULL, "--format", "csv", "--fields", "id,outcome,support,forms", "--only", "changed"];
    insta::assert_snapshot!("csv-some", run(&some).stdout);
}

#[test]
fn one_bad_file_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.yaml", "area: A\nanswers:\n  marknad_finns: kanske\n  brukarvall: ja\n");
    write(folder.path(), "b/b.yml", "area: B\n");
    write(folder.path(), "c.yaml", "board: C\n---\narea: D\n");
    let text = batch(folder.path(), &[]);
    assert_eq!(text.status, 2);
    insta::assert_snapshot!("bad-files-errors", text.stderr);
    insta::assert_snapshot!("bad-files", text.stdout);
    let whole = batch(folder.path(), &["--format", "json"]);
    assert_eq!(whole.status, 2);
    let whole: Value = serde_json::from_str(&whole.stdout).unwrap();
    assert_eq!(whole["totals"]["areas"], 2);
    let codes: Vec<&str> =
        whole["faults"].as_array().unwrap().iter().map(|fault| fault["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["wrong-answer", "unknown-criterion", "missing-key"]);
    let quiet = batch(folder.path(), &["--format", "ndjson", "--fields", "area"]);
    assert_eq!((quiet.status, quiet.stdout.lines().count()), (2, 2));
}

#[test]
fn nothing_found_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "readme.txt", "no area");
    let empty = batch(folder.path(), &[]);
    assert_eq!((empty.status, empty.stdout.as_str()), (2, ""));
    insta::assert_snapshot!("empty-folder", empty.stderr);
    let missing = run(&["batch", FULL, "no/such/place", "--format", "ndjson", "--fields", "area"]);
    assert_eq!((missing.status, missing.stdout.is_empty()), (2, false));
    insta::assert_snapshot!("missing-path", missing.stderr);
    let nothing = run_with(&["batch", "--input", "ndjson", "-"], b"\n\n", &[]);
    assert_eq!((nothing.status, nothing.stdout.as_str()), (2, ""));
    let required = run(&["batch", REAL, "--require", "preliminary", "--format", "ndjson"]);
    assert_eq!(required.status, 1);
    assert_eq!(run(&["batch", FULL, "--require", "firm"]).status, 0);
}

#[test]
fn two_areas_of_one_id() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.yaml", "area: A\nid: same\n");
    write(folder.path(), "b.yaml", "area: X\n---\n# more\narea: B\nid: same\n");
    for format in ["ndjson", "json", "text", "csv"] {
        let ran = batch(folder.path(), &["--format", format]);
        assert_eq!(ran.status, 2, "{format}");
        assert!(ran.stderr.contains("DIR/a.yaml:1") && ran.stderr.contains("DIR/b.yaml:4"), "{}", ran.stderr);
    }
    // The same file named twice is one file.
    let twice = run(&["batch", FULL, &format!("{FULL}/daglig-verksamhet.yaml"), "--format", "ndjson"]);
    assert_eq!(twice.status, 0);
}

#[test]
fn folders_are_walked_as_gitignore_says() {
    let folder = tempfile::tempdir().unwrap();
    for name in
        ["b.yaml", "a/x.yml", "a/kept.YAML", "a/old/y.yaml", "drafts/z.yaml", "a/n.txt", ".hidden/h.yaml"]
    {
        let id = name.replace(['/', '.'], "-");
        write(folder.path(), name, &format!("area: A\nid: {id}\n"));
    }
    write(folder.path(), ".gitignore", "drafts/\n");
    write(folder.path(), "a/.gitignore", "old\n");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.path(), folder.path().join("a/loop")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("b.yaml"), folder.path().join("link.yaml")).unwrap();
    }
    let found = batch(folder.path(), &["--format", "ndjson", "--fields", "area"]);
    assert_eq!(found.status, 0);
    insta::assert_snapshot!("folders-walked", found.stderr);
    assert_eq!(names(&found.stdout), ["a-kept-YAML", "a-x-yml", "b-yaml"]);
    // What is named is read, whatever .gitignore says.
    let named = batch(&folder.path().join("drafts/z.yaml"), &["--format", "ndjson", "--fields", "area"]);
    assert_eq!(names(&named.stdout), ["drafts-z-yaml"]);
}

/// Every criterion's answers as JSON, read as a line and as the YAML that it also is.
#[test]
fn a_line_of_json_is_the_same_area_as_in_yaml() {
    let rules = support::shipped("linkoping-vard-omsorg");
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = (
        proptest::collection::vec(0_usize..5, rules.criteria.len()),
        "[a-zåäöA-Z0-9 ,:;.'{}\\[\\]#&*!|>@`%=-]{1,40}",
        0_u32..=100,
    );
    runner
        .run(&strategy, |(picked, text, share)| {
            let mut answers = serde_json::Map::new();
            for ((_, criterion), pick) in rules.criteria.iter().zip(picked) {
                let Some(choice) = criterion.choices.get(pick) else { continue };
                let name = if pick == 0 { &criterion.alias } else { &criterion.id };
                let value = match pick {
                    1 => json!({"answer": choice.id, "note": text, "source": "x"}),
                    _ => json!(choice.id),
                };
                answers.insert(name.clone(), value);
            }
            let name = format!("A{text}");
            let area = json!({
                "area": name, "id": "an-id", "board": null, "notes": text,
                "current": {"users": share, "share": {"municipal": share, "private": 100 - share}},
                "answers": answers,
            })
            .to_string();
            let line = avtalsform::load::line("x", 7, area.clone().into_bytes(), &rules);
            let yaml = avtalsform::load::areas("x", area.clone().into_bytes(), &rules);
            assert_eq!(line.faults.len(), yaml.faults.len(), "{area}\n{:?}\n{:?}", line.faults, yaml.faults);
            for (one, other) in line.areas.iter().zip(&yaml.areas) {
                assert_eq!(one.line, 7);
                // The places differ by the line they were given, and by nothing else.
                let said = |area: &avtalsform::model::Area| format!("{area:?}").replace("line: 7", "line: 1");
                assert_eq!(said(one), said(other), "{area}");
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn faults_of_lines_name_the_line() {
    let input = [
        r#"{"area": "A", "answers": {"marknad_finns": "ja"}}"#,
        "",
        r#"{"area": "Å", "answers": {"marknad_finns": "kanske", "brukarvall": "ja"}}"#,
        r#"{"area": "B", "answers": {"market_exists": "yes"}"#,
        r#"{"area": "B", 'answers': {}}"#,
        r#"["area"]"#,
        r#"{"area": "C", "area": "D"}"#,
        r#"{"area": "E\u0007\ud800"}"#,
        r#"{"area": "F", "current": {"users": 1.5, "share": {"municipal": 33.5, "private": 66.4}}}"#,
        r#"{"area": "G", "answers": {"market\u005fexists": "maybe"}}"#,
        "area: H",
        r#"{"area": "I", "current": {"share": {"municipal": 33.3, "private": 66.7}}} extra"#,
        "\u{feff}{\"area\": \"J\"}\r",
    ]
    .join("\n");
    let ran = run_with(
        &["batch", "--input", "ndjson", "--format", "ndjson", "--fields", "area", "-"],
        input.as_bytes(),
        &[],
    );
    assert_eq!(ran.status, 2);
    insta::assert_snapshot!("faults-of-lines", ran.stderr);
    assert_eq!(names(&ran.stdout), ["stdin-1", "stdin-13"]);
    let latin = run_with(
        &["batch", "--input", "ndjson", "--format", "ndjson", "-"],
        b"{\"area\": \"A\"}\n{\"area\": \"H\xe4lsa\"}\n",
        &[],
    );
    insta::assert_snapshot!("latin-line", latin.stderr);
    let deep = format!("{{\"area\": {}1{}}}", "[".repeat(5000), "]".repeat(5000));
    let long = format!("{{\"area\": \"{}\"}}", "x".repeat(2_000_000));
    let many = format!("{{\"area\": \"A\", \"notes\": [{}1]}}", "1,".repeat(150_000));
    for (hostile, said) in [(deep, "32"), (long, "1048576"), (many, "100000")] {
        let input = format!("{hostile}\n{{\"area\": \"A\"}}\n");
        let ran = run_with(
            &["batch", "--input", "ndjson", "--format", "ndjson", "--fields", "area", "-"],
            input.as_bytes(),
            &[],
        );
        assert_eq!(
            (ran.status, ran.stdout.lines().count()),
            (2, 1),
            "{}",
            ran.stderr.chars().take(300).collect::<String>()
        );
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr.chars().take(600).collect::<String>());
    }
}

/// Files of lines are known by their name, and read beside others.
#[test]
fn lines_and_files_together() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "b.ndjson", "{\"area\": \"B1\"}\n\n{\"area\": \"B2\", \"id\": \"own\"}\n");
    write(folder.path(), "a.yaml", "area: A\n");
    write(folder.path(), "c.yaml", "area: C\n");
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (a, b, c) = (path("a.yaml"), path("b.ndjson"), path("c.yaml"));
    let ran = run(&["batch", &c, &b, &a, "--format", "ndjson", "--fields", "area"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert_eq!(names(&ran.stdout), ["a", "b-1", "own", "c"]);
}

/// A pipe or device is written to and never replaced by a file; what a link leads to is written.
#[cfg(unix)]
#[test]
fn outputs_that_are_no_plain_files() {
    use std::os::unix::fs::FileTypeExt;
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).unwrap()
    });
    let args = ["batch", FULL, "--format", "ndjson", "--fields", "area", "--quiet", "--output"];
    let ran = run(&[&args[..], &[pipe.to_str().unwrap()]].concat());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert_eq!(names(&reader.join().unwrap()).len(), 17);
    assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
    let (link, target) = (folder.path().join("link"), folder.path().join("target"));
    fs::write(&target, "before").unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();
    run(&[&args[..], &[link.to_str().unwrap()]].concat());
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(names(&fs::read_to_string(&target).unwrap()).len(), 17);
}
