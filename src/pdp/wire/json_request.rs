//! Requests in JSON: categories by name or in `Category`, one object or an array of them, keys in either letter case.

use super::categories;
use super::{Message, RequestReference, Unreadable};
use crate::pdp::standard::value::DataType;
use crate::pdp::{ContextAttribute, ContextValue, ContextXPath, Entity};
use crate::source::{Span, Spanned};
use crate::syntax::json::{Document, Kind, Value};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::sync::Arc;

/// Reads a request of the JSON profile.
///
/// # Errors
/// The first thing that keeps the text from being a request.
pub fn read_json_request(document: &Document<'_>) -> Result<Message, Unreadable> {
    let request = whole(document)?
        .get_ignore_case("Request")
        .filter(|request| request.kind() == Kind::Object)
        .ok_or_else(|| Unreadable::new(Span::default(), "there is no object `Request`"))?;
    let mut message = Message::default();
    for member in request.members() {
        let key = member.key.value();
        let value = member.value;
        if let Some(category) = categories::urn(&key) {
            for one in one_or_more(value) {
                message.entities.push(Arc::new(entity(one, Some(category))?));
            }
            continue;
        }
        match key.to_ascii_lowercase().as_str() {
            "returnpolicyidlist" => message.return_policy_ids = flag(value)?,
            "combineddecision" => message.combined_decision = flag(value)?,
            "category" => {
                for one in one_or_more(value) {
                    message.entities.push(Arc::new(entity(one, None)?));
                }
            }
            "multirequests" => {
                let references = value.get_ignore_case("RequestReference").map(one_or_more).unwrap_or_default();
                message.references = references.into_iter().map(reference).collect::<Result<_, _>>()?;
            }
            // `XPathVersion`, and whatever else a sender adds: readers of the profile ignore it. An object could be a
            // category whose name has a slip in it.
            _ if matches!(value.kind(), Kind::Object | Kind::Array) => {
                message.passed_over.push(Spanned::new(key.into_owned(), member.key.span()));
            }
            _ => {}
        }
    }
    Ok(message)
}

/// The root of a document that a strict reader takes.
pub(super) fn whole<'d>(document: &'d Document<'_>) -> Result<Value<'d>, Unreadable> {
    if let Some(problem) = document.problems().iter().find(|problem| problem.kind.is_fatal()) {
        return Err(Unreadable::new(problem.span, problem.kind.to_string()));
    }
    document.root().ok_or_else(|| Unreadable::new(Span::default(), "the text is empty"))
}

/// The items of an array, or the one value that stands for an array of one.
pub(super) fn one_or_more(value: Value<'_>) -> Vec<Value<'_>> {
    match value.kind() {
        Kind::Array => value.items().collect(),
        Kind::Null => Vec::new(),
        _ => vec![value],
    }
}

fn flag(value: Value<'_>) -> Result<bool, Unreadable> {
    if value.is_null() {
        return Ok(false);
    }
    value.as_bool().ok_or_else(|| Unreadable::new(value.span(), "`true` or `false` is wanted here"))
}

/// The string of a key; none if the key is absent or null.
pub(super) fn string(object: Value<'_>, key: &str) -> Result<Option<String>, Unreadable> {
    match object.get_ignore_case(key) {
        None => Ok(None),
        Some(value) if value.is_null() => Ok(None),
        Some(value) => match value.as_str() {
            Some(text) => Ok(Some(text.into_owned())),
            None => Err(Unreadable::new(value.span(), format!("`{key}` is no string"))),
        },
    }
}

pub(super) fn required(object: Value<'_>, key: &str) -> Result<String, Unreadable> {
    string(object, key)?.ok_or_else(|| Unreadable::new(object.span(), format!("there is no `{key}`")))
}

fn entity(object: Value<'_>, category: Option<&str>) -> Result<Entity, Unreadable> {
    if object.kind() != Kind::Object {
        return Err(Unreadable::new(object.span(), "a category is an object"));
    }
    let category = match category {
        Some(category) => category.to_owned(),
        None => categories::expand(&required(object, "CategoryId")?).to_owned(),
    };
    let attributes = object.get_ignore_case("Attribute").map(one_or_more).unwrap_or_default();
    let content = string(object, "Content")?.map(|content| decoded(&content));
    Ok(Entity {
        category,
        id: string(object, "Id")?,
        attributes: attributes.into_iter().map(attribute).collect::<Result<_, _>>()?,
        content,
    })
}

/// Content is XML, written as a string or as base 64 of one.
fn decoded(content: &str) -> String {
    let text = content.trim();
    if text.starts_with('<') {
        return text.to_owned();
    }
    let bytes = STANDARD.decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    bytes.unwrap_or_else(|| text.to_owned())
}

pub(super) fn attribute(object: Value<'_>) -> Result<ContextAttribute, Unreadable> {
    let values = match object.get_ignore_case("Value") {
        Some(value) if !value.is_null() => one_or_more(value),
        _ => return Err(Unreadable::new(object.span(), "the attribute has no `Value`")),
    };
    let data_type = string(object, "DataType")?.map(|name| data_type(&name));
    let include = object.get_ignore_case("IncludeInResult").map_or(Ok(false), flag)?;
    Ok(ContextAttribute {
        id: required(object, "AttributeId")?,
        issuer: string(object, "Issuer")?,
        include_in_result: include,
        values: values.into_iter().map(|value| self::value(value, data_type.as_deref())).collect::<Result<_, _>>()?,
    })
}

/// The URI of a type, which may be written by its name.
pub(super) fn data_type(name: &str) -> String {
    DataType::named(name).map_or_else(|| name.to_owned(), |known| known.uri().to_owned())
}

/// A value; where no type is given, that of JSON counts: boolean, integer, double or string.
fn value(value: Value<'_>, data_type: Option<&str>) -> Result<ContextValue, Unreadable> {
    let (text, natural) = match value.kind() {
        Kind::String => (value.as_str().unwrap_or_default().into_owned(), DataType::String),
        Kind::True => ("true".to_owned(), DataType::Boolean),
        Kind::False => ("false".to_owned(), DataType::Boolean),
        Kind::Number => {
            let number = value.as_number().unwrap_or_default();
            let whole = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
            (number.to_owned(), if whole { DataType::Integer } else { DataType::Double })
        }
        Kind::Object => return xpath(value),
        Kind::Array | Kind::Null | Kind::Hole => {
            return Err(Unreadable::new(value.span(), "this is no value of an attribute"));
        }
    };
    let data_type = data_type.map_or_else(|| natural.uri().to_owned(), str::to_owned);
    Ok(ContextValue { data_type, text, xpath: None })
}

/// An XPath expression, which is written as an object.
fn xpath(object: Value<'_>) -> Result<ContextValue, Unreadable> {
    let namespaces = object.get_ignore_case("Namespaces").map(one_or_more).unwrap_or_default();
    let declared =
        namespaces.into_iter().map(|one| Ok((string(one, "Prefix")?.unwrap_or_default(), required(one, "Namespace")?)));
    Ok(ContextValue {
        data_type: DataType::XPathExpression.uri().to_owned(),
        text: required(object, "XPath")?,
        xpath: Some(ContextXPath {
            category: Some(categories::expand(&required(object, "XPathCategory")?).to_owned()),
            namespaces: declared.collect::<Result<_, _>>()?,
        }),
    })
}

fn reference(object: Value<'_>) -> Result<RequestReference, Unreadable> {
    let ids = object.get_ignore_case("ReferenceId").map(one_or_more).unwrap_or_default();
    let id = |value: Value<'_>| {
        let wrong = || Unreadable::new(value.span(), "an id is a string");
        value.as_str().map(std::borrow::Cow::into_owned).ok_or_else(wrong)
    };
    Ok(RequestReference { span: object.span(), entities: ids.into_iter().map(id).collect::<Result<_, _>>()? })
}
