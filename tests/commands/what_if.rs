//! `what-if` as people and scripts see it.

use crate::support::{self, files, run, run_with};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

const DAILY: &str = "examples/illustrations/daglig-verksamhet.yaml";
const OPEN: &str = "examples/linkoping-2023/16-yttersta-ansvaret-personlig-assistans.yaml";
/// No single answer alters its outcome.
const AUTHORITY: &str = "examples/illustrations/bistandshandlaggning.yaml";

fn page(args: &[&str]) -> String {
    let ran = run(&[&["what-if"], args].concat());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{args:?}");
    ran.stdout
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&page(&[args, &["--format", "json"]].concat())).unwrap()
}

/// Everything that can be asked at once.
const EVERYTHING: [&str; 9] = [
    "--set",
    "marknad_finns=ja,kommunalt_alternativ=nej",
    "--unset",
    "lagrum",
    "--target",
    "lou",
    "--keep",
    "lov_scope",
    "--profiles",
];

#[test]
fn nothing_asked() {
    insta::assert_snapshot!("answered-80", page(&[DAILY]));
    insta::assert_snapshot!("answered-60", page(&[DAILY, "--width", "60"]));
    insta::assert_snapshot!("answered-120-english", page(&[DAILY, "--width", "120", "--lang", "en"]));
    insta::assert_snapshot!("open-80", page(&[OPEN]));
    insta::assert_snapshot!("joint-english", page(&[AUTHORITY, "--lang", "en"]));
}

#[test]
fn everything_asked() {
    let weights = ["--weights", "--draws", "2000"];
    for (name, more) in [
        ("everything-80", &[][..]),
        ("everything-60", &["--width", "60"]),
        ("everything-120", &["--width", "120"]),
        ("everything-80-english", &["--lang", "en"]),
        ("everything-60-english", &["--lang", "en", "--width", "60"]),
    ] {
        insta::assert_snapshot!(name, page(&[&[DAILY], &EVERYTHING[..], &weights, more].concat()));
    }
}

#[test]
fn before_and_after() {
    insta::assert_snapshot!("changed-english", page(&[DAILY, "--set", "market_exists=no", "--lang", "en"]));
    insta::assert_snapshot!("changed-reasons", page(&[OPEN, "--set", "pricing=partly"]));
    insta::assert_snapshot!("changed-nothing", page(&[DAILY, "--set", "marknad_finns=ja"]));
}

#[test]
fn what_an_outcome_takes() {
    insta::assert_snapshot!("target", page(&[DAILY, "--target", "lou"]));
    insta::assert_snapshot!("target-today", page(&[DAILY, "--target", "lov+verksamhetsuppdrag"]));
    insta::assert_snapshot!(
        "target-forbidden",
        page(&[AUTHORITY, "--target", "lov", "--keep", "exercise_of_authority,lov_scope"])
    );
    let law = page(&[
        DAILY,
        "--target",
        "lov",
        "--set",
        "lov_omfattar=omfattas_inte",
        "--keep",
        "lov_omfattar",
        "--lang",
        "en",
    ]);
    insta::assert_snapshot!("target-forbidden-english", law);
    // Two scores that are held apart: no gate forbids it, and nothing leads there.
    let all = "user_choice,provider_diversity,employer_choice,variable_needs,flexibility,pricing,long_term_stability,\
               geographic_steering,cost_control,high_investment,specialised_competence,premise_control,\
               capacity_steering";
    insta::assert_snapshot!(
        "target-scores",
        page(&[DAILY, "--target", "lou", "--keep", &format!("{all},lov_scope")])
    );
}

#[test]
fn other_weights() {
    insta::assert_snapshot!("weights-80", page(&[OPEN, "--weights"]));
    insta::assert_snapshot!(
        "weights-60-english",
        page(&[OPEN, "--weights", "--lang", "en", "--width", "60"])
    );
    insta::assert_snapshot!(
        "weights-always",
        page(&[AUTHORITY, "--weights", "--draws", "100", "--seed", "7"])
    );
}

#[test]
fn as_json() {
    let args = [&[DAILY], &EVERYTHING[..], &["--weights", "--draws", "1000", "--format", "json"]].concat();
    let hash = support::shipped("linkoping-vard-omsorg").identity.sha256;
    insta::assert_snapshot!("json", page(&args).replace(&hash, "SHA256"));
    let nothing = page(&[OPEN, "--format", "json"]).replace(&hash, "SHA256");
    insta::assert_snapshot!("json-nothing-asked", nothing);
}

/// No line is wider than asked for, whatever the area, and nothing is said by colour alone.
#[test]
fn pages_fit() {
    let mut paths = files("examples/illustrations", "yaml");
    paths.extend(files("examples/linkoping-2023", "yaml").into_iter().take(4));
    for path in paths {
        for width in [40, 60, 80, 120] {
            let columns = width.to_string();
            let args = [
                &path,
                "--width",
                &columns,
                "--set",
                "market_exists=no",
                "--weights",
                "--draws",
                "100",
                "--profiles",
            ];
            // What an outcome takes is told where everything is answered.
            let answered = !run(&["what-if", &path, "--target", "lov"]).stderr.contains("obesvarade");
            let target: &[&str] = if answered { &["--target", "lov"] } else { &[] };
            let asked = page(&[&args[..], target].concat());
            for text in [asked, page(&args[..3])] {
                let widest = text.lines().map(UnicodeWidthStr::width).max().unwrap();
                assert!(widest <= width, "{path} at {width}: {widest}");
                assert!(text.lines().all(|line| line.trim_end() == line), "{path}");
                assert!(!text.contains('\u{1b}'), "no colour when the output is not a terminal");
            }
        }
    }
    let strip = |text: &str| anstream::adapter::strip_str(text).to_string();
    let args = [&[DAILY], &EVERYTHING[..], &["--weights", "--draws", "100"]].concat();
    let coloured = page(&[&args[..], &["--color", "always"]].concat());
    assert!(coloured.contains('\u{1b}'));
    assert_eq!(strip(&coloured), page(&args));
}

/// The same bytes with any number of threads, and another seed draws others.
#[test]
fn threads_do_not_matter() {
    for format in ["text", "json"] {
        let args = ["what-if", OPEN, "--weights", "--draws", "20500", "--format", format];
        let with = |threads: &str| run_with(&args, b"", &[("RAYON_NUM_THREADS", threads)]).stdout;
        let one = with("1");
        assert_eq!(one, with("2"));
        assert_eq!(one, with("7"));
        assert_ne!(one, run(&[&args[..], &["--seed", "1"]].concat()).stdout);
    }
}

/// What `what-if` says of an area before and after is what `recommend` says of the two areas.
#[test]
fn before_and_after_agree_with_recommend() {
    let before = run(&["recommend", "--format", "json", DAILY]).stdout;
    let text = std::fs::read_to_string(support::root().join(DAILY)).unwrap();
    assert_eq!(text.matches("  market_exists:").count(), 1);
    // The answer is a mapping with its evidence.
    let (head, rest) = text.split_once("  market_exists:").unwrap();
    let evidence = rest.lines().skip(1).take_while(|line| line.starts_with("    "));
    let tail: Vec<&str> = rest.lines().skip(1 + evidence.count()).collect();
    let other = format!("{head}  market_exists: no\n{}\n", tail.join("\n"));
    let after = run_with(&["recommend", "--format", "json", "-"], other.as_bytes(), &[]);
    assert_eq!(after.status, 0, "{}", after.stderr);
    let [before, after]: [Value; 2] = [before, after.stdout].map(|text| serde_json::from_str(&text).unwrap());
    let changes = json(&[DAILY, "--set", "market_exists=no"])["changes"].clone();
    for (said, alone) in [(&changes["before"], &before), (&changes["after"], &after)] {
        assert_eq!(said["outcome"], alone["outcome"]["id"]);
        for key in ["variant", "tie"] {
            assert_eq!(said[key], alone["outcome"][key]);
        }
        for key in ["firmness", "support", "conditions"] {
            assert_eq!(said[key], alone[key], "{key}");
        }
        for (form, other) in said["forms"].as_array().unwrap().iter().zip(alone["forms"].as_array().unwrap())
        {
            assert_eq!(form, other);
        }
    }
    let reasons = changes["reasons"].as_array().unwrap();
    let speaks = |of: &Value, rule: &str, effect: &str| {
        let all = of["reasons"].as_array().unwrap();
        all.iter().any(|reason| reason["rule"] == rule && reason["effect"] == effect)
    };
    assert!(!speaks(&before, "no-market", "excludes") && speaks(&after, "no-market", "excludes"));
    assert!(
        reasons.iter().any(|reason| reason["rule"] == "no-market" && reason["after"]["effect"] == "excludes")
    );
    let said = |reason: &Value| (reason["text"].clone(), reason["sources"].clone());
    for reason in reasons.iter().filter(|reason| !reason["after"].is_null()) {
        let same = after["reasons"]
            .as_array()
            .unwrap()
            .iter()
            .find(|other| ["rule", "form", "criterion"].iter().all(|key| other[*key] == reason[*key]));
        assert_eq!(said(reason), said(same.unwrap()));
    }
    // Without anything asked: what recommend says would alter the outcome.
    let asked = json(&[OPEN])["answers"].clone();
    let alone: Value = serde_json::from_str(&run(&["recommend", "--format", "json", OPEN]).stdout).unwrap();
    assert_eq!(asked["flips"], alone["flips"]);
    let open = alone["next_questions"].as_array().unwrap().iter();
    fn leads(question: &Value) -> impl Iterator<Item = &Value> {
        question["answers"].as_array().unwrap().iter().map(|answer| &answer["leads"])
    }
    let open: Vec<&Value> =
        open.filter(|question| leads(question).any(|leads| *leads != alone["shares"][0]["id"])).collect();
    assert_eq!(asked["open"].as_array().unwrap().len(), open.len());
    for (one, other) in asked["open"].as_array().unwrap().iter().zip(open) {
        assert_eq!((&one["criterion"], &one["answers"]), (&other["criterion"], &other["answers"]));
    }
}

/// What comes after `--set` speaks of the area after it.
#[test]
fn the_rest_speaks_of_the_area_after_the_changes() {
    let value = json(&[
        DAILY,
        "--set",
        "market_exists=no",
        "--target",
        "lov",
        "--weights",
        "--draws",
        "100",
        "--profiles",
    ]);
    assert_eq!(value["outcome"], "verksamhetsuppdrag");
    let first = value["target"]["first"].as_array().unwrap();
    assert!(!first.is_empty() && first.iter().all(|set| set["set"]["market_exists"].is_string()));
    assert_eq!(value["weights"]["outcomes"][0]["id"], "verksamhetsuppdrag");
    assert_eq!(value["weights"]["stands"]["found"], 100);
    for one in value["profiles"].as_array().unwrap() {
        assert_eq!(one["outcome"], "verksamhetsuppdrag");
    }
}

#[test]
fn profiles_agree_with_recommend() {
    let value = json(&[OPEN, "--profiles", "--profile", "users-first"]);
    assert_eq!(value["ruleset"]["profile"], "users-first");
    let all = value["profiles"].as_array().unwrap();
    for one in all {
        let profile = one["profile"].as_str();
        let more = profile.map(|name| ["--profile", name]);
        let args =
            [&["recommend", "--format", "json", OPEN][..], more.as_ref().map_or(&[], |more| &more[..])]
                .concat();
        let alone: Value = serde_json::from_str(&run(&args).stdout).unwrap();
        assert_eq!(one["outcome"], alone["outcome"]["id"]);
        assert_eq!((&one["firmness"], &one["support"]), (&alone["firmness"], &alone["support"]));
        for (form, other) in one["forms"].as_array().unwrap().iter().zip(alone["forms"].as_array().unwrap()) {
            assert_eq!(
                (&form["score"], &form["low"], &form["high"]),
                (&other["score"], &other["low"], &other["high"])
            );
        }
    }
    assert!(all.len() > 3);
}

/// Keys in the published order; whatever the language, the same but for texts.
#[test]
fn json_keys_stand_in_order() {
    let value = json(&[&[DAILY], &EVERYTHING[..], &["--weights", "--draws", "100"]].concat());
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    let top =
        "schema tool ruleset area outcome leaning firmness support changes answers target weights profiles";
    assert_eq!(keys(&value), top);
    assert_eq!(keys(&value["changes"]), "set before after difference reasons needed");
    assert_eq!(keys(&value["changes"]["reasons"][0]), "rule stage form criterion before after text sources");
    assert_eq!(keys(&value["target"]), "outcome status size sets first gates keep");
    assert_eq!(keys(&value["weights"]), "draws seed criteria stands outcomes decisive");
    assert_eq!(keys(&value["weights"]["outcomes"][0]), "id share central");
    assert_eq!(keys(&value["profiles"][0]), "profile outcome leaning firmness support forms");
    let central = value["weights"]["outcomes"][0]["central"].as_object().unwrap().keys();
    assert!(
        central.eq(value["weights"]["criteria"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()))
    );
    let english =
        json(&[&[DAILY], &EVERYTHING[..], &["--weights", "--draws", "100", "--lang", "en"]].concat());
    let texts = |mut value: Value| {
        for reason in value["changes"]["reasons"].as_array_mut().unwrap() {
            reason["text"] = Value::Null;
            for source in reason["sources"].as_array_mut().into_iter().flatten() {
                source["name"] = Value::Null;
            }
        }
        value
    };
    assert_eq!(texts(english), texts(value));
}

/// Several areas: one is picked by its id, and all ids are told.
#[test]
fn one_area_of_several() {
    let two = b"area: Ett\nid: ett\nanswers: { market_exists: no }\n---\narea: Tv\xc3\xa5\nid: tva\n";
    let with = |more: &[&str]| run_with(&[&["what-if", "-"], more].concat(), two, &[]);
    let several = with(&[]);
    assert_eq!((several.status, several.stdout.as_str()), (2, ""));
    assert!(several.stderr.contains("--area") && several.stderr.contains("ett, tva"), "{}", several.stderr);
    let one = with(&["--area", "tva", "--format", "json"]);
    assert_eq!((one.status, one.stderr.as_str()), (0, ""));
    assert_eq!(serde_json::from_str::<Value>(&one.stdout).unwrap()["area"]["id"], "tva");
    let none = with(&["--area", "tre"]);
    assert_eq!(none.status, 2);
    assert!(none.stderr.contains("ett, tva"), "{}", none.stderr);
    let twins = b"area: A\nid: a\n---\narea: B\nid: a\n";
    let twins = run_with(&["what-if", "-", "--area", "a"], twins, &[]);
    assert_eq!((twins.status, twins.stdout.as_str()), (2, ""));
}

#[test]
fn problems() {
    let mut said = String::new();
    let mut note = |args: &[&str]| {
        let ran = run(&[&["what-if"], args].concat());
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{args:?}");
        said.push_str(&format!("== {}\n{}\n", args.join(" "), ran.stderr.trim_end()));
    };
    let wrong =
        ["--set", "marknad_fins=nej,lagrum=anna,pricing", "--set", "market_exists=yes,marknad_finns=nej"];
    let more = ["--unset", "marknad_finns,priser", "--target", "lovv", "--keep", "lagrumm"];
    note(&[&[DAILY], &wrong[..], &more].concat());
    note(&[&[DAILY], &wrong[..2], &["--lang", "en"]].concat());
    note(&["tests/bad/area/unknown-criterion-near.yaml", "--set", "market_exist=yes", "--lang", "en"]);
    note(&["no-such-file.yaml"]);
    note(&["examples"]);
    note(&[DAILY, "--profile", "none"]);
    note(&[DAILY, "--area", "x", "--lang", "en"]);
    insta::assert_snapshot!("problems", said);
    // What belongs together is asked for together, and draws are within bounds.
    for args in [&["--keep", "lagrum"][..], &["--draws", "500"], &["--weights", "--draws", "7"]] {
        assert_eq!(run(&[&["what-if", DAILY], args].concat()).status, 2, "{args:?}");
    }
}

/// Weights so different that nearly every set of answers has scores of its own, and an outcome that takes an exact tie:
/// what cannot be told is refused in words that name the limit, and is no error among other outcomes.
#[test]
fn too_large_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rules.yaml");
    let text = std::fs::read_to_string(support::root().join("rules/linkoping-vard-omsorg.yaml")).unwrap();
    let (before, criteria) = text.split_once("\ncriteria:\n").unwrap();
    let (criteria, after) = criteria.split_once("\ngates:\n").unwrap();
    let mut weight = 1u64;
    let weighed = criteria.lines().map(|line| {
        weight = weight * 7 % 99_991;
        if line.starts_with("  - id: ") {
            format!("{line}\n    weight: {weight}\n")
        } else {
            format!("{line}\n")
        }
    });
    let before = before.replace("margin: 1/20", "margin: 0");
    let all = format!("{before}\ncriteria:\n{}\ngates:\n{after}", weighed.collect::<String>());
    std::fs::write(&path, all).unwrap();
    let rules = path.to_str().unwrap();
    let mix = "kommunalt_alternativ=nej,yttersta_ansvar=nej";
    let args = ["what-if", DAILY, "--rules", rules, "--set", mix, "--target", "lov+verksamhetsuppdrag"];
    let kept = [&args[..], &["--keep", "kommunalt_alternativ,yttersta_ansvar"]].concat();
    let ran = run(&kept);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("4194304") && ran.stderr.contains("--keep"), "{}", ran.stderr);
    // A gate that forbids it is told without a search.
    let law = run(&[&kept[..], &["--keep", "lov_omfattar", "--set", "lov_omfattar=omfattas_inte"]].concat());
    assert_eq!((law.status, law.stderr.as_str()), (0, ""));
    assert!(law.stdout.contains("[lov-scope]"), "{}", law.stdout);
}
