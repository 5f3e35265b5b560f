//! Why: prerequisites, what speaks for and against, what excludes.

use super::{Rank, Writer, apart_from_form};
use crate::document::{Block, Rich, Sign};
use crate::explain::{Effect, Reason};
use crate::model::{Citation, FormKey, RuleKind};
use crate::say::words::place;

/// How many reasons of a kind the short page has room for.
const ROOM: usize = 3;

impl<'a> Writer<'a> {
    pub(super) fn basis(&mut self) {
        self.gates();
        if self.full() {
            for form in self.recommendation.rules.forms.keys() {
                for effect in [Effect::For, Effect::NotFor, Effect::Open] {
                    self.indicators(form, effect);
                }
            }
        } else {
            // While none is recommended, what speaks for the form that the answers lean to.
            let leaning = self.recommendation.evaluation.leaning.map(|(form, _)| form);
            let forms: Vec<FormKey> = self.recommendation.forms().chain(leaning).collect();
            forms.iter().for_each(|form| self.indicators(*form, Effect::For));
            forms.iter().for_each(|form| self.indicators(*form, Effect::NotFor));
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
            let entry = self.reason(sign, reason);
            self.document.blocks.push(entry);
        }
    }

    pub(super) fn warnings(&mut self) {
        if self.recommendation.warnings.is_empty() {
            return;
        }
        if self.full() {
            self.document.heading(2, self.texts.contradictions(), "warnings");
        }
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
        let of = |effect: Effect| -> Vec<&'a Reason<'a>> {
            reasons.iter().copied().filter(|reason| reason.effect == effect).collect()
        };
        let (met, excludes, remedies) = (of(Effect::For), of(Effect::Excludes), of(Effect::Reservation));
        self.reasons(Rank::Met, Sign::Met, (self.texts.prerequisites(), "prerequisites"), met);
        if self.full() {
            self.reasons(Rank::Excludes, Sign::Excludes, (self.texts.excludes(), "excludes"), excludes);
        } else {
            for reason in excludes {
                let heading = self.excluded(reason);
                self.reasons(
                    Rank::Excludes,
                    Sign::Excludes,
                    (heading.trim_end_matches('.'), ""),
                    vec![reason],
                );
            }
        }
        let remedy = self.speaker.remedy(self.recommendation.remedy());
        self.reasons(Rank::Remedy, Sign::Care, (remedy, "remedy"), remedies);
    }

    /// The forms that a gate excludes.
    fn excluded(&self, reason: &Reason<'a>) -> String {
        let gate = self.recommendation.rules.gates.iter().find(|gate| gate.head.id == reason.rule);
        let forms = gate.map(|gate| self.speaker.forms(gate.excludes)).unwrap_or_default();
        self.texts.not_possible(forms)
    }

    /// The indicators of a form with this effect.
    fn indicators(&mut self, form: FormKey, effect: Effect) {
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
        if !self.full() {
            // The plainest first: a yes before a no, a whole answer before a partial one.
            reasons.sort_by_key(|reason| (self.is_reversed(reason.rule), reason.answer == Some(1)));
        }
        let id = format!("{}-{id}", effect.id().replace('_', "-"));
        let is_base = self.recommendation.outcome().is_some_and(|outcome| outcome.beside == Some(form));
        let rank = match (effect, is_base) {
            (Effect::NotFor, true) => Rank::AgainstBase,
            (Effect::NotFor, false) => Rank::Against,
            (_, true) => Rank::ForBase,
            _ => Rank::For,
        };
        self.reasons(rank, sign, (&heading, &id), reasons);
    }

    /// Reasons of one kind: in full one by one under a heading with its id, else as a point. Nothing where there is none.
    fn reasons(
        &mut self,
        rank: Rank,
        sign: Sign,
        (heading, id): (&str, &str),
        mut reasons: Vec<&'a Reason<'a>>,
    ) {
        if reasons.is_empty() {
            return;
        }
        if self.full() {
            self.document.heading(2, heading, id);
            for reason in reasons {
                let mut entry = self.reason(sign, reason);
                if let (Block::Entry(entry), Sign::Excludes, RuleKind::Gate) = (&mut entry, sign, reason.kind)
                {
                    entry.details.insert(0, Rich::plain(self.excluded(reason)));
                }
                self.document.blocks.push(entry);
            }
            return;
        }
        let rest = reasons.split_off(self.shown(reasons.len(), ROOM));
        // What a gate asks for or forbids is said whole.
        let whole = matches!(rank, Rank::Excludes | Rank::Remedy);
        let (mut named, mut said) = (Vec::new(), Vec::new());
        for reason in &reasons {
            let name = self.speaker.criterion(reason.criterion);
            let answer = self.speaker.answer(reason.criterion, reason.answer);
            let graded = self.recommendation.rules.criteria.at(reason.criterion).graded;
            // `Avgränsbart uppdrag: nej` speaks for a form only to those who see the rule.
            let is_reversed = reason.effect == Effect::For && self.is_reversed(reason.rule);
            if whole || is_reversed {
                said.push(self.texts.reason_said(answer, name, self.speaker.say(reason.text)));
            } else if graded && reason.answer == Some(0) {
                named.push(name.to_owned());
            } else {
                named.push(self.texts.reason_named(answer, name));
            }
        }
        let named = (!named.is_empty()).then(|| format!("{}.", named.join(", ")));
        let more = (!rest.is_empty()).then(|| self.texts.more_reasons(rest.len()));
        let text: Vec<String> = named.into_iter().chain(said).chain(more).collect();
        let sources: Vec<&Citation> = reasons.iter().filter_map(|reason| reason.sources.first()).collect();
        self.point(rank, sign, heading, &text.join(" "), &sources);
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
            self.group(Rank::Mix, heading, "mix", Sign::For, |reason| {
                (reason.kind, reason.effect) == (RuleKind::MixRule, Effect::For)
            });
        }
        // Where room is short, the head has named the variant.
        if let Some(variant) = recommendation.variant.filter(|_| self.full()) {
            let heading = texts.why(self.speaker.say(&variant.name));
            self.group(Rank::Complement, &heading, &variant.head.id, Sign::For, |reason| {
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
            self.group(Rank::Complement, &heading, id, sign, |reason| {
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

    /// The reasons of one kind.
    fn group(
        &mut self,
        rank: Rank,
        heading: &str,
        id: &str,
        sign: Sign,
        wanted: impl Fn(&Reason<'_>) -> bool,
    ) {
        let reasons = self.recommendation.reasons.iter().filter(|reason| wanted(reason)).collect();
        self.reasons(rank, sign, (heading, &format!("rule-{id}")), reasons);
    }
}
