//! How the outcome fares under other weights.
//!
//! In: weightings that were drawn. Out: a section with a drawn bar for each outcome, which stands in figures, too.

use super::WhatIf;
use crate::document::{Block, Cell, Column, Rich, Table};
use crate::model::{CriterionKey, Fraction};
use crate::say::figures;
use crate::what_if::{Drawn, OutcomeShare, Weightings};

/// Criteria that are named of those that weigh more, and of those that weigh less.
const NAMED: usize = 3;
/// Criteria that are named of those that decide.
const DECISIVE: usize = 6;
/// A correlation weaker than this, in thousandths, is not worth naming: it explains less than a thousandth.
const WEAK: i32 = 30;

impl WhatIf<'_> {
    pub(super) fn weights_section(&self, blocks: &mut Vec<Block>) {
        let Some(weights) = &self.weights else { return };
        let texts = self.texts;
        self.heading(blocks, texts.what_if_weights_title(), "weights");
        let stands = weights.stands.map_or_else(
            || texts.undetermined().to_owned(),
            |(_, drawn)| {
                texts.what_if_stands(self.drawn(weights.draws, drawn), self.speaker().between(drawn.interval))
            },
        );
        blocks.push(Block::Paragraph(Rich::plain(stands)));
        let draws = self.speaker().number(weights.draws.into());
        let draws = texts.what_if_draws(draws, weights.criteria.len(), weights.seed);
        blocks.push(Block::Paragraph(Rich::plain(draws)));
        blocks.push(Block::Table(self.shares(weights)));
        self.central(blocks, weights);
        self.decisive(blocks, weights);
    }

    fn drawn(&self, draws: u32, drawn: Drawn) -> String {
        self.speaker().fine_share(Fraction::new(drawn.found.into(), draws.max(1).into()))
    }

    fn shares(&self, weights: &Weightings) -> Table {
        let row = |share: &OutcomeShare| {
            let drawn = share.drawn;
            let said =
                format!("{} ({})", self.drawn(weights.draws, drawn), self.speaker().between(drawn.interval));
            let share_of = Fraction::new(drawn.found.into(), weights.draws.max(1).into());
            (self.speaker().outcome(share.outcome).to_owned(), [(share_of, said)])
        };
        let (name, share) = (self.texts.overview_recommended(), self.texts.plan_column_per_cent());
        figures::shares(self.texts.what_if_shares(), name, [share], weights.outcomes.iter().map(row))
    }

    /// Which criteria weigh more, and which less, where each outcome wins.
    fn central(&self, blocks: &mut Vec<Block>, weights: &Weightings) {
        let texts = self.texts;
        if weights.outcomes.len() < 2 {
            return;
        }
        let columns = vec![
            Column::text(texts.overview_recommended(), 2),
            Column::text(texts.what_if_heavier(), 3),
            Column::text(texts.what_if_lighter(), 3),
        ];
        let mut table = Table::new(texts.what_if_central(), columns);
        let all = weights.criteria.len().max(1);
        let equal = i64::try_from(1_000_000 / all).unwrap_or(0);
        for share in weights.outcomes.iter().filter(|share| !share.central.is_empty()) {
            let mut means: Vec<(CriterionKey, u32)> =
                weights.criteria.iter().copied().zip(share.central.iter().copied()).collect();
            means.sort_by_key(|(criterion, mean)| (std::cmp::Reverse(*mean), *criterion));
            let name = |(criterion, mean): &(CriterionKey, u32)| {
                let mean = self.speaker().fine_share(Fraction::new(u128::from(*mean), 1_000_000));
                Rich::plain(format!("{} {mean}", self.speaker().criterion(*criterion)))
            };
            let more = means.iter().take(NAMED).filter(|(_, mean)| i64::from(*mean) > equal);
            let less = means.iter().rev().take(NAMED).filter(|(_, mean)| i64::from(*mean) < equal);
            let (more, less) = (more.map(name).collect(), less.map(name).collect());
            table.rows.push(vec![
                Cell::plain(self.speaker().outcome(share.outcome)),
                Cell::several(more),
                Cell::several(less),
            ]);
        }
        blocks.push(Block::Table(table));
        let equal = self.speaker().fine_share(Fraction::new(1, all as u128));
        blocks.push(Block::Paragraph(Rich::plain(texts.what_if_central_lead(&equal))));
    }

    /// Which weights matter most for whether the outcome stands.
    fn decisive(&self, blocks: &mut Vec<Block>, weights: &Weightings) {
        let texts = self.texts;
        let Some((_, stands)) = weights.stands else { return };
        if weights.decisive.is_empty() {
            let always = stands.found == weights.draws;
            return self.paragraph(
                blocks,
                if always { self.texts.what_if_always() } else { self.texts.what_if_never() },
            );
        }
        let columns = vec![
            Column::text(texts.plan_column_criterion(), 3),
            Column::numeric(texts.what_if_correlation(), 1),
            Column::text(texts.what_if_heavier_means(), 2),
        ];
        let mut table = Table::new(texts.what_if_decisive(), columns);
        let strong = weights.decisive.iter().filter(|(_, correlation)| correlation.abs() >= WEAK);
        for (criterion, correlation) in strong.take(DECISIVE) {
            let means = if *correlation > 0 {
                self.texts.what_if_more_often()
            } else {
                self.texts.what_if_less_often()
            };
            table.rows.push(vec![
                Cell::plain(self.speaker().criterion(*criterion)),
                Cell::plain(self.hundredths(*correlation)),
                Cell::plain(means),
            ]);
        }
        blocks.push(Block::Table(table));
        self.paragraph(blocks, self.texts.what_if_correlation_note());
    }

    /// A correlation with two decimals and its sign.
    fn hundredths(&self, thousandths: i32) -> String {
        let hundredths = (thousandths.abs() + 5) / 10;
        let sign = if thousandths < 0 { '−' } else { '+' };
        let mark = self.texts.decimal_mark();
        format!("{sign}{}{mark}{:02}", hundredths / 100, hundredths % 100)
    }
}
