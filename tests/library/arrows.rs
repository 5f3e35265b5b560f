//! Imports go one way: the table in `src/lib.rs` says what each room may import, and no room, nor any file among its
//! neighbours, is imported by what it imports.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::support::root;
use regex::Regex;

/// Rooms and neighbours that still import each other in a circle: the folder, and those that do.
const CIRCLES: &[(&str, &[&str])] = &[
    ("bin", &["args", "format", "language", "session"]),
    ("load", &["syntax", "tree"]),
    ("load/area", &["commas", "figures"]),
    ("load/sheet", &["districts", "rows"]),
    ("write/xlsx", &["areas", "choices"]),
];

/// A module's path, from the library's root; the program's begin with `bin`.
type Module = Vec<String>;

/// Who imports whom, among the names that stand in one folder.
type Arrows = BTreeMap<String, BTreeSet<String>>;

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn module(path: &Path) -> Module {
    let inside = path.strip_prefix(root().join("src")).unwrap().with_extension("");
    let mut parts: Module = inside.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    if parts.first().is_some_and(|first| first == "bin") {
        // The program's own folder.
        parts.remove(1);
    }
    if parts.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        parts.pop();
    }
    parts
}

static BESIDE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"//.*|'(?:\\.|[^'\\])'|"(?:\\.|[^"\\])*""#).unwrap());
static START: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(?:crate|avtalsform|super|self)(?:::\w+)*(?:::\w+|::\{)").unwrap());
static NAME: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\s*\w+(?:::\w+)*").unwrap());

/// The code of a file without comments and texts.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    BESIDE.replace_all(&text, "").into_owned()
}

/// Every path in a file that begins at a root or a parent, those in braces apart.
fn paths(code: &str) -> Vec<Module> {
    let parts = |path: &str| path.trim().split("::").map(str::to_owned).collect::<Module>();
    let mut paths = Vec::new();
    for found in START.find_iter(code).filter(|found| !code[..found.start()].ends_with("::")) {
        let Some(before) = found.as_str().strip_suffix("::{") else {
            paths.push(parts(found.as_str()));
            continue;
        };
        let (mut depth, mut items, mut item) = (1, Vec::new(), String::new());
        for letter in code[found.end()..].chars() {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
            if letter == ',' && depth == 1 {
                items.push(std::mem::take(&mut item));
            } else {
                item.push(letter);
            }
        }
        items.push(item);
        let named = items.iter().filter_map(|item| NAME.find(item));
        paths.extend(named.map(|item| [parts(before), parts(item.as_str())].concat()));
    }
    paths
}

/// The module that a path in another leads to.
fn target(path: &[String], from: &Module, modules: &BTreeSet<Module>) -> Option<Module> {
    let (first, rest) = path.split_first()?;
    let mut full = match first.as_str() {
        "crate" if from.first().is_some_and(|first| first == "bin") => [&["bin".to_owned()], rest].concat(),
        "crate" | "avtalsform" => rest.to_vec(),
        _ => {
            let (mut at, mut rest) = (from.clone(), path);
            while let Some((step, more)) =
                rest.split_first().filter(|(step, _)| ["super", "self"].contains(&step.as_str()))
            {
                if step == "super" {
                    at.pop();
                }
                rest = more;
            }
            at.extend(rest.iter().cloned());
            at
        }
    };
    while !full.is_empty() && !modules.contains(&full) {
        full.pop();
    }
    Some(full).filter(|full| !full.is_empty())
}

/// What imports what, folder by folder; rooms stand in the folder without a name.
fn arrows() -> BTreeMap<String, Arrows> {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let modules: BTreeSet<Module> = files.iter().map(|path| module(path)).collect();
    let mut arrows: BTreeMap<String, Arrows> = BTreeMap::new();
    for path in &files {
        let from = module(path);
        for to in paths(&code(path)).iter().filter_map(|path| target(path, &from, &modules)) {
            let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
            if let (Some(one), Some(other)) = (from.get(shared), to.get(shared)) {
                let folder = arrows.entry(from[..shared].join("/")).or_default();
                folder.entry(one.clone()).or_default().insert(other.clone());
            }
        }
    }
    arrows
}

/// All that can be reached from a name by following arrows.
fn reached<'a>(arrows: &'a Arrows, from: &'a str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = vec![from];
    while let Some(name) = next.pop() {
        let more = arrows.get(name).into_iter().flatten().map(String::as_str);
        next.extend(more.filter(|name| reached.insert(*name)));
    }
    reached
}

/// The table's rows: a room, and what it may import.
fn table() -> Arrows {
    let text = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("//! | `")).map(|row| {
        let (room, rest) = row.split_once("` |").unwrap();
        let imports = rest.split('|').next().unwrap().split_whitespace();
        (room.to_owned(), imports.map(|name| name.trim_matches(['`', ',']).to_owned()).collect())
    });
    rows.collect()
}

#[test]
fn rooms_import_what_the_table_says() {
    let (table, mut found) = (table(), arrows().remove("").unwrap());
    // The program may import every room, and none imports it.
    found.remove("bin");
    assert!(found.values().all(|imports| !imports.contains("bin")), "{found:#?}");
    let rooms: BTreeSet<String> = fs::read_dir(root().join("src"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .filter(|name| !["lib", "bin"].contains(&name.as_str()))
        .collect();
    assert_eq!(
        table.keys().cloned().collect::<BTreeSet<_>>(),
        rooms,
        "the table in src/lib.rs has each room"
    );
    let mut wrong = Vec::new();
    for (room, listed) in &table {
        let imports = found.remove(room).unwrap_or_default();
        wrong.extend(
            imports
                .difference(listed)
                .map(|other| format!("`{room}` imports `{other}`, which the table does not say")),
        );
        wrong.extend(
            listed.difference(&imports).map(|other| format!("`{room}` does not import `{other}` any more")),
        );
    }
    assert!(wrong.is_empty(), "see the table in src/lib.rs:\n{}", wrong.join("\n"));
}

#[test]
fn nothing_imports_in_a_circle() {
    let mut circles = BTreeSet::new();
    for (folder, arrows) in arrows() {
        for name in arrows.keys() {
            let round: BTreeSet<String> = reached(&arrows, name)
                .into_iter()
                .filter(|other| other != name && reached(&arrows, other).contains(name.as_str()))
                .chain([name.as_str()])
                .map(str::to_owned)
                .collect();
            if round.len() > 1 {
                circles.insert((folder.clone(), round));
            }
        }
    }
    let known: BTreeSet<(String, BTreeSet<String>)> = CIRCLES
        .iter()
        .map(|(folder, names)| ((*folder).to_owned(), names.iter().map(|name| (*name).to_owned()).collect()))
        .collect();
    let new: Vec<_> = circles.difference(&known).collect();
    assert!(new.is_empty(), "import each other in a circle: {new:#?}");
    let gone: Vec<_> = known.difference(&circles).collect();
    assert!(gone.is_empty(), "no circle any more, take it out of the list: {gone:#?}");
}

/// What the test would see of a file.
#[test]
fn paths_are_found() {
    let code = "use crate::load::{self, area::{x, Y}, fault::Fault};\nfn a() { super::super::b::c(); avtalsform::say::d }";
    let found: Vec<String> = paths(code).iter().map(|path| path.join("::")).collect();
    let wanted = [
        "crate::load::self",
        "crate::load::area",
        "crate::load::fault::Fault",
        "super::super::b::c",
        "avtalsform::say::d",
    ];
    assert_eq!(found, wanted);
}
