//! One answer put into a file, changed, or taken out again.
//!
//! In: the text of an area file, and what it is to say of one criterion. Out: the same text with that and nothing else
//! changed: comments, order, indentation, line endings and the other areas stay byte for byte.

mod block;
mod flow;

use std::ops::Range;

use crate::load::key_in;
use crate::model::{Area, Criterion, CriterionKey, Evidence, Lang, RuleSet, composed};

use super::layout::{Document, Layout, Shape, Spot, SpotKind};
use super::lines::{self, Changes};
use super::{Refusal, blank, placeless, read, sorted_comments};

/// What a file is to say of one criterion. Without answer, note and source it is to say nothing.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// The criterion.
    pub criterion: CriterionKey,
    /// The answer, as a position among the criterion's choices; `None` is unknown.
    pub answer: Option<u8>,
    /// What the answer rests on.
    pub note: Option<&'a str>,
    /// Where that can be checked.
    pub source: Option<&'a str>,
}

impl Given<'_> {
    fn says_nothing(&self) -> bool {
        self.answer.is_none() && self.note.is_none() && self.source.is_none()
    }

    /// Whether an area says exactly this.
    fn is_in(&self, area: &Area) -> bool {
        let evidence = area.evidence.at(self.criterion).as_ref();
        // What law answers instead is no answer that the file gives.
        let own =
            evidence.filter(|evidence| evidence.answered).and_then(|_| area.answers.get(self.criterion));
        own == self.answer
            && evidence.and_then(|evidence| evidence.note.as_deref()) == self.note
            && evidence.and_then(|evidence| evidence.source.as_deref()) == self.source
    }
}

/// The text with one answer put in, changed or taken out; `number` counts the areas of the file from 0. New words are
/// those of `lang`, but a file's own name for a criterion stays.
///
/// # Errors
/// When the file has faults or no such area, or when the change cannot be made exactly.
pub fn set(
    text: &str,
    rules: &RuleSet,
    lang: Lang,
    number: usize,
    given: Given<'_>,
) -> Result<String, Refusal> {
    // As it will be read again.
    let kept = |text: Option<&str>| {
        text.map(|text| composed(text.trim()).into_owned()).filter(|text| !text.is_empty())
    };
    let (note, source) = (kept(given.note), kept(given.source));
    let given = Given { note: note.as_deref(), source: source.as_deref(), ..given };
    let areas = read(text, rules)?;
    let area = areas.get(number).ok_or(Refusal::NoArea { number: number + 1 })?;
    if given.is_in(area) {
        return Ok(text.to_owned());
    }
    let criterion = rules.criteria.at(given.criterion);
    let same_answer = area.answers.get(given.criterion) == given.answer;
    let layout = Layout::read(text);
    let by_hand = || by_hand(text, layout.as_ref(), number, criterion, lang);
    let layout_read = layout.as_ref().ok_or_else(by_hand)?;
    let document = layout_read.documents.get(number).ok_or_else(by_hand)?;
    // The plainer the writing, the fewer the places where it cannot stand.
    for (folds, uses_marker) in [(true, true), (false, true), (true, false), (false, false)] {
        let editor = Editor {
            text,
            layout: layout_read,
            document,
            criterion,
            lang,
            given,
            same_answer,
            folds,
            uses_marker,
        };
        let changed = editor.changes().and_then(|changes| changes.apply(text));
        if let Some(changed) = changed.filter(|changed| editor.is_right(changed, &areas, number, rules)) {
            return Ok(changed);
        }
    }
    Err(by_hand())
}

/// What to say when it cannot be done: the line of the answer, or of the answers.
fn by_hand(text: &str, layout: Option<&Layout>, number: usize, criterion: &Criterion, lang: Lang) -> Refusal {
    let document = layout.and_then(|layout| layout.documents.get(number));
    let answers = document.and_then(|document| document.root.entry("answers"));
    let entry = answers.and_then(|(_, answers)| entry(answers, criterion));
    let at = entry.or(answers).map_or(0, |(key, _)| key.range.start);
    let before = text.get(..at).unwrap_or("");
    let line = before.split('\n').count().max(before.split('\r').count());
    let name = entry.and_then(|(key, _)| key.text()).unwrap_or(blank::key(criterion, lang));
    Refusal::ByHand { name: name.to_owned(), line }
}

fn entry<'s>(answers: &'s Spot, criterion: &Criterion) -> Option<&'s (Spot, Spot)> {
    answers
        .entries()
        .iter()
        .find(|(key, _)| key.text().is_some_and(|name| criterion.is_named(&name.to_lowercase())))
}

/// One change to one document.
struct Editor<'a> {
    text: &'a str,
    layout: &'a Layout,
    document: &'a Document,
    criterion: &'a Criterion,
    lang: Lang,
    given: Given<'a>,
    /// Whether the area gives this answer already, and only its evidence changes.
    same_answer: bool,
    /// Whether long texts are broken into lines.
    folds: bool,
    /// Whether an answer may take the place of its commented line.
    uses_marker: bool,
}

/// The commented line that an answer takes the place of.
struct Marker<'a> {
    comment: Range<usize>,
    name: &'a str,
}

impl<'a> Editor<'a> {
    fn changes(&self) -> Option<Changes> {
        let root = &self.document.root;
        let mut changes = Changes::default();
        let Some((key, answers)) = root.entry("answers") else {
            match root.kind {
                SpotKind::Mapping(_, Shape::Block) => self.begin_answers(&mut changes)?,
                _ => self.begin_flow_answers(&mut changes)?,
            }
            return Some(changes);
        };
        match (entry(answers, self.criterion), answers.is_flow()) {
            (Some((name, value)), _) if self.given.says_nothing() => {
                self.take_out(answers, name, value, &mut changes)?;
            }
            (Some((name, value)), true) => self.change_flow(name, value, &mut changes)?,
            (Some((name, value)), false) => self.change(name, value, &mut changes)?,
            (None, in_flow) if root.is_flow() || (in_flow && !answers.entries().is_empty()) => {
                self.add_to_flow(answers, &mut changes)?;
            }
            (None, _) => match self.marker(key, answers).filter(|_| self.uses_marker) {
                Some(marker) => self.answer_marker(key, answers, &marker, &mut changes)?,
                None => self.add(key, answers, &mut changes)?,
            },
        }
        Some(changes)
    }

    /// Whether the changed text gives exactly the areas asked for, and has lost and won no comment but the criterion's
    /// own.
    fn is_right(&self, changed: &str, areas: &[Area], number: usize, rules: &RuleSet) -> bool {
        let Ok(now) = read(changed, rules) else { return false };
        let key = self.given.criterion;
        let bare = |area: &Area| {
            let mut area = placeless(area.clone(), rules);
            area.answers.set(key, None);
            *area.evidence.at_mut(key) = None::<Evidence>;
            area
        };
        let same = now.len() == areas.len()
            && now.iter().zip(areas).enumerate().all(|(position, (now, before))| {
                if position == number {
                    self.given.is_in(now) && bare(now) == bare(before)
                } else {
                    placeless(now.clone(), rules) == placeless(before.clone(), rules)
                }
            });
        let Some(layout) = Layout::read(changed) else { return false };
        let before = sorted_comments(self.text, self.layout);
        let after = sorted_comments(changed, &layout);
        let own = |comment: &&String| self.marked(comment).is_none();
        same && before.iter().filter(own).eq(after.iter().filter(own))
    }

    /// The name in a comment that is nothing but the criterion's name and a colon.
    fn marked<'t>(&self, comment: &'t str) -> Option<&'t str> {
        let name = comment.trim_start_matches('#').trim().strip_suffix(':')?.trim_end();
        self.criterion.is_named(&name.to_lowercase()).then_some(name)
    }

    /// The commented line of the criterion within the answers.
    fn marker(&self, key: &Spot, answers: &Spot) -> Option<Marker<'a>> {
        let region = key.range.end..self.region_end(key).max(answers.range.end);
        let mut comments = self.layout.comments_in(region);
        comments.find_map(|comment| {
            let text = self.text;
            let name = self.marked(text.get(comment.clone())?)?;
            lines::is_first(text, comment.start).then(|| Marker { comment: comment.clone(), name })
        })
    }

    /// Where the entry behind this key of the root begins, or the document ends.
    fn region_end(&self, key: &Spot) -> usize {
        let entries = self.document.root.entries().iter();
        let next = entries.map(|(key, _)| key.range.start).filter(|start| *start > key.range.start).min();
        next.unwrap_or(self.document.end)
    }

    /// The name to write where the file has none of its own.
    fn name(&self) -> &'a str {
        blank::key(self.criterion, self.lang)
    }

    /// What a key is called in this file.
    fn key(&self, key: &'static str) -> &'static str {
        key_in(key, self.document.lang())
    }

    /// The word to write for the answer.
    fn word(&self) -> &'a str {
        blank::word(self.criterion, self.given.answer, self.lang)
    }

    /// The note and source to write, with their keys.
    fn evidence(&self) -> impl Iterator<Item = (&'static str, &'a str)> + use<'a> {
        let both = [("note", self.given.note), ("source", self.given.source)];
        both.into_iter().filter_map(|(key, text)| Some((key, text?)))
    }

    /// The byte behind the colon of a key.
    fn colon(&self, key: &Spot) -> Option<usize> {
        super::colon(self.text, key)
    }
}
