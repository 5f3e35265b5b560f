//! `test` as people and CI meet it: what passes, what fails, what no test has tried, and the tests that are missing.

use std::fs;
use std::path::Path;

use crate::support::{Run, root, run, run_with, shipped};
use avtalsform::load::{self, Shelf};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

const SHIPPED: &str = "rules/tests";
const FAILING: &str = "tests/ci/reports/failing.yaml";
const HOSTILE: &str = "tests/ci/reports/hostile.yaml";
const FAULTY: &str = "tests/ci/reports/faulty.yaml";
const IDS: [&str; 2] = ["linkoping-vard-omsorg", "linkoping-ovriga-namnder"];

fn json(ran: &Run) -> Value {
    serde_json::from_str(&ran.stdout).unwrap()
}

/// A folder with one file of tests.
fn folder(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.yaml"), text).unwrap();
    folder
}

fn path(folder: &tempfile::TempDir) -> &str {
    folder.path().to_str().unwrap()
}

#[test]
fn the_shipped_rule_sets_are_tested_in_full() {
    let ran = run(&["test", SHIPPED, "--min-coverage", "100", "--format", "json"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let report = json(&ran);
    assert!(report["totals"]["tests"].as_u64().unwrap() > 150);
    for (coverage, id) in report["coverage"].as_array().unwrap().iter().zip(IDS) {
        assert_eq!(coverage["ruleset"]["id"], id);
        assert_eq!(coverage["path"], format!("rules/{id}.yaml"));
        assert_eq!(coverage["reached"], coverage["goals"]);
        assert!(coverage["missing"].as_array().unwrap().is_empty());
    }
    // The rules beside the tests are those that are built in.
    for id in IDS {
        let ran = run(&["test", &format!("{SHIPPED}/{id}.yaml"), "--rules", id, "--format", "json"]);
        assert_eq!(json(&ran)["coverage"][0]["ruleset"]["sha256"], shipped(id).identity.sha256);
    }
    insta::assert_snapshot!("shipped", run(&["test", SHIPPED]).stdout);
}

#[test]
fn reports_in_text() {
    for width in ["60", "80", "120"] {
        let shown = run(&["test", FAILING, HOSTILE, "--width", width]);
        assert_eq!((shown.status, shown.stderr.as_str()), (1, ""));
        let widest = shown.stdout.lines().map(UnicodeWidthStr::width).max().unwrap();
        assert!(widest <= width.parse().unwrap(), "{widest} at {width}");
        assert!(shown.stdout.lines().all(|line| line.trim_end() == line), "blanks at the end of a line");
        assert!(!shown.stdout.chars().any(|letter| letter.is_control() && letter != '\n'));
        assert!(!shown.stdout.contains('\u{202e}'));
        insta::assert_snapshot!(format!("text-{width}"), shown.stdout);
    }
    let english = run(&["test", FAILING, "--lang", "en", "--run", "fel|missing", "--min-coverage", "99.5 %"]);
    assert_eq!(english.status, 1);
    insta::assert_snapshot!("text-english", english.stdout);
    let faulty = run(&["test", FAULTY]);
    assert_eq!(faulty.status, 2);
    insta::assert_snapshot!("text-faulty", format!("{}\n---\n{}", faulty.stderr, faulty.stdout));
}

#[test]
fn reports_for_programs() {
    let sha256 = shipped(IDS[0]).identity.sha256;
    for (format, status) in [("json", 2), ("junit", 2), ("github", 2)] {
        let args = ["test", FAILING, HOSTILE, FAULTY, "--min-coverage", "35,5", "--format", format];
        let ran = run(&args);
        assert_eq!(ran.status, status, "{format}");
        assert_eq!(ran.stdout, run(&args).stdout, "equal input, equal bytes");
        insta::assert_snapshot!(format, ran.stdout.replace(&sha256, "SHA256"));
    }
}

#[test]
fn json_keys_stand_in_order() {
    let report = json(&run(&["test", FAILING, "--format", "json"]));
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(keys(&report), "schema tool totals tests coverage faults");
    assert_eq!(report["schema"], "avtalsform/tests/2");
    assert_eq!(keys(&report["totals"]), "tests passed failed errors left_out");
    let test = "name path line column ruleset profile end outcome firmness failures reasons";
    assert_eq!(keys(&report["tests"][1]), test);
    assert_eq!(keys(&report["tests"][1]["failures"][0]), "key line column expected actual");
    let reason = "rule stage effect form criterion answer provenance text sources note";
    assert_eq!(keys(&report["tests"][1]["reasons"][0]), reason);
    let coverage = "ruleset path reached goals rules branches enough missing unreachable";
    assert_eq!(keys(&report["coverage"][0]), coverage);
    assert_eq!(keys(&report["coverage"][0]["missing"][0]), "rule kind goal term criterion answer text");
    // Counts are those of what is listed.
    let one = &report["coverage"][0];
    let missing = one["missing"].as_array().unwrap();
    let count = |key: &str, of: &str| one[key][of].as_u64().unwrap();
    assert_eq!(one["goals"].as_u64().unwrap() - one["reached"].as_u64().unwrap(), missing.len() as u64);
    assert_eq!(count("rules", "goals") + count("branches", "goals"), one["goals"].as_u64().unwrap());
    let sides = missing.iter().filter(|goal| goal["goal"] == "fired" || goal["goal"] == "not_fired").count();
    assert_eq!(count("rules", "goals") - count("rules", "reached"), sides as u64);
}

/// Names survive what XML and workflow commands would make of them.
#[test]
fn hostile_names() {
    let xml = run(&["test", HOSTILE, "--format", "junit"]).stdout;
    let document = roxmltree::Document::parse(&xml).unwrap();
    let names: Vec<&str> = document
        .descendants()
        .filter(|node| node.has_tag_name("testcase"))
        .map(|node| node.attribute("name").unwrap())
        .collect();
    assert_eq!(names[0], "<script>alert('&')</script> ]]> \"quoted\" %0A\\u{3a}:error\\u{3a}:x");
    assert!(names[1].contains("red") && !names[1].contains('\u{1b}'));
    assert!(document.descendants().all(|node| node.tag_name().name() != "script"));
    let commands = run(&["test", HOSTILE, "--format", "github"]).stdout;
    assert_eq!(commands.lines().count(), 2, "{commands}");
    assert!(commands.lines().all(|line| line.starts_with("::error file=")));
}

#[test]
fn junit_counts_what_it_holds() {
    let xml = run(&["test", FAILING, FAULTY, "--format", "junit", "--min-coverage", "90"]).stdout;
    let document = roxmltree::Document::parse(&xml).unwrap();
    let count = |name: &str| document.descendants().filter(|node| node.has_tag_name(name)).count();
    let said = |name: &str| document.root_element().attribute(name).unwrap().parse::<usize>().unwrap();
    assert_eq!(said("tests"), count("testcase"));
    assert_eq!(said("failures"), count("failure"));
    assert_eq!(said("errors"), count("error"));
    // Two tests and the coverage fail; three faults cannot be read.
    assert_eq!((count("failure"), count("error")), (3, 3));
}

#[test]
fn exit_statuses() {
    let status = |args: &[&str]| {
        let mut all = vec!["test"];
        all.extend(args);
        run(&all).status
    };
    assert_eq!(status(&[FAILING]), 1);
    assert_eq!(status(&[FAILING, "--run", "^Utan marknad"]), 0);
    assert_eq!(status(&[FAILING, "--run", "^Utan marknad", "--min-coverage", "90"]), 1);
    assert_eq!(status(&[FAILING, "--run", "^Utan marknad", "--min-coverage", "0"]), 0);
    assert_eq!(status(&[FAILING, FAULTY]), 2);
    assert_eq!(status(&[FAILING, "no/such/place"]), 2);
    assert_eq!(status(&["rules"]), 2, "a rule set is no test file");
    assert_eq!(status(&[FAILING, "--profile", "no-such"]), 2);
    assert_eq!(status(&[FAILING, "--rules", "no-such"]), 2);
    assert_eq!(status(&[FAILING, "--format", "ndjson"]), 2);
}

#[test]
fn problems() {
    let empty = tempfile::tempdir().unwrap();
    let mut all = String::new();
    for args in [
        vec!["test", path(&empty)],
        vec!["test", FAILING, "--run", "no such name"],
        vec!["test", FAILING, "--run", "(a|b"],
        vec!["test", FAILING, "--min-coverage", "101"],
        vec!["test", FAILING, "--min-coverage", "all", "--lang", "en"],
        vec!["test", FAILING, "--profile", "users-frist"],
    ] {
        let ran = run(&args);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{args:?}");
        all.push_str(&format!("$ {}\n{}\n", args[1..].join(" "), ran.stderr).replace(path(&empty), "DIR"));
    }
    insta::assert_snapshot!(all);
}

/// Only what ran counts, and the gate is compared exactly.
#[test]
fn coverage_is_of_the_tests_that_ran() {
    let reached = |args: &[&str]| {
        let mut all = vec!["test", SHIPPED, "--format", "json"];
        all.extend(args);
        let report = json(&run(&all));
        let coverage = report["coverage"][0].clone();
        (coverage["reached"].as_u64().unwrap(), coverage["goals"].as_u64().unwrap())
    };
    let (some, goals) = reached(&["--run", "^Myndighetsutövning"]);
    assert!(0 < some && some < goals);
    assert_eq!(reached(&[]), (goals, goals));
    let (all_but, _) = reached(&["--run", "^[^M]"]);
    assert!(all_but < goals);
    // The gate is compared exactly: what is just reached is enough, a hundredth of a goal more is not.
    let exact = format!("{}/{}", all_but * 100, goals);
    let single = format!("{SHIPPED}/{}.yaml", IDS[0]);
    let gate = |least: &str| run(&["test", &single, "--run", "^[^M]", "--min-coverage", least]).status;
    assert_eq!(gate(&exact), 0, "{exact}");
    assert_eq!(gate(&format!("{}/{}", all_but * 100 + 1, goals)), 1);
}

/// Tests of another file's answers, with its own on top, under a profile, in a rule set beside the file.
#[test]
fn what_a_file_can_name() {
    let folder = folder(
        "rules: rules/own.yaml\n\
         tests:\n\
         - name: ett\n\
         \x20 area: area.yaml\n\
         \x20 answers: { marknad_finns: Okänt, avgransbart_uppdrag: JA }\n\
         \x20 current: { form: lou }\n\
         \x20 profile: users-first\n\
         \x20 expect: { conditions: { with: [market_exists], without: AVGRANSBART_UPPDRAG } }\n\
         ---\n\
         tests:\n\
         - { name: två, answers: , expect: { firmness: Undetermined } }\n",
    );
    fs::create_dir(folder.path().join("rules")).unwrap();
    fs::write(folder.path().join("rules/own.yaml"), load::embedded(IDS[1]).unwrap()).unwrap();
    fs::write(
        folder.path().join("area.yaml"),
        "area: A\nanswers: { marknad_finns: nej, prissattning: ja }\n",
    )
    .unwrap();
    let ran = run(&["test", folder.path().join("a.yaml").to_str().unwrap(), "--format", "json"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    // The same file as Notepad on Windows saves it.
    let file = folder.path().join("a.yaml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap();
    assert_eq!(run(&["test", file.to_str().unwrap(), "--format", "json"]).stdout, ran.stdout);
    let report = json(&ran);
    assert_eq!(report["tests"][0]["ruleset"], IDS[1]);
    assert_eq!(report["tests"][0]["profile"], "users-first");
    assert_eq!(report["tests"][1]["ruleset"], IDS[0]);
    let from_input = run_with(
        &["test", "-", "--format", "json"],
        b"tests: [{name: a, answers: {}, expect: {tie: no}}]",
        &[],
    );
    assert_eq!(from_input.status, 0, "{}", from_input.stderr);
}

/// A rule set that is asked for goes before the built-in one of its id, so that a copy being edited can be tested.
#[test]
fn an_id_names_the_rules_that_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.yaml");
    let text = load::embedded(IDS[0]).unwrap();
    fs::write(&copy, text.replace("market_exists: no", "market_exists: partly")).unwrap();
    let args = ["test", FAILING, "--run", "^Utan marknad", "--format", "json"];
    assert_eq!(run(&args).status, 0);
    let mut all = args.to_vec();
    all.extend(["--rules", copy.to_str().unwrap()]);
    let ran = run(&all);
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    assert_eq!(json(&ran)["coverage"][0]["path"], copy.to_str().unwrap());
}

/// What a comparison of rule sets writes as tests can be run.
#[test]
fn tests_of_a_comparison_pass() {
    let written = run(&["rules", "compare", IDS[0], IDS[1], "--format", "tests", "--fail-on", "none"]);
    assert_eq!(written.status, 0, "{}", written.stderr);
    let ran = run_with(&["test", "-", "--format", "json"], written.stdout.as_bytes(), &[]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    assert!(json(&ran)["totals"]["tests"].as_u64().unwrap() > 3);
}

/// The file that is suggested loads, passes, and reaches all that can be reached.
#[test]
fn suggestions_are_tests_that_pass() {
    for (rules, lang) in [
        (IDS[0], "sv"),
        (IDS[1], "en"),
        ("tests/rules/exempelkommun.yaml", "sv"),
        ("tests/rules/minimal.yaml", "en"),
    ] {
        let empty = tempfile::tempdir().unwrap();
        let target = empty.path().join("new/folder");
        let into = target.to_str().unwrap();
        let ran = run(&["test", path(&empty), "--rules", rules, "--suggest", into, "--lang", lang]);
        assert_eq!(ran.status, 2, "nothing was tested");
        let written: Vec<_> = fs::read_dir(&target).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(written.len(), 1, "{}", ran.stderr);
        let again = run(&["test", into, "--min-coverage", "100"]);
        assert_eq!((again.status, again.stderr.as_str()), (0, ""), "{rules}:\n{}", again.stdout);
        // Nothing is left to suggest, and a file that is there is never written over.
        let before = fs::read(&written[0]).unwrap();
        let more = run(&["test", into, "--suggest", into]);
        assert_eq!(more.status, 0, "{}", more.stderr);
        let over = run(&["test", path(&empty), "--rules", rules, "--suggest", into, "--run", "1:"]);
        assert_eq!(over.status, 2);
        assert!(over.stderr.contains("suggested.yaml"), "{}", over.stderr);
        assert_eq!(fs::read(&written[0]).unwrap(), before);
        assert_eq!(fs::read_dir(&target).unwrap().count(), 1, "nothing half-written is left");
        let text = String::from_utf8(before).unwrap();
        assert!(text.starts_with("# "), "it says that it is to be reviewed");
    }
}

/// A profile that is asked for is written down, so that the file says the same later.
#[test]
fn suggestions_keep_the_profile() {
    let empty = tempfile::tempdir().unwrap();
    let into = empty.path().join("out");
    let into = into.to_str().unwrap();
    run(&["test", path(&empty), "--profile", "users-first", "--suggest", into]);
    let ran = run(&["test", into, "--min-coverage", "100", "--format", "json"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(json(&ran)["tests"].as_array().unwrap().iter().all(|test| test["profile"] == "users-first"));
}

#[test]
fn a_small_suggestion_in_both_languages() {
    for lang in ["sv", "en"] {
        let empty = tempfile::tempdir().unwrap();
        let into = empty.path().join("out");
        let rules = "tests/rules/minimal.yaml";
        run(&["test", path(&empty), "--rules", rules, "--suggest", into.to_str().unwrap(), "--lang", lang]);
        let file = fs::read_dir(&into).unwrap().next().unwrap().unwrap().path();
        let text = fs::read_to_string(file).unwrap();
        // The way to the rules depends on where the folder is.
        let text: Vec<&str> =
            text.lines().map(|line| if line.starts_with("rules: ") { "rules: …" } else { line }).collect();
        insta::assert_snapshot!(format!("suggested-{lang}"), text.join("\n"));
    }
}

/// Every answer that a condition names matters to a shipped test: without it, some test fails.
#[test]
fn the_shipped_tests_notice_rules_that_change() {
    use avtalsform::explain::Advisor;
    use avtalsform::model::{AnswerSet, RuleSet};
    for id in IDS {
        let file = format!("{SHIPPED}/{id}.yaml");
        let mut shelf = Shelf::new(shipped(id), load::Disk::default());
        let tests = load::rule_tests(&file, fs::read(root().join(&file)).unwrap(), &mut shelf).tests;
        let fails = |rules: &RuleSet| {
            tests.iter().any(|test| {
                let profile = test.profile.as_ref().and_then(|id| rules.profile(id));
                let found = Advisor::new(rules, profile).unwrap().recommend(test.area.clone());
                !test.failures(&found).is_empty()
            })
        };
        let rules = shipped(id);
        assert!(!fails(&rules), "{id}");
        // A few of each kind; all of them take minutes.
        for number in 0..rules.advice.len() {
            let mut changed = rules.clone();
            let Some(when) = &mut changed.advice[number].when else { continue };
            if number % 7 != 0 && number % 7 != 3 {
                continue;
            }
            let (criterion, named) = when.terms[0][0];
            let last =
                rules.criteria.at(criterion).answers().rfind(|answer| named.contains(*answer)).unwrap();
            let answers = rules.criteria.at(criterion).answers();
            when.terms[0][0].1 =
                AnswerSet::of(answers.filter(|answer| named.contains(*answer) && *answer != last));
            assert!(fails(&changed), "{id}: {} without an answer", rules.advice[number].head.id);
        }
        for number in 0..rules.gates.len() {
            let mut changed = rules.clone();
            changed.gates.remove(number);
            assert!(fails(&changed), "{id}: without {}", rules.gates[number].head.id);
        }
        for number in (0..rules.indicators.len()).step_by(5) {
            let mut changed = rules.clone();
            changed.indicators[number].reversed ^= true;
            assert!(fails(&changed), "{id}: {} reversed", rules.indicators[number].head.id);
        }
        for number in 0..rules.mix_rules.len() {
            let mut changed = rules.clone();
            changed.mix_rules.remove(number);
            assert!(fails(&changed), "{id}: without {}", rules.mix_rules[number].head.id);
        }
    }
}

/// Files are named as CI finds them, without the way down and up again.
#[test]
fn files_are_named_as_they_are_found() {
    let ran = run(&["test", SHIPPED, "--run", "^Myndighet", "--min-coverage", "100", "--format", "github"]);
    assert_eq!(ran.status, 1);
    assert!(ran.stdout.contains("file=rules/linkoping-vard-omsorg.yaml,line="), "{}", ran.stdout);
    for line in ran.stdout.lines() {
        let Some(place) = line.split("file=").nth(1).and_then(|rest| rest.split_once("::")) else { continue };
        let name = place.0.split(',').next().unwrap();
        assert!(Path::new(&root().join(name)).exists(), "{name}");
    }
}

/// What an area file says beside its answers goes with the reasons of a test that failed.
#[test]
fn notes_go_with_reasons() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("area.yaml"),
        "area: A\nanswers: { marknad_finns: { answer: nej, note: Ingen har hört av sig. } }\n",
    )
    .unwrap();
    let file = folder.path().join("a.yaml");
    let tests = format!(
        "ruleset: {}\ntests:\n  - {{ name: ett, area: area.yaml, expect: {{ outcome: lov }} }}\n",
        IDS[0]
    );
    fs::write(&file, tests).unwrap();
    let report = json(&run(&["test", file.to_str().unwrap(), "--format", "json"]));
    let reasons = report["tests"][0]["reasons"].as_array().unwrap();
    assert!(reasons.iter().any(|reason| reason["note"] == "Ingen har hört av sig."), "{report:#}");
}
