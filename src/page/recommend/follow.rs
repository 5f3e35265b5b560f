//! What follows: questions that can still matter, what would change the outcome, advice, and on what all rests.

use super::Writer;
use crate::evaluate::{Firmness, Question};
use crate::model::{AdviceKind, CriterionKey, Outcome};
use crate::say::words::sources;
use crate::texts::Text;
use crate::write::laid_page::Tone;

/// Criteria with the answers that change something.
type Changes = Vec<(CriterionKey, Vec<u8>)>;

impl Writer<'_> {
    pub(super) fn follow(&mut self) {
        if self.recommendation.evaluation.firmness != Firmness::Undetermined {
            self.questions();
        }
        self.flips();
        self.decision();
        self.advice();
        self.rests_on();
    }

    /// Open questions in the order of what they can change.
    pub(super) fn questions(&mut self) {
        let questions = &self.recommendation.evaluation.questions;
        if questions.is_empty() {
            return;
        }
        let undetermined = self.recommendation.evaluation.firmness == Firmness::Undetermined;
        let title = if undetermined { Text::FindOut } else { Text::QuestionsTitle };
        self.page.heading(self.texts.get(title));
        let shown = self.shown(questions.len(), if undetermined { 4 } else { 2 });
        for question in questions.iter().take(shown) {
            self.question(question);
        }
        self.more("    ", Text::MoreQuestions, questions.len() - shown);
    }

    fn question(&mut self, question: &Question) {
        let criterion = self.criterion(question.criterion);
        let lead = self.lead(Text::SignOpen);
        self.page.paragraph(&lead, "    ", self.say(&criterion.question), Tone::Plain);
        let mut parts = vec![self.criterion_key(question.criterion).to_owned()];
        if self.condition_criteria().contains(&question.criterion) {
            parts.push(self.texts.question_gate().to_owned());
        }
        if question.flips.is_empty() {
            parts.push(self.texts.question_joint().to_owned());
        } else {
            parts.push(self.leads(question));
        }
        let mut detail = parts.join(self.texts.question_parts());
        if self.texts.is_plain() {
            detail = format!("{}: {detail}", self.texts.plan_column_criterion());
        }
        self.page.paragraph("    ", "    ", &detail, Tone::Faint);
    }

    /// Which answers alone change the outcome, and to what: answers with the same outcome together.
    fn leads(&self, question: &Question) -> String {
        let mut outcomes: Vec<Outcome> = Vec::new();
        for (_, outcome) in &question.flips {
            if !outcomes.contains(outcome) {
                outcomes.push(*outcome);
            }
        }
        let lead = |outcome: &Outcome| {
            let answers = question.flips.iter().filter(|(_, other)| other == outcome);
            let answers: Vec<&str> =
                answers.map(|(answer, _)| self.answer(question.criterion, Some(*answer))).collect();
            let words = [("answers", answers.join(", ")), ("outcome", self.outcome(*outcome).to_owned())];
            let words: Vec<(&str, &str)> = words.iter().map(|(name, word)| (*name, word.as_str())).collect();
            self.texts.with(Text::QuestionFlips, &words)
        };
        let leads: Vec<String> = outcomes.iter().map(lead).collect();
        leads.join("; ")
    }

    /// Given answers that, changed, change the outcome.
    fn flips(&mut self) {
        let flips = &self.recommendation.evaluation.flips;
        let answered = self.recommendation.area.answers.iter().any(|(_, answer)| answer.is_some());
        let undetermined = self.recommendation.evaluation.firmness == Firmness::Undetermined;
        if !answered || (!self.full() && (undetermined || flips.is_empty())) {
            return;
        }
        self.page.heading(self.texts.flips_title());
        let most = crate::evaluate::MOST_CHANGES.to_string();
        match flips.first() {
            None => {
                let text = self.texts.flips_none(&most);
                self.page.paragraph("  ", "  ", &text, Tone::Plain);
            }
            Some(first) if first.changes.len() > 1 => {
                let size = first.changes.len().to_string();
                let text = self.texts.flips_joint(&size);
                self.page.paragraph("  ", "  ", &text, Tone::Plain);
            }
            Some(_) => {}
        }
        if flips.first().is_some_and(|first| first.changes.len() == 1) {
            return self.single_flips();
        }
        let shown = self.shown(flips.len(), 3);
        for flip in flips.iter().take(shown) {
            let changes: Vec<String> =
                flip.changes.iter().map(|(criterion, answer)| self.change(*criterion, &[*answer])).collect();
            self.flip(&changes.join(", "), flip.outcome);
        }
        self.more("    ", Text::MoreFlips, flips.len() - shown);
    }

    /// Single changes: those with the same outcome on one line, answers to the same criterion together.
    fn single_flips(&mut self) {
        let mut outcomes: Vec<(Outcome, Changes)> = Vec::new();
        for flip in &self.recommendation.evaluation.flips {
            let Some((criterion, answer)) = flip.changes.first() else { continue };
            let position =
                outcomes.iter().position(|(outcome, _)| *outcome == flip.outcome).unwrap_or_else(|| {
                    outcomes.push((flip.outcome, Vec::new()));
                    outcomes.len() - 1
                });
            let Some((_, changes)) = outcomes.get_mut(position) else { continue };
            match changes.iter_mut().find(|(other, _)| other == criterion) {
                Some((_, answers)) => answers.push(*answer),
                None => changes.push((*criterion, vec![*answer])),
            }
        }
        let shown = self.shown(outcomes.len(), 2);
        let rest = outcomes.len() - shown;
        for (outcome, changes) in outcomes.into_iter().take(shown) {
            let all: Vec<String> =
                changes.iter().map(|(criterion, answers)| self.change(*criterion, answers)).collect();
            if self.texts.is_plain() && self.full() {
                all.iter().for_each(|change| self.flip(change, outcome));
                continue;
            }
            let shown = self.shown(all.len(), 3);
            let or = self.texts.or();
            let mut text = all.iter().take(shown).cloned().collect::<Vec<_>>().join(or);
            if all.len() > shown {
                let rest = (all.len() - shown).to_string();
                text = format!("{text} {}", self.texts.more_flips(&rest));
            }
            self.flip(&text, outcome);
        }
        self.more("    ", Text::MoreFlips, rest);
    }

    fn change(&self, criterion: CriterionKey, answers: &[u8]) -> String {
        let answers: Vec<&str> = answers.iter().map(|answer| self.answer(criterion, Some(*answer))).collect();
        self.texts.flip(answers.join(self.texts.answers_or()), self.criterion_name(criterion))
    }

    fn flip(&mut self, changes: &str, outcome: Outcome) {
        self.page.paragraph(
            "  • ",
            "    ",
            &self.texts.flip_set(changes, self.outcome(outcome)),
            Tone::Plain,
        );
    }

    /// What the board has decided, beside what the rules say.
    fn decision(&mut self) {
        let Some(decision) = &self.recommendation.area.decision else { return };
        let Some(form) = decision.form else {
            if let Some(motivation) = &decision.motivation {
                let text = self.texts.decision_noted(motivation);
                self.page.gap();
                if self.full() {
                    self.page.paragraph("", "  ", &text, Tone::Plain);
                } else {
                    self.page.short("", &text, Tone::Plain);
                }
            }
            return;
        };
        let decided = self.outcome(form);
        self.page.gap();
        let undetermined = self.recommendation.evaluation.firmness == Firmness::Undetermined;
        let text = match (undetermined, form == self.recommendation.outcome()) {
            (true, _) => Text::DecisionTitle,
            (false, true) => Text::DecisionSame,
            (false, false) => Text::DecisionDiffers,
        };
        let text = self.texts.with(text, &[("outcome", decided)]);
        let source = decision.source.as_ref().map(|source| format!(" ({source})")).unwrap_or_default();
        let motivation = decision.motivation.as_ref().filter(|_| self.full());
        let motivation = motivation.map(|motivation| format!(" {motivation}")).unwrap_or_default();
        self.page.paragraph("", "  ", &format!("{text}{motivation}{source}"), Tone::Plain);
    }

    /// What else to think of: what concerns this area most closely first.
    fn advice(&mut self) {
        let mut advice = self.recommendation.advice.clone();
        let undetermined = self.recommendation.evaluation.firmness == Firmness::Undetermined;
        if advice.is_empty() || (undetermined && !self.full()) {
            return;
        }
        if !self.full() {
            advice.sort_by_key(|advice| (advice.when.is_none(), advice.kind, advice.forms.is_empty()));
        }
        self.page.heading(self.texts.advice_title());
        let shown = self.shown(advice.len(), 2);
        for one in advice.iter().take(shown) {
            let kind = self.texts.get(match one.kind {
                AdviceKind::Law => Text::KindLaw,
                AdviceKind::Process => Text::KindProcess,
                AdviceKind::Compensation => Text::KindCompensation,
                AdviceKind::FollowUp => Text::KindFollowUp,
            });
            let text = format!("{kind}: {}", self.say(&one.head.why));
            if self.full() {
                self.page.paragraph("  • ", "    ", &text, Tone::Plain);
                self.page.paragraph(
                    "    ",
                    "    ",
                    &self.texts.source_alone(sources(self.texts, &one.head.sources)),
                    Tone::Faint,
                );
            } else {
                self.page.short("  • ", &text, Tone::Plain);
            }
        }
        self.more("  ", Text::MoreAdvice, advice.len() - shown);
    }

    fn rests_on(&mut self) {
        self.page.gap();
        let identity = &self.recommendation.rules.identity;
        let short: String = identity.sha256.chars().take(12).collect();
        let sha256 =
            if self.full() || self.texts.is_plain() { &identity.sha256 } else { &format!("{short}…") };
        let mut text = self.texts.rules_used(identity.id.as_str(), sha256, &identity.version);
        if let Some(profile) = self.recommendation.profile {
            text.push(' ');
            text.push_str(&self.texts.with_profile(&profile.id, self.say(&profile.name)));
        }
        self.page.paragraph("", "", &text, Tone::Faint);
        if self.full() {
            self.page.paragraph("", "", self.texts.interpretation(), Tone::Faint);
        }
        let decides = self.texts.board_decides();
        let hint = if self.full() { "" } else { self.texts.detail_hint() };
        self.page.paragraph("", "", &format!("{decides} {hint}"), Tone::Plain);
    }
}
