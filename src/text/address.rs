//! Addresses in running text: links, and words that phones turn into links.

use super::html::FILLED_IN;
use aho_corasick::AhoCorasick;
use std::ops::Range;
use std::sync::LazyLock;

/// One address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it is.
    pub kind: AddressKind,
}

/// Kinds of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressKind {
    /// With a scheme, with `www.`, or a domain with a path.
    Url,
    /// `@example.com`, the line by which phones fill in a code.
    Autofill,
    /// A domain alone, such as `altinn.no`.
    BareDomain,
    /// A domain in disguise, such as `altinn punktum no` or `altinn(.)no`.
    SpelledOut,
    /// An e-mail address.
    Email,
    /// `mailto:` or `tel:`.
    Contact,
    /// Two sentences without a blank between them, such as `er ferdig.No må du`: it looks like a domain and is none.
    SentenceGlue,
}

/// Top-level domains that senders in Norway use.
const TOP_LEVEL: &[&str] = &[
    "no", "com", "net", "org", "eu", "io", "info", "dev", "app", "se", "dk", "fi", "is", "uk", "de", "fr", "nl", "ly",
    "me", "gl", "co", "page", "site", "link", "online", "cloud", "studio", "gov", "edu", "name", "biz",
];
/// Those that are meant where a domain is spelt out; the others are words.
const SPELT: &[&str] = &["no", "com", "net", "org", "eu"];
/// Words before `.no` where it is short for *number*, as in `org.no. 123456785`.
const NUMBERED: &[&str] = &[
    "org", "reg", "ref", "tel", "tlf", "mob", "fax", "case", "acc", "account", "doc", "inv", "invoice", "art", "cust",
    "ser", "id", "file", "vat", "phone", "item", "order",
];
/// Finds whether there is any of [`STOPS`].
static ANY_STOP: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(STOPS).ok());
/// What stands for the full stop where a domain is spelt out; the last two only as words of their own.
const STOPS: [&str; 8] = ["(.)", "[.]", "(punktum)", "[punktum]", "(dot)", "[dot]", " punktum ", " dot "];

/// Every address in a text, in order. The text may be one as [`super::Shown`] has it.
pub fn addresses(text: &str) -> Vec<Address> {
    let mut found = spelled_out(text);
    for range in words(text, |one| {
        one.is_whitespace()
            || matches!(one, '(' | ')' | '<' | '>' | '"' | '«' | '»' | '[' | ']' | '“' | '”' | '„' | '`')
    }) {
        word(text, range, &mut found);
    }
    found.sort_by_key(|address| address.range.start);
    found
}

/// The parts of a text between separators.
fn words(text: &str, is_separator: impl Fn(char) -> bool) -> impl Iterator<Item = Range<usize>> {
    let start_of = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    text.split(is_separator)
        .filter(|part| !part.is_empty())
        .map(move |part| start_of(part)..start_of(part) + part.len())
}

/// The range without what only surrounds an address in a sentence.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let end = part.trim_end_matches(|character| ".,;:!?'’*_…".contains(character));
    let inner = end.trim_start_matches(|character| ".,;:'‘*_-–—".contains(character));
    let start = range.start + end.len() - inner.len();
    start..start + inner.len()
}

fn word(text: &str, range: Range<usize>, found: &mut Vec<Address>) {
    // Most words are only that.
    if !text[range.clone()].bytes().any(|one| matches!(one, b'.' | b':' | b'@')) {
        return;
    }
    let range = trimmed(text, range);
    let part = &text[range.clone()];
    let lower = part.to_ascii_lowercase();
    let mut take = |range, kind| found.push(Address { range, kind });
    if let Some(start) = scheme(&lower) {
        return take(range.start + start..range.end, AddressKind::Url);
    }
    if lower.strip_prefix("www.").is_some_and(|rest| rest.chars().any(char::is_alphanumeric)) {
        return take(range, AddressKind::Url);
    }
    if ["mailto:", "tel:"].into_iter().any(|scheme| lower.len() > scheme.len() && lower.starts_with(scheme)) {
        return take(range, AddressKind::Contact);
    }
    if let Some((local, domain)) = part.split_once('@') {
        let host = domain.split(['/', '?', '#', ':', ',', ';']).next().unwrap_or_default();
        let host = host.trim_end_matches('.');
        return match domain_kind(host) {
            Some(_) if local.is_empty() => take(range.start..range.start + 1 + host.len(), AddressKind::Autofill),
            _ if !local.is_empty() && host.contains('.') => take(range, AddressKind::Email),
            _ => {}
        };
    }
    for piece in words(part, |character| matches!(character, ',' | ';' | '|')) {
        let piece = trimmed(text, range.start + piece.start..range.start + piece.end);
        let whole = &text[piece.clone()];
        let host = whole.split(['/', '?', '#', ':']).next().unwrap_or_default();
        let kind = domain_kind(host).map(|kind| match kind {
            AddressKind::BareDomain if whole.len() > host.len() + 1 => AddressKind::Url,
            other => other,
        });
        found.extend(kind.map(|kind| Address { range: piece, kind }));
    }
}

/// Where a scheme starts in a word that has one, such as `https://…`; a hole may be the scheme.
fn scheme(word: &str) -> Option<usize> {
    let at = word.find("://")?;
    let name =
        word[..at].trim_end_matches(|character: char| character.is_ascii_alphanumeric() || character == FILLED_IN);
    (name.len() < at).then_some(name.len())
}

/// Whether a host is a domain, or two sentences glued together.
fn domain_kind(host: &str) -> Option<AddressKind> {
    let (front, last) = host.rsplit_once('.')?;
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|one| one.is_alphanumeric() || one == '-' || one == FILLED_IN)
    };
    let owner = front.rsplit('.').next().unwrap_or_default();
    let is_owner = owner.chars().count() >= 2 && owner.chars().any(char::is_alphabetic);
    let is_domain = front.split('.').all(is_label) && is_owner;
    let is_number = last.eq_ignore_ascii_case("no") && NUMBERED.iter().any(|word| front.eq_ignore_ascii_case(word));
    if !is_domain || is_number || !TOP_LEVEL.iter().any(|top| last.eq_ignore_ascii_case(top)) {
        return None;
    }
    let mut letters = last.chars();
    let capitalised = letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase);
    Some(if capitalised { AddressKind::SentenceGlue } else { AddressKind::BareDomain })
}

/// Domains in disguise.
fn spelled_out(text: &str) -> Vec<Address> {
    let mut found = Vec::new();
    if !ANY_STOP.as_ref().is_some_and(|any| any.is_match(text)) {
        return found;
    }
    let lower = text.to_ascii_lowercase();
    for stop in STOPS {
        for (at, _) in lower.match_indices(stop) {
            let before = lower[..at].trim_end();
            let name = before.trim_end_matches(|one: char| one.is_alphanumeric() || one == '-');
            let after = &lower[at + stop.len()..];
            let top = after.trim_start();
            let end = top.find(|one: char| !one.is_alphanumeric()).unwrap_or(top.len());
            let start = name.len();
            if before.len() >= start + 2 && SPELT.contains(&&top[..end]) {
                let end = lower.len() - top.len() + end;
                found.push(Address { range: start..end, kind: AddressKind::SpelledOut });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::AddressKind::{Autofill, BareDomain, Contact, Email, SentenceGlue, SpelledOut, Url};
    use super::*;

    fn found(text: &str) -> Vec<(&str, AddressKind)> {
        addresses(text).into_iter().map(|address| (&text[address.range], address.kind)).collect()
    }

    #[test]
    fn links_are_found_with_their_ends() {
        for (text, link) in [
            ("Les det på https://www.altinn.no/skjema/123.", "https://www.altinn.no/skjema/123"),
            ("Logg inn på HTTPS://id.eksempel.no/login for å lese", "HTTPS://id.eksempel.no/login"),
            ("Read your letter: bit.ly/3xYzAbc", "bit.ly/3xYzAbc"),
            ("[vedtaket](http://eksempel.no)", "http://eksempel.no"),
            ("Sjå:https://eksempel.no!", "https://eksempel.no"),
            ("på www.eksempel.no/a?b=c,", "www.eksempel.no/a?b=c"),
            ("altinn.no?sak=1", "altinn.no?sak=1"),
        ] {
            assert_eq!(found(text), [(link, Url)], "{text}");
        }
        let masked = format!("på https://{FILLED_IN}{FILLED_IN}/a");
        assert_eq!(found(&masked).len(), 1);
    }

    #[test]
    fn domains_are_found_without_their_sentence() {
        for (text, domain) in [
            ("Logg inn på altinn.no for å lese meldingen.", "altinn.no"),
            ("Les meir på eksempelkommune.no.", "eksempelkommune.no"),
            ("Go to skatteetaten.no, and read", "skatteetaten.no"),
            ("Altinn.no/", "Altinn.no/"),
            ("(tt02.altinn.no)", "tt02.altinn.no"),
            ("på 'blåbærsyltetøy.no'", "blåbærsyltetøy.no"),
            ("SE ALTINN.NO NO", "ALTINN.NO"),
        ] {
            assert_eq!(found(text), [(domain, BareDomain)], "{text}");
        }
        assert_eq!(found("altinn.no,nav.no"), [("altinn.no", BareDomain), ("nav.no", BareDomain)]);
    }

    #[test]
    fn domains_in_disguise_are_found() {
        for (text, domain) in [
            ("Gå til altinn punktum no", "altinn punktum no"),
            ("Go to altinn dot no.", "altinn dot no"),
            ("altinn(.)no nå", "altinn(.)no"),
            ("på Altinn [.] no.", "Altinn [.] no"),
        ] {
            assert_eq!(found(text), [(domain, SpelledOut)], "{text}");
        }
        assert!(found("Sett punktum. No er det slutt").is_empty());
        assert!(found("a dot on the map").is_empty());
    }

    #[test]
    fn addresses_of_people_and_codes_are_kinds_of_their_own() {
        assert_eq!(found("post@eksempelkommune.no."), [("post@eksempelkommune.no", Email)]);
        assert_eq!(found("mailto:post@eksempel.no"), [("mailto:post@eksempel.no", Contact)]);
        assert_eq!(found("@eksempel.no #123456"), [("@eksempel.no", Autofill)]);
        let masked = format!("{FILLED_IN}@altinn.no");
        assert_eq!(addresses(&masked).first().map(|address| address.kind), Some(Email));
    }

    #[test]
    fn two_sentences_without_a_blank_are_no_domain() {
        assert_eq!(found("Saken er ferdig.No må du svare"), [("ferdig.No", SentenceGlue)]);
        assert_eq!(found("saken.Se vedtaket"), [("saken.Se", SentenceGlue)]);
    }

    #[test]
    fn abbreviations_dates_amounts_and_files_are_no_addresses() {
        for text in [
            "f.eks. bl.a. m.m. o.l. d.v.s. kl.09.00 org.nr. nr.5 gnr.bnr a.s s.u. t.o.m. ca. fvl. pkt.",
            "31.12.2026 1.500,- 09.00-10.30 v1.2.3 2026.no 1.no",
            "vedtak.pdf årsrapport.docx og/eller e.l.",
            "Altinn no. 5, Tel: 12345678, kl. no",
            "@kommunen a@b @",
            "...no .no no.",
            "Nordfjord Bygg AS (Org.no. 123456785), case.no: 2026/5",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
        let masked = format!("{FILLED_IN}{FILLED_IN}.no");
        assert!(addresses(&masked).is_empty());
    }
}
