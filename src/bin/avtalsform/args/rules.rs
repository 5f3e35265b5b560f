//! What can be typed after `rules`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::DEFAULT_RULES;

#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    List(List),
    Show(Show),
    Export(Export),
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
        value_name = "text|plain|json|sarif|html|areas",
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
    Plain,
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
    #[arg(
        long,
        value_name = "text|plain|json|areas|tests",
        default_value = "text",
        hide_default_value = true
    )]
    pub format: CompareFormat,
    #[arg(long, value_name = "outcome|none", default_value = "outcome", hide_default_value = true)]
    pub fail_on: CompareFail,
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    Text,
    Plain,
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
    #[arg(long, value_name = "text|plain", default_value = "text", hide_default_value = true)]
    pub format: PageFormat,
}

/// How a page that no program reads is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    Text,
    Plain,
}

#[derive(Debug, clap::Args)]
pub struct List {
    #[arg(long, value_name = "text|plain", default_value = "text", hide_default_value = true)]
    pub format: PageFormat,
}

#[derive(Debug, clap::Args)]
pub struct Show {
    #[command(flatten)]
    pub of: Export,
    #[arg(long, value_name = "text|plain", default_value = "text", hide_default_value = true)]
    pub format: PageFormat,
}

/// Which rule set, and where to.
#[derive(Debug, clap::Args)]
pub struct Export {
    #[arg(value_name = "ID|FILE")]
    named: Option<String>,
    #[arg(long, value_name = "ID|FILE", conflicts_with = "named")]
    rules: Option<String>,
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

impl Export {
    /// The rule set asked for, by either way.
    pub fn rules(&self) -> &str {
        self.named.as_ref().or(self.rules.as_ref()).map_or(DEFAULT_RULES, String::as_str)
    }
}
