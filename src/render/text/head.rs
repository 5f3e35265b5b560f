//! What is recommended, how firmly, and how the forms stand.

use super::Writer;
use crate::evaluate::{Firmness, Truth};
use crate::model::{CriterionKey, Fraction};
use crate::render::page::Tone;
use crate::render::words::{number, percent, share};
use crate::texts::Text;

/// Columns of the bar that shows score and span.
const BAR: u128 = 20;

impl Writer<'_> {
    pub(super) fn head(&mut self) {
        let area = &self.recommendation.area;
        let about: Vec<&str> =
            [&area.board, &area.period].into_iter().flatten().map(String::as_str).collect();
        self.page.paragraph("", "", &area.name, Tone::Strong);
        if !about.is_empty() {
            self.page.paragraph("", "", &about.join(", "), Tone::Faint);
        }
        self.page.gap();
        match self.recommendation.evaluation.firmness {
            Firmness::Undetermined => self.undetermined(),
            firmness => self.recommended(firmness),
        }
        self.beside();
        self.forms();
    }

    fn recommended(&mut self, firmness: Firmness) {
        let outcome = self.outcome(self.recommendation.outcome());
        self.page.paragraph(
            "",
            "  ",
            outcome,
            if firmness == Firmness::Firm { Tone::Good } else { Tone::Care },
        );
        let open = !self.recommendation.evaluation.ways.all.total().eq(&1);
        if firmness == Firmness::Firm {
            let text = if open { Text::Firm } else { Text::FirmAnswered };
            self.page.paragraph("", "", self.texts.get(text), Tone::Plain);
        } else {
            let lead = self.texts.get(Text::Preliminary);
            let support = self.support();
            self.page.paragraph("", "", &format!("{lead} {support}"), Tone::Plain);
            self.conditions();
        }
    }

    fn undetermined(&mut self) {
        self.page.paragraph("", "", self.texts.get(Text::Undetermined), Tone::Care);
        let core = self.recommendation.rules.criteria.iter().filter(|(_, criterion)| criterion.core);
        let (answered, all) = core.fold((0, 0), |(answered, all), (key, _)| {
            (answered + usize::from(self.recommendation.area.answers.get(key).is_some()), all + 1)
        });
        let words = [("answered", answered.to_string()), ("all", all.to_string())];
        let words: Vec<(&str, &str)> = words.iter().map(|(name, word)| (*name, word.as_str())).collect();
        let lead = self.texts.with(Text::UndeterminedLead, &words);
        self.page.paragraph("", "", &lead, Tone::Plain);
        self.questions();
        self.page.heading(self.texts.get(Text::StillPossible));
        let evaluation = &self.recommendation.evaluation;
        let now = evaluation.support().filter(|share| *share.numer() > 0);
        let mut shares: Vec<_> =
            now.map(|share| (self.recommendation.outcome(), share)).into_iter().collect();
        shares.extend(self.recommendation.alternatives());
        shares.sort_by(|(_, one), (_, other)| other.cmp(one));
        let rows: Vec<Vec<String>> = shares
            .into_iter()
            .map(|(outcome, part)| vec![self.outcome(outcome).to_owned(), share(self.texts, part)])
            .collect();
        self.page.rows("  ", &rows, &[1]);
        let leaning = self.outcome(self.recommendation.outcome()).to_owned();
        let support = self.support();
        let text = self.texts.with(Text::Leaning, &[("outcome", &leaning), ("support", &support)]);
        self.page.paragraph("", "", &text, Tone::Plain);
        self.conditions();
    }

    fn support(&self) -> String {
        let evaluation = &self.recommendation.evaluation;
        let Some(support) = evaluation.support() else { return self.texts.get(Text::SupportNone).to_owned() };
        let ways = &evaluation.ways.quiet;
        let part = number(self.texts, ways.ways(self.recommendation.outcome()));
        let all = number(self.texts, ways.total());
        self.texts
            .with(Text::Support, &[("share", &share(self.texts, support)), ("part", &part), ("all", &all)])
    }

    fn conditions(&mut self) {
        let conditions = &self.recommendation.evaluation.conditions;
        if conditions.is_empty() {
            return;
        }
        let names: Vec<&str> = conditions.iter().map(|criterion| self.criterion_name(*criterion)).collect();
        let text = self.texts.with(Text::ConditionsLead, &[("criteria", &names.join(", "))]);
        self.page.paragraph("", "", &text, Tone::Plain);
    }

    /// What shapes the outcome: variant, complements, what keeps a share in-house, ties.
    fn beside(&mut self) {
        let recommendation = self.recommendation;
        if let Some(variant) = recommendation.variant {
            let text = self.texts.with(Text::Variant, &[("name", self.say(&variant.name))]);
            self.page.paragraph("", "", &text, Tone::Plain);
        }
        for complement in &recommendation.complements {
            let text = self.texts.with(Text::Complement, &[("name", self.say(&complement.name))]);
            self.page.paragraph("", "", &text, Tone::Plain);
        }
        if recommendation.evaluation.verdict.standing.tie {
            let first = self.form_name(recommendation.evaluation.verdict.standing.best);
            let text = self.texts.with(Text::Tie, &[("form", first)]);
            self.page.paragraph("", "", &text, Tone::Plain);
        }
    }

    fn forms(&mut self) {
        let recommendation = self.recommendation;
        let verdict = &recommendation.evaluation.verdict;
        let header =
            [Text::Form, Text::Possible, Text::Score, Text::Span].map(|text| self.texts.get(text).to_owned());
        let mut header = header.to_vec();
        header.push(String::new());
        let mut rows = Vec::new();
        for (form, score) in recommendation.rules.forms.keys().zip(&recommendation.evaluation.scores) {
            let possible = match (verdict.excluded.contains(form), verdict.conditional.contains(form)) {
                (true, _) => Text::No,
                (false, true) => Text::Conditional,
                (false, false) => Text::Yes,
            };
            let span = if score.low == score.high {
                String::new()
            } else {
                format!("{}–{}", percent(self.texts, score.low), percent(self.texts, score.high))
            };
            rows.push(vec![
                self.form_name(form).to_owned(),
                self.texts.get(possible).to_owned(),
                percent(self.texts, score.score),
                span,
                bar(score.low, score.score, score.high),
            ]);
        }
        self.page.gap();
        self.page.headed_rows("", &header, &rows, &[0, 1, 2, 3]);
    }

    /// The area's answers to criteria that make a condition true, named for the reader.
    pub(super) fn fired_mix_rules(&self) -> Vec<&str> {
        let rules = self.recommendation.rules.mix_rules.iter();
        let fired = rules.zip(&self.recommendation.evaluation.verdict.mix_rules);
        fired.filter(|(_, truth)| **truth == Truth::True).map(|(rule, _)| rule.id.as_str()).collect()
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
