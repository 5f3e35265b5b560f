//! What services of continuous integration are given: paths of the repository, as much as they show, in one run; and what a
//! reviewer has acknowledged.

use super::*;

fn repository() -> Place {
    let place = Place::new();
    place.git(&["init", "-q", "-b", "main"]);
    place.write("board/areas/one.yaml", "area: Ett\nanswers: { market_exists: yes, user_choice: yes }\n");
    place.git(&["add", "-A"]);
    place.git(&["commit", "-q", "-m", "x"]);
    place.write("board/areas/one.yaml", "area: Ett\nanswers: { market_exists: no, user_choice: yes }\n");
    place
}

/// Whatever folder one stands in and however the argument is written, the path is that of the repository.
#[test]
fn paths_are_those_of_the_repository() {
    let place = repository();
    let whole = place.path("board/areas");
    let whole = whole.to_str().unwrap();
    for (folder, path) in [
        (".", "board/areas"),
        (".", "./board/../board/areas/one.yaml"),
        ("board", "areas"),
        ("board/areas", "."),
        ("board/areas", "../areas"),
        ("board", whole),
    ] {
        let run = |format: &str| {
            place.run_in(folder, &["diff", path, "--from-rev", "HEAD", "--format", format]).stdout
        };
        let github = run("github");
        assert!(
            github.contains("::error file=board/areas/one.yaml,line=1,col=1,"),
            "{folder} {path}: {github}"
        );
        let sarif: Value = serde_json::from_str(&run("sarif")).unwrap();
        let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "board/areas/one.yaml", "{folder} {path}");
        let junit = run("junit");
        assert!(junit.contains("file=\"board/areas/one.yaml\" line=\"1\""), "{folder} {path}: {junit}");
        assert!(junit.contains(" time=\"0.000\""), "{junit}");
    }
}

/// A finding about the rules is at its line of the rule file.
#[test]
fn findings_of_rules_are_in_the_rule_file() {
    let place = repository();
    let rules = run(&["rules", "export"]).stdout;
    place.write("board/rules.yaml", &rules);
    place.git(&["add", "-A"]);
    place.git(&["commit", "-q", "-m", "rules"]);
    let new = replaced(&rules, "Går uppdraget att följa upp", "Går uppdraget inte att följa upp");
    place.write("board/rules.yaml", &new);
    let line = 1 + new.lines().position(|line| line == "  - id: follow_up").unwrap();
    let args = ["diff", "areas", "--from-rev", "HEAD", "--rules", "rules.yaml", "--format", "github"];
    let github = place.run_in("board", &args).stdout;
    assert!(github.contains(&format!("file=board/rules.yaml,line={line},")), "{github}");
    assert!(!rules.contains("yaml-language-server"), "the schema lies beside the built-in rules only");
}

/// GitHub shows ten of a kind; the rest are counted, and none is lost in the report.
#[test]
fn what_github_does_not_show_is_counted() {
    let place = changed_gate();
    for number in 0..14 {
        place.write(
            &format!("areas/x{number}.yaml"),
            &format!("area: X{number}\nanswers: {{ market_exists: yes, delimitable_mission: yes, follow_up: yes, pricing: partly, user_choice: yes }}\n"),
        );
    }
    let ran = diff(
        &place,
        &[
            "--format",
            "github",
            "--fail-on",
            "scores",
            "--also",
            "sarif=all.sarif",
            "--also",
            "junit=all.xml",
        ],
    );
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    assert_eq!(ran.stdout.lines().filter(|line| line.starts_with("::error ")).count(), 10, "{}", ran.stdout);
    let log: Value = serde_json::from_str(&fs::read_to_string(place.path("all.sarif")).unwrap()).unwrap();
    let errors =
        log["runs"][0]["results"].as_array().unwrap().iter().filter(|one| one["level"] == "error").count();
    assert!(
        errors > 10 && ran.stdout.contains(&format!("Ytterligare {} av samma slag", errors - 9)),
        "{}",
        ran.stdout
    );
    assert!(fs::read_to_string(place.path("all.xml")).unwrap().contains("<testsuite"));
    let wrong = diff(&place, &["--also", "sarif"]);
    assert!(
        wrong.status == 2 && wrong.stderr.contains("--also behöver ett format och en fil"),
        "{}",
        wrong.stderr
    );
}

/// What was reviewed passes, by its content, and nothing else; where the content moves on, it passes no more, which is said.
#[test]
fn an_acknowledgement_lets_that_and_nothing_else_pass() {
    let place = repository();
    let args = ["diff", "board/areas", "--from-rev", "HEAD"];
    assert_eq!(place.run(&args).status, 1);
    let ran = place.run(&[&args[..], &["--acknowledge", "Beslut 2026, § 12: \"ja\""]].concat());
    assert!(ran.status == 0 && ran.stderr.contains("Kvitterade skillnader: 1"), "{}", ran.stderr);
    let file = fs::read_to_string(place.path("avtalsform-ack.yaml")).unwrap();
    assert!(file.contains("- what: \"Ett (outcome-changed)\"") && !file.contains("/tmp"), "{file}");
    let ran = place.run_in("board", &["diff", "areas", "--from-rev", "HEAD"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("Kvitterat") && ran.stdout.contains("Beslut 2026, § 12: \"ja\""),
        "{}",
        ran.stdout
    );
    // Another area is another matter.
    place.write("board/areas/two.yaml", "area: Två\n");
    place.git(&["add", "board/areas/two.yaml"]);
    place.git(&["commit", "-q", "-m", "two", "--", "board/areas/two.yaml"]);
    place.write("board/areas/two.yaml", "area: Två\nanswers: { market_exists: no, user_choice: yes }\n");
    let ran = place.run(&[&args[..], &["--format", "json", "--fail-on", "firmness"]].concat());
    assert_eq!(ran.status, 1, "{}", ran.stdout);
    let value = parsed(&ran);
    let fails: Vec<bool> =
        value["areas"].as_array().unwrap().iter().map(|area| area["fails"] == true).collect();
    assert_eq!(fails.iter().filter(|fails| **fails).count(), 1, "{value}");
    // The same area with another difference.
    place.write("board/areas/two.yaml", "area: Två\n");
    place.write(
        "board/areas/one.yaml",
        "area: Ett\nanswers: { market_exists: no, user_choice: yes, pricing: no }\n",
    );
    let ran = place.run(&args);
    assert_eq!(ran.status, 1, "{}", ran.stdout);
    assert!(
        ran.stderr.contains("kvitteringen av `Ett (outcome-changed)` gäller inte längre"),
        "{}",
        ran.stderr
    );
    place.write("avtalsform-ack.yaml", "acknowledged: [{ what: x }]\n");
    let ran = place.run(&args);
    assert!(ran.status == 2 && ran.stderr.contains("avtalsform-ack.yaml"), "{}", ran.stderr);
}
