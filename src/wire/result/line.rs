//! A result as a line of JSON, for thousands of them: what repeats is written once and copied.
//!
//! In: recommendations. Out: the bytes that serialising them one by one gives, which a test proves.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use serde::Serialize;

use super::parts::View;
use super::{Field, Part, Ready};
use crate::explain::{Reason, Recommendation};
use crate::model::{CriterionKey, FormKey};
use crate::texts::Texts;

/// Writes lines of the same keys for one rule set in one language.
#[derive(Debug)]
pub struct Lines<'a> {
    texts: &'a Texts,
    fields: &'a [Field],
    ready: &'a Ready,
    reasons: RwLock<HashMap<Key, Arc<[u8]>>>,
}

/// What a reason says but for the note: where its rule and text stand in memory, and what they are applied to.
type Key = (usize, usize, &'static str, Option<FormKey>, CriterionKey, Option<u8>);

/// How a reason without a note ends.
const NO_NOTE: &[u8] = b"null}";

impl<'a> Lines<'a> {
    /// Lines with these keys, in this order.
    #[must_use]
    pub fn new(texts: &'a Texts, ready: &'a Ready, fields: &'a [Field]) -> Self {
        Self { texts, fields, ready, reasons: RwLock::default() }
    }

    /// Writes one line, without its end.
    ///
    /// # Errors
    /// Only if a part cannot be JSON, which none is.
    pub fn write(&self, line: &mut Vec<u8>, recommendation: &Recommendation<'_>) -> serde_json::Result<()> {
        let view = View { recommendation, texts: self.texts, lang: self.texts.lang, ready: self.ready };
        for (place, field) in self.fields.iter().enumerate() {
            line.push(if place == 0 { b'{' } else { b',' });
            put(line, field.id())?;
            line.push(b':');
            match field {
                Field::Reasons => self.reasons(line, view)?,
                field => put(line, &Part { view, field: *field })?,
            }
        }
        if self.fields.is_empty() {
            line.push(b'{');
        }
        line.push(b'}');
        Ok(())
    }

    fn reasons(&self, line: &mut Vec<u8>, view: View<'_>) -> serde_json::Result<()> {
        let reasons = &view.recommendation.reasons;
        if reasons.is_empty() {
            line.push(b'[');
        }
        for (place, reason) in reasons.iter().enumerate() {
            line.push(if place == 0 { b'[' } else { b',' });
            line.extend_from_slice(&self.said(view, reason)?);
            put(line, &view.note(reason))?;
            line.push(b'}');
        }
        line.push(b']');
        Ok(())
    }

    /// A reason up to its note.
    fn said(&self, view: View<'_>, reason: &Reason<'_>) -> serde_json::Result<Arc<[u8]>> {
        let text = std::ptr::from_ref(reason.text).addr();
        let rule = reason.rule.as_ptr().addr();
        let key = (rule, text, reason.effect.id(), reason.form, reason.criterion, reason.answer);
        // Another thread that panicked has left nothing half done: entries are put in whole.
        if let Some(said) = self.reasons.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(Arc::clone(said));
        }
        let mut said = serde_json::to_vec(&view.reason_without_note(reason))?;
        said.truncate(said.len() - NO_NOTE.len());
        let said: Arc<[u8]> = said.into();
        self.reasons.write().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&said));
        Ok(said)
    }
}

fn put<T: Serialize + ?Sized>(line: &mut Vec<u8>, value: &T) -> serde_json::Result<()> {
    serde_json::to_writer(line, value)
}
