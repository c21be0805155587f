//! What `diff` says changed is what the decision point answers otherwise, one request after the other.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod binary;

use notify_lint::altinn::requests;
use notify_lint::pdp::{Decision, Dialect};
use notify_lint::source::Source;
use notify_lint::workspace::{Access, Asked, Change, Changes, Outside, Parts, Service, ServiceKind, Turn, Vocabulary};
use std::path::{Path, PathBuf};

fn parts(path: &Path) -> Option<Parts> {
    let source = Source::decode(path, std::fs::read(path).ok()?).ok()?;
    Some(Parts { policy: Some(source), ..Parts::default() })
}

fn access(service: &Service<'_>, dialect: Dialect, vocabulary: &Vocabulary) -> Access {
    let actions: Vec<&str> = vocabulary.actions.iter().map(String::as_str).collect();
    let (people, places) = (&vocabulary.people, &vocabulary.places);
    let asked = Asked { dialect, people, places, actions: &actions, by_spelling: true, ..Asked::default() };
    service.decide_also(&asked).expect("a policy")
}

/// Compares two policies, whatever they have to do with each other. Gives the number of decisions that differ.
fn compare(old: &Service<'_>, new: &Service<'_>, dialect: Dialect) -> Option<usize> {
    let [Some(first), second @ Some(_)] = [old, new].map(Service::vocabulary) else { return None };
    let vocabulary = first.with_others(second.as_ref());
    let (before, after) = (access(old, dialect, &vocabulary), access(new, dialect, &vocabulary));
    let changes = Changes::between(Some(&before), Some(&after));
    let mut differing = 0;
    for person in &vocabulary.people {
        for action in &vocabulary.actions {
            for place in &vocabulary.places {
                let [was, is] = [old, new].map(|service| {
                    let bound = notify_lint::altinn::Person {
                        attribute: person.attribute.clone(),
                        value: service.binding.bind(&person.value).into_owned(),
                    };
                    let (subject, place) = (requests::subject_probe(&bound), requests::place_probe(&service.id, place));
                    let request = requests::request(&subject, &place, &requests::action_probe(action));
                    let policy = &service.policy.as_ref().expect("a policy").policy;
                    dialect.decide(policy, &service.binding, &request).decision
                });
                let at_it = |one: &&Change| one.action == *action && one.place == *place;
                let mut said = changes.cells.iter().filter(at_it);
                let context = format!("{person:?} {action} {place:?}: {was:?} {is:?}");
                let same = |one: &Change| (one.before, one.after) == (Some(was), Some(is));
                if was == is {
                    assert!(said.all(|one| one.person != *person), "{context}");
                } else {
                    // Perhaps in another spelling of the same, which changed alike.
                    let is_said = said.any(|one| one.person.is(&person.attribute, &person.value) && same(one));
                    assert!(is_said, "{context}");
                    differing += 1;
                }
            }
        }
    }
    assert!(differing >= changes.cells.len() && (differing == 0) == changes.cells.is_empty());
    let back = Changes::between(Some(&after), Some(&before));
    assert_eq!(
        (changes.count(Turn::Gain), changes.count(Turn::Loss)),
        (back.count(Turn::Loss), back.count(Turn::Gain))
    );
    let notified = |changes: &Changes| (changes.now_notified.len(), changes.no_longer_notified.len());
    let (gained, lost) = notified(&changes);
    assert_eq!((lost, gained), notified(&back));
    assert!(Changes::between(Some(&before), Some(&before)).is_empty());
    Some(differing)
}

fn compare_all(paths: &[PathBuf], dialect: Dialect) -> (usize, usize) {
    let (mut pairs, mut differing) = (0, 0);
    for pair in paths.windows(2) {
        let [Some(old), Some(new)] = [&pair[0], &pair[1]].map(|path| parts(path)) else { continue };
        let [old, new] = [&old, &new].map(|parts| Service::read(ServiceKind::LoosePolicy, parts, &Outside::NOTHING));
        if let Some(count) = compare(&old, &new, dialect) {
            pairs += 1;
            differing += count;
        }
    }
    (pairs, differing)
}

fn policies(folder: &Path) -> Vec<PathBuf> {
    let all = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let mut paths: Vec<PathBuf> = all.map(walkdir::DirEntry::into_path).collect();
    paths.retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().ends_with("policy.xml")));
    paths
}

#[test]
fn fixtures_are_compared_as_one_by_one() {
    let fixtures = binary::project().join("fixtures");
    let paths = [policies(&fixtures.join("apps")), policies(&fixtures.join("resources"))].concat();
    for dialect in [Dialect::default(), Dialect::Standard(None)] {
        let (pairs, differing) = compare_all(&paths, dialect);
        assert!(pairs >= 5 && differing > 100, "{pairs} pairs, {differing} decisions");
    }
}

#[test]
fn public_policies_are_compared_as_one_by_one() {
    let Some(corpus) = binary::corpus() else { return };
    let mut paths = policies(&corpus.join("apps-history"));
    let step = paths.len().div_ceil(60).max(1);
    paths = paths.into_iter().step_by(step).collect();
    let (pairs, differing) = compare_all(&paths, Dialect::default());
    assert!(pairs > 20 && differing > 500, "{pairs} pairs, {differing} decisions");
}

#[test]
fn what_is_new_or_gone_is_listed_as_far_as_it_is_permitted() {
    let path = binary::project().join("fixtures/apps/healthy/App/config/authorization/policy.xml");
    let parts = parts(&path).expect("the fixture");
    let service = Service::read(ServiceKind::LoosePolicy, &parts, &Outside::NOTHING);
    let vocabulary = service.vocabulary().expect("a policy").with_others(None);
    let access = access(&service, Dialect::default(), &vocabulary);
    let (added, removed) = (Changes::between(None, Some(&access)), Changes::between(Some(&access), None));
    assert!(added.cells.iter().all(|one| one.before.is_none() && one.after == Some(Decision::Permit)));
    assert_eq!(added.count(Turn::Gain), removed.count(Turn::Loss));
    assert_eq!((&added.now_notified, removed.now_notified.len()), (&removed.no_longer_notified, 0));
    assert!(added.now_notified.len() > 5);
}
