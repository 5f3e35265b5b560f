//! The national layer, held to the acts: every citation exists, every row of what law says is there, every service settles
//! what a second account says.
//!
//! `tests/law/paragraphs.tsv` lists the chapters and paragraphs of the acts as of 27 April 2026, with how many
//! subparagraphs and points each has; `tests/law/services.tsv` what law settles for each service.

use std::collections::BTreeMap;

use crate::support::{root, shipped};
use avtalsform::explain::{Advisor, WarningKind};
use avtalsform::load::{self, EMBEDDED};
use avtalsform::model::{Citation, Relevance, Rule, RuleSet};
use regex::Regex;

/// An act's paragraphs: subparagraphs and points by chapter and paragraph, in the order of the act.
type Act = Vec<((String, String), (u32, u32))>;

fn acts() -> BTreeMap<String, Act> {
    let text = std::fs::read_to_string(root().join("tests/law/paragraphs.tsv")).unwrap();
    let mut acts: BTreeMap<String, Act> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let [act, chapter, paragraph, parts, points] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let key = (chapter.to_owned(), paragraph.to_owned());
        let size = (parts.parse().unwrap(), points.parse().unwrap());
        acts.entry(act.to_owned()).or_default().push((key, size));
    }
    acts
}

/// What in a citation does not exist.
fn wrong(act: &Act, section: &str) -> Option<String> {
    if section.is_empty() || section == "övergångsbestämmelserna" {
        return None;
    }
    if section.starts_with("bilaga ") {
        return (!act.iter().any(|((chapter, _), _)| chapter == section)).then(|| format!("no {section}"));
    }
    let number = r"\d+(?: [a-z]\b)?";
    let numbers = format!(r"{number}(?:(?:–|, | och | eller ){number})*");
    let pattern = format!(
        r"^(?:({number}) kap\. )?({numbers}) §§?(?: (första|andra|tredje|fjärde|femte|sista) stycket)?(?: ({numbers}))?$"
    );
    let Some(found) = Regex::new(&pattern).unwrap().captures(section) else {
        return Some(format!("unreadable: {section}"));
    };
    let chapter = found.get(1).map_or("-", |chapter| chapter.as_str());
    let part = found.get(3).map_or(1, |part| match part.as_str() {
        "andra" => 2,
        "tredje" => 3,
        "fjärde" => 4,
        "femte" => 5,
        _ => 1,
    });
    let each = Regex::new(number).unwrap();
    let point = found.get(4).map_or(0, |points| {
        each.find_iter(points.as_str()).map(|one| one.as_str().parse().unwrap()).max().unwrap()
    });
    for paragraph in each.find_iter(&found[2]) {
        let key = (chapter.to_owned(), paragraph.as_str().to_owned());
        match act.iter().find(|(other, _)| *other == key) {
            None => return Some(format!("no {section}")),
            Some((_, (parts, points))) if *parts < part || *points < point => {
                return Some(format!("{section}: only {parts} subparagraphs, {points} points"));
            }
            Some(_) => {}
        }
    }
    None
}

fn cited(rules: &RuleSet) -> Vec<(&str, &Citation)> {
    let of_rules =
        rules.rules().flat_map(|rule| rule.head().sources.iter().map(move |source| (rule.id(), source)));
    let criteria = rules.criteria.entries().iter();
    let criteria = criteria.flat_map(|one| one.sources.iter().map(move |source| (one.id.as_str(), source)));
    let forms = rules.forms.entries().iter();
    let forms = forms.flat_map(|one| one.sources.iter().map(move |source| (one.id.as_str(), source)));
    let services = rules.services.iter();
    let services = services.flat_map(|one| one.sources.iter().map(move |source| (one.id.as_str(), source)));
    of_rules.chain(criteria).chain(forms).chain(services).collect()
}

#[test]
fn every_citation_of_an_act_is_found_in_it() {
    let acts = acts();
    let (mut checked, mut faults) = (0, Vec::new());
    for (id, _) in EMBEDDED {
        let rules = shipped(id);
        for (of, source) in cited(&rules) {
            let Some(act) = acts.get(&source.document.id) else { continue };
            checked += 1;
            faults.extend(
                wrong(act, &source.section)
                    .map(|wrong| format!("{id}, {of}: {}: {wrong}", source.document.id)),
            );
        }
    }
    assert!(checked > 300, "{checked}");
    assert!(faults.is_empty(), "{faults:#?}");
    // What does not exist is noticed.
    for section in ["1 kap. 99 §", "1 kap. 1 § femte stycket", "hela lagen", "1 kap. 1 § 12"] {
        assert!(wrong(&acts["lov-lagen"], section).is_some(), "{section}");
    }
}

/// Each row of what is right, wrong or missing in the law that the layer holds: what says it, and the place it cites.
#[test]
fn each_row_of_the_national_law_is_there() {
    let rules = shipped("sverige");
    let rows: [(&str, &str, &str, &str); 31] = [
        ("KL 10:1, handing over", "council-hands-over", "kommunallagen", "10 kap. 1 § första stycket"),
        ("KL 10:7-9", "control-and-insight", "kommunallagen", "10 kap. 7–9 §§"),
        ("KL 6:38", "board-decides", "kommunallagen", "6 kap. 38 §"),
        ("LOV 1:1", "lov-scope", "lov-lagen", "1 kap. 1 § första stycket"),
        ("LOV 1:2 a", "lov-reserved-system", "lov-lagen", "1 kap. 2 a §"),
        ("LOU annex 2", "lou-social-services", "lou-lagen", "bilaga 2"),
        ("LSS 17", "lss-responsibility-stays", "lss", "17 §"),
        ("LSS 23", "lss-licence", "lss", "23 §"),
        ("Act 2022:900", "lou-reserved-non-profit", "lag-2022-900", "8 § första stycket"),
        ("HFD 2020 ref. 15", "iop-or-procurement", "hfd-2020-15", ""),
        ("LOV without choice", "lov-needs-choice", "lov-lagen", "1 kap. 1 § andra stycket"),
        ("HVB for children", "lov-child-and-youth-care", "lov-lagen", "1 kap. 1 § första stycket"),
        ("programme for every provider", "programme-for-all-providers", "kommunallagen", "5 kap. 3 §"),
        ("authority, SoL", "exercise-of-authority", "sol", "4 kap. 3 § första stycket"),
        ("authority, HSL", "exercise-of-authority", "hsl", "15 kap. 1 §"),
        ("authority, LSS is silent", "exercise-of-authority", "kommunallagen", "10 kap. 1 § andra stycket"),
        ("authority stays", "authority-stays-with-municipality", "sol", "4 kap. 3 § första stycket"),
        ("the council may decide", "council-may-decide", "kommunallagen", "5 kap. 1 §"),
        ("LOU's threshold", "lou-threshold-changes", "lou-lagen", "5 kap. 1 §"),
        ("LOU 19:25", "lou-reserved-contract", "lou-lagen", "19 kap. 25 §"),
        ("LOU 19:25 a", "lou-reserved-non-profit", "lou-lagen", "19 kap. 25 a §"),
        ("LOV 8:1", "lov-open-to-all-qualified", "lov-lagen", "8 kap. 1 §"),
        ("SoL 26:1", "sol-licence", "sol", "26 kap. 1 §"),
        ("SoL 26:3-4", "sol-licence-suitability", "sol", "26 kap. 3–4 §§"),
        ("SoL 4:1", "sol-responsibility-stays", "sol", "4 kap. 1 §"),
        ("SoL 15:9", "sol-provider-data", "sol", "15 kap. 9 §"),
        ("SoL 27:7", "report-to-ivo", "sol", "27 kap. 7 §"),
        ("KL 6:6", "internal-control", "kommunallagen", "6 kap. 6 §"),
        ("LOV 9:2", "lov-non-choice-alternative", "lov-lagen", "9 kap. 2 §"),
        ("LOU 19 a:5", "lou-direct-award", "lou-lagen", "19 a kap. 5 §"),
        ("KL 9:37", "intermunicipal-agreement", "kommunallagen", "9 kap. 37 §"),
    ];
    for (row, id, document, section) in rows {
        let rule = rules.rules().find(|rule| rule.id() == id).unwrap_or_else(|| panic!("{row}: no {id}"));
        let cites = |source: &Citation| source.document.id == document && source.section == section;
        assert!(rule.head().sources.iter().any(cites), "{row}: {:?}", rule.head().sources);
    }
    let advice =
        |id: &str| rules.advice.iter().find(|one| one.head.id == id).unwrap_or_else(|| panic!("{id}"));
    // In force later than the acts were read, or since a day: said with the day.
    assert_eq!(advice("sol-swedish-in-elderly-care").head.validity.from.as_deref(), Some("2026-07-01"));
    assert_eq!(advice("hsl-preparedness").head.validity.from.as_deref(), Some("2026-01-01"));
    // The programme holds for every form; old names still find what was renamed.
    assert!(advice("programme-for-all-providers").forms.is_empty());
    let named = |name: &str| rules.rules().filter(|rule| rule.is_named(name)).count();
    assert_eq!((named("programme-for-private-providers"), named("authority-needs-support-in-law")), (1, 1));
    // No amount is named that changes every second year.
    assert!(!advice("lou-threshold-changes").head.why.sv.contains("kronor"));
    // Only gates exclude, and only the three of law; whether users may choose is the board's to say.
    assert_eq!(rules.gates.len(), 3);
    assert!(rules.gates.iter().all(|gate| gate.presumed == (gate.head.id != "lov-needs-choice")));
    // Short pages show the decisive ones: never more than three for one outcome, whichever the law.
    for law in ["sol", "lss", "hsl", "other"] {
        let area = format!(
            "area: A\nanswers:\n  service_law: {law}\n  child_or_youth_care: yes\n  exercise_of_authority: no\n"
        );
        let advisor = Advisor::new(&rules, None).unwrap();
        let area = load::areas("a.yaml", area.into(), &rules).areas.remove(0);
        for form in rules.forms.keys() {
            let concerns = |one: &&avtalsform::model::Advice| {
                let when = one.when.as_ref();
                let holds = when.is_none_or(|when| {
                    avtalsform::evaluate::holds(when, &area.answers) == avtalsform::evaluate::Truth::True
                });
                one.relevance == Relevance::Decisive
                    && holds
                    && (one.forms.is_empty() || one.forms.contains(form))
            };
            assert!(advisor.rules().advice.iter().filter(concerns).count() <= 3, "{law}");
        }
    }
}

#[test]
fn services_settle_what_a_second_account_says() {
    let rules = shipped("sverige");
    let text = std::fs::read_to_string(root().join("tests/law/services.tsv")).unwrap();
    let mut lines = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let columns = lines.next().unwrap();
    let mut settled: BTreeMap<&str, usize> = BTreeMap::new();
    let mut ids = Vec::new();
    for line in lines {
        let service = rules.services.iter().find(|service| service.id == line[0]);
        let service = service.unwrap_or_else(|| panic!("no service {}", line[0]));
        ids.push(line[0]);
        for (criterion, expected) in columns.iter().zip(&line).skip(1) {
            let key = rules.criterion_named(criterion).unwrap();
            let found = service.settled(key).map_or("-", |answer| rules.criteria.at(key).answer_id(answer));
            assert_eq!(found, *expected, "{} {criterion}", service.id);
            *settled.entry(criterion).or_default() += usize::from(*expected != "-");
            // What is not settled says why.
            assert_eq!(
                service.open.iter().any(|(open, _)| *open == key),
                *expected == "-",
                "{} {criterion}",
                service.id
            );
        }
    }
    let all: Vec<&str> = rules.services.iter().map(|service| service.id.as_str()).collect();
    assert_eq!(all, ids);
    assert_eq!(
        (settled["service_law"], settled["exercise_of_authority"], settled["child_or_youth_care"]),
        (49, 56, 37)
    );
}

#[test]
fn law_answers_where_the_area_does_not_and_warns_where_it_differs() {
    let rules = shipped("linkoping-vard-omsorg");
    let read = |text: &str| {
        let mut loaded = load::areas("a.yaml", text.as_bytes().to_vec(), &rules);
        assert!(loaded.faults.is_empty(), "{:#?}", loaded.faults);
        loaded.areas.remove(0)
    };
    let authority = rules.criterion_named("exercise_of_authority").unwrap();
    let answer = |area: &avtalsform::model::Area| {
        area.answers.get(authority).map(|answer| rules.criteria.at(authority).answer_id(answer).to_owned())
    };
    // However it is written.
    for name in ["daglig-verksamhet-lss", "Daglig verksamhet", "LSS 9:10", "DAGLIG_VERKSAMHET"] {
        let area = read(&format!("area: A\nservice: {name}\n"));
        assert_eq!(answer(&area).as_deref(), Some("no"), "{name}");
        assert_eq!(rules.provenance(&area, authority), avtalsform::model::Provenance::Law);
    }
    // An answer of its own stands, and differing it warns; `unknown` is no answer.
    let own = read("area: A\nservice: hemtjanst\nanswers: { exercise_of_authority: yes }\n");
    assert_eq!(answer(&own).as_deref(), Some("yes"));
    assert_eq!(rules.provenance(&own, authority), avtalsform::model::Provenance::Area);
    let advisor = Advisor::new(&rules, None).unwrap();
    let found = advisor.recommend(own);
    let differs = |kind: &WarningKind<'_>| matches!(kind, WarningKind::Settled { .. });
    let warning = found.warnings.iter().find(|warning| differs(&warning.kind)).expect("a warning");
    assert_eq!(warning.place, Some((3, 12)));
    let open = read("area: A\nservice: hemtjanst\nanswers: { exercise_of_authority: unknown }\n");
    assert_eq!(rules.provenance(&open, authority), avtalsform::model::Provenance::Law);
    assert!(!advisor.recommend(open).warnings.iter().any(|warning| differs(&warning.kind)));
    // What a service can settle is never offered as something to change.
    for (key, criterion) in rules.criteria.iter() {
        let law = ["exercise_of_authority", "lov_scope", "service_law", "child_or_youth_care"];
        assert_eq!(rules.is_matter_of_law(key), law.contains(&criterion.id.as_str()), "{}", criterion.id);
    }
}

/// Every key under its Swedish name, however it is written, says the same as under its English one.
#[test]
fn keys_of_area_files_are_read_in_both_languages() {
    let rules = shipped("linkoping-vard-omsorg");
    let english = "area: A\nmunicipality: K\nboard: N\nperiod: 2027-2030\ngroup: G\nservice: hemtjanst\ncurrent:\n  form: lov\n  \
                   as_of: 2026-05-31\n  users: 5\n  providers: { municipal: 1, private: 2, nonprofit: 0 }\n  share: { municipal: 60, private: 40 }\n  \
                   geography: T\n  description: D\nproposal: { form: lou, direction: U, motivation: M }\ndecision: { form: lov, direction: F, \
                   motivation: M, source: S }\nanswers:\n  follow_up: { answer: partly, note: N, source: S }\nconsiderations:\n  contract_end: \
                   { note: N, source: S }\nmatter: { reference: R, date: 2026-12-01, officer: O, Samråd: T }\nnotes: A\n";
    let swedish = "OMRÅDE: A\nKommun: K\nnämnd: N\nperiod: 2027-2030\ngrupp: G\ntjanst: Hemtjänst\nnuläge:\n  form: lov\n  \
                   datum: 2026-05-31\n  brukare: 5\n  utförare: { kommunala: 1, privata: 2, ideburna: 0 }\n  fordelning: { kommunala: 60, privata: 40 }\n  \
                   geografi: T\n  beskrivning: D\nförslag: { form: lou, inriktning: U, motivering: M }\nbeslut: { form: lov, inriktning: F, \
                   motivering: M, källa: S }\nsvar:\n  uppföljning: { svar: delvis, underlag: N, källa: S }\növerväganden:\n  Avtalsslut: \
                   { underlag: N, källa: S }\närende: { diarienummer: R, datum: 2026-12-01, handläggare: O, Samråd: T }\nanteckningar: A\n";
    let read = |text: &str| {
        let mut loaded = load::areas("a.yaml", text.as_bytes().to_vec(), &rules);
        assert!(loaded.faults.is_empty(), "{:#?}", loaded.faults);
        let mut area = loaded.areas.remove(0);
        for key in rules.criteria.keys() {
            if let Some(evidence) = area.evidence.at_mut(key) {
                (evidence.line, evidence.column) = (0, 0);
            }
        }
        area
    };
    let (one, other) = (read(english), read(swedish));
    assert_eq!(one, other);
    assert_eq!((one.considerations[0].id.as_str(), one.matter.len()), ("contract_end", 4));
    // In order both keep their language, and say the same.
    for text in [english, swedish] {
        let ordered = avtalsform::area_file::canonical(text, &rules).unwrap();
        assert_eq!(read(&ordered), one, "{ordered}");
    }
    // A key under both its names is a key given twice.
    let twice = load::areas("a.yaml", "area: A\nboard: N\nnämnd: M\n".into(), &rules);
    assert_eq!(twice.faults.iter().map(|found| found.fault).collect::<Vec<_>>(), [load::Fault::DuplicateKey]);
}

/// Every row of the plan and every illustration that is one of the services names it; none asks about authority.
#[test]
fn rows_of_the_plan_are_not_asked_what_law_settles() {
    let rules = shipped("linkoping-vard-omsorg");
    let advisor = Advisor::new(&rules, None).unwrap();
    let authority = rules.criterion_named("exercise_of_authority").unwrap();
    for path in crate::support::files("examples/linkoping-2023", "yaml") {
        let area = load::areas(&path, std::fs::read(root().join(&path)).unwrap(), &rules).areas.remove(0);
        assert!(area.service.is_some(), "{path}");
        let found = advisor.recommend(area);
        assert!(found.evaluation.questions.iter().all(|question| question.criterion != authority), "{path}");
    }
}

/// A correction in the national layer reaches both that extend it.
#[test]
fn rules_of_every_layer_are_inherited() {
    let national = shipped("sverige");
    for id in ["linkoping-vard-omsorg", "linkoping-ovriga-namnder"] {
        let rules = shipped(id);
        let same = |one: Rule<'_>| {
            rules.rules().find(|rule| rule.id() == one.id()).is_some_and(|rule| rule.head() == one.head())
        };
        let inherited = national.rules().filter(|one| same(*one)).count();
        assert!(inherited >= 10, "{id}: {inherited}");
        assert_eq!(rules.identity.law_read_on.as_deref(), Some("2026-04-27"));
    }
}
