//! What a run reads, or has written: nothing that it writes may take the place of one of these files.
//!
//! In: paths. Out: whether a path leads to one of them, by whatever name, link or spelling.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use same_file::Handle;

/// The files of a run.
#[derive(Debug, Default)]
pub struct Inputs(Mutex<Vec<PathBuf>>);

impl Inputs {
    /// Notes files; `-` is standard input.
    pub fn add<'p>(&self, paths: impl IntoIterator<Item = &'p Path>) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.extend(paths.into_iter().map(Path::to_owned));
    }

    /// Whether the file at this path is one of them.
    pub fn hold(&self, path: &Path) -> bool {
        handle(path).is_some_and(|found| self.hold_file(&found))
    }

    /// Whether standard output leads into one of them.
    pub fn hold_standard(&self) -> bool {
        standard().is_some_and(|found| self.hold_file(&found))
    }

    fn hold_file(&self, found: &Handle) -> bool {
        let noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.iter().any(|input| {
            let input = if input == Path::new("-") { Handle::stdin().ok() } else { handle(input) };
            input.is_some_and(|input| input == *found)
        })
    }
}

/// Whether a path leads to the file that standard output leads into.
pub fn is_standard(path: &Path) -> bool {
    handle(path).is_some_and(|found| standard() == Some(found))
}

/// A file; only a file can be lost, and a pipe would be waited for.
fn handle(path: &Path) -> Option<Handle> {
    if path.is_file() { Handle::from_path(path).ok() } else { None }
}

/// The file that standard output leads into.
fn standard() -> Option<Handle> {
    let handle = Handle::stdout().ok()?;
    handle.as_file().metadata().is_ok_and(|found| found.is_file()).then_some(handle)
}
