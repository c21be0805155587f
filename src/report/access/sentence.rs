//! What a matrix means for notices, in words.

use crate::altinn::Place;
use crate::pdp::Decision;
use crate::report::Screen;
use crate::report::words::{one_line, wrapping};
use crate::rules::grammar::list;
use crate::workspace::{Access, Cell, READ};

/// People that are named before the rest is counted.
const MOST_NAMES: usize = 8;

/// Appends what a matrix means for notices.
pub(super) fn push(access: &Access, screen: Screen, text: &mut String) {
    if let Some(words) = words(access) {
        text.push_str(&textwrap::fill(&words, wrapping(screen.prose(), "", "")));
        text.push('\n');
    }
}

/// Who is notified, who can open something and is not, and who is notified and cannot open something.
pub(super) fn words(access: &Access) -> Option<String> {
    let (place, read) = (access.notified_place()?, access.action(READ)?);
    let decide = |who, place| access.decide(Cell { who, place, action: read });
    let reaching = || (0..access.people.len()).filter(|&who| access.people[who].reaches);
    let answered = |wanted: Decision| reaching().filter(|&who| decide(who, place) == wanted).collect::<Vec<_>>();
    let inner = || {
        let is_inner = |at: &usize| matches!(access.places[*at], Place::Task(_) | Place::EndEvent(_));
        (0..access.places.len()).filter(is_inner)
    };
    let notified = answered(Decision::Permit);
    let mut sentences = vec![match notified.is_empty() {
        true => "Notified: nobody.".to_owned(),
        false => format!("Notified: {}.", names(access, &notified)),
    }];
    let refused = |decision| matches!(decision, Decision::Deny | Decision::NotApplicable);
    let silent = reaching().filter(|&who| refused(decide(who, place)));
    let opens = |who| inner().filter(|&at| decide(who, at) == Decision::Permit).collect::<Vec<_>>();
    for (places, people) in grouped(silent.map(|who| (opens(who), who))) {
        let verb = if people.len() == 1 { "is" } else { "are" };
        let (places, people) = (titles(access, &places), names(access, &people));
        sentences.push(format!("Can open {places} but {verb} never notified: {people}."));
    }
    let shut = |who| inner().filter(|&at| refused(decide(who, at))).collect::<Vec<_>>();
    for (places, people) in grouped(notified.iter().map(|&who| (shut(who), who))) {
        let verb = if people.len() == 1 { "Is" } else { "Are" };
        let (places, people) = (titles(access, &places), names(access, &people));
        sentences.push(format!("{verb} notified but cannot open {places}: {people}."));
    }
    let failing = answered(Decision::Indeterminate);
    if !failing.is_empty() {
        sentences.push(format!("The decision fails, so no notice arrives: {}.", names(access, &failing)));
    }
    let open = answered(Decision::Undecided);
    if !open.is_empty() {
        sentences.push(format!("Cannot tell whether they are notified: {}.", names(access, &open)));
    }
    Some(sentences.join(" "))
}

/// People by the places they have in common, in the order in which the first of each is named; none without a place.
fn grouped(people: impl Iterator<Item = (Vec<usize>, usize)>) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut groups: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for (places, who) in people.filter(|(places, _)| !places.is_empty()) {
        match groups.iter_mut().find(|(known, _)| *known == places) {
            Some((_, members)) => members.push(who),
            None => groups.push((places, vec![who])),
        }
    }
    groups
}

/// People of some numbers, as a list of words.
pub(super) fn names(access: &Access, people: &[usize]) -> String {
    let mut names: Vec<String> = people
        .iter()
        .take(MOST_NAMES)
        .map(|&who| one_line(&access.people[who].person.display()).into_owned())
        .collect();
    if people.len() > MOST_NAMES {
        names.push(format!("{} more", people.len() - MOST_NAMES));
    }
    list(&names)
}

/// The tasks and end events of some numbers, as a list of words.
pub(super) fn titles(access: &Access, places: &[usize]) -> String {
    let tasks = access.places.iter().filter(|place| matches!(place, Place::Task(_))).count();
    let ends = access.places.iter().filter(|place| matches!(place, Place::EndEvent(_))).count();
    if places.len() == tasks + ends && tasks > 2 {
        return if ends == 0 { "every task".to_owned() } else { "every task and end event".to_owned() };
    }
    let ids = places.iter().take(MOST_NAMES).filter_map(|&at| access.places[at].id());
    let mut ids: Vec<String> = ids.map(|id| one_line(id).into_owned()).collect();
    if places.len() > MOST_NAMES {
        ids.push(format!("{} more", places.len() - MOST_NAMES));
    }
    list(&ids)
}
