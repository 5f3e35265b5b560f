//! What became of the files that were looked at.
//!
//! In: counts, and the files that are not read. Out: a sentence or two.

use std::collections::{BTreeMap, BTreeSet};

use crate::load::{Files, Why};
use crate::texts::Texts;

/// How many files were found, read, passed over (and why) and refused; nothing where all were read.
#[must_use]
pub fn left_out(texts: &Texts, files: &Files) -> Option<String> {
    let Files { found, refused, passed_over } = files;
    // What areas take answers from is read.
    let shared = passed_over.iter().filter(|over| over.why == Why::Shared).count();
    let passed = passed_over.len() - shared;
    if passed == 0 && shared == 0 && *refused == 0 {
        return None;
    }
    let mut groups: BTreeMap<Group<'_>, usize> = BTreeMap::new();
    let mut endings = BTreeSet::new();
    for over in passed_over {
        let group = match &over.why {
            Why::Ignored(by) => Group::Ignored(by),
            Why::Hidden => Group::Hidden,
            Why::Special => Group::Special,
            Why::Shared => continue,
            Why::Plan => Group::Plan,
            Why::Other(ending) => {
                endings.insert(match ending.as_str() {
                    "" => texts.files_no_ending().to_owned(),
                    ending => format!(".{ending}"),
                });
                Group::Other
            }
        };
        *groups.entry(group).or_default() += 1;
    }
    let mut reasons = Vec::new();
    for (group, count) in groups {
        reasons.push(match group {
            Group::Ignored(by) => texts.files_ignored(count, by),
            Group::Hidden => texts.files_hidden(count),
            Group::Special => texts.files_special(count),
            Group::Plan => texts.files_plan(count),
            Group::Other => {
                let more = if endings.len() > ENDINGS { "…" } else { "" };
                let named: Vec<&str> = endings.iter().take(ENDINGS).map(String::as_str).collect();
                texts.files_other(count, format!("{}{more}", named.join(", ")))
            }
        });
    }
    let read = found.saturating_sub(passed + shared + refused);
    let reasons = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join("; ")) };
    let counted = texts.files_counted(found, format!("{passed}{reasons}"), read, refused);
    let shared = (shared > 0).then(|| texts.files_shared(shared));
    Some([Some(counted), shared].into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// So many endings of names are listed.
const ENDINGS: usize = 5;

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Group<'a> {
    Ignored(&'a str),
    Hidden,
    Special,
    Plan,
    Other,
}
