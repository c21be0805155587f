//! Mistakes and healthy notices in many wordings, as lines of two files: verb forms, compounds, definite forms, and each in
//! bokmål, nynorsk and English. They grew with the lists, so they hold what was reached and do not measure what was not.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod support;

use notify_lint::finding::Severity;
use serde_json::{Value, json};
use support::{Tally, told};

const DAY: &str = "2026-11-22";

/// A line each: rule, language, channel, text.
const MISTAKES: &str = include_str!("wordings/mistakes.tsv");
/// Whole notices that keep to every guideline: language, channel, recipient, subject, text.
const HEALTHY: &str = include_str!("wordings/healthy.tsv");

/// What a notice is sent by, as far as its text depends on it.
#[derive(Clone, Copy)]
struct Sent<'t> {
    is_sms: bool,
    /// The name above an SMS: where it is the office's own, a short text need not say it again.
    sender: &'t str,
    to_organisation: bool,
    subject: &'t str,
}

fn fields<const N: usize>(line: &str) -> [&str; N] {
    let fields: Vec<&str> = line.split('\t').collect();
    fields.try_into().expect("as many fields as there should be")
}

fn recipient(sent: Sent<'_>, body: &str) -> Value {
    let mut one = json!({
        "channelSchema": if sent.is_sms { "Sms" } else { "Email" },
        "resourceId": "urn:altinn:resource:eksempel-brev",
    });
    if sent.is_sms {
        one["smsSettings"] = json!({ "sender": sent.sender, "body": body });
    } else {
        one["emailSettings"] = json!({ "subject": sent.subject, "body": body });
    }
    let (key, id) = if sent.to_organisation {
        ("recipientOrganization", "orgNumber")
    } else {
        ("recipientPerson", "nationalIdentityNumber")
    };
    one[id] = json!(format!("{{{{{id}}}}}"));
    json!({ key: one })
}

#[test]
fn mistakes_are_found_in_every_form() {
    let mut tally = Tally::default();
    for line in MISTAKES.lines() {
        let [rule, language, channel, text] = fields(line);
        let sender = if rule == "content/missing-sender" { "Altinn" } else { "Eksempelkom" };
        let subject = "Eksempelkommune: avløp";
        let sent = Sent { is_sms: channel == "sms", sender, to_organisation: false, subject };
        let order = json!({ "idempotencyId": "{{id}}", "recipient": recipient(sent, text) });
        let is_found = told(&order, DAY).iter().any(|(one, _)| *one == rule);
        tally.add(rule, language, text, is_found);
    }
    tally.assert_all_found();
}

#[test]
fn healthy_notices_of_many_offices_are_left_alone() {
    let mut wrong = Vec::new();
    for line in HEALTHY.lines() {
        let [language, channel, whom, subject, body] = fields(line);
        let sent = Sent { is_sms: channel == "sms", sender: "Eksempelkom", to_organisation: whom == "org", subject };
        let body = body.replace("\\n", "\n");
        // Where a text speaks of a decision, somebody must be reminded.
        let reminding = match language {
            "nb" => "Påminnelse",
            "nn" => "Påminning",
            _ => "Reminder",
        };
        let again = Sent { subject: &format!("{reminding}: {subject}"), ..sent };
        let order = json!({
            "idempotencyId": "{{id}}",
            "recipient": recipient(sent, &body),
            "reminders": [{
                "delayDays": 7,
                "conditionEndpoint": "https://example.com/ulest",
                "recipient": recipient(again, &format!("{reminding}: {body}")),
            }],
        });
        let heavy = told(&order, DAY).into_iter().filter(|(_, weight)| *weight > Severity::Info);
        wrong.extend(heavy.map(|(rule, _)| format!("{rule}: {body}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
