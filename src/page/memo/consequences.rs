//! What is left to remedy, what else is weighed, and money.
//!
//! In: a recommendation and what is proposed. Out: the blocks of two sections. What is said to the administration is said
//! as its tasks.

use super::Writer;
use super::words::{listed, sentence};
use crate::document::{Rich, Style};
use crate::evaluate::{Truth, holds};
use crate::explain::{Effect, Remedy};
use crate::model::{Advice, Exact, FormKey, GateKind, Relevance, RuleKind};
use crate::portfolio::compensation::{Expected, StepKind, expected};

impl<'a> Writer<'a> {
    /// Reservations, decisive advice, considerations, contradictions.
    pub(super) fn risks(&mut self) {
        let before = self.document.blocks.len();
        self.remedies();
        self.advice();
        self.considerations();
        let warnings: Vec<String> =
            self.found.warnings.iter().map(|warning| self.speaker.warning(&warning.kind)).collect();
        if !warnings.is_empty() {
            self.document.paragraph(Rich::strong(self.texts.memo_contradictions()));
            self.document.list(warnings);
        }
        if self.document.blocks.len() == before {
            self.document.paragraph(self.texts.memo_risks_none());
        }
    }

    /// The prerequisites that are not wholly met, as tasks; none where law keeps out what they are prerequisites of.
    fn remedies(&mut self) {
        let found = self.found;
        let gates = || self.rules.gates.iter().zip(&found.evaluation.verdict.gates);
        let barred = |form: FormKey| {
            gates().any(|(gate, fires)| {
                gate.kind == GateKind::Law && *fires == Truth::True && gate.excludes.contains(form)
            })
        };
        let mut told: Vec<&str> = Vec::new();
        let mut points: Vec<Rich> = Vec::new();
        for reason in found.reasons.iter().filter(|reason| reason.kind == RuleKind::Gate) {
            let Some(gate) = self.rules.gates.iter().find(|gate| gate.head.id == reason.rule) else {
                continue;
            };
            let lacking = matches!(reason.effect, Effect::Reservation | Effect::Excludes);
            if !lacking || told.contains(&reason.rule) || gate.excludes.iter().all(barred) {
                continue;
            }
            told.push(reason.rule);
            if let Some(remedy) = &gate.reservation {
                let sources = self.speaker.sources(reason.sources);
                points.push(Rich::plain(self.cited(self.speaker.say(remedy), Some(&sources))));
            }
        }
        if points.is_empty() {
            return;
        }
        let competitive = self.subject.is_some_and(|outcome| {
            self.rules.forms_of(outcome).any(|form| self.rules.forms.at(form).competitive)
        });
        let intro = match found.remedy() {
            _ if competitive => self.texts.memo_remedies_before(),
            Remedy::BeforeCompetition | Remedy::Later => self.texts.memo_remedies_later(),
            Remedy::First => self.texts.memo_remedies_first(),
        };
        self.document.paragraph(Rich::strong(intro));
        self.document.list(points);
    }

    /// Advice that bears on whether the proposal can be decided at all.
    fn advice(&mut self) {
        let rules = self.rules;
        let day = self.found.day.as_deref();
        let points: Vec<Rich> = rules
            .advice
            .iter()
            .filter(|advice| advice.relevance == Relevance::Decisive && self.concerns(advice))
            .map(|advice| {
                let said = self.speaker.advice(advice, day);
                // What names its place itself is not cited again.
                let sources = self.speaker.sources(&advice.head.sources);
                let place = said.split(|letter: char| !(letter.is_ascii_digit() || letter == ':'));
                let placed = said.contains('§')
                    || place.into_iter().any(|place| place.trim_matches(':').contains(':'));
                Rich::plain(if placed { sentence(&said) } else { self.cited(&said, Some(&sources)) })
            })
            .collect();
        if !points.is_empty() {
            self.document.paragraph(Rich::strong(self.texts.memo_advice_intro()));
            self.document.list(points);
        }
    }

    /// Whether advice concerns what is proposed, which need not be what the rules lead to.
    fn concerns(&self, advice: &Advice) -> bool {
        let found = self.found;
        let forms = advice.forms.is_empty()
            || self
                .subject
                .is_some_and(|outcome| self.rules.forms_of(outcome).any(|form| advice.forms.contains(form)));
        let applies = advice.when.as_ref().is_none_or(|when| holds(when, &found.area.answers) == Truth::True);
        forms && applies && !advice.head.validity.has_ended(found.day.as_deref())
    }

    /// What has been weighed beside the guideline.
    fn considerations(&mut self) {
        let found = self.found;
        let points = found.area.considerations.iter().map(|weighed| {
            let lead = self.texts.memo_lead(self.speaker.weighed(&weighed.id));
            Rich::strong(lead).and_own(&self.cited(&weighed.note, weighed.source.as_deref()))
        });
        let points: Vec<Rich> = points.collect();
        if points.is_empty() {
            return;
        }
        let lead = Rich::strong(self.texts.memo_lead(self.texts.memo_considerations()));
        self.document.paragraph(lead.and(self.texts.memo_considerations_intro(), Style::Plain));
        self.document.list(points);
    }

    /// The compensation to what is kept in-house.
    pub(super) fn economy(&mut self) {
        let (found, texts) = (self.found, self.texts);
        let (Some(given), Some(outcome)) = (&found.area.compensation, self.subject) else { return };
        let in_house = self.rules.forms_of(outcome).any(|form| !self.rules.forms.at(form).competitive);
        let source = given.source.as_deref();
        if !in_house {
            let cost = given.cost.as_ref().map(|cost| texts.memo_cost_known(self.speaker.kronor(cost)));
            cost.into_iter().for_each(|said| self.document.paragraph(self.cited(&said, source)));
            return;
        }
        let Ok(computed) = expected(given) else {
            let said = self
                .with_gap(texts.memo_gap_compensation(), |texts, gap| texts.memo_compensation_missing(gap));
            return self.document.paragraph(said);
        };
        let amount = self.speaker.kronor(&computed.total);
        let mut said = vec![match given.year {
            Some(year) => texts.memo_compensation_year(amount, year),
            None => texts.memo_compensation(amount),
        }];
        said.extend(self.steps(&computed, given.cost.as_ref()).map(|steps| self.cited(&steps, source)));
        said.extend(computed.variable.as_ref().map(|part| {
            let amount = self.speaker.kronor(part);
            texts.memo_compensation_variable(amount)
        }));
        self.document.paragraph(said.join(" "));
        if outcome.is_mix() {
            let said = self.with_gap(texts.memo_gap_part(), |texts, gap| texts.memo_compensation_whole(gap));
            self.document.paragraph(said);
        }
    }

    /// How the compensation came about, in a sentence.
    fn steps(&self, computed: &Expected, cost: Option<&Exact>) -> Option<String> {
        let texts = self.texts;
        let mut named = Vec::new();
        for step in &computed.steps {
            let Some(per_cent) = &step.per_cent else { continue };
            // Efficiency is written without a sign, and lowers.
            let sign = match step.kind {
                StepKind::Efficiency => "−",
                _ if per_cent.sign() == bigdecimal::num_bigint::Sign::Plus => "+",
                _ => "",
            };
            let number = texts.percent(format!("{sign}{}", self.speaker.exact(per_cent)));
            named.push(match step.kind {
                StepKind::Base => continue,
                StepKind::Volume => texts.memo_compensation_volume(number),
                StepKind::Efficiency => texts.memo_compensation_efficiency(number),
                StepKind::Quality => texts.memo_compensation_quality(number),
                StepKind::Index => texts.memo_compensation_index(number),
            });
        }
        Some(texts.memo_compensation_steps(self.speaker.kronor(cost?), listed(texts, named)))
    }
}
