//! The outcome under each weight profile.
//!
//! In: the evaluations. Out: a section.

use super::WhatIf;
use crate::document::{Block, Cell, Column, Rich, Table};
use crate::model::Profile;
use crate::what_if::Profiled;

impl WhatIf<'_> {
    pub(super) fn profiles_section(&self, blocks: &mut Vec<Block>) {
        let Some(profiles) = &self.profiles else { return };
        let texts = self.texts;
        self.heading(blocks, texts.what_if_profiles_title(), "profiles");
        let columns = vec![
            Column::text(texts.what_if_profile(), 3),
            Column::text(texts.overview_recommended(), 3),
            Column::text(texts.overview_firmness(), 2),
            Column::text(texts.score(), 2),
        ];
        let mut table = Table::new(texts.what_if_profiles_title(), columns);
        table.rows = profiles.iter().map(|one| self.profile_row(one)).collect();
        blocks.push(Block::Table(table));
    }

    fn profile_row(&self, one: &Profiled<'_>) -> Vec<Cell> {
        let (texts, evaluation) = (self.texts, &one.evaluation);
        let name =
            one.profile.map_or_else(|| texts.what_if_own_weights(), |profile| profile.name.get(texts.lang));
        let id = |profile: &Profile| profile.id.clone();
        let used = one.profile.map(id) == self.now.profile.map(id);
        let name = if used { texts.what_if_used(name) } else { name.to_owned() };
        // The id is what can be typed.
        let names = std::iter::once(name).chain(one.profile.map(id)).map(Rich::plain);
        let support = self.speaker().support(evaluation.support());
        let scores = self.now.rules.forms.entries().iter().zip(&evaluation.scores);
        let scores = scores.map(|(form, score)| {
            Rich::plain(format!(
                "{} {}",
                form.short.get(texts.lang),
                self.speaker().score(score.low, score.high)
            ))
        });
        vec![
            Cell::several(names.collect()),
            Cell::plain(self.speaker().stance(evaluation)),
            Cell::plain(format!("{}, {support}", self.speaker().firmness(evaluation.firmness))),
            Cell::several(scores.collect()),
        ]
    }
}
