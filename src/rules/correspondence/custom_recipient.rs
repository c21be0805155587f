//! Recipients of one's own that make Correspondence refuse the message, or that nobody finds.

use crate::finding::{Edit, Effect, Fix, Safety};
use crate::notice::{Node, Order};
use crate::rules::{Context, Report};

const IDENTIFIERS: [&str; 4] = ["organizationNumber", "nationalIdentityNumber", "emailAddress", "mobileNumber"];

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let (Some(notification), Some(_)) = (order.notification(), order.letter()) else { return };
    let custom = notification.set("customRecipients");
    let replaces = notification.get("overrideRegisteredContactInformation");
    if let Some(flag) = replaces.filter(|flag| flag.truth() == Some(true)) {
        let is_empty = custom.is_none_or(|list| !list.is_open() && list.items().is_empty());
        if is_empty {
            report
                .at(order.at(flag.span))
                .says("the registered contact information is to be replaced, and there is nothing to replace it by")
                .help("add `customRecipients`, or take this out")
                .note("Correspondence answers error 3022, and nothing is sent");
        }
    }
    let Some(list) = custom else { return };
    let recipients = order.body.get("recipients").map_or(&[][..], Node::items);
    if let Some(second) = recipients.get(1).filter(|_| !list.items().is_empty()) {
        report
            .at(order.at(list.head().join(list.items().first().map_or(list.span, Node::head))))
            .says(format!("recipients of one's own stand beside {} recipients of the message", recipients.len()))
            .help("send a message to each recipient, with the notice for that one")
            .note("Correspondence answers error 3017, and nothing is sent")
            .also(order.at(second.span), "the second recipient");
    }
    list.items().iter().filter(|one| one.is_object()).for_each(|one| single(order, one, report));
}

fn single(order: &Order, recipient: &Node, report: &mut Report<'_>) {
    let set: Vec<_> =
        IDENTIFIERS.into_iter().filter_map(|name| recipient.member(name)).filter(|one| !one.value.is_null()).collect();
    if let [_, second, ..] = set[..] {
        report
            .at(order.at(second.name.span))
            .says("a recipient is named in two ways")
            .help("name each recipient in one way")
            .note("Correspondence answers error 3018, and nothing is sent");
    }
    let is_misspelt = recipient.members().iter().any(|one| {
        !IDENTIFIERS.iter().any(|name| one.name.eq_ignore_ascii_case(name))
            && !one.name.eq_ignore_ascii_case("isReserved")
    });
    if set.is_empty() && !is_misspelt {
        report
            .at(order.at(recipient.head()))
            .says("a recipient is named in no way")
            .help("give an organisation number, a national identity number, an e-mail address or a mobile number")
            .note("Correspondence answers error 3019, and nothing is sent");
    }
    let number = recipient.get("organizationNumber").filter(|value| !value.is_open());
    let Some(text) = number.and_then(Node::text) else { return };
    let bare = text.as_str().rsplit(':').next().unwrap_or_default();
    if bare.len() != text.as_str().len() {
        let edit = Edit { at: order.at(text.span()), text: bare.to_owned() };
        report
            .at(order.at(text.span()))
            .says("the organisation number has a prefix, with which nobody is found")
            .help("write the nine digits alone")
            .note("Correspondence takes it, and the notice fails in the background, where nobody sees it")
            .fix(Fix::new("write the nine digits alone", Safety::Safe, Effect::Nothing, vec![edit]));
    }
}
