//! The file of an interview: read again before every change, and written whole or not at all.
//!
//! In: a path. Out: the area in it, changed in the one place asked for. Never writes over a change that someone else has
//! made meanwhile.

use std::io::Write;
use std::path::{Path, PathBuf};

use avtalsform::area_file::{Given, Refusal, set};
use avtalsform::load::{self, Input};
use avtalsform::model::{Area, RuleSet};
use avtalsform::say::words::harmless;

use crate::output::Output;
use crate::paths::Meant;
use crate::session::{Said, Session};

/// An area file on disk.
pub struct AreaFile<'a, 'r> {
    session: &'a Session<'a>,
    rules: &'r RuleSet,
    path: PathBuf,
    /// The id of the area, and which of the file's areas it is, from 0.
    id: String,
    number: usize,
    /// The file as it was last read or written.
    text: String,
}

/// What is found when a change is to be saved.
pub enum Saved {
    /// It is saved.
    Done,
    /// It is saved into a file that had been changed elsewhere; the area as it is now.
    Changed(Box<Area>),
}

impl<'a, 'r> AreaFile<'a, 'r> {
    /// The file with its area; what is wrong is said.
    pub fn open(
        session: &'a Session<'a>,
        rules: &'r RuleSet,
        path: &Path,
        id: Option<&str>,
    ) -> Result<(Self, Area), Said> {
        let name = load::shown_path(path);
        if Input::of(path) != Input::Yaml {
            return Err(session.error(session.texts.interview_no_document(&name)));
        }
        // It is read again before each answer is put in, which a pipe cannot be.
        if path.exists() && !path.is_file() && !path.is_dir() {
            return Err(session.fail(&session.not_writable(path, "reason-no-file")));
        }
        // Asked before the first question, and not after the first answer.
        if path.metadata().is_ok_and(|file| file.permissions().readonly()) {
            return Err(session.error(session.texts.not_writable(&name)));
        }
        let (text, areas) = read(session, rules, path)?;
        let (number, area) = session.one_of(path, areas, id)?;
        let id = area.id.clone();
        Ok((Self { session, rules, path: path.to_owned(), id, number, text }, area))
    }

    /// Puts one answer in.
    pub fn save(&mut self, given: Given<'_>) -> anyhow::Result<Saved> {
        let (text, areas) = read(self.session, self.rules, &self.path)?;
        let changed = text != self.text;
        if changed {
            (self.number, _) = self.session.one_of(&self.path, areas, Some(&self.id))?;
        }
        let text = set(&text, self.rules, self.session.texts.lang, self.number, given)
            .map_err(|refusal| self.refuse(&refusal))?;
        let mut output = Output::in_place(self.session, &self.path)?;
        output.write_all(text.as_bytes())?;
        output.finish()?;
        self.text = text;
        if !changed {
            return Ok(Saved::Done);
        }
        let (_, areas) = read(self.session, self.rules, &self.path)?;
        let area = areas.into_iter().nth(self.number).ok_or(Said)?;
        Ok(Saved::Changed(Box::new(area)))
    }

    fn refuse(&self, refusal: &Refusal) -> Said {
        let message = refusal.message(self.session.texts);
        let path = harmless(&load::shown_path(&self.path));
        self.session.fail(&format!("{path}: {message}"))
    }
}

/// The text of a file and its areas, if there is nothing wrong with it; what is wrong is said.
fn read(session: &Session<'_>, rules: &RuleSet, path: &Path) -> Result<(String, Vec<Area>), Said> {
    let bytes = session.read(path, Meant::Areas)?;
    let loaded = load::areas(&load::shown_path(path), bytes.clone(), rules);
    if !loaded.faults.is_empty() {
        session.faults(&loaded.source, &loaded.faults);
        return Err(Said);
    }
    // What is not UTF-8 is a fault.
    Ok((String::from_utf8(bytes).map_err(|_| Said)?, loaded.areas))
}
