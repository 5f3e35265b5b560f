//! A comparison as a document: how many areas came out how, then what changed in each, the gravest first.
//!
//! In: a comparison. Out: its document. What little is to be said of is said in an entry, the rest in a section an area.

use super::facts::Fact;
use super::{Shown, reworded};
use crate::compare::{Against, AreaDiff, Causes, Gravity, Status};
use crate::document::{Block, Document, Rich, Sign, Style, anchor};
use crate::say::files::left_out;

/// So much is said of one thing at once.
const LINES: usize = 8;

/// Other figures of so many areas are told one by one.
const FIGURES: usize = 3;

/// Writes a comparison.
#[must_use]
pub fn document(shown: &Shown<'_>) -> Document {
    let texts = shown.texts;
    let mut document = Document::new(texts.lang, texts.diff_title());
    document.fact(texts.diff_before(), shown.before());
    document.fact(texts.diff_after(), shown.after());
    document.paragraph(Rich::strong(shown.sentence()));
    document.terms(shown.counts().into_iter().map(|(name, number)| (name, number.to_string())));
    shown.left_out().into_iter().for_each(|said| document.paragraph(Rich::faint(said)));
    if shown.comparison.keeps_version() {
        document.notice(texts.diff_version_kept(&shown.comparison.after.version));
    }
    if shown.comparison.are_unknown() {
        document.notice(texts.diff_rules_unknown());
    }
    if let Some(reason) = &shown.comparison.acknowledged {
        document.paragraph(format!("{}: {reason}", texts.diff_rules_acknowledged()));
    }
    shown.rules(&mut document);
    let rewordings = shown.comparison.rewordings.as_deref().unwrap_or_default();
    reworded(&mut document, texts.diff_reworded(), rewordings, &shown.comparison.renames, texts);
    let areas = &shown.comparison.areas;
    for areas in areas.chunk_by(|one, other| one.status.code() == other.status.code()) {
        let Some(status) = areas.first().map(|area| area.status) else { continue };
        document.heading(2, status.title(texts), status.code().id());
        match status {
            Status::Changed(Gravity::Scores) => shown.scores(&mut document, areas),
            Status::Added | Status::Removed => {
                areas.iter().for_each(|area| {
                    let reason = area.acknowledged.iter();
                    let reason =
                        reason.map(|why| format!("{}: {why}", texts.diff_fact_acknowledged()).into());
                    document.entry(Sign::Point, shown.line(area), reason.collect());
                });
            }
            _ => areas.iter().for_each(|area| shown.area(&mut document, area)),
        }
    }
    if !areas.is_empty() {
        document.paragraph(Rich::faint(texts.board_decides()));
    }
    document
}

impl Shown<'_> {
    /// What was left out: of the files as they are now, and of those in a revision.
    #[must_use]
    pub fn left_out(&self) -> Vec<String> {
        let then = left_out(self.texts, self.old_files).map(|said| match self.against {
            Against::Revision { name, .. } => format!("{} {said}", self.texts.diff_in_revision(name)),
            Against::Rules(_) | Against::Baseline(_) => said,
        });
        left_out(self.texts, self.files).into_iter().chain(then).collect()
    }

    /// What changes in the rules; where that is much, what caused something before the rest.
    fn rules(&self, document: &mut Document) {
        let [first, rest] = self.rule_changes();
        if first.is_empty() && rest.is_empty() {
            return;
        }
        document.heading(2, self.texts.diff_rule_changes(), "rules");
        let [first, rest] = [first, rest].map(|changes| {
            let said = changes.into_iter().map(|change| format!("{}.", self.change(change, true)).into());
            said.collect::<Vec<Rich>>()
        });
        document.list(first);
        if !rest.is_empty() {
            document.fold(self.texts.more_reasons(rest.len()), vec![Block::List(rest)]);
        }
    }

    /// Areas of which only figures differ, those with one cause below it.
    fn scores(&self, document: &mut Document, areas: &[AreaDiff]) {
        let mut groups: Vec<(&Causes, Vec<&AreaDiff>)> = Vec::new();
        for area in areas {
            match groups.iter_mut().find(|(causes, _)| **causes == area.causes) {
                Some((_, group)) => group.push(area),
                None => groups.push((&area.causes, vec![area])),
            }
        }
        for (causes, areas) in groups {
            for line in self.causes(causes, false) {
                document.paragraph(format!("{}: {line}", self.texts.diff_fact_cause()));
            }
            // Of many that one cause gives other figures, the number is enough.
            let [first, rest] = if areas.len() > FIGURES { [Vec::new(), areas] } else { [areas, Vec::new()] };
            if !rest.is_empty() {
                let named: Vec<&str> = rest.iter().map(|area| area.place.name.as_str()).collect();
                document.paragraph(self.texts.diff_scores_many(named.join(", "), rest.len()));
            }
            for area in first {
                let figures = [self.texts.overview_support(), self.texts.diff_fact_forms()];
                let facts = self.facts(area, false).into_iter();
                let facts = facts.filter(|fact| figures.contains(&fact.name));
                let said = facts.flat_map(|Fact { name, lines }| {
                    lines.into_iter().map(move |line| format!("{name}: {line}").into())
                });
                document.entry(Sign::Point, self.line(area), said.collect());
            }
        }
    }

    /// An area with what it comes out as and where it stands.
    fn line(&self, area: &AreaDiff) -> Rich {
        let side = area.after.as_ref().or(area.before.as_ref());
        let said = side.map(|side| self.brief(side)).unwrap_or_default();
        Rich::strong(&*area.place.name).and(format!(": {said}, {}", area.place.path), Style::Plain)
    }

    /// An area with everything that differs.
    fn area(&self, document: &mut Document, area: &AreaDiff) {
        let place = &area.place;
        let lead = self.change_of(area).unwrap_or_else(|| place.name.clone());
        let id = place.id.as_ref().unwrap_or(&place.path);
        document.heading(3, lead, &anchor(&format!("area-{id}")));
        let path = Fact { name: self.texts.column_path(), lines: vec![place.path.clone()] };
        let (mut terms, mut folded) = (Vec::new(), Vec::new());
        for Fact { name, lines } in std::iter::once(path).chain(self.facts(area, false)) {
            let room = if lines.len() > LINES + 1 { LINES } else { lines.len() };
            for (place, line) in lines.into_iter().enumerate() {
                let to = if place < room { &mut terms } else { &mut folded };
                to.push((Rich::plain(name), Rich::plain(line)));
            }
        }
        document.terms(terms);
        if !folded.is_empty() {
            document.fold(self.texts.more_reasons(folded.len()), vec![Block::Terms(folded)]);
        }
    }
}
