//! `notify-lint preview`, run as a user runs it.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod binary;

use binary::{Run, json, run, write};
use serde_json::{Value, json};
use std::fs;
use tempfile::TempDir;

const EVENING: &str = "2026-12-01T20:15:00+01:00";

fn folder(files: &[(&str, Value)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join(".git")).expect("writable");
    for (name, value) in files {
        write(folder.path(), name, &serde_json::to_string_pretty(value).expect("JSON"));
    }
    folder
}

fn preview(folder: &TempDir, args: &[&str]) -> Run {
    run(folder.path(), &[&["preview", "--send-time", EVENING], args].concat())
}

/// An order to an organisation with both channels, and a reminder by SMS.
fn chain() -> Value {
    json!({
        "idempotencyId": "sak-2026-4711",
        "recipient": { "recipientOrganization": {
            "orgNumber": "123456785",
            "channelSchema": "EmailPreferred",
            "resourceId": "urn:altinn:resource:eksempel-serveringsbevilling",
            "emailSettings": {
                "senderEmailAddress": "ikke-svar@example.no",
                "subject": "Vedtak om skjenkebevilling\nfra Eksempelkommune",
                "body": "<html lang='nb'><p>$recipientName$ har f&aring;tt et vedtak.</p><p>Klagefrist:<br>12. januar 2027</p><script>x()</script></html>",
                "contentType": "Html"
            },
            "smsSettings": {
                "sender": "Eksempelkommune",
                "body": "Eksempelkommune har sendt $recipientName$ (org.nr. $recipientNumber$) et vedtak, sak {{sak}}.\r\nGebyr: 100 € [se vedlegg]. Les det på Altinns nettsider."
            }
        } },
        "reminders": [{
            "delayDays": 7,
            "conditionEndpoint": "https://api.example.no/skal-purre",
            "recipient": { "recipientOrganization": {
                "orgNumber": "123456785",
                "channelSchema": "Sms",
                "resourceId": "urn:altinn:resource:eksempel-serveringsbevilling",
                "smsSettings": { "body": "Påminning 📨 – Eksempelkommune har sendt $recepientName$ eit vedtak." }
            } }
        }]
    })
}

fn sms(body: &str) -> Value {
    json!({
        "idempotencyId": "a",
        "recipient": { "recipientSms": { "phoneNumber": "{{mobil}}", "smsSettings": { "sender": "Eksempelkom", "body": body } } }
    })
}

/// What the preview says of one SMS, in JSON.
fn measured(body: &str) -> Value {
    let folder = folder(&[("order.json", sms(body))]);
    let shown = preview(&folder, &["--format", "json"]);
    assert_eq!((shown.status, shown.err.as_str()), (0, ""));
    json(&shown.out)["orders"][0]["notices"][0]["sms"][0]["long"].clone()
}

#[test]
fn an_order_as_it_will_arrive() {
    let shown = preview(&folder(&[("order.json", chain())]), &[]);
    assert_eq!((shown.status, shown.err.as_str()), (0, ""));
    insta::assert_snapshot!(shown.out);
}

#[test]
fn an_order_for_programs() {
    let shown = preview(&folder(&[("order.json", chain())]), &["--format", "json"]);
    assert_eq!((shown.status, shown.err.as_str()), (0, ""));
    insta::assert_snapshot!(serde_json::to_string_pretty(&json(&shown.out)).expect("JSON"));
}

#[test]
fn a_page_needs_nothing_beside_itself_and_obeys_no_text() {
    let hostile = json!({
        "recipients": [{ "organizationNumber": "123456785" }],
        "emailTemplate": { "subject": "</title><script>alert(1)</script>", "body": "<img src=x onerror=alert(1)> & \"æøå\" \u{202e}" },
        "smsTemplate": { "body": "<script src=\"https://example.com/x.js\"></script>", "senderNumber": "\"><b>x" }
    });
    let texts =
        json!({ "language": "\"><script>", "resources": [{ "id": "signing.sms", "value": "Eksempelkommune" }] });
    let shown = preview(
        &folder(&[("o<b>rder.json", hostile), ("App/config/texts/resource.en.json", texts)]),
        &["--format", "html"],
    );
    assert_eq!((shown.status, shown.err.as_str()), (0, ""));
    assert!(shown.out.starts_with("<!doctype html>"));
    for forbidden in ["<script", "<img", "<link", "<b>", "src=", "href=", "url(", "@import", "\u{202e}"] {
        let outside = shown.out.replace("src=x", "").replace("src=&quot;", "");
        assert!(!outside.contains(forbidden), "{forbidden}");
    }
    assert!(shown.out.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

#[test]
fn a_page_of_an_order() {
    let shown = preview(&folder(&[("order.json", chain())]), &["--format", "html"]);
    let body = shown.out.split_once("</head>").expect("a head").1;
    insta::assert_snapshot!(body);
}

#[test]
fn an_sms_is_cut_where_the_network_cuts_it() {
    let count = |body: &str| {
        let sms = measured(body);
        (sms["alphabet"].as_str().map(str::to_owned), sms["units"].as_u64(), sms["messages"].as_array().map(Vec::len))
    };
    let gsm = Some("gsm".to_owned());
    let ucs2 = Some("ucs2".to_owned());
    assert_eq!(count(&"å".repeat(160)), (gsm.clone(), Some(160), Some(1)));
    assert_eq!(count(&"å".repeat(161)), (gsm.clone(), Some(161), Some(2)));
    assert_eq!(count(&("–".to_owned() + &"a".repeat(69))), (ucs2.clone(), Some(70), Some(1)));
    assert_eq!(count(&("–".to_owned() + &"a".repeat(70))), (ucs2, Some(71), Some(2)));
    // An escape and its character stay together: the pair goes into the second part, and a septet of the first is empty.
    let border = measured(&("a".repeat(152) + "€" + &"b".repeat(20)));
    assert_eq!((border["units"].as_u64(), border["messages"][0].as_str().map(str::len)), (Some(174), Some(152)));
    assert_eq!(border["messages"][1], "€".to_owned() + &"b".repeat(20));
    assert_eq!(border["marks"], json!([{ "character": "€", "offset": 152, "why": "double" }]));
}

#[test]
fn line_ends_letters_and_pictures_arrive_as_they_are_written() {
    let sms = measured("Påminning frå Eksempelkommune\r\nÆØÅ 📨");
    assert_eq!(sms["text"], "Påminning frå Eksempelkommune\r\nÆØÅ 📨");
    assert_eq!(sms["marks"], json!([{ "character": "📨", "offset": 40, "why": "foreign" }]));
    // The picture takes two units, and so does the Windows line end.
    assert_eq!((sms["alphabet"].as_str(), sms["units"].as_u64()), (Some("ucs2"), Some(37)));
}

#[test]
fn a_name_that_nobody_fills_in_stays_as_it_is() {
    assert_eq!(measured("Hei $recipientName$")["text"], "Hei $recipientName$", "nobody looks up a telephone number");
    let order = json!({
        "recipients": [{ "nationalIdentityNumber": "01819010001" }],
        "body": "Eksempelkommune: $recipientName$ ($recipientNumber$) $RecipientName$"
    });
    let shown = preview(&folder(&[("order.json", order)]), &["--format", "json"]);
    let sms = &json(&shown.out)["orders"][0]["notices"][0]["sms"][0];
    assert_eq!(sms["short"]["text"], "Eksempelkommune: Kari Li () $RecipientName$");
    assert_eq!(sms["sender"], json!({ "shown": "Altinn", "written": null }));
}

#[test]
fn the_time_of_the_order_counts_where_none_is_given() {
    let mut order = chain();
    order["requestedSendTime"] = json!("2027-03-21T06:30:00Z");
    let folder = folder(&[("order.json", order)]);
    let shown = run(folder.path(), &["preview", "--format", "json"]);
    let timeline = &json(&shown.out)["orders"][0]["timeline"];
    assert_eq!(timeline[0]["due"], "2027-03-21T07:30:00+01:00");
    assert_eq!(timeline[0]["sms"], json!({ "at": "2027-03-21T09:00:00+01:00", "waits": true }));
    // A week of 24 hours a day later the clocks have been put forward.
    assert_eq!(timeline[1]["due"], "2027-03-28T08:30:00+02:00");
    assert_eq!(timeline[1]["sms"], json!({ "at": "2027-03-28T09:00:00+02:00", "waits": true }));
    assert_eq!(timeline[1]["condition"], true);
}

#[test]
fn texts_of_an_app_are_shown_in_each_language() {
    let text = |language: &str, value: &str| json!({ "language": language, "resources": [{ "id": "signing.sms", "value": value }] });
    let folder = folder(&[
        (
            "App/config/texts/resource.nb.json",
            text("nb", "$sendersName$ venter på at $correspondenceRecipientName$ signerer."),
        ),
        (
            "App/config/texts/resource.nn.json",
            text("nn", "$sendersName$ ventar på at $correspondenceRecipientName$ signerer."),
        ),
        (
            "App/config/texts/resource.en.json",
            text("en", "$sendersName$ waits for $correspondenceRecipientName$ to sign."),
        ),
    ]);
    let shown = preview(&folder, &[]);
    assert_eq!((shown.status, shown.err.as_str()), (0, ""));
    insta::assert_snapshot!(shown.out);
}

#[test]
fn what_cannot_be_shown_is_said() {
    let empty = folder(&[]);
    let nothing = preview(&empty, &[]);
    assert_eq!((nothing.status, nothing.out.as_str()), (3, ""));
    assert_eq!(nothing.err, "notify-lint: nothing to show: no notice was found\n");
    write(
        empty.path(),
        "order.json",
        r#"{"idempotencyId": "a", "recipient": {"recipientSms": {"smsSettings": {"body": "x""#,
    );
    let broken = preview(&empty, &[]);
    assert_eq!(broken.status, 2);
    assert!(broken.err.contains("nothing to show of `order.json`: "), "{}", broken.err);
    let time = run(empty.path(), &["preview", "--send-time", "2026-12-01 20:15"]);
    assert_eq!(time.status, 2);
    assert!(time.err.contains("write it with its offset, as 2026-12-01T20:15:00+01:00"), "{}", time.err);
}
