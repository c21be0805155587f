//! Objects of the app library's clients, as the orders that the library makes of them.

use super::constants::{Constants, Meaning};
use super::expression::{COMPUTED, Code, path_of};
use crate::finding::Severity;
use crate::notice::fields::Fields;
use crate::notice::order::{Order, Reading, bare, read_as};
use crate::notice::{Form, Kind, Member, Node, Notice, Problem, RecipientKind, Shape};
use crate::source::{Source, Spanned};
use crate::syntax::Mapped;
use memchr::memmem;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

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

/// The objects that a file puts together. A part that has a variable of its own stands where the variable is used.
pub(super) fn find(code: Code<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut parts: BTreeMap<&str, (What, Node)> = BTreeMap::new();
    let mut types: BTreeMap<&str, What> = BTreeMap::new();
    let mut at = 0;
    while at < code.tokens.len() {
        let next = at + 1;
        let name_before = || at.checked_sub(2).filter(|_| code.is(at - 1, b'=')).and_then(|before| code.word(before));
        let made = match code.word(at) {
            Some("new") => {
                // `SmsNotification sms = new() { … }` has its type before the name.
                let name = code.type_name(at);
                let declared = || at.checked_sub(3).filter(|_| name.is_empty()).and_then(|type_at| code.word(type_at));
                let what = what(name).or_else(|| what(declared()?));
                let made = what.and_then(|what| Some((what, code.made(at, 0).filter(|made| made.has_members)?)));
                made.map(|(what, made)| (what, made.node, made.end))
            }
            Some("with") if code.is(next, b'{') && at > 0 => {
                let of = code.word(at - 1).and_then(|name| types.get(name).copied());
                of.map(|what| {
                    let (members, end) = code.members(at + 2, 0);
                    let span = code.tokens[at].span;
                    (what, Node { span, shape: Shape::Object(members) }, end)
                })
            }
            _ => None,
        };
        let Some((what, node, end)) = made.filter(|(what, node, _)| is_of_library(code, *what, node)) else {
            at = next;
            continue;
        };
        if let Some(name) = name_before() {
            types.insert(name, what);
            let is_part = matches!(what, What::Email | What::Sms | What::Custom(_));
            // A name that stands for two things stands for none.
            if is_part && parts.remove(name).is_none() {
                parts.insert(name, (what, node));
                at = end;
                continue;
            }
        }
        found.push(Found { what, node });
        at = end;
    }
    let mut used = BTreeSet::new();
    for one in &mut found {
        put_in(&mut one.node, &parts, &mut used);
    }
    let alone = parts.into_iter().filter(|(name, _)| !used.contains(*name));
    found.extend(alone.map(|(_, (what, node))| Found { what, node }));
    found
}

/// Puts the parts where their variables stand.
fn put_in<'t>(node: &mut Node, parts: &BTreeMap<&'t str, (What, Node)>, used: &mut BTreeSet<&'t str>) {
    if let Some((name, (_, part))) = path_of(node).and_then(|path| parts.get_key_value(path)) {
        used.insert(name);
        *node = part.clone();
        return;
    }
    match &mut node.shape {
        Shape::Object(members) => members.iter_mut().for_each(|member| put_in(&mut member.value, parts, used)),
        Shape::List(items) => items.iter_mut().for_each(|item| put_in(item, parts, used)),
        _ => {}
    }
}

/// The names that stand where a text could.
pub(super) fn names(node: &Node, wanted: &mut BTreeSet<String>) {
    wanted.extend(path_of(node).and_then(|path| path.rsplit('.').next()).map(str::to_owned));
    node.members().iter().map(|member| &member.value).chain(node.items()).for_each(|inner| names(inner, wanted));
}

impl Found {
    /// Reads the order. Texts whose names lead to another file are judged there.
    pub(super) fn read(
        mut self,
        source: &Arc<Source>,
        constants: &Constants,
        reading: &mut Reading,
        elsewhere: &mut Vec<(Arc<Source>, Reading)>,
    ) {
        let mut others: Vec<Arc<Source>> = Vec::new();
        let whole = self.node.clone();
        resolve(&mut self.node, source, constants, &mut others);
        let found = self.order(source, self.node.clone());
        reading.problems.extend(found.orders.iter().flat_map(|order| &order.notices).flat_map(put_together));
        let (form, recipient) = found.orders.first().map_or((Form::AppClient, RecipientKind::Unknown), |order| {
            order.notices.first().map_or((order.form, RecipientKind::Unknown), |notice| (notice.form, notice.recipient))
        });
        reading.orders.extend(found.orders);
        reading.problems.extend(found.problems);
        for other in others {
            let mut there = whole.clone();
            if !only_of(&mut there, source, &other, constants) {
                continue;
            }
            let mut notices: Vec<Notice> =
                self.order(&other, there).orders.into_iter().flat_map(|order| order.notices).collect();
            notices.retain(|notice| !notice.texts.is_empty());
            for notice in &mut notices {
                (notice.form, notice.recipient, notice.resource_id) = (form, recipient, None);
                notice.span = notice.texts.first().map_or(notice.span, |text| text.text.span());
            }
            let span = notices.first().map(|notice| notice.span).unwrap_or_default();
            let body = Node { span, shape: Shape::Object(Vec::new()) };
            let order = order(&other, Form::Own, body, notices);
            elsewhere.push((other, Reading { orders: vec![order], problems: Vec::new() }));
        }
    }

    fn order(&self, source: &Arc<Source>, node: Node) -> Reading {
        let span = node.span;
        let named = |name: &str, node| Node::object(Spanned::new(name.to_owned(), span), node);
        let mut reading = match self.what {
            What::FirstEmail => read_as(source, as_email(node), Form::OrderV1, None),
            What::FirstSms => read_as(source, node, Form::OrderV1, None),
            What::Chain => read_as(source, node, Form::OrderV2, None),
            What::Instantiation => read_as(source, named("notification", node), Form::AppInstantiation, None),
            What::Custom(name) => {
                read_as(source, named("notification", named(name, node)), Form::AppInstantiation, None)
            }
            What::Builder { is_whole } => {
                let mut reading = read_as(source, node, Form::CorrespondenceBuilder, None);
                // What is missing may be said to the builder elsewhere.
                reading.orders.iter_mut().for_each(|order| order.is_certain = is_whole);
                return reading;
            }
            What::Email | What::Sms => {
                let mut fields = Fields { source, problems: Vec::new() };
                let mut notice = bare(source, Form::AppClient, Kind::Main, RecipientKind::Unknown, span);
                match self.what {
                    What::Email => fields.email(&node, "senderEmailAddress", &mut notice.texts),
                    _ => fields.sms(&node, "sender", &mut notice.texts),
                }
                let orders = vec![order(source, Form::AppClient, node, vec![notice])];
                Reading { orders, problems: fields.problems }
            }
        };
        for order in &mut reading.orders {
            let notice_form = order.form;
            order.form = Form::AppClient;
            // Members may be set later, where nobody looks.
            order.is_certain = false;
            // What the app library fills into the texts of a new instance, it fills into no others.
            let form = if notice_form == Form::AppInstantiation { notice_form } else { Form::AppClient };
            order.notices.iter_mut().for_each(|notice| notice.form = form);
        }
        reading
    }
}

/// That words of a notice are chosen or put together while the program runs, for each text of which that is so.
fn put_together(notice: &Notice) -> impl Iterator<Item = Problem> {
    let texts = notice.texts.iter().map(|text| &text.text);
    let is_computed = |text: &&Mapped| text.as_str() == COMPUTED && notice.source.slice(text.span()).contains('"');
    texts.filter(is_computed).map(|text| Problem {
        span: text.span(),
        message: "the text is put together while the program runs, so its words were not checked".to_owned(),
        help: "read it over, or write each text that may be sent as one constant".to_owned(),
        severity: Severity::Info,
    })
}

/// An e-mail is one even where its subject is set elsewhere; what it is written in tells it from an SMS.
fn as_email(mut node: Node) -> Node {
    let (span, has_type) = (node.span, node.get("contentType").is_some());
    if let Shape::Object(members) = &mut node.shape
        && !has_type
    {
        let name = Spanned::new("ContentType".to_owned(), span);
        members.push(Member { name, value: Node { span, shape: Shape::Null } });
    }
    node
}

fn order(source: &Arc<Source>, form: Form, body: Node, notices: Vec<Notice>) -> Order {
    Order {
        source: Arc::clone(source),
        form,
        span: body.span,
        body,
        notices,
        inbox: Vec::new(),
        request: None,
        part: None,
        is_certain: false,
    }
}

/// Puts the texts of this file where their names stand, and notes which other files hold the others.
fn resolve(node: &mut Node, source: &Arc<Source>, constants: &Constants, others: &mut Vec<Arc<Source>>) {
    match path_of(node).and_then(|path| constants.find(source, path)) {
        Some(Meaning::Here(known)) => *node = known.clone(),
        Some(Meaning::There(other, _)) if !others.iter().any(|one| Arc::ptr_eq(one, other)) => {
            others.push(Arc::clone(other));
        }
        _ => {}
    }
    match &mut node.shape {
        Shape::Object(members) => {
            members.iter_mut().for_each(|member| resolve(&mut member.value, source, constants, others));
        }
        Shape::List(items) => items.iter_mut().for_each(|item| resolve(item, source, constants, others)),
        _ => {}
    }
}

/// Keeps of an object only the texts that stand in the other file.
fn only_of(node: &mut Node, source: &Arc<Source>, other: &Arc<Source>, constants: &Constants) -> bool {
    match path_of(node).and_then(|path| constants.find(source, path)) {
        Some(Meaning::There(found, known)) if Arc::ptr_eq(found, other) => {
            *node = known.clone();
            return true;
        }
        _ => {}
    }
    match &mut node.shape {
        Shape::Object(members) => {
            members.retain_mut(|member: &mut Member| only_of(&mut member.value, source, other, constants));
            true
        }
        Shape::List(items) => {
            items.retain_mut(|item| only_of(item, source, other, constants));
            true
        }
        Shape::Open(_) | Shape::Text(_) => false,
        _ => true,
    }
}
