//! Rules of the house: folders of rule files, read from the disk.

use super::args::When;
use super::files::Disk;
use super::{Result, Trouble, terminal};
use crate::lint::Files as _;
use crate::report::problems::Problem;
use crate::rules::{Book, METAS, RuleError};
use crate::source::{Location, Source, Spanned};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Our rules and those of the packs that a configuration names, relative to its folder.
pub(super) fn of(config: &Arc<Source>, packs: &[Spanned<String>], folder: &Path, color: When) -> Result<Book> {
    let mut files = Vec::new();
    for pack in packs {
        let wrong = |message: String, help: &str| {
            let at = Location::new(config, pack.span);
            let problem = Problem { at, message, notes: Vec::new(), help: Some(help.to_owned()) };
            terminal::problems("the configuration cannot be used", &[problem], color)
        };
        let path = folder.join(&pack.value);
        if !path.is_dir() {
            return Err(wrong(format!("there is no folder `{}`", path.display()), "name a folder of rule files"));
        }
        let found = below(&path)?;
        if found.is_empty() {
            return Err(wrong(
                format!("no rule file is in `{}`", path.display()),
                "a rule is a file such as `name.md`",
            ));
        }
        files.extend(found);
    }
    read(&files, color)
}

/// Our rules and those of the files and folders that are named.
pub(super) fn named(paths: &[PathBuf], color: When) -> Result<Book> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let found = below(path)?;
            if found.is_empty() {
                let name = path.display();
                return Err(Trouble(format!("no rule file is in `{name}`: a rule is a file such as `name.md`")));
            }
            files.extend(found);
        } else {
            files.push(path.clone());
        }
    }
    read(&files, color)
}

/// The rule files of a folder, in the order of their names.
#[allow(clippy::disallowed_methods)]
fn below(folder: &Path) -> Result<Vec<PathBuf>> {
    let cannot = |error: std::io::Error| Trouble(format!("cannot look into `{}`: {error}", folder.display()));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        let is_rule = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("md"))
            && !path.file_stem().is_some_and(|name| name.eq_ignore_ascii_case("readme"));
        if is_rule && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn read(files: &[PathBuf], color: When) -> Result<Book> {
    let mut sources = Vec::new();
    for file in files {
        let name = file.display();
        let bytes = Disk::default().read(file).map_err(|error| Trouble(format!("cannot read `{name}`: {error}")))?;
        let bytes = bytes.ok_or_else(|| Trouble(format!("cannot read `{name}`: it is too large for a rule")))?;
        sources.push(Source::decode(file, bytes).map_err(|undecoded| Trouble(format!("{name}: {}", undecoded.error)))?);
    }
    let book = Book::with(&sources).and_then(|book| {
        let ours = |id: &str| METAS.iter().any(|meta| id.split('/').next() == Some(meta.family()));
        let clash = |rule: &&crate::rules::HouseRule| ours(rule.meta.id);
        let taken = |rule: &crate::rules::HouseRule| RuleError {
            at: Location::start_of(&rule.file),
            message: format!("`{}` would be one of our own rules", rule.meta.id),
            help: "give the folder another name; it is the first half of the id of its rules".into(),
        };
        let errors: Vec<RuleError> = book.house().iter().filter(clash).map(taken).collect();
        if errors.is_empty() { Ok(book) } else { Err(errors) }
    });
    book.map_err(|errors| {
        let problem = |error: RuleError| Problem {
            at: error.at,
            message: error.message,
            notes: Vec::new(),
            help: Some(error.help),
        };
        let problems: Vec<Problem> = errors.into_iter().map(problem).collect();
        terminal::problems("a rule of the house cannot be used", &problems, color)
    })
}
