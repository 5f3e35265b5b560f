//! How a run looks at the disk: which files it may read, and what stands in them.
//!
//! In: a path or `-`. Out: bytes. What leads out of the folder that a run keeps to is not opened.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Component, Path, PathBuf};
use std::thread;
use std::time::Duration;

/// The largest file that is read: 256 MiB.
pub const MAX_FILE_BYTES: u64 = 256 * 1024 * 1024;

/// Which of a repository's files git tracks: the folder in, their paths from there with slashes out; `None` where that cannot
/// be found out.
pub type Tracked = fn(&Path) -> Option<BTreeSet<String>>;

/// What a run may read.
#[derive(Debug, Clone)]
pub struct Disk {
    within: Option<PathBuf>,
    pub(super) tracked: Tracked,
}

/// A path leads out of the folder that the run keeps to.
#[derive(Debug, thiserror::Error)]
#[error("outside the folder that is kept to")]
pub struct Outside;

impl Default for Disk {
    /// All files; none is known to be tracked.
    fn default() -> Self {
        Self { within: None, tracked: |_| Some(BTreeSet::new()) }
    }
}

impl Disk {
    /// All files.
    #[must_use]
    pub fn new(tracked: Tracked) -> Self {
        Self { tracked, ..Self::default() }
    }

    /// Nothing but what lies in a folder, wherever links may lead; nor what git keeps there for itself, which can be a
    /// password.
    ///
    /// # Errors
    /// There is no such folder.
    pub fn within(self, folder: &Path) -> io::Result<Self> {
        Ok(Self { within: Some(folder.canonicalize()?), ..self })
    }

    /// The folder that the run keeps to, if it does.
    #[must_use]
    pub fn kept_to(&self) -> Option<&Path> {
        self.within.as_deref()
    }

    /// Whether a path may be read or written.
    ///
    /// # Errors
    /// [`Outside`] if it may not.
    pub fn allow(&self, path: &Path) -> io::Result<()> {
        let Some(folder) = &self.within else { return Ok(()) };
        // What is not there yet lies where the folder does that it will be in; a link that leads nowhere is there.
        let mut named =
            path.ancestors().map(|part| if part == Path::new("") { Path::new(".") } else { part });
        let there = named.find(|part| part.symlink_metadata().is_ok());
        let real = there.and_then(|there| there.canonicalize().ok());
        let inside = real.as_deref().and_then(|real| real.strip_prefix(folder).ok());
        let rest = path.strip_prefix(there.unwrap_or(path)).unwrap_or(path);
        let open = inside.is_some_and(|inside| {
            let mut parts = inside.components().chain(rest.components());
            parts.all(leads_down)
        });
        if open || path == Path::new("-") { Ok(()) } else { Err(io::Error::other(Outside)) }
    }

    /// Opens a file, or standard input for `-`.
    ///
    /// # Errors
    /// Whatever the system says, or [`Outside`].
    pub fn open(&self, path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
        if path == Path::new("-") {
            return Ok(Box::new(BufReader::with_capacity(BUFFER, io::stdin())));
        }
        self.allow_to_read(path)?;
        Ok(Box::new(BufReader::with_capacity(BUFFER, patiently(|| File::open(path))?)))
    }

    /// Reads a file, or standard input for `-`; of one that is too large a byte more than it may have.
    ///
    /// # Errors
    /// As [`Disk::open`].
    pub fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        if path == Path::new("-") {
            io::stdin().lock().take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
        } else {
            self.allow_to_read(path)?;
            patiently(|| File::open(path))?.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    }

    /// Reads a file that nobody named on the command line. A pipe or device, which could go on for ever, is no such file.
    ///
    /// # Errors
    /// As [`Disk::open`], or that it is no file.
    pub fn read_plain(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.allow(path)?;
        plain(path)?;
        self.read(path)
    }

    /// Whoever made what is in the folder that a run keeps to could have it wait for ever at a pipe.
    fn allow_to_read(&self, path: &Path) -> io::Result<()> {
        self.allow(path)?;
        if self.within.is_some() { plain(path) } else { Ok(()) }
    }
}

/// How often a file is tried that another program holds, and how long is waited before the next time.
const TRIES: usize = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// Does something with a file, again and again for a second while another program keeps the file to itself: some do so for a
/// moment only, when they save or copy it.
///
/// # Errors
/// As what is done.
pub fn patiently<T>(mut act: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    for _ in 1..TRIES {
        match act() {
            Err(error) if is_held(&error) => thread::sleep(PAUSE),
            done => return done,
        }
    }
    act()
}

/// Whether a file cannot be had because another program keeps it to itself, as Windows lets programs do: a sharing or
/// lock violation.
#[must_use]
pub fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

/// Whether there is nothing under a name. On Windows a file can have no name with a quotation mark in it, say, and what has none is
/// not there.
#[must_use]
pub fn is_gone(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound
        || (cfg!(windows) && error.kind() == io::ErrorKind::InvalidFilename)
}

/// Whether a file is no pipe and no device.
fn plain(path: &Path) -> io::Result<()> {
    let found = std::fs::metadata(path)?;
    if found.is_file() || found.is_dir() { Ok(()) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

/// Whether a part of a path leads straight down, and not to what git keeps for itself.
fn leads_down(part: Component<'_>) -> bool {
    match part {
        Component::Normal(name) => !name.eq_ignore_ascii_case(".git"),
        other => other == Component::CurDir,
    }
}

/// How much of a file that is read line by line is read at once.
const BUFFER: usize = 1 << 18;

/// A file as seen from a folder, without the way down and up again where that leads to the same file: CI services look
/// for files by their names.
pub(super) fn beside(folder: &Path, name: &str) -> PathBuf {
    let whole = folder.join(name);
    let mut tidy = PathBuf::new();
    for part in whole.components() {
        match (part, tidy.components().next_back()) {
            (Component::ParentDir, Some(Component::Normal(_))) => drop(tidy.pop()),
            (Component::CurDir, _) => {}
            _ => tidy.push(part),
        }
    }
    // A link among the folders may lead up to another place.
    let same =
        tidy.canonicalize().ok().zip(whole.canonicalize().ok()).is_some_and(|(one, other)| one == other);
    if same { tidy } else { whole }
}
