//! A number in a country to which SMS go astray.

use crate::notice::Order;
use crate::notice::schema::{Seen, Type};
use crate::rules::{Context, Report};

/// Countries to which Altinn said in June 2026 that SMS may fail, or come under another name.
const ASTRAY: [(&str, &str); 3] = [("358", "Finland"), ("34", "Spain"), ("66", "Thailand")];

pub(crate) fn check(order: &Order, members: &[Seen<'_>], _: &Context<'_>, report: &mut Report<'_>) {
    for seen in members {
        let Some((_, Type::Phone(_), value)) = seen.value() else { continue };
        let Some(number) = value.known() else { continue };
        let Some(rest) = number.strip_prefix('+').or_else(|| number.strip_prefix("00")) else { continue };
        if let Some((_, country)) = ASTRAY.iter().find(|(code, _)| rest.starts_with(code)) {
            report
                .at(order.at(value.span))
                .says(format!("SMS to {country} may not arrive, or come under another sender"))
                .help("send an e-mail too, or first")
                .note("as Altinn said in June 2026");
        }
    }
}
