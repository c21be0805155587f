//! The rules on orders agree with the API's own validators: each row of the tables of the form is refused one way and taken
//! the other.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a test reads its own files and says what it skips"
)]

use notify_lint::config::Date;
use notify_lint::finding::Severity;
use notify_lint::rules::{Context, Selection, Setting};
use notify_lint::source::Source;
use notify_lint::workspace::{Loose, loose};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The rules of error weight that speak of an order; those on its words are left out.
fn judge(text: &str) -> BTreeSet<&'static str> {
    let source = Source::from_text("order.json", text);
    let Loose::Notices(file) = loose(&source) else { panic!("no order:\n{text}") };
    let selection = Selection::new(|_| Setting::Default);
    let context = Context::on(Date::parse("2026-11-22").unwrap());
    let mut findings = Vec::new();
    file.orders.iter().for_each(|order| selection.check_order(order, &context, &mut findings));
    file.notices().for_each(|notice| selection.check_notice(notice, &context, &mut findings));
    let families = ["order/", "correspondence/", "app/", "reference/", "email/sender-address"];
    let of_orders = |rule: &str| families.iter().any(|family| rule.starts_with(family));
    let mut told: BTreeSet<&str> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error && of_orders(finding.rule))
        .map(|finding| finding.rule)
        .collect();
    if !file.problems.is_empty() {
        told.insert("order/unreadable");
    }
    told
}

/// Puts a value at a place, or takes what is there out where the value is `DELETE`.
fn with(mut order: Value, place: &str, value: &Value) -> Value {
    let mut at = &mut order;
    let (parents, last) = place.rsplit_once('/').unwrap_or(("", place));
    for step in parents.split('/').filter(|step| !step.is_empty()) {
        at = match step.parse::<usize>() {
            Ok(number) => &mut at[number],
            Err(_) => &mut at[step],
        };
    }
    match (last.parse::<usize>(), value == "DELETE") {
        (Ok(number), _) => at[number] = value.clone(),
        (Err(_), true) => drop(at.as_object_mut().map(|members: &mut Map<String, Value>| members.remove(last))),
        (Err(_), false) => at[last] = value.clone(),
    }
    order
}

/// A row of a table: the place, a value that is refused and by which rule, a value that is taken.
type Row = (&'static str, Value, &'static str, Value);

fn hold(base: &Value, rows: &[Row]) {
    assert_eq!(judge(&base.to_string()), BTreeSet::new(), "the base is taken: {base}");
    for (place, refused, rule, taken) in rows {
        let told = judge(&with(base.clone(), place, refused).to_string());
        assert_eq!(told, BTreeSet::from([*rule]), "{place} = {refused} is refused");
        let told = judge(&with(base.clone(), place, taken).to_string());
        assert_eq!(told, BTreeSet::new(), "{place} = {taken} is taken");
    }
}

fn email() -> Value {
    json!({"subject": "Brev fra Eksempelkommune", "body": "Eksempelkommune har sendt et brev.", "contentType": "Plain"})
}

fn sms() -> Value {
    json!({"sender": "Eksempelkom", "body": "Eksempelkommune har sendt et brev."})
}

#[test]
fn the_first_version() {
    let either = json!({
        "notificationChannel": "EmailPreferred",
        "recipients": [{"organizationNumber": "123456785"}],
        "resourceId": "app_ttd_bevilling",
        "emailTemplate": email(),
        "smsTemplate": {"body": "Eksempelkommune har sendt et brev."},
    });
    let identifier = "order/recipient-identifier";
    hold(
        &either,
        &[
            (
                "requestedSendTime",
                json!("2027-01-12T10:00:00"),
                "order/send-time-without-zone",
                json!("2027-01-12T10:00:00Z"),
            ),
            ("requestedSendTime", json!("2024-01-12T10:00:00Z"), "order/send-time-past", json!("{{sendAt}}")),
            (
                "conditionEndpoint",
                json!("/skal-sendes"),
                "order/condition-endpoint-form",
                json!("https://api.example.no/a"),
            ),
            ("resourceAction", json!(" "), "order/resource-action", json!("read")),
            ("recipients", json!([]), "order/limit-exceeded", json!([{"mobileNumber": "+4791000000"}])),
            ("recipients/0", json!({"isReserved": false}), identifier, json!({"emailAddress": "post@example.com"})),
            (
                "recipients/0",
                json!({"emailAddress": "post@example"}),
                identifier,
                json!({"emailAddress": "æøå@example.no"}),
            ),
            ("recipients/0", json!({"mobileNumber": "91000000"}), identifier, json!({"mobileNumber": "004791000000"})),
            (
                "recipients/0",
                json!({"nationalIdentityNumber": "0181901000"}),
                identifier,
                json!({"nationalIdentityNumber": "01819010001"}),
            ),
            ("recipients/0/organizationNumber", json!("12345678"), identifier, json!("{{orgNo}}")),
            ("recipients/0/nationalIdentityNumber", json!("01819010001"), identifier, json!(null)),
            ("recipients/0/mobileNumber", json!("+4791000000"), identifier, json!(null)),
            ("emailTemplate", json!("DELETE"), "order/channel-without-content", email()),
            ("smsTemplate", json!("DELETE"), "order/channel-without-content", json!({"body": "Et brev."})),
            ("emailTemplate/subject", json!("DELETE"), "order/missing-field", json!("Brev")),
            ("emailTemplate/body", json!(null), "order/missing-field", json!("Et brev.")),
            ("smsTemplate/body", json!("DELETE"), "order/missing-field", json!("Et brev.")),
            ("notificationChannel", json!("DELETE"), "order/missing-field", json!(4)),
            ("notificationChannel", json!("Both"), "order/enum-name", json!("emailandsms")),
            ("emailTemplate/contentType", json!("Markdown"), "order/enum-name", json!("HTML")),
        ],
    );
    let alone = json!({"recipients": [{"emailAddress": "post@example.com"}], "subject": "Brev", "body": "Et brev.", "resourceAction": "read", "resourceId": "r"});
    hold(
        &alone,
        &[
            ("resourceId", json!("DELETE"), "order/resource-action", json!("app_ttd_bevilling")),
            (
                "recipients/0",
                json!({"mobileNumber": "+4791000000"}),
                identifier,
                json!({"organizationNumber": "123456785"}),
            ),
            ("subject", json!(null), "order/missing-field", json!("Brev")),
            ("body", json!("DELETE"), "order/missing-field", json!("Et brev.")),
        ],
    );
    let by_sms =
        json!({"recipients": [{"mobileNumber": "+4791000000"}], "body": "Et brev.", "senderNumber": "Eksempelkom"});
    hold(
        &by_sms,
        &[(
            "recipients/0",
            json!({"emailAddress": "post@example.com"}),
            identifier,
            json!({"nationalIdentityNumber": "{{nin}}"}),
        )],
    );
}

#[test]
fn the_order_chain() {
    let organization = json!({"recipientOrganization": {
        "orgNumber": "123456785", "channelSchema": "EmailAndSms", "resourceId": "urn:altinn:resource:app_ttd_bevilling",
        "emailSettings": email(), "smsSettings": sms(),
    }});
    let chain = json!({
        "idempotencyId": "sak-2026-4711",
        "recipient": organization.clone(),
        "reminders": [{"delayDays": 7, "conditionEndpoint": "https://api.example.no/a", "recipient": organization.clone()}],
    });
    let of = "recipient/recipientOrganization";
    let place = |tail: &str| -> &'static str { Box::leak(format!("{of}/{tail}").into_boxed_str()) };
    let content = "order/channel-without-content";
    hold(
        &chain,
        &[
            (
                "requestedSendTime",
                json!("2027-01-12T10:00:00"),
                "order/send-time-without-zone",
                json!("2027-01-12T10:00:00+01:00"),
            ),
            ("requestedSendTime", json!("2026-11-21T10:00:00Z"), "order/send-time-past", json!("2026-11-22T10:00:00Z")),
            (
                "conditionEndpoint",
                json!("skal-sendes"),
                "order/condition-endpoint-form",
                json!("https://api.example.no/a"),
            ),
            ("conditionEndpoint", json!("ftp://api.example.no"), "order/condition-endpoint-form", json!(null)),
            ("idempotencyId", json!(""), "order/idempotency-id", json!("{{id}}")),
            ("idempotencyId", json!("DELETE"), "order/idempotency-id", json!("sak-1")),
            (
                "recipient/recipientPerson",
                json!({"nationalIdentityNumber": "01819010001", "emailSettings": email(), "smsSettings": sms()}),
                "order/recipient-identifier",
                json!(null),
            ),
            (place("orgNumber"), json!("DELETE"), "order/missing-field", json!("123456785")),
            (place("orgNumber"), json!("12345678a"), "order/recipient-identifier", json!("{{orgNo}}")),
            (place("orgNumber"), json!(123_456_785), "order/wrong-type", json!("123456785")),
            (place("channelSchema"), json!("Both"), "order/enum-name", json!(4)),
            (place("channelSchema"), json!(null), "order/enum-name", json!("{{channel}}")),
            (place("emailSettings"), json!("DELETE"), content, email()),
            (place("smsSettings"), json!(null), content, sms()),
            (
                place("resourceId"),
                json!("app_ttd_bevilling"),
                "reference/notification-resource-malformed",
                json!("urn:altinn:resource:a"),
            ),
            (
                place("resourceId"),
                json!("urn:altinn:resource:"),
                "reference/notification-resource-malformed",
                json!("{{resource}}"),
            ),
            (place("resourceAction"), json!(""), "order/resource-action", json!("read")),
            (place("emailSettings/subject"), json!("DELETE"), "order/missing-field", json!("Brev")),
            (place("emailSettings/body"), json!(null), "order/missing-field", json!("Et brev.")),
            (
                place("emailSettings/senderEmailAddress"),
                json!("post@"),
                "email/sender-address",
                json!("post@example.com"),
            ),
            (place("emailSettings/contentType"), json!("Text/Xml"), "order/enum-name", json!(1)),
            (place("emailSettings/sendingTimePolicy"), json!("Daytime"), "order/enum-name", json!("Anytime")),
            (place("smsSettings/body"), json!("DELETE"), "order/missing-field", json!("Et brev.")),
            (place("smsSettings/sendingTimePolicy"), json!(0), "order/enum-name", json!(2)),
            ("reminders/0/requestedSendTime", json!("2027-01-12T10:00:00Z"), "order/reminder-time", json!(null)),
            ("reminders/0/delayDays", json!("DELETE"), "order/reminder-time", json!(1)),
            ("reminders/0/delayDays", json!(0), "order/reminder-time", json!(14)),
            ("reminders/0/delayDays", json!("7"), "order/wrong-type", json!(7)),
            ("reminders/0/conditionEndpoint", json!("/a"), "order/condition-endpoint-form", json!("{{base}}/a")),
            (
                "reminders/0/recipient/recipientOrganization/smsSettings",
                json!("DELETE"),
                "order/reminder-content-missing",
                sms(),
            ),
            ("reminders/0/recipient", json!("DELETE"), "order/unreadable", organization.clone()),
        ],
    );
    hold(
        &with(chain.clone(), place("channelSchema"), &json!("SmsPreferred")),
        &[
            (place("emailSettings"), json!("DELETE"), content, email()),
            (place("smsSettings"), json!("DELETE"), content, sms()),
        ],
    );
    hold(
        &with(chain.clone(), place("channelSchema"), &json!("Email")),
        &[(place("emailSettings"), json!("DELETE"), content, email())],
    );
    hold(
        &with(chain.clone(), place("channelSchema"), &json!("Sms")),
        &[(place("smsSettings"), json!("DELETE"), content, sms())],
    );
    assert_eq!(
        judge(&with(chain, "associationDialogporten", &json!({"dialogId": "a"})).to_string()),
        BTreeSet::from(["order/unknown-field"])
    );
}

#[test]
fn every_way_of_naming_a_recipient() {
    let order = |recipient: Value| json!({"idempotencyId": "sak-1", "recipient": recipient});
    let (identifier, missing) = ("order/recipient-identifier", "order/missing-field");
    hold(
        &order(json!({"recipientEmail": {"emailAddress": "post@example.com", "emailSettings": email()}})),
        &[
            ("recipient/recipientEmail/emailAddress", json!("testexample.com"), identifier, json!("{{epost}}")),
            ("recipient/recipientEmail/emailSettings", json!("DELETE"), missing, email()),
        ],
    );
    hold(
        &order(json!({"recipientSms": {"phoneNumber": "+4791000000", "smsSettings": sms()}})),
        &[
            ("recipient/recipientSms/phoneNumber", json!("+47abcdefgh"), identifier, json!("{{mobil}}")),
            ("recipient/recipientSms/phoneNumber", json!(""), missing, json!("+358401234567")),
        ],
    );
    hold(
        &order(
            json!({"recipientPerson": {"nationalIdentityNumber": "01819010001", "emailSettings": email(), "smsSettings": sms()}}),
        ),
        &[
            ("recipient/recipientPerson/nationalIdentityNumber", json!("1234567890"), identifier, json!("{{nin}}")),
            ("recipient/recipientPerson/smsSettings", json!("DELETE"), "order/channel-without-content", sms()),
        ],
    );
    hold(
        &order(
            json!({"recipientExternalIdentity": {"externalIdentity": "urn:altinn:username:kari", "emailSettings": email()}}),
        ),
        &[
            (
                "recipient/recipientExternalIdentity/externalIdentity",
                json!("kari"),
                identifier,
                json!("urn:altinn:person:idporten-email:kari%40example.com"),
            ),
            (
                "recipient/recipientExternalIdentity/emailSettings",
                json!(null),
                "order/channel-without-content",
                email(),
            ),
        ],
    );
}

#[test]
fn what_is_sent_at_once() {
    let sms = json!({"idempotencyId": "kode-1", "recipientSms": {"phoneNumber": "+4791000000", "timeToLiveInSeconds": 300, "smsSettings": {"sender": "Eksempelkom", "body": "Koden din er 4821."}}});
    hold(
        &sms,
        &[
            ("recipientSms/timeToLiveInSeconds", json!(59), "order/instant-order", json!(60)),
            ("recipientSms/timeToLiveInSeconds", json!(172_801), "order/instant-order", json!(172_800)),
            ("recipientSms/timeToLiveInSeconds", json!("DELETE"), "order/missing-field", json!(300)),
            ("recipientSms/phoneNumber", json!("12345"), "order/recipient-identifier", json!("{{mobil}}")),
            ("recipientSms/smsSettings/body", json!("DELETE"), "order/missing-field", json!("Koden din er 4821.")),
            ("idempotencyId", json!(" "), "order/idempotency-id", json!("{{id}}")),
        ],
    );
    let email = json!({"idempotencyId": "kode-1", "recipientEmail": {"emailAddress": "post@example.com", "emailSettings": email()}});
    hold(
        &email,
        &[
            ("recipientEmail/emailAddress", json!("bad"), "order/recipient-identifier", json!("{{epost}}")),
            (
                "recipientEmail/emailSettings/senderEmailAddress",
                json!("bad"),
                "email/sender-address",
                json!("post@example.com"),
            ),
            ("recipientEmail/emailSettings/subject", json!("DELETE"), "order/missing-field", json!("Kode")),
            ("recipientEmail/emailSettings/body", json!("DELETE"), "order/missing-field", json!("Koden din er 4821.")),
            ("recipientEmail/emailSettings/contentType", json!("Invalid"), "order/enum-name", json!(0)),
        ],
    );
}

#[test]
fn attachments() {
    let url = "https://eksempel.blob.core.windows.net/ut/brev.pdf?sp=r&se=2027-02-02T12:00:00Z&sr=b&sig=abc";
    let mut settings = email();
    settings["attachments"] = json!([{"filename": "brev.pdf", "mimeType": "application/pdf", "sasUrl": url}]);
    let order = json!({"idempotencyId": "sak-1", "requestedSendTime": "2027-02-01T09:00:00Z", "recipient": {"emailAddress": "post@example.com", "emailSettings": settings}});
    let rule = "order/attachment";
    let at = |name: &str| -> &'static str {
        Box::leak(format!("recipient/emailSettings/attachments/0/{name}").into_boxed_str())
    };
    hold(
        &order,
        &[
            (at("filename"), json!("ut/brev.pdf"), rule, json!("brev.pdf")),
            (at("filename"), json!("brev"), rule, json!("{{navn}}")),
            (at("filename"), json!(""), "order/missing-field", json!("brev.pdf")),
            (at("mimeType"), json!("text/html"), rule, json!("text/plain")),
            (at("sasUrl"), json!(url.replace("https:", "http:")), rule, json!(url)),
            (at("sasUrl"), json!(url.replace("blob.core.windows.net", "example.no")), rule, json!("{{sasUrl}}")),
            (at("sasUrl"), json!(url.replace("&sr=b", "")), rule, json!(url)),
            (at("sasUrl"), json!(url.replace("sp=r&", "sp=w&")), rule, json!(url.replace("sp=r&", "sp=rw&"))),
            (at("sasUrl"), json!(url.replace("se=2027-02-02T12:00:00Z", "se=snart")), rule, json!(url)),
            (at("sasUrl"), json!(url.replace("se=2027-02-02", "se=2027-01-02")), rule, json!(url)),
        ],
    );
}

#[test]
fn correspondences() {
    let letter = json!({
        "correspondence": {
            "resourceId": "eksempel-brev", "sendersReference": "sak-1",
            "content": {"language": "nb", "messageTitle": "Brev", "messageBody": "Et brev."},
            "notification": {
                "notificationTemplate": "CustomMessage", "notificationChannel": "EmailAndSms", "sendReminder": true,
                "emailSubject": "Brev", "emailBody": "Et brev fra $sendersName$.", "smsBody": "Et brev fra $sendersName$.",
                "reminderEmailSubject": "Påminnelse", "reminderEmailBody": "Påminnelse fra $sendersName$.", "reminderSmsBody": "Påminnelse fra $sendersName$.",
            },
        },
        "recipients": ["urn:altinn:organization:identifier-no:123456785"],
    });
    let at = |tail: &str| -> &'static str { Box::leak(format!("correspondence/{tail}").into_boxed_str()) };
    let of = |tail: &str| at(&format!("notification/{tail}"));
    let (main, reminder, custom, inbox) = (
        "order/channel-without-content",
        "order/reminder-content-missing",
        "correspondence/custom-recipient",
        "correspondence/inbox-content",
    );
    let long = |len: usize| json!("a".repeat(len));
    hold(
        &letter,
        &[
            (of("smsBody"), json!("DELETE"), main, json!("Et brev.")),
            (of("emailSubject"), json!(""), main, json!("Brev")),
            (of("reminderSmsBody"), json!("DELETE"), reminder, json!("Påminnelse.")),
            (of("notificationTemplate"), json!("CustomText"), "order/enum-name", json!("CustomMessage")),
            (of("notificationChannel"), json!(5), "order/enum-name", json!(4)),
            (of("reminderNotificationChannel"), json!("Both"), "order/enum-name", json!("Email")),
            (of("emailSubject"), long(513), "order/limit-exceeded", long(512)),
            (of("emailBody"), long(10_001), "order/limit-exceeded", long(10_000)),
            (of("smsBody"), long(2_145), "order/limit-exceeded", long(2_144)),
            (of("reminderSmsBody"), long(2_145), "order/limit-exceeded", long(2_144)),
            (of("sendReminder"), json!("yes"), "order/wrong-type", json!(true)),
            (
                of("customRecipients"),
                json!([{"emailAddress": "a@b;c@example.com"}]),
                "order/recipient-identifier",
                json!([{"emailAddress": "post@example.com"}]),
            ),
            (
                of("customRecipients"),
                json!([{"mobileNumber": "91000000"}]),
                "order/recipient-identifier",
                json!([{"mobileNumber": "+4791000000"}]),
            ),
            (
                of("customRecipients"),
                json!([{"mobileNumber": "+4791000000", "emailAddress": "post@example.com"}]),
                custom,
                json!([{"mobileNumber": "{{m}}"}]),
            ),
            (of("customRecipients"), json!([{"isReserved": true}]), custom, json!([{"organizationNumber": "{{o}}"}])),
            (
                of("customRecipients"),
                json!([{"organizationNumber": "0192:123456785"}]),
                custom,
                json!([{"organizationNumber": "974760673"}]),
            ),
            (of("overrideRegisteredContactInformation"), json!(true), custom, json!(false)),
            (at("resourceId"), json!("a:b"), "order/resource-id-form", json!("urn:altinn:resource:eksempel-brev")),
            (at("resourceId"), json!("DELETE"), "order/missing-field", json!("eksempel-brev")),
            (at("sendersReference"), json!("DELETE"), "order/senders-reference", json!("{{sak}}")),
            (at("content/messageTitle"), json!(""), inbox, json!("Brev")),
            (at("content/messageTitle"), long(256), inbox, long(255)),
            (at("content/messageTitle"), json!("<b>Brev</b>"), inbox, json!("Brev < 3")),
            (at("content/messageBody"), json!("DELETE"), inbox, json!("# Et brev")),
            (at("content/messageBody"), long(30_001), inbox, long(30_000)),
            (at("content/messageSummary"), long(256), inbox, long(255)),
            (at("content/language"), json!("no"), "order/enum-name", json!("nn")),
            (at("messageSender"), json!("**Kommunen**"), inbox, json!("Eksempelkommune")),
            (at("isConfirmationNeeded"), json!(true), inbox, json!(false)),
            (
                at("replyOptions"),
                json!([{"linkURL": "http://example.no"}]),
                inbox,
                json!([{"linkURL": "https://example.no"}]),
            ),
            (at("dueDateTime"), json!("2025-01-01T00:00:00Z"), "order/send-time-past", json!("2027-01-01T00:00:00Z")),
            ("recipients", json!([]), "order/limit-exceeded", json!(["0192:123456785"])),
            ("recipients", json!(["123456785"]), "order/recipient-identifier", json!(["{{party}}"])),
            (
                "idempotentKey",
                json!("00000000-0000-0000-0000-000000000000"),
                "order/idempotency-id",
                json!("6f1d3c1e-52c4-4b0e-9a0a-1d8f3f0b7a11"),
            ),
        ],
    );
    let only = |channel: &str| with(letter.clone(), of("notificationChannel"), &json!(channel));
    hold(
        &only("Email"),
        &[
            (of("emailBody"), json!("DELETE"), main, json!("Et brev.")),
            (of("reminderEmailBody"), json!("DELETE"), reminder, json!("Påminnelse.")),
        ],
    );
    hold(
        &only("Sms"),
        &[
            (of("smsBody"), json!("DELETE"), main, json!("Et brev.")),
            (of("reminderSmsBody"), json!("DELETE"), reminder, json!("Påminnelse.")),
        ],
    );
    hold(
        &only("SmsPreferred"),
        &[
            (of("emailBody"), json!("DELETE"), main, json!("Et brev.")),
            (of("reminderEmailBody"), json!("DELETE"), reminder, json!("Påminnelse.")),
        ],
    );
    let several = with(letter.clone(), "recipients", &json!(["0192:123456785", "0192:974760673"]));
    hold(&several, &[(of("customRecipients"), json!([{"emailAddress": "{{e}}"}]), custom, json!([]))]);
    let framed = with(letter, of("notificationTemplate"), &json!("GenericAltinnMessage"));
    hold(&framed, &[(of("notificationChannel"), json!("Both"), "order/enum-name", json!("SmsPreferred"))]);
    assert_eq!(
        judge(&with(framed, of("smsBody"), &json!("DELETE")).to_string()),
        BTreeSet::new(),
        "the frame needs no text"
    );
}

#[test]
fn notices_of_apps() {
    let text =
        || json!({"nb": "Et skjema fra Eksempelkommune.", "nn": "Eit skjema frå Eksempelkommune.", "en": "A form."});
    let request = json!({
        "instanceOwner": {"organisationNumber": "{{orgNo}}"},
        "notification": {
            "notificationChannel": 2, "language": "nb",
            "customSms": {"senderName": "Eksempelkom", "text": text()},
            "customEmail": {"subject": text(), "body": text()},
            "reminders": [{"sendAfterDays": 7}],
        },
    });
    hold(
        &request,
        &[
            ("notification/notificationChannel", json!("Sms"), "order/enum-name", json!(4)),
            ("notification/notificationChannel", json!(5), "order/enum-name", json!(0)),
            ("notification/language", json!("no"), "order/enum-name", json!("nn")),
            (
                "notification/requestedSendTime",
                json!("2027-01-12T10:00:00"),
                "order/send-time-without-zone",
                json!("2027-01-12T10:00:00Z"),
            ),
            ("notification/customSms/senderName", json!("DELETE"), "order/missing-field", json!("Kommunen")),
            ("notification/customSms/text/nn", json!("DELETE"), "app/language-missing", json!("Eit skjema.")),
            ("notification/customEmail/body/en", json!(" "), "app/language-missing", json!("A form.")),
            ("notification/reminders/0/sendAfterDays", json!("DELETE"), "app/reminder-time", json!(1)),
            (
                "notification/reminders/0/requestedSendTime",
                json!("2027-01-12T10:00:00Z"),
                "app/reminder-time",
                json!(null),
            ),
            (
                "notification/customSms/text/nb",
                json!("$recipientName$ har fått et skjema."),
                "app/placeholder",
                json!("$instanceOwnerName$ har fått $appName$."),
            ),
        ],
    );
}

/// Files by which Altinn tests its own API; their names say what it refuses. A blank text is judged by the rules on texts.
const TAKEN: &[&str] = &[
    "happy",
    "accepted",
    "boundary",
    "create",
    "returns-200",
    "condition-",
    "deprecated",
    "recipient-",
    "idempotency.",
    "channel-email-only",
    "channel-sms-only",
    "channel-email-and-sms",
    "channel-email-preferred",
    "channel-sms-preferred",
    "different-recipient",
];
const REFUSED: &[&str] = &[
    "too-",
    "no-at",
    "no-domain",
    "letters",
    "combined",
    "orgnum-with",
    "nin-with",
    "invalid",
    "relative",
    "-ftp",
    "multiple-recipients",
    "both-",
    "neither",
    "rejected",
    "missing",
    "without",
    "no-country",
    "bad-",
    "no-recipients",
    "past",
    "unspecified",
    "identity-empty",
    "no-tz",
    "no-channel",
    "zero",
];

#[test]
fn altinns_own_tests_of_its_api() {
    let named = std::env::var_os("NOTIFY_LINT_CORPUS").filter(|path| !path.is_empty()).map(PathBuf::from);
    let folder = named.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"));
    let folder = folder.join("orders/Altinn+altinn-notifications");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: there is no corpus");
        return;
    };
    let (mut wrong, mut counts) = (Vec::new(), [0, 0]);
    for path in entries.map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let Some((_, test)) = name.split_once("regression_") else { continue };
        let test = test.rsplit('_').next().unwrap_or(test);
        let has = |parts: &[&str]| parts.iter().any(|part| test.contains(part));
        let is_refused = has(REFUSED);
        if (!is_refused && !has(TAKEN)) || test.contains("body") || test.contains("subject-empty") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        counts[usize::from(is_refused)] += 1;
        let told = judge(&text);
        if told.is_empty() == is_refused {
            wrong.push(format!("{test}: {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(counts[0] > 30 && counts[1] > 40, "{counts:?}");
}
