//! Files and what becomes of them: how they are written, what their names say, why one is not read.
//!
//! In: paths. Out: what is to be said of them. Looks only at names.

use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};

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
        /// A table in plain text.
        Csv = "csv",
    }
}

impl Input {
    /// What a file's name says; YAML where it says nothing.
    #[must_use]
    pub fn of(path: &Path) -> Self {
        match ending(path).as_deref() {
            Some("ndjson" | "jsonl") => Self::Ndjson,
            Some("xlsx" | "xlsm" | "xls" | "ods") => Self::Xlsx,
            Some("csv" | "tsv") => Self::Csv,
            _ => Self::Yaml,
        }
    }

    /// How the names of such files end in folders.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Yaml => &["yaml", "yml"],
            Self::Ndjson => &["ndjson", "jsonl"],
            Self::Xlsx => &["xlsx", "xlsm", "xls", "ods"],
            Self::Csv => &["csv", "tsv"],
        }
    }
}

/// A path as results and messages show it: with `/` on every platform, so that they are the same everywhere.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place where a path becomes text")]
pub fn shown_path(path: &Path) -> String {
    with_slashes(path.display().to_string(), MAIN_SEPARATOR)
}

/// A path without `.` and `..`.
#[must_use]
pub fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
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
    pub(super) fn path(&self) -> &Path {
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

/// Why a file is not read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// This `.gitignore` leaves it out, and git does not track it; as seen from the repository or, outside any, from the
    /// folder that was named.
    Ignored(String),
    /// Its name, or that of a folder it is in, begins with a full stop.
    Hidden,
    /// It is a pipe, a socket or a device.
    Special,
    /// It holds answers that several areas share.
    Shared,
    /// Its name does not end as that of an area file: how it ends.
    Other(String),
    /// It holds what people have written for a plan, and no area.
    Plan,
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

/// Whether a file in a folder is an area file by its path from there, or else why it is passed over; nothing where two
/// things speak against it, since such a file is not looked for.
#[must_use]
pub fn by_name(within: &Path, input: Input) -> Option<Result<(), Why>> {
    let ending = ending(within).unwrap_or_default();
    let is_area = input.endings().contains(&ending.as_str());
    let is_hidden = within.iter().any(|part| part.as_encoded_bytes().starts_with(b"."));
    match (is_area, is_hidden) {
        (true, false) if is_shared(within) => Some(Err(Why::Shared)),
        (true, false) => Some(Ok(())),
        (true, true) => Some(Err(Why::Hidden)),
        (false, false) => Some(Err(Why::Other(ending))),
        (false, true) => None,
    }
}

/// What files of shared answers are called.
pub const SHARED_NAMES: [&str; 4] = ["gemensamt.yaml", "gemensamt.yml", "shared.yaml", "shared.yml"];

/// Whether a file holds shared answers, by its name.
#[must_use]
pub fn is_shared(path: &Path) -> bool {
    path.file_name().is_some_and(|name| SHARED_NAMES.iter().any(|shared| name == *shared))
}

/// How a name ends, after its last full stop.
fn ending(path: &Path) -> Option<String> {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase())
}
