//! The body of an order as it was written, whatever it was written in: JSON, the keys of a form, an object in code.
//!
//! Readers of orders and rules look at this tree only, so a form is described once and read from every carrier.

use super::holes::holes;
use crate::source::{Span, Spanned, narrow};
use crate::syntax::Mapped;
use crate::syntax::json::{self, Value};

/// A value of a body, with its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it stands: with brackets, and without the quotes of a text.
    pub span: Span,
    /// What it is.
    pub shape: Shape,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Named members, in the order they are written.
    Object(Vec<Member>),
    /// Values in a row.
    List(Vec<Node>),
    /// A text.
    Text(Mapped),
    /// A number as written.
    Number(String),
    /// `true` or `false`.
    Truth(bool),
    /// Nothing, said aloud.
    Null,
    /// Something that a program puts in before sending: `{{name}}`, a variable, a call.
    Open(Mapped),
    /// One of several values, between which code chooses while it runs. Orders are read from the values, one after another;
    /// only the readers of code see the choice itself.
    Either(Vec<Node>),
}

/// A named value.
#[derive(Clone, Debug)]
pub struct Member {
    /// The name; its span has no quotes.
    pub name: Spanned<String>,
    /// The value.
    pub value: Node,
}

/// Where a piece of JSON lies within its file.
#[derive(Clone, Copy, Debug)]
pub enum Placing<'p> {
    /// It is the file.
    Whole,
    /// It begins at this byte of the file's text, and stands there as it is.
    At(u32),
    /// It was written inside a string of the file, which decodes to it.
    Inside(&'p Mapped),
}

impl Placing<'_> {
    /// A span of the piece as a span of the file.
    pub(super) fn span(&self, span: Span) -> Span {
        match self {
            Self::Whole => span,
            Self::At(start) => Span::new(start.saturating_add(span.start), start.saturating_add(span.end)),
            Self::Inside(outer) => outer.span_of(span.range()),
        }
    }

    fn mapped(&self, text: Mapped) -> Mapped {
        match self {
            Self::Whole => text,
            Self::At(start) => text.moved(*start),
            Self::Inside(outer) => text.within(outer),
        }
    }
}

impl Node {
    /// The tree of a JSON value. A member that stands twice stays twice.
    pub fn from_json(value: Value<'_>, placing: &Placing<'_>) -> Self {
        let shape = match value.kind() {
            json::Kind::Object => Shape::Object(
                value
                    .members()
                    .map(|member| Member {
                        name: Spanned::new(member.key.value().into_owned(), placing.span(member.key.inner())),
                        value: Self::from_json(member.value, placing),
                    })
                    .collect(),
            ),
            json::Kind::Array => Shape::List(value.items().map(|item| Self::from_json(item, placing)).collect()),
            json::Kind::String => {
                Shape::Text(value.text().map(|text| placing.mapped(text.mapped())).unwrap_or_default())
            }
            json::Kind::Number => Shape::Number(value.as_number().unwrap_or_default().to_owned()),
            json::Kind::True => Shape::Truth(true),
            json::Kind::False => Shape::Truth(false),
            json::Kind::Null => Shape::Null,
            json::Kind::Hole => Shape::Open(placing.mapped(Mapped::verbatim(value.written(), value.span()))),
        };
        let span = value.text().map_or(value.span(), |text| text.inner());
        Self { span: placing.span(span), shape }
    }

    /// The tree that flat keys stand for: `Correspondence.Notification.CustomRecipients[0].EmailAddress`. `true` and
    /// `false` are truth values, as every value of a form is text. Keys of another shape are passed over.
    pub fn from_flat(pairs: impl IntoIterator<Item = (Spanned<String>, Mapped)>, span: Span) -> Self {
        let mut root = Self { span, shape: Shape::Object(Vec::new()) };
        for (key, value) in pairs {
            let is_whole_hole = holes(value.as_str()).first().is_some_and(|hole| hole.len() == value.as_str().len());
            let leaf = Self {
                span: value.span(),
                shape: match value.as_str().trim() {
                    truth if truth.eq_ignore_ascii_case("true") => Shape::Truth(true),
                    truth if truth.eq_ignore_ascii_case("false") => Shape::Truth(false),
                    _ if is_whole_hole => Shape::Open(value),
                    _ => Shape::Text(value),
                },
            };
            if let Some(steps) = steps(&key) {
                root.put(&steps, leaf);
            }
        }
        root
    }

    /// An object with one member.
    pub(super) fn object(name: Spanned<String>, value: Self) -> Self {
        Self { span: value.span, shape: Shape::Object(vec![Member { name, value }]) }
    }

    /// Puts a leaf where the steps lead, and makes what is missing on the way.
    fn put(&mut self, steps: &[Step], leaf: Self) {
        let Some((step, rest)) = steps.split_first() else {
            *self = leaf;
            return;
        };
        let empty = |at: Span| Self {
            span: at,
            shape: match rest.first() {
                Some(Step::Item(..)) => Shape::List(Vec::new()),
                _ => Shape::Object(Vec::new()),
            },
        };
        match (&mut self.shape, step) {
            (Shape::Object(members), Step::Name(name)) => {
                let known = members.iter().position(|one| one.name.value.eq_ignore_ascii_case(&name.value));
                let at = known.unwrap_or_else(|| {
                    members.push(Member { name: name.clone(), value: empty(name.span) });
                    members.len() - 1
                });
                members[at].value.put(rest, leaf);
            }
            (Shape::List(items), Step::Item(number, span)) => {
                // Items are numbered in order; a gap is closed, as model binding stops at one.
                let at = (*number).min(items.len());
                if at == items.len() {
                    items.push(empty(*span));
                }
                items[at].put(rest, leaf);
            }
            _ => {}
        }
    }

    /// The value of a member, in any letter case; of one that stands twice, the last, as .NET reads it.
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.member(name).map(|member| &member.value)
    }

    /// The same, without one that is `null`.
    pub fn set(&self, name: &str) -> Option<&Self> {
        self.get(name).filter(|value| !value.is_null())
    }

    /// A member by its name in any letter case.
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.members().iter().rev().find(|member| member.name.value.eq_ignore_ascii_case(name))
    }

    /// The value at the end of several names; none where one is missing.
    pub fn at(&self, names: &[&str]) -> Option<&Self> {
        names.iter().try_fold(self, |node, name| node.set(name))
    }

    /// The members of an object; none of other values.
    pub fn members(&self) -> &[Member] {
        if let Shape::Object(members) = &self.shape { members } else { &[] }
    }

    /// The items of a list; none of other values.
    pub fn items(&self) -> &[Self] {
        if let Shape::List(items) = &self.shape { items } else { &[] }
    }

    /// The text, or what stands in place of one.
    pub fn text(&self) -> Option<&Mapped> {
        match &self.shape {
            Shape::Text(text) | Shape::Open(text) => Some(text),
            _ => None,
        }
    }

    /// The text where the whole of it is known.
    pub fn known(&self) -> Option<&str> {
        match &self.shape {
            Shape::Text(text) if holes(text.as_str()).is_empty() => Some(text.as_str()),
            _ => None,
        }
    }

    /// The text where the whole of it is known and says something. A name between two `$` is what a script puts a value
    /// in place of.
    pub fn literal(&self) -> Option<&str> {
        let is_token =
            |text: &str| text.len() > 2 && text.starts_with('$') && text.ends_with('$') && !text.contains(' ');
        self.known().filter(|text| !text.trim().is_empty() && !is_token(text))
    }

    /// The values between which code chooses; the value alone where it does not.
    pub fn values(&self) -> &[Self] {
        if let Shape::Either(values) = &self.shape { values } else { std::slice::from_ref(self) }
    }

    /// The same, for keeps.
    pub fn into_values(self) -> Vec<Self> {
        match self.shape {
            Shape::Either(values) => values,
            _ => vec![self],
        }
    }

    /// The truth value.
    pub fn truth(&self) -> Option<bool> {
        if let Shape::Truth(truth) = self.shape { Some(truth) } else { None }
    }

    /// The whole number, also where it is written as a text, as the keys of a form are.
    pub fn whole_number(&self) -> Option<i64> {
        match &self.shape {
            Shape::Number(number) => number.parse().ok(),
            Shape::Text(text) => text.as_str().trim().parse().ok(),
            _ => None,
        }
    }

    /// Whether a program puts the value, or a part of it, in before sending.
    pub fn is_open(&self) -> bool {
        match &self.shape {
            Shape::Open(_) | Shape::Either(_) => true,
            Shape::Text(text) => !holes(text.as_str()).is_empty(),
            _ => false,
        }
    }

    /// Whether it is an object.
    pub fn is_object(&self) -> bool {
        matches!(self.shape, Shape::Object(_))
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.shape, Shape::Null)
    }

    /// A text, or a place that will be filled with one.
    pub fn is_text(&self) -> bool {
        matches!(self.shape, Shape::Text(_) | Shape::Open(_))
    }

    /// The first place of it that can be pointed at without underlining all of it: the first name of an object.
    pub fn head(&self) -> Span {
        self.members().first().map_or(self.span, |first| first.name.span)
    }

    /// What it is, in words.
    pub fn described(&self) -> &'static str {
        match self.shape {
            Shape::Object(_) => "an object",
            Shape::List(_) => "a list",
            Shape::Text(_) => "a text",
            Shape::Number(_) => "a number",
            Shape::Truth(_) => "a truth value",
            Shape::Null => "nothing",
            Shape::Open(_) => "a place to be filled in",
            Shape::Either(_) => "a choice",
        }
    }
}

/// One step of a flat key.
enum Step {
    Name(Spanned<String>),
    Item(usize, Span),
}

/// The steps of `a.b[0].c`; none where the key is not built like this.
fn steps(key: &Spanned<String>) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut at = 0;
    for part in key.value.split('.') {
        let span = |from: usize, to: usize| {
            let place = |offset: usize| key.span.start.saturating_add(narrow(offset));
            Span::new(place(from), place(to))
        };
        let name = part.split('[').next().filter(|name| !name.is_empty())?;
        steps.push(Step::Name(Spanned::new(name.to_owned(), span(at, at + name.len()))));
        let mut rest = &part[name.len()..];
        while let Some(inside) = rest.strip_prefix('[') {
            let (number, after) = inside.split_once(']')?;
            steps.push(Step::Item(number.parse().ok()?, span(at, at + part.len())));
            rest = after;
        }
        if !rest.is_empty() {
            return None;
        }
        at += part.len() + 1;
    }
    Some(steps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::json::Document;

    #[test]
    fn flat_keys_make_the_tree_that_json_would() {
        let key = |text: &str| Spanned::new(text.to_owned(), Span::new(0, 0));
        let value = |text: &str| Mapped::verbatim(text, Span::default());
        let pairs = [
            (key("Correspondence.Notification.SmsBody"), value("Les brevet")),
            (key("correspondence.notification.sendreminder"), value("true")),
            (key("correspondence.notification.customRecipients[0].emailAddress"), value("{{e}}")),
            (key("recipients[0]"), value("0192:123456785")),
            (key("not a key[x]"), value("")),
        ];
        let root = Node::from_flat(pairs, Span::default());
        let notification = root.at(&["correspondence", "notification"]).expect("there");
        assert_eq!(notification.get("smsBody").and_then(Node::known), Some("Les brevet"));
        assert_eq!(notification.get("sendReminder").and_then(Node::truth), Some(true));
        let custom = notification.get("customRecipients").map(Node::items).unwrap_or_default();
        assert!(custom[0].get("emailAddress").is_some_and(Node::is_open));
        assert_eq!(root.get("recipients").map(|list| list.items().len()), Some(1));
        assert_eq!(root.members().len(), 2);
    }

    #[test]
    fn json_inside_a_string_keeps_the_places_of_the_file() {
        let file = r#"{"raw": "{\"body\": \"s\u00e5 \\\"bra\\\"\"}"}"#;
        let outer = Document::parse(file);
        let raw = outer.root().and_then(|root| root.get("raw")).and_then(Value::text).expect("a text").mapped();
        let inner = Document::parse(raw.as_str());
        let node = Node::from_json(inner.root().expect("a value"), &Placing::Inside(&raw));
        let body = node.get("body").and_then(Node::text).expect("a text");
        assert_eq!(body.as_str(), "så \"bra\"");
        let at = |range| file.get(body.span_of(range).range());
        assert_eq!(at(0..3), Some(r"s\u00e5"));
        assert_eq!(at(4..5), Some(r#"\\\""#));
        assert_eq!(at(5..8), Some("bra"));
    }
}
