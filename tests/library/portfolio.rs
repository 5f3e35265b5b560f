//! How areas stand to what is and what was decided, against a second, naive account of the same.

use crate::support::{run, shipped};
use avtalsform::evaluate::Truth;
use avtalsform::explain::Advisor;
use avtalsform::model::{Decimal, Outcome, Portions, RuleSet, Stated};
use avtalsform::portfolio::{GroupBy, Tested, alphabetical, possible_today, tested};
use proptest::prelude::*;
use serde_json::Value;

/// An outcome fits when each side is at work exactly where something is recorded of it.
fn fits(rules: &RuleSet, outcome: Outcome, municipal: bool, others: bool) -> bool {
    let forms: Vec<_> = rules.forms_of(outcome).collect();
    let any = |competitive| forms.iter().any(|form| rules.forms.at(*form).competitive == competitive);
    any(false) == municipal && any(true) == others
}

/// A side is known where shares are recorded, or all its numbers of providers, or one of them is above zero.
fn known(shares: &[Option<u32>], counts: &[Option<u64>], any_share: bool) -> Option<bool> {
    if any_share {
        return Some(shares.iter().flatten().any(|share| *share > 0));
    }
    if counts.iter().flatten().any(|count| *count > 0) {
        return Some(true);
    }
    counts.iter().all(Option::is_some).then_some(false)
}

proptest! {
    #[test]
    fn what_is_possible_today_fits_what_is_recorded(
        shares in proptest::option::of((0_u32..=100, any::<bool>(), any::<bool>())),
        counts in proptest::array::uniform3(proptest::option::of(0_u64..3)),
    ) {
        let rules = shipped("linkoping-vard-omsorg");
        let mut area = avtalsform::load::areas("a.yaml", b"area: A".to_vec(), &rules).areas.remove(0);
        // Three shares that add up to 100, some of them left out where they are zero.
        let shares = shares.map(|(first, private, keep)| {
            let rest = 100 - first;
            let (private, nonprofit) = if private { (rest, 0) } else { (0, rest) };
            [first, private, nonprofit].map(|share| (share > 0 || keep).then_some(share))
        });
        let [municipal, private, nonprofit] = shares.unwrap_or_default();
        let decimal = |share: Option<u32>| share.and_then(|share| Decimal::parse(&share.to_string()));
        area.current.share = Portions {
            municipal: decimal(municipal),
            private: decimal(private),
            nonprofit: decimal(nonprofit),
        };
        area.current.providers =
            Portions { municipal: counts[0], private: counts[1], nonprofit: counts[2] };
        let any_share = shares.is_some();
        let own = known(&[municipal], &counts[..1], any_share);
        let others = known(&[private, nonprofit], &counts[1..], any_share);
        let mut expected: Vec<Outcome> = match (own, others) {
            (Some(own), Some(others)) => {
                rules.outcomes().filter(|outcome| fits(&rules, *outcome, own, others)).collect()
            }
            _ => Vec::new(),
        };
        let mut found = possible_today(&rules, &area);
        expected.sort();
        found.sort();
        prop_assert_eq!(&found, &expected);
        // A form that is named settles it.
        let named = rules.outcome_named("lou").unwrap();
        area.current.form = Some(Stated::Outcome(named));
        prop_assert_eq!(possible_today(&rules, &area), vec![named]);
        // As a mix counts every mix.
        area.current.form = Some(Stated::Mix);
        let mixes: Vec<Outcome> = rules.outcomes().filter(|outcome| outcome.is_mix()).collect();
        prop_assert_eq!(possible_today(&rules, &area), mixes);
    }
}

fn lines(args: &[&str]) -> Vec<Value> {
    let mut all = vec!["batch", "--format", "ndjson", "--quiet"];
    all.extend(args);
    let ran = run(&all);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{args:?}");
    ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

const FIELDS: &str = "area,outcome,firmness,support,warnings,board,group,current,decision,change,agreement";
const FOLDERS: [&str; 2] = ["examples/illustrations", "examples/linkoping-2020"];

fn key(one: &Value) -> &str {
    one["area"]["id"].as_str().unwrap()
}

/// `--only` keeps what a plain look at the results keeps.
#[test]
fn only_what_is_asked_for() {
    let folders = FOLDERS;
    let with = |more: &[&str]| {
        let mut args = folders.to_vec();
        args.extend(["--fields", FIELDS, "--profile", "users-first"]);
        args.extend(more);
        lines(&args)
    };
    let all = with(&[]);
    type Test = fn(&Value) -> bool;
    let kinds: [(&str, Test); 9] = [
        ("undetermined", |one| one["firmness"] == "undetermined"),
        ("preliminary", |one| one["firmness"] == "preliminary"),
        ("firm", |one| one["firmness"] == "firm"),
        ("changed", |one| one["change"] == "changed"),
        ("unchanged", |one| one["change"] == "unchanged"),
        ("same", |one| one["agreement"] == "same"),
        ("differs", |one| one["agreement"] == "differs"),
        ("warnings", |one| one["warnings"] != serde_json::json!([])),
        ("tie", |one| one["outcome"]["tie"] == true),
    ];
    for (kind, test) in kinds {
        let expected: Vec<&Value> = all.iter().filter(|one| test(one)).collect();
        assert_eq!(with(&["--only", kind]).iter().collect::<Vec<_>>(), expected, "{kind}");
    }
    let either: Vec<&Value> =
        all.iter().filter(|one| one["change"] == "changed" || one["agreement"] == "differs").collect();
    assert_eq!(with(&["--only", "changed,differs"]).iter().collect::<Vec<_>>(), either);
}

/// Sorting moves whole results, is stable, and puts first what its name says.
#[test]
fn sorted_as_asked_for() {
    let with = |more: &[&str]| {
        let mut args = FOLDERS.to_vec();
        args.extend(["--fields", FIELDS]);
        args.extend(more);
        lines(&args)
    };
    let by_path = with(&[]);
    for sort in ["name", "outcome", "firmness", "support", "change"] {
        let sorted = with(&["--sort", sort]);
        let rank = |one: &Value| -> (u32, String) {
            let place = |list: &[&str], word: &Value| list.iter().position(|one| word == one).unwrap() as u32;
            match sort {
                "name" => (
                    0,
                    alphabetical(one["area"]["name"].as_str().unwrap())
                        .iter()
                        .map(|n| format!("{n:05}"))
                        .collect(),
                ),
                "outcome" => {
                    let order = [
                        "verksamhetsuppdrag",
                        "lov",
                        "lov+verksamhetsuppdrag",
                        "lou",
                        "lou+verksamhetsuppdrag",
                    ];
                    (place(&order, &one["outcome"]["id"]), String::new())
                }
                "firmness" => {
                    (place(&["undetermined", "preliminary", "firm"], &one["firmness"]), String::new())
                }
                "support" => {
                    let number = |key: &str| one["support"][key].as_str().unwrap().parse::<f64>().unwrap();
                    ((number("numerator") / number("denominator") * 1e6) as u32, String::new())
                }
                _ => (place(&["changed", "unchanged", "not-comparable"], &one["change"]), String::new()),
            }
        };
        let mut expected = by_path.clone();
        expected.sort_by_key(rank);
        assert_eq!(
            sorted.iter().map(key).collect::<Vec<_>>(),
            expected.iter().map(key).collect::<Vec<_>>(),
            "{sort}"
        );
    }
    let grouped = with(&["--group-by", "group"]);
    let groups: Vec<&str> = grouped.iter().map(|one| one["group"].as_str().unwrap_or("\u{10ffff}")).collect();
    let mut sorted = groups.clone();
    sorted.sort_by_key(|group| alphabetical(group));
    assert_eq!(groups, sorted);
}

#[test]
fn swedish_letters_come_last() {
    let mut words = ["Öl", "arm", "Åre", "zon", "Ärta", "Elev", "éclair", "álv", "alv", "alvar"];
    words.sort_by_key(|word| alphabetical(word));
    assert_eq!(words, ["alv", "álv", "alvar", "arm", "éclair", "Elev", "zon", "Åre", "Ärta", "Öl"]);
    let _ = GroupBy::Board;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// What is decided or proposed, held against the guideline by a second reading of its bars and outcome.
    #[test]
    fn what_is_decided_is_held_against_the_guideline(
        given in proptest::collection::vec(proptest::option::weighted(0.6, 0_usize..3), 40),
        decided in proptest::option::of(0_usize..6),
        proposed in proptest::option::of(0_usize..6),
        worded in proptest::option::of(any::<bool>()),
    ) {
        let rules = shipped("linkoping-vard-omsorg");
        let mut text = "area: A\nanswers:\n".to_owned();
        for ((_, criterion), answer) in rules.criteria.iter().zip(&given) {
            if let Some(choice) = answer.and_then(|answer| criterion.choices.get(answer)) {
                text.push_str(&format!("  {}: {}\n", criterion.id, choice.id));
            }
        }
        let statable: Vec<Stated> = rules.statable().collect();
        for (key, form) in [("decision", decided), ("proposal", proposed)] {
            if let Some(form) = form.and_then(|form| statable.get(form)) {
                text.push_str(&format!("{key}: {{ form: {} }}\n", rules.stated_id(*form)));
            }
        }
        let form = |form: Option<usize>| form.and_then(|form| statable.get(form).copied());
        // A direction in words alone, decided or proposed, beside what the other names.
        let key = worded.map(|decides| if decides { "decision" } else { "proposal" });
        let key = key.filter(|key| !text.contains(&format!("{key}:")));
        text.extend(key.map(|key| format!("{key}: {{ direction: Vänta }}\n")));
        let area = avtalsform::load::areas("a.yaml", text.into_bytes(), &rules).areas.remove(0);
        let advisor = Advisor::new(&rules, None).unwrap();
        let found = advisor.recommend(area);
        let named = if key == Some("decision") { None } else { form(decided).or(form(proposed)) };
        let Some(stated) = named else {
            prop_assert_eq!(tested(&found), key.map(|_| Tested::Unnamed));
            return Ok(());
        };
        let bars: Vec<&avtalsform::model::Gate> = rules
            .gates
            .iter()
            .filter(|gate| avtalsform::evaluate::holds(&gate.when, &found.area.answers) == Truth::True)
            .collect();
        let meant: Vec<Outcome> = rules.outcomes().filter(|outcome| stated.is(*outcome)).collect();
        let barred = |outcome: &Outcome| {
            rules.forms_of(*outcome).any(|form| bars.iter().any(|gate| gate.excludes.contains(form)))
        };
        let expected = match found.outcome() {
            Some(outcome) if meant.contains(&outcome) => Tested::InLine,
            _ if meant.iter().all(barred) => Tested::Against(
                bars.iter()
                    .filter(|gate| {
                        meant.iter().any(|one| rules.forms_of(*one).any(|form| gate.excludes.contains(form)))
                    })
                    .map(|gate| gate.head.id.clone())
                    .collect(),
            ),
            Some(outcome) => Tested::Differs(outcome),
            None => {
                let Some(Tested::Untested(missing)) = tested(&found) else { panic!("{:?}", tested(&found)) };
                prop_assert!(!missing.is_empty());
                prop_assert!(missing.iter().all(|key| found.area.answers.get(*key).is_none()));
                Tested::Untested(missing)
            }
        };
        prop_assert_eq!(tested(&found), Some(expected));
    }
}
