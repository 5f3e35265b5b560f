//! Before and after, side by side, with what became of the reasons.
//!
//! In: an area before and after. Out: a section. What is the same on both sides is shown as such and said in words.

use super::WhatIf;
use crate::compare::{FormSide, Gravity, ReasonChange, ReasonSide, joined};
use crate::document::{Block, Cell, Column, Rich, Style, Table};
use crate::evaluate::FormStatus;
use crate::explain::Recommendation;
use crate::what_if::{Changed, reason_of};

impl<'a> WhatIf<'a> {
    pub(super) fn changes_section(&self, blocks: &mut Vec<Block>) {
        let Some(changed) = self.changed else { return };
        let texts = self.texts;
        self.heading(blocks, texts.what_if_change_title(), "changes");
        if changed.changes.is_empty() {
            return self.paragraph(blocks, self.texts.what_if_nothing());
        }
        let steps = changed.changes.iter();
        let steps = steps.map(|change| self.step(change.criterion, change.before, change.after));
        blocks.push(Block::List(steps.map(Rich::plain).collect()));
        self.paragraph(
            blocks,
            match changed.gravity {
                Some(Gravity::Outcome) => self.texts.what_if_outcome(),
                Some(Gravity::Firmness) => self.texts.what_if_firmness(),
                Some(Gravity::Reasons) => self.texts.what_if_reasons(),
                Some(Gravity::Scores) => self.texts.what_if_scores(),
                Some(Gravity::Meaning) | None => self.texts.what_if_equal(),
            },
        );
        self.side_by_side(blocks, changed);
        self.needed(blocks, changed);
        let reasons = self.reasons(changed);
        if !reasons.is_empty() {
            self.heading(blocks, texts.what_if_why(), "reasons");
            blocks.push(Block::List(reasons));
        }
        for warning in self.new_warnings(changed) {
            blocks.push(Block::Notice(Rich::plain(warning)));
        }
    }

    fn side_by_side(&self, blocks: &mut Vec<Block>, changed: &Changed<'_>) {
        let texts = self.texts;
        let columns = vec![
            Column::text("", 2),
            Column::text(texts.what_if_before(), 3),
            Column::text(texts.what_if_after(), 3),
        ];
        let mut table = Table::new(texts.what_if_side_by_side(), columns);
        let sides = [&changed.before, &changed.after];
        let mut row = |name: &str, [before, after]: [String; 2]| {
            table.rows.push([name.to_owned(), before, after].map(Cell::plain).to_vec());
        };
        let of = |say: &dyn Fn(&Recommendation<'_>) -> String| sides.map(say);
        row(texts.overview_recommended(), of(&|one| self.speaker().stance(&one.evaluation)));
        row(
            texts.overview_firmness(),
            of(&|one| self.speaker().firmness(one.evaluation.firmness).to_owned()),
        );
        let support = |one: &Recommendation<'_>| self.speaker().support(one.evaluation.support());
        row(texts.overview_support(), of(&support));
        let (before, after) = &changed.sides;
        for ((form, was), is) in self.now.rules.forms.keys().zip(&before.forms).zip(&after.forms) {
            row(self.speaker().form(form), [was, is].map(|form| self.form_side(form)));
        }
        let mut optional = |name: &str, say: &dyn Fn(&Recommendation<'_>) -> Vec<String>| {
            let [before, after] = sides.map(say);
            if before != after {
                let said = |names: Vec<String>| {
                    if names.is_empty() { "–".to_owned() } else { names.join(", ") }
                };
                row(name, [said(before), said(after)]);
            }
        };
        optional(self.texts.diff_fact_beside(), &|one| self.beside(one));
        optional(self.texts.diff_fact_conditions(), &|one| {
            let criteria = one.evaluation.conditions.iter();
            criteria.map(|criterion| self.speaker().criterion(*criterion).to_owned()).collect()
        });
        blocks.push(Block::Table(table));
    }

    /// Score, span and standing of a form.
    fn form_side(&self, form: &FormSide) -> String {
        let said = self.speaker().score(form.low, form.high);
        let status = match form.status {
            FormStatus::Excluded => self.texts.score_excluded(),
            FormStatus::Conditional => self.texts.score_conditional(),
            FormStatus::Permitted => return said,
        };
        format!("{said}, {status}")
    }

    /// What goes with the outcome: variant, complements, a tie. Mix rules show among the reasons.
    fn beside(&self, one: &Recommendation<'_>) -> Vec<String> {
        let lang = self.texts.lang;
        let variant = one.variant.iter().map(|variant| variant.name.get(lang).to_owned());
        let complements = one.complements.iter().map(|complement| complement.name.get(lang).to_owned());
        let tie = one.evaluation.tie.then(|| self.texts.diff_tie().to_owned());
        variant.chain(complements).chain(tie).collect()
    }

    /// Which of several changes are enough.
    fn needed(&self, blocks: &mut Vec<Block>, changed: &Changed<'_>) {
        let Some(needed) = changed.needed.as_ref().filter(|_| changed.changes.len() > 1) else { return };
        self.heading(blocks, self.texts.what_if_needed(), "needed");
        let set = |set: &Vec<usize>| {
            let steps = set.iter().filter_map(|place| changed.changes.get(*place));
            let steps = steps.map(|change| self.step(change.criterion, change.before, change.after));
            Rich::plain(steps.collect::<Vec<_>>().join("; "))
        };
        blocks.push(Block::List(needed.sets.iter().map(set).collect()));
        if !needed.exact {
            self.paragraph(blocks, self.texts.diff_cause_minimal());
        }
    }

    /// A line for each rule and criterion, whatever the number of forms it concerns.
    fn reasons(&self, changed: &Changed<'_>) -> Vec<Rich> {
        let joined = joined(&changed.reasons).into_iter();
        joined.map(|(change, forms)| self.reason(changed, change, &forms)).collect()
    }

    fn reason(&self, changed: &Changed<'_>, change: &ReasonChange, forms: &[&str]) -> Rich {
        let texts = self.texts;
        let rules = self.now.rules;
        let lead = match (&change.before, &change.after) {
            (None, _) => self.texts.what_if_comes(),
            (_, None) => self.texts.what_if_goes(),
            _ => self.texts.what_if_becomes(),
        };
        let criterion = rules.criterion_named(&change.key.criterion);
        let answer = |side: &ReasonSide| match criterion {
            None => side.answer.clone(),
            Some(key) => {
                let criterion = rules.criteria.at(key);
                let given = criterion.answers().find(|given| criterion.answer_id(*given) == side.answer);
                self.speaker().answer(key, given).to_owned()
            }
        };
        let effect = |side: &ReasonSide| self.speaker().effect(side.effect).to_owned();
        let both = |say: &dyn Fn(&ReasonSide) -> String| {
            let sides = change.before.iter().chain(&change.after);
            let mut said: Vec<String> = sides.map(say).collect();
            said.dedup();
            match said.as_slice() {
                [before, after] => texts.step(after, before),
                _ => said.concat(),
            }
        };
        let name = criterion.map_or(change.key.criterion.as_str(), |key| self.speaker().criterion(key));
        let forms = rules.forms.entries().iter().filter(|form| forms.contains(&form.id.as_str()));
        let forms: Vec<&str> = forms.map(|form| form.short.get(texts.lang)).collect();
        let said = format!("{lead}: {name}: {}, {} {}", both(&answer), both(&effect), forms.join(", "));
        let mut rich = Rich::plain(format!("{}. ", said.trim_end()));
        if let Some(reason) = reason_of(changed, change) {
            let text = reason.text.get(texts.lang);
            rich = rich.and(format!("{text} "), Style::Plain);
            let place = self.speaker().sources(reason.sources);
            return rich.and(texts.rule_at(change.key.rule.as_str(), &place), Style::Faint);
        }
        rich.and(change.key.rule.clone(), Style::Faint)
    }

    /// Contradictions that were not there before.
    fn new_warnings(&self, changed: &Changed<'_>) -> Vec<String> {
        let before: Vec<&str> = changed.before.warnings.iter().map(|warning| warning.kind.code()).collect();
        let new = changed.after.warnings.iter().filter(|warning| !before.contains(&warning.kind.code()));
        new.map(|warning| self.speaker().warning(&warning.kind)).collect()
    }
}
