//! Orders in scripts and documents: what the shell makes of them, and what a document shows.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod binary;

use binary::{DAY, project, run, write};
use notify_lint::notice::is_expanded;
use notify_lint::source::Source;
use notify_lint::workspace::{Loose, LooseFile, loose};

fn file(path: &str, text: &str) -> LooseFile {
    match loose(&Source::from_text(path, text)) {
        Loose::Notices(file) => file,
        other => panic!("{path} is read as {other:?}\n{text}"),
    }
}

/// The text of the SMS that a body sends, in which `text` stands as it is written.
fn sent(path: &str, before: &str, text: &str, after: &str) -> (String, LooseFile) {
    let order = r#"{"idempotencyId": "a", "recipient": {"recipientSms": {"phoneNumber": "1", "smsSettings": {"body": "TEXT"}}}}"#;
    let quoted = if before.ends_with('"') { order.replace('"', "\\\"") } else { order.to_owned() };
    let read = file(path, &format!("curl $B/future/orders {before}{}{after}\n", quoted.replace("TEXT", text)));
    let said = read.notices().flat_map(|notice| &notice.texts).map(|one| one.text.as_str().to_owned()).collect();
    (said, read)
}

#[test]
fn what_the_shell_fills_in_is_a_place_left_open() {
    for (path, text, said) in [
        ("a.sh", "Hei ${NAVN:-du}, $1", "Hei {{NAVN}}, {{value}}"),
        ("a.sh", "Innen $(date -d '+3 days' +%F) kl. `date +%H`", "Innen {{value}} kl. {{value}}"),
        ("a.sh", r"Koster \$100, $, $(uten slutt", "Koster $100, $, $(uten slutt"),
        ("a.sh", "Hei $FORNAVN$ETTERNAVN", "Hei {{FORNAVN}}{{ETTERNAVN}}"),
        ("a.sh", r"Hei \$recipientName\$", "Hei $recipientName$"),
        ("Makefile", "Hei $(NAVN) $$FRIST ${SAK}", "Hei {{NAVN}} {{FRIST}} {{SAK}}"),
        ("Makefile", r"Hei \$$recipientName\$$", "Hei $recipientName$"),
    ] {
        assert_eq!(sent(path, "-d \"", text, "\"").0, said, "{text}");
    }
    for (path, text) in [("a.sh", "Hei $NAVN `a` ${b}"), ("a.sh", "Hei $recipientName$")] {
        assert_eq!(sent(path, "-d '", text, "'").0, text);
    }
    assert_eq!(sent("Makefile", "-d '", "Hei $$recipientName$$ $(NAVN)", "'").0, "Hei $recipientName$ {{NAVN}}");
}

#[test]
fn every_way_of_handing_a_body_to_curl_is_read() {
    let body = r#"{"idempotencyId": "a", "recipient": {"recipientSms": {"phoneNumber": "1", "smsSettings": {"body": "Hei"}}}}"#;
    for (path, script) in [
        ("a.sh", "curl -d'BODY' $B/future/orders"),
        ("a.sh", "curl -sSd 'BODY' $B/future/orders"),
        ("a.sh", "curl -sS -H 'Accept: x' -d 'BODY' $B/future/orders"),
        ("a.sh", "curl -d @- $B/future/orders <<< 'BODY'"),
        ("a.sh", "cat <<< hei\n(( x <<= 1 ))\nlet y=1<<2\ncurl -d 'BODY' $B/future/orders"),
        ("Makefile", "send:\n\t@curl -d 'BODY' $(B)/future/orders"),
        ("Makefile", "send:\n\t@-curl -d 'BODY' $(B)/future/orders"),
        ("Makefile", "send:\n\t$(Q)curl -d 'BODY' $(B)/future/orders"),
    ] {
        let read = file(path, &format!("{}\n", script.replace("BODY", body)));
        let said: Vec<&str> = read.notices().flat_map(|notice| &notice.texts).map(|one| one.text.as_str()).collect();
        assert_eq!(said, ["Hei"], "{script}");
    }
}

#[test]
fn a_placeholder_that_is_expanded_is_known() {
    for (path, before, text, after, expected) in [
        ("a.sh", "-d \"", "Hei $recipientName$", "\"", true),
        ("a.sh", "-d \"", r"Hei \$recipientName\$", "\"", false),
        ("a.sh", "-d '", "Hei $recipientName$", "'", false),
        ("a.sh", "-d @- <<END\n", "Hei $recipientName$", "\nEND", true),
        ("a.sh", "-d @- <<\\END\n", "Hei $recipientName$", "\nEND", false),
        ("Makefile", "-d \"", "Hei $$recipientName$$", "\"", true),
        ("Makefile", "-d '", "Hei $$recipientName$$", "'", false),
    ] {
        let (said, read) = sent(path, before, text, after);
        assert_eq!(said, "Hei $recipientName$", "{before}{text}");
        let notice = read.notices().next().expect("a notice");
        assert_eq!(is_expanded(&notice.texts[0].text, 4..said.len()), expected, "{path} {before}{text}");
    }
}

#[test]
fn what_is_sent_elsewhere_or_not_at_all_is_no_order() {
    let body = r#"{"recipients": [{"mobileNumber": "1"}], "body": "b", "senderNumber": "E"}"#;
    for script in [
        format!("# curl $B/orders/sms -d '{body}'\n"),
        format!("echo 'curl' ; echo '{body}'\n"),
        "curl $B/orders/sms -d @ordre.json # notification\n".to_owned(),
        format!("curl -X GET $B/orders/sms -H '{body}' # notification\n"),
    ] {
        assert!(matches!(loose(&Source::from_text("a.sh", script.clone())), Loose::Foreign), "{script}");
    }
}

/// A repair writes what the shell hands on, and none is offered where quotes would have to change.
#[test]
fn repairs_in_scripts_say_what_was_meant() {
    let folder = tempfile::tempdir().expect("a folder");
    for file in ["varsle.sh", "Makefile"] {
        let text = std::fs::read_to_string(project().join("fixtures/notices/shell").join(file)).expect("there");
        write(folder.path(), file, &text);
    }
    let fixed = run(folder.path(), &["fix", "--unsafe", "--no-config", "--as-of", DAY]);
    assert!(fixed.out.contains("placeholder/taken-by-shell"), "{}{}", fixed.out, fixed.err);
    let read = |file: &str| std::fs::read_to_string(folder.path().join(file)).expect("there");
    for (file, name) in [("varsle.sh", r"\$recipientName\$"), ("Makefile", r"\$$recipientName\$$")] {
        assert!(read(file).contains(&format!(" {name}")), "{}", read(file));
        let found = self::file(file, &read(file));
        let texts: Vec<&str> = found.notices().flat_map(|one| &one.texts).map(|one| one.text.as_str()).collect();
        assert!(texts.iter().any(|text| text.contains(" $recipientName$")), "{texts:?}");
    }
    let again = run(folder.path(), &["check", "--no-config", "--as-of", DAY, "--select", "placeholder/taken-by-shell"]);
    assert_eq!(again.status, 0, "{}{}", again.out, again.err);
}

/// A document is opened where somebody asked for it, and what it shows weighs less than what is sent.
#[test]
fn documents_are_looked_at_where_they_are_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = std::fs::read_to_string(project().join("fixtures/notices/markdown/varsler.md")).expect("there");
    write(folder.path(), "docs/varsler.md", &text);
    write(folder.path(), "varsler.md", &text);
    let judged = |arguments: &[&str]| {
        let fixed = ["check", "--as-of", DAY, "--format", "concise"];
        run(folder.path(), &[&fixed, arguments].concat())
    };
    let without = judged(&["."]);
    assert_eq!((without.status, without.out.as_str()), (3, ""), "{}", without.err);
    let named = judged(&["docs/varsler.md"]);
    insta::assert_snapshot!(named.out);
    write(folder.path(), "notify-lint.toml", "documents = [\"docs/**/*.md\"]\n");
    assert_eq!(judged(&["."]).out, named.out);
}
