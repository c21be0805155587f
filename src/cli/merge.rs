//! `notify-lint merge`: what the shards of a repository wrote, as one.

use super::args::MergeArgs;
use super::{Result, Status, Trouble, job, terminal, write};
use crate::config::Preset;
use crate::finding::Severity;
use crate::lint::baseline;
use crate::report::merge::{Kind, Part, Whole, merge};
use serde_json::error::Category;
use std::fmt::Display;
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

/// What is joined, and the file that it goes to; none for standard output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Output {
    what: What,
    file: Option<PathBuf>,
}

/// What can be joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Baseline,
    Of(Kind),
}

const ALL: [What; 3] = [What::Of(Kind::Findings), What::Of(Kind::Sarif), What::Baseline];

impl What {
    /// The word of the command line.
    const fn name(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            Self::Of(Kind::Findings) => "json",
            Self::Of(Kind::Sarif) => "sarif",
        }
    }

    /// What one such file is called.
    const fn called(self) -> &'static str {
        match self {
            Self::Baseline => "a baseline",
            Self::Of(Kind::Findings) => "JSON of findings",
            Self::Of(Kind::Sarif) => "SARIF",
        }
    }
}

impl Output {
    /// Reads `FORMAT` or `FORMAT=FILE`.
    pub(super) fn parse(text: &str) -> std::result::Result<Self, String> {
        let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(file)));
        if file == Some("") {
            return Err("a file is missing behind `=`".to_owned());
        }
        let what = ALL.into_iter().find(|what| what.name().eq_ignore_ascii_case(name));
        let what = what.ok_or_else(|| format!("`{name}` cannot be joined; there are json, sarif, baseline"))?;
        Ok(Self { what, file: file.map(PathBuf::from) })
    }
}

pub(super) fn run(args: &MergeArgs, out: &mut dyn Write) -> Result<Status> {
    let mut parts = Vec::new();
    let mut first: Option<(What, &Path)> = None;
    for file in &args.files {
        let (what, part) = read(file)?;
        match first {
            None => first = Some((what, file)),
            Some((known, _)) if known == what => {}
            Some((known, before)) => {
                return Err(Trouble(format!(
                    "`{}` is {}, and `{}` is {}: only files of one kind can be joined",
                    before.display(),
                    known.called(),
                    file.display(),
                    what.called()
                )));
            }
        }
        parts.push(part);
    }
    let Some((what, _)) = first else { return Err(Trouble("there is nothing to join".to_owned())) };
    if let Some(output) = args.output.as_ref().filter(|output| output.what != what) {
        let (is, wanted) = (what.called(), output.what.name());
        return Err(Trouble(format!(
            "the files are {is}, which cannot be joined to `{wanted}`; write `{}`",
            what.name()
        )));
    }
    let file = args.output.as_ref().and_then(|output| output.file.as_deref());
    match what {
        What::Baseline => {
            let text = baselines(&args.files)?;
            put(file, out, |out| out.write_all(text.as_bytes()))?;
            Ok(Status::Clean)
        }
        What::Of(kind) => {
            let whole = merge(kind, parts).map_err(|no| {
                let file = args.files.get(no.part).map_or(Path::new(""), PathBuf::as_path);
                Trouble(format!("cannot join `{}`: {}", file.display(), no.reason))
            })?;
            put(file, out, |out| whole.write(out))?;
            Ok(status(args, &whole))
        }
    }
}

/// Writes to a file, or to standard output where none is named.
fn put(file: Option<&Path>, out: &mut dyn Write, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    match file {
        Some(file) => {
            write::output(file, write).map_err(|error| Trouble(format!("cannot write `{}`: {error}", file.display())))
        }
        None => Ok(write(out)?),
    }
}

fn status(args: &MergeArgs, whole: &Whole) -> Status {
    let threshold = args.fail_on.map_or(Preset::Default.fails_on(), Severity::from);
    if whole.is_incomplete {
        terminal::complain("some part could not open a file; its notifications say which");
        Status::Trouble
    } else if whole.is_empty {
        terminal::complain("nothing to check: no part has an app, resource, policy or notification order");
        Status::Nothing
    } else if !args.exit_zero && whole.worst.is_some_and(|worst| worst >= threshold) {
        Status::Findings
    } else {
        Status::Clean
    }
}

fn read(file: &Path) -> Result<(What, Part)> {
    let name = file.display();
    let unreadable = |error: &dyn Display| Trouble(format!("cannot read `{name}`: {error}"));
    let opened = File::open(file).map_err(|error| unreadable(&error))?;
    let part = Part::read(BufReader::new(opened)).map_err(|error| match error.classify() {
        Category::Io => unreadable(&error),
        Category::Data => Trouble(format!("cannot join `{name}`: {error}")),
        Category::Syntax | Category::Eof => Trouble(format!("`{name}` is no JSON: {error}")),
    })?;
    if part.schema() == Some(baseline::SCHEMA) {
        return Ok((What::Baseline, Part::default()));
    }
    let kind = part.kind().ok_or_else(|| {
        Trouble(format!(
            "`{name}` is nothing that this version can join: neither JSON nor SARIF of `notify-lint check`, nor a baseline"
        ))
    })?;
    Ok((What::Of(kind), part))
}

/// Baselines as one: what any of them knows.
fn baselines(files: &[PathBuf]) -> Result<String> {
    let mut entries = Vec::new();
    for file in files {
        entries.extend(job::read_baseline(file)?.entries().to_vec());
    }
    Ok(baseline::text(entries))
}
