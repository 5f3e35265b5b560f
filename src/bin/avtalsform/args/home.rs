//! What can be typed to find one's way: completion, manual pages, explanations.

use std::path::PathBuf;

use clap::ValueEnum;

use super::DEFAULT_RULES;
use crate::format::{Format, Out, Writes};

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
    /// None lists all that can be asked about.
    #[arg(value_name = "NAME")]
    pub about: Option<String>,
    #[arg(long, value_name = "ID|FILE", default_value = DEFAULT_RULES, hide_default_value = true)]
    pub rules: String,
    #[command(flatten)]
    pub out: Out<Lookup>,
}

impl Writes for Lookup {
    const MORE: &'static [Format] = &[Format::Json];
}
