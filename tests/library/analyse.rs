//! What is said of whole rule sets, against a second, naive implementation that writes every set of answers out.

use std::collections::{BTreeMap, BTreeSet};

use crate::support;
use crate::support::naive::say;
use crate::support::random::{self, Dice};
use avtalsform::analyse::{Check, Comparison, Extent, Happens, Share, What, Witness, check, compare};
use avtalsform::evaluate::{Scoring, Weighted};
use avtalsform::model::{
    Answers, Condition, CriterionKey, FormKey, FormSet, Fraction, Outcome, RuleKind, RuleSet, Table,
};

/// Every set of answers to these criteria.
fn sets(rules: &RuleSet, criteria: &[CriterionKey]) -> Vec<Answers> {
    sets_from(rules, Answers::unknown(rules.criteria.len()), criteria, false)
}

/// The same beside answers that are given; `open` lets each stay open, too.
fn sets_from(rules: &RuleSet, given: Answers, criteria: &[CriterionKey], open: bool) -> Vec<Answers> {
    let mut sets = vec![given];
    for key in criteria {
        let given: Vec<Option<u8>> =
            rules.criteria.at(*key).answers().map(Some).chain(open.then_some(None)).collect();
        let with = |set: &Answers| {
            given
                .iter()
                .map(|answer| {
                    let mut set = set.clone();
                    set.set(*key, *answer);
                    set
                })
                .collect::<Vec<_>>()
        };
        sets = sets.iter().flat_map(with).collect();
    }
    sets
}

/// Whether a gate, an indicator or a mix rule names the criterion.
fn named(rules: &RuleSet, key: CriterionKey) -> bool {
    let whens =
        rules.gates.iter().map(|gate| &gate.when).chain(rules.mix_rules.iter().map(|rule| &rule.when));
    let in_condition = whens.flat_map(|when| when.terms.iter().flatten()).any(|(other, _)| *other == key);
    in_condition || rules.indicators.iter().any(|indicator| indicator.criterion == key)
}

fn answers(rules: &RuleSet, witness: &Witness) -> Answers {
    let mut answers = Answers::unknown(rules.criteria.len());
    for (id, answer) in &witness.answers {
        let (key, criterion) = rules.criteria.iter().find(|(_, one)| one.id == *id).unwrap();
        let place = criterion.choices.iter().position(|choice| choice.id == *answer).unwrap();
        answers.set(key, Some(u8::try_from(place).unwrap()));
    }
    answers
}

/// The outcome of a witness: the same however the rest is answered.
fn recommended(rules: &RuleSet, witness: &Witness) -> Outcome {
    let given = answers(rules, witness);
    let open: Vec<CriterionKey> =
        rules.criteria.keys().filter(|key| named(rules, *key) && given.get(*key).is_none()).collect();
    let outcomes = sets_from(rules, given, &open, false).into_iter().map(|set| say(rules, &set).outcome);
    let outcomes: BTreeSet<Outcome> = outcomes.collect();
    assert_eq!(outcomes.len(), 1, "{witness:?}");
    outcomes.into_iter().next().unwrap()
}

/// The same rules with something changed.
fn mutated(dice: &mut Dice, rules: &RuleSet) -> RuleSet {
    let mut changed = rules.clone();
    match dice.below(6) {
        0 if !changed.gates.is_empty() => {
            let place = dice.below(changed.gates.len());
            changed.gates.remove(place);
        }
        1 if !changed.mix_rules.is_empty() => {
            let place = dice.below(changed.mix_rules.len());
            changed.mix_rules.remove(place);
        }
        2 => changed.margin = Fraction::new(dice.below(6) as u128, 12),
        3 => {
            let place = CriterionKey::new(dice.below(changed.criteria.len()));
            changed.criteria.at_mut(place).weight = Fraction::new(1 + dice.below(3) as u128, 2);
        }
        4 => {
            let place = dice.below(changed.indicators.len());
            let form = changed.indicators[place].form;
            if changed.indicators.iter().filter(|other| other.form == form).count() > 1 {
                changed.indicators.remove(place);
            }
        }
        // Another rule set altogether, on the same criteria and forms.
        _ => {
            changed.gates.reverse();
            changed.indicators.iter_mut().for_each(|indicator| indicator.reversed ^= true);
        }
    }
    changed
}

fn compared(old: &RuleSet, new: &RuleSet) -> Option<Comparison> {
    let (one, two) = (Scoring::new(old, None).ok()?, Scoring::new(new, None).ok()?);
    Some(compare(Weighted { rules: old, scoring: &one }, Weighted { rules: new, scoring: &two }))
}

#[test]
fn comparisons_agree_with_every_set_written_out() {
    let (mut equal, mut pairs) = (0, 0);
    for seed in 0..300 {
        let mut dice = Dice::new(seed);
        let old = random::rules(&mut dice);
        let new = mutated(&mut dice, &old);
        let Some(found) = compared(&old, &new) else { continue };
        assert_eq!(found.extent, Extent::Exact, "seed {seed}");
        let keys: Vec<CriterionKey> =
            old.criteria.keys().filter(|key| named(&old, *key) || named(&new, *key)).collect();
        let pair = |set: &Answers| {
            let ids = (old.outcome_id(say(&old, set).outcome), new.outcome_id(say(&new, set).outcome));
            (ids.0 != ids.1).then_some(ids)
        };
        let mut counts: BTreeMap<(String, String), u128> = BTreeMap::new();
        let mut ways = 0;
        for set in sets(&old, &keys) {
            ways += 1;
            if let Some(ids) = pair(&set) {
                *counts.entry(ids).or_insert(0) += 1;
            }
        }
        assert_eq!(found.ways, ways, "seed {seed}");
        assert_eq!(found.is_equal(), Some(counts.is_empty()), "seed {seed}");
        assert_eq!(found.differences.len(), counts.len(), "seed {seed}");
        for difference in &found.differences {
            let ids = (difference.old.clone(), difference.new.clone());
            assert_eq!(difference.share, Share::Exact(counts[&ids]), "seed {seed}");
            let (was, is) = (recommended(&old, &difference.witness), recommended(&new, &difference.witness));
            assert_eq!((old.outcome_id(was), new.outcome_id(is)), ids, "seed {seed}");
        }
        equal += usize::from(counts.is_empty());
        pairs += counts.len();
    }
    // The seeds would otherwise prove nothing.
    assert!(equal > 20 && pairs > 100, "{equal} equal, {pairs} pairs");
}

/// The same rules with the forms in another order of precedence; `order` holds the old places.
fn reordered(rules: &RuleSet, order: &[usize]) -> RuleSet {
    let mut changed = rules.clone();
    let new = |form: FormKey| FormKey::new(order.iter().position(|old| *old == form.position()).unwrap());
    changed.forms = Table::new(order.iter().map(|old| rules.forms.at(FormKey::new(*old)).clone()).collect());
    for gate in &mut changed.gates {
        gate.excludes = FormSet::of(rules.forms.keys().filter(|form| gate.excludes.contains(*form)).map(new));
    }
    changed.indicators.iter_mut().for_each(|indicator| indicator.form = new(indicator.form));
    changed
}

/// Every order of so many forms; of many forms, one for each two that come first, since what precedence decides is which base,
/// which competitive form, and which of these two.
fn orders(count: usize) -> Vec<Vec<usize>> {
    if count > 4 {
        let pairs = (0..count).flat_map(|one| (0..count).map(move |two| (one, two)));
        let order = |(one, two): (usize, usize)| {
            let rest = (0..count).filter(|form| ![one, two].contains(form));
            [one, two].into_iter().chain(rest).collect()
        };
        return pairs.filter(|(one, two)| one != two).map(order).collect();
    }
    if count == 0 {
        return vec![Vec::new()];
    }
    let shorter = orders(count - 1);
    let with = |order: &Vec<usize>| {
        (0..count)
            .map(|at| {
                let mut order = order.clone();
                order.insert(at, count - 1);
                order
            })
            .collect::<Vec<_>>()
    };
    shorter.iter().flat_map(with).collect()
}

/// Whether a condition holds, open answers fitting nothing.
fn fits(condition: &Condition, set: &Answers) -> bool {
    condition.terms.iter().any(|term| {
        term.iter().all(|(key, named)| set.get(*key).is_some_and(|answer| named.contains(answer)))
    })
}

/// How often something happens.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Counted {
    ways: u128,
}

impl Counted {
    fn add(&mut self) {
        self.ways += 1;
    }

    fn agrees(self, happens: &Happens) -> bool {
        self.ways == happens.ways && (self.ways > 0) == happens.example.is_some()
    }
}

fn checked<'r>(rules: &'r RuleSet, scoring: &'r Scoring) -> Check<'r> {
    let found = check(rules, None, scoring);
    assert_eq!(found.figures.extent, Extent::Exact);
    found
}

#[test]
fn figures_and_findings_agree_with_every_set_written_out() {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut tried = 0;
    for seed in 0..120 {
        let mut dice = Dice::new(1000 + seed);
        let rules = random::rules(&mut dice);
        let keys: Vec<CriterionKey> = rules.criteria.keys().filter(|key| named(&rules, *key)).collect();
        // What is written out several times over must stay small.
        if keys.len() > 5 {
            continue;
        }
        let Ok(scoring) = Scoring::new(&rules, None) else { continue };
        // What is left without a rule can have weights too fine to be computed with.
        if rules.rules().any(|rule| Scoring::new(&rules.without(rule.id()), None).is_err()) {
            continue;
        }
        let found = checked(&rules, &scoring);
        tried += 1;
        let all = sets(&rules, &keys);
        let said: BTreeMap<Vec<Option<u8>>, Outcome> =
            all.iter().map(|set| (entries(set), say(&rules, set).outcome)).collect();
        let of = |set: &Answers| said[&entries(set)];
        let figures = &found.figures;
        assert_eq!(figures.ways, all.len() as u128);

        let mut outcomes: BTreeMap<Outcome, (Counted, u128)> = BTreeMap::new();
        let (mut ties, mut decided, mut contested) = (Counted::default(), Counted::default(), 0);
        let permuted: Vec<RuleSet> =
            orders(rules.forms.len()).iter().map(|order| reordered(&rules, order)).collect();
        for set in &all {
            let now = say(&rules, set);
            let left: Vec<FormKey> =
                rules.competitive().filter(|form| !now.excluded.contains(*form)).collect();
            let most = left.iter().map(|form| now.scores[form.position()]).max();
            let tops = left.iter().filter(|form| Some(now.scores[form.position()]) == most).count();
            let bases: Vec<FormKey> = rules.bases().filter(|form| !now.excluded.contains(*form)).collect();
            let most = bases.iter().map(|form| now.scores[form.position()]).max();
            let own = bases.iter().filter(|form| Some(now.scores[form.position()]) == most).count();
            let entry = outcomes.entry(now.outcome).or_default();
            entry.0.add();
            entry.1 += u128::from(!left.is_empty());
            contested += u128::from(!left.is_empty());
            if now.tie || tops > 1 || own > 1 {
                ties.add();
            }
            let ids: BTreeSet<String> =
                permuted.iter().map(|other| other.outcome_id(say(other, set).outcome)).collect();
            if ids.len() > 1 {
                decided.add();
            }
        }
        assert_eq!(figures.contested, contested, "seed {seed}");
        for figure in &figures.outcomes {
            let (counted, left) = outcomes.get(&figure.outcome).copied().unwrap_or_default();
            assert!(counted.agrees(&figure.happens), "seed {seed}: {counted:?} {figure:?}");
            assert_eq!(figure.contested, left, "seed {seed}");
            if let Some(example) = &figure.happens.example {
                assert_eq!(recommended(&rules, example), figure.outcome);
            }
        }
        assert!(ties.agrees(&figures.ties), "seed {seed}: {ties:?} {:?}", figures.ties);
        assert!(decided.agrees(&figures.decided), "seed {seed}: {decided:?} {:?}", figures.decided);
        if let Some(example) = &figures.decided.example {
            let set = answers(&rules, example);
            let mut others = permuted.iter().map(|other| other.outcome_id(say(other, &set).outcome));
            let own = rules.outcome_id(recommended(&rules, example));
            assert!(others.any(|id| id != own), "seed {seed}");
        }

        for figure in &figures.criteria {
            let key = figure.criterion;
            let mut counted = Counted::default();
            for set in &all {
                let differ = |answer: u8| of(&set.with(key, answer)) != of(set);
                if !keys.contains(&key) {
                    continue;
                }
                if rules.criteria.at(key).answers().any(differ) {
                    counted.add();
                }
            }
            assert!(counted.agrees(&figure.happens), "seed {seed}: {counted:?} {figure:?}");
            if let Some(example) = &figure.happens.example {
                let set = answers(&rules, example);
                let mut others = rules.criteria.at(key).answers().map(|answer| of(&set.with(key, answer)));
                assert!(others.any(|other| other != recommended(&rules, example)), "seed {seed}");
            }
        }
        for figure in &figures.rules {
            let rest = rules.without(figure.rule.id());
            let mut counted = Counted::default();
            for set in &all {
                if rules.outcome_id(of(set)) != rest.outcome_id(say(&rest, set).outcome) {
                    counted.add();
                }
            }
            assert!(counted.agrees(&figure.happens), "seed {seed}: {counted:?} {figure:?}");
            if let Some(example) = &figure.happens.example {
                let without = say(&rest, &answers(&rules, example)).outcome;
                assert_ne!(rules.outcome_id(recommended(&rules, example)), rest.outcome_id(without));
            }
        }
        let findings = |code: &str| -> BTreeSet<String> {
            let of_code = found.findings.iter().filter(|finding| finding.what.code().id() == code);
            of_code.map(|finding| finding.what.about(&rules)).collect()
        };
        for (place, indicator) in rules.indicators.iter().enumerate() {
            let value = |answer: u8| if indicator.reversed { answer } else { 2 - answer };
            let has = |outcome: Outcome| rules.forms_of(outcome).any(|form| form == indicator.form);
            let weight = *rules.weight(indicator, None).numer();
            let mut counted = Counted::default();
            for set in all.iter().filter(|set| has(of(set)) && weight > 0) {
                let Some(from) = set.get(indicator.criterion) else { continue };
                let loses = |to: u8| value(to) > value(from) && !has(of(&set.with(indicator.criterion, to)));
                if (0..3).any(loses) {
                    counted.add();
                }
            }
            let backfire = figures.backfires.iter().find(|backfire| backfire.indicator == place);
            let shown = backfire.map_or_else(Happens::default, |backfire| Happens {
                ways: backfire.ways,
                example: Some(backfire.before.clone()),
            });
            assert!(counted.agrees(&shown), "seed {seed}: {counted:?} {backfire:?}");
            if let Some(backfire) = backfire {
                let before = answers(&rules, &backfire.before);
                let to = ["yes", "partly", "no"].iter().position(|id| *id == backfire.answer).unwrap();
                let after = before.with(indicator.criterion, u8::try_from(to).unwrap());
                assert!(has(recommended(&rules, &backfire.before)) && !has(of(&after)), "seed {seed}");
            }
            assert_eq!(findings("answer-backfires").contains(&indicator.head.id), backfire.is_some());
        }
        // Conditions that others imply: wherever the one holds, others exclude the same, whatever is open.
        let all = sets_from(&rules, Answers::unknown(rules.criteria.len()), &keys, true);
        let mut implied = BTreeSet::new();
        for (place, gate) in rules.gates.iter().enumerate() {
            let others: Vec<_> = rules
                .gates
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != place)
                .map(|(_, other)| other)
                .collect();
            if all.iter().filter(|set| fits(&gate.when, set)).all(|set| {
                let also = others.iter().filter(|other| fits(&other.when, set));
                also.fold(FormSet::default(), |forms, other| forms.with(other.excludes)).covers(gate.excludes)
            }) {
                implied.insert((gate.head.id.clone(), None));
            }
        }
        for (place, rule) in rules.mix_rules.iter().enumerate() {
            let others: Vec<_> = rules
                .mix_rules
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != place)
                .map(|(_, other)| other)
                .collect();
            let mut holding = all.iter().filter(|set| fits(&rule.when, set));
            if holding.all(|set| others.iter().any(|other| fits(&other.when, set))) {
                implied.insert((rule.head.id.clone(), None));
            }
        }
        let whens = rules.gates.iter().map(|gate| (&gate.head.id, &gate.when));
        for (id, when) in whens.chain(rules.mix_rules.iter().map(|rule| (&rule.head.id, &rule.when))) {
            for place in 0..when.terms.len() {
                let (mut alone, mut others) = (when.clone(), when.clone());
                alone.terms = [when.terms[place].clone()].into_iter().collect();
                others.terms.remove(place);
                if all.iter().filter(|set| fits(&alone, set)).all(|set| fits(&others, set)) {
                    implied.insert((id.clone(), Some(place + 1)));
                }
            }
        }
        let shown: BTreeSet<(String, Option<usize>)> = found
            .findings
            .iter()
            .filter_map(|finding| match &finding.what {
                What::Implied { rule, alternative, .. } => Some((rule.clone(), *alternative)),
                _ => None,
            })
            .collect();
        assert_eq!(shown, implied, "seed {seed}");
        for finding in &found.findings {
            // What does nothing is there in its witness, and taken away changes nothing.
            match (&finding.what, &finding.witness) {
                (What::IdleRule(rule), Some(witness)) => {
                    let set = answers(&rules, witness);
                    assert!(fits(&Condition { terms: rule.terms().into() }, &set), "seed {seed}");
                }
                (What::IdleCriterion { criterion, .. }, Some(witness)) => {
                    assert!(answers(&rules, witness).get(*criterion).is_some());
                }
                (What::Unreachable(_) | What::Stale { .. } | What::IdleWeight { .. }, None) => {}
                (what, witness) => assert!(witness.is_some(), "seed {seed}: {what:?}"),
            }
            if let (What::Implied { rule, .. }, Some(witness)) = (&finding.what, &finding.witness) {
                let mut whens = rules.gates.iter().map(|gate| (&gate.head.id, &gate.when));
                let mixes = rules.mix_rules.iter().map(|rule| (&rule.head.id, &rule.when));
                let (_, when) = whens.by_ref().chain(mixes).find(|(id, _)| *id == rule).unwrap();
                assert!(fits(when, &answers(&rules, witness)), "seed {seed}");
            }
        }

        // A finding is there exactly when its figure says so.
        let never = |happens: &Happens| happens.example.is_none();
        let unreached = figures.outcomes.iter().filter(|figure| never(&figure.happens));
        let unreached: BTreeSet<String> = unreached.map(|figure| rules.outcome_id(figure.outcome)).collect();
        assert_eq!(findings("outcome-unreachable"), unreached);
        for (code, kind) in [
            ("gate-idle", RuleKind::Gate),
            ("indicator-idle", RuleKind::Indicator),
            ("mix-rule-idle", RuleKind::MixRule),
        ] {
            let idle =
                figures.rules.iter().filter(|figure| figure.rule.kind() == kind && never(&figure.happens));
            let idle: BTreeSet<String> = idle.map(|figure| figure.rule.id().to_owned()).collect();
            assert_eq!(findings(code), idle, "seed {seed}");
        }
        let idle = figures.criteria.iter().filter(|figure| never(&figure.happens));
        let idle: BTreeSet<String> =
            idle.map(|figure| rules.criteria.at(figure.criterion).id.clone()).collect();
        assert_eq!(findings("criterion-idle"), idle, "seed {seed}");
        assert_eq!(findings("precedence-tie").is_empty(), decided.ways == 0, "seed {seed}");
        seen.extend(found.findings.iter().map(|finding| finding.what.code().id()));
    }
    assert!(tried > 40, "{tried}");
    // Nothing is allowed in a random rule set, so that no allowance can be stale.
    for code in support::FINDINGS.iter().filter(|code| **code != "allow-stale") {
        assert!(seen.contains(code), "no seed shows {code}");
    }
}

fn entries(set: &Answers) -> Vec<Option<u8>> {
    set.iter().map(|(_, answer)| answer).collect()
}
