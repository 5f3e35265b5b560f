//! The file of an interview: read again before every change, and written whole or not at all.
//!
//! In: a path. Out: the area in it, changed in the one place asked for. Never writes over a change that someone else has
//! made meanwhile.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use avtalsform::area_file::{Given, Refusal, put, set, spoken};
use avtalsform::load::{self, Input};
use avtalsform::model::{Area, CriterionKey, Fact, RuleSet};
use avtalsform::say::words::harmless;
use avtalsform::write::faults;
use same_file::Handle;

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
    /// The file as it was last read or written, and the area in it.
    text: String,
    area: Area,
}

/// What is found when a change is to be saved.
pub enum Saved {
    /// It is saved.
    Done,
    /// It is saved into a file that had been changed elsewhere; the area as it is now.
    Changed(Box<Area>),
    /// It is not: what it would replace was changed elsewhere. The area as it is now, which the next change is to.
    Taken(Box<Area>),
}

/// What became of a fact that a person has typed.
pub enum Put {
    /// It is one, and the file was ready for it.
    Saved(Saved),
    /// It is none.
    Faulty,
    /// It cannot be put into the file as that is written.
    Refused,
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
        let file = Self { session, rules, path: path.to_owned(), id, number, text, area: area.clone() };
        Ok((file, area))
    }

    /// The area, as the file was last read or written.
    pub const fn area(&self) -> &Area {
        &self.area
    }

    /// Its text, as it was last read or written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts one answer in.
    pub fn save(&mut self, given: Given<'_>) -> anyhow::Result<Saved> {
        let (rules, lang) = (self.rules, self.session.texts.lang);
        let saved = self.change(
            |area| said(area, given.criterion),
            |text, number| set(text, rules, lang, number, given),
        )?;
        Ok(saved.map_err(|refusal| self.refuse(&refusal))?)
    }

    /// Puts one fact in, if the value is one; what is wrong with it is said as of any file.
    pub fn put(&mut self, fact: Fact<'_>, value: &str) -> anyhow::Result<Put> {
        let rules = self.rules;
        let changed = self.change(
            |area| fact.said(&spoken(area, rules)),
            |text, number| put(text, rules, number, fact, value),
        )?;
        Ok(match changed {
            Ok(saved) => Put::Saved(saved),
            Err(Refusal::Faulty(loaded)) => {
                for fault in &loaded.faults {
                    let (message, help) = faults::said(self.session.texts, &loaded.source, fault);
                    self.session.fail(&message);
                    // What to do with a line of a file is no help where there is none yet.
                    let help = help.filter(|_| fact != Fact::Service);
                    help.iter().for_each(|help| self.session.advise(help));
                }
                Put::Faulty
            }
            Err(refusal) => {
                self.refuse(&refusal);
                Put::Refused
            }
        })
    }

    /// The rules that the file is read by.
    pub const fn rules(&self) -> &'r RuleSet {
        self.rules
    }

    /// Changes what is said of one thing. Nobody else who does the same can come between reading and writing, but on Windows.
    fn change<T: PartialEq>(
        &mut self,
        said: impl Fn(&Area) -> T,
        edit: impl Fn(&str, usize) -> Result<String, Refusal>,
    ) -> anyhow::Result<Result<Saved, Refusal>> {
        let _lock = locked(&self.path);
        let (text, areas) = read(self.session, self.rules, &self.path)?;
        let changed = text != self.text;
        if changed {
            let (number, area) = self.session.one_of(&self.path, areas, Some(&self.id))?;
            let known = said(&self.area) == said(&area);
            (self.number, self.area) = (number, area);
            if !known {
                self.text = text;
                return Ok(Ok(Saved::Taken(Box::new(self.area.clone()))));
            }
        }
        let text = match edit(&text, self.number) {
            Ok(text) => text,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let mut output = Output::in_place(self.session, &self.path)?;
        output.write_all(text.as_bytes())?;
        output.finish()?;
        let (text, areas) = read(self.session, self.rules, &self.path)?;
        self.text = text;
        self.area = areas.into_iter().nth(self.number).ok_or(Said)?;
        Ok(Ok(if changed { Saved::Changed(Box::new(self.area.clone())) } else { Saved::Done }))
    }

    pub fn refuse(&self, refusal: &Refusal) -> Said {
        let message = refusal.message(self.session.texts);
        let path = harmless(&load::shown_path(&self.path));
        self.session.fail(&format!("{path}: {message}"))
    }
}

/// What stands in a file of a criterion: the answer, and what it rests on.
pub fn said(area: &Area, criterion: CriterionKey) -> (Option<u8>, Option<String>, Option<String>) {
    let evidence = area.evidence.at(criterion).clone().unwrap_or_default();
    (area.answers.get(criterion), evidence.note, evidence.source)
}

/// Holds a file until it is let go, where whoever else asks for it waits. On Windows what is held can neither be read nor replaced,
/// not even by who holds it.
fn locked(path: &Path) -> Option<File> {
    if cfg!(windows) {
        return None;
    }
    loop {
        let file = File::open(path).ok()?;
        file.lock().ok()?;
        // Another file may have been put in its place while this one was waited for.
        let held = Handle::from_file(file.try_clone().ok()?).ok()?;
        if Handle::from_path(path).is_ok_and(|there| there == held) {
            return Some(file);
        }
    }
}

/// The text of a file and its areas, if there is nothing wrong with it; what is wrong is said.
fn read(session: &Session<'_>, rules: &RuleSet, path: &Path) -> Result<(String, Vec<Area>), Said> {
    let bytes = session.read(path, Meant::Areas)?;
    let mut loaded = load::areas(&load::shown_path(path), bytes.clone(), rules);
    if !loaded.faults.is_empty() {
        session.faults(&loaded.source, &loaded.faults);
        return Err(Said);
    }
    let shared = session.shared(rules);
    for area in &mut loaded.areas {
        shared.fill(area).map_err(|file| {
            session.shared_fault(&file);
            Said
        })?;
    }
    // What is not UTF-8 is a fault.
    Ok((String::from_utf8(bytes).map_err(|_| Said)?, loaded.areas))
}
