//! Workflow commands of GitHub Actions, which show a finding on the line that it is about.
//!
//! In: findings. Out: one command a line. What the commands' syntax uses is escaped, so that no text can be one.

use std::fmt::Write as _;

use super::{Finding, Level, Root};
use crate::say::words::harmless;
use crate::texts::Texts;

/// So many commands of a kind GitHub shows of a step; it drops the rest without a word.
const MOST: usize = 10;

/// One command for each finding; what is allowed is no more than a notice. Where there are more of a kind than are shown, the
/// last one counts the rest.
#[must_use]
pub fn github(texts: &Texts, findings: &[Finding], root: &Root) -> String {
    let mut text = String::new();
    let kind = |finding: &Finding| match finding.level {
        _ if finding.allowed.is_some() => "notice",
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    for command in ["error", "warning", "notice"] {
        let of_kind: Vec<&Finding> = findings.iter().filter(|finding| kind(finding) == command).collect();
        let shown = if of_kind.len() > MOST { MOST - 1 } else { of_kind.len() };
        let (first, rest) = of_kind.split_at(shown);
        first.iter().for_each(|finding| one(&mut text, command, finding, root));
        if !rest.is_empty() {
            // Writing to a string does not fail.
            let _ = writeln!(
                text,
                "::{command} title={}::{}",
                property(texts.ci_more_title()),
                data(&texts.ci_more(rest.len()))
            );
        }
    }
    text
}

fn one(text: &mut String, command: &str, finding: &Finding, root: &Root) {
    let mut words = Vec::new();
    if let Some(location) = root.location(finding.location.as_ref()) {
        words.push(format!("file={}", property(&harmless(&location.path))));
        if let Some((line, column)) = location.place {
            words.push(format!("line={line},col={column}"));
        }
    }
    words.push(format!("title={}", property(&harmless(&finding.title))));
    // Writing to a string does not fail.
    let _ = writeln!(text, "::{command} {}::{}", words.join(","), data(&message(&finding.message)));
}

/// Every line made harmless; a message may have several.
fn message(text: &str) -> String {
    text.lines().map(harmless).collect::<Vec<_>>().join("\n")
}

/// A message: what would end the command is escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which colons and commas would end as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
