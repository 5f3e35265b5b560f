//! The text of area files: every change gives exactly what was asked for, and leaves the rest as it was.

use crate::support::random::{self, Dice};
use crate::support::{self};
use avtalsform::area_file::{Given, Refusal, blank, key, order, set, word};
use avtalsform::load;
use avtalsform::model::{Area, Bilingual, CriterionKey, Lang, RuleSet};
use avtalsform::texts::Texts;
use std::collections::BTreeMap;

use proptest::prelude::*;

mod facts;
mod order;
mod several;

const SHIPPED: [&str; 2] = ["linkoping-vard-omsorg", "linkoping-ovriga-namnder"];

/// Texts that a reader of YAML could take for something else.
const HOSTILE: &[&str] = &[
    "Kort",
    "två ord",
    "kolon: i mitten",
    "kolon i slutet:",
    "nummer # inget",
    "# inget",
    "- punkt",
    "? fråga",
    "\"citat\" först",
    "'enkla' först",
    "citat \" och \\ och ' i mitten",
    "{ klamrar }",
    "[ hakar ]",
    "sist ]",
    "a, b, c",
    "& ankare",
    "*stjärna",
    "!tagg",
    "%procent",
    "@vid",
    "`bak`",
    "| streck",
    "> större",
    "null",
    "~",
    "true",
    "nej",
    "no",
    "Yes",
    "123",
    "1e5",
    "0x1F",
    "2026-01-01",
    "-5",
    ".5",
    "---",
    "--- x",
    "...",
    "<<",
    "=",
    "rad ett\nrad två",
    "rad ett\n\nrad tre: med kolon\n  indragen # inte en kommentar\n- punkt",
    "slut på rad \nmellanslag före",
    "flik\there",
    "\u{a0}hårt\u{a0}mellanslag\u{a0}inuti",
    "tal\u{2028}rad",
    "nel\u{85}rad",
    "nolla\u{feff}bredd",
    "😀 emoji: ja",
    "å ä ö Å Ä Ö é ñ 漢字 עברית",
    "\u{202e}omvänd",
    "bell\u{7}ring",
    "vagn\r\nretur",
    "bara\rvagn",
    "$schema=x",
    "# yaml-language-server: $schema=x",
    "market_exists:",
    "Ett mycket långt belägg som går över många rader i filen, eftersom den som skrev det ville vara noga med var allt står: i protokollet § 12, i bilagan, och i den muntliga redovisningen # som ingen minns.",
    "Lång   text  med    flera     mellanslag i rad som ska vara kvar precis som de var, hur lång texten än blir, och med - streck : och kolon, som ingen annan läser fel på vägen tillbaka.",
    "Ett-enda-ord-utan-mellanslag-som-är-så-långt-att-det-inte-får-plats-på-en-rad-av-den-bredd-som-filen-i-övrigt-håller-sig-till-överallt",
];

fn texts(lang: Lang) -> Texts {
    Texts::load(lang).unwrap()
}

fn areas(text: &str, rules: &RuleSet) -> Vec<Area> {
    let loaded = load::areas("test.yaml", text.as_bytes().to_vec(), rules);
    assert!(loaded.faults.is_empty(), "{:#?}\n{text}", loaded.faults);
    loaded.areas
}

/// What an area says of each criterion that it says anything of.
type Said = BTreeMap<String, (Option<u8>, Option<String>, Option<String>)>;

fn said(area: &Area, rules: &RuleSet) -> Said {
    let mut said = Said::new();
    for (key, criterion) in rules.criteria.iter() {
        let evidence = area.evidence.at(key).clone().unwrap_or_default();
        // What law answers is not said by the file.
        let own = area
            .answers
            .get(key)
            .filter(|_| rules.provenance(area, key) != avtalsform::model::Provenance::Law);
        let all = (own, evidence.note, evidence.source);
        if all != (None, None, None) {
            said.insert(criterion.id.clone(), all);
        }
    }
    said
}

/// The lines that are comments, but for the lines on which questions are answered.
fn comments(text: &str, rules: &RuleSet) -> Vec<String> {
    let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| line.starts_with('#'));
    let marker = |line: &str| {
        let name = line.trim_start_matches('#').trim().trim_end_matches(':');
        rules.criteria.entries().iter().any(|criterion| criterion.id == name || criterion.alias == name)
    };
    let mut lines: Vec<String> = lines.filter(|line| !marker(line)).map(str::to_owned).collect();
    lines.sort();
    lines
}

/// A random rule set whose questions have texts.
fn rules(dice: &mut Dice) -> RuleSet {
    let mut rules = random::rules(dice);
    for key in rules.criteria.keys() {
        let criterion = rules.criteria.at_mut(key);
        let number = key.position();
        criterion.question = Bilingual {
            sv: format!("Är fråga {number} besvarad: ja eller nej?"),
            en: format!("Is {number} answered?"),
        };
        for choice in &mut criterion.choices {
            choice.alias = dice.chance(50).then(|| format!("val-{}-{}", number, choice.id));
            choice.help =
                Bilingual { sv: "Det här räknas # så.\nMer.".into(), en: "What counts: this.".into() };
        }
    }
    rules
}

fn any_rules(dice: &mut Dice) -> RuleSet {
    if dice.chance(40) { support::shipped(SHIPPED[dice.below(2)]) } else { rules(dice) }
}

#[test]
fn a_new_file_asks_everything_and_answers_nothing() {
    for id in SHIPPED {
        let rules = support::shipped(id);
        for lang in [Lang::Sv, Lang::En] {
            let text = blank(&rules, &texts(lang), "Daglig verksamhet", Some("avtalsform schema.json"));
            assert!(text.starts_with("# yaml-language-server: $schema=avtalsform%20schema.json\n"));
            let found = areas(&text, &rules);
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].name, "Daglig verksamhet");
            assert_eq!(said(&found[0], &rules), Said::new());
            let flat = text.replace("\n  # ", " ").split_whitespace().collect::<Vec<_>>().join(" ");
            let mut last = 0;
            for criterion in order(&rules) {
                let criterion = rules.criteria.at(criterion);
                let line = format!("\n  # {}:\n", key(criterion, lang));
                let at = text.find(&line).unwrap_or_else(|| panic!("{line}"));
                assert!(at > last);
                last = at;
                assert!(flat.contains(criterion.question.get(lang)), "{}", criterion.question.get(lang));
                for choice in &criterion.choices {
                    let help = choice.help.get(lang).split_whitespace().collect::<Vec<_>>().join(" ");
                    assert!(flat.replace("# ", "").contains(&help.replace("# ", "")), "{help}\n{flat}");
                }
            }
            assert!(text.lines().all(|line| line.chars().count() <= 118), "{text}");
        }
    }
}

/// Core questions come first whatever their order in the rule set.
#[test]
fn core_questions_come_first() {
    let mut dice = Dice::new(3);
    for _ in 0..200 {
        let rules = rules(&mut dice);
        let cores: Vec<bool> = order(&rules).into_iter().map(|key| rules.criteria.at(key).core).collect();
        assert!(cores.is_sorted_by_key(|core| !core));
        let text = blank(&rules, &texts(Lang::Sv), "x", None);
        assert_eq!(areas(&text, &rules).len(), 1);
        assert_eq!(text.contains("# Kärnfrågor"), cores.contains(&true));
    }
}

#[test]
fn any_name_reads_back() {
    let rules = support::shipped(SHIPPED[0]);
    for name in HOSTILE {
        let text = blank(&rules, &texts(Lang::Sv), name, None);
        assert_eq!(areas(&text, &rules)[0].name, name.trim(), "{text}");
    }
}

#[test]
fn any_note_reads_back() {
    let rules = support::shipped(SHIPPED[0]);
    let texts = texts(Lang::Sv);
    let criterion = CriterionKey::new(2);
    let beginnings = [
        blank(&rules, &texts, "x", None),
        "area: x\nanswers:\n  prissattning: ja # varför\n  uppfoljning: nej\n".to_owned(),
        "area: x\nanswers:\n  prissattning:\n    answer: ja\n    note: gammal # varför\n    source: y\n"
            .to_owned(),
        "area: x\nanswers: { pricing: yes, follow_up: no } # varför\n".to_owned(),
        "{\"area\": \"x\", \"answers\": {\"pricing\": {\"answer\": \"yes\", \"note\": \"a\"}}}\n".to_owned(),
        "area: x\r\nanswers:\r\n    prissattning:\r\n        answer: ja\r\n# slut".to_owned(),
    ];
    for text in beginnings {
        for note in HOSTILE {
            for source in [None, Some(*note)] {
                let given = Given { criterion, answer: Some(1), note: Some(note), source };
                let changed = set(&text, &rules, Lang::Sv, 0, given)
                    .unwrap_or_else(|error| panic!("{error} {note:?}\n{text}"));
                let found = said(&areas(&changed, &rules)[0], &rules);
                let source = source.map(|source| source.trim().to_owned());
                assert_eq!(found["pricing"], (Some(1), Some(note.trim().to_owned()), source), "{changed}");
                // And with another note after it, and none.
                let next = Given { note: Some("Kort"), ..given };
                let again = set(&changed, &rules, Lang::Sv, 0, next).unwrap();
                assert_eq!(said(&areas(&again, &rules)[0], &rules)["pricing"].1.as_deref(), Some("Kort"));
                let none = Given { note: None, source: None, ..given };
                let none = set(&changed, &rules, Lang::Sv, 0, none).unwrap();
                assert_eq!(said(&areas(&none, &rules)[0], &rules)["pricing"], (Some(1), None, None));
            }
        }
    }
}

/// Answers given, changed and taken back in any order: the file says what was said last, and nothing else has moved.
#[test]
fn answers_come_and_go_in_any_order() {
    let texts = [texts(Lang::Sv), texts(Lang::En)];
    proptest!(ProptestConfig::with_cases(60), |(seed: u64)| {
        let mut dice = Dice::new(seed);
        let rules = any_rules(&mut dice);
        let texts = &texts[dice.below(2)];
        let lang = texts.lang;
        let start = blank(&rules, texts, HOSTILE[dice.below(HOSTILE.len())], None);
        let start = if dice.chance(30) { start.replace('\n', "\r\n") } else { start };
        let start = if dice.chance(20) { format!("\u{feff}{start}") } else { start };
        let mut text = start.clone();
        let mut wanted = Said::new();
        for _ in 0..30 {
            let (criterion, entry) = (dice.below(rules.criteria.len()), &rules.criteria);
            let criterion = CriterionKey::new(criterion);
            let entry = entry.at(criterion);
            let choices = entry.choices.len();
            let answer = dice.chance(70).then(|| u8::try_from(dice.below(choices)).unwrap());
            let short = ["Kort", "kolon: i mitten", "ett \" till"];
            let note = dice.chance(30).then(|| short[dice.below(3)].to_owned());
            let source = dice.chance(20).then(|| short[dice.below(3)].to_owned());
            let given = Given { criterion, answer, note: note.as_deref(), source: source.as_deref() };
            text = set(&text, &rules, lang, 0, given).unwrap_or_else(|error| panic!("{error}\n{text}"));
            let all = (answer, note, source);
            if all == (None, None, None) {
                wanted.remove(&entry.id);
            } else {
                wanted.insert(entry.id.clone(), all);
            }
            prop_assert_eq!(&said(&areas(&text, &rules)[0], &rules), &wanted);
            prop_assert_eq!(comments(&text, &rules), comments(&start, &rules));
            let breaks = text.matches('\n').count();
            let returns = text.matches("\r\n").count();
            let wanted = if start.contains("\r\n") { breaks } else { 0 };
            prop_assert_eq!(returns, wanted);
        }
        // Taken back, all of it, the file is the one that it began as.
        for criterion in rules.criteria.keys() {
            text = set(&text, &rules, lang, 0, Given { criterion, answer: None, note: None, source: None }).unwrap();
        }
        prop_assert_eq!(text, start);
    });
}

/// Which lines differ: from the first that does to the last, before and after.
fn differing<'t>(before: &'t str, after: &'t str) -> (Vec<&'t str>, Vec<&'t str>) {
    let (mut before, mut after): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    while !before.is_empty() && before.first() == after.first() {
        before.remove(0);
        after.remove(0);
    }
    while !before.is_empty() && before.last() == after.last() {
        before.pop();
        after.pop();
    }
    (before, after)
}

#[test]
fn in_every_example_an_answer_changes_its_own_lines_alone() {
    let rules = support::shipped(SHIPPED[0]);
    let mut tried = 0;
    for folder in ["examples/illustrations", "examples/linkoping-2023", "examples/linkoping-2020"] {
        for path in support::files(folder, "yaml") {
            let text = std::fs::read_to_string(support::root().join(&path)).unwrap();
            let area = areas(&text, &rules).remove(0);
            for (criterion, entry) in rules.criteria.iter() {
                for answer in [None, Some(0), Some(1)] {
                    let evidence = area.evidence.at(criterion).clone().unwrap_or_default();
                    let (note, source) = (evidence.note.as_deref(), evidence.source.as_deref());
                    let keep = answer.is_some();
                    let given = Given {
                        criterion,
                        answer,
                        note: note.filter(|_| keep),
                        source: source.filter(|_| keep),
                    };
                    let changed = set(&text, &rules, Lang::En, 0, given).unwrap();
                    let mut wanted = said(&area, &rules);
                    wanted.remove(&entry.id);
                    if keep {
                        wanted.insert(
                            entry.id.clone(),
                            (answer, evidence.note.clone(), evidence.source.clone()),
                        );
                    }
                    let found = areas(&changed, &rules).remove(0);
                    assert_eq!(said(&found, &rules), wanted, "{path} {}", entry.id);
                    let (before, after) = differing(&text, &changed);
                    let was_there = area.evidence.at(criterion).is_some();
                    tried += 1;
                    match (was_there, keep) {
                        (true, true) => assert!(
                            before.len() <= 1 && after.len() == before.len(),
                            "{path}\n{before:#?}\n{after:#?}"
                        ),
                        (true, false) => assert!(
                            after.is_empty() && !before.is_empty()
                                || given.answer == area.answers.get(criterion) && after == before,
                            "{path}\n{before:#?}\n{after:#?}"
                        ),
                        (false, true) => {
                            let line = format!("  {}: {}\n", entry.id, word(entry, answer, Lang::En));
                            let first = format!("answers:\n{line}");
                            assert!(
                                before.is_empty() && (after.concat() == line || after.concat() == first),
                                "{path}\n{before:#?}\n{after:#?}"
                            );
                        }
                        (false, false) => assert_eq!(text, changed),
                    }
                }
            }
        }
    }
    assert!(tried > 2000, "{tried}");
}

/// One change to one text, both written out.
fn changed(text: &str, name: &str, answer: Option<u8>, note: Option<&str>) -> String {
    let rules = support::shipped(SHIPPED[0]);
    let criterion = rules.criterion_named(name).unwrap();
    set(text, &rules, Lang::Sv, 0, Given { criterion, answer, note, source: None })
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
}

#[test]
fn answers_are_put_in_as_the_file_is_written() {
    let cases: &[(&str, Option<u8>, Option<&str>, &str)] = &[
        ("area: x", Some(0), None, "area: x\nanswers:\n  prissattning: ja"),
        ("area: x\n", Some(0), None, "area: x\nanswers:\n  prissattning: ja\n"),
        // Keys in the language of those that are there.
        ("område: x\n", Some(0), None, "område: x\nsvar:\n  prissattning: ja\n"),
        (
            "område: x\nsvar:\n  prissattning: ja\n",
            Some(0),
            Some("skäl"),
            "område: x\nsvar:\n  prissattning:\n    svar: ja\n    underlag: skäl\n",
        ),
        (
            "område: x\nsvar: { prissattning: ja }\n",
            Some(0),
            Some("skäl"),
            "område: x\nsvar: { prissattning: { svar: ja, underlag: \"skäl\" } }\n",
        ),
        ("area: x # y\n# slut\n", Some(0), None, "area: x # y\nanswers:\n  prissattning: ja\n# slut\n"),
        (
            "area: x\nanswers:\nnotes: y\n",
            Some(1),
            None,
            "area: x\nanswers:\n  prissattning: delvis\nnotes: y\n",
        ),
        ("area: x\nanswers: {} # z\n", Some(1), None, "area: x\nanswers: # z\n  prissattning: delvis\n"),
        ("area: x\nanswers: ~\n", Some(1), None, "area: x\nanswers:\n  prissattning: delvis\n"),
        ("{area: x}", Some(1), None, "{area: x, answers: { prissattning: delvis }}"),
        ("{area: x, answers: {}}", Some(1), None, "{area: x, answers: {prissattning: delvis}}"),
        ("{area: x, answers: }", Some(1), None, "{area: x, answers: { prissattning: delvis } }"),
        (
            "{\"area\":\"x\",\"answers\":{}}",
            Some(1),
            None,
            "{\"area\":\"x\",\"answers\":{\"prissattning\": \"delvis\"}}",
        ),
        ("area: x\nanswers: {pricing: yes}\n", Some(1), None, "area: x\nanswers: {pricing: delvis}\n"),
        ("area: x\nanswers: {pricing}\n", Some(1), None, "area: x\nanswers: {pricing: delvis}\n"),
        ("area: x\nanswers: {pricing: yes,}\n", None, None, "area: x\nanswers: {}\n"),
        (
            "area: x\nanswers: {follow_up: yes, pricing: yes}\n",
            None,
            None,
            "area: x\nanswers: {follow_up: yes}\n",
        ),
        (
            "area: x\nanswers: {pricing: yes}\n",
            Some(0),
            Some("a: b"),
            "area: x\nanswers: {pricing: { answer: ja, note: \"a: b\" }}\n",
        ),
        (
            "area: x\nanswers:\n  pricing: 'yes' # p\n",
            Some(2),
            None,
            "area: x\nanswers:\n  pricing: 'nej' # p\n",
        ),
        (
            "area: x\nanswers:\n  pricing:\n  follow_up: no\n",
            Some(2),
            None,
            "area: x\nanswers:\n  pricing: nej\n  follow_up: no\n",
        ),
        (
            "area: x\nanswers:\n    follow_up:\n       answer: no\n    # pricing:\n    # slut\nnotes: n\n",
            Some(2),
            Some("n"),
            "area: x\nanswers:\n    follow_up:\n       answer: no\n    pricing:\n       answer: nej\n       note: \"n\"\n    # slut\nnotes: n\n",
        ),
        (
            "area: x\nanswers:\n  pricing: TRUE # p\n",
            Some(0),
            Some("Därför"),
            "area: x\nanswers:\n  pricing: # p\n    answer: TRUE\n    note: Därför\n",
        ),
        (
            "area: x\nanswers:\n  pricing:\n    answer: yes # p\n    # mitt i\n    note: |  # q\n      En\n\n      två\n  follow_up: no\n",
            Some(0),
            None,
            "area: x\nanswers:\n  pricing:\n    answer: yes # p\n    # mitt i\n    # q\n  follow_up: no\n",
        ),
        (
            "area: x\nanswers:\n  pricing:\n    answer: yes # p\n    # mitt i\n    note: |  # q\n      En\n  follow_up: no\n",
            None,
            None,
            "area: x\nanswers:\n  # p\n  # mitt i\n  # q\n  follow_up: no\n",
        ),
        ("area: x\nanswers:\n  pricing: yes", None, None, "area: x\nanswers:"),
        (
            "area: x\r\nanswers:\r\n  follow_up: yes\r\n",
            Some(0),
            None,
            "area: x\r\nanswers:\r\n  follow_up: yes\r\n  prissattning: ja\r\n",
        ),
        (
            "area: x\ranswers:\r  follow_up: yes\r",
            Some(0),
            None,
            "area: x\ranswers:\r  follow_up: yes\r  prissattning: ja\r",
        ),
        ("area: x\nanswers:\n# prissattning:\n", Some(0), None, "area: x\nanswers:\n  prissattning: ja\n"),
        ("area: x\nanswers:\n\t# prissattning:\n", Some(0), None, "area: x\nanswers:\n  prissattning: ja\n"),
    ];
    for (before, answer, note, after) in cases {
        assert_eq!(&changed(before, "pricing", *answer, *note), after, "{before}");
    }
}

/// What is said already is not written again, however it is said.
#[test]
fn what_is_there_already_stays() {
    for text in [
        "area: x\nanswers:\n  pricing: TRUE\n",
        "area: x\nanswers: {pricing: Ja}",
        "area: x\nanswers:\n  pricing: { answer: yes }\n",
    ] {
        assert_eq!(changed(text, "pricing", Some(0), None), text);
    }
    for text in ["area: x", "area: x\nanswers:\n  pricing: okänt\n", "area: x\nanswers:\n  pricing:\n"] {
        assert_eq!(changed(text, "pricing", None, None), text);
    }
}

/// Of several areas in a file, the one that is meant.
#[test]
fn the_other_areas_of_a_file_stay() {
    let rules = support::shipped(SHIPPED[0]);
    let text = "# ett\narea: x\nanswers:\n  pricing: yes\n--- # två\narea: y\n---\n---\narea: z\n# pricing:\n...\n# slut\n";
    let given = |answer| Given { criterion: CriterionKey::new(2), answer, note: None, source: None };
    let first = set(text, &rules, Lang::En, 0, given(Some(2))).unwrap();
    assert_eq!(first, text.replace("pricing: yes", "pricing: no"));
    let second = set(text, &rules, Lang::En, 1, given(Some(2))).unwrap();
    assert_eq!(second, text.replace("area: y", "area: y\nanswers:\n  pricing: no"));
    let third = set(text, &rules, Lang::En, 2, given(Some(2))).unwrap();
    assert_eq!(third, text.replace("area: z", "area: z\nanswers:\n  pricing: no"));
    assert!(matches!(set(text, &rules, Lang::En, 3, given(None)), Err(Refusal::NoArea { number: 4 })));
}

/// What cannot be done exactly is refused, with the line; and a faulty file is not touched.
#[test]
fn what_cannot_be_done_is_refused() {
    let rules = support::shipped(SHIPPED[0]);
    let given = Given { criterion: CriterionKey::new(2), answer: Some(0), note: None, source: None };
    let text = "area: x\n? answers\n: ? pricing\n  : no\n";
    match set(text, &rules, Lang::Sv, 0, Given { note: Some("n"), ..given }) {
        Err(error @ Refusal::ByHand { line: 3, .. }) => {
            assert!(error.message(&texts(Lang::Sv)).contains("rad 3"));
            assert!(error.message(&texts(Lang::En)).contains("line 3"));
        }
        other => panic!("{other:?}"),
    }
    for path in support::files("tests/bad/area", "yaml") {
        let bytes = std::fs::read(support::root().join(&path)).unwrap();
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let loaded = load::areas("-", text.as_bytes().to_vec(), &rules);
        let found = set(&text, &rules, Lang::Sv, 0, given);
        assert_eq!(matches!(found, Err(Refusal::Faulty(_))), !loaded.faults.is_empty(), "{path}");
    }
}
