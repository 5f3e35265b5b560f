//! Areas put into a file and taken out of it; facts that only forms have fields for.

use crate::support;
use avtalsform::area_file::{Refusal, blank, joined, put, spoken, without};
use avtalsform::model::{Fact, Field, Lang, RuleSet};
use avtalsform::texts::Texts;

fn rules() -> RuleSet {
    support::shipped("linkoping-vard-omsorg")
}

#[test]
fn an_area_is_put_behind_the_others_and_each_is_taken_out_alone() {
    let rules = rules();
    let parts = ["# a\narea: A\n", "# b\nområde: B # sist\nsvar:\n  marknad_finns: ja\n", "area: C"];
    let [first, second, third] = parts;
    let two = joined(first, second, &rules).unwrap();
    assert_eq!(two, format!("{first}---\n{second}"));
    let three = joined(&two, third, &rules).unwrap();
    assert_eq!(without(&three, &rules, 0).unwrap(), format!("{second}---\n{third}"));
    assert_eq!(without(&three, &rules, 1).unwrap(), format!("{first}---\n{third}"));
    assert_eq!(without(&three, &rules, 2).unwrap(), two);
    assert!(matches!(without(&three, &rules, 3), Err(Refusal::NoArea { number: 4 })));
    assert!(matches!(without(first, &rules, 0), Err(Refusal::NoArea { number: 1 })));
    assert!(matches!(joined(first, "area: [", &rules), Err(Refusal::Faulty(_))));
}

#[test]
fn blank_files_stand_behind_each_other() {
    let rules = rules();
    for lang in [Lang::Sv, Lang::En] {
        let texts = Texts::load(lang).unwrap();
        let [one, other] = ["A", "B"].map(|name| blank(&rules, &texts, name, None));
        let both = joined(&one, &other, &rules).unwrap();
        assert_eq!(without(&both, &rules, 1).unwrap(), one);
        assert_eq!(without(&both, &rules, 0).unwrap(), other);
    }
}

#[test]
fn a_field_is_put_in_and_taken_out() {
    let rules = rules();
    let text = "area: A # namn\nanswers: {}\n";
    let field = |text: &str, field, value| put(text, &rules, 0, Fact::Field(field), value);
    assert_eq!(field(text, Field::Name, "B").unwrap(), "area: B # namn\nanswers: {}\n");
    assert!(field(text, Field::Name, "").is_err());
    assert!(field(text, Field::Date, "i går").is_err());
    for (at, value) in Field::ALL.iter().copied().skip(1).zip([
        "Exempelby",
        "Grupp",
        "2026-05-31",
        "55\t40.5\t4.5",
        "Hela kommunen",
        "Två rader:\nden andra",
        "lov+verksamhetsuppdrag",
        "Upphandling",
        "Få utförare",
        "lov",
        "Valfrihetssystem",
        "Flera utförare",
        "Protokoll, § 12",
        "2027",
        "48500000",
        "-2.5",
        "1",
        "0.4",
        "3.1",
        "20",
        "Budget 2027",
        "timmar per vecka",
        "Volymprognos",
        "Norr: A\t12000\t40\t\t5000\t\nSöder\t9500.5\t\t10000\t\t",
        "2026/114",
        "2026-11-30",
        "A. Svensson",
        "Avser hela kommunen",
    ]) {
        let with = field(text, at, value).unwrap();
        assert_ne!(with, text, "{at:?}");
        let again = field(&with, at, "").unwrap();
        let read = avtalsform::load::areas("-", again.into_bytes(), &rules);
        assert!(read.faults.is_empty(), "{at:?}");
        assert_eq!(Fact::Field(at).said(&spoken(&read.areas[0], &rules)), None, "{at:?}");
        // What is not there need not be taken out.
        assert_eq!(field(text, at, "").unwrap(), text);
    }
}

/// A district whose name holds what stands between cells is never split: its rows are changed by hand.
#[test]
fn a_name_with_a_tab_is_not_taken_for_two_cells() {
    let rules = rules();
    for name in ["Norr\\t5", "Norr\\nSöder"] {
        let text = format!("area: A\ndistricts:\n  list:\n    - {{ name: \"{name}\", volume: 100 }}\n");
        let put = put(&text, &rules, 0, Fact::Field(Field::Districts), "Norr\t5\t100");
        assert!(matches!(put, Err(Refusal::ByHand { .. })), "{put:?}");
    }
    // Nor is a cell dropped that no column takes.
    let text = "area: A\n";
    let put = put(text, &rules, 0, Fact::Field(Field::Shares), "50\t50\t0\t0");
    assert!(matches!(put, Err(Refusal::ByHand { .. })), "{put:?}");
}
