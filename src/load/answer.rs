//! What a word says of a criterion: an answer, that it is not known, or nothing that can be read.
//!
//! In: a criterion, a word from a file or typed. Out: what it says; or, where it says nothing, the answer that was perhaps
//! meant. Takes nothing for an answer but the answers' own names: what is near is for its author to say.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::suggest::nearest_answer;
use crate::model::{Criterion, Lang, lower_case};

/// What can be said of a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// That this is so: a position among the criterion's choices.
    Answer(u8),
    /// That it is not known yet.
    Unknown,
}

/// The words for what is not known yet.
const UNKNOWN: [&str; 4] = ["unknown", "okänt", "okänd", "okant"];

/// What people write where an answer belongs, and what they most likely mean. Signs between the words do not count.
const NEAR: [(&str, &[&str]); 4] = [
    (
        "okänt",
        &[
            "vet ej",
            "vet inte",
            "vet ej än",
            "vet inte än",
            "ej aktuellt",
            "inte aktuellt",
            "ej tillämpligt",
            "inte tillämpligt",
            "ej känt",
            "inte känt",
            "oklart",
            "osäkert",
            "uppgift saknas",
        ],
    ),
    (
        "unknown",
        &[
            "don t know",
            "dont know",
            "do not know",
            "not known",
            "not applicable",
            "n a",
            "not sure",
            "unsure",
            "unclear",
        ],
    ),
    ("delvis", &["i viss mån", "till viss del", "i viss utsträckning", "till en del"]),
    ("partly", &["to some extent", "to a certain extent", "in part", "partially", "somewhat"]),
];

/// Words that may stand between two answers.
const BETWEEN: [&str; 8] = ["eller", "och", "men", "kanske", "or", "and", "but", "perhaps"];

/// The most words of which one is asked whether they say something together.
const MAX_WORDS: usize = 8;

/// What a word says, if it is a name of an answer, whatever its case; `None` where it says nothing.
#[must_use]
pub fn told(criterion: &Criterion, word: &str) -> Option<Told> {
    let lower = lower_case(word.trim());
    if UNKNOWN.contains(&&*lower) {
        return Some(Told::Unknown);
    }
    let is_named = |answer: &u8| {
        names(criterion, *answer).any(|name| name == lower) || shown(criterion, *answer).contains(&lower)
    };
    criterion.answers().find(is_named).map(Told::Answer)
}

/// The answer that was perhaps meant by a word that is none; of words that both languages share in this one.
#[must_use]
pub fn perhaps(criterion: &Criterion, word: &str, lang: Lang) -> Option<String> {
    let words = words(word);
    if words.is_empty() {
        let is_sign = !word.trim().is_empty() && word.trim().chars().all(|sign| "?-–—.…".contains(sign));
        return is_sign.then(|| unknown(lang).to_owned());
    }
    let (found, rest) = meant(criterion, &words);
    if rest == 0 && !found.is_empty() {
        return only(criterion, &found);
    }
    let known = criterion.answers().flat_map(|answer| names(criterion, answer)).chain(["unknown", "okänt"]);
    nearest_answer(word, known)
}

/// Whether a text begins as something that could be said of the criterion, other than what was said before it.
#[must_use]
pub fn begins_otherwise(criterion: &Criterion, said: Option<Told>, text: &str) -> bool {
    let (found, _) = meant(criterion, &words(text));
    found.iter().any(|(told, _)| Some(*told) != said)
}

/// Every name an answer has in files, in lower case.
pub fn names(criterion: &Criterion, answer: u8) -> impl Iterator<Item = &str> {
    let choice = criterion.choice(answer);
    let own =
        choice.into_iter().flat_map(|choice| [Some(choice.id.as_str()), choice.alias.as_deref()]).flatten();
    let boolean = match (criterion.graded, answer) {
        (true, 0) => Some("true"),
        (true, 2) => Some("false"),
        _ => None,
    };
    own.chain(boolean)
}

/// What pages call an answer, in lower case.
fn shown(criterion: &Criterion, answer: u8) -> Vec<Cow<'_, str>> {
    let choice = criterion.choice(answer);
    choice.map_or_else(Vec::new, |choice| {
        [&choice.name.sv, &choice.name.en].map(|name| lower_case(name)).into()
    })
}

const fn unknown(lang: Lang) -> &'static str {
    match lang {
        Lang::Sv => "okänt",
        Lang::En => "unknown",
    }
}

/// The words of a text in lower case, without what stands between them.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.take(MAX_WORDS + 1).map(str::to_lowercase).collect()
}

/// What the first words of a text mean, each with the word for it, and how many words are left that mean nothing.
fn meant(criterion: &Criterion, words: &[String]) -> (BTreeSet<(Told, String)>, usize) {
    let mut found = BTreeSet::new();
    let mut rest = words;
    while !rest.is_empty() {
        let longest = (1..=rest.len().min(MAX_WORDS)).rev().find_map(|length| {
            let (head, tail) = rest.split_at_checked(length)?;
            Some((meaning(criterion, &head.join(" "))?, tail))
        });
        match longest {
            Some((one, tail)) => {
                found.insert(one);
                rest = tail;
            }
            None => match rest.split_first() {
                Some((word, tail)) if BETWEEN.contains(&word.as_str()) && !found.is_empty() => rest = tail,
                _ => break,
            },
        }
    }
    (found, rest.len())
}

/// What words mean that are an answer, or near one.
fn meaning(criterion: &Criterion, words: &str) -> Option<(Told, String)> {
    if let Some(told) = told(criterion, words) {
        return Some((told, words.to_owned()));
    }
    let (name, _) = NEAR.into_iter().find(|(_, near)| near.contains(&words))?;
    Some((told(criterion, name)?, name.to_owned()))
}

/// The one thing that several words can mean together: not known if one says so, and partly before yes and no.
fn only(criterion: &Criterion, found: &BTreeSet<(Told, String)>) -> Option<String> {
    let is_partly = |told: Told| criterion.graded && told == Told::Answer(1);
    let weakest = found.iter().find(|(told, _)| *told == Told::Unknown);
    let weakest = weakest.or_else(|| found.iter().find(|(told, _)| is_partly(*told)));
    let same = || found.first().filter(|(first, _)| found.iter().all(|(told, _)| told == first));
    weakest.or_else(same).map(|(_, name)| name.clone())
}
