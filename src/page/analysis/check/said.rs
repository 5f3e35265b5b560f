//! Findings in words.
//!
//! In: a finding. Out: sentences. The same ones in every format.

use super::Checked;
use crate::analyse::{RuleFinding, What};
use crate::model::{CriterionKey, FormKey, Outcome, Rule};
use crate::page::analysis::{fine_share, of_all, witness};
use crate::say::Speaker;
use crate::say::words::answer;
use crate::texts::Text;

impl Checked<'_> {
    /// What was found, in a sentence or two.
    pub(crate) fn message(&self, what: &What<'_>) -> String {
        let texts = self.texts;
        let ways =
            |ways: u128| (fine_share(texts, self.share(ways)), of_all(texts, ways, self.check.figures.ways));
        match what {
            What::Unreachable(outcome) => texts.finding_unreachable(self.outcome(*outcome)),
            What::IdleRule(rule) => texts.finding_idle_rule(rule.id()),
            What::IdleCriterion { criterion, used } => {
                let text = if *used { Text::FindingIdleCriterion } else { Text::FindingUnusedCriterion };
                texts.with(text, &[("criterion", self.criterion(*criterion))])
            }
            What::Implied { rule, alternative: None, by, .. } => texts.finding_implied(by.join(", "), rule),
            What::Implied { rule, alternative: Some(number), .. } => texts.finding_implied_part(number, rule),
            What::PrecedenceTie { decided: 0, .. } => texts.finding_tie_open().to_owned(),
            What::PrecedenceTie { decided, tied } => {
                let ((share, count), (tied, _)) = (ways(*decided), ways(*tied));
                texts.finding_tie(&count, &share, &tied)
            }
            What::Backfires { criterion, form, ways: found, .. } => {
                let (share, count) = ways(*found);
                let text = if *found == 0 { Text::FindingBackfiresOpen } else { Text::FindingBackfires };
                let words = [
                    ("criterion", self.criterion(*criterion)),
                    ("form", self.form(*form)),
                    ("share", &share),
                    ("count", &count),
                ];
                texts.with(text, &words)
            }
            What::Stale { code, about: Some(about), .. } => texts.finding_stale(about, code.id()),
            What::Stale { code, about: None, .. } => texts.finding_stale_all(code.id()),
        }
    }

    /// The smallest area that shows it, in a sentence.
    pub(super) fn witness(&self, finding: &RuleFinding<'_>) -> Option<String> {
        let area = witness::words(self.texts, &[self.rules], finding.witness.as_ref()?);
        Some(match &finding.what {
            What::Backfires { criterion, answer: id, .. } => {
                let asked = self.rules.criteria.at(*criterion);
                let place = asked.choices.iter().position(|choice| choice.id == *id);
                let place = place.and_then(|place| u8::try_from(place).ok());
                let words =
                    [("area", area.as_str()), ("answer", &answer(self.texts, asked, place).to_lowercase())];
                self.texts.with(Text::WitnessChanged, &words)
            }
            What::IdleRule(_) | What::IdleCriterion { .. } => self.texts.witness_idle(&area),
            _ => self.texts.witness_smallest(&area),
        })
    }

    pub(super) fn outcome(&self, outcome: Outcome) -> &str {
        self.rules.outcome_title(outcome).get(self.texts.lang)
    }

    pub(super) fn criterion(&self, criterion: CriterionKey) -> &str {
        self.rules.criteria.at(criterion).name.get(self.texts.lang)
    }

    pub(super) fn form(&self, form: FormKey) -> &str {
        self.rules.forms.at(form).name.get(self.texts.lang)
    }

    /// A rule by its id, with what it is about.
    pub(super) fn rule(&self, rule: Rule<'_>) -> String {
        let about = match rule {
            Rule::Indicator(indicator) => {
                format!("{}, {}", self.form(indicator.form), self.criterion(indicator.criterion))
            }
            _ => Speaker { texts: self.texts, rules: self.rules }.stage(rule.kind()).to_owned(),
        };
        format!("{} ({about})", rule.id())
    }
}
