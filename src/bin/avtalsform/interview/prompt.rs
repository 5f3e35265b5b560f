//! How a question is put to a person: a list to choose from on a terminal, a line to type everywhere else.
//!
//! In: a criterion. Out: what the person wants. Never knows what follows from it.

use std::fmt;
use std::io::{self, BufRead, IsTerminal, Write};

use avtalsform::model::Criterion;
use avtalsform::texts::Texts;
use inquire::ui::RenderConfig;
use inquire::{InquireError, Select};

use crate::session::Session;

/// What a person wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// To answer, and to say what the answer rests on.
    Answer(u8, Option<String>),
    /// To answer, and to stop.
    AnswerAndQuit(u8),
    /// To leave the question open.
    Skip(Option<String>),
    /// To take the last answer back.
    Undo,
    /// To see the question again.
    Again,
    /// To stop.
    Quit,
    /// Something else: what was typed.
    Unclear(String),
}

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
                settled(asked.prompt_skippable())?.flatten()
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
                let asked = Select::new(texts.interview_replace(), options)
                    .without_filtering()
                    .with_render_config(config(session))
                    .prompt_skippable();
                Ok(settled(asked)?.flatten() == Some(texts.interview_take_mine()))
            }
            Self::Lines(_) => {
                let said = line(&format!("{} {} ", texts.interview_replace(), texts.interview_yes_or_no()))?;
                Ok(said.is_some_and(|said| said.to_lowercase() == texts.answer_yes()))
            }
        }
    }

    /// The reply to a question.
    pub fn reply(&self, criterion: &Criterion, can_undo: bool) -> anyhow::Result<Reply> {
        match self {
            Self::Terminal(session) => chosen(session, criterion, can_undo),
            Self::Lines(session) => Ok(match line(session.texts.interview_answer())? {
                // What cannot be read in full is not half kept.
                Some(line) if line.contains(char::REPLACEMENT_CHARACTER) => Reply::Unclear(line),
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
    Ok((read > 0).then(|| String::from_utf8_lossy(&bytes).trim().to_owned()))
}

fn config(session: &Session<'_>) -> RenderConfig<'static> {
    let plain = session.color == anstream::ColorChoice::Never || std::env::var_os("NO_COLOR").is_some();
    if plain { RenderConfig::empty() } else { RenderConfig::default_colored() }
}

/// A prompt that was answered, or left with Ctrl-C.
fn settled<T>(answered: Result<T, InquireError>) -> anyhow::Result<Option<T>> {
    match answered {
        Ok(answer) => Ok(Some(answer)),
        Err(InquireError::OperationInterrupted | InquireError::OperationCanceled) => Ok(None),
        Err(error) => Err(error.into()),
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
    let Some(choice) = settled(asked)?.flatten() else { return Ok(Reply::Quit) };
    let Reply::Answer(answer, _) = choice.reply else { return Ok(choice.reply) };
    let asked = inquire::Text::new(texts.interview_note())
        .with_help_message(texts.interview_note_help())
        .with_render_config(config(session))
        .prompt_skippable();
    Ok(match settled(asked)? {
        // Ctrl-C stops, and what was answered stays answered; Esc goes back to the question.
        None => Reply::AnswerAndQuit(answer),
        Some(None) => Reply::Again,
        Some(Some(note)) => Reply::Answer(answer, said(&note)),
    })
}

/// What was written, if anything was.
fn said(note: &str) -> Option<String> {
    let note = note.trim();
    (!note.is_empty()).then(|| note.to_owned())
}

/// Reads a typed line: an answer or a command at its beginning, and behind an answer what it rests on.
fn read(texts: &Texts, criterion: &Criterion, line: &str) -> Reply {
    let mut words: Vec<(String, Reply)> = Vec::new();
    for (answer, choice) in criterion.answers().zip(&criterion.choices) {
        let reply = Reply::Answer(answer, None);
        let names = [&choice.id, &choice.name.sv, &choice.name.en];
        words.extend(names.into_iter().chain(&choice.alias).map(|name| (name.clone(), reply.clone())));
        if criterion.graded {
            words.extend(choice.name.get(texts.lang).chars().next().map(|letter| (letter.into(), reply)));
        } else {
            words.push(((answer + 1).to_string(), reply));
        }
    }
    for (list, reply) in [
        (texts.interview_words_skip(), Reply::Skip(None)),
        (texts.interview_words_undo(), Reply::Undo),
        (texts.interview_words_help(), Reply::Again),
        (texts.interview_words_quit(), Reply::Quit),
    ] {
        words.extend(list.split(", ").map(|word| (word.to_owned(), reply.clone())));
    }
    let found = words.into_iter().filter_map(|(word, reply)| {
        let length = word.chars().count();
        let head: String = line.chars().take(length).collect();
        let rest: String = line.chars().skip(length).collect();
        let ends = rest.chars().next().is_none_or(|next| !next.is_alphanumeric());
        (ends && head.to_lowercase() == word.to_lowercase()).then_some((length, reply, rest))
    });
    let Some((_, reply, rest)) = found.max_by_key(|(length, ..)| *length) else {
        return Reply::Unclear(line.to_owned());
    };
    let note =
        said(rest.trim_start_matches(|letter: char| letter.is_whitespace() || ":;,.–-".contains(letter)));
    match (reply, note) {
        (Reply::Answer(answer, _), note) => Reply::Answer(answer, note),
        (Reply::Skip(_), note) => Reply::Skip(note),
        (reply, None) => reply,
        // A command with something behind it may be a note that begins like one.
        (_, Some(_)) => Reply::Unclear(line.to_owned()),
    }
}
