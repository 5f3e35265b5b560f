//! Saved results: what can be compared with later, what of them people read, and what is told of causes.

use super::*;

fn saved(place: &Place, more: &[&str]) -> String {
    let ran = place.run(&[&["diff", "areas", "--write-baseline", "saved.json"], more].concat());
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    fs::read_to_string(place.path("saved.json")).unwrap()
}

/// The lines of a text that another has not.
fn lines_of<'a>(text: &'a str, other: &str) -> Vec<&'a str> {
    let others: Vec<&str> = other.lines().collect();
    text.lines().filter(|line| !others.contains(line)).map(|line| line.trim().trim_end_matches(',')).collect()
}

/// A result is the same as itself, saved either way, in either language and under every weight.
#[test]
fn a_saved_result_is_the_same() {
    let place = changed_gate();
    for more in [&[][..], &["--lang", "en"], &["--profile", "users-first"], &["--rules", "new.yaml"]] {
        saved(&place, more);
        let batch =
            place.run(&[&["batch", "areas", "--format", "json", "--output", "batch.json"], more].concat());
        assert_eq!(batch.status, 0);
        for file in ["saved.json", "batch.json"] {
            let same =
                place.run(&[&["diff", "areas", "--baseline", file, "--fail-on", "any"], more].concat());
            assert_eq!((same.status, same.stderr.as_str()), (0, ""), "{file}: {}", same.stdout);
        }
    }
    // Beside a comparison, and with what could not be read.
    place.write("areas/faulty.yaml", "area: A\nanswers:\n  marknad_fins: ja\n");
    let ran = place.run(&["diff", "areas", "--from", "new.yaml", "--write-baseline", "saved.json"]);
    assert_eq!(ran.status, 2);
    let after = place.run(&["diff", "areas", "--baseline", "saved.json", "--format", "json"]);
    assert_eq!(after.status, 2);
    assert_eq!(codes(&parsed(&after)), [("–".to_owned(), "not-compared".to_owned())]);
}

/// Sorted, a key a line, less than half of what an overview takes, and another answer is a few lines of difference.
#[test]
fn people_can_read_what_differs_in_a_saved_result() {
    let place = changed_gate();
    let one = "area: Ett\nanswers:\n  market_exists: yes\n  user_choice: { answer: yes, note: Så är det. }\n";
    place.write("areas/a.yaml", one);
    let before = saved(&place, &[]);
    let value: Value = serde_json::from_str(&before).unwrap();
    let schema: Value = serde_json::from_str(&run(&["schema", "baseline"]).stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    // What is read is written again as it was.
    let read: avtalsform::wire::saved::Saved<'_> = serde_json::from_str(&before).unwrap();
    assert_eq!(String::from_utf8(read.json().unwrap()).unwrap(), before);
    let ids: Vec<&str> =
        value["areas"].as_array().unwrap().iter().map(|area| area["id"].as_str().unwrap()).collect();
    assert!(ids.len() > 10 && ids.is_sorted(), "{ids:?}");
    let batch = place.run(&["batch", "areas", "--format", "json"]).stdout;
    assert!(before.len() * 2 < batch.len(), "{} {}", before.len(), batch.len());
    place.write("areas/a.yaml", &one.replace("Så är det", "Så är det inte"));
    let after = saved(&place, &[]);
    assert_eq!(lines_of(&before, &after), ["\"answers.user_choice.note\": \"Så är det.\""]);
    assert_eq!(lines_of(&after, &before), ["\"answers.user_choice.note\": \"Så är det inte.\""]);
    let alone = Place::new();
    alone.write("areas/a.yaml", one);
    insta::assert_snapshot!("saved", pinned(&saved(&alone, &[])));
}

/// Rules that say and do the same under another version, otherwise written, are the same: the cause is told.
#[test]
fn causes_are_told_where_rules_mean_the_same() {
    let place = changed_gate();
    saved(&place, &["--rules", "old.yaml"]);
    let old = fs::read_to_string(place.path("old.yaml")).unwrap();
    let version = old.lines().find(|line| line.starts_with("version: ")).unwrap();
    place.write("later.yaml", &format!("# En anmärkning.\n{}", replaced(&old, version, "version: \"9.9\"")));
    let compared = |rules: &str, more: &[&str]| {
        let args = ["diff", "areas", "--rules", rules, "--baseline", "saved.json", "--format", "json"];
        place.run(&[&args[..], more].concat())
    };
    let same = compared("later.yaml", &["--fail-on", "any"]);
    assert_eq!(same.status, 0, "{}", same.stdout);
    let path = "areas/daglig-verksamhet.yaml";
    let text = fs::read_to_string(place.path(path)).unwrap();
    place.write(
        path,
        &text.replacen("answer: delvis", "answer: nej", 1).replacen("answer: partly", "answer: no", 1),
    );
    let value = parsed(&compared("later.yaml", &[]));
    assert_fits_schema(&value);
    assert_eq!(value["areas"][0]["cause"]["sets"][0][0]["kind"], "answer", "{value}");
    // Where they mean something else, that is said, and nothing guessed.
    let value = parsed(&compared("new.yaml", &[]));
    assert_eq!(value["areas"][0]["cause"]["status"], "unknown-rules-differ");
}

/// What an overview does not hold is known of a saved result: notes, and answers that no reason shows.
#[test]
fn other_evidence_differs_in_meaning() {
    let place = Place::new();
    place.write("areas/a.yaml", "area: A\nanswers: { market_exists: { answer: yes, source: Ett } }\n");
    saved(&place, &[]);
    place.write("areas/a.yaml", "area: A\nanswers: { market_exists: { answer: yes, source: Två } }\n");
    let ran = place.run(&["diff", "areas", "--baseline", "saved.json", "--fail-on", "meaning"]);
    assert_eq!(ran.status, 1, "{}", ran.stdout);
    assert!(ran.stdout.contains("Ett → Två"), "{}", ran.stdout);
}

/// A file of which something is missing or twice is refused, as an overview is.
#[test]
fn a_faulty_saved_result_is_refused() {
    let place = Place::new();
    place.write("areas/a.yaml", "area: A\n");
    let good = saved(&place, &[]);
    let value: Value = serde_json::from_str(&good).unwrap();
    let mut twice = value.clone();
    let area = twice["areas"][0].clone();
    twice["areas"].as_array_mut().unwrap().push(area);
    for (text, said) in [
        (twice.to_string(), "två områden med samma id `a`"),
        (replaced(&good, "\"answers\": {}", "\"answer\": {}"), "`answers` saknas"),
        (replaced(&good, "baseline/1", "baseline/2"), "ska vara `avtalsform/baseline/1`"),
        (good.get(..good.len() / 2).unwrap().to_owned(), "filen slutar innan"),
    ] {
        place.write("saved.json", &text);
        let ran = place.run(&["diff", "areas", "--baseline", "saved.json"]);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
}
