//! What if: before and after, what an outcome takes, other weights; as a document, and as JSON.
//!
//! In: what was computed. Out: a document that every format can write, or one JSON object. Never computes anything.

mod answers;
mod changes;
mod profiles;
mod target;
mod weights;

use crate::document::{Block, Document, Rich, Style};
use crate::explain::Recommendation;
use crate::model::{CriterionKey, Outcome};
use crate::say::Speaker;
use crate::texts::Texts;
use crate::what_if::{Changed, Found, Profiled, Weightings};

/// What was asked, with the answers to it; what was not asked is not there.
#[derive(Debug)]
pub struct WhatIf<'a> {
    /// The language.
    pub texts: &'a Texts,
    /// The area as all but the changes speak of it: after them.
    pub now: &'a Recommendation<'a>,
    /// Before and after.
    pub changed: Option<&'a Changed<'a>>,
    /// What each other outcome takes.
    pub fewest: Option<Vec<(Outcome, Found)>>,
    /// What one outcome takes.
    pub target: Option<Target>,
    /// The outcome under other weights.
    pub weights: Option<Weightings>,
    /// The outcome under each profile.
    pub profiles: Option<Vec<Profiled<'a>>>,
}

/// What one outcome takes.
#[derive(Debug)]
pub struct Target {
    /// The outcome.
    pub outcome: Outcome,
    /// The criteria held fixed, in the order of the rule set.
    pub keep: Vec<CriterionKey>,
    /// What it takes.
    pub found: Found,
}

impl<'a> WhatIf<'a> {
    /// Everything as a document: a section for each thing asked.
    #[must_use]
    pub fn document(&self) -> Document {
        let (texts, rules) = (self.texts, self.now.rules);
        let standing = self.standing(self.changed.map_or(self.now, |changed| &changed.before));
        let mut facts = vec![(texts.what_if_now().to_owned(), standing)];
        if let Some(changed) = self.changed {
            facts.push((texts.what_if_then().to_owned(), self.standing(&changed.after)));
        }
        let identity = &rules.identity;
        facts.push((texts.fact_rules().to_owned(), format!("{} {}", identity.id, identity.version)));
        if let Some(profile) = self.now.profile {
            let name = format!("{} ({})", profile.name.get(texts.lang), profile.id);
            facts.push((texts.fact_profile().to_owned(), name));
        }
        let mut blocks = Vec::new();
        self.changes_section(&mut blocks);
        let more = self.target.is_some() || self.weights.is_some() || self.profiles.is_some();
        if self.changed.is_some() && more {
            self.paragraph(&mut blocks, self.texts.what_if_rest());
        }
        self.answers_section(&mut blocks);
        self.target_section(&mut blocks);
        self.weights_section(&mut blocks);
        self.profiles_section(&mut blocks);
        let decides = Rich::default().and(texts.board_decides(), Style::Faint);
        blocks.push(Block::Paragraph(decides));
        Document {
            lang: texts.lang,
            title: texts.what_if_title(&self.now.area.name),
            facts,
            contents_depth: 2,
            apart: None,
            blocks,
        }
    }

    /// Outcome, firmness and support in a line.
    fn standing(&self, recommendation: &Recommendation<'_>) -> String {
        let (speaker, evaluation) = (self.speaker(), &recommendation.evaluation);
        let (firmness, stance) = (speaker.firmness(evaluation.firmness), speaker.stance(evaluation));
        match evaluation.support() {
            None => self.texts.what_if_standing_open(firmness, stance),
            share => self.texts.what_if_standing(firmness, stance, speaker.support(share)),
        }
    }

    const fn speaker(&self) -> Speaker<'a> {
        Speaker { texts: self.texts, rules: self.now.rules }
    }

    fn step(&self, criterion: CriterionKey, before: Option<u8>, after: Option<u8>) -> String {
        self.texts.what_if_answer(
            self.speaker().answer(criterion, after),
            self.speaker().answer(criterion, before),
            self.speaker().criterion(criterion),
        )
    }

    /// Answers that change together, those that are matters of law marked.
    fn steps(&self, changes: &[(CriterionKey, u8)]) -> String {
        let step = |(criterion, to): &(CriterionKey, u8)| {
            let step = self.step(*criterion, self.now.area.answers.get(*criterion), Some(*to));
            if self.now.rules.is_matter_of_law(*criterion) { self.texts.what_if_law(&step) } else { step }
        };
        changes.iter().map(step).collect::<Vec<_>>().join("; ")
    }

    /// What the mark of law means, where some change has it.
    fn law_note(&self, mut changes: impl Iterator<Item = CriterionKey>) -> Option<Block> {
        let marked = changes.any(|criterion| self.now.rules.is_matter_of_law(criterion));
        marked.then(|| Block::Notice(Rich::plain(self.texts.what_if_law_note())))
    }

    fn heading(&self, blocks: &mut Vec<Block>, text: &str, id: &str) {
        blocks.push(Block::Heading { level: 2, text: Rich::plain(text), id: id.to_owned() });
    }

    fn paragraph(&self, blocks: &mut Vec<Block>, text: &str) {
        blocks.push(Block::Paragraph(Rich::plain(text)));
    }
}
