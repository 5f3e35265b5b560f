//! How two rule sets differ, as a document, area files and rule tests.
//!
//! In: a comparison. Out: a document. The page says first whether anything differs at all.

use std::collections::BTreeMap;

use super::super::diff::reworded::{self, finding, reworded};
use super::witness::{self, Shown};
use crate::analyse::{Comparison, Difference, Extent, SAMPLES, Share};
use crate::compare::{FailOn, Rewording};
use crate::document::{Document, Rich, Style};
use crate::evaluate::{Interval, of_whole};
use crate::model::{Fraction, Profile, RuleSet};
use crate::say::Speaker;
use crate::say::words::harmless;
use crate::texts::Texts;
use crate::write::ci::{Finding, Level, Location, RuleHelp};

/// The code of a pair of outcomes.
const OUTCOME: &str = "outcome-differs";

/// A comparison with what was compared.
#[derive(Debug, Clone, Copy)]
pub struct Compared<'a> {
    /// The rules before.
    pub old: &'a RuleSet,
    /// The rules after.
    pub new: &'a RuleSet,
    /// The weights of both, where a profile was asked for.
    pub profiles: Option<(&'a Profile, &'a Profile)>,
    /// What was found.
    pub comparison: &'a Comparison,
    /// What they say otherwise.
    pub rewordings: &'a [Rewording],
    /// What is only called otherwise: each old id with the new one.
    pub renames: &'a BTreeMap<String, String>,
    /// From which gravity on a difference is a failure.
    pub fail_on: FailOn,
    /// The texts.
    pub texts: &'a Texts,
}

impl Compared<'_> {
    /// The page.
    #[must_use]
    pub fn document(&self) -> Document {
        let (texts, comparison) = (self.texts, self.comparison);
        let mut page = Document::new(texts.lang, texts.compare_title());
        for (label, rules) in [(texts.compare_old(), self.old), (texts.compare_new(), self.new)] {
            let identity = &rules.identity;
            page.fact(label, texts.compare_side(&identity.id, &identity.sha256, &identity.version));
        }
        if let Some((profile, _)) = self.profiles {
            page.fact(texts.fact_profile(), format!("{} ({})", profile.name.get(texts.lang), profile.id));
        }
        let style = if comparison.is_equal() == Some(true) { Style::Good } else { Style::Care };
        page.paragraph(Rich::styled(self.verdict(), style));
        page.paragraph(self.extent());
        for (difference, number) in comparison.differences.iter().zip(1..) {
            let [old, new] = [(self.old, &difference.old), (self.new, &difference.new)]
                .map(|(rules, id)| self.outcome(rules, id));
            let area = witness::words(texts, &[self.new, self.old], &difference.witness);
            let details = [self.share(difference.share), texts.witness_shows(area)].map(Rich::plain).to_vec();
            page.named(Rich::strong(format!("{number}. {}", texts.compare_pair(new, old))), details);
        }
        page.paragraph(Rich::faint(texts.compare_scope()));
        let version = |rules: &RuleSet| (rules.identity.id.clone(), rules.identity.version.clone());
        if !self.rewordings.is_empty() && version(self.old) == version(self.new) {
            page.notice(texts.diff_version_kept(&self.new.identity.version));
        }
        reworded(&mut page, texts.compare_reworded(), self.rewordings, self.renames, texts);
        page
    }

    /// Whether anything differs, in a sentence.
    fn verdict(&self) -> String {
        let (texts, comparison) = (self.texts, self.comparison);
        match (comparison.is_equal(), comparison.share()) {
            (Some(true), _) => texts.compare_equal().to_owned(),
            (None, _) => texts.compare_unproven().to_owned(),
            (Some(false), Some(share)) => texts.compare_differ(self.speaker().fine_share(share)),
            (Some(false), None) => {
                let (found, interval) =
                    comparison.sampled_share().unwrap_or((0, Interval::wilson(0, SAMPLES)));
                let [count, low, high] = self.sampled(found, interval);
                texts.compare_differ_sampled(count, high, low)
            }
        }
    }

    fn extent(&self) -> String {
        let texts = self.texts;
        match self.comparison.extent {
            Extent::Exact => texts.compare_exact(self.speaker().number(self.comparison.ways)),
            Extent::Sampled { drawn } => texts.compare_sampled(self.speaker().number(drawn.into())),
        }
    }

    const fn speaker(&self) -> Speaker<'_> {
        Speaker { texts: self.texts, rules: self.new }
    }

    fn share(&self, share: Share) -> String {
        let (texts, all) = (self.texts, self.comparison.ways);
        match share {
            Share::Exact(ways) => {
                let fine = self.speaker().fine_share(Fraction::new(ways, all.max(1)));
                texts.compare_share(self.speaker().of_all(ways, all), fine)
            }
            Share::Sampled { drawn, interval } => {
                let [count, low, high] = self.sampled(drawn, interval);
                texts.compare_share_sampled(count, high, low)
            }
        }
    }

    /// So many of those drawn, and where the true share is; with so many decimals that its ends are not nothing.
    fn sampled(&self, found: u32, interval: Interval) -> [String; 3] {
        let texts = self.texts;
        let end = |end: u32| {
            let decimals = if end < 1000 { 4 } else { 2 };
            texts.percent(format!("{:.decimals$}", of_whole(end) * 100.0).replace('.', texts.decimal_mark()))
        };
        [self.speaker().of_all(found.into(), SAMPLES.into()), end(interval.low), end(interval.high)]
    }

    fn outcome<'r>(&self, rules: &'r RuleSet, id: &'r str) -> &'r str {
        rules.outcome_named(id).map_or(id, |outcome| rules.outcome_title(outcome).get(self.texts.lang))
    }

    /// A finding for each pair of outcomes and each text that differ.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let (texts, location) = (self.texts, Location::in_rules(self.new, None));
        let level = |trips: bool| if trips { Level::Error } else { Level::Warning };
        let outcomes = self.comparison.differences.iter().map(|one| {
            let [old, new] =
                [(self.old, &one.old), (self.new, &one.new)].map(|(rules, id)| self.outcome(rules, id));
            let area = witness::words(texts, &[self.new, self.old], &one.witness);
            Finding {
                code: OUTCOME,
                level: level(self.fail_on != FailOn::Never),
                title: harmless(&texts.compare_pair(new, old)),
                message: harmless(&format!("{} {}", self.share(one.share), texts.witness_shows(area))),
                location: location.clone(),
                related: Vec::new(),
                key: format!("{}/{}", one.old, one.new),
                allowed: None,
            }
        });
        let (mut things, trips) = (Vec::new(), self.fail_on.heeds_words());
        reworded::put_all(&mut things, self.rewordings, texts);
        let words = things.iter().map(|(place, lines)| finding(self.new, texts, trips, place, lines));
        outcomes.chain(words).collect()
    }

    /// What the codes of the findings mean.
    #[must_use]
    pub fn help(&self) -> [RuleHelp; 2] {
        let [short, full] = [self.texts.diff_outcome(), self.texts.compare_scope()].map(str::to_owned);
        [RuleHelp { code: OUTCOME, short, full }, reworded::help(self.texts)]
    }

    /// The witnesses, to be written as area files or as tests of the new rules.
    #[must_use]
    pub fn shown(&self) -> Vec<Shown> {
        let one = |(place, difference): (usize, &Difference)| {
            let (old, new) = (difference.old.as_str(), difference.new.as_str());
            Shown {
                id: format!("difference-{}", place + 1),
                title: self.texts.compare_pair(new, old),
                witness: difference.witness.clone(),
                outcome: new.to_owned(),
                note: None,
            }
        };
        self.comparison.differences.iter().enumerate().map(one).collect()
    }
}
