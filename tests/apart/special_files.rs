//! Paths that are special: odd names, what may not be read, links that lead nowhere or round, pipes, devices without
//! end, disks without room, readers that have gone. Each ends with its exit status and a message, and nothing hangs.
#![cfg(unix)]

use std::ffi::{OsStr, OsString};
use std::fs::{self, OpenOptions, Permissions};
use std::io::Write as _;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use crate::support::Run;
use crate::support::child::watched;
use crate::support::place::Place;
use crate::support::writing::{AREA, TESTS, WRITING, long_area, place};
use serde_json::Value;

fn end(place: &Place, args: &[&str]) -> Run {
    watched(place.tool(args).stdin(Stdio::null()), None, None).run
}

/// A command with what it said on standard error.
fn said(place: &Place, args: &[&str], run: &Run) -> String {
    assert!(!run.stderr.contains("panicked"), "{args:?}: {}", run.stderr);
    place.masked(&format!("$ avtalsform {}\n{}[{}]\n\n", args.join(" "), run.stderr, run.status))
}

/// The messages of commands that all fail with nothing on standard output.
fn refused(place: &Place, lines: &[&[&str]]) -> String {
    let all = lines.iter().map(|args| {
        let run = end(place, args);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{args:?}: {}", run.stderr);
        said(place, args, &run)
    });
    all.collect()
}

fn fifo(place: &Place, name: &str) {
    assert!(Command::new("mkfifo").arg(place.path(name)).status().unwrap().success());
}

/// Names that could steer a terminal, break a line or turn the reading direction are shown spelt out; JSON keeps them.
#[test]
fn odd_names() {
    let place = place();
    let mut all = String::new();
    for name in [
        "med blanksteg.yaml",
        "åäö.yaml",
        "rad\nbrytning.yaml",
        "\u{1b}[31mrött\u{1b}]0;titel\u{7}.yaml",
        "\u{202e}lmay.exe.yaml",
        "::error::fel.yaml",
        "'citat\" $(ls) `ls`.yaml",
        "-rf.yaml",
    ] {
        place.write(&format!("namn/{name}"), AREA);
        place.write(&format!("fel/{name}"), "area: [A]\n");
        let (good, bad) = (format!("namn/{name}"), format!("fel/{name}"));
        let run = end(&place, &["recommend", "--format", "json", &good]);
        let value: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!((run.status, &value["area"]["path"]), (0, &Value::from(good.as_str())), "{}", run.stderr);
        for args in [
            vec!["recommend", &bad],
            vec!["batch", &format!("borta/{name}")],
            vec!["recommend", &good, "--output", &format!("borta/{name}")],
            vec!["rules", "show", &format!("borta/{name}")],
            vec!["diff", "omraden", "--baseline", &bad],
            vec!["new", &good],
        ] {
            let run = end(&place, &args);
            assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{args:?}");
            let steers = |letter: char| (letter.is_control() && letter != '\n') || letter == '\u{202e}';
            assert!(!run.stderr.contains(steers), "{args:?}: {:?}", run.stderr);
            assert!(run.stderr.lines().all(|line| !line.trim_start().starts_with("::")), "{}", run.stderr);
            all.push_str(&place.masked(&format!("{}[{}]\n\n", run.stderr, run.status)));
        }
        let result = format!("ut-{name}");
        assert_eq!(end(&place, &["recommend", &good, "--output", &result]).status, 0);
        assert!(place.path(&result).exists());
    }
    insta::assert_snapshot!(all);
}

/// A name that is no UTF-8 is as good as any other.
#[test]
fn names_that_are_no_text() {
    let place = place();
    let name = OsStr::from_bytes(b"omraden/l\xe4genhet.yaml");
    if fs::write(place.path(".").join(name), "answers: {market_exists: no}\narea: Boendestöd\n").is_err() {
        return eprintln!("NOT TESTED: the file system keeps no such names");
    }
    let args = |words: &[&str]| {
        let words = words.iter().map(OsString::from);
        words.chain([name.to_owned()]).collect::<Vec<OsString>>()
    };
    for words in [
        &["recommend"][..],
        &["batch"],
        &["plan"],
        &["what-if"],
        &["fmt", "--check"],
        &["fmt"],
        &["interview"],
        &["diff", "--from", "regler.yaml"],
    ] {
        let run = watched(place.tool(&args(words)).stdin(Stdio::null()), None, None).run;
        let expected = i32::from(words == ["fmt", "--check"]);
        assert_eq!(run.status, expected, "{words:?}: {}", run.stderr);
    }
    let run = end(&place, &["batch", "omraden", "--format", "ndjson"]);
    assert_eq!((run.status, run.stdout.lines().count()), (0, 2), "{}", run.stderr);
    let result = args(&["recommend", "omraden/ledsagare.yaml", "--output"]);
    assert_eq!(watched(&mut place.tool(&result), None, None).run.status, 0);
    assert!(fs::read_to_string(place.path(".").join(name)).unwrap().starts_with("Ledsagarservice"));
    let mut args = args(&["recommend", "omraden/ledsagare.yaml", "--rules"]);
    let run = watched(&mut place.tool(&args), None, None).run;
    assert_eq!(run.status, 2);
    for lang in ["sv", "en"] {
        let name = OsStr::from_bytes(b"V\xe5rd").to_owned();
        let words = ["new", "--lang", lang].map(OsString::from);
        let made = watched(&mut place.tool(&[&words[..], &[name]].concat()), None, None).run;
        assert_eq!(made.status, 2);
        insta::assert_snapshot!(format!("new-unreadable-{lang}"), made.stderr);
    }
    args[0] = OsString::from("rekommend");
    let unknown = watched(&mut place.tool(&args), None, None).run;
    insta::assert_snapshot!(format!("{}\n{}", run.stderr, unknown.stderr));
}

/// What may not be read or written, as someone who is not the machine's administrator.
#[test]
fn what_is_forbidden() {
    let place = place();
    place.write("hemligt.yaml", AREA);
    place.write("stangd/a.yaml", AREA);
    place.write("blandat/oppen.yaml", AREA);
    place.write("blandat/stangd/a.yaml", AREA);
    place.write("las/a.yaml", "answers: {market_exists: no}\narea: A\n");
    let tool = place.own_tool();
    let allow =
        |name: &str, mode| fs::set_permissions(place.path(name), Permissions::from_mode(mode)).unwrap();
    ["hemligt.yaml", "stangd", "blandat/stangd"].iter().for_each(|name| allow(name, 0o000));
    allow("las", 0o555);
    allow(".", 0o755);
    let is_root = fs::read(place.path("hemligt.yaml")).is_ok();
    let mut all = String::new();
    for args in [
        &["recommend", "hemligt.yaml"][..],
        &["batch", "hemligt.yaml"],
        &["batch", "stangd"],
        &["batch", "blandat"],
        &["batch", "stangd/a.yaml"],
        &["test", "hemligt.yaml"],
        &["recommend", "omraden/ledsagare.yaml", "--rules", "hemligt.yaml"],
        &["diff", "omraden", "--baseline", "hemligt.yaml"],
        &["recommend", "omraden/ledsagare.yaml", "--output", "las/ut.txt"],
        &["fmt", "las/a.yaml"],
        &["new", "las/ny.yaml"],
    ] {
        let mut command = place.prepared(&tool, ".", args);
        if is_root {
            command.uid(65_534).gid(65_534);
        }
        let run = watched(command.stdin(Stdio::null()), None, None).run;
        assert_eq!(run.status, 2, "{args:?}: {}", run.stderr);
        all.push_str(&said(&place, args, &run));
    }
    ["stangd", "blandat/stangd", "las"].iter().for_each(|name| allow(name, 0o755));
    insta::assert_snapshot!(all);
}

/// What can be opened and not read.
#[test]
#[cfg(target_os = "linux")]
fn what_cannot_be_read() {
    let place = place();
    let memory = "/proc/self/mem";
    insta::assert_snapshot!(refused(
        &place,
        &[
            &["recommend", memory],
            &["batch", memory, "--input", "ndjson"],
            &["rules", "show", memory],
            &["recommend", "omraden/ledsagare.yaml/a.yaml"],
            &["batch", "omraden/ledsagare.yaml/a.yaml"],
            &["recommend", &"x".repeat(300)],
        ]
    ));
}

#[test]
fn links() {
    let place = place();
    symlink("runt", place.path("runt")).unwrap();
    symlink("b", place.path("a")).unwrap();
    symlink("a", place.path("b")).unwrap();
    symlink("borta.yaml", place.path("bruten.yaml")).unwrap();
    symlink("borta/fil.txt", place.path("bruten-mapp")).unwrap();
    let area = "omraden/ledsagare.yaml";
    insta::assert_snapshot!(refused(
        &place,
        &[
            &["recommend", "runt"],
            &["batch", "a"],
            &["recommend", "bruten.yaml"],
            &["batch", "bruten.yaml"],
            &["test", "runt"],
            &["rules", "show", "runt"],
            &["diff", "omraden", "--baseline", "runt"],
            &["fmt", "runt"],
            &["recommend", area, "--output", "runt"],
            &["recommend", area, "--output", "bruten-mapp"],
            &["new", "bruten.yaml"],
        ]
    ));
    // What a link leads to is written, there or not, and the link stays.
    symlink("ut.txt", place.path("lank")).unwrap();
    for _ in 0..2 {
        assert_eq!(end(&place, &["recommend", area, "--output", "lank"]).status, 0);
        assert!(place.path("lank").is_symlink() && !place.path("ut.txt").is_symlink());
        assert!(fs::read_to_string(place.path("ut.txt")).unwrap().starts_with("Ledsagarservice"));
    }
    // A folder within itself, and a file under three names.
    symlink("..", place.path("omraden/upp")).unwrap();
    symlink("ledsagare.yaml", place.path("omraden/igen.yaml")).unwrap();
    symlink("borta", place.path("omraden/bruten.yaml")).unwrap();
    fs::remove_file(place.path("prov.yaml")).unwrap();
    ["regler.yaml", "liten.yaml", "bruten.yaml"]
        .iter()
        .for_each(|name| fs::remove_file(place.path(name)).unwrap());
    let run = end(&place, &["batch", "omraden", "--format", "ndjson"]);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stderr);
    insta::assert_snapshot!("links-in-folders", said(&place, &["batch", "omraden"], &run));
}

/// A pipe that someone names is read as standard input is; one that is found in a folder, or that would have to be read
/// twice or written over, is not.
#[test]
fn pipes() {
    let place = place();
    fifo(&place, "ror.yaml");
    fs::create_dir(place.path("mapp")).unwrap();
    fifo(&place, "mapp/ror.yaml");
    place.write("namner.yaml", &TESTS.replace("answers: {market: no}", "area: ror.yaml"));
    place.write("regelror.yaml", &TESTS.replace("liten.yaml", "ror.yaml"));
    insta::assert_snapshot!(refused(
        &place,
        &[
            &["batch", "mapp"],
            &["fmt", "mapp"],
            &["fmt", "ror.yaml"],
            &["interview", "ror.yaml"],
            &["diff", "ror.yaml", "--from", "regler.yaml"],
            &["test", "namner.yaml"],
            &["test", "regelror.yaml"],
            &["new", "ror.yaml"],
        ]
    ));
    place.write("mapp/a.yaml", AREA);
    assert_eq!(end(&place, &["batch", "mapp"]).status, 0);
    for args in [&["recommend", "ror.yaml"][..], &["batch", "ror.yaml"], &["what-if", "ror.yaml"]] {
        let path = place.path("ror.yaml");
        let writer = thread::spawn(move || fs::write(path, AREA));
        let run = end(&place, args);
        writer.join().unwrap().unwrap();
        assert!(run.status == 0 && run.stdout.contains("Ledsagarservice"), "{args:?}: {}", run.stderr);
    }
    let path = place.path("ror.yaml");
    let reader = thread::spawn(move || fs::read_to_string(path));
    assert_eq!(end(&place, &["recommend", "omraden/ledsagare.yaml", "--output", "ror.yaml"]).status, 0);
    assert!(reader.join().unwrap().unwrap().contains("Ledsagarservice"));
}

/// What has no end is given up at the limit, which is named, in bounded memory.
#[test]
#[cfg(target_os = "linux")]
fn files_without_end() {
    const MOST_KIB: u64 = 900 * 1024;
    let place = place();
    let zero = "/dev/zero";
    place.write("namner.yaml", &TESTS.replace("answers: {market: no}", "area: /dev/zero"));
    let mut all = String::new();
    for args in [
        &["recommend", zero][..],
        &["batch", zero],
        &["batch", zero, "--input", "ndjson"],
        &["batch", zero, "--input", "xlsx"],
        &["plan", zero],
        &["memo", zero],
        &["what-if", zero],
        &["test", zero],
        &["test", "namner.yaml"],
        &["fmt", zero],
        &["rules", "show", zero],
        &["diff", "omraden", "--baseline", zero],
    ] {
        let watched = watched(place.tool(args).stdin(Stdio::null()), None, None);
        let run = &watched.run;
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{args:?}: {}", run.stderr);
        assert!(watched.peak < MOST_KIB, "{args:?}: {} MiB", watched.peak / 1024);
        all.push_str(&said(&place, args, run));
    }
    let endless = OpenOptions::new().read(true).open(zero).unwrap();
    let run = watched(place.tool(&["recommend", "-"]).stdin(endless), None, None).run;
    all.push_str(&said(&place, &["recommend", "-", "</dev/zero"], &run));
    all.push_str(&refused(
        &place,
        &[&["recommend", "/dev/null"], &["batch", "/dev/null", "--input", "ndjson"]],
    ));
    insta::assert_snapshot!(all);
    let run = end(&place, &["recommend", "omraden/ledsagare.yaml", "--output", "/dev/null"]);
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
}

/// A line of every command that prints, in each of its formats.
fn printing() -> Vec<Vec<&'static str>> {
    let diff = "diff omraden --from regler.yaml --format";
    [
        ("recommend omraden/ledsagare.yaml --format", "text plain markdown html docx json ndjson"),
        ("batch omraden --format", "text plain markdown html docx csv json ndjson xlsx"),
        ("plan omraden --format", "markdown text plain html docx"),
        (diff, "text plain markdown html docx json github sarif junit"),
        ("test prov.yaml --format", "text plain markdown html docx json junit github"),
        ("what-if omraden/ledsagare.yaml --format", "text plain markdown html docx json"),
        ("rules show --format", "text plain markdown html docx"),
        ("rules list --format", "text plain markdown html docx"),
        ("rules check liten.yaml --format", "text plain markdown html docx json sarif areas"),
        ("rules compare liten.yaml liten.yaml --format", "text plain markdown html docx json areas tests"),
        ("explain --format", "text plain markdown html docx json"),
        ("explain lov --format", "text plain markdown html docx json"),
        ("schema", "area rules test result batch check compare diff explain what-if"),
        ("completions", "bash zsh fish powershell elvish"),
    ]
    .iter()
    .flat_map(|(line, lasts)| lasts.split(' ').map(|last| line.split(' ').chain([last]).collect()))
    .chain(
        ["rules export", "man", "man recommend", "fmt --check oordnat.yaml", "", "--help", "batch --help"]
            .map(|line| line.split_whitespace().collect()),
    )
    .chain([vec!["--version"]])
    .collect()
}

fn printing_place() -> Place {
    let place = place();
    place.write("oordnat.yaml", "answers: {market_exists: no}\narea: A\n");
    place
}

/// A disk without room: a message, status 2, no panic.
#[test]
#[cfg(target_os = "linux")]
fn standard_output_without_room() {
    let place = printing_place();
    for args in printing() {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let run = watched(place.tool(&args).stdin(Stdio::null()), Some(full.into()), None).run;
        // Nothing is printed where there is nothing to report.
        let silent = run.status == 0 && end(&place, &args).stdout.is_empty();
        if !silent {
            assert_eq!(run.status, 2, "{args:?}: {}", run.stderr);
            let expected = "fel: resultatet kan inte skrivas: det finns inget utrymme kvar\n";
            assert!(run.stderr.ends_with(expected), "{args:?}: {}", run.stderr);
        }
    }
}

/// A reader that has gone: a quiet end, wherever it read.
#[test]
fn readers_that_have_gone() {
    let gone = || Stdio::from(std::io::pipe().unwrap().1);
    let place = printing_place();
    for args in printing() {
        let run = watched(place.tool(&args).stdin(Stdio::null()), Some(gone()), None).run;
        let heard = place.tool(&args).stdin(Stdio::null()).output().unwrap();
        let expected = if heard.stdout.is_empty() { heard.status.code().unwrap() } else { 2 };
        assert_eq!((run.status, run.stderr.as_str()), (expected, ""), "{args:?}");
    }
    for args in [
        &["recommend", "borta.yaml"][..],
        &["recommend", "regler.yaml"],
        &["batch", "borta", "omraden"],
        &["plan", "regler.yaml", "omraden"],
        &["diff", "omraden", "--baseline", "regler.yaml"],
        &["test", "omraden"],
        &["fmt", "regler.yaml", "omraden"],
        &["rules", "show", "prov.yaml"],
        &["explain", "borta"],
        &["new", "prov.yaml"],
        &["interview", "regler.yaml"],
        &["rekommend"],
        &["recommend"],
        &["man", "borta"],
        &["recommend", "omraden/ledsagare.yaml", "--output", "borta/ut.txt"],
    ] {
        let loud = end(&place, args);
        assert!(!loud.stderr.is_empty(), "{args:?} says nothing");
        let run = watched(place.tool(args).stdin(Stdio::null()), None, Some(gone())).run;
        assert_eq!((run.status, &run.stdout), (loud.status, &loud.stdout), "{args:?}");
        // With nobody to tell at all, it still ends.
        let run = watched(place.tool(args).stdin(Stdio::null()), Some(gone()), Some(gone())).run;
        assert!([0, 2].contains(&run.status), "{args:?}: {}", run.status);
    }
}

/// A disk that fills up while a file is written: a message, the old file as it was, nothing left behind.
#[test]
#[cfg(target_os = "linux")]
fn files_without_room() {
    let place = place();
    place.write("ut", "gammalt");
    place.write("lang.yaml", &long_area());
    let names = || fs::read_dir(place.path(".")).unwrap().count();
    let before = names();
    let tool = env!("CARGO_BIN_EXE_avtalsform");
    let mut all = String::new();
    for args in WRITING {
        // A file may not grow beyond so many blocks, and the signal that would say so is let be.
        let line = ["-c", "trap '' XFSZ; ulimit -f 4; exec \"$0\" \"$@\"", tool];
        let mut command = place.prepared(Path::new("sh"), ".", &line);
        let run = watched(command.args(*args).stdin(Stdio::null()), None, None).run;
        assert_eq!(run.status, 2, "{args:?}: {}", run.stderr);
        assert_eq!(fs::read_to_string(place.path("ut")).unwrap(), "gammalt", "{args:?}");
        assert_eq!(fs::read_to_string(place.path("lang.yaml")).unwrap(), long_area(), "{args:?}");
        assert_eq!(names(), before, "{args:?} leaves something behind");
        all.push_str(&said(&place, args, &run));
    }
    let args = ["recommend", "omraden/ledsagare.yaml", "--output", "/dev/full"];
    all.push_str(&refused(&place, &[&args]));
    insta::assert_snapshot!(all);
}

/// The same on a real file system that is full, where one can be had.
#[test]
#[cfg(target_os = "linux")]
fn a_full_file_system() {
    let place = place();
    fs::create_dir(place.path("liten")).unwrap();
    let script = "mount -t tmpfs -o size=16k none liten || exit 77; printf gammalt >liten/ut; \
                  \"$0\" \"$@\"; status=$?; ls -A liten; cat liten/ut; exit $status";
    let tool = env!("CARGO_BIN_EXE_avtalsform");
    let args = ["batch", "omraden", "--format", "html", "--output", "liten/ut"];
    let mut command = place.prepared(Path::new("unshare"), ".", &["-m", "sh", "-c", script, tool]);
    if Command::new("unshare").arg("--version").output().is_err() {
        return eprintln!("NOT TESTED: there is no unshare");
    }
    let run = watched(command.args(args), None, None).run;
    if run.status != 2 {
        return eprintln!("NOT TESTED: no file system can be mounted here: {}", run.stderr);
    }
    assert_eq!(run.stdout, "ut\ngammalt");
    assert_eq!(run.stderr, "fel: `liten/ut` kan inte skrivas: det finns inget utrymme kvar\n");
}

#[test]
fn deep_folders() {
    let place = place();
    let deep = vec!["mapp"; 500].join("/");
    place.write(&format!("djupt/{deep}/a.yaml"), AREA);
    let run = end(&place, &["batch", "djupt", "--format", "ndjson"]);
    assert_eq!((run.status, run.stdout.lines().count()), (0, 1), "{}", run.stderr);
    let mut wide = fs::File::create(place.path("brett.yaml")).unwrap();
    writeln!(wide, "area: {}", "å".repeat(100_000)).unwrap();
    assert_eq!(end(&place, &["recommend", "brett.yaml"]).status, 0);
}

/// A system that allows no second thread, as an ordinary user: it runs with what there is, or says one sentence.
#[test]
#[cfg(target_os = "linux")]
fn no_thread_but_one() {
    let place = place();
    let tool = place.own_tool();
    fs::set_permissions(place.path("."), Permissions::from_mode(0o777)).unwrap();
    place.write("rader.ndjson", "{\"area\": \"Ett\"}\n{\"area\": \"Två\"}\n");
    let limited = |args: &[&str]| {
        let line = [&["--nproc=1", tool.to_str().unwrap()], args].concat();
        let mut command = place.prepared(Path::new("prlimit"), ".", &line);
        if fs::metadata(place.path(".")).unwrap().uid() == 0 {
            command.uid(65_534).gid(65_534);
        }
        command
    };
    if Command::new("prlimit").arg("--version").output().is_err() {
        return eprintln!("NOT TESTED: there is no program that sets limits");
    }
    for args in [
        &["recommend", "omraden/ledsagare.yaml"][..],
        &["batch", "omraden"],
        &["batch", "rader.ndjson", "--format", "ndjson"],
        &["plan", "omraden"],
        &["test", "prov.yaml"],
        &["rules", "check", "liten.yaml", "--fail-on", "none"],
        &["diff", "omraden", "--baseline", "sparat.json"],
        &["what-if", "omraden/ledsagare.yaml", "--weights"],
    ] {
        let usual = end(&place, args);
        let run = watched(limited(args).stdin(Stdio::null()), None, None).run;
        assert_eq!(
            (run.status, &run.stdout, &run.stderr),
            (usual.status, &usual.stdout, &usual.stderr),
            "{args:?}"
        );
    }
    let run =
        watched(limited(&["diff", "omraden", "--from-rev", "HEAD"]).stdin(Stdio::null()), None, None).run;
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.lines().count()), (2, "", 1), "{}", run.stderr);
}
