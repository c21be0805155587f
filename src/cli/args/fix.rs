//! What `fix` is asked.

use super::common::{Common, Threshold};
use clap::Args;
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(in crate::cli) struct FixArgs {
    /// Files or folders [default: the folder one stands in]
    #[arg(value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Show what would be changed, as a unified diff, and write nothing
    #[arg(long)]
    pub(in crate::cli) diff: bool,
    /// Make also repairs that a person must judge
    #[arg(long)]
    pub(in crate::cli) r#unsafe: bool,
    /// Repair and speak of the files that are named, and of no other; that none of them is looked at is no trouble
    #[arg(long)]
    pub(in crate::cli) named_only: bool,
    /// Repair only what this rule finds; may be repeated
    #[arg(long, value_name = "RULE")]
    pub(in crate::cli) rule: Vec<String>,
    /// Where a person must choose between several repairs: this one, counted from 1
    #[arg(long, value_name = "NUMBER", requires = "unsafe", requires = "rule")]
    pub(in crate::cli) choose: Option<usize>,
    /// From which severity on what is left makes the exit status 1: error, warning or info [default: error]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "SEVERITY")]
    pub(in crate::cli) fail_on: Option<Threshold>,
    #[command(flatten)]
    pub(in crate::cli) common: Common,
}
