//! Files of somebody who means harm: what lies outside the checkout is neither read nor written, nor quoted.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;

use crate::support::place::Place;
use crate::support::{Run, run};

const SECRET: &str = "geheim";

/// A checkout, and beside it what nobody in it should see.
fn checkout() -> Place {
    let place = Place::new();
    place.write("secret.yaml", &format!("{SECRET}: {SECRET}\n"));
    place.write("outside/area.yaml", &format!("area: {SECRET}\nid: {SECRET}\n"));
    place.write("checkout/areas/a.yaml", "area: A\nid: a\nanswers: { market_exists: yes }\n");
    place.write("checkout/rules.yaml", &run(&["rules", "export"]).stdout);
    place.write("checkout/tests/a.yaml", &test("../areas/a.yaml"));
    place.git(&["-C", "checkout", "init", "-q", "-b", "main"]);
    place.git(&["-C", "checkout", "add", "-A"]);
    place.git(&["-C", "checkout", "commit", "-q", "-m", "before"]);
    // The key by which CI has fetched it.
    place.write("checkout/.git/config.yaml", &format!("{SECRET}: x\n"));
    symlink("areas/a.yaml", place.path("checkout/inside.yaml")).unwrap();
    place
}

fn test(area: &str) -> String {
    format!("tests:\n  - name: t\n    area: {area}\n    expect: {{ firmness: undetermined }}\n")
}

/// Runs in the checkout, as untrusted.
fn untrusted(place: &Place, args: &[&str]) -> Run {
    place.run_in("checkout", &[args, &["--untrusted"]].concat())
}

/// Refused, and without a word of what stands there.
fn refused(place: &Place, args: &[&str]) {
    let before = place.files();
    let ran = untrusted(place, args);
    assert_eq!(ran.status, 2, "{args:?}: {}{}", ran.stdout, ran.stderr);
    for said in [&ran.stdout, &ran.stderr] {
        assert!(!said.contains(SECRET) && !said.contains("root:"), "{args:?}: {said}");
    }
    assert!(ran.stderr.contains("--untrusted"), "{args:?}: {}", ran.stderr);
    let after = place.files();
    let others = |files: &std::collections::BTreeMap<std::path::PathBuf, Vec<u8>>| {
        files
            .iter()
            .filter(|(path, _)| !path.starts_with(place.path("./checkout")))
            .map(|(path, bytes)| (path.clone(), bytes.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(others(&after), others(&before), "{args:?} wrote outside the checkout");
}

#[test]
fn what_lies_in_the_checkout_is_read_and_written() {
    let place = checkout();
    for args in [
        &["recommend", "areas/a.yaml", "inside.yaml"][..],
        &["batch", "areas", "--rules", "rules.yaml", "--output", "new.json"],
        &["batch", "."],
        &["diff", "areas", "--rules", "rules.yaml", "--from-rev", "HEAD"],
        &["test", "tests", "--rules", "rules.yaml"],
        &["rules", "show", "rules.yaml"],
        &["what-if", "areas/a.yaml"],
    ] {
        let args: Vec<&str> = args.to_vec();
        let plain = place.run_in("checkout", &args);
        let ran = untrusted(&place, &args);
        let expected = (plain.status, plain.stdout, plain.stderr);
        assert_eq!((ran.status, ran.stdout, ran.stderr), expected, "{args:?}");
    }
    // From a folder below it is the same checkout.
    let below = place.run_in("checkout/areas", &["test", "../tests", "--untrusted"]);
    assert_eq!(below.status, 0, "{}", below.stderr);
}

/// By whatever name it is called: straight, by a link to it, by a link to its folder.
#[test]
fn nothing_outside_is_read() {
    let place = checkout();
    let outside = place.path("secret.yaml");
    symlink("../secret.yaml", place.path("checkout/link.yaml")).unwrap();
    symlink("../outside", place.path("checkout/folder")).unwrap();
    for path in [
        "../secret.yaml",
        outside.to_str().unwrap(),
        "link.yaml",
        "folder/area.yaml",
        ".git/config.yaml",
        "/etc/passwd",
        "areas/../../secret.yaml",
    ] {
        refused(&place, &["recommend", path]);
        refused(&place, &["recommend", "areas/a.yaml", "--rules", path]);
        refused(&place, &["batch", path]);
        refused(&place, &["batch", path, "--input", "ndjson"]);
        refused(&place, &["plan", path]);
        refused(&place, &["diff", "areas", "--from", path]);
        refused(&place, &["diff", "areas", "--baseline", path]);
        refused(&place, &["what-if", path]);
        refused(&place, &["fmt", path]);
        refused(&place, &["interview", path]);
        refused(&place, &["rules", "show", path]);
        refused(&place, &["rules", "check", path]);
        refused(&place, &["rules", "compare", path, "linkoping-vard-omsorg"]);
        refused(&place, &["explain", "lov", "--rules", path]);
        refused(&place, &["schema", "area", "--rules", path]);
        refused(&place, &["test", path]);
        place.write("checkout/tests/b.yaml", &test(&format!("../{}", path.trim_start_matches('/'))));
        if path.starts_with('/') {
            place.write("checkout/tests/b.yaml", &test(path));
        }
        refused(&place, &["test", "tests"]);
        let named = format!("rules: {path}\n{}", test("../areas/a.yaml"));
        place.write("checkout/b.yaml", &named);
        refused(&place, &["test", "b.yaml"]);
        fs::remove_file(place.path("checkout/tests/b.yaml")).unwrap();
    }
    // A folder in which links lead out.
    for args in [
        &["batch", "."][..],
        &["plan", "."],
        &["fmt", "."],
        &["batch", "folder"],
        &["batch", ".."],
        &["batch", "/etc"],
    ] {
        refused(&place, args);
    }
    symlink("../../secret.yaml", place.path("checkout/areas/link.yaml")).unwrap();
    symlink("../../outside", place.path("checkout/areas/folder")).unwrap();
    let ran = untrusted(&place, &["batch", "areas", "--format", "csv", "--fields", "id"]);
    insta::assert_snapshot!(ran.stderr);
    // What is not there is not told apart from what is.
    for path in ["../no-such.yaml", "no-such/../../secret.yaml", "no-such/../../no-such.yaml"] {
        refused(&place, &["recommend", path]);
    }
    refused(&place, &["recommend", "areas/a.yaml", "--rules", "../secre.yaml"]);
}

#[test]
fn nothing_outside_is_written() {
    let place = checkout();
    symlink("../secret.yaml", place.path("checkout/out.json")).unwrap();
    symlink("../new.json", place.path("checkout/new.json")).unwrap();
    symlink("../outside", place.path("checkout/folder")).unwrap();
    symlink("../no-such", place.path("checkout/nowhere")).unwrap();
    for path in [
        "out.json",
        "new.json",
        "folder/new.json",
        "nowhere/new.json",
        "../new.json",
        ".git/hooks/post-checkout",
    ] {
        refused(&place, &["batch", "areas", "--format", "json", "--output", path]);
        refused(&place, &["diff", "areas", "--write-baseline", path]);
        refused(&place, &["rules", "export", "--force", "--output", path]);
    }
    refused(&place, &["test", "tests", "--suggest", "folder/more"]);
    refused(&place, &["man", "--output", "folder/pages"]);
    refused(&place, &["new", "folder/new.yaml"]);
}

/// Of what lies outside nothing is told, not even whether it is there.
#[test]
fn every_link_that_leads_out_is_told_of_alike() {
    let place = checkout();
    place.write("folder/x.md", "");
    let said = |target: &str, name: &str| {
        let link = place.path("checkout/areas").join(name);
        symlink(target, &link).unwrap();
        let mut said = Vec::new();
        for args in [
            &["batch", "areas"][..],
            &["fmt", "--check", "areas"],
            &["recommend", &format!("areas/{name}")],
            &["recommend", "areas/a.yaml", "--rules", &format!("areas/{name}")],
            &["diff", &format!("areas/{name}"), "--from", "linkoping-vard-omsorg"],
            &["diff", "areas/a.yaml", "--baseline", &format!("areas/{name}")],
            &["interview", &format!("areas/{name}")],
            &["man", "--output", &format!("areas/{name}")],
            &["test", "tests", "--suggest", &format!("areas/{name}")],
        ] {
            let ran = untrusted(&place, args);
            assert_eq!(ran.status, 2, "{args:?} {target}: {}", ran.stdout);
            said.push(ran.stderr);
        }
        fs::remove_file(link).unwrap();
        said
    };
    for name in ["link.yaml", "link"] {
        let first = said("../../secret.yaml", name);
        for target in
            ["../../no-such.yaml", "../../secret.yaml/x", "../../folder", "/dev/null", "/etc", "/no/such"]
        {
            assert_eq!(said(target, name), first, "{target}");
        }
    }
}

/// Nobody is kept waiting at a pipe.
#[test]
fn no_pipe_is_waited_for() {
    let place = checkout();
    let pipe = place.path("checkout/areas/p.yaml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    symlink("p.yaml", place.path("checkout/areas/link.yaml")).unwrap();
    for args in [
        &["recommend", "areas/p.yaml"][..],
        &["recommend", "areas/link.yaml"],
        &["batch", "areas/p.yaml", "--input", "ndjson"],
        &["diff", "areas/p.yaml", "--write-baseline", "saved.json"],
        &["recommend", "areas/a.yaml", "--rules", "areas/p.yaml"],
        &["test", "areas/p.yaml"],
        &["fmt", "areas/p.yaml"],
    ] {
        let ran = untrusted(&place, args);
        assert_eq!(ran.status, 2, "{args:?}");
        assert!(
            ran.stderr.contains("p.yaml`") || ran.stderr.contains("link.yaml`"),
            "{args:?}: {}",
            ran.stderr
        );
    }
}
