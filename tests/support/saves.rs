//! What a repair grants, after the policy was opened in Altinn Studio and saved.

use super::Files;
use notify_lint::altinn::{requests, studio};
use notify_lint::config::Config;
use notify_lint::fix::{Change, Repaired, Somebody};
use notify_lint::lint::{Repository, Seen};
use notify_lint::pdp::Decision;
use notify_lint::pdp::altinn::Table;
use notify_lint::workspace::Service;
use notify_lint::xacml::Policy;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The policy as Studio writes it.
fn saved<'t>(policy: &Policy<'t>) -> Policy<'t> {
    studio::Change::ALL.into_iter().fold(policy.clone(), |policy, change| change.made(&policy))
}

/// How many cells were granted, and those among them that a save takes away.
fn held(service: &Service<'_>, granted: &[Change]) -> (usize, Vec<String>) {
    let file = service.policy.as_ref().expect("a policy");
    let saved = saved(&file.policy);
    let mut lost = Vec::new();
    let mut count = 0;
    for change in granted {
        let Somebody::Named(person) = &change.who else { continue };
        let decide = |policy: &Policy<'_>| {
            let subject = [requests::subject_probe(person)];
            let place = [requests::place_probe(&service.id, &change.place)];
            let action = [requests::action_probe(&change.action)];
            Table::new(policy, &service.binding, &subject, &place, &action).decide(0, 0, 0)
        };
        // A later repair may have taken it back.
        if decide(&file.policy) != Decision::Permit {
            continue;
        }
        count += 1;
        if decide(&saved) != Decision::Permit {
            lost.push(format!("{} {} {:?}", change.who.display(), change.action, change.place));
        }
    }
    (count, lost)
}

/// How many cells the repairs grant, each of which outlives a save. `after` are the files with the repairs made.
pub fn outliving(after: &Files, repaired: &Repaired) -> usize {
    let mut granted: BTreeMap<PathBuf, Vec<Change>> = BTreeMap::new();
    for done in &repaired.done {
        let path = done.fix.edits[0].at.source.path().to_owned();
        let grants = done.proof.changes.iter().filter(|change| change.after == Decision::Permit);
        granted.entry(path).or_default().extend(grants.cloned());
    }
    let config = Config::default();
    let repository = Repository::new(after.keys().cloned().collect(), &config, after, &());
    let visit = repository.visit(|seen| {
        let Seen::Service(service) = seen else { return None };
        let path = service.policy.as_ref()?.source.path();
        granted.get(path).map(|cells| (path.to_owned(), held(service, cells)))
    });
    let mut all = 0;
    for (path, (count, lost)) in visit.seen.into_iter().flatten() {
        assert!(lost.is_empty(), "{}: a save takes away {lost:#?}", path.display());
        all += count;
    }
    all
}
