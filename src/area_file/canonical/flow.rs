//! Keys within braces, in order.

use super::emit::Emitter;
use crate::area_file::layout::{Shape, Spot, SpotKind};

impl Emitter<'_> {
    /// A value as it is written, but for the order of keys within its braces. With comments between them, nothing
    /// tells which key they belong to, and the order stays.
    pub(super) fn flow(&self, spot: &Spot, under: Option<&str>) -> Option<String> {
        let raw = || self.text.get(spot.range.clone()).map(str::to_owned);
        match &spot.kind {
            SpotKind::Mapping(entries, Shape::Flow)
                if self.layout.comments_in(spot.range.clone()).next().is_none() =>
            {
                let mut slots = Vec::with_capacity(entries.len());
                for (key, value) in entries {
                    // A colon without a value is a part of its entry.
                    let end = value.range.end.max(self.colon(key).unwrap_or(key.range.end));
                    let head = self.text.get(key.range.start..value.range.start.max(key.range.end))?;
                    let whole = match value.range.is_empty() {
                        true => self.text.get(key.range.start..end)?.to_owned(),
                        false => format!("{head}{}", self.flow(value, key.text())?),
                    };
                    slots.push((key.range.start..end, self.rank(key, under), whole));
                }
                let mut sorted: Vec<&(_, usize, String)> = slots.iter().collect();
                sorted.sort_by_key(|(_, rank, _)| *rank);
                let mut text = String::new();
                let mut done = spot.range.start;
                for ((slot, ..), (.., whole)) in slots.iter().zip(sorted) {
                    text.push_str(self.text.get(done..slot.start)?);
                    text.push_str(whole);
                    done = slot.end;
                }
                text.push_str(self.text.get(done..spot.range.end)?);
                Some(text)
            }
            SpotKind::List(items, Shape::Flow) => {
                let mut text = String::new();
                let mut done = spot.range.start;
                for item in items {
                    text.push_str(self.text.get(done..item.range.start)?);
                    text.push_str(&self.flow(item, under)?);
                    done = item.range.end;
                }
                text.push_str(self.text.get(done..spot.range.end)?);
                Some(text)
            }
            _ => raw(),
        }
    }
}
