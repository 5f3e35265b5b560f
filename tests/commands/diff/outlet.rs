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

/// A changed rule is found at its line, with the areas that it makes others as related places, and named in every format.
#[test]
fn a_changed_rule_names_the_areas_that_it_concerns() {
    let place = changed_gate();
    let log = parsed(&diff(&place, &["--format", "sarif"]));
    let results = log["runs"][0]["results"].as_array().unwrap();
    let rule = results.iter().find(|one| one["ruleId"] == "rules-reworded").unwrap();
    let new = fs::read_to_string(place.path("new.yaml")).unwrap();
    let line = 1 + new.lines().position(|line| line == "  - id: no-pricing").unwrap();
    let physical = &rule["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "new.yaml", "{rule}");
    assert_eq!(physical["region"]["startLine"], line);
    let changed: Vec<&Value> = results
        .iter()
        .filter(|one| one["ruleId"] == "outcome-changed")
        .map(|one| &one["locations"][0])
        .collect();
    let related = rule["relatedLocations"].as_array().unwrap();
    assert!(!changed.is_empty(), "{log}");
    for one in &changed {
        let same = |other: &&Value| other["physicalLocation"] == one["physicalLocation"];
        let other = related.iter().find(same).unwrap_or_else(|| panic!("{one} {related:?}"));
        assert!(other["message"]["text"].as_str().unwrap().contains(" → "), "{other}");
    }
    for format in ["github", "junit"] {
        let said = diff(&place, &["--format", format, "--fail-on", "meaning"]).stdout;
        assert!(said.contains("Berörda områden: "), "{format}: {said}");
    }
}

/// An area of two municipalities is two.
#[test]
fn fingerprints_tell_municipalities_apart() {
    let place = Place::new();
    for (folder, name) in [("a", "Ale"), ("b", "Bjuv")] {
        place.write(
            &format!("areas/{folder}/x.yaml"),
            &format!("area: X\nid: x\nmunicipality: {name}\nanswers: {{ market_exists: yes }}\n"),
        );
    }
    let ran = place.run(&["diff", "areas", "--write-baseline", "saved.json"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    for folder in ["a", "b"] {
        let path = format!("areas/{folder}/x.yaml");
        let text = fs::read_to_string(place.path(&path)).unwrap();
        place.write(&path, &text.replace("market_exists: yes", "market_exists: no"));
    }
    let log = parsed(&place.run(&["diff", "areas", "--baseline", "saved.json", "--format", "sarif"]));
    let results = log["runs"][0]["results"].as_array().unwrap();
    let prints: BTreeMap<String, ()> =
        results.iter().map(|one| (one["partialFingerprints"].to_string(), ())).collect();
    assert_eq!((results.len(), prints.len()), (2, 2), "{log}");
}

/// A run over 850 areas, each of which has another outcome, stays within what the services document: ten annotations of a kind
/// in a step, 65,536 characters in a comment (with that on the rules), 5,000 results in code scanning and 25,000 at most, 1,000 places
/// a result, 1 MiB on the page of a run, 10 MB of SARIF and 30 MB of JUnit.
#[test]
fn many_areas_stay_within_every_limit() {
    const AREAS: usize = 850;
    let place = changed_gate();
    let answers =
        "{ market_exists: yes, delimitable_mission: yes, follow_up: yes, pricing: partly, user_choice: yes }";
    for number in 0..AREAS {
        place.write(
            &format!("many/folder-{}/x{number}.yaml", number / 100),
            &format!("area: Insatser för personer med mycket långa och utförliga namn {number}\nanswers: {answers}\n"),
        );
    }
    let args = [
        "diff",
        "many",
        "--from",
        "old.yaml",
        "--to",
        "new.yaml",
        "--fail-on",
        "scores",
        "--format",
        "github",
    ];
    let also = ["--also", "sarif=x.sarif", "--also", "markdown=x.md", "--also", "junit=x.xml"];
    let ran = place.run(&[&args[..], &also].concat());
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    for kind in ["error", "warning", "notice"] {
        let of_kind = ran.stdout.lines().filter(|line| line.starts_with(&format!("::{kind} ")));
        let lengths: Vec<usize> = of_kind.map(str::len).collect();
        assert!(lengths.len() <= 10 && lengths.iter().all(|length| *length < 65_536), "{kind}: {lengths:?}");
    }
    let read = |name: &str| fs::read_to_string(place.path(name)).unwrap();
    let (log, comment, report) = (read("x.sarif"), read("x.md"), read("x.xml"));
    assert!(log.len() < 10_000_000 && report.len() < 30_000_000, "{} {}", log.len(), report.len());
    let log: Value = serde_json::from_str(&log).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(results.len() > AREAS && results.len() <= 5_000, "{}", results.len());
    for one in results {
        let places = one["locations"].as_array().unwrap().len();
        let related = one["relatedLocations"].as_array().map_or(0, Vec::len);
        assert!(places == 1 && related <= 100, "{one}");
    }
    assert!(results.iter().any(|one| one["relatedLocations"].as_array().is_some_and(|all| all.len() == 100)));
    let compared =
        place.run(&["rules", "compare", "old.yaml", "new.yaml", "--format", "markdown", "--fail-on", "none"]);
    let both = comment.chars().count() + compared.stdout.chars().count();
    assert!(both < 65_400, "{both}");
    assert!(comment.contains("Resten får inte plats i en kommentar"), "{comment}");
    assert_eq!(report.matches("<testcase ").count(), AREAS + 1);
}

/// What joins letters and pictures stays; where nothing is to join it is shown.
#[test]
fn joiners_stay_where_they_join() {
    let place = Place::new();
    let family = "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}";
    let persian = "\u{645}\u{6cc}\u{200c}\u{631}\u{648}\u{62f}";
    for (name, shown) in [
        (family, family),
        ("\u{2764}\u{fe0f}\u{200d}\u{1f525}", "\u{2764}\u{fe0f}\u{200d}\u{1f525}"),
        (persian, persian),
        ("\u{915}\u{94d}\u{200d}\u{937}", "\u{915}\u{94d}\u{200d}\u{937}"),
        ("a\u{200d}b", "a\\u{200d}b"),
        ("x\u{200c}", "x\\u{200c}"),
        ("\u{1f468}\u{200c}\u{1f469}", "\u{1f468}\\u{200c}\u{1f469}"),
        ("\u{645}\u{200d}a", "\u{645}\\u{200d}a"),
        ("\u{661}\u{200d}\u{662}", "\u{661}\\u{200d}\u{662}"),
        ("\u{645}\u{200b}\u{631}", "\u{645}\\u{200b}\u{631}"),
    ] {
        place.write("a.yaml", &json!({"area": name, "id": "a"}).to_string());
        let said = place.run(&["recommend", "a.yaml"]).stdout;
        assert!(said.contains(shown), "{shown}: {said}");
    }
}

/// A page has no findings: what has is named.
#[test]
fn a_page_without_findings_tells_what_has_them() {
    for (args, commands) in [
        (&["rules", "show", "--format", "sarif"][..], "diff, rules check, rules compare"),
        (&["rules", "show", "--format", "junit"], "diff, test, rules check, rules compare"),
        (&["recommend", "a.yaml", "--format", "github"], "diff, test, rules check, rules compare"),
    ] {
        let ran = run(args);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{args:?}");
        let said = format!("är för anmärkningar; det skriver {commands}\n");
        assert!(ran.stderr.contains(&said), "{said}: {}", ran.stderr);
    }
}
