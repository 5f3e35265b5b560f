//! What is typed on the command line, alike on every system.
//!
//! In: the words of the command line. Out: the same, composed (NFC), since on a Mac an ä can be an a and its dots; a path as its
//! file is called on disk, whichever of the two ways it is written in, so that no file is another for that reason. Patterns of
//! names are expanded where the shell does not, and `/?` asks for help.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use avtalsform::model::composed;

/// The words of the command line.
pub fn words() -> Vec<OsString> {
    let mut words: Vec<OsString> = wild::args_os().map(word).collect();
    if let Some(name) = words.first_mut() {
        // Help names it alike, whatever its file is called.
        *name = "avtalsform".into();
    }
    for word in words.iter_mut().filter(|word| *word == "/?") {
        *word = "--help".into();
    }
    words
}

fn word(word: OsString) -> OsString {
    let Some(text) = word.to_str().filter(|text| !text.is_ascii()) else { return word };
    match text.split_once('=').filter(|(option, _)| option.starts_with("--")) {
        Some((option, value)) => format!("{option}={}", spelled(value)).into(),
        None => spelled(text).into(),
    }
}

/// A word composed; where it is the path of something that is there under another spelling, that.
fn spelled(text: &str) -> String {
    if Path::new(text).exists() {
        return text.to_owned();
    }
    let composed = composed(text).into_owned();
    on_disk(Path::new(&composed)).and_then(|path| path.to_str().map(str::to_owned)).unwrap_or(composed)
}

/// The path as the disk has it.
fn on_disk(path: &Path) -> Option<PathBuf> {
    if path.exists() {
        return Some(path.to_owned());
    }
    let name = path.file_name()?.to_str()?;
    let above = path.parent()?;
    let is_here = above.as_os_str().is_empty();
    let folder = if is_here { PathBuf::new() } else { on_disk(above)? };
    let same =
        |found: &OsStr| found.to_str().is_some_and(|found| !found.is_ascii() && composed(found) == name);
    let listed = if is_here { Path::new(".") } else { &folder };
    let mut found: Vec<OsString> = listed
        .read_dir()
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.file_name()))
        .filter(|found| same(found))
        .collect();
    found.sort();
    found.first().map(|found| folder.join(found))
}

/// Whether a file has one of these extensions, in whatever letters.
pub fn has_extension(name: &Path, extensions: &[&str]) -> bool {
    let found = name.extension();
    found.is_some_and(|found| extensions.iter().any(|extension| found.eq_ignore_ascii_case(extension)))
}
