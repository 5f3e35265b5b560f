//! What a run reads: nothing that it writes may take the place of one of these files.
//!
//! In: paths that are read. Out: whether a path leads to one of them, by whatever name, link or spelling.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use same_file::Handle;

/// The files of a run.
#[derive(Debug, Default)]
pub struct Inputs(Mutex<Vec<PathBuf>>);

impl Inputs {
    /// Notes files that are read; `-` is standard input.
    pub fn add<'p>(&self, paths: impl IntoIterator<Item = &'p Path>) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.extend(paths.into_iter().map(Path::to_owned));
    }

    /// Whether the file at this path is one of them.
    pub fn hold(&self, path: &Path) -> bool {
        // Only a file can be lost; a pipe would be waited for.
        let handle = |path: &Path| if path.is_file() { Handle::from_path(path).ok() } else { None };
        let Some(found) = handle(path) else { return false };
        let noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.iter().any(|input| {
            let input = if input == Path::new("-") { Handle::stdin().ok() } else { handle(input) };
            input.is_some_and(|input| input == found)
        })
    }
}
