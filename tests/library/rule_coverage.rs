//! Reasons, and coverage by rule and branch, against a second, naive account of the same, over random rule sets; and the
//! search for what is missing against all answers there are.

use std::collections::BTreeSet;

use crate::support::random::{self, Dice, head};
use crate::support::{naive, shipped};
use avtalsform::evaluate::Scoring;
use avtalsform::explain::{Effect, Reason, Reasons};
use avtalsform::model::{
    Advice, AdviceKind, AnswerSet, Answers, Bilingual, Check, Complement, Condition, CriterionKey,
    CurrentFact, FormKey, FormSet, Gate, GateKind, Outcome, Relevance, RuleSet, Term, Unless, Variant,
};
use avtalsform::testing::{Aspect, Coverage, Goal, Missed, Situation, State, is_unreachable, suggest};
use proptest::prelude::*;

const FACTS: [CurrentFact; 2] = [CurrentFact::PrivateProviders, CurrentFact::CompetitiveForm];

/// A random rule set with rules of every kind.
fn rules(dice: &mut Dice) -> RuleSet {
    let mut rules = random::rules(dice);
    for number in 0..dice.below(3) {
        let unless = (0..dice.below(3)).map(|other| Unless {
            head: head(format!("unless-{number}-{other}")),
            when: condition(dice, &rules),
        });
        let unless: Vec<Unless> = unless.collect();
        let (head, when) = (head(format!("complement-{number}")), condition(dice, &rules));
        rules.complements.push(Complement { head, name: Bilingual::default(), when, unless });
    }
    for number in 0..dice.below(3) {
        let form = FormKey::new(dice.below(rules.forms.len()));
        let (head, when) = (head(format!("variant-{number}")), condition(dice, &rules));
        rules.variants.push(Variant { head, form, name: Bilingual::default(), when });
    }
    for number in 0..dice.below(5) {
        let forms = FormSet::of(rules.forms.keys().filter(|_| dice.chance(40)));
        let when = dice.chance(70).then(|| condition(dice, &rules));
        let (head, kind) = (head(format!("advice-{number}")), AdviceKind::Law);
        rules.advice.push(Advice { head, kind, relevance: Relevance::Useful, forms, when });
    }
    for number in 0..dice.below(3) {
        let current = dice.chance(60).then(|| *dice.pick(&FACTS));
        let when = (current.is_none() || dice.chance(60)).then(|| condition(dice, &rules));
        rules.checks.push(Check { head: head(format!("check-{number}")), when, current });
    }
    rules
}

/// One to three terms of one or two criteria.
fn condition(dice: &mut Dice, rules: &RuleSet) -> Condition {
    let term = |dice: &mut Dice| {
        let mut term = Term::new();
        for _ in 0..1 + dice.below(2) {
            let key = CriterionKey::new(dice.below(rules.criteria.len()));
            let choices = rules.criteria.at(key).choices.len();
            let out = dice.below(choices);
            let named: Vec<u8> = (0..choices)
                .filter(|choice| *choice != out && dice.chance(70))
                .map(|choice| choice as u8)
                .collect();
            if !named.is_empty() && term.iter().all(|(earlier, _)| *earlier != key) {
                term.push((key, AnswerSet::of(named)));
            }
        }
        if term.is_empty() { Term::from([(CriterionKey::new(0), AnswerSet::of([0]))]) } else { term }
    };
    Condition { terms: (0..1 + dice.below(3)).map(|_| term(dice)).collect() }
}

/// `Some(truth)`, or `None` while an answer is missing that it rests on.
fn atom(answers: &Answers, key: CriterionKey, named: AnswerSet) -> Option<bool> {
    answers.get(key).map(|answer| named.contains(answer))
}

fn kleene_and(parts: &[Option<bool>]) -> Option<bool> {
    if parts.contains(&Some(false)) {
        return Some(false);
    }
    if parts.contains(&None) { None } else { Some(true) }
}

fn kleene_or(parts: &[Option<bool>]) -> Option<bool> {
    kleene_and(&parts.iter().map(|part| part.map(|truth| !truth)).collect::<Vec<_>>()).map(|truth| !truth)
}

fn terms(condition: &Condition, answers: &Answers) -> Vec<Option<bool>> {
    let term = |term: &Term| {
        kleene_and(&term.iter().map(|(key, named)| atom(answers, *key, *named)).collect::<Vec<_>>())
    };
    condition.terms.iter().map(term).collect()
}

fn holds(condition: &Condition, answers: &Answers) -> Option<bool> {
    kleene_or(&terms(condition, answers))
}

/// Every goal of a rule set by name, and of them those that a situation shows, both worked out from the definition.
struct Account {
    goals: BTreeSet<String>,
    shown: BTreeSet<String>,
}

impl Account {
    fn put(&mut self, name: String, shown: bool) {
        if shown {
            self.shown.insert(name.clone());
        }
        self.goals.insert(name);
    }

    /// The branches of a condition, where it is looked at.
    fn branches(
        &mut self,
        rules: &RuleSet,
        id: &str,
        condition: &Condition,
        looked_at: bool,
        answers: &Answers,
    ) {
        let truths = terms(condition, answers);
        for (number, term) in condition.terms.iter().enumerate() {
            if condition.terms.len() > 1 {
                let mut wanted = vec![Some(false); truths.len()];
                wanted[number] = Some(true);
                self.put(format!("{id} alone {number}"), looked_at && truths == wanted);
            }
            for (key, named) in term {
                for answer in 0..rules.criteria.at(*key).choices.len() as u8 {
                    if named.contains(answer) {
                        let given = answers.get(*key) == Some(answer);
                        let shown = looked_at && given && truths[number] == Some(true);
                        self.put(format!("{id} named {number} {key:?} {answer}"), shown);
                    }
                }
                let others = term.iter().filter(|(other, _)| other != key);
                let others: Vec<_> = others.map(|(key, named)| atom(answers, *key, *named)).collect();
                let shown = atom(answers, *key, *named) == Some(false) && kleene_and(&others) == Some(true);
                self.put(format!("{id} failed {number} {key:?}"), looked_at && shown);
            }
        }
    }
}

fn account(rules: &RuleSet, answers: &Answers, outcome: Outcome, recorded: &[CurrentFact]) -> Account {
    let mut account = Account { goals: BTreeSet::new(), shown: BTreeSet::new() };
    let forms: Vec<FormKey> = rules.forms_of(outcome).collect();
    let plain = rules.gates.iter().map(|gate| (&gate.head.id, &gate.when));
    for (id, when) in plain.chain(rules.mix_rules.iter().map(|rule| (&rule.head.id, &rule.when))) {
        account.put(format!("{id} fired"), holds(when, answers) == Some(true));
        account.put(format!("{id} held"), holds(when, answers) == Some(false));
        account.branches(rules, id, when, true, answers);
    }
    for indicator in &rules.indicators {
        let (id, given) = (&indicator.head.id, answers.get(indicator.criterion));
        let speaks = given.map(|answer| answer == 1 || (answer == 0) != indicator.reversed);
        account.put(format!("{id} fired"), speaks == Some(true));
        account.put(format!("{id} held"), speaks == Some(false));
        for answer in 0..3 {
            account.put(format!("{id} given {answer}"), given == Some(answer));
        }
    }
    for complement in &rules.complements {
        let id = &complement.head.id;
        let refusals: Vec<_> = complement.unless.iter().map(|unless| holds(&unless.when, answers)).collect();
        let applies = holds(&complement.when, answers);
        let stands = kleene_and(&[applies, kleene_or(&refusals).map(|refused| !refused)]);
        account.put(format!("{id} fired"), stands == Some(true));
        account.put(format!("{id} held"), stands == Some(false));
        account.branches(rules, id, &complement.when, true, answers);
        for (unless, refused) in complement.unless.iter().zip(refusals) {
            let looked_at = applies == Some(true);
            account.put(format!("{} fired", unless.head.id), looked_at && refused == Some(true));
            account.put(format!("{} held", unless.head.id), looked_at && refused == Some(false));
            account.branches(rules, &unless.head.id, &unless.when, looked_at, answers);
        }
    }
    // What asks for a form of the outcome or a fact beside its condition: whether it asks at all, and is given.
    let of_form = |set: FormSet| {
        let asks = !set.is_empty() && rules.forms.keys().any(|form| !set.contains(form));
        (asks, !asks || forms.iter().any(|form| set.contains(*form)))
    };
    let variants =
        rules.variants.iter().map(|one| (&one.head.id, Some(&one.when), of_form(FormSet::of([one.form]))));
    let advice = rules.advice.iter().map(|one| (&one.head.id, one.when.as_ref(), of_form(one.forms)));
    let checks = rules.checks.iter().map(|one| {
        let given = one.current.is_none_or(|fact| recorded.contains(&fact));
        (&one.head.id, one.when.as_ref(), (one.current.is_some(), given))
    });
    for (id, when, (asks, given)) in variants.chain(advice).chain(checks) {
        let truth = when.map_or(Some(true), |when| holds(when, answers));
        account.put(format!("{id} fired"), given && truth == Some(true));
        match when {
            None if asks => account.put(format!("{id} held"), !given),
            None => {}
            Some(when) => {
                account.put(format!("{id} held"), given && truth == Some(false));
                account.branches(rules, id, when, given, answers);
                if asks {
                    account.put(format!("{id} elsewhere"), !given && truth == Some(true));
                }
            }
        }
    }
    account
}

fn name(goal: &Goal<'_>) -> String {
    let id = goal.rule.id();
    match goal.aspect {
        Aspect::Fired => format!("{id} fired"),
        Aspect::Held => format!("{id} held"),
        Aspect::Given(answer) => format!("{id} given {answer}"),
        Aspect::Alone(term) => format!("{id} alone {term}"),
        Aspect::Named { term, criterion, answer } => format!("{id} named {term} {criterion:?} {answer}"),
        Aspect::Failed { term, criterion } => format!("{id} failed {term} {criterion:?}"),
        Aspect::Elsewhere => format!("{id} elsewhere"),
    }
}

fn names(coverage: &Coverage<'_>, state: State) -> BTreeSet<String> {
    coverage.which(state).map(name).collect()
}

fn recorded(dice: &mut Dice) -> Vec<CurrentFact> {
    FACTS.into_iter().filter(|_| dice.chance(50)).collect()
}

/// Every way to answer all criteria.
fn every(rules: &RuleSet) -> Vec<Answers> {
    let mut ways = vec![Answers::unknown(rules.criteria.len())];
    for (key, criterion) in rules.criteria.iter() {
        ways = ways.iter().flat_map(|way| criterion.answers().map(|answer| way.with(key, answer))).collect();
    }
    ways
}

/// What is said: rule, effect, form, criterion and which text.
type Said = (String, Effect, Option<FormKey>, CriterionKey, usize);

fn place_of(text: &Bilingual) -> usize {
    std::ptr::from_ref(text).addr()
}

/// One reason a criterion for a condition that holds or is open, in the order of the terms that make it so.
fn condition_reasons(
    rules: &RuleSet,
    (id, why, when): (&str, &Bilingual, &Condition),
    (effect, form): (Effect, Option<FormKey>),
    answers: &Answers,
) -> Vec<Said> {
    let truth = holds(when, answers);
    let mut said: Vec<Said> = Vec::new();
    for (term, term_truth) in when.terms.iter().zip(terms(when, answers)) {
        for (key, _) in term {
            let again = said.iter().any(|(_, _, _, earlier, _)| earlier == key);
            if term_truth != truth || again {
                continue;
            }
            match (truth, answers.get(*key)) {
                (Some(true), Some(_)) => said.push((id.to_owned(), effect, form, *key, place_of(why))),
                (None, None) => {
                    let question = place_of(&rules.criteria.at(*key).question);
                    said.push((id.to_owned(), Effect::Open, form, *key, question));
                }
                _ => {}
            }
        }
    }
    said
}

/// What a gate that does not fire says: of each answer that its condition does not name.
fn unfired_reasons(rules: &RuleSet, gate: &Gate, form: FormKey, answers: &Answers) -> Vec<Said> {
    let mut said: Vec<Said> = Vec::new();
    for (key, named) in gate.when.terms.iter().flatten() {
        let again = said.iter().any(|(_, _, _, earlier, _)| earlier == key);
        let Some(answer) = answers.get(*key).filter(|answer| !named.contains(*answer) && !again) else {
            continue;
        };
        let partly = gate.kind == GateKind::Prerequisite && answer == 1 && rules.criteria.at(*key).graded;
        let (effect, text) =
            if partly { (Effect::Reservation, &gate.reservation) } else { (Effect::For, &gate.met) };
        if let Some(text) = text {
            said.push((gate.head.id.clone(), effect, Some(form), *key, place_of(text)));
        }
    }
    said
}

fn naive_reasons(rules: &RuleSet, answers: &Answers, outcome: Outcome) -> Vec<Said> {
    let mut said = Vec::new();
    for gate in &rules.gates {
        for form in rules.forms.keys().filter(|form| gate.excludes.contains(*form)) {
            if holds(&gate.when, answers) == Some(false) {
                said.extend(unfired_reasons(rules, gate, form, answers));
            } else {
                let rule = (gate.head.id.as_str(), &gate.head.why, &gate.when);
                said.extend(condition_reasons(rules, rule, (Effect::Excludes, Some(form)), answers));
            }
        }
    }
    for indicator in &rules.indicators {
        let effect = match (answers.get(indicator.criterion), indicator.reversed) {
            (None, _) => Effect::Open,
            (Some(2), false) | (Some(0), true) => Effect::NotFor,
            _ => Effect::For,
        };
        let (id, form) = (indicator.head.id.clone(), Some(indicator.form));
        said.push((id, effect, form, indicator.criterion, place_of(&indicator.head.why)));
    }
    for rule in &rules.mix_rules {
        let bases: Vec<FormKey> = rules.bases().collect();
        let form = if let [base] = bases[..] { Some(base) } else { None };
        let rule = (rule.head.id.as_str(), &rule.head.why, &rule.when);
        said.extend(condition_reasons(rules, rule, (Effect::For, form), answers));
    }
    for variant in &rules.variants {
        let is_part = outcome.form == variant.form || outcome.beside == Some(variant.form);
        let rule = (variant.head.id.as_str(), &variant.head.why, &variant.when);
        if is_part {
            said.extend(condition_reasons(rules, rule, (Effect::For, Some(variant.form)), answers));
        }
    }
    for complement in &rules.complements {
        let rule = (complement.head.id.as_str(), &complement.head.why, &complement.when);
        said.extend(condition_reasons(rules, rule, (Effect::For, None), answers));
        for unless in &complement.unless {
            let rule = (unless.head.id.as_str(), &unless.head.why, &unless.when);
            if holds(&complement.when, answers) != Some(false) {
                said.extend(condition_reasons(rules, rule, (Effect::Excludes, None), answers));
            }
        }
    }
    said
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    /// The same reasons in the same order, each with the answer it rests on.
    #[test]
    fn reasons_agree_with_the_naive_account(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let mut rules = rules(&mut dice);
        for gate in &mut rules.gates {
            gate.kind = *dice.pick(&[GateKind::Law, GateKind::Prerequisite]);
            gate.met = dice.chance(70).then(Bilingual::default);
            gate.reservation = dice.chance(70).then(Bilingual::default);
        }
        let reasons = Reasons::new(&rules);
        for _ in 0..4 {
            let answers = random::answers(&mut dice, &rules);
            let outcome = naive::say(&rules, &answers).outcome;
            let found = reasons.of(&answers, Some(outcome));
            let said = |reason: &&Reason<'_>| {
                (reason.rule.to_owned(), reason.effect, reason.form, reason.criterion, place_of(reason.text))
            };
            prop_assert!(found.iter().all(|reason| reason.answer == answers.get(reason.criterion)));
            let found: Vec<Said> = found.iter().map(said).collect();
            prop_assert_eq!(found, naive_reasons(&rules, &answers, outcome));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn coverage_agrees_with_the_naive_account(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let rules = rules(&mut dice);
        let mut coverage = Coverage::new(&rules);
        let (mut goals, mut shown) = (BTreeSet::new(), BTreeSet::new());
        for _ in 0..1 + dice.below(6) {
            let answers = random::answers(&mut dice, &rules);
            let recorded = recorded(&mut dice);
            let outcome = naive::say(&rules, &answers).outcome;
            let account = account(&rules, &answers, outcome, &recorded);
            shown.extend(account.shown);
            goals = account.goals;
            coverage.add(&Situation { answers: &answers, recorded, outcome: Some(outcome) });
        }
        prop_assert_eq!(coverage.iter().count(), goals.len(), "each goal once");
        prop_assert_eq!(&names(&coverage, State::Reached), &shown);
        prop_assert_eq!(names(&coverage, State::Missing), goals.difference(&shown).cloned().collect());
        let sides = goals.iter().filter(|name| name.ends_with(" fired") || name.ends_with(" held")).count();
        prop_assert_eq!(coverage.sides().1, sides);
        prop_assert_eq!(coverage.count(), (shown.len(), goals.len()));
        prop_assert_eq!(coverage.sides().1 + coverage.branches().1, coverage.count().1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    /// What is suggested reaches everything that some answers reach; of the rest none do, tried one by one.
    #[test]
    fn suggestions_reach_all_that_can_be_reached(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let rules = rules(&mut dice);
        let scoring = Scoring::new(&rules, None).expect("weights that can be computed with");
        let mut coverage = Coverage::new(&rules);
        let first = random::answers(&mut dice, &rules);
        coverage.add(&Situation::given(&rules, &scoring, &first, Vec::new()));
        let already = names(&coverage, State::Reached);
        let mut reachable = already.clone();
        for answers in every(&rules) {
            let outcome = naive::say(&rules, &answers).outcome;
            for recorded in [vec![], vec![FACTS[0]], vec![FACTS[1]], FACTS.to_vec()] {
                reachable.extend(account(&rules, &answers, outcome, &recorded).shown);
            }
        }
        let found = suggest(&coverage, &scoring);
        for test in &found.tests {
            prop_assert!(test.answers.iter().all(|(_, answer)| answer.is_some()));
            let outcome = naive::say(&rules, &test.answers).outcome;
            let shown = account(&rules, &test.answers, outcome, &test.recorded).shown;
            prop_assert!(!test.goals.is_empty());
            prop_assert!(test.goals.iter().all(|goal| shown.contains(&name(goal))));
            let recorded = test.recorded.clone();
            coverage.add(&Situation { answers: &test.answers, recorded, outcome: Some(outcome) });
        }
        prop_assert_eq!(&names(&coverage, State::Reached), &reachable);
        let missed: BTreeSet<String> = found.missed.iter().map(|(goal, _)| name(goal)).collect();
        prop_assert_eq!(&missed, &names(&coverage, State::Missing));
        prop_assert!(found.missed.iter().all(|(_, why)| *why == Missed::Unreachable));
        // No test is more than is needed of the others.
        for left_out in 0..found.tests.len() {
            let mut others = already.clone();
            for (number, test) in found.tests.iter().enumerate() {
                if number != left_out {
                    let outcome = naive::say(&rules, &test.answers).outcome;
                    others.extend(account(&rules, &test.answers, outcome, &test.recorded).shown);
                }
            }
            prop_assert!(others != reachable, "test {left_out} reaches nothing that the others do not");
        }
        coverage.rule_out(|goal| is_unreachable(&rules, std::slice::from_ref(&scoring), goal));
        prop_assert_eq!(names(&coverage, State::Unreachable), missed);
        prop_assert_eq!(coverage.count().0, coverage.count().1);
    }
}

/// The fewest tests found for the shipped rule sets are not many.
#[test]
fn the_shipped_rule_sets_need_few_tests() {
    for (id, most) in [("linkoping-vard-omsorg", 20), ("linkoping-ovriga-namnder", 10)] {
        let rules = shipped(id);
        let scoring = Scoring::new(&rules, None).expect("weights that can be computed with");
        let found = suggest(&Coverage::new(&rules), &scoring);
        assert!(found.tests.len() <= most, "{id}: {}", found.tests.len());
    }
}
