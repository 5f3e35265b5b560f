//! What the `.gitignore` files of a repository leave out, as git reads them.
//!
//! In: a folder, files below it. Out: for each the `.gitignore` that leaves it out, if one does. A file outside the
//! repository has no say; outside any repository those in the folder and below it have.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use gix_ignore::glob::Pattern;
use gix_ignore::glob::pattern::Case;
use gix_ignore::glob::wildmatch::Mode;

use super::paths::shown_path;

/// The `.gitignore` files that count below a folder, each read once.
#[derive(Debug)]
pub struct Ignored {
    /// The folder of the repository, or else the one that is looked through.
    top: PathBuf,
    rules: HashMap<PathBuf, Vec<Pattern>>,
    folders: HashMap<PathBuf, Option<PathBuf>>,
}

impl Ignored {
    /// Those that count below a folder, whose path leads through no link.
    pub fn below(folder: &Path) -> Self {
        let top = folder.ancestors().find(|folder| is_repository(folder)).unwrap_or(folder);
        Self { top: top.to_owned(), rules: HashMap::new(), folders: HashMap::new() }
    }

    /// The folder of the repository that a file is in, or else the one that is looked through, and whether there is a
    /// repository.
    pub fn top<'p>(&'p self, file: &'p Path) -> (&'p Path, bool) {
        let nearest = file.ancestors().skip(1).take_while(|folder| folder.starts_with(&self.top));
        let nearest = nearest.into_iter().find(|folder| is_repository(folder));
        nearest.map_or((&self.top, false), |folder| (folder, true))
    }

    /// The `.gitignore` that leaves a file out.
    pub fn file(&mut self, file: &Path) -> Option<PathBuf> {
        let folder = file.parent().and_then(|folder| self.folder(folder));
        folder.or_else(|| self.matched(file, false))
    }

    /// The `.gitignore` that leaves a folder out, with all that is in it.
    pub fn folder(&mut self, folder: &Path) -> Option<PathBuf> {
        if folder == self.top || !folder.starts_with(&self.top) {
            return None;
        }
        if let Some(known) = self.folders.get(folder) {
            return known.clone();
        }
        let above = folder.parent().and_then(|above| self.folder(above));
        let found = above.or_else(|| self.matched(folder, true));
        self.folders.insert(folder.to_owned(), found.clone());
        found
    }

    /// What the nearest `.gitignore` with an opinion says of a path itself. Those above another repository have none.
    fn matched(&mut self, path: &Path, is_folder: bool) -> Option<PathBuf> {
        for folder in path.ancestors().skip(1) {
            let within = shown_path(path.strip_prefix(folder).unwrap_or(path));
            let name = within.rfind('/').map(|slash| slash + 1);
            // The last word is the one that counts; letters are told from capitals everywhere, so that the same files
            // are found on every platform.
            let opinion = self.rules(folder).iter().rev().find(|pattern| {
                let (is_folder, mode) = (Some(is_folder), Mode::NO_MATCH_SLASH_LITERAL);
                pattern.matches_repo_relative_path(
                    within.as_str().into(),
                    name,
                    is_folder,
                    Case::Sensitive,
                    mode,
                )
            });
            if let Some(pattern) = opinion {
                return (!pattern.is_negative()).then(|| folder.join(NAME));
            }
            if folder == self.top || is_repository(folder) {
                break;
            }
        }
        None
    }

    fn rules(&mut self, folder: &Path) -> &[Pattern] {
        self.rules.entry(folder.to_owned()).or_insert_with(|| {
            let file = folder.join(NAME);
            // Git follows no link here either: it could lead out of the repository.
            if !file.symlink_metadata().is_ok_and(|file| file.is_file()) {
                return Vec::new();
            }
            let lines = std::fs::read(&file).unwrap_or_default();
            gix_ignore::parse(&lines, false).map(|(pattern, ..)| pattern).collect()
        })
    }
}

const NAME: &str = ".gitignore";

/// Whether git would say so, too: a worktree has a file there.
fn is_repository(folder: &Path) -> bool {
    let git = folder.join(".git");
    git.is_file() || git.join("HEAD").exists()
}
