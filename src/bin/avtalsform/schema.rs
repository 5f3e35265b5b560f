//! `schema area|shared|rules|test|result|batch|baseline|check|compare|diff|explain|test-report|what-if`: JSON Schema for editors and CI.

use std::io::Write;

use avtalsform::wire::schema;
use clap::ValueEnum;

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
        SchemaKind::Shared => {
            let rules = session.rules(&args.rules)?;
            serde_json::to_string_pretty(&schema::shared(&rules, session.texts))?
        }
        kind => {
            let name = kind.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
            serde_json::to_string_pretty(&schema::of(&name))?
        }
    };
    let mut output = Output::data(session, args.output.as_deref())?;
    writeln!(output, "{text}")?;
    output.finish()?;
    Ok(End::Done)
}
