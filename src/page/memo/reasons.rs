//! Reasons as sentences: the area's own evidence, or else what the rule says, told as the answer has it.
//!
//! In: reasons. Out: a point each. No sentence says the opposite of its heading: where a criterion's name alone would,
//! the rule is said whole, with whether it is so here.

use super::Writer;
use super::words::{listed, number, sentence};
use crate::document::Rich;
use crate::explain::{Effect, Reason};
use crate::model::{FormKey, RuleKind};
use crate::say::words::within;

/// The answer *partly*, by position.
const PARTLY: Option<u8> = Some(1);

impl<'a> Writer<'a> {
    /// The reasons of a form with this effect, whole answers before partial ones.
    pub(super) fn indicators(&self, form: FormKey, effect: Effect) -> Vec<&'a Reason<'a>> {
        let reasons = self.found.reasons.iter().filter(|reason| {
            (reason.kind, reason.effect, reason.form) == (RuleKind::Indicator, effect, Some(form))
        });
        let mut reasons: Vec<&Reason<'_>> = reasons.collect();
        reasons.sort_by_key(|reason| reason.answer == PARTLY);
        reasons
    }

    /// How many of a form's reasons hold.
    pub(super) fn counts(&self, form: FormKey) -> Option<String> {
        let texts = self.texts;
        let speaking = self.indicators(form, Effect::For);
        let partly = speaking.iter().filter(|reason| reason.answer == PARTLY).count();
        let whole = speaking.len() - partly;
        let open = self.indicators(form, Effect::Open).len();
        let all = speaking.len() + open + self.indicators(form, Effect::NotFor).len();
        let (name, said) = (within(self.speaker.form(form)), |count| number(texts, count));
        let mut hold = Vec::new();
        if whole > 0 {
            hold.push(texts.memo_hold_wholly(said(whole)));
        }
        if partly > 0 {
            hold.push(texts.memo_hold_partly(said(partly)));
        }
        let hold = if hold.is_empty() { said(0) } else { listed(texts, hold) };
        Some(match open {
            _ if all == 0 => return None,
            0 => texts.memo_counts(said(all), name, hold),
            _ if open == all => texts.memo_counts_unanswered(said(all), name),
            1 => texts.memo_counts_open_one(said(all), name, hold),
            _ => texts.memo_counts_open(said(all), name, hold, said(open)),
        })
    }

    /// What speaks for a form, as a point of a list.
    pub(super) fn point(&self, reason: &Reason<'_>) -> Rich {
        let note = self.noted(reason.criterion);
        if let Some(note) = note.as_ref().filter(|_| !self.is_reversed(reason)) {
            let lead = self.texts.memo_lead(self.labelled(reason));
            return Rich::strong(lead).and_own(note);
        }
        Rich::own(&self.said(reason, note.as_deref()))
    }

    /// What a rule says for a form, whether it is wholly so here, and the evidence.
    pub(super) fn said(&self, reason: &Reason<'_>, note: Option<&str>) -> String {
        let partly = reason.answer == PARTLY;
        let so = if partly { self.texts.memo_so_partly() } else { self.texts.memo_so() };
        let mut said = format!("{} {so}", self.speaker.say(reason.text));
        if let Some(note) = note {
            said = format!("{said} {note}");
        }
        said
    }

    /// A paragraph of the reasons for a form that do not hold, which is no argument against it, with what shows it.
    pub(super) fn silent(&mut self, form: FormKey, lead: &str) {
        let texts = self.texts;
        let silent = self.indicators(form, Effect::NotFor);
        if silent.is_empty() {
            return;
        }
        let whys: Vec<String> = silent.iter().map(|reason| self.not_so(reason)).collect();
        let said = match whys.as_slice() {
            [one] => texts.memo_drawback(one),
            all => texts.memo_drawbacks_are(all.join(" ")),
        };
        self.told.extend(silent.iter().map(|reason| reason.criterion));
        let lead = Rich::strong(texts.memo_lead(lead.trim_end_matches(['.', ' '])));
        self.document.paragraph(lead.and_linked(&said));
    }

    /// A reason that does not hold, with what shows it; evidence that has been given above is not given again.
    fn not_so(&self, reason: &Reason<'_>) -> String {
        let note = self.noted(reason.criterion).filter(|_| !self.told.contains(&reason.criterion));
        // Where *no* is what speaks for the form, the criterion's name would say the opposite.
        let said = if self.is_reversed(reason) {
            sentence(self.speaker.say(reason.text))
        } else if note.is_some() {
            format!("{}:", self.speaker.criterion(reason.criterion))
        } else {
            sentence(self.speaker.criterion(reason.criterion))
        };
        note.map_or(said.clone(), |note| format!("{said} {note}"))
    }

    /// The name of a reason's criterion, with whether it holds in part only.
    pub(super) fn labelled(&self, reason: &Reason<'_>) -> String {
        let name = self.speaker.criterion(reason.criterion);
        if reason.answer == PARTLY { self.texts.memo_partly(name) } else { name.to_owned() }
    }

    /// Whether the answer *no* is what speaks for the form.
    pub(super) fn is_reversed(&self, reason: &Reason<'_>) -> bool {
        let mut indicators = self.rules.indicators.iter();
        indicators.any(|indicator| indicator.head.id == reason.rule && indicator.reversed)
    }

    /// Where the guideline gives these reasons.
    pub(super) fn by(&self, reasons: &[&Reason<'_>]) -> String {
        let mut places: Vec<_> = reasons.iter().flat_map(|reason| reason.sources).collect();
        places.sort_by_key(|place| place.item);
        self.speaker.sources(places)
    }
}
