//! The reference by which the sender knows a message: demanded by Correspondence, and shown in many places.

use crate::finding::Severity;
use crate::notice::Order;
use crate::notice::schema::{Seen, Type, What};
use crate::rules::{Context, Report};
use crate::text::identity_numbers;

pub(crate) fn check(order: &Order, members: &[Seen<'_>], _: &Context<'_>, report: &mut Report<'_>) {
    for seen in members {
        match seen.what {
            What::Missing(field, _) if field.name == "sendersReference" && order.is_certain => {
                if seen.holder.get("senderReference").is_some() {
                    continue;
                }
                let value = seen.holder.get(field.name);
                report
                    .at(order.at(value.map_or(seen.holder.head(), |value| value.span)))
                    .says("the correspondence has no `sendersReference`")
                    .help("give the number of the case")
                    .note("Correspondence answers status 400, and neither the message nor the notice is sent");
            }
            What::Known(field, member) if field.name == "sendersReference" => {
                let Some(text) = member.value.text() else { continue };
                for number in identity_numbers(text.as_str()) {
                    report
                        .weighing(Severity::Warning, order.at(text.span_of(number.range)))
                        .says("a national identity number stands in the sender's reference")
                        .help("use the number of the case")
                        .note("the reference is shown in logs, in status messages and in exports");
                }
                if let Type::Text(max) = field.holds
                    && member.value.known().is_some_and(|text| text.encode_utf16().count() > max)
                {
                    report
                        .at(order.at(member.value.span))
                        .says(format!("`sendersReference` is longer than {max} characters"))
                        .help("shorten it")
                        .note("Correspondence answers status 400");
                }
            }
            _ => {}
        }
    }
}
