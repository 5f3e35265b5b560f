//! Rule sets for people to read: every question, rule and text with its source.
//!
//! In: rule sets. Out: pages.

mod plan;

use crate::document::Document;
use crate::model::{Citation, Criterion, Fraction, Rule, RuleSet};
use crate::say::Speaker;
use crate::say::words::{answer, sources};
use crate::texts::{Text, Texts};
use crate::write::laid_page::{Page, Tone};

/// A table of rule sets.
#[must_use]
pub fn list(sets: &[RuleSet], texts: &Texts, width: usize) -> String {
    write_list(sets, texts, Page::new(width)).finish()
}

/// The same as a document.
#[must_use]
pub fn list_document(sets: &[RuleSet], texts: &Texts) -> Document {
    write_list(sets, texts, Page::plain()).document(texts)
}

fn write_list(sets: &[RuleSet], texts: &Texts, mut page: Page) -> Page {
    let header = [Text::ListId, Text::ListVersion, Text::ListCriteria, Text::ListName];
    let header = header.map(|text| texts.get(text).to_owned());
    let rows: Vec<Vec<String>> = sets
        .iter()
        .map(|rules| {
            vec![
                rules.identity.id.clone(),
                rules.identity.version.clone(),
                rules.criteria.len().to_string(),
                rules.name.get(texts.lang).to_owned(),
            ]
        })
        .collect();
    page.headed_rows("", &header, &rows, &[0, 1, 2]);
    page
}

/// One rule set, whole.
#[must_use]
pub fn show(rules: &RuleSet, texts: &Texts, width: usize) -> String {
    write(rules, texts, Page::new(width)).finish()
}

/// The same as a document.
#[must_use]
pub fn document(rules: &RuleSet, texts: &Texts) -> Document {
    write(rules, texts, Page::plain()).document(texts)
}

fn write(rules: &RuleSet, texts: &Texts, page: Page) -> Page {
    let mut show = Show { rules, texts, speaker: Speaker { rules, texts }, page };
    show.title();
    show.forms();
    show.criteria();
    show.gates();
    show.indicators();
    show.mix_rules();
    show.complements();
    show.variants();
    show.scoring();
    show.advice();
    show.checks();
    show.plan();
    show.documents();
    show.page
}

/// What counts as each answer to a criterion.
#[must_use]
pub fn answers(criterion: &Criterion, texts: &Texts) -> Vec<String> {
    let counts = criterion.answers().zip(&criterion.choices).map(|(position, choice)| {
        let name = answer(texts, criterion, Some(position));
        let name = if criterion.graded {
            name.to_owned()
        } else {
            let ids: Vec<&str> = std::iter::once(choice.id.as_str()).chain(choice.alias.as_deref()).collect();
            let ids = ids.join(texts.answers_or());
            texts.option_name(&ids, name)
        };
        format!("{name}: {}", choice.help.get(texts.lang))
    });
    counts.collect()
}

/// The names of a criterion in files, and whether every area should answer it.
#[must_use]
pub fn criterion_names(criterion: &Criterion, texts: &Texts) -> String {
    let names = texts.aliases(&criterion.alias, &criterion.id);
    if criterion.core { format!("{names}, {}", texts.core()) } else { names }
}

struct Show<'a> {
    rules: &'a RuleSet,
    texts: &'a Texts,
    speaker: Speaker<'a>,
    page: Page,
}

impl Show<'_> {
    fn title(&mut self) {
        let identity = &self.rules.identity;
        let name = self.rules.name.get(self.texts.lang);
        self.page.title(&self.texts.rules_title(identity.id.as_str(), name, &identity.version));
        self.page.paragraph("", "", &format!("sha256 {}", identity.sha256), Tone::Faint);
        self.page.paragraph("", "", self.rules.description.get(self.texts.lang), Tone::Plain);
    }

    fn heading(&mut self, text: Text) {
        self.page.heading(self.texts.get(text));
    }

    /// A rule: its id with what it does, what it says, where that is said.
    fn rule(&mut self, lead: &str, said: &[&str], places: &[Citation]) {
        self.page.entry("  ", "    ", lead, Tone::Strong);
        for text in said {
            self.page.paragraph("    ", "    ", text, Tone::Plain);
        }
        if !places.is_empty() {
            let place = format!("{}: {}", self.texts.source(), sources(self.texts, places));
            self.page.paragraph("    ", "    ", &place, Tone::Faint);
        }
    }

    fn forms(&mut self) {
        self.heading(Text::RulesForms);
        for (key, form) in self.rules.forms.iter() {
            let mut lead = format!("{}: {}", form.id, form.title.get(self.texts.lang));
            if key == self.rules.in_house {
                lead = format!("{lead} ({})", self.texts.always_lawful());
            }
            self.rule(&lead, &[form.why.get(self.texts.lang)], &form.sources);
        }
    }

    fn criteria(&mut self) {
        self.heading(Text::RulesCriteria);
        for (_, criterion) in self.rules.criteria.iter() {
            let names = criterion_names(criterion, self.texts);
            let weight =
                (criterion.weight != Fraction::from_integer(1)).then(|| self.texts.weight(criterion.weight));
            let weight = weight.map(|weight| format!(", {weight}")).unwrap_or_default();
            let lead = format!("{} ({names}{weight})", criterion.name.get(self.texts.lang));
            self.rule(&lead, &[criterion.question.get(self.texts.lang)], &[]);
            for text in answers(criterion, self.texts) {
                self.page.paragraph("    • ", "      ", &text, Tone::Plain);
            }
            let place = format!("{}: {}", self.texts.source(), sources(self.texts, &criterion.sources));
            self.page.paragraph("    ", "    ", &place, Tone::Faint);
        }
    }

    fn gates(&mut self) {
        self.heading(Text::RulesGates);
        for gate in &self.rules.gates {
            let met = self.speaker.met(Rule::Gate(gate));
            let said =
                std::iter::once(gate.head.why.get(self.texts.lang)).chain(met.iter().map(String::as_str));
            let lead = self.speaker.rule(Rule::Gate(gate));
            self.rule(&lead, &said.collect::<Vec<_>>(), &gate.head.sources);
        }
    }

    fn indicators(&mut self) {
        for (form, names) in self.rules.forms.iter() {
            let title = self.texts.rules_indicators(names.name.get(self.texts.lang));
            self.page.heading(&title);
            for indicator in self.rules.indicators.iter().filter(|indicator| indicator.form == form) {
                let lead = self.speaker.rule(Rule::Indicator(indicator));
                self.rule(&lead, &[indicator.head.why.get(self.texts.lang)], &indicator.head.sources);
            }
        }
    }

    fn mix_rules(&mut self) {
        self.heading(Text::RulesMix);
        for rule in &self.rules.mix_rules {
            let lead = self.speaker.rule(Rule::MixRule(rule));
            self.rule(&lead, &[rule.head.why.get(self.texts.lang)], &rule.head.sources);
        }
    }

    fn complements(&mut self) {
        if self.rules.complements.is_empty() {
            return;
        }
        self.heading(Text::RulesComplements);
        for complement in &self.rules.complements {
            let lead = self.speaker.rule(Rule::Complement(complement));
            self.rule(&lead, &[complement.head.why.get(self.texts.lang)], &complement.head.sources);
            for unless in &complement.unless {
                let lead = self.speaker.rule(Rule::Unless(complement, unless));
                self.rule(&lead, &[unless.head.why.get(self.texts.lang)], &unless.head.sources);
            }
        }
    }

    fn variants(&mut self) {
        if self.rules.variants.is_empty() {
            return;
        }
        self.heading(Text::RulesVariants);
        for variant in &self.rules.variants {
            let lead = self.speaker.rule(Rule::Variant(variant));
            self.rule(&lead, &[variant.head.why.get(self.texts.lang)], &variant.head.sources);
        }
    }

    fn scoring(&mut self) {
        self.heading(Text::RulesScoring);
        let margin = self.texts.rules_margin(self.rules.margin);
        let margin = self.speaker.marked(margin, self.rules.margin_interpretation);
        self.rule(&margin, &[self.rules.margin_why.get(self.texts.lang)], &[]);
        self.heading(Text::RulesProfiles);
        for profile in &self.rules.profiles {
            let weight = |(criterion, weight): &(_, crate::model::Fraction)| {
                format!("{} {weight}", self.rules.criteria.at(*criterion).name.get(self.texts.lang))
            };
            let weights: Vec<String> = profile.weights.iter().map(weight).collect();
            let weights =
                if weights.is_empty() { self.texts.all_equal().to_owned() } else { weights.join(", ") };
            let lead = format!("{}: {}", profile.id, profile.name.get(self.texts.lang));
            let weights = self.texts.weights(&weights);
            self.rule(&lead, &[profile.why.get(self.texts.lang), &weights], &[]);
        }
    }

    fn advice(&mut self) {
        if self.rules.advice.is_empty() {
            return;
        }
        self.heading(Text::RulesAdvice);
        for advice in &self.rules.advice {
            let lead = self.speaker.rule(Rule::Advice(advice));
            self.rule(&lead, &[advice.head.why.get(self.texts.lang)], &advice.head.sources);
        }
    }

    fn checks(&mut self) {
        if self.rules.checks.is_empty() {
            return;
        }
        self.heading(Text::RulesChecks);
        for check in &self.rules.checks {
            let lead = self.speaker.rule(Rule::Check(check));
            self.rule(&lead, &[check.head.why.get(self.texts.lang)], &check.head.sources);
        }
    }

    fn documents(&mut self) {
        self.heading(Text::RulesDocuments);
        for document in &self.rules.documents {
            let lead = format!("{}: {}", document.id, document.title.get(self.texts.lang));
            let note = document.note.as_ref().map(|note| note.get(self.texts.lang));
            self.rule(&lead, note.as_slice(), &[]);
        }
    }
}
