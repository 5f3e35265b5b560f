//! An overview for a terminal: a row an area, then totals.
//!
//! In: rows and a width. Out: a page no wider than that.

use super::Overview;
use crate::evaluate::Firmness;
use crate::portfolio::{Agreement, Change, Row, Totals};
use unicode_width::UnicodeWidthStr;

use crate::say::words::{harmless, tied};
use crate::texts::Text;
use crate::write::laid_page::{Page, Tone};

/// From this width on, everything has a column of its own.
const WIDE: usize = 104;
/// Below this width there is no room for columns.
const NARROW: usize = 76;
/// Columns between columns.
const GUTTER: usize = 2;
/// The narrowest column of names.
const LEAST: usize = 12;
/// The widest column of questions, unless a word is longer.
const QUESTION: usize = 24;

/// Lays out an overview.
#[must_use]
pub fn text(overview: &Overview<'_>, width: usize) -> String {
    let mut page = Page::new(width);
    let (shown, all) = (overview.rows.len().to_string(), overview.totals.areas.to_string());
    let lead = if shown == all { Text::OverviewAreas } else { Text::OverviewShown };
    let words = [("shown", shown.as_str()), ("all", all.as_str())];
    page.paragraph("", "", &overview.texts.with(lead, &words), Tone::Strong);
    for (name, rows) in overview.groups() {
        if overview.group_by.is_some() {
            page.heading(name.unwrap_or(overview.texts.no_group()));
        } else {
            page.gap();
        }
        overview.table(&mut page, rows);
    }
    if overview.rows.iter().any(|row| row.firmness == Firmness::Undetermined) {
        page.gap();
        page.paragraph("", "", overview.texts.overview_leaning(), Tone::Faint);
    }
    overview.sums(&mut page);
    overview.rests_on(&mut page);
    page.finish()
}

impl Overview<'_> {
    fn table(&self, page: &mut Page, rows: &[Row]) {
        if page.width() < NARROW {
            return self.stacked(page, rows);
        }
        let wide = page.width() >= WIDE;
        let get = |text| self.texts.get(text).to_owned();
        let mut header =
            vec![get(Text::OverviewArea), get(Text::OverviewToday), get(Text::OverviewRecommended)];
        if wide {
            let more = [Text::OverviewFirmness, Text::OverviewSupport, Text::OverviewChange];
            header.extend(more.map(get));
            header.push(get(Text::OverviewQuestion));
        } else {
            let question = self.texts.overview_question();
            header = vec![
                format!("{}\n  → {question}", get(Text::OverviewArea)),
                get(Text::OverviewToday),
                get(Text::OverviewRecommended),
            ];
            header.push(format!("{}\n{}", get(Text::OverviewFirmness), get(Text::OverviewSupport)));
            header.push(get(Text::OverviewChange));
        }
        let mut cells: Vec<Vec<String>> = rows.iter().map(|row| self.cells(row, wide)).collect();
        let last = header.len();
        let widths = (1..last).map(|column| {
            let lines = std::iter::once(&header).chain(&cells).filter_map(|row| row.get(column));
            lines.flat_map(|cell| cell.lines()).map(UnicodeWidthStr::width).max().unwrap_or_default() + GUTTER
        });
        let room = page.width().saturating_sub(widths.sum::<usize>() + GUTTER);
        if room < self.least_room(rows) {
            return self.stacked(page, rows);
        }
        for (row, cells) in rows.iter().zip(&mut cells) {
            let mut name = wrapped(&row.name, room, "");
            if !wide && !row.questions.is_empty() {
                name = format!("{name}\n{}", wrapped(&format!("→ {}", self.question(row)), room, "  "));
            }
            if let Some(first) = cells.first_mut() {
                *first = name;
            }
        }
        page.headed_rows("", &header, &cells, &(0..last).collect::<Vec<_>>());
    }

    /// The columns of questions where they have a column of their own.
    fn question_room(&self) -> usize {
        let words =
            self.rows.iter().flat_map(|row| self.question(row).split(' ')).map(UnicodeWidthStr::width);
        (words.max().unwrap_or_default() + GUTTER).max(QUESTION)
    }

    /// The columns that names and questions take at least, for no word to be broken.
    fn least_room(&self, rows: &[Row]) -> usize {
        let texts = rows.iter().flat_map(|row| [row.name.as_str(), self.question(row)]);
        let words =
            texts.flat_map(|text| text.split_inclusive([' ', '-'])).map(|word| word.trim_end().width());
        // What follows the first line is set in.
        words.max().unwrap_or_default().max(LEAST) + 2 * GUTTER
    }

    /// The cells of a row, the first left for the name.
    fn cells(&self, row: &Row, wide: bool) -> Vec<String> {
        let mut cells = vec![String::new(), self.today(row), self.recommended(row)];
        let firmness = self.texts.get(row.firmness.short()).to_owned();
        let change = self.texts.get(row.change.text()).to_owned();
        if wide {
            cells.extend([
                firmness,
                self.support(row),
                change,
                wrapped(self.question(row), self.question_room(), ""),
            ]);
        } else {
            cells.extend([format!("{firmness}\n{}", self.support(row)), change]);
        }
        cells
    }

    /// A paragraph an area, where there is no room for columns.
    fn stacked(&self, page: &mut Page, rows: &[Row]) {
        for row in rows {
            page.paragraph("", "  ", &row.name, Tone::Strong);
            let words = [
                ("today", self.today(row)),
                ("outcome", self.recommended(row)),
                ("firmness", self.texts.get(row.firmness.short()).to_owned()),
                ("support", self.support(row)),
                ("change", self.texts.get(row.change.text()).to_owned()),
            ];
            let words = words.each_ref().map(|(name, word)| (*name, word.as_str()));
            page.paragraph("  ", "  ", &tied(&self.texts.with(Text::OverviewLine, &words)), Tone::Plain);
            if !row.questions.is_empty() {
                let first = self.texts.overview_first(self.question(row));
                page.paragraph("  ", "  ", &tied(&first), Tone::Plain);
            }
        }
    }

    fn sums(&self, page: &mut Page) {
        let totals = self.totals;
        page.heading(self.texts.totals_title());
        for line in self.sum_lines(totals) {
            page.paragraph("", "  ", &line, Tone::Plain);
        }
        let settled = [Firmness::Firm, Firmness::Preliminary];
        for outcome in self.rules.outcomes() {
            let count = |firmness| totals.outcomes.get(&(outcome, firmness)).copied().unwrap_or_default();
            if settled.iter().all(|firmness| count(*firmness) == 0) {
                continue;
            }
            let counts = settled.map(|firmness| self.counted(firmness.short(), count(firmness))).join(", ");
            let title = self.rules.outcome_title(outcome).get(self.texts.lang);
            page.paragraph("", "  ", &format!("{title}: {counts}."), Tone::Plain);
        }
    }

    fn counted(&self, text: Text, count: u64) -> String {
        format!("{} {count}", self.texts.get(text))
    }

    /// Firmness, change and agreement in a sentence each.
    pub(super) fn sum_lines(&self, totals: &Totals) -> Vec<String> {
        let listed = |parts: Vec<(Text, u64)>| {
            parts.into_iter().map(|(text, count)| self.counted(text, count)).collect::<Vec<_>>().join(", ")
        };
        let firmness = [Firmness::Firm, Firmness::Preliminary, Firmness::Undetermined];
        let firmness =
            listed(firmness.map(|firmness| (firmness.short(), totals.firmness(firmness))).to_vec());
        let change = listed(Change::ALL.map(|change| (change.text(), totals.change(change))).to_vec());
        let mut lines = vec![self.texts.totals_firmness(&firmness), self.texts.totals_change(&change)];
        let agreements = Agreement::ALL.map(|agreement| (agreement.text(), totals.agreement(agreement)));
        let decided: u64 = agreements.iter().map(|(_, count)| count).sum();
        if decided > 0 {
            let words = [("number", decided.to_string()), ("text", listed(agreements.to_vec()))];
            let words = words.each_ref().map(|(name, word)| (*name, word.as_str()));
            lines.push(self.texts.with(Text::TotalsAgreement, &words));
        }
        if self.left_out > 0 {
            let count = self.left_out.to_string();
            lines.push(self.texts.left_out(&count));
        }
        lines
    }

    fn rests_on(&self, page: &mut Page) {
        let identity = &self.rules.identity;
        let words = [
            ("id", identity.id.as_str()),
            ("version", identity.version.as_str()),
            ("sha256", identity.sha256.as_str()),
        ];
        page.gap();
        page.paragraph("", "", &self.texts.with(Text::RulesUsed, &words), Tone::Faint);
        if let Some(profile) = self.profile {
            page.paragraph(
                "",
                "",
                &self.texts.with_profile(profile.id.as_str(), profile.name.get(self.texts.lang)),
                Tone::Faint,
            );
        }
        page.paragraph("", "", self.texts.board_decides(), Tone::Faint);
    }
}

/// A text on several lines, those after the first set in.
fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let rest = format!("{indent}  ");
    let options = textwrap::Options::new(width).initial_indent(indent).subsequent_indent(&rest);
    textwrap::wrap(&harmless(text), options).join("\n")
}
