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
use avtalsform::texts::Text;

use crate::output::Output;
use crate::session::Session;

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
    ) -> Option<(Self, Area)> {
        let name = path.display().to_string();
        if Input::of(path) != Input::Yaml {
            session.error(Text::InterviewNoDocument, &[("path", &name)]);
            return None;
        }
        // It is read again before each answer is put in, which a pipe cannot be.
        if path.exists() && !path.is_file() && !path.is_dir() {
            session.fail(&session.not_writable(path, "reason-no-file"));
            return None;
        }
        // Asked before the first question, and not after the first answer.
        if path.metadata().is_ok_and(|file| file.permissions().readonly()) {
            session.error(Text::NotWritable, &[("path", &name)]);
            return None;
        }
        let (text, areas) = read(session, rules, path)?;
        let ids = areas.iter().map(|area| area.id.as_str()).collect::<Vec<_>>().join(", ");
        let shown = name.as_str();
        let found: Vec<usize> = (0..)
            .zip(&areas)
            .filter(|(_, area)| id.is_none_or(|id| area.id == id))
            .map(|(at, _)| at)
            .collect();
        let &[number] = found.as_slice() else {
            match (id, found.len()) {
                (None, _) => session.error(Text::WhatIfSeveral, &[("path", shown), ("ids", &ids)]),
                (Some(id), 0) => {
                    session.error(Text::WhatIfNoArea, &[("path", shown), ("id", id), ("ids", &ids)]);
                }
                (Some(id), _) => session.error(Text::WhatIfSameId, &[("path", shown), ("id", id)]),
            }
            return None;
        };
        let area = areas.get(number)?;
        let area = area.clone();
        let id = area.id.clone();
        Some((Self { session, rules, path: path.to_owned(), id, number, text }, area))
    }

    /// Puts one answer in; `None` where it could not be saved, which is said.
    pub fn save(&mut self, given: Given<'_>) -> anyhow::Result<Option<Saved>> {
        let name = self.path.display().to_string();
        let Some((text, areas)) = read(self.session, self.rules, &self.path) else { return Ok(None) };
        let changed = text != self.text;
        if changed {
            let Some(number) = areas.iter().position(|area| area.id == self.id) else {
                let ids = areas.iter().map(|area| area.id.as_str()).collect::<Vec<_>>().join(", ");
                let words = [("path", name.as_str()), ("id", &self.id), ("ids", &ids)];
                self.session.error(Text::WhatIfNoArea, &words);
                return Ok(None);
            };
            self.number = number;
        }
        let text = match set(&text, self.rules, self.session.texts.lang, self.number, given) {
            Ok(text) => text,
            Err(refusal) => {
                self.refuse(&refusal);
                return Ok(None);
            }
        };
        let mut output = Output::data(self.session, Some(&self.path))?;
        output.write_all(text.as_bytes())?;
        output.finish()?;
        self.text = text;
        if !changed {
            return Ok(Some(Saved::Done));
        }
        let Some((_, areas)) = read(self.session, self.rules, &self.path) else { return Ok(None) };
        Ok(areas.into_iter().nth(self.number).map(|area| Saved::Changed(Box::new(area))))
    }

    fn refuse(&self, refusal: &Refusal) {
        let message = refusal.message(self.session.texts);
        let path = harmless(&self.path.display().to_string());
        self.session.fail(&format!("{path}: {message}"));
    }
}

/// The text of a file and its areas, if there is nothing wrong with it; what is wrong is said.
fn read(session: &Session<'_>, rules: &RuleSet, path: &Path) -> Option<(String, Vec<Area>)> {
    let bytes = session.read(path)?;
    let loaded = load::areas(&path.display().to_string(), bytes.clone(), rules);
    if !loaded.faults.is_empty() {
        session.faults(&loaded.source, &loaded.faults);
        return None;
    }
    // What is not UTF-8 is a fault.
    Some((String::from_utf8(bytes).ok()?, loaded.areas))
}
