//! The decision model a second time, as plainly as can be: every way to answer is written out and looked at.
//!
//! Nothing here is shared with the tool but the types of rule sets and answers.

use std::collections::BTreeMap;

use avtalsform::model::{Answers, Condition, CriterionKey, FormKey, FormSet, GateKind, Outcome, RuleSet};

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
    pub ways: Ways,
    pub leading: (Outcome, Exact),
    pub outcome: Option<Outcome>,
    pub leaning: Option<(FormKey, Exact)>,
    pub tie: bool,
    pub firmness: &'static str,
    pub conditions: Vec<CriterionKey>,
    pub questions: BTreeMap<CriterionKey, (f64, Vec<(Outcome, Exact)>)>,
    pub flips: Vec<(Vec<(CriterionKey, u8)>, Outcome)>,
}

/// How many ways give each outcome: those in which no open gate fires that is presumed passed, and all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ways {
    pub quiet: BTreeMap<Outcome, u128>,
    pub all: BTreeMap<Outcome, u128>,
}

impl Ways {
    /// What the shares are of.
    pub fn shares(&self) -> &BTreeMap<Outcome, u128> {
        if self.quiet.is_empty() { &self.all } else { &self.quiet }
    }
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
        let weight = indicator.weight.unwrap_or(rules.criteria.at(indicator.criterion).weight);
        let value = match (answers.get(indicator.criterion), indicator.reversed) {
            (None, _) => open,
            (Some(1), _) => Exact::new(1, 2),
            (Some(0), false) | (Some(2), true) => Exact::from_integer(1),
            _ => Exact::from_integer(0),
        };
        sum += weight * value;
        weights += weight;
    }
    // A form whose indicators have no weight scores 0.
    if weights == Exact::from_integer(0) { weights } else { sum / weights }
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
    // The first in precedence of those with the highest score, among the competitive forms and among the others.
    let first = |competitive: bool| {
        let kind = || left.iter().copied().filter(|form| rules.forms.at(*form).competitive == competitive);
        let most = kind().map(of).max();
        kind().find(|form| Some(of(*form)) == most)
    };
    let base = first(false).unwrap();
    let outcome = match first(true) {
        None => Outcome::single(base),
        Some(top) => {
            let (own, other) = (of(base), of(top));
            let apart = if own > other { own - other } else { other - own };
            let zero = Exact::from_integer(0);
            let near = own > zero && other > zero && apart <= rules.margin;
            let mix = rules.mix_rules.iter().any(|rule| holds(&rule.when, answers) == Some(true));
            let mix = mix && rules.forms.at(best).competitive;
            if near || mix { Outcome::mix(top, base) } else { Outcome::single(best) }
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
    if let Some(outcome) = everything.outcome {
        everything.flips = flips(rules, answers, outcome);
    }
    everything
}

/// A way to answer what is open, its outcome, and whether no open gate fires that is presumed passed.
type Way = (Answers, Outcome, bool);

fn open(rules: &RuleSet, answers: &Answers) -> Vec<CriterionKey> {
    rules.criteria.keys().filter(|key| named(rules, *key) && answers.get(*key).is_none()).collect()
}

fn every_way(rules: &RuleSet, answers: &Answers) -> Vec<Way> {
    let presumed = rules.gates.iter().filter(|gate| gate.presumed && holds(&gate.when, answers).is_none());
    let presumed: Vec<_> = presumed.collect();
    let judged = ways(rules, answers, &open(rules, answers)).into_iter().map(|way| {
        let quiet = presumed.iter().all(|gate| holds(&gate.when, &way) == Some(false));
        let outcome = say(rules, &way).outcome;
        (way, outcome, quiet)
    });
    judged.collect()
}

fn count<'w>(ways: impl Iterator<Item = &'w Way>) -> BTreeMap<Outcome, u128> {
    let mut counts = BTreeMap::new();
    for (_, outcome, _) in ways {
        *counts.entry(*outcome).or_insert(0) += 1;
    }
    counts
}

fn counted(ways: &[Way]) -> Ways {
    Ways { quiet: count(ways.iter().filter(|(.., quiet)| *quiet)), all: count(ways.iter()) }
}

/// The forms that are not competitive, then each competitive form alone and mixed.
fn in_order(rules: &RuleSet) -> Vec<Outcome> {
    let (competitive, bases): (Vec<FormKey>, Vec<FormKey>) =
        rules.forms.keys().partition(|form| rules.forms.at(*form).competitive);
    let mut order: Vec<Outcome> = bases.iter().copied().map(Outcome::single).collect();
    for form in competitive {
        order.push(Outcome::single(form));
        order.extend(bases.iter().map(|base| Outcome::mix(form, *base)));
    }
    order
}

/// The outcome that leads, and its share.
pub fn lead(rules: &RuleSet, answers: &Answers) -> (Outcome, Exact) {
    lead_of(rules, &counted(&every_way(rules, answers)))
}

fn lead_of(rules: &RuleSet, ways: &Ways) -> (Outcome, Exact) {
    let shares = ways.shares();
    let mut lead = (in_order(rules)[0], 0);
    for outcome in in_order(rules) {
        let count = shares.get(&outcome).copied().unwrap_or(0);
        if count > lead.1 {
            lead = (outcome, count);
        }
    }
    (lead.0, Exact::new(lead.1, shares.values().sum()))
}

/// What nobody can choose: what a gate of law asks for that is presumed passed.
fn is_law(rules: &RuleSet, key: CriterionKey) -> bool {
    let laws = rules.gates.iter().filter(|gate| gate.presumed && gate.kind == GateKind::Law);
    laws.flat_map(|gate| gate.when.terms.iter().flatten()).any(|(criterion, _)| *criterion == key)
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
    let open = open(rules, answers);
    let open_gates: Vec<_> = rules.gates.iter().filter(|gate| holds(&gate.when, answers).is_none()).collect();
    let conditional = open_gates
        .iter()
        .fold(FormSet::default(), |forms, gate| forms.with(gate.excludes))
        .without(now.excluded);
    let every = every_way(rules, answers);
    let ways = counted(&every);
    let leading = lead_of(rules, &ways);
    let excluding = |key: CriterionKey, answer: u8| {
        open_gates.iter().any(|gate| holds(&gate.when, &answers.with(key, answer)) == Some(true))
    };
    let given = |key: CriterionKey| rules.criteria.at(key).answers();
    let is_condition = |key: CriterionKey| {
        given(key)
            .any(|answer| excluding(key, answer) && lead(rules, &answers.with(key, answer)).0 != leading.0)
    };
    let conditions: Vec<CriterionKey> = open.iter().copied().filter(|key| is_condition(*key)).collect();
    let mut questions = BTreeMap::new();
    for key in &open {
        let others: Vec<CriterionKey> = open.iter().copied().filter(|other| other != key).collect();
        let matters = self::ways(rules, answers, &others).iter().any(|way| {
            let outcomes: Vec<Outcome> =
                given(*key).map(|answer| say(rules, &way.with(*key, answer)).outcome).collect();
            outcomes.iter().any(|outcome| *outcome != outcomes[0])
        });
        if !matters {
            continue;
        }
        let over_all = conditions.contains(key) || ways.quiet.is_empty();
        let within = |way: &&Way| over_all || way.2;
        let before = count(every.iter().filter(within));
        let total: u128 = before.values().sum();
        let mut after = 0.0;
        for answer in given(*key) {
            let part = every.iter().filter(within).filter(|way| way.0.get(*key) == Some(answer));
            let part = count(part);
            let ways: u128 = part.values().sum();
            if ways > 0 {
                after += entropy(&part) * ways as f64 / total as f64;
            }
        }
        let leads = given(*key).map(|answer| lead(rules, &answers.with(*key, answer)));
        questions.insert(*key, (entropy(&before) - after, leads.collect()));
    }
    let core: Vec<CriterionKey> =
        rules.criteria.iter().filter(|(_, criterion)| criterion.core).map(|(key, _)| key).collect();
    let answered = core.iter().filter(|key| answers.get(**key).is_some()).count();
    let half = Exact::new(1, 2);
    let firmness = if ways.all.len() == 1 {
        "firm"
    } else if answered * 2 > core.len() && leading.1 > half {
        "preliminary"
    } else {
        "undetermined"
    };
    let named = firmness != "undetermined";
    let any = rules.criteria.keys().any(|key| answers.get(key).is_some());
    let total: u128 = ways.shares().values().sum();
    let of_form = |form: FormKey| {
        let of_form = ways.shares().iter().filter(|(outcome, _)| outcome.form == form).map(|(_, ways)| ways);
        (form, Exact::new(of_form.sum(), total))
    };
    let leaning = rules.forms.keys().map(of_form).find(|(_, share)| *share > half);
    let left = rules.indicators.iter().filter(|indicator| !now.excluded.contains(indicator.form));
    let answered = left.map(|indicator| indicator.criterion).all(|key| answers.get(key).is_some());
    let bound = |value: u128| {
        rules.forms.keys().map(|form| score(rules, answers, form, Exact::from_integer(value))).collect()
    };
    Everything {
        conditional,
        low: bound(0),
        high: bound(1),
        leading,
        outcome: named.then_some(leading.0),
        leaning: leaning.filter(|_| !named && any),
        tie: named && now.tie && answered,
        now,
        ways,
        firmness,
        conditions,
        questions,
        flips: Vec::new(),
    }
}

fn flips(rules: &RuleSet, answers: &Answers, outcome: Outcome) -> Vec<(Vec<(CriterionKey, u8)>, Outcome)> {
    let given: Vec<CriterionKey> = rules
        .criteria
        .keys()
        .filter(|key| named(rules, *key) && answers.get(*key).is_some() && !is_law(rules, *key))
        .collect();
    // While something is open, one change at a time.
    let most = if open(rules, answers).is_empty() { 3 } else { 1 };
    let mut found: Vec<(Vec<(CriterionKey, u8)>, Outcome)> = Vec::new();
    for way in ways(rules, answers, &given) {
        let changes: Vec<(CriterionKey, u8)> = given
            .iter()
            .filter(|key| way.get(**key) != answers.get(**key))
            .map(|key| (*key, way.get(*key).unwrap()))
            .collect();
        if !(1..=most).contains(&changes.len()) {
            continue;
        }
        let leads = lead(rules, &way).0;
        if leads != outcome {
            found.push((changes, leads));
        }
    }
    let fewest = found.iter().map(|(changes, _)| changes.len()).min().unwrap_or(0);
    found.retain(|(changes, _)| changes.len() == fewest);
    found.sort();
    found
}
