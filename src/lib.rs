//! `avtalsform`: which contract form suits an area of municipal care and social services, and why.
//!
//! One way through, and a stage knows only those to its left:
//!
//! ```text
//! paths ─ load ─▶ raw ─ validate ─▶ model ─ evaluate ─▶ trace ─ explain ─▶ recommendation ─ render ─▶ bytes
//!          files   every fault              pure, total        texts, shares          one file a format
//!
//! recommendations ─ portfolio ─▶ what changes, totals, sums ─ render ─▶ overview, plan
//!
//! recommendations before and after ─ compare ─▶ differences with their causes ─ render ─▶ text, JSON, what CI reads
//!
//! rule sets ─ analyse ─▶ proofs, exact shares, the smallest areas that show them ─ render ─▶ page, JSON, SARIF
//!
//! rule tests ─ testing ─▶ what is not as expected, what no test has tried ─ render ─▶ report
//!
//! an area ─ what_if ─▶ other answers, other weights, the fewest changes to an outcome ─ render ─▶ page, JSON
//! ```
//!
//! `portfolio` stands beside `evaluate`: pure arithmetic on the figures of areas, which no outcome depends on.

pub mod analyse;
pub mod compare;
pub mod evaluate;
pub mod explain;
pub mod load;
pub mod model;
pub mod portfolio;
pub mod render;
pub mod testing;
pub mod texts;
pub mod what_if;
