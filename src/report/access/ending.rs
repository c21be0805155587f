//! What the end of the Altinn 2 roles has taken from whom, in words.

use super::sentence::titles;
use crate::altinn::{Person, register};
use crate::report::Screen;
use crate::report::words::{one_line, wrapping};
use crate::rules::grammar::list;
use crate::workspace::{Access, Loss};

/// People that are named before the rest is counted.
const MOST_NAMES: usize = 8;

/// Appends who has lost what.
pub(super) fn push(access: &Access, losses: &[Loss], screen: Screen, text: &mut String) {
    text.push_str(&textwrap::fill(&words(access, losses), wrapping(screen.prose(), "", "")));
    text.push('\n');
}

/// Who has lost what, people with the same loss together.
pub(super) fn words(access: &Access, losses: &[Loss]) -> String {
    const SINCE: &str = "Since 1 January 2027 Altinn 2 roles give no access";
    if losses.is_empty() {
        let is_named = access.people.iter().any(|who| register::ends_with_altinn2(&who.person.value));
        return match is_named {
            true => format!("{SINCE}, which takes nothing from anybody here."),
            false => format!("{SINCE}; the policy names none."),
        };
    }
    let mut sentences = vec![format!("{SINCE}.")];
    let mut told: Vec<&Loss> = Vec::new();
    for loss in losses {
        let is_same = |other: &&Loss| same(other, loss);
        if told.iter().any(is_same) {
            continue;
        }
        told.push(loss);
        let people: Vec<&Person> = losses.iter().filter(is_same).map(|other| &other.person).collect();
        let through = match loss.through.as_slice() {
            [] => String::new(),
            roles => {
                let roles: Vec<String> = roles.iter().map(Person::display).collect();
                format!(", who had it only through {},", list(&roles))
            }
        };
        let verb = if people.len() == 1 { "is" } else { "are" };
        let (names, lost) = (names(&people), lost(access, loss, verb));
        sentences.push(one_line(&format!("{names}{through} {lost}.")).into_owned());
    }
    sentences.join(" ")
}

fn same(one: &Loss, other: &Loss) -> bool {
    (&one.through, one.notified, &one.places, &one.actions)
        == (&other.through, other.notified, &other.places, &other.actions)
}

/// `is no longer notified and can no longer open Task_1, nor write or delete`
fn lost(access: &Access, loss: &Loss, verb: &str) -> String {
    let actions: Vec<&str> = loss.actions.iter().map(|&action| access.actions[action].as_str()).collect();
    let actions = match actions.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => actions.concat(),
    };
    let opens = (!loss.places.is_empty()).then(|| titles(access, &loss.places));
    match (loss.notified, opens, actions.as_str()) {
        (true, None, "") => format!("{verb} no longer notified"),
        (true, None, actions) => format!("{verb} no longer notified and can no longer {actions}"),
        (true, Some(places), "") => format!("{verb} no longer notified and can no longer open {places}"),
        (true, Some(places), actions) => {
            format!("{verb} no longer notified and can no longer open {places}, nor {actions}")
        }
        (false, Some(places), "") => format!("can no longer open {places}"),
        (false, Some(places), actions) => format!("can no longer open {places}, nor {actions}"),
        (false, None, actions) => format!("can no longer {actions}"),
    }
}

fn names(people: &[&Person]) -> String {
    let mut names: Vec<String> = people.iter().take(MOST_NAMES).map(|person| person.display()).collect();
    if people.len() > MOST_NAMES {
        names.push(format!("{} more", people.len() - MOST_NAMES));
    }
    list(&names)
}
