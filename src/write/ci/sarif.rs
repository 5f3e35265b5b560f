//! Findings as SARIF 2.1.0, which code-scanning services read.
//!
//! In: findings and what is known of their codes. Out: one log without times or absolute paths.

use serde::Serialize;
use serde_json::{Value, json};

use super::{Finding, Root};
use crate::texts::Texts;

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
    let results: Vec<Value> = findings.iter().map(|finding| result(rules, finding, root)).collect();
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
        }],
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
        let mut physical = json!({ "artifactLocation": { "uri": uri(&location.path) } });
        if let (Some((line, column)), Some(object)) = (location.place, physical.as_object_mut()) {
            object.insert("region".to_owned(), json!({ "startLine": line, "startColumn": column }));
        }
        put("locations", json!([{ "physicalLocation": physical }]));
    }
    if let Some(reason) = &finding.allowed {
        put("suppressions", json!([{ "kind": "inSource", "justification": text(reason) }]));
    }
    result
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
