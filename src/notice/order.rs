//! From a JSON document to its notices.

use super::fields::Fields;
use super::recognise::{form_of, is_description};
use super::{Form, Kind, Notice, Problem, RecipientKind, order_v1, order_v2};
use crate::source::{Source, Span};
use crate::syntax::json::Value;
use std::sync::Arc;

/// What a JSON document holds of orders.
#[derive(Debug, Default)]
pub struct Reading {
    /// What is sent to whom; none if the document is no order.
    pub notices: Vec<Notice>,
    /// What could not be read as the API reads it.
    pub problems: Vec<Problem>,
}

/// The notices of a JSON document: every order in it, however deep it stands.
pub fn read(source: &Arc<Source>, root: Value<'_>) -> Reading {
    let mut reading = Reading::default();
    if !is_description(root) {
        let mut fields = Fields { source, problems: Vec::new() };
        visit(root, &mut fields, &mut reading.notices);
        reading.problems = fields.problems;
    }
    reading
}

fn visit(value: Value<'_>, fields: &mut Fields<'_>, notices: &mut Vec<Notice>) {
    match form_of(value) {
        Some(Form::OrderV1) => notices.push(order_v1::read(value, fields)),
        Some(form) => order_v2::read(value, form, fields, notices),
        None => {
            value.members().for_each(|member| visit(member.value, fields, notices));
            value.items().for_each(|item| visit(item, fields, notices));
        }
    }
}

/// A notice without texts yet.
pub(super) fn bare(source: &Arc<Source>, form: Form, kind: Kind, recipient: RecipientKind, span: Span) -> Notice {
    Notice {
        source: Arc::clone(source),
        form,
        kind,
        recipient,
        texts: Vec::new(),
        resource_id: None,
        resource_action: None,
        national_ids: Vec::new(),
        span,
    }
}
