//! What can be wrong with a revision, in words.

use std::path::PathBuf;

use avtalsform::load;
use avtalsform::say::words::harmless;
use avtalsform::texts::Texts;

/// What is wrong.
pub enum GitFault {
    /// There is no `git` to run.
    Missing,
    /// One stands in no repository.
    NoRepository(String),
    /// The repository has no such revision.
    NoRevision(String),
    /// Several refs go by the name.
    Ambiguous { name: String, refs: Vec<String> },
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
            Self::Ambiguous { name, refs } => texts.git_ambiguous(name, refs.join(", ")),
            Self::Outside { path, folder } => {
                texts.git_outside(load::shown_path(folder), load::shown_path(path))
            }
            Self::Elsewhere { path, name } => texts.git_elsewhere(name, path),
            Self::Failed(reason) => texts.git_failed(reason.trim()),
        })
    }
}

pub type Result<T> = std::result::Result<T, GitFault>;
