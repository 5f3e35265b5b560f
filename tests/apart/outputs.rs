//! What is written destroys nothing: no result takes the place of a file that it was made from, and files are made as the
//! system makes them.
#![cfg(unix)]

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::child::watched;
use crate::support::place::Place;
use crate::support::writing::{AREA, WRITING, long_area, place};

/// Every command that reads files and writes one, with the files it reads; the file it writes comes last.
const READING: &[(&str, &[&str])] = &[
    (
        "recommend omraden/ledsagare.yaml --rules regler.yaml --output",
        &["omraden/ledsagare.yaml", "regler.yaml"],
    ),
    ("recommend bok.xlsx --format text --output", &["bok.xlsx"]),
    (
        "batch omraden --rules regler.yaml --format ndjson --output",
        &["omraden/ledsagare.yaml", "regler.yaml"],
    ),
    ("batch omraden --format html --output", &["omraden/ledsagare.yaml"]),
    ("batch bok.xlsx --format xlsx --output", &["bok.xlsx"]),
    ("batch rader.ndjson --format csv --output", &["rader.ndjson"]),
    ("plan omraden --format docx --output", &["omraden/ledsagare.yaml"]),
    (
        "memo omraden/ledsagare.yaml --template mall.docx --format docx --output",
        &["omraden/ledsagare.yaml", "mall.docx"],
    ),
    ("plan omraden --template mall.docx --format docx --output", &["mall.docx"]),
    ("diff omraden --from regler.yaml --fail-on none --output", &["omraden/ledsagare.yaml", "regler.yaml"]),
    (
        "diff omraden --from regler.yaml --fail-on none --write-baseline",
        &["omraden/ledsagare.yaml", "regler.yaml"],
    ),
    (
        "diff omraden --baseline sparat.json --fail-on none --output",
        &["omraden/ledsagare.yaml", "sparat.json"],
    ),
    ("what-if omraden/ledsagare.yaml --format json --output", &["omraden/ledsagare.yaml"]),
    ("test prov.yaml --output", &["prov.yaml", "liten.yaml"]),
    ("test namner.yaml --output", &["namner.yaml", "omraden/ledsagare.yaml"]),
    ("rules show regler.yaml --output", &["regler.yaml"]),
    ("rules check liten.yaml --fail-on none --output", &["liten.yaml"]),
    ("rules compare liten.yaml regler.yaml --fail-on none --output", &["liten.yaml", "regler.yaml"]),
    ("explain lov --rules regler.yaml --output", &["regler.yaml"]),
    ("schema area --rules regler.yaml --output", &["regler.yaml"]),
];

fn inputs() -> Place {
    let place = place();
    let area =
        "tests:\n  - name: a\n    area: omraden/ledsagare.yaml\n    expect: {outcome: verksamhetsuppdrag}\n";
    place.write("namner.yaml", area);
    place.write("rader.ndjson", "{\"area\": \"Ett\"}\n{\"area\": \"Två\"}\n");
    assert_eq!(place.run(&["batch", "omraden", "--output", "bok.xlsx"]).status, 0);
    assert_eq!(place.run(&["plan", "omraden", "--output", "mall.docx"]).status, 0);
    place
}

/// Whatever a command reads, by whatever name it is to write over it: refused, and nothing is lost or left.
#[test]
fn no_output_destroys_an_input() {
    let place = inputs();
    fs::create_dir(place.path("annan")).unwrap();
    for (line, read) in READING {
        for input in *read {
            let hard = place.path("annan/hard");
            let link = place.path("annan/lank");
            fs::hard_link(place.path(input), &hard).unwrap();
            symlink(place.path(input), &link).unwrap();
            let before = place.files();
            let around = format!("annan/../{input}");
            for output in [*input, &around, place.path(input).to_str().unwrap(), "annan/hard", "annan/lank"] {
                let args: Vec<&str> = line.split(' ').chain([output]).collect();
                let run = place.run(&args);
                assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{line} {output}");
                let expected = format!("`{output}` läses i samma körning och skrivs inte över");
                assert!(run.stderr.contains(&expected), "{line} {output}: {}", run.stderr);
                assert!(place.files() == before, "{line} {output}");
            }
            fs::remove_file(hard).unwrap();
            fs::remove_file(link).unwrap();
        }
        // To another file it writes.
        let args: Vec<&str> = line.split(' ').chain(["annan/ut"]).collect();
        assert!([0, 1].contains(&place.run(&args).status), "{line}");
        assert!(place.path("annan/ut").exists(), "{line}");
        fs::remove_file(place.path("annan/ut")).unwrap();
    }
}

/// Standard input is a file, too, where it is led from one.
#[test]
fn standard_input_is_not_destroyed() {
    let place = place();
    for args in [
        &["recommend", "-", "--output", "a.yaml"][..],
        &["batch", "-", "--output", "a.yaml"],
        &["recommend", "omraden/ledsagare.yaml", "--rules", "-", "--output", "a.yaml"],
    ] {
        let text = if args.contains(&"--rules") {
            fs::read_to_string(place.path("regler.yaml")).unwrap()
        } else {
            AREA.to_owned()
        };
        place.write("a.yaml", &text);
        let input = File::open(place.path("a.yaml")).unwrap();
        let run = watched(place.tool(args).stdin(input), None, None).run;
        assert_eq!(run.status, 2, "{args:?}: {}", run.stderr);
        assert_eq!(fs::read_to_string(place.path("a.yaml")).unwrap(), text);
    }
}

/// What is not a result but a file to work on replaces nothing unless it is told to.
#[test]
fn files_to_work_on_are_not_replaced() {
    let place = place();
    for (args, file) in [
        (&["rules", "export", "--output", "mina.yaml"][..], "mina.yaml"),
        (&["new", "ny.yaml", "--no-schema"], "ny.yaml"),
        (&["new", "ny.xlsx"], "ny.xlsx"),
        (&["test", "prov.yaml", "--suggest", "forslag"], "forslag/minimal-suggested.yaml"),
    ] {
        assert!([0, 1].contains(&place.run(args).status), "{args:?}");
        assert!(place.path(file).exists(), "{args:?}");
        place.write(file, "mitt");
        let run = place.run(args);
        assert_eq!(run.status, 2, "{args:?}");
        assert!(run.stderr.contains(&format!("`{file}` finns redan")), "{args:?}: {}", run.stderr);
        assert_eq!(fs::read_to_string(place.path(file)).unwrap(), "mitt", "{args:?}");
        assert!([0, 1].contains(&place.run(&[args, &["--force"]].concat()).status), "{args:?}");
        assert_ne!(fs::read(place.path(file)).unwrap(), b"mitt", "{args:?}");
    }
}

fn mode(place: &Place, name: &str) -> u32 {
    fs::metadata(place.path(name)).unwrap().mode() & 0o777
}

/// A new file has the rights that the user's mask leaves, a replaced one those it had.
#[test]
fn files_have_the_rights_that_the_system_gives() {
    let place = place();
    place.write("lang.yaml", &long_area());
    for (mask, new) in [("022", 0o644), ("077", 0o600), ("002", 0o664)] {
        for args in WRITING.iter().filter(|args| args[0] != "fmt") {
            let _ = fs::remove_file(place.path("ut"));
            let tool = env!("CARGO_BIN_EXE_avtalsform");
            let command = format!("umask {mask}; exec \"$0\" \"$@\"");
            let mut shell = place.prepared(std::path::Path::new("sh"), ".", &["-c", &command, tool]);
            let run = watched(shell.args(*args).stdin(Stdio::null()), None, None).run;
            assert!([0, 1].contains(&run.status), "{args:?}: {}", run.stderr);
            assert_eq!(mode(&place, "ut"), new, "{mask} {args:?}");
        }
    }
    for args in WRITING {
        let file = if args[0] == "fmt" { "lang.yaml" } else { "ut" };
        place.write(file, &long_area());
        fs::set_permissions(place.path(file), Permissions::from_mode(0o640)).unwrap();
        assert!([0, 1].contains(&place.run(args).status), "{args:?}");
        assert_eq!(mode(&place, file), 0o640, "{args:?}");
    }
}

/// A file that may not be written to, and one of somebody else, are refused and stay.
#[test]
fn files_that_are_not_ours_to_write() {
    let place = place();
    let tool = place.own_tool();
    fs::set_permissions(place.path("."), Permissions::from_mode(0o777)).unwrap();
    for args in WRITING {
        let file = if args[0] == "fmt" { "lang.yaml" } else { "ut" };
        place.write(file, &long_area());
        fs::set_permissions(place.path(file), Permissions::from_mode(0o444)).unwrap();
        let run = place.run(args);
        assert_eq!(run.status, 2, "{args:?}: {}", run.stderr);
        assert!(
            run.stderr.contains(&format!("`{file}` kan inte skrivas: behörighet saknas")),
            "{}",
            run.stderr
        );
        assert_eq!(fs::read_to_string(place.path(file)).unwrap(), long_area(), "{args:?}");
        assert_eq!(mode(&place, file), 0o444);
        // Only the machine's administrator can make files of somebody else.
        let is_root = fs::metadata(place.path(".")).unwrap().uid() == 0;
        for (mode, owner) in [(0o644, 0), (0o666, 0)] {
            fs::set_permissions(place.path(file), Permissions::from_mode(mode)).unwrap();
            if !is_root || chown(place.path(file), Some(owner), Some(owner)).is_err() {
                continue;
            }
            let mut command = place.prepared(&tool, ".", args);
            let run = watched(command.uid(65_534).gid(65_534).stdin(Stdio::null()), None, None).run;
            assert_eq!(run.status, 2, "{args:?} {mode:o}: {}", run.stderr);
            assert_eq!(fs::read_to_string(place.path(file)).unwrap(), long_area(), "{args:?} {mode:o}");
        }
        fs::remove_file(place.path(file)).unwrap();
    }
}

/// The administrator writes a file of somebody else, whose it stays.
#[test]
fn a_replaced_file_keeps_its_owner() {
    let place = place();
    place.write("ut", "gammalt");
    if chown(place.path("ut"), Some(1_234), Some(1_234)).is_err() {
        return eprintln!("NOT TESTED: only the administrator can give a file away");
    }
    assert_eq!(place.run(WRITING[0]).status, 0);
    let found = fs::metadata(place.path("ut")).unwrap();
    assert_eq!((found.uid(), found.gid()), (1_234, 1_234));
    assert_ne!(fs::read(place.path("ut")).unwrap(), b"gammalt");
}

/// One file that is mounted into a container has a place that nothing else can take: it is written where it stands.
#[test]
#[cfg(target_os = "linux")]
fn a_file_that_is_mounted_by_itself() {
    let place = place();
    place.write("under", "gammalt");
    place.write("ut", "");
    let script = "mount --bind under ut && exec \"$0\" \"$@\"";
    let tool = env!("CARGO_BIN_EXE_avtalsform");
    let mut command = place.prepared(std::path::Path::new("unshare"), ".", &["-m", "sh", "-c", script, tool]);
    let able = Command::new("unshare").args(["-m", "true"]).status().is_ok_and(|status| status.success());
    if !able {
        return eprintln!("NOT TESTED: nothing can be mounted here");
    }
    let run = watched(command.args(WRITING[0]).stdin(Stdio::null()), None, None).run;
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(fs::read_to_string(place.path("under")).unwrap().starts_with("Ledsagarservice"));
    assert_eq!(fs::read(place.path("ut")).unwrap(), b"");
}

/// Where there is no standard output to write to, a run whose result belongs there does not end as if it had been written.
/// (Only on Linux can the tool know.)
#[test]
#[cfg(target_os = "linux")]
fn a_closed_standard_output_is_an_error() {
    let place = inputs();
    let tool = env!("CARGO_BIN_EXE_avtalsform");
    let closed =
        |line: &str| place.command(Path::new("sh"), ".", &["-c", &format!("{tool} {line} >&-")], &[]);
    let reading = READING.iter().filter_map(|(line, _)| line.strip_suffix(" --output"));
    for line in reading.clone().chain(["--help", "--version", "batch --help", "rules list", "man", ""]) {
        let run = closed(line);
        let expected = "fel: resultatet kan inte skrivas: standard ut är stängd\n";
        assert!(run.status == 2 && run.stderr.ends_with(expected), "{line}: {}", run.stderr);
    }
    // It need not be open for a result that goes to a file.
    for line in reading {
        let run = closed(&format!("{line} --output ny"));
        assert!(run.status == 0 && place.path("ny").is_file(), "{line}: {}", run.stderr);
        fs::remove_file(place.path("ny")).unwrap();
    }
}

/// Results for JSON, where the totals stand first, do not wait in memory: 8,000 take 140 MiB of text.
#[test]
#[cfg(target_os = "linux")]
fn many_results_take_little_memory() {
    const MOST_KIB: u64 = 230 * 1024;
    let place = Place::new();
    let lines: String = (0..8_000).map(|id| format!("{{\"area\": \"A\", \"id\": \"a{id}\"}}\n")).collect();
    place.write("rader.ndjson", &lines);
    let mut command = place.tool(&["batch", "rader.ndjson", "--format", "json", "--output", "ut.json"]);
    let watched = watched(command.env("RAYON_NUM_THREADS", "2"), None, None);
    assert_eq!((watched.run.status, watched.run.stderr.as_str()), (0, ""));
    assert!(watched.peak < MOST_KIB, "{} MiB", watched.peak / 1024);
    assert!(fs::metadata(place.path("ut.json")).unwrap().len() > 140 << 20);
}

/// Where they cannot wait, it is said where that is.
#[test]
fn results_that_cannot_wait() {
    let place = Place::new();
    let lines: String = (0..4_000).map(|id| format!("{{\"area\": \"A\", \"id\": \"a{id}\"}}\n")).collect();
    place.write("rader.ndjson", &lines);
    let mut command = place.tool(&["batch", "rader.ndjson", "--format", "json", "--output", "ut.json"]);
    let run = watched(command.env("TMPDIR", "borta"), None, None).run;
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("`borta` kan inte skrivas: "), "{}", run.stderr);
    assert!(!place.path("ut.json").exists());
}

/// What may be written and not read is known by what it is, not by what stands in it.
#[test]
fn what_cannot_be_read_is_no_output_either() {
    let place = Place::new();
    let tool = place.own_tool();
    place.write("a.yaml", "area: A\n");
    fs::set_permissions(place.path("."), Permissions::from_mode(0o777)).unwrap();
    fs::set_permissions(place.path("a.yaml"), Permissions::from_mode(0o222)).unwrap();
    // Opened by somebody who may, as `sudo` and services do.
    let open = fs::File::open(place.path("a.yaml"));
    let is_root = fs::metadata(place.path(".")).unwrap().uid() == 0;
    let (true, Ok(open)) = (is_root, open) else { return };
    chown(place.path("a.yaml"), Some(65_534), Some(65_534)).unwrap();
    let mut command = place.prepared(&tool, ".", &["recommend", "-", "--output", "a.yaml"]);
    let run = watched(command.uid(65_534).gid(65_534).stdin(open), None, None).run;
    assert_eq!(run.status, 2, "{}", run.stderr);
    fs::set_permissions(place.path("a.yaml"), Permissions::from_mode(0o644)).unwrap();
    assert_eq!(fs::read_to_string(place.path("a.yaml")).unwrap(), "area: A\n");
}

/// What stands in the file that standard output leads into stays, and what comes after it does, too.
#[test]
#[cfg(target_os = "linux")]
fn standard_output_by_another_name_is_standard_output() {
    let place = inputs();
    let tool = env!("CARGO_BIN_EXE_avtalsform");
    symlink("/proc/self/fd/1", place.path("ut")).unwrap();
    for name in ["/dev/stdout", "/proc/self/fd/1", "ut", "alla.txt"] {
        for format in ["csv", "text"] {
            fs::write(place.path("alla.txt"), "").unwrap();
            let line = format!(
                "(echo först; {tool} batch omraden --quiet --format {format} --output {name}; echo sist) >> alla.txt"
            );
            let run = place.command(Path::new("sh"), ".", &["-c", &line], &[]);
            let text = fs::read_to_string(place.path("alla.txt")).unwrap();
            assert!(
                text.starts_with("först\n") && text.ends_with("\nsist\n"),
                "{name}: {text}{}",
                run.stderr
            );
            assert!(text.contains("Ledsagarservice"), "{name}: {text}");
        }
    }
}

/// Nor is what is read written behind itself, nor one result over another.
#[test]
fn no_result_goes_where_the_run_reads_or_writes() {
    let place = inputs();
    let tool = env!("CARGO_BIN_EXE_avtalsform");
    for (line, input) in [
        ("batch omraden", "omraden/ledsagare.yaml"),
        ("recommend omraden/ledsagare.yaml", "omraden/ledsagare.yaml"),
        ("batch rader.ndjson --format ndjson", "rader.ndjson"),
        ("rules show regler.yaml", "regler.yaml"),
    ] {
        let before = place.files();
        let run = place.command(Path::new("sh"), ".", &["-c", &format!("{tool} {line} >> {input}")], &[]);
        assert_eq!(run.status, 2, "{line}");
        assert!(run.stderr.contains("standard ut leder till en fil som läses"), "{line}: {}", run.stderr);
        assert!(place.files() == before, "{line}");
    }
    let twice = ["--write-baseline", "w.json", "--output", "./w.json", "--format", "json"];
    let run = place.run(&[&["diff", "omraden", "--from", "regler.yaml"], &twice[..]].concat());
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("skrivs redan i samma körning"), "{}", run.stderr);
    let baseline = fs::read_to_string(place.path("w.json")).unwrap();
    assert!(baseline.contains("avtalsform/baseline/"), "{}", &baseline[..80]);
}

/// A reader that goes before it has heard all has perhaps not heard what mattered.
#[test]
fn a_result_that_is_cut_off_is_no_good_end() {
    let place = inputs();
    let pipe = place.path("ror");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let tool = env!("CARGO_BIN_EXE_avtalsform");
    let line =
        format!("(head -c 10 < ror > /dev/null) & {tool} batch {} --format html --output ror", long_areas());
    let run = place.command(Path::new("sh"), ".", &["-c", &line], &[]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("`ror` kan inte skrivas"), "{}", run.stderr);
}

/// A folder whose overview is longer than a pipe holds.
fn long_areas() -> String {
    crate::support::root().join("examples/illustrations").to_str().unwrap().to_owned()
}

/// The access list of a file that is replaced is kept, and nobody comes in who was kept out.
#[test]
#[cfg(target_os = "linux")]
fn a_replaced_file_keeps_its_access_list() {
    use rustix::fs::{XattrFlags, getxattr, setxattr};
    const LIST: &str = "system.posix_acl_access";
    let place = place();
    let path = place.path("omraden/ledsagare.yaml");
    // Version 2: the owner reads and writes, so does one other user; the group and the rest do neither.
    let entry = |tag: u16, rights: u16, id: u32| {
        [tag.to_le_bytes().as_slice(), &rights.to_le_bytes(), &id.to_le_bytes()].concat()
    };
    let nobody = u32::MAX;
    let list = [
        2_u32.to_le_bytes().to_vec(),
        entry(0x01, 6, nobody),
        entry(0x02, 6, 65_534),
        entry(0x04, 0, nobody),
        entry(0x10, 6, nobody),
        entry(0x20, 0, nobody),
    ]
    .concat();
    if setxattr(&path, LIST, &list, XattrFlags::empty()).is_err() {
        // Not every file system has such lists.
        return;
    }
    fs::write(&path, fs::read_to_string(&path).unwrap() + "\n\n\n").unwrap();
    assert_eq!(place.run(&["fmt", "omraden"]).status, 0);
    let mut found = vec![0_u8; 1024];
    let length = getxattr(&path, LIST, &mut found).unwrap();
    assert_eq!(found[..length], list);
}
