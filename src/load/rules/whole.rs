//! What only a rule set as a whole can get wrong: lawfulness, weights, conditions that contradict each other.

use super::context::Context;
use crate::evaluate::{MAX_JOINT_TERMS, ScaleFault, Scoring, Truth, holds, relevant};
use crate::load::decode::Fields;
use crate::load::fault::{Fault, Place};
use crate::load::tree::Node;
use crate::model::{Answers, Complement, Condition, CriterionKey, Form, FormKey, RuleSet};

/// The most ways to answer all criteria that matter: one followed by thirty zeros.
pub const MAX_WAYS: u128 = 1_000_000_000_000_000_000_000_000_000_000;

/// The one form that is always lawful.
pub fn one_lawful(
    context: &mut Context<'_>,
    node: Option<&Node>,
    forms: &[Form],
    lawful: &[(FormKey, Place)],
) -> Option<FormKey> {
    let place = node?.head();
    match lawful {
        [] => {
            context.faults.add(place, Fault::NoLawfulForm, &[]);
            None
        }
        [(form, _)] => {
            if forms.len() == 1 {
                context.faults.add(place, Fault::NoCompetitiveForm, &[]);
            }
            Some(*form)
        }
        [_, rest @ ..] => {
            for (_, place) in rest {
                context.faults.add(*place, Fault::TwoLawfulForms, &[]);
            }
            None
        }
    }
}

/// Notes a complement that something always refuses.
pub fn can_hold(context: &mut Context<'_>, complement: &Complement, when: &Node) {
    let conditions =
        std::iter::once(&complement.when).chain(complement.unless.iter().map(|unless| &unless.when));
    let mut keys: Vec<CriterionKey> = conditions.flat_map(Condition::criteria).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut answers = Answers::unknown(context.criteria.len());
    let mut tries = 0;
    if !possible(context, complement, &keys, &mut answers, &mut tries) {
        context.faults.add(when.head(), Fault::AlwaysRefused, &[]);
    }
}

/// Whether some answers to the criteria left make the complement apply; gives up, and believes it, after many.
fn possible(
    context: &Context<'_>,
    complement: &Complement,
    keys: &[CriterionKey],
    answers: &mut Answers,
    tries: &mut u32,
) -> bool {
    *tries += 1;
    if *tries > 100_000 {
        return true;
    }
    let applies = holds(&complement.when, answers);
    let refused = complement.unless.iter().map(|unless| holds(&unless.when, answers)).max();
    let refused = refused.unwrap_or(Truth::False);
    if applies == Truth::False || refused == Truth::True {
        return false;
    }
    let Some((key, rest)) = keys.split_first() else { return true };
    let choices = context.criteria.get(key.position()).map(|criterion| criterion.answers());
    for answer in choices.into_iter().flatten() {
        answers.set(*key, Some(answer));
        if possible(context, complement, rest, answers, tries) {
            return true;
        }
    }
    answers.set(*key, None);
    false
}

/// Notes weights and numbers of ways that cannot be computed with.
pub fn can_count(context: &mut Context<'_>, fields: &Fields<'_>, rules: &RuleSet) {
    let place = |key: &str| fields.get(key).map_or(Place::TOP, Node::head);
    // Missing indicators would only repeat the faults that lost them.
    if context.faults.is_empty() {
        let nodes = fields.get("profiles").map_or(&[][..], Node::one_or_more);
        match Scoring::new(rules, None) {
            Err(fault) => scale_fault(context, rules, &fault, None, place("indicators")),
            Ok(_) => {
                for (profile, node) in rules.profiles.iter().zip(nodes) {
                    if let Err(fault) = Scoring::new(rules, Some(profile)) {
                        scale_fault(context, rules, &fault, Some(&profile.id), node.head());
                    }
                }
            }
        }
    }
    let choices = relevant(rules).into_iter().map(|key| rules.criteria.at(key).choices.len() as u128);
    let ways = choices.fold(1u128, u128::saturating_mul);
    if ways > MAX_WAYS {
        context.faults.add(place("criteria"), Fault::TooManyWays, &[("limit", "10^30")]);
    }
    let conditions =
        rules.gates.iter().map(|gate| &gate.when).chain(rules.mix_rules.iter().map(|rule| &rule.when));
    let joint = conditions.flat_map(|condition| &condition.terms).filter(|term| term.len() > 1).count();
    if joint > MAX_JOINT_TERMS {
        let words = [("what-kind", "joint-terms"), ("limit", &MAX_JOINT_TERMS.to_string())];
        context.faults.add(place("gates"), Fault::TooMany, &words);
    }
}

fn scale_fault(
    context: &mut Context<'_>,
    rules: &RuleSet,
    fault: &ScaleFault,
    profile: Option<&str>,
    place: Place,
) {
    match fault {
        ScaleFault::FormsWithoutWeight(forms) => {
            for form in forms {
                let form = rules.forms.at(*form).id.as_str();
                match profile {
                    None => context.faults.add(place, Fault::FormWithoutWeight, &[("form", form)]),
                    Some(profile) => {
                        let words = [("form", form), ("profile", profile)];
                        context.faults.add(place, Fault::ProfileWithoutWeight, &words);
                    }
                }
            }
        }
        ScaleFault::TooFine => context.faults.add(place, Fault::WeightsTooFine, &[]),
    }
}
