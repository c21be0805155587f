//! Whom a text names.

use super::html::FILLED_IN;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Whether a text names `name`, alone or with the `s` of the genitive, in any letter case.
pub fn mentions(text: &str, name: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let (text, name) = (plain(text), plain(name));
    if name.is_empty() {
        return false;
    }
    text.match_indices(&name).any(|(at, _)| {
        let after = &text[at + name.len()..];
        let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        !text[..at].ends_with(char::is_alphanumeric) && (ends(after) || after.strip_prefix('s').is_some_and(ends))
    })
}

/// Words with a capital that name no public body: what sentences begin with, and things of everyday in notices.
const NO_NAMES: [&str; 5] = [
    // where the notice is read, and with what
    "altinn altinns altinn3 bankid minid buypass sms pin pdf id otp e-post epost norge noreg norway norwegian \
     norsk as asa da ans enk kid mva org",
    // those who are meant without being named
    "kommunen kommuna fylkeskommunen fylkeskommuna etaten direktoratet departementet tilsynet virksomheten \
     verksemda staten vi du dere de dykk oss we you i they authority",
    // what a sentence begins with
    "ein ei eit en et den det dei ho han hun dette denne desse disse alle noen nokon ny nytt nye din ditt dine \
     deres dykkar her der nå no når om hvis dersom for fra frå på til med ved og eller men som etter innen innan \
     siste første fyrste viktig hei hallo kjære god takk hilsen helsing mvh vennlig vennleg obs nb ps test demo \
     påminnelse påminning varsel melding beskjed info informasjon vedtak vedtaket brev brevet skjema skjemaet \
     søknad søknaden sak saken saka oppgave oppgåve oppgaven oppgåva frist fristen svarfrist svarfristen \
     klagefrist klagefristen svar svaret kode koden engangskode eingongskode signer signering husk hugs les lés \
     logg se sjå åpne opne gå send lever sjekk finn bruk ring kontakt bekreft stadfest spørsmål klage klagen \
     klaga avgift avgifta avgiften gebyr gebyret rekninga regningen faktura fakturaen betal tilskot tilskudd \
     permisjon permisjonen har er kan må skal vil ikke ikkje a an the this that these there it your our my new \
     please remember reminder read log see open go answer reply submit sign check use call contact hello hi dear \
     regards best kind sincerely thank thanks if when on in at to by from with and or but deadline decision \
     letter form message notification case application task code pay payment invoice fee bill appeal complaint \
     important last first not has have is are can must will",
    // matters that a sentence begins with, and those who are spoken of without a name
    "jeg eg he she one innboksen inbox betaling barnet barna child bilen båten møtet meeting timen timeavtalen \
     avtalen avtala appointment tillatelsen tillatelse løyve løyvet permit licence rapporten rapport report \
     kvitteringen kvitteringa kvittering receipt innkalling innkallinga innkallingen summons avgjørelsen \
     avgjørelse avgjerda avgjersla dokumentet dokument dokumenter dokumentene dokumenta document documents \
     opplysninger opplysningene opplysningar opplysningane details more less purring fristar frister levering \
     kontroller kontrollér fyll fill oppdater update bruken hvorfor kvifor hvordan korleis hva kva how why what \
     who hvem kven takker tusen beklager orsak sorry velkommen velkomen welcome municipality kommunane agency \
     department directorate office skolen skulen school venleg vedlagt vedlegg attached attachment after before \
     until next today tomorrow",
    // months and days
    "januar februar mars april mai juni juli august september oktober november desember january february march \
     may june july october december mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tysdag laurdag \
     sundag monday tuesday wednesday thursday friday saturday sunday",
];

/// Whether a text seems to name somebody other than Altinn: a word with a capital that is none of the common ones. A guess
/// for want of the sender's real names, and one that rather says yes.
pub fn names_somebody(text: &str) -> bool {
    text.split(|character: char| !(character.is_alphanumeric() || matches!(character, '-' | FILLED_IN)))
        .filter(|word| word.starts_with(char::is_uppercase))
        .any(|word| !is_common(&word.to_lowercase()))
}

fn is_common(word: &str) -> bool {
    // `Altinn-innboksen` names no more than `Altinn` does.
    let word = word.strip_prefix("altinn-").unwrap_or(word);
    static COMMON: LazyLock<HashSet<&str>> =
        LazyLock::new(|| NO_NAMES.iter().flat_map(|list| list.split(' ')).collect());
    COMMON.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_as_a_word() {
        for text in ["Eksempelkommune har", "fra eksempelkommunes", "Eksempelkommune-appen", "(Eksempelkommune)"] {
            assert!(mentions(text, "Eksempelkommune"), "{text}");
        }
        assert!(mentions("Statens\u{a0}eksempeltilsyn skriv", "Statens eksempeltilsyn"));
        assert!(!mentions("navnet ditt", "NAV"));
        assert!(!mentions("Nye Eksempelkommunestyret", "Eksempelkommune"));
        assert!(!mentions("noko", ""));
    }

    #[test]
    fn a_guess_needs_a_name_of_its_own() {
        for text in [
            "Du har fått en ny melding i Altinn.",
            "Kommunen har sendt deg eit brev.",
            "A form is waiting for you.",
            "Du har fått ei ny melding. Ho ligg i innboksen i Altinn.",
            "Hei! Det ligger et nytt brev til deg i Altinn-innboksen.",
            "Your permit is ready. Pay the fee in Altinn.",
        ] {
            assert!(!names_somebody(text), "{text}");
        }
        for text in
            ["NAV har sendt deg et brev", "You have a letter from Lånekassen", "Eksempeltilsynet ventar på svar"]
        {
            assert!(names_somebody(text), "{text}");
        }
    }
}
