//! What is proposed: numbered sentences, ready for the minutes.
//!
//! In: the administration's proposal, or else the outcome; the sentences of the rule set. Out: a numbered list. While
//! neither is known, the proposal is to find out what is missing.

use super::words::{cited, listed, sentence};
use super::{Writer, marked};
use crate::document::{Rich, Style};
use crate::evaluate::{Truth, deciding, holds};
use crate::explain::Recommendation;
use crate::model::{CriterionKey, FormKey, Gate, GateKind, MemoSentence, Outcome, Situation, Stated};
use crate::portfolio::{missing, possible_today};
use crate::say::Speaker;
use crate::say::words::within;
use crate::texts::{Texts, fill};

/// How many questions are named as missing.
const MISSING: usize = 7;

/// What is proposed: by the administration, or else by the rules.
#[must_use]
pub fn proposed(found: &Recommendation<'_>) -> Option<Outcome> {
    let stated = found.area.proposal.as_ref().and_then(|proposal| proposal.form);
    match stated {
        None => found.outcome(),
        Some(Stated::Outcome(outcome)) => Some(outcome),
        // Which mix it is to be is then for the rules to say, or else for what is there today.
        Some(Stated::Mix) => {
            found.outcome().filter(|outcome| outcome.is_mix()).or_else(|| nearest_mix(found))
        }
    }
}

/// The mix in use today; else the one that the scores are nearest to.
fn nearest_mix(found: &Recommendation<'_>) -> Option<Outcome> {
    let rules = found.rules;
    if let [today] = possible_today(rules, &found.area).as_slice()
        && today.is_mix()
    {
        return Some(*today);
    }
    let (scores, excluded) = (&found.evaluation.scores, found.evaluation.verdict.excluded);
    let rank = |form: &FormKey| {
        (excluded.contains(*form), std::cmp::Reverse(scores.get(form.position()).map(|score| score.score)))
    };
    let form = rules.competitive().min_by_key(rank)?;
    Some(Outcome::mix(form, rules.bases().next()?))
}

/// What forbids the form that is proposed, a text for each gate.
#[must_use]
pub fn forbidden(found: &Recommendation<'_>, texts: &Texts) -> Vec<String> {
    let speaker = Speaker { texts, rules: found.rules };
    let said = |gate: &Gate| {
        let what = match gate.kind {
            GateKind::Law => texts.memo_forbidden_law(),
            GateKind::Prerequisite => texts.memo_forbidden_prerequisite(),
        };
        let why = cited(speaker.say(&gate.head.why), Some(&speaker.sources(&gate.head.sources)));
        let forms = listed(texts, gate.excludes.iter().map(|form| speaker.form(form).to_owned()).collect());
        format!("{} {}", texts.memo_forbidden(what, why), texts.memo_forbidden_excluded(forms))
    };
    forbids(found).map(said).collect()
}

/// The gates that forbid the form proposed.
fn forbids<'a>(found: &'a Recommendation<'a>) -> impl Iterator<Item = &'a Gate> {
    let subject = proposed(found);
    let gates = found.rules.gates.iter().zip(&found.evaluation.verdict.gates);
    let fired = gates.filter(|(_, fires)| **fires == Truth::True).map(|(gate, _)| gate);
    fired.filter(move |gate| {
        subject.is_some_and(|outcome| found.rules.forms_of(outcome).any(|form| gate.excludes.contains(form)))
    })
}

impl<'a> Writer<'a> {
    pub(super) fn proposal(&mut self, own: Option<&str>) {
        let rules = self.rules;
        let mut points: Vec<Rich> = Vec::new();
        let mut named = false;
        for sentence in &rules.memo.sentences {
            if !self.is_said(sentence) {
                continue;
            }
            points.push(self.filled(sentence.text.get(self.texts.lang)));
            // What belongs to the form stands right behind the sentence that names it.
            if !named && !sentence.forms.is_empty() {
                named = true;
                if let Some(point) = points.pop() {
                    points.push(self.unsaid(point));
                }
                points.extend(self.beside_form());
            }
        }
        if !named {
            let text = match self.subject {
                Some(_) => Some(self.texts.memo_sentence_form("{area}", "{form}")),
                None if points.is_empty() => Some(self.texts.memo_sentence_unknown("{area}", "{missing}")),
                None => None,
            };
            let point = text.map(|text| self.filled(&text));
            if point.is_some() {
                points.splice(0..0, point.into_iter().chain(self.beside_form()));
            }
        }
        let own = own.into_iter().flat_map(str::lines).map(|line| line.trim().trim_start_matches("- "));
        points.extend(own.filter(|line| !line.is_empty()).map(Rich::plain));
        self.document.numbered(points);
    }

    /// The mix that is described, where a mix is proposed and neither the proposal nor the rules say which.
    pub(super) fn unsaid_mix(&self) -> Option<Outcome> {
        let stated = self.found.area.proposal.as_ref().and_then(|proposal| proposal.form);
        self.subject.filter(|_| stated == Some(Stated::Mix) && self.found.outcome() != self.subject)
    }

    /// The sentence that names the form, marked where it is such a mix.
    fn unsaid(&mut self, point: Rich) -> Rich {
        if self.unsaid_mix().is_none() {
            return point;
        }
        let mark = self.gap(self.texts.memo_gap_mix());
        point.and(" ", Style::Plain).and(mark, Style::Care)
    }

    /// Whether a sentence belongs to this proposal.
    fn is_said(&self, sentence: &MemoSentence) -> bool {
        let of = match sentence.of {
            Situation::Any => true,
            Situation::Form => self.subject.is_some(),
            Situation::Unknown => self.subject.is_none(),
            Situation::Contested => !self.contested().is_empty(),
        };
        let form = sentence.forms.is_empty()
            || self.subject.is_some_and(|outcome| {
                // What is said of a form alone, or of a mix, is said of the form that leads it.
                let mut forms = self.rules.forms_of(outcome);
                match sentence.mixed {
                    Some(_) => sentence.forms.contains(outcome.form),
                    None => forms.any(|form| sentence.forms.contains(form)),
                }
            });
        let mixed =
            sentence.mixed.is_none_or(|mixed| self.subject.is_some_and(|outcome| outcome.is_mix() == mixed));
        let kept = sentence.kept.is_none_or(|kept| kept == self.is_kept(sentence));
        let stated = &self.found.area.considerations;
        let weighed = sentence.considerations.is_empty()
            || stated.iter().any(|weighed| sentence.considerations.contains(&weighed.id));
        let in_force = sentence.validity.holds_on(self.found.day.as_deref());
        of && form && mixed && kept && weighed && in_force
    }

    /// Whether one of the sentence's forms, or where it names none the whole outcome, is in use today.
    fn is_kept(&self, sentence: &MemoSentence) -> bool {
        let today = possible_today(self.rules, &self.found.area);
        let [today] = today.as_slice() else { return false };
        if sentence.forms.is_empty() {
            return self.subject == Some(*today);
        }
        self.rules.forms_of(*today).any(|form| sentence.forms.contains(form))
    }

    /// Whether the answer to a question could still exclude a form that nothing else excludes.
    fn matters(&self, criterion: CriterionKey) -> bool {
        let (answers, verdict) = (&self.found.area.answers, &self.found.evaluation.verdict);
        let gates = self.rules.gates.iter().zip(&verdict.gates);
        let mut open = gates.filter(|(_, fires)| **fires == Truth::Open).map(|(gate, _)| gate);
        open.any(|gate| {
            deciding(&gate.when, answers, Truth::Open).any(|key| key == criterion)
                && gate.excludes.iter().any(|form| !verdict.excluded.contains(form))
        })
    }

    /// Matters of law that are contested for the service, not answered, and of consequence.
    pub(super) fn contested(&self) -> Vec<(CriterionKey, &'a str)> {
        let service = self.rules.service_of(&self.found.area);
        let open = service.into_iter().flat_map(|service| &service.open);
        let unanswered = open.filter(|(criterion, _)| self.matters(*criterion));
        unanswered.map(|(criterion, why)| (*criterion, why.get(self.texts.lang))).collect()
    }

    /// A sentence with its words filled in.
    fn filled(&mut self, text: &str) -> Rich {
        let asked = |word: &str| text.contains(&format!("{{{word}}}"));
        let (period, mark) = if asked("period") { self.period() } else { (String::new(), None) };
        let form = self.subject.map(|outcome| within(self.speaker.outcome(outcome))).unwrap_or_default();
        let missing = if asked("missing") { self.missing() } else { String::new() };
        let contested: Vec<&str> =
            self.contested().into_iter().map(|(criterion, _)| self.speaker.question(criterion)).collect();
        let words = [
            ("area", self.found.area.name.clone()),
            ("form", form),
            ("period", period),
            ("missing", missing),
            ("contested", contested.join(" ")),
        ];
        let said = fill(text, &words);
        mark.map_or_else(|| Rich::plain(said.clone()), |mark| marked(&said, &mark))
    }

    /// The questions whose answers are missing: first those that every area should answer.
    fn missing(&self) -> String {
        // How many more there are stands with the assessment.
        let all = missing(self.found).into_iter().take(MISSING);
        all.map(|criterion| self.speaker.question(criterion)).collect::<Vec<_>>().join(" ")
    }

    /// The part kept in-house, and the shape that a procurement takes.
    fn beside_form(&mut self) -> Vec<Rich> {
        let Some(outcome) = self.subject else { return Vec::new() };
        let mut said = Vec::new();
        if outcome.is_mix() {
            said.push(self.share());
        }
        if let Some(variant) = self.variant() {
            let name = within(self.speaker.say(&variant.name));
            said.push(Rich::plain(sentence(&self.texts.memo_sentence_variant(name))));
        }
        said
    }

    /// The shape that the form proposed takes, where its condition holds.
    pub(super) fn variant(&self) -> Option<&'a crate::model::Variant> {
        let outcome = self.subject?;
        let rules = self.rules;
        rules.variants.iter().find(|variant| {
            rules.forms_of(outcome).any(|form| form == variant.form)
                && holds(&variant.when, &self.found.area.answers) == Truth::True
        })
    }

    /// The part kept in-house: by district, or a gap beside what it is today.
    fn share(&mut self) -> Rich {
        let found = self.found;
        let texts = self.texts;
        if let Some(districts) = &found.area.districts {
            let mut marks = Vec::new();
            let mut shares = Vec::new();
            for district in &districts.list {
                let share = match &district.in_house {
                    Some(share) => texts.percent(self.speaker.exact(share)),
                    None => {
                        let mark = self.gap(texts.memo_gap_share_in(&district.name));
                        marks.push(mark.clone());
                        mark
                    }
                };
                shares.push(texts.memo_share_in(&district.name, share));
            }
            let shares = listed(texts, shares);
            let said = match &districts.unit {
                Some(unit) => texts.memo_sentence_districts_unit(shares, unit),
                None => texts.memo_sentence_districts(shares),
            };
            return match marks.as_slice() {
                [mark] => marked(&said, mark),
                _ => Rich::plain(said),
            };
        }
        let today = found.area.current.share.municipal;
        let today = today.map(|share| self.speaker.exact_percent(share.value()));
        self.with_gap(texts.memo_gap_share(), |texts, gap| match today {
            Some(today) => texts.memo_sentence_share_today(gap, today),
            None => texts.memo_sentence_share(gap),
        })
    }
}
