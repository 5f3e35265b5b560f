//! What can be typed to find one's way: completion, manual pages, explanations.

use std::path::PathBuf;

use clap::ValueEnum;

use super::DEFAULT_RULES;

#[derive(Debug, clap::Args)]
pub struct Completions {
    #[arg(value_name = "bash|zsh|fish|powershell|elvish")]
    pub shell: ShellArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShellArg {
    Bash,
    Zsh,
    Fish,
    Powershell,
    Elvish,
}

#[derive(Debug, clap::Args)]
pub struct Man {
    /// The words of a command, such as `rules check`.
    #[arg(value_name = "COMMAND", conflicts_with = "output")]
    pub page: Vec<String>,
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct Lookup {
    #[arg(required = true, value_name = "CRITERION|RULE|FORM")]
    pub about: String,
    #[arg(long, value_name = "ID|FILE", default_value = DEFAULT_RULES, hide_default_value = true)]
    pub rules: String,
    #[arg(long, value_name = "text|plain|json", default_value = "text", hide_default_value = true)]
    pub format: LookupFormat,
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LookupFormat {
    Text,
    Plain,
    Json,
}
