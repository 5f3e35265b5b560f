//! What must hold whatever the tool is given: the properties and the fuzz targets check the same.
//!
//! In: bytes, however broken. Out: nothing, or a panic that says what does not hold.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;

use anstream::adapter::strip_str;
use avtalsform::analyse::{self, Extent, check};
use avtalsform::area_file::{Given, canonical, set};
use avtalsform::compare::{After, Against, Before, FailOn, compare};
use avtalsform::evaluate::{Depth, Evaluation, Firmness, Scoring, Weighted, count_ways, evaluate};
use avtalsform::explain::{Advisor, Recommendation};
use avtalsform::load::{self, Diagnostic, LoadedAreas, SourceText};
use avtalsform::model::{Answers, Area, CriterionKey, Fraction, Lang, Outcome, RuleSet};
use avtalsform::page::diff::{self, Shown};
use avtalsform::page::recommend::{Detail, document};
use avtalsform::page::rules;
use avtalsform::texts::Texts;
use avtalsform::wire::baseline::baseline;
use avtalsform::wire::diff::Diff;
use avtalsform::wire::recommendation::{self as wire, View};
use avtalsform::write::faults::faults;
use avtalsform::write::plain::plain;
use avtalsform::write::screen::screen;
use unicode_width::UnicodeWidthStr;

use super::naive::{self, Everything};
use super::random::{self, Dice};
use super::written;

const WIDTH: usize = 80;
/// So many areas, faults and tests of one input are looked at; the rest are like them.
const MOST: usize = 20;

static TEXTS: LazyLock<[Texts; 2]> =
    LazyLock::new(|| [Lang::Sv, Lang::En].map(|lang| Texts::load(lang).unwrap()));

static SHIPPED: LazyLock<RuleSet> =
    LazyLock::new(|| load::built_in("linkoping-vard-omsorg").expect("a shipped rule set"));

/// An area file of the shipped rules.
pub fn area_file(bytes: &[u8]) {
    let loaded = load::areas("area.yaml", bytes.to_vec(), &SHIPPED);
    areas(&SHIPPED, &loaded);
    if loaded.faults.is_empty() {
        edited(&loaded.source.text, &loaded.areas);
    }
    for line in bytes.split(|byte| *byte == b'\n').take(MOST) {
        areas(&SHIPPED, &load::line("areas.ndjson", 1, line.to_vec(), &SHIPPED));
    }
}

/// A rule set.
pub fn rule_set(bytes: &[u8]) {
    let loaded = load::rules("rules.yaml", bytes.to_vec(), &load::no_files);
    messages(&loaded.source, &loaded.faults);
    assert_eq!(loaded.rules.is_some(), loaded.faults.is_empty(), "faulty rules do not load, others do");
    let Some(rules) = loaded.rules else { return };
    for texts in &*TEXTS {
        printable(&screen(&rules::document(&rules, texts), texts, WIDTH));
    }
    for profile in rules.profiles.iter().map(Some).chain([None]) {
        let advisor = Advisor::new(&rules, profile).expect("weights that can be computed with");
        // Refused where the weights make more sums than can be counted, never guessed.
        let _ = check(&rules, profile, advisor.scoring());
        let areas = load::areas("area.yaml", b"area: A\n".to_vec(), &rules);
        for area in areas.areas {
            recommended(&advisor, &area);
        }
    }
}

/// A file of rule tests of the shipped rules.
pub fn rule_tests(bytes: &[u8]) {
    let mut shelf = load::Shelf::new(SHIPPED.clone(), load::Disk::default());
    let loaded = load::rule_tests("tests.yaml", bytes.to_vec(), &mut shelf);
    messages(&loaded.source, &loaded.faults);
    for test in loaded.tests.iter().take(MOST) {
        let rules = &*shelf.sets()[test.rules];
        let profile =
            test.profile.as_ref().map(|id| rules.profiles.iter().find(|one| one.id == *id).expect("known"));
        let advisor = Advisor::new(rules, profile).expect("weights that can be computed with");
        let found = recommended(&advisor, &test.area);
        assert!(test.failures(&found).len() <= test.expected.len());
    }
}

/// A saved overview.
pub fn saved(bytes: &[u8]) {
    let Ok(saved) = baseline(bytes) else { return };
    let known = saved.rules.id == SHIPPED.identity.id;
    let before = Before {
        entries: saved.entries,
        gone: Vec::new(),
        renames: std::collections::BTreeMap::new(),
        unread: saved.unread,
        more_unread: saved.more_unread,
        rules: saved.rules,
        known: known.then_some((&*SHIPPED, None)),
    };
    let after = After { entries: Vec::new(), unread: Vec::new(), rules: &SHIPPED, profile: None };
    let compared = compare(before, after);
    for texts in &*TEXTS {
        let shown = Shown {
            comparison: &compared,
            old: None,
            new: &SHIPPED,
            to: "rules",
            against: &Against::Baseline("saved.json".into()),
            fail_on: FailOn::Any,
            old_files: &load::Files::default(),
            files: &load::Files::default(),
            root: &avtalsform::write::ci::Root::default(),
            texts,
        };
        printable(&screen(&diff::document(&shown), texts, WIDTH));
        let json =
            serde_json::to_string(&Diff::new(&compared, shown.against, shown.to, shown.fail_on, texts.lang))
                .unwrap();
        serde_json::from_str::<serde_json::Value>(&json).unwrap();
    }
}

/// A workbook: one that starts as one does, or parts of one to put into a blank one, each begun by its name and a
/// line end, and ended by a byte 0.
pub fn workbook(bytes: &[u8]) {
    let bytes = if bytes.starts_with(b"PK") { bytes.to_vec() } else { with_parts(bytes) };
    let loaded = load::sheet_areas("areas.xlsx", &bytes, &SHIPPED);
    areas(&SHIPPED, &loaded);
}

/// The parts of a workbook with an area, as [`workbook`] takes them.
pub fn parts(bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = Vec::new();
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).unwrap();
        all.extend(part.name().unwrap().as_bytes());
        all.push(b'\n');
        part.read_to_end(&mut all).unwrap();
        all.push(0);
    }
    all
}

/// A blank workbook with some parts replaced.
pub fn with_parts(bytes: &[u8]) -> Vec<u8> {
    static BLANK: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
        let blank = avtalsform::write::xlsx::blank(&SHIPPED, &TEXTS[0], 2).unwrap().bytes;
        given(&parts(&blank))
    });
    let given: BTreeMap<String, Vec<u8>> = given(bytes).into_iter().collect();
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, blank) in &*BLANK {
        archive.start_file(name.as_str(), options).unwrap();
        archive.write_all(given.get(name).unwrap_or(blank)).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn given(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let part = |part: &[u8]| {
        let end = part.iter().position(|byte| *byte == b'\n')?;
        let (name, content) = part.split_at(end);
        Some((std::str::from_utf8(name).ok()?.to_owned(), content.get(1..)?.to_vec()))
    };
    bytes.split(|byte| *byte == 0).filter_map(part).collect()
}

/// Any rule set that loads and any area that is valid under it, both drawn as the bytes say.
pub fn pipeline(bytes: &[u8]) {
    let mut dice = Dice::given(bytes);
    let drawn = random::rules(&mut dice);
    let answers = random::answers(&mut dice, &drawn);
    let loaded = load::rules("random.yaml", written::rules(&drawn).into_bytes(), &load::no_files);
    messages(&loaded.source, &loaded.faults);
    let rules = loaded.rules.unwrap_or_else(|| panic!("{:#?}\n{}", loaded.faults, loaded.source.text));
    let loaded = load::areas("random.yaml", written::area(&rules, &answers).into_bytes(), &rules);
    assert!(loaded.faults.is_empty(), "{:#?}", loaded.faults);
    let area = &loaded.areas[0];
    assert_eq!(area.answers, answers);
    let advisor = Advisor::new(&rules, None).expect("weights that can be computed with");
    let found = recommended(&advisor, area);
    assert!(!found.evaluation.ways.drawn, "few enough states");
    same(&rules, &found.evaluation, &naive::everything(&drawn, &answers));
}

/// A rule set that may be too large to count with: an area, the rule set itself, or it beside another, as the first roll says.
/// Whether it was counted.
pub fn bounded(bytes: &[u8]) -> bool {
    let mut dice = Dice::given(bytes);
    let what = dice.below(3);
    let rules = random::large(&mut dice);
    let Ok(scoring) = Scoring::new(&rules, None) else { return true };
    let open = dice.below(101) as u64;
    let mut answers = Answers::unknown(rules.criteria.len());
    for (key, criterion) in rules.criteria.iter() {
        let answer = u8::try_from(dice.below(criterion.choices.len())).ok();
        answers.set(key, answer.filter(|_| !dice.chance(open)));
    }
    if what == 0 {
        let found = evaluate(&rules, &scoring, &answers, Depth::Full);
        consistent(&rules, &scoring, &answers, &found);
        return !found.ways.drawn;
    }
    if what == 1 {
        let figures = check(&rules, None, &scoring).figures;
        let ways: u128 = figures.outcomes.iter().map(|one| one.happens.ways).sum();
        assert_eq!(ways, figures.ways);
        return figures.extent == Extent::Exact;
    }
    let mut turned = rules.clone();
    turned.indicators.iter_mut().for_each(|one| one.reversed ^= one.criterion.position() % 2 == 0);
    let Ok(other) = Scoring::new(&turned, None) else { return true };
    let (old, new) =
        (Weighted { rules: &rules, scoring: &scoring }, Weighted { rules: &turned, scoring: &other });
    let compared = analyse::compare(old, new);
    let exact = compared.extent == Extent::Exact;
    assert_eq!(compared.is_equal().is_none(), !exact && compared.differences.is_empty());
    for difference in &compared.differences {
        assert_ne!(difference.old, difference.new);
    }
    exact
}

/// What the tool computes is what the naive implementation does.
pub fn same(rules: &RuleSet, ours: &Evaluation, theirs: &Everything) {
    let verdict = &ours.verdict;
    assert_eq!(verdict.outcome, theirs.now.outcome);
    assert_eq!(verdict.standing.tie, theirs.now.tie);
    assert_eq!((ours.leading.outcome, ours.leading.share.part), theirs.leading);
    let leaning = ours.leaning.map(|(form, share)| (form, share.part));
    assert_eq!((ours.outcome(), leaning, ours.tie), (theirs.outcome, theirs.leaning, theirs.tie));
    assert_eq!(ours.support().map(|share| share.part), theirs.outcome.map(|_| theirs.leading.1));
    assert_eq!(verdict.excluded, theirs.now.excluded);
    assert_eq!(verdict.conditional, theirs.conditional);
    let scores: Vec<_> = ours.scores.iter().map(|score| score.score).collect();
    let low: Vec<_> = ours.scores.iter().map(|score| score.low).collect();
    let high: Vec<_> = ours.scores.iter().map(|score| score.high).collect();
    assert_eq!((scores, low, high), (theirs.now.scores.clone(), theirs.low.clone(), theirs.high.clone()));
    let ways = |tally: &avtalsform::evaluate::Tally| tally.iter().collect::<BTreeMap<Outcome, u128>>();
    assert_eq!(ways(&ours.ways.quiet), theirs.ways.quiet);
    assert_eq!(ways(&ours.ways.all), theirs.ways.all);
    assert_eq!(&ways(ours.ways.shares()), theirs.ways.shares());
    assert_eq!(ours.firmness.id(), theirs.firmness);
    assert_eq!(ours.conditions, theirs.conditions);
    let asked: BTreeSet<CriterionKey> = ours.questions.iter().map(|question| question.criterion).collect();
    assert_eq!(asked, theirs.questions.keys().copied().collect());
    for question in &ours.questions {
        let (information, leads) = &theirs.questions[&question.criterion];
        assert!((question.information - information).abs() < 1e-5, "{question:?} {information}");
        let ours: Vec<_> = question.leads.iter().map(|lead| (lead.outcome, lead.share.part)).collect();
        assert_eq!(&ours, leads);
    }
    let order: Vec<_> =
        ours.questions.iter().map(|question| (!question.condition, -question.information)).collect();
    assert!(order.is_sorted_by(|one, other| one.partial_cmp(other).is_some_and(std::cmp::Ordering::is_le)));
    let mut flips: Vec<_> = ours.flips.iter().map(|flip| (flip.changes.clone(), flip.leads)).collect();
    flips.sort();
    assert_eq!(flips, theirs.flips, "{}", rules.criteria.len());
}

/// Faults point into their text and can be shown; areas that were read can be recommended for.
fn areas(rules: &RuleSet, loaded: &LoadedAreas) {
    messages(&loaded.source, &loaded.faults);
    assert!(loaded.areas.len() <= loaded.documents);
    assert!(
        !loaded.faults.is_empty() || loaded.passed_over.is_some() || loaded.areas.len() == loaded.documents,
        "an area is lost without a word"
    );
    let advisor = Advisor::new(rules, None).expect("weights that can be computed with");
    for area in loaded.areas.iter().take(MOST) {
        recommended(&advisor, area);
    }
}

fn messages(source: &SourceText, found: &[Diagnostic]) {
    assert!(found.is_sorted_by_key(|one| one.place), "faults in the order of the text");
    for one in found {
        let place = one.place;
        if source.sheets.is_none() {
            assert!(place.line >= 1 && place.column >= 1, "{one:?}");
            assert!(place.line <= source.text.matches(['\n', '\r']).count() + 1, "{one:?}");
            assert!(place.start <= place.end && source.text.get(place.start..place.end).is_some(), "{one:?}");
        }
    }
    let first = &found[..found.len().min(MOST)];
    for texts in &*TEXTS {
        let said = strip_str(&faults(texts, source, first, WIDTH)).to_string();
        assert_eq!(said.is_empty(), first.is_empty());
        assert!(!said.chars().any(|letter| letter.is_control() && letter != '\n'), "{said:?}");
    }
}

/// The recommendation, which holds together and can be shown.
fn recommended<'r>(advisor: &Advisor<'r>, area: &Area) -> Recommendation<'r> {
    let rules = advisor.rules();
    let found = advisor.recommend(area.clone());
    consistent(rules, advisor.scoring(), &area.answers, &found.evaluation);
    for texts in &*TEXTS {
        let json = |found| serde_json::to_string(&wire::Recommendation::from(View { found, texts })).unwrap();
        let once = json(&found);
        let again = advisor.recommend(area.clone());
        assert_eq!(once, json(&again), "the same input, the same bytes");
        let value: serde_json::Value = serde_json::from_str(&once).unwrap();
        assert_eq!(value["area"]["name"], area.name.as_str());
        let page = document(std::slice::from_ref(&found), texts, Detail::Full);
        printable(&screen(&page, texts, WIDTH));
        let said = plain(&page, texts);
        assert!(!said.chars().any(|letter| letter.is_control() && letter != '\n'), "{said:?}");
    }
    found
}

/// What one evaluation says does not contradict itself.
fn consistent(rules: &RuleSet, scoring: &Scoring, answers: &Answers, found: &Evaluation) {
    let (verdict, ways) = (&found.verdict, &found.ways);
    assert!(rules.forms.iter().all(|(key, form)| !(form.always_lawful && verdict.excluded.contains(key))));
    let leading = found.leading.outcome;
    assert!(rules.forms_of(leading).all(|form| !verdict.excluded.contains(form)));
    assert!(rules.outcomes().any(|outcome| outcome == leading));
    for score in &found.scores {
        let one = Fraction::from_integer(1);
        assert!(score.low <= score.score && score.score <= score.high && score.high <= one, "{score:?}");
    }
    // Where ways are drawn, the quiet ones are drawn by themselves.
    for (outcome, quiet) in ways.quiet.iter() {
        assert!(ways.drawn || quiet <= ways.all.ways(outcome));
    }
    let every: u128 = ways.all.total();
    let open = scoring.relevant.iter().filter(|key| answers.get(**key).is_none());
    let written_out = open.map(|key| rules.criteria.at(*key).choices.len() as u128).product::<u128>();
    assert!(every == written_out || ways.drawn);
    let alone = rules.forms.keys().filter(|form| !verdict.excluded.contains(*form)).count() == 1;
    let certain = alone || (!ways.drawn && ways.all.ways(found.leading.outcome) == every);
    for (outcome, share) in found.shares(rules) {
        assert_eq!(share.interval.is_some(), ways.drawn, "{outcome:?}");
        let part = share.part * 1_000_000;
        assert!(share.interval.is_none_or(|ends| {
            part + 1 >= Fraction::from_integer(ends.low.into())
                && part <= Fraction::from_integer(u128::from(ends.high) + 1)
        }));
    }
    let shares: Fraction = found.shares(rules).iter().map(|(_, share)| share.part).sum();
    assert_eq!(shares, Fraction::from_integer(1));
    assert_eq!(found.outcome().is_none(), found.firmness == Firmness::Undetermined);
    assert!(found.outcome().is_none() || found.leaning.is_none());
    assert_eq!(found.firmness == Firmness::Firm, certain);
    assert_eq!(found.questions.is_empty(), certain, "asked while something can change, and only then");
    for question in &found.questions {
        assert_eq!(question.condition, found.conditions.contains(&question.criterion));
    }
    let after = |changes: &[(CriterionKey, u8)]| {
        let changed =
            changes.iter().fold(answers.clone(), |answers, (key, answer)| answers.with(*key, *answer));
        count_ways(rules, scoring, &changed).lead(rules)
    };
    for flip in found.flips.iter().take(MOST) {
        assert!(flip.leads != found.leading.outcome && after(&flip.changes).outcome == flip.leads);
    }
    for question in found.questions.iter().take(3).filter(|_| !ways.drawn) {
        for (answer, lead) in rules.criteria.at(question.criterion).answers().zip(&question.leads) {
            assert_eq!(after(&[(question.criterion, answer)]), *lead);
        }
    }
    let outline = evaluate(rules, scoring, answers, Depth::Outline);
    assert_eq!((&outline.verdict, &outline.ways, outline.firmness), (verdict, ways, found.firmness));
}

/// No wider than the page, and nothing in it that a terminal would act on but colours.
fn printable(said: &str) {
    for line in said.lines() {
        let bare = colourless(line);
        assert!(bare.width() <= WIDTH || !bare.contains(' '), "{}: {bare}", bare.width());
        assert!(!bare.chars().any(char::is_control), "{bare:?}");
    }
}

/// A line without its colours; what else begins as they do stays.
fn colourless(line: &str) -> String {
    let mut pieces = line.split("\u{1b}[");
    let mut bare = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let rest = piece.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == ';');
        match rest.strip_prefix('m') {
            Some(rest) => bare.push_str(rest),
            None => bare.push_str(&format!("\u{1b}[{piece}")),
        }
    }
    bare
}

/// A file without a fault can be put in order and be given an answer, and says otherwise what it said.
fn edited(text: &str, areas: &[Area]) {
    let answers = |areas: &[Area]| areas.iter().map(|area| area.answers.clone()).collect::<Vec<_>>();
    if let Ok(ordered) = canonical(text, &SHIPPED) {
        let again = load::areas("area.yaml", ordered.clone().into_bytes(), &SHIPPED);
        assert!(again.faults.is_empty(), "{:#?}\n{ordered}", again.faults);
        assert_eq!(answers(&again.areas), answers(areas));
        assert_eq!(canonical(&ordered, &SHIPPED).expect("in order already"), ordered);
    }
    let criterion = SHIPPED.criterion_named("user_choice").expect("shipped");
    for answer in [Some(1), None] {
        let given = Given { criterion, answer, note: None, source: None };
        if let Ok(changed) = set(text, &SHIPPED, Lang::Sv, 0, given) {
            let again = load::areas("area.yaml", changed.into_bytes(), &SHIPPED);
            assert!(again.faults.is_empty() && again.areas.len() == areas.len());
            assert_eq!(again.areas[0].answers.get(criterion), answer);
            assert_eq!(answers(&again.areas[1..]), answers(&areas[1..]));
        }
    }
}
