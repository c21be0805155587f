//! `notify-lint conformance`: how far the decision points agree with a suite, or with recorded decisions.

use super::args::{ConformanceArgs, ConformanceFormat};
use super::files::Disk;
use super::{Result, Status, Trouble};
use crate::conformance::{self, Column, Report};
use crate::lint::Files as _;
use crate::source::Source;
use std::io::Write;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &ConformanceArgs, out: &mut dyn Write) -> Result<Status> {
    let mut report = Report::default();
    let mut found = false;
    for path in files(&args.path)? {
        found = true;
        let name = path.display();
        let text = read(&path).ok_or_else(|| Trouble(format!("cannot read `{name}`")))?;
        let recorded = conformance::recorded(&text, &[Column::Altinn, Column::Standard]);
        report.append(recorded.map_err(|(line, error)| Trouble(format!("{name}:{line}: {error}")))?);
    }
    if args.path.is_dir() {
        let paths = below(&args.path)?;
        let cases = conformance::cases(&paths);
        found |= !cases.is_empty();
        report.append(conformance::run(&cases, &mut |path| read(&args.path.join(path))));
    }
    if !found {
        return Err(Trouble(format!("`{}` holds neither tests nor recorded decisions", args.path.display())));
    }
    match args.format {
        ConformanceFormat::Human => write!(out, "{}", report.to_table())?,
        ConformanceFormat::Json => writeln!(out, "{}", report.to_json())?,
    }
    Ok(Status::Clean)
}

/// The recordings that a path means: itself, or those that lie in it.
fn files(path: &Path) -> Result<Vec<PathBuf>> {
    let kind = path.metadata().map_err(|error| Trouble(format!("cannot open `{}`: {error}", path.display())))?;
    if !kind.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut recordings: Vec<PathBuf> = below(path)?
        .into_iter()
        .filter(|file| Path::new(file).extension().is_some_and(|end| end == "jsonl"))
        .map(|file| path.join(file))
        .collect();
    recordings.sort();
    Ok(recordings)
}

/// The files below a folder, by their paths from there, with slashes whatever the system.
fn below(folder: &Path) -> Result<Vec<String>> {
    let mut paths = Vec::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.map_err(|error| Trouble(error.to_string()))?;
        if entry.file_type().is_file()
            && let Ok(inner) = entry.path().strip_prefix(folder)
        {
            paths.push(inner.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(paths)
}

/// The text of a file, with whatever encoding it has.
fn read(path: &Path) -> Option<String> {
    let bytes = Disk::default().read(path).ok()??;
    Some(Source::decode(path, bytes).ok()?.text().to_owned())
}
