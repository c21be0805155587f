//! Bokmål and nynorsk in one text.

use crate::finding::{Edit, Effect, Fix, Safety};
use crate::rules::grammar::list;
use crate::rules::reading::{Reading, Received, in_case_of};
use crate::rules::{Context, Report};
use crate::text::words::OTHER_FORM;
use crate::text::{Language, Marker};

/// The weight of a word that is listed, not known by its ending alone.
const LISTED: u32 = 2;
/// From how many words on a text is written in two languages on purpose, one after the other.
const IN_BOTH: usize = 2;

pub(crate) fn check(notice: &Received<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    for reading in notice.unasked() {
        let evidence = reading.evidence();
        let declared = reading.declared();
        // A text that is wholly in the other form is another matter.
        if evidence.language().is_some_and(|found| declared.is_some_and(|declared| declared != found)) {
            continue;
        }
        let of =
            |language| -> Vec<&Marker> { evidence.of_language(language).filter(|one| one.weight == LISTED).collect() };
        let (bokmal, nynorsk) = (of(Language::Bokmal), of(Language::Nynorsk));
        if bokmal.is_empty() || nynorsk.is_empty() || one_after_the_other(&bokmal, &nynorsk) {
            continue;
        }
        let in_nynorsk = match declared {
            Some(language) => language == Language::Nynorsk,
            None => nynorsk.len() > bokmal.len(),
        };
        let (strange, form, other) = if in_nynorsk {
            (bokmal, Language::Nynorsk, Language::Bokmal)
        } else {
            (nynorsk, Language::Bokmal, Language::Nynorsk)
        };
        tell(reading, &strange, (form, other), context, report);
    }
}

fn tell(
    reading: &Reading<'_>,
    strange: &[&Marker],
    (form, other): (Language, Language),
    context: &Context<'_>,
    report: &mut Report<'_>,
) {
    let Some((first, rest)) = strange.split_first() else { return };
    let words: Vec<String> = strange.iter().map(|one| format!("`{}`", reading.part(one.range.clone()))).collect();
    let finding = report.at(reading.at(first.range.clone()));
    finding
        .says(format!("{} mixes bokmål and nynorsk", reading.place()))
        .here(format!("{}, in a text that seems to be {}", other.name(), form.name()))
        .note(format!("{}: {}", other.name(), list(&words)))
        .help(format!("write all of it in {}", form.name()));
    for one in rest {
        finding.also(reading.at(one.range.clone()), other.name());
    }
    let edits: Option<Vec<Edit>> = strange.iter().map(|one| edit(reading, one, context)).collect();
    if let Some(edits) = edits {
        let title = format!("write the words of {} in {}", other.name(), form.name());
        finding.fix(Fix::new(title, Safety::Unsafe, Effect::Nothing, edits));
    }
}

/// The same word in the other form, where it is known and stands in the file as it is read.
fn edit(reading: &Reading<'_>, marker: &Marker, context: &Context<'_>) -> Option<Edit> {
    let word = reading.part(marker.range.clone());
    let hits = context.lexicon.of(&OTHER_FORM).find_of(word, marker.language);
    let instead = hits.first().filter(|hit| hit.range == (0..word.len()))?.word.instead?;
    let is_plain = reading.is_verbatim(marker.range.clone());
    is_plain.then(|| Edit { at: reading.at(marker.range.clone()), text: in_case_of(word, instead) })
}

/// Whether the words of one form all stand before those of the other: the same message twice.
fn one_after_the_other(some: &[&Marker], others: &[&Marker]) -> bool {
    let ends = |markers: &[&Marker]| {
        let starts = markers.iter().map(|one| one.range.start);
        starts.clone().min().zip(starts.max())
    };
    let (Some((first, last)), Some((other_first, other_last))) = (ends(some), ends(others)) else { return false };
    some.len() >= IN_BOTH && others.len() >= IN_BOTH && (last < other_first || other_last < first)
}
