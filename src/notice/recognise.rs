//! Which objects of a JSON document are orders, and in which form.

use super::Form;
use super::body::{Node, Shape};
use crate::syntax::json::{Kind, Value};
use memchr::memmem;

/// The five ways of naming a recipient in the second version of the API.
pub(super) const WAYS: [&str; 5] =
    ["recipientOrganization", "recipientPerson", "recipientEmail", "recipientSms", "recipientExternalIdentity"];

/// The four ways of naming a recipient in the first version of the API.
pub(super) const IDENTIFIERS: [&str; 4] =
    ["emailAddress", "mobileNumber", "organizationNumber", "nationalIdentityNumber"];

/// Members that answers of the API have and orders have not.
const OF_ANSWERS: [&str; 8] = [
    "orderId",
    "shipmentId",
    "notificationOrderId",
    "recipientLookup",
    "correspondenceId",
    "correspondences",
    "statusHistory",
    "statusText",
];

/// Members that, beside others, tell an order of Altinn's from any other message in JSON.
const OF_ORDERS: [&str; 9] = [
    "sendersReference",
    "requestedSendTime",
    "conditionEndpoint",
    "dialogportenAssociation",
    "reminders",
    "ignoreReservation",
    "resourceId",
    "resourceAction",
    "senderNumber",
];

/// Whether a text may hold an order; a quick look before it is parsed.
pub fn could_be_order(text: &str) -> bool {
    let bytes = text.as_bytes();
    let has = |part: &&[u8]| memmem::find(bytes, part).is_some();
    let order =
        || [&b"ody\""[..], b"ettings\"", b"emplate\"", b"hannel", b"ubject\"", b"dempotencyId\""].iter().any(has);
    (has(&&b"ecipient"[..]) && order())
        || [
            &b"otification\""[..],
            b"otificationChannel",
            b"otificationTemplate",
            b"essageTitle",
            b"languageCode",
            b"arselTekst\"",
        ]
        .iter()
        .any(has)
}

/// Whether a text that is not valid JSON is an order all the same: enough of an order's keys stand in it.
pub fn must_be_order(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let has = |key: &str| has_key(&text, &key.to_ascii_lowercase());
    if ["openapi", "swagger", "asyncapi", "$schema", "properties"].into_iter().any(has) {
        return false;
    }
    let chain = WAYS.into_iter().any(has) && ["idempotencyId", "emailSettings", "smsSettings"].into_iter().any(has);
    let first = has("recipients")
        && (has("emailTemplate") || has("smsTemplate") || (has("body") && OF_ORDERS.into_iter().any(has)))
        && IDENTIFIERS.into_iter().any(has);
    let letter = has("notification") && (has("messageTitle") || has("customSms") || has("customEmail"))
        || (has("notificationTemplate") && (has("emailBody") || has("smsBody")));
    chain || first || letter
}

/// Whether `"key"` stands in the text with a colon behind it.
fn has_key(text: &str, key: &str) -> bool {
    let quoted = format!("\"{key}\"");
    memmem::find_iter(text.as_bytes(), quoted.as_bytes())
        .any(|at| text[at + quoted.len()..].trim_start().starts_with(':'))
}

/// Whether a document describes messages instead of holding them: `OpenAPI`, `AsyncAPI`, JSON Schema.
pub(super) fn is_description(root: Value<'_>) -> bool {
    let has = |name| root.get(name).is_some();
    let of_schema = root.get("$schema").and_then(Value::as_str).is_some_and(|id| id.contains("json-schema.org"));
    has("openapi") || has("swagger") || has("asyncapi") || of_schema || is_schema(root)
}

/// Whether an object is a JSON Schema: it says what a value looks like.
fn is_schema(value: Value<'_>) -> bool {
    ["$ref", "properties", "$defs", "definitions", "allOf", "oneOf", "anyOf"].into_iter().any(|name| {
        value.get(name).is_some_and(|found| matches!(found.kind(), Kind::Object | Kind::Array | Kind::String))
    }) || value.get("type").and_then(Value::as_str).is_some_and(|kind| matches!(&*kind, "object" | "string" | "array"))
}

/// The form of order that an object is, if it is one. Names are compared in any letter case, as the API does.
pub(super) fn form_of(object: &Node) -> Option<Form> {
    if !object.is_object() || is_answer(object) {
        return None;
    }
    let recipient = object.get("recipient");
    recipient
        .and_then(|recipient| chain(object, recipient))
        .or_else(|| recipient.is_none().then(|| instant(object)).flatten())
        .or_else(|| correspondence(object))
        .or_else(|| instantiation(object))
        .or_else(|| dialog(object))
        .or_else(|| first_version(object))
}

fn is_answer(object: &Node) -> bool {
    let has = |name: &str| object.get(name).is_some();
    OF_ANSWERS.into_iter().any(has) || (has("creator") && has("created"))
}

fn has_any(object: &Node, names: &[&str]) -> bool {
    names.iter().any(|name| object.get(name).is_some())
}

fn has_text(object: &Node, name: &str) -> bool {
    object.get(name).is_some_and(Node::is_text)
}

fn object_at<'d>(object: &'d Node, name: &str) -> Option<&'d Node> {
    object.get(name).filter(|value| value.is_object() && !is_schema_node(value))
}

/// Whether an object says what a value looks like instead of holding one.
fn is_schema_node(value: &Node) -> bool {
    has_any(value, &["$ref", "properties", "$defs", "allOf", "oneOf", "anyOf"])
        || value.get("type").and_then(Node::known).is_some_and(|kind| matches!(kind, "object" | "string" | "array"))
}

/// An order with one `recipient`: a chain, an e-mail with attachments, or the older form of an instant SMS.
fn chain(object: &Node, recipient: &Node) -> Option<Form> {
    if is_schema_node(recipient) {
        return None;
    }
    let way = |name: &str| recipient.get(name).filter(|way| !is_schema_node(way));
    if WAYS.into_iter().any(|name| way(name).is_some_and(|way| way.is_object() || matches!(way.shape, Shape::Open(_))))
    {
        let lives = way("recipientSms").is_some_and(|sms| has_any(sms, &["timeToLiveInSeconds"]));
        return Some(if lives { Form::Instant } else { Form::OrderV2 });
    }
    if has_text(recipient, "emailAddress") && object_at(recipient, "emailSettings").is_some() {
        return Some(Form::Composed);
    }
    let has_settings = |way: &Node| object_at(way, "emailSettings").or_else(|| object_at(way, "smsSettings")).is_some();
    let settings = has_settings(recipient) || recipient.members().iter().any(|way| has_settings(&way.value));
    let filled_in = recipient.is_text() && has_any(object, &OF_ORDERS);
    (has_text(object, "idempotencyId") && (settings || filled_in)).then_some(Form::OrderV2)
}

/// An order that is sent at once names its recipient at the top.
fn instant(object: &Node) -> Option<Form> {
    let sms = object_at(object, "recipientSms");
    let email = object_at(object, "recipientEmail");
    let has_id = has_text(object, "idempotencyId");
    let sms = sms.is_some_and(|sms| has_id || has_any(sms, &["timeToLiveInSeconds", "smsSettings"]));
    let email = email.is_some_and(|email| has_id || has_any(email, &["emailSettings"]));
    (sms || email).then_some(Form::Instant)
}

/// A correspondence: the whole request, the message without it, or the notification alone.
fn correspondence(object: &Node) -> Option<Form> {
    let is_message = |message: &Node| {
        let has_content = object_at(message, "content").is_some_and(|content| has_any(content, &["messageTitle"]));
        let is_named = has_any(message, &["resourceId", "sendersReference", "messageSender"]);
        (has_content && (is_named || has_any(message, &["notification"])))
            || (is_named && object_at(message, "notification").is_some_and(is_notification))
    };
    let wrapped = object_at(object, "correspondence").is_some_and(is_message);
    (wrapped || is_message(object) || is_notification(object)).then_some(Form::Correspondence)
}

/// What only the notification of a correspondence has, beside a channel or template.
const OF_NOTIFICATIONS: [&str; 8] = [
    "emailSubject",
    "emailBody",
    "smsBody",
    "sendReminder",
    "reminderSmsBody",
    "reminderEmailBody",
    "customRecipients",
    "customRecipient",
];

/// Whether an object is the `notification` of a correspondence.
pub(super) fn is_notification(object: &Node) -> bool {
    !is_schema_node(object)
        && !has_any(object, &["customSms", "customEmail", "recipients", "recipient"])
        && OF_NOTIFICATIONS.into_iter().any(|name| object.get(name).is_some_and(|value| !value.is_object()))
        && ["notificationTemplate", "notificationChannel"]
            .into_iter()
            .any(|name| object.get(name).is_some_and(|value| !value.is_object()))
}

/// The request that makes an instance of an app, with a notice.
fn instantiation(object: &Node) -> Option<Form> {
    let notification = object_at(object, "notification")?;
    let marked = has_any(notification, &["customSms", "customEmail", "allowSendingAfterWorkHours"])
        || notification.get("reminders").is_some_and(|list| {
            list.items().iter().any(|one| has_any(one, &["sendAfterDays", "customSms", "customEmail"]))
        });
    let numbered =
        notification.get("notificationChannel").is_some_and(|channel| matches!(channel.shape, Shape::Number(_)))
            && has_any(object, &["instanceOwner", "partyId", "prefill"]);
    (marked || numbered).then_some(Form::AppInstantiation)
}

/// A dialog of Dialogporten.
fn dialog(object: &Node) -> Option<Form> {
    let values = object.at(&["content", "title", "value"])?;
    let has_language = values.items().iter().any(|value| has_any(value, &["languageCode"]));
    (has_language && has_any(object, &["serviceResource", "party"])).then_some(Form::Dialog)
}

/// An order of the first version has a list of `recipients`.
fn first_version(object: &Node) -> Option<Form> {
    let recipients = object.get("recipients")?;
    let templates = object_at(object, "emailTemplate").or_else(|| object_at(object, "smsTemplate")).is_some();
    let texts = has_text(object, "body") || has_text(object, "subject");
    let channel = object
        .get("notificationChannel")
        .is_some_and(|channel| matches!(channel.shape, Shape::Text(_) | Shape::Number(_) | Shape::Open(_)));
    let is_order = match &recipients.shape {
        Shape::List(items) if items.iter().any(is_named) => templates || texts || channel,
        Shape::List(items) if !items.is_empty() && items.iter().all(Node::is_object) => templates,
        Shape::List(items) if items.is_empty() => templates || (texts && has_any(object, &OF_ORDERS)),
        Shape::Open(_) => templates || (texts && has_any(object, &OF_ORDERS)),
        _ => false,
    };
    is_order.then_some(Form::OrderV1)
}

fn is_named(recipient: &Node) -> bool {
    IDENTIFIERS.into_iter().any(|name| has_text(recipient, name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::body::Placing;
    use crate::syntax::json::Document;

    fn form(text: &str) -> Option<Form> {
        Document::parse(text).root().and_then(|root| form_of(&Node::from_json(root, &Placing::Whole)))
    }

    #[test]
    fn the_keys_tell_the_form() {
        let settings = r#""emailSettings": {"subject": "a", "body": "b"}"#;
        for (text, expected) in [
            (r#"{"recipient": {"recipientOrganization": {"orgNumber": "{{o}}"}}}"#.to_owned(), Form::OrderV2),
            (r#"{"Recipient": {"RecipientPerson": {}}}"#.to_owned(), Form::OrderV2),
            (r#"{"recipient": {"recipientSms": {"timeToLiveInSeconds": 60}}}"#.to_owned(), Form::Instant),
            (r#"{"idempotencyId": "a", "recipientSms": {"phoneNumber": "{{p}}"}}"#.to_owned(), Form::Instant),
            (format!(r#"{{"recipientEmail": {{"emailAddress": "a@example.com", {settings}}}}}"#), Form::Instant),
            (format!(r#"{{"recipient": {{"emailAddress": "a@example.com", {settings}}}}}"#), Form::Composed),
            (r#"{"recipients": [{"organizationNumber": "123456785"}], "body": "b"}"#.to_owned(), Form::OrderV1),
            (r#"{"recipients": [], "smsTemplate": {"body": "b"}}"#.to_owned(), Form::OrderV1),
            (r#"{"recipients": {{all}}, "body": "b", "resourceId": "r"}"#.to_owned(), Form::OrderV1),
            (r#"{"recipients": ["0192:1"], "correspondence": {"resourceId": "r", "content": {"messageTitle": "t"}}}"#.to_owned(), Form::Correspondence),
            (r#"{"NotificationTemplate": 1, "SendReminder": true}"#.to_owned(), Form::Correspondence),
            (r#"{"instanceOwner": {}, "notification": {"notificationChannel": 2}}"#.to_owned(), Form::AppInstantiation),
            (r#"{"notification": {"customSms": {"senderName": "a"}}}"#.to_owned(), Form::AppInstantiation),
            (r#"{"party": "p", "content": {"title": {"value": [{"languageCode": "nb", "value": "t"}]}}}"#.to_owned(), Form::Dialog),
        ] {
            assert_eq!(form(&text), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_messages_answers_and_descriptions_are_no_orders() {
        for text in [
            r#"{"recipients": ["urn:altinn:organization:identifier-no:123456785"], "correspondence": {}}"#,
            r#"{"recipients": [], "body": "b"}"#,
            r#"{"correspondenceId": "1", "content": {"messageTitle": "t"}, "notification": {"smsBody": "b", "notificationChannel": 1}}"#,
            r#"{"notification": {"type": "object", "properties": {"customSms": {}}}}"#,
            r#"{"notification": {"title": "t", "body": "b"}}"#,
            r#"{"recipients": [{"emailAddress": {"address": "a@example.com"}}], "body": {"content": "b"}}"#,
            r#"{"idempotencyId": "a", "recipient": {"name": "Kari"}}"#,
            r#"{"orderId": "1", "recipients": [{"emailAddress": "a@example.com"}], "body": "b"}"#,
            r#"{"creator": "ttd", "created": "2026", "recipients": [], "smsTemplate": {"body": "b"}}"#,
            r##"{"recipient": {"type": "object", "properties": {"recipientSms": {"$ref": "#/a"}}}}"##,
            r##"{"recipient": {"recipientSms": {"$ref": "#/a"}}, "idempotencyId": {"type": "string"}}"##,
        ] {
            assert_eq!(form(text), None, "{text}");
        }
    }

    #[test]
    fn broken_orders_are_told_from_other_broken_text() {
        assert!(must_be_order(r#"{"idempotencyId": "a", "recipient": {"recipientSms" : {"#));
        assert!(must_be_order(r#"{"recipients": [{"mobileNumber": "+47"}], "smsTemplate": {"body" "b"}}"#));
        assert!(!must_be_order(r#"{ [JsonPropertyName("recipients")] public Body { get; } "body" "recipientSms""#));
        assert!(!must_be_order(r#"{"openapi": "3.0.1", "recipientSms": {}, "smsSettings": {"#));
    }
}
