//! Mistakes planted in healthy notices in three languages: how many of them are found, and that nothing is found before.

#![allow(clippy::expect_used, clippy::disallowed_methods, clippy::print_stdout, missing_docs)]

mod support;

use notify_lint::finding::Severity;
use notify_lint::rules::METAS;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;
use support::{Files, lint};

const DAY: &str = "2026-11-25";
/// The least share of the mistakes of error-level rules that must be found.
const RECALL: f64 = 0.97;

/// SMS, subject and text of healthy notices.
const HEALTHY: [[&str; 3]; 6] = [
    [
        "Eksempelkommune har sendt $recipientName$ et vedtak om skjenkebevilling. Les det på Altinns nettsider.",
        "Vedtak om skjenkebevilling fra Eksempelkommune",
        "Eksempelkommune har sendt $recipientName$ et vedtak om skjenkebevilling. Det ligger i innboksen på Altinns nettsider.",
    ],
    [
        "Eksempeltilsynet har sendt dere et forhåndsvarsel. Les det i innboksen på Altinns nettsider.",
        "Forhåndsvarsel fra Eksempeltilsynet",
        "Eksempeltilsynet har sendt dere et forhåndsvarsel om retting av brannsikring. Det ligger i innboksen på Altinns nettsider.",
    ],
    [
        "Eksempelkommune har sendt $recipientName$ eit vedtak om skjenkeløyve. Les det på nettsidene til Altinn.",
        "Vedtak om skjenkeløyve frå Eksempelkommune",
        "Eksempelkommune har sendt $recipientName$ eit vedtak om skjenkeløyve. Det ligg i innboksen på nettsidene til Altinn.",
    ],
    [
        "Eksempeltilsynet har sendt dykk eit førehandsvarsel. Les det på nettsidene til Altinn.",
        "Førehandsvarsel frå Eksempeltilsynet",
        "Eksempeltilsynet har sendt dykk eit førehandsvarsel om retting av brannsikring. Det ligg i innboksen på nettsidene til Altinn.",
    ],
    [
        "Eksempelkommune has sent $recipientName$ a decision on its licence. Read it in your Altinn inbox.",
        "Decision on a licence from Eksempelkommune",
        "Eksempelkommune has sent $recipientName$ a decision on its licence. You will find it in your Altinn inbox.",
    ],
    [
        "Eksempeltilsynet has sent you an advance notice. Read it in your Altinn inbox.",
        "Advance notice from Eksempeltilsynet",
        "Eksempeltilsynet has sent you an advance notice on fire safety. You will find it in your Altinn inbox.",
    ],
];

/// An order with an e-mail and an SMS to an organisation.
fn order([sms, subject, body]: [&str; 3]) -> Value {
    json!({
        "idempotencyId": "sak-2026-4711",
        "recipient": { "recipientOrganization": {
            "orgNumber": "123456785",
            "channelSchema": "EmailPreferred",
            "resourceId": "urn:altinn:resource:eksempel-serveringsbevilling",
            "emailSettings": { "senderEmailAddress": "ikke-svar@example.no", "subject": subject, "body": body },
            "smsSettings": { "sender": "Eksempelkom", "body": sms }
        } }
    })
}

fn found(order: &Value) -> Vec<&'static str> {
    let mut files = Files::new();
    files.insert(PathBuf::from("orders/order.json"), serde_json::to_vec_pretty(order).expect("JSON"));
    lint(&files, DAY).findings.into_iter().map(|finding| finding.rule).collect()
}

const WAY: &str = "/recipient/recipientOrganization";

/// Puts something in place of a text of the order.
fn change(order: &mut Value, place: &str, by: impl Fn(&str) -> String) {
    let text = order.pointer_mut(&format!("{WAY}{place}")).expect("the text is there");
    *text = Value::from(by(text.as_str().expect("a text")));
}

fn member(order: &mut Value, place: &str, name: &str, value: Value) {
    order.pointer_mut(&format!("{WAY}{place}")).expect("the object is there")[name] = value;
}

fn renamed(order: &mut Value, place: &str, from: &str, to: &str) {
    let object = order.pointer_mut(&format!("{WAY}{place}")).and_then(Value::as_object_mut).expect("an object");
    let value = object.remove(from).expect("the member is there");
    object.insert(to.to_owned(), value);
}

type Plant = Box<dyn Fn(&mut Value)>;

/// Behind the first word of an SMS.
fn inside(words: &'static str) -> impl Fn(&str) -> String {
    move |text| text.replacen(' ', &format!(" {words} "), 1)
}

fn plants() -> Vec<(&'static str, Plant)> {
    let mut plants: Vec<(&'static str, Plant)> = Vec::new();
    let mut add = |rule: &'static str, plant: Plant| plants.push((rule, plant));
    const SMS: &str = "/smsSettings/body";
    const SUBJECT: &str = "/emailSettings/subject";
    const BODY: &str = "/emailSettings/body";
    for blank in ["", " ", "\n", " \t\u{a0}"] {
        add("sms/blank", Box::new(move |order| change(order, SMS, |_| blank.into())));
        add("email/blank", Box::new(move |order| change(order, SUBJECT, |_| blank.into())));
        add("email/blank", Box::new(move |order| change(order, BODY, |_| blank.into())));
    }
    for times in [32, 40] {
        add(
            "sms/cut-off",
            Box::new(move |order| change(order, SMS, |text| format!("{text} ").repeat(times).trim().into())),
        );
    }
    for token in
        ["$recepientName$", "$mottaker$", "$navn$", "$recipientNames$", "$orgnr$", "$sendersName$", "$resourceName$"]
    {
        for place in [SMS, SUBJECT, BODY] {
            add("placeholder/unknown", Box::new(move |order| change(order, place, inside(token))));
        }
    }
    for token in ["$RecipientName$", "$recipientname$", "$RECIPIENTNAME$", "$recipientnumber$", "$RecipientNumber$"] {
        for place in [SMS, SUBJECT, BODY] {
            add("placeholder/letter-case", Box::new(move |order| change(order, place, inside(token))));
        }
    }
    for token in
        ["$reporteeName$", "$reporteeNumber$", "$ReporteeFirstName$", "$servicename$", "$ServiceName|SC:1|SEC:2$"]
    {
        for place in [SMS, BODY] {
            add("placeholder/altinn2-macro", Box::new(move |order| change(order, place, inside(token))));
        }
    }
    for way in ["recipientEmail", "recipientSms", "recipientExternalIdentity"] {
        add(
            "placeholder/recipient-not-looked-up",
            Box::new(move |order| {
                change(order, SMS, inside("$recipientName$"));
                let recipient = order["recipient"].as_object_mut().expect("an object");
                let settings = recipient.remove("recipientOrganization").expect("there");
                recipient.insert(way.into(), settings);
            }),
        );
    }
    for sender in ["Eksempelkommune", "Digitaliseringsdirektoratet", "Example Agency", "abcdefghijkl"] {
        add("order/long-sms-sender", Box::new(move |order| member(order, "/smsSettings", "sender", sender.into())));
    }
    for sender in ["Skånevik", "NÆRØY", "Bø", "Ek_kom", "Ek📨", "Bodø?"] {
        add(
            "order/sms-sender-characters",
            Box::new(move |order| member(order, "/smsSettings", "sender", sender.into())),
        );
    }
    for sender in ["+47 80012345", "004780012345", "123456", "80 01 23 45"] {
        add("order/sms-sender-number", Box::new(move |order| member(order, "/smsSettings", "sender", sender.into())));
    }
    for wrong in ["fromAddress", "sender", "from", "FromAddress"] {
        add(
            "order/misnamed-sender",
            Box::new(move |order| renamed(order, "/emailSettings", "senderEmailAddress", wrong)),
        );
    }
    for wrong in ["senderName", "senderNumber", "from"] {
        add("order/misnamed-sender", Box::new(move |order| renamed(order, "/smsSettings", "sender", wrong)));
    }
    for address in
        ["eksempelkommune", "post@", "@example.no", "post@eksempel", "ikke svar@example.no", "a@b@example.no"]
    {
        add(
            "email/sender-address",
            Box::new(move |order| member(order, "/emailSettings", "senderEmailAddress", address.into())),
        );
    }
    for sign in ["–", "«", "…", "📨", "\u{a0}", "\u{200b}", "á", "✓", "\t"] {
        add("sms/foreign-character", Box::new(move |order| change(order, SMS, inside(sign))));
    }
    for sign in ["€", "[1]", "a|b", "~", "^"] {
        add("sms/double-cost-character", Box::new(move |order| change(order, SMS, inside(sign))));
    }
    for markup in ["<b>NB</b>", "&nbsp;", "**NB**", "[her](vedtak)", "<br/>"] {
        add("sms/markup", Box::new(move |order| change(order, SMS, inside(markup))));
    }
    for white in ["  ", "\n\n", "\r\n", " \n"] {
        add(
            "sms/whitespace",
            Box::new(move |order| change(order, SMS, |text| text.replacen(". ", &format!(".{white}"), 1))),
        );
    }
    for subject in
        ["Varsel", "Ny melding", "Notification", "Viktig melding i Altinn", "Melding til $recipientName$", "Påminning!"]
    {
        add("email/vague-subject", Box::new(move |order| change(order, SUBJECT, |_| subject.into())));
    }
    for white in ["\n", "\r\n", "\t", "\u{2028}"] {
        add(
            "email/line-break-in-subject",
            Box::new(move |order| change(order, SUBJECT, |text| text.replacen(' ', white, 1))),
        );
    }
    for markup in ["<p>", "<br/>", "<STRONG>", "<a href='x'>"] {
        add("email/markup-in-plain-text", Box::new(move |order| change(order, BODY, inside(markup))));
    }
    add("email/html-without-markup", Box::new(|order| member(order, "/emailSettings", "contentType", "Html".into())));
    for words in ["Svar på denne e-posten.", "Reply to this email.", "Svar på denne meldinga."] {
        add("email/reply-invitation", Box::new(move |order| change(order, BODY, |text| format!("{text} {words}"))));
    }
    plants
}

#[test]
fn nothing_is_found_before_anything_is_planted() {
    for texts in HEALTHY {
        let ours = |rule: &&str| plants().iter().any(|(planted, _)| planted == rule);
        let found: Vec<&str> = found(&order(texts)).into_iter().filter(ours).collect();
        assert!(found.is_empty(), "{found:?}: {}", texts[0]);
    }
}

#[test]
fn what_is_planted_is_found() {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (rule, plant) in plants() {
        for texts in HEALTHY {
            let mut order = order(texts);
            plant(&mut order);
            let (all, seen) = counts.entry(rule).or_default();
            *all += 1;
            if found(&order).contains(&rule) {
                *seen += 1;
            } else {
                println!("missed: {rule} in {order}");
            }
        }
    }
    let is_error = |rule: &str| METAS.iter().any(|meta| meta.id == rule && meta.severity == Severity::Error);
    let (mut all, mut seen) = (0, 0);
    for (rule, (planted, found)) in &counts {
        println!("{rule}: {found} of {planted}");
        if is_error(rule) {
            all += planted;
            seen += found;
        }
    }
    let (all, seen) = (f64::from(u32::try_from(all).expect("few")), f64::from(u32::try_from(seen).expect("few")));
    assert!(all > 400.0 && seen / all >= RECALL, "{seen} of {all} planted errors are found");
    let missed: Vec<_> = counts.iter().filter(|(_, (planted, found))| found < planted).collect();
    assert!(missed.is_empty(), "{missed:?}");
}
