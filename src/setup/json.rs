//! `appsettings.json` and its like.

use super::scopes::{Found, is_scope_key, lists};
use super::{Setup, scopes};
use crate::syntax::json::{Document, Kind, Value};

/// A text, copied out of the tree.
struct Text {
    keys: Vec<String>,
    value: String,
    span: crate::source::Span,
    list: u32,
}

pub(super) fn read(text: &str, setup: &mut Setup) {
    let document = Document::parse(text);
    setup.is_partial = document.problems().iter().any(|problem| problem.kind.is_fatal());
    let Some(root) = document.root() else { return };
    let mut texts = Vec::new();
    // A stack in place of recursion; the last pushed is the first in the file.
    let mut open: Vec<(Value<'_>, Vec<String>, Option<u32>)> = vec![(root, Vec::new(), None)];
    while let Some((value, keys, list)) = open.pop() {
        match value.kind() {
            Kind::Object => {
                let members = value.members().map(|member| {
                    let name = member.key.value().into_owned();
                    let list = if is_scope_key(&name) { Some(member.key.span().start) } else { list };
                    (member.value, [keys.clone(), vec![name]].concat(), list)
                });
                let members: Vec<_> = members.collect();
                open.extend(members.into_iter().rev());
            }
            Kind::Array => {
                let items: Vec<_> = value.items().map(|item| (item, keys.clone(), list)).collect();
                open.extend(items.into_iter().rev());
            }
            _ => {
                if let (Some(text), Some(list)) = (value.text(), list) {
                    texts.push(Text { keys, value: text.value().into_owned(), span: text.inner(), list });
                }
            }
        }
    }
    let found: Vec<scopes::Found<'_>> = texts
        .iter()
        .map(|text| Found { keys: text.keys.clone(), text: &text.value, span: text.span, list: text.list })
        .collect();
    setup.scopes = lists(&found, text);
}
