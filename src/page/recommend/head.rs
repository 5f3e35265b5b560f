//! What is recommended, how firmly, and how the forms stand.

use super::Writer;
use crate::evaluate::{Firmness, Truth, deciding};
use crate::model::{CriterionKey, FormKey, Fraction};
use crate::say::words::{number, percent, points, providers, share, shares, span};
use crate::texts::Text;
use crate::write::laid_page::Tone;

/// Columns of the bar that shows score and span.
const BAR: u128 = 12;
/// Narrower pages have no bar.
const BAR_WIDTH: usize = 72;
/// The most criteria named as the reason why a form may not be possible.
const WHY: usize = 1;

impl Writer<'_> {
    pub(super) fn head(&mut self) {
        let area = &self.recommendation.area;
        let about: Vec<&str> =
            [&area.board, &area.period].into_iter().flatten().map(String::as_str).collect();
        if self.texts.is_plain() {
            return self.plain_head();
        }
        self.page.title(&area.name);
        if !about.is_empty() {
            self.page.paragraph("", "", &about.join(", "), Tone::Faint);
        }
        if let Some(notes) = &area.notes {
            if self.full() {
                self.page.paragraph("", "", notes, Tone::Faint);
            } else {
                self.page.short("", notes, Tone::Faint);
            }
        }
        self.page.gap();
        self.standing();
    }

    /// The area, a fact a line.
    fn plain_head(&mut self) {
        let area = &self.recommendation.area;
        let named = |of: Text, text: &str| format!("{}: {text}", self.texts.get(of));
        let title = named(Text::OverviewArea, &area.name);
        let facts = [
            (Text::PlanBoard, &area.board),
            (Text::PlanPeriod, &area.period),
            (Text::ColumnNotes, &area.notes),
        ];
        let facts = facts.map(|(of, text)| text.as_ref().map(|text| named(of, text)));
        self.page.title(&title);
        for fact in facts.into_iter().flatten() {
            self.page.paragraph("", "", &fact, Tone::Plain);
        }
        self.standing();
    }

    /// What is recommended, what stands beside it, and how the forms stand.
    fn standing(&mut self) {
        match self.recommendation.evaluation.firmness {
            Firmness::Undetermined => self.undetermined(),
            firmness => self.recommended(firmness),
        }
        self.beside();
        self.forms();
        if self.full() {
            self.current();
        }
    }

    fn recommended(&mut self, firmness: Firmness) {
        let mut outcome = self.outcome(self.recommendation.outcome()).to_owned();
        if self.texts.is_plain() {
            outcome = format!("{}: {outcome}", self.texts.overview_recommended());
        }
        self.page.paragraph(
            "",
            "  ",
            &outcome,
            if firmness == Firmness::Firm { Tone::Good } else { Tone::Care },
        );
        let open = !self.recommendation.evaluation.ways.all.total().eq(&1);
        if firmness == Firmness::Firm {
            let text = if open { Text::Firm } else { Text::FirmAnswered };
            self.page.paragraph("", "", self.texts.get(text), Tone::Plain);
        } else {
            let lead = self.texts.preliminary();
            let support = self.support();
            self.page.paragraph("", "", &format!("{lead} {support}"), Tone::Plain);
            if self.full() {
                self.still_possible();
            }
            self.conditions();
        }
    }

    fn undetermined(&mut self) {
        self.page.paragraph("", "", self.texts.undetermined(), Tone::Care);
        let core = self.recommendation.rules.criteria.iter().filter(|(_, criterion)| criterion.core);
        let (answered, all) = core.fold((0, 0), |(answered, all), (key, _)| {
            (answered + usize::from(self.recommendation.area.answers.get(key).is_some()), all + 1)
        });
        let words = [("answered", answered.to_string()), ("all", all.to_string())];
        let words: Vec<(&str, &str)> = words.iter().map(|(name, word)| (*name, word.as_str())).collect();
        let lead = self.texts.with(Text::UndeterminedLead, &words);
        self.page.paragraph("", "", &lead, Tone::Plain);
        self.questions();
        self.page.gap();
        self.still_possible();
        let leaning = self.outcome(self.recommendation.outcome()).to_owned();
        let support = self.support();
        let text = self.texts.leaning(&leaning, &support);
        self.page.paragraph("", "  ", &text, Tone::Plain);
        if self.full() {
            self.conditions();
        }
    }

    /// The outcomes that the open answers can lead to, with their shares.
    fn still_possible(&mut self) {
        let evaluation = &self.recommendation.evaluation;
        let now = evaluation.support().filter(|share| *share.numer() > 0);
        let mut shares: Vec<_> =
            now.map(|share| (self.recommendation.outcome(), share)).into_iter().collect();
        shares.extend(self.recommendation.alternatives());
        shares.sort_by(|(_, one), (_, other)| other.cmp(one));
        let named =
            |(outcome, part): (_, Fraction)| format!("{} {}", self.outcome(outcome), share(self.texts, part));
        let shares: Vec<String> = shares.into_iter().map(named).collect();
        for outcomes in self.told(shares, "; ") {
            let text = self.texts.still_possible(&outcomes);
            self.page.paragraph("", "  ", &text, Tone::Plain);
        }
    }

    fn support(&self) -> String {
        let evaluation = &self.recommendation.evaluation;
        let Some(support) = evaluation.support() else { return self.texts.support_none().to_owned() };
        let ways = &evaluation.ways.quiet;
        let part = number(self.texts, ways.ways(self.recommendation.outcome()));
        let all = number(self.texts, ways.total());
        self.texts.support(&all, &part, share(self.texts, support))
    }

    fn conditions(&mut self) {
        let conditions = &self.recommendation.evaluation.conditions;
        if conditions.is_empty() {
            return;
        }
        let names: Vec<&str> = conditions.iter().map(|criterion| self.criterion_name(*criterion)).collect();
        let text = self.texts.conditions_lead(names.join(", "));
        self.page.paragraph("", "", &text, Tone::Plain);
    }

    /// The current state on a few lines.
    fn current(&mut self) {
        let current = &self.recommendation.area.current;
        let texts = self.texts;
        let mut parts: Vec<String> = Vec::new();
        if let Some(form) = current.form {
            parts.push(texts.current_form(self.outcome(form)));
        }
        if let Some(users) = current.users {
            parts.push(texts.users(number(texts, u128::from(users))));
        }
        let providers = providers(texts, &current.providers);
        if !providers.is_empty() {
            parts.push(texts.providers(&providers));
        }
        let shares = shares(texts, &current.share);
        if !shares.is_empty() {
            parts.push(texts.shares(&shares));
        }
        if let Some(date) = &current.as_of {
            parts.push(texts.as_of(date));
        }
        parts.extend([&current.geography, &current.description].into_iter().flatten().cloned());
        if !parts.is_empty() {
            self.page.gap();
            for part in self.told(parts, "; ") {
                let text = texts.current_line(&part);
                self.page.paragraph("", "  ", &text, Tone::Plain);
            }
        }
    }

    /// What shapes the outcome: variant, complements, what keeps a share in-house, ties.
    fn beside(&mut self) {
        let recommendation = self.recommendation;
        if let Some(variant) = recommendation.variant {
            let text = self.texts.variant(self.say(&variant.name));
            self.page.paragraph("", "", &text, Tone::Plain);
        }
        for complement in &recommendation.complements {
            let text = self.texts.complement(self.say(&complement.name));
            self.page.paragraph("", "", &text, Tone::Plain);
        }
        // While little is answered, equal scores say only that.
        let undetermined = recommendation.evaluation.firmness == Firmness::Undetermined;
        if recommendation.evaluation.verdict.standing.tie && (self.full() || !undetermined) {
            let first = self.form_name(recommendation.evaluation.verdict.standing.best);
            let most = |form: &FormKey| {
                let score = recommendation.evaluation.scores.get(form.position());
                let best = recommendation.evaluation.verdict.standing.best;
                score.map(|score| score.score)
                    == recommendation.evaluation.scores.get(best.position()).map(|score| score.score)
                    && !recommendation.evaluation.verdict.excluded.contains(*form)
            };
            let tied: Vec<&str> =
                recommendation.rules.forms.keys().filter(most).map(|form| self.form_name(form)).collect();
            let text = self.texts.tie(first, tied.join(", "));
            self.page.paragraph("", "", &text, Tone::Plain);
        }
        if recommendation.outcome().mixed && recommendation.evaluation.verdict.standing.near {
            let margin = points(recommendation.rules.margin);
            let in_house = self.form_name(recommendation.rules.in_house);
            let top = self.form_name(recommendation.outcome().form);
            self.page.paragraph("", "", &self.texts.near(top, in_house, margin.as_str()), Tone::Plain);
        }
    }

    fn forms(&mut self) {
        let recommendation = self.recommendation;
        let verdict = &recommendation.evaluation.verdict;
        let drawn = self.page.has_room(BAR_WIDTH);
        let spans = recommendation.evaluation.scores.iter().any(|score| score.low != score.high);
        let mut header: Vec<String> =
            [Text::Form, Text::Score].map(|text| self.texts.get(text).to_owned()).to_vec();
        header.extend(spans.then(|| self.texts.span().to_owned()));
        header.extend(drawn.then(String::new));
        header.push(self.texts.possible().to_owned());
        let fixed: Vec<usize> = (0..header.len() - 1).collect();
        let mut rows = Vec::new();
        for (form, score) in recommendation.rules.forms.keys().zip(&recommendation.evaluation.scores) {
            let possible = match (verdict.excluded.contains(form), verdict.conditional.contains(form)) {
                (true, _) => self.texts.no(self.why(form, Truth::True)),
                (false, true) => self.texts.conditional(self.why(form, Truth::Open)),
                (false, false) => self.texts.yes().to_owned(),
            };
            let mut row = vec![self.form_name(form).to_owned(), percent(self.texts, score.score)];
            row.extend(spans.then(|| span(self.texts, score.low, score.high)));
            row.extend(drawn.then(|| bar(score.low, score.score, score.high)));
            row.push(possible);
            rows.push(row);
        }
        self.page.gap();
        self.page.headed_rows("", &header, &rows, &fixed);
    }

    /// The criteria whose answers exclude a form, or whose open answers could.
    fn why(&self, form: FormKey, truth: Truth) -> String {
        let recommendation = self.recommendation;
        let gates = recommendation.rules.gates.iter().zip(&recommendation.evaluation.verdict.gates);
        let gates = gates.filter(|(gate, fires)| **fires == truth && gate.excludes.contains(form));
        let mut names: Vec<String> = Vec::new();
        for (gate, _) in gates {
            for criterion in deciding(&gate.when, &recommendation.area.answers, truth) {
                let answer = recommendation.area.answers.get(criterion);
                let name = self.criterion_name(criterion);
                let name = if answer.is_some() {
                    self.texts.flip(self.answer(criterion, answer), name)
                } else {
                    name.to_owned()
                };
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        let shown = self.shown(names.len(), WHY);
        let rest = names.len() - shown;
        let mut text = names.into_iter().take(shown).collect::<Vec<_>>().join(", ");
        if rest > 0 {
            text = format!("{text} {}", self.texts.more_reasons(rest));
        }
        text
    }

    /// Whether a mix rule fires.
    pub(super) fn is_mixed_by_rule(&self) -> bool {
        self.recommendation.evaluation.verdict.mix_rules.contains(&Truth::True)
    }

    pub(super) fn condition_criteria(&self) -> &[CriterionKey] {
        &self.recommendation.evaluation.conditions
    }
}

/// Score and span drawn: full up to the lowest score, shaded up to the highest, with a mark at the score.
fn bar(low: Fraction, score: Fraction, high: Fraction) -> String {
    let cells = |fraction: Fraction| (fraction.numer() * BAR * 2 + fraction.denom()) / (fraction.denom() * 2);
    let (low, score, high) = (cells(low), cells(score), cells(high));
    (0..BAR)
        .map(|cell| match cell {
            _ if cell < low => '█',
            _ if cell < score => '▓',
            _ if cell < high => '░',
            _ => '·',
        })
        .collect()
}
