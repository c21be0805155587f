//! A text that says something else in another language.

use super::versions::{Version, Versions, of_order, of_service};
use crate::finding::Finding;
use crate::notice::Order;
use crate::rules::grammar::list;
use crate::rules::{Context, Report};
use crate::text::{Day, Lexicon, Moment, MomentForm, addresses, amounts, filled_in, moments, numbers, placeholders};
use crate::workspace::Service;
use std::collections::BTreeSet;

pub(crate) fn check_service(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    of_service(service).0.iter().for_each(|versions| tell(versions, report));
}

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    of_order(order).iter().flatten().for_each(|versions| tell(versions, report));
}

fn tell(versions: &Versions<'_>, report: &mut Report<'_>) {
    let Some(first) = versions.first() else { return };
    let told_first = Told::by(first);
    for version in versions.of.iter().filter(|version| version.language != first.language && !version.is_blank()) {
        placeholders_differ(versions, first, version, report);
        let told = Told::by(version);
        for (what, question) in QUESTIONS {
            let (here, there) = (question(&told), question(&told_first));
            if here.is_empty() || there.is_empty() || here == there {
                continue;
            }
            let finding = finding(first, version, report);
            finding
                .says(format!(
                    "{} has {} {what} in {}: {} and not {}",
                    versions.name,
                    "other",
                    version.language.name(),
                    shown(&here),
                    shown(&there)
                ))
                .help("say the same in all languages");
        }
    }
}

fn finding<'r>(first: &Version<'_>, version: &Version<'_>, report: &'r mut Report<'_>) -> &'r mut Finding {
    report.at(version.at()).also(first.at(), format!("the text in {}", first.language.name()))
}

fn placeholders_differ(versions: &Versions<'_>, first: &Version<'_>, version: &Version<'_>, report: &mut Report<'_>) {
    let names = |version: &Version<'_>| -> BTreeSet<String> {
        placeholders(version.text.as_str()).into_iter().map(|one| one.name.to_owned()).collect()
    };
    let (here, there) = (names(version), names(first));
    // One that nobody fills in is a slip for another, and told of by itself.
    if here.union(&there).any(|name| !filled_in(versions.form).contains(&name.as_str())) {
        return;
    }
    let written = |names: BTreeSet<String>| names.into_iter().map(|name| format!("${name}$")).collect::<BTreeSet<_>>();
    let missing = written(&there - &here);
    let more = written(&here - &there);
    let says = match (missing.is_empty(), more.is_empty()) {
        (true, true) => return,
        (false, _) => format!("{} lacks {} in {}", versions.name, shown(&missing), version.language.name()),
        (true, false) => format!("{} has {} only in {}", versions.name, shown(&more), version.language.name()),
    };
    finding(first, version, report).says(says).help("fill in the same in all languages");
}

/// What a text tells, for the questions that are asked of it.
struct Told<'v> {
    text: &'v str,
    moments: Vec<Moment>,
}

impl<'v> Told<'v> {
    fn by(version: &Version<'v>) -> Self {
        let text = version.text.as_str();
        Self { text, moments: moments(text, Lexicon::OURS) }
    }

    fn days(&self) -> impl Iterator<Item = Day> {
        self.moments.iter().filter_map(|one| one.day)
    }
}

/// What is compared where both texts have it: what it is called, and what a text has of it.
type Question = (&'static str, fn(&Told<'_>) -> BTreeSet<String>);

const QUESTIONS: [Question; 6] = [
    ("dates", |told| told.days().map(written).collect()),
    ("years", |told| told.days().filter_map(|day| day.year).map(|year| year.to_string()).collect()),
    ("times", |told| told.moments.iter().filter_map(|one| hour(&told.text[one.range.clone()], one.form)).collect()),
    ("amounts", |told| amounts(told.text).into_iter().collect()),
    ("numbers", |told| numbers(told.text).into_iter().map(|one| plain_number(&told.text[one.range])).collect()),
    ("addresses", |told| addresses(told.text).into_iter().map(|one| host(&told.text[one.range])).collect()),
];

fn shown(values: &BTreeSet<String>) -> String {
    let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
    list(&values)
}

/// `9:00` for `kl. 09.00`, `kl 9` and `9 am`.
fn hour(written: &str, form: MomentForm) -> Option<String> {
    let mut parts = written.split(|one: char| !one.is_ascii_digit()).filter(|part| !part.is_empty());
    let hour: u8 = parts.next().filter(|_| form == MomentForm::Time)?.parse().ok()?;
    let minute: u8 = parts.next().map_or(Some(0), |part| part.parse().ok())?;
    let lower = written.to_lowercase();
    let is_afternoon = hour < 12 && (lower.contains("pm") || lower.contains("p.m"));
    Some(format!("{}:{minute:02}", if is_afternoon { hour + 12 } else { hour }))
}

/// A day without its year, which one of the languages may leave out.
fn written(day: Day) -> String {
    format!("{}.{}.", day.day, day.month)
}

/// The digits of a number; a telephone in Norway is the same with its country and without.
fn plain_number(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let inside = digits.strip_prefix("0047").or_else(|| digits.strip_prefix("47").filter(|_| number.starts_with('+')));
    inside.unwrap_or(&digits).to_owned()
}

/// The host of an address: the rest of it often names the language.
fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.split(['/', '?', '#']).next().unwrap_or(rest).to_lowercase();
    rest.strip_prefix("www.").unwrap_or(&rest).to_owned()
}
