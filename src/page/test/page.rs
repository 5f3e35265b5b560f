//! The report as a document: what was not as expected, then what no test has tried.
//!
//! In: a report. Out: its document. Tests that ended as expected are counted, not listed.

use super::coverage::{below, goal_lines, lines};
use super::words::{actual, expected, label, outcome, reasons};
use super::{Covered, Report};
use crate::document::{Document, Rich, Sign, Style, anchor};
use crate::say::files::left_out;
use crate::testing::{End, Ran, State};

/// Writes a report.
#[must_use]
pub fn document(report: &Report<'_>) -> Document {
    let mut document = Document::new(report.texts.lang, report.texts.test_title());
    report.summary(&mut document);
    for ran in report.ran.iter().filter(|ran| ran.end() != End::Passed) {
        document.entry(Sign::Failed, Rich::strong(&*ran.test.name), report.failure(ran));
    }
    for covered in report.covered {
        report.coverage(&mut document, covered);
    }
    document
}

impl Report<'_> {
    fn summary(&self, document: &mut Document) {
        let (texts, all) = (self.texts, self.ran.len());
        let [passed, failed, errors] = [End::Passed, End::Failed, End::Error].map(|end| self.count(end));
        let (said, style) = match (failed, errors) {
            (0, 0) => (texts.test_all_passed(all), Style::Good),
            (_, 0) => (texts.test_some_failed(all, failed, passed), Style::Care),
            _ => (texts.test_some_errors(all, errors, failed, passed), Style::Care),
        };
        document.paragraph(Rich::styled(said, style));
        if !self.faults.is_empty() {
            document.paragraph(Rich::styled(texts.left_out(self.faults.len()), Style::Care));
        }
        if let Some(said) = left_out(texts, self.files) {
            document.paragraph(Rich::faint(said));
        }
        if self.left_out > 0 {
            document.paragraph(Rich::faint(texts.test_left_out(self.left_out)));
        }
    }

    /// All that is needed to see why a test did not end as expected.
    fn failure(&self, ran: &Ran<'_>) -> Vec<Rich> {
        let texts = self.texts;
        let mut details = vec![Rich::faint(format!("{}:{}", ran.test.path, ran.test.place.0))];
        let Some(found) = &ran.found else {
            details.push(texts.test_uncomputable(&ran.test.name).into());
            return details;
        };
        for failure in ran.failures() {
            let (expected, actual) = (expected(texts, found.rules, failure), actual(texts, found, failure));
            let line = texts.test_line(label(&failure.what), failure.place.0);
            details.push(texts.test_short(actual, expected, line).into());
        }
        details.push(texts.test_reasons(outcome(found)).into());
        details.extend(reasons(texts, found).into_iter().map(Rich::from));
        details
    }

    fn coverage(&self, document: &mut Document, covered: &Covered<'_>) {
        let (texts, coverage) = (self.texts, &covered.coverage);
        let identity = &coverage.rules().identity;
        let id = anchor(&identity.id);
        document.heading(2, texts.coverage_title(&identity.id, &identity.version), &id);
        document.list(lines(texts, coverage));
        if self.is_below(covered) {
            document.notice(below(self, coverage));
        }
        let states = [
            (State::Missing, "missing", texts.coverage_missing()),
            (State::Unreachable, "unreachable", texts.coverage_unreachable()),
        ];
        for (state, name, title) in states {
            let lines = goal_lines(texts, coverage, state);
            if !lines.is_empty() {
                document.heading(3, title, &format!("{id}-{name}"));
                document.list(lines);
            }
        }
    }
}
