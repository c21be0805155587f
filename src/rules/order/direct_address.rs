//! An address or number of somebody, written into an order.

use crate::notice::Order;
use crate::notice::schema::{Seen, Type, is_email, is_phone};
use crate::rules::{Context, Report};
use crate::text::somebodys;

pub(crate) fn check(order: &Order, members: &[Seen<'_>], _: &Context<'_>, report: &mut Report<'_>) {
    if order.is_of_tests() {
        return;
    }
    for seen in members {
        let Some((field, holds, value)) = seen.value() else { continue };
        let Some(text) = value.literal() else { continue };
        if somebodys(text.trim()).is_some() {
            // That it may be somebody's own weighs more, and has a rule of its own.
            continue;
        }
        let is_mailbox = ["post@", "postmottak@", "noreply@", "ikke-svar@"].iter().any(|start| text.starts_with(start));
        let what = match holds {
            // What is none is refused, and spoken of elsewhere.
            Type::Email(_) if field.name == "emailAddress" && !is_mailbox && is_email(text) => "an e-mail address",
            Type::Phone(_) if is_phone(text) => "a telephone number",
            _ => continue,
        };
        report
            .at(order.at(value.span))
            .says(format!("{what} stands in the file, where a variable could"))
            .help("name the person or organisation, so that Altinn looks up an address that is confirmed, or put a variable there")
            .note("an address that is looked up heeds what its owner has reserved against");
    }
}
