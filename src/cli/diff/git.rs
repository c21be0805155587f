//! A state of a git repository, read by running `git`.

use super::Side;
use crate::cli::files::{BUILT, HIDDEN};
use crate::cli::{Result, Trouble};
use crate::source::MAX_BYTES;
use crate::workspace::may_concern;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Revision and path of `git:REV:path`. The path is told from the root of the repository, or with `./` from here.
pub(super) fn parts(name: &str) -> Option<(&str, &str)> {
    let rest = name.strip_prefix("git:")?;
    Some(rest.split_once(':').unwrap_or((rest, "")))
}

/// The files of a revision that may concern the linter, below a path.
pub(super) fn side(here: &Path, revision: &str, path: &str) -> Result<Side> {
    if revision.is_empty() || revision.starts_with('-') {
        return Err(Trouble(format!("`{revision}` is no revision; write `git:REV:path`, such as `git:main:App`")));
    }
    let path = match path.strip_prefix("./").or((path == ".").then_some("")) {
        Some(inner) => format!("{}{inner}", text(run(here, &["rev-parse", "--show-prefix"])?).trim_end()),
        None => path.to_owned(),
    };
    let path = path.trim_matches('/');
    let listed = run(here, &["ls-tree", "-r", "-z", "--full-tree", revision])?;
    let entries: Vec<(String, String)> = text(listed).split('\0').filter_map(entry).collect();
    let is_file = entries.iter().any(|(_, file)| file == path);
    let folder = if is_file { super::parent(Path::new(path)) } else { PathBuf::from(path) };
    let inside = |file: &str| folder.as_os_str().is_empty() || Path::new(file).starts_with(&folder);
    // A file brings the files of its app or resource with it, and no other below its folder.
    let belongs = |file: &str| !is_file || file == path || is_beside(&folder, Path::new(file));
    let wanted: Vec<_> = entries
        .into_iter()
        .filter(|(_, file)| inside(file) && belongs(file) && (file == path || is_written(file)))
        .collect();
    if wanted.is_empty() {
        let place = if path.is_empty() { String::new() } else { format!(" below `{path}`") };
        return Err(Trouble(format!("revision `{revision}` has no file{place} that is looked at")));
    }
    let files = wanted.iter().map(|(_, file)| PathBuf::from(file)).collect();
    Ok(Side {
        files,
        bytes: Box::new(blobs(here, &wanted)?),
        root: folder,
        named: is_file.then(|| PathBuf::from(path)),
        prefix: format!("git:{revision}:"),
    })
}

/// Whether a file is one that a walk over the disk would look at: of a known kind, neither built nor hidden.
fn is_written(file: &str) -> bool {
    let skipped = |part: &str| (part.starts_with('.') && !HIDDEN.contains(&part)) || BUILT.contains(&part);
    may_concern(Path::new(file)) && !file.split('/').any(skipped)
}

/// Whether a file is of the same app, or of the same folder where that is no app.
fn is_beside(folder: &Path, file: &Path) -> bool {
    crate::workspace::app_root(file).map_or_else(|| file.parent() == Some(folder), |root| root == folder)
}

/// Object id and path of a file; none for links and submodules.
fn entry(line: &str) -> Option<(String, String)> {
    let (head, file) = line.split_once('\t')?;
    let mut parts = head.split(' ');
    let (mode, _, id) = (parts.next()?, parts.next()?, parts.next()?);
    mode.starts_with("100").then(|| (id.to_owned(), file.to_owned()))
}

/// The bytes of files, each named by its object id and its path.
///
/// # Errors
/// Why git does not give one of them.
pub(in crate::cli) fn blobs(here: &Path, wanted: &[(String, String)]) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let failed = |error: std::io::Error| Trouble(format!("`git cat-file` fails: {error}"));
    let mut child = git(here, &["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| missing(&error))?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Trouble("`git cat-file` cannot be talked to".into()));
    };
    let mut output = BufReader::new(output);
    let mut files = BTreeMap::new();
    // One is asked for and read before the next, so that neither side waits for the other.
    for (id, file) in wanted {
        writeln!(input, "{id}").and_then(|()| input.flush()).map_err(failed)?;
        let mut head = String::new();
        output.read_line(&mut head).map_err(failed)?;
        let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<u64>().ok());
        let size = size.ok_or_else(|| Trouble(format!("git does not have `{file}`: {}", head.trim_end())))?;
        if size > MAX_BYTES {
            return Err(Trouble(format!("`{file}` is larger than what is read")));
        }
        let mut bytes = Vec::new();
        output.by_ref().take(size).read_to_end(&mut bytes).map_err(failed)?;
        output.read_exact(&mut [0]).map_err(failed)?;
        files.insert(PathBuf::from(file), bytes);
    }
    drop(input);
    child.wait().map_err(failed)?;
    Ok(files)
}

fn run(here: &Path, args: &[&str]) -> Result<Vec<u8>> {
    let output = git(here, args).stdin(Stdio::null()).output().map_err(|error| missing(&error))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = text(output.stderr);
    Err(Trouble(format!("`git {}` fails: {}", args.join(" "), said.trim_end().trim_start_matches("fatal: "))))
}

fn git(here: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.current_dir(here).args(args);
    command
}

fn missing(error: &std::io::Error) -> Trouble {
    Trouble(format!("cannot run `git`: {error}"))
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
