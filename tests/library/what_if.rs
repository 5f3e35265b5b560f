//! What-if against brute force: the fewest changes, weights drawn anew in plain fractions, before and after.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::random::{self, Dice};
use crate::support::{self, naive};
use avtalsform::compare::Entry;
use avtalsform::evaluate::{Interval, Scoring, Truth, Weighted, count_ways, decide, holds, of_whole};
use avtalsform::explain::Advisor;
use avtalsform::load::{Fault, assignments, criteria, outcome};
use avtalsform::model::{
    Answers, Area, Condition, CriterionKey, FormKey, Fraction, GateKind, Outcome, RuleSet,
};
use avtalsform::what_if::order::{FEW, order};
use avtalsform::what_if::{
    Blocked, ChangeSet, DRAWS, Found, MOST_SETS, SEED, Weightings, change, fewest, profiles, weightings,
};
use proptest::prelude::*;
use rand_pcg::rand_core::{Rng, SeedableRng};

/// The smallest sets of changes to each outcome, all of them tried, in the order of the rule set.
type Smallest = BTreeMap<Outcome, Vec<ChangeSet>>;

fn found(
    rules: &RuleSet,
    answers: &Answers,
    keep: &BTreeSet<CriterionKey>,
    listed: usize,
) -> Vec<(Outcome, Found)> {
    let scoring = Scoring::new(rules, None).unwrap();
    let outcomes: Vec<Outcome> = rules.outcomes().collect();
    fewest(Weighted { rules, scoring: &scoring }, answers, keep, &outcomes, listed)
}

/// The criteria that a gate, an indicator or a mix rule names.
fn named(rules: &RuleSet) -> Vec<CriterionKey> {
    let conditions = rules.gates.iter().map(|gate| &gate.when);
    let conditions = conditions.chain(rules.mix_rules.iter().map(|rule| &rule.when));
    let mut keys: BTreeSet<CriterionKey> =
        conditions.flat_map(|when| when.terms.iter().flatten()).map(|(key, _)| *key).collect();
    keys.extend(rules.indicators.iter().map(|rule| rule.criterion));
    keys.into_iter().collect()
}

fn applied(answers: &Answers, changes: &ChangeSet) -> Answers {
    changes.iter().fold(answers.clone(), |answers, (key, answer)| answers.with(*key, *answer))
}

/// Every set of changes of these criteria: those that change an earlier one first.
fn every_set(rules: &RuleSet, answers: &Answers, free: &[CriterionKey]) -> Vec<ChangeSet> {
    let Some((first, rest)) = free.split_first() else { return vec![Vec::new()] };
    let tails = every_set(rules, answers, rest);
    let others = rules.criteria.at(*first).answers().filter(|answer| answers.get(*first) != Some(*answer));
    let changed = others.flat_map(|answer| {
        let with = |tail: &ChangeSet| std::iter::once((*first, answer)).chain(tail.iter().copied()).collect();
        tails.iter().map(with).collect::<Vec<ChangeSet>>()
    });
    let mut sets: Vec<ChangeSet> = changed.collect();
    sets.extend(tails);
    sets
}

/// Whether a set of changes leaves nothing open that counts: an outcome is one of complete answers.
fn complete(rules: &RuleSet, answers: &Answers, set: &ChangeSet) -> bool {
    let given = applied(answers, set);
    named(rules).into_iter().all(|key| given.get(key).is_some())
}

fn brute_force(rules: &RuleSet, answers: &Answers, keep: &BTreeSet<CriterionKey>) -> Smallest {
    let free: Vec<CriterionKey> = named(rules).into_iter().filter(|key| !keep.contains(key)).collect();
    let mut smallest = Smallest::new();
    for set in every_set(rules, answers, &free).into_iter().filter(|set| complete(rules, answers, set)) {
        let best = smallest.entry(naive::say(rules, &applied(answers, &set)).outcome).or_default();
        match best.first().map(Vec::len) {
            Some(size) if size < set.len() => {}
            Some(size) if size == set.len() => best.push(set),
            _ => *best = vec![set],
        }
    }
    smallest
}

fn is_excluded_everywhere(
    rules: &RuleSet,
    answers: &Answers,
    keep: &BTreeSet<CriterionKey>,
    outcome: Outcome,
) -> bool {
    let free: Vec<CriterionKey> = named(rules).into_iter().filter(|key| !keep.contains(key)).collect();
    let mut sets = every_set(rules, answers, &free).into_iter().filter(|set| complete(rules, answers, set));
    sets.all(|set| {
        let excluded = naive::say(rules, &applied(answers, &set)).excluded;
        rules.forms_of(outcome).any(|form| excluded.contains(form))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Size, number and order of the smallest sets, and what forbids an outcome, with criteria held fixed.
    #[test]
    fn the_fewest_changes_agree_with_trying_every_set(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let rules = random::rules(&mut dice);
        let answers = random::answers(&mut dice, &rules);
        let share = *dice.pick(&[0, 0, 30, 60]);
        let mut keep: BTreeSet<CriterionKey> = rules.criteria.keys().filter(|_| dice.chance(share)).collect();
        keep.retain(|key| answers.get(*key).is_some());
        let smallest = brute_force(&rules, &answers, &keep);
        for (outcome, found) in found(&rules, &answers, &keep, 7) {
            match (found, smallest.get(&outcome)) {
                (Found::Reached(reached), Some(sets)) => {
                    prop_assert_eq!(usize::from(reached.size), sets[0].len());
                    prop_assert_eq!(reached.sets, sets.len() as u128);
                    prop_assert_eq!(&reached.first[..], &sets[..sets.len().min(7)]);
                }
                (Found::Unreached(unreached), None) => {
                    let excluded = is_excluded_everywhere(&rules, &answers, &keep, outcome);
                    prop_assert_eq!(unreached.blocked != Blocked::Scores, excluded);
                    prop_assert_eq!(unreached.gates.is_empty(), !excluded);
                    for gate in &unreached.gates {
                        let excludes = rules.gates[*gate].excludes;
                        prop_assert!(rules.forms_of(outcome).any(|form| excludes.contains(form)));
                    }
                    if unreached.blocked == Blocked::Gates {
                        // Each of the gates alone is enough.
                        for gate in unreached.gates {
                            let mut alone = rules.clone();
                            alone.gates = vec![rules.gates[gate].clone()];
                            prop_assert!(is_excluded_everywhere(&alone, &answers, &keep, outcome));
                        }
                    }
                }
                (found, sets) => prop_assert!(false, "{:?} {:?} {:?}", outcome, found, sets),
            }
        }
    }

    /// Every draw again, in plain fractions, from one unbroken sequence.
    #[test]
    fn weightings_agree_with_plain_fractions(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let rules = random::rules(&mut dice);
        let answers = random::answers(&mut dice, &rules);
        let draws = 50 + dice.below(100) as u32;
        let today = naive::everything_but_flips(&rules, &answers).outcome;
        let ours = weightings(&rules, &answers, today, draws, seed);
        let (theirs, _) = drawn_again(&rules, &answers, draws, seed);
        assert_same_weightings(&ours, &theirs, today);
    }
}

/// The outcome of every draw with its weights.
type Draws = Vec<(Outcome, Vec<u64>)>;

fn drawn_again(rules: &RuleSet, answers: &Answers, draws: u32, seed: u64) -> (Draws, Vec<CriterionKey>) {
    let criteria: BTreeSet<CriterionKey> = rules.indicators.iter().map(|rule| rule.criterion).collect();
    let criteria: Vec<CriterionKey> = criteria.into_iter().collect();
    let open = named(rules).into_iter().filter(|key| answers.get(*key).is_none());
    let open: Vec<CriterionKey> = open.collect();
    let presumed: Vec<_> = rules
        .gates
        .iter()
        .filter(|gate| gate.presumed && holds(&gate.when, answers) == Truth::Open)
        .collect();
    let stride = criteria.len() - 1 + open.len() * 64;
    let all = (0..draws).map(|draw| {
        let mut random = rand_pcg::Pcg64::seed_from_u64(seed);
        random.advance(u128::from(draw) * stride as u128);
        let mut cuts: Vec<u64> = (1..criteria.len()).map(|_| random.next_u64() >> 32).collect();
        cuts.extend([0, 1 << 32]);
        cuts.sort_unstable();
        let weights: Vec<u64> = cuts.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let mut weighed = rules.clone();
        // What is drawn stands in place of every weight.
        weighed.indicators.iter_mut().for_each(|indicator| indicator.weight = None);
        for (key, weight) in criteria.iter().zip(&weights) {
            weighed.criteria.at_mut(*key).weight = Fraction::from_integer(u128::from(*weight));
        }
        let mut way = answers.clone();
        for _ in 0..64 {
            for key in &open {
                let choices = rules.criteria.at(*key).choices.len() as u128;
                way.set(*key, Some(((u128::from(random.next_u64()) * choices) >> 64) as u8));
            }
            if presumed.iter().all(|gate| holds(&gate.when, &way) == Truth::False) {
                break;
            }
        }
        (naive::say(&weighed, &way).outcome, weights)
    });
    (all.collect(), criteria)
}

fn assert_same_weightings(ours: &Weightings, theirs: &Draws, today: Option<Outcome>) {
    let draws = theirs.len() as f64;
    assert_eq!(ours.stands.map(|(outcome, _)| outcome), today);
    let won = |outcome: Outcome| theirs.iter().filter(move |(won, _)| *won == outcome);
    let outcomes: BTreeSet<Outcome> = theirs.iter().map(|(outcome, _)| *outcome).chain(today).collect();
    assert_eq!(ours.outcomes.iter().map(|share| share.outcome).collect::<BTreeSet<_>>(), outcomes);
    for share in &ours.outcomes {
        let found = won(share.outcome).count() as u32;
        assert_eq!(share.drawn.found, found);
        assert_eq!(share.drawn.interval, Interval::wilson(found, ours.draws));
        assert_eq!(share.central.is_empty(), found == 0);
        for (place, mean) in share.central.iter().enumerate() {
            let sum: u128 = won(share.outcome).map(|(_, weights)| u128::from(weights[place])).sum();
            let exact = sum as f64 / f64::from(found) / (1u64 << 32) as f64;
            assert!((exact * 1e6 - f64::from(*mean)).abs() <= 0.5001, "{exact} {mean}");
        }
        if !share.central.is_empty() {
            let sum: i64 = share.central.iter().map(|mean| i64::from(*mean)).sum();
            assert!((sum - 1_000_000).abs() <= share.central.len() as i64);
        }
    }
    assert!(ours.outcomes.is_sorted_by(|one, other| one.drawn.found >= other.drawn.found));
    let Some(today) = today else {
        assert!(ours.decisive.is_empty());
        return;
    };
    let stands = won(today).count() as f64 / draws;
    assert_eq!(ours.stands.map(|(_, drawn)| drawn.found), Some(won(today).count() as u32));
    assert_eq!(ours.decisive.is_empty(), stands == 0.0 || stands == 1.0);
    assert!(ours.decisive.is_sorted_by(|one, other| one.1.abs() >= other.1.abs()));
    for (criterion, correlation) in &ours.decisive {
        let place = ours.criteria.iter().position(|key| key == criterion).unwrap();
        let weights: Vec<f64> = theirs.iter().map(|(_, weights)| weights[place] as f64).collect();
        let mean = weights.iter().sum::<f64>() / draws;
        let spread: f64 = weights.iter().map(|weight| (weight - mean).powi(2)).sum::<f64>() / draws;
        let together = theirs.iter().zip(&weights).map(|((outcome, _), weight)| {
            (weight - mean) * (f64::from(u8::from(*outcome == today)) - stands)
        });
        let together = together.sum::<f64>() / draws;
        let exact = if spread == 0.0 { 0.0 } else { together / (spread * stands * (1.0 - stands)).sqrt() };
        assert!((exact * 1000.0 - f64::from(*correlation)).abs() < 0.51, "{exact} {correlation}");
    }
}

/// The shipped rules with their gates, answered at random from nothing to all.
fn random_area(dice: &mut Dice, rules: &RuleSet) -> Answers {
    let mut answers = Answers::unknown(rules.criteria.len());
    let open = dice.below(101) as u64;
    let met = dice.below(101) as u64;
    for (key, criterion) in rules.criteria.iter() {
        if !dice.chance(open) {
            let gate =
                rules.gates.iter().any(|gate| gate.when.terms[0].iter().any(|(named, _)| *named == key));
            let authority = criterion.id == "exercise_of_authority";
            let answer = match (gate && dice.chance(met), authority) {
                (true, true) => 2,
                (true, false) => 0,
                (false, _) => dice.below(criterion.choices.len()) as u8,
            };
            answers.set(key, Some(answer));
        }
    }
    answers
}

/// The shipped rules once more, as plain whole numbers that are quick enough for every set of up to three changes.
struct Plain<'r> {
    rules: &'r RuleSet,
    /// By form: criterion, and whether `no` speaks for it.
    forms: Vec<Vec<(CriterionKey, bool)>>,
}

impl Plain<'_> {
    fn outcome(&self, answers: &Answers) -> Outcome {
        let holds = |when: &Condition| {
            when.terms.iter().any(|term| {
                term.iter().all(|(key, named)| answers.get(*key).is_some_and(|answer| named.contains(answer)))
            })
        };
        let half = |(key, reversed): &(CriterionKey, bool)| match (answers.get(*key), reversed) {
            (None | Some(1), _) => 1,
            (Some(0), false) | (Some(2), true) => 2,
            _ => 0,
        };
        // Each score times the product of all lengths: whole numbers on one scale.
        let scale: i64 = self.forms.iter().map(|list| list.len() as i64).product();
        let scores: Vec<i64> = self
            .forms
            .iter()
            .map(|list| list.iter().map(half).sum::<i64>() * scale / list.len() as i64)
            .collect();
        let rules = self.rules;
        let open = |form: &FormKey| {
            !rules.gates.iter().any(|gate| gate.excludes.contains(*form) && holds(&gate.when))
        };
        let base = rules.fallback();
        let own = scores[base.position()];
        let mut top: Option<FormKey> = None;
        for form in rules.competitive().filter(open) {
            if top.is_none_or(|top| scores[form.position()] > scores[top.position()]) {
                top = Some(form);
            }
        }
        let Some(top) = top else { return Outcome::single(base) };
        let other = scores[top.position()];
        let (above, below) = (*rules.margin.numer() as i64, *rules.margin.denom() as i64);
        let near = own > 0 && other > 0 && (own - other).abs() * below <= above * scale * 2;
        let first = own > other || (own == other && base < top);
        let mixed = !first && rules.mix_rules.iter().any(|rule| holds(&rule.when));
        match (near || mixed, first) {
            (true, _) => Outcome::mix(top, base),
            (false, true) => Outcome::single(base),
            (false, false) => Outcome::single(top),
        }
    }

    /// How many sets of each size up to three give each outcome.
    fn count(&self, answers: &mut Answers, free: &[CriterionKey], size: usize, counts: &mut Counts) {
        *counts.entry((self.outcome(answers), size)).or_default() += 1;
        if size == 3 {
            return;
        }
        for (place, key) in free.iter().enumerate() {
            let now = answers.get(*key);
            for answer in self.rules.criteria.at(*key).answers().filter(|answer| Some(*answer) != now) {
                answers.set(*key, Some(answer));
                self.count(answers, &free[place + 1..], size + 1, counts);
            }
            answers.set(*key, now);
        }
    }
}

/// The same with everything answered.
fn completed(dice: &mut Dice, rules: &RuleSet, mut answers: Answers) -> Answers {
    for (key, criterion) in rules.criteria.iter() {
        let given = answers.get(key).or_else(|| u8::try_from(dice.below(criterion.choices.len())).ok());
        answers.set(key, given);
    }
    answers
}

type Counts = BTreeMap<(Outcome, usize), u128>;

#[test]
fn a_thousand_areas_take_no_fewer_changes_than_said() {
    let rules = support::shipped("linkoping-vard-omsorg");
    assert!(rules.criteria.entries().iter().all(|criterion| criterion.weight == Fraction::from_integer(1)));
    let forms = rules.forms.keys().map(|form| {
        let own = rules.indicators.iter().filter(|rule| rule.form == form);
        own.map(|rule| (rule.criterion, rule.reversed)).collect()
    });
    let plain = Plain { rules: &rules, forms: forms.collect() };
    let free = named(&rules);
    let mut dice = Dice::new(1000);
    let (mut sizes, mut listed) = (BTreeMap::<u16, usize>::new(), 0);
    for area in 0..1000 {
        let area_answers = random_area(&mut dice, &rules);
        let mut answers = completed(&mut dice, &rules, area_answers);
        assert_eq!(plain.outcome(&answers), naive::say(&rules, &answers).outcome);
        let mut counts = Counts::new();
        plain.count(&mut answers, &free, 0, &mut counts);
        for (outcome, found) in found(&rules, &answers, &BTreeSet::new(), MOST_SETS) {
            let Found::Reached(reached) = found else { panic!("{area} {outcome:?}: {found:?}") };
            *sizes.entry(reached.size).or_default() += 1;
            let smaller = (0..4).find(|size| counts.contains_key(&(outcome, *size)));
            match smaller {
                Some(size) => {
                    assert_eq!((size, counts[&(outcome, size)]), (usize::from(reached.size), reached.sets));
                }
                None => assert!(reached.size > 3),
            }
            assert_eq!(reached.first.len() as u128, reached.sets.min(MOST_SETS as u128));
            for (place, set) in reached.first.iter().enumerate() {
                listed += 1;
                assert_eq!(set.len(), usize::from(reached.size));
                assert!(set.iter().all(|(key, answer)| answers.get(*key) != Some(*answer)));
                assert_eq!(naive::say(&rules, &applied(&answers, set)).outcome, outcome);
                assert!(!reached.first[..place].contains(set));
            }
        }
    }
    assert!(sizes.len() > 5 && listed > 20_000, "{sizes:?} {listed}");
}

/// With nothing answered everything can be reached at once, and how fast is bounded by how few states there are.
#[test]
fn the_empty_area_and_criteria_held_fixed() {
    let rules = support::shipped("linkoping-vard-omsorg");
    let empty = Answers::unknown(rules.criteria.len());
    for (outcome, found) in found(&rules, &empty, &BTreeSet::new(), MOST_SETS) {
        let Found::Reached(reached) = found else { panic!("{outcome:?}") };
        for set in &reached.first {
            assert_eq!(naive::say(&rules, &applied(&empty, set)).outcome, outcome);
        }
    }
    let key = rules.criterion_named("market_exists").unwrap();
    let none = empty.with(key, 2);
    let lov = rules.outcome_named("lov").unwrap();
    let of = |keep: &BTreeSet<CriterionKey>| {
        let all = found(&rules, &none, keep, MOST_SETS);
        all.into_iter().find(|(outcome, _)| *outcome == lov).unwrap().1
    };
    let Found::Unreached(unreached) = of(&BTreeSet::from([key])) else { panic!("no market, no competition") };
    assert_eq!(unreached.blocked, Blocked::Gates);
    let ids: Vec<&str> = unreached.gates.iter().map(|gate| rules.gates[*gate].head.id.as_str()).collect();
    assert_eq!(ids, ["no-market"]);
    let Found::Reached(reached) = of(&BTreeSet::new()) else { panic!("with a market it can be") };
    assert!(reached.first.iter().all(|set| set.iter().any(|(criterion, _)| *criterion == key)));
    // Everything held fixed: only what is today.
    let all: BTreeSet<CriterionKey> = rules.criteria.keys().collect();
    let whole = completed(&mut Dice::new(1), &rules, empty);
    let today = naive::say(&rules, &whole).outcome;
    for (outcome, found) in found(&rules, &whole, &all, MOST_SETS) {
        match found {
            Found::Reached(reached) => {
                assert_eq!((outcome, reached.size, reached.sets), (today, 0, 1));
                assert_eq!(reached.first, [Vec::new()]);
            }
            Found::Unreached(unreached) => {
                let excluded = naive::say(&rules, &whole).excluded.contains(outcome.form);
                assert_eq!(unreached.blocked == Blocked::Gates, excluded);
            }
            Found::Beyond(_) => panic!("few states"),
        }
    }
}

/// Weights so different that every set of answers has sums of its own: what can be told is told, the rest is said to be
/// beyond reach, and nothing is guessed.
#[test]
fn beyond_the_limit_nothing_is_guessed() {
    let mut rules = support::shipped("linkoping-vard-omsorg");
    for (place, key) in rules.criteria.keys().collect::<Vec<_>>().into_iter().enumerate() {
        rules.criteria.at_mut(key).weight = Fraction::from_integer(1 + 3u128.pow((place % 17) as u32));
    }
    let empty = Answers::unknown(rules.criteria.len());
    let keep = BTreeSet::new();
    let all = found(&rules, &empty, &keep, 3);
    for (outcome, found) in &all {
        match found {
            Found::Reached(reached) => {
                for set in &reached.first {
                    assert_eq!(naive::say(&rules, &applied(&empty, set)).outcome, *outcome);
                }
            }
            Found::Beyond(more) => assert!(*more >= 2),
            Found::Unreached(_) => panic!("nothing is proven"),
        }
    }
}

#[test]
fn gates_of_law_make_matters_of_law() {
    let rules = support::shipped("linkoping-vard-omsorg");
    let law: Vec<&str> = rules
        .criteria
        .iter()
        .filter(|(key, _)| rules.is_matter_of_law(*key))
        .map(|(_, criterion)| criterion.id.as_str())
        .collect();
    assert_eq!(law, ["exercise_of_authority", "service_law", "lov_scope", "child_or_youth_care"]);
    // Without a catalogue, what gates of law name that are presumed passed.
    let bare = RuleSet { services: Vec::new(), ..rules.clone() };
    let law = bare.criteria.keys().filter(|key| bare.is_matter_of_law(*key));
    assert_eq!(
        law.map(|key| bare.criteria.at(key).id.as_str()).collect::<Vec<_>>(),
        ["exercise_of_authority", "lov_scope"]
    );
    assert!(rules.gates.iter().any(|gate| gate.kind == GateKind::Prerequisite));
}

/// Two forms, each with one answer for it and one against: both scores are uniform from 0 to 1 and independent of each
/// other, so that they are within `m` of each other in 2m − m² of all weightings.
#[test]
fn a_share_that_is_known() {
    let mut rules = support::shipped("linkoping-vard-omsorg");
    let key = |id: &str| rules.criterion_named(id).unwrap();
    let keys = ["user_choice", "flexibility", "cost_control", "sensitivity"].map(key);
    let (own, lov) = (rules.fallback(), rules.outcome_named("lov").unwrap().form);
    let pattern = rules.indicators[0].clone();
    rules.indicators = [(own, keys[0]), (own, keys[1]), (lov, keys[2]), (lov, keys[3])]
        .map(|(form, criterion)| avtalsform::model::Indicator {
            form,
            criterion,
            reversed: false,
            ..pattern.clone()
        })
        .to_vec();
    // The third form has no indicator left, which scores 0 as one whose indicators all weigh nothing.
    (rules.gates, rules.mix_rules) = (Vec::new(), Vec::new());
    let mut answers = Answers::unknown(rules.criteria.len());
    for (key, answer) in keys.into_iter().zip([0, 2, 0, 2]) {
        answers.set(key, Some(answer));
    }
    let scoring = Scoring::new(&rules, None).unwrap();
    let verdict = decide(&rules, &scoring, &answers);
    let weightings = weightings(&rules, &answers, Some(verdict.outcome), DRAWS, SEED);
    let near = 2.0 / 20.0 - 1.0 / 400.0;
    for (outcome, share) in [
        (Outcome::single(own), (1.0 - near) / 2.0),
        (Outcome::single(lov), (1.0 - near) / 2.0),
        (Outcome::mix(lov, own), near),
    ] {
        let found = weightings.outcomes.iter().find(|found| found.outcome == outcome).unwrap();
        let error = (share * (1.0 - share) / f64::from(DRAWS)).sqrt();
        let got = f64::from(found.drawn.found) / f64::from(DRAWS);
        assert!((got - share).abs() < 4.0 * error, "{outcome:?}: {got} instead of {share}");
        let [low, high] = [found.drawn.interval.low, found.drawn.interval.high].map(of_whole);
        assert!(low < got && got < high);
    }
    assert_eq!(weightings.outcomes.len(), 3);
}

/// Whatever the number of draws, the first of them are the same: there is one sequence.
#[test]
fn more_draws_continue_the_same_sequence() {
    let rules = support::shipped("linkoping-vard-omsorg");
    let answers = random_area(&mut Dice::new(7), &rules);
    let today = Some(Outcome::single(rules.fallback()));
    let (theirs, _) = drawn_again(&rules, &answers, 2500, 11);
    assert_same_weightings(&weightings(&rules, &answers, today, 2500, 11), &theirs, today);
    assert_same_weightings(&weightings(&rules, &answers, today, 999, 11), &theirs[..999].to_vec(), today);
}

fn area(answers: Answers) -> Area {
    let criteria = answers.iter().count();
    let mut area = Area::unanswered("a".into(), "a.yaml".into(), 1, criteria);
    area.name = "A".into();
    area.answers = answers;
    area
}

/// Before and after are what the areas give by themselves, and what differs is what differs between them.
#[test]
fn before_and_after_are_recommendations() {
    let rules = support::shipped("linkoping-vard-omsorg");
    let advisor = Advisor::new(&rules, None).unwrap();
    let mut dice = Dice::new(42);
    let (mut moved, mut several) = (0, 0);
    for _ in 0..120 {
        let before = random_area(&mut dice, &rules);
        let mut after = before.clone();
        let mut set = Vec::new();
        for _ in 0..1 + dice.below(4) {
            let key = CriterionKey::new(dice.below(rules.criteria.len()));
            if set.iter().any(|(other, _)| *other == key) {
                continue;
            }
            let choices = rules.criteria.at(key).choices.len();
            let answer = Some(dice.below(choices + 1) as u8).filter(|answer| usize::from(*answer) < choices);
            after.set(key, answer);
            set.push((key, answer));
        }
        let changed = change(&advisor, &area(before.clone()), &set);
        let alone = [before.clone(), after.clone()].map(|answers| {
            let recommendation = advisor.recommend(area(answers));
            Entry::of(&recommendation).side
        });
        assert_eq!((&changed.sides.0, &changed.sides.1), (&alone[0], &alone[1]));
        assert_eq!(changed.gravity.is_none(), alone[0] == alone[1]);
        assert_eq!(changed.after.area.answers, after);
        for one in &changed.changes {
            assert_eq!((one.before, one.after), (before.get(one.criterion), after.get(one.criterion)));
            assert_ne!(one.before, one.after);
        }
        let differing = before.iter().zip(after.iter()).filter(|(one, other)| one != other).count();
        assert_eq!(changed.changes.len(), differing);
        for reason in &changed.reasons {
            assert_eq!(reason.before.as_ref(), alone[0].reasons.get(&reason.key));
            assert_eq!(reason.after.as_ref(), alone[1].reasons.get(&reason.key));
            assert_ne!(reason.before, reason.after);
        }
        let outcomes = [&changed.before, &changed.after].map(|one| one.evaluation.leading.outcome);
        assert_eq!(changed.needed.is_some(), outcomes[0] != outcomes[1]);
        for needed in changed.needed.iter().flat_map(|needed| &needed.sets) {
            moved += 1;
            several += usize::from(changed.changes.len() > 1);
            let mut some = before.clone();
            for place in needed {
                some.set(changed.changes[*place].criterion, changed.changes[*place].after);
            }
            let scoring = Scoring::new(&rules, None).unwrap();
            let ways = count_ways(&rules, &scoring, &some);
            assert_eq!(ways.lead(&rules).outcome, outcomes[1]);
        }
    }
    assert!(moved > 10 && several > 5, "{moved} {several}");
}

#[test]
fn every_profile_is_evaluated_by_itself() {
    let rules = support::shipped("linkoping-vard-omsorg");
    let answers = random_area(&mut Dice::new(3), &rules);
    let all = profiles(&rules, &answers).unwrap();
    assert_eq!(all.len(), rules.profiles.len() + 1);
    for one in all {
        let advisor = Advisor::new(&rules, one.profile).unwrap();
        let alone = advisor.recommend(area(answers.clone())).evaluation;
        assert_eq!(one.evaluation.verdict, alone.verdict);
        assert_eq!(one.evaluation.scores, alone.scores);
        assert_eq!((one.evaluation.firmness, one.evaluation.support()), (alone.firmness, alone.support()));
    }
}

/// Answers typed as options: both names, both languages, blanks; every fault at its place.
#[test]
fn what_is_typed_is_read_or_refused() {
    let rules = support::shipped("linkoping-vard-omsorg");
    let key = |id: &str| rules.criterion_named(id).unwrap();
    let texts = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let right = texts(&["marknad_finns=Nej", " pricing = partly ", "service_law=sol", "flexibilitet=okänt"]);
    let typed = assignments(&rules, &right, &texts(&["sensitivity"]));
    assert!(typed.faults.is_empty(), "{:?}", typed.faults);
    let mut wanted = vec![
        (key("market_exists"), Some(2)),
        (key("pricing"), Some(1)),
        (key("sensitivity"), None),
        (key("service_law"), Some(0)),
        (key("flexibility"), None),
    ];
    wanted.sort();
    assert_eq!(typed.value, wanted);
    let wrong = [
        "pricing",
        "pricing=",
        "",
        "å=ja",
        "pricing=kanske",
        "lagrum=anna",
        "priser=ja\n",
        "flexibility=yes",
    ];
    let typed = assignments(&rules, &texts(&wrong), &texts(&["flexibilitet"]));
    let shown = |of: &Fault, line: usize, column: usize| {
        typed
            .faults
            .iter()
            .any(|found| (found.fault, found.place.line, found.place.column) == (*of, line, column))
    };
    for line in 1..4 {
        assert!(shown(&(Fault::NotAssignment), line, 1), "{line}: {:?}", typed.faults);
    }
    assert!(shown(&Fault::UnknownCriterion, 4, 1) && shown(&Fault::WrongAnswer, 5, 9));
    assert!(shown(&Fault::WrongOption, 6, 8) && shown(&Fault::DuplicateCriterion, 9, 1));
    assert!(shown(&Fault::UnknownCriterion, 7, 1), "a line break does not make two lines");
    assert_eq!(typed.faults.len(), 8);
    let suggested: Vec<&str> = typed.faults.iter().filter_map(|found| found.suggestion.as_deref()).collect();
    assert_eq!(suggested, ["annan"]);
    assert!(typed.faults.iter().all(|found| found.place.end <= typed.source.text.len()));
    let typed = outcome(&rules, "--target", Some("lov+verksamhetsupdrag"));
    assert_eq!(typed.faults[0].suggestion.as_deref(), Some("lov+verksamhetsuppdrag"));
    // Named as pages name it, in either order; a mix of which it is not said which is no target.
    let mix = rules.outcome_named("lov+verksamhetsuppdrag");
    for word in ["verksamhetsuppdrag+LOV", "LOV + egenregi", "in-house+lov"] {
        assert_eq!(outcome(&rules, "--target", Some(word)).value, mix, "{word}");
    }
    assert_eq!(outcome(&rules, "--target", Some("marknadsmix")).faults.len(), 1);
    assert_eq!(outcome(&rules, "--target", None).value, None);
    assert_eq!(criteria(&rules, "--keep", &texts(&["Lagrum"])).value, [key("service_law")]);
}

proptest! {
    /// Equal numbers are rare among weights: here they are common.
    #[test]
    fn numbers_are_in_order(numbers in prop::collection::vec(prop_oneof![0u32..8, any::<u32>()], 0..FEW * 2)) {
        let (mut ours, mut theirs) = (vec![7; numbers.len()], numbers.clone());
        order(&numbers, &mut ours);
        theirs.sort_unstable();
        prop_assert_eq!(ours, theirs);
    }
}
