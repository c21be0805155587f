//! The arguments, as people type them: each group of commands in a file of its own.

mod access;
mod check;
mod common;
mod fix;
mod preview;
mod rules;

use super::learn::{self, CompletionsArgs, ConfigCommand, ExplainArgs, InitArgs, ManArgs, RageArgs};
use clap::{CommandFactory as _, Parser, Subcommand};

pub(super) use access::{
    AccessArgs, AccessFormat, Against, AnswerFormat, AskArgs, ConformanceArgs, ConformanceFormat, DiffArgs, DiffFormat,
    LossOrGain,
};
pub(super) use check::{BaselineArgs, BaselineWhat, CheckArgs, Format, MergeArgs};
pub(super) use common::{Common, DialectName, Rules, Threshold, When};
pub(super) use fix::FixArgs;
pub(super) use preview::{PreviewArgs, PreviewFormat};
pub(super) use rules::{RulesArgs, RulesCommand, RulesFormat, WhichRules};

const EXIT: &str = "Exit status: 0 nothing at or above the threshold, 1 findings, 2 wrong usage, configuration or a file \
that could not be opened, 3 nothing to check.";

const ASK_EXIT: &str = "Exit status: 0 Permit, 1 any other decision, 2 wrong usage, configuration or a file that could \
not be opened.";

const DIFF_EXIT: &str = "Exit status: 0 compared, 1 a change of the kind that --fail-on names, 2 wrong usage, configuration \
or a policy that could not be read.";

const RULES_EXIT: &str = "Exit status: 0 listed, or every example does what it says, 1 an example does not, 2 wrong usage, \
configuration or a rule file that cannot be used.";

const FIX_EXIT: &str = "Exit status: 0 nothing at or above the threshold is left, 1 findings are left or --diff shows \
something, 2 wrong usage, configuration or a file that could not be read or written, 3 nothing to repair.";

const PREVIEW_EXIT: &str = "Exit status: 0 shown, 2 wrong usage, configuration or a file that could not be read, 3 nothing \
to show.";

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
    /// Know what is found today, so that only what is new is heard of
    Baseline(BaselineArgs),
    /// Join what the parts of a large repository wrote
    #[command(after_help = EXIT)]
    Merge(MergeArgs),
    /// Show who may do what, and where: the matrix of each policy
    Access(AccessArgs),
    /// Ask one question: may somebody do something, and why
    #[command(after_help = ASK_EXIT)]
    Ask(AskArgs),
    /// Say who gains and who loses access between two states
    #[command(after_help = DIFF_EXIT)]
    Diff(DiffArgs),
    /// Compare the decision points with a conformance suite or with recorded decisions
    #[command(hide = true)]
    Conformance(ConformanceArgs),
    /// Repair what can be repaired, and prove that nothing else changes
    #[command(after_help = FIX_EXIT)]
    Fix(FixArgs),
    /// Show notices as they will arrive: SMS, e-mails, and when
    #[command(after_help = PREVIEW_EXIT)]
    Preview(PreviewArgs),
    /// Explain one rule: what it finds, why it matters, what to do
    Explain(ExplainArgs),
    /// List all rules, or run the examples of rules of your own
    #[command(after_help = RULES_EXIT)]
    Rules(RulesArgs),
    /// Write a configuration to begin with: who is taken to be meant, to be corrected
    #[command(after_help = learn::INIT_EXIT)]
    Init(InitArgs),
    /// Show what a run goes by: every value of the configuration, and where it comes from
    Config {
        #[command(subcommand)]
        what: Option<ConfigCommand>,
    },
    /// Print what a report of a fault should tell of this installation; nothing personal
    Rage(RageArgs),
    /// Print a script that completes commands and options in a shell
    Completions(CompletionsArgs),
    /// Print the manual page, or write one for each command
    #[command(hide = true)]
    Man(ManArgs),
}

/// What `check` is asked when it is given one path and no more.
pub(super) fn check_of(path: &str) -> Option<CheckArgs> {
    match Cli::try_parse_from(["notify-lint", "check", path]).ok()?.command {
        Some(Command::Check(args)) => Some(args),
        _ => None,
    }
}

/// The whole command, for documentation and tests.
pub fn command() -> clap::Command {
    Cli::command()
}
