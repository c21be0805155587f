//! What the notices and the code of a repository say of its services, gathered before any service is read.

use super::Step;
use crate::notice::{Notice, SigningKey};
use crate::workspace::{self, Parts, Unit};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// Whether notices may be in it that name a resource: files of their own, which are no policies.
pub(super) fn may_name_resources(unit: &Unit) -> bool {
    let is_xml = |path: &Path| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xml"));
    match unit {
        Unit::Loose(path) => !is_xml(path),
        Unit::Code(_) => true,
        Unit::App(_) | Unit::Resource(_) => false,
    }
}

/// The notices of the repository by the resource id that they name, and what its code says of texts.
pub(super) struct Orders {
    by_resource: BTreeMap<String, Vec<Arc<Notice>>>,
    /// The ids that files name of which every question is asked.
    pub(super) named: BTreeSet<String>,
    signing: Vec<SigningKey>,
}

impl Orders {
    pub(super) fn of<'s>(steps: impl Iterator<Item = &'s Step>, is_asked: impl Fn(&Path) -> bool) -> Self {
        let mut by_resource: BTreeMap<String, Vec<Arc<Notice>>> = BTreeMap::new();
        let mut signing = Vec::new();
        let mut named = BTreeSet::new();
        for step in steps {
            let files = match step {
                Step::Notices(files) => files,
                Step::Code(code) => {
                    signing.extend(code.signing.iter().cloned());
                    &code.files
                }
                _ => continue,
            };
            for file in files {
                let is_asked = is_asked(file.source.path());
                for notice in file.notices() {
                    let Some(id) = notice.resource() else { continue };
                    by_resource.entry(id.to_owned()).or_default().push(Arc::new(notice.clone()));
                    if is_asked {
                        named.insert(id.to_owned());
                    }
                }
            }
        }
        Self { by_resource, named, signing }
    }

    /// The keys that the code of an app names.
    pub(super) fn signing_in(&self, parts: &Parts) -> Vec<SigningKey> {
        let root = parts.texts.first().and_then(|source| workspace::app_root(source.path()));
        let Some(root) = root.filter(|_| !self.signing.is_empty()) else { return Vec::new() };
        self.signing.iter().filter(|one| one.at.source.path().starts_with(&root)).cloned().collect()
    }

    pub(super) fn naming(&self, id: &str) -> Vec<Arc<Notice>> {
        self.by_resource.get(id).cloned().unwrap_or_default()
    }
}
