//! A condition that is asked before sending: what happens when it does not answer.

use crate::notice::schema::{Seen, Type};
use crate::notice::{Order, holes};
use crate::rules::{Context, Report};

pub(crate) fn check(order: &Order, members: &[Seen<'_>], _: &Context<'_>, report: &mut Report<'_>) {
    let on_main = order.body.set("conditionEndpoint").map(|value| value.span);
    let mut places = members.iter().filter_map(|seen| {
        let (_, Type::Condition, value) = seen.value()? else { return None };
        // An address that cannot be asked is refused, and spoken of elsewhere.
        let can_be_asked = value.text().is_none_or(|text| {
            let text = text.as_str().to_ascii_lowercase();
            let is_filled_in = holes(&text).first().is_some_and(|hole| hole.start < "https://x".len());
            is_filled_in || text.starts_with("https://") || text.starts_with("http://")
        });
        (!value.is_null() && can_be_asked).then_some(value.span)
    });
    // On a reminder it is what the documentation asks for; on the first message everybody hears of it.
    let Some(first) = on_main.and_then(|_| places.next()) else { return };
    report
        .at(order.at(first))
        .says("where this address does not answer, the message is sent all the same")
        .help("answer 200 with `{\"sendNotification\": false}` whenever it must not be sent")
        .note("Altinn asks once more and then sends, so an address that is down tells everybody");
}
