//! The published schemas, checked with an independent validator against real results, areas and rule sets.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{self, files, root, run, run_with};
use avtalsform::area_file::{self, Given, blank};
use avtalsform::model::Lang;
use avtalsform::texts::Texts;
use avtalsform::wire::{self, schema::PUBLISHED};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

fn schema(args: &[&str]) -> jsonschema::Validator {
    let mut all = vec!["schema"];
    all.extend(args);
    jsonschema::validator_for(&serde_json::from_str(&run(&all).stdout).unwrap()).unwrap()
}

/// YAML as plain JSON values, read by the derived deserialiser and not by the tool's own tree.
fn yaml(path: &str) -> Value {
    let text = std::fs::read_to_string(root().join(path)).unwrap();
    let options = serde_yaml::options! { strict_booleans: true };
    serde_yaml::from_str_with_options(&text, options).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn assert_valid(validator: &jsonschema::Validator, value: &Value, name: &str) {
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}");
}

#[test]
fn results_fit_their_schema() {
    let validator = schema(&["result"]);
    let mut paths = files("examples/linkoping-2023", "yaml");
    paths.extend(files("examples/illustrations", "yaml"));
    paths.extend(files("examples/linkoping-2020", "yaml"));
    for path in &paths {
        let one: Value = serde_json::from_str(&run(&["recommend", "--format", "json", path]).stdout).unwrap();
        assert_valid(&validator, &one, path);
    }
    let mut args = vec!["recommend", "--format", "json"];
    args.extend(paths.iter().map(String::as_str));
    assert_valid(&validator, &serde_json::from_str(&run(&args).stdout).unwrap(), "all");
    let empty = run_with(&["recommend", "--format", "json", "-"], b"area: A\n", &[]).stdout;
    assert_valid(&validator, &serde_json::from_str(&empty).unwrap(), "nothing answered");
    assert!(!validator.is_valid(&serde_json::json!({"schema": "something else"})));
}

/// Whatever is asked, of areas half and wholly answered; what a result must not lack, the schema does not let it lack.
#[test]
fn what_if_fits_its_schema() {
    let validator = schema(&["what-if"]);
    let answered = "examples/illustrations/daglig-verksamhet.yaml";
    let open = "examples/linkoping-2023/16-yttersta-ansvaret-personlig-assistans.yaml";
    let every = ["--weights", "--draws", "500", "--profiles"];
    for path in [answered, open, "examples/illustrations/bistandshandlaggning.yaml"] {
        for more in [
            &[][..],
            &["--set", "market_exists=no,pricing=yes", "--unset", "sensitivity"],
            &["--set", "civil_society_partner=yes"],
            &[&every[..], &["--target", "lov"]].concat(),
            &[&every[..], &["--target", "lou", "--set", "market_exists=no", "--keep", "market_exists"]]
                .concat(),
            &every,
        ] {
            // What an outcome takes is told of complete answers alone.
            if path == open && more.contains(&"--target") {
                continue;
            }
            let ran = run(&[&["what-if", path, "--format", "json"], more].concat());
            assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{path} {more:?}");
            let value: Value = serde_json::from_str(&ran.stdout).unwrap();
            assert_valid(&validator, &value, path);
            for (pointer, key) in
                [("", "weights"), ("/changes", "before"), ("/target", "sets"), ("/weights", "seed")]
            {
                let mut wrong = value.clone();
                if let Some(object) = wrong.pointer_mut(pointer).and_then(Value::as_object_mut) {
                    object.remove(key).unwrap();
                    assert!(!validator.is_valid(&wrong), "{pointer} {key}");
                }
            }
        }
    }
}

#[test]
fn areas_fit_their_schema() {
    let validator = schema(&["area"]);
    for folder in ["examples/linkoping-2023", "examples/linkoping-2020", "examples/illustrations"] {
        for path in files(folder, "yaml") {
            assert_valid(&validator, &yaml(&path), &path);
        }
    }
    let other = schema(&["area", "--rules", "tests/rules/exempelkommun.yaml"]);
    assert_valid(&other, &yaml("tests/rules/area-exempel.yaml"), "area-exempel");
}

#[test]
fn shared_answers_fit_their_schema() {
    let validator = schema(&["shared"]);
    assert_valid(&validator, &yaml("examples/linkoping-2023/gemensamt.yaml"), "gemensamt");
    for name in ["for", "answers", "none"] {
        let wrong = yaml(&format!("tests/bad/shared/{name}.yaml"));
        assert!(!validator.is_valid(&wrong), "{name}");
    }
}

#[test]
fn the_schema_of_areas_refuses_what_the_tool_refuses() {
    let validator = schema(&["area"]);
    for (wrong, why) in [
        (serde_json::json!({}), "no name"),
        (serde_json::json!({"area": "A", "answers": {"marknad_fins": "ja"}}), "unknown criterion"),
        (serde_json::json!({"area": "A", "answers": {"market_exists": "kanske"}}), "wrong answer"),
        (
            serde_json::json!({"area": "A", "answers": {"market_exists": "yes", "marknad_finns": "ja"}}),
            "twice",
        ),
        (serde_json::json!({"area": "A", "answers": {"service_law": "yes"}}), "wrong option"),
        (serde_json::json!({"area": "A", "answers": {"market_exists": {"note": "x"}}}), "no answer"),
        (serde_json::json!({"area": "A", "current": {"users": -1}}), "negative"),
        (serde_json::json!({"area": "A", "current": {"form": "ramavtal"}}), "unknown form"),
        (serde_json::json!({"area": "A", "extra": 1}), "unknown key"),
        (serde_json::json!({"area": "A", "compensation": {"cost": "48.500.000"}}), "thousands with points"),
        (serde_json::json!({"area": "A", "compensation": {"cost": "48,500"}}), "thousands with a comma"),
        (serde_json::json!({"area": "A", "compensation": {"cost": -1}}), "negative cost"),
        (
            serde_json::json!({"area": "A", "compensation": {"cost": 1_000_000_000_000_u64}}),
            "too many digits",
        ),
        (serde_json::json!({"area": "A", "compensation": {"efficiency": "+1"}}), "a sign"),
        (serde_json::json!({"area": "A", "compensation": {"variable": 101}}), "more than all"),
        (serde_json::json!({"area": "A", "compensation": {"index": "-100,1"}}), "below nothing"),
        (serde_json::json!({"area": "A", "compensation": {"index": "2,50000"}}), "five decimals"),
        (serde_json::json!({"area": "A", "compensation": {"year": "2027-2028"}}), "two years"),
        (serde_json::json!({"area": "A", "districts": {"list": [{"name": "Norr"}]}}), "no volume"),
        (serde_json::json!({"area": "A", "districts": {"list": [{"volume": 1}]}}), "no name"),
        (
            serde_json::json!({"area": "A", "districts": {"list": [{"name": "Norr", "volume": null}]}}),
            "empty volume",
        ),
        (
            serde_json::json!({"area": "A", "districts": {
                "list": [{"name": "Norr", "volume": 1, "capacity": {"nonprofit": 1}}]
            }}),
            "unknown ceiling",
        ),
    ] {
        assert!(!validator.is_valid(&wrong), "{why}");
    }
    for right in ["Ja", "NEJ", "delvis", "Okänt", "unknown"] {
        assert!(
            validator.is_valid(&serde_json::json!({"area": "A", "answers": {"marknad_finns": right}})),
            "{right}"
        );
    }
}

/// What the tool accepts, however it is spelt, an editor accepts, too.
#[test]
fn every_accepted_figure_fits_the_schema_of_areas() {
    let validator = schema(&["area"]);
    for name in ["figures", "amounts", "percentages", "figures-empty", "compensation-in-braces"] {
        let text = std::fs::read_to_string(root().join(format!("tests/bad/ok/{name}.yaml"))).unwrap();
        for document in text.split("---\n") {
            let options = serde_yaml::options! { strict_booleans: true };
            let value: Value = serde_yaml::from_str_with_options(document, options).unwrap();
            assert_valid(&validator, &value, document);
        }
    }
}

/// The documents of a file as plain JSON values; `None` where it is no YAML for every reader.
fn documents(path: &str) -> Option<Vec<Value>> {
    let text = String::from_utf8(std::fs::read(root().join(path)).unwrap()).ok()?;
    let options = serde_yaml::options! { strict_booleans: true };
    serde_yaml::from_multiple_with_options(&text, options).ok()
}

/// Whatever the tool accepts, an editor accepts.
#[test]
fn every_accepted_area_fits_its_schema() {
    let validator = schema(&["area"]);
    let mut tried = 0;
    // Keys and names in capitals are read, but an editor does well to offer the usual ones.
    for path in files("tests/bad/ok", "yaml").into_iter().filter(|path| !path.contains("capital")) {
        for value in documents(&path).unwrap_or_default().into_iter().filter(|value| !value.is_null()) {
            assert_valid(&validator, &value, &path);
            tried += 1;
        }
    }
    assert!(tried > 30, "{tried}");
}

/// What is wrong in every file of the catalogue that every reader takes for YAML, an editor marks, too, but for what
/// no schema can tell.
#[test]
fn the_schema_of_areas_refuses_every_faulty_file_that_it_can() {
    let validator = schema(&["area"]);
    let mut beyond = [
        // Sums, the calendar, the last digits of a number.
        "amount-three-decimals",
        "count-huge",
        "date-february",
        "period-backwards",
        "share-one-only",
        "share-sum-101",
        "share-sum-99",
        // Letters that were lost on the way: to a schema, a text like any other.
        "lost-letter",
        "twice-encoded",
        // What YAML allows and area files do not, gone once it is read.
        "anchor-alias",
        "anchor-mapping",
        "count-hexadecimal",
        "count-octal",
        "count-underscore",
        "merge-key",
        "tag-ref",
        "tag-str",
        "text-with-ampersand",
        "text-with-exclamation",
        "hash-in-note",
    ];
    let (mut accepted, mut refused) = (Vec::new(), 0);
    for path in files("tests/bad/area", "yaml") {
        let name = path.trim_start_matches("tests/bad/area/").trim_end_matches(".yaml");
        let values = documents(&path).unwrap_or_default().into_iter().filter(|value| !value.is_null());
        let values: Vec<Value> = values.collect();
        if values.iter().any(|value| !validator.is_valid(value)) {
            refused += 1;
        } else if !values.is_empty() {
            accepted.push(name.to_owned());
        }
    }
    beyond.sort_unstable();
    assert_eq!(accepted, beyond);
    assert!(refused > 60, "{refused}");
}

/// Titles, questions, what counts as each answer, both names of everything: in the language asked for.
#[test]
fn the_schema_of_areas_tells_all_of_each_criterion() {
    for (rules, lang) in [("linkoping-vard-omsorg", "sv"), ("linkoping-ovriga-namnder", "en")] {
        let schema: Value =
            serde_json::from_str(&run(&["schema", "area", "--rules", rules, "--lang", lang]).stdout).unwrap();
        let properties = schema["properties"]["answers"]["properties"].as_object().unwrap();
        let set = support::shipped(rules);
        assert_eq!(properties.len(), 2 * set.criteria.len());
        let language = if lang == "sv" { Lang::Sv } else { Lang::En };
        for criterion in set.criteria.entries() {
            assert_eq!(properties[&criterion.id], properties[&criterion.alias]);
            assert_eq!(properties[&criterion.id]["$ref"], format!("#/$defs/{}", criterion.id));
            let schema = &schema["$defs"][&criterion.id];
            assert_eq!(schema["title"], criterion.name.get(language));
            for key in ["description", "markdownDescription"] {
                let text = schema[key].as_str().unwrap();
                assert!(text.contains(criterion.question.get(language)), "{text}");
                assert!(text.contains(&criterion.alias) && text.contains(&criterion.id), "{text}");
                for choice in &criterion.choices {
                    assert!(text.contains(choice.help.get(language)), "{text}");
                    assert!(text.contains(&choice.id), "{text}");
                }
            }
            let offered = schema["anyOf"][0]["anyOf"][0]["enum"].as_array().unwrap();
            for choice in &criterion.choices {
                let names = [Some(&choice.id), choice.alias.as_ref()];
                assert!(names.into_iter().flatten().all(|name| offered.contains(&name.as_str().into())));
            }
            assert!(["unknown", "okänt"].iter().all(|name| offered.contains(&(*name).into())));
            assert_eq!(offered.contains(&true.into()), criterion.graded);
        }
    }
}

/// What `new` writes fits, as it is and filled in.
#[test]
fn a_new_area_fits_its_schema() {
    for rules in ["linkoping-vard-omsorg", "linkoping-ovriga-namnder"] {
        for lang in [Lang::Sv, Lang::En] {
            let validator = schema(&["area", "--rules", rules, "--lang", lang.code()]);
            let set = support::shipped(rules);
            let mut text = blank(&set, &Texts::load(lang).unwrap(), "Nytt: område", None);
            let options = serde_yaml::options! { strict_booleans: true };
            let read = |text: &str| serde_yaml::from_str_with_options(text, options.clone()).unwrap();
            assert_valid(&validator, &read(&text), &text);
            for (key, criterion) in set.criteria.iter() {
                let answer = Some(u8::try_from(key.position() % criterion.choices.len()).unwrap());
                let note = (key.position() % 2 == 0).then_some("12");
                let given = Given { criterion: key, answer, note, source: None };
                text = area_file::set(&text, &set, lang, 0, given).unwrap();
            }
            let value: Value = read(&text);
            assert_eq!(value["answers"].as_object().unwrap().len(), set.criteria.len());
            assert_valid(&validator, &value, &text);
            // What stands there as comments is right, too, once it is no comment.
            let lines = text.lines().map(|line| {
                line.strip_prefix("# ")
                    .filter(|rest| {
                        let word = rest.trim_start().trim_start_matches("- ").split(':').next().unwrap();
                        rest.contains(':')
                            && word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')
                    })
                    .unwrap_or(line)
            });
            let keys: Vec<&str> = lines.skip_while(|line| !line.starts_with("area:")).collect();
            let value: Value = read(&keys.join("\n"));
            assert_eq!(value.as_object().unwrap().len(), 11, "{value:#}");
            assert_valid(&validator, &value, &text);
        }
    }
}

#[test]
fn rule_sets_fit_their_schema() {
    let validator = schema(&["rules"]);
    for path in files("rules", "yaml").into_iter().chain(files("tests/rules", "yaml")) {
        if !path.contains("area-") {
            assert_valid(&validator, &yaml(&path), &path);
        }
    }
    let mut without_source = yaml("rules/sverige.yaml");
    without_source["gates"][0].as_object_mut().unwrap().remove("source");
    assert!(!validator.is_valid(&without_source));
    // In a layer a text stands alone, and what decides does not.
    let mut layer = yaml("rules/linkoping-ovriga-namnder.yaml");
    layer["gates"] = json!([{ "id": "no-market", "why": "Ingen." }]);
    assert!(validator.is_valid(&layer));
    layer["gates"] = json!([{ "id": "no-market", "excludes": ["lou"] }]);
    assert!(!validator.is_valid(&layer));
    let options = serde_yaml::options! { strict_booleans: true };
    let whole = run(&["rules", "export", "--whole"]).stdout;
    let rules: Value = serde_yaml::from_str_with_options(&whole, options).unwrap();
    assert_valid(&validator, &rules, "whole");
    for (place, key, why) in [
        ("/plan/compensation", "why", "an interpretation without its reason"),
        ("/plan/mission/0", "text", "a statement without text"),
        ("/plan/current_state/0", "required", "a fact of which it is not said when it is needed"),
    ] {
        let mut wrong = rules.clone();
        wrong.pointer_mut(place).unwrap().as_object_mut().unwrap().remove(key).unwrap();
        assert!(!validator.is_valid(&wrong), "{why}");
    }
    let mut unknown_fact = rules;
    unknown_fact["plan"]["current_state"][0]["id"] = "cost".into();
    assert!(!validator.is_valid(&unknown_fact));
}

#[test]
fn rule_tests_fit_their_schema() {
    let validator = schema(&["test"]);
    for path in files("rules/tests", "yaml").into_iter().chain(files("tests/ci/reports", "yaml")) {
        if !path.ends_with("faulty.yaml") {
            assert_valid(&validator, &yaml(&path), &path);
        }
    }
    let other = "linkoping-ovriga-namnder";
    let path = format!("rules/tests/{other}.yaml");
    assert_valid(&schema(&["test", "--rules", other]), &yaml(&path), &path);
    assert!(!schema(&["test", "--rules", other]).is_valid(&yaml("rules/tests/linkoping-vard-omsorg.yaml")));
}

/// What is wrong in every file of the catalogue that is YAML, an editor marks, too; names of files are beyond it.
#[test]
fn the_schema_of_rule_tests_refuses_what_the_tool_refuses() {
    let validator = schema(&["test"]);
    let beyond = [
        // Files that are named, and what depends on another part of the file.
        "area-faulty",
        "area-folder",
        "area-missing",
        "area-several",
        "expects-both",
        "name-twice",
        "rules-faulty",
        "rules-folder",
        "rules-unknown-far",
        "rules-unknown-near",
        // Not YAML for every reader, or no one document.
        "anchor",
        "brace-unclosed",
        "comments-only",
        "empty",
        "latin1",
        "several-documents",
        "tab",
    ];
    for path in files("tests/bad/tests", "yaml") {
        let name = path.trim_start_matches("tests/bad/tests/").trim_end_matches(".yaml");
        if !beyond.contains(&name) {
            assert!(!validator.is_valid(&yaml(&path)), "{path}");
        }
    }
}

/// The schema beside the examples is the one the tool writes.
#[test]
fn the_published_schemas_are_up_to_date() {
    for (file, args) in [
        ("schemas/area.json", vec!["schema", "area"]),
        ("schemas/shared.json", vec!["schema", "shared"]),
        ("schemas/rules.json", vec!["schema", "rules"]),
        ("schemas/test.json", vec!["schema", "test"]),
    ] {
        let text = std::fs::read_to_string(root().join(file)).unwrap_or_default();
        let run = run(&args);
        assert!(run.stdout == text, "{file} is out of date: avtalsform {} --output {file}", args.join(" "));
    }
}

/// The published schemas are made from the types; `AVTALSFORM_WRITE_SCHEMAS=1` writes them anew.
#[test]
fn the_schemas_of_results_are_those_of_their_types() {
    for (name, made) in PUBLISHED {
        let file = root().join(format!("schemas/{name}.json"));
        let wanted = serde_json::to_string_pretty(&made()).unwrap() + "\n";
        if std::env::var_os("AVTALSFORM_WRITE_SCHEMAS").is_some() {
            std::fs::write(&file, &wanted).unwrap();
        }
        let found = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(found == wanted, "schemas/{name}.json is out of date");
        assert_eq!(run(&["schema", name]).stdout, wanted, "{name}");
        // Who reads a schema does not have the code.
        assert!(!wanted.contains("[`") && !wanted.contains("::"), "{name} speaks of the code");
    }
}

/// Every object of a schema with its name: the definitions, and the whole.
fn shapes(schema: &Value) -> Vec<(String, &Value)> {
    let named = schema["$defs"].as_object().unwrap().iter().map(|(name, shape)| (name.clone(), shape));
    let whole = (schema["$id"].as_str().unwrap().to_owned(), schema);
    named.chain([whole]).filter(|(_, shape)| shape.get("properties").is_some()).collect()
}

/// Every part of a schema.
fn parts<'a>(schema: &'a Value, found: &mut Vec<&'a Value>) {
    found.push(schema);
    match schema {
        Value::Object(keys) => keys.values().for_each(|value| parts(value, found)),
        Value::Array(values) => values.iter().for_each(|value| parts(value, found)),
        _ => {}
    }
}

/// Each published key is described; what has a shape has a name, and a name has one shape; no two names have the same
/// keys; of a key a description says one type. How many meanings a key has is kept in a snapshot.
#[test]
fn every_published_key_has_one_definition() {
    let schemas: Vec<Value> = PUBLISHED.iter().map(|(_, made)| made()).collect();
    let mut bodies: BTreeMap<String, &Value> = BTreeMap::new();
    let mut keys: BTreeMap<Vec<(&String, String)>, String> = BTreeMap::new();
    let mut meanings: BTreeMap<(&str, &str), BTreeSet<String>> = BTreeMap::new();
    for schema in &schemas {
        let (mut found, shapes) = (Vec::new(), shapes(schema));
        parts(schema, &mut found);
        let objects = found.iter().filter(|part| part.get("additionalProperties") == Some(&false.into()));
        assert_eq!(objects.count(), shapes.len(), "an object without a name in {}", schema["$id"]);
        for (name, body) in schema["$defs"].as_object().unwrap() {
            assert_eq!(*bodies.entry(name.clone()).or_insert(body), body, "{name} has two definitions");
        }
        for (name, shape) in shapes {
            let properties = shape["properties"].as_object().unwrap();
            let required = shape["required"].as_array().unwrap();
            // A share has the ends of an interval only where it was drawn.
            let ends = ["low", "high"].map(|end| required.contains(&end.into()));
            let is_share = properties.contains_key("numerator") && properties.contains_key("low");
            let drawn = if is_share && ends == [false; 2] { 2 } else { 0 };
            assert_eq!(required.len() + drawn, properties.len(), "{name} may lack a key");
            let mut typed = Vec::new();
            for (key, value) in properties {
                let said = value["description"].as_str().unwrap_or_default();
                assert!(said.ends_with('.') && said.len() > 3, "{name}.{key} is not described: {value}");
                let mut kind = value.clone();
                kind.as_object_mut().unwrap().remove("description");
                typed.push((key, kind.to_string()));
                let is_name = key == "schema";
                meanings.entry((key, said)).or_default().extend((!is_name).then(|| kind.to_string()));
            }
            let other = keys.entry(typed).or_insert_with(|| name.clone());
            assert_eq!(*other, name, "the same keys under two names");
        }
    }
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for ((key, said), kinds) in &meanings {
        assert!(kinds.len() < 2, "`{key}`, {said} is of several types: {kinds:#?}");
        *counted.entry(key).or_default() += 1;
    }
    // Parts that several results share.
    for (key, shapes) in [
        ("score", &["Form"][..]),
        ("excluded_by", &["Form"]),
        ("document", &["Source"]),
        ("sha256", &["RuleSetId"]),
        ("numerator", &["Leaning", "Led", "PossibleOutcome", "Score", "Share"]),
        ("confidence", &["Sample"]),
        ("smallest", &["Witness"]),
        ("note", &["Consideration", "Reason"]),
    ] {
        let with = keys.iter().filter(|(keys, _)| keys.iter().any(|(known, _)| *known == key));
        let mut with: Vec<&str> = with.map(|(_, name)| name.as_str()).collect();
        with.sort_unstable();
        assert_eq!(with, shapes, "{key}");
    }
    insta::assert_snapshot!(
        counted.iter().map(|(key, count)| format!("{key} {count}\n")).collect::<String>()
    );
}

/// What is written is read with the same types, and written again as it was.
#[test]
fn results_are_read_with_the_types_they_are_written_with() {
    fn again<'a, T: Serialize + Deserialize<'a>>(text: &'a str) {
        let read: T = serde_json::from_str(text).unwrap();
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), value);
    }
    let real = "examples/linkoping-2023/16-yttersta-ansvaret-personlig-assistans.yaml";
    let rules = "linkoping-vard-omsorg";
    let out = |args: &[&str]| run(&[args, &["--format", "json"]].concat()).stdout;
    again::<wire::recommendation::Recommendation<'_>>(&out(&["recommend", real]));
    again::<wire::batch::Batch<'_>>(&out(&["batch", "examples/illustrations", "tests/bad/area"]));
    again::<wire::check::Check<'_>>(&out(&["rules", "check", rules]));
    again::<wire::compare::Compare<'_>>(&out(&["rules", "compare", rules, "linkoping-ovriga-namnder"]));
    let examples = "examples/illustrations";
    again::<wire::diff::Diff<'_>>(&out(&["diff", "--from", "tests/rules/exempelkommun.yaml", examples]));
    again::<wire::explain::Explain<'_>>(&out(&["explain", "lov"]));
    again::<wire::test::Tests<'_>>(&out(&["test", "rules/tests", "tests/ci/reports"]));
    let all = ["what-if", real, "--set", "market_exists=no", "--weights", "--draws", "100", "--profiles"];
    again::<wire::what_if::WhatIf<'_>>(&out(&all));
    let answered = "examples/illustrations/daglig-verksamhet.yaml";
    again::<wire::what_if::WhatIf<'_>>(&out(&["what-if", answered, "--target", "lou"]));
    again::<wire::what_if::WhatIf<'_>>(&out(&["what-if", real]));
}
