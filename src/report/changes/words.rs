//! Changes as sentences: who is notified, who can open what, what else somebody can do.

use super::ChangesView;
use crate::altinn::{Person, Place, requests};
use crate::report::words::one_line;
use crate::rules::grammar::{count, list};
use crate::workspace::{ANY_OTHER_ACTION, Change, Turn};
use std::collections::BTreeMap;

/// People that are named before the rest is counted.
const MOST_NAMES: usize = 8;
/// Places that are named before the rest is counted.
const MOST_PLACES: usize = 8;

/// Every sentence about one policy, what weighs most first.
pub(super) fn sentences(view: &ChangesView) -> Vec<String> {
    let changes = &view.changes;
    let mut sentences = Vec::new();
    let mut notified = |people: &[Person], words: &str| {
        if !people.is_empty() {
            let people: Vec<&Person> = people.iter().collect();
            sentences.push(format!("{} {} {words}", names(&people), if people.len() == 1 { "is" } else { "are" }));
        }
    };
    notified(&changes.no_longer_notified, "no longer notified");
    notified(&changes.now_notified, "now notified");
    let turns = [(Turn::Loss, "can no longer"), (Turn::Gain, "can now")];
    for (turn, verb) in turns {
        let opened =
            by_person(changes.cells.iter().filter(|change| change.turn() == turn && change.opens()), |change| {
                id(&change.place)
            });
        for (places, people) in opened {
            sentences.push(format!("{} {verb} open {}", names(&people), places_in_words(&places)));
        }
    }
    for (turn, verb) in turns {
        // That somebody is notified has been said of all who can be.
        let said = |change: &Change| {
            let of_turn = if turn == Turn::Loss { &changes.no_longer_notified } else { &changes.now_notified };
            change.opens() || (change.notifies() && of_turn.contains(&change.person))
        };
        let rest = changes.cells.iter().filter(|change| change.turn() == turn && !said(change));
        for (deeds, people) in by_person(rest, |change| (change.action.clone(), within(&change.place))) {
            sentences.push(format!("{} {verb} {}", names(&people), deeds_in_words(&deeds, changes.places, turn)));
        }
    }
    let other = changes.count(Turn::Other);
    if other > 0 {
        let is = if other == 1 { "is" } else { "are" };
        sentences.push(format!("{} {is} refused as before, but for another reason", count(other, "request")));
    }
    for sentence in &mut sentences {
        let mut letters = sentence.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        *sentence = format!("{}.", one_line(&first.chain(letters).collect::<String>()));
    }
    sentences
}

/// People by what they have in common, in the order in which the first of each is named.
fn by_person<'c, T: PartialEq>(
    changes: impl Iterator<Item = &'c Change>,
    of: impl Fn(&Change) -> T,
) -> Vec<(Vec<T>, Vec<&'c Person>)> {
    let mut people: Vec<(&Person, Vec<T>)> = Vec::new();
    for change in changes {
        match people.last_mut().filter(|(person, _)| **person == change.person) {
            Some((_, known)) => known.push(of(change)),
            None => people.push((&change.person, vec![of(change)])),
        }
    }
    let mut groups: Vec<(Vec<T>, Vec<&Person>)> = Vec::new();
    for (person, things) in people {
        match groups.iter_mut().find(|(known, _)| *known == things) {
            Some((_, members)) => members.push(person),
            None => groups.push((things, vec![person])),
        }
    }
    groups
}

/// `write or delete on the app and Task_1`: actions with the same places together.
fn deeds_in_words(deeds: &[(String, String)], all: usize, turn: Turn) -> String {
    let mut places: BTreeMap<usize, (&str, Vec<&str>)> = BTreeMap::new();
    for (action, place) in deeds {
        let at = deeds.iter().position(|(known, _)| known == action).unwrap_or(0);
        places.entry(at).or_insert((action, Vec::new())).1.push(place);
    }
    let mut groups: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
    for (action, places) in places.into_values() {
        match groups.iter_mut().find(|(_, known)| *known == places) {
            Some((actions, _)) => actions.push(action),
            None => groups.push((vec![action], places)),
        }
    }
    let parts: Vec<String> = groups
        .into_iter()
        .map(|(actions, places)| {
            let actions: Vec<&str> = actions.iter().map(|action| action_in_words(action)).collect();
            let places: Vec<String> = places.iter().map(|place| (*place).to_owned()).collect();
            let places = match places.len() == all && all > 1 {
                true if turn == Turn::Loss => "anywhere".to_owned(),
                true => "everywhere".to_owned(),
                false => format!("on {}", shortened(&places, MOST_PLACES)),
            };
            format!("{} {places}", either(&actions))
        })
        .collect();
    parts.join(", or ")
}

pub(super) fn action_in_words(action: &str) -> &str {
    if action == ANY_OTHER_ACTION { "do anything else" } else { action }
}

fn either(words: &[&str]) -> String {
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

fn id(place: &Place) -> String {
    place.id().unwrap_or_default().to_owned()
}

/// A place behind the word `on`.
fn within(place: &Place) -> String {
    match place {
        Place::App => "the app".to_owned(),
        Place::Resource => "the resource".to_owned(),
        Place::Events => "the app's events".to_owned(),
        Place::Task(id) | Place::EndEvent(id) => id.clone(),
    }
}

fn places_in_words(places: &[String]) -> String {
    shortened(places, MOST_PLACES)
}

/// A person as changes name them.
pub(super) fn name(person: &Person) -> String {
    if *person == requests::somebody() { "everybody else".to_owned() } else { person.display() }
}

pub(super) fn names(people: &[&Person]) -> String {
    let names: Vec<String> = people.iter().map(|person| name(person)).collect();
    shortened(&names, MOST_NAMES)
}

fn shortened(words: &[String], most: usize) -> String {
    let mut shown: Vec<String> = words.iter().take(most).cloned().collect();
    if words.len() > most {
        shown.push(format!("{} more", words.len() - most));
    }
    list(&shown)
}

/// The closing line: what was compared, where nothing changed.
pub(super) fn nothing(views: &[ChangesView]) -> String {
    match views.len() {
        1 => "Nobody gains or loses anything.".to_owned(),
        number => format!("Nobody gains or loses anything in {number} policies."),
    }
}

/// Decisions of one person and action that changed alike, places together: a row of the table.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) person: String,
    pub(super) action: String,
    pub(super) places: String,
    pub(super) before: &'static str,
    pub(super) after: &'static str,
}

/// The table of all decisions that changed.
pub(super) fn rows(view: &ChangesView) -> Vec<Row> {
    let same =
        |a: &Change, b: &Change| (&a.person, &a.action, a.before, a.after) == (&b.person, &b.action, b.before, b.after);
    let mut groups: Vec<Vec<&Change>> = Vec::new();
    for change in &view.changes.cells {
        match groups.iter_mut().rev().take(8).find(|group| same(group[0], change)) {
            Some(group) => group.push(change),
            None => groups.push(vec![change]),
        }
    }
    let row = |group: Vec<&Change>| {
        let places: Vec<String> = group.iter().map(|change| short(&change.place)).collect();
        let decision =
            |decision: Option<crate::pdp::Decision>| decision.map_or("no policy", crate::pdp::Decision::name);
        Row {
            person: one_line(&name(&group[0].person)).into_owned(),
            action: match group[0].action.as_str() {
                ANY_OTHER_ACTION => "any other".to_owned(),
                action => one_line(action).into_owned(),
            },
            places: match places.len() == view.changes.places && places.len() > 1 {
                true => "everywhere".to_owned(),
                false => places.join(", "),
            },
            before: decision(group[0].before),
            after: decision(group[0].after),
        }
    };
    groups.into_iter().map(row).collect()
}

fn short(place: &Place) -> String {
    match place {
        Place::App => "App".to_owned(),
        Place::Resource => "Resource".to_owned(),
        Place::Events => "Events".to_owned(),
        Place::Task(id) | Place::EndEvent(id) => one_line(id).into_owned(),
    }
}
