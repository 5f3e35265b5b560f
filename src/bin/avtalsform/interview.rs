//! `interview [FILE]`: asks what can still matter, one question at a time, then, if wanted, what the decision document
//! needs, and writes the answers into the file.

mod file;
mod prompt;
mod round;

use std::io::Write;
use std::path::{Path, PathBuf};

use avtalsform::area_file::{Given, spoken};
use avtalsform::document::Document;
use avtalsform::explain::Advisor;
use avtalsform::interview::Interview;
use avtalsform::load;
use avtalsform::model::{CriterionKey, Evidence, Fact, RuleSet};
use avtalsform::page::interview::Talk;
use avtalsform::say::words::harmless;

use super::args::{self, DEFAULT_RULES};
use super::format::Format;
use super::new;
use super::output::stdout;
use super::session::{End, Said, Session, word};
use super::signals;
use file::{AreaFile, Put, Saved};
use prompt::{Further, Interrupted, Prompt, Reply};
use round::Round;

pub fn run(session: &Session<'_>, args: &args::Interview) -> anyhow::Result<End> {
    if args.file.as_deref() == Some(Path::new("-")) {
        return Err(session.error(session.texts.interview_pipe()).into());
    }
    signals::attend();
    let format = args.format.unwrap_or(Format::Text);
    session.writes(format);
    let rules = session.rules(&args.by.rules)?;
    let advisor = session.advisor_by(&rules, &args.by)?;
    let plain = format == Format::Plain;
    let prompt = Prompt::new(session, plain);
    if let Some(folder) = args.file.as_deref().filter(|folder| folder.is_dir()) {
        session.allow(folder)?;
        return round(session, args, (format, prompt), &advisor, folder);
    }
    let path = path(session, &rules, args, &prompt)?;
    let (file, area) = AreaFile::open(session, &rules, &path, args.area.as_deref())?;
    let texts = session.worded(format);
    let talk = Talk::new(&texts, &rules);
    say(session, format, &talk.opening(&area, prompt.is_typed()))?;
    let interview = Interview::new(&advisor, area);
    let (go_on, read) = (command("interview", args, &path), command("recommend", args, &path));
    let parting = talk.interrupted(&load::shown_path(&path), &go_on);
    signals::parting(session.written(format, &parting));
    let mut conversation = Conversation {
        session,
        format,
        talk,
        prompt,
        interview,
        file,
        fills: false,
        facts: Vec::new(),
        at: 0,
    };
    let held = conversation.hold();
    let ending = match held {
        Err(error) if error.is::<Interrupted>() => parting,
        held => held.map(|()| talk.ending(&conversation.interview, &go_on, &read))?,
    };
    apart()?;
    say(session, format, &ending)?;
    Ok(End::Done)
}

/// Asks of all the areas of a folder at once.
fn round<'r>(
    session: &Session<'_>,
    args: &args::Interview,
    (format, prompt): (Format, Prompt<'_>),
    advisor: &'r Advisor<'r>,
    folder: &Path,
) -> anyhow::Result<End> {
    let texts = session.worded(format);
    let talk = Talk::new(&texts, advisor.rules());
    let parting = talk.interrupted(&load::shown_path(folder), &command("interview", args, folder));
    signals::parting(session.written(format, &parting));
    let (round, failed) = Round::open(session, (format, talk, prompt), advisor, folder);
    match round.hold(&command("batch", args, folder)) {
        Err(error) if error.is::<Interrupted>() => {
            apart()?;
            say(session, format, &parting)?;
        }
        held if failed => {
            held?;
        }
        held => return held,
    }
    Ok(if failed { End::Failed } else { End::Done })
}

/// The file to go on with, made if it is not there yet.
fn path(
    session: &Session<'_>,
    rules: &RuleSet,
    args: &args::Interview,
    prompt: &Prompt<'_>,
) -> anyhow::Result<PathBuf> {
    if let Some(file) = &args.file {
        session.allow(file)?;
    }
    // What is there is gone on with; a name in words stands for the file that `new` would write for it.
    let given = match &args.file {
        None => None,
        Some(file) if file.exists() => return Ok(file.clone()),
        Some(file) => match new::area_path(file) {
            Some((path, _)) if path.exists() => return Ok(path),
            Some(found) => {
                new::readable(session, file)?;
                Some(found)
            }
            None => return Err(no_file(session, &load::shown_path(file)).into()),
        },
    };
    let (path, area) = match given {
        Some((path, area)) if args.file.as_deref() != Some(&path) => (path, area),
        given => {
            let Some(area) = prompt.name()? else {
                return Err(session.error(session.texts.interview_no_name()).into());
            };
            new::readable(session, Path::new(&area))?;
            let Some(path) = given.map(|(path, _)| path).or_else(|| new::area_name(&area)) else {
                return Err(no_file(session, &area).into());
            };
            (path, area)
        }
    };
    if !path.exists() {
        new::area_file(session, rules, &path, &area, (true, false))?;
    }
    Ok(path)
}

fn no_file(session: &Session<'_>, name: &str) -> Said {
    session.error(session.texts.not_file_name(name))
}

struct Conversation<'a, 'r> {
    session: &'a Session<'a>,
    format: Format,
    talk: Talk<'a>,
    prompt: Prompt<'a>,
    interview: Interview<'a, 'r>,
    file: AreaFile<'a, 'r>,
    /// Whether the rest is filled in that the decision document needs.
    fills: bool,
    /// Of the rest what no criterion asks, and how many of it have been asked.
    facts: Vec<Fact<'r>>,
    at: usize,
}

impl Conversation<'_, '_> {
    /// Asks until there is nothing left to ask and all is to stay as it is, or the person has had enough.
    fn hold(&mut self) -> anyhow::Result<()> {
        while self.ask()? && self.goes_on()? {}
        Ok(())
    }

    /// Asks until there is nothing left to ask; `false` where the person has had enough.
    fn ask(&mut self) -> anyhow::Result<bool> {
        loop {
            let goes_on = match (self.question(), self.facts.get(self.at)) {
                (Some(key), _) => self.ask_criterion(key)?,
                (None, Some(fact)) => self.ask_fact(*fact)?,
                (None, None) => return Ok(true),
            };
            if !goes_on {
                return Ok(false);
            }
        }
    }

    /// What is asked next: what can change the outcome, then what the decision document needs.
    fn question(&self) -> Option<CriterionKey> {
        let core = || self.interview.next_core().filter(|_| self.fills);
        self.interview.next().map(|question| question.criterion).or_else(core)
    }

    /// Where nothing is left to ask: offers the rest, once, and to take an answer back; `false` where it is to end.
    fn goes_on(&mut self) -> anyhow::Result<bool> {
        let texts = self.session.texts;
        let facts = self.interview.lacking();
        // A rule set that describes no decision document needs nothing for one.
        let can_fill = !self.fills
            && !self.interview.recommendation().rules.memo.is_empty()
            && (self.interview.next_core().is_some() || !facts.is_empty());
        let can_undo = self.at > 0 || self.interview.can_undo();
        if !can_fill && !can_undo {
            return Ok(false);
        }
        let lead =
            if self.interview.is_firm() { texts.interview_rest_firm() } else { texts.interview_rest_open() };
        match self.prompt.further(can_fill.then_some(lead), can_undo)? {
            Further::End => return Ok(false),
            Further::Undo => self.undo()?,
            Further::Fill => {
                (self.fills, self.facts) = (true, facts);
                if self.prompt.is_typed() {
                    self.say(&self.talk.rest())?;
                }
            }
        }
        Ok(true)
    }

    fn ask_criterion(&mut self, key: CriterionKey) -> anyhow::Result<bool> {
        let criterion = self.interview.recommendation().rules.criteria.at(key);
        apart()?;
        self.say(&self.talk.question(&self.interview, key))?;
        loop {
            match self.prompt.reply(criterion, self.interview.can_undo())? {
                Reply::Answer(answer, note) => self.answer(key, answer, note)?,
                Reply::AnswerAndQuit(answer) => {
                    self.answer(key, answer, None)?;
                    return Err(Interrupted.into());
                }
                Reply::Skip(note) => self.skip(key, note)?,
                Reply::Undo => self.undo()?,
                Reply::Again => {}
                Reply::Quit => return Ok(false),
                // Of the rest, what cannot matter, Enter alone skips.
                Reply::Unclear(typed, _) if typed.is_empty() && self.interview.next().is_none() => {
                    self.skip(key, None)?;
                }
                Reply::Unclear(typed, perhaps) => {
                    self.say(&self.talk.not_understood(key, &typed, perhaps.as_deref()))?;
                    continue;
                }
            }
            return Ok(true);
        }
    }

    fn ask_fact(&mut self, fact: Fact<'_>) -> anyhow::Result<bool> {
        let said = fact.said(&spoken(self.file.area(), self.file.rules()));
        apart()?;
        self.say(&self.talk.fact(fact, said.as_deref()))?;
        loop {
            match self.prompt.fact()? {
                Ok(value) if !self.put(fact, &value)? => continue,
                Ok(_) | Err(Reply::Skip(_)) => self.at += 1,
                Err(Reply::Undo) => self.undo()?,
                Err(Reply::Again) => {}
                Err(_) => return Ok(false),
            }
            return Ok(true);
        }
    }

    /// Writes a fact into the file; `false` where the value is none, which has been said.
    fn put(&mut self, fact: Fact<'_>, value: &str) -> anyhow::Result<bool> {
        let saved = match self.file.put(fact, value)? {
            Put::Saved(saved) => saved,
            Put::Faulty => return Ok(false),
            Put::Refused => return Ok(true),
        };
        self.say(&stated(self.talk, fact, value, (&saved, self.file.rules())))?;
        if matches!(saved, Saved::Changed(_)) {
            self.say(&self.talk.line(self.session.texts.interview_changed()))?;
        }
        // Which rules are in force may follow from the period.
        self.interview.go_on_with(self.file.area().clone());
        Ok(true)
    }

    fn skip(&mut self, key: CriterionKey, note: Option<String>) -> anyhow::Result<()> {
        self.say(&self.talk.skipped(key))?;
        let noted = note.is_some();
        self.interview.skip(key, note);
        if noted {
            self.save(key)?;
        }
        Ok(())
    }

    fn answer(&mut self, key: CriterionKey, answer: u8, note: Option<String>) -> anyhow::Result<()> {
        self.say(&self.talk.answered(key, answer, note.as_deref()))?;
        self.interview.answer(key, answer, note.clone());
        if self.save(key)? {
            return Ok(());
        }
        // Somebody else has answered the same meanwhile, which has been said: it stays unless it is to go.
        if self.prompt.replace()? {
            self.interview.answer(key, answer, note);
            self.save(key)?;
        }
        Ok(())
    }

    /// Takes the last answer back; a fact is asked again instead, and what the file says of it stays until then.
    fn undo(&mut self) -> anyhow::Result<()> {
        if let (None, Some(before)) = (self.question(), self.at.checked_sub(1)) {
            self.at = before;
            return Ok(());
        }
        match self.interview.undo() {
            None => self.say(&self.talk.line(self.session.texts.interview_nothing_to_undo())),
            Some(step) => {
                self.say(&self.talk.undone(step.criterion))?;
                self.save(step.criterion).map(drop)
            }
        }
    }

    /// Writes what the interview now says of a criterion into the file, and says where it stands; `false` where the file
    /// says something else of it since, which stays.
    fn save(&mut self, key: CriterionKey) -> anyhow::Result<bool> {
        let area = &self.interview.recommendation().area;
        let Evidence { note, source, .. } = area.evidence.at(key).clone().unwrap_or_default();
        let answer = area.answers.get(key);
        let given = Given { criterion: key, answer, note: note.as_deref(), source: source.as_deref() };
        let saved = match self.file.save(given)? {
            Saved::Done => true,
            Saved::Changed(area) => {
                self.interview.go_on_with(*area);
                self.say(&self.talk.line(self.session.texts.interview_changed()))?;
                true
            }
            Saved::Taken(area) => {
                let theirs = self.talk.taken(key, &area);
                self.interview.give_way(*area);
                self.say(&theirs)?;
                false
            }
        };
        self.say(&self.talk.standing(&self.interview))?;
        Ok(saved)
    }

    fn say(&self, page: &Document) -> anyhow::Result<()> {
        say(self.session, self.format, page)
    }
}

/// What a file now says of a fact: the value, or what somebody else has written meanwhile.
fn stated(talk: Talk<'_>, fact: Fact<'_>, value: &str, (saved, rules): (&Saved, &RuleSet)) -> Document {
    match saved {
        Saved::Done | Saved::Changed(_) => talk.stated(fact, value),
        Saved::Taken(area) => talk.written(fact, &fact.said(&spoken(area, rules)).unwrap_or_default()),
    }
}

/// Says something as soon as it is said: a person waits for it.
fn say(session: &Session<'_>, format: Format, page: &Document) -> anyhow::Result<()> {
    let text = session.written(format, page);
    let mut out = anstream::AutoStream::new(stdout(session.texts)?, session.color);
    write!(out, "{text}")?;
    Ok(out.flush()?)
}

/// An empty line, before a question and at the end.
fn apart() -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout())?)
}

/// A command on the same file, with the options that mean something to it.
fn command(name: &str, args: &args::Interview, path: &Path) -> String {
    let mut command = format!("avtalsform {name} {}", word(&harmless(&load::shown_path(path))));
    if args.by.rules != DEFAULT_RULES {
        command.push_str(&format!(" --rules {}", word(&args.by.rules)));
    }
    if let Some(profile) = &args.by.profile {
        command.push_str(&format!(" --profile {}", word(profile)));
    }
    command
}
