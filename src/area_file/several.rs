//! Areas put into a file, or taken out of it.
//!
//! In: the text of an area file. Out: the same text with one area more behind the others, or without one; every other area
//! stays byte for byte, but for the id that a file gives its areas by their number.

use super::layout::Layout;
use super::{Refusal, lines, placeless, read};
use crate::model::{Area, RuleSet};

/// The text of one file with that of another behind it.
///
/// # Errors
/// When one of them has faults, or when they cannot stand one after the other.
pub fn joined(text: &str, more: &str, rules: &RuleSet) -> Result<String, Refusal> {
    let (before, added) = (read(text, rules)?, read(more, rules)?);
    let ending = lines::ending(text);
    let break_off = if text.is_empty() || text.ends_with('\n') { "" } else { ending };
    let changed = format!("{text}{break_off}---{ending}{}", more.trim_start_matches("---\n"));
    let now = read(&changed, rules)?;
    let expected = before.iter().chain(&added);
    let same = now.len() == before.len() + added.len()
        && now.iter().zip(expected).all(|(now, was)| bare(now, rules) == bare(was, rules));
    if same { Ok(changed) } else { Err(Refusal::NotInOrder { line: text.lines().count() + 1 }) }
}

/// The text without one of its areas; `number` counts them from 0.
///
/// # Errors
/// When it has faults, no such area or no other, or when the area cannot be taken out alone.
pub fn without(text: &str, rules: &RuleSet, number: usize) -> Result<String, Refusal> {
    let mut before = read(text, rules)?;
    if number >= before.len() || before.len() < 2 {
        return Err(Refusal::NoArea { number: number + 1 });
    }
    let layout = Layout::read(text).unwrap_or_default();
    let refusal = Refusal::NotInOrder { line: before.get(number).map_or(1, |area| area.line) };
    let Some(document) = layout.documents.get(number) else { return Err(refusal) };
    // With the line that begins the next, or of the last the one that begins it.
    let own = match layout.documents.get(number + 1) {
        Some(next) => document.start..next.start,
        None => layout.documents.get(number.wrapping_sub(1)).map_or(0, |earlier| earlier.end)..text.len(),
    };
    let changed =
        format!("{}{}", text.get(..own.start).unwrap_or_default(), text.get(own.end..).unwrap_or_default());
    before.remove(number);
    let now = read(&changed, rules)?;
    let same = now.len() == before.len()
        && now.iter().zip(&before).all(|(now, was)| bare(now, rules) == bare(was, rules));
    if same { Ok(changed) } else { Err(refusal) }
}

/// An area without what its number in the file decides.
fn bare(area: &Area, rules: &RuleSet) -> Area {
    Area { id: String::new(), ..placeless(area.clone(), rules) }
}
