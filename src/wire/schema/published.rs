//! The schemas of what is published, made from its types.
//!
//! Every object holds the keys of its type, all of them and no others.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform as _};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value};

use crate::wire::{batch, check, compare, diff, explain, recommendation, saved, test, what_if};

/// One recommendation, or an array of them where several areas were evaluated.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "it only says what its schema is")]
enum Result {
    One(Box<recommendation::Recommendation<'static>>),
    Several(Vec<recommendation::Recommendation<'static>>),
}

/// The name of a kind of result, and what makes its schema.
pub type Published = (&'static str, fn() -> Value);

/// Everything that is published: what it is called on the command line, with its schema.
pub const PUBLISHED: [Published; 9] = [
    ("result", || made::<Result>(recommendation::SCHEMA, "Recommendation")),
    ("batch", || made::<batch::Batch<'_>>(batch::SCHEMA, "Overview")),
    ("baseline", || made::<saved::Saved<'_>>(saved::SCHEMA, "Saved result")),
    ("check", || made::<check::Check<'_>>(check::SCHEMA, "Check")),
    ("compare", || made::<compare::Compare<'_>>(compare::SCHEMA, "Comparison")),
    ("diff", || made::<diff::Diff<'_>>(diff::SCHEMA, "Difference")),
    ("explain", || made::<explain::Explain<'_>>(explain::SCHEMA, "Explanation")),
    ("test-report", || made::<test::Tests<'_>>(test::SCHEMA, "Rule tests")),
    ("what-if", || made::<what_if::WhatIf<'_>>(what_if::SCHEMA, "What if")),
];

/// The schema of what has this name.
#[must_use]
pub fn of(name: &str) -> Option<Value> {
    PUBLISHED.iter().find(|(known, _)| *known == name).map(|(_, schema)| schema())
}

/// The schema of a type.
fn made<T: JsonSchema>(id: &str, title: &str) -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut made = generator.into_root_schema_for::<T>();
    RecursiveTransform(close).transform(&mut made);
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), SchemaSettings::draft2020_12().meta_schema.into());
    schema.insert("$id".to_owned(), id.into());
    schema.insert("title".to_owned(), title.into());
    if let Value::Object(made) = made.to_value() {
        made.into_iter().for_each(|(key, value)| {
            schema.entry(key).or_insert(value);
        });
    }
    Value::Object(schema)
}

/// Leaves an object no keys but its own, and a number no mark of how the program keeps it.
fn close(schema: &mut Schema) {
    schema.remove("format");
    let own = schema.get("properties").is_some();
    if own {
        schema.insert("additionalProperties".to_owned(), false.into());
    }
}
