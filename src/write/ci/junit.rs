//! Test results as JUnit XML.
//!
//! In: suites of cases. Out: XML without dates or host names, so that equal results are equal bytes.

use std::time::Duration;

use super::{Finding, Level, Location, Root};
use crate::say::words::harmless;
use quick_junit::{NonSuccessKind, Property, Report, TestCase, TestCaseStatus, TestSuite};

/// Cases that belong together, such as those of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suite {
    /// What it is called.
    pub name: String,
    /// Facts that hold for all of them: name and value.
    pub properties: Vec<(String, String)>,
    /// The cases, in order.
    pub cases: Vec<Case>,
}

/// One case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// What it is called.
    pub name: String,
    /// What it belongs to: the file, or the rule set.
    pub class: String,
    /// Where it is, if it is in a file.
    pub location: Option<Location>,
    /// How it ended.
    pub end: CaseEnd,
}

/// How a case ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseEnd {
    /// As expected.
    Passed,
    /// Not as expected.
    Failed {
        /// What kind of difference.
        kind: String,
        /// In one line.
        message: String,
        /// In full.
        details: String,
    },
    /// It could not be run.
    Error {
        /// In one line.
        message: String,
        /// In full.
        details: String,
    },
}

/// All suites as one report.
///
/// # Errors
/// When the XML cannot be written, which no text causes.
pub fn junit(name: &str, suites: &[Suite], root: &Root) -> anyhow::Result<String> {
    let mut report = Report::new(name);
    for suite in suites {
        let mut shown = TestSuite::new(harmless(&suite.name));
        for (name, value) in &suite.properties {
            shown.add_property(Property::new(name.as_str(), harmless(value)));
        }
        for case in &suite.cases {
            let mut status = match &case.end {
                CaseEnd::Passed => TestCaseStatus::success(),
                CaseEnd::Failed { .. } => TestCaseStatus::non_success(NonSuccessKind::Failure),
                CaseEnd::Error { .. } => TestCaseStatus::non_success(NonSuccessKind::Error),
            };
            if let CaseEnd::Failed { kind, .. } = &case.end {
                status.set_type(kind.as_str());
            }
            if let CaseEnd::Failed { message, details, .. } | CaseEnd::Error { message, details } = &case.end
            {
                let details: Vec<String> = details.lines().map(harmless).collect();
                status.set_message(harmless(message)).set_description(details.join("\n"));
            }
            let mut test = TestCase::new(harmless(&case.name), status);
            let location = root.location(case.location.as_ref());
            let class = location.as_ref().map_or(&case.class, |location| &location.path);
            test.set_classname(harmless(class));
            // Some services want to know how long it took; it took no time that anybody need know.
            test.set_time(Duration::ZERO);
            if let Some(Location { path, place }) = location {
                test.extra.insert("file".into(), harmless(&path).as_str().into());
                if let Some((line, _)) = place {
                    test.extra.insert("line".into(), line.to_string().as_str().into());
                }
            }
            shown.add_test_case(test);
        }
        report.add_test_suite(shown);
    }
    // The schema that Jenkins publishes knows no such count of a whole report; the first one is that of the report, since
    // quotation marks within names are escaped.
    Ok(report.to_string()?.replacen(" skipped=\"0\"", "", 1))
}

/// Findings as a suite: each a case, failed where it is at or above a level; one that passed where there are none.
#[must_use]
pub fn suite_of(name: &str, none: &str, findings: &[Finding], least: Option<Level>) -> Suite {
    let case = |finding: &Finding| {
        let failed = finding.allowed.is_none() && least.is_some_and(|least| finding.level >= least);
        let end = if failed {
            CaseEnd::Failed {
                kind: finding.code.to_owned(),
                message: finding.title.clone(),
                details: finding.message.clone(),
            }
        } else {
            CaseEnd::Passed
        };
        let name = format!("{}: {}", finding.code, finding.title);
        Case { name, class: finding.key.clone(), location: finding.location.clone(), end }
    };
    let mut cases: Vec<Case> = findings.iter().map(case).collect();
    if cases.is_empty() {
        cases.push(Case {
            name: none.to_owned(),
            class: name.to_owned(),
            location: None,
            end: CaseEnd::Passed,
        });
    }
    Suite { name: name.to_owned(), properties: Vec::new(), cases }
}
