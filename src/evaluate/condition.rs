//! Conditions in Kleene's three-valued logic.
//!
//! In: a condition and answers. Out: true, false, or open. Never guesses an open answer.

use crate::model::{AnswerSet, Answers, Condition, CriterionKey, Term};

/// A truth value; `Open` while an answer it rests on is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// It does not hold, whatever is still open.
    False,
    /// It depends on an open answer.
    Open,
    /// It holds.
    True,
}

/// Whether a condition holds.
#[must_use]
pub fn holds(condition: &Condition, answers: &Answers) -> Truth {
    match condition.terms.as_slice() {
        // Most conditions are one term.
        [term] => term_holds(term, answers),
        terms => terms.iter().map(|term| term_holds(term, answers)).max().unwrap_or(Truth::False),
    }
}

/// Whether every criterion of a term has one of the answers it names.
#[must_use]
pub fn term_holds(term: &Term, answers: &Answers) -> Truth {
    let atom_holds = |(criterion, named): &(CriterionKey, AnswerSet)| match answers.get(*criterion) {
        None => Truth::Open,
        Some(answer) if named.contains(answer) => Truth::True,
        Some(_) => Truth::False,
    };
    match term.as_slice() {
        // And most terms name one criterion.
        [atom] => atom_holds(atom),
        atoms => atoms.iter().map(atom_holds).min().unwrap_or(Truth::True),
    }
}

/// The criteria that make a condition what it is: of each term with this truth, those with this truth.
pub fn deciding<'a>(
    condition: &'a Condition,
    answers: &'a Answers,
    truth: Truth,
) -> impl Iterator<Item = CriterionKey> + 'a {
    condition
        .terms
        .iter()
        .filter(move |term| term_holds(term, answers) == truth)
        .flatten()
        .filter(move |(criterion, _)| (answers.get(*criterion).is_none()) == (truth == Truth::Open))
        .map(|(criterion, _)| *criterion)
}
