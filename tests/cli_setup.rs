//! The steps before the policy, as a user sees them.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod binary;

use binary::run;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const ORDER: &str = r#"{
  "idempotencyId": "sak-2026-4711",
  "recipient": {
    "recipientOrganization": {
      "orgNumber": "123456785",
      "channelSchema": "Email",
      "resourceId": "urn:altinn:resource:eksempel-serveringsbevilling",
      "emailSettings": {
        "subject": "Brev om serveringsbevilling fra Eksempelkommune",
        "body": "Eksempelkommune har sendt $recipientName$ (org.nr. $recipientNumber$) et brev. Det ligger i innboksen på Altinns nettsider."
      }
    }
  }
}
"#;

fn manifest(scope: &str) -> String {
    format!(
        "spec:\n  # blåbær\n  maskinporten:\n    enabled: true\n    scopes:\n      consumes:\n        - name: \"{scope}\"\n"
    )
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("below")).expect("writable");
        fs::write(path, text).expect("writable");
    }
    folder
}

fn checked(folder: &Path) -> (i32, String) {
    let run = run(folder, &["check", "--as-of", binary::DAY]);
    assert_eq!(run.err, "");
    (run.status, run.out)
}

#[test]
fn a_scope_that_is_missing_is_shown_with_what_is_sent() {
    let folder =
        folder(&[(".nais/prod.yaml", &manifest("altinn:serviceowner/instances.read")), ("orders/vedtak.json", ORDER)]);
    let (status, out) = checked(folder.path());
    assert_eq!(status, 0);
    insta::assert_snapshot!(out);
}

#[test]
fn a_misspelt_scope_is_put_right_when_somebody_asks_for_it() {
    let wrong = manifest("altinn:serviceowner/notification.create");
    let folder = folder(&[(".nais/prod.yaml", &wrong), ("orders/vedtak.json", ORDER)]);
    let repaired = run(folder.path(), &["fix", "--unsafe", "--as-of", binary::DAY]);
    assert_eq!((repaired.status, repaired.err.as_str()), (0, ""), "{}", repaired.out);
    let right = manifest("altinn:serviceowner/notifications.create");
    assert_eq!(fs::read_to_string(folder.path().join(".nais/prod.yaml")).expect("there"), right);
    let (_, out) = checked(folder.path());
    assert!(!out.contains("setup/"), "{out}");
}

#[test]
fn files_under_other_names_with_a_dot_are_passed_over() {
    let wrong = manifest("altinn:serviceowner/notification.create");
    let files = [(".git/prod.yaml", wrong.as_str()), (".idea/prod.yaml", &wrong), ("orders/vedtak.json", ORDER)];
    let (_, out) = checked(folder(&files).path());
    assert!(!out.contains("setup/"), "{out}");
    let (_, out) = checked(
        folder(&[(".env.local", "MASKINPORTEN_SCOPE=altinn:serviceowner/notification.create\n"), files[2]]).path(),
    );
    assert!(out.contains("setup/misspelt-scope"), "{out}");
}

/// Files that are broken, or written by no one in their right mind.
#[test]
fn what_cannot_be_read_is_no_reason_to_stop() {
    let deep = "- ".repeat(20_000) + "scope: altinn:x\n";
    let open = format!("scopes:\n{}", "  - \"altinn:serviceowner/\n".repeat(2_000));
    let files = [
        ("deep.yaml", deep.as_str()),
        ("open.yaml", &open),
        ("tabs.yml", "\tscope:\n\t\t- altinn:æ: : :\n"),
        ("anchors.yaml", "a: &a [*a, *a]\nscope: *a\n"),
        ("cut.tf", "scopes = [\"altinn:x\", \"al"),
        ("cut.http", "POST /notifications/api/v1/orders?scope="),
        ("cut.csproj", "<Project><PackageReference Include=\"Altinn.App.Core\" Version="),
        (".env", "=\nSCOPE\nSCOPE=\n=SCOPE=æ\n"),
        ("appsettings.json", "{\"MaskinportenSettings\": {\"Scope\": [{\"Scope\": "),
        ("orders/vedtak.json", ORDER),
    ];
    let (status, _) = checked(folder(&files).path());
    assert_eq!(status, 0);
}

/// Two environments that are set up alike are both named.
#[test]
fn every_list_in_which_the_scope_could_stand_is_named() {
    let other = manifest("altinn:serviceowner/instances.read");
    let folder = folder(&[(".nais/dev.yaml", &other), (".nais/prod.yaml", &other), ("orders/vedtak.json", ORDER)]);
    let (_, out) = checked(folder.path());
    assert_eq!(out.matches("setup/missing-scope").count(), 1, "{out}");
    assert!(out.contains(".nais/prod.yaml:7:18  nor here"), "{out}");
}
