//! What a name stands for: what it is and says, and what belongs to it.
//!
//! In: what was found under a name in a rule set. Out: a document. Looks nothing up itself but what belongs to it.

mod list;

use crate::document::{Document, Rich, Sign};
use crate::evaluate::Firmness;
use crate::lookup::Thing;
use crate::model::{CriterionKey, Rule, RuleSet};
use crate::say::Speaker;
use crate::texts::Texts;

/// What was found under a name.
#[derive(Debug, Clone, Copy)]
pub struct Lookup<'a> {
    /// The rule set.
    pub rules: &'a RuleSet,
    /// The name, as it was asked for; none where all names are.
    pub name: Option<&'a str>,
    /// What it stands for.
    pub things: &'a [Thing<'a>],
    /// The texts.
    pub texts: &'a Texts,
}

impl<'a> Lookup<'a> {
    /// The page; several things of one name are its chapters. Without a name, a list of all that has one.
    #[must_use]
    pub fn document(&self) -> Document {
        let Some(name) = self.name else { return self.list() };
        let mut things = self.things.iter().map(|thing| self.thing(*thing));
        match (things.next(), self.things.len()) {
            (Some(only), 1) => only,
            (first, _) => {
                let ids = self.things.iter().map(|thing| thing.kind().id().to_owned());
                let chapters = ids.zip(first.into_iter().chain(things)).collect();
                Document::of(self.texts.lang, name, chapters)
            }
        }
    }

    const fn speaker(&self) -> Speaker<'a> {
        Speaker { rules: self.rules, texts: self.texts }
    }

    fn thing(&self, thing: Thing<'_>) -> Document {
        let (texts, speaker) = (self.texts, self.speaker());
        let title = match thing {
            Thing::Criterion(key) => format!("{}: {}", self.kind(thing), speaker.criterion(key)),
            Thing::Finding(code) => format!("{} {}", self.kind(thing), code.id()),
            _ => format!("{} {}", self.kind(thing), self.line(thing)),
        };
        let mut page = Document::new(texts.lang, title);
        match thing {
            Thing::Criterion(key) => page.paragraph(speaker.criterion_names(self.rules.criteria.at(key))),
            Thing::Form(key) => {
                let place = texts.lookup_place(self.rules.forms.len(), key.position() + 1);
                let standing = speaker.form_standing(self.rules.forms.at(key));
                page.paragraph(
                    std::iter::once(place.as_str()).chain(standing).collect::<Vec<_>>().join(", "),
                );
            }
            Thing::Mix(outcome) => {
                let forms: Vec<&str> = self.rules.forms_of(outcome).map(|form| speaker.form(form)).collect();
                page.paragraph(
                    texts.lookup_mix(forms.join(texts.and()), self.speaker().points(self.rules.margin)),
                );
            }
            Thing::Document(document) => {
                page.paragraph(texts.document_cited(speaker.say(&document.name)));
                document.address.iter().for_each(|address| page.paragraph(address.as_str()));
            }
            _ => {}
        }
        if let Some(said) = thing.said(self.rules) {
            page.paragraph(speaker.say(said));
        }
        match thing {
            Thing::Criterion(key) => {
                page.terms(speaker.answers(self.rules.criteria.at(key)));
                page.paragraph(self.weight(key));
            }
            Thing::Rule(rule) => speaker.met(rule).into_iter().for_each(|said| page.paragraph(said)),
            Thing::Profile(profile) => page.paragraph(speaker.weights(profile)),
            Thing::Finding(code) => {
                for said in
                    texts.finding(code).into_iter().flat_map(|said| [&said.name, &said.meaning, &said.action])
                {
                    page.paragraph(said.as_str());
                }
            }
            Thing::Service(service) => {
                for said in speaker.service(service) {
                    page.paragraph(said);
                }
            }
            Thing::Consideration(consideration) => page.paragraph(speaker.say(&consideration.help)),
            Thing::Firmness(firmness) => page.paragraph(match firmness {
                Firmness::Undetermined => texts.lookup_undetermined(),
                Firmness::Preliminary => texts.lookup_preliminary(),
                Firmness::Firm => texts.lookup_firm(),
            }),
            Thing::Form(_) | Thing::Mix(_) | Thing::Document(_) => {}
        }
        if let Some(cited) = speaker.cited(thing.sources(self.rules)) {
            page.paragraph(cited);
        }
        self.belonging(&mut page, thing);
        page
    }

    /// What kind of thing it is, in words.
    fn kind(&self, thing: Thing<'_>) -> &'static str {
        match thing {
            Thing::Criterion(_) => self.texts.lookup_criterion(),
            Thing::Form(_) => self.texts.form(),
            Thing::Mix(_) => self.texts.lookup_outcome(),
            Thing::Profile(_) => self.texts.plan_profile(),
            Thing::Service(_) => self.texts.column_service(),
            Thing::Consideration(_) => self.texts.lookup_consideration(),
            Thing::Document(_) => self.texts.plan_column_document(),
            Thing::Finding(_) => self.texts.lookup_finding(),
            Thing::Firmness(_) => self.texts.overview_firmness(),
            Thing::Rule(rule) => self.speaker().kind(rule.kind()),
        }
    }

    /// What a rule does; an indicator is said with its form, since no heading says it here.
    fn does(&self, rule: Rule<'_>) -> String {
        let speaker = self.speaker();
        let Rule::Indicator(indicator) = rule else { return speaker.rule(rule) };
        let speaks = speaker.answer(indicator.criterion, Some(indicator.speaking()));
        let (criterion, form) = (speaker.criterion(indicator.criterion), speaker.form_within(indicator.form));
        let said = self.texts.lookup_indicator(speaks, criterion, form, &indicator.head.id);
        speaker.marked(said, indicator.head.interpretation)
    }

    /// What belongs to a thing, in a line.
    #[must_use]
    pub fn line(&self, thing: Thing<'_>) -> String {
        match thing {
            Thing::Rule(rule) => self.does(rule),
            Thing::Criterion(key) => {
                format!("{}: {}", thing.id(self.rules), self.speaker().question(key))
            }
            Thing::Firmness(firmness) => {
                format!("{}: {}", thing.id(self.rules), self.speaker().firmness(firmness))
            }
            thing => {
                let name = thing.name(self.rules, self.texts.lang).unwrap_or_default();
                format!("{}: {name}", thing.id(self.rules))
            }
        }
    }

    fn weight(&self, criterion: CriterionKey) -> String {
        let own = self.rules.criteria.at(criterion).weight;
        let weights = crate::lookup::weights(self.rules, criterion).into_iter();
        let others: Vec<String> =
            weights.filter_map(|(profile, weight)| Some(format!("{} {weight}", profile?.id))).collect();
        if others.is_empty() {
            return self.texts.lookup_weight(own);
        }
        self.texts.lookup_weights(own, others.join(", "))
    }

    /// What belongs to it, each in a line.
    fn belonging(&self, page: &mut Document, thing: Thing<'_>) {
        let related = thing.related(self.rules);
        let title = match thing {
            Thing::Criterion(_) | Thing::Form(_) => self.texts.lookup_where(),
            Thing::Rule(_) | Thing::Profile(_) => self.texts.lookup_asks(),
            Thing::Service(_) => self.texts.lookup_asks(),
            _ => self.texts.lookup_belongs(),
        };
        let nowhere = related.is_empty() && matches!(thing, Thing::Criterion(_));
        if related.is_empty() && !nowhere {
            return;
        }
        page.heading(2, title, "related");
        if nowhere {
            page.paragraph(self.texts.lookup_nowhere());
        }
        for other in related {
            // What these do is what they say.
            let why = match other {
                Thing::Rule(rule) if !rule.kind().gives_reasons() => Some(&rule.head().why),
                _ => None,
            };
            let details = why.map(|why| Rich::faint(self.speaker().say(why))).into_iter().collect();
            page.entry(Sign::Point, format!("{} {}", self.kind(other), self.line(other)), details);
        }
    }
}
