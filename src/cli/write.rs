//! The one writer: a file is replaced as a whole or not at all.

use crate::fix::Rewritten;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Writes files below the folders that the user named.
pub(super) struct Writer {
    /// Where a link may lead, without any link in it.
    roots: Vec<PathBuf>,
}

impl Writer {
    /// `paths` are the files and folders as the user typed them, from the folder `here`.
    pub(super) fn new(here: &Path, paths: &[PathBuf]) -> Self {
        let root = |path: &PathBuf| {
            let path = here.join(path);
            let folder = if path.is_dir() { path } else { path.parent().map(Path::to_owned).unwrap_or(path) };
            folder.canonicalize().ok()
        };
        Self { roots: paths.iter().filter_map(root).collect() }
    }

    /// Replaces a file by a new one beside it, renamed over it, with the same permissions. Where the path is a link, the
    /// file that it leads to is replaced, and named in the answer.
    ///
    /// # Errors
    /// In words, why the file was left as it is: it is not what was read, must not be written, or lies elsewhere.
    pub(super) fn write(&self, file: &Rewritten) -> Result<Option<PathBuf>, String> {
        let target = file.path.canonicalize().map_err(|error| error.to_string())?;
        let is_link = file.path.symlink_metadata().is_ok_and(|data| data.file_type().is_symlink());
        if !self.roots.iter().any(|root| target.starts_with(root)) {
            return Err(format!("the path leads out of the folder that was named, to `{}`", target.display()));
        }
        let permissions = fs::metadata(&target).map_err(|error| error.to_string())?.permissions();
        if permissions.readonly() {
            return Err("it is read-only".to_owned());
        }
        let folder = target.parent().unwrap_or(Path::new("."));
        let new =
            prepared(folder, &file.after, permissions).map_err(|error| format!("it cannot be written: {error}"))?;
        keep_owner(&target, new.path());
        // As late as can be: what somebody else has written in the meantime is not to be lost.
        if !holds(&target, &file.before) {
            return Err("it has changed since it was read; run the command again".to_owned());
        }
        new.persist(&target).map_err(|error| format!("it cannot be written: {}", error.error))?;
        Ok(is_link.then_some(target))
    }
}

/// A file with these bytes, on the disk and under another name.
fn prepared(folder: &Path, bytes: &[u8], permissions: fs::Permissions) -> io::Result<NamedTempFile> {
    let mut file = NamedTempFile::with_prefix_in(".notify-lint-", folder)?;
    file.write_all(bytes)?;
    file.as_file().set_permissions(permissions)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Writes a file of ours, such as a report, whatever was there before. What is written need never be in memory as a whole.
///
/// # Errors
/// Whatever the system says.
pub(super) fn output(path: &Path, write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> io::Result<()> {
    let mut file = io::BufWriter::new(fs::File::create(path)?);
    write(&mut file)?;
    file.flush()
}

#[allow(clippy::disallowed_methods)]
fn holds(path: &Path, bytes: &[u8]) -> bool {
    fs::read(path).is_ok_and(|now| now == bytes)
}

/// Who owns the file shall own it still; where that is not allowed, whoever runs the program does.
#[cfg(unix)]
fn keep_owner(old: &Path, new: &Path) {
    use std::os::unix::fs::{MetadataExt as _, chown};
    if let Ok(owner) = fs::metadata(old) {
        drop(chown(new, Some(owner.uid()), Some(owner.gid())));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &Path, _: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(folder: &Path, text: &str) -> Rewritten {
        let path = folder.join("policy.xml");
        fs::File::create(&path).and_then(|mut file| file.write_all(text.as_bytes())).expect("writable");
        Rewritten { path, before: text.into(), after: b"<new/>".to_vec() }
    }

    #[test]
    fn what_somebody_else_wrote_in_the_meantime_is_not_lost() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let writer = Writer::new(folder.path(), &[PathBuf::from(".")]);
        let mut stale = file(folder.path(), "<theirs/>");
        stale.before = b"<old/>".to_vec();
        let refused = writer.write(&stale).expect_err("refused");
        assert_eq!(refused, "it has changed since it was read; run the command again");
        assert!(holds(&stale.path, b"<theirs/>"));
        assert_eq!(fs::read_dir(folder.path()).expect("readable").count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_file_that_is_as_it_was_read_is_replaced() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let fresh = file(folder.path(), "<old/>");
        assert_eq!(Writer::new(folder.path(), std::slice::from_ref(&fresh.path)).write(&fresh), Ok(None));
        assert!(holds(&fresh.path, b"<new/>"));
    }
}
