//! Rule sets that extend others, as commands meet them.

use crate::support::place::Place;
use crate::support::{root, run};
use serde_json::Value;

/// The shipped rule sets as files of a folder, each extending the file beside it.
fn shipped(place: &Place, folder: &str) {
    for (id, extends) in [
        ("sverige", ""),
        ("linkoping-vard-omsorg", "sverige"),
        ("linkoping-ovriga-namnder", "linkoping-vard-omsorg"),
    ] {
        let text = std::fs::read_to_string(root().join(format!("rules/{id}.yaml"))).unwrap();
        let from = format!("extends: {extends}\n");
        assert!(extends.is_empty() || text.contains(&from));
        let text = text.replace(&from, &format!("extends: {extends}.yaml\n"));
        place.write(&format!("{folder}/{id}.yaml"), &text);
    }
}

const GATE: (&str, &str) = (
    "when: { exercise_of_authority: [yes, partly] }\n    excludes",
    "when: { exercise_of_authority: yes }\n    excludes",
);

fn changed(place: &Place, path: &str) {
    let text = std::fs::read_to_string(place.path(path)).unwrap();
    assert!(text.contains(GATE.0));
    place.write(path, &text.replacen(GATE.0, GATE.1, 1));
}

const AREA: &str = "area: A\nanswers: { exercise_of_authority: partly, market_exists: yes, delimitable_mission: yes, pricing: yes, follow_up: yes, \
                    cost_control: yes, provider_diversity: yes, employer_choice: yes, geographic_steering: yes, high_investment: yes, \
                    specialised_competence: yes, capacity_steering: yes, premise_control: yes, sensitivity: no, ultimate_responsibility: no, \
                    variable_needs: no, in_house_specialists: no, development_intensive: no, coordination_gains: no, municipal_alternative: no }\n";

/// One line changed in the national layer changes what both that extend it recommend, and `diff` names the rule.
#[test]
fn a_change_in_a_base_reaches_all_that_extend_it() {
    let place = Place::new();
    shipped(&place, "old");
    shipped(&place, "new");
    changed(&place, "new/sverige.yaml");
    place.write("area.yaml", AREA);
    for id in ["linkoping-vard-omsorg", "linkoping-ovriga-namnder"] {
        let (old, new) = (format!("old/{id}.yaml"), format!("new/{id}.yaml"));
        let ran = place.run(&["diff", "area.yaml", "--from", &old, "--to", &new, "--format", "json"]);
        assert_eq!(ran.status, 1, "{id}: {}{}", ran.stdout, ran.stderr);
        let value: Value = serde_json::from_str(&ran.stdout).unwrap();
        assert_eq!(value["totals"]["outcome"], 1, "{id}");
        assert_eq!(value["rules"][0]["id"], "exercise-of-authority", "{id}");
        let hashes = [&value["before"]["ruleset"]["sha256"], &value["after"]["ruleset"]["sha256"]];
        assert_ne!(hashes[0], hashes[1], "the hash is of the whole");
        let compared = place.run(&["rules", "compare", &old, &new]);
        assert_eq!(compared.status, 1, "{id}: {}", compared.stderr);
    }
}

/// Of a revision the files that it extends are those of the revision.
#[test]
fn a_base_of_a_revision_is_the_revisions() {
    let place = Place::new();
    shipped(&place, "rules");
    place.write("area.yaml", AREA);
    place.git(&["init", "-q"]);
    place.git(&["add", "."]);
    place.git(&["commit", "-q", "-m", "A"]);
    let args = [
        "diff",
        "area.yaml",
        "--from-rev",
        "HEAD",
        "--to",
        "rules/linkoping-vard-omsorg.yaml",
        "--format",
        "json",
    ];
    let same = place.run(&args);
    assert_eq!((same.status, same.stderr.as_str()), (0, ""));
    changed(&place, "rules/sverige.yaml");
    let other = place.run(&args);
    assert_eq!(other.status, 1, "{}", other.stderr);
    let value: Value = serde_json::from_str(&other.stdout).unwrap();
    assert_eq!(value["rules"][0]["id"], "exercise-of-authority");
}

/// What is found in an inherited rule is told in the file in which it stands.
#[test]
fn findings_stand_in_the_file_of_their_rule() {
    let place = Place::new();
    let minimal = std::fs::read_to_string(root().join("tests/rules/minimal.yaml")).unwrap();
    let idle = "gates:\n  - id: again\n    kind: law\n    when: { market: no }\n    excludes: [kop]\n    why: Igen.\n    \
                source: { document: policy, section: F }\n";
    place.write("base/base.yaml", &minimal.replacen("gates:\n", idle, 1));
    let layer =
        "ruleset: layer\nversion: 1.0.0\nextends: base/base.yaml\nname: Lager\ndescription: Påhittat.\n";
    place.write("layer.yaml", layer);
    let ran = place.run(&["rules", "check", "layer.yaml", "--format", "sarif", "--fail-on", "none"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let log: Value = serde_json::from_str(&ran.stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let of = |result: &Value| {
        let place = &result["locations"][0]["physicalLocation"];
        (
            place["artifactLocation"]["uri"].as_str().unwrap_or_default().to_owned(),
            place["region"]["startLine"].as_u64().unwrap_or_default(),
        )
    };
    let line = u64::try_from(1 + minimal.lines().position(|line| line == "gates:").unwrap() + 1).unwrap();
    let idle = results.iter().filter(|result| result["ruleId"] == "gate-idle");
    let places: Vec<(String, u64)> = idle.map(of).collect();
    assert!(places.contains(&("base/base.yaml".to_owned(), line)), "{places:?}, {line}");
    // A fault in the base is told with the base's file, and the layer says which one it is.
    place.write("base/base.yaml", &minimal.replace("margin: 1/20", "margin: many"));
    let ran = place.run(&["rules", "show", "layer.yaml"]);
    assert_eq!(ran.status, 2);
    insta::assert_snapshot!("faulty-base", ran.stderr);
}

/// A rule set of one's own: begun, marked with what it inherits, written out whole.
#[test]
fn a_rule_set_of_ones_own() {
    let place = Place::new();
    for (lang, name) in [("sv", "Exempelby"), ("en", "Example: \"town\" #1")] {
        let made = place.run(&["rules", "new", name, "--lang", lang]);
        assert_eq!((made.status, made.stdout.as_str()), (0, ""));
        insta::assert_snapshot!(format!("new-{lang}"), made.stderr);
    }
    let again = place.run(&["rules", "new", "Exempelby"]);
    assert_eq!(again.status, 2, "a file that is there stays");
    let text = std::fs::read_to_string(place.path("exempelby.yaml")).unwrap();
    assert!(text.lines().count() < 80, "{text}");
    let mut names = Vec::new();
    for (path, _) in place.files() {
        let path = path.file_name().unwrap().to_str().unwrap().to_owned();
        let shown = place.run(&["rules", "show", &path, "--format", "plain"]);
        assert_eq!((shown.status, shown.stderr.as_str()), (0, ""), "{path}");
        assert!(
            shown.stdout.contains("Ärvs från sverige") && shown.stdout.contains("Bygger på sverige 1.0.0.")
        );
        let whole = place.run(&["rules", "export", &path, "--whole"]);
        place.write("whole/whole.yaml", &whole.stdout);
        let hash = |shown: &str| shown.lines().find(|line| line.starts_with("sha256")).map(str::to_owned);
        let again = place.run(&["rules", "show", "whole/whole.yaml", "--format", "plain"]);
        assert_eq!(hash(&again.stdout), hash(&shown.stdout), "{path}");
        assert!(!again.stdout.contains("Ärvs från"), "{path}");
        names.push(path);
    }
    assert_eq!(names, ["example-town-1.yaml", "exempelby.yaml"]);
}

/// The shipped example of a small municipality: forms of its own, in Swedish alone, in under eighty lines.
#[test]
fn a_small_municipality() {
    let rules = "examples/exempelby/exempelby.yaml";
    let text = std::fs::read_to_string(root().join(rules)).unwrap();
    assert!(text.lines().count() < 80);
    let area = "examples/exempelby/traffpunkt.yaml";
    for lang in ["sv", "en"] {
        let ran = run(&["recommend", area, "--rules", rules, "--lang", lang]);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
        // A grant has nothing to do with competition.
        assert!(!ran.stdout.contains("konkurrensutsättning") && !ran.stdout.contains("competition"));
        insta::assert_snapshot!(format!("exempelby-{lang}"), ran.stdout);
    }
}

/// What has ended by the area's period is not said, and what has not begun is said with its day; `--date` goes before both.
#[test]
fn texts_hold_for_a_time() {
    let place = Place::new();
    let said = |period: &str, args: &[&str], id: &str| {
        place.write(
            "a.yaml",
            &format!("area: A\nperiod: {period}\nanswers: {{ service_law: sol, market_exists: no }}\n"),
        );
        let full =
            place.run(&[&["recommend", "a.yaml", "--detail", "full", "--lang", "en"], args].concat()).stdout;
        let json = place.run(&[&["recommend", "a.yaml", "--format", "json"], args].concat()).stdout;
        let value: Value = serde_json::from_str(&json).unwrap();
        let there = value["advice"].as_array().unwrap().iter().any(|advice| advice["id"] == id);
        let full = full.split_whitespace().collect::<Vec<_>>().join(" ");
        (there, full.contains("In force from 2026-07-01"))
    };
    let id = "sol-swedish-in-elderly-care";
    assert_eq!(said("2025-2026", &[], id), (true, true));
    assert_eq!(said("2027-2030", &[], id), (true, false));
    assert_eq!(said("2027-2030", &["--date", "2026-06-30"], id), (true, true));
    let wrong = place.run(&["recommend", "a.yaml", "--date", "2026-13-01"]);
    assert_eq!(wrong.status, 2);
    insta::assert_snapshot!("wrong-date", wrong.stderr);
    // A plan for a later period does not quote the political programme of an earlier one.
    for (period, quotes) in [("2023-2026", true), ("2027-2030", false)] {
        place.write("b.yaml", &format!("area: B\nperiod: {period}\nboard: N\n"));
        let plan = place.run(&["plan", "b.yaml", "--format", "plain"]).stdout;
        assert_eq!(plan.contains("politiska programmet för 2022–2026"), quotes, "{period}");
    }
    // A rule set says so of its own advice, too.
    place.write(
        "layer.yaml",
        "ruleset: layer\nversion: 1\nextends: linkoping-vard-omsorg\nname: L\ndescription: D\nadvice:\n  - { id: board-decides, to: 2026-12-31 }\n",
    );
    let rules = ["--rules", "layer.yaml"];
    assert!(said("2026-2029", &rules, "board-decides").0);
    assert!(!said("2027-2030", &rules, "board-decides").0);
}

/// A gate excludes from its first day to its last; before, it is warned of. A rule set of another time is warned of, too.
#[test]
fn gates_hold_for_a_time() {
    let place = Place::new();
    place.write(
        "layer.yaml",
        "ruleset: layer\nversion: 1\nlang: en\nextends: linkoping-vard-omsorg\nto: 2029-12-31\nname: L\ndescription: D\ngates:\n  \
         - { id: new-law, kind: law, when: { market_exists: yes }, excludes: [lov, lou], from: 2028-01-01, to: 2028-12-31, \
         why: A new act forbids it., source: { document: lov-lagen } }\n",
    );
    let area = |period: &str| {
        AREA.replace("partly, market", "no, market").replace("area: A", &format!("area: A\nperiod: {period}"))
    };
    let found = |period: &str, args: &[&str]| {
        place.write("a.yaml", &area(period));
        let args =
            [&["recommend", "a.yaml", "--rules", "layer.yaml", "--format", "json", "--lang", "en"], args]
                .concat();
        let ran = place.run(&args);
        let value: Value = serde_json::from_str(&ran.stdout).unwrap();
        let warnings = value["warnings"].as_array().unwrap().iter();
        let codes: Vec<&str> = warnings.map(|warning| warning["code"].as_str().unwrap()).collect();
        (value["outcome"]["id"].as_str().unwrap().to_owned(), codes.join(" "))
    };
    let told = |outcome: &str, codes: &str| (outcome.to_owned(), codes.to_owned());
    assert_eq!(found("2027", &[]), told("lou", "gate-begins"));
    assert_eq!(found("2028", &[]), told("verksamhetsuppdrag", ""));
    assert_eq!(found("2029", &[]), told("lou", ""));
    assert_eq!(found("2031", &[]), told("lou", "rules-not-in-force"));
    assert_eq!(found("2031", &["--date", "2028-06-30"]), told("verksamhetsuppdrag", ""));
    assert_eq!(found("snart", &[]), told("verksamhetsuppdrag", ""), "without a day every gate is in force");
    place.write("a.yaml", &area("2027"));
    let page = place.run(&["recommend", "a.yaml", "--rules", "layer.yaml", "--detail", "full"]).stdout;
    assert!(page.contains("Gäller först från och med 2028-01-01"), "{page}");
    let shown = place.run(&["rules", "show", "layer.yaml", "--lang", "en"]).stdout;
    assert!(shown.contains("In force from 2028-01-01 until 2028-12-31."), "{shown}");
    // A change of rules is explained by those that are in force.
    for (period, causes) in [("2027", "[]"), ("2028", r#"["new-law"]"#)] {
        place.write("a.yaml", &area(period));
        let ran = place.run(&[
            "diff",
            "a.yaml",
            "--from",
            "linkoping-vard-omsorg",
            "--to",
            "layer.yaml",
            "--format",
            "json",
        ]);
        let value: Value = serde_json::from_str(&ran.stdout).unwrap();
        let areas = value["areas"].as_array().unwrap().iter();
        let ids = areas.flat_map(|area| area["cause"]["sets"].as_array().into_iter().flatten());
        let ids: Vec<&Value> =
            ids.flat_map(|set| set.as_array().unwrap()).map(|change| &change["id"]).collect();
        assert_eq!(serde_json::to_string(&ids).unwrap(), causes, "{period}: {}", ran.stdout);
    }
}
