//! Rules and areas as they were in a git revision.

use std::process::Command;

use super::*;

/// Rules and areas as they were in a revision.
#[test]
fn against_a_revision() {
    let place = changed_gate();
    fs::rename(place.path("old.yaml"), place.path("rules.yaml")).unwrap();
    place.write("areas/.hidden/h.yaml", "area: Hidden\n");
    place.write("areas/gone.yaml", "area: Gone\nid: gone\n");
    place.write("areas/ignored/i.yaml", "area: Ignored\nid: ignored\n");
    place.git(&["init", "-q", "-b", "main"]);
    place.git(&["add", "-A", "-f"]);
    place.git(&["commit", "-q", "-m", "before"]);
    let json = |args: &[&str]| {
        let ran = place.run(
            &[&["diff", "areas", "--rules", "rules.yaml", "--format", "json", "--quiet"], args].concat(),
        );
        (ran.status, ran.stderr.clone(), if ran.stdout.is_empty() { Value::Null } else { parsed(&ran) })
    };
    let (status, said, same) = json(&["--from-rev", "HEAD", "--fail-on", "any"]);
    assert_eq!((status, said.as_str(), codes(&same)), (0, "", Vec::new()));
    // A .gitignore leaves out nothing that git tracks.
    place.write("areas/.gitignore", "ignored/\n");
    fs::remove_file(place.path("areas/gone.yaml")).unwrap();
    place.write("areas/come.yaml", "area: Come\nid: come\n");
    let rules = fs::read_to_string(place.path("new.yaml")).unwrap();
    place.write("rules.yaml", &rules);
    let path = "areas/daglig-verksamhet.yaml";
    let text = fs::read_to_string(place.path(path)).unwrap();
    place.write(
        path,
        &text.replacen("answer: delvis", "answer: nej", 1).replacen("answer: partly", "answer: no", 1),
    );
    let (status, said, value) = json(&["--from-rev", "main"]);
    assert_eq!((status, said.as_str()), (1, ""));
    assert_fits_schema(&value);
    let commit = place.git(&["rev-parse", "HEAD"]);
    assert_eq!(value["before"]["commit"], commit.trim());
    let found = codes(&value);
    let names: Vec<(&str, &str)> = found.iter().map(|(id, code)| (id.as_str(), code.as_str())).collect();
    assert_eq!(names[0], ("daglig-verksamhet", "outcome-changed"));
    assert_eq!(names[1], ("skyddat-boende", "outcome-changed"));
    assert_eq!(names[names.len() - 2..], [("come", "area-added"), ("gone", "area-removed")]);
    let cause = |position: usize| {
        let set = value["areas"][position]["cause"]["sets"][0].as_array().unwrap();
        set.iter()
            .map(|change| format!("{} {}", change["kind"], change["id"]).replace('"', ""))
            .collect::<Vec<_>>()
    };
    assert_eq!(cause(0), ["answer follow_up"]);
    assert_eq!(cause(1), ["gate no-pricing"]);
    assert!(value["areas"][0]["area"]["line"].is_u64());
    let shown = place.run(&["diff", "areas", "--rules", "rules.yaml", "--from-rev", "main", "--lang", "en"]);
    insta::assert_snapshot!("revision", shown.stdout.replace(commit.get(..10).unwrap(), "COMMIT"));
    // From a folder below, by another way to the same place, and by the absolute path.
    let below = place.run_in(
        "areas",
        &["diff", "../areas", "--rules", "../rules.yaml", "--from-rev", "main", "--format", "json"],
    );
    assert_eq!(codes(&parsed(&below)), found);
    let absolute = place.path("areas");
    let absolute = place.run(&[
        "diff",
        absolute.to_str().unwrap(),
        "--rules",
        "rules.yaml",
        "--from-rev",
        "main",
        "--format",
        "json",
    ]);
    assert_eq!(codes(&parsed(&absolute)), found);
    // A file that is not there any more.
    let gone = place.run(&["diff", "areas/gone.yaml", "--from-rev", "main", "--format", "json"]);
    assert_eq!((gone.status, gone.stderr.as_str()), (0, ""));
    assert_eq!(codes(&parsed(&gone)), [("gone".to_owned(), "area-removed".to_owned())]);
}

#[test]
fn faults_of_a_revision() {
    let place = Place::new();
    place.write("areas/a.yaml", "area: A\nid: a\nanswers:\n  marknad_fins: ja\n");
    place.write("areas/b.yaml", "area: B\nid: b\n");
    let old = run(&["rules", "export"]).stdout;
    place.write("rules.yaml", &replaced(&old, "margin: 1/20", "margin: many"));
    let mut said = String::new();
    let mut refused = |name: &str, ran: Run| {
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{name}: {}", ran.stderr);
        said.push_str(&format!("{name}\n{}\n", place.masked(&ran.stderr)));
    };
    refused("no repository", place.run(&["diff", "areas", "--from-rev", "HEAD"]));
    place.git(&["init", "-q", "-b", "main"]);
    refused("no commit", place.run(&["diff", "areas", "--from-rev", "HEAD"]));
    place.git(&["add", "-A"]);
    place.git(&["commit", "-q", "-m", "before"]);
    refused("no such revision", place.run(&["diff", "areas", "--from-rev", "no-such"]));
    refused("an option", place.run(&["diff", "areas", "--from-rev=--upload-pack=x"]));
    refused("nothing", place.run(&["diff", "areas", "--from-rev="]));
    refused("a file and not a revision", place.run(&["diff", "areas", "--from-rev", "HEAD:areas"]));
    refused("outside", place.run(&["diff", "/", "--from-rev", "HEAD"]));
    refused(
        "rules with a fault then",
        place.run(&["diff", "areas", "--from-rev", "HEAD", "--rules", "rules.yaml"]),
    );
    place.write("rules.yaml", &old);
    refused(
        "rules with a fault then, mended",
        place.run(&["diff", "areas", "--from-rev", "HEAD", "--rules", "rules.yaml"]),
    );
    place.write("more.yaml", &old);
    refused(
        "rules that were not there",
        place.run(&["diff", "areas", "--from-rev", "HEAD", "--rules", "more.yaml"]),
    );
    refused("areas that are nowhere", place.run(&["diff", "none", "--from-rev", "HEAD"]));
    refused("without git", place.run_with(&["diff", "areas", "--from-rev", "HEAD"], &[("PATH", "")]));
    // An area that had a fault then and has none now is not one that is new.
    place.write("areas/a.yaml", "area: A\nid: a\nanswers:\n  marknad_finns: ja\n");
    let mended = place.run(&["diff", "areas", "--from-rev", "HEAD", "--format", "json"]);
    assert_eq!(mended.status, 2);
    assert_eq!(codes(&parsed(&mended)), [("a".to_owned(), "not-compared".to_owned())]);
    said.push_str(&format!("an area with a fault then\n{}", place.masked(&mended.stderr)));
    insta::assert_snapshot!("faults-of-a-revision", said);
}

/// Names that a shell or git could take for something else are names.
#[test]
fn odd_names_in_a_repository() {
    let place = Place::new();
    for name in ["å ä ö.yaml", "-dash.yaml", "a;b.yaml", "(x).yml", "*.yaml", "quote'\".yaml", ":top.yaml"]
    {
        if cfg!(windows) && name.contains(['*', '"', ':']) {
            continue;
        }
        place.write(&format!("areas/sub [1]/{name}"), &format!("area: \"{}\"\n", name.replace('"', "")));
    }
    place.git(&["init", "-q", "-b", "main"]);
    place.git(&["add", "-A"]);
    place.git(&["commit", "-q", "-m", "before"]);
    for paths in [&["areas"][..], &["areas/sub [1]"], &["."]] {
        let args =
            [&["diff"][..], paths, &["--from-rev", "HEAD", "--fail-on", "any", "--format", "json"]].concat();
        let ran = place.run(&args);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{paths:?}");
        assert_eq!(parsed(&ran)["totals"]["unchanged"], if cfg!(windows) { 4 } else { 7 });
    }
}

/// The tool says nothing of a comparison that its parts do not: helper programs of git are not run.
#[test]
fn git_is_only_read() {
    let place = Place::new();
    place.write("a.yaml", "area: A\n");
    place.git(&["init", "-q", "-b", "main"]);
    place.git(&["add", "-A"]);
    place.git(&["commit", "-q", "-m", "before"]);
    let state = || {
        let mut listed = Command::new("git");
        listed.args(["status", "--porcelain"]).current_dir(place.path("."));
        let head = place.git(&["rev-parse", "HEAD"]);
        (
            String::from_utf8(listed.output().unwrap().stdout).unwrap(),
            head,
            fs::read(place.path(".git/index")).unwrap(),
        )
    };
    let before = state();
    assert_eq!(place.run(&["diff", ".", "--from-rev", "HEAD"]).status, 0);
    assert_eq!(state(), before);
}

/// A repository with two areas, one of them without a competitive form because of its answer.
fn two_areas() -> Place {
    let place = Place::new();
    place.write("areas/one.yaml", "area: Ett\nanswers: { market_exists: yes, user_choice: yes }\n");
    place.write(
        "areas/two.yaml",
        "area: Två\nanswers: { market_exists: yes, user_choice: yes, flexibility: yes }\n",
    );
    place.git(&["init", "-q", "-b", "main"]);
    place.git(&["add", "-A"]);
    place.git(&["commit", "-q", "-m", "before"]);
    place
}

/// An area keeps its place in a comparison when its file gets another name, or a document comes before it.
#[test]
fn renamed_areas_are_the_same_areas() {
    let place = two_areas();
    place.git(&["mv", "areas/one.yaml", "areas/first.yaml"]);
    place.write("areas/first.yaml", "area: Ett\nanswers: { market_exists: no, user_choice: yes }\n");
    let args = ["diff", "areas", "--from-rev", "HEAD", "--format", "json"];
    let shown = place.run(&args);
    assert_eq!(shown.status, 1, "{}", shown.stderr);
    assert_eq!(codes(&parsed(&shown)), [("first".to_owned(), "outcome-changed".to_owned())]);

    let place = two_areas();
    let (one, two) =
        ("area: Ett\nanswers: { market_exists: yes }\n", "area: Två\nanswers: { market_exists: no }\n");
    place
        .write("areas/several.yaml", &format!("{}---\n{}", one.replace("Ett", "A"), two.replace("Två", "B")));
    place.git(&["add", "-A"]);
    place.git(&["commit", "-q", "-m", "several"]);
    let three = format!("area: C\n---\n{}---\n{}", one.replace("Ett", "A"), two.replace("Två", "B"));
    place.write("areas/several.yaml", &three);
    let shown = place.run(&args);
    assert_eq!(shown.status, 0, "{}", shown.stderr);
    assert_eq!(codes(&parsed(&shown)), [("several-1".to_owned(), "area-added".to_owned())]);
}

/// What a revision only points to was not read: it must not seem to be new.
#[cfg(unix)]
#[test]
fn links_in_a_revision_are_not_compared() {
    let place = two_areas();
    std::os::unix::fs::symlink("areas", place.path("link")).unwrap();
    place.git(&["add", "-A"]);
    place.git(&["commit", "-q", "-m", "link"]);
    for lang in ["sv", "en"] {
        let shown = place.run(&["diff", "link", "--from-rev", "HEAD", "--lang", lang]);
        assert_eq!((shown.status, shown.stdout.as_str()), (2, ""));
        insta::assert_snapshot!(format!("link-{lang}"), place.masked(&shown.stderr));
    }
}

/// A file that one comes to over a link has been changed, and does not seem to be new.
#[cfg(unix)]
#[test]
fn what_lies_behind_links_is_not_new() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    place.write("store/x.yaml", "area: X\nid: x\n");
    place.write("store/x.ndjson", "{\"area\": \"N\", \"id\": \"n\"}\n");
    place.write("store/README.md", "X\n");
    place.write("areas/a.yaml", "area: A\nid: a\n");
    place.write("lines/a.ndjson", "{\"area\": \"A\", \"id\": \"a\"}\n");
    place.write("fine/a.yaml", "area: A\nid: a\n");
    symlink("../store", place.path("areas/v1.0")).unwrap();
    symlink("../store/x.ndjson", place.path("lines/x.ndjson")).unwrap();
    symlink("../store/README.md", place.path("fine/README.md")).unwrap();
    symlink("store", place.path("link")).unwrap();
    place.git(&["init", "-q", "-b", "main"]);
    place.git(&["add", "-A"]);
    place.git(&["commit", "-q", "-m", "before"]);
    for args in [
        &["areas"][..],
        &["areas/v1.0/x.yaml"],
        &["areas/v1.0"],
        &["link"],
        &["link/x.yaml"],
        &["lines", "--input", "ndjson"],
    ] {
        let args = [&["diff", "--from-rev", "HEAD"], args].concat();
        let shown = place.run(&args);
        assert_eq!((shown.status, shown.stdout.as_str()), (2, ""), "{args:?}: {}", shown.stderr);
        assert!(shown.stderr.contains("länk"), "{args:?}: {}", shown.stderr);
    }
    assert_eq!(place.run(&["diff", "fine", "store", "--from-rev", "HEAD"]).status, 0);
}

/// Whatever a file is called, it is the same file in the revision.
#[cfg(unix)]
#[test]
fn any_name_is_the_same_in_the_revision() {
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    for (number, name) in
        [&b":x.yaml"[..], b":(top)y.yaml", b"\xff.yaml", b"\xfe.yaml", b"\xc3\xa5 b.yaml"].iter().enumerate()
    {
        let path = place.path("areas").join(std::ffi::OsStr::from_bytes(name));
        fs::create_dir_all(place.path("areas")).unwrap();
        fs::write(path, format!("area: A\nid: a{number}\nanswers: {{ market_exists: yes }}\n")).unwrap();
    }
    place.git(&["init", "-q", "-b", "main"]);
    place.git(&["add", "-A"]);
    place.git(&["commit", "-q", "-m", "before"]);
    let diff = |path: &str| place.run_in("areas", &["diff", path, "--from-rev", "HEAD", "--fail-on", "any"]);
    for path in [".", ":x.yaml", ":(top)y.yaml", "\u{e5} b.yaml"] {
        let shown = diff(path);
        assert_eq!(shown.status, 0, "{path}: {}{}", shown.stdout, shown.stderr);
    }
    place.write("areas/:x.yaml", "area: A\nid: a0\nanswers: { market_exists: no }\n");
    assert_eq!(diff(":x.yaml").status, 1);
}

/// What is refused today does not make all else seem to be gone.
#[cfg(unix)]
#[test]
fn one_link_that_leads_nowhere_hides_no_change() {
    let place = two_areas();
    std::os::unix::fs::symlink("nowhere", place.path("areas/x.yaml")).unwrap();
    let shown = place.run(&["diff", "areas", "--from-rev", "HEAD", "--format", "json"]);
    assert_eq!(shown.status, 2, "{}", shown.stderr);
    assert!(!codes(&parsed(&shown)).iter().any(|(_, code)| code == "area-removed"), "{}", shown.stdout);
    // A link that is new leads to files that are not.
    std::os::unix::fs::symlink("areas", place.path("new")).unwrap();
    assert_eq!(place.run(&["diff", "new", "--from-rev", "HEAD"]).status, 2);
}
