//! What can be typed after `what-if`.

use std::path::PathBuf;

use avtalsform::what_if::{DRAWS, SEED};

use super::By;
use crate::format::{Format, Out, Writes};

#[derive(Debug, clap::Args)]
pub struct WhatIf {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long, value_name = "ID")]
    pub area: Option<String>,
    #[arg(long, value_name = "CRITERION=ANSWER,…", value_delimiter = ',')]
    pub set: Vec<String>,
    #[arg(long, value_name = "CRITERION,…", value_delimiter = ',')]
    pub unset: Vec<String>,
    #[arg(long, value_name = "FORM")]
    pub target: Option<String>,
    #[arg(long, value_name = "CRITERION,…", value_delimiter = ',', requires = "target")]
    pub keep: Vec<String>,
    #[arg(long)]
    pub weights: bool,
    #[arg(long, value_name = "N", default_value_t = DRAWS, hide_default_value = true, requires = "weights",
        value_parser = clap::value_parser!(u32).range(100..=10_000_000))]
    pub draws: u32,
    #[arg(long, value_name = "N", default_value_t = SEED, hide_default_value = true, requires = "weights")]
    pub seed: u64,
    #[arg(long)]
    pub profiles: bool,
    #[command(flatten)]
    pub by: By,
    #[command(flatten)]
    pub out: Out<WhatIf>,
}

impl Writes for WhatIf {
    const MORE: &'static [Format] = &[Format::Json];
}
