//! Requests in XML.

use super::{Message, RequestReference, Unreadable};
use crate::pdp::{ContextAttribute, ContextValue, ContextXPath, Entity};
use crate::source::Span;
use crate::syntax::xml::{Document, Element};
use crate::xacml::{NAMESPACE, data_type};
use std::sync::Arc;

/// Reads `<Request>` of XACML 3.0.
///
/// # Errors
/// The first thing that keeps the text from being a request.
pub fn read_xml_request(document: &Document<'_>) -> Result<Message, Unreadable> {
    let root = root(document, "Request")?;
    let mut message = Message {
        return_policy_ids: flag(root, "ReturnPolicyIdList")?,
        combined_decision: flag(root, "CombinedDecision")?,
        ..Message::default()
    };
    for child in root.children() {
        match child.name() {
            "Attributes" => message.entities.push(Arc::new(entity(child)?)),
            "MultiRequests" => {
                message.references = child.children().map(reference).collect::<Result<_, _>>()?;
            }
            "RequestDefaults" => {}
            _ => return Err(misplaced(child)),
        }
    }
    Ok(message)
}

/// The root of a well-formed document that has that name.
pub(super) fn root<'d, 't>(document: &'d Document<'t>, name: &str) -> Result<Element<'d, 't>, Unreadable> {
    if let Some(problem) = document.problems().first() {
        return Err(Unreadable::new(problem.span, problem.kind.to_string()));
    }
    match document.root() {
        Some(root) if root.name() == name && root.namespace() == NAMESPACE => Ok(root),
        Some(root) => Err(Unreadable::new(root.start_tag(), format!("the root is no `{name}` of XACML 3.0"))),
        None => Err(Unreadable::new(Span::default(), "there is no root element")),
    }
}

fn misplaced(element: Element<'_, '_>) -> Unreadable {
    Unreadable::new(element.start_tag(), format!("`{}` may not stand here", element.qualified_name()))
}

pub(super) fn required(element: Element<'_, '_>, name: &str) -> Result<String, Unreadable> {
    let missing = || Unreadable::new(element.start_tag(), format!("`{}` has no `{name}`", element.name()));
    element.attribute(name).map(|found| found.value().trim().to_owned()).ok_or_else(missing)
}

pub(super) fn optional(element: Element<'_, '_>, name: &str) -> Option<String> {
    element.attribute(name).map(|found| found.value().trim().to_owned())
}

/// A boolean attribute; false where it is absent, which no request of an older draft should be refused for.
fn flag(element: Element<'_, '_>, name: &str) -> Result<bool, Unreadable> {
    let Some(attribute) = element.attribute(name) else { return Ok(false) };
    match attribute.value().trim() {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        other => Err(Unreadable::new(attribute.value_span(), format!("`{other}` is no value for `{name}`"))),
    }
}

fn entity(element: Element<'_, '_>) -> Result<Entity, Unreadable> {
    let mut entity = Entity {
        category: required(element, "Category")?,
        id: element
            .attributes()
            .find(|attribute| attribute.qualified_name() == "xml:id")
            .map(|attribute| attribute.value().trim().to_owned()),
        ..Entity::default()
    };
    for child in element.children() {
        match child.name() {
            "Content" => entity.content = content(child),
            "Attribute" => entity.attributes.push(attribute(child)?),
            _ => return Err(misplaced(child)),
        }
    }
    Ok(entity)
}

/// The element inside `<Content>`, with the namespaces that it takes from around it, so that it stands by itself.
fn content(element: Element<'_, '_>) -> Option<String> {
    let inner = element.children().next()?;
    let own: Vec<_> = inner.attributes().map(|attribute| attribute.qualified_name().to_owned()).collect();
    let markup = element.markup();
    let start = (inner.span().start - element.inner_span().start) as usize;
    let end = (inner.span().end - element.inner_span().start) as usize;
    let whole = markup.get(start..end)?;
    let (open, rest) = whole.split_at_checked(1 + inner.qualified_name().len())?;
    let mut text = open.to_owned();
    for (prefix, namespace) in inner.namespaces_in_scope() {
        let name = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
        if !own.contains(&name) {
            text.push_str(&format!(" {name}=\"{}\"", quick_xml::escape::escape(namespace.as_ref())));
        }
    }
    text.push_str(rest);
    Some(text)
}

pub(super) fn attribute(element: Element<'_, '_>) -> Result<ContextAttribute, Unreadable> {
    let values = element.children().map(|child| match child.name() {
        "AttributeValue" => value(child),
        _ => Err(misplaced(child)),
    });
    Ok(ContextAttribute {
        id: required(element, "AttributeId")?,
        issuer: optional(element, "Issuer"),
        include_in_result: flag(element, "IncludeInResult")?,
        values: values.collect::<Result<_, _>>()?,
    })
}

fn value(element: Element<'_, '_>) -> Result<ContextValue, Unreadable> {
    let data_type = required(element, "DataType")?;
    let xpath = (data_type == data_type::XPATH_EXPRESSION).then(|| ContextXPath {
        category: optional(element, "XPathCategory"),
        namespaces: element
            .namespaces_in_scope()
            .into_iter()
            .filter(|(prefix, _)| !prefix.is_empty())
            .map(|(prefix, namespace)| (prefix.to_owned(), namespace.into_owned()))
            .collect(),
    });
    Ok(ContextValue { data_type, text: element.text().into_owned(), xpath })
}

fn reference(element: Element<'_, '_>) -> Result<RequestReference, Unreadable> {
    if element.name() != "RequestReference" {
        return Err(misplaced(element));
    }
    let entities = element.children().map(|child| match child.name() {
        "AttributesReference" => required(child, "ReferenceId"),
        _ => Err(misplaced(child)),
    });
    Ok(RequestReference { span: element.span(), entities: entities.collect::<Result<_, _>>()? })
}
