//! Every stated limit: what just fits is read, what does not is refused by a message that names the limit.

use std::fmt::Write;

use crate::support::invariants::{parts, with_parts};
use crate::support::{root, shipped};
use avtalsform::explain::Advisor;
use avtalsform::load::{self, Diagnostic, Fault, SourceText};
use avtalsform::model::Lang;
use avtalsform::texts::Texts;
use avtalsform::write::faults::faults;
use serde_json::Value;

/// What only a large file shows.
pub const SHOWN: [Fault; 5] =
    [Fault::TooLarge, Fault::TooManyDocuments, Fault::TooManyNodes, Fault::TooMuchText, Fault::TooManyFaults];

/// The first message of a text, and how many areas the text gives.
fn area(text: String) -> (Option<(Fault, String)>, usize) {
    let loaded = load::areas("area.yaml", text.into_bytes(), &shipped("linkoping-vard-omsorg"));
    let areas = loaded.areas.len();
    (last(&loaded.source, &loaded.faults), areas)
}

/// The last message in both languages.
fn last(source: &SourceText, found: &[Diagnostic]) -> Option<(Fault, String)> {
    let one = found.last()?;
    let both = [Lang::Sv, Lang::En]
        .map(|lang| faults(&Texts::load(lang).unwrap(), source, std::slice::from_ref(one), 100));
    Some((one.fault, both.concat()))
}

/// Refused for this reason, which names the limit in both languages.
fn assert_refused(refused: Option<(Fault, String)>, fault: Fault, limit: &str) {
    let (found, said) = refused.expect("a fault");
    assert_eq!(found, fault, "{said}");
    assert!(said.matches(limit).count() >= 2, "{said}");
}

#[test]
fn documents() {
    let documents = |number: usize| "--- {area: A}\n".repeat(number);
    assert_eq!(area(documents(load::MAX_DOCUMENTS)), (None, load::MAX_DOCUMENTS));
    let (refused, areas) = area(documents(load::MAX_DOCUMENTS + 1));
    assert_refused(refused, Fault::TooManyDocuments, "10000");
    assert_eq!(areas, load::MAX_DOCUMENTS);
    // Documents without anything in them are not counted, however many there are.
    assert_eq!(area("---\n".repeat(1_000_000) + "area: A\n"), (None, 1));
}

#[test]
fn faults_of_a_file() {
    let wrong = |number: usize| "--- {area: A, x: 1}\n".repeat(number);
    assert_eq!(area(wrong(load::MAX_FAULTS)).0.unwrap().0, Fault::UnknownKey);
    let text = wrong(load::MAX_FAULTS + 5).replace("x: 1}", "x: 1, y: 2}");
    let (refused, areas) = area(text);
    assert_refused(refused, Fault::TooManyFaults, "10000");
    assert_eq!(areas, 0, "what is not told is a fault all the same");
}

#[test]
fn text_of_a_document() {
    // The keys and the name are text, too.
    let with = |bytes: usize| format!("area: A\nnotes: {}\n", "x".repeat(bytes - "areaAnotes".len()));
    assert_eq!(area(with(load::MAX_TEXT_BYTES)), (None, 1));
    assert_refused(area(with(load::MAX_TEXT_BYTES + 1)).0, Fault::TooMuchText, "1048576");
    assert_refused(area(with(100 << 20)).0, Fault::TooMuchText, "1048576");
}

#[test]
fn values_of_a_document() {
    let refused = |text: String| {
        let found = load::areas("area.yaml", text.into_bytes(), &shipped("linkoping-vard-omsorg"));
        found.faults.iter().any(|one| one.fault == Fault::TooManyNodes)
    };
    for item in ["a", "[]", "{}", "[{}]"] {
        let list = |number: usize| format!("[{}{item}]\n", format!("{item}, ").repeat(number - 1));
        let nodes = if item == "[{}]" { 2 } else { 1 };
        assert!(!refused(list((load::MAX_NODES - 1) / nodes)), "{item}");
        assert!(refused(list(load::MAX_NODES / nodes + 1)), "{item}");
    }
}

#[test]
fn nesting() {
    let nested = |depth: usize| format!("area: {}{}\n", "[".repeat(depth), "]".repeat(depth));
    // The area itself is the first level.
    assert_eq!(area(nested(load::MAX_DEPTH - 1)).0.unwrap().0, Fault::WrongType);
    assert_refused(area(nested(load::MAX_DEPTH + 1)).0, Fault::YamlNesting, "32");
    assert_eq!(area(nested(1_000_000)).0.unwrap().0, Fault::YamlNesting);
}

#[test]
fn bytes_of_a_file() {
    let most = usize::try_from(load::MAX_FILE_BYTES).unwrap();
    let blank = |bytes: usize| "area: A\n".to_owned() + &"\n".repeat(bytes - 8);
    assert_eq!(area(blank(most)), (None, 1));
    assert_refused(area(blank(most + 1)).0, Fault::TooLarge, "256 MiB");
}

/// The smallest rule set as data, to be made larger.
fn rules() -> Value {
    let options = serde_yaml::options! { strict_booleans: true };
    let text = std::fs::read_to_string(root().join("tests/rules/minimal.yaml")).unwrap();
    serde_yaml::from_str_with_options(&text, options).unwrap()
}

fn read(rules: &Value) -> load::LoadedRules {
    load::rules("rules.yaml", rules.to_string().into_bytes(), &load::no_files)
}

fn many(entry: &Value, number: usize, change: impl Fn(&mut Value, usize)) -> Vec<Value> {
    let one = |number: usize| {
        let mut entry = entry.clone();
        change(&mut entry, number);
        entry
    };
    (0..number).map(one).collect()
}

/// With so many criteria more that nothing names, which do not make more ways.
fn criteria(number: usize) -> Value {
    let mut rules = rules();
    let list = rules["criteria"].as_array_mut().unwrap();
    let more = many(&list[1].clone(), number - list.len(), |entry, number| {
        entry["id"] = format!("more-{number}").into();
        entry["alias"] = format!("fler-{number}").into();
    });
    list.extend(more);
    rules
}

#[test]
fn criteria_of_a_rule_set() {
    assert!(read(&criteria(load::MAX_CRITERIA)).rules.is_some());
    let loaded = read(&criteria(load::MAX_CRITERIA + 1));
    assert!(loaded.rules.is_none());
    assert_refused(last(&loaded.source, &loaded.faults), Fault::TooMany, "200");
}

#[test]
fn forms_and_options_of_a_rule_set() {
    let with = |forms: usize| {
        let mut rules = rules();
        let list = rules["forms"].as_array_mut().unwrap();
        let form = list[1].clone();
        list.extend(many(&form, forms - 2, |entry, number| entry["id"] = format!("form-{number}").into()));
        let indicator = rules["indicators"][0].clone();
        rules["indicators"].as_array_mut().unwrap().extend(many(&indicator, forms - 2, |entry, number| {
            entry["id"] = format!("indicator-{number}").into();
            entry["form"] = format!("form-{number}").into();
        }));
        read(&rules)
    };
    assert!(with(32).rules.is_some(), "{:#?}", with(32).faults);
    assert!(with(33).faults.iter().any(|one| one.fault == Fault::TooMany));
    let with = |options: usize| {
        let mut rules = rules();
        let list = rules["criteria"][2]["options"].as_array_mut().unwrap();
        let option = list[0].clone();
        list.extend(many(&option, options - 2, |entry, number| {
            entry["id"] = format!("option-{number}").into()
        }));
        read(&rules)
    };
    assert!(with(64).rules.is_some(), "{:#?}", with(64).faults);
    assert!(with(65).faults.iter().any(|one| one.fault == Fault::TooMany));
}

/// With so many criteria that indicators name, each in three ways.
fn ways(number: usize, weight: impl Fn(usize) -> u64) -> load::LoadedRules {
    let mut rules = criteria(number + 3);
    let indicator = rules["indicators"][1].clone();
    rules["indicators"].as_array_mut().unwrap().extend(many(&indicator, number, |entry, number| {
        entry["id"] = format!("indicator-{number}").into();
        entry["form"] = if number % 2 == 0 { "egen" } else { "kop" }.into();
        entry["criterion"] = format!("more-{number}").into();
    }));
    for criterion in 0..number {
        rules["criteria"][criterion + 3]["weight"] = weight(criterion).to_string().into();
    }
    read(&rules)
}

#[test]
fn ways_to_answer() {
    // Two criteria of the set itself are named: three to the 62nd is below the limit, to the 63rd above.
    assert!(ways(60, |_| 1).rules.is_some());
    let loaded = ways(61, |_| 1);
    assert_refused(last(&loaded.source, &loaded.faults), Fault::TooManyWays, "10^30");
}

/// Ways with more different sums than are kept are drawn for the area, in bounded time; with few open they are counted.
#[test]
fn states() {
    let loaded = ways(30, |criterion| 3u64.pow(u32::try_from(criterion / 2).unwrap()));
    let rules = loaded.rules.unwrap_or_else(|| panic!("{:#?}", loaded.faults));
    let advisor = Advisor::new(&rules, None).unwrap();
    let nothing = load::areas("area.yaml", b"area: A\n".to_vec(), &rules).areas.remove(0);
    assert!(advisor.recommend(nothing).evaluation.ways.drawn);
    let mut answers = String::from("area: A\nanswers:\n");
    (8..30).for_each(|criterion| writeln!(answers, "  more-{criterion}: yes").unwrap());
    let some = load::areas("area.yaml", answers.into_bytes(), &rules).areas.remove(0);
    assert!(!advisor.recommend(some).evaluation.ways.drawn);
    assert_eq!(avtalsform::evaluate::MAX_STATES, 524_288);
}

/// A cell behind the last of a sheet, and a range that ends before it begins: what reads them would count on from the
/// first.
#[test]
fn cells_of_a_sheet() {
    let rules = shipped("linkoping-vard-omsorg");
    let blank = avtalsform::write::xlsx::blank(&rules, &Texts::load(Lang::Sv).unwrap(), 2).unwrap().bytes;
    let parts = String::from_utf8(parts(&blank)).unwrap();
    for (cell, reads) in [
        ("A3", true),
        ("AAAAAAAAA3", false),
        ("A30000000000", false),
        ("&#65;3", false),
        ("Appendix<b>", false),
    ] {
        let changed = parts.replace("r=\"A3\"", &format!("r = '{cell}'"));
        assert_ne!(changed, parts);
        let loaded = load::sheet_areas("areas.xlsx", &with_parts(changed.as_bytes()), &rules);
        let broken = loaded.faults.iter().any(|one| one.fault == Fault::BrokenWorkbook);
        assert_eq!(broken, !reads, "{cell}: {:?}", loaded.faults);
    }
    let turned = parts.replacen("<dimension ref=\"A", "<dimension ref=\"ZZ", 1);
    assert_ne!(turned, parts);
    let loaded = load::sheet_areas("areas.xlsx", &with_parts(turned.as_bytes()), &rules);
    assert_eq!(loaded.faults[0].fault, Fault::BrokenWorkbook, "{turned}");
}

/// What the guide says of limits is what they are.
#[test]
fn the_guide_states_them() {
    let guide = std::fs::read_to_string(root().join("docs/limits-and-speed.md")).unwrap();
    let (_, limits) = guide.split_once("\n## Limits\n").unwrap();
    let limits = limits.split("\n## ").next().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    let grouped = |number: usize| {
        let digits = number.to_string();
        let (front, back) = digits.split_at(digits.len().saturating_sub(3));
        if front.is_empty() { back.to_owned() } else { format!("{front},{back}") }
    };
    for (number, what) in [
        (load::MAX_DOCUMENTS, "documents"),
        (load::MAX_FAULTS, "faults"),
        (load::MAX_NODES, "values"),
        (load::MAX_DEPTH, "levels"),
        (load::MAX_CRITERIA, "criteria"),
        (load::MAX_LAYERS, "layers"),
        (avtalsform::evaluate::MAX_STATES, "different sums"),
    ] {
        let stated = format!("{} {what}", grouped(number));
        assert!(limits.contains(&stated), "{stated}\n{limits}");
    }
    assert!(limits.contains("256 MiB") && limits.contains("1 MiB of text") && limits.contains("10³⁰ ways"));
}
