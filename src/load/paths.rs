//! Which files there are under the paths that someone names.
//!
//! In: files, folders, `-`. Out: the files to read in the order of their paths, each once, and the paths under which
//! there is none. Reads no file.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use ignore::WalkBuilder;

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
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        match extension.as_deref() {
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

/// Looks up every path: files as they are, and in folders every file whose name ends as the input asked for does
/// (`.yaml` and `.yml` where none is), that is not hidden and that no `.gitignore` leaves out.
///
/// What `.gitignore` files say is honoured within and outside repositories; a user's own settings are not, since the
/// same files must give the same result everywhere.
#[must_use]
pub fn find(paths: &[PathBuf], input: Option<Input>) -> Found {
    let mut found = Found::default();
    let mut linked = false;
    for path in paths {
        if path == Path::new("-") || path.is_file() {
            found.files.push(path.clone());
        } else if path.is_dir() {
            linked |= folder(path, input.unwrap_or(Input::Yaml), &mut found);
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
        found.files.retain(|path| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
    }
    found
}

/// Looks through a folder, and says whether there are links in it.
fn folder(path: &Path, input: Input, found: &mut Found) -> bool {
    let mut linked = false;
    let (before, mut lost) = (found.files.len(), Vec::new());
    let walk = WalkBuilder::new(path)
        .follow_links(true)
        .require_git(false)
        .ignore(false)
        .git_global(false)
        .git_exclude(false)
        .build();
    for entry in walk {
        linked |= entry.as_ref().is_ok_and(ignore::DirEntry::path_is_symlink);
        match entry {
            Ok(entry) if is_area_file(&entry, input) => found.files.push(entry.into_path()),
            Ok(_) => {}
            Err(error) if is_loop(&error) => {}
            Err(error) => {
                let place = place_of(&error).unwrap_or(path).to_owned();
                let is_link = place.is_symlink();
                // A link that leads nowhere is no folder, and matters only under the name of an area file.
                if !is_link || has_ending(&place, input) {
                    let gone = is_link && error.io_error().is_some_and(|io| io.kind() == ErrorKind::NotFound);
                    let said = error.io_error().map_or_else(|| error.to_string(), reason);
                    lost.push((place, if gone { "reason-broken-link".to_owned() } else { said }));
                }
            }
        }
    }
    if found.files.len() == before && lost.is_empty() {
        found.lost.push(Lost::Empty(path.to_owned()));
    }
    lost.sort();
    found.lost.extend(lost.into_iter().map(|(place, reason)| Lost::Unreadable(place, reason)));
    linked
}

fn is_area_file(entry: &ignore::DirEntry, input: Input) -> bool {
    has_ending(entry.path(), input) && entry.file_type().is_some_and(|kind| kind.is_file())
}

/// Whether a name ends as those of area files do.
fn has_ending(path: &Path, input: Input) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    extension.is_some_and(|extension| input.endings().contains(&extension.as_str()))
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
