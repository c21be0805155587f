//! Objects of the app library's clients, where code puts them together.

use super::assignments::Scope;
use super::expression::Code;
use super::texts::path_of;
use crate::notice::{Node, Shape};
use memchr::memmem;
use std::collections::{BTreeMap, BTreeSet};

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// `EmailNotification`.
    FirstEmail,
    /// `SmsNotification`.
    FirstSms,
    /// `NotificationOrderRequest`.
    Chain,
    /// `InstantiationNotification`.
    Instantiation,
    /// What a builder builds, and whether all that is said to it stands in one row of calls.
    Builder { is_whole: bool },
    /// `EmailSendingOptions` that no order takes here.
    Email,
    /// `SmsSendingOptions`.
    Sms,
    /// `CustomSms`, `CustomEmail`.
    Custom(&'static str),
}

const TYPES: [(&str, What); 9] = [
    ("CorrespondenceNotification", What::Builder { is_whole: false }),
    ("EmailNotification", What::FirstEmail),
    ("SmsNotification", What::FirstSms),
    ("NotificationOrderRequest", What::Chain),
    ("InstantiationNotification", What::Instantiation),
    ("EmailSendingOptions", What::Email),
    ("SmsSendingOptions", What::Sms),
    ("CustomSms", What::Custom("customSms")),
    ("CustomEmail", What::Custom("customEmail")),
];

/// An object with its members.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) what: What,
    pub(super) node: Node,
}

fn what(name: &str) -> Option<What> {
    TYPES.iter().find(|(known, _)| *known == name).map(|(_, what)| *what)
}

/// Whether an object is one of the app library's: others have types of the same names. Either the file speaks of Altinn, or
/// members are set that only the library has.
fn is_of_library(code: Code<'_>, what: What, node: &Node) -> bool {
    let has = |name| node.get(name).is_some();
    let is_known = match what {
        What::FirstEmail | What::FirstSms => has("sendersReference") && has("recipients"),
        What::Custom(_) => has("senderName") || has("subject"),
        What::Email | What::Sms | What::Instantiation => false,
        What::Chain | What::Builder { .. } => true,
    };
    is_known || memmem::find(code.text.as_bytes(), b"Altinn").is_some()
}

/// An object on the way to being found, with the variable that holds it.
struct Held<'t> {
    found: Found,
    name: Option<&'t str>,
}

/// The objects that a file puts together. A part that has a variable of its own stands where the variable is used; what is
/// assigned to a member of a variable later is one of its members.
pub(super) fn find(code: Code<'_>) -> Vec<Found> {
    let mut held: Vec<Held<'_>> = Vec::new();
    let mut types: BTreeMap<&str, What> = BTreeMap::new();
    let mut scope = Scope::default();
    let mut at = 0;
    while at < code.tokens.len() {
        scope.see(code, at);
        if let Some((name, what)) = declared(code, at) {
            // What the variable holds is made elsewhere; what is assigned to it here is seen all the same.
            let node = Node { span: code.tokens[at + 1].span, shape: Shape::Object(Vec::new()) };
            scope.declare(name, held.len(), code.is(at + 2, b',') || code.is(at + 2, b')'));
            held.push(Held { found: Found { what, node }, name: Some(name) });
            at += 2;
            continue;
        }
        if let Some((variable, assignment)) = scope.assignment(code, at) {
            at = assignment.end;
            assignment.put(&mut held[variable].found.node);
            continue;
        }
        let name = at.checked_sub(2).filter(|_| code.is(at - 1, b'=')).and_then(|before| code.word(before));
        let Some((what, node, end)) = made(code, at, &types, name.is_some()) else {
            at += 1;
            continue;
        };
        if let Some(name) = name {
            types.insert(name, what);
            scope.declare(name, held.len(), false);
        }
        held.push(Held { found: Found { what, node }, name });
        at = end;
    }
    held.retain(|one| {
        let Found { what, node } = &one.found;
        !node.members().is_empty() && is_of_library(code, *what, node)
    });
    with_parts(held)
}

/// The object at a token, with what is behind it. One without members is of use where a variable holds it.
fn made<'t>(code: Code<'t>, at: usize, types: &BTreeMap<&'t str, What>, has_name: bool) -> Option<(What, Node, usize)> {
    match code.word(at)? {
        "new" => {
            // `SmsNotification sms = new() { … }` has its type before the name.
            let name = code.type_name(at);
            let declared = || at.checked_sub(3).filter(|_| name.is_empty()).and_then(|type_at| code.word(type_at));
            let what = what(name).or_else(|| what(declared()?))?;
            let made = code.made(at, 0)?;
            if made.has_members {
                return is_of_library(code, what, &made.node).then_some((what, made.node, made.end));
            }
            let node = Node { span: made.node.span, shape: Shape::Object(Vec::new()) };
            has_name.then_some((what, node, made.end))
        }
        "with" if code.is(at + 1, b'{') => {
            let what = types.get(code.word(at.checked_sub(1)?)?).copied()?;
            let (members, end) = code.members(at + 2, 0);
            let node = Node { span: code.tokens[at].span, shape: Shape::Object(members) };
            is_of_library(code, what, &node).then_some((what, node, end))
        }
        _ => None,
    }
}

/// `SmsNotification sms`, as a variable or parameter is declared.
fn declared<'t>(code: Code<'t>, at: usize) -> Option<(&'t str, What)> {
    let what = what(code.word(at)?)?;
    let name = code.word(at + 1)?;
    let is_end = [b';', b',', b')', b'='].into_iter().any(|mark| code.is(at + 2, mark));
    (is_end && code.word(at.wrapping_sub(1)) != Some("new")).then_some((name, what))
}

/// Puts the parts where their variables stand, and gives back what is left. A name that stands for two parts stands for none.
fn with_parts(held: Vec<Held<'_>>) -> Vec<Found> {
    let is_part = |found: &Found| matches!(found.what, What::Email | What::Sms | What::Custom(_));
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    let of_parts = held.iter().filter(|one| is_part(&one.found));
    of_parts.filter_map(|one| one.name).for_each(|name| *times.entry(name).or_default() += 1);
    let is_named = |one: &Held<'_>| is_part(&one.found) && one.name.is_some_and(|name| times.get(name) == Some(&1));
    let (parts, others): (Vec<Held<'_>>, Vec<Held<'_>>) = held.into_iter().partition(is_named);
    let parts: BTreeMap<&str, Found> = parts.into_iter().filter_map(|one| Some((one.name?, one.found))).collect();
    let mut found: Vec<Found> = others.into_iter().map(|one| one.found).collect();
    let mut used = BTreeSet::new();
    found.iter_mut().for_each(|one| put_in(&mut one.node, &parts, &mut used));
    found.extend(parts.into_iter().filter(|(name, _)| !used.contains(*name)).map(|(_, part)| part));
    found
}

/// Puts the parts where their variables stand.
fn put_in<'t>(node: &mut Node, parts: &BTreeMap<&'t str, Found>, used: &mut BTreeSet<&'t str>) {
    if let Some((name, part)) = path_of(node).and_then(|path| parts.get_key_value(path)) {
        used.insert(name);
        *node = part.node.clone();
        return;
    }
    match &mut node.shape {
        Shape::Object(members) => members.iter_mut().for_each(|member| put_in(&mut member.value, parts, used)),
        Shape::List(items) | Shape::Either(items) => items.iter_mut().for_each(|item| put_in(item, parts, used)),
        _ => {}
    }
}
