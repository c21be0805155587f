//! The arguments, as people type them.

use super::learn::{self, CompletionsArgs, ConfigCommand, ExplainArgs, InitArgs, ManArgs, RageArgs};
use super::outputs::Output;
use crate::anchor::Shard;
use crate::config::{Date, Preset};
use crate::finding::Severity;
use crate::pdp::Dialect;
use crate::pdp::altinn::Version;
use crate::workspace::preview::SendTime;
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

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

const COLOR: &str = "Use colour: auto, always or never";

#[derive(Args, Debug)]
pub(super) struct CheckArgs {
    /// Files or folders [default: the folder one stands in]; `-` reads one file from standard input
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// How findings are printed: human, concise, json, ndjson, sarif, github, gitlab, junit, checkstyle, rdjson or markdown
    /// [default: human; in GitHub Actions human and github]
    #[arg(long, value_enum, hide_possible_values = true)]
    pub(super) format: Option<Format>,
    /// Print or write findings in this format as well; may be repeated, as in `--output sarif=notify-lint.sarif`
    #[arg(long, value_parser = Output::parse, value_name = "FORMAT[=FILE]")]
    pub(super) output: Vec<Output>,
    /// From which severity on the exit status is 1: error, warning or info [default: error]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "SEVERITY")]
    pub(super) fail_on: Option<Threshold>,
    /// Show nothing that weighs less: error, warning or info
    #[arg(long, value_enum, hide_possible_values = true, value_name = "SEVERITY")]
    pub(super) min_severity: Option<Threshold>,
    /// Make the exit status 0 whatever is found
    #[arg(long)]
    pub(super) exit_zero: bool,
    #[command(flatten)]
    pub(super) rules: Rules,
    /// Heed no comment and no entry of the configuration that silences findings
    #[arg(long)]
    pub(super) no_ignores: bool,
    /// Do not speak of what this file knows [default: the key `baseline` of the configuration]
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Speak of everything, whatever the baseline knows
    #[arg(long, conflicts_with = "baseline")]
    pub(super) no_baseline: bool,
    /// Write for everything that is found that it is not to be heard of, with this reason
    #[arg(long, value_name = "REASON")]
    pub(super) add_ignore: Option<String>,
    /// Speak only of the files that are named, unless `ignore` leaves them out; the rest of their apps is read all the same
    #[arg(long, group = "part")]
    pub(super) named_only: bool,
    /// Speak only of files that differ from the last commit
    #[arg(long, group = "part")]
    pub(super) changed: bool,
    /// Speak only of files that differ from where the branch left this revision
    #[arg(long, value_name = "REV", group = "part")]
    pub(super) since: Option<String>,
    /// Speak only of files that the next commit changes
    #[arg(long, group = "part")]
    pub(super) staged: bool,
    /// Speak only of one part of the apps, as 2/5: the second of five; `merge` joins what the parts say
    #[arg(long, value_name = "K/N", conflicts_with_all = ["stdin_filename", "add_ignore"])]
    pub(super) shard: Option<Shard>,
    /// Read one file from standard input, and take it for this one
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<PathBuf>,
    /// Check again whenever a file is saved, until Ctrl-C
    #[arg(long, conflicts_with_all = ["stdin_filename", "add_ignore"])]
    pub(super) watch: bool,
    /// Say how long each stage took, and how much work it was
    #[arg(long)]
    pub(super) timings: bool,
    /// Print how often each rule found something in place of what it found; as human or json
    #[arg(long, group = "instead")]
    pub(super) statistics: bool,
    /// Print the files that there is something to see in, in place of what was found
    #[arg(long, group = "instead")]
    pub(super) show_files: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// Which rules are asked.
#[derive(Args, Debug)]
pub(super) struct Rules {
    /// Ask only this rule or family; may be repeated
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Do not ask this rule or family; may be repeated, and a rule goes before its family
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
    /// How strict to be: default; strict (warnings fail too); audit (everything fails, and nothing is silenced)
    #[arg(long, value_enum, hide_possible_values = true)]
    pub(super) preset: Option<PresetName>,
}

#[derive(Args, Debug)]
pub(super) struct BaselineArgs {
    /// update: know everything that is found now; prune: forget what is found no more
    #[arg(value_enum)]
    pub(super) what: BaselineWhat,
    /// Files or folders [default: the folder one stands in]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// The file of the baseline [default: the key `baseline` of the configuration, else notify-lint-baseline.json]
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Know only one part of the apps, as 2/5: the second of five; `merge` joins the parts
    #[arg(long, value_name = "K/N")]
    pub(super) shard: Option<Shard>,
    #[command(flatten)]
    pub(super) rules: Rules,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Args, Debug)]
pub(super) struct MergeArgs {
    /// What the parts wrote: all JSON findings, all SARIF, or all baselines
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// Where the whole goes: json, sarif or baseline, as the parts are; a file is named as in `--output sarif=notify-lint.sarif`
    /// [default: standard output]
    #[arg(long, value_parser = super::merge::Output::parse, value_name = "FORMAT[=FILE]")]
    pub(super) output: Option<super::merge::Output>,
    /// From which severity on the exit status is 1: error, warning or info [default: error]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "SEVERITY")]
    pub(super) fail_on: Option<Threshold>,
    /// Make the exit status 0 whatever is found
    #[arg(long)]
    pub(super) exit_zero: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum BaselineWhat {
    Update,
    Prune,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum PresetName {
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
pub(super) struct AccessArgs {
    /// Files or folders [default: the folder one stands in]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Show this action [default: read in a table, every action that the policy names in JSON]; may be repeated
    #[arg(long, value_name = "ACTION")]
    pub(super) action: Vec<String>,
    /// Whose decision point answers: altinn, altinn@0.0.8 (LocalTest and Studio) or standard [default: altinn]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "DIALECT")]
    pub(super) dialect: Option<DialectName>,
    /// Mark what is answered otherwise: by altinn, altinn@0.0.8 or standard, or, for other-people, to one who holds something
    /// else as well
    #[arg(long, value_enum, hide_possible_values = true, value_name = "WHOM")]
    pub(super) against: Option<Against>,
    /// How the matrix is printed: human, json, markdown, svg (one picture) or html
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub(super) format: AccessFormat,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Args, Debug)]
pub(super) struct AskArgs {
    /// A policy, or the folder of one app or resource [default: the folder one stands in]. In the standard dialect further
    /// files may follow, to be referred to
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Who asks: a role code, an access package or a full URN; repeated, one who holds all of them
    #[arg(long, value_name = "WHO", required_unless_present = "request")]
    pub(super) subject: Vec<String>,
    /// What is asked for
    #[arg(long, value_name = "ACTION", default_value = crate::workspace::READ)]
    pub(super) action: String,
    /// On an instance at this task
    #[arg(long, value_name = "TASK", group = "place")]
    pub(super) task: Option<String>,
    /// On an instance that has reached this end event
    #[arg(long, value_name = "EVENT", group = "place")]
    pub(super) end_event: Option<String>,
    /// On the app's event stream
    #[arg(long, group = "place")]
    pub(super) events: bool,
    /// Ask what a XACML request in XML or JSON asks; `-` reads it from standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["subject", "action", "place"])]
    pub(super) request: Option<PathBuf>,
    /// Whose decision point answers: altinn, altinn@0.0.8 (LocalTest and Studio) or standard [default: altinn]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "DIALECT")]
    pub(super) dialect: Option<DialectName>,
    /// List every rule, not only those that decided or came near
    #[arg(long)]
    pub(super) all: bool,
    /// How the answer is printed: human, or json (the response of XACML's JSON profile)
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub(super) format: AnswerFormat,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Args, Debug)]
pub(super) struct DiffArgs {
    /// The state before: a file, a folder, or git:REV:path
    #[arg(value_name = "OLD")]
    pub(super) old: String,
    /// The state after: a file, a folder, or git:REV:path
    #[arg(value_name = "NEW", default_value = ".")]
    pub(super) new: String,
    /// Make the exit status 1 where somebody loses or gains something, or anything changed: loss, gain or any
    #[arg(long, value_enum, hide_possible_values = true, value_name = "WHAT")]
    pub(super) fail_on: Option<LossOrGain>,
    /// Whose decision point answers: altinn, altinn@0.0.8 (LocalTest and Studio) or standard [default: altinn]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "DIALECT")]
    pub(super) dialect: Option<DialectName>,
    /// How changes are printed: human, json or markdown
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub(super) format: DiffFormat,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Args, Debug)]
pub(super) struct ConformanceArgs {
    /// The folder of a suite, or a `.jsonl` of recorded decisions
    #[arg(value_name = "PATH")]
    pub(super) path: PathBuf,
    /// How the comparison is printed: human (a table) or json
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub(super) format: ConformanceFormat,
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
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct RulesArgs {
    #[command(subcommand)]
    pub(super) what: Option<RulesCommand>,
    /// How the list is printed: human or json
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub(super) format: RulesFormat,
    #[command(flatten)]
    pub(super) common: WhichRules,
}

#[derive(Debug, Subcommand)]
pub(super) enum RulesCommand {
    /// Run the examples of rules of your own
    #[command(after_help = RULES_EXIT)]
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
pub(super) struct WhichRules {
    /// Use this configuration [default: what NOTIFY_LINT_CONFIG names, else notify-lint.toml, looked for upwards to the root of
    /// the git repository]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Use no configuration at all
    #[arg(long, conflicts_with = "config")]
    pub(super) no_config: bool,
    #[arg(long, value_enum, default_value_t, hide_possible_values = true, value_name = "WHEN")]
    #[arg(help = COLOR)]
    pub(super) color: When,
}

impl From<WhichRules> for Common {
    fn from(which: WhichRules) -> Self {
        Self { config: which.config, no_config: which.no_config, as_of: None, color: which.color }
    }
}

#[derive(Args, Debug)]
pub(super) struct PreviewArgs {
    /// Files or folders [default: the folder one stands in]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// When the orders are sent, as 2026-12-01T20:15:00+01:00 [default: as each order says, else now]
    #[arg(long, value_parser = super::preview::moment, value_name = "TIME")]
    pub(super) send_time: Option<SendTime>,
    /// How notices are shown: human, json or html (a page with phones)
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub(super) format: PreviewFormat,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Args, Debug)]
pub(super) struct Common {
    /// Use this configuration [default: what NOTIFY_LINT_CONFIG names, else notify-lint.toml, looked for upwards to the root of
    /// the git repository]
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
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

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum RulesFormat {
    #[default]
    #[value(alias = "text")]
    Human,
    Json,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum ExplainFormat {
    #[default]
    #[value(alias = "text")]
    Human,
    Json,
    Markdown,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum AccessFormat {
    #[default]
    #[value(alias = "text")]
    Human,
    Json,
    Markdown,
    Svg,
    Html,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum AnswerFormat {
    #[default]
    #[value(alias = "text")]
    Human,
    Json,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum DiffFormat {
    #[default]
    #[value(alias = "text")]
    Human,
    Json,
    Markdown,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum PreviewFormat {
    #[default]
    #[value(alias = "text")]
    Human,
    Json,
    Html,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum ConformanceFormat {
    #[default]
    #[value(alias = "text")]
    Human,
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum LossOrGain {
    Loss,
    Gain,
    Any,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DialectName {
    Altinn,
    #[value(name = "altinn@0.0.8")]
    LocalTest,
    Standard,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Against {
    Altinn,
    #[value(name = "altinn@0.0.8")]
    LocalTest,
    Standard,
    OtherPeople,
}

impl Against {
    /// The decision point that is meant, if it is one.
    pub(super) fn dialect(self) -> Option<Dialect> {
        match self {
            Self::Altinn => Some(DialectName::Altinn.into()),
            Self::LocalTest => Some(DialectName::LocalTest.into()),
            Self::Standard => Some(DialectName::Standard.into()),
            Self::OtherPeople => None,
        }
    }
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
