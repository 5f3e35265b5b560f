//! What a run reads, or has written: nothing that it writes may take the place of one of these files.
//!
//! In: paths. Out: whether a path leads to one of them, by whatever name, link or spelling.

use std::fs::Metadata;
use std::io;
#[cfg(unix)]
use std::os::unix::fs::MetadataExt;
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
        named(path).is_some_and(|found| self.hold_file(&found))
    }

    /// Whether standard output leads into one of them.
    pub fn hold_standard(&self) -> bool {
        opened(Handle::stdout()).is_some_and(|found| self.hold_file(&found))
    }

    fn hold_file(&self, found: &Identity) -> bool {
        let noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.iter().any(|input| {
            let input = if input == Path::new("-") { opened(Handle::stdin()) } else { named(input) };
            input.is_some_and(|input| input == *found)
        })
    }
}

/// Whether a path leads to the file that standard output leads into.
pub fn is_standard(path: &Path) -> bool {
    named(path).is_some_and(|found| opened(Handle::stdout()) == Some(found))
}

/// What tells a file from all others. It is asked without opening the file, which may be one to write and not to read.
#[cfg(unix)]
type Identity = (u64, u64);
#[cfg(not(unix))]
type Identity = Handle;

/// The file at a path; only a file can be lost, and a pipe would be waited for.
fn named(path: &Path) -> Option<Identity> {
    let found = path.metadata().ok().filter(Metadata::is_file)?;
    identity(&found, || Handle::from_path(path))
}

/// The file that a standard stream leads into.
fn opened(stream: io::Result<Handle>) -> Option<Identity> {
    let stream = stream.ok()?;
    let found = stream.as_file().metadata().ok().filter(Metadata::is_file)?;
    identity(&found, || Ok(stream))
}

#[cfg(unix)]
fn identity(found: &Metadata, _: impl FnOnce() -> io::Result<Handle>) -> Option<Identity> {
    Some((found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Metadata, open: impl FnOnce() -> io::Result<Handle>) -> Option<Identity> {
    open().ok()
}
