//! `--staged`: the files as the next commit will have them, whatever has become of them on the disk since.

use super::files::{BUILT, Found, Ignored, is_hidden};
use super::{Result, changed, diff};
use crate::anchor::{Root, flattened};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// Where the next commit and the disk differ. Paths are told from the root of the repository.
pub(super) struct Index {
    /// Files that are other than on the disk, as the next commit will have them.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// Those of them that the disk does not have.
    lost: BTreeSet<String>,
    /// Files of the disk that the next commit will not have.
    apart: BTreeSet<String>,
}

impl Index {
    /// Asks git. `wants` tells of a path from the root whether such a file is looked at.
    ///
    /// # Errors
    /// Why git does not say.
    pub(super) fn read(here: &Path, wants: impl Fn(&str) -> bool) -> Result<Self> {
        changed::root(here)?;
        let list = changed::git(here, &["diff-files", "--no-relative", "-z", "--diff-filter=MDT"])?;
        let (mut wanted, mut lost) = (Vec::new(), BTreeSet::new());
        let mut fields = list.split('\0');
        // `:100644 100644 <staged> 0000000 M`, then the path.
        while let (Some(head), Some(path)) = (fields.next(), fields.next()) {
            let words: Vec<&str> = head.split(' ').collect();
            let (Some(mode), Some(id), Some(status)) = (words.first(), words.get(2), words.get(4)) else { continue };
            if !mode.starts_with(":100") || !wants(path) {
                continue;
            }
            if *status == "D" {
                lost.insert(path.to_owned());
            }
            wanted.push(((*id).to_owned(), path.to_owned()));
        }
        let files = if wanted.is_empty() { BTreeMap::new() } else { diff::git::blobs(here, &wanted)? };
        let files = files.into_iter().map(|(path, bytes)| (path.to_string_lossy().into_owned(), bytes)).collect();
        let others = changed::git(here, &changed::UNTRACKED)?;
        let apart = others.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect();
        Ok(Self { files, lost, apart })
    }

    /// Makes the files that were found those of the next commit. `paths` are those that were named.
    pub(super) fn settle(&self, found: &mut Found, root: &Root, here: &Path, paths: &[PathBuf], ignored: &Ignored<'_>) {
        let lost = self.lost.iter().filter_map(|path| typed(&root.whole(path), here, paths));
        found.files.extend(lost.filter(|path| !ignored.contains(here, path) && is_written(path)));
        found.files.retain(|file| !self.apart.contains(&root.path(file)));
        found.files.sort();
        found.files.dedup();
    }
}

/// A path as it is called where it is found below one of the paths that were named.
fn typed(file: &Path, here: &Path, paths: &[PathBuf]) -> Option<PathBuf> {
    let below = |path: &PathBuf| {
        let inner = file.strip_prefix(flattened(&here.join(path))).ok()?;
        let path = path.strip_prefix(".").unwrap_or(path);
        Some(if inner.as_os_str().is_empty() { path.to_owned() } else { path.join(inner) })
    };
    paths.iter().find_map(below)
}

/// Whether a walk would come to a file: nothing on the way is hidden, or was built.
fn is_written(path: &Path) -> bool {
    path.components().all(|part| match part {
        Component::Normal(name) => !is_hidden(name) && !BUILT.iter().any(|built| name == *built),
        _ => true,
    })
}
