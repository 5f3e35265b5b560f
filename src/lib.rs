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
//! area and answers, one at a time ─ interview ─▶ the next question, where it stands ─ render ─▶ a conversation
//!
//! rule sets ─ analyse ─▶ proofs, exact shares, the smallest areas that show them ─ render ─▶ page, JSON, SARIF
//!
//! texts of area files ─ area_file ─▶ the same texts with an answer put in, or in canonical order
//!
//! rule tests ─ testing ─▶ what is not as expected, what no test has tried ─ render ─▶ report
//!
//! a name ─ lookup ─▶ what it stands for, and what belongs to it ─ render ─▶ page, JSON
//!
//! an area ─ what_if ─▶ other answers, other weights, the fewest changes to an outcome ─ render ─▶ page, JSON
//! ```
//!
//! `portfolio` stands beside `evaluate`: pure arithmetic on the figures of areas, which no outcome depends on.

pub mod analyse;
pub mod area_file;
pub mod compare;
pub mod document;
pub mod evaluate;
pub mod explain;
pub mod interview;
pub mod load;
pub mod lookup;
pub mod model;
pub mod page;
pub mod portfolio;
pub mod say;
pub mod testing;
pub mod texts;
pub mod what_if;
pub mod wire;
pub mod write;
