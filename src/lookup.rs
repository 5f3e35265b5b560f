//! What a name stands for in a rule set, and what belongs to it.
//!
//! In: a rule set, a name. Out: the criteria, forms, rules and profiles of that name, and the rules that name a
//! criterion or concern a form. Says nothing in words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evaluate::Firmness;
use crate::model::{
    Bilingual, Citation, CitedDocument, Consideration, CriterionKey, FindingCode, FormKey, Fraction, Lang,
    Outcome, Profile, Rule, RuleKind, RuleSet, Service, Stated, composed, folded, meant,
};

/// Something that has a name.
#[derive(Debug, Clone, Copy)]
pub enum Thing<'r> {
    /// A question.
    Criterion(CriterionKey),
    /// A form, which is an outcome as well.
    Form(FormKey),
    /// The outcome of a form beside a share kept in-house.
    Mix(Outcome),
    /// A rule of any kind.
    Rule(Rule<'r>),
    /// Named weights.
    Profile(&'r Profile),
    /// A kind of service.
    Service(&'r Service),
    /// Something that decisions can rest on beside the guideline.
    Consideration(&'r Consideration),
    /// A document that sources name.
    Document(&'r CitedDocument),
    /// A kind of finding, which no rule set has of its own.
    Finding(FindingCode),
    /// How firm an outcome can be, which no rule set has of its own either.
    Firmness(Firmness),
}

/// Which kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ThingKind {
    /// A question.
    Criterion,
    /// A form, which is an outcome as well.
    Form,
    /// The outcome of a form beside a share kept in-house.
    Outcome,
    /// Named weights.
    Profile,
    /// A kind of service.
    Service,
    /// Something that decisions can rest on beside the guideline.
    Consideration,
    /// A document that sources name.
    Document,
    /// A kind of finding.
    Finding,
    /// How firm an outcome can be.
    Firmness,
    /// A rule of any kind.
    #[serde(untagged)]
    Rule(RuleKind),
}

impl ThingKind {
    /// Its name in results.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Criterion => "criterion",
            Self::Form => "form",
            Self::Outcome => "outcome",
            Self::Profile => "profile",
            Self::Service => "service",
            Self::Consideration => "consideration",
            Self::Document => "document",
            Self::Finding => "finding",
            Self::Firmness => "firmness",
            Self::Rule(kind) => kind.id(),
        }
    }
}

impl<'r> Thing<'r> {
    /// What kind of thing it is, as results name it.
    #[must_use]
    pub const fn kind(self) -> ThingKind {
        match self {
            Self::Criterion(_) => ThingKind::Criterion,
            Self::Form(_) => ThingKind::Form,
            Self::Mix(_) => ThingKind::Outcome,
            Self::Rule(rule) => ThingKind::Rule(rule.kind()),
            Self::Profile(_) => ThingKind::Profile,
            Self::Service(_) => ThingKind::Service,
            Self::Consideration(_) => ThingKind::Consideration,
            Self::Document(_) => ThingKind::Document,
            Self::Finding(_) => ThingKind::Finding,
            Self::Firmness(_) => ThingKind::Firmness,
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(self, rules: &RuleSet) -> String {
        match self {
            Self::Criterion(key) => rules.criteria.at(key).id.clone(),
            Self::Form(key) => rules.forms.at(key).id.clone(),
            Self::Mix(outcome) => rules.outcome_id(outcome),
            Self::Rule(rule) => rule.id().to_owned(),
            Self::Profile(profile) => profile.id.clone(),
            Self::Service(service) => service.id.clone(),
            Self::Consideration(consideration) => consideration.id.clone(),
            Self::Document(document) => document.id.clone(),
            Self::Finding(code) => code.id().to_owned(),
            Self::Firmness(firmness) => firmness.id().to_owned(),
        }
    }

    /// Its other name in files, which criteria have.
    #[must_use]
    pub fn alias(self, rules: &'r RuleSet) -> Option<&'r str> {
        match self {
            Self::Criterion(key) => {
                let criterion = rules.criteria.at(key);
                Some(criterion.alias.as_str()).filter(|alias| *alias != criterion.id)
            }
            Self::Consideration(consideration) => consideration.alias.as_deref(),
            _ => None,
        }
    }

    /// What it is called, where the rule set gives it more than an id.
    #[must_use]
    pub fn name(self, rules: &'r RuleSet, lang: Lang) -> Option<&'r str> {
        let name = match self {
            Self::Criterion(key) => &rules.criteria.at(key).name,
            Self::Form(key) => rules.outcome_title(Outcome::single(key)),
            Self::Mix(outcome) => rules.outcome_title(outcome),
            Self::Rule(rule) => rule.name()?,
            Self::Profile(profile) => &profile.name,
            Self::Service(service) => &service.name,
            Self::Consideration(consideration) => &consideration.name,
            Self::Document(document) => &document.title,
            Self::Finding(_) | Self::Firmness(_) => return None,
        };
        Some(name.get(lang))
    }

    /// What it asks or says; findings are explained by the tool and not by a rule set.
    #[must_use]
    pub fn said(self, rules: &'r RuleSet) -> Option<&'r Bilingual> {
        Some(match self {
            Self::Criterion(key) => &rules.criteria.at(key).question,
            Self::Form(key) | Self::Mix(Outcome { form: key, .. }) => &rules.forms.at(key).why,
            Self::Profile(profile) => &profile.why,
            Self::Service(service) => &service.licence,
            Self::Consideration(consideration) => &consideration.question,
            Self::Document(document) => return document.note.as_ref(),
            Self::Finding(_) | Self::Firmness(_) => return None,
            Self::Rule(rule) => &rule.head().why,
        })
    }

    /// Where that is said.
    #[must_use]
    pub fn sources(self, rules: &'r RuleSet) -> &'r [Citation] {
        match self {
            Self::Criterion(key) => &rules.criteria.at(key).sources,
            Self::Form(key) | Self::Mix(Outcome { form: key, .. }) => &rules.forms.at(key).sources,
            Self::Service(service) => &service.sources,
            Self::Rule(rule) => &rule.head().sources,
            _ => &[],
        }
    }

    /// Whether the guideline itself is silent on it.
    #[must_use]
    pub fn is_interpretation(self) -> bool {
        matches!(self, Self::Rule(rule) if rule.head().interpretation)
    }

    /// What belongs to it, in the order of the rule set: the rules that name a criterion or concern a form; the
    /// criteria that a rule or profile names; what refuses a complement; the forms and mix rules of a mix.
    #[must_use]
    pub fn related(self, rules: &'r RuleSet) -> Vec<Self> {
        let rule = |keep: &dyn Fn(Rule<'r>) -> bool| -> Vec<Self> {
            rules.rules().filter(|rule| keep(*rule)).map(Self::Rule).collect()
        };
        match self {
            Self::Criterion(key) => rule(&|rule| rule.criteria().contains(&key)),
            Self::Form(key) => rule(&|rule| rule.forms().contains(key)),
            Self::Mix(outcome) => {
                let mut related: Vec<Self> = rules.forms_of(outcome).map(Self::Form).collect();
                related.extend(rule(&|rule| match rule {
                    Rule::Gate(gate) => rules.forms_of(outcome).any(|form| gate.excludes.contains(form)),
                    rule => matches!(rule, Rule::MixRule(_)),
                }));
                related
            }
            Self::Rule(of) => {
                let mut related: Vec<Self> = of.criteria().into_iter().map(Self::Criterion).collect();
                match of {
                    Rule::Complement(complement) => related.extend(
                        complement.unless.iter().map(|unless| Self::Rule(Rule::Unless(complement, unless))),
                    ),
                    Rule::Unless(complement, _) => related.push(Self::Rule(Rule::Complement(complement))),
                    _ => {}
                }
                related
            }
            Self::Profile(profile) => {
                profile.weights.iter().map(|(criterion, _)| Self::Criterion(*criterion)).collect()
            }
            Self::Service(service) => {
                let open = service.open.iter().map(|(criterion, _)| *criterion);
                let all = service.settles.iter().map(|(criterion, _)| *criterion).chain(open);
                all.map(Self::Criterion).collect()
            }
            Self::Consideration(_) | Self::Document(_) | Self::Finding(_) | Self::Firmness(_) => Vec::new(),
        }
    }
}

/// Everything that has a name: what is in the rule set in the order of the file, then the kinds of findings.
#[must_use]
pub fn things(rules: &RuleSet) -> Vec<Thing<'_>> {
    let mut things: Vec<Thing<'_>> = rules.criteria.keys().map(Thing::Criterion).collect();
    things.extend(rules.forms.keys().map(Thing::Form));
    things.extend(rules.outcomes().filter(|outcome| outcome.is_mix()).map(Thing::Mix));
    things.extend(rules.rules().map(Thing::Rule));
    things.extend(rules.profiles.iter().map(Thing::Profile));
    things.extend(rules.services.iter().map(Thing::Service));
    things.extend(rules.considerations.iter().map(Thing::Consideration));
    things.extend(rules.documents.iter().map(|document| Thing::Document(document)));
    things.extend(FindingCode::ALL.map(Thing::Finding));
    things.extend(Firmness::ALL.map(Thing::Firmness));
    things
}

/// What a name stands for, however it is written: nothing, one thing, or several. What has it as its id comes before what
/// pages call so, and that before what has a part of it.
#[must_use]
pub fn named<'r>(rules: &'r RuleSet, name: &str) -> Vec<Thing<'r>> {
    let name = composed(name).to_lowercase();
    let is_named = |thing: &Thing<'_>| match thing {
        Thing::Criterion(key) => rules.criterion_named(&name) == Some(*key),
        Thing::Rule(rule) => rule.is_named(&name),
        Thing::Service(service) => service.is_named(&name),
        Thing::Firmness(firmness) => firmness.id() == meant(&name),
        thing => thing.id(rules) == name || thing.alias(rules) == Some(&name),
    };
    let found: Vec<Thing<'r>> = things(rules).into_iter().filter(is_named).collect();
    let part = folded(&name);
    if !found.is_empty() || part.is_empty() {
        return found;
    }
    let (outcome, stated) = (rules.outcome_named(&name), rules.stated(&name));
    let is_called = |thing: &Thing<'_>| match thing {
        Thing::Form(form) => outcome == Some(Outcome::single(*form)),
        Thing::Mix(mix) => outcome == Some(*mix) || stated == Some(Stated::Mix),
        Thing::Document(document) => is_cited(document, &name),
        thing => {
            let called = |lang| thing.name(rules, lang).is_some_and(|own| folded(own) == part);
            [Lang::Sv, Lang::En].into_iter().any(called)
        }
    };
    let found: Vec<Thing<'r>> = things(rules).into_iter().filter(is_called).collect();
    if !found.is_empty() {
        return found;
    }
    let holds = |service: &&Service| {
        part.chars().count() >= 4 && service.names().any(|name| folded(name).contains(&part))
    };
    rules.services.iter().filter(holds).map(Thing::Service).collect()
}

/// Whether a document is cited so: by its name or title, alone or before a place in it.
fn is_cited(document: &CitedDocument, name: &str) -> bool {
    let ends = name.match_indices([' ', ',', '-']).map(|(at, _)| at).chain([name.len()]);
    let mut heads =
        ends.map(|end| folded(name.get(..end).unwrap_or_default())).filter(|head| !head.is_empty());
    heads.any(|head| document.name.is_called(&head) || document.title.is_called(&head))
}

/// The weights of a criterion: its own, then those of the profiles that say otherwise.
#[must_use]
pub fn weights(rules: &RuleSet, criterion: CriterionKey) -> Vec<(Option<&Profile>, Fraction)> {
    let own = rules.criteria.at(criterion).weight;
    let profiles = rules.profiles.iter().flat_map(|profile| {
        let of = profile.weights.iter().filter(move |(weighed, _)| *weighed == criterion);
        of.map(move |(_, factor)| (Some(profile), own * *factor))
    });
    std::iter::once((None, own)).chain(profiles).collect()
}
