//! Mistakes planted into healthy texts, and how many of them are found.
//!
//! A row of [`SEEDS`] plants one mistake of the catalogue into texts of one language. The texts are healthy: nothing
//! above an info is said of them before. Add a row for each way in which a mistake is made.

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

/// The share of planted mistakes that a rule which can weigh as an error must find.
const WANTED: f64 = 0.97;
const DAY: &str = "2026-11-22";

/// A healthy text: `{…}` marks the place in which a mistake may be put.
struct Healthy {
    language: &'static str,
    subject: &'static str,
    text: &'static str,
}

const HEALTHY: &[Healthy] = &[
    Healthy {
        language: "nb",
        subject: "Brev fra Eksempelkommune",
        text: "Eksempelkommune har sendt deg et brev om parkering.{…} Du finner det i innboksen på Altinns nettsider.",
    },
    Healthy {
        language: "nb",
        subject: "Spørsmål fra Eksempeltilsynet",
        text: "Eksempeltilsynet har et spørsmål om årsrapporten. Svar innen 15. januar 2027.{…} Rapporten ligger i innboksen i Altinn.",
    },
    Healthy {
        language: "nb",
        subject: "Melding om barnehageplass",
        text: "Hei. Eksempelkommune har svart på søknaden om barnehageplass.{…} Åpne Altinn for å lese svaret.",
    },
    Healthy {
        language: "nb",
        subject: "Oppmåling i Eksempelkommune",
        text: "$recipientName$ må godkjenne oppmålingen fra Eksempelkommune innen 1. mars 2027.{…} Skjemaet ligger i Altinn.",
    },
    Healthy {
        language: "nn",
        subject: "Brev frå Eksempelkommune",
        text: "Eksempelkommune har sendt deg eit brev om parkering.{…} Du finn det i innboksen på nettsidene til Altinn.",
    },
    Healthy {
        language: "nn",
        subject: "Spørsmål frå Eksempeltilsynet",
        text: "Eksempeltilsynet har eit spørsmål om årsrapporten. Svar innan 15. januar 2027.{…} Rapporten ligg i innboksen i Altinn.",
    },
    Healthy {
        language: "nn",
        subject: "Melding om barnehageplass",
        text: "Hei. Eksempelkommune har svart på søknaden om barnehageplass.{…} Opne Altinn for å lese svaret.",
    },
    Healthy {
        language: "nn",
        subject: "Oppmåling i Eksempelkommune",
        text: "$recipientName$ må godkjenne oppmålinga frå Eksempelkommune innan 1. mars 2027.{…} Skjemaet ligg i Altinn.",
    },
    Healthy {
        language: "en",
        subject: "A letter from Eksempelkommune",
        text: "Eksempelkommune has sent you a letter about parking.{…} You will find it in your Altinn inbox.",
    },
    Healthy {
        language: "en",
        subject: "A question from Eksempeltilsynet",
        text: "Eksempeltilsynet has a question about the annual report. Please reply by 15 January 2027.{…} The report is in your Altinn inbox.",
    },
    Healthy {
        language: "en",
        subject: "About childcare",
        text: "Hello. Eksempelkommune has answered your application for childcare.{…} Open Altinn to read the answer.",
    },
    Healthy {
        language: "en",
        subject: "Survey map in Eksempelkommune",
        text: "$recipientName$ must approve the measurement of Eksempelkommune by 1 March 2027.{…} The form is in Altinn.",
    },
];

/// Where a text is sent.
#[derive(Clone, Copy, PartialEq)]
enum Sent {
    Sms,
    Email,
    Html,
}

/// What is sent, before it is written as an order.
#[derive(Clone)]
struct Message {
    subject: String,
    text: String,
    sent: Sent,
}

/// One mistake, and how it is made.
struct Seed {
    rule: &'static str,
    language: &'static str,
    sent: &'static [Sent],
    plant: fn(Message) -> Message,
}

const ANY: &[Sent] = &[Sent::Sms, Sent::Email, Sent::Html];
const SMS: &[Sent] = &[Sent::Sms];
const MAIL: &[Sent] = &[Sent::Email, Sent::Html];
const HTML: &[Sent] = &[Sent::Html];

/// A row whose mistake is a sentence of its own.
macro_rules! says {
    ($rule:literal, $language:literal, $sent:expr, $($sentence:literal),+ $(,)?) => {
        &[$(Seed { rule: $rule, language: $language, sent: $sent, plant: |message| put(message, $sentence) }),+]
    };
}

/// A row whose mistake is the whole text.
macro_rules! instead {
    ($rule:literal, $language:literal, $sent:expr, $($text:literal),+ $(,)?) => {
        &[$(Seed { rule: $rule, language: $language, sent: $sent, plant: |message| Message { text: $text.into(), ..message } }),+]
    };
}

const SEEDS: &[&[Seed]] = &[
    says!(
        "content/link-in-sms",
        "nb",
        SMS,
        "Les det på https://www.altinn.no/skjema/123.",
        "Se www.eksempel.no/brev.",
        "Les: eksempel.no/a?b=1"
    ),
    says!(
        "content/link-in-sms",
        "nn",
        SMS,
        "Logg inn på https://id.eksempel.no/login for å lese det.",
        "Sjå www.eksempel.no.",
        "Les: http://eksempel.no"
    ),
    says!(
        "content/link-in-sms",
        "en",
        SMS,
        "Read your letter: eksempel.no/3xYzAbc",
        "See https://www.example.com/letter.",
        "[letter](https://example.com/a)"
    ),
    says!(
        "content/bare-domain",
        "nb",
        ANY,
        "Logg inn på altinn.no.",
        "Gå til altinn punktum no.",
        "Les mer på eksempelkommune.no",
        "Se Altinn(.)no"
    ),
    says!(
        "content/bare-domain",
        "nn",
        ANY,
        "Les meir på eksempelkommune.no.",
        "Gå til altinn [.] no.",
        "Sjå regjeringa.no, eller ring."
    ),
    says!(
        "content/bare-domain",
        "en",
        ANY,
        "Go to skatteetaten.no.",
        "Go to altinn dot no.",
        "See example.com for more."
    ),
    says!("content/link-in-email", "nb", MAIL, "Les mer på https://www.altinn.no/hjelp.", "Se www.eksempel.no."),
    says!("content/link-in-email", "nn", MAIL, "Les meir på https://www.altinn.no/hjelp.", "Sjå www.eksempel.no/brev."),
    says!("content/link-in-email", "en", MAIL, "More at www.example.no/help.", "Read https://example.com."),
    says!(
        "content/link-in-email",
        "nb",
        HTML,
        "<a href=\"https://skjema.eksempel.no/login\">Logg inn</a>",
        "<a href={{lenke}}>Les brevet</a>"
    ),
    says!(
        "content/link-in-email",
        "nn",
        HTML,
        "<a href=\"/innboks\">Les brevet</a>",
        "<form action=\"https://eksempel.no\"></form>"
    ),
    says!("content/link-in-email", "en", HTML, "<A HREF='HTTPS://EXAMPLE.COM'>Read</A>"),
    says!("email/blocked-markup", "nb", HTML, "<img src='https://eksempel.no/logo.png' alt='logo'>"),
    says!("email/blocked-markup", "en", HTML, "<div style=\"background: url(https://example.com/a.png)\"></div>"),
    says!(
        "content/hidden-target",
        "nb",
        ANY,
        "Skann QR-koden for å logge inn.",
        "Les: https://tinyurl.com/eks",
        "Skann koden under.",
        "Se bit.ly/2a"
    ),
    says!(
        "content/hidden-target",
        "nn",
        ANY,
        "Skann koden under for å lese brevet.",
        "QR-koden står på oppslaget.",
        "Sjå t.co/abc"
    ),
    says!("content/hidden-target", "en", ANY, "Scan the QR code.", "Read cutt.ly/x1", "Scan this code to read it."),
    says!(
        "content/credentials",
        "nb",
        ANY,
        "Bekreft identiteten din med BankID innen 24 timer.",
        "Oppgi passord og engangskode.",
        "Logg inn med MinID.",
        "Tast PIN-koden din.",
        "Bruk Buypass for å lese det."
    ),
    says!(
        "content/credentials",
        "nn",
        ANY,
        "Oppgi fødselsnummer og eingongskode for å opne brevet.",
        "Stadfest identiteten din.",
        "Logg inn med BankID.",
        "Skriv inn kortnummer og CVC."
    ),
    says!(
        "content/credentials",
        "en",
        ANY,
        "Verify your identity with BankID now.",
        "Enter your password.",
        "Provide your card number.",
        "Confirm your identity."
    ),
    says!("content/click-here", "nb", ANY, "Trykk her for å se vedtaket.", "Klikk på lenken under.", "Følg linken."),
    says!("content/click-here", "nn", ANY, "Klikk på lenkja under.", "Trykk her.", "Opne lenkja under."),
    says!("content/click-here", "en", ANY, "Click here to read your letter.", "Follow the link.", "Tap here."),
    says!(
        "content/pressure",
        "nb",
        ANY,
        "HASTER! Handle umiddelbart for å unngå gebyr!",
        "Siste sjanse.",
        "Kontoen din blir sperret."
    ),
    says!("content/pressure", "nn", ANY, "Siste sjanse! Svar straks!", "Det hastar.", "Du kan miste retten."),
    says!(
        "content/pressure",
        "en",
        ANY,
        "URGENT: act now or your case is closed.",
        "This is your final notice.",
        "Your account will be closed."
    ),
    says!("content/contact-detail", "nb", ANY, "Skriv til eksempelkommune@gmail.com.", "Ring 22 33 44 55."),
    says!("content/contact-detail", "nn", ANY, "Ring +46 70 123 45 67.", "Skriv til post@eksempelkommune.no."),
    says!("content/contact-detail", "en", ANY, "Call +47 22334455.", "Write to post@example.com."),
    says!("content/lookalike", "nb", ANY, "\u{410}ltinn har det."),
    says!("content/lookalike", "nb", MAIL, "Alt\u{200b}inn har det.", "\u{202e}oppned"),
    says!("content/lookalike", "nn", ANY, "Kommun\u{435}n spør."),
    says!("content/lookalike", "nn", MAIL, "Altinn\u{feff} har det."),
    says!("content/lookalike", "en", ANY, "The l\u{435}tter is there."),
    says!("content/lookalike", "en", MAIL, "\u{2060}Altinn has it."),
    says!("sms/foreign-character", "nb", SMS, "Alt\u{200b}inn har det.", "\u{202e}oppned"),
    says!("sms/foreign-character", "nn", SMS, "Altinn\u{feff} har det."),
    instead!(
        "content/vague",
        "nb",
        ANY,
        "Du har fått en viktig oppgave fra Nav. Logg inn på Nav for å se hva oppgaven gjelder.",
        "Du har fått en ny melding i Altinn.",
        "Dere har mottatt en melding."
    ),
    instead!(
        "content/vague",
        "nn",
        ANY,
        "Du har fått ei ny melding.",
        "Du har fått eit brev frå Eksempelkommune. Logg inn i Altinn for å lese det."
    ),
    instead!("content/vague", "en", ANY, "You have a new message.", "You have received a notification in Altinn."),
    instead!(
        "content/place-unnamed",
        "nb",
        ANY,
        "Søknaden din til Eksempelkommune er avslått.",
        "Eksempeltilsynet har sendt et forhåndsvarsel om tvangsmulkt.",
        "Du har fått et pålegg fra Eksempeltilsynet."
    ),
    instead!(
        "content/place-unnamed",
        "nn",
        ANY,
        "Du har fått eit vedtak frå Eksempelkommune.",
        "Eksempeltilsynet har sendt eit førehandsvarsel.",
        "Eksempelkommune har gjort vedtak i saka di."
    ),
    instead!(
        "content/place-unnamed",
        "en",
        ANY,
        "Your permit from Eksempelkommune has been decided.",
        "Eksempeltilsynet has sent you an advance notice.",
        "Eksempelkommune has made a decision in your case."
    ),
    instead!("content/task-unnamed", "nb", ANY, "Det er opprettet et skjema i Altinn av Eksempelkommune."),
    instead!("content/task-unnamed", "nn", ANY, "Det er oppretta eit skjema i Altinn av Eksempelkommune."),
    instead!("content/task-unnamed", "en", ANY, "A form exists in Altinn, by Eksempelkommune."),
    instead!("content/deadline-without-day", "nb", ANY, "Husk fristen for å svare Eksempelkommune i Altinn."),
    instead!("content/deadline-without-day", "nn", ANY, "Hugs fristen for å svare Eksempelkommune i Altinn."),
    instead!("content/deadline-without-day", "en", ANY, "Remember the deadline of Eksempelkommune in Altinn."),
    instead!("content/appointment-without-time", "nb", ANY, "Møtet er flyttet. Les mer fra Eksempelkommune i Altinn."),
    instead!(
        "content/appointment-without-time",
        "nn",
        ANY,
        "Timen din er flytta. Les meir frå Eksempelkommune i Altinn."
    ),
    instead!(
        "content/appointment-without-time",
        "en",
        ANY,
        "Your appointment has changed. Read more from Eksempelkommune in Altinn."
    ),
    says!(
        "content/advertising",
        "nb",
        ANY,
        "Meld deg på vårens webinar om den nye ordninga!",
        "Vårt nyhetsbrev er ute.",
        "Få rabatt i kampanjen."
    ),
    says!("content/advertising", "nn", ANY, "Meld deg på webinaret.", "Nyheitsbrevet er ute."),
    says!("content/advertising", "en", ANY, "Our newsletter is out – sign up today!", "A special offer."),
    says!("content/national-id", "nb", ANY, "Kari Nordmann (01819010001) har fått det.", "Fødselsnummer 018190 10001."),
    says!("content/national-id", "nn", ANY, "Fødselsnummer: 018190 10001.", "Det gjeld 01819010001."),
    says!("content/national-id", "en", ANY, "Your national ID 01819010001 is registered.", "ID 018190-10001."),
    says!("content/national-id-placeholder", "nb", ANY, "Det gjelder $personNumber$.", "($socialSecurityNumber$)"),
    says!("content/national-id-placeholder", "nn", ANY, "Det gjeld $personNumber$.", "($socialSecurityNumber$)"),
    says!("content/national-id-placeholder", "en", ANY, "It is about $personNumber$.", "($socialSecurityNumber$)"),
    says!(
        "content/sensitive-topic",
        "nb",
        ANY,
        "Kari Nordmann: barnevernssaken din er avgjort.",
        "Sykmeldingen din er klar.",
        "Det gjelder uføretrygden din.",
        "Straffesaken din er henlagt.",
        "Legg ved diagnosen din.",
        "Det gjelder asylsøknaden din.",
        "Du er medlem av en fagforening.",
        "Rusbehandlingen din er innvilget."
    ),
    says!(
        "content/sensitive-topic",
        "nn",
        ANY,
        "Sjukmeldinga di er klar.",
        "Barnevernssaka di er avgjord.",
        "Det gjeld uføretrygda di.",
        "Legg ved diagnosen din.",
        "Du er medlem av ei fagforeining."
    ),
    says!(
        "content/sensitive-topic",
        "en",
        ANY,
        "Your HIV test result is ready.",
        "Your asylum case is closed.",
        "It is about your mental health.",
        "Your trade union has replied.",
        "The criminal case against you is closed."
    ),
    says!("content/title-repeated", "nb", SMS, "Tittel: \"$messageTitle$\"."),
    says!("content/title-repeated", "nn", SMS, "Tittel: $messageTitle$."),
    says!("content/title-repeated", "en", SMS, "Title: $messageTitle$."),
    says!("content/person-and-case", "nb", ANY, "Kari Nordmann har klaget på deg i saken."),
    says!("content/person-and-case", "nn", ANY, "Ola og Kari sin barnefordelingssak er avgjort."),
    says!("content/person-and-case", "en", ANY, "The case against Ola Nordmann is closed."),
    says!("content/outcome", "nb", SMS, "Søknaden er avslått.", "Du har fått gebyr."),
    says!("content/outcome", "nn", SMS, "Søknaden er avslått.", "Du har fått gebyr på 12 000 kr."),
    says!("content/outcome", "en", SMS, "Your application was rejected.", "The permit was granted."),
];

/// The message with a sentence in its place.
fn put(message: Message, sentence: &str) -> Message {
    Message { text: message.text.replace("{…}", &format!(" {sentence}")), ..message }
}

/// The message as an order to a person.
fn order(message: &Message) -> Value {
    let text = message.text.replace("{…}", "");
    let channel = if message.sent == Sent::Sms { "Sms" } else { "Email" };
    let mut recipient = json!({
        "nationalIdentityNumber": "{{nationalId}}",
        "channelSchema": channel,
        "resourceId": "urn:altinn:resource:eksempel-brev",
    });
    match message.sent {
        Sent::Sms => recipient["smsSettings"] = json!({ "sender": "Eksempelkom", "body": text }),
        Sent::Email => recipient["emailSettings"] = json!({ "subject": message.subject, "body": text }),
        Sent::Html => {
            let body = format!("<!DOCTYPE html><html lang=\"nb\"><body><p>{text}</p></body></html>");
            recipient["emailSettings"] = json!({ "subject": message.subject, "body": body, "contentType": "Html" });
        }
    }
    json!({ "idempotencyId": "sak-4711", "recipient": { "recipientPerson": recipient } })
}

/// What is said of a message: rule and weight.
fn told(message: &Message, selection: &Selection) -> Vec<(&'static str, Severity)> {
    let text = serde_json::to_string_pretty(&order(message)).expect("JSON");
    let files: Files = [(PathBuf::from("orders/order.json"), text.into_bytes())].into();
    let config = Config::default();
    let context = Context::of(&config, Date::parse(DAY).expect("a day"));
    let outcome = Repository::new(files.keys().cloned().collect(), &config, &files, &()).check(selection, &context);
    outcome.findings.into_iter().map(|finding| (finding.rule, finding.severity)).collect()
}

fn healthy(language: &str, sent: Sent) -> impl Iterator<Item = Message> {
    HEALTHY.iter().filter(move |healthy| healthy.language == language).map(move |one| Message {
        subject: one.subject.into(),
        text: one.text.into(),
        sent,
    })
}

#[test]
fn healthy_texts_are_left_alone() {
    let selection = Selection::new(|_| Setting::Default);
    for language in ["nb", "nn", "en"] {
        for message in ANY.iter().flat_map(|sent| healthy(language, *sent)) {
            let heavy: Vec<_> =
                told(&message, &selection).into_iter().filter(|(_, weight)| *weight > Severity::Info).collect();
            assert!(heavy.is_empty(), "{}: {heavy:?}", message.text);
        }
    }
}

#[test]
fn planted_mistakes_are_found() {
    let selection = Selection::new(|_| Setting::Default);
    let mut counted: BTreeMap<(&str, &str), (usize, usize, bool)> = BTreeMap::new();
    let mut missed = Vec::new();
    for seed in SEEDS.iter().copied().flatten() {
        for message in seed.sent.iter().flat_map(|sent| healthy(seed.language, *sent)) {
            let planted = (seed.plant)(message);
            let found: Vec<_> = told(&planted, &selection).into_iter().filter(|(rule, _)| *rule == seed.rule).collect();
            let row = counted.entry((seed.rule, seed.language)).or_default();
            row.0 += 1;
            row.1 += usize::from(!found.is_empty());
            row.2 |= found.iter().any(|(_, weight)| *weight == Severity::Error);
            if found.is_empty() {
                missed.push(format!("{} ({}): {}", seed.rule, seed.language, planted.text));
            }
        }
    }
    for ((rule, language), (planted, found, _)) in &counted {
        println!("{rule} {language}: {found} of {planted}");
    }
    println!("missed:\n{}", missed.join("\n"));
    let grave: Vec<_> = counted.iter().filter(|(_, (.., is_error))| *is_error).collect();
    assert!(grave.len() > 30, "hardly anything weighs as an error: {counted:?}");
    let (planted, found) = grave.iter().fold((0, 0), |sum, (_, row)| (sum.0 + row.0, sum.1 + row.1));
    let share = |found: usize, planted: usize| {
        f64::from(u32::try_from(found).expect("few")) / f64::from(u32::try_from(planted).expect("few"))
    };
    assert!(share(found, planted) >= WANTED, "{found} of {planted}\n{}", missed.join("\n"));
    for ((rule, language), (planted, found, _)) in grave {
        assert!(share(*found, *planted) >= WANTED, "{rule} {language}: {found} of {planted}\n{}", missed.join("\n"));
    }
}
