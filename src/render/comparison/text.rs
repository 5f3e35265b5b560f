//! A comparison for a terminal: how many areas came out how, then what changed in each.
//!
//! In: a comparison and a width. Out: a page no wider than that.

use unicode_width::UnicodeWidthStr;

use super::Shown;
use super::facts::Fact;
use crate::compare::{AreaDiff, Status};
use crate::render::page::{Page, Tone};
use crate::texts::Text;

/// The most lines shown of one thing; JSON and Markdown have all of them.
const LINES: usize = 8;

/// Lays out a comparison.
#[must_use]
pub fn text(shown: &Shown<'_>, width: usize) -> String {
    let mut page = Page::new(width);
    page.paragraph("", "", &shown.sentence(), Tone::Strong);
    let before = format!("{}: {}", shown.texts.get(Text::DiffBefore), shown.before());
    let after = format!("{}: {}", shown.texts.get(Text::DiffAfter), shown.after());
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
    let mut title = None;
    for area in &shown.comparison.areas {
        if title != Some(area.status.title()) {
            title = Some(area.status.title());
            page.heading(shown.texts.get(area.status.title()));
        }
        shown.area(&mut page, area);
    }
    if !shown.comparison.areas.is_empty() {
        page.gap();
        page.paragraph("", "", shown.texts.get(Text::BoardDecides), Tone::Faint);
    }
    page.finish()
}

impl Shown<'_> {
    fn area(&self, page: &mut Page, area: &AreaDiff) {
        page.gap();
        let tone = if matches!(area.status, Status::NotCompared(_)) { Tone::Care } else { Tone::Strong };
        page.paragraph("  ", "    ", &area.place.name, tone);
        if area.place.name != area.place.path {
            page.short("  ", &area.place.path, Tone::Faint);
        }
        let facts = self.facts(area);
        let column = facts.iter().map(|fact| fact.name.width()).max().unwrap_or_default() + 2;
        for fact in &facts {
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
            page.paragraph(&rest, &rest, &self.texts.with(Text::MoreReasons, &[("number", &more)]), Tone::Faint);
        }
    }
}
