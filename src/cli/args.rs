//! The arguments, as people type them.

use crate::config::Date;
use crate::finding::Severity;
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXIT: &str = "Exit status: 0 nothing at or above the threshold, 1 findings, 2 wrong usage, configuration or a file \
that could not be opened, 3 nothing to check.";

const FIX_EXIT: &str = "Exit status: 0 nothing at or above the threshold is left, 1 findings are left or --diff shows \
something, 2 wrong usage, configuration or a file that could not be read or written, 3 nothing to repair.";

/// Finds the people whom an Altinn notice will not reach
#[derive(Debug, Parser)]
#[command(name = "notify-lint", version, about, after_help = EXIT, args_conflicts_with_subcommands = true)]
#[command(max_term_width = 100)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) check: CheckArgs,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check files or folders; the same as no command at all
    #[command(after_help = EXIT)]
    Check(CheckArgs),
    /// Show who may do what, and where: the matrix of each policy
    Access(AccessArgs),
    /// Repair what can be repaired, and prove that nothing else changes
    #[command(after_help = FIX_EXIT)]
    Fix(FixArgs),
    /// Explain one rule: what it finds, why it matters, what to do
    Explain {
        /// The rule, such as `access/read-only-on-task` or `POL101`
        rule: String,
        #[arg(long, value_enum, default_value_t, hide_possible_values = true, value_name = "WHEN")]
        #[arg(help = COLOR)]
        color: When,
    },
    /// List all rules
    Rules {
        #[arg(long, value_enum, default_value_t, hide_possible_values = true, value_name = "WHEN")]
        #[arg(help = COLOR)]
        color: When,
    },
}

const COLOR: &str = "Use colour: auto, always or never";

#[derive(Args, Debug)]
pub(super) struct CheckArgs {
    /// Files or folders [default: the folder one stands in]; `-` reads one file from standard input
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// How findings are printed: human, concise or json
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub(super) format: Format,
    /// From which severity on the exit status is 1: error, warning or info [default: error]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "SEVERITY")]
    pub(super) fail_on: Option<Threshold>,
    /// Read one file from standard input, and take it for this one
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Say how long each stage took, and how much work it was
    #[arg(long)]
    pub(super) timings: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Args, Debug)]
pub(super) struct AccessArgs {
    /// Files or folders [default: the folder one stands in]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Show this action [default: read in a table, every action that the policy names in JSON]; may be repeated
    #[arg(long, value_name = "ACTION")]
    pub(super) action: Vec<String>,
    /// How the matrix is printed: human or json
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub(super) format: AccessFormat,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Args, Debug)]
pub(super) struct FixArgs {
    /// Files or folders [default: the folder one stands in]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Show what would be changed, as a unified diff, and write nothing
    #[arg(long)]
    pub(super) diff: bool,
    /// Make also repairs that a person must judge
    #[arg(long)]
    pub(super) r#unsafe: bool,
    /// Repair only what this rule finds; may be repeated
    #[arg(long, value_name = "RULE")]
    pub(super) rule: Vec<String>,
    /// Where a person must choose between several repairs: this one, counted from 1
    #[arg(long, value_name = "NUMBER", requires = "unsafe", requires = "rule")]
    pub(super) choose: Option<usize>,
    /// From which severity on what is left makes the exit status 1: error, warning or info [default: error]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "SEVERITY")]
    pub(super) fail_on: Option<Threshold>,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Args, Debug)]
pub(super) struct Common {
    /// Use this configuration [default: notify-lint.toml, looked for upwards to the root of the git repository]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Use no configuration at all
    #[arg(long, conflicts_with = "config")]
    pub(super) no_config: bool,
    /// Judge as on this day, YYYY-MM-DD [default: today]
    #[arg(long, value_parser = day, value_name = "DATE")]
    pub(super) as_of: Option<Date>,
    #[arg(long, value_enum, default_value_t, hide_possible_values = true, value_name = "WHEN")]
    #[arg(help = COLOR)]
    pub(super) color: When,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum Format {
    #[default]
    Human,
    Concise,
    Json,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum AccessFormat {
    #[default]
    Human,
    Json,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Threshold {
    Error,
    Warning,
    Info,
}

impl From<Threshold> for Severity {
    fn from(threshold: Threshold) -> Self {
        match threshold {
            Threshold::Error => Self::Error,
            Threshold::Warning => Self::Warning,
            Threshold::Info => Self::Info,
        }
    }
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "this is no day of the calendar; write it as 2026-12-31".to_owned())
}

/// The whole command, for documentation and tests.
pub fn command() -> clap::Command {
    Cli::command()
}
