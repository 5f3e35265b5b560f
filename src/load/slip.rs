//! Slips of the hand that make a line something else than YAML, or other YAML than was meant.
//!
//! In: a line, or what stands within braces. Out: what is wrong, where, and how it should be written. Guesses no value: what
//! is shown is the author's own words in their place.

use super::disguise::is_hard_blank;
use super::fault::Fault;
use super::names::{NAMES, is_key};
use crate::model::folded;

/// What is wrong with a line, at which of its bytes, and the words to say it with.
#[derive(Debug, PartialEq, Eq)]
pub struct Slip {
    /// What.
    pub fault: Fault,
    /// The byte, from the beginning of what was looked at.
    pub at: usize,
    /// The words.
    pub words: Vec<(&'static str, String)>,
}

impl Slip {
    fn new(fault: Fault, at: usize, words: Vec<(&'static str, String)>) -> Self {
        Self { fault, at, words }
    }
}

/// What is wrong with a line by itself.
pub fn in_line(line: &str) -> Option<Slip> {
    let start = line.len() - line.trim_start_matches([' ', '\t']).len();
    let (key, rest) = line.get(start..)?.split_once(':')?;
    if !is_word(key) {
        return None;
    }
    let at = start + key.len();
    let next = rest.chars().next()?;
    let value = rest.trim();
    let shown = |value: &str| vec![("mended", format!("{}: {value}", key.trim()).trim_end().to_owned())];
    if is_hard_blank(next) {
        let code = format!("U+{:04X}", u32::from(next));
        let words = [shown(value), vec![("code", code)]].concat();
        return Some(Slip::new(Fault::HardBlank, at + 1, words));
    }
    if matches!(value, "?" | "-") {
        let behind = rest.find(value).unwrap_or(0);
        return Some(Slip::new(Fault::LoneSign, at + 1 + behind, vec![("found", value.to_owned())]));
    }
    // Addresses and times of day have a colon within.
    let is_text = !next.is_whitespace() && !next.is_ascii_digit() && !matches!(next, '/' | '\\' | ':');
    is_text.then(|| Slip::new(Fault::BlankMissing, at, shown(value)))
}

/// What is wrong with a text that stands where keys should: the first of its lines, which are one to YAML.
pub fn in_text(text: &str) -> Option<Slip> {
    let mut words = text.split_inclusive(' ');
    let mut first = words.next()?.to_owned();
    // Up to what looks like another key with its value.
    first.extend(words.take_while(|word| in_line(word).is_none()));
    in_line(&first).filter(|slip| slip.fault == Fault::BlankMissing)
}

/// What YAML passes over behind a text, as a comment: `#12` in *enligt avtal #12*, where no blank follows the sign.
pub fn behind(text: &str, rest: &str) -> Option<Slip> {
    let line = rest.lines().next()?;
    let comment = line.trim_start_matches([' ', '\t']);
    let first = comment.strip_prefix('#')?.chars().next()?;
    // Behind a word alone a comment is likelier than a text; a number is neither a comment nor a word.
    let is_text = first.is_ascii_digit() || (first.is_alphanumeric() && text.trim().contains(' '));
    let words = vec![("found", comment.trim_end().to_owned())];
    is_text.then(|| Slip::new(Fault::TextAfterHash, line.len() - comment.len(), words))
}

/// A note indented below an answer that stands on the line of its question.
pub fn below(above: &str, line: &str) -> Option<Slip> {
    let (note, text) = line.trim().split_once(':')?;
    let (question, answer) = above.trim().split_once(": ")?;
    let (question, answer) = (question.trim(), answer.trim());
    let is_note = is_key(note, "note") || is_key(note, "source");
    let is_one_word = is_word(answer) && !answer.contains(' ');
    if !is_note || !is_one_word || !is_word(question) || is_key(question, "answer") {
        return None;
    }
    let key = if note == "note" || note == "source" { "answer" } else { "svar" };
    let words =
        [("question", question), ("key", key), ("answer", answer), ("note", note), ("text", text.trim())];
    let words = words.map(|(name, word)| (name, word.to_owned())).into();
    let at = line.len() - line.trim_start().len();
    Some(Slip::new(Fault::NoteUnderAnswer, at, words))
}

/// A colon within a text within braces: the second of a part.
pub fn in_braces(text: &str) -> Option<Slip> {
    let mut start = 1;
    for part in text.get(1..)?.split_inclusive([',', '}', '\n']) {
        let inner = part.trim_end_matches([',', '}', '\n', '\r']);
        if let Some((key, value)) = inner.split_once(": ")
            && let Some(second) = value.find(": ")
            && !value.trim_start().starts_with(['"', '\'', '{', '['])
            && !names_key(value.get(..second)?)
        {
            let mended = format!("{}: \"{}\"", key.trim(), value.trim());
            let at = start + key.len() + 2 + second;
            return Some(Slip::new(Fault::ColonInBraces, at, vec![("mended", mended)]));
        }
        start += part.len();
    }
    None
}

/// Whether the last word is a key: then a comma is missing before it.
fn names_key(text: &str) -> bool {
    let last = folded(text.rsplit(' ').next().unwrap_or(text));
    NAMES.iter().any(|(english, swedish)| folded(english) == last || folded(swedish) == last)
}

/// Whether a text is a word, or a few, as keys and answers are.
fn is_word(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(char::is_alphabetic)
        && text.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | ' '))
}
