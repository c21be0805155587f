//! An address or member beside which there is a newer one.

use crate::notice::Order;
use crate::notice::schema::{Seen, What};
use crate::rules::{Context, Report};

pub(crate) fn check(order: &Order, members: &[Seen<'_>], _: &Context<'_>, report: &mut Report<'_>) {
    if let Some((request, newer)) = order.request.as_ref().and_then(|request| Some((request, request.newer()?))) {
        report
            .at(order.at(request.url.span()))
            .says("this address of the API is an older one")
            .help(format!("send new orders to `{newer}`"))
            .note("it still works; reminders, conditions and newer recipients are known to the other one only");
    }
    for seen in members {
        let What::Known(field, member) = seen.what else { continue };
        if let Some(newer) = field.newer.filter(|_| !member.value.is_null()) {
            report
                .at(order.at(member.name.span))
                .says(format!("`{}` is on its way out", field.name))
                .help(format!("use {newer}"));
        }
    }
}
