//! Conditions in rule sets: a mapping of criteria to answers, or a list of such mappings.

use super::context::Context;
use crate::load::decode::{Fields, key_name};
use crate::load::fault::Fault;
use crate::load::suggest::nearest;
use crate::load::tree::Node;
use crate::model::{AnswerSet, Condition, Criterion, CriterionKey, Term};

/// The condition under a key that must be there.
pub fn required(context: &mut Context<'_>, fields: &Fields<'_>, key: &'static str) -> Option<Condition> {
    let node = fields.require(key, context.faults)?;
    read(context, node)
}

/// A condition.
pub fn read(context: &mut Context<'_>, node: &Node) -> Option<Condition> {
    let alternatives = node.one_or_more();
    if alternatives.is_empty() {
        context.faults.add(node.head(), Fault::NeverHolds, &[]);
        return None;
    }
    let terms: Vec<Option<Term>> = alternatives.iter().map(|node| term(context, node)).collect();
    Some(Condition { terms: terms.into_iter().collect::<Option<_>>()? })
}

fn term(context: &mut Context<'_>, node: &Node) -> Option<Term> {
    let entries = node.mapping(context.faults)?;
    if entries.is_empty() {
        context.faults.add(node.head(), Fault::NeverHolds, &[]);
        return None;
    }
    let mut term = Term::new();
    let mut whole = true;
    for (key, value) in entries {
        let Some(atom) = atom(context, key, value, &term) else {
            whole = false;
            continue;
        };
        term.push(atom);
    }
    whole.then_some(term)
}

fn atom(
    context: &mut Context<'_>,
    key: &Node,
    value: &Node,
    term: &Term,
) -> Option<(CriterionKey, AnswerSet)> {
    let name = key_name(key, context.faults)?;
    let criterion = context.criterion(key, name)?;
    if term.iter().any(|(earlier, _)| *earlier == criterion) {
        context.faults.add(key.place, Fault::TwiceInCondition, &[("name", name)]);
        return None;
    }
    let named: Option<Vec<u8>> =
        value.one_or_more().iter().map(|node| answer(context, node, criterion)).collect();
    let named = AnswerSet::of(named?);
    let choices = context.criteria.get(criterion.position()).map_or(0, |criterion| criterion.choices.len());
    if choices == 0 {
        return None;
    }
    if named.is_empty() {
        context.faults.add(value.head(), Fault::NeverHolds, &[]);
        return None;
    }
    if named.len() == choices {
        context.faults.add(value.head(), Fault::NamesEveryAnswer, &[("name", name)]);
        return None;
    }
    Some((criterion, named))
}

/// An answer to a criterion.
pub fn answer(context: &mut Context<'_>, node: &Node, criterion: CriterionKey) -> Option<u8> {
    let word = node.word(context.faults)?;
    let criterion: &Criterion = context.criteria.get(criterion.position())?;
    let named = |answer: &u8| {
        criterion
            .choice(*answer)
            .is_some_and(|choice| choice.id == word || choice.alias.as_deref() == Some(word))
    };
    let found = criterion.answers().find(named);
    // Options that could not be read may be the ones named.
    if found.is_none() && !criterion.choices.is_empty() {
        let ids: Vec<&str> = criterion.choices.iter().map(|choice| choice.id.as_str()).collect();
        let suggestion = nearest(word, ids.iter().copied());
        let words = [("found", word), ("name", &criterion.id), ("known", &ids.join(", "))];
        context.faults.suggest(node.place, Fault::WrongOption, &words, suggestion);
    }
    found
}
