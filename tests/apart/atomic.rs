//! Files are written whole or not at all: whenever the tool is killed, what is there is the old file or the new one, to
//! the byte, and what it may leave beside them is nothing that another run would read.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use crate::support;
use crate::support::place::Place;
use crate::support::writing::{WRITING, long_area, place};

/// How often each command is killed.
const KILLS: u32 = 18;

fn names(place: &Place) -> BTreeSet<String> {
    let names = fs::read_dir(place.path(".")).unwrap();
    names.map(|name| name.unwrap().file_name().into_string().unwrap()).collect()
}

/// What is left beside what was there: hidden, and by its name no area file, workbook or rule set.
fn assert_no_area_file(place: &Place, before: &BTreeSet<String>) {
    for name in names(place).difference(before) {
        assert!(name.starts_with(".avtalsform"), "{name}");
        let named = |ending: &&str| name.ends_with(ending);
        assert!(![".yaml", ".yml", ".xlsx", ".ndjson", ".jsonl"].iter().any(named), "{name}");
    }
}

/// Runs a command with some input and kills it after a while; whether it had ended by itself.
fn killed(place: &Place, args: &[&str], input: &str, after: Duration) -> bool {
    let mut child =
        place.tool(args).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    // It may be gone before it has read everything.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    thread::sleep(after);
    let ended = child.try_wait().unwrap().is_some();
    // This is SIGKILL, which nothing can catch.
    let _ = child.kill();
    child.wait().unwrap();
    ended
}

/// A file that a command writes over, with what stands in it before and, however it ends, after.
struct Written<'a> {
    args: &'a [&'a str],
    input: &'a str,
    file: &'a str,
    before: Vec<u8>,
    /// What may stand there in the end; the last is what stands there when nothing goes wrong.
    after: Vec<Vec<u8>>,
}

/// Kills a command at moments spread over the time that it takes, and a little beyond.
fn sweep(place: &Place, written: &Written<'_>) {
    let Written { args, input, file, before, after } = written;
    let path = place.path(file);
    let listed = names(place);
    // How long it takes from beginning to end, at its fastest.
    let took = (0..2).map(|_| {
        fs::write(&path, before).unwrap();
        let started = Instant::now();
        let mut child = place
            .tool(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait().unwrap();
        assert_eq!(fs::read(&path).unwrap(), *after.last().unwrap(), "{args:?}");
        started.elapsed()
    });
    let took = took.min().unwrap();
    let mut stopped = 0;
    for kill in 0..KILLS {
        fs::write(&path, before).unwrap();
        // Writing comes at the end, so that is where most of them fall.
        let share = if kill % 3 == 0 {
            f64::from(kill) / f64::from(KILLS)
        } else {
            0.7 + 0.4 * f64::from(kill) / f64::from(KILLS)
        };
        stopped += u32::from(!killed(place, args, input, took.mul_f64(share)));
        let found = fs::read(&path).unwrap();
        assert!(
            found == *before || after.contains(&found),
            "{args:?} killed after {share} of its time: {found:?}"
        );
        assert_no_area_file(place, &listed);
    }
    assert!(stopped > 0, "{args:?} was never stopped");
}

#[test]
fn files_are_replaced_whole() {
    let place = place();
    place.write("lang.yaml", &long_area());
    for args in WRITING {
        let file = if args[0] == "fmt" { "lang.yaml" } else { "ut" };
        let before = if file == "ut" { b"gammalt".to_vec() } else { long_area().into_bytes() };
        place.write(file, std::str::from_utf8(&before).unwrap());
        assert!([0, 1].contains(&place.run(args).status), "{args:?}");
        let after = vec![fs::read(place.path(file)).unwrap()];
        assert!(after[0] != before, "{args:?} writes nothing");
        sweep(&place, &Written { args, input: "", file, before, after });
    }
}

/// Answers in an interview are saved one by one: every state in between is a file of its own.
#[test]
fn interviews_are_saved_whole() {
    let place = place();
    let before = b"area: A\n".to_vec();
    let answers = ["nej", "nej", "nej"];
    let mut after = Vec::new();
    for number in 0..=answers.len() {
        fs::write(place.path("samtal.yaml"), &before).unwrap();
        let input = answers[..number].iter().map(|answer| format!("{answer}\n")).collect::<String>();
        assert!(
            killed(&place, &["interview", "samtal.yaml"], &input, Duration::from_secs(3)),
            "does not end"
        );
        after.push(fs::read(place.path("samtal.yaml")).unwrap());
    }
    let different: BTreeSet<&Vec<u8>> = after.iter().collect();
    assert!(different.len() >= 2, "nothing is saved");
    let input = answers.map(|answer| format!("{answer}\n")).concat();
    sweep(
        &place,
        &Written { args: &["interview", "samtal.yaml"], input: &input, file: "samtal.yaml", before, after },
    );
}

/// New files are there whole or not there, and so is the schema beside them.
#[test]
fn new_files_are_there_whole_or_not_at_all() {
    let place = place();
    let listed = names(&place);
    let all = [
        &["new", "ny.yaml"][..],
        &["new", "ny.xlsx"],
        &["man", "--output", "man"],
        &["test", "prov.yaml", "--suggest", "forslag"],
    ];
    for args in all {
        let clean = || {
            for name in names(&place).difference(&listed) {
                let path = place.path(name);
                if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
            }
        };
        let started = Instant::now();
        assert!([0, 1].contains(&place.run(args).status), "{args:?}");
        let took = started.elapsed();
        let whole = files(&place, &listed);
        assert!(!whole.is_empty(), "{args:?} writes nothing");
        for kill in 0..KILLS {
            clean();
            killed(&place, args, "", took.mul_f64(0.4 + 0.7 * f64::from(kill) / f64::from(KILLS)));
            for (name, found) in files(&place, &listed) {
                // What has been written only in part has another name.
                let temporary = name.rsplit('/').next().is_some_and(|name| name.starts_with(".avtalsform-"));
                assert!(temporary || whole.contains(&(name.clone(), found)), "{args:?}: {name}");
            }
        }
        clean();
    }
}

/// Every file below the folder that was not listed before, with what stands in it.
fn files(place: &Place, listed: &BTreeSet<String>) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut left: Vec<String> = names(place).difference(listed).cloned().collect();
    while let Some(name) = left.pop() {
        let path = place.path(&name);
        if path.is_dir() {
            let inner = fs::read_dir(&path).unwrap();
            left.extend(
                inner.map(|inner| format!("{name}/{}", inner.unwrap().file_name().to_str().unwrap())),
            );
        } else {
            found.push((name, fs::read(path).unwrap()));
        }
    }
    found.sort();
    found
}

/// What a run that was killed leaves behind is not read by the next one.
#[test]
fn what_is_left_behind_is_not_read() {
    let place = place();
    place.write("omraden/.avtalsform-aBcDeF", "area: Halv");
    let run = place.run(&["batch", "omraden", "--format", "ndjson"]);
    assert_eq!((run.status, run.stdout.lines().count()), (0, 1), "{}", run.stderr);
}

/// In the sources of the tool, one place alone opens what is written to, one puts files on disk, and one has a file that
/// nobody sees.
#[test]
fn one_place_writes_files() {
    let mut folders = vec![support::root().join("src")];
    let mut writing = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let ways = [
                "fs::write",
                "File::create",
                "OpenOptions",
                "fs::rename",
                "fs::copy",
                "tempfile::",
                ".set_len(",
            ];
            if ways.iter().any(|way| text.contains(way)) {
                writing.insert(path.strip_prefix(support::root()).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    let places = ["output.rs", "pending.rs", "spool.rs"].map(|file| format!("src/bin/avtalsform/{file}"));
    assert_eq!(writing.into_iter().collect::<Vec<_>>(), places);
}
