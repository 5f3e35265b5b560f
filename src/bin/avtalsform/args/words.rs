//! Arguments that are one of a few words: the words, each with what it means, stand once.

use anstream::ColorChoice;
use avtalsform::compare::{FailOn, Gravity};
use avtalsform::evaluate::Firmness;
use avtalsform::model::{CALLED, Lang, meant};
use avtalsform::page::recommend::Detail;
use avtalsform::write::ci::Level;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

pub const LANG: [(&str, Lang); 2] = [("sv", Lang::Sv), ("en", Lang::En)];

pub const COLOR: [(&str, ColorChoice); 3] =
    [("auto", ColorChoice::Auto), ("always", ColorChoice::Always), ("never", ColorChoice::Never)];

pub const DETAIL: [(&str, Detail); 2] = [("short", Detail::Short), ("full", Detail::Full)];

pub const REQUIRE: [(&str, Firmness); 2] =
    [(Firmness::Firm.id(), Firmness::Firm), (Firmness::Preliminary.id(), Firmness::Preliminary)];

pub const DIFFERENCES: [(&str, FailOn); 7] = [
    (Gravity::Outcome.id(), FailOn::AtLeast(Gravity::Outcome)),
    (Gravity::Firmness.id(), FailOn::AtLeast(Gravity::Firmness)),
    (Gravity::Reasons.id(), FailOn::AtLeast(Gravity::Reasons)),
    (Gravity::Scores.id(), FailOn::AtLeast(Gravity::Scores)),
    (Gravity::Meaning.id(), FailOn::AtLeast(Gravity::Meaning)),
    ("any", FailOn::Any),
    ("none", FailOn::Never),
];

pub const OUTCOMES: [(&str, FailOn); 3] = [
    (Gravity::Outcome.id(), FailOn::AtLeast(Gravity::Outcome)),
    (Gravity::Meaning.id(), FailOn::AtLeast(Gravity::Meaning)),
    ("none", FailOn::Never),
];

/// The least level that fails, if any does.
pub type Least = Option<Level>;

pub const FINDINGS: [(&str, Least); 3] =
    [("warning", Some(Level::Warning)), ("note", Some(Level::Note)), ("none", None)];

/// What takes one of some words for what it means.
pub fn one_of<T>(words: impl IntoIterator<Item = (impl Into<String>, T)>) -> impl TypedValueParser<Value = T>
where
    T: Clone + Send + Sync + 'static,
{
    let words: Vec<(String, T)> = words.into_iter().map(|(name, word)| (name.into(), word)).collect();
    let value = |(name, _): &(String, T)| {
        let called = CALLED.iter().filter(|(_, id)| id == name).map(|(called, _)| *called);
        // At the beginning of a line they are printed with a capital.
        PossibleValue::new(name.clone()).aliases(called.clone()).aliases(called.map(capital))
    };
    let values: Vec<PossibleValue> = words.iter().map(value).collect();
    PossibleValuesParser::new(values).try_map(move |found| {
        let found = words.iter().find(|(name, _)| *name == meant(&found));
        found.map(|(_, word)| word.clone()).ok_or("")
    })
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The words as the help names them.
pub fn names<T>(words: &[(&str, T)]) -> String {
    words.iter().map(|(name, _)| *name).collect::<Vec<_>>().join("|")
}
