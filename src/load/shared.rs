//! Answers that several areas share, found upward from where an area is described.
//!
//! In: an area, a way to read files. Out: the area with the answers that the files above it give and it does not, the
//! nearest first. Each file is read once.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

use super::area::{Entry, To, shared};
use super::fault::{Diagnostic, Fault, Faults, Place};
use super::paths::{SHARED_NAMES, shown_path};
use super::source::{SourceText, decode, reason};
use super::tree::Documents;
use crate::model::{Area, CriterionKey, Evidence, RuleSet};

/// A file of shared answers.
#[derive(Debug)]
pub struct SharedFile {
    /// Its text.
    pub source: SourceText,
    /// Every fault; where there is one, none of its answers are taken.
    pub faults: Vec<Diagnostic>,
    /// Why it cannot be read, if it cannot.
    pub unreadable: Option<String>,
    entries: Vec<Entry>,
    root: bool,
}

impl SharedFile {
    /// Whether it has the entries of another, and behind them one more, with one answer for these areas.
    #[must_use]
    pub fn is_with(&self, other: &Self, to: &To, criterion: CriterionKey, answer: Option<u8>) -> bool {
        let same = |one: &Entry, other: &Entry| {
            let (one_area, other_area) = (&one.given, &other.given);
            one.to == other.to && one_area.answers == other_area.answers
        };
        let Some((last, before)) = self.entries.split_last() else { return false };
        let named = last.given.evidence.iter().filter(|(_, evidence)| evidence.is_some()).count();
        before.len() == other.entries.len()
            && before.iter().zip(&other.entries).all(|(one, other)| same(one, other))
            && (&last.to, named, last.given.answers.get(criterion)) == (to, 1, answer)
    }

    fn is_faulty(&self) -> bool {
        self.unreadable.is_some() || !self.faults.is_empty()
    }
}

/// Reads a file.
type Read<'a> = Box<dyn Fn(&Path) -> io::Result<Vec<u8>> + Send + Sync + 'a>;

/// The files of shared answers that areas of a rule set are under.
pub struct Shared<'a> {
    rules: &'a RuleSet,
    read: Read<'a>,
    /// By folder, the nearest file first.
    folders: Mutex<BTreeMap<PathBuf, Vec<Arc<SharedFile>>>>,
}

impl<'a> Shared<'a> {
    /// Those that `read` finds; where there is no file it gives that kind of error.
    #[must_use]
    pub fn new(rules: &'a RuleSet, read: impl Fn(&Path) -> io::Result<Vec<u8>> + Send + Sync + 'a) -> Self {
        Self { rules, read: Box::new(read), folders: Mutex::default() }
    }

    /// Gives an area the answers that files above it have for it, where it has none itself; they go before what law settles.
    ///
    /// # Errors
    /// The nearest file above it that is at fault: what the area is given cannot be told then.
    pub fn fill(&self, area: &mut Area) -> Result<(), Arc<SharedFile>> {
        if area.path == "-" {
            return Ok(());
        }
        let folder = Path::new(&area.path).parent().unwrap_or(Path::new("")).to_owned();
        let files = self.above(&folder);
        if let Some(faulty) = files.iter().find(|file| file.is_faulty()) {
            return Err(Arc::clone(faulty));
        }
        if files.is_empty() {
            return Ok(());
        }
        for entry in files.iter().flat_map(|file| &file.entries).filter(|entry| entry.to.holds(area)) {
            entry.reached.store(true, Ordering::Relaxed);
        }
        for criterion in self.rules.criteria.keys() {
            let own = area.evidence.at(criterion).clone();
            if own.as_ref().is_some_and(|own| own.answered) {
                continue;
            }
            let at = |distance: usize| {
                let entries =
                    files.iter().flat_map(|file| file.entries.iter().map(move |entry| (file, entry)));
                entries.filter(move |(_, entry)| entry.to.distance() == distance)
            };
            let mut nearest = (0..=To::FARTHEST).flat_map(at).filter(|(_, entry)| entry.to.holds(area));
            let found = nearest.find_map(|(file, entry)| {
                Some((
                    file,
                    entry.given.answers.get(criterion)?,
                    entry.given.evidence.at(criterion).as_ref()?,
                ))
            });
            if let Some((file, answer, evidence)) = found {
                area.answers.set(criterion, Some(answer));
                let evidence = beside(own.as_ref(), evidence, &seen_from(&folder, &file.source.path));
                *area.evidence.at_mut(criterion) = Some(evidence);
            }
        }
        Ok(())
    }

    /// The lines of a file with answers for which none of the areas filled so far is meant, and what stands there.
    #[must_use]
    pub fn unreached(&self, path: &Path) -> Vec<(usize, String)> {
        let files = self.above(path.parent().unwrap_or(Path::new("")));
        let shown = shown_path(path);
        let mut unreached = Vec::new();
        for file in files.iter().filter(|file| file.source.path == shown) {
            for entry in file.entries.iter().filter(|entry| !entry.reached.load(Ordering::Relaxed)) {
                let line = file.source.text.lines().nth(entry.line.saturating_sub(1)).unwrap_or_default();
                unreached.push((entry.line, line.trim().trim_start_matches("- ").to_owned()));
            }
        }
        unreached
    }

    /// The files of a folder and those above it.
    fn above(&self, folder: &Path) -> Vec<Arc<SharedFile>> {
        let known = self.folders.lock().unwrap_or_else(PoisonError::into_inner).get(folder).cloned();
        if let Some(known) = known {
            return known;
        }
        let mut files = self.of(folder);
        let ends = files.iter().any(|file| file.root) || folder.join(".git").exists();
        if let Some(upper) = upper(folder).filter(|_| !ends) {
            files.extend(self.above(&upper));
        }
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        // What another thread has read meanwhile is the same.
        folders.entry(folder.to_owned()).or_insert(files).clone()
    }

    /// The file of a folder; a second one is at fault.
    fn of(&self, folder: &Path) -> Vec<Arc<SharedFile>> {
        let mut files: Vec<Arc<SharedFile>> = Vec::new();
        for name in SHARED_NAMES {
            let path = folder.join(name);
            let shown = shown_path(&path);
            let mut file = match (self.read)(&path) {
                Ok(bytes) => shared_file(&shown, bytes, self.rules),
                Err(error) if is_none(&error) => continue,
                Err(error) => SharedFile {
                    unreadable: Some(reason(&error)),
                    ..shared_file(&shown, Vec::new(), self.rules)
                },
            };
            if let Some(first) = files.first() {
                let mut faults = Faults::default();
                faults.add(Place::TOP, Fault::SharedTwice, &[("name", &first.source.path)]);
                file.faults = faults.into_sorted();
            }
            files.push(Arc::new(file));
        }
        files
    }
}

/// Whether there is no such file; what lies outside the folder that a run keeps to is not there for it.
fn is_none(error: &io::Error) -> bool {
    let none = [io::ErrorKind::NotFound, io::ErrorKind::NotADirectory, io::ErrorKind::IsADirectory];
    none.contains(&error.kind()) || error.get_ref().is_some_and(|error| error.is::<super::Outside>())
}

/// The folder above one, as seen from where the program stands; none above the topmost.
fn upper(folder: &Path) -> Option<PathBuf> {
    match folder.components().next_back() {
        Some(Component::Normal(_)) => folder.parent().map(Path::to_owned),
        Some(Component::RootDir | Component::Prefix(_)) => None,
        _ => {
            let here = if folder == Path::new("") { Path::new(".") } else { folder };
            let is_top = here.canonicalize().map_or(true, |real| real.parent().is_none());
            let folder = if here == Path::new(".") { Path::new("") } else { here };
            (!is_top).then(|| folder.join(".."))
        }
    }
}

/// The path of a file in a folder or above it, as its areas would name it: the same wherever the program stands.
fn seen_from(folder: &Path, path: &str) -> String {
    let depth = |folder: &Path| {
        folder.components().fold(0_i32, |depth, part| match part {
            Component::Normal(_) => depth + 1,
            Component::ParentDir => depth - 1,
            _ => depth,
        })
    };
    let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
    let steps = depth(folder) - depth(Path::new(above));
    format!("{}{name}", "../".repeat(usize::try_from(steps).unwrap_or(0)))
}

/// Reads a file of shared answers from its bytes.
#[must_use]
pub fn shared_file(path: &str, bytes: Vec<u8>, rules: &RuleSet) -> SharedFile {
    let mut faults = Faults::default();
    let source = decode(path, bytes, &mut faults);
    let mut trees = Documents::new(&source.text);
    let (mut root, mut entries) = (false, Vec::new());
    if let Some(tree) = trees.next(&mut faults) {
        (root, entries) = shared(&tree, rules, &mut faults);
    }
    if let Some(second) = trees.next(&mut faults) {
        faults.add(second.root.head(), Fault::TwoDocuments, &[]);
    }
    SharedFile { faults: faults.into_sorted(), source, unreadable: None, entries, root }
}

/// What a file says beside an answer; what the area says of the open question is not lost.
fn beside(own: Option<&Evidence>, given: &Evidence, path: &str) -> Evidence {
    let both = |own: Option<&String>, given: Option<&String>, between: &str| {
        let texts: Vec<&str> = given.into_iter().chain(own).map(String::as_str).collect();
        (!texts.is_empty()).then(|| texts.join(between))
    };
    Evidence {
        note: both(own.and_then(|own| own.note.as_ref()), given.note.as_ref(), "\n\n"),
        source: both(own.and_then(|own| own.source.as_ref()), given.source.as_ref(), "; "),
        answered: false,
        line: given.line,
        column: given.column,
        shared: Some(path.to_owned()),
    }
}
