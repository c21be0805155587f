//! A folder that cannot be looked into: what is not found there may be there, and nobody says that it is missing.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod support;

use notify_lint::config::Config;
use notify_lint::finding::Finding;
use notify_lint::lint;
use std::io;
use std::path::{Path, PathBuf};
use support::Files;

const DAY: &str = "2026-11-25";

/// Files of which some folders could not be listed, as the disk tells of folders that the user may not open.
struct Closed {
    files: Files,
    folders: Vec<PathBuf>,
}

impl lint::Files for Closed {
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        self.files.read(path)
    }

    fn closed(&self) -> &[PathBuf] {
        &self.folders
    }
}

fn fixture(name: &str) -> Files {
    support::files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name), "")
}

/// The findings of a rule, where these folders are closed.
fn found(rule: &str, files: &Files, folders: &[&str]) -> usize {
    let closed = Closed { files: files.clone(), folders: folders.iter().map(PathBuf::from).collect() };
    let outcome = support::lint_with(files.keys().cloned().collect(), &closed, &Config::default(), DAY);
    let is_it = |finding: &&Finding| finding.rule == rule;
    outcome.findings.iter().filter(is_it).count()
}

#[test]
fn a_policy_in_a_closed_folder_is_not_called_missing() {
    let mut app = fixture("apps/healthy");
    app.remove(Path::new("App/config/authorization/policy.xml")).expect("there");
    assert_eq!(found("policy/missing", &app, &[]), 1);
    for folder in ["App/config", "App/config/authorization"] {
        assert_eq!(found("policy/missing", &app, &[folder]), 0, "{folder}");
    }
    // Another app's folder hides nothing of this one.
    assert_eq!(found("policy/missing", &app, &["Other/App/config/authorization"]), 1);

    let entry = br#"{ "identifier": "ttd-brev", "resourceType": "GenericAccessResource" }"#;
    let resource: Files = [(PathBuf::from("ttd-brev/ttd-brev_resource.json"), entry.to_vec())].into();
    assert_eq!(found("policy/missing", &resource, &[]), 1);
    assert_eq!(found("policy/missing", &resource, &["ttd-brev"]), 0);
    assert_eq!(found("policy/missing", &resource, &["annet-brev"]), 1);
}

#[test]
fn a_resource_that_may_stand_in_a_closed_folder_is_not_called_unknown() {
    let mut files = fixture("apps/healthy");
    let order = br#"{ "recipients": [{ "organizationNumber": "123456785" }], "resourceId": "urn:altinn:resource:ttd-annet-brev",
        "subject": "Nytt brev", "body": "Du har et nytt brev.", "notificationChannel": "Email", "sendersReference": "a" }"#;
    files.insert("orders/order.json".into(), order.to_vec());
    let rule = "reference/notification-resource-unknown";
    assert_eq!(found(rule, &files, &[]), 1);
    assert_eq!(found(rule, &files, &["resources"]), 0);
}
