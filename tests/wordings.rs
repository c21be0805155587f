//! Mistakes in whole messages, worded as offices word them and not as the lists of words do. A message that is missed shows
//! a word that a list lacks. The words of a message are its own: none was taken from the list that finds it.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod support;

use notify_lint::config::{Config, Date};
use notify_lint::finding::Severity;
use notify_lint::lint::Repository;
use notify_lint::rules::{Context, Selection, Setting};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;
use support::Files;

const DAY: &str = "2026-11-22";

/// Rules that must weigh as an error here; of the others, anything counts.
const GRAVE: [&str; 5] = [
    "content/sensitive-topic",
    "content/credentials",
    "content/place-unnamed",
    "content/hidden-target",
    "order/reminder-missing",
];

/// A rule, the language, and messages in which it must find something.
type Row = (&'static str, &'static str, &'static [&'static str]);

const SMS: &[Row] = &[
    (
        "content/sensitive-topic",
        "nb",
        &[
            "Eksempelkommune har fått bekymringsmelding om barnet ditt. Les mer i innboksen i Altinn.",
            "Eksempelsykehuset: innkalling til avrusning ligger i Altinn-innboksen din.",
            "Legeerklæringen du ba Eksempeletaten om, ligger i innboksen i Altinn.",
            "Eksempeletaten har behandlet kravet ditt om grunnstønad. Svaret ligger i innboksen i Altinn.",
            "Politiet i Eksempel har registrert anmeldelsen mot deg. Les mer i innboksen i Altinn.",
            "Eksempelkommune har tildelt deg plass på sykehjem. Svaret ligger i innboksen i Altinn.",
        ],
    ),
    (
        "content/sensitive-topic",
        "nn",
        &[
            "Eksempelkommune har fått ei uromelding om barnet ditt. Les meir i innboksen i Altinn.",
            "Legeerklæringa du bad Eksempeletaten om, ligg i innboksen i Altinn.",
            "Eksempelsjukehuset: du er kalla inn til avrusing. Brevet ligg i innboksen i Altinn.",
            "Du er meld til politiet i Eksempel. Les meir i innboksen i Altinn.",
            "Eksempeletaten har handsama kravet ditt om arbeidsavklaringspengar. Svaret ligg i innboksen i Altinn.",
            "Eksempelkommune har gjeve deg plass på sjukeheim. Svaret ligg i innboksen i Altinn.",
            "Brev om rusomsorga i Eksempelkommune ligg i innboksen din i Altinn.",
            "Svar på HIV-testen din frå Eksempelsjukehuset ligg i innboksen i Altinn.",
        ],
    ),
    (
        "content/sensitive-topic",
        "en",
        &[
            "Eksempelkommune has received a report of concern about your child. Read it in your Altinn inbox.",
            "The doctor's certificate you asked Eksempeletaten for is in your Altinn inbox.",
            "Eksempelkommune has offered you a place in a nursing home. Read it in your Altinn inbox.",
            "You have been reported to the police in Eksempel. Read more in your Altinn inbox.",
            "The letter about your addiction treatment at Eksempelsykehuset is in your Altinn inbox.",
        ],
    ),
    (
        "content/credentials",
        "nb",
        &[
            "Eksempelkommune: Send oss personnummeret ditt, så finner vi saken. Skjemaet ligger i Altinn.",
            "Legitimer deg med elektronisk ID for å åpne brevet fra Eksempelkommune i Altinn.",
            "Eksempelkommune mangler kontoen din. Legg inn bankkontoen i Altinn.",
            "Svar Eksempelkommune i Altinn med koden du fikk på SMS.",
        ],
    ),
    (
        "content/credentials",
        "nn",
        &[
            "Eksempelkommune: Send oss personnummeret ditt, så finn vi saka. Skjemaet ligg i Altinn.",
            "Legitimer deg med elektronisk ID for å opne brevet frå Eksempelkommune i Altinn.",
            "Eksempelkommune manglar kontoen din. Legg inn bankkontoen i Altinn.",
            "Tast inn koden du fekk på SMS for å lese brevet frå Eksempelkommune i Altinn.",
        ],
    ),
    (
        "content/credentials",
        "en",
        &[
            "Eksempelkommune needs your personal number. Send it by the form in Altinn.",
            "Sign in with your electronic ID to open the letter from Eksempelkommune in Altinn.",
            "Eksempelkommune lacks your bank details. Enter them in Altinn.",
            "Type the code from the SMS to open the letter from Eksempelkommune in Altinn.",
        ],
    ),
    (
        "content/place-unnamed",
        "nb",
        &[
            "Eksempelkommune har omgjort vedtaket om byggetillatelse.",
            "Skjenkebevillingen fra Eksempelkommune er trukket tilbake.",
            "Eksempeltilsynet krever at feilene rettes innen 1. mars 2027.",
            "Klagen din til Eksempelkommune er ikke tatt til følge.",
            "Du må betale overtredelsesgebyr til Eksempeltilsynet.",
        ],
    ),
    (
        "content/place-unnamed",
        "nn",
        &[
            "Eksempelkommune har gjort om vedtaket om byggjeløyve.",
            "Skjenkeløyvet frå Eksempelkommune er trekt attende.",
            "Klagen din til Eksempelkommune er ikkje teken til følgje.",
            "Eksempeltilsynet krev at feila vert retta innan 1. mars 2027.",
            "Søknaden dykkar til Eksempelkommune er avslegen.",
            "Du må betale brotsgebyr til Eksempeltilsynet.",
        ],
    ),
    (
        "content/place-unnamed",
        "en",
        &[
            "Eksempelkommune has reversed its ruling on your building permit.",
            "Your licence from Eksempelkommune has been withdrawn.",
            "Eksempelkommune has dismissed your complaint about the permit.",
            "You must pay a fine to Eksempeltilsynet for the violation.",
        ],
    ),
    (
        "content/hidden-target",
        "nb",
        &["Eksempelkommune har sendt deg et brev. Bruk kameraet på QR-en for å lese det i Altinn."],
    ),
    (
        "content/hidden-target",
        "nn",
        &["Eksempelkommune har sendt deg eit brev. Bruk kameraet på QR-en for å lese det i Altinn."],
    ),
    (
        "content/hidden-target",
        "en",
        &["Eksempelkommune has sent you a letter. Point your camera at the QR to read it in Altinn."],
    ),
    (
        "content/click-here",
        "nb",
        &[
            "Eksempelkommune har svart deg. Gå inn via lenken i denne meldingen, eller åpne Altinn.",
            "Eksempelkommune har svart deg i Altinn. Lenke finner du nederst.",
        ],
    ),
    (
        "content/click-here",
        "nn",
        &[
            "Eksempelkommune har svart deg. Gå inn via lenkja i denne meldinga, eller opne Altinn.",
            "Eksempelkommune har svart deg i Altinn. Lenkje finn du nedst.",
            "Eksempelkommune har svart deg i Altinn. Trykk på lenka.",
        ],
    ),
    (
        "content/click-here",
        "en",
        &[
            "Eksempelkommune has answered you. Go in by the link in this message, or open Altinn.",
            "Eksempelkommune has answered you in Altinn. You will find the link at the bottom.",
        ],
    ),
    (
        "content/pressure",
        "nn",
        &[
            "Svar Eksempelkommune i Altinn no med det same.",
            "Eksempelkommune ventar svar utan opphald. Skjemaet ligg i Altinn.",
            "Dette er siste purring frå Eksempelkommune. Brevet ligg i Altinn.",
            "Saka vert avslutta om du ikkje svarar Eksempelkommune i Altinn i dag.",
        ],
    ),
    (
        "content/pressure",
        "nb",
        &[
            "Eksempelkommune venter svar uten opphold. Skjemaet ligger i Altinn.",
            "Dette er siste purring fra Eksempelkommune. Brevet ligger i Altinn.",
            "Svar Eksempelkommune i Altinn med en gang.",
        ],
    ),
    (
        "content/pressure",
        "en",
        &[
            "Reply to Eksempelkommune in Altinn without delay.",
            "This is the last reminder from Eksempelkommune. The letter is in Altinn.",
            "Answer Eksempelkommune in Altinn right away.",
        ],
    ),
    (
        "order/reminder-missing",
        "nn",
        &[
            "Eksempeltilsynet vil gje dykk forelegg. Varselet ligg i innboksen i Altinn.",
            "Førehandsvarslet frå Eksempeltilsynet ligg i innboksen i Altinn.",
            "Fristen for å klage på brotsgebyret frå Eksempeltilsynet står i brevet i Altinn.",
        ],
    ),
    (
        "order/reminder-missing",
        "nb",
        &[
            "Overtredelsesgebyret fra Eksempeltilsynet ligger i innboksen i Altinn.",
            "Fristen for å klage til Eksempelkommune står i brevet i innboksen i Altinn.",
        ],
    ),
    (
        "order/reminder-missing",
        "en",
        &["The deadline for appealing to Eksempelkommune is in the letter in your Altinn inbox."],
    ),
];

const EMAIL: &[Row] = &[
    (
        "email/reply-invitation",
        "nb",
        &[
            "Eksempelkommune har sendt deg et brev i Altinn. Har du spørsmål, svarer du på denne e-posten.",
            "Eksempelkommune har sendt deg et brev i Altinn. Du kan svare ved å trykke Svar.",
        ],
    ),
    (
        "email/reply-invitation",
        "nn",
        &[
            "Eksempelkommune har sendt deg eit brev i Altinn. Har du spørsmål, svarar du på denne e-posten.",
            "Eksempelkommune har sendt deg eit brev i Altinn. Send oss eit svar på denne e-posten.",
        ],
    ),
    (
        "email/reply-invitation",
        "en",
        &[
            "Eksempelkommune has sent you a letter in Altinn. If you have questions, just hit reply.",
            "Eksempelkommune has sent you a letter in Altinn. Please respond to this e-mail.",
        ],
    ),
];

fn order(text: &str, is_sms: bool) -> Value {
    let mut recipient = json!({
        "nationalIdentityNumber": "{{nationalId}}",
        "channelSchema": if is_sms { "Sms" } else { "Email" },
        "resourceId": "urn:altinn:resource:eksempel-brev",
    });
    if is_sms {
        recipient["smsSettings"] = json!({ "sender": "Eksempelkom", "body": text });
    } else {
        recipient["emailSettings"] = json!({ "subject": "Eksempelkommune: parkering", "body": text });
    }
    json!({ "idempotencyId": "{{id}}", "recipient": { "recipientPerson": recipient } })
}

fn told(text: &str, is_sms: bool, selection: &Selection) -> Vec<(&'static str, Severity)> {
    let body = serde_json::to_string_pretty(&order(text, is_sms)).expect("JSON");
    let files: Files = [(PathBuf::from("orders/order.json"), body.into_bytes())].into();
    let config = Config::default();
    let context = Context::of(&config, Date::parse(DAY).expect("a day"));
    let outcome = Repository::new(files.keys().cloned().collect(), &config, &files, &()).check(selection, &context);
    outcome.findings.into_iter().map(|finding| (finding.rule, finding.severity)).collect()
}

#[test]
fn mistakes_in_the_words_of_others_are_found() {
    let selection = Selection::new(|_| Setting::Default);
    let mut counts: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    for (rows, is_sms) in [(SMS, true), (EMAIL, false)] {
        for (rule, language, texts) in rows {
            for text in *texts {
                let is_grave = |weight: Severity| weight == Severity::Error || !GRAVE.contains(rule);
                let is_found =
                    told(text, is_sms, &selection).into_iter().any(|(one, weight)| one == *rule && is_grave(weight));
                let row = counts.entry((rule, language)).or_default();
                row.0 += 1;
                row.1 += usize::from(is_found);
                if !is_found {
                    missed.push(format!("{rule} ({language}): {text}"));
                }
            }
        }
    }
    for ((rule, language), (all, found)) in &counts {
        println!("{rule} {language}: {found} of {all}");
    }
    let all: usize = counts.values().map(|(all, _)| all).sum();
    assert!(missed.is_empty(), "{} of {all} missed:\n{}", missed.len(), missed.join("\n"));
}
