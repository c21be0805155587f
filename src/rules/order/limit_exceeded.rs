//! A text or list of an order that is longer than the API takes.

use crate::notice::Order;
use crate::notice::schema::{Seen, Type};
use crate::rules::{Context, Report};

pub(crate) fn check(order: &Order, members: &[Seen<'_>], _: &Context<'_>, report: &mut Report<'_>) {
    for seen in members {
        let Some((field, holds, value)) = seen.value() else { continue };
        // What stands in the inbox has a rule of its own.
        if seen.spec.field("messageTitle").is_some() {
            continue;
        }
        match holds {
            Type::Text(max) => {
                let Some(text) = value.known() else { continue };
                let len = text.encode_utf16().count();
                if len > max {
                    report
                        .at(order.at(value.span))
                        .says(format!("`{}` has {len} characters, and the API takes {max}", field.name))
                        .help(format!("shorten it by {} characters", len - max))
                        .note("the API answers status 400, and neither the message nor the notice is sent");
                }
            }
            Type::List(_, _, max) if value.items().len() > max => {
                report
                    .at(order.at(value.items()[max].span))
                    .says(format!("`{}` has {} entries, and the API takes {max}", field.name, value.items().len()))
                    .help("divide it among several requests")
                    .note("the API answers status 400, and nothing is sent to anybody");
            }
            Type::List(_, min, _)
                if value.items().len() < min && matches!(value.shape, crate::notice::Shape::List(_)) =>
            {
                report
                    .at(order.at(value.span))
                    .says(format!("`{}` is empty, so there is nobody to send to", field.name))
                    .help("name at least one")
                    .note("the API answers status 400");
            }
            _ => {}
        }
    }
}
