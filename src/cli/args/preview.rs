//! What `preview` is asked.

use super::common::Common;
use crate::cli::preview;
use crate::workspace::preview::SendTime;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(in crate::cli) struct PreviewArgs {
    /// Files or folders [default: the folder one stands in]
    #[arg(value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// When the orders are sent, as 2026-12-01T20:15:00+01:00 [default: as each order says, else now]
    #[arg(long, value_parser = preview::moment, value_name = "TIME")]
    pub(in crate::cli) send_time: Option<SendTime>,
    /// How notices are shown: human, json or html (a page with phones)
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub(in crate::cli) format: PreviewFormat,
    #[command(flatten)]
    pub(in crate::cli) common: Common,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(in crate::cli) enum PreviewFormat {
    #[default]
    #[value(alias = "text")]
    Human,
    Json,
    Html,
}
