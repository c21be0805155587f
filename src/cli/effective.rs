//! `--show-files` and `--show-settings`: what a run would look at, and what it would go by.

use super::args::CheckArgs;
use super::job::Job;
use super::{Result, Status};
use crate::config::{Config, Preset};
use crate::finding::Severity;
use crate::lint::Outcome;
use crate::pdp::altinn::Version;
use crate::rules::Setting;
use crate::rules::grammar::{count, list};
use std::io::Write;

/// A line for each file that there was something to see in.
pub(super) fn files(outcome: &Outcome, status: Status, out: &mut dyn Write) -> Result<Status> {
    let mut files: Vec<_> = outcome.files.iter().collect();
    files.sort();
    files.dedup();
    for file in &files {
        writeln!(out, "{}", file.display())?;
    }
    // What the findings would come to is not asked.
    Ok(if status == Status::Findings { Status::Clean } else { status })
}

/// Every setting that holds, and in brackets who says so.
pub(super) fn settings(args: &CheckArgs, job: &Job, threshold: Severity, out: &mut dyn Write) -> Result<Status> {
    const OPTION: &str = "command line";
    const FILE: &str = "configuration";
    const DEFAULT: &str = "default";
    let settings = &job.settings;
    let config = &settings.config;
    let says = |option: bool, file: bool| {
        if option {
            OPTION
        } else if file {
            FILE
        } else {
            DEFAULT
        }
    };

    let mut line = |name: &str, value: &str, by: &str| writeln!(out, "{name:<15}{value}  ({by})");
    let file = settings.file.as_ref().map_or_else(|| "none".to_owned(), |file| file.display().to_string());
    line("configuration", &file, settings.origin)?;
    let as_of = if args.common.as_of.is_some() || config.as_of.is_some() {
        says(args.common.as_of.is_some(), true)
    } else {
        "today"
    };
    line("as-of", &settings.as_of.to_string(), as_of)?;
    let dialect = if config.source.is_some() && config.dialect != Config::default().dialect { FILE } else { DEFAULT };
    let name = Version::of_dialect(config.dialect)
        .map_or("standard", |version| if version == Version::CLOUD { "altinn" } else { "altinn@0.0.8" });
    line("dialect", name, dialect)?;
    line("preset", job.preset.name(), says(args.rules.preset.is_some(), config.preset != Preset::Default))?;
    let by_preset = args.fail_on.is_none() && (config.fail_on.is_none() || args.rules.preset.is_some());
    let fail_on = if by_preset { "preset" } else { says(args.fail_on.is_some(), true) };
    line("fail-on", threshold.name(), fail_on)?;
    match job.baseline_file(args.baseline.as_deref()).filter(|_| !args.no_baseline && job.preset != Preset::Audit) {
        Some(file) => line("baseline", &file.display().to_string(), says(args.baseline.is_some(), true))?,
        None => line(
            "baseline",
            "none",
            says(args.no_baseline || job.preset == Preset::Audit && args.rules.preset.is_some(), false),
        )?,
    }
    let mut told = |name: &str, parts: &[(usize, &str)]| {
        let there = parts.iter().filter(|(number, _)| *number > 0);
        let counts: Vec<String> = there.map(|(number, what)| count(*number, what)).collect();
        if counts.is_empty() { line(name, "none", DEFAULT) } else { line(name, &list(&counts), FILE) }
    };
    told("ignore", &[(config.ignore.len(), "glob"), (config.exceptions.len(), "exception")])?;
    told("per-path", &[(config.per_path.len(), "table")])?;
    told("recipients", &[(config.recipients.len(), "resource")])?;
    told("templates", &[(config.templates.len(), "template")])?;

    let all: Vec<_> = settings.book.metas().collect();
    let on = job.selection.len();
    writeln!(out, "{:<15}{on} of {} on", "rules", all.len())?;
    for meta in all {
        let weighs = match settings.of_rule(meta, false) {
            _ if !job.selection.ran(meta.id) => "off",
            Setting::Severity(severity) if severity != meta.severity => severity.name(),
            _ => continue,
        };
        // Where a few are chosen of many, those that are not are no news.
        if weighs != "off" || args.rules.select.is_empty() {
            writeln!(out, "  {weighs:<13}{}", meta.id)?;
        }
    }
    Ok(Status::Clean)
}
