//! Area files in one order and one indentation.
//!
//! In: the text of an area file. Out: the same areas with their keys in the order of the documentation and the answers
//! in the order of a new file, indented by two, with no more than one empty line in a row. Every comment stays with
//! what it belongs to. How a value is written is its author's, and stays.

mod emit;
mod flow;
mod gaps;

use crate::model::{CriterionKey, RuleSet};

use super::layout::{Document, Layout, Shape, SpotKind};
use super::lines::{self, Changes};
use super::{Refusal, blank, placeless, read, sorted_comments};
use emit::Emitter;

/// The text in canonical order; a text that is in order comes back as it is.
///
/// # Errors
/// When the file has faults, or an area of it is written so that it cannot be put in order exactly.
pub fn canonical(text: &str, rules: &RuleSet) -> Result<String, Refusal> {
    let areas = read(text, rules)?;
    let refused = |at: usize| {
        let before = lines::all(text.get(..at).unwrap_or("")).len();
        Refusal::NotInOrder { line: before + 1 }
    };
    let layout = Layout::read(text).ok_or_else(|| refused(0))?;
    let order = blank::order(rules);
    let mut changes = Changes::default();
    for document in &layout.documents {
        ordered(text, &layout, document, rules, &order, &mut changes)
            .ok_or_else(|| refused(document.root.range.start))?;
    }
    let start = || refused(layout.documents.first().map_or(0, |first| first.root.range.start));
    let mut changed = changes.apply(text).ok_or_else(start)?;
    if !changed.is_empty() && !changed.ends_with(['\n', '\r']) {
        changed.push_str(lines::ending(text));
    }
    let now = read(&changed, rules).map_err(|_| start())?;
    let same = |(now, before): (&crate::model::Area, &crate::model::Area)| {
        placeless(now.clone(), rules) == placeless(before.clone(), rules)
    };
    let comments = Layout::read(&changed).map(|layout| sorted_comments(&changed, &layout));
    let is_right = now.len() == areas.len()
        && now.iter().zip(&areas).all(same)
        && comments == Some(sorted_comments(text, &layout));
    if is_right { Ok(changed) } else { Err(start()) }
}

/// Puts one document in order.
fn ordered(
    text: &str,
    layout: &Layout,
    document: &Document,
    rules: &RuleSet,
    order: &[CriterionKey],
    changes: &mut Changes,
) -> Option<()> {
    let emitter = Emitter { text, layout, rules, order };
    let root = &document.root;
    if !matches!(root.kind, SpotKind::Mapping(_, Shape::Block)) {
        changes.replace(root.range.clone(), emitter.flow(root, None)?);
        return Some(());
    }
    let ending = lines::ending(text);
    let lines = emitter.document(document)?;
    let mut page = lines.join(ending);
    page.push_str(ending);
    changes.replace(document.start..document.end, page);
    Some(())
}
