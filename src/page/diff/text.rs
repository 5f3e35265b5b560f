//! A comparison for a terminal: how many areas came out how, then what changed in each.
//!
//! In: a comparison and a width. Out: a page no wider than that.

use unicode_width::UnicodeWidthStr;

use super::Shown;
use super::facts::Fact;
use crate::compare::{AreaDiff, Gravity, Status};
use crate::document::Document;
use crate::texts::Text;
use crate::write::laid_page::{Page, Tone};

/// Below this width there is no room for names beside what is said.
const COLUMNS: usize = 60;
/// The most lines shown of one thing; JSON and Markdown have all of them.
const LINES: usize = 8;

/// Lays out a comparison.
#[must_use]
pub fn text(shown: &Shown<'_>, width: usize) -> String {
    write(shown, Page::new(width)).finish()
}

/// The same as a document, with nothing left out.
#[must_use]
pub fn document(shown: &Shown<'_>) -> Document {
    write(shown, Page::plain()).document(shown.texts)
}

fn write(shown: &Shown<'_>, mut page: Page) -> Page {
    if shown.texts.is_plain() {
        page.title(shown.texts.diff_title());
    }
    page.paragraph("", "", &shown.sentence(), Tone::Strong);
    let before = format!("{}: {}", shown.texts.diff_before(), shown.before());
    let after = format!("{}: {}", shown.texts.diff_after(), shown.after());
    for line in [before, after] {
        page.paragraph("", "  ", &line, Tone::Faint);
    }
    page.gap();
    let rows: Vec<Vec<String>> = shown
        .counts()
        .into_iter()
        .map(|(text, number)| vec![shown.texts.get(text).to_owned(), number.to_string()])
        .collect();
    page.rows("", &rows, &[1]);
    let (changes, more) = shown.rule_changes();
    if !changes.is_empty() {
        page.heading(shown.texts.diff_rule_changes());
        for change in changes {
            page.paragraph("  ", "    ", &format!("{}.", shown.change(change, true)), Tone::Plain);
        }
        if more > 0 {
            let more = shown.texts.more_reasons(more);
            page.paragraph("  ", "    ", &more, Tone::Faint);
        }
    }
    for areas in shown.comparison.areas.chunk_by(|one, other| one.status.title() == other.status.title()) {
        let Some(status) = areas.first().map(|area| area.status) else { continue };
        page.heading(shown.texts.get(status.title()));
        match status {
            Status::Changed(Gravity::Scores) if !shown.texts.is_plain() => {
                shown.brief_areas(&mut page, areas)
            }
            Status::Added | Status::Removed => shown.listed(&mut page, areas),
            _ => areas.iter().for_each(|area| shown.area(&mut page, area)),
        }
    }
    if !shown.comparison.areas.is_empty() {
        page.gap();
        page.paragraph("", "", shown.texts.board_decides(), Tone::Faint);
    }
    page
}

impl Shown<'_> {
    /// Areas of which little is to be said, those with one cause together.
    fn brief_areas(&self, page: &mut Page, areas: &[AreaDiff]) {
        let mut groups: Vec<Vec<&AreaDiff>> = Vec::new();
        for area in areas {
            let same =
                |group: &&mut Vec<&AreaDiff>| group.first().is_some_and(|first| first.causes == area.causes);
            match groups.iter_mut().find(same) {
                Some(group) => group.push(area),
                None => groups.push(vec![area]),
            }
        }
        for areas in groups {
            page.gap();
            for area in &areas {
                page.entry("  ", "    ", &area.place.name, Tone::Strong);
                let figures = [Text::OverviewSupport, Text::DiffFactForms].map(|name| self.texts.get(name));
                let mut facts = self.facts(area, false);
                facts.retain(|fact| figures.contains(&fact.name.as_str()));
                self.facts_of(page, &facts);
            }
            let Some(area) = areas.first() else { continue };
            let causes = self.causes(&area.causes, false);
            let name = self.texts.diff_fact_cause().to_owned();
            self.facts_of(page, &[Fact { name, lines: causes }]);
        }
    }

    /// Areas that are there on one side alone: what they come out as, on a line.
    fn listed(&self, page: &mut Page, areas: &[AreaDiff]) {
        page.gap();
        for area in areas {
            page.entry("  ", "    ", &area.place.name, Tone::Strong);
            let side = area.before.as_ref().or(area.after.as_ref());
            let said = side.map(|side| self.brief(side)).unwrap_or_default();
            page.paragraph("    ", "      ", &format!("{said}, {}", area.place.path), Tone::Plain);
        }
    }

    fn area(&self, page: &mut Page, area: &AreaDiff) {
        page.gap();
        let tone = if matches!(area.status, Status::NotCompared(_)) { Tone::Care } else { Tone::Strong };
        page.entry("  ", "    ", &area.place.name, tone);
        if area.place.name != area.place.path {
            page.short("  ", &area.place.path, Tone::Faint);
        }
        let facts = self.facts(area, false);
        self.facts_of(page, &facts);
    }

    fn facts_of(&self, page: &mut Page, facts: &[Fact]) {
        if !page.has_room(COLUMNS) {
            // Each line by itself says what it is about.
            for fact in facts {
                for line in &fact.lines {
                    page.paragraph("    ", "      ", &format!("{}: {line}", fact.name), Tone::Plain);
                }
            }
            return;
        }
        let column = facts.iter().map(|fact| fact.name.width()).max().unwrap_or_default() + 2;
        for fact in facts {
            self.fact(page, fact, column);
        }
    }

    fn fact(&self, page: &mut Page, fact: &Fact, column: usize) {
        let rest = " ".repeat(4 + column);
        let name = format!("    {}{}", fact.name, " ".repeat(column - fact.name.width()));
        let shown = if fact.lines.len() > LINES + 1 { LINES } else { fact.lines.len() };
        for (number, line) in fact.lines.iter().take(shown).enumerate() {
            let first = if number == 0 { &name } else { &rest };
            page.paragraph(first, &format!("{rest}  "), line, Tone::Plain);
        }
        if shown < fact.lines.len() {
            let more = (fact.lines.len() - shown).to_string();
            page.paragraph(&rest, &rest, &self.texts.more_reasons(&more), Tone::Faint);
        }
    }
}
