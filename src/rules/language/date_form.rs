//! A date that people read in two ways, or that depends on the day of reading.

use crate::finding::{Fix, Safety};
use crate::notice::Kind;
use crate::rules::reading::{Reading, Received};
use crate::rules::{Context, Report};
use crate::text::words::DEADLINES;
use crate::text::{Day, Language, Moment, MomentForm};

const OF_YEAR: [&str; 12] = [
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
];
const IN_ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(crate) fn check(notice: &Received<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    for reading in notice.unasked() {
        for moment in reading.moments() {
            let range = moment.range.clone();
            let written = reading.part(range.clone()).to_owned();
            let says = match moment.form {
                MomentForm::Iso => format!("`{written}` is a date for programs"),
                MomentForm::Dashed => format!("`{written}` is no usual way to write a date"),
                MomentForm::Slashed => format!("`{written}` is one day in Norway and another day elsewhere"),
                // What is sent at once is read at once.
                MomentForm::Relative if reading.notice().kind != Kind::Instant => {
                    format!("`{written}` is another day for each day on which it is read")
                }
                _ => continue,
            };
            let finding = report.at(reading.at(range.clone()));
            finding.says(says);
            match moment.day.and_then(|day| long(reading, moment, day)) {
                Some(long) => {
                    finding.help(format!("write `{long}`"));
                    if moment.form == MomentForm::Iso && reading.is_verbatim(range.clone()) {
                        let title = format!("write `{long}`");
                        finding.fix(Fix::replace(title, Safety::Safe, reading.at(range), long));
                    }
                }
                None => _ = finding.help("write the date with the name of the month, such as `12. januar 2027`"),
            }
        }
        due_date(reading, context, report);
    }
}

/// The day written out in the language of the text, where both are known; a time of day beside it would be lost.
fn long(reading: &Reading<'_>, moment: &Moment, day: Day) -> Option<String> {
    let month = usize::from(day.month).checked_sub(1)?;
    let year = day.year?;
    if moment.form == MomentForm::Slashed || moment.range.len() > "2027-01-12".len() {
        return None;
    }
    match reading.language()? {
        Language::English => Some(format!("{} {} {year}", day.day, IN_ENGLISH.get(month)?)),
        Language::Bokmal | Language::Nynorsk => Some(format!("{}. {} {year}", day.day, OF_YEAR.get(month)?)),
    }
}

/// `$dueDate$` becomes `12-01-2027 00:00:00`, which needs a word that says what it is.
fn due_date(reading: &Reading<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    let Some((range, _)) = reading.placeholders().find(|(_, name)| *name == "dueDate") else { return };
    if !reading.prose().find(context.lexicon.of(&DEADLINES)).is_empty() {
        return;
    }
    report
        .at(reading.at(range))
        .says("`$dueDate$` stands there without a word that says what it is")
        .note("it becomes a date such as `12-01-2027 00:00:00`")
        .help("write `Frist:` before it");
}
