//! An interview over a folder: one question for all the areas in which it can still matter, first what brings most of them to a
//! recommendation.
//!
//! In: a folder. Out: answers for several areas in the file of shared answers of the folder, answers for one in its own file. A
//! fault in a file leaves its areas out, and is said.

mod services;

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use avtalsform::area_file::{Given, share};
use avtalsform::document::{Document, Rich};
use avtalsform::explain::Advisor;
use avtalsform::load::{self, Input, SHARED_NAMES, To};
use avtalsform::model::{Area, CriterionKey, Lang, Provenance, folded};
use avtalsform::page::interview::Talk;
use avtalsform::portfolio::{Row, asked};

use super::file::{AreaFile, Saved, said};
use super::prompt::{Interrupted, Prompt, Reply};
use super::{apart, say};
use crate::format::Format;
use crate::output::Output;
use crate::session::{End, Said, Session};

/// A conversation about the areas of a folder.
pub struct Round<'a, 'r> {
    session: &'a Session<'a>,
    format: Format,
    talk: Talk<'a>,
    prompt: Prompt<'a>,
    advisor: &'r Advisor<'r>,
    folder: &'a Path,
    /// Where each area is, and its id.
    places: Vec<(PathBuf, String)>,
    files: Vec<AreaFile<'a, 'r>>,
    skipped: Vec<CriterionKey>,
    steps: Vec<Step>,
    /// Whether the person has stopped with Ctrl-C; what was answered stays.
    ends: bool,
    /// Whether an answer could not be saved.
    lost: bool,
}

/// Something that was written, so that it can be taken back.
enum Step {
    /// A whole file, as it was and as it is.
    Whole { path: PathBuf, before: Option<String>, after: String },
    /// One area by its place, and what its file said of a criterion.
    Area { at: usize, criterion: CriterionKey, was: (Option<u8>, Option<String>, Option<String>) },
}

/// Areas that are answered for together: all, those of a board or a group, or one after the other.
struct Whom {
    /// What they are called.
    named: Option<To>,
    /// How the file of shared answers says it.
    to: Option<To>,
    /// How many are asked about.
    number: usize,
}

impl<'a, 'r> Round<'a, 'r> {
    /// The areas of a folder; whether some could not be read, which has been said.
    pub fn open(
        session: &'a Session<'a>,
        (format, talk, prompt): (Format, Talk<'a>, Prompt<'a>),
        advisor: &'r Advisor<'r>,
        folder: &'a Path,
    ) -> (Self, bool) {
        let found = session.find(&[folder.to_owned()], Some(Input::Yaml));
        // All at once: a fault in a file of shared answers is told once.
        let read = session.areas(advisor.rules(), &found.files);
        let mut failed = read.failed;
        let mut places: Vec<(PathBuf, String)> =
            read.areas.into_iter().map(|area| (PathBuf::from(area.path), area.id)).collect();
        // A file with a fault is not written to, whatever else is in it.
        places.retain(|(path, id)| {
            let opens = AreaFile::open(session, advisor.rules(), path, Some(id)).is_ok();
            failed |= !opens;
            opens
        });
        let (files, skipped, steps) = (Vec::new(), Vec::new(), Vec::new());
        (
            Self {
                session,
                format,
                talk,
                prompt,
                advisor,
                folder,
                places,
                files,
                skipped,
                steps,
                ends: false,
                lost: false,
            },
            failed,
        )
    }

    /// Asks until nothing is open or the person has had enough; `read` is how the overview is read afterwards.
    pub fn hold(mut self, read: &str) -> anyhow::Result<End> {
        self.look()?;
        if self.files.is_empty() {
            return Err(self.session.error(self.session.texts.nothing_evaluated()).into());
        }
        let folder = self.folder_name();
        self.say(&self.talk.round_opening(self.files.len(), &folder, self.prompt.is_typed()))?;
        let mut number = 0;
        if !self.services()? {
            return self.end(read);
        }
        while let Some((key, at)) = self.next() {
            number += 1;
            apart()?;
            let names = at.iter().filter_map(|at| self.files.get(*at)).map(|file| file.area().name.as_str());
            self.say(&self.talk.round_question(number, key, &names.collect::<Vec<_>>()))?;
            match self.answered(key, &at)? {
                Ok(()) if self.ends => return Err(Interrupted.into()),
                Ok(()) => {
                    self.look()?;
                    self.say(&self.talk.round_standing(&self.rows()))?;
                    let left = self.next().filter(|(next, left)| *next == key && left.len() == at.len());
                    self.skipped.extend(left.map(|(key, _)| key));
                }
                Err(Reply::Skip(_)) => {
                    self.say(&self.talk.skipped(key))?;
                    self.skipped.push(key);
                }
                Err(Reply::Undo) => {
                    self.undo()?;
                    number = number.saturating_sub(2);
                }
                Err(Reply::Again) => number -= 1,
                Err(_) => break,
            }
        }
        self.end(read)
    }

    fn end(&self, read: &str) -> anyhow::Result<End> {
        apart()?;
        let folder = self.folder_name();
        self.say(&self.talk.round_ending(&self.rows(), (!self.lost).then_some(&*folder), read))?;
        Ok(if self.lost { End::Failed } else { End::Done })
    }

    /// Reads every area again: what was written for several may matter in each.
    fn look(&mut self) -> Result<(), Said> {
        let rules = self.advisor.rules();
        let open = |(path, id): &(PathBuf, String)| AreaFile::open(self.session, rules, path, Some(id));
        let files: Result<Vec<_>, Said> = self.places.iter().map(|place| Ok(open(place)?.0)).collect();
        self.files = files?;
        Ok(())
    }

    fn rows(&self) -> Vec<Row> {
        self.files.iter().map(|file| Row::of(&self.advisor.recommend(file.area().clone()))).collect()
    }

    /// What is asked next, and the areas in which it is open.
    fn next(&self) -> Option<(CriterionKey, Vec<usize>)> {
        let rows = self.rows();
        let all = asked(self.advisor, &rows);
        let key = all.iter().map(|one| one.criterion).find(|key| !self.skipped.contains(key))?;
        let open = |row: &Row| row.open.iter().any(|open| open.criterion == key);
        Some((key, (0..).zip(&rows).filter(|(_, row)| open(row)).map(|(at, _)| at).collect()))
    }

    /// Asks for whom the answer is, and for the answer, and writes it.
    fn answered(&mut self, key: CriterionKey, at: &[usize]) -> anyhow::Result<Result<(), Reply>> {
        let whom = self.whom(key, at);
        let labels = whom.iter().map(|one| self.talk.whom(one.named.as_ref(), one.number));
        let chosen = match whom.len() {
            1 => 0,
            _ => match self.prompt.whom(&labels.collect::<Vec<_>>())? {
                Ok(chosen) => chosen,
                Err(reply) => return Ok(Err(reply)),
            },
        };
        if let Some(Whom { to: Some(to), .. }) = whom.get(chosen) {
            return Ok(match self.reply(key)? {
                Ok((answer, note)) => Ok(self.for_several(key, to, answer, note.as_deref())?),
                Err(reply) => Err(reply),
            });
        }
        for at in at {
            let Some(name) = self.files.get(*at).map(|file| file.area().name.clone()) else { continue };
            self.say(&self.talk.line(Rich::strong(name)))?;
            match self.reply(key)? {
                Ok((answer, note)) => self.for_one(key, *at, Some(answer), note.as_deref())?,
                // That it is not known yet, and why, is kept.
                Err(Reply::Skip(Some(note))) => self.for_one(key, *at, None, Some(&note))?,
                Err(Reply::Skip(None)) => {}
                Err(reply) => return Ok(Err(reply)),
            }
            if self.ends {
                return Ok(Ok(()));
            }
        }
        // Whatever is left open has been asked about.
        self.skipped.push(key);
        Ok(Ok(()))
    }

    /// An answer with what it rests on, or what else is wanted.
    fn reply(&mut self, key: CriterionKey) -> anyhow::Result<Result<(u8, Option<String>), Reply>> {
        let criterion = self.advisor.rules().criteria.at(key);
        loop {
            match self.prompt.reply(criterion, !self.steps.is_empty())? {
                Reply::Answer(answer, note) => return Ok(Ok((answer, note))),
                Reply::AnswerAndQuit(answer) => {
                    self.ends = true;
                    return Ok(Ok((answer, None)));
                }
                Reply::Unclear(typed, perhaps) => {
                    self.say(&self.talk.not_understood(key, &typed, perhaps.as_deref()))?;
                }
                reply => return Ok(Err(reply)),
            }
        }
    }

    /// For whom one answer can be: all the areas, each board and group of several, then one after the other. Where such words
    /// would reach an area that is not asked about, and that has no answer of anybody's, the answer is for the areas by their ids.
    fn whom(&self, key: CriterionKey, at: &[usize]) -> Vec<Whom> {
        let rules = self.advisor.rules();
        let areas = || at.iter().filter_map(|at| self.files.get(*at)).map(AreaFile::area);
        let is_asked = |area: &Area| areas().any(|one| one.key() == area.key());
        let answered =
            |area: &Area| area.answers.get(key).is_some() && rules.provenance(area, key) != Provenance::Law;
        let others: Vec<&Area> = self.files.iter().map(AreaFile::area).collect();
        let words = |to: To| {
            let ids: Vec<String> =
                areas().filter(|area| to.holds(area)).map(|area| area.id.clone()).collect();
            let harms = others.iter().any(|area| to.holds(area) && !is_asked(area) && !answered(area));
            let number = ids.len();
            Whom { to: Some(if harms { To::Areas(ids) } else { to.clone() }), named: Some(to), number }
        };
        let mut whom: Vec<Whom> = Vec::new();
        if at.len() > 1 {
            whom.push(words(To::All));
            let boards = areas().filter_map(|area| area.board.clone()).map(To::Board);
            let groups = areas().filter_map(|area| area.group.clone()).map(To::Group);
            let mut several: Vec<To> = boards.chain(groups).collect();
            several.sort_by_key(|to| (std::cmp::Reverse(to.distance()), format!("{to:?}")));
            several.dedup_by_key(|to| folded(&format!("{to:?}")));
            let counted = several.into_iter().map(words);
            whom.extend(counted.filter(|one| one.number > 1 && one.number < at.len()));
        }
        whom.push(Whom { named: None, to: None, number: at.len() });
        whom
    }

    fn given<'g>(criterion: CriterionKey, answer: Option<u8>, note: Option<&'g str>) -> Given<'g> {
        Given { criterion, answer, note, source: None }
    }

    /// The folder as it was named; one that was named by a dot alone, by its own name.
    fn folder_name(&self) -> String {
        let here = self.folder.file_name().is_none().then(|| self.folder.canonicalize().ok()).flatten();
        let own = here.as_deref().and_then(Path::file_name).map(Path::new);
        load::shown_path(own.unwrap_or(self.folder))
    }

    /// Writes an answer into the file of shared answers of the folder.
    fn for_several(
        &mut self,
        key: CriterionKey,
        to: &To,
        answer: u8,
        note: Option<&str>,
    ) -> anyhow::Result<()> {
        let (session, rules, lang) = (self.session, self.advisor.rules(), self.session.texts.lang);
        let (path, before) = self.shared()?;
        let given = Self::given(key, Some(answer), note);
        let Some(after) = share(before.as_deref(), rules, lang, to, given) else {
            session.error(session.texts.share_by_hand(load::shown_path(&path)));
            self.lost = true;
            self.skipped.push(key);
            return Ok(());
        };
        self.write(&path, &after, before.is_none())?;
        self.say(&self.talk.answered(key, answer, note))?;
        self.steps.push(Step::Whole { path, before, after });
        Ok(())
    }

    /// The file of shared answers of the folder, and what stands in it, if it is there.
    fn shared(&self) -> anyhow::Result<(PathBuf, Option<String>)> {
        let name = if self.session.texts.lang == Lang::Sv { "gemensamt.yaml" } else { "shared.yaml" };
        let there = SHARED_NAMES.iter().map(|name| self.folder.join(name)).find(|path| path.is_file());
        let path = there.unwrap_or_else(|| self.folder.join(name));
        match self.session.beneath(&path) {
            // It has been read without a fault: what is not UTF-8 is one.
            Ok(bytes) => Ok((path, Some(String::from_utf8(bytes)?))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok((path, None)),
            Err(error) => {
                let why = load::reason(&error);
                Err(self.session.fail(&self.session.not_readable(&load::shown_path(&path), &why)).into())
            }
        }
    }

    fn write(&self, path: &Path, text: &str, is_new: bool) -> anyhow::Result<()> {
        let mut output = if is_new {
            Output::new_file(self.session, path, false)?
        } else {
            Output::in_place(self.session, path)?
        };
        output.write_all(text.as_bytes())?;
        output.finish()
    }

    /// Writes an answer into the file of one area, or only a note on the open question.
    fn for_one(
        &mut self,
        key: CriterionKey,
        at: usize,
        answer: Option<u8>,
        note: Option<&str>,
    ) -> anyhow::Result<()> {
        let Some(file) = self.files.get_mut(at) else { return Ok(()) };
        let was = said(file.area(), key);
        if let Saved::Taken(area) = file.save(Self::given(key, answer, note))? {
            return self.say(&self.talk.taken(key, &area));
        }
        self.steps.push(Step::Area { at, criterion: key, was });
        match answer {
            Some(answer) => self.say(&self.talk.answered(key, answer, note)),
            None => self.say(&self.talk.skipped(key)),
        }
    }

    /// Takes the last answer back, for all that it was given for.
    fn undo(&mut self) -> anyhow::Result<()> {
        let texts = self.session.texts;
        let done = match self.steps.pop() {
            None => return self.say(&self.talk.line(texts.interview_nothing_to_undo())),
            Some(Step::Whole { path, before, after }) => {
                let now = self.session.beneath(&path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
                if now.as_ref() != Some(&after) {
                    return self.say(&self.talk.line(texts.share_changed(load::shown_path(&path))));
                }
                match before {
                    Some(before) => self.write(&path, &before, false)?,
                    None => std::fs::remove_file(&path)?,
                }
                texts.share_undone()
            }
            Some(Step::Area { at, criterion, was: (answer, note, source) }) => {
                if let Some(file) = self.files.get_mut(at) {
                    let (note, source) = (note.as_deref(), source.as_deref());
                    file.save(Given { criterion, answer, note, source })?;
                }
                self.skipped.retain(|skipped| *skipped != criterion);
                texts.share_undone()
            }
        };
        self.look()?;
        self.say(&self.talk.line(done))
    }

    fn say(&self, page: &Document) -> anyhow::Result<()> {
        say(self.session, self.format, page)
    }
}
