//! A member of an order that the API does not read: it is passed over without a word.

use crate::finding::{Edit, Effect, Fix, Safety, Severity};
use crate::notice::schema::{Field, Seen, What};
use crate::notice::{Form, Member, Order, holes, is_sender_name};
use crate::rules::{Context, Report, grammar};

pub(crate) fn check(order: &Order, members: &[Seen<'_>], _: &Context<'_>, report: &mut Report<'_>) {
    if !order.is_certain {
        return;
    }
    for seen in members {
        let What::Unknown(member) = &seen.what else { continue };
        let name = member.name.value.as_str();
        let is_remark = name.starts_with(['_', '$', '/', '#', '@']) || name.eq_ignore_ascii_case("comment");
        // A recipient that is named in a way nobody knows cannot be read at all, which is said elsewhere.
        let is_way = seen.spec.field("recipientOrganization").is_some() && !has_known(seen);
        // Senders have a rule of their own, which knows both versions.
        let has_sender = ["senderEmailAddress", "sender", "fromAddress", "senderNumber"];
        let is_sender = is_sender_name(name)
            && matches!(order.form, Form::OrderV1 | Form::OrderV2 | Form::Instant | Form::Composed)
            && has_sender.iter().any(|field| seen.spec.field(field).is_some());
        if !is_remark && !is_way && !is_sender && holes(name).is_empty() {
            say(order, seen, member, report);
        }
    }
}

fn has_known(seen: &Seen<'_>) -> bool {
    seen.holder.members().iter().any(|member| seen.spec.field(&member.name.value).is_some())
}

fn say(order: &Order, seen: &Seen<'_>, member: &Member, report: &mut Report<'_>) {
    let name = member.name.value.as_str();
    let free = || seen.spec.fields.iter().filter(|field| seen.holder.get(field.name).is_none());
    let is_alias = |field: &&Field| field.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name));
    let alias = free().find(is_alias);
    let meant = alias.map(|field| field.name).or_else(|| grammar::nearest(name, free().map(|field| field.name)));
    let severity = if meant.is_some() { Severity::Error } else { Severity::Warning };
    let finding = report.weighing(severity, order.at(member.name.span));
    finding.says(format!("the API does not know `{name}` in {}, and passes over it without a word", seen.spec.name));
    let is_promised = name.eq_ignore_ascii_case("requestedSendTime") && seen.spec.field("sendReminder").is_some();
    if is_promised {
        finding.note("the documentation names it, but the API no longer has it: the notice follows the message");
    }
    match meant {
        Some(meant) => {
            let title = format!("write `{meant}`");
            let safety = if alias.is_some() { Safety::Safe } else { Safety::Unsafe };
            let edit = Edit { at: order.at(member.name.span), text: meant.to_owned() };
            finding.help(&*title).fix(Fix::new(title, safety, Effect::Nothing, vec![edit]));
        }
        None => {
            finding.help("take it out, or write what it says by a member that the API reads");
        }
    }
}
