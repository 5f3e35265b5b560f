//! What was found in sets or weightings that were drawn at random.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evaluate::{Interval, of_whole};

/// A share that was estimated by drawing at random.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Sample {
    /// How many of those drawn show it.
    pub found: u32,
    /// How many were drawn.
    #[schemars(range(min = 1))]
    pub drawn: u32,
    /// How certain it is that the true share lies between `low` and `high`.
    #[schemars(extend("const" = 0.95))]
    pub confidence: f64,
    /// The lower end.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub low: f64,
    /// The upper end.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub high: f64,
}

impl Sample {
    /// So many of those drawn, with where the true share is.
    #[must_use]
    pub fn new(found: u32, drawn: u32, interval: Interval) -> Self {
        let [low, high] = [interval.low, interval.high].map(of_whole);
        Self { found, drawn, confidence: 0.95, low, high }
    }
}
