//! Facts put into area files: where they come to stand, and what is refused.

use super::{HOSTILE, areas};
use crate::support;
use avtalsform::area_file::{Refusal, blank, put, spoken};
use avtalsform::load::Fault;
use avtalsform::model::{Fact, Lang, RuleSet, composed};
use avtalsform::texts::Texts;

fn rules() -> RuleSet {
    support::shipped("linkoping-vard-omsorg")
}

fn consideration<'r>(rules: &'r RuleSet, id: &str) -> Fact<'r> {
    Fact::Consideration(rules.considerations.iter().find(|of| of.id == id).unwrap())
}

#[test]
fn a_fact_stands_where_it_belongs() {
    let rules = rules();
    let weighed = consideration(&rules, "contract_end");
    for (fact, value, before, after) in [
        (Fact::Board, "Socialnämnden", "area: A # a\n", "area: A # a\nboard: Socialnämnden\n"),
        (Fact::Board, "Ny", "area: A\nboard: Gammal # b\n", "area: A\nboard: Ny # b\n"),
        (Fact::Board, "Ny", "area: A\nboard:   # vilken?\n", "area: A\nboard: Ny   # vilken?\n"),
        (
            Fact::Period,
            "2027-2030",
            "# y\r\nområde: A\r\nsvar:\r\n  # x:\r\n",
            "# y\r\nområde: A\r\nperiod: \"2027-2030\"\r\nsvar:\r\n  # x:\r\n",
        ),
        (Fact::Period, "2027", "period: 2026\narea: A", "period: \"2027\"\narea: A"),
        (
            Fact::Form,
            "lov+verksamhetsuppdrag",
            "area: A\nanswers: {}\nnotes: n\n",
            "area: A\ncurrent:\n  form: lov+verksamhetsuppdrag\nanswers: {}\nnotes: n\n",
        ),
        (
            Fact::Users,
            "1 200",
            "område: A\nnuläge:\n   form: lov\n   geografi: Allt\n   # mer\nsvar:\n",
            "område: A\nnuläge:\n   form: lov\n   brukare: 1 200\n   geografi: Allt\n   # mer\nsvar:\n",
        ),
        // Comments of what comes later are not its own.
        (
            Fact::Users,
            "12",
            "area: B\ncurrent:\n  form: lov\nanswers:\n  exercise_of_authority: yes # enligt jurist\n",
            "area: B\ncurrent:\n  form: lov\n  users: 12\nanswers:\n  exercise_of_authority: yes # enligt jurist\n",
        ),
        (
            Fact::Municipal,
            "2",
            "område: B\nnuläge:\n  form: lov\nsvar:\n  brukarval:\n    svar: ja\n    # enligt jurist\n    note: x\n",
            "område: B\nnuläge:\n  form: lov\n  utförare:\n    kommunala: 2\nsvar:\n  brukarval:\n    svar: ja\n    # enligt jurist\n    note: x\n",
        ),
        (Fact::Users, "7", "area: A\ncurrent:\n", "area: A\ncurrent:\n  users: 7\n"),
        (
            Fact::Users,
            "7",
            "area: A\ncurrent: { form: lov }\n",
            "area: A\ncurrent: { form: lov, users: 7 }\n",
        ),
        (
            Fact::Private,
            "4",
            "area: A\ncurrent:\n  providers: { municipal: 1 }\n",
            "area: A\ncurrent:\n  providers: { municipal: 1, private: 4 }\n",
        ),
        (
            Fact::Private,
            "4",
            "{\"area\": \"A\", \"current\": {\"users\": 2}}\n",
            "{\"area\": \"A\", \"current\": {\"users\": 2, \"providers\": { \"private\": 4 }}}\n",
        ),
        (
            Fact::Nonprofit,
            "0",
            "area: A\n---\narea: B\ncurrent:\n  users: 2\n",
            "area: A\ncurrent:\n  providers:\n    nonprofit: 0\n---\narea: B\ncurrent:\n  users: 2\n",
        ),
        (
            weighed,
            "Löper ut: 2027",
            "område: A\nsvar:\n  # Fråga?\n  # marknad_finns:\n\n# Sist\n",
            "område: A\nsvar:\n  # Fråga?\n  # marknad_finns:\növerväganden:\n  avtalsslut: \"Löper ut: 2027\"\n\n# Sist\n",
        ),
        (
            weighed,
            "Ny",
            "area: A\nconsiderations:\n  avtalsslut: { note: Gammal, source: Avtal }\n  Annat: x\n",
            "area: A\nconsiderations:\n  avtalsslut: { note: \"Ny\", source: Avtal }\n  Annat: x\n",
        ),
        (
            weighed,
            "Ny",
            "area: A\nconsiderations:\n  avtalsslut:\n    note: Gammal\n    source: Avtal\n",
            "area: A\nconsiderations:\n  avtalsslut:\n    note: Ny\n    source: Avtal\n",
        ),
    ] {
        let changed =
            put(before, &rules, 0, fact, value).unwrap_or_else(|refusal| panic!("{before}\n{refusal:#?}"));
        assert_eq!(changed, after);
    }
    assert_eq!(
        put("area: A\n---\narea: B\n", &rules, 1, Fact::Board, "Ny").unwrap(),
        "area: A\n---\narea: B\nboard: Ny\n"
    );
}

/// Every fact comes into the file that `new` writes, all of them together, and no comment goes.
#[test]
fn every_fact_fits_into_a_new_file() {
    let rules = rules();
    for lang in [Lang::Sv, Lang::En] {
        let before = blank(&rules, &Texts::load(lang).unwrap(), "Ett område", None);
        let mut text = before.clone();
        for fact in Fact::all(&rules) {
            let value = match fact {
                Fact::Service => "boendestod",
                Fact::Form => "lov",
                Fact::Period => "2012",
                _ => "12",
            };
            text = put(&text, &rules, 0, fact, value).unwrap();
            assert_eq!(
                fact.said(&spoken(&areas(&text, &rules)[0], &rules)).as_deref(),
                Some(value),
                "{text}"
            );
        }
        let mut rest = text.lines();
        assert!(before.lines().all(|line| rest.any(|other| other == line)), "{text}");
        assert_eq!(
            avtalsform::area_file::canonical(&text, &rules).unwrap().matches("12").count(),
            text.matches("12").count()
        );
    }
}

#[test]
fn any_text_is_kept_as_it_was_written() {
    let rules = rules();
    for before in ["area: A\n", "{area: A}\n"] {
        for text in HOSTILE {
            for fact in [Fact::Board, Fact::Period, consideration(&rules, "contract_end")] {
                let Ok(once) = put(before, &rules, 0, fact, text) else {
                    // What no file can hold is no text of a file; of figures alone only years are a period.
                    let no_period = fact == Fact::Period && ["123", "-5"].contains(text);
                    assert!(
                        no_period || text.contains(['\u{7}', '\u{feff}', '\u{202e}', '\u{a0}']),
                        "{text:?}"
                    );
                    continue;
                };
                let wanted = composed(text.trim());
                assert_eq!(
                    fact.said(&spoken(&areas(&once, &rules)[0], &rules)).as_deref(),
                    Some(&*wanted),
                    "{once}"
                );
                let twice = put(&once, &rules, 0, fact, "Annat").unwrap();
                assert_eq!(
                    fact.said(&spoken(&areas(&twice, &rules)[0], &rules)).as_deref(),
                    Some("Annat"),
                    "{twice}"
                );
            }
        }
    }
}

#[test]
fn a_value_that_is_none_is_refused_as_a_file_is() {
    let rules = rules();
    for (fact, value, code) in [
        (Fact::Users, "många", Fault::WrongCount),
        (Fact::Municipal, "12 0", Fault::WrongCount),
        (Fact::Private, "-1", Fault::WrongCount),
        (Fact::Form, "lova", Fault::UnknownOutcome),
    ] {
        for before in ["area: A\n", "{area: A}\n"] {
            let Err(Refusal::Faulty(loaded)) = put(before, &rules, 0, fact, value) else { panic!("{value}") };
            assert_eq!(loaded.faults.iter().map(|fault| fault.fault).collect::<Vec<_>>(), [code], "{value}");
        }
    }
    // What cannot be put in without writing something else anew is done by hand.
    let refused = put("area: A\ncurrent: # x\n  { form: lov # y\n  }\n", &rules, 1, Fact::Board, "Ny");
    assert!(matches!(refused, Err(Refusal::NoArea { number: 2 })));
}

/// Every value of a file is something that two versions of it can differ in.
#[test]
fn whatever_a_file_says_is_compared() {
    const WHOLE: &str = "area: a1\nmunicipality: a2\nboard: a3\nperiod: a4\ngroup: a5\nservice: boendestod\n\
        current:\n  form: lov\n  as_of: 2026-04-30\n  users: 31\n  providers: { municipal: 32, private: 33, nonprofit: 34 }\n  \
        share: { municipal: 40, private: 35, nonprofit: 25 }\n  geography: a6\n  description: a7\n\
        proposal: { form: lou, direction: a8, motivation: a9 }\n\
        decision: { form: lov, direction: b1, motivation: b2, source: b3 }\n\
        compensation: { year: 2027, cost: 51, volume_change: 2, efficiency: 3, quality: 4, index: 5, variable: 6, source: b4 }\n\
        districts:\n  unit: b5\n  source: b6\n  list:\n    - { name: b7, volume: 61, in_house: 62, capacity: { municipal: 63, private: 64 } }\n    \
        - { name: b8, volume: 71, capacity: 72 }\n\
        answers:\n  pricing: { answer: partly, note: b9, source: c1 }\n  follow_up: no\n\
        considerations:\n  contract_end: { note: c2, source: c3 }\n  note: { note: d1, source: d2 }\n  \
        Ett.source: { note: d3, source: d4 }\n  Ett: { note: d5, source: d6 }\nmatter:\n  economy: c4\n  c5: c6\nnotes: c7\n";
    let rules = rules();
    let said = |text: &str| spoken(&areas(text, &rules)[0], &rules);
    let before = said(WHOLE);
    let words = "a1 a2 a3 a4 a5 a6 a7 a8 a9 b1 b2 b3 b4 b5 b6 b7 b8 b9 c1 c2 c3 c4 c5 c6 c7 d1 d2 d3 d4 d5 d6 31 32 33 34 51 61 63 64 71 72";
    let others = [
        ("boendestod", "hemtjanst"),
        ("form: lov\n", "form: lou\n"),
        ("form: lou,", "form: lov,"),
        ("form: lov,", "form: lou,"),
        ("2026-04-30", "2026-04-29"),
        ("in_house: 62", "in_house: 60"),
        ("municipal: 40, private: 35", "municipal: 39, private: 36"),
        ("year: 2027", "year: 2028"),
        ("volume_change: 2", "volume_change: 1"),
        ("efficiency: 3", "efficiency: 1"),
        ("quality: 4", "quality: 1"),
        ("index: 5", "index: 1"),
        ("variable: 6", "variable: 1"),
        ("answer: partly", "answer: yes"),
        ("follow_up: no", "follow_up: partly"),
        ("follow_up: no", "follow_up: unknown"),
        ("contract_end", "price_level"),
    ];
    let others = others.map(|(old, new)| (old.to_owned(), new.to_owned()));
    let marked = words.split(' ').map(|word| (word.to_owned(), format!("{}9", word)));
    for (old, new) in marked.chain(others) {
        let after = said(&WHOLE.replacen(&old, &new, 1));
        assert_ne!(before, after, "{old} → {new}");
        let others = before.iter().filter(|(key, value)| after.get(*key) != Some(value));
        assert!(others.count() <= 2, "{old} → {new}: {after:?}");
    }
}
