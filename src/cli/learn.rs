//! The arguments of the commands that one learns the program with.

use super::args::{Common, Rules, Threshold, When, WhichRules};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

pub(super) const INIT_EXIT: &str = "Exit status: 0 written or shown, 2 wrong usage, a configuration that is there already, \
or a file that could not be read or written.";

#[derive(Args, Debug)]
pub(super) struct ExplainArgs {
    /// The rule, such as `access/read-only-on-task` or `POL101`
    pub(super) rule: String,
    /// How the rule is printed: human, json or markdown
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub(super) format: ExplainFormat,
    #[command(flatten)]
    pub(super) common: WhichRules,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum ExplainFormat {
    #[default]
    #[value(alias = "text")]
    Human,
    Json,
    Markdown,
}

#[derive(Args, Debug)]
pub(super) struct InitArgs {
    /// The folder that the configuration is for [default: the folder one stands in]
    #[arg(value_name = "PATH")]
    pub(super) path: Option<PathBuf>,
    /// Write it though there is one already
    #[arg(long)]
    pub(super) force: bool,
    /// Show what would change, as a unified diff, and write nothing
    #[arg(long, group = "show")]
    pub(super) diff: bool,
    /// Print the file and write nothing
    #[arg(long, group = "show")]
    pub(super) stdout: bool,
    /// Use colour: auto, always or never
    #[arg(long, value_enum, default_value_t, hide_possible_values = true, value_name = "WHEN")]
    pub(super) color: When,
}

#[derive(Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// Show every value that holds, and where it comes from
    Show(ConfigShowArgs),
}

#[derive(Args, Debug)]
pub(super) struct ConfigShowArgs {
    /// Files or folders that the configuration is to hold for [default: the folder one stands in]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// How the values are printed: human or json
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub(super) format: ShowFormat,
    /// As `check` would be told: error, warning or info
    #[arg(long, value_enum, hide_possible_values = true, value_name = "SEVERITY")]
    pub(super) fail_on: Option<Threshold>,
    #[command(flatten)]
    pub(super) rules: Rules,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum ShowFormat {
    #[default]
    #[value(alias = "text")]
    Human,
    Json,
}

#[derive(Args, Debug)]
pub(super) struct RageArgs {
    #[command(flatten)]
    pub(super) common: WhichRules,
}

#[derive(Args, Debug)]
pub(super) struct CompletionsArgs {
    /// The shell: bash, zsh, fish, powershell, elvish or nushell
    #[arg(value_enum, hide_possible_values = true)]
    pub(super) shell: ShellName,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ShellName {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell")]
    PowerShell,
    Elvish,
    Nushell,
}

#[derive(Args, Debug)]
pub(super) struct ManArgs {
    /// Write a page for each command into this folder
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
}
