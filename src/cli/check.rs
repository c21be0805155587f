//! `notify-lint check`, and `notify-lint` alone.

use super::args::{CheckArgs, Format};
use super::files::{self, Disk, Found, Ignored};
use super::settings::Settings;
use super::stopwatch::Running;
use super::{Result, Status, Trouble, terminal};
use crate::finding::Severity;
use crate::lint::{Counts, Outcome, Repository, Stopwatch, Times};
use crate::report::{self, Summary};
use crate::rules::{Context, Selection};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The name of a file from standard input that was given none.
const STANDARD_INPUT: &str = "<stdin>";

pub(super) fn run(args: &CheckArgs, out: &mut dyn Write) -> Result<Status> {
    let stopwatch = Running::start();
    let here = super::here()?;
    let input = input(args)?;
    let paths = match (&input, args.paths.is_empty()) {
        (Some((name, _)), _) => vec![name.clone()],
        (None, true) => vec![PathBuf::from(".")],
        (None, false) => args.paths.clone(),
    };
    let settings = Settings::find(&args.common, &here, &paths)?;
    let found = match &input {
        Some((name, _)) => files::around(&here, name),
        None => {
            let ignored = Ignored::new(&settings.config.ignore, settings.folder.as_deref())?;
            files::find(&here, &paths, &ignored)?
        }
    };
    let walked = stopwatch.now();

    let disk = Disk { input };
    let clock: &dyn Stopwatch = if args.timings { &stopwatch } else { &() };
    let repository = Repository::new(found.files.clone(), &settings.config, &disk, clock);
    let selection = Selection::new(|meta| settings.of_rule(meta));
    let context = Context { as_of: settings.as_of, sender_names: &settings.config.sender_names };
    let outcome = repository.check(&selection, &context);
    let checked = stopwatch.now();

    let status = status(args, &settings, &found, &outcome);
    let format = match args.format {
        Format::Human => report::Format::Human,
        Format::Concise => report::Format::Concise,
        Format::Json => report::Format::Json,
    };
    let is_silent = outcome.findings.is_empty() && format == report::Format::Human;
    if status == Status::Nothing && is_silent {
        terminal::complain(&nothing(&paths));
    } else if status == Status::Trouble && is_silent {
        // That nothing was found in the rest is no comfort, and would be read as one.
    } else {
        report::findings(format, &outcome.findings, &summary(&outcome), terminal::screen(args.common.color), out)?;
        out.flush()?;
    }
    for trouble in found.unread.iter().cloned().chain(outcome.unread.iter().map(unread)) {
        terminal::complain(&trouble);
    }
    if args.timings {
        let reported = stopwatch.now().saturating_sub(checked);
        say_timings(walked, checked.saturating_sub(walked), reported, outcome.times, outcome.counts);
    }
    Ok(status)
}

/// The file from standard input, if one was announced.
fn input(args: &CheckArgs) -> Result<Option<(PathBuf, Vec<u8>)>> {
    let is_dash = |path: &PathBuf| path == Path::new("-");
    let dash = args.paths.iter().any(is_dash);
    if !dash && args.stdin_filename.is_none() {
        return Ok(None);
    }
    if args.paths.iter().any(|path| !is_dash(path)) {
        return Err(Trouble("standard input is one file, to be checked without other paths".into()));
    }
    let name = args.stdin_filename.clone().unwrap_or_else(|| STANDARD_INPUT.into());
    Ok(Some((name, files::standard_input()?)))
}

fn status(args: &CheckArgs, settings: &Settings, found: &Found, outcome: &Outcome) -> Status {
    let threshold = args.fail_on.map(Severity::from).or(settings.config.fail_on).unwrap_or(Severity::Error);
    if !found.unread.is_empty() || !outcome.unread.is_empty() {
        Status::Trouble
    } else if outcome.counts.services == 0 && outcome.counts.notices == 0 {
        Status::Nothing
    } else if outcome.worst().is_some_and(|worst| worst >= threshold) {
        Status::Findings
    } else {
        Status::Clean
    }
}

fn nothing(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
    let place = if names == ["`.`"] { "this folder".to_owned() } else { names.join(", ") };
    format!("nothing to check: no app, resource, policy or notification order in {place}")
}

fn unread(unread: &crate::lint::Unread) -> String {
    format!("cannot read `{}`: {}", unread.path.display(), unread.reason)
}

fn summary(outcome: &Outcome) -> Summary {
    Summary {
        files: outcome.counts.recognised,
        services: outcome.counts.services,
        notices: outcome.counts.notices,
        errors: outcome.count(Severity::Error),
        warnings: outcome.count(Severity::Warning),
        infos: outcome.count(Severity::Info),
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
