//! A date that is over on the day for which is judged.

use crate::notice::schema::{Moments, Seen, Type};
use crate::notice::{Moment, Order};
use crate::rules::{Context, Report};

pub(crate) fn check(order: &Order, members: &[Seen<'_>], context: &Context<'_>, report: &mut Report<'_>) {
    for seen in members {
        let Some((field, Type::Moment(kind), value)) = seen.value() else { continue };
        let Some(moment) = value.known().and_then(Moment::parse) else { continue };
        if kind == Moments::Free || moment.day() >= context.as_of {
            continue;
        }
        let answer = match kind {
            Moments::Send => "the API answers status 400 to a time that is over, and nothing is sent",
            _ => "Correspondence answers error 1008, and neither the message nor the notice is sent",
        };
        report
            .at(order.at(value.span))
            .says(format!("`{}` is {}, which is over", field.name, moment.day()))
            .help("let the program that sends put the time in, or leave it out to send at once")
            .note(answer)
            .note(format!("judged as on {}", context.as_of));
    }
}
