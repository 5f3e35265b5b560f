//! `avtalsform`: which contract form suits an area of municipal care and social services, and why.
//!
//! A room imports the rooms that stand beside it and no others; a test holds the table and the code together, and lets no
//! arrow come round in a circle. The program in `src/bin` opens files, calls these rooms and emits what they write.
//!
//! | room | imports | what it holds |
//! |---|---|---|
//! | `model` | | rule sets, areas, answers, and the closed words of both; a rule is a `Head` and its logic |
//! | `evaluate` | `model` | one area under one rule set: outcome, scores, shares, questions and flips; pure and total |
//! | `explain` | `evaluate` `model` | reasons, warnings and advice of an evaluation: a recommendation |
//! | `load` | `evaluate` `explain` `model` `testing` | files to the model, with every fault and its place |
//! | `area_file` | `load` `model` `texts` | the text of area files: an answer or fact put in, canonical order, a blank one; what an area says of itself |
//! | `portfolio` | `evaluate` `explain` `model` | many areas together: what changes, totals, sums |
//! | `interview` | `area_file` `evaluate` `explain` `model` | the next question, what the decision document lacks, and where the area stands |
//! | `testing` | `evaluate` `explain` `model` | rule tests: what is not as expected, what no test has tried |
//! | `lookup` | `evaluate` `model` | a name: what it stands for, and what belongs to it |
//! | `analyse` | `evaluate` `model` | whole rule sets: proofs, exact shares, areas that show them |
//! | `compare` | `area_file` `evaluate` `explain` `model` | recommendations before and after: differences and what caused them |
//! | `what_if` | `compare` `evaluate` `explain` `model` | other answers and weights, the fewest changes to an outcome |
//! | `texts` | `load` `model` | the tool’s own texts, a method each |
//! | `document` | `model` | what a page is made of |
//! | `say` | `document` `evaluate` `explain` `load` `model` `portfolio` `texts` | what every page calls a criterion, form, outcome, answer, rule, number, share or source |
//! | `page` | `analyse` `compare` `document` `evaluate` `explain` `interview` `load` `lookup` `model` `portfolio` `say` `testing` `texts` `what_if` `write` | what is said, a folder a page: all write a `Document` |
//! | `write` | `area_file` `document` `evaluate` `explain` `load` `model` `portfolio` `say` `texts` | how it is written: a `Document` on the screen, as plain text, Markdown, HTML and Word; workbooks; findings for CI |
//! | `wire` | `analyse` `compare` `evaluate` `explain` `load` `lookup` `model` `portfolio` `say` `testing` `texts` `what_if` | every published JSON: a type each, written, read and described in its schema |

#![forbid(unsafe_code)]

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
