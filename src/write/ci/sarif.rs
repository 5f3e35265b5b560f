//! Findings as SARIF 2.1.0, which code-scanning services read.
//!
//! In: findings and what is known of their codes. Out: one log without times or absolute paths.

use serde::Serialize;
use serde_json::{Value, json};

use super::{Finding, Location, Root};
use crate::texts::Texts;

/// So many places of a finding GitHub shows.
const RELATED: usize = 100;

/// What stands in the log about a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleHelp {
    /// The code.
    pub code: &'static str,
    /// What it is, in a sentence.
    pub short: String,
    /// What it means and what to do.
    pub full: String,
}

/// The log; every code that a finding has must be among the rules.
pub fn sarif(texts: &Texts, rules: &[RuleHelp], findings: &[Finding], root: &Root) -> impl Serialize + use<> {
    let descriptors: Vec<Value> = rules
        .iter()
        .map(|rule| {
            json!({
                "id": rule.code,
                "shortDescription": { "text": text(&rule.short) },
                "fullDescription": { "text": text(&rule.full) },
                "help": { "text": text(&rule.full) },
            })
        })
        .collect();
    // What stands in no file, such as what is built in, is told of the run: services refuse a result without a place.
    let (placed, of_run): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| root.location(finding.location.as_ref()).is_some());
    let results: Vec<Value> = placed.into_iter().map(|finding| result(rules, finding, root)).collect();
    let notifications: Vec<Value> = of_run.into_iter().map(notification).collect();
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "language": texts.lang.code(),
                "rules": descriptors,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
            "invocations": [{ "executionSuccessful": true, "toolExecutionNotifications": notifications }],
        }],
    })
}

/// A finding that has no place, and why it is allowed, if it is.
fn notification(finding: &Finding) -> Value {
    let said = [Some(&finding.title), Some(&finding.message), finding.allowed.as_ref()];
    let said: Vec<&str> = said.into_iter().flatten().map(String::as_str).collect();
    json!({
        "associatedRule": { "id": finding.code },
        "level": finding.level.id(),
        "message": { "text": text(&said.join("\n")) },
    })
}

fn result(rules: &[RuleHelp], finding: &Finding, root: &Root) -> Value {
    let mut result = json!({
        "ruleId": finding.code,
        "level": finding.level.id(),
        "message": { "text": text(&format!("{}\n{}", finding.title, finding.message)) },
        "partialFingerprints": { "finding/v1": format!("{}/{}", finding.code, finding.key) },
    });
    let mut put = |key: &str, value: Value| {
        if let Some(object) = result.as_object_mut() {
            object.insert(key.to_owned(), value);
        }
    };
    if let Some(index) = rules.iter().position(|rule| rule.code == finding.code) {
        put("ruleIndex", json!(index));
    }
    if let Some(location) = root.location(finding.location.as_ref()) {
        put("locations", json!([{ "physicalLocation": physical(&location) }]));
    }
    let related = finding.related.iter().filter_map(|(location, said)| {
        let location = root.location(Some(location))?;
        Some((physical(&location), said))
    });
    let related: Vec<Value> = related
        .take(RELATED)
        .enumerate()
        .map(|(id, (place, said))| json!({ "id": id, "physicalLocation": place, "message": { "text": text(said) } }))
        .collect();
    if !related.is_empty() {
        put("relatedLocations", related.into());
    }
    if let Some(reason) = &finding.allowed {
        put("suppressions", json!([{ "kind": "inSource", "justification": text(reason) }]));
    }
    result
}

/// A file and where in it; GitHub asks for a line of every file, and what is about the whole of one begins on its first.
fn physical(location: &Location) -> Value {
    let region = match location.place {
        Some((line, column)) => json!({ "startLine": line, "startColumn": column }),
        None => json!({ "startLine": 1 }),
    };
    json!({ "artifactLocation": { "uri": uri(&location.path) }, "region": region })
}

/// A text in which nothing is a link: in messages, readers make one of `[words](target)` (SARIF 2.1.0, 3.11.6).
fn text(said: &str) -> String {
    said.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

/// A path as a relative reference: everything but what names may hold is written in per cent.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte))
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
