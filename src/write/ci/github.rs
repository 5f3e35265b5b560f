//! Workflow commands of GitHub Actions, which show a finding on the line that it is about.
//!
//! In: findings. Out: one command a line. What the commands' syntax uses is escaped, so that no text can be one.

use std::fmt::Write as _;

use super::{Finding, Level};
use crate::say::words::harmless;

/// One command for each finding; what is allowed is no more than a notice.
#[must_use]
pub fn github(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let command = match finding.level {
            _ if finding.allowed.is_some() => "notice",
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "notice",
        };
        let mut words = Vec::new();
        if let Some(location) = &finding.location {
            words.push(format!("file={}", property(&harmless(&location.path))));
            if let Some((line, column)) = location.place {
                words.push(format!("line={line},col={column}"));
            }
        }
        words.push(format!("title={}", property(&harmless(&finding.title))));
        // Writing to a string does not fail.
        let _ = writeln!(text, "::{command} {}::{}", words.join(","), data(&message(&finding.message)));
    }
    text
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
