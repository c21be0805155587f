//! Files that must be looked at together: an app or resource, and the orders that name it.

use crate::config::Config;
use crate::lint::{Files, Repository, Seen};
use crate::workspace::{self, Unit};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where a service or a file of orders stands, and the ids of the services that it is or names.
struct Sight {
    path: Option<PathBuf>,
    ids: Vec<String>,
    names_others: bool,
    /// Files of other units that it was read with: code that names texts of an app.
    beside: Vec<PathBuf>,
}

/// The units of a repository in groups that have nothing to do with each other, in the order of their first file.
pub(super) fn of(paths: &[PathBuf], config: &Config, files: &dyn Files) -> Vec<Vec<Unit>> {
    let units = workspace::units(paths.to_vec());
    let sights = Repository::new(paths.to_vec(), config, files, &()).visit(sight).seen;
    let mut unit_of: BTreeMap<&Path, usize> = BTreeMap::new();
    for (number, unit) in units.iter().enumerate() {
        unit_of.extend(unit.files().into_iter().map(|file| (file, number)));
    }
    let mut groups = Groups((0..units.len()).collect());
    // Services of the same name have nothing to do with each other, unless an order names them.
    let mut order_of: BTreeMap<&str, usize> = BTreeMap::new();
    for is_first in [true, false] {
        for sight in sights.iter().filter(|sight| sight.names_others == is_first) {
            let Some(&unit) = sight.path.as_deref().and_then(|path| unit_of.get(path)) else { continue };
            for &beside in sight.beside.iter().filter_map(|path| unit_of.get(path.as_path())) {
                groups.join(unit, beside);
            }
            for id in &sight.ids {
                match order_of.get(id.as_str()) {
                    Some(&order) => groups.join(unit, order),
                    None if is_first => drop(order_of.insert(id, unit)),
                    None => {}
                }
            }
        }
    }
    let mut together: BTreeMap<usize, Vec<Unit>> = BTreeMap::new();
    for (number, unit) in units.iter().enumerate() {
        together.entry(groups.of(number)).or_default().push(unit.clone());
    }
    together.into_values().collect()
}

fn sight(seen: Seen<'_, '_>) -> Sight {
    // In another letter case it is the same id with a slip in it.
    let folded = |id: &str| id.trim().to_lowercase();
    match seen {
        Seen::Service(service) => {
            let own = service.policy.as_ref().map(|file| &file.source);
            let beside = service.signing.iter().map(|named| named.at.source.path().to_owned()).collect();
            let texts = service.texts.first().map(|(source, _)| source);
            let others = [
                service.process.as_ref().map(|(source, _)| source),
                service.metadata.as_ref().map(|(source, _)| source),
                service.resource.as_ref().map(|(source, _)| source),
                service.obstacles.first().map(|obstacle| &obstacle.at.source),
                texts,
            ];
            let source = own.or_else(|| others.into_iter().flatten().next());
            let id = service.id.resource_id().map(|id| folded(&id));
            let path = source.map(|source| source.path().to_owned());
            Sight { path, ids: id.into_iter().collect(), names_others: false, beside }
        }
        Seen::Setup(setup) => Sight {
            path: Some(setup.source.path().to_owned()),
            ids: Vec::new(),
            names_others: false,
            beside: Vec::new(),
        },
        Seen::Notices(file) => {
            let ids = file.notices().filter_map(|notice| notice.resource()).map(folded);
            Sight {
                path: Some(file.source.path().to_owned()),
                ids: ids.collect(),
                names_others: true,
                beside: Vec::new(),
            }
        }
    }
}

/// Which group each unit belongs to, by the lowest number in it.
struct Groups(Vec<usize>);

impl Groups {
    fn of(&self, mut unit: usize) -> usize {
        while self.0[unit] != unit {
            unit = self.0[unit];
        }
        unit
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        self.0[one.max(other)] = one.min(other);
    }
}
