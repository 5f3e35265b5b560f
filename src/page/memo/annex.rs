//! The annex: how the forms stand, how that was computed, on which rules; and the list of what is left to fill in.
//!
//! In: a recommendation. Out: the blocks of two sections. Every figure is the one that a recommendation shows.

use std::collections::BTreeMap;

use super::Writer;
use crate::document::{Block, Rich};
use crate::say::figures;

impl Writer<'_> {
    pub(super) fn annex(&mut self) {
        let (found, texts, speaker) = (self.found, self.texts, self.speaker);
        self.document.apart = Some(crate::model::MemoPart::Annex.id().to_owned());
        let mut intro = vec![texts.memo_annex_intro()];
        if found.evaluation.scores.iter().any(|score| !score.is_settled()) {
            intro.push(texts.memo_annex_open());
        }
        self.document.paragraph(intro.join(" "));
        self.document.table(figures::scores(found, texts));
        self.document.paragraph(texts.memo_annex_how());
        self.document.paragraph(speaker.say(&self.rules.margin_why));
        if let Some(profile) = found.profile {
            self.document.paragraph(texts.memo_annex_profile(speaker.say(&profile.name)));
        }
        if let Some(drawn) = speaker.drawn(&found.evaluation.ways) {
            self.document.paragraph(drawn);
        }
        let mut shared: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (criterion, evidence) in found.area.evidence.iter() {
            if let Some(path) = evidence.as_ref().and_then(|evidence| evidence.shared.as_deref()) {
                shared.entry(path).or_default().push(speaker.criterion(criterion));
            }
        }
        for (path, criteria) in shared {
            self.document.paragraph(texts.memo_annex_shared(criteria.join(", "), path));
        }
        let identity = &self.rules.identity;
        let mut said = vec![texts.memo_annex_rules(speaker.say(&self.rules.name), &identity.version)];
        said.extend(identity.law_read_on.as_ref().map(|day| texts.memo_annex_law(day)));
        said.push(texts.memo_annex_hash(&identity.sha256));
        self.document.paragraph(Rich::faint(said.join(" ")));
    }

    /// Every gap of the document, where the rule set has a place for them.
    pub(super) fn list_gaps(&mut self) {
        let Some(at) = self.gaps_at else { return };
        let rest: Vec<Block> = self.document.blocks.drain(at.min(self.document.blocks.len())..).collect();
        self.document.blocks.extend(self.gaps.list());
        self.document.blocks.extend(rest);
    }
}
