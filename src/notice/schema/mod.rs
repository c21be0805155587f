//! What the APIs know of the members of an order: a table for each form, and the walk of an order along its table.
//!
//! The tables are data: a row of them is a row of the API's own validators. Rules read the walk and say what it shows.

mod channels;
mod contact;
mod correspondence;
mod eformidling;
mod instantiation;
mod order_v1;
mod order_v2;

use super::body::{Member, Node, Shape};
use super::{Form, Order};

pub use channels::{Gap, gaps};
pub use contact::{is_email, is_phone};

/// An object of a form.
#[derive(Debug)]
pub struct Spec {
    /// How it is called in a sentence, such as `an e-mail's settings`.
    pub name: &'static str,
    /// Its members.
    pub fields: &'static [Field],
    /// Whether every member that the API reads is in the table; members of an open object are let be.
    pub is_closed: bool,
}

/// A member of an object.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub holds: Type,
    /// What the API answers where it is missing or blank; none where it may be missing.
    pub required: Option<&'static str>,
    /// Names by which others call it, and by which the API does not know it.
    pub aliases: &'static [&'static str],
    /// What takes its place, for one that is on its way out.
    pub newer: Option<&'static str>,
}

/// What a member holds.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    /// Anything; the table does not look into it.
    Any,
    /// A text of at most so many UTF-16 units.
    Text(usize),
    /// Text without markup of at most so many UTF-16 units.
    Plain(usize),
    /// A moment.
    Moment(Moments),
    /// An address that Altinn asks whether to send.
    Condition,
    /// An address that people open, `https` and at most 255 UTF-16 units.
    Link,
    /// `true` or `false`.
    Truth,
    /// A whole number from the first to the second.
    Whole(i64, i64, &'static str),
    /// One of several names.
    Choice(&'static Choice),
    /// An object.
    Object(&'static Spec),
    /// At least and at most so many of one kind.
    List(&'static Type, usize, usize),
    /// An e-mail address.
    Email(&'static str),
    /// A telephone number with its country.
    Phone(&'static str),
    /// A national identity number.
    Person(&'static str),
    /// An organisation number.
    Organization(&'static str),
    /// A self-identified user.
    External(&'static str),
    /// The id of a resource.
    Resource,
    /// A GUID that is not all zeroes.
    Guid,
    /// A recipient of a correspondence.
    Party,
    /// A text in every one of three languages.
    Languages,
}

/// What the API demands of a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moments {
    /// When to send: with a time zone, and not over.
    Send,
    /// When something is due: not over.
    Due,
    /// Any moment.
    Free,
}

/// Names of which one is written.
#[derive(Debug)]
pub struct Choice {
    /// How it is called in a sentence.
    pub name: &'static str,
    /// The names, each with its number.
    pub values: &'static [(&'static str, i64)],
    /// Names that are no values, with the value that is meant.
    pub aliases: &'static [(&'static str, &'static str)],
    /// Whether only the number is read.
    pub by_number: bool,
    /// What the API says of another value; nothing where that is not known.
    pub refusal: &'static str,
}

/// What the walk comes by.
#[derive(Clone, Debug)]
pub struct Seen<'o> {
    /// The object.
    pub holder: &'o Node,
    /// What the API knows of that object.
    pub spec: &'static Spec,
    /// The member.
    pub what: What<'o>,
}

/// A member as the table has it.
#[derive(Clone, Debug)]
pub enum What<'o> {
    /// It is there.
    Known(&'static Field, &'o Member),
    /// An item of a list that is there.
    Item(&'static Field, Type, &'o Node),
    /// It is there, and the API does not read it.
    Unknown(&'o Member),
    /// It is not there, or null, or blank, and the API refuses that.
    Missing(&'static Field, &'static str),
}

impl Field {
    const fn new(name: &'static str, holds: Type) -> Self {
        Self { name, holds, required: None, aliases: &[], newer: None }
    }

    const fn required(name: &'static str, holds: Type, answer: &'static str) -> Self {
        Self { required: Some(answer), ..Self::new(name, holds) }
    }

    const fn also(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }

    const fn newer(self, newer: &'static str) -> Self {
        Self { newer: Some(newer), ..self }
    }
}

impl Spec {
    const fn new(name: &'static str, fields: &'static [Field]) -> Self {
        Self { name, fields, is_closed: true }
    }

    /// The member of that name, in any letter case.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        let fields: &'static [Field] = self.fields;
        fields.iter().find(|field| field.name.eq_ignore_ascii_case(name))
    }
}

impl Choice {
    /// The number of a value written by name, in any letter case, or by number.
    pub fn read(&self, node: &Node) -> Option<i64> {
        let by_name = node.known().and_then(|name| {
            self.values.iter().find(|(value, _)| value.eq_ignore_ascii_case(name.trim())).map(|(_, number)| *number)
        });
        by_name.or_else(|| node.whole_number().filter(|number| self.values.iter().any(|(_, value)| value == number)))
    }
}

/// The table of an order's form; none for forms that have no API of their own.
pub fn of(form: Form, body: &Node) -> Option<&'static Spec> {
    Some(match form {
        Form::OrderV1 => order_v1::of(body),
        Form::OrderV2 => &order_v2::CHAIN,
        Form::Instant if body.get("recipient").is_some() => &order_v2::INSTANT,
        Form::Instant if body.get("recipientSms").is_some() => &order_v2::INSTANT_SMS,
        Form::Instant => &order_v2::INSTANT_EMAIL,
        Form::Composed => &order_v2::COMPOSED,
        Form::Correspondence | Form::CorrespondenceMultipart => correspondence::of(body),
        Form::AppInstantiation => &instantiation::INSTANCE,
        Form::EFormidling => &eformidling::MESSAGE,
        _ => return None,
    })
}

/// How many members of a body its form knows, those of its objects included.
pub fn known_members(form: Form, body: &Node) -> usize {
    fn count(spec: &Spec, node: &Node) -> usize {
        let fields = node.members().iter().filter_map(|member| Some((spec.field(&member.name.value)?, &member.value)));
        let inside = |(field, value): (&'static Field, &Node)| match field.holds {
            Type::Object(spec) => 1 + count(spec, value),
            _ => 1,
        };
        fields.map(inside).sum()
    }
    match of(form, body) {
        Some(spec) if spec.is_closed => count(spec, body),
        _ => usize::MAX,
    }
}

/// Every member of an order that its table, or the order, has.
pub fn walk(order: &Order) -> Vec<Seen<'_>> {
    let mut seen = Vec::new();
    if let Some(spec) = of(order.form, &order.body) {
        visit(&order.body, spec, &mut seen);
    }
    seen
}

fn visit<'o>(holder: &'o Node, spec: &'static Spec, seen: &mut Vec<Seen<'o>>) {
    if !holder.is_object() {
        return;
    }
    let mut note = |what| seen.push(Seen { holder, spec, what });
    for field in spec.fields {
        let is_blank = |value: &Node| value.is_null() || value.known().is_some_and(|text| text.trim().is_empty());
        let is_missing = holder.get(field.name).is_none_or(is_blank);
        if let Some(answer) = field.required.filter(|_| is_missing) {
            note(What::Missing(field, answer));
        }
    }
    let mut inside: Vec<(&'o Node, &'static Spec)> = Vec::new();
    for member in holder.members() {
        let Some(field) = spec.field(&member.name.value) else {
            if spec.is_closed {
                note(What::Unknown(member));
            }
            continue;
        };
        note(What::Known(field, member));
        match field.holds {
            Type::Object(spec) => inside.push((&member.value, spec)),
            Type::List(item, ..) => {
                for node in member.value.items() {
                    match item {
                        Type::Object(spec) => inside.push((node, spec)),
                        item => note(What::Item(field, *item, node)),
                    }
                }
            }
            _ => {}
        }
    }
    for (node, spec) in inside {
        visit(node, spec, seen);
    }
}

impl<'o> Seen<'o> {
    /// The value with its type, if there is one.
    pub fn value(&self) -> Option<(&'static Field, Type, &'o Node)> {
        match self.what {
            What::Known(field, member) => Some((field, field.holds, &member.value)),
            What::Item(field, holds, node) => Some((field, holds, node)),
            _ => None,
        }
    }
}

impl Type {
    /// What should stand there, where something of another kind does; none where the value may be read.
    pub fn mismatch(self, value: &Node) -> Option<&'static str> {
        if matches!(value.shape, Shape::Open(_) | Shape::Null) {
            return None;
        }
        let (is_right, wanted) = match self {
            Self::Any | Self::Choice(_) => return None,
            // Texts, objects and lists are what reading an order asks for first.
            Self::Object(_) | Self::Languages => (value.is_object(), "an object"),
            Self::List(..) => (matches!(value.shape, Shape::List(_)), "a list"),
            Self::Truth => (value.truth().is_some(), "`true` or `false`"),
            Self::Whole(..) => (value.whole_number().is_some(), "a whole number"),
            _ => (value.is_text(), "a text"),
        };
        (!is_right && !value.is_open()).then_some(wanted)
    }
}
