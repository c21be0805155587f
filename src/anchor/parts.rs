//! The named parts of a file, in the order in which they start.

use crate::source::Span;
use crate::syntax::{json, xml};

/// The attributes that name an element: XACML's, BPMN's and everybody's.
const ATTRIBUTES: [&str; 6] = ["RuleId", "PolicyId", "PolicySetId", "VariableId", "id", "Id"];
/// The members that name an item of a list.
const MEMBERS: [&str; 6] = ["id", "idempotencyId", "sendersReference", "identifier", "key", "name"];

#[derive(Debug, Default)]
pub(super) struct Parts {
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    span: Span,
    /// The part round it whose name goes before its own; `None` where its own says it all.
    before: Option<usize>,
    /// The part round it.
    outer: Option<usize>,
    name: String,
}

impl Parts {
    pub(super) fn of(text: &str) -> Self {
        let mut parts = Self::default();
        match text.trim_start_matches('\u{FEFF}').trim_start().chars().next() {
            Some('<') => {
                if let Some(root) = xml::Document::parse(text).root() {
                    parts.elements(root);
                }
            }
            Some('{' | '[') => {
                if let Some(root) = json::Document::parse(text).root() {
                    parts.values(root);
                }
            }
            _ => {}
        }
        parts
    }

    /// The name of the innermost part that holds a place.
    pub(super) fn anchor(&self, offset: u32) -> String {
        let mut at = self.parts.partition_point(|part| part.span.start <= offset).checked_sub(1);
        while let Some(part) = at.and_then(|at| self.parts.get(at)) {
            if offset < part.span.end {
                break;
            }
            at = part.outer;
        }
        let mut names = Vec::new();
        while let Some(part) = at.and_then(|at| self.parts.get(at)) {
            names.push(part.name.as_str());
            at = part.before;
        }
        names.reverse();
        names.concat().trim_start_matches('.').to_owned()
    }

    fn push(&mut self, span: Span, outer: Option<usize>, before: Option<usize>, name: String) -> usize {
        self.parts.push(Part { span, before, outer, name });
        self.parts.len() - 1
    }

    /// The elements that have a name of their own.
    fn elements(&mut self, root: xml::Element<'_, '_>) {
        for element in std::iter::once(root).chain(root.descendants()) {
            let Some(id) = ATTRIBUTES.into_iter().find_map(|name| element.attribute(name)) else { continue };
            let id = id.value();
            if !id.trim().is_empty() {
                let span = element.span();
                let outer = self.around(span);
                self.push(span, outer, None, format!("{}[{}]", element.name(), id.trim()));
            }
        }
    }

    /// The innermost part so far that holds a span which starts behind all others.
    fn around(&self, span: Span) -> Option<usize> {
        let mut at = self.parts.len().checked_sub(1);
        while let Some(part) = at.and_then(|at| self.parts.get(at)) {
            if part.span.contains(span) {
                break;
            }
            at = part.outer;
        }
        at
    }

    /// Every member and every item, each behind the way to it.
    fn values(&mut self, root: json::Value<'_>) {
        let mut open = vec![(root, None)];
        while let Some((value, outer)) = open.pop() {
            let mut inner = Vec::new();
            for member in value.members() {
                let part = self.push(member.span, outer, outer, format!(".{}", member.key.value()));
                inner.push((member.value, Some(part)));
            }
            for (number, item) in value.items().enumerate() {
                let name = item_name(item).unwrap_or_else(|| number.to_string());
                let part = self.push(item.span(), outer, outer, format!("[{name}]"));
                inner.push((item, Some(part)));
            }
            open.extend(inner);
        }
        self.sort();
    }

    /// Brings the parts into the order of their starts, outer before inner.
    fn sort(&mut self) {
        let mut order: Vec<usize> = (0..self.parts.len()).collect();
        order.sort_by_key(|&at| (self.parts[at].span.start, std::cmp::Reverse(self.parts[at].span.end)));
        let mut place = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            place[old] = new;
        }
        let mut slots: Vec<Option<Part>> = std::mem::take(&mut self.parts).into_iter().map(Some).collect();
        self.parts = order.iter().filter_map(|&old| slots[old].take()).collect();
        for part in &mut self.parts {
            part.before = part.before.map(|old| place[old]);
            part.outer = part.outer.map(|old| place[old]);
        }
    }
}

fn item_name(item: json::Value<'_>) -> Option<String> {
    let name = MEMBERS.into_iter().find_map(|name| item.get(name)?.as_str())?;
    (!name.trim().is_empty()).then(|| name.trim().to_owned())
}
