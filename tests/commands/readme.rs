//! The README and the guides are true: their commands give what they show, their area files are accepted, and what they
//! name exists.

use crate::support::place::Place;
use crate::support::{self, COMMANDS, files, root, run, run_with};

/// The README, every guide in `docs/`, and those for who changes the code: the path and the text of each.
fn guides() -> Vec<(String, String)> {
    let mut paths = vec!["README.md".to_owned()];
    paths.extend(files("docs", "md"));
    assert!(paths.len() >= 7, "{paths:?}");
    paths.extend(["ARCHITECTURE.md", "CONTRIBUTING.md"].map(str::to_owned));
    paths.into_iter().map(|path| (path.clone(), read(&path))).collect()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// The fenced blocks of a language in all guides, in order.
fn blocks(language: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<String> = None;
    for line in guides().iter().flat_map(|(_, text)| text.lines()) {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(found)) if found == language => open = Some(String::new()),
            (Some(_), Some("")) => blocks.extend(open.take()),
            (Some(block), _) => {
                block.push_str(line);
                block.push('\n');
            }
            _ => {}
        }
    }
    assert!(open.is_none(), "{open:?}");
    blocks
}

/// The README is what is read first: it is short, and leads to every guide.
#[test]
fn the_readme_is_short_and_leads_to_every_guide() {
    let readme = read("README.md");
    assert!(readme.len() <= 8192, "{} bytes", readme.len());
    for (path, _) in guides().iter().skip(1) {
        assert!(readme.contains(&format!("({path})")), "{path}");
    }
}

/// Each `$ avtalsform …` is followed by just what it prints; a line `…` stands for any number of lines.
#[test]
fn console_blocks_run() {
    let mut ran = 0;
    for block in blocks("console").iter().filter(|block| !is_walk(block)) {
        for part in block.split("$ avtalsform ").skip(1) {
            let (command, shown) = part.split_once('\n').unwrap();
            let args: Vec<&str> = command.split_whitespace().collect();
            let run = run(&args);
            let printed = format!("{}{}", run.stdout, run.stderr);
            assert_fits(command, shown, &printed);
            ran += 1;
        }
    }
    assert!(ran >= 5, "{ran} commands");
}

/// Whether a block has commands of other programs, between which files pass.
fn is_walk(block: &str) -> bool {
    block.lines().any(|line| line.starts_with("$ ") && !line.starts_with("$ avtalsform "))
}

/// Blocks in which files are made run in a folder of their own, each command by a shell, and `$?` is what it says.
#[cfg(unix)]
#[test]
fn walks_run() {
    let mut ran = 0;
    for block in blocks("console").iter().filter(|block| is_walk(block)) {
        let place = support::place::Place::new();
        std::os::unix::fs::symlink(root().join("examples"), place.path("examples")).unwrap();
        let bin = std::path::Path::new(env!("CARGO_BIN_EXE_avtalsform")).parent().unwrap();
        let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
        let mut status = 0;
        for part in block.split("$ ").filter(|part| !part.is_empty()) {
            let (command, shown) = part.split_once('\n').unwrap();
            if command == "echo $?" {
                assert_eq!(shown.trim(), status.to_string(), "{block}");
                continue;
            }
            let env = [("PATH", path.as_str())];
            let run = place.command(std::path::Path::new("sh"), ".", &["-c", command], &env);
            status = run.status;
            assert_fits(command, shown, &format!("{}{}", run.stdout, run.stderr));
            ran += 1;
        }
    }
    assert!(ran >= 3, "{ran} commands");
}

/// A blank that no line is broken at is a blank to who types the guide.
fn assert_fits(command: &str, shown: &str, printed: &str) {
    let (shown, printed) = (&*shown.replace('\u{a0}', " "), &*printed.replace('\u{a0}', " "));
    let mut rest = printed.trim_end();
    for (number, piece) in shown.trim_end().split("\n…\n").enumerate() {
        let piece = piece.strip_suffix("\n…").unwrap_or(piece);
        let at = rest.find(piece);
        assert!(
            at.is_some_and(|at| number > 0 || at == 0),
            "$ {command}\n--- shown:\n{piece}\n--- printed:\n{printed}"
        );
        rest = rest.get(at.unwrap() + piece.len()..).unwrap();
    }
    assert!(shown.trim_end().ends_with('…') || rest.is_empty(), "$ {command}: not shown:\n{rest}");
}

#[test]
fn the_area_files_shown_are_accepted() {
    let shown = blocks("yaml");
    assert!(!shown.is_empty());
    for block in shown {
        // What stands beside areas is read with one.
        if block.starts_with("gemensamt:") {
            let place = Place::new();
            place.write("gemensamt.yaml", &block);
            place.write("area.yaml", "area: A\nid: vandrarhem\nboard: Social- och omsorgsnämnden\n");
            let run = place.run(&["batch", "."]);
            assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{block}");
            continue;
        }
        // What belongs to a plan goes with areas.
        let args = if block.starts_with("plan:") {
            &["plan", "examples/illustrations/ledsagarservice.yaml", "--file", "-"][..]
        } else {
            &["recommend", "-"]
        };
        let run = run_with(args, block.as_bytes(), &[]);
        assert_eq!(run.status, 0, "{}\n{block}", run.stderr);
    }
}

#[test]
fn the_rule_tests_shown_pass() {
    let shown = blocks("yml");
    assert!(!shown.is_empty());
    for block in shown {
        let run = run_with(&["test", "-"], block.as_bytes(), &[]);
        assert_eq!(run.status, 0, "{}{}\n{block}", run.stdout, run.stderr);
    }
}

/// Every file, folder and flag that a guide names exists.
#[test]
fn what_the_guides_name_exists() {
    let help: String = COMMANDS
        .iter()
        .map(|command| {
            let mut args: Vec<&str> = command.split_whitespace().collect();
            args.push("--help");
            run(&args).stdout
        })
        .collect();
    for (guide, text) in guides() {
        for word in text.split(|letter: char| letter.is_whitespace() || "`()[],;".contains(letter)) {
            let whole = word;
            let word = word.trim_end_matches(|letter: char| ".:".contains(letter) || letter.is_ascii_digit());
            if let Some(flag) = word.strip_prefix("--").filter(|flag| !flag.is_empty()) {
                let flag = flag.split(['=', '|']).next().unwrap();
                let cargo = ["release", "locked", "path", "bench", "test", "quick"];
                assert!(help.contains(&format!("--{flag}")) || cargo.contains(&flag), "{guide}: --{flag}");
            }
            let is_path = FOLDERS.iter().any(|folder| word.starts_with(folder));
            if is_path && !word.contains("NAME") {
                // A place in a file ends in digits, as some folders do.
                assert!(root().join(word).exists() || root().join(whole).exists(), "{guide}: {word}");
            }
            if word.ends_with(".rs") && !word.contains('/') && word != "NAME.rs" {
                let program = ["src/bin/avtalsform", "tests/library/documents", "."];
                assert!(
                    program.iter().any(|folder| root().join(folder).join(word).exists()),
                    "{guide}: {word}"
                );
            }
        }
    }
}

const FOLDERS: &[&str] = &[
    ".ci/",
    "benches/",
    "docs/",
    "examples/",
    "fuzz/",
    "packaging/",
    "rules/",
    "schemas/",
    "src/",
    "templates/",
    "tests/",
    "texts/",
];

/// Every link of a guide leads to a file, as seen from the guide.
#[test]
fn the_links_of_the_guides_lead_somewhere() {
    for (guide, text) in guides() {
        let folder = root().join(&guide).parent().unwrap().to_owned();
        for link in text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
            assert!(folder.join(link).exists(), "{guide}: {link}");
        }
    }
}

/// What the program is made of is counted as it is, and each library says what it is for.
#[test]
fn libraries_are_counted_and_justified() {
    let manifest = read("Cargo.toml");
    let (_, rest) = manifest.split_once("\n[dependencies]\n").unwrap();
    let (libraries, rest) = rest.split_once("\n\n").unwrap();
    let (_, rest) = rest.split_once("[dev-dependencies]\n").unwrap();
    let mut number = 0;
    for (section, counted) in [(libraries, true), (rest.split("\n\n").next().unwrap(), false)] {
        let mut justified = false;
        for line in section.lines() {
            if line.starts_with('#') {
                justified = true;
                continue;
            }
            assert!(justified || line.starts_with("num-"), "what for? {line}");
            justified = false;
            number += usize::from(counted);
        }
    }
    let guide = read("docs/limits-and-speed.md");
    let stated = format!("made of {number} libraries, each justified in `Cargo.toml`");
    assert!(guide.contains(&stated), "{stated}");
    if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        let tree = std::process::Command::new(env!("CARGO"))
            .args(["tree", "--locked", "--offline", "--edges", "normal", "--prefix", "none"])
            .current_dir(root())
            .output()
            .unwrap();
        let tree = String::from_utf8(tree.stdout).unwrap();
        let all: std::collections::BTreeSet<&str> =
            tree.lines().map(|line| line.trim_end_matches(" (*)")).collect();
        let stated = format!("and of {} with all that they need", all.len() - 1);
        assert!(guide.contains(&stated), "{stated}");
    }
}
