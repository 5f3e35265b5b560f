//! The decision model a second time, as plainly as can be: every way to answer is written out and looked at.
//!
//! Nothing here is shared with the tool but the types of rule sets and answers.

use std::collections::BTreeMap;

use avtalsform::model::{Answers, Condition, CriterionKey, FormKey, FormSet, Outcome, RuleSet};

type Exact = num_rational::Ratio<u128>;

/// What the rules say of one set of answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub outcome: Outcome,
    pub tie: bool,
    pub excluded: FormSet,
    pub scores: Vec<Exact>,
}

/// Everything the model computes.
#[derive(Debug, Clone)]
pub struct Everything {
    pub now: Said,
    pub conditional: FormSet,
    pub low: Vec<Exact>,
    pub high: Vec<Exact>,
    pub quiet: BTreeMap<Outcome, u128>,
    pub all: BTreeMap<Outcome, u128>,
    pub firmness: &'static str,
    pub conditions: Vec<CriterionKey>,
    pub questions: BTreeMap<CriterionKey, (f64, Vec<(u8, Outcome)>)>,
    pub flips: Vec<(Vec<(CriterionKey, u8)>, Outcome)>,
}

/// `Some(truth)`, or `None` while it is open.
fn holds(condition: &Condition, answers: &Answers) -> Option<bool> {
    let mut open = false;
    for term in &condition.terms {
        let mut term_open = false;
        let mut term_false = false;
        for (criterion, named) in term {
            match answers.get(*criterion) {
                None => term_open = true,
                Some(answer) => term_false |= !named.contains(answer),
            }
        }
        if !term_open && !term_false {
            return Some(true);
        }
        open |= term_open && !term_false;
    }
    if open { None } else { Some(false) }
}

/// A form's score with open answers worth `open`.
fn score(rules: &RuleSet, answers: &Answers, form: FormKey, open: Exact) -> Exact {
    let mut sum = Exact::from_integer(0);
    let mut weights = Exact::from_integer(0);
    for indicator in rules.indicators.iter().filter(|indicator| indicator.form == form) {
        let weight = rules.criteria.at(indicator.criterion).weight;
        let value = match (answers.get(indicator.criterion), indicator.reversed) {
            (None, _) => open,
            (Some(1), _) => Exact::new(1, 2),
            (Some(0), false) | (Some(2), true) => Exact::from_integer(1),
            _ => Exact::from_integer(0),
        };
        sum += weight * value;
        weights += weight;
    }
    sum / weights
}

pub fn say(rules: &RuleSet, answers: &Answers) -> Said {
    let fired = rules.gates.iter().filter(|gate| holds(&gate.when, answers) == Some(true));
    let excluded = fired.fold(FormSet::default(), |forms, gate| forms.with(gate.excludes));
    let half = Exact::new(1, 2);
    let scores: Vec<Exact> = rules.forms.keys().map(|form| score(rules, answers, form, half)).collect();
    let left: Vec<FormKey> = rules.forms.keys().filter(|form| !excluded.contains(*form)).collect();
    let of = |form: FormKey| scores[form.position()];
    let highest = left.iter().map(|form| of(*form)).max().unwrap();
    let bests: Vec<FormKey> = left.iter().copied().filter(|form| of(*form) == highest).collect();
    let best = bests[0];
    let competitive: Vec<FormKey> = left.iter().copied().filter(|form| *form != rules.in_house).collect();
    let most = competitive.iter().map(|form| of(*form)).max();
    let top = competitive.iter().copied().find(|form| Some(of(*form)) == most);
    let outcome = match top {
        None => Outcome::single(rules.in_house),
        Some(top) => {
            let (own, other) = (of(rules.in_house), of(top));
            let apart = if own > other { own - other } else { other - own };
            let zero = Exact::from_integer(0);
            let near = own > zero && other > zero && apart <= rules.margin;
            let mix = rules.mix_rules.iter().any(|rule| holds(&rule.when, answers) == Some(true));
            if near || (best != rules.in_house && mix) { Outcome::mix(top) } else { Outcome::single(best) }
        }
    };
    Said { outcome, tie: bests.len() > 1, excluded, scores }
}

/// Every way to answer these criteria.
fn ways(rules: &RuleSet, answers: &Answers, open: &[CriterionKey]) -> Vec<Answers> {
    let Some((first, rest)) = open.split_first() else { return vec![answers.clone()] };
    let given = rules.criteria.at(*first).answers();
    given.flat_map(|answer| ways(rules, &answers.with(*first, answer), rest)).collect()
}

fn entropy(counts: &BTreeMap<Outcome, u128>) -> f64 {
    let total: u128 = counts.values().sum();
    counts.values().map(|count| *count as f64 / total as f64).map(|share| -share * share.log2()).sum()
}

pub fn everything(rules: &RuleSet, answers: &Answers) -> Everything {
    let mut everything = everything_but_flips(rules, answers);
    everything.flips = flips(rules, answers, &everything.now);
    everything
}

/// Whether a gate, an indicator or a mix rule names a criterion.
fn named(rules: &RuleSet, key: CriterionKey) -> bool {
    let gates = rules.gates.iter().map(|gate| &gate.when);
    let conditions = gates.chain(rules.mix_rules.iter().map(|rule| &rule.when));
    let in_condition =
        conditions.flat_map(|when| when.terms.iter().flatten()).any(|(other, _)| *other == key);
    in_condition || rules.indicators.iter().any(|indicator| indicator.criterion == key)
}

/// The same without flips, whose number grows with the answers given.
pub fn everything_but_flips(rules: &RuleSet, answers: &Answers) -> Everything {
    let now = say(rules, answers);
    let open: Vec<CriterionKey> =
        rules.criteria.keys().filter(|key| named(rules, *key) && answers.get(*key).is_none()).collect();
    let open_gates: Vec<_> = rules.gates.iter().filter(|gate| holds(&gate.when, answers).is_none()).collect();
    let conditional = open_gates
        .iter()
        .fold(FormSet::default(), |forms, gate| forms.with(gate.excludes))
        .without(now.excluded);
    let is_quiet = |way: &Answers| open_gates.iter().all(|gate| holds(&gate.when, way) == Some(false));
    let all_ways: Vec<(Answers, Outcome, bool)> = ways(rules, answers, &open)
        .into_iter()
        .map(|way| {
            let (outcome, quiet) = (say(rules, &way).outcome, is_quiet(&way));
            (way, outcome, quiet)
        })
        .collect();
    let count = |wanted: &dyn Fn(&(Answers, Outcome, bool)) -> bool| {
        let mut counts = BTreeMap::new();
        for way in all_ways.iter().filter(|way| wanted(way)) {
            *counts.entry(way.1).or_insert(0u128) += 1;
        }
        counts
    };
    let (quiet, all) = (count(&|way| way.2), count(&|_| true));
    let alone = |key: CriterionKey| -> Vec<(u8, Outcome)> {
        let given = rules.criteria.at(key).answers();
        let given = given.map(|answer| (answer, say(rules, &answers.with(key, answer)).outcome));
        given.filter(|(_, outcome)| *outcome != now.outcome).collect()
    };
    let excluding = |key: CriterionKey, answer: u8| {
        open_gates.iter().any(|gate| holds(&gate.when, &answers.with(key, answer)) == Some(true))
    };
    let conditions: Vec<CriterionKey> = open
        .iter()
        .copied()
        .filter(|key| alone(*key).iter().any(|(answer, _)| excluding(*key, *answer)))
        .collect();
    let mut questions = BTreeMap::new();
    for key in &open {
        let others: Vec<CriterionKey> = open.iter().copied().filter(|other| other != key).collect();
        let given: Vec<u8> = rules.criteria.at(*key).answers().collect();
        let matters = ways(rules, answers, &others).iter().any(|way| {
            let outcomes: Vec<Outcome> =
                given.iter().map(|answer| say(rules, &way.with(*key, *answer)).outcome).collect();
            outcomes.iter().any(|outcome| *outcome != outcomes[0])
        });
        if !matters {
            continue;
        }
        let over_all = conditions.contains(key);
        let within = |way: &(Answers, Outcome, bool)| over_all || way.2;
        let before = count(&within);
        let total: u128 = before.values().sum();
        let mut after = 0.0;
        for answer in &given {
            let part = count(&|way| within(way) && way.0.get(*key) == Some(*answer));
            let ways: u128 = part.values().sum();
            if ways > 0 {
                after += entropy(&part) * ways as f64 / total as f64;
            }
        }
        let gain = if total == 0 { 0.0 } else { entropy(&before) - after };
        questions.insert(*key, (gain, alone(*key)));
    }
    let core: Vec<CriterionKey> =
        rules.criteria.iter().filter(|(_, criterion)| criterion.core).map(|(key, _)| key).collect();
    let answered = core.iter().filter(|key| answers.get(**key).is_some()).count();
    let supported = quiet.get(&now.outcome).copied().unwrap_or(0) * 2 > quiet.values().sum();
    let firmness = if all.len() == 1 && all.contains_key(&now.outcome) {
        "firm"
    } else if answered * 2 > core.len() && supported {
        "preliminary"
    } else {
        "undetermined"
    };
    let bound = |value: u128| {
        rules.forms.keys().map(|form| score(rules, answers, form, Exact::from_integer(value))).collect()
    };
    let (low, high, flips) = (bound(0), bound(1), Vec::new());
    Everything { now, conditional, low, high, quiet, all, firmness, conditions, questions, flips }
}

fn flips(rules: &RuleSet, answers: &Answers, now: &Said) -> Vec<(Vec<(CriterionKey, u8)>, Outcome)> {
    let given: Vec<CriterionKey> =
        rules.criteria.keys().filter(|key| named(rules, *key) && answers.get(*key).is_some()).collect();
    let mut found: Vec<(Vec<(CriterionKey, u8)>, Outcome)> = Vec::new();
    for way in ways(rules, answers, &given) {
        let changes: Vec<(CriterionKey, u8)> = given
            .iter()
            .filter(|key| way.get(**key) != answers.get(**key))
            .map(|key| (*key, way.get(*key).unwrap()))
            .collect();
        let outcome = say(rules, &way).outcome;
        if (1..=3).contains(&changes.len()) && outcome != now.outcome {
            found.push((changes, outcome));
        }
    }
    let fewest = found.iter().map(|(changes, _)| changes.len()).min().unwrap_or(0);
    found.retain(|(changes, _)| changes.len() == fewest);
    found.sort();
    found
}
