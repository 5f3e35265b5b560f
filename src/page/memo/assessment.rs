//! The assessment: what forbids the proposal, prerequisites, what speaks for it, what gives no support, what is open.
//!
//! In: a recommendation. Out: the section's blocks. A gate that forbids what is proposed comes first.

use super::Writer;
use super::proposal::forbidden;
use super::words::{listed, sentence};
use crate::document::Rich;
use crate::evaluate::{Truth, deciding};
use crate::explain::{Effect, Reason};
use crate::model::{FormKey, GateKind, MemoPart, RuleKind};
use crate::portfolio::missing;

/// How many open questions are named.
const QUESTIONS: usize = 7;

impl<'a> Writer<'a> {
    pub(super) fn assessment(&mut self) {
        for said in forbidden(self.found, self.texts) {
            self.document.notice(said);
        }
        // What the examination leads to stands where the matter is told in short.
        let mut result = if self.has(MemoPart::Matter) { Vec::new() } else { self.result() };
        result.push(self.texts.memo_elected().to_owned());
        self.document.paragraph(result.join(" "));
        self.bars();
        self.prerequisites();
        if let Some(outcome) = self.subject {
            self.speaks(outcome.form);
            if outcome.is_mix() {
                self.kept_in_house();
            }
            self.shape();
        }
        self.complements();
        self.law();
        self.open();
    }

    /// What makes forms impossible, and which.
    fn bars(&mut self) {
        let mut points = Vec::new();
        let gates = self.rules.gates.iter().zip(&self.found.evaluation.verdict.gates);
        for (gate, _) in gates.filter(|(_, fires)| **fires == Truth::True) {
            let forms = gate.excludes.iter().map(|form| self.speaker.form(form).to_owned()).collect();
            let lead = self.texts.memo_lead(listed(self.texts, forms));
            let why =
                self.cited(self.speaker.say(&gate.head.why), Some(&self.speaker.sources(&gate.head.sources)));
            let mut said = vec![why];
            // The evidence of a prerequisite stands with the prerequisites.
            if gate.kind == GateKind::Law {
                let answers = &self.found.area.answers;
                said.extend(deciding(&gate.when, answers, Truth::True).filter_map(|key| self.noted(key)));
            }
            points.push(Rich::strong(lead).and_own(&said.join(" ")));
        }
        if !points.is_empty() {
            self.document.heading(3, self.texts.memo_bars(), "memo-bars");
            self.document.list(points);
        }
    }

    /// Every prerequisite with its answer and evidence.
    fn prerequisites(&mut self) {
        let found = self.found;
        let mut told: Vec<(&str, crate::model::CriterionKey)> = Vec::new();
        let mut points = Vec::new();
        let mut reasons: Vec<&Reason<'_>> = Vec::new();
        for reason in found.reasons.iter().filter(|reason| reason.kind == RuleKind::Gate) {
            let gate = self.rules.gates.iter().find(|gate| gate.head.id == reason.rule);
            let one = (reason.rule, reason.criterion);
            if gate.is_none_or(|gate| gate.kind == GateKind::Law) || told.contains(&one) {
                continue;
            }
            told.push(one);
            reasons.push(reason);
            points.push(self.prerequisite(reason));
        }
        if points.is_empty() {
            return;
        }
        self.document.heading(3, self.texts.memo_prerequisites(), "memo-prerequisites");
        // What the guideline says is told apart from the evidence, which is the area's own.
        self.document.paragraph(self.texts.memo_prerequisites_from(self.by(&reasons)));
        self.document.list(points);
    }

    fn prerequisite(&self, reason: &Reason<'_>) -> Rich {
        let (texts, said) = (self.texts, self.speaker.say(reason.text));
        let note = self.noted(reason.criterion);
        let text = match reason.effect {
            Effect::For => texts.memo_prerequisite_met(note.as_deref().unwrap_or(said)),
            Effect::Reservation => texts.memo_prerequisite_partly(note.as_deref().unwrap_or_default()),
            Effect::Excludes => texts.memo_prerequisite_failed(note.as_deref().unwrap_or_default()),
            _ => texts.memo_prerequisite_open().to_owned(),
        };
        let lead = texts.memo_lead(self.speaker.criterion(reason.criterion));
        Rich::strong(lead).and_own(text.trim())
    }

    /// What speaks for the form proposed, and what does not.
    fn speaks(&mut self, form: FormKey) {
        let (texts, name) = (self.texts, self.speaker.form(form));
        let name = crate::say::words::within(name);
        let speaking = self.indicators(form, Effect::For);
        self.told.extend(speaking.iter().map(|reason| reason.criterion));
        self.document.heading(3, texts.memo_speaks_for(&name), "memo-speaks-for");
        if speaking.is_empty() {
            // What is not answered may yet speak for it.
            let open = !self.indicators(form, Effect::Open).is_empty();
            let said = if open {
                texts.memo_advantages_none_known().to_owned()
            } else {
                texts.memo_speaks_for_nothing(&name)
            };
            self.document.paragraph(said);
        } else {
            let sources = self.by(&speaking);
            let counted = self.counts(form).map(|said| self.cited(&said, Some(&sources)));
            self.document.paragraph(counted.unwrap_or_default());
            let points: Vec<Rich> = speaking.iter().map(|reason| self.point(reason)).collect();
            self.document.list(points);
        }
        self.silent(form, &texts.memo_no_support(&name));
    }

    /// Why a share is kept in-house.
    fn kept_in_house(&mut self) {
        let (found, texts) = (self.found, self.texts);
        let mut points: Vec<Rich> = Vec::new();
        for reason in &found.reasons {
            if (reason.kind, reason.effect) != (RuleKind::MixRule, Effect::For) {
                continue;
            }
            let note = self.noted(reason.criterion).map(|note| format!(" {note}")).unwrap_or_default();
            let said = self.cited(self.speaker.say(reason.text), Some(&self.speaker.sources(reason.sources)));
            points.push(Rich::own(&format!("{said}{note}")));
            self.told.push(reason.criterion);
        }
        let subject = self.subject;
        if let Some(outcome) = subject.filter(|outcome| self.agrees(*outcome))
            && found.evaluation.verdict.standing.near
            && let Some(base) = outcome.beside
        {
            let margin = self.speaker.points(self.rules.margin);
            let (base, form) = (self.speaker.form(base), self.speaker.form(outcome.form));
            points.push(Rich::plain(texts.near(form, base, margin)));
        }
        self.document.heading(3, texts.memo_kept_in_house(), "memo-kept-in-house");
        if points.is_empty() {
            let gap = self.with_gap(texts.memo_gap_kept(), |texts, gap| texts.memo_kept_without_reason(gap));
            self.document.paragraph(gap);
        } else {
            self.document.list(points);
        }
    }

    /// The shape that a procurement takes.
    fn shape(&mut self) {
        let Some(variant) = self.variant() else { return };
        let name = crate::say::words::within(self.speaker.say(&variant.name));
        let why = self
            .cited(self.speaker.say(&variant.head.why), Some(&self.speaker.sources(&variant.head.sources)));
        self.document.paragraph(self.texts.memo_variant(name, why));
    }

    /// What can stand beside the form, or is refused.
    fn complements(&mut self) {
        let (found, texts) = (self.found, self.texts);
        for complement in &self.rules.complements {
            let name = crate::say::words::within(self.speaker.say(&complement.name));
            if found.complements.iter().any(|other| other.head.id == complement.head.id) {
                let head = &complement.head;
                let why = self.cited(self.speaker.say(&head.why), Some(&self.speaker.sources(&head.sources)));
                self.document.paragraph(texts.memo_complement(name, why));
                continue;
            }
            let refused = found.reasons.iter().filter(|reason| {
                reason.effect == Effect::Excludes
                    && complement.unless.iter().any(|unless| unless.head.id == reason.rule)
            });
            let whys: Vec<String> = refused.map(|reason| sentence(self.speaker.say(reason.text))).collect();
            if !whys.is_empty() {
                self.document.paragraph(texts.memo_complement_refused(name, whys.join(" ")));
            }
        }
    }

    /// What law says of the service: the licence where others may provide it, and what is contested.
    fn law(&mut self) {
        for (_, why) in self.contested() {
            self.document.notice(self.texts.memo_contested(sentence(why)));
        }
        let service = self.rules.service_of(&self.found.area);
        let competitive = self.subject.is_some_and(|outcome| self.rules.forms.at(outcome.form).competitive);
        if let Some(service) = service.filter(|_| competitive) {
            let source = service.sources.first().map(|source| self.speaker.source(source));
            let licence = self.speaker.say(&service.licence);
            // Where it names its place itself, that is its source.
            let source = source.filter(|_| !licence.contains(['§', '(']));
            self.document.paragraph(self.cited(licence, source.as_deref()));
        }
    }

    /// The questions that are open and matter.
    fn open(&mut self) {
        let texts = self.texts;
        let open = missing(self.found);
        if open.is_empty() {
            return;
        }
        self.document.heading(3, texts.memo_open(), "memo-open");
        self.document.paragraph(texts.memo_open_intro());
        let shown = open.iter().take(QUESTIONS).map(|criterion| self.speaker.question(*criterion));
        let shown: Vec<&str> = shown.collect();
        self.document.list(shown);
        if open.len() > QUESTIONS {
            self.document.paragraph(texts.memo_open_more(open.len() - QUESTIONS));
        }
    }
}
