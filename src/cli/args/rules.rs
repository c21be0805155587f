//! What `rules` is asked.

use super::common::{COLOR, Common, When};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub(in crate::cli) struct RulesArgs {
    #[command(subcommand)]
    pub(in crate::cli) what: Option<RulesCommand>,
    /// How the list is printed: human or json
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub(in crate::cli) format: RulesFormat,
    #[command(flatten)]
    pub(in crate::cli) common: WhichRules,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum RulesCommand {
    /// Run the examples of rules of your own
    #[command(after_help = super::RULES_EXIT)]
    Test {
        /// Folders of rules, or single rule files [default: `rule-packs` of the configuration]
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        common: WhichRules,
    },
}

/// Which configuration says what rules there are.
#[derive(Args, Clone, Debug)]
pub(in crate::cli) struct WhichRules {
    /// Use this configuration [default: what NOTIFY_LINT_CONFIG names, else notify-lint.toml, looked for upwards to the root of
    /// the git repository]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) config: Option<PathBuf>,
    /// Use no configuration at all
    #[arg(long, conflicts_with = "config")]
    pub(in crate::cli) no_config: bool,
    #[arg(long, value_enum, default_value_t, hide_possible_values = true, value_name = "WHEN")]
    #[arg(help = COLOR)]
    pub(in crate::cli) color: When,
}

impl From<WhichRules> for Common {
    fn from(which: WhichRules) -> Self {
        Self { config: which.config, no_config: which.no_config, as_of: None, color: which.color }
    }
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(in crate::cli) enum RulesFormat {
    #[default]
    #[value(alias = "text")]
    Human,
    Json,
}
