//! A time to send at that does not say in which time zone.

use crate::finding::{Edit, Effect, Fix, Safety};
use crate::notice::schema::{Moments, Seen, Type};
use crate::notice::{Moment, Order};
use crate::rules::{Context, Report};

pub(crate) fn check(order: &Order, members: &[Seen<'_>], _: &Context<'_>, report: &mut Report<'_>) {
    for seen in members {
        let Some((field, Type::Moment(Moments::Send), value)) = seen.value() else { continue };
        let Some(text) = value.known().filter(|text| !text.trim().is_empty()) else { continue };
        let finding = match Moment::parse(text) {
            Some(moment) if moment.has_zone => continue,
            Some(_) => report.at(order.at(value.span)),
            None => {
                report
                    .at(order.at(value.span))
                    .says(format!("`{}` is no date and time that the API can read", field.name))
                    .help("write it as in `2027-01-12T10:00:00+01:00`");
                continue;
            }
        };
        finding
            .says(format!("`{}` does not say in which time zone it is meant", field.name))
            .help("put `Z` behind it for UTC, or the difference, such as `+01:00`")
            .note("the API answers: The requested send time value must have specified a time zone.");
        if let Some(written) = value.text().filter(|_| text.contains('T')) {
            let edit = Edit { at: order.at(written.span()), text: format!("{text}Z") };
            finding.fix(Fix::new("say that it is UTC", Safety::Unsafe, Effect::Nothing, vec![edit]));
        }
    }
}
