//! Files put in order: keys, answers and comments where they belong, and nothing else said.

use avtalsform::area_file::canonical;

use super::*;

fn ordered(text: &str, rules: &RuleSet) -> String {
    canonical(text, rules).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// An area as it is compared: without the places that may move.
fn bare(area: &Area, rules: &RuleSet) -> String {
    let mut area = area.clone();
    area.line = 0;
    for key in rules.criteria.keys() {
        if let Some(evidence) = area.evidence.at_mut(key) {
            (evidence.line, evidence.column) = (0, 0);
        }
    }
    format!("{area:?}")
}

#[test]
fn a_new_file_is_in_order() {
    let mut dice = Dice::new(7);
    let texts = [texts(Lang::Sv), texts(Lang::En)];
    for number in 0..120 {
        let rules = any_rules(&mut dice);
        let mut text = blank(&rules, &texts[number % 2], HOSTILE[number % HOSTILE.len()], None);
        assert_eq!(ordered(&text, &rules), text);
        // And stays so with every answer that is put in where its question stands.
        for _ in 0..5 {
            let criterion = CriterionKey::new(dice.below(rules.criteria.len()));
            let note = HOSTILE[dice.below(HOSTILE.len())];
            let given = Given { criterion, answer: Some(0), note: Some(note), source: None };
            text = set(&text, &rules, Lang::Sv, 0, given).unwrap();
        }
        assert_eq!(ordered(&text, &rules), text);
    }
}

#[test]
fn keys_come_in_order_with_their_comments() {
    let rules = support::shipped(SHIPPED[0]);
    let cases: &[(&str, &str)] = &[
        ("area: x", "area: x\n"),
        ("\n\n# topp\n\n\n# om id\nid: a # a\n\n\narea: x\n\n", "# topp\n\narea: x\n# om id\nid: a # a\n"),
        (
            "# en\n# yaml-language-server: $schema=x\nid: a\narea: x\n",
            "# en\n# yaml-language-server: $schema=x\narea: x\nid: a\n",
        ),
        (
            "# en\n\n# yaml-language-server: $schema=x\nid: a\narea: x\n",
            "# en\n\n# yaml-language-server: $schema=x\narea: x\nid: a\n",
        ),
        (
            "answers:\n    # om pris\n    pricing: yes   # p\n    market_exists: no\n    # sist bland svaren\n# om namnet\narea: x\n# sist\n",
            "# om namnet\narea: x\nanswers:\n  market_exists: no\n  # om pris\n  pricing: yes   # p\n  # sist bland svaren\n# sist\n",
        ),
        (
            "area: x\nanswers:\n  # Fråga om uppföljning?\n  # uppfoljning:\n\n  # Fråga om marknad?\n  # marknad_finns:\n\n  pricing:\n      source: s\n      # om svaret\n      answer: yes\n",
            "area: x\nanswers:\n  # Fråga om marknad?\n  # marknad_finns:\n\n  pricing:\n    # om svaret\n    answer: yes\n    source: s\n  # Fråga om uppföljning?\n  # uppfoljning:\n",
        ),
        (
            "area: x\nanswers:\n      # uppfoljning:\n      # marknad_finns:\nnotes: |\n         ett\n           två # inte\n\n\n         tre\n",
            "area: x\nanswers:\n  # marknad_finns:\n  # uppfoljning:\nnotes: |\n  ett\n    två # inte\n\n\n  tre\n",
        ),
        (
            "area: x\nnotes: >2-\n    indragen\n  rad\ncurrent:\n   description: |3\n       a\n      b\n   form: lov\n",
            "area: x\ncurrent:\n  form: lov\n  description: |3\n      a\n     b\nnotes: >2-\n    indragen\n  rad\n",
        ),
        (
            "area: x\ncurrent: { share: {private: 40,municipal: 60} , form: lov } # c\n",
            "area: x\ncurrent: { form: lov , share: {municipal: 60,private: 40} } # c\n",
        ),
        ("{ notes: , area: x }\n", "{ area: x , notes: }\n"),
        (
            "area: x\ncurrent: { share: { private: 40, # c\n  municipal: 60 } }\n",
            "area: x\ncurrent: { share: { private: 40, # c\n  municipal: 60 } }\n",
        ),
        (
            "districts:\n  list:\n  - volume: 1\n    # om namnet\n    name: A\n  # om B\n  -   name: B\n      volume: 2\n      # i B\n  # i listan\n# om området\narea: x\n",
            "# om området\narea: x\ndistricts:\n  list:\n    # om namnet\n    - name: A\n      volume: 1\n    # om B\n    - name: B\n      volume: 2\n      # i B\n  # i listan\n",
        ),
        ("id: x\r\n\r\n\r\narea: 'ett\r\n\r\n       två'\r\n", "area: 'ett\r\n\r\n  två'\r\nid: x\r\n"),
        (
            "%YAML 1.2\n--- # ett\nid: x\narea: a\n...\n# mellan\n\n\n---\n---\n# två\nid: y\narea: b\n",
            "%YAML 1.2\n--- # ett\narea: a\nid: x\n...\n# mellan\n\n\n---\n---\n# två\narea: b\nid: y\n",
        ),
        ("\u{feff}# topp\nid: x\narea: a", "\u{feff}# topp\narea: a\nid: x\n"),
        (
            "area: x\nboard:\n  # om nämnden\n  Omsorgsnämnden # n\n",
            "area: x\nboard:\n  # om nämnden\n  Omsorgsnämnden # n\n",
        ),
        ("area: x\nboard: # n\n  # under\nid: y\n", "area: x\nid: y\nboard: # n\n  # under\n"),
    ];
    for (before, after) in cases {
        let found = ordered(before, &rules);
        assert_eq!(&found, after, "{before}");
        assert_eq!(&ordered(&found, &rules), after);
    }
}

#[test]
fn every_example_keeps_what_it_says_when_put_in_order() {
    let rules = support::shipped(SHIPPED[0]);
    for folder in ["examples/illustrations", "examples/linkoping-2023", "examples/linkoping-2020"] {
        for path in support::files(folder, "yaml") {
            let text = std::fs::read_to_string(support::root().join(&path)).unwrap();
            assert_eq!(ordered(&text, &rules), text, "{path} is not in order");
        }
    }
}

/// Parts of a file as people write them, each of whole lines.
const PARTS: &[&str] = &[
    "area: Exempel\n",
    "id: exempel\n",
    "board:   Nämnden\n",
    "period: '2027\n   -2030'\n",
    "group: >-\n    en\n    grupp\n",
    "current:\n    users: 3\n    providers: {private: 2 , municipal: 1}\n    form: lov\n    share:\n      private: 40\n      municipal: 60\n",
    "decision:\n  source: |2\n       indragen\n     text\n\n\n     sist\n  form: lou\n",
    "compensation: { cost: 5, year: 2027,\n     index: 1 }\n",
    "districts:\n  list:\n  - volume: 3\n    name: A\n    capacity: {private: 1, municipal: 2}\n  - name: B\n    volume: 4\n  unit: timmar\n",
    "notes: |+\n  ett\n\n  två # inte\n\n\n",
];
const ANSWERS: &[&str] = &[
    "    pricing: yes\n",
    "    uppfoljning:\n         note: a\n         answer: no\n",
    "    # Fråga?\n    # marknad_finns:\n",
    "    sensitivity: { source: b, answer: partly }\n",
    "    lagrum:\n      lss\n",
    "    # brukarval:\n",
    "    flexibilitet:\n",
    "    stabilitet:\n      answer: ja\n      note: >\n             vikt\n\n             text\n",
];

fn shuffled<T: Clone>(dice: &mut Dice, from: &[T]) -> Vec<T> {
    let mut from = from.to_vec();
    let mut out = Vec::new();
    while !from.is_empty() {
        out.push(from.remove(dice.below(from.len())));
    }
    out
}

/// Random files with comments anywhere: in order they say the same, keep every comment, and stay as they are.
#[test]
fn any_file_can_be_put_in_order() {
    let rules = support::shipped(SHIPPED[0]);
    let mut tried = 0;
    let mut dice = Dice::new(11);
    while tried < 1500 {
        let mut parts: Vec<String> =
            shuffled(&mut dice, &PARTS[1..]).into_iter().map(str::to_owned).collect();
        parts.truncate(dice.below(7));
        parts.push(PARTS[0].to_owned());
        let keep = dice.below(ANSWERS.len() + 1);
        let answers = shuffled(&mut dice, ANSWERS)[..keep].concat();
        parts.push(format!("answers:{}\n{answers}", if dice.chance(20) { " # svar" } else { "" }));
        let clean = shuffled(&mut dice, &parts).concat();
        let mut text = String::new();
        let mut marks = Vec::new();
        for line in clean.split_inclusive('\n') {
            while dice.chance(15) {
                let mark = format!("# k{}.", marks.len());
                let indent = " ".repeat(dice.below(9));
                text.push_str(&if dice.chance(30) { "\n".to_owned() } else { format!("{indent}{mark}\n") });
                if text.ends_with(&format!("{mark}\n")) {
                    marks.push(mark);
                }
            }
            if dice.chance(10) {
                let mark = format!("# k{}.", marks.len());
                text.push_str(&format!("{} {mark}\n", line.trim_end()));
                marks.push(mark);
            } else {
                text.push_str(line);
            }
        }
        // A comment within a text is a part of that text, or no YAML: only files that say what was meant are of use.
        let loaded = load::areas("test.yaml", text.clone().into_bytes(), &rules);
        let wanted = bare(&areas(&clean, &rules)[0], &rules);
        if !loaded.faults.is_empty() || bare(&loaded.areas[0], &rules) != wanted {
            continue;
        }
        let text = if dice.chance(20) { text.replace('\n', "\r\n") } else { text };
        tried += 1;
        let found = ordered(&text, &rules);
        assert_eq!(bare(&areas(&found, &rules)[0], &rules), wanted, "{text}\n=>\n{found}");
        for mark in &marks {
            assert_eq!(found.matches(mark.as_str()).count(), 1, "{mark}\n{text}\n=>\n{found}");
        }
        assert_eq!(ordered(&found, &rules), found, "{text}\n=>\n{found}");
        let top: Vec<usize> = [
            "area:",
            "id:",
            "board:",
            "period:",
            "group:",
            "current:",
            "decision:",
            "compensation:",
            "districts:",
            "answers:",
            "notes:",
        ]
        .iter()
        .filter_map(|key| found.lines().position(|line| line.starts_with(key)))
        .collect();
        assert!(top.is_sorted(), "{found}");
    }
}

/// Whatever is accepted can be answered, and put in order, however it is written.
#[test]
fn every_accepted_file_can_be_answered_and_put_in_order() {
    let rules = support::shipped(SHIPPED[0]);
    let (mut by_hand, mut not_in_order, mut tried) = (Vec::new(), Vec::new(), 0);
    for path in support::files("tests/bad/ok", "yaml") {
        let text = std::fs::read_to_string(support::root().join(&path)).unwrap();
        let before = areas(&text, &rules);
        for (number, area) in before.iter().enumerate() {
            for (criterion, entry) in rules.criteria.iter() {
                for (answer, note) in [(Some(1), None), (Some(0), Some("kolon: och mer")), (None, None)] {
                    let given = Given { criterion, answer, note, source: None };
                    tried += 1;
                    let Ok(changed) = set(&text, &rules, Lang::Sv, number, given) else {
                        by_hand.push(format!("{path} {number} {answer:?} {note:?}"));
                        continue;
                    };
                    let mut wanted = said(area, &rules);
                    wanted.remove(&entry.id);
                    if answer.is_some() {
                        wanted.insert(entry.id.clone(), (answer, note.map(str::to_owned), None));
                    }
                    assert_eq!(said(&areas(&changed, &rules)[number], &rules), wanted, "{changed}");
                }
            }
        }
        match canonical(&text, &rules) {
            Ok(found) => assert_eq!(ordered(&found, &rules), found, "{path}"),
            Err(_) => not_in_order.push(path),
        }
    }
    assert!(tried > 2000, "{tried}");
    by_hand.dedup();
    assert_eq!(by_hand, Vec::<String>::new());
    assert_eq!(not_in_order, Vec::<String>::new());
}
