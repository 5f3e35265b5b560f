//! A run of the program `git`, which runs nothing of the repository and fetches nothing.
//!
//! In: a folder, arguments, input. Out: what it printed and how it ended.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use avtalsform::load;

use super::fault::{GitFault, Result};

/// What a repository may set so that git runs a program, and has no say in here.
const SETTINGS: [&str; 10] = [
    // Files of a branch that look like a repository are none.
    "-c",
    "safe.bareRepository=explicit",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "protocol.allow=never",
    "--no-pager",
    "--no-replace-objects",
];

/// The same in the environment, for the programs that git starts itself: nothing is fetched that is not there, by no
/// way, and nobody is asked for a password. No locks are taken. What git says of a fault is shown, and is to be the same
/// everywhere.
const SURROUNDINGS: [(&str, &str); 7] = [
    ("LC_ALL", "C"),
    ("GIT_ALLOW_PROTOCOL", ""),
    ("GIT_LITERAL_PATHSPECS", "1"),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
];

/// What could make git look at another repository than the one that a file is in.
const NOT_FROM_OUTSIDE: [&str; 7] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_WORK_TREE",
];

/// How a run of git ended.
pub struct Ran {
    pub status: bool,
    pub bytes: Vec<u8>,
    pub said: String,
}

impl Ran {
    /// What it printed, if it ended well.
    pub fn checked(self) -> Result<Vec<u8>> {
        if self.status { Ok(self.bytes) } else { Err(failed(&self.said)) }
    }
}

pub fn failed(reason: &str) -> GitFault {
    GitFault::Failed(reason.to_owned())
}

pub fn git<S: AsRef<OsStr>>(folder: &Path, args: impl IntoIterator<Item = S>) -> Result<Ran> {
    git_with(folder, args, b"")
}

pub fn git_with<S: AsRef<OsStr>>(
    folder: &Path,
    args: impl IntoIterator<Item = S>,
    input: &[u8],
) -> Result<Ran> {
    let mut command = Command::new(program().ok_or(GitFault::Missing)?);
    for variable in NOT_FROM_OUTSIDE {
        command.env_remove(variable);
    }
    let spawned = command
        .args(SETTINGS)
        .args(args)
        .current_dir(folder)
        .envs(SURROUNDINGS)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match spawned {
        Ok(child) => child,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(GitFault::Missing);
        }
        Err(error) => return Err(failed(&error.to_string())),
    };
    let stdin = child.stdin.take();
    let output = std::thread::scope(|scope| {
        // Written while the rest is read: neither side may wait for the other with a full pipe.
        std::thread::Builder::new().spawn_scoped(scope, || {
            if let Some(mut stdin) = stdin {
                // It may end before it has read everything, and then says why itself.
                let _ = stdin.write_all(input);
            }
        })?;
        child.wait_with_output()
    });
    let output = output.map_err(|error| failed(&error.to_string()))?;
    let said = text(&output.stderr).trim().to_owned();
    Ok(Ran { status: output.status.success(), bytes: output.stdout, said })
}

/// The program, by its whole path: a part of `PATH` that depends on where one stands could lead into the repository.
fn program() -> Option<PathBuf> {
    let name = format!("git{}", std::env::consts::EXE_SUFFIX);
    let folders = std::env::var_os("PATH")?;
    let folders = std::env::split_paths(&folders).filter(|folder| folder.is_absolute());
    folders.map(|folder| folder.join(&name)).find(|program| program.is_file())
}

/// A path as git writes it.
pub fn path(bytes: &[u8]) -> PathBuf {
    #[cfg(unix)]
    return PathBuf::from(<OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes));
    #[cfg(not(unix))]
    return PathBuf::from(text(bytes));
}

/// A path as git reads it.
pub fn named(path: &Path) -> OsString {
    if cfg!(unix) { path.as_os_str().to_owned() } else { load::shown_path(path).into() }
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
