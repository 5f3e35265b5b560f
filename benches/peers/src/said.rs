//! What an engine says of one area, in the same words for all.
//!
//! In: results of two engines. Out: whether they are equal, and where not.

/// Scores of engines that compute in floating point may differ by so much; outcomes never.
pub const TOLERANCE: f64 = 1e-9;

/// The result for one area.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Said {
    /// Id of the outcome.
    pub outcome: String,
    /// Whether a gate excludes it, by competitive form.
    pub excluded: Vec<bool>,
    /// The score, by form.
    pub scores: Vec<f64>,
    /// Every reason, in order.
    pub reasons: Vec<String>,
}

impl Said {
    /// Whether another engine says the same.
    pub fn agrees(&self, other: &Self) -> bool {
        let near = self.scores.iter().zip(&other.scores).all(|(one, two)| (one - two).abs() <= TOLERANCE);
        near && self.scores.len() == other.scores.len()
            && self.outcome == other.outcome
            && self.excluded == other.excluded
            && self.reasons == other.reasons
    }
}
