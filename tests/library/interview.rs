//! Interviews: only what can matter is asked, until nothing does.

use crate::support::random::{self, Dice};
use crate::support::{self, naive};
use avtalsform::evaluate::{Depth, Firmness};
use avtalsform::explain::Advisor;
use avtalsform::interview::Interview;
use avtalsform::model::{Answers, Area, CriterionKey, Evidence, FormSet, Lang, RuleSet};
use avtalsform::page::interview::Talk;
use avtalsform::texts::Texts;
use avtalsform::write::screen::screen;

fn area(rules: &RuleSet, answers: &Answers) -> Area {
    let mut area = Area::unanswered("a".into(), "a.yaml".into(), 1, rules.criteria.len());
    area.answers = answers.clone();
    area
}

/// An answer to every criterion.
fn truth(dice: &mut Dice, rules: &RuleSet) -> Answers {
    let mut answers = Answers::unknown(rules.criteria.len());
    for (key, criterion) in rules.criteria.iter() {
        let answer = dice.below(criterion.choices.len());
        answers.set(key, Some(u8::try_from(answer).unwrap()));
    }
    answers
}

/// The same, and no gate fires: most random areas come to an end at the first gate.
fn open_to_all(dice: &mut Dice, rules: &RuleSet) -> Answers {
    loop {
        let answers = truth(dice, rules);
        if naive::say(rules, &answers).excluded == FormSet::default() {
            return answers;
        }
    }
}

/// Holds an interview with someone who knows every answer; gives back what was asked.
fn hold(
    advisor: &Advisor<'_>,
    rules: &RuleSet,
    begun: &Answers,
    truth: &Answers,
    check: bool,
) -> Vec<CriterionKey> {
    let mut interview = Interview::new(advisor, area(rules, begun));
    let mut asked = Vec::new();
    while let Some(question) = interview.next() {
        let key = question.criterion;
        if check {
            let now = &interview.recommendation().area.answers;
            let everything = naive::everything_but_flips(rules, now);
            assert!(everything.questions.contains_key(&key), "a question that cannot matter");
            assert_eq!(everything.questions.len(), interview.left());
            assert_ne!(everything.firmness, "firm", "asked on when nothing can change");
        }
        assert!(!asked.contains(&key), "asked twice");
        asked.push(key);
        interview.answer(key, truth.get(key).unwrap(), None);
    }
    let recommendation = interview.recommendation();
    if recommendation.evaluation.firmness == Firmness::Firm {
        assert_eq!(recommendation.outcome(), Some(naive::say(rules, truth).outcome));
    } else {
        // The one way to end otherwise: no single answer matters, all of them together do.
        let everything = naive::everything_but_flips(rules, &recommendation.area.answers);
        assert!(everything.questions.is_empty() && everything.ways.all.len() == 1);
    }
    asked
}

/// How many questions it takes in the order of the list, until nothing can change.
fn in_list_order(advisor: &Advisor<'_>, rules: &RuleSet, truth: &Answers) -> usize {
    let mut answers = Answers::unknown(rules.criteria.len());
    for (asked, key) in rules.criteria.keys().enumerate() {
        let seen = advisor.look(area(rules, &answers), Depth::Outline);
        if seen.evaluation.firmness == Firmness::Firm {
            return asked;
        }
        answers.set(key, truth.get(key));
    }
    rules.criteria.len()
}

#[test]
fn never_asks_what_cannot_matter_under_random_rules() {
    let mut dice = Dice::new(11);
    let mut asked = 0;
    for _ in 0..1000 {
        let rules = random::rules(&mut dice);
        let begun = random::answers(&mut dice, &rules);
        let mut truth = truth(&mut dice, &rules);
        for (key, answer) in begun.iter().filter(|(_, answer)| answer.is_some()) {
            truth.set(key, answer);
        }
        let advisor = Advisor::new(&rules, None).unwrap();
        asked += hold(&advisor, &rules, &begun, &truth, true).len();
    }
    assert!(asked > 500, "{asked}");
}

#[test]
fn never_asks_what_cannot_matter_under_the_shipped_rules() {
    let mut dice = Dice::new(12);
    let rules = support::shipped("linkoping-vard-omsorg");
    let advisor = Advisor::new(&rules, None).unwrap();
    let mut asked = 0;
    for number in 0..1000 {
        let truth = if number % 2 == 0 { truth(&mut dice, &rules) } else { open_to_all(&mut dice, &rules) };
        let mut begun = truth.clone();
        for _ in 0..6 {
            begun.set(CriterionKey::new(dice.below(rules.criteria.len())), None);
        }
        asked += hold(&advisor, &rules, &begun, &truth, true).len();
    }
    assert!(asked > 400, "{asked}");
}

#[test]
fn needs_clearly_fewer_questions_than_the_list() {
    let mut dice = Dice::new(13);
    let rules = support::shipped("linkoping-vard-omsorg");
    let advisor = Advisor::new(&rules, None).unwrap();
    let nothing = Answers::unknown(rules.criteria.len());
    // Where scores are close, as they are with answers at random, nearly all of them are needed.
    for (draw, most) in [(truth as fn(&mut Dice, &RuleSet) -> Answers, 75), (open_to_all, 97)] {
        let (mut asked, mut listed) = (0, 0);
        for _ in 0..30 {
            let truth = draw(&mut dice, &rules);
            asked += hold(&advisor, &rules, &nothing, &truth, false).len();
            listed += in_list_order(&advisor, &rules, &truth);
        }
        println!("30 random areas: {asked} questions, {listed} in the order of the list");
        assert!(asked * 100 < listed * most, "{asked} of {listed}");
    }
}

/// After no answer, one, two and so on: a form is spoken of only where the shares show one.
#[test]
fn a_leaning_is_said_only_where_there_is_one() {
    let rules = support::shipped("linkoping-vard-omsorg");
    let advisor = Advisor::new(&rules, None).unwrap();
    let mut dice = Dice::new(15);
    let (mut silent, mut leaned) = (0, 0);
    for (lang, left, one) in [
        (Lang::Sv, "Högst {n} frågor kvar.\n", "Högst en fråga kvar.\n"),
        (Lang::En, "At most {n} questions left.\n", "At most one question left.\n"),
    ] {
        let texts = Texts::load(lang).unwrap();
        let talk = Talk::new(&texts, &rules);
        for _ in 0..3 {
            let truth = open_to_all(&mut dice, &rules);
            let mut interview =
                Interview::new(&advisor, area(&rules, &Answers::unknown(rules.criteria.len())));
            loop {
                let found = &interview.recommendation().evaluation;
                let said = screen(&talk.standing(&interview), &texts, 200);
                let left = match interview.left() {
                    0 => String::new(),
                    1 => one.to_owned(),
                    several => left.replace("{n}", &several.to_string()),
                };
                if found.outcome().is_none() && found.leaning.is_none() {
                    assert_eq!(said, left);
                    silent += 1;
                } else {
                    assert!(said.ends_with(&left) && said.len() > left.len(), "{said}");
                    leaned += 1;
                }
                let Some(key) = interview.next().map(|question| question.criterion) else { break };
                interview.answer(key, truth.get(key).unwrap(), None);
            }
        }
    }
    assert!(silent > 6 && leaned > 6, "{silent} {leaned}");
}

/// Every core question is asked once, whether it matters or not, unless it was skipped or answered.
#[test]
fn core_questions_are_left_until_they_are_answered_or_skipped() {
    let rules = support::shipped("linkoping-vard-omsorg");
    let advisor = Advisor::new(&rules, None).unwrap();
    let mut interview = Interview::new(&advisor, area(&rules, &Answers::unknown(rules.criteria.len())));
    let core: Vec<CriterionKey> =
        rules.criteria.iter().filter(|(_, criterion)| criterion.core).map(|(key, _)| key).collect();
    for (number, key) in core.iter().enumerate() {
        assert_eq!(interview.next_core(), Some(*key));
        if number % 2 == 0 { interview.answer(*key, 0, None) } else { interview.skip(*key, None) }
    }
    assert_eq!(interview.next_core(), None);
    interview.undo();
    assert_eq!(interview.next_core(), core.last().copied());
    assert_eq!(interview.lacking().len(), 8 + rules.considerations.len());
}

#[test]
fn what_is_noted_already_is_kept() {
    let rules = support::shipped("linkoping-vard-omsorg");
    let advisor = Advisor::new(&rules, None).unwrap();
    let mut area = area(&rules, &Answers::unknown(rules.criteria.len()));
    let key = Interview::new(&advisor, area.clone()).next().unwrap().criterion;
    let source = Some("Protokoll".to_owned());
    *area.evidence.at_mut(key) =
        Some(Evidence { note: Some("Frågan är ställd".into()), source, ..Evidence::default() });
    for (note, kept) in
        [(None, "Frågan är ställd"), (Some("Svaret är nej".to_owned()), "Frågan är ställd\nSvaret är nej")]
    {
        let mut interview = Interview::new(&advisor, area.clone());
        interview.answer(key, 2, note);
        let evidence = interview.recommendation().area.evidence.at(key).clone().unwrap();
        assert_eq!(evidence.note.as_deref(), Some(kept));
        assert_eq!(evidence.source.as_deref(), Some("Protokoll"));
    }
}

#[test]
fn a_step_taken_back_leaves_nothing() {
    let mut dice = Dice::new(14);
    let rules = support::shipped("linkoping-vard-omsorg");
    let advisor = Advisor::new(&rules, None).unwrap();
    for _ in 0..20 {
        let truth = truth(&mut dice, &rules);
        let mut begun = truth.clone();
        for _ in 0..12 {
            begun.set(CriterionKey::new(dice.below(rules.criteria.len())), None);
        }
        let mut interview = Interview::new(&advisor, area(&rules, &begun));
        let mut states = Vec::new();
        while let Some(question) = interview.next() {
            let key = question.criterion;
            states.push((key, interview.left(), interview.recommendation().area.clone()));
            if dice.chance(30) {
                interview.skip(key, dice.chance(50).then(|| "asked for".to_owned()));
                assert_ne!(interview.next().map(|question| question.criterion), Some(key));
                assert!(interview.skipped().contains(&key));
                assert_eq!(interview.recommendation().area.answers, states.last().unwrap().2.answers);
            } else {
                interview.answer(key, truth.get(key).unwrap(), Some("note".into()));
            }
            assert_eq!(interview.steps(), states.len());
        }
        for (key, left, area) in states.into_iter().rev() {
            assert_eq!(interview.undo().unwrap().criterion, key);
            assert_eq!(interview.next().unwrap().criterion, key);
            assert_eq!(interview.left(), left);
            let now = &interview.recommendation().area;
            assert_eq!((&now.answers, &now.evidence), (&area.answers, &area.evidence));
        }
        assert!(!interview.can_undo());
        assert_eq!(interview.undo(), None);
    }
}
