//! `what-if FILE`: other answers, other weights, and what another outcome would take.

use std::collections::BTreeSet;
use std::path::Path;

use avtalsform::analyse::{MAX_LAYERED, Side};
use avtalsform::evaluate::MAX_STATES;
use avtalsform::explain::{Advisor, Recommendation};
use avtalsform::load::{self, Typed};
use avtalsform::model::{Area, CriterionKey, Outcome, RuleSet};
use avtalsform::page::what_if::{Target, WhatIf};
use avtalsform::texts::Text;
use avtalsform::what_if::{Found, MOST_SETS, change, fewest, profiles, weightings};

use super::args;
use super::format::Format;
use super::recommend::read;
use super::session::{End, Session};

pub fn run(session: &Session<'_>, args: &args::WhatIf) -> anyhow::Result<End> {
    let (format, output) = args.out.chosen(session)?;
    let Some(rules) = session.rules(&args.rules) else { return Ok(End::Failed) };
    let Some(profile) = session.profile(&rules, args.profile.as_deref()) else { return Ok(End::Failed) };
    let Some(advisor) = Advisor::new(&rules, profile) else { return Ok(End::Failed) };
    // What is wrong with the options and what is wrong with the file are both said before stopping.
    let asked = Asked::new(session, &rules, args);
    let area = one(session, args, &rules);
    let (Some(asked), Some(area)) = (asked, area) else { return Ok(End::Failed) };
    let work = Work { session, args, rules: &rules, advisor: &advisor, asked: &asked, format, output };
    work.run(area).unwrap_or(Ok(End::Failed))
}

/// What the options mean.
struct Asked {
    set: Vec<(CriterionKey, Option<u8>)>,
    keep: BTreeSet<CriterionKey>,
    target: Option<Outcome>,
}

impl Asked {
    /// Reads the options; what is wrong with any of them is said.
    fn new(session: &Session<'_>, rules: &RuleSet, args: &args::WhatIf) -> Option<Self> {
        let set = value(session, load::assignments(rules, &args.set, &args.unset));
        let target = value(session, load::outcome(rules, "--target", args.target.as_deref()));
        let keep = value(session, load::criteria(rules, "--keep", &args.keep));
        Some(Self { set: set?, keep: keep?.into_iter().collect(), target: target? })
    }
}

/// What was typed, if nothing in it is at fault; what is wrong is said.
fn value<T>(session: &Session<'_>, typed: Typed<T>) -> Option<T> {
    if typed.faults.is_empty() {
        return Some(typed.value);
    }
    session.faults(&typed.source, &typed.faults);
    session.say("");
    None
}

/// The one area asked about; what is wrong is said.
fn one(session: &Session<'_>, args: &args::WhatIf, rules: &RuleSet) -> Option<Area> {
    let read = read(session, rules, std::slice::from_ref(&args.file));
    if read.failed {
        return None;
    }
    let ids: Vec<String> = read.areas.iter().map(|area| area.id.clone()).collect();
    let ids = ids.join(", ");
    let path = &*args.file.display().to_string();
    let mut areas = read.areas;
    if let Some(id) = &args.area {
        areas.retain(|area| area.id == *id);
    }
    match (areas.len(), &args.area) {
        (1, _) => return areas.pop(),
        (0, None) => session.error(Text::NothingEvaluated, &[]),
        (_, None) => session.error(Text::WhatIfSeveral, &[("path", path), ("ids", &ids)]),
        (0, Some(id)) => session.error(Text::WhatIfNoArea, &[("path", path), ("id", id), ("ids", &ids)]),
        (_, Some(id)) => session.error(Text::WhatIfSameId, &[("path", path), ("id", id)]),
    }
    None
}

/// Everything that is asked of one area.
struct Work<'a, 'r> {
    session: &'a Session<'a>,
    args: &'a args::WhatIf,
    rules: &'r RuleSet,
    advisor: &'a Advisor<'r>,
    asked: &'a Asked,
    format: Format,
    output: Option<&'a Path>,
}

impl Work<'_, '_> {
    /// Writes the result; `None` where something cannot be computed, which is said.
    fn run(&self, area: Area) -> Option<anyhow::Result<End>> {
        let (args, name) = (self.args, area.name.clone());
        let states = |limit: usize, text: Text| {
            self.session.error(text, &[("area", name.as_str()), ("limit", &limit.to_string())]);
        };
        let too_many = || states(MAX_STATES, Text::TooManyStates);
        let changes = !args.set.is_empty() || !args.unset.is_empty();
        let changed = match changes.then(|| change(self.advisor, &area, &self.asked.set)) {
            Some(changed) => Some(changed.inspect_err(|_| too_many()).ok()?),
            None => None,
        };
        let alone = match &changed {
            Some(_) => None,
            None => Some(self.advisor.recommend(area).inspect_err(|_| too_many()).ok()?),
        };
        let now = alone.as_ref().or(changed.as_ref().map(|changed| &changed.after))?;
        let nothing_else = !changes && self.asked.target.is_none() && !args.weights && !args.profiles;
        let found = self.found(now, nothing_else);
        let found = found.inspect_err(|()| states(MAX_LAYERED, Text::WhatIfTooLarge)).ok()?;
        let answers = &now.area.answers;
        let target = self.asked.target.and_then(|outcome| {
            let found = found.iter().find(|(other, _)| *other == outcome)?.1.clone();
            Some(Target { outcome, keep: self.asked.keep.iter().copied().collect(), found })
        });
        let profiles = match args.profiles.then(|| profiles(self.rules, answers)) {
            Some(profiles) => Some(profiles.inspect_err(|_| too_many()).ok()?),
            None => None,
        };
        let weights = args
            .weights
            .then(|| weightings(self.rules, answers, &now.evaluation.verdict, args.draws, args.seed));
        let texts = self.session.worded(self.format);
        let what_if = WhatIf {
            texts: &texts,
            now,
            changed: changed.as_ref(),
            fewest: nothing_else.then_some(found),
            target,
            weights,
            profiles,
        };
        let written = match self.format {
            Format::Json => self.session.emit_json(self.output, &what_if.json()),
            format => self.session.emit(format, self.output, &what_if.document()),
        };
        Some(written.map(|()| End::Done))
    }

    /// What the outcome asked for takes, or, where nothing is asked, what each other one does.
    fn found(&self, now: &Recommendation<'_>, all: bool) -> Result<Vec<(Outcome, Found)>, ()> {
        let outcomes: Vec<Outcome> = match self.asked.target {
            Some(outcome) => vec![outcome],
            None if all => self.rules.outcomes().filter(|outcome| *outcome != now.outcome()).collect(),
            None => return Ok(Vec::new()),
        };
        let side = Side { rules: self.rules, scoring: self.advisor.scoring() };
        let found =
            fewest(side, &now.area.answers, &self.asked.keep, &outcomes, MOST_SETS).map_err(|_| ())?;
        // Of one outcome that was asked for, a bound is no answer.
        let beyond = !all && found.iter().any(|(_, found)| matches!(found, Found::Beyond(_)));
        if beyond { Err(()) } else { Ok(found) }
    }
}
