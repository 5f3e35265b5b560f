//! What a reviewer has acknowledged: differences by their content, each with a reason, in a file of the repository.
//!
//! In: that file, a comparison. Out: which differences it lets pass, and which of its entries are of no difference any more. Nothing
//! passes that differs from what was acknowledged.

use std::collections::BTreeSet;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use avtalsform::compare::{Comparison, Status};
use avtalsform::load;
use avtalsform::say::words::harmless;
use avtalsform::wire::diff::{area_content, rules_content};
use serde::Deserialize;

use super::old::Old;
use crate::output::Output;
use crate::paths::Meant;
use crate::session::{Said, Session};

/// How the file is called, in the folder of the repository.
const NAME: &str = "avtalsform-ack.yaml";

/// The file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Acknowledged {
    acknowledged: Vec<Entry>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// What it is a difference of, for people.
    what: String,
    /// What tells it from every other.
    content: String,
    /// Why it is right.
    reason: String,
}

fn path(session: &Session<'_>) -> PathBuf {
    session.root().folder().join(NAME)
}

/// Every difference that can be acknowledged, with its content. What could not be compared is none.
fn differences(compared: &Comparison) -> Vec<(String, String)> {
    let rules = rules_content(compared).map(|content| (compared.after.id.clone(), content));
    let areas = compared.areas.iter().filter(|area| !matches!(area.status, Status::NotCompared(_)));
    let areas = areas.map(|area| {
        let what = format!("{} ({})", area.place.name, area.status.code().id());
        (what, area_content(area))
    });
    rules.into_iter().chain(areas).collect()
}

/// Lets pass what has been acknowledged; an entry that is of no difference any more is said.
///
/// Of a branch that is not trusted what its own acknowledgements say does not count: those of the revision that it is compared with do.
pub fn apply(session: &Session<'_>, old: &Old, compared: &mut Comparison) -> Result<(), Said> {
    let path = path(session);
    let file = match old.file(&path).filter(|_| session.disk.kept_to().is_some()) {
        Some(then) => {
            then.map_or_else(|| Ok(Acknowledged::default()), |bytes| parsed(session, &path, &bytes))?
        }
        None => read(session)?,
    };
    let reason = |content: &str| {
        let found = file.acknowledged.iter().find(|entry| entry.content == content);
        found.map(|entry| entry.reason.clone())
    };
    let all = differences(compared);
    compared.acknowledged = rules_content(compared).and_then(|content| reason(&content));
    for area in &mut compared.areas {
        area.acknowledged = match area.status {
            Status::NotCompared(_) => None,
            _ => reason(&area_content(area)),
        };
    }
    let stale =
        file.acknowledged.iter().filter(|entry| all.iter().all(|(_, content)| *content != entry.content));
    for entry in stale {
        let said = session.texts.ack_stale(&entry.what);
        session.hint(&harmless(&format!("{}: {said}", session.texts.note_label())));
    }
    Ok(())
}

/// The rules and areas that a run has looked at.
fn about(compared: &Comparison) -> BTreeSet<String> {
    let areas = compared.areas.iter().map(|area| &area.place).chain(&compared.unchanged);
    areas.map(|place| place.name.clone()).chain([compared.after.id.clone()]).collect()
}

impl Entry {
    /// The area or rule set that it is about.
    fn about(&self) -> &str {
        self.what.rsplit_once(" (").map_or(&self.what, |(name, _)| name)
    }
}

/// Acknowledges every difference there is, each that has been before with its own reason. What this run has not looked at stays.
pub fn write(session: &Session<'_>, compared: &Comparison, reason: &str) -> anyhow::Result<()> {
    let before = read(session)?;
    let entries = differences(compared).into_iter().map(|(what, content)| {
        let known = before.acknowledged.iter().find(|entry| entry.content == content);
        let reason = known.map_or(reason, |entry| entry.reason.as_str()).to_owned();
        Entry { what, content, reason }
    });
    let about = about(compared);
    let kept = before.acknowledged.iter().filter(|entry| !about.contains(entry.about())).cloned();
    let entries: Vec<Entry> = kept.chain(entries).collect();
    let quoted = |text: &str| serde_json::to_string(text);
    let mut text = format!("# {}\nacknowledged:", session.texts.ack_head());
    if entries.is_empty() {
        text.push_str(" []");
    }
    for Entry { what, content, reason } in &entries {
        let (what, reason) = (quoted(what)?, quoted(reason)?);
        text.push_str(&format!("\n  - what: {what}\n    content: {content}\n    reason: {reason}"));
    }
    text.push('\n');
    let path = path(session);
    let mut output = if path.exists() {
        Output::in_place(session, &path)?
    } else {
        Output::new_file(session, &path, false)?
    };
    output.write_all(text.as_bytes())?;
    output.finish()?;
    session.hint(&session.texts.ack_written(entries.len(), load::shown_path(&path)));
    Ok(())
}

/// The file; an empty one where there is none.
fn read(session: &Session<'_>) -> Result<Acknowledged, Said> {
    let path = path(session);
    match session.disk.read(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Acknowledged::default()),
        _ => {}
    }
    parsed(session, &path, &session.read(&path, Meant::Saved)?)
}

fn parsed(session: &Session<'_>, path: &Path, bytes: &[u8]) -> Result<Acknowledged, Said> {
    let text = String::from_utf8_lossy(bytes);
    if text.lines().all(|line| line.trim().is_empty() || line.starts_with('#')) {
        return Ok(Acknowledged::default());
    }
    serde_yaml::from_str(&text).map_err(|error| {
        let place = error.location().map_or(1, |place| place.line());
        session.error(session.texts.ack_faulty(place.to_string(), load::shown_path(path)))
    })
}
