//! What a name stands for, for people and machines.
//!
//! In: what was found under a name in a rule set. Out: a page or JSON. Looks nothing up itself but what belongs to it.

mod list;
mod text;

use crate::lookup::Thing;
use crate::model::{CriterionKey, Fraction, Profile, Rule, RuleSet};
use crate::say::Speaker;
use crate::texts::{Text, Texts};

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
    const fn speaker(&self) -> Speaker<'a> {
        Speaker { rules: self.rules, texts: self.texts }
    }

    /// What kind of thing it is, in words.
    fn kind(&self, thing: Thing<'_>) -> &'a str {
        self.texts.get(match thing {
            Thing::Criterion(_) => Text::LookupCriterion,
            Thing::Form(_) => Text::Form,
            Thing::Mix(_) => Text::LookupOutcome,
            Thing::Profile(_) => Text::PlanProfile,
            Thing::Finding(_) => Text::LookupFinding,
            Thing::Rule(rule) => return self.speaker().kind(rule.kind()),
        })
    }

    /// What a rule does; an indicator is said with its form, since no heading says it here.
    pub(crate) fn does(&self, rule: Rule<'_>) -> String {
        let Rule::Indicator(indicator) = rule else { return self.speaker().rule(rule) };
        let speaker = self.speaker();
        let speaks = speaker.answer(indicator.criterion, Some(indicator.speaking()));
        let (criterion, form) = (speaker.criterion(indicator.criterion), speaker.form(indicator.form));
        let said = self.texts.lookup_indicator(speaks, criterion, form, &indicator.head.id);
        speaker.marked(said, indicator.head.interpretation)
    }

    /// What belongs to a thing, in a line.
    pub(crate) fn line(&self, thing: Thing<'_>) -> String {
        match thing {
            Thing::Rule(rule) => self.does(rule),
            Thing::Criterion(key) => {
                let criterion = self.rules.criteria.at(key);
                format!("{}: {}", criterion.id, criterion.question.get(self.texts.lang))
            }
            thing => {
                let name = thing.name(self.rules, self.texts.lang).unwrap_or_default();
                format!("{}: {name}", thing.id(self.rules))
            }
        }
    }

    /// The weights of a criterion: its own, then those of the profiles that say otherwise.
    pub(crate) fn weights(&self, criterion: CriterionKey) -> Vec<(Option<&'a Profile>, Fraction)> {
        let own = (None, self.rules.criteria.at(criterion).weight);
        let profiles = self.rules.profiles.iter().flat_map(|profile| {
            let of = profile.weights.iter().filter(move |(weighed, _)| *weighed == criterion);
            of.map(move |(_, weight)| (Some(profile), *weight))
        });
        std::iter::once(own).chain(profiles).collect()
    }
}
