//! What tells a difference from every other: a hash of what is published of it, without where it is and whose doing it is.

use serde_json::json;
use sha2::{Digest, Sha256};

use super::{Change, ReasonChange, Rewording, Side};
use crate::compare::{AreaDiff, Comparison};
use crate::model::Lang;

/// So many bytes of a hash tell it from others.
const BYTES: usize = 16;

/// Of an area that is not the same.
#[must_use]
pub fn area_content(area: &AreaDiff) -> String {
    let place = &area.place;
    hash(&json!({
        "id": place.id,
        "municipality": place.municipality,
        "code": area.status.code(),
        "before": area.before.as_ref().map(Side::from),
        "after": area.after.as_ref().map(Side::from),
        "reasons": area.reasons.iter().map(ReasonChange::from).collect::<Vec<_>>(),
        "name": place.name,
        "rewordings": area.rewordings.iter().map(Rewording::from).collect::<Vec<_>>(),
    }))
}

/// Of all that the rules say and do otherwise; none where they are the same.
#[must_use]
pub fn rules_content(comparison: &Comparison) -> Option<String> {
    if !comparison.is_reworded() {
        return None;
    }
    let changes = comparison.changes.iter().flatten().map(|change| Change::new(change, Lang::Sv));
    let rewordings = comparison.rewordings.iter().flatten().map(Rewording::from);
    let rules = &comparison.after;
    Some(hash(&json!({
        "rules": [rules.id, rules.version, rules.profile],
        "unknown": comparison.are_unknown().then_some((&comparison.before.sha256, &rules.sha256)),
        "changes": changes.collect::<Vec<_>>(),
        "rewordings": rewordings.collect::<Vec<_>>(),
    })))
}

fn hash(value: &serde_json::Value) -> String {
    let digest = Sha256::digest(value.to_string());
    digest.iter().take(BYTES).map(|byte| format!("{byte:02x}")).collect()
}
