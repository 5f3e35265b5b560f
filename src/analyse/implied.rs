//! Conditions that say nothing beyond others, proven over every set of answers.
//!
//! In: a rule set. Out: gates and mix rules that hold only where others already do the same, and alternatives within a
//! condition that hold only where other alternatives of it do. Knows no scores.

use std::collections::BTreeMap;

use smallvec::smallvec;

use super::witness::{Witness, holding};
use crate::evaluate::TooLarge;
use crate::model::{AnswerSet, Condition, CriterionKey, Gate, MixRule, RuleSet, Term};

/// A condition that others imply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Implied {
    /// Id of the rule.
    pub rule: String,
    /// Which alternative of its condition, from 1; `None`: all of it.
    pub alternative: Option<usize>,
    /// Ids of the other rules that already say it; for an alternative, none: its own rule does.
    pub by: Vec<String>,
    /// An area in which it holds, and with it the others.
    pub example: Witness,
}

/// The most pieces that one proof may take.
const MAX_PIECES: usize = 1_000_000;

/// Every condition that others imply, in the order of the rule set.
///
/// # Errors
/// When a proof would take too many steps.
pub fn implied(rules: &RuleSet) -> Result<Vec<Implied>, TooLarge> {
    let mut found = Vec::new();
    for gate in &rules.gates {
        let others: Vec<&Gate> = rules.gates.iter().filter(|other| other.head.id != gate.head.id).collect();
        let says = |others: &[&Gate]| {
            for form in gate.excludes.iter() {
                let same = others.iter().filter(|other| other.excludes.contains(form));
                let terms: Vec<&Term> = same.flat_map(|other| &other.when.terms).collect();
                if !covered(rules, &gate.when, &terms)? {
                    return Ok(false);
                }
            }
            Ok(!gate.excludes.is_empty())
        };
        if let Some(by) = fewer(others, says)? {
            let by = by.into_iter().map(|other| other.head.id.clone()).collect();
            let example = holding(rules, &gate.when.terms);
            found.push(Implied { rule: gate.head.id.clone(), alternative: None, by, example });
        }
    }
    for rule in &rules.mix_rules {
        let others: Vec<&MixRule> =
            rules.mix_rules.iter().filter(|other| other.head.id != rule.head.id).collect();
        let says = |others: &[&MixRule]| {
            let terms: Vec<&Term> = others.iter().flat_map(|other| &other.when.terms).collect();
            covered(rules, &rule.when, &terms)
        };
        if let Some(by) = fewer(others, says)? {
            let by = by.into_iter().map(|other| other.head.id.clone()).collect();
            let example = holding(rules, &rule.when.terms);
            found.push(Implied { rule: rule.head.id.clone(), alternative: None, by, example });
        }
    }
    for (id, when) in rules.rules().filter_map(|rule| Some((rule.id(), rule.when()?))) {
        for (place, term) in when.terms.iter().enumerate() {
            let others: Vec<&Term> = when
                .terms
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != place)
                .map(|(_, other)| other)
                .collect();
            let alone = Condition { terms: smallvec![term.clone()] };
            if covered(rules, &alone, &others)? {
                let example = holding(rules, &alone.terms);
                found.push(Implied {
                    rule: id.to_owned(),
                    alternative: Some(place + 1),
                    by: Vec::new(),
                    example,
                });
            }
        }
    }
    Ok(found)
}

/// Those of the rules without which the others do not say the same; `None` where not even all of them do.
fn fewer<'r, T>(
    mut rules: Vec<&'r T>,
    says: impl Fn(&[&'r T]) -> Result<bool, TooLarge>,
) -> Result<Option<Vec<&'r T>>, TooLarge> {
    if !says(&rules)? {
        return Ok(None);
    }
    // From the end, so that of two that say the same the first is named.
    for place in (0..rules.len()).rev() {
        let mut rest = rules.clone();
        rest.remove(place);
        if says(&rest)? {
            rules = rest;
        }
    }
    Ok(Some(rules))
}

/// The answers of each criterion that are left; one bit stands for leaving it open.
type Region = BTreeMap<CriterionKey, (AnswerSet, bool)>;

/// Whether every set of answers that fits the condition fits one of the terms.
fn covered(rules: &RuleSet, when: &Condition, terms: &[&Term]) -> Result<bool, TooLarge> {
    let mut left = MAX_PIECES;
    for term in &when.terms {
        let mut region: Region = rules
            .criteria
            .iter()
            .map(|(key, criterion)| (key, (AnswerSet::of(criterion.answers()), true)))
            .collect();
        for (key, named) in term {
            if let Some((answers, open)) = region.get_mut(key) {
                (*answers, *open) = (answers.both(*named), false);
            }
        }
        if !within(region, terms, &mut left)? {
            return Ok(false);
        }
    }
    Ok(!when.terms.is_empty())
}

/// Whether every set of answers in a region fits one of the terms.
fn within(mut region: Region, terms: &[&Term], left: &mut usize) -> Result<bool, TooLarge> {
    *left = left.checked_sub(1).ok_or(TooLarge)?;
    if region.values().any(|(answers, open)| answers.is_empty() && !open) {
        return Ok(true);
    }
    let Some((first, rest)) = terms.split_first() else { return Ok(false) };
    // What lies outside the first term is cut off piece by piece, and must lie within the others.
    for (key, named) in *first {
        let Some((answers, open)) = region.get(key).copied() else { continue };
        let outside = (answers.but(*named), open);
        if !outside.0.is_empty() || outside.1 {
            let mut piece = region.clone();
            piece.insert(*key, outside);
            if !within(piece, rest, left)? {
                return Ok(false);
            }
        }
        region.insert(*key, (answers.both(*named), false));
        if answers.both(*named).is_empty() {
            return Ok(true);
        }
    }
    Ok(true)
}
