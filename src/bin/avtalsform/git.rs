//! Files as they were in a revision of the git repository that one stands in.
//!
//! In: a revision, paths. Out: bytes, by the program `git`. Nothing is written, and nothing is run or fetched: the
//! repository may be another's, and its configuration with it.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use avtalsform::load::{self, Input};
use avtalsform::say::words::harmless;
use avtalsform::texts::Texts;

/// A revision of a repository.
pub struct Revision {
    /// As it was named.
    pub name: String,
    commit: String,
    /// The folder of the repository.
    top: PathBuf,
    /// Where one stands.
    here: PathBuf,
}

/// What is wrong.
pub enum GitFault {
    /// There is no `git` to run.
    Missing,
    /// One stands in no repository.
    NoRepository(String),
    /// The repository has no such revision.
    NoRevision(String),
    /// A path leads out of the repository.
    Outside { path: PathBuf, folder: PathBuf },
    /// A link or another repository stands where a file should.
    Elsewhere { path: String, name: String },
    /// What `git` says.
    Failed(String),
}

impl GitFault {
    /// What it says.
    pub fn message(&self, texts: &Texts) -> String {
        harmless(&match self {
            Self::Missing => texts.git_missing().to_owned(),
            Self::NoRepository(reason) => texts.git_no_repository(reason.trim()),
            Self::NoRevision(name) => texts.git_no_revision(name.trim()),
            Self::Outside { path, folder } => {
                texts.git_outside(load::shown_path(folder), load::shown_path(path))
            }
            Self::Elsewhere { path, name } => texts.git_elsewhere(name, path),
            Self::Failed(reason) => texts.git_failed(reason.trim()),
        })
    }
}

type Result<T> = std::result::Result<T, GitFault>;

impl Revision {
    /// Looks up a revision.
    pub fn open(name: &str) -> Result<Self> {
        let unknown = || GitFault::NoRevision(name.to_owned());
        let here = std::env::current_dir().and_then(|here| here.canonicalize());
        let here = here.map_err(|error| failed(&error.to_string()))?;
        let top = git(&here, ["rev-parse", "--show-toplevel"])?;
        if !top.status {
            return Err(GitFault::NoRepository(top.said));
        }
        let top = PathBuf::from(text(&top.bytes).trim_end_matches(['\n', '\r']));
        let top = top.canonicalize().map_err(|error| failed(&error.to_string()))?;
        if !is_name(name) {
            return Err(unknown());
        }
        let commit = format!("{name}^{{commit}}");
        let found = git(&here, ["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        let commit = text(&found.bytes).trim().to_owned();
        if !found.status || !commit.bytes().all(|byte| byte.is_ascii_hexdigit()) || commit.is_empty() {
            return Err(unknown());
        }
        Ok(Self { name: name.to_owned(), commit, top, here })
    }

    /// The commit it names.
    pub fn commit(&self) -> &str {
        &self.commit
    }

    /// A file's bytes, if the revision has the file.
    pub fn file(&self, path: &Path) -> Result<Option<Vec<u8>>> {
        let within = self.within(path)?;
        let listed = self.list(&within)?.into_iter().find(|(found, _)| *found == within);
        let Some((_, id)) = listed else { return Ok(None) };
        Ok(self.blobs(&[id])?.pop())
    }

    /// The area files under a path, each under the name it would have on disk.
    pub fn areas(&self, path: &Path, input: Option<Input>) -> Result<Vec<(String, Input, Vec<u8>)>> {
        let within = self.within(path)?;
        let mut found: BTreeMap<PathBuf, String> = BTreeMap::new();
        for (listed, id) in self.list(&within)? {
            if listed == within {
                found.insert(path.to_owned(), id);
                continue;
            }
            let below = if within.is_empty() { Some(listed.as_str()) } else { listed.strip_prefix(&within) };
            let Some(below) = below.map(|below| below.trim_start_matches('/')) else { continue };
            if is_area_file(below, input.unwrap_or(Input::Yaml)) {
                found.insert(path.join(below), id);
            }
        }
        let ids: Vec<String> = found.values().cloned().collect();
        let files = found.into_keys().zip(self.blobs(&ids)?);
        Ok(files
            .map(|(name, bytes)| {
                let input = input.unwrap_or_else(|| Input::of(&name));
                (load::shown_path(&name), input, bytes)
            })
            .collect())
    }

    /// A path as the repository names it: from its folder, with slashes.
    fn within(&self, path: &Path) -> Result<String> {
        let plain = plain(&self.here.join(path));
        let real = || {
            path.canonicalize().ok().and_then(|real| real.strip_prefix(&self.top).ok().map(Path::to_owned))
        };
        let within = plain.strip_prefix(&self.top).ok().map(Path::to_owned).or_else(real);
        let Some(within) = within else {
            return Err(GitFault::Outside { path: path.to_owned(), folder: self.top.clone() });
        };
        let parts: Vec<String> =
            within.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        Ok(parts.join("/"))
    }

    /// Every file at or below a path, with the id of what stands in it. Links are no files.
    fn list(&self, within: &str) -> Result<Vec<(String, String)>> {
        let mut args = vec!["ls-tree", "-r", "-z", "--full-tree", &self.commit];
        if !within.is_empty() {
            args.extend(["--", within]);
        }
        let listed = git(&self.top, &args)?.checked()?;
        // On disk a link is followed and another repository read: what cannot be read here must not seem to be new.
        for entry in listed.split(|byte| *byte == 0) {
            let entry = text(entry);
            let Some((facts, path)) = entry.split_once('\t') else { continue };
            let link = facts.starts_with("120000") && (path == within || is_area_file(path, Input::Yaml));
            if link || facts.starts_with("160000") {
                return Err(GitFault::Elsewhere { path: path.to_owned(), name: self.name.clone() });
            }
        }
        let entries = listed.split(|byte| *byte == 0).filter_map(|entry| {
            let entry = text(entry);
            let (facts, path) = entry.split_once('\t')?;
            let mut facts = facts.split(' ');
            let (mode, kind, id) = (facts.next()?, facts.next()?, facts.next()?);
            (kind == "blob" && mode != "120000").then(|| (path.to_owned(), id.to_owned()))
        });
        Ok(entries.collect())
    }

    /// What stands in files, by their ids, in their order.
    fn blobs(&self, ids: &[String]) -> Result<Vec<Vec<u8>>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let input: Vec<u8> = ids.iter().flat_map(|id| id.bytes().chain(std::iter::once(b'\n'))).collect();
        let bytes = git_with(&self.top, ["cat-file", "--batch"], &input)?.checked()?;
        let mut reader = BufReader::new(bytes.as_slice());
        let mut blobs = Vec::new();
        for _ in ids {
            let blob = blob(&mut reader).map_err(|error| failed(&error.to_string()))?;
            blobs.push(blob);
        }
        Ok(blobs)
    }
}

/// The files that git tracks in a repository, by their paths from its folder; none where git cannot say.
pub fn tracked(top: &Path) -> BTreeSet<String> {
    let listed = git(top, ["ls-files", "-z", "--cached"]).and_then(Ran::checked).unwrap_or_default();
    listed.split(|byte| *byte == 0).map(text).collect()
}

/// The next of a batch: a line that ends in the size, then as many bytes and a line break.
fn blob(reader: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut head = String::new();
    reader.read_line(&mut head)?;
    let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<usize>().ok());
    let size = size.ok_or_else(|| io::Error::other(head.trim_end().to_owned()))?;
    let mut bytes = vec![0; size];
    reader.read_exact(&mut bytes)?;
    reader.read_exact(&mut [0])?;
    Ok(bytes)
}

/// Whether a folder is looked through for such a file: none that is hidden, or in a hidden folder.
fn is_area_file(below: &str, input: Input) -> bool {
    let extension = Path::new(below).extension().map(|extension| extension.to_string_lossy().to_lowercase());
    extension.is_some_and(|extension| input.endings().contains(&extension.as_str()))
        && !below.split('/').any(|part| part.starts_with('.'))
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
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

/// Whether this can be the name of an object or a ref. What is computed from others (`HEAD~1`, `:/words`) is no name, and
/// what begins with a hyphen would be an option.
fn is_name(name: &str) -> bool {
    let odd = |letter: char| letter.is_whitespace() || letter.is_control() || "~^:?*[\\{".contains(letter);
    !name.is_empty() && !name.starts_with('-') && !name.contains("..") && !name.contains(odd)
}

/// What a repository may set so that git runs a program, and has no say in here.
const SETTINGS: [&str; 8] = [
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
const SURROUNDINGS: [(&str, &str); 6] = [
    ("LC_ALL", "C"),
    ("GIT_ALLOW_PROTOCOL", ""),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
];

/// How a run of git ended.
struct Ran {
    status: bool,
    bytes: Vec<u8>,
    said: String,
}

impl Ran {
    fn checked(self) -> Result<Vec<u8>> {
        if self.status { Ok(self.bytes) } else { Err(failed(&self.said)) }
    }
}

fn failed(reason: &str) -> GitFault {
    GitFault::Failed(reason.to_owned())
}

fn git<S: AsRef<OsStr>>(folder: &Path, args: impl IntoIterator<Item = S>) -> Result<Ran> {
    git_with(folder, args, b"")
}

fn git_with<S: AsRef<OsStr>>(folder: &Path, args: impl IntoIterator<Item = S>, input: &[u8]) -> Result<Ran> {
    let spawned = Command::new("git")
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

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
