//! A setting of an app that reaches the API as another one.

use crate::notice::{Form, Order};
use crate::rules::{Context, Report};

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if order.form != Form::AppInstantiation {
        return;
    }
    let Some(flag) = order.notification().and_then(|one| one.get("allowSendingAfterWorkHours")) else { return };
    if flag.truth() == Some(true) {
        report
            .at(order.at(flag.span))
            .says("the app asks for any hour by the number 0, which the API refuses")
            .help("leave it out, or try it in TT02 with the version of the app library that you use")
            .note("read in the code of the app library as of August 2026, and not run");
    }
}
