//! Files as they were in a revision of the git repository that one stands in.
//!
//! In: a revision, paths. Out: bytes, by the program `git`. Nothing is written, and nothing is run or fetched: the
//! repository may be another's, and its configuration with it.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader};
use std::path::{Component, Path, PathBuf};

use avtalsform::load::{self, Disk, Input, PassedOver, Why};

mod fault;
mod run;

pub use fault::GitFault;
use fault::Result;
use run::{Ran, failed, git, git_with, named, path, text};

/// A file of a revision: its name, how it is written, its bytes.
pub type Given = (PathBuf, Input, Vec<u8>);

/// A revision of a repository.
pub struct Revision {
    /// As it was named.
    pub name: String,
    /// Whether it is where what one stands in left what is so named.
    pub base: bool,
    commit: String,
    /// The folder of the repository.
    top: PathBuf,
    /// Where one stands.
    here: PathBuf,
}

impl Revision {
    /// Looks up a revision in the repository that one stands in, or, with `base`, where what one stands in left it.
    pub fn open(name: &str, base: bool, disk: &Disk) -> Result<Self> {
        let unknown = || GitFault::NoRevision(name.to_owned());
        let here = std::env::current_dir().and_then(|here| here.canonicalize());
        let here = here.map_err(|error| failed(&error.to_string()))?;
        let asked = |what: &[&str]| {
            let ran = git(&here, [&["rev-parse", "--path-format=absolute"], what].concat())?;
            let place = path(ran.bytes.strip_suffix(b"\n").unwrap_or(&ran.bytes));
            match ran.status {
                true => Ok(place),
                // Git reads no repository of another user until that is allowed.
                false if ran.said.contains("dubious ownership") => Err(GitFault::Another(here.clone())),
                false => Err(GitFault::NoRepository(ran.said)),
            }
        };
        let real = |path: PathBuf| path.canonicalize().map_err(|error| failed(&error.to_string()));
        let top = real(asked(&["--show-toplevel"])?)?;
        if let Some(folder) = disk.kept_to()
            && (top != folder || real(asked(&["--git-common-dir"])?)? != folder.join(".git"))
        {
            return Err(GitFault::Outside { path: top.clone(), folder: folder.to_owned() });
        }
        if !is_name(name) {
            let computed = name.contains(['~', '^', ':', '{']) || name.contains("..");
            return Err(if computed { GitFault::Computed(name.to_owned()) } else { unknown() });
        }
        // The branch that the first commit will begin has no commit yet.
        let missing = || {
            let any = git(&here, ["rev-list", "--all", "--max-count=1"])?;
            let branch = git(&here, ["symbolic-ref", "--quiet", "--short", "HEAD"])?;
            let is_first = name == "HEAD" || text(&branch.bytes).trim() == name;
            Err(if any.bytes.is_empty() && is_first { GitFault::NoCommits } else { unknown() })
        };
        let refs = refs(&top, name)?;
        let special = name.ends_with("HEAD") || name.bytes().all(|byte| byte.is_ascii_hexdigit());
        if refs.is_empty() && !special {
            return missing();
        }
        if refs.len() > 1 {
            return Err(GitFault::Ambiguous { name: name.to_owned(), refs });
        }
        let commit = format!("{name}^{{commit}}");
        let found = git(&here, ["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        let commit = text(&found.bytes).trim().to_owned();
        if !found.status || !commit.bytes().all(|byte| byte.is_ascii_hexdigit()) || commit.is_empty() {
            return missing();
        }
        let commit = if base { merge_base(&here, name, &commit)? } else { commit };
        Ok(Self { name: name.to_owned(), base, commit, top, here })
    }

    /// Files by their paths on disk that are there no more, of those whose names say that areas or rules are in them.
    pub fn gone(&self, input: Option<Input>) -> Result<Vec<Given>> {
        let is_one = |path: &Path| load::by_name(path, input.unwrap_or(Input::Yaml)) == Some(Ok(()));
        let entries = self.entries(&["-r"], &[])?.into_iter();
        let gone = entries.filter(|entry| {
            let is_file = entry.mode == FILE || entry.mode == PROGRAM;
            is_file && is_one(&entry.path) && !self.top.join(&entry.path).exists()
        });
        let (paths, ids): (Vec<_>, Vec<_>) = gone.map(|entry| (entry.path, entry.id)).unzip();
        let files = paths.into_iter().zip(self.blobs(&ids)?).map(|(path, bytes)| {
            let input = input.unwrap_or_else(|| Input::of(&path));
            (self.as_named(&path), input, bytes)
        });
        Ok(files.collect())
    }

    /// A path as it is named from where one stands.
    fn as_named(&self, within: &Path) -> PathBuf {
        let here = self.here.strip_prefix(&self.top).unwrap_or(Path::new(""));
        let common =
            here.components().zip(within.components()).take_while(|(one, other)| one == other).count();
        let up = here.components().skip(common).map(|_| Component::ParentDir);
        up.chain(within.components().skip(common)).collect()
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

    /// The area files under a path, each under the name it would have on disk, and what is passed over there.
    pub fn areas(&self, path: &Path, input: Option<Input>) -> Result<(Vec<Given>, Vec<PassedOver>)> {
        let within = self.within(path)?;
        let mut found: BTreeMap<PathBuf, String> = BTreeMap::new();
        let mut passed_over = Vec::new();
        for (listed, id) in self.list(&within)? {
            if listed == within && load::is_shared(path) {
                passed_over.push(PassedOver { path: path.to_owned(), why: Why::Shared });
            } else if listed == within {
                found.insert(path.to_owned(), id);
            } else if let Ok(below) = listed.strip_prefix(&within) {
                match load::by_name(below, input.unwrap_or(Input::Yaml)) {
                    Some(Ok(())) => {
                        found.insert(path.join(below), id);
                    }
                    Some(Err(why)) => passed_over.push(PassedOver { path: path.join(below), why }),
                    None => {}
                }
            }
        }
        let ids: Vec<String> = found.values().cloned().collect();
        let files = found.into_keys().zip(self.blobs(&ids)?).map(|(name, bytes)| {
            let input = input.unwrap_or_else(|| Input::of(&name));
            (name, input, bytes)
        });
        Ok((files.collect(), passed_over))
    }

    /// Every file of shared answers, by its path from the folder of the repository.
    pub fn shared(&self) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
        let entries = self.entries(&["-r"], &[])?.into_iter();
        let found = entries
            .filter(|entry| (entry.mode == FILE || entry.mode == PROGRAM) && load::is_shared(&entry.path));
        let (paths, ids): (Vec<_>, Vec<_>) = found.map(|entry| (entry.path, entry.id)).unzip();
        Ok(paths.into_iter().zip(self.blobs(&ids)?).collect())
    }

    /// A path from the folder of the repository.
    pub fn within(&self, path: &Path) -> Result<PathBuf> {
        let plain = load::plain(&self.here.join(path));
        let real = || {
            path.canonicalize().ok().and_then(|real| real.strip_prefix(&self.top).ok().map(Path::to_owned))
        };
        let within = plain.strip_prefix(&self.top).ok().map(Path::to_owned).or_else(real);
        within.ok_or_else(|| GitFault::Outside { path: path.to_owned(), folder: self.top.clone() })
    }

    /// Every file at or below a path, with the id of what stands in it.
    ///
    /// On disk a link is followed and another repository read: what cannot be read here must not seem to be new.
    fn list(&self, within: &Path) -> Result<Vec<(PathBuf, String)>> {
        let (mut files, mut links) = (Vec::new(), Vec::new());
        for entry in self.entries(&["-r"], &[within])? {
            match entry.mode.as_str() {
                LINK => links.push(entry),
                REPOSITORY => return Err(self.elsewhere(&entry.path)),
                _ => files.push((entry.path, entry.id)),
            }
        }
        let ids: Vec<String> = links.iter().map(|link| link.id.clone()).collect();
        for (link, target) in links.iter().zip(self.blobs(&ids)?) {
            let is_file = [Input::Yaml, Input::Ndjson, Input::Xlsx, Input::Csv]
                .iter()
                .any(|input| load::by_name(&link.path, *input) == Some(Ok(())));
            if link.path == within || is_file || self.is_folder(&link.path, &target)? {
                return Err(self.elsewhere(&link.path));
            }
        }
        if files.is_empty() && !within.as_os_str().is_empty() {
            // The way there may lead over a link.
            let above: Vec<&Path> =
                within.ancestors().skip(1).filter(|part| *part != Path::new("")).collect();
            // Of no path at all git would list the whole folder.
            let above = if above.is_empty() { Vec::new() } else { self.entries(&[], &above)? };
            if let Some(link) = above.iter().find(|entry| entry.mode == LINK) {
                return Err(self.elsewhere(&link.path));
            }
            // So may the way on the disk, if the link is new.
            let whole = self.top.join(within);
            if whole.canonicalize().is_ok_and(|real| real != whole) {
                return Err(self.elsewhere(within));
            }
        }
        Ok(files)
    }

    /// Whether a link leads to a folder, or to where this cannot be told.
    fn is_folder(&self, link: &Path, target: &[u8]) -> Result<bool> {
        let target = load::plain(&self.top.join(link).with_file_name("").join(path(target)));
        let Ok(target) = target.strip_prefix(&self.top) else { return Ok(true) };
        if target == Path::new("") {
            return Ok(true);
        }
        Ok(self.entries(&[], &[target])?.iter().any(|entry| entry.mode != FILE && entry.mode != PROGRAM))
    }

    /// What the revision has at some paths.
    fn entries(&self, options: &[&str], paths: &[&Path]) -> Result<Vec<Entry>> {
        let mut args: Vec<OsString> =
            ["ls-tree", "-z", "--full-tree"].iter().chain(options).map(OsString::from).collect();
        args.push(OsString::from(&self.commit));
        args.push(OsString::from("--"));
        args.extend(paths.iter().filter(|path| **path != Path::new("")).map(|path| named(path)));
        let listed = git(&self.top, &args)?.checked()?;
        let entries = listed.split(|byte| *byte == 0).filter_map(|entry| {
            let tab = entry.iter().position(|byte| *byte == b'\t')?;
            let (facts, name) = entry.split_at_checked(tab)?;
            let facts = text(facts);
            let mut facts = facts.split(' ');
            let (mode, id) = (facts.next()?.to_owned(), facts.nth(1)?.to_owned());
            Some(Entry { mode, id, path: path(name.get(1..)?) })
        });
        Ok(entries.collect())
    }

    fn elsewhere(&self, path: &Path) -> GitFault {
        GitFault::Elsewhere { path: load::shown_path(path), name: self.name.clone() }
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

/// The commit at which what one stands in left another.
fn merge_base(here: &Path, name: &str, commit: &str) -> Result<String> {
    let found = git(here, ["merge-base", commit, "HEAD"])?;
    let base = text(&found.bytes).trim().to_owned();
    if found.status && !base.is_empty() { Ok(base) } else { Err(GitFault::NoBase(name.to_owned())) }
}

/// Something in a revision.
struct Entry {
    mode: String,
    id: String,
    path: PathBuf,
}

// What an entry is, as git writes it.
const FILE: &str = "100644";
const PROGRAM: &str = "100755";
const LINK: &str = "120000";
const REPOSITORY: &str = "160000";

/// The refs that go by a name.
fn refs(top: &Path, name: &str) -> Result<Vec<String>> {
    let ways = ["", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/"];
    let mut wanted: Vec<String> = ways.iter().map(|way| format!("{way}{name}")).collect();
    wanted.push(format!("refs/remotes/{name}/HEAD"));
    let mut args = vec!["for-each-ref", "--format=%(refname)", "--"];
    args.extend(wanted.iter().map(String::as_str));
    let listed = text(&git(top, args)?.checked()?);
    Ok(listed.lines().filter(|found| wanted.iter().any(|way| way == found)).map(str::to_owned).collect())
}

/// The files that git tracks in a repository, by their paths from its folder; `None` where git cannot say.
pub fn tracked(top: &Path) -> Option<BTreeSet<String>> {
    let listed = git(top, ["ls-files", "-z", "--cached"]).and_then(Ran::checked).ok()?;
    Some(listed.split(|byte| *byte == 0).map(text).collect())
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

/// Whether this can be the name of an object or a ref. What is computed from others (`HEAD~1`, `:/words`) is no name, and
/// what begins with a hyphen would be an option.
fn is_name(name: &str) -> bool {
    let odd = |letter: char| letter.is_whitespace() || letter.is_control() || "~^:?*[\\{".contains(letter);
    !name.is_empty() && !name.starts_with('-') && !name.contains("..") && !name.contains(odd)
}
