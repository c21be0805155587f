//! An SMS that may wake people up.

use crate::notice::schema::{Seen, Type};
use crate::notice::{Form, Node, Order};
use crate::rules::{Context, Report};
use crate::text::{Wording, speaks_of_code};

pub(crate) fn check(order: &Order, members: &[Seen<'_>], context: &Context<'_>, report: &mut Report<'_>) {
    if order.form != Form::OrderV2 || context.is_emergency(order.source.path()) {
        return;
    }
    for seen in members {
        let Some((field, Type::Choice(choice), value)) = seen.value() else { continue };
        let is_at_any_hour = field.name == "sendingTimePolicy" && choice.read(value) == Some(1);
        if !is_at_any_hour || seen.spec.field("sender").is_none() {
            continue;
        }
        // A code is asked for by whoever gets it.
        let text = seen.holder.get("body").and_then(Node::text);
        if !text.is_some_and(|text| speaks_of_code(&Wording::of(text.as_str()), context.lexicon)) {
            report
                .at(order.at(value.span))
                .says("the SMS is sent at any hour, also at night")
                .help("write `Daytime` or leave it out, so that it is sent between 09 and 17")
                .note(
                    "an alarm may need it; then say so in the configuration, by `purpose = \"emergency\"` for the file",
                );
        }
    }
}
