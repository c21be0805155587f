//! `notify-lint baseline`: what is known is not heard of again.

use super::args::{BaselineArgs, BaselineWhat};
use super::job::{self, Job};
use super::{Result, Status, Trouble, write};
use crate::lint::baseline::{Entry, entries, text};
use std::collections::HashSet;
use std::io::Write;
use std::path::Path;

/// The name of the file where none is named.
const FILE: &str = "notify-lint-baseline.json";

pub(super) fn run(args: &BaselineArgs, out: &mut dyn Write) -> Result<Status> {
    let job = Job::new(&args.paths, None, &args.rules, &args.common)?;
    let repository = job.repository(None, true, &(), args.shard).packing();
    let outcome = job.outcome(&repository);
    if let Some(unread) = outcome.unread.first() {
        let text =
            format!("cannot read `{}`: {}; the baseline was left as it is", unread.path.display(), unread.reason);
        return Err(Trouble(text));
    }
    let root = &job.settings.root;
    let file = job
        .baseline_file(args.baseline.as_deref())
        .unwrap_or_else(|| job.settings.folder.as_deref().unwrap_or(Path::new("")).join(FILE));
    let is_there = file.exists();
    let known: Vec<Entry> = match (is_there, args.what) {
        (true, _) => job::read_baseline(&file)?.entries().to_vec(),
        (false, BaselineWhat::Update) => Vec::new(),
        (false, BaselineWhat::Prune) => {
            return Err(Trouble(format!("there is no baseline `{}` to prune", file.display())));
        }
    };
    let (old, of_others): (Vec<Entry>, Vec<Entry>) =
        known.into_iter().partition(|entry| repository.speaks_of(&root.whole(&entry.path)));
    if args.what == BaselineWhat::Update && !of_others.is_empty() {
        return Err(Trouble(format!(
            "`{}` knows findings of other parts, and `--shard` makes a baseline of one part; name another file with `--baseline`",
            file.display()
        )));
    }
    // What comments silence counts too where twins are told apart, and is not written down.
    let mut all: Vec<_> = outcome.findings.iter().map(|finding| (finding, true)).collect();
    all.extend(outcome.silenced.iter().map(|silenced| (&silenced.finding, false)));
    all.sort_by(|(a, _), (b, _)| a.order().cmp(&b.order()));
    let found = entries(all.iter().map(|(finding, _)| *finding), root);
    let heard: Vec<Entry> =
        found.into_iter().zip(&all).filter(|(_, (_, heard))| *heard).map(|(entry, _)| entry).collect();
    let seen: HashSet<String> = outcome.files.iter().map(|path| root.path(path)).collect();
    // Only rules that ran on files that were looked at are judged.
    let in_sight = |entry: &Entry| {
        job.selection.ran(&entry.rule) && (seen.contains(&entry.path) || !root.whole(&entry.path).exists())
    };
    let now: HashSet<_> = heard.iter().map(|entry| entry.fingerprint).collect();
    let before = old.len() + of_others.len();
    let mut kept: Vec<Entry> = match args.what {
        BaselineWhat::Update => old.into_iter().filter(|entry| !in_sight(entry)).collect(),
        BaselineWhat::Prune => {
            old.into_iter().filter(|entry| !in_sight(entry) || now.contains(&entry.fingerprint)).collect()
        }
    };
    kept.extend(of_others);
    if args.what == BaselineWhat::Update {
        kept.extend(heard);
    }
    let after = kept.len();
    write::output(&file, |file| file.write_all(text(kept).as_bytes()))
        .map_err(|error| Trouble(format!("cannot write `{}`: {error}", file.display())))?;
    let count = crate::rules::grammar::count(after, "finding");
    writeln!(out, "`{}` knows {count}; before, {before}", file.display())?;
    if !is_there && job.settings.config.baseline.is_none() && args.baseline.is_none() {
        writeln!(out, "write `baseline = \"{FILE}\"` in notify-lint.toml, so that every run knows them")?;
    }
    Ok(Status::Clean)
}
