//! What the tests of a rule set have tried, and what they have not.
//!
//! In: a rule set and the situations of the tests that ran. Out: goals, each reached or not, and exact counts. What the
//! tests expect does not matter here, only what was evaluated. An open answer reaches nothing: whatever rests on it
//! neither held nor failed.
//!
//! *Sides*, two for each rule:
//! - it fired (an indicator: its answer speaks for the form; a complement: nothing refuses it);
//! - it failed to fire: its condition was looked at and did not hold (an indicator: the answer speaks against; a
//!   complement: its condition does not hold, or something refuses it; without a condition: the outcome lacks its
//!   forms, or its fact is not recorded). What always applies has no such side.
//!
//! *Branches* of each condition, counted where the condition is looked at ([`Rule::considered`]):
//! - of several terms, each held while every other failed;
//! - each answer that a term names for a criterion was given while that term held;
//! - each criterion of a term alone made the term fail, all its others being answered as it asks;
//! - where a form of the outcome or a fact of the current state is asked for, too: the condition held and that was not
//!   so.
//!
//! Of an indicator the branches are yes, partly and no.
//!
//! What no answers to all criteria can reach, under any weights of the rule set, is not counted: it is told apart from
//! what is missing, since no test can be written for it.

use super::rule::Situation;
use crate::evaluate::{Truth, term_holds};
use crate::model::{CriterionKey, Fraction, Rule, RuleSet, Term, words};

/// What a test can show of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// It fired.
    Fired,
    /// It failed to fire.
    Held,
    /// Of an indicator: this answer was given.
    Given(u8),
    /// The term with this position held, and no other did.
    Alone(usize),
    /// A term held with this answer.
    Named {
        /// The term.
        term: usize,
        /// The criterion.
        criterion: CriterionKey,
        /// The answer.
        answer: u8,
    },
    /// A criterion alone made a term fail.
    Failed {
        /// The term.
        term: usize,
        /// The criterion.
        criterion: CriterionKey,
    },
    /// The condition held, but the outcome lacks the form or the current state the fact.
    Elsewhere,
}

impl Aspect {
    /// Whether it is a side of the rule, and not a branch of its condition.
    #[must_use]
    pub const fn is_side(self) -> bool {
        matches!(self, Self::Fired | Self::Held)
    }

    /// Which kind of goal it is, as results name it.
    #[must_use]
    pub const fn kind(self) -> GoalKind {
        match self {
            Self::Fired => GoalKind::Fired,
            Self::Held => GoalKind::NotFired,
            Self::Given(_) => GoalKind::AnswerGiven,
            Self::Alone(_) => GoalKind::TermAlone,
            Self::Named { .. } => GoalKind::AnswerHolds,
            Self::Failed { .. } => GoalKind::CriterionFails,
            Self::Elsewhere => GoalKind::Elsewhere,
        }
    }

    /// The term that it is about, by its position.
    #[must_use]
    pub const fn term(self) -> Option<usize> {
        match self {
            Self::Alone(term) | Self::Named { term, .. } | Self::Failed { term, .. } => Some(term),
            Self::Fired | Self::Held | Self::Given(_) | Self::Elsewhere => None,
        }
    }
}

words! {
    /// What of a rule tests should show.
    pub enum GoalKind {
        /// It fired.
        Fired = "fired",
        /// It failed to fire.
        NotFired = "not_fired",
        /// Of an indicator: the answer was given.
        AnswerGiven = "answer_given",
        /// The term held, and no other did.
        TermAlone = "term_alone",
        /// The term held with the answer.
        AnswerHolds = "answer_holds",
        /// The criterion alone made the term fail.
        CriterionFails = "criterion_fails",
        /// The condition held, but the outcome lacks the form or the current state the fact.
        Elsewhere = "elsewhere",
    }
}

/// Something that the tests of a rule set should show.
#[derive(Debug, Clone, Copy)]
pub struct Goal<'r> {
    /// The rule.
    pub rule: Rule<'r>,
    /// What of it.
    pub aspect: Aspect,
}

/// Every goal of a rule set, in the order of its rules; sides first.
#[must_use]
pub fn goals(rules: &RuleSet) -> Vec<Goal<'_>> {
    let goals = |rule| aspects(rules, rule).into_iter().map(move |aspect| Goal { rule, aspect });
    rules.rules().flat_map(goals).collect()
}

fn aspects(rules: &RuleSet, rule: Rule<'_>) -> Vec<Aspect> {
    let mut aspects = vec![Aspect::Fired];
    if let Rule::Indicator(indicator) = rule {
        aspects.push(Aspect::Held);
        aspects.extend(rules.criteria.at(indicator.criterion).answers().map(Aspect::Given));
        return aspects;
    }
    let asks_more = rule.asked_forms(rules).is_some() || rule.fact().is_some();
    if rule.when().is_some() || asks_more {
        aspects.push(Aspect::Held);
    }
    let Some(condition) = rule.when() else { return aspects };
    for (number, term) in condition.terms.iter().enumerate() {
        if condition.terms.len() > 1 {
            aspects.push(Aspect::Alone(number));
        }
        for (criterion, named) in term {
            let answers = rules.criteria.at(*criterion).answers();
            let named = answers.filter(|answer| named.contains(*answer));
            aspects.extend(named.map(|answer| Aspect::Named { term: number, criterion: *criterion, answer }));
            aspects.push(Aspect::Failed { term: number, criterion: *criterion });
        }
    }
    if asks_more {
        aspects.push(Aspect::Elsewhere);
    }
    aspects
}

impl Goal<'_> {
    /// Whether a situation shows it.
    #[must_use]
    pub fn is_reached(&self, rules: &RuleSet, situation: &Situation<'_>) -> bool {
        let rule = self.rule;
        let considered = || rule.considered(rules, situation);
        let looked_at = || considered() == Truth::True;
        let term = |number: usize| rule.when().and_then(|condition| condition.terms.get(number));
        match self.aspect {
            Aspect::Fired => rule.fires(rules, situation) == Truth::True,
            Aspect::Held => match rule {
                Rule::Indicator(_) | Rule::Complement(_) => rule.fires(rules, situation) == Truth::False,
                _ if rule.when().is_none() => considered() == Truth::False,
                _ => looked_at() && rule.holds(situation) == Truth::False,
            },
            Aspect::Given(answer) => match rule {
                Rule::Indicator(indicator) => situation.answers.get(indicator.criterion) == Some(answer),
                _ => false,
            },
            Aspect::Alone(number) => {
                let terms = rule.when().map_or(&[][..], |condition| condition.terms.as_slice());
                looked_at()
                    && terms.iter().enumerate().all(|(other, term)| {
                        let wanted = if other == number { Truth::True } else { Truth::False };
                        term_holds(term, situation.answers) == wanted
                    })
            }
            Aspect::Named { term: number, criterion, answer } => {
                looked_at()
                    && situation.answers.get(criterion) == Some(answer)
                    && term(number).is_some_and(|term| term_holds(term, situation.answers) == Truth::True)
            }
            Aspect::Failed { term: number, criterion } => {
                looked_at() && term(number).is_some_and(|term| fails_alone(term, criterion, situation))
            }
            Aspect::Elsewhere => considered() == Truth::False && rule.holds(situation) == Truth::True,
        }
    }
}

/// Whether this criterion is answered, otherwise than a term names, and all its others as it names.
fn fails_alone(term: &Term, criterion: CriterionKey, situation: &Situation<'_>) -> bool {
    term.iter().all(|(key, named)| {
        let answer = situation.answers.get(*key);
        answer.is_some_and(|answer| named.contains(answer) != (*key == criterion))
    })
}

/// What has been reached so far.
#[derive(Debug, Clone)]
pub struct Coverage<'r> {
    rules: &'r RuleSet,
    goals: Vec<(Goal<'r>, State)>,
}

/// How a goal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// A test shows it.
    Reached,
    /// No test shows it.
    Missing,
    /// No test can show it.
    Unreachable,
}

/// How many of how many.
pub type Count = (usize, usize);

impl<'r> Coverage<'r> {
    /// Nothing reached yet.
    #[must_use]
    pub fn new(rules: &'r RuleSet) -> Self {
        let goals = goals(rules).into_iter().map(|goal| (goal, State::Missing)).collect();
        Self { rules, goals }
    }

    /// The rule set.
    #[must_use]
    pub const fn rules(&self) -> &'r RuleSet {
        self.rules
    }

    /// Notes what a situation shows.
    pub fn add(&mut self, situation: &Situation<'_>) {
        for (goal, state) in &mut self.goals {
            if *state != State::Reached && goal.is_reached(self.rules, situation) {
                *state = State::Reached;
            }
        }
    }

    /// Tells what is missing from what no test can show.
    pub fn rule_out(&mut self, is_unreachable: impl Fn(&Goal<'r>) -> bool) {
        for (goal, state) in &mut self.goals {
            if *state == State::Missing && is_unreachable(goal) {
                *state = State::Unreachable;
            }
        }
    }

    /// Every goal with how it stands.
    pub fn iter(&self) -> impl Iterator<Item = (&Goal<'r>, State)> {
        self.goals.iter().map(|(goal, state)| (goal, *state))
    }

    /// The goals that stand so.
    pub fn which(&self, wanted: State) -> impl Iterator<Item = &Goal<'r>> {
        self.iter().filter(move |(_, state)| *state == wanted).map(|(goal, _)| goal)
    }

    /// Goals reached, and all that can be.
    #[must_use]
    pub fn count(&self) -> Count {
        self.counted(|_| true)
    }

    /// The same for sides alone.
    #[must_use]
    pub fn sides(&self) -> Count {
        self.counted(Aspect::is_side)
    }

    /// The same for branches alone.
    #[must_use]
    pub fn branches(&self) -> Count {
        self.counted(|aspect| !aspect.is_side())
    }

    fn counted(&self, wanted: impl Fn(Aspect) -> bool) -> Count {
        let some = |state| self.which(state).filter(|goal| wanted(goal.aspect)).count();
        let reached = some(State::Reached);
        (reached, reached + some(State::Missing))
    }

    /// The share of the goals that has been reached; the whole where there are none.
    #[must_use]
    pub fn share(&self) -> Fraction {
        share(self.count())
    }
}

/// A count as a fraction; the whole of nothing is the whole.
#[must_use]
pub fn share((reached, all): Count) -> Fraction {
    if all == 0 { Fraction::from_integer(1) } else { Fraction::new(reached as u128, all as u128) }
}
