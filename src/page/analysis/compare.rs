//! How two rule sets differ, as a page, JSON, area files and rule tests.
//!
//! In: a comparison. Out: bytes. The page says first whether anything differs at all.

use super::witness::{self, Shown};
use super::{fine_share, of_all};
use crate::analyse::{Comparison, Difference, Extent, Interval, SAMPLES, Share};
use crate::document::Document;
use crate::model::{Fraction, Profile, RuleSet};
use crate::say::words::number;
use crate::texts::{Text, Texts};
use crate::write::laid_page::{Page, Tone};

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
    /// The texts.
    pub texts: &'a Texts,
}

impl Compared<'_> {
    /// For people.
    #[must_use]
    pub fn text(&self, width: usize) -> String {
        self.write(Page::new(width)).finish()
    }

    /// The same as a document.
    #[must_use]
    pub fn document(&self) -> Document {
        self.write(Page::plain()).document(self.texts)
    }

    fn write(&self, mut page: Page) -> Page {
        let (texts, comparison) = (self.texts, self.comparison);
        page.title(texts.compare_title());
        for (label, rules) in [(Text::CompareOld, self.old), (Text::CompareNew, self.new)] {
            let identity = &rules.identity;
            let words = [
                ("label", texts.get(label)),
                ("id", &identity.id),
                ("version", &identity.version),
                ("sha256", &identity.sha256),
            ];
            page.paragraph("  ", "    ", &texts.with(Text::CompareSide, &words), Tone::Faint);
        }
        if let Some((profile, _)) = self.profiles {
            page.paragraph(
                "  ",
                "    ",
                &texts.with_profile(profile.id.as_str(), profile.name.get(texts.lang)),
                Tone::Faint,
            );
        }
        page.gap();
        page.paragraph("", "", &self.verdict(), self.tone());
        page.paragraph("", "", &self.extent(), Tone::Plain);
        for (place, difference) in comparison.differences.iter().enumerate() {
            page.gap();
            let (old, new) =
                (self.outcome(self.old, &difference.old), self.outcome(self.new, &difference.new));
            let lead = texts.compare_pair(&new, &old);
            page.entry(&format!("{}. ", place + 1), "   ", &lead, Tone::Strong);
            page.paragraph("   ", "   ", &self.share(difference.share), Tone::Plain);
            let label = if difference.witness.smallest { Text::WitnessSmallest } else { Text::WitnessFound };
            let words = witness::words(texts, &[self.new, self.old], &difference.witness);
            page.paragraph("   ", "     ", &texts.with(label, &[("area", &words)]), Tone::Plain);
        }
        page.gap();
        page.paragraph("", "", texts.compare_scope(), Tone::Faint);
        page
    }

    fn tone(&self) -> Tone {
        match self.comparison.is_equal() {
            Some(true) => Tone::Good,
            _ => Tone::Care,
        }
    }

    /// Whether anything differs, in a sentence.
    fn verdict(&self) -> String {
        let (texts, comparison) = (self.texts, self.comparison);
        match (comparison.is_equal(), comparison.share()) {
            (Some(true), _) => texts.compare_equal().to_owned(),
            (None, _) => texts.compare_unproven().to_owned(),
            (Some(false), Some(share)) if *share.numer() == 0 => texts.compare_open_only().to_owned(),
            (Some(false), Some(share)) => texts.compare_differ(fine_share(texts, share)),
            (Some(false), None) => {
                let (found, interval) =
                    comparison.sampled_share().unwrap_or((0, Interval::wilson(0, SAMPLES)));
                let words = self.sampled(found, interval);
                let words = words.each_ref().map(|(name, word)| (*name, word.as_str()));
                texts.with(Text::CompareDifferSampled, &words)
            }
        }
    }

    fn extent(&self) -> String {
        let texts = self.texts;
        match self.comparison.extent {
            Extent::Exact => texts.compare_exact(number(texts, self.comparison.ways)),
            Extent::Sampled { drawn } => {
                let limit = number(texts, crate::analyse::MAX_LAYERED as u128);
                let drawn = number(texts, u128::from(drawn));
                texts.compare_sampled(&drawn, &limit)
            }
        }
    }

    fn share(&self, share: Share) -> String {
        let texts = self.texts;
        match share {
            Share::Exact(0) => texts.compare_only_open().to_owned(),
            Share::Exact(ways) => {
                let all = self.comparison.ways;
                let fine = fine_share(texts, Fraction::new(ways, all.max(1)));
                let count = of_all(texts, ways, all);
                texts.compare_share(&count, &fine)
            }
            Share::Sampled { drawn, interval } => {
                let words = self.sampled(drawn, interval);
                let words = words.each_ref().map(|(name, word)| (*name, word.as_str()));
                texts.with(Text::CompareShareSampled, &words)
            }
        }
    }

    /// So many of those drawn, and where the true share is; with so many decimals that its ends are not nothing.
    fn sampled(&self, found: u32, interval: Interval) -> [(&'static str, String); 3] {
        let texts = self.texts;
        let end = |end: f64| {
            let decimals = if end * 100.0 < 0.1 { 4 } else { 2 };
            let text = format!("{:.decimals$}", end * 100.0).replace('.', texts.decimal_mark());
            texts.percent(&text)
        };
        let count = of_all(texts, u128::from(found), u128::from(SAMPLES));
        [("count", count), ("low", end(interval.low)), ("high", end(interval.high))]
    }

    fn outcome(&self, rules: &RuleSet, id: &str) -> String {
        let found = rules.outcome_named(id);
        found.map_or_else(
            || id.to_owned(),
            |outcome| rules.outcome_title(outcome).get(self.texts.lang).to_owned(),
        )
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
