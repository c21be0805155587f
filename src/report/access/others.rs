//! What somebody loses by what else they hold, in words.

use super::sentence::names;
use crate::altinn::{Person, Place};
use crate::pdp::Decision;
use crate::report::Screen;
use crate::report::words::{one_line, wrapping};
use crate::rules::grammar::list;
use crate::workspace::{Access, Cell, Others, READ, RuleAt, Unless};

/// Sentences before the rest is counted.
const MOST: usize = 12;

/// Pairs of rules before the rest is counted.
const MOST_CONFLICTS: usize = 4;

/// Appends who may do something only unless they hold something else as well.
pub(super) fn push(access: &Access, others: &Others, screen: Screen, text: &mut String) {
    text.push_str(&textwrap::fill(&words(access, others), wrapping(screen.prose(), "", "")));
    text.push('\n');
}

/// Who may do something only unless they hold something else as well.
pub(super) fn words(access: &Access, others: &Others) -> String {
    let mut sentences = Vec::new();
    for (people, cells) in together(grouped(others)) {
        let Some(first) = cells.first() else { continue };
        let with: Vec<String> = first.with.iter().map(Person::display).collect();
        let unless = format!("unless the same person is also {}", list(&with));
        let (told, inner) = cells.iter().map(|one| one.cell).partition::<Vec<Cell>, _>(|cell| is_told(access, *cell));
        let action = &access.actions[first.cell.action];
        let places: Vec<usize> = inner.iter().map(|cell| cell.place).collect();
        let deed = match places.as_slice() {
            [] => None,
            _ if action == READ => Some(format!("can open {}", named(access, &places))),
            _ => Some(format!("may {action} on {}", named(access, &places))),
        };
        let verb = if people.len() == 1 { "is" } else { "are" };
        let notified = (!told.is_empty()).then(|| format!("{verb} notified"));
        let deeds: Vec<String> = notified.into_iter().chain(deed).collect();
        sentences.push(one_line(&format!("{} {}, {unless}.", names(access, &people), list(&deeds))).into_owned());
    }
    let rest = sentences.len().saturating_sub(MOST);
    sentences.truncate(MOST);
    if rest > 0 {
        sentences.push(format!("And {rest} more; `--format json` has them all."));
    }
    if let Some((cell, reason)) = others.open.first() {
        let person = access.people[cell.who].person.display();
        let more = if others.open.len() > 1 { format!(" (and {} more)", others.open.len() - 1) } else { String::new() };
        sentences.push(format!("Cannot tell what other holdings do to {person}{more}: {}.", one_line(reason)));
    }
    if sentences.is_empty() {
        sentences.push("Whatever else the same person holds, nothing that is permitted here is taken away.".to_owned());
    }
    sentences.extend(conflicts(access, others));
    sentences.join(" ")
}

/// Which rules contradict each other, and what comes of it.
fn conflicts(access: &Access, others: &Others) -> Vec<String> {
    let told = others.conflicts.iter().take(MOST_CONFLICTS).map(|one| {
        let who: Vec<String> = one.who.iter().map(Person::display).collect();
        let who = match who.as_slice() {
            [] => "whoever asks".to_owned(),
            [only] => only.clone(),
            several => format!("whoever is both {}", list(several)),
        };
        let (place, action) = one.at;
        let rule = |rule: &RuleAt| format!("`{}` (line {})", rule.id, rule.at.source.position(rule.at.span.start).line);
        let answer = if one.decision == Decision::Permit { "may" } else { "may not" };
        let sentence = format!(
            "Rule {} permits what rule {} denies: {who} {answer} {} on {}.",
            rule(&one.permit),
            rule(&one.deny),
            access.actions[action],
            named(access, &[place]),
        );
        one_line(&sentence).into_owned()
    });
    let mut told: Vec<String> = told.collect();
    let listed = others.conflicts.len().saturating_sub(told.len());
    let rest = listed + others.unconfirmed;
    let at_least = if others.is_cut_off { "at least " } else { "" };
    if rest > 0 {
        let lists = match listed {
            0 => String::new(),
            _ if others.has_more_conflicts() => format!("; `--format json` lists {listed} of them"),
            _ => "; `--format json` lists them".to_owned(),
        };
        told.push(format!("And {at_least}{rest} more pairs of rules{lists}."));
    }
    told
}

/// The question that Notifications asks.
fn is_told(access: &Access, cell: Cell) -> bool {
    access.actions[cell.action] == READ && access.places[cell.place].is_notified_at()
}

/// Cells of one person and action that the same holding takes away.
fn grouped(others: &Others) -> Vec<Vec<&Unless>> {
    let mut groups: Vec<Vec<&Unless>> = Vec::new();
    for one in &others.unless {
        let same = |other: &&Unless| {
            (other.cell.who, other.cell.action, &other.with) == (one.cell.who, one.cell.action, &one.with)
        };
        match groups.iter_mut().find(|group| group.first().is_some_and(same)) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

/// People to whom the same happens.
fn together(groups: Vec<Vec<&Unless>>) -> Vec<(Vec<usize>, Vec<&Unless>)> {
    fn essence<'u>(group: &[&'u Unless]) -> Vec<(usize, usize, &'u [Person])> {
        group.iter().map(|one| (one.cell.place, one.cell.action, one.with.as_slice())).collect()
    }
    let mut alike: Vec<(Vec<usize>, Vec<&Unless>)> = Vec::new();
    for group in groups {
        let Some(who) = group.first().map(|one| one.cell.who) else { continue };
        match alike.iter_mut().find(|(_, known)| essence(known) == essence(&group)) {
            Some((people, _)) => people.push(who),
            None => alike.push((vec![who], group)),
        }
    }
    alike
}

fn named(access: &Access, places: &[usize]) -> String {
    let name = |&at: &usize| match &access.places[at] {
        Place::Events => "the app's events".to_owned(),
        Place::Resource => "the resource".to_owned(),
        Place::App => "the app".to_owned(),
        Place::Task(id) | Place::EndEvent(id) => id.clone(),
    };
    list(&places.iter().map(name).collect::<Vec<_>>())
}
