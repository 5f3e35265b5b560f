//! What a name stands for, as one JSON object: `avtalsform/explain/2`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::parts::{RuleSetId, Source, Text, Tool};
use crate::lookup::{self, ThingKind};
use crate::model::RuleSet;
use crate::texts::Texts;

/// The name of the shape.
pub const SCHEMA: &str = "avtalsform/explain/2";

/// What a name stands for in a rule set: one thing, or several of the same name.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Explain<'a> {
    /// The name of this shape.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: Text<'a>,
    /// The tool that made it.
    pub tool: Tool<'a>,
    /// The rules in which it was looked up.
    pub ruleset: RuleSetId<'a>,
    /// The name that was asked for; null where all names were.
    pub name: Option<Text<'a>>,
    /// What it stands for.
    #[schemars(length(min = 1))]
    pub things: Vec<Thing<'a>>,
}

/// Something that has a name.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Thing<'a> {
    /// What kind of thing it is.
    pub kind: ThingKind,
    /// Its id, by which it can be asked for.
    #[schemars(length(min = 1))]
    pub id: Text<'a>,
    /// The other name in files, which criteria have.
    pub alias: Option<Text<'a>>,
    /// What it is called, where it is called more than its id.
    pub name: Option<Text<'a>>,
    /// The question of a criterion; why a rule is; what else it says.
    #[schemars(with = "String", length(min = 1))]
    pub text: Option<Text<'a>>,
    /// What a rule does and when.
    pub does: Option<Text<'a>>,
    /// What to do about a finding.
    pub action: Option<Text<'a>>,
    /// Whether every area should answer the criterion.
    pub core: Option<bool>,
    /// The answers of a criterion.
    pub answers: Vec<Answer<'a>>,
    /// The criterion's own weight, without a profile, then those of the profiles that say otherwise.
    pub weights: Vec<Weight<'a>>,
    /// Whether the guideline itself is silent on it.
    pub interpretation: bool,
    /// The rules that name a criterion or concern a form; the criteria that a rule or profile names.
    pub related: Vec<Related<'a>>,
    /// Where it is said.
    pub sources: Vec<Source<'a>>,
}

/// An answer of a criterion.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Answer<'a> {
    /// Its id.
    pub id: Text<'a>,
    /// Its other name in files.
    pub alias: Option<Text<'a>>,
    /// What it is called.
    pub name: Text<'a>,
    /// What counts as this answer.
    pub help: Text<'a>,
}

/// A weight of a criterion.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Weight<'a> {
    /// Id of the profile; null: the criterion's own weight.
    pub profile: Option<Text<'a>>,
    /// The weight, which can be a fraction.
    #[schemars(regex(pattern = "^[0-9]+(/[1-9][0-9]*)?$"))]
    pub weight: Text<'a>,
}

/// Something that belongs to a thing.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Related<'a> {
    /// What kind of thing it is.
    pub kind: ThingKind,
    /// Its id, by which it can be asked for.
    #[schemars(length(min = 1))]
    pub id: Text<'a>,
    /// What it is or does, in a line.
    pub text: Text<'a>,
}

impl<'a> Explain<'a> {
    /// The whole object; `line` says of a thing in a line what it is or does.
    #[must_use]
    pub fn new(
        rules: &'a RuleSet,
        name: Option<&'a str>,
        things: &[lookup::Thing<'a>],
        texts: &'a Texts,
        line: impl Fn(lookup::Thing<'a>) -> String,
    ) -> Self {
        let things = things.iter().map(|thing| Thing::new(rules, *thing, texts, &line)).collect();
        let ruleset = RuleSetId::new(rules, None);
        Self { schema: SCHEMA.into(), tool: Tool::THIS, ruleset, name: name.map(Text::from), things }
    }
}

impl<'a> Thing<'a> {
    fn new(
        rules: &'a RuleSet,
        thing: lookup::Thing<'a>,
        texts: &'a Texts,
        line: &impl Fn(lookup::Thing<'a>) -> String,
    ) -> Self {
        let lang = texts.lang;
        let (mut asked, mut finding, mut does, mut weights) = (None, None, None, Vec::new());
        match thing {
            lookup::Thing::Criterion(key) => {
                asked = Some(rules.criteria.at(key));
                weights = lookup::weights(rules, key);
            }
            lookup::Thing::Finding(code) => finding = texts.finding(code),
            lookup::Thing::Rule(_) => does = Some(line(thing).into()),
            _ => {}
        }
        let choices = asked.into_iter().flat_map(|criterion| &criterion.choices);
        let answers = choices.map(|choice| Answer {
            id: Text::from(&choice.id),
            alias: choice.alias.as_deref().map(Text::from),
            name: choice.name.get(lang).into(),
            help: choice.help.get(lang).into(),
        });
        let weights = weights.into_iter().map(|(profile, weight)| Weight {
            profile: profile.map(|profile| Text::from(&profile.id)),
            weight: weight.to_string().into(),
        });
        let related = thing.related(rules).into_iter();
        let related = related.map(|other| Related {
            kind: other.kind(),
            id: other.id(rules).into(),
            text: line(other).into(),
        });
        let text = thing.said(rules).map(|said| said.get(lang));
        Self {
            kind: thing.kind(),
            id: thing.id(rules).into(),
            alias: thing.alias(rules).map(Text::from),
            name: thing.name(rules, lang).or(finding.map(|said| said.name.as_str())).map(Text::from),
            text: text.or(finding.map(|said| said.meaning.as_str())).map(Text::from),
            does,
            action: finding.map(|said| Text::from(&said.action)),
            core: asked.map(|criterion| criterion.core),
            answers: answers.collect(),
            weights: weights.collect(),
            interpretation: thing.is_interpretation(),
            related: related.collect(),
            sources: Source::all(thing.sources(rules), lang),
        }
    }
}
