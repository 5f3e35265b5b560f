//! Rule sets that extend others: the same as if all stood in one file, and every fault where someone wrote it.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::support::random::{self, Dice};
use crate::support::{root, shipped, written};
use avtalsform::area_file::whole;
use avtalsform::load::{self, EMBEDDED, Fault, LoadedRules};
use avtalsform::model::Spot;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Reads a rule set whose bases are these files.
fn read(text: &str, files: &[(&str, &str)]) -> LoadedRules {
    let files: BTreeMap<&Path, &str> = files.iter().map(|(path, text)| (Path::new(*path), *text)).collect();
    let file = |path: &Path| {
        let text = files.get(path).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        Ok(text.as_bytes().to_vec())
    };
    load::rules("layer.yaml", text.as_bytes().to_vec(), &file)
}

fn minimal() -> String {
    std::fs::read_to_string(root().join("tests/rules/minimal.yaml")).unwrap()
}

/// A layer over the small rule set.
fn over_minimal(layer: &str) -> LoadedRules {
    let head = "ruleset: layer\nversion: 2.0.0\nextends: minimal.yaml\nname: Lager\ndescription: Påhittat.\n";
    read(&format!("{head}{layer}"), &[("minimal.yaml", &minimal())])
}

/// A fault with its line and column.
type Told = (usize, usize, Fault);

#[track_caller]
fn faults(loaded: &LoadedRules) -> Vec<Told> {
    assert!(loaded.rules.is_none());
    loaded.faults.iter().map(|found| (found.place.line, found.place.column, found.fault)).collect()
}

#[test]
fn a_layer_that_changes_nothing_is_its_base() {
    let loaded = over_minimal("");
    let (layer, base) = (loaded.rules.unwrap(), read(&minimal(), &[]).rules.unwrap());
    assert_eq!((layer.gates, layer.indicators, layer.advice), (base.gates, base.indicators, base.advice));
    assert_eq!(layer.identity.id, "layer");
    assert_eq!(layer.name.en, "Lager", "a text in one language is said in the other, too");
    let below = |spot: &Spot| Spot { layer: 1, ..*spot };
    let expected: BTreeMap<_, _> =
        base.places.rules.iter().map(|(id, spot)| (id.clone(), below(spot))).collect();
    assert_eq!(layer.places.rules, expected, "each rule stands in the file of its own");
    let layers: Vec<(&str, Option<&str>)> =
        layer.layers.iter().map(|layer| (layer.id.as_str(), layer.path.as_deref())).collect();
    assert_eq!(layers, [("layer", Some("layer.yaml")), ("minimal", Some("minimal.yaml"))]);
}

#[test]
fn a_text_or_a_weight_is_changed_alone_and_anything_else_changes_the_whole_item() {
    let rules = over_minimal(
        "criteria:\n  - { id: control, weight: 3 }\ngates:\n  - { id: no-market, why: Ingen. }\n",
    );
    let rules = rules.rules.unwrap();
    let base = read(&minimal(), &[]).rules.unwrap();
    let gate = &rules.gates[0];
    assert_eq!((gate.head.why.sv.as_str(), &gate.met), ("Ingen.", &base.gates[0].met));
    assert_eq!((&gate.when, gate.excludes), (&base.gates[0].when, base.gates[0].excludes));
    let control = rules.criterion_named("styrning").unwrap();
    assert_eq!(*rules.criteria.at(control).weight.numer(), 3);
    assert_eq!(rules.places.rules["no-market"], Spot { layer: 0, line: 9, column: 11 });
    // With a condition of its own it is another gate, of which all must be said.
    let loaded = over_minimal("gates:\n  - { id: no-market, when: { market: [no, partly] } }\n");
    let kinds: Vec<Fault> = faults(&loaded).into_iter().map(|(.., fault)| fault).collect();
    assert_eq!(kinds, vec![Fault::MissingKey; kinds.len()]);
    assert_eq!(
        kinds.len(),
        4,
        "kind, excludes, why and source; what is met is missing only of a prerequisite"
    );
}

#[test]
fn what_is_taken_away_takes_with_it_what_cannot_be_without_it() {
    let text = minimal().replace(
        "criteria:\n",
        "  - { id: lov, name: LOV, title: LOV, mix_title: LOV och egen regi, why: Val., source: { document: policy, section: F } }\ncriteria:\n",
    );
    let text = text.replace("excludes: [kop]", "excludes: [kop, lov]");
    let head = "ruleset: layer\nversion: 2.0.0\nextends: base.yaml\nname: Lager\ndescription: Påhittat.\n";
    let loaded = read(&format!("{head}remove: [kop]\n"), &[("base.yaml", &text)]);
    let rules = loaded.rules.unwrap_or_else(|| panic!("{:#?}", loaded.faults));
    assert_eq!(rules.forms.len(), 2);
    assert_eq!(rules.gates[0].excludes.len(), 1);
    assert!(rules.indicators.iter().all(|indicator| rules.forms.at(indicator.form).id != "kop"));
    assert_eq!(rules.taken[0].id, "kop");
    assert!(rules.taken[0].with.iter().any(|id| id == "kop-1"), "{:?}", rules.taken);
}

#[test]
fn faults_stand_where_they_were_written() {
    let cases: [(&str, &[Told]); 6] = [
        ("remove: [kopp]\n", &[(6, 10, Fault::RemovesNothing)]),
        ("remove: [market]\n", &[(6, 10, Fault::StillUsed)]),
        ("remove: [policy]\n", &[(6, 10, Fault::StillUsed)]),
        ("gates:\n  - { id: no-market, whi: Ingen. }\n", &[(7, 22, Fault::UnknownKey)]),
        ("lang: de\n", &[(6, 7, Fault::UnknownWord)]),
        ("gates: none\n", &[(6, 8, Fault::WrongType)]),
    ];
    for (layer, expected) in cases {
        let mut found = faults(&over_minimal(layer));
        found.dedup();
        assert_eq!(found, expected, "{layer}");
    }
    let layer =
        |extends: &str| format!("ruleset: layer\nversion: 1\nextends: {extends}\nname: N\ndescription: D\n");
    let circle = [("b.yaml", layer("layer.yaml")), ("c.yaml", layer("b.yaml"))];
    let circle: Vec<(&str, &str)> = circle.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let loaded = read(&layer("c.yaml"), &circle);
    assert_eq!(faults(&loaded), [(3, 10, Fault::FaultyFile)]);
    let beneath: Vec<(&str, Fault)> =
        loaded.beneath.iter().map(|(source, found)| (source.path.as_str(), found[0].fault)).collect();
    assert_eq!(beneath, [("b.yaml", Fault::CircularRules), ("c.yaml", Fault::FaultyFile)]);
    assert_eq!(faults(&read(&layer("layer.yaml"), &[])), [(3, 10, Fault::CircularRules)]);
    let near = read(&layer("linkoping-vård-omsorg"), &[]);
    assert_eq!(faults(&near), [(3, 10, Fault::NoBase)]);
    assert_eq!(near.faults[0].suggestion.as_deref(), Some("linkoping-vard-omsorg"));
    // Its own faults are told at the same time.
    let both = read(&format!("{}gates:\n  - {{ id: A }}\n", layer("gone.yaml")), &[]);
    assert_eq!(faults(&both), [(3, 10, Fault::NoBase), (7, 11, Fault::WrongId)]);
    let chain: Vec<(String, String)> = (0..load::MAX_LAYERS)
        .map(|number| (format!("{number}.yaml"), layer(&format!("{}.yaml", number + 1))))
        .collect();
    let chain: Vec<(&str, &str)> = chain.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let deep = read(&layer("0.yaml"), &chain);
    assert_eq!(deep.beneath[0].1[0].fault, Fault::TooMany);
}

#[test]
fn shipped_rule_sets_written_out_whole_are_the_same() {
    for (id, text) in EMBEDDED {
        let loaded = load::rules(id, text.as_bytes().to_vec(), &load::no_files);
        let written = whole(loaded.whole.as_ref().unwrap());
        let again = load::rules("whole.yaml", written.into_bytes(), &load::no_files);
        let again = again.rules.unwrap_or_else(|| panic!("{id}: {:#?}", again.faults));
        let first = shipped(id);
        assert_eq!(again.identity, first.identity);
        assert_eq!((again.gates, again.advice), (first.gates, first.advice));
        assert_eq!(again.layers.len(), 1);
    }
}

#[test]
fn the_hash_is_of_the_rules_and_not_of_how_they_are_written() {
    let hash = |text: &str| read(text, &[]).rules.unwrap().identity.sha256;
    let text = minimal();
    let first = hash(&text);
    assert_eq!(hash(&text.replace('\n', "\r\n")), first);
    assert_eq!(hash(&format!("\u{feff}# A comment\n{text}")), first);
    assert_eq!(hash(&text.replace("version: 1.0.0", "version: \"1.0.0\"")), first);
    assert_ne!(hash(&text.replace("Ingen att köpa av.", "Ingen att köpa av!")), first);
    assert_ne!(hash(&text.replace("margin: 1/20", "margin: 2/20")), first);
}

/// What is drawn for an item of the base.
fn changed(dice: &mut Dice, item: &Value) -> (Option<Value>, Option<Value>) {
    let id = item["id"].as_str().unwrap().to_owned();
    match dice.below(4) {
        // Taken away.
        0 => (None, Some(json!(id))),
        // A text of its own.
        1 => {
            let mut own = item.clone();
            own["why"] = json!("another");
            (Some(own), Some(json!({ "id": id, "why": "another" })))
        }
        // As a whole.
        2 => {
            let mut own = item.clone();
            own["why"] = json!("whole");
            (Some(own.clone()), Some(own))
        }
        _ => (Some(item.clone()), None),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// A second account of layers: what a layer should make of its base is written out by hand, item by item.
    #[test]
    fn a_layer_is_what_it_would_be_in_one_file(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let base: Value = serde_json::from_str(&written::rules(&random::rules(&mut dice))).unwrap();
        let own = json!({
            "ruleset": "layer", "version": "2", "name": "Layer", "description": "Made up.", "extends": "base.yaml",
        });
        let (mut expected, mut layer, mut remove) = (base.clone(), own.clone(), Vec::new());
        for key in ["ruleset", "version", "name", "description"] {
            expected[key] = own[key].clone();
        }
        for list in ["gates", "indicators", "mix_rules"] {
            let (mut kept, mut put) = (Vec::new(), Vec::new());
            for item in base[list].as_array().unwrap() {
                let (stays, written) = changed(&mut dice, item);
                kept.extend(stays);
                match written {
                    Some(Value::String(id)) => remove.push(Value::String(id)),
                    written => put.extend(written),
                }
            }
            if list == "mix_rules" && dice.chance(50) {
                let criterion = base["criteria"][0]["id"].as_str().unwrap();
                let answer = if base["criteria"][0].get("help").is_some() { "yes".to_owned() } else {
                    base["criteria"][0]["options"][0]["id"].as_str().unwrap().to_owned()
                };
                let new = json!({
                    "id": "new", "when": { criterion: answer }, "why": "new", "source": { "document": "document", "section": "S" },
                });
                kept.push(new.clone());
                // What is new stands last, wherever the layer has it.
                put.insert(0, new);
            }
            expected[list] = Value::Array(kept);
            if !put.is_empty() {
                layer[list] = Value::Array(put);
            }
        }
        layer["remove"] = Value::Array(remove);
        let expected = read(&expected.to_string(), &[]);
        let found = read(&layer.to_string(), &[("base.yaml", &base.to_string())]);
        // Random weights may be too fine to be computed with, in one file as in two.
        let kinds = |loaded: &LoadedRules| loaded.faults.iter().map(|found| found.fault).collect::<Vec<_>>();
        prop_assert_eq!(kinds(&found), kinds(&expected));
        if expected.rules.is_none() {
            return Ok(());
        }
        let (expected, found) = (expected.rules.unwrap(), found.rules.unwrap());
        prop_assert_eq!(&found.identity, &expected.identity);
        prop_assert_eq!(&found.gates, &expected.gates);
        prop_assert_eq!(&found.indicators, &expected.indicators);
        prop_assert_eq!(&found.mix_rules, &expected.mix_rules);
    }
}
