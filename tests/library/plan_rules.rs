//! What rule sets say of competition plans: the shipped ones in full, others as little as they like.

use std::collections::BTreeSet;

use crate::support::{self, root, rules_file, run_with, shipped};
use avtalsform::load;
use avtalsform::model::{Area, PlanRules, StateFact, Statement};

const SHIPPED: [&str; 2] = ["linkoping-vard-omsorg", "linkoping-ovriga-namnder"];

fn area(text: &str) -> Area {
    let rules = shipped(SHIPPED[0]);
    load::areas("area.yaml", text.into(), &rules).areas.remove(0)
}

/// The small rule set with a plan of its own behind it.
fn with_plan(plan: &str) -> PlanRules {
    let minimal = std::fs::read_to_string(root().join("tests/rules/minimal.yaml")).unwrap();
    let loaded = load::rules("rules.yaml", format!("{minimal}{plan}").into(), &load::no_files);
    assert!(loaded.faults.is_empty(), "{plan}: {:#?}", loaded.faults);
    loaded.rules.unwrap().plan
}

#[test]
fn the_guideline_asks_for_five_facts_and_for_geography_only_with_reason() {
    for id in SHIPPED {
        let items = shipped(id).plan.current_state;
        let facts: Vec<StateFact> = items.iter().map(|item| item.fact).collect();
        assert_eq!(facts, StateFact::NAMES.map(|(_, fact)| fact), "{id}");
        for item in items {
            assert_eq!(item.required, item.fact != StateFact::Geography, "{id}");
        }
    }
}

/// Only home care is divided into districts, and nothing else is left out for other boards.
#[test]
fn the_shipped_rule_sets_say_what_a_plan_must_hold() {
    for id in SHIPPED {
        let plan = shipped(id).plan;
        assert!(plan.grouping.is_some() && plan.compensation.is_some(), "{id}");
        assert!(!plan.mission.is_empty() && !plan.procedure.is_empty(), "{id}");
        assert_eq!(plan.districts.is_some(), id == SHIPPED[0], "{id}");
        let ids: BTreeSet<&str> = plan.statements().map(|statement| statement.id.as_str()).collect();
        assert_eq!(ids.len(), plan.statements().count(), "{id}");
        let interpreted: Vec<&str> = plan
            .statements()
            .filter(|statement| statement.interpretation)
            .map(|statement| statement.id.as_str())
            .collect();
        let expected: &[&str] = if id == SHIPPED[0] {
            &["compensation-model", "district-model"]
        } else {
            &["compensation-model"]
        };
        assert_eq!(interpreted, expected, "{id}");
    }
}

#[test]
fn a_rule_set_may_say_nothing_of_plans() {
    for plan in
        ["", "plan:\n", "plan: {}\n", "plan: { current_state: [], mission: [], procedure: [], grouping: }\n"]
    {
        let read = with_plan(plan);
        assert!(read.is_empty() && read.current_state.is_empty(), "{plan}");
    }
    assert!(rules_file("tests/rules/minimal.yaml").plan.is_empty());
    assert!(!rules_file("tests/rules/exempelkommun.yaml").plan.is_empty());
    let shown = support::run(&["rules", "show", "tests/rules/minimal.yaml"]);
    assert!(shown.status == 0 && !shown.stdout.contains("Konkurrensutsättningsplanen"), "{}", shown.stdout);
}

/// One part alone is enough, and an id may be that of a form or criterion, as elsewhere.
#[test]
fn every_part_can_stand_alone() {
    let one = "id: kop, name: { sv: N, en: N }, text: { sv: T, en: T }, \
               source: { document: policy, section: Plan, item: 2 }";
    for key in ["grouping", "compensation", "districts"] {
        let plan = with_plan(&format!("plan:\n  {key}: {{ {one} }}\n"));
        let found: Vec<&Statement> = plan.statements().collect();
        assert_eq!((found.len(), found[0].id.as_str(), found[0].interpretation), (1, "kop", false), "{key}");
        assert!(found[0].why.is_none() && found[0].sources[0].item == Some(2) && !plan.is_empty(), "{key}");
    }
    for key in ["mission", "procedure"] {
        let plan = with_plan(&format!("plan:\n  {key}:\n    - {{ {one} }}\n"));
        assert_eq!(plan.statements().count(), 1, "{key}");
    }
}

/// Each fact is given by its own key under `current`, and by no other; zero and one kind of provider are given.
#[test]
fn a_fact_is_given_by_its_key() {
    let facts = [
        (StateFact::Market, "description: Flera utförare."),
        (StateFact::Users, "users: 0"),
        (StateFact::Providers, "providers: { private: 0 }"),
        (StateFact::Share, "share: { municipal: 100 }"),
        (StateFact::Geography, "geography: Hela kommunen."),
    ];
    for (given, line) in facts {
        assert!(line.starts_with(&format!("{}:", given.key())));
        let area = area(&format!("area: A\ncurrent:\n  {line}\n"));
        for (name, fact) in StateFact::NAMES {
            assert_eq!(fact.id(), name);
            assert_eq!(fact.is_given(&area.current), fact == given, "{line}: {name}");
        }
    }
    let nothing = area("area: A\ncurrent:\n  as_of: 2026-01-31\n  form: lov\n");
    assert!(StateFact::NAMES.iter().all(|(_, fact)| !fact.is_given(&nothing.current)));
}

/// `rules export` carries the plan, and what it writes loads again.
#[test]
fn an_exported_rule_set_keeps_its_plan() {
    let text = support::run(&["rules", "export"]).stdout;
    let shown = support::run(&["rules", "show"]).stdout;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rules.yaml");
    std::fs::write(&path, text).unwrap();
    let again = run_with(&["rules", "show", path.to_str().unwrap()], b"", &[]).stdout;
    assert_eq!(again, shown);
    assert!(shown.contains("mission-open-books: Öppna böcker"), "{shown}");
}
