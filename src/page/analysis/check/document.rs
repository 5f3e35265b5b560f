//! What was found in a rule set, as a document with its figures drawn.
//!
//! In: a checked rule set. Out: a document that becomes HTML. Every figure is told in words as well.

use super::{Checked, level};
use crate::analyse::Happens;
use crate::document::{Block, Document, Rich, Style};
use crate::model::Fraction;
use crate::page::analysis::fine_share;
use crate::say::figures as drawn;
use crate::texts::Text;
use crate::write::ci::Level;

impl Checked<'_> {
    /// The whole document.
    #[must_use]
    pub fn document(&self) -> Document {
        let texts = self.texts;
        let get = |text| texts.get(text).to_owned();
        let identity = &self.rules.identity;
        let mut facts = vec![
            (get(Text::FactRules), format!("{} {}", identity.id, identity.version)),
            (get(Text::FactHash), identity.sha256.clone()),
        ];
        if let Some(profile) = self.profile {
            facts.push((get(Text::FactProfile), profile.name.get(texts.lang).to_owned()));
        }
        let mut blocks = vec![Block::Paragraph(Rich::plain(self.extent()))];
        self.findings_of(&mut blocks);
        let figures = &self.check.figures;
        let heading = |text, id: &str| Block::Heading {
            level: 2,
            text: Rich::plain(texts.get(text)),
            id: id.to_owned(),
        };
        blocks.push(heading(Text::CheckOutcomes, "outcomes"));
        let all = figures.outcomes.iter();
        let all = all.map(|figure| (self.outcome(figure.outcome).to_owned(), figure.happens.clone()));
        blocks.push(self.figure(Text::CheckShareAll, all.collect(), figures.ways));
        let contested = figures.outcomes.iter().map(|figure| {
            let happens = Happens { ways: figure.contested, example: figure.happens.example.clone() };
            (self.outcome(figure.outcome).to_owned(), happens)
        });
        blocks.push(self.figure(Text::CheckShareContested, contested.collect(), figures.contested));
        blocks.push(heading(Text::CheckCriteria, "criteria"));
        let criteria = figures.criteria.iter();
        let mut criteria: Vec<(String, Happens)> = criteria
            .map(|figure| (self.criterion(figure.criterion).to_owned(), figure.happens.clone()))
            .collect();
        criteria.sort_by_key(|(_, happens)| std::cmp::Reverse(happens.ways));
        blocks.push(self.figure(Text::CheckCriteria, criteria, figures.ways));
        blocks.push(heading(Text::CheckRules, "rules"));
        let rules = figures.rules.iter();
        let mut rules: Vec<(String, Happens)> =
            rules.map(|figure| (self.rule(figure.rule), figure.happens.clone())).collect();
        rules.sort_by_key(|(_, happens)| std::cmp::Reverse(happens.ways));
        blocks.push(self.figure(Text::CheckRules, rules, figures.ways));
        Document {
            lang: texts.lang,
            title: texts.check_title(identity.id.as_str(), identity.version.as_str()),
            facts,
            contents_depth: 2,
            blocks,
        }
    }

    fn findings_of(&self, blocks: &mut Vec<Block>) {
        let texts = self.texts;
        let title = Rich::plain(texts.check_findings());
        blocks.push(Block::Heading { level: 2, text: title, id: "findings".to_owned() });
        blocks.push(Block::Paragraph(Rich::plain(self.verdict())));
        let mut points = Vec::new();
        for finding in &self.check.findings {
            let code = finding.what.code();
            let name = texts.finding(code).map_or("", |said| said.name.as_str());
            let level = match (finding.allowed, level(&finding.what)) {
                (Some(_), _) => Text::LevelAllowed,
                (None, Level::Note) => Text::LevelNote,
                (None, _) => Text::LevelWarning,
            };
            let mut point = Rich::strong(texts.finding_lead(code.id(), texts.get(level), name))
                .and(format!(" {}", self.message(&finding.what)), Style::Plain);
            if let Some(witness) = self.witness(finding) {
                point = point.and(format!(" {witness}"), Style::Plain);
            }
            if let Some(allowed) = finding.allowed {
                let why = texts.allowed_because(allowed.why.get(texts.lang));
                point = point.and(format!(" {why}"), Style::Faint);
            }
            points.push(point);
        }
        if !points.is_empty() {
            blocks.push(Block::List(points));
        }
    }

    fn figure(&self, caption: Text, named: Vec<(String, Happens)>, all: u128) -> Block {
        let row = |(name, happens): (String, Happens)| {
            let share = Fraction::new(happens.ways, all.max(1));
            let said = match happens.example {
                None => self.texts.never().to_owned(),
                Some(_) => fine_share(self.texts, share),
            };
            (name, share, said)
        };
        let columns = [Text::CheckOutcome, Text::CheckShareAll].map(|text| self.texts.get(text));
        Block::Table(drawn::shares(self.texts.get(caption), columns, named.into_iter().map(row)))
    }
}
