//! The public YAML test suite through every door that a file comes in by: no input panics, none takes long, and what is
//! taken for YAML is what the suite takes for YAML, but for what `tests/yaml-suite.tsv` lists with a reason.
//!
//! The suite stands beside the project and is not copied into it; `AVTALSFORM_YAML_SUITE` names another place.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::support::{root, shipped};
use avtalsform::area_file::{Refusal, canonical};
use avtalsform::load::{self, Diagnostic, Fault, Input, LoadedAreas, Shelf, SourceText};
use avtalsform::model::{Lang, RuleSet};
use avtalsform::texts::Texts;
use avtalsform::wire::baseline::baseline;
use avtalsform::write::faults::faults;
use serde_yaml::granit_parser::Parser;

const VARIABLE: &str = "AVTALSFORM_YAML_SUITE";
/// What no input of a few lines may take, on however busy a machine.
const LONG: Duration = Duration::from_secs(10);

struct Case {
    name: String,
    text: Vec<u8>,
    /// Whether the suite says that it is no YAML.
    invalid: bool,
}

/// Every case, in order; `None` where the suite is not there, which is said.
fn suite() -> Option<Vec<Case>> {
    let folder = std::env::var_os(VARIABLE)
        .map_or_else(|| root().join("../shared/data/yaml-test-suite"), PathBuf::from);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        let missing =
            format!("the YAML test suite is not at {}; {VARIABLE} can name its folder", folder.display());
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{missing}");
        eprintln!("NOT TESTED: {missing}");
        return None;
    };
    let mut cases: Vec<Case> = entries
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let text = std::fs::read(path.join("in.yaml")).unwrap_or_else(|error| panic!("{name}: {error}"));
            Case { name, text, invalid: path.join("error").exists() }
        })
        .collect();
    cases.sort_by(|one, other| one.name.cmp(&other.name));
    assert!(cases.len() >= 400, "only {} cases at {}", cases.len(), folder.display());
    Some(cases)
}

/// What is refused although it is YAML: nobody needs it in these files, and each is a way to say one thing and mean
/// another.
fn is_choice(fault: Fault) -> bool {
    matches!(fault, Fault::YamlAlias | Fault::YamlTag | Fault::YamlMerge | Fault::YamlKey)
        || matches!(fault, Fault::NotText | Fault::NotUtf8 | Fault::ControlCharacter)
}

/// What is refused as no YAML at all.
fn is_syntax(fault: Fault) -> bool {
    matches!(fault, Fault::YamlTab | Fault::YamlQuote | Fault::YamlAfterQuote | Fault::YamlBracket)
        || matches!(fault, Fault::YamlIndent | Fault::YamlColon | Fault::YamlEscape)
        || matches!(fault, Fault::YamlNesting | Fault::YamlSyntax | Fault::YamlDocument)
}

fn code(fault: Fault) -> String {
    serde_json::to_value(fault).unwrap().as_str().unwrap().to_owned()
}

/// The faults of YAML itself, syntax first and then what is refused by choice, each once.
fn of_yaml(found: &[Diagnostic]) -> Vec<String> {
    let kinds = [is_syntax as fn(Fault) -> bool, is_choice];
    let mut codes: Vec<String> = Vec::new();
    for kind in kinds {
        let mut some: Vec<String> =
            found.iter().map(|one| one.fault).filter(|fault| kind(*fault)).map(code).collect();
        some.sort();
        some.dedup();
        codes.extend(some);
    }
    codes
}

/// Renders the faults of everything that can be read from a text, and fails if something takes long.
fn through_every_door(case: &Case, rules: &RuleSet, texts: &[Texts]) {
    let started = Instant::now();
    let (name, bytes) = (case.name.as_str(), || case.text.clone());
    let shown = |source: &SourceText, found: &[Diagnostic]| {
        for texts in texts {
            let said = faults(texts, source, found, 80);
            assert_eq!(said.is_empty(), found.is_empty(), "{name}");
        }
    };
    let areas = |loaded: &[LoadedAreas]| {
        for one in loaded {
            shown(&one.source, &one.faults);
            assert!(
                one.areas.len() == one.documents || !one.faults.is_empty(),
                "{name}: left out without a word"
            );
        }
    };
    for input in [Input::Yaml, Input::Ndjson, Input::Xlsx, Input::Csv] {
        areas(&load::file("in.yaml", bytes(), input, rules));
    }
    areas(&[load::of_any_kind("in.csv", bytes(), Some(Input::Csv), rules)]);
    areas(&[load::line("in.ndjson", 7, bytes(), rules)]);
    let loaded = load::rules("in.yaml", bytes(), &load::no_files);
    shown(&loaded.source, &loaded.faults);
    assert!(loaded.rules.is_none(), "{name}: taken for a rule set");
    let loaded = load::rule_tests("in.yaml", bytes(), &mut Shelf::new(rules.clone(), load::Disk::default()));
    shown(&loaded.source, &loaded.faults);
    assert!(baseline(&case.text).is_err(), "{name}: taken for a saved result");
    if let Ok(text) = String::from_utf8(bytes()) {
        match canonical(&text, rules) {
            Ok(_) => {}
            Err(Refusal::Faulty(loaded)) => areas(&[*loaded]),
            Err(refusal) => assert!(texts.iter().all(|texts| !refusal.message(texts).is_empty()), "{name}"),
        }
    }
    assert!(started.elapsed() < LONG, "{name} took {:?}", started.elapsed());
}

#[test]
fn no_input_panics_or_takes_long() {
    let Some(cases) = suite() else { return };
    let rules = shipped("linkoping-vard-omsorg");
    let texts = [Lang::Sv, Lang::En].map(|lang| Texts::load(lang).unwrap());
    for case in &cases {
        through_every_door(case, &rules, &texts);
    }
}

/// Case, what is done with it, and the faults of YAML that are reported.
type Deviations = BTreeMap<String, (String, String)>;

fn listed() -> Deviations {
    let text = std::fs::read_to_string(root().join("tests/yaml-suite.tsv")).unwrap();
    let mut listed = Deviations::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [case, does, codes, reason] = fields[..] else { panic!("four fields are wanted: {line}") };
        assert!(reason.len() > 20, "no reason: {line}");
        let twice = listed.insert(case.to_owned(), (does.to_owned(), codes.to_owned()));
        assert!(twice.is_none(), "{case} is listed twice");
    }
    listed
}

#[test]
fn what_is_taken_for_yaml_is_what_the_suite_takes_for_yaml() {
    let Some(cases) = suite() else { return };
    let rules = shipped("linkoping-vard-omsorg");
    let mut listed = listed();
    let mut wrong = String::new();
    for case in &cases {
        let found = load::areas("in.yaml", case.text.clone(), &rules).faults;
        let codes = of_yaml(&found);
        let does = if codes.is_empty() { "accepts" } else { "refuses" };
        let expected = listed.remove(&case.name);
        let deviates = codes.is_empty() == case.invalid;
        let codes = if codes.is_empty() { "-".to_owned() } else { codes.join(",") };
        let now = deviates.then(|| (does.to_owned(), codes));
        if now != expected {
            writeln!(wrong, "{}: listed as {expected:?}, but {now:?}", case.name).unwrap();
        }
    }
    listed.keys().for_each(|name| writeln!(wrong, "{name}: listed, but not in the suite").unwrap());
    assert!(wrong.is_empty(), "{wrong}");
}

/// Where the parser itself disagrees with the suite; everything else that is listed is refused by choice.
#[test]
fn the_parser_agrees_with_the_suite() {
    // The lines of a list in brackets need not be set in: nobody can misunderstand that.
    let lenient = ["9C9N"];
    let Some(cases) = suite() else { return };
    let disagrees = |case: &&Case| {
        let text = String::from_utf8(case.text.clone()).unwrap();
        let refused = Parser::new_from_str(&text).any(|event| event.is_err());
        refused != case.invalid
    };
    let found: Vec<&str> = cases.iter().filter(disagrees).map(|case| case.name.as_str()).collect();
    assert_eq!(found, lenient);
}
