//! Random small rule sets and answers, each drawn from one seed.

use std::sync::Arc;

use avtalsform::evaluate::Scoring;
use avtalsform::model::{
    AnswerSet, Answers, Bilingual, Choice, Condition, Criterion, CriterionKey, Form, FormKey, FormSet,
    Fraction, Gate, GateKind, Head, Identity, Indicator, MixRule, RuleSet, Table, Term,
};

/// A small generator of its own, so that a seed means the same for ever (SplitMix64).
pub struct Dice {
    seed: u64,
    /// Rolls that are given, one a byte; those after them are random.
    given: std::vec::IntoIter<u8>,
}

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self { seed, given: Vec::new().into_iter() }
    }

    /// Rolls as these bytes say, so that who chooses the bytes chooses the rolls.
    pub fn given(bytes: &[u8]) -> Self {
        Self { seed: 0, given: Vec::from(bytes).into_iter() }
    }

    pub fn roll(&mut self) -> u64 {
        if let Some(byte) = self.given.next() {
            return byte.into();
        }
        self.seed = self.seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.seed;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, but not including, `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.roll() % bound as u64).unwrap()
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.roll() % 100 < percent
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let position = self.below(from.len());
        &from[position]
    }
}

/// A rule set with two to six forms and three to seven criteria.
pub fn rules(dice: &mut Dice) -> RuleSet {
    let mut criteria: Vec<Criterion> = (0..3 + dice.below(5)).map(|number| criterion(dice, number)).collect();
    // As the loader has them.
    criteria.sort_by_key(|criterion| !criterion.core);
    let mut rules = RuleSet {
        identity: Identity { id: "random".into(), version: "1".into(), ..Identity::default() },
        forms: Table::new(forms(dice)),
        criteria: Table::new(criteria),
        margin: *dice.pick(&[
            Fraction::new(1, 20),
            Fraction::new(0, 1),
            Fraction::new(1, 3),
            Fraction::new(1, 4),
        ]),
        ..RuleSet::default()
    };
    let unlawful = rules.forms.iter().filter(|(_, form)| !form.always_lawful);
    let unlawful: Vec<FormKey> = unlawful.map(|(key, _)| key).collect();
    for number in 0..dice.below(4) {
        let when = condition(dice, &rules);
        let excludes: Vec<FormKey> = unlawful.iter().copied().filter(|_| dice.chance(60)).collect();
        let excludes = if excludes.is_empty() { vec![unlawful[0]] } else { excludes };
        rules.gates.push(gate(number, when, FormSet::of(excludes)));
    }
    for number in 0..dice.below(3) {
        let (head, when) = (head(format!("mix-{number}")), condition(dice, &rules));
        rules.mix_rules.push(MixRule { head, when });
    }
    indicators(dice, &mut rules);
    lighten(&mut rules);
    rules
}

/// A rule set of up to 32 forms and 60 criteria, of which nobody says that it can be counted: many forms and gates over
/// several criteria, weights all alike or of every size.
pub fn large(dice: &mut Dice) -> RuleSet {
    let mut rules = RuleSet {
        identity: Identity { id: "large".into(), version: "1".into(), ..Identity::default() },
        forms: Table::new((0..2 + dice.below(31)).map(|place| form(place, place == 0, place > 0)).collect()),
        criteria: Table::new((0..8 + dice.below(53)).map(|number| criterion(dice, number)).collect()),
        margin: Fraction::new(1, 20),
        ..RuleSet::default()
    };
    let alike = dice.chance(50);
    // What the loader lets pass: at most 10³⁰ ways, weights of one scale.
    let mut ways = 1u128;
    for key in rules.criteria.keys() {
        let criterion = rules.criteria.at_mut(key);
        criterion.weight = if alike { Fraction::from_integer(1) } else { criterion.weight };
        if ways > 10u128.pow(28) {
            criterion.choices.truncate(1);
        }
        ways *= criterion.choices.len() as u128;
    }
    let all: Vec<FormKey> = rules.competitive().collect();
    for number in 0..dice.below(40) {
        let when = condition(dice, &rules);
        let excludes: Vec<FormKey> = all.iter().copied().filter(|_| dice.chance(30)).collect();
        rules.gates.push(gate(number, when, FormSet::of(excludes)));
    }
    for number in 0..dice.below(4) {
        let (head, when) = (head(format!("mix-{number}")), condition(dice, &rules));
        rules.mix_rules.push(MixRule { head, when });
    }
    let (graded, share) = (rules.criteria.clone(), 3 + dice.below(40) as u64);
    let graded = graded.iter().filter(|(_, criterion)| criterion.graded && criterion.choices.len() == 3);
    for (criterion, _) in graded {
        for form in rules.forms.keys() {
            if !dice.chance(share) {
                continue;
            }
            let head = head(format!("indicator-{}", rules.indicators.len()));
            rules.indicators.push(Indicator {
                head,
                form,
                criterion,
                reversed: dice.chance(25),
                weight: None,
            });
        }
    }
    let mut keys = rules.criteria.keys();
    while Scoring::new(&rules, None).is_err() {
        let Some(key) = keys.next() else { break };
        rules.criteria.at_mut(key).weight = Fraction::from_integer(1);
    }
    rules
}

/// Answers of which some are open, at most six of them.
pub fn answers(dice: &mut Dice, rules: &RuleSet) -> Answers {
    let mut answers = Answers::unknown(rules.criteria.len());
    let open = dice.below(101) as u64;
    let mut left = 6;
    for (key, criterion) in rules.criteria.iter() {
        if left > 0 && dice.chance(open) {
            left -= 1;
        } else {
            let answer = dice.below(criterion.choices.len());
            answers.set(key, Some(u8::try_from(answer).unwrap()));
        }
    }
    answers
}

/// Two to six forms: one is always lawful and not competitive, another competitive. Half of the rule sets have no other base;
/// in the rest the others are of every kind.
fn forms(dice: &mut Dice) -> Vec<Form> {
    let number = 2 + dice.below(5);
    let base = dice.below(number);
    let rival = (base + 1 + dice.below(number - 1)) % number;
    let alone = dice.chance(50);
    let kind = |place| {
        // What it is, always lawful or competitive, of one hundred.
        let (always_lawful, competitive) = match dice.below(100) {
            _ if place == base => (true, false),
            _ if alone || place == rival => (false, true),
            0..30 => (false, true),
            30..40 => (true, true),
            40..70 => (true, false),
            _ => (false, false),
        };
        form(place, always_lawful, competitive)
    };
    (0..number).map(kind).collect()
}

fn form(place: usize, always_lawful: bool, competitive: bool) -> Form {
    let mix_title = competitive.then(Bilingual::default);
    Form { id: format!("form-{place}"), mix_title, competitive, always_lawful, ..Form::default() }
}

fn criterion(dice: &mut Dice, number: usize) -> Criterion {
    // The first is always graded, so that indicators have one to name.
    let graded = number == 0 || dice.chance(80);
    let ids: Vec<String> = if graded {
        ["yes", "partly", "no"].map(str::to_owned).to_vec()
    } else {
        (0..2 + dice.below(3)).map(|option| format!("option-{option}")).collect()
    };
    let choice = |id: &String| Choice {
        id: id.clone(),
        alias: None,
        name: Bilingual::default(),
        help: Bilingual::default(),
    };
    // Small weights, none at all, and ones too large for arrays of sums.
    let weights = [(1, 1), (1, 1), (2, 1), (3, 2), (1, 3), (0, 1), (7919, 3), (104_729, 1), (999_999_937, 1)];
    let (above, below) = *dice.pick(&weights);
    Criterion {
        id: format!("criterion-{number}"),
        alias: format!("kriterium-{number}"),
        formerly: Vec::new(),
        core: dice.chance(50),
        weight: Fraction::new(above, below),
        name: Bilingual::default(),
        question: Bilingual::default(),
        choices: ids.iter().map(choice).collect(),
        graded,
        sources: Vec::new(),
    }
}

fn condition(dice: &mut Dice, rules: &RuleSet) -> Condition {
    let mut condition = Condition::default();
    for _ in 0..1 + dice.below(2) {
        let mut term = Term::new();
        for _ in 0..1 + dice.below(2) {
            let key = CriterionKey::new(dice.below(rules.criteria.len()));
            if term.iter().any(|(earlier, _)| *earlier == key) {
                continue;
            }
            let choices = rules.criteria.at(key).choices.len();
            let left_out = dice.below(choices);
            let named: Vec<u8> = (0..choices)
                .filter(|choice| *choice != left_out && dice.chance(60))
                .map(|choice| u8::try_from(choice).unwrap())
                .collect();
            let one = u8::try_from((left_out + 1) % choices).unwrap();
            term.push((key, AnswerSet::of(if named.is_empty() { vec![one] } else { named })));
        }
        condition.terms.push(term);
    }
    condition
}

/// The head of a rule that says nothing.
pub fn head(id: String) -> Arc<Head> {
    Arc::new(Head { id, ..Head::default() })
}

fn gate(number: usize, when: Condition, excludes: FormSet) -> Gate {
    let head = head(format!("gate-{number}"));
    let presumed = number.is_multiple_of(2);
    // Of both kinds, presumed passed or not.
    let kind = if number % 4 < 2 { GateKind::Law } else { GateKind::Prerequisite };
    Gate { head, kind, when, excludes, presumed, met: None, reservation: None }
}

/// None to five indicators a form, at least one in all. Some forms have those of another, and so always its score.
fn indicators(dice: &mut Dice, rules: &mut RuleSet) {
    let graded: Vec<CriterionKey> =
        rules.criteria.iter().filter(|(_, criterion)| criterion.graded).map(|(key, _)| key).collect();
    let mut all: Vec<Vec<(CriterionKey, bool)>> = Vec::new();
    for _ in rules.forms.keys() {
        if !all.is_empty() && dice.chance(20) {
            let like = dice.pick(&all).clone();
            all.push(like);
            continue;
        }
        let mut named: Vec<(CriterionKey, bool)> = Vec::new();
        let number = if dice.chance(10) { 0 } else { 1 + dice.below(5) };
        for _ in 0..number {
            let key = *dice.pick(&graded);
            if named.iter().all(|(other, _)| *other != key) {
                named.push((key, dice.chance(25)));
            }
        }
        all.push(named);
    }
    if all.iter().all(Vec::is_empty) {
        all[0].push((graded[0], false));
    }
    for (form, named) in rules.forms.keys().zip(all) {
        for (criterion, reversed) in named {
            let head = head(format!("indicator-{}", rules.indicators.len()));
            let weights = [(2, 1), (1, 2), (0, 1)];
            let weight = dice.chance(5).then(|| *dice.pick(&weights));
            let weight = weight.map(|(above, below)| Fraction::new(above, below));
            rules.indicators.push(Indicator { head, form, criterion, reversed, weight });
        }
    }
}

/// Takes large weights away, the first criterion's first, until scores are not too fine and sums can be numbered.
fn lighten(rules: &mut RuleSet) {
    for key in rules.criteria.keys() {
        let counted = Scoring::new(rules, None).is_ok_and(|scoring| {
            let mut most = vec![1u128; rules.forms.len()];
            for key in rules.criteria.keys() {
                let halves = scoring.effect(key, None);
                most.iter_mut().zip(halves).for_each(|(most, half)| *most += u128::from(*half) * 2);
            }
            let bits = most.into_iter().map(u128::next_power_of_two);
            bits.into_iter().try_fold(1u128, u128::checked_mul).is_some()
        });
        if counted {
            return;
        }
        let weight = &mut rules.criteria.at_mut(key).weight;
        *weight = (*weight).min(Fraction::from_integer(1));
    }
}
