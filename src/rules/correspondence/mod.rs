//! Messages in the inbox, and the notices that come with them.

mod channel_missing;
mod confidential_notice;
mod confidential_package;
mod confidential_unreminded;
mod custom_recipient;
mod generic_text;
mod inbox_content;
mod without_notification;

use super::Rule;
use crate::notice::Order;
use crate::source::Span;

pub(super) const RULES: &[Rule] = &[
    Rule::order("correspondence/channel-missing", channel_missing::check),
    Rule::order("correspondence/confidential-notice", confidential_notice::check),
    Rule::service("correspondence/confidential-package", confidential_package::check),
    Rule::order("correspondence/confidential-unreminded", confidential_unreminded::check),
    Rule::order("correspondence/custom-recipient", custom_recipient::check),
    Rule::order("correspondence/generic-text", generic_text::check),
    Rule::members("correspondence/inbox-content", inbox_content::check),
    Rule::order("correspondence/without-notification", without_notification::check),
];

/// What says that the message is confidential: its flag, or its resource's name.
fn confidential(order: &Order) -> Option<Span> {
    let letter = order.letter()?;
    let flag = letter.get("isConfidential");
    if let Some(flag) = flag.filter(|flag| flag.truth().is_some()) {
        return (flag.truth() == Some(true)).then_some(flag.span);
    }
    let named = |id: &&crate::notice::Node| id.known().is_some_and(|id| id.contains("taushetsbelagt"));
    letter.get("resourceId").filter(named).map(|id| id.span)
}
