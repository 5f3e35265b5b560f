//! `--format plain`: pages that are heard and not seen. Nothing is drawn, nothing is cut, nothing is lost.

use std::fs;

use crate::support::random::Dice;
use crate::support::{self, files, named, root, run, run_with};
use avtalsform::explain::Advisor;
use avtalsform::model::{Area, Lang};
use avtalsform::page::recommend::{Detail, document};
use avtalsform::say::words::{capital, harmless};
use avtalsform::texts::Texts;
use avtalsform::write::plain::plain;
use serde_json::Value;

const ANSWERED: &str = "examples/illustrations/hemtjanst-omradesbaserad.yaml";
const OPEN: &str = "examples/linkoping-2023/16-yttersta-ansvaret-personlig-assistans.yaml";
const RULES: &str = "linkoping-vard-omsorg";

/// Hashes follow the rules; the rest is pinned.
fn pinned(text: &str) -> String {
    let word = |word: &str| {
        let is_hash = word.trim_end_matches('.').len() == 64;
        if is_hash { "HASH".to_owned() } else { word.to_owned() }
    };
    let line = |line: &str| line.split(' ').map(word).collect::<Vec<_>>().join(" ");
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// A plain page, which must hold to the rules of plain pages; signs that only data brings are looked for where asked.
fn heard(args: &[&str], statuses: &[i32]) -> String {
    let mut all = args.to_vec();
    all.extend(["--format", "plain", "--color", "always"]);
    let ran = run(&all);
    assert!(statuses.contains(&ran.status), "{args:?}: {} {}", ran.status, ran.stderr);
    assert_plain(&ran.stdout);
    for (number, line) in ran.stdout.lines().enumerate() {
        for sign in [" → ", " = ", " + ", "%", "[", " · ", "~ ", " | "] {
            assert!(!line.contains(sign), "{args:?}, line {}: {sign} in {line}", number + 1);
        }
    }
    ran.stdout
}

fn assert_plain(page: &str) {
    assert!(page.ends_with('\n') && !page.ends_with("\n\n") && !page.starts_with('\n'), "{page}");
    assert!(!page.contains("\n\n\n"), "two empty lines: {page}");
    for line in page.lines() {
        let drawn =
            line.chars().find(|letter| ('\u{2500}'..='\u{259f}').contains(letter) || letter.is_control());
        assert_eq!(drawn, None, "{line}");
        assert!(!line.ends_with('…') && !line.contains("… "), "{line}");
        assert_eq!(line.trim(), line, "blanks around a line");
        assert!(line.is_empty() || line.chars().any(char::is_alphanumeric), "nothing to hear: {line}");
        let first = line.chars().next();
        assert!(first.is_none_or(|first| !"+−×✓✗•·!?".contains(first)), "a sign begins the line: {line}");
    }
}

/// White space as it is on a line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn recommendations() {
    for (lang, area) in [("sv", ANSWERED), ("en", ANSWERED), ("sv", OPEN), ("en", OPEN)] {
        let name = if area == OPEN { "open" } else { "answered" };
        let page = heard(&["recommend", "--lang", lang, area], &[0]);
        insta::assert_snapshot!(format!("recommend-{name}-{lang}"), pinned(&page));
    }
    insta::assert_snapshot!(
        "recommend-short",
        pinned(&heard(&["recommend", "--detail", "short", OPEN], &[0]))
    );
}

#[test]
fn overviews_and_plans() {
    for lang in ["sv", "en"] {
        let page = heard(&["batch", "--lang", lang, ANSWERED, OPEN], &[0]);
        insta::assert_snapshot!(format!("batch-{lang}"), pinned(&page));
    }
    insta::assert_snapshot!(
        "batch-grouped",
        pinned(&heard(&["batch", "--group-by", "board", ANSWERED, OPEN], &[0]))
    );
    for area in [ANSWERED, OPEN] {
        assert_plain(&run(&["memo", "--format", "plain", area]).stdout);
    }
    let plan = run(&["plan", "--format", "plain", ANSWERED, OPEN, "--board", "Äldrenämnden"]);
    assert_plain(&plan.stdout);
    insta::assert_snapshot!("plan", pinned(&plan.stdout));
}

/// A rule set in which one gate asks for more.
fn changed() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.yaml");
    let (from, to) = ("when: { pricing: no }", "when: { pricing: [no, partly] }");
    let text = run(&["rules", "export"]).stdout;
    assert!(text.contains(from));
    fs::write(&path, text.replace(from, to).replace("margin: 1/20", "margin: 1/4")).unwrap();
    let name = path.to_str().unwrap().to_owned();
    (folder, name)
}

#[test]
fn comparisons() {
    let (folder, new) = changed();
    let hidden = |text: &str| pinned(text).replace(folder.path().to_str().unwrap(), "DIR");
    for lang in ["sv", "en"] {
        let args = ["diff", "--lang", lang, "examples/illustrations", "--from", RULES, "--to", &new];
        insta::assert_snapshot!(format!("diff-{lang}"), hidden(&heard(&args, &[1])));
        let args = ["rules", "compare", "--lang", lang, RULES, &new];
        insta::assert_snapshot!(format!("compare-{lang}"), hidden(&heard(&args, &[1])));
    }
}

#[test]
fn rule_sets_and_their_tests() {
    for lang in ["sv", "en"] {
        let page = heard(&["test", "--lang", lang, "tests/ci/reports/failing.yaml"], &[1]);
        insta::assert_snapshot!(format!("test-{lang}"), page);
        let page = heard(&["rules", "check", "--lang", lang], &[0]);
        insta::assert_snapshot!(format!("check-{lang}"), pinned(&page));
        let page = heard(&["rules", "show", "--lang", lang], &[0]);
        let excerpt: Vec<&str> = page.lines().take(60).collect();
        insta::assert_snapshot!(format!("show-{lang}"), pinned(&excerpt.join("\n")));
        let list = heard(&["rules", "list", "--lang", lang], &[0]);
        let codes = heard(&["explain", "--lang", lang], &[0]);
        let one = heard(&["explain", "--lang", lang, "gate-idle"], &[0]);
        insta::assert_snapshot!(format!("list-{lang}"), format!("{list}\n{codes}\n{one}"));
    }
    heard(&["rules", "show", "linkoping-ovriga-namnder"], &[0]);
}

/// Everything that the JSON of a recommendation says stands on its plain page.
fn assert_nothing_lost(result: &Value, page: &str, texts: &Texts) {
    let rules = support::shipped(RULES);
    let page = flat(page);
    let has = |said: &str| assert!(page.contains(&flat(said)), "{said}\nis not in\n{page}");
    let per_cent = |of: &Value| {
        let [above, below] = ["numerator", "denominator"].map(|key| of[key].as_u64().unwrap());
        (above * 200 + below) / (below * 2)
    };
    let criterion = |id: &str| rules.criteria.entries().iter().find(|one| one.id == id).unwrap();
    let answer = |of: &str, id: &str| {
        let choice = criterion(of).choices.iter().find(|choice| choice.id == id).unwrap();
        choice.name.get(texts.lang).to_owned()
    };
    let outcome = |id: &Value| {
        let outcome = rules.outcome_named(id.as_str().unwrap()).unwrap();
        rules.outcome_title(outcome).get(texts.lang).to_owned()
    };
    let change = |of: &str, id: &str| {
        let answer = answer(of, id);
        texts.flip(answer.as_str(), criterion(of).name.get(texts.lang))
    };
    has(result["area"]["name"].as_str().unwrap());
    match result["outcome"]["name"].as_str() {
        Some(outcome) => has(outcome),
        None => has(texts.undetermined()),
    }
    has(result["ruleset"]["sha256"].as_str().unwrap());
    for form in result["forms"].as_array().unwrap() {
        let named = rules.forms.entries().iter().find(|one| form["id"] == one.id).unwrap();
        let [low, high] = ["low", "high"].map(|key| per_cent(&form[key]));
        // While answers are open, the span and no figure in its middle.
        let score = if form["low"] == form["high"] {
            texts.percent(low)
        } else {
            texts.percent(texts.from_to(high, low))
        };
        has(&format!("{}. {}: {score}.", named.name.get(texts.lang), texts.score()));
        for gate in ["excluded_by", "conditional_on"].iter().flat_map(|key| form[key].as_array().unwrap()) {
            has(gate.as_str().unwrap());
        }
    }
    for reason in result["reasons"].as_array().unwrap() {
        let id = reason["criterion"].as_str().unwrap();
        let given = match reason["answer"].as_str().unwrap() {
            "unknown" => texts.unknown().to_owned(),
            given => answer(id, given),
        };
        let name = criterion(id).name.get(texts.lang);
        has(&format!("{name}: {given}. {}", reason["text"].as_str().unwrap()));
        has(reason["rule"].as_str().unwrap());
        for source in reason["sources"].as_array().unwrap() {
            ["name", "section"].iter().for_each(|key| has(source[key].as_str().unwrap()));
        }
        reason["note"].as_str().into_iter().for_each(has);
    }
    for question in result["next_questions"].as_array().unwrap() {
        let id = question["criterion"].as_str().unwrap();
        has(criterion(id).question.get(texts.lang));
        let answers = question["answers"].as_array().unwrap();
        let leading = &result["shares"][0]["id"];
        if answers.iter().all(|one| one["leads"] == *leading) {
            continue;
        }
        for one in answers.iter().filter(|one| one["leads"] != result["outcome"]["id"]) {
            has(&answer(id, one["answer"].as_str().unwrap()));
            has(&outcome(&one["leads"]));
        }
    }
    for flip in result["flips"].as_array().unwrap() {
        let set = flip["set"].as_object().unwrap();
        let changes: Vec<(&str, &str)> =
            set.iter().map(|(of, to)| (of.as_str(), to.as_str().unwrap())).collect();
        let to = outcome(&flip["leads"]);
        if let [(of, to_answer)] = changes.as_slice() {
            // Answers to the same question stand together.
            let [given, name] = [answer(of, to_answer), criterion(of).name.get(texts.lang).to_owned()];
            let line = page_line(&page, &[&given, &name, &to]);
            assert!(line, "{given} {name} {to}\n{page}");
        } else {
            let said: Vec<String> = changes.iter().map(|(of, to)| change(of, to)).collect();
            has(&capital(&texts.flip_set(said.join(", "), &to)));
        }
    }
    for advice in result["advice"].as_array().unwrap() {
        has(advice["text"].as_str().unwrap());
        for source in advice["sources"].as_array().unwrap() {
            has(source["name"].as_str().unwrap());
            has(source["section"].as_str().unwrap());
        }
    }
    for warning in result["warnings"].as_array().unwrap() {
        has(warning["text"].as_str().unwrap());
        let place = warning["line"].as_u64().map(|line| format!(":{line}:{}", warning["column"]));
        place.as_deref().into_iter().for_each(has);
    }
    // A firm outcome has the share 1 and needs no list.
    for other in result["shares"].as_array().unwrap().iter().filter(|_| result["firmness"] != "firm") {
        has(&outcome(&other["id"]));
    }
}

fn page_line(page: &str, words: &[&str]) -> bool {
    let mut from = 0;
    words.iter().all(|word| match page.get(from..).unwrap().find(word) {
        Some(at) => {
            from += at;
            true
        }
        None => false,
    })
}

fn assert_recommendations_whole(input: &[u8], args: &[&str]) -> usize {
    let mut number = 0;
    for lang in [Lang::Sv, Lang::En] {
        let texts = Texts::load(lang).unwrap().plain();
        let ran = |format: &str| {
            let mut all = vec!["recommend", "--lang", lang.code(), "--format", format];
            all.extend(args);
            run_with(&all, input, &[])
        };
        let (page, lines) = (ran("plain"), ran("ndjson"));
        assert_eq!((page.status, lines.status), (0, 0), "{}", page.stderr);
        assert_plain(&page.stdout);
        let results: Vec<Value> =
            lines.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        // Each area is a chapter under its name; what stands above the first is the title of them all.
        let mut names = results.iter().map(|result| result["area"]["name"].as_str().unwrap()).peekable();
        let mut pages: Vec<String> = vec![String::new()];
        for line in page.stdout.lines() {
            if names.next_if(|name| flat(&harmless(name)) == flat(line)).is_some() {
                pages.push(String::new());
            }
            pages.last_mut().unwrap().push_str(&format!("{line}\n"));
        }
        pages.remove(0);
        assert_eq!(pages.len(), results.len());
        for (result, page) in results.iter().zip(&pages) {
            assert_nothing_lost(result, page, &texts);
        }
        number += results.len();
    }
    number
}

#[test]
fn nothing_is_lost_of_shipped_areas() {
    let mut paths = files("examples/linkoping-2023", "yaml");
    paths.extend(files("examples/illustrations", "yaml"));
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    assert_eq!(assert_recommendations_whole(b"", &paths), 2 * paths.len());
}

#[test]
fn nothing_is_lost_of_random_areas() {
    let mut dice = Dice::new(5);
    let areas = named::areas(&mut dice, &support::shipped(RULES), 60);
    assert_eq!(assert_recommendations_whole(areas.as_bytes(), &["-"]), 120);
}

/// Random rule sets with random answers: nothing is drawn, cut, coloured, or broken over lines.
#[test]
fn random_rule_sets_are_plain() {
    let texts = [Lang::Sv, Lang::En].map(|lang| Texts::load(lang).unwrap().plain());
    for seed in 0..300 {
        let mut dice = Dice::new(seed);
        let mut rules = support::random::rules(&mut dice);
        named::name(&mut dice, &mut rules);
        let answers = support::random::answers(&mut dice, &rules);
        let mut area = Area::unanswered("a".into(), "a.yaml".into(), 1, rules.criteria.len());
        (area.name, area.answers) = (named::text(&mut dice, 6, 24), answers);
        let Some(advisor) = Advisor::new(&rules, None) else { continue };
        let recommendation = advisor.recommend(area);
        for texts in &texts {
            for detail in [Detail::Short, Detail::Full] {
                assert_plain(&plain(&document(std::slice::from_ref(&recommendation), texts, detail), texts));
            }
            let page = plain(&document(std::slice::from_ref(&recommendation), texts, Detail::Full), texts);
            for reason in &recommendation.reasons {
                let said = flat(reason.text.get(texts.lang));
                assert!(page.lines().any(|line| flat(line).contains(&said)), "{seed}: {said}\n{page}");
            }
        }
    }
}

/// Every row and total of an overview.
#[test]
fn nothing_is_lost_of_overviews() {
    for lang in ["sv", "en"] {
        let plain_texts = Texts::load(if lang == "sv" { Lang::Sv } else { Lang::En }).unwrap().plain();
        let paths = ["examples/linkoping-2023", "examples/illustrations"];
        let args = |format: &'static str| ["batch", "--lang", lang, paths[0], paths[1], "--format", format];
        let page = run(&args("plain")).stdout;
        let all: Value = serde_json::from_str(&run(&args("json")).stdout).unwrap();
        let rules = support::shipped(RULES);
        for area in all["areas"].as_array().unwrap() {
            let name = area["area"]["name"].as_str().unwrap();
            let row = page.lines().find(|line| line.starts_with(&format!("{name}. ")));
            let row = row.unwrap_or_else(|| panic!("no row for {name}"));
            let short = match area["firmness"].as_str().unwrap() {
                "firm" => plain_texts.short_firm(),
                "preliminary" => plain_texts.short_preliminary(),
                _ => plain_texts.short_undetermined(),
            };
            assert!(row.contains(short), "{row}");
            if area["firmness"] != "undetermined" {
                let outcome = rules.outcome_named(area["outcome"]["id"].as_str().unwrap()).unwrap();
                let names =
                    rules.forms_of(outcome).map(|form| rules.forms.at(form).short.get(plain_texts.lang));
                let names: Vec<&str> = names.collect();
                assert!(row.contains(&names.join(plain_texts.forms_together())), "{row}");
            }
            if let Some(question) = area["next_questions"].as_array().and_then(|questions| questions.first())
            {
                let criteria = rules.criteria.entries();
                let asked = criteria.iter().find(|one| question["criterion"] == one.id).unwrap();
                assert!(row.contains(asked.name.get(plain_texts.lang)), "{row}");
            }
            assert_eq!(page.lines().filter(|line| *line == name).count(), 1, "{name} has a part of its own");
        }
        // Each total of the text page stands on the plain one, with its figures.
        let text = run(&args("text")).stdout;
        let totals = plain_texts.totals_title();
        let sums = flat(text.split(&format!("\n{totals}\n")).nth(1).unwrap());
        let numbers = |text: &str| -> Vec<u64> {
            text.split(|letter: char| !letter.is_ascii_digit())
                .filter_map(|digits| digits.parse().ok())
                .collect()
        };
        let heard = page.split(&format!("\n{totals}\n")).nth(1).unwrap();
        let lines: Vec<&str> = heard.lines().take(3).collect();
        assert!(lines.iter().all(|line| sums.contains(&flat(line))), "{lines:?}\n{sums}");
        // Every total that is something, in the order of the data, and how many areas have a direction.
        let counts = |total: &str| -> Vec<u64> {
            let counts = all["totals"][total].as_object().unwrap().values();
            counts.map(|count| count.as_u64().unwrap()).filter(|count| *count > 0).collect()
        };
        let agreement = counts("agreement");
        let wanted = [counts("firmness"), counts("change"), vec![agreement.iter().sum()], agreement].concat();
        assert_eq!(numbers(&lines.concat()), wanted, "{lines:?}");
    }
}

/// Every difference and cause of a comparison, every finding of a check, every failing test.
#[test]
fn nothing_is_lost_of_reports() {
    let (_folder, new) = changed();
    let args = |format| ["diff", "examples/illustrations", "--from", RULES, "--to", &new, "--format", format];
    let page = flat(&run(&args("plain")).stdout);
    let all: Value = serde_json::from_str(&run(&args("json")).stdout).unwrap();
    let areas = all["areas"].as_array().unwrap();
    assert!(areas.len() > 3);
    for area in areas {
        let name = area["area"]["name"].as_str().unwrap();
        let from = page.find(name).unwrap_or_else(|| panic!("{name}"));
        for reason in area["reasons"].as_array().unwrap() {
            let rule = format!("regel {}", reason["rule"].as_str().unwrap());
            assert!(page.get(from..).unwrap().contains(&rule), "{name}: {rule}");
        }
        let causes = area["causes"].as_array().map(Vec::as_slice).unwrap_or_default();
        for id in causes.iter().flat_map(|set| set.as_array().unwrap()).filter_map(|one| one["id"].as_str()) {
            assert!(page.get(from..).unwrap().contains(id), "{name}: {id}");
        }
    }
    // What the wide text page says of each area, the plain one says too, word by word.
    let wide =
        run(&["diff", "examples/illustrations", "--from", RULES, "--to", &new, "--width", "1000"]).stdout;
    let words = |text: &str| -> Vec<String> {
        text.split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| word.len() > 3)
            .map(str::to_owned)
            .collect()
    };
    let heard = words(&page);
    assert!(words(&wide).iter().all(|word| heard.contains(word)));

    let page = flat(&run(&["rules", "check", "--format", "plain"]).stdout);
    let found: Value = serde_json::from_str(&run(&["rules", "check", "--format", "json"]).stdout).unwrap();
    let found = found["findings"].as_array().unwrap();
    assert!(found.len() > 5);
    for finding in found {
        assert!(
            page.contains(&flat(finding["message"].as_str().unwrap()).replace('%', "procent")),
            "{finding}"
        );
        assert!(page.contains(finding["code"].as_str().unwrap()));
    }

    let args = |format| ["test", "tests/ci/reports/failing.yaml", "--format", format];
    let page = flat(&run(&args("plain")).stdout);
    let all: Value = serde_json::from_str(&run(&args("json")).stdout).unwrap();
    let failed = all["tests"].as_array().unwrap().iter().filter(|test| test["end"] == "failed");
    let failures: Vec<&Value> = failed.flat_map(|test| test["failures"].as_array().unwrap()).collect();
    assert!(!failures.is_empty());
    for failure in failures {
        for key in ["key", "expected", "actual"] {
            assert!(page.contains(&flat(failure[key].as_str().unwrap())), "{failure}");
        }
    }
}

/// `rules show` says everything that the page of text says.
#[test]
fn nothing_is_lost_of_rule_sets() {
    for id in [RULES, "linkoping-ovriga-namnder"] {
        let page = flat(&run(&["rules", "show", id, "--format", "plain"]).stdout);
        let rules = support::shipped(id);
        let texts = rules.gates.iter().map(|gate| &gate.head.why);
        let texts = texts.chain(rules.indicators.iter().map(|indicator| &indicator.head.why));
        let texts = texts.chain(rules.mix_rules.iter().map(|rule| &rule.head.why));
        let texts = texts.chain(rules.advice.iter().map(|advice| &advice.head.why));
        let texts = texts.chain(rules.checks.iter().map(|check| &check.head.why));
        let texts = texts.chain(rules.criteria.entries().iter().map(|criterion| &criterion.question));
        let choices = rules.criteria.entries().iter().flat_map(|criterion| &criterion.choices);
        let texts = texts.chain(choices.map(|choice| &choice.help));
        for text in texts {
            assert!(page.contains(&flat(text.get(Lang::Sv))), "{}", text.sv);
        }
        let wide = run(&["rules", "show", id, "--width", "1000"]).stdout;
        let missing: Vec<&str> = wide
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !page.contains(word))
            .collect();
        assert_eq!(missing, Vec::<&str>::new());
    }
}

/// What is written to a file is what is shown, and equal input gives equal bytes.
#[test]
fn files_and_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.txt");
    let name = path.to_str().unwrap();
    let shown = run(&["recommend", "--format", "plain", OPEN]).stdout;
    assert_eq!(run(&["recommend", "--format", "plain", "--output", name, OPEN]).stdout, "");
    assert_eq!(fs::read_to_string(&path).unwrap(), shown);
    assert_eq!(run(&["recommend", "--format", "plain", "--width", "40", OPEN]).stdout, shown, "no width");
    assert!(root().join(OPEN).exists());
}

/// Faults are heard, too: where, what is wrong, what stands there, what to do, without a drawn line.
#[test]
fn faults_in_words() {
    let text =
        "area: A\nanswers:\n  marknad_finns: vet ej\n  uppfoljning:ja\n  brukarval: ja\n    note: sju\n";
    let mut all = String::new();
    for lang in ["sv", "en"] {
        let args = ["recommend", "-", "--format", "plain", "--lang", lang];
        let ran = run_with(&args, text.as_bytes(), &[]);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
        assert!(!ran.stderr.contains(" | ") && !ran.stderr.contains('^'), "{}", ran.stderr);
        all.push_str(&ran.stderr);
    }
    insta::assert_snapshot!(all);
}
