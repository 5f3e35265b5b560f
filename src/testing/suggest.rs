//! The tests that are missing.
//!
//! In: what has been reached of a rule set. Out: the fewest sets of answers found that together reach the rest, and
//! what no answers can reach. Every set answers all criteria; the search draws no random numbers, so that it always ends
//! in the same sets.
//!
//! For each goal an exact search goes through the answers to the criteria it rests on; whether the outcome can then be
//! one that it asks for is counted over all ways to answer the rest. The answers found are completed, and then changed one
//! at a time as long as that reaches more.

use super::coverage::{Coverage, Goal, State};
use super::rule::Situation;
use crate::evaluate::{Scoring, count_ways};
use crate::model::{Answers, CriterionKey, CurrentFact, Outcome, RuleSet};

/// Answers for a test that is missing.
#[derive(Debug, Clone)]
pub struct Suggestion<'r> {
    /// The answers, to every criterion.
    pub answers: Answers,
    /// What is recorded of the current state.
    pub recorded: Vec<CurrentFact>,
    /// What these answers reach that nothing before them does.
    pub goals: Vec<Goal<'r>>,
}

/// Why a goal is in no suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missed {
    /// No answers to all criteria reach it.
    Unreachable,
    /// There are more answers than can be looked through.
    TooMany,
}

/// What is missing.
#[derive(Debug, Clone, Default)]
pub struct Suggestions<'r> {
    /// Tests to write.
    pub tests: Vec<Suggestion<'r>>,
    /// Goals for which there is none.
    pub missed: Vec<(Goal<'r>, Missed)>,
}

/// The most answers that are looked through for one goal.
const MOST_TRIES: u32 = 100_000;
/// How many goals are tried as the first of a test before the best of them is taken.
const BEAM: usize = 6;

/// Looks for tests that reach what is missing.
#[must_use]
pub fn suggest<'r>(coverage: &Coverage<'r>, scoring: &Scoring) -> Suggestions<'r> {
    let search = Search { rules: coverage.rules(), scoring };
    let mut missing: Vec<Goal<'r>> = coverage.which(State::Missing).copied().collect();
    let mut suggestions = Suggestions::default();
    while !missing.is_empty() {
        let mut best: Option<(usize, Trial)> = None;
        let mut lost = Vec::new();
        let mut tried = 0;
        for (number, goal) in missing.iter().enumerate() {
            if tried == BEAM {
                break;
            }
            match search.witness(goal) {
                Err(missed) => lost.push((number, missed)),
                Ok(witness) => {
                    tried += 1;
                    let (trial, gain) = search.climb(witness, &missing);
                    if best.as_ref().is_none_or(|(most, _)| gain > *most) {
                        best = Some((gain, trial));
                    }
                }
            }
        }
        for (number, missed) in lost.into_iter().rev() {
            suggestions.missed.push((missing.remove(number), missed));
        }
        let Some((_, trial)) = best else { continue };
        let (goals, rest): (Vec<_>, Vec<_>) =
            missing.into_iter().partition(|goal| search.reaches(&trial, goal));
        missing = rest;
        if goals.is_empty() {
            // Where ways cannot be counted, nothing is known of the outcome; the search must end all the same.
            suggestions.missed.extend(missing.drain(..1).map(|goal| (goal, Missed::TooMany)));
        } else {
            let Trial { answers, recorded } = trial;
            suggestions.tests.push(Suggestion { answers, recorded, goals });
        }
    }
    search.thin(&mut suggestions.tests);
    suggestions
}

/// Whether no answers to all criteria reach a goal under any of these weights.
#[must_use]
pub fn is_unreachable(rules: &RuleSet, scorings: &[Scoring], goal: &Goal<'_>) -> bool {
    let witness = |scoring| Search { rules, scoring }.witness(goal);
    scorings.iter().all(|scoring| matches!(witness(scoring), Err(Missed::Unreachable)))
}

/// Answers with what is recorded beside them.
#[derive(Debug, Clone)]
struct Trial {
    answers: Answers,
    recorded: Vec<CurrentFact>,
}

struct Search<'r, 's> {
    rules: &'r RuleSet,
    scoring: &'s Scoring,
}

impl Search<'_, '_> {
    fn reaches(&self, trial: &Trial, goal: &Goal<'_>) -> bool {
        let situation = Situation::given(self.rules, self.scoring, &trial.answers, trial.recorded.clone());
        goal.is_reached(self.rules, &situation)
    }

    fn gain(&self, trial: &Trial, goals: &[Goal<'_>]) -> usize {
        let situation = Situation::given(self.rules, self.scoring, &trial.answers, trial.recorded.clone());
        goals.iter().filter(|goal| goal.is_reached(self.rules, &situation)).count()
    }

    /// Complete answers that reach a goal.
    fn witness(&self, goal: &Goal<'_>) -> Result<Trial, Missed> {
        let mut answers = Answers::unknown(self.rules.criteria.len());
        let mut tries = 0;
        let found = self.fixed(goal, &goal.rule.rests_on(), &mut answers, &mut tries);
        let (recorded, outcome) = match found {
            Some(found) => found,
            None if tries > MOST_TRIES => return Err(Missed::TooMany),
            None => return Err(Missed::Unreachable),
        };
        self.complete(&mut answers, outcome);
        Ok(Trial { answers, recorded })
    }

    /// Answers to the criteria left, a fact and an outcome that reach a goal.
    fn fixed(
        &self,
        goal: &Goal<'_>,
        keys: &[CriterionKey],
        answers: &mut Answers,
        tries: &mut u32,
    ) -> Option<(Vec<CurrentFact>, Option<Outcome>)> {
        *tries += 1;
        if *tries > MOST_TRIES {
            return None;
        }
        let Some((key, rest)) = keys.split_first() else { return self.outcome(goal, answers, tries) };
        for answer in self.rules.criteria.at(*key).answers() {
            answers.set(*key, Some(answer));
            let found = self.fixed(goal, rest, answers, tries);
            if found.is_some() {
                return found;
            }
        }
        answers.set(*key, None);
        None
    }

    /// The outcome, and the facts, with which these answers reach a goal; no outcome where any will do.
    fn outcome(
        &self,
        goal: &Goal<'_>,
        answers: &Answers,
        tries: &mut u32,
    ) -> Option<(Vec<CurrentFact>, Option<Outcome>)> {
        let facts: Vec<CurrentFact> = goal.rule.fact().into_iter().collect();
        let needs_outcome = goal.rule.asked_forms(self.rules).is_some();
        let mut ways = None;
        for recorded in [Vec::new(), facts] {
            for outcome in self.rules.outcomes() {
                let situation = Situation { answers, recorded: recorded.clone(), outcome: Some(outcome) };
                if !goal.is_reached(self.rules, &situation) {
                    if needs_outcome {
                        continue;
                    }
                    break;
                }
                if !needs_outcome {
                    return Some((recorded, None));
                }
                let ways = ways.get_or_insert_with(|| count_ways(self.rules, self.scoring, answers));
                if ways.all.ways(outcome) > 0 {
                    return Some((recorded, Some(outcome)));
                }
                // What was not drawn may be all the same: it is not out of reach, but nor can it be found.
                *tries += if ways.drawn { MOST_TRIES } else { 0 };
            }
        }
        None
    }

    /// Whether some way to answer what is open gives this outcome.
    fn can_be(&self, answers: &Answers, outcome: Outcome) -> bool {
        count_ways(self.rules, self.scoring, answers).all.ways(outcome) > 0
    }

    /// Answers what is open so that the outcome stays possible.
    fn complete(&self, answers: &mut Answers, outcome: Option<Outcome>) {
        for (key, criterion) in self.rules.criteria.iter() {
            if answers.get(key).is_some() {
                continue;
            }
            let matters = outcome.filter(|_| self.scoring.relevant.contains(&key));
            for answer in criterion.answers() {
                answers.set(key, Some(answer));
                if matters.is_none_or(|outcome| self.can_be(answers, outcome)) {
                    break;
                }
            }
        }
    }

    /// Changes one answer or fact at a time as long as more goals are reached.
    fn climb(&self, mut trial: Trial, goals: &[Goal<'_>]) -> (Trial, usize) {
        let mut most = self.gain(&trial, goals);
        loop {
            let before = most;
            for (key, criterion) in self.rules.criteria.iter() {
                for answer in criterion.answers() {
                    let changed = Trial { answers: trial.answers.with(key, answer), ..trial.clone() };
                    self.keep(changed, &mut trial, &mut most, goals);
                }
            }
            for fact in CurrentFact::ALL {
                let mut changed = trial.clone();
                match changed.recorded.iter().position(|recorded| *recorded == fact) {
                    Some(at) => drop(changed.recorded.remove(at)),
                    None => changed.recorded.push(fact),
                }
                self.keep(changed, &mut trial, &mut most, goals);
            }
            if most == before {
                return (trial, most);
            }
        }
    }

    fn keep(&self, changed: Trial, trial: &mut Trial, most: &mut usize, goals: &[Goal<'_>]) {
        let gain = self.gain(&changed, goals);
        if gain > *most {
            (*most, *trial) = (gain, changed);
        }
    }

    /// Leaves out tests of which the others reach everything, the last first.
    fn thin(&self, tests: &mut Vec<Suggestion<'_>>) {
        let trial =
            |test: &Suggestion<'_>| Trial { answers: test.answers.clone(), recorded: test.recorded.clone() };
        for number in (0..tests.len()).rev() {
            let Some(test) = tests.get(number) else { continue };
            let others = || tests.iter().enumerate().filter(|(other, _)| *other != number);
            let takers: Option<Vec<usize>> = test
                .goals
                .iter()
                .map(|goal| others().find(|(_, other)| self.reaches(&trial(other), goal)).map(|(at, _)| at))
                .collect();
            let Some(takers) = takers else { continue };
            let test = tests.remove(number);
            for (goal, taker) in test.goals.into_iter().zip(takers) {
                let taker = if taker > number { taker - 1 } else { taker };
                if let Some(other) = tests.get_mut(taker) {
                    other.goals.push(goal);
                }
            }
        }
    }
}
