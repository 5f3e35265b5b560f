//! What was found in a rule set, on a page.
//!
//! In: a checked rule set and a width. Out: a page no wider: findings first, figures after them.

use super::{Checked, level};
use crate::analyse::Happens;
use crate::document::Document;
use crate::model::Fraction;
use crate::page::analysis::fine_share;
use crate::say::words::number;
use crate::texts::Text;
use crate::write::ci::Level;
use crate::write::laid_page::{Page, Tone};

/// Below this width there is no room for columns of words.
const NARROW: usize = 76;

impl Checked<'_> {
    /// For people.
    #[must_use]
    pub fn text(&self, width: usize) -> String {
        self.write(Page::new(width)).finish()
    }

    /// The same as a document without pictures, for a plain page.
    #[must_use]
    pub fn plain_document(&self) -> Document {
        self.write(Page::plain()).document(self.texts)
    }

    fn write(&self, mut page: Page) -> Page {
        let (texts, figures) = (self.texts, &self.check.figures);
        let identity = &self.rules.identity;
        page.title(&texts.check_title(identity.id.as_str(), identity.version.as_str()));
        page.paragraph("", "", &format!("sha256 {}", identity.sha256), Tone::Faint);
        if let Some(profile) = self.profile {
            page.paragraph(
                "",
                "",
                &texts.with_profile(profile.id.as_str(), profile.name.get(texts.lang)),
                Tone::Faint,
            );
        }
        page.paragraph("", "", &self.extent(), Tone::Plain);
        page.gap();
        page.paragraph("", "", &self.verdict(), self.tone());
        for finding in &self.check.findings {
            page.gap();
            let code = finding.what.code();
            let name = texts.finding(code).map_or("", |said| said.name.as_str());
            let level = if finding.allowed.is_some() {
                Text::LevelAllowed
            } else if level(&finding.what) == Level::Note {
                Text::LevelNote
            } else {
                Text::LevelWarning
            };
            let tone = if finding.allowed.is_some() { Tone::Strong } else { Tone::Care };
            page.entry("  ", "    ", &texts.finding_lead(code.id(), texts.get(level), name), tone);
            page.paragraph("    ", "    ", &self.message(&finding.what), Tone::Plain);
            if let Some(witness) = self.witness(finding) {
                page.paragraph("    ", "    ", &witness, Tone::Plain);
            }
            if let Some(allowed) = finding.allowed {
                let why = allowed.why.get(texts.lang);
                page.paragraph("    ", "    ", &texts.allowed_because(why), Tone::Plain);
            }
        }
        page.heading(texts.check_outcomes());
        let header = [Text::CheckOutcome, Text::CheckShareAll, Text::CheckShareContested];
        let header = header.map(|text| texts.get(text).to_owned());
        let rows: Vec<Vec<String>> = figures
            .outcomes
            .iter()
            .map(|figure| {
                let contested = Fraction::new(figure.contested, figures.contested.max(1));
                vec![
                    self.outcome(figure.outcome).to_owned(),
                    fine_share(texts, self.share(figure.happens.ways)),
                    fine_share(texts, contested),
                ]
            })
            .collect();
        if !page.has_room(NARROW) {
            for row in rows {
                let named = row.iter().zip(&header).skip(1);
                let figures: Vec<String> =
                    named.map(|(figure, head)| format!("{}: {figure}", head.to_lowercase())).collect();
                let name = row.first().map_or("", String::as_str);
                page.paragraph("  ", "    ", &format!("{name}, {}", figures.join(", ")), Tone::Plain);
            }
        } else {
            page.headed_rows("  ", &header, &rows, &[1, 2]);
        }
        page.heading(texts.check_criteria());
        self.rows(&mut page, self.criteria_rows());
        page.heading(texts.check_rules());
        self.rows(&mut page, self.rule_rows());
        page.gap();
        page.paragraph("", "", texts.check_explain(), Tone::Faint);
        page
    }

    /// Shares and what they are shares of; to those who hear them the name says most.
    fn rows(&self, page: &mut Page, mut rows: Vec<Vec<String>>) {
        if self.texts.is_plain() {
            rows.iter_mut().for_each(|row| row.reverse());
        }
        page.rows("  ", &rows, &[0]);
    }

    /// How many findings there are.
    pub(super) fn verdict(&self) -> String {
        let found = self.check.findings.len();
        let allowed = self.check.findings.iter().filter(|finding| finding.allowed.is_some()).count();
        match (found, allowed) {
            (0, _) => self.texts.check_clean().to_owned(),
            _ => {
                let words = [("found", found.to_string()), ("allowed", allowed.to_string())];
                let words = words.each_ref().map(|(name, word)| (*name, word.as_str()));
                self.texts.with(Text::CheckFound, &words)
            }
        }
    }

    fn tone(&self) -> Tone {
        if self.check.findings.iter().all(|finding| finding.allowed.is_some()) {
            Tone::Good
        } else {
            Tone::Care
        }
    }

    /// Over what all of it was counted.
    pub(super) fn extent(&self) -> String {
        let figures = &self.check.figures;
        let ways = number(self.texts, figures.ways);
        let share = fine_share(self.texts, self.share(figures.contested));
        self.texts.check_sets(&share, &ways)
    }

    /// Share and name of every criterion that takes part, the most influential first.
    pub(super) fn criteria_rows(&self) -> Vec<Vec<String>> {
        let figures = self.check.figures.criteria.iter();
        let named = figures.map(|figure| (&figure.happens, self.criterion(figure.criterion).to_owned()));
        self.ranked(named.collect())
    }

    /// The same of every rule.
    pub(super) fn rule_rows(&self) -> Vec<Vec<String>> {
        let figures = self.check.figures.rules.iter();
        self.ranked(figures.map(|figure| (&figure.happens, self.rule(figure.rule))).collect())
    }

    fn ranked(&self, mut named: Vec<(&Happens, String)>) -> Vec<Vec<String>> {
        named.sort_by_key(|(happens, _)| std::cmp::Reverse(happens.ways));
        let row = |(happens, name): (&Happens, String)| {
            let share = match &happens.example {
                None => self.texts.never().to_owned(),
                Some(_) if happens.ways == 0 => self.texts.only_open().to_owned(),
                Some(_) => fine_share(self.texts, self.share(happens.ways)),
            };
            vec![share, name]
        };
        named.into_iter().map(row).collect()
    }
}
