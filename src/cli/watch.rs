//! `notify-lint check --watch`: a run for every time that something is saved.

use super::args::CheckArgs;
use super::files::{self, Ignored};
use super::settings::{self, Settings};
use super::{Result, Status, Trouble, terminal};
use crate::config::Config;
use crate::rules::grammar::count;
use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_millis(500);
/// Clears a terminal and what scrolled out of it, and goes to its first line.
const CLEAR: &str = "\x1b[2J\x1b[3J\x1b[H";

/// When each file was written last, and how long it is.
type State = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Checks, waits until a file changes and nothing has changed for a pause, and checks again, until it is stopped. `once` is one run.
pub(super) fn run(
    args: &CheckArgs,
    out: &mut dyn Write,
    once: fn(&CheckArgs, &mut dyn Write) -> Result<Status>,
) -> Result<Status> {
    if args.paths.iter().any(|path| path == Path::new("-")) {
        return Err(Trouble("standard input cannot be watched; name files or folders".into()));
    }
    let here = super::here()?;
    let paths = if args.paths.is_empty() { vec![PathBuf::from(".")] } else { args.paths.clone() };
    loop {
        // Taken before the run, so that what is saved while it lasts is seen behind it.
        let before = state(args, &here, &paths);
        if io::stdout().is_terminal() {
            write!(out, "{CLEAR}")?;
        }
        match once(args, out) {
            Ok(_) => {}
            // Nobody is there any more to read.
            Err(Trouble(text)) if text.is_empty() => return Err(Trouble(text)),
            Err(Trouble(text)) => terminal::complain(&text),
        }
        out.flush()?;
        terminal::complain(&format!("watching {}; Ctrl-C stops", count(before.len(), "file")));
        let mut last = before.clone();
        loop {
            std::thread::sleep(PAUSE);
            let now = state(args, &here, &paths);
            // Editors and `git checkout` write in bursts; the run waits for their end.
            let is_quiet = now == last;
            last = now;
            if is_quiet && last != before {
                break;
            }
        }
    }
}

/// The files that a run would look at, and those that it goes by.
fn state(args: &CheckArgs, here: &Path, paths: &[PathBuf]) -> State {
    let settings = Settings::find(&args.common, here, paths).ok();
    let plain = Config::default();
    let (config, folder) = match &settings {
        Some(settings) => (&settings.config, settings.folder.as_deref()),
        // A configuration that cannot be used is repaired in a moment.
        None => (&plain, None),
    };
    let mut files = Vec::new();
    if let Ok(found) = Ignored::new(config, folder).and_then(|ignored| files::find(here, paths, &ignored)) {
        files.extend(found.files);
    }
    files.extend(settings::file(&args.common, here, paths).0);
    if let Some(settings) = &settings {
        files.extend(settings.book.house().iter().map(|rule| rule.file.path().to_owned()));
    }
    files.into_iter().map(|file| (file.clone(), stamp(&file))).collect()
}

fn stamp(file: &Path) -> (Option<SystemTime>, u64) {
    file.metadata().map_or((None, 0), |data| (data.modified().ok(), data.len()))
}
