//! The matter in short, what the decision rests on, and the current state in sentences.
//!
//! In: an area and its recommendation. Out: prose. What a decision needs and the area lacks is a gap.

use super::words::{listed, number, sentence};
use super::{Writer, marked};
use crate::document::Rich;
use crate::evaluate::Firmness;
use crate::explain::Effect;
use crate::model::{CitedDocument, CriterionKey, Fraction, GateKind, Outcome, RuleKind, StateFact};
use crate::portfolio::possible_today;
use crate::say::words::within;

/// How many reasons the matter in short gives.
const NOTES: usize = 2;

/// The highest number that is written in a word.
const WORDS: u64 = 12;

impl<'a> Writer<'a> {
    /// What is asked, what the examination leads to and what is proposed.
    pub(super) fn matter(&mut self) {
        let (found, texts) = (self.found, self.texts);
        let (period, mark) = self.period();
        let asks = texts.memo_matter_asks(&found.area.name, period);
        let said = mark.map_or_else(|| Rich::plain(asks.clone()), |mark| marked(&asks, &mark));
        self.document.paragraph(said);
        let mut result = self.result();
        result.extend(self.standing());
        self.document.paragraph(Rich::linked(&result.join(" ")));
        self.document.paragraph(self.proposed().join(" "));
        if let Some(subject) = self.unsaid_mix() {
            let forms = self.rules.forms_of(subject).map(|form| self.speaker.form_within(form)).collect();
            let (what, forms) = (texts.memo_gap_mix(), listed(texts, forms));
            let said = self.with_gap(what, |texts, gap| texts.memo_mix_unsaid(forms, gap));
            self.document.paragraph(said);
        }
        let motivation = found.area.proposal.as_ref().and_then(|proposal| proposal.motivation.as_deref());
        match (motivation, self.subject) {
            (Some(motivation), _) => self.paragraphs(motivation),
            (None, Some(outcome)) if !self.agrees(outcome) => {
                let what = texts.memo_gap_motivation();
                let said = self.with_gap(what, |texts, gap| texts.memo_proposal_unmotivated(gap));
                self.document.paragraph(said);
            }
            _ => {}
        }
        let excluded = found.evaluation.verdict.excluded;
        // Where nothing is proposed there is nothing to be near to.
        let rest =
            self.others().into_iter().filter(|form| self.subject.is_some() && !excluded.contains(*form));
        let mut said: Vec<String> = rest.filter_map(|form| self.nearness(form)).collect();
        let out = self.rules.forms.keys().filter(|form| excluded.contains(*form));
        let out: Vec<String> = out.map(|form| self.speaker.form(form).to_owned()).collect();
        if !out.is_empty() {
            said.push(texts.memo_excluded_names(listed(texts, out)));
        }
        self.document.paragraph(said.join(" "));
    }

    /// What the examination leads to, how firmly, and the reasons for it counted.
    pub(super) fn result(&self) -> Vec<String> {
        let (found, texts) = (self.found, self.texts);
        let Some(outcome) = found.outcome() else { return vec![texts.memo_outcome_open().to_owned()] };
        let mut said = vec![texts.memo_outcome(within(self.speaker.outcome(outcome)))];
        let ways = &found.evaluation.ways;
        said.push(match found.evaluation.firmness {
            Firmness::Firm if ways.all.total() == 1 => texts.memo_firm_answered().to_owned(),
            Firmness::Firm if self.unanswered() == 1 => texts.memo_firm_one().to_owned(),
            Firmness::Firm => texts.memo_firm().to_owned(),
            _ => {
                let share = found.evaluation.leading.share;
                let words = in_words(share.part, texts);
                let share = self.speaker.share(share);
                if ways.shares().total() < ways.all.total() {
                    texts.memo_preliminary_presumed(share, words)
                } else {
                    texts.memo_preliminary(share, words)
                }
            }
        });
        said.extend(self.tie());
        said
    }

    /// How many questions have no answer.
    fn unanswered(&self) -> usize {
        self.found.area.answers.iter().filter(|(_, answer)| answer.is_none()).count()
    }

    /// Whether the prerequisites are met, what above all speaks for what is proposed, why a share is kept in-house.
    fn standing(&self) -> Vec<String> {
        let texts = self.texts;
        let mut said = Vec::new();
        let gates = self.rules.gates.iter().filter(|gate| gate.kind == GateKind::Prerequisite);
        let gates: Vec<&str> = gates.map(|gate| gate.head.id.as_str()).collect();
        let of = |effect: Effect| {
            let reasons = self.found.reasons.iter();
            let mut criteria: Vec<CriterionKey> = reasons
                .filter(|reason| gates.contains(&reason.rule) && reason.effect == effect)
                .map(|reason| reason.criterion)
                .collect();
            criteria.dedup();
            criteria.into_iter().map(|key| texts.memo_quoted(self.speaker.criterion(key))).collect::<Vec<_>>()
        };
        let (met, partly, failed) = (of(Effect::For), of(Effect::Reservation), of(Effect::Excludes));
        let open = of(Effect::Open);
        if !met.is_empty() && partly.is_empty() && failed.is_empty() && open.is_empty() {
            said.push(texts.memo_matter_met().to_owned());
        }
        if !failed.is_empty() {
            said.push(texts.memo_matter_failed(listed(texts, failed)));
        }
        if !partly.is_empty() {
            said.push(texts.memo_matter_partly(listed(texts, partly)));
        }
        let Some(outcome) = self.subject else { return said };
        let speaking = self.indicators(outcome.form, Effect::For);
        let plain = speaking.iter().filter(|reason| reason.answer == Some(0) && !self.is_reversed(reason));
        let noted = plain.filter_map(|reason| {
            self.noted(reason.criterion)
                .map(|note| format!("{}: {note}", self.speaker.criterion(reason.criterion)))
        });
        let notes: Vec<String> = noted.take(NOTES).collect();
        if !notes.is_empty() {
            let form = within(self.speaker.form(outcome.form));
            said.push(texts.memo_matter_for(form, notes.join(" ")));
        }
        // What the rules keep in-house is said of what they lead to.
        if outcome.is_mix() && self.agrees(outcome) {
            let kept = self
                .found
                .reasons
                .iter()
                .filter(|reason| (reason.kind, reason.effect) == (RuleKind::MixRule, Effect::For));
            let mut kept: Vec<&str> = kept.map(|reason| self.speaker.say(reason.text)).collect();
            kept.dedup();
            // The others stand in the assessment.
            said.extend(kept.into_iter().take(1).map(sentence));
        }
        said
    }

    /// What the administration proposes, beside what the examination leads to.
    fn proposed(&self) -> Vec<String> {
        let (found, texts) = (self.found, self.texts);
        let mut said = Vec::new();
        if let Some(proposal) = &found.area.proposal {
            said.extend(proposal.form.map(|form| {
                let name = within(self.speaker.stated(form));
                match found.outcome() {
                    Some(outcome) if form.is(outcome) => texts.memo_proposal_same().to_owned(),
                    Some(_) => texts.memo_proposal_differs(name),
                    None => texts.memo_proposal_alone(name),
                }
            }));
            said.extend(proposal.direction.as_deref().map(|direction| {
                let said = texts.memo_direction(direction.trim());
                // What ends in a point within the quotation marks has it.
                if direction.ends_with('.') { said.trim_end_matches('.').to_owned() } else { said }
            }));
        }
        said
    }

    /// Whether what is proposed keeps today's form or changes it.
    fn change(&self) -> String {
        let today = possible_today(self.rules, &self.found.area);
        let texts = self.texts;
        match (self.subject, today.as_slice()) {
            (None, _) => texts.memo_waits().to_owned(),
            (Some(outcome), [today]) if outcome == *today => texts.memo_keeps().to_owned(),
            (Some(outcome), several) if !several.is_empty() && !several.contains(&outcome) => {
                texts.memo_changes().to_owned()
            }
            _ => texts.memo_change_unknown().to_owned(),
        }
    }

    /// This document, its annex, and every source that the area names.
    pub(super) fn basis(&mut self) {
        let (found, texts) = (self.found, self.texts);
        let date = match self.given("date") {
            Some(date) => (date.to_owned(), None),
            None => {
                let mark = self.gap(texts.memo_gap_date());
                (mark.clone(), Some(mark))
            }
        };
        let memo = texts.memo_basis_memo(&found.area.name, date.0);
        let mut points = vec![date.1.map_or_else(|| Rich::plain(memo.clone()), |mark| marked(&memo, &mark))];
        let annex = self.rules.memo.sections.iter().find(|of| of.id == crate::model::MemoPart::Annex.id());
        points.extend(annex.map(|of| Rich::plain(texts.memo_basis_annex(self.speaker.say(&of.heading)))));
        points.extend(self.guidelines());
        let mut sources: Vec<&str> = Vec::new();
        let given = found.area.answers.iter().filter_map(|(key, _)| found.area.evidence.at(key).as_ref());
        let evidence = given.filter_map(|evidence| evidence.source.as_deref());
        let weighed = found.area.considerations.iter().filter_map(|weighed| weighed.source.as_deref());
        let compensation = found.area.compensation.as_ref().and_then(|of| of.source.as_deref());
        let districts = found.area.districts.as_ref().and_then(|of| of.source.as_deref());
        let decision = found.area.decision.as_ref().and_then(|of| of.source.as_deref());
        for source in evidence.chain(weighed).chain(compensation).chain(districts).chain(decision) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        points.extend(sources.into_iter().map(Rich::linked));
        self.document.list(points);
    }

    /// The documents that give the prerequisites and the reasons, by their titles and what they are cited as.
    fn guidelines(&self) -> Vec<Rich> {
        let gates = self.rules.gates.iter().filter(|gate| gate.kind == GateKind::Prerequisite);
        let heads = gates.map(|gate| &gate.head).chain(self.rules.indicators.iter().map(|one| &one.head));
        let mut documents: Vec<&CitedDocument> = Vec::new();
        for cited in heads.flat_map(|head| &head.sources).map(|source| source.document.as_ref()) {
            if !documents.iter().any(|document| document.id == cited.id) {
                documents.push(cited);
            }
        }
        let said = documents.into_iter().map(|document| {
            let (title, name) = (self.speaker.say(&document.title), self.speaker.say(&document.name));
            if title == name {
                Rich::plain(title)
            } else {
                Rich::plain(self.texts.memo_basis_document(name, title))
            }
        });
        said.collect()
    }

    /// The current state in sentences, and what is not known of it.
    pub(super) fn background(&mut self) {
        let (found, texts, speaker) = (self.found, self.texts, self.speaker);
        let current = &found.area.current;
        if let Some(description) = &current.description {
            self.paragraphs(description);
        }
        let mut said = Vec::new();
        let today = possible_today(self.rules, &found.area);
        match today.as_slice() {
            [one] => said.push(texts.memo_today(within(speaker.outcome(*one)))),
            [] => {}
            several => said.push(texts.memo_today(speaker.today(several))),
        }
        said.extend(current.users.map(|users| texts.memo_users(speaker.number(u128::from(users)))));
        said.extend(self.providers());
        said.extend(self.shares());
        said.extend(current.as_of.as_ref().filter(|_| said.len() > 1).map(|day| texts.memo_as_of(day)));
        said.extend(current.geography.as_deref().map(sentence));
        if !today.is_empty() {
            said.push(self.change());
        }
        self.document.paragraph(Rich::linked(&said.join(" ")));
        if today.is_empty() {
            let said = self.with_gap(texts.memo_gap_today(), |texts, gap| texts.memo_today_unknown(gap));
            self.document.paragraph(said);
            self.document.paragraph(self.change());
        }
        self.decided();
        for item in &self.rules.plan.current_state {
            // That today's form is described in no words is no lack where its figures are there.
            let needed = item.required && item.fact != StateFact::Market;
            if needed && !item.fact.is_given(current) {
                let name = within(speaker.say(&item.name));
                let said = self.with_gap(&name, |texts, gap| texts.memo_lacks(gap));
                self.document.paragraph(said);
            }
        }
        if let Some(notes) = &found.area.notes {
            self.paragraphs(notes);
        }
    }

    /// What the board has decided before.
    fn decided(&mut self) {
        let Some(decision) = &self.found.area.decision else { return };
        let form = decision.form.map(|form| within(self.speaker.stated(form)));
        let said: Vec<String> =
            [form, decision.direction.clone(), decision.motivation.clone()].into_iter().flatten().collect();
        let said: Vec<String> = said.iter().map(|part| sentence(part)).collect();
        if !said.is_empty() {
            let said = self.cited(&said.join(" "), decision.source.as_deref());
            self.document.paragraph(Rich::own(&self.texts.memo_decided(said)));
        }
    }

    fn providers(&self) -> Option<String> {
        let (texts, providers) = (self.texts, &self.found.area.current.providers);
        let kinds = [providers.municipal, providers.private, providers.nonprofit];
        let known = kinds.iter().any(Option::is_some);
        // Who has no provider is not named among those that have.
        let [municipal, private, nonprofit] = kinds.map(|kind| kind.filter(|count| *count > 0));
        let all: u64 = [municipal, private, nonprofit].into_iter().flatten().fold(0, u64::saturating_add);
        // All in words, or all in figures.
        let words = [municipal, private, nonprofit].into_iter().flatten().all(|count| count <= WORDS);
        let count = |count: Option<u64>| {
            count.map(|count| match usize::try_from(count) {
                Ok(few) if words => number(texts, few),
                _ => self.speaker.number(u128::from(count)),
            })
        };
        let named = |kind: Option<u64>, one: &str, several: &dyn Fn(String) -> String| {
            if kind == Some(1) { Some(one.to_owned()) } else { count(kind).map(several) }
        };
        let said = [
            named(municipal, texts.memo_provider_municipal(), &|number| {
                texts.memo_providers_municipal(number)
            }),
            named(private, texts.memo_provider_private(), &|number| texts.memo_providers_private(number)),
            named(nonprofit, texts.memo_provider_nonprofit(), &|number| {
                texts.memo_providers_nonprofit(number)
            }),
        ];
        let said: Vec<String> = said.into_iter().flatten().collect();
        Some(match (all, known) {
            (_, false) => return None,
            (0, _) => texts.memo_providers_none().to_owned(),
            (1, _) if providers.sole() == Some(0) => texts.memo_provider_in_house().to_owned(),
            (1, _) => texts.memo_provider(listed(texts, said)),
            _ => texts.memo_providers(listed(texts, said)),
        })
    }

    fn shares(&self) -> Option<String> {
        let (texts, share) = (self.texts, &self.found.area.current.share);
        // Who has nothing of the volume is among the providers, or not.
        let some = |share: Option<crate::model::Decimal>| {
            share.map(|share| share.value()).filter(|share| *share.numer() > 0)
        };
        let percent =
            |share: Option<crate::model::Decimal>| some(share).map(|share| self.speaker.exact_percent(share));
        let said = [
            percent(share.municipal).map(|share| texts.memo_shares_municipal(share)),
            percent(share.private).map(|share| texts.memo_shares_private(share)),
            percent(share.nonprofit).map(|share| texts.memo_shares_nonprofit(share)),
        ];
        let said: Vec<String> = said.into_iter().flatten().collect();
        // That one kind has all of it follows where it is known that there are no others.
        let kinds = [share.municipal, share.private, share.nonprofit].map(|share| some(share).is_some());
        let sole = self.found.area.current.providers.sole();
        let follows = said.len() == 1 && sole.is_some_and(|kind| kinds.get(kind) == Some(&true));
        (!said.is_empty() && !follows).then(|| texts.memo_shares(listed(texts, said)))
    }

    /// That several forms share the best score.
    pub(super) fn tie(&self) -> Option<String> {
        let (best, tied) = self.found.tied()?;
        Some(self.texts.tie(self.speaker.form(best), self.speaker.forms(tied)))
    }

    /// Whether what is proposed is what the examination leads to.
    pub(super) fn agrees(&self, outcome: Outcome) -> bool {
        self.found.outcome().is_none_or(|recommended| recommended == outcome)
    }
}

/// A share in words; never more than it is.
fn in_words(share: Fraction, texts: &crate::texts::Texts) -> &'static str {
    if share == Fraction::from_integer(1) {
        texts.memo_share_all()
    } else if share >= Fraction::new(9, 10) {
        texts.memo_share_nine()
    } else if share >= Fraction::new(3, 4) {
        texts.memo_share_three()
    } else if share > Fraction::new(1, 2) {
        texts.memo_share_half()
    } else {
        texts.memo_share_less()
    }
}
