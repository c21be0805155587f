//! What the commands are asked that speak of who may do what: `access`, `ask`, `diff` and `conformance`.

use super::common::{Common, DialectName};
use crate::pdp::Dialect;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(in crate::cli) struct AccessArgs {
    /// Files or folders [default: the folder one stands in]
    #[arg(value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Show this action [default: read in a table, every action that the policy names in JSON]; may be repeated
    #[arg(long, value_name = "ACTION")]
    pub(in crate::cli) action: Vec<String>,
    /// Whose decision point answers: altinn, altinn@0.0.8 (LocalTest and Studio) or standard [default: altinn]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "DIALECT")]
    pub(in crate::cli) dialect: Option<DialectName>,
    /// Mark what is answered otherwise: by altinn, altinn@0.0.8 or standard, or, for other-people, to one who holds something
    /// else as well
    #[arg(long, value_enum, hide_possible_values = true, value_name = "WHOM")]
    pub(in crate::cli) against: Option<Against>,
    /// How the matrix is printed: human, json, markdown, svg (one picture) or html
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub(in crate::cli) format: AccessFormat,
    #[command(flatten)]
    pub(in crate::cli) common: Common,
}

#[derive(Args, Debug)]
pub(in crate::cli) struct AskArgs {
    /// A policy, or the folder of one app or resource [default: the folder one stands in]. In the standard dialect further
    /// files may follow, to be referred to
    #[arg(value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Who asks: a role code, an access package or a full URN; repeated, one who holds all of them
    #[arg(long, value_name = "WHO", required_unless_present = "request")]
    pub(in crate::cli) subject: Vec<String>,
    /// What is asked for
    #[arg(long, value_name = "ACTION", default_value = crate::workspace::READ)]
    pub(in crate::cli) action: String,
    /// On an instance at this task
    #[arg(long, value_name = "TASK", group = "place")]
    pub(in crate::cli) task: Option<String>,
    /// On an instance that has reached this end event
    #[arg(long, value_name = "EVENT", group = "place")]
    pub(in crate::cli) end_event: Option<String>,
    /// On the app's event stream
    #[arg(long, group = "place")]
    pub(in crate::cli) events: bool,
    /// Ask what a XACML request in XML or JSON asks; `-` reads it from standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["subject", "action", "place"])]
    pub(in crate::cli) request: Option<PathBuf>,
    /// Whose decision point answers: altinn, altinn@0.0.8 (LocalTest and Studio) or standard [default: altinn]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "DIALECT")]
    pub(in crate::cli) dialect: Option<DialectName>,
    /// List every rule, not only those that decided or came near
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// How the answer is printed: human, or json (the response of XACML's JSON profile)
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub(in crate::cli) format: AnswerFormat,
    #[command(flatten)]
    pub(in crate::cli) common: Common,
}

#[derive(Args, Debug)]
pub(in crate::cli) struct DiffArgs {
    /// The state before: a file, a folder, or git:REV:path
    #[arg(value_name = "OLD")]
    pub(in crate::cli) old: String,
    /// The state after: a file, a folder, or git:REV:path
    #[arg(value_name = "NEW", default_value = ".")]
    pub(in crate::cli) new: String,
    /// Make the exit status 1 where somebody loses or gains something, or anything changed: loss, gain or any
    #[arg(long, value_enum, hide_possible_values = true, value_name = "WHAT")]
    pub(in crate::cli) fail_on: Option<LossOrGain>,
    /// Whose decision point answers: altinn, altinn@0.0.8 (LocalTest and Studio) or standard [default: altinn]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "DIALECT")]
    pub(in crate::cli) dialect: Option<DialectName>,
    /// How changes are printed: human, json or markdown
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub(in crate::cli) format: DiffFormat,
    #[command(flatten)]
    pub(in crate::cli) common: Common,
}

#[derive(Args, Debug)]
pub(in crate::cli) struct ConformanceArgs {
    /// The folder of a suite, or a `.jsonl` of recorded decisions
    #[arg(value_name = "PATH")]
    pub(in crate::cli) path: PathBuf,
    /// How the comparison is printed: human (a table) or json
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub(in crate::cli) format: ConformanceFormat,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(in crate::cli) enum AccessFormat {
    #[default]
    #[value(alias = "text")]
    Human,
    Json,
    Markdown,
    Svg,
    Html,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum AnswerFormat {
    #[default]
    #[value(alias = "text")]
    Human,
    Json,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(in crate::cli) enum DiffFormat {
    #[default]
    #[value(alias = "text")]
    Human,
    Json,
    Markdown,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(in crate::cli) enum ConformanceFormat {
    #[default]
    #[value(alias = "text")]
    Human,
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum LossOrGain {
    Loss,
    Gain,
    Any,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Against {
    Altinn,
    #[value(name = "altinn@0.0.8")]
    LocalTest,
    Standard,
    OtherPeople,
}

impl Against {
    /// The decision point that is meant, if it is one.
    pub(in crate::cli) fn dialect(self) -> Option<Dialect> {
        match self {
            Self::Altinn => Some(DialectName::Altinn.into()),
            Self::LocalTest => Some(DialectName::LocalTest.into()),
            Self::Standard => Some(DialectName::Standard.into()),
            Self::OtherPeople => None,
        }
    }
}
