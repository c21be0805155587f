//! A resource id in the form of another API.

use crate::finding::Severity;
use crate::notice::schema::{Seen, Type};
use crate::notice::{Form, Order};
use crate::rules::{Context, Report};

const PREFIX: &str = "urn:altinn:resource:";

pub(crate) fn check(order: &Order, members: &[Seen<'_>], _: &Context<'_>, report: &mut Report<'_>) {
    for seen in members {
        let Some((_, Type::Resource, value)) = seen.value() else { continue };
        let Some(text) = value.known() else { continue };
        let id = text.strip_prefix(PREFIX);
        if order.letter().is_some() && id.unwrap_or(text).contains(':') {
            report
                .at(order.at(value.span))
                .says(format!("`{text}` is no resource id that Correspondence takes: it has a colon"))
                .help("write the id alone, as the resource registry has it")
                .note("Correspondence answers status 400, and neither the message nor the notice is sent");
        } else if order.form == Form::OrderV1 && id.is_some() {
            report
                .weighing(Severity::Info, order.at(value.span))
                .says(format!("the first version of the API takes `{PREFIX}` away"))
                .help("write the id alone");
        }
    }
}
