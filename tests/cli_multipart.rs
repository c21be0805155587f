//! A notice in a part of a request that an app ignores: found, and repaired in the bytes of the file.
#![allow(missing_docs, clippy::expect_used)]

mod binary;

use binary::{read, run, write};

const REQUEST: &str = "POST {{base}}/eks/bevilling/instances\nContent-Type: multipart/form-data; boundary=grense\n\n\
                       --grense\nContent-Disposition: form-data; name=\"instance\"\nContent-Type: application/json\n\n\
                       { \"instanceOwner\": { \"organisationNumber\": \"123456785\" } }\n--grense\n\
                       Content-Disposition: form-data; name=\"notification\"\n\n{ \"notificationChannel\": 2 }\n--grense--\n";

#[test]
fn the_line_is_added_with_the_line_ends_of_the_file() {
    for line_end in ["\n", "\r\n"] {
        let folder = tempfile::tempdir().expect("a folder");
        let before = REQUEST.replace('\n', line_end);
        write(folder.path(), "instans.http", &before);
        let found = run(folder.path(), &["--format", "concise", "--color", "never"]);
        assert_eq!(found.status, 1, "{}{}", found.out, found.err);
        let told =
            "instans.http:10:39: error[app/ignored-notice] the part with the notice does not say that it is JSON";
        assert!(found.out.contains(told), "{}", found.out);
        let fixed = run(folder.path(), &["fix", "--color", "never"]);
        let head = format!("name=\"notification\"{line_end}");
        let after = before.replace(&head, &format!("{head}Content-Type: application/json{line_end}"));
        assert_eq!(read(&folder.path().join("instans.http")), after, "{}{}", fixed.out, fixed.err);
        let again = run(folder.path(), &["--format", "concise", "--color", "never"]);
        assert_eq!(again.status, 0, "{}{}", again.out, again.err);
    }
}

/// Bruno and Postman say the type of a part in words of their own.
#[test]
fn other_clients_are_repaired_in_their_own_way() {
    let bru = |mark: &str| {
        format!(
            "post {{\n  url: {{{{base}}}}/eks/bevilling/instances\n  body: multipartForm\n}}\n\nbody:multipart-form {{\n  notification: '''\n    {{ \"notificationChannel\": 2 }}\n  '''{mark}\n}}\n"
        )
    };
    let postman = |member: &str| {
        format!(
            "{{ \"info\": {{ \"schema\": \"https://schema.getpostman.com/json/collection/v2.1.0/collection.json\" }}, \"item\": [{{ \"request\": {{ \"method\": \"POST\", \"url\": \"{{{{base}}}}/eks/bevilling/instances\", \"body\": {{ \"mode\": \"formdata\", \"formdata\": [{{ \"key\": \"notification\", \"value\": \"{{ \\\"notificationChannel\\\": 2 }}\"{member}, \"type\": \"text\" }}] }} }} }}] }}\n"
        )
    };
    let curl = |kind: &str| {
        format!(
            "curl \"$BASE/eks/bevilling/instances\" -F 'notification={{\"notificationChannel\": 2}}{kind}' -F 'a=b'\n"
        )
    };
    for (file, before, after) in [
        ("instans.sh", curl(""), curl(";type=application/json")),
        ("instans.sh", curl(";type=text/plain"), curl(";type=application/json")),
        ("instans.bru", bru(""), bru(" @contentType(application/json)")),
        ("instans.json", postman(""), postman(", \"contentType\": \"application/json\"")),
        ("instans.json", postman(", \"contentType\": \"\""), postman(", \"contentType\": \"application/json\"")),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), file, &before);
        let found = run(folder.path(), &["--format", "concise", "--color", "never"]);
        assert!(found.out.contains("error[app/ignored-notice]"), "{}{}", found.out, found.err);
        let fixed = run(folder.path(), &["fix", "--color", "never"]);
        assert_eq!(read(&folder.path().join(file)), after, "{}{}", fixed.out, fixed.err);
        let again = run(folder.path(), &["--format", "concise", "--color", "never"]);
        assert_eq!(again.status, 0, "{}{}", again.out, again.err);
    }
}

#[test]
fn a_truth_value_of_a_form_is_one_of_two_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let form = |truth: &str| {
        format!(
            "post {{\n  url: {{{{base}}}}/correspondence/api/v1/correspondence/upload\n  body: multipartForm\n}}\n\
             body:multipart-form {{\n  correspondence.resourceId: eksempel-brev\n  correspondence.notification.sendReminder: {truth}\n}}\n"
        )
    };
    for (truth, is_told) in [("ja", true), ("1", true), ("True", false), ("false", false), ("{{minn}}", false)] {
        write(folder.path(), "a.bru", &form(truth));
        let out = run(folder.path(), &["--select", "order/wrong-type", "--format", "concise"]).out;
        assert_eq!(out.contains("not `true` or `false`"), is_told, "{truth}: {out}");
    }
}
