//! Results as lines of JSON, for thousands of them: what repeats is written once and copied.
//!
//! In: recommendations. Out: the bytes that serialising them one by one gives, which a test proves.

use std::collections::HashMap;
use std::ptr::from_ref;
use std::sync::{Arc, PoisonError, RwLock};

use serde::{Serialize, Serializer};

use super::parts::Reason;
use super::recommendation::{Advice, Field, View};
use crate::explain::{Effect, Recommendation};
use crate::model::{CriterionKey, FormKey, Provenance};
use crate::texts::Texts;

/// Writes lines of the same keys for one rule set in one language.
#[derive(Debug)]
pub struct Lines<'a> {
    texts: &'a Texts,
    fields: &'a [Field],
    ready: RwLock<HashMap<Key, Arc<[u8]>>>,
}

/// What repeats: where it stands in memory, and of a reason but for the note what its rule is applied to.
type Key = (usize, usize, Option<(Effect, Option<FormKey>, CriterionKey, Option<u8>, Provenance)>);

/// How a reason without a note ends.
const NO_NOTE: &[u8] = b"null}";

impl<'a> Lines<'a> {
    /// Lines with these keys, in this order.
    #[must_use]
    pub fn new(texts: &'a Texts, fields: &'a [Field]) -> Self {
        Self { texts, fields, ready: RwLock::default() }
    }

    /// Writes one line, without its end.
    ///
    /// # Errors
    /// Only if a part cannot be JSON, which none is.
    pub fn write(&self, line: &mut Vec<u8>, found: &Recommendation<'_>) -> serde_json::Result<()> {
        let view = View { found, texts: self.texts };
        if self.fields.is_empty() {
            line.push(b'{');
        }
        for (place, field) in self.fields.iter().enumerate() {
            line.push(if place == 0 { b'{' } else { b',' });
            put(line, field.id())?;
            line.push(b':');
            match field {
                Field::Reasons => list(line, &found.reasons, |line, reason| {
                    let provenance = found.rules.provenance(&found.area, reason.criterion);
                    let repeats = (reason.effect, reason.form, reason.criterion, reason.answer, provenance);
                    let text = from_ref(reason.text).addr();
                    line.extend_from_slice(&self.ready(
                        (reason.rule.as_ptr().addr(), text, Some(repeats)),
                        || {
                            let mut said =
                                serde_json::to_vec(&Reason::new(found, self.texts.lang, reason, None))?;
                            said.truncate(said.len() - NO_NOTE.len());
                            Ok(said)
                        },
                    )?);
                    put(line, &found.note(reason.criterion))?;
                    line.push(b'}');
                    Ok(())
                })?,
                Field::Advice => list(line, &found.advice, |line, advice| {
                    line.extend_from_slice(&self.ready((from_ref(*advice).addr(), 0, None), || {
                        serde_json::to_vec(&Advice::new(advice, self.texts.lang))
                    })?);
                    Ok(())
                })?,
                field => put(line, &Part(*field, view))?,
            }
        }
        line.push(b'}');
        Ok(())
    }

    /// The same as bytes of their own.
    ///
    /// # Errors
    /// Only if a part cannot be JSON, which none is.
    pub fn json(&self, found: &Recommendation<'_>) -> serde_json::Result<Vec<u8>> {
        let mut line = Vec::new();
        self.write(&mut line, found)?;
        Ok(line)
    }

    /// What repeats, made when it is first asked for.
    fn ready(
        &self,
        key: Key,
        make: impl FnOnce() -> serde_json::Result<Vec<u8>>,
    ) -> serde_json::Result<Arc<[u8]>> {
        // Another thread that panicked has left nothing half done: entries are put in whole.
        if let Some(ready) = self.ready.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(Arc::clone(ready));
        }
        let made: Arc<[u8]> = make()?.into();
        self.ready.write().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&made));
        Ok(made)
    }
}

/// The value of one key.
struct Part<'a>(Field, View<'a>);

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.write(self.1, to)
    }
}

fn list<T>(
    line: &mut Vec<u8>,
    entries: &[T],
    mut write: impl FnMut(&mut Vec<u8>, &T) -> serde_json::Result<()>,
) -> serde_json::Result<()> {
    line.push(b'[');
    for (place, entry) in entries.iter().enumerate() {
        if place > 0 {
            line.push(b',');
        }
        write(line, entry)?;
    }
    line.push(b']');
    Ok(())
}

fn put<T: Serialize + ?Sized>(line: &mut Vec<u8>, value: &T) -> serde_json::Result<()> {
    serde_json::to_writer(line, value)
}
