//! What was found in a rule set: findings first, figures after them.
//!
//! In: a checked rule set. Out: a document, and the findings as continuous integration and area files take them: the
//! same ones, in the same order and words.

use super::witness::{self, Shown};
use crate::analyse::{Check, Extent, Happens, RuleFinding, What};
use crate::document::{Document, Rich, Style, Table};
use crate::evaluate::{Counted, Interval};
use crate::model::{CriterionKey, FindingCode, Fraction, Profile, Rule, RuleSet};
use crate::say::Speaker;
use crate::say::figures::shares;
use crate::texts::Texts;
use crate::write::ci::{Finding, Level, Location, RuleHelp};

/// A checked rule set with what belongs to it.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'a> {
    /// The rules.
    pub rules: &'a RuleSet,
    /// The weights, where a profile was asked for.
    pub profile: Option<&'a Profile>,
    /// What was found.
    pub check: &'a Check<'a>,
    /// The texts.
    pub texts: &'a Texts,
}

/// What each code means, for services that show it.
#[must_use]
pub fn help(texts: &Texts) -> Vec<RuleHelp> {
    let of = |code: FindingCode| {
        let said = texts.finding(code);
        let full = said.map_or_else(String::new, |said| format!("{}\n\n{}", said.meaning, said.action));
        RuleHelp { code: code.id(), short: said.map_or_else(String::new, |said| said.name.clone()), full }
    };
    FindingCode::ALL.into_iter().map(of).collect()
}

impl<'a> Checked<'a> {
    /// The page.
    #[must_use]
    pub fn document(&self) -> Document {
        let (texts, figures, identity) = (self.texts, &self.check.figures, &self.rules.identity);
        let title = texts.check_title(&identity.id, &identity.version);
        let mut page = Document { contents_depth: 2, ..Document::new(texts.lang, title) };
        page.fact(texts.fact_hash(), &identity.sha256);
        if let Some(profile) = self.profile {
            let name = self.speaker().say(&profile.name);
            page.fact(texts.fact_profile(), format!("{name} ({})", profile.id));
        }
        page.paragraph(self.verdict());
        let contested = self.speaker().fine_share(self.share(figures.contested));
        let sets = self.speaker().number(figures.ways);
        page.paragraph(match figures.extent {
            Extent::Exact => texts.check_sets(contested, sets),
            Extent::Sampled { drawn } => {
                // No share has a wider interval than one half.
                let fewest = u32::try_from(figures.contested).unwrap_or(drawn).clamp(1, drawn);
                let ends = Interval::wilson(fewest / 2, fewest);
                let margin = self.speaker().tenths((ends.high - ends.low).div_ceil(2000));
                texts.check_sets_drawn(sets, margin, contested)
            }
        });
        if self.check.areas == Counted::Sampled {
            page.paragraph(texts.check_areas_drawn());
        }
        self.list(&mut page);

        page.heading(2, texts.check_outcomes(), "outcomes");
        let outcomes = figures.outcomes.iter().map(|figure| {
            let contested = Fraction::new(figure.contested, figures.contested.max(1));
            let figures = [self.share(figure.happens.ways), contested];
            (
                self.speaker().outcome(figure.outcome).to_owned(),
                figures.map(|share| (share, self.speaker().fine_share(share))),
            )
        });
        let columns = [texts.check_share_all(), texts.check_share_contested()];
        page.table(shares(texts.check_outcomes(), texts.check_outcome(), columns, outcomes));

        page.heading(2, texts.check_criteria(), "criteria");
        let criteria = figures.criteria.iter();
        let criteria =
            criteria.map(|figure| (&figure.happens, self.speaker().criterion(figure.criterion).to_owned()));
        page.table(self.ranked(texts.check_criteria(), texts.lookup_criterion(), criteria.collect()));

        page.heading(2, texts.check_rules(), "rules");
        let rules = figures.rules.iter().map(|figure| (&figure.happens, self.rule(figure.rule)));
        page.table(self.ranked(texts.check_rules(), texts.check_rule(), rules.collect()));
        page
    }

    const fn speaker(&self) -> Speaker<'a> {
        Speaker { rules: self.rules, texts: self.texts }
    }

    /// How many findings there are.
    fn verdict(&self) -> Rich {
        let (texts, findings) = (self.texts, &self.check.findings);
        let allowed = findings.iter().filter(|finding| finding.allowed.is_some()).count();
        let style = if allowed == findings.len() { Style::Good } else { Style::Care };
        match findings.len() {
            0 => Rich::styled(texts.check_clean(), style),
            found => Rich::styled(texts.check_found(allowed, found), style),
        }
    }

    /// Each finding with what it rests on.
    fn list(&self, page: &mut Document) {
        let texts = self.texts;
        if self.check.findings.is_empty() {
            return;
        }
        page.heading(2, texts.check_findings(), "findings");
        for finding in &self.check.findings {
            let code = finding.what.code();
            let (level, style) = match (finding.allowed, finding.what.level()) {
                (Some(_), _) => (texts.level_allowed(), Style::Strong),
                (None, Level::Note) => (texts.level_note(), Style::Care),
                (None, _) => (texts.level_warning(), Style::Care),
            };
            let lead = texts.finding_lead(code.id(), level, self.name(code));
            let allowed =
                finding.allowed.map(|allowed| texts.allowed_because(self.speaker().say(&allowed.why)));
            let details =
                std::iter::once(self.message(&finding.what)).chain(self.witness(finding)).chain(allowed);
            page.named(Rich::styled(lead, style), details.map(Rich::plain).collect());
        }
        page.paragraph(Rich::faint(texts.check_explain()));
    }

    /// How often something happens, the most frequent first.
    fn ranked(&self, caption: &str, of: &str, mut named: Vec<(&Happens, String)>) -> Table {
        named.sort_by_key(|(happens, _)| std::cmp::Reverse(happens.ways));
        let rows = named.into_iter().map(|(happens, name)| {
            let share = self.share(happens.ways);
            let said = match &happens.example {
                None if self.check.figures.extent == Extent::Exact => self.texts.never().to_owned(),
                _ => self.speaker().fine_share(share),
            };
            (name, [(share, said)])
        });
        shares(caption, of, [self.texts.check_share_all()], rows)
    }

    /// A rule by its id, with what it is about.
    fn rule(&self, rule: Rule<'_>) -> String {
        let speaker = self.speaker();
        let about = match rule {
            Rule::Indicator(of) => format!("{}, {}", speaker.form(of.form), speaker.criterion(of.criterion)),
            _ => speaker.stage(rule.kind()).to_owned(),
        };
        format!("{} ({about})", rule.id())
    }

    fn name(&self, code: FindingCode) -> &str {
        self.texts.finding(code).map_or("", |said| &said.name)
    }

    /// What was found, in a sentence or two.
    #[must_use]
    pub fn message(&self, what: &What<'_>) -> String {
        let (texts, speaker) = (self.texts, self.speaker());
        let share = |ways: u128| self.speaker().fine_share(self.share(ways));
        let count = |ways: u128| self.speaker().of_all(ways, self.check.figures.ways);
        let criterion = |criterion: CriterionKey| speaker.criterion(criterion);
        match what {
            What::Unreachable(outcome) => texts.finding_unreachable(speaker.outcome(*outcome)),
            What::IdleRule(rule) => texts.finding_idle_rule(rule.id()),
            What::IdleCriterion { criterion: of, used: true } => texts.finding_idle_criterion(criterion(*of)),
            What::IdleCriterion { criterion: of, used: false } => {
                texts.finding_unused_criterion(criterion(*of))
            }
            What::IdleWeight { criterion: of, profile: None } => texts.finding_idle_weight(criterion(*of)),
            What::IdleWeight { criterion: of, profile: Some(profile) } => {
                texts.finding_idle_weight_profile(criterion(*of), &profile.id)
            }
            What::Implied { rule, alternative: None, by, .. } => texts.finding_implied(by.join(", "), rule),
            What::Implied { rule, alternative: Some(number), .. } => texts.finding_implied_part(number, rule),
            What::PrecedenceTie { decided, tied } if self.rules.bases().count() > 1 => {
                texts.finding_tie_bases(count(*decided), share(*decided), share(*tied))
            }
            What::PrecedenceTie { decided, tied } => {
                texts.finding_tie(count(*decided), share(*decided), share(*tied))
            }
            What::Backfires { criterion: of, form, ways, .. } => texts.finding_backfires(
                count(*ways),
                criterion(*of),
                speaker.form_within(*form),
                share(*ways),
            ),
            What::NotProven { drawn: 0 } => texts.finding_not_compared().to_owned(),
            What::NotProven { drawn } => texts.finding_not_proven(speaker.number(u128::from(*drawn))),
            What::Stale { code, about: Some(about), .. } => texts.finding_stale(about, code.id()),
            What::Stale { code, about: None, .. } => texts.finding_stale_all(code.id()),
        }
    }

    /// An area that shows it, in a sentence.
    fn witness(&self, finding: &RuleFinding<'_>) -> Option<String> {
        let area = witness::words(self.texts, &[self.rules], finding.witness.as_ref()?);
        Some(match &finding.what {
            What::Backfires { criterion, answer: id, .. } => {
                let choices = &self.rules.criteria.at(*criterion).choices;
                let place = choices.iter().position(|choice| choice.id == *id);
                let answer = place.and_then(|place| u8::try_from(place).ok());
                self.texts.witness_changed(self.speaker().answer(*criterion, answer).to_lowercase(), area)
            }
            What::IdleRule(_) | What::IdleCriterion { .. } => self.texts.witness_idle(area),
            _ => self.texts.witness_shows(area),
        })
    }

    /// The findings as continuous integration takes them.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        self.check.findings.iter().map(|finding| self.finding(finding)).collect()
    }

    fn finding(&self, finding: &RuleFinding<'_>) -> Finding {
        let (code, about) = (finding.what.code(), finding.what.about(self.rules));
        let title = self.name(code).to_owned();
        let mut message = self.message(&finding.what);
        if let Some(witness) = self.witness(finding) {
            message = format!("{message}\n{witness}");
        }
        let place = finding.what.place(self.rules);
        Finding {
            code: code.id(),
            level: finding.what.level(),
            title: if about.is_empty() { title } else { format!("{title}: {about}") },
            message,
            location: Location::in_rules(self.rules, place),
            related: Vec::new(),
            key: about,
            allowed: finding.allowed.map(|allowed| self.speaker().say(&allowed.why).to_owned()),
        }
    }

    /// The areas that show the findings, to be written as area files.
    #[must_use]
    pub fn shown(&self) -> Vec<Shown> {
        let with = self.check.findings.iter().filter_map(|finding| Some((finding, finding.witness.clone()?)));
        let one = |(place, (finding, witness)): (usize, (&RuleFinding<'_>, _))| Shown {
            id: format!("finding-{}", place + 1),
            title: format!("{} {}", finding.what.code().id(), finding.what.about(self.rules))
                .trim()
                .to_owned(),
            witness,
            outcome: String::new(),
            note: self.witness(finding),
        };
        with.enumerate().map(one).collect()
    }

    /// So many of all sets of answers.
    fn share(&self, ways: u128) -> Fraction {
        Fraction::new(ways, self.check.figures.ways.max(1))
    }
}
