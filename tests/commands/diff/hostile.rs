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
        "@",
        // What `git describe` says.
        &format!("v1-0-g{}", &commit[..10]),
    ] {
        let option = format!("--from-rev={name}");
        let shown = place.run(&["diff", "areas", &option]);
        assert_eq!((shown.status, shown.stdout.as_str()), (2, ""), "{name}");
        // Of what is no name nobody is told to fetch the history.
        if name.contains(['~', '^', ':', '{']) {
            assert!(shown.stderr.contains("är inget namn på en revision"), "{name}: {}", shown.stderr);
        }
    }
}

/// Whoever may push a tag does not choose what is compared with.
#[test]
fn a_name_of_two_refs_is_refused() {
    let place = repository();
    place.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    assert_eq!(place.run(&["diff", "areas", "--from-rev", "origin/main"]).status, 1);
    place.git(&["commit", "-q", "-am", "after"]);
    place.git(&["tag", "origin/main"]);
    let shown = place.run(&["diff", "areas", "--from-rev", "origin/main"]);
    assert_eq!((shown.status, shown.stdout.as_str()), (2, ""));
    insta::assert_snapshot!(shown.stderr);
    let whole = place.run(&["diff", "areas", "--from-rev", "refs/remotes/origin/main"]);
    assert_eq!(whole.status, 1, "{}", whole.stderr);
}

/// Files of a branch can look like a repository. They are none.
#[test]
fn a_repository_among_the_files_is_none() {
    let place = repository();
    place.git(&["commit", "-q", "-am", "after"]);
    // The branch says that it has been so all along.
    for (file, text) in [
        ("HEAD", "ref: refs/heads/main\n"),
        ("config", "[core]\nrepositoryformatversion = 0\nbare = false\nworktree = ..\n"),
        ("objects/info/alternates", &format!("{}\n", place.path(".git/objects").display())),
        ("refs/heads/main", &place.git(&["rev-parse", "HEAD"])),
        ("refs/remotes/origin/main", &place.git(&["rev-parse", "HEAD"])),
    ] {
        place.write(&format!("areas/{file}"), text);
    }
    place.git(&["update-ref", "refs/remotes/origin/main", "HEAD~1"]);
    for untrusted in [&[][..], &["--untrusted"]] {
        let args = [&["diff", "a.yaml", "--from-rev", "origin/main"], untrusted].concat();
        assert_ne!(place.run_in("areas", &args).status, 0);
    }
}

/// A repository that lies elsewhere belongs to somebody else.
#[test]
fn an_untrusted_repository_lies_in_the_checkout() {
    let place = Place::new();
    place.write("private/s.yaml", "geheim: geheim\n");
    place.git(&["init", "-q", "-b", "main", "private"]);
    place.git(&["-C", "private", "add", "-A"]);
    place.git(&["-C", "private", "commit", "-q", "-m", "one"]);
    for link in [true, false] {
        let folder = format!("checkout-{link}");
        place.write(&format!("{folder}/a.yaml"), "area: A\nid: a\n");
        if link {
            std::os::unix::fs::symlink("../private/.git", place.path(&folder).join(".git")).unwrap();
        } else {
            place.write(&format!("{folder}/.git"), "gitdir: ../private/.git\n");
        }
        let shown = place.run_in(&folder, &["diff", ".", "--from-rev", "HEAD", "--untrusted"]);
        assert_eq!((shown.status, shown.stdout.as_str()), (2, ""), "{folder}");
        assert!(!shown.stderr.contains("geheim"), "{folder}: {}", shown.stderr);
    }
}

/// `git` is not looked for in the repository, however `PATH` is written.
#[test]
fn no_git_of_the_repository_runs() {
    let place = repository();
    fs::copy(place.path("evil.sh"), place.path("git")).unwrap();
    let path = format!(".::{}", std::env::var("PATH").unwrap());
    let shown = place.command(Path::new(env!("CARGO_BIN_EXE_avtalsform")), ".", &DIFF, &[("PATH", &path)]);
    assert_eq!(shown.status, 1, "{}", shown.stderr);
    assert!(!place.path("ran").exists());
}
