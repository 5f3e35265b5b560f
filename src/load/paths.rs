//! Which files there are under the paths that someone names.
//!
//! In: files, folders, `-`. Out: the files to read in the order of their paths, each once, the files that are passed over
//! with the reason, and the paths under which there is none. Reads no file but `.gitignore`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::WalkBuilder;

use super::disk::{Disk, Outside, Tracked};
use super::ignored::Ignored;
use super::source::reason;
use crate::model::words;

words! {
    /// How the areas of a file are written.
    pub enum Input {
        /// YAML documents.
        Yaml = "yaml",
        /// A JSON object a line.
        Ndjson = "ndjson",
        /// A workbook.
        Xlsx = "xlsx",
    }
}

impl Input {
    /// What a file's name says; YAML where it says nothing.
    #[must_use]
    pub fn of(path: &Path) -> Self {
        match ending(path).as_deref() {
            Some("ndjson" | "jsonl") => Self::Ndjson,
            Some("xlsx") => Self::Xlsx,
            _ => Self::Yaml,
        }
    }

    /// How the names of such files end in folders.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Yaml => &["yaml", "yml"],
            Self::Ndjson => &["ndjson", "jsonl"],
            Self::Xlsx => &["xlsx"],
        }
    }
}

/// A path as results and messages show it: with `/` on every platform, so that they are the same everywhere.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place where a path becomes text")]
pub fn shown_path(path: &Path) -> String {
    with_slashes(path.display().to_string(), MAIN_SEPARATOR)
}

/// A path with slashes, from a platform that separates folders with `separator`.
#[must_use]
pub fn with_slashes(path: String, separator: char) -> String {
    if separator == '/' { path } else { path.replace(separator, "/") }
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The files in the order of their paths; `-` is standard input.
    pub files: Vec<PathBuf>,
    /// What was not found, in the order it was named.
    pub lost: Vec<Lost>,
    /// What was found in folders and is not to be read.
    pub passed_over: Vec<PassedOver>,
}

/// A path that leads to no file.
#[derive(Debug)]
pub enum Lost {
    /// There is no such file or folder.
    Missing(PathBuf),
    /// A folder without an area file in it or below it.
    Empty(PathBuf),
    /// Something that cannot be opened, and why, as [`reason`] says.
    Unreadable(PathBuf, String),
}

impl Lost {
    /// The path.
    fn path(&self) -> &Path {
        match self {
            Self::Missing(path) | Self::Empty(path) | Self::Unreadable(path, _) => path,
        }
    }
}

/// A file that is not read.
#[derive(Debug, Clone)]
pub struct PassedOver {
    /// Its path.
    pub path: PathBuf,
    /// What speaks against it.
    pub why: Why,
}

/// Why a file in a folder is not read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// This `.gitignore` leaves it out, and git does not track it; as seen from the repository or, outside any, from the
    /// folder that was named.
    Ignored(String),
    /// Its name, or that of a folder it is in, begins with a full stop.
    Hidden,
    /// It is a pipe, a socket or a device.
    Special,
    /// Its name does not end as that of an area file: how it ends.
    Other(String),
}

/// What became of the files under some paths.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// How many there are, those in folders that are not read included.
    pub found: usize,
    /// How many could not be read, in whole or in part.
    pub refused: usize,
    /// Those that are not to be read.
    pub passed_over: Vec<PassedOver>,
}

impl Found {
    /// What has become of the files so far.
    #[must_use]
    pub fn count(&self) -> Files {
        let refused = self.lost.iter().filter(|lost| matches!(lost, Lost::Unreadable(..))).count();
        let found = self.files.len() + refused + self.passed_over.len();
        Files { found, refused, passed_over: self.passed_over.clone() }
    }
}

impl Disk {
    /// Looks up every path: files as they are, and in folders every file whose name ends as the input asked for does
    /// (`.yaml` and `.yml` where none is) and that is neither hidden nor left out by a `.gitignore`.
    ///
    /// In a repository its own `.gitignore` files count and no others, and none of them against a file that git tracks:
    /// the same files give the same result everywhere.
    #[must_use]
    pub fn find(&self, paths: &[PathBuf], input: Option<Input>) -> Found {
        let mut found = Found::default();
        let mut linked = false;
        for path in paths {
            if let Err(error) = self.allow(path) {
                found.lost.push(Lost::Unreadable(path.clone(), reason(&error)));
            } else if path == Path::new("-") || path.is_file() {
                found.files.push(path.clone());
            } else if path.is_dir() {
                linked |= self.folder(path, input.unwrap_or(Input::Yaml), &mut found);
            } else {
                match path.metadata() {
                    // A pipe or device that someone names is read as it is.
                    Ok(_) => found.files.push(path.clone()),
                    Err(error) if error.kind() == ErrorKind::NotFound => {
                        found.lost.push(Lost::Missing(path.clone()))
                    }
                    Err(error) => found.lost.push(Lost::Unreadable(path.clone(), reason(&error))),
                }
            }
        }
        found.files.sort();
        // One file under two names, by a link or a path given twice, is read once. One folder without links has no two
        // names for a file, and following the path of each to its end would take time for nothing.
        if linked || paths.len() > 1 {
            let mut seen = BTreeSet::new();
            let mut is_new =
                |path: &PathBuf| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone()));
            found.files.retain(&mut is_new);
            found.passed_over.retain(|over| is_new(&over.path));
            let mut told = BTreeSet::new();
            found
                .lost
                .retain(|lost| told.insert(lost.path().strip_prefix(".").unwrap_or(lost.path()).to_owned()));
        }
        found
    }

    /// Looks through a folder, and says whether there are links in it.
    fn folder(&self, path: &Path, input: Input, found: &mut Found) -> bool {
        let mut linked = false;
        let before = found.files.len();
        let mut lost = Vec::new();
        let mut sieve = Sieve::new(path, self.tracked);
        let outside = Arc::default();
        for entry in self.walk(path, &outside) {
            linked |= entry.as_ref().is_ok_and(ignore::DirEntry::path_is_symlink);
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    let path = entry.into_path();
                    let area = has_ending(&path, input);
                    match sieve.why(&path) {
                        Ok(None) if area => found.files.push(path),
                        Ok(None) => {
                            let why = Why::Other(ending(&path).unwrap_or_default());
                            found.passed_over.push(PassedOver { path, why });
                        }
                        Ok(Some(why)) if area => found.passed_over.push(PassedOver { path, why }),
                        Err(reason) if area => lost.push((path, reason.to_owned())),
                        // What is left out twice is not looked for.
                        Ok(Some(_)) | Err(_) => {}
                    }
                }
                Ok(entry) if entry.file_type().is_some_and(|kind| !kind.is_dir()) => {
                    let path = entry.into_path();
                    if has_ending(&path, input) && sieve.keeps(&path) {
                        found.passed_over.push(PassedOver { path, why: Why::Special });
                    }
                }
                Ok(_) => {}
                Err(error) if is_loop(&error) => {}
                Err(error) => {
                    let place = place_of(&error).unwrap_or(path).to_owned();
                    let is_link = place.is_symlink();
                    if is_link && self.allow(&place).is_err() {
                        outside.lock().unwrap_or_else(PoisonError::into_inner).push(place);
                        continue;
                    }
                    // A link that leads nowhere is no folder, and matters only under the name of an area file.
                    if sieve.keeps(&place) && (!is_link || has_ending(&place, input)) {
                        let gone =
                            is_link && error.io_error().is_some_and(|io| io.kind() == ErrorKind::NotFound);
                        let said = error.io_error().map_or_else(|| error.to_string(), reason);
                        lost.push((place, if gone { "reason-broken-link".to_owned() } else { said }));
                    }
                }
            }
        }
        let outside = std::mem::take(&mut *outside.lock().unwrap_or_else(PoisonError::into_inner));
        for link in outside {
            // Whatever it is called: what it leads to is not looked at.
            if sieve.keeps(&link) {
                lost.push((link, reason(&io::Error::other(Outside))));
            }
        }
        if found.files.len() == before && lost.is_empty() {
            found.lost.push(Lost::Empty(path.to_owned()));
        }
        lost.sort();
        found.lost.extend(lost.into_iter().map(|(place, reason)| Lost::Unreadable(place, reason)));
        linked
    }

    /// Everything in a folder and below it, but what git keeps for itself. Where a run keeps to a folder, no link is
    /// followed out of it; those that would be are noted.
    fn walk(&self, path: &Path, outside: &Arc<Mutex<Vec<PathBuf>>>) -> ignore::Walk {
        let (disk, outside) = (self.clone(), Arc::clone(outside));
        let kept = move |entry: &ignore::DirEntry| {
            let leads_out = entry.path_is_symlink() && disk.allow(entry.path()).is_err();
            if leads_out {
                outside.lock().unwrap_or_else(PoisonError::into_inner).push(entry.path().to_owned());
            }
            !leads_out && (entry.depth() == 0 || entry.file_name() != ".git")
        };
        WalkBuilder::new(path).standard_filters(false).follow_links(true).filter_entry(kept).build()
    }
}

/// What speaks against the files of a folder.
struct Sieve<'a> {
    folder: &'a Path,
    /// The folder, through no link.
    real: PathBuf,
    ignored: Ignored,
    /// What is named is read, whatever leaves it out.
    is_named: bool,
    tracked: Tracked,
    /// By repository.
    known: BTreeMap<PathBuf, Option<BTreeSet<String>>>,
}

impl<'a> Sieve<'a> {
    fn new(folder: &'a Path, tracked: Tracked) -> Self {
        let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let mut ignored = Ignored::below(&real);
        let is_named = ignored.folder(&real).is_some();
        Self { folder, real, ignored, is_named, tracked, known: BTreeMap::new() }
    }

    /// Why a file is not read, if it is not; an error where that cannot be told.
    fn why(&mut self, path: &Path) -> Result<Option<Why>, &'static str> {
        let within = path.strip_prefix(self.folder).unwrap_or(path);
        if within.iter().any(|part| part.as_encoded_bytes().starts_with(b".")) {
            return Ok(Some(Why::Hidden));
        }
        if self.is_named {
            return Ok(None);
        }
        let path = self.real.join(within);
        let Some(by) = self.ignored.file(&path) else { return Ok(None) };
        let (top, is_repository) = self.ignored.top(&path);
        let inside = |path: &Path| shown_path(path.strip_prefix(top).unwrap_or(path));
        let why = Why::Ignored(inside(&by));
        if !is_repository {
            return Ok(Some(why));
        }
        let known = self.known.entry(top.to_owned()).or_insert_with(|| (self.tracked)(top));
        match known {
            Some(known) if known.contains(&inside(&path)) => Ok(None),
            Some(_) => Ok(Some(why)),
            None => Err("reason-untold"),
        }
    }

    fn keeps(&mut self, path: &Path) -> bool {
        matches!(self.why(path), Ok(None))
    }
}

/// Whether a name ends as those of area files do.
fn has_ending(path: &Path, input: Input) -> bool {
    ending(path).is_some_and(|ending| input.endings().contains(&ending.as_str()))
}

/// How a name ends, after its last full stop.
fn ending(path: &Path) -> Option<String> {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase())
}

/// Whether a link leads back to a folder above it: its files have been or will be found on the straight way.
fn is_loop(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::Loop { .. } => true,
        ignore::Error::WithDepth { err, .. }
        | ignore::Error::WithPath { err, .. }
        | ignore::Error::WithLineNumber { err, .. } => is_loop(err),
        _ => false,
    }
}

fn place_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place_of(err),
        _ => None,
    }
}
