//! `notify-lint check`, and `notify-lint` alone.

use super::args::{CheckArgs, Format};
use super::job::{self, Job};
use super::progress::Line;
use super::stopwatch::Running;
use super::{Result, Status, Trouble, changed, exceptions, listing, outputs, terminal, watch};
use crate::config::Preset;
use crate::finding::Severity;
use crate::lint::{Counts, Outcome, Stopwatch, Times};
use crate::report::{self, Sheet, Summary};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub(super) fn run(args: &CheckArgs, out: &mut dyn Write) -> Result<Status> {
    if args.watch { watch::run(args, out, once) } else { once(args, out) }
}

/// Whether a file is one that no report may be written over: one that was named, that findings speak of, or that the run goes by.
fn is_source(file: &Path, args: &CheckArgs, job: &Job, outcome: &Outcome) -> bool {
    if !file.exists() {
        return false;
    }
    let baseline = job.baseline_file(args.baseline.as_deref());
    let gone_by = job.settings.file.iter().chain(&baseline).map(PathBuf::as_path);
    let of_findings = outcome.findings.iter().map(|finding| finding.at.source.path());
    let all: BTreeSet<&Path> = job.paths.iter().map(PathBuf::as_path).chain(of_findings).chain(gone_by).collect();
    all.into_iter().any(|path| path.is_file() && outputs::place(path) == file)
}

/// One run.
fn once(args: &CheckArgs, out: &mut dyn Write) -> Result<Status> {
    let stopwatch = Running::start();
    let is_part = args.staged || args.changed || args.since.is_some() || args.shard.is_some();
    if is_part && args.paths.iter().any(|path| path == Path::new("-")) {
        return Err(Trouble("standard input is no file of the repository, so no part of that can be chosen".into()));
    }
    let mut job = Job::new(&args.paths, args.stdin_filename.as_deref(), &args.rules, &args.common)?;
    if args.staged {
        job.read_staged()?;
    }
    let job = job;
    let reported = changed::reported(args, &job)?;
    let is_audit = job.preset == Preset::Audit;
    let baseline = match job.baseline_file(args.baseline.as_deref()) {
        Some(file) if !args.no_baseline && !is_audit => Some(job::read_baseline(&file)?),
        _ => None,
    };
    let walked = stopwatch.now();

    let clock: &dyn Stopwatch = if args.timings { &stopwatch } else { &() };
    let line = Line::of_terminal(args.common.color);
    let repository = job.repository(baseline, !args.no_ignores && !is_audit, clock, args.shard).watched(&line);
    let repository = if args.add_ignore.is_none() { repository.packing() } else { repository };
    let mut outcome = job.outcome(&repository);
    line.clear();
    if let Some(reported) = &reported {
        reported.keep(&mut outcome);
    }
    if let Some(least) = args.min_severity.map(Severity::from) {
        outcome.findings.retain(|finding| finding.severity >= least);
    }
    let checked = stopwatch.now();
    if let Some(reason) = &args.add_ignore {
        return exceptions::add(&job, &outcome, reason, out);
    }

    let status = status(args, &job, &outcome, reported.is_some() || args.shard.is_some());
    let mut outputs = outputs::wanted(args.format, &args.output)?;
    outputs::spare(&outputs, |file| is_source(file, args, &job, &outcome))?;
    let mut counted = if args.statistics { outputs::counted(&mut outputs)? } else { None };
    if status == Status::Nothing {
        counted = None;
        outputs.retain(|output| output.file.is_some() || output.format != Format::Human);
        terminal::complain(&nothing(&job.paths));
    }
    if status == Status::Trouble && outcome.findings.is_empty() {
        // That nothing was found in the rest is no comfort, and would be read as one.
        outputs.retain(|output| output.file.is_some() || output.format != Format::Human);
    }
    let unread: Vec<String> =
        job.found.unread.iter().cloned().chain(outcome.unread.iter().map(ToString::to_string)).collect();
    if args.show_files {
        unread.iter().for_each(|trouble| terminal::complain(trouble));
        return listing::files(&outcome, status, out);
    }
    let matrix = match outputs::has(&outputs, Format::Markdown) {
        true => super::access::summary(&repository, &job.settings)?,
        false => String::new(),
    };
    let sheet = Sheet {
        findings: &outcome.findings,
        silenced: &outcome.silenced,
        summary: &summary(&outcome),
        unread: &unread,
        rules: &job.selection.metas(),
        root: &job.settings.root,
        matrix: &matrix,
    };
    let screen = terminal::screen(args.common.color);
    match counted {
        Some(Format::Json) => report::statistics_json(&sheet, out)?,
        Some(_) => report::statistics(&sheet, screen, out)?,
        None => {}
    }
    outputs::print(&outputs, &sheet, screen, out)?;
    for trouble in job.unused_templates().iter().chain(&job.unknown_recipients(&outcome)).chain(&unread) {
        terminal::complain(trouble);
    }
    if args.timings {
        let reported = stopwatch.now().saturating_sub(checked);
        say_timings(walked, checked.saturating_sub(walked), reported, outcome.times, outcome.counts);
    }
    Ok(status)
}

/// Where only some files are spoken of, it is no trouble that none of them is looked at.
fn status(args: &CheckArgs, job: &Job, outcome: &Outcome, is_part: bool) -> Status {
    if !job.found.unread.is_empty() || !outcome.unread.is_empty() {
        Status::Trouble
    } else if !is_part && is_empty(&outcome.counts) {
        Status::Nothing
    } else if !args.exit_zero && outcome.worst().is_some_and(|worst| worst >= threshold(args, job)) {
        Status::Findings
    } else {
        Status::Clean
    }
}

/// Whether nothing was there that is looked at. A dialog or a list of scopes is neither a service nor a notice.
fn is_empty(counts: &Counts) -> bool {
    counts.services == 0 && counts.notices == 0 && counts.recognised == 0
}

/// From which severity on the exit status is 1.
fn threshold(args: &CheckArgs, job: &Job) -> Severity {
    let configured = job.settings.config.fail_on.filter(|_| args.rules.preset.is_none());
    args.fail_on.map(Severity::from).or(configured).unwrap_or(job.preset.fails_on())
}

fn nothing(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
    let place = if names == ["`.`"] { "this folder".to_owned() } else { names.join(", ") };
    format!("nothing to check: no app, resource, policy or notification order in {place}")
}

fn summary(outcome: &Outcome) -> Summary {
    Summary {
        files: outcome.counts.recognised,
        services: outcome.counts.services,
        notices: outcome.counts.notices,
        errors: outcome.count(Severity::Error),
        warnings: outcome.count(Severity::Warning),
        infos: outcome.count(Severity::Info),
        silenced: outcome.silenced.len(),
    }
}

fn say_timings(walk: Duration, check: Duration, report: Duration, times: Times, counts: Counts) {
    let ms = |time: Duration| format!("{:>9.2} ms", time.as_secs_f64() * 1000.0);
    let mut text = String::from("timings\n");
    for (stage, time, work) in [
        ("walk", walk, String::new()),
        ("check", check, format!("{} services, {} notices", counts.services, counts.notices)),
        ("  read", times.read, format!("{} files, {} bytes", counts.files, counts.bytes)),
        ("  model", times.model, format!("{} nodes, {} states decided", counts.nodes, counts.states)),
        ("  rules", times.rules, String::new()),
        ("report", report, String::new()),
    ] {
        text.push_str(format!("  {stage:<8}{}  {work}", ms(time)).trim_end());
        text.push('\n');
    }
    text.push_str("  (read, model and rules are summed over all threads)");
    terminal::complain(&text);
}
