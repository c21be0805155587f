//! Mistakes in whole messages, worded as offices word them and not as the lists of words do. A message that is missed shows
//! a word that a list lacks. The words of a message are its own: none was taken from the list that finds it.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod support;

use notify_lint::finding::Severity;
use serde_json::{Value, json};
use support::{Tally, told};

const DAY: &str = "2026-11-22";

/// Rules that must weigh as an error here; of the others, anything counts.
const GRAVE: [&str; 4] =
    ["content/sensitive-topic", "content/place-unnamed", "content/hidden-target", "order/reminder-missing"];

/// A rule, the language, and messages in which it must find something.
type Row = (&'static str, &'static str, &'static [&'static str]);

const SMS: &[Row] = &[
    (
        "content/sensitive-topic",
        "nb",
        &[
            "Du er dømt til samfunnsstraff. Dommen fra Eksempel tingrett ligger i Altinn.",
            "Rapporten fra krisesenteret i Eksempel til deg ligger i innboksen i Altinn.",
            "Eksempelkommune har vedtatt omsorgsovertakelse av barnet ditt. Les brevet i Altinn.",
            "Eksempelsykehuset har flyttet operasjonen din. Brevet ligger i innboksen i Altinn.",
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
            "Du er dømd til samfunnsstraff. Dommen frå Eksempel tingrett ligg i Altinn.",
            "Kravet ditt om uførestønad er handsama av Eksempeletaten. Svaret ligg i Altinn.",
            "Du har fått time hjå psykiatrisk poliklinikk i Eksempel. Sjå innboksen i Altinn.",
            "Eksempelkommune vil ta over omsorga for barnet ditt. Les brevet i Altinn.",
            "Eksempelsjukehuset har flytta operasjonen din. Brevet ligg i innboksen i Altinn.",
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
            "You have an appointment with a psychologist at Eksempelsykehuset, see your Altinn inbox.",
            "Your application for refugee status with Eksempeletaten is in Altinn.",
            "Eksempelsykehuset has moved your surgery. The letter is in your Altinn inbox.",
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
            "Oppgi de siste fire sifrene i kontonummeret til Eksempelkommune i Altinn.",
            "Eksempelkommune: logg inn med fingeravtrykk og passordet ditt i Altinn.",
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
            "Bruk BankID-brikka di for å opne brevet frå Eksempelkommune i Altinn.",
            "Gje Eksempelkommune kontonummeret ditt i skjemaet i Altinn.",
            "Eksempelkommune: skriv passordet ditt i skjemaet i Altinn.",
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
            "Log in with BankID to see the letter from Eksempelkommune in Altinn.",
            "Eksempelkommune: enter the last digits of your card in Altinn.",
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
            "Eksempeltilsynet har stanset driften av kjøkkenet.",
            "Eksempelkommune har sagt nei til søknaden din om støtte.",
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
            "Eksempelkommune har avgjort klagen din om eigedomsskatt.",
            "Du har fått løyve frå Eksempelkommune til å byggje.",
            "Eksempeltilsynet har stogga drifta av kjøkenet.",
            "Eksempelkommune har sagt nei til søknaden din om støtte.",
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
            "Your appeal to Eksempelkommune has been rejected.",
            "Eksempelkommune has turned down your application for support.",
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
            "Eksempelkommune har svart deg i Altinn. Åpne linken vi sendte.",
            "Eksempelkommune har svart deg. Gå inn via lenken i denne meldingen, eller åpne Altinn.",
            "Eksempelkommune har svart deg i Altinn. Lenke finner du nederst.",
        ],
    ),
    (
        "content/click-here",
        "nn",
        &[
            "Trykk på knappen for å lese brevet frå Eksempelkommune i Altinn.",
            "Eksempelkommune har svart deg i Altinn. Opne linken vi sende.",
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
            "Du risikerer bot om du ikkje svarar Eksempelkommune i Altinn.",
            "Svar Eksempelkommune i Altinn no med det same.",
            "Eksempelkommune ventar svar utan opphald. Skjemaet ligg i Altinn.",
            "Saka vert avslutta om du ikkje svarar Eksempelkommune i Altinn i dag.",
        ],
    ),
    (
        "content/pressure",
        "nb",
        &[
            "Eksempelkommune venter svar uten opphold. Skjemaet ligger i Altinn.",
            "Svar Eksempelkommune i Altinn med en gang.",
        ],
    ),
    (
        "content/pressure",
        "en",
        &["Reply to Eksempelkommune in Altinn without delay.", "Answer Eksempelkommune in Altinn right away."],
    ),
    (
        "order/reminder-missing",
        "nn",
        &[
            "Du kan klage på avgjerda til Eksempelkommune. Ho ligg i innboksen i Altinn.",
            "Eksempeltilsynet har gjort eit vedtak om stenging. Les det i innboksen i Altinn.",
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

/// Messages that are as they should be, in words that are near to those of the lists.
const INNOCENT: [&str; 36] = [
    "Eksempelkommune har fått søknaden din om gravemelding. Den ligger i innboksen i Altinn.",
    "Eksempelkommune: Vannet stenges 12. januar 2027 kl. 10. Les mer i innboksen i Altinn.",
    "Eksempelkommune har endret åpningstidene på biblioteket. Les mer i innboksen i Altinn.",
    "Hei! Eksempeletaten har svart på spørsmålet ditt om toll. Svaret ligger i innboksen i Altinn.",
    "Eksempelkommune minner om årsmøtet i velforeningen 12. januar 2027. Sakslisten ligger i Altinn.",
    "Skolen til barnet ditt i Eksempelkommune har fått ny rektor. Les mer i innboksen i Altinn.",
    "Eksempeletaten trenger flere opplysninger om båten din. Send dem i Altinn innen 1. mars 2027.",
    "Renovasjonen i Eksempelkommune er utsatt til 12. januar 2027. Les mer i innboksen i Altinn.",
    "Feiingen hos deg er flyttet til 12. januar 2027. Hilsen Eksempelkommune. Les mer i Altinn.",
    "Førerkortet ditt er klart, skriver Eksempeletaten. Les mer i innboksen i Altinn.",
    "Eksempelkommune har sendt deg en kvittering for betalingen. Den ligger i innboksen i Altinn.",
    "Eksempelkommune har åpnet for søknader om barnehageplass. Send søknaden i Altinn innen 1. mars 2027.",
    "Eksempelkommune har fått meldinga di om gatelyset. Svaret ligg i innboksen i Altinn.",
    "Det gjeld søknaden din til Eksempelkommune om parkering. Svaret ligg i innboksen i Altinn.",
    "Eksempelkommune: Vatnet blir stengt 12. januar 2027 kl. 10. Les meir i innboksen i Altinn.",
    "Eksempeletaten treng fleire opplysningar om båten din. Send dei i Altinn innan 1. mars 2027.",
    "Feiinga hos deg er flytta til 12. januar 2027. Helsing Eksempelkommune. Les meir i Altinn.",
    "Eksempelkommune har sendt deg ei kvittering for betalinga. Ho ligg i innboksen i Altinn.",
    "Skulen til barnet ditt i Eksempelkommune har fått ny rektor. Les meir i innboksen i Altinn.",
    "Eksempelkommune minner om folkemøtet 12. januar 2027. Saklista ligg i innboksen i Altinn.",
    "Eksempelkommune har fått ny kart over eigedomen din. Sjå kartet i innboksen i Altinn.",
    "Førarkortet ditt er klart, skriv Eksempeletaten. Les meir i innboksen i Altinn.",
    "Eksempelkommune opnar for søknader om skuleplass. Send søknaden i Altinn innan 1. mars 2027.",
    "Eksempeletaten har rekna ut tollen for bilen din. Utrekninga ligg i innboksen i Altinn.",
    "Eksempelkommune has received your question about street lights. The answer is in your Altinn inbox.",
    "Eksempelkommune: the water is turned off on 12 January 2027. Read more in your Altinn inbox.",
    "Eksempeletaten needs more information about your boat. Send it in Altinn by 1 March 2027.",
    "Your driving licence is ready, says Eksempeletaten. Read more in your Altinn inbox.",
    "Eksempelkommune has sent you a receipt for the payment. It is in your Altinn inbox.",
    "The school of your child in Eksempelkommune has a new head. Read more in your Altinn inbox.",
    "Eksempelkommune has moved the meeting to 12 January 2027. Read more in your Altinn inbox.",
    "Eksempelkommune is open for applications for childcare. Apply in Altinn by 1 March 2027.",
    "Ta med gyldig ID på møtet i Eksempelkommune 12. januar 2027. Les mer i innboksen i Altinn.",
    "Pengane frå Eksempeletaten kjem 12. januar 2027. Utrekninga ligg i innboksen i Altinn.",
    "Eksempelkommune har gravd ferdig ved huset ditt. Les mer i innboksen i Altinn.",
    "Eksempelkommune ønskjer svar om gravplassen innan 1. mars 2027. Skjemaet ligg i Altinn.",
];

#[test]
fn messages_that_are_as_they_should_be_are_left_alone() {
    let mut wrong = Vec::new();
    for text in INNOCENT {
        let heavy: Vec<_> =
            told(&order(text, true), DAY).into_iter().filter(|(_, weight)| *weight > Severity::Info).collect();
        wrong.extend(heavy.into_iter().map(|(rule, _)| format!("{rule}: {text}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

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

#[test]
fn mistakes_in_the_words_of_others_are_found() {
    let mut tally = Tally::default();
    for (rows, is_sms) in [(SMS, true), (EMAIL, false)] {
        for (rule, language, texts) in rows {
            for text in *texts {
                let is_grave = |weight: Severity| weight == Severity::Error || !GRAVE.contains(rule);
                let is_found =
                    told(&order(text, is_sms), DAY).into_iter().any(|(one, weight)| one == *rule && is_grave(weight));
                tally.add(rule, language, text, is_found);
            }
        }
    }
    tally.assert_all_found();
}
