//! How a question is put to a person: a list to choose from on a terminal, a line to type everywhere else.
//!
//! In: a criterion. Out: what the person wants. Never knows what follows from it.

use std::fmt;
use std::io::{self, BufRead, IsTerminal, Write};

use avtalsform::load::{Told, begins_otherwise, perhaps, told};
use avtalsform::model::{Criterion, Lang, composed};
use avtalsform::texts::Texts;
use inquire::ui::{RenderConfig, Styled};
use inquire::{InquireError, Select};

use crate::session::Session;

/// What a person wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// To answer, and to say what the answer rests on.
    Answer(u8, Option<String>),
    /// To answer, and to stop with Ctrl-C.
    AnswerAndQuit(u8),
    /// To leave the question open.
    Skip(Option<String>),
    /// To take the last answer back.
    Undo,
    /// To see the question again.
    Again,
    /// To stop.
    Quit,
    /// Something else: what was typed, and the answer that was perhaps meant.
    Unclear(String, Option<String>),
}

/// What is to be done where nothing is left to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Further {
    /// To end.
    End,
    /// To fill in the rest.
    Fill,
    /// To take the last answer back.
    Undo,
}

/// Ctrl-C where keys are read one by one: the person has stopped, and is to be told what that means.
#[derive(Debug, thiserror::Error)]
#[error("stopped with Ctrl-C")]
pub struct Interrupted;

/// Where replies come from.
pub enum Prompt<'a> {
    /// A terminal.
    Terminal(&'a Session<'a>),
    /// Typed lines, or lines from a pipe.
    Lines(&'a Session<'a>),
}

/// What can be chosen in a list.
#[derive(Debug, Clone)]
struct Choice {
    name: String,
    reply: Reply,
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl<'a> Prompt<'a> {
    /// The prompt that fits: a list needs a terminal on both ends, and eyes.
    pub fn new(session: &'a Session<'a>, plain: bool) -> Self {
        let terminal = io::stdin().is_terminal() && io::stdout().is_terminal() && io::stderr().is_terminal();
        if terminal && !plain { Self::Terminal(session) } else { Self::Lines(session) }
    }

    /// Whether answers are typed.
    pub const fn is_typed(&self) -> bool {
        matches!(self, Self::Lines(_))
    }

    const fn texts(&self) -> &'a Texts {
        let (Self::Terminal(session) | Self::Lines(session)) = self;
        session.texts
    }

    /// The name of a new area; `None` where there is none.
    pub fn name(&self) -> anyhow::Result<Option<String>> {
        let text = self.texts().interview_name();
        let name = match self {
            Self::Terminal(session) => {
                let asked = inquire::Text::new(text).with_render_config(config(session));
                match asked.prompt_skippable() {
                    // There is no file yet of which anything could be said.
                    Err(InquireError::OperationInterrupted) => None,
                    asked => settled(asked)?,
                }
            }
            Self::Lines(_) => line(&format!("{text} "))?,
        };
        Ok(name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()))
    }

    /// Whether one's own answer is to take the place of another's; it is not unless that is said.
    pub fn replace(&self) -> anyhow::Result<bool> {
        let texts = self.texts();
        match self {
            Self::Terminal(session) => {
                let options = vec![texts.interview_keep_theirs(), texts.interview_take_mine()];
                let chosen = one_of(session, texts.interview_replace(), options)?;
                Ok(chosen == Some(texts.interview_take_mine()))
            }
            Self::Lines(_) => {
                let said = line(&format!("{} {} ", texts.interview_replace(), texts.interview_yes_or_no()))?;
                Ok(said.is_some_and(|said| said.to_lowercase() == texts.answer_yes()))
            }
        }
    }

    /// What is to be done where nothing is left to ask: the end, unless something else is said. With a `rest`, what leads
    /// to it, that can be filled in.
    pub fn further(&self, rest: Option<&str>, can_undo: bool) -> anyhow::Result<Further> {
        let texts = self.texts();
        let asked =
            rest.map_or_else(|| texts.interview_nothing_left().to_owned(), |lead| texts.interview_rest(lead));
        match self {
            Self::Terminal(session) => {
                let mut options = vec![texts.interview_option_end()];
                options.extend(rest.map(|_| texts.interview_option_fill()));
                options.extend(can_undo.then(|| texts.interview_option_undo()));
                let chosen = one_of(session, &asked, options)?;
                Ok(match chosen {
                    Some(chosen) if chosen == texts.interview_option_fill() => Further::Fill,
                    Some(chosen) if chosen == texts.interview_option_undo() => Further::Undo,
                    _ => Further::End,
                })
            }
            Self::Lines(_) => {
                let how = match (rest, can_undo) {
                    (None, _) => texts.interview_end_or_undo(),
                    (Some(_), true) => texts.interview_yes_undo_or_end(),
                    (Some(_), false) => texts.interview_yes_or_end(),
                };
                let prompt = format!("{asked} {how} ");
                loop {
                    let Some(line) = line(&prompt)? else { return Ok(Further::End) };
                    let said = line.to_lowercase();
                    match command(texts, &said) {
                        Some(Reply::Undo) if can_undo => return Ok(Further::Undo),
                        Some(Reply::Quit) => return Ok(Further::End),
                        _ if said.is_empty() => return Ok(Further::End),
                        _ if rest.is_some() && said == texts.answer_yes() => return Ok(Further::Fill),
                        _ if rest.is_some() && said == texts.answer_no() => return Ok(Further::End),
                        _ => {}
                    }
                }
            }
        }
    }

    /// For whom an answer is, of some that are named, the first where nothing is typed; or what else is wanted.
    pub fn whom(&self, named: &[String]) -> anyhow::Result<Result<usize, Reply>> {
        let texts = self.texts();
        match self {
            Self::Terminal(session) => {
                let options: Vec<&str> = named.iter().map(String::as_str).collect();
                let later = [texts.interview_option_skip(), texts.interview_option_undo()];
                let chosen = one_of(session, texts.whom_asked(), options.into_iter().chain(later).collect())?;
                let place = named.iter().position(|name| Some(name.as_str()) == chosen);
                Ok(place.ok_or(match chosen {
                    None => Reply::Quit,
                    Some(chosen) if chosen == texts.interview_option_undo() => Reply::Undo,
                    Some(_) => Reply::Skip(None),
                }))
            }
            Self::Lines(_) => {
                let numbered = (1..).zip(named).map(|(number, name)| format!("  {number}. {name}"));
                let lines: Vec<String> = numbered.collect();
                let asked = format!("{}\n{}\n{} ", texts.whom_asked(), lines.join("\n"), texts.whom_number());
                loop {
                    let Some(typed) = line(&asked)? else { return Ok(Err(Reply::Quit)) };
                    let typed = typed.to_lowercase();
                    let all = (typed == texts.whom_all_word()).then_some(0);
                    let place = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1)).or(all);
                    match (place.filter(|place| *place < named.len()), command(texts, &typed)) {
                        (Some(place), _) => return Ok(Ok(place)),
                        (None, Some(reply)) => return Ok(Err(reply)),
                        (None, None) if typed.is_empty() => return Ok(Ok(0)),
                        (None, None) => writeln!(io::stdout(), "{}", texts.whom_wrong(named.len()))?,
                    }
                }
            }
        }
    }

    /// A fact as a person writes it, or what else is wanted; a line without words is none.
    pub fn fact(&self) -> anyhow::Result<Result<String, Reply>> {
        let texts = self.texts();
        let written = match self {
            Self::Terminal(session) => {
                let asked = inquire::Text::new(texts.interview_answer().trim())
                    .with_help_message(texts.interview_fact_help())
                    .with_render_config(config(session));
                settled(asked.prompt_skippable())?
            }
            Self::Lines(_) => line(texts.interview_answer())?,
        };
        Ok(match written.as_deref().map(str::trim) {
            None => Err(Reply::Quit),
            Some("") => Err(Reply::Skip(None)),
            // A word for stopping is no fact in either language.
            Some(written) => {
                let lower = written.to_lowercase();
                let both = [Lang::Sv, Lang::En].into_iter().filter_map(|lang| Texts::load(lang).ok());
                let other = || both.into_iter().find_map(|texts| command(&texts, &lower));
                command(texts, &lower).or_else(other).map_or_else(|| Ok(written.to_owned()), Err)
            }
        })
    }

    /// The reply to a question.
    pub fn reply(&self, criterion: &Criterion, can_undo: bool) -> anyhow::Result<Reply> {
        match self {
            Self::Terminal(session) => chosen(session, criterion, can_undo),
            Self::Lines(session) => Ok(match line(session.texts.interview_answer())? {
                // What cannot be read in full is not half kept.
                Some(line) if line.contains(char::REPLACEMENT_CHARACTER) => Reply::Unclear(line, None),
                Some(line) => read(session.texts, criterion, &line),
                None => Reply::Quit,
            }),
        }
    }
}

/// One typed line; `None` at the end of the input.
fn line(prompt: &str) -> anyhow::Result<Option<String>> {
    let mut out = io::stdout().lock();
    if io::stdin().is_terminal() {
        write!(out, "{prompt}")?;
    } else {
        // Nobody presses Enter where this is seen.
        writeln!(out, "{}", prompt.trim_end())?;
    }
    out.flush()?;
    let mut bytes = Vec::new();
    let read = io::stdin().lock().read_until(b'\n', &mut bytes)?;
    Ok((read > 0).then(|| composed(String::from_utf8_lossy(&bytes).trim()).into_owned()))
}

fn config<'a>(session: &Session<'a>) -> RenderConfig<'a> {
    let plain = session.color == anstream::ColorChoice::Never || std::env::var_os("NO_COLOR").is_some();
    let config = if plain { RenderConfig::empty() } else { RenderConfig::default_colored() };
    config.with_canceled_prompt_indicator(Styled::new(session.texts.interview_canceled()))
}

/// The option that is taken; leaving the list is none of them.
fn one_of<'t>(session: &Session<'_>, asked: &str, options: Vec<&'t str>) -> anyhow::Result<Option<&'t str>> {
    let list = Select::new(asked, options).without_filtering().with_render_config(config(session));
    settled(list.prompt_skippable())
}

/// What a prompt was answered with, `None` where it was left with Esc.
fn settled<T>(answered: Result<Option<T>, InquireError>) -> anyhow::Result<Option<T>> {
    match answered {
        Err(InquireError::OperationInterrupted) => Err(Interrupted.into()),
        Err(InquireError::OperationCanceled) => Ok(None),
        answered => Ok(answered?),
    }
}

fn chosen(session: &Session<'_>, criterion: &Criterion, can_undo: bool) -> anyhow::Result<Reply> {
    let texts = session.texts;
    let answers = criterion.choices.iter().zip(criterion.answers());
    let mut choices: Vec<Choice> = answers
        .map(|(choice, answer)| Choice {
            name: choice.name.get(texts.lang).to_owned(),
            reply: Reply::Answer(answer, None),
        })
        .collect();
    let mut offer = |name: &str, reply: Reply| choices.push(Choice { name: name.to_owned(), reply });
    offer(texts.interview_option_skip(), Reply::Skip(None));
    if can_undo {
        offer(texts.interview_option_undo(), Reply::Undo);
    }
    offer(texts.interview_option_quit(), Reply::Quit);
    let size = choices.len();
    let asked = Select::new(texts.interview_answer().trim(), choices)
        .with_help_message(texts.interview_select_help())
        .with_page_size(size)
        .without_filtering()
        .with_render_config(config(session))
        .prompt_skippable();
    let Some(choice) = settled(asked)? else { return Ok(Reply::Quit) };
    let Reply::Answer(answer, _) = choice.reply else { return Ok(choice.reply) };
    let asked = inquire::Text::new(texts.interview_note())
        .with_help_message(texts.interview_note_help())
        .with_render_config(config(session))
        .prompt_skippable();
    if let Err(InquireError::OperationInterrupted) = asked {
        // What was answered stays answered; Esc goes back to the question.
        return Ok(Reply::AnswerAndQuit(answer));
    }
    Ok(settled(asked)?.map_or(Reply::Again, |note| Reply::Answer(answer, said(&note))))
}

/// What was written, if anything was.
fn said(note: &str) -> Option<String> {
    let note = note.trim();
    (!note.is_empty()).then(|| note.to_owned())
}

/// Reads a typed line: an answer or a command at its beginning, and behind it what it rests on. An answer is what files
/// take for one; what could be another as well is asked about.
fn read(texts: &Texts, criterion: &Criterion, line: &str) -> Reply {
    let ends = line.char_indices().map(|(at, _)| at).chain([line.len()]).filter(|at| {
        let next = line.get(*at..).and_then(|rest| rest.chars().next());
        *at > 0 && next.is_none_or(|next| !next.is_alphanumeric())
    });
    let ends: Vec<usize> = ends.collect();
    let found = ends.iter().rev().find_map(|end| {
        let (head, rest) = line.split_at_checked(*end)?;
        Some((meaning(texts, criterion, head)?, rest))
    });
    let unclear = || Reply::Unclear(line.to_owned(), perhaps(criterion, line, texts.lang));
    let Some((reply, rest)) = found else { return unclear() };
    match (reply, note(rest)) {
        (reply, Ok(None)) => reply,
        (Reply::Answer(answer, _), Ok(Some(note)))
            if !begins_otherwise(criterion, Some(Told::Answer(answer)), &note) =>
        {
            Reply::Answer(answer, Some(note))
        }
        (Reply::Skip(_), Ok(Some(note))) if !begins_otherwise(criterion, Some(Told::Unknown), &note) => {
            Reply::Skip(Some(note))
        }
        // A command with something behind it may be a note that begins like one.
        _ => unclear(),
    }
}

/// What is asked for by the words of a command, in lower case.
fn command(texts: &Texts, words: &str) -> Option<Reply> {
    let commands = [
        (texts.interview_words_skip(), Reply::Skip(None)),
        (texts.interview_words_undo(), Reply::Undo),
        (texts.interview_words_help(), Reply::Again),
        (texts.interview_words_quit(), Reply::Quit),
    ];
    let found = commands.into_iter().find(|(list, _)| list.split(", ").any(|word| word == words));
    found.map(|(_, reply)| reply)
}

/// What the first words of a line ask for, whatever their case.
fn meaning(texts: &Texts, criterion: &Criterion, head: &str) -> Option<Reply> {
    let head = head.to_lowercase();
    if let Some(reply) = command(texts, &head) {
        return Some(reply);
    }
    match told(criterion, &head) {
        Some(Told::Answer(answer)) => return Some(Reply::Answer(answer, None)),
        Some(Told::Unknown) => return Some(Reply::Skip(None)),
        None => {}
    }
    let short = criterion.answers().zip(&criterion.choices).find(|(answer, choice)| {
        if !criterion.graded {
            return head == (answer + 1).to_string();
        }
        let first = choice.name.get(texts.lang).chars().next();
        first.is_some_and(|first| first.to_lowercase().eq(head.chars()))
    });
    short.map(|(answer, _)| Reply::Answer(answer, None))
}

/// What stands behind an answer or a command, if anything does; an error where it cannot be told from the answer.
fn note(rest: &str) -> Result<Option<String>, ()> {
    let parts = |letter: char| letter.is_whitespace() || ":;,.–-".contains(letter);
    let note = rest.trim_start_matches(parts);
    match (rest.chars().next(), note.chars().next()) {
        (None, _) => Ok(None),
        (Some(next), Some(first))
            if parts(next) && (first.is_alphanumeric() || "\"'”“’«»([".contains(first)) =>
        {
            Ok(said(note))
        }
        _ => Err(()),
    }
}
