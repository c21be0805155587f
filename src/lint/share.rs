//! What belongs to one shard. A finding belongs to the shard of the file that it stands in, so that the shards together say
//! what the whole says, each thing once, and the silence of a file is judged where its findings are.
//!
//! What is under the folder of an app goes with the app, a policy with the resource beside it, and everything else by its
//! own path.

use crate::anchor::{Root, Shard};
use crate::workspace::Unit;
use std::collections::{HashMap, HashSet};
use std::path::Path;

pub(super) struct Share {
    shard: Shard,
    root: Root,
    /// The folders of the apps, told from the root.
    apps: HashSet<String>,
    /// Policies, each with the resource that it goes with, told from the root.
    resources: HashMap<String, String>,
}

impl Share {
    pub(super) fn new(shard: Shard, root: Root, units: &[Unit]) -> Self {
        let (mut apps, mut resources) = (HashSet::new(), HashMap::new());
        for unit in units {
            match unit {
                Unit::App(_) => {
                    let folder = unit.files().first().and_then(|file| crate::workspace::app_root(file));
                    apps.extend(folder.map(|folder| root.path(&folder)));
                }
                Unit::Resource(files) => {
                    if let (Some(resource), Some(policy)) = (&files.resource, &files.policy) {
                        resources.insert(root.path(policy), root.path(resource));
                    }
                }
                Unit::Loose(_) | Unit::Code(_) => {}
            }
        }
        Self { shard, root, apps, resources }
    }

    /// Whether a file belongs to the shard, be it there or not.
    pub(super) fn has(&self, file: &Path) -> bool {
        self.has_told(&self.root.path(file))
    }

    /// The same of a path that is told from the root of the repository.
    pub(super) fn has_told(&self, path: &str) -> bool {
        let path = self.resources.get(path).map_or(path, String::as_str);
        let folders = Path::new(path).ancestors().skip(1).filter_map(Path::to_str);
        let app = folders.into_iter().find(|folder| self.apps.contains(*folder));
        self.shard.has(app.unwrap_or(path))
    }

    /// Whether a unit belongs to the shard; of code, each file is asked about by itself.
    pub(super) fn has_unit(&self, unit: &Unit) -> bool {
        unit.files().first().is_some_and(|file| self.has(file))
    }
}
