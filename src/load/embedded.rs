//! The rule sets that are part of the tool.

/// Id and text of every shipped rule set, the default first.
pub const EMBEDDED: [(&str, &str); 3] = [
    ("linkoping-vard-omsorg", include_str!("../../rules/linkoping-vard-omsorg.yaml")),
    ("linkoping-ovriga-namnder", include_str!("../../rules/linkoping-ovriga-namnder.yaml")),
    ("sverige", include_str!("../../rules/sverige.yaml")),
];

/// The text of a shipped rule set.
#[must_use]
pub fn embedded(id: &str) -> Option<&'static str> {
    EMBEDDED.iter().find(|(name, _)| *name == id).map(|(_, text)| *text)
}
