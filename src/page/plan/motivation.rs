//! Why an area is to go on, change or be investigated, where nobody has said it: a sentence or two from its reasons.
//!
//! In: a recommendation. Out: sentences. Says no share of anything.

use super::{Writer, sentence};
use crate::evaluate::Truth;
use crate::explain::{Effect, Reason, Recommendation};
use crate::model::RuleKind;
use crate::portfolio::{Direction, direction, possible_today};

/// How many questions a row names.
const QUESTIONS: usize = 4;

impl<'a> Writer<'a> {
    /// What is proposed, and what speaks for it most; while nothing can be, what is to be answered first.
    pub(super) fn motivation(&self, area: &'a Recommendation<'a>) -> String {
        let lead = self.motivation_lead(area);
        match self.for_and_against(area) {
            Some(why) => format!("{lead} {why}"),
            None => lead,
        }
    }

    fn motivation_lead(&self, area: &'a Recommendation<'a>) -> String {
        let texts = self.texts;
        let outcome = self.speaker.recommended(area.outcome());
        let today = possible_today(self.rules, &area.area);
        match (direction(area), today.as_slice()) {
            (Direction::Investigate, _) => {
                let questions = area.evaluation.questions.iter();
                let named: Vec<&str> = questions
                    .take(QUESTIONS)
                    .map(|question| self.speaker.criterion(question.criterion))
                    .collect();
                if named.is_empty() {
                    return texts.plan_investigate_bare().to_owned();
                }
                let rest = area.evaluation.questions.len() - named.len();
                let mut said = named.join(", ");
                if rest > 0 {
                    said = format!("{said} {}", texts.plan_more(rest));
                }
                texts.plan_investigate_text(said)
            }
            (Direction::Continue, _) => texts.plan_continue_text(outcome),
            (Direction::Change, [today]) => texts.plan_change_text(self.speaker.outcome(*today), outcome),
            (Direction::Change, _) => texts.plan_change_from_unnamed(outcome),
            (Direction::Decide, _) => texts.plan_no_current_text(outcome),
        }
    }

    /// The best that there is to say for what is recommended: what speaks for it, else what rules out all else.
    fn for_and_against(&self, area: &'a Recommendation<'a>) -> Option<String> {
        let outcome = area.outcome()?;
        // Where no competitive form is possible, that decides, whatever else speaks for the outcome.
        let barred = self.rules.competitive().all(|form| area.evaluation.verdict.excluded.contains(form));
        if let Some(excluded) = self.excluded(area).into_iter().next().filter(|_| barred) {
            return Some(excluded);
        }
        let name = self.speaker.form_within(outcome.form);
        let list = self.named(area, |one| {
            one.kind == RuleKind::Indicator && one.effect == Effect::For && one.form == Some(outcome.form)
        });
        if !list.is_empty() {
            return Some(sentence(&format!("{}: {list}", self.texts.speaks_for(name))));
        }
        self.near(area).or_else(|| Some(self.texts.plan_no_reasons().to_owned()))
    }

    /// That in-house and the best competitive form score so alike that they are recommended together.
    pub(super) fn near(&self, area: &Recommendation<'_>) -> Option<String> {
        let outcome = area.outcome().filter(|_| area.evaluation.verdict.standing.near)?;
        let (form, base) = (self.speaker.form_within(outcome.form), self.speaker.form(outcome.beside?));
        Some(self.texts.near(&form, base, self.speaker.points(self.rules.margin)))
    }

    /// The criteria of some reasons with their answers, each once.
    fn named(&self, area: &Recommendation<'_>, of: impl Fn(&Reason<'_>) -> bool) -> String {
        let mut named: Vec<String> = Vec::new();
        for reason in area.reasons.iter().filter(|reason| of(reason)) {
            let given = self.speaker.answer(reason.criterion, reason.answer);
            let name = format!("{} ({given})", self.speaker.criterion(reason.criterion));
            if !named.contains(&name) {
                named.push(name);
            }
        }
        named.join(", ")
    }

    /// The forms that gates exclude, with what each gate says.
    fn excluded(&self, area: &Recommendation<'_>) -> Vec<String> {
        let gates = self.rules.gates.iter().zip(&area.evaluation.verdict.gates);
        let fired = gates.filter(|(_, fires)| **fires == Truth::True).map(|(gate, _)| gate);
        let said = fired.map(|gate| {
            let forms = self.rules.forms.iter().filter(|(form, _)| gate.excludes.contains(*form));
            let forms: Vec<&str> = forms.map(|(_, form)| self.speaker.say(&form.name)).collect();
            self.texts.plan_reason_excluded(forms.join(", "), sentence(self.speaker.say(&gate.head.why)))
        });
        said.collect()
    }
}
