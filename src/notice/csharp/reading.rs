//! Objects of the app library's clients, as the orders that the library makes of them.

use super::constants::{Constants, Meaning};
use super::objects::{Found, What};
use super::texts::{filled, names_in, path_of};
use super::variants;
use crate::notice::fields::Fields;
use crate::notice::order::{Order, bare};
use crate::notice::read::{Reading, read_as};
use crate::notice::{Form, Kind, Member, Node, Notice, Problem, RecipientKind, Shape};
use crate::source::{Source, Spanned};
use crate::syntax::Mapped;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The names that stand where a text could, or in one.
pub(super) fn names(node: &Node, wanted: &mut BTreeSet<String>) {
    let text = node.text().map(Mapped::as_str).unwrap_or_default();
    wanted.extend(names_in(text).filter_map(|path| path.rsplit('.').next()).map(str::to_owned));
    let values = if let Shape::Either(values) = &node.shape { &values[..] } else { node.items() };
    node.members().iter().map(|member| &member.value).chain(values).for_each(|inner| names(inner, wanted));
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
        let mut found = Reading::default();
        for node in variants::of(self.node.clone(), source, &mut found.problems) {
            let variant = self.order(source, node);
            found.problems.extend(variant.problems);
            found.orders.extend(variant.orders);
        }
        let notices = found.orders.iter().flat_map(|order| &order.notices);
        found.problems.extend(notices.flat_map(variants::put_together));
        let (form, recipient) = found.orders.first().map_or((Form::AppClient, RecipientKind::Unknown), |order| {
            order.notices.first().map_or((order.form, RecipientKind::Unknown), |notice| (notice.form, notice.recipient))
        });
        reading.orders.extend(found.orders);
        for problem in found.problems {
            // Two variants have the same problem with what is not chosen.
            let is_known = |one: &Problem| (one.span, &one.message) == (problem.span, &problem.message);
            if !reading.problems.iter().any(is_known) {
                reading.problems.push(problem);
            }
        }
        for other in others {
            let mut there = whole.clone();
            if !only_of(&mut there, source, &other, constants) {
                continue;
            }
            let variants = variants::of(there, &other, &mut reading.problems);
            let orders = variants.into_iter().flat_map(|node| self.order(&other, node).orders);
            let mut notices: Vec<Notice> = orders.flat_map(|order| order.notices).collect();
            notices.retain(|notice| !notice.texts.is_empty());
            for notice in &mut notices {
                (notice.form, notice.recipient, notice.resource_id) = (form, recipient, None);
                notice.span = notice.texts.first().map_or(notice.span, |text| text.text.span());
            }
            let span = notices.first().map(|notice| notice.span).unwrap_or_default();
            let body = Node { span, shape: Shape::Object(Vec::new()) };
            let order = Order::alone(&other, Form::Own, body, notices, false);
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
                let orders = vec![Order::alone(source, Form::AppClient, node, vec![notice], false)];
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
        Shape::Text(text) => {
            let here = |path: &str| match constants.find(source, path)? {
                Meaning::Here(known) => Some(known),
                Meaning::There(..) => None,
            };
            if let Some(filled) = filled(text, here) {
                *text = filled;
            }
        }
        Shape::Object(members) => {
            members.iter_mut().for_each(|member| resolve(&mut member.value, source, constants, others));
        }
        Shape::List(items) | Shape::Either(items) => {
            items.iter_mut().for_each(|item| resolve(item, source, constants, others))
        }
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
        Shape::Either(values) => {
            values.retain_mut(|value| only_of(value, source, other, constants));
            !values.is_empty()
        }
        Shape::Open(_) | Shape::Text(_) => false,
        _ => true,
    }
}
