//! Stage 2: what each answer adds to each form, as whole numbers on one scale.
//!
//! In: a rule set and a profile. Out: exact sums and scores. Never knows gates or outcomes.
//!
//! Weights are brought to whole numbers and values counted in halves, so that a form's *sum* is a whole
//! number. Sums of forms with different total weights are compared as *points*: every score times one
//! common denominator.

use num_integer::Integer;
use smallvec::SmallVec;

use crate::model::{Answers, Condition, CriterionKey, FormKey, Fraction, Profile, RuleSet, Table};

/// An answer's share of a form's score, in halves of a whole weight.
pub type Sum = u64;

/// Points of each form.
pub type Points = SmallVec<[u128; LANES]>;

/// So many forms are added up at a time.
pub const LANES: usize = 4;

/// What an answer adds to some forms: where it is given to the first of each pair, where it is open to the second.
/// Adding zeros is faster than asking which it is.
type Lanes = [[Sum; 2]; LANES];

/// The largest common denominator of weights and scores; keeps every product within 128 bits.
pub const MAX_SCALE: u128 = 1_000_000_000_000_000_000_000_000;

/// What each answer adds to each form under one set of weights.
#[derive(Debug, Clone)]
pub struct Scoring {
    /// The row of each criterion in which its effects begin.
    begins: Table<CriterionKey, usize>,
    /// What answers add to each form, a row each: of each criterion first an open answer, then the others in order.
    effects: Vec<Sum>,
    /// The same for four forms at a time, so that they are added up together.
    lanes: Vec<Vec<Lanes>>,
    forms: Table<FormKey, FormScale>,
    /// The criteria that can change an outcome: see [`relevant`].
    pub relevant: Vec<CriterionKey>,
    /// Points of a score of 1.
    pub whole: u128,
    /// Points that two scores may differ by and still be near.
    pub reach: u128,
}

/// What answers come to for each form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sums {
    /// From the answers that are given.
    pub given: SmallVec<[Sum; LANES]>,
    /// From those that are open, each counted as one half; all for a form they add twice as much.
    pub open: SmallVec<[Sum; LANES]>,
}

impl Sums {
    /// Each form's sum, open answers counted as one half.
    pub fn middle(&self) -> impl Iterator<Item = Sum> {
        self.given.iter().zip(&self.open).map(|(given, open)| given + open)
    }
}

/// How a form's sum becomes a score.
#[derive(Debug, Clone)]
struct FormScale {
    /// The sum of a score of 1.
    full: u128,
    /// Points of one unit of sum.
    unit: u128,
    /// The score of each sum from 0, in lowest terms, where they are few.
    scores: Vec<Fraction>,
}

/// So many scores of a form are kept ready.
const READY_SCORES: u128 = 1 << 10;

impl FormScale {
    fn new(total: u128, scale: u128) -> Self {
        let full = total * 2;
        let ready = if full <= READY_SCORES { full } else { 0 };
        let scores = (0..=ready).map(|sum| Fraction::new(sum, full.max(1))).collect();
        Self { full, unit: scale / total.max(1), scores }
    }

    fn score(&self, sum: Sum) -> Fraction {
        let ready = usize::try_from(sum).ok().and_then(|sum| self.scores.get(sum));
        ready.copied().unwrap_or_else(|| Fraction::new(u128::from(sum), self.full.max(1)))
    }
}

/// A form's score and the span its open answers leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// With every open answer counted as one half.
    pub score: Fraction,
    /// With every open answer against the form.
    pub low: Fraction,
    /// With every open answer for the form.
    pub high: Fraction,
}

impl Score {
    /// Whether no answer is open that it hangs on.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.low == self.high
    }
}

/// The weights have no common denominator below [`MAX_SCALE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooFine;

impl Scoring {
    /// Prepares the weights of a profile; without one, the rules' own. A form without any weight scores 0.
    ///
    /// # Errors
    /// When the weights are too fine for exact arithmetic; those of a rule set that loads are not, in any profile.
    pub fn new(rules: &RuleSet, profile: Option<&Profile>) -> Result<Self, TooFine> {
        let weights = whole_weights(rules, profile)?;
        let mut totals = Table::<FormKey, u128>::new(vec![0; rules.forms.len()]);
        for (indicator, weight) in rules.indicators.iter().zip(&weights) {
            *totals.at_mut(indicator.form) += u128::from(*weight);
        }
        let (forms, half_scale) = scales(&totals)?;
        let whole = half_scale * 2;
        let reach = whole * rules.margin.numer() / rules.margin.denom();
        Ok(Self::laid_out(rules, forms, (whole, reach), |criterion, answer, effect| {
            let weighed = rules.indicators.iter().zip(&weights);
            for (indicator, weight) in weighed.filter(|(indicator, _)| indicator.criterion == criterion) {
                // An open answer counts as one half, then yes, partly, no.
                let halves = match (answer, indicator.reversed) {
                    (None | Some(1), _) => 1,
                    (Some(0), false) | (Some(2), true) => 2,
                    _ => 0,
                };
                if let Some(sum) = effect.get_mut(indicator.form.position()) {
                    *sum += weight * halves;
                }
            }
        }))
    }

    /// The same scoring of rules over other criteria: `of` says which answer to which criterion stands here for one there, if any
    /// does.
    #[must_use]
    pub fn over(
        &self,
        rules: &RuleSet,
        of: impl Fn(CriterionKey, Option<u8>) -> Option<(CriterionKey, Option<u8>)>,
    ) -> Self {
        Self::laid_out(rules, self.forms.clone(), (self.whole, self.reach), |criterion, answer, effect| {
            if let Some((criterion, answer)) = of(criterion, answer) {
                effect.copy_from_slice(self.effect(criterion, answer));
            }
        })
    }

    /// Lays out what each answer adds to each form, as `fill` says.
    fn laid_out(
        rules: &RuleSet,
        forms: Table<FormKey, FormScale>,
        (whole, reach): (u128, u128),
        fill: impl Fn(CriterionKey, Option<u8>, &mut [Sum]),
    ) -> Self {
        let width = rules.forms.len();
        let (mut begins, mut effects) = (Vec::new(), Vec::new());
        let mut lanes = vec![Vec::new(); width.div_ceil(LANES)];
        for (key, criterion) in rules.criteria.iter() {
            begins.push(effects.len() / width.max(1));
            for answer in std::iter::once(None).chain(criterion.answers().map(Some)) {
                let mut effect = vec![0; width];
                fill(key, answer, &mut effect);
                for (lanes, sums) in lanes.iter_mut().zip(effect.chunks(LANES)) {
                    let mut lane = Lanes::default();
                    for ([given, open], sum) in lane.iter_mut().zip(sums) {
                        *(if answer.is_none() { open } else { given }) = *sum;
                    }
                    lanes.push(lane);
                }
                effects.append(&mut effect);
            }
        }
        Self { begins: Table::new(begins), effects, lanes, forms, relevant: relevant(rules), whole, reach }
    }

    /// What every answer adds to every form.
    #[must_use]
    pub fn effects(&self) -> &[Sum] {
        &self.effects
    }

    /// What an answer adds to each form; `None` is an open answer.
    #[must_use]
    pub fn effect(&self, criterion: CriterionKey, answer: Option<u8>) -> &[Sum] {
        let width = self.forms.len();
        let place = answer.map_or(0, |answer| usize::from(answer) + 1);
        let first = (self.begins.at(criterion) + place) * width;
        self.effects.get(first..first + width).unwrap_or_default()
    }

    /// What the answers come to for each form.
    #[must_use]
    pub fn sums(&self, answers: &Answers) -> Sums {
        let mut sums = Sums::default();
        for lanes in &self.lanes {
            let mut total = Lanes::default();
            for (begin, place) in self.begins.entries().iter().zip(answers.places()) {
                let effect = lanes.get(begin + place).copied().unwrap_or_default();
                for (sum, part) in total.as_flattened_mut().iter_mut().zip(effect.as_flattened()) {
                    *sum += part;
                }
            }
            sums.given.extend(total.map(|[given, _]| given));
            sums.open.extend(total.map(|[_, open]| open));
        }
        sums.given.truncate(self.forms.len());
        sums.open.truncate(self.forms.len());
        sums
    }

    /// What each form's sum is worth on the common scale.
    #[must_use]
    pub fn points(&self, sums: impl IntoIterator<Item = Sum>) -> Points {
        self.units().zip(sums).map(|(unit, sum)| u128::from(sum) * unit).collect()
    }

    /// What one unit of each form's sum is worth on the common scale.
    pub fn units(&self) -> impl Iterator<Item = u128> {
        self.forms.entries().iter().map(|scale| scale.unit)
    }

    /// What one unit of a form's sum is worth on the common scale.
    #[must_use]
    pub fn unit(&self, form: FormKey) -> u128 {
        self.forms.at(form).unit
    }

    /// Every form's score with its span.
    #[must_use]
    pub fn scores(&self, sums: &Sums) -> Vec<Score> {
        let scores = self.forms.entries().iter().zip(sums.given.iter().zip(&sums.open));
        let score = |(form, (given, open)): (&FormScale, (&Sum, &Sum))| Score {
            score: form.score(given + open),
            low: form.score(*given),
            // An open answer counts as one half: all for the form is twice as much.
            high: form.score(given + open * 2),
        };
        scores.map(score).collect()
    }
}

/// The criteria that a gate, an indicator or a mix rule names: the only ones that can change an outcome.
#[must_use]
pub fn relevant(rules: &RuleSet) -> Vec<CriterionKey> {
    let conditions =
        rules.gates.iter().map(|gate| &gate.when).chain(rules.mix_rules.iter().map(|rule| &rule.when));
    let named = conditions.flat_map(Condition::criteria);
    let mut keys: Vec<CriterionKey> =
        named.chain(rules.indicators.iter().map(|rule| rule.criterion)).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The weights of all indicators times their common denominator.
fn whole_weights(rules: &RuleSet, profile: Option<&Profile>) -> Result<Vec<u64>, TooFine> {
    let weights: Vec<Fraction> =
        rules.indicators.iter().map(|indicator| rules.weight(indicator, profile)).collect();
    let mut scale = 1u128;
    for weight in &weights {
        scale = scale.lcm(weight.denom());
        if scale > u128::from(u32::MAX) {
            return Err(TooFine);
        }
    }
    let whole = |weight: &Fraction| u32::try_from(weight.numer() * (scale / weight.denom())).map(u64::from);
    weights.iter().map(whole).collect::<Result<_, _>>().map_err(|_| TooFine)
}

/// Brings all forms to one scale: the least common multiple of their total weights.
fn scales(totals: &Table<FormKey, u128>) -> Result<(Table<FormKey, FormScale>, u128), TooFine> {
    let mut scale = 1u128;
    for total in totals.entries() {
        scale = scale.lcm(&(*total).max(1));
        if scale > MAX_SCALE {
            return Err(TooFine);
        }
    }
    let forms = totals.entries().iter().map(|total| FormScale::new(*total, scale)).collect();
    Ok((Table::new(forms), scale))
}
