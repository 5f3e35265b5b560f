//! Two sides of a portfolio, area by area.
//!
//! In: the areas before and after, and what could not be evaluated on either side. Out: differences in order of gravity.
//! What could not be evaluated is never counted as unchanged.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::causes::{Causes, Unknown, causes};
use super::changes::Change;
use super::delta::Delta;
use super::gravity::{FailOn, Gravity};
use super::lost::Lost;
use super::meaning::{Rewording, is_told, rewordings};
use super::paired::Paired;
use super::place::{AreaPlace, RulesId, Unread};
use super::side::{Entry, ReasonKey, ReasonSide, Side};
use super::status::{Lacking, Status};
use crate::model::{Profile, RuleSet, Said};

/// An area that is not the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaDiff {
    /// Which, as it is now if it still is.
    pub place: AreaPlace,
    /// What became of it.
    pub status: Status,
    /// What it was.
    pub before: Option<Side>,
    /// What it is.
    pub after: Option<Side>,
    /// The reasons that differ.
    pub reasons: Vec<ReasonChange>,
    /// What caused it.
    pub causes: Causes,
    /// What the area says of itself and said otherwise.
    pub rewordings: Vec<Rewording>,
    /// Why it could not be compared, as far as that is known.
    pub unread: Vec<Unread>,
    /// Why it is right, where a reviewer has said so.
    pub acknowledged: Option<String>,
}

/// A reason that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonChange {
    /// Which.
    pub key: ReasonKey,
    /// What it said.
    pub before: Option<ReasonSide>,
    /// What it says.
    pub after: Option<ReasonSide>,
}

/// The old side.
#[derive(Debug, Clone)]
pub struct Before<'r> {
    /// Its areas.
    pub entries: Vec<Entry>,
    /// Areas of files elsewhere that are gone now: where one of them is a new one, that has been moved; the rest are nobody's concern.
    pub gone: Vec<Entry>,
    /// What could not be evaluated.
    pub unread: Vec<Unread>,
    /// Whether more was left out than the paths tell.
    pub more_unread: bool,
    /// The rules it rests on.
    pub rules: RulesId,
    /// The rules themselves, where they are known, under the ids that they have now.
    pub known: Option<(&'r RuleSet, Option<&'r Profile>)>,
    /// The ids that they had, each with the one that it has now.
    pub renames: BTreeMap<String, String>,
}

/// The new side.
#[derive(Debug, Clone)]
pub struct After<'r> {
    /// Its areas.
    pub entries: Vec<Entry>,
    /// What could not be evaluated.
    pub unread: Vec<Unread>,
    /// The rules.
    pub rules: &'r RuleSet,
    /// The profile whose weights are used, if one was asked for.
    pub profile: Option<&'r Profile>,
}

/// Everything that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The old rules.
    pub before: RulesId,
    /// The new rules.
    pub after: RulesId,
    /// What differs between the rules; nothing where the old ones are not known.
    pub changes: Option<Vec<Change>>,
    /// What the rules say otherwise beside that; nothing where the old ones are not known.
    pub rewordings: Option<Vec<Rewording>>,
    /// What is only called otherwise: each old id with the new one.
    pub renames: BTreeMap<String, String>,
    /// Why what the rules say and do otherwise is right, where a reviewer has said so.
    pub acknowledged: Option<String>,
    /// The areas that are not the same: the gravest first, and of one gravity by path and id.
    pub areas: Vec<AreaDiff>,
    /// The areas that are.
    pub unchanged: Vec<AreaPlace>,
}

/// How many areas came out how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Those with another outcome.
    pub outcome: usize,
    /// Those more or less firm.
    pub firmness: usize,
    /// Those with other reasons.
    pub reasons: usize,
    /// Those with other scores.
    pub scores: usize,
    /// Those with other advice or evidence.
    pub meaning: usize,
    /// Those that are new.
    pub added: usize,
    /// Those that are gone.
    pub removed: usize,
    /// Those that could not be compared.
    pub not_compared: usize,
    /// Those that are the same.
    pub unchanged: usize,
}

impl Comparison {
    /// How many areas came out how.
    #[must_use]
    pub fn count(&self) -> Count {
        let mut count = Count { unchanged: self.unchanged.len(), ..Count::default() };
        for area in &self.areas {
            let counted = match area.status {
                Status::Changed(Gravity::Outcome) => &mut count.outcome,
                Status::Changed(Gravity::Firmness) => &mut count.firmness,
                Status::Changed(Gravity::Reasons) => &mut count.reasons,
                Status::Changed(Gravity::Scores) => &mut count.scores,
                Status::Changed(Gravity::Meaning) => &mut count.meaning,
                Status::Added => &mut count.added,
                Status::Removed => &mut count.removed,
                Status::NotCompared(_) => &mut count.not_compared,
            };
            *counted += 1;
        }
        count
    }

    /// Whether some difference is a failure.
    #[must_use]
    pub fn trips(&self, fail_on: FailOn) -> bool {
        self.areas.iter().any(|area| area.trips(fail_on)) || self.rules_trip(fail_on)
    }

    /// Whether what the rules say otherwise is a failure.
    #[must_use]
    pub fn rules_trip(&self, fail_on: FailOn) -> bool {
        self.is_reworded() && fail_on.heeds_words() && self.acknowledged.is_none()
    }

    /// Whether the rules mean something else: where no area shows it, a later one can.
    #[must_use]
    pub fn is_reworded(&self) -> bool {
        let any = |said: Option<usize>| said.is_some_and(|number| number > 0);
        self.are_unknown()
            || any(self.rewordings.as_ref().map(Vec::len))
            || any(self.changes.as_ref().map(Vec::len))
    }

    /// Whether the rules are others, and it cannot be told in what.
    #[must_use]
    pub fn are_unknown(&self) -> bool {
        self.rewordings.is_none() && self.before.sha256 != self.after.sha256
    }

    /// Whether the rules mean something else and are of the same version.
    #[must_use]
    pub fn keeps_version(&self) -> bool {
        let id = |rules: &RulesId| (rules.id.clone(), rules.version.clone());
        self.is_reworded() && id(&self.before) == id(&self.after)
    }

    /// Whether every area could be compared.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.areas.iter().any(|area| matches!(area.status, Status::NotCompared(_)))
    }
}

/// Compares two sides.
#[must_use]
pub fn compare(before: Before<'_>, after: After<'_>) -> Comparison {
    let now = RulesId {
        id: after.rules.identity.id.clone(),
        version: after.rules.identity.version.clone(),
        sha256: after.rules.identity.sha256.clone(),
        profile: after.profile.map(|profile| profile.id.clone()),
        law_read_on: after.rules.identity.law_read_on.clone(),
    };
    let whole = before.known.is_some();
    let known = before.known.or((before.rules == now).then_some((after.rules, after.profile)));
    let delta = known.map(|old| Delta::new(old, (after.rules, after.profile)));
    // Of an area whose day some rules do not hold on, those that do are taken apart.
    let of_days = |before: &Entry, now: &Entry| {
        let ((old, profile), new) = (known?, after.rules);
        let (was, is) = (old.on(before.day.as_deref()), new.on(now.day.as_deref()));
        let apart = !std::ptr::eq(was, old) || !std::ptr::eq(is, new);
        apart.then(|| Delta::new((was, profile), (is, after.profile)))
    };
    let reworded = known.zip(delta.as_ref()).map(|((old, _), delta)| {
        let mut found = rewordings(&old.said, &after.rules.said);
        found.retain(|one| !is_told(one, &delta.changes));
        found
    });
    let mut paired = Paired::new(before.entries, after.entries);
    let moved = Paired::new(before.gone, std::mem::take(&mut paired.new));
    paired.both.extend(moved.both);
    paired.new = moved.new;
    let explained = |(before, now): (Entry, Entry)| {
        let difference = before.gravity(&now).map(|gravity| {
            let apart = of_days(&before, &now);
            let causes = match apart.as_ref().or(delta.as_ref()) {
                // What is said otherwise is told itself.
                _ if gravity == Gravity::Meaning => Causes::None,
                None => Causes::Unknown(Unknown::RulesDiffer),
                Some(delta) => causes(delta, &before, &now, gravity, whole),
            };
            (gravity, causes)
        });
        (before, now, difference)
    };
    let explained: Vec<_> = paired.both.into_par_iter().map(explained).collect();
    let mut comparison = Comparison {
        before: before.rules,
        after: now,
        changes: delta.map(|delta| delta.changes),
        rewordings: reworded,
        renames: before.renames,
        acknowledged: None,
        areas: Vec::new(),
        unchanged: Vec::new(),
    };
    for (before, after, difference) in explained {
        let Some((gravity, causes)) = difference else {
            comparison.unchanged.push(after.place);
            continue;
        };
        let reasons = reason_changes(&before.side, &after.side);
        let said = before.said.as_ref().zip(after.said.as_ref());
        let rewordings = said.map_or_else(Vec::new, |(was, is)| rewordings(was, is));
        let (place, status) = (after.place, Status::Changed(gravity));
        let (before, after) = (Some(before.side), Some(after.side));
        let unread = Vec::new();
        comparison.areas.push(AreaDiff {
            place,
            status,
            before,
            after,
            reasons,
            causes,
            rewordings,
            unread,
            acknowledged: None,
        });
    }
    let (mut was, mut is) = (Lost::new(before.unread), Lost::new(after.unread));
    for entry in paired.new {
        let unread = was.at(&entry.place.path);
        let lacking = !unread.is_empty() || before.more_unread;
        let status = if lacking { Status::NotCompared(Lacking::Before) } else { Status::Added };
        comparison.areas.push(AreaDiff {
            rewordings: entry.said.as_ref().map_or_else(Vec::new, |said| rewordings(&Said::default(), said)),
            ..AreaDiff::one_sided(entry.place, status, (None, Some(entry.side)), unread)
        });
    }
    for entry in paired.old {
        let unread = is.at(&entry.place.path);
        let lacking = !unread.is_empty();
        let status = if lacking { Status::NotCompared(Lacking::After) } else { Status::Removed };
        comparison.areas.push(AreaDiff::one_sided(entry.place, status, (Some(entry.side), None), unread));
    }
    comparison.areas.extend(nameless(&was, &is));
    comparison.areas.sort_by(|one, other| {
        let key = |area: &'_ AreaDiff| (area.status.rank(), area.place.path.clone(), area.place.id.clone());
        key(one).cmp(&key(other))
    });
    comparison
}

/// The paths of which no area is known on either side.
fn nameless(was: &Lost, is: &Lost) -> Vec<AreaDiff> {
    let paths: BTreeSet<&String> = was.paths.keys().chain(is.paths.keys()).collect();
    let nameless = paths.into_iter().filter_map(|path| {
        let (before, after) = (was.nameless(path), is.nameless(path));
        let lacking = match (before.is_empty(), after.is_empty()) {
            (true, true) => return None,
            (false, false) => Lacking::Both,
            (false, true) => Lacking::Before,
            (true, false) => Lacking::After,
        };
        let place = AreaPlace { name: path.clone(), path: path.clone(), ..AreaPlace::default() };
        // What is wrong now is what can be mended.
        let unread = if after.is_empty() { before } else { after };
        Some(AreaDiff::one_sided(place, Status::NotCompared(lacking), (None, None), unread.to_vec()))
    });
    nameless.collect()
}

impl AreaDiff {
    /// Whether it is a failure: not what a reviewer has acknowledged.
    #[must_use]
    pub fn trips(&self, fail_on: FailOn) -> bool {
        self.status.trips(fail_on) && self.acknowledged.is_none()
    }

    /// An area that is known on one side at most.
    fn one_sided(
        place: AreaPlace,
        status: Status,
        (before, after): (Option<Side>, Option<Side>),
        unread: Vec<Unread>,
    ) -> Self {
        let (reasons, rewordings) = (Vec::new(), Vec::new());
        let (causes, acknowledged) = (Causes::None, None);
        Self { place, status, before, after, reasons, causes, rewordings, unread, acknowledged }
    }
}

/// The reasons that differ between two sides, in the order of their rules’ ids.
#[must_use]
pub fn reason_changes(before: &Side, after: &Side) -> Vec<ReasonChange> {
    let keys: BTreeSet<&ReasonKey> = before.reasons.keys().chain(after.reasons.keys()).collect();
    let changes = keys.into_iter().map(|key| ReasonChange {
        key: key.clone(),
        before: before.reasons.get(key).cloned(),
        after: after.reasons.get(key).cloned(),
    });
    changes.filter(|change| change.before != change.after).collect()
}

/// A change of a rule and criterion that is the same for several forms, with the ids of those forms.
#[must_use]
pub fn joined(changes: &[ReasonChange]) -> Vec<(&ReasonChange, Vec<&str>)> {
    let mut joined: Vec<(&ReasonChange, Vec<&str>)> = Vec::new();
    for change in changes {
        let form = change.key.form.as_deref();
        let same = joined.iter_mut().find(|(other, _)| {
            (&other.key.rule, &other.key.criterion) == (&change.key.rule, &change.key.criterion)
                && (&other.before, &other.after) == (&change.before, &change.after)
        });
        match same {
            Some((_, forms)) => forms.extend(form),
            None => joined.push((change, form.into_iter().collect())),
        }
    }
    joined
}
