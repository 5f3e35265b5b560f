//! What is recommended, how firmly, and how the forms stand.

use super::{Rank, Writer};
use crate::document::{Rich, Sign, Style};
use crate::evaluate::{Firmness, Share};
use crate::model::{Citation, FormKey, Outcome, Service};
use crate::portfolio::{Change, change, possible_today};
use crate::say::figures;

impl Writer<'_> {
    pub(super) fn head(&mut self) {
        let (area, texts) = (&self.recommendation.area, self.texts);
        let facts = [
            (texts.column_municipality(), &area.municipality),
            (texts.plan_board(), &area.board),
            (texts.plan_period(), &area.period),
        ];
        let service = self.recommendation.rules.service_of(area);
        let facts = facts.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)));
        let facts =
            facts.chain(service.map(|service| (texts.column_service(), self.speaker.say(&service.name))));
        if self.full() {
            facts.for_each(|(name, value)| self.document.fact(name, value));
            self.document
                .paragraph(Rich::own(area.notes.as_deref().unwrap_or_default()).all_in(Style::Faint));
        } else {
            let facts: Vec<String> = facts.map(|(name, value)| format!("{name}: {value}")).collect();
            self.document.paragraph(Rich::faint(facts.join(texts.question_parts())));
        }
        match self.recommendation.outcome() {
            None => self.undetermined(),
            Some(outcome) => self.recommended(outcome),
        }
        self.today();
        self.beside();
        self.proposal();
        self.decision();
        // Spans from nothing to everything say nothing.
        if self.full() || !self.is_undetermined() {
            self.document.table(figures::scores(self.recommendation, texts));
        }
        if let Some(service) = service.filter(|service| self.full() || !service.settles.is_empty()) {
            self.law(service);
        }
        if self.full() {
            self.current();
        }
    }

    /// How the area is provided today, and whether the recommendation is another form.
    fn today(&mut self) {
        let (recommendation, texts) = (self.recommendation, self.texts);
        let today = possible_today(recommendation.rules, &recommendation.area);
        if today.is_empty() {
            return;
        }
        let named = self.speaker.today(&today);
        self.document.paragraph(match change(recommendation) {
            Change::Changed => texts.today_changed(named),
            Change::Unchanged => texts.today_unchanged(named),
            Change::NotComparable => texts.today_only(named),
        });
    }

    fn recommended(&mut self, outcome: Outcome) {
        let (texts, firm) = (self.texts, self.recommendation.evaluation.firmness == Firmness::Firm);
        let named = format!("{}: {}", texts.overview_recommended(), self.speaker.outcome(outcome));
        self.document.paragraph(Rich::styled(named, if firm { Style::Good } else { Style::Care }));
        if firm {
            let open = !self.recommendation.evaluation.ways.all.total().eq(&1);
            self.document.paragraph(if open { texts.firm() } else { texts.firm_answered() });
            if self.spans_overlap(outcome) {
                self.document.paragraph(texts.firm_overlap());
            }
            return;
        }
        let presumed = if self.presumes() { texts.presumed() } else { "" };
        let said = format!("{} {} {presumed}", texts.preliminary(), self.support());
        self.document.paragraph(said.trim_end());
        self.conditions();
        if self.full() {
            self.still_possible();
        } else {
            let drawn = self.speaker.drawn(&self.recommendation.evaluation.ways);
            drawn.into_iter().for_each(|drawn| self.document.paragraph(Rich::faint(drawn)));
        }
    }

    /// Whether another possible form's span reaches into that of the form that leads: a reader may wonder at what is firm.
    fn spans_overlap(&self, outcome: Outcome) -> bool {
        let evaluation = &self.recommendation.evaluation;
        let score = |form: FormKey| evaluation.scores.get(form.position());
        let Some(top) = score(outcome.form) else { return false };
        let others = self.recommendation.rules.forms.keys().filter(|form| *form != outcome.form);
        let mut others = others.filter(|form| !evaluation.verdict.excluded.contains(*form)).filter_map(score);
        others.any(|other| {
            !(top.is_settled() && other.is_settled()) && other.high >= top.low && other.low <= top.high
        })
    }

    fn undetermined(&mut self) {
        let texts = self.texts;
        self.document.paragraph(Rich::styled(texts.undetermined(), Style::Care));
        let core = self.recommendation.rules.criteria.iter().filter(|(_, criterion)| criterion.core);
        let (answered, all) = core.fold((0, 0), |(answered, all), (key, _)| {
            (answered + usize::from(self.recommendation.area.answers.get(key).is_some()), all + 1)
        });
        // Without core questions nothing is named before it is firm.
        if all > 0 {
            self.document.paragraph(texts.undetermined_lead(all, answered));
        }
        if let Some((form, share)) = self.recommendation.evaluation.leaning {
            self.document.paragraph(texts.leaning(self.speaker.form_within(form), self.speaker.share(share)));
        }
        self.still_possible();
    }

    /// The outcomes that the open answers can lead to, with their shares.
    fn still_possible(&mut self) {
        let shares = self.recommendation.shares();
        let speaker = self.speaker;
        let named = |(outcome, share): (Outcome, Share)| {
            (speaker.outcome(outcome).to_owned(), [(share.part, speaker.share(share))])
        };
        let (name, share) = (self.texts.check_outcome(), self.texts.plan_column_share());
        let drawn = self.speaker.drawn(&self.recommendation.evaluation.ways);
        let caption =
            if drawn.is_some() { self.texts.drawn_title() } else { self.texts.still_possible_title() };
        self.document.table(figures::shares(caption, name, [share], shares.into_iter().map(named)));
        if self.presumes() {
            self.document.paragraph(Rich::faint(self.texts.presumed()));
        }
        drawn.into_iter().for_each(|drawn| self.document.paragraph(Rich::faint(drawn)));
    }

    /// Whether the shares leave out ways in which a gate fires.
    fn presumes(&self) -> bool {
        let ways = &self.recommendation.evaluation.ways;
        ways.shares().total() < ways.all.total()
    }

    fn support(&self) -> String {
        let evaluation = &self.recommendation.evaluation;
        let (ways, leading) = (evaluation.ways.shares(), evaluation.leading);
        let part = self.speaker.number(ways.ways(leading.outcome));
        let (all, share) = (self.speaker.number(ways.total()), self.speaker.share(leading.share));
        if evaluation.ways.drawn {
            self.texts.support_drawn(share)
        } else {
            self.texts.support(all, part, share)
        }
    }

    fn conditions(&mut self) {
        let conditions = &self.recommendation.evaluation.conditions;
        if !conditions.is_empty() {
            let names = self.speaker.criteria(conditions.iter().copied());
            self.document.paragraph(self.texts.conditions_lead(names));
        }
    }

    /// What law says of the service.
    fn law(&mut self, service: &Service) {
        if self.full() {
            self.document.heading(2, self.texts.service_title(), "service");
            self.document.list(self.speaker.service(service).into_iter().map(Rich::from));
            self.document.paragraph(self.speaker.say(&service.licence));
            self.document
                .paragraph(Rich::faint(self.texts.source_alone(self.speaker.sources(&service.sources))));
        } else {
            let place: Vec<&Citation> = service.sources.first().into_iter().collect();
            let settled = self.speaker.settled(service);
            self.point(Rank::Law, Sign::Met, self.texts.service_settles_short(), &settled, &place);
        }
    }

    /// The current state, a fact a point.
    fn current(&mut self) {
        let (current, texts) = (&self.recommendation.area.current, self.texts);
        let mut parts: Vec<String> = Vec::new();
        parts.extend(current.form.map(|form| texts.current_form(self.speaker.stated(form))));
        parts.extend(current.users.map(|users| texts.users(self.speaker.number(u128::from(users)))));
        let said = |of: String, text: fn(&crate::texts::Texts, String) -> String| {
            (!of.is_empty()).then(|| text(texts, of))
        };
        parts.extend(said(self.speaker.providers(&current.providers), |texts, said| texts.providers(said)));
        parts.extend(said(self.speaker.shares(&current.share), |texts, said| texts.shares(said)));
        parts.extend(current.as_of.as_ref().map(|date| texts.as_of(date)));
        parts.extend([&current.geography, &current.description].into_iter().flatten().cloned());
        self.document.list(parts.into_iter().map(|part| Rich::own(&texts.current_line(part))));
    }

    /// What shapes the outcome: variant, complements, what keeps a share in-house, ties.
    fn beside(&mut self) {
        let (recommendation, texts, speaker) = (self.recommendation, self.texts, self.speaker);
        if let Some(variant) = recommendation.variant {
            self.document.paragraph(texts.variant(speaker.say(&variant.name)));
        }
        for complement in &recommendation.complements {
            self.document.paragraph(texts.complement(speaker.say(&complement.name)));
        }
        let standing = recommendation.evaluation.verdict.standing;
        if let Some((best, tied)) = recommendation.tied() {
            self.document.paragraph(texts.tie(speaker.form(best), speaker.forms(tied)));
        }
        if let Some(outcome) = recommendation.outcome().filter(|_| standing.near)
            && let Some(base) = outcome.beside
        {
            let (in_house, top) = (speaker.form(base), speaker.form_within(outcome.form));
            self.document.paragraph(texts.near(top, in_house, speaker.points(recommendation.rules.margin)));
        }
    }
}
