//! A notification as the SOAP services of Altinn 2 took it.

use crate::notice::{Form, Order};
use crate::rules::{Context, Report};

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if order.form == Form::Soap {
        report
            .at(order.at(order.span))
            .says("this notification is written for the SOAP services of Altinn 2, which Altinn 3 does not have")
            .help("order it through the Notifications API, or as the `notification` of a correspondence")
            .note("texts of ordered templates such as `VarselDPVMedRevarsel` lay at Altinn; in Altinn 3 they stand in the order")
            .note("`$reporteeName$` is called `$recipientName$` in Notifications and `$correspondenceRecipientName$` in Correspondence");
    }
}
