//! From a body to its orders.

use super::body::{Node, Placing, Shape};
use super::fields::Fields;
use super::order::Order;
use super::recognise::{form_of, is_description};
use super::request::Request;
use super::{Form, Problem, carrier, correspondence, dialog, instantiation, order_v1, order_v2, schema};
use crate::source::Source;
use crate::syntax::json::Value;
use std::sync::Arc;

/// What a document holds of orders.
#[derive(Debug, Default)]
pub struct Reading {
    /// Every order, in the order of the document.
    pub orders: Vec<Order>,
    /// What could not be read as the API reads it.
    pub problems: Vec<Problem>,
}

/// The orders of a JSON document that is the whole file: every one in it, however deep it stands.
pub fn read(source: &Arc<Source>, root: Value<'_>) -> Reading {
    read_json(source, root, &Placing::Whole, None)
}

/// The orders of a piece of JSON that stands somewhere in a file, and is sent with `request`.
pub fn read_json(source: &Arc<Source>, root: Value<'_>, placing: &Placing<'_>, request: Option<&Request>) -> Reading {
    if is_description(root) {
        return Reading::default();
    }
    read_body(source, Node::from_json(root, placing), request)
}

/// The orders of a body, from whatever carrier. The path of the request settles the form where it is known; the names of
/// the members do so otherwise.
pub fn read_body(source: &Arc<Source>, body: Node, request: Option<&Request>) -> Reading {
    let mut reading = Reading::default();
    let mut fields = Fields { source, problems: Vec::new() };
    match request.and_then(Request::form).filter(|_| body.is_object()) {
        Some(form) => reading.orders.push(order(body, form, request, &mut fields)),
        None => visit(body, request, &mut fields, &mut reading.orders),
    }
    reading.problems = fields.problems;
    reading
}

/// One order whose form is known, such as one that code puts together.
pub fn read_as(source: &Arc<Source>, body: Node, form: Form, request: Option<&Request>) -> Reading {
    let mut fields = Fields { source, problems: Vec::new() };
    let orders = vec![order(body, form, request, &mut fields)];
    Reading { orders, problems: fields.problems }
}

fn visit(node: Node, request: Option<&Request>, fields: &mut Fields<'_>, orders: &mut Vec<Order>) {
    if let Some(form) = form_of(&node) {
        orders.push(order(node, form, request, fields));
        return;
    }
    if let Some(order) = carrier::of_message(fields.source, &node) {
        orders.push(order);
        return;
    }
    match node.shape {
        Shape::Object(members) => {
            members.into_iter().for_each(|member| visit(member.value, request, fields, orders));
        }
        Shape::List(items) => items.into_iter().for_each(|item| visit(item, request, fields, orders)),
        _ => {}
    }
}

fn order(body: Node, form: Form, request: Option<&Request>, fields: &mut Fields<'_>) -> Order {
    let (mut notices, mut inbox) = (Vec::new(), Vec::new());
    match form {
        Form::OrderV1 => notices.push(order_v1::read(&body, fields)),
        Form::Correspondence | Form::CorrespondenceMultipart | Form::CorrespondenceBuilder => {
            correspondence::read(&body, form, fields, &mut notices, &mut inbox);
        }
        Form::AppInstantiation => instantiation::read(&body, fields, &mut notices),
        Form::Dialog => dialog::read(&body, fields, &mut inbox),
        _ => order_v2::read(&body, form, fields, &mut notices),
    }
    let is_certain = request.and_then(Request::form).is_some() || schema::known_members(form, &body) > 1;
    let (source, request) = (Arc::clone(fields.source), request.cloned());
    Order { source, form, span: body.span, body, notices, inbox, request, part: None, is_certain }
}
