//! What tells a finding from every other, and stays while lines move.

use crate::finding::Finding;
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::fmt;
use std::path::{Component, Path, PathBuf};

/// The folder that paths are told from in everything that another machine reads: the root of the git repository, or the
/// folder one stands in.
#[derive(Clone, Debug)]
pub struct Root {
    here: PathBuf,
    folder: PathBuf,
}

impl Root {
    /// `here` is the folder that relative paths start from, `folder` the root; both absolute.
    pub fn new(here: impl Into<PathBuf>, folder: impl Into<PathBuf>) -> Self {
        Self { here: here.into(), folder: folder.into() }
    }

    /// The whole path of one that is told from the root.
    pub fn whole(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// The path as told from the root, with forward slashes; the whole path where it lies outside.
    pub fn path(&self, path: &Path) -> String {
        let whole = flattened(&self.here.join(path));
        let inside = whole.strip_prefix(&self.folder).unwrap_or(&whole);
        let text = inside.to_string_lossy();
        if std::path::MAIN_SEPARATOR == '\\' { text.replace('\\', "/") } else { text.into_owned() }
    }
}

/// A path without `.` and, as far as names alone tell, without `..`.
pub fn flattened(path: &Path) -> PathBuf {
    let mut flat = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                flat.pop();
            }
            other => flat.push(other),
        }
    }
    flat
}

/// Sixteen hexadecimal digits. Made of rule, path, anchor and the text of the place without its blanks, and, where
/// these are the same for several findings, of their order.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(u64);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Fingerprint {
    /// That of a finding as if its file lay elsewhere, at a path told from the root, where it is the first of its like.
    pub fn at(finding: &Finding, path: &str, anchor: &str) -> Self {
        let source = finding.at.source.unpacked();
        let text = source.slice(finding.at.span);
        let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        digest(&[finding.rule, path, anchor, &text])
    }

    /// Reads what `Display` wrote; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 16).then(|| u64::from_str_radix(text, 16).ok().map(Self)).flatten()
    }
}

/// Hands out fingerprints, and remembers which were given. Findings are to be asked for in the order of their places.
#[derive(Debug)]
pub struct Fingerprints<'r> {
    root: &'r Root,
    given: HashMap<Fingerprint, u32>,
}

impl<'r> Fingerprints<'r> {
    /// None given yet.
    pub fn new(root: &'r Root) -> Self {
        Self { root, given: HashMap::new() }
    }

    /// The fingerprint of the next finding, whose anchor is given.
    pub fn next(&mut self, finding: &Finding, anchor: &str) -> Fingerprint {
        let path = self.root.path(finding.at.source.path());
        let alike = Fingerprint::at(finding, &path, anchor);
        let before = self.given.entry(alike).or_insert(0);
        *before += 1;
        if *before == 1 { alike } else { digest(&[&alike.to_string(), &before.to_string()]) }
    }
}

/// The first bytes of SHA-256 over the parts, each behind its length, so that no two lists look the same.
fn digest(parts: &[&str]) -> Fingerprint {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    Fingerprint(hash.finalize().iter().take(8).fold(0, |number, &byte| (number << 8) | u64::from(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::source::{Location, Source, Span};

    fn finding(text: &str, start: u32, end: u32) -> Finding {
        let source = Source::decode("App/a.xml", text.as_bytes().to_vec()).expect("text");
        Finding::new("family/defect", None, Severity::Error, Location::new(&source, Span::new(start, end)))
    }

    #[test]
    fn lines_may_move_and_blanks_change() {
        let root = Root::new("/repo", "/repo");
        let one = Fingerprints::new(&root).next(&finding("a  b c", 0, 4), "Rule[1]");
        assert_eq!(one, Fingerprints::new(&root).next(&finding("\n\n\na\n b c", 3, 7), "Rule[1]"));
        assert_ne!(one, Fingerprints::new(&root).next(&finding("a  b c", 0, 4), "Rule[2]"));
        assert_ne!(one, Fingerprints::new(&root).next(&finding("a  d c", 0, 4), "Rule[1]"));
        assert_eq!(Fingerprint::parse(&one.to_string()), Some(one));
    }

    #[test]
    fn twins_are_told_apart() {
        let root = Root::new("/repo", "/repo");
        let mut fingerprints = Fingerprints::new(&root);
        let twins = [0; 3].map(|_| fingerprints.next(&finding("ab", 0, 1), ""));
        assert!(twins[0] != twins[1] && twins[1] != twins[2] && twins[0] != twins[2]);
    }

    #[test]
    fn paths_are_told_from_the_root_wherever_one_stands() {
        let root = Root::new("/repo/apps/skjema", "/repo");
        assert_eq!(root.path(Path::new("./App/policy.xml")), "apps/skjema/App/policy.xml");
        assert_eq!(root.path(Path::new("../annen/policy.xml")), "apps/annen/policy.xml");
        assert_eq!(root.path(Path::new("/repo/apps/æ.xml")), "apps/æ.xml");
        assert_eq!(root.path(Path::new("/elsewhere/a.xml")), "/elsewhere/a.xml");
    }
}
