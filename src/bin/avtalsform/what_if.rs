//! `what-if FILE`: other answers, other weights, and what another outcome would take.

use std::collections::BTreeSet;
use std::path::Path;

use avtalsform::evaluate::{MAX_LAYERED, TooFine, relevant};
use avtalsform::explain::{Advisor, Recommendation};
use avtalsform::load::{self, Typed};
use avtalsform::model::{Area, CriterionKey, Outcome, RuleSet};
use avtalsform::page::what_if::{Target, WhatIf};
use avtalsform::what_if::{Found, MOST_SETS, change, fewest, profiles, weightings};
use avtalsform::wire::what_if as wire;

use super::args;
use super::format::Format;
use super::session::{End, Said, Session};

pub fn run(session: &Session<'_>, args: &args::WhatIf) -> anyhow::Result<End> {
    let (format, output) = args.out.chosen(session)?;
    let rules = session.rules(&args.by.rules)?;
    let advisor = session.advisor_by(&rules, &args.by)?;
    // What is wrong with the options and what is wrong with the file are both said before stopping.
    let asked = Asked::new(session, &rules, args);
    let area = one(session, args, &rules);
    let (asked, area) = (asked?, area?);
    Work { session, args, advisor: &advisor, asked: &asked, format, output }.run(area)?;
    Ok(End::Done)
}

/// What the options mean.
struct Asked {
    set: Vec<(CriterionKey, Option<u8>)>,
    keep: BTreeSet<CriterionKey>,
    target: Option<Outcome>,
}

impl Asked {
    /// Reads the options; what is wrong with any of them is said.
    fn new(session: &Session<'_>, rules: &RuleSet, args: &args::WhatIf) -> Result<Self, Said> {
        let set = value(session, load::assignments(rules, &args.set, &args.unset));
        let target = value(session, load::outcome(rules, "--target", args.target.as_deref()));
        let keep = value(session, load::criteria(rules, "--keep", &args.keep));
        Ok(Self { set: set?, keep: keep?.into_iter().collect(), target: target? })
    }
}

/// What was typed, if nothing in it is at fault; what is wrong is said.
fn value<T>(session: &Session<'_>, typed: Typed<T>) -> Result<T, Said> {
    if typed.faults.is_empty() {
        return Ok(typed.value);
    }
    session.faults(&typed.source, &typed.faults);
    session.say("");
    Err(Said)
}

/// The one area asked about.
fn one(session: &Session<'_>, args: &args::WhatIf, rules: &RuleSet) -> Result<Area, Said> {
    let read = session.areas(rules, std::slice::from_ref(&args.file));
    if read.failed {
        return Err(Said);
    }
    let (_, area) = session.one_of(&args.file, read.areas, args.area.as_deref())?;
    Ok(area)
}

/// Everything that is asked of one area.
struct Work<'a, 'r> {
    session: &'a Session<'a>,
    args: &'a args::WhatIf,
    advisor: &'a Advisor<'r>,
    asked: &'a Asked,
    format: Format,
    output: Option<&'a Path>,
}

impl Work<'_, '_> {
    /// Writes the result.
    fn run(&self, area: Area) -> anyhow::Result<()> {
        let (session, args, name) = (self.session, self.args, area.name.clone());
        let changes = !args.set.is_empty() || !args.unset.is_empty();
        let changed = changes.then(|| change(self.advisor, &area, &self.asked.set));
        let alone;
        let now = match &changed {
            Some(changed) => &changed.after,
            None => {
                alone = self.advisor.recommend(area);
                &alone
            }
        };
        let rules = now.rules;
        let nothing_else = !changes && self.asked.target.is_none() && !args.weights && !args.profiles;
        let answers = &now.area.answers;
        // What an outcome takes can be told of complete answers: of others it hangs on what is not known.
        let open = relevant(rules).into_iter().filter(|key| answers.get(*key).is_none()).count();
        if open > 0 && self.asked.target.is_some() {
            return Err(session.error(session.texts.what_if_target_open(&name, open)).into());
        }
        let found = self
            .found(now, nothing_else && open == 0)
            .ok_or_else(|| session.error(session.texts.what_if_too_large(&name, MAX_LAYERED)))?;
        let target = self.asked.target.and_then(|outcome| {
            let found = found.iter().find(|(other, _)| *other == outcome)?.1.clone();
            Some(Target { outcome, keep: self.asked.keep.iter().copied().collect(), found })
        });
        let profiles = args.profiles.then(|| profiles(rules, answers)).transpose();
        // A rule set that loads can be computed with in every profile.
        let profiles = profiles.map_err(|_: TooFine| Said)?;
        let weights = args.weights.then(|| weightings(rules, answers, now.outcome(), args.draws, args.seed));
        let texts = session.worded(self.format);
        let what_if = WhatIf {
            texts: &texts,
            now,
            changed: changed.as_ref(),
            fewest: nothing_else.then_some(found),
            target,
            weights,
            profiles,
        };
        match self.format {
            Format::Json => session.emit_json(self.output, &json(&what_if)),
            format => session.emit(format, self.output, &what_if.document()),
        }
    }

    /// What the outcome asked for takes, or, where nothing is asked, what each other one does; `None` where that is too
    /// much to search.
    fn found(&self, now: &Recommendation<'_>, all: bool) -> Option<Vec<(Outcome, Found)>> {
        let side = self.advisor.weighted(&now.area);
        let outcomes: Vec<Outcome> = match self.asked.target {
            Some(outcome) => vec![outcome],
            None if all => side.rules.outcomes().filter(|outcome| Some(*outcome) != now.outcome()).collect(),
            None => return Some(Vec::new()),
        };
        let found = fewest(side, &now.area.answers, &self.asked.keep, &outcomes, MOST_SETS);
        // Of one outcome that was asked for, a bound is no answer.
        let beyond = !all && found.iter().any(|(_, found)| matches!(found, Found::Beyond(_)));
        (!beyond).then_some(found)
    }
}

/// What was asked and found, for machines.
fn json<'a>(asked: &'a WhatIf<'a>) -> wire::WhatIf<'a> {
    let (rules, lang) = (asked.now.rules, asked.texts.lang);
    let target = asked.target.as_ref();
    let profiles = asked.profiles.as_ref();
    wire::WhatIf {
        changes: asked.changed.map(|changed| wire::Changes::new(changed, lang)),
        answers: asked.fewest.as_ref().map(|fewest| wire::Answers::new(asked.now, fewest, asked.texts)),
        target: target.map(|one| wire::Target::new(rules, (one.outcome, &one.found), &one.keep, lang)),
        weights: asked.weights.as_ref().map(|weights| wire::Weights::new(rules, weights)),
        profiles: profiles.map(|all| all.iter().map(|one| wire::ByProfile::new(rules, one)).collect()),
        ..wire::WhatIf::new(asked.now)
    }
}
