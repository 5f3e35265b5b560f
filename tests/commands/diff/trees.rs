//! Two trees of a repository: every area is matched, told as new or gone, or an error; nothing that moved hides a change.

use super::*;

const A: &str = "area: Ett\nanswers: { market_exists: yes, user_choice: yes }\n";
const CHANGED: &str = "area: Ett\nanswers: { market_exists: no, user_choice: yes }\n";

fn committed(place: &Place) {
    place.git(&["add", "-A"]);
    place.git(&["commit", "-q", "-m", "x"]);
}

fn repository() -> Place {
    let place = Place::new();
    place.git(&["init", "-q", "-b", "main"]);
    place.write("areas/one.yaml", A);
    place.write("areas/two.yaml", "area: Två\n");
    committed(&place);
    place
}

/// What is done to the repository, the folder that one stands in, what is compared, its status, what it says.
type Case = (&'static str, fn(&Place), &'static str, &'static [&'static str], i32, &'static str);

const CASES: [Case; 11] = [
    (
        "a renamed folder",
        |place| {
            place.git(&["mv", "areas", "omraden"]);
            place.write("omraden/one.yaml", CHANGED);
        },
        ".",
        &["omraden"],
        1,
        "Ett: ",
    ),
    (
        "a file moved out of the folder",
        |place| {
            place.write("more/x.yaml", "area: X\n");
            committed(place);
            place.git(&["mv", "areas/one.yaml", "more/one.yaml"]);
            place.write("more/one.yaml", CHANGED);
        },
        ".",
        &["more"],
        1,
        "Ett: ",
    ),
    (
        "a folder that nothing was moved to",
        |place| place.write("new/three.yaml", "area: Tre\n"),
        ".",
        &["new"],
        2,
        "`new` finns inte i revisionen `HEAD`",
    ),
    (
        "a new area beside others",
        |place| place.write("areas/three.yaml", "area: Tre\n"),
        ".",
        &["areas"],
        0,
        "Nya områden",
    ),
    ("a folder below", |place| place.write("areas/one.yaml", CHANGED), "areas", &["."], 1, "Ett: "),
    (
        "from a folder beside",
        |place| {
            place.write("areas/one.yaml", CHANGED);
            place.write("other/x.txt", "x\n");
        },
        "other",
        &["../areas"],
        1,
        "Ett: ",
    ),
    (
        "a worktree",
        |place| {
            place.git(&["worktree", "add", "-q", "tree", "HEAD"]);
            place.write("tree/areas/one.yaml", CHANGED);
        },
        "tree",
        &["areas"],
        1,
        "Ett: ",
    ),
    (
        "a repository within",
        |place| {
            place.git(&["-C", "areas", "init", "-q"]);
            place.write("areas/one.yaml", CHANGED);
        },
        ".",
        &["areas"],
        1,
        "Ett: ",
    ),
    (
        "deleted areas",
        |place| {
            place.git(&["rm", "-q", "areas/one.yaml"]);
        },
        ".",
        &["areas"],
        0,
        "Borttagna områden",
    ),
    (
        "a folder that is gone",
        |place| {
            place.git(&["rm", "-q", "-r", "areas"]);
        },
        ".",
        &["areas"],
        0,
        "Borttagna områden",
    ),
    (
        "names in other letters",
        |place| {
            place
                .write("areas/a\u{30a}.yaml", "area: Å\nanswers: { market_exists: yes, user_choice: yes }\n");
            committed(place);
            std::fs::remove_file(place.path("areas/a\u{30a}.yaml")).unwrap();
            place.write("areas/å.yaml", "area: Å\nanswers: { market_exists: no, user_choice: yes }\n");
        },
        ".",
        &["areas"],
        1,
        "Å: ",
    ),
];

#[test]
fn every_area_is_explained() {
    for (name, change, folder, paths, status, said) in CASES {
        let place = repository();
        change(&place);
        let ran = place.run_in(folder, &[&["diff", "--from-rev", "HEAD"], paths].concat());
        assert_eq!(ran.status, status, "{name}: {}{}", ran.stdout, ran.stderr);
        let all = format!("{}{}", ran.stdout, ran.stderr);
        assert!(all.contains(said), "{name}: {all}");
    }
}

/// A rule file that has been moved is found by the id of its rules; one that is new beside the old is not taken for it.
#[test]
fn a_rule_file_that_moved_is_found() {
    let place = repository();
    let rules = run(&["rules", "export"]).stdout;
    place.write("rules.yaml", &rules);
    committed(&place);
    place.git(&["mv", "rules.yaml", "guideline.yaml"]);
    place.write(
        "guideline.yaml",
        &replaced(&rules, "when: { pricing: no }", "when: { pricing: [no, partly] }"),
    );
    let args = ["diff", "areas", "--from-rev", "HEAD", "--rules", "guideline.yaml"];
    let ran = place.run(&[&args[..], &["--fail-on", "meaning"]].concat());
    assert_eq!(ran.status, 1, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stderr.contains("regelfilen hette `rules.yaml` i revisionen `HEAD`"), "{}", ran.stderr);
    place.git(&["checkout", "-q", "HEAD", "--", "rules.yaml"]);
    let ran = place.run(&args);
    assert!(ran.status == 2 && ran.stderr.contains("finns inte i revisionen"), "{}", ran.stderr);
}

/// What others have done since a branch left is not the branch's doing.
#[test]
fn a_branch_is_compared_with_where_it_left() {
    let place = repository();
    place.git(&["checkout", "-q", "-b", "branch"]);
    place.write("areas/two.yaml", "# En anmärkning.\narea: Två\n");
    committed(&place);
    place.git(&["checkout", "-q", "main"]);
    place.write("areas/one.yaml", CHANGED);
    committed(&place);
    place.git(&["checkout", "-q", "branch"]);
    assert_eq!(place.run(&["diff", "areas", "--from-rev", "main"]).status, 1);
    for args in [&["--from-rev", "main", "--merge-base"][..], &["--from-rev", "main..."]] {
        let ran = place.run(&[&["diff", "areas", "--fail-on", "any"], args].concat());
        assert_eq!(ran.status, 0, "{args:?}: {}{}", ran.stdout, ran.stderr);
        // What is compared with is told as what it is.
        let base = place.git(&["rev-parse", "main~1"]);
        let said = format!("Före: revisionen {}, där grenen lämnade main", &base[..10]);
        assert!(ran.stdout.contains(&said), "{said}: {}", ran.stdout);
        let value = parsed(&place.run(&[&["diff", "areas", "--format", "json"], args].concat()));
        assert_eq!(
            (&value["before"]["merge_base"], &value["before"]["commit"]),
            (&json!(true), &json!(base.trim()))
        );
    }
    for other in [["--from", "linkoping-vard-omsorg"], ["--baseline", "saved.json"]] {
        let ran = place.run(&[&["diff", "areas", "--merge-base"], &other[..]].concat());
        assert!(ran.status == 2 && ran.stderr.contains("--merge-base"), "{}{}", ran.stdout, ran.stderr);
    }
    // Of a clone without its history that cannot be told.
    let from = format!("file://{}", place.path(".").display());
    place.git(&["clone", "-q", "--depth", "1", "--no-single-branch", &from, "shallow"]);
    let ran = place.run_in("shallow", &["diff", "areas", "--from-rev", "origin/main..."]);
    assert!(ran.status == 2 && ran.stderr.contains("fetch-depth: 0"), "{}{}", ran.stdout, ran.stderr);
    let ran = place.run_in("shallow", &["diff", "areas", "--from-rev", "origin/main"]);
    assert_eq!(ran.status, 1, "{}{}", ran.stdout, ran.stderr);
    place.git(&["clone", "-q", "--bare", &from, "bare.git"]);
    let ran = place.run_in("bare.git", &["diff", "../areas", "--from-rev", "HEAD"]);
    assert_eq!(ran.status, 2, "{}{}", ran.stdout, ran.stderr);
}

/// Before anything has been committed there is nothing to compare with, and a hook does not stop the first commit.
#[test]
fn the_first_commit_passes() {
    let place = Place::new();
    place.git(&["init", "-q", "-b", "main"]);
    place.write("areas/one.yaml", A);
    for name in ["HEAD", "main", "main..."] {
        let ran = place.run(&["diff", "areas", "--from-rev", name, "--fail-on", "meaning"]);
        assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
        assert!(ran.stderr.contains("Ingenting är incheckat ännu"), "{}", ran.stderr);
    }
    // A misspelt revision is one all the same.
    assert_eq!(place.run(&["diff", "areas", "--from-rev", "mian"]).status, 2);
}

/// A repository of another user is told as such, with what to do.
#[cfg(unix)]
#[test]
fn another_users_repository_is_told() {
    let place = repository();
    // Git takes this for a repository of somebody else, as it does in a container.
    let ran =
        place.run_with(&["diff", "areas", "--from-rev", "HEAD"], &[("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")]);
    assert_eq!(ran.status, 2, "{}", ran.stdout);
    assert!(ran.stderr.contains("tillhör en annan användare"), "{}", ran.stderr);
    assert!(ran.stderr.contains("safe.directory"), "{}", ran.stderr);
}
