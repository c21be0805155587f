//! What many commands are asked alike.

use crate::config::{Date, Preset};
use crate::finding::Severity;
use crate::pdp::Dialect;
use crate::pdp::altinn::Version;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

pub(in crate::cli) const COLOR: &str = "Use colour: auto, always or never";

/// Which rules are asked.
#[derive(Args, Debug)]
pub(in crate::cli) struct Rules {
    /// Ask only this rule or family; may be repeated
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(in crate::cli) select: Vec<String>,
    /// Do not ask this rule or family; may be repeated, and a rule goes before its family
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(in crate::cli) ignore: Vec<String>,
    /// How strict to be: default; strict (warnings fail too); audit (everything fails, and nothing is silenced)
    #[arg(long, value_enum, hide_possible_values = true)]
    pub(in crate::cli) preset: Option<PresetName>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum PresetName {
    Default,
    Strict,
    Audit,
}

impl From<PresetName> for Preset {
    fn from(name: PresetName) -> Self {
        match name {
            PresetName::Default => Self::Default,
            PresetName::Strict => Self::Strict,
            PresetName::Audit => Self::Audit,
        }
    }
}

#[derive(Args, Debug)]
pub(in crate::cli) struct Common {
    /// Use this configuration [default: what NOTIFY_LINT_CONFIG names, else notify-lint.toml, looked for upwards to the root of
    /// the git repository]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) config: Option<PathBuf>,
    /// Use no configuration at all
    #[arg(long, conflicts_with = "config")]
    pub(in crate::cli) no_config: bool,
    /// Judge as on this day, YYYY-MM-DD [default: today]
    #[arg(long, value_parser = day, value_name = "DATE")]
    pub(in crate::cli) as_of: Option<Date>,
    #[arg(long, value_enum, default_value_t, hide_possible_values = true, value_name = "WHEN")]
    #[arg(help = COLOR)]
    pub(in crate::cli) color: When,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DialectName {
    Altinn,
    #[value(name = "altinn@0.0.8")]
    LocalTest,
    Standard,
}

impl From<DialectName> for Dialect {
    fn from(name: DialectName) -> Self {
        match name {
            DialectName::Altinn => Self::Altinn(Version::CLOUD),
            DialectName::LocalTest => Self::Altinn(Version::LOCAL_TEST),
            DialectName::Standard => Self::Standard(None),
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum When {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum Threshold {
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
