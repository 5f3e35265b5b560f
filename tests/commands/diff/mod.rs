//! `diff` as reviewers and CI meet it: what differs, which exit status it has, what is said of what cannot be compared.

use crate::support::place::Place;
use crate::support::random::Dice;
use crate::support::{self, Run, files, root, run};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use unicode_width::UnicodeWidthStr;

mod hostile;
mod meaning;
mod outlet;
mod revisions;
mod saved;
mod trees;

/// A folder with the illustrations, the shipped rules as `old.yaml`, and `new.yaml` in which one gate asks for more.
fn changed_gate() -> Place {
    let place = Place::new();
    for path in files("examples/illustrations", "yaml") {
        let name = Path::new(&path).file_name().unwrap().to_str().unwrap().to_owned();
        place.write(&format!("areas/{name}"), &fs::read_to_string(root().join(path)).unwrap());
    }
    let old = run(&["rules", "export"]).stdout;
    place.write("old.yaml", &old);
    place.write("new.yaml", &replaced(&old, "when: { pricing: no }", "when: { pricing: [no, partly] }"));
    place
}

fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replace(from, to)
}

fn parsed(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {} {}", run.stdout, run.stderr))
}

/// Area and code of every difference, in order.
fn codes(value: &Value) -> Vec<(String, String)> {
    let code = |area: &Value| {
        let id = area["area"]["id"].as_str().unwrap_or("–").to_owned();
        (id, area["code"].as_str().unwrap().to_owned())
    };
    value["areas"].as_array().unwrap().iter().map(code).collect()
}

fn assert_fits_schema(value: &Value) {
    let schema: Value = serde_json::from_str(&run(&["schema", "diff"]).stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

const RULES: [&str; 6] = ["diff", "areas", "--from", "old.yaml", "--to", "new.yaml"];

fn with(args: &[&str]) -> Vec<String> {
    RULES.iter().chain(args).map(|arg| (*arg).to_owned()).collect()
}

fn diff(place: &Place, args: &[&str]) -> Run {
    let args = with(args);
    place.run(&args.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The hash follows the rules; the rest is pinned.
fn pinned(text: &str) -> String {
    let mut pinned = String::new();
    for word in text.split_inclusive(|letter: char| !letter.is_ascii_hexdigit()) {
        let bare = word.trim_end_matches(|letter: char| !letter.is_ascii_hexdigit());
        let hash = bare.len() == 64 || bare.len() == 40;
        pinned.push_str(&if hash { word.replace(bare, "HASH") } else { word.to_owned() });
    }
    pinned
}

#[test]
fn in_text() {
    let place = changed_gate();
    for width in ["60", "80", "120"] {
        let shown = diff(&place, &["--width", width]);
        assert_eq!((shown.status, shown.stderr.as_str()), (1, ""));
        let widest = shown.stdout.lines().map(UnicodeWidthStr::width).max().unwrap();
        assert!(widest <= width.parse().unwrap(), "{width}: {widest}");
        assert!(shown.stdout.lines().all(|line| line.trim_end() == line), "blanks at the end of a line");
        assert!(!shown.stdout.contains('\u{1b}'));
        insta::assert_snapshot!(format!("text-{width}"), shown.stdout);
    }
    insta::assert_snapshot!("text-english", diff(&place, &["--lang", "en"]).stdout);
    let same = place.run(&["diff", "areas", "--from", "linkoping-vard-omsorg"]);
    assert_eq!((same.status, same.stderr.as_str()), (0, ""));
    insta::assert_snapshot!("text-same", same.stdout);
}

/// Many changes at once, under a profile: ties and mixes, causes that are several together or each enough.
#[test]
fn many_changes_in_text() {
    let place = changed_gate();
    let mut rules = fs::read_to_string(place.path("new.yaml")).unwrap();
    rules = replaced(&rules, "margin: 1/20", "margin: 1/4");
    rules = replaced(&rules, "when: { follow_up: no }", "when: { follow_up: [no, partly] }");
    rules = replaced(
        &rules,
        "when: { ultimate_responsibility: [yes, partly] }",
        "when: { ultimate_responsibility: yes }",
    );
    place.write("new.yaml", &rules);
    insta::assert_snapshot!("text-many", diff(&place, &["--profile", "users-first"]).stdout);
    let name = "15-daglig-verksamhet.yaml";
    fs::copy(root().join("examples/linkoping-2023").join(name), place.path(name)).unwrap();
    insta::assert_snapshot!(
        "text-many-open",
        place.run(&["diff", name, "--from", "old.yaml", "--to", "new.yaml", "--lang", "en"]).stdout
    );
}

#[test]
fn in_other_formats() {
    let place = changed_gate();
    for format in ["json", "plain", "markdown", "github", "sarif", "junit"] {
        let shown = diff(&place, &["--format", format]);
        assert_eq!((shown.status, shown.stderr.as_str()), (1, ""), "{format}");
        insta::assert_snapshot!(format!("format-{format}"), pinned(&shown.stdout));
        let again = place.run_with(
            &with(&["--format", format, "--output", "out"]).iter().map(String::as_str).collect::<Vec<_>>(),
            &[("RAYON_NUM_THREADS", "1")],
        );
        assert_eq!((again.status, again.stdout.as_str()), (1, ""));
        assert_eq!(fs::read_to_string(place.path("out")).unwrap(), shown.stdout, "equal input, equal bytes");
    }
}

/// SARIF against the official schema.
#[test]
fn sarif_fits_its_schema() {
    let validator = support::sarif();
    let place = changed_gate();
    place.write("areas/faulty.yaml", "area: A\nanswers:\n  marknad_fins: ja\n");
    for (args, status) in [(&["--format", "sarif"][..], 2), (&["--format", "sarif", "--lang", "en"], 2)] {
        let shown = diff(&place, args);
        assert_eq!(shown.status, status);
        let log = parsed(&shown);
        let errors: Vec<String> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let rules: Vec<&str> = log["runs"][0]["tool"]["driver"]["rules"]
            .as_array()
            .unwrap()
            .iter()
            .map(|rule| rule["id"].as_str().unwrap())
            .collect();
        for result in log["runs"][0]["results"].as_array().unwrap() {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index], result["ruleId"].as_str().unwrap());
        }
        assert_eq!(
            log["runs"][0]["results"].as_array().unwrap().len(),
            5 + 2,
            "and the rules, and the version that was kept"
        );
    }
    assert!(!validator.is_valid(&json!({"version": "2.1.0", "runs": [{"results": []}]})));
}

/// JUnit has a case for each area, and its sums are those of its cases.
#[test]
fn junit_has_a_case_for_each_area() {
    let place = changed_gate();
    place.write("areas/faulty.yaml", "area: A\nanswers:\n  marknad_fins: ja\n");
    let shown = diff(&place, &["--format", "junit", "--fail-on", "reasons"]);
    let document = roxmltree::Document::parse(&shown.stdout).unwrap();
    let cases: Vec<_> = document.descendants().filter(|node| node.has_tag_name("testcase")).collect();
    let with = |name: &str| {
        cases.iter().filter(|case| case.children().any(|child| child.has_tag_name(name))).count().to_string()
    };
    let suite = document.descendants().find(|node| node.has_tag_name("testsuite")).unwrap();
    // The rules are a case, too.
    assert_eq!(suite.attribute("tests"), Some("19"));
    assert_eq!(cases.len(), 19);
    assert_eq!((suite.attribute("failures"), with("failure").as_str()), (Some("4"), "4"));
    assert_eq!((suite.attribute("errors"), with("error").as_str()), (Some("1"), "1"));
}

/// Every status against two runs of `batch`, compared here by plain code.
#[test]
fn differences_are_those_of_two_overviews() {
    let edits = [
        ("when: { pricing: no }", "when: { pricing: [no, partly] }"),
        ("margin: 1/20", "margin: 1/6"),
        ("when: { market_exists: no }", "when: { market_exists: [no, partly] }"),
        ("when: { follow_up: no }", "when: { follow_up: partly }"),
        ("core: true", "core: false"),
    ];
    let old = run(&["rules", "export"]).stdout;
    let place = Place::new();
    place.write("old.yaml", &old);
    let rules = support::shipped("linkoping-vard-omsorg");
    let mut dice = Dice::new(5);
    for number in 0..40 {
        let mut answers = serde_json::Map::new();
        for (_, criterion) in rules.criteria.iter() {
            let choice = if dice.chance(60) { 0 } else { dice.below(criterion.choices.len()) };
            let choice = if criterion.id == "exercise_of_authority" { 2 } else { choice };
            if dice.chance(80) {
                answers.insert(criterion.id.clone(), criterion.choices[choice].id.clone().into());
            }
        }
        place.write(&format!("made/{number:02}.yaml"), &json!({"area": "A", "answers": answers}).to_string());
    }
    let mut seen = BTreeMap::new();
    let examples = ["linkoping-2023", "illustrations"].map(|folder| root().join("examples").join(folder));
    for folder in examples.into_iter().chain([place.path("made")]) {
        let folder = folder.to_str().unwrap();
        for mask in 1_u32..1 << edits.len() {
            if mask.count_ones() > 2 {
                continue;
            }
            let mut new = old.clone();
            for (position, (from, to)) in edits.iter().enumerate() {
                if mask >> position & 1 == 1 {
                    // One core question less, and not all of them.
                    new = if *from == "core: true" {
                        new.replacen(from, to, 1)
                    } else {
                        replaced(&new, from, to)
                    };
                }
            }
            place.write("new.yaml", &new);
            let batch =
                |rules: &str| parsed(&place.run(&["batch", folder, "--format", "json", "--rules", rules]));
            let (before, after) = (batch("old.yaml"), batch("new.yaml"));
            let mut expected = BTreeMap::new();
            for (was, is) in
                before["areas"].as_array().unwrap().iter().zip(after["areas"].as_array().unwrap())
            {
                assert_eq!(was["area"], is["area"]);
                let reasons = |area: &Value| {
                    let mut reasons = area["reasons"].as_array().unwrap().clone();
                    for reason in &mut reasons {
                        ["text", "sources", "note"].iter().for_each(|key| {
                            reason.as_object_mut().unwrap().remove(*key);
                        });
                    }
                    let stands =
                        |form: &Value| json!([form["status"], form["excluded_by"], form["conditional_on"]]);
                    let forms: Vec<Value> = area["forms"].as_array().unwrap().iter().map(stands).collect();
                    json!([reasons, area["outcome"], area["conditions"], forms])
                };
                // What is advised and warned of.
                let ids = |area: &Value| {
                    let of = |list: &str, key: &str| {
                        let mut ids: Vec<Value> =
                            area[list].as_array().unwrap().iter().map(|one| one[key].clone()).collect();
                        ids.sort_by_key(Value::to_string);
                        ids.dedup();
                        ids
                    };
                    (of("advice", "id"), of("warnings", "code"))
                };
                let code = if was["outcome"]["id"] != is["outcome"]["id"] {
                    "outcome-changed"
                } else if (&was["firmness"], &was["leaning"]["form"])
                    != (&is["firmness"], &is["leaning"]["form"])
                {
                    "firmness-changed"
                } else if reasons(was) != reasons(is) {
                    "reasons-changed"
                } else if was["support"] != is["support"] || was["forms"] != is["forms"] {
                    "scores-changed"
                } else if ids(was) != ids(is) {
                    "meaning-changed"
                } else {
                    continue;
                };
                *seen.entry(code).or_insert(0) += 1;
                expected.insert(was["area"]["id"].as_str().unwrap().to_owned(), code.to_owned());
            }
            let shown =
                place.run(&["diff", folder, "--from", "old.yaml", "--to", "new.yaml", "--format", "json"]);
            let value = parsed(&shown);
            let found: BTreeMap<String, String> = codes(&value).into_iter().collect();
            assert_eq!(found, expected, "{folder} {mask:b}");
            assert_eq!(shown.status, i32::from(expected.values().any(|code| code == "outcome-changed")));
            let ranks = [
                "outcome-changed",
                "firmness-changed",
                "reasons-changed",
                "scores-changed",
                "meaning-changed",
            ];
            let order: Vec<(usize, String)> = value["areas"]
                .as_array()
                .unwrap()
                .iter()
                .map(|area| {
                    let rank = ranks.iter().position(|rank| area["code"] == *rank).unwrap();
                    (rank, area["area"]["path"].as_str().unwrap().to_owned())
                })
                .collect();
            assert!(order.is_sorted(), "the gravest first, then by path");
            for area in value["areas"].as_array().unwrap() {
                if area["code"] != "meaning-changed" {
                    assert_eq!(area["cause"]["status"], "smallest");
                }
            }
            if mask == 3 {
                assert_fits_schema(&value);
            }
        }
    }
    let all = ["outcome-changed", "firmness-changed", "reasons-changed", "scores-changed"];
    assert!(all.iter().all(|code| seen.contains_key(*code)), "every gravity occurs: {seen:?}");
}

/// From which gravity on a difference counts, for every gravity that there is.
#[test]
fn exit_status_follows_fail_on() {
    let place = Place::new();
    let area = |answers: &str| format!("area: A\nid: a\nanswers:\n{answers}");
    let open = "  market_exists: yes\n  delimitable_mission: yes\n  pricing: yes\n  follow_up: yes\n";
    place.write("a/a.yaml", &area(open));
    let save = |name: &str| {
        let saved = place.run(&["diff", "a", "--write-baseline", name]);
        assert_eq!((saved.status, saved.stdout.as_str(), saved.stderr.as_str()), (0, "", ""));
    };
    save("before.json");
    let status = |level: &str, paths: &[&str]| {
        let args = [&["diff"][..], paths, &["--baseline", "before.json", "--fail-on", level]].concat();
        place.run(&args).status
    };
    let levels = ["none", "outcome", "firmness", "reasons", "scores", "any"];
    let all = || levels.map(|level| status(level, &["a"]));
    assert_eq!(all(), [0, 0, 0, 0, 0, 0], "the same");
    // An outcome that is another.
    place.write("a/a.yaml", &area(&open.replace("market_exists: yes", "market_exists: no")));
    assert_eq!(all(), [0, 1, 1, 1, 1, 1]);
    // The same outcome and standing with an answer more.
    place.write("a/a.yaml", &area(&format!("{open}  coordination_gains: partly\n")));
    let shown = parsed(&place.run(&["diff", "a", "--baseline", "before.json", "--format", "json"]));
    assert_eq!(codes(&shown), [("a".to_owned(), "reasons-changed".to_owned())]);
    assert_eq!(all(), [0, 0, 0, 1, 1, 1]);
    // An area more, and one that is gone.
    place.write("a/a.yaml", &area(open));
    place.write("b/b.yaml", "area: B\n");
    assert_eq!(levels.map(|level| status(level, &["a", "b"])), [0, 0, 0, 0, 0, 1]);
    assert_eq!(levels.map(|level| status(level, &["b"])), [0, 0, 0, 0, 0, 1]);
    // What cannot be compared is an error, whatever one asks for.
    place.write("a/a.yaml", &area("  market_exists: perhaps\n"));
    assert_eq!(levels.map(|level| status(level, &["a", "b"])), [2, 2, 2, 2, 2, 2]);
}

#[test]
fn what_cannot_be_evaluated_is_not_unchanged() {
    let place = Place::new();
    let old = run(&["rules", "export"]).stdout;
    place.write("old.yaml", &old);
    // A criterion that only the new rules know under this name.
    place.write("new.yaml", &replaced(&old, "alias: mangfald_utforare\n", "alias: mangfald\n"));
    place.write("areas/both.yaml", "area: Both\nanswers:\n  marknad_finns: kanske\n");
    place.write("areas/new.yaml", "area: New\nid: new\nanswers:\n  mangfald: ja\n");
    place.write("areas/old.yaml", "area: Old\nid: old\nanswers:\n  mangfald_utforare: ja\n");
    place.write("areas/ok.yaml", "area: Ok\nid: ok\nanswers:\n  provider_diversity: ja\n");
    let shown = diff(&place, &["--format", "json"]);
    assert_eq!(shown.status, 2);
    let value = parsed(&shown);
    assert_fits_schema(&value);
    let lacking: Vec<_> = value["areas"]
        .as_array()
        .unwrap()
        .iter()
        .map(|area| json!([area["area"]["path"], area["code"], area["lacking"]]))
        .collect();
    let expected = json!([
        ["areas/both.yaml", "not-compared", "both"],
        ["areas/new.yaml", "not-compared", "before"],
        ["areas/old.yaml", "not-compared", "after"],
    ]);
    assert_eq!(json!(lacking), expected);
    assert_eq!((&value["totals"]["unchanged"], &value["totals"]["not_compared"]), (&json!(1), &json!(3)));
    insta::assert_snapshot!("not-compared-errors", shown.stderr);
    insta::assert_snapshot!("not-compared", diff(&place, &[]).stdout);
    // The annotation stands on the line that is wrong, and says what is.
    let github = diff(&place, &["--format", "github", "--lang", "en"]).stdout;
    assert!(github.contains("file=areas/both.yaml,line=3,col=1,"), "{github}");
    assert!(github.contains("Line 4: unknown criterion `mangfald_utforare`"), "{github}");
    let nothing = place.run(&["diff", "no-such-place", "--from", "old.yaml"]);
    assert_eq!((nothing.status, nothing.stdout.as_str()), (2, ""));
    insta::assert_snapshot!("nothing-there", nothing.stderr);
}

/// Against a saved result the changed answer is the cause; where the rules are others, that is said and nothing guessed.
#[test]
fn causes_against_a_saved_result() {
    let place = changed_gate();
    let saved = place.run(&["batch", "areas", "--format", "json", "--output", "saved.json"]);
    assert_eq!(saved.status, 0);
    let path = "areas/daglig-verksamhet.yaml";
    let text = fs::read_to_string(place.path(path)).unwrap();
    let edited: String =
        text.replacen("answer: delvis", "answer: nej", 1).replacen("answer: partly", "answer: no", 1);
    assert_ne!(edited, text);
    place.write(path, &edited);
    let shown = place.run(&["diff", "areas", "--baseline", "saved.json", "--format", "json"]);
    assert_eq!(shown.status, 1, "{}", shown.stdout);
    let value = parsed(&shown);
    assert_fits_schema(&value);
    let area = &value["areas"][0];
    assert_eq!(area["code"], "outcome-changed");
    assert_eq!(area["cause"]["sets"].as_array().unwrap().len(), 1);
    assert_eq!(area["cause"]["sets"][0][0]["kind"], "answer");
    assert_eq!(area["cause"]["sets"][0][0]["parts"][0]["after"], "no");
    let other =
        place.run(&["diff", "areas", "--baseline", "saved.json", "--to", "new.yaml", "--format", "json"]);
    let value = parsed(&other);
    assert_fits_schema(&value);
    assert_eq!(value["rules"], Value::Null);
    for area in value["areas"].as_array().unwrap() {
        assert_eq!(area["cause"], json!({"status": "unknown-rules-differ", "sets": [], "more": 0}));
    }
    insta::assert_snapshot!(
        "baseline-other-rules",
        place.run(&["diff", "areas", "--baseline", "saved.json", "--to", "new.yaml", "--lang", "en"]).stdout
    );
}

#[test]
fn faulty_baselines() {
    let place = Place::new();
    place.write("a.yaml", "area: A\n");
    let good = place.run(&["batch", "a.yaml", "--format", "json"]).stdout;
    let lines = place.run(&["batch", "a.yaml", "--format", "ndjson"]).stdout;
    let area = good.split_once("\"areas\":[").unwrap().1.split_once("],\"faults\"").unwrap().0;
    let two = good.replacen("\"areas\":1,\"shown\":1", "\"areas\":2,\"shown\":2", 1);
    let with = |found: &str, wanted: &str| {
        assert!(good.contains(found), "{found}: {good}");
        good.replacen(found, wanted, 1)
    };
    let mut said = String::new();
    for (name, text) in [
        ("no JSON", "area: A\n".to_owned()),
        ("cut off", good.get(..good.len() / 2).unwrap().to_owned()),
        ("another shape", "{\"schema\": \"avtalsform/recommendation/2\"}".to_owned()),
        ("a later shape", good.replacen("avtalsform/batch/2", "avtalsform/batch/3", 1)),
        ("no name of a shape", "{}".to_owned()),
        ("a key lacks", good.replacen("\"firmness\":\"undetermined\"", "\"firm\":1", 1)),
        ("no such firmness", good.replacen("\"firmness\":\"undetermined\"", "\"firmness\":\"certain\"", 1)),
        ("a denominator of nothing", good.replacen("\"denominator\":2}", "\"denominator\":0}", 1)),
        ("some of the areas", good.replacen("\"shown\":1", "\"shown\":0", 1)),
        ("other weights", good.replacen("\"profile\":null", "\"profile\":\"neutral\"", 1)),
        ("a list", "[]".to_owned()),
        ("nothing", String::new()),
        ("one area a line", lines.repeat(2)),
        ("one area", lines),
        ("two results", good.repeat(2)),
        ("one id twice", two.replacen(area, &format!("{area},{area}"), 1)),
        ("a list for a text", with("\"firmness\":\"undetermined\"", "\"firmness\":[]")),
        ("a text for the areas", with(area, "\"alla\"")),
        ("no number", with("\"areas\":1,", "\"areas\":NaN,")),
        ("a number that is negative", with("\"areas\":1,", "\"areas\":-1,")),
        ("a number beyond all bounds", with("\"areas\":1,", "\"areas\":1e999,")),
        ("a number of many digits", with("\"areas\":1,", &format!("\"areas\":{},", "9".repeat(400)))),
        ("a key twice", with("\"totals\":", "\"faults\":[],\"totals\":")),
        ("nested without end", with(area, &"[".repeat(100_000))),
        ("half a surrogate", with("\"name\":\"A\"", "\"name\":\"\\uD800\"")),
        ("quotation marks of another kind", good.replace('"', "'")),
    ] {
        assert_ne!(text, good, "{name}");
        place.write("saved.json", &text);
        said.push_str(&format!("{name}\n"));
        for lang in ["sv", "en"] {
            let ran = place.run(&["--lang", lang, "diff", "a.yaml", "--baseline", "saved.json"]);
            assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{name}: {}", ran.stderr);
            said.push_str(&format!("  {}", ran.stderr));
        }
    }
    // As programs for the console of Windows write texts.
    let utf16: Vec<u8> = format!("\u{feff}{good}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(place.path("saved.json"), utf16).unwrap();
    said.push_str(&format!(
        "UTF-16\n  {}",
        place.run(&["diff", "a.yaml", "--baseline", "saved.json"]).stderr
    ));
    insta::assert_snapshot!("faulty-baselines", said);
    // A byte-order mark and keys that a later version may add are no fault.
    place.write(
        "saved.json",
        &format!("\u{feff}{}", good.replacen("{\"schema\"", "{\"more\":1,\"schema\"", 1)),
    );
    assert_eq!(place.run(&["diff", "a.yaml", "--baseline", "saved.json"]).status, 0);
    // Neither is what such a key holds, however deep.
    let deep = format!("{{\"more\":{}{},\"schema\"", "[".repeat(100_000), "]".repeat(100_000));
    place.write("saved.json", &good.replacen("{\"schema\"", &deep, 1));
    assert_eq!(place.run(&["diff", "a.yaml", "--baseline", "saved.json"]).status, 0);
}

/// A pull request's comment holds what comes from data as text alone.
#[test]
fn hostile_names_stay_text() {
    let place = Place::new();
    let names = [
        "</summary><script>alert(1)</script>",
        "a | b\\|c",
        "@org/team",
        "**x** [l](http://x) `c`",
        "</details>",
        "<!--",
    ];
    for (number, name) in names.iter().enumerate() {
        let area =
            json!({"area": name, "id": format!("{name}{number}"), "answers": {"market_exists": "yes"}});
        place.write(&format!("areas/{number}.yaml"), &area.to_string());
    }
    let old = run(&["rules", "export"]).stdout;
    place.write("old.yaml", &old);
    place.write(
        "new.yaml",
        &replaced(&old, "when: { market_exists: no }", "when: { market_exists: [yes, no] }"),
    );
    let shown = diff(&place, &["--format", "markdown", "--fail-on", "any"]);
    assert_eq!((shown.status, shown.stderr.as_str()), (1, ""));
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.render.r#unsafe = true;
    let html = comrak::markdown_to_html(&shown.stdout, &options);
    let page = scraper::Html::parse_fragment(&html);
    let all = |selector: &str| page.select(&scraper::Selector::parse(selector).unwrap()).count();
    assert_eq!(all("script") + all("a[href]") + all("em") + all("code"), 0, "{html}");
    assert_eq!(all("details"), names.len());
    assert_eq!(all("details > summary"), names.len());
    // Title; rules, their texts (a check has the same condition) and the kind of difference; what is said of each area.
    assert_eq!((all("h2"), all("h3"), all("details > ul")), (1, 3, names.len()));
    let summaries = scraper::Selector::parse("summary").unwrap();
    for name in names {
        let said = page.select(&summaries);
        let shown = said.filter(|summary| summary.text().collect::<String>().contains(name)).count();
        assert_eq!(shown, 1, "{name}: {html}");
    }
    // A mention is one letter after another, wherever it stands.
    assert!(!shown.stdout.contains("@org"), "{}", shown.stdout);
    let github = diff(&place, &["--format", "github"]).stdout;
    // The gate, the check with the same condition, and the version that was kept.
    assert_eq!(github.lines().count(), names.len() + 3);
    assert!(github.lines().all(|line| line.starts_with("::")));
}

/// A comment is no longer than GitHub takes, and says what it leaves out.
#[test]
fn a_comment_has_room() {
    let place = Place::new();
    for number in 0..400 {
        place.write(
            &format!("areas/{number:03}.yaml"),
            &format!("area: Område {number}\nanswers:\n  market_exists: yes\n"),
        );
    }
    let old = run(&["rules", "export"]).stdout;
    place.write("old.yaml", &old);
    place.write(
        "new.yaml",
        &replaced(&old, "when: { market_exists: no }", "when: { market_exists: [yes, no] }"),
    );
    let shown = diff(&place, &["--format", "markdown", "--fail-on", "any"]).stdout;
    assert!(shown.chars().count() < 65_536, "{}", shown.len());
    assert_eq!(shown.matches("--format json").count(), 1, "what is left out is said");
    let (opened, closed) = (shown.matches("<details>").count(), shown.matches("</details>").count());
    assert!(opened == closed && opened > 50, "{opened} {closed}");
    assert!(shown.trim_end().ends_with("Nämnden beslutar."), "{shown}");
}

#[test]
fn wrong_combinations_are_refused() {
    let place = changed_gate();
    for args in [
        &["diff", "areas"][..],
        &["diff", "--from", "old.yaml"],
        &["diff", "areas", "--from", "old.yaml", "--baseline", "x"],
        &["diff", "areas", "--from", "old.yaml", "--from-rev", "HEAD"],
        &["diff", "areas", "--baseline", "x", "--from-rev", "HEAD"],
        &["diff", "areas", "--from", "old.yaml", "--fail-on", "outcomes"],
    ] {
        let ran = place.run(args);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{args:?}");
        assert!(ran.stderr.contains("Usage") || ran.stderr.contains("--help"), "{}", ran.stderr);
    }
    let stdin = place.run(&["diff", "-", "--from", "old.yaml"]);
    assert_eq!((stdin.status, stdin.stdout.as_str()), (2, ""));
    insta::assert_snapshot!("standard-input-twice", stdin.stderr);
    let old = fs::read_to_string(place.path("old.yaml")).unwrap();
    place.write(
        "other.yaml",
        &replaced(&replaced(&old, "- id: users-first", "- id: users-last"), "Users first", "Users last"),
    );
    let profile = place.run(&["diff", "areas", "--from", "other.yaml", "--profile", "users-first"]);
    assert_eq!((profile.status, profile.stdout.as_str()), (2, ""), "a profile of one side alone");
    assert_eq!(place.run(&["diff", "areas", "--from", "no-such-rules"]).status, 2);
    let rules = place.run(&["diff", "areas", "--from", "old.yaml", "--rules", "new.yaml"]);
    assert_eq!(rules.stdout, diff(&place, &[]).stdout, "--rules is --to");
}
