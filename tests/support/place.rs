//! A folder of one's own to run the tool in, and a git repository where one is wanted.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Run, program};

/// A folder that is gone when it is dropped.
pub struct Place(tempfile::TempDir);

impl Place {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Every file below the folder, with what stands in it; for a link, where it leads.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.path(".")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if let Ok(target) = fs::read_link(&path) {
                    found.insert(path, target.into_os_string().into_encoded_bytes());
                } else if path.is_dir() {
                    folders.push(path);
                } else {
                    found.insert(path.clone(), fs::read(path).unwrap());
                }
            }
        }
        found
    }

    /// A text in which the folder's own name does not show.
    pub fn masked(&self, text: &str) -> String {
        let real = self.0.path().canonicalize().unwrap();
        text.replace(real.to_str().unwrap(), "DIR").replace(self.0.path().to_str().unwrap(), "DIR")
    }

    pub fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, &[])
    }

    pub fn run_with(&self, args: &[&str], env: &[(&str, &str)]) -> Run {
        self.command(&program(), ".", args, env)
    }

    pub fn run_in(&self, folder: &str, args: &[&str]) -> Run {
        self.command(&program(), folder, args, &[])
    }

    /// Runs git with settings of no one; what it prints.
    pub fn git(&self, args: &[&str]) -> String {
        let settings =
            ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
        let ran = self.command(Path::new("git"), ".", &[&settings[..], args].concat(), &[]);
        assert_eq!(ran.status, 0, "git {args:?}: {}", ran.stderr);
        ran.stdout
    }

    pub fn command(&self, program: &Path, folder: &str, args: &[&str], env: &[(&str, &str)]) -> Run {
        let output = self.prepared(program, folder, args).envs(env.iter().copied()).output().unwrap();
        Run {
            status: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// A command that is ready to run in a folder below this one, in surroundings that are the same everywhere.
    pub fn prepared<S: AsRef<OsStr>>(&self, program: &Path, folder: &str, args: &[S]) -> Command {
        let mut command = Command::new(program);
        command
            .args(args)
            .current_dir(self.path(folder))
            .env_remove("AVTALSFORM_LANG")
            .env_remove("NO_COLOR")
            // A repository above the folder for temporary files is none of the test's.
            .env("GIT_CEILING_DIRECTORIES", self.0.path().parent().unwrap())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", self.path(".no-settings"))
            .env_remove("GIT_DIR")
            .env_remove("GIT_INDEX_FILE")
            .env_remove("GIT_WORK_TREE");
        command
    }

    /// The tool in the folder, for users who may not read the one that was built. Copied by another process: of a file that
    /// this one holds open for writing, a child that another thread starts meanwhile makes a busy one.
    pub fn own_tool(&self) -> PathBuf {
        let tool = self.path("avtalsform");
        let copied = Command::new("cp").arg(env!("CARGO_BIN_EXE_avtalsform")).arg(&tool).status().unwrap();
        assert!(copied.success());
        tool
    }

    /// The tool, ready to run here.
    pub fn tool<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        self.prepared(&program(), ".", args)
    }
}
