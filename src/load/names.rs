//! What the keys of area files and plan files are called: each has an English and a Swedish name.
//!
//! In: a word. Out: which key it is. Capitals, blanks, hyphens, underscores and dots over letters make no difference.

use crate::model::{Lang, folded};

/// The keys with their Swedish names.
pub const NAMES: [(&str, &str); 46] = [
    ("area", "område"),
    ("municipality", "kommun"),
    ("board", "nämnd"),
    ("group", "grupp"),
    ("service", "tjänst"),
    ("current", "nuläge"),
    ("as_of", "datum"),
    ("users", "brukare"),
    ("providers", "utförare"),
    ("municipal", "kommunala"),
    ("private", "privata"),
    ("nonprofit", "idéburna"),
    ("share", "fördelning"),
    ("geography", "geografi"),
    ("description", "beskrivning"),
    ("proposal", "förslag"),
    ("direction", "inriktning"),
    ("motivation", "motivering"),
    ("decision", "beslut"),
    ("compensation", "ersättning"),
    ("districts", "distrikt"),
    ("answers", "svar"),
    ("answer", "svar"),
    ("note", "underlag"),
    ("source", "källa"),
    ("considerations", "överväganden"),
    ("matter", "ärende"),
    ("reference", "diarienummer"),
    ("date", "datum"),
    ("officer", "handläggare"),
    ("notes", "anteckningar"),
    ("shared", "gemensamt"),
    ("for", "för"),
    ("areas", "områden"),
    ("all", "alla"),
    ("title", "titel"),
    ("groups", "grupper"),
    ("chapters", "kapitel"),
    ("heading", "rubrik"),
    ("before", "före"),
    ("after", "efter"),
    ("technology", "välfärdsteknik"),
    ("name", "namn"),
    ("phase", "fas"),
    ("contract_end", "avtalsslut"),
    ("cost", "kostnad"),
];

/// The Swedish name of a key, where it is another.
#[must_use]
pub fn swedish(key: &str) -> Option<&'static str> {
    NAMES.iter().find(|(name, _)| *name == key).map(|(_, swedish)| *swedish)
}

/// What a key is called in a language.
#[must_use]
pub fn key_in(key: &'static str, lang: Lang) -> &'static str {
    match lang {
        Lang::Sv => swedish(key).unwrap_or(key),
        Lang::En => key,
    }
}

/// Whether a word is this path of keys, a dot between them, each in either language.
#[must_use]
pub fn is_path(word: &str, path: &str) -> bool {
    let (words, keys) = (word.split('.'), path.split('.'));
    word == path
        || (words.clone().count() == keys.clone().count()
            && words.zip(keys).all(|(word, key)| is_key(word, key)))
}

/// Whether a word is this key, in either language.
#[must_use]
pub fn is_key(word: &str, key: &str) -> bool {
    if word == key {
        return true;
    }
    let word = folded(word);
    word == folded(key) || NAMES.iter().any(|(name, swedish)| *name == key && folded(swedish) == word)
}
