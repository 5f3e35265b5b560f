//! The forms that are not proposed: advantages, drawbacks, why not, and how near each was.
//!
//! In: a recommendation and what is proposed. Out: a heading and up to three paragraphs a form.

use super::Writer;
use super::words::{listed, sentence};
use crate::document::{Rich, Style};
use crate::evaluate::{Score, Truth, deciding};
use crate::explain::{Effect, Reason};
use crate::model::{FormKey, Fraction, Gate};
use crate::say::words::within;

impl<'a> Writer<'a> {
    /// Every form but the one that is proposed; of a mix, what is kept in-house is proposed only for a share.
    pub(super) fn others(&self) -> Vec<FormKey> {
        let leading = self.subject.map(|outcome| outcome.form);
        self.rules.forms.keys().filter(|form| Some(*form) != leading).collect()
    }

    pub(super) fn alternatives(&mut self) {
        for form in self.others() {
            let name = self.speaker.form(form);
            let beside = self.subject.and_then(|outcome| outcome.beside) == Some(form);
            let title = if beside { self.texts.memo_whole_in_house(name) } else { name.to_owned() };
            let id = &self.rules.forms.at(form).id;
            self.document.heading(3, title, &format!("memo-alternative-{}", crate::document::anchor(id)));
            self.advantages(form);
            self.silent(form, self.texts.memo_drawbacks());
            self.verdict(form);
        }
    }

    fn advantages(&mut self, form: FormKey) {
        let texts = self.texts;
        let speaking = self.indicators(form, Effect::For);
        let mut said: Vec<String> = Vec::new();
        let (told, new): (Vec<&Reason<'_>>, Vec<&Reason<'_>>) = speaking
            .iter()
            .partition(|reason| self.told.contains(&reason.criterion) && !self.is_reversed(reason));
        for reason in new {
            let note = self.noted(reason.criterion);
            let reversed = self.is_reversed(reason);
            said.push(match note {
                Some(note) if !reversed => format!("{}: {note}", self.labelled(reason)),
                note => self.said(reason, note.as_deref()),
            });
        }
        if !told.is_empty() {
            let names = told.iter().map(|reason| within(&self.labelled(reason))).collect();
            said.push(texts.memo_as_above(listed(texts, names)));
        }
        if said.is_empty() {
            let open = !self.indicators(form, Effect::Open).is_empty();
            said.push(
                if open { texts.memo_advantages_none_known() } else { texts.memo_no_advantages() }.to_owned(),
            );
        }
        let lead = Rich::strong(texts.memo_advantages()).and_linked(&said.join(" "));
        self.document.paragraph(lead);
        self.told.extend(speaking.iter().map(|reason| reason.criterion));
    }

    /// Why not this form, or what it hangs on, and how near it was.
    fn verdict(&mut self, form: FormKey) {
        let (texts, found) = (self.texts, self.found);
        let mut said: Vec<String> = Vec::new();
        let gates = || self.rules.gates.iter().zip(&found.evaluation.verdict.gates);
        // The sources stand with the bars of the assessment.
        let bars = gates().filter(|(gate, fires)| **fires == Truth::True && gate.excludes.contains(form));
        let bars: Vec<&Gate> = bars.map(|(gate, _)| gate).collect();
        if let Some((_, other)) = self.barred.iter().find(|(told, _)| *told == bars) {
            said.push(texts.memo_not_possible_either(self.speaker.form(*other)));
        } else if !bars.is_empty() {
            let whys = bars.iter().map(|gate| sentence(self.speaker.say(&gate.head.why)));
            said.push(texts.memo_not_possible(whys.collect::<Vec<_>>().join(" ")));
            self.barred.push((bars, form));
        }
        if said.is_empty() && found.evaluation.verdict.conditional.contains(form) {
            let open = gates().filter(|(gate, fires)| **fires == Truth::Open && gate.excludes.contains(form));
            let mut questions: Vec<&str> = Vec::new();
            for criterion in open.flat_map(|(gate, _)| deciding(&gate.when, &found.area.answers, Truth::Open))
            {
                let question = self.speaker.question(criterion);
                if !questions.contains(&question) {
                    questions.push(question);
                }
            }
            said.push(texts.memo_possible_if(questions.join(" ")));
        }
        let all =
            [Effect::For, Effect::NotFor, Effect::Open].map(|effect| self.indicators(form, effect)).concat();
        said.extend(self.counts(form).map(|said| self.cited(&said, Some(&self.by(&all)))));
        said.extend(self.nearness(form));
        self.document.paragraph(Rich::strong(texts.memo_verdict()).and(said.join(" "), Style::Plain));
    }

    fn score(&self, form: FormKey) -> Option<&'a Score> {
        self.found.evaluation.scores.get(form.position())
    }

    /// How near a form was to the one proposed: in words, then by the scores.
    pub(super) fn nearness(&self, form: FormKey) -> Option<String> {
        let texts = self.texts;
        let own = self.score(form)?;
        let said = |score: &Score| self.speaker.score(score.low, score.high);
        let Some(leading) = self.subject.map(|outcome| outcome.form) else {
            return Some(texts.memo_score_of(self.speaker.form(form), said(own)));
        };
        let other = self.score(leading)?;
        let (name, form_name) = (within(self.speaker.form(leading)), self.speaker.form(form));
        let (score, other_score) = (said(own), said(other));
        // Where what is proposed is excluded itself, there is nothing to be near to.
        if self.found.evaluation.verdict.excluded.contains(leading) {
            return Some(texts.memo_score_of(form_name, score));
        }
        if self.found.evaluation.verdict.excluded.contains(form) {
            return Some(texts.memo_excluded_score(form_name, name, other_score, score));
        }
        let settled = own.is_settled() && other.is_settled();
        // Spans that meet: which is ahead hangs on what is open.
        if !settled && own.high >= other.low && own.low <= other.high {
            return Some(texts.memo_depends(form_name, name, other_score, score));
        }
        let behind = own.score < other.score;
        let apart = if behind { other.score - own.score } else { own.score - other.score };
        Some(if *apart.numer() == 0 {
            texts.memo_equal(form_name, name, score)
        } else if apart <= self.rules.margin {
            if behind {
                texts.memo_near(form_name, name, other_score, score)
            } else {
                texts.memo_near_ahead(form_name, name, other_score, score)
            }
        } else if !behind {
            texts.memo_ahead(form_name, name, other_score, score)
        } else if apart <= Fraction::new(3, 20) {
            texts.memo_behind(form_name, name, other_score, score)
        } else {
            texts.memo_far_behind(form_name, name, other_score, score)
        })
    }
}
