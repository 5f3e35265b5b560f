//! The report on a terminal: what was not as expected, then what no test has tried.
//!
//! In: a report and a width. Out: a page no wider than that. Tests that ended as expected are counted, not listed.

use super::words::{actual, asked, expected, goals, label, outcome, reasons};
use super::{Covered, Report};
use crate::document::Document;
use crate::evaluate::MAX_STATES;
use crate::model::{Rule, RuleKind};
use crate::say::Speaker;
use crate::say::words::share;
use crate::testing::{Coverage, End, Goal, Ran, State};
use crate::texts::{Text, Texts};
use crate::write::laid_page::{Page, Tone};

/// Lays out a report.
#[must_use]
pub fn text(report: &Report<'_>, width: usize) -> String {
    write(report, Page::new(width)).finish()
}

/// The same as a document.
#[must_use]
pub fn document(report: &Report<'_>) -> Document {
    write(report, Page::plain()).document(report.texts)
}

fn write(report: &Report<'_>, mut page: Page) -> Page {
    report.summary(&mut page);
    for ran in report.ran.iter().filter(|ran| ran.end() != End::Passed) {
        report.failure(&mut page, ran);
    }
    for covered in report.covered {
        report.coverage(&mut page, covered);
    }
    page
}

impl Report<'_> {
    fn summary(&self, page: &mut Page) {
        let count = |end| self.count(end).to_string();
        let words = [
            ("all", self.ran.len().to_string()),
            ("passed", count(End::Passed)),
            ("failed", count(End::Failed)),
            ("errors", count(End::Error)),
        ];
        let words = words.each_ref().map(|(name, word)| (*name, word.as_str()));
        let (text, tone) = match (self.count(End::Failed), self.count(End::Error)) {
            (0, 0) => (Text::TestAllPassed, Tone::Good),
            (_, 0) => (Text::TestSomeFailed, Tone::Care),
            _ => (Text::TestSomeErrors, Tone::Care),
        };
        page.paragraph("", "  ", &self.texts.with(text, &words), tone);
        if !self.faults.is_empty() {
            let count = self.faults.len().to_string();
            page.paragraph("", "  ", &self.texts.left_out(&count), Tone::Care);
        }
        if self.left_out > 0 {
            let number = self.left_out.to_string();
            page.paragraph("", "  ", &self.texts.test_left_out(&number), Tone::Faint);
        }
    }

    /// A test that did not end as expected, with all that is needed to see why.
    fn failure(&self, page: &mut Page, ran: &Ran<'_>) {
        let texts = self.texts;
        page.gap();
        page.entry(&format!("{} ", texts.sign_failed()), "  ", &ran.test.name, Tone::Strong);
        page.paragraph("  ", "  ", &format!("{}:{}", ran.test.path, ran.test.place.0), Tone::Faint);
        let Some(found) = &ran.found else {
            page.paragraph(
                "  ",
                "  ",
                &texts.too_many_states(ran.test.name.as_str(), MAX_STATES),
                Tone::Plain,
            );
            return;
        };
        for failure in ran.failures() {
            let words = [("line", failure.place.0.to_string()), ("key", label(&failure.what))];
            let words = words.each_ref().map(|(name, word)| (*name, word.as_str()));
            let line = texts.with(Text::TestLine, &words);
            let rows = [
                vec![texts.test_expected().to_owned(), expected(texts, found.rules, failure)],
                vec![texts.test_actual().to_owned(), actual(texts, found, failure)],
            ];
            if texts.is_plain() {
                let said = rows.map(|row| row.join(": ")).join("; ");
                page.paragraph("  ", "  ", &format!("{line}: {said}"), Tone::Plain);
                continue;
            }
            page.paragraph("  ", "  ", &line, Tone::Plain);
            page.rows("   ", &rows, &[0]);
        }
        let lead = texts.test_reasons(outcome(found));
        page.paragraph("  ", "  ", &lead, Tone::Plain);
        for line in reasons(texts, found) {
            page.paragraph("    ", "      ", &line, Tone::Plain);
        }
    }

    fn coverage(&self, page: &mut Page, covered: &Covered<'_>) {
        let (texts, coverage) = (self.texts, &covered.coverage);
        let rules = coverage.rules();
        page.heading(&texts.coverage_title(rules.identity.id.as_str(), &rules.identity.version));
        for line in self.coverage_lines(coverage) {
            page.paragraph("", "  ", &line, Tone::Plain);
        }
        if self.is_below(covered) {
            page.paragraph("", "  ", &self.below(coverage), Tone::Care);
        }
        for (state, title) in
            [(State::Missing, Text::CoverageMissing), (State::Unreachable, Text::CoverageUnreachable)]
        {
            let lines = goal_lines(texts, coverage, state);
            if !lines.is_empty() {
                page.gap();
                page.entry("", "", texts.get(title), Tone::Strong);
            }
            for line in lines {
                page.paragraph("  ", "    ", &line, Tone::Plain);
            }
        }
    }

    /// How much has been tried, in words.
    pub(super) fn coverage_lines(&self, coverage: &Coverage<'_>) -> Vec<String> {
        let parts = [
            (Text::CoverageAll, coverage.count()),
            (Text::CoverageSides, coverage.sides()),
            (Text::CoverageBranches, coverage.branches()),
        ];
        let line = |(text, (reached, all)): (Text, (usize, usize))| {
            let words = [
                ("share", share(self.texts, crate::testing::share((reached, all)))),
                ("reached", reached.to_string()),
                ("all", all.to_string()),
            ];
            self.texts.with(text, &words.each_ref().map(|(name, word)| (*name, word.as_str())))
        };
        parts.into_iter().map(line).collect()
    }

    /// That coverage is below what was asked for.
    pub(super) fn below(&self, coverage: &Coverage<'_>) -> String {
        let (reached, all) = coverage.count();
        self.texts.coverage_below(
            all,
            self.least.map(|least| asked(self.texts, least)).unwrap_or_default(),
            reached,
        )
    }
}

/// Each rule with what of it stands so, in words.
pub(super) fn by_rule<'r>(texts: &Texts, coverage: &Coverage<'r>, state: State) -> Vec<(Rule<'r>, String)> {
    let all: Vec<(&Goal<'r>, State)> = coverage.iter().collect();
    let of_rule = all.chunk_by(|(one, _), (other, _)| one.rule.id() == other.rule.id());
    let said = |all: &[(&Goal<'r>, State)]| {
        let some: Vec<&Goal<'r>> =
            all.iter().filter(|(_, found)| *found == state).map(|(goal, _)| *goal).collect();
        let rule = some.first()?.rule;
        let whole = some.len() == all.len() && all.len() > 1 && state == State::Missing;
        let said = if whole { texts.goal_none().to_owned() } else { goals(texts, coverage.rules(), &some) };
        Some((rule, said))
    };
    of_rule.filter_map(said).collect()
}

/// The same, a line for rules of a kind of which the same can be said.
pub(super) fn goal_lines(texts: &Texts, coverage: &Coverage<'_>, state: State) -> Vec<String> {
    let mut grouped: Vec<(RuleKind, String, Vec<&str>)> = Vec::new();
    for (rule, said) in by_rule(texts, coverage, state) {
        match grouped.iter_mut().find(|(kind, same, _)| *kind == rule.kind() && *same == said) {
            Some((.., ids)) => ids.push(rule.id()),
            None => grouped.push((rule.kind(), said, vec![rule.id()])),
        }
    }
    let speaker = Speaker { texts, rules: coverage.rules() };
    grouped
        .iter()
        .map(|(of, said, ids)| format!("{} {}: {said}", speaker.kind(*of), ids.join(", ")))
        .collect()
}
