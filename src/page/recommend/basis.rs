//! Why: prerequisites, what speaks for and against, what excludes.

use super::{Writer, apart_from_form};
use crate::evaluate::Firmness;
use crate::explain::{Effect, Reason};
use crate::model::{Citation, CriterionKey, FormKey, RuleKind};
use crate::say::words::{grouped_sources, place};
use crate::texts::Text;
use crate::write::laid_page::Tone;

/// How many reasons of a kind the short page has room for.
const ROOM: usize = 2;

impl<'a> Writer<'a> {
    pub(super) fn basis(&mut self) {
        self.warnings();
        self.gates();
        if self.full() {
            for form in self.recommendation.rules.forms.keys() {
                self.indicators(form, Effect::For, usize::MAX);
                self.indicators(form, Effect::NotFor, usize::MAX);
                self.indicators(form, Effect::Open, usize::MAX);
            }
        } else {
            let forms: Vec<FormKey> =
                self.recommendation.rules.forms_of(self.recommendation.outcome()).collect();
            let undetermined = self.recommendation.evaluation.firmness == Firmness::Undetermined;
            let room = if undetermined {
                2
            } else if forms.len() > 1 {
                ROOM
            } else {
                4
            };
            for form in &forms {
                self.indicators(*form, Effect::For, room);
            }
            for form in &forms {
                self.indicators(*form, Effect::NotFor, 1);
            }
        }
        self.shaping();
        if self.full() {
            self.rest();
        }
    }

    /// Reasons that belong nowhere else: open gates, and rules whose answer makes no difference here.
    fn rest(&mut self) {
        let recommendation = self.recommendation;
        let mut rest: Vec<&'a Reason<'a>> = Vec::new();
        for reason in &recommendation.reasons {
            let same = |other: &&Reason<'a>| apart_from_form(other) == apart_from_form(reason);
            if !self.said.contains(&apart_from_form(reason)) && !rest.iter().any(same) {
                rest.push(reason);
            }
        }
        if !rest.is_empty() {
            self.page.heading(self.texts.other_reasons());
        }
        for reason in rest {
            let sign = match reason.effect {
                Effect::For => Text::SignFor,
                Effect::NotFor => Text::SignAgainst,
                Effect::Excludes => Text::SignExcludes,
                Effect::Reservation => Text::SignCare,
                Effect::Open => Text::SignOpen,
            };
            self.reason(sign, reason);
        }
    }

    fn warnings(&mut self) {
        if self.recommendation.warnings.is_empty() {
            return;
        }
        self.page.heading(self.texts.contradictions());
        for warning in &self.recommendation.warnings {
            let text = match &warning.kind {
                crate::explain::WarningKind::Check(check) => self.say(&check.head.why),
                crate::explain::WarningKind::PrecedenceTie => self.texts.precedence_tie(),
            };
            let area = &self.recommendation.area;
            let place = warning.place.map(|(line, column)| format!(" ({})", place(area, line, column)));
            let text = format!("{text}{}", place.unwrap_or_default());
            let lead = self.lead(Text::SignCare);
            self.page.paragraph(&lead, "    ", &text, Tone::Plain);
        }
    }

    /// Gate reasons, one for all forms a gate concerns in the same way.
    fn gates(&mut self) {
        let mut seen: Vec<(&str, CriterionKey)> = Vec::new();
        let mut reasons: Vec<&'a Reason<'a>> = Vec::new();
        for reason in self.recommendation.reasons.iter().filter(|reason| reason.kind == RuleKind::Gate) {
            if !seen.contains(&(reason.rule, reason.criterion)) {
                seen.push((reason.rule, reason.criterion));
                reasons.push(reason);
            }
        }
        let of = |effect: Effect| -> Vec<&'a Reason<'a>> {
            reasons.iter().copied().filter(|reason| reason.effect == effect).collect()
        };
        let excludes = of(Effect::Excludes);
        if !excludes.is_empty() {
            self.page.heading(self.texts.excludes());
        }
        let shown = self.shown(excludes.len(), ROOM);
        for reason in excludes.iter().take(shown) {
            let gate = self.recommendation.rules.gates.iter().find(|gate| gate.head.id == reason.rule);
            let forms = self.recommendation.rules.forms.keys();
            let names: Vec<&str> = forms
                .filter(|form| gate.is_some_and(|gate| gate.excludes.contains(*form)))
                .map(|form| self.form_name(form))
                .collect();
            let text = self.texts.not_possible(names.join(", "));
            self.page.paragraph("  ", "  ", &text, Tone::Plain);
            self.noted(Text::SignExcludes, reason);
        }
        self.more("    ", Text::MoreReasons, excludes.len() - shown);
        let remedies = of(Effect::Reservation);
        if !remedies.is_empty() {
            let competitive = self.recommendation.outcome().form != self.recommendation.rules.in_house;
            self.page.heading(self.texts.get(if competitive { Text::Remedy } else { Text::RemedyLater }));
        }
        // Where nothing competitive is recommended, what to remedy first can wait.
        let competitive = self.recommendation.outcome().form != self.recommendation.rules.in_house;
        let shown =
            if self.full() { remedies.len() } else { remedies.len().min(if competitive { ROOM } else { 1 }) };
        for reason in remedies.iter().take(shown) {
            self.noted(Text::SignCare, reason);
        }
        self.more("    ", Text::MoreReasons, remedies.len() - shown);
        self.met(&of(Effect::For));
    }

    /// The prerequisites that are met: in full one by one, else in one paragraph.
    fn met(&mut self, met: &[&'a Reason<'a>]) {
        if met.is_empty() {
            return;
        }
        if self.full() {
            self.page.heading(self.texts.prerequisites());
            for reason in met {
                self.reason(Text::SignMet, reason);
            }
            return;
        }
        self.page.gap();
        let names: Vec<&str> = met.iter().map(|reason| self.criterion_name(reason.criterion)).collect();
        let places: Vec<&Citation> = met.iter().flat_map(|reason| reason.sources).collect();
        let words = [("criteria", names.join(", ")), ("sources", grouped_sources(self.texts, &places))];
        let words: Vec<(&str, &str)> = words.iter().map(|(name, word)| (*name, word.as_str())).collect();
        let text = self.texts.with(Text::PrerequisitesMet, &words);
        self.page.paragraph("", "  ", &text, Tone::Plain);
    }

    /// The indicators of a form with this effect.
    fn indicators(&mut self, form: FormKey, effect: Effect, room: usize) {
        let reasons = self.recommendation.reasons.iter().filter(|reason| {
            (reason.kind, reason.effect, reason.form) == (RuleKind::Indicator, effect, Some(form))
        });
        let reasons: Vec<&'a Reason<'a>> = reasons.collect();
        if reasons.is_empty() {
            return;
        }
        let (heading, sign) = match effect {
            Effect::For => (Text::SpeaksFor, Text::SignFor),
            Effect::NotFor => (Text::SpeaksAgainst, Text::SignAgainst),
            _ => (Text::OpenIndicators, Text::SignOpen),
        };
        self.page.heading(&self.texts.with(heading, &[("form", self.form_name(form))]));
        let mut reasons = reasons;
        if !self.full() {
            // The plainest first: a whole answer before a partial one, a yes before a no.
            let partly = |reason: &Reason<'_>| reason.answer == Some(1);
            reasons.sort_by_key(|reason| (partly(reason), self.is_reversed(reason.rule)));
        }
        let shown = self.shown(reasons.len(), room);
        let rest = reasons.len() - shown;
        for reason in reasons.into_iter().take(shown) {
            if self.full() {
                self.reason(sign, reason);
            } else if self.is_reversed(reason.rule) {
                // `Avgränsbart uppdrag: nej` speaks for a form only to those who see the rule.
                self.noted(sign, reason);
            } else {
                self.brief(sign, reason);
            }
        }
        self.more("    ", Text::MoreReasons, rest);
    }

    fn is_reversed(&self, rule: &str) -> bool {
        self.recommendation
            .rules
            .indicators
            .iter()
            .any(|indicator| indicator.head.id == rule && indicator.reversed)
    }

    /// What made the outcome a mix, a variant or gave it a complement, or refused one.
    fn shaping(&mut self) {
        let recommendation = self.recommendation;
        if recommendation.outcome().mixed && self.is_mixed_by_rule() {
            self.kept_in_house();
        }
        if let Some(variant) = recommendation.variant {
            let heading = self.texts.why(self.say(&variant.name));
            self.group(&heading, Text::SignFor, |reason| {
                reason.effect == Effect::For && reason.rule == variant.head.id
            });
        }
        for complement in &recommendation.rules.complements {
            let name = self.say(&complement.name);
            let applies = recommendation.complements.iter().any(|other| other.head.id == complement.head.id);
            if applies {
                let heading = self.texts.why(name);
                self.group(&heading, Text::SignFor, |reason| {
                    reason.effect == Effect::For && reason.rule == complement.head.id
                });
            } else {
                let heading = self.texts.complement_refused(name);
                self.group(&heading, Text::SignExcludes, |reason| {
                    reason.effect == Effect::Excludes
                        && complement.unless.iter().any(|unless| unless.head.id == reason.rule)
                });
            }
        }
    }

    /// Why a share stays in-house: in full one by one, else in one paragraph.
    fn kept_in_house(&mut self) {
        let is_mix = |reason: &Reason<'_>| (reason.kind, reason.effect) == (RuleKind::MixRule, Effect::For);
        let heading = self.texts.mix_rules();
        if self.full() {
            return self.group(heading, Text::SignFor, is_mix);
        }
        let reason = |reason: &Reason<'_>| {
            let name = self.criterion_name(reason.criterion);
            let answer = self.answer(reason.criterion, reason.answer);
            let places: Vec<&Citation> = reason.sources.iter().collect();
            format!("{name}: {answer} ({})", grouped_sources(self.texts, &places))
        };
        let reasons = self.recommendation.reasons.iter().filter(|reason| is_mix(reason));
        let reasons: Vec<String> = reasons.map(reason).collect();
        self.page.gap();
        self.page.paragraph("", "  ", &format!("{heading}: {}.", reasons.join("; ")), Tone::Plain);
    }

    /// The reasons of one kind under a heading; nothing where there is none.
    fn group(&mut self, heading: &str, sign: Text, wanted: impl Fn(&Reason<'_>) -> bool) {
        let reasons: Vec<&'a Reason<'a>> =
            self.recommendation.reasons.iter().filter(|reason| wanted(reason)).collect();
        if reasons.is_empty() {
            return;
        }
        self.page.heading(heading);
        for reason in reasons {
            if self.full() {
                self.reason(sign, reason);
            } else {
                self.brief(sign, reason);
            }
        }
    }
}
