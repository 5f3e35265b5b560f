//! `schema area|rules|test|result|batch|check|compare|diff|what-if|explain`: JSON Schema for editors and CI.

use std::io::Write;

use avtalsform::wire::schema;

use super::args::{Schema, SchemaKind};
use super::output::Output;
use super::session::{End, Session};

pub fn run(session: &Session<'_>, args: &Schema) -> anyhow::Result<End> {
    let text = match args.kind {
        SchemaKind::Area => {
            let rules = session.rules(&args.rules)?;
            serde_json::to_string_pretty(&schema::area(&rules, session.texts))?
        }
        SchemaKind::Rules => serde_json::to_string_pretty(&schema::rules())?,
        SchemaKind::Test => {
            let rules = session.rules(&args.rules)?;
            serde_json::to_string_pretty(&schema::test(&rules, session.texts))?
        }
        SchemaKind::Batch => serde_json::to_string_pretty(&schema::batch())?,
        SchemaKind::Check => serde_json::to_string_pretty(&schema::check())?,
        SchemaKind::Compare => serde_json::to_string_pretty(&schema::compare())?,
        SchemaKind::Diff => serde_json::to_string_pretty(&schema::diff())?,
        SchemaKind::Explain => serde_json::to_string_pretty(&schema::explain())?,
        SchemaKind::WhatIf => serde_json::to_string_pretty(&schema::what_if())?,
        SchemaKind::Result => serde_json::to_string_pretty(&schema::result())?,
    };
    let mut output = Output::data(session, args.output.as_deref())?;
    writeln!(output, "{text}")?;
    output.finish()?;
    Ok(End::Done)
}
