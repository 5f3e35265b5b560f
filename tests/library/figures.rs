//! Compensation and districts against a second naive implementation in whole numbers, and every spelling of a number.

use std::fmt::Write;

use crate::support::{self, shipped};
use avtalsform::load;
use avtalsform::model::{
    Area, Capacity, Compensation, District, Districts, Exact, Fraction, RuleSet, parse_exact, parse_signed,
    parse_whole,
};
use avtalsform::portfolio::compensation::{Expected, Needed, StepKind, expected, hundredths};
use avtalsform::portfolio::districts::{ByCeiling, overview};
use bigdecimal::num_bigint::{BigInt, Sign};
use proptest::prelude::*;

/// So many units of the last of some decimals.
fn exact(units: impl Into<BigInt>, places: i64) -> Exact {
    Exact::new(units.into(), places)
}

/// A number as digits, without zeros at the end of its decimals.
fn plain(number: &Exact) -> String {
    trimmed(&number.to_plain_string())
}

fn trimmed(text: &str) -> String {
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The same from whole units, by putting the point into their digits.
fn pointed(units: &BigInt, places: usize) -> String {
    let digits = format!("{:0>1$}", units.magnitude().to_string(), places + 1);
    let (whole, decimals) = digits.split_at(digits.len() - places);
    let sign = if units.sign() == Sign::Minus { "-" } else { "" };
    trimmed(&if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") })
}

/// Whole units rounded to the second of `places` decimals, halves away from zero, in integers alone.
fn rounded(units: &BigInt, places: u32) -> String {
    let (unit, two) = (BigInt::from(10).pow(places - 2), BigInt::from(2));
    let size = BigInt::from(units.magnitude().clone());
    let ore = (size * &two + &unit) / (unit * two);
    let ore = if units.sign() == Sign::Minus { -ore } else { ore };
    let text = pointed(&ore, 2);
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    format!("{whole}.{decimals:0<2}")
}

/// Figures in whole units: öre, and ten-thousandths of a per cent.
#[derive(Debug, Clone)]
struct Units {
    cost: i64,
    volume_change: i64,
    efficiency: i64,
    quality: Option<i64>,
    index: i64,
    variable: Option<i64>,
}

impl Units {
    fn model(&self) -> Compensation {
        Compensation {
            year: None,
            cost: Some(exact(self.cost, 2)),
            volume_change: Some(exact(self.volume_change, 4)),
            efficiency: Some(exact(self.efficiency, 4)),
            quality: self.quality.map(|quality| exact(quality, 4)),
            index: Some(exact(self.index, 4)),
            variable: self.variable.map(|variable| exact(variable, 4)),
            source: None,
        }
    }

    /// The amounts after each step as numerators, each over a million more than the one before, from hundredths.
    fn amounts(&self) -> Vec<(BigInt, usize)> {
        let mut amounts = vec![(BigInt::from(self.cost), 2)];
        let changes = [Some(self.volume_change), Some(-self.efficiency), self.quality, Some(self.index)];
        for change in changes.into_iter().flatten() {
            let (amount, places) = amounts.last().unwrap();
            amounts.push((amount * BigInt::from(1_000_000 + change), places + 6));
        }
        amounts
    }
}

fn compensation() -> impl Strategy<Value = Units> {
    let cost = prop_oneof![0..=99_999_999_999_999_i64, 0..=100_000_i64];
    // Round figures beside those with every decimal.
    let change =
        || prop_oneof![-1_000_000..=10_000_000_i64, (-1000..=1000_i64).prop_map(|tenths| tenths * 1000)];
    let percent = || prop_oneof![0..=1_000_000_i64, (0..=100_i64).prop_map(|whole| whole * 10_000)];
    let some = || proptest::option::of(percent());
    (cost, change(), percent(), some(), change(), some()).prop_map(
        |(cost, volume_change, efficiency, quality, index, variable)| Units {
            cost,
            volume_change,
            efficiency,
            quality,
            index,
            variable,
        },
    )
}

/// Every step starts where the one before ended.
fn assert_chained(found: &Expected) {
    for pair in found.steps.windows(2) {
        let change = pair[1].change.as_ref().unwrap();
        assert_eq!(&(&pair[0].after + change), &pair[1].after);
    }
    assert_eq!(found.total, found.steps.last().unwrap().after);
}

fn district() -> impl Strategy<Value = Drawn> {
    let volume = || prop_oneof![0..=99_999_999_999_999_i64, 0..=5_000_i64];
    let ceilings = prop_oneof![
        volume().prop_map(|ceiling| (None, None, Some(ceiling))),
        (proptest::option::of(volume()), proptest::option::of(volume()))
            .prop_map(|(municipal, private)| (municipal, private, None)),
    ];
    let in_house = prop_oneof![0..=1_000_000_i64, (0..=100_i64).prop_map(|whole| whole * 10_000)];
    (volume(), proptest::option::weighted(0.8, in_house), proptest::option::weighted(0.8, ceilings))
}

/// A district in whole units: volume in hundredths, in-house part in ten-thousandths of a per cent, ceilings.
type Drawn = (i64, Option<i64>, Option<Ceilings>);

/// Municipal, private, whole district: hundredths.
type Ceilings = (Option<i64>, Option<i64>, Option<i64>);

fn model(districts: &[Drawn]) -> Districts {
    let one = |(number, (volume, in_house, ceilings)): (usize, &Drawn)| {
        let hundredths = |units: Option<i64>| units.map(|units| exact(units, 2));
        let capacity = ceilings.map(|(municipal, private, whole)| match hundredths(whole) {
            Some(ceiling) => Capacity::District(ceiling),
            None => Capacity::Providers { municipal: hundredths(municipal), private: hundredths(private) },
        });
        District {
            name: format!("Område {number}"),
            volume: exact(*volume, 2),
            in_house: in_house.map(|units| exact(units, 4)),
            capacity,
        }
    };
    Districts { unit: None, source: None, list: districts.iter().enumerate().map(one).collect() }
}

fn to_ore(amount: &Exact) -> String {
    hundredths(amount).to_plain_string()
}

/// Hundred-millionths, in which every figure of a district is a whole number.
const FINE: i128 = 1_000_000;

fn fine(number: Option<&Exact>) -> Option<String> {
    number.map(plain)
}

fn fine_units(units: Option<i128>) -> Option<String> {
    units.map(|units| pointed(&BigInt::from(units), 8))
}

fn assert_ceilings(found: &ByCeiling, wanted: [Option<i128>; 3]) {
    let found = [&found.municipal, &found.private, &found.district].map(|figure| fine(figure.as_ref()));
    assert_eq!(found, wanted.map(fine_units));
}

/// The sum of a figure if all have it.
fn sum(figures: &[Option<i128>]) -> Option<i128> {
    let mut sum = if figures.is_empty() { None } else { Some(0) };
    for figure in figures {
        sum = match (sum, figure) {
            (Some(sum), Some(figure)) => Some(sum + figure),
            _ => None,
        };
    }
    sum
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn compensation_agrees_with_whole_numbers(units in compensation()) {
        let found = expected(&units.model()).unwrap();
        let amounts = units.amounts();
        prop_assert_eq!(found.steps.len(), amounts.len());
        for (step, (amount, places)) in found.steps.iter().zip(&amounts) {
            prop_assert_eq!(plain(&step.after), pointed(amount, *places));
            prop_assert_eq!(to_ore(&step.after), rounded(amount, u32::try_from(*places).unwrap()));
        }
        for (step, pair) in found.steps.iter().skip(1).zip(amounts.windows(2)) {
            let change = &pair[1].0 - &pair[0].0 * BigInt::from(1_000_000);
            prop_assert_eq!(plain(step.change.as_ref().unwrap()), pointed(&change, pair[1].1));
            let shown = to_ore(step.change.as_ref().unwrap());
            prop_assert_eq!(shown, rounded(&change, u32::try_from(pair[1].1).unwrap()));
        }
        assert_chained(&found);
        let total = amounts.last().unwrap();
        let variable = units.variable.map(|part| (&total.0 * BigInt::from(part), total.1 + 6));
        let wanted = variable.as_ref().map(|(units, places)| pointed(units, *places));
        prop_assert_eq!(found.variable.as_ref().map(plain), wanted);
        prop_assert_eq!(found.fixed.is_some(), found.variable.is_some());
        if let (Some(fixed), Some(variable)) = (&found.fixed, &found.variable) {
            prop_assert_eq!(&(fixed + variable), &found.total);
            prop_assert!(*fixed >= Exact::default() && *variable >= Exact::default());
        }
    }

    #[test]
    fn districts_agree_with_whole_numbers(districts in proptest::collection::vec(district(), 0..6)) {
        let found = overview(&model(&districts));
        prop_assert_eq!(found.districts.len(), districts.len());
        let mut volumes = Vec::new();
        let (mut in_house, mut private) = (Vec::new(), Vec::new());
        let mut ceilings: [Vec<Option<i128>>; 3] = Default::default();
        let mut excess: [Vec<Option<i128>>; 3] = Default::default();
        for (row, (volume, part, given)) in found.districts.iter().zip(&districts) {
            let volume = i128::from(*volume);
            let kept = part.map(|part| volume * i128::from(part));
            let bought = part.map(|part| volume * (1_000_000 - i128::from(part)));
            prop_assert_eq!(fine(Some(&row.volume)), fine_units(Some(volume * FINE)));
            prop_assert_eq!(fine(row.in_house.as_ref()), fine_units(kept));
            prop_assert_eq!(fine(row.private.as_ref()), fine_units(bought));
            let (municipal, others, whole) = given.unwrap_or_default();
            let limits = [municipal, others, whole].map(|limit| limit.map(|limit| i128::from(limit) * FINE));
            let needs = [kept, bought, Some(volume * FINE)];
            let over: Vec<Option<i128>> = needs
                .iter()
                .zip(&limits)
                .map(|(need, limit)| match (need, limit) {
                    (Some(need), Some(limit)) if need > limit => Some(need - limit),
                    (Some(_), Some(_)) => Some(0),
                    _ => None,
                })
                .collect();
            assert_ceilings(&row.ceilings, limits);
            assert_ceilings(&row.excess, [over[0], over[1], over[2]]);
            volumes.push(Some(volume * FINE));
            in_house.push(kept);
            private.push(bought);
            for kind in 0..3 {
                ceilings[kind].push(limits[kind]);
                excess[kind].push(over[kind]);
            }
        }
        let totals = &found.totals;
        prop_assert_eq!(fine(totals.volume.as_ref()), fine_units(sum(&volumes)));
        prop_assert_eq!(fine(totals.in_house.as_ref()), fine_units(sum(&in_house)));
        prop_assert_eq!(fine(totals.private.as_ref()), fine_units(sum(&private)));
        assert_ceilings(&totals.ceilings, ceilings.map(|of_kind| sum(&of_kind)));
        assert_ceilings(&totals.excess, excess.map(|of_kind| sum(&of_kind)));
        let share = match (sum(&in_house), sum(&volumes)) {
            (Some(part), Some(whole)) if whole > 0 => {
                Some(Fraction::new(part.unsigned_abs(), whole.unsigned_abs()))
            }
            _ => None,
        };
        prop_assert_eq!(totals.in_house_share, share);
    }

    /// However a number is spelt, the file gives that number.
    #[test]
    fn every_spelling_is_the_same_number(
        units in compensation(),
        districts in proptest::collection::vec(district(), 0..4),
        seed in any::<u64>(),
    ) {
        let mut pen = Pen(support::random::Dice::new(seed));
        let area = read(&written(&units, &districts, &mut pen));
        prop_assert_eq!(area.compensation.unwrap(), units.model());
        prop_assert_eq!(area.districts.unwrap(), model(&districts));
    }
}

/// Writes numbers in every way that is accepted, by chance.
struct Pen(support::random::Dice);

impl Pen {
    fn number(&mut self, units: i64, places: usize) -> String {
        let digits = format!("{:0>1$}", units.unsigned_abs(), places + 1);
        let (whole, decimals) = digits.split_at(digits.len() - places);
        // As many zeros at the end as one likes.
        let shortest = decimals.trim_end_matches('0').len();
        let kept = shortest + self.0.below(places - shortest + 1);
        let whole = if self.0.chance(50) { self.grouped(whole) } else { whole.to_owned() };
        if kept == 0 {
            whole
        } else {
            format!("{whole}{}{}", self.0.pick(&[',', '.']), decimals.split_at(kept).0)
        }
    }

    fn grouped(&mut self, whole: &str) -> String {
        let mut text = String::new();
        for (position, digit) in whole.chars().enumerate() {
            if position > 0 && (whole.len() - position).is_multiple_of(3) {
                text.push(*self.0.pick(&[' ', '\u{a0}', '\u{202f}']));
            }
            text.push(digit);
        }
        text
    }

    fn percent(&mut self, units: i64) -> String {
        let number = self.number(units, 4);
        format!("{number}{}", self.0.pick(&["", "%", " %", "\u{a0}%"]))
    }

    fn change(&mut self, units: i64) -> String {
        let sign = if units < 0 { self.0.pick(&["-", "\u{2212}"]) } else { self.0.pick(&["", "+"]) };
        format!("{sign}{}", self.percent(units))
    }

    /// Quoted or not.
    fn value(&mut self, text: String) -> String {
        match self.0.below(3) {
            0 => format!("\"{text}\""),
            1 => format!("' {text} '"),
            _ => text,
        }
    }

    /// As a value within braces, where a comma must be quoted.
    fn inner(&mut self, text: String) -> String {
        if text.contains(',') { format!("\"{text}\"") } else { self.value(text) }
    }
}

fn written(units: &Units, districts: &[Drawn], pen: &mut Pen) -> String {
    let mut file = String::from("area: Exempel\ncompensation:\n");
    let mut lines = vec![
        ("cost", pen.number(units.cost, 2)),
        ("volume_change", pen.change(units.volume_change)),
        ("efficiency", pen.percent(units.efficiency)),
        ("index", pen.change(units.index)),
    ];
    lines.extend(units.quality.map(|quality| ("quality", pen.percent(quality))));
    lines.extend(units.variable.map(|variable| ("variable", pen.percent(variable))));
    for (key, text) in lines {
        writeln!(file, "  {key}: {}", pen.value(text)).unwrap();
    }
    file.push_str("districts:\n  list:\n");
    for (number, (volume, in_house, ceilings)) in districts.iter().enumerate() {
        let volume = pen.number(*volume, 2);
        writeln!(file, "    - name: Område {number}\n      volume: {}", pen.value(volume)).unwrap();
        if let Some(in_house) = in_house {
            let part = pen.percent(*in_house);
            writeln!(file, "      in_house: {}", pen.value(part)).unwrap();
        }
        match ceilings {
            None => {}
            Some((_, _, Some(whole))) => {
                let ceiling = pen.number(*whole, 2);
                writeln!(file, "      capacity: {}", pen.value(ceiling)).unwrap();
            }
            Some((municipal, private, None)) => {
                let parts: Vec<String> = [("municipal", municipal), ("private", private)]
                    .into_iter()
                    .filter_map(|(key, units)| {
                        let text = pen.number((*units)?, 2);
                        Some(format!("{key}: {}", pen.inner(text)))
                    })
                    .collect();
                writeln!(file, "      capacity: {{ {} }}", parts.join(", ")).unwrap();
            }
        }
    }
    file
}

fn rules() -> &'static RuleSet {
    static RULES: std::sync::OnceLock<RuleSet> = std::sync::OnceLock::new();
    RULES.get_or_init(|| shipped("linkoping-vard-omsorg"))
}

fn read(file: &str) -> Area {
    let loaded = load::areas("exempel.yaml", file.as_bytes().to_vec(), rules());
    assert!(loaded.faults.is_empty(), "{file}\n{:#?}", loaded.faults);
    loaded.areas.into_iter().next().unwrap()
}

/// The figures of the example in `docs/area-files.md`, computed by hand.
#[test]
fn an_example_by_hand() {
    let area = read(
        "area: A\ncompensation: { cost: 48 500 000, volume_change: 2.5, efficiency: 1, quality: 0.4, \
         index: 3.1, variable: 20 }\n",
    );
    let found = expected(&area.compensation.unwrap()).unwrap();
    let shown: Vec<(StepKind, Option<String>, String)> = found
        .steps
        .iter()
        .map(|step| (step.kind, step.change.as_ref().map(to_ore), to_ore(&step.after)))
        .collect();
    let step = |kind, change: &str, after: &str| (kind, Some(change.to_owned()), after.to_owned());
    let wanted = vec![
        (StepKind::Base, None, "48500000.00".to_owned()),
        step(StepKind::Volume, "1212500.00", "49712500.00"),
        step(StepKind::Efficiency, "-497125.00", "49215375.00"),
        step(StepKind::Quality, "196861.50", "49412236.50"),
        step(StepKind::Index, "1531779.33", "50944015.83"),
    ];
    assert_eq!(shown, wanted);
    assert_eq!(plain(&found.total), "50944015.8315");
    assert_eq!(plain(&found.variable.unwrap()), "10188803.1663");
    assert_eq!(plain(&found.fixed.unwrap()), "40755212.6652");
}

/// The figures that the blank area file shows as comments are ready to use.
#[test]
fn the_blank_area_file_shows_figures_that_are_accepted() {
    let text = std::fs::read_to_string(support::root().join("examples/mall.yaml")).unwrap();
    let lines = text.lines().skip_while(|line| !line.starts_with("# compensation:"));
    let figures: Vec<&str> = lines.map_while(|line| line.strip_prefix("# ")).collect();
    let area = read(&format!("area: Exempel\n{}\n", figures.join("\n")));
    let found = expected(&area.compensation.unwrap()).unwrap();
    assert!(found.variable.is_some() && found.steps.len() == 5);
    assert_eq!(overview(&area.districts.unwrap()).districts.len(), 2);
}

/// The area-based illustration gives every figure, and queues where it says it does.
#[test]
fn the_area_based_illustration_gives_every_figure() {
    let path = support::root().join("examples/illustrations/hemtjanst-omradesbaserad.yaml");
    let area = read(&std::fs::read_to_string(path).unwrap());
    assert!(expected(&area.compensation.unwrap()).unwrap().fixed.is_some());
    let found = overview(&area.districts.unwrap());
    let queues: Vec<(String, String, String)> = found
        .districts
        .iter()
        .map(|row| (&row.name, row.excess.municipal.as_ref().unwrap(), row.excess.private.as_ref().unwrap()))
        .map(|(name, municipal, private)| (name.clone(), plain(municipal), plain(private)))
        .collect();
    let row = |name: &str, municipal: &str, private: &str| (name.into(), municipal.into(), private.into());
    let wanted = [
        row("Norr", "0", "300"),
        row("Centrum", "0", "0"),
        row("Söder", "140", "0"),
        row("Väster", "0", "0"),
    ];
    assert_eq!(queues, wanted);
    assert_eq!(found.totals.in_house_share, Some(Fraction::new(28_105, 66_000)));
}

#[test]
fn what_is_missing_is_named_and_never_zero() {
    assert_eq!(
        expected(&Compensation::default()),
        Err(vec![Needed::Cost, Needed::VolumeChange, Needed::Efficiency, Needed::Index])
    );
    let area = read("area: A\ncompensation: { cost: 100, efficiency: 0, quality: 1 }\n");
    let missing = expected(&area.compensation.unwrap()).unwrap_err();
    assert_eq!(missing.iter().map(|needed| needed.key()).collect::<Vec<_>>(), ["volume_change", "index"]);
    let area = read("area: A\ncompensation: { cost: 100, volume_change: 0, efficiency: 0, index: 0 }\n");
    let found = expected(&area.compensation.unwrap()).unwrap();
    assert_eq!((found.fixed, found.variable), (None, None));
    assert!(found.steps.iter().all(|step| step.kind != StepKind::Quality));
    let bare = read("area: A\n");
    assert!(bare.compensation.is_none() && bare.districts.is_none());
}

/// Room in one district does not make up for what is above the ceiling of another.
#[test]
fn excess_is_not_netted_between_districts() {
    let area = read(
        "area: A\ndistricts:\n  unit: timmar per vecka\n  list:\n  \
         - { name: Norr, volume: 12 000, in_house: 40, capacity: { municipal: 4 500, private: 8 000 } }\n  \
         - { name: Söder, volume: 9 000, in_house: 50, capacity: { municipal: 5 000, private: 4 000 } }\n",
    );
    let districts = area.districts.unwrap();
    assert_eq!(districts.unit.as_deref(), Some("timmar per vecka"));
    let found = overview(&districts);
    let totals = &found.totals;
    let all = [&totals.volume, &totals.in_house, &totals.private, &totals.excess.municipal]
        .map(|figure| plain(figure.as_ref().unwrap()));
    assert_eq!(all, ["21000", "9300", "11700", "300"]);
    assert_eq!(totals.excess.private.as_ref().map(plain).as_deref(), Some("500"));
    assert_eq!(totals.excess.district, None);
    assert_eq!(totals.in_house_share, Some(Fraction::new(31, 70)));
}

#[test]
fn no_district_has_no_totals() {
    let found = overview(&read("area: A\ndistricts: { list: [] }\n").districts.unwrap());
    assert!(found.districts.is_empty());
    assert_eq!((found.totals.volume, found.totals.in_house_share), (None, None));
    let nothing = read("area: A\ndistricts: { list: [{ name: Norr, volume: 0, in_house: 40 }] }\n");
    assert_eq!(overview(&nothing.districts.unwrap()).totals.in_house_share, None);
}

#[test]
fn amounts_are_rounded_to_ore_only_to_be_shown() {
    for (number, shown) in [
        ("0", "0.00"),
        ("0.004", "0.00"),
        ("-0.004", "0.00"),
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        ("1.0049999999", "1.00"),
        ("2.675", "2.68"),
        ("-2.675", "-2.68"),
        ("999.995", "1000.00"),
        ("1000000000000", "1000000000000.00"),
    ] {
        assert_eq!(to_ore(&number.parse().unwrap()), shown, "{number}");
    }
}

#[test]
fn whole_numbers() {
    for (text, number) in [("0", 0), ("120", 120), ("1 200", 1_200), ("12 000 000", 12_000_000)] {
        assert_eq!(parse_whole(text), Some(number), "`{text}`");
    }
    assert_eq!(parse_whole(&u64::MAX.to_string()), Some(u64::MAX));
    for wrong in ["12 0", "1 2 3", "1  200", "1200 000", " 1", "1 ", "1,0", "-1", "", "18446744073709551616"]
    {
        assert_eq!(parse_whole(wrong), None, "`{wrong}`");
    }
}

#[test]
fn what_is_no_number_is_none() {
    for wrong in
        ["", " ", "1 ", " 1", ".5", "5.", "1.2.3", "1,234", "1 00", "1000 000", "1  000", "1e3", "+1", "x"]
    {
        assert_eq!(parse_exact(wrong, 2), None, "`{wrong}`");
    }
    for wrong in ["--1", "+-1", "- 1", "\u{2013}1", "+", "-"] {
        assert_eq!(parse_signed(wrong, 2), None, "`{wrong}`");
    }
    assert_eq!(parse_exact("999 999 999 999,99", 2), Some(exact(99_999_999_999_999_i64, 2)));
    assert_eq!(parse_exact("1 000 000 000 000", 2), None);
    assert_eq!(parse_exact("1,0", 0), None);
    assert_eq!(parse_signed("\u{2212}1 000,5", 2), Some(exact(-10_005, 1)));
}
