//! How much of a repository is looked at: that nothing is found in a part of it does not say that nothing is found.

use std::path::{Component, Path, PathBuf};

/// The folders that were searched.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// None where all there is was handed over.
    folders: Option<Vec<PathBuf>>,
    is_whole: bool,
}

impl Reach {
    /// These folders, with all that lies below them, and perhaps single files beside. `is_whole` says whether that is all
    /// that the configuration speaks of.
    pub const fn part(folders: Vec<PathBuf>, is_whole: bool) -> Self {
        Self { folders: Some(folders), is_whole }
    }

    /// Whether everything was looked at.
    pub(super) fn is_whole(&self) -> bool {
        self.folders.is_none() || self.is_whole
    }

    /// Whether every file that a glob can match, told from `root`, was looked at.
    pub(super) fn covers(&self, glob: &str, root: &Path) -> bool {
        let is_below = |folders: &[PathBuf]| {
            let folder = root.join(fixed_folder(glob));
            folders.iter().any(|searched| folder.starts_with(searched))
        };
        self.is_whole() || is_file(glob) || self.folders.as_deref().is_some_and(is_below)
    }
}

/// Whether a glob is the name of one file.
pub(super) fn is_file(glob: &str) -> bool {
    !glob.contains(['*', '?', '[', '{', '\\'])
}

/// The folders that a glob begins with, up to the first part in which anything may stand.
fn fixed_folder(glob: &str) -> PathBuf {
    let parts: Vec<Component<'_>> = Path::new(glob).components().collect();
    let is_fixed = |part: &&Component<'_>| part.as_os_str().to_str().is_some_and(is_file);
    let fixed: PathBuf = parts.iter().take_while(is_fixed).collect();
    if is_file(glob) { fixed.parent().map(Path::to_owned).unwrap_or_default() } else { fixed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glob_is_covered_by_the_folder_that_it_begins_with() {
        let reach = Reach::part(vec![PathBuf::from("/repo/ordre")], false);
        let covers = |glob: &str| reach.covers(glob, Path::new("/repo"));
        assert!(covers("ordre/**/*.json") && covers("ordre/æ/*.json") && covers("annet/varsel.json"));
        assert!(!covers("**/*.json") && !covers("annet/*.json") && !covers("ordre*/a.json"));
        assert!(Reach::default().covers("**", Path::new("/repo")));
    }
}
