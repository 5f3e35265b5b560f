//! What a change does to areas, in the shapes that people and services read.
//!
//! In: a comparison and the rules that name what is in it. Out: a document, workflow commands, SARIF, JUnit. Never
//! compares.

mod ci;
mod facts;
mod page;
pub(super) mod reworded;
mod words;

pub use self::ci::{github, junit, sarif};
pub use self::page::document;
use self::reworded::reworded;

use std::collections::BTreeSet;

use crate::compare::{Against, Causes, Change, ChangeKind, Comparison, FailOn, Gravity, RulesId, Status};
use crate::load::Files;
use crate::model::RuleSet;
use crate::texts::Texts;
use crate::write::ci::Root;

/// So many changes of rules are listed whatever they cause.
const CHANGES: usize = 12;
/// So many letters of a hash tell it from others.
const HASH: usize = 10;

/// A comparison with what it takes to show it.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// What differs.
    pub comparison: &'a Comparison,
    /// The old rules, where they are known.
    pub old: Option<&'a RuleSet>,
    /// The new rules.
    pub new: &'a RuleSet,
    /// The new rules as they were named.
    pub to: &'a str,
    /// What the areas are compared with.
    pub against: &'a Against,
    /// From which gravity on a difference is a failure.
    pub fail_on: FailOn,
    /// What became of the files as they were, where they are others than now.
    pub old_files: &'a Files,
    /// What became of the files as they are now.
    pub files: &'a Files,
    /// From where services count paths.
    pub root: &'a Root,
    /// The language.
    pub texts: &'a Texts,
}

impl Status {
    /// What such areas stand under.
    fn title(self, texts: &Texts) -> &'static str {
        match self {
            Self::Changed(Gravity::Outcome) => texts.diff_outcome(),
            Self::Changed(Gravity::Firmness) => texts.diff_firmness(),
            Self::Changed(Gravity::Reasons) => texts.diff_reasons(),
            Self::Changed(Gravity::Scores) => texts.diff_scores(),
            Self::Changed(Gravity::Meaning) => texts.diff_meaning(),
            Self::Added => texts.diff_added(),
            Self::Removed => texts.diff_removed(),
            Self::NotCompared(_) => texts.diff_not_compared(),
        }
    }

    /// What it means and what to do.
    fn help(self, texts: &Texts) -> &'static str {
        match self {
            Self::Changed(Gravity::Outcome) => texts.diff_outcome_help(),
            Self::Changed(Gravity::Firmness) => texts.diff_firmness_help(),
            Self::Changed(Gravity::Reasons) => texts.diff_reasons_help(),
            Self::Changed(Gravity::Scores) => texts.diff_scores_help(),
            Self::Changed(Gravity::Meaning) => texts.diff_meaning_help(),
            Self::Added => texts.diff_added_help(),
            Self::Removed => texts.diff_removed_help(),
            Self::NotCompared(_) => texts.diff_not_compared_help(),
        }
    }
}

impl Shown<'_> {
    /// How many areas came out how, the gravest first; what none came out as is left out.
    fn counts(&self) -> Vec<(&'static str, usize)> {
        let (texts, count) = (self.texts, self.comparison.count());
        let counts = [
            (texts.diff_outcome(), count.outcome),
            (texts.diff_firmness(), count.firmness),
            (texts.diff_reasons(), count.reasons),
            (texts.diff_scores(), count.scores),
            (texts.diff_meaning(), count.meaning),
            (texts.diff_added(), count.added),
            (texts.diff_removed(), count.removed),
            (texts.diff_not_compared(), count.not_compared),
            (texts.diff_unchanged(), count.unchanged),
        ];
        counts.into_iter().filter(|(_, number)| *number > 0).collect()
    }

    /// All areas there are, and those whose outcome changes, in a sentence.
    fn sentence(&self) -> String {
        let areas = self.comparison.areas.len() + self.comparison.unchanged.len();
        let count = self.comparison.count();
        let differ = self.comparison.areas.len() - count.not_compared;
        let sentence = self.texts.diff_sentence(areas, differ, count.outcome);
        match count.not_compared {
            0 => sentence,
            lost => format!("{sentence} {}", self.texts.diff_sentence_lost(lost)),
        }
    }

    /// The changes of rules to show at once, and those for which there is no room: where there are many, those that
    /// caused nothing.
    fn rule_changes(&self) -> [Vec<&Change>; 2] {
        let all = self.comparison.changes.iter().flatten();
        if self.comparison.changes.as_ref().is_none_or(|changes| changes.len() <= CHANGES) {
            return [all.collect(), Vec::new()];
        }
        let causes = self.comparison.areas.iter().filter_map(|area| match &area.causes {
            Causes::Found { sets, .. } => Some(sets.iter().flatten()),
            _ => None,
        });
        let causes: BTreeSet<(ChangeKind, Option<&str>)> =
            causes.flatten().map(|change| (change.kind, change.id.as_deref())).collect();
        let (shown, rest) = all.partition(|change| causes.contains(&(change.kind, change.id.as_deref())));
        [shown, rest]
    }

    /// What was before, in words.
    fn before(&self) -> String {
        let rules = &self.comparison.before;
        match self.against {
            Against::Rules(name) => self.rules_named(rules, name),
            Against::Baseline(path) => {
                self.texts.diff_baseline_named(&rules.id, crate::load::shown_path(path), &rules.version)
            }
            Against::Revision { name, commit, base } => {
                let short: String = commit.chars().take(HASH).collect();
                if *base {
                    return self.texts.diff_merge_base_named(short, &rules.id, name, &rules.version);
                }
                self.texts.diff_revision_named(&rules.id, format!("{name} ({short})"), &rules.version)
            }
        }
    }

    fn rules_named(&self, rules: &RulesId, name: &str) -> String {
        if name == rules.id {
            return self.texts.diff_rules_alone(&rules.id, &rules.version);
        }
        self.texts.diff_rules_named(&rules.id, name, &rules.version)
    }

    /// What is now, in words.
    fn after(&self) -> String {
        self.rules_named(&self.comparison.after, self.to)
    }
}
