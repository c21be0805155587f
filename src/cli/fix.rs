//! `notify-lint fix`: repairs that prove themselves, shown or written.

use super::args::FixArgs;
use super::files::{self, Disk, Ignored};
use super::settings::Settings;
use super::write::Writer;
use super::{Result, Status, Trouble, terminal};
use crate::finding::Severity;
use crate::fix::{Wanted, Workshop};
use crate::report;
use crate::rules::{Book, Context, Selection};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

pub(super) fn run(args: &FixArgs, out: &mut dyn Write) -> Result<Status> {
    let here = super::here()?;
    let paths = if args.paths.is_empty() { vec![PathBuf::from(".")] } else { args.paths.clone() };
    let settings = Settings::find(&args.common, &here, &paths)?;
    let rules = rules(&args.rule, &settings.book)?;
    let wanted = Wanted { unsafe_too: args.r#unsafe, rules, choice: args.choose };
    let ignored = Ignored::new(&settings.config, settings.folder.as_deref())?;
    let found = files::find(&here, &paths, &ignored)?;
    let selection = Selection::of(&settings.book, |meta| settings.of_rule(meta, false));
    let workshop = Workshop {
        paths: found.files.clone(),
        config: &settings.config,
        files: &Disk::of(&found, None),
        selection: &selection,
        context: Context::of(&settings.config, settings.as_of),
    };
    let repaired = workshop.repair(&wanted);
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
    } else if left.counts.services == 0 && left.counts.notices == 0 {
        terminal::complain("nothing to repair: no app, resource, policy or notification order was found");
        Status::Nothing
    } else if (args.diff && !repaired.files.is_empty()) || left.worst().is_some_and(|worst| worst >= threshold) {
        Status::Findings
    } else {
        Status::Clean
    })
}

fn rules(names: &[String], book: &Book) -> Result<BTreeSet<&'static str>> {
    let find = |name: &String| {
        let nearest = || book.nearest(name).map_or_else(String::new, |id| format!("; did you mean `{id}`?"));
        book.find(name).map(|meta| meta.id).ok_or_else(|| Trouble(format!("there is no rule `{name}`{}", nearest())))
    };
    names.iter().map(find).collect()
}
