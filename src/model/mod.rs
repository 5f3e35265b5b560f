//! What has passed validation: rule sets, areas, answers.
//!
//! In: nothing but plain values. Out: types that cannot hold a fault. Never reads files, never scores.

mod advice;
mod answers;
mod area;
mod bilingual;
mod case;
mod criterion;
mod decimal;
mod editions;
mod fact;
mod figures;
mod findings;
mod head;
mod keys;
mod memo;
mod outcome;
mod outcomes;
mod places;
mod plan;
mod plan_file;
mod renamed;
mod rule;
mod rules;
mod said;
mod section;
mod service;
mod words;

pub use advice::{Advice, AdviceKind, Consideration, Relevance};
pub use answers::{AnswerSet, Answers, Evidence, Provenance};
pub use area::{Area, Count, Current, Decision, Portions, Proposal, Weighed, first_day};
pub use bilingual::{Bilingual, Lang};
pub use case::{CALLED, composed, folded, lower_case, matched, meant};
pub use criterion::{Choice, Criterion};
pub use decimal::{Decimal, Exact, parse_exact, parse_ratio, parse_signed, parse_whole};
pub use fact::{Fact, Field};
pub use figures::{Capacity, Compensation, District, Districts};
pub use findings::{Allowed, FindingCode, Level};
pub use head::{Citation, CitedDocument, Condition, Head, Term, Validity};
pub use keys::{CriterionKey, FormKey, FormSet, Table};
pub use memo::{MemoPart, MemoRules, MemoSentence, Situation};
pub use outcome::{Outcome, Stated};
pub use places::{Layer, Places, Spot, Taken};
pub use plan::{PlanPart, PlanRules, StateFact, StateItem, Statement};
pub use plan_file::{OwnChapter, Phase, PlanFile, Technology};
pub use rule::{Rule, RuleKind, Stage};
pub use rules::{
    Check, Complement, CurrentFact, Edition, Form, Gate, GateKind, Identity, Indicator, MixRule, Profile,
    RuleSet, Unless, Variant,
};
pub use said::Said;
pub use section::Section;
pub use service::{Assessment, Confidence, Service};
pub(crate) use words::words;

/// An exact non-negative fraction in lowest terms.
pub type Fraction = num_rational::Ratio<u128>;
