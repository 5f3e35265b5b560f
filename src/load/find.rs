//! Which files there are under the paths that someone names.
//!
//! In: files, folders, `-`. Out: the files to read in the order of their paths, each once, the files that are passed over
//! with the reason, and the paths under which there is none. Follows links, but not round in a circle, nor out of the folder
//! that a run keeps to. Reads no file but `.gitignore`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, FileType};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::disk::{Disk, Outside, is_gone};
use super::ignored::Ignored;
use super::paths::{Found, Input, Lost, PassedOver, Why, by_name, is_shared, shown_path};
use super::source::reason;

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
            } else if is_shared(path) && path.is_file() {
                found.passed_over.push(PassedOver { path: path.clone(), why: Why::Shared });
            } else if path == Path::new("-") || path.is_file() {
                found.files.push(path.clone());
            } else if path.is_dir() {
                linked |= Folder::new(path, input.unwrap_or(Input::Yaml), self).look(&mut found);
            } else {
                match path.metadata() {
                    // A pipe or device that someone names is read as it is.
                    Ok(_) => found.files.push(path.clone()),
                    Err(error) if is_gone(&error) => {
                        found.lost.push(Lost::Missing(path.clone()));
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
}

/// A folder that is looked through.
struct Folder<'a> {
    folder: &'a Path,
    /// The folder, through no link.
    real: PathBuf,
    input: Input,
    disk: &'a Disk,
    ignored: Ignored,
    /// What is named is read, whatever leaves it out.
    is_named: bool,
    /// What git tracks, by repository.
    tracked: BTreeMap<PathBuf, Option<BTreeSet<String>>>,
    linked: bool,
    lost: Vec<(PathBuf, String)>,
}

impl<'a> Folder<'a> {
    /// The folder at a path.
    fn new(folder: &'a Path, input: Input, disk: &'a Disk) -> Self {
        let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let mut ignored = Ignored::below(&real);
        let is_named = ignored.folder(&real).is_some();
        let (tracked, lost) = (BTreeMap::new(), Vec::new());
        Self { folder, real, input, disk, ignored, is_named, tracked, linked: false, lost }
    }

    /// Looks through it, and says whether there are links in it.
    fn look(mut self, found: &mut Found) -> bool {
        let before = found.files.len();
        self.within(self.folder, &mut vec![self.real.clone()], found);
        if found.files.len() == before && self.lost.is_empty() {
            found.lost.push(Lost::Empty(self.folder.to_owned()));
        }
        self.lost.sort();
        found.lost.extend(self.lost.into_iter().map(|(place, reason)| Lost::Unreadable(place, reason)));
        self.linked
    }

    /// Looks through a folder; `above` are the folders that lead there, through no link.
    fn within(&mut self, folder: &Path, above: &mut Vec<PathBuf>, found: &mut Found) {
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(error) => return self.lose(folder, reason(&error)),
        };
        entries.sort_by_key(fs::DirEntry::file_name);
        // What git keeps for itself is no area.
        for entry in entries.into_iter().filter(|entry| entry.file_name() != ".git") {
            let path = entry.path();
            let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            self.linked |= is_link;
            if is_link && self.disk.allow(&path).is_err() {
                // Whatever it is called: what it leads to is not looked at.
                self.lose(&path, reason(&io::Error::other(Outside)));
                continue;
            }
            let kind =
                if is_link { path.metadata().map(|found| found.file_type()) } else { entry.file_type() };
            match kind {
                Ok(kind) if kind.is_dir() => {
                    let straight = || above.last().map(|above| above.join(entry.file_name()));
                    let real = if is_link { path.canonicalize().ok() } else { straight() };
                    let real = real.unwrap_or_else(|| path.clone());
                    // What leads back is left: those files have been or will be found on the straight way.
                    if !is_link || !above.contains(&real) {
                        above.push(real);
                        self.within(&path, above, found);
                        above.pop();
                    }
                }
                Ok(kind) => self.file(path, kind, found),
                // A link that leads nowhere is no folder, and matters only under the name of an area file.
                Err(error) if is_link => {
                    if self.by_name(&path) == Some(Ok(())) {
                        let leads_nowhere = error.kind() == ErrorKind::NotFound;
                        let said =
                            if leads_nowhere { "reason-broken-link".to_owned() } else { reason(&error) };
                        self.lose(&path, said);
                    }
                }
                Err(error) => self.lose(&path, reason(&error)),
            }
        }
    }

    fn file(&mut self, path: PathBuf, kind: FileType, found: &mut Found) {
        let why = match self.by_name(&path) {
            None => return,
            Some(Err(Why::Hidden)) => Some(Why::Hidden),
            Some(named) => match (self.ignored(&path), named) {
                (Ok(None), Ok(())) if kind.is_file() => None,
                (Ok(None), Ok(())) => Some(Why::Special),
                (Ok(None), Err(why)) if kind.is_file() => Some(why),
                (Ok(Some(why)), Ok(())) => Some(why),
                (Err(reason), Ok(())) => return self.lost.push((path, reason.to_owned())),
                // What is left out twice is not looked for.
                (_, Err(_)) => return,
            },
        };
        match why {
            None => found.files.push(path),
            Some(why) => found.passed_over.push(PassedOver { path, why }),
        }
    }

    /// Notes what cannot be read, unless it would not be read anyway.
    fn lose(&mut self, path: &Path, reason: String) {
        let is_hidden = matches!(self.by_name(path), None | Some(Err(Why::Hidden)));
        if !is_hidden && matches!(self.ignored(path), Ok(None)) {
            self.lost.push((path.to_owned(), reason));
        }
    }

    fn by_name(&self, path: &Path) -> Option<Result<(), Why>> {
        by_name(path.strip_prefix(self.folder).unwrap_or(path), self.input)
    }

    /// The `.gitignore` for which a file is not read; an error where that cannot be told.
    fn ignored(&mut self, path: &Path) -> Result<Option<Why>, &'static str> {
        if self.is_named {
            return Ok(None);
        }
        let path = self.real.join(path.strip_prefix(self.folder).unwrap_or(path));
        let Some(by) = self.ignored.file(&path) else { return Ok(None) };
        let (top, is_repository) = self.ignored.top(&path);
        let inside = |path: &Path| shown_path(path.strip_prefix(top).unwrap_or(path));
        let why = Why::Ignored(inside(&by));
        if !is_repository {
            return Ok(Some(why));
        }
        let tracked = self.tracked.entry(top.to_owned()).or_insert_with(|| (self.disk.tracked)(top));
        match tracked {
            Some(tracked) if tracked.contains(&inside(&path)) => Ok(None),
            Some(_) => Ok(Some(why)),
            None => Err("reason-untold"),
        }
    }
}
