//! What only a rule set as a whole can get wrong: lawfulness, weights, conditions that contradict each other.

use super::context::Context;
use crate::evaluate::{MAX_JOINT_TERMS, MAX_WAYS, Scoring, Truth, holds, relevant};
use crate::load::decode::Fields;
use crate::load::fault::{Fault, Place};
use crate::load::tree::Node;
use crate::model::{Answers, Complement, Condition, CriterionKey, Form, RuleSet};

/// Notes that there is no form which no gate can exclude and which can stand beside another, or none that it can stand beside.
pub fn both_kinds(context: &mut Context<'_>, node: &Node, forms: &[Form]) {
    if !forms.iter().any(|form| form.always_lawful && !form.competitive) {
        context.faults.add(node.head(), Fault::NoLawfulForm, &[]);
    } else if !forms.iter().any(|form| form.competitive) {
        context.faults.add(node.head(), Fault::NoCompetitiveForm, &[]);
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
        if Scoring::new(rules, None).is_err() {
            context.faults.add(place("indicators"), Fault::WeightsTooFine, &[]);
        } else {
            for (_, node) in rules
                .profiles
                .iter()
                .zip(nodes)
                .filter(|(profile, _)| Scoring::new(rules, Some(profile)).is_err())
            {
                context.faults.add(node.head(), Fault::WeightsTooFine, &[]);
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
