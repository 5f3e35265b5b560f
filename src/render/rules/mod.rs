//! Rule sets for people to read: every question, rule and text with its source.
//!
//! In: rule sets. Out: pages.

mod plan;

use crate::model::{
    AdviceKind, Condition, Criterion, CurrentFact, FormKey, FormSet, Fraction, GateKind, RuleSet, Source,
    Term,
};
use crate::render::document::Document;
use crate::render::page::{Page, Tone};
use crate::render::words::{answer, sources};
use crate::texts::{Text, Texts};

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
    let mut show = Show { rules, texts, page };
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

struct Show<'a> {
    rules: &'a RuleSet,
    texts: &'a Texts,
    page: Page,
}

impl Show<'_> {
    fn title(&mut self) {
        let identity = &self.rules.identity;
        let name = self.rules.name.get(self.texts.lang);
        let words = [("name", name), ("id", identity.id.as_str()), ("version", &identity.version)];
        self.page.title(&self.texts.with(Text::RulesTitle, &words));
        self.page.paragraph("", "", &format!("sha256 {}", identity.sha256), Tone::Faint);
        self.page.paragraph("", "", self.rules.description.get(self.texts.lang), Tone::Plain);
    }

    fn heading(&mut self, text: Text) {
        self.page.heading(self.texts.get(text));
    }

    /// A rule: its id with what it does, what it says, where that is said.
    fn rule(&mut self, lead: &str, said: &[&str], places: &[Source]) {
        self.page.entry("  ", "    ", lead, Tone::Strong);
        for text in said {
            self.page.paragraph("    ", "    ", text, Tone::Plain);
        }
        if !places.is_empty() {
            let place = format!("{}: {}", self.texts.get(Text::Source), sources(self.texts, places));
            self.page.paragraph("    ", "    ", &place, Tone::Faint);
        }
    }

    fn forms(&mut self) {
        self.heading(Text::RulesForms);
        for (key, form) in self.rules.forms.iter() {
            let mut lead = format!("{}: {}", form.id, form.title.get(self.texts.lang));
            if key == self.rules.in_house {
                lead = format!("{lead} ({})", self.texts.get(Text::AlwaysLawful));
            }
            self.rule(&lead, &[form.why.get(self.texts.lang)], &form.sources);
        }
    }

    fn criteria(&mut self) {
        self.heading(Text::RulesCriteria);
        for (_, criterion) in self.rules.criteria.iter() {
            let names = self.texts.with(Text::Aliases, &[("id", &criterion.id), ("alias", &criterion.alias)]);
            let weight = (criterion.weight != Fraction::from_integer(1))
                .then(|| self.texts.with(Text::Weight, &[("weight", &criterion.weight.to_string())]));
            let core =
                if criterion.core { format!(", {}", self.texts.get(Text::Core)) } else { String::new() };
            let weight = weight.map(|weight| format!(", {weight}")).unwrap_or_default();
            let lead = format!("{} ({names}{core}{weight})", criterion.name.get(self.texts.lang));
            self.rule(&lead, &[criterion.question.get(self.texts.lang)], &[]);
            for (position, choice) in criterion.answers().zip(&criterion.choices) {
                let name = answer(self.texts, criterion, Some(position));
                let name = if criterion.graded {
                    name.to_owned()
                } else {
                    let ids: Vec<&str> =
                        std::iter::once(choice.id.as_str()).chain(choice.alias.as_deref()).collect();
                    let ids = ids.join(self.texts.get(Text::AnswersOr));
                    self.texts.with(Text::OptionName, &[("ids", &ids), ("name", name)])
                };
                let text = format!("{name}: {}", choice.help.get(self.texts.lang));
                self.page.paragraph("    • ", "      ", &text, Tone::Plain);
            }
            let place =
                format!("{}: {}", self.texts.get(Text::Source), sources(self.texts, &criterion.sources));
            self.page.paragraph("    ", "    ", &place, Tone::Faint);
        }
    }

    fn gates(&mut self) {
        self.heading(Text::RulesGates);
        for gate in &self.rules.gates {
            let kind = self.texts.get(match gate.kind {
                GateKind::Law => Text::KindGateLaw,
                GateKind::Prerequisite => Text::KindGatePrerequisite,
            });
            let forms = self.form_names(gate.excludes);
            let excludes = self.texts.with(Text::Excluded, &[("forms", &forms)]);
            let lead = format!("{} ({kind}): {excludes} {}", gate.id, self.when(&gate.when));
            let lead = self.marked(lead, gate.interpretation);
            let lang = self.texts.lang;
            let met =
                gate.met.as_ref().map(|text| format!("{} {}", self.texts.get(Text::Met), text.get(lang)));
            let reservation = gate.reservation.as_ref();
            let reservation =
                reservation.map(|text| format!("{} {}", self.texts.get(Text::Reservation), text.get(lang)));
            let mut said = vec![gate.why.get(lang)];
            said.extend(met.as_deref());
            said.extend(reservation.as_deref());
            self.rule(&lead, &said, &gate.sources);
        }
    }

    fn indicators(&mut self) {
        for (form, names) in self.rules.forms.iter() {
            let title = self.texts.with(Text::RulesIndicators, &[("form", names.name.get(self.texts.lang))]);
            self.page.heading(&title);
            for indicator in self.rules.indicators.iter().filter(|indicator| indicator.form == form) {
                let criterion = self.rules.criteria.at(indicator.criterion);
                let speaks = answer(self.texts, criterion, Some(if indicator.reversed { 2 } else { 0 }));
                let speaks = self.texts.with(Text::SpeaksWhen, &[("answer", speaks)]);
                let name = criterion.name.get(self.texts.lang);
                let lead = format!("{}: {name} ({speaks})", indicator.id);
                let lead = self.marked(lead, indicator.interpretation);
                self.rule(&lead, &[indicator.why.get(self.texts.lang)], &indicator.sources);
            }
        }
    }

    fn mix_rules(&mut self) {
        self.heading(Text::RulesMix);
        for rule in &self.rules.mix_rules {
            let lead = self.marked(format!("{}: {}", rule.id, self.when(&rule.when)), rule.interpretation);
            self.rule(&lead, &[rule.why.get(self.texts.lang)], &rule.sources);
        }
    }

    fn complements(&mut self) {
        if self.rules.complements.is_empty() {
            return;
        }
        self.heading(Text::RulesComplements);
        for complement in &self.rules.complements {
            let name = complement.name.get(self.texts.lang);
            let lead = format!("{}: {name}, {}", complement.id, self.when(&complement.when));
            self.rule(&lead, &[complement.why.get(self.texts.lang)], &complement.sources);
            for unless in &complement.unless {
                let condition = self.condition(&unless.when);
                let lead =
                    format!("{}: {}", unless.id, self.texts.with(Text::Unless, &[("condition", &condition)]));
                self.rule(&lead, &[unless.why.get(self.texts.lang)], &unless.sources);
            }
        }
    }

    fn variants(&mut self) {
        if self.rules.variants.is_empty() {
            return;
        }
        self.heading(Text::RulesVariants);
        for variant in &self.rules.variants {
            let form = self.form_name(variant.form);
            let name = variant.name.get(self.texts.lang);
            let lead = format!("{}: {name} ({form}), {}", variant.id, self.when(&variant.when));
            self.rule(&lead, &[variant.why.get(self.texts.lang)], &variant.sources);
        }
    }

    fn scoring(&mut self) {
        self.heading(Text::RulesScoring);
        let margin = self.texts.with(Text::RulesMargin, &[("margin", &self.rules.margin.to_string())]);
        let margin = self.marked(margin, self.rules.margin_interpretation);
        self.rule(&margin, &[self.rules.margin_why.get(self.texts.lang)], &[]);
        self.heading(Text::RulesProfiles);
        for profile in &self.rules.profiles {
            let weight = |(criterion, weight): &(_, crate::model::Fraction)| {
                format!("{} {weight}", self.rules.criteria.at(*criterion).name.get(self.texts.lang))
            };
            let weights: Vec<String> = profile.weights.iter().map(weight).collect();
            let weights = if weights.is_empty() {
                self.texts.get(Text::AllEqual).to_owned()
            } else {
                weights.join(", ")
            };
            let lead = format!("{}: {}", profile.id, profile.name.get(self.texts.lang));
            let weights = self.texts.with(Text::Weights, &[("weights", &weights)]);
            self.rule(&lead, &[profile.why.get(self.texts.lang), &weights], &[]);
        }
    }

    fn advice(&mut self) {
        if self.rules.advice.is_empty() {
            return;
        }
        self.heading(Text::RulesAdvice);
        for advice in &self.rules.advice {
            let kind = self.texts.get(match advice.kind {
                AdviceKind::Law => Text::KindLaw,
                AdviceKind::Process => Text::KindProcess,
                AdviceKind::Compensation => Text::KindCompensation,
                AdviceKind::FollowUp => Text::KindFollowUp,
            });
            let mut lead = format!("{} ({kind})", advice.id);
            if !advice.forms.is_empty() {
                lead = format!("{lead}: {}", self.form_names(advice.forms));
            }
            if let Some(when) = &advice.when {
                lead = format!("{lead}, {}", self.when(when));
            }
            self.rule(&lead, &[advice.text.get(self.texts.lang)], &advice.sources);
        }
    }

    fn checks(&mut self) {
        if self.rules.checks.is_empty() {
            return;
        }
        self.heading(Text::RulesChecks);
        for check in &self.rules.checks {
            let mut parts: Vec<String> = check.when.iter().map(|when| self.when(when)).collect();
            parts.extend(check.current.map(|fact| {
                let fact = self.texts.get(match fact {
                    CurrentFact::PrivateProviders => Text::CurrentPrivateProviders,
                    CurrentFact::CompetitiveForm => Text::CurrentCompetitiveForm,
                });
                self.texts.with(Text::Current, &[("fact", fact)])
            }));
            let lead = format!("{}: {}", check.id, parts.join(", "));
            self.rule(&lead, &[check.text.get(self.texts.lang)], &check.sources);
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

    /// Marks what is interpretation and not guideline.
    fn marked(&self, lead: String, interpretation: bool) -> String {
        if !interpretation {
            return lead;
        }
        let mark = self.texts.get(Text::Interpreted);
        self.texts.with(Text::Marked, &[("text", &lead), ("mark", mark)])
    }

    fn form_name(&self, form: FormKey) -> &str {
        self.rules.forms.at(form).name.get(self.texts.lang)
    }

    fn form_names(&self, forms: FormSet) -> String {
        let named = self.rules.forms.keys().filter(|form| forms.contains(*form));
        let names: Vec<&str> = named.map(|form| self.form_name(form)).collect();
        names.join(", ")
    }

    fn when(&self, condition: &Condition) -> String {
        self.texts.with(Text::When, &[("condition", &self.condition(condition))])
    }

    fn condition(&self, condition: &Condition) -> String {
        let terms: Vec<String> = condition.terms.iter().map(|term| self.term(term)).collect();
        terms.join(self.texts.get(Text::Or))
    }

    fn term(&self, term: &Term) -> String {
        let atom = |criterion: &Criterion, named: &crate::model::AnswerSet| {
            let answers = criterion.answers().filter(|position| named.contains(*position));
            let answers: Vec<&str> =
                answers.map(|position| answer(self.texts, criterion, Some(position))).collect();
            let answers = answers.join(self.texts.get(Text::AnswersOr));
            let words = [("criterion", criterion.name.get(self.texts.lang)), ("answer", answers.as_str())];
            self.texts.with(Text::Is, &words)
        };
        let atoms: Vec<String> =
            term.iter().map(|(criterion, named)| atom(self.rules.criteria.at(*criterion), named)).collect();
        atoms.join(self.texts.get(Text::And))
    }
}
