//! What can be typed after `rules`.

use std::path::PathBuf;

use avtalsform::compare::FailOn;
use clap::Subcommand;

use super::DEFAULT_RULES;
use super::words::{FINDINGS, Least, OUTCOMES, names, one_of};
use crate::format::{Also, Format, Out, Writes};

#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    List(List),
    Show(Show),
    Export(Export),
    New(NewRules),
    Check(Check),
    Compare(Compare),
}

#[derive(Debug, clap::Args)]
pub struct Check {
    #[arg(value_name = "ID|FILE", default_value = DEFAULT_RULES, hide_default_value = true)]
    pub named: String,
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    #[arg(long, value_name = names(&FINDINGS), value_parser = one_of(FINDINGS), default_value = "warning",
        hide_default_value = true)]
    pub fail_on: Least,
    #[command(flatten)]
    pub out: Out<Check>,
    #[command(flatten)]
    pub also: Also<Check>,
}

impl Writes for Check {
    const MORE: &'static [Format] =
        &[Format::Json, Format::Github, Format::Sarif, Format::Junit, Format::Areas];
}

#[derive(Debug, clap::Args)]
pub struct Compare {
    #[arg(value_name = "OLD", display_order = 1)]
    pub old: String,
    #[arg(value_name = "NEW", display_order = 2)]
    pub new: String,
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    #[arg(long, value_name = names(&OUTCOMES), value_parser = one_of(OUTCOMES), default_value = "outcome",
        hide_default_value = true)]
    pub fail_on: FailOn,
    #[command(flatten)]
    pub out: Out<Compare>,
    #[command(flatten)]
    pub also: Also<Compare>,
}

impl Writes for Compare {
    const MORE: &'static [Format] =
        &[Format::Json, Format::Github, Format::Sarif, Format::Junit, Format::Areas, Format::Tests];
}

#[derive(Debug, clap::Args)]
pub struct List {
    #[command(flatten)]
    pub out: Out<List>,
}

impl Writes for List {}

#[derive(Debug, clap::Args)]
pub struct Show {
    #[command(flatten)]
    pub which: Which,
    #[command(flatten)]
    pub out: Out<Show>,
}

impl Writes for Show {}

#[derive(Debug, clap::Args)]
pub struct Export {
    #[command(flatten)]
    pub which: Which,
    #[arg(long)]
    pub whole: bool,
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[arg(long, requires = "output")]
    pub force: bool,
}

#[derive(Debug, clap::Args)]
pub struct NewRules {
    #[arg(value_name = "NAME")]
    pub name: PathBuf,
    #[arg(long)]
    pub force: bool,
}

/// Which rule set.
#[derive(Debug, clap::Args)]
pub struct Which {
    #[arg(value_name = "ID|FILE")]
    named: Option<String>,
    #[arg(long, value_name = "ID|FILE", conflicts_with = "named")]
    rules: Option<String>,
}

impl Which {
    /// The rule set asked for, by either way.
    pub fn rules(&self) -> &str {
        self.named.as_ref().or(self.rules.as_ref()).map_or(DEFAULT_RULES, String::as_str)
    }
}
