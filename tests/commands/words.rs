//! The words and numbers of every page, kept as they were when the national law became a layer: however a page is laid out
//! anew, it says what it said, but for what `tests/words/differences.yaml` lists with its reason.
//!
//! What is compared are the words of a page with how often each stands there: white space, order, capitals, signs, lines
//! and bars do not count. Where a page has moved to another command, change its line in `PAGES`.
//!
//! To see what differs, page by page, with entries ready for `differences.yaml` (only the reason is left to write):
//!
//! ```text
//! cargo test --test commands words -- --nocapture
//! ```
//!
//! To keep one more page: a line in `PAGES`, and `WORDS_FROM=PROGRAM cargo test --test commands words`, which writes the
//! pages that are missing as that program says them, and no others.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::LazyLock;

use crate::support::place::Place;
use crate::support::{files, root};
use rayon::prelude::*;
use regex::Regex;
use serde::Deserialize;

/// A page a line: its name, the languages it is asked for in, and the arguments that give it. `< file` is what is typed.
const PAGES: &str = "
recommend-firm              | sv en | recommend areas/daglig-verksamhet.yaml --detail full
recommend-firm-short        | sv en | recommend areas/daglig-verksamhet.yaml
recommend-firm-plain        | sv    | recommend areas/daglig-verksamhet.yaml --format plain
recommend-excluded          | sv en | recommend areas/hjalpmedelsservice.yaml --detail full
recommend-excluded-plain    | en    | recommend areas/hjalpmedelsservice.yaml --format plain
recommend-decision          | en    | recommend areas/boendestod.yaml --detail full
recommend-decision-plain    | sv en | recommend areas/boendestod.yaml --format plain --detail short
recommend-variant           | sv    | recommend areas/skyddat-boende.yaml --detail full
recommend-complement        | sv    | recommend areas/traffpunkter-seniorer.yaml --detail full
recommend-tie               | sv    | recommend areas/familjeradgivning.yaml --detail full
recommend-preliminary       | sv    | recommend own/half.yaml --detail full
recommend-preliminary-short | sv en | recommend real/hemtjanst.yaml
recommend-preliminary-plain | sv    | recommend real/hemtjanst.yaml --format plain
recommend-open              | en    | recommend real/16-yttersta-ansvaret-personlig-assistans.yaml --detail full
recommend-open-short        | sv en | recommend real/16-yttersta-ansvaret-personlig-assistans.yaml
recommend-open-plain        | sv    | recommend real/16-yttersta-ansvaret-personlig-assistans.yaml --format plain
recommend-empty             | sv    | recommend own/empty.yaml --detail full
recommend-figures           | sv    | recommend own/figures.yaml --detail full
recommend-figures-plain     | en    | recommend own/figures.yaml --format plain
recommend-profile           | sv    | recommend areas/boendestod.yaml --profile cost-and-capacity-first --detail full
recommend-other-rules       | sv en | recommend own/area-exempel.yaml --rules own/exempelkommun.yaml --detail full
recommend-other-board       | sv en | recommend own/half.yaml --rules linkoping-ovriga-namnder
recommend-several           | sv en | recommend own/empty.yaml areas/trygghetslarm.yaml own/several-documents.yaml
recommend-faults            | sv en | recommend own/unknown-criterion-near.yaml own/csv.yaml
batch                       | sv en | batch areas real
batch-plain                 | sv    | batch areas own/figures.yaml own/half.yaml own/empty.yaml --format plain
batch-markdown              | en    | batch areas own/figures.yaml own/half.yaml own/empty.yaml --format markdown
batch-grouped               | sv en | batch areas real --group-by board --sort firmness --only undetermined,changed
batch-none                  | sv en | batch areas --only tie,preliminary
memo                        | sv en | memo areas/korttidsboende-aldre.yaml
memo-open                   | sv    | memo own/half.yaml
plan                        | sv    | plan own/figures.yaml areas/boendestod.yaml real/hemtjanst.yaml --board Äldrenämnden
plan-plain                  | en    | plan own/half.yaml areas/traffpunkter-seniorer.yaml --format plain
diff                        | sv en | diff areas --from old.yaml --to new.yaml
diff-plain                  | sv en | diff areas --from old.yaml --to new.yaml --format plain
diff-markdown               | sv en | diff areas --from old.yaml --to new.yaml --format markdown
diff-open                   | sv en | diff real --from old.yaml --to new.yaml --profile users-first --fail-on reasons
diff-same                   | sv en | diff areas --from linkoping-vard-omsorg
diff-baseline               | sv en | diff areas real/hemtjanst.yaml --rules new.yaml --baseline saved.json
diff-baseline-markdown      | sv en | diff areas real/hemtjanst.yaml --rules new.yaml --baseline saved.json --format markdown
test                        | sv en | test tests
test-plain                  | sv en | test tests --format plain
test-fails                  | sv en | test failing.yaml
test-fails-plain            | sv en | test failing.yaml --format plain
check                       | sv en | rules check
check-plain                 | sv en | rules check linkoping-ovriga-namnder --format plain
check-new                   | sv en | rules check new.yaml
check-other                 | sv en | rules check own/exempelkommun.yaml
compare                     | sv en | rules compare old.yaml new.yaml
compare-plain               | sv en | rules compare old.yaml new.yaml --format plain
compare-same                | sv en | rules compare old.yaml linkoping-vard-omsorg
rules-list                  | sv en | rules list
rules-list-plain            | sv en | rules list --format plain
rules-show                  | sv    | rules show
rules-show-other            | sv en | rules show own/exempelkommun.yaml
rules-show-other-plain      | sv en | rules show own/exempelkommun.yaml --format plain
what-if                     | sv en | what-if areas/daglig-verksamhet.yaml
what-if-plain               | sv en | what-if areas/daglig-verksamhet.yaml --format plain
what-if-set                 | sv en | what-if areas/daglig-verksamhet.yaml --set market_exists=no
what-if-set-plain           | sv en | what-if own/half.yaml --set market_exists=no --unset user_choice --format plain
what-if-target              | sv en | what-if areas/daglig-verksamhet.yaml --target lov --keep lov_scope
what-if-weights             | sv en | what-if areas/daglig-verksamhet.yaml --weights --draws 2000 --profiles
what-if-everything          | sv en | what-if areas/boendestod.yaml --set follow_up=no --target lou --profiles --weights --draws 500
what-if-everything-plain    | sv en | what-if areas/boendestod.yaml --set follow_up=no --target lou --profiles --weights --draws 500 --format plain
what-if-open                | sv en | what-if real/16-yttersta-ansvaret-personlig-assistans.yaml
explain-criterion           | sv en | explain market_exists
explain-criterion-plain     | sv en | explain service_law --format plain
explain-form                | sv en | explain lov
explain-outcome             | sv en | explain lou+verksamhetsuppdrag
explain-gate                | sv en | explain no-market
explain-profile             | sv en | explain users-first
explain-indicator-plain     | sv en | explain lov-user-choice --format plain
explain-findings            | sv en | explain
explain-finding             | sv en | explain gate-idle
explain-finding-plain       | sv en | explain answer-backfires --format plain
interview                   | sv en | interview talk.yaml < typed.txt
interview-plain             | sv en | interview talk.yaml --format plain < typed.txt
";

/// What is typed in an interview.
const TYPED: &str = "Ledsagning\nnej\nja Fyra anbud kom in\n?\nhoppa\nback\ndelvis\nquit\n";

struct Page {
    /// With its language.
    name: String,
    args: Vec<String>,
    typed: bool,
}

fn pages() -> Vec<Page> {
    let mut pages = Vec::new();
    for line in PAGES.trim().lines() {
        let [name, langs, command] = line.split('|').map(str::trim).collect::<Vec<_>>().try_into().unwrap();
        let (command, typed) = command.split_once('<').map_or((command, false), |(bare, _)| (bare, true));
        for lang in langs.split(' ') {
            let args = command.split_whitespace().chain(["--lang", lang, "--width", "200"]);
            let args = args.map(str::to_owned).collect();
            pages.push(Page { name: format!("{name}.{lang}"), args, typed });
        }
    }
    pages
}

/// A folder with areas, rule sets and rule tests.
fn place() -> Place {
    let place = Place::new();
    let copy = |from: &str, to: &str| place.write(to, &fs::read_to_string(root().join(from)).unwrap());
    for (folder, to) in [
        ("examples/illustrations", "areas"),
        ("examples/linkoping-2023", "real"),
        ("examples/linkoping-2020", "real"),
        ("tests/words/input", "own"),
        ("tests/rules", "own"),
        ("rules/tests", "tests"),
    ] {
        for path in files(folder, "yaml") {
            copy(&path, &format!("{to}/{}", Path::new(&path).file_name().unwrap().to_str().unwrap()));
        }
    }
    copy("tests/bad/ok/several-documents.yaml", "own/several-documents.yaml");
    copy("tests/bad/area/unknown-criterion-near.yaml", "own/unknown-criterion-near.yaml");
    copy("tests/bad/area/csv.yaml", "own/csv.yaml");
    copy("tests/ci/reports/failing.yaml", "failing.yaml");
    copy("rules/linkoping-vard-omsorg.yaml", "old.yaml");
    let mut new = fs::read_to_string(place.path("old.yaml")).unwrap();
    for (from, to) in [
        ("when: { pricing: no }", "when: { pricing: [no, partly] }"),
        ("margin: 1/20", "margin: 1/4"),
        ("when: { follow_up: no }", "when: { follow_up: [no, partly] }"),
        ("when: { ultimate_responsibility: [yes, partly] }", "when: { ultimate_responsibility: yes }"),
    ] {
        assert!(new.contains(from), "{from}");
        new = new.replace(from, to);
    }
    place.write("new.yaml", &new);
    place.write("typed.txt", TYPED);
    place
}

/// A page with its exit status, as the program writes it.
fn shown(place: &Place, program: &Path, page: &Page) -> String {
    let folder = format!("run/{}", page.name);
    // An interview writes its file; the others only read.
    let input = if page.typed {
        fs::create_dir_all(place.path(&folder)).unwrap();
        Stdio::from(fs::File::open(place.path("typed.txt")).unwrap())
    } else {
        Stdio::null()
    };
    let at = if page.typed { folder.as_str() } else { "." };
    let output = place.prepared(program, at, &page.args).stdin(input).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    format!("{}\n{}\n{}", output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// What markup there is around the words of a page, and hashes, which follow the rule set's bytes.
static MARKUP: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<[^<>]*>|\]\([^)]*\)|\\|\*\*").unwrap());
static HASH: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b[0-9a-f]{8,64}\b").unwrap());

/// The words of a page as they follow on each other: no white space, no lines, no bars.
fn folded(page: &str) -> Vec<String> {
    let page = HASH.replace_all(page, |found: &regex::Captures<'_>| {
        let hash = found[0].contains(|letter: char| letter.is_ascii_lowercase());
        if hash { "hash".to_owned() } else { found[0].to_owned() }
    });
    let page =
        MARKUP.replace_all(&page, |found: &regex::Captures<'_>| if found[0].len() > 2 { " " } else { "" });
    page.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).map(str::to_owned).collect()
}

/// How often each word stands there, bare of what only surrounds it.
fn counted<'a>(words: impl Iterator<Item = &'a str>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for word in words {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let negative =
            word.starts_with(['-', '−']) && bare.starts_with(|letter: char| letter.is_ascii_digit());
        let sign = if negative { "-" } else { "" };
        *counts.entry(format!("{sign}{}", bare.to_lowercase())).or_default() += 1;
    }
    counts
}

fn kept(page: &Page) -> PathBuf {
    root().join(format!("tests/words/{}.txt", page.name))
}

fn keep(page: &Page, text: &str) {
    let mut kept_text = format!("$ avtalsform {}\n", page.args.join(" "));
    let mut width = 0;
    for word in folded(text) {
        let columns = word.chars().count();
        if width > 0 {
            let breaks = width + columns >= 120;
            kept_text.push(if breaks { '\n' } else { ' ' });
            width = if breaks { 0 } else { width + 1 };
        }
        kept_text.push_str(&word);
        width += columns;
    }
    kept_text.push('\n');
    fs::write(kept(page), kept_text).unwrap();
}

/// What may differ: on pages with such names, such words, each as often as `word*n` says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Difference {
    page: String,
    reason: String,
    #[serde(default)]
    removed: Vec<String>,
    #[serde(default)]
    added: Vec<String>,
}

impl Difference {
    fn is_for(&self, page: &str) -> bool {
        let pattern: Vec<String> = self.page.split('*').map(regex::escape).collect();
        Regex::new(&format!("^{}$", pattern.join(".*"))).unwrap().is_match(page)
    }
}

/// A word and how often it may differ.
fn allowed(word: &str) -> (&str, usize) {
    word.rsplit_once('*').map_or((word, 1), |(word, times)| (word, times.parse().unwrap()))
}

fn differences() -> Vec<Difference> {
    let text = fs::read_to_string(root().join("tests/words/differences.yaml")).unwrap();
    let differences: Vec<Difference> = serde_yaml::from_str(&text).unwrap();
    assert!(differences.iter().all(|one| one.reason.len() > 10), "a difference needs its reason");
    differences
}

/// What `more` has of each word beyond `less` and beyond what is allowed; words that are allowed for and differ are noted.
fn beyond<'a>(
    more: &BTreeMap<String, usize>,
    less: &BTreeMap<String, usize>,
    listed: impl Iterator<Item = (usize, &'a Vec<String>)>,
    used: &mut BTreeSet<(usize, bool, String)>,
    added: bool,
) -> BTreeMap<String, usize> {
    let mut room: BTreeMap<&str, usize> = BTreeMap::new();
    let mut entries: BTreeMap<&str, Vec<(usize, &String)>> = BTreeMap::new();
    for (entry, words) in listed {
        for listed in words {
            let (word, times) = allowed(listed);
            *room.entry(word).or_default() += times;
            entries.entry(word).or_default().push((entry, listed));
        }
    }
    let mut beyond = BTreeMap::new();
    for (word, times) in more {
        let surplus = times.saturating_sub(less.get(word).copied().unwrap_or(0));
        if surplus == 0 {
            continue;
        }
        let uses = entries.get(word.as_str()).into_iter().flatten();
        used.extend(uses.map(|(entry, listed)| (*entry, added, (*listed).clone())));
        let surplus = surplus.saturating_sub(room.get(word.as_str()).copied().unwrap_or(0));
        if surplus > 0 {
            beyond.insert(word.clone(), surplus);
        }
    }
    beyond
}

fn listed(words: &BTreeMap<String, usize>) -> String {
    let quoted = |word: &str| {
        let plain = word.chars().all(|letter| letter.is_alphabetic() || "-_.*+0123456789".contains(letter));
        let plain =
            plain && word.starts_with(char::is_alphabetic) && !["yes", "no", "null", "true"].contains(&word);
        if plain { word.to_owned() } else { format!("\"{}\"", word.replace('"', "\\\"")) }
    };
    let words = words.iter().map(|(word, times)| match times {
        1 => quoted(word),
        _ => quoted(&format!("{word}*{times}")),
    });
    format!("[{}]", words.collect::<Vec<_>>().join(", "))
}

#[test]
fn pages_say_what_they_said() {
    let place = place();
    let from = std::env::var_os("WORDS_FROM").map(PathBuf::from);
    let program = from.clone().unwrap_or_else(|| env!("CARGO_BIN_EXE_avtalsform").into());
    let save = "diff areas real/hemtjanst.yaml --rules old.yaml --write-baseline saved.json";
    let saved = place.prepared(&program, ".", &save.split(' ').collect::<Vec<_>>()).output().unwrap();
    assert!(saved.status.success());

    let pages = pages();
    let texts: Vec<String> = pages.par_iter().map(|page| shown(&place, &program, page)).collect();
    if from.is_some() {
        for (page, text) in pages.iter().zip(&texts).filter(|(page, _)| !kept(page).exists()) {
            keep(page, text);
        }
    }

    let (differences, mut used, mut report) = (differences(), BTreeSet::new(), String::new());
    // Entries to paste: for each command and language, the most that a page of it differs.
    let mut ready: BTreeMap<(String, String), [BTreeMap<String, usize>; 2]> = BTreeMap::new();
    for (page, text) in pages.iter().zip(&texts) {
        let before =
            fs::read_to_string(kept(page)).unwrap_or_else(|_| panic!("nothing kept of {}", page.name));
        let (_, before) = before.split_once('\n').unwrap();
        let (before, after) = (counted(before.split_whitespace()), folded(text));
        let after = counted(after.iter().map(String::as_str));
        let entries = || differences.iter().enumerate().filter(|(_, entry)| entry.is_for(&page.name));
        let removed = entries().map(|(number, entry)| (number, &entry.removed));
        let missing = beyond(&before, &after, removed, &mut used, false);
        let added = entries().map(|(number, entry)| (number, &entry.added));
        let added = beyond(&after, &before, added, &mut used, true);
        if missing.is_empty() && added.is_empty() {
            continue;
        }
        let command = page.args.join(" ");
        write!(
            report,
            "\n{}: avtalsform {command}\n  missing: {}\n  added:   {}\n",
            page.name,
            listed(&missing),
            listed(&added)
        )
        .unwrap();
        let (name, lang) = page.name.rsplit_once('.').unwrap();
        let family = name.split_once('-').map_or(name, |(family, _)| family);
        let most = ready.entry((family.to_owned(), lang.to_owned())).or_default();
        for (most, words) in most.iter_mut().zip([&missing, &added]) {
            for (word, times) in words {
                let most = most.entry(word.clone()).or_default();
                *most = (*most).max(*times);
            }
        }
    }
    for ((family, lang), [removed, added]) in &ready {
        write!(
            report,
            "\n- page: {family}*.{lang}\n  reason: \n  removed: {}\n  added: {}\n",
            listed(removed),
            listed(added)
        )
        .unwrap();
    }
    for (number, entry) in differences.iter().enumerate() {
        for (added, words) in [(false, &entry.removed), (true, &entry.added)] {
            for word in words.iter().filter(|word| !used.contains(&(number, added, (*word).clone()))) {
                let what = if added { "added" } else { "removed" };
                write!(
                    report,
                    "\nno page {} has the {what} word `{word}` any more: take it out of differences.yaml",
                    entry.page
                )
                .unwrap();
            }
        }
    }
    assert!(report.is_empty(), "pages do not say what they said:\n{report}");
}

/// Every file that is kept belongs to a page.
#[test]
fn no_page_is_forgotten() {
    let names: BTreeSet<PathBuf> = pages().iter().map(kept).collect();
    let found: BTreeSet<PathBuf> = files("tests/words", "txt").iter().map(|path| root().join(path)).collect();
    assert_eq!(found, names);
}
