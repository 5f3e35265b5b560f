//! The engine against a naive second implementation, and what must hold whatever the rules and answers.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::invariants::same;
use crate::support::random::{self, Dice};
use crate::support::{self, naive};
use avtalsform::evaluate::{Depth, Evaluation, Scoring, decide, evaluate};
use avtalsform::model::{
    Answers, Bilingual, CriterionKey, FormKey, Fraction, Indicator, Outcome, Profile, RuleSet,
};
use proptest::prelude::*;

/// An evaluation in which nothing was drawn.
fn counted(evaluation: Evaluation) -> Evaluation {
    assert!(!evaluation.ways.drawn, "few enough states");
    evaluation
}

fn computed(rules: &RuleSet, answers: &Answers) -> Evaluation {
    let scoring = Scoring::new(rules, None).expect("weights that can be computed with");
    counted(evaluate(rules, &scoring, answers, Depth::Full))
}

/// The outcomes some way to answer still gives, gates that fire included.
fn possible(evaluation: &Evaluation) -> BTreeSet<Outcome> {
    evaluation.ways.all.iter().map(|(outcome, _)| outcome).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn agrees_with_the_naive_implementation(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let rules = random::rules(&mut dice);
        let answers = random::answers(&mut dice, &rules);
        same(&rules, &computed(&rules, &answers), &naive::everything(&rules, &answers));
    }

    #[test]
    fn answering_never_widens_what_is_possible(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let rules = random::rules(&mut dice);
        let answers = random::answers(&mut dice, &rules);
        let before = possible(&computed(&rules, &answers));
        for (key, criterion) in rules.criteria.iter().filter(|(key, _)| answers.get(*key).is_none()) {
            for answer in criterion.answers() {
                let after = possible(&computed(&rules, &answers.with(key, answer)));
                prop_assert!(after.is_subset(&before));
            }
        }
    }

    #[test]
    fn the_order_of_rules_does_not_matter(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let rules = random::rules(&mut dice);
        let answers = random::answers(&mut dice, &rules);
        let mut turned = rules.clone();
        turned.gates.reverse();
        turned.indicators.reverse();
        turned.mix_rules.reverse();
        for condition in turned.gates.iter_mut().map(|gate| &mut gate.when) {
            condition.terms.reverse();
            condition.terms.iter_mut().for_each(|term| term.reverse());
        }
        let (one, other) = (computed(&rules, &answers), computed(&turned, &answers));
        prop_assert_eq!(one.verdict.outcome, other.verdict.outcome);
        prop_assert_eq!(one.verdict.standing, other.verdict.standing);
        prop_assert_eq!(&one.scores, &other.scores);
        prop_assert_eq!(&one.ways, &other.ways);
        prop_assert_eq!((one.firmness, one.leading, one.leaning), (other.firmness, other.leading, other.leaning));
        prop_assert_eq!(&one.conditions, &other.conditions);
        prop_assert_eq!(&one.questions, &other.questions);
        prop_assert_eq!(&one.flips, &other.flips);
    }

    #[test]
    fn what_is_lawful_is_never_excluded_and_mixes_are_competitive(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let rules = random::rules(&mut dice);
        let answers = random::answers(&mut dice, &rules);
        let evaluation = computed(&rules, &answers);
        for (outcome, _) in evaluation.ways.all.iter() {
            if let Some(base) = outcome.beside {
                prop_assert!(rules.forms.at(outcome.form).competitive && !rules.forms.at(base).competitive);
            }
        }
        for (key, form) in rules.forms.iter() {
            prop_assert!(!(form.always_lawful && evaluation.verdict.excluded.contains(key)));
        }
        for form in rules.forms_of(evaluation.leading.outcome) {
            prop_assert!(!evaluation.verdict.excluded.contains(form));
        }
    }
}

/// The same weights without a profile, as the naive implementation knows them: a profile multiplies.
fn weighed(rules: &RuleSet, profile: &Profile) -> RuleSet {
    let mut rules = rules.clone();
    for (criterion, factor) in &profile.weights {
        rules.criteria.at_mut(*criterion).weight *= *factor;
        for indicator in rules.indicators.iter_mut().filter(|rule| rule.criterion == *criterion) {
            indicator.weight = indicator.weight.map(|own| own * *factor);
        }
    }
    rules
}

/// What a profile says multiplies the weight of a criterion, and that of an indicator that has one of its own.
#[test]
fn a_profile_multiplies() {
    for seed in 0..200 {
        let mut dice = Dice::new(seed);
        let rules = random::rules(&mut dice);
        let factors = [(1, 2), (2, 1), (0, 1), (3, 1)];
        let mut weights = Vec::new();
        for criterion in rules.criteria.keys().filter(|key| rules.criteria.at(*key).graded) {
            if dice.chance(40) {
                let (above, below) = *dice.pick(&factors);
                weights.push((criterion, Fraction::new(above, below)));
            }
        }
        let (name, why) = (Bilingual::default(), Bilingual::default());
        let profile = Profile { id: "profile".to_owned(), name, why, weights };
        let weighed = weighed(&rules, &profile);
        let (Ok(ours), Ok(theirs)) = (Scoring::new(&rules, Some(&profile)), Scoring::new(&weighed, None))
        else {
            continue;
        };
        let answers = random::answers(&mut dice, &rules);
        let said = decide(&rules, &ours, &answers);
        assert_eq!(
            ours.scores(&said.sums),
            theirs.scores(&decide(&weighed, &theirs, &answers).sums),
            "seed {seed}"
        );
        let naive = naive::say(&weighed, &answers);
        let scores: Vec<_> = ours.scores(&said.sums).iter().map(|score| score.score).collect();
        assert_eq!(scores, naive.scores, "seed {seed}");
    }
}

/// The shipped rules with few open answers, in every profile.
#[test]
fn the_shipped_rules_agree_with_the_naive_implementation() {
    let mut dice = Dice::new(2026);
    for id in ["linkoping-vard-omsorg", "linkoping-ovriga-namnder"] {
        let shipped = support::shipped(id);
        for profile in shipped.profiles.clone() {
            let rules = weighed(&shipped, &profile);
            let scoring = Scoring::new(&shipped, Some(&profile)).expect("weights that can be computed with");
            for _ in 0..12 {
                let answers = mostly_answered(&mut dice, &rules);
                let ours = counted(evaluate(&shipped, &scoring, &answers, Depth::Full));
                // Flips over all answers are too many for brute force; the random rules cover them.
                let mut theirs = naive::everything_but_flips(&rules, &answers);
                theirs.flips = ours.flips.iter().map(|flip| (flip.changes.clone(), flip.leads)).collect();
                theirs.flips.sort();
                same(&rules, &ours, &theirs);
                for flip in &ours.flips {
                    let changed = flip
                        .changes
                        .iter()
                        .fold(answers.clone(), |answers, (key, answer)| answers.with(*key, *answer));
                    assert_eq!(naive::lead(&rules, &changed).0, flip.leads);
                }
            }
        }
    }
}

/// With every criterion open the count is exact: the whole space adds up to its known size.
#[test]
fn the_whole_space_is_counted() {
    for (id, quiet, all) in [
        ("linkoping-vard-omsorg", 2u128.pow(4) * 3u128.pow(18), 2 * 3u128.pow(23)),
        ("linkoping-ovriga-namnder", 2u128.pow(4) * 3u128.pow(15), 3u128.pow(20)),
    ] {
        let rules = support::shipped(id);
        for profile in std::iter::once(None).chain(rules.profiles.iter().map(Some)) {
            let scoring = Scoring::new(&rules, profile).expect("weights that can be computed with");
            let answers = Answers::unknown(rules.criteria.len());
            let evaluation = counted(evaluate(&rules, &scoring, &answers, Depth::Full));
            assert_eq!((evaluation.ways.quiet.total(), evaluation.ways.all.total()), (quiet, all), "{id}");
        }
    }
}

/// Weights of some sizes, as a municipality would choose them, are counted and not drawn.
#[test]
fn weights_of_one_to_five_are_counted() {
    let mut rules = support::shipped("linkoping-vard-omsorg");
    for (place, key) in rules.criteria.keys().collect::<Vec<_>>().into_iter().enumerate() {
        rules.criteria.at_mut(key).weight = Fraction::from_integer(1 + place as u128 % 5);
    }
    let evaluation = computed(&rules, &Answers::unknown(rules.criteria.len()));
    assert_eq!(evaluation.ways.all.total(), 2 * 3u128.pow(23));
}

/// Sums too many to be numbered, and few ways: every way is looked at, and nothing is drawn.
#[test]
fn few_ways_are_all_looked_at() {
    for seed in 0..12 {
        let mut dice = Dice::new(seed);
        let mut rules = random::large(&mut dice);
        let mut answers = Answers::unknown(rules.criteria.len());
        for (key, criterion) in rules.criteria.iter() {
            answers.set(key, Some(u8::try_from(dice.below(criterion.choices.len())).unwrap()));
        }
        let graded = rules.criteria.iter().filter(|(_, one)| one.graded && one.choices.len() == 3);
        let open: Vec<CriterionKey> = graded.map(|(key, _)| key).take(3).collect();
        let all: Vec<CriterionKey> = rules.criteria.keys().collect();
        for key in all {
            rules.criteria.at_mut(key).weight =
                Fraction::from_integer(if open.contains(&key) { 200 } else { 1 });
        }
        let like = rules.indicators.first().unwrap().clone();
        rules.indicators.retain(|one| !open.contains(&one.criterion));
        for key in &open {
            answers.set(*key, None);
            let of = |form: FormKey| Indicator {
                form,
                criterion: *key,
                reversed: dice.chance(50),
                ..like.clone()
            };
            let forms: Vec<FormKey> = rules.forms.keys().collect();
            rules.indicators.extend(forms.into_iter().map(of));
        }
        if Scoring::new(&rules, None).is_err() {
            continue;
        }
        let ours = computed(&rules, &answers);
        let mut theirs = naive::everything_but_flips(&rules, &answers);
        theirs.flips = ours.flips.iter().map(|flip| (flip.changes.clone(), flip.leads)).collect();
        theirs.flips.sort();
        same(&rules, &ours, &theirs);
    }
}

/// Nothing answered: LOV and LOU, alone or mixed, are level, and in-house comes last (decision-model, "Stage 1").
#[test]
fn nothing_answered_leans_to_nothing() {
    let rules = support::shipped("linkoping-vard-omsorg");
    let evaluation = computed(&rules, &Answers::unknown(rules.criteria.len()));
    let ways = &evaluation.ways.quiet;
    let shares = rules.forms.iter().map(|(key, form)| {
        let of_form = ways.iter().filter(|(outcome, _)| outcome.form == key).map(|(_, ways)| ways);
        (form.id.as_str(), of_form.sum::<u128>() * 100 / ways.total())
    });
    assert_eq!(shares.collect::<Vec<_>>(), [("verksamhetsuppdrag", 16), ("lov", 41), ("lou", 42)]);
}

/// Whatever else is answered, no outcome is one that law forbids.
#[test]
fn nothing_unlawful_is_recommended() {
    let mut dice = Dice::new(16);
    let forbidden = [
        ("exercise_of_authority", &["yes", "partly"][..], &["lov", "lou"][..]),
        ("lov_scope", &["outside"], &["lov"]),
        ("user_choice", &["no"], &["lov"]),
    ];
    let rules = support::shipped("linkoping-vard-omsorg");
    for (criterion, given, forms) in forbidden {
        let key = rules.criterion_named(criterion).unwrap();
        for _ in 0..2_000 {
            let mut answers = Answers::unknown(rules.criteria.len());
            for (key, criterion) in rules.criteria.iter() {
                answers.set(key, Some(u8::try_from(dice.below(criterion.choices.len())).unwrap()));
            }
            let word = dice.pick(given);
            let choice = rules.criteria.at(key).choices.iter().position(|choice| choice.id == *word).unwrap();
            answers.set(key, Some(u8::try_from(choice).unwrap()));
            let outcome = decide(&rules, &Scoring::new(&rules, None).unwrap(), &answers).outcome;
            let form = rules.forms.at(outcome.form).id.as_str();
            assert!(!forms.contains(&form), "{criterion} {word}: {form}");
        }
    }
}

/// A tie goes to the first in precedence, whichever form that is.
#[test]
fn precedence_decides_exact_ties() {
    let mut seen = BTreeSet::new();
    for seed in 0..3000 {
        let mut dice = Dice::new(seed);
        let rules = random::rules(&mut dice);
        let answers = random::answers(&mut dice, &rules);
        let verdict = computed(&rules, &answers).verdict;
        if verdict.standing.tie {
            let scoring = Scoring::new(&rules, None).expect("weights that can be computed with");
            let scores = scoring.scores(&scoring.sums(&answers));
            let left: Vec<FormKey> =
                rules.forms.keys().filter(|form| !verdict.excluded.contains(*form)).collect();
            let most = left.iter().map(|form| scores[form.position()].score).max();
            let first = left.iter().find(|form| Some(scores[form.position()].score) == most);
            assert_eq!(Some(&verdict.standing.best), first);
            seen.insert(verdict.standing.best);
        }
    }
    assert!(seen.len() > 1, "ties must occur between different forms for this to mean anything");
}

/// The rule sets drawn are of every kind, so that what is tried on them means something.
#[test]
fn every_kind_of_rule_set_is_drawn() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..2400 {
        let mut dice = Dice::new(seed);
        let rules = random::rules(&mut dice);
        let answers = random::answers(&mut dice, &rules);
        let evaluation = computed(&rules, &answers);
        let (verdict, standing) = (&evaluation.verdict, evaluation.verdict.standing);
        let weightless = |form: FormKey| {
            let own = rules.indicators.iter().filter(|indicator| indicator.form == form);
            own.map(|indicator| *rules.criteria.at(indicator.criterion).weight.numer())
                .all(|weight| weight == 0)
        };
        let is =
            |always_lawful: bool, competitive: bool| {
                rules.forms.entries().iter().filter(move |form| {
                    (form.always_lawful, form.competitive) == (always_lawful, competitive)
                })
            };
        let mut bases = rules.bases();
        for (kind, is_one) in [
            ("six forms", rules.forms.len() == 6),
            ("one base", rules.bases().count() == 1),
            ("two forms that are always lawful", is(true, false).count() > 1),
            ("a base that gates can exclude", is(false, false).count() > 0),
            ("a competitive form that is always lawful", is(true, true).count() > 0),
            ("a base that is excluded", bases.any(|form| verdict.excluded.contains(form))),
            ("bases alone left", standing.top.is_none() && rules.bases().count() > 1),
            ("equal bases below the best", standing.base_tie && !standing.tie),
            ("equal leaders", standing.tie),
            ("a base that is not the first", Some(standing.base) != rules.bases().next()),
            (
                "a mix with it",
                evaluation.leading.outcome.beside.is_some_and(|base| Some(base) != rules.bases().next()),
            ),
            ("a form without weight", rules.forms.keys().any(weightless)),
            ("a huge weight", rules.criteria.entries().iter().any(|one| *one.weight.numer() > 900_000_000)),
        ] {
            *seen.entry(kind).or_default() += usize::from(is_one);
        }
    }
    assert!(seen.values().all(|times| *times >= 30), "{seen:#?}");
}

/// Answers to the shipped rules of which up to five that matter are open.
fn mostly_answered(dice: &mut Dice, rules: &RuleSet) -> Answers {
    let mut answers = Answers::unknown(rules.criteria.len());
    for (key, criterion) in rules.criteria.iter() {
        // Prerequisites and law mostly met, so that the later stages are reached.
        let choice = if dice.chance(60) { 0 } else { dice.below(criterion.choices.len()) };
        let authority = criterion.id == "exercise_of_authority" && dice.chance(80);
        answers.set(key, Some(if authority { 2 } else { u8::try_from(choice).unwrap_or(0) }));
    }
    for _ in 0..dice.below(6) {
        answers.set(CriterionKey::new(dice.below(rules.criteria.len())), None);
    }
    answers
}
