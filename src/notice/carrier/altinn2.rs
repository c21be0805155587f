//! Notifications as the SOAP services of Altinn 2 took them. Their texts lay at Altinn; what stands here is dead.

use crate::notice::order::{Order, bare};
use crate::notice::read::Reading;
use crate::notice::{Form, Kind, Node, RecipientKind, Shape};
use crate::source::{Source, Span};
use crate::syntax::xml::{Document, Element};
use memchr::memmem;
use std::sync::Arc;

/// How the namespace of Altinn 2's notifications starts.
const NAMESPACE: &str = "http://schemas.altinn.no/services/ServiceEngine/Notification/";
/// What a notification has besides.
const PARTS: [&str; 4] = ["TextTokens", "ReceiverEndPoints", "NotificationType", "LanguageCode"];

/// Whether a text may be one; a quick look before it is parsed.
pub(super) fn could_be(text: &str) -> bool {
    let has = |word: &str| memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    has("Notification") && (has(NAMESPACE) || (has("TextToken") && has("TokenValue")))
}

/// Adds an order for each notification of the document that a part of the file is.
pub(super) fn read(source: &Arc<Source>, part: Span, reading: &mut Reading) {
    let document = Document::parse(source.slice(part));
    let Some(root) = document.root() else { return };
    for element in std::iter::once(root).chain(root.descendants()).filter(|one| is_notification(*one)) {
        let tag = element.start_tag();
        let span = Span::new(tag.start + part.start, tag.end + part.start);
        let notice = bare(source, Form::Soap, Kind::Main, RecipientKind::Unknown, span);
        let body = Node { span, shape: Shape::Object(Vec::new()) };
        reading.orders.push(Order::alone(source, Form::Soap, body, vec![notice], true));
    }
}

fn is_notification(element: Element<'_, '_>) -> bool {
    element.name() == "Notification" && PARTS.into_iter().any(|name| element.child(name).is_some())
}
