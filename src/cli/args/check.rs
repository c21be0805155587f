//! What `check`, `baseline` and `merge` are asked.

use super::common::{Common, Rules, Threshold};
use crate::anchor::Shard;
use crate::cli::{merge, outputs};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(in crate::cli) struct CheckArgs {
    /// Files or folders [default: the folder one stands in]; `-` reads one file from standard input
    #[arg(value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// How findings are printed: human, concise, json, ndjson, sarif, github, gitlab, junit, checkstyle, rdjson or markdown
    /// [default: human; in GitHub Actions human and github]
    #[arg(long, value_enum, hide_possible_values = true)]
    pub(in crate::cli) format: Option<Format>,
    /// Print or write findings in this format as well; may be repeated, as in `--output sarif=notify-lint.sarif`
    #[arg(long, value_parser = outputs::Output::parse, value_name = "FORMAT[=FILE]")]
    pub(in crate::cli) output: Vec<outputs::Output>,
    /// From which severity on the exit status is 1: error, warning or info [default: error]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "SEVERITY")]
    pub(in crate::cli) fail_on: Option<Threshold>,
    /// Show nothing that weighs less: error, warning or info
    #[arg(long, value_enum, hide_possible_values = true, value_name = "SEVERITY")]
    pub(in crate::cli) min_severity: Option<Threshold>,
    /// Make the exit status 0 whatever is found
    #[arg(long)]
    pub(in crate::cli) exit_zero: bool,
    #[command(flatten)]
    pub(in crate::cli) rules: Rules,
    /// Heed no comment and no entry of the configuration that silences findings
    #[arg(long)]
    pub(in crate::cli) no_ignores: bool,
    /// Do not speak of what this file knows [default: the key `baseline` of the configuration]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// Speak of everything, whatever the baseline knows
    #[arg(long, conflicts_with = "baseline")]
    pub(in crate::cli) no_baseline: bool,
    /// Write for everything that is found that it is not to be heard of, with this reason
    #[arg(long, value_name = "REASON")]
    pub(in crate::cli) add_ignore: Option<String>,
    /// Speak only of the files that are named, unless `ignore` leaves them out; the rest of their apps is read all the same
    #[arg(long, group = "part")]
    pub(in crate::cli) named_only: bool,
    /// Speak only of files that differ from the last commit
    #[arg(long, group = "part")]
    pub(in crate::cli) changed: bool,
    /// Speak only of files that differ from where the branch left this revision
    #[arg(long, value_name = "REV", group = "part")]
    pub(in crate::cli) since: Option<String>,
    /// Speak only of files that the next commit changes
    #[arg(long, group = "part")]
    pub(in crate::cli) staged: bool,
    /// Speak only of one part of the apps, as 2/5: the second of five; `merge` joins what the parts say
    #[arg(long, value_name = "K/N", conflicts_with_all = ["stdin_filename", "add_ignore"])]
    pub(in crate::cli) shard: Option<Shard>,
    /// Read one file from standard input, and take it for this one
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) stdin_filename: Option<PathBuf>,
    /// Check again whenever a file is saved, until Ctrl-C
    #[arg(long, conflicts_with_all = ["stdin_filename", "add_ignore"])]
    pub(in crate::cli) watch: bool,
    /// Say how long each stage took, and how much work it was
    #[arg(long)]
    pub(in crate::cli) timings: bool,
    /// Print how often each rule found something in place of what it found; as human or json
    #[arg(long, group = "instead")]
    pub(in crate::cli) statistics: bool,
    /// Print the files that there is something to see in, in place of what was found
    #[arg(long, group = "instead")]
    pub(in crate::cli) show_files: bool,
    #[command(flatten)]
    pub(in crate::cli) common: Common,
}

#[derive(Args, Debug)]
pub(in crate::cli) struct BaselineArgs {
    /// update: know everything that is found now; prune: forget what is found no more
    #[arg(value_enum)]
    pub(in crate::cli) what: BaselineWhat,
    /// Files or folders [default: the folder one stands in]
    #[arg(value_name = "PATH")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// The file of the baseline [default: the key `baseline` of the configuration, else notify-lint-baseline.json]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// Know only one part of the apps, as 2/5: the second of five; `merge` joins the parts
    #[arg(long, value_name = "K/N")]
    pub(in crate::cli) shard: Option<Shard>,
    #[command(flatten)]
    pub(in crate::cli) rules: Rules,
    #[command(flatten)]
    pub(in crate::cli) common: Common,
}

#[derive(Args, Debug)]
pub(in crate::cli) struct MergeArgs {
    /// What the parts wrote: all JSON findings, all SARIF, or all baselines
    #[arg(value_name = "FILE", required = true)]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Where the whole goes: json, sarif or baseline, as the parts are; a file is named as in `--output sarif=notify-lint.sarif`
    /// [default: standard output]
    #[arg(long, value_parser = merge::Output::parse, value_name = "FORMAT[=FILE]")]
    pub(in crate::cli) output: Option<merge::Output>,
    /// From which severity on the exit status is 1: error, warning or info [default: error]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "SEVERITY")]
    pub(in crate::cli) fail_on: Option<Threshold>,
    /// Make the exit status 0 whatever is found
    #[arg(long)]
    pub(in crate::cli) exit_zero: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum BaselineWhat {
    Update,
    Prune,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    #[value(alias = "text")]
    Human,
    Concise,
    Json,
    Ndjson,
    Sarif,
    Github,
    Gitlab,
    Junit,
    Checkstyle,
    Rdjson,
    Markdown,
}
