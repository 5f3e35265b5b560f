//! Why: prerequisites, what speaks for and against, what excludes.

use super::{Length, Writer, apart_from_form};
use crate::document::{Block, Rich, Sign};
use crate::explain::{Effect, Reason, Remedy};
use crate::model::{Citation, FormKey, RuleKind};
use crate::say::words::place;
use crate::texts::Texts;

/// How many reasons of a kind the short page has room for.
const ROOM: usize = 2;

fn more(texts: &Texts, rest: usize) -> String {
    texts.more_reasons(rest)
}

impl<'a> Writer<'a> {
    pub(super) fn basis(&mut self) {
        self.warnings();
        self.gates();
        if self.full() {
            for form in self.recommendation.rules.forms.keys() {
                for effect in [Effect::For, Effect::NotFor, Effect::Open] {
                    self.indicators(form, effect, usize::MAX - 1);
                }
            }
        } else {
            // While none is recommended, what speaks for the form that the answers lean to.
            let leaning = self.recommendation.evaluation.leaning.map(|(form, _)| form);
            let forms: Vec<FormKey> = self.recommendation.forms().chain(leaning).collect();
            let room = if leaning.is_some() || forms.len() > 1 { ROOM } else { 2 * ROOM };
            forms.iter().for_each(|form| self.indicators(*form, Effect::For, room));
            forms.iter().for_each(|form| self.indicators(*form, Effect::NotFor, 1));
        }
        self.shaping();
        if self.full() {
            self.rest();
        }
    }

    /// Reasons that belong nowhere else: open gates, and rules whose answer makes no difference here.
    fn rest(&mut self) {
        let mut rest: Vec<&'a Reason<'a>> = Vec::new();
        for reason in &self.recommendation.reasons {
            let same = |other: &&Reason<'a>| apart_from_form(other) == apart_from_form(reason);
            if !self.said.contains(&apart_from_form(reason)) && !rest.iter().any(same) {
                rest.push(reason);
            }
        }
        if !rest.is_empty() {
            self.document.heading(2, self.texts.other_reasons(), "other-reasons");
        }
        for reason in rest {
            let sign = match reason.effect {
                Effect::For => Sign::For,
                Effect::NotFor => Sign::Against,
                Effect::Excludes => Sign::Excludes,
                Effect::Reservation => Sign::Care,
                Effect::Open => Sign::Open,
            };
            let entry = self.reason(sign, Length::Noted, reason);
            self.document.blocks.push(entry);
        }
    }

    fn warnings(&mut self) {
        if self.recommendation.warnings.is_empty() {
            return;
        }
        self.document.heading(2, self.texts.contradictions(), "warnings");
        for warning in &self.recommendation.warnings {
            let text = self.speaker.warning(&warning.kind);
            let place = warning.place.map(|(line, column)| place(&self.recommendation.area, line, column));
            let place = place.map(|place| format!(" ({place})")).unwrap_or_default();
            self.document.entry(Sign::Care, format!("{text}{place}"), Vec::new());
        }
    }

    /// Gate reasons, one for all forms a gate concerns in the same way.
    fn gates(&mut self) {
        let mut reasons: Vec<&'a Reason<'a>> = Vec::new();
        for reason in self.recommendation.reasons.iter().filter(|reason| reason.kind == RuleKind::Gate) {
            let same = |other: &&Reason<'a>| (other.rule, other.criterion) == (reason.rule, reason.criterion);
            if !reasons.iter().any(same) {
                reasons.push(reason);
            }
        }
        let of = |effect: Effect| reasons.iter().copied().filter(move |reason| reason.effect == effect);
        self.met(&of(Effect::For).collect::<Vec<_>>());
        let excludes = of(Effect::Excludes).map(|reason| self.excludes(reason)).collect::<Vec<_>>();
        if !excludes.is_empty() {
            self.document.heading(2, self.texts.excludes(), "excludes");
            self.some(excludes, ROOM, more);
        }
        let remedies = of(Effect::Reservation).map(|reason| self.reason(Sign::Care, Length::Noted, reason));
        let remedies: Vec<Block> = remedies.collect();
        if !remedies.is_empty() {
            let remedy = self.recommendation.remedy();
            self.document.heading(2, self.speaker.remedy(remedy), "remedy");
            // What is not recommended now can wait.
            self.some(remedies, if remedy == Remedy::Later { 1 } else { ROOM }, more);
        }
    }

    /// What a gate excludes, and why.
    fn excludes(&mut self, reason: &Reason<'a>) -> Block {
        let mut entry = self.reason(Sign::Excludes, Length::Noted, reason);
        let gate = self.recommendation.rules.gates.iter().find(|gate| gate.head.id == reason.rule);
        if let (Block::Entry(entry), Some(gate)) = (&mut entry, gate) {
            let forms = Rich::plain(self.texts.not_possible(self.speaker.forms(gate.excludes)));
            entry.details.insert(0, forms);
        }
        entry
    }

    /// The prerequisites that are met: in full one by one, else in one paragraph.
    fn met(&mut self, met: &[&'a Reason<'a>]) {
        if met.is_empty() {
            return;
        }
        if self.full() {
            self.document.heading(2, self.texts.prerequisites(), "prerequisites");
            for reason in met {
                let entry = self.reason(Sign::Met, Length::Noted, reason);
                self.document.blocks.push(entry);
            }
            return;
        }
        let names = self.speaker.criteria(met.iter().map(|reason| reason.criterion));
        let places: Vec<&Citation> = met.iter().flat_map(|reason| reason.sources).collect();
        let sources = self.speaker.grouped_sources(&places);
        self.document.paragraph(self.texts.prerequisites_met(names, sources));
    }

    /// The indicators of a form with this effect.
    fn indicators(&mut self, form: FormKey, effect: Effect, room: usize) {
        let reasons = self.recommendation.reasons.iter().filter(|reason| {
            (reason.kind, reason.effect, reason.form) == (RuleKind::Indicator, effect, Some(form))
        });
        let mut reasons: Vec<&'a Reason<'a>> = reasons.collect();
        if reasons.is_empty() {
            return;
        }
        let name = &self.speaker.form_within(form);
        let id = &self.recommendation.rules.forms.at(form).id;
        let (heading, sign) = match effect {
            Effect::For => (self.texts.speaks_for(name), Sign::For),
            Effect::NotFor => (self.texts.speaks_against(name), Sign::Against),
            _ => (self.texts.open_indicators(name), Sign::Open),
        };
        self.document.heading(2, heading, &format!("{}-{id}", effect.id().replace('_', "-")));
        if !self.full() {
            // The plainest first: a whole answer before a partial one, a yes before a no.
            let partly = |reason: &Reason<'_>| reason.answer == Some(1);
            reasons.sort_by_key(|reason| (partly(reason), self.is_reversed(reason.rule)));
        }
        let entry = |reason: &'a Reason<'a>| {
            // `Avgränsbart uppdrag: nej` speaks for a form only to those who see the rule.
            let length = if self.is_reversed(reason.rule) { Length::Noted } else { Length::Brief };
            self.reason(sign, length, reason)
        };
        let entries = reasons.into_iter().map(entry).collect();
        self.some(entries, room, more);
    }

    fn is_reversed(&self, rule: &str) -> bool {
        let mut indicators = self.recommendation.rules.indicators.iter();
        indicators.any(|indicator| indicator.head.id == rule && indicator.reversed)
    }

    /// What made the outcome a mix, a variant or gave it a complement, or refused one.
    fn shaping(&mut self) {
        let (recommendation, texts) = (self.recommendation, self.texts);
        if recommendation.mix_rules().next().is_some() {
            let heading = texts.mix_rules();
            self.group(heading, "mix", Sign::For, |reason| {
                (reason.kind, reason.effect) == (RuleKind::MixRule, Effect::For)
            });
        }
        // Where room is short, the head has named the variant.
        if let Some(variant) = recommendation.variant.filter(|_| self.full()) {
            let heading = texts.why(self.speaker.say(&variant.name));
            self.group(&heading, &variant.head.id, Sign::For, |reason| {
                reason.effect == Effect::For && reason.rule == variant.head.id
            });
        }
        for complement in &recommendation.rules.complements {
            let (name, id) = (self.speaker.say(&complement.name), &complement.head.id);
            let applies = recommendation.complements.iter().any(|other| other.head.id == *id);
            let (heading, sign, effect) = if applies {
                (texts.why(name), Sign::For, Effect::For)
            } else {
                (texts.complement_refused(name), Sign::Excludes, Effect::Excludes)
            };
            self.group(&heading, id, sign, |reason| {
                let named = || {
                    if applies {
                        reason.rule == id
                    } else {
                        complement.unless.iter().any(|of| of.head.id == reason.rule)
                    }
                };
                reason.effect == effect && named()
            });
        }
    }

    /// The reasons of one kind under a heading; nothing where there is none.
    fn group(&mut self, heading: &str, id: &str, sign: Sign, wanted: impl Fn(&Reason<'_>) -> bool) {
        let reasons = self.recommendation.reasons.iter().filter(|reason| wanted(reason));
        let entries: Vec<Block> = reasons.map(|reason| self.reason(sign, Length::Bare, reason)).collect();
        if !entries.is_empty() {
            self.document.heading(2, heading, &format!("rule-{id}"));
            self.document.blocks.extend(entries);
        }
    }
}
