//! What two rule sets say otherwise: told if and only if it is, whatever else of their files differs.

use avtalsform::compare::{Delta, is_told, renames, rewordings};
use avtalsform::load::{no_files, rules};
use avtalsform::model::RuleSet;

use crate::support::random::Dice;
use crate::support::root;

fn loaded(text: &str) -> RuleSet {
    let found = rules("rules.yaml", text.as_bytes().to_vec(), &no_files);
    assert!(found.faults.is_empty(), "{:?}", found.faults);
    found.rules.unwrap()
}

/// The shipped rules with random edits: so many texts are others, so many ids are new, and lines and comments move about.
fn edited(text: &str, dice: &mut Dice) -> (String, usize, usize) {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let (mut texts, mut names) = (0, 0);
    if dice.chance(60) {
        let said: Vec<usize> = (0..lines.len())
            .filter(|at| {
                let line = lines[*at].trim_start();
                (line.starts_with("sv: ") || line.starts_with("en: ")) && !line.ends_with(['-', '"', '}'])
            })
            .collect();
        let mut chosen: Vec<usize> = (0..1 + dice.below(3)).map(|_| *dice.pick(&said)).collect();
        chosen.sort_unstable();
        chosen.dedup();
        chosen.iter().for_each(|at| lines[*at].push_str(" Och mer."));
        texts = chosen.len();
    }
    if dice.chance(50) {
        let ids: Vec<usize> = (0..lines.len())
            .filter(|at| {
                let id = lines[*at].strip_prefix("  - id: ");
                // One that nothing else names, whatever it is.
                let is_one =
                    |id: &str| id.strip_prefix("lov-").is_some_and(|rest| rest.parse::<u8>().is_ok());
                id.is_some_and(|id| is_one(id) && text.matches(id).count() == 1)
            })
            .collect();
        if let Some(at) = (!ids.is_empty()).then(|| *dice.pick(&ids)) {
            lines[at].push_str("-nytt");
            names = 1;
        }
    }
    if dice.chance(50) {
        let at = dice.below(lines.len());
        if lines[at].starts_with("  - id: ") {
            lines.insert(at, "  # En anmärkning.".to_owned());
        }
        lines.insert(0, "# Överst.".to_owned());
    }
    (lines.join(if dice.chance(30) { "\r\n" } else { "\n" }), texts, names)
}

#[test]
fn words_are_told_exactly_where_they_differ() {
    let text = std::fs::read_to_string(root().join("rules/linkoping-vard-omsorg.yaml")).unwrap();
    let old = loaded(&text);
    let mut seen = [0; 2];
    for seed in 0..80 {
        let (changed, texts, names) = edited(&text, &mut Dice::new(seed));
        let new = loaded(&changed);
        let renamed = renames(&old, &new);
        // A rule that says something else, too, is not only called otherwise: it is gone, and another has come.
        let before = old.renamed(&renamed);
        let found = rewordings(&before.said, &new.said);
        let changes = Delta::new((&before, None), (&new, None)).changes;
        if texts == 0 {
            assert_eq!((found.len(), changes.len(), renamed.len()), (0, 0, names), "seed {seed}: {found:?}");
            assert_eq!(before.identity.sha256 == new.identity.sha256, names == 0, "seed {seed}");
        } else {
            assert!(found.len() >= texts.min(1), "seed {seed}");
            assert!(names > 0 || found.len() == texts, "seed {seed}: {found:?}");
            assert!(found.iter().all(|one| names > 0 || !is_told(one, &changes)), "seed {seed}");
        }
        // The other way round the same is told.
        let back = renames(&new, &old);
        assert_eq!(back.len(), renamed.len(), "seed {seed}");
        assert_eq!(rewordings(&new.renamed(&back).said, &old.said).len(), found.len(), "seed {seed}");
        seen[usize::from(texts > 0)] += 1;
    }
    assert!(seen.iter().all(|number| *number > 10), "{seen:?}");
}
