//! What can be typed after `rules`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::DEFAULT_RULES;

#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    List,
    Show(Show),
    Export(Show),
    Check(Check),
    Compare(Compare),
    Explain(Explain),
}

#[derive(Debug, clap::Args)]
pub struct Check {
    #[arg(value_name = "ID|FILE", default_value = DEFAULT_RULES, hide_default_value = true)]
    pub named: String,
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    #[arg(
        long,
        value_name = "text|json|sarif|html|areas",
        default_value = "text",
        hide_default_value = true
    )]
    pub format: CheckFormat,
    #[arg(long, value_name = "warning|note|none", default_value = "warning", hide_default_value = true)]
    pub fail_on: CheckFail,
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    Text,
    Json,
    Sarif,
    Html,
    Areas,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFail {
    Warning,
    Note,
    None,
}

#[derive(Debug, clap::Args)]
pub struct Compare {
    #[arg(value_name = "OLD", display_order = 1)]
    pub old: String,
    #[arg(value_name = "NEW", display_order = 2)]
    pub new: String,
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    #[arg(long, value_name = "text|json|areas|tests", default_value = "text", hide_default_value = true)]
    pub format: CompareFormat,
    #[arg(long, value_name = "outcome|none", default_value = "outcome", hide_default_value = true)]
    pub fail_on: CompareFail,
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    Text,
    Json,
    Areas,
    Tests,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CompareFail {
    Outcome,
    None,
}

#[derive(Debug, clap::Args)]
pub struct Explain {
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Show {
    #[arg(value_name = "ID|FILE")]
    named: Option<String>,
    #[arg(long, value_name = "ID|FILE", conflicts_with = "named")]
    rules: Option<String>,
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

impl Show {
    /// The rule set asked for, by either way.
    pub fn rules(&self) -> &str {
        self.named.as_ref().or(self.rules.as_ref()).map_or(DEFAULT_RULES, String::as_str)
    }
}
