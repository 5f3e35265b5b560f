//! Another municipality is data alone: other forms, other criteria, another order of precedence.

use crate::support::{self, naive};
use crate::support::{rules_file, run};
use serde_json::Value;

const RULES: &str = "tests/rules/exempelkommun.yaml";
const AREA: &str = "tests/rules/area-exempel.yaml";

#[test]
fn an_area_is_evaluated_under_other_rules() {
    let run = run(&["recommend", "--rules", RULES, AREA]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    insta::assert_snapshot!(run.stdout);
}

#[test]
fn the_rules_are_shown() {
    insta::assert_snapshot!(run(&["rules", "show", RULES]).stdout);
}

/// The engine agrees with the naive implementation on these rules for every one of a thousand random answers.
#[test]
fn the_engine_knows_no_municipality() {
    let rules = rules_file(RULES);
    let scoring = avtalsform::evaluate::Scoring::new(&rules, None).unwrap();
    let mut dice = support::random::Dice::new(7);
    for _ in 0..1000 {
        let answers = support::random::answers(&mut dice, &rules);
        let ours =
            avtalsform::evaluate::evaluate(&rules, &scoring, &answers, avtalsform::evaluate::Depth::Full);
        let theirs = naive::everything_but_flips(&rules, &answers);
        assert_eq!(ours.outcome(), theirs.outcome);
        assert_eq!(ours.ways.quiet.iter().collect::<std::collections::BTreeMap<_, _>>(), theirs.ways.quiet);
        assert_eq!(ours.ways.all.iter().collect::<std::collections::BTreeMap<_, _>>(), theirs.ways.all);
        assert_eq!(ours.conditions, theirs.conditions);
    }
}

/// Forms, criteria, documents and texts of the result are those of the file: nothing of Linköping's is left.
#[test]
fn nothing_is_built_in() {
    let run = run(&["recommend", "--rules", RULES, "--format", "json", AREA]);
    let one: Value = serde_json::from_str(&run.stdout).unwrap();
    let rules = rules_file(RULES);
    let forms: Vec<&str> =
        one["forms"].as_array().unwrap().iter().map(|form| form["id"].as_str().unwrap()).collect();
    let expected: Vec<&str> = rules.forms.entries().iter().map(|form| form.id.as_str()).collect();
    assert_eq!(forms, expected);
    for word in ["lov", "lou", "verksamhetsuppdrag", "plan-2023"] {
        assert!(!run.stdout.contains(&format!("\"{word}\"")), "{word}");
    }
}

/// A change to one text, weight or gate in the file changes the result, with no other edit.
#[test]
fn an_edit_to_the_rules_is_an_edit_to_the_result() {
    let text = run(&["rules", "export"]).stdout;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rules.yaml");
    let changed = text.replace("LOV passar när det är prioriterat", "EGEN TEXT");
    assert_ne!(changed, text);
    std::fs::write(&path, changed).unwrap();
    let run = run(&[
        "recommend",
        "--detail",
        "full",
        "--rules",
        path.to_str().unwrap(),
        "examples/illustrations/daglig-verksamhet.yaml",
    ]);
    assert!(run.stdout.contains("EGEN TEXT"), "{}{}", run.stdout, run.stderr);
}
