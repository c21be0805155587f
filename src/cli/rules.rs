//! `notify-lint rules` and `notify-lint explain`: what rules there are, and whether those of the house do what they say.

use super::args::{Common, RulesArgs, RulesCommand, RulesFormat, WhichRules};
use super::learn::{ExplainArgs, ExplainFormat};
use super::settings::Settings;
use super::{Result, Status, Trouble, packs, terminal};
use crate::config::Date;
use crate::lint::examples;
use crate::report::explain as report;
use crate::report::problems::{self, Problem};
use crate::rules::{Book, Selection, Setting, grammar};
use crate::source::{Location, Span};
use std::io::Write;
use std::path::PathBuf;

pub(super) fn run(args: RulesArgs, out: &mut dyn Write) -> Result<Status> {
    if let Some(RulesCommand::Test { paths, common }) = args.what {
        let color = common.color;
        let book = if paths.is_empty() { book(common)? } else { packs::named(&paths, color)? };
        return test(&book, color, out);
    }
    let color = args.common.color;
    let book = book(args.common)?;
    let metas: Vec<_> = book.metas().collect();
    match args.format {
        RulesFormat::Human => report::rules(&metas, terminal::screen(color), out)?,
        RulesFormat::Json => report::rules_json(&metas, out)?,
    }
    Ok(Status::Clean)
}

pub(super) fn explain(args: ExplainArgs, out: &mut dyn Write) -> Result<Status> {
    let ExplainArgs { rule: name, format, common } = args;
    let screen = terminal::screen(common.color);
    let book = book(common)?;
    let Some(meta) = book.find(&name) else {
        let of_family: Vec<String> = book
            .metas()
            .filter(|meta| meta.family().eq_ignore_ascii_case(&name))
            .map(|meta| format!("\n  {}  {}", meta.id, meta.summary))
            .collect();
        if !of_family.is_empty() {
            let number = grammar::count(of_family.len(), "rule");
            return Err(Trouble(format!("`{name}` is a family of {number}; name one of them:{}", of_family.concat())));
        }
        let nearest = book.nearest(&name).map_or_else(String::new, |id| format!("; did you mean `{id}`?"));
        return Err(Trouble(format!("there is no rule `{name}`{nearest}\n`notify-lint rules` lists them all")));
    };
    match format {
        ExplainFormat::Human => crate::report::explain::explain(meta, screen, out)?,
        ExplainFormat::Json => crate::report::explain::explain_json(meta, out)?,
        ExplainFormat::Markdown => crate::report::explain::explain_markdown(meta, out)?,
    }
    Ok(Status::Clean)
}

/// The rules that hold where one stands.
fn book(which: WhichRules) -> Result<Book> {
    let here = super::here()?;
    Ok(Settings::find(&Common::from(which), &here, &[PathBuf::from(".")])?.book)
}

/// Runs the examples of every rule of the house against the rules of the house.
fn test(book: &Book, color: super::args::When, out: &mut dyn Write) -> Result<Status> {
    let ours = |id: &str| book.house().iter().all(|rule| rule.meta.id != id);
    let selection = Selection::of(book, |meta| if ours(meta.id) { Setting::Off } else { Setting::Default });
    let day: Date = super::stopwatch::today();
    let mut failed = Vec::new();
    let mut wrong = 0;
    for rule in book.house() {
        let failures = examples::run(rule.meta, &selection, day);
        wrong += usize::from(!failures.is_empty());
        failed.extend(failures.into_iter().map(|failure| {
            let line = rule.meta.pattern.map_or(0, |front| front.lines().count() + 2) + failure.line;
            let start = rule.file.lines().start_of(line.min(rule.file.lines().count()) - 1);
            let len = rule.file.text()[start as usize..].lines().next().map_or(0, str::len);
            let end = start + u32::try_from(len).unwrap_or(0);
            let at = Location::new(&rule.file, Span::new(start, end));
            let notes = failure.found.iter().map(|found| format!("found: {found}")).collect();
            Problem { at, message: failure.message, notes, help: None }
        }));
    }
    problems::problems(&failed, terminal::screen(color), out)?;
    let count = book.house().len();
    if count == 0 {
        return Err(Trouble(
            "there is no rule of the house: name a folder, or `rule-packs` in `notify-lint.toml`".into(),
        ));
    }
    let rules = if count == 1 { "1 rule".to_owned() } else { format!("{count} rules") };
    if failed.is_empty() {
        writeln!(out, "{rules} of the house: every example does what it says")?;
        return Ok(Status::Clean);
    }
    writeln!(out, "{rules} of the house, {wrong} with examples that do not do what they say")?;
    Ok(Status::Findings)
}
