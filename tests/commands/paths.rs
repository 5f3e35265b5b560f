//! Paths that lead nowhere, or elsewhere than was meant: every command and every argument that takes a path.

use std::collections::BTreeSet;

use crate::support::place::Place;
use crate::support::{COMMANDS, run};

/// What an argument wants.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wants {
    /// A file of areas.
    File,
    /// Files or folders.
    Path,
    /// A rule set, by id or file.
    Rules,
    /// The id of a built-in rule set.
    BuiltIn,
    /// A saved result.
    Saved,
    /// A Word file to write into.
    Template,
    /// What people have written for a plan.
    PlanFile,
    /// A file to write.
    Output,
    /// A folder to write in.
    Folder,
}

use Wants::{BuiltIn, File, Folder, Output, Path, PlanFile, Rules, Saved, Template};

/// Every argument that takes a path: the command, the argument, what it wants, and the rest of a line that would do.
const ARGUMENTS: &[(&str, &str, Wants, &str)] = &[
    ("recommend", "<FILE>...", File, ""),
    ("recommend", "--rules", Rules, "omraden/ledsagare.yaml"),
    ("recommend", "--output", Output, "omraden/ledsagare.yaml"),
    ("batch", "<PATH>...", Path, ""),
    ("batch", "--rules", Rules, "omraden"),
    ("batch", "--output", Output, "omraden"),
    ("memo", "<FILE>", File, ""),
    ("memo", "--rules", Rules, "omraden/ledsagare.yaml"),
    ("memo", "--template", Template, "omraden/ledsagare.yaml --output ut.docx"),
    ("memo", "--output", Output, "omraden/ledsagare.yaml"),
    ("plan", "<PATH>...", Path, ""),
    ("plan", "--rules", Rules, "omraden"),
    ("plan", "--template", Template, "omraden --output ut.docx"),
    ("plan", "--file", PlanFile, "omraden"),
    ("plan", "--annex", Output, "omraden"),
    ("plan", "--output", Output, "omraden"),
    ("diff", "<PATH>...", Path, "--from regler.yaml"),
    ("diff", "--from", Rules, "omraden"),
    ("diff", "--to", Rules, "omraden --from regler.yaml"),
    ("diff", "--baseline", Saved, "omraden"),
    ("diff", "--write-baseline", Output, "omraden"),
    ("diff", "--output", Output, "omraden --from regler.yaml"),
    ("test", "<PATH>...", Path, ""),
    ("test", "--rules", Rules, "tester"),
    ("test", "--suggest", Folder, "tester"),
    ("test", "--output", Output, "tester"),
    ("fmt", "<PATH>...", Path, ""),
    ("fmt", "--rules", Rules, "omraden"),
    ("interview", "--rules", Rules, "omraden/ledsagare.yaml"),
    ("new", "--rules", Rules, "ny --format xlsx"),
    ("what-if", "<FILE>", File, ""),
    ("what-if", "--rules", Rules, "omraden/ledsagare.yaml"),
    ("what-if", "--output", Output, "omraden/ledsagare.yaml"),
    ("rules show", "[ID|FILE]", Rules, ""),
    ("rules show", "--rules", Rules, ""),
    ("rules show", "--output", Output, ""),
    ("rules export", "[ID|FILE]", BuiltIn, ""),
    ("rules export", "--rules", BuiltIn, ""),
    ("rules export", "--output", Output, ""),
    ("rules check", "[ID|FILE]", Rules, ""),
    ("rules check", "--output", Output, ""),
    ("rules list", "--output", Output, ""),
    ("rules compare", "<OLD>", Rules, "regler.yaml"),
    ("rules compare", "<NEW>", Rules, "regler.yaml"),
    ("rules compare", "--output", Output, "regler.yaml regler.yaml"),
    ("schema", "--rules", Rules, "area"),
    ("schema", "--output", Output, "rules"),
    ("explain", "--rules", Rules, "lov"),
    ("explain", "--output", Output, "lov"),
    ("man", "--output", Folder, ""),
];

fn place() -> Place {
    let place = Place::new();
    place.write("omraden/ledsagare.yaml", "area: Ledsagarservice\nanswers: {market_exists: no}\n");
    place.write(
        "tester/prov.yaml",
        "tests:\n  - name: a\n    answers: {market_exists: no}\n    expect: {outcome: verksamhetsuppdrag}\n",
    );
    place.write("regler.yaml", &run(&["rules", "export"]).stdout);
    assert_eq!(place.run(&["batch", "omraden", "--format", "json", "--output", "sparat.json"]).status, 0);
    std::fs::create_dir(place.path("tom")).unwrap();
    place
}

/// Wrong paths for what is wanted: of another kind, with a slip in them, and far from all there is.
fn wrong(wants: Wants) -> &'static [&'static str] {
    match wants {
        File => {
            &["omraden", "omraden/ledsagar.yaml", "omraden/ledsagare", "omrade/ledsagare.yaml", "borta.yaml"]
        }
        Path => &["tom", "omradn", "omraden/ledsagar.yaml", "borta"],
        Rules => &["omraden", "regler", "reglar.yaml", "linkoping-vardomsorg", "borta.yaml"],
        BuiltIn => &["omraden", "regler.yaml", "linkoping-vardomsorg"],
        Template => &["omraden", "sparat.docx", "borta.docx"],
        PlanFile => &["omraden", "plan.yml", "borta.yaml"],
        Saved => &["omraden", "sparatt.json", "borta.json"],
        Output => &["omraden", "borta/resultat.txt", "regler.yaml/resultat.txt"],
        Folder => &["regler.yaml", "regler.yaml/mapp"],
    }
}

fn line<'a>(command: &'a str, argument: &'a str, path: &'a str, rest: &'a str) -> Vec<&'a str> {
    let mut args: Vec<&str> = command.split_whitespace().collect();
    let rest = rest.split_whitespace();
    match argument {
        "<NEW>" => args.extend(rest.chain([path])),
        option if option.starts_with("--") => args.extend([option, path].into_iter().chain(rest)),
        _ => args.extend(std::iter::once(path).chain(rest)),
    }
    args
}

/// What is wrong and what to do about it, of each; nothing is written, nothing else is said.
#[test]
fn every_wrong_path_is_explained() {
    let place = place();
    let listed = |place: &Place| {
        let names = std::fs::read_dir(place.path(".")).unwrap().map(|entry| entry.unwrap().file_name());
        names.collect::<BTreeSet<_>>()
    };
    let before = listed(&place);
    // What is said, with all that say it: the table is long, and the sentences are few.
    let mut said: Vec<(String, Vec<String>)> = Vec::new();
    let mut seen: Vec<Wants> = Vec::new();
    for (command, argument, wants, rest) in ARGUMENTS {
        let first = !seen.contains(wants);
        seen.push(*wants);
        for path in wrong(*wants) {
            let args = line(command, argument, path, rest);
            let ran = place.run(&args);
            let shown = format!("{command} {argument}");
            assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{shown} {path}: {}", ran.stderr);
            let helped = ran.stderr.contains("hjälp: ") || ran.stderr.contains("linkoping-vard-omsorg");
            let bare = *command == "test" && ["tom", "borta"].contains(path);
            assert!(helped != bare, "{shown} {path}: {}", ran.stderr);
            assert!(!ran.stderr.contains("os error"), "{shown} {path}: {}", ran.stderr);
            match said.iter_mut().find(|(text, _)| *text == ran.stderr) {
                Some((_, all)) => all.push(shown),
                None => said.push((ran.stderr, vec![shown])),
            }
            if first {
                let english = place.run(&[&["--lang", "en"][..], &args].concat()).stderr;
                said.push((english, vec![format!("--lang en {command} {argument}")]));
                let quiet = place.run(&[&["--quiet"][..], &args].concat()).stderr;
                assert!(
                    quiet.starts_with("fel: ") && !quiet.contains("hjälp: "),
                    "{command} {path}: {quiet}"
                );
            }
        }
    }
    let all: String = said.iter().map(|(text, who)| format!("{text}  [{}]\n\n", who.join(", "))).collect();
    insta::assert_snapshot!(place.masked(&all));
    assert_eq!(listed(&place), before);
}

/// The table above has every argument that the help shows to take a path or a rule set.
#[test]
fn no_argument_is_left_out() {
    let known: BTreeSet<String> =
        ARGUMENTS.iter().map(|(command, argument, ..)| format!("{command} {argument}")).collect();
    let mut found = BTreeSet::new();
    for command in COMMANDS {
        let args: Vec<&str> =
            ["--lang", "en"].into_iter().chain(command.split_whitespace()).chain(["--help"]).collect();
        for line in run(&args).stdout.lines().map(str::trim) {
            let word = line.strip_prefix("-o, ").unwrap_or(line);
            let mut words = word.split_whitespace();
            let (name, value) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            let takes = |value: &str| ["<FILE>", "<PATH>", "<DIR>", "<ID|FILE>"].contains(&value);
            let positional =
                ["<FILE>", "<FILE>...", "<PATH>...", "[ID|FILE]", "<OLD>", "<NEW>"].contains(&name);
            if positional || (name.starts_with("--") && takes(value)) {
                found.insert(format!("{command} {name}"));
            }
        }
    }
    assert_eq!(found, known);
}

/// A folder where folders are meant, and a file where files are, do what they say.
#[test]
fn what_is_right_stays_right() {
    let place = place();
    for args in [
        &["batch", "omraden"][..],
        &["batch", "omraden/ledsagare.yaml"],
        &["plan", "omraden/ledsagare.yaml"],
        &["test", "tester/prov.yaml"],
        &["man", "--output", "ny/mapp"],
        &["recommend", "omraden/ledsagare.yaml", "--output", "ut.txt"],
        &["rules", "show", "regler.yaml"],
    ] {
        assert_eq!(place.run(args).status, 0, "{args:?}");
    }
}
