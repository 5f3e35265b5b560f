//! Repositories that mean harm: nothing of them is run, nothing is fetched, nothing is written.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;

use super::*;

const DIFF: [&str; 6] = ["diff", "areas", "--from-rev", "HEAD", "--format", "json"];

/// A repository with an area that has changed since, and a program beside it that tells that it ran.
fn repository() -> Place {
    let place = Place::new();
    place.write("areas/a.yaml", "area: A\nid: a\nanswers: { market_exists: yes }\n");
    place.write("evil.sh", &format!("#!/bin/sh\ntouch {}\n", place.path("ran").display()));
    fs::set_permissions(place.path("evil.sh"), fs::Permissions::from_mode(0o755)).unwrap();
    place.git(&["init", "-q", "-b", "main"]);
    place.git(&["add", "-A"]);
    place.git(&["commit", "-q", "-m", "before"]);
    place.write("areas/a.yaml", "area: A\nid: a\nanswers: { market_exists: no }\n");
    place
}

fn compared(place: &Place, status: i32) -> support::Run {
    let before = place.files();
    let shown = place.run(&DIFF);
    assert_eq!(shown.status, status, "{}", shown.stderr);
    assert!(!place.path("ran").exists(), "a program of the repository ran");
    assert!(place.files() == before, "something was written");
    shown
}

#[test]
fn no_program_of_the_repository_runs() {
    let place = repository();
    let evil = place.path("evil.sh");
    let evil = evil.to_str().unwrap();
    for setting in [
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.sshCommand",
        "core.askPass",
        "core.gitProxy",
        "core.alternateRefsCommand",
        "credential.helper",
        "diff.external",
        "diff.evil.textconv",
        "diff.evil.command",
        "filter.evil.smudge",
        "filter.evil.clean",
        "filter.evil.process",
        "gpg.program",
        "pager.ls-tree",
        "pager.rev-parse",
        "uploadpack.packObjectsHook",
        "alias.cat-file",
    ] {
        place.git(&["config", setting, evil]);
    }
    place.git(&["config", "filter.evil.required", "true"]);
    place.write(".gitattributes", "* filter=evil diff=evil\n");
    place.write(".git/info/attributes", "* filter=evil diff=evil\n");
    fs::create_dir_all(place.path("hooks")).unwrap();
    for hook in ["post-index-change", "reference-transaction", "fsmonitor-watchman", "post-checkout"] {
        fs::copy(evil, place.path("hooks").join(hook)).unwrap();
    }
    place.git(&["config", "core.hooksPath", place.path("hooks").to_str().unwrap()]);
    let _ = fs::remove_file(place.path("ran"));
    let shown = compared(&place, 1);
    assert_eq!(codes(&parsed(&shown)), [("a".to_owned(), "outcome-changed".to_owned())]);
}

/// A file that is not there would be fetched from where the repository says, by the program that it names.
#[test]
fn nothing_is_fetched() {
    for url in
        ["ssh://example.invalid/x", "file:///", "ext::sh -c touch% ran", "/", "https://example.invalid/x"]
    {
        let place = repository();
        let id = place.git(&["rev-parse", "HEAD:areas/a.yaml"]).trim().to_owned();
        fs::remove_file(place.path(".git/objects").join(&id[..2]).join(&id[2..])).unwrap();
        let evil = place.path("evil.sh");
        let evil = evil.to_str().unwrap();
        for (setting, value) in [
            ("core.repositoryFormatVersion", "1"),
            ("extensions.partialClone", "origin"),
            ("remote.origin.url", url),
            ("remote.origin.promisor", "true"),
            ("remote.origin.partialCloneFilter", "blob:none"),
            ("remote.origin.uploadpack", evil),
            ("core.sshCommand", evil),
            ("protocol.allow", "always"),
            ("protocol.ext.allow", "always"),
            ("protocol.file.allow", "always"),
        ] {
            place.git(&["config", setting, value]);
        }
        let shown = compared(&place, 2);
        assert!(shown.stderr.contains("git kunde inte läsa revisionen"), "{url}: {}", shown.stderr);
    }
}

/// What stands in a revision is what was committed, and not what the repository has put in its place since.
#[test]
fn replaced_objects_are_not_read() {
    let place = repository();
    let old = place.git(&["rev-parse", "HEAD:areas/a.yaml"]);
    let new = place.git(&["hash-object", "-w", "areas/a.yaml"]);
    place.git(&["replace", old.trim(), new.trim()]);
    let shown = compared(&place, 1);
    assert_eq!(codes(&parsed(&shown)), [("a".to_owned(), "outcome-changed".to_owned())]);
}

/// A revision is named by an object or a ref, and by nothing that has to be worked out.
#[test]
fn a_revision_is_a_name() {
    let place = repository();
    place.git(&["commit", "-q", "-am", "after"]);
    place.git(&["tag", "v1"]);
    let commit = place.git(&["rev-parse", "HEAD"]).trim().to_owned();
    for name in ["HEAD", "main", "v1", "refs/heads/main", &commit, &commit[..10]] {
        assert_eq!(place.run(&["diff", "areas", "--from-rev", name]).status, 0, "{name}");
    }
    for name in [
        "HEAD~1",
        "HEAD^",
        "main@{1}",
        ":/before",
        "HEAD:areas",
        "^main",
        "main..v1",
        "--all",
        "",
        "ma*",
        "a b",
    ] {
        let option = format!("--from-rev={name}");
        let shown = place.run(&["diff", "areas", &option]);
        assert_eq!((shown.status, shown.stdout.as_str()), (2, ""), "{name}");
    }
}
