//! What a repair grants is granted still when the policy is opened in Altinn Studio and saved.

#![allow(clippy::expect_used, clippy::disallowed_methods, clippy::print_stdout, missing_docs)]

mod support;

use notify_lint::altinn::requests;
use notify_lint::altinn::studio;
use notify_lint::config::{Config, Date};
use notify_lint::fix::{Change, Somebody, Wanted, Workshop};
use notify_lint::lint::{Repository, Seen};
use notify_lint::pdp::Decision;
use notify_lint::pdp::altinn::Table;
use notify_lint::rules::{Context, Selection, Setting};
use notify_lint::workspace::Service;
use notify_lint::xacml::Policy;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use support::{Files, files_below};

/// The cells that the repairs of a policy grant, and whether each repair of it was a grant.
type Granted = BTreeMap<PathBuf, Vec<Change>>;

fn repaired(files: &Files) -> (Files, Granted) {
    let selection = Selection::new(|_| Setting::Default);
    let context = Context { as_of: Date::parse("2026-11-25").expect("a day"), sender_names: &[] };
    let config = Config::default();
    let paths = files.keys().cloned().collect();
    let wanted = Wanted { unsafe_too: true, ..Wanted::default() };
    let repaired = Workshop { paths, config: &config, files, selection: &selection, context }.repair(&wanted);
    let mut after = files.clone();
    for file in &repaired.files {
        after.insert(file.path.clone(), file.after.clone());
    }
    let mut granted = Granted::new();
    for done in &repaired.done {
        let path = done.fix.edits[0].at.source.path().to_owned();
        let grants = done.proof.changes.iter().filter(|change| change.after == Decision::Permit);
        granted.entry(path).or_default().extend(grants.cloned());
    }
    (after, granted)
}

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

/// How many grants there are, each of which outlives a save.
fn outlives_a_save(files: &Files) -> usize {
    let (after, granted) = repaired(files);
    let config = Config::default();
    let repository = Repository::new(after.keys().cloned().collect(), &config, &after, &());
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

#[test]
fn grants_in_the_fixtures_outlive_a_save() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    for name in ["apps/form-rule-trap", "apps/template-2022"] {
        assert!(outlives_a_save(&files_below(&root.join(name), "")) > 0, "{name}");
    }
}

#[test]
fn grants_in_real_policies_outlive_a_save() {
    let named = std::env::var_os("NOTIFY_LINT_CORPUS").map(PathBuf::from);
    let corpus = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"));
    if !corpus.is_dir() {
        println!("skipped: no corpus; name its folder in NOTIFY_LINT_CORPUS");
        return;
    }
    let mut all = 0;
    for folder in ["apps", "policies", "resources"] {
        let count = outlives_a_save(&files_below(&corpus, folder));
        println!("{folder}: {count} granted cells outlive a save");
        all += count;
    }
    assert!(all > 0);
}
