//! A sender in a member that this version of the API does not read: Altinn's own sender is used.

use crate::finding::{Fix, Safety};
use crate::notice::{Form, Node, Order, is_sender_name};
use crate::rules::{Context, Report};

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let chain = matches!(order.form, Form::OrderV2 | Form::Instant | Form::Composed);
    if !chain && order.form != Form::OrderV1 {
        return;
    }
    visit(&order.body, &mut |name, holder| {
        let right = match (chain, name.to_ascii_lowercase().as_str()) {
            (true, "emailsettings") => "senderEmailAddress",
            (true, "smssettings") => "sender",
            (false, "emailtemplate") => "fromAddress",
            (false, "smstemplate") => "senderNumber",
            _ => return,
        };
        for member in holder.members() {
            let written = &member.name.value;
            let is_other = is_sender_name(written);
            if !is_other || written.eq_ignore_ascii_case(right) || member.value.is_null() {
                continue;
            }
            let at = order.at(member.name.span);
            let finding = report.at(at.clone());
            finding
                .says(format!("the API does not read `{written}` here: the sender is Altinn's own"))
                .note("an unknown member is passed over in silence, so nothing fails")
                .note("the versions of the API name it differently")
                .help(format!("write `{right}`"));
            if holder.get(right).is_none() {
                finding.fix(Fix::replace(format!("write `{right}`"), Safety::Unsafe, at, right));
            }
        }
    });
}

/// Shows every object with the name of the member that holds it.
fn visit(node: &Node, see: &mut impl FnMut(&str, &Node)) {
    for member in node.members() {
        see(&member.name.value, &member.value);
        visit(&member.value, see);
    }
    node.items().iter().for_each(|item| visit(item, see));
}
