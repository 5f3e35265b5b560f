//! `rules check` and `rules compare` as people and scripts meet them.

use std::path::Path;

use crate::support::{self, Run, root, run, run_with};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

const SHIPPED: [&str; 2] = ["linkoping-vard-omsorg", "linkoping-ovriga-namnder"];

/// The text of a shipped rule set, which must contain what is changed in it.
fn changed(id: &str, changes: &[(&str, &str)]) -> String {
    let mut text = std::fs::read_to_string(root().join(format!("rules/{id}.yaml"))).unwrap();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    text
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.stderr))
}

fn validator(kind: &str) -> jsonschema::Validator {
    jsonschema::validator_for(&json(&run(&["schema", kind]))).unwrap()
}

/// The outcome that `recommend` gives an area under a rule set.
fn outcome(rules: &str, area: &str) -> String {
    let ran = run_with(&["recommend", "--rules", rules, "--format", "json", "-"], area.as_bytes(), &[]);
    assert_eq!(ran.status, 0, "{}\n{area}", ran.stderr);
    json(&ran)["outcome"]["id"].as_str().unwrap().to_owned()
}

/// An area file with the answers of a witness.
fn area(witness: &Value) -> String {
    let mut text = String::from("area: A\nanswers:\n");
    for (id, answer) in witness["answers"].as_object().unwrap() {
        text.push_str(&format!("  {id}: {}\n", answer.as_str().unwrap()));
    }
    text
}

#[test]
fn shipped_rule_sets_have_no_finding_that_is_not_allowed() {
    for id in SHIPPED {
        let ran = run(&["rules", "check", id, "--fail-on", "note"]);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
        let found = json(&run(&["rules", "check", id, "--format", "json"]));
        let findings = found["findings"].as_array().unwrap();
        assert!(!findings.is_empty() && findings.iter().all(|finding| finding["allowed"].is_string()));
    }
}

#[test]
fn checks_in_every_format() {
    for (lang, width) in [("sv", "80"), ("sv", "60"), ("en", "120")] {
        for id in SHIPPED {
            let shown = run(&["rules", "check", id, "--lang", lang, "--width", width]).stdout;
            let widest = shown.lines().map(UnicodeWidthStr::width).max().unwrap();
            assert!(widest <= width.parse().unwrap(), "{id} at {width}: {widest}");
            assert!(shown.lines().all(|line| line.trim_end() == line), "blanks at the end of a line");
            insta::assert_snapshot!(format!("text-{id}-{lang}-{width}"), shown);
        }
    }
    let schema = validator("check");
    for id in SHIPPED {
        let ran = run(&["rules", "check", id, "--format", "json"]);
        let errors: Vec<String> = schema.iter_errors(&json(&ran)).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        insta::assert_snapshot!(format!("json-{id}"), ran.stdout);
    }
    insta::assert_snapshot!("areas", run(&["rules", "check", "--format", "areas"]).stdout);
    let page = run(&["rules", "check", "--format", "html"]).stdout;
    assert!(page.contains("<svg") && page.contains("15,3\u{a0}%"), "figures are drawn");
    insta::assert_snapshot!("html", page);
}

/// Every witness of a check, read again by `recommend`, gives what the check says of it.
#[test]
fn witnesses_of_checks_are_replayed() {
    for id in SHIPPED {
        let found = json(&run(&["rules", "check", id, "--format", "json"]));
        for figure in found["outcomes"].as_array().unwrap() {
            assert_eq!(outcome(id, &area(&figure["witness"])), figure["id"].as_str().unwrap());
        }
        let mut replayed = 0;
        for finding in found["findings"].as_array().unwrap() {
            let witness = &finding["witness"];
            if let Some(answer) = finding["changed_to"].as_str() {
                // The indicator's form is in the outcome before, and is not after.
                let rules = support::shipped(id);
                let about = finding["about"].as_str().unwrap();
                let indicator = rules.indicators.iter().find(|indicator| indicator.head.id == about).unwrap();
                let form = &rules.forms.at(indicator.form).id;
                let criterion = &rules.criteria.at(indicator.criterion).id;
                let mut after = witness.clone();
                after["answers"][criterion] = answer.into();
                let has = |area: &str| outcome(id, area).split('+').any(|part| part == form);
                assert!(has(&area(witness)) && !has(&area(&after)), "{about}");
                replayed += 1;
            }
        }
        assert!(replayed > 0, "{id}");
        // As files, they load.
        let areas = run(&["rules", "check", id, "--format", "areas"]).stdout;
        let read = run_with(&["recommend", "--rules", id, "--format", "ndjson", "-"], areas.as_bytes(), &[]);
        assert_eq!(read.status, 0, "{}", read.stderr);
        let shown = found["findings"].as_array().unwrap().iter().filter(|one| !one["witness"].is_null());
        assert_eq!(read.stdout.lines().count(), shown.count());
    }
}

/// One rule set with something of everything that can be found.
#[test]
fn everything_that_can_be_found() {
    let folder = tempfile::tempdir().unwrap();
    let text = changed(
        SHIPPED[0],
        &[
            // A gate that another covers, an alternative that another covers, a criterion that nothing uses.
            (
                "\nindicators:\n",
                concat!(
                    "\n  - id: no-market-again\n    kind: law\n",
                    "    when: [{ market_exists: no, pricing: yes }, { market_exists: no, pricing: yes, follow_up: no }]\n",
                    "    excludes: [lov]\n    why: { sv: A, en: A }\n    source: { document: plan-2023, section: A }\n",
                    "\nindicators:\n",
                ),
            ),
            // LOV is never possible.
            (
                "  - id: lov-scope\n",
                concat!(
                    "  - id: lov-scope\n    kind: law\n    when: [{ lov_scope: outside }, { lov_scope: within }]\n",
                    "    excludes: [lov]\n    why: { sv: A, en: A }\n",
                ),
            ),
            ("allow:\n", "allow:\n  - { finding: gate-idle, about: no-market, why: { sv: Nej, en: No } }\n"),
        ],
    );
    let path = write(folder.path(), "rules.yaml", &text);
    let ran = run(&["rules", "check", &path, "--format", "json"]);
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    let found = json(&ran);
    let codes: Vec<&str> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["code"].as_str().unwrap())
        .collect();
    for code in ["gate-idle", "condition-implied", "allow-stale"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
    assert!(validator("check").is_valid(&found));
    let shown = run(&["rules", "check", &path]).stdout.replace(folder.path().to_str().unwrap(), "DIR");
    let findings: Vec<&str> = shown.split("\n\nUtfall\n").collect();
    insta::assert_snapshot!("everything", findings[0]);
    assert_eq!(run(&["rules", "check", &path, "--fail-on", "none"]).status, 0);
    let sarif = run(&["rules", "check", &path, "--format", "sarif"]).stdout;
    let log: Value = serde_json::from_str(&sarif).unwrap();
    let errors: Vec<String> = support::sarif().iter_errors(&log).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(results.iter().any(|result| result["suppressions"][0]["kind"] == "inSource"));
    insta::assert_snapshot!("sarif", sarif.replace(folder.path().to_str().unwrap(), "DIR"));
}

#[test]
fn comparisons_say_what_one_change_does() {
    let folder = tempfile::tempdir().unwrap();
    let schema = validator("compare");
    for (name, change) in [
        ("margin", ("  margin: 1/20\n", "  margin: 1/10\n")),
        ("weight", ("  - id: user_choice\n", "  - id: user_choice\n    weight: 2\n")),
        ("gate", ("    when: { market_exists: no }", "    when: { market_exists: [no, partly] }")),
        (
            "mix",
            (
                "    when: { municipal_alternative: yes }",
                "    when: { municipal_alternative: [yes, partly] }",
            ),
        ),
    ] {
        let path = write(folder.path(), &format!("{name}.yaml"), &changed(SHIPPED[0], &[change]));
        let args = ["rules", "compare", SHIPPED[0], &path];
        let shown = run(&args);
        assert_eq!((shown.status, shown.stderr.as_str()), (1, ""), "{name}");
        insta::assert_snapshot!(format!("compare-{name}"), shown.stdout);
        let found = json(&run(&[&args[..], &["--format", "json"]].concat()));
        let errors: Vec<String> = schema.iter_errors(&found).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        assert_eq!(found["equal"], Value::Bool(false));
        assert!(found["sampled"].is_null());
        let differences = found["differences"].as_array().unwrap();
        assert!(!differences.is_empty());
        for difference in differences {
            let area = area(&difference["witness"]);
            assert_eq!(outcome(SHIPPED[0], &area), difference["old"].as_str().unwrap());
            assert_eq!(outcome(&path, &area), difference["new"].as_str().unwrap());
        }
        // As rule tests they pass for the new rules, and say which those are.
        let file = folder.path().join(format!("{name}-tests.yaml"));
        let tests = ["--format", "tests", "--fail-on", "none", "--output", file.to_str().unwrap()];
        assert_eq!(run(&[&args[..], &tests].concat()).status, 0);
        let ran = run(&["test", file.to_str().unwrap(), "--format", "json"]);
        assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
        let old = run(&["test", file.to_str().unwrap(), "--rules", SHIPPED[0]]);
        assert_eq!(old.status, 0, "the file names its rules: {}", old.stdout);
        // As area files they load, one a difference.
        let areas = run(&[&args[..], &["--format", "areas", "--fail-on", "none"]].concat());
        assert_eq!(areas.status, 0);
        let recommend = ["recommend", "--rules", &path, "--format", "ndjson", "-"];
        let read = run_with(&recommend, areas.stdout.as_bytes(), &[]);
        assert_eq!((read.status, read.stdout.lines().count()), (0, differences.len()), "{}", read.stderr);
    }
}

#[test]
fn what_is_equal_is_proven_equal() {
    let folder = tempfile::tempdir().unwrap();
    // Only texts, and a condition written in another way.
    let change = [
        (
            "    when: { market_exists: no }",
            "    when: [{ market_exists: no }, { market_exists: no, pricing: no }]",
        ),
        ("version: 1.0.0", "version: 1.0.1"),
    ];
    let path = write(folder.path(), "rules.yaml", &changed(SHIPPED[0], &change));
    let shown = run(&["rules", "compare", SHIPPED[0], &path]);
    assert_eq!((shown.status, shown.stderr.as_str()), (0, ""));
    insta::assert_snapshot!("compare-equal", shown.stdout);
    let found = json(&run(&["rules", "compare", SHIPPED[0], &path, "--format", "json"]));
    assert_eq!((&found["equal"], found["differences"].as_array().unwrap().len()), (&Value::Bool(true), 0));
    let both = run(&["rules", "compare", SHIPPED[0], SHIPPED[1], "--format", "json"]);
    assert_eq!(both.status, 1);
    assert!(validator("compare").is_valid(&json(&both)), "rule sets with other forms and criteria");
}

/// Where an exact answer takes too much, shares are sampled and marked; the snapshot proves that the draw is the same
/// in every run.
#[test]
fn what_is_too_large_is_sampled() {
    let folder = tempfile::tempdir().unwrap();
    let text = changed(SHIPPED[0], &[]);
    let (mut heavy, mut weight) = (String::new(), 0);
    let (before, rest) = text.split_once("\ncriteria:\n").unwrap();
    let (criteria, after) = rest.split_once("\ngates:\n").unwrap();
    for line in criteria.lines() {
        heavy.push_str(line);
        heavy.push('\n');
        if line.starts_with("  - id: ") {
            weight = weight % 7 + 1;
            heavy.push_str(&format!("    weight: {weight}\n"));
        }
    }
    let path = write(folder.path(), "rules.yaml", &format!("{before}\ncriteria:\n{heavy}\ngates:\n{after}"));
    let args = ["rules", "compare", SHIPPED[0], &path, "--format", "json"];
    let ran = run(&args);
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    let found = json(&ran);
    assert!(validator("compare").is_valid(&found));
    assert_eq!((&found["share"], &found["sampled"]["drawn"]), (&Value::Null, &200_000.into()));
    for difference in found["differences"].as_array().unwrap() {
        let sampled = &difference["sampled"];
        let share = sampled["found"].as_f64().unwrap() / sampled["drawn"].as_f64().unwrap();
        assert!(sampled["low"].as_f64().unwrap() <= share && share <= sampled["high"].as_f64().unwrap());
        assert_eq!(difference["witness"]["smallest"], Value::Bool(false));
        let area = area(&difference["witness"]);
        assert_eq!(outcome(SHIPPED[0], &area), difference["old"].as_str().unwrap());
        assert_eq!(outcome(&path, &area), difference["new"].as_str().unwrap());
    }
    insta::assert_snapshot!("compare-sampled", run(&args[..4]).stdout);
    let same = run(&["rules", "compare", &path, &path]);
    assert_eq!(same.status, 0, "what is written alike need not be counted: {}", same.stdout);
    // What is found in the draw is said, and of what is not found nothing: that is a finding.
    let check = run(&["rules", "check", &path, "--format", "json", "--fail-on", "none"]);
    assert_eq!((check.status, check.stderr.as_str()), (0, ""));
    let check = json(&check);
    assert!(validator("check").is_valid(&check));
    assert_eq!(check["counted"], "sampled");
    let codes: Vec<&str> =
        check["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"not-proven"), "{codes:?}");
    let of_all = [
        "outcome-unreachable",
        "gate-idle",
        "indicator-idle",
        "mix-rule-idle",
        "criterion-idle",
        "allow-stale",
    ];
    assert!(!codes.iter().any(|code| of_all.contains(code)), "{codes:?}");
    let strict = run(&["rules", "check", &path]);
    assert_eq!(strict.status, 1);
    insta::assert_snapshot!("check-drawn", strict.stdout.lines().take(16).collect::<Vec<_>>().join("\n"));
}

#[test]
fn wrong_rule_sets_are_all_reported() {
    let ran = run(&["rules", "compare", "no-such", "linkoping-vard"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("no-such") && ran.stderr.contains("linkoping-vard"), "{}", ran.stderr);
    let twice = run(&["rules", "compare", "-", "-"]);
    assert_eq!(twice.status, 2);
    let profile = run(&["rules", "compare", SHIPPED[0], SHIPPED[0], "--profile", "no-such"]);
    assert_eq!(profile.status, 2);
    assert!(profile.stderr.contains("no-such"), "{}", profile.stderr);
}
