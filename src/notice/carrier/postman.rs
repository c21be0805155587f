//! Collections of Postman: folders of requests, whose bodies are texts or lists of fields.

use super::Bodies;
use crate::notice::{HeadWay, Part, PartHead, Request};
use crate::source::{Span, Spanned};
use crate::syntax::Mapped;
use crate::syntax::json::{Document, Value};
use std::sync::Arc;

/// Hands on the body of every request of the collection.
pub(super) fn read(bodies: &mut Bodies<'_>) {
    let source = Arc::clone(bodies.source);
    let document = Document::parse(source.text());
    let Some(root) = document.root().filter(|root| is_collection(*root)) else { return };
    // Folders within folders are visited without recursion, in the order of the file.
    let mut open: Vec<Value<'_>> = items(root);
    while let Some(item) = open.pop() {
        open.extend(items(item));
        if let Some(request) = item.get("request") {
            body(request, bodies);
        }
    }
}

/// Whether a document says that it is a collection.
fn is_collection(root: Value<'_>) -> bool {
    let schema = root.get("info").and_then(|info| info.get("schema"));
    schema.and_then(Value::as_str).is_some_and(|schema| schema.contains("getpostman.com"))
}

/// The items of a folder, the last one first.
fn items<'d>(folder: Value<'d>) -> Vec<Value<'d>> {
    let mut items: Vec<Value<'d>> = folder.get("item").map(|list| list.items().collect()).unwrap_or_default();
    items.reverse();
    items
}

fn body(request: Value<'_>, bodies: &mut Bodies<'_>) {
    let Some(body) = request.get("body") else { return };
    if body.get("disabled").and_then(Value::as_bool) == Some(true) {
        return;
    }
    let url = request.get("url").and_then(|url| url.text().or_else(|| url.get("raw")?.text()));
    let method = request.get("method").and_then(Value::as_str).unwrap_or_default().into_owned();
    let sent = url.map(|url| Request { method, url: url.mapped() });
    let mode = body.get("mode").and_then(Value::as_str).unwrap_or_default();
    match &*mode {
        "raw" => {
            if let Some(raw) = body.get("raw").and_then(Value::text) {
                bodies.inside(&raw.mapped(), sent.as_ref());
            }
        }
        "formdata" | "urlencoded" => {
            if let Some(list) = body.get(&mode) {
                let fields = list.items().filter_map(|item| field(item, mode == "formdata")).collect();
                bodies.form(fields, list.span(), sent.as_ref());
            }
        }
        _ => {}
    }
}

/// A field with its value. Only those of a body of several parts have headers, of which the collection says the content type;
/// without it the part has none.
fn field(field: Value<'_>, has_head: bool) -> Option<(Part, Mapped)> {
    let is_off = field.get("disabled").and_then(Value::as_bool) == Some(true);
    let key = field.get("key")?.text().filter(|_| !is_off)?;
    let value = field.get("value")?.text()?;
    let content_type = field.get("contentType").and_then(Value::text);
    // Behind the quote that ends the value.
    let end = value.inner().end + 1;
    let head = PartHead {
        content_type: content_type.map(|found| Spanned::new(found.value().into_owned(), found.inner())),
        end: Span::new(end, end),
        way: HeadWay::Member,
    };
    let name = Spanned::new(key.value().into_owned(), key.inner());
    Some((Part { name, head: has_head.then_some(head) }, value.mapped()))
}
