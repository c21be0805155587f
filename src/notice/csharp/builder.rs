//! Calls of the builder of a correspondence's notification, as the object that they build.

use super::expression::Code;
use super::objects::{Found, What};
use crate::notice::{Member, Node, Shape};
use crate::source::{Span, Spanned};
use std::collections::BTreeMap;

const BUILDER: &str = "CorrespondenceNotificationBuilder";

/// The notifications that are built in a file, whether in one row of calls or call by call on a variable.
pub(super) fn find(code: Code<'_>) -> Vec<Found> {
    let mut found: Vec<Built> = Vec::new();
    let mut variables: BTreeMap<&str, usize> = BTreeMap::new();
    let mut at = 0;
    while at < code.tokens.len() {
        let Some(word) = code.word(at) else {
            at += 1;
            continue;
        };
        let is_member = at > 0 && code.is(at - 1, b'.');
        let index = if word == BUILDER && code.is(at + 1, b'.') {
            let name = at.checked_sub(2).filter(|_| code.is(at - 1, b'=')).and_then(|before| code.word(before));
            // What is handed on as it is was finished in this row of calls; else it says so itself.
            let is_handed_on = at > 1 && code.is(at - 1, b'(') && code.word(at - 2) == Some("WithNotification");
            let span = code.tokens[at].span;
            found.push(Built { span, members: Vec::new(), is_whole: is_handed_on });
            if let Some(name) = name {
                variables.insert(name, found.len() - 1);
            }
            Some(found.len() - 1)
        } else {
            variables.get(word).copied().filter(|_| !is_member && code.is(at + 1, b'.'))
        };
        at = match index {
            Some(index) => calls(code, at + 1, &mut found[index]),
            None => at + 1,
        };
    }
    let built = found.into_iter().filter(|built| !built.members.is_empty());
    let node = |built: Built| (built.is_whole, Node { span: built.span, shape: Shape::Object(built.members) });
    built.map(node).map(|(is_whole, node)| Found { what: What::Builder { is_whole }, node }).collect()
}

/// What the calls on one builder say.
struct Built {
    span: Span,
    members: Vec<Member>,
    /// Whether everything that is said to it stands in one row of calls.
    is_whole: bool,
}

/// `.A(x).B(y)…` from a dot on; what is behind it.
fn calls(code: Code<'_>, from: usize, built: &mut Built) -> usize {
    let mut at = from;
    let is_first = built.members.is_empty();
    while code.is(at, b'.')
        && let Some(method) = code.word(at + 1)
        && code.is(at + 2, b'(')
    {
        let (arguments, end) = code.arguments(at + 3, 0);
        if let Some(name) = method.strip_prefix("With")
            && let Some((_, value)) = arguments.into_iter().next()
        {
            let name = Spanned::new(member_name(name), code.tokens[at + 1].span);
            built.members.push(Member { name, value });
        }
        built.is_whole |= is_first && method == "Build";
        at = end;
    }
    at.max(from)
}

/// `EmailSubject` as the API calls it.
fn member_name(name: &str) -> String {
    let mut rest = name.chars();
    rest.next().map_or_else(String::new, |first| first.to_lowercase().chain(rest).collect())
}
