//! Dates, times of day, and times that depend on the day of reading.

use super::folded::Folded;
use super::lexicon::Lexicon;
use super::words::{RELATIVE_TIMES, WEEKDAYS};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A date or time in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Where it stands.
    pub range: Range<usize>,
    /// How it is written.
    pub form: MomentForm,
    /// The day, where one is named: year where it is written, month and day.
    pub day: Option<Day>,
}

/// A day as far as a text names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// The year, where it is written.
    pub year: Option<u16>,
    /// From 1 to 12.
    pub month: u8,
    /// From 1 to 31.
    pub day: u8,
}

/// How a date or time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MomentForm {
    /// `12. januar 2027`, `12 January 2027`, `January 12`.
    Written,
    /// `31.12.2026`, `31.12.`
    Dotted,
    /// `2026-12-31`, with a time of day or without.
    Iso,
    /// `31-12-2026`.
    Dashed,
    /// `31/12/2026` or `12/31/2026`: which is day and which is month depends on the reader.
    Slashed,
    /// `kl. 09.00`, `kl 16`, `16:00`, `4 pm`.
    Time,
    /// A day of the week.
    Weekday,
    /// `i morgen`, `neste uke`.
    Relative,
}

/// The months by the letters that tell them in all three languages, and their number.
const MONTHS: [(&str, u8); 13] = [
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("mai", 5),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("okt", 10),
    ("nov", 11),
    ("d", 12),
];

/// One machine for all forms; what stands around a match is looked at afterwards.
#[allow(clippy::unwrap_used, reason = "a pattern that the tests compile")]
static FORMS: LazyLock<Regex> = LazyLock::new(|| {
    let month = "(?:januar[y]?|februar[y]?|mars|march|april|ma[iy]|jun[ie]|jul[iy]|august|september|o[kc]tober|november|de[sc]ember\
                 |jan|feb|mar|apr|jun|jul|aug|sept?|o[kc]t|nov|de[sc])";
    let forms = [
        r"(?P<iso>(?P<iy>(?:19|20)[0-9]{2})-(?P<im>[0-9]{2})-(?P<id>[0-9]{2})(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?)".to_owned(),
        r"(?P<dotted>(?P<dd>[0-9]{1,2})\. ?(?P<dm>[0-9]{1,2})\.(?: ?(?P<dy>(?:19|20)[0-9]{2}|[0-9]{2}))?)".to_owned(),
        r"(?P<dashed>(?P<hd>[0-9]{1,2})-(?P<hm>[0-9]{1,2})-(?P<hy>(?:19|20)[0-9]{2}))".to_owned(),
        r"(?P<slashed>(?P<sd>[0-9]{1,2})/(?P<sm>[0-9]{1,2})(?:/(?P<sy>(?:19|20)?[0-9]{2}))?)".to_owned(),
        format!(r"(?P<written>(?P<wd>[0-9]{{1,2}})(?:\.|st|nd|rd|th)? (?:of )?(?P<wm>{month})\.?(?:,? (?P<wy>(?:19|20)[0-9]{{2}}))?)"),
        format!(r"(?P<american>(?P<am>{month})\.? (?P<ad>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<ay>(?:19|20)[0-9]{{2}}))?)"),
        r"(?P<time>kl(?:okk[ae]n?)?\.? ?[0-9]{1,2}(?:[.:][0-9]{2})?|[0-9]{1,2}:[0-9]{2}|[0-9]{1,2} ?[ap]\.?m\.?)".to_owned(),
    ];
    Regex::new(&format!("(?i-u:{})", forms.join("|"))).unwrap()
});

/// Every date and time of a text, in order.
pub fn moments(text: &str, lexicon: Lexicon) -> Vec<Moment> {
    moments_in(&Folded::new(text), lexicon)
}

/// The same of a text that was folded already.
pub(super) fn moments_in(folded: &Folded, lexicon: Lexicon) -> Vec<Moment> {
    let mut found = by_form(folded);
    for (list, form) in [(&RELATIVE_TIMES, MomentForm::Relative), (&WEEKDAYS, MomentForm::Weekday)] {
        found.extend(lexicon.of(list).find_in(folded, &|_| true).into_iter().map(|hit| Moment {
            range: hit.range,
            form,
            day: None,
        }));
    }
    found.sort_by_key(|one| one.range.start);
    found
}

fn by_form(folded: &Folded) -> Vec<Moment> {
    let text = folded.as_str();
    let mut found = Vec::new();
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return found;
    }
    let mut at = 0;
    while let Some(captures) = FORMS.captures_at(text, at) {
        let Some(whole) = captures.get(0) else { break };
        let number = |name: &str| captures.name(name)?.as_str().parse::<u16>().ok();
        let of_parts = |form, day: &str, month: Option<u16>, year: &str| {
            let year = number(year).map(|year| if year < 100 { 2000 + year } else { year });
            let day = Day::new(year, month?, number(day)?)?;
            Some((form, Some(day)))
        };
        let has = |name: &str| captures.name(name).is_some();
        let read = if has("iso") {
            of_parts(MomentForm::Iso, "id", number("im"), "iy")
        } else if has("dotted") {
            of_parts(MomentForm::Dotted, "dd", number("dm"), "dy")
        } else if has("dashed") {
            of_parts(MomentForm::Dashed, "hd", number("hm"), "hy")
        } else if has("slashed") {
            slashed(&captures)
        } else if has("written") {
            of_parts(MomentForm::Written, "wd", captures.name("wm").and_then(|name| month(name.as_str())), "wy")
        } else if has("american") {
            of_parts(MomentForm::Written, "ad", captures.name("am").and_then(|name| month(name.as_str())), "ay")
        } else {
            Some((MomentForm::Time, None))
        };
        let read = read.filter(|_| stands_alone(text, whole.range()));
        match read {
            Some((form, day)) => {
                found.push(Moment { range: folded.range(trimmed(text, whole.range(), form)), form, day });
                at = whole.end();
            }
            // Another form may begin inside.
            None => at = whole.start() + text[whole.start()..].chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

/// Whether a match is no part of a longer word or number.
fn stands_alone(text: &str, range: Range<usize>) -> bool {
    let before = &text[..range.start];
    let after = &text[range.end..];
    let mut next = after.chars();
    let goes_on = match next.next() {
        Some(one) if one.is_alphanumeric() => true,
        Some('.' | ',' | '-' | '/' | ':') => next.next().is_some_and(|one| one.is_ascii_digit()),
        _ => false,
    };
    !goes_on && !before.ends_with(|one: char| one.is_alphanumeric() || matches!(one, '.' | ',' | '-' | '/' | ':' | '$'))
}

/// A date without its year keeps no full stop that ends the sentence; `31.12.` does, by which it is told from a number.
fn trimmed(text: &str, range: Range<usize>, form: MomentForm) -> Range<usize> {
    let part = &text[range.clone()];
    let len = if form == MomentForm::Dotted { part.len() } else { part.trim_end_matches('.').len() };
    range.start..range.start + len
}

/// A date with slashes. Without a year it is one only where the text says `2/3` of a day; fractions are too common.
fn slashed(captures: &regex::Captures<'_>) -> Option<(MomentForm, Option<Day>)> {
    let number = |name: &str| captures.name(name)?.as_str().parse::<u16>().ok();
    let year = number("sy").map(|year| if year < 100 { 2000 + year } else { year })?;
    let (first, second) = (number("sd")?, number("sm")?);
    // Day first unless it can only be the month.
    let day = Day::new(Some(year), second, first).or_else(|| Day::new(Some(year), first, second))?;
    Some((MomentForm::Slashed, Some(day)))
}

fn month(name: &str) -> Option<u16> {
    // `des` and `dec`, `okt` and `oct` are written apart and are the same.
    let name = name.replace("oct", "okt");
    MONTHS.iter().find(|(start, _)| name.starts_with(start)).map(|(_, number)| u16::from(*number))
}

impl Day {
    fn new(year: Option<u16>, month: u16, day: u16) -> Option<Self> {
        let last = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 29,
            _ => return None,
        };
        if !(1..=last).contains(&day) {
            return None;
        }
        Some(Self { year, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::MomentForm::{Dashed, Dotted, Iso, Relative, Slashed, Time, Weekday, Written};
    use super::*;

    fn found(text: &str) -> Vec<(&str, MomentForm)> {
        moments(text, Lexicon::OURS).into_iter().map(|one| (&text[one.range], one.form)).collect()
    }

    #[test]
    fn every_form_is_found() {
        for (text, moment, form) in [
            ("Fristen er 12. januar 2027.", "12. januar 2027", Written),
            ("innen 1. MARS, og", "1. MARS", Written),
            ("by 12 January 2027", "12 January 2027", Written),
            ("by January 12th, 2027.", "January 12th, 2027", Written),
            ("by the 3rd of May", "3rd of May", Written),
            ("Frist 31.12.2026.", "31.12.2026", Dotted),
            ("frist 31.12. for", "31.12.", Dotted),
            ("Frist: 2027-01-12", "2027-01-12", Iso),
            ("2027-01-12T12:00:00Z", "2027-01-12T12:00:00Z", Iso),
            ("12-01-2027", "12-01-2027", Dashed),
            ("01/12/2027", "01/12/2027", Slashed),
            ("12/31/2027", "12/31/2027", Slashed),
            ("før kl. 16.", "kl. 16", Time),
            ("før kl. 09.00", "kl. 09.00", Time),
            ("at 16:00", "16:00", Time),
            ("at 4 pm", "4 pm", Time),
            ("innan laurdag", "laurdag", Weekday),
            ("svar i morgen", "i morgen", Relative),
        ] {
            assert_eq!(found(text), [(moment, form)], "{text}");
        }
        assert_eq!(
            found("Møtet er fredag 12. mars 2027 kl. 09.00."),
            [("fredag", Weekday), ("12. mars 2027", Written), ("kl. 09.00", Time)]
        );
    }

    #[test]
    fn a_day_is_the_same_in_every_form() {
        for text in [
            "12. januar 2027",
            "12 January 2027",
            "January 12, 2027",
            "12.01.2027",
            "12.1.27",
            "2027-01-12",
            "12-01-2027",
            "12/01/2027",
        ] {
            let day = moments(text, Lexicon::OURS).first().and_then(|one| one.day);
            assert_eq!(day, Some(Day { year: Some(2027), month: 1, day: 12 }), "{text}");
        }
        assert_eq!(
            moments("31. desember", Lexicon::OURS).first().and_then(|one| one.day).map(|day| day.month),
            Some(12)
        );
        assert_eq!(moments("1 October", Lexicon::OURS).first().and_then(|one| one.day).map(|day| day.month), Some(10));
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for text in [
            "1.2.3",
            "sak 2026/12345",
            "31.13.2026",
            "32. januar",
            "30.02.20261",
            "1.500,-",
            "9/10",
            "org.nr. 123456785",
            "2026-13-01",
            "a12.01.2027",
            "v1.2.27.3",
            "3 marsvin",
            "§ 12. Januarmøtet",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
