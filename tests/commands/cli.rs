//! Whole commands with their output, as people and scripts see it.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::place::Place;
use crate::support::{self, COMMANDS, files, root, run, run_with};
use avtalsform::model::Lang;
use avtalsform::texts::Texts;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

const DAILY: &str = "examples/illustrations/daglig-verksamhet.yaml";
const REAL: &str = "examples/linkoping-2023/15-daglig-verksamhet.yaml";

/// Every shipped area file.
fn examples() -> Vec<String> {
    ["examples/linkoping-2023", "examples/linkoping-2020", "examples/illustrations"]
        .iter()
        .flat_map(|folder| files(folder, "yaml"))
        .collect()
}

fn results(paths: &[String]) -> Vec<Value> {
    let mut args = vec!["recommend", "--format", "ndjson"];
    args.extend(paths.iter().map(String::as_str));
    let run = run(&args);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The short page of every example is a screen long, and no line is wider than asked for.
#[test]
fn pages_fit() {
    let paths = examples();
    for width in [60, 80, 120] {
        for detail in ["short", "full"] {
            let columns = width.to_string();
            for path in &paths {
                let page = run(&["recommend", "--width", &columns, "--detail", detail, path]).stdout;
                let widest = page.lines().map(UnicodeWidthStr::width).max().unwrap();
                assert!(widest <= width, "{path} at {width}: {widest}");
                assert!(
                    page.lines().all(|line| line.trim_end() == line),
                    "{path}: blanks at the end of a line"
                );
                assert!(!page.contains('\u{1b}'), "no colour when the output is not a terminal");
                let lines = page.trim().lines().count();
                assert!(detail == "full" || width == 60 || lines <= 40, "{path} at {width}: {lines} lines");
            }
        }
    }
    for path in &paths {
        let lines = run(&["recommend", "--lang", "en", path]).stdout.lines().count();
        assert!(lines <= 40, "{path}: {lines} lines");
    }
}

#[test]
fn recommend_in_swedish() {
    insta::assert_snapshot!("recommend", run(&["recommend", DAILY]).stdout);
}

#[test]
fn recommend_in_english() {
    insta::assert_snapshot!("recommend-english", run(&["--lang", "en", "recommend", DAILY]).stdout);
}

#[test]
fn recommend_in_full() {
    insta::assert_snapshot!("recommend-full", run(&["recommend", "--detail", "full", DAILY]).stdout);
    insta::assert_snapshot!(
        "recommend-full-open-english",
        run(&["recommend", "--detail", "full", "--lang", "en", REAL]).stdout
    );
}

#[test]
fn recommend_at_other_widths() {
    insta::assert_snapshot!("recommend-open-60", run(&["recommend", "--width", "60", REAL]).stdout);
    insta::assert_snapshot!("recommend-120", run(&["recommend", "--width", "120", DAILY]).stdout);
}

#[test]
fn recommend_json() {
    let run = run(&["recommend", "--format", "json", DAILY]);
    // The hash follows the rules; the rest is pinned.
    let text = run.stdout.replace(&sha256("linkoping-vard-omsorg"), "SHA256");
    insta::assert_snapshot!("recommend-json", text);
}

fn sha256(id: &str) -> String {
    support::shipped(id).identity.sha256
}

/// Outcome, firmness and what else stands out, of every example.
#[test]
fn every_example_is_pinned() {
    let mut table = String::new();
    for (path, result) in examples().iter().zip(results(&examples())) {
        let outcome = &result["outcome"];
        let marks = [
            outcome["tie"].as_bool().unwrap_or(false).then(|| "tie".to_owned()),
            outcome["variant"].as_str().map(str::to_owned),
            (!result["complements"].as_array().unwrap().is_empty()).then(|| "iop".to_owned()),
            (!result["warnings"].as_array().unwrap().is_empty()).then(|| "warning".to_owned()),
        ];
        let marks: Vec<String> = marks.into_iter().flatten().collect();
        let excluded: BTreeSet<&str> = result["reasons"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|reason| reason["effect"] == "excludes")
            .map(|reason| reason["rule"].as_str().unwrap())
            .collect();
        let line = format!(
            "{path}: {} {} {} {}",
            match &result["leaning"]["form"] {
                Value::String(form) => format!("({form})"),
                _ => outcome["id"].as_str().unwrap_or("-").to_owned(),
            },
            result["firmness"].as_str().unwrap(),
            marks.join(" "),
            excluded.into_iter().collect::<Vec<_>>().join(" "),
        );
        table.push_str(line.trim_end());
        table.push('\n');
    }
    insta::assert_snapshot!("outcome-of-every-example", table);
}

/// The real areas: most are undetermined, and each of those says what to find out.
#[test]
fn the_plan_of_2023_leaves_most_areas_open() {
    let real = results(&files("examples/linkoping-2023", "yaml"));
    assert_eq!(real.len(), 21);
    let open: Vec<&Value> = real.iter().filter(|result| result["firmness"] == "undetermined").collect();
    assert!(open.len() > 15, "{} undetermined", open.len());
    assert!(open.iter().all(|result| !result["next_questions"].as_array().unwrap().is_empty()));
}

/// Between them the illustrations show everything the model can do.
#[test]
fn the_illustrations_cover_the_model() {
    let paths = files("examples/illustrations", "yaml");
    assert!(paths.len() >= 8);
    for path in &paths {
        let text = std::fs::read_to_string(root().join(path)).unwrap();
        assert!(
            text.starts_with("# Illustration") && text.contains("påhittade"),
            "{path} must say it is made up"
        );
    }
    let all = results(&paths);
    let outcomes: BTreeSet<&str> =
        all.iter().map(|result| result["outcome"]["id"].as_str().unwrap()).collect();
    assert_eq!(outcomes.len(), 5);
    let any = |wanted: &dyn Fn(&Value) -> bool| all.iter().any(wanted);
    let reason = |rule: &str, effect: &str| {
        any(&|result| {
            result["reasons"]
                .as_array()
                .unwrap()
                .iter()
                .any(|one| one["rule"] == rule && one["effect"] == effect)
        })
    };
    assert!(any(&|result| result["complements"][0] == "iop"));
    assert!(reason("iop-procurement", "excludes"));
    assert!(any(&|result| result["outcome"]["variant"] == "ramavtal"));
    for gate in ["exercise-of-authority", "no-market", "not-delimitable", "no-pricing", "no-follow-up"] {
        assert!(reason(gate, "excludes"), "{gate}");
    }
    assert!(any(&|result| result["outcome"]["tie"] == true));
    let near = |result: &Value| {
        let mixed = result["outcome"]["id"].as_str().unwrap().contains('+');
        let fired = !result["outcome"]["mix_rules"].as_array().unwrap().is_empty();
        mixed && !fired && result["outcome"]["tie"] == false
    };
    assert!(any(&near), "a mix through nearness alone");
}

/// One object for one area, an array for several, one object a line as NDJSON; equal input gives equal bytes.
#[test]
fn json_shapes() {
    let one: Value = serde_json::from_str(&run(&["recommend", "--format", "json", DAILY]).stdout).unwrap();
    let two: Value =
        serde_json::from_str(&run(&["recommend", "--format", "json", DAILY, REAL]).stdout).unwrap();
    assert!(one.is_object());
    assert_eq!(two.as_array().unwrap().len(), 2);
    assert_eq!(two[0], one);
    let lines = run(&["recommend", "--format", "ndjson", DAILY, REAL]).stdout;
    assert_eq!(lines.lines().count(), 2);
    assert_eq!(lines, run(&["recommend", "--format", "ndjson", DAILY, REAL]).stdout);
}

/// Keys in the published order, in every object.
#[test]
fn json_keys_stand_in_order() {
    let shown = |path: &str| {
        serde_json::from_str::<Value>(&run(&["recommend", "--format", "json", path]).stdout).unwrap()
    };
    let (one, firm) = (shown(REAL), shown(DAILY));
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    let top = "schema tool ruleset area firmness outcome support leaning complements counted shares \
               conditions forms reasons next_questions flips advice considerations warnings";
    assert_eq!(keys(&one), top);
    assert_eq!(keys(&one["ruleset"]), "id version sha256 profile law_read_on");
    assert_eq!(keys(&one["area"]), "id name municipality board path");
    assert_eq!(keys(&firm), top);
    assert_eq!(keys(&firm["outcome"]), "id name forms variant tie mix_rules");
    assert_eq!(keys(&firm["support"]), "numerator denominator");
    assert_eq!(keys(&one["shares"][0]), "id numerator denominator");
    assert_eq!(keys(&one["forms"][0]), "id status score low high excluded_by conditional_on");
    assert_eq!(
        keys(&one["reasons"][0]),
        "rule stage effect form criterion answer provenance text sources note"
    );
    assert_eq!(keys(&one["reasons"][0]["sources"][0]), "document name section item");
    assert_eq!(keys(&one["next_questions"][0]), "criterion information answers");
    assert_eq!(keys(&one["next_questions"][0]["answers"][0]), "answer leads numerator denominator");
    assert_eq!(keys(&firm["flips"][0]), "set leads");
    assert_eq!(keys(&one["advice"][0]), "id kind relevance from to text sources");
}

/// JSON differs between the languages in its texts alone.
#[test]
fn json_does_not_depend_on_the_language_but_for_texts() {
    let strip = |lang: &str| {
        let mut one: Value =
            serde_json::from_str(&run(&["recommend", "--format", "json", "--lang", lang, REAL]).stdout)
                .unwrap();
        if one["outcome"].is_object() {
            one["outcome"]["name"] = Value::Null;
        }
        for list in ["reasons", "advice", "warnings"] {
            for entry in one[list].as_array_mut().unwrap() {
                entry["text"] = Value::Null;
                for source in entry["sources"].as_array_mut().into_iter().flatten() {
                    source["name"] = Value::Null;
                }
            }
        }
        one
    };
    assert_eq!(strip("sv"), strip("en"));
}

/// English by flag or environment, never by locale; the flag wins.
#[test]
fn language() {
    let english = run(&["recommend", "--lang", "en", DAILY]).stdout;
    let swedish = run(&["recommend", DAILY]).stdout;
    assert_ne!(english, swedish);
    let with = |env: &[(&str, &str)], args: &[&str]| run_with(args, b"", env).stdout;
    assert_eq!(with(&[("AVTALSFORM_LANG", "en")], &["recommend", DAILY]), english);
    assert_eq!(with(&[("AVTALSFORM_LANG", "en")], &["recommend", "--lang=sv", DAILY]), swedish);
    assert_eq!(with(&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "en_GB.UTF-8")], &["recommend", DAILY]), swedish);
    assert_eq!(run(&["recommend", "--lang", "de", DAILY]).status, 2);
}

#[test]
fn standard_input() {
    let text = "area: A\n---\narea: B\nid: b\nanswers: {market_exists: Ja}\n";
    let run = run_with(&["recommend", "--format", "ndjson", "-"], text.as_bytes(), &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let areas: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(areas[0]["area"]["id"], "stdin-1");
    assert_eq!(areas[1]["area"]["id"], "b");
    assert_eq!(areas[1]["area"]["path"], "-");
    let twice = run_with(&["recommend", "-", "-"], b"area: A\n", &[]);
    assert_eq!(twice.status, 2);
}

/// More documents than the YAML library's own default allows.
#[test]
fn many_documents() {
    let text = "area: A\nanswers: {market_exists: no}\n---\n".repeat(1500);
    let run = run_with(&["recommend", "--format", "ndjson", "-"], text.as_bytes(), &[]);
    assert_eq!((run.status, run.stdout.lines().count()), (0, 1500));
}

#[test]
fn exit_statuses() {
    let status = |args: &[&str]| run(args).status;
    assert_eq!(status(&["recommend", REAL]), 0);
    assert_eq!(status(&["recommend", "--require", "preliminary", REAL]), 1);
    assert_eq!(status(&["recommend", "--require", "firm", DAILY]), 0);
    assert_eq!(status(&["recommend", "no-such-file.yaml"]), 2);
    assert_eq!(status(&["recommend", "--require", "firm", REAL, "no-such-file.yaml"]), 2);
    assert_eq!(status(&["recommend", "--profile", "no-such", DAILY]), 2);
    assert_eq!(status(&["recommend", "--rules", "no-such", DAILY]), 2);
    assert_eq!(status(&["recommend"]), 2);
    assert_eq!(status(&["recommend", "--format", "csv", DAILY]), 2);
    assert_eq!(status(&["--help"]), 0);
    assert_eq!(status(&["--version"]), 0);
}

/// What can go wrong outside a file's contents, said in words.
#[test]
fn problems() {
    let mut all = String::new();
    for args in [
        vec!["recommend", "no-such-file.yaml"],
        vec!["recommend", "examples"],
        vec!["recommend", "--rules", "linkoping", DAILY],
        vec!["recommend", "--profile", "brukare", DAILY],
        vec!["recommend", "--quiet", "--profile", "brukare", DAILY],
        vec!["recommend", "--output", "no-such-folder/out.txt", DAILY],
        vec!["rules", "export", "linkoping"],
        vec!["recommend", "--lang", "en", "--rules", "tests/bad/rules/missing-why.yaml", DAILY],
        vec![
            "recommend",
            "tests/bad/area/unknown-criterion-near.yaml",
            DAILY,
            "--format",
            "ndjson",
            "--quiet",
        ],
    ] {
        let run = run(&args);
        let result = if run.stdout.is_empty() { "" } else { "(a result)\n" };
        all.push_str(&format!("$ avtalsform {}\n{result}{}[{}]\n\n", args.join(" "), run.stderr, run.status));
    }
    insta::assert_snapshot!("problems", all);
}

#[test]
fn output_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("result.txt");
    let name = path.to_str().unwrap();
    let run = run(&["recommend", "--color", "always", "--output", name, DAILY]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), support::run(&["recommend", DAILY]).stdout);
    // A run that fails leaves what was there.
    assert_eq!(support::run(&["recommend", "--output", name, "no-such-file.yaml"]).status, 2);
    assert!(path.exists());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
}

#[test]
fn colour() {
    assert!(run(&["recommend", "--color", "always", DAILY]).stdout.contains("\u{1b}[1m"));
    assert!(!run(&["recommend", "--color", "never", DAILY]).stdout.contains('\u{1b}'));
    let plain =
        anstream::adapter::strip_str(&run(&["recommend", "--color", "always", DAILY]).stdout).to_string();
    assert_eq!(plain, run(&["recommend", DAILY]).stdout, "nothing is lost without colour");
}

/// Every profile of both rule sets evaluates every area that belongs to it.
#[test]
fn profiles() {
    for profile in ["neutral", "users-first", "cost-and-capacity-first", "preparedness-first"] {
        let run = run(&["recommend", "--profile", profile, "--format", "json", DAILY]);
        let one: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(one["ruleset"]["profile"], profile);
    }
    let neutral: Value =
        serde_json::from_str(&run(&["recommend", "--profile", "neutral", "--format", "json", REAL]).stdout)
            .unwrap();
    let none: Value = serde_json::from_str(&run(&["recommend", "--format", "json", REAL]).stdout).unwrap();
    assert_eq!(neutral["forms"], none["forms"]);
}

#[test]
fn rules_list_and_show() {
    insta::assert_snapshot!("rules-list", run(&["rules", "list"]).stdout);
    let show = run(&["rules", "show"]).stdout;
    insta::assert_snapshot!("rules-show", show.replace(&sha256("linkoping-vard-omsorg"), "SHA256"));
    let other = run(&["rules", "show", "--lang", "en", "linkoping-ovriga-namnder"]).stdout;
    insta::assert_snapshot!(
        "rules-show-other-english",
        other.replace(&sha256("linkoping-ovriga-namnder"), "SHA256")
    );
}

/// A reviewer finds each of the guideline's 4 + 7 + 8 + 10 items, with its place.
#[test]
fn every_item_of_the_guideline_is_encoded() {
    let rules = support::shipped("linkoping-vard-omsorg");
    let gates = rules.gates.iter().flat_map(|gate| &gate.head.sources);
    let indicators = rules.indicators.iter().flat_map(|indicator| &indicator.head.sources);
    let mut items: BTreeMap<(&str, &str), BTreeSet<u32>> = BTreeMap::new();
    for source in gates.chain(indicators) {
        items.entry((&source.document.id, &source.section)).or_default().extend(source.item);
    }
    let all = |last: u32| (1..=last).collect::<BTreeSet<u32>>();
    assert_eq!(items[&("plan-2023", "Val av avtalsform")], all(4));
    assert_eq!(items[&("plan-2023", "Val av avtalsform – LOV")], all(7));
    assert_eq!(items[&("plan-2023", "Val av avtalsform – LOU")], all(8));
    assert_eq!(items[&("uppdragsriktlinje", "2.1")], all(10));
    let shown = run(&["rules", "show", "--width", "200"]).stdout;
    for ((document, section), numbers) in items {
        for number in numbers {
            let name = &rules.documents.iter().find(|one| one.id == document).unwrap().name.sv;
            let section = if section == "2.1" { "avsnitt 2.1" } else { section };
            let place = format!("{name}, {section}, punkt\u{a0}{number}");
            assert!(shown.contains(&place), "{place}");
        }
    }
}

#[test]
fn rules_export_gives_the_file_itself() {
    for id in ["linkoping-vard-omsorg", "linkoping-ovriga-namnder", "sverige"] {
        let file = std::fs::read_to_string(root().join(format!("rules/{id}.yaml"))).unwrap();
        // Its schema is named by a path that only holds where it lies.
        let (schema, rest) = file.split_once('\n').unwrap();
        assert!(schema.starts_with("# yaml-language-server: $schema="), "{schema}");
        assert_eq!(run(&["rules", "export", id]).stdout, rest);
        assert_eq!(support::shipped(id).identity.id, id);
    }
}

/// The same rules from a file give the same result, but for nothing at all.
#[test]
fn rules_from_a_file() {
    let built_in = run(&["recommend", "--format", "json", REAL]).stdout;
    let file =
        run(&["recommend", "--format", "json", "--rules", "rules/linkoping-vard-omsorg.yaml", REAL]).stdout;
    assert_eq!(built_in, file);
}

/// Weights that make more different sums than can be kept: ways are drawn, the same every time, and every format says so.
#[test]
fn too_many_different_sums_are_drawn() {
    let mut weight = 100_003;
    let text = run(&["rules", "export"]).stdout;
    let weighed: String = text
        .lines()
        .map(|line| {
            let with_weight = line.starts_with("    alias: ");
            weight += 2 * 7919;
            if with_weight { format!("{line}\n    weight: {weight}\n") } else { format!("{line}\n") }
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rules.yaml");
    std::fs::write(&path, weighed).unwrap();
    let rules = path.to_str().unwrap();
    let told = |format: &str, area: &str| {
        let found = run_with(&["recommend", "--rules", rules, "--format", format, "-"], area.as_bytes(), &[]);
        assert_eq!((found.status, found.stderr.as_str()), (0, ""));
        found.stdout
    };
    let json = |area: &str| serde_json::from_str::<Value>(&told("json", area)).unwrap();
    let empty = json("area: A\n");
    assert_eq!((&empty["counted"], &empty["outcome"]), (&"sampled".into(), &Value::Null));
    for share in empty["shares"].as_array().unwrap() {
        let number = |key: &str| share[key].as_str().unwrap().parse::<f64>().unwrap();
        let part = number("numerator") / number("denominator");
        let [low, high] = ["low", "high"].map(|key| share[key].as_f64().unwrap());
        assert!(low < part && part < high && high - low < 0.06, "{share}");
    }
    for format in ["text", "plain", "markdown", "html"] {
        let page = told(format, "area: A\n");
        let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
        let said = ["ett slumpmässigt urval av", "ett konfidensintervall på 95 procent", "Utfall i urvalet"];
        assert!(said.iter().all(|said| page.contains(said)), "{format}: {page}");
        assert!(!page.contains("Fortfarande möjlig"), "{format}: {page}");
    }
    // Shares are as fine as their intervals: "11,9 procent (11,1 till 12,8 procent)".
    let plain = told("plain", "area: A\n");
    let number = |said: &str| said.replace(',', ".").parse::<f64>().unwrap();
    let shares = plain.lines().filter_map(|line| line.split_once("Andel: ")).map(|(_, share)| {
        let words: Vec<&str> = share.split(' ').collect();
        [words[2].trim_start_matches('('), words[0], words[4]].map(number)
    });
    assert!(shares.clone().count() > 3, "{plain}");
    assert!(shares.clone().all(|share| share.is_sorted() && share[0] < share[2]), "{plain}");
    assert_eq!(told("text", "area: A\n"), told("text", "area: A\n"));
    // A gate that leaves one form proves the outcome without a count.
    let alone = json("area: A\nanswers: { exercise_of_authority: yes }\n");
    assert_eq!((&alone["firmness"], &alone["outcome"]["id"]), (&"firm".into(), &"verksamhetsuppdrag".into()));
    // With few open questions the same weights are counted.
    let path = folder.path().join("empty.yaml");
    std::fs::write(&path, "area: A\n").unwrap();
    let batch =
        |format: &str| run(&["batch", "--rules", rules, "--format", format, path.to_str().unwrap()]).stdout;
    assert!(batch("csv").contains(";sampled;"), "{}", batch("csv"));
    let annex = folder.path().join("annex.md");
    let annexed = ["--annex", annex.to_str().unwrap(), path.to_str().unwrap()];
    assert_eq!(run(&[&["plan", "--rules", rules][..], &annexed].concat()).status, 0);
    for page in [batch("plain"), std::fs::read_to_string(annex).unwrap()] {
        assert!(page.contains("skattade ur slumpmässiga urval"), "{page}");
    }
    let daily = std::fs::read_to_string(root().join(DAILY)).unwrap();
    assert_eq!(json(&daily)["counted"], "exact");
}

/// The hash is that of the file's bytes.
#[test]
fn the_result_carries_the_hash_of_the_rules_as_read() {
    let hash = |rules: &str| -> String {
        let found = run(&["recommend", "--format", "json", REAL, "--rules", rules]).stdout;
        let one: Value = serde_json::from_str(&found).unwrap();
        assert_eq!(one["ruleset"]["law_read_on"], "2026-04-27");
        one["ruleset"]["sha256"].as_str().unwrap().to_owned()
    };
    let place = Place::new();
    let written = |name: &str, text: &str| {
        place.write(name, text);
        hash(place.path(name).to_str().unwrap())
    };
    let built_in = hash("linkoping-vard-omsorg");
    let layer = std::fs::read_to_string(root().join("rules/linkoping-vard-omsorg.yaml")).unwrap();
    let whole = run(&["rules", "export", "linkoping-vard-omsorg", "--whole"]).stdout;
    assert_eq!(written("layer.yaml", &layer.replace('\n', "\r\n")), built_in);
    assert_eq!(written("whole.yaml", &whole), built_in);
    assert_ne!(written("other.yaml", &whole.replacen("Neutral", "Neutrala", 1)), built_in);
}

#[test]
fn help() {
    let mut all = String::new();
    for lang in ["sv", "en"] {
        for command in COMMANDS {
            let mut args = vec!["--lang", lang];
            args.extend(command.split_whitespace());
            args.push("--help");
            let run = run(&args);
            assert_eq!(run.status, 0);
            all.push_str(&format!("$ avtalsform {}\n{}\n", args.join(" "), run.stdout));
        }
    }
    insta::assert_snapshot!("help", all);
}

/// Text that could steer a terminal is shown spelt out.
#[test]
fn hostile_text_is_shown_harmlessly() {
    let text =
        "area: \"A \\e[31m \\u202e B\"\nanswers:\n  market_exists: {answer: yes, note: \"\\e]0;x\\a\"}\n";
    let run = run_with(&["recommend", "--detail", "full", "-"], text.as_bytes(), &[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(!run.stdout.contains(['\u{1b}', '\u{7}', '\u{202e}']));
    assert!(run.stdout.contains("\\u{1b}[31m"));
}

/// Nothing that a runner of CI jobs reads as a command begins a line, wherever a long word is broken.
#[test]
fn no_line_is_a_command_of_a_runner() {
    for start in [74, 75, 76, 77, 78, 79, 80] {
        for word in ["a".repeat(start), "a-".repeat(start / 2)] {
            let text =
                format!("area: '{word}::error file=x,line=1::y'\nid: a\nnotes: '{word}:::add-mask::z'\n");
            for args in ["recommend", "recommend --format plain", "batch", "plan", "what-if"] {
                let args: Vec<&str> = args.split(' ').chain(["-"]).collect();
                let run = run_with(&args, text.as_bytes(), &[]);
                assert_eq!(run.status, 0, "{}", run.stderr);
                let command = |line: &&str| {
                    line.trim_start()
                        .strip_prefix("::")
                        .is_some_and(|name| name.starts_with(char::is_alphabetic))
                };
                assert_eq!(run.stdout.lines().find(command), None, "{args:?} {start}");
            }
        }
    }
}

/// A result cut off by its reader ends quietly.
#[test]
#[cfg(unix)]
fn a_closed_pipe_ends_quietly() {
    let command = format!(
        "yes \"$(printf 'area: A\\nanswers: {{market_exists: no}}\\n---')\" | head -n 900 | {} recommend --detail full - | head -n 1",
        env!("CARGO_BIN_EXE_avtalsform")
    );
    let ndjson = command.replace("--detail full", "--format ndjson");
    for command in [command, ndjson] {
        let output = std::process::Command::new("sh").args(["-c", &command]).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
}

/// Every shipped check, like every other rule, says where what it checks is said.
#[test]
fn shipped_checks_have_sources() {
    for id in ["linkoping-vard-omsorg", "linkoping-ovriga-namnder"] {
        assert!(support::shipped(id).checks.iter().all(|check| !check.head.sources.is_empty()), "{id}");
    }
}

/// The blank area file among the examples is what `new` writes.
#[test]
fn the_blank_area_file_is_up_to_date() {
    let text = std::fs::read_to_string(root().join("examples/mall.yaml")).unwrap();
    let rules = support::shipped("linkoping-vard-omsorg");
    let texts = Texts::load(Lang::Sv).unwrap();
    let wanted = avtalsform::area_file::blank(&rules, &texts, "Områdets namn", Some("../schemas/area.json"));
    assert!(
        text == wanted,
        "in another folder: avtalsform new mall.yaml, with the schema and name of the one that is there"
    );
    let run = run(&["recommend", "--format", "json", "examples/mall.yaml"]);
    let one: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(one["firmness"], "undetermined");
}

/// Nothing in the repository names the machine it was made on.
#[test]
fn no_snapshot_names_a_folder_of_this_machine() {
    let folders = ["apart", "commands", "library", "library/documents"];
    let paths = folders.iter().flat_map(|folder| files(&format!("tests/{folder}/snapshots"), "snap"));
    for path in paths {
        let text = std::fs::read_to_string(root().join(&path)).unwrap();
        assert!(!text.contains(env!("CARGO_MANIFEST_DIR")), "{path}");
    }
}

#[test]
fn files_alone_are_given_to_the_command_for_them() {
    let area = "examples/illustrations/daglig-verksamhet.yaml";
    let folder = "examples/illustrations";
    let same: [(&[&str], &[&str]); 4] = [
        (&[area], &["recommend", area]),
        (&[area, "examples/mall.yaml"], &["recommend", area, "examples/mall.yaml"]),
        (&[folder], &["batch", folder]),
        (&[area, folder], &["batch", area, folder]),
    ];
    for (alone, whole) in same {
        let (alone, whole) = (support::run(alone), support::run(whole));
        assert_eq!(
            (alone.status, &alone.stdout, &alone.stderr),
            (whole.status, &whole.stdout, &whole.stderr)
        );
    }
    // What is called as a command is, is one, whatever lies here.
    let place = Place::new();
    std::fs::create_dir(place.path("plan")).unwrap();
    assert!(place.run(&["plan"]).stderr.contains("avtalsform plan"));
    assert_eq!(support::run(&["examples", "nosuch"]).status, 2);
}

#[test]
fn help_is_asked_for_as_on_windows() {
    let (ours, theirs) = (support::run(&["/?"]), support::run(&["--help"]));
    assert_eq!((ours.status, ours.stdout), (0, theirs.stdout));
    assert_eq!(support::run(&["batch", "/?"]).stdout, support::run(&["batch", "--help"]).stdout);
}

#[test]
fn a_quotation_mark_in_a_path_is_explained() {
    for (lang, said) in [("sv", "skriv \"mapp\" i stället för"), ("en", "write \"folder\" in place of")] {
        for command in ["batch", "recommend"] {
            let run = support::run(&[command, "examples\" --format json", "--lang", lang]);
            assert_eq!(run.status, 2);
            assert!(run.stderr.contains(said), "{}", run.stderr);
        }
    }
}
