//! What can be typed after `interview`.

use std::path::PathBuf;

use clap::ValueEnum;

use super::DEFAULT_RULES;

#[derive(Debug, clap::Args)]
pub struct Interview {
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    #[arg(long, value_name = "ID")]
    pub area: Option<String>,
    #[arg(long, value_name = "ID|FILE", default_value = DEFAULT_RULES, hide_default_value = true)]
    pub rules: String,
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    #[arg(long, value_name = "text|plain", default_value = "text", hide_default_value = true)]
    pub format: TalkFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TalkFormat {
    Text,
    Plain,
}
