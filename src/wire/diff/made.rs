//! How a comparison becomes what is published of it.

use std::collections::BTreeMap;

use super::*;
use crate::compare::{FormSide, ReasonKey};
use crate::evaluate;
use crate::wire::parts::sorted;

fn texts(ids: &[String]) -> Vec<Text<'_>> {
    ids.iter().map(Text::from).collect()
}

impl<'a> Diff<'a> {
    /// The whole object.
    #[must_use]
    pub fn new(
        comparison: &'a Comparison,
        against: &'a Against,
        to: &'a str,
        fail_on: FailOn,
        lang: Lang,
    ) -> Self {
        let count = comparison.count();
        let merge_base = matches!(against, Against::Revision { base: true, .. });
        let (kind, name, commit) = match against {
            Against::Rules(name) => (BeforeKind::Rules, Text::from(name), None),
            Against::Baseline(path) => (BeforeKind::Baseline, shown_path(path).into(), None),
            Against::Revision { name, commit, .. } => (BeforeKind::Revision, Text::from(name), Some(commit)),
        };
        let (old, ruleset) = ((&comparison.before).into(), (&comparison.after).into());
        let changes = comparison.changes.as_ref();
        Self {
            schema: SCHEMA.into(),
            tool: Tool::THIS,
            before: Before { kind, name, commit: commit.map(Text::from), merge_base, ruleset: old },
            after: After { name: to.into(), ruleset },
            totals: AreaCounts {
                areas: comparison.areas.len() + count.unchanged,
                outcome: count.outcome,
                firmness: count.firmness,
                reasons: count.reasons,
                scores: count.scores,
                meaning: count.meaning,
                added: count.added,
                removed: count.removed,
                not_compared: count.not_compared,
                unchanged: count.unchanged,
            },
            rules: changes.map(|changes| changes.iter().map(|change| Change::new(change, lang)).collect()),
            rewordings: comparison.rewordings.as_ref().map(|all| all.iter().map(Rewording::from).collect()),
            renames: comparison.renames.iter().map(Rename::from).collect(),
            acknowledged: comparison.acknowledged.as_deref().map(Text::from),
            areas: comparison.areas.iter().map(|area| AreaChange::new(area, fail_on, lang)).collect(),
        }
    }
}

impl<'a> AreaChange<'a> {
    fn new(area: &'a AreaDiff, fail_on: FailOn, lang: Lang) -> Self {
        let place = &area.place;
        Self {
            area: Place {
                id: place.id.as_deref().map(Text::from),
                name: Text::from(&place.name),
                path: Text::from(&place.path),
                // Where it was is no place in the file that is there now.
                line: place.line.filter(|_| area.after.is_some()),
            },
            code: area.status.code(),
            fails: area.trips(fail_on),
            acknowledged: area.acknowledged.as_deref().map(Text::from),
            lacking: match area.status {
                Status::NotCompared(lacking) => Some(lacking),
                _ => None,
            },
            unread: area.unread.iter().map(Unreadable::from).collect(),
            before: area.before.as_ref().map(Side::from),
            after: area.after.as_ref().map(Side::from),
            reasons: area.reasons.iter().map(ReasonChange::from).collect(),
            rewordings: area.rewordings.iter().map(Rewording::from).collect(),
            cause: Cause::of(&area.causes, lang),
        }
    }
}

impl<'a> From<&'a compare::Side> for Side<'a> {
    fn from(side: &'a compare::Side) -> Self {
        Self {
            standing: Standing {
                outcome: side.outcome.as_deref().map(Text::from),
                leaning: side.leaning.as_deref().map(Text::from),
                firmness: side.firmness,
                support: side.support.map(Share::from),
            },
            shape: Shape {
                variant: side.variant.as_deref().map(Text::from),
                tie: side.tie,
                mix_rules: texts(&side.mix_rules),
            },
            complements: texts(&side.complements),
            conditions: texts(&side.conditions),
            advice: side.advice.as_deref().map(texts),
            forms: side.forms.iter().map(Form::from).collect(),
        }
    }
}

impl Side<'_> {
    /// The same as it is compared, with its reasons.
    #[must_use]
    pub fn with(self, reasons: BTreeMap<ReasonKey, ReasonSide>) -> compare::Side {
        let Standing { outcome, leaning, firmness, support } = self.standing;
        compare::Side {
            outcome: outcome.map(Text::into_owned),
            leaning: leaning.map(Text::into_owned),
            variant: self.shape.variant.map(Text::into_owned),
            complements: sorted(self.complements),
            tie: self.shape.tie,
            mix_rules: sorted(self.shape.mix_rules),
            firmness,
            support: support.map(evaluate::Share::from),
            conditions: sorted(self.conditions),
            forms: self.forms.into_iter().map(FormSide::from).collect(),
            reasons,
            advice: self.advice.map(sorted),
        }
    }
}

impl<'a> From<&'a compare::ReasonChange> for ReasonChange<'a> {
    fn from(change: &'a compare::ReasonChange) -> Self {
        let said = |side: &'a ReasonSide| Said { effect: side.effect, answer: Text::from(&side.answer) };
        Self {
            rule: Text::from(&change.key.rule),
            stage: change.key.stage,
            form: change.key.form.as_deref().map(Text::from),
            criterion: Text::from(&change.key.criterion),
            before: change.before.as_ref().map(said),
            after: change.after.as_ref().map(said),
        }
    }
}

impl<'a> Cause<'a> {
    fn of(causes: &'a Causes, lang: Lang) -> Option<Self> {
        match causes {
            Causes::None => None,
            Causes::Unknown(why) => {
                Some(Self { status: CauseStatus::Unknown(*why), sets: Vec::new(), more: 0 })
            }
            Causes::Found { sets, exact } => Some(Self {
                status: CauseStatus::Found(Proof::of(*exact)),
                sets: sets
                    .iter()
                    .take(SETS)
                    .map(|set| set.iter().map(|change| Change::new(change, lang)).collect())
                    .collect(),
                more: sets.len().saturating_sub(SETS),
            }),
        }
    }
}

impl<'a> Change<'a> {
    pub(super) fn new(change: &'a compare::Change, lang: Lang) -> Self {
        let part = |part: &'a PartChange| PartOf {
            part: part.part,
            before: part.before.as_ref().map(Value::from),
            after: part.after.as_ref().map(Value::from),
        };
        Self {
            kind: change.kind,
            id: change.id.as_deref().map(Text::from),
            change: change.change,
            parts: change.parts.iter().map(part).collect(),
            sources: Source::all(&change.sources, lang),
        }
    }
}

impl<'a> From<&'a compare::Value> for Value<'a> {
    fn from(value: &'a compare::Value) -> Self {
        match value {
            compare::Value::Word(word) => Self::Word(Text::from(word)),
            compare::Value::Words(words) => Self::Words(texts(words)),
            compare::Value::Number(number) => Self::Word(number.to_string().into()),
            compare::Value::Flag(flag) => Self::Flag(*flag),
            compare::Value::When(terms) => {
                let atom = |(id, answers): &'a (String, Vec<String>)| (Text::from(id), texts(answers));
                Self::When(terms.iter().map(|term| Term(term.iter().map(atom).collect())).collect())
            }
        }
    }
}
