//! A rule set with several forms that are not competitive, worked out by hand.
//!
//! In `tests/rules/flera-baser.yaml` control speaks for `egen`, a market for `kop` and `bolag`, nothing for `stiftelse`; `kop` alone is
//! competitive, without a market a gate excludes `kop` and `bolag`, and under another law `bolag`. Control keeps a share beside
//! `kop`.

use crate::support::{root, run_with};
use avtalsform::evaluate::{Depth, Evaluation, Firmness, Scoring, evaluate};
use avtalsform::explain::Advisor;
use avtalsform::load;
use avtalsform::model::{Answers, Area, RuleSet};

const RULES: &str = "tests/rules/flera-baser.yaml";

fn rules() -> RuleSet {
    let loaded = load::rules(RULES, std::fs::read(root().join(RULES)).unwrap(), &load::no_files);
    loaded.rules.unwrap_or_else(|| panic!("{:#?}", loaded.faults))
}

fn answers(rules: &RuleSet, given: [Option<u8>; 3]) -> Answers {
    let mut answers = Answers::unknown(rules.criteria.len());
    for (id, answer) in ["market", "control", "law"].into_iter().zip(given) {
        answers.set(rules.criterion_named(id).unwrap(), answer);
    }
    answers
}

fn evaluated(rules: &RuleSet, answers: &Answers) -> Evaluation {
    evaluate(rules, &Scoring::new(rules, None).unwrap(), answers, Depth::Full)
}

#[test]
fn outcomes_are_the_forms_and_a_mix_with_each_base() {
    let rules = rules();
    let ids: Vec<String> = rules.outcomes().map(|outcome| rules.outcome_id(outcome)).collect();
    assert_eq!(ids, ["egen", "kop", "stiftelse", "bolag", "kop+egen", "kop+stiftelse", "kop+bolag"]);
    let codes: std::collections::BTreeSet<usize> =
        rules.outcomes().map(|outcome| outcome.code(rules.forms.len())).collect();
    assert_eq!(codes.len(), ids.len(), "every outcome has a number of its own");
    assert!(codes.last().unwrap() < &avtalsform::model::Outcome::codes(rules.forms.len()));
    let mut order: Vec<_> = rules.outcomes().collect();
    order.sort_by_key(|outcome| rules.order_of(*outcome));
    let order: Vec<String> = order.into_iter().map(|outcome| rules.outcome_id(outcome)).collect();
    assert_eq!(order, ["egen", "stiftelse", "bolag", "kop", "kop+egen", "kop+stiftelse", "kop+bolag"]);
}

#[test]
fn the_base_is_the_best_of_those_that_are_left() {
    let rules = rules();
    const YES: u8 = 0;
    const PARTLY: u8 = 1;
    const NO: u8 = 2;
    const SOL: u8 = 0;
    const OTHER: u8 = 1;
    for (given, base, outcome, tie) in [
        // `bolag` scores as much as `kop`, which goes before it.
        ([YES, NO, SOL], "bolag", "kop+bolag", true),
        ([YES, PARTLY, SOL], "bolag", "kop+bolag", true),
        ([YES, PARTLY, OTHER], "egen", "kop+egen", false),
        // Nothing speaks for `egen` and `stiftelse`, and nothing keeps a share.
        ([YES, NO, OTHER], "egen", "kop", false),
        ([PARTLY, YES, SOL], "egen", "egen", false),
        // All three score one half.
        ([PARTLY, PARTLY, SOL], "egen", "kop+egen", true),
        // Without a market `bolag` is no base; `stiftelse`, of which nothing speaks, scores 0.
        ([NO, YES, SOL], "egen", "egen", false),
        ([NO, NO, SOL], "egen", "egen", true),
    ] {
        let found = evaluated(&rules, &answers(&rules, given.map(Some)));
        let standing = found.verdict.standing;
        assert_eq!(rules.forms.at(standing.base).id, base, "{given:?}");
        assert_eq!(rules.outcome_id(found.outcome().unwrap()), outcome, "{given:?}");
        assert_eq!((found.firmness, found.tie), (Firmness::Firm, tie), "{given:?}");
    }
    // The law alone decides which base there is.
    let open = evaluated(&rules, &answers(&rules, [Some(YES), Some(PARTLY), None]));
    let shares = open.shares(&rules).into_iter().map(|(outcome, _)| rules.outcome_id(outcome));
    assert_eq!(shares.collect::<Vec<_>>(), ["kop+bolag"], "the gate is presumed passed");
    assert_eq!(open.firmness, Firmness::Preliminary, "{:?}", open.ways);
    assert_eq!(open.conditions, [rules.criterion_named("law").unwrap()]);
}

/// Where nothing but the order of the rules chose the base of a mix, a warning says so.
#[test]
fn precedence_among_bases_is_told() {
    let mut rules = rules();
    // `bolag` as `egen`, and both below `kop`.
    let control = rules.criterion_named("control").unwrap();
    rules.indicators.last_mut().unwrap().criterion = control;
    let mut area = Area::unanswered("a".into(), "a.yaml".into(), 1, rules.criteria.len());
    area.answers = answers(&rules, [Some(0), Some(1), Some(0)]);
    let found = Advisor::new(&rules, None).unwrap().recommend(area);
    assert_eq!(rules.outcome_id(found.outcome().unwrap()), "kop+egen");
    let codes: Vec<&str> = found.warnings.iter().map(|warning| warning.kind.code()).collect();
    assert_eq!((codes, found.evaluation.tie), (vec!["precedence-tie"], false));
}

/// Every page tells the bases apart.
#[test]
fn pages_name_the_base() {
    let area = "area: Exempel\ncurrent: { form: kop+egen }\ndecision: { form: kop+stiftelse, source: Protokoll }\n\
                answers: { market: yes, control: partly, law: sol }\n";
    let ran = |args: &[&str]| {
        let done = run_with(&[args, &["--rules", RULES, "--lang", "en"]].concat(), area.as_bytes(), &[]);
        assert_eq!((done.status, done.stderr.as_str()), (0, ""), "{args:?}");
        done.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let memo = ran(&["recommend", "-"]);
    assert!(memo.contains("Purchase and in-house (Company)"), "{memo}");
    assert!(memo.contains("Purchase and in-house (Foundation)"), "{memo}");
    assert!(
        memo.contains("Company and purchase are recommended together when they differ by at most"),
        "{memo}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&ran(&["recommend", "-", "--format", "json"])).unwrap();
    assert_eq!(json["outcome"]["forms"], serde_json::json!(["kop", "bolag"]));
    assert!(ran(&["batch", "-"]).contains("Purchase + Company"));
    // The same competitive form is decided and recommended: what differs is what is kept beside it.
    let folder = tempfile::tempdir().unwrap();
    let annex = folder.path().join("annex.md");
    ran(&["plan", "-", "--annex", annex.to_str().unwrap()]);
    let plan = std::fs::read_to_string(annex).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(plan.contains("The form decided scores 0%, the one recommended 100%."), "{plan}");
    assert!(ran(&["explain", "kop+bolag"]).contains("Purchase and Company together"));
}
