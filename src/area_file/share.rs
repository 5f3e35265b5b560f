//! One more answer in a file of shared answers.
//!
//! In: the text of such a file, and an answer for some areas. Out: the text with that behind all else, which stays as it is.

use super::set::Given;
use super::{blank, scalar};
use crate::load::{To, key_in, shared_file};
use crate::model::{Lang, RuleSet};

/// The text with one more answer, for a new file where there is none; `None` where it cannot be put in without changing more.
#[must_use]
pub fn share(text: Option<&str>, rules: &RuleSet, lang: Lang, to: &To, given: Given<'_>) -> Option<String> {
    let key = |english: &'static str| key_in(english, lang);
    let criterion = rules.criteria.at(given.criterion);
    let text = text.map_or_else(|| format!("{}:\n", key("shared")), str::to_owned);
    let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let whom = match to {
        To::Areas(ids) => {
            let ids: Vec<String> = ids.iter().map(|id| scalar::double(id)).collect();
            format!("{}: [{}]", key("areas"), ids.join(", "))
        }
        To::Service(id) => format!("{}: {id}", key("service")),
        To::Group(name) => format!("{}: {}", key("group"), scalar::double(name)),
        To::Board(name) => format!("{}: {}", key("board"), scalar::double(name)),
        To::All => format!("{}: true", key("all")),
    };
    let before = shared_file("-", text.clone().into_bytes(), rules);
    // How far the list is indented is not known from here: the first that reads back right is taken.
    [2, 0, 4].into_iter().find_map(|indent| {
        let pad = " ".repeat(indent);
        let field = |name: &'static str, value: &str| {
            let value = scalar::block(value, indent + 8, ending);
            format!("{pad}      {}: {value}{ending}", key(name))
        };
        let mut entry =
            format!("{pad}- {}: {{ {whom} }}{ending}{pad}  {}:{ending}", key("for"), key("answers"));
        entry.push_str(&format!("{pad}    {}:{ending}", blank::key(criterion, lang)));
        let word = blank::word(criterion, given.answer, lang);
        entry.push_str(&format!("{pad}      {}: {}{ending}", key("answer"), scalar::word(word)));
        for (name, value) in [("note", given.note), ("source", given.source)] {
            entry.extend(value.map(|value| field(name, value)));
        }
        let gap = if text.ends_with('\n') { "" } else { ending };
        let whole = format!("{text}{gap}{entry}");
        let after = shared_file("-", whole.clone().into_bytes(), rules);
        (after.faults.is_empty() && after.is_with(&before, to, given.criterion, given.answer))
            .then_some(whole)
    })
}
