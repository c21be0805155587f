//! `notify-lint fix`: repairs that prove themselves, shown or written.

use super::args::FixArgs;
use super::files::{self, Disk, Found, Ignored};
use super::settings::Settings;
use super::write::Writer;
use super::{Result, Status, Trouble, terminal};
use crate::anchor::flattened;
use crate::finding::Severity;
use crate::fix::{Wanted, Workshop};
use crate::report;
use crate::rules::{Book, Context, Selection};
use crate::source::Source;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) fn run(args: &FixArgs, out: &mut dyn Write) -> Result<Status> {
    let here = super::here()?;
    let paths = if args.paths.is_empty() { vec![PathBuf::from(".")] } else { args.paths.clone() };
    let settings = Settings::find(&args.common, &here, &paths)?;
    let rules = rules(&args.rule, &settings.book)?;
    let ignored = Ignored::new(&settings.config, settings.folder.as_deref())?;
    let found = files::find(&here, &paths, &ignored)?;
    let only = args.named_only.then(|| named(&here, &paths, &settings, &found));
    let wanted = Wanted { unsafe_too: args.r#unsafe, rules, choice: args.choose, files: only };
    let selection = Selection::of(&settings.book, |meta| settings.of_rule(meta, false));
    let reread = |source: &Arc<Source>| settings.anew(source);
    let is_named = settings.file.as_ref().is_some_and(|file| is_named(&here, file, &paths));
    let workshop = Workshop {
        paths: found.files.clone(),
        config: &settings.config,
        files: &Disk::of(&found, None),
        selection: &selection,
        context: Context::of(&settings.config, settings.as_of),
        reach: settings.reach(&here, &paths, &found),
        reread: is_named.then_some(&reread),
    };
    let mut repaired = workshop.repair(&wanted);
    if let Some(only) = &wanted.files {
        repaired.left.findings.retain(|finding| only.contains(finding.at.source.path()));
    }
    let repaired = repaired;
    let mut troubles = found.unread;
    troubles.extend(repaired.left.unread.iter().map(ToString::to_string));
    if args.diff {
        report::unified(&repaired.files, terminal::screen(args.common.color), out)?;
        out.flush()?;
        report::fixes(&repaired, false, terminal::error_screen(args.common.color), &mut std::io::stderr().lock())?;
    } else {
        let writer = Writer::new(&here, &paths);
        let mut unwritten = BTreeSet::new();
        for file in &repaired.files {
            match writer.write(file) {
                Ok(None) => {}
                Ok(Some(target)) => {
                    let (path, target) = (file.path.display(), target.display());
                    terminal::complain(&format!("`{path}` is a link; the file it leads to was written: `{target}`"));
                }
                Err(why) => {
                    troubles.push(format!("`{}` was left as it is: {why}", file.path.display()));
                    unwritten.insert(file.path.as_path());
                }
            }
        }
        if unwritten.is_empty() {
            report::fixes(&repaired, true, terminal::screen(args.common.color), out)?;
        } else if unwritten.len() < repaired.files.len() {
            let written = repaired.files.iter().filter(|file| !unwritten.contains(file.path.as_path()));
            let names: Vec<String> = written.map(|file| format!("`{}`", file.path.display())).collect();
            troubles.push(format!("written all the same: {}", names.join(", ")));
        }
        out.flush()?;
    }
    for trouble in &troubles {
        terminal::complain(trouble);
    }
    let threshold = args.fail_on.map(Severity::from).or(settings.config.fail_on).unwrap_or(Severity::Error);
    let left = &repaired.left;
    Ok(if !troubles.is_empty() {
        Status::Trouble
    } else if !args.named_only && left.counts.services == 0 && left.counts.notices == 0 && repaired.files.is_empty() {
        terminal::complain("nothing to repair: no app, resource, policy or notification order was found");
        Status::Nothing
    } else if (args.diff && !repaired.files.is_empty()) || left.worst().is_some_and(|worst| worst >= threshold) {
        Status::Findings
    } else {
        Status::Clean
    })
}

/// The files that were named, as they are called where they are read; in a folder that was named, all.
fn named(here: &Path, paths: &[PathBuf], settings: &Settings, found: &Found) -> BTreeSet<PathBuf> {
    let named: Vec<PathBuf> = paths.iter().map(|path| flattened(&here.join(path))).collect();
    let is_named = |file: &&PathBuf| named.iter().any(|path| flattened(&here.join(file)).starts_with(path));
    found.files.iter().chain(&settings.file).filter(is_named).cloned().collect()
}

/// Whether a file is one of those that were named, or lies in a folder that was.
fn is_named(here: &Path, file: &Path, paths: &[PathBuf]) -> bool {
    let whole = |path: &Path| here.join(path).canonicalize().ok();
    let holds = |file: &PathBuf| paths.iter().filter_map(|path| whole(path)).any(|path| file.starts_with(path));
    whole(file).as_ref().is_some_and(holds)
}

fn rules(names: &[String], book: &Book) -> Result<BTreeSet<&'static str>> {
    let find = |name: &String| {
        let nearest = || book.nearest(name).map_or_else(String::new, |id| format!("; did you mean `{id}`?"));
        book.find(name).map(|meta| meta.id).ok_or_else(|| Trouble(format!("there is no rule `{name}`{}", nearest())))
    };
    names.iter().map(find).collect()
}
