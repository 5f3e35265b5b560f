//! The yardstick: this one rule set written out in Rust by hand, as if it never changed.
//!
//! In: answers as small integers. Out: outcome, sums of halves, excluded forms, and reasons as one byte each, which
//! [`REASONS`] turns into texts. Nothing is allocated while it runs.

use super::{Card, Engine};
use crate::said::Said;
use avtalsform::model::{Answers, RuleSet};

/// An answer to a yes-or-no question; a service's law is counted the same way, but has one answer more.
const YES: u8 = 0;
const PARTLY: u8 = 1;
const NO: u8 = 2;
const OPEN: u8 = 3;
const OUTSIDE: u8 = 1;
const SCOPE_OPEN: u8 = 2;

/// The answers of one area, in the order of the reasons that rest on them.
#[derive(Debug, Clone, Copy)]
pub struct Area {
    exercise_of_authority: u8,
    lov_scope: u8,
    market_exists: u8,
    delimitable_mission: u8,
    pricing: u8,
    follow_up: u8,
    user_choice: u8,
    provider_diversity: u8,
    employer_choice: u8,
    variable_needs: u8,
    flexibility: u8,
    long_term_stability: u8,
    geographic_steering: u8,
    cost_control: u8,
    high_investment: u8,
    specialised_competence: u8,
    premise_control: u8,
    capacity_steering: u8,
    development_intensive: u8,
    coordination_gains: u8,
    in_house_specialists: u8,
    ultimate_responsibility: u8,
    sensitivity: u8,
    municipal_alternative: u8,
    call_off_on_need: u8,
    civil_society_partner: u8,
    service_for_payment: u8,
}

/// The result for one area; scores are halves of a whole item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    outcome: Outcome,
    no_lov: bool,
    no_lou: bool,
    vu: u8,
    lov: u8,
    lou: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    InHouse,
    Lov,
    Lou,
    LovMix,
    LouMix,
}

impl Outcome {
    const IDS: [&str; 5] =
        ["verksamhetsuppdrag", "lov", "lou", "lov+verksamhetsuppdrag", "lou+verksamhetsuppdrag"];
}

/// Halves of an item, by answer: where yes speaks for the form, and where no does.
const FOR_YES: [u8; 4] = [2, 1, 0, 1];
const FOR_NO: [u8; 4] = [0, 1, 2, 1];

/// All scores as multiples of 1/1008: LOV has 7 items, LOU 8, in-house 9.
const LOV_UNIT: u16 = 72;
const LOU_UNIT: u16 = 63;
const VU_UNIT: u16 = 56;
const WHOLE: u16 = 1008;
/// The margin, 1/20, rounded down to whole multiples.
const REACH: u16 = 50;

/// What can be said, four for each place in the list: by answer yes, partly, no, open.
const REASONS: [[&str; 4]; 42] = {
    macro_rules! four {
        ($rule:literal, $yes:literal, $partly:literal, $no:literal, $of:literal) => {
            [
                concat!($rule, " ", $yes, $of),
                concat!($rule, " ", $partly, $of),
                concat!($rule, " ", $no, $of),
                concat!($rule, " open", $of),
            ]
        };
    }
    macro_rules! item {
        ($rule:literal, $of:literal) => {
            four!($rule, "for", "for", "not_for", $of)
        };
    }
    macro_rules! prerequisite {
        ($rule:literal, $of:literal) => {
            four!($rule, "for", "reservation", "excludes", $of)
        };
    }
    [
        four!("exercise-of-authority", "excludes", "excludes", "", " lov"),
        four!("exercise-of-authority", "excludes", "excludes", "", " lou"),
        four!("lov-scope", "excludes", "", "", " lov"),
        four!("lov-needs-choice", "", "", "excludes", " lov"),
        prerequisite!("no-market", " lov"),
        prerequisite!("no-market", " lou"),
        prerequisite!("not-delimitable", " lov"),
        prerequisite!("not-delimitable", " lou"),
        prerequisite!("no-pricing", " lov"),
        prerequisite!("no-pricing", " lou"),
        prerequisite!("no-follow-up", " lov"),
        prerequisite!("no-follow-up", " lou"),
        item!("lov-1", " lov"),
        item!("lov-2", " lov"),
        item!("lov-3", " lov"),
        item!("lov-4", " lov"),
        item!("lov-5", " lov"),
        item!("lov-6", " lov"),
        item!("lov-7", " lov"),
        item!("lou-1", " lou"),
        item!("lou-2", " lou"),
        item!("lou-3", " lou"),
        item!("lou-4", " lou"),
        item!("lou-5", " lou"),
        item!("lou-6", " lou"),
        item!("lou-7", " lou"),
        item!("lou-8", " lou"),
        item!("vu-2", " verksamhetsuppdrag"),
        four!("vu-3", "not_for", "for", "for", " verksamhetsuppdrag"),
        item!("vu-4", " verksamhetsuppdrag"),
        four!("vu-5", "not_for", "for", "for", " verksamhetsuppdrag"),
        item!("vu-6", " verksamhetsuppdrag"),
        item!("vu-7", " verksamhetsuppdrag"),
        item!("vu-8", " verksamhetsuppdrag"),
        item!("vu-9", " verksamhetsuppdrag"),
        item!("vu-10", " verksamhetsuppdrag"),
        four!("keep-capacity", "for", "for", "", " verksamhetsuppdrag"),
        four!("municipal-alternative", "for", "", "", " verksamhetsuppdrag"),
        four!("ramavtal", "for", "", "", " lou"),
        four!("iop", "for", "for", "", ""),
        four!("iop-authority", "excludes", "excludes", "", ""),
        four!("iop-procurement", "excludes", "", "", ""),
    ]
};

/// A list of reasons: places that are not filled cost a store and no branch.
#[derive(Debug, Clone)]
pub struct Said42 {
    list: [u8; 42],
    len: usize,
}

impl Said42 {
    #[inline]
    fn push(&mut self, place: u8, answer: u8, said: bool) {
        self.list[self.len] = place * 4 + answer;
        self.len += usize::from(said);
    }
}

/// The rules.
#[inline]
fn decide(area: &Area, said: &mut Said42) -> Verdict {
    let a = area;
    said.len = 0;
    // The gates.
    let authority = a.exercise_of_authority;
    let by_authority = authority <= PARTLY;
    said.push(0, authority, authority != NO);
    said.push(1, authority, authority != NO);
    let out_of_scope = a.lov_scope == OUTSIDE;
    said.push(2, if out_of_scope { YES } else { OPEN }, a.lov_scope >= OUTSIDE);
    let no_choice = a.user_choice == NO;
    said.push(3, a.user_choice, a.user_choice >= NO);
    for (place, answer) in
        [(4, a.market_exists), (6, a.delimitable_mission), (8, a.pricing), (10, a.follow_up)]
    {
        said.push(place, answer, true);
        said.push(place + 1, answer, true);
    }
    let unmet = a.market_exists == NO || a.delimitable_mission == NO || a.pricing == NO || a.follow_up == NO;
    let no_lou = by_authority || unmet;
    let no_lov = no_lou || out_of_scope || no_choice;

    // The items of the three lists.
    let lov_items = [
        a.user_choice,
        a.provider_diversity,
        a.employer_choice,
        a.variable_needs,
        a.flexibility,
        a.pricing,
        a.long_term_stability,
    ];
    let lou_items = [
        a.provider_diversity,
        a.employer_choice,
        a.geographic_steering,
        a.cost_control,
        a.high_investment,
        a.specialised_competence,
        a.premise_control,
        a.capacity_steering,
    ];
    let vu_items = [
        a.variable_needs,
        a.delimitable_mission,
        a.development_intensive,
        a.follow_up,
        a.coordination_gains,
        a.in_house_specialists,
        a.ultimate_responsibility,
        a.sensitivity,
        a.premise_control,
    ];
    let halves = |table: &[u8; 4], answer: u8| table[usize::from(answer & 3)];
    let sum = |items: &[u8]| items.iter().map(|answer| halves(&FOR_YES, *answer)).sum::<u8>();
    let (lov, lou) = (sum(&lov_items), sum(&lou_items));
    // Of the in-house list the second and the fourth item speak for the form when the answer is no.
    let vu = vu_items[0..1].iter().chain(&vu_items[2..3]).chain(&vu_items[4..]);
    let vu = vu.map(|answer| halves(&FOR_YES, *answer)).sum::<u8>()
        + halves(&FOR_NO, a.delimitable_mission)
        + halves(&FOR_NO, a.follow_up);
    for (place, answer) in (12..).zip(lov_items.iter().chain(&lou_items).chain(&vu_items)) {
        said.push(place, *answer, true);
    }

    // The outcome.
    let keep_capacity = a.ultimate_responsibility <= PARTLY;
    let mix = keep_capacity || a.municipal_alternative == YES;
    let (vu_points, lov_points, lou_points) =
        (u16::from(vu) * VU_UNIT, u16::from(lov) * LOV_UNIT, u16::from(lou) * LOU_UNIT);
    let (top, alone, beside) = if !no_lov && (no_lou || lov_points >= lou_points) {
        (lov_points, Outcome::Lov, Outcome::LovMix)
    } else {
        (lou_points, Outcome::Lou, Outcome::LouMix)
    };
    let near = vu > 0 && top > 0 && vu_points.abs_diff(top) <= REACH;
    let outcome = if no_lov && no_lou {
        Outcome::InHouse
    } else if near || (top > vu_points && mix) {
        beside
    } else if top > vu_points {
        alone
    } else {
        Outcome::InHouse
    };

    // What stands beside it.
    said.push(36, a.ultimate_responsibility, a.ultimate_responsibility != NO);
    said.push(37, a.municipal_alternative, matches!(a.municipal_alternative, YES | OPEN));
    let with_lou = matches!(outcome, Outcome::Lou | Outcome::LouMix);
    said.push(38, a.call_off_on_need, with_lou && matches!(a.call_off_on_need, YES | OPEN));
    let partner = a.civil_society_partner != NO;
    said.push(39, a.civil_society_partner, partner);
    said.push(40, authority, partner && authority != NO);
    said.push(41, a.service_for_payment, partner && matches!(a.service_for_payment, YES | OPEN));
    Verdict { outcome, no_lov, no_lou, vu, lov, lou }
}

/// The function with its reused list.
pub struct ByHand<'r> {
    rules: &'r RuleSet,
    said: Said42,
}

impl<'r> ByHand<'r> {
    /// The rule set is only asked where its criteria stand.
    pub const fn new(rules: &'r RuleSet) -> Self {
        Self { rules, said: Said42 { list: [0; 42], len: 0 } }
    }
}

impl Engine for ByHand<'_> {
    type Input = Area;
    type Output = Verdict;

    fn card(&self) -> Card {
        Card {
            name: "written by hand".into(),
            version: String::new(),
            language: "Rust".into(),
            how: "this one rule set compiled in, reasons as bytes".into(),
        }
    }

    fn input(&self, answers: &Answers) -> Area {
        let of = |id: &str| answers.get(self.rules.criterion_named(id).unwrap());
        let given = |id: &str| of(id).unwrap_or(OPEN);
        Area {
            exercise_of_authority: given("exercise_of_authority"),
            lov_scope: of("lov_scope").unwrap_or(SCOPE_OPEN),
            market_exists: given("market_exists"),
            delimitable_mission: given("delimitable_mission"),
            pricing: given("pricing"),
            follow_up: given("follow_up"),
            user_choice: given("user_choice"),
            provider_diversity: given("provider_diversity"),
            employer_choice: given("employer_choice"),
            variable_needs: given("variable_needs"),
            flexibility: given("flexibility"),
            long_term_stability: given("long_term_stability"),
            geographic_steering: given("geographic_steering"),
            cost_control: given("cost_control"),
            high_investment: given("high_investment"),
            specialised_competence: given("specialised_competence"),
            premise_control: given("premise_control"),
            capacity_steering: given("capacity_steering"),
            development_intensive: given("development_intensive"),
            coordination_gains: given("coordination_gains"),
            in_house_specialists: given("in_house_specialists"),
            ultimate_responsibility: given("ultimate_responsibility"),
            sensitivity: given("sensitivity"),
            municipal_alternative: given("municipal_alternative"),
            call_off_on_need: given("call_off_on_need"),
            civil_society_partner: given("civil_society_partner"),
            service_for_payment: given("service_for_payment"),
        }
    }

    fn run(&mut self, area: &Area) -> Verdict {
        let verdict = decide(area, &mut self.said);
        // The list counts as used, or the compiler would leave it out.
        std::hint::black_box(&self.said);
        verdict
    }

    fn said(&self, verdict: &Verdict) -> Said {
        let score = |sum: u8, unit: u16| f64::from(u16::from(sum) * unit) / f64::from(WHOLE);
        let text = |id: &u8| REASONS[usize::from(id / 4)][usize::from(id % 4)].to_owned();
        Said {
            outcome: Outcome::IDS[verdict.outcome as usize].to_owned(),
            excluded: vec![verdict.no_lov, verdict.no_lou],
            scores: vec![
                score(verdict.vu, VU_UNIT),
                score(verdict.lov, LOV_UNIT),
                score(verdict.lou, LOU_UNIT),
            ],
            reasons: self.said.list[..self.said.len].iter().map(text).collect(),
        }
    }
}
