//! What is said of a path that leads nowhere, or elsewhere than was meant: what is wrong, and what to run instead.
//!
//! In: paths that someone named. Out: messages. Reads no file; looks only at names.

use std::path::{Path, PathBuf};

use avtalsform::load::{self, EMBEDDED, Input, Lost, nearest, reason, shown_path};
use avtalsform::say::words::harmless;

use super::session::{Said, Session, word};

/// What a file was named for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// Areas to evaluate.
    Areas,
    /// A rule set.
    Rules,
    /// A result saved earlier.
    Saved,
    /// The Word file that a document is written into.
    Template,
    /// What people have written for a plan.
    Plan,
}

/// Says that a file is not there, and which was perhaps meant.
pub fn missing_file(session: &Session<'_>, path: &Path, meant: Meant) -> Said {
    session.error(session.texts.no_such_file(shown_path(path)));
    let wanted = match meant {
        Meant::Saved => Some(session.texts.want_saved()),
        Meant::Template => Some(session.texts.want_template()),
        Meant::Plan => Some(session.texts.want_plan()),
        Meant::Areas | Meant::Rules => None,
    };
    match wanted.filter(|_| near(session, path).is_none()) {
        Some(wanted) => session.advise(wanted),
        None => help_missing(session, path, meant == Meant::Areas),
    }
    Said
}

/// Says that a folder stands where a file is meant, and what to run with it.
pub fn is_folder(session: &Session<'_>, path: &Path, meant: Meant) -> Said {
    session.error(session.texts.is_folder(shown_path(path)));
    match meant {
        Meant::Areas => {
            let command = format!("avtalsform batch {}", word(&shown_path(path)));
            session.advise(session.texts.run_batch(&command));
        }
        Meant::Rules => session.advise(session.texts.want_rules(built_in())),
        Meant::Saved => session.advise(session.texts.want_saved()),
        Meant::Template => session.advise(session.texts.want_template()),
        Meant::Plan => session.advise(session.texts.want_plan()),
    }
    Said
}

/// Says that there is neither a rule set nor a file of this name, and which was perhaps meant.
pub fn no_rules(session: &Session<'_>, name: &str) -> Said {
    session.error(session.texts.no_such_rules(name));
    let known = nearest(name, EMBEDDED.iter().map(|(id, _)| *id));
    if let Some(near) = known.or_else(|| near(session, Path::new(name)).map(|near| shown_path(&near))) {
        session.advise(session.texts.did_you_mean(&near));
    }
    session.hint(&session.texts.rules_list(built_in()));
    Said
}

/// Says that no rule set of this id is built in, and which was perhaps meant.
pub fn no_built_in(session: &Session<'_>, name: &str) -> Said {
    session.error(session.texts.no_built_in(name));
    if let Some(near) = nearest(name, EMBEDDED.iter().map(|(id, _)| *id)) {
        session.advise(session.texts.did_you_mean(&near));
    }
    session.hint(&session.texts.rules_list(built_in()));
    Said
}

/// Says what to do about a path under which nothing was found; `areas` where area files were looked for.
pub fn help_lost(session: &Session<'_>, lost: &Lost, areas: bool) {
    match lost {
        Lost::Missing(path) => help_missing(session, path, areas),
        Lost::Empty(_) if areas => session.advise(session.texts.run_new()),
        Lost::Empty(_) | Lost::Unreadable(..) => {}
    }
}

fn help_missing(session: &Session<'_>, path: &Path, areas: bool) {
    // In a command line of Windows the stroke before it makes a quotation mark part of the word.
    if path.to_string_lossy().contains('"') {
        session.advise(session.texts.path_with_quote());
        return;
    }
    match near(session, path) {
        Some(near) => session.advise(session.texts.did_you_mean(shown_path(&near))),
        None if areas => session.advise(session.texts.run_new()),
        None => {}
    }
}

/// Why nothing can be written to a path, with what to do about it; `None` where nothing stands in the way.
pub fn not_writable(session: &Session<'_>, path: &Path) -> Option<String> {
    if path.is_dir() {
        let inside = shown_path(&path.join(session.texts.result_name()));
        let wrong = session.texts.is_folder(shown_path(path));
        return Some(with_advice(session, &wrong, &session.texts.want_file_in(inside)));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty())?;
    let in_file = not_folder(session, folder);
    if in_file.is_none() && !folder.exists() {
        let wrong = session.texts.no_such_folder(shown_path(folder));
        return Some(with_advice(session, &wrong, session.texts.make_folder()));
    }
    in_file
}

/// Why a path is no folder to write to, with what to do about it; `None` where it is one or can become one.
pub fn not_folder(session: &Session<'_>, path: &Path) -> Option<String> {
    if let Err(error) = session.disk.allow(path) {
        return Some(session.not_writable(path, &reason(&error)));
    }
    let file = path.ancestors().find(|part| part.exists() && !part.is_dir())?;
    Some(with_advice(session, &session.texts.is_file(shown_path(file)), session.texts.want_folder()))
}

fn with_advice(session: &Session<'_>, wrong: &str, advice: &str) -> String {
    let wrong = harmless(wrong);
    if session.quiet { wrong } else { format!("{wrong}\n{}", session.helped(&harmless(advice))) }
}

/// The path that was perhaps meant: the first part that does not exist is put right.
fn near(session: &Session<'_>, path: &Path) -> Option<PathBuf> {
    let missing = path.ancestors().take_while(|part| *part != Path::new("") && !part.exists()).last()?;
    let name = missing.file_name()?.to_str()?;
    session.disk.allow(missing).ok()?;
    let folder = missing.parent()?;
    let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut names: Vec<String> = std::fs::read_dir(listed)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    let same_stem = |other: &&String| Path::new(other).file_stem().is_some_and(|stem| stem == name);
    let found = names.iter().find(same_stem).cloned();
    let found = found.or_else(|| nearest(name, names.iter().map(String::as_str)))?;
    let right = folder.join(found).join(path.strip_prefix(missing).ok()?);
    // Joining nothing leaves a mark at the end.
    let right: PathBuf = right.components().collect();
    right.exists().then_some(right)
}

fn built_in() -> String {
    EMBEDDED.map(|(id, _)| id).join(", ")
}

/// A path at which there is nothing to read, and what to say of it.
pub fn lost_path(session: &Session<'_>, input: Option<Input>, lost: &Lost) -> (String, String) {
    let (Lost::Missing(path) | Lost::Empty(path) | Lost::Unreadable(path, _)) = lost;
    let path = load::shown_path(path);
    let message = match lost {
        Lost::Missing(_) => harmless(&session.texts.no_such_path(&path)),
        Lost::Empty(_) => {
            let endings = input.unwrap_or(Input::Yaml).endings();
            let endings: Vec<String> = endings.iter().map(|ending| format!(".{ending}")).collect();
            let endings = endings.join(session.texts.or());
            harmless(&session.texts.empty_folder(&endings, &path))
        }
        Lost::Unreadable(_, reason) => session.not_readable(&path, reason),
    };
    (path, message)
}
