//! What follows: questions that can still matter, what would change the outcome, advice, and on what all rests.

use super::Writer;
use crate::document::{Block, Entry, Rich, Sign};
use crate::evaluate::{Firmness, MOST_CHANGES, Question};
use crate::model::{AdviceKind, CriterionKey, Outcome, Relevance};

/// Criteria with the answers that change something.
type Changes = Vec<(CriterionKey, Vec<u8>)>;

impl Writer<'_> {
    pub(super) fn follow(&mut self) {
        if !self.is_undetermined() {
            self.questions();
        }
        self.flips();
        self.considerations();
        self.advice();
        self.rests_on();
    }

    pub(super) fn is_undetermined(&self) -> bool {
        self.recommendation.evaluation.firmness == Firmness::Undetermined
    }

    /// Open questions in the order of what they can change.
    pub(super) fn questions(&mut self) {
        let questions = &self.recommendation.evaluation.questions;
        if questions.is_empty() {
            return;
        }
        let (texts, undetermined) = (self.texts, self.is_undetermined());
        self.document.heading(
            2,
            if undetermined { texts.find_out() } else { texts.questions_title() },
            "questions",
        );
        let entries = questions.iter().map(|question| self.question(question)).collect();
        self.some(entries, if undetermined { 4 } else { 2 }, |texts, rest| texts.more_questions(rest));
    }

    fn question(&self, question: &Question) -> Block {
        let criterion = question.criterion;
        let mut parts = vec![self.speaker.criterion_key(criterion).to_owned()];
        if self.recommendation.evaluation.conditions.contains(&criterion) {
            parts.push(self.texts.question_gate().to_owned());
        }
        parts.push(self.speaker.leads(self.recommendation, question));
        let details = vec![Rich::faint(parts.join(self.texts.question_parts()))];
        let lead = Rich::plain(self.speaker.question(criterion));
        Block::Entry(Entry { sign: Some(Sign::Open), lead, details })
    }

    /// Given answers that, changed, change the outcome.
    fn flips(&mut self) {
        let (texts, flips) = (self.texts, &self.recommendation.evaluation.flips);
        let answered = self.recommendation.area.answers.iter().any(|(_, answer)| answer.is_some());
        if !answered || self.is_undetermined() || (!self.full() && flips.is_empty()) {
            return;
        }
        self.document.heading(2, texts.flips_title(), "flips");
        let size = flips.first().map_or(0, |first| first.changes.len());
        if size == 1 {
            return self.single_flips();
        }
        let open = self.recommendation.evaluation.ways.all.total() > 1;
        self.document.paragraph(match size {
            0 if open => texts.flips_none_single().to_owned(),
            0 => texts.flips_none(MOST_CHANGES),
            size => texts.flips_joint(size),
        });
        let flip = |(changes, outcome): (&Vec<(CriterionKey, u8)>, Outcome)| {
            let changes = changes.iter().map(|(criterion, answer)| self.change(*criterion, &[*answer]));
            self.flip(&changes.collect::<Vec<_>>().join(", "), outcome)
        };
        let all = flips.iter().map(|flip| (&flip.changes, flip.leads)).map(flip).collect();
        self.some(all, 3, |texts, rest| texts.more_flips(rest));
    }

    /// Single changes: those with the same outcome together, answers to the same criterion, too.
    fn single_flips(&mut self) {
        let mut outcomes: Vec<(Outcome, Changes)> = Vec::new();
        for flip in &self.recommendation.evaluation.flips {
            let Some((criterion, answer)) = flip.changes.first() else { continue };
            let position =
                outcomes.iter().position(|(outcome, _)| *outcome == flip.leads).unwrap_or_else(|| {
                    outcomes.push((flip.leads, Vec::new()));
                    outcomes.len() - 1
                });
            let Some((_, changes)) = outcomes.get_mut(position) else { continue };
            match changes.iter_mut().find(|(other, _)| other == criterion) {
                Some((_, answers)) => answers.push(*answer),
                None => changes.push((*criterion, vec![*answer])),
            }
        }
        let flip = |(outcome, changes): (Outcome, Changes)| {
            let all: Vec<String> =
                changes.iter().map(|(criterion, answers)| self.change(*criterion, answers)).collect();
            let shown = self.shown(all.len(), 3);
            let mut text = all.iter().take(shown).cloned().collect::<Vec<_>>().join(self.texts.or());
            if all.len() > shown {
                text = format!("{text} {}", self.texts.more_flips(all.len() - shown));
            }
            self.flip(&text, outcome)
        };
        let all = outcomes.into_iter().map(flip).collect();
        self.some(all, 2, |texts, rest| texts.more_flips(rest));
    }

    fn change(&self, criterion: CriterionKey, answers: &[u8]) -> String {
        let answers: Vec<&str> =
            answers.iter().map(|answer| self.speaker.answer(criterion, Some(*answer))).collect();
        self.texts.flip(answers.join(self.texts.answers_or()), self.speaker.criterion(criterion))
    }

    fn flip(&self, changes: &str, outcome: Outcome) -> Block {
        let lead = Rich::plain(self.texts.flip_set(changes, self.speaker.outcome(outcome)));
        Block::Entry(Entry { sign: Some(Sign::Point), lead, details: Vec::new() })
    }

    /// What the administration proposes.
    pub(super) fn proposal(&mut self) {
        let Some(proposal) = &self.recommendation.area.proposal else { return };
        let form = proposal.form.map(|form| self.speaker.stated(form).to_owned());
        let said: Vec<String> =
            form.into_iter().chain(proposal.direction.clone()).chain(proposal.motivation.clone()).collect();
        if !said.is_empty() {
            self.document.paragraph(self.texts.proposal(said.join(". ")));
        }
    }

    /// What the board has decided, beside what the rules say.
    pub(super) fn decision(&mut self) {
        let Some(decision) = &self.recommendation.area.decision else { return };
        let texts = self.texts;
        let Some(form) = decision.form else {
            let said = [&decision.direction, &decision.motivation].into_iter().flatten();
            let said: Vec<&str> = said.map(String::as_str).collect();
            if !said.is_empty() {
                self.document.paragraph(texts.decision_noted(said.join(". ")));
            }
            return;
        };
        let decided = self.speaker.stated(form);
        let text = match self.recommendation.outcome() {
            None => texts.decision_title(decided),
            Some(outcome) if form.is(outcome) => texts.decision_same(decided),
            Some(_) => texts.decision_differs(decided),
        };
        let mut said = vec![text];
        if self.full() {
            said.extend([&decision.direction, &decision.motivation].into_iter().flatten().cloned());
            said.extend(decision.source.as_ref().map(|source| format!("({source})")));
        }
        self.document.paragraph(said.join(" "));
    }

    /// What the decision rests on beside the guideline.
    fn considerations(&mut self) {
        let weighed = &self.recommendation.area.considerations;
        if weighed.is_empty() {
            return;
        }
        self.document.heading(2, self.texts.considerations_title(), "considerations");
        self.document.paragraph(Rich::faint(self.texts.considerations_lead()));
        let entries = weighed.iter().map(|one| {
            let lead = Rich::plain(format!("{}: {}", self.speaker.weighed(&one.id), one.note));
            let source = one.source.iter().filter(|_| self.full()).map(|source| Rich::faint(source.as_str()));
            Block::Entry(Entry { sign: Some(Sign::Point), lead, details: source.collect() })
        });
        let entries = entries.collect();
        self.some(entries, 2, |texts, rest| texts.more_considerations(rest));
    }

    /// What else to think of: what concerns this area most closely first.
    fn advice(&mut self) {
        let mut advice = self.recommendation.advice.clone();
        if advice.is_empty() || (self.is_undetermined() && !self.full()) {
            return;
        }
        advice.sort_by_key(|advice| advice.relevance);
        let texts = self.texts;
        self.document.heading(2, texts.advice_title(), "advice");
        let entry = |one: &&crate::model::Advice| {
            let kind = match one.kind {
                AdviceKind::Law => texts.kind_law(),
                AdviceKind::Process => texts.kind_process(),
                AdviceKind::Compensation => texts.kind_compensation(),
                AdviceKind::FollowUp => texts.kind_follow_up(),
            };
            let lead = Rich::plain(format!(
                "{kind}: {}",
                self.speaker.advice(one, self.recommendation.day.as_deref())
            ));
            let source = || Rich::faint(texts.source_alone(self.speaker.sources(&one.head.sources)));
            let details = if self.full() { vec![source()] } else { Vec::new() };
            Block::Entry(Entry { sign: Some(Sign::Point), lead, details })
        };
        // Where room is short, what bears on whether this can be decided at all stands whole; the rest is counted. At
        // least one stands, since what is counted is the rest.
        let decisive = advice.iter().filter(|advice| advice.relevance == Relevance::Decisive).count();
        let entries = advice.iter().map(entry).collect();
        self.some(entries, decisive.clamp(1, 3), |texts, rest| texts.more_advice(rest));
    }

    fn rests_on(&mut self) {
        let (texts, identity) = (self.texts, &self.recommendation.rules.identity);
        let short: String = identity.sha256.chars().take(12).collect();
        let sha256 = if self.full() { identity.sha256.clone() } else { format!("{short}…") };
        let mut text = texts.rules_used(&identity.id, sha256, &identity.version);
        if let Some(profile) = self.recommendation.profile {
            text = format!("{text} {}", texts.with_profile(&profile.id, self.speaker.say(&profile.name)));
        }
        if let Some(day) = &identity.law_read_on {
            text = format!("{text} {}", texts.law_read_on(day));
        }
        self.document.paragraph(Rich::faint(text));
        if self.full() {
            self.document.paragraph(Rich::faint(texts.interpretation()));
        }
        let decides = texts.board_decides();
        let hint = (!self.full()).then(|| format!("{decides} {}", texts.detail_hint()));
        self.document.paragraph(Rich::faint(hint.as_deref().unwrap_or(decides)));
    }
}
