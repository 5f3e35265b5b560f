//! `explain`: what a name stands for, of every name in the shipped rule sets.

use std::collections::BTreeSet;

use crate::support::{FINDINGS, run, shipped};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

const SETS: [&str; 4] =
    ["sverige", "linkoping-vard-omsorg", "linkoping-ovriga-namnder", "tests/rules/exempelkommun.yaml"];

fn explained(args: &[&str]) -> Value {
    let ran = run(&[&["explain", "--format", "json"], args].concat());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{args:?}");
    serde_json::from_str(&ran.stdout).unwrap()
}

/// The names that stand in a rule file, by a second reading of it: every `id`, every alias of a criterion, by kind.
fn names(text: &str) -> Vec<(String, String)> {
    let options = serde_yaml::options! { strict_booleans: true };
    let rules: Value = serde_yaml::from_str_with_options(text, options).unwrap();
    let mut names = Vec::new();
    for (list, kind) in [
        ("criteria", "criterion"),
        ("forms", "form"),
        ("gates", "gate"),
        ("indicators", "indicator"),
        ("mix_rules", "mix"),
        ("complements", "complement"),
        ("variants", "variant"),
        ("advice", "advice"),
        ("checks", "check"),
        ("profiles", "profile"),
    ] {
        for entry in rules[list].as_array().into_iter().flatten() {
            let name = |key: &str| entry[key].as_str().map(|name| (name.to_owned(), kind.to_owned()));
            names.extend(name("id"));
            if kind == "criterion" {
                names.extend(name("alias"));
            }
            for unless in entry["unless"].as_array().into_iter().flatten() {
                names.push((unless["id"].as_str().unwrap().to_owned(), "unless".to_owned()));
            }
        }
    }
    assert!(names.len() > 20, "{names:?}");
    names
}

fn text_of(set: &str) -> String {
    run(&["rules", "export", "--whole", set]).stdout
}

/// Everything that has a name is found under it, fits its schema, and fits the page.
#[test]
fn every_name_is_explained() {
    let schema: Value = serde_json::from_str(&run(&["schema", "explain"]).stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for set in SETS {
        for (name, kind) in names(&text_of(set)) {
            let found = explained(&["--rules", set, &name]);
            assert!(validator.is_valid(&found), "{set} {name}");
            let things = found["things"].as_array().unwrap();
            let thing = things.iter().find(|thing| thing["kind"] == kind.as_str());
            let thing = thing.unwrap_or_else(|| panic!("{set}: {kind} {name}"));
            assert!(thing["id"] == name.as_str() || thing["alias"] == name.as_str());
            for (lang, width) in [("sv", 60), ("en", 80)] {
                let columns = width.to_string();
                let ran = run(&[
                    "explain",
                    "--rules",
                    set,
                    "--lang",
                    lang,
                    "--width",
                    &columns,
                    &name.to_uppercase(),
                ]);
                assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{set} {name}");
                for line in ran.stdout.lines() {
                    assert!(line.width() <= width && line.trim_end() == line, "{set} {name}: {line}");
                }
                let said = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
                for source in thing["sources"].as_array().unwrap() {
                    assert!(said.contains(source["section"].as_str().unwrap()), "{set} {name}: {source}");
                }
            }
        }
    }
    assert!(!validator.is_valid(&serde_json::json!({"schema": "avtalsform/explain/2"})));
}

/// Whether a part of a rule file names a criterion: in a condition, as an indicator's, or as a weight.
fn mentions(part: &Value, criterion: &[&str]) -> bool {
    match part {
        Value::Object(object) => object.iter().any(|(key, value)| {
            criterion.contains(&key.as_str())
                || (key == "criterion" && value.as_str().is_some_and(|name| criterion.contains(&name)))
                || (["when", "weights"].contains(&key.as_str()) && mentions(value, criterion))
        }),
        Value::Array(list) => list.iter().any(|part| mentions(part, criterion)),
        _ => false,
    }
}

/// What belongs to a criterion is every rule that names it and no other, by a second reading of the rule file; so is
/// what belongs to a form; the weights are those of the profiles.
#[test]
fn all_that_names_a_criterion_or_form_is_listed() {
    for set in SETS {
        let options = serde_yaml::options! { strict_booleans: true };
        let rules: Value = serde_yaml::from_str_with_options(&text_of(set), options).unwrap();
        let entries = |list: &str| rules[list].as_array().cloned().unwrap_or_default();
        let mut all: Vec<Value> = Vec::new();
        for list in ["gates", "indicators", "mix_rules", "complements", "variants", "advice", "checks"] {
            for entry in entries(list) {
                all.extend(entry["unless"].as_array().cloned().unwrap_or_default());
                all.push(entry);
            }
        }
        let related = |name: &str| -> BTreeSet<String> {
            let found = explained(&["--rules", set, name]);
            let related = found["things"][0]["related"].as_array().unwrap();
            related.iter().map(|other| other["id"].as_str().unwrap().to_owned()).collect()
        };
        let ids = |keep: &dyn Fn(&Value) -> bool| -> BTreeSet<String> {
            all.iter()
                .filter(|entry| keep(entry))
                .map(|entry| entry["id"].as_str().unwrap().to_owned())
                .collect()
        };
        for criterion in entries("criteria") {
            let (id, alias) = (criterion["id"].as_str().unwrap(), criterion["alias"].as_str().unwrap());
            assert_eq!(related(id), ids(&|entry| mentions(entry, &[id, alias])), "{set} {id}");
            let found = explained(&["--rules", set, id]);
            let weights: BTreeSet<&str> = found["things"][0]["weights"]
                .as_array()
                .unwrap()
                .iter()
                .filter_map(|one| one["profile"].as_str())
                .collect();
            let profiles = entries("profiles");
            let weighed = profiles.iter().filter(|profile| {
                profile["weights"]
                    .as_object()
                    .is_some_and(|weights| weights.contains_key(id) || weights.contains_key(alias))
            });
            assert_eq!(
                weights,
                weighed.map(|profile| profile["id"].as_str().unwrap()).collect(),
                "{set} {id}"
            );
        }
        for form in entries("forms") {
            let id = form["id"].as_str().unwrap();
            let names = |entry: &Value, key: &str| match &entry[key] {
                Value::String(name) => name == id,
                Value::Array(list) => list.iter().any(|name| name == id),
                _ => false,
            };
            let concerns = |entry: &Value| ["excludes", "form", "forms"].iter().any(|key| names(entry, key));
            assert_eq!(related(id), ids(&concerns), "{set} {id}");
        }
    }
}

/// One of each kind, in both languages.
#[test]
fn pages() {
    let mut all = String::new();
    for name in [
        "marknad_finns",
        "service_law",
        "lov",
        "verksamhetsuppdrag",
        "lou+verksamhetsuppdrag",
        "no-market",
        "vu-3",
        "keep-capacity",
        "iop",
        "iop-procurement",
        "ramavtal",
        "lss-licence",
        "private-providers-without-market",
        "users-first",
        "neutral",
        "gate-idle",
    ] {
        for lang in ["sv", "en"] {
            let ran = run(&["explain", "--lang", lang, name]);
            assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{name}");
            all.push_str(&format!("$ avtalsform explain --lang {lang} {name}\n{}\n", ran.stdout));
        }
    }
    insta::assert_snapshot!(all);
    insta::assert_snapshot!("width-60", run(&["explain", "--width", "60", "variable_needs"]).stdout);
    insta::assert_snapshot!("width-120", run(&["explain", "--width", "120", "variable_needs"]).stdout);
    let sha256 = &shipped("linkoping-vard-omsorg").identity.sha256;
    let json = |name: &str| run(&["explain", "--format", "json", name]).stdout.replace(sha256, "SHA256");
    insta::assert_snapshot!("json-criterion", json("marknad_finns"));
    insta::assert_snapshot!("json-rule", json("no-market"));
    insta::assert_snapshot!("json-finding", json("gate-idle"));
}

/// Without a name all that can be asked about is listed, and every kind of finding with what it is called.
#[test]
fn all_names_are_listed() {
    for lang in ["sv", "en"] {
        let list = run(&["explain", "--lang", lang]);
        assert_eq!((list.status, list.stderr.as_str()), (0, ""));
        let found = run(&["explain", "--format", "json", "--lang", lang]).stdout;
        let found: Value = serde_json::from_str(&found).unwrap();
        assert_eq!(found["name"], Value::Null);
        for thing in found["things"].as_array().unwrap() {
            let id = match (&thing["alias"], lang) {
                (Value::String(alias), "sv") => alias.as_str(),
                _ => thing["id"].as_str().unwrap(),
            };
            assert!(list.stdout.contains(id), "{id}");
        }
        insta::assert_snapshot!(format!("explain-all-{lang}"), list.stdout);
        let codes = FINDINGS.map(|code| run(&["explain", code, "--lang", lang]).stdout);
        insta::assert_snapshot!(format!("explain-findings-{lang}"), codes[..].join("\n"));
        let unknown = run(&["explain", "gate-idel", "--lang", lang]);
        assert_eq!((unknown.status, unknown.stdout.as_str()), (2, ""));
        insta::assert_snapshot!(format!("explain-unknown-{lang}"), unknown.stderr);
    }
}

/// A name that stands for two things is explained as both.
#[test]
fn a_name_of_two_things() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rules.yaml");
    let text = run(&["rules", "export"]).stdout;
    // A profile may be called as a form is.
    let changed = text.replace("- id: users-first", "- id: lov");
    assert_ne!(text, changed);
    std::fs::write(&path, changed).unwrap();
    let rules = path.to_str().unwrap();
    let both = run(&["explain", "--rules", rules, "lov"]);
    assert_eq!(both.status, 0, "{}", both.stderr);
    assert!(
        both.stdout.contains("Form lov: ") && both.stdout.contains("\n\nViktprofil lov: "),
        "{}",
        both.stdout
    );
    let found = explained(&["--rules", rules, "lov"]);
    let kinds: Vec<&Value> = found["things"].as_array().unwrap().iter().map(|thing| &thing["kind"]).collect();
    assert_eq!(kinds, ["form", "profile"]);
}

#[test]
fn names_that_are_none() {
    let mut all = String::new();
    for args in [
        &["explain", "marknad_fins"][..],
        &["explain", "--lang", "en", "no-markt"],
        &["explain", "xyzzy"],
        &["explain", "--lang", "en", "xyzzy", "--rules", "linkoping-ovriga-namnder"],
        &["explain", ""],
        &["explain", "a\u{1b}[31m"],
        &["explain", "brukarval", "--rules", "linkoping-ovriga-namnder"],
    ] {
        let ran = run(args);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{args:?}");
        all.push_str(&format!("$ avtalsform {}\n{}\n", args.join(" ").escape_debug(), ran.stderr));
    }
    insta::assert_snapshot!(all);
}
