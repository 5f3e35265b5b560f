//! What a name stands for, as a page.

use super::Lookup;
use crate::document::Document;
use crate::lookup::Thing;
use crate::model::{CriterionKey, Fraction, Outcome};
use crate::page::rules::{answers, criterion_names};
use crate::say::words::{points, sources};
use crate::texts::Text;
use crate::write::laid_page::{Page, Tone};

impl Lookup<'_> {
    /// The page; several things of one name follow each other.
    #[must_use]
    pub fn text(&self, width: usize) -> String {
        self.write(Page::new(width)).finish()
    }

    /// The same as a document; without a name, a list of all that has one.
    #[must_use]
    pub fn document(&self) -> Document {
        if self.name.is_none() {
            return self.list();
        }
        self.write(Page::plain()).document(self.texts)
    }

    fn write(&self, mut page: Page) -> Page {
        for (position, thing) in self.things.iter().enumerate() {
            if position > 0 {
                page.gap();
                page.gap();
            }
            self.thing(&mut page, *thing);
        }
        page
    }

    fn thing(&self, page: &mut Page, thing: Thing<'_>) {
        let title = match thing {
            Thing::Rule(rule) => format!("{} {}", self.kind(thing), self.does(rule)),
            Thing::Criterion(key) => {
                format!("{}: {}", self.kind(thing), self.rules.criteria.at(key).name.get(self.texts.lang))
            }
            Thing::Finding(code) => format!("{} {}", self.kind(thing), code.id()),
            _ => format!("{} {}", self.kind(thing), self.line(thing)),
        };
        page.paragraph("", "  ", &title, Tone::Strong);
        self.facts(page, thing);
        if let Some(said) = thing.said(self.rules) {
            page.gap();
            page.paragraph("", "", said.get(self.texts.lang), Tone::Plain);
        }
        self.details(page, thing);
        let places = thing.sources(self.rules);
        if !places.is_empty() {
            let place = format!("{}: {}", self.texts.source(), sources(self.texts, places));
            page.paragraph("", "  ", &place, Tone::Faint);
        }
        self.belonging(page, thing);
    }

    /// What stands beside the name.
    fn facts(&self, page: &mut Page, thing: Thing<'_>) {
        let texts = self.texts;
        let fact = match thing {
            Thing::Criterion(key) => criterion_names(self.rules.criteria.at(key), texts),
            Thing::Form(key) => {
                let (number, all) = (key.position() + 1, self.rules.forms.len());
                let words = [("number", number.to_string()), ("all", all.to_string())];
                let words = words.each_ref().map(|(name, word)| (*name, word.as_str()));
                let place = texts.with(Text::LookupPlace, &words);
                if key == self.rules.in_house { format!("{place}, {}", texts.always_lawful()) } else { place }
            }
            Thing::Mix(key) => {
                let forms: Vec<&str> = self
                    .rules
                    .forms_of(Outcome::mix(key))
                    .map(|form| self.rules.forms.at(form).name.get(texts.lang))
                    .collect();
                let margin = points(self.rules.margin);
                texts.lookup_mix(forms.join(texts.and()), &margin)
            }
            Thing::Rule(_) | Thing::Profile(_) | Thing::Finding(_) => return,
        };
        page.paragraph("", "", &fact, Tone::Faint);
    }

    /// What follows what it says.
    fn details(&self, page: &mut Page, thing: Thing<'_>) {
        let texts = self.texts;
        match thing {
            Thing::Criterion(key) => {
                for text in answers(self.rules.criteria.at(key), texts) {
                    page.paragraph("  • ", "    ", &text, Tone::Plain);
                }
                page.paragraph("", "  ", &self.weight(key), Tone::Plain);
            }
            Thing::Rule(rule) => {
                for text in self.speaker().met(rule) {
                    page.paragraph("", "", &text, Tone::Plain);
                }
            }
            Thing::Profile(profile) => {
                let weight = |(criterion, weight): &(CriterionKey, Fraction)| {
                    format!("{} {weight}", self.rules.criteria.at(*criterion).name.get(texts.lang))
                };
                let weights: Vec<String> = profile.weights.iter().map(weight).collect();
                let weights =
                    if weights.is_empty() { texts.all_equal().to_owned() } else { weights.join(", ") };
                let weights = texts.weights(&weights);
                page.paragraph("", "  ", &weights, Tone::Plain);
            }
            Thing::Finding(code) => {
                if let Some(said) = texts.finding(code) {
                    page.paragraph("", "", &said.name, Tone::Plain);
                    for text in [&said.meaning, &said.action] {
                        page.gap();
                        page.paragraph("", "", text, Tone::Plain);
                    }
                }
            }
            Thing::Form(_) | Thing::Mix(_) => {}
        }
    }

    fn weight(&self, criterion: CriterionKey) -> String {
        let mut weights = self.weights(criterion).into_iter();
        let own = weights.next().map(|(_, weight)| weight.to_string()).unwrap_or_default();
        let others: Vec<String> =
            weights.filter_map(|(profile, weight)| Some(format!("{} {weight}", profile?.id))).collect();
        if others.is_empty() {
            return self.texts.lookup_weight(&own);
        }
        self.texts.lookup_weights(&own, others.join(", "))
    }

    /// What belongs to it, each in a line.
    fn belonging(&self, page: &mut Page, thing: Thing<'_>) {
        let related = thing.related(self.rules);
        let (title, none) = match thing {
            Thing::Criterion(_) => (Text::LookupWhere, Some(Text::LookupNowhere)),
            Thing::Form(_) => (Text::LookupWhere, None),
            Thing::Rule(_) | Thing::Profile(_) => (Text::LookupAsks, None),
            Thing::Mix(_) | Thing::Finding(_) => (Text::LookupBelongs, None),
        };
        if related.is_empty() && none.is_none() {
            return;
        }
        page.heading(self.texts.get(title));
        for other in &related {
            let line = format!("{} {}", self.kind(*other), self.line(*other));
            page.paragraph("  • ", "    ", &line, Tone::Plain);
            // What these do is what they say.
            if let Thing::Rule(rule) = other
                && !rule.kind().gives_reasons()
            {
                page.paragraph("    ", "    ", rule.head().why.get(self.texts.lang), Tone::Faint);
            }
        }
        if let Some(none) = none.filter(|_| related.is_empty()) {
            page.paragraph("  ", "  ", self.texts.get(none), Tone::Plain);
        }
    }
}
