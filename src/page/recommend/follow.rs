//! What follows: questions that can still matter, what would change the outcome, advice, and on what all rests.

use super::{Rank, Writer};
use crate::document::{Block, Entry, Rich, Sign, Style};
use crate::evaluate::{Firmness, Flip, MOST_CHANGES, Question};
use crate::model::{Advice, AdviceKind, CriterionKey, Outcome, Relevance};
use crate::portfolio::tested;
use crate::say::words::{capital, sentence};

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
        let parts = if self.full() { parts.join(self.texts.question_parts()) } else { parts.swap_remove(0) };
        let details = vec![Rich::faint(parts)];
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
        let size = flips.first().map_or(0, |first| first.changes.len());
        let open = self.recommendation.evaluation.ways.all.total() > 1;
        let lead = match size {
            0 if open => Some(texts.flips_none_single().to_owned()),
            0 => Some(texts.flips_none(MOST_CHANGES)),
            1 => None,
            size => Some(texts.flips_joint(size)),
        };
        let mut all = if size == 1 { self.single_flips() } else { self.joint_flips() };
        if self.full() {
            self.document.heading(2, texts.flips_title(), "flips");
            lead.into_iter().for_each(|lead| self.document.paragraph(lead));
            return all
                .into_iter()
                .for_each(|flip| self.document.entry(Sign::Point, capital(&flip), Vec::new()));
        }
        let rest = all.split_off(self.shown(all.len(), 2));
        let more = (!rest.is_empty()).then(|| texts.more_flips(rest.len()));
        let said: Vec<String> = lead.into_iter().chain([all.join("; ")]).chain(more).collect();
        self.point(Rank::Flips, Sign::Point, texts.flips_title(), &said.join(" "), &[]);
    }

    /// Changes of several answers at once.
    fn joint_flips(&self) -> Vec<String> {
        let flip = |flip: &Flip| {
            let changes = flip.changes.iter().map(|(criterion, answer)| self.change(*criterion, &[*answer]));
            self.flip(&changes.collect::<Vec<_>>().join(", "), flip.leads)
        };
        self.recommendation.evaluation.flips.iter().map(flip).collect()
    }

    /// Single changes: those with the same outcome together, answers to the same criterion, too.
    fn single_flips(&self) -> Vec<String> {
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
            let mut all: Vec<String> =
                changes.iter().map(|(criterion, answers)| self.change(*criterion, answers)).collect();
            let rest = all.split_off(self.shown(all.len(), 2));
            let mut text = all.join(self.texts.or());
            if !rest.is_empty() {
                text = format!("{text} {}", self.texts.more_flips(rest.len()));
            }
            self.flip(&text, outcome)
        };
        outcomes.into_iter().map(flip).collect()
    }

    fn change(&self, criterion: CriterionKey, answers: &[u8]) -> String {
        let answers: Vec<&str> =
            answers.iter().map(|answer| self.speaker.answer(criterion, Some(*answer))).collect();
        self.texts.flip(answers.join(self.texts.answers_or()), self.speaker.criterion(criterion))
    }

    fn flip(&self, changes: &str, outcome: Outcome) -> String {
        self.texts.flip_set(changes, self.speaker.outcome(outcome))
    }

    /// What the administration proposes.
    pub(super) fn proposal(&mut self) {
        let Some(proposal) = &self.recommendation.area.proposal else { return };
        let form = proposal.form.map(|form| self.speaker.stated(form).to_owned());
        let motivation = proposal.motivation.clone().filter(|_| self.full());
        let mut said: Vec<String> =
            form.into_iter().chain(proposal.direction.clone()).chain(motivation).collect();
        let decided =
            self.recommendation.area.decision.as_ref().is_some_and(|decision| decision.form.is_some());
        said.extend(self.tested().filter(|_| !decided));
        if !said.is_empty() {
            self.document.paragraph(Rich::own(&self.texts.proposal(sentences(&said))));
        }
    }

    /// How what is decided or proposed stands to the guideline.
    fn tested(&self) -> Option<String> {
        tested(self.recommendation).map(|tested| self.speaker.tested(&tested))
    }

    /// What the board has decided, beside what the rules say.
    pub(super) fn decision(&mut self) {
        let Some(decision) = &self.recommendation.area.decision else { return };
        let texts = self.texts;
        let Some(form) = decision.form else {
            let motivation =
                decision.motivation.as_ref().filter(|_| self.full() || decision.direction.is_none());
            let mut said: Vec<String> = decision.direction.iter().chain(motivation).cloned().collect();
            if !said.is_empty() {
                said.extend(self.tested());
                self.document.paragraph(Rich::own(&texts.decision_noted(sentences(&said))));
            }
            return;
        };
        let decided = self.speaker.stated(form);
        let text = match self.recommendation.outcome() {
            None => {
                self.tested().into_iter().fold(texts.decision_title(decided), |said, more| said + " " + &more)
            }
            Some(outcome) if form.is(outcome) => texts.decision_same(decided),
            Some(_) => texts.decision_differs(decided),
        };
        let mut said = vec![text];
        if self.full() {
            said.extend([&decision.direction, &decision.motivation].into_iter().flatten().cloned());
            said.extend(decision.source.as_ref().map(|source| format!("({source})")));
        }
        self.document.paragraph(Rich::own(&said.join(" ")));
    }

    /// What the decision rests on beside the guideline.
    fn considerations(&mut self) {
        let weighed = &self.recommendation.area.considerations;
        if weighed.is_empty() {
            return;
        }
        if !self.full() {
            let names: Vec<String> = weighed.iter().map(|one| self.speaker.weighed(&one.id)).collect();
            let title = self.texts.considerations_title();
            return self.point(
                Rank::Considerations,
                Sign::Point,
                title,
                &format!("{}.", names.join(", ")),
                &[],
            );
        }
        self.document.heading(2, self.texts.considerations_title(), "considerations");
        self.document.paragraph(Rich::faint(self.texts.considerations_lead()));
        for one in weighed {
            let lead = format!("{}: {}", self.speaker.weighed(&one.id), one.note);
            let source = one.source.iter().map(|source| Rich::linked(source).all_in(Style::Faint));
            self.document.entry(Sign::Point, Rich::own(&lead), source.collect());
        }
    }

    /// What else to think of: what concerns this area most closely first.
    fn advice(&mut self) {
        let mut advice = self.recommendation.advice.clone();
        if advice.is_empty() || (self.is_undetermined() && !self.full()) {
            return;
        }
        advice.sort_by_key(|advice| advice.relevance);
        let texts = self.texts;
        let said = |one: &Advice| {
            let kind = match one.kind {
                AdviceKind::Law => texts.kind_law(),
                AdviceKind::Process => texts.kind_process(),
                AdviceKind::Compensation => texts.kind_compensation(),
                AdviceKind::FollowUp => texts.kind_follow_up(),
            };
            format!("{kind}: {}", self.speaker.advice(one, self.recommendation.day.as_deref()))
        };
        if self.full() {
            let source =
                |one: &Advice| Rich::faint(texts.source_alone(self.speaker.sources(&one.head.sources)));
            let entries: Vec<(String, Rich)> = advice.iter().map(|one| (said(one), source(one))).collect();
            self.document.heading(2, texts.advice_title(), "advice");
            return entries.into_iter().for_each(|(lead, source)| {
                self.document.entry(Sign::Point, lead, vec![source]);
            });
        }
        // What bears on whether this can be decided at all comes first; the rest is counted.
        let decisive = advice.iter().filter(|advice| advice.relevance == Relevance::Decisive).count();
        let mut text = advice.first().map(|first| said(first)).unwrap_or_default();
        let more = match (advice.len().saturating_sub(1), decisive.saturating_sub(1)) {
            (0, _) => None,
            (rest, 0) => Some(texts.more_advice(rest)),
            (rest, decisive) => Some(texts.more_advice_decisive(decisive, rest)),
        };
        more.into_iter().for_each(|more| text = format!("{text} {more}"));
        self.point(Rank::Advice, Sign::Point, texts.advice_title(), &text, &[]);
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
        if self.full() {
            self.document.paragraph(Rich::faint(text));
            self.document.paragraph(Rich::faint(texts.interpretation()));
            self.document.paragraph(Rich::faint(texts.board_decides()));
        } else {
            let text = format!("{text} {} {}", texts.board_decides(), texts.detail_hint());
            self.document.paragraph(Rich::faint(text));
        }
    }
}

/// Texts as sentences behind each other.
fn sentences(said: &[String]) -> String {
    said.iter().map(|text| sentence(text)).collect::<Vec<_>>().join(" ")
}
