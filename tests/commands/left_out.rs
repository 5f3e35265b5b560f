//! Which files are areas, and what is said of those that are not read: how many, and why.

use std::fs;

use crate::support::Run;
use crate::support::place::Place;

/// A repository with areas that are read, and with a file for each reason not to.
fn repository() -> Place {
    let place = Place::new();
    // A folder above the repository has no say in it, nor has what a person has set for all of theirs.
    place.write(".gitignore", "areas/\n*.yaml\n");
    place.write(".no-settings", "[core]\n\texcludesFile = ~/everything\n");
    place.write("repo/areas/a.yaml", "area: A\nid: a\nanswers: { market_exists: yes }\n");
    place.write("repo/areas/tracked/t.yaml", "area: T\nid: t\nanswers: { market_exists: yes }\n");
    place.write("repo/areas/drafts/d.yaml", "area: D\nid: d\n");
    place.write("repo/areas/drafts/kept.yaml", "area: K\nid: k\n");
    place.write("repo/areas/below/old.yaml", "area: O\nid: o\n");
    place.write("repo/areas/.draft.yaml", "area: H\nid: h\n");
    place.write("repo/areas/.hidden/h.yaml", "area: H\nid: hh\n");
    place.write("repo/areas/notes.md", "Notes\n");
    place.write("repo/areas/LICENSE", "Text\n");
    place.write("repo/.gitignore", "drafts/\n!kept.yaml\ntracked/\n");
    place.write("repo/areas/below/.gitignore", "*.yaml\n!new.yaml\n");
    place.write("repo/areas/below/new.yaml", "area: N\nid: n\n");
    place.git(&["-C", "repo", "init", "-q", "-b", "main"]);
    place.git(&["-C", "repo", "add", "-f", "areas/a.yaml", "areas/tracked/t.yaml"]);
    place.git(&["-C", "repo", "commit", "-q", "-m", "before"]);
    place
}

fn ids(ran: &Run) -> Vec<String> {
    let lines = ran.stdout.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    lines.map(|line| line["area"]["id"].as_str().unwrap().to_owned()).collect()
}

/// A text in one line, however wide it is shown.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const LINES: [&str; 5] = ["batch", "areas", "--format", "ndjson", "--fields=area"];

/// What git tracks is read, whatever leaves it out; what lies outside the repository leaves nothing out.
#[test]
fn git_decides_which_files_are_areas() {
    let place = repository();
    let found = place.run_in("repo", &LINES);
    assert_eq!(
        (found.status, ids(&found)),
        (0, ["a", "n", "t"].map(str::to_owned).to_vec()),
        "{}",
        found.stderr
    );
    insta::assert_snapshot!("lines", found.stderr);
    // The same from above, by the whole path, and by a link.
    let whole = place.path("repo/areas");
    let above = place.run(&["batch", "repo/areas", "--format", "ndjson", "--fields=area", "--lang", "en"]);
    insta::assert_snapshot!("lines-en", above.stderr);
    let whole = place.run(&["batch", whole.to_str().unwrap(), "--format", "ndjson", "--fields=area"]);
    assert_eq!((ids(&above), ids(&whole)), (ids(&found), ids(&found)));
    assert_eq!(whole.stderr, found.stderr);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("repo/areas", place.path("link")).unwrap();
        let linked = place.run(&["batch", "link", "--format", "ndjson", "--fields=area"]);
        assert_eq!((ids(&linked), linked.stderr), (ids(&found), found.stderr.clone()));
    }
    // What is named is read, whatever leaves it out.
    let named = place.run_in("repo", &["batch", "areas/drafts", "--format", "ndjson", "--fields=area"]);
    assert_eq!((ids(&named), named.stderr.as_str()), (["d", "k"].map(str::to_owned).to_vec(), ""));
    // Without git nobody knows what it tracks: that is said.
    let without = place.command(
        std::path::Path::new(env!("CARGO_BIN_EXE_avtalsform")),
        "repo",
        &LINES,
        &[("PATH", "")],
    );
    assert_eq!(ids(&without), ["a", "n"]);
    assert!(without.status == 2 && without.stderr.contains("git kan inte svara"), "{}", without.stderr);
    let quiet = place.run_in("repo", &[&LINES[..], &["--quiet"]].concat());
    assert_eq!(quiet.stderr, "");
}

/// A link is no `.gitignore`, as git has it: it could lead out of the repository.
#[cfg(unix)]
#[test]
fn no_link_says_what_is_left_out() {
    let place = repository();
    fs::remove_file(place.path("repo/.gitignore")).unwrap();
    std::os::unix::fs::symlink("../.gitignore", place.path("repo/.gitignore")).unwrap();
    let mut found = ids(&place.run_in("repo", &LINES));
    found.sort();
    assert_eq!(found, ["a", "d", "k", "n", "t"]);
}

/// An area that a `.gitignore` hides and git tracks has another outcome: that is seen.
#[test]
fn no_changed_outcome_is_hidden() {
    let place = repository();
    let diff = ["diff", "areas", "--from-rev", "HEAD", "--format", "json"];
    let same = place.run_in("repo", &["diff", "areas/a.yaml", "areas/tracked", "--from-rev", "HEAD"]);
    assert_eq!(same.status, 0, "{}", same.stderr);
    place.write("repo/areas/tracked/t.yaml", "area: T\nid: t\nanswers: { market_exists: no }\n");
    let changed = place.run_in("repo", &diff);
    assert_eq!(changed.status, 1, "{}", changed.stderr);
    assert!(changed.stdout.contains("outcome-changed"), "{}", changed.stdout);
}

/// Every page tells it, and for what programs read it stands on standard error.
#[test]
fn what_is_left_out_is_said() {
    let place = repository();
    place.write("repo/areas/faulty.yaml", "area: F\nanswers: { market_exist: yes }\n");
    let sentence = "Hittade filer: 11. Lästa: 3. Förbigångna: 7";
    for (command, pages, data) in [
        ("batch areas", &["text", "plain", "markdown", "html"][..], &["json", "ndjson", "csv"][..]),
        ("plan areas", &["plain", "markdown", "html"], &[]),
        (
            "diff areas --from linkoping-ovriga-namnder",
            &["text", "plain", "html"],
            &["json", "sarif", "junit", "github"],
        ),
    ] {
        let args: Vec<&str> = command.split(' ').collect();
        for (formats, in_page) in [(pages, true), (data, false)] {
            for format in formats {
                let ran =
                    place.run_in("repo", &[&args[..], &["--format", format, "--width", "200"]].concat());
                assert_eq!(ran.status, 2, "{command} {format}: {}", ran.stderr);
                let says = |text: &str| folded(text).contains(sentence);
                assert_eq!(says(&ran.stdout), in_page, "{command} {format}: {}", ran.stdout);
                assert_eq!(says(&ran.stderr), !in_page, "{command} {format}: {}", ran.stderr);
            }
        }
    }
    let tests = "tests:\n  - name: a\n    area: ../areas/a.yaml\n    expect: { firmness: undetermined }\n";
    place.write("repo/tests/a.yaml", tests);
    place.write("repo/tests/README.md", "Tests\n");
    let page = place.run_in("repo", &["test", "tests", "--lang", "en"]);
    assert_eq!(page.status, 0, "{}{}", page.stdout, page.stderr);
    assert!(
        folded(&page.stdout).contains("Files found: 2. Read: 1. Passed over: 1 (of another kind, .md: 1)."),
        "{}",
        page.stdout
    );
    let data = place.run_in("repo", &["test", "tests", "--lang", "en", "--format", "json"]);
    assert!(data.stderr.contains("Files found: 2. Read: 1."), "{}", data.stderr);
    let ordered = place.run_in("repo", &["fmt", "areas", "--check"]);
    assert!(ordered.stderr.contains("Förbigångna: 7"), "{}", ordered.stderr);
    // Where nothing is left there is no page.
    place.write("repo/empty/a.md", "");
    insta::assert_snapshot!("nothing-left", place.run_in("repo", &["batch", "empty"]).stderr);
}

/// Where git cannot say what it tracks, nothing is passed over in silence.
#[test]
fn what_git_cannot_tell_is_told() {
    let place = repository();
    fs::write(place.path("repo/.git/index"), "no index").unwrap();
    let ran = place.run_in("repo", &LINES);
    assert_eq!((ran.status, ids(&ran)), (2, ["a", "n"].map(str::to_owned).to_vec()));
    insta::assert_snapshot!(ran.stderr);
}

/// A repository in another has its own files and its own say.
#[test]
fn a_repository_in_another_decides_for_itself() {
    let place = repository();
    place.write("repo/areas/inner/i.yaml", "area: I\nid: i\n");
    place.write("repo/areas/inner/j.yaml", "area: J\nid: j\n");
    place.write("repo/areas/inner/.gitignore", "*.yaml\n");
    place.git(&["-C", "repo/areas/inner", "init", "-q", "-b", "main"]);
    place.git(&["-C", "repo/areas/inner", "add", "-f", "i.yaml"]);
    assert_eq!(ids(&place.run_in("repo", &LINES)), ["a", "n", "i", "t"]);
    // A folder of the name alone is no repository, and another repository in the surroundings has no say.
    fs::create_dir_all(place.path("repo/areas/drafts/.git")).unwrap();
    assert_eq!(ids(&place.run_in("repo", &LINES)), ["a", "n", "i", "t"]);
    let tool = std::path::Path::new(env!("CARGO_BIN_EXE_avtalsform"));
    let other = place.path("repo/areas/inner/.git");
    let ran = place.command(tool, "repo", &LINES, &[("GIT_DIR", other.to_str().unwrap())]);
    assert_eq!(ids(&ran), ["a", "n", "i", "t"]);
}

/// What git leaves out is what is left out, with patterns that other programs read otherwise.
#[test]
fn patterns_mean_what_they_mean_to_git() {
    let place = Place::new();
    place.git(&["init", "-q", "-b", "main"]);
    let names = [
        "a.yaml",
        "b.yaml",
        "{a,b}.yaml",
        "c.yml",
        "d/a.yaml",
        "d/e/f.yaml",
        "h h.yaml",
        "#x.yaml",
        "!y.yaml",
        "d/].yaml",
        "t.yaml\t.yaml",
    ];
    for (number, name) in names.iter().enumerate() {
        place.write(&format!("areas/{name}"), &format!("area: A\nid: a{number}\n"));
    }
    for pattern in [
        &b"{a,b}.yaml"[..],
        b"*.{yaml,yml}",
        b"\\{a,b}.yaml",
        b"# F\xf6r n\xe4mnden\na.yaml",
        b"\xe5.yaml\nb.yaml",
        b"\xef\xbb\xbfa.yaml",
        b"a.yaml\r\n",
        b"*.yaml\n!b.yaml",
        b"/a.yaml",
        b"d/*",
        b"**/f.yaml",
        b"d/**",
        b"[ab].yaml",
        b"[!a].yaml",
        b"?.yaml",
        b"h h.yaml",
        b"\\#x.yaml",
        b"\\!y.yaml",
        b"d/",
        b"e",
        b"[[:alpha:]].yaml",
        b"[[:digit:][:upper:]].yaml",
        b"[b-a].yaml",
        b"[b-aa].yaml",
        b"[a-\\b].yaml",
        b"\\].yaml",
        b"[]].yaml",
        b"[].yaml",
        b"d/***/",
        b"d/***",
        b"a**.yaml",
        b"t.yaml\t",
        b"a.yaml\t",
        b"a.yaml  ",
        b"d/e/../a.yaml",
        b"A.YAML",
    ] {
        fs::write(place.path("areas/.gitignore"), pattern).unwrap();
        let expected = place.git(&["ls-files", "-z", "--others", "--exclude-standard", "areas"]);
        let mut expected: Vec<_> =
            expected.split_terminator('\0').filter(|name| !name.ends_with(".gitignore")).collect();
        let ran = place.run(&["batch", "areas", "--format", "ndjson", "--fields=area", "--quiet"]);
        let paths = ran.stdout.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let mut paths: Vec<String> =
            paths.map(|line| line["area"]["path"].as_str().unwrap().to_owned()).collect();
        expected.sort();
        paths.sort();
        assert_eq!(paths, expected, "{}", String::from_utf8_lossy(pattern));
    }
}

/// Each is said and counted once, whoever names it twice; what is no file is counted; so is it in every command.
#[cfg(unix)]
#[test]
fn everything_is_counted_once() {
    let place = Place::new();
    place.write("areas/a.yaml", "area: A\nid: a\n");
    place.write("areas/f.yaml", "area: F\nanswers: { nothing: yes }\n");
    place.write("areas/n.txt", "");
    place.write("hidden/.h.yaml", "area: H\n");
    std::os::unix::fs::symlink("nowhere", place.path("areas/l.yaml")).unwrap();
    let pipe = place.path("areas/p.yaml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let sentence = "Hittade filer: 5. Lästa: 1. Förbigångna: 2 (rör och enheter: 1; av annat slag, .txt: 1). \
                    Avvisade, helt eller delvis: 2.";
    for args in [
        &["batch", "areas", "./areas", "--format", "json"][..],
        &["batch", "areas", "areas", "--format", "csv"],
        &["fmt", "--check", "areas"],
    ] {
        let ran = place.run(args);
        assert_eq!(ran.status, 2);
        assert!(ran.stderr.contains(sentence), "{args:?}: {}", ran.stderr);
    }
    for args in [&["batch", "hidden"][..], &["plan", "hidden"], &["fmt", "hidden"], &["test", "hidden"]] {
        let ran = place.run(args);
        assert!(ran.stderr.contains("Förbigångna: 1 (dolda: 1)"), "{args:?}: {}", ran.stderr);
    }
}

/// Of several files that are named, too, it is said how many were read; on pages that is part of the page.
#[test]
fn what_is_refused_of_several_is_counted() {
    let place = Place::new();
    place.write("a.yaml", "area: A\nid: a\n");
    place.write("f.yaml", "area: F\nanswers: { nothing: yes }\n");
    let sentence = "Hittade filer: 3. Lästa: 1. Förbigångna: 0. Avvisade, helt eller delvis: 2.";
    for (format, in_page) in [("text", true), ("html", true), ("json", false), ("ndjson", false)] {
        let ran =
            place.run(&["recommend", "a.yaml", "f.yaml", "g.yaml", "--format", format, "--width", "200"]);
        assert_eq!(ran.status, 2);
        assert_eq!(folded(&ran.stdout).contains(sentence), in_page, "{format}: {}", ran.stdout);
        assert_eq!(folded(&ran.stderr).contains(sentence), !in_page, "{format}: {}", ran.stderr);
    }
}

/// What was left out in a revision is counted, too.
#[test]
fn what_is_left_out_of_a_revision_is_said() {
    let place = repository();
    place.git(&["-C", "repo", "add", "-A", "-f"]);
    place.git(&["-C", "repo", "commit", "-q", "-m", "more"]);
    fs::remove_dir_all(place.path("repo/areas/.hidden")).unwrap();
    let now = "Hittade filer: 9. Lästa: 6. Förbigångna: 3 (dolda: 1; av annat slag, .md, utan ändelse: 2).";
    let then = "I revisionen HEAD: Hittade filer: 10. Lästa: 6. Förbigångna: 4 (dolda: 2;";
    for (format, in_page) in [("text", true), ("json", false)] {
        let diff = ["diff", "areas", "--from-rev", "HEAD", "--format", format, "--width", "200"];
        let ran = place.run_in("repo", &diff);
        let (page, aside) = (folded(&ran.stdout), folded(&ran.stderr));
        let (said, silent) = if in_page { (page, aside) } else { (aside, page) };
        assert!(said.contains(now) && said.contains(then), "{format}: {said}");
        assert!(!silent.contains("Hittade"), "{format}: {silent}");
    }
}
