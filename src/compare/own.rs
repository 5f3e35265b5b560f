//! What an area says of itself, in the keys of its file, so that two of it can be compared.

use crate::area_file::spoken;
use crate::model::{Area, RuleSet, Said};

/// What an area says of itself, by the keys of area files; and what is warned of.
pub fn own<'w>(area: &Area, rules: &RuleSet, warnings: impl Iterator<Item = &'w str>) -> Said {
    let mut said = spoken(area, rules);
    // Twice the same is one contradiction less or more, and no other.
    said.extend(warnings.map(|code| (format!("warnings.{code}"), code.to_owned())));
    Said::Map(said.into_iter().map(|(key, text)| (key, Said::Text(text))).collect())
}
