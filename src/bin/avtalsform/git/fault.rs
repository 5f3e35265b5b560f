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
    /// What is typed is no name, but has to be worked out.
    Computed(String),
    /// Nothing has been committed yet.
    NoCommits,
    /// The repository does not say where the revision and what one stands in left each other.
    NoBase(String),
    /// The repository is another user's.
    Another(PathBuf),
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
            Self::Computed(name) => texts.git_computed(name.trim()),
            Self::NoCommits => texts.git_no_commits().to_owned(),
            Self::NoBase(name) => texts.git_no_base(name.trim()),
            Self::Another(folder) => texts.git_another(load::shown_path(folder)),
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
